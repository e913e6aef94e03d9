"""The audit's CPU seconds on the real report and on longer ones, beside a whole check.

Run as a program in a copy of the project: ``python bench/auditing.py ROOT ROUNDS``.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ledger.checks.text.audit import Audit  # noqa: E402
from ledger.project import Project  # noqa: E402
from ledger.survey import survey  # noqa: E402

TIMES = (1, 4, 16)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median CPU seconds of some work."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main(root: Path, rounds: int) -> None:
    """Print the rows of the table."""
    project, _ = survey(root)
    whole = seconds(lambda: survey(root), rounds)
    passages = project.passages

    def everything(project: Project) -> None:
        audit = Audit(project)
        audit.errors()
        audit.remarks([])

    print(f"全部检查（含审核）：{whole:.3f} CPU 秒\n")
    print("| 正文 | 段 | 审核 CPU 秒 | 每段毫秒 |\n|---|---|---|---|")
    for times in TIMES:
        longer = replace(project, passages=[*passages] * times)
        taken = seconds(partial(everything, longer), rounds)
        count = len(longer.passages)
        print(f"| ×{times} | {count} | {taken:.3f} | {taken / count * 1000:.2f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
