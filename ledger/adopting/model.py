"""An old report as a draft: its parts in order, and in each the spots that a person decides on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What a part of an old report is in the new one; the value is what an editor reads."""

    ELEMENT = "要素"
    HEADING = "标题"
    PARAGRAPH = "段落"
    TABLE = "表格"
    LEFT = "没有收"


class Kind(Enum):
    """What a spot is; the value is what an editor reads."""

    QUANTITY = "数量"
    NORM = "要求"
    DATE = "日期"
    TITLE = "题名"
    NAME = "名称"
    PLACEHOLDER = "占位"
    SECRET = "不得写入"


@dataclass(frozen=True)
class Spot:
    """A stretch of a part's text that may become a word: characters ``start`` to ``end``.

    What is ``private`` is never written into the project, nor is the sentence as long as it holds it:
    the name of a person, who appears by a post, and whatever else must not enter (``told`` says why).
    """

    start: int
    end: int
    text: str
    kind: Kind
    private: bool = False
    told: str = ""


@dataclass(frozen=True)
class Part:
    """A paragraph, heading, table or element of an old report.

    ``line`` is its paragraph (Word) or line in the source, from 1. ``raw`` is its text as it stood;
    the ``raw`` of all parts are every character of the source. ``text`` is what is proposed: marks
    mended, the number of a heading taken off, a table in Markdown. ``level`` is that of a heading,
    from 1 below the title. ``key`` is the key of an element in the document's file (主送机关, 署名…).
    ``told`` says in Chinese what was mended, or why a part is left.
    """

    line: int
    role: Role
    raw: str
    text: str = ""
    level: int = 0
    key: str = ""
    told: Sequence[str] = ()
    spots: Sequence[Spot] = ()


@dataclass(frozen=True)
class Draft:
    """An old report: the name of its file, the year it tells of (0 where it does not say), its parts.

    ``told`` is what is said of the file as a whole, as pictures or footnotes that were left.
    """

    name: str
    year: int
    parts: Sequence[Part]
    told: Sequence[str] = field(default=())
