"""The report's elements around and inside its text (GB/T 9704-2012, clause 7)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ledger.fields import Choice, mark_of
from ledger.issues import Mistake, unknown
from ledger.markup import element, text
from ledger.pages.layout import record_link, value_text
from ledger.project import Project
from ledger.records import Document, Record, Rectification, Task
from ledger.wording import day

#: stands for what could not be read; such a page is never published
ELLIPSIS = "……"


def head(project: Project) -> str:
    """Return 发文机关标志, 发文字号, 签发人, 标题 and 主送机关."""
    report = project.report
    mark = element("p", text(report.sender_mark), class_="doc-mark")
    number = element("span", text(report.number), class_="doc-number")
    signatory = element(
        "span", "签发人：" + element("b", text(report.signatory)), class_="doc-signatory"
    )
    return "\n\n".join(
        [
            element(
                "div", mark + element("p", number + signatory, class_="doc-line"), class_="doc-head"
            ),
            f"# {'<br>'.join(map(text, report.title))} {{ #title .doc-title }}",
            element("p", text(report.addressee) + "：", class_="doc-addressee"),
        ]
    )


def foot(project: Project) -> str:
    """Return 署名, 成文日期, 附注 and 版记."""
    report = project.report
    printed = element("span", text(report.printer)) + element("span", day(report.printed) + "印发")
    imprint = (
        element("p", "抄送：" + text("，".join(report.copies)) + "。") if report.copies else ""
    )
    return "\n\n".join(
        [
            element("p", text(report.signature), class_="doc-signature"),
            element("p", day(report.date), class_="doc-date"),
            element("p", text(report.note), class_="doc-note") if report.note else "",
            element(
                "div", imprint + element("p", printed, class_="doc-printed"), class_="doc-imprint"
            ),
        ]
    )


def document(project: Project, name: str, form: str) -> str:
    """Return a document's or a meeting's name as prose writes it."""
    if form not in ("全称", "简称"):
        raise Mistake(unknown("写法", form, ["全称", "简称"]))
    found = project.dataset.find("文件会议", name)
    if not isinstance(found, Document):
        return ELLIPSIS
    title = (found.short or found.name) if form == "简称" else found.name
    return text(title) if found.kind == "会议" else text(f"《{title}》")


def spoken(value: object) -> str:
    """Return a record's value as prose writes it."""
    return day(value, year=False) if isinstance(value, date) else value_text(value)


def open_items(project: Project) -> str:
    """Return the unfinished rectification items with leader, department and deadline."""
    return _items(project, project.open_items())


def lasting_items(project: Project) -> str:
    """Return the rectification items that are kept up for good; they have no deadline left."""
    return _items(project, project.lasting_items())


def _items(project: Project, found: Sequence[Rectification]) -> str:
    return _numbered(
        project,
        (
            (
                item,
                f"{_stop(item.problem)}{_stop(item.measure)}",
                _answer(project, item.leader, item.organ, item.deadline if item.open else None),
            )
            for item in found
        ),
    )


def tasks(project: Project, theme: str) -> str:
    """Return next year's tasks of one theme as numbered paragraphs."""
    themes = mark_of(Task, "theme", Choice).words
    if theme not in themes:
        raise Mistake(unknown("方面", theme, themes))
    return _numbered(
        project,
        (
            (task, _stop(task.matter), _answer(project, task.leader, task.organ, task.deadline))
            for task in project.dataset.of(Task)
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


def _answer(project: Project, leader: str, organ: str, deadline: date | None) -> str:
    until = f"时限：{day(deadline)}" if deadline else "长期坚持"
    late = "（已逾期）" if deadline and deadline < project.as_of else ""
    return f"责任领导：{leader}；责任科室：{organ}；{until}{late}。"


def shifted(year: int, shift: str) -> str:
    """Return a year some years on or back, as ``+1``; raises ``Mistake`` for another sign."""
    if not re.fullmatch(r"[+-][0-9]", shift):
        raise Mistake(f"“{shift}”要写成 +1 或 -1 的样子")
    return str(year + int(shift))
