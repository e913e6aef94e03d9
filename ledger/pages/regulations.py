"""A page per instrument: its versions, their chapters, the noted articles side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from ledger.issues import Mistake
from ledger.language.numerals import day, ordinal
from ledger.law.citing import (
    DERIVED,
    Citation,
    article_anchor,
    cite,
    in_force,
    latest,
    text_anchor,
    texts_of,
)
from ledger.pages import imported
from ledger.pages.layout import Page, facts, heading, page, quotations, quoted, way
from ledger.project import Project
from ledger.prose.markup import Html, element, link, table, text, wide_table
from ledger.records.types.regulations import (
    Article,
    Chapter,
    Checked,
    Instrument,
    Question,
    Version,
)
from ledger.records.types.work import ArticleRef
from ledger.records.values import frame_text

INDEX, TITLE = "regulations/index.md", "法规学习"
#: said of a version or a question for which no independent source was read
UNCHECKED = "未核对"
#: said of an article that may be cited but of which there is no note
UNNOTED = "这一条未记要点"


def pages(project: Project) -> Iterator[Page]:
    """Yield the page of each instrument."""
    for instrument in project.dataset.of(Instrument):
        yield Page(
            path_of(instrument), partial(_instrument, project, instrument), record=instrument
        )


def catalogue(project: Project) -> Page:
    """Return the page from which all pages on study are reached."""
    return Page(INDEX, partial(_catalogue, project))


def path_of(instrument: Instrument) -> str:
    """Return the source path of an instrument's page."""
    return f"regulations/{instrument.id}.md"


def citation_link(citation: Citation) -> str:
    """Return a citation as a link to the article.

    What became of the article later, or that there is no note of it, shows when pointed at.
    """
    title = (citation.later or None) if citation.noted else UNNOTED
    shown = text(citation.text)
    return link(path_of(citation.instrument), shown, citation.anchor, class_="cite", title=title)


def article_links(project: Project, refs: Iterable[ArticleRef], on: date) -> str:
    """Return the articles that a record of a day rests on, as links."""
    return "、".join(_article_link(project, ref, on) for ref in refs)


def _article_link(project: Project, ref: ArticleRef, on: date) -> str:
    try:
        return citation_link(cite(project.dataset, ref.instrument, ref.number, on))
    except Mistake:  # a rule has said so
        return text(f"{ref.instrument}第{ref.number}条")


def version_link(instrument: Instrument, on: date) -> str:
    """Return the version in force on a day as a link to its row on the instrument's page."""
    version = in_force(instrument, on)
    if version is None:
        return link(path_of(instrument), UNCHECKED, "versions")
    return link(path_of(instrument), f"{version.year}年版", f"version-{version.year}")


def _catalogue(project: Project) -> Html:
    instruments = project.dataset.of(Instrument)
    blocks = []
    if instruments:
        told = (
            f"共 {len(instruments)} 件。条文的要点是编者自己的话，不是原文；原文以单位手中的正式文本为准。"
            f"报告说的是{frame_text(project.frame)}的事，引用以{day(project.frame.until)}施行的版本为准。"
        )
        blocks.append(text(told))
    blocks += _ways(project)
    instruments = sorted(instruments, key=lambda instrument: -len(instrument.noted))
    for kind in project.dataset.choices(Instrument, "kind"):
        rows = [
            (
                instrument.id,
                [
                    link(path_of(instrument), text(f"《{instrument.name}》")),
                    _version_name(instrument, _in_period(project, instrument)),
                    _version_name(instrument, latest(instrument)),
                    str(len(instrument.noted) or ""),
                ],
            )
            for instrument in instruments
            if instrument.kind == kind
        ]
        if not rows:
            continue
        listing = wide_table(["名称", "报告期内施行", "已知的最新版", "有要点的条"], rows, kind)
        blocks += [heading(text(kind), kind), listing]
    return page(TITLE, blocks)


def _ways(project: Project) -> Iterator[str]:
    """Yield the ways to the other pages on study."""
    if quiz := way(project, "regulations/quiz.md", "知识测试"):
        count = len(project.dataset.of(Question))
        yield f"{quiz}有 {count} 题，可以按法规和章抽题自测，也可以打印成卷。"
    study = way(project, "regulations/study.md", "学习安排")
    reminders = way(project, "regulations/reminders.md", "廉政提醒")
    told = (
        f"{study}写明计划学什么、学到哪一步、用过哪些材料" if study else "",
        f"{reminders}按时节列出，写明依据哪一条" if reminders else "",
    )
    if any(told):
        yield f"{'；'.join(filter(None, told))}。"


def _in_period(project: Project, instrument: Instrument) -> Version | None:
    return in_force(instrument, project.frame.until)


def _version_name(instrument: Instrument, version: Version | None) -> str:
    """Name a version by its year, an only one by the day from which it is in force."""
    if version is None:
        return UNCHECKED
    if len(instrument.versions) == 1 and version.effective:
        return f"{day(version.effective)}起施行"
    return f"{version.year}年版"


def _instrument(project: Project, instrument: Instrument) -> Html:
    then, now = _in_period(project, instrument), latest(instrument)
    status = [
        ("种类", text(instrument.kind)),
        ("制定机关", text(instrument.issuer or "")),
        ("报告期内施行", _version_name(instrument, then)),
        ("已知的最新版", _version_name(instrument, now)),
    ]
    blocks = [
        text(instrument.about),
        facts((term, content) for term, content in status if content),
        _versions(instrument),
        _chapters(instrument),
        _articles(project, instrument),
        *imported.texts(project, instrument),
        *quoted(project, instrument),
    ]
    back = link(INDEX, TITLE)
    return page(f"《{instrument.name}》", blocks, back)


def _versions(instrument: Instrument) -> str:
    if not instrument.versions:
        return text("版本还没有核对。")
    rows = [
        (
            f"version-{version.year}",
            [
                f"{version.year}年版",
                *(text(day(d)) if d else "" for d in (version.adopted, version.issued, version.effective, version.replaced)),
                _structure(version),
                checked(version.checked),
            ],
        )
        for version in instrument.versions
    ]  # fmt: skip
    heads = ["版本", "通过", "印发", "施行", "被取代", "篇幅", "核对"]
    listing = wide_table(heads, rows, "空的没有核对过")
    return heading("各版本", "versions") + listing


def checked(read: Checked | None) -> str:
    """Return which source was read and when, or that none was."""
    return text(f"{read.source}，{day(read.day)}") if read else UNCHECKED


def _structure(version: Version) -> str:
    counts = ((version.parts, "编"), (version.chapter_count, "章"), (version.articles, "条"))
    return "".join(f"{count}{unit}" for count, unit in counts if count)


def _chapters(instrument: Instrument) -> str:
    """The chapters by name, with the articles that each version gave them."""
    versions = [version for version in instrument.versions if version.chapters]
    if not versions:
        return ""
    names = dict.fromkeys((c.part, c.name) for version in versions for c in version.chapters)
    rows = [
        (None, [text(part or ""), text(name), *(_range(version, part, name) for version in versions)])
        for part, name in names
    ]  # fmt: skip
    heads = ["编", "章", *(f"{version.year}年版的条" for version in versions)]
    listing = wide_table(heads, rows, "各章的起止条；空的没有核对过")
    return heading("章和条", "chapters") + listing


def _range(version: Version, part: str | None, name: str) -> str:
    found: list[Chapter] = [c for c in version.chapters if (c.part, c.name) == (part, name)]
    if not found or found[0].first is None or found[0].last is None:
        return ""
    return f"{found[0].first}—{found[0].last}{_small(found[0].derived)}"


def _small(derived: bool) -> str:
    return element("small", DERIVED) if derived else ""


def _articles(project: Project, instrument: Instrument) -> str:
    """The noted articles, each with its number in every version."""
    if not instrument.noted:
        return ""
    versions = instrument.versions
    read = {
        each.year: {a.number for a in each.articles}
        for each in texts_of(project.dataset, instrument)
    }
    rows = [
        (
            article.id,
            [
                _cell(instrument, article) + _quoted(project, instrument, article),
                *(
                    _number(instrument, version, article, read.get(version.year, set()))
                    for version in versions
                ),
                text(article.change or ""),
            ],
        )
        for article in instrument.noted
    ]
    heads = ["条文", *(f"{version.year}年版" for version in versions), "后来的变化"]
    listing = table(heads, rows, "条文要点（编者自己的话），各版本对照")
    return heading("条文要点", "articles") + element("div", listing, class_="wide articles")


def _cell(instrument: Instrument, article: Article) -> str:
    targets = "".join(_target(instrument, article, version) for version in instrument.versions)
    return targets + element("b", text(article.topic)) + element("p", text(article.gist))


def _quoted(project: Project, instrument: Instrument, article: Article) -> str:
    """The sentences that quote the article in one of its versions."""
    numbers = ((v, article.numbers.get(v.year)) for v in instrument.versions)
    anchors = [article_anchor(v, number.article) for v, number in numbers if number]
    path = path_of(instrument)
    return quotations([use for anchor in anchors for use in project.quoting(path, anchor)])


def _target(instrument: Instrument, article: Article, version: Version) -> str:
    """An anchor for the article's number in a version, where no note before it has the number."""
    number = article.numbers.get(version.year)
    if number is None or not number.article:
        return ""
    first = next(
        a for a in instrument.noted
        if (n := a.numbers.get(version.year)) and n.article == number.article
    )  # fmt: skip
    if first is not article:
        return ""
    return element("span", "", id=article_anchor(version, number.article))


def _number(instrument: Instrument, version: Version, article: Article, read: set[int]) -> str:
    """The article's number in a version; a link to its text where that was imported."""
    number = article.numbers.get(version.year)
    if number is None or not number.article:
        return "" if number is None else "无此条"
    shown = f"第{ordinal(number.article)}条"
    if number.article in read:
        shown = link(path_of(instrument), shown, text_anchor(version.year, number.article))
    return shown + _small(number.derived)
