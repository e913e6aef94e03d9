"""Remarks (提示) for the author, by file, and what every post has in every month.

The page is for the author's own preview; it is none of ``all_pages`` and never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ledger.issues import Issue
from ledger.language.numerals import month
from ledger.pages.layout import Page, heading, page, post_link
from ledger.project import Project
from ledger.prose.markup import Html, element, text, wide_table
from ledger.records.dataset import Dataset
from ledger.records.months import PostMonths, post_months

PATH = "remarks/index.md"


def pages(
    project: Project, remarks: Sequence[Issue], whole: Dataset | None = None
) -> Iterator[Page]:
    """Yield the page of remarks; ``whole`` are the records before an edition hid some."""
    months = post_months(whole or project.dataset)
    yield Page(PATH, partial(_page, project, sorted(set(remarks)), months))


def _page(project: Project, remarks: Sequence[Issue], months: Sequence[PostMonths]) -> Html:
    count = f"共 {len(remarks)} 处提示" if remarks else "没有提示"
    blocks = [
        text(f"{count}。只在预览时给作者看，不发布；不改也能生成网站，但都应当看一遍。"),
        *_files(remarks),
        heading("各岗位各月", "months"),
        *_post_months(project, months),
    ]
    return page("提示", blocks, searched=False)


def _files(remarks: Sequence[Issue]) -> Iterator[str]:
    paths = dict.fromkeys(issue.place.path for issue in remarks)
    for number, path in enumerate(paths, 1):
        own = [issue for issue in remarks if issue.place.path == path]
        yield heading(text(f"{path}（{len(own)} 处）"), f"file-{number}")
        rows = [
            (None, [text(f"{each.place.line}:{each.place.column}"), text(each.message)])
            for each in own
        ]
        yield wide_table(["行:列", "提示"], rows, f"{path} 的提示")


def _post_months(project: Project, found: Sequence[PostMonths]) -> Iterator[str]:
    missing = sum(each.owed for each in found)
    yield text(
        f"数字是履责记录的条数，“无”是报了“本月无”，“缺”是两样都没有；共缺 {missing} 个人月。"
    )
    months = found[0].months if found else ()
    rows = [(None, [post_link(project, each.post.name), *_cells(each)]) for each in found]
    years = len({name[:4] for name in months}) > 1
    heads = ["岗位", *(month(name, years) for name in months), "缺", "补录"]
    yield wide_table(heads, rows, "岗位和月份", "ledger cross", named=True)


def _cells(each: PostMonths) -> list[str]:
    shown = [_month(each, name) for name in each.months]
    late = sum(each.late[name] for name in each.months)
    return [*shown, *(text(number or "") for number in (each.owed, late))]


def _month(each: PostMonths, name: str) -> str:
    if records := each.records[name]:
        late = each.late[name]
        return text(records) + (element("small", text(f"补录 {late}")) if late else "")
    return "无" if name in each.nothing else element("strong", "缺")
