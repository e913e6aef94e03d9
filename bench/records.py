"""Checks and builds of projects with many trace records, whose texts differ."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bench import growing, sites, tables
from bench.measure import build, check, emptied, interleave
from bench.plan import Plan


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Print what they cost, and with which power of the records it grows from row to row."""
    tables.heading("履责记录很多时（都是第一次）")
    head = ["记录数"]
    for what in ("检查", "构建"):
        head += [f"{what} CPU 秒", "几次方", "内存 MiB"]
    tables.write([*head, "输出 MiB", "轮数"], _rows(work, root, plan))


def _rows(work: Path, root: Path, plan: Plan) -> Iterator[list[str]]:
    sizes: dict[str, dict[int, float]] = {}
    for number in plan.records:
        project = sites.copy(root, work / f"records-{number}")
        if number:
            growing.add_records(project, number)
        count = growing.count_records(project)
        empty = emptied(project)
        found = interleave(
            [check("检查", project, empty), build("构建", project, empty)],
            plan.rounds,
            plan.seconds / 2,
        )
        row = [str(count)]
        for name, costs in found.items():
            own = sizes.setdefault(name, {})
            own[count] = tables.cpu(costs)
            row += [
                tables.seconds(costs),
                *(tables.exponents(own) or [""])[-1:],
                tables.peak(costs),
            ]
        yield [*row, f"{sites.size_of(project / 'site'):.1f}", str(len(found["检查"]))]
        shutil.rmtree(project)
