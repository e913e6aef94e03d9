"""The mechanisms and projects of the report's fifth section."""

from __future__ import annotations

from typing import Annotated, Any

from ledger.records.base import FigureRef, Numbered, Part, UnitRef
from ledger.records.fields import Line, Listed, Many, Yes
from ledger.records.model import Field
from ledger.records.types.systems import ProvisionRef
from ledger.wordlists import Word


class Listing(Part):
    """Records to show: from which ledger, which of them, which keys, how they spread.

    按日期 and 存量 place them in time as they place those of a figure.
    """

    title: Line = Field(alias="标题")
    source: Line = Field(alias="来源")
    where: Any = Field(alias="条件", default={})
    columns: Annotated[list[Line], Many] = Field(alias="栏目", default=[])
    spread: Annotated[list[Line], Many] = Field(alias="分布", default=[])
    by: Line | None = Field(alias="按日期", default=None)
    stock: Yes = Field(alias="存量", default=False)


class Mechanism(Numbered):
    """A mechanism (机制) or a project: what it is, whose it is, its figures and its records."""

    headline = "name"
    by_name = True
    listed = False
    page = "mechanisms/{id}.md"
    overview = "mechanisms/index.md"

    name: Line = Field(alias="名称", description="正文用它或简称链接到这一页")
    short: Line | None = Field(alias="简称", default=None)
    kind: Annotated[Word, Listed("机制类别")] = Field(alias="类别")
    about: Annotated[list[Line], Many] = Field(alias="说明", description="一段一个")
    lead: UnitRef = Field(alias="牵头")
    provisions: Annotated[list[ProvisionRef], Many] = Field(
        alias="制度条款", description="依据制度的哪几条", default=[]
    )
    figures: Annotated[list[FigureRef], Many] = Field(alias="指标", default=[])
    listings: Annotated[list[Listing], Many] = Field(
        alias="清单",
        description="来源是台账名称，条件与指标的条件写法相同；栏目是列出的键，不写就是编号以外的全部；"
        "分布写一个键，或分行、分列的两个键；按日期、存量和指标的一样，列的是期内的，期外的另列",
        default=[],
    )
