"""What hardly can be true, is not complete or came late: remarks (提示), and no errors.

An author looks at each once; a remark may well be about something that is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from math import ceil

from ledger.issues import Issue, Place, finds
from ledger.language.measures import PERCENT
from ledger.records.base import Record
from ledger.records.dataset import Dataset, once
from ledger.records.months import anchor_of, asks_each_month, post_months, runs
from ledger.records.period import INSIDE, frame_of, placing_of
from ledger.records.types.indicators import SuppliedTotal
from ledger.records.types.work import Trace
from ledger.records.values import frame_text

#: matters at least so much alike tell of one event
_ALIKE = 0.85
_ALL = 100
_Key = tuple[str, str | int]


@once
def remarks(dataset: Dataset) -> list[Issue]:
    """Return what an author should look at again in the records."""
    return [
        *dataset.elsewhere,
        *_two_places(dataset),
        *_twice(dataset),
        *_late(dataset),
        *_unreported(dataset),
        *_empty_months(dataset),
        *_over_hundred(dataset),
    ]


@finds("remark.two_places")
def _two_places(dataset: Dataset) -> Iterator[Issue]:
    """A post was at two places (地点) on one day."""
    posts = dataset.words("岗位")
    seen: dict[tuple[date, str], list[Trace]] = {}
    for trace in dataset.of(Trace):
        if trace.place_name is None:
            continue
        earlier = seen.setdefault((trace.date, anchor_of(posts, trace.post)), [])
        if other := next((each for each in earlier if _apart(each, trace)), None):
            places = f"这里是“{trace.place_name}”，{_named(other)}是“{other.place_name}”"
            message = f"地点：“{trace.post}”同一天有两个地点：{places}；请核对日期、岗位和地点"
            yield trace.issue(message, "place_name")
        earlier.append(trace)


def _apart(one: Trace, other: Trace) -> bool:
    """Whether two places differ; one that names the other with more words does not."""
    first, second = (re.sub(r"\s", "", str(each.place_name)) for each in (one, other))
    return first not in second and second not in first


def _named(trace: Trace) -> str:
    """Name another record with its place."""
    return f"{trace.id}（{trace.place().path} 第 {trace.place().line} 行）"


@finds("remark.same_event")
def _twice(dataset: Dataset) -> Iterator[Issue]:
    """One event was entered twice: by two departments, or by one."""
    documents = dataset.words("文件会议")
    often = Counter(sign for trace in dataset.of(Trace) for sign in _signs(trace.matter))
    seen: dict[tuple[date, str], _Likely] = {}
    for trace in dataset.of(Trace):
        if trace.merged_into:
            continue  # said to be the same
        earlier = seen.setdefault((trace.date, trace.category), _Likely())
        keys = _keys(trace, documents, often)
        for other in earlier.among(keys):
            if shared := _shared(other, trace, documents):
                message = f"与 {_named(other)}{shared}；如是同一件事，请在后一条写 并入: {other.id}，只计一次"
                yield trace.issue(message)
                break
        earlier.add(trace, keys)


@dataclass
class _Likely:
    """Records of one day and category, by what another must share to be compared with them."""

    records: list[Trace] = field(default_factory=list)
    holding: dict[_Key, list[int]] = field(default_factory=dict)

    def add(self, trace: Trace, keys: set[_Key]) -> None:
        for key in keys:
            self.holding.setdefault(key, []).append(len(self.records))
        self.records.append(trace)

    def among(self, keys: set[_Key]) -> Iterator[Trace]:
        """Yield those that share a key, in their order."""
        found = {number for key in keys for number in self.holding.get(key, ())}
        return (self.records[number] for number in sorted(found))


def _keys(trace: Trace, documents: dict[str, Record], often: Counter[_Key]) -> set[_Key]:
    """Return what a record shares with each that ``_shared`` finds to be like it.

    Texts are alike from 85 % on only if all but a few characters of the one are in the other, as
    often: so they share one of the rarest few and one more.
    """
    studied: set[_Key] = {
        (held, anchor_of(documents, word))
        for word in trace.documents
        for held in (f"形式{trace.form}", f"主题{trace.topic}")
    }
    signs = sorted(_signs(trace.matter), key=lambda sign: (often[sign], sign))
    # of a and b characters 0.85 (a + b) / 2 are shared, so that b is 0.85 a / 1.15 at least
    shared = ceil(len(signs) * _ALIKE / (2 - _ALIKE) - 1e-9)
    return {*studied, *signs[: len(signs) - shared + 1]}


@lru_cache(maxsize=1 << 12)
def _signs(text: str) -> tuple[_Key, ...]:
    """Return the characters of a text, each with how often it stood before."""
    count: Counter[str] = Counter()
    found = []
    for sign in text:
        found.append((sign, count[sign]))
        count[sign] += 1
    return tuple(found)


def _shared(one: Trace, other: Trace, documents: dict[str, Record]) -> str:
    """Say what two records of one day and category share that makes them look like one event."""
    held = "形式" if one.form and one.form == other.form else ""
    held = held or ("主题" if one.topic and one.topic == other.topic else "")
    studied = [{anchor_of(documents, word) for word in each.documents} for each in (one, other)]
    if held and studied[0] & studied[1]:
        return f"同日、同类别、同{held}，学习文件也有相同的"
    return "同日、同类别，事项几乎一样" if _alike(one.matter, other.matter) else ""


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # the quick bounds are never below the ratio itself
    return all(
        bound() >= _ALIKE
        for bound in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    )


@finds("remark.late")
def _late(dataset: Dataset) -> Iterator[Issue]:
    """What was entered after its month (即时)."""
    posts = dataset.words("岗位")
    late = [trace for trace in dataset.of(Trace) if trace.late]
    frame = frame_of(dataset)
    placing = placing_of(Trace, None, stock=False, frame=frame)
    inside = (trace for trace in late if placing.of(trace) == INSIDE)
    count = Counter(anchor_of(posts, trace.post) for trace in inside)
    for trace in late:
        if trace.late:
            days = (trace.late.entered - trace.date).days
            often = (
                f"“{trace.post}”{frame_text(frame)}补录 {count[anchor_of(posts, trace.post)]} 条"
            )
            message = f"补录：事情过后 {days} 天才登记（{trace.late.reason}）；{often}"
            yield trace.issue(message, "late", "登记日期")


@finds("remark.silent_month")
def _empty_months(dataset: Dataset) -> Iterator[Issue]:
    """A month has no trace record, and a post owes it: its file may be missing."""
    if dataset.partial & {"履责记录", "本月无", "岗位", "报告"} or not asks_each_month(dataset):
        return
    told = {trace.in_month for trace in dataset.of(Trace)}
    owing = [each for each in post_months(dataset) if each.owed]
    by_posts: dict[tuple[str, ...], list[str]] = {}
    for month in frame_of(dataset).months:
        silent = tuple(each.post.name for each in owing if month in each.missing)
        if silent and month not in told:
            by_posts.setdefault(silent, []).append(month)
    for silent, found in by_posts.items():
        for run in runs(found, frame_of(dataset).months):
            file = Trace.ledger.files.format(year=run[0][:4]).replace("*", run[0][5:])
            posts = f"“{silent[0]}”" + (f"等 {len(silent)} 个岗位" if len(silent) > 1 else "")
            these = "这个月" if len(run) == 1 else "这几个月"
            message = (
                f"{_run(run)} 没有一条履责记录，{posts}也没有报“本月无”；"
                f"请核对是不是漏了{these}的文件：补上它，或在 本月无.yml 里报{these}"
            )
            yield Issue(Place(f"data/{file}"), message)


@finds("remark.silent_post")
def _unreported(dataset: Dataset) -> Iterator[Issue]:
    """A post has neither a record nor 本月无 in months that it owes (完整)."""
    if dataset.partial & {"履责记录", "本月无", "岗位"} or not asks_each_month(dataset):
        return
    for each in post_months(dataset):
        if each.owed:
            spare = len(each.missing) - each.owed
            absent = f"，除去不在岗的 {spare} 个月" if spare else ""
            message = (
                f"“{each.post.name}”有 {len(each.missing)} 个月既没有履责记录也没有“本月无”{absent}，"
                f"还缺 {each.owed} 个月：{'、'.join(map(_run, runs(each.missing, each.months)))}；请补记，或报“本月无”"
            )
            yield each.post.issue(message)


@finds("remark.percent")
def _over_hundred(dataset: Dataset) -> Iterator[Issue]:
    """More than all of something is rarely meant."""
    for total in dataset.of(SuppliedTotal):
        if total.unit == PERCENT and total.number > _ALL:
            message = f"数：{total.number}% 多于 {_ALL}%；满意率、占比不会这么多，请核对"
            yield total.issue(message, "number")


def _run(months: list[str]) -> str:
    """Name a run of months by its ends."""
    return " 至 ".join(dict.fromkeys((months[0], months[-1])))
