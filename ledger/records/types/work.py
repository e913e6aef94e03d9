"""What is recorded through the year, a ledger each."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from ledger.records.base import (
    DocumentRef,
    InstrumentRef,
    Numbered,
    Part,
    PostRef,
    Proofs,
    Record,
    States,
    UnitRef,
)
from ledger.records.fields import (
    Amount,
    Audience,
    Count,
    Day,
    Line,
    Listed,
    Many,
    Month,
    Ref,
)
from ledger.records.model import Field
from ledger.wordlists import AGAIN, DONE, LASTING, Word


class Late(Part):
    """When and why an event was entered after its month (补录)."""

    entered: Day = Field(alias="登记日期")
    reason: Line = Field(alias="原因")


class Absence(Part):
    """Who missed an event of study, and when it was made up for."""

    post: PostRef = Field(alias="岗位")
    reason: Line | None = Field(alias="原因", default=None)
    made_up: Day | None = Field(alias="补学", description="还没有补的不写", default=None)


class Trace(Numbered):
    """A trace record (履责记录): what a post did on a day, in one of nine categories."""

    headline = "matter"
    when = "date"
    in_year = ("date",)
    afterwards = ("late", "absences")
    sums = ("due", "present", "excused", "talks", "findings", "passed")
    same_as = "merged_into"
    page = "records/{month}.md"
    shows_added = True
    overview = "records/index.md"
    drawn = ("类别和月份", "科室和类别")

    category: Annotated[Word, Listed("履责类别")] = Field(alias="类别")
    date: Day = Field(alias="日期", description="事情发生的日期，记在当月的文件里")
    post: PostRef = Field(alias="岗位", description="由谁履责")
    matter: Line = Field(alias="事项", description="一句话说清做了什么")
    form: Annotated[Word | None, Listed("学习形式")] = Field(alias="形式", default=None)
    topic: Annotated[Word | None, Listed("学习主题")] = Field(alias="主题", default=None)
    documents: Annotated[list[DocumentRef], Many] = Field(alias="学习文件", default=[])
    place_name: Line | None = Field(alias="地点", default=None)
    chair: PostRef | None = Field(alias="主持", default=None)
    lecturer: PostRef | None = Field(alias="主讲", default=None)
    audience: Annotated[Word | None, Listed("参加范围")] = Field(alias="范围", default=None)
    due: Count | None = Field(alias="应到", default=None)
    present: Count | None = Field(alias="实到", default=None)
    excused: Count | None = Field(alias="请假", default=None)
    absences: Annotated[list[Absence], Many, Audience("班子")] = Field(
        alias="缺席", description="没有到的岗位和补学的日期", default=[]
    )
    talk: Annotated[Word | None, Listed("谈话类型")] = Field(alias="谈话类型", default=None)
    talks: Count | None = Field(
        alias="谈话人次", description="只记人次，不记姓名和内容", default=None
    )
    organs: Annotated[list[UnitRef], Many] = Field(alias="对象单位", default=[])
    findings: Count | None = Field(alias="发现问题", default=None)
    passed: Count | None = Field(alias="合格人数", description="只记总数", default=None)
    mean_score: Amount | None = Field(alias="平均分", description="只记总数", default=None)
    late: Late | None = Field(alias="补录", description="当时没有记、以后补记的", default=None)
    merged_into: Annotated[Line | None, Ref("履责记录")] = Field(
        alias="并入",
        description="与哪一条是同一件事；这一条照样列出、算本月有记录，但指标不另计",
        default=None,
    )


class Nil(Record):
    """本月无: the posts that had nothing to record in a month; a full entry like any other."""

    headline = "posts"
    when = "month"
    in_year = ("month",)

    month: Month = Field(alias="月份")
    posts: Annotated[list[PostRef], Many] = Field(
        alias="岗位", description="当月没有履责事项的岗位"
    )


class ArticleRef(Part):
    """An article of an instrument, in the version in force on the record's day."""

    instrument: InstrumentRef = Field(alias="法规")
    number: Count = Field(alias="条")


class Reminder(Numbered):
    """An integrity reminder (廉政提醒). 覆盖人次 is the sending system's own count."""

    headline = "text"
    when = "date"
    in_year = ("date",)
    sums = ("reached",)
    recurs = True

    date: Day = Field(alias="日期")
    occasion: Annotated[Word, Listed("提醒节点")] = Field(alias="节点")
    channel: Annotated[Word, Listed("提醒渠道")] = Field(alias="渠道")
    text: Line = Field(alias="内容")
    reached: Count = Field(alias="覆盖人次", description="以发送系统的统计为准")
    articles: Annotated[list[ArticleRef], Many] = Field(
        alias="条款", description="依据当天施行的哪一条", default=[]
    )


class Acceptance(Part):
    """Who accepted a rectification, and when."""

    by: PostRef = Field(alias="验收人")
    date: Day = Field(alias="日期")


class LookBack(Part):
    """What the look-back (回头看) found."""

    date: Day = Field(alias="日期")
    result: Annotated[Word, Listed("回头看结论")] = Field(alias="结论")


class Rectification(Numbered):
    """An item of the rectification ledger (整改台账)."""

    headline = "problem"
    when = "opened"
    later = ("acceptance", "closed", "look_back")
    since: ClassVar[States] = {DONE: ("closed", None), LASTING: ("acceptance", None)}
    proofs: ClassVar[Proofs] = {DONE: ("evidence", "acceptance", "closed")}
    limit = "deadline"
    answers = ("leader", "organ")
    order = (
        ("opened", "deadline"),
        ("opened", "acceptance"),
        ("opened", "closed"),
        ("opened", "look_back"),
    )
    page = "ledgers/rectification.md"
    shows_added = True
    drawn = ("整改进度", "整改时长")

    origin: Annotated[Word, Listed("问题来源")] = Field(alias="来源")
    problem: Line = Field(alias="问题")
    cause: Line | None = Field(
        alias="原因", description="用 problems 写进报告的必须写", default=None
    )
    basis: DocumentRef = Field(alias="依据文件")
    clause: Count | None = Field(alias="依据条款", description="条号", default=None)
    measure: Line = Field(alias="措施")
    leader: PostRef = Field(alias="责任领导")
    organ: UnitRef = Field(alias="责任科室")
    opened: Day = Field(alias="登记日期")
    deadline: Day | None = Field(
        alias="时限", description="长期坚持的不写也行，别的都要写", default=None
    )
    state: Annotated[Word, Listed("整改状态")] = Field(alias="状态")
    evidence: Annotated[list[Line], Many] = Field(alias="佐证", default=[])
    acceptance: Acceptance | None = Field(alias="验收", description="办结的必须写", default=None)
    closed: Day | None = Field(alias="销号日期", description="办结的必须写", default=None)
    look_back: LookBack | None = Field(alias="回头看", default=None)

    @property
    def due(self) -> date:
        """The day by which the item is to be done; the last that there is, where none is set."""
        return self.deadline or date.max

    @property
    def open(self) -> bool:
        """Whether the item still asks for work: its 状态 is neither done nor lasting."""
        return not (self.state.has(DONE) or self.state.has(LASTING))

    @property
    def relapsed(self) -> date | None:
        """The day on which the look-back found that the problem was there again."""
        found = self.look_back
        return found.date if found and found.result.has(AGAIN) else None

    @property
    def unproved(self) -> list[str]:
        """The keys without which nobody can see that an item that asks for no more work is done."""
        lasts = self.state.has(LASTING) and self.acceptance
        proofs = ("evidence", "acceptance") if self.state.has(DONE) or lasts else ()
        return [self.key_of(field) for field in proofs if not getattr(self, field)]


class Expense(Numbered):
    """One line of the three public expenses (三公)."""

    headline = "subject"
    drawn = ("支出对比",)

    subject: Annotated[Word, Listed("支出科目")] = Field(alias="科目")
    measure: Annotated[Word, Listed("支出项目")] = Field(alias="项目")
    value: Amount = Field(alias="本年")
    previous: Amount | None = Field(
        alias="上年", description="不用写：上年的由上年的这本台账来", default=None
    )
    unit: Annotated[Word, Listed("计量单位")] = Field(alias="计量")
    source: Line = Field(alias="来源")


class Risk(Numbered):
    """An integrity risk point with its control measures."""

    headline = "sign"
    drawn = ("风险分布",)
    when = "reviewed"
    later = ("reviewed", "ended")
    ends = "ended"
    afterwards = ("again",)
    order = (("reviewed", "again"),)
    answers = ("owner",)

    post: PostRef = Field(alias="岗位")
    field: Annotated[Word, Listed("风险领域")] = Field(alias="领域")
    sign: Line = Field(alias="风险表现")
    level: Annotated[Word, Listed("风险等级")] = Field(alias="等级")
    measures: Annotated[list[Line], Many] = Field(alias="防控措施")
    owner: PostRef = Field(alias="责任人")
    reviewed: Day | None = Field(alias="复评日期", description="第一次复评", default=None)
    again: Annotated[list[Day], Many] = Field(
        alias="再复评", description="以后各次复评的日期", default=[]
    )
    ended: Day | None = Field(
        alias="解除日期",
        description="风险不再有、另行评定的那天；没有写的，以后各年接着读",
        default=None,
    )


class DutySheet(Numbered):
    """The duty sheet (岗位职责书) handed to a post."""

    headline = "post"
    when = "issued"
    later = ("issued", "signed")
    order = (("issued", "signed"),)
    answers = ("post",)

    post: PostRef = Field(alias="岗位")
    version: Line = Field(alias="版本")
    issued: Day | None = Field(alias="发放日期", default=None)
    signed: Day | None = Field(alias="签收日期", default=None)


class WorkPoint(Numbered):
    """An item of the annual work points (年度要点) and who answers for it."""

    headline = "matter"
    when = "done"
    later = ("done",)
    since: ClassVar[States] = {DONE: ("done", None)}
    proofs: ClassVar[Proofs] = {DONE: ("done",)}
    in_year = ("done",)
    limit = "deadline"
    answers = ("leader", "organ")

    matter: Line = Field(alias="事项")
    leader: PostRef = Field(alias="牵头领导")
    organ: UnitRef = Field(alias="牵头科室")
    others: Annotated[list[UnitRef], Many] = Field(alias="配合科室", default=[])
    deadline: Day = Field(alias="时限")
    state: Annotated[Word, Listed("要点状态")] = Field(alias="状态")
    done: Day | None = Field(alias="完成日期", default=None)


class Task(Numbered):
    """A task of the coming year with its owner and deadline."""

    headline = "matter"
    drawn = ("到期时间",)
    later = ("done",)
    ends = "done"
    limit = "deadline"
    answers = ("leader", "organ")

    theme: Annotated[Word, Listed("任务方面")] = Field(alias="方面")
    matter: Line = Field(alias="任务")
    leader: PostRef = Field(alias="责任领导")
    organ: UnitRef = Field(alias="责任科室")
    deadline: Day = Field(alias="时限")
    items: Annotated[list[Annotated[Line, Ref("整改台账")]], Many] = Field(
        alias="整改事项", description="这项任务接着办哪几项未完成的整改", default=[]
    )
    done: Day | None = Field(
        alias="完成日期", description="办完的那天；没有写的，以后各年接着读", default=None
    )
