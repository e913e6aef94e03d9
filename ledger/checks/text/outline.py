"""Checks the outline of the report (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）, each below the last.

The report is read as it is composed: a heading may stand in one file, and its text in the next. An
attachment (附件) has an outline of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.issues import Issue
from ledger.prose.texts import LEVELS, Titled, outlines
from ledger.records.dataset import Dataset


def skipped(dataset: Dataset, written: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the headings that stand more than one level below the heading before."""
    for outline in outlines(dataset, written):
        before = LEVELS[0] - 1
        for each in filter(None, outline):
            if each.level > before + 1:
                yield Issue(each.place, _raised(each, before + 1), code="heading.skipped")
            before = each.level


def bare(dataset: Dataset, written: Mapping[str, str]) -> Iterator[Issue]:
    """Yield a remark for every heading with nothing below it but the next of its level."""
    for outline in outlines(dataset, written):
        open_: Titled | None = None
        for each in outline:
            if open_ and each and each.level <= open_.level:
                yield _empty(open_)
            open_ = each
        if open_:
            yield _empty(open_)


def _empty(heading: Titled) -> Issue:
    message = f"标题“{heading.title}”的下面没有文字；请写上，或删去这个标题"
    return Issue(heading.place, message, code="remark.bare_heading")


def _raised(heading: Titled, level: int) -> str:
    marks, title = "#" * level, heading.title
    above = "标题从“## ”写起" if level == LEVELS[0] else f"前面的标题只到“{'#' * (level - 1)} ”"
    return (
        f"标题“{title}”的上面缺一层：{above}；请写成“{marks} {title}”，或在前面补上“{marks} ”的标题"
    )
