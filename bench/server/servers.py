"""Web servers before a published site, on the loopback alone: ours, a plain one, and Python's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Failed, cpu_of, end, group_of
from ledger.publishing import headers

_MAIN = """{user}daemon off; pid nginx.pid; worker_processes 1;
events {{ worker_connections 256; }}
http {{ include /etc/nginx/mime.types; default_type application/octet-stream; {temporary}
  sendfile on; tcp_nopush on; include site.conf; }}
"""
_PLAIN = (
    'server {{ listen 80; root "{root}"; access_log /var/log/shuchu-youju/access.log combined; }}'
)
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Server:
    """A server at work: its port, and the process that started the others."""

    port: int
    process: int

    @property
    def base(self) -> str:
        """The address of its home page."""
        return f"http://127.0.0.1:{self.port}/"

    def cpu(self) -> float:
        """Return the CPU seconds that it has taken so far, in all its processes."""
        return cpu_of(self.process)

    def memory(self) -> float:
        """Return the MiB that its processes take, what they share counted once."""
        rolls = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in group_of(self.process))
        return sum(int(roll.partition("\nPss:")[2].split()[0]) for roll in rolls) / 1024


def nginx() -> str | None:
    """Return the program; None where there is none."""
    return shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


@contextmanager
def ours(site: Path, folder: Path) -> Iterator[Server]:
    """An nginx with the configuration that ``python -m ledger headers --nginx`` writes."""
    headers.write_nginx([site], folder / "written.conf")
    with _started(folder, (folder / "written.conf").read_text(encoding="utf-8")) as server:
        yield server


@contextmanager
def plain(site: Path, folder: Path) -> Iterator[Server]:
    """An nginx that serves the same files: no headers, nothing compressed."""
    with _started(folder, _PLAIN.format(root=site)) as server:
        yield server


@contextmanager
def python(site: Path, folder: Path) -> Iterator[Server]:
    """``python -m http.server``."""
    port = _free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    with _run([*command, "--directory", str(site)], port, folder) as server:
        yield server


@contextmanager
def _started(folder: Path, config: str) -> Iterator[Server]:
    """Let nginx run in a folder of its own, without any rights."""
    port = _free_port()
    config = config.replace("listen 80;", f"listen 127.0.0.1:{port};")
    config = config.replace("/var/log/shuchu-youju/", f"{folder}/")
    main = _MAIN.format(
        user="user root; " if os.geteuid() == 0 else "",  # a temporary folder is closed to others
        temporary=" ".join(f"{kind}_temp_path {folder}/{kind};" for kind in _TEMPORARY),
    )
    (folder / "site.conf").write_text(config, encoding="utf-8")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [nginx() or "nginx", "-p", str(folder), "-c", "nginx.conf"]
    with _run([*command, "-e", f"{folder}/error.log"], port, folder) as server:
        yield server


@contextmanager
def _run(command: list[str], port: int, folder: Path) -> Iterator[Server]:
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
    try:
        _await(port, process)
        yield Server(port, process.pid)
    finally:
        end(process)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Failed("服务器没有起来")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
