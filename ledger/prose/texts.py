"""The authors' texts with every word said: finished pages, and passages as their readers see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ledger.issues import Issue, Mistake, Place, unknown
from ledger.patterns import Pattern
from ledger.prose import calls, headings, heads, hidden
from ledger.prose.addresses import OF_DOCUMENTS, REPORT, home_of, is_document, is_section
from ledger.prose.calls import Call, Words
from ledger.prose.finished import Finished, finish
from ledger.prose.headings import Heading
from ledger.prose.passages import COMPOSING, Passage, passages
from ledger.records.types.official import OfficialDocument
from ledger.remembered import remembered

#: the file that composes a document
_PAGE = "index.md"
#: the number that a section's file begins with: 11, or 11.1 that stands between 11 and 12
_NUMBER = Pattern(r"[0-9]+(?:\.[0-9]+)*")


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

    finished: Finished
    passages: list[Passage]
    issues: list[Issue]


def render(texts: Mapping[str, str], words: Words) -> Texts:
    """Say the words of every text; a call that is wrong says nothing."""
    done = Texts(Finished(), [], [])
    beside = (words | ELSEWHERE, calls.Said())
    in_section = (words | IN_SECTION, calls.Said())
    for path, text in texts.items():
        page = path.removeprefix("docs/")
        asked = in_section if is_section(page) else beside
        if is_document(page):
            asked = (words | {"chart": not_in_report}, calls.Said())
        said, issues = calls.render(text, path, *asked)
        done.issues.extend(hidden.said_of_comments(issues, text, path))
        done.passages.extend(passages(text, path, said))
        if not is_section(page):
            whole = heads.body(calls.filled(text, said))
            done.finished[page] = finish(whole, official=is_document(page))
    return done


def scan(texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield what is wrong in the calls of the texts, as far as their form tells."""
    for path, text in texts.items():
        yield from hidden.said_of_comments(calls.scan(text, path)[1], text, path)


def section_elsewhere(file: str) -> str:
    """Stand for ``section`` where none may be composed: raises ``Mistake``."""
    message = f"“section”只写在公文的 index.md（如 docs/{REPORT}）里；请把“{file}”移到那里"
    raise Mistake(message, "section.elsewhere")


def sections_elsewhere() -> str:
    """Stand for ``sections`` where none may be composed: raises ``Mistake``."""
    message = f"“sections”只写在公文的 index.md（如 docs/{REPORT}）里；请删去"
    raise Mistake(message, "section.elsewhere")


def not_in_report(name: str) -> str:
    """Stand for ``chart`` in the report, which is printed and written to Word: raises ``Mistake``."""
    message = f"图“{name}”不能写在报告里，印出来的公文和 Word 里没有图；请写在 docs/ 的别的页面里"
    raise Mistake(message, "word.in_report")


def only_on_pages(word: str) -> Callable[[], str]:
    """Return what stands in a document beside the yearly report for a word that tells of the whole year."""

    def refuse() -> str:
        message = f"“{word}”列的是全年的，不写在别的公文里；要用的数用 figure 一个一个写"
        raise Mistake(message, "word.in_report")

    return refuse


#: the words that tell of the whole year, whatever the time of a document
OF_THE_YEAR = ("key_figures", "exceptions", "due_next")
#: the words that say something else beside the report, and in a section of it
ELSEWHERE: Words = {"section": section_elsewhere, "sections": sections_elsewhere}
IN_SECTION: Words = {**ELSEWHERE, "chart": not_in_report}


def sections(document: OfficialDocument, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of all sections by the names by which a document composes them.

    Those of its own folder come first, by the names of their files; those of other documents by
    their paths below docs/.
    """
    own, others = {}, {}
    for path, text in texts.items():
        if not path.startswith(OF_DOCUMENTS):  # most are
            continue
        folder, _, name = path.rpartition("/")
        if folder == f"docs/{document.home}" and name != _PAGE:
            own[name] = text
        elif is_section(page := path.removeprefix("docs/")) and "/" not in page.removeprefix(
            f"{home_of(page)}/"
        ):
            others[page] = text
    return own | others


def section(document: OfficialDocument, texts: Mapping[str, str], name: str) -> str:
    """Return a section's source; raises ``Mistake`` where there is none of that name."""
    known, name = sections(document, texts), document.own_name(name)
    if name not in known:
        raise Mistake(unknown("章节文件", name, sorted(known)), "section.unknown")
    return heads.body(known[name]).strip()


def number_of(name: str) -> tuple[int, ...]:
    """Return the number that a section's file begins with, 11.1 as two; none where it has none."""
    found = _NUMBER.match(name)
    return tuple(map(int, found[0].split("."))) if found else ()


def in_order(document: OfficialDocument, texts: Mapping[str, str]) -> list[str]:
    """Return the sections of a document's text in their order, without attachments.

    The order is that of 各节, or of the numbers with which the names of its own files begin.
    """
    known, attached = sections(document, texts), enclosed(document)
    if document.sections:
        # one that stands twice is told with the records
        names = dict.fromkeys(map(document.own_name, document.sections))
        return [name for name in names if name in known and name not in attached]
    own = [name for name in known if "/" not in name and name not in attached]
    return sorted(own, key=lambda name: (number_of(name), name))


def enclosed(document: OfficialDocument) -> list[str]:
    """Return the files of a document's attachments (附件)."""
    return [part.file for part in document.enclosures]


def composed(call: Call, document: OfficialDocument, texts: Mapping[str, str]) -> list[str]:
    """Return the sections that a call on a document's page composes."""
    if call.word == "sections":
        return in_order(document, texts)
    asked = call.arguments[:1] if call.word == "section" else ()
    names = (document.own_name(str(name)) for name in asked)
    return [name for name in names if name in sections(document, texts)]


def of_document(document: OfficialDocument, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of which a document is made: its page, all its sections, those it borrows."""
    page = f"docs/{document.page_path}"
    asked = calls.scan(texts.get(page, ""), page)[0]
    names = [name for call in asked for name in composed(call, document, texts)]
    paths = {document.path_of(name) for name in (*names, *enclosed(document))}
    return {
        path: text
        for path, text in texts.items()
        if path in paths or home_of(path.removeprefix("docs/")) == document.home
    }


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


def outlines(document: OfficialDocument, written: Mapping[str, str]) -> Iterator[_Outline]:
    """Yield the outlines of a document's text and of each attachment."""
    attached = (document.path_of(name) for name in enclosed(document))
    for path in (f"docs/{document.page_path}", *attached):
        yield _outline(path, document, written)


def _outline(path: str, document: OfficialDocument, written: Mapping[str, str]) -> _Outline:
    """Yield the headings and the text of a file and of those that it composes."""
    composes = path == f"docs/{document.page_path}"
    for each in _in_file(written.get(path, ""), path, composes):
        if isinstance(each, Call):
            for name in composed(each, document, written):
                yield from _outline(document.path_of(name), document, written)
        else:
            yield each


@remembered
def _in_file(text: str, path: str, composes: bool) -> tuple[Titled | Call | None, ...]:
    """Return the headings of a file, None for text between them, and what composes other files."""
    found: list[Titled | Call | None] = []
    seen, last = hidden.shown(text), 0
    for start, end, each in sorted(_stops(path, text, composes), key=lambda stop: stop[:2]):
        if hidden.SEEN.search(seen, last, start):
            found.append(None)
        last = end
        if isinstance(each, Call):
            found.append(each)
        elif each.level in LEVELS:
            title = text[each.start : each.line_end].lstrip("# ").partition(" {")[0]
            found.append(Titled(each.level, title, calls.place_at(text, each.start, path)))
    if hidden.SEEN.search(seen, last):
        found.append(None)
    return tuple(found)


def _stops(path: str, text: str, composes: bool) -> Iterator[tuple[int, int, Heading | Call]]:
    """Yield the headings of a file, and of a document's page the words that compose others."""
    for heading in headings.find(hidden.bare(text)):
        yield heading.start, heading.end, heading
    shown = hidden.shown(text)
    for call in calls.scan(text, path)[0] if composes else ():
        if shown[call.start] == hidden.WORD and call.word in COMPOSING:
            yield call.start, call.end, call
