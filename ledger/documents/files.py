"""The report's files: the site offers them beside the page, and the command line writes them.

The writers are imported only when a file is written, because checks and pages need none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ledger.checks.text import typography
from ledger.documents.elements import Element, Form, read
from ledger.documents.properties import Properties
from ledger.documents.site import REPORT_PAGE
from ledger.machine import browser
from ledger.machine import files as whole
from ledger.machine.kept import kept
from ledger.project import Project
from ledger.prose.addresses import REPORT, page_of

#: the Chinese name of each kind of file, by ending
LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
#: endings of files made from records and figures alone, without the report's page
PAGELESS = {"xlsx"}
#: packages that write the files
_PACKAGES = ("pypdf", "python-docx", "lxml")


def properties(project: Project) -> Properties:
    """Return the properties that the files state about themselves."""
    report = project.report
    return Properties("".join(report.title), report.signature, report.number, report.date)


def as_pdf(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as PDF.

    Raises ``Mistake`` where printing fails, or the PDF is no official document.
    """
    from ledger.documents import pdf, printed

    content = pdf.document(site / REPORT_PAGE, form, properties(project), project.root)
    printed.check(content, _elements(site, form), _widest_table(project))
    return content


def remark_on_pdf(content: bytes, site: Path, form: Form) -> str:
    """Return a remark on stand-in fonts in the report's PDF; empty where none is used."""
    from ledger.documents import printed

    return printed.remark(content, _elements(site, form))


def _elements(site: Path, form: Form) -> list[Element]:
    return read(whole.text(site / REPORT_PAGE), form)


def _widest_table(project: Project) -> str:
    """Return the place of the report's table with most columns; empty where it has no table."""
    tables = (
        (columns, f"{path}:{line}:1（{columns} 栏）")
        for path, text in project.texts.items()
        if page_of(path) == REPORT
        for line, columns in typography.tables(text)
    )
    return max(tables, default=(0, ""))[1]


def as_docx(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as a Word file."""
    from ledger.documents import word

    return word.document(_elements(site, form), properties(project))


def as_xlsx(_: Path, project: Project, __: Form) -> bytes:
    """Return the figures and records as an Excel workbook."""
    from ledger.documents import excel

    return excel.document(project, properties(project))


MAKERS: dict[str, Callable[[Path, Project, Form], bytes]] = {
    "pdf": as_pdf,
    "docx": as_docx,
    "xlsx": as_xlsx,
}


def held(ending: str, site: Path, project: Project, form: Form) -> Sequence[Any]:
    """Return what a file must hold: the elements of the report's page, or a workbook's lines."""
    if ending in PAGELESS:
        from ledger.documents import tabulated

        return tabulated.of(project)
    return _elements(site, form)


def faults(ending: str, content: bytes, wanted: Sequence[Any]) -> list[str]:
    """Return where a finished file holds anything else than what ``held`` says, a line each.

    The file is opened as it is. Raises whatever the reader of a damaged file raises.
    """
    from ledger.documents import printed, tabulated, written

    readers: dict[str, Callable[[bytes, Any], Iterable[str]]]
    readers = {"pdf": printed.faults, "docx": written.faults, "xlsx": tabulated.faults}
    return list(readers[ending](content, wanted))


def offered() -> list[str]:
    """Return the endings of the files that can be made on this machine."""
    return [ending for ending in LABELS if ending != "pdf" or browser.find()]


def write_downloads(site: Path, project: Project) -> None:
    """Write the files beside the report's page; unchanged input takes them from the cache."""
    for ending in offered():
        content = _content(ending, site, project)
        whole.write((site / REPORT_PAGE).with_name(f"report.{ending}"), content, flush=False)


def _content(ending: str, site: Path, project: Project) -> bytes:
    make = partial(MAKERS[ending], site, project, Form())
    machine = _machine(project.root) if ending == "pdf" else b""
    if ending in PAGELESS or machine is None:
        return make()
    # the page's addresses hold digests of its styles and scripts, so the key covers them
    page = (site / REPORT_PAGE).read_bytes()
    told = repr(properties(project)).encode()
    return kept(project.root, ending, [page, machine, told, *made_by()], make)


def _machine(root: Path) -> bytes | None:
    from ledger.documents import printer

    return printer.identity(root)


def made_by() -> Iterator[bytes]:
    """Yield what decides a file beside its input: versions, and our own code and templates."""
    yield repr((sys.version, *map(version, _PACKAGES))).encode()
    yield from _code()


def _code() -> Iterator[bytes]:
    for file in sorted(Path(__file__).parent.parent.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            yield file.read_bytes()
