"""The elements of the report as an official document."""

from __future__ import annotations

from typing import Annotated

from ledger.records.base import Part, Record
from ledger.records.fields import Choice, Day, Line, Many
from ledger.records.model import Field


class Period(Part):
    """From the first to the last day, both included."""

    first: Day = Field(alias="起")
    last: Day = Field(alias="止")


class Enclosure(Part):
    """What is bound with the report (附件): its name, and the file that holds its text."""

    name: Line = Field(alias="名称", description="后面不加标点")
    file: Line = Field(alias="文件", description="docs/report/ 里的文件名")


class Report(Record):
    """The elements of the official document around its text (GB/T 9704-2012, clause 7)."""

    order = (("as_of", "date"), ("date", "printed"))
    quoted = (
        "title",
        "sender_mark",
        "addressee",
        "enclosures",
        "signature",
        "copies",
        "printer",
        "note",
    )

    title: Annotated[list[Line], Many] = Field(alias="标题", description="按意思分行，一行一个")
    copy_number: Line | None = Field(alias="份号", description="6 位数字", default=None)
    classification: Line | None = Field(
        alias="密级和保密期限", description="不得填写：本系统不处理国家秘密", default=None
    )
    urgency: Annotated[str, Choice("特急", "加急")] | None = Field(alias="紧急程度", default=None)
    sender_mark: Line = Field(alias="发文机关标志")
    number: Line = Field(alias="发文字号")
    signatory: Line = Field(alias="签发人", description="姓名，如 张示例")
    addressee: Line = Field(alias="主送机关")
    enclosures: Annotated[list[Enclosure], Many] = Field(alias="附件", default=[])
    signature: Line = Field(alias="署名")
    date: Day = Field(alias="成文日期")
    period: Period = Field(alias="报告期", description="期间数只数这一段里的")
    as_of: Day = Field(alias="统计截止", description="这一天以后的事不算；存量和逾期以这一天为准")
    copies: Annotated[list[Line], Many] = Field(alias="抄送", default=[])
    printer: Line = Field(alias="印发机关")
    printed: Day = Field(alias="印发日期")
    note: Line | None = Field(alias="附注", default=None)
