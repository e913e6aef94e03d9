"""The work lists as a page for the one who edits: what stood, what is proposed, what is chosen, what is open.

The page is for the author's own preview; it is none of ``all_pages`` and never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from ledger.adopting import worklist
from ledger.adopting.worklist import WorkList
from ledger.pages.layout import Page, heading, page
from ledger.project import Project
from ledger.prose.markup import CHOICE, ID, NUMBER, Column, Html, askable, element, text, wide_table
from ledger.records.types.official import Adopted

PATH, TITLE = "adopted/index.md", "从旧报告开始"
#: the states of an item, what is open first
_BARE, _OPEN, _CHOSEN, _WRITTEN = "没有建议", "还没有选", "选好了", "写成了"
_STATES = (_BARE, _OPEN, _CHOSEN, _WRITTEN)
#: what an author does, and with which command
_HOW = (
    ("在终端里一处一处地选", "python -m ledger adopt --choose"),
    ("在 Excel 里选：导出，填“选”一栏，再导入", "python -m ledger export 沿用清单 --to 文件夹"),
    ("选好了写进正文", "python -m ledger adopt --apply --write"),
)
_MAY = "“选”写 1、2、3，指标、文件、会议的名称，正文的一个词，照抄，或上年的。"


def pages(project: Project) -> Iterator[Page]:
    """Yield the page, where there is a list."""
    if lists := worklist.read(project.root, project.unit.year):
        yield Page(PATH, partial(_page, lists))


def _page(lists: dict[str, list[Adopted]]) -> Html:
    rows = [(None, [text(what), element("code", text(command))]) for what, command in _HOW]
    blocks = [
        text(f"只在预览时给作者看，不发布，不进任何一版。{_MAY}"),
        wide_table(["要做的", "命令"], rows, "怎样选"),
    ]
    for path, records in lists.items():
        blocks += _list(path, records)
    return page(TITLE, blocks, searched=False)


def _list(path: str, records: Sequence[Adopted]) -> Iterator[str]:
    """Yield a list: what is open before all, then every section."""
    name = path.rpartition("/")[2].removesuffix(".yml")
    anchor = f"list-{name}"
    yield heading(text(name), anchor)
    left = WorkList(records).open
    done = sum(bool(each.written) for each in records)
    chosen = sum(bool(each.choice) for each in records)
    yield text(
        f"{path}：{len(records)} 处，选好 {chosen} 处，写成 {done} 处，还没有选 {len(left)} 处。"
    )
    if left:
        yield heading(text("还没有选的"), f"{anchor}-open", 3)
        yield _table(left, f"{name}还没有选的")
    for number, (section, own) in enumerate(groupby(records, key=lambda each: each.section), 1):
        yield heading(text(section), f"{anchor}-{number}", 3)
        yield _table([*own], section)


def _table(records: Sequence[Adopted], caption: str) -> str:
    columns = [
        Column("状态", CHOICE, order=_STATES),
        Column("节", CHOICE),
        Column("段", NUMBER),
        Column("句", names=True),
        Column("种类", CHOICE),
        Column("建议"),
        Column("选"),
        Column("年份"),
        Column("编号", ID),
    ]
    return askable(columns, [(None, _row(each)) for each in records], caption, f"{len(records)} 处")


def _row(record: Adopted) -> list[str]:
    years = "、".join(map(str, record.years)) if len(record.years) > 1 else ""
    return [
        text(state(record)),
        text(record.section.rpartition("/")[2].removesuffix(".md")),
        text(record.paragraph),
        _sentence(record),
        text(record.kind),
        _proposals(record),
        element("code", text(record.choice)) if record.choice else "",
        text(years),
        text(record.id),
    ]


def state(record: Adopted) -> str:
    """Return how far an item is decided."""
    if record.written:
        return _WRITTEN
    return _CHOSEN if record.choice else _OPEN if record.proposals else _BARE


def _sentence(record: Adopted) -> str:
    before, spot, after = worklist.parted(record)
    return text(before) + (element("mark", text(spot)) if spot else "") + text(after)


def _proposals(record: Adopted) -> str:
    told = zip(record.proposals, record.reasons, strict=False)
    lines = (
        f"{number} {element('code', text(word))}{text(f'　{why}')}"
        for number, (word, why) in enumerate(told, 1)
    )
    return "<br>".join(lines)
