"""The report's elements around and inside its text (GB/T 9704-2012, clause 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text, method_text
from ledger.issues import Mistake, unknown
from ledger.language.grid import mark_size, width
from ledger.language.numerals import day
from ledger.law.citing import instrument_of
from ledger.pages.layout import record_link
from ledger.project import Project
from ledger.prose.markup import element, text
from ledger.records.base import Record
from ledger.records.fields import Ref, mark_of
from ledger.records.types.bureau import Document, Organ, Subject
from ledger.records.types.indicators import SuppliedTotal
from ledger.records.types.official import OfficialDocument
from ledger.records.types.regulations import Instrument
from ledger.records.types.systems import System
from ledger.records.types.work import Rectification, Task
from ledger.records.values import value_text
from ledger.wordlists import DEPARTMENT, MEETING

#: stands for what could not be read; such a page is never published
ELLIPSIS = "……"
#: the attachment that holds the figures' evidence
EVIDENCE = "指标口径和来源一览"
_EVIDENCE_COLUMNS = {"序号": 7, "指标": 20, "数值": 13, "口径": 30, "来源": 30}
_SHOWN = 6
#: 署名 up to this length is centred over a date that stands four characters from the right
_LONGEST_CENTRED = 14


def head(project: Project) -> str:
    """Return 份号, 紧急程度, 发文机关标志, 发文字号, 签发人, 标题 and 主送机关.

    While anything is unwritten, only the last two, below the mark of a draft (草稿).
    """
    report = project.report
    mark = report.sender_mark
    parts = [
        _line(report.copy_number, "doc-copy-number"),
        _line(report.urgency, "doc-urgency"),
        _line(mark, f"doc-mark doc-mark-{mark_size(mark)}") if mark else "",
        _number_line(report),
    ]
    begun = [
        element("div", "".join(parts), class_="doc-head without-draft") if any(parts) else "",
        _line("草稿", "doc-draft with-draft"),
    ]
    if project.unwritten:  # no form of such a page may look like the official document
        begun = [_line("草稿", "doc-draft")]
    title = f"# {'<br>'.join(map(text, report.title))} {{ #title .doc-title }}"
    addressee = _line(report.addressee and report.addressee + "：", "doc-addressee")
    return "\n\n".join(filter(None, [*begun, title, addressee]))


def _number_line(report: OfficialDocument) -> str:
    """Return the line of 发文字号 and 签发人 (7.2.5, 7.2.6); nothing where there is neither."""
    number = element("span", text(report.number or ""), class_="doc-number")
    signatory = (
        element("span", "签发人：" + element("b", text(report.signatory)), class_="doc-signatory")
        if report.signatory
        else ""
    )
    return (
        element("div", number + signatory, class_="doc-line")
        if report.number or report.signatory
        else ""
    )


def foot(project: Project, section: Callable[[str], str]) -> str:
    """Return 附件说明, 署名, 成文日期, 附注, the attachments and 版记.

    ``section`` returns the text of a file of the report. The evidence of the figures is always in
    the page; the reader chooses whether it is an attachment.
    """
    report = project.report
    names = [enclosure.name for enclosure in report.enclosures]
    attachments = [
        _attachment(number, enclosure.name, bool(names[1:])) + "\n\n" + section(enclosure.file)
        for number, enclosure in enumerate(report.enclosures, 1)
    ]
    signature = _line(report.signature, "doc-signature") + _line(day(report.date), "doc-date")
    long = " doc-sign-long" if width(report.signature or "") > _LONGEST_CENTRED else ""
    return "\n\n".join(
        [
            _enclosures(names, "without-evidence" if project.told else ""),
            _enclosures([*names, EVIDENCE], "with-evidence") if project.told else "",
            element("div", signature, class_="doc-sign" + long),
            _line(report.note, "doc-note"),
            *attachments,
            _evidence_attachment(project, len(names)) if project.told else "",
            _imprint(report),
        ]
    )


def _line(content: str | None, class_: str) -> str:
    return element("p", text(content), class_=class_) if content else ""


def _enclosures(names: list[str], variant: str) -> str:
    """附件说明 (7.3.4): numbers where there are several, no full stop after a name."""
    several = len(names) > 1
    return "\n\n".join(
        element(
            "p",
            ("" if number > 1 else "附件：") + (f"{number}&#46; " if several else "") + text(name),
            class_="doc-enclosures"
            + (" doc-numbered" if several else "")
            + (" doc-further" if number > 1 else "")
            + (f" {variant}" if variant else ""),
        )
        for number, name in enumerate(names, 1)
    )


def _attachment(number: int, name: str, several: bool, variant: str = "") -> str:
    """The first lines of an attachment (7.3.7)."""
    # with the evidence, one attachment of the report's own becomes the first of two
    shown = str(number) if several or number > 1 else ""
    later = element("span", "1", class_="with-evidence") if not shown and not variant else ""
    return (
        element("p", f"附件{shown}{later}", class_="doc-attachment-mark" + variant)
        + "\n\n"
        + element("p", text(name), class_="doc-attachment-title" + variant)
    )


def _evidence_attachment(project: Project, before: int) -> str:
    title = _attachment(before + 1, EVIDENCE, bool(before), " with-evidence")
    return f"{title}\n\n{_evidence(project)}"


def _evidence(project: Project) -> str:
    """Every figure with what it means and which records it rests on, as a table for paper."""
    columns = "".join(f'<col width="{share}%">' for share in _EVIDENCE_COLUMNS.values())
    head = "".join(element("th", name, scope="col") for name in _EVIDENCE_COLUMNS)
    rows = (
        [
            *map(text, (number, figure.name, figure_text(figure), figure.definition.caliber)),
            _source(figure),
        ]
        for number, figure in enumerate(project.told.values(), 1)
    )
    body = "".join(element("tr", "".join(element("td", cell) for cell in row)) for row in rows)
    caption = element("caption", "指标口径和来源", class_="unseen")  # its title stands above
    inner = f"{caption}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return element("table", inner, class_="doc-evidence with-evidence", data_search_exclude="true")


def _source(figure: Figure) -> str:
    """Name the records counted, or what a figure is made of that counts none."""
    if figure.ledger is None:
        return text(method_text(figure))
    if isinstance(total := next(iter(figure.records), None), SuppliedTotal):
        # who approved it, and of what it is a part, stands on the figure's page
        return text(f"{figure.ledger.name}：{total.source}，{total.document_number or total.basis}")
    count = len(figure.records)
    some = [element("span", text(r.anchor), class_="doc-id") for r in figure.records[:_SHOWN]]
    shown = "：" + "、".join(some) + ("等" if count > _SHOWN else "") if some else ""
    more = "，另含本版不列出的记录" if figure.unseen else ""
    return f"{text(figure.ledger.name)}{count}条{shown}{more}"


def _imprint(report: OfficialDocument) -> str:
    copies = (
        _line("抄送：" + "，".join(report.copies) + "。", "doc-copies") if report.copies else ""
    )
    if not (report.printer and report.printed):
        return element("div", copies, class_="doc-imprint") if copies else ""
    printer = element("span", text(report.printer), class_="doc-printer")
    printed = element("span", day(report.printed) + "印发", class_="doc-printed")
    last = element("div", printer + printed, class_="doc-print-line")
    return element("div", copies + last, class_="doc-imprint")


def document(project: Project, name: str, form: str) -> str:
    """Return the name of a document, a meeting, an instrument or a system as prose writes it.

    It is a link: to the page of an instrument or a system, or to the row.
    """
    if form not in ("全称", "简称"):
        raise Mistake(unknown("写法", form, ["全称", "简称"]), "word.option")
    found = project.dataset.find(project.dataset.titled(name), name)
    if not isinstance(found, Document | Instrument | System):
        return ELLIPSIS
    title = (found.short or found.name) if form == "简称" else found.name
    is_meeting = isinstance(found, Document) and found.kind.has(MEETING)
    told = instrument_of(project.dataset, name) or found
    return record_link(project, told, title if is_meeting else f"《{title}》")


def spoken(value: object, year: bool = False) -> str:
    """Return a record's value as prose writes it; a day without its year unless that is asked."""
    return day(value, year) if isinstance(value, date) else value_text(value)


def in_full(project: Project, record: Record, key: str, value: object) -> object:
    """Return what a record holds under a key; posts and organs by their full names."""
    field = record.field_of(key)
    ref: Ref | None = mark_of(type(record), field, Ref) if field else None
    if ref is None or not issubclass(project.dataset.ledgers[ref.ledger].record, Subject):
        return value
    if isinstance(value, list):
        return [project.dataset.full_name(ref.ledger, each) for each in value]
    return project.dataset.full_name(ref.ledger, str(value))


def open_items(project: Project) -> str:
    """Return the unfinished rectification items with leader, department and deadline."""
    return _items(project, project.open_items(), limited=True)


def lasting_items(project: Project) -> str:
    """Return the rectification items that are kept up for good; they have no deadline left."""
    return _items(project, project.lasting_items(), limited=False)


def _items(project: Project, found: Sequence[Rectification], limited: bool) -> str:
    return _numbered(
        project,
        (
            (
                item,
                f"{_stop(item.problem)}{_stop(item.measure)}",
                _answer(project, item.leader, item.organ, item.due if limited else item.state),
            )
            for item in found
        ),
    )


def problems(project: Project, numbers: Sequence[str]) -> str:
    """Return items with problem, cause and countermeasure: those of the numbers, or the open ones.

    The measures of an item and who answers for them are its countermeasure. Raises ``Mistake`` for
    an unknown number, for one asked twice, and for items without a cause.
    """
    found = _numbered_so(project, numbers) if numbers else project.open_items()
    # with a broken list of states nobody knows which are open
    if bare := [item.id for item in found if not (item.cause or item.state.among.broken)]:
        message = f"整改台账的 {'、'.join(bare)} 没有写“原因”；请在台账的这几条里各写一行 原因: …"
        raise Mistake(message, "word.blank")
    then = {item.id: before for item, before in project.items()}
    return _numbered(project, (_problem(project, item, then[item.id]) for item in found))


def _problem(project: Project, item: Rectification, then: Rectification) -> tuple[Record, str, str]:
    told = f"原因：{_stop(item.cause or '')}对策：{_stop(item.measure)}"
    answer = _answer(project, item.leader, item.organ, item.due if then.open else then.state)
    return item, _stop(item.problem), told + answer


def _numbered_so(project: Project, numbers: Sequence[str]) -> list[Rectification]:
    """Return the items of some numbers in their order; they are registered by 统计截止."""
    there = {item.id: item for item, _ in project.items()}
    for number in numbers:
        item = project.dataset.find("整改台账", number)
        if isinstance(item, Rectification) and item.id not in there:
            message = f"“{number}”在统计截止以后才登记，这份报告里不能写；请删去"
            raise Mistake(message, "word.option")
    if len({*numbers}) < len(numbers):
        raise Mistake("同一项写了两次；请只留一处", "word.option")
    return [there[number] for number in numbers if number in there]


def tasks(project: Project, themes: Sequence[str]) -> str:
    """Return next year's tasks of some themes, one after the other, as numbered paragraphs."""
    known = project.dataset.lists["任务方面"]
    for theme in themes:
        if known.meant(theme) is None:
            raise Mistake(unknown("方面", theme, known.words), "word.option")
    meant = dict.fromkeys(map(known.meant, themes))
    return _numbered(
        project,
        (
            (task, _stop(task.matter), _answer(project, task.leader, task.organ, task.deadline))
            for theme in meant
            for task in project.dataset.own(Task)
            if task.theme == theme
        ),
    )


def _numbered(project: Project, entries: Iterable[tuple[Record, str, str]]) -> str:
    # The number is text, not a list's: paper and Word must show what the page shows.
    lines = [
        f"{number}&#46; {record_link(project, record, matter)}{text(answer)}"
        for number, (record, matter, answer) in enumerate(entries, 1)
    ]
    return "\n\n".join(lines) or "无。"


def _stop(sentence: str) -> str:
    return sentence.rstrip("。；;.") + "。"


def _answer(project: Project, leader: str, organ: str, limit: date | str) -> str:
    """Say who answers, by the full name; ``limit`` is a deadline, or the 状态 that has none."""
    found = project.dataset.words("机构").get(organ)
    inner = isinstance(found, Organ) and found.kind.has(DEPARTMENT)
    body = project.unit.departments if inner else "单位"
    until = f"时限：{day(limit)}" if isinstance(limit, date) else limit
    late = "（已逾期）" if isinstance(limit, date) and limit < project.as_of else ""
    leader = project.dataset.full_name("岗位", leader)
    organ = project.dataset.full_name("机构", organ)
    return f"责任领导：{leader}；责任{body}：{organ}；{until}{late}。"


def shifted(year: int, shift: str) -> str:
    """Return a year some years on or back, as ``+1``; raises ``Mistake`` for another sign."""
    if not re.fullmatch(r"[+-][0-9]", shift):
        raise Mistake(f"“{shift}”要写成 +1 或 -1 的样子", "word.option")
    return str(year + int(shift))
