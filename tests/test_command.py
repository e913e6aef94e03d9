"""The command line answers in words: interrupted, cut off, in a poor terminal, in the wrong folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Bureau, sample

from ledger import commands as command

pytestmark = pytest.mark.slow


def run(*arguments: str, cwd: Path = ROOT, **more: str) -> subprocess.Popen[bytes]:
    environ = os.environ | {"PYTHONPATH": str(ROOT)} | more
    return subprocess.Popen(
        [sys.executable, "-m", "ledger", *arguments],
        cwd=cwd, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_nobody_need_listen_to_the_end(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n{{ 没有() }}\n" * 50)
    process = run("check", "--root", str(bureau.root))
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr.read() == b""


def test_a_terminal_of_another_encoding_shows_what_it_can(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n{{ 没有𠮷() }}\n")
    out, wrong = run("check", "--root", str(bureau.root), PYTHONIOENCODING="gbk").communicate()
    assert wrong == b""
    assert "没有\\U00020bb7" in out.decode("gbk")


@pytest.mark.quick
def test_an_interrupted_command_says_so(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = bureau.root / "核对.xlsx"
    out.write_bytes(b"old")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    assert command.main(["xlsx", str(out), "--root", str(bureau.root)]) == 130
    assert capsys.readouterr().err.endswith("中断了，没有写出文件\n")
    assert out.read_bytes() == b"old" and list(bureau.root.glob(".*.part")) == []


def test_the_tables_are_written_in_the_projects_folder_only(tmp_path: Path) -> None:
    process = run("reference", cwd=tmp_path)
    _, wrong = process.communicate()
    assert process.returncode == 2
    assert wrong.decode() == "没有 CONTRIBUTING.md；请在项目目录里运行\n"


def shell(arguments: str, bureau: Bureau, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command with what a shell says of its streams, in the bureau's folder."""
    return subprocess.run(
        ["sh", "-c", f'"{sys.executable}" {arguments}'], cwd=bureau.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more, capture_output=True, check=False,
    )  # fmt: skip


STREAMS = {
    "-m ledger check >/dev/full": 3,
    "-m ledger check 2>/dev/full": 0,
    "-m ledger xlsx 核对.xlsx >/dev/full": 3,
    "-m ledger xlsx 核对.xlsx 2>/dev/full": 0,
    "-m ledger verify site >/dev/full": 3,
    f"-I '{ROOT}/ledger/publishing/verify.py' site >/dev/full": 3,
    "-m ledger publish --to www --list >/dev/full": 3,
    "-m ledger check >&-": 0,
    "-m ledger check 2>&-": 0,
    "-m ledger check <&- >&- 2>&-": 0,
    "-m ledger verify site >&-": 0,
    "-m ledger xlsx 核对.xlsx <&- >&- 2>&-": 0,
    "-m ledger publish --to www 2>&- --list": 0,
    "-m ledger xlsx /dev/full/a.xlsx": 2,
}

FULL = "磁盘满了；请腾出空间再试"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is full")
@pytest.mark.parametrize("line", sample(STREAMS, 4))
def test_a_stream_that_is_closed_or_full_is_no_reason_to_fall(bureau: Bureau, line: str) -> None:
    bureau.write("site/manifest.json", '{"files": {}, "edition": "全员"}')
    (bureau.root / "www/releases").mkdir(parents=True)
    done = shell(line, bureau)
    said = done.stderr.decode()
    assert done.returncode == STREAMS[line], said
    assert "Traceback" not in said and "ignored" not in said
    if done.returncode == 3:
        whole = "结果没有写出来（No space left on device）" if "verify" in line else FULL
        assert said.splitlines()[-1] == whole


@pytest.fixture(params=sample(["GBK", "ISO-8859-1"], 1))
def locale(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a terminal that is not UTF-8, where the system can make one."""
    folder = tmp_path_factory.mktemp("locales")
    name = f"zh_CN.{request.param}"
    command = ["localedef", "-c", "-i", "zh_CN", "-f", request.param, str(folder / name)]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode not in (0, 1) or not (folder / name).is_dir():  # fmt: skip
        pytest.skip("no other language can be made here")
    return {"LOCPATH": str(folder), "LC_ALL": name}


def test_names_of_files_are_read_whatever_the_terminal_shows(
    bureau: Bureau, locale: dict[str, str]
) -> None:
    bureau.write("data/2021/履责记录/03.txt", "")
    done = shell("-m ledger check", bureau, **locale)
    encoding = locale["LC_ALL"].partition(".")[2]
    lines = done.stdout.decode(encoding, "replace").splitlines()[:-1]
    (said,) = (
        line for line in lines if "  " in line and line.startswith("data/2021/") and ".txt" in line
    )
    assert done.returncode == 1 and done.stderr == b""
    assert said.startswith(
        "data/2021/履责记录/03.txt" if encoding == "GBK" else "data/2021/\\u5c65"
    )


def test_check_says_what_it_did_not_look_at(bureau: Bureau) -> None:
    out, _ = run("check", "--root", str(bureau.root)).communicate()
    assert out.decode().splitlines()[-1].startswith("成品没有看：") and b"ledger build" in out


def begun(first: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program that does something first and then begins as ``python -m ledger``."""
    code = f"import sys\n{first}\nfrom ledger.__main__ import begin\nsys.exit(begin())"
    given = [sys.executable, "-c", code, *arguments]
    return subprocess.run(given, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


INTERRUPTING = """
import builtins, os, signal
plain = builtins.__import__
def asked(name, *given):
    if name == {name!r}:
        os.kill(os.getpid(), signal.SIGINT)
    return plain(name, *given)
builtins.__import__ = asked
"""


def test_no_file_of_the_project_takes_a_librarys_place(bureau: Bureau) -> None:
    for name in ("yaml", "json", "secrets", "lxml", "re"):
        bureau.write(f"{name}.py", f"open('run-{name}', 'w')\n")
    done = shell("-m ledger check", bureau)
    assert list(bureau.root.glob("run-*")) == [] and b"Traceback" not in done.stderr
    assert done.returncode == 0


def test_a_check_that_is_interrupted_has_written_nothing_to_begin_with(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ledger.check.survey", interrupted)
    assert command.main(["check", "--root", str(bureau.root)]) == 130
    assert capsys.readouterr().err == "中断了，没有查完\n"


def test_a_working_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    code = "import os, sys; from ledger.__main__ import begin; os.rmdir(os.getcwd()); sys.exit(begin())"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"], cwd=tmp_path, capture_output=True, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (3, "当前的文件夹已经删去；请换到项目目录再运行\n")


def test_an_interruption_while_the_program_loads_shows_no_traceback() -> None:
    process = begun(INTERRUPTING.format(name="ledger.issues"), "check")
    assert process.returncode == -signal.SIGINT and process.stderr == process.stdout == ""
    process = begun(INTERRUPTING.format(name="ledger.survey"), "check")
    assert process.returncode == 130 and process.stderr == "中断了，什么也没有做\n"


@pytest.mark.parametrize("name", ["yaml", "xlsxwriter"])
def test_a_package_that_is_not_installed_is_named(name: str, tmp_path: Path) -> None:
    process = begun(f"sys.modules[{name!r}] = None", "xlsx", str(tmp_path / "a.xlsx"))
    assert process.returncode == 3 and f"没有装上 {name}；" in process.stderr
