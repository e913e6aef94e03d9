"""An upgrade: what a new version wants changed is told place by place, and done whole or not at all."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Bureau

from ledger import product
from ledger.checks.files import programs
from ledger.commands import main
from ledger.founding import laying, version
from ledger.issues import Place
from ledger.machine import files
from ledger.pages import menu
from ledger.upgrading import replacing, trial, writing
from ledger.upgrading.change import Edit, edited

HAND = '{{ report_head() }}\n\n{{ section("01-学习.md") }}\n\n{{ section("02-作风.md") }}\n\n{{ report_foot() }}\n'
VISITS = """\
- 编号: visits
  名称: 督导次数
  口径: 到县区督导的次数
  分组: 整改监督
  来源: 履责记录
  条件: {对象单位: {类型: {不是: [县局]}}}  # 留着
  算法: 计数
  单位: 次
"""
NOTE = "# 这一行是编辑写的\n"
Files = dict[str, bytes]


def held(root: Path) -> Files:
    found = (file for file in root.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def upgrade(bureau: Bureau, *more: str) -> int:
    return main(["upgrade", "--root", str(bureau.root), *more])


@pytest.fixture
def old(bureau: Bureau) -> Bureau:
    """The small bureau as it was before lists of words were data and the engine had its name."""
    shutil.rmtree(bureau.root / "data/词表")
    shutil.rmtree(bureau.root / "data/台账")
    bureau.remove("data/2021/调研.yml")
    for name in ("hooks.py", "macros.py"):
        bureau.change(name, "from mkdocs_ledger.", "from engine.")
    bureau.write("data/文件会议.yml", NOTE + bureau.read("data/文件会议.yml"))
    bureau.write("docs/report/02-作风.md", "办公室负责。\n").write("docs/report/index.md", HAND)
    bureau.write(
        "docs/report/01-学习.md", bureau.read("docs/report/01-学习.md").replace("### ", "## ")
    )
    return bureau


def laid(bureau: Bureau, by: str, library: Files) -> None:
    """Say that a version laid the project with files of its library."""
    text = version.written(library).replace(f'"{product.VERSION}"', f'"{by}"')
    bureau.write(version.FILE, text)


# a project from before


@pytest.mark.slow
def test_an_old_project_is_green_again_and_can_go_back(
    old: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(old.root)
    assert old.codes() and [*programs.check(old.root)]
    assert upgrade(old) == 1
    listed = capsys.readouterr().out
    assert "  hooks.py:3:6  “engine”改成“mkdocs_ledger”\n" in listed
    first = re.search(r"第一处在 data/机构.yml:(\d+)）", listed)
    assert "  data/词表/机构类型.yml:1:1  " in listed and "“县区科技局”（2 处，" in listed
    assert first and "县区科技局" in old.read("data/机构.yml").split("\n")[int(first[1]) - 1]
    assert "  docs/report/index.md:3:1  2 行 section 换成一行 {{ sections() }}" in listed
    assert held(old.root) == before

    assert upgrade(old, "--write") == 0
    said = capsys.readouterr().out
    assert old.messages() == [] and [*programs.check(old.root)] == []
    after = held(old.root)
    changed = {"hooks.py", "macros.py", "docs/report/index.md"}
    assert {path for path in before if after[path] != before[path]} == changed
    assert after["hooks.py"] == before["hooks.py"].replace(b"from engine.", b"from mkdocs_ledger.")
    assert "{{ sections() }}" in old.read("docs/report/index.md")
    assert old.read("data/词表/机构类型.yml").endswith(
        "# 以下是本单位原来用的词，升级时添上\n- 县区科技局\n"
    )
    assert upgrade(old) == 0 and capsys.readouterr().out == "没有要改的。\n"

    (how,) = re.findall(
        "要退回：把“(.+)”文件夹里的复制回项目的文件夹，盖住现在的；再删去新添的 (.+)。", said
    )
    shutil.copytree(old.root / how[0], old.root, dirs_exist_ok=True)
    shutil.rmtree(old.root / how[0])
    for path in how[1].split("、"):
        old.remove(path)
    assert held(old.root) == before


@pytest.mark.slow
def test_in_a_clean_repository_git_keeps_what_was(
    old: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    for each in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a"):
        subprocess.run(["git", *each.split()], cwd=old.root, check=True)
    before = held(old.root)
    assert upgrade(old, "--write") == 0
    assert "git checkout -- ." in capsys.readouterr().out
    assert not (old.root / "升级前").exists()
    subprocess.run(["git", "checkout", "-q", "--", "."], cwd=old.root, check=True)
    assert before.items() <= held(old.root).items()


def test_headings_between_the_sections_are_only_told(
    old: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = '## 工作\n\n{{ section("02'
    old.change("docs/report/index.md", '{{ section("02', heading)
    assert upgrade(old, "--write") == 0
    assert "index.md:5:1  “工作”移到单独的文件里" in capsys.readouterr().out
    assert heading in old.read("docs/report/index.md")


@pytest.mark.parametrize("change", ["other order", "one left out"])
def test_a_list_by_hand_that_says_something_else_stays(
    old: Bureau, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    lines = HAND.split("\n\n")
    kept = [0, 2, 1, 3] if change == "other order" else [0, 1, 2, 3]
    old.write("docs/report/03-整改.md", "办公室负责。\n")
    old.write("docs/report/index.md", "\n\n".join(lines[at] for at in kept))
    upgrade(old)
    assert "报告的各节" not in capsys.readouterr().out


@pytest.mark.slow
def test_a_navigation_that_the_menu_makes_is_told(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (f"  - {entry}" if isinstance(entry, str) else f"  - {key}: {path}"
             for entry in menu.entries(bureau.project())
             for key, path in (entry.items() if isinstance(entry, dict) else [("", "")]))  # fmt: skip
    bureau.append("mkdocs.yml", "nav:\n" + "\n".join(lines) + "\n")
    before = held(bureau.root)
    assert upgrade(bureau, "--write") == 0
    assert "可以整段删去；不改也照用（自己定）" in capsys.readouterr().out
    assert held(bureau.root).items() >= before.items()


# words


@pytest.mark.slow
def test_words_written_otherwise_become_the_lists_and_all_else_stays(bureau: Bureau) -> None:
    words = "- 词: 县区科技局\n  又作: [县局, 县区局]"
    bureau.change("data/词表/机构类型.yml", "- 县区科技局", words)
    path, figures = "data/机构.yml", "data/2021/figures.yml"
    text = bureau.read(path).replace("类型: 县区科技局", '类型: "县局"   # 留着', 1)
    text = "\ufeff" + text.replace("类型: 县区科技局", "类型: 县区局").replace("\n", "\r\n")
    asked = bureau.read(figures) + VISITS
    bureau.write(path, text).write(figures, asked)
    assert text.count("县局") == text.count("县区局") == asked.count("[县局") == 1
    shown = bureau.messages()
    assert upgrade(bureau, "--write") == 0
    now = (bureau.root / path).read_bytes().decode()
    assert now == text.replace("县局", "县区科技局").replace("县区局", "县区科技局")
    assert bureau.read(figures) == asked.replace("[县局", "[县区科技局")
    assert bureau.messages() == shown == []


@pytest.mark.slow
@pytest.mark.parametrize("typed", ['"\\u53bf局"', "'县局'", "县局", '"县局"'])
def test_a_word_keeps_its_quotes_or_is_only_told(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    bureau.change(
        "data/词表/机构类型.yml", "- 县区科技局", "- 县区科技局\n- 词: 县'\"局\n  又作: 县局"
    )
    text = bureau.read("data/机构.yml").replace("类型: 县区科技局", f"类型: {typed}", 1)
    bureau.write("data/机构.yml", text)
    upgrade(bureau, "--write")
    told = "这里的写法要自己改（自己定）" in capsys.readouterr().out
    new = {"'县局'": "'县''\"局'", "县局": '"县\'\\"局"', '"县局"': '"县\'\\"局"'}.get(typed, typed)
    assert bureau.read("data/机构.yml") == text.replace(typed, new)
    assert told == ("u53bf" in typed) and bureau.messages() == []


def test_an_edit_keeps_every_other_byte() -> None:
    at = lambda line, column: Place("a.yml", line, column)  # noqa: E731
    edits = [Edit(at(1, 4), at(1, 5), "甲乙"), Edit(at(3, 1), at(3, 2), "")]
    content = b"\xef\xbb\xbf" + "a: 一 # 注\r\n\rx二\n\n".encode()
    assert edited(content, edits) == b"\xef\xbb\xbf" + "a: 甲乙 # 注\r\n\r二\n\n".encode()


# the library


@pytest.mark.slow
def test_the_library_is_brought_where_the_bureau_left_it_alone(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    phrases, terms = (bureau.read(f"data/{name}.yml").encode() for name in ("用语", "固定说法"))
    newer = b"# new\n"
    ships = {
        "data/用语.yml": newer + phrases,
        "data/固定说法.yml": newer + terms,
        "data/regulations/new.yml": NOTE.encode(),
        "data/regulations/gone.yml": NOTE.encode(),
    }
    monkeypatch.setattr(laying, "of_library", lambda: iter(ships.items()))
    laid(bureau, "0.0.9", {
        "data/用语.yml": phrases, "data/固定说法.yml": terms, "data/regulations/gone.yml": b"",
    })  # fmt: skip
    bureau.write("data/用语.yml", phrases.decode().replace("\n", "\r\n"))  # as git lays it
    own = bureau.append("data/固定说法.yml", "- 两手抓\n").read("data/固定说法.yml")
    assert upgrade(bureau, "--write") == 0
    said = capsys.readouterr().out
    assert "data/用语.yml:1:1  自带的，没有改过，换成新的\n" in said
    assert "像是本单位改过，不换；要新的自己抄：" in said and "- - 两手抓" in said
    assert (bureau.root / "data/用语.yml").read_bytes() == ships["data/用语.yml"]
    assert bureau.read("data/固定说法.yml") == own
    assert bureau.read("data/regulations/new.yml") == NOTE
    assert not (bureau.root / "data/regulations/gone.yml").exists()
    assert upgrade(bureau) == 0


@pytest.mark.slow
def test_a_project_without_the_library_is_not_given_it(bureau: Bureau) -> None:
    laid(bureau, "0.0.9", {})
    bureau.change("data/2021/公务支出.yml", "  上年: 2.50\n", "")
    assert upgrade(bureau) == 0
    bureau.remove(version.FILE)
    assert upgrade(bureau) == 1  # its files bear names of the library


@pytest.mark.slow
def test_a_new_project_needs_no_upgrade(tmp_path: Path) -> None:
    answers = tmp_path / "答案.yml"
    answers.write_text(
        "全称: 示例局\n报告年度: 2024\n内设机构称谓: 科室\n主送机关: 县纪委\n机关代字: 示党组\n签发人: 李示例\n",
        encoding="utf-8",
    )
    assert main(["new", str(tmp_path / "甲"), "--answers", str(answers)]) == 0
    project = Bureau(tmp_path / "甲")
    assert upgrade(project) == 0
    other = project.read("requirements.txt").replace(product.VERSION, "0.0.9")
    mark = project.read(version.FILE).replace(f'"{product.VERSION}"', '"0.0.9"')
    project.write("requirements.txt", other).write(version.FILE, mark)
    assert upgrade(project, "--write") == 0
    assert f"=={product.VERSION}\n" in project.read("requirements.txt")
    assert upgrade(project) == 0


# what is refused


def refused(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> str:
    """Ask for an upgrade that changes nothing; return what is said."""
    before = held(bureau.root)
    assert upgrade(bureau, "--write") in (1, 2)
    assert held(bureau.root) == before
    told = capsys.readouterr()
    return told.out + told.err


@pytest.mark.slow
def test_what_would_add_errors_is_refused(
    old: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    laid(old, "0.0.9", {"data/用语.yml": old.read("data/用语.yml").encode()})
    ships = {"data/用语.yml": "- 词: 一\n".encode()}
    monkeypatch.setattr(laying, "of_library", lambda: iter(ships.items()))
    said = refused(old, capsys)
    assert "data/用语.yml:1  缺少" in said and "什么也没有改" in said


@pytest.mark.slow
def test_what_was_hidden_behind_what_is_mended_is_not_new(
    old: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    old.append("data/机构.yml", "- 编号: east\n  名称: 中县小样局\n  类型: 县区科技局\n")
    assert not any("east" in message for message in old.messages())
    assert upgrade(old, "--write") == 0
    assert capsys.readouterr().out.endswith(
        "还有 1 处错要自己改，运行 python -m ledger check 看。\n"
    )
    (left,) = old.messages()
    assert left.startswith("data/机构.yml:") and "east" in left


def test_what_is_no_yaml_is_told_and_nothing_is_changed(
    old: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    old.append("data/机构.yml", "  编号：x\n").append("data/2021/风险点.yml", "\t- 编号: 甲\n")
    said = refused(old, capsys)
    assert "data/机构.yml:" in said and "data/2021/风险点.yml:" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('产品: "99.0"\n', "照 99.0 写的，这里的产品是"),
        ("产品: 新的\n", "版本.yml:1:5  产品：“新的”不是版本"),
        ("- 一\n", "版本.yml:1:1  这里应当写“产品: "),
    ],
)
def test_a_mark_that_cannot_be(
    old: Bureau, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    assert told in refused(old.write(version.FILE, text), capsys)


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 4, 9])
def test_where_a_file_cannot_be_written_all_is_as_it_was(
    old: Bureau, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before, written = held(old.root), []

    def full(file: Path, content: bytes, **options: bool) -> None:
        written.append(file)
        if len(written) == at:
            raise OSError(28, "full", str(file))
        files.write(file, content, **options)

    monkeypatch.setattr(replacing, "files", type("Full", (), {"write": full, "read": files.read}))
    assert upgrade(old, "--write") == 3
    assert held(old.root) == before and not (old.root / "升级前").exists()


def test_the_copy_is_writable_where_the_project_is_not(bureau: Bureau) -> None:
    path = "data/unit.yml"
    file = bureau.write(path, bureau.read(path)).root / path
    file.chmod(0o400)
    file.parent.chmod(0o500)
    with trial.copied(bureau.root) as copy:
        assert all((copy / path).stat().st_mode & 0o200 for path in ("data", "data/unit.yml"))
    file.parent.chmod(0o700)


@pytest.mark.slow
def test_a_file_that_changes_meanwhile_is_not_written_over(
    old: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = writing.write

    def late(*given: object) -> str:
        old.append("hooks.py", "# late\n")
        return kept(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", late)
    assert upgrade(old, "--write") == 1
    assert "hooks.py 刚才有人改过" in capsys.readouterr().err
    assert old.read("hooks.py").endswith("# late\n") and not (old.root / version.FILE).exists()


@pytest.mark.slow
def test_last_years_spending_moves_to_its_ledger(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.append(
        "data/2021/figures.yml",
        "- 编号: last\n  名称: 上年接待费\n  口径: 上年的\n  分组: 作风经费\n  来源: 公务支出\n"
        "  算法: 求和\n  字段: 上年\n  单位: 万元\n",
    )
    assert upgrade(bureau) == 1
    told = capsys.readouterr().out
    assert "  data/2020/公务支出.yml:1:1  新写上年的台账：1 条的“上年”" in told
    assert "“上年接待费”改成 算法: 上年、指标: 本年的那个指标" in told
    assert upgrade(bureau, "--write") == 0
    assert '  本年: "2.50"\n' in bureau.read("data/2020/公务支出.yml")
    assert bureau.messages() == []
