"""The agenda of a bureau on 统计截止: computed once for all that tell of it.

The first page, the pages of departments and posts, and ``remind`` take it from here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from typing import TypeVar

from ledger.duties.gaps import Gap, gaps
from ledger.duties.matters import Matter, matters
from ledger.duties.owed import Duty, duties
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.fields import Ref
from ledger.records.months import traces_of
from ledger.records.types.bureau import Organ, Post, Subject
from ledger.records.types.work import Trace
from ledger.records.walk import references
from ledger.seen import Door

R = TypeVar("R", bound=Record)


class Agenda(Door):
    """What is owed, due and not as it should be, and which records name whom."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def matters(self) -> list[Matter]:
        """What is to be done by a day and was not done, by deadline."""
        return matters(self.project.dataset)

    @cached_property
    def duties(self) -> list[Duty]:
        """The trace records that the posts owe."""
        return duties(self.project.dataset)

    @cached_property
    def gaps(self) -> list[Gap]:
        """What is not as it should be."""
        return gaps(self.project, self.matters, self.duties)

    def until(self, days: int) -> date:
        """Return the day so many days after 统计截止, or the last that the calendar has."""
        as_of = self.project.as_of
        return as_of + timedelta(days=min(days, (date.max - as_of).days))

    def due(self, first: int, last: int) -> list[Matter]:
        """Return what is due from so many to so many days after 统计截止, both included."""
        as_of = self.project.as_of
        return [each for each in self.matters if first <= (each.deadline - as_of).days <= last]

    @cached_property
    def subjects(self) -> list[Subject]:
        """The organs and posts, in the order of their ledgers."""
        return [*self.project.dataset.of(Organ), *self.project.dataset.of(Post)]

    def posts_of(self, organ: Organ) -> list[Post]:
        """Return the posts of an organ."""
        named = self.project.dataset.words("机构")
        posts = self.project.dataset.of(Post)
        return [post for post in posts if named.get(post.organ or "") is organ]

    def within(self, subject: Subject) -> tuple[Record, ...]:
        """Return a post alone, an organ with its posts."""
        return (subject, *self.posts_of(subject)) if isinstance(subject, Organ) else (subject,)

    def gaps_of(self, subject: Subject) -> list[Gap]:
        """Return what is not as it should be and a post, or an organ and its posts, answer for."""
        own = self._own(subject)
        return [gap for gap in self.gaps if any(id(owner) in own for owner in gap.owners)]

    def matters_of(self, subject: Subject) -> list[Matter]:
        """Return what a post, or an organ and its posts, have to do by a day."""
        own = self._own(subject)
        return [each for each in self.matters if any(id(owner) in own for owner in each.owners)]

    def duties_of(self, subject: Subject) -> list[Duty]:
        """Return the trace records that a post, or the posts of an organ, owe."""
        own = self._own(subject)
        return [duty for duty in self.duties if id(duty.post) in own]

    def traces_of(self, subject: Subject) -> list[Trace]:
        """Return the trace records of the period of a post, or of the posts of an organ."""
        posts = (each for each in self.within(subject) if isinstance(each, Post))
        made = (traces_of(self.project.dataset, post.anchor) for post in posts)
        return self._in_order(chain.from_iterable(made))

    def _own(self, subject: Subject) -> set[int]:
        return {id(each) for each in self.within(subject)}

    def naming(self, subject: Subject) -> list[Record]:
        """Return the records in which a post, or an organ or one of its posts, is named."""
        found = (each for one in self.within(subject) for each in self._naming[id(one)])
        return self._in_order({id(each): each for each in found}.values())

    def _in_order(self, records: Iterable[R]) -> list[R]:
        return sorted(records, key=lambda record: self._places[id(record)])

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(record): place for place, record in enumerate(self.project.dataset.every)}

    @cached_property
    def _naming(self) -> dict[int, list[Record]]:
        dataset = self.project.dataset
        found: dict[int, list[Record]] = {id(each): [] for each in self.subjects}
        for record in dataset.every:
            for value in references(record):
                named = dataset.words(value.mark(Ref).ledger).get(value.held)
                if id(named) in found and record not in found[id(named)][-1:]:
                    found[id(named)].append(record)
        return found
