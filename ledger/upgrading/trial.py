"""Changes tried on a copy of the project: what would they add that is wrong?"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ledger.changes import rules
from ledger.changes.model import RuleChange
from ledger.checks.files import programs
from ledger.issues import Issue
from ledger.machine import files
from ledger.survey import survey
from ledger.upgrading.replacing import Contents

#: what a check reads of a project
_CHECKED = ("data", "docs", "macros.py", "hooks.py", "mkdocs.yml")
#: what an error of figures says anew with each record that they count
_NUMBER = re.compile("[0-9]+(?:[.][0-9]+)?")


def tried(
    root: Path, mended: Mapping[str, bytes], changed: Contents
) -> tuple[tuple[RuleChange, ...], list[Issue]]:
    """Return the errors that changes add, and all errors that there are then.

    ``mended`` are the files as they are after the changes that let more be read: what was hidden
    behind these is not new; neither is one at its old place in a file that stays as it is, of which
    but the numbers are others. A file without a content goes.
    """
    with copied(root) as copy:
        _lay(copy, mended)
        before = _errors(copy)
        _lay(copy, changed)
        after = _errors(copy)
    changes = {**mended, **changed}
    known = {_kind(each, changes): each for each in before}
    new = [known.get(_kind(each, changes), each) for each in after]
    return rules.compare(before, new)[0], after


def _kind(issue: Issue, changed: Container[str]) -> Issue:
    """Return an error without its numbers where it stands in a file that is not changed."""
    if issue.place.path in changed:
        return issue
    return replace(issue, message=_NUMBER.sub("", issue.message))


def _errors(root: Path) -> list[Issue]:
    found = survey(root)[1]
    found.add(programs.check(root))
    return found.errors


def _lay(root: Path, contents: Contents) -> None:
    for path, content in contents.items():
        file = root / path
        if content is None:
            file.unlink(missing_ok=True)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        files.write(file, content, flush=False)


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """Yield a copy that only its owner reads; links are followed, so that nothing leads back."""
    with tempfile.TemporaryDirectory() as folder:
        for path in map(root.joinpath, _CHECKED):
            if path.is_dir():
                copy = Path(folder) / path.name
                shutil.copytree(path, copy, ignore=_odd, copy_function=shutil.copyfile)
                for inner in (copy, *copy.rglob("*")):  # also what nobody may write in the project
                    inner.chmod(0o700)
            elif path.is_file():
                shutil.copyfile(path, Path(folder) / path.name)
        yield Path(folder)


def _odd(folder: str, names: list[str]) -> list[str]:
    """Return what is neither a file nor a folder, which has no end or no beginning."""
    here = Path(folder)
    return [name for name in names if not ((here / name).is_file() or (here / name).is_dir())]
