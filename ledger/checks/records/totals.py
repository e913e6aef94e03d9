"""What holds for the totals that others supply: who answers for them, and that they point at nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import cast

from ledger.checks.records.rules import rule, year_of
from ledger.issues import Issue, finds
from ledger.language import times
from ledger.language.measures import PERCENT, PERMILLE, counts_whole, scale
from ledger.language.quantities import stated, states_number
from ledger.patterns import Pattern
from ledger.records.dataset import Dataset, names_of
from ledger.records.editions import EDITIONS, sees
from ledger.records.months import anchor_of
from ledger.records.period import frame_of
from ledger.records.types.bureau import Document, Organ, Post
from ledger.records.types.indicators import SuppliedTotal
from ledger.records.values import stretch_text
from ledger.wordlists import letters

#: of a part by post, organ or time that is smaller one may guess whom it tells of
_FEWEST = 3
#: in what is told of one person as a score
_SCORES = (PERCENT, PERMILLE, "分")
#: the days of the longest month
_MONTH = 31
#: parts of a year without the year; with it they are times (``language.times``)
_PART_OF_YEAR = Pattern("[一二三四1-4]季度|[上下]半年")


@rule("record.total_basis")
def a_total_has_its_document(dataset: Dataset) -> Iterator[Issue]:
    """A total names the document that states it, of a day from 止 to 提供日期."""
    documents = dataset.words(Document.ledger.name)
    for total in dataset.of(SuppliedTotal):
        if not (total.basis or total.document_number):
            yield total.issue("没有写出自哪个文件；请加一行 依据文件: … 或 文号: …")
        document = documents.get(total.basis or "")
        if not isinstance(document, Document) or total.last <= document.date <= total.given:
            continue
        wrong = (
            f"早于止 {total.last}，那时还数不出这个数"
            if document.date < total.last
            else f"晚于提供日期 {total.given}"
        )
        message = f"依据文件：“{total.basis}”的日期是 {document.date}，{wrong}；写写着这个数的文件"
        yield total.issue(message, "basis")


@rule("record.total_time")
def a_matter_states_no_time_and_no_number(dataset: Dataset) -> Iterator[Issue]:
    """Of what time a total tells is said by 起 and 止 alone, how many by 数."""
    year = year_of(dataset)
    for total in dataset.of(SuppliedTotal):
        if said := _time_in(total.matter, year):
            message = f"事项：“{said}”是时间，写在 起、止 里；请从事项里删去"
            yield total.issue(message, "matter")
        elif states_number(total.matter):
            message = stated("事项", total.matter)
            yield total.issue(message, "matter", code="quantity.in_data")


def _time_in(matter: str, year: int) -> str:
    """Return the first time in a text; empty where there is none."""
    written = next(times.find(matter, year), None)
    part = _PART_OF_YEAR.search(matter)
    return matter[written.start : written.end] if written else part[0] if part else ""


@rule("value.number")
def what_is_counted_is_whole(dataset: Dataset) -> Iterator[Issue]:
    """Of persons, cases and other things there is no half."""
    for total in dataset.of(SuppliedTotal):
        if counts_whole(total.unit) and total.number % 1:
            message = f"数：{total.number} 不是整数；“{total.unit}”没有半个的，请核对数和单位"
            yield total.issue(message, "number")


@rule("record.total_part")
def a_part_lies_within_its_whole(dataset: Dataset) -> Iterator[Issue]:
    """A part has its whole's unit, lies in its time and is no more; no total is its own part."""
    known = dataset.words(SuppliedTotal.ledger.name)
    said: set[str] = set()
    for total in dataset.of(SuppliedTotal):
        whole = known.get(total.whole or "")
        if not isinstance(whole, SuppliedTotal):
            continue
        chain = [total, *total.wholes(known)]
        above = [each.id for each in chain[1:]]
        if chain[-1].whole == total.id:
            if total.id not in said:
                circle = "→".join([total.id, *above, total.id])
                yield total.issue(f"含于：绕成了一圈：{circle}；请改其中一条", "whole")
            said.update(above)
            continue
        yield from _within(total, whole)


@finds("record.total_part")
def _within(total: SuppliedTotal, whole: SuppliedTotal) -> Iterator[Issue]:
    if total.unit != whole.unit:
        message = f"单位：“{total.unit}”和含于的“{whole.id}”的“{whole.unit}”不同，不是它的一部分"
        yield total.issue(f"{message}；请改成一样的，或删去 含于", "unit")
    elif total.unit in (PERCENT, PERMILLE):
        yield total.issue("含于：百分数没有哪个是哪个的一部分；请删去这一行", "whole")
    elif total.number > whole.number:
        message = f"数：{_said(total)}多于它含于的“{whole.id}” {_said(whole)}；请核对这两个数"
        yield total.issue(message, "number", code="record.whole")
    if total.first < whole.first or whole.last < total.last:
        when = stretch_text(whole.first, whole.last)
        message = f"含于：“{whole.id}”数的是{when}，这一条的起止不在里面；请核对起、止"
        yield total.issue(message, "whole")


def _said(total: SuppliedTotal) -> str:
    return f"{total.number}{total.unit}"


def _matter(total: SuppliedTotal) -> tuple[object, ...]:
    """Return of what and of what time a total is, of whomever."""
    return letters(total.matter), total.unit, total.first, total.last


def _of_some(total: SuppliedTotal) -> bool:
    """Whether a total says that it is of a post or an organ."""
    return bool(total.post or total.organ)


@rule("record.repeated")
def a_matter_has_one_total(dataset: Dataset) -> Iterator[Issue]:
    """There is one total of a matter and a time; of a time within another's it is a part."""
    posts, organs = dataset.words(Post.ledger.name), dataset.words(Organ.ledger.name)
    same: dict[tuple[str, ...], list[SuppliedTotal]] = defaultdict(list)
    for total in dataset.of(SuppliedTotal):
        about = (anchor_of(posts, total.post or ""), anchor_of(organs, total.organ or ""))
        same[(letters(total.matter), total.unit, *about)].append(total)
    for totals in same.values():
        yield from _once(dataset, totals)


@finds("record.repeated")
def _once(dataset: Dataset, totals: list[SuppliedTotal]) -> Iterator[Issue]:
    """Yield what is wrong in totals of one matter: two of one time, parts that do not say so."""
    known = dataset.words(SuppliedTotal.ledger.name)
    around: list[SuppliedTotal] = []
    for total in sorted(totals, key=lambda each: (each.first, -each.last.toordinal())):
        around = [each for each in around if total.first <= each.last]
        outer = next((each for each in reversed(around) if total.last <= each.last), None)
        if outer and (outer.first, outer.last) == (total.first, total.last):
            where = f"{outer.place().path} 第 {outer.place().line} 行"
            message = (
                f"事项：同一件事、同一段时间的数已经写在{where}，是 {_said(outer)}；请只留一条"
            )
            yield total.issue(f"{message}，数的不是一回事的把事项写清楚", "matter")
            continue
        around.append(total)
        percent = total.unit in (PERCENT, PERMILLE)
        if outer and not percent and all(each is not outer for each in total.wholes(known)):
            when = stretch_text(outer.first, outer.last)
            message = (
                f"“{outer.id}”是同一件事{when}的数，这一条是它的一部分；请加一行 含于: {outer.id}"
            )
            yield total.issue(message, code="record.total_part")


@rule("record.total_few")
def no_part_points_at_a_person(dataset: Dataset) -> Iterator[Issue]:
    """A total of a post, an organ or a part of the time is 0, or 3 at least; one of a post no score."""
    names = _names(dataset)
    for total in dataset.of(SuppliedTotal):
        by = _told_by(dataset, total, names)
        if "岗位" in by and total.unit in _SCORES:
            message = f"数：按岗位的“{total.unit}”是一个人的成绩；请删去这一条"
            yield total.issue(message, "number")
        elif by and _is_few(total.number, total.unit):
            message = (
                f"数：按{'、'.join(by)}分出来只有 {_said(total)}，少于 {_FEWEST}，看得出是谁；"
                "请并成大一些的一份，或者不写这一条，只报总的数"
            )
            yield total.issue(message, "number")


@rule("record.total_few")
def no_rest_points_at_a_person(dataset: Dataset) -> Iterator[Issue]:
    """What is left of a total without its parts is told as well, whether they say so or not."""
    names, known = _names(dataset), dataset.words(SuppliedTotal.ledger.name)
    plain = {_matter(each): each for each in dataset.of(SuppliedTotal) if not _of_some(each)}
    split: dict[tuple[str, ...], list[SuppliedTotal]] = defaultdict(list)
    for part in dataset.of(SuppliedTotal):
        said = known.get(part.whole or "")
        same = plain.get(_matter(part)) if _of_some(part) else None
        for whole in dict.fromkeys((said, same)):
            if isinstance(whole, SuppliedTotal):
                split[(whole.id, *_own(part, whole, names))].append(part)
    for (word, *by), found in split.items():
        yield from _rest(cast(SuppliedTotal, known[word]), found, by)


@finds("record.total_few")
def _rest(
    whole: SuppliedTotal, found: Sequence[SuppliedTotal], by: Sequence[str]
) -> Iterator[Issue]:
    """Yield what an edition's readers compute of the parts of one kind, first of what all see."""
    for edition in EDITIONS:
        if not sees(edition, whole.readers):
            continue
        seen = [each for each in found if sees(edition, each.readers)]
        unseen = [each for each in found if not sees(edition, each.readers)]
        rest = whole.number - sum(each.number for each in seen)
        rests = [rest] if rest >= 0 else [whole.number - each.number for each in seen]
        if by and seen and (few := next((r for r in rests if _is_few(r, whole.unit)), None)):
            message = (
                f"数：“{whole.id}”共 {_said(whole)}，减去按{'、'.join(by)}分出来的，其余只有 "
                f"{few}{whole.unit}，少于 {_FEWEST}，看得出是谁；请把分出来的并成大一些的，或者不分"
            )
            yield whole.issue(message, "number")
            return
        if len(unseen) == 1 and rest == unseen[0].number != 0:
            message = (
                f"可见：{edition}版从“{whole.id}”减去看得到的各部分，就算得出这一条；"
                f"请把“{whole.id}”也设为{unseen[0].readers}，或者这一条设为{edition}"
            )
            yield unseen[0].issue(message, "readers", code="edition.deduced")
            return


def _is_few(number: Decimal, unit: str) -> bool:
    """Whether a number of things is so small that one may know each; 万元 and % count none."""
    return not scale(unit) and 0 < number < _FEWEST


#: a kind of name -> the names that a matter may hold
_Names = dict[str, Collection[str]]


def _names(dataset: Dataset) -> _Names:
    return {
        SuppliedTotal.key_of(field): {
            name for record in dataset.of(kind) for name in names_of(record) if name != record.id
        }
        for field, kind in (("post", Post), ("organ", Organ))
    }


def _own(total: SuppliedTotal, whole: SuppliedTotal | None, names: _Names) -> list[str]:
    """Return by what a total is told from others: a post or an organ, named or in its matter; time."""
    kinds = {SuppliedTotal.key_of("post"): total.post, SuppliedTotal.key_of("organ"): total.organ}
    found = [
        key for key, held in kinds.items() if held or any(n in total.matter for n in names[key])
    ]
    shorter = whole and (total.first, total.last) != (whole.first, whole.last)
    return [*found, *(["时间"] if shorter else [])]


def _told_by(dataset: Dataset, total: SuppliedTotal, names: _Names) -> list[str]:
    """Return by what a total is told from others, as it and all that it is a part of say.

    One that is no part is told by its time where that is a month or less of a longer period; what
    there was on the last day of all is not.
    """
    chain = [total, *total.wholes(dataset.words(SuppliedTotal.ledger.name))]
    pairs = zip(chain, [*chain[1:], None], strict=True)
    found = [by for each, whole in pairs for by in _own(each, whole, names)]
    frame = frame_of(dataset)
    short = frame.length > 1 and (total.last - total.first).days < _MONTH
    brief = short and not total.first == total.last == frame.until
    return [*dict.fromkeys([*found, *(["时间"] if brief else [])])]
