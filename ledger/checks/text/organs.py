"""Remarks on parts of a bureau that this one does not have: 局党委 where it has a 党组, a 科 of others.

They come with a text that was pasted from elsewhere, or with a reform. The data know what the bureau
has (机构, 单位的“党组”). A department is known by the words of its tasks; one of another body (市教育
局基教科) is none of the bureau's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from ledger.checks.text.names import Names, first_of
from ledger.issues import Issue
from ledger.language import bodies
from ledger.language.signs import HAN, without_titles
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.prose.passages import Passage
from ledger.records.types.bureau import Organ
from ledger.remembered import remembered
from ledger.wordlists import DEPARTMENT

#: how many departments a message lists
_MOST = 12
#: before a department: another body
_OF_ANOTHER = Pattern(r"[委厅局院府部办司心校行县区市省站所队组团]的?$")


class _Bureau(NamedTuple):
    """What a bureau has: the last sign of its name, its Party organ, its departments."""

    kind: str
    party: str
    departments: tuple[str, ...]


def check(project: Project, names: Names) -> Iterator[Issue]:
    """Yield a remark for each different part that the bureau does not have, in each file."""
    unit = project.unit
    party = "党组" if unit.party_group.endswith("党组") else "党委"
    organs = project.dataset.of(Organ)
    departments = tuple(organ.name for organ in organs if organ.kind.has(DEPARTMENT))
    bureau = _Bureau(unit.full_name[-1], party, departments)
    for read in project.read:
        yield from first_of(told for told in _in(read, bureau) if not names.knows(told[0]))


@remembered
def _in(read: tuple[Passage, ...], bureau: _Bureau) -> tuple[tuple[str, Issue], ...]:
    """Return the parts in a text, each with what to say of it unless the data know it."""
    bureau = _Bureau(*bureau)
    told = ((*_party(each, bureau), *_foreign(each, bureau)) for each in read)
    return tuple(chain.from_iterable(told))


def _party(passage: Passage, bureau: _Bureau) -> Iterator[tuple[str, Issue]]:
    """Yield the Party organ of the other kind: 局党委, and 党委书记、局长."""
    other = "党委" if bureau.party == "党组" else "党组"
    pattern = rf"[我本]?{bureau.kind}{other}(?!员)|(?<![{HAN}]){other}书记、{bureau.kind}长"
    text = without_titles(passage.text)
    for match in re.finditer(pattern, text):
        if _is_own(text, match.start(), bureau) and passage.typed(*match.span()):
            right = match[0].replace(other, bureau.party)
            message = f"“{match[0]}”：本单位是{bureau.party}；请核对，可以写“{right}”"
            yield match[0], passage.issue(match.start(), message, "remark.organ", match.end())


def _foreign(passage: Passage, bureau: _Bureau) -> Iterator[tuple[str, Issue]]:
    """Yield the departments that are none of the bureau's, unless the data know them."""
    text = without_titles(passage.text)
    for start, end in bodies.departments(text) if bureau.departments else ():
        name = text[start:end]
        if _is_own(text, start, bureau) and passage.typed(start, end):
            listed = "、".join(bureau.departments[:_MOST])
            message = (
                f"“{name}”不在机构里；内设机构有{listed}；"
                "请核对，确实有的写进 data/机构.yml，简称写进 data/固定说法.yml"
            )
            yield name, passage.issue(start, message, "remark.organ", end)


def _is_own(text: str, start: int, bureau: _Bureau) -> bool:
    """Whether a part is the bureau's: it stands alone, or behind 我局 or 局 alone."""
    before = text[max(0, start - 12) : start]
    bare = re.sub(rf"(?:[我本全])?{bureau.kind}(?:机关)?$", "", before)
    if bare != before:
        return bodies.begins(bare, len(bare))
    return not _OF_ANOTHER.search(before) and bodies.begins(text, start)
