"""What is printed, measured against GB/T 9704-2012 (tests/paper.py holds the rules)."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import papers
import pytest
from conftest import ROOT, Bureau, sample
from paper import Paper, assign, findings, squeezed
from playwright.sync_api import Browser, expect
from printing import (
    PROPERTIES,
    Press,
    office_findings,
    sentence,
    table,
    text,
)
from pypdf import PdfReader
from site_tools import Site

from ledger import product
from ledger.commands import main
from ledger.documents import files, pdf, word
from ledger.documents.elements import Element, Form, read
from ledger.documents.site import REPORT_PAGE, page_of
from ledger.project import Project

pytestmark = pytest.mark.slow

#: the first and the third have all parts between them
FORMS = [Form(), Form(draft=True), Form(draft=True, evidence=True), Form(evidence=True)]
SECTION, REPORT = "docs/report/01-学习.md", "data/2021/report.yml"


@pytest.fixture(scope="module")
def own_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project's site; reports of the tests' own are put beside the real one."""
    return shutil.copytree(site.root, tmp_path_factory.mktemp("own") / "site")


@pytest.fixture(scope="module")
def press(own_site: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(own_site, tmp_path_factory.mktemp("printed"), chromium)


@pytest.fixture(scope="module", params=sample(papers.of_sample(), 1))
def document(request: pytest.FixtureRequest, project: Project) -> Project:
    """Each document of the sample, the yearly report in the usual run."""
    return project.document(request.param)


@pytest.fixture(scope="module")
def printed(own_site: Path, document: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document of the sample as it is offered, printed once for all that look at the file."""
    file = tmp_path_factory.mktemp("real") / "report.pdf"
    file.write_bytes(files.as_pdf(own_site, document, Form()))
    return file


def page_in(site: Path, document: Project) -> Path:
    """Return the page of a document in a built site."""
    return site / page_of(document.report)


def elements_in(site: Path, document: Project, form: Form) -> list[Element]:
    """Return the elements on the page of a document in a built site."""
    return read(page_in(site, document).read_text(encoding="utf-8"), form)


def measured(
    press: Press, bureau: Bureau, form: Form = FORMS[0], style: str = ""
) -> tuple[Paper, list[str]]:
    file, elements = press.printed(press.page(bureau, style), form)
    paper = Paper(file)
    return paper, findings(paper, elements)


def drawn(file: Path) -> list[bytes]:
    """Return what is drawn on each page of a PDF."""
    contents = (page.get_contents() for page in PdfReader(file).pages)
    return [content.get_data() for content in contents if content is not None]


@pytest.mark.parametrize("form", sample(FORMS, 1), ids=str)
def test_the_real_documents_are_laid_out_as_the_standard_asks(
    own_site: Path, document: Project, printed: Path, tmp_path: Path, form: Form
) -> None:
    file = printed
    if form != Form():
        (file := tmp_path / "report.pdf").write_bytes(files.as_pdf(own_site, document, form))
    paper = Paper(file)
    assert findings(paper, elements_in(own_site, document, form)) == []
    if document.report.is_yearly:
        assert paper.pages >= (16 if form.evidence else 8)


def test_the_shared_browser_lays_out_as_the_products_way_does(
    press: Press, own_site: Path, document: Project, printed: Path
) -> None:
    page = page_in(own_site, document)
    ours, theirs = (drawn(file) for file in (press.printed(page, Form())[0], printed))
    assert ours == theirs and ours


@pytest.mark.parametrize(
    ("genre", "form"),
    sample([(genre, form) for genre in papers.ELEMENTS for form in FORMS], 6),
    ids=str,
)
def test_each_kind_is_laid_out_as_the_standard_asks(
    press: Press, bureau: Bureau, genre: str, form: Form
) -> None:
    of_kind(bureau, genre)
    file, elements = press.printed(press.page(bureau, name=genre), form)
    assert findings(Paper(file), elements) == []
    assert files.faults("pdf", file.read_bytes(), elements) == []


def of_kind(bureau: Bureau, genre: str) -> None:
    """Add a document of a kind, with all parts that the kind has and a page or two of text."""
    parts = bureau.project().dataset.genres[genre].parts
    chance = random.Random(genre)
    titles = [part.words[0] for part in parts] or ["情况"]
    own = "".join(f"### {title}\n\n{sentence(chance, 400)}\n\n" for title in titles)
    papers.add(bureau, genre, genre=genre, own=own)


def test_a_report_of_one_paragraph(press: Press, bureau: Bureau) -> None:
    bureau.write(SECTION, '全年学习{{ figure("学习次数") }}。\n')
    paper, found = measured(press, bureau)
    assert found == [] and paper.pages == 2


@pytest.mark.long
def test_a_report_of_thirty_pages(press: Press, bureau: Bureau) -> None:
    chance = random.Random(5)
    bureau.write(SECTION, text(chance, 130, tables=4))
    paper, found = measured(press, bureau)
    assert found == [] and paper.pages >= 30


TITLES = [
    ["情况报告"],
    ["中共示例市小样局党组", "关于2021年度工作情况的报告"],
    ["示例市小样局", "关于2021年度党风廉政建设工作", "情况的报告"],
]


def listed(key: str, entries: list[str]) -> str:
    return f"{key}:" + "".join(f"\n  - {entry}" for entry in entries) if entries else ""


@pytest.mark.parametrize("seed", sample(range(8), 1))
def test_any_report(press: Press, bureau: Bureau, seed: int) -> None:
    """Long and short elements, all levels of headings, tables and attachments, digits everywhere."""
    chance = random.Random(seed)
    bureau.write(SECTION, text(chance, chance.choice([1, 4, 15, 30]), tables=chance.randint(0, 3)))
    enclosed = [f"9{number}-附件.md" for number in range(chance.randint(0, 2))]
    for file in enclosed:
        bureau.write(f"docs/report/{file}", table(chance, 30) + "\n\n" + sentence(chance, 90))
    bureau.change(REPORT, "标题: 关于2021年度工作情况的报告", listed("标题", chance.choice(TITLES)))
    bureau.change(REPORT, "署名: ", "署名: " + "示例市科技系统" * chance.randint(0, 2))
    bureau.change(REPORT, "标志: ", "标志: " + "示例市" * chance.randint(0, 3))
    optional = [
        "份号: 000012",
        "紧急程度: 特急",
        "附注: （联系岗位：文秘岗）",
        listed("抄送", ["市委办公室"] * chance.randint(1, 9)),
    ]
    lines = [line for line in optional if chance.random() < 0.6]
    lines.append(listed("附件", [f"{{名称: {file[:2]}号清单, 文件: {file}}}" for file in enclosed]))
    bureau.append(REPORT, "\n".join([*lines, ""]))
    form = Form(draft=chance.random() < 0.2, evidence=chance.random() < 0.3)
    assert measured(press, bureau, form)[1] == []


#: the lines of headings and paragraphs in the paper view, each with its page
LINES = """() => {
  const sheet = document.getElementById("document"), step = 218 / 25.4 * 96, found = []
  const left = sheet.getBoundingClientRect().left, scale = sheet.getBoundingClientRect().width / sheet.offsetWidth
  for (const block of sheet.querySelectorAll(":scope > :is(h2, h3, h4, h5, p:not([class]))")) {
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    let bottom = null
    while (words.nextNode()) {
      for (let at = 0; at < words.currentNode.length; at += 1) {
        const range = document.createRange()
        range.setStart(words.currentNode, at)
        range.setEnd(words.currentNode, at + 1)
        const box = range.getClientRects()[0]
        if (!box) continue
        if (bottom === null || Math.abs(box.bottom - bottom) > 12 * scale) found.push([Math.floor((box.left - left) / scale / step), ""])
        bottom = box.bottom
        found.at(-1)[1] += words.currentNode.data[at]
      }
    }
  }
  return found
}"""


@pytest.mark.parametrize("seed", sample(range(3), 1))
def test_lines_break_on_screen_as_on_paper(
    press: Press, bureau: Bureau, chromium: Browser, seed: int
) -> None:
    """Where the place of the imprint is measured: digits and Latin words fill a line to a hair."""
    bureau.write(SECTION, text(random.Random(seed), 20, tables=3))
    page = press.page(bureau)
    file, elements = press.printed(page, FORMS[0])
    paper = Paper(file)
    assert findings(paper, elements) == []
    window = chromium.new_page()
    window.goto(f"{page.as_uri()}?paper", wait_until="load")
    expect(window.locator(".sheet")).to_have_count(paper.pages)
    shown = [(number, squeezed(line)) for number, line in window.evaluate(LINES)]
    window.close()
    kinds = {"h2", "h3", "h4", "h5", "text"}
    assert shown == [(line.page, squeezed(line.text)) for line in paper.lines if line.kind in kinds]


@pytest.mark.parametrize("rows", sample(range(1, 15, 2), 3))
def test_the_imprint_finds_the_last_even_page(press: Press, bureau: Bureau, rows: int) -> None:
    """With room below the text, on the next page, and behind a blank page."""
    bureau.write(SECTION, "\n\n".join(["党组织"] * (14 + rows)))
    paper, found = measured(press, bureau)
    assert found == []
    printed = next(line for line in paper.lines if line.kind == "printed")
    assert printed.page + 1 == paper.pages in (2, 4)


Words = dict[Path, list[Element]]


def written(press: Press, bureau: Bureau, name: str = "年度报告") -> tuple[Path, list[Element]]:
    """Write the Word file of a bureau's document; return it, and the elements that it must hold."""
    elements = read(press.page(bureau, name=name).read_text(encoding="utf-8"), Form())
    file = press.folder / f"{name}-{press.count}.docx"
    file.write_bytes(word.document(elements, PROPERTIES))
    return file, elements


@pytest.mark.parametrize("form", sample(FORMS, 1), ids=str)
def test_the_real_documents_in_word(
    own_site: Path, project: Project, tmp_path: Path, form: Form
) -> None:
    due: Words = {}
    for name in papers.of_sample():
        document = project.document(name)
        due[file := tmp_path / f"{name}.docx"] = elements_in(own_site, document, form)
        file.write_bytes(files.as_docx(own_site, document, form))
    assert office_findings(due) == {}


def test_each_kind_in_word(press: Press, bureaus: Callable[[], Bureau]) -> None:
    due: Words = {}
    for genre in papers.ELEMENTS:
        of_kind(bureau := bureaus(), genre)
        file, elements = written(press, bureau, genre)
        due[file] = elements
    assert len(due) == len(papers.ELEMENTS) and office_findings(due) == {}


@pytest.mark.long  # one of each kind is laid out in the usual run
@pytest.mark.parametrize("seeds", [(0, 2), (1, 3)], ids=str)
def test_any_reports_in_word(
    press: Press, bureaus: Callable[[], Bureau], seeds: tuple[int, ...]
) -> None:
    due: Words = {}
    for seed in seeds:
        chance = random.Random(seed)
        bureau = bureaus().write(SECTION, text(chance, [1, 6, 20, 130][seed]))
        file, elements = written(press, bureau)
        due[file] = elements
    assert len(due) == len(seeds) and office_findings(due) == {}


BROKEN = {
    "@page { margin-top: 39mm }": "版心|行格",
    "@page { margin-left: 30mm }": "缩进|版心",
    "#document { letter-spacing: calc(156mm / 27 - 16pt) !important }": "字数|字距",
    "#document h3 + p { position: relative; top: 1pt }": "行格",
    "#document h2 { padding-top: 6pt !important }": "行格",
    "#document p { line-height: 37px !important }": "行格",
    "#document { line-break: anywhere !important }": "避头|避尾|断行",
    "#document { text-align: left !important }": "撑满",
    "#document > p { font-family: var(--kai) !important }": "字体",
    "#document h2 { font-family: var(--fang) !important }": "字体",
    "#document .doc-title { font-size: 20pt !important }": "字号",
    "#document .doc-title { text-align: left !important }": "标题",
    "#document .doc-mark { top: 32mm !important }": "版头：标志",
    "#document .doc-mark { color: #000 !important }": "版头",
    "#document .doc-line::after { margin-top: 3mm }": "版头：红线",
    "#document .doc-line::after { width: 120mm }": "版头：红线",
    "#document .doc-line { padding: 0 !important }": "版头：发文字号",
    "#document .doc-addressee { text-indent: 32pt }": "主送机关",
    "#document .doc-sign { margin-right: 32pt !important }": "成文日期",
    "#document .doc-signature { margin-left: 30pt !important }": "署名",
    "#document .doc-imprint { --gap: 0 !important; break-before: auto !important }": "版记",
    "#document .doc-imprint { width: 150mm }": "版记",
    "#document .doc-imprint::after { transform: none !important; height: 3px }": "版记：线粗",
    "@page :right { @bottom-right { content: none } @bottom-left { content: '— ' counter(page) ' —' } }": "页码",
    "@page :right { @bottom-right { padding-top: 1mm } }": "页码",
    "@page :left { @bottom-left { font-size: 12pt } }": "页码",
    "@page { counter-increment: page 2 }": "页码",
}


@pytest.mark.parametrize("style", sample(BROKEN, 3))
def test_what_is_broken_on_purpose_is_found(press: Press, bureau: Bureau, style: str) -> None:
    bureau.write(SECTION, text(random.Random(2), 24).replace("####", "###"))
    found = measured(press, bureau, style=style)[1]
    assert any(re.match(BROKEN[style], line) for line in found), found


#: what would leave the house with exit code 0 -> what is said instead
REFUSED = {
    "#document h2 { width: 160mm }": "字号：整份缩小了.*正文是 15.6",
    "#document > p { font-size: 15.8pt !important }": "字号：正文是 15.79",
    "@page { size: A5 }": "纸张：第 1 页是 148×210 毫米",
    "#document h3 { display: none }": "文字：纸上没有“（一）",
    "#document .doc-number { display: none }": "文字：纸上没有“样发〔2022〕1号”；",
    "#document .doc-sign { break-before: page !important }": "署名：在第 [0-9]+ 页，这一页没有正文",
    "#document .doc-date { break-before: page !important } #document .doc-sign { break-inside: auto !important }": "署名：",
    "#document .doc-signature { display: none !important }": "署名：纸上没有找到",
    "#document .doc-imprint { --gap: 0 !important; break-before: auto !important }": "版记：",
    "#document .doc-imprint { display: none !important }": "版记：纸上没有找到",
    "#document td:last-child { visibility: hidden }": "文字：纸上没有表格的这一行“",
    "#document { display: none }": "文字：",
}


@pytest.mark.parametrize("style", sample(REFUSED, 3))
def test_what_a_browser_passes_over_is_refused(press: Press, bureau: Bureau, style: str) -> None:
    chance = random.Random(2)
    bureau.write(
        SECTION, f"{text(chance, 24)}\n\n{table(chance, 4)}\n\n完。\n".replace("####", "###")
    )
    file, elements = press.printed(press.page(bureau, style), FORMS[0])
    lines = files.faults("pdf", file.read_bytes(), elements)
    assert any(re.match(REFUSED[style], line) for line in lines), lines


@pytest.mark.parametrize("lines", sample([10, 11, 12, 13], 2))
def test_the_closing_is_never_parted_from_the_text(
    press: Press, bureau: Bureau, lines: int
) -> None:
    """Three attachments, at the foot of the first page: on it, torn, or on a page without text."""
    for number in range(1, 4):
        bureau.write(f"docs/report/9{number}-附.md", "附件的文字。\n")
    names = [f"{{名称: {number}号清单, 文件: 9{number}-附.md}}" for number in range(1, 4)]
    bureau.append(REPORT, listed("附件", names) + "\n")
    bureau.write(SECTION, "\n\n".join(["党组织"] * lines))
    file, elements = press.printed(press.page(bureau), FORMS[0])
    paper = Paper(file)
    assert not list(assign(paper, elements))
    torn = len({line.page for line in paper.lines if line.kind == "enclosures"}) > 1
    signed = next(line.page for line in paper.lines if line.kind == "signature")
    alone = not any(line.page == signed for line in paper.lines if line.kind in ("text", "h2"))
    said = "\n".join(files.faults("pdf", file.read_bytes(), elements))
    assert bool(said) == (torn or alone)
    assert ("附件说明：分在" in said, "没有正文" in said) == (torn, alone)


def test_a_shrunk_report_is_not_written(
    own_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(own_site, site := tmp_path / "site")
    row = "<tr>" + "<td>推进项目</td>" * 8 + "</tr>"
    page = (site / REPORT_PAGE).read_text(encoding="utf-8")
    wide, times = re.subn(r'(<p class="doc-addressee">)', f"<table>{row}</table>\\1", page)
    assert times == 1
    (site / REPORT_PAGE).write_text(wide, encoding="utf-8")
    (out := tmp_path / "report.pdf").write_bytes(b"old")
    assert main(["pdf", str(out), "--root", str(ROOT), "--site", str(site)]) == 1
    said = capsys.readouterr().err
    assert "字号：整份缩小了" in said and "正文是 15.8 磅，应为 16 磅（三号）" in said
    assert out.read_bytes() == b"old" and list(tmp_path.glob("*.part")) == []


def test_the_stand_ins_are_named(own_site: Path, document: Project, printed: Path) -> None:
    said = files.remark_on_pdf(printed.read_bytes(), own_site, document, Form())
    assert "仿宋（FandolFangTT）" in said and "小标宋（FandolSongBoldTT）" in said


def test_the_file_says_what_it_is_and_leads_nowhere(
    own_site: Path, document: Project, printed: Path
) -> None:
    first, second = printed.read_bytes(), files.as_pdf(own_site, document, Form())
    assert first == second, "the same input gives other bytes"
    assert b"file:" not in first and str(ROOT).encode() not in first
    opened = PdfReader(printed)
    assert opened.metadata and opened.metadata.title == "".join(document.report.title)
    assert opened.metadata.author == document.report.signature
    assert opened.root_object["/Lang"] == "zh-CN" and opened.root_object["/MarkInfo"]["/Marked"]
    assert not any(page.get("/Annots") for page in opened.pages)
    fonts = {str(font) for page in opened.pages for font in _fonts(page)}
    assert fonts and all(re.match(r"/[A-Z]{6}\+", font) for font in fonts), f"not subsets: {fonts}"


def _fonts(page: object) -> Iterator[object]:
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        yield font.get_object()["/BaseFont"]


def test_headings_are_bookmarks(own_site: Path, document: Project, printed: Path) -> None:
    found = elements_in(own_site, document, Form())
    wanted = [each.text for each in found if each.kind in ("title", "h2", "h3")]
    titles: list[str] = []

    def walk(entries: list[object]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                titles.append(squeezed(str(entry.title)))  # type: ignore[attr-defined]

    walk(PdfReader(printed).outline)
    assert titles == [squeezed(title) for title in wanted]


@pytest.mark.quick
def test_the_stand_ins_are_used_only_where_nobody_chose_other_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the project's, or those that ``make fonts`` laid into the product's folder."""
    project, own = tmp_path / "project", tmp_path / "product"
    monkeypatch.setattr(product, "place", lambda: str(own))
    assert "FONTCONFIG_FILE" not in pdf.environment(project, {})
    for folder in (own, project):
        (folder / ".cache/fonts").mkdir(parents=True)
        assert pdf.environment(project, {})["FONTCONFIG_FILE"] == str(pdf._FONTS_CONF)
        assert pdf.folder_of_fonts(project) == folder
    assert pdf.environment(project, {"FONTCONFIG_FILE": "own"})["FONTCONFIG_FILE"] == "own"
