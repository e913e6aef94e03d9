"""Run a command as a child and say what it cost: CPU seconds, wall seconds, peak memory.

CPU seconds (user + system) of all processes that a command starts are what is compared: they hardly
change when others use the machine too. Wall seconds are told beside them.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.plan import TIMEOUT

T = TypeVar("T")
#: what would make a build do more, less or other than it does for everybody
_UNSET = {
    "KEPT_IN", "EDITION", "CHANGES_SINCE", "SOURCE_DATE_EPOCH", "MKDOCS_SERVING",
    "PYTHONDONTWRITEBYTECODE",
}  # fmt: skip
#: builds are measured without the report's files, which stock MkDocs does not make
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _UNSET} | {
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONHASHSEED": "0",
    "ONLY_PAGES": "1",
}
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux


class Failed(RuntimeError):
    """A measured command failed or ran out of time; the text says which and how."""


@dataclass(frozen=True)
class Cost:
    """What one run cost, in seconds; ``peak`` is the MiB of its largest process."""

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

    def run(self) -> Cost:
        """Prepare, run once, return the cost."""
        self.prepare()
        return cost_of(self.command, self.cwd)


def cost_of(command: Iterable[str], cwd: Path) -> Cost:
    """Run a command until all its processes ended; raises ``Failed`` with the last of what it said."""
    command = tuple(command)
    _adopt_orphans()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        timer = threading.Timer(TIMEOUT, _kill, [process.pid])
        timer.start()
        try:
            cpu, peak = _wait_for_all(process)
        except BaseException:  # Ctrl-C reaches us alone
            _kill(process.pid)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
        if process.returncode or wall >= TIMEOUT:
            said.seek(0)
            tail = said.read().decode(errors="replace")[-1500:]
            why = f"超过 {wall:.0f} 秒" if wall >= TIMEOUT else f"退出码 {process.returncode}"
            raise Failed(f"{' '.join(command[1:])}：{why}\n{tail}".strip())
    return Cost(cpu, wall, peak)


def _adopt_orphans() -> None:
    """On Linux, processes whose parent ended become our children, so that their CPU counts too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _wait_for_all(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Wait for the group of processes that one leads; return their CPU seconds and largest peak."""
    cpu = peak = 0.0
    with suppress(ChildProcessError):
        while True:
            ended, status, usage = os.wait4(-process.pid, 0)
            cpu += usage.ru_utime + usage.ru_stime
            peak = max(peak, usage.ru_maxrss / 1024)
            if ended == process.pid:
                process.returncode = os.waitstatus_to_exitcode(status)
    return cpu, peak


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a group, and its children; return when all are gone."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    timer = threading.Timer(10, _kill, [process.pid])
    timer.start()
    _wait_for_all(process)
    timer.cancel()


def cpu_of(leader: int) -> float:
    """Return the CPU seconds so far of a group at work: its processes, and children that ended."""
    fields = (_stat(process) for process in group_of(leader))
    return sum(sum(map(int, stat[11:15])) for stat in fields) / os.sysconf("SC_CLK_TCK")


def group_of(leader: int) -> list[int]:
    """Return the processes of a group; it needs Linux's /proc."""
    processes = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [process for process in processes if _stat(process)[2:3] == [str(leader)]]


def _stat(process: int) -> list[str]:
    """Return what follows a process's name, which may hold anything; nothing where it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def build(name: str, project: Path, prepare: Callable[[], object] = lambda: None) -> Case:
    """Return the case ``mkdocs build`` of a project directory."""
    return Case(name, (sys.executable, "-m", "mkdocs", "build", "--quiet"), project, prepare)


def check(name: str, project: Path, prepare: Callable[[], object] = lambda: None) -> Case:
    """Return the case ``python -m ledger check`` of a project directory."""
    return Case(name, (sys.executable, "-m", "ledger", "check"), project, prepare)


def emptied(project: Path) -> Callable[[], None]:
    """Return what deletes a project's site, and all of its ``.cache`` but the fonts."""

    def empty() -> None:
        for kept in [project / "site", *(project / ".cache").glob("*")]:
            if kept.is_file():
                kept.unlink()
            elif kept.name != "fonts" and kept.exists():
                shutil.rmtree(kept)

    return empty


def interleave(cases: Sequence[Case], rounds: int, seconds: float) -> dict[str, list[Cost]]:
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
            costs[case.name].append(case.run())
    return costs


def apart(function: Callable[..., T], *arguments: Any) -> T:
    """Call a function in a fresh process.

    A child's peak memory is counted from that of the process that started it, so this one must
    never hold a project; and what it imports must not outlive the copy that it came from.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(function, *arguments).result()
