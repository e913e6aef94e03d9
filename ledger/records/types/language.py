"""What is said: fixed terms that hold a numeral, phrases with their days, words that mean the same."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Record
from ledger.records.fields import Choice, Day, Line, Many
from ledger.records.model import Field
from ledger.records.types.regulations import Checked


class FixedTerm(Record):
    """A term (固定说法) whose numeral counts nothing, such as 一岗双责."""

    headline = "term"
    of_rules = True

    term: Line = Field(alias="词")
    note: Line | None = Field(alias="说明", default=None)


class Synonyms(Record):
    """Words (近义词) that mean the same to whoever searches: one finds what another says."""

    headline = "words"
    of_rules = True
    of_others = True

    words: Annotated[list[Line], Many] = Field(
        alias="词", description="至少两个；一个词只写在一条里"
    )


class Phrase(Record):
    """A phrase (用语) that holds for some years only, ages, or is another unit's. Only remarked on.

    The days of one that holds for some years are facts: they count only with the source that was
    read for them.
    """

    headline = "phrase"
    of_rules = True
    of_others = True

    phrase: Line = Field(alias="词")
    variants: list[Line] = Field(
        alias="又作", description="同一个说法的其他写法，起止和说明都相同", default=[]
    )
    within: list[Line] = Field(
        alias="除外", description="含有这个词而不算的说法，如 中央党校（国家行政学院）", default=[]
    )
    kind: Annotated[str, Choice("过时", "会过时", "外单位", "标记")] = Field(alias="类别")
    first: Day | None = Field(alias="自", description="这一天以前还没有这个说法", default=None)
    last: Day | None = Field(alias="至", description="这一天以后不再这样说", default=None)
    instead: Line | None = Field(alias="改为", default=None)
    note: Line | None = Field(alias="说明", default=None)
    checked: Checked | None = Field(
        alias="核对", description="起止日期的出处；过时的说法没有核对过就不用", default=None
    )
