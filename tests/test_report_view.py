"""The report's page on screen: its two views, its forms, its files; the same text everywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache

import docx
import pdfplumber
import pytest
from browsing import Heard, Opener
from conftest import sample
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from paper import Paper, assign, squeezed
from playwright.sync_api import Browser, Page, expect
from site_tools import Site

from ledger.documents import files
from ledger.documents.elements import Element, Form, read
from ledger.project import Project

pytestmark = pytest.mark.slow

#: the first and the third have all parts between them
FORMS = [Form(), Form(draft=True), Form(draft=True, evidence=True), Form(evidence=True)]
BLOCKS = (
    "#document :is(p, h1, h2, h3, h4, h5, th, td, .doc-number, .doc-signatory, .doc-printer, "
    ".doc-printed)"
)


def query(form: Form) -> str:
    return "report/?" + "&".join(name for name in ("draft", "evidence") if getattr(form, name))


def elements_of(site: Site, form: Form) -> list[Element]:
    return read((site.root / "report/index.html").read_text(encoding="utf-8"), form)


def on_screen(page: Page) -> list[str]:
    """The lines and cells that a reader sees, in their order."""
    texts: list[str] = page.eval_on_selector_all(
        BLOCKS,
        "blocks => blocks.filter(b => b.getClientRects().length).map(b => b.innerText)",
    )
    return [squeezed(line) for text in texts for line in text.split("\n") if line.strip()]


def in_word(content: bytes) -> list[str]:
    """The lines and cells of a Word file, in their order."""
    document = docx.Document(io.BytesIO(content))
    found = [Paragraph(node, document).text for node in document.element.body.iter(qn("w:p"))]
    return [squeezed(line) for text in found for line in re.split(r"[\t\n]", text) if line.strip()]


@pytest.fixture(scope="module")
def papers(
    site: Site, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Form], Paper]:
    """Print the report in a form and take it apart, once for all that look at it."""

    @cache
    def paper(form: Form) -> Paper:
        file = tmp_path_factory.mktemp("printed") / "report.pdf"
        file.write_bytes(files.as_pdf(site.root, project, form))
        found = Paper(file)
        assert list(assign(found, elements_of(site, form))) == []
        return found

    return paper


def on_paper(paper: Paper, elements: list[Element]) -> list[str]:
    """The lines of a PDF's elements; a table's cells are one text."""
    found: list[str] = []
    for line in paper.lines:
        head = squeezed("".join(elements[-1].rows[0])) if elements[-1].rows else ""
        found += [line.text] if line.first else []
        if not line.first:
            found[-1] += line.text.removeprefix(head) if head else line.text
    return [squeezed(text) for text in found]


@pytest.mark.quick
def test_only_what_is_shown_is_read_on_screen(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        '<div id="document"><h2>一、甲</h2><p>乙 丙</p><p hidden>丁</p></div><p>戊</p>'
    )
    assert on_screen(page) == ["一、甲", "乙丙"]
    page.close()


@pytest.mark.parametrize("form", sample(FORMS, 1), ids=str)
def test_screen_paper_and_word_say_the_same(
    visit: Opener,
    site: Site,
    project: Project,
    papers: Callable[[Form], Paper],
    form: Form,
) -> None:
    shown = on_screen(visit(query(form)))
    assert shown == in_word(files.as_docx(site.root, project, form))
    elements = elements_of(site, form)
    table = next((squeezed("".join(c for r in e.rows for c in r)) for e in elements if e.rows), "")
    paper = on_paper(papers(form), elements)
    if table:  # its head is repeated on every page
        cells = [squeezed(cell) for e in elements if e.rows for row in e.rows for cell in row]
        at = shown.index(cells[0])
        head = "".join(cells[:5])
        shown[at : at + len(cells)] = [table]
        at = next(n for n, text in enumerate(paper) if text.startswith(head))
        paper[at] = head + paper[at].replace(head, "")
    assert paper == shown


def test_the_form_is_chosen_on_the_page(visit: Opener) -> None:
    page = visit("report/")
    head, mark = page.locator(".doc-head"), page.locator(".doc-draft")
    expect(head).to_be_visible()
    expect(mark).to_be_hidden()
    page.get_by_label("草稿").check()
    expect(head).to_be_hidden()
    expect(mark).to_be_visible()
    expect(page.locator(".doc-evidence")).to_be_hidden()
    page.get_by_label("附指标口径和来源").check()
    expect(page.locator(".doc-evidence")).to_be_visible()
    expect(page.locator(".doc-enclosures:visible")).to_have_text("附件：指标口径和来源一览")


@pytest.mark.parametrize("form", sample([FORMS[0], FORMS[2]], 1), ids=str)
def test_the_paper_view_shows_the_pages_that_are_printed(
    visit: Opener, heard: Heard, papers: Callable[[Form], Paper], form: Form
) -> None:
    page = visit(query(form))
    page.wait_for_load_state("networkidle")
    before = len(heard.requests)
    page.get_by_role("button", name="版面").press("Enter")
    sheets = page.locator(".sheet")
    expect(sheets.first).to_be_visible()
    paper = papers(form)
    assert sheets.count() == paper.pages
    numbers = [
        squeezed(n or "") for n in sheets.evaluate_all("all => all.map(s => s.dataset.number)")
    ]
    assert numbers == [
        paper.numbers[n].text if n in paper.numbers else "" for n in range(paper.pages)
    ]
    assert first_characters(page) == first_on_paper(paper)
    page.get_by_role("button", name="阅读").press("Enter")
    expect(sheets).to_have_count(0)
    # the browser itself asks for the icon, when it likes
    assert [url for url in heard.requests[before:] if "assets/glyph.svg" not in url] == []
    assert heard.complaints == []


def first_characters(page: Page) -> list[str]:
    """The paragraphs that begin on each sheet, as the paper view lays them out."""
    found: list[str] = page.evaluate(
        """() => {
          const doc = document.getElementById("document"), found = {};
          const scale = doc.getBoundingClientRect().width / doc.offsetWidth;
          const step = 218 / 25.4 * 96 * scale, left = doc.getBoundingClientRect().left;
          for (const p of doc.querySelectorAll(":scope > :is(p, h2, h3)")) {
            const rect = p.getClientRects()[0];
            if (rect) found[Math.floor((rect.left - left) / step)] ??= p.innerText;
          }
          return Object.entries(found).sort((a, b) => a[0] - b[0]).map(([n, text]) => n + text.slice(0, 9));
        }"""
    )
    return [squeezed(text)[:9] for text in found]


def first_on_paper(paper: Paper) -> list[str]:
    found: dict[int, str] = {}
    kinds = {"h2", "h3", "text", "addressee", "draft", "enclosures", "note", "attachment-mark"}
    elements = [line for line in paper.lines if line.kind in kinds and line.first]
    for line in elements:
        found.setdefault(line.page, line.text)
    return [squeezed(f"{page}{text}")[:9] for page, text in found.items()]


def test_links_come_back_after_printing(visit: Opener) -> None:
    page = visit("report/")
    figures = page.locator("article a.figure[href]")
    count = figures.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert count > 50 and figures.count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert figures.count() == count


def test_the_readers_place_is_kept(visit: Opener) -> None:
    page = visit("report/#工作打算")
    heading = page.locator("#工作打算")
    expect(heading).to_be_in_viewport()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(heading).to_be_in_viewport()


def test_a_table_is_whole_again_after_printing(visit: Opener) -> None:
    page = visit("report/?evidence")
    rows = page.locator(".doc-evidence tbody tr")
    tables, before = page.locator("table.doc-evidence"), page.locator(".doc-evidence").inner_text()
    count = rows.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tables.count() > 3 and rows.count() == count
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tables.count() == 1 and page.locator(".doc-evidence").inner_text() == before


@pytest.mark.parametrize("scheme", sample(["dark", "light"], 1))
def test_paper_is_white_and_ink_is_black(visit: Opener, scheme: str) -> None:
    page = visit("report/?paper", color_scheme=scheme)
    style = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    assert page.locator(".sheet").first.evaluate(style)[0] == "rgb(255, 255, 255)"
    assert page.locator("#document h2").first.evaluate(style)[1] == "rgb(0, 0, 0)"
    page.emulate_media(media="print")
    assert page.locator("#document h2").first.evaluate(style)[1] == "rgb(0, 0, 0)"
    for hidden in (".md-header", ".md-tabs", ".document-tools", ".md-footer", ".figure-notes"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_without_scripts_the_report_can_be_read_and_its_files_fetched(visit: Opener) -> None:
    page = visit("report/", java_script_enabled=False)
    expect(page.get_by_role("button", name="版面")).to_be_hidden()
    expect(page.locator(".doc-head")).to_be_visible()
    expect(page.locator(".doc-draft, .doc-evidence").first).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").click()
    assert download.value.suggested_filename.endswith("情况的报告.docx")


def test_an_old_browser_is_told_to_print_the_file(visit: Opener) -> None:
    agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{}.0.0.0 Safari/537.36"
    for version, told in (("109", True), ("131", False)):
        page = visit("report/", user_agent=agent.format(version))
        expect(page.locator(".old-browser")).to_be_visible(visible=told)


@pytest.mark.parametrize(
    "address", sample(["ledgers/risks/", "", "figures/traces/", "records/2021-03/"], 1)
)
def test_the_other_pages_print_on_a4(visit: Opener, address: str) -> None:
    printed = visit(address).pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as opened:
        pages = [
            (round(page.width), round(page.height), page.extract_text()) for page in opened.pages
        ]
        outside = [c for page in opened.pages for c in page.chars if c["x1"] > page.width - 20]
    assert {size for width, height, _ in pages for size in (width, height)} == {595, 842}
    assert outside == []
    assert not any("首页" in text or "↕" in text for _, _, text in pages)
    if address == "ledgers/risks/":
        assert len(pages) > 3 and all(text.startswith("岗位 领域") for _, _, text in pages[1:])
