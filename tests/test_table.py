"""Tables whose rows can be asked for: the links that ask, what is asked, and what is then shown."""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browsing import Heard
from conftest import ROOT, Bureau, pages, read
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from ledger.pages.layout import Between, Wanted, asked
from ledger.prose.markup import (
    CHOICE,
    DATE,
    ID,
    MONTH,
    NUMBER,
    Column,
    askable,
    element,
    link,
    one,
    text,
)
from ledger.records.ledgers import shipped

LEDGERS = shipped()

ASSETS = ROOT / "mkdocs_ledger/templates/assets"

# --- links that ask


def test_a_link_asks_for_rows() -> None:
    where: dict[str, Wanted] = {
        "岗位": "局长",
        "类别": ["学习教育", "甲|乙&丙"],
        "日期": Between("2021-03", "2021-04"),
    }
    anchor = asked(where, words="准则 条例", sort="-日期", group="科室", columns=["日期", "事项"])
    assert unquote(anchor.replace("%7C", "/").replace("%26", "+")) == (
        "?岗位=局长&类别=学习教育|甲/乙+丙&日期=2021-03..2021-04&q=准则 条例&排=-日期&组=科室&列=日期|事项"
    )
    assert anchor.isascii()
    assert unquote(asked({"人数": Between("30"), "签订": ""})) == "?人数=30..&签订="


def test_a_link_that_asks_for_nothing_shows_all() -> None:
    assert asked() == "?"


@pytest.mark.slow
@given(st.text(min_size=1), st.lists(st.text(min_size=1), min_size=1, max_size=3))
def test_whatever_is_asked_is_read_again(head: str, words: list[str]) -> None:
    key, _, value = asked({head: words})[1:].partition("=")
    assert unquote(key) == head and [unquote(each) for each in value.split("|")] == words


def test_the_anchor_stands_in_a_link_as_it_is() -> None:
    shown = link("records/index.md", "三月", asked({"月份": "2021-03"}))
    assert shown == '<a href="site:records/index.md#?%E6%9C%88%E4%BB%BD=2021-03">三月</a>'


# --- the tables of the pages


def test_columns_are_what_the_types_fields_are(bureau: Bureau) -> None:
    page = pages(bureau.project())["ledgers/rectification.md"]
    assert re.findall(r'data-kind="(\w+)"[^>]*>([^<]+)</th>', page) == [
        ("words", "问题"), ("choice", "来源"), ("choice", "依据文件"), ("choice", "责任科室"), ("choice", "责任领导"),
        ("date", "时限"), ("choice", "状态"), ("words", "办理情况"), ("links", "提到它的记录"), ("words", "引用它的句子"), ("id", "编号"),
    ]  # fmt: skip
    records = pages(bureau.project())["records/index.md"]
    for kind, head in (
        ("date", "日期"),
        ("month", "月份"),
        ("number", "人数"),
        ("links", "计入指标"),
    ):
        assert re.search(f'data-kind="{kind}"[^>]*>{head}</th>', records)
    assert 'data-sum="">人数</th>' in records and 'hidden="">月份</th>' in records


def test_no_column_is_named_as_what_else_an_address_says() -> None:
    heads = {key for ledger in LEDGERS.values() for key in ledger.record.all_keys()}
    assert not heads & {"q", "排", "组", "列", "表"}


def test_columns_that_hold_nothing_are_left_out_and_no_table_has_no_rows() -> None:
    columns = [Column("甲"), Column("乙"), Column("丙")]
    shown = askable(columns, [(None, ["1", "", "x"]), (None, ["", "", "y"])], "表", "共 2 条。")
    assert "甲</th>" in shown and "丙</th>" in shown and "乙" not in shown
    assert askable(columns, [], "表", "共 0 条。") == "<p>共 0 条。</p>"


# --- what is asked, against a plain filter


POSTS = ["局长", "局党组书记、局长", "文书岗", "甲|乙", "未列出的岗"]
ORDER = POSTS[:4]
ORGANS = ["办公室", "人事科", "机关党委"]
SIGNS = '甲乙丙 aAＡ1１（(“"、z'


@dataclass(frozen=True)
class Row:
    """A record of the test's own, and what its cells hold."""

    id: str
    post: str
    organs: tuple[str, ...]
    day: date
    number: Decimal | None
    again: bool
    said: str
    small: str

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"

    def cells(self) -> list[str]:
        number = "" if self.number is None else element(
            "data", f"{self.number}/99", value=self.number, class_="again" if self.again else None
        )  # fmt: skip
        return [
            element("time", f"{self.day.month}月{self.day.day}日", datetime=self.day.isoformat()),
            element("time", f"{self.day.month}月", datetime=self.month),
            text(self.post),
            "、".join(map(one, self.organs)) if self.organs[1:] else text("".join(self.organs)),
            number,
            text(self.said) + (element("small", text(self.small)) if self.small else ""),
            f'<a href="#{self.id}" class="own">{self.id}</a>',
        ]


COLUMNS = [
    Column("日期", DATE),
    Column("月份", MONTH, aside=True),
    Column("岗位", CHOICE, tuple(ORDER)),
    Column("科室", CHOICE, tuple(ORGANS)),
    Column("人数", NUMBER, summed=True),
    Column("事项", names=True),
    Column("编号", ID),
]


def rows(draw: random.Random, count: int) -> list[Row]:
    def words(most: int) -> str:
        return "".join(draw.choices(SIGNS, k=draw.randrange(1, most))).strip() or "甲"

    return [
        Row(
            f"r-{number}",
            draw.choice(POSTS),
            tuple(draw.sample(ORGANS, draw.randrange(3))),
            date(2021, 1, 1) + timedelta(draw.randrange(365)),
            draw.choice([None, Decimal(draw.randrange(90)), Decimal(draw.randrange(900)) / 10]),
            draw.random() < 0.1,
            words(12),
            draw.choice(["", words(8)]),
        )
        for number in range(count)
    ]


def folded(said: str) -> str:
    """Return a text as the search compares it."""
    signs: list[str] = []
    blank = False
    for char in said:
        plain = unicodedata.normalize("NFKC", char).lower().replace("“", '"').strip()
        if plain:
            pair = (signs[-1:] or [""])[0] + plain
            if blank and len(pair) == 2 and (pair.isascii() and (pair.isalpha() or pair.isdigit())):
                signs.append(" ")
            signs.append(plain)
        blank = not plain
    return "".join(signs)


@cache
def spoken_of(row: Row) -> list[str]:
    """Return the pieces of a row in which words are looked for."""
    pieces = [*(read(cell).text for cell in row.cells()[:5]), row.said, row.small, row.id]
    return [folded(piece) for piece in pieces]


@dataclass
class Ask:
    """What is asked, in words of the test's own."""

    posts: list[str] = field(default_factory=list)
    organs: list[str] = field(default_factory=list)
    months: list[str] | tuple[str, str] = field(default_factory=list)
    days: tuple[str, str] | None = None
    numbers: tuple[str, str] | None = None
    words: str = ""
    sort: str = ""

    @property
    def anchor(self) -> str:
        where: dict[str, Wanted] = {}
        if self.posts:
            where["岗位"] = self.posts
        if self.organs:
            where["科室"] = self.organs
        if self.months:
            where["月份"] = Between(*self.months) if isinstance(self.months, tuple) else self.months
        if self.days:
            where["日期"] = Between(*self.days)
        if self.numbers:
            where["人数"] = Between(*self.numbers)
        return asked(where, words=self.words, sort=self.sort)

    def meets(self, row: Row) -> bool:
        spoken = spoken_of(row)
        return (
            (not self.posts or row.post in self.posts)
            and (not self.organs or any(each in row.organs or (not each and not row.organs) for each in self.organs))
            and self._month(row.month)
            and (not self.days or within(row.day.isoformat(), *self.days))
            and (not self.numbers or (row.number is not None and between(row.number, *self.numbers)))
            and all(any(folded(word) in piece for piece in spoken) for word in self.words.split() if folded(word))
        )  # fmt: skip

    def _month(self, month: str) -> bool:
        if isinstance(self.months, tuple):
            return within(month, *self.months)
        return not self.months or month in self.months

    def found(self, every: list[Row]) -> list[int]:
        held = [at for at, row in enumerate(every) if self.meets(row)]
        head = self.sort.removeprefix("-")
        keys = {
            "日期": lambda row: row.day,
            "人数": lambda row: row.number,
            "岗位": lambda row: POSTS.index(row.post),
        }
        if not head:
            return held
        filled = [at for at in held if keys[head](every[at]) is not None]
        filled.sort(key=lambda at: keys[head](every[at]), reverse=self.sort[0] == "-")
        if self.sort[0] == "-":  # equal rows stay as they were
            filled = [
                at
                for value in dict.fromkeys(keys[head](every[at]) for at in filled)
                for at in held
                if keys[head](every[at]) == value
            ]
        return filled + [at for at in held if at not in filled]


def within(value: str, first: str, last: str) -> bool:
    return value >= first and (not last or value[: len(last)] <= last)


def between(value: Decimal, first: str, last: str) -> bool:
    return (not first or value >= Decimal(first)) and (not last or value <= Decimal(last))


def asks(draw: random.Random, every: list[Row]) -> Ask:
    def maybe(value: Any, none: Any) -> Any:
        return value if draw.random() < 0.35 else none

    days = ["", "2021", "2021-03", "2021-03-05", "2021-07", "2021-11-30"]
    months = sorted({row.month for row in every})
    said = draw.choice(every).said
    start = draw.randrange(len(said))
    return Ask(
        maybe(draw.sample(POSTS, draw.randrange(1, 3)), []),
        maybe(draw.sample([*ORGANS, ""], draw.randrange(1, 3)), []),
        maybe(draw.choice([draw.sample(months, 2), (draw.choice(months), "2021-10")]), []),
        maybe((draw.choice(days), draw.choice(days[1:])), None),
        maybe(draw.choice([("10", ""), ("", "33.5"), ("12.5", "60")]), None),
        maybe(said[start : start + 3].strip(), ""),
        maybe(draw.choice(["日期", "-日期", "人数", "-人数", "岗位", "-岗位"]), ""),
    )


def written(folder: Path, every: list[Row], name: str = "表") -> str:
    """Write a page of a table with its scripts; return its address."""
    table = askable(
        COLUMNS, [(row.id, row.cells()) for row in every], name, f"共 {len(every)} 条。"
    )
    scripts = "".join(
        f'<script src="{(ASSETS / f"{each}.js").as_uri()}"></script>'
        for each in ("keyboard", "table", "search")
    )
    style = f'<link rel="stylesheet" href="{(ASSETS / "site.css").as_uri()}">'
    page = folder / "page.html"
    page.write_text(
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{style}<body data-md-color-scheme="default">'
        f'<article class="md-typeset"><h1>{text(name)}</h1>{table}</article>{scripts}',
        encoding="utf-8",
    )
    return page.as_uri()


@pytest.fixture
def window(chromium: Browser, heard: Heard) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    heard.listen(page)
    yield page
    assert not heard.complaints
    context.close()


ASKED = "anchors => anchors.map((anchor) => askedTables.ask(anchor))"


@pytest.mark.slow
def test_the_browser_finds_what_a_plain_filter_finds(window: Page, tmp_path: Path) -> None:
    draw = random.Random(16)
    every = rows(draw, 120)
    wanted = [asks(draw, every) for _ in range(400)]
    window.goto(written(tmp_path, every))
    found = window.evaluate(ASKED, [ask.anchor for ask in wanted])
    due = [ask.found(every) for ask in wanted]
    wrong = [
        (unquote(ask.anchor), *pair)
        for ask, *pair in zip(wanted, due, found, strict=True)
        if pair[0] != pair[1]
    ]
    assert wrong[:3] == []
    assert sum(0 < len(each) < 120 for each in found) > 200


SHOWN = "tr => tr.filter((one) => one.checkVisibility()).map((one) => one.id || one.textContent)"


def shown(page: Page) -> list[str]:
    """Return the rows that are seen: their ids, or what the head of a group says."""
    found: list[str] = page.locator("tbody tr").evaluate_all(SHOWN)
    return found


FEW = [
    Row("r-1", "局长", ("办公室",), date(2021, 3, 2), Decimal(61), False, "学习准则", "集体学习"),
    Row("r-2", "文书岗", (), date(2021, 3, 9), None, False, "检查用车", ""),
    Row("r-3", "局长", ("办公室", "人事科"), date(2021, 4, 1), Decimal("4.5"), False, "谈心", ""),
    Row("r-4", "文书岗", ("人事科",), date(2021, 5, 6), Decimal(9), True, "学习条例", ""),
    Row("r-5", "局党组书记、局长", ("办公室",), date(2021, 5, 7), Decimal(9), False, "讲党课", ""),
    Row("r-6", "局长", ("机关党委",), date(2021, 6, 8), Decimal(3), False, "听取汇报", ""),
]


@pytest.mark.slow
def test_a_reader_asks_and_the_address_says_what(window: Page, tmp_path: Path) -> None:
    address = written(tmp_path, FEW)
    window.goto(address)
    told = window.get_by_role("status")
    expect(told).to_have_text("共 6 条。人数合计 77.5（并入的不另计）。")
    window.get_by_text("筛选和排序").click()
    window.get_by_label("文字").fill("学习")
    expect(told).to_have_text("选出 2 条（共 6 条）。人数合计 61（并入的不另计）。只列含“学习”。")
    assert shown(window) == ["r-1", "r-4"]
    window.get_by_label("文字").fill("")
    window.locator(".asking-choice summary", has_text="岗位").click()
    window.get_by_label("局长", exact=True).check()
    window.get_by_label("文书岗").check()
    window.get_by_label("日期，到").fill("2021-05-06")
    window.get_by_label("日期，到").press("Tab")
    window.get_by_label("排序").select_option("日期")
    window.get_by_label("倒序").check()
    assert shown(window) == ["r-4", "r-3", "r-2", "r-1"]
    expect(window.locator("th", has_text="日期")).to_have_attribute("aria-sort", "descending")
    window.get_by_label("分组").select_option("科室")
    assert shown(window) == [
        "办公室：1 条，人数合计 61", "r-1", "人事科：1 条", "r-4",
        "办公室、人事科：1 条，人数合计 4.5", "r-3", "未填写：1 条", "r-2",
    ]  # fmt: skip
    anchor = unquote(window.evaluate("location.hash"))
    assert anchor == "#?日期=..2021-05-06&岗位=局长|文书岗&排=-日期&组=科室"
    # what is shared shows the same, and so does coming back
    window.goto("about:blank")
    window.go_back()
    expect(window.get_by_role("status")).to_contain_text("选出 4 条")
    assert [row for row in shown(window) if row[:2] == "r-"] == ["r-1", "r-4", "r-3", "r-2"]
    window.get_by_text("筛选和排序").click()
    expect(window.get_by_label("日期，到")).to_have_value("2021-05-06")
    window.get_by_role("button", name="清除").click()
    assert len(shown(window)) == 6 and window.url.partition("#")[2] == ""


@pytest.mark.slow
def test_a_row_is_shown_by_its_link_whatever_is_asked(window: Page, tmp_path: Path) -> None:
    address = written(tmp_path, rows(random.Random(1), 400))
    window.goto(f"{address}#?人数=1000..")
    expect(window.get_by_role("status")).to_contain_text("选出 0 条（共 400 条）")
    window.goto(f"{address}#r-380")
    expect(window.locator("#r-380.marked")).to_be_in_viewport()
    window.goto("about:blank")
    window.goto(f"{address}#r-390")
    expect(window.locator("#r-390.marked")).to_be_in_viewport()
    window.goto("about:blank")
    window.goto(address)
    assert len(shown(window)) == 300
    window.get_by_role("button", name="显示其余 100 条").click()
    assert len(shown(window)) == 400
    for slip in ("?没有这一栏=1", "?=1", "?&=&"):
        window.goto(f"{address}#{slip}")
        expect(window.get_by_role("status")).to_contain_text("这个链接问的列，这里的表没有")
        assert len(shown(window)) >= 300
        window.goto(f"{address}#?")


@pytest.mark.slow
def test_columns_are_chosen_and_rows_are_cards_on_a_phone(window: Page, tmp_path: Path) -> None:
    address = written(tmp_path, FEW)
    window.goto(f"{address}#{asked(columns=['月份', '事项'])}")
    assert window.locator("th:visible").all_inner_texts() == ["月份", "事项"]
    assert window.locator("tbody tr").first.locator("td:visible").count() == 2
    window.goto(f"{address}#?列=|")
    assert window.locator("th:visible").count() == 6
    window.set_viewport_size({"width": 360, "height": 640})
    window.evaluate("location.hash = ''")
    expect(window.locator("thead")).to_be_hidden()
    card = window.locator("#r-2")
    labels = card.locator("td:visible").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    assert labels == ['"日期"', '"岗位"', "none", '"编号"']  # nothing is said of what is empty
    assert window.evaluate("document.documentElement.scrollWidth") == 360
    window.emulate_media(media="print")
    expect(window.locator("thead")).to_be_visible()


@pytest.mark.slow
def test_what_is_selected_is_taken_away_and_is_no_formula(window: Page, tmp_path: Path) -> None:
    formulas = ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1"]
    said = [*formulas, *(each for each in TEXTS if each.strip() and "\n" not in each)]
    every = [
        Row(f"r-{at}", POSTS[at % 5], (), date(2021, 1, 4), Decimal(at), False, each, "")
        for at, each in enumerate(said)
    ]
    window.goto(f"{written(tmp_path, every)}#{asked({'岗位': '局长'}, sort='-人数')}")
    window.get_by_text("筛选和排序").click()
    with window.expect_download() as download:
        window.get_by_role("button", name="下载表格").click()
    assert download.value.suggested_filename == "表.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    head, *lines = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == ["日期", "岗位", "人数", "事项", "编号"]
    assert [line[4] for line in lines] == [row.id for row in reversed(every) if row.post == "局长"]
    whole = window.evaluate("askedTables.ask('?'), askedTables.csv()")
    lines = list(csv.reader(StringIO(whole.removeprefix("\ufeff"), newline="")))[1:]
    assert len(lines) == len(every)
    assert not [cell for line in lines for cell in line if cell[:1] in {*"=+-@\t＝＋－＠"}]
    assert [line[3] for line in lines[:4]] == ["'=1+1", "'+1", "'-1", "'@A1"]
    assert window.evaluate("window.pwned") is None


@pytest.mark.slow
def test_without_scripts_the_whole_table_stands_there(chromium: Browser, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{written(tmp_path, FEW)}#{asked({'岗位': '局长'})}")
    assert page.locator("tbody tr:visible").count() == 6
    assert page.locator("th:visible").all_inner_texts() == ["日期", "岗位", "科室", "人数", "事项", "编号"]  # fmt: skip
    context.close()
