"""What a post does in full."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Part, PostRef, Record
from ledger.records.fields import Choice, Line, Listed, Many
from ledger.records.model import Field
from ledger.records.types.regulations import Basis
from ledger.records.types.systems import ProvisionRef
from ledger.wordlists import Word


class Authority(Part):
    """What a post may decide, propose and look up."""

    decides: Annotated[list[Line], Many] = Field(alias="可决定", default=[])
    proposes: Annotated[list[Line], Many] = Field(alias="可建议", default=[])
    reads: Annotated[list[Line], Many] = Field(alias="可查阅", default=[])


class Flow(Part):
    """A piece of work from its beginning to its end."""

    start: Line = Field(alias="起点")
    steps: Annotated[list[Line], Many] = Field(alias="环节")
    end: Line = Field(alias="终点")
    deadline: Line = Field(alias="时限")


#: how often something is owed, and how many months a time is for which it is owed once
FREQUENCIES = {"月": 1, "季度": 3, "半年": 6, "年": 12}


class Frequency(Part):
    """How often a post owes a record of a category: one in each month, quarter, half or year."""

    category: Annotated[Word, Listed("履责类别")] = Field(alias="类别")
    every: Annotated[str, Choice(*FREQUENCIES)] = Field(alias="每")


class PostDetail(Record):
    """A post's duties in full, beside what the posts, risks and duty sheets say of it."""

    headline = "post"
    of_rules = True
    listed = False
    page = "posts/index.md"

    post: PostRef = Field(alias="岗位")
    authority: Authority = Field(alias="权限")
    flows: list[Flow] = Field(alias="流程")
    contacts: Annotated[list[Line], Many] = Field(alias="对外接口", default=[])
    records: Annotated[list[Annotated[Word, Listed("履责类别")]], Many] = Field(
        alias="应有记录", description="履责记录的类别", default=[]
    )
    frequencies: Annotated[list[Frequency], Many] = Field(
        alias="频次",
        description="应有记录里哪一类每月、每季度、每半年至少有一条；不写的是报告期里至少有一条",
        default=[],
    )
    provisions: Annotated[list[ProvisionRef], Many] = Field(alias="制度条款", default=[])
    studies: Annotated[list[Basis], Many] = Field(alias="必学条款", default=[])
    recusal: Line = Field(alias="回避规定")
    handover: Annotated[list[Line], Many] = Field(alias="交接清单")
