"""What holds for absences, the study plan and what is studied from."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document
from ledger.records.types.study import StudyItem, StudyMaterial
from ledger.records.types.work import Trace


@rule("record.plan")
def the_events_of_an_item_fit_it(dataset: Dataset) -> Iterator[Issue]:
    """What an item names as its events (对应记录) are study events of its form."""
    known = dataset.words("履责记录")
    for item in dataset.of(StudyItem):
        for index, word in enumerate(item.events):
            trace = known.get(word)
            if isinstance(trace, Trace) and trace.form and trace.form != item.form:
                message = (
                    f"对应记录：“{word}”的形式是“{trace.form}”，这一项是“{item.form}”；请改其中一处"
                )
                yield item.issue(message, "events", index)


@rule("record.absence")
def absences_fit_the_roll(dataset: Dataset) -> Iterator[Issue]:
    """No more posts are absent than did not come, none twice, none made up before the event."""
    posts = dataset.words("岗位")
    for trace in dataset.of(Trace):
        count = len(trace.absences)
        if None not in (trace.due, trace.present):
            missing = max((trace.due or 0) - (trace.present or 0), 0)
            if count > missing:
                yield trace.issue(
                    f"缺席：写了 {count} 个岗位，应到与实到只差 {missing} 人", "absences"
                )
        seen: set[str] = set()
        for index, absence in enumerate(trace.absences):
            where = ("absences", index)
            post = posts[absence.post].anchor if absence.post in posts else absence.post
            if post in seen:
                yield trace.issue(f"岗位：“{absence.post}”在缺席里写了两次", *where, "岗位")
            seen.add(post)
            if absence.made_up and absence.made_up < trace.date:
                message = f"补学：{absence.made_up} 早于学习日期 {trace.date}"
                yield trace.issue(message, *where, "补学", code="record.order")


@rule("record.plan")
def study_items_can_be_done(dataset: Dataset) -> Iterator[Issue]:
    """An item of the plan names something to study, at least once."""
    for item in dataset.of(StudyItem):
        if not (item.documents or item.instruments):
            yield item.issue("“学习文件”和“法规”至少写一项；请加一行 学习文件: …")
        if not item.times:
            yield item.issue("次数：至少写 1", "times")


@rule("record.study")
def materials_follow_their_documents(dataset: Dataset) -> Iterator[Issue]:
    """Nothing is handed out before the document or the meeting that it is about."""
    documents = dataset.words("文件会议")
    for material in dataset.of(StudyMaterial):
        for index, word in enumerate(material.documents):
            document = documents.get(word)
            if isinstance(document, Document) and material.date < document.date:
                message = (
                    f"学习文件：“{word}”的日期是 {document.date}，材料日期 {material.date} 比它早"
                )
                yield material.issue(message, "documents", index)
