"""The change sheet as a page of the site. A build makes the page only on request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from ledger.changes.marks import COME, GONE, Piece
from ledger.changes.model import (
    CHANGED,
    Cause,
    Changes,
    FigureChange,
    KeyChange,
    Note,
    ParagraphChange,
    RecordChange,
    RuleChange,
    ValueChange,
)
from ledger.changes.model import GONE as LEFT
from ledger.changes.sheet import HEADINGS, MOST_TOLD, NOTHING, brief, counted, without_cause
from ledger.issues import Place
from ledger.pages.layout import Page, heading, page, record_link
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.editions import shows_all

PATH = "changes/index.md"
#: spoken by a screen reader, and read without a style sheet, before a deletion or an insertion
_SAID = {GONE: ("del", "〔删去〕"), COME: ("ins", "〔加上〕")}
_WITHHELD = "（内容见 python -m ledger diff）"


def pages(project: Project, changes: Changes) -> Iterator[Page]:
    """Yield the sheet's page."""
    yield Page(PATH, partial(written, project, changes))


def written(project: Project, changes: Changes) -> Html:
    """Return the sheet's page: the text that the command ``diff`` prints, with links."""
    if not _shows_all(project):
        changes = replace(changes, broken=(), mended=())
    parts = {
        "figures": _figures(project, changes.figures),
        "paragraphs": _paragraphs(project, changes.paragraphs),
        "rules": _rules(project, changes),
        "records": _others(project, changes.others),
    }
    blocks = [element("p", text(f"{changes.old} → {changes.new}"))]
    blocks += [_note(project, note) for note in changes.notes]
    if changes.empty:
        return page("变更单", [*blocks, text(NOTHING)], searched=False)
    for anchor, title in HEADINGS.items():
        blocks += [heading(title, f"changed-{anchor}"), parts[anchor] or text(NOTHING)]
    return page("变更单", blocks, searched=False)


def _note(project: Project, note: Note) -> str:
    """Return a note; without its details where the edition may not show what they quote."""
    details = note.details if _shows_all(project) else [_WITHHELD] if note.details else []
    return element("div", element("p", text(note.text)) + _list(map(text, details)))


def _shows_all(project: Project) -> bool:
    return shows_all(project.edition)


def _list(items: Iterable[str]) -> str:
    inner = "".join(element("li", item) for item in items)
    return element("ul", inner) if inner else ""


def _wide(head: list[str], rows: Iterable[list[str]], caption: str) -> str:
    found: list[tuple[str | None, list[str]]] = [(None, row) for row in rows]
    return wide_table(head, found, caption) if found else ""


def _marked(pieces: Iterable[Piece]) -> str:
    """Return a text with its deletions and insertions marked, by signs as well as by words."""
    return "".join(
        element(_SAID[sign][0], element("span", _SAID[sign][1], class_="change-said") + text(shown))
        if sign in _SAID
        else text(shown)
        for sign, shown in pieces
    )


def _key(change: KeyChange) -> str:
    return text(f"{change.key}：") + _marked(change.pieces)


def _figures(project: Project, changes: Iterable[FigureChange]) -> str:
    rows = (
        [
            _figure(project, change.id, change.name),
            text(change.old or "没有"),
            text(change.new or "没有")
            + text("（台账没有读全，不可靠）" if change.doubtful else ""),
            _reasons(project, change),
        ]
        for change in changes
    )
    return _wide(["指标", "原来", "现在", "原因"], rows, "变了的指标")


def _figure(project: Project, own: str, name: str) -> str:
    path = f"figures/{own}.md"
    return link(path, text(name)) if own and path in project.writers else text(name)


def _reasons(project: Project, change: FigureChange) -> str:
    found = [text(change.how)] if change.how != CHANGED else []
    found += [_value(project, part) for part in change.parts]
    found += [f"定义·{_key(key)}" for key in change.definition]
    found += [_cause(project, cause) for cause in change.causes]
    return _list([*found, *filter(None, [text(without_cause(change))])])


def _value(project: Project, value: ValueChange) -> str:
    name = _figure(project, value.id, value.name)
    return f"{name} {text(value.old or '没有')} → {text(value.new or '没有')}"


def _cause(project: Project, cause: Cause) -> str:
    return f"{text(cause.how)} {_record(project, cause.record)}"


def _record(project: Project, change: RecordChange, remark: str = "") -> str:
    """Return a record's ledger, id, headline, place and changed keys, with a link to its page."""
    name = " ".join(filter(None, (change.id, change.headline)))
    shown, record = text(name), change.record
    if change.ledger == "指标":
        shown = _figure(project, change.id, name)
    elif record and change.id and project.page_of(record) in project.writers:
        shown = record_link(project, record, name)
    old = "旧版 " if record is None else ""
    place = text(f"（{old}{_place(project, change.place)}）")
    keys = _list(map(_key, change.keys))
    about = " ".join(filter(None, (text(change.ledger), shown)))
    return f"{about}{place}{text(remark)}{keys}"


def _place(project: Project, place: Place) -> str:
    """Return where a record stands; the line number could reveal hidden records above it."""
    return f"{place.path}:{place.line}" if _shows_all(project) else place.path


def _paragraphs(project: Project, changes: Iterable[ParagraphChange]) -> str:
    rows = ([*_where(change), _text(project, change)] for change in changes)
    return _wide(["改动", "位置", "标题", "文字"], rows, "变了的正文")


def _where(change: ParagraphChange) -> list[str]:
    old = "旧版 " if change.how == LEFT else ""
    place = text(f"{old}{change.place.path}:{change.place.line}")
    if change.came_from:
        place += "<br>" + text(f"原在 {change.came_from[0]}“{change.came_from[1]}”")
    return [text(change.how), place, text(change.heading)]


def _text(project: Project, change: ParagraphChange) -> str:
    said = ""
    if change.values:
        values = [_value(project, each) if each.id else text(each.name) for each in change.values]
        said = element("p", text("文字没有改，只是取的数变了：") + "；".join(values))
    return said + element("p", _marked(change.pieces))


def _rules(project: Project, changes: Changes) -> str:
    """Return the changed findings; the rules also read records that not every edition shows."""
    if not _shows_all(project):
        return text("检查看的是全部数据，结果只列在纪检版和 python -m ledger diff 里。")
    rows = [_rule("新违反", each) for each in changes.broken]
    rows += [_rule("已改正", each) for each in changes.mended]
    return _wide(["结果", "位置", "内容", "原有", "现有"], rows, "变了的检查结果")


def _rule(how: str, change: RuleChange) -> list[str]:
    place = f"{change.path}:{'、'.join(map(str, change.lines))}"
    return [how, text(place), text(change.message), str(change.old), str(change.new)]


def _others(project: Project, others: tuple[RecordChange, ...]) -> str:
    rows = (
        [text(ledger), str(len(found)), _named(project, found)]
        for ledger, group in groupby(others, key=lambda change: change.ledger)
        if (found := list(group))
    )
    return _wide(["台账", "条数", "记录"], rows, "其他改动的记录")


def _named(project: Project, found: list[RecordChange]) -> str:
    told = [each for each in found if each.how == CHANGED or each.counted][:MOST_TOLD]
    items = [f"{each.how} {_record(project, each, counted(each))}" for each in told]
    return _list([*items, *map(text, brief(found, told))])
