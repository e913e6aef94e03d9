"""What trace records the posts owe, and how often: from 岗位职责 alone, with 本月无.

A post owes a record or 本月无 in every month. Of the categories under 应有记录 it owes a record as
often as 频次 says, else one in the period. What is not in the data is not owed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.records.dataset import Dataset, once
from ledger.records.months import anchor_of, asks_each_month, keeps_records, traces_by_post
from ledger.records.period import frame_of, last_day, months
from ledger.records.types.bureau import Post
from ledger.records.types.duties import FREQUENCIES, PostDetail
from ledger.records.types.work import Nil, Trace

#: owed once in the period
PERIOD = "报告期"


@dataclass(frozen=True)
class Span:
    """A time in which something is owed once: its months, what was recorded, whether 本月无 will do.

    ``over`` says whether 统计截止 is its last day, or later.
    """

    months: tuple[str, ...]
    records: tuple[Trace, ...]
    nothing: bool
    over: bool

    @property
    def kept(self) -> bool:
        """Whether what is owed is there."""
        return bool(self.records) or self.nothing

    @property
    def lacks(self) -> bool:
        """Whether the time is over, and what is owed is not there."""
        return self.over and not self.kept


@dataclass(frozen=True)
class Duty:
    """What a post owes: a record of a category, or without one any record or 本月无.

    ``every`` is a word of ``FREQUENCIES``, or ``PERIOD``. ``spans`` are the times for which it is
    owed once, up to that of 统计截止.
    """

    post: Post
    category: str
    every: str
    spans: tuple[Span, ...]
    spare: int

    @property
    def latest(self) -> Span:
        """The time in which 统计截止 lies."""
        return self.spans[-1]

    @property
    def lacks(self) -> int:
        """How many times are over and lack what is owed.

        Not counted are ``spare`` of them, in which the post may have been nobody's (在岗月数).
        """
        return max(sum(span.lacks for span in self.spans) - self.spare, 0)


@once
def duties(dataset: Dataset) -> list[Duty]:
    """Return what each post owes; nothing, where no report sets the period or nobody records."""
    if not frame_of(dataset).is_set or not keeps_records(dataset):
        return []
    return [*_Owing(dataset)]


class _Owing:
    """The duties of all posts, with what was recorded of each."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset, self._frame = dataset, frame_of(dataset)
        posts = dataset.words("岗位")
        self._months = {
            post: [(trace.in_month, trace) for trace in traces]
            for post, traces in traces_by_post(dataset).items()
        }
        self._nothing = {
            (anchor_of(posts, word), nil.month) for nil in dataset.of(Nil) for word in nil.posts
        }

    def __iter__(self) -> Iterator[Duty]:
        posts = self._dataset.words("岗位")
        details = {anchor_of(posts, d.post): d for d in self._dataset.of(PostDetail)}
        for post in self._dataset.of(Post):
            if asks_each_month(self._dataset):
                yield self._duty(post, "", "月")
            if detail := details.get(post.id):
                often = {each.category: each.every for each in detail.frequencies}
                for category in detail.records:
                    yield self._duty(post, category, often.get(category, PERIOD))

    def _duty(self, post: Post, category: str, every: str) -> Duty:
        whole = months(self._frame.first, self._frame.last)
        blocks = [whole] if every == PERIOD else _blocks(whole, FREQUENCIES[every])
        begun = [block for block in blocks if block[0] <= self._frame.months[-1]]
        spans = (self._span(post, category, block) for block in begun)
        spare = max(len(whole) - post.months, 0) // max(map(len, blocks))
        return Duty(post, category, every, tuple(spans), spare)

    def _span(self, post: Post, category: str, block: tuple[str, ...]) -> Span:
        records = tuple(
            trace
            for month, trace in self._months.get(post.id, ())
            if month in block and category in ("", trace.category)
        )
        nothing = len(block) == 1 and (post.id, block[0]) in self._nothing
        over = min(last_day(block[-1]), self._frame.last) <= self._frame.until
        return Span(block, records, nothing, over)


def _blocks(whole: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    """Return months by the quarters, halves or years of the calendar in which they lie."""
    found: dict[tuple[str, int], list[str]] = {}
    for month in whole:
        found.setdefault((month[:4], (int(month[5:]) - 1) // length), []).append(month)
    return [tuple(block) for block in found.values()]
