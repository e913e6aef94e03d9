"""The command line answers in words: interrupted, cut off, in a poor terminal, in the wrong folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Bureau

from ledger import __main__ as command


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
    _, wrong = run("reference", cwd=tmp_path).communicate()
    assert wrong.decode() == "CONTRIBUTING.md：没有这个文件；请在项目目录里运行\n"
