"""After an edit the site that is served equals one that is built anew, and little was made again."""

from __future__ import annotations

import errno
import gc
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from weakref import WeakValueDictionary, ref

import pytest
from conftest import Bureau
from markdown import Markdown
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from site_tools import small_project

from ledger import remembered, seen
from ledger.documents.site import ONLY_PAGES
from ledger.machine import kept
from ledger.project import Project
from mkdocs_ledger import authored, frames
from mkdocs_ledger.building import SERVING
from mkdocs_ledger.rebuilding import Standing

ADDRESS = "http://127.0.0.1:8000/"
RECORDS = "data/2021/履责记录/03.yml"
FIGURES = "data/2021/figures.yml"
SECTION = "docs/report/01-学习.md"
PAGE = "docs/资料/说明.md"
OTHER = "docs/资料/附注.md"

Edit = Callable[[Bureau, random.Random], object]


def _record(bureau: Bureau, by: random.Random) -> None:
    """Add or take away a record: a page of its own comes or goes."""
    text = bureau.read(RECORDS)
    head, mark, _ = text.partition("\n- 编号: r03-09")
    more = f"{mark or chr(10) + '- 编号: r03-09'}\n  类别: 学习教育\n  日期: 2021-03-1{by.randrange(9)}\n"
    more += (
        "  岗位: 副局长\n  事项: 再学准则\n  形式: 支部学习\n  学习文件: 廉洁自律准则\n  实到: 8\n"
    )
    bureau.write(
        RECORDS, head.rstrip("\n") + "\n" + (more.lstrip("\n") if by.random() < 0.7 else "")
    )


def _value(bureau: Bureau, by: random.Random) -> None:
    old = next(line for line in bureau.read(RECORDS).splitlines() if "实到" in line)
    bureau.write(RECORDS, bureau.read(RECORDS).replace(old, f"  实到: {by.randrange(3, 40)}", 1))


def _definition(bureau: Bureau, by: random.Random) -> None:
    """Change what a figure says of itself; every page that shows it has a note on it."""
    calibers = ["学习教育的次数", "学习教育的次数，按记录", "学习的次数"]
    old = next(line for line in bureau.read(FIGURES).splitlines() if "口径" in line)
    bureau.write(FIGURES, bureau.read(FIGURES).replace(old, f"  口径: {by.choice(calibers)}", 1))


def _section(bureau: Bureau, by: random.Random) -> None:
    text = bureau.read(SECTION).partition("\n补")[0].rstrip("\n") + "\n"
    bureau.write(
        SECTION, text + by.choice(["", "\n补一句。\n".replace("一", ""), "\n补充说明。\n"])
    )


def _page(bureau: Bureau, by: random.Random) -> None:
    """Write, change or delete a page; another links to it, so it must not stay without it."""
    heading = by.choice(["说明", "说明二".replace("二", "之外"), "另外的说明"])
    bureau.write(PAGE, f"# {heading}\n\n学习{{{{ figure('学习次数') }}}}。\n\n## 小节\n\n文字。\n")
    if by.random() < 0.5:
        bureau.write(OTHER, "# 附注\n\n见[说明](说明.md)和[小节](说明.md#小节)。\n")
    elif (bureau.root / OTHER).exists():
        bureau.remove(OTHER)


def _rename(bureau: Bureau, by: random.Random) -> None:
    """Move pages to a folder of another name, and back."""
    names = ["资料", "参考"]
    by.shuffle(names)
    old, new = (bureau.root / "docs" / name for name in names)
    if old.is_dir() and not new.exists():
        old.rename(new)


def _word(bureau: Bureau, by: random.Random) -> None:
    bureau.write(
        "data/固定说法.yml", by.choice(["- 词: 一岗双责\n", "- 词: 一岗双责\n- 词: 两手抓\n"])
    )


def _navigation(bureau: Bureau, by: random.Random) -> None:
    """Name a menu, or leave it to the product."""
    settings = bureau.read("mkdocs.yml").partition("nav:")[0]
    bureau.write("mkdocs.yml", settings + by.choice(["", "nav:\n  - 主页: index.md\n"]))


def _attachment(bureau: Bureau, by: random.Random) -> None:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 {by.randrange(9)}h7"/></svg>'
    bureau.write("docs/附图/图.svg", drawn)


def _slip(bureau: Bureau, _: random.Random) -> None:
    """Make a mistake: the site stays as it was until it is mended."""
    text = bureau.read(RECORDS)
    bureau.write(RECORDS, text + "- 编号: r03-99\n")
    with pytest.raises(Abort):
        save(bureau, Standing(bureau.root / "unused"))
    bureau.write(RECORDS, text)


EDITS: list[Edit] = [
    _record, _value, _definition, _section, _page, _rename, _word, _navigation, _attachment, _slip,
]  # fmt: skip


def save(
    bureau: Bureau, standing: Standing, heard: tuple[str, Callable[..., object]] | None = None
) -> None:
    """Build over the site that stands, as ``mkdocs serve`` does after a save.

    ``heard`` is an event of MkDocs and what else hears it.
    """
    config = load_config(str(bureau.root / "mkdocs.yml"), site_dir=str(standing.folder))
    config.site_url = ADDRESS
    if heard:
        config.plugins._register_event(*heard)
    with standing.rebuilt():
        build(config, serve_url=ADDRESS)


def anew(bureau: Bureau, site: Path) -> dict[str, bytes]:
    """Return the files of a site that is built by nothing that was kept."""
    memories, pages = remembered.state()[0], (dict(seen._written), dict(seen._roots))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(authored, "opened", authored.Conversions)
        patched.setattr(remembered, "_alive", WeakValueDictionary())
        remembered.forget()
        seen.forget()
        config = load_config(str(bureau.root / "mkdocs.yml"), site_dir=str(site))
        config.site_url = ADDRESS
        build(config, serve_url=ADDRESS)
        seen.forget()
        remembered.forget()
    remembered.resume((memories, remembered.state()[1]))
    seen._written.update(pages[0])
    seen._roots.update(pages[1])
    return contents(site)


def contents(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file() and file.suffix != ".gz")
    return {str(file.relative_to(site)): file.read_bytes() for file in files}


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    """A small project as ``mkdocs serve`` sees it; nothing is kept on the disk."""
    monkeypatch.setenv(SERVING, "1")
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "kept"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1640995200")  # midnight changes the map of the site
    yield small_project(tmp_path / "project")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "many"),
    [(14, 5), *(pytest.param(n, len(EDITS), marks=pytest.mark.long) for n in range(16))],
)
def test_random_edits_leave_the_site_that_a_new_build_makes(
    seed: int, many: int, served: Bureau, tmp_path: Path
) -> None:
    by = random.Random(seed)
    (tmp_path / "site").mkdir()
    standing = Standing(tmp_path / "site")
    save(served, standing)
    for number, edit in enumerate(by.sample(EDITS, many)):
        edit(served, by)
        save(served, standing)
        site, new = contents(standing.folder), anew(served, tmp_path / f"new{number}")
        assert site.keys() == new.keys(), edit
        assert [path for path in site if site[path] != new[path]] == [], edit


def converting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which the paths of the texts are added that are converted from now on."""
    converted: list[str] = []
    plain = Page.render
    monkeypatch.setattr(
        Page,
        "render",
        lambda page, *given: converted.append(page.file.src_uri) or plain(page, *given),
    )
    return converted


def rendering(standing: Standing) -> list[str]:
    """Return the list to which the paths of the pages are added that are rendered from now on."""
    rendered: list[str] = []
    plain = standing._build

    def noted(page: Page, *given: object, **named: object) -> None:
        rendered.append(page.file.src_uri)
        plain(page, *given, **named)

    standing._build = noted
    return rendered


@pytest.mark.slow
def test_an_edit_makes_little_again(
    served: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "_made", {})
    served.write(PAGE, "# 说明\n\n文字。\n").write(OTHER, "# 附注\n\n文字。\n")
    (tmp_path / "site").mkdir()
    standing = Standing(tmp_path / "site")
    save(served, standing)
    converted, rendered = converting(monkeypatch), rendering(standing)
    save(served, standing)  # to put other code in the place of ours forgets everything
    converted.clear()
    rendered.clear()
    before = {file: file.stat().st_mtime_ns for file in standing.folder.rglob("*.html")}
    (environment,) = frames._made.values()
    tables = environment.toc.cache_info().misses
    assert all(">本月要做什么</a>" in file.read_text(encoding="utf-8") for file in before)
    served.change(PAGE, "文字", "别的文字")
    save(served, standing)
    written = {file for file, time in before.items() if file.stat().st_mtime_ns != time}
    assert converted == ["资料/说明.md"]
    assert {file.relative_to(standing.folder).parts[0] for file in written} <= {"资料", "remarks"}
    assert len(written) <= 2
    assert environment.toc.cache_info().misses == tables
    # with each frame one of its pages, and those of the menu
    assert "资料/说明.md" in rendered
    assert len(rendered) < len(before) / 2
    (standing.folder / "资料/附注/index.html").unlink()
    save(served, standing)
    assert "资料/附注.md" in rendered
    assert (standing.folder / "资料/附注/index.html").is_file()


@pytest.mark.slow
def test_the_pages_of_a_finished_preview_go_without_a_search_for_cycles(
    served: Bureau, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    standing, made = Standing(tmp_path / "site"), list["ref[Page]"]()
    plain = standing._build

    def noted(page: Page, *given: object, **named: object) -> None:
        made.append(ref(page))
        plain(page, *given, **named)

    standing._build = noted
    gc.disable()
    try:
        save(served, standing)
        # those of the menu know the ones before and after them
        assert sum(1 for each in made if each()) < len(made) / 4
    finally:
        gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize("event", ["post_page", "page_context"])
def test_a_page_in_which_other_code_has_a_part_is_always_rendered(
    event: str, served: Bureau, tmp_path: Path
) -> None:
    served.write("docs/资料/甲.md", "# 甲\n").write("docs/资料/乙.md", "# 乙\n")
    (tmp_path / "site").mkdir()
    standing = Standing(tmp_path / "site")
    save(served, standing)
    rendered = rendering(standing)
    save(served, standing)
    assert "资料/甲.md" not in rendered  # the first of a frame is
    save(served, standing, heard=(event, lambda given, **_: given))
    assert {"资料/甲.md", "资料/乙.md"} <= {*rendered}
    rendered.clear()
    save(served, standing)
    assert {"资料/甲.md", "资料/乙.md"} <= {*rendered}


def test_a_conversion_is_taken_again_where_the_files_answer_the_same(tmp_path: Path) -> None:
    conversions = authored.Conversions(tmp_path)
    conversions.put("a.md", {"made_of": "x", "asked": {"b.md": "b/"}})
    there = File("b.md", str(tmp_path), str(tmp_path), use_directory_urls=True)
    assert conversions.find("a.md", "x", Files([there]))
    assert conversions.find("a.md", "y", Files([there])) is None
    assert conversions.find("b.md", "x", Files([there])) is None
    assert conversions.find("a.md", "x", Files([])) is None


FIGURE = '<a href="site:figures/a.md" class="figure" data-figure="a">{}</a>'
EVIDENCE = (
    '<table class="doc-evidence with-evidence" data-search-exclude="true">'
    "<tr><td{}>1</td><td>8次</td></tr></table>"
)


@pytest.mark.parametrize(
    ("written", "apart"),
    [
        ("学习{}，谈话**{}**。\n\n| 甲 | 乙 |\n|---|---|\n| {} | {} |\n", True),
        ("<div markdown='1'>\n\n- 学习{}，[见{}](b.md)\n\n</div>\n", True),
        ("<p>\n学习{}\n</p>\n", True),
        (f"学习{{}}\n\n{EVIDENCE.format('')}\n\n谈话{{}}\n", True),
        (f"学习\n{EVIDENCE.format('')}\n谈话{{}}\n", True),
        (f"学习\n\n    {EVIDENCE.format('')}\n", False),
        (f"学习\n\n{EVIDENCE.format(' id=甲')}\n", False),
        (f"```\n{EVIDENCE.format('')}\n```\n", False),
        ("## 学习{}\n", False),
        ("```\n学习{}\n```\n", False),
        ("学习`{}`\n", False),
        ("学习{}\ue000\n", False),
    ],
)
def test_what_is_converted_without_parts_of_ours_is_the_same(written: str, apart: bool) -> None:
    def made(text: str) -> dict[str, object]:
        converter = Markdown(extensions=["toc", "tables", "fenced_code", "md_in_html"])
        return {"content": converter.convert(text), "toc": converter.toc_tokens}

    said = [FIGURE.format(value) for value in ("12 次", "3&#42;4&#42;5 次", "7", "&lt;8")]
    plain = written.format(*said)
    marked, parts = authored._apart(plain)
    row = made(marked)
    assert (bool(parts) and authored._holds_marks(row, len(parts))) is apart
    if apart:
        row["content"] = authored._together(row["content"], parts)
        assert row == made(plain)


def test_the_evidence_of_a_report_is_taken_apart(project: Project) -> None:
    _, parts = authored._apart(project.finished["report/index.md"])
    assert sum(each.startswith("<table") for each in parts) == 1


@pytest.mark.slow
def test_an_edit_writes_the_pages_again_that_read_what_changed(
    served: Bureau, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    standing = Standing(tmp_path / "site")
    save(served, standing)
    everything = len(seen._written)
    seen.worked.clear()
    served.append(SECTION, "\n补充说明。\n")
    save(served, standing)
    assert set(seen.worked) <= {"about._about"}
    seen.worked.clear()
    records = served.read(RECORDS)
    served.write(RECORDS, records + records.replace("编号: r03-", "编号: r03-9"))
    save(served, standing)
    # another month's rows name a figure that has another value now, and do not say it
    assert seen.worked["traces._all"] == seen.worked["traces._month"] == 1
    assert seen.worked.total() < everything / 2


@pytest.mark.slow
def test_another_value_of_a_figure_converts_no_page_that_says_it(
    served: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# 说明\n\n学习{{ figure('学习次数') }}。\n"
    served.write(PAGE, text)
    (tmp_path / "site").mkdir()
    standing = Standing(tmp_path / "site")
    save(served, standing)
    page = standing.folder / "资料/说明/index.html"
    before = page.read_text(encoding="utf-8")
    converted = converting(monkeypatch)
    save(served, standing)
    converted.clear()
    records = served.read(RECORDS)
    served.write(RECORDS, records + records.replace("编号: r03-", "编号: r03-9"))
    remembered.worked.clear()
    save(served, standing)
    assert page.read_text(encoding="utf-8") != before
    assert "资料/说明.md" not in converted
    # the page itself is not judged again, the report is: it tells what is due
    assert remembered.worked["active.faults"] <= 1


@pytest.mark.parametrize("content", [b"[]", b"{", b'{"a.md": {}}', b'{"a.md": 1}'])
def test_what_no_build_kept_is_not_taken(content: bytes, tmp_path: Path) -> None:
    kept.remember(tmp_path, kept.CONVERTED, [authored._environment()], content)
    assert authored.Conversions(tmp_path).find("a.md", "x", Files([])) is None


@pytest.mark.slow
def test_a_second_build_converts_nothing(
    served: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SERVING)
    monkeypatch.setenv(ONLY_PAGES, "1")
    monkeypatch.setattr(authored, "opened", authored.Conversions)
    served.write(PAGE, "# 说明\n\n见[附注](附注.md#小节)。\n").write(
        OTHER, "# 附注\n\n## 小节\n\n文字。\n"
    )
    build(load_config(str(served.root / "mkdocs.yml"), site_dir=str(tmp_path / "first")))
    monkeypatch.setattr(Page, "render", None)
    build(
        load_config(str(served.root / "mkdocs.yml"), site_dir=str(tmp_path / "second"), strict=True)
    )
    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_a_file_that_was_cut_is_written_again(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"whole")
    standing = Standing(tmp_path)

    def cut(content: bytes, path: str) -> None:
        Path(path).write_bytes(content[:2])
        raise OSError(errno.ENOSPC, "full")

    standing._write = cut
    with pytest.raises(OSError, match="full"), standing.rebuilt():
        utils.write_file(b"other", str(file))
    standing._write = utils.write_file
    with standing.rebuilt():
        utils.write_file(b"whole", str(file))
    assert file.read_bytes() == b"whole"


def standing_with(folder: Path, *paths: str) -> Callable[..., set[str]]:
    """Return a function that builds a site of some files anew, with others."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"old")
    standing = Standing(folder)

    def built(*others: str) -> set[str]:
        with standing.rebuilt():
            for path in others:
                utils.write_file(b"new", str(folder / path))
        return {str(file.relative_to(folder)) for file in folder.rglob("*")}

    return built


def test_a_file_takes_the_place_of_a_folder_and_the_reverse(tmp_path: Path) -> None:
    built = standing_with(tmp_path, "图.svg/index.html", "甲/index.html")
    assert built("图.svg") == {"图.svg"}
    assert built("图.svg/index.html") == {"图.svg", "图.svg/index.html"}


def test_a_page_that_another_name_leads_to_stays(tmp_path: Path) -> None:
    built = standing_with(tmp_path, "A/index.html")
    (tmp_path / "a").symlink_to(tmp_path / "A")  # as on a disk that does not know case
    built("a/index.html")
    assert (tmp_path / "a/index.html").read_bytes() == b"new"


def test_a_file_that_could_not_be_deleted_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = standing_with(tmp_path, "甲.html", "乙.html")

    def held(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        assert built("甲.html") == {"甲.html", "乙.html"}
    assert built("甲.html") == {"甲.html"}
