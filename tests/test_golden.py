"""Every generated page of two small bureaus, as a person has read it: a folder in, a folder out.

A case is ``golden/<case>/in``, a project, and ``golden/<case>/out``, its pages for all; what the
pages of a wider edition show otherwise stands in ``golden/<case>/out-<edition>``. ``--rewrite``
writes them anew: read what changed before it is committed.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import shutil
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from conftest import pages

from ledger import pages as room
from ledger.pages import remarks, todo
from ledger.records.editions import EDITIONS
from ledger.survey import survey

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.name for path in GOLDEN.iterdir())
#: elements that begin a line of their own, so that a difference is a line and not a page
_LINES = re.compile(
    r"(?<!\n)(?=<(?:a class=\"row|article|caption|col|d[dlt]|details|div|fieldset|h[1-6]|label|li"
    r"|nav|ol|p|section|summary|t(?:able|body|head|r)|ul)\b)"
)


def shown(root: Path, edition: str) -> dict[str, str]:
    """Return the pages of an edition, and the authors' remarks, by their path; an element a line."""
    project, found = survey(root, edition)
    assert found.errors == []
    for_authors = (*remarks.pages(project, found.remarks), *todo.pages(project, found.remarks))
    texts = pages(project) | {page.path: page.write().content for page in for_authors}
    return {path: _LINES.sub("\n", text) for path, text in texts.items()}


def written(folder: Path) -> dict[str, str]:
    """Return the files of a folder by their path below it."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def differences(golden: dict[str, str], texts: dict[str, str]) -> Iterator[str]:
    """Yield the lines that differ, below the name of their page."""
    for path in sorted(golden.keys() | texts.keys()):
        old, new = (each.get(path, "").splitlines() for each in (golden, texts))
        yield from unified_diff(old, new, f"{path} as read", f"{path} now", n=0, lineterm="")


def rewrite(folder: Path, texts: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("case", CASES)
def test_pages_are_as_they_were_read(
    case: str, edition: str, request: pytest.FixtureRequest
) -> None:
    texts = shown(GOLDEN / case / "in", edition)
    folder = GOLDEN / case / "out"
    if edition != EDITIONS[0]:
        folder = folder.with_name(f"out-{edition}")
        for_all = shown(GOLDEN / case / "in", EDITIONS[0])
        assert for_all.keys() <= texts.keys()
        texts = {path: text for path, text in texts.items() if text != for_all.get(path)}
    if request.config.option.rewrite:
        rewrite(folder, texts)
    found = list(differences(written(folder), texts))
    assert not found, "\n".join([f"{folder.name} of {case}, see --rewrite:", *found])


def test_every_kind_of_page_is_among_them() -> None:
    """A module of pages that no case shows would never be read."""
    written = {
        write.func.__module__  # type: ignore[attr-defined]
        for case in CASES
        for write in survey(GOLDEN / case / "in", EDITIONS[-1])[0].writers.values()
    }
    names = (module.name for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."))
    modules = {name for name in names if hasattr(importlib.import_module(name), "pages")}
    assert modules - {remarks.__name__, todo.__name__} == written
