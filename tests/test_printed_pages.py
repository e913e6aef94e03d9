"""One page of every kind as Chromium prints it (Ctrl+P), read back from the PDF.

The report's page is measured by test_paper.py; here it is one of the kinds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pypdfium2
import pytest
from looking import faint_texts
from PIL import Image
from playwright.sync_api import Browser
from test_accessibility import wear

pytestmark = pytest.mark.slow

#: how white paper is, and how black ink, of 255
WHITE, BLACK = 250, 60
#: a table of so many columns is printed across
MANY = 9
#: so many characters that stand alone, each under the other, are no accident
ALONE = 3
#: points: the title of a page, of the report and of a post's sheet in the run of all
TITLES = {18.0, 22.0, 16.0}
#: the most columns of any table that is printed, but for the drawings whose columns are narrow
_COLUMNS = """() => Math.max(0, ...[...document.querySelectorAll("article table:not(.heat-map, .columns)")]
  .filter((table) => table.checkVisibility()).map((table) => [...table.rows[0].cells].filter((cell) => !cell.hidden).length))"""


@dataclass
class Sheets:
    """The first two pages of a print, and what the browser says of the page as it prints it."""

    columns: int
    faint: object
    pictures: list[Image.Image] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)

    def read(self, page: pypdfium2.PdfPage) -> None:
        """Take a printed page in."""
        self.pictures.append(page.render(scale=0.5).to_pil().convert("L"))
        run, left, bottom = "", 0.0, 0.0
        for sign, box in _signs(page.get_textpage()):
            under = abs(box[0] - left) < 1 and 0 < bottom - box[1] < 3 * (box[3] - box[1])
            run = run + sign if under else sign
            left, bottom = box[:2]
            if len(run) == ALONE:
                self.alone.append(run)
            if "一" <= sign <= "龥":  # as wide as it is high
                self.sizes.add(round(box[2] - box[0], 1))

    @property
    def across(self) -> bool:
        return self.pictures[0].width > self.pictures[0].height


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each character with the left, bottom, right and top of its box, in points."""
    for at in range(text.count_chars()):
        if (sign := text.get_text_range(at, 1)).strip():
            yield sign, text.get_charbox(at, loose=True)


@pytest.fixture(scope="module", params=["often", pytest.param("long", marks=pytest.mark.long)])
def prints(
    request: pytest.FixtureRequest, chromium: Browser, base: str, kinds: list[str]
) -> Iterator[dict[str, Sheets]]:
    """One page of each kind, and the ledger of the most columns, printed in the dark scheme.

    Of the kinds every sixth, and the others in ``make long``.
    """
    often = kinds[::6]
    chosen = often if request.param == "often" else [one for one in kinds if one not in often]
    context = chromium.new_context(reduced_motion="reduce", color_scheme="dark")
    window, found = context.new_page(), {}
    for address in dict.fromkeys(["", *chosen, "ledgers/campaigns/"]):
        window.goto(base + address, wait_until="load")
        wear(window, "slate")
        window.emulate_media(media="print")
        sheets = Sheets(window.evaluate(_COLUMNS), faint_texts(window)["wrong"])
        window.emulate_media(media="null")
        printed = window.pdf(prefer_css_page_size=True, print_background=True, page_ranges="1-2")
        for page in pypdfium2.PdfDocument(BytesIO(printed)):
            sheets.read(page)
        found[address] = sheets
    yield found
    context.close()


@pytest.mark.quick
def test_a_narrow_column_and_a_grey_sheet_are_seen(chromium: Browser) -> None:
    window = chromium.new_page()
    window.set_content(
        "<style>html { background: #888 } p { width: 1em; font-size: 16pt }</style><p>逐字成列</p>"
    )
    printed = window.pdf(print_background=True)
    window.close()
    sheets = Sheets(columns=0, faint=None)
    for page in pypdfium2.PdfDocument(BytesIO(printed)):
        sheets.read(page)
    assert sheets.alone == ["逐字成"] and sheets.sizes == {16.0}
    assert sheets.pictures[0].getpixel((0, 0)) < WHITE  # type: ignore[operator]


def test_paper_is_white_to_its_edges_whatever_the_scheme(prints: dict[str, Sheets]) -> None:
    dark = {}
    for address, sheets in prints.items():
        for picture in sheets.pictures:
            across, down = picture.width - 1, picture.height - 1
            corners = [picture.getpixel((x, y)) for x in (0, across) for y in (0, down)]
            white = sum(picture.histogram()[WHITE:]) / picture.width / picture.height
            if min(corners) < WHITE or white < 0.6:  # type: ignore[type-var]
                dark[address] = (corners, white)
    assert dark == {}


def test_ink_is_black_and_every_text_stands_out(prints: dict[str, Sheets]) -> None:
    pale = [
        address
        for address, sheets in prints.items()
        if min(low for picture in sheets.pictures for low in picture.getextrema()[:1]) > BLACK  # type: ignore[type-var]
    ]
    assert pale == []
    assert {address: sheets.faint for address, sheets in prints.items() if sheets.faint} == {}


def test_no_column_is_one_character_wide(prints: dict[str, Sheets]) -> None:
    assert {address: sheets.alone for address, sheets in prints.items() if sheets.alone} == {}


def test_a_page_lies_across_only_for_a_table_that_is_printed(prints: dict[str, Sheets]) -> None:
    across = {address for address, sheets in prints.items() if sheets.across}
    assert across == {address for address, sheets in prints.items() if sheets.columns >= MANY}
    assert "" not in across and "ledgers/campaigns/" in across


def test_nothing_is_too_wide_for_the_paper(prints: dict[str, Sheets]) -> None:
    """The browser makes a page smaller whose content is too wide; then the title is smaller, too."""
    shrunk = {a: sorted(sheets.sizes) for a, sheets in prints.items() if not sheets.sizes & TITLES}
    assert shrunk == {}
