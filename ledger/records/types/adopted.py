"""The work list of an old report that is taken up: what stood in it, what is proposed, what is chosen."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Numbered
from ledger.records.fields import Choice, Count, Line, Many, Year, Yes
from ledger.records.model import Field


class Adopted(Numbered):
    """A spot of an old report (沿用清单): its sentence, the proposals for it, the choice of an author.

    The number is made of the sentence without its numbers: another year's report has the same.
    """

    headline = "sentence"
    by_product = True
    for_authors = True
    listed = False

    section: Line = Field(alias="节", description="docs/ 里的哪个文件")
    paragraph: Count = Field(alias="段", description="这一节里的第几段")
    sentence: Line = Field(alias="句", description="旧报告的原句")
    kind: Annotated[str, Choice("数量", "要求", "日期", "题名", "名称", "占位", "段落")] = Field(
        alias="种类", description="段落是一个数、一个名称也没有的一段"
    )
    spot: Line | None = Field(alias="词", description="句里的哪几个字", default=None)
    years: Annotated[list[Year], Many] = Field(
        alias="年份", description="哪几年的报告里有这一句", default=[]
    )
    proposals: Annotated[list[Line], Many] = Field(
        alias="建议", description="至多三个，像的在前", default=[]
    )
    reasons: Annotated[list[Line], Many] = Field(
        alias="理由", description="各建议的理由，一一对应", default=[]
    )
    sure: Yes = Field(alias="有把握", description="第一个建议不用另想", default=False)
    definition: Line | None = Field(
        alias="定义", description="选了“新指标”时写进 figures.yml 的，可以改", default=None
    )
    choice: Line | None = Field(
        alias="选",
        description="1、2、3，指标、文件、会议的名称，正文的一个词，照抄，上年的；不写是还没有定",
        default=None,
    )
    written: Line | None = Field(
        alias="写成", description="写进正文的；由程序写，不用改", default=None
    )
