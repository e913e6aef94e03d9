"""The rules by subject, and the asking of them all."""

from __future__ import annotations

from ledger.checks.records import (
    audiences,
    common,
    declared,
    indicators,
    mechanisms,
    official,
    regulations,
    search,
    secrecy,
    study,
    systems,
    timely,
    totals,
    work,
)
from ledger.checks.records.rules import RULES
from ledger.issues import Issue
from ledger.records.dataset import Dataset, once

#: the modules whose rules are asked; importing one registers its rules
SUBJECTS = (
    common,
    declared,
    indicators,
    work,
    timely,
    study,
    official,
    regulations,
    systems,
    mechanisms,
    search,
    secrecy,
    audiences,
    totals,
)


@once
def check(dataset: Dataset) -> list[Issue]:
    """Return what the rules find. Relations to records that could not be read are left alone."""
    return [issue for function in RULES for issue in function(dataset)]
