"""python bench/run.py [--quick]: measure builds, checks and refreshes; print Markdown tables.

Everything happens in copies below a temporary directory. What is measured and what the numbers
say stands in README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import refresh
import sites
import synthetic
from measure import (
    Case,
    Cost,
    Failed,
    apart,
    build,
    cost_of,
    interleave,
    peak_text,
    ratio_text,
    remove,
    seconds_text,
    wall_text,
)
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parent.parent
STOCK = "原装 MkDocs + Material"


@dataclass(frozen=True)
class Plan:
    """How much is measured, and after how many seconds no further round is begun."""

    rounds: int
    pages: int
    page_rounds: int
    records: tuple[int, ...]
    edits: int
    seconds: float
    #: how many times the report's text is repeated
    reports: tuple[int, ...]


FULL = Plan(7, 2000, 3, (10_000, 100_000), 7, 300, (1, 13, 39))
QUICK = Plan(3, 300, 1, (2_000,), 3, 50, (1,))
#: one run of anything takes no longer
TIMEOUT = 900.0


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, return the exit code."""
    parser = argparse.ArgumentParser(description="量构建、检查和刷新各用多少时间和内存")
    parser.add_argument("--quick", action="store_true", help="少量几次，六七分钟，只看有无退步")
    plan = QUICK if parser.parse_args(arguments).quick else FULL
    print(machine_text(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        # what is edited meanwhile changes nothing here
        root = sites.copy(ROOT, work / "root")
        cost_of(build("", root).command, root, TIMEOUT)
        try:
            for part in PARTS:
                part(work, root, plan)
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 1
    return 0


def machine_text() -> str:
    """Say on what it runs, in general terms."""
    packages = "，".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material"))
    return (
        f"{os.cpu_count()} 核 {platform.machine()}，{platform.system()}，"
        f"Python {platform.python_version()}，{packages}"
    )


def site(work: Path, root: Path, plan: Plan) -> None:
    """This site against the same pages under stock MkDocs."""
    ours = sites.copy(root, work / "ours")
    stock = apart(sites.make_stock, ours, work / "stock")
    with_macros = apart(sites.make_stock, ours, work / "stock-macros", True)
    cases = [
        build(STOCK, stock),
        build("原装 + macros 插件", with_macros),
        build("本项目", ours),
    ]
    warm_up(cases)
    heading(f"真实网站（输出 {sites.size_of(ours / 'site'):.1f} MiB）")
    print(likeness_text(ours, stock))
    costs = interleave(cases, plan.rounds, TIMEOUT, plan.seconds)
    table(*against(costs))


def many_pages(work: Path, root: Path, plan: Plan) -> None:
    """As many pages of text, with figures on most of them."""
    ours = sites.copy(root, work / "pages")
    have = len(sites.html_of(root / "site")) - 1
    synthetic.add_pages(ours, plan.pages - have)
    stock = apart(sites.make_stock, ours, work / "pages-stock")
    cases = [build(STOCK, stock), build("本项目", ours)]
    costs = interleave(cases, plan.page_rounds, TIMEOUT, plan.seconds)
    heading(f"{plan.pages} 页（输出 {sites.size_of(ours / 'site'):.0f} MiB）")
    print(likeness_text(ours, stock))
    table(*against(costs))


def many_records(work: Path, root: Path, plan: Plan) -> None:
    """Checks and builds of projects with many trace records."""
    heading("履责记录很多时")
    head = ["记录数", "检查 CPU 秒", "检查内存 MiB", "构建 CPU 秒", "构建内存 MiB"]
    totals = (synthetic.count_records(root), *plan.records)
    table([*head, "页面", "输出 MiB", "轮数"], (record_row(work, root, plan, n) for n in totals))


def record_row(work: Path, root: Path, plan: Plan, total: int) -> list[str]:
    """Check and build a project with ``total`` trace records."""
    project = sites.copy(root, work / f"records-{total}")
    synthetic.add_records(project, total)
    check = Case("检查", (sys.executable, "-m", "ledger", "check"), project)
    cases = [check, build("构建", project)]
    try:
        costs = interleave(cases, plan.page_rounds, TIMEOUT, plan.seconds / 2)
    except Failed as failed:
        return [str(total), f"没有完成：{failed}"]
    pages, size = len(sites.html_of(project / "site")), sites.size_of(project / "site")
    cells = [f(costs[case.name]) for case in cases for f in (seconds_text, peak_text)]
    remove(project)()
    return [str(total), *cells, str(pages), f"{size:.1f}", str(len(costs["构建"]))]


def refreshes(work: Path, root: Path, plan: Plan) -> None:
    """From saving to the new number on the page."""
    ours = sites.copy(root, work / "edited")
    stock = apart(sites.make_stock, ours, work / "edited-stock")
    found = refresh.measure(ours, apart(refresh.edits_of_ours, ours), plan.edits)
    found |= refresh.measure(stock, [refresh.edit_of_stock(stock)], plan.edits)
    heading("保存到刷新（mkdocs serve，实际时间）")
    head = ["改动", "到 /livereload 应答，秒", "到页面显示新数，秒", "次数"]
    table(
        head,
        (
            [name, *(refresh.seconds_text(f, w) for w in ("answered", "shown")), str(len(f))]
            for name, f in found.items()
        ),
    )


def audits(_: Path, root: Path, plan: Plan) -> None:
    """The audit of the report's text, and of one four and sixteen times as long."""
    heading("审核正文")
    program("auditing", root, plan)


def searches(_: Path, root: Path, plan: Plan) -> None:
    """The search, against Material's own with jieba."""
    heading("搜索")
    program("searching", root, plan)


def server(_: Path, root: Path, plan: Plan) -> None:
    """What pages weigh, and the load that a small server holds."""
    heading("服务器和网页的重量")
    program("serving", root, plan)


def program(name: str, root: Path, plan: Plan) -> None:
    """Run a program of this folder, which prints its own tables."""
    command = [sys.executable, str(ROOT / f"bench/{name}.py"), str(root), str(plan.rounds)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    print(done.stdout, flush=True)
    if done.returncode:
        raise Failed(f"{name}：{done.stderr[-1500:]}")


def papers(work: Path, root: Path, plan: Plan) -> None:
    """The report as PDF and as a Word file, from a site that is built already."""
    heading("报告的 PDF 和 Word（不含生成网页）")
    head = ["页数", "PDF CPU 秒", "PDF 实际秒", "PDF 内存 MiB", "PDF KiB"]
    head += ["Word CPU 秒", "Word 内存 MiB", "Word KiB", "轮数"]
    table(head, (paper_row(work, root, plan, times) for times in plan.reports))


def paper_row(work: Path, root: Path, plan: Plan, times: int) -> list[str]:
    """Write the files of a report as long as so many."""
    project = sites.copy(root, work / f"report-{times}")
    synthetic.lengthen_report(project, times)
    cost_of(build("", project).command, project, TIMEOUT)
    files = {kind: project / f"out.{kind}" for kind in ("pdf", "docx")}
    command = (sys.executable, "-m", "ledger")
    cases = [
        Case(kind, (*command, kind, str(file), "--site", "site"), project)
        for kind, file in files.items()
    ]
    costs = interleave(cases, plan.rounds, TIMEOUT, plan.seconds / 2)
    pages = len(PdfReader(files["pdf"]).pages)
    sizes = {kind: f"{file.stat().st_size / 1024:.0f}" for kind, file in files.items()}
    printed, written = costs["pdf"], costs["docx"]
    return [
        str(pages), seconds_text(printed), wall_text(printed), peak_text(printed), sizes["pdf"],
        seconds_text(written), peak_text(written), sizes["docx"], str(len(printed)),
    ]  # fmt: skip


def warm_up(cases: Iterable[Case]) -> None:
    """Let bytecode, drawings and the first site be there before anything counts."""
    for case in cases:
        case.run(TIMEOUT)


def against(costs: dict[str, list[Cost]]) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of builds compared with the stock one."""
    head = ["构建", "CPU 秒", "与原装之比", "实际秒", "内存 MiB", "轮数"]
    base = costs[STOCK]
    return head, [
        [name, seconds_text(c), ratio_text(c, base), wall_text(c), peak_text(c), str(len(c))]
        for name, c in costs.items()
    ]


def likeness_text(ours: Path, stock: Path) -> str:
    """Say how alike the two sites are; raises ``Failed`` where they are not the same site."""
    found = sites.compare(ours, stock)
    if found.missing or found.same_text < found.pages * 0.99:
        names = "、".join([*found.missing, *found.different][:5])
        raise Failed(f"两个网站不一样，不能相比：{names}")
    return (
        f"对照：两边都是 {found.pages} 个 HTML 文件，正文文字相同 {found.same_text} 个，"
        f"正文 HTML 相同 {found.same_html} 个。"
    )


def heading(title: str) -> None:
    """Print a heading."""
    print(f"\n## {title}\n", flush=True)


def table(head: list[str], rows: Iterable[list[str]]) -> None:
    """Print a Markdown table."""
    print()
    for cells in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(cells)} |", flush=True)


PARTS = (site, refreshes, papers, audits, searches, server, many_pages, many_records)

if __name__ == "__main__":
    sys.exit(main())
