"""The report's files: the site offers them beside the page, and the command line writes them.

The writers are imported only when a file is written, because checks and pages need none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ledger.checks.style import typography
from ledger.documents.elements import Form, read
from ledger.documents.properties import Properties
from ledger.documents.site import file_of, page_of
from ledger.issues import Mistake
from ledger.machine import browser
from ledger.machine import files as whole
from ledger.machine.kept import kept
from ledger.pages import dialect
from ledger.pages.article import article
from ledger.project import Project
from ledger.prose.addresses import in_document, is_document

#: the Chinese name of each kind of file, by ending
LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
#: endings of files made from records and figures alone, without the report's page
PAGELESS = {"xlsx"}
#: what is said of a file that holds anything else than it must
_OTHERWISE = {
    "pdf": "印出的 PDF 不合公文的格式",
    "docx": "Word 里的和报告的不同",
    "xlsx": "Excel 里的和算出的不同",
}
#: packages that write the files
_PACKAGES = ("pypdf", "python-docx", "lxml", "xlsxwriter")


def properties(project: Project) -> Properties:
    """Return the properties that the files state about themselves."""
    report = project.report
    return Properties(
        "".join(report.title), report.signature or "", report.number or "", report.date
    )


def as_pdf(site: Path, project: Project, form: Form) -> bytes:
    """Return a document of a built site as PDF; raises ``Mistake`` where printing fails."""
    from ledger.documents import pdf

    return pdf.document(site / page_of(project.report), form, properties(project), project.root)


def remark_on_pdf(content: bytes, site: Path, project: Project, form: Form) -> str:
    """Return a remark on stand-in fonts in a document's PDF; empty where none is used."""
    from ledger.documents import printed

    return printed.remark(printed.opened(content), read(_page(site, project), form))


def _page(site: Path, project: Project) -> str:
    return whole.text(site / page_of(project.report))


def _widest_table(project: Project) -> str:
    """Return the place of the document's table with most columns; empty where it has no table."""
    tables = (
        (columns, f"{path}:{line}:1（{columns} 栏）")
        for path, text in project.texts.items()
        if in_document(path)
        for line, columns in typography.tables(text)
    )
    return max(tables, default=(0, ""))[1]


def as_docx(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as a Word file."""
    from ledger.documents import word

    return word.document(read(_page(site, project), form), properties(project))


def as_xlsx(_: Path, project: Project, __: Form) -> bytes:
    """Return the figures and records as an Excel workbook."""
    from ledger.documents import excel

    return excel.document(project, properties(project))


MAKERS: dict[str, Callable[[Path, Project, Form], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": as_xlsx,
}


def made(ending: str, site: Path, project: Project, form: Form) -> bytes:
    """Return a file that was read back; raises ``Mistake`` with all that it holds otherwise.

    The file is compared with the report that the project says, whatever the page of the site shows.
    """
    content = MAKERS[ending](site, project, form)
    due = held(ending, "" if ending in PAGELESS else report(project), project, form)
    try:
        wrong = faults(ending, content, due)
    except Mistake as mistake:
        raise Mistake(f"写出的 {LABELS[ending]} 打不开：{mistake}") from None
    if not wrong:
        return content
    if ending == "pdf" and _is_shrunk(wrong) and (widest := _widest_table(project)):
        wrong.append(f"最宽的表格在 {widest}")
    raise Mistake("\n".join([f"{_OTHERWISE[ending]}，没有写出：", *wrong]))


def _is_shrunk(wrong: Sequence[str]) -> bool:
    from ledger.documents import printed

    return printed.is_shrunk(wrong)


def report(project: Project) -> str:
    """Return the HTML of the document that a project says; its links lead nowhere."""
    page = project.report.page_path
    return article(project, page, dialect.html(project.finished[page]), str)


def held(ending: str, page: str, project: Project, form: Form) -> Sequence[Any]:
    """Return what a file must hold: the elements of the report's page, or a workbook's sheets."""
    if ending in PAGELESS:
        from ledger.documents import tabulated

        return tabulated.of(project)
    return read(page, form)


def faults(ending: str, content: bytes, wanted: Sequence[Any]) -> list[str]:
    """Return where a finished file holds anything else than what ``held`` says, a line each.

    The file is opened as it is. Raises ``Mistake`` for a damaged file.
    """
    from ledger.documents import printed, tabulated, written

    readers: dict[str, tuple[Callable[[bytes], Any], Callable[[Any, Any], Iterable[str]]]] = {
        "pdf": (printed.opened, printed.faults),
        "docx": (written.opened, written.faults),
        "xlsx": (tabulated.opened, tabulated.faults),
    }
    opened, compared = readers[ending]
    try:
        found = opened(content)
    except Exception as error:  # a damaged file breaks its reader in any way
        raise Mistake(str(error) or type(error).__name__) from None
    return list(compared(found, wanted))


def offered() -> list[str]:
    """Return the endings of the files that can be made on this machine."""
    return [ending for ending in LABELS if ending != "pdf" or browser.find()]


def offers(page: str) -> str:
    """Return what a reader does on an author's page, given by its path below docs/, beside reading."""
    if not is_document(page):
        return ""
    return "、".join(["打印", *(f"下载 {LABELS[ending]}" for ending in offered())])


def write_downloads(site: Path, project: Project) -> None:
    """Write the files beside the page of each document; unchanged input takes them from the cache."""
    for each in project.every_document:
        for ending in offered():
            content = _content(ending, site, each)
            whole.write(site / file_of(each.report, ending), content, flush=False)


def _content(ending: str, site: Path, project: Project) -> bytes:
    make = partial(made, ending, site, project, Form())
    inputs = _inputs(ending, site, project)
    told = repr(properties(project)).encode()
    return kept(project.root, ending, [*inputs, told, *made_by()], make) if inputs else make()


def _inputs(ending: str, site: Path, project: Project) -> list[bytes]:
    """Return what decides a file beside its properties; nothing where the machine is not known."""
    if ending in PAGELESS:
        from ledger.documents import excel

        return [excel.inputs(project)]
    machine = _machine(project.root) if ending == "pdf" else b""
    # the page's addresses hold digests of its styles and scripts, so the key covers them
    return (
        []
        if machine is None
        else [
            (site / page_of(project.report)).read_bytes(),
            machine,
        ]
    )


def _machine(root: Path) -> bytes | None:
    from ledger.documents import printer

    return printer.identity(root)


def made_by() -> Iterator[bytes]:
    """Yield what decides a file beside its input: versions, and our own code and templates."""
    yield repr((sys.version, *map(version, _PACKAGES))).encode()
    yield _code()


@cache
def _code() -> bytes:
    """Return the digest of our code and templates, as they are when it is first asked for.

    Code that is edited while a site is served is loaded anew, and this with it.
    """
    contents = (file.read_bytes() for file in _sources())
    return sha256(b"".join(sha256(each).digest() for each in contents)).digest()


def _sources() -> list[Path]:
    """Return the files of our code and templates."""
    below = sorted(Path(__file__).parent.parent.rglob("*"))
    return [file for file in below if file.is_file() and file.suffix != ".pyc"]
