"""Lists of what is not as it should be and of what is due: each with its number, matter and owners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.duties.gaps import KINDS, LATE, MISSED, MISSING, SHORT, Gap
from ledger.duties.matters import Matter, due_day
from ledger.figures.figure import Figure
from ledger.language.numerals import day
from ledger.pages.layout import heading, record_link, way
from ledger.pages.study import MAKE_UP
from ledger.project import Project
from ledger.prose.markup import element, link, text
from ledger.records.base import Record
from ledger.records.editions import shows_all
from ledger.records.types.bureau import Organ, Post, Subject

#: the page of all departments and posts
INDEX = "organs/index.md"
#: so many records by which a reader sees why are named one by one
_NAMED = 6
#: what the records are by which a reader sees why
_HOW = {LATE: "同一件事：", SHORT: "差："}


class Entry(NamedTuple):
    """An entry of a list, as markup: how much or when, what, more of it in small print, and who."""

    said: str
    what: str
    small: str = ""
    who: str = ""


def index_title(project: Project) -> str:
    """Return the name of the page of all departments and posts, of which one may be missing."""
    organs, posts = project.dataset.of(Organ), project.dataset.of(Post)
    named = ((project.unit.departments, organs), ("岗位", posts))
    return "和".join(name for name, there in named if there)


def subject_path(subject: Subject) -> str:
    """Return the page of what a post or an organ has to do."""
    return f"{'organs' if isinstance(subject, Organ) else 'work'}/{subject.id}.md"


def subject_link(subject: Subject) -> str:
    """Return a link to what a post or an organ has to do."""
    return link(subject_path(subject), text(subject.name))


def gap_lists(project: Project, found: Sequence[Gap], most: int | None = None) -> list[str]:
    """Return what is not as it should be, a list for each kind; or that there is nothing.

    Of a kind with more than ``most`` the first are listed.
    """
    if not found:
        seen = "" if shows_all(project.edition) else "本版列出的事里，"
        return [element("p", text(f"截至{day(project.as_of)}，{seen}没有要处理的事。"))]
    blocks = []
    for number, kind in enumerate(KINDS, 1):
        if own := [gap for gap in found if gap.kind == kind]:
            blocks.append(heading(text(f"{kind}　{len(own)} 项"), f"gap-{number}", 3))
            blocks.append(listed(_gap(project, gap) for gap in own[:most]))
            blocks += _rest(project, len(own), most)
            blocks += _caveat(project) if kind == MISSING else []
    return blocks


def _rest(project: Project, count: int, most: int | None) -> list[str]:
    if most is None or count <= most:
        return []
    where = way(project, INDEX, text(index_title(project)))
    return [element("p", f"另有 {count - most} 项" + (f"，见{where}。" if where else "。"))]


def _caveat(project: Project) -> list[str]:
    """Say in an edition that may not list all records what its reader cannot know."""
    if shows_all(project.edition):
        return []
    return [element("p", "按本版列出的履责记录和“本月无”算。", class_="hint")]


def _gap(project: Project, gap: Gap) -> Entry:
    links = [record_link(project, record) for record in gap.about[:_NAMED]]
    more = f"等 {len(gap.about)} 条" if len(gap.about) > _NAMED else ""
    about = "、".join(links) + more
    how = _HOW.get(gap.kind, "") if about else ""
    return Entry(text(gap.said), _subject(project, gap), how + about, owner_links(gap.owners))


def _subject(project: Project, gap: Gap) -> str:
    subject = gap.subject
    if isinstance(subject, Figure):
        return link(subject.page, text(subject.name))
    if gap.kind == MISSED:
        return link(MAKE_UP, text(gap.matter), "waiting")
    if isinstance(subject, Post):
        return link(subject_path(subject), text(gap.matter), "owed")
    return _told_by(project, subject)


def _told_by(project: Project, record: Record) -> str:
    return record_link(project, record) + text(f"（{record.ledger.name}）")


def matter_list(project: Project, found: Sequence[Matter], most: int | None = None) -> list[str]:
    """Return what is due, by deadline; nothing where nothing is."""
    if not found:
        return []
    return [
        listed(_matter(project, each) for each in found[:most]),
        *_rest(project, len(found), most),
    ]


def _matter(project: Project, matter: Matter) -> Entry:
    shown = element("time", text(day(matter.deadline)), datetime=matter.deadline.isoformat())
    others = "、".join(
        _told_by(project, record)
        + ("" if due_day(record) == matter.deadline else text(f"，{day(due_day(record))}"))
        for record in matter.records[1:]
    )
    also = _HOW[LATE] + others if others else ""
    return Entry(shown, _told_by(project, matter.record), also, owner_links(matter.owners))


def owner_links(owners: Iterable[Record]) -> str:
    """Return links to the posts and organs who answer for something."""
    return "、".join(subject_link(each) for each in owners if isinstance(each, Subject))


def listed(entries: Iterable[Entry]) -> str:
    """Return a list of entries; a search finds each where it stands in its ledger."""
    items = "".join(map(_item, entries))
    return element("ul", items, class_="agenda", data_search_exclude="")


def _item(entry: Entry) -> str:
    what = entry.what + (element("small", entry.small) if entry.small else "")
    who = element("span", entry.who, class_="owners") if entry.who else ""
    said = element("span", entry.said, class_="said") if entry.said else ""
    return element("li", said + element("div", what) + who)
