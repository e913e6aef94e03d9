"""Files of records that git left with its marks -> the same files merged record by record.

What both sides changed, each otherwise, is told; a file with such a place stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ledger.exchange import cells, merging, rewriting
from ledger.exchange.columns import is_edited
from ledger.exchange.drawer import records, rewritten
from ledger.exchange.entries import Entry, named
from ledger.exchange.merging import Conflict, Merged, Row
from ledger.issues import LedgerError, Mistake, Place
from ledger.machine import files, git
from ledger.records import source
from ledger.records.base import LedgerType
from ledger.records.dataset import files_of_all_years, read_all
from ledger.upgrading import trial

_MARK = re.compile(r"([<|=>])\1{6}(?: .*)?")
#: which sides a line belongs to behind a mark: ours, the base and theirs
_BEHIND = {"<": (0,), "|": (1,), "=": (2,), ">": (0, 1, 2)}
#: which marks may come behind one
_NEXT = {">": "<", "<": "|=", "|": "=", "=": ">"}
#: a comment, or what looks like one: that much more is told
_COMMENT = re.compile(r"(?:^|\s)(#.*)$")
_SHOWN = 24


class Side(NamedTuple):
    """A file as one side has it, and the number that each of its lines has in the marked file."""

    lines: list[str]
    numbers: list[int]

    @property
    def content(self) -> bytes:
        """The content, with plain ends of lines."""
        return "\n".join(self.lines).encode()


@dataclass
class Solved:
    """What was merged, told in lines; the files before, as we have them, and after.

    ``left`` is how many places are left, ``wrong`` how many errors come of two sides that lack them.
    """

    told: list[str] = field(default_factory=list)
    before: dict[str, bytes | None] = field(default_factory=dict)
    ours: dict[str, bytes] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    left: int = 0
    wrong: int = 0


def solved(root: Path) -> Solved:
    """Merge the files of all ledgers in which marks of git stand; raises ``Mistake`` and ``LedgerError``."""
    made = Solved()
    for ledger in filter(is_edited, read_all(root)[0].ledgers.values()):
        for file in files_of_all_years(root, ledger):
            content = files.read(file)
            path = file.relative_to(root).as_posix()
            text = source.decode(content, path)[0]
            if any(source.conflicts(text, path)):
                made.before[path] = content
                _solve(made, root, ledger, _Marked(path, text, b"\r\n" in content))
    wrong = trial.tried(root, made.ours, made.contents)[0] if made.contents else ()
    made.told += (f"  错  {each.path}:{each.lines[0]}  {each.message}" for each in wrong)
    made.wrong = len(wrong)
    return made


class _Marked(NamedTuple):
    path: str
    text: str
    has_returns: bool


def sides(path: str, text: str) -> tuple[Side, Side, Side]:
    """Return a marked file as we, the base and they have it; raises ``Mistake`` for half a mark.

    Where the marks do not tell the base, it lacks what lies between them.
    """
    found = Side([], []), Side([], []), Side([], [])
    before = ">"
    for number, line in enumerate(text.split("\n"), 1):
        mark = _MARK.fullmatch(line)
        if mark and (mark[1] != "=" or before in "<|"):
            if mark[1] not in _NEXT[before]:
                raise Mistake(f"{path}:{number}:1  “{line}”前后的记号不成对；请照着改好这一处")
            before = mark[1]
            continue
        for side in _BEHIND[before]:
            found[side].lines.append(line)
            found[side].numbers.append(number)
    if before != ">":
        raise Mistake(f"{path}  末尾的记号不成对；请照着改好这一处")
    return found


def _solve(made: Solved, root: Path, ledger: LedgerType, marked: _Marked) -> None:
    """Add to what is made what comes of one file."""
    path = marked.path
    mine, _, theirs = sides(path, marked.text)
    ours, others = (_entries(ledger, path, each.content) for each in (mine, theirs))
    base = _base(root, ledger, marked)
    merged = _apart(ours, others) if base is None else _merged(base, ours, others)
    if merged.conflicts:
        made.left += len(merged.conflicts)
        known = {each.name: each for each in ours}
        kind = ledger.record
        about = kind.key_of(kind.headline) if kind.headline else ""
        telling = _Telling(marked, theirs, others, known, about, base is not None)
        made.told += [_told(telling, each) for each in merged.conflicts]
        del made.before[path]
        return
    content = rewritten(ledger, path, mine.content, _asked(merged, ours, others))
    made.ours[path] = mine.content
    made.contents[path] = content.replace(b"\n", b"\r\n") if marked.has_returns else content
    counts = (len(each) for each in (merged.changed, merged.added, merged.removed))
    made.told.append("  {}  照别人的改 {} 条，添 {} 条，删 {} 条".format(path, *counts))
    made.told += _lost(path, theirs, content.decode())


def _lost(path: str, theirs: Side, content: str) -> Iterator[str]:
    """Yield what is said of their comments that did not come along: only values are merged."""
    for number, line in zip(theirs.numbers, theirs.lines, strict=True):
        comment = _COMMENT.search(line)
        if comment and comment[1].rstrip() not in content:
            yield f"  没有带来  {path}:{number}  别人的注释{_quoted(comment[1].rstrip())}；要留的，写好以后自己补上"


def _merged(base: list[Entry], ours: list[Entry], others: list[Entry]) -> Merged:
    keys = list(
        dict.fromkeys(key for side in (base, ours, others) for e in side for key in e.typed)
    )
    was, own, their = (
        {each.name: {key: _text(each, key) for key in keys} for each in side}
        for side in (base, ours, others)
    )
    rows = [
        Row(number, held, name if name in was else "", name)
        for number, (name, held) in enumerate(their.items())
    ]
    return merging.merged(was, rows, own, merging.Settled(was.keys() - their.keys()))


def _apart(ours: list[Entry], others: list[Entry]) -> Merged:
    """Return all in which two sides differ of which nobody knows how they began: each is a conflict."""
    own, their = ({each.name: each.typed for each in side} for side in (ours, others))
    merged = Merged()
    for number, (name, typed) in enumerate(their.items()):
        row = Row(number, {}, name, name)
        mine = own.get(name)
        if mine is None:
            merged.conflicts.append(Conflict(name, row))
        else:
            differing = (key for key in {**mine, **typed} if mine.get(key) != typed.get(key))
            merged.conflicts += (Conflict(name, row, key) for key in differing)
    merged.conflicts += (Conflict(name, None) for name in own if name not in their)
    return merged


def _asked(merged: Merged, ours: list[Entry], others: list[Entry]) -> rewriting.Asked:
    """Return what is asked of our file."""
    place = {entry.name: number for number, entry in enumerate(ours)}
    changed: dict[int, source.Mapping | None] = {place[name]: None for name in merged.removed}
    for name, row, new in merged.changed:
        typed = ours[place[name]].typed
        for key in new:
            typed = cells.put(typed, (key,), others[row.place].typed.get(key), typed.place)
        changed[place[name]] = typed
    return rewriting.Asked(changed, [others[row.place].typed for row in merged.added])


def _base(root: Path, ledger: LedgerType, marked: _Marked) -> list[Entry] | None:
    """Return the records with which both sides began: by git, or by the marks; None if none tells."""
    known = _of_git(root, marked.path)
    marks = [found[1] for line in marked.text.split("\n") if (found := _MARK.fullmatch(line))]
    if known is None and marks.count("|") == marks.count("<"):
        known = sides(marked.path, marked.text)[1].content
    try:
        return None if known is None else _entries(ledger, marked.path, known)
    except LedgerError:
        return None


def _entries(ledger: LedgerType, path: str, content: bytes) -> list[Entry]:
    kind = ledger.record
    return [*named(kind, [Entry("", path, each) for each in records(kind, path, content)[1]])]


def _of_git(root: Path, path: str) -> bytes | None:
    """Return a file as both sides began with it; None where git does not tell.

    Once somebody added the file, only the commits that are being merged tell.
    """
    if (staged := _shown(root, f":1:./{path}")) is not None:
        return staged
    if _shown(root, f":2:./{path}") is not None:
        return b""  # both sides added the file
    try:
        began = git.ask(root, "merge-base", "--all", "HEAD", "MERGE_HEAD").decode().split()
    except git.NoAnswer:
        return None
    return _shown(root, f"{began[0]}:./{path}") if len(began) == 1 else None


def _shown(root: Path, name: str) -> bytes | None:
    try:
        return git.ask(root, "show", name)
    except git.NoAnswer:
        return None


def _text(entry: Entry, key: str) -> str:
    return cells.written(entry.typed[key]) if key in entry.typed else ""


class _Telling(NamedTuple):
    """What conflicts are told with: the file, their side of it and its records, ours by name.

    ``about`` is the key that says what a record is about, ``is_known`` whether it is known how both began.
    """

    marked: _Marked
    side: Side
    others: list[Entry]
    own: dict[str, Entry]
    about: str
    is_known: bool


def _told(telling: _Telling, found: Conflict) -> str:
    """Say of a conflict where it stands and what both sides say."""
    marked, side, others, own, about, is_known = telling
    name, row, head = found
    if row is None:
        line = next(_lines(marked.text, name), 1)
        said = (
            "别人删了，自己改过" if is_known else "只有自己的里有，看不出是自己添的，还是别人删的"
        )
        return f"  冲突  {marked.path}:{line}  {name}：{said}；请自己定"
    entry = others[row.place]
    value = entry.typed.keys_at.get(head, entry.typed.place)
    place = Place(marked.path, side.numbers[value.line - 1], value.column)
    said_by = (own[name], entry) if name in own else ()
    both = "，别人的".join(_quoted(_text(each, head or about)) for each in said_by)
    if head:
        return f"  冲突  {place}  {name}  {head}：自己的{both}；留下对的"
    if name in own:
        said = f"两边都添了这一条，自己的{both}；是一件事的只留一条，两件事的给后添的换一个编号"
    elif is_known:
        said = "别人改过，自己删了；请自己定"
    else:
        said = "只有别人的里有，看不出是别人添的，还是自己删的；请自己定"
    return f"  冲突  {place}  {name}：{said}"


def _lines(text: str, name: str) -> Iterator[int]:
    return (number for number, line in enumerate(text.split("\n"), 1) if name in line)


def _quoted(text: str) -> str:
    return f"“{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}”" if text else "没有写"
