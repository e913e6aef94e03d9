"""What the tests of the built site share: copies of the project, builds, HTML as a tree."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import hostile
from conftest import Bureau, copy_bureau

from ledger.documents import files, pdf
from ledger.documents.elements import Form
from ledger.documents.site import REPORT_PAGE

ROOT = Path(__file__).parent.parent
_NOT_COPIED = ("site", "tests", "bench", "decisions")
_NO_TEXT = ("script", "style", "template")
_TEXT_ONLY = ("title", "textarea")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
         "track", "wbr")  # fmt: skip


def copy_project(to: Path) -> Path:
    """Copy what a build needs; the fonts are too large to copy, and nobody writes them."""
    hidden = [path.name for path in ROOT.glob(".*")]
    shutil.copytree(ROOT, to, ignore=shutil.ignore_patterns(*_NOT_COPIED, *hidden))
    if (fonts := ROOT / ".cache/fonts").is_dir():
        (to / ".cache").mkdir()
        (to / ".cache/fonts").symlink_to(fonts.resolve())
    return to


def environment() -> dict[str, str]:
    """Return what the project's commands are run with; copies are in no repository that has a date."""
    return os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1640995200",
    }


def mkdocs_command(*arguments: str) -> list[str]:
    """Return the command as users run it: as a script, the project's folder not on the path."""
    return [str(Path(sys.executable).with_name("mkdocs")), *arguments]


def build(project: Path, to: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Build a project's site strictly into ``to``; ``more`` stands in its environment."""
    return _run(project, mkdocs_command("build", "--strict", "-d", str(to)), **more)


def check(project: Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m ledger check`` in a project."""
    return _run(project, [sys.executable, "-m", "ledger", "check"])


def _run(project: Path, command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=project, env=environment() | more, capture_output=True, text=True, check=False
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
        """Return the address and the anchor to which a link on the page at ``address`` leads.

        An anchor that asks for rows of a table (``?…``) stays quoted.
        """
        target = urlsplit(urljoin(f"http://site/{address}", href))
        assert target.netloc == "site", f"{address}：{href} 离开了本站"
        anchor = target.fragment
        return unquote(target.path[1:]), anchor if anchor[:1] == "?" else unquote(anchor)

    def answers(self, address: str, anchor: str) -> bool:
        """Whether a table on a page has all the columns that an anchor asks for."""
        pairs = [part.partition("=") for part in anchor[1:].split("&")]
        values = {unquote(key): value for key, _, value in pairs}
        named = values.keys() - {"q", "排", "组", "列"}
        for key in values.keys() & {"排", "组", "列"}:
            named |= {unquote(head).removeprefix("-") for head in values[key].split("|")}
        tables = self.page(address).all("table")
        return any(named <= {head.text for head in table.all("th")} for table in tables)


def built(project: Path, to: Path, **more: str) -> Site:
    """Build a project and return the site; a build that fails shows what it printed."""
    result = build(project, to, **more)
    output = result.stdout + result.stderr
    assert result.returncode == 0, output
    return Site(to, output, result.returncode)


def real_site(folder: Path) -> Site:
    """Build the project itself into ``folder``, once for all workers: the first builds, others wait."""
    to, said = folder / "real-site", folder / "real-site.txt"
    with open(folder / "real-site.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(built(ROOT, to).output, encoding="utf-8")
    return Site(to, said.read_text(encoding="utf-8"), 0)


def hostile_sites(folder: Path, texts: Sequence[str]) -> tuple[Site, Site]:
    """Build a site of hostile texts, and one of harmless texts in the same places.

    Beside the report of the first stand its files. Its PDF is printed apart: a report of hundreds
    of pages of such texts is no official document, and a build refuses it.
    """
    to = folder / "hostile-sites"
    ours = small_project(folder / "hostile-project")
    hostile.plant(ours, texts)
    theirs = small_project(folder / "harmless-project")
    hostile.plant(theirs, texts, hostile.harmless)
    alike = {"BROWSER_PATH": "none"}  # the site says whether there was a browser
    site = built(ours.root, to / "hostile", **alike)
    page, properties = site.root / REPORT_PAGE, files.properties(ours.project())
    content = pdf.document(page, Form(), properties, ours.root)
    page.with_name("report.pdf").write_bytes(content)
    return site, built(theirs.root, to / "harmless", ONLY_PAGES="1", **alike)


def small_project(root: Path) -> Bureau:
    """Return the small bureau with all that builds a site of it, to be edited where it lies."""
    copy_project(root)
    for folder in ("data", "docs"):
        shutil.rmtree(root / folder)
    copy_bureau(root)
    return Bureau(root)


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
        unquote(address): (
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
