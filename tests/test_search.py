"""The search: whatever stands in a page is found, the best first, in a real browser."""

from __future__ import annotations

import json
import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from gzip import compress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
import yaml
from browsing import Heard, Opener, search_for, serve
from conftest import Bureau, sample
from hostile import TEXTS
from lxml import html
from playwright.sync_api import Browser, Page, expect
from site_tools import ROOT, Node, Site, searched

from ledger.documents import files
from ledger.pages import search, synonyms
from ledger.pages.search import Finished
from ledger.survey import open_project

YEAR = 2021
#: pages that only repeat others
REPEATING = {"404.html", "posts/all/"}
PHONE = {"viewport": {"width": 390, "height": 800}}


# --- the index


def places(content: str) -> list[tuple[str, str, list[str]]]:
    element = html.fragment_fromstring(content, create_parent="div")
    return [(p.anchor, p.heading, p.pieces) for p in search.entry("", element).places]


def test_a_heading_begins_a_place_and_links_do_not_cut_a_phrase() -> None:
    content = (
        '<h1 id="t">题</h1><p>先后<a href="x">8次</a>集中<b>学习</b>。</p>'
        '<h2 id="s">一、情况</h2><p>甲<br>乙</p><p>丙</p>'
    )
    assert places(content) == [
        ("", "题", ["先后8次集中学习。"]),
        ("s", "一、情况", ["甲 乙", "丙"]),
    ]


def test_a_row_is_a_place_and_what_follows_the_table_is_not_in_it() -> None:
    content = (
        '<h2 id="s">表</h2><table><tr><th>编号</th></tr><tr id="r1"><td>甲</td><td>乙<small>丙</small>'
        "</td></tr></table><p>以上</p>"
    )
    assert places(content) == [("s", "表", ["编号", "以上"]), ("r1", "", ["甲", "乙", "丙"])]


def test_a_cell_of_a_ledgers_own_table_is_found_with_its_head() -> None:
    """Also what a reader sees on request; an empty cell says nothing under its head."""
    table = (
        "<table{}><thead><tr><th>方式</th><th hidden>件数</th><th>佐证</th></tr></thead><tbody>"
        '<tr id="v1"><td>书面</td><td hidden>3</td><td></td></tr></tbody></table>'
    )
    assert places(table.format(""))[-1] == ("v1", "", ["书面"])
    found = places(table.format(' data-search-heads=""'))
    assert found[-1] == ("v1", "", ["方式 书面", "件数 3"])


def test_an_anchor_in_a_sentence_does_not_cut_it() -> None:
    content = '<p>依照<span id="a"></span>第七条</p><table><tr><td><span id="b"></span>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>'
    assert places(content) == [("", "", ["依照第七条", "丙"]), ("b", "", ["甲", "乙"])]


def test_a_heading_without_anchor_names_the_place_it_stands_in() -> None:
    content = '<section id="x"><h3>问题<span class="state">推进中</span></h3><p>措施</p></section>'
    assert places(content) == [("x", "问题", ["推进中", "措施"])]


@pytest.mark.parametrize(
    "unseen",
    ["<script>藏</script>", "<style>藏</style>", "<!-- 藏 -->", "<p hidden>藏</p>",
     '<p class="crumbs"><a href="x">藏</a></p>', '<aside data-search-exclude="">藏</aside>', '<p title="藏"></p>'],
)  # fmt: skip
def test_what_is_not_shown_or_stands_elsewhere_is_not_found(unseen: str) -> None:
    assert places(f"<p>前</p>{unseen}<p>后</p>") == [("", "", ["前", "后"])]


def test_the_same_pages_give_the_same_bytes_in_any_order() -> None:
    pages = [Finished(f"a/{n}/", f"题{n}", f"<p>文{n % 3}</p>") for n in range(9)]
    shuffled = random.Random(1).sample(pages, len(pages))
    assert search.index(pages, YEAR) == search.index(shuffled, YEAR)


def test_a_text_that_stands_in_many_pages_is_kept_once() -> None:
    text = search.index((Finished(f"a/{n}/", "题", "<p>同一句话</p>") for n in range(50)), YEAR)
    assert text.count("同一句话") == text.count("题") == 1


def test_a_page_without_a_title_has_a_number_for_it() -> None:
    """The script in the browser looks a title up without asking whether there is one."""
    text = search.index([Finished("x/", " ", "<p>文</p>")], YEAR)
    data = json.loads(text[len("siteSearch.receive(") : -2])
    number = data["pages"][0][1]
    assert number >= 0
    assert data["pieces"][number] == ""


@pytest.mark.parametrize("typed", ["100%d", '"%s"', "\\%%", "{}%(a)s"])
def test_a_sign_of_forms_is_a_sign(typed: str) -> None:
    page = f"<h1>题</h1><h2 id='甲{typed}'>{typed}</h2><p>{typed}</p>"
    place = search.read(search.index([Finished("x/", "题", page)], YEAR)).entries["x/"].places[-1]
    assert (place.anchor, place.heading, place.pieces) == (f"甲{typed}", typed, [typed])


def test_the_index_is_a_script_whatever_is_typed() -> None:
    pages = [Finished("x/", value, "<p>甲\u2028乙</p>", value) for value in TEXTS]
    text = search.index(pages, YEAR, [[value, "甲"] for value in TEXTS])
    assert text.startswith("siteSearch.receive({") and text.endswith("})\n")
    assert json.loads(text[len("siteSearch.receive(") : -2])["pages"]
    assert "\u2028" not in text


def test_of_words_that_mean_the_same_those_go_along_that_find_something() -> None:
    pages = [Finished("x/", "题", "<p>Ａ级 宾馆，请 客</p>")]
    groups = [["a级", "甲级"], ["宴会", "请客"], ["暗语", "密语"]]
    assert search.read(search.index(pages, YEAR, groups)).groups == groups[:2]


def test_what_a_page_offers_is_found_as_a_heading() -> None:
    pages = [Finished("x/", "题", "<p>文</p>", offers="打印、下载 Word")]
    places = search.read(search.index(pages, YEAR)).entries["x/"].places
    assert [(place.anchor, place.heading) for place in places] == [
        ("", ""),
        ("", "打印、下载 Word"),
    ]


def test_the_products_own_words_are_a_ledger_in_order(bureau: Bureau) -> None:
    shipped = (ROOT / "ledger/language/synonyms.yml").read_text(encoding="utf-8")
    assert not bureau.write("data/近义词.yml", shipped).messages()
    assert len(synonyms.shipped()) == shipped.count("- 词:")


def test_the_words_of_an_edition_are_a_bureaus_own_the_products_and_names(bureau: Bureau) -> None:
    bureau.write("data/近义词.yml", "- 词: [公车, 铁牛]\n- {词: [接待, 暗语], 可见: 班子}\n")
    groups = synonyms.groups(bureau.project())
    assert groups[:2] == [("公车", "铁牛"), synonyms.shipped()[0]]
    assert ("示例市纪委第六次全体会议", "市纪委全会") in groups
    assert not any("暗语" in group for group in groups)
    assert ("接待", "暗语") in synonyms.groups(open_project(bureau.root, "班子"))


# --- the whole site, against an oracle of our own

#: what begins and ends on a line of its own; nothing here is taken from the search
_LINES = {"address", "article", "aside", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
          "h1", "h2", "h3", "h4", "li", "ol", "p", "q", "section", "small", "summary", "table", "tbody", "td",
          "text", "th", "thead", "tr", "ul"}  # fmt: skip
_LABELS = {"kind", "level", "old", "state", "who"}
_OUTSIDE = {"crumbs", "document-tools"}
_SAME = str.maketrans("“”‘’–—", "\"\"''--")


def lines(node: Node) -> Iterator[str]:
    """Yield the lines that a reader sees: what links and marks in a sentence hold is part of it."""
    said: list[str] = []

    def read(child: Node | str) -> Iterator[str]:
        if isinstance(child, str):
            said.append(child)
            return
        if child.tag in ("script", "style") or "data-search-exclude" in child.attributes:
            return
        if "hidden" in child.attributes or _OUTSIDE & set(child.classes):
            return
        apart = child.tag in _LINES or _LABELS & set(child.classes)
        if apart:
            yield from ended()
        said.append(" " if child.tag == "br" else "")
        for each in child.children:
            yield from read(each)
        if apart:
            yield from ended()

    def ended() -> Iterator[str]:
        line = " ".join("".join(said).split())
        said.clear()
        if line:
            yield line

    yield from read(node)
    yield from ended()


def folded(text: str) -> str:
    """Return what is compared: width, case, quotes and blanks make no difference."""
    plain = "".join(unicodedata.normalize("NFKC", sign).lower() for sign in text)
    plain = " ".join(plain.translate(_SAME).split())
    return re.sub(r"(.) (?=(.))", _blank, plain)


def _blank(found: re.Match[str]) -> str:
    same = re.fullmatch("[a-z]{2}|[0-9]{2}", found[1] + found[2])
    return found[1] + (" " if same else "")


#: what is done on a page beside reading it
OFFERED = {"regulations/quiz/": "抽题自测、组卷、打印试卷"}


@dataclass(frozen=True)
class Text:
    """A page's title, its lines, and the lines as they are compared."""

    title: str
    lines: list[str]
    folded: str


@cache
def texts(site: Site) -> dict[str, Text]:
    """Return every page that is searched."""
    found = {}
    for address in site.addresses():
        if address not in REPEATING:
            page = site.page(address)
            title = page.one("title").text.split(" - ")[0] if address else "首页"
            shown = list(lines(page.all("article")[0]))
            said = [title, *shown, OFFERED.get(address, files.offers(f"{address}index.md"))]
            found[address] = Text(title, shown, "\n".join(map(folded, said)))
    return found


def expected(site: Site, *queries: str) -> set[str]:
    """Return the pages that hold one of the queries."""
    asked = list(map(folded, queries))
    pages = texts(site).items()
    return {address for address, text in pages if any(one in text.folded for one in asked)}


def beside_heads(site: Site, query: str) -> set[str]:
    """Return the pages of a ledger's own table that hold a query where a head stands before its cell."""
    return {address for address, said in headed(site).items() if folded(query) in said}


@cache
def headed(site: Site) -> dict[str, str]:
    """Return what the tables of ledgers say, each cell with its head before it."""
    found: dict[str, str] = {}
    for address in texts(site):
        for each in site.page(address).all(
            "table", where=lambda node: "data-search-heads" in node.attributes
        ):
            heads = [head.text for head in each.one("thead").all("th")]
            for row in each.one("tbody").all("tr"):
                cells = zip(heads, row.all("td"), strict=False)
                said = "\n".join(folded(f"{head} {cell.text}") for head, cell in cells)
                found[address] = f"{found.get(address, '')}\n{said}"
    return found


@cache
def groups(site: Site) -> list[list[str]]:
    """Return the words that mean the same."""
    return search.read((site.root / search.FILE).read_text(encoding="utf-8")).groups


def alike(site: Site, query: str) -> list[str]:
    """Return a query with each word of a group replaced by another of it."""
    asked = folded(query)
    return [
        asked.replace(folded(word), folded(other))
        for group in groups(site)
        for word in group
        for other in group
        if folded(word) in asked
    ]


def sampled(site: Site, count: int) -> set[str]:
    """Return pieces of lines of 2 to 8 signs, begun and ended anywhere."""
    draw = random.Random(2021)
    every = [line for text in texts(site).values() for line in text.lines if len(line) > 1]
    found: set[str] = set()
    while len(found) < count:
        line = draw.choice(every)
        start = draw.randrange(len(line) - 1)
        piece = line[start : start + draw.randint(2, 8)].strip()
        if len(folded(piece)) > 1:
            found.add(piece)
    return found


_NAMED = re.compile(r"《[^《》]{2,40}》|第[一二三四五六七八九十百零]+条|\d{4}年(?:\d+月\d+日)?|\d+(?:\.\d+)?%|"
                    r"r\d\d-\d\d|\d{4}-\d\d-\d\d|“?1\+4”?|〔\d{4}〕\d+号")  # fmt: skip


def named(site: Site) -> set[str]:
    """Return every document's name, article number, date, share and record number."""
    return {name for t in texts(site).values() for line in t.lines for name in _NAMED.findall(line)}


def widened(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


#: under a strict policy nothing else can wait in the page
_LOAD = """() => new Promise((done) => {
  const wait = () => siteSearch.ready() ? done() : setTimeout(wait, 10)
  siteSearch.load()
  wait()
})"""
_FIND = "queries => queries.map(query => siteSearch.find(query))"


@pytest.fixture
def finder(visit: Opener) -> Page:
    """A page whose search has its index."""
    page = visit("figures/")
    load(page)
    return page


def load(page: Page) -> None:
    """Let a page's search load its index, as it does when the search is opened."""
    page.evaluate(_LOAD)


def ask(page: Page, queries: list[str]) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(_FIND, queries)
    return [list(map(unquote, pages)) for pages in found]


@pytest.mark.slow
def test_every_page_but_the_repeating_is_in_the_index(site: Site) -> None:
    assert set(searched(site.root)) == set(site.addresses()) - REPEATING == set(texts(site))


#: what is looked for otherwise as well: words apart, 第37条, days
OTHERWISE = re.compile(r"\s|第|\d[-年月.]\d|[\d一二三四五六七八九十]月|季度")


@pytest.mark.slow
@pytest.mark.parametrize("count", [250, pytest.param(3000, marks=pytest.mark.long)])
def test_whatever_stands_in_a_page_is_found_in_that_page(
    site: Site, finder: Page, count: int
) -> None:
    pieces, names = sampled(site, count), named(site)
    assert len(names) > 300
    queries = sorted(pieces | names | {widened(name) for name in names})
    missed, wrong = [], []
    for query, found in zip(queries, ask(finder, queries), strict=True):
        truth = expected(site, query)
        assert truth, query
        missed += [(query, address) for address in truth - set(found)]
        if not OTHERWISE.search(query) and not OTHERWISE.search(folded(query)):
            others = expected(site, *alike(site, query)) | beside_heads(site, query)
            wrong += [(query, address) for address in set(found) - truth - others]
    assert not missed
    assert not wrong


@pytest.mark.slow
def test_what_the_browser_shows_is_found(visit: Opener, base: str, finder: Page) -> None:
    """The lines as the browser itself lays them out, on a page of each kind."""
    queries: dict[str, str] = {}
    page = visit("")
    for address in ("", "report/", "ledgers/rectification/", "records/2021-03/", "figures/traces/",
                    "regulations/disciplinary/", "posts/office-head/", "systems/duties/"):  # fmt: skip
        page.goto(base + address)
        seen = page.evaluate("""() => {
          document.querySelectorAll("details").forEach((one) => { one.open = true })
          document.querySelectorAll(".crumbs, .figure-notes, .document-tools, .told, .asking, [data-search-exclude], svg")
            .forEach((one) => one.remove())
          document.querySelectorAll(".kind, .level, .old, .state, .who")
            .forEach((one) => one.before(document.createElement("br")))
          return document.querySelector("article").innerText }""")
        draw = random.Random(address)
        shown = [line.strip() for line in re.split(r"[\n\t]", seen) if len(line.strip()) > 3]
        for line in draw.sample(shown, min(40, len(shown))):
            start = draw.randrange(len(line) - 2)
            queries[line[start : start + 6].replace("↕", "").strip()] = address
    asked = [query for query in queries if len(folded(query)) > 1]
    assert len(asked) > 200
    found = ask(finder, asked)
    assert not [q for q, pages in zip(asked, found, strict=True) if queries[q] not in pages]


@pytest.mark.slow
def test_a_note_repeats_what_is_found_elsewhere(site: Site, finder: Page) -> None:
    notes = site.page("report/").all("div.figure-note")
    queries = sorted({folded(dd.text)[:12] for note in notes for dd in note.all("dd")[:3:2]})
    assert len(queries) > 60
    assert not [q for q, found in zip(queries, ask(finder, queries), strict=True) if not found]


def headings(site: Site) -> dict[str, set[str]]:
    """Return the pages in which each heading stands."""
    found: dict[str, set[str]] = {}
    for address, (_, entries) in searched(site.root).items():
        for entry in entries:
            if entry.heading:
                found.setdefault(entry.heading, set()).add(address)
    return found


@pytest.mark.slow
def test_the_right_page_is_among_the_first_five(site: Site, finder: Page) -> None:
    right: dict[str, set[str]] = {}
    for address, (title, _) in searched(site.root).items():
        right.setdefault(title, set()).add(address)
    titles, sections = list(right), headings(site)
    for heading, pages in sections.items():
        right.setdefault(heading, set()).update(pages)
    found = dict(zip(right, ask(finder, list(right)), strict=True))
    late = [name for name in right if not right[name] & set(found[name][:5])]
    assert len(titles) > 200 and len(sections) > 100
    assert not [name for name in titles if name in late]
    assert len(late) <= len(right) * 0.02, late


@pytest.mark.slow
def test_a_title_comes_before_what_mentions_it(finder: Page) -> None:
    first = {
        "整改台账": "ledgers/rectification/",
        "报告": "report/",
        "中国共产党纪律处分条例": "regulations/disciplinary/",
        "1＋4": "systems/",
        "R03-05": "records/2021-03/",
        "第37条": "regulations/disciplinary/",
    }
    found = ask(finder, list(first))
    assert [pages[0] for pages in found] == list(first.values())


#: how people ask, by kind: 问 is typed, 页 are right, 都要 all of them; 以后 says what is lacking
ASKED = [
    case
    for cases in yaml.safe_load((ROOT / "tests/queries.yml").read_text("utf-8")).values()
    for case in cases
]


def answered(case: dict[str, Any], pages: list[str]) -> bool:
    """Whether a right page is among the first five, or all are where all must be."""
    due, first = set(case["页"]), set(pages[:5])
    return due <= first if "都要" in case else bool(due & first)


@pytest.mark.slow
def test_what_people_ask_is_answered_among_the_first_five(finder: Page) -> None:
    found = ask(finder, [case["问"] for case in ASKED])
    wrong = [
        (case["问"], pages[:5])
        for case, pages in zip(ASKED, found, strict=True)
        if "以后" not in case and not answered(case, pages)
    ]
    assert len(ASKED) > 70 and sum("以后" in case for case in ASKED) < 10
    assert not wrong


@pytest.mark.slow
def test_the_index_stays_small(site: Site) -> None:
    index = (site.root / search.FILE).read_bytes()
    pages = sum(len("".join(text.lines).encode()) for text in texts(site).values())
    assert len(index) < pages
    assert len(compress(index)) < 200_000


# --- in the browser, on two pages of our own

_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'">
<link rel="stylesheet" href="{up}assets/site.css"></head><body data-md-color-scheme="default">
<header class="md-header"><nav class="md-header__inner"></nav></header><article>{content}</article>
<script src="{up}assets/search.js"></script></body></html>"""
GROUPS = [["排版", "版面"], ["研究", "讨论"], ["秘书", "文秘"]]
_CONTENT = {
    "": ("首页", '<h1 id="h">首页</h1><p>按 GB/T 9704 排版，Word 2019 和 WPS 都能打开。</p><p>党组会，研究工作。</p>'),
    "a/": ("甲页", '<h1 id="h">甲页</h1><h2 id="s">第三十七条</h2><p>先后<a href="../">12次</a>集中学习，共 3 500 人。</p>'
                  "<p>“1+4”制度和Ⅳ级响应</p><p>2021年3月18日，2021-11-05，2020年4月9日。</p><details><summary>更多</summary><p>折叠的话</p></details>"),
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two pages with a strict policy for what may run."""
    root = tmp_path_factory.mktemp("small")
    (root / "assets").mkdir()
    for name in ("search.js", "site.css"):
        shutil.copy(ROOT / "mkdocs_ledger/templates/assets" / name, root / "assets")
    pages = [Finished(address, title, content) for address, (title, content) in _CONTENT.items()]
    index = search.index(pages, YEAR, GROUPS)
    (root / search.FILE).write_text(index, encoding="utf-8")
    for address, (title, content) in _CONTENT.items():
        (root / address).mkdir(exist_ok=True)
        text = _PAGE.format(title=title, content=content, up="../" * address.count("/"))
        (root / address / "index.html").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def small_base(small: Path) -> Iterator[str]:
    yield from serve(small)


@pytest.fixture(scope="module")
def small_finder(chromium: Browser, small_base: str) -> Iterator[Page]:
    """The search of the small site in one window, for queries that leave nothing behind."""
    page = chromium.new_page()
    page.goto(small_base)
    load(page)
    yield page
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("GB/T 9704", [""]),
        ("gb/t9704", [""]),
        ("ＧＢ／Ｔ　９７０４", [""]),
        ("word2019", [""]),
        ("Word 2019", [""]),
        ("3 500", ["a/"]),
        ("3500", []),  # a blank between two numbers is one
        ("2019和", [""]),
        ("第37条", ["a/"]),
        ("第三十七条", ["a/"]),
        ("第３７条", ["a/"]),
        ("第 37 条", ["a/"]),
        ("后12次集", ["a/"]),  # a link stands in between
        ("先后 学习", ["a/"]),
        ("学习 先后", ["a/"]),
        ("先后 排版", []),
        ("1＋4", ["a/"]),
        ('"1+4"', ["a/"]),
        ("iv级", ["a/"]),
        ("学习，共", ["a/"]),
        ("会,研究", [""]),
        ("打开。党组", []),  # two paragraphs are no phrase
        ("折叠的话", ["a/"]),
        ("页", ["", "a/"]),
        (".*", []),
        ("(", []),
        ("[", []),
        ("\\", []),
        ("", []),
        ("　 ", []),
        ("\n", []),
        ("人" * 10_000, []),
        ("人 " * 10_000, ["a/"]),
        ("版面", [""]),  # means the same as a word that stands there
        ("公文版面样式", []),
        ("按 GB/T 9704 版面", [""]),  # one of its words does
        ("党组会，讨论工作", [""]),
        ("讨论 学习", []),
        ("文秘", []),  # nothing says the same
        ("3月18日", ["a/"]),
        ("3月18号", ["a/"]),
        ("三月十八日", ["a/"]),
        ("2021-3-18", ["a/"]),
        ("20210318", ["a/"]),
        ("２０２１．３．１８", ["a/"]),
        ("二〇二一年三月十八日", ["a/"]),
        ("二零二一年三月十八号", ["a/"]),
        ("2021年3月", ["a/"]),
        ("2021-03", ["a/"]),
        ("三月份", ["a/"]),
        ("一季度", ["a/"]),
        ("2021年第1季度", ["a/"]),
        ("下半年", []),  # its months are written 2021-11
        ("11月5日", ["a/"]),
        ("十一月五日", ["a/"]),
        ("1月5日", []),
        ("2020-04-09", ["a/"]),
        ("2021-04-09", []),  # the day of another year
        ("2019-03-18", []),
        ("4月9日", ["a/"]),
        ("13月1日", []),
        ("2月40日", []),
        ("3月学习", ["a/"]),
        ("3月18日学习", ["a/"]),  # two words where they are nowhere as one
        ("制度第37条", ["a/"]),
        ("制度第三十七条", ["a/"]),
        ("制度37", ["a/"]),
        ("制度38", []),
        ("制度第38条", []),
        ("3月18日制度", ["a/"]),
        ("制度三月十八日", ["a/"]),
        ("折叠2月", []),
    ],
)
def test_how_it_is_typed_does_not_matter(small_finder: Page, query: str, found: list[str]) -> None:
    assert sorted(ask(small_finder, [query])[0]) == found


@pytest.mark.slow
def test_it_keeps_a_strict_policy_and_its_origin(
    visit: Opener, small_base: str, heard: Heard
) -> None:
    page = visit("", at=small_base)
    assert not [url for url in heard.requests if "search-index" in url]  # not before it is wanted
    search_for(page, "集中学习")
    page.locator(".search-list ol a").first.click()
    page.wait_for_url("**/a/?h=*#s")
    expect(page.locator("mark.search-mark")).to_have_text(["集中学习"])
    assert not heard.complaints
    assert not [url for url in heard.requests if not url.startswith(small_base)]


@pytest.mark.slow
def test_it_works_from_a_folder(chromium: Browser, small: Path, heard: Heard) -> None:
    context = chromium.new_context()
    page = context.new_page()
    heard.listen(page)
    page.goto((small / "a/index.html").as_uri())
    search_for(page, "排版")
    expect(page.locator(".search-status")).to_have_text("1 条结果")
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/index.html?h=*")
    assert page.title() == "首页"
    expect(page.locator("mark.search-mark")).to_have_text(["排版"])
    assert not heard.complaints
    assert not [url for url in heard.requests if not url.startswith(small.as_uri())]
    context.close()


#: every so many hostile texts are typed
STEPS = pytest.mark.parametrize("step", [160, pytest.param(16, marks=pytest.mark.long)])


@pytest.mark.slow
@STEPS
def test_hostile_words_are_shown_as_text(
    visit: Opener, small_base: str, heard: Heard, step: int
) -> None:
    page = visit("", at=small_base)
    status = page.locator(".search-status")
    for query in [*TEXTS[::step], "<b>" * 4000]:
        if query.strip() == "-":  # a dash is found
            continue
        search_for(page, query)
        typed = page.locator(".search-bar input").input_value().strip()
        expect(status).to_contain_text(typed if len(typed) <= 40 else f"{typed[:40]}…")
        assert status.locator("*").count() == 0
        assert page.evaluate("window.pwned") is None
    assert not heard.complaints


@pytest.mark.slow
@STEPS
def test_hostile_marks_change_no_text(
    visit: Opener, small_base: str, heard: Heard, step: int
) -> None:
    page = visit("a/", at=small_base)
    before = page.locator("article").text_content()
    for query in [*TEXTS[::step], "习，共 3 500", "人 " * 2000]:
        page.goto(f"{small_base}a/?{urlencode({'h': query, 'q': query})}")
        page.wait_for_load_state("load")
        assert page.locator("article").text_content() == before
        assert page.evaluate("window.pwned") is None
    assert not heard.complaints


@pytest.mark.slow
def test_marks_cross_links_and_open_what_is_folded(visit: Opener, small_base: str) -> None:
    page = visit("a/?h=后12次集", at=small_base)
    expect(page.locator("mark.search-mark")).to_have_text(["后", "12次", "集"])
    expect(page.locator("a mark")).to_have_text("12次")
    page = visit("a/?h=折叠的话", at=small_base)
    expect(page.locator("mark.search-mark")).to_be_visible()


@pytest.mark.slow
def test_an_index_that_does_not_come_is_told(visit: Opener, small_base: str) -> None:
    page = visit("", at=small_base)
    page.route("**/search-index.js", lambda route: route.abort())
    search_for(page, "排版")
    expect(page.locator(".search-status")).to_contain_text("没有载入")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "said", "marked"),
    sample(
        [
            ("版面", "1 条结果，也找了：排版", ["排版"]),
            ("排版", "1 条结果", ["排版"]),
            ("党组会，讨论工作", "1 条结果，也找了：党组会,研究工作", ["党组会，研究工作"]),
            ("2021-03-19", "没有找到“2021-03-19”，下面是2021年3月的 1 条结果", ["2021年3月"]),
            ("一季度", "1 条结果，也找了：2021年3月", ["2021年3月"]),
            ("三月十八日", "1 条结果", ["2021年3月18日"]),
            ("制度37", "1 条结果", ["第三十七条", "制度"]),
        ],
        3,
    ),
)
def test_it_says_what_else_it_looked_for_and_marks_it(
    visit: Opener, small_base: str, query: str, said: str, marked: list[str]
) -> None:
    page = visit("", at=small_base)
    search_for(page, query)
    expect(page.locator(".search-status")).to_have_text(said)
    page.locator(".search-page").click()
    page.wait_for_url("**/?h=*")
    expect(page.locator("mark.search-mark")).to_have_text(marked)


# --- at work in the site


@pytest.mark.slow
def test_a_word_inside_a_sentence_leads_to_its_section(visit: Opener, heard: Heard) -> None:
    page = visit("figures/")
    search_for(page, "痕迹管理")
    page.locator(".search-list ol a", has_text="落实党风廉政建设主体责任").first.click()
    page.wait_for_url("**/report/**")
    expect(page.locator("mark.search-mark").first).to_be_in_viewport()
    assert not heard.complaints


@pytest.mark.slow
def test_a_record_leads_to_its_row(visit: Opener) -> None:
    page = visit("")
    search_for(page, "R03-05")
    page.locator(".search-list ol a").first.click()
    page.wait_for_url("**/records/2021-03/?h=*#r03-05")
    expect(page.locator("tr:target")).to_be_in_viewport()


@pytest.mark.slow
def test_it_is_worked_by_keyboard(visit: Opener) -> None:
    page = visit("figures/")
    page.keyboard.press("/")
    field, links = page.locator(".search-bar input"), page.locator(".search-list a")
    expect(field).to_be_focused()
    page.keyboard.insert_text("整改台账")
    expect(page.locator(".search-status")).to_have_text(re.compile(r"^\d+ 条结果$"))
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".search-list a, .search-list button").last).to_be_focused()
    page.keyboard.press("n")  # a shortcut of the theme, were it not typed into the field
    expect(field).to_have_value("整改台账n")
    expect(page.locator(".search-status")).to_contain_text("没有找到“整改台账n”")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ledgers/rectification/?h=*")


@pytest.mark.slow
def test_escape_closes_it_and_gives_the_focus_back(visit: Opener) -> None:
    page = visit("figures/")
    button = page.locator(".search-open")
    button.focus()
    page.keyboard.press("Enter")
    search_for(page, "整改")
    expect(page).to_have_url(re.compile(r"\?q="))
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(button).to_be_focused()
    expect(page).to_have_url(re.compile(r"^[^?]*$"))


@pytest.mark.slow
def test_coming_back_shows_the_results_again(visit: Opener) -> None:
    page = visit("figures/")
    search_for(page, "整改台账")
    page.locator(".search-page").first.click()
    page.wait_for_url("**/ledgers/rectification/**")
    page.go_back()
    expect(page.locator(".search-bar input")).to_have_value("整改台账")
    expect(page.locator(".search-page").first).to_contain_text("整改台账")


@pytest.mark.slow
def test_an_address_can_ask(visit: Opener) -> None:
    page = visit("?q=第37条")
    expect(page.locator(".search-page").first).to_contain_text("纪律处分条例")


@pytest.mark.slow
def test_nothing_is_looked_for_while_an_input_method_composes(visit: Opener) -> None:
    page = visit("figures/")
    search_for(page, "")
    client = page.context.new_cdp_session(page)
    client.send(
        "Input.imeSetComposition", {"text": "zheng'gai", "selectionStart": 9, "selectionEnd": 9}
    )
    expect(page.locator(".search-bar input")).to_have_value("zheng'gai")
    expect(page.locator(".search-status")).to_contain_text("可以输入")
    client.send("Input.insertText", {"text": "整改"})
    expect(page.locator(".search-status")).to_contain_text("条结果")


@pytest.mark.slow
def test_all_results_can_be_had(visit: Opener, site: Site) -> None:
    page = visit("figures/")
    search_for(page, "用在哪里")
    count = len(expected(site, "用在哪里"))
    expect(page.locator(".search-status")).to_have_text(f"{count} 条结果")
    assert page.locator(".search-page").count() == 10
    page.locator(".search-rest button").click()
    expect(page.locator(".search-page")).to_have_count(count)
    expect(page.locator(".search-page").nth(10)).to_be_focused()


@pytest.mark.slow
def test_it_has_a_name_and_tells_how_much_was_found(visit: Opener) -> None:
    page = visit("figures/")
    page.get_by_role("button", name="搜索").click()
    dialog = page.get_by_role("dialog", name="搜索")
    expect(dialog.get_by_role("searchbox", name="搜索")).to_be_focused()
    page.keyboard.insert_text("整改台账")
    expect(dialog.get_by_role("status")).to_contain_text("条结果")
    dialog.get_by_role("button", name="关闭搜索").click()
    expect(dialog).to_be_hidden()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", sample(["dark", "light"], 1))
def test_on_a_phone_it_fills_the_window(visit: Opener, scheme: str) -> None:
    page = visit("figures/", color_scheme=scheme, **PHONE)
    search_for(page, "整改")
    expect(page.locator(".search-page").first).to_be_visible()
    assert page.locator("dialog.search").bounding_box() == {
        "x": 0,
        "y": 0,
        "width": 390,
        "height": 800,
    }
    over = page.evaluate("document.querySelector('.search-output').scrollWidth")
    assert over <= 390


@pytest.mark.slow
def test_without_scripts_nothing_dead_is_shown(visit: Opener) -> None:
    page = visit("", java_script_enabled=False)
    assert page.locator(".search-open, dialog").count() == 0
