"""Hostile texts in every field of every ledger: none runs, none breaks a page, each is shown as typed."""

from __future__ import annotations

import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pytest
from browsing import Heard, Opener, search_for, serve
from hostile import FAMILIES, TEXTS, harmless, quotable, refused, shown
from lxml import etree
from playwright.sync_api import expect
from printing import office
from pypdf import PdfReader
from pypdf.generic import NameObject
from site_tools import Site, hostile_sites, searched
from test_excel import MAIN, opened, spreadsheet
from test_word import expected, parts
from test_word import texts as word_texts

from ledger.documents.elements import Form, read

SITE, TWIN = "hostile/", "harmless/"
#: of so many texts one stands in the usual run
EACH = 9


def plain(text: str) -> str:
    """Return a text with every white sign a blank, and no more of them than one."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Return a text without any white."""
    return "".join(text.split())


@pytest.fixture(scope="session", params=[EACH, pytest.param(1, marks=pytest.mark.long)])
def texts(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Every ninth of the texts, of every family some; and all of them where there is time."""
    return shown()[:: request.param]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, texts: tuple[str, ...]) -> tuple[Site, Site]:
    """The site of hostile texts, and the one of harmless texts in the same places."""
    return hostile_sites(tmp_path_factory.mktemp("hostile"), texts)


@pytest.fixture(scope="session")
def hostile_base(sites: tuple[Site, Site]) -> Iterator[str]:
    """The address below which both are served."""
    yield from serve(sites[0].root.parent)


#: compares pages of the two sites as the browser reads them: what is in the harmless page, with the
#: hostile texts put in the places of the harmless ones, is in the hostile page, and nothing else
COMPARE = """async ([addresses, site, twin, pairs]) => {
  const due = new Map(pairs)
  const bare = (text) => text.replace(/\\s/g, "")
  // an article of a system has a paragraph for each line that holds something
  const closed = (text) => text.replace(/\\n+/g, "\\n")
  const expected = (told, as = (text) => text) => {
    const text = as(told)
    let done = "", at = 0
    for (const found of text.matchAll(/文[甲乙丙丁戊己庚辛壬癸]{4}/g)) {
      let [harmless, hostile] = due.get(found[0]).map(as)
      if (!text.startsWith(harmless, found.index)) [harmless, hostile] = [harmless, hostile].map(closed)
      if (!text.startsWith(harmless, found.index)) return `${found[0]} is cut: ${text}`
      done += text.slice(at, found.index) + hostile
      at = found.index + harmless.length
    }
    return done + text.slice(at)
  }
  const plain = (text) => text.replace(/\\u00a0/g, " ")
  const told = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return plain(node.data)
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return ""
    if (node.tagName === "BR") return "\\n"
    // an article has a paragraph for each line
    const begun = node.tagName === "P" && node.previousSibling?.tagName === "P" ? "\\n" : ""
    return begun + [...(node.content?.childNodes ?? node.childNodes)].map(told).join("")
  }
  // a sentence in the report ends with one full stop, however it was typed
  const stopped = (text) => text.replace(/[。；;.]+。/g, "。")
  const own = (node) => [...node.attributes].filter(({ name }) => !(name === "class" && /^T[DH]$/.test(node.tagName)))
  const made = new Set(["id", "href", "class", "for", "aria-describedby"])
  const page = async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html")
  const wrong = []
  for (const address of addresses) {
    const [ours, theirs] = await Promise.all([page(site + address), page(twin + address)])
    for (const each of [ours, theirs]) each.querySelector(".document-tools")?.remove() // only one offers files
    // a quotation stands without the breaks around it; its text is compared below, breaks and all
    const [nodes, others] = [ours, theirs].map((each) => [...each.querySelectorAll("*:not(q br)")])
    const names = (node) => `${node.tagName} ${own(node).map(({ name }) => name)} ${(node.getAttribute("href") ?? "").split("#")[0]}`
    let at = nodes.findIndex((node, number) => !others[number] || names(node) !== names(others[number]))
    if (at < 0 && others.length > nodes.length) at = nodes.length
    if (at >= 0) { wrong.push([address, nodes[at]?.outerHTML.slice(0, 300), others[at]?.outerHTML.slice(0, 300)]); continue }
    nodes.forEach((node, number) => own(node).forEach(({ name, value }) => {
      const other = expected(others[number].getAttribute(name))
      if (!made.has(name) && plain(value) !== plain(other)) wrong.push([address, `${node.tagName} ${name}`, value, other])
    }))
    // the theme has its own ways with white in the frame; a quoted sentence ends where a text has a full stop
    for (const [what, frame, as, holds] of [
      ["frame", "title, .md-header, .md-nav", bare, (one, other) => one === other],
      ["quotation", "ul.uses q, .quoted q", (text) => stopped(text).trim(), (one, other) => other.includes(one)]]) {
      const [here, there] = [ours, theirs].map((each) => [...each.querySelectorAll(frame)])
      here.forEach((node, number) => {
        const [one, other] = [as(told(node)), as(expected(told(there[number]), as === bare ? bare : undefined))]
        if (!holds(one, other)) wrong.push([address, what, one.slice(0, 200), other.slice(0, 200)])
      })
      for (const node of [...here, ...there]) node.remove()
    }
    const [text, other] = [told(ours.documentElement), expected(told(theirs.documentElement))].map(stopped)
    if (text !== other) {
      at = 0
      while (text[at] === other[at]) at += 1
      const around = (all) => all.slice(Math.max(0, at - 60), at + 60)
      wrong.push([address, around(text), around(other)])
    }
  }
  return wrong
}"""


def pairs(texts: tuple[str, ...]) -> list[list[Any]]:
    """Return, by its sign, each harmless text with the hostile one."""
    both = ((harmless(text).rstrip("\n"), text.rstrip("\n")) for text in texts)
    return [[ours[:5], [ours, text.replace("\xa0", " ")]] for ours, text in both]


@pytest.mark.slow
def test_there_are_texts_of_every_family() -> None:
    assert len(TEXTS) == len(set(TEXTS)) >= 600
    assert len(shown()) >= 577
    assert all(len(set(family) & set(shown())) >= 15 for family in FAMILIES.values())
    assert all(len(set(family) & set(shown()[::EACH])) >= 2 for family in FAMILIES.values())


def test_what_is_refused_is_told_where_it_stands() -> None:
    assert 50 < len(refused()) < 140
    for messages in refused().values():
        assert all(
            "data/2021/廉政提醒.yml:" in message and message.isprintable() for message in messages
        )


def test_pages_hold_what_was_typed_and_nothing_else(
    texts: tuple[str, ...], sites: tuple[Site, Site], hostile_base: str, visit: Opener
) -> None:
    ours, theirs = sites
    assert ours.addresses() == theirs.addresses()
    page = visit(SITE + "figures/study/", at=hostile_base)
    given = [ours.addresses(), hostile_base + SITE, hostile_base + TWIN, pairs(texts)]
    assert page.evaluate(COMPARE, given) == []


#: returns, by where a text may stand, the signs of the texts that stand there in the harmless site
CONTEXTS = """async ([addresses, site]) => {
  const found = {}
  const note = (context, text) => {
    for (const [sign] of text.matchAll(/文[甲乙丙丁戊己庚辛壬癸]{4}/g)) (found[context] ??= new Set()).add(sign)
  }
  for (const address of addresses) {
    const page = new DOMParser().parseFromString(await (await fetch(site + address)).text(), "text/html")
    note("page title", page.title)
    for (const node of page.body.querySelectorAll("*")) {
      for (const { name, value } of node.attributes)
        if (/^(title|aria-label|data-.*)$/.test(name)) note("attribute", value)
        else if (name === "href" && value.includes("#")) note("link target", decodeURIComponent(value))
    }
    for (const [context, of] of [["heading", "h1, h2, h3, h4"], ["paragraph", "p"], ["list", "li, dd"], ["cell", "td"], ["link", "a"]])
      for (const node of page.querySelectorAll(of)) note(context, node.textContent)
  }
  return Object.fromEntries(Object.entries(found).map(([context, signs]) => [context, [...signs]]))
}"""


def test_every_text_stands_everywhere(
    texts: tuple[str, ...], sites: tuple[Site, Site], hostile_base: str, visit: Opener
) -> None:
    page = visit(TWIN + "figures/study/", at=hostile_base)
    found = page.evaluate(CONTEXTS, [sites[1].addresses(), hostile_base + TWIN])
    assert set(found) == {
        "page title", "attribute", "link target", "heading", "paragraph", "list", "cell", "link",
    }  # fmt: skip
    every = {harmless(text)[:5] for text in texts if quotable(text)}
    assert {context: len(every - set(signs)) for context, signs in found.items()} == dict.fromkeys(
        found, 0
    )


#: opens pages in frames, as readers open them: what ran, and what stands where it should not
VISIT = """async ([addresses, widths]) => {
  const wrong = []
  const box = (node) => node.getBoundingClientRect()
  const shown = (nodes) => [...nodes].filter((node) => node.getClientRects().length)

  function layout(page, told) {
    const root = page.documentElement
    if (root.scrollWidth > root.clientWidth) told(`wider than the window by ${root.scrollWidth - root.clientWidth}`)
    for (const row of shown(page.querySelectorAll("article tr"))) {
      const cells = shown(row.cells).map(box)
      if (cells.some((cell, at) => at && cell.left < cells[at - 1].right - 1 && cell.top < cells[at - 1].bottom - 1)) told(`cells overlap in ${row.id}`)
    }
    for (const list of shown(page.querySelectorAll("article :is(ul, ol, tbody, section, blockquote)"))) {
      const items = shown(list.children).map(box)
      if (items.some((item, at) => at && item.top < items[at - 1].bottom - 1 && item.left < items[at - 1].right - 1)) told(`items overlap in ${list.outerHTML.slice(0, 90)}`)
    }
  }

  async function visit(address) {
    const frame = document.createElement("iframe")
    frame.style.cssText = `position:absolute;left:0;top:0;border:0;height:700px;width:${widths[0]}px`
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }))
    frame.src = address
    document.body.append(frame)
    await loaded
    const said = new Set()
    const told = (what) => said.add(what)
    const page = frame.contentDocument
    for (const node of page.querySelectorAll("[autofocus]")) node.focus()
    for (const width of widths) {
      frame.style.width = `${width}px`
      layout(page, told)
    }
    if (frame.contentWindow.pwned !== undefined) told("something ran")
    frame.remove()
    wrong.push(...[...said].slice(0, 6).map((what) => [address, what]))
  }

  const waiting = [...addresses]
  await Promise.all([1, 2, 3].map(async () => { while (waiting.length) await visit(waiting.shift()) }))
  if (window.pwned !== undefined) wrong.push("something ran")
  return wrong
}"""


def test_nothing_runs_and_no_layout_breaks(
    texts: tuple[str, ...], sites: tuple[Site, Site], hostile_base: str, visit: Opener, heard: Heard
) -> None:
    """With a part of the texts every twelfth page of each folder is enough."""
    page = visit(SITE + "figures/study/", at=hostile_base)
    # measuring the paper reads no text; of two hundred pages it is slow, and the PDF does it too
    page.route("**/official.js*", lambda route: route.fulfill(body=""))
    # the page for what is not there names its styles from the top of a site
    addresses = [each for each in sites[0].addresses() if each != "404.html"]
    if len(texts) < len(shown()):
        addresses = [
            each
            for _, alike in groupby(addresses, key=lambda address: address.split("/")[0])
            for each in [*alike][::12]
        ]
    visited = [hostile_base + SITE + each for each in addresses]
    assert page.evaluate(VISIT, [visited, [1000, 360]]) == []
    assert not heard.complaints
    assert not [url for url in heard.requests if not url.startswith(hostile_base)]


# --- in the search


_SIGN = re.compile(r"文[甲乙丙丁戊己庚辛壬癸]{4}(?: 行)*")


def test_the_search_knows_what_was_typed(texts: tuple[str, ...], sites: tuple[Site, Site]) -> None:
    ours, theirs = (searched(site.root) for site in sites)
    due = {plain(harmless(text)): plain(text) for text in texts}

    def instead(text: str) -> str:
        return bare(_SIGN.sub(lambda found: due[found[0]], text))

    assert list(ours) == list(theirs)
    for address in ours:
        (title, places), (other, others) = ours[address], theirs[address]
        assert bare(title) == instead(other)
        assert [bare(place.heading) for place in places] == [
            instead(place.heading) for place in others
        ]
        if not address.startswith(
            ("figures/x-", "report/", "systems/x-")
        ):  # a sentence ends where a text has a stop
            pieces = [bare(piece) for place in places for piece in place.pieces]
            assert pieces == [instead(piece) for place in others for piece in place.pieces]


def test_what_was_typed_is_found_and_shown_as_text(
    texts: tuple[str, ...], visit: Opener, hostile_base: str, heard: Heard
) -> None:
    page = visit(SITE + "figures/study/", at=hostile_base)
    search_for(page, "甲")
    page.wait_for_function("siteSearch.ready()")
    wanted = [
        plain(text) for text in texts if len(re.findall(r"\w", text)) > 3 and len(text) < 1000
    ]
    assert len(wanted) > len(texts) * 0.4
    found = page.evaluate("(queries) => queries.map((query) => siteSearch.find(query))", wanted)
    assert [
        text for text, pages in zip(wanted, found, strict=True) if "records/2021-11/" not in pages
    ] == []
    for text in wanted[::25]:
        search_for(page, text)
        expect(page.locator(".search-list mark").first).to_be_visible()
        assert (
            page.locator(
                ".search-list :not(li, ol, a, b, span, strong, small, mark, p, button)"
            ).count()
            == 0
        )
    assert page.evaluate("window.pwned") is None
    assert not heard.complaints


# --- in the report's files


@pytest.fixture(scope="session")
def report(sites: tuple[Site, Site]) -> Path:
    """The folder in which the report and its files stand."""
    return sites[0].root / "report"


def test_word_holds_what_was_typed_and_nothing_else(texts: tuple[str, ...], report: Path) -> None:
    elements = read((report / "index.html").read_text(encoding="utf-8"), Form())
    content = (report / "report.docx").read_bytes()
    document = docx.Document(io.BytesIO(content))
    assert word_texts(document) == [
        part for each in expected(elements) for part in each.split("\t") if part
    ]
    typed = {plain(text) for text in filter(quotable, texts)}
    paragraphs = {plain(element.text) for element in elements if element.kind == "text"}
    headings = {
        plain(element.text.partition(". ")[2]) for element in elements if element.kind == "h4"
    }
    cells = {plain(cell) for element in elements for row in element.rows for cell in row}
    assert typed - paragraphs == typed - headings == typed - cells == set()
    for name, root in parts(content).items():
        tags = Counter(etree.QName(node).localname for node in root.iter(etree.Element))
        assert not {"hyperlink", "altChunk", "fldSimple", "object", "pict", "drawing"} & set(
            tags
        ), name
        told = [node.text for node in root.iter("{*}instrText")]
        assert set(told) <= {" PAGE "}
        assert not [node for node in root.iter("{*}Relationship") if node.get("TargetMode")]


def test_a_word_processor_shows_what_was_typed(report: Path, tmp_path: Path) -> None:
    elements = read((report / "index.html").read_text(encoding="utf-8"), Form())
    shutil.copy(report / "report.docx", tmp_path)
    office("txt:Text (encoded):UTF8", tmp_path / "report.docx")
    found = plain((tmp_path / "report.txt").read_text(encoding="utf-8-sig"))
    missing = [e.text for e in elements if e.kind in ("text", "h4") and plain(e.text) not in found]
    assert missing == []


def test_excel_holds_texts_and_no_formula(texts: tuple[str, ...], report: Path) -> None:
    book = opened((report / "report.xlsx").read_bytes())
    held = {row["编号"]: row["事项"] for row in book.table("履责记录")}
    assert [held[f"x-trace-{number}"] for number in range(len(texts))] == [
        text.rstrip("\n") for text in texts
    ]
    for name, content in book.parts.items():
        assert not re.search(rb"<f[ >/]|ddeLink|externalLink|TargetMode", content), name
    for sheet in book.files:
        for cell in book.cells(sheet):
            assert cell.get("t") in ("s", None, "n")
        assert all(
            link.get("location") for link in book.root(book.files[sheet]).iter(f"{MAIN}hyperlink")
        )


@pytest.mark.long  # in the usual run tests/test_excel.py lets a spreadsheet show every text
def test_a_spreadsheet_shows_what_was_typed(
    texts: tuple[str, ...], report: Path, tmp_path: Path
) -> None:
    rows = spreadsheet((report / "report.xlsx").read_bytes(), tmp_path)["履责记录"]
    name, matter = (rows[0].index(head) for head in ("编号", "事项"))
    found = {row[name]: row[matter] for row in rows[1:]}
    wrong = [
        (text, found[f"x-trace-{number}"]) for number, text in enumerate(texts)
        if found[f"x-trace-{number}"] != text.rstrip("\n") and "_x0_" not in text
    ]  # fmt: skip
    assert wrong == []


def _names(reader: PdfReader) -> Iterator[str]:
    """Yield every name in the objects of a PDF; chance finds any in a compressed stream."""
    numbers = {*reader.xref.get(0, ()), *reader.xref_objStm}
    waiting: list[Any] = [reader.get_object(number) for number in numbers]
    waiting.append(reader.trailer)
    while waiting:
        each = waiting.pop()
        if isinstance(each, NameObject):
            yield each
        elif isinstance(each, dict):
            waiting += [*each.keys(), *(v for v in each.values() if v is not None)]
        elif isinstance(each, list):
            waiting += each


#: names of what a PDF may do on its own
DOING = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/URI",
    "/SubmitForm",
    "/EmbeddedFile",
    "/OpenAction",
    "/AA",
}


def test_pdf_holds_what_was_typed_and_does_nothing(texts: tuple[str, ...], report: Path) -> None:
    reader = PdfReader(report / "report.pdf")
    for page in reader.pages:
        for annotation in page.annotations or ():
            action = annotation.get_object().get("/A", {}).get_object()
            assert action.get("/S") in (None, "/GoTo"), action
    assert set(_names(reader)) & DOING == set()
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    quoted = [*filter(quotable, texts)]
    simple = [
        each
        for each in quoted
        if each.count("\n") < 20
        and len(each) < 500
        and re.fullmatch(r"[\x20-\x7e\n\u4e00-\u9fff，。；：“”]+", each)
    ]
    assert len(simple) > len(quoted) / 2
    assert [each for each in simple if re.sub(r"\s", "", each) not in text] == []
