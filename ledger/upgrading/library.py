"""The product's library: what the project was given, what the bureau changed, what is new."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from ledger.founding import laying
from ledger.founding.version import digest
from ledger.issues import Place
from ledger.upgrading.change import Change, Old

#: lines of a difference that are shown
_SHOWN = 4


def brought(old: Old) -> Iterator[Change]:
    """Yield the files of the library that are newer, new, or to be compared by a person."""
    given = {file.path: file.digest for file in old.laid.files} if old.laid else {}
    lacking = []
    for path, content in concerned(old).items():
        held = old.content(path)
        if given.get(path) == digest(content):
            continue  # the library has not changed since
        if held is None:
            lacking += [] if path in given else [(path, content)]
        elif digest(held) != digest(content):
            yield _newer(path, held, content, is_own=digest(held) != given.get(path))
    yield from _new(lacking, is_known=bool(given))


def concerned(old: Old) -> dict[str, bytes]:
    """Return the library of a project that took it; nothing for one that did not."""
    files = dict(laying.of_library())
    took = bool(old.laid.files) if old.laid else any(old.content(path) for path in files)
    return files if took else {}


def _new(lacking: list[tuple[str, bytes]], *, is_known: bool) -> Iterator[Change]:
    """Yield the files that the project lacks; it may have deleted them, unless it is known."""
    if is_known:
        for path, content in lacking:
            yield Change(Place(path), "自带的库里新有的，添上", content=content)
    elif lacking:
        others = f"和另外 {len(lacking) - 1} 份" if lacking[1:] else ""
        message = f"这份{others}自带的库里有，项目里没有；要用的，从产品的库里抄"
        yield Change(Place(lacking[0][0]), message)


def _newer(path: str, held: bytes, content: bytes, *, is_own: bool) -> Change:
    if not is_own:
        message = "自带的，没有改过，换成新的"
        return Change(Place(path), message, content=content)
    line, shown = _difference(held, content)
    message = f"和自带的不同，像是本单位改过，不换；要新的自己抄：{shown}"
    return Change(Place(path, line), message)


def _difference(held: bytes, content: bytes) -> tuple[int, str]:
    """Return the first line that differs, and some of the difference on one line."""
    mine, new = (each.decode(errors="replace").splitlines() for each in (held, content))
    lines = list(unified_diff(mine, new, n=0, lineterm=""))[2:]
    first = next((line for line in lines if line.startswith("@@")), "@@ -1")
    number = int(first.split("-")[1].split(" ")[0].split(",")[0])
    changed = [f"{line[0]} {line[1:].strip()}" for line in lines if not line.startswith("@@")]
    more = f" …… 共 {len(changed)} 行" if len(changed) > _SHOWN else ""
    return max(number, 1), " ｜ ".join(changed[:_SHOWN]) + more
