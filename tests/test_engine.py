"""What the engine says and how it ends becomes a sentence and an exit code."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Bureau, sample
from site_tools import environment, small_project

from ledger.commands import main
from ledger.machine import engine
from ledger.machine.engine import Line, Listener, Task
from ledger.machine.stopping import Stopped

HEARD = {
    "INFO    -  [macros] - Config filters: ['pretty', 'relative_url']": None,
    "INFO    -  Building documentation to directory: /tmp/a": None,
    "INFO    -  Building documentation to directory: /某 局/2021 年": None,
    "INFO    -  [macros] - Found local Python module in: D:\\某局": None,
    "INFO    -  Cleaning site directory": Line("progress", "正在生成网页"),
    "INFO    -  [12:00:01] Serving on http://127.0.0.1:8000/": Line(
        "remark", "预览在 http://127.0.0.1:8000/ ；改了文件会自动更新，按 Ctrl+C 停止"
    ),
    "INFO    -  没有生成报告的 PDF：没有浏览器": Line("remark", "没有生成报告的 PDF：没有浏览器"),
    "INFO    -  正在写报告的下载文件": Line("progress", "正在写报告的下载文件"),
    "data/a.yml:1:1  错": Line("problem", "data/a.yml:1:1  错"),
    "Aborted with 3 warnings in strict mode!": None,
    "Aborted with a BuildError!": None,
    "Error: Config file 'mkdocs.yml' does not exist.": Line(
        "problem", "没有 mkdocs.yml；请在项目目录里运行"
    ),
    "ERROR   -  Config value 'plugins': The \"macros\" plugin is not installed": Line(
        "problem",
        "mkdocs.yml：plugins：没有安装插件“macros”；请安装 requirements.txt 所列的软件",
    ),
    "ERROR   -  Config value 'site_name': Required configuration not provided.": Line(
        "problem", "mkdocs.yml：缺少“site_name”"
    ),
    "WARNING -  Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files.": Line(
        "problem", "docs/a.md：链接“b.md”打不开"
    ),
    "WARNING -  Something new": Line("problem", "MkDocs：Something new"),
    "ModuleNotFoundError: No module named 'jinja2'": Line(
        "problem", "没有安装软件“jinja2”；请安装 requirements.txt 所列的软件"
    ),
    "jinja2.exceptions.TemplateSyntaxError: unexpected": Line(
        "problem", "生成网站的程序出错：jinja2.exceptions.TemplateSyntaxError: unexpected"
    ),
    "": None,
}  # fmt: skip


@pytest.mark.parametrize("line", HEARD)
def test_a_line_of_the_engine_is_said_in_our_words(line: str) -> None:
    assert Listener().hear(line) == HEARD[line]


def test_what_was_called_is_not_said() -> None:
    listener = Listener()
    lines = ["INFO    -  Cleaning", "Traceback (most recent call last):", '  File "a.py", line 1', "    f()",
             "ValueError: 甲", "", "During handling of the above exception, another exception occurred:", "",
             "Traceback (most recent call last):", '  File "b.py", line 2', "", "TypeError: 乙"]  # fmt: skip
    said = [heard.text for line in lines if (heard := listener.hear(line))]
    assert said == ["生成网站的程序出错：ValueError: 甲", "生成网站的程序出错：TypeError: 乙"]


def ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> tuple[Stopped | None, list[str]]:
    """Run a program of a few lines instead of the engine; return how it stopped and all that was said."""
    monkeypatch.setattr(engine, "COMMAND", [sys.executable, "-c", program])
    said: list[str] = []
    try:
        engine.run(Task([], tmp_path, os.environ, tmp_path), lambda line: said.append(line.text))
    except Stopped as stopped:
        return stopped, said
    return None, said


def test_no_file_of_the_project_takes_a_librarys_place(tmp_path: Path) -> None:
    for name in ("yaml", "json", "markdown", "mkdocs"):
        (tmp_path / f"{name}.py").write_text("open('run', 'w')\n")
    said: list[str] = []
    engine.run(
        Task(["--version"], tmp_path, os.environ, tmp_path), lambda line: said.append(line.text)
    )
    assert "mkdocs, version" in said[-1] and not (tmp_path / "run").exists()


CODES = {
    "print('INFO    -  Cleaning site directory')": None,
    "import sys; sys.exit('数据或正文有误')": 1,
    "import sys; sys.exit('网站没有生成：site：没有读写的权限')": 3,
    "import sys; sys.exit('端口 8000 打不开：已经有程序在用')": 3,
    "import sys; sys.exit('data/a.yml:1:1  读不了（没有读写的权限）')": 1,
    "import sys; sys.exit('网站没有生成：页：磁盘满了；请腾出空间再试')": 3,
    "import nothing_of_that_name": 3,
    "raise MemoryError": 3,
    "1 / 0": 3,
    "import os; os.kill(os.getpid(), 9)": 3,
    "import sys; sys.exit(4)": 3,
}


@pytest.mark.parametrize("program", CODES)
def test_an_end_has_a_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    stopped, said = ended(tmp_path, monkeypatch, program)
    assert (stopped.code if stopped else None) == CODES[program], said
    assert not any("Traceback" in line or "File" in line for line in said)


def test_no_engine_is_said_in_a_sentence(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "MODULE", "no_engine_of_that_name")
    for command in ("build", "serve"):
        assert main([command, "--root", str(bureau.root)]) == 3
        assert "没有安装 MkDocs" in capsys.readouterr().err.splitlines()[-1]


def test_a_line_is_passed_on_as_it_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program waits until its first line has been heard, and would wait for ever otherwise."""
    sign = tmp_path / "heard"
    program = f"import os, time\nprint('正在', flush=True)\nwhile not os.path.exists({str(sign)!r}): time.sleep(0.01)"
    monkeypatch.setattr(engine, "COMMAND", [sys.executable, "-c", program])
    engine.run(Task([], tmp_path, os.environ, tmp_path), lambda _: sign.touch())


# --- the commands -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A small project with all that builds it."""
    return small_project(tmp_path_factory.mktemp("engine") / "project")


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ledger(ours: Bureau, *arguments: str) -> subprocess.Popen[str]:
    """Start a command of ours in a project; downloads are left out."""
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", *arguments], cwd=ours.root, text=True,
        env=environment() | {"ONLY_PAGES": "1"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def left(ours: Bureau) -> set[str]:
    """Return what of a site lies in the project."""
    return {path.name for path in ours.root.glob("*site*")} | {
        path.name for path in ours.root.glob(".*building")
    }


@pytest.mark.slow
def test_build_makes_the_site_and_says_how_much(
    ours: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _listening_git(tmp_path, monkeypatch)
    out, said = (process := ledger(ours, "build", "--strict")).communicate()
    assert process.returncode == 0, said
    unsafe = [line for line in asked.read_text().splitlines() if not line.startswith(SAFE_GIT)]
    assert unsafe == []
    assert out.startswith("已生成 ") and "正在看成品……" in said
    assert (ours.root / "site/report/index.html").is_file() and left(ours) == {"site"}


#: how git is asked, so that it starts no program of the repository: see ``ledger.machine.git``
SAFE_GIT = ("config --local ", "config --worktree ", "-c core.fsmonitor=false ")


def _listening_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a git first that notes what it is asked; return its notes."""
    notes, program = folder / "asked", folder / "bin/git"
    program.parent.mkdir()
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\necho "$@" >> "{notes}"\nexec "{real}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return notes


SLIPS: dict[str, tuple[str, str, tuple[str, ...], int]] = {
    "the data": ("data/2021/report.yml", "\n份数: 3\n", ("正在检查……\ndata/2021/report.yml:",), 1),
    "the engine": ("mkdocs_ledger/templates/main.html", "{% broken", ("生成网站的程序出错：",), 3),
    "the finished site": ("mkdocs_ledger/templates/partials/copyright.html", '<a href="没有.html" data-figure="study">9次</a>',
                          ("成品：\n", "没有这个文件：没有.html", "正文以外多出“data-figure=study”"), 1),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("slip", sample(SLIPS, 2))
def test_a_build_that_fails_leaves_no_site(ours: Bureau, slip: str) -> None:
    path, text, what, code = SLIPS[slip]
    kept = ours.read(path)
    ours.write("site/index.html", "旧").write("site/404.html", "旧").append(path, text)
    try:
        _, said = (process := ledger(ours, "build", "--strict")).communicate()
    finally:
        ours.write(path, kept)
    assert process.returncode == code and "Traceback" not in said, said
    assert [each for each in what if said.count(each) != 1] == [], said
    assert left(ours) == set()


ENDS: dict[str, tuple[signal.Signals, int, str]] = {
    "a person": (signal.SIGINT, 130, "中断了，没有生成网站"),
    "the system": (signal.SIGTERM, 143, "被系统终止了，没有生成网站"),
    "a closed terminal": (signal.SIGHUP, 129, "被系统终止了，没有生成网站"),
}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("end", sample(ENDS, 1))
def test_a_build_that_is_ended_leaves_no_site(ours: Bureau, end: str) -> None:
    number, code, what = ENDS[end]
    process = ledger(ours, "build")
    assert process.stderr
    while "正在生成网页" not in process.stderr.readline():
        pass
    process.send_signal(number)
    _, said = process.communicate()
    assert process.returncode == code and said.splitlines()[-1] == what
    assert left(ours) == set()


@pytest.mark.long  # in the usual run a build is ended
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_build_that_is_killed_leaves_no_half_in_the_sites_place(ours: Bureau) -> None:
    process = ledger(ours, "build")
    assert process.stderr
    while "正在生成网页" not in process.stderr.readline():
        pass
    process.kill()
    process.communicate()
    assert not (ours.root / "site").exists()
    again = ledger(ours, "build")
    again.communicate()
    assert again.returncode == 0 and left(ours) == {"site"}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_serve_shows_where_and_ends_with_the_person(ours: Bureau, free_port: int) -> None:
    process = ledger(ours, "serve", "--port", str(free_port))
    assert process.stderr
    while f"预览在 http://127.0.0.1:{free_port}/" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 0 and said.splitlines()[-1] == "预览停止了"
