"""Several documents in a year: each with its time, text, evidence, files, seal, and what they share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import papers
import pytest
from conftest import Bureau, pages, read
from papers import FILE, HALF, OWN, SHARED, add, home_of, page_of, path_of, seal

from ledger import commands
from ledger.changes import records
from ledger.checks.text import documents
from ledger.documents import excel, files
from ledger.figures.wording import figure_text
from ledger.issues import Mistake
from ledger.pages import menu
from ledger.project import Project
from ledger.records.types.official import SEALS
from ledger.survey import open_project

JANUARY, MARCH = "data/2021/履责记录/01.yml", "data/2021/履责记录/03.yml"
FIGURES, CORRECTIONS = "data/2021/figures.yml", "data/2021/更正.yml"
#: up to the end of February there is one study, in the year there are three
WINTER = ("2021-01-01", "2021-02-28")
LISTED = f"各节: [{SHARED}, {FILE}]\n"


def of(bureau: Bureau, name: str = "半年报告") -> Project:
    """Return a document of a project that is in order."""
    return bureau.project().document(name)


def plain(project: Project, page: str) -> str:
    """Return what a page of the site shows."""
    return " ".join(read(pages(project)[page]).text.split())


@pytest.fixture
def winter(bureau: Bureau) -> Bureau:
    """The small bureau with a report of two months, which begins with a section of the yearly one."""
    return add(bureau, time=WINTER, more=LISTED)


# time


def test_a_figure_has_the_value_of_the_documents_own_time(winter: Bureau) -> None:
    project = winter.project()
    own = project.document("半年报告")
    assert (project.figures["学习次数"].value, own.figures["学习次数"].value) == (3, 1)
    assert [each.anchor for each in own.figures["学习次数"].records] == ["r01-01"]
    assert "这一段学习" in own.finished[page_of("半年报告")]


def test_a_shared_section_speaks_in_each_documents_time(winter: Bureau) -> None:
    project = winter.project()
    yearly, own = (plain(project, page) for page in ("report/index.md", page_of("半年报告")))
    assert "全年学习3次" in yearly and "全年学习1次" in own and "这一段学习1次" in own
    assert "登记不全" in yearly and "登记不全" not in own  # it was opened in May


def test_the_sections_stand_in_the_order_in_which_they_are_listed(winter: Bureau) -> None:
    first = of(winter).finished[page_of("半年报告")]
    assert first.index("（一）学习") < first.index("（二）做法")
    winter.change(path_of("半年报告"), LISTED, f"各节: [{FILE}, {SHARED}]\n")
    turned = of(winter).finished[page_of("半年报告")]
    assert turned.index("（一）做法") < turned.index("（二）学习")


def test_without_a_list_they_stand_in_the_order_of_their_numbers(bureau: Bureau) -> None:
    add(bureau)
    for number, title in (("9", "甲"), ("12.1", "丙"), ("12", "乙")):
        bureau.write(f"{home_of('半年报告')}/{number}-节.md", f"### 做法{title}\n\n有事。\n")
    found = re.findall(r"### （.）(\S+)", of(bureau).finished[page_of("半年报告")])
    assert found == ["做法甲", "做法", "做法乙", "做法丙"]


def test_each_document_is_numbered_from_one(winter: Bureau) -> None:
    add(winter, "简", genre="简报")
    project = winter.project()
    for each in project.every_document:
        assert "## 一、工作情况" in each.finished[each.report.page_path]
    assert "### （二）做法" in project.finished[page_of("半年报告")]
    assert "### （一）做法" in project.finished[page_of("简")]


def test_the_time_of_the_site_is_that_of_the_yearly_report(winter: Bureau) -> None:
    project = winter.project()
    assert str(project.as_of) == "2021-12-31" and str(of(winter).as_of) == "2021-02-28"
    assert "学习3次" in plain(project, "index.md")


# evidence


def test_the_evidence_of_a_figure_is_of_the_documents_time(winter: Bureau) -> None:
    project = winter.project()
    page = "figures/半年报告/study.md"
    assert f"site:{page}" in project.finished[page_of("半年报告")]
    said = plain(project, page)
    assert "2021年1月1日至2021年2月28日" in said.replace("1日至2月", "1日至2021年2月")
    assert "共 1 条" in said and "r01-01" in said and "学习次数（半年报告）" in said
    assert "共 3 条" in plain(project, "figures/study.md")
    assert f"site:{page_of('半年报告')}" in pages(project)[page]


def test_only_what_a_document_says_has_evidence_in_its_time(winter: Bureau) -> None:
    winter.append(FIGURES, other("talks", "谈话次数", "个别谈话"))
    assert {"figures/talks.md", "figures/半年报告/study.md"} <= pages(winter.project()).keys()
    assert "figures/半年报告/talks.md" not in pages(winter.project())
    assert [*of(winter).told] == ["学习次数"]


def other(id_: str, name: str, category: str) -> str:
    """Return the definition of a figure that counts the records of a category."""
    return (
        f"- {{编号: {id_}, 名称: {name}, 口径: 次数, 分组: 学习教育, 来源: 履责记录, "
        f"条件: {{类别: {category}}}, 算法: 计数, 单位: 次}}\n"
    )


def test_what_a_figure_is_made_of_has_evidence_too(winter: Bureau) -> None:
    winter.append(
        FIGURES,
        other("talks", "谈话次数", "个别谈话")
        + "- {编号: both, 名称: 合计次数, 口径: 合计, 分组: 学习教育, 算法: 合计, 指标: [学习次数, 谈话次数], 单位: 次}\n",
    )
    winter.append(f"{home_of('半年报告')}/{FILE}", '\n合计{{ figure("合计次数") }}。\n')
    project = winter.project()
    assert {"figures/半年报告/both.md", "figures/半年报告/talks.md"} <= pages(project).keys()
    assert "site:figures/半年报告/talks.md" in pages(project)["figures/半年报告/both.md"]


def test_in_the_yearly_reports_time_the_figures_are_its_own(bureau: Bureau) -> None:
    add(bureau, "专报", time=("2021-01-01", "2021-12-31"))
    project = bureau.project()
    own = project.document("专报")
    assert own.figures is project.figures or own.figures == project.figures
    assert "site:figures/study.md" in project.finished[page_of("专报")]
    assert not [path for path in pages(project) if path.startswith("figures/专报/")]


def test_the_attachment_lists_the_figures_that_the_document_says(winter: Bureau) -> None:
    winter.append(FIGURES, other("talks", "谈话次数", "个别谈话"))
    project = winter.project()
    assert "谈话次数" in project.finished["report/index.md"]
    assert "谈话次数" not in project.finished[page_of("半年报告")]


# the list and the menu


@pytest.mark.slow
def test_the_list_tells_how_far_each_document_is(winter: Bureau) -> None:
    add(winter, "简", genre="简报", own=OWN + "\n### 还没有写\n")
    winter.append(path_of("简"), "进度: 送审\n")
    said = plain(winter.project(), "papers/index.md")
    assert "共 3 份" in said
    assert "半年报告报告2021年1月1日至2021年2月28日2021-02-282022-01-10起草" in said
    assert "简简报" in said and "送审（还有 1 处没有写完）" in said
    seal(winter, "半年报告")
    assert "封存（2022年1月20日，局长）" in plain(winter.project(), "papers/index.md")


def test_the_menu_leads_to_the_list_and_to_no_document_of_it(winter: Bureau) -> None:
    found = [next(iter(each.values())) for each in menu.entries(winter.project()) if isinstance(each, dict)]  # fmt: skip
    assert "papers/index.md" in found and page_of("半年报告") not in found


def test_one_document_needs_no_list(bureau: Bureau) -> None:
    assert "papers/index.md" not in pages(bureau.project())


# kinds


def issues(bureau: Bureau, name: str = "半年报告") -> list[str]:
    """Return what is wrong, of a document."""
    return [each for each in bureau.messages() if name in each]


@pytest.mark.parametrize("genre", ["报告", "整改情况", "述责述廉", "简报"])
def test_each_kind_bears_what_it_does(bureau: Bureau, genre: str) -> None:
    kind = bureau.project().dataset.genres[genre]
    text = "".join(f"### {part.words[0]}\n\n有事。\n\n" for part in kind.parts) or OWN
    add(bureau, genre=genre, own=text)
    said = of(bureau).finished[page_of("半年报告")]
    for key, sign in (("发文机关标志", "doc-mark"), ("主送机关", "doc-addressee"), ("印发机关", "doc-printer"), ("署名", "doc-signature")):  # fmt: skip
        assert (f'class="{sign}' in said) == (key in papers.ELEMENTS[genre])


@pytest.mark.slow
@pytest.mark.parametrize("genre", ["报告", "整改情况", "述责述廉"])
def test_a_document_lacks_no_element_of_its_kind(bureau: Bureau, genre: str) -> None:
    needed = bureau.project().dataset.genres[genre].needed
    for key in (each for each in needed if not each.endswith("日期")):
        add(bureau, genre=genre)
        line = next(each for each in papers.record("半年报告", genre).splitlines() if each.startswith(key + ":"))  # fmt: skip
        bureau.change(path_of("半年报告"), f"{line}\n", "")
        found = [each for each in issues(bureau) if "缺少" in each]
        assert found == [
            f"{path_of('半年报告')}:1:1  文种是“{genre}”，缺少“{key}”；请加一行 {key}: …"
        ]


@pytest.mark.slow
@pytest.mark.parametrize("genre", ["述责述廉", "简报"])
def test_a_document_has_no_element_that_its_kind_has_not(bureau: Bureau, genre: str) -> None:
    absent = bureau.project().dataset.genres[genre].absent
    held = {"抄送": "[市委]", "份号": '"000001"', "紧急程度": "特急", "附注": "（内部）"}
    for line in papers.FORMAL.replace("NUMBER", "9").splitlines():
        key, _, value = line.partition(": ")
        held[key] = value
    for key in absent:
        add(bureau, genre=genre, more=f"{key}: {held[key]}\n")
        (found,) = [each for each in issues(bureau) if "没有这个要素" in each]
        assert f"{key}：“{genre}”没有这个要素；请删去这一行" in found
        line = papers.record("半年报告", genre).count("\n") + 1
        assert found.startswith(f"{path_of('半年报告')}:{line}:")


def test_a_part_that_must_be_written_is_missing(bureau: Bureau) -> None:
    add(bureau, genre="述责述廉", own="### 履职情况\n\n有事。\n\n### 问题\n\n有的。\n")
    assert issues(bureau) == [
        f"docs/{page_of('半年报告')}:1:1  没有写“廉洁自律”：“述责述廉”必须有这一部分，"
        "标题里有“廉洁”、“述廉”、“自律”等字的算是；请补上一节"
    ]
    bureau.append(f"{home_of('半年报告')}/{FILE}", "\n### 廉洁\n")  # it is begun
    project, errors = bureau.survey()
    assert errors == [] and len(project.document("半年报告").unwritten) == 1


def test_parts_that_are_usual_or_stand_elsewhere_are_remarked(bureau: Bureau) -> None:
    text = "### 努力方向\n\n有。\n\n### 廉洁\n\n有。\n\n### 履职\n\n有。\n\n### 问题\n\n有。\n"
    add(bureau, genre="述责述廉", own=text)
    assert bureau.messages() == []
    found = [each.message for each in bureau.remarks() if each.code == "remark.part_order"]
    assert any("“履职尽责”写在" in each or "的前面；“述责述廉”一般先写“履职尽责”" in each for each in found)  # fmt: skip
    bureau.write(f"{home_of('半年报告')}/{FILE}", text.replace("### 努力方向\n\n有。\n\n", ""))
    found = [each.message for each in bureau.remarks() if each.code == "remark.part" and "半年" in each.place.path]  # fmt: skip
    assert len(found) == 1 and found[0].startswith("没有写“努力方向”：“述责述廉”一般有这一部分")


def test_the_bureaus_own_kind_takes_the_place_of_the_products(bureau: Bureau) -> None:
    add(bureau, genre="简报")
    assert bureau.messages() == []
    own = "名称: 简报\n说明: 本单位的简报\n依据: 本单位的写法\n必有的要素: [署名]\n"
    bureau.write("data/文种/简报.yml", own)
    assert issues(bureau) == [f"{path_of('半年报告')}:1:1  文种是“简报”，缺少“署名”；请加一行 署名: …"]  # fmt: skip


def test_a_signed_document_has_nothing_unwritten(bureau: Bureau) -> None:
    add(bureau, more="进度: 签发\n")
    assert bureau.messages() == []
    bureau.append(f"{home_of('半年报告')}/{FILE}", "\n### 还没有写\n")
    assert bureau.messages() == [
        f"{path_of('半年报告')}:16:5  进度：写了“签发”，可是还有 1 处没有写完"
        f"（{home_of('半年报告')}/{FILE}:5:1）；请写完，或改成别的进度"
    ]


# agreement


def test_a_part_of_the_year_tells_no_more_than_the_year(winter: Bureau) -> None:
    project = winter.project()
    assert [*documents.above(project)] == []
    own = project.document("半年报告")
    more = replace(own.figures["学习次数"], value=Fraction(4))
    own = replace(own, figures={"学习次数": more})
    assert [str(each) for each in documents.above(replace(project, documents={"甲": own}))] == [
        f"{home_of('半年报告')}/{FILE}:3:6  “半年报告”里“学习次数”是 4次（2021年1月1日至2月28日），"
        "比“年度报告”里的 3次（2021年度）还多；请核对两份的报告期、统计截止和数的记录"
    ]


OPEN = """\
- 编号: open
  名称: 没有办完的
  口径: 这一段登记、到统计截止没有办完的
  分组: 整改监督
  来源: 整改台账
  条件: {状态: {不是: 已完成}}
  算法: 计数
  单位: 项
"""


def test_what_went_on_may_be_less_over_the_whole_time(bureau: Bureau) -> None:
    bureau.append(FIGURES, OPEN)
    add(
        bureau,
        time=("2021-01-01", "2021-03-31"),
        own='### 做法\n\n还有{{ figure("没有办完的") }}。\n',
    )
    bureau.append("docs/report/01-学习.md", '\n还有{{ figure("没有办完的") }}。\n')
    bureau.change("data/2021/整改台账.yml", "登记日期: 2021-05-07", "登记日期: 2020-05-07")
    project, errors = bureau.survey()
    told = [figure_text(each.figures["没有办完的"]) for each in project.every_document]
    assert told == ["0项", "1项"] and not [each for each in errors if each.code == "document.above"]


def test_a_corrected_document_is_not_above_the_year(bureau: Bureau) -> None:
    add(bureau)
    seal(bureau, "半年报告")
    without_january(bureau)
    half = correction("c3", "指标: 学习次数, 文件: 半年报告, 原值: 3次, 新值: 2次")
    bureau.write(CORRECTIONS, GONE + half)
    assert bureau.messages() == []


@pytest.mark.slow
def test_what_another_sealed_document_says_is_compared(bureau: Bureau) -> None:
    for name in ("甲告", "乙告"):
        add(bureau, name, time=WINTER)
    seal(bureau, "甲告")
    assert "remark.said_otherwise" not in [each.code for each in bureau.remarks()]
    bureau.change(JANUARY, "类别: 学习教育", "类别: 研究部署")
    found = [str(each) for each in bureau.remarks() if each.code == "remark.said_otherwise"]
    assert len(found) == 1 and found[0].startswith(f"{home_of('乙告')}/{FILE}:3:6  “乙告”里")
    assert "2022年1月20日封存的“甲告”写的是 1次（data/2021/封存/甲告.yml:" in found[0]


# seals


@pytest.mark.slow
def test_a_sealed_document_is_of_its_own_time(winter: Bureau) -> None:
    seal(winter, "半年报告")
    assert winter.messages() == []
    figure = of(winter).figures["学习次数"]
    assert figure.sealed and figure.sealed.figure.shown == "1次"
    assert winter.project().figures["学习次数"].sealed is None
    winter.change(MARCH, "实到: 12", "实到: 11")  # March is no matter of it
    assert winter.messages() == []
    winter.change(JANUARY, "实到: 28", "实到: 27").change(JANUARY, "请假: 2", "请假: 3")
    assert winter.codes() == ["seal.changed", "seal.changed"]


def correction(id_: str, more: str) -> str:
    """Return a correction."""
    return f"- {{编号: {id_}, 日期: 2022-02-01, 理由: 核对签到表, 岗位: 局长, {more}}}\n"


GONE = correction("c1", "台账: 履责记录, 记录: r01-01, 改动: 删去")


def without_january(bureau: Bureau) -> None:
    """Remove the study of January."""
    text = bureau.read(JANUARY)
    bureau.write(JANUARY, text[text.index("- 编号: r01-02") :])


@pytest.mark.slow
def test_the_figures_of_two_sealed_documents_are_corrected_each(winter: Bureau) -> None:
    for name in ("半年报告", "年度报告"):
        seal(winter, name)
    without_january(winter)
    winter.write(CORRECTIONS, GONE)
    found = winter.messages()
    assert len(found) == 2
    assert "封存（年度报告）时是 3次，现在是 2次" in found[0] + found[1]
    assert "指标 学习次数，文件 半年报告，原值 1次，新值 0次" in found[0] + found[1]
    yearly = correction("c2", "指标: 学习次数, 原值: 3次, 新值: 2次")
    half = correction("c3", "指标: 学习次数, 文件: 半年报告, 原值: 1次, 新值: 0次")
    winter.append(CORRECTIONS, yearly + half)
    assert winter.messages() == []
    project = winter.project()
    for page, told in (
        ("figures/study.md", "学习次数3次2次"),
        ("figures/半年报告/study.md", "1次0次"),
    ):
        assert told in plain(project, page)
    assert "学习次数3次2次" not in plain(project, "figures/半年报告/study.md")


def test_a_correction_names_a_sealed_document_of_a_figure(winter: Bureau) -> None:
    seal(winter, "半年报告")
    without_january(winter)
    figure = correction("c2", "指标: 学习次数, 文件: 半年报靠, 原值: 1次, 新值: 0次")
    winter.write(CORRECTIONS, GONE.replace("改动", "文件: 半年报告, 改动") + figure)
    said = "\n".join(winter.messages())
    assert f"{CORRECTIONS}:1:" in said and "更正记录不写“文件”；请删去这一行" in said
    assert f"{CORRECTIONS}:2:" in said and "以前没有封存半年报靠的指标“学习次数”" in said


@pytest.mark.slow
def test_a_sealed_document_keeps_its_time_and_stays(winter: Bureau) -> None:
    path = seal(winter, "半年报告")
    winter.change(path_of("半年报告"), "  止: 2021-02-28", "  止: 2021-03-31")
    (found,) = winter.messages()
    assert found.startswith(f"{path_of('半年报告')}:13:3  2022年1月20日封存（半年报告）以后")
    winter.change(path_of("半年报告"), "  止: 2021-03-31", "  止: 2021-02-28")
    winter.remove(path_of("半年报告"))
    for name in ("index.md", FILE):
        winter.remove(f"{home_of('半年报告')}/{name}")
    assert winter.messages() == [
        f"{path}:3:5  封存的公文“半年报告”没有登记了；请恢复它在 公文/ 里的文件"
    ]


@pytest.mark.slow
def test_the_value_of_last_year_is_that_of_the_document_of_the_same_name(winter: Bureau) -> None:
    for name in ("半年报告", "年度报告"):
        seal(winter, name)
    winter.change("data/unit.yml", "报告年度: 2021", "报告年度: 2022")
    for name in ("report.yml", "figures.yml", "公文/半年报告.yml"):
        text = winter.read(f"data/2021/{name}")
        for old, new in (("2022", "2023"), ("2021", "2022")):
            text = text.replace(old, new)
        winter.write(f"data/2022/{name}", text)
    last = "- {编号: study-last, 名称: 上年学习次数, 口径: 上一年的, 分组: 学习教育, 算法: 上年, 指标: 学习次数, 单位: 次}\n"
    winter.append("data/2022/figures.yml", last)
    winter.write("data/2022/履责记录/01.yml", "[]\n")
    winter.write(
        "docs/report/01-学习.md",
        '### 学习\n\n上年{{ figure("上年学习次数") }}。\n\n{{ open_items() }}\n',
    )
    project = winter.project()
    told = [each.figures["上年学习次数"] for each in project.every_document]
    assert [figure_text(each) for each in told] == ["3次", "1次"]
    assert "2022年1月20日由局长封存（半年报告）" in plain(project, "figures/半年报告/study-last.md")
    assert "这一段学习1次" in plain(project, "papers/2021/半年报告.md")


@pytest.mark.slow
def test_a_seal_is_for_those_who_read_the_document(bureau: Bureau) -> None:
    add(bureau, "密告", time=WINTER, more="可见: 班子\n")
    path = seal(bureau, "密告")
    assert "可见: 班子}" in bureau.read(SEALS)
    assert "\n可见: 班子\n" in bureau.read(path) and bureau.messages() == []
    for edition, seen in (("全员", False), ("班子", True)):
        assert ("密告" in repr(open_project(bureau.root, edition).dataset)) == seen
    without_january(bureau)
    half = correction("c3", "指标: 学习次数, 文件: 密告, 原值: 1次, 新值: 0次")
    bureau.write(CORRECTIONS, GONE + half)
    assert bureau.messages() == [
        f"{CORRECTIONS}:2:{half.index('密告') + 1}  更正的内容只给班子、纪检看；请给这一条加一行 可见: 班子"
    ]


# the commands


@pytest.fixture
def unbuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make files without the engine and a browser: each page is what the project says."""

    @contextmanager
    def built(root: Path) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            for each in open_project(root).every_document:
                page = Path(folder, each.report.home, "index.html")
                page.parent.mkdir(parents=True)
                page.write_text(files.report(each), encoding="utf-8")
            yield Path(folder)

    for module in ("sealing.making", "sealing.verifying", "documents.command"):
        monkeypatch.setattr(f"ledger.{module}.built", built)
    monkeypatch.setattr("ledger.documents.files.as_pdf", lambda *_: b"pdf")
    monkeypatch.setattr("ledger.machine.browser.find", lambda: Path("chromium"))


def ask(bureau: Bureau, command: str, *more: str) -> int:
    """Run a command in a bureau; its files are below out/."""
    (bureau.root / "out").mkdir(exist_ok=True)
    return commands.main([command, *more, "--root", str(bureau.root)])


COMMANDS: dict[str, Callable[[Bureau], tuple[str, ...]]] = {
    "pdf": lambda bureau: (str(bureau.root / "out/a.pdf"),),
    "docx": lambda bureau: (str(bureau.root / "out/a.docx"),),
    "xlsx": lambda bureau: (str(bureau.root / "out/a.xlsx"),),
    "diff": lambda bureau: (str(bureau.root),),
}


@pytest.mark.usefixtures("unbuilt")
@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_document_is_refused(
    winter: Bureau, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    asked = (*COMMANDS[command](winter), "--document", "半年报靠")
    assert ask(winter, command, *asked) == 2
    assert "不认识的公文“半年报靠”，是不是“半年报告”" in capsys.readouterr().err
    assert not [*(winter.root / "out").iterdir()]


def test_the_workbook_is_of_the_figures_that_the_document_says(winter: Bureau) -> None:
    winter.append(FIGURES, other("talks", "谈话次数", "个别谈话"))
    project = winter.project()
    whole, own = (excel.inputs(each).decode() for each in project.every_document)
    assert "谈话次数" in whole and "谈话次数" not in own
    assert "figures/半年报告/study/" in own and "figures/半年报告/study/" not in whole


def test_changes_are_those_of_a_document(
    winter: Bureau, bureaus: Callable[[], Bureau], capsys: pytest.CaptureFixture[str]
) -> None:
    old = add(bureaus(), time=WINTER, more=LISTED)
    winter.append(MARCH, "- {编号: r03-09, 类别: 学习教育, 日期: 2021-03-09, 岗位: 局长, 事项: 补学, 形式: 支部学习, 学习文件: 廉洁自律准则, 实到: 3}\n")  # fmt: skip
    winter.change(f"{home_of('半年报告')}/{FILE}", "这一段学习", "这段时间学习")
    assert ask(winter, "diff", str(old.root)) == 0
    yearly = capsys.readouterr().out
    assert "3次 → 4次" in yearly and "段时间" not in yearly
    assert ask(winter, "diff", str(old.root), "--document", "半年报告") == 0
    half = capsys.readouterr().out
    assert "学习次数" not in half and "［+段时间+］" in half


def test_of_a_document_that_was_not_there_all_is_new(
    winter: Bureau, bureaus: Callable[[], Bureau], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(winter, "diff", str(bureaus().root), "--document", "半年报告") == 0
    assert "这一段学习" in capsys.readouterr().out


@pytest.mark.slow
def test_changes_since_the_seal_of_a_document(
    winter: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    path = seal(winter, "半年报告")
    assert ask(winter, "diff", path) == 0 and "没有变化。" in capsys.readouterr().out
    without_january(winter)
    ask(winter, "diff", path)
    assert "学习次数（study）：1次 → 0次" in capsys.readouterr().out
    assert ask(winter, "diff", path, "--document", "半年报告") == 2
    assert "请去掉 --document" in capsys.readouterr().err


SIGNED = ("--day", "2022-01-20", "--post", "局长")


@pytest.mark.slow
@pytest.mark.usefixtures("unbuilt")
def test_a_document_is_sealed_verified_and_unsealed(
    winter: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.documents.files.made", lambda ending, *_: ending.encode())
    monkeypatch.setattr("ledger.documents.files.offered", list)
    to = ("--to", str(winter.root / "out"))
    assert ask(winter, "seal", "半年报靠", *SIGNED, *to) == 2
    assert "是不是“半年报告”" in capsys.readouterr().err
    assert ask(winter, "seal", "半年报告", *SIGNED, *to) == 0
    assert "2021半年报告，2022-01-20 由局长封存：1 个指标" in capsys.readouterr().out
    assert sorted(each.name for each in (winter.root / "out").iterdir()) == ["2021半年报告.docx", "2021半年报告.pdf"]  # fmt: skip
    assert winter.messages() == []
    assert ask(winter, "seal", "半年报告", "--verify") == 0
    assert ask(winter, "seal", "--verify") == 2
    assert "没有封存 2021 年的年度报告" in capsys.readouterr().err
    winter.change(f"{home_of('半年报告')}/{FILE}", "这一段学习", "这段时间学习")
    assert ask(winter, "seal", "半年报告", "--verify") == 1
    assert "封存时是“这一段学习1次" in capsys.readouterr().out
    assert ask(winter, "seal", "半年报告", "--undo") == 0
    assert not (winter.root / "data/2021/封存").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("unbuilt")
def test_word_and_excel_of_a_document_are_made(winter: Bureau) -> None:
    for command in ("docx", "xlsx"):
        (file,) = COMMANDS[command](winter)
        assert ask(winter, command, file, "--document", "半年报告") == 0
        assert Path(file).stat().st_size > 1000


def test_a_document_is_asked_by_its_name(winter: Bureau) -> None:
    assert winter.project().document("年度报告").report.is_yearly
    with pytest.raises(Mistake, match="不认识的公文“半年”"):
        winter.project().document("半年")


def test_a_figure_that_no_time_divides_is_remarked_on(bureau: Bureau) -> None:
    """What was spent bears no day: a half of the year says all of it."""
    figure = (
        "- {编号: spent, 名称: 接待费, 口径: 决算, 分组: 学习教育, 来源: 公务支出, 算法: 求和, "
        "字段: 本年, 条件: {科目: 公务接待, 项目: 费用}, 单位: 万元}\n"
    )
    bureau.append("data/2021/figures.yml", figure)
    add(bureau, own='### 做法\n\n接待费{{ figure("接待费") }}，学习{{ figure("学习次数") }}。\n')
    told = [each for each in bureau.remarks() if each.code == "remark.timeless"]
    assert [each.place.path for each in told] == [f"docs/{page_of('半年报告')}"]
    assert "“接待费”" in told[0].message and "学习次数" not in told[0].message


def test_a_record_leads_to_the_figures_of_every_document(bureau: Bureau) -> None:
    project = add(bureau).project()
    record = project.figures["学习次数"].records[0]
    names = [each.told_name for each in project.figures_counting(record)]
    assert "学习次数" in names and "学习次数（半年报告）" in names
    made = pages(project)
    assert "figures/半年报告/study.md" in made["figures/study.md"]
    assert 'href="site:figures/study.md"' in made["figures/半年报告/study.md"]


def test_documents_are_told_apart_where_versions_are_compared(bureau: Bureau) -> None:
    add(bureau)
    add(bureau, "简报", genre="简报")
    names = [records.name_of(each) for each in bureau.project().dataset.documents]
    assert len(names) == len({*names}) == 3


@pytest.mark.parametrize("time", [HALF, ("2021-01-01", "2021-12-31")])
def test_what_may_wait_in_the_yearly_report_may_not_in_a_document_that_says_it(
    bureau: Bureau, time: tuple[str, str]
) -> None:
    """Nothing is recorded yet: a rate of nothing waits, but no document prints it as an ellipsis."""
    figures = (
        "- {编号: none, 名称: 没有的, 口径: 数, 分组: 学习教育, 来源: 履责记录, "
        "条件: {类别: 学习教育, 日期: 2021-12-30}, 算法: 计数, 单位: 次}\n"
        "- {编号: rate, 名称: 没有的占比, 口径: 数, 分组: 学习教育, 算法: 比率, "
        '分子: 没有的, 分母: 没有的, 单位: "%"}\n'
    )
    bureau.append("data/2021/figures.yml", figures)
    bureau.change("data/2021/report.yml", "统计截止: 2021-12-31", "统计截止: 2021-06-30")
    more = "" if time == HALF else "统计截止: 2021-06-30\n"
    add(bureau, own='### 做法\n\n占比{{ figure("没有的占比") }}。\n', time=time)
    if more:
        bureau.change(path_of("半年报告"), f"统计截止: {time[1]}\n", more)
    found = [each for each in bureau.survey()[1] if each.code == "document.figure"]
    assert [str(each.place) for each in found] == [f"{home_of('半年报告')}/{FILE}:3:3"], (
        bureau.messages()
    )
