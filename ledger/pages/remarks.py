"""Remarks (提示) for the author, by file, and what every post has in every month.

The page is for the author's own preview; it is none of ``all_pages`` and never published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from ledger.issues import Issue
from ledger.language.numerals import month
from ledger.pages import charts
from ledger.pages.agenda import subject_link
from ledger.pages.layout import Page, heading, page
from ledger.project import Project
from ledger.prose.markup import Html, text, wide_table
from ledger.records.dataset import Dataset
from ledger.records.months import PostMonths, post_months, runs

PATH = "remarks/index.md"


def pages(
    project: Project, remarks: Sequence[Issue], whole: Dataset | None = None
) -> Iterator[Page]:
    """Yield the page of remarks; ``whole`` are the records before an edition hid some."""
    months = post_months(whole or project.dataset)
    yield Page(PATH, partial(_page, project.unfinished, sorted(set(remarks)), months))


def _page(drafts: Sequence[str], remarks: Sequence[Issue], months: Sequence[PostMonths]) -> Html:
    count = f"共 {len(remarks)} 处提示" if remarks else "没有提示"
    blocks = [
        text(f"{count}。只在预览时给作者看，不发布；不改也能生成网站，但都应当看一遍。"),
        *map(text, drafts),
        *_files(remarks),
        heading("各岗位各月", "months"),
        *_post_months(months),
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


def _post_months(found: Sequence[PostMonths]) -> Iterator[str]:
    missing = sum(each.owed for each in found)
    yield text(f"没有履责记录、也没有报“本月无”的，共缺 {missing} 个人月。")
    months = found[0].months if found else ()
    years = len({name[:4] for name in months}) > 1
    columns = {name: month(name, years) for name in months}
    counts = {
        (each.post.name, columns[name]): each.records[name] for each in found for name in months
    }
    title = "各岗位各月的履责记录（条）"
    posts = [each.post.name for each in found]
    yield charts.heat_map(title, posts, list(columns.values()), counts)
    rows = [(None, _lacking(each, columns)) for each in found if each.missing or +each.late]
    if rows:
        yield wide_table(["岗位", "两样都没有的月", "缺", "补录"], rows, "缺和补录")


def _lacking(each: PostMonths, columns: Mapping[str, str]) -> list[str]:
    late = sum(each.late.values())
    shown = "、".join(
        "至".join(dict.fromkeys((columns[run[0]], columns[run[-1]])))
        for run in runs(each.missing, each.months)
    )
    return [
        subject_link(each.post),
        text(shown),
        *(text(number or "") for number in (each.owed, late)),
    ]
