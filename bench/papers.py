"""The report as PDF and as a Word file, from a site that is built already."""

from __future__ import annotations

import sys
from pathlib import Path

from pypdf import PdfReader

from bench import growing, sites, tables
from bench.measure import Case, build, cost_of, interleave
from bench.plan import Plan


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Write the files of reports of several lengths."""
    tables.heading("报告的 PDF 和 Word（不含生成网页）")
    head = ["页数", "PDF CPU 秒", "PDF 实际秒", "PDF 内存 MiB", "PDF KiB"]
    head += ["Word CPU 秒", "Word 内存 MiB", "Word KiB", "轮数"]
    tables.write(head, (_row(work, root, plan, times) for times in plan.reports))


def _row(work: Path, root: Path, plan: Plan, times: int) -> list[str]:
    project = sites.copy(root, work / f"report-{times}")
    growing.lengthen_report(project, times)
    cost_of(build("", project).command, project)
    files = {kind: project / f"out.{kind}" for kind in ("pdf", "docx")}
    command = (sys.executable, "-m", "ledger")
    cases = [
        Case(kind, (*command, kind, str(file), "--site", "site"), project)
        for kind, file in files.items()
    ]
    costs = interleave(cases, plan.rounds, plan.seconds / 3)
    pages = len(PdfReader(files["pdf"]).pages)
    sizes = {kind: f"{file.stat().st_size / 1024:.0f}" for kind, file in files.items()}
    printed, written = costs["pdf"], costs["docx"]
    return [
        str(pages), tables.seconds(printed), tables.wall(printed), tables.peak(printed), sizes["pdf"],
        tables.seconds(written), tables.peak(written), sizes["docx"], str(len(printed)),
    ]  # fmt: skip
