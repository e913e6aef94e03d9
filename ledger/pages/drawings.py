"""Records and figures -> the drawings of the site, each by its name.

A drawing is a function of the project, entered in ``DRAWINGS``; it stands where a page or an author
asks for it. It counts what the edition's readers may see, with the functions by which pages and
figures count, and its marks lead to the records. Of nothing there is no drawing, but a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.duties.matters import matters
from ledger.figures.figure import Figure
from ledger.figures.methods.register import method_of
from ledger.figures.sealed import sealed_months
from ledger.issues import Mistake, unknown
from ledger.language.numerals import day, month
from ledger.law.study import progress
from ledger.pages import charts
from ledger.pages.charts import Mark, Target
from ledger.pages.layout import Between, Wanted, asked, record_link
from ledger.project import Project
from ledger.prose.markup import element, link, text
from ledger.records.base import Record
from ledger.records.dataset import names_of
from ledger.records.months import are_all_of_period, post_months, traces_of
from ledger.records.period import UNFINISHED, as_it_was, told_state
from ledger.records.types.bureau import Organ, Post
from ledger.records.types.indicators import Frozen
from ledger.records.types.study import StudyItem
from ledger.records.types.systems import Branch, Power
from ledger.records.types.work import Expense, Rectification, Risk, Trace
from ledger.wordlists import DONE, LASTING, Word

#: an item as it is, and as it was on 统计截止
Item = tuple[Rectification, Rectification]
#: how long ago an open item was registered: the most days, by their name
_AGES = {"30 天以内": 30, "31—90 天": 90, "91—180 天": 180, "180 天以上": date.max.toordinal()}
#: the rows of the progress of items that are drawn also where nothing is in them
_ALWAYS = ("月末未完成", "累计登记", "累计办结")
#: stands in a month for which a post said that it had nothing, and in that of a deadline
_NIL, _DEADLINE = "无", "限"
#: the posts of no department
_NO_ORGAN = "其他岗位"
#: the page of all trace records
_ALL = Trace.ledger.overview
_NO_TRACES = "报告期里没有履责记录"

#: records by the row and the column in which they are counted
Cells = Mapping[tuple[str, str], Sequence[Record]]


def categories_by_month(project: Project, traces: Sequence[Trace] | None = None) -> str:
    """Return the trace records of the period, or some of them, categories by months."""
    drawn = project.traces if traces is None else traces
    cells = _cells((trace.category, str(trace.in_month), trace) for trace in drawn)
    if not cells:
        return _nothing(_NO_TRACES)
    posts = {} if traces is None else {"岗位": _posts(traces)}

    def several(category: str, name: str) -> Target:
        return _traces(project, {"类别": category, **posts}, name)

    marks = _marks(project, cells, several)
    present = {row for row, _ in cells}
    rows = [name for name in _categories(project) if traces is None or name in present]
    return charts.heat_map("各类履责记录的月度分布（条）", rows, month_names(project), marks)


def organs_by_category(project: Project) -> str:
    """Return the trace records of the period, departments by categories."""
    traces = [(_organ_of(project, trace.post), trace) for trace in project.traces]
    cells = _cells((organ, trace.category, trace) for organ, trace in traces)
    if not cells:
        return _nothing(_NO_TRACES)

    def several(organ: str, category: str) -> Target:
        return _traces(project, {"岗位": _posts(cells[organ, category]), "类别": category})

    known = [organ.name for organ in project.dataset.of(Organ)]
    rows = sorted({organ for organ, _ in traces}, key=lambda name: _rank(name, known))
    marks = _marks(project, cells, several)
    return charts.heat_map(
        f"各{project.unit.departments}各类履责记录（条）", rows, _categories(project), marks
    )


def posts_by_month(project: Project, of: Sequence[Post] | None = None) -> str:
    """Return the trace records of the period, all posts or some by months, with their 本月无."""
    posts = [each for each in post_months(project.dataset) if of is None or each.post in of]
    names, rows = month_names(project), {each.post.id: each.post.name for each in posts}
    made = ((post, each) for post in rows for each in traces_of(project.dataset, post))
    cells = _cells((post, str(trace.in_month), trace) for post, trace in made)

    def several(post: str, name: str) -> Target:
        return _traces(project, {"岗位": _posts(cells[post, name])}, name)

    nil = {
        (each.post.id, name): Mark(0, note=_NIL)
        for each in posts
        for name in names
        if name in each.nothing
    }
    marks = nil | _marks(project, cells, several)
    if not marks:
        return _nothing(_NO_TRACES)
    title = f"各岗位每月的履责记录（条，“{_NIL}”是本月无）"
    return charts.heat_map(title, rows, names, marks)


def states_of_items(project: Project) -> str:
    """Return the rectification items by their state on 统计截止."""
    items = list(project.items())
    found = {
        state: [item for item, then in items if told_state(item, then) == state]
        for state in state_counts(items)
    }

    def several(state: str) -> Target:
        return Rectification.page, asked({Rectification.key_of("state"): state})

    return _items(project, f"截至{day(project.as_of)}整改事项的状态（项）", found, several)


def ages_of_items(project: Project) -> str:
    """Return the rectification items open on 统计截止 by how long ago they were registered."""
    found: dict[str, list[Rectification]] = {name: [] for name in _AGES}
    for item in project.open_items():
        days = (project.as_of - item.opened).days
        found[next(name for name, most in _AGES.items() if days <= most)].append(item)
    if not any(found.values()):
        return _nothing(f"截至{day(project.as_of)}没有未完成的整改事项")
    title = f"截至{day(project.as_of)}未完成的整改事项登记了多久（项）"
    return _items(project, title, found, lambda name: _items_asked(found[name]))


def progress_of_items(project: Project) -> str:
    """Return how many rectification items were open at the end of each month of the period."""
    items = project.dataset.of(Rectification)
    ends = project.frame.month_ends
    there = {name: [each for each in items if each.opened <= end] for name, end in ends.items()}
    left = {
        name: [item for item in there[name] if as_it_was(item, end).open]
        for name, end in ends.items()
    }
    if not any(there.values()):
        return _nothing("报告期里没有整改事项")
    ended = {
        f"累计{word if role is LASTING else '办结'}": {
            name: [item for item in there[name] if as_it_was(item, end).state.has(role)]
            for name, end in ends.items()
        }
        for role in (DONE, LASTING)
        for word in items[0].state.among.with_role(role)
    }
    rows = {"月末未完成": left, "累计登记": there, **ended}
    rows = {row: found for row, found in rows.items() if row in _ALWAYS or any(found.values())}
    values = {
        row: {name: Fraction(len(of)) for name, of in found.items()} for row, found in rows.items()
    }

    def lead(row: str, name: str) -> Target | None:
        return _rows(project, rows[row][name], _items_asked(rows[row][name]))

    return charts.columns("整改事项各月的进度（项）", month_names(project), values, lead)


def deadlines(project: Project) -> str:
    """Return what is due, in the order of the days."""
    dues = [
        charts.Due(
            matter.deadline,
            record_link(project, matter.record),
            text("、".join(names_of(owner)[0] for owner in matter.owners)),
        )
        for matter in matters(project.dataset)
    ]
    title = f"截至{day(project.as_of)}没有完成的事，按时限排列；竖线是这一天，最长画到一年"
    return charts.timeline(title, dues, project.as_of) if dues else _nothing("没有到期的事")


def risks_by_field(project: Project) -> str:
    """Return the risk points, fields by levels."""
    cells = _cells((risk.field, risk.level, risk) for risk in project.risks())
    if not cells:
        return _nothing("没有风险点")

    def several(field: str, level: str) -> Target:
        page = Risk.ledger.overview
        return page, asked({Risk.key_of("field"): field, Risk.key_of("level"): level})

    fields, levels = (project.dataset.choices(Risk, key) for key in ("field", "level"))
    marks = _marks(project, cells, several)
    return charts.heat_map("各领域各等级的风险点（个）", fields, levels, marks)


def expenses(project: Project) -> str:
    """Return the public expenses beside those of last year; of one unit in one measure."""
    last = project.dataset.beside.get(project.unit.year - 1)
    known = {_line_of(each): each.value for each in (last.of(Expense) if last else ())}
    pairs = [
        charts.Pair(
            f"{each.subject}·{each.measure}",
            each.unit,
            Fraction(each.value),
            Fraction(before),
            (project.page_of(each), each.anchor),
        )
        for each in project.dataset.of(Expense)
        if (before := known.get(_line_of(each), each.previous)) is not None
    ]
    heads, title = (Expense.key_of("value"), Expense.key_of("previous")), "公务支出和上年相比"
    return charts.paired_bars(title, heads, pairs) if pairs else _nothing("没有两年都有的公务支出")


def _line_of(each: Expense) -> tuple[str, str, str]:
    """Return what makes a line of two years the same."""
    return each.subject, each.measure, each.unit


def study_plan(project: Project) -> str:
    """Return the records that count for each item of the study plan, by months."""
    plan = sorted(project.dataset.of(StudyItem), key=lambda item: item.deadline)
    if not plan:
        return _nothing("没有学习计划")
    found = [progress(project.dataset, item, project.frame.until) for item in plan]
    cells = _cells((f.item.id, str(t.in_month), t) for f in found for t in f.events)

    def several(item: str, name: str) -> Target:
        return _ALL, asked({"编号": [each.anchor for each in cells[item, name]]})

    marks = _marks(project, cells, several)
    for item in plan:
        at = item.id, item.deadline
        marks[at] = marks.get(at, Mark(0))._replace(note=_DEADLINE)
    columns = _month_names(sorted({name for _, name in marks}))
    title = f"学习计划和各月计入的履责记录（条，“{_DEADLINE}”是时限）"
    return charts.heat_map(title, {item.id: item.content for item in plan}, columns, marks)


def flow_of(project: Project, power: Power) -> str:
    """Return the stages of a power, with where each branches off."""
    page, numbers = project.page_of(power), {s.name: n for n, s in enumerate(power.stages, 1)}

    def to(number: int) -> str:
        shown = text(f"{number}. {power.stages[number - 1].name}")
        return link(page, shown, stage_anchor(number))

    def branch(way: Branch) -> str:
        end = to(numbers[way.to]) if way.to in numbers else "到此为止"
        return f"{text(way.case)} → {end}"

    steps = [
        charts.Step(
            to(number),
            f"{stage.level}风险，监督 {len(stage.nodes)} 处",
            f"risk-{height(stage.level)}",
            [*map(branch, stage.branches)],
        )
        for number, stage in enumerate(power.stages, 1)
    ]
    return charts.flow(f"{power.name}的流程", steps)


def stage_anchor(number: int) -> str:
    """Return the anchor of a stage on its power's page."""
    return f"stage-{number}"


def months_of(project: Project, figure: Figure) -> str:
    """Return a figure month by month, against last year where its months are known."""
    names, own = month_names(project), figure.page
    rows = {"本年": {name: figure.months.get(name, Fraction()) for name in names}}
    closed = {"本年": sealed_months(project.dataset, figure.definition)}
    frozen = last_year(project, figure)
    if frozen and frozen.months:
        before = (f"{project.unit.year}-{number:02}" for number in range(1, 13))
        rows["上年"] = {
            name: Fraction(value) for name, value in zip(before, frozen.months, strict=True)
        }
    elif frozen is None and (computed := computed_before(project, figure)):
        told = (
            dict(zip(computed.placing.frame.months, names, strict=False))
            if computed.placing
            else {}
        )
        rows["上年"] = {
            name: computed.months.get(month, Fraction()) for month, name in told.items()
        }
        then = sealed_months(project.dataset.beside[project.unit.year - 1], figure.definition)
        closed["上年"] = {name for month, name in told.items() if month in then}

    def lead(row: str, name: str) -> Target:
        if row == "上年":
            return (project.page_of(frozen), frozen.anchor) if frozen else (own, "years")
        return own, _counted(figure, name)

    definition = figure.definition
    title = f"{figure.name}（{definition.unit}，{method_of(definition).months_note}）"
    return charts.columns(title, names, rows, lead, closed)


class Drawing(NamedTuple):
    """What a drawing shows, in the words of the guide, and how it is drawn."""

    shows: str
    draw: Callable[[Project], str]


#: the drawings by the name under which an author asks for one
DRAWINGS = {
    "类别和月份": Drawing("报告期里各类履责记录每月几条", categories_by_month),
    "科室和类别": Drawing("报告期里各科室各类履责记录几条", organs_by_category),
    "岗位和月份": Drawing("报告期里各岗位每月记了几条，哪月报了本月无", posts_by_month),
    "整改状态": Drawing("统计截止时各种状态的整改事项几项", states_of_items),
    "整改进度": Drawing("各月月末还有几项整改没有完成，累计登记和办结几项", progress_of_items),
    "整改时长": Drawing("统计截止时没有完成的整改事项登记了多久", ages_of_items),
    "到期时间": Drawing("统计截止时没有办完的事，各在什么时候到期", deadlines),
    "风险分布": Drawing("各领域各等级的风险点几个", risks_by_field),
    "支出对比": Drawing("公务支出各项本年和上年的数", expenses),
    "学习进度": Drawing("学习计划各项在各月学了几次，时限在哪月", study_plan),
}


def named(project: Project, name: str) -> str:
    """Return a drawing by its name, or the months of the figure of that name.

    Raises ``Mistake`` for another word, and for a figure that is not told month by month.
    """
    if name in DRAWINGS:
        return DRAWINGS[name].draw(project)
    known = project.dataset.words("指标")
    if name not in known:
        raise Mistake(unknown("图", name, [*DRAWINGS, *known]), "word.drawing")
    figure = project.figure(name)
    if figure and not figure.monthly:
        message = f"指标“{name}”没有各月的数，画不了；请写一个期间数，或者 {'、'.join(DRAWINGS)}"
        raise Mistake(message, "word.drawing")
    return months_of(project, figure) if figure else ""


def above(project: Project, kind: type[Record]) -> list[str]:
    """Return the drawings that stand above the records of a ledger, where it has any."""
    return [named(project, name) for name in kind.drawn] if project.dataset.of(kind) else []


def state_counts(items: Iterable[Item]) -> dict[str, int]:
    """Return how many items were in each state on 统计截止, the states that none was in left out."""
    pairs = [*items]
    count = Counter(told_state(*pair) for pair in pairs)
    return {state: count[state] for state in states(item for item, _ in pairs) if count[state]}


def states(items: Iterable[Rectification]) -> list[str]:
    """Return the words of 状态: of what is open, of what is not known, lasting, done."""
    first = next(iter(items), None)
    words = first.state.among.words if first else ()
    ends = [word for role in (LASTING, DONE) for word in words if word.has(role)]
    return [*(word for word in words if word not in ends), UNFINISHED, *ends]


def height(level: Word) -> str:
    """Return a level of risk as the style sheet names it; the list begins with the highest."""
    words = level.among.words
    return "high" if level == words[0] else "low" if level == words[-1] else "middle"


def _categories(project: Project) -> tuple[str, ...]:
    return project.dataset.choices(Trace, "category")


def month_names(project: Project) -> dict[str, str]:
    """Return the months of the period, as ``2021-03``, with their names."""
    return _month_names(project.frame.months)


def _month_names(months: Sequence[str]) -> dict[str, str]:
    """Name months; with their years if these are several."""
    years = len({name[:4] for name in months}) > 1
    return {name: month(name, years) for name in months}


def last_year(project: Project, figure: Figure) -> Frozen | None:
    """Return what was frozen of a figure last year; None where nothing was."""
    known = project.dataset.words("指标")
    own = figure.definition
    return next((f for f in project.dataset.of(Frozen) if known.get(f.figure) is own), None)


def computed_before(project: Project, figure: Figure) -> Figure | None:
    """Return the figure of the year before that last year's ledgers give by month."""
    found = project.in_year(project.unit.year - 1).get(figure.name)
    return found if found and found.monthly else None


def _marks(project: Project, cells: Cells, several: charts.Leads) -> dict[tuple[str, str], Mark]:
    """Count records; one alone leads to its row, ``several`` says where more of them stand."""
    return {
        at: Mark(len(found), _rows(project, found, several(*at))) for at, found in cells.items()
    }


def _items(
    project: Project,
    title: str,
    found: Mapping[str, Sequence[Rectification]],
    several: Callable[[str], Target],
) -> str:
    if not found:
        return _nothing("没有整改事项")
    marks = {
        name: Mark(len(items), _rows(project, items, several(name)))
        for name, items in found.items()
    }
    return charts.bars(title, marks, "项")


def _items_asked(items: Sequence[Record]) -> Target:
    return Rectification.page, asked({"编号": [item.anchor for item in items]})


def _rows(project: Project, records: Sequence[Record], several: Target | None) -> Target | None:
    """Return where some records stand: one alone in its row, more where they are asked for."""
    if len(records) == 1:
        return project.page_of(records[0]), records[0].anchor
    return several if records else None


def _cells(found: Iterable[tuple[str, str, Record]]) -> Cells:
    cells: dict[tuple[str, str], list[Record]] = {}
    for row, column, record in found:
        cells.setdefault((row, column), []).append(record)
    return cells


def _traces(project: Project, where: Mapping[str, Wanted], month: str = "") -> Target:
    """Return where the trace records of the period stand, of one month or of all."""
    frame, dated = project.frame, {"月份": month} if month else {}
    if not are_all_of_period(project.dataset):
        first = max(frame.first.isoformat(), f"{month}-01") if month else frame.first.isoformat()
        last = frame.month_ends[month] if month else frame.until
        return _ALL, asked({"日期": Between(first, last.isoformat()), **where})
    return _ALL, asked({**dated, **where})


def _posts(traces: Iterable[Record]) -> list[str]:
    """Return the posts of some trace records as they were typed."""
    return list(dict.fromkeys(trace.post for trace in traces if isinstance(trace, Trace)))


def _organ_of(project: Project, word: str) -> str:
    """Return the name of a post's department."""
    post = project.dataset.words("岗位").get(word)
    organ = post.organ if isinstance(post, Post) else None
    found = project.dataset.words("机构").get(organ or "")
    return found.name if isinstance(found, Organ) else organ or _NO_ORGAN


def _rank(name: str, known: Sequence[str]) -> tuple[int, str]:
    return (known.index(name) if name in known else len(known)), name


def _counted(figure: Figure, month: str) -> str:
    """Return the anchor at which an evidence page shows the records of a month."""
    if not figure.ledger:
        return "parts"
    key = figure.placing.key if figure.placing else ""
    return asked({key: Between(month, month)}) if key else "records"


def _nothing(said: str) -> str:
    return element("p", text(f"{said}。"))
