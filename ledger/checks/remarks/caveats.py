"""Remarks (提示) on figures: what is not counted, what they cannot tell, what they give away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from ledger.figures.figure import Figure, counts_hidden
from ledger.figures.methods.register import method_of
from ledger.issues import Issue, finds
from ledger.records.dataset import Dataset
from ledger.records.editions import EDITIONS, sees
from ledger.records.period import Frame, frame_of, written_after
from ledger.records.types.indicators import FigureDefinition, Reconciliation

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
        yield from method_of(figure.definition).remarks(figure, frame)
    yield from _given_away(figures, totals)


@finds("unwritten.caliber")
def unconfirmed(dataset: Dataset, names: Collection[str] | None = None) -> Iterator[Issue]:
    """Yield the definitions that nobody has confirmed since they were taken over from last year.

    With ``names``, those of the figures of these names only.
    """
    taken_over: list[FigureDefinition | Reconciliation] = [
        *dataset.of(FigureDefinition),
        *dataset.of(Reconciliation),
    ]
    for record in taken_over:
        named = names is None or (isinstance(record, FigureDefinition) and record.name in names)
        if record.doubt and named:
            message = f"待确认：{record.doubt}；核对、改好以后删去这一行"
            yield record.issue(message, "doubt")


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
    if ledger.record.ends and day >= date(frame.year, 12, 31):
        return  # what its folder holds was there by then, and is meant to be told of later
    if written_after(whole.records[ledger.name], day):
        why = f"台账已经记到 {day} 以后"
    elif ledger.files.startswith("{year}") and not placing.stock and not frame.is_year:
        why = f"报告期不是 {frame.year} 年的 1 月到 12 月"
    else:
        return
    message = (
        f"指标“{figure.name}”按不了期间：“{ledger.name}”没有可用的日期，数的是现有的全部；"
        f"{why}，请核对它是不是到 {day} 的数"
    )
    yield figure.definition.issue(message)


@finds("remark.given_away")
def _given_away(
    figures: dict[str, Figure], totals: Callable[[], dict[str, Figure]]
) -> Iterator[Issue]:
    """Of a total (含不可见) with few hidden records, a reader computes what they hold."""
    if not any(map(counts_hidden, figures.values())):
        return
    counted = totals()
    for figure in figures.values():
        total = counted.get(figure.name)
        if total is None or not counts_hidden(figure):
            continue
        for edition in EDITIONS[:-1]:
            hidden = sum(not sees(edition, record.readers) for record in total.records)
            if 0 < hidden < _FEW:
                message = (
                    f"含不可见：“{figure.name}”里{edition}版看不到的记录只有 {hidden} 条，"
                    "读者从总数减去列出的就算得出；请改成只数看得见的，或者不在这一版里写"
                )
                yield figure.definition.issue(message, "with_hidden")
