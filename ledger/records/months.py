"""What every post has in every month: records, 本月无, or neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from ledger.records.base import Record
from ledger.records.dataset import Dataset, once
from ledger.records.period import INSIDE, frame_of, months, placing_of
from ledger.records.types.bureau import Post
from ledger.records.types.duties import PostDetail
from ledger.records.types.work import Nil, Trace


@dataclass(frozen=True)
class PostMonths:
    """What a post has in each month: trace records, those entered late, or 本月无."""

    post: Post
    months: tuple[str, ...]
    records: Counter[str]
    late: Counter[str]
    nothing: frozenset[str]
    period: int

    @property
    def missing(self) -> list[str]:
        """The months with neither a record nor 本月无."""
        return [m for m in self.months if not self.records[m] and m not in self.nothing]

    @property
    def owed(self) -> int:
        """How many of them the post owes: not those in which it was nobody's (在岗月数).

        ``period`` is the number of months of which 在岗月数 tells.
        """
        return max(len(self.missing) - max(self.period - self.post.months, 0), 0)


def keeps_records(dataset: Dataset) -> bool:
    """Whether there are trace records, 本月无 or duties with 应有记录: without, no post owes any."""
    return any(dataset.of(kind) for kind in (Trace, Nil, PostDetail))


def asks_each_month(dataset: Dataset) -> bool:
    """Whether a post owes a record in every month: only where the bureau keeps 本月无."""
    return Nil.ledger.name in dataset.kept


@once
def post_months(dataset: Dataset) -> list[PostMonths]:
    """Return, for each post, the months of which a flow tells; nothing without any records."""
    if not keeps_records(dataset):
        return []
    posts, frame = dataset.words("岗位"), frame_of(dataset)
    due = frame.months
    period = len(months(frame.first, frame.last))
    records: dict[str, Counter[str]] = {}
    late: dict[str, Counter[str]] = {}
    for trace in dataset.of(Trace):
        post = anchor_of(posts, trace.post)
        records.setdefault(post, Counter())[str(trace.in_month)] += 1
        late.setdefault(post, Counter())[str(trace.in_month)] += bool(trace.late)
    nothing: dict[str, set[str]] = {}
    for nil in dataset.of(Nil):
        for word in nil.posts:
            nothing.setdefault(anchor_of(posts, word), set()).add(nil.month)
    return [
        PostMonths(
            post,
            due,
            records.get(post.id, Counter()),
            late.get(post.id, Counter()),
            frozenset(nothing.get(post.id, ())),
            period,
        )
        for post in dataset.of(Post)
    ]


def runs(some: Collection[str], months: Sequence[str]) -> list[list[str]]:
    """Return some of the ``months`` by runs: those that follow each other, from three on, are one."""
    found: list[list[str]] = []
    for in_a_row, run in groupby(months, lambda month: month in some):
        row = [*run] if in_a_row else []
        found += [row] if len(row) > 2 else [[month] for month in row]
    return found


@once
def traces(dataset: Dataset) -> list[Trace]:
    """Return the trace records of the period."""
    placing = placing_of(Trace, None, stock=False, frame=frame_of(dataset))
    return [trace for trace in dataset.of(Trace) if placing.of(trace) == INSIDE]


@once
def traces_by_post(dataset: Dataset) -> dict[str, list[Trace]]:
    """Return the same by the anchors of the posts, or by what was typed where it names none."""
    posts, found = dataset.words("岗位"), dict[str, list[Trace]]()
    for trace in traces(dataset):
        found.setdefault(anchor_of(posts, trace.post), []).append(trace)
    return found


@once
def are_all_of_period(dataset: Dataset) -> bool:
    """Whether no trace record lies outside the period."""
    return len(traces(dataset)) == len(dataset.of(Trace))


@once
def recorded_months(dataset: Dataset) -> list[str]:
    """Return the months, as ``2021-03``, with trace records or 本月无, in their order."""
    recorded = {str(trace.in_month) for trace in dataset.of(Trace)}
    return sorted(recorded | {nil.month for nil in dataset.of(Nil)})


@once
def traces_of(dataset: Dataset, post: str) -> Sequence[Trace]:
    """Return those of a post, by its anchor."""
    return traces_by_post(dataset).get(post, ())


@once
def traces_where(dataset: Dataset, field: str, value: str | None) -> list[Trace]:
    """Return the trace records in whose field (or property) a value stands, in or out of the period."""
    return [trace for trace in dataset.of(Trace) if getattr(trace, field) == value]


def anchor_of(words: dict[str, Record], word: str) -> str:
    """Return the anchor of the record that a word names, or the word where it names none."""
    return words[word].anchor if word in words else word
