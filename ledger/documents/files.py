"""The report's files: what the site offers beside the page, and what the command line writes.

What writes them is imported when one is written: a check, or a build of the pages, needs none.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from ledger.checks.text import typography
from ledger.documents.elements import Element, Form, read
from ledger.documents.properties import Properties
from ledger.documents.site import REPORT_PAGE
from ledger.machine import browser
from ledger.machine.kept import kept
from ledger.project import Project
from ledger.prose.addresses import REPORT, page_of

#: what a file is called by its ending
LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
#: what is made of the records and figures alone, not of the report's page
PAGELESS = {"xlsx"}
#: what writes the files with us
_PACKAGES = ("pypdf", "python-docx", "lxml")


def properties(project: Project) -> Properties:
    """Return what the files say about themselves."""
    report = project.report
    return Properties("".join(report.title), report.signature, report.number, report.date)


def as_pdf(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as PDF.

    Raises ``Mistake`` where it cannot be printed, or where what was printed is no official document.
    """
    from ledger.documents import pdf, printed

    content = pdf.document(site / REPORT_PAGE, form, properties(project), project.root)
    printed.check(content, _elements(site, form), _widest_table(project))
    return content


def remark_on_pdf(content: bytes, site: Path, form: Form) -> str:
    """Say which fonts stand in for the official ones in the PDF of a built site's report."""
    from ledger.documents import printed

    return printed.remark(content, _elements(site, form))


def _elements(site: Path, form: Form) -> list[Element]:
    return read((site / REPORT_PAGE).read_text(encoding="utf-8"), form)


def _widest_table(project: Project) -> str:
    """Say where the report's table with most columns was typed; empty where it has none."""
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


def offered() -> list[str]:
    """Return the endings of the files that can be made on this machine."""
    return [ending for ending in LABELS if ending != "pdf" or browser.find()]


def write_downloads(site: Path, project: Project) -> None:
    """Put the files beside the report's page. What was made of the same page is taken again."""
    for ending in offered():
        content = _content(ending, site, project)
        (site / REPORT_PAGE).with_name(f"report.{ending}").write_bytes(content)


def _content(ending: str, site: Path, project: Project) -> bytes:
    make = partial(MAKERS[ending], site, project, Form())
    machine = _machine(project.root) if ending == "pdf" else b""
    if ending in PAGELESS or machine is None:
        return make()
    # the page names its styles and scripts by their digests
    page = (site / REPORT_PAGE).read_bytes()
    told = repr((properties(project), sys.version, *map(version, _PACKAGES))).encode()
    return kept(project.root, ending, [page, machine, told, *_code()], make)


def _machine(root: Path) -> bytes | None:
    from ledger.documents import printer

    return printer.identity(root)


def _code() -> Iterator[bytes]:
    """Yield our own code and templates."""
    for file in sorted(Path(__file__).parent.parent.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            yield file.read_bytes()
