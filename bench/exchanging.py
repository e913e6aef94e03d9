"""``export`` and ``import`` of many trace records, of which nobody edited one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench import growing, sites, tables
from bench.measure import Case, interleave
from bench.plan import Plan

_LEDGER = "履责记录"


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Print what they cost, and with which power of the records it grows."""
    tables.heading("履责记录导出成 Excel，再导入（没有改动；导出连同检查）")
    head = ["记录数"]
    for what in ("导出", "导入"):
        head += [f"{what} CPU 秒", "几次方", "内存 MiB"]
    tables.write([*head, "文件 MiB", "轮数"], _rows(work, root, plan))


def _rows(work: Path, root: Path, plan: Plan) -> Iterator[list[str]]:
    sizes: dict[str, dict[int, float]] = {}
    for number in (plan.records[1] // 4, plan.records[1]):
        project = sites.copy(root, work / f"exchanging-{number}")
        growing.add_records(project, number)
        folder = work / f"workbooks-{number}"
        file = folder / f"{_LEDGER}.xlsx"
        ledger = (sys.executable, "-m", "ledger")
        export = Case(
            "导出",
            (*ledger, "export", _LEDGER, "--to", str(folder)),
            project,
            partial(shutil.rmtree, folder, ignore_errors=True),
        )
        taken = Case("导入", (*ledger, "import", str(file)), project)
        found = interleave([export, taken], plan.rounds, plan.seconds / 2)
        row = [str(growing.count_records(project))]
        for name, costs in found.items():
            own = sizes.setdefault(name, {})
            own[number] = tables.cpu(costs)
            row += [
                tables.seconds(costs),
                *(tables.exponents(own) or [""])[-1:],
                tables.peak(costs),
            ]
        yield [*row, f"{file.stat().st_size / 2**20:.1f}", str(len(found["导出"]))]
        shutil.rmtree(project)
