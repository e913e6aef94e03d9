"""What is to be studied in the year, and what it is studied from.

Whether an item of the plan was done is never typed; the trace records tell (``ledger.law.study``).
"""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import DocumentRef, InstrumentRef, Numbered, UnitRef
from ledger.records.fields import (
    Count,
    Day,
    Line,
    Listed,
    Many,
    Month,
    Ref,
)
from ledger.records.model import Field
from ledger.wordlists import Word


class StudyItem(Numbered):
    """An item of the study plan: what, how, for whom, how often and by which month."""

    headline = "content"
    when = "deadline"
    in_year = ("deadline",)
    limit = "deadline"
    answers = ("lead",)
    page = "regulations/study.md"
    drawn = ("学习进度",)

    content: Line = Field(alias="内容")
    documents: Annotated[list[DocumentRef], Many] = Field(
        alias="学习文件", description="和“法规”至少写一项", default=[]
    )
    instruments: Annotated[list[InstrumentRef], Many] = Field(alias="法规", default=[])
    form: Annotated[Word, Listed("学习形式")] = Field(alias="形式")
    audience: Annotated[Word | None, Listed("参加范围")] = Field(alias="范围", default=None)
    lead: UnitRef = Field(alias="牵头")
    deadline: Month = Field(alias="时限", description="最迟在哪个月学完")
    times: Count = Field(alias="次数", description="每份文件学几次，不写算 1", default=1)
    events: Annotated[list[Annotated[Line, Ref("履责记录")]], Many] = Field(
        alias="对应记录", description="写了的，只看这几条履责记录", default=[]
    )


class StudyMaterial(Numbered):
    """What was handed out or shown for study."""

    headline = "name"
    when = "date"
    in_year = ("date",)
    page = "regulations/study.md"

    name: Line = Field(alias="名称")
    kind: Annotated[Word, Listed("材料种类")] = Field(alias="种类")
    audience: Annotated[Word, Listed("参加范围")] = Field(
        alias="范围", description="发给谁、放给谁看"
    )
    date: Day = Field(alias="日期", description="发出或放映的日期")
    provider: UnitRef = Field(alias="提供")
    documents: Annotated[list[DocumentRef], Many] = Field(alias="学习文件", default=[])
    about: Line = Field(alias="说明")
