"""How much is measured: all of it, or in three minutes enough to see that nothing got slower."""

from __future__ import annotations

from dataclasses import dataclass

#: one run of anything takes no longer, in seconds
TIMEOUT = 1_800.0


@dataclass(frozen=True)
class Plan:
    """How large the projects are, and how often each thing is done."""

    #: pages of the sites that are built and served; 0 is the project as it is
    pages: tuple[int, ...]
    served: tuple[int, ...]
    #: trace records of the projects that are checked and built
    records: tuple[int, ...]
    #: how many times the report's text is repeated
    reports: tuple[int, ...]
    rounds: int
    saves: int
    #: of one table; no further round is begun that would likely end later
    seconds: float


FULL = Plan(
    pages=(0, 2_000, 10_000),
    served=(0, 2_000),
    records=(0, 10_000, 100_000),
    reports=(1, 13, 39),
    rounds=5,
    saves=7,
    seconds=1_500,
)
QUICK = Plan(
    pages=(0, 400), served=(0,), records=(0, 2_000), reports=(1,), rounds=3, saves=3, seconds=25
)
