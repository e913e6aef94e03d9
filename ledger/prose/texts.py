"""The authors' texts with every word said: finished pages, and passages as their readers see them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ledger.issues import Issue, Mistake, Place, unknown
from ledger.prose import calls, headings, heads, hidden
from ledger.prose.addresses import REPORT, is_section
from ledger.prose.calls import Call, Words
from ledger.prose.finished import finish
from ledger.prose.headings import Heading
from ledger.prose.passages import COMPOSING, Passage, passages
from ledger.records.dataset import Dataset
from ledger.records.types.official import Report

#: the number that a section's file begins with: 11, or 11.1 that stands between 11 and 12
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")


_PAGE, _FOLDER = f"docs/{REPORT}", "docs/report/"
#: the levels of Markdown's headings that an official document numbers
LEVELS = range(2, 6)


@dataclass(frozen=True)
class Titled:
    """A heading of the report and where it stands."""

    level: int
    title: str
    place: Place


#: what a text is made of, in its order: its headings, and None for what stands between
_Outline = Iterator[Titled | None]


@dataclass(frozen=True)
class Texts:
    """Texts with their words said, and what is wrong in them.

    ``finished`` holds the pages by their paths below docs/, ``passages`` those of all texts.
    """

    finished: dict[str, str]
    passages: list[Passage]
    issues: list[Issue]


def render(texts: Mapping[str, str], words: Words) -> Texts:
    """Say the words of every text; a call that is wrong says nothing."""
    done = Texts({}, [], [])
    beside = (words | ELSEWHERE, calls.Said())
    in_section = (words | IN_SECTION, calls.Said())
    for path, text in texts.items():
        page = path.removeprefix("docs/")
        asked = in_section if is_section(page) else beside
        if page == REPORT:
            asked = (words | {"chart": not_in_report}, calls.Said())
        said, issues = calls.render(text, path, *asked)
        done.issues.extend(hidden.said_of_comments(issues, text, path))
        done.passages.extend(passages(text, path, said))
        if not is_section(page):
            whole = heads.body(calls.filled(text, said))
            done.finished[page] = finish(whole, official=page == REPORT)
    return done


def scan(texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield what is wrong in the calls of the texts, as far as their form tells."""
    for path, text in texts.items():
        yield from hidden.said_of_comments(calls.scan(text, path)[1], text, path)


def section_elsewhere(file: str) -> str:
    """Stand for ``section`` where none may be composed: raises ``Mistake``."""
    message = f"“section”只写在 docs/{REPORT} 里；请把“{file}”移到那里"
    raise Mistake(message, "section.elsewhere")


def sections_elsewhere() -> str:
    """Stand for ``sections`` where none may be composed: raises ``Mistake``."""
    raise Mistake(f"“sections”只写在 docs/{REPORT} 里；请删去", "section.elsewhere")


def not_in_report(name: str) -> str:
    """Stand for ``chart`` in the report, which is printed and written to Word: raises ``Mistake``."""
    message = f"图“{name}”不能写在报告里，印出来的公文和 Word 里没有图；请写在 docs/ 的别的页面里"
    raise Mistake(message, "word.in_report")


#: the words that say something else beside the report, and in a section of it
ELSEWHERE: Words = {"section": section_elsewhere, "sections": sections_elsewhere}
IN_SECTION: Words = {**ELSEWHERE, "chart": not_in_report}


def sections(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the report's sections by the names of their files."""
    found = ((path.rpartition("/"), text) for path, text in texts.items())
    return {name: text for (folder, _, name), text in found if _is_report(folder, name)}


def section(texts: Mapping[str, str], name: str) -> str:
    """Return a section's source; raises ``Mistake`` where there is none of that name."""
    known = sections(texts)
    if name not in known:
        raise Mistake(unknown("章节文件", name, sorted(known)), "section.unknown")
    return heads.body(known[name]).strip()


def number_of(name: str) -> tuple[int, ...]:
    """Return the number that a section's file begins with, 11.1 as two; none where it has none."""
    found = _NUMBER.match(name)
    return tuple(map(int, found[0].split("."))) if found else ()


def in_order(texts: Mapping[str, str], enclosed: Collection[str]) -> list[str]:
    """Return the files of the report's text in the order of their numbers, without attachments."""
    return sorted(sections(texts).keys() - enclosed, key=lambda name: (number_of(name), name))


def enclosed(dataset: Dataset) -> list[str]:
    """Return the files of the report's attachments (附件)."""
    return [part.file for report in dataset.of(Report) for part in report.enclosures]


def composed(call: Call, texts: Mapping[str, str], enclosed: Collection[str]) -> list[str]:
    """Return the files that a call on the report's page composes."""
    if call.word == "sections":
        return in_order(texts, enclosed)
    asked = call.arguments[:1] if call.word == "section" else ()
    return [str(name) for name in asked if name in sections(texts)]


def parts(text: str) -> Iterator[tuple[str, list[Call]]]:
    """Yield each heading of a text as it is typed, with the calls below it.

    Before the first heading it is an empty one.
    """
    body = heads.body(text)
    asked = calls.scan(body, "")[0]
    found = headings.find(calls.masked(body, hidden.WORD))
    starts = [*(heading.start for heading in found), len(body)]
    yield "", [call for call in asked if call.start < starts[0]]
    for heading, end in zip(found, starts[1:], strict=True):
        below = [call for call in asked if heading.end <= call.start < end]
        yield body[heading.start : heading.end], below


def outlines(dataset: Dataset, written: Mapping[str, str]) -> Iterator[_Outline]:
    """Yield the outlines of the report's text and of each attachment."""
    attached = enclosed(dataset)
    for path in (_PAGE, *(_FOLDER + name for name in attached)):
        yield _outline(path, written, attached)


def _outline(path: str, written: Mapping[str, str], attached: list[str]) -> _Outline:
    """Yield the headings and the text of a file and of those that it composes."""
    text = written.get(path, "")
    seen, last = hidden.shown(text), 0
    for start, end, each in sorted(_stops(path, text), key=lambda stop: stop[:2]):
        if hidden.SEEN.search(seen, last, start):
            yield None
        last = end
        if isinstance(each, Call):
            for name in composed(each, written, attached):
                yield from _outline(_FOLDER + name, written, attached)
        elif each.level in LEVELS:
            title = text[each.start : each.line_end].lstrip("# ").partition(" {")[0]
            yield Titled(each.level, title, calls.place_at(text, each.start, path))
    if hidden.SEEN.search(seen, last):
        yield None


def _stops(path: str, text: str) -> Iterator[tuple[int, int, Heading | Call]]:
    """Yield the headings of a file, and of the report's page the words that compose others."""
    for heading in headings.find(hidden.bare(text)):
        yield heading.start, heading.end, heading
    shown = hidden.shown(text)
    for call in calls.scan(text, path)[0] if path == _PAGE else ():
        if shown[call.start] == hidden.WORD and call.word in COMPOSING:
            yield call.start, call.end, call


def _is_report(folder: str, name: str) -> bool:
    return folder == "docs/report" and name != REPORT.rpartition("/")[2]
