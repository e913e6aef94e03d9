"""What a build leaves behind: the whole site of the edition that was asked for, or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Bureau, sample
from conftest import pages as pages_of
from site_tools import environment, mkdocs_command, small_project

from ledger.issues import Findings
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.publishing import lock, revision
from ledger.survey import survey
from mkdocs_ledger import building

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A small project with all that builds it."""
    return small_project(tmp_path_factory.mktemp("building") / "project")


def build(ours: Bureau, *arguments: str, **more: str) -> tuple[int, str]:
    """Build into the project's own folder; return the exit code and what was said."""
    done = subprocess.run(
        mkdocs_command("build", "--strict", "--quiet", *arguments), cwd=ours.root,
        env=environment() | {"ONLY_PAGES": "1"} | more, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def pages(ours: Bureau) -> list[Path]:
    return list((ours.root / "site").rglob("*.html"))


def broken_data(ours: Bureau) -> None:
    ours.append("data/2021/report.yml", "份数: 3\n")


def broken_page(ours: Bureau) -> None:
    ours.append("docs/index.md", "\n![图](没有.png)\n")


def broken_template(ours: Bureau) -> None:
    ours.write("mkdocs_ledger/templates/main.html", "{% broken")


FAULTS: dict[str, tuple[Callable[[Bureau], None], tuple[str, ...], str]] = {
    "the gate": (broken_data, (), "全员"),
    "a strict warning": (broken_page, (), "全员"),
    "the engine": (broken_template, (), "全员"),
    "an edition that is none": (lambda _: None, (), "领导"),
    "the same edition": (broken_data, (), "纪检"),
    "over old pages": (broken_data, ("--dirty",), "全员"),
}


@pytest.mark.parametrize("fault", sample(FAULTS, 3))
def test_a_build_that_fails_leaves_no_page_of_another_edition(ours: Bureau, fault: str) -> None:
    spoil, arguments, edition = FAULTS[fault]
    site = ours.root / "site"
    shutil.rmtree(site, ignore_errors=True)
    ours.write("site/index.html", "纪检版").write("site/report/index.html", "纪检版")
    kept = {path: ours.read(path) for path in ("data/2021/report.yml", "docs/index.md", "mkdocs_ledger/templates/main.html")}  # fmt: skip
    spoil(ours)
    try:
        code, _ = build(ours, *arguments, EDITION=edition)
    finally:
        for path, text in kept.items():
            ours.write(path, text)
    assert code == 1 and pages(ours) == []


def test_the_change_sheet_and_the_remarks_are_the_authors_alone(ours: Bureau) -> None:
    path, item = "data/2021/沿用/年度报告.yml", "编号: s1, 节: report/10-甲.md, 段: 1"
    ours.write(path, f"- {{{item}, 句: 旧报告的一句。, 种类: 段落}}\n")
    code, said = build(ours, CHANGES_SINCE="HEAD", MKDOCS_SERVING="1")
    ours.remove(path)
    assert code == 0, said
    assert not any("todo/" in page.read_text(encoding="utf-8") for page in (ours.root / "site").rglob("*.html"))  # fmt: skip
    assert pages(ours) and not {"changes", "remarks", "todo", "adopted"} & {path.name for path in (ours.root / "site").iterdir()}  # fmt: skip


def test_a_port_in_use_is_said_before_a_site_is_built(bureau: Bureau) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "ledger", "serve", "--port", str(port), "--root", bureau.root],
            cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    said = f"端口 {port} 打不开：已经有程序在用；换一个端口：python -m ledger serve --port {port + 1}\n"
    assert (done.returncode, done.stderr) == (3, said)


@pytest.mark.long  # in the usual run it is said before
def test_a_port_in_use_is_said_in_a_sentence(ours: Bureau) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(
            mkdocs_command("serve", "--quiet", "--livereload", "--dev-addr", f"127.0.0.1:{port}"), cwd=ours.root,
            env=environment(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 1 and "Traceback" not in said
    assert (
        f"端口 {port} 打不开：已经有程序在用；换一个端口：python -m ledger serve --port {port + 1}"
        in said
    )


def test_a_site_that_cannot_be_written_is_said_in_a_sentence(ours: Bureau) -> None:
    shutil.rmtree(ours.root / "site", ignore_errors=True)
    ours.write("site", "")
    try:
        code, said = build(ours)
    finally:
        ours.remove("site")
    assert code == 1 and "网站没有生成：" in said and "site" in said
    assert "Traceback" not in said


@pytest.mark.quick
@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folders")
def test_one_build_at_a_time_fills_a_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with lock.claimed(site, "另一次生成正在写同一个网站"):
        (site / "index.html").write_text("甲")
        with (
            pytest.raises(Stopped, match="另一次生成正在写同一个网站；请等它结束"),
            lock.claimed(site, "另一次生成正在写同一个网站"),
        ):
            pass
        assert (site / "index.html").exists()
    with lock.claimed(site, "另一次生成正在写同一个网站"):
        assert list(site.iterdir()) == []  # what was left of a build that was killed


BROWSER = """#!{python}
import os, pathlib, sys, time
if "--version" in sys.argv:
    sys.exit("Browser 1.0")
pathlib.Path("{folder}/pid").write_text(str(os.getpid()))
time.sleep(600)
"""


@pytest.mark.skipif(os.name == "nt", reason="a kill of Windows takes its programs along")
@pytest.mark.parametrize("ending", sample([signal.SIGKILL, signal.SIGINT], 1))
def test_a_publication_that_is_ended_leaves_nothing_at_work(
    ours: Bureau, tmp_path: Path, ending: signal.Signals
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(BROWSER.format(python=sys.executable, folder=tmp_path))
    browser.chmod(0o755)
    www = tmp_path / "www"
    publisher = subprocess.Popen(
        [sys.executable, "-m", "ledger", "publish", "--to", str(www)], cwd=ours.root,
        env=environment() | {"BROWSER_PATH": str(browser)}, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert _comes((tmp_path / "pid").exists)
    publisher.send_signal(ending)
    assert publisher.wait(timeout=60) == (130 if ending == signal.SIGINT else -ending)
    assert _comes(lambda: _is_free(www))
    pid = int((tmp_path / "pid").read_text())
    assert _comes(lambda: _is_gone(pid))


def _comes(true: Callable[[], bool]) -> bool:
    """Wait until something is so, for a minute at most."""
    for _ in range(600):
        if true():
            return True
        time.sleep(0.1)
    return False


def _is_free(www: Path) -> bool:
    try:
        with lock.held(www):
            return True
    except Stopped:
        return False


def _is_gone(pid: int) -> bool:
    """Whether a program has ended; nobody may have asked yet how."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_what_was_checked_just_now_is_only_read(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveyed: list[Path] = []

    def noted(root: Path, edition: str) -> tuple[Project, Findings]:
        surveyed.append(root)
        return survey(root, edition)

    monkeypatch.setattr(building, "survey", noted)
    stamp = revision.stamp(bureau.root)
    monkeypatch.setenv(revision.CHECKED, stamp)
    project, found = building._surveyed(bureau.root, "全员")
    assert surveyed == [] and not found.errors
    assert pages_of(project) == pages_of(survey(bureau.root)[0])
    bureau.append("docs/index.md", "\n开会 8 次。\n")
    assert building._surveyed(bureau.root, "全员")[1].errors and len(surveyed) == 1
    monkeypatch.setenv(revision.CHECKED, revision.stamp(bureau.root))
    bureau.append("data/2021/report.yml", "份数: 3\n")
    monkeypatch.setenv(revision.CHECKED, revision.stamp(bureau.root))  # what cannot be read is said
    assert building._surveyed(bureau.root, "全员")[1].errors and len(surveyed) == 2
    monkeypatch.delenv(revision.CHECKED)
    assert building._surveyed(bureau.root, "全员")[1].errors and len(surveyed) == 3
