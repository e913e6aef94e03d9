"""A word of a list (词表)."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Record
from ledger.records.fields import Identifier, Line, Many, Year
from ledger.records.model import Field


class ListedWord(Record):
    """A word that some field may hold; its file is named like the list (``lists.LISTS``)."""

    headline = "word"
    brief = "word"
    of_rules = True

    word: Line = Field(alias="词")
    roles: Annotated[list[Line], Many] = Field(
        alias="作用", description="这个词在规则里起什么作用，见各词表的说明", default=[]
    )
    also: Annotated[list[Line], Many] = Field(
        alias="又作", description="台账里这样写的，按这个词算", default=[]
    )
    first: Year | None = Field(alias="自", description="从哪一年起用", default=None)
    last: Year | None = Field(alias="至", description="用到哪一年", default=None)
    address: Identifier | None = Field(
        alias="地址", description="网址里的写法，不写的由本站定", default=None
    )
