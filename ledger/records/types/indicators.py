"""Figures (指标) as a clerk defines them, numbers that are not counted here, how figures must agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ledger.records.base import DocumentRef, FigureRef, Numbered, Part, PostRef, Record, UnitRef
from ledger.records.fields import (
    Amount,
    Choice,
    Count,
    Day,
    Line,
    Listed,
    Many,
    Ref,
    Yes,
)
from ledger.records.model import Field
from ledger.wordlists import Word

#: the methods (算法) by name; ``ledger.figures.methods.register`` enters them, and knows the rest
METHODS: dict[str, object] = {}
#: what is to be confirmed of a definition that was taken over from the year before
Doubt = Line | None
_DOUBT = "新的一年要核对什么；核对、改好以后删去这一行"


class Rounding(Part):
    """How a value is shown: 余 rounds down to a multiple of 到 and adds 余 to what was cut."""

    how: Annotated[str, Choice("余", "小数")] = Field(alias="方式")
    to: Count = Field(alias="到")


class FigureDefinition(Numbered):
    """A figure (指标): what is counted, where, and how. Written by a clerk, without code."""

    headline = "name"
    by_name = True
    answers = ("full",)

    name: Line = Field(alias="名称", description="正文用它取数")
    caliber: Line = Field(alias="口径", description="数的是什么、不数什么")
    group: Annotated[Word, Listed("指标分组")] = Field(alias="分组")
    method: Annotated[str, Choice.among(METHODS)] = Field(
        alias="算法", description="见“加一个指标”的算法表"
    )
    source: Line | None = Field(alias="来源", description="在哪本台账里数", default=None)
    where: Any = Field(alias="条件", description="见“加一个指标”", default={})
    field: Annotated[list[Line], Many] = Field(
        alias="字段", description="算哪个字段，见算法表", default=[]
    )
    by: Line | None = Field(
        alias="按日期",
        description="按记录的哪个日期算在不在期内，如 销号日期、验收.日期；不写是台账自己的日期",
        default=None,
    )
    stock: Yes = Field(
        alias="存量",
        description="数的是到统计截止时有多少，不是报告期里发生多少",
        default=False,
    )
    ever: Yes = Field(
        alias="历年",
        description="存量连以前各年文件夹里的一起数，办结了的也数；不写的，以前的只数没有办完的",
        default=False,
    )
    figures: Annotated[list[FigureRef], Many] = Field(alias="指标", default=[])
    current: FigureRef | None = Field(alias="本期", default=None)
    base: FigureRef | None = Field(alias="基期", default=None)
    numerator: FigureRef | None = Field(alias="分子", default=None)
    denominator: FigureRef | None = Field(alias="分母", default=None)
    unit: Line = Field(alias="单位")
    rounding: Rounding | None = Field(alias="取整", default=None)
    with_merged: Yes = Field(
        alias="含并入",
        description="数的是记录而不是事情：写了“并入”的履责记录也数",
        default=False,
    )
    with_hidden: Yes = Field(
        alias="含不可见",
        description="是总数：各版都连本版看不到的记录一起数，但不列出它们",
        default=False,
    )
    full: UnitRef | None = Field(
        alias="应满",
        description="应当到 100% 的才写，写由哪个机构负责；不到的列在首页“要处理的事”里",
        default=None,
    )
    key: Yes = Field(alias="首页", description="是否列在首页", default=False)
    doubt: Doubt = Field(alias="待确认", description=_DOUBT, default=None)


class Frozen(Numbered):
    """A figure's value of last year, as it was reported then."""

    headline = "figure"

    figure: FigureRef = Field(alias="指标")
    value: Amount = Field(alias="值", description="报告里公布的数，不再改")
    months: Annotated[list[Amount], Many] = Field(
        alias="各月",
        description="上年 1 月到 12 月各月的数，十二个；没有的不写",
        default=[],
    )
    source: Line = Field(alias="出处")
    incomplete: Yes = Field(
        alias="台账不全",
        description="那一年的台账只搬来一部分，算不出这个数；写了就不和它比",
        default=False,
    )


class SuppliedTotal(Numbered):
    """A total (汇总数) as it was supplied: who gave the number, by which document, who approved it.

    起 and 止 are both included; of what there was on a day they are that day. A part of another
    total names that one (含于). The content of what was counted is never kept here.
    """

    headline = "matter"
    when = "last"
    afterwards = ("given",)
    in_year = ("first", "last")
    order = (("first", "last"), ("last", "given"))
    of_totals = True
    page = "ledgers/totals.md"

    matter: Line = Field(alias="事项", description="数的是什么；不写数和时间，不写内容和姓名")
    number: Amount = Field(alias="数")
    unit: Line = Field(alias="单位", description="数的计量单位，如 件、人次、万元、%")
    first: Day = Field(alias="起", description="从哪天数起；截至某一天的，起、止都写那一天")
    last: Day = Field(alias="止", description="数到哪天")
    organ: UnitRef | None = Field(
        alias="机构", description="只数一个机构的才写；1、2 的不收", default=None
    )
    post: PostRef | None = Field(
        alias="岗位", description="只数一个岗位的才写；1、2 的不收", default=None
    )
    whole: Annotated[Line | None, Ref("汇总数")] = Field(
        alias="含于", description="是哪一条的一部分", default=None
    )
    source: Line = Field(alias="提供单位", description="谁数的、谁报来的")
    basis: DocumentRef | None = Field(
        alias="依据文件", description="写着这个数的文件；和“文号”至少写一项", default=None
    )
    document_number: Line | None = Field(alias="文号", default=None)
    approved_by: Line = Field(alias="批准", description="由谁批准报出")
    given: Day = Field(alias="提供日期", description="不早于止")

    def wholes(self, known: Mapping[str, Record]) -> list[SuppliedTotal]:
        """Return the totals of which this is a part, the nearest first.

        ``known`` are the totals by their ids. A circle ends before it repeats.
        """
        found = [self]
        while isinstance(whole := known.get(found[-1].whole or ""), SuppliedTotal):
            if any(whole is each for each in found):
                break
            found.append(whole)
        return found[1:]


class Reconciliation(Numbered):
    """A relation that must hold between figures (对账): a sum of some and a sum of others."""

    headline = "reason"
    page = "ledgers/reconciliation.md"

    reason: Line = Field(alias="说明", description="一句话：为什么应当这样")
    left: Annotated[list[FigureRef], Many] = Field(alias="左", description="几个指标就是它们的和")
    relation: Annotated[str, Choice("等于", "不大于", "不小于")] = Field(alias="关系")
    right: Annotated[list[FigureRef], Many] = Field(alias="右", description="几个指标就是它们的和")
    doubt: Doubt = Field(alias="待确认", description=_DOUBT, default=None)
