"""The elements of an old report against those of the new one; whose report it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.adopting.model import Draft, Part, Role
from ledger.adopting.names import of_unit
from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.project import Project
from ledger.reading.elements import SIGNED
from ledger.records.types.official import Enclosure, OfficialDocument

#: who signed: the key of the element
_SIGNATURE = "署名"
#: what counts for nothing where elements are compared: numbers, as of a year, and stops
_SIGNS = Pattern(rf"[^{HAN}A-Za-z]")


def compared(project: Project, draft: Draft) -> Iterator[str]:
    """Yield a line on each element of an old report: first those that are not as in the new one."""
    own = [each for each in draft.parts if each.role is Role.ELEMENT]
    told = [(_same(project.report, each), each) for each in own]
    for same, part in sorted(told, key=lambda each: each[0]):
        said = part.text.replace("\n", "") or part.raw.strip()
        yield f"{draft.name}:{part.line}  {part.key or '要素'}“{said}”：{_said(project.report, part, same)}"


def others(project: Project, draft: Draft) -> Iterator[str]:
    """Yield the lines in which another body than the bureau signs a report."""
    own = [name for name in of_unit(project).values() if name]
    for part in draft.parts:
        if (
            part.key == _SIGNATURE
            and SIGNED.fullmatch(part.text)
            and not any(name in part.text for name in own)
        ):
            yield f"{draft.name}:{part.line}  署名“{part.text}”不是本单位；请核对是不是拿错了文件"


def _now(document: OfficialDocument, key: str) -> object:
    """Return what the new report has of an element; None where it has nothing."""
    return getattr(document, document.field_of(key) or "", None)


def _same(document: OfficialDocument, part: Part) -> bool:
    """Whether an element is as in the new report; a day is another one each year."""
    now = _now(document, part.key)
    old = part.text.removeprefix(part.key)
    return isinstance(now, date) or _compared(_shown(now)) == _compared(old)


def _compared(text: str) -> str:
    return _SIGNS.sub("", text)


def _said(document: OfficialDocument, part: Part, same: bool) -> str:
    """Say how an element is in the new report, and what is to be done."""
    now, field = _now(document, part.key), document.field_of(part.key)
    path = document.place().path
    if field is None:
        return f"{path} 没有这一项；要用的写进正文"
    if not now:
        return f"{path} 没有写“{part.key}”；要用的加上"
    if isinstance(now, date):
        return f"每年不同，{document.place(field)} 是 {now}"
    where = f"{document.place(field)} 是“{_shown(now)}”"
    return f"和 {path} 写的一样" if same else f"{where}，不一样；请核对"


def _shown(value: object) -> str:
    if isinstance(value, list):
        names = (each.name if isinstance(each, Enclosure) else str(each) for each in value)
        return " ".join(names)
    return str(value or "")
