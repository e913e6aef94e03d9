"""The bureau, its organs and posts, and the documents and meetings it works by."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Numbered, Record, UnitRef
from ledger.records.fields import (
    Count,
    Day,
    Line,
    Listed,
    Many,
    MonthsOfPeriod,
    Year,
    Yes,
)
from ledger.records.model import Field
from ledger.wordlists import Word


class Unit(Record):
    """The bureau itself. 示例 marks fictional data and puts a banner on every page."""

    quoted = ("name", "full_name", "party_group", "departments", "systems", "more")
    further = "more"

    sample: Yes = Field(
        alias="示例", description="数据是虚构的；网站每页会有一行说明", default=False
    )
    year: Year = Field(alias="报告年度", description="data/ 下同名的文件夹里是这一年的数据")
    name: Line = Field(alias="简称")
    full_name: Line = Field(alias="全称")
    party_group: Line = Field(alias="党组")
    departments: Line = Field(
        alias="内设机构称谓",
        description="如 处室、股室，网页的栏名也用它；不写是科室",
        default="科室",
    )
    systems: Line = Field(
        alias="制度称谓", description="各项制度合起来叫什么；不写是制度", default="制度"
    )
    more: dict[str, Line] = Field(
        alias="自定的键",
        description="正文要用的别的名称，如 派驻机构: …，正文用 unit 取",
        default={},
    )

    @property
    def locality(self) -> str:
        """The name under 自定的键 with which 全称 begins, as that of the city; else empty."""
        begins = (name for name in self.more.values() if self.full_name.startswith(name))
        return max(begins, key=len, default="")


class Organ(Numbered):
    """A department of the bureau, an affiliated institution or a county bureau."""

    headline = "name"
    by_name = True

    name: Line = Field(alias="名称")
    kind: Annotated[Word, Listed("机构类型")] = Field(alias="类型")


class Post(Numbered):
    """A post. In-post months are the months for which it owes a trace record or 本月无."""

    headline = "name"
    by_name = True

    name: Line = Field(alias="名称")
    short: Line | None = Field(alias="简称", default=None)
    organ: UnitRef | None = Field(alias="机构", default=None)
    rank: Annotated[Word, Listed("岗位层级")] = Field(alias="层级")
    duties: Annotated[list[Line], Many] = Field(alias="职责")
    months: Annotated[Count, MonthsOfPeriod()] = Field(
        alias="在岗月数", description="报告期里在岗几个月；不写是整个报告期", default=12
    )


#: who may answer for what is to be done
Subject = Post | Organ


class Document(Numbered):
    """A meeting of a superior body, or a document. 日期 is the day it was held or published."""

    headline = "name"
    when = "date"
    by_name = True

    name: Line = Field(alias="名称")
    short: Line | None = Field(alias="简称", default=None)
    kind: Annotated[Word, Listed("文件类型")] = Field(alias="类型")
    level: Annotated[Word, Listed("发文层级")] = Field(alias="层级")
    issuer: Line = Field(alias="机关")
    date: Day = Field(alias="日期", description="会议的闭幕日、文件的印发日、法规的施行日")
    number: Line | None = Field(alias="文号", default=None)
