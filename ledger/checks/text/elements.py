"""Finds elements of the document that stand in its sections: a signature, a date, an addressee.

They come with a text that was pasted from Word. The report's head and foot print them from
report.yml (GB/T 9704-2012, clause 7), so they would be printed twice. Each stands on lines of its
own; in a sentence the same words are text. An attachment (附件) may be a document with its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from ledger.issues import Issue, Place
from ledger.language.signs import HAN
from ledger.language.times import YEAR
from ledger.patterns import Pattern
from ledger.prose import hidden
from ledger.prose.addresses import is_section
from ledger.records.dataset import Dataset

_BODY = rf"[{HAN}]{{1,24}}(?:局|委|办|院|厅|部|党组|党委|党总支|支部|办公室|委员会|公司|中心|集团|学校|政府|街道|镇|乡|处|所|站)"
_DATE = rf"(?:(?:成文)?日期[：:]\s*)?(?:{YEAR}\s?年\s?[0-9一二三四五六七八九十]{{1,3}}\s?月\s?[0-9一二三四五六七八九十]{{1,3}}\s?日|20[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}})"
_SEALED = r"\s*(?:[（(](?:公?章|盖章|印章)[）)])?"
#: a date, maybe with the body before it
_DATED = Pattern(rf"(?:{_BODY}{_SEALED}\s*)?{_DATE}\s*")
#: a body; a date follows it, or it is the bureau
_SIGNED = Pattern(rf"(?P<body>{_BODY}){_SEALED}\s*")
#: an element: what it is, the word that prints it, its key in report.yml
Element = tuple[str, str, str]
_SIGNATURE = ("落款", "report_foot", "署名”“成文日期")
#: elements by what a line of their own says
_LABELLED: tuple[tuple[Pattern, Element], ...] = (
    (Pattern(r"(?:报告|填报|报送|汇报)(?:人|单位|机关)[：:].{1,30}|[（(](?:公章|盖章)[）)]"), _SIGNATURE),
    (Pattern(r"签发人?[：:].{1,12}"), ("签发人", "report_head", "签发人")),
    (Pattern(r"主送(?:机关)?[：:].{1,40}"), ("主送机关", "report_head", "主送机关")),
    (Pattern(rf"[{HAN}]{{1,24}}(?:委|局|厅|政府|办公室|监察组)(?:[、，][{HAN}]{{2,20}})*："), ("主送机关", "report_head", "主送机关")),
    (Pattern(rf"[{HAN}]{{2,8}}〔20[0-9]{{2}}〕[0-9]{{1,4}}号"), ("发文字号", "report_head", "发文字号")),
    (Pattern("[^，。；：]{0,40}关于[^，。；：]{2,50}的(?:情况)?(?:报告|汇报|总结)"), ("公文的标题", "report_head", "标题")),
    (Pattern(r"抄[送报][：:].{1,80}"), ("抄送机关", "report_foot", "抄送")),
    (Pattern(r"[（(]?(?:联系人|联系电话|联系岗位)[：:].{1,50}"), ("附注", "report_foot", "附注")),
)  # fmt: skip
_BLANK = f" \t\u3000*_{hidden.NOTHING}"
_ITEM = Pattern(r"^[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\|)")


def check(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the elements that stand in the sections of the document's text."""
    enclosed = {each.path_of(part.file) for each in dataset.reports for part in each.enclosures}
    own = set(_own(dataset))
    for path, text in texts.items():
        if is_section(path.removeprefix("docs/")) and path not in enclosed:
            yield from _of_section(path, text, own)


def _own(dataset: Dataset) -> Iterator[str]:
    """Yield how the bureau may sign."""
    yield from (report.signature for report in dataset.reports if report.signature)
    if dataset.has_bureau:
        unit = dataset.unit
        yield from (unit.name, unit.full_name, unit.party_group)
        yield unit.party_group.removeprefix("中共")


def _of_section(path: str, text: str, own: Container[str]) -> Iterator[Issue]:
    """Yield the elements of a section; a signature and the date below are one."""
    before, lines = None, [*_lines(text), (Place(path), "")]
    for (place, line), (_, following) in pairwise(lines):
        element = _element(line, following, own)
        if element and not element == before == _SIGNATURE:
            what, word, key = element
            message = f"“{line}”是{what}，由 {{{{ {word}() }}}} 印出；请删去，要改的改 report.yml 的“{key}”"
            yield Issue(place._replace(path=path), message, len(line), "section.element")
        before = element


def _lines(text: str) -> Iterator[tuple[Place, str]]:
    """Yield the lines that are no item and no row, as their readers see them, and where."""
    shown = hidden.shown(text).split("\n")
    for number, (seen, typed) in enumerate(zip(shown, text.split("\n"), strict=True), 1):
        if (line := seen.strip(_BLANK)) and not _ITEM.match(typed):
            yield Place("", number, seen.index(line) + 1), line


def _element(line: str, following: str, own: Container[str]) -> Element | None:
    """Return which element a line is, if any; ``following`` is the next line."""
    signed = _SIGNED.fullmatch(line)
    if _DATED.fullmatch(line):
        return _SIGNATURE
    if signed and (_DATED.fullmatch(following) or signed["body"] in own):
        return _SIGNATURE
    return next((element for pattern, element in _LABELLED if pattern.fullmatch(line)), None)
