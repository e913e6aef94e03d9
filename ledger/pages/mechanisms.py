"""A page for each mechanism and project: what it is, its figures, and the records that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from ledger.figures.conditions import Condition, condition_text
from ledger.figures.selection import chosen
from ledger.issues import Place
from ledger.language.numerals import ordinal
from ledger.pages.figures import apart, span_text
from ledger.pages.layout import Page, facts, figure_link, heading, page, quoted, record_link, way
from ledger.pages.systems import INDEX as SYSTEMS
from ledger.pages.systems import path_of, provision_anchor, title
from ledger.pages.tables import Shown, cell, of_field, records_table
from ledger.project import Project
from ledger.prose.markup import Html, element, link, table, text, wide_table
from ledger.records.base import Part, Record
from ledger.records.dataset import names_of
from ledger.records.fields import Ref, mark_of
from ledger.records.period import INSIDE, OUTSIDE, UNDATED, as_it_was, placing_of, told_state
from ledger.records.types.mechanisms import Listing, Mechanism
from ledger.records.types.systems import Power, ProvisionRef, System
from ledger.records.values import filled, value_text

INDEX = "mechanisms/index.md"
TITLE = "机制和项目"
#: stands where a record says nothing under a key
UNFILLED = "未填写"
#: so many figures stand for a mechanism on the index
_SHOWN = 3

#: what is counted by one key; of processes their stages and nodes too
Measure = tuple[str, Callable[[Sequence[Any]], int]]
_RECORDS: tuple[Measure, ...] = (("条数", len),)
_POWERS: tuple[Measure, ...] = (
    ("权力事项", len),
    ("环节", lambda powers: sum(len(power.stages) for power in powers)),
    ("监督节点", lambda powers: sum(len(s.nodes) for power in powers for s in power.stages)),
)


def pages(project: Project) -> Iterator[Page]:
    """Yield the index and a page for each; nothing where none is written."""
    mechanisms = project.dataset.of(Mechanism)
    if mechanisms:
        yield Page(INDEX, partial(_index, project))
    for mechanism in mechanisms:
        yield Page(
            project.page_of(mechanism), partial(_mechanism, project, mechanism), record=mechanism
        )


def topic_link(project: Project, word: str) -> str:
    """Return a link to a mechanism's page under the name that was asked for, 名称 or 简称."""
    found = project.dataset.find("机制项目", word)
    if not isinstance(found, Mechanism):
        return text(word)
    shown = word if word in (found.name, found.short) else found.name
    return link(project.page_of(found), text(shown), class_="cite")


def _index(project: Project) -> Html:
    mechanisms = project.dataset.of(Mechanism)
    blocks = [text(f"共 {len(mechanisms)} 个。每个一页，页上的数字和清单都取自台账。")]
    for number, kind in enumerate(dict.fromkeys(each.kind for each in mechanisms), 1):
        items = (_entry(project, each) for each in mechanisms if each.kind == kind)
        entries = element("ul", "".join(items), class_="uses")
        blocks += [heading(text(kind), f"kind-{number}"), entries]
    return page(TITLE, blocks, _systems(project))


def _entry(project: Project, mechanism: Mechanism) -> str:
    """A mechanism on the index: its page, who leads it, its first figures."""
    shown = "，".join(text(name) + value for name, value in _figures(project, mechanism)[:_SHOWN])
    said = text(f"{mechanism.lead}牵头。") + (f"{shown}。" if shown else "")
    return element("li", record_link(project, mechanism) + element("q", said))


def _systems(project: Project) -> str:
    return way(project, SYSTEMS, text(title(project)))


def _figures(project: Project, mechanism: Mechanism) -> list[tuple[str, str]]:
    """Return the names of its figures, and their values as links to the evidence."""
    found = [project.figure(name) for name in mechanism.figures]
    return [(figure.name, figure_link(figure)) for figure in found if figure]


def _mechanism(project: Project, mechanism: Mechanism) -> Html:
    status = [
        ("简称", text(mechanism.short or "")),
        ("类别", text(mechanism.kind)),
        ("牵头", text(mechanism.lead)),
        ("制度条款", _provisions(project, mechanism.provisions)),
    ]
    blocks = [*map(text, mechanism.about), facts(row for row in status if row[1])]
    if mechanism.figures:
        rows = [(None, [text(name), value]) for name, value in _figures(project, mechanism)]
        listing = table(["指标", "数值"], rows, "点数值看依据", "ledger cross", named=True)
        blocks += [heading("指标", "figures"), listing]
    for number, listed in enumerate(mechanism.listings, 1):
        blocks += [heading(text(listed.title), f"listing-{number}"), *_listing(project, listed)]
    blocks += quoted(project, mechanism)
    back = " · ".join(filter(None, [_systems(project), link(INDEX, TITLE)]))
    return page(mechanism.name, blocks, back)


def _provisions(project: Project, refs: Sequence[ProvisionRef]) -> str:
    """Return links to articles; of several of one system only the first names it."""
    before = ["", *(ref.system for ref in refs)]
    return "、".join(
        _provision(project, ref, named=ref.system != last)
        for ref, last in zip(refs, before, strict=False)
    )


def _provision(project: Project, ref: ProvisionRef, named: bool) -> str:
    found = project.dataset.words("制度").get(ref.system)
    shown = text((ref.system if named else "") + f"第{ordinal(ref.number)}条")
    if not isinstance(found, System):
        return shown
    return link(path_of(found), shown, provision_anchor(ref.number))


def _listing(project: Project, listing: Listing) -> Iterator[str]:
    """Yield where the records come from, how they spread, the records, and those of another time."""
    kind = project.dataset.ledgers[listing.source].record
    condition = Condition(listing.where, kind, project.dataset, Place(""))
    placing = placing_of(kind, listing.by, listing.stock, project.frame)
    own = [r for r in project.dataset.of(kind) if condition.counts(r)]
    found = chosen(own, condition, placing)
    records = [_as_it_was(record, project.as_of) for record in found[INSIDE]]
    asked = condition_text(listing.where, kind, project.dataset.ledgers)
    source = "，".join(filter(None, (f"取自“{listing.source}”", asked)))
    none = "" if records else "没有符合条件的记录。"
    yield text(f"{source}；{span_text(placing)}。{none}")
    if records:
        yield from _tables(project, listing, kind, records)
    if rows := apart(project, placing, found[OUTSIDE], found[UNDATED]):
        yield text("符合条件、没有列入的记录：")
        yield facts(rows)


def _as_it_was(record: Record, day: date) -> Record:
    """Return a record as it was on a day, with the 状态 that it is known to have had."""
    then = as_it_was(record, day)
    state = told_state(record, then)
    known = state == getattr(then, "state", "")
    return then if known else then.model_copy(update={"state": state})


def _tables(
    project: Project, listing: Listing, kind: type[Record], records: Sequence[Record]
) -> Iterator[str]:
    axes = [_Axis(project, kind, key, records) for key in listing.spread]
    if axes:
        yield (_cross if axes[1:] else _tally)(records, axes)
        if any(len(axis.held(record)) > 1 for axis in axes for record in records):
            yield text("一条记录涉及几个的，在每个名下各计一次；合计按记录计一次。")
    yield _records(project, listing, kind, records)


class _Axis:
    """The words that records hold under one key, in the order of its choice or its ledger."""

    def __init__(
        self, project: Project, kind: type[Record], key: str, records: Sequence[Record]
    ) -> None:
        self.key, self.field = key, str(kind.field_of(key))
        target = mark_of(kind, self.field, Ref)
        self.known = project.dataset.words(target.ledger) if target else {}
        rest = project.dataset.of(project.dataset.ledgers[target.ledger].record) if target else []
        order = [
            *project.dataset.choices(kind, self.field),
            *(names_of(record)[0] for record in rest),
        ]
        found = dict.fromkeys(word for record in records for word in self.held(record))
        places = {word: place for place, word in enumerate(order)}
        last = len(order)
        self.words = sorted(found, key=lambda w: (w == UNFILLED, places.get(w, last)))

    def held(self, record: Record) -> list[str]:
        """Return what a record holds; another record by its fullest name."""
        value = getattr(record, self.field)
        have = value if isinstance(value, list) else [value]
        words = [value_text(word) for word in have if word is not None]
        named = (names_of(self.known[w])[0] if w in self.known else w for w in words)
        return list(dict.fromkeys(named)) or [UNFILLED]


def _tally(records: Sequence[Record], axes: Sequence[_Axis]) -> str:
    """A table of counts by one key."""
    (axis,) = axes
    measures = _POWERS if isinstance(records[0], Power) else _RECORDS
    groups = [(word, [r for r in records if word in axis.held(r)]) for word in axis.words]
    lines = [[text(word), *_sums(measures, group)] for word, group in groups]
    lines.append([_strong("合计"), *map(_strong, _sums(measures, records))])
    heads = [axis.key, *(name for name, _ in measures)]
    rows = [(None, line) for line in lines]
    return wide_table(heads, rows, f"按{axis.key}", "ledger cross", named=True)


def _sums(measures: Sequence[Measure], records: Sequence[Record]) -> list[str]:
    return [str(count(records)) for _, count in measures]


def _cross(records: Sequence[Record], axes: Sequence[_Axis]) -> str:
    """A table of counts, the first key's words in rows and the second's in columns."""
    down, across = axes
    lines = [
        [text(word), *_counts([r for r in records if word in down.held(r)], across)]
        for word in down.words
    ]
    lines.append([_strong("合计"), *map(_strong, _counts(records, across))])
    heads = [down.key, *across.words, "合计"]
    caption = f"按{down.key}和{across.key}，条数"
    return wide_table(heads, [(None, line) for line in lines], caption, "ledger cross", named=True)


def _counts(records: Sequence[Record], axis: _Axis) -> list[str]:
    counts = [sum(word in axis.held(record) for record in records) for word in axis.words]
    return [*map(str, counts), _strong(str(len(records)))]


def _strong(content: str) -> str:
    return element("b", content)


def _records(
    project: Project, listing: Listing, kind: type[Record], records: Sequence[Record]
) -> str:
    """The records under the keys asked for; the key that says what one is about leads to its row."""
    fields = [str(kind.field_of(key)) for key in listing.columns] or [
        field for field in kind.model_fields if field != "id"
    ]
    told = [f for f in fields if any(filled(r, f) for r in records)] or fields
    led = kind.headline if kind.headline in told else told[0]
    shown = [
        Shown(of_field(kind, field).column, partial(_cell, field, field == led)) for field in told
    ]
    return records_table(project, records, shown, listing.title, f"共 {len(records)} 条。")


def _cell(field: str, linked: bool, project: Project, record: Record) -> str:
    value = getattr(record, field)
    if linked:
        return record_link(project, record, value_text(value) or record.anchor)
    if isinstance(value, list) and all(isinstance(each, ProvisionRef) for each in value):
        return _provisions(project, value)
    if isinstance(value, list) and all(isinstance(each, Part) for each in value):
        return f"{len(value)} 项"  # too much for a cell; the record's own page shows them
    return cell(record, field)
