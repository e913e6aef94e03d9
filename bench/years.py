"""``python -m ledger check`` of a project of many years, of which only one is being written."""

from __future__ import annotations

from pathlib import Path

from bench import growing, sites, tables
from bench.measure import Case, check, interleave
from bench.plan import Plan

_BEFORE = 9


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Check a project of one year, and of ten of which nine did not change since the last check."""
    tables.heading("检查，十个年份")
    one, ten = (sites.copy(root, work / f"years-{name}") for name in ("one", "ten"))
    growing.add_years(ten, _BEFORE)
    cases: list[Case] = [check("一个年份", one), check("十个年份", ten)]
    for case in cases:
        case.run()
    costs = interleave(cases, plan.rounds, plan.seconds)
    base = costs["一个年份"]
    rows = (
        [name, tables.seconds(found), tables.spread(tables.ratios(found, base))]
        for name, found in costs.items()
    )
    tables.write(["检查", "CPU 秒", "与一个年份之比"], rows)
