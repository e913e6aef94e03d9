"""What a new project must know, and what it keeps of the product that laid it."""

from __future__ import annotations

from typing import Annotated

from ledger.issues import Mistake
from ledger.records.base import Part, Record
from ledger.records.fields import Day, Line, Many, Year, Yes
from ledger.records.model import Field


class Answers(Record):
    """The answers, all of them; ``ledger.founding`` fills in those that may be left out."""

    full_name: Line = Field(alias="全称", description="单位的全称")
    name: Line = Field(alias="简称", description="报告里怎样简称")
    party_group: Line = Field(alias="党组", description="党组或党委的全称")
    year: Year = Field(alias="报告年度", description="报告的是哪一年，如 2024")
    departments: Line = Field(alias="内设机构称谓", description="如 科室、股室、处室")
    addressee: Line = Field(alias="主送机关", description="报告给谁")
    inspectors: Line | None = Field(
        alias="派驻机构", description="派驻纪检监察组的名称，没有就直接回车", default=None
    )
    mark: Line = Field(alias="机关代字", description="发文字号里年份以前的几个字")
    signatory: Line = Field(alias="签发人", description="签发报告的人的姓名")
    date: Day = Field(alias="成文日期", description="定稿时可以再改")
    ledgers: Annotated[list[Line], Many] = Field(
        alias="台账", description="记哪些，用顿号隔开，以后随时可以添"
    )
    library: Yes = Field(alias="法规库", description="要不要自带的法规、固定说法和题库，是 或 否")


class LaidFile(Part):
    """A file of the product's library, as the project was given it or told of it."""

    path: Line = Field(alias="文件")
    digest: Line = Field(alias="摘要")


class Laid(Record):
    """The version, and the files of the library as that version shipped them."""

    version: Line = Field(alias="产品")
    files: list[LaidFile] = Field(alias="自带", default=[])

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers; raises ``Mistake`` where it is none."""
        return number_of(self.version)


def number_of(version: str) -> tuple[int, ...]:
    """Return the numbers of a version such as 0.1.0; raises ``Mistake`` for anything else."""
    parts = version.split(".")
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise Mistake(f"“{version}”不是版本；请写成 0.1.0 的样子", "value.number")
    return tuple(map(int, parts))
