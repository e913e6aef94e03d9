"""What a project needs beside its data: check says what build would stop at, in sentences."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Bureau

from ledger.commands import main

PROGRAMS = ("mkdocs.yml", "hooks.py", "macros.py")
#: what takes the place of a file, and a part of what is said
KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda _: None, "缺少 {}，网站要用它"),
    "a pipe": (os.mkfifo, "不是普通的文件"),
    "a folder": (Path.mkdir, "不是普通的文件"),
    "a device": (lambda file: file.symlink_to("/dev/zero"), "不是普通的文件"),
    "a link to nothing": (lambda file: file.symlink_to("none"), "打不开（"),
    "a loop": (lambda file: file.symlink_to(file.name), "打不开（"),
}


def refused(bureau: Bureau, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the findings of check; build says the same, and neither says that all is well."""
    told = []
    for command in (["check"], ["build", "--to", str(bureau.root / "out")]):
        assert main([*command, "--root", str(bureau.root)]) == 1
        said = capsys.readouterr()
        assert "没有问题" not in said.out and "Traceback" not in said.out + said.err
        told.append([line for line in said.out.splitlines() if not line.startswith("提示  ")])
    assert told[0] == told[1]
    return told[0][:-1]


@pytest.mark.parametrize("what", KINDS)
def test_a_file_that_is_missing_or_none_is_said(
    bureau: Bureau, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put, message = KINDS[what]
    for name in PROGRAMS:
        (bureau.root / name).unlink()
        put(bureau.root / name)
    lines = refused(bureau, capsys)
    assert [line.partition(":")[0] for line in lines] == sorted(PROGRAMS)
    assert all(
        message.format(name) in line for name, line in zip(sorted(PROGRAMS), lines, strict=True)
    )


@pytest.mark.parametrize("content", [b"", b"# from mkdocs_ledger.events import *\n", b"import os\n", b"\0", b"\xff\xfe", b"def"])  # fmt: skip
def test_a_program_that_joins_nothing_is_said(
    bureau: Bureau, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in PROGRAMS[1:]:
        bureau.write(name, content)
    lines = refused(bureau, capsys)
    assert [line.partition(":")[0] for line in lines] == [*PROGRAMS[1:]]
    assert all("照原样补上" in line for line in lines)


def test_a_project_without_texts_or_data_is_none(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(bureau.root / "docs")
    assert main(["check", "--root", str(bureau.root)]) == 1
    assert "docs:1:1  缺少 docs" in capsys.readouterr().out
    bureau.write("docs", "")
    assert main(["check", "--root", str(bureau.root)]) == 1
    assert "docs:1:1  " in capsys.readouterr().out
    shutil.rmtree(bureau.root / "data")
    for command in ("check", "build", "serve"):
        assert main([command, "--root", str(bureau.root)]) == 2
        assert "没有 data/" in capsys.readouterr().err


def test_more_than_the_line_is_the_projects_own(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.write("hooks.py", "import os\nfrom mkdocs_ledger.events import *\n")
    assert main(["check", "--root", str(bureau.root)]) == 0
    assert "没有问题" in capsys.readouterr().out
