"""What a page is to somebody who does not see it, does not point, or enlarges it.

axe-core (decisions/0018) judges one page of every kind, found from the site itself; the rest is
what it cannot judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from browsing import marks_of, search_for
from conftest import sample
from looking import cut_texts, faint_texts, focus_met, watch_focus
from playwright.sync_api import Browser, Page, ViewportSize, expect
from site_tools import Site

pytestmark = pytest.mark.slow

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
#: rows and questions after the first ones are like them
MORE = [["tbody tr:nth-child(n+9)"], ["ol.quiz > li:nth-child(n+9)"], [".sign-off ~ *"]]
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
#: 1280 pixels at 200 % and at 400 %
ENLARGED: tuple[ViewportSize, ...] = (
    {"width": 640, "height": 450},
    {"width": 320, "height": 256},
)
SCHEMES = {"default": 0, "slate": 1}
#: WCAG 2.1, 1.4.12
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""
QUIZ = "regulations/quiz/?卷号=7&题数=6"


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """A window in which nothing moves."""
    context = chromium.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _mark_a_paper(page: Page) -> None:
    for question in page.locator(".quiz-drawn fieldset").all()[:3]:
        question.locator("input").first.check()
    page.get_by_role("button", name="交卷").click()


def _focus_a_figure(page: Page) -> None:
    figure = page.locator("article a.figure").nth(3)
    figure.scroll_into_view_if_needed()
    page.keyboard.press("Tab")
    figure.focus()
    expect(page.locator(".figure-note.shown")).to_be_visible()


def _open_the_drawer(page: Page) -> None:
    if page.get_by_role("button", name="导航").is_visible():
        page.get_by_role("button", name="导航").click()


def _find(words: str) -> Callable[[Page], None]:
    def search(page: Page) -> None:
        search_for(page, words)
        expect(page.locator(".search-status")).to_contain_text(re.compile(r"条结果|没有找到"))

    return search


def _ask(page: Page) -> None:
    page.get_by_text("筛选和排序").click()
    for fold in page.locator(".asking-choice summary").all():
        fold.click()
    page.get_by_label("文字").fill("学习")
    page.get_by_label("分组").select_option("类别")


#: what opens on a page, or becomes of it: where, how, and the part that it is
STATES: dict[str, tuple[str, Callable[[Page], None], str]] = {
    "quiz": (QUIZ, _mark_a_paper, "#quiz-paper"),
    "popover": ("report/", _focus_a_figure, ".figure-note.shown"),
    "search": ("", _find("整改"), "dialog.search"),
    "search without results": ("", _find("没有这样的词句"), "dialog.search"),
    "asking": ("records/2021-03/", _ask, ".askable"),
    "drawer": ("ledgers/", _open_the_drawer, ".md-sidebar--primary"),
}
#: those that have another structure on a phone; axe-core looks at the others there in ``make long``
_OF_PHONES = ("dialog.search", ".md-sidebar--primary")


def wear(page: Page, scheme: str) -> None:
    """Put a page into one of the two colour schemes, as its switch does."""
    page.evaluate(f"document.getElementById('__palette_{SCHEMES[scheme]}').click()")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def violations(page: Page, part: str, contrast: bool) -> list[str]:
    """Return what axe-core finds in a part of a page, a line for each element."""
    options = {
        "runOnly": WCAG,
        "resultTypes": ["violations"],
        "rules": {"color-contrast": {"enabled": contrast}},
    }
    context = {"include": [[part]], "exclude": MORE}
    script = "0" if page.evaluate("'axe' in window") else AXE_SCRIPT  # half a megabyte
    found = Axe(script).run(page, context=context, options=options).response["violations"]
    return [f"{each['id']}：{node['html'][:90]}" for each in found for node in each["nodes"]]


def judged(
    page: Page, size: ViewportSize, part: str = "html", *, contrast: bool = True
) -> list[str]:
    """Return what is wrong with a page: in both schemes wide, and in the dark on a phone.

    axe-core is slow, most of all where it measures contrast, and leaves that of many texts open:
    it looks once at a wide page, and ours is asked in every scheme.
    """
    wrong = []
    for scheme in SCHEMES if size == WIDE else ("slate",):
        wear(page, scheme)
        wrong += [f"{scheme}：{text} 不清楚" for text in faint_texts(page)["wrong"]]  # type: ignore[attr-defined]
        if scheme == "default":
            wrong += violations(page, part, contrast=contrast)
    return wrong


#: drawings that are neither named nor passed over
_SILENT = """() => [...document.querySelectorAll("svg, img")].filter((one) =>
  !one.closest("[aria-hidden=true]") && !(one.getAttribute("aria-label") || one.getAttribute("alt")))
  .map((one) => one.outerHTML.slice(0, 80))"""


#: of the telling pages the first, which tell most, are looked at in the usual run
_OFTEN = 5
#: of these axe-core measures the contrast of every second, and looks at it on a phone as well; at the
#: others in ``make long``
_CLOSELY = slice(0, _OFTEN, 2)


@dataclass
class Looks:
    """What is wrong with one page of each kind."""

    judged: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    silent: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    cut: dict[tuple[str, int], list[list[str]]] = field(default_factory=dict)
    cut_spaced: dict[tuple[str, int], list[list[str]]] = field(default_factory=dict)


@pytest.fixture(scope="module", params=[True, pytest.param(False, marks=pytest.mark.long)])
def looks(
    request: pytest.FixtureRequest, window: Page, base: str, kinds: list[str], telling: list[str]
) -> Looks:
    """The pages that tell most, or the others, each loaded once and looked at in every way."""
    found, often = Looks(), telling[:_OFTEN]
    for address in often if request.param else [each for each in kinds if each not in often]:
        window.goto(base + address, wait_until="load")
        found.silent[address, 0] = window.evaluate(_SILENT)
        closely = address in telling[_CLOSELY]
        for size in (WIDE, PHONE):
            window.set_viewport_size(size)
            found.judged[address, size["width"]] = judged(window, size, contrast=closely)
        found.judged[address, PHONE["width"]] += (
            violations(window, "html", contrast=False) if closely else []
        )
        for size in ENLARGED:
            window.set_viewport_size(size)
            found.cut[address, size["width"]] = cut_texts(window)
        window.add_style_tag(content=SPACED)
        for size in (ENLARGED[-1], WIDE):
            window.set_viewport_size(size)
            found.cut_spaced[address, size["width"]] = cut_texts(window)
    return found


def something(found: Mapping[tuple[str, int], Sequence[object]]) -> dict[tuple[str, int], object]:
    """Return the pages and widths where something was found."""
    return {where: wrong for where, wrong in found.items() if wrong}


# --- axe-core


@pytest.mark.quick
def test_a_fault_is_seen(window: Page) -> None:
    window.set_content('<html lang="zh"><title>页</title><main><h1>题</h1><img src="x.png"></main>')
    (fault,) = violations(window, "html", contrast=False)
    assert fault.startswith("image-alt：")
    assert len(window.evaluate(_SILENT)) == 1


def test_every_part_of_the_site_is_among_the_kinds(site: Site, kinds: list[str]) -> None:
    parts = [{address.split("/")[0] for address in all} for all in (site.addresses(), kinds)]
    assert parts[0] == parts[1]
    assert {"", "report/", "404.html"} < set(kinds)
    assert len(kinds) > 20


def test_the_telling_pages_hold_all_that_any_kind_holds(
    site: Site, kinds: list[str], telling: list[str]
) -> None:
    held = [set[str]().union(*(marks_of(site, each) for each in all)) for all in (kinds, telling)]
    assert held[0] == held[1] and len(held[0]) > 100
    assert 5 < len(telling) < len(kinds) / 2


def test_axe_finds_nothing_on_a_page_of_any_kind(looks: Looks) -> None:
    assert something(looks.judged) == {}


@pytest.mark.long
def test_axe_finds_nothing_when_it_looks_closely_at_the_other_pages(
    window: Page, base: str, kinds: list[str], telling: list[str]
) -> None:
    for address in kinds:
        if address not in telling[_CLOSELY]:
            for size, scheme in ((WIDE, "default"), (PHONE, "slate")):
                window.set_viewport_size(size)
                window.goto(base + address, wait_until="load")
                wear(window, scheme)
                assert violations(window, "html", contrast=size == WIDE) == [], address


@pytest.mark.parametrize("state", sample(STATES, 3))
def test_axe_finds_nothing_in_what_opens(window: Page, base: str, state: str) -> None:
    address, bring_about, part = STATES[state]
    for size in (WIDE, PHONE):
        window.set_viewport_size(size)
        window.goto(base + address, wait_until="load")
        bring_about(window)
        assert judged(window, size, part) == []
        if part in _OF_PHONES and size == PHONE:
            assert violations(window, part, contrast=False) == []


@pytest.mark.long
@pytest.mark.parametrize("state", [name for name in STATES if STATES[name][2] not in _OF_PHONES])
def test_axe_finds_nothing_in_what_opens_on_a_phone(window: Page, base: str, state: str) -> None:
    address, bring_about, part = STATES[state]
    window.set_viewport_size(PHONE)
    window.goto(base + address, wait_until="load")
    bring_about(window)
    wear(window, "default")
    assert violations(window, part, contrast=False) == []


@pytest.mark.parametrize("size", sample([WIDE, PHONE], 1), ids=str)
def test_axe_finds_nothing_in_the_paper_view(window: Page, base: str, size: ViewportSize) -> None:
    """Ink and paper lie in layers where no contrast is found; test_report_view knows their colours."""
    window.set_viewport_size(size)
    window.goto(f"{base}report/?paper", wait_until="load")
    assert violations(window, ".md-content", contrast=False) == []


def test_every_drawing_says_what_it_shows_or_is_passed_over(looks: Looks) -> None:
    assert something(looks.silent) == {}


# --- enlarged


def test_nothing_is_cut_or_out_of_reach_at_200_and_400_percent(looks: Looks) -> None:
    assert something(looks.cut) == {}


def test_nothing_is_cut_when_text_is_set_wider(looks: Looks) -> None:
    assert something(looks.cut_spaced) == {}


def test_what_scrolls_sideways_can_be_scrolled_by_keyboard(window: Page, base: str) -> None:
    window.set_viewport_size(PHONE)
    window.goto(f"{base}regulations/disciplinary/", wait_until="load")
    table = window.get_by_role("group", name=re.compile("可以左右滚动")).first
    table.focus()
    window.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)
    window.set_viewport_size(WIDE)
    expect(window.locator(".wide[tabindex]")).to_have_count(0)


def test_a_wide_table_of_the_report_can_be_scrolled_and_stays_a_table(window: Page, base: str) -> None:  # fmt: skip
    window.set_viewport_size(PHONE)
    window.goto(f"{base}report/?evidence", wait_until="load")
    table = window.get_by_role("table", name=re.compile("可以左右滚动"))
    table.focus()
    window.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)


# --- the keyboard


@pytest.mark.parametrize("address", sample(["report/", "", QUIZ, "ledgers/reminders/"], 2))
def test_tab_meets_everything_in_its_order_and_shows_where(
    window: Page, base: str, address: str
) -> None:
    window.set_viewport_size(WIDE)
    window.goto(base + address, wait_until="load")
    # it comes and goes as one scrolls back and on
    window.add_style_tag(content=".md-top { display: none }")
    due = watch_focus(window)
    for _ in due:
        window.keyboard.press("Tab")
    met = focus_met(window)
    assert [at for at, *_ in met] == list(range(len(due))), (due, met)
    assert [(name, ratio) for _, name, ratio in met if ratio < 3] == []


@pytest.mark.parametrize(
    "address", sample(["report/", "", "ledgers/reminders/", "regulations/quiz/"], 1)
)
def test_the_first_stop_leads_past_the_navigation(window: Page, base: str, address: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(base + address, wait_until="load")
    window.keyboard.press("Tab")
    expect(window.get_by_role("link", name="跳到正文")).to_be_focused()
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    expect(window.locator("article :focus")).to_have_count(1)


def test_the_navigation_of_a_narrow_window_is_worked_by_keyboard(window: Page, base: str) -> None:
    window.set_viewport_size(ENLARGED[0])
    window.goto(f"{base}report/", wait_until="load")
    menu = window.get_by_role("button", name="导航")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    for key in ("Enter", "Space"):
        window.keyboard.press(key)
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(window.locator(".md-sidebar--primary :focus")).to_be_in_viewport()
        window.keyboard.press("Escape")
        expect(menu).to_be_focused()
        expect(menu).to_have_attribute("aria-expanded", "false")
    expect(window.locator(".md-sidebar--primary a").first).to_be_hidden()
    window.keyboard.press("Enter")
    contents = window.locator(".md-sidebar--primary").get_by_role("button", name="报告")
    contents.focus()
    window.keyboard.press("Enter")
    window.get_by_role("link", name="（二）深化党内法规学习教育").focus()
    window.keyboard.press("Enter")
    expect(window.get_by_role("heading", name="（二）深化党内法规学习教育")).to_be_in_viewport()


def test_leaving_the_navigation_closes_it(window: Page, base: str) -> None:
    window.set_viewport_size(ENLARGED[0])
    window.goto(f"{base}figures/", wait_until="load")
    menu = window.get_by_role("button", name="导航")
    menu.focus()
    window.keyboard.press("Enter")
    for _ in range(30):
        window.keyboard.press("Tab")
        if menu.get_attribute("aria-expanded") == "false":
            break
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(window.locator("article :focus, .md-top:focus")).to_have_count(1)


# --- what is read aloud


def tree(page: Page, selector: str) -> str:
    """Return the accessibility tree below an element, as Playwright writes it."""
    return page.locator(selector).first.aria_snapshot()


def node(page: Page, selector: str) -> dict[str, Any]:
    """Return the accessibility node of an element as the browser hands it on: a value by a name."""
    client = page.context.new_cdp_session(page)
    found = client.send("Runtime.evaluate", {"expression": f"document.querySelector({selector!r})"})
    object_id = found["result"]["objectId"]
    (told,) = client.send(
        "Accessibility.getPartialAXTree", {"objectId": object_id, "fetchRelatives": False}
    )["nodes"]
    client.detach()
    properties = {each["name"]: each["value"].get("value") for each in told["properties"]}
    named = {key: told.get(key, {}).get("value", "") for key in ("role", "name", "description")}
    related = {
        each["name"]: [one.get("idref") for one in each["value"].get("relatedNodes", [])]
        for each in told["properties"]
    }
    return properties | named | {"related": related}


def test_a_numbered_list_is_read_as_one(window: Page, base: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(f"{base}posts/director/", wait_until="load")
    read = tree(window, "#duties ~ ol")
    assert read.startswith("- list:\n  - listitem: ")
    assert read.count("- listitem: ") == window.locator("#duties ~ ol").first.locator("li").count()


def test_a_figure_says_that_it_has_details_and_they_are_read_with_it(
    window: Page, base: str
) -> None:
    window.set_viewport_size(WIDE)
    window.goto(f"{base}report/", wait_until="load")
    told = node(window, "article a.figure")
    assert told["role"] == "link" and told["name"]
    assert all(term in told["description"] for term in ("口径", "期间", "算法", "依据"))
    _focus_a_figure(window)
    told = node(window, "a.figure[aria-expanded]")
    assert told["expanded"] is True
    note = window.locator(".figure-note.shown").get_attribute("id")
    assert told["related"]["details"] == [note]
    assert "term: 口径" in tree(window, ".figure-note.shown")


def test_questions_are_groups_and_the_result_is_announced(window: Page, base: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(base + QUIZ.replace("题数=6", "题数=60"), wait_until="load")
    kinds = set()
    for number, question in enumerate(window.locator(".quiz-drawn fieldset").all(), 1):
        read = question.aria_snapshot()
        assert re.match(rf'- group "{number}\. (单选|多选|判断)', read), read
        kinds |= set(re.findall(r'- (radio|checkbox) "', read))
    assert kinds == {"radio", "checkbox"}
    before = node(window, ".quiz-sheet .result")
    assert (before["role"], before["live"]) == ("status", "polite")
    _mark_a_paper(window)
    assert re.match("- status: 共 60 题，答对 . 题", tree(window, ".quiz-sheet .result"))
    assert node(window, ".quiz-choices .matching")["live"] == "polite"


def test_the_search_is_a_dialog_that_says_how_much_was_found(window: Page, base: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(base, wait_until="load")
    window.get_by_role("button", name="搜索").click()
    assert node(window, ".search-status")["live"] == "polite"
    _find("整改")(window)
    read = tree(window, "dialog.search")
    assert read.startswith('- dialog "搜索"')
    assert re.search(r'- searchbox "搜索".*整改', read)
    assert re.search(r"- status: \d+ 条结果", read)


def test_the_colours_are_a_group_of_two(window: Page, base: str) -> None:
    window.set_viewport_size(WIDE)
    window.goto(f"{base}404.html", wait_until="load")
    wear(window, "default")
    assert tree(window, "form.md-header__option").splitlines() == [
        '- radiogroup "颜色":',
        '  - radio "浅色" [checked]',
        '  - radio "深色"',
    ]
