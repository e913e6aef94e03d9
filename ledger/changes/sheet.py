"""The change sheet as plain text, in a hundred columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ledger.changes.marks import COME, GONE, KEPT, Piece, is_kept
from ledger.changes.model import (
    CHANGED,
    COUNTED_BY_CHANGE,
    COUNTED_UNCHANGED,
    NEW,
    Cause,
    Changes,
    FigureChange,
    KeyChange,
    ParagraphChange,
    RecordChange,
    RuleChange,
    ValueChange,
)
from ledger.changes.model import GONE as LEFT
from ledger.language.numerals import ordinal
from ledger.language.signs import INVISIBLE
from ledger.language.signs import columns as columns_of

_WIDTH = 100
_SHOWN_NAMES = 3
#: records that changed no figure: how many are listed with their changes, how many by name
MOST_TOLD, MOST_NAMED = 20, 60
#: characters of kept text that are shown on either side of a change
_AROUND = 16
#: characters that a terminal obeys or hides
_UNSEEN = re.compile(rf"[\t\n]|{INVISIBLE.pattern}")
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)
#: no line begins with these
_CLOSING = "，。；：、？！”’）》〕】］}"

HEADINGS = {
    "figures": "变了的指标",
    "paragraphs": "变了的正文",
    "rules": "变了的检查结果",
    "records": "其他改动的记录（没有使任何指标的数变化）",
}
NOTHING = "没有变化。"
LEGEND = "［-…-］是删去的，［+…+］是加上的。"


def text(changes: Changes) -> str:
    """Return the whole sheet."""
    return "\n".join(_lines(changes)) + "\n"


def _lines(changes: Changes) -> Iterator[str]:
    yield from fill(f"变更单：{changes.old} → {changes.new}")
    for note in changes.notes:
        yield from fill(f"注意：{note.text}{'：' if note.details else '。'}")
        yield from (line for each in note.details for line in fill(each, 2))
    if changes.empty:
        yield NOTHING
        return
    yield LEGEND
    parts = (
        (_figure(each) for each in changes.figures),
        (_paragraph(each) for each in changes.paragraphs),
        _rules(changes),
        _others(changes.others),
    )
    for number, (title, entries) in enumerate(zip(HEADINGS.values(), parts, strict=True), 1):
        yield from ("", f"{ordinal(number)}、{title}")
        found = [line for entry in entries for line in entry]
        yield from found or [f"  {NOTHING}"]


def fill(line: str, indent: int = 0) -> Iterator[str]:
    """Break a line at a hundred columns; a Chinese character takes two."""
    shown, columns = " " * indent, indent
    for word in _WORD.findall(_UNSEEN.sub("�", line)):
        width = columns_of(word)
        if columns + width > _WIDTH and word not in _CLOSING and columns > indent + 2:
            yield shown.rstrip()
            shown, columns = " " * (indent + 2), indent + 2
        shown, columns = shown + word, columns + width
    yield shown.rstrip()


def _figure(change: FigureChange) -> Iterator[str]:
    yield from fill(figure_title(change), 2)
    for part in change.parts:
        yield from fill(f"其中“{part.name}”：{_values(part)}", 4)
    for key in change.definition:
        yield from fill(f"定义：{_key(key)}", 4)
    for cause in change.causes:
        yield from _cause(cause)
    if remark := without_cause(change):
        yield from fill(remark, 4)


def figure_title(change: FigureChange) -> str:
    """Return a figure's name with its value before and after."""
    if change.how != CHANGED:
        shown = f"{change.how}，{change.new or change.old}"
    else:
        shown = f"{change.old} → {change.new}" if change.revalued else f"{change.new}（数没有变）"
    return f"{change.name}（{change.id}）：{shown}" + (
        "（台账没有读全，不可靠）" if change.doubtful else ""
    )


def without_cause(change: FigureChange) -> str:
    """Return a remark where no record, part or definition explains the new value, else nothing."""
    explained = change.causes or change.parts or change.definition or change.how != CHANGED
    return "" if explained else "计入的记录和定义都没有变；变的是它们引用的台账。"


def _values(change: ValueChange) -> str:
    return f"{change.old or '没有'} → {change.new or '没有'}"


def _cause(cause: Cause) -> Iterator[str]:
    yield from fill(f"{sign(cause.how)} {cause.how} {record_title(cause.record)}", 4)
    yield from (line for key in cause.record.keys for line in fill(_key(key), 8))


def sign(how: str) -> str:
    """Return ＋ for a record counted newly, － for one no longer counted, ～ for one still counted."""
    if how in (NEW, COUNTED_BY_CHANGE, COUNTED_UNCHANGED):
        return "＋"
    return "～" if how == CHANGED else "－"


def record_title(change: RecordChange) -> str:
    """Return a record's ledger, id, headline and place."""
    words = filter(None, (change.ledger, change.id, change.headline))
    old = "旧版 " if change.record is None else ""
    return f"{' '.join(words)}（{old}{change.place.path}:{change.place.line}）"


def _key(change: KeyChange) -> str:
    if not (change.old and change.new):
        return f"{change.key}：{change.old or '（没有填）'} → {change.new or '（没有填）'}"
    kept = sum(len(piece.text) for piece in change.pieces if piece.sign == KEPT)
    if kept * 2 < len(change.new) or len(change.new) < _AROUND:
        return f"{change.key}：{change.old} → {change.new}"
    return f"{change.key}：{inline(change.pieces)}"


def inline(pieces: tuple[Piece, ...]) -> str:
    """Return a text with its changes marked; long kept stretches are abridged."""
    shown = []
    for index, piece in enumerate(pieces):
        if piece.sign == GONE:
            shown.append(f"［-{piece.text}-］")
        elif piece.sign == COME:
            shown.append(f"［+{piece.text}+］")
        else:
            first, last = index == 0, index == len(pieces) - 1
            shown.append(_around(piece.text, 0 if first else _AROUND, 0 if last else _AROUND))
    return "".join(shown)


def _around(kept: str, head: int, tail: int) -> str:
    left_out = len(kept) - head - tail
    if left_out <= _AROUND:
        return kept
    return f"{kept[:head]}〔略{left_out}字〕{kept[len(kept) - tail :] if tail else ''}"


def _paragraph(change: ParagraphChange) -> Iterator[str]:
    place = f"{change.place.path}:{change.place.line}"
    old = "旧版 " if change.how == LEFT else ""
    yield from fill(f"{change.how} {old}{place} {_under(change.heading)}", 2)
    if change.came_from:
        path, heading = change.came_from
        yield from fill(f"原在 {path} {_under(heading)}", 4)
    if change.values:
        yield from fill(f"文字没有改，只是取的数变了：{named(change.values)}", 4)
    shown = change.pieces[0].text if is_kept(change.pieces) else inline(change.pieces)
    yield from fill(shown, 4)


def _under(heading: str) -> str:
    return f"“{heading}”" if heading else "（开头）"


def named(values: Iterable[ValueChange]) -> str:
    """Return words of the prose with their old and new texts."""
    return "；".join(f"{each.name} {_values(each)}" if each.id else each.name for each in values)


def _rules(changes: Changes) -> Iterator[Iterator[str]]:
    for title, found in (("新违反", changes.broken), ("已改正", changes.mended)):
        if found:
            yield iter([f"  {title} {len(found)} 条："])
            yield from (fill(rule_text(each, title == "新违反"), 4) for each in found)


def rule_text(change: RuleChange, newly: bool, message: str = "") -> str:
    """Return a finding with its file and lines, a mended one with those of the old version."""
    lines = "、".join(map(str, change.lines))
    counts = f"（原有 {change.old} 处，现有 {change.new} 处）" if change.old and change.new else ""
    where = f"{'' if newly else '旧版 '}{change.path}:{lines}"
    return f"{where}  {message or change.message}{counts}"


def _others(others: tuple[RecordChange, ...]) -> Iterator[Iterator[str]]:
    """List the records by ledger: the changed ones with their keys, the rest by name."""
    for ledger, group in groupby(others, key=lambda change: change.ledger):
        found = list(group)
        yield iter([f"  {ledger} {len(found)} 条："])
        told = [each for each in found if each.how == CHANGED or each.counted][:MOST_TOLD]
        for change in told:
            yield fill(f"{change.how} {record_title(change)}{counted(change)}", 4)
            yield (line for key in change.keys for line in fill(_key(key), 8))
        yield from (fill(line, 4) for line in brief(found, told))


def brief(found: list[RecordChange], told: list[RecordChange]) -> Iterator[str]:
    """Yield a line each for new, removed and changed records outside ``told``, with names."""
    for how in (NEW, LEFT, CHANGED):
        rest = [each for each in found if each.how == how and each not in told]
        names = "、".join(filter(None, (each.id or each.headline for each in rest[:MOST_NAMED])))
        more = " 等" if len(rest) > MOST_NAMED else ""
        if rest:
            yield f"{how} {len(rest)} 条{names and f'：{names}'}{more}"


def counted(change: RecordChange) -> str:
    """Return the figures that count a record without changing their shown values."""
    names = [f"“{name}”" for name in change.counted[:_SHOWN_NAMES]]
    more = f"等 {len(change.counted)} 个指标" if len(change.counted) > _SHOWN_NAMES else ""
    return f"；计入{'、'.join(names)}{more}，所示的数不因此改变" if names else ""
