"""The official texts that the bureau imported, each article beside what was noted of it."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.language.numerals import ordinal
from ledger.law.citing import text_anchor, texts_of
from ledger.pages.layout import heading
from ledger.project import Project
from ledger.prose.markup import element, text
from ledger.records.types.regulations import Instrument, OfficialText, TextArticle


def texts(project: Project, instrument: Instrument) -> Iterator[str]:
    """Yield the markup of an instrument's imported versions."""
    for official in texts_of(project.dataset, instrument):
        yield heading(f"{official.year}年版原文", f"text-{official.year}")
        yield text(f"由本单位从“{official.source}”导入，以正式文本为准。")
        if official.doubts:
            doubts = "".join(element("li", text(doubt)) for doubt in official.doubts)
            yield element("p", "导入时有下列疑点，已由人看过：")
            yield element("ul", doubts, class_="plain")
        yield from (element("p", text(line), class_="text-head") for line in official.head)
        yield from _text_articles(instrument, official)


def _text_articles(instrument: Instrument, official: OfficialText) -> Iterator[str]:
    above: tuple[str | None, ...] = (None, None, None)
    for article in official.articles:
        here = (article.part, article.chapter, article.section)
        for level, (name, before) in enumerate(zip(here, above, strict=True)):
            if name and (name != before or here[:level] != above[:level]):
                yield element("h3" if level < 2 else "h4", text(name))
        above = here
        yield _text_article(instrument, official.year, article)


def _text_article(instrument: Instrument, year: int, article: TextArticle) -> str:
    label = f"第{ordinal(article.number)}条" + (f"之{ordinal(article.sub)}" if article.sub else "")
    first, *others = article.paragraphs
    shown = element("p", element("b", label) + "　" + text(first))
    shown += "".join(element("p", text(paragraph)) for paragraph in others)
    notes = [
        note
        for note in instrument.noted
        if not article.sub and (n := note.numbers.get(year)) and n.article == article.number
    ]
    shown += "".join(element("p", f"要点：{text(note.gist)}", class_="touched") for note in notes)
    anchor = text_anchor(year, article.number, article.sub)
    return element("section", shown, class_="provision", id=anchor)
