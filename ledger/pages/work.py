"""A page for each department and each post: what it owes, what is due, which records name it.

What a post does and may decide, year in, year out, stands on its sheet (``posts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ledger.duties.agenda import Agenda
from ledger.duties.gaps import owed_text, span_text
from ledger.duties.matters import owners_of
from ledger.duties.owed import PERIOD, Duty, Span
from ledger.language.numerals import day
from ledger.pages import drawings
from ledger.pages.agenda import (
    INDEX,
    Entry,
    gap_lists,
    index_title,
    listed,
    matter_list,
    owner_links,
    subject_link,
    subject_path,
)
from ledger.pages.layout import Page, asked, facts, heading, page, record_link
from ledger.pages.posts import binding
from ledger.pages.systems import path_of, provision_anchor
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.base import Record
from ledger.records.fields import Ref, mark_of
from ledger.records.months import keeps_records
from ledger.records.period import as_it_was, is_over, last_time, told_state
from ledger.records.types.bureau import Organ, Post, Subject
from ledger.records.types.duties import FREQUENCIES, PostDetail
from ledger.records.types.systems import System
from ledger.records.types.work import Trace

#: days after 统计截止 of which the index counts what is due
SOON = 30
#: what is counted of each on the index
_COUNTED = ("要处理", "到期", "履责记录")
#: so many records of a ledger are listed
_SHOWN = 12

Rows = list[tuple[str | None, list[str]]]


def pages(project: Project) -> Iterator[Page]:
    """Yield the index, and the page of each department and post; nothing without either."""
    agenda = Agenda(project)
    if index_title(project):
        yield Page(INDEX, partial(_index, agenda))
    for organ in project.dataset.of(Organ):
        yield Page(subject_path(organ), partial(_organ, agenda, organ), record=organ)
    for post in project.dataset.of(Post):
        yield Page(subject_path(post), partial(_post, agenda, post), record=post)


def _index(agenda: Agenda) -> Html:
    project = agenda.project
    departments = project.unit.departments
    blocks = [
        text(
            f"截至{day(project.as_of)}。“要处理”是逾期、没有记录等不该有的事，"
            f"“到期”是其后 {SOON} 天以内的；{departments}的数含它的岗位，一件事有几方负责的各列一次。"
        )
    ]
    for number, kind in enumerate(project.dataset.choices(Organ, "kind"), 1):
        if organs := [organ for organ in project.dataset.of(Organ) if organ.kind == kind]:
            blocks += [heading(text(kind), f"kind-{number}"), *_overview(agenda, organs)]
    if posts := project.dataset.of(Post):
        blocks += [heading("岗位", "posts"), *_overview(agenda, posts)]
        if keeps_records(project.dataset):
            blocks += [heading("各岗位各月", "months"), drawings.posts_by_month(project)]
    return page(index_title(project), blocks)


def _overview(agenda: Agenda, subjects: Sequence[Subject]) -> Iterator[str]:
    """Yield how each stands, and the names of those of whom there is nothing to tell."""
    counted = {each.id: _counts(agenda, each) for each in subjects}
    told = [at for at, _ in enumerate(_COUNTED) if any(each[at] for each in counted.values())]
    rows: Rows = [
        (None, [subject_link(each), *(text(counted[each.id][at] or "") for at in told)])
        for each in subjects
        if any(counted[each.id])
    ]
    if rows:
        heads = ["名称", *(_COUNTED[at] for at in told)]
        yield wide_table(
            heads, rows, f"截至{day(agenda.project.as_of)}", "ledger cross", named=True
        )
    others = [subject_link(each) for each in subjects if not any(counted[each.id])]
    yield "、".join(others) + "。" if others else ""


def _counts(agenda: Agenda, subject: Subject) -> tuple[int, int, int]:
    """Return how much is not as it should be, is due soon, and was recorded."""
    soon = {id(matter) for matter in agenda.due(0, SOON)}
    due = sum(id(matter) in soon for matter in agenda.matters_of(subject))
    return len(agenda.gaps_of(subject)), due, len(agenda.traces_of(subject))


def _organ(agenda: Agenda, organ: Organ) -> Html:
    posts = "、".join(map(subject_link, agenda.posts_of(organ)))
    return _page(agenda, organ, [("类型", text(organ.kind)), *([("岗位", posts)] if posts else [])])


def _post(agenda: Agenda, post: Post) -> Html:
    return _page(agenda, post, [*_post_facts(agenda.project, post)])


def _post_facts(project: Project, post: Post) -> Iterator[tuple[str, str]]:
    if isinstance(organ := project.dataset.words("机构").get(post.organ or ""), Organ):
        yield project.unit.departments, subject_link(organ)
    yield "层级", text(post.rank)
    if project.dataset.of(PostDetail):
        yield "职责书", link(f"posts/{post.id}.md", "职责、风险点、环节、制度和法规")


def _page(agenda: Agenda, subject: Subject, told: Iterable[tuple[str, str]]) -> Html:
    project = agenda.project
    due = [each for each in agenda.matters_of(subject) if each.deadline >= project.as_of]
    sections = (
        ("要处理的事", "gaps", gap_lists(project, agenda.gaps_of(subject))),
        ("接下来到期", "due", matter_list(project, due)),
        ("应有的履责记录", "owed", _owed(agenda, subject)),
        ("履责记录", "traces", _traces(agenda, subject)),
        ("专门约束的制度条款", "bound", _bound(agenda, subject)),
        *_ledgers(agenda, subject),
    )
    blocks = [facts(told)]
    for title, anchor, content in sections:
        blocks += [heading(text(title), anchor), *content] if content else []
    return page(subject.name, blocks, link(INDEX, text(index_title(project))))


def _owed(agenda: Agenda, subject: Subject) -> list[str]:
    """Return how often each record is owed, and what there is of it for the latest time."""
    order = [*FREQUENCIES, PERIOD]
    duties = sorted(agenda.duties_of(subject), key=lambda duty: order.index(duty.every))
    columns = _columns(isinstance(subject, Organ), any(duty.lacks for duty in duties))
    rows: Rows = [(None, [show(duty) for show in columns.values()]) for duty in duties]
    return [wide_table([*columns], rows, f"截至{day(agenda.project.as_of)}")] if rows else []


def _columns(of_several: bool, lacking: bool) -> dict[str, Callable[[Duty], str]]:
    """Return what a table tells of each duty, by head."""
    columns: dict[str, Callable[[Duty], str]] = {
        "岗位": lambda duty: subject_link(duty.post),
        "多久一次": lambda duty: text(duty.every if duty.every == PERIOD else f"每{duty.every}"),
        "应有": lambda duty: text(owed_text(duty)),
        "最近一期": lambda duty: text(span_text(duty.latest)),
        "有没有": lambda duty: _kept(duty.latest),
        "缺": lambda duty: text(duty.lacks or ""),
    }
    needed = {"岗位": of_several, "缺": lacking}
    return {head: show for head, show in columns.items() if needed.get(head, True)}


def _kept(span: Span) -> str:
    """Return what there is of what is owed for a time."""
    if span.records:
        return text(f"{len(span.records)} 条")
    if span.nothing:
        return "本月无"
    return element("strong", "没有" if span.over else "还没有")


def _traces(agenda: Agenda, subject: Subject) -> list[str]:
    """Return the trace records: how many a month, by category, and the last ones."""
    traces = sorted(agenda.traces_of(subject), key=lambda trace: trace.date)
    if not traces:
        return []
    found = Counter(each.category for each in traces)
    own = asked({"岗位": sorted({each.post for each in traces})})
    links = "、".join(
        link(f"records/{word.address}.md", text(f"{word} {found[word]} 条"), own)
        for word in agenda.project.dataset.listed(Trace, "category")
        if found[word]
    )
    last = listed(_row(agenda.project, subject, each) for each in traces[-_SHOWN:])
    told = f"共 {len(traces)} 条：{links}。" + ("最近的：" if len(traces) > _SHOWN else "")
    if isinstance(subject, Organ):
        drawn = drawings.posts_by_month(agenda.project, agenda.posts_of(subject))
    else:
        drawn = drawings.categories_by_month(agenda.project, traces)
    return [drawn, element("p", told), last]


def _bound(agenda: Agenda, subject: Subject) -> list[str]:
    """Return the articles that name a post, or the posts of an organ, by their systems."""
    project = agenda.project
    posts = (each for each in agenda.within(subject) if isinstance(each, Post))
    named = [pair for post in posts for pair in binding(project, post)]
    entries = []
    for system in project.dataset.of(System):
        if numbers := sorted({provision.number for of, provision in named if of is system}):
            anchors = map(provision_anchor, numbers)
            links = "、".join(link(path_of(system), anchor, anchor) for anchor in anchors)
            entries.append(Entry(text(f"{len(numbers)} 条"), text(system.name), links))
    return [listed(entries)] if entries else []


def _ledgers(agenda: Agenda, subject: Subject) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the ledgers with records that name the subject and are not told of elsewhere."""
    told = {id(trace) for trace in agenda.traces_of(subject)}
    named = [each for each in agenda.naming(subject) if id(each) not in told and _says_more(each)]
    for ledger in agenda.project.dataset.ledgers.values():
        own = [each for each in named if each.ledger.name == ledger.name]
        if ledger.slug and own:
            more = f"另有 {len(own) - _SHOWN} 条，见{link(ledger.overview, ledger.name)}。"
            shown = listed(_row(agenda.project, subject, each) for each in own[:_SHOWN])
            further = [element("p", more)] if len(own) > _SHOWN else []
            title = f"{ledger.name}里提到的" if ledger.record is Trace else ledger.name
            yield f"{title}　{len(own)} 条", f"ledger-{ledger.slug}", [shown, *further]


def _says_more(record: Record) -> bool:
    """Whether a record says more than who it is of."""
    whose = mark_of(type(record), record.headline, Ref) is not None
    return not (whose or isinstance(record, Post))


def _row(project: Project, subject: Subject, record: Record) -> Entry:
    """Return when a record happened or is due, what it is, how it stands, and who else answers."""
    when = getattr(record, record.limit) if record.limit else last_time(record, project.as_of)
    limit = record.key_of(record.limit) + " " if record.limit else ""
    told = told_state(record, as_it_was(record, project.as_of))
    over = record.ends if is_over(record, project.as_of) else None
    ended = f"{record.key_of(over)} {getattr(record, over)}" if over else ""
    states = (told, ended, getattr(record, "level", ""), getattr(record, "category", ""))
    others = [each for each in owners_of(project.dataset, [record]) if each is not subject]
    return Entry(
        text(f"{limit}{when}") if when else "",
        record_link(project, record),
        who="　".join(filter(None, [*map(text, states), owner_links(others)])),
    )
