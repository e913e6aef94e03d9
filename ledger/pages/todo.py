"""What is to be done this month, for the one who edits: what posts have not recorded, what is due.

The page is for the author's own preview; it is none of ``all_pages`` and never published. This
month is that of 统计截止, as everything else counts from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ledger.duties.agenda import Agenda
from ledger.duties.gaps import LATE, owed_text, span_text
from ledger.issues import Issue
from ledger.language.numerals import day
from ledger.pages import remarks as remarked
from ledger.pages.agenda import gap_lists, matter_list, subject_link
from ledger.pages.layout import Page, heading, page
from ledger.pages.work import SOON
from ledger.project import Project
from ledger.prose.markup import Html, link, text, wide_table

PATH = "todo/index.md"
TITLE = "本月要做什么"


def pages(project: Project, remarks: Sequence[Issue]) -> Iterator[Page]:
    """Yield the page."""
    yield Page(PATH, partial(_page, Agenda(project), len(set(remarks))))


def _page(agenda: Agenda, remarks: int) -> Html:
    project = agenda.project
    late = [gap for gap in agenda.gaps if gap.kind == LATE]
    others = [gap for gap in agenda.gaps if gap.kind != LATE]
    due = agenda.due(0, SOON)
    told = f"有 {remarks} 处提示" if remarks else "没有提示"
    blocks = [
        text(
            f"按统计截止（{day(project.as_of)}）算，只在预览时给作者看，不发布。"
            "换一个月，把 report.yml 里的“统计截止”改到那个月。"
        ),
        f"数据和正文{told}，见{link(remarked.PATH, '提示')}。",
    ]
    if agenda.duties:
        blocks += [heading("还没有的履责记录", "owed"), *_owed(agenda)]
    blocks += [
        heading("逾期和到期", "due"),
        *(gap_lists(project, late) if late else ["没有逾期的事。"]),
        heading(text(f"{SOON} 天内到期　{len(due)} 项"), "due-soon", 3),
        *(matter_list(project, due) or ["没有到期的事。"]),
        heading("其他要处理的事", "gaps"),
        *gap_lists(project, others),
    ]
    return page(TITLE, blocks, searched=False)


def _owed(agenda: Agenda) -> Iterator[str]:
    """Yield what is owed for the month, quarter, half year or period that is not yet recorded."""
    rows: list[tuple[str | None, list[str]]] = [
        (
            None,
            [
                subject_link(duty.post),
                text(owed_text(duty)),
                text(span_text(duty.latest)),
            ],
        )
        for duty in agenda.duties
        if not duty.latest.kept
    ]
    yield text(f"共 {len(rows)} 项。" if rows else "各岗位该有的都有了。")
    if rows:
        yield wide_table(["岗位", "应有", "哪一期"], rows, "还没有的履责记录")
