"""What is chosen -> the files: sections, definitions, the list; as far as a check finds no new error.

A section is changed as long as it is what was written here before; of one that an author edited only
the blocks that stand as they were. What would add an error stays a comment, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ledger import product
from ledger.adopting.rendering import Block, Rendered
from ledger.changes.model import RuleChange
from ledger.issues import Issue
from ledger.machine import files
from ledger.prose import hidden
from ledger.records import source
from ledger.upgrading.keeping import Keeper

KEEPER = Keeper("adopt", "adopt --write", "沿用前")
#: the sections of a new project in the product's library
_LAID = "新项目"
#: where the texts lie
TEXTS = "docs/"
#: where a block begins and ends in a text
Span = tuple[int, int]
#: by what a block is known again
Key = tuple[str, ...]


@dataclass
class Plan:
    """The new content of each file, and what is told of it; ``placed`` tells where each block stands.

    Of a block the words of its items are known by the path of its file and its first and last line.
    """

    contents: dict[str, bytes | None] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    placed: list[tuple[str, int, int, tuple[str, ...]]] = field(default_factory=list)

    def items_of(self, wrong: RuleChange) -> Iterator[str]:
        """Yield the items at the places of an error; where there are none, all of its file."""
        own = [each for each in self.placed if each[0] == wrong.path]
        here = [e for e in own if any(e[1] <= line <= e[2] for line in wrong.lines) and e[3]]
        yield from (id_ for *_, ids in here or own for id_ in ids)


def planned(root: Path, old: Sequence[Rendered], new: Sequence[Rendered], *, begins: bool) -> Plan:
    """Return what becomes of the sections; the first time it ``begins`` with those of a new project."""
    plan = Plan()
    before = {each.path: each for each in old}
    after = {each.path: each for each in new}
    if begins and (own := _somebodys(root, after)):
        plan.told.append(f"{'、'.join(own)} 已经有人写了，骨架没有写；要写，先移走")
        return plan
    if begins:
        plan.contents |= dict.fromkeys(_laid(root, after))
    for path in dict.fromkeys([*before, *after]):
        _plan(root, before.get(path), after.get(path), plan)
    return plan


def is_laid(root: Path, rendered: Sequence[Rendered]) -> bool:
    """Whether any paragraph of a skeleton stands in its file."""
    texts = ((each, _text(root / each.path) or "") for each in rendered)
    return any(block.items for each, text in texts for block, _ in _standing(text, each))


def _folder(rendered: Mapping[str, Rendered]) -> str:
    return next(iter(rendered), "").rpartition("/")[0]


def _sections(root: Path, rendered: Mapping[str, Rendered]) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each section that lies in the folder."""
    folder = _folder(rendered)
    for file in sorted((root / folder).glob("[0-9]*.md")) if folder else ():
        yield f"{folder}/{file.name}", files.read(file).decode(errors="replace")


def _laid(root: Path, rendered: Mapping[str, Rendered]) -> list[str]:
    """Return the sections that lie there as a new project has them."""
    found = []
    for path, text in _sections(root, rendered):
        own = product.library(f"{_LAID}/{path}")
        if own.is_file() and files.read(own).decode() == text:
            found.append(path)
    return found


def _somebodys(root: Path, rendered: Mapping[str, Rendered]) -> list[str]:
    """Return the sections in which an author wrote."""
    laid = _laid(root, rendered)
    return [
        path
        for path, text in _sections(root, rendered)
        if path not in laid
        and hidden.is_seen(text)
        and not (path in rendered and text == rendered[path].text)
    ]


def _plan(root: Path, old: Rendered | None, new: Rendered | None, plan: Plan) -> None:
    """Add what becomes of a section."""
    path = (new or old or Rendered("", ())).path
    if unread := _unread(root / path, path):
        plan.told += [f"{each}；没有动" for each in unread]
        return
    there = _text(root / path) if plan.contents.get(path, b"") is not None else None
    if there is None and old is None and new:
        _put(plan, new)
    elif there is None and new:
        plan.told.append(f"{path} 已经删去，没有再写")
    elif new and there in (old.text if old else None, new.text):
        _put(plan, new, there)
    elif old and there == old.text:
        plan.contents[path] = None
    elif old is None:
        plan.told.append(f"{path} 已经有了，没有动")
    elif new is None:
        plan.told.append(f"{path} 旧报告里没有这一节了，作者改过，没有动")
    else:
        _patch(there or "", old, new, plan)


def _put(plan: Plan, new: Rendered, there: str | None = None) -> None:
    line = 1
    for block in new.blocks:
        lines = block.text.count("\n") + 1
        ids = tuple(each.id for each in block.items)
        plan.placed.append((new.path, line, line + lines - 1, ids))
        line += lines + 1
    if new.text != there:
        plan.contents[new.path] = new.text.encode()


def _patch(there: str, old: Rendered, new: Rendered, plan: Plan) -> None:
    """Change the blocks of a section that stand as they were; tell the others.

    A new block goes behind the one before it; one that is gone from the old report goes.
    """
    before = {_key(block): block.text for block in old.blocks}
    after = {_key(block): block for block in new.blocks}
    edits: list[tuple[int, int, str]] = []
    stand = {_key(block): (block, span) for block, span in _standing(there, old)}
    for key, (_, (start, end)) in stand.items():
        if key not in after:
            edits.append((len(there[:start].rstrip()), end, ""))
    last = 0
    for key, block in after.items():
        if key in stand:
            was, (start, last) = stand[key]
            edits += [(start, last, block.text)] if was.text != block.text else []
        elif key not in before:
            edits.append((last, last, f"\n\n{block.text}" if last else f"{block.text}\n\n"))
    text = _edited(there, edits)
    if text != there:
        plan.contents[new.path] = text.encode()
    _place(text, new, before, plan)


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """Return a text with stretches replaced; what begins at one place stays in its order."""
    done, last = [], 0
    for start, end, by in sorted(edits, key=lambda each: each[:2]):
        done += [text[last:start], by]
        last = end
    return "".join([*done, text[last:]]).lstrip("\n")


def _place(text: str, new: Rendered, before: Mapping[Key, str], plan: Plan) -> None:
    """Add where the blocks of a section stand, and tell those that should and do not.

    ``before`` are the texts of the blocks as they were written.
    """
    stand = {_key(block): span for block, span in _standing(text, new)}
    for number, block in enumerate((each for each in new.blocks if each.items), 1):
        key = _key(block)
        if span := stand.get(key):
            first, last = (text.count("\n", 0, at) + 1 for at in span)
            plan.placed.append((new.path, first, last, _ids(block.items)))
        elif before.get(key) != block.text:
            is_there = before.get(key, block.text) in text
            why = "同样的话另有一处，分不出是哪一处" if is_there else "作者改过"
            plan.told.append(f"{new.path} 第 {number} 段{why}，没有动")


def _standing(text: str, rendered: Rendered) -> Iterator[tuple[Block, Span]]:
    """Yield the blocks that stand in a text as they are, and where; of some alike all, or none."""
    alike: dict[str, list[Block]] = {}
    for block in rendered.blocks:
        alike.setdefault(block.text, []).append(block)
    for said, blocks in alike.items():
        whole = re.finditer(rf"^{re.escape(said)}$", text, re.MULTILINE) if said else ()
        spans = [match.span() for match in whole]
        if len(spans) == len(blocks):
            yield from zip(blocks, spans, strict=True)


def _key(block: Block) -> Key:
    """Return by what a block is known again: its items, or a heading by its text."""
    return _ids(block.items) or (block.text,)


def _ids(items: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(getattr(each, "id", "")) for each in items)


def _unread(file: Path, path: str) -> list[Issue]:
    """Return why a section cannot be read, as where an editor saved it in another encoding."""
    return source.decode(files.read(file), path)[1] if file.is_file() else []


def _text(file: Path) -> str | None:
    return (
        files.read(file).decode(errors="replace").replace("\r\n", "\n") if file.is_file() else None
    )
