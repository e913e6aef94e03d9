"""The systems of a bureau and the processes that they supervise."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Numbered, Part, PostRef, UnitRef
from ledger.records.fields import (
    Count,
    Day,
    Line,
    Listed,
    Many,
    Ref,
)
from ledger.records.model import Field
from ledger.wordlists import Word

#: says of an article that it binds every post
ALL_POSTS = "全体"


class Provision(Part):
    """One article of a system: what it says, whom it binds, which ledgers it touches."""

    number: Count = Field(alias="条")
    gist: Line = Field(alias="要旨")
    content: Line = Field(alias="内容", description="一款一行")
    posts: Annotated[list[Line], Many] = Field(alias="岗位", description="约束的岗位；全部写 全体")
    ledgers: Annotated[list[Line], Many] = Field(alias="台账", default=[])


class SystemChapter(Part):
    """A chapter of a system."""

    name: Line = Field(alias="名称")
    provisions: list[Provision] = Field(alias="条")


class System(Numbered):
    """One of the documents: the opinion or a supporting system (制度)."""

    headline = "name"
    by_name = True
    of_rules = True
    limit = "until"
    answers = ("drafter",)
    page = "systems/{id}.md"
    overview = "systems/index.md"

    name: Line = Field(alias="名称")
    short: Line = Field(alias="简称")
    kind: Annotated[Word, Listed("制度类别")] = Field(alias="类别")
    document_number: Line = Field(alias="文号")
    version: Line = Field(alias="版本")
    issued: Day = Field(alias="印发日期")
    effective: Day = Field(alias="施行日期")
    until: Day = Field(alias="有效期至")
    drafter: UnitRef = Field(alias="起草")
    chapters: list[SystemChapter] = Field(alias="章")

    @property
    def provisions(self) -> list[Provision]:
        """The articles in their order."""
        return [provision for chapter in self.chapters for provision in chapter.provisions]


class ProvisionRef(Part):
    """An article of a system."""

    system: Annotated[Line, Ref("制度")] = Field(alias="制度")
    number: Count = Field(alias="条")


class Node(Part):
    """A supervision node: who looks at a stage, when, how, and what remains to show it."""

    supervisor: PostRef = Field(alias="监督人")
    when: Annotated[Word, Listed("监督时点")] = Field(alias="时点")
    how: Annotated[Word, Listed("监督方式")] = Field(alias="方式")
    what: Line = Field(alias="怎么做")
    evidence: Line = Field(alias="凭据")
    provision: ProvisionRef = Field(alias="制度")


class Branch(Part):
    """A way that leaves the order of the stages: in what case, and to which stage."""

    case: Line = Field(alias="情形", description="什么情况下，例如 材料不全")
    to: Line | None = Field(
        alias="转到", description="同一事项的哪个环节；不写是办到这里为止", default=None
    )


class Stage(Part):
    """A stage of a process: who does what by when, and who supervises it."""

    name: Line = Field(alias="环节")
    post: PostRef = Field(alias="岗位")
    what: Line = Field(alias="做什么")
    deadline: Line = Field(alias="时限")
    level: Annotated[Word, Listed("风险等级")] = Field(alias="风险")
    nodes: list[Node] = Field(alias="监督", default=[])
    branches: Annotated[list[Branch], Many] = Field(
        alias="分支", description="不接着往下一个环节走的情形", default=[]
    )


class Power(Numbered):
    """A power and its process; supervision stands at its stages (同步、同轨、同向)."""

    headline = "name"
    of_rules = True
    page = "systems/{id}.md"
    overview = "systems/index.md"

    name: Line = Field(alias="名称")
    field: Annotated[Word, Listed("权力领域")] = Field(alias="领域")
    basis: Annotated[list[ProvisionRef], Many] = Field(alias="依据")
    stages: list[Stage] = Field(alias="环节")
