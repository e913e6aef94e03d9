"""Whole builds: ours, stock MkDocs + Material and other generators, on the same pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from bench import growing, others, sites, tables
from bench.measure import Case, Cost, Failed, apart, build, cost_of, emptied, interleave
from bench.plan import Plan

STOCK = "原装 MkDocs + Material"
COLD, WARM = "本项目，第一次", "本项目，再次"
#: so many pages may differ: the overview and three documents, of which only our build knows the parts
_OTHERS = 4
#: what one kind of build cost at one size
Costs = dict[str, list[Cost]]
#: other generators, and the commands that build with them
Programs = list[tuple[others.Other, tuple[str, ...]]]


def measure(work: Path, root: Path, plan: Plan) -> None:
    """Build sites of several sizes; tell how the cost of each generator grows."""
    tables.heading("生成网站")
    programs = others.installed(Path.cwd())
    found: dict[int, Costs] = {}
    for pages in plan.pages:
        count, costs = _at(work, sites.copy(root, work / f"pages-{pages}"), pages, programs, plan)
        found[count] = costs
    if len(found) > 1:
        tables.heading("页数多了，CPU 按页数的几次方增长")
        steps = [f"{small} → {large} 页" for small, large in pairwise(found)]
        tables.write(["构建", *steps], _growth(found))


def _at(work: Path, ours: Path, pages: int, programs: Programs, plan: Plan) -> tuple[int, Costs]:
    """Build a site of so many pages with each generator; return their number and the costs."""
    have = len(sites.html_of(work / "root/site"))
    if pages:
        growing.add_pages(ours, pages, have)
    stock = apart(sites.make_stock, ours, ours.with_name(f"{ours.name}-stock"))
    cost_of(build("", ours).command, ours)
    cases = [
        build(STOCK, stock, emptied(stock)),
        build(COLD, ours, emptied(ours)),
        build(WARM, ours),
        *(case for other, command in programs for case in other.cases(command, ours, stock)),
    ]
    costs = interleave(cases, plan.rounds, plan.seconds)
    count = len(sites.html_of(ours / "site"))
    tables.heading(f"{count} 页（{sites.size_of(ours / 'site'):.0f} MiB，{len(costs[STOCK])} 轮）")
    print(_likeness_text(ours, stock, cases))
    head = ["构建", "CPU 秒", "与原装之比", "实际秒", "内存 MiB"]
    tables.write(head, _against_stock(costs))
    return count, costs


def _likeness_text(ours: Path, stock: Path, cases: Iterable[Case]) -> str:
    """Say how alike the sites are; raises ``Failed`` where ours and stock's are not the same."""
    found = sites.compare(ours, stock)
    if found.missing or len(found.different) > _OTHERS:
        names = "、".join([*found.missing, *found.different][:5])
        raise Failed(f"两个网站不一样，不能相比：{names}")
    like = {
        case.name: sites.compare(ours, case.cwd).same_text
        for case in cases
        if case.cwd not in (ours, stock) and "，" not in case.name
    }
    rest = "".join(f"，{name} {same} 个" for name, same in like.items())
    return (
        f"\n与本项目正文文字相同的网页：原装 {found.same_text} 个"
        f"（HTML 也相同的 {found.same_html} 个）{rest}。"
    )


def _against_stock(costs: Costs) -> Iterator[list[str]]:
    """Yield a row for each build, compared with the stock one."""
    for name, own in costs.items():
        ratio = tables.spread(tables.ratios(own, costs[STOCK]))
        yield [name, tables.seconds(own), ratio, tables.wall(own), tables.peak(own)]


def _growth(found: dict[int, Costs]) -> Iterator[list[str]]:
    """Yield a row for each build: its exponents from each size to the next."""
    for name in next(iter(found.values())):
        of_sizes = {pages: tables.cpu(costs[name]) for pages, costs in found.items()}
        yield [name, *tables.exponents(of_sizes)]
