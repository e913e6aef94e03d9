"""Numbers -> drawings that are tables: each number stands in its cell and shows its size there.

Text is HTML, so that the browser measures it with the reader's fonts; a mark holds no text and is
a shade, a length or a place, in percent of its cell. A drawing has the table's caption, heads and
numbers for who does not see it, and the style sheet's colours in every scheme and on paper. Where
a drawing is told where its marks lead, each number is a link to what it counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from ledger.language.numerals import day, exact
from ledger.prose.markup import element, link, table, text

#: from the faintest shade to the darkest; the style sheet has a class for each, and for none
SHADES = 5
#: a page below docs/, and the anchor on it
Target = tuple[str, str]
#: keys of rows or columns, which are their names, or have other names for readers
Names = Sequence[str] | Mapping[str, str]
#: a value for each column
Values = Mapping[str, Fraction]
#: where the mark of a row and a column leads; None is nowhere
Leads = Callable[[str, str], Target | None]
_YEAR = 366  # days: what is further away would leave no room for what is near
_ROOM = 90  # percent of a cell's height for the highest column


class Mark(NamedTuple):
    """A number with the place to which it leads, and a word that stands beside it, or for a 0."""

    value: int
    target: Target | None = None
    note: str = ""

    @property
    def shown(self) -> str:
        """What a cell says."""
        return f"{self.value or ''}{self.note}" if self.note else str(self.value)


def heat_map(
    title: str, rows: Names, columns: Names, counts: Mapping[tuple[str, str], int | Mark]
) -> str:
    """Return how often each row met each column; the more often, the darker."""
    marks = {at: _as_mark(count) for at, count in counts.items()}
    most = max((mark.value for mark in marks.values()), default=0)

    def cell(row: str, column: str) -> str:
        mark = marks.get((row, column), Mark(0))
        class_ = f"shade-{_shade(mark.value, most)}{' noted' if mark.note else ''}"
        name = f"{_name(rows, row)}，{_name(columns, column)}：{mark.shown}"
        return _shown(text(mark.shown), name, mark.target, class_)

    body = [(_name(rows, row), [cell(row, column) for column in columns]) for row in rows]
    return _drawing(title, [_name(columns, column) for column in columns], body, "heat-map")


def bars(title: str, values: Mapping[str, int | Mark], unit: str) -> str:
    """Return one bar a word; ``unit`` heads the numbers."""
    marks = {word: _as_mark(value) for word, value in values.items()}
    most = max((mark.value for mark in marks.values()), default=0)
    body = [
        (
            word,
            [
                _shown(mark.shown, f"{word}：{mark.shown}{unit}", mark.target),
                _bar(mark.value, most),
            ],
        )
        for word, mark in marks.items()
    ]
    return _drawing(title, [unit, "图示"], body, "ledger months")


class Pair(NamedTuple):
    """A number and the one with which it is compared, in a unit."""

    name: str
    unit: str
    value: Fraction
    other: Fraction
    target: Target | None = None


def paired_bars(title: str, heads: tuple[str, str], pairs: Sequence[Pair]) -> str:
    """Return two bars a row, as long as their numbers among those of the same unit."""
    most = {pair.unit: Fraction() for pair in pairs}
    for pair in pairs:
        most[pair.unit] = max(most[pair.unit], pair.value, pair.other)

    def cells(pair: Pair) -> list[str]:
        name, shown = f"{pair.name}，{heads[0]}：{exact(pair.value)}{pair.unit}", exact(pair.value)
        bars = (("now", 5, pair.value), ("then", 55, pair.other))
        drawn = [
            _shape("rect", class_, x=0, width=_part(value, most[pair.unit]), y=y, height=40)
            for class_, y, value in bars
        ]
        return [_shown(shown, name, pair.target), exact(pair.other), text(pair.unit), _svg(drawn)]

    body = [(pair.name, cells(pair)) for pair in pairs]
    title += "：实条是{}，空条是{}".format(*heads)
    return _drawing(title, [*heads, "计量", "图示"], body, "ledger months")


def columns(
    title: str,
    heads: Names,
    rows: Mapping[str, Values],
    leads: Leads,
    sealed: Mapping[str, Collection[str]] | None = None,
) -> str:
    """Return numbers over time: of the first row columns, of the second steps, of all the numbers.

    ``heads`` are the keys of the values. What has no value is a dash. ``sealed`` are, by row, the
    keys of the values that no longer change: where there are any, the others are drawn hollow or
    dashed, and a row below says of each which it is.
    """
    drawn = list(rows.items())[:2]
    told = sealed if sealed and any(sealed.values()) else {}
    most = max((value for _, values in drawn for value in values.values()), default=Fraction())

    def cell(row: str, key: str) -> str:
        value = rows[row].get(key)
        if value is None:
            return "—"
        is_first = row == drawn[0][0]
        picture = _svg(_over_time(drawn, key, most, told)) if is_first else ""
        name = f"{row}，{_name(heads, key)}：{exact(value)}"
        return _shown(picture + exact(value), name, leads(row, key) if value else None)

    def state(row: str, key: str) -> str:
        if key not in rows[row]:
            return "—"
        return "封存" if key in told[row] else "未封存"

    body = [(row, [cell(row, key) for key in heads]) for row in rows]
    body += [(f"{row}封存", [state(row, key) for key in heads]) for row in told]
    title += "：柱是{}，横线是{}".format(*rows) if drawn[1:] else ""
    return _drawing(title, [_name(heads, key) for key in heads], body, "columns")


def _over_time(
    drawn: Sequence[tuple[str, Values]],
    key: str,
    most: Fraction,
    sealed: Mapping[str, Collection[str]],
) -> list[str]:
    """Return the column of the first row, and the step of the second before it."""
    heights = [_part(values.get(key, Fraction()), most, _ROOM) for _, values in drawn]
    looks = [" open" if key not in sealed.get(row, (key,)) else "" for row, _ in drawn]
    column = _shape("rect", f"now{looks[0]}", x=18, width=64, y=100 - heights[0], height=heights[0])
    steps = [
        _shape("line", f"then{look}", x1=0, x2=100, y1=100 - height, y2=100 - height)
        for height, look, (_, values) in zip(heights[1:], looks[1:], drawn[1:], strict=True)
        if key in values
    ]
    return [column, *steps]


class Due(NamedTuple):
    """A day on which something is due, with what and whose it is, as markup."""

    day: date
    matter: str
    owner: str


def timeline(title: str, dues: Sequence[Due], today: date) -> str:
    """Return what is due, each with the length of time to its day, or since; at most a year."""
    ways = [0, *(_within_a_year(due.day - today) for due in dues)]
    first, span = min(ways), max(ways) - min(ways)

    def at(moment: date) -> int:
        return _part(_within_a_year(moment - today) - first, span)

    now = _shape("line", "today", x1=at(today), x2=at(today), y1=0, y2=100)

    def cells(due: Due) -> list[str]:
        (start, end), late = sorted((at(today), at(due.day))), due.day < today
        length = _shape(
            "rect", "late" if late else "now", x=start, width=end - start, y=20, height=60
        )
        matter = due.matter + element("small", due.owner)
        return [matter, _distance(due.day, today) + _svg([length, now])]

    body = [(day(due.day), cells(due)) for due in dues]
    return _drawing(title, ["事项", "还有"], body, "ledger timeline", corner="时限")


def _within_a_year(way: timedelta) -> int:
    return min(max(way.days, -_YEAR), _YEAR)


def _distance(due: date, today: date) -> str:
    left = (due - today).days
    return element("strong", f"逾期 {-left} 天") if left < 0 else f"{left} 天"


class Step(NamedTuple):
    """A step of a process: its name and what is said of it as markup, its ways to other steps."""

    name: str
    said: str
    class_: str
    branches: Sequence[str] = ()


def flow(title: str, steps: Iterable[Step]) -> str:
    """Return the steps of a process in their order, each with the ways that branch off."""
    items = (element("li", _step(step), class_=step.class_) for step in steps)
    return element("ol", "".join(items), class_="steps", aria_label=title)


def _step(step: Step) -> str:
    ways = "".join(element("li", branch) for branch in step.branches)
    branches = element("ul", ways) if ways else ""
    return element("b", step.name) + element("span", step.said) + branches


def _shade(count: int, most: int) -> int:
    return ceil(SHADES * count / most) if count else 0


def _as_mark(count: int | Mark) -> Mark:
    return count if isinstance(count, Mark) else Mark(count)


def _name(names: Names, key: str) -> str:
    return names[key] if isinstance(names, Mapping) else key


def _shown(shown: str, name: str, target: Target | None, class_: str | None = None) -> str:
    """Return what a cell shows; as a link it says by its name what it counts."""
    if target is None:
        return element("span", shown, class_=class_) if class_ else shown
    page, anchor = target
    return link(page, shown, anchor, class_=class_, aria_label=name)


def _bar(count: int, most: int) -> str:
    return element("meter", "", value=count, max=max(1, most), aria_hidden="true")


@lru_cache(maxsize=1 << 12)
def _part(value: Fraction | int, most: Fraction | int, room: int = 100) -> int:
    """Return how much of the room a value takes; a little of what is more than nothing."""
    return max(1, round(room * value / most)) if value else 0


def _svg(shapes: Iterable[str]) -> str:
    return element("svg", "".join(shapes), aria_hidden="true")


@lru_cache(maxsize=1 << 12)
def _shape(name: str, class_: str, **places: int) -> str:
    """Return a shape at its places, in percent of the picture."""
    return element(name, "", class_=class_, **{key: f"{at}%" for key, at in places.items()})


def _drawing(
    title: str,
    heads: Sequence[str],
    body: Iterable[tuple[str, Sequence[str]]],
    class_: str,
    corner: str = "",
) -> str:
    rows = [(None, [text(name), *cells]) for name, cells in body]
    marked = table([corner, *heads], rows, title, class_, named=True)
    return element("div", marked, class_="wide chart")
