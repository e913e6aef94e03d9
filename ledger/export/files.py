"""The report's files: what the site offers beside the page, and what the command line writes.

What writes them is imported when one is written: a check, or a build of the pages, needs none.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from ledger import browser, prose, typography
from ledger.export import Properties
from ledger.export.site import REPORT_PAGE
from ledger.official import Element, Form, read
from ledger.project import Project

#: what a file is called by its ending
LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
#: what is made of the records and figures alone, not of the report's page
PAGELESS = {"xlsx"}
_KEPT = Path(".cache/print")


def properties(project: Project) -> Properties:
    """Return what the files say about themselves."""
    report = project.report
    return Properties("".join(report.title), report.signature, report.number, report.date)


def as_pdf(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as PDF.

    Raises ``Mistake`` where it cannot be printed, or where what was printed is no official document.
    """
    from ledger.export import pdf, printed

    content = pdf.document(site / REPORT_PAGE, form, properties(project), project.root)
    printed.check(content, _elements(site, form), _widest_table(project))
    return content


def remark_on_pdf(content: bytes, site: Path, form: Form) -> str:
    """Say which fonts stand in for the official ones in the PDF of a built site's report."""
    from ledger.export import printed

    return printed.remark(content, _elements(site, form))


def _elements(site: Path, form: Form) -> list[Element]:
    return read((site / REPORT_PAGE).read_text(encoding="utf-8"), form)


def _widest_table(project: Project) -> str:
    """Say where the report's table with most columns was typed; empty where it has none."""
    tables = (
        (columns, f"docs/report/{file.name}:{line}:1（{columns} 栏）")
        for file in sorted((project.root / "docs/report").glob("*.md"))
        if not project.withholds(f"report/{file.name}")
        for line, columns in typography.tables(prose.read(file, file.name)[0])
    )
    return max(tables, default=(0, ""))[1]


def as_docx(site: Path, project: Project, form: Form) -> bytes:
    """Return the report of a built site as a Word file."""
    from ledger.export import word

    return word.document(_elements(site, form), properties(project))


def as_xlsx(_: Path, project: Project, __: Form) -> bytes:
    """Return the figures and records as an Excel workbook."""
    from ledger.export import excel

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
    """Put the files beside the report's page. One that was printed from the same page is kept."""
    for ending in offered():
        kept = project.root / _KEPT / f"{_digest(site, project)}.{ending}"
        if ending in PAGELESS:
            content = MAKERS[ending](site, project, Form())
        elif kept.is_file():
            content = kept.read_bytes()
        else:
            content = MAKERS[ending](site, project, Form())
            _keep(kept, content)
        (site / REPORT_PAGE).with_name(f"report.{ending}").write_bytes(content)


def _keep(file: Path, content: bytes) -> None:
    """Keep a file instead of the last one; another build may do the same just now."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for old in file.parent.glob(f"*{file.suffix}"):
        old.unlink(missing_ok=True)
    part = file.with_suffix(f".{os.getpid()}")
    part.write_bytes(content)
    part.replace(file)


def _digest(site: Path, project: Project) -> str:
    """Of all that decides what the files hold."""
    code = [*Path(__file__).parent.rglob("*"), Path(__file__).parent.parent / "official.py"]
    styles = [site / "assets" / name for name in ("paper.css", "official.css", "official.js")]
    files = [site / REPORT_PAGE, *styles, *code, project.root / "fonts.conf"]
    whole = hashlib.sha256(repr((properties(project), browser.find())).encode())
    for file in sorted(file for file in files if file.is_file() and file.suffix != ".pyc"):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:16]
