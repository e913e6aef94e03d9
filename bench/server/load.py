"""What a small server holds: the published site under a bounded load from the same machine.

The load goes to 127.0.0.1 alone and ends by itself. It needs nginx and wrk, and Linux to see what
nginx takes.
"""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote, urljoin, urlsplit

from bench import tables
from bench.measure import ENVIRONMENT, Failed
from bench.plan import Plan
from bench.server import servers, weighing
from bench.server.servers import Server
from ledger.pages.search import FILE

MISSING = "没有找到 {}，略去{}；请安装（Debian：apt-get install {}）"
OURS, PLAIN = "本项目的 nginx 配置", "原样的 nginx"
KINDS = {
    OURS: servers.ours,
    PLAIN: servers.plain,
    "python -m http.server": servers.python,
}
CONNECTIONS = (1, 8, 64)
#: a copy of the project has no commit to be dated by
EPOCH = "1640000000"
SECONDS = 2
#: while releases are exchanged; each exchange is a process that compares all files first
LONG = 15
#: how many pages a reader opens at one visit
VISIT = 5
_ASSET = re.compile(
    r'<(?:link|script|img)\b[^<>]*? (?:href|src)="([^"#]+\.(?:css|js|png|svg)[^"]*)"'
)


@dataclass(frozen=True)
class Load:
    """What one spell of load came to; times in milliseconds, ``cpu`` in seconds."""

    requests: int
    seconds: float
    failed: int
    sent: int
    half: float
    most: float
    cpu: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def cpu_of_thousand(self) -> float:
        """CPU seconds of the server for 1,000 requests."""
        return self.cpu / self.requests * 1000


def measure(_work: Path, root: Path, plan: Plan) -> None:
    """Publish, serve, print the tables."""
    tables.heading("服务器和网页的重量")
    if servers.nginx() is None:
        return print(MISSING.format("nginx", "服务器和网页重量的测量", "nginx-light"))
    with tempfile.TemporaryDirectory(prefix="bench-serving-") as folder, ExitStack() as stack:
        work = Path(folder)
        for _ in range(2):  # two releases, to be exchanged
            _publish(root, work / "www")
        at = {}
        for name, serve in KINDS.items():
            own = Path(tempfile.mkdtemp(dir=work))
            at[name] = stack.enter_context(serve(work / "www/current", own))
        weighing.report(at[OURS].base, plan.rounds)
        if shutil.which("wrk") is None:
            return print(MISSING.format("wrk", "服务器的测量", "wrk"))
        mixes = {name: _mix(work / "www/current", server, work) for name, server in at.items()}
        _loads(at, mixes, plan.rounds)
        _exchanged(root, work / "www", at[OURS], mixes[OURS])
    return None


def _publish(root: Path, to: Path, *arguments: str) -> None:
    # the report's files too: they belong to what is published
    environment = {name: value for name, value in ENVIRONMENT.items() if name != "ONLY_PAGES"}
    environment["SOURCE_DATE_EPOCH"] = EPOCH
    command = [sys.executable, "-m", "ledger", "publish", "--to", str(to), *arguments]
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Failed(f"没有发布成：{done.stdout}{done.stderr}")


# What is asked for


def _mix(site: Path, server: Server, work: Path) -> Path:
    """Write what readers ask for: each page anew and again, the assets at each visit's beginning."""
    lines = []
    for number, visit in enumerate(_visits(site)):
        assets = dict.fromkeys(asset for path in visit for asset in _assets(site, path))
        # one in five readers begins to search
        index = [f"/{FILE}"] if number % 5 == 0 else []
        lines += [(path, "-", "-") for path in (*assets, *index, *visit)]
        lines += [(path, *_validators(server, path)) for path in visit]
    file = work / f"{server.port}.txt"
    file.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
    return file


def _visits(site: Path) -> Iterator[list[str]]:
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("index.html"))
    pages = [quote("/" + name.removesuffix("index.html")) for name in names]
    yield from (pages[start : start + VISIT] for start in range(0, len(pages), VISIT))


def _assets(site: Path, path: str) -> list[str]:
    """Return the addresses of the styles, scripts and pictures of a page."""
    text = (site / path[1:] / "index.html").read_text(encoding="utf-8")
    found = (urlsplit(urljoin(path, address)) for address in _ASSET.findall(text))
    return [f"{one.path}?{one.query}" if one.query else one.path for one in found]


def _validators(server: Server, path: str) -> tuple[str, str]:
    """Ask once, and return what a browser says of the page that it has."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    client.request("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
    answer = client.getresponse()
    answer.read()
    client.close()
    if answer.status != 200:
        raise Failed(f"{path}：{answer.status}")
    return answer.getheader("ETag", "-"), answer.getheader("Last-Modified", "-")


# The load


def _load(server: Server, mix: Path, connections: int, seconds: int = SECONDS) -> Load:
    before = server.cpu()
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s"]
    command += ["-s", str(Path(__file__).with_name("mix.lua")), server.base, "--", str(mix)]
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=seconds + 30
    ).stdout
    done, latency = (
        [int(number) for number in line.split()[1:]]
        for line in said.splitlines()
        if line.startswith(("DONE ", "LATENCY "))
    )
    requests, micro, broken, late, refused, sent = done
    return Load(
        requests, micro / 1e6, broken + late + refused, sent,
        latency[0] / 1000, latency[1] / 1000, server.cpu() - before,
    )  # fmt: skip


def _loads(at: dict[str, Server], mixes: dict[str, Path], rounds: int) -> None:
    """Print what each server holds, measured in turn so that a busy spell hits all alike."""
    head = ["服务器", "连接", "每秒请求", "一半在，毫秒", "99% 在，毫秒", "每千次 CPU 秒"]
    head += ["CPU 与原样的 nginx 之比", "每次 KiB", "出错"]
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for connections in CONNECTIONS:
        found: dict[str, list[Load]] = {name: [] for name in at}
        for _ in range(rounds):
            for name, server in at.items():
                found[name].append(_load(server, mixes[name], connections))
        for name, loads in found.items():
            print(_row(name, connections, loads, found[PLAIN]), flush=True)
    took = "，".join(f"{name} {server.memory():.1f} MiB" for name, server in at.items())
    print(f"\n测完时的内存：{took}。", flush=True)


def _row(name: str, connections: int, loads: list[Load], plain: list[Load]) -> str:
    ratios = [
        one.cpu_of_thousand / other.cpu_of_thousand for one, other in zip(loads, plain, strict=True)
    ]
    cells = [
        name,
        str(connections),
        f"{median(one.rate for one in loads):.0f}",
        f"{median(one.half for one in loads):.2f}",
        f"{median(one.most for one in loads):.2f}",
        f"{median(one.cpu_of_thousand for one in loads):.3f}",
        f"{median(ratios):.2f}（{min(ratios):.2f}–{max(ratios):.2f}）",
        f"{median(one.sent / one.requests for one in loads) / 1024:.1f}",
        str(sum(one.failed for one in loads)),
    ]
    return f"| {' | '.join(cells)} |"


def _exchanged(root: Path, www: Path, server: Server, mix: Path) -> None:
    """Exchange the two releases all the while, and say what the readers noticed."""
    times = 0
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(_load, server, mix, 8, LONG)
        while not reading.done():
            _publish(root, www, "--rollback", str(1 + times % 2))
            times += 1
    load = reading.result()
    print(
        f"\n同时来回换版 {times} 次（{LONG} 秒，8 个连接）：{load.requests} 次请求，"
        f"每秒 {load.rate:.0f}，99% 在 {load.most:.1f} 毫秒以内，出错 {load.failed}。",
        flush=True,
    )
