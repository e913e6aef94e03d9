"""The measures of an official document (GB/T 9704-2012, clause 5), in millimetres and points."""

from __future__ import annotations

from ledger.language.signs import columns

#: A4, and the white margins at the top and at the binding
PAPER = (210.0, 297.0)
TOP, LEFT = 37.0, 28.0
#: the type area (版心)
AREA = (156.0, 225.0)
LINES, CHARACTERS = 22, 28
POINTS_PER_MM = 72 / 25.4
#: from baseline to baseline, and from character to character, in points
PITCH = AREA[1] / LINES * POINTS_PER_MM
CELL = AREA[0] / CHARACTERS * POINTS_PER_MM
#: 二号, 三号, 四号 in points
SIZE_2, SIZE_3, SIZE_4 = 22, 16, 14
#: how many characters of the title's size stand on a line
TITLE_CHARACTERS = int(AREA[0] * POINTS_PER_MM / SIZE_2)
#: how many columns of a table stand side by side; a cell has room for four characters of 12 pt and
#: 4 pt of white on either side. One more, and a browser prints the whole document smaller
TABLE_COLUMNS = int(AREA[0] * POINTS_PER_MM / (4 * 12 + 2 * 4))
_MARK_SIZES = (42, 36, 32, 28, 24, 20)


def width(text: str) -> float:
    """Return how many characters (字) wide a text is; Latin letters and digits count half."""
    return columns(text) / 2


def mark_size(text: str) -> int:
    """Return the size in points at which 发文机关标志 stands on one line."""
    fits = AREA[0] * POINTS_PER_MM / max(1, width(text))
    return next((size for size in _MARK_SIZES if size <= fits), _MARK_SIZES[-1])
