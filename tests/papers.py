"""Documents beside the yearly report for the tests: of what kind, of what time, with what text."""

from __future__ import annotations

import re
from datetime import date

from conftest import ROOT, Bureau

from ledger.documents import elements, files
from ledger.documents.elements import Element, Form
from ledger.project import Project
from ledger.records.editions import EDITIONS
from ledger.sealing import listing, making
from ledger.sealing.making import Signed
from ledger.survey import open_project

#: the elements of a formal document, and those of the kinds that bear fewer
FORMAL = """\
发文机关标志: 示例市小样局文件
发文字号: 样发〔2021〕NUMBER号
签发人: 张示例
主送机关: 市纪委
署名: 示例市小样局
印发机关: 示例市小样局办公室
印发日期: 2022-01-10
"""
ELEMENTS = {"报告": FORMAL, "整改情况": FORMAL, "述责述廉": "署名: 局长\n", "简报": ""}
HALF = ("2021-01-01", "2021-06-30")
#: a section of the yearly report, as another document names it
SHARED = "report/01-学习.md"
#: the section of its own that each has
FILE = "11-做法.md"
OWN = '### 做法\n\n这一段学习{{ figure("学习次数") }}。\n'
PAGE = "{{ report_head() }}\n\n## 工作情况\n\n{{ sections() }}\n\n{{ report_foot() }}\n"


def of_sample() -> list[str]:
    """Return the names of the documents that the sample shows to everybody, the yearly report first."""
    year = re.search(
        r"^报告年度: ([0-9]+)", (ROOT / "data/unit.yml").read_text(encoding="utf-8"), re.M
    )
    assert year
    found = sorted((ROOT / f"data/{year[1]}/公文").glob("*.yml"))
    return ["年度报告", *(each.stem for each in found if "\n可见:" not in each.read_text("utf-8"))]


def path_of(name: str) -> str:
    """Return the file that registers a document."""
    return f"data/2021/公文/{name}.yml"


def home_of(name: str) -> str:
    """Return the folder of a document's text."""
    return f"docs/公文/{name}"


def page_of(name: str) -> str:
    """Return a document's page, below docs/."""
    return f"公文/{name}/index.md"


def number_of(name: str) -> str:
    """Return the number of a document in its 发文字号, which no other has."""
    return str(sum(map(ord, name)))


def record(
    name: str, genre: str = "报告", title: str = "", time: tuple[str, str] = HALF, more: str = ""
) -> str:
    """Return what registers a document; its 统计截止 is the last day of its time."""
    first, last = time
    given = ELEMENTS[genre].replace("NUMBER", number_of(name))
    return (
        f"名称: {name}\n文种: {genre}\n标题: {title or f'关于{name}的公文'}\n{given}"
        f"成文日期: 2022-01-10\n报告期:\n  起: {first}\n  止: {last}\n统计截止: {last}\n{more}"
    )


def add(
    bureau: Bureau, name: str = "半年报告", *, page: str = PAGE, own: str = OWN, **said: object
) -> Bureau:
    """Register a document and write its page, and a section of its own."""
    bureau.write(path_of(name), record(name, **said))  # type: ignore[arg-type]
    bureau.write(f"{home_of(name)}/index.md", page)
    return bureau.write(f"{home_of(name)}/{FILE}", own) if own else bureau


def said(project: Project) -> list[Element]:
    """Return the elements of a document."""
    return elements.read(files.report(project), Form())


def seal(bureau: Bureau, name: str, day: date = date(2022, 1, 20)) -> str:
    """Seal a document, as the command does, but without a browser; return the file's path."""
    projects = {}
    for edition in EDITIONS:
        known = {
            each.report.name: each for each in open_project(bureau.root, edition).every_document
        }
        if name in known:
            projects[edition] = known[name]
    widest = next(iter(projects))
    digests = {"pdf": "a" * 64, "docx": "b" * 64}
    made, text = making.seal_of(
        projects, widest, Signed(name, day, "局长"), said(projects[widest]), digests
    )
    listing.add(bureau.root, made)
    bureau.write(path := f"data/2021/封存/{name}.yml", text)
    return path
