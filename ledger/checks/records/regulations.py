"""What holds for instruments, their versions and articles, and the questions on them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ledger.checks.records.rules import rule
from ledger.issues import Issue, Mistake
from ledger.law.citing import cite, clause_of, noted
from ledger.records.dataset import Dataset
from ledger.records.types.regulations import (
    Chapter,
    Instrument,
    OfficialText,
    Question,
    Version,
)
from ledger.records.types.work import Rectification, Reminder


@rule("law.order")
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


@rule("law.year")
def versions_are_called_by_one_rule(dataset: Dataset) -> Iterator[Issue]:
    """A version's 年份 is that of its issue, or of its adoption where no day of issue is known."""
    for instrument in dataset.of(Instrument):
        for index, version in enumerate(instrument.versions):
            if version.year != version.known.year:
                which = "印发" if version.issued else "通过"
                message = f"年份：写{which}的那一年 {version.known.year}，不写施行的那一年"
                yield instrument.issue(message, "versions", index, "年份")


@rule("law.chapters")
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


@rule("law.no_article")
def noted_articles_exist(dataset: Dataset) -> Iterator[Issue]:
    """A note's numbers are of versions that are registered and not beyond their last article."""
    for instrument in dataset.of(Instrument):
        versions = {version.year: version for version in instrument.versions}
        seen: set[str] = set()
        for index, article in enumerate(instrument.noted):
            where = ("noted", index)
            if article.id in seen:
                message = f"条文：编号“{article.id}”写了两次"
                yield instrument.issue(message, *where, "编号", code="law.noted_twice")
            seen.add(article.id)
            for year, number in article.numbers.items():
                known = versions.get(year)
                if known is None:
                    message = f"条号：没有登记 {year}年版"
                    yield instrument.issue(message, *where, "条号", code="law.no_version")
                elif known.articles and number.article > known.articles:
                    message = f"条号：{year}年版共 {known.articles} 条，没有第 {number.article} 条"
                    yield instrument.issue(message, *where, "条号")


@rule("record.question")
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


@rule("law.not_noted")
def questions_rest_on_noted_articles(dataset: Dataset) -> Iterator[Issue]:
    """A question's version is registered, and its article is among those that were noted."""
    for question in dataset.of(Question):
        found = dataset.words("法规").get(question.basis.instrument)
        if not isinstance(found, Instrument):
            continue
        year, number = question.basis.year, question.basis.article
        version = next((each for each in found.versions if each.year == year), None)
        if version is None:
            message = f"依据：“{found.short}”没有登记 {year}年版"
            yield question.issue(message, "basis", "年份", code="law.no_version")
        elif number is not None and noted(found, version, number) is None:
            message = f"依据：“{found.short}”{year}年版第 {number} 条没有记要点；先在法规里记上"
            yield question.issue(message, "basis", "条")


@rule("law.not_noted")
def reminders_cite_noted_articles(dataset: Dataset) -> Iterator[Issue]:
    """What a reminder rests on is in the version in force on its day, and noted."""
    known = dataset.words("法规")
    for reminder in dataset.of(Reminder):
        for index, ref in enumerate(reminder.articles):
            if not isinstance(found := known.get(ref.instrument), Instrument):
                continue
            where = ("articles", index, "条")
            try:
                citation = cite(dataset, found.short, ref.number, reminder.date)
            except Mistake as mistake:
                yield mistake.at(reminder.place(*where), "条款：")
                continue
            if citation.noted is None:
                year = citation.version.year
                message = (
                    f"条款：“{found.short}”{year}年版第 {ref.number} 条没有记要点；先在法规里记上"
                )
                yield reminder.issue(message, *where)


@rule("law.no_article")
def rectification_rests_on_an_article(dataset: Dataset) -> Iterator[Issue]:
    """Where 依据文件 is an instrument, 依据条款 is in the version in force on 登记日期."""
    for item in dataset.of(Rectification):
        try:
            clause_of(dataset, item)
        except Mistake as mistake:
            yield mistake.at(item.place("clause"), "依据条款：")


@rule("law.text")
def official_texts_are_of_known_versions(dataset: Dataset) -> Iterator[Issue]:
    """An imported text is of a registered version, there is one of each, its articles ascend."""
    seen: dict[tuple[str, int], OfficialText] = {}
    for text in dataset.of(OfficialText):
        instrument = dataset.words("法规").get(text.instrument)
        if not isinstance(instrument, Instrument):
            continue
        if text.year not in [version.year for version in instrument.versions]:
            message = f"年份：“{instrument.short}”没有登记 {text.year}年版"
            yield text.issue(message, "year", code="law.no_version")
        if (first := seen.setdefault((instrument.id, text.year), text)) is not text:
            message = f"法规：这一版的原文已经在 {first.place().path} 里；请只留一份"
            yield text.issue(message, "instrument")
        for index, (before, article) in enumerate(pairwise(text.articles), 1):
            if (article.number, article.sub) <= (before.number, before.sub):
                message = f"条：第 {article.number} 条排在第 {before.number} 条后面；请重新导入"
                yield text.issue(message, "articles", index, "条")
