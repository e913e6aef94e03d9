"""The rectification ledger: what is overdue, by state and by department, and every item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from ledger.issues import Mistake
from ledger.language.numerals import day
from ledger.law.citing import clause_of, instrument_of
from ledger.pages.drawings import Item, above, state_counts, states
from ledger.pages.layout import Page, asked, page, up
from ledger.pages.regulations import citation_link, path_of
from ledger.pages.tables import (
    COUNTED,
    QUOTED,
    REFERRING,
    Shown,
    added,
    itself,
    of_field,
    ordered,
    records_table,
)
from ledger.project import Project
from ledger.prose.markup import CHOICE, Column, Html, element, link, one, text, wide_table
from ledger.records.editions import readers
from ledger.records.period import UNFINISHED, state_day, told_state
from ledger.records.types.work import Rectification
from ledger.records.values import value_text

#: an item as it is and as it was on 统计截止, or of one that was registered later nothing
Pair = tuple[Rectification, Rectification | None]
TITLE = "整改台账"
_OVERDUE, _LATER = "逾期", "统计截止后登记"


def pages(project: Project) -> Iterator[Page]:
    """Yield the ledger's page, where it has records."""
    if project.dataset.of(Rectification):
        yield Page(Rectification.page, partial(_page, project))


def _page(project: Project) -> Html:
    items = list(project.items())
    there = {item.id for item, _ in items}
    later: list[Pair] = [
        (item, None) for item in project.dataset.of(Rectification) if item.id not in there
    ]
    told = "、".join(f"{state} {count} 项" for state, count in state_counts(items).items())
    blocks = [
        text(f"截至{day(project.as_of)}，登记 {len(items)} 项")
        + text(f"：{told}，其中逾期 {len(project.overdue())} 项。" if items else "。")
        + text(f"{_LATER} {len(later)} 项，不计在内。" if later else ""),
        *above(project, Rectification),
        _departments(project, items) if items else "",
        _items(project, [*sorted(items, key=_order), *later]),
    ]
    return page(TITLE, blocks, up(project, Rectification.ledger))


def _order(pair: Item) -> tuple[bool, int, date]:
    place = states([pair[0]]).index(told_state(*pair))
    return not pair[1].open, place, pair[0].due


def _departments(project: Project, items: list[Item]) -> str:
    """How many are in each state, by department; a number leads to its items in the table below."""
    late = {item.id for item in project.overdue()}
    known = states(item for item, _ in items)
    heads = [state for state in known if state != UNFINISHED or state in state_counts(items)]
    rows: list[tuple[str | None, list[str]]] = []
    for organ in dict.fromkeys(item.organ for item, _ in items):
        own = [pair for pair in items if pair[0].organ == organ]
        counts = {**state_counts(own), _OVERDUE: sum(item.id in late for item, _ in own)}
        shown = (_number(counts.get(state, 0), organ, state) for state in [*heads, _OVERDUE])
        rows.append((None, [text(organ), _number(len(own), organ), *shown]))
    named = [Rectification.key_of("organ"), "合计", *heads, _OVERDUE]
    return wide_table(
        named, rows, f"按{project.unit.departments}的整改进度", "ledger cross", named=True
    )


def _number(count: int, organ: str, state: str = "") -> str:
    where = {Rectification.key_of("organ"): organ, **({"状态": state} if state else {})}
    return link(Rectification.page, str(count), asked(where)) if count else "0"


def _items(project: Project, pairs: Sequence[Pair]) -> str:
    kind, items = Rectification, [item for item, _ in pairs]
    then = {item.id: before for item, before in pairs}
    found = ordered(
        (word for pair in pairs for word in _states(project, *pair)),
        (*states(items), _OVERDUE, _LATER),
    )
    shown = [
        Shown(of_field(kind, "problem").column, _problem),
        of_field(kind, "origin"),
        Shown(of_field(kind, "basis").column, _basis),
        of_field(kind, "organ"),
        of_field(kind, "leader"),
        of_field(kind, "deadline"),
        Shown(
            lambda *_: Column(kind.key_of("state"), CHOICE, found),
            lambda _, item: _state(project, item, then[item.id]),
        ),
        Shown(lambda *_: Column("办理情况"), _course),
        *added(project, kind),
        REFERRING,
        COUNTED,
        QUOTED,
        itself(kind),
    ]
    return records_table(project, items, shown, TITLE, f"共 {len(items)} 项。")


def _states(project: Project, item: Rectification, then: Rectification | None) -> list[str]:
    """The words by which an item is found: its state on 统计截止, and that it is late."""
    if then is None:
        return [_LATER]
    late = then.open and item.due < project.as_of
    return [told_state(item, then), *([_OVERDUE] if late else [])]


def _state(project: Project, item: Rectification, then: Rectification | None) -> str:
    words = _states(project, item, then)
    shown = one(words[0])
    if then is None:
        return shown + element("small", text(f"现在{item.state}"))
    if words[1:]:
        days = f" {(project.as_of - item.due).days} 天"
        shown += element("small", one(_OVERDUE) + text(days), class_="late")
    when = state_day(item)
    if words[0] != item.state and when:
        shown += element("small", text(f"统计截止后{item.state}（{day(when)}）"))
    return shown


def _problem(_: Project, item: Rectification) -> str:
    said = [f"原因：{item.cause}"] if item.cause else []
    lines = (element("small", text(line)) for line in (*said, f"措施：{item.measure}"))
    return text(item.problem) + "".join(lines)


def _course(_: Project, item: Rectification) -> str:
    """What was done of it: each step in a line."""
    steps = [
        ("登记", item.opened),
        ("佐证", item.evidence),
        ("验收", item.acceptance),
        ("销号", item.closed),
        ("回头看", item.look_back),
        ("可见", readers(item.readers)),
    ]
    lines = (f"{name}：{shown}" for name, value in steps if (shown := value_text(value)))
    return "".join(element("small", text(line)) for line in lines)


def _basis(project: Project, item: Rectification) -> str:
    """The document that an item rests on; an instrument as a link, to the article where named."""
    try:
        if citation := clause_of(project.dataset, item):
            return citation_link(citation)
    except Mistake:
        pass  # a rule has said so
    shown = text(item.basis + (f"第{item.clause}条" if item.clause else ""))
    instrument = instrument_of(project.dataset, item.basis)
    return link(path_of(instrument), shown) if instrument else shown
