"""Official documents and their kinds; what one said when it was sealed, corrections, what an old one becomes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Annotated

from ledger.issues import Mistake
from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.records.base import FigureRef, Numbered, Part, PostRef, Record
from ledger.records.fields import (
    EDITIONS,
    Audience,
    Choice,
    Count,
    Day,
    Identifier,
    Line,
    Many,
    Year,
    Yes,
)
from ledger.records.model import Field, Reading
from ledger.records.source import quoted


class Period(Part):
    """From the first to the last day, both included."""

    first: Day = Field(alias="起")
    last: Day = Field(alias="止")


class Enclosure(Part):
    """What is bound with the report (附件): its name, and the file that holds its text."""

    name: Line = Field(alias="名称", description="后面不加标点")
    file: Line = Field(alias="文件", description="docs/report/ 里的文件名")


#: the folder, below docs/, of the yearly report, and that of the folders of all other documents
REPORT_HOME, PAPERS_HOME = "report", "公文"
#: what may stand in a name that files and folders bear
_NAME_OF_FILE = Pattern(rf"(?!-)[{HAN}0-9A-Za-z-]{{1,31}}")
#: what a document has gone through; that it is sealed (封存) its seal tells
DRAFTED, SUBMITTED, SIGNED = "起草", "送审", "签发"


def names_files(said: str) -> bool:
    """Whether a name can be that of a file or folder; one like an edition would restrict its readers."""
    return bool(_NAME_OF_FILE.fullmatch(said)) and said not in EDITIONS


class OfficialDocument(Record):
    """An official document: its time, its text, and the elements around it (GB/T 9704-2012, clause 7).

    Which elements it must bear, and which it may not, its 文种 says (``Genre``).
    """

    headline = "name"
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

    name: Line = Field(alias="名称", description="命令和封存用的名称", default="年度报告")
    genre: Line = Field(alias="文种", description="见 CONTRIBUTING 的“几份公文”", default="报告")
    stage: Annotated[str, Choice(DRAFTED, SUBMITTED, SIGNED)] = Field(
        alias="进度", description="封存以后不用写", default=DRAFTED
    )
    title: Annotated[list[Line], Many] = Field(alias="标题", description="按意思分行，一行一个")
    copy_number: Line | None = Field(alias="份号", description="6 位数字", default=None)
    classification: Line | None = Field(
        alias="密级和保密期限", description="不得填写：本系统不处理国家秘密", default=None
    )
    urgency: Annotated[str, Choice("特急", "加急")] | None = Field(alias="紧急程度", default=None)
    sender_mark: Line | None = Field(alias="发文机关标志", default=None)
    number: Line | None = Field(alias="发文字号", default=None)
    signatory: Line | None = Field(alias="签发人", description="姓名，如 张示例", default=None)
    addressee: Line | None = Field(alias="主送机关", default=None)
    sections: Annotated[list[Line], Many] = Field(
        alias="各节",
        description="不写是这个文件夹里的各节；编别的公文的一节写 report/11-组织领导.md",
        default=[],
    )
    enclosures: Annotated[list[Enclosure], Many] = Field(alias="附件", default=[])
    signature: Line | None = Field(alias="署名", default=None)
    date: Day = Field(alias="成文日期")
    period: Period = Field(alias="报告期", description="期间数只数这一段里的")
    as_of: Day = Field(alias="统计截止", description="这一天以后的事不算；存量和逾期以这一天为准")
    copies: Annotated[list[Line], Many] = Field(alias="抄送", default=[])
    printer: Line | None = Field(alias="印发机关", default=None)
    printed: Day | None = Field(alias="印发日期", default=None)
    note: Line | None = Field(alias="附注", default=None)

    @property
    def home(self) -> str:
        """The folder, below docs/, that holds the text."""
        return REPORT_HOME

    @property
    def page_path(self) -> str:
        """The page, below docs/, that composes the text."""
        return f"{self.home}/index.md"

    @property
    def is_yearly(self) -> bool:
        """Whether it is the yearly report, whose time is that of the site."""
        return self.home == REPORT_HOME

    @property
    def figures_folder(self) -> str:
        """The folder, below that of the figures' pages, with those in the document's own time."""
        return "" if self.is_yearly else self.home.removeprefix(f"{PAPERS_HOME}/") + "/"

    def own_name(self, section: str) -> str:
        """Return the name of a section, without the folder where it is one of its own."""
        return section.removeprefix(f"{self.home}/")

    def path_of(self, section: str) -> str:
        """Return the path, from the root, of a section: one of its own, or of another document."""
        return f"docs/{section}" if "/" in section else f"docs/{self.home}/{section}"


class Report(OfficialDocument):
    """The yearly report."""

    sender_mark: Line = Field(alias="发文机关标志")
    number: Line = Field(alias="发文字号")
    signatory: Line = Field(alias="签发人", description="姓名，如 张示例")
    addressee: Line = Field(alias="主送机关")
    signature: Line = Field(alias="署名")
    printer: Line = Field(alias="印发机关")
    printed: Day = Field(alias="印发日期")


class Paper(OfficialDocument):
    """A document beside the yearly report (公文), with a time, a text and a folder of its own."""

    name: Line = Field(alias="名称", description="命令和封存用的名称，如 半年报告")
    genre: Line = Field(alias="文种", description="见 CONTRIBUTING 的“几份公文”")
    docs: Line | None = Field(
        alias="文件夹", description="docs/公文/ 里放正文的文件夹，不写和名称一样", default=None
    )

    @property
    def home(self) -> str:
        """The folder, below docs/, that holds the text."""
        return f"{PAPERS_HOME}/{self.docs or self.name}"

    @property
    def is_misplaced(self) -> bool:
        """Whether its file bears another name: then it is not known where its text lies."""
        return self.name != PurePosixPath(self.place().path).stem


class GenrePart(Part):
    """A part that a document of a kind has: its name, and words by which a heading tells of it."""

    name: Line = Field(alias="名称")
    words: Annotated[list[Line], Many] = Field(
        alias="标题里有", description="标题里有其中一个词的，就是这一部分"
    )
    said: Annotated[list[Line], Many] = Field(
        alias="正文里有", description="没有单独标题的，正文里有其中一句也算", default=[]
    )
    needed: Yes = Field(alias="必写", description="缺了不能定稿；不写的，缺了只提示", default=False)


class Genre(Record):
    """A kind of documents (文种): which elements its documents bear, and which parts in which order."""

    headline = "name"
    of_rules = True
    listed = False

    name: Line = Field(alias="名称")
    meaning: Line = Field(alias="说明")
    source: Line = Field(alias="依据", description="从哪里读来的，哪一天；没有规定的照实写")
    title: Line = Field(
        alias="题目", description="新写一份时标题的样子，{时间} 换成报告期", default="{时间}情况"
    )
    needed: Annotated[list[Line], Many] = Field(
        alias="必有的要素", description="公文的键，如 主送机关", default=[]
    )
    absent: Annotated[list[Line], Many] = Field(alias="没有的要素", default=[])
    parts: Annotated[list[GenrePart], Many] = Field(
        alias="内容", description="写哪几部分，依次写", default=[]
    )


def _to_exact(value: object) -> str:
    """Return an exact number as it was typed: a whole one, or a fraction."""
    if re.fullmatch(r"-?[0-9]+(/[1-9][0-9]*)?", str(value)):
        return str(value)
    raise Mistake(f"“{value}”不是封存写出的数；封存的文件不要改，请从备份恢复", "seal.damaged")


class SealedFigure(Part):
    """What a figure was when a document was sealed, as one edition and those that show more had it."""

    id: Identifier = Field(alias="编号")
    name: Line = Field(alias="名称")
    readers: Annotated[str, Choice(*EDITIONS)] = Field(alias="可见", default=EDITIONS[0])
    value: Annotated[str, Reading(_to_exact)] = Field(
        alias="值", description="准确的数，不是整数的写成分数"
    )
    shown: Line = Field(alias="文字")
    months: Annotated[list[Line], Many] = Field(alias="各月", default=[])
    caliber: Line = Field(alias="口径")
    definition: Line = Field(
        alias="算法", description="算法、来源、条件等，和 figures.yml 里的一样"
    )


class SealedText(Part):
    """One element of the document: what it is in GB/T 9704-2012, and its text; a table's rows."""

    kind: Line = Field(alias="要素")
    readers: Annotated[str, Choice(*EDITIONS)] = Field(alias="可见", default=EDITIONS[0])
    text: Line | None = Field(alias="文字", default=None)
    rows: Annotated[list[Line], Many] = Field(alias="表格", default=[])


class Seal(Record):
    """A document as it was signed (封存): its figures, its text, digests of the records behind it.

    ``digest`` is that of all the rest: who edits the file breaks it.
    """

    headline = "document"
    by_product = True
    listed = False

    document: Line = Field(alias="文件")
    day: Day = Field(alias="封存日期")
    post: PostRef = Field(alias="岗位")
    version: Line = Field(alias="产品")
    period: Period = Field(alias="报告期")
    as_of: Day = Field(alias="统计截止")
    figures: Annotated[list[SealedFigure], Many] = Field(alias="指标", default=[])
    texts: Annotated[list[SealedText], Many] = Field(alias="正文", default=[])
    pdf: Line = Field(alias="PDF摘要", description="SHA-256")
    word: Line = Field(alias="Word摘要", description="SHA-256")
    records: Annotated[list[Line], Many, Audience(EDITIONS[-1])] = Field(alias="记录", default=[])
    digest: Annotated[Line, Audience(EDITIONS[-1])] = Field(alias="摘要", default="")


#: the list of all seals, from the root
SEALS = "data/封存目录.yml"


def path_of(year: int, document: str) -> str:
    """Return the file of a document's seal, from the root."""
    return f"data/{year}/封存/{document}.yml"


class SealEntry(Record):
    """A line of the list of all seals (封存目录), by which a seal that is lost or replaced is found."""

    headline = "document"
    by_product = True
    listed = False

    year: Year = Field(alias="年份")
    document: Line = Field(alias="文件")
    digest: Annotated[Line, Audience(EDITIONS[-1])] = Field(
        alias="摘要", description="封存的文件最后一行的", default=""
    )

    @classmethod
    def text_of(cls, seals: Iterable[Seal]) -> str:
        """Return the list of some seals, a line for each."""
        head = "# 封存过的各份，由 python -m ledger seal 写出，一份一行。不要改：少了哪一份、换了哪一份，由它看得出。\n"
        return head + "".join(map(cls.line_of, seals))

    @classmethod
    def line_of(cls, seal: Seal) -> str:
        """Return the line of a seal."""
        begin = cls.beginning(seal.period.last.year, seal.document)
        few = seal.readers != EDITIONS[0]
        readers = f", {cls.key_of('readers')}: {seal.readers}" if few else ""
        return f"{begin}, {cls.key_of('digest')}: {quoted(seal.digest)}{readers}}}\n"

    @classmethod
    def beginning(cls, year: int, document: str) -> str:
        """Return what the line of a document's seal begins with."""
        return f"- {{{cls.key_of('year')}: {year}, {cls.key_of('document')}: {quoted(document)}"


class Correction(Numbered):
    """A correction (更正) of a record behind a sealed document, or of one of its figures."""

    headline = "reason"
    when = "date"
    one_of = (("record", "figure"),)
    at_home = True
    intro = "封存以后改动的：原来是什么，改成什么，为什么，谁改的。"

    date: Day = Field(alias="日期", description="哪天更正的，不早于封存日期")
    change: Annotated[str, Choice("改正", "补记", "删去")] = Field(
        alias="改动", description="不写是改正一个键或一个指标的数", default="改正"
    )
    source: Line | None = Field(alias="台账", description="更正记录的写", default=None)
    record: Line | None = Field(alias="记录", description="那一条的编号", default=None)
    key: Line | None = Field(alias="键", description="改正的是哪个键", default=None)
    figure: FigureRef | None = Field(
        alias="指标", description="封存的数变了的，每份公文的每个指标一条", default=None
    )
    document: Line | None = Field(
        alias="文件", description="指标是哪份公文的，不写是年度报告", default=None
    )
    old: Line | None = Field(alias="原值", description="封存时的；没有的写 无", default=None)
    new: Line | None = Field(alias="新值", description="现在的；没有的写 无", default=None)
    reason: Line = Field(alias="理由")
    post: PostRef = Field(alias="岗位", description="谁批准更正的")


#: what may be chosen beside words: the text stays, is of last year, needs a new figure
AS_IS, OF_LAST_YEAR, NEW_FIGURE = "照抄", "上年的", "新指标"


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
    at: Count = Field(alias="位", description="词从句里的第几个字起", default=0)
    years: Annotated[list[Year], Many] = Field(
        alias="年份", description="哪几年的报告里有这一句", default=[]
    )
    proposals: Annotated[list[Line], Many] = Field(
        alias="建议", description="至多三个，像的在前", default=[]
    )
    reasons: Annotated[list[Line], Many] = Field(
        alias="理由", description="各建议的理由，一一对应", default=[]
    )
    choice: Line | None = Field(
        alias="选",
        description="1、2、3，指标、文件、会议的名称，正文的一个词，照抄，上年的；不写是还没有定",
        default=None,
    )
    definition: Line | None = Field(
        alias="定义",
        description="选了“新指标”时写进 figures.yml 的，写进以前可以改；写进以后就不在这里了，改那里",
        default=None,
    )
    sure: Yes = Field(alias="有把握", description="第一个建议不用另想", default=False)
    written: Line | None = Field(
        alias="写成", description="写进正文的；由程序写，不用改", default=None
    )
