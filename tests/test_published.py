"""The real site published, and a real web server in front of what is published."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Bureau
from fake_site import PAGES, number_of, publish
from site_tools import copy_project, small_project

from ledger.publishing import verify

pytestmark = pytest.mark.slow

EPOCH = "1640000000"
#: what must not show in what is published; the rest of the difference is the path
PLACES = (
    ({"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o022),
    ({"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}, 0o077),
)
NGINX = """
daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log; {user}
events {{ worker_connections 64; }}
http {{
  access_log off; sendfile on; types {{ text/html html; application/json json; }}
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  server {{ listen 127.0.0.1:{port}; root {root}/current; }}
}}
"""


def command(project: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:  # fmt: skip
    return subprocess.run(
        [sys.executable, "-m", "ledger", "publish", *map(str, arguments)],
        cwd=project, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def turned_over(project: Path) -> None:
    """Write the files anew from the last to the first: the disk lists them in another order."""
    for folder in ("data", "docs"):
        moved = project / f"{folder}.moved"
        (project / folder).rename(moved)
        for file in sorted(moved.rglob("*"), reverse=True):
            if file.is_file():
                target = project / folder / file.relative_to(moved)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        shutil.rmtree(moved)


@pytest.mark.parametrize(
    "make",
    [lambda root: small_project(root).root, pytest.param(copy_project, marks=pytest.mark.long)],
)
def test_the_same_project_gives_the_same_bytes_anywhere(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    releases = []
    for place, (environment, umask) in zip(("here", "别处 – there/x"), PLACES, strict=True):
        project = make(tmp_path / place / "project")
        www = tmp_path / place / "www"
        kept = str(tmp_path / place / "kept")  # nothing printed before is taken over
        if releases:
            turned_over(project)
        old = os.umask(umask)
        try:
            done = command(project, "--edition", "全员", "--to", www, SOURCE_DATE_EPOCH=EPOCH, KEPT_IN=kept, **environment)  # fmt: skip
        finally:
            os.umask(old)
        assert done.returncode == 0, done.stderr
        assert "正在换上……" in done.stderr and done.stdout.startswith("已发布 0001-")
        releases.append(www / "current")
    here, there = ({path: _seen(Path(entry.path)) for path, entry in verify.listed(release.resolve())} for release in releases)  # fmt: skip
    assert [path for path in here if here[path] != there.get(path)] == []
    assert list(here) == list(there)
    assert {"manifest.json", "index.html", "report/index.html", "report/report.docx"} <= set(here)


def _seen(file: Path) -> tuple[bytes, int, float]:
    """Return all that a web server could tell of a file."""
    status = file.stat()
    return file.read_bytes(), status.st_mode, status.st_mtime


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A small project to break; what was published before it is served after all the same."""
    publish(tmp_path / "www", 1)
    yield small_project(tmp_path / "project").root
    assert verify.differences(tmp_path / "www/current") == []
    assert [path.name for path in (tmp_path / "www/releases").iterdir()] == ["0001-0000000000"]


@pytest.mark.quick
def test_broken_data_leave_the_site(project: Path, tmp_path: Path) -> None:
    Bureau(project).append("data/2021/report.yml", "份数: 3\n")
    done = command(project, "--to", tmp_path / "www", SOURCE_DATE_EPOCH=EPOCH)
    assert done.returncode == 1 and "data/2021/report.yml:" in done.stdout
    assert "处需要修改" in done.stdout and "Traceback" not in done.stdout + done.stderr


@pytest.mark.long  # in the usual run broken data leave it
def test_a_broken_engine_leaves_the_site(project: Path, tmp_path: Path) -> None:
    (project / "mkdocs_ledger/templates/main.html").write_text("{% broken")
    done = command(project, "--to", tmp_path / "www", SOURCE_DATE_EPOCH=EPOCH)
    assert done.returncode == 3 and "网站没有生成" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[int]:
    """An nginx in front of ``www/current``; yield its port. Without one, say what to install."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.fail("没有找到 nginx；请安装 nginx（Debian：apt-get install nginx-light）")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    folder = tmp_path / "nginx"
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""  # the tests' folders are closed to others
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, root=tmp_path / "www", user=user))
    server = subprocess.Popen([program, "-c", str(config), "-e", str(folder / "error.log")])
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.1)
    pytest.fail("nginx 没有启动")


def test_no_request_fails_while_nginx_serves_ten_publications(tmp_path: Path, nginx: int) -> None:
    www, over = tmp_path / "www", threading.Event()
    publish(www, 0)
    answers: list[tuple[str, int, int]] = []
    faults: list[str] = []

    def read(path: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", nginx, timeout=20)
        for _ in range(50_000):
            if over.is_set():
                break
            try:
                connection.request("GET", f"/{path}")
                answer = connection.getresponse()
                answers.append((path, answer.status, number_of(answer.read())))
            except (OSError, AssertionError, http.client.HTTPException) as error:
                faults.append(repr(error))
                connection.close()

    readers = [threading.Thread(target=read, args=(path,)) for path in PAGES[:3]]
    for reader in readers:
        reader.start()
    for number in range(1, 11):
        publish(www, number, keep=2)
    over.set()
    for reader in readers:
        reader.join()
    print(f"{len(answers)} requests")
    assert faults == [] and {status for _, status, _ in answers} == {200}
    for path in PAGES[:3]:
        seen = [number for at, _, number in answers if at == path]
        assert seen == sorted(seen) and len(set(seen)) >= 5, "the readers hardly ran"
