"""The rules by subject, and the asking of them all."""

from __future__ import annotations

from ledger.checks.records import (
    audiences,
    cited,
    common,
    copied,
    declared,
    frozen,
    indicators,
    mechanisms,
    official,
    regulations,
    seals,
    search,
    secrecy,
    sheets,
    study,
    systems,
    timely,
    totals,
    work,
)
from ledger.checks.records.rules import RULES
from ledger.issues import Issue
from ledger.records.base import folder_of
from ledger.records.dataset import Dataset, State, of_state, once, state_of
from ledger.remembered import passing, remembered

#: the modules whose rules are asked; importing one registers its rules
SUBJECTS = (
    common,
    copied,
    declared,
    frozen,
    indicators,
    work,
    timely,
    study,
    official,
    regulations,
    cited,
    systems,
    mechanisms,
    search,
    sheets,
    secrecy,
    audiences,
    totals,
    seals,
)


@once
def check(dataset: Dataset) -> list[Issue]:
    """Return what the rules find. Relations to records that could not be read are left alone."""
    return [issue for function in RULES for issue in function(dataset)]


def check_others(dataset: Dataset) -> list[Issue]:
    """Return what the rules find in the folders of the years beside that of the report."""
    of_folders = (
        issue for other in dataset.beside.values() for issue in _in_folders(state_of(other))
    )
    between = (*common.references_between_years(dataset), *audiences.between_years(dataset))
    return [*of_folders, *between]


@remembered
def _in_folders(state: State) -> tuple[Issue, ...]:
    """Return what the rules find in what lies in the folders of years and one year reads.

    An old year is checked again only if it changed.
    """
    with passing():
        found = check(of_state(state))
    return tuple(issue for issue in found if folder_of(issue.place.path))
