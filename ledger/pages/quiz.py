"""The quiz: every question as a readable list; a script draws papers from it and marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ledger.language.numerals import ordinal
from ledger.law.citing import article_anchor, latest
from ledger.pages.layout import Page, page
from ledger.pages.regulations import UNCHECKED, checked, path_of
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text
from ledger.records.types.regulations import Instrument, Question, Version

PATH = "regulations/quiz.md"
_LETTERS = "ABCDEFGH"
#: said of a question whose article no longer reads so
OLD = "旧版"


def pages(project: Project) -> Iterator[Page]:
    """Yield the quiz, where there are questions."""
    if project.dataset.of(Question):
        yield Page(PATH, partial(_quiz, project))


def _quiz(project: Project) -> Html:
    questions = project.dataset.of(Question)
    blocks = [
        text(
            _counted(project, questions)
            + "这里供自学：答案就在页面里，不记成绩。单位组织的测试只在台账里记汇总数。"
        ),
        element("div", "", id="quiz-paper"),
        element(
            "ol", "".join(_question(project, question) for question in questions), class_="quiz"
        ),
    ]
    back = link("regulations/index.md", "法规学习")
    return page("知识测试", blocks, back, offers="抽题自测、组卷、打印试卷")


def _counted(project: Project, questions: Sequence[Question]) -> str:
    """Say how many questions may be drawn, and why the others are not."""
    read = [question for question in questions if question.checked]
    current = sum(_is_current(project, question) for question in read)
    left = len(questions) - len(read)
    said = f"共 {len(questions)} 题，{len(read)} 题对照过原文，其中 {current} 题依据已知的最新版。"
    if left:
        said += f"另外 {left} 题没有对照过原文，标明“{UNCHECKED}”，不进卷子。"
    if not read:
        said += "现在抽不出卷子：请先对照原文，给题写上“核对”。"
    return said + f"依据旧版的题标明“{OLD}”，不抽进现行的卷子。"


def _instrument(project: Project, question: Question) -> Instrument:
    found = project.dataset.find("法规", question.basis.instrument)
    assert isinstance(found, Instrument)  # the checks have seen to it
    return found


def _version(project: Project, question: Question) -> Version:
    versions = _instrument(project, question).versions
    return next(version for version in versions if version.year == question.basis.year)


def _is_current(project: Project, question: Question) -> bool:
    """Whether no later version is known that changed what the question asks."""
    newest = latest(_instrument(project, question))
    return newest is not None and newest.year == question.basis.year


def _chapter(project: Project, question: Question) -> str:
    number = question.basis.article
    for chapter in _version(project, question).chapters:
        if number and chapter.first and chapter.last and chapter.first <= number <= chapter.last:
            return chapter.name
    return "其他"


def _question(project: Project, question: Question) -> str:
    current = _is_current(project, question)
    flag = "" if current else element("span", OLD, class_="old")
    if not question.checked:
        flag += element("span", UNCHECKED, class_="old")
    kind = element("span", text(question.kind), class_="kind")
    options = "".join(element("li", text(choice)) for choice in question.choices)
    right = (
        "、".join(_LETTERS[number - 1] for number in question.right)
        if question.options
        else text(question.answer[0])
    )
    answer = element("summary", "答案") + element(
        "p",
        element("b", right)
        + "　"
        + text(question.explanation)
        + _basis(project, question)
        + element("small", "　核对：" + checked(question.checked)),
        class_="explanation",
    )
    inner = (
        element("p", kind + flag + element("span", text(question.stem), class_="stem"))
        + element("ol", options, class_="options" if question.options else "options judgement")
        + element("details", answer)
    )
    return element(
        "li",
        inner,
        id=question.id,
        data_kind=question.kind,
        data_instrument=_instrument(project, question).short,
        data_chapter=_chapter(project, question),
        data_current="yes" if current else "no",
        data_checked="yes" if question.checked else "no",
        data_right=" ".join(map(str, question.right)),
    )


def _basis(project: Project, question: Question) -> str:
    """A link to the article, or to the versions where the question is about a whole version."""
    instrument, version = _instrument(project, question), _version(project, question)
    number = question.basis.article
    shown = f"《{instrument.name}》{version.year}年版" + (
        f"第{ordinal(number)}条" if number else ""
    )
    anchor = article_anchor(version, number) if number else f"version-{version.year}"
    return "　依据：" + link(path_of(instrument), text(shown), anchor)
