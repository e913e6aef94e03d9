"""The addresses of a site: each belongs to one file, and those that are made are nobody else's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import SplitResult, urlsplit

from ledger.issues import Issue, Place, finds
from ledger.prose.inventory import PAGE
from ledger.records.types.official import PAPERS_HOME, REPORT_HOME
from ledger.remembered import remembered

#: the page of the yearly report
REPORT = f"{REPORT_HOME}/index.md"
#: beside the page of a document stand its files of this name, whatever their ending
DOWNLOAD = "report"
#: folders of the engine's and of the product's own scripts and styles, and files that both write
_KEPT = frozenset({
    "assets", "templates", "search", "sitemap.xml", "sitemap.xml.gz", "404.html", "manifest.json",
})  # fmt: skip

#: of so many paths is kept what each is: a survey asks some twenty times
_PATHS = 1 << 14

#: the folders of all documents, from the root
OF_DOCUMENTS = (f"docs/{REPORT_HOME}/", f"docs/{PAPERS_HOME}/")


@lru_cache(maxsize=_PATHS)
def home_of(path: str) -> str:
    """Return the folder of the document to which a file below docs/ belongs; empty for no document.

    The path alone tells: ``report/``, or a folder in ``公文/``.
    """
    first, within, rest = path.partition("/")
    if first == REPORT_HOME:
        return first if within else ""
    folder, within, _ = rest.partition("/")
    return f"{first}/{folder}" if first == PAPERS_HOME and within else ""


@lru_cache(maxsize=_PATHS)
def is_document(page: str) -> bool:
    """Whether a page below docs/ composes a document: it is numbered as one (GB/T 9704)."""
    home = home_of(page)
    return bool(home) and page == f"{home}/index{PAGE}"


@lru_cache(maxsize=_PATHS)
def is_section(page: str) -> bool:
    """Whether a file below docs/ is a section of a document and no page of its own."""
    return bool(home_of(page)) and page.endswith(PAGE) and not is_document(page)


def page_of(path: str) -> str:
    """Return the page in which a page or a section, by its path from the root, is read."""
    page = path.removeprefix("docs/")
    return f"{home_of(page)}/index{PAGE}" if is_section(page) else page


def in_document(path: str) -> bool:
    """Whether a text, by its path from the root, belongs to a document."""
    page = path.removeprefix("docs/")
    return path.startswith(OF_DOCUMENTS) and (is_document(page) or is_section(page))


def is_beside_report(path: str) -> bool:
    """Whether a file, by its path from the root, is of the site, and of no document."""
    return path.startswith("docs/") and not in_document(path)


@remembered
def of(path: str) -> str:
    """Return the file of the site that a file below docs/ becomes."""
    whole = PurePosixPath(path)
    if whole.suffix != PAGE:
        return path
    if whole.stem in ("index", "README"):
        return str(whole.with_name("index.html"))
    return str(whole.with_suffix("") / "index.html")


@finds("address.taken")
def clashes(authored: Iterable[str], made: Iterable[str]) -> Iterator[Issue]:
    """Yield the authors' files, by their paths below docs/, whose address is another's.

    A folder in which pages are ``made`` is theirs alone: tomorrow there may be one more of them.
    Addresses that differ by case only are one: servers and disks disagree about it.
    """
    folders = {path.partition("/")[0] for path in made} | _KEPT
    taken: dict[str, str] = {}
    for path in authored:
        first, _, rest = path.partition("/")
        if path.rpartition("/")[2] == f"README{PAGE}":
            yield _issue(path, f"这个文件会代替 index{PAGE}；请改名", "address.index")
        elif is_section(path):
            continue
        elif _plain(first.removesuffix(PAGE)) in folders:
            advice = f"请换一个文件夹，例如 docs/说明/{rest or path}"
            yield _issue(path, f"“{first}”是自动生成的页面和脚本的地址；{advice}")
        elif (home := home_of(path)) and _plain(path).startswith(_plain(f"{home}/{DOWNLOAD}.")):
            yield _issue(path, "这是公文下载文件的地址；请换一个文件名")
        elif other := _taken_by(_plain(of(path)), taken):
            message = f"和 docs/{other} 是同一个地址（大小写不算）；请改一个文件名"
            yield _issue(path, message, "address.same")
        else:
            taken |= dict.fromkeys(_reached(_plain(of(path))), path) | {_plain(of(path)): path}


def of_web(address: str) -> SplitResult | None:
    """Return the parts of an address of the web; None where it is none or names a user."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
    return parts if plain else None


def _issue(path: str, message: str, code: str = "") -> Issue:
    return Issue(Place(f"docs/{path}"), message, code=code)


def _plain(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


@remembered
def _reached(address: str) -> tuple[str, ...]:
    """Return the folders of an address, each with a slash behind it."""
    return tuple(f"{folder}/" for folder in PurePosixPath(address).parents if folder.name)


def _taken_by(address: str, taken: dict[str, str]) -> str | None:
    """Return whose an address is: a file's, a folder's, or below a file."""
    names = (address, f"{address}/", *(each.removesuffix("/") for each in _reached(address)))
    return next((taken[name] for name in names if name in taken), None)
