"""The built site says what the records say, and every link on it leads somewhere."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from fractions import Fraction
from itertools import chain, pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from site_tools import (
    ROOT,
    Node,
    Site,
    add,
    address_of,
    build,
    built,
    check,
    copy_project,
    edit,
    searched,
    small_project,
)

from ledger.commands import main
from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.language.numerals import day, exact, month
from ledger.pages.figures import time_facts
from ledger.pages.layout import ABOUT, RELEASES
from ledger.project import Project
from ledger.prose.headings import anchor
from ledger.records.base import Record
from ledger.records.types.work import Task, Trace

pytestmark = pytest.mark.slow

BANNER = "示例：单位、人员和数据均为虚构"
#: what Material itself writes into each page, by its beginning
THEME_SCRIPTS = ("__md_scope=", 'var palette=__md_get("__palette")', "var target=document.getElement",
                 '{"annotate"')  # fmt: skip
SECTIONS = (
    ("h2", "一、主要工作情况"),
    ("h3", "（一）强化组织领导"),
    ("h3", "（二）深化党内法规学习教育"),
    ("h3", "（三）落实党风廉政建设主体责任"),
    ("h3", "（四）防止“四风”问题反弹"),
    ("h3", "（五）推进系统治理"),
    ("h2", "二、存在的问题"),
    ("h3", "（一）尚未办结的问题"),
    ("h3", "（二）工作中的不足"),
    ("h2", "三、工作打算"),
)


@pytest.fixture(scope="session")
def real(project: Project) -> Project:
    """The project itself."""
    return project


def article(page: Node) -> Node:
    """A page's own text; of the report, the document."""
    whole = page.one("article")
    return next((node for node in whole.walk() if node.get("id") == "document"), whole)


def squeezed(text: str) -> str:
    return " ".join(text.split())


# --- pages and links


def test_strict_build_has_no_warning(site: Site) -> None:
    assert not re.findall(r"^.*(?:WARNING|ERROR|Traceback).*$", site.output, re.MULTILINE)


def test_every_page_of_the_project_is_there_and_no_other(site: Site, real: Project) -> None:
    made = [*real.finished, *real.generated, ABOUT, RELEASES]
    due = {address_of(source) for source in made}
    assert set(site.addresses()) == due | {"404.html"}
    assert len(due) > len(real.figures) + 12 + len(real.dataset.listed(Trace, "category"))


def test_every_internal_link_resolves(site: Site) -> None:
    targets = {
        address: {node["id"] for node in site.page(address).all(where=lambda n: bool(n.get("id")))}
        for address in site.addresses()
    }
    broken = []
    for address in site.addresses():
        nodes = site.page(address).walk()
        for href in {node.get("href") or node.get("src") for node in nodes} - {""}:
            if urlsplit(href).scheme:
                continue
            target, mark = site.follow(address, href)
            target = target.removesuffix(".") if target in (".", "") else target
            there = site.file(target).is_file()
            if there and mark:
                asks = mark.startswith("?")
                there = site.answers(target, mark) if asks else mark in targets[target]
            if not there:
                broken.append((address, href))
    assert not broken


def test_every_element_is_closed_in_its_order(site: Site) -> None:
    assert not {a: site.page(a).faults for a in site.addresses() if site.page(a).faults}


def test_ids_are_unique_on_each_page(site: Site) -> None:
    for address in site.addresses():
        ids = Counter(node["id"] for node in site.page(address).walk() if node.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], address


def test_pages_speak_chinese(site: Site) -> None:
    for address in site.addresses():
        assert site.page(address).one("html")["lang"] == "zh-CN", address


def test_every_table_has_a_caption_and_its_heads_say_what_they_head(site: Site) -> None:
    for address in site.addresses():
        for table in site.page(address).all("table"):
            assert table.one("caption").text, address
            heads = table.all("th")
            assert {head["scope"] for head in heads} <= {"col", "row"} and heads, address
            assert all(head.text for head in heads), address


def test_a_page_has_one_title_and_skips_no_level_of_headings(site: Site) -> None:
    for address in site.addresses():
        levels = [int(n.tag[1]) for n in site.page(address).walk() if re.fullmatch("h[1-6]", n.tag)]
        assert levels.count(1) == 1 and levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_every_page_carries_the_sample_banner(site: Site) -> None:
    for address in site.addresses():
        assert site.page(address).one("aside.md-banner").text.strip() == BANNER, address


def test_no_placeholder_is_left_over(site: Site) -> None:
    for address in site.addresses():
        page = site.page(address)
        values = [value for node in page.walk() for value in node.attributes.values()]
        shown = page.text + "\n".join(values)
        found = re.findall(
            r".{0,20}(?:\{\{|\}\}|\{%|\{ ?[#:.]|｛|site:|……|XX|X次|xx).{0,20}", shown
        )
        assert not found, (address, found)


# --- nothing foreign, nothing inline


def test_no_inline_style_or_script_of_our_own(site: Site) -> None:
    for address in site.addresses():
        page = site.page(address)
        assert not page.all("style"), address
        assert not [n for n in page.walk() if n.get("style")], address
        assert not [n for n in page.walk() for name in n.attributes if name.startswith("on")]
        assert not article(page).all("script"), address
        for script in page.all("script", where=lambda n: not n.get("src")):
            content = "".join(map(str, script.children)).strip()
            assert content.startswith(THEME_SCRIPTS), (address, content[:80])


def test_a_browser_fetches_nothing_from_another_host(site: Site) -> None:
    fetched = []
    for address in site.addresses():
        for node in site.page(address).walk():
            names = ["src", "srcset", "poster", "data", "action", "xlink:href", "background"]
            names += ["href"] if node.tag in ("link", "use", "image", "base") else []
            fetched += [(address, node.get(name)) for name in names]
    for file in site.root.rglob("*.css"):
        content = file.read_text(encoding="utf-8")
        for found in re.findall(r"@import\s+[^;]+|url\([^)]*\)", content):
            fetched.append((file.name, re.sub(r"^(@import\s+)?(url\()?['\"]?", "", found)))
    for file in (site.root / "assets").glob("*.js"):
        fetched += [(file.name, url) for url in re.findall(r"https?:\S+", file.read_text("utf-8"))]
    assert len(fetched) > 100
    outside = [(where, url) for where, url in fetched if re.match(r"(https?:)?//", url)]
    names = "http://www.w3.org/"  # of namespaces; nothing is fetched from there
    assert not [(where, url) for where, url in outside if not url.startswith(names)]


# --- figures


def evidence(real: Project) -> dict[str, Figure]:
    """Return the figures of all documents by the addresses of their evidence."""
    told = chain.from_iterable(each.told.values() for each in real.every_document)
    return {address_of(figure.page): figure for figure in told}


def folder_of(real: Project, address: str) -> str:
    """Return the folder of the figures in whose time a page speaks; empty for the site's own time."""
    folders = {figure.folder for figure in evidence(real).values()}
    first, _, rest = address.partition("/")
    folder = rest.partition("/")[0] + "/"
    return folder if first in ("公文", "figures") and folder in folders else ""


def test_every_figure_shows_its_value_and_leads_to_its_evidence(site: Site, real: Project) -> None:
    by_address = evidence(real)
    shown: Counter[str] = Counter()
    for address in site.addresses():
        page = site.page(address)
        marked = [n for n in page.walk() if n.get("data-figure") or "figure" in n.classes]
        assert marked == page.all("a.figure", lambda n: bool(n.get("data-figure"))), address
        for node in marked:
            target, mark = site.follow(address, node["href"])
            figure = by_address[target]
            assert (node["data-figure"], node.text) == (figure.id, figure_text(figure)), address
            assert (figure.folder, mark) == (folder_of(real, address), ""), address
            shown[target] += 1
    assert set(shown) == set(by_address)  # at the least in the index, or in the document


def test_a_note_for_each_figure_of_a_page(site: Site, real: Project) -> None:
    by_address = evidence(real)
    for address in site.addresses():
        page, folder = site.page(address), folder_of(real, address)
        names = dict.fromkeys(node["data-figure"] for node in page.all("a.figure"))
        assert [note["id"] for note in page.all("div.figure-note")] == [f"note-{n}" for n in names]
        for node in page.all("a.figure"):
            assert node["aria-describedby"] == f"note-{node['data-figure']}"
        for name in names:
            target = f"figures/{folder}{name}/"
            note, figure = page.by_id(f"note-{name}"), by_address[target]
            assert [dt.text for dt in note.all("dt")] == ["口径", "期间", "算法", "依据"]
            assert note.all("dd")[0].text == figure.definition.caliber
            assert note.one("p").text == f"{figure.name}：{figure_text(figure)}"
            assert site.follow(address, note.one("a")["href"])[0] == target


def test_the_index_lists_every_figure(site: Site, real: Project) -> None:
    rows = [row.all("td") for row in site.page("figures/").one("tbody").all("tr")]
    assert [cells[1].text for cells in rows] == [figure.name for figure in real.figures.values()]
    for cells, figure in zip(rows, real.figures.values(), strict=True):
        assert cells[0].text == figure.definition.group
        assert cells[2].text == figure_text(figure)
        assert cells[3].text == (str(len(figure.records)) if figure.ledger else "由指标得出")
        assert cells[4].text == str(len(real.uses.get(figure.id, [])))


def test_an_evidence_page_says_what_how_and_when(site: Site, real: Project) -> None:
    period = real.report.period
    for figure in real.figures.values():
        page = article(site.page(f"figures/{figure.id}/"))
        listed = page.all("dl.facts")[0]
        terms, values = ([n.text for n in listed.all(tag)] for tag in ("dt", "dd"))
        facts = dict(zip(terms, values, strict=True))
        assert page.one("h1").text == figure.name
        assert page.one("p.figure-value").text == figure_text(figure)
        assert facts["口径"] == figure.definition.caliber
        assert [facts[term] for term, _ in time_facts(figure)] == [
            value for _, value in time_facts(figure)
        ]
        if facts["类型"] == "期间数":
            assert facts["期间"] == f"{day(period.first)}至{day(period.last)}"
        assert facts["算法"]
        assert page.all("p.crumbs")[0].text == f"指标 · {figure.definition.group}"
        tables = [t for t in page.all("table") if t.one("caption").text == "组成"]
        names = [row.all("td")[0].text for t in tables for row in t.one("tbody").all("tr")]
        assert names == [part.name for part in figure.parts]


def test_an_evidence_page_gives_the_months_of_a_dated_ledger(site: Site, real: Project) -> None:
    names = [month(f"{real.unit.year}-{number:02}") for number in range(1, 13)]
    for figure in real.figures.values():
        page = article(site.page(f"figures/{figure.id}/"))
        drawn = page.all("table.columns")  # the months, and the years
        tables = [table for table in drawn if "历年" not in table.one("caption").text]
        assert len(tables) == figure.monthly, figure.name
        if not tables:
            continue
        assert [head.text for head in tables[0].one("thead").all("th")] == names
        shown = [cell.text for cell in tables[0].one("tbody").all("tr")[0].all("td")]
        if figure.definition.method in ("计数", "求和"):
            assert sum(map(Fraction, shown)) == figure.value, figure.name
        assert shown == [
            exact(figure.months.get(f"{real.unit.year}-{number:02}", Fraction()))
            for number in range(1, 13)
        ]


def section_text(page: Node, mark: str) -> str:
    """Return the text from a heading to the next one."""
    found, reading = [], False
    for child in article(page).children:
        if isinstance(child, Node) and re.fullmatch("h[1-6]", child.tag):
            reading = child.get("id") == mark
        elif reading:
            found.append(child if isinstance(child, str) else child.text)
    return squeezed(" ".join(found))


def around(node: Node) -> Node:
    """Return the paragraph, entry or row that holds an element."""
    while node.tag not in ("p", "li", "tr", "section", "td"):
        assert node.parent
        node = node.parent
    return node


def headings_above(page: Node, node: Node) -> list[str]:
    """Return the texts of the headings before an element; a word may write some of its own."""
    before = article(page).all(where=lambda n: n is node or bool(re.fullmatch("h[1-6]", n.tag)))
    return [heading.text for heading in before[: before.index(node)]]


def test_the_quoted_sentences_stand_where_they_are_said_to(site: Site, real: Project) -> None:
    quoted = 0
    for address, figure in evidence(real).items():
        lists = site.page(address).all("ul.uses")
        items = lists[0].all("li") if lists else []
        for item in items:
            target, mark = site.follow(address, item.one("a")["href"])
            page, sentence = site.page(target), squeezed(item.one("q").text)
            shown = page.by_id(mark)
            assert (shown["data-figure"], shown.text) == (figure.id, figure_text(figure))
            assert shown.text in sentence
            assert sentence in squeezed(around(shown).text), (figure.name, target)
            assert item.one("a").text in headings_above(page, shown)
            quoted += 1
    written = ["", *(address_of(each.report.page_path) for each in real.every_document)]
    assert quoted == sum(len(site.page(address).all("a.figure")) for address in written)


# --- records


def links(site: Site, address: str, node: Node) -> list[tuple[str, str]]:
    """Return where the links below an element lead."""
    return [site.follow(address, a["href"]) for a in node.all("a", lambda n: bool(n.get("href")))]


def test_two_clicks_lead_from_a_number_to_its_records_and_back(site: Site, real: Project) -> None:
    by_id = {figure.id: figure for figure in real.figures.values()}
    shown = [a for a in site.page("report/").all("a.figure") if by_id[a["data-figure"]].records]
    assert len(shown) > 40
    for number in shown[:: len(shown) // 10]:
        evidence, _ = site.follow("report/", number["href"])
        listed = article(site.page(evidence)).all("a.record")
        assert len(listed) >= len(by_id[number["data-figure"]].records) > 0
        for record in (listed[0], listed[-1]):
            address, mark = site.follow(evidence, record["href"])
            row = site.page(address).by_id(mark)
            assert (evidence, "") in links(site, address, row), (evidence, address, mark)
        back = links(site, evidence, site.page(evidence).one("ul.uses"))
        assert ("report/", number["id"]) in back


def test_one_click_leads_from_a_record_to_each_sentence_and_back(site: Site) -> None:
    document = site.page("report/").by_id("document")
    quoting = document.all("a.record") + document.all("a.cite")
    kinds, left = set(), set()
    for quoted in quoting:
        address, mark = site.follow("report/", quoted["href"])
        page = site.page(address)
        place = around(page.by_id(mark)) if mark else page
        marks = {m for to, m in links(site, address, place) if to == "report/" and m}
        sentence = {a["id"] for a in around(quoted).all("a") if a["href"] == quoted["href"]}
        left |= {(address, mark)} if not marks & sentence else set()
        kinds.add(address.partition("/")[0])
    assert not left
    assert len(quoting) > 30 and kinds == {"records", "ledgers", "regulations", "mechanisms"}


def counting(real: Project) -> dict[int, list[Figure]]:
    """Return, by ``id()``, the figures that count each record."""
    found: dict[int, list[Figure]] = {}
    for figure in real.figures.values():
        for record in figure.records:
            found.setdefault(id(record), []).append(figure)
    return found


def row_of(site: Site, real: Project, record: Record) -> Node:
    return site.page(address_of(real.page_of(record))).by_id(record.anchor)


def test_every_trace_record_has_its_row(site: Site, real: Project) -> None:
    traces = real.dataset.of(Trace)
    assert len(traces) > 200
    for trace in traces:
        row = site.page(f"records/{trace.date:%Y-%m}/").by_id(trace.id)
        cells = row.all("td")
        assert row.tag == "tr"
        assert cells[1].text == trace.category
        assert cells[2].text == trace.post
        assert trace.matter in cells[3].text
        address = f"records/{trace.date:%Y-%m}/"
        assert cells[-1].text == trace.id
        assert site.follow(address, cells[-1].one("a")["href"]) == (address, trace.id)
        (category,) = site.follow(address, cells[1].one("a")["href"])[:1]
        links = site.page(category).all("a.record")
        targets = [site.follow(category, link["href"]) for link in links]
        # its own row, and one from each record that was merged into it
        merged = sum(other.merged_into == trace.id for other in traces)
        assert targets.count((address, trace.id)) == 1 + merged


def test_every_record_leads_to_the_figures_that_count_it(site: Site, real: Project) -> None:
    figures = counting(real)
    half: dict[int, list[Figure]] = {}  # in the time of another document
    for each in real.documents.values():
        for figure in (each for each in each.told.values() if each.folder):
            for record in figure.records:
                half.setdefault(id(record), []).append(figure)
    records = [r for figure in real.figures.values() for r in figure.records]
    records += list(real.dataset.of(Trace))
    for record in {id(record): record for record in records}.values():
        row, address = row_of(site, real, record), address_of(real.page_of(record))
        links = [link for span in row.all("span.counted") for link in span.all("a")]
        due = [*figures.get(id(record), []), *half.get(id(record), [])]
        targets = [site.follow(address, link["href"])[0] for link in links]
        assert targets == [figure.address for figure in due], record.anchor
        assert [link.text for link in links] == [figure.told_name for figure in due]
    assert half


def test_every_figure_leads_to_the_records_it_counts(site: Site, real: Project) -> None:
    walked = 0
    for figure in real.figures.values():
        address = f"figures/{figure.id}/"
        links = site.page(address).all("a.record")
        targets = [site.follow(address, link["href"]) for link in links]
        due = [(address_of(real.page_of(record)), record.anchor) for record in figure.records]
        assert targets == due, figure.name
        walked += len(due)
    assert walked > len(real.dataset.of(Trace))


# --- the report


def test_the_report_has_every_section_in_order(site: Site) -> None:
    page = article(site.page("report/"))
    found = [(n.tag, n.text) for n in page.walk() if n.tag in ("h2", "h3", "h4", "h5", "h6")]
    assert tuple(found) == SECTIONS
    ids = [n["id"] for n in page.walk() if n.tag in ("h2", "h3")]
    assert ids == [anchor(re.sub(r"^(（.）|.、)", "", text)) for _, text in SECTIONS]


def test_the_parts_go_first_second_third(site: Site) -> None:
    page = site.page("report/")
    marks = [n["id"] for n in article(page).all("h3")] + ["工作打算"]
    texts = [section_text(page, mark) for mark in marks]
    found = [re.findall(r"(?:^| )([一二三四五]是)", text) for text in texts]
    assert all(part == ["一是", "二是", "三是", "四是"][: len(part)] for part in found)
    # as many as in the report on which this one is modelled; the plan there has none, and no part
    # on problems: the first section of that lists them from the ledger
    assert list(map(len, found)) == [3, 3, 2, 3, 3, 0, 3, 4]


def test_the_elements_of_the_document_stand_in_their_order(site: Site, real: Project) -> None:
    page, report = article(site.page("report/")), real.report
    assert page.one("p.doc-mark").text == report.sender_mark
    assert page.one("span.doc-number").text == report.number
    assert page.one("span.doc-signatory").text == f"签发人：{report.signatory}"
    assert page.one("h1").text == "\n".join(report.title)
    assert page.one("p.doc-addressee").text == f"{report.addressee}："
    assert page.one("p.doc-signature").text == report.signature
    assert page.one("p.doc-date").text == day(report.date)
    assert page.one("p.doc-note").text == report.note
    order = ["doc-mark", "doc-title", "doc-addressee", "doc-signature", "doc-date", "doc-note"]
    assert [n.classes[0] for n in page.walk() if n.classes[:1] and n.classes[0] in order] == order
    children = [n for n in page.children if isinstance(n, Node)]
    # 署名 and 成文日期 stand in one block
    index = {
        name: i for i, n in enumerate(children) for part in (n, *n.walk()) for name in part.classes
    }
    headings = [i for i, n in enumerate(children) if n.tag in ("h2", "h3")]
    assert index["doc-addressee"] < min(headings) < max(headings) < index["doc-signature"]


def test_unfinished_items_and_tasks_name_who_and_until_when(site: Site, real: Project) -> None:
    page = article(site.page("report/"))
    paragraphs = [p.text for p in page.all("p")]
    for item in real.open_items():
        late = "（已逾期）" if item in real.overdue() else ""
        due = f"责任领导：{item.leader}；责任科室：{item.organ}；时限：{day(item.deadline)}{late}。"
        assert [p for p in paragraphs if item.problem in p and p.endswith(due)], item.id
    for task in real.dataset.of(Task):
        due = f"责任领导：{task.leader}；责任科室：{task.organ}；时限：{day(task.deadline)}。"
        assert [p for p in paragraphs if task.matter in p and p.endswith(due)], task.id


@pytest.mark.quick
def test_prose_types_no_number_and_no_name_of_the_unit(real: Project) -> None:
    values = [real.unit.full_name, real.unit.party_group, *real.unit.more.values()]
    names = {value for value in values if len(value) > 1} | {real.unit.name[:-1]}
    files = sorted((ROOT / "docs/report").glob("*.md"))
    assert len(files) == 10
    for file in files:
        prose = re.sub(r"\{\{.*?\}\}", "", file.read_text(encoding="utf-8"))
        assert not re.findall(r"[0-9０-９①-⑳Ⅰ-Ⅻ]", prose), file.name
        assert not [name for name in names if name in prose], file.name


# --- search


def test_search_knows_the_sections_of_the_report(site: Site) -> None:
    index = searched(site.root)
    assert set(site.addresses()) - {*map(unquote, index)} == {"404.html", "posts/all/"}
    entries = {entry.anchor: entry for entry in index["report/"][1]}
    for heading in article(site.page("report/")).all("h3"):
        entry = entries[heading["id"]]
        assert entry.heading == heading.text
        sentence = section_text(site.page("report/"), heading["id"])[:12]
        assert sentence in squeezed("".join(entry.pieces))


def test_nothing_of_the_themes_own_search_is_left(site: Site) -> None:
    assert not (site.root / "search").exists()
    assert {f.name for f in (site.root / "assets/javascripts").iterdir() if f.is_dir()} == set()
    assert not [node for node in site.page("").walk() if "md-search" in node.classes]


# --- real, not sample


def test_a_real_bureau_has_no_banner(tmp_path: Path) -> None:
    bureau = small_project(tmp_path / "project").change("data/unit.yml", "示例: 是", "示例: 否")
    site = built(bureau.root, tmp_path / "site", ONLY_PAGES="1")
    assert len(site.addresses()) > 50
    for address in site.addresses():
        page = site.page(address)
        assert BANNER not in page.text, address
        assert not [n for n in page.walk() if n.classes and n.classes[0] in ("md-banner", "sample")]


# --- builds that must fail


MISTAKES = (
    "data/2021/廉政提醒.yml:4:5  “日期”后面是全角冒号；请写半角冒号加空格，例如 日期: 内容",
    "data/2021/整改台账.yml:9:9  责任科室：不认识的机构“办公事”，是不是“办公室”？",
    "docs/report/11-组织领导.md:3:22  不认识的指标“党组集体学习次”，是不是“党组集体学习次数”？",
)


def spoil(project: Path) -> None:
    """Make three mistakes in three files."""
    lines = (project / "data/2021/廉政提醒.yml").read_text(encoding="utf-8").split("\n")
    assert lines[3].startswith("  日期: ")
    lines[3] = lines[3].replace(": ", "：")
    (project / "data/2021/廉政提醒.yml").write_text("\n".join(lines), encoding="utf-8")
    lines = (project / "data/2021/整改台账.yml").read_text(encoding="utf-8").split("\n")
    assert lines[8] == "  责任科室: 办公室"
    lines[8] = "  责任科室: 办公事"
    (project / "data/2021/整改台账.yml").write_text("\n".join(lines), encoding="utf-8")
    section = project / "docs/report/11-组织领导.md"
    edit(section, 'figure("党组集体学习次数")', 'figure("党组集体学习次")')


def contents(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file()
    }


def findings(output: str) -> list[str]:
    return [line for line in output.split("\n") if re.match(r"\S+?:\d+:\d+  \S", line)]


@pytest.mark.long  # in the usual run tests/test_engine.py and tests/test_gate.py do so of less
def test_check_and_build_name_every_mistake_at_once(tmp_path: Path) -> None:
    project, to = copy_project(tmp_path / "project"), tmp_path / "site"
    for page in ("index.html", "404.html", "report/index.html"):
        (to / page).parent.mkdir(parents=True, exist_ok=True)
        (to / page).write_text("旧", encoding="utf-8")
    spoil(project)
    checked, failed = check(project), build(project, to)
    for result in (checked, failed):
        output = result.stdout + result.stderr
        assert result.returncode != 0
        assert tuple(findings(output)) == MISTAKES
        assert "Traceback" not in output
        assert "共 3 处需要修改" in output
    assert contents(to) == {}


def test_an_unreadable_file_makes_no_other_file_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What refers to the records of a file that cannot be read is left alone."""
    project = copy_project(tmp_path / "project")
    for file, due in (("data/文件会议.yml", "名称"), ("data/2021/履责记录/03.yml", "事项")):
        content = (project / file).read_text(encoding="utf-8")
        (project / file).write_text(content.replace(f"  {due}: ", f"  {due}：", 1), "utf-8")
    assert main(["check", "--root", str(project)]) == 1
    assert [line.partition(":")[0] for line in findings(capsys.readouterr().out)] == [
        "data/2021/履责记录/03.yml",
        "data/文件会议.yml",
    ]


@pytest.mark.long  # in the usual run tests/test_strict.py builds with many
def test_a_link_to_nowhere_fails_the_build(tmp_path: Path) -> None:
    project, to = small_project(tmp_path / "project").root, tmp_path / "site"
    add(project / "docs/index.md", "\n看[这里](没有.md)和[那里](report/index.md#没有这一节)。\n")
    failed = build(project, to)
    output = failed.stdout + failed.stderr
    assert failed.returncode != 0
    assert "没有.md" in output
    assert "Traceback" not in output
    assert not to.exists()


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("", "首页"), ("report/", "报告"), ("records/2021-03/", "台账"), ("ledgers/risks/", "台账"),
        ("mechanisms/", "“1+4”制度"), ("regulations/quiz/", "法规学习"), ("posts/finance/", "岗位"),
        ("figures/traces/", "指标"), ("about/", ""), ("公文/半年报告/", "公文"),
        ("figures/半年报告/traces/", "指标"),
    ],
)  # fmt: skip
def test_the_tabs_show_where_a_page_stands(site: Site, address: str, entry: str) -> None:
    active = site.page(address).all("li.md-tabs__item--active")
    assert [each.text.strip() for each in active] == [entry] * bool(entry)
