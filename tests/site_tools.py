"""What the tests of the built site share: copies of the project, builds, HTML as a tree."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ROOT = Path(__file__).parent.parent
_NOT_COPIED = ("site", "tests", "bench", "decisions", "__pycache__", "*.pyc")
_NO_TEXT = ("script", "style", "template")
_TEXT_ONLY = ("title", "textarea")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
         "track", "wbr")  # fmt: skip


def copy_project(to: Path) -> Path:
    """Copy what a build needs; kept drawings come along because their engine is slow to start."""
    hidden = [path.name for path in ROOT.glob(".*") if path.name != ".cache"]
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*_NOT_COPIED, *hidden))
    return to


def environment() -> dict[str, str]:
    """Return what the project's commands are run with; copies are in no repository that has a date."""
    return os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": "1640995200",
    }


def mkdocs_command(*arguments: str) -> list[str]:
    """Return the command as users run it: as a script, the project's folder not on the path."""
    return [str(Path(sys.executable).with_name("mkdocs")), *arguments]


def build(project: Path, to: Path) -> subprocess.CompletedProcess[str]:
    """Build a project's site strictly into ``to``."""
    return _run(project, mkdocs_command("build", "--strict", "-d", str(to)))


def check(project: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ledger check`` in a project."""
    return _run(project, [sys.executable, "-m", "ledger", "check"])


def _run(project: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=project, env=environment(), capture_output=True, text=True, check=False
    )


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    content = file.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{file.name}：“{old}”有 {content.count(old)} 处"
    file.write_text(content.replace(old, new), encoding="utf-8")


def add(file: Path, text: str) -> None:
    """Add text at the end of a file."""
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


@dataclass(frozen=True)
class Site:
    """A finished build: what was printed, and the pages."""

    root: Path
    output: str
    code: int

    @cache  # noqa: B019 - a session holds few sites, and asks for each page many times
    def page(self, address: str) -> Node:
        """Return the page at an address without the leading slash, as ``figures/traces/``."""
        return parse(self.file(address).read_text(encoding="utf-8"))

    def file(self, address: str) -> Path:
        """Return the file that a server would answer an address with."""
        return (
            self.root / address / "index.html" if address[-1:] in ("", "/") else self.root / address
        )

    def addresses(self) -> list[str]:
        """Return the addresses of all pages."""
        found = (file.relative_to(self.root).as_posix() for file in self.root.rglob("*.html"))
        return sorted(name.removesuffix("index.html") for name in found)

    def follow(self, address: str, href: str) -> tuple[str, str]:
        """Return the address and the anchor to which a link on the page at ``address`` leads."""
        target = urlsplit(urljoin(f"http://site/{address}", href))
        assert target.netloc == "site", f"{address}：{href} 离开了本站"
        return unquote(target.path[1:]), unquote(target.fragment)


def built(project: Path, to: Path) -> Site:
    """Build a project and return the site; a build that fails shows what it printed."""
    result = build(project, to)
    output = result.stdout + result.stderr
    assert result.returncode == 0, output
    return Site(to, output, result.returncode)


@cache
def real_site(folder: Path) -> Site:
    """Build the project itself, once for all modules; ``folder`` is the session's own."""
    return built(ROOT, folder / "real-site")


@cache
def hostile_site(folder: Path) -> Site:
    """Build the project with hostile texts in records, figures and documents, once."""
    write_texts(copy_project(folder / "hostile-project"), lambda text: text)
    return built(folder / "hostile-project", folder / "hostile-site")


@dataclass(frozen=True)
class Entry:
    """A place that the search can lead to: anchor, heading and pieces of text."""

    anchor: str
    heading: str
    pieces: tuple[str, ...]


def searched(root: Path) -> dict[str, tuple[str, list[Entry]]]:
    """Return what the search of a built site knows: the title and the places of each page."""
    text = (root / "assets/search-index.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("siteSearch.receive(").removesuffix(")\n"))
    pieces = dict(enumerate(data["pieces"])) | {-1: ""}
    return {
        address: (
            pieces[title],
            [Entry(row[0], pieces[row[1]], tuple(pieces[n] for n in row[2:])) for row in rows],
        )
        for address, title, _, rows in data["pages"]
    }


def address_of(source: str) -> str:
    """Return the address of a source page, as ``figures/traces/`` for ``figures/traces.md``."""
    name = source.removesuffix(".md")
    return "" if name == "index" else name.removesuffix("/index") + "/"


@dataclass(eq=False)
class Node:
    """An element; its children are elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None
    faults: list[str] = field(default_factory=list)  # of a whole document

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        """Return an attribute, empty where it is not given."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """The element's classes."""
        return self.get("class").split()

    @property
    def text(self) -> str:
        """The text that a reader sees: a break is a newline, a fixed space is a space."""
        if self.tag == "br":
            return "\n"
        if self.tag in _NO_TEXT:
            return ""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts).replace("\xa0", " ")

    def walk(self) -> Iterator[Node]:
        """Yield the elements below, in their order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", where: Callable[[Node], bool] = bool, **values: str) -> list[Node]:
        """Return the elements below of a tag (``a`` or ``a.figure``) with these attributes."""
        name, _, mark = tag.partition(".")
        return [
            node
            for node in self.walk()
            if name in ("", node.tag)
            and (not mark or mark in node.classes)
            and all(node.get(key) == value for key, value in values.items())
            and where(node)
        ]

    def one(self, tag: str = "", **values: str) -> Node:
        """Return the only such element."""
        found = self.all(tag, **values)
        assert len(found) == 1, f"有 {len(found)} 个 {tag} {values}"
        return found[0]

    def by_id(self, name: str) -> Node:
        """Return the only element with an id."""
        return self.one(id=name)

    def __bool__(self) -> bool:
        return True


class _Tree(HTMLParser):
    """Builds the tree. What a browser would have to guess at is noted as a fault."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = self.open = Node("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open.tag in _TEXT_ONLY:  # a browser shows the tag there, character by character
            self.open.children.append(str(self.get_starttag_text()))
            return
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=self.open)
        self.open.children.append(node)
        if tag not in _VOID:
            self.open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        before = self.open
        self.handle_starttag(tag, attrs)
        if self.open is not before:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.tag in _TEXT_ONLY and tag != self.open.tag:
            self.open.children.append(f"</{tag}>")
            return
        if self.open.tag != tag:
            self.fault(f"</{tag}> 关的是 <{self.open.tag}>")
        node = self.open
        while node.parent and node.tag != tag:
            node = node.parent
        self.open = node.parent or self.open

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)

    def fault(self, what: str) -> None:
        """Note a fault at the place that has been reached."""
        self.top.faults.append(f"第 {self.getpos()[0]} 行：{what}")


def parse(text: str) -> Node:
    """Return the tree of an HTML document."""
    tree = _Tree()
    tree.feed(text)
    tree.close()
    if tree.open is not tree.top:
        tree.fault(f"<{tree.open.tag}> 没有关上")
    return tree.top


#: texts that somebody might type and that somebody else's software might take for markup
HOSTILE = (
    "<b>粗</b><script>window.pwned=1</script>",
    "</title></textarea></style><script>window.pwned=1</script>",
    "\"><img src=x onerror='window.pwned=1'>",
    '\' onmouseover=\'window.pwned=1\' " onfocus="window.pwned=1" autofocus="',
    "<!-- 注 --> <!doctype html> <![CDATA[文]]> <?php ?>",
    "<!-- 没有收尾",
    "{{ 7*7 }}",
    '{{ figure("没有这个指标") }}',
    "{% raw %}{{ 7*7 }}{% endraw %} {# 注 #}",
    "{% 没有收尾",
    "&amp;&lt;b&gt;&#60;b&#62; &nbsp; &",
    "# 标题 #",
    "- 一项",
    "+ 一项",
    "1. 一项",
    "1) 一项",
    "> 引文",
    "| 甲 | 乙 |",
    "甲|乙\\|丙",
    "***",
    "---",
    "===",
    "```html <b>码</b> ```",
    "~~~",
    "*强* **强** _强_ `码` ``码`` ~~删~~ ==标== ^上^ ++加++",
    "[链](javascript:window.pwned=1) ![图](x.png) [链][甲] [链]",
    "<javascript:window.pwned=1> <a@b> http://example.com/",
    "[甲]: http://example.com",
    "[^1]: 脚注[^1]",
    "*[标]: 缩写",
    ": 定义",
    '!!! note "题"',
    '??? note "题"',
    "::: 块",
    "--8<-- 'index.md'",
    "[TOC]",
    "文字 { #id .class onclick='window.pwned=1' }",
    "文字 {: onclick='window.pwned=1' }",
    r"\*转义\* \\ C:\n \<",
    "$x$ \\(x\\) :smile: klzzwxh:0001 wzxhzdk:0",
    "site:index.md href=\"site:index.md\" href='site:没有.md'",
    '<a class="figure" data-figure="traces" href="x">1</a>',
    "    四格缩进",
    "末尾两格  ",
    "甲  乙\t丙",
    "“引号”和\"引号\"、'引号'",
    "第一行\n第二行",
    "第一行\n\n第三行",
    "第一行\n===\n- 一项\n# 标题\n    <script>window.pwned=1</script>\n```\n{{ 7*7 }}",
    "甲 | 乙\n--- | ---\n<td> | </table>",
)


def harmless(value: str) -> str:
    """Return a plain text of as many lines, different for each hostile one."""
    number = HOSTILE.index(value)
    return "\n".join("文" + "字" * number if line else "" for line in value.split("\n"))


#: the bureau's name stands in the title of each page and in attributes of its head
HOSTILE_NAME = " ".join(value for value in HOSTILE if "\n" not in value).replace("\t", " ")


def write_texts(project: Path, say: Callable[[str], str]) -> None:
    """Put what ``say`` makes of every hostile text into records, figures and documents."""
    year = project / "data/2021"
    for number, hostile in enumerate(HOSTILE):
        value = _typed(say(hostile), 4)
        add(year / "履责记录/03.yml", _TRACE.format(number, value))
        add(year / "整改台账.yml", _ITEM.format(number, value))
        add(year / "figures.yml", _FIGURE.format(number, value, _typed(say(hostile), 6)))
        add(project / "data/文件会议.yml", _DOCUMENT.format(number, value))
    duties = "".join(f"    - {_typed(say(hostile), 6)}\n" for hostile in HOSTILE)
    add(project / "data/岗位.yml", _POST + duties)
    add(project / "data/岗位职责.yml", _POST_DUTIES)
    words = (f'{{{{ document("x{number}") }}}}\n' for number in range(len(HOSTILE)))
    shown = (f'前{{{{ figure("x-{number}") }}}}后\n' for number in range(len(HOSTILE)))
    add(project / "docs/report/20-工作打算.md", "\n" + "\n".join([*words, *shown]))


def name_bureau(project: Path, name: str) -> None:
    """Give the bureau another short name."""
    edit(project / "data/unit.yml", "简称: 示例市科技局", f"简称: {_typed(name, 2)}")


def _typed(value: str, indent: int) -> str:
    if "\n" not in value:
        return json.dumps(value, ensure_ascii=False)
    lines = (" " * indent + line if line else "" for line in value.split("\n"))
    return "|\n" + "\n".join(lines)


_TRACE = """- 编号: x{0}
  类别: 研究部署
  日期: 2021-03-05
  岗位: 分管副局长
  事项: {1}
  地点: {1}
"""
_ITEM = """- 编号: x{0}
  来源: 自查
  问题: {1}
  依据文件: x{0}
  措施: {1}
  责任领导: 分管副局长
  责任科室: 办公室
  登记日期: 2021-03-19
  时限: 2022-06-30
  状态: 推进中
"""
_FIGURE = """- 编号: x-{0}
  名称: {1}
  口径: {1}
  分组: 履责记录
  来源: 履责记录
  条件:
    事项: {2}
  算法: 计数
  单位: {1}
  首页: 是
"""
_DOCUMENT = """- 编号: x{0}
  名称: {1}
  类型: 会议
  层级: 本局
  机关: {1}
  日期: 2021-01-04
"""
_POST = """- 编号: x
  名称: 甲岗
  层级: 工作人员
  职责:
"""

_POST_DUTIES = """- 岗位: 甲岗
  权限: {可决定: 用印}
  流程:
    - {起点: 收文, 环节: 登记, 终点: 归档, 时限: 5日内}
  回避规定: 与本人有关的回避
  交接清单: 未办结文件
"""
