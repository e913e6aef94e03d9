"""Looks up every title and document number that an author typed in the data.

An error: a title for another year, or of another place or bureau, which betrays a copied text.
Remarks: a title for which a word stands, and one that nobody registered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from ledger.checks.text.names import Names
from ledger.codes import is_remark
from ledger.issues import Issue, Mistake
from ledger.language import placeholders, titles
from ledger.language.numerals import ORDINALS, ordinal_value
from ledger.language.titles import Number, Title
from ledger.law.citing import cite
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records.types.bureau import Document
from ledger.records.types.regulations import Instrument
from ledger.records.types.study import StudyMaterial
from ledger.records.types.systems import System
from ledger.remembered import Fixed, lately, remembered

_ARTICLE = Pattern(rf"第([{ORDINALS}]{{1,9}}|[0-9]{{1,4}})条")
#: what introduces an abbreviation: （以下简称《条例》）
_SHORT = Pattern(r"[简下]称(?:为|作)?[：:“\"]?$")
_LEAD = 8
#: how alike the keys of two titles are at least, where one is taken for a slip (``difflib``)
_ALIKE = 0.83
#: characters: what two titles have in common at their ends, where one leaves out who issued it
_ENOUGH = 6
#: characters: a title that says no more than its kind stands for one named before
_KIND_ALONE = 4
#: characters: what may stand between a title and its number
_NEAR = 2
#: characters before a number in which its title is looked for
_LONGEST = 160
_YEAR = Pattern(r"(?:19|20)[0-9]{2}")
_REGISTER = "请核对是不是沿用了别处的文字；确有这份文件的，先在 data/文件会议.yml 登记"


@dataclass(frozen=True)
class Entry:
    """A registered title: a form in which it is written, and the call that prints that form.

    ``call`` is empty where no word prints it; ``law`` is the short name of an instrument.
    """

    written: str
    call: str = ""
    number: str = ""
    law: str = ""


class Register:
    """The registered titles by their keys, and the registered numbers."""

    def __init__(self, project: Project) -> None:
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._numbers: dict[str, Entry] = {}
        for entry in _registered(project):
            for title in filter(None, (entry.written, titles.issued(entry.written))):
                self._entries[titles.key(title)].append(entry)
            for number in titles.numbers(entry.number):
                self._numbers.setdefault(_plain(number), entry)

    def find(self, title: str) -> Entry | None:
        """Return what a title names; of its full and short form the one that was typed."""
        for form in filter(None, (title, titles.issued(title))):
            if found := self._entries.get(titles.key(form)):
                same = (entry for entry in found if titles.same(entry.written, form))
                return next(same, found[0])
        return None

    def like(self, title: str) -> Entry | None:
        """Return the entry from which a title differs by a slip, or by who issued the document.

        Another year is no slip.
        """
        key = titles.key(title)
        years = _YEAR.findall(key)
        known = [each for each in self._entries if _YEAR.findall(each) == years]
        same = [each for each in known if _ends(each, key) or _ends(key, each) or _typo(key, each)]
        near = same or get_close_matches(key, known, n=1, cutoff=_ALIKE)
        return self._entries[near[0]][0] if near else None

    def holds_kind(self, kind: str) -> bool:
        """Whether a registered title ends with a word, for which the word alone may stand."""
        return any(key.endswith(kind) for key in self._entries)

    def numbered(self, number: Number) -> Entry | None:
        """Return what bears a number."""
        return self._numbers.get(_plain(number))


def _ends(title: str, end: str) -> bool:
    """Whether a title ends with another that says enough to be one."""
    return len(end) >= _ENOUGH and title.endswith(end)


def _typo(title: str, other: str) -> bool:
    """Whether a short title has one wrong sign."""
    wrong = sum(a != b for a, b in zip(title, other, strict=False))
    return len(title) == len(other) >= _KIND_ALONE and wrong == 1


def _plain(number: Number) -> str:
    return f"{number.body}〔{number.year}〕{number.count}号"


def _registered(project: Project) -> Iterator[Entry]:
    """Yield every title that a record holds, in every form."""
    data, report = project.dataset, project.report
    laws = {law.name: law.short for law in data.of(Instrument)}
    for each in data.of(Document):
        yield from _forms(each.name, each.short, each.number or "", laws.get(each.name, ""))
    for law in data.of(Instrument):
        yield from _forms(law.name, law.short, law=law.short)
    for system in data.of(System):
        yield from _forms(system.name, system.short, system.document_number)
    yield from (Entry(material.name) for material in data.of(StudyMaterial))
    yield from (Entry(enclosure.name) for enclosure in report.enclosures)
    yield Entry("".join(report.title), number=report.number or "")


def _forms(name: str, short: str | None, number: str = "", law: str = "") -> Iterator[Entry]:
    yield Entry(name, f'{{{{ document("{short or name}") }}}}', number, law)
    if short and short != name:
        yield Entry(short, f'{{{{ document("{short}", "简称") }}}}', number, law)


@dataclass(frozen=True)
class _Typed:
    """A title that an author typed, in its passage."""

    passage: Passage
    title: Title

    @property
    def shown(self) -> str:
        """The title as a message shows it."""
        return f"《{self.title.text}》" if self.title.marked else f"“{self.title.text}”"

    def issue(self, message: str, code: str) -> Issue:
        """Return an issue from the first character that the author typed to the title's end."""
        start = self.passage.first_typed(self.title.start, self.title.end)
        return self.passage.issue(start or 0, message, code, self.title.end)


@lately
def _numbers(text: str) -> tuple[Number, ...]:
    return tuple(titles.numbers(text))


@remembered
def _numbers_in(read: tuple[Passage, ...]) -> tuple[tuple[Passage, Number], ...]:
    """Return the numbers that an author typed in the passages of a text."""
    found = ((passage, number) for passage in read for number in _numbers(passage.text))
    return tuple(each for each in found if each[0].typed(each[1].start, each[1].end))


@remembered
def _typed(read: tuple[Passage, ...], meant: Fixed[str]) -> tuple[_Typed, ...]:
    """Return the titles whose words an author typed in the passages of a text."""
    found = (_Typed(passage, title) for passage in read for title in _titles(passage.text, meant))
    return tuple(each for each in found if each.passage.typed(each.title.first, each.title.last))


@lately
def _titles(text: str, meant: Fixed[str]) -> tuple[Title, ...]:
    """Return the titles of a text; one with a placeholder is told elsewhere."""
    found = titles.find(text)
    empty = bytearray(len(text))
    for start, end in placeholders.spans(text, meant) if found else ():
        empty[start:end] = bytes([1]) * (end - start)
    return tuple(title for title in found if not any(empty[title.start : title.end]))


def check(project: Project, names: Names) -> Iterator[Issue]:
    """Yield an error for each wrong title, and one remark in a file for each other."""
    found = _Lookup(project, names)
    said: set[tuple[str, str]] = set()
    for about, issue in (*found.of_titles(), *found.of_numbers()):
        if not is_remark(issue.code) or (issue.place.path, about) not in said:
            said.add((issue.place.path, about))
            yield issue


class _Lookup:
    """Looks up the titles and numbers of a project's texts."""

    def __init__(self, project: Project, names: Names) -> None:
        self._project, self._names = project, names
        self._register = Register(project)
        meant = project.dataset.declared.meant
        self._typed = [each for read in project.read for each in _typed(read, meant)]
        self._short = {
            each.title.text
            for each in self._typed
            if _SHORT.search(each.passage.text, max(each.title.start - _LEAD, 0), each.title.start)
        }

    def of_titles(self) -> Iterator[tuple[str, Issue]]:
        """Yield what each finding is about, and the finding."""
        for each in self._typed:
            if found := self._of(each):
                yield titles.key(each.title.text), found

    def _of(self, each: _Typed) -> Issue | None:
        title = each.title.text
        if title in self._short:
            return None
        if entry := self._register.find(title):
            return self._known(each, entry)
        if self._is_kind(title) or self._names.knows(title):
            return None
        return self._wrong(each) or self._unknown(each)

    def _wrong(self, each: _Typed) -> Issue | None:
        """Return the error of a title that is not registered; None where it has none."""
        if message := self._of_another_year(each):
            return each.issue(message, "title.year")
        if name := self._names.of_another(each.title.text):
            message = f"{each.shown}写的是“{name}”，不是本单位，数据里也没有；{_REGISTER}"
            return each.issue(message, "title.bureau")
        return None

    def _is_kind(self, title: str) -> bool:
        """Whether a title is no more than its kind, as 《条例》, and one of that kind is known."""
        return len(title) <= _KIND_ALONE and self._register.holds_kind(title)

    def _known(self, each: _Typed, entry: Entry) -> Issue | None:
        """Offer the call that prints a registered title, with the article that follows."""
        call = self._cited(each, entry) or entry.call
        if not call:
            return None
        same = titles.same(entry.written, each.title.text)
        what = "登记过" if same else f"登记的是《{entry.written}》"
        return each.issue(f"{each.shown}{what}；请写 {call}", "remark.title_word")

    def _cited(self, each: _Typed, entry: Entry) -> str:
        """Return the call that cites the article after a title; empty where none can be cited."""
        match = _ARTICLE.match(each.passage.text, each.title.end) if entry.law else None
        number = ordinal_value(match[1]) if match else None
        try:
            if number:
                cite(self._project.dataset, entry.law, number, self._project.frame.until)
        except Mistake:
            return ""
        return f'{{{{ cite("{entry.law}", {number}) }}}}' if number else ""

    def _of_another_year(self, each: _Typed) -> str:
        """Return what to say of a title that is neither for the period nor for the year after.

        A plan for several years may still hold.
        """
        period = self._project.report.period
        usual = range(period.first.year, period.last.year + 2)
        spans = [*titles.years(each.title.text)]
        if not spans or any(len(span) > 1 or span[0] in usual for span in spans):
            return ""
        said = f"{each.shown}写的是 {spans[0][0]} 年，不是报告期的"
        own = _YEAR.sub(str(period.last.year), titles.digits_of_years(each.title.text))
        meant = self._register.find(own)
        if meant and meant.call:
            return f"{said}；登记的有《{meant.written}》，是它就写 {meant.call}"
        return f"{said}；{_REGISTER}"

    def _unknown(self, each: _Typed) -> Issue | None:
        """Tell a title by the registered one that is like it, or where to register it."""
        if entry := self._register.like(each.title.text):
            advice = f"请写 {entry.call}" if entry.call else "请照着改"
            message = f"{each.shown}像是登记的《{entry.written}》；{advice}"
            return each.issue(message, "remark.title_word")
        if not each.title.marked:
            return None
        year = self._project.unit.year
        message = (
            f'{each.shown}没有登记；是文件的，在 data/文件会议.yml 登记，再写 {{{{ document("…") }}}}；'
            f"是书、片子的，在 data/{year}/学习材料.yml 登记"
        )
        return each.issue(message, "remark.title")

    def of_numbers(self) -> Iterator[tuple[str, Issue]]:
        """Yield what each finding on a document's number is about, and the finding."""
        for passage, number in (each for read in self._project.read for each in _numbers_in(read)):
            code, message = self._number(passage, number)
            if message:
                shown = passage.text[number.start : number.end]
                yield shown, passage.issue(number.start, f"“{shown}”{message}", code)

    def _number(self, passage: Passage, number: Number) -> tuple[str, str]:
        """Return what to say of a number: of one after its title only that it is another's."""
        found = self._register.numbered(number)
        title = _title_before(passage.text, number.start)
        owner = self._register.find(title) if title else None
        if owner and owner.number and (not found or found.number != owner.number):
            return "remark.title_word", f"：《{owner.written}》登记的文号是“{owner.number}”；请核对"
        if title:
            return "", ""
        if found:
            call = found.call or '{{ report("发文字号") }}'
            return "remark.title_word", f"是登记过的文号；请写 {call}"
        return "remark.title", "没有登记；在 data/文件会议.yml 登记这份文件，写明文号"


def _title_before(text: str, end: int) -> str:
    """Return the title to which a number at an index belongs; empty where none stands before."""
    first = max(end - _LONGEST, 0)
    found = [each for each in titles.find(text[first:end]) if each.marked]
    return found[-1].text if found and end - first - found[-1].end <= _NEAR else ""
