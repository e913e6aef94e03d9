"""Checks the outline of a document (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）, each below the last.

A document is read as it is composed: a heading may stand in one file, and its text in the next. An
attachment (附件) has an outline of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.issues import Issue, Place
from ledger.prose import calls, hidden
from ledger.prose.addresses import home_of, is_section
from ledger.prose.texts import LEVELS, Titled, outlines
from ledger.records.types.official import OfficialDocument


def skipped(document: OfficialDocument, written: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the headings that stand more than one level below the heading before."""
    for outline in outlines(document, written):
        before = LEVELS[0] - 1
        for each in filter(None, outline):
            if each.level > before + 1:
                yield Issue(each.place, _raised(each, before + 1), code="heading.skipped")
            before = each.level


def unwritten(
    document: OfficialDocument, written: Mapping[str, str], whole: Mapping[str, str]
) -> Iterator[Issue]:
    """Yield what of a document has no text yet: headings, sections, all of it.

    ``written`` are the texts that an edition shows, ``whole`` those of all editions.
    """
    in_all = {*_bare(document, whole)}
    for heading in _bare(document, written):
        yield _empty(heading, heading in in_all)
    yield from _adopted(document, written)
    sections = {path for path in written if is_section(path.removeprefix("docs/"))}
    for path in sections:
        if not (hidden.is_seen(written[path]) or any(hidden.of_old_reports(written[path]))):
            message = "这一节没有文字；请写上，或删去这个文件"
            yield Issue(Place(path), message, code="unwritten.section")
    page = f"docs/{document.page_path}"
    if (
        page in written
        and not sections
        and not any(True for _ in next(outlines(document, written)))
    ):
        where = f"docs/{document.home}/"
        message = (
            f"{document.name}没有正文；请在 {where} 里写各节，文件名以数字开头，例如 11-组织领导.md"
        )
        yield Issue(Place(page), message, code="unwritten.section")


def _adopted(document: OfficialDocument, written: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the sections in which paragraphs of an old report wait as comments."""
    for path, text in written.items():
        own = home_of(path.removeprefix("docs/")) == document.home
        if waiting := [*hidden.of_old_reports(text)] if own else []:
            message = f"这一节还有 {len(waiting)} 段旧报告没有定；选好了由 adopt --apply 写进来，用不着的删去那段注释"
            place = calls.place_at(text, waiting[0][0], path)
            yield Issue(place, message, code="unwritten.adopted")


def _bare(document: OfficialDocument, written: Mapping[str, str]) -> Iterator[Titled]:
    """Yield the headings with nothing below them but the next of their level."""
    for outline in outlines(document, written):
        open_: Titled | None = None
        for each in outline:
            if open_ and each and each.level <= open_.level:
                yield open_
            open_ = each
        if open_:
            yield open_


def _empty(heading: Titled, in_all: bool) -> Issue:
    message = f"标题“{heading.title}”的下面没有文字；请写上，或删去这个标题"
    if not in_all:
        message = (
            f"标题“{heading.title}”的下面都只给一部分人看，别人看到的只有标题；"
            "请写上给大家看的，或把标题移到那一节里"
        )
    return Issue(heading.place, message, code="unwritten.heading")


def _raised(heading: Titled, level: int) -> str:
    marks, title = "#" * level, heading.title
    above = "标题从“## ”写起" if level == LEVELS[0] else f"前面的标题只到“{'#' * (level - 1)} ”"
    return (
        f"标题“{title}”的上面缺一层：{above}；请写成“{marks} {title}”，或在前面补上“{marks} ”的标题"
    )
