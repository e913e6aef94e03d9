"""What a bureau declares in data: words of a list (词表), ledgers (台账), what a foreign sheet means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from ledger.records.base import Part, Record
from ledger.records.fields import EDITIONS, Choice, Identifier, Line, Many, Year, Yes
from ledger.records.model import Field, Way


class ListedWord(Record):
    """A word that some field may hold; its file is named like the list (``lists.LISTS``)."""

    headline = "word"
    brief = "word"
    of_rules = True

    word: Line = Field(alias="词")
    roles: Annotated[list[Line], Many] = Field(
        alias="作用", description="这个词在规则里起什么作用，见各词表的说明", default=[]
    )
    also: Annotated[list[Line], Many] = Field(
        alias="又作", description="台账里这样写的，按这个词算", default=[]
    )
    first: Year | None = Field(alias="自", description="从哪一年起用", default=None)
    last: Year | None = Field(alias="至", description="用到哪一年", default=None)
    address: Identifier | None = Field(
        alias="地址", description="网址里的写法，不写的由本站定", default=None
    )


#: the types of a key (类型) by name; ``ledger.records.kinds`` enters them, and knows the rest
TYPES: dict[str, object] = {}


class InnerKey(Part):
    """A key: what may be written under it, and whether it must be."""

    key: Line = Field(alias="键", description="汉字，和台账里写的一样")
    type: Annotated[str, Choice.among(TYPES)] = Field(alias="类型", default="文字")
    required: Yes = Field(alias="必填", default=False)
    note: Line | None = Field(alias="说明", description="写给填的人看", default=None)
    words: Line | None = Field(
        alias="词表", description="“选项”用哪份词表，如 约谈类别", default=None
    )
    ledger: Line | None = Field(
        alias="台账", description="“引用”的是哪本台账，如 岗位", default=None
    )
    several: Yes = Field(alias="多个", description="可以写一个，也可以写几个", default=False)
    unit: Line | None = Field(alias="单位", description="数的单位，如 万元", default=None)
    audience: Annotated[str | None, Choice(*EDITIONS[1:])] = Field(
        alias="可见", description="只给谁看，不写是全员；只给一部分人看的键不能必填", default=None
    )


class DeclaredKey(InnerKey):
    """A key of a ledger, and what holds between its value and others."""

    parts: Annotated[list[InnerKey], Many] = Field(
        alias="分项", description="“分项”下面的键", default=[]
    )
    summed: Yes = Field(
        alias="合计", description="是数，各条加起来有意义；表上有合计", default=False
    )
    later: Yes = Field(
        alias="后填",
        description="事情办了以后才填：统计截止以后填的，算作那时还没有",
        default=False,
    )
    in_year: Yes = Field(alias="当年", description="是日期或月份，要在报告年度之内", default=False)
    not_before: Line | None = Field(
        alias="不早于", description="另一个键，这一天不能在它之前", default=None
    )
    not_above: Annotated[list[Line], Many] = Field(
        alias="不多于",
        description="另一个键，这个数是它的一部分；写几个的，是它们的和",
        default=[],
    )
    unique: Yes = Field(alias="不重复", description="各条的都不同，如文号", default=False)
    when: dict[str, Annotated[list[Line], Many]] = Field(
        alias="何时必填",
        description="另一个键是哪些词的时候必填，如 {方式: [约谈, 函询]}；写几个键的，要都是",
        default={},
    )


class DeclaredState(Part):
    """What a word of 状态 with a role asks for."""

    role: Line = Field(alias="作用", description="词表“作用”里的：办结、长期、达标、命名")
    day: Line | None = Field(alias="日期", description="哪个键记着这一天", default=None)
    before: Line | None = Field(alias="此前", description="在这之前是哪一个作用", default=None)
    proofs: Annotated[list[Line], Many] = Field(
        alias="要有", description="到了这个状态必须写的键", default=[]
    )
    equal: Annotated[list[Line], Many] = Field(
        alias="相等", description="到了这个状态，这几个键的数要相等", default=[]
    )


class Declaration(Record):
    """A ledger of the bureau's own, or keys that it adds to another; its file bears the name."""

    headline = "note"
    of_rules = True

    note: Line = Field(alias="说明", description="一句话：记什么；网页上写在表的上面")
    address: Identifier | None = Field(
        alias="地址", description="网址里的写法；本站已有的台账不写", default=None
    )
    after: Line | None = Field(
        alias="排在", description="在哪本台账后面，不写的在最后", default=None
    )
    usual: Yes = Field(alias="常备", description="新建项目时不点名也建它的文件", default=False)
    monthly: Yes = Field(alias="每月一个文件", default=False)
    lasting: Yes = Field(
        alias="不分年度", description="文件在 data/ 下，不在年度的文件夹里", default=False
    )
    subject: Line | None = Field(
        alias="标题", description="哪个键用一句话说清这一条是什么", default=None
    )
    day: Line | None = Field(
        alias="日期", description="哪个键的日期、月份或季度决定算在哪一期", default=None
    )
    until: Line | None = Field(alias="时限", description="哪个键是办的期限", default=None)
    over: Line | None = Field(
        alias="结束",
        description="没有“状态”的：哪个键记着办完、不再有的那天；没有写那天的，以后各年接着读",
        default=None,
    )
    repeats: Yes = Field(
        alias="每年照旧",
        description="每年照样做一遍的：和以前年份的一样，不算抄来的，只提示",
        default=False,
    )
    owners: Annotated[list[Line], Many] = Field(
        alias="责任", description="哪几个键写着谁负责，主要的在前", default=[]
    )
    same: Line | None = Field(
        alias="同一件事", description="哪个键写着和另一条是同一件事，只计一次", default=None
    )
    keys: Annotated[list[DeclaredKey], Many] = Field(
        alias="键", description="台账的每一个键；编号和可见都有，不写", default=[]
    )
    states: Annotated[list[DeclaredState], Many] = Field(
        alias="状态", description="“状态”的词到了哪一步，要有什么", default=[]
    )
    any_of: Annotated[list[Line], Many] = Field(
        alias="至少写一项", description="这几个键至少要写一个", default=[]
    )
    together: Annotated[list[Line], Many] = Field(
        alias="不重复",
        description="这几个键合起来，各条的都不同，如 [单位, 月份]；有一个没写的不比",
        default=[],
    )
    heads: Annotated[list[Line], Many] = Field(
        alias="栏", description="表上先显示的键，别的点开才显示；不写是全部", default=[]
    )
    split: Line | None = Field(alias="分组", description="网页上按哪个键的词分开列", default=None)

    @property
    def name(self) -> str:
        """The ledger's name: that of the file."""
        return self.place().path.rpartition("/")[2].removesuffix(".yml")

    def every_key(self) -> Iterator[tuple[Way, InnerKey]]:
        """Yield each key, those of groups as well, with the way to it."""
        for at, key in enumerate(self.keys):
            yield ("keys", at), key
            for inner, part in enumerate(key.parts):
                yield ("keys", at, DeclaredKey.key_of("parts"), inner), part


class MeantWord(Part):
    """What a text of a cell means."""

    text: Line = Field(alias="写", description="格里写的")
    meant: Line | None = Field(
        alias="是", description="台账里应当写的；不写，是不取这个值", default=None
    )


class MeantColumn(Part):
    """What a column of a foreign sheet means: a key, or nothing that the ledger has."""

    head: Line = Field(alias="表头", description="栏名，不写空格和换行；两行的写成 参加人数·应到")
    key: Line | None = Field(
        alias="键",
        description="台账里的键，分项里的写成 验收·日期；不写，是不取这一栏",
        default=None,
    )
    words: Annotated[list[MeantWord], Many] = Field(
        alias="值", description="格里的词是台账里的哪个", default=[]
    )


class Always(Part):
    """What every record of a foreign sheet holds, though no column says so."""

    key: Line = Field(alias="键")
    value: Line = Field(alias="写", description="每一条都这样写")


class SheetMapping(Record):
    """How the sheets of a foreign ledger are read: of which ledger, and which column is which key."""

    headline = "target"
    of_rules = True
    of_others = True
    listed = False

    target: Line = Field(alias="台账", description="记进哪本台账")
    heads: Annotated[list[MeantColumn], Many] = Field(
        alias="栏", description="表里的每一栏是哪个键"
    )
    always: Annotated[list[Always], Many] = Field(
        alias="都是", description="表里没有一栏写的键，每一条都写什么", default=[]
    )

    @property
    def name(self) -> str:
        """Its name: that of the file."""
        return self.place().path.rpartition("/")[2].removesuffix(".yml")
