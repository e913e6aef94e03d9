"""Instruments, their versions, and the article that a citation means on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.dataset import Dataset
from ledger.issues import Mistake
from ledger.records.regulations import Article, Instrument, Version
from ledger.wording import day, ordinal


@dataclass(frozen=True)
class Citation:
    """An article of the version in force on a day; ``noted`` where there is a note of it."""

    instrument: Instrument
    version: Version
    number: int
    noted: Article | None = None

    @property
    def text(self) -> str:
        """The customary form, as 《中国共产党纪律处分条例》第一百二十二条."""
        return f"《{self.instrument.name}》第{ordinal(self.number)}条"

    @property
    def anchor(self) -> str:
        """Where the article stands on the instrument's page."""
        return article_anchor(self.version, self.number) if self.noted else "versions"

    @property
    def later(self) -> str:
        """What later versions made of the article; nothing where they left it or none followed."""
        if self.noted is None:
            return ""
        said = []
        for version in self.instrument.versions:
            number = self.noted.numbers.get(version.year)
            if version.year > self.version.year and number and number.article != self.number:
                what = f"为第{ordinal(number.article)}条" if number.article else "无此条"
                said.append(f"{version.year}年版{what}")
        return "；".join([*said, self.noted.change or ""]).strip("；")


def article_anchor(version: Version, number: int) -> str:
    """Return the anchor of an article of a version, as ``2018-第一百二十二条``."""
    return f"{version.year}-第{ordinal(number)}条"


def in_force(instrument: Instrument, on: date) -> Version | None:
    """Return the version that was in force on a day; None where none is known to have been."""
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
    """Return the article that a citation means on a day.

    Raises ``Mistake`` for an instrument unknown or not in force then, and for an article that the
    version does not have.
    """
    found = dataset.find("法规", name)
    if not isinstance(found, Instrument):
        raise Mistake(f"法规“{name}”没有读出来；请先改好它的数据")
    version = in_force(found, on)
    if version is None:
        known = "、".join(
            f"{v.year}年版{day(v.effective)}起施行" for v in found.versions if v.effective
        )
        raise Mistake(f"{day(on)}“{name}”没有施行中的版本；{known or '没有登记施行日期'}")
    if version.articles is None:
        raise Mistake(f"“{name}”{version.year}年版没有登记条数，条号无法核对；请先填“条数”")
    if not 1 <= number <= version.articles:
        raise Mistake(f"“{name}”{version.year}年版共 {version.articles} 条，没有第 {number} 条")
    return Citation(found, version, number, noted(found, version, number))


def noted(instrument: Instrument, version: Version, number: int) -> Article | None:
    """Return the note of an article; the first, where several notes speak of it."""
    for article in instrument.noted:
        found = article.numbers.get(version.year)
        if found and found.article == number:
            return article
    return None
