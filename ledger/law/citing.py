"""Instruments, their versions, and the article that a citation means on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.issues import Mistake
from ledger.language.numerals import day, ordinal
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Document
from ledger.records.types.regulations import Article, Instrument, OfficialText, Version
from ledger.records.types.work import Rectification

#: marks article numbers that were derived from others, not read in a text
DERIVED = "推算"


@dataclass(frozen=True)
class Citation:
    """A cited article, in the version in force on a day.

    ``noted`` is the note of the article, if any; ``imported`` is true where its official text is
    in the data.
    """

    instrument: Instrument
    version: Version
    number: int
    noted: Article | None = None
    imported: bool = False

    @property
    def text(self) -> str:
        """The citation in its customary form, as 《中国共产党纪律处分条例》第一百二十二条."""
        return f"《{self.instrument.name}》第{ordinal(self.number)}条"

    @property
    def anchor(self) -> str:
        """The article's anchor on the instrument's page."""
        if self.noted:
            return article_anchor(self.version, self.number)
        return text_anchor(self.version.year, self.number) if self.imported else "versions"

    @property
    def later(self) -> str:
        """The changes of the article in later versions; empty where there are none."""
        if self.noted is None:
            return ""
        said = []
        for version in self.instrument.versions:
            number = self.noted.numbers.get(version.year)
            if version.year > self.version.year and number and number.article != self.number:
                what = f"为第{ordinal(number.article)}条" if number.article else "无此条"
                said.append(f"{version.year}年版{what}" + f"（{DERIVED}）" * number.derived)
        return "；".join([*said, self.noted.change or ""]).strip("；")


def article_anchor(version: Version, number: int) -> str:
    """Return the anchor of an article of a version, as ``2018-第一百二十二条``."""
    return f"{version.year}-第{ordinal(number)}条"


def text_anchor(year: int, number: int, sub: int = 0) -> str:
    """Return the anchor of an article's imported text, as ``2018-第三十七条-原文``."""
    return f"{year}-第{ordinal(number)}条" + (f"之{ordinal(sub)}" if sub else "") + "-原文"


def in_force(instrument: Instrument, on: date) -> Version | None:
    """Return the version that was in force on a day; None where that is unknown."""
    return None if undated(instrument, on) else _dated(instrument, on)


def undated(instrument: Instrument, on: date) -> Version | None:
    """Return the newest version without a date that may have been in force on a day."""
    dated = _dated(instrument, on)
    found = [
        version
        for version in instrument.versions
        if version.effective is None and version.known <= on
        and not (version.replaced and version.replaced <= on)
        and not (dated and version.year < dated.year)
    ]  # fmt: skip
    return max(found, key=lambda version: version.year, default=None)


def _dated(instrument: Instrument, on: date) -> Version | None:
    found = [
        version
        for version in instrument.versions
        if version.effective and version.effective <= on
        and not (version.replaced and version.replaced <= on)
    ]  # fmt: skip
    return max(found, key=lambda version: version.year, default=None)


def latest(instrument: Instrument) -> Version | None:
    """Return the newest version known."""
    return max(instrument.versions, key=lambda version: version.year, default=None)


def cite(dataset: Dataset, name: str, number: int, on: date) -> Citation:
    """Return the article that a citation names, in the version in force on a day.

    Raises ``Mistake`` for an instrument that is unknown, not in force or perhaps superseded on that
    day, for a version that nobody has verified, and for an article that the version lacks.
    """
    found = dataset.find("法规", name)
    if not isinstance(found, Instrument):
        raise Mistake(f"法规“{name}”没有读出来；请先改好它的数据", "law.unread")
    version = in_force(found, on)
    if version is None:
        raise Mistake(_unknown(found, name, on), "law.not_in_force")
    if version.checked is None:
        advice = "请对照正式文本，在这一版写上“核对”（来源、日期）"
        message = f"“{name}”{version.year}年版没有核对过，不能引用；{advice}"
        raise Mistake(message, "law.unverified")
    if version.articles is None:
        message = f"“{name}”{version.year}年版没有登记条数，条号无法核对；请先填“条数”"
        raise Mistake(message, "law.uncounted")
    if not 1 <= number <= version.articles:
        message = f"“{name}”{version.year}年版共 {version.articles} 条，没有第 {number} 条"
        raise Mistake(message, "law.no_article")
    copies = texts_of(dataset, found, version.year)
    imported = any(article.number == number for copy in copies for article in copy.articles)
    return Citation(found, version, number, noted(found, version, number), imported)


def _unknown(instrument: Instrument, name: str, on: date) -> str:
    """Return a message: why no version is known to be in force on a day, and what to do."""
    if doubtful := undated(instrument, on):
        return (
            f"“{name}”{doubtful.year}年版没有登记施行日期，{day(on)}施行的是不是它还不清楚；"
            "请查到后先填这一版的“施行”"
        )
    known = "、".join(
        f"{v.year}年版{day(v.effective)}起施行" for v in instrument.versions if v.effective
    )
    return f"{day(on)}“{name}”没有施行中的版本；{known or '没有登记施行日期'}"


def texts_of(
    dataset: Dataset, instrument: Instrument, year: int | None = None
) -> list[OfficialText]:
    """Return the imported texts of an instrument, or of one version, the newest first."""
    found = [
        text
        for text in dataset.of(OfficialText)
        if dataset.words("法规").get(text.instrument) is instrument and year in (None, text.year)
    ]
    return sorted(found, key=lambda text: -text.year)


def instrument_of(dataset: Dataset, document: str) -> Instrument | None:
    """Return the instrument with the name or short name of a document of 文件会议."""
    found = dataset.words("文件会议").get(document)
    if not isinstance(found, Document):
        return None
    names = {found.name, found.short}
    named = (
        each for each in dataset.of(Instrument) if not names.isdisjoint((each.name, each.short))
    )
    return next(named, None)


def clause_of(dataset: Dataset, item: Rectification) -> Citation | None:
    """Return the article on which a rectification item is based, as of the item's 登记日期.

    Return None where the item's document is no instrument; raises ``Mistake`` as ``cite`` does.
    """
    instrument = instrument_of(dataset, item.basis)
    if instrument is None or item.clause is None:
        return None
    return cite(dataset, instrument.short, item.clause, item.opened)


def noted(instrument: Instrument, version: Version, number: int) -> Article | None:
    """Return the first note of an article, or None.

    A note whose article number is only derived does not count.
    """
    for article in instrument.noted:
        found = article.numbers.get(version.year)
        if found and found.article == number and not found.derived:
            return article
    return None
