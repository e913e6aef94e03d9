"""The words that an author may write in Markdown: ``{{ word("…") }}``.

Each docstring is what CONTRIBUTING says of the word, with an example; each annotation is what kind
of argument it takes, and is asked for (``calls``), so none of them may be a string.
"""

import inspect
from typing import cast

from ledger.duties.agenda import Agenda
from ledger.issues import Mistake, nearest, unknown
from ledger.law.citing import cite as cited
from ledger.pages import drawings, home, layout, mechanisms
from ledger.pages import regulations as study
from ledger.pages import report as official
from ledger.project import Project
from ledger.prose import calls, texts
from ledger.prose.calls import Words
from ledger.prose.markup import text
from ledger.records.base import Part
from ledger.records.editions import for_all
from ledger.records.fields import to_count, to_day
from ledger.records.values import frame_text, value_text


def words(project: Project) -> Words:
    """Return every word by its name."""
    agenda = Agenda(project)

    def figure(name: str) -> str:
        """指标的数值和单位，点开是依据：{{ figure("党组集体学习次数") }}"""
        found = project.figure(name)
        return layout.figure_link(found) if found else official.ELLIPSIS

    def unit(key: str) -> str:
        """data/unit.yml 里的名称：{{ unit("简称") }}"""
        return text(value_text(value_of(project.unit, key)))

    def report(key: str) -> str:
        """这份公文的要素（年度报告的在 report.yml）：{{ report("主送机关") }}，日期写成“2022年1月10日”：{{ report("成文日期") }}"""
        return text(official.spoken(value_of(project.report, key), year=True))

    def year(shift: str = "+0") -> str:
        """报告年度，可加减：{{ year() }}、{{ year("+1") }}"""
        return official.shifted(project.unit.year, shift)

    def period() -> str:
        """报告期（整年的写成“2021年度”，不满一年的写起止的日期）：{{ period() }}"""
        return frame_text(project.frame)

    def document(name: str, form: str = "全称") -> str:
        """文件会议、法规、制度的名称，文件加书名号、会议不加，点开是它的一页或一行：{{ document("纪律处分条例") }}、{{ document("廉洁自律准则", "简称") }}"""
        return official.document(project, name, form)

    def cite(name: str, number: int, on: str = "") -> str:
        """引用法规的一条，用报告期的止和统计截止中早的那天施行的版本，或写明的那天施行的版本：{{ cite("纪律处分条例", 122) }}、{{ cite("纪律处分条例", 132, on="2024-03-01") }}"""
        day = to_day(on) if on else project.frame.until
        return study.citation_link(cited(project.dataset, name, to_count(number), day))

    def topic(name: str) -> str:
        """机制或项目的名称，点开是它的页面：{{ topic("廉洁细胞") }}"""
        return mechanisms.topic_link(project, name)

    def record(number: str, key: str) -> str:
        """一条履责记录里的一项，点开是那条记录：{{ record("r03-14", "地点") }}"""
        found = project.dataset.find("履责记录", number)
        if found is None:
            return official.ELLIPSIS
        value = official.in_full(project, found, key, value_of(found, key))
        return layout.record_link(project, found, official.spoken(value))

    def section(file: str) -> str:
        """把公文的一节编进来，可以是别的公文的一节：{{ section("11-组织领导.md") }}、{{ section("report/11-组织领导.md") }}"""
        if project.withholds(project.report.path_of(file).removeprefix("docs/")):
            return ""
        inner = words_by_name | texts.IN_SECTION
        return calls.expand(texts.section(project.report, project.texts, file), file, inner)[0]

    def sections() -> str:
        """把公文的各节照文件名开头的数字（写了“各节”的照它）编进来，附件除外：{{ sections() }}"""
        names = texts.in_order(project.report, project.texts)
        return "\n\n".join(filter(None, map(section, names)))

    def report_head() -> str:
        """报告正文以前的各要素：{{ report_head() }}"""
        return official.head(project)

    def report_foot() -> str:
        """报告正文以后的各要素和附件：{{ report_foot() }}"""
        return official.foot(project, section)

    def open_items() -> str:
        """整改台账里未完成的事项，逐项写明责任和时限：{{ open_items() }}"""
        return official.open_items(project)

    def lasting_items() -> str:
        """整改台账里长期坚持的事项：{{ lasting_items() }}"""
        return official.lasting_items(project)

    def problems(*numbers: str) -> str:
        """整改台账里的问题、原因、对策和责任：不写编号是统计截止时未完成的各项 {{ problems() }}，写编号是那几项 {{ problems("rectify-07", "rectify-10") }}"""
        return official.problems(project, numbers)

    def tasks(theme: str, *more: str) -> str:
        """下年任务里一个或几个方面的任务，接着编号，逐项写明责任和时限：{{ tasks("作风建设") }}、{{ tasks("整改落实", "队伍建设") }}"""
        return official.tasks(project, (theme, *more))

    def key_figures() -> str:
        """首页的主要指标，按分组，有上年的数：{{ key_figures() }}"""
        return home.key_figures(project)

    def chart(name: str) -> str:
        """一幅图（名称见下面的表），或者一个期间数各月的数，不写在报告里：{{ chart("类别和月份") }}、{{ chart("党组集体学习次数") }}"""
        return drawings.named(project, name)

    def due_next() -> str:
        """统计截止以后 30 天、90 天内到期的事：{{ due_next() }}"""
        return home.due_next(agenda)

    def exceptions() -> str:
        """要处理的事（逾期、不到 100%、反弹、没有记录、没有佐证或验收、没有补学的）：{{ exceptions() }}"""
        return home.exceptions(agenda)

    words_by_name = {
        function.__name__: function
        for function in (
            figure, unit, report, year, period, document, cite, topic, record, section, sections, report_head,
            report_foot, open_items, lasting_items, problems, tasks, key_figures, chart, due_next, exceptions,
        )
    }  # fmt: skip
    return words_by_name


def explained() -> dict[str, str]:
    """Return what each word is for, with an example; no project is needed where nothing is said."""
    nobody = cast(Project, None)
    return {name: inspect.getdoc(word) or "" for name, word in words(nobody).items()}


def value_of(record: Part, key: str) -> object:
    """Return what a record holds under a Chinese key; raises ``Mistake`` for another word."""
    own: dict[str, object] = getattr(record, record.further) if record.further else {}
    if key in own:
        return own[key]
    field = record.field_of(key)
    if field is None or field == record.further:
        raise Mistake(_no_key(record, key), "key.unknown")
    for_all(type(record), field)
    value: object = getattr(record, field)
    if value in (None, [], ""):
        raise Mistake(f"没有填写“{key}”；请先在数据里填上", "word.blank")
    return value


def _no_key(record: Part, key: str) -> str:
    """Return the message for a key that a record does not have; where it may have any, to add it."""
    known = [each for each in record.all_keys() if record.field_of(each) != record.further]
    known += getattr(record, record.further) if record.further else []
    if record.further and not nearest(key, known):
        return f"没有填写“{key}”；请先在数据里加一行 {key}: …"
    return unknown("键", key, known)
