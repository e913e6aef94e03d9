"""The built site in a real browser, and ``mkdocs serve`` with somebody at work behind it."""

from __future__ import annotations

import re
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from browsing import Heard, Opener, Windows, search_for
from conftest import sample
from looking import cut_texts, faint_texts
from playwright.sync_api import Browser, Locator, Page, expect
from site_tools import (
    Site,
    add,
    edit,
    environment,
    mkdocs_command,
    small_project,
)

from ledger.project import Project
from ledger.records.types.work import Rectification, Trace

pytestmark = pytest.mark.slow

#: a page of each kind
KINDS = {
    "report": "report/",
    "home": "",
    "ledgers": "ledgers/",
    "ledger": "ledgers/risks/",
    "rectification": "ledgers/rectification/",
    "month": "records/2021-03/",
    "category": "records/study/",
    "figure": "figures/traces/",
    "figure of figures": "figures/group-study-change/",
    "figures": "figures/",
    "not found": "404.html",
}
EACH_SCHEME = pytest.mark.parametrize("scheme", sample(["dark", "light"], 1))
PHONE = {"viewport": {"width": 360, "height": 640}}


def each_kind(page: Page, base: str, step: int = 1) -> Iterator[str]:
    """Load a page of each kind in one window, which costs less than a window for each."""
    for kind, address in [*KINDS.items()][::step]:
        page.goto(base + address, wait_until="load")
        yield kind


def note_of(figure: Locator) -> Locator:
    """Return the note that describes a figure."""
    return figure.page.locator(f"#{figure.get_attribute('aria-describedby')}")


def tab_to(page: Page, selector: str, most: int = 80) -> Locator:
    """Press Tab until an element of that kind has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(f"{selector}:focus")
        if focused.count():
            return focused
    raise AssertionError(f"{most} 次 Tab 没有到 {selector}")


# --- the windows of the tests


@pytest.mark.long  # twelve CPU s for what is of the tests alone
def test_a_window_that_is_lent_again_keeps_nothing(windows: Windows, base: str) -> None:
    options: dict[str, Any] = {}
    page = windows.take(options)
    page.goto(base)
    page.evaluate("localStorage.kept = sessionStorage.kept = 'kept'")
    page.route("**/*", lambda route: route.abort())
    page.set_viewport_size({"width": 400, "height": 400})
    page.emulate_media(media="print")
    windows.give_back(options, page)
    assert windows.take(options) is page
    page.goto(base)
    told = "[localStorage.kept, sessionStorage.kept, innerWidth, matchMedia('print').matches]"
    assert page.evaluate(told) == [None, None, 1280, False]
    windows.give_back(options, page)


def test_the_browser_opens_no_page_of_its_own(chromium: Browser) -> None:
    """The lists below an address bar, which nobody sees, would cost more than the page."""
    page = chromium.new_page()
    session = chromium.new_browser_cdp_session()
    told = session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    assert [each["url"] for each in told if each["url"].startswith("chrome:")] == []
    session.detach()
    page.close()


# --- the note at a figure


@pytest.mark.quick
def test_a_stop_that_tab_does_not_reach_is_missed(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content('<a href="#">甲</a><a href="#" class="figure">乙</a><a class="none">丙</a>')
    expect(tab_to(page, "a.figure")).to_have_text("乙")
    with pytest.raises(AssertionError, match="没有到"):
        tab_to(page, "a.none", most=5)
    page.close()


def test_a_note_opens_on_keyboard_focus_and_closes_on_escape(visit: Opener) -> None:
    page = visit("report/")
    figure = tab_to(page, "article a.figure")
    note = note_of(figure)
    expect(note).to_be_visible()
    assert note.locator("dt").all_inner_texts() == ["口径", "期间", "算法", "依据"]
    assert all(note.locator("dd").all_inner_texts())
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(figure).to_be_focused()


def test_the_next_focus_closes_one_note_and_opens_another(visit: Opener) -> None:
    page = visit("report/")
    first = note_of(tab_to(page, "article a.figure")).get_attribute("id")
    second = note_of(tab_to(page, "article a.figure")).get_attribute("id")
    assert first != second
    expect(page.locator(f"#{second}")).to_be_visible()
    expect(page.locator(f"#{first}")).to_be_hidden()


def test_a_note_stays_while_it_is_pointed_at(chromium: Browser, base: str) -> None:
    page = chromium.new_page()  # whose clock stands still for good
    page.clock.install()
    page.goto(f"{base}report/", wait_until="load")
    figure = page.locator("article a.figure").nth(3)
    figure.hover()
    note = note_of(figure)
    expect(note).to_be_visible()
    note.hover()
    page.clock.run_for(10_000)
    expect(note).to_be_visible()
    page.locator("article p.doc-addressee").hover()
    page.clock.run_for(10_000)
    expect(note).to_be_hidden()
    page.close()


def test_enter_follows_to_the_evidence_and_records_lead_back(visit: Opener) -> None:
    page = visit("report/")
    figure = tab_to(page, "article a.figure")
    name, value = figure.get_attribute("data-figure"), figure.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/figures/{name}/")
    expect(page.locator("p.figure-value")).to_have_text(value)
    record = page.locator("#records ~ .askable a.record").first
    matter = record.inner_text()
    record.click()
    page.wait_for_url("**/records/**")
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    assert matter in row.inner_text()
    row.locator(f'span.counted a[href$="figures/{name}/"]').click()
    page.wait_for_url(f"**/figures/{name}/")
    page.locator("ul.uses a").last.click()
    page.wait_for_url("**/report/#*")
    expect(page.locator(f'article a.figure[data-figure="{name}"]').first).to_be_in_viewport()


def test_without_scripts_the_notes_stand_at_the_end(visit: Opener) -> None:
    page = visit("report/", java_script_enabled=False)
    notes = page.locator("article .figure-note")
    figures = page.locator("article a.figure")
    assert notes.count() > 50
    expect(notes.first).to_be_visible()
    expect(notes.last).to_be_visible()
    text_end = page.locator("article .doc-imprint").bounding_box()
    first = notes.first.bounding_box()
    assert first and text_end
    assert first["y"] > text_end["y"] + text_end["height"]
    name = figures.first.get_attribute("data-figure")
    figures.first.click()
    page.wait_for_url(f"**/figures/{name}/")
    page.go_back()
    notes.last.locator("a").click()
    page.wait_for_url("**/figures/*/")
    expect(page.locator("p.figure-value")).to_be_visible()


def test_the_first_tap_opens_and_the_second_follows(visit: Opener) -> None:
    page = visit("report/", has_touch=True, is_mobile=True, **PHONE)
    figure = page.locator("article a.figure").nth(2)
    address, name = page.url, figure.get_attribute("data-figure")
    figure.tap()
    expect(note_of(figure)).to_be_visible()
    assert page.url == address
    figure.tap()
    page.wait_for_url(f"**/figures/{name}/")


def test_a_tap_elsewhere_closes_the_note(visit: Opener) -> None:
    page = visit("report/", has_touch=True, is_mobile=True, **PHONE)
    figure = page.locator("article a.figure").first
    figure.tap()
    expect(note_of(figure)).to_be_visible()
    page.locator("h3").first.tap()
    expect(note_of(figure)).to_be_hidden()


#: opens the note of each figure with the figure at a height of the window, and says where it lies
_PLACES = """async (share) => {
  const wrong = []
  for (const figure of document.querySelectorAll("article a.figure")) {
    const top = figure.getBoundingClientRect().top + scrollY
    scrollTo({ top: top - share * innerHeight, behavior: "instant" })
    figure.dispatchEvent(new PointerEvent("pointerenter", { pointerType: "mouse" }))
    const note = document.getElementById(figure.getAttribute("aria-describedby"))
    const box = note.getBoundingClientRect()
    const name = figure.dataset.figure
    if (!box.height) wrong.push([name, "没有打开"])
    if (box.left < 0 || box.right > document.documentElement.clientWidth) wrong.push([name, "左右出界"])
    if (box.top < 0 || box.bottom > innerHeight) wrong.push([name, "上下出界"])
    for (const own of figure.getClientRects())
      if (own.left < box.right && own.right > box.left && own.top < box.bottom && own.bottom > box.top)
        wrong.push([name, "盖住了数字"])
    for (const [x, y] of [[box.left + 8, box.top + 8], [box.right - 8, box.bottom - 8]]) {
      const seen = document.elementFromPoint(x, y)
      if (seen && !note.contains(seen)) wrong.push([name, "被盖住了：" + seen.className])
    }
  }
  return wrong
}"""


@pytest.mark.parametrize(
    "address", sample(["report/", "", "figures/group-study-change/", "figures/"], 2)
)
def test_a_note_lies_inside_a_narrow_window_and_beside_its_figure(
    visit: Opener, address: str
) -> None:
    page = visit(address, **PHONE)
    assert [page.evaluate(_PLACES, share) for share in (0.2, 0.5, 0.8)] == [[], [], []]


# --- quiet, self-contained, readable


#: a page is loaded in a window of the first width and drawn to the others
WIDTHS = {"light": (360, 768, 1280, 1920), "dark": (1920, 1280, 768, 360)}
_OVER = "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


def drawn_to(page: Page, widths: tuple[int, ...]) -> Iterator[int]:
    """Give a window one width after the other, and the first again."""
    for width in (*widths, widths[0]):
        page.set_viewport_size({"width": width, "height": 800})
        yield width


@pytest.mark.parametrize(
    ("scheme", "step"),
    # in the usual run test_accessibility.py looks at the dark scheme
    [("light", 2), *(pytest.param(scheme, 1, marks=pytest.mark.long) for scheme in WIDTHS)],
)
def test_pages_are_quiet_do_not_scroll_sideways_and_stand_out_from_their_ground(
    visit: Opener, heard: Heard, base: str, scheme: str, step: int
) -> None:
    """Each page is loaded once in each scheme, which costs most, and looked at in every way."""
    first, *_ = widths = WIDTHS[scheme]
    size = {"width": first, "height": 800}
    page = visit("", color_scheme=scheme, reduced_motion="reduce", viewport=size)
    for kind in each_kind(page, base, step):
        page.wait_for_load_state("networkidle")
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
        )
        for width in drawn_to(page, widths):
            assert page.evaluate(_OVER) <= 0, (kind, width)
            if width == 1280:
                found = faint_texts(page)
                assert found["count"] > 5 and not found["wrong"], (kind, found)
        assert heard.requests, kind
        assert not [url for url in heard.requests if not url.startswith((base, "data:", "blob:"))], kind  # fmt: skip
        assert not heard.complaints, kind
        heard.requests.clear()


def test_the_site_works_from_a_disk_without_a_server(
    visit: Opener, site: Site, heard: Heard
) -> None:
    page = visit("index.html", at=f"{site.root.as_uri()}/")
    page.locator(".md-tabs a", has_text="报告").click()
    expect(page.locator("article h1")).to_contain_text("情况的报告")
    figure = page.locator("#document a.figure").first
    figure.focus()
    expect(note_of(figure)).to_be_visible()
    figure.press("Enter")
    page.locator("article a.record").first.click()
    page.locator(".md-tabs a", has_text="法规学习").click()
    page.locator("article a", has_text="知识测试").first.click()
    page.locator("[data-draw], .quiz-draw, form button").first.click()
    expect(page.locator("article input[type=radio]").first).to_be_visible()
    page.locator("footer a", has_text="关于本站").click()
    expect(page.locator("article h1")).to_have_text("关于本站")
    assert not heard.complaints
    assert not [url for url in heard.requests if not url.startswith(site.root.as_uri())]
    assert all(Path(unquote(urlsplit(url).path)).is_file() for url in heard.requests)


@EACH_SCHEME
def test_an_open_note_stands_out_from_its_ground(visit: Opener, scheme: str) -> None:
    page = visit("report/", color_scheme=scheme, reduced_motion="reduce")
    tab_to(page, "article a.figure")
    expect(page.locator(".figure-note.shown")).to_be_visible()
    assert not faint_texts(page)["wrong"]


# --- tables and charts


def number_in(text: str) -> float | None:
    found = re.match(r"(下降|增长)?(\d+(?:\.\d+)?)", text)
    return float(found[2]) * (-1 if found[1] == "下降" else 1) if found else None


#: the columns by which the list of figures is sorted here, in their order
SORTED = ("数值", "记录数", "正文引用")


@pytest.mark.parametrize(
    ("key", "heads"),
    [
        ("Enter", SORTED[:1]),
        *(pytest.param(key, SORTED, marks=pytest.mark.long) for key in ("Enter", "Space")),
    ],
)
def test_figures_are_sorted_by_keyboard_in_numeric_order(
    visit: Opener, key: str, heads: tuple[str, ...]
) -> None:
    page = visit("figures/")
    for column, head in enumerate(heads, 2):
        sort_by(page, column, head, key)


def sort_by(page: Page, column: int, head: str, key: str) -> None:
    """Press Tab until the head of a column has the focus, sort by it both ways, and no longer."""
    before = page.locator(".askable tbody tr").all_inner_texts()
    button = page.locator(".askable th button", has_text=head)
    for _ in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("node => node === document.activeElement"):
            break
    cell = page.locator(".askable th", has_text=head)
    for direction in ("ascending", "descending"):
        page.keyboard.press(key)
        expect(cell).to_have_attribute("aria-sort", direction)
        assert page.locator("th[aria-sort]").count() == 1
        texts = page.locator(f".askable tbody tr td:nth-child({column + 1})").all_inner_texts()
        numbers = [number for text in texts if (number := number_in(text)) is not None]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert len(set(numbers)) > 2
    page.keyboard.press(key)
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    expect(button).to_be_focused()
    assert page.locator(".askable tbody tr").all_inner_texts() == before


@pytest.mark.parametrize(
    ("scheme", "width"),
    sample([("light", 360), ("light", 1280), ("dark", 1280), ("dark", 360)], 1),
)
def test_charts_are_tables_that_are_read_and_show_every_count(
    visit: Opener, project: Project, scheme: str, width: int
) -> None:
    page = visit("", color_scheme=scheme, viewport={"width": width, "height": 800})
    traces = project.dataset.of(Trace)
    items = project.dataset.of(Rectification)
    charts = page.locator(".chart")
    assert charts.count() == 2
    for chart, total in zip(charts.all(), (len(traces), len(items)), strict=True):
        expect(chart.locator("caption")).to_be_visible()
        numbers = [cell for cell in chart.locator("td").all_inner_texts() if cell.isdigit()]
        assert sum(map(int, numbers)) == total
    assert charts.first.locator("tbody th").all_inner_texts() == [
        *project.dataset.choices(Trace, "category")
    ]
    grounds = [
        charts.first.locator(f".shade-{shade}").first.evaluate(
            "node => getComputedStyle(node).backgroundColor"
        )
        for shade in (0, 1, 2, 5)
    ]
    assert len(set(grounds)) == len(grounds)
    lengths = charts.last.locator("meter").evaluate_all("all => all.map((one) => one.value)")
    assert lengths == [int(number) for number in charts.last.locator("td").all_inner_texts() if number.isdigit()]  # fmt: skip
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not faint_texts(page)["wrong"] and not cut_texts(page)


@EACH_SCHEME
def test_an_open_search_stands_out_from_its_ground(visit: Opener, scheme: str) -> None:
    page = visit("report/", color_scheme=scheme, reduced_motion="reduce")
    search_for(page, "整改")
    expect(page.locator(".search-list mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert not faint_texts(page)["wrong"]


# --- mkdocs serve


@dataclass
class Served:
    """A running ``mkdocs serve`` and the copied project behind it."""

    project: Path
    base: str
    process: subprocess.Popen[str]
    lines: list[str]

    def file(self, path: str) -> Path:
        """Return a file of the project."""
        return self.project / path

    @property
    def output(self) -> str:
        """What the server has printed."""
        return "".join(self.lines)


Starter = Callable[[Path], Served]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Start ``mkdocs serve`` in a project and return when it answers."""
    processes: list[subprocess.Popen[str]] = []

    def run(project: Path) -> Served:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            mkdocs_command("serve", "-a", f"127.0.0.1:{port}"),
            cwd=project, env=environment() | {"TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        processes.append(process)
        assert process.stdout
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line)
            if "Serving on" in line:
                break
        else:
            pytest.fail("mkdocs serve 没有起来：\n" + "".join(lines))
        threading.Thread(target=lines.extend, args=(process.stdout,), daemon=True).start()
        return Served(project, f"http://127.0.0.1:{port}/", process, lines)

    yield run
    for process in processes:
        process.terminate()
        process.wait()


@pytest.fixture
def served(start: Starter, tmp_path: Path) -> Served:
    """``mkdocs serve`` on the small bureau, which is built anew in two seconds."""
    return start(small_project(tmp_path / "project").root)


MARCH = "data/2021/履责记录/03.yml"
ONE_MORE = """- 编号: r03-99
  类别: 学习教育
  日期: 2021-03-05
  岗位: 副局长
  事项: 学一件事
  形式: 支部学习
  学习文件: 廉洁自律准则
"""


def assert_covered(page: Page, *texts: str) -> None:
    """The list of problems lies over the last good page, which is still there."""
    problems = page.locator("#problems")
    expect(problems).to_be_visible()
    for text in texts:
        expect(problems).to_contain_text(text)
    expect(page.locator("article h1")).to_have_text("小样局")
    expect(page.locator("article a.figure")).to_be_attached()


def test_a_mistake_in_data_is_shown_over_the_last_good_page(visit: Opener, served: Served) -> None:
    page = visit("", at=served.base)
    studies = page.locator("article a.figure")
    expect(studies).to_have_text("3次")
    before = served.file(MARCH).read_text(encoding="utf-8")
    served.file(MARCH).write_text(before.replace("实到: 12", "实到: 十二", 1), encoding="utf-8")
    line = before[: before.index("实到: 12")].count("\n") + 1
    message = (f"{MARCH}:{line}:7", "“十二”不是不小于 0 的整数")
    assert_covered(page, *message)
    page.reload()
    assert_covered(page, *message)
    served.file(MARCH).write_text(before.rstrip("\n") + "\n" + ONE_MORE, encoding="utf-8")
    expect(page.locator("#problems")).to_have_count(0)
    expect(studies).to_have_text("4次")


@pytest.mark.long  # one mistake is shown and vanishes in the usual run
def test_two_mistakes_are_shown_together_and_vanish_together(visit: Opener, served: Served) -> None:
    page = visit("", at=served.base)
    march, home = served.file(MARCH), served.file("docs/index.md")
    good = {file: file.read_text(encoding="utf-8") for file in (march, home)}
    march.write_text(good[march].replace("岗位: 副局长", "岗位: 副局", 1), "utf-8")
    assert_covered(page, MARCH, "不认识的岗位“副局”，是不是“副局长”？")
    add(home, '\n{{ figure("没有这个") }}\n')
    assert_covered(page, MARCH, "docs/index.md:", "不认识的指标“没有这个”")
    march.write_text(good[march], encoding="utf-8")
    expect(page.locator("#problems li")).to_have_count(1)
    assert_covered(page, "docs/index.md:")
    home.write_text(good[home] + "\n补了一句话。\n", encoding="utf-8")
    expect(page.locator("#problems")).to_have_count(0)
    expect(page.locator("article")).to_contain_text("补了一句话。")


PROSE_MISTAKES = {
    '{{ figure("学习次") }}': "是不是“学习次数”？",
    "{{ figure }}": "“figure”后面要有括号",
    "{{ 没有这个词() }}": "不认识的词“没有这个词”",
    "{{ figure(“学习次数”) }}": "引号、括号和逗号要用半角",
    '{{ figure("学习次数")': "没有用“}}”收尾",
}


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_mistakes_in_prose_are_shown_and_mended(visit: Opener, served: Served, step: int) -> None:
    page = visit("", at=served.base)
    home = served.file("docs/index.md")
    good = home.read_text(encoding="utf-8")
    line = good.rstrip("\n").count("\n") + 3
    for number, (mistake, message) in enumerate(list(PROSE_MISTAKES.items())[::step]):
        home.write_text(f"{good.rstrip()}\n\n{mistake}\n", encoding="utf-8")
        assert_covered(page, f"docs/index.md:{line}:1", message)
        home.write_text(f"{good}\n改好了第 {number} 处。\n", encoding="utf-8")
        expect(page.locator("#problems")).to_have_count(0)
        expect(page.locator("article")).to_contain_text(f"改好了第 {number} 处。")


#: a module, and what the engine itself loads; then one of those that join the two
CODE = ("ledger/language/numerals.py", "hooks.py"), ("mkdocs_ledger/pages.py",)


@pytest.mark.long  # an edit of code is seen in the usual run
@pytest.mark.parametrize("paths", CODE)
def test_slips_in_code_are_reported_and_mended(
    visit: Opener, served: Served, paths: tuple[str, ...]
) -> None:
    page = visit("", at=served.base)
    problems = page.locator("#problems")
    for path in paths:
        good = served.file(path).read_text(encoding="utf-8")
        add(served.file(path), "\ndef slip(:\n")
        expect(problems).to_be_visible()
        expect(problems).to_contain_text(Path(path).name)
        expect(problems).to_contain_text(str(good.rstrip("\n").count("\n") + 3))
        expect(page.locator("article h1")).to_have_text("小样局")
        assert served.process.poll() is None
        served.file(path).write_text(good, encoding="utf-8")
        expect(problems).to_have_count(0)
        expect(page.locator("article a.figure").first).to_be_visible()
        assert served.process.poll() is None


@pytest.mark.long  # in the usual run mistakes come and go while it is served
def test_a_start_with_mistakes_shows_them_until_they_are_mended(
    visit: Opener, start: Starter, tmp_path: Path
) -> None:
    project = small_project(tmp_path / "project").root
    good = (project / MARCH).read_text(encoding="utf-8")
    (project / MARCH).write_text(good.replace("实到: 12", "实到: 十二", 1), encoding="utf-8")
    served = start(project)
    page = visit("", at=served.base)
    problems = page.locator("#problems")
    expect(problems).to_be_visible()
    expect(problems).to_contain_text(MARCH)
    assert "Traceback" not in served.output
    (project / MARCH).write_text(good, encoding="utf-8")
    expect(problems).to_have_count(0)
    expect(page.locator("article a.figure")).to_have_text("3次")


#: a file of each kind: what stands there, what then stands there, where it is shown if not in the
#: title of the page, and what
EDITED = [
    ("docs/index.md", "全年学习", "正文改了", "article", "正文改了"),
    ("mkdocs_ledger/building.py", 'f"{project.unit.name} ·', 'f"钩子改了{project.unit.name} ·', "", "钩子改了"),
    ("data/unit.yml", "简称: 小样局", "简称: 数据改了", "", "数据改了"),
    ("ledger/pages/words.py", "return text(value_text(value_of(project.unit, key)))",
     'return "词改了" + text(value_text(value_of(project.unit, key)))', "article h1", "词改了"),
    ("ledger/figures/wording.py", "return method_of(figure.definition).text(",
     'return "代码改了" + method_of(figure.definition).text(', "article", "代码改了"),
    ("mkdocs_ledger/templates/main.html", "均为虚构", "模板改了", ".md-banner", "模板改了"),
]  # fmt: skip


@pytest.mark.parametrize("step", [2, pytest.param(1, marks=pytest.mark.long)])
def test_every_kind_of_edit_is_seen(visit: Opener, served: Served, step: int) -> None:
    page = visit("", at=served.base)
    for path, old, new, where, shown in EDITED[::step]:
        edit(served.file(path), old, new)
        if where:
            expect(page.locator(where)).to_contain_text(shown)
        else:
            expect(page).to_have_title(re.compile(shown))
    add(
        served.file("mkdocs_ledger/templates/assets/site.css"),
        ".md-banner { border-top: 7px solid; }\n",
    )
    expect(page.locator(".md-banner")).to_have_css("border-top-width", "7px")
    assert served.process.poll() is None
