"""Checks that a document includes each of its sections exactly once, between its head and its foot.

The order is that of GB/T 9704-2012, clause 7: 版头, the title and the text, the signature and its
date, the attachments, 版记. ``report_foot`` prints all that follows the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from ledger.issues import Issue, Place, finds, unknown
from ledger.patterns import Pattern
from ledger.prose import calls, hidden
from ledger.prose import texts as prose
from ledger.prose.addresses import home_of
from ledger.prose.calls import Call
from ledger.records.types.official import PAPERS_HOME, OfficialDocument, Paper

#: the words that print what stands before the text and behind it: what they print, what is wrong
#: with what stands beyond them, and what to do
_HEAD, _FOOT = "report_head", "report_foot"
_PARTS = {
    _HEAD: ("版头、标题和主送机关", "会印在版头的上面；请移到 {{ report_head() }} 的后面"),
    _FOOT: (
        "署名、成文日期、附件和版记",
        "会印在署名和成文日期的后面；请移到 {{ report_foot() }} 的前面，是附件的写进这份公文的“附件”",
    ),
}
_SEEN = Pattern(rf"[^\s{hidden.NOTHING}{hidden.WORD}]")


def _parts_in(section: str, path: str, page: str) -> Iterator[Issue]:
    """Yield the words of a section that print what stands before or behind all sections."""
    for call in _written(section, path):
        if call.word in _PARTS:
            message = f"“{call.word}”只写在 {page} 里；请删去"
            yield Issue(call.place, message, code="section.order")


def unused(
    document: OfficialDocument, texts: Mapping[str, str], borrowed: Collection[str]
) -> Iterator[Issue]:
    """Yield the sections that a document leaves out or includes twice.

    ``borrowed`` are the paths of the sections that other documents include.
    """
    if is_misplaced(document):
        return
    page = f"docs/{document.page_path}"
    if page not in texts:
        message = f"缺少这个文件；它把“{document.name}”的各节编成一页"
        yield Issue(Place(page), message, code="file.missing")
        return
    if not texts[page]:
        return  # unreadable, which is reported elsewhere
    written = _written(texts[page], page)
    yield from _order(texts[page], written, page)
    used = {*prose.enclosed(document)}
    for call in written:
        for name in prose.composed(call, document, texts):
            if name in used:
                message = f"“{name}”编了两次；请只留一处"
                yield Issue(call.place, message, code="section.repeated")
            used.add(name)
    ordered = any(call.word == "sections" for call in written)
    if ordered and not document.sections:
        yield from _unordered(document, prose.in_order(document, texts))
    elif document.sections and not ordered:
        message = (
            f"各节：{page} 里没有 {{{{ sections() }}}}，写在这里的编不进去；请加上，或删去“各节”"
        )
        yield document.issue(message, "sections", code="section.left_out")
    folder = f"docs/{document.home}/"
    for path in texts:
        if home_of(path.removeprefix("docs/")) != document.home or path == page:
            continue
        yield from _parts_in(texts[path], path, page)
        name = path.removeprefix(folder)
        if "/" in name:
            message = f"公文的各节直接放在 {folder} 里，请移出这个文件夹"
            yield Issue(Place(path), message, code="section.folder")
        elif name not in used and path not in borrowed:
            message = f"这一节没有编入公文；{_advice(document, name)}"
            yield Issue(Place(path), message, code="section.left_out")


def is_misplaced(document: OfficialDocument) -> bool:
    """Whether it is not known where a document's text lies, which is reported with the records."""
    return isinstance(document, Paper) and document.is_misplaced


def _advice(document: OfficialDocument, name: str) -> str:
    """Say where a section is to be named so that a document composes it."""
    if document.sections:
        return f"请写进 {document.place().path} 的“各节”"
    page = f"docs/{document.page_path}"
    return f'请在 {page} 里、{{{{ report_foot() }}}} 的前面加 {{{{ section("{name}") }}}}'


@finds("section.unknown")
def unlisted(document: OfficialDocument, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the sections that a document lists and that are not there, or that it lists twice.

    ``texts`` are those of all documents and all editions.
    """
    known = prose.sections(document, texts)
    listed = [document.own_name(name) for name in document.sections]
    for index, name in enumerate(listed):
        if name not in known:
            message = f"各节：{unknown('章节文件', name, known)}"
            yield document.issue(message, "sections", index)
        elif name in listed[:index]:
            message = f"各节：“{name}”写了两次；请只留一处"
            yield document.issue(message, "sections", index, code="section.repeated")


def borrowed(documents: Iterable[OfficialDocument], texts: Mapping[str, str]) -> set[str]:
    """Return the paths of the sections that documents include and that lie in others' folders."""
    return {
        path
        for document in documents
        for path in prose.of_document(document, texts)
        if home_of(path.removeprefix("docs/")) != document.home
    }


@finds("document.folder")
def strays(documents: Iterable[OfficialDocument], paths: Iterable[str]) -> Iterator[Issue]:
    """Yield the files in the folders of documents, by their paths from the root, that no document has."""
    documents = [*documents]
    if any(map(is_misplaced, documents)):
        return
    homes = {document.home for document in documents}
    for path in paths:
        page = path.removeprefix("docs/")
        first, _, rest = page.partition("/")
        if first != PAPERS_HOME or home_of(page) in homes:
            continue
        name = rest.partition("/")[0]
        message = f"没有登记放在 docs/{PAPERS_HOME}/{name}/ 的公文；请在这一年的 公文/{name}.yml 里登记，或把文件移走"
        if "/" not in rest:
            message = f"docs/{PAPERS_HOME}/ 里一份公文一个文件夹；请把这个文件移进它的文件夹"
        yield Issue(Place(path), message)


@finds("section.number")
def _unordered(document: OfficialDocument, names: list[str]) -> Iterator[Issue]:
    """Yield the files of sections that the numbers of their names put in no order."""
    before: dict[tuple[int, ...], str] = {}
    for name in names:
        number = prose.number_of(name)
        said = ".".join(map(str, number))
        if not number:
            message = "各节照文件名开头的数字排，这个文件名没有；请在前面加上，例如 11-"
            yield Issue(Place(document.path_of(name)), message)
        elif number in before:
            message = (
                f"和“{before[number]}”同是 {said}，排不出先后；请改成别的数字，"
                f"排在它后面的写成 {said}.1-"
            )
            yield Issue(Place(document.path_of(name)), message)
        before.setdefault(number, name)


def _written(text: str, path: str) -> list[Call]:
    """Return the calls of a file that stand in no comment."""
    shown = hidden.shown(text)
    return [call for call in calls.scan(text, path)[0] if shown[call.start] == hidden.WORD]


@finds("section.order")
def _order(text: str, written: list[Call], page: str) -> Iterator[Issue]:
    """Yield what stands beyond the report's head or foot; there must be one of each."""
    for word, (printed, advice) in _PARTS.items():
        found = [call for call in written if call.word == word]
        if len(found) != 1:
            place = found[1].place if found else Place(page)
            fault = "写了两次；请只留一处" if found else f"没有写，印不出{printed}；请加上"
            yield Issue(place, f"“{{{{ {word}() }}}}”{fault}", code="section.order")
            continue
        start, end = (0, found[0].start) if word == _HEAD else (found[0].end, len(text))
        for call in written:
            if start <= call.start < end:
                name = call.arguments[0] if call.word == "section" else call.word
                yield Issue(call.place, f"“{name}”{advice}", code="section.order")
        if seen := _SEEN.search(hidden.shown(text), start, end):
            place = calls.place_at(text, seen.start(), page)
            yield Issue(place, f"这里的文字{advice}", code="section.order")


@finds("section.unknown")
def missing_enclosures(document: OfficialDocument, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the attachments (附件) of a document whose section file does not exist."""
    files = prose.sections(document, texts)
    for index, part in enumerate(document.enclosures):
        if part.file not in files:
            message = f"附件：{unknown('章节文件', part.file, files)}"
            yield document.issue(message, "enclosures", index, "文件")
