"""The record types: the only place where a Chinese key meets an English field.

A ledger (台账) is a list of records of one type in one file, or in one file a month. Fields
without a default are required. Amounts are in the unit that the record states, dates are days of
the civil calendar, people appear by their post.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from ledger.fields import (
    Amount,
    Choice,
    Count,
    Day,
    Identifier,
    Line,
    Many,
    Month,
    Ref,
    Yes,
    to_count,
)
from ledger.issues import Issue, Mistake, Place
from ledger.source import Mapping, place_of

PostRef = Annotated[Line, Ref("岗位")]
UnitRef = Annotated[Line, Ref("机构")]
DocumentRef = Annotated[Line, Ref("文件会议")]
FigureRef = Annotated[Line, Ref("指标")]
InstrumentRef = Annotated[Line, Ref("法规")]


class Part(BaseModel):
    """A group of values inside a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)

    @classmethod
    def field_of(cls, key: str) -> str | None:
        """Return the field that the Chinese key stands for."""
        return next((name for name, info in cls.model_fields.items() if info.alias == key), None)

    @classmethod
    def all_keys(cls) -> list[str]:
        """Return the Chinese keys in their order."""
        return [info.alias or name for name, info in cls.model_fields.items()]

    @classmethod
    def key_of(cls, field: str) -> str:
        """Return the Chinese key of a field."""
        return cls.model_fields[field].alias or field


class Record(Part):
    """One entry of a ledger; it remembers where it was typed."""

    #: the field that says in one line what the record is about
    headline: ClassVar[str] = ""
    #: the field (a day or a month) that places the record in the year
    when: ClassVar[str | None] = None

    _source: Mapping = PrivateAttr(default_factory=Mapping)

    @classmethod
    def from_source(cls, source: Mapping) -> Self:
        """Build a record; raises ``pydantic.ValidationError`` with ``Mistake`` messages."""
        record = cls.model_validate(source)
        record._source = source
        return record

    def place(self, *path: str | int) -> Place:
        """Return where a field's value was typed, or the record where the field was not."""
        value: Any = self._source
        for step in path:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) else value
            else:
                key = self.key_of(step) if step in type(self).model_fields else step
                value = value.get(key, value)
        return place_of(value, self._source.place)

    @property
    def anchor(self) -> str:
        """The record's id; it is the anchor of its row on the ledger's page."""
        return str(getattr(self, "id", None) or f"line-{self._source.place.line}")

    @property
    def in_month(self) -> str | None:
        """The month that the record belongs to, as ``2021-03``."""
        value = getattr(self, self.when) if self.when else None
        return str(value)[:7] if value else None

    def issue(self, message: str, *path: str | int) -> Issue:
        """Return an issue at one of the record's fields."""
        return Issue(self.place(*path), message)


class Numbered(Record):
    """A record with an id that other records, anchors and addresses rely on."""

    id: Identifier = Field(alias="编号", description="小写字母、数字和“-”，不重复")


class Unit(Record):
    """The bureau itself. 示例 marks fictional data and puts a banner on every page."""

    sample: Yes = Field(
        alias="示例", description="数据是虚构的；网站每页会有一行说明", default=False
    )
    year: Count = Field(alias="报告年度", description="data/ 下同名的文件夹里是这一年的数据")
    name: Line = Field(alias="简称")
    full_name: Line = Field(alias="全称")
    party_group: Line = Field(alias="党组")
    city: Line = Field(alias="市名")
    province: Line = Field(alias="省名")
    slogan: Line = Field(alias="城市愿景")
    system: Line = Field(alias="系统")
    inspectors: Line = Field(alias="派驻机构")
    platform: Line = Field(alias="监察平台")
    messenger: Line = Field(alias="信使系统")


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

    title: Annotated[list[Line], Many] = Field(alias="标题", description="按意思分行，一行一个")
    copy_number: Line | None = Field(alias="份号", description="6 位数字", default=None)
    classification: Line | None = Field(
        alias="密级和保密期限", description="不得填写：本系统不处理国家秘密", default=None
    )
    urgency: Annotated[str, Choice("特急", "加急")] | None = Field(alias="紧急程度", default=None)
    sender_mark: Line = Field(alias="发文机关标志")
    number: Line = Field(alias="发文字号")
    signatory: PostRef = Field(alias="签发人")
    addressee: Line = Field(alias="主送机关")
    enclosures: Annotated[list[Enclosure], Many] = Field(alias="附件", default=[])
    signature: Line = Field(alias="署名")
    date: Day = Field(alias="成文日期")
    period: Period = Field(alias="报告期")
    as_of: Day = Field(alias="统计截止", description="算逾期以这一天为准")
    copies: Annotated[list[Line], Many] = Field(alias="抄送", default=[])
    printer: Line = Field(alias="印发机关")
    printed: Day = Field(alias="印发日期")
    note: Line | None = Field(alias="附注", default=None)


class Organ(Numbered):
    """A department of the bureau, an affiliated institution or a county bureau."""

    headline = "name"

    name: Line = Field(alias="名称")
    kind: Annotated[str, Choice("内设机构", "直属单位", "县区科技局")] = Field(alias="类型")


class Post(Numbered):
    """A post. In-post months are the months for which it owes a trace record or 本月无."""

    headline = "name"

    name: Line = Field(alias="名称")
    short: Line | None = Field(alias="简称", default=None)
    organ: UnitRef | None = Field(alias="机构", default=None)
    rank: Annotated[str, Choice("主要领导", "班子成员", "中层干部", "工作人员")] = Field(
        alias="层级"
    )
    duties: Annotated[list[Line], Many] = Field(alias="职责")
    months: Count = Field(alias="在岗月数", description="不写算 12", default=12)


class Document(Numbered):
    """A meeting of a superior body, or a document. 日期 is the day it was held or published."""

    headline = "name"
    when = "date"

    name: Line = Field(alias="名称")
    short: Line | None = Field(alias="简称", default=None)
    kind: Annotated[str, Choice("会议", "文件", "党内法规", "本局文件")] = Field(alias="类型")
    level: Annotated[str, Choice("中央", "省", "市", "本局")] = Field(alias="层级")
    issuer: Line = Field(alias="机关")
    date: Day = Field(alias="日期", description="会议的闭幕日、文件的印发日、法规的施行日")
    number: Line | None = Field(alias="文号", default=None)


#: the nine categories of trace records and their names in addresses
CATEGORIES = {
    "研究部署": "planning",
    "学习教育": "study",
    "听取汇报": "hearings",
    "廉政谈话": "integrity-talks",
    "个别谈话": "personal-talks",
    "廉政党课": "lectures",
    "督导调研": "supervision",
    "检查考核": "inspections",
    "专题报告": "reports",
}


class Late(Part):
    """When and why an event was entered after its month (补录)."""

    entered: Day = Field(alias="登记日期")
    reason: Line = Field(alias="原因")


class Trace(Numbered):
    """A trace record (履责记录): what a post did on a day, in one of nine categories."""

    headline = "matter"
    when = "date"

    category: Annotated[str, Choice(*CATEGORIES)] = Field(alias="类别")
    date: Day = Field(alias="日期", description="事情发生的日期，记在当月的文件里")
    post: PostRef = Field(alias="岗位", description="由谁履责")
    matter: Line = Field(alias="事项", description="一句话说清做了什么")
    form: Annotated[
        str | None,
        Choice(
            "集体学习", "中心组学习", "讨论学习", "支部学习", "专题部署会", "党组会", "系统会议",
            "民主生活会", "组织生活会", "中层干部会", "干部职工大会", "季度廉政教育会",
            "警示教育基地", "警示教育片", "案例通报", "知识测试", "知识竞赛", "研讨交流",
            "专题培训", "廉洁文化活动",
        ),
    ] = Field(alias="形式", default=None)  # fmt: skip
    topic: Annotated[
        str | None,
        Choice(
            "上级会议精神", "党内法规", "党史学习教育", "主体责任", "作风建设", "廉洁文化",
            "警示教育", "廉政风险防控", "廉勤监督", "三同制度", "廉政阳光科技",
        ),
    ] = Field(alias="主题", default=None)  # fmt: skip
    documents: Annotated[list[DocumentRef], Many] = Field(alias="学习文件", default=[])
    place_name: Line | None = Field(alias="地点", default=None)
    chair: PostRef | None = Field(alias="主持", default=None)
    lecturer: PostRef | None = Field(alias="主讲", default=None)
    audience: Annotated[
        str | None,
        Choice("党组成员", "中心组成员", "全体党员", "党员干部", "全体干部职工", "党员和副科级以上干部",
               "中层干部", "县区科技局"),
    ] = Field(alias="范围", default=None)  # fmt: skip
    due: Count | None = Field(alias="应到", default=None)
    present: Count | None = Field(alias="实到", default=None)
    excused: Count | None = Field(alias="请假", default=None)
    talk: Annotated[
        str | None, Choice("谈心谈话", "任前谈话", "节前谈话", "提醒谈话", "诫勉谈话")
    ] = Field(alias="谈话类型", default=None)
    talks: Count | None = Field(
        alias="谈话人次", description="只记人次，不记姓名和内容", default=None
    )
    organs: Annotated[list[UnitRef], Many] = Field(alias="对象单位", default=[])
    findings: Count | None = Field(alias="发现问题", default=None)
    passed: Count | None = Field(alias="合格人数", description="只记总数", default=None)
    mean_score: Amount | None = Field(alias="平均分", description="只记总数", default=None)
    late: Late | None = Field(alias="补录", description="当月没有记、以后补记的", default=None)


class Nil(Record):
    """本月无: the posts that had nothing to record in a month; a full entry like any other."""

    headline = "posts"
    when = "month"

    month: Month = Field(alias="月份")
    posts: Annotated[list[PostRef], Many] = Field(
        alias="岗位", description="当月没有履责事项的岗位"
    )


class Pledge(Numbered):
    """A pledge of responsibility (责任书) between the head and a post or an organ's head."""

    headline = "party"
    when = "signed"

    kind: Annotated[str, Choice("班子成员", "科室", "直属单位")] = Field(alias="类别")
    party: Line = Field(alias="责任人")
    organ: UnitRef | None = Field(alias="机构", default=None)
    signed: Day | None = Field(alias="签订日期", description="没有签的不写", default=None)
    again: Line | None = Field(alias="重签原因", default=None)


class Reminder(Numbered):
    """An integrity reminder (廉政提醒). 覆盖人次 is the sending system's own count."""

    headline = "text"
    when = "date"

    date: Day = Field(alias="日期")
    occasion: Annotated[
        str, Choice("元旦春节", "清明", "五一端午", "中秋国庆", "任前", "项目评审", "日常")
    ] = Field(alias="节点")
    channel: Annotated[str, Choice("办公信使", "会议提醒", "专栏")] = Field(alias="渠道")
    text: Line = Field(alias="内容")
    reached: Count = Field(alias="覆盖人次", description="以发送系统的统计为准")


class Publicity(Numbered):
    """How many items on Party regulations a channel published in a month."""

    headline = "channel"
    when = "month"

    month: Month = Field(alias="月份")
    channel: Annotated[str, Choice("网站", "微博", "微信")] = Field(alias="渠道")
    items: Count = Field(alias="篇数")


class Acceptance(Part):
    """Who accepted a rectification, and when."""

    by: PostRef = Field(alias="验收人")
    date: Day = Field(alias="日期")


class LookBack(Part):
    """What the look-back (回头看) found."""

    date: Day = Field(alias="日期")
    result: Annotated[str, Choice("巩固", "反弹")] = Field(alias="结论")


class Rectification(Numbered):
    """An item of the rectification ledger (整改台账)."""

    headline = "problem"
    when = "opened"

    origin: Annotated[str, Choice("自查", "巡察", "审计", "信访", "回头看")] = Field(alias="来源")
    problem: Line = Field(alias="问题")
    basis: DocumentRef = Field(alias="依据文件")
    clause: Count | None = Field(alias="依据条款", description="条号", default=None)
    measure: Line = Field(alias="措施")
    leader: PostRef = Field(alias="责任领导")
    organ: UnitRef = Field(alias="责任科室")
    opened: Day = Field(alias="登记日期")
    deadline: Day = Field(alias="时限")
    state: Annotated[str, Choice("未启动", "推进中", "已完成", "长期坚持", "延期")] = Field(
        alias="状态"
    )
    evidence: Annotated[list[Line], Many] = Field(alias="佐证", default=[])
    acceptance: Acceptance | None = Field(alias="验收", description="已完成的必须写", default=None)
    closed: Day | None = Field(alias="销号日期", description="已完成的必须写", default=None)
    look_back: LookBack | None = Field(alias="回头看", default=None)

    @property
    def open(self) -> bool:
        """Whether the item still asks for work (everything but 已完成 and 长期坚持)."""
        return self.state not in ("已完成", "长期坚持")


class Expense(Numbered):
    """One line of the three public expenses (三公), with last year's value."""

    headline = "subject"

    subject: Annotated[str, Choice("公务接待", "公务用车", "因公出国（境）")] = Field(alias="科目")
    measure: Annotated[str, Choice("费用", "批次", "人次", "保有量")] = Field(alias="项目")
    value: Amount = Field(alias="本年")
    previous: Amount = Field(alias="上年")
    unit: Annotated[str, Choice("万元", "批次", "人次", "辆")] = Field(alias="计量")
    source: Line = Field(alias="来源")


class Cell(Numbered):
    """A unit of the 廉洁细胞 project."""

    headline = "name"
    when = "started"

    kind: Annotated[str, Choice("机关科室", "事业单位", "项目实施单位", "家庭")] = Field(
        alias="类型"
    )
    name: Line = Field(alias="名称")
    state: Annotated[str, Choice("创建中", "已达标", "示范")] = Field(alias="状态")
    started: Day = Field(alias="创建日期")
    accepted: Day | None = Field(alias="验收日期", default=None)


class Risk(Numbered):
    """An integrity risk point with its control measures."""

    headline = "sign"
    when = "reviewed"

    post: PostRef = Field(alias="岗位")
    field: Annotated[
        str,
        Choice(
            "项目实施", "物资采购", "行政审批", "行政执法", "选人用人", "经费财务", "信息与保密"
        ),
    ] = Field(alias="领域")
    sign: Line = Field(alias="风险表现")
    level: Annotated[str, Choice("高", "中", "低")] = Field(alias="等级")
    measures: Annotated[list[Line], Many] = Field(alias="防控措施")
    owner: PostRef = Field(alias="责任人")
    reviewed: Day | None = Field(alias="复评日期", default=None)


class Campaign(Numbered):
    """A special rectification (专项整治). 清退金额 is in 万元."""

    headline = "name"
    when = "first"

    name: Line = Field(alias="名称")
    field: Line = Field(alias="领域")
    first: Day = Field(alias="起")
    last: Day = Field(alias="止")
    organ: UnitRef = Field(alias="牵头科室")
    checked: Count = Field(alias="检查单位数")
    findings: Count = Field(alias="发现问题")
    settled: Count = Field(alias="完成整改")
    returned: Amount = Field(alias="清退金额", description="万元")


class DutySheet(Numbered):
    """The duty sheet (岗位职责书) handed to a post."""

    headline = "post"
    when = "issued"

    post: PostRef = Field(alias="岗位")
    version: Line = Field(alias="版本")
    issued: Day | None = Field(alias="发放日期", default=None)
    signed: Day | None = Field(alias="签收日期", default=None)


class WorkPoint(Numbered):
    """An item of the annual work points (年度要点) and who answers for it."""

    headline = "matter"
    when = "done"

    matter: Line = Field(alias="事项")
    leader: PostRef = Field(alias="牵头领导")
    organ: UnitRef = Field(alias="牵头科室")
    others: Annotated[list[UnitRef], Many] = Field(alias="配合科室", default=[])
    deadline: Day = Field(alias="时限")
    state: Annotated[str, Choice("未启动", "推进中", "已完成")] = Field(alias="状态")
    done: Day | None = Field(alias="完成日期", default=None)


class Task(Numbered):
    """A task of the coming year with its owner and deadline."""

    headline = "matter"

    theme: Annotated[str, Choice("整改落实", "作风建设", "队伍建设", "从严治党")] = Field(
        alias="方面"
    )
    matter: Line = Field(alias="任务")
    leader: PostRef = Field(alias="责任领导")
    organ: UnitRef = Field(alias="责任科室")
    deadline: Day = Field(alias="时限")


class Warning(Numbered):
    """Approved totals of early warnings by quarter. The content of a clue is never kept here."""

    headline = "quarter"

    quarter: Annotated[str, Choice("一季度", "二季度", "三季度", "四季度")] = Field(alias="季度")
    warnings: Count = Field(alias="预警数", description="只收经批准的汇总数")
    handled: Count = Field(alias="处置数")
    approved_by: Line = Field(alias="批准机构")


class Rounding(Part):
    """How a value is shown: 余 rounds down to a multiple of 到 and adds 余 to what was cut."""

    how: Annotated[str, Choice("余", "小数")] = Field(alias="方式")
    to: Count = Field(alias="到")


class FigureDefinition(Numbered):
    """A figure (指标): what is counted, where, and how. Written by a clerk, without code."""

    headline = "name"

    name: Line = Field(alias="名称", description="正文用它取数")
    caliber: Line = Field(alias="口径", description="数的是什么、不数什么")
    group: Annotated[
        str, Choice("学习教育", "责任落实", "作风经费", "整改监督", "风险机制", "履责记录")
    ] = Field(alias="分组")
    method: Annotated[
        str, Choice("计数", "求和", "去重计数", "平均", "比率", "合计", "上年", "同比")
    ] = Field(alias="算法")
    source: Line | None = Field(alias="来源", description="在哪本台账里数", default=None)
    where: Any = Field(alias="条件", description="见“加一个指标”", default={})
    field: Annotated[list[Line], Many] = Field(
        alias="字段", description="求和、平均的字段，或去重的字段", default=[]
    )
    figures: Annotated[list[FigureRef], Many] = Field(alias="指标", default=[])
    current: FigureRef | None = Field(alias="本期", default=None)
    base: FigureRef | None = Field(alias="基期", default=None)
    numerator: FigureRef | None = Field(alias="分子", default=None)
    denominator: FigureRef | None = Field(alias="分母", default=None)
    unit: Line = Field(alias="单位")
    rounding: Rounding | None = Field(alias="取整", default=None)
    key: Yes = Field(alias="首页", description="是否列在首页", default=False)


class Frozen(Numbered):
    """A figure's value of last year, as it was reported then."""

    headline = "figure"

    figure: FigureRef = Field(alias="指标")
    value: Amount = Field(alias="值", description="报告里公布的数，不再改")
    source: Line = Field(alias="出处")


class Chapter(Part):
    """A chapter of a version and the articles it holds, where they are known."""

    part: Line | None = Field(alias="编", default=None)
    name: Line = Field(alias="名称")
    first: Count | None = Field(alias="起", description="没有核对过的不写", default=None)
    last: Count | None = Field(alias="止", default=None)
    derived: Yes = Field(alias="推算", description="由已核对的数推算", default=False)


class Version(Part):
    """A version of an instrument, called by its year. Only what was verified is filled in."""

    year: Count = Field(alias="年份")
    adopted: Day | None = Field(alias="通过", default=None)
    issued: Day | None = Field(alias="印发", default=None)
    effective: Day | None = Field(alias="施行", default=None)
    replaced: Day | None = Field(alias="取代", description="从这一天起由下一版取代", default=None)
    articles: Count | None = Field(alias="条数", default=None)
    parts: Count | None = Field(alias="编数", default=None)
    chapter_count: Count | None = Field(alias="章数", default=None)
    chapters: list[Chapter] = Field(alias="章", default=[])


class ArticleNumber(Part):
    """An article's number in one version; 0 where the version has no such article."""

    article: Count = Field(alias="条")
    derived: Yes = Field(alias="推算", default=False)


def to_numbers(value: Any) -> Any:
    """Read ``{2018: 122, 2023: 无}``: by the version's year a number, 无, or a group of values."""
    if not isinstance(value, dict):
        raise Mistake("写成 {年份: 条号}，例如 {2018: 122, 2023: 132}；没有这一条的写 无")
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
    numbers: Annotated[dict[int, ArticleNumber], BeforeValidator(to_numbers)] = Field(
        alias="条号", description="各版的条号，如 `{2018: 122, 2023: 132}`；没有这一条的写 无"
    )
    gist: Line = Field(alias="要点", description="自己的话，不抄原文")
    change: Line | None = Field(alias="变化", description="后来的版本改了什么", default=None)


class Instrument(Numbered):
    """A regulation (法规) with its versions and the articles that were noted."""

    headline = "name"

    name: Line = Field(alias="名称")
    short: Line = Field(alias="简称", description="引用时写它")
    kind: Annotated[str, Choice("党内法规", "规范性文件", "法律", "行政法规")] = Field(alias="种类")
    issuer: Line | None = Field(alias="制定机关", default=None)
    about: Line = Field(alias="说明")
    versions: Annotated[list[Version], Many] = Field(alias="版本")
    noted: list[Article] = Field(alias="条文", default=[])


class Basis(Part):
    """The version of an instrument that a question rests on, and the article where there is one."""

    instrument: InstrumentRef = Field(alias="法规")
    year: Count = Field(alias="年份")
    article: Count | None = Field(alias="条", default=None)


class Question(Numbered):
    """A question for self-study. Results of real tests enter the ledgers as totals only."""

    headline = "stem"

    kind: Annotated[str, Choice("单选", "多选", "判断")] = Field(alias="题型")
    stem: Line = Field(alias="题干")
    options: Annotated[list[Line], Many] = Field(alias="选项", description="判断题不写", default=[])
    answer: Annotated[list[Line], Many] = Field(
        alias="答案", description="正确选项是第几个，如 `[2]`；判断题写 对 或 错"
    )
    basis: Basis = Field(alias="依据")
    explanation: Line = Field(alias="解析")

    @property
    def right(self) -> list[int]:
        """The numbers of the right options from 1; 对 is 1 and 错 is 2."""
        return [{"对": 1, "错": 2}.get(each) or int(each) for each in self.answer]

    @property
    def choices(self) -> list[str]:
        """The options as they are shown."""
        return self.options or ["对", "错"]


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
    """One of the 1+4 documents: the opinion or a supporting system (制度)."""

    headline = "name"

    name: Line = Field(alias="名称")
    short: Line = Field(alias="简称")
    kind: Annotated[str, Choice("意见", "配套制度")] = Field(alias="类别")
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
    when: Annotated[str, Choice("事前", "事中", "事后")] = Field(alias="时点")
    how: Annotated[
        str, Choice("会商", "抽查", "回避核对", "双人双签", "留存凭据", "公示", "提醒")
    ] = Field(alias="方式")
    what: Line = Field(alias="怎么做")
    evidence: Line = Field(alias="凭据")
    provision: ProvisionRef = Field(alias="制度")


class Stage(Part):
    """A stage of a process: who does what by when, and who supervises it."""

    name: Line = Field(alias="环节")
    post: PostRef = Field(alias="岗位")
    what: Line = Field(alias="做什么")
    deadline: Line = Field(alias="时限")
    level: Annotated[str, Choice("高", "中", "低")] = Field(alias="风险")
    nodes: list[Node] = Field(alias="监督", default=[])


class Power(Numbered):
    """A power and its process; supervision stands at its stages (同步、同轨、同向)."""

    headline = "name"

    name: Line = Field(alias="名称")
    field: Annotated[str, Choice("项目实施", "物资采购", "行政审批", "行政执法", "选人用人")] = (
        Field(alias="领域")
    )
    basis: Annotated[list[ProvisionRef], Many] = Field(alias="依据")
    stages: list[Stage] = Field(alias="环节")


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


class PostDetail(Record):
    """A post's duties in full, beside what the posts, risks and duty sheets say of it."""

    headline = "post"

    post: PostRef = Field(alias="岗位")
    authority: Authority = Field(alias="权限")
    flows: list[Flow] = Field(alias="流程")
    contacts: Annotated[list[Line], Many] = Field(alias="对外接口", default=[])
    records: Annotated[list[Line], Many] = Field(
        alias="应有记录", description="履责记录的类别", default=[]
    )
    provisions: Annotated[list[ProvisionRef], Many] = Field(alias="制度条款", default=[])
    studies: Annotated[list[Basis], Many] = Field(alias="必学条款", default=[])
    recusal: Line = Field(alias="回避规定")
    handover: Annotated[list[Line], Many] = Field(alias="交接清单")


@dataclass(frozen=True)
class LedgerType:
    """A ledger: its records' type, the files that hold them ({year}: 报告年度), its address."""

    name: str
    record: type[Record]
    files: str
    slug: str
    single: bool = False
    optional: bool = False


LEDGERS = {
    ledger.name: ledger
    for ledger in (
        LedgerType("单位", Unit, "unit.yml", "", single=True),
        LedgerType("机构", Organ, "机构.yml", "organs"),
        LedgerType("岗位", Post, "岗位.yml", "posts"),
        LedgerType("文件会议", Document, "文件会议.yml", "documents"),
        LedgerType("法规", Instrument, "regulations/*.yml", "regulations", optional=True),
        LedgerType("知识题库", Question, "知识题库.yml", "quiz", optional=True),
        LedgerType("制度", System, "制度/*.yml", "systems", optional=True),
        LedgerType("权力事项", Power, "权力事项.yml", "powers", optional=True),
        LedgerType("岗位职责", PostDetail, "岗位职责.yml", "post-duties", optional=True),
        LedgerType("报告", Report, "{year}/report.yml", "", single=True),
        LedgerType("指标", FigureDefinition, "{year}/figures.yml", ""),
        LedgerType("履责记录", Trace, "{year}/履责记录/*.yml", "records"),
        LedgerType("本月无", Nil, "{year}/本月无.yml", "nothing-this-month"),
        LedgerType("责任书", Pledge, "{year}/责任书.yml", "pledges"),
        LedgerType("廉政提醒", Reminder, "{year}/廉政提醒.yml", "reminders"),
        LedgerType("宣传发布", Publicity, "{year}/宣传发布.yml", "publicity"),
        LedgerType("整改台账", Rectification, "{year}/整改台账.yml", "rectification"),
        LedgerType("公务支出", Expense, "{year}/公务支出.yml", "expenses"),
        LedgerType("廉洁细胞", Cell, "{year}/廉洁细胞.yml", "cells"),
        LedgerType("风险点", Risk, "{year}/风险点.yml", "risks"),
        LedgerType("专项整治", Campaign, "{year}/专项整治.yml", "campaigns"),
        LedgerType("职责书", DutySheet, "{year}/职责书.yml", "duty-sheets"),
        LedgerType("年度要点", WorkPoint, "{year}/年度要点.yml", "work-points"),
        LedgerType("下年任务", Task, "{year}/下年任务.yml", "tasks"),
        LedgerType("预警汇总", Warning, "{year}/预警汇总.yml", "warnings"),
        LedgerType("定格指标", Frozen, "{last_year}/定格指标.yml", "last-year"),
    )
}
LEDGER_OF = {ledger.record: ledger for ledger in LEDGERS.values()}
