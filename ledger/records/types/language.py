"""What is said: fixed terms that hold a numeral, and phrases with the days for which they hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ledger.records.base import Record
from ledger.records.fields import Choice, Day, Line


class FixedTerm(Record):
    """A term (固定说法) whose numeral counts nothing, such as 一岗双责."""

    headline = "term"
    of_rules = True

    term: Line = Field(alias="词")
    note: Line | None = Field(alias="说明", default=None)


class Phrase(Record):
    """A phrase (用语) that holds for some years only, or that is another unit's. Only remarked on."""

    headline = "phrase"
    of_rules = True

    phrase: Line = Field(alias="词")
    kind: Annotated[str, Choice("过时", "外单位", "标记")] = Field(alias="类别")
    first: Day | None = Field(alias="自", description="这一天以前还没有这个说法", default=None)
    last: Day | None = Field(alias="至", description="这一天以后不再这样说", default=None)
    instead: Line | None = Field(alias="改为", default=None)
    note: Line | None = Field(alias="说明", default=None)
