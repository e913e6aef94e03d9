"""Run a command as a child and say what it cost: CPU seconds, wall seconds, peak memory.

CPU seconds (user + system, with all grandchildren) are what is compared: they hardly change when
others use the machine too. Wall seconds are told beside them.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")
#: builds are measured without the report's files, which stock MkDocs does not make
ENVIRONMENT = {
    **os.environ,
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONHASHSEED": "0",
    "ONLY_PAGES": "1",
}


@dataclass(frozen=True)
class Cost:
    """What one run cost; ``peak`` is in MiB."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Case:
    """A command to be measured, and what puts its directory in order before each run."""

    name: str
    command: tuple[str, ...]
    cwd: Path
    prepare: Callable[[], object] = lambda: None

    def run(self, timeout: float) -> Cost:
        """Prepare, run once, return the cost."""
        self.prepare()
        return cost_of(self.command, self.cwd, timeout)


class Failed(RuntimeError):
    """A measured command failed or ran out of time; the text says which and how."""


def build(name: str, project: Path, prepare: Callable[[], object] = lambda: None) -> Case:
    """Return the case ``mkdocs build`` of a project directory."""
    return Case(name, (sys.executable, "-m", "mkdocs", "build", "--quiet"), project, prepare)


def cost_of(command: Iterable[str], cwd: Path, timeout: float) -> Cost:
    """Run a command to its end; raises ``Failed`` with the last of what it said."""
    command = tuple(command)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=ENVIRONMENT, stdout=said, stderr=subprocess.STDOUT
        )
        timer = threading.Timer(timeout, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-1500:]
            why = f"超过 {timeout:.0f} 秒" if wall >= timeout else f"退出码 {process.returncode}"
            raise Failed(f"{' '.join(command[1:])}：{why}\n{tail}".strip())
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def interleave(
    cases: list[Case], rounds: int, timeout: float, seconds: float
) -> dict[str, list[Cost]]:
    """Run the cases in turn, A B A B …, so that a busy spell hits them alike.

    No round is begun that would likely end after ``seconds``; the first is always run.
    """
    costs: dict[str, list[Cost]] = {case.name: [] for case in cases}
    start = time.perf_counter()
    for done in range(rounds):
        spent = time.perf_counter() - start
        if done and spent * (done + 1) / done > seconds:
            break
        for case in cases:
            costs[case.name].append(case.run(timeout))
    return costs


def cpu(costs: list[Cost]) -> float:
    """Return the median of the CPU seconds."""
    return median(cost.cpu for cost in costs)


def seconds_text(costs: list[Cost]) -> str:
    """Return median and range of the CPU seconds, as ``3.21（3.15–3.40）``."""
    values = [cost.cpu for cost in costs]
    spread = f"（{min(values):.2f}–{max(values):.2f}）" if len(values) > 1 else ""
    return f"{median(values):.2f}{spread}"


def wall_text(costs: list[Cost]) -> str:
    """Return the median of the wall seconds."""
    return f"{median(cost.wall for cost in costs):.2f}"


def peak_text(costs: list[Cost]) -> str:
    """Return the median of the peaks of memory."""
    return f"{median(cost.peak for cost in costs):.0f}"


def ratio_text(costs: list[Cost], base: list[Cost]) -> str:
    """Return the ratio of the medians, and the range of the ratios round by round."""
    rounds = [a.cpu / b.cpu for a, b in zip(costs, base, strict=True)]
    spread = f"（{min(rounds):.2f}–{max(rounds):.2f}）" if len(rounds) > 1 else ""
    return f"{cpu(costs) / cpu(base):.2f}{spread}"


def apart(function: Callable[..., T], *arguments: Any) -> T:
    """Call a function in a fresh process.

    A child's peak memory is counted from that of the process that started it, so this one must
    never hold a project; and what it imports must not outlive the copy that it came from.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *arguments).result()


def remove(folder: Path) -> Callable[[], None]:
    """Return what removes a folder."""
    return lambda: shutil.rmtree(folder, ignore_errors=True)
