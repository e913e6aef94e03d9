"""What came out is read back: each comparison is broken once on purpose, on a copy of the built site."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import hostile
import pytest
from conftest import ROOT, Bureau, engine
from fake_site import PAGES, quiet, served, source
from fake_site import publish as publish_fake
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from site_tools import Site

from ledger.commands import main
from ledger.documents import files, pdf, word, written
from ledger.documents.elements import Element, Form, Run
from ledger.documents.properties import Properties
from ledger.issues import Issue
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.publishing import publication
from ledger.publishing.readback import page as pages
from ledger.publishing.readback import prose, reading

REPORT = "report/index.html"
EVIDENCE = "figures/group-study/index.html"
AMOUNTS = "figures/group-study-attendance/index.html"


@dataclass(frozen=True)
class Copy:
    """A copy of the built site, whose files are the site's own until one is altered."""

    site: Site
    root: Path
    project: Project

    def altered(self, path: str, content: bytes | None) -> list[Issue]:
        """Return the findings while a file has another content, or is gone."""
        file = self.root / path
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        try:
            return reading.faults(self.root, self.project)
        finally:
            file.unlink(missing_ok=True)
            if (self.site.root / path).exists():
                os.link(self.site.root / path, file)

    def changed(self, path: str, old: str, new: str) -> list[Issue]:
        """Return the findings while the first match of a pattern is another text."""
        text = (self.root / path).read_text(encoding="utf-8")
        changed, times = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert times == 1, f"{path} holds no {old}"
        return self.altered(path, changed.encode())


@pytest.fixture(scope="module")
def copy(site: Site, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root = tmp_path_factory.mktemp("readback") / "site"
    shutil.copytree(site.root, root, copy_function=os.link)
    return Copy(site, root, project)


def said(found: list[Issue], *codes: str) -> str:
    """Return the messages of the findings, which must have these codes."""
    assert {issue.code for issue in found} == set(codes), found
    return "\n".join(map(str, found))


def test_the_site_as_it_was_built_is_what_was_computed(copy: Copy) -> None:
    assert reading.faults(copy.root, copy.project) == []


#: file, a pattern, what stands there instead, the kind of finding, a part of the message
ALTERED = {
    "a value": ("about/index.html", "</article>", '<a data-figure="group-study">9次</a></article>', "figure",
                "指标“党组集体学习次数”写成了“9次”，算出的是“8次”"),
    "a figure that is none": ("about/index.html", "</article>", '<a data-figure="x">9次</a></article>', "figure",
                              "没有这个指标"),
    "a note": ("index.html", r'(id="note-[^>]*><p><a[^>]*>[^<]*)</a>', r"\g<1>0</a>", "figure", "写成了"),
    "a figure that is not used": ("index.html", r"<a[^>]*data-figure[^>]*>([^<]*)</a>", r"\1", "missing_figure",
                                  "第 1 个数应当是“"),
    "the headline": (EVIDENCE, r'"figure-value">8次', '"figure-value">9次', "figure", "算出的是“8次”"),
    "no headline": (EVIDENCE, r'"figure-value"', '"other"', "figure", "依据页的数是“”"),
    "a record": (EVIDENCE, r"<tr><td class=\"word\">r01-13</td>.*?</tr>", "", "evidence",
                 "列出 7 条记录，数的是 8 条，不同的是 r01-13"),
    "the records": (EVIDENCE, 'id="records"', 'id="other"', "evidence", "列出 0 条"),
    "an amount": (AMOUNTS, r"(r01-13</td>.*?<td class=\"word\">)\d+(</td></tr>)", r"\g<1>1\2", "evidence", "一栏的数"),
    "an amounts head": (AMOUNTS, '>实到</th>', ">人</th>", "evidence", "“实到”一栏的数"),
    "a part": ("figures/group-study-rate/index.html", 'data-figure="group-study-attendance"', "", "evidence", "列出的"),
    "a month": (EVIDENCE, r'<tr><th scope="row" class="word">3月.*?</tr>', "", "drawing", "有 12 行，网页上有 11 行"),
    "no months": (EVIDENCE, 'id="months"', 'id="other"', "drawing", "有 12 行，网页上有 0 行"),
    "a months number": (EVIDENCE, r'(3月</th><td class="word">)3', r"\g<1>4", "drawing", "应当是“3月、3”，网页上是“3月、4”"),
    "a months bar": (EVIDENCE, r'(3月</th>.*?value=")3', r"\g<1>1", "drawing", "画得和数不合"),
    "a drawing": ("index.html", 'class="wide chart"', 'class="wide"', "drawing", "应当有 2 张图，网页上有 1 张"),
    "a row": ("index.html", r"<tr><th scope=\"row\" class=\"word\">延期.*?</tr>", "", "drawing", "网页上有 5 行"),
    "a shade": ("index.html", "shade-2", "shade-5", "drawing", "画得和数不合"),
    "a count": ("index.html", r'(shade-2">)4', r"\g<1>5", "drawing", "网页上是"),
    "a mark": ("index.html", "</h1>", "</h1><p>甲**乙</p>", "mark", "“甲**乙”里的“**”没有起作用，原样印在 index.html 上"),
    "half a word": ("index.html", "</h1>", "</h1><p>{{ figure(</p>", "mark", "“{{”"),
    "the attachment": (REPORT, r"(doc-evidence.*?<tbody><tr><td[^>]*>1</td><td[^>]*>[^<]*</td><td[^>]*>)[^<]*", r"\g<1>0次",
                       "figure", "“指标口径和来源一览”里是"),
    "a row more": (REPORT, r"(doc-evidence.*?<tbody>)(<tr>.*?</tr>)(.*?)(</tbody>)", r"\1\2\3\2\4", "figure", "没有这一行"),
    "no page": (EVIDENCE, ".*", "", "unreadable", "打不开"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_a_page_that_shows_anything_else_is_found(copy: Copy, what: str) -> None:
    path, old, new, kind, message = ALTERED[what]
    found = copy.changed(path, old, new)
    assert message in said(found, f"finished.{kind}")
    assert {issue.place.path for issue in found} == {path}


def test_a_page_that_is_missing_is_found(copy: Copy) -> None:
    assert f"{EVIDENCE}:1:1  网站里没有这一页" in said(
        copy.altered(EVIDENCE, None), "finished.missing"
    )


def test_another_number_in_the_report_is_found_on_the_page_and_in_its_files(copy: Copy) -> None:
    found = copy.changed(REPORT, r'(data-figure="group-study"[^>]*>)8次', r"\g<1>9次")
    both = said(found, "finished.figure", "finished.paper", "finished.word")
    assert "写成了“9次”" in both
    assert (
        "report/report.pdf:1:1  文字：纸上没有“，局党组先后9次组织" in both
        and "而是“，局党组先后8次" in both
    )
    assert "report/report.docx:1:1  Word 里是“" in both


def test_only_what_is_new_is_opened_again(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    reading.faults(copy.root, copy.project)
    opened: list[str] = []
    monkeypatch.setattr(reading, "_compared", lambda path, *_: opened.append(path) or [])
    monkeypatch.setattr(reading, "_of_document", lambda path, *_: opened.append(path) or [])
    assert reading.faults(copy.root, copy.project) == [] and opened == []
    copy.changed(EVIDENCE, "</article>", "</article> ")
    assert opened == [EVIDENCE]
    opened.clear()
    figure = next(iter(copy.project.figures.values()))
    figures = copy.project.figures | {figure.name: replace(figure, value=figure.value + 1)}
    reading.faults(copy.root, replace(copy.project, figures=figures))
    assert len(opened) > 200, "a value that changed decides every page"


def test_a_fault_is_said_again(copy: Copy) -> None:
    first = copy.changed(EVIDENCE, "8次", "9次")
    assert first and copy.changed(EVIDENCE, "8次", "9次") == first


def office(copy: Copy, path: str, part: str, old: bytes, new: bytes) -> list[Issue]:
    """Return the findings while a part of an office file has another text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(copy.root / path) as whole, zipfile.ZipFile(stream, "w") as target:
        for name in whole.namelist():
            content = whole.read(name)
            if name == part:
                assert re.search(old, content), f"{part} holds no {old!r}"
                content = re.sub(old, new, content, count=1)
            target.writestr(name, content)
    return copy.altered(path, stream.getvalue())


WORD = "report/report.docx"
DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("8次", "9次", "Word 里是“"),
        ("<w:p>(?:(?!</w:p>).)*（一）强化组织领导.*?</w:p>", "", "Word 里没有“（一）强化组织领导"),
        ("(<w:t>（一）强化组织领导</w:t>)", r"\1<w:t>甲</w:t>", "Word 里是“"),
    ],
)
def test_a_word_file_of_another_text_is_found(copy: Copy, old: str, new: str, message: str) -> None:
    assert message in said(
        office(copy, WORD, DOCUMENT, old.encode(), new.encode()), "finished.word"
    )


BOOK = "report/report.xlsx"
FIGURES, COUNTED = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        (FIGURES, r'(<c r="D2"[^>]*><v>)\d+', r"\g<1>9999", "数值在 Excel 里是 9999"),
        (FIGURES, r'(<c r="D2" s="\d+")(><v>)\d+', r'\1 t="s"\g<2>0', "不是数"),
        (FIGURES, r'(<c r="F2"[^>]*><v>)\d+', r"\g<1>0", "显示为"),
        (FIGURES, r'<row r="2".*?</row>', "", "表里的指标和算出的不同"),
        (COUNTED, r'<row r="2".*?</row>', "", "表里有"),
        (COUNTED, r'(<c r="G\d+" s="\d+"><v>)\d+', r"\g<1>77", "计入“77.0”"),
    ],
)
def test_a_workbook_of_other_numbers_is_found(
    copy: Copy, part: str, old: str, new: str, message: str
) -> None:
    assert message in said(
        office(copy, BOOK, part, old.encode(), new.encode()), "finished.workbook"
    )


PAPER = "report/report.pdf"


def rewritten(copy: Copy, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(copy.root / PAPER))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _without_fonts(writer: PdfWriter) -> None:
    for each in writer._objects:
        if isinstance(each, dict) and "/FontFile2" in each:
            del each[NameObject("/FontFile2")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda writer: writer.remove_page(writer.pages[-1]), "版记："),
        (lambda writer: writer.remove_page(writer.pages[1]), "页码：第 2 页印的是“—3—”"),
        (lambda writer: writer.insert_page(writer.pages[1], 2), "文字：纸上多出“"),
        (_without_fonts, "没有嵌入"),
    ],
)
def test_a_pdf_that_is_not_the_document_is_found(
    copy: Copy, change: Callable[[PdfWriter], object], message: str
) -> None:
    assert message in said(copy.altered(PAPER, rewritten(copy, change)), "finished.paper")


@pytest.mark.parametrize("path", [PAPER, WORD, BOOK])
def test_a_file_that_was_cut_is_found(copy: Copy, path: str) -> None:
    content = (copy.root / path).read_bytes()
    for cut in (content[:100], content[: len(content) // 2]):
        assert f"{path}:1:1  " in said(copy.altered(path, cut), "finished.unreadable")


def test_a_compressed_copy_of_an_older_page_is_found(copy: Copy) -> None:
    new = gzip.compress((copy.root / "index.html").read_bytes())
    assert copy.altered("index.html.gz", new) == []
    assert "压缩的副本" in said(
        copy.altered("index.html.gz", gzip.compress(b"old")), "finished.copy"
    )


SCRIPT = """<script>addEventListener("beforeprint", () => {
  for (const figure of document.querySelectorAll('[data-figure="group-study"]')) figure.textContent = "9次"
})</script>"""


def test_a_script_that_alters_a_number_at_print_time_is_seen(copy: Copy) -> None:
    """On the screen the page is right: only the paper is not."""
    page = (copy.root / REPORT).with_name("scripted.html")
    text = (copy.root / REPORT).read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", f"{SCRIPT}</body>"), encoding="utf-8")
    try:
        content = pdf.document(page, Form(), files.properties(copy.project), ROOT)
    finally:
        page.unlink()
    assert "而是“，局党组先后9次组织" in said(copy.altered(PAPER, content), "finished.paper")


# ---- without a site


def left(bureau: Bureau, text: str) -> list[Issue]:
    """Return the marks that are left of a page's text."""
    bureau.write("docs/说明.md", text)
    project, _ = bureau.survey()
    content = engine().reset().convert(project.finished["说明.md"])
    page = pages.opened("说明/index.html", f"<article>{content}</article>".encode())
    own = [each for each in project.passages if each.path == "docs/说明.md"]
    texts = {"docs/说明.md": project.texts["docs/说明.md"]}
    return list(prose.compare(page, "//article", own, texts))


#: slips that Markdown does not read, each with the line and the column of its mark
SLIPS = [
    ("甲**乙", 1, 2), ("**丙 **乙", 1, 1), ("~~甲~~", 1, 1), ("丁。\n- 乙\n- 丙", 2, 1), ("戊](乙", 1, 2),
    ("己\n| 乙 | 丙 |", 2, 1), ("`庚", 1, 1), ("辛[^1]", 1, 2), ("壬{: .乙}", 1, 2),
]  # fmt: skip
MEANT = ["**甲**乙", r"甲\*\*丙", "甲&#42;&#42;丁", "`甲**戊`", "    甲**己", "[甲](index.md)", "- 甲\n- 乙", "## 甲",
         "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "> 甲", "5*3*2", "#1", "甲 - 乙", "---"]  # fmt: skip


def test_a_mark_that_markdown_did_not_read_is_found_where_it_was_typed(bureau: Bureau) -> None:
    text, wanted = "# 说明\n\n", set()
    for slip, line, column in SLIPS:
        wanted.add((text.count("\n") + line, column))
        text += f"{slip}\n\n"
    found = left(bureau, text)
    assert {issue.code for issue in found} == {"finished.mark"}
    assert {issue.place.path for issue in found} == {"docs/说明.md"}
    assert wanted <= {issue.place[1:] for issue in found}, found


def test_what_is_shown_on_purpose_is_no_mark(bureau: Bureau) -> None:
    assert left(bureau, "\n\n".join(["# 说明", *MEANT, ""])) == []


def test_what_data_hold_is_no_mark_however_hostile(bureau: Bureau) -> None:
    """Each text with marks stands in a record, and a page says it in a paragraph, an item and a cell."""
    texts = [text for text in hostile.shown() if prose._MARK.search(text) and len(text) < 200]
    assert len(texts) > 50
    file, calls = "data/2021/履责记录/03.yml", ""
    for number, text in enumerate(texts):
        told = json.dumps(text, ensure_ascii=False)
        bureau.append(file, f"- {{编号: r03-h{number}, 类别: 督导调研, 日期: 2021-03-25, 岗位: 副局长, 事项: {told}, 对象单位: [办公室], 发现问题: 1}}\n")  # fmt: skip
        word = f'{{{{ record("r03-h{number}", "事项") }}}}'
        calls += f"前{word}后\n\n- {word}\n\n| 甲 |\n|---|\n| {word} |\n\n"
    assert left(bureau, f"# 说明\n\n{calls}") == []


ELEMENTS = [Element("text", ((Run("甲乙8次。"),),)), Element("number", ((Run("甲〔2022〕1号"),),)), Element("signatory", ((Run("签发人：甲"),),)),
            Element("table", rows=(("甲", "乙"), ("1", "2")))]  # fmt: skip


def test_a_word_file_is_its_elements() -> None:
    content = word.document(ELEMENTS, Properties("报告", "局", "号", date(2022, 1, 10)))
    assert list(written.faults(content, ELEMENTS)) == []
    other = [*ELEMENTS[:-1], Element("table", rows=(("甲", "乙"), ("1", "3")))]
    assert [line.partition("；")[0] for line in written.faults(content, other)] == [
        "Word 里是“2”，网页上是“3”"
    ]


def test_a_command_writes_no_file_that_is_not_what_was_computed(
    bureau: Bureau,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = bureau.project()
    figure = next(iter(project.figures.values()))
    other = replace(project, figures={**project.figures, figure.name: replace(figure, value=figure.value + 1)})  # fmt: skip
    content = files.as_xlsx(Path(), other, Form())
    monkeypatch.setitem(files.MAKERS, "xlsx", lambda *_: content)
    out = tmp_path / "数.xlsx"
    assert main(["xlsx", str(out), "--root", str(bureau.root)]) == 1
    said = capsys.readouterr().err
    assert "Excel 里的和算出的不同，没有写出：\n指标“" in said and not out.exists()


def test_a_release_that_is_not_what_was_computed_is_not_published(tmp_path: Path) -> None:
    publish_fake(tmp_path, 1)
    line = f"{PAGES[0]}:1:1  指标“甲”写成了“9次”"
    wrong = replace(source(2), read=lambda *_: [line])
    with pytest.raises(Stopped, match=f"成品：\n{line}\n共 1 处，没有发布") as stopped:
        publication.publish(tmp_path, wrong, 5, quiet())
    assert stopped.value.code == 1 and served(tmp_path) == 1
