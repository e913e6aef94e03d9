"""Checks that a figure renders every quantity of the prose, or a fixed term (固定说法) declares it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ledger.checks.text import beside
from ledger.checks.text.beside import LONGEST
from ledger.figures.figure import Figure
from ledger.figures.suggestions import Suggestions
from ledger.figures.wording import figure_text
from ledger.issues import Issue, Mistake
from ledger.language import measures
from ledger.language.numerals import ARABIC, in_usual_signs
from ledger.language.quantities import Quantity, Tells, all_in, stated
from ledger.language.signs import named, reading
from ledger.patterns import Pattern
from ledger.prose.calls import Call
from ledger.prose.passages import Passage
from ledger.records.dataset import Dataset
from ledger.remembered import Fixed

#: the unit that a figure shows, and the word with which one that tells of a change begins
_SHOWN_UNIT = Pattern(rf"(?<=[{ARABIC}余])[^{ARABIC}余]{{1,4}}\Z")
_MONEY_OR_SHARE = Pattern("[%％‰]|[万亿千]?元")
_CHANGE = Pattern("下降|增长|减少|增加|上升|持平")
_TYPED_CHANGE = Pattern(r"(?:下降|增长|减少|增加|上升|提高|降低)了?\Z")
_STRUCK = Pattern(r"<(/?)(?:del|s)\b[^<>]*>")
#: what a number tells that is no result, or may be none: what to say of it, and the code
_REMARKS = {
    Tells.NORM: (
        "像是规定、标准或者打算的数，不是做了多少；请核对，做了多少由指标写出",
        "remark.norm",
    ),
    Tells.DOUBT: ("看不出说的是不是做了多少；是的由指标写出，不是的不用改", "remark.quantity"),
}
#: what begins a line of a quotation or a list, and is no sign beside a figure
_MARKS = Pattern(r"[> \t]*(?:[-*+][ \t]+|[0-9]{1,9}[.)][ \t]+)?")


class Stated(NamedTuple):
    """The quantities of a passage that no figure renders, and what stands beside those that one does.

    ``twice`` says again what a figure says, ``altered`` changes it.
    """

    twice: tuple[Issue, ...]
    quantities: tuple[Quantity, ...]
    altered: tuple[Issue, ...]


def read(passage: Passage, terms: Fixed[str]) -> Stated:
    """Return what a passage states; the fixed terms (固定说法) count nothing."""
    twice = (*_said_twice(passage),)
    again = {issue.place for issue in twice}
    own = (
        each
        for each in all_in(passage.text, terms)
        if each.tells is Tells.NORM
        or not (_beside_figure(passage, each) or passage.place(each.start) in again)
    )
    return Stated(twice, (*own,), (*_altered(passage),))


def check(
    passage: Passage, read: Stated, suggestions: Suggestions, dataset: Dataset
) -> Iterator[Issue]:
    """Yield the typed quantities, those that a record's text states, and what changes a figure's."""
    yield from read.twice
    for found in read.quantities:
        if found.tells is not Tells.RESULT:
            continue
        first = passage.first_typed(found.start, found.end)
        if first is not None:
            message = said(found, passage.text, suggestions)
            yield passage.issue(first, message, "quantity.typed", found.end)
        elif call := passage.call(found.start):
            yield from _in_data(call, passage.text[found.start : found.end], dataset)
    yield from read.altered


def remarks(passage: Passage, read: Stated) -> Iterator[Issue]:
    """Yield a remark on every typed number that is a rule (每月至少1次), or that may be no result."""
    for found in read.quantities:
        first = passage.first_typed(found.start, found.end)
        if found.tells is not Tells.RESULT and first is not None:
            says, code = _REMARKS[found.tells]
            message = f"“{passage.text[found.start : found.end]}”{says}"
            yield passage.issue(first, message, code, found.end)


def _in_data(call: Call, shown: str, dataset: Dataset) -> Iterator[Issue]:
    """Yield at its place in data/ the quantity that a record's text states, which a word says."""
    name = str(call.arguments[0]) if call.arguments else ""
    match call.word:
        case "record":
            fields, ledger = [str(dict(call.options).get("key", call.arguments[-1]))], "履责记录"
        case "document":
            fields, ledger = ["简称", "名称"], dataset.titled(name)
        case "topic":
            fields, ledger = ["名称"], "机制项目"
        case _:
            return
    try:
        record = dataset.find(ledger, name)
    except Mistake:
        return
    for field in filter(None, map(record.field_of, fields)) if record else ():
        held = getattr(record, field)
        if record and isinstance(held, str) and shown in held:
            yield record.issue(stated(record.key_of(field), shown), field, code="quantity.in_data")
            return


def _beside_figure(passage: Passage, found: Quantity) -> bool:
    """Whether a figure rendered part of a quantity; ``_altered`` reports typed additions."""
    return any(passage.word(index) == "figure" for index in range(found.start, found.end))


def _altered(passage: Passage) -> Iterator[Issue]:
    """Yield what stands beside a figure and changes its number, its unit or its rounding."""
    text = reading(in_usual_signs(passage.text))
    for start, end in _figure_spans(passage):
        first = max(start - LONGEST, 0)
        before, after = text[first:start], text[end : end + LONGEST]
        if (begins := beside.before(text, start)) is not None:
            yield _altering(passage, begins, start)
        elif not beside.is_fine_before(before) and not _leads(passage, start):
            yield _beside(passage, first + len(before.rstrip()) - 1)
        if passage.word(end) == "figure":
            message = "两个指标连在一起，读成了一个数；请在中间写上汉字或标点"
            yield passage.issue(end, message, "quantity.altered")
        elif (ends := beside.after(text, end)) is not None:
            yield _altering(passage, end, ends)
        elif not beside.is_fine_after(after):
            yield _beside(passage, end + len(after) - len(after.lstrip()))
        if _struck(passage, start):
            message = "指标被划去了；请删去它，或删去 <del>、<s>"
            yield passage.issue(start, message, "quantity.altered")


def _said_twice(passage: Passage) -> Iterator[Issue]:
    """Yield a unit behind a figure that shows one, and a word for a change before one that says it."""
    for start, end in _figure_spans(passage):
        shown = passage.text[start:end]
        unit = _SHOWN_UNIT.search(shown)
        if unit and (again := _again(unit[0], passage.text[end : end + LONGEST])):
            message = f"“{again}”由指标写出，会印成“{shown}{again}”；请删去"
            yield passage.issue(end, message, "quantity.altered")
        change = _CHANGE.match(shown)
        if change and (typed := _TYPED_CHANGE.search(passage.text, max(start - LONGEST, 0), start)):
            message = (
                f"“{change[0]}”由指标写出，会印成“{typed[0]}{shown}”；请删去前面的“{typed[0]}”"
            )
            yield passage.issue(typed.start(), message, "quantity.altered")


def _again(unit: str, after: str) -> str:
    """Return the unit that stands again behind a figure; empty where it begins another word."""
    typed = next((each for each in (unit, unit.replace("%", "％")) if after.startswith(each)), "")
    return typed if measures.sure_at(after, 0) or _MONEY_OR_SHARE.match(after) else ""


def _altering(passage: Passage, begins: int, ends: int) -> Issue:
    word = passage.text[begins:ends]
    message = f"指标旁边的“{word.strip()}”改变了它的数；约数由指标的“取整”写出，请删去"
    start = begins + len(word) - len(word.lstrip())
    return passage.issue(start, message, "quantity.altered")


def _beside(passage: Passage, index: int) -> Issue:
    """Return the finding on a sign that may not stand beside a figure."""
    sign = passage.text[index]
    message = f"指标旁边的“{named(sign)}”会和它读成另一个数；指标的前后只写汉字和中文标点，请删去"
    return passage.issue(index, message, "quantity.altered")


def _leads(passage: Passage, start: int) -> bool:
    """Whether only the marks of a quotation or a list stand before a figure on its line."""
    end = passage.at(start)
    begin = passage.source.rfind("\n", max(end - LONGEST, 0), end) + 1
    at_line = begin > 0 or end <= LONGEST
    return at_line and _MARKS.fullmatch(passage.source, begin, end) is not None


def _struck(passage: Passage, start: int) -> bool:
    """Whether a figure stands in an element that strikes it out."""
    tags = _struck_tags(passage.source)
    last = bisect(tags, (passage.at(start), False))
    return last > 0 and tags[last - 1][1]


@lru_cache(maxsize=4)
def _struck_tags(source: str) -> list[tuple[int, bool]]:
    """Return where each tag of <del> and <s> stands, and whether it opens the element."""
    return [(tag.start(), not tag[1]) for tag in _STRUCK.finditer(source)]


def _figure_spans(passage: Passage) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end, call in passage.calls if call.word == "figure")


def said(found: Quantity, text: str, suggestions: Suggestions) -> str:
    """Return what to say of a quantity that was typed."""
    return f"“{text[found.start : found.end]}”是直接写的数；{_advice(suggestions.of(text, found))}"


def _advice(figures: list[Figure]) -> str:
    if figures:
        named = "、".join(f"“{figure.name}”（{figure_text(figure)}）" for figure in figures)
        return f'像是指标{named}；请写 {{{{ figure("{figures[0].name}") }}}}'
    return (
        '请用 {{ figure("…") }} 取数，没有台账可数的删去；不是数量的固定说法写进 data/固定说法.yml'
    )
