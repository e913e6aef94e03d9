"""The kinds of documents (文种): the product's, and the bureau's own in their place.

A file ``data/文种/NAME.yml`` replaces the product's kind of that name as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.records import source
from ledger.records.types.official import Genre
from ledger.remembered import remembered

#: the folder of the kinds, below data/ and in the product's library
FOLDER = "文种"


def gathered(own: Iterable[Genre]) -> Mapping[str, Genre]:
    """Return the kinds of documents by name, with the bureau's ``own``.

    Raises ``ValueError`` for a damaged file of the product.
    """
    return {**_of_product(source.shipped(FOLDER)), **{each.name: each for each in own}}


@remembered
def _of_product(texts: tuple[tuple[str, str], ...]) -> dict[str, Genre]:
    return {name: _read(name, text) for name, text in texts}


def _read(name: str, text: str) -> Genre:
    value, wrong = source.parse(text, f"{name}.yml")
    if wrong or not isinstance(value, source.Mapping):
        raise ValueError(f"{name}: {wrong}")
    return Genre.from_source(value)
