"""Rules within and across records. A rule is a function that yields issues; its docstring says
what must hold. ``check`` asks them all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from ledger.dataset import Dataset, names_of, part_of
from ledger.fields import Ref, mark_of
from ledger.grid import AREA, POINTS_PER_MM, TITLE_CHARACTERS, mark_size, width
from ledger.issues import Issue, Mistake, unknown
from ledger.records import (
    ALL_POSTS,
    CATEGORIES,
    LEDGERS,
    Campaign,
    Cell,
    Chapter,
    Document,
    DutySheet,
    Instrument,
    Nil,
    Numbered,
    Part,
    Pledge,
    Post,
    PostDetail,
    Power,
    ProvisionRef,
    Publicity,
    Question,
    Record,
    Rectification,
    Reminder,
    Report,
    System,
    Task,
    Trace,
    Unit,
    Version,
    Warning,
    WorkPoint,
)

_MONTHS = 12
Rule = Callable[[Dataset], Iterator[Issue]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule."""
    RULES.append(function)
    return function


def check(dataset: Dataset) -> list[Issue]:
    """Return what the rules find. Relations to records that could not be read are left alone."""
    return [issue for function in RULES for issue in function(dataset)]


@rule
def names_are_unique(dataset: Dataset) -> Iterator[Issue]:
    """Within a ledger no two records share a 编号; where others refer to it, nor a name."""
    referred = {"岗位", "机构", "文件会议", "指标", "法规", "制度"}
    for name, records in dataset.records.items():
        seen: dict[str, Record] = {}
        for record in records:
            words = names_of(record) if name in referred else [getattr(record, "id", "")]
            for word in filter(None, words):
                if (first := seen.setdefault(word, record)) is not record:
                    field = next(
                        f for f in ("id", "name", "short") if getattr(record, f, "") == word
                    )
                    key = type(record).key_of(field)
                    where = f"{first.place().path} 第 {first.place().line} 行"
                    yield record.issue(f"{key}“{word}”已经用在{where}；请另取一个", field)


@rule
def references_exist(dataset: Dataset) -> Iterator[Issue]:
    """Every named post, organ, document and figure is a record of its ledger."""
    for name, records in dataset.records.items():
        for path, target in _references(LEDGERS[name].record):
            for record in records:
                for where, word in _values(record, path):
                    try:
                        _ = dataset.find(target.ledger, word)
                    except Mistake as mistake:
                        yield record.issue(f"{path[-1]}：{mistake}", *where)


def _references(kind: type[Part]) -> Iterator[tuple[tuple[str, ...], Ref]]:
    """Yield the keys that lead to each reference, into groups of values too."""
    for field in kind.model_fields:
        key = kind.key_of(field)
        if part := part_of(kind, key):
            yield from (((key, *path), mark) for path, mark in _references(part))
        elif mark := mark_of(kind, field, Ref):
            yield (key,), mark


def _values(
    value: Any, path: tuple[str, ...], where: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield what stands under a path of keys, through lists and groups, and where."""
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _values(each, path, (*where, index))
    elif path and value is not None:
        inner = getattr(value, str(value.field_of(path[0])))
        yield from _values(inner, path[1:], (*where, path[0]))
    elif value is not None:
        yield where, value


@rule
def traces_fit_their_file(dataset: Dataset) -> Iterator[Issue]:
    """A trace record stands in the file of its month, and all lie within the year."""
    year = _year(dataset)
    for trace in dataset.of(Trace):
        month = trace.place().path.rpartition("/")[2].removesuffix(".yml")
        if year and trace.date.year != year:
            yield trace.issue(f"日期：{trace.date} 不在报告年度 {year} 年", "date")
        elif f"{trace.date:%m}" != month:
            yield trace.issue(f"日期：{trace.date} 应当记在 {trace.date:%m}.yml", "date")


#: days and months that lie within the report's year
_WITHIN: tuple[tuple[type[Record], str], ...] = (
    (Reminder, "date"),
    (Publicity, "month"),
    (Nil, "month"),
    (Pledge, "signed"),
    (WorkPoint, "done"),
)


@rule
def dates_lie_in_the_year(dataset: Dataset) -> Iterator[Issue]:
    """What was done lies within the year, what was registered not after it, tasks after it."""
    if not (year := _year(dataset)):
        return
    for kind, field in _WITHIN:
        for record in dataset.of(kind):
            value = getattr(record, field)
            if value and not str(value).startswith(str(year)):
                key = kind.key_of(field)
                yield record.issue(f"{key}：{value} 不在报告年度 {year} 年", field)
    for item in dataset.of(Rectification):
        if item.opened.year > year:
            yield item.issue(f"登记日期：{item.opened} 在报告年度 {year} 年以后", "opened")
    for task in dataset.of(Task):
        if task.deadline.year <= year:
            yield task.issue(f"时限：{task.deadline} 应在 {year} 年以后", "deadline")
    for report in dataset.of(Report):
        if {report.period.first.year, report.period.last.year} != {year}:
            yield report.issue(f"报告期：应在报告年度 {year} 年之内", "period", "起")


#: pairs of days, or of numbers, of which the first is never later, or greater
_IN_ORDER: tuple[tuple[type[Record], str, str], ...] = (
    (Campaign, "first", "last"),
    (Cell, "started", "accepted"),
    (DutySheet, "issued", "signed"),
    (Rectification, "opened", "deadline"),
    (Rectification, "opened", "closed"),
    (Report, "as_of", "date"),
    (Report, "date", "printed"),
)
_NO_MORE: tuple[tuple[type[Record], str, str], ...] = (
    (Campaign, "settled", "findings"),
    (Warning, "handled", "warnings"),
)


@rule
def days_and_numbers_stand_in_order(dataset: Dataset) -> Iterator[Issue]:
    """Nothing ends before it begins, and of a whole no part is more than the whole."""
    for kind, earlier, later in _IN_ORDER:
        for record in dataset.of(kind):
            first, last = getattr(record, earlier), getattr(record, later)
            if last and not first:
                key = kind.key_of(earlier)
                yield record.issue(
                    f"写了“{kind.key_of(later)}”就要写“{key}”；请加一行 {key}: …", later
                )
            elif last and last < first:
                message = f"{kind.key_of(later)}：{last} 早于{kind.key_of(earlier)} {first}"
                yield record.issue(message, later)
    for kind, part, whole in _NO_MORE:
        for record in dataset.of(kind):
            if getattr(record, part) > getattr(record, whole):
                message = f"{kind.key_of(part)} {getattr(record, part)} 多于{kind.key_of(whole)} {getattr(record, whole)}"
                yield record.issue(message, part)
    for post in dataset.of(Post):
        if post.months > _MONTHS:
            yield post.issue(f"在岗月数：{post.months} 多于一年的 {_MONTHS} 个月", "months")


def _year(dataset: Dataset) -> int:
    """The year of the data, or 0 where the bureau does not say it rightly."""
    units = dataset.of(Unit)
    return units[0].year if units and "单位" not in dataset.partial else 0


@rule
def attendance_adds_up(dataset: Dataset) -> Iterator[Issue]:
    """Present and excused together are no more than due; who passed a test sat it."""
    for trace in dataset.of(Trace):
        here = (trace.present or 0) + (trace.excused or 0)
        if trace.due is not None and here > trace.due:
            yield trace.issue(f"实到与请假合计 {here}，多于应到 {trace.due}", "present")
        if trace.passed is not None and trace.passed > (trace.present or 0):
            yield trace.issue(f"合格人数 {trace.passed} 多于实到 {trace.present or 0}", "passed")


#: forms whose attendance enters a rate, so that both numbers are needed
_WITH_ROLL = ("集体学习", "知识测试", "警示教育基地")


@rule
def categories_have_their_facts(dataset: Dataset) -> Iterator[Issue]:
    """A talk says its type and how many, a lecture who gave it and how many came, a meeting
    with a roll how many were due and came."""
    needs = {
        "廉政谈话": ("talk", "talks"),
        "个别谈话": ("talk", "talks"),
        "廉政党课": ("lecturer", "present"),
    }
    for trace in dataset.of(Trace):
        for field in needs.get(trace.category, ()):
            if getattr(trace, field) is None:
                key = Trace.key_of(field)
                yield trace.issue(f"“{trace.category}”要写“{key}”；请加一行 {key}: …")
        if trace.form in _WITH_ROLL:
            for field in ("due", "present"):
                if getattr(trace, field) is None:
                    key = Trace.key_of(field)
                    yield trace.issue(f"“{trace.form}”要写“{key}”；请加一行 {key}: …")


@rule
def study_follows_its_document(dataset: Dataset) -> Iterator[Issue]:
    """A document or a meeting is studied no earlier than its own day."""
    documents = dataset.words("文件会议")
    for trace in dataset.of(Trace):
        for index, word in enumerate(trace.documents):
            document = documents.get(word)
            if isinstance(document, Document) and trace.date < document.date:
                message = (
                    f"学习文件：“{word}”的日期是 {document.date}，学习日期 {trace.date} 比它早"
                )
                yield trace.issue(message, "documents", index)


@rule
def late_entries_are_later(dataset: Dataset) -> Iterator[Issue]:
    """A make-up is entered after its event's month."""
    for trace in dataset.of(Trace):
        if trace.late and f"{trace.late.entered:%Y-%m}" <= f"{trace.date:%Y-%m}":
            message = f"补录：登记日期 {trace.late.entered} 与事情同月或更早，不算补录"
            yield trace.issue(message, "late", "登记日期")


@rule
def nothing_this_month_is_true(dataset: Dataset) -> Iterator[Issue]:
    """A post with 本月无 has no trace record in that month."""
    posts = dataset.words("岗位")
    active = {(trace.in_month, _id(posts, trace.post)): trace for trace in dataset.of(Trace)}
    for nil in dataset.of(Nil):
        seen: set[str] = set()
        for index, word in enumerate(nil.posts):
            if (post := _id(posts, word)) in seen:
                yield nil.issue(f"岗位：“{word}”在 {nil.month} 写了两次", "posts", index)
            seen.add(post)
            if trace := active.get((nil.month, _id(posts, word))):
                where = f"{trace.place().path} 第 {trace.place().line} 行"
                yield nil.issue(f"岗位：“{word}”{nil.month} 有履责记录（{where}）", "posts", index)


def _id(words: dict[str, Record], word: str) -> str:
    record = words.get(word)
    return record.id if isinstance(record, Numbered) else word


@rule
def rectification_is_closed_with_evidence(dataset: Dataset) -> Iterator[Issue]:
    """已完成 needs 佐证, 验收 and 销号日期; the days of an item stand in their order."""
    for item in dataset.of(Rectification):
        if item.state == "已完成":
            for field in ("evidence", "acceptance", "closed"):
                if not getattr(item, field):
                    key = item.key_of(field)
                    yield item.issue(f"状态“已完成”要有“{key}”；请加一行 {key}: …", "state")
        elif item.closed:
            yield item.issue(f"状态“{item.state}”不应有“销号日期”", "closed")
        accepted, reviewed = _day(item.acceptance), _day(item.look_back)
        for field, day in (("acceptance", accepted), ("look_back", reviewed)):
            if day and day < item.opened:
                yield item.issue(
                    f"{item.key_of(field)}：{day} 早于登记日期 {item.opened}", field, "日期"
                )
        if item.closed and accepted and item.closed < accepted:
            yield item.issue(f"销号日期：{item.closed} 早于验收日期 {accepted}", "closed")


def _day(part: Any) -> Any:
    return part.date if part else None


@rule
def work_done_has_its_day(dataset: Dataset) -> Iterator[Issue]:
    """A work point that is 已完成 says when; no other does."""
    for point in dataset.of(WorkPoint):
        if point.state == "已完成" and not point.done:
            yield point.issue("状态“已完成”要有“完成日期”；请加一行 完成日期: …", "state")
        if point.state != "已完成" and point.done:
            yield point.issue(f"状态“{point.state}”不应有“完成日期”", "done")


@rule
def the_period_has_a_length(dataset: Dataset) -> Iterator[Issue]:
    """The report's period ends after it begins."""
    for report in dataset.of(Report):
        if report.period.last < report.period.first:
            yield report.issue("报告期：“止”早于“起”", "period", "止")


@rule
def nothing_secret_enters(dataset: Dataset) -> Iterator[Issue]:
    """The report has no 密级: where state secrets may not be kept, none may be announced."""
    for report in dataset.of(Report):
        if report.classification:
            advice = "涉密的报告请按保密规定另行制作，不要放进来"
            yield report.issue(f"密级和保密期限：本系统不处理国家秘密；{advice}", "classification")


@rule
def the_numbers_of_the_report_are_well_formed(dataset: Dataset) -> Iterator[Issue]:
    """份号 has six digits (GB/T 9704-2012, 7.2.1), 发文字号 is 机关代字〔年份〕顺序号号 (7.2.5)."""
    for report in dataset.of(Report):
        copy, number = report.copy_number, report.number
        if copy and not re.fullmatch("[0-9]{6}", copy):
            yield report.issue(f"份号：“{copy}”要写成 6 位数字，例如 {_six(copy)}", "copy_number")
        if not re.fullmatch(r"[^\s〔〕]+〔[0-9]{4}〕[1-9][0-9]*号", number):
            yield report.issue(f"发文字号：“{number}”要写成{_number_mended(number)}", "number")


def _six(copy: str) -> str:
    digits = unicodedata.normalize("NFKC", copy).strip()
    return digits.zfill(6) if re.fullmatch("[0-9]{1,6}", digits) else "000012"


def _number_mended(number: str) -> str:
    """Return 发文字号 in its right form, or what that form is where too much is missing."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    parts = re.fullmatch(r"([^〔〕]+)[〔\[(【]([0-9]{4})年?[〕\])】]第?0*([1-9][0-9]*)号?", plain)
    if parts:
        return f"“{parts[1]}〔{parts[2]}〕{parts[3]}号”"
    return " 机关代字〔年份〕顺序号号，例如 示科党组〔2022〕2号；年份写四位，顺序号不补 0、不加“第”"


@rule
def the_title_has_a_shape(dataset: Dataset) -> Iterator[Issue]:
    """The title's lines fit the page and stand as a trapezium or a rhombus (7.3.1)."""
    for report in dataset.of(Report):
        widths = [width(line.strip()) for line in report.title]
        for index, line in enumerate(report.title):
            if widths[index] > TITLE_CHARACTERS:
                long = f"第 {index + 1} 行有 {widths[index]:g} 个字，一行最多 {TITLE_CHARACTERS} 个"
                yield report.issue(f"标题：{long}；请按意思分行，一行一个", "title", index)
            for message in _title_signs(line, last=index + 1 == len(report.title)):
                yield report.issue(f"标题：{message}", "title", index)
        if shape := _misshapen(widths):
            yield report.issue(f"标题：{shape[1]}；请重新分行", "title", shape[0])


def _title_signs(line: str, last: bool) -> Iterator[str]:
    end = re.search(r"[，。、；：？！…,.;:?!]+$", line) if last else None
    if end:
        yield f"末尾不加标点；请删去“{end[0]}”"
    if found := re.search(
        r"[，。,]|(?<![0-9])\.|\.(?![0-9])", line[: end.start() if end else None]
    ):
        yield f"里面不用“{found[0]}”；请删去，或另起一行"


def _misshapen(widths: list[float]) -> tuple[int, str] | None:
    """Return the line, and why, for which several lines are no trapezium and no rhombus."""
    several = len(widths) > 1
    for index, own in enumerate(widths):
        above, below = max(widths[:index], default=0), max(widths[index + 1 :], default=0)
        if several and own <= 1:
            return index, f"第 {index + 1} 行只有一个字"
        if own + 1 < min(above, below):
            return index, f"第 {index + 1} 行比上下都短，成了沙漏形；标题应排成梯形或菱形"
    if len(widths) > 2 and len(set(widths)) == 1:
        return 0, "各行一样长；标题应排成梯形或菱形"
    return None


@rule
def the_mark_stands_on_one_line(dataset: Dataset) -> Iterator[Issue]:
    """发文机关标志 fits on a line at the smallest size that is still a mark (7.2.4)."""
    line = AREA[0] * POINTS_PER_MM
    for report in dataset.of(Report):
        size, wide = mark_size(report.sender_mark), width(report.sender_mark)
        if wide * size > line:
            advice = f"有 {wide:g} 个字，一行最多 {int(line / size)} 个；请用规范化简称"
            yield report.issue(f"发文机关标志：{advice}", "sender_mark")


_DELETE = "；请删去“{}”"


@rule
def elements_bear_the_signs_they_should(dataset: Dataset) -> Iterator[Issue]:
    """附注 has its brackets (7.3.6); 附件 (7.3.4), 主送机关 and 抄送 end without a sign, which
    the layout adds."""
    for report in dataset.of(Report):
        ends: list[tuple[str, str, tuple[str | int, ...]]] = [
            (f"主送机关：末尾的冒号由版式加{_DELETE}", report.addressee, ("addressee",))
        ]
        for index, part in enumerate(report.enclosures):
            place = ("enclosures", index, "名称")
            ends.append((f"附件：名称后面不加标点{_DELETE}", part.name, place))
        for index, name in enumerate(report.copies):
            ends.append((f"抄送：末尾的标点由版式加{_DELETE}", name, ("copies", index)))
        for message, text, path in ends:
            if end := re.search(r"[，。、；：,.;:]$", text.rstrip()):
                yield report.issue(message.format(end[0]), *path)
        if report.note and not re.fullmatch(r"（.+）", report.note):
            yield report.issue(
                f"附注：要用全角圆括号括起来：（{report.note.strip('()（） ')}）", "note"
            )


@rule
def versions_follow_one_another(dataset: Dataset) -> Iterator[Issue]:
    """Versions stand by year; one is replaced on the day on which the next is in force."""
    for instrument in dataset.of(Instrument):
        for index, (version, following) in enumerate(pairwise(instrument.versions)):
            where = ("versions", index + 1)
            if following.year <= version.year:
                message = f"版本：{following.year}年版排在 {version.year}年版后面；请按年份排列"
                yield instrument.issue(message, *where, "年份")
            if version.replaced and following.effective not in (None, version.replaced):
                message = f"版本：{version.year}年版 {version.replaced} 被取代，{following.year}年版却从 {following.effective} 起施行"
                yield instrument.issue(message, *where, "施行")


@rule
def chapters_hold_the_articles(dataset: Dataset) -> Iterator[Issue]:
    """Chapters follow one another without a gap, up to the number of articles."""
    for instrument in dataset.of(Instrument):
        for index, version in enumerate(instrument.versions):
            for number, chapter in enumerate(version.chapters):
                if message := _misplaced(version, number, chapter):
                    yield instrument.issue(
                        f"章“{chapter.name}”：{message}", "versions", index, "章", number
                    )


def _misplaced(version: Version, number: int, chapter: Chapter) -> str:
    first, last = chapter.first, chapter.last
    if first is None or last is None:
        return "" if first == last else "“起”和“止”要么都写，要么都不写"
    before = version.chapters[number - 1].last if number else 0
    if last < first:
        return f"止于第 {last} 条，早于第 {first} 条"
    if before is not None and first != before + 1:
        return f"起于第 {first} 条，前一章止于第 {before} 条"
    if version.articles and last > version.articles:
        return f"止于第 {last} 条，这一版共 {version.articles} 条"
    if version.articles and number + 1 == len(version.chapters) and last != version.articles:
        return f"是最后一章，止于第 {last} 条，这一版共 {version.articles} 条"
    return ""


@rule
def noted_articles_exist(dataset: Dataset) -> Iterator[Issue]:
    """A note's numbers are of versions that are registered and not beyond their last article."""
    for instrument in dataset.of(Instrument):
        versions = {version.year: version for version in instrument.versions}
        seen: set[str] = set()
        for index, article in enumerate(instrument.noted):
            where = ("noted", index)
            if article.id in seen:
                yield instrument.issue(f"条文：编号“{article.id}”写了两次", *where, "编号")
            seen.add(article.id)
            for year, number in article.numbers.items():
                known = versions.get(year)
                if known is None:
                    yield instrument.issue(f"条号：没有登记 {year}年版", *where, "条号")
                elif known.articles and number.article > known.articles:
                    message = f"条号：{year}年版共 {known.articles} 条，没有第 {number.article} 条"
                    yield instrument.issue(message, *where, "条号")


@rule
def questions_have_their_answers(dataset: Dataset) -> Iterator[Issue]:
    """单选 has one right option, 多选 two or more, 判断 对 or 错; the options are there."""
    for question in dataset.of(Question):
        if question.kind == "判断":
            if question.answer not in (["对"], ["错"]):
                yield question.issue("答案：判断题写 对 或 错", "answer")
            if question.options:
                yield question.issue("选项：判断题不写选项；请删去", "options")
            continue
        numbers = [str(n) for n in range(1, len(question.options) + 1)]
        if len(numbers) < 3:
            yield question.issue(f"选项：{question.kind}题至少写 3 个", "options")
        if wrong := [each for each in question.answer if each not in numbers]:
            yield question.issue(f"答案：没有第 {wrong[0]} 个选项", "answer")
        elif len(set(question.answer)) != len(question.answer):
            yield question.issue("答案：同一个选项写了两次", "answer")
        elif (len(question.answer) > 1) != (question.kind == "多选"):
            right = "恰好一个" if question.kind == "单选" else "两个以上"
            yield question.issue(f"答案：{question.kind}题有{right}正确选项", "answer")


@rule
def questions_rest_on_noted_articles(dataset: Dataset) -> Iterator[Issue]:
    """A question's version is registered, and its article is among those that were noted."""
    for question in dataset.of(Question):
        found = dataset.words("法规").get(question.basis.instrument)
        if not isinstance(found, Instrument):
            continue
        year, number = question.basis.year, question.basis.article
        if year not in [version.year for version in found.versions]:
            yield question.issue(f"依据：“{found.short}”没有登记 {year}年版", "basis", "年份")
        elif number is not None and not any(
            (n := article.numbers.get(year)) and n.article == number for article in found.noted
        ):
            message = f"依据：“{found.short}”{year}年版第 {number} 条没有记要点；先在法规里记上"
            yield question.issue(message, "basis", "条")


@rule
def provisions_are_numbered_through(dataset: Dataset) -> Iterator[Issue]:
    """The articles of a system count from 1 without a gap, and each binds posts that exist."""
    posts = dataset.words("岗位")
    for system in dataset.of(System):
        wanted = 0
        for at, chapter in enumerate(system.chapters):
            for index, provision in enumerate(chapter.provisions):
                wanted += 1
                where = ("chapters", at, "条", index)
                if provision.number != wanted:
                    message = f"条：应当是第 {wanted} 条，写成了第 {provision.number} 条"
                    yield system.issue(message, *where, "条")
                for number, word in enumerate(provision.posts):
                    if word != ALL_POSTS and word not in posts:
                        message = f"岗位：{unknown('岗位', word, [ALL_POSTS, *posts])}"
                        yield system.issue(message, *where, "岗位", number)
                for number, word in enumerate(provision.ledgers):
                    if word not in LEDGERS:
                        message = f"台账：{unknown('台账', word, LEDGERS)}"
                        yield system.issue(message, *where, "台账", number)


@rule
def stages_are_supervised(dataset: Dataset) -> Iterator[Issue]:
    """A stage of high risk has a node; who acts does not supervise; articles cited exist."""
    for power in dataset.of(Power):
        for index, ref in enumerate(power.basis):
            if message := _no_provision(dataset, ref):
                yield power.issue(message, "basis", index, "条")
        for index, stage in enumerate(power.stages):
            if stage.level == "高" and not stage.nodes:
                message = f"环节“{stage.name}”风险高，却没有监督；请加上“监督”"
                yield power.issue(message, "stages", index)
            for number, node in enumerate(stage.nodes):
                where = ("stages", index, "监督", number)
                if node.supervisor == stage.post:
                    message = f"监督人：“{node.supervisor}”就是承办人；请换一个岗位"
                    yield power.issue(message, *where, "监督人")
                if message := _no_provision(dataset, node.provision):
                    yield power.issue(message, *where, "制度", "条")


def _no_provision(dataset: Dataset, ref: ProvisionRef) -> str:
    found = dataset.words("制度").get(ref.system)
    if not isinstance(found, System) or ref.number in [p.number for p in found.provisions]:
        return ""
    return f"制度：“{found.short}”共 {len(found.provisions)} 条，没有第 {ref.number} 条"


@rule
def posts_are_described_in_full(dataset: Dataset) -> Iterator[Issue]:
    """Where duties are written, every post has its own, once; what they cite exists."""
    details = dataset.of(PostDetail)
    seen: set[str] = set()
    for detail in details:
        if detail.post in seen:
            yield detail.issue(f"岗位：“{detail.post}”写了两次", "post")
        seen.add(detail.post)
        for index, word in enumerate(detail.records):
            if word not in CATEGORIES:
                yield detail.issue(
                    f"应有记录：{unknown('类别', word, CATEGORIES)}", "records", index
                )
        for index, ref in enumerate(detail.provisions):
            if message := _no_provision(dataset, ref):
                yield detail.issue(message, "provisions", index, "条")
    if details and "岗位职责" not in dataset.partial:
        for post in dataset.of(Post):
            if not seen & {post.name, post.short, post.id}:
                yield post.issue(f"“{post.name}”没有写岗位职责；请在 data/岗位职责.yml 里加上")
