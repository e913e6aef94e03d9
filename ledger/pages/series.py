"""A figure over the years: the same time of each, by today's 口径, and where that was another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from ledger.figures.figure import Figure, Sealing
from ledger.figures.methods.register import method_of
from ledger.figures.sealed import definition_text, said, sealing_of
from ledger.figures.wording import figure_text
from ledger.language.numerals import exact
from ledger.pages import charts
from ledger.pages.charts import Target
from ledger.pages.layout import heading
from ledger.project import YEARS, Project
from ledger.prose.markup import link, table, text
from ledger.records.dataset import Dataset, names_of
from ledger.records.period import frame_of
from ledger.records.types.indicators import FigureDefinition, Frozen

#: the part of a figure's page that tells of the years
ANCHOR = "years"
#: said of a number of which no seal tells
_OPEN = "没有封存"
#: said above the years where the report tells of a part of one
_SAME_TIME = "由台账算出的，各年是同一段时间；报告后定格的，是那一年的报告里的数。"


class _Year(NamedTuple):
    """What is known of a figure in a year: its value, as text, whence, its 口径 then, where to."""

    value: Fraction
    shown: str
    source: str
    caliber: str
    lead: Target | None
    sealed: bool = False


def of_years(project: Project, figure: Figure) -> list[str]:
    """Return the part of a figure's page that tells of the years, where there is more than one."""
    if method_of(figure.definition).looks_back:
        return []
    years = dict(_years(project, figure))
    if not years:
        return []
    own = project.unit.year
    how = f"本年，{said(figure.sealed) if figure.sealed else _OPEN}"
    years[own] = _Year(
        figure.value, text(figure_text(figure)), how, "", None, figure.sealed is not None
    )
    names = {str(year): f"{year}年" for year in sorted(years)}
    values = {str(year): told.value for year, told in sorted(years.items())}
    unit = f"（{figure.definition.unit}）"
    told = "" if project.frame.is_year else _SAME_TIME
    picture = charts.columns(
        f"{figure.name}历年{unit}",
        names,
        {"历年": values},
        lambda _, year: years[int(year)].lead,
        {"历年": [str(year) for year, told in years.items() if told.sealed]},
    )
    heads = ["年份", "数", "怎样得来"]
    differs = any(each.caliber for each in years.values())
    rows = [
        (None, [names[str(year)], each.shown, text(each.source)] + [text(each.caliber)] * differs)
        for year, each in sorted(years.items())
    ]
    listed = table(heads + ["那一年的口径"] * differs, rows, "各年的数", named=True)
    return [heading("历年", ANCHOR), *filter(None, [text(told)]), picture, listed]


def _years(project: Project, figure: Figure) -> Iterator[tuple[int, _Year]]:
    """Yield what is known of the years before, the latest first; a frozen value stays what it was."""
    own = project.unit.year
    datasets: dict[int, Dataset] = {**project.dataset.beside, own: project.dataset}
    known = {*project.dataset.beside, *(year - 1 for year in datasets)}
    for year in sorted((year for year in known if year < own), reverse=True):
        # what was frozen is of a yearly report
        frozen = None if figure.folder else _frozen(datasets.get(year + 1), figure)
        found = project.in_year(year).get(figure.name)
        caliber = _caliber(datasets.get(year), figure.definition)
        if sealed := _sealed(project, datasets.get(year), figure):
            value = found.value if found and sealed.corrections else sealed.value
            shown = sealed.corrections[-1].new if sealed.corrections else sealed.figure.shown
            lead = _lead(project, year, found) if found else None
            yield year, _Year(value, text(shown or ""), said(sealed), caliber, lead, sealed=True)
        elif frozen:
            value = Fraction(frozen.value)
            shown = text(exact(value) + figure.definition.unit)
            shown = link(project.page_of(frozen), shown, frozen.anchor)
            yield year, _Year(value, shown, f"报告后定格，{_OPEN}", caliber, None)
        elif found:
            lead = _lead(project, year, found)
            how = f"由那一年的台账按现在的口径算出，{_OPEN}"
            yield year, _Year(found.value, text(figure_text(found)), how, caliber, lead)


def _sealed(project: Project, dataset: Dataset | None, figure: Figure) -> Sealing | None:
    """Return what a year's seal says of a figure, where it tells of a time as long as this one."""
    if dataset is None or not (project.frame.is_year and frame_of(dataset).is_year):
        return None
    return sealing_of(dataset, figure.definition, project.report.name)


def _lead(project: Project, year: int, found: Figure) -> Target | None:
    """Return the page of the ledger that is counted in a year; None where the site has none."""
    ledger = found.ledger
    if ledger is None:
        return None
    path = f"{YEARS}/{year}/{ledger.slug}.md" if ledger.yearly else ledger.overview
    return (path, "") if path in project.addresses else None


def _frozen(after: Dataset | None, figure: Figure) -> Frozen | None:
    """Return what was frozen of a figure, which the year ``after`` keeps."""
    names = names_of(figure.definition)
    held = after.of(Frozen) if after else ()
    return next((each for each in held if each.figure in names), None)


def _caliber(dataset: Dataset | None, own: FigureDefinition) -> str:
    """Return how a year counted, where it did so otherwise than today."""
    known = dataset.words(FigureDefinition.ledger.name) if dataset else {}
    then = known.get(own.id) or known.get(own.name)
    if not isinstance(then, FigureDefinition):
        return ""
    return "" if _counts(then) == _counts(own) else f"口径不同，不能直接比：{then.caliber}"


def _counts(definition: FigureDefinition) -> tuple[str, str]:
    """Return what a definition counts and how; how the value is rounded changes no value."""
    return definition.caliber, definition_text(definition.model_copy(update={"rounding": None}))
