"""One survey opens each file of a project once, and what was not checked is not published."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256

import pytest
from conftest import ROOT, Bureau
from pdf_files import EMPTY

from ledger.checks.files import attachments
from ledger.prose import authored
from ledger.records.editions import EDITIONS

#: prints how often one survey opens each file below a folder
COUNT = """
import collections, json, os, sys
from ledger.survey import survey
root, opened = os.path.join(sys.argv[1], ""), collections.Counter()
def hear(event, given):
    if event == "open" and os.fsdecode(given[0] if isinstance(given[0], (str, bytes)) else b"").startswith(root):
        opened[os.path.relpath(given[0], root)] += 1
sys.addaudithook(hear)
project, found = survey(__import__("pathlib").Path(root))
print(json.dumps([opened, [issue.code for issue in found.errors]]))
"""
UNMERGED = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b\n"
PDF = EMPTY


def counted(bureau: Bureau) -> tuple[dict[str, int], set[str]]:
    """Return how often each file was opened in one survey, and the codes of what is wrong."""
    done = subprocess.run(
        [sys.executable, "-c", COUNT, str(bureau.root)], cwd=ROOT, capture_output=True, check=True
    )
    opened, codes = json.loads(done.stdout)
    return opened, set(codes)


@pytest.fixture
def odd(bureau: Bureau) -> Bureau:
    """A bureau with files of every kind that more than one rule asks for."""
    bureau.write("mkdocs.yml", "site_name: 甲\n")
    bureau.write("docs/说明/甲.pdf", PDF).write(
        "docs/图.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    bureau.write("docs/班子/要情.md", "# 要情\n").write("data/2020/report/正文.md", "# 上年\n")
    return bureau.write("data/2019/figures.yml", "[]\n")  # of a year that is not read


def files(bureau: Bureau) -> dict[str, int]:
    """Return every file of the data and the texts, each once."""
    found = (
        path.relative_to(bureau.root).as_posix()
        for path in bureau.root.rglob("*")
        if path.is_file()
    )
    return {path: 1 for path in found if path.startswith(("data/", "docs/", "mkdocs.yml"))}


@pytest.mark.slow
def test_a_survey_opens_every_file_once(odd: Bureau) -> None:
    assert counted(odd)[0] == files(odd)


@pytest.mark.slow
def test_a_survey_opens_every_file_once_where_files_are_wrong(odd: Bureau) -> None:
    odd.append("data/2021/责任书.yml", "- 编号:错\n  岗位: 甲\n").append("data/用语.yml", UNMERGED)
    odd.write("data/岗位.yml", "# 甲\n", "gb18030").write("docs/乙.md", UNMERGED)
    odd.write("docs/丙.md", "# 丙\n", "gb18030").write("docs/丁.png", "no picture")
    odd.write("data/2021/旧.docx", "PK\x03\x04").write(
        "data/2020/report/正文.md", "上年\n", "gb18030"
    )
    opened, codes = counted(odd)
    assert codes >= {"yaml.indent", "file.unmerged", "file.encoding", "file.content", "file.stray"}
    assert opened == files(odd)


def test_last_years_report_that_cannot_be_read_is_said(bureau: Bureau) -> None:
    bureau.write("data/2020/report/正文.md", "# 上年的报告\n", "gb18030")
    assert bureau.lines() == ["data/2020/report/正文.md:1"] and bureau.codes() == ["file.encoding"]


def test_a_secret_in_a_comment_is_found_where_nothing_else_can_be_read(bureau: Bureau) -> None:
    bureau.write("data/岗位.yml", "# 电话 13812345678\n", "gb18030")
    assert {"file.encoding", "secret.person"} <= set(bureau.codes())


def test_an_attachment_is_kept_by_its_digest(bureau: Bureau) -> None:
    bureau.write("docs/甲.pdf", PDF).write("docs/班子/乙.pdf", PDF + "乙")
    docs = authored.read(bureau.root, attachments.look)[0]
    shown = [docs.attached(each) for each in EDITIONS]
    digests = {path: sha256((bureau.root / "docs" / path).read_bytes()).hexdigest() for path in ("甲.pdf", "班子/乙.pdf")}  # fmt: skip
    assert shown[0] == {"甲.pdf": digests["甲.pdf"]} and shown[1] == digests
