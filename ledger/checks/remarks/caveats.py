"""Remarks (提示) on figures: what is not counted, what they cannot tell, what they give away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ledger.figures.computing import Figure
from ledger.issues import Issue, finds
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS, sees
from ledger.records.period import (
    FLOW,
    STOCK,
    Frame,
    frame_of,
    written_after,
)

#: a total with fewer hidden records lets a reader who takes away those listed guess at them
_FEW = 3


def remarks(
    figures: dict[str, Figure], whole: Dataset, totals: Callable[[], dict[str, Figure]]
) -> Iterator[Issue]:
    """Yield what an author should know of the figures; ``whole`` are the records of all editions.

    ``totals`` computes the figures of these, where that is needed.
    """
    frame = frame_of(whole)
    for figure in figures.values():
        yield from _undated(figure)
        yield from _undivided(figure, whole, frame)
        yield from _unequal(figure, frame)
        yield from _mixed(figure, frame)
    yield from _given_away(figures, totals)


@finds("remark.undated")
def _undated(figure: Figure) -> Iterator[Issue]:
    """A record that does not say when is not counted."""
    if figure.undated and figure.placing:
        names = "、".join(record.anchor for record in figure.undated)
        message = (
            f"指标“{figure.name}”有 {len(figure.undated)} 条符合条件的记录没有“{_day(figure)}”，"
            f"没有计入：{names}；请补上日期；数的不是报告期里发生的事，就写 存量: 是"
        )
        yield figure.definition.issue(message)


def _day(figure: Figure) -> str:
    return figure.placing.key if figure.placing and figure.placing.key else "状态的日期"


@finds("remark.undivided")
def _undivided(figure: Figure, whole: Dataset, frame: Frame) -> Iterator[Issue]:
    """Records without a day cannot be divided: they may tell of more than the figure says."""
    ledger, placing = figure.ledger, figure.placing
    if ledger is None or placing is None or placing.path:
        return
    day = frame.as_of if placing.stock else frame.until
    if written_after(whole.records[ledger.name], day):
        why = f"台账已经记到 {day} 以后"
    elif ledger.files.startswith("{year}") and not placing.stock and not frame.is_year:
        why = "报告期不满一年"
    else:
        return
    message = (
        f"指标“{figure.name}”按不了期间：“{ledger.name}”没有可用的日期，数的是现有的全部；"
        f"{why}，请核对它是不是到 {day} 的数"
    )
    yield figure.definition.issue(message)


@finds("remark.unequal")
def _unequal(figure: Figure, frame: Frame) -> Iterator[Issue]:
    """A part of a year is not compared with the whole of the year before."""
    if figure.definition.method == "同比" and not frame.is_year:
        current, base = figure.parts
        if base.definition.method == "上年" and current.placing and not current.placing.stock:
            message = (
                f"指标“{figure.name}”拿不满一年的“{current.name}”和上年全年的“{base.name}”相比；"
                "请改用上年同期的数，或者不写这个指标"
            )
            yield figure.definition.issue(message)


@finds("remark.mixed")
def _mixed(figure: Figure, frame: Frame) -> Iterator[Issue]:
    """In a part of a year, what happened in it is no share of what there was, nor the reverse."""
    if figure.definition.method != "比率" or frame.is_year:
        return
    kinds = [_kinds(part) for part in figure.parts]
    if {*kinds[0], *kinds[1]} == {FLOW, STOCK} and kinds[0] != kinds[1]:
        told = "，".join(
            f"{role}“{part.name}”是{'、'.join(sorted(kind)) or '不分期间的数'}"
            for role, part, kind in zip(("分子", "分母"), figure.parts, kinds, strict=True)
        )
        message = (
            f"指标“{figure.name}”：{told}，报告期不满一年，两者不能相比；"
            f"请都写成存量（存量: 是，有日期的写 按日期），或者都写成期间数"
        )
        yield figure.definition.issue(message)


def _kinds(figure: Figure) -> frozenset[str]:
    """Return whether a figure, or what it is made of, is a flow or a stock."""
    placing = figure.placing
    if placing is None:
        return frozenset().union(*map(_kinds, figure.parts))
    return frozenset({placing.kind} & {FLOW, STOCK})


@finds("remark.given_away")
def _given_away(
    figures: dict[str, Figure], totals: Callable[[], dict[str, Figure]]
) -> Iterator[Issue]:
    """Of a total (含不可见) with few hidden records, a reader computes what they hold."""
    if not any(figure.definition.with_hidden for figure in figures.values()):
        return
    counted = totals()
    for figure in figures.values():
        total = counted.get(figure.name)
        if total is None or not figure.definition.with_hidden:
            continue
        for edition in EDITIONS[:-1]:
            hidden = sum(not sees(edition, record.readers) for record in total.records)
            if 0 < hidden < _FEW:
                message = (
                    f"含不可见：“{figure.name}”里{edition}版看不到的记录只有 {hidden} 条，"
                    "读者从总数减去列出的就算得出；请改成只数看得见的，或者不在这一版里写"
                )
                yield figure.definition.issue(message, "with_hidden")
