"""Study: the plan with what became of it, what was studied and from what; reminders; make-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import day, month
from ledger.law.citing import instrument_of
from ledger.law.study import Progress, progress, studies
from ledger.pages import drawings
from ledger.pages.layout import Page, heading, page, record_link, way
from ledger.pages.regulations import article_links, path_of, version_link
from ledger.pages.traces import people
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.editions import audience_of
from ledger.records.types.bureau import Document, Post
from ledger.records.types.regulations import Instrument
from ledger.records.types.study import StudyItem, StudyMaterial
from ledger.records.types.work import Absence, Reminder, Trace

MAKE_UP = "regulations/make-up.md"
STUDY, REMINDERS = "regulations/study.md", "regulations/reminders.md"
STATES = ("按时完成", "逾期完成", "未完成", "未到时限")
_BACK = link("regulations/index.md", "法规学习")

Rows = list[tuple[str | None, list[str]]]


def pages(project: Project) -> Iterator[Page]:
    """Yield the plan, the reminders and the make-ups, of which there is something to see."""
    if any(True for _ in _parts(project)):
        yield Page(STUDY, partial(_study, project))
    if project.dataset.of(Reminder):
        yield Page(REMINDERS, partial(_reminders, project))
    if any(trace.absences for trace in project.dataset.of(Trace)):
        yield Page(MAKE_UP, partial(_make_ups, project), audience_of(Trace, "absences"))


def _parts(project: Project) -> Iterator[str]:
    """Yield the parts of the page on study: the plan, what was studied, from what."""
    yield from _plan(project)
    yield from _studied(project)
    yield from _materials(project)


def _study(project: Project) -> Html:
    missed = way(project, MAKE_UP, "待补学")
    told = f"谁缺了课、补了没有，见{missed}。" if missed else ""
    return page("学习安排", [told, *_parts(project)], _BACK)


def _plan(project: Project) -> Iterator[str]:
    """The items of the plan by their deadlines; what became of each is computed."""
    items = sorted(project.dataset.of(StudyItem), key=lambda item: item.deadline)
    if not items:
        return
    last = project.frame.until
    found = [progress(project.dataset, item, last) for item in items]
    count = Counter(each.state for each in found)
    said = "、".join(f"{state} {count[state]} 项" for state in STATES if count[state])
    yield heading("学习计划", "plan")
    yield text(
        f"计划 {len(items)} 项，到{day(last)}：{said}。学没学由履责记录算出，不另填写："
        "学习教育类的记录，形式相同，学了同一份文件，就计入；一次学习只算一项，时限早的先算，计划写了“对应记录”的只看那几条；"
        "每份文件都学够次数才算完成。"
    )
    yield from drawings.above(project, StudyItem)
    heads = ["内容", "学什么", "时限", "进展"]
    rows: Rows = [(each.item.id, _item(project, each)) for each in found]
    yield wide_table(heads, rows, "学习计划和完成情况")


def _item(project: Project, found: Progress) -> list[str]:
    item = found.item
    how = "；".join(filter(None, (item.form, item.audience, f"{item.lead}牵头")))
    named = [_document(project, word) for word in item.documents]
    named += [_instrument(project, word) for word in item.instruments]
    return [
        text(item.content) + element("small", text(how)),
        "、".join(named),
        text(month(item.deadline)),
        _progress(project, found),
    ]


def _progress(project: Project, found: Progress) -> str:
    """The state, how many of how many, and the days as links to their records."""
    kept = found.state in ("按时完成", "未到时限")
    state = element("span", found.state, class_="kind" if kept else "old")
    times = f"{found.held}/{found.item.times} 次"
    times += f"，{day(found.done, year=False)}学完" if found.done else ""
    days = "、".join(
        record_link(project, trace, day(trace.date, year=False)) for trace in found.events
    )
    return state + text(times) + (element("small", days) if days else "")


def _document(project: Project, word: str) -> str:
    """A document: an instrument leads to its page, any other to its row."""
    if instrument := instrument_of(project.dataset, word):
        return link(path_of(instrument), text(word))
    found = project.dataset.words("文件会议").get(word)
    return record_link(project, found, word) if found else text(word)


def _instrument(project: Project, word: str) -> str:
    found = project.dataset.words("法规").get(word)
    return link(path_of(found), text(word)) if isinstance(found, Instrument) else text(word)


def _studied(project: Project) -> Iterator[str]:
    """By document: when it was studied, how, by whom, and which version was in force."""
    known = project.dataset.words("文件会议")
    by_document: dict[str, list[Trace]] = {}
    for trace in studies(project.dataset, project.frame.until):
        for name in dict.fromkeys(known[word].anchor for word in trace.documents if word in known):
            by_document.setdefault(name, []).append(trace)
    if not by_document:
        return
    yield heading("学习记录", "studied")
    yield f"按文件列出，共 {len(by_document)} 份；一次学几份的，在每份下面各列一次。"
    for document in project.dataset.of(Document):
        if document.id in by_document:
            name = text(document.short or document.name)
            yield heading(name, f"studied-{document.id}", 3)
            yield _events(project, document, by_document[document.id])


def _events(project: Project, document: Document, traces: list[Trace]) -> str:
    instrument = instrument_of(project.dataset, document.id)
    rows: Rows = [
        (
            None,
            [
                text(day(trace.date, year=False)),
                record_link(project, trace) + element("small", text(_how(trace))),
                text(people(trace)),
                *([version_link(instrument, trace.date)] if instrument else []),
            ],
        )
        for trace in traces
    ]
    version = ["当天施行"] if instrument else []
    heads = ["日期", "学习", "实到/应到", *version]
    return wide_table(heads, rows, f"{document.name}，学习 {len(traces)} 次")


def _how(trace: Trace) -> str:
    return "；".join(filter(None, (trace.form, trace.audience)))


def _materials(project: Project) -> Iterator[str]:
    materials = sorted(project.dataset.of(StudyMaterial), key=lambda each: each.date)
    if not materials:
        return
    rows: Rows = [
        (
            each.id,
            [
                text(day(each.date, year=False)),
                text(each.name) + element("small", text(each.about)),
                text(each.kind),
                text(each.audience),
                text(each.provider),
                "、".join(_document(project, word) for word in each.documents),
            ],
        )
        for each in materials
    ]
    yield heading("学习材料", "materials")
    heads = ["日期", "名称", "种类", "范围", "提供", "学习文件"]
    yield wide_table(heads, rows, f"发出和放映的材料，{len(rows)} 份")


def _reminders(project: Project) -> Html:
    """The reminders by season, each with the articles that it rests on."""
    reminders = sorted(project.dataset.of(Reminder), key=lambda each: each.date)
    blocks = [
        text(
            f"{project.unit.year}年共 {len(reminders)} 次，按时节排列。"
            "依据的条号是提醒当天施行的版本；点条号看要点，也看后来的版本改了什么。"
        )
    ]
    for number, occasion in enumerate(project.dataset.choices(Reminder, "occasion"), 1):
        rows: Rows = [
            (each.id, _reminder(project, each)) for each in reminders if each.occasion == occasion
        ]
        if rows:
            heads = ["日期", "内容", "依据"]
            blocks.append(heading(text(occasion), f"season-{number}"))
            blocks.append(wide_table(heads, rows, f"{occasion}，{len(rows)} 次"))
    return page("廉政提醒", blocks, _BACK)


def _reminder(project: Project, reminder: Reminder) -> list[str]:
    sent = f"{reminder.channel}，覆盖 {reminder.reached} 人次"
    return [
        text(day(reminder.date, year=False)),
        text(reminder.text) + element("small", text(sent)),
        article_links(project, reminder.articles, reminder.date),
    ]


def _make_ups(project: Project) -> Html:
    """Who missed an event, by post: first what is still to be made up for."""
    missed = [(each, trace) for trace in project.dataset.of(Trace) for each in trace.absences]
    missed.sort(key=lambda pair: (_rank(project, pair[0]), pair[1].date))
    waiting = [pair for pair in missed if not pair[0].made_up]
    done = [pair for pair in missed if pair[0].made_up]
    blocks = [
        text(
            f"记了 {len(missed)} 人次缺席：已补学 {len(done)} 人次，待补学 {len(waiting)} 人次。"
            "本页不在全员版里。"
        )
    ]
    for title, anchor, pairs in (("待补学", "waiting", waiting), ("已补学", "done", done)):
        if pairs:
            heads = ["岗位", "缺席的学习", "日期", "原因", *(["补学"] if pairs is done else [])]
            rows: Rows = [(None, _absence(project, *pair)) for pair in pairs]
            blocks.append(heading(title, anchor))
            blocks.append(wide_table(heads, rows, f"按岗位排列，{len(rows)} 人次"))
    back = " · ".join(filter(None, [_BACK, way(project, STUDY, "学习安排")]))
    return page("待补学", blocks, back)


def _rank(project: Project, absence: Absence) -> int:
    """Where the post stands among the posts."""
    found = project.dataset.words("岗位").get(absence.post)
    posts = project.dataset.of(Post)
    return next((n for n, post in enumerate(posts) if post is found), len(posts))


def _absence(project: Project, absence: Absence, trace: Trace) -> list[str]:
    made_up = [text(day(absence.made_up, year=False))] if absence.made_up else []
    return [
        text(absence.post),
        record_link(project, trace) + element("small", text(trace.form or trace.category)),
        text(day(trace.date, year=False)),
        text(absence.reason or ""),
        *made_up,
    ]
