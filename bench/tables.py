"""What was measured, as Markdown: medians, ranges, ratios, exponents, and the tables themselves."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from bench.measure import Cost


def cpu(costs: Iterable[Cost]) -> float:
    """Return the median of the CPU seconds."""
    return median(cost.cpu for cost in costs)


def ratios(costs: Sequence[Cost], base: Sequence[Cost]) -> list[float]:
    """Return the ratio of the CPU seconds in each round."""
    return [one.cpu / other.cpu for one, other in zip(costs, base, strict=True)]


def exponents(costs: Mapping[int, float]) -> list[str]:
    """Return the power of the size with which a cost grows, from each size to the next.

    1 is in proportion, 2 is squared.
    """
    steps = pairwise(costs.items())
    return [f"{math.log(b / a) / math.log(large / small):.2f}" for (small, a), (large, b) in steps]


def spread(values: Sequence[float]) -> str:
    """Return median and range, as ``3.21（3.15–3.40）``."""
    between = f"（{min(values):.2f}–{max(values):.2f}）" if len(values) > 1 else ""
    return f"{median(values):.2f}{between}"


def seconds(costs: Iterable[Cost]) -> str:
    """Return median and range of the CPU seconds."""
    return spread([cost.cpu for cost in costs])


def wall(costs: Iterable[Cost]) -> str:
    """Return the median of the wall seconds."""
    return f"{median(cost.wall for cost in costs):.2f}"


def peak(costs: Iterable[Cost]) -> str:
    """Return the median of the peaks of memory."""
    return f"{median(cost.peak for cost in costs):.0f}"


def heading(title: str) -> None:
    """Print a heading."""
    print(f"\n## {title}", flush=True)


def write(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table, each row as soon as it is known."""
    print()
    for cells in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(cells)} |", flush=True)
