"""Instruments with their versions and noted articles, and the questions on them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ledger.issues import Mistake
from ledger.records.base import InstrumentRef, Numbered, Part, Record
from ledger.records.fields import (
    Choice,
    Count,
    Day,
    Identifier,
    Line,
    Listed,
    Many,
    Year,
    Yes,
    to_count,
)
from ledger.records.model import Field, Reading
from ledger.wordlists import Word


class Chapter(Part):
    """A chapter of a version and the articles it holds, where they are known."""

    part: Line | None = Field(alias="编", default=None)
    name: Line = Field(alias="名称")
    first: Count | None = Field(alias="起", description="没有核对过的不写", default=None)
    last: Count | None = Field(alias="止", default=None)
    derived: Yes = Field(alias="推算", description="由已核对的数推算", default=False)


class Checked(Part):
    """Which independent source was read for a fact, and on which day."""

    source: Line = Field(alias="来源", description="读的是什么：文件、网页或者书")
    day: Day = Field(alias="日期", description="哪一天读的")


class Mark(Part):
    """A word by which a version is known: it stands in this article of this version."""

    article: Count = Field(alias="条")
    word: Line = Field(alias="词")


class Version(Part):
    """A version of an instrument. Only what was verified is filled in.

    It is called by the year in which it was issued, or adopted where no day of issue is known.
    """

    year: Year = Field(
        alias="年份", description="印发（公布）的那一年；没有印发日期的写通过的那一年"
    )
    adopted: Day | None = Field(alias="通过", default=None)
    issued: Day | None = Field(alias="印发", default=None)
    effective: Day | None = Field(alias="施行", default=None)
    replaced: Day | None = Field(alias="取代", description="从这一天起由下一版取代", default=None)
    articles: Count | None = Field(alias="条数", default=None)
    parts: Count | None = Field(alias="编数", default=None)
    chapter_count: Count | None = Field(alias="章数", default=None)
    chapters: list[Chapter] = Field(alias="章", default=[])
    marks: list[Mark] = Field(
        alias="特征", description="导入原文时用来辨认版本：这一版的这一条里有这个词", default=[]
    )
    checked: Checked | None = Field(
        alias="核对", description="没有核对过的版本不能引用", default=None
    )

    @property
    def known(self) -> date:
        """The day from which the version is known to exist; the year's first where no day is."""
        return self.issued or self.adopted or date(self.year, 1, 1)


class ArticleNumber(Part):
    """An article's number in one version; 0 where the version has no such article."""

    article: Count = Field(alias="条")
    derived: Yes = Field(alias="推算", default=False)


def to_numbers(value: Any) -> Any:
    """Read ``{2018: 122, 2023: 无}``: by the version's year a number, 无, or a group of values."""
    if not isinstance(value, dict):
        message = "写成 {年份: 条号}，例如 {2018: 122, 2023: 132}；没有这一条的写 无"
        raise Mistake(message, "value.numbers")
    return {
        to_count(year): entry
        if isinstance(entry, dict)
        else {"条": 0 if str(entry) == "无" else entry}
        for year, entry in value.items()
    }


class Article(Part):
    """What one rule says, in the editor's own words, and its number in each version."""

    id: Identifier = Field(alias="编号")
    topic: Line = Field(alias="主题")
    numbers: Annotated[dict[int, ArticleNumber], Reading(to_numbers)] = Field(
        alias="条号", description="各版的条号，如 `{2018: 122, 2023: 132}`；没有这一条的写 无"
    )
    gist: Line = Field(alias="要点", description="自己的话，不抄原文")
    change: Line | None = Field(alias="变化", description="后来的版本改了什么", default=None)


class Instrument(Numbered):
    """A regulation (法规) with its versions and the articles that were noted."""

    headline = "name"
    by_name = True
    of_rules = True
    page = "regulations/{id}.md"
    overview = "regulations/index.md"

    name: Line = Field(
        alias="名称", description="正式名称，报告里印的是它；法律不写“中华人民共和国”"
    )
    short: Line = Field(alias="简称", description="引用时写它")
    kind: Annotated[Word, Listed("法规种类")] = Field(alias="种类")
    issuer: Line | None = Field(alias="制定机关", default=None)
    trade: Line | None = Field(
        alias="行业", description="只和一行的单位有关的写；新建项目时不带", default=None
    )
    about: Line = Field(alias="说明")
    versions: Annotated[list[Version], Many] = Field(
        alias="版本", description="没有核对过的不写", default=[]
    )
    noted: list[Article] = Field(alias="条文", default=[])


class TextArticle(Part):
    """An article of an official text: its number, where it stands, its paragraphs (款)."""

    number: Count = Field(alias="条")
    sub: Count = Field(alias="之", description="第×条之×；没有的不写", default=0)
    part: Line | None = Field(alias="编", default=None)
    chapter: Line | None = Field(alias="章", default=None)
    section: Line | None = Field(alias="节", default=None)
    paragraphs: Annotated[list[Line], Many] = Field(alias="款", description="各项另起一行")


class OfficialText(Record):
    """The text of a version, from the bureau's own copy. Written by ``import-regulation``."""

    headline = "source"
    of_rules = True
    of_others = True

    instrument: InstrumentRef = Field(alias="法规")
    year: Year = Field(alias="年份")
    source: Line = Field(alias="来源", description="导入的文件")
    digest: Line = Field(alias="校验", description="那个文件的 SHA-256")
    head: Annotated[list[Line], Many] = Field(
        alias="题头", description="第一条以前的文字", default=[]
    )
    doubts: Annotated[list[Line], Many] = Field(
        alias="存疑", description="导入时有疑点、人看过仍要导入的", default=[]
    )
    articles: list[TextArticle] = Field(alias="条")


class Basis(Part):
    """The version of an instrument that a question rests on, and the article where there is one."""

    instrument: InstrumentRef = Field(alias="法规")
    year: Year = Field(alias="年份")
    article: Count | None = Field(alias="条", default=None)


class Question(Numbered):
    """A question for self-study. Results of real tests enter the ledgers as totals only."""

    headline = "stem"
    of_rules = True
    of_others = True
    page = "regulations/quiz.md"
    overview = "regulations/index.md"

    kind: Annotated[str, Choice("单选", "多选", "判断")] = Field(alias="题型")
    stem: Line = Field(alias="题干")
    options: Annotated[list[Line], Many] = Field(alias="选项", description="判断题不写", default=[])
    answer: Annotated[list[Line], Many] = Field(
        alias="答案", description="正确选项是第几个，如 `[2]`；判断题写 对 或 错"
    )
    basis: Basis = Field(alias="依据")
    explanation: Line = Field(alias="解析")
    checked: Checked | None = Field(
        alias="核对", description="对照过依据的那一条才写；没有核对的题不进卷子", default=None
    )

    @property
    def right(self) -> list[int]:
        """The numbers of the right options from 1; 对 is 1 and 错 is 2."""
        return [{"对": 1, "错": 2}.get(each) or int(each) for each in self.answer]

    @property
    def choices(self) -> list[str]:
        """The options as they are shown."""
        return self.options or ["对", "错"]
