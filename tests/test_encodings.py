"""Every command says and writes the same on a machine whose language is GBK, as a Chinese Windows has."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT, Bureau, lay_out

from ledger.commands import COMMANDS

pytestmark = pytest.mark.slow

#: a way through the commands on a small bureau, which is the working folder
WAY: tuple[tuple[str, ...], ...] = (
    ("new", "../别处", "--answers", "../答案.yml"),
    ("new-ledger",),
    ("add", "本月无", "--set", "月份=2021-01", "--set", "岗位=局长", "--yes"),
    ("new-document", "情况通报", "--dry-run"),
    ("check",),
    ("remind", "--ics", "../到期.ics"),
    ("xlsx", "../核对.xlsx"),
    ("export", "--to", "../台账表格"),
    ("import", "../台账表格/整改台账.xlsx"),
    ("merge",),
    ("adopt", "../去年.txt", "--year", "2020"),
    ("diff", "../以前"),
    ("seal", "--dry-run"),
    ("import-regulation", "../原文.txt", "--instrument", "没有这部", "--version", "2018"),
    ("new-year", "--dry-run"),
    ("upgrade",),
    ("schemas",),
    ("reference",),
    ("publish", "--list", "--to", "../发布"),
    ("pack", "../发布", "--to", "../发布.tar"),
    ("receive", "../发布.tar", "--to", "../收下"),
    ("backup", "../备份.tar"),
    ("restore", "../备份.tar", "--to", "../恢复"),
    ("verify", "../发布"),
    ("headers", "--nginx", "../配置", "../发布"),
)
#: what is left to ``make long``: what starts the engine or the browser
LATER: tuple[tuple[str, ...], ...] = (
    ("build", "--strict"),
    ("pdf", "../报告.pdf"),
    ("docx", "../报告.docx"),
    ("publish", "--to", "../发布", "--day", "2022-01-10"),
    ("pack", "../发布", "--to", "../发布.tar"),
    ("receive", "../发布.tar", "--to", "../收下"),
    ("verify", "../收下"),
    ("headers", "--nginx", "../配置", "../收下/current"),
)
#: runs the commands in one process; prints in ASCII what they said and returned
RUN = """
import contextlib, io, json, sys
from ledger import commands
told = []
for given in json.loads(sys.argv[2]):
    out = io.TextIOWrapper(io.BytesIO(), encoding=sys.argv[1], newline="\\n")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            code = commands.main(given)
        except SystemExit as stopped:
            code = stopped.code
    out.flush()
    told.append([given, code, out.buffer.getvalue().decode(sys.argv[1])])
print(json.dumps(told))
"""
#: Windows names files in UTF-8, and reads and writes in GBK what nobody gave an encoding: here it stops
CHINESE_WINDOWS = {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"}
#: what no two runs say alike: digests and times
VARYING = re.compile("[0-9a-f]{64}|[0-9.]+ 秒")
ANSWERS = "全称: 示例县水利局\n报告年度: 2024\n内设机构称谓: 股室\n主送机关: 县纪委监委\n"


def began(folder: Path) -> Bureau:
    """Lay out a small bureau, an earlier copy of it, and the other files that commands read."""
    bureau = lay_out(folder / "本局")
    shutil.copytree(bureau.root, folder / "以前")
    (folder / "答案.yml").write_text(ANSWERS, encoding="utf-8")
    (folder / "原文.txt").write_text("第一条 为了示例，制定本规定。\n", encoding="utf-8")
    (folder / "去年.txt").write_bytes("一、主要工作\n全年开展廉政谈话12次。\n".encode("gbk"))
    return bureau


def told(
    folder: Path, way: Sequence[tuple[str, ...]], encoding: str, **more: str
) -> list[tuple[list[str], int, str]]:
    """Run commands in a bureau below a folder; return what each said in a terminal's encoding."""
    root = began(folder).root
    done = subprocess.run(
        [sys.executable, "-c", RUN, encoding, json.dumps(way)],
        cwd=root, env=os.environ | {"PYTHONPATH": str(ROOT)} | more, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return [
        (given, code, VARYING.sub("~", said.replace(str(folder), "~")))
        for given, code, said in json.loads(done.stdout)
    ]


def written(folder: Path) -> dict[str, bytes]:
    """Return the files that are the same whenever they are written, by their paths."""
    known = (".yml", ".md", ".json", ".ics", ".txt", ".html", "配置")
    files = (file for file in folder.rglob("*") if file.name.endswith(known) and file.is_file())
    here = str(folder).encode()
    return {f"{file.relative_to(folder)}": file.read_bytes().replace(here, b"~") for file in files}


def compare(way: Sequence[tuple[str, ...]], folder: Path) -> None:
    theirs = told(folder / "中文", way, "gbk", **CHINESE_WINDOWS)
    ours = told(folder / "这里", way, "utf-8")
    for (given, code, said), (_, usual, expected) in zip(theirs, ours, strict=True):
        assert (code, said) == (usual, expected), given
    assert written(folder / "中文") == written(folder / "这里")


@pytest.mark.quick
def test_every_command_is_on_the_way() -> None:
    assert {given[0] for given in (*WAY, *LATER)} == COMMANDS.keys() - {"serve"}


def test_commands_say_and_write_the_same_in_gbk(tmp_path: Path) -> None:
    compare(WAY, tmp_path)


@pytest.mark.long
def test_sites_and_documents_are_the_same_in_gbk(tmp_path: Path) -> None:
    compare(LATER, tmp_path)
