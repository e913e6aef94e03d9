"""What is not on the gate's list is not published: every kind of file below docs/, and every address."""

from __future__ import annotations

import os
import shutil
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Bureau
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page
from mkdocs.utils import markdown_extensions
from mkdocs.utils.meta import get_data
from pdf_files import EMPTY

from ledger.pages.site import every_page, fixed
from ledger.project import Project
from ledger.prose import drawing, inventory
from mkdocs_ledger.files import on_files
from mkdocs_ledger.pages import on_page_read_source
from mkdocs_ledger.problems import Problems

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
PNG = "\x89PNG\r\n\x1a\n"


def refused(bureau: Bureau, path: str) -> str:
    """Return the one thing that is wrong, which must stand in this file."""
    (message,) = bureau.messages()
    assert message.startswith(f"{path}:1:1  ") or path in message
    return message.partition("  ")[2]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        *((f"甲{ending}", "后缀要写成小写的 .md") for ending in (".markdown", ".mdown", ".mkdn", ".mkd", ".MD", ".Md")),
        ("甲.txt", "请写成 .md 页面"), ("甲.html", "导出为 PDF"), ("甲.js", "网页和脚本不发布"),
        ("甲.zip", "请解开"), ("甲.doc", "另存为 .docx"), ("甲.docm", "另存为 .docx"), ("甲.heic", ".png 或 .jpg"),
        ("甲", "docs/ 里只放 .md 页面和附件"), ("甲.pdf.exe", "docs/ 里只放"), ("甲.pdf", "内容不是 .pdf 文件"),
        ("甲.png", "内容不是 .png 文件"), ("甲.PDF", "内容不是 .PDF 文件"), ("甲.svg", "内容不是 .svg 文件"),
    ],
)  # fmt: skip
def test_what_is_of_no_known_kind_is_refused(bureau: Bureau, name: str, remedy: str) -> None:
    bureau.write(f"docs/说明/{name}", "---\n可见: 班子\n---\n# 甲\n")
    assert remedy in refused(bureau, f"docs/说明/{name}")


def test_known_kinds_are_published(bureau: Bureau) -> None:
    bureau.write("docs/说明/甲.md", "# 甲\n").write("docs/说明/甲.PDF", EMPTY)
    bureau.write("docs/图.svg", SVG.format('<path d="M0 0h9"/>'))
    project = bureau.project()
    assert project.heads["docs/说明/甲.md"] == {}
    assert project.attachments.keys() == {"说明/甲.PDF", "图.svg"}
    assert project.files >= {"说明/甲.md", "说明/甲.PDF", "图.svg"}


@pytest.mark.parametrize("name", [".DS_Store", ".#甲.md", "甲.md~", "甲.md.bak", "Thumbs.db", "~$甲.docx", "乙.bak", ".git/a.md"])  # fmt: skip
def test_what_editors_leave_behind_is_passed_over(bureau: Bureau, name: str) -> None:
    bureau.write(f"docs/说明/{name}", "秘").write("docs/说明/甲.md", "# 甲\n")
    (bureau.root / "docs/.#索引").symlink_to("user@host:1")
    assert [path for path in bureau.project().files if "说明" in path] == ["说明/甲.md"]


@pytest.mark.parametrize("name", ["甲.md~", "甲.md.bak", "甲.MD.old", "甲.pdf.part", "甲.docx.tmp"])
def test_a_copy_without_its_original_is_said(bureau: Bureau, name: str) -> None:
    bureau.write(f"docs/说明/{name}", "秘")
    assert f"只有“{name}”，没有“甲." in refused(bureau, f"docs/说明/{name}")


@pytest.mark.parametrize(
    ("name", "copied"),
    [("report/01-学习 - 副本.md", "01-学习.md"), ("index (2).md", "index.md"), ("说明/通知(1).pdf", "通知.pdf"),
     ("说明 - 副本", "说明")],
)  # fmt: skip
def test_a_copy_beside_its_original_is_refused(bureau: Bureau, name: str, copied: str) -> None:
    bureau.write("docs/说明/通知.pdf", EMPTY)
    at = name if "." in name else f"{name}/甲.md"
    bureau.write(f"docs/{at}", EMPTY if name.endswith("pdf") else "# 甲\n")
    said = f"像是“{copied}”的副本，不发布；不要就删去，要发布就另起一个名字"
    assert refused(bureau, f"docs/{name}") == said


def test_a_number_is_no_copy_without_an_original(bureau: Bureau) -> None:
    bureau.write("docs/说明/照片 (1).pdf", EMPTY).write("docs/说明 2.md", "# 甲\n")
    assert bureau.messages() == []


LINKS: dict[str, Callable[[Path, Path], None]] = {
    "to a file of the project": lambda at, _: at.symlink_to("../index.md"),
    "to a file elsewhere": lambda at, other: at.symlink_to(other / "secret.md"),
    "to a folder": lambda at, other: at.symlink_to(other),
    "to itself": lambda at, _: at.symlink_to(at),
    "to nothing": lambda at, other: at.symlink_to(other / "nothing.md"),
    "to a link": lambda at, other: (other / "next").symlink_to("secret.md") or at.symlink_to(other / "next"),
    "a pipe": lambda at, _: os.mkfifo(at),
    "a socket": lambda at, _: socket.socket(socket.AF_UNIX).bind(os.path.relpath(at)),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("name", ["深/乙.md", "深/乙.pdf", "深/乙"])
def test_neither_links_nor_pipes_are_followed_or_opened(
    bureau: Bureau, tmp_path_factory: pytest.TempPathFactory, kind: str, name: str
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "secret.md").write_text("# 秘\n", encoding="utf-8")
    at = bureau.root / "docs" / name
    at.parent.mkdir()
    LINKS[kind](at, other)
    said = refused(bureau, f"docs/{name}")
    assert "请把文件本身放进来" in said or "这不是普通文件" in said
    assert not any("乙" in path for path in bureau.survey()[0].files)


def test_docs_itself_may_not_be_a_link(bureau: Bureau, tmp_path: Path) -> None:
    (bureau.root / "docs").rename(tmp_path / "elsewhere")
    (bureau.root / "docs").symlink_to(tmp_path / "elsewhere")
    assert "file.kind" in bureau.codes() and "docs:1" in bureau.lines()


def test_what_is_too_large_to_be_looked_into_is_refused(bureau: Bureau) -> None:
    for name, begins in (("甲.pdf", EMPTY.encode()), ("乙.md", b"# x\n")):
        file = bureau.root / "docs" / name
        file.write_bytes(begins)
        os.truncate(file, inventory.LARGEST + 1)
        assert "MB 的查不了" in refused(bureau, f"docs/{name}")
        file.unlink()


def test_what_cannot_be_read_is_said(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau.write("docs/甲.pdf", EMPTY).write("docs/锁/乙.md", "# 乙\n")
    really, listed = os.open, os.listdir

    def opened(file: Any, *more: Any, **named: Any) -> Any:
        if str(file).endswith("甲.pdf"):
            raise PermissionError(13, "Permission denied")
        return really(file, *more, **named)

    def names(folder: Any) -> list[str]:
        if str(folder).endswith("锁"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(inventory.os, "listdir", names)
    found = bureau.messages()
    assert [each.partition(":")[0] for each in found] == ["docs/甲.pdf", "docs/锁"]
    assert all("读不了：没有读写的权限" in each for each in found)


def test_a_name_that_begins_with_a_dot_is_said(bureau: Bureau) -> None:
    bureau.write("docs/.甲.md", "# 甲\n").write("docs/.内部/乙.md", "# 乙\n")
    found = bureau.messages()
    assert [each.partition(":")[0] for each in found] == ["docs/.内部", "docs/.甲.md"]
    assert bureau.codes() == ["file.hidden"] * 2


def test_folders_are_not_followed_without_end(bureau: Bureau) -> None:
    bureau.write(f"docs/{'深/' * 500}甲.md", "# 甲\n")
    assert "文件夹套得太深" in refused(bureau, "docs" + "/深" * 21)


def test_a_name_of_control_characters_or_no_text_is_said(bureau: Bureau) -> None:
    bureau.write("docs/甲\x1b[2J.md", "# 甲\n").write("docs/乙\n丙.pdf", EMPTY)
    Path(os.fsdecode(os.fsencode(bureau.root / "docs") + b"/\xff\xfe.md")).write_text("# 丁\n")
    assert bureau.codes() == ["file.name"] * 3


def bomb(link: str, levels: int) -> str:
    """Return a drawing in which every level shows the one below ten times."""
    level = '<g id="a{}">{}</g>'
    return level.format(0, "") + "".join(
        level.format(number, link.format(number - 1) * 10) for number in range(1, levels + 1)
    )


BOMBS = {
    "use": bomb('<use href="#a{}"/>', 11),
    "an older link": bomb('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="#a{}"/>', 11),
    "mask": bomb('<rect mask="url(#a{})"/>', 11),
    "style": bomb('<rect style="fill: url(#a{})"/>', 11),
    "deep": bomb('<use href="#a{}"/>', 3000),
    "round": '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
}


@pytest.mark.slow
@pytest.mark.parametrize("how", BOMBS)
def test_a_drawing_without_end_is_refused(how: str) -> None:
    (said,) = drawing.objections(SVG.format(BOMBS[how]).encode())
    assert said.startswith("SVG 里的图形层层引用，浏览器要画 10 万个以上")


@pytest.mark.parametrize("link", ['<use href="#a{}"/>', '<rect fill="url(#a{})"/>'])
def test_a_drawing_may_show_a_part_again(link: str) -> None:
    assert list(drawing.objections(SVG.format(bomb(link, 3)).encode())) == []


DRAWINGS = [
    "<script>1</script>", '<rect onclick="1"/>', '<a href="#x"><rect/></a>', "<foreignObject/>",
    '<image href="a.png"/>', '<use href="b.svg#x"/>', '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="http://e/"/>',
    "<style>@import 'a'</style>", '<rect fill="url(http://e/#a)"/>', '<set attributeName="href" to="javascript:1"/>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>', '<rect style="fill:u\\72l(http://e)"/>',
    '<rect style="width:expression(1)"/>', '<rect style="fill:image-set(\'http://e\' 1x)"/>', '<rect style="fill:u/**/rl(http://e)"/>',
    '<rect fill="src(\'http://e\')"/>', '<rect style="height: calc(1px)"/>', '<rect clip-path="PATH(\'M0\')"/>',
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("inside", DRAWINGS)
def test_an_svg_that_does_more_than_draw_is_refused(bureau: Bureau, inside: str) -> None:
    bureau.write("docs/图.svg", SVG.format(inside))
    assert refused(bureau, "docs/图.svg").startswith("SVG 里有")


@pytest.mark.parametrize(
    "text",
    ["<svg", '<?xml-stylesheet href="a.css"?>' + SVG, "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG, "<html/>", SVG.encode("utf-16").decode("latin-1")],
)  # fmt: skip
def test_what_is_no_plain_svg_is_refused(text: str) -> None:
    assert list(drawing.objections(text.encode()))


def test_a_plain_svg_is_a_drawing() -> None:
    plain = SVG.format(
        '<defs><linearGradient id="a"/></defs><g fill="url(#a)" id="f(1)"><use href="#b"/>'
        '<rect style="fill:rgb(0, 9, 9)" transform="translate(1 2)" data-name="Layer (1)"/></g>'
    )
    assert list(drawing.objections(f'<?xml version="1.0"?>{plain}'.encode())) == []


# addresses


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    ["figures/study.md", "Figures/x.md", "figures.md", "posts/附件.pdf", "assets/site.css.md", "assets/search.pdf",
     "ASSETS/a.pdf", "templates/甲.md", "about.md", "remarks/a.md", "systems/深/甲.md", "report/report.pdf",
     "report/Report.docx"],
)  # fmt: skip
def test_an_address_of_the_products_own_is_refused(bureau: Bureau, path: str) -> None:
    bureau.write(f"docs/{path}", EMPTY if not path.endswith(".md") else "# 甲\n")
    if path.endswith("docx"):
        bureau.write(f"docs/{path}", "PK\x03\x04")
        assert "address.taken" in bureau.codes()
    else:
        assert refused(bureau, f"docs/{path}") and bureau.codes() == ["address.taken"]


@pytest.mark.parametrize(
    "folder", ["systems", "mechanisms", "posts", "ledgers", "about", "Changes"]
)
def test_a_folder_of_generated_pages_is_kept_where_there_are_none_yet(
    bureau: Bureau, folder: str
) -> None:
    for name in ("制度/opinion.yml", "权力事项.yml", "岗位职责.yml", "机制项目.yml"):
        bureau.remove(f"data/{name}")
    bureau.write(f"docs/{folder}/甲.md", "# 甲\n")
    assert "是自动生成的页面和脚本的地址" in refused(bureau, f"docs/{folder}/甲.md")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        *(("regulations/rules.yml", "rules", name) for name in ("quiz", "study", "reminders", "make-up")),
        ("岗位.yml", "director", "all"), ("岗位.yml", "director", "coverage"),
        ("权力事项.yml", "power-paper", "opinion"), ("制度/opinion.yml", "opinion", "power-paper"),
    ],
)  # fmt: skip
def test_a_record_may_not_name_its_page_as_another_is_named(
    bureau: Bureau, file: str, old: str, new: str
) -> None:
    bureau.change(f"data/{file}", f"- 编号: {old}\n", f"- 编号: {new}\n")
    found = [each for each in bureau.messages() if "已是别的网页的地址" in each]
    assert len(found) == 1 and f"  编号：“{new}”已是" in found[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("site.css", "x", "网页和脚本不发布"),
        ("search.js", "x", "网页和脚本不发布"),
        ("a.pdf", EMPTY, "“assets”是自动生成的页面和脚本的地址"),
        ("图/a.gif", "GIF89a", "“assets”是自动生成的页面和脚本的地址"),
    ],
)
def test_nothing_stands_in_place_of_our_own_scripts(
    bureau: Bureau, name: str, content: str, said: str
) -> None:
    bureau.write(f"docs/assets/{name}", content)
    assert refused(bureau, f"docs/assets/{name}").startswith(said)


@pytest.mark.parametrize(
    ("one", "other"),
    [("甲.md", "甲/index.md"), ("甲/README.md", "甲/乙.md"), ("a.md", "A.md"), ("甲.pdf", "甲.pdf.md"),
     ("a/b.md", "A/B.MD.md"), ("é.md", "e\u0301.md"), ("report.md", "说明.md"), ("a.pdf/甲.md", "A.PDF")],
)  # fmt: skip
def test_two_files_at_one_address_are_refused(bureau: Bureau, one: str, other: str) -> None:
    for path in (one, other):
        bureau.write(f"docs/{path}", "# 甲\n" if path.endswith(".md") else EMPTY)
    messages = bureau.messages()
    differ = other == "A/B.MD.md"  # a.b and a.b.md are two addresses
    assert bool(messages) is not differ
    told = ("同一个地址", "会代替 index.md", "是另一个名字（NFD）")
    assert all(any(said in message for said in told) for message in messages)


def test_what_is_fixed_is_what_has_no_records_name(project: Project) -> None:
    """A page of the sample is fixed, or is named by a record, a month or a category."""
    named = {
        path
        for path in (page.path for page in every_page(project))
        if path not in fixed(project.dataset.ledgers)
    }
    folders = {path.partition("/")[0] for path in named}
    assert folders == {
        "figures", "records", "regulations", "systems", "mechanisms", "posts", "organs", "work", "years",
    }  # fmt: skip
    assert not {path for path in named if path.endswith("index.md") or path.startswith("ledgers/")}


# the engine


@pytest.fixture
def config(bureau: Bureau) -> MkDocsConfig:
    """The engine's settings for a bureau."""
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(bureau.root / "docs"))
    config.plugins._current_plugin = None
    return config


def read(bureau: Bureau, config: MkDocsConfig, between: Callable[[], object] = bool) -> Files:
    """Let the gate read and then the engine walk, whatever the gate says."""
    config["project"], config["problems"] = bureau.survey()[0], None
    between()
    files = get_files(config)
    files.add_files_from_theme(config.theme.get_env(), config)
    return on_files(files, config)


def test_the_engine_reads_not_one_file_more(
    bureau: Bureau, config: MkDocsConfig, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "秘.md").write_text("# 秘\n", encoding="utf-8")
    for ending in {*markdown_extensions, ".MD", ".txt", ".html", ".js", ".xml", ""} - {".md"}:
        bureau.write(f"docs/秘{ending}", "# 秘\n")
    for name in (".秘.md", "秘.bak", "assets/site.css", "说明/甲.md"):
        bureau.write(f"docs/{name}", "# 秘\n")
    (bureau.root / "docs/秘链").symlink_to(other)
    (bureau.root / "docs/秘链.md").symlink_to(other / "秘.md")
    own = [file for file in read(bureau, config) if file.src_dir == str(bureau.root / "docs")]
    assert {file.src_uri for file in own} == {"index.md", "report/index.md", "说明/甲.md"}


def test_a_file_that_came_after_the_gate_is_left_out(bureau: Bureau, config: MkDocsConfig) -> None:
    files = read(bureau, config, between=lambda: bureau.write("docs/迟.md", "# 迟\n"))
    assert "迟.md" not in files.src_uris


def test_the_engine_gets_a_page_as_the_gate_has_read_it(
    bureau: Bureau, config: MkDocsConfig
) -> None:
    bureau.write("docs/甲.md", "---\ntitle: 题: 2021-13-45\n---\n# 甲\n")
    bureau.write("docs/甲.md", '---\ntitle: "2021-13-45"\nhide: [toc]\n---\n# 甲\n')
    files = read(bureau, config, between=lambda: bureau.write("docs/甲.md", "# 换过了\n"))
    page = Page(None, files.src_uris["甲.md"], config)
    text = on_page_read_source(page, config)
    assert text is not None
    assert get_data(text) == ("# 甲 { #甲 }\n", {"title": "2021-13-45", "hide": ["toc"]})


def test_an_attachment_that_changed_after_the_gate_is_not_copied(
    bureau: Bureau, config: MkDocsConfig, tmp_path: Path
) -> None:
    config.site_dir = str(site := tmp_path / "网站")
    bureau.write("docs/说明/甲.pdf", EMPTY).write("docs/说明/乙.pdf", EMPTY)
    files = read(bureau, config, between=lambda: bureau.write("docs/说明/乙.pdf", "%PDF-1.5\n"))
    files.src_uris["说明/甲.pdf"].copy_file()
    with pytest.raises(PluginError, match=r"docs/说明/乙\.pdf  检查以后被改动.*请再生成一次"):
        files.src_uris["说明/乙.pdf"].copy_file()
    assert [file.name for file in site.rglob("*.pdf")] == ["甲.pdf"]
    assert (site / "说明/甲.pdf").read_text() == EMPTY


def test_an_attachment_that_cannot_be_written_is_said(
    bureau: Bureau, config: MkDocsConfig, tmp_path: Path
) -> None:
    config.site_dir = str(site := tmp_path / "网站")
    bureau.write("docs/甲.pdf", EMPTY)
    (site / "甲.pdf").mkdir(parents=True)
    with pytest.raises(PluginError, match=r"甲\.pdf 是文件夹"):
        read(bureau, config).src_uris["甲.pdf"].copy_file()


def test_with_problems_nothing_of_the_authors_is_shown(
    bureau: Bureau, config: MkDocsConfig
) -> None:
    bureau.write("docs/甲.md", "# 甲\n").write("docs/甲.pdf", EMPTY)
    config["problems"] = Problems([])
    config["project"] = bureau.survey()[0]
    found = on_files(get_files(config), config)
    assert list(found.src_uris) == ["index.md"]


def test_a_name_that_is_another_name_elsewhere_is_refused(bureau: Bureau) -> None:
    name = unicodedata.normalize("NFD", "é.md")
    bureau.write(f"docs/说明/{name}", "# 甲\n")
    assert "在别的系统上是另一个名字（NFD）" in refused(bureau, f"docs/说明/{name}")


@pytest.mark.parametrize("name", ["con.md", "LPT1.md", "甲 .md", f"{'y' * 98}.md"])
def test_a_name_that_some_system_cannot_store_is_refused(bureau: Bureau, name: str) -> None:
    bureau.write(f"docs/说明/{name}", "# 甲\n")
    assert "在 Windows 上不能用" in (said := refused(bureau, f"docs/说明/{name}")) or "太长" in said


def test_a_name_of_a_folder_is_checked_as_a_file_s_is_and_once(bureau: Bureau) -> None:
    for folder, said in (
        ("nul", "在 Windows 上不能用"),
        ("王某举报人", "问题线索"),
        ("甲13800138000", "手机号码"),
        ("机密★", "国家秘密"),
    ):
        inner = f"docs/说明/{folder}"
        bureau.write(f"{inner}/深/甲.md", "# 甲\n").write(f"{inner}/乙.md", "# 乙\n")
        messages = bureau.messages()
        assert all(each.startswith(f"{inner}:1:1  文件夹名") for each in messages) and messages
        assert sum(said in each for each in messages) == 1
        shutil.rmtree(bureau.root / inner)
