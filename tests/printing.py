"""Prints reports of a test's own on the page of the real site."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest
from conftest import ROOT, Bureau, engine
from paper import Paper, findings
from playwright.sync_api import Browser, Page

from ledger.documents import pdf
from ledger.documents.elements import Element, Form, read
from ledger.documents.properties import Properties
from ledger.documents.site import REPORT_PAGE

PROPERTIES = Properties("报告", "示例市小样局", "样发〔2022〕1号", date(2022, 1, 10))
_DOCUMENT = re.compile(
    r"(<div id=\"document\">).*(</div></div>\s*<aside class=\"figure-notes)", re.S
)


#: what a report of random text is told, which the layout has nothing to do with
_AUDITED = ("quantity.", "placeholder.", "missing.", "chronology.", "heading.skipped")


def _finished(bureau: Bureau, name: str) -> str:
    project, issues = bureau.survey()
    assert [str(issue) for issue in issues if not issue.code.startswith(_AUDITED)] == []
    return project.finished[project.document(name).report.page_path]


@dataclass
class Press:
    """A built site whose report is replaced by another; ``style`` is added to break it.

    It prints in one window of the browser that the tests share, which costs half of what the
    product's own way does; test_paper.py sees that both lay out the same.
    """

    site: Path
    folder: Path
    browser: Browser
    count: int = 0

    @cached_property
    def window(self) -> Page:
        """The window in which all is printed."""
        return self.browser.new_page()

    def page(self, bureau: Bureau, style: str = "", name: str = "年度报告") -> Path:
        """Write the page of one of a bureau's documents beside the real report."""
        finished = _finished(bureau, name)
        content = engine().reset().convert(finished)
        real = (self.site / REPORT_PAGE).read_text(encoding="utf-8")
        shown, times = _DOCUMENT.subn(lambda found: found[1] + content + found[2], real)
        assert times == 1
        if style:
            shown = shown.replace("</head>", f"<style>{style}</style></head>")
        self.count += 1
        page = (self.site / REPORT_PAGE).with_name(f"test-{self.count}.html")
        page.write_text(shown, encoding="utf-8")
        return page

    def printed(self, page: Path, form: Form) -> tuple[Path, list[Element]]:
        """Print a page; return the PDF and the elements that must stand in it."""
        file = self.folder / f"{page.stem}-{form.draft:d}{form.evidence:d}.pdf"
        query = "&".join(name for name in ("draft", "evidence") if getattr(form, name))
        self.window.goto(f"{page.as_uri()}?{query}", wait_until="load")
        self.window.pdf(
            path=file, prefer_css_page_size=True, print_background=True, outline=True, tagged=True
        )
        return file, read(page.read_text(encoding="utf-8"), form)


#: what LibreOffice (7.4) does otherwise than Word, as patterns of findings, and why
OFFICE_CANNOT = {
    r"成文日期：右空 3": "ignores autoSpaceDN: white between digits and Chinese makes the date longer",
    r"断行：": "parts …… and —— over lines, which Word does not",
    r"版记页：第\d+页(写的是“”|不应有)": "the same white may add a page that the estimate does not know",
    r"换页：第\d+页只有": "keepNext moves a whole paragraph, not its last line",
}
#: a PDF as LibreOffice writes it, with the blank page before 版记
_PDF = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'


def office_findings(documents: Mapping[Path, Sequence[Element]]) -> dict[str, list[str]]:
    """Measure Word files as LibreOffice lays them out, apart from what it cannot do; by their names.

    The files lie in one folder. One start of the program, which costs as much as what it does with
    some of them, serves for all. It reads overflowPunct the wrong way round, so that a sign may hang
    over the right edge. What is in order is left out.
    """
    office(_PDF, *documents)
    found = {
        file.stem: findings(Paper(file.with_suffix(".pdf"), hangs=True), elements)
        for file, elements in documents.items()
    }
    odd = {
        name: [line for line in lines if not any(re.match(known, line) for known in OFFICE_CANNOT)]
        for name, lines in found.items()
    }
    return {name: lines for name, lines in odd.items() if lines}


def office(kind: str, *files: Path) -> None:
    """Let LibreOffice write files of one folder in another format beside them."""
    if not shutil.which("soffice"):
        pytest.skip("没有 LibreOffice：不用它打开")
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run(
        [*command, *map(str, files)],
        cwd=ROOT,
        env=pdf.environment(ROOT),
        check=True,
        capture_output=True,
        timeout=300,
    )


WORDS = (
    "党组织责任落实监督检查整改台账廉政谈话学习教育制度机制科技项目资金管理公开透明"
    "干部职工纪律规矩意识作风建设县区单位部门领导班子成员分管工作情况问题措施时限"
)
MARKS = "，，，、；。：“”（）《》！？……——％"


def sentence(chance: random.Random, length: int) -> str:
    """Text of the genre's characters, with punctuation, numbers and Latin words in every line."""
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append("".join(chance.choices(WORDS, k=chance.randint(1, 12))))
        parts.append(
            chance.choice(
                ["，", "，", "、", "；", "：", f"{chance.randint(1, 20210)}", "12.5%", "（一）", "《条例》", "“四风”",
                 "2021年", "第3号", "PPP", "e-office", "——", "……", "〔2022〕", "1+4", "3.5万元", "！", "？"]
            )
        )  # fmt: skip
    return "".join(parts).rstrip("，、；：—！？") + "。"


def table(chance: random.Random, rows: int) -> str:
    """A Markdown table."""
    lines = ["| 事项 | 责任科室 | 次数 |", "|---|---|---|"]
    for _ in range(rows):
        words = sentence(chance, chance.randint(3, 40)).replace("|", "")
        lines.append(f"| {words} | 办公室 | {chance.randint(1, 99)}次 |")
    return "\n".join(lines)


def text(chance: random.Random, paragraphs: int, tables: int = 0) -> str:
    """Sections with all levels of headings, paragraphs, lists and tables."""
    blocks: list[str] = []
    for number in range(paragraphs):
        match chance.randint(0, 9):
            case 0:
                blocks.append("### " + "".join(chance.choices(WORDS, k=chance.randint(4, 40))))
            case 1:
                blocks.append("#### " + "".join(chance.choices(WORDS, k=chance.randint(4, 30))))
            case 2:
                if blocks and blocks[-1].startswith("1. "):  # two lists, not one
                    blocks.append(sentence(random.Random(number), 30))
                blocks.append("\n".join(f"{n}. {sentence(chance, 30)}" for n in range(1, 4)))
            case 3:
                blocks.append("\n".join(f"- {sentence(chance, 30)}" for n in range(1, 4)))
            case _:
                blocks.append(sentence(chance, chance.randint(5, 300)))
        if tables and number % max(1, paragraphs // tables) == 1:
            blocks.append(table(chance, chance.randint(2, 30)))
    return "\n\n".join(blocks)
