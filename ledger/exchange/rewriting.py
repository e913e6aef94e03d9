"""Records with new values -> edits of their file: the lines of these records, and no others.

A key whose value stays keeps its lines, with quotes and comments; a new value is written as the old
one was, in lines or in brackets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import yaml

from ledger.exchange.cells import plain, written
from ledger.issues import Mistake, Place
from ledger.records import source
from ledger.records.base import Part
from ledger.upgrading.change import Edit

_STEP = 2


class Asked(NamedTuple):
    """What is asked of a file: by the place in its list what a record holds now, None for none.

    ``added`` come at its end.
    """

    changed: Mapping[int, source.Mapping | None]
    added: Sequence[source.Mapping]


def edits(text: str, path: str, kind: type[Part], asked: Asked) -> list[Edit]:
    """Return the edits of a file of records; raises ``Mistake`` for a list in brackets."""
    return list(_File(text, path, kind).edits(asked))


def lines(kind: type[Part], typed: source.Mapping) -> list[str]:
    """Return the lines of a new record."""
    return _File("", "", kind)._item(typed)


class _File:
    """A file of records: its lines, and where each value stands."""

    def __init__(self, text: str, path: str, kind: type[Part]) -> None:
        self.path, self.kind = path, kind
        self.lines = text.split("\n")
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        root: Any = yaml.compose(text, loader)
        self.root = root
        self.records: list[Any] = self.root.value if self.root else []
        if self.records and self.root.flow_style:
            message = "整个文件写在一对方括号里，不能替你改；请改成一条一行，每条以“- ”开头"
            raise Mistake(f"{path} {message}")
        #: what comes at the end of the file
        self.end: list[str] = []
        self.indent = self.root.start_mark.column if self.records else 0

    def edits(self, asked: Asked) -> Iterator[Edit]:
        """Yield the edits."""
        for number, typed in asked.changed.items():
            node = self.records[number]
            if typed is None:
                yield self._lines(node.start_mark.line, self._last(node), [])
            else:
                yield from self._record(node, typed)
        self.end += [line for each in asked.added for line in self._item(each)]
        if self.end:
            yield self._at_end()
        if self.root and not self.records:  # “[]”
            yield self._lines(self.root.start_mark.line, self._last(self.root), [])

    def _record(self, node: Any, typed: source.Mapping) -> Iterator[Edit]:
        """Yield the edits of a record: of each key that changes, or of all of it."""
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        if not keys or node.flow_style or keys[0] not in typed:
            yield self._lines(node.start_mark.line, self._last(node), self._item(typed, node))
            return
        found = {key.value: (key, value) for key, value in node.value}
        for key, (at, value) in found.items():
            if key not in typed:
                yield self._lines(at.start_mark.line, self._last(value), [])
            elif _value(value) != typed[key]:
                yield self._value(at, value, typed[key])
        column = node.value[0][0].start_mark.column
        for before, new in groupby(_new(self.kind, keys, typed), key=itemgetter(0)):
            lines = [line for _, key in new for line in _pair(key, typed[key], column)]
            yield from self._below(self._last(found[before][1]), lines)

    def _value(self, key: Any, node: Any, typed: source.Value) -> Edit:
        """Return the edit of a value; what stands behind a value on one line stays."""
        start, end = node.start_mark, node.end_mark
        new = _pair(key.value, typed, key.start_mark.column, node)
        one = isinstance(node, yaml.ScalarNode) and start.line == end.line == key.start_mark.line
        if one and len(new) == 1:
            is_last = not self.lines[end.line][end.column :].strip()
            value = plain(typed, inside=False) if is_last else source.quoted(typed)
            first, last = ((each.line, each.column) for each in (start, end))
            return Edit(self._place(*first), self._place(*last), value)
        before = self.lines[key.start_mark.line][: key.start_mark.column]
        new[0] = before + new[0].lstrip(" ")
        return self._lines(key.start_mark.line, self._last(node), new)

    def _item(self, typed: source.Mapping, old: Any = None) -> list[str]:
        """Return the lines of a record; in braces where the old one was."""
        ordered = {key: typed[key] for key in _order(self.kind, typed)}
        return _dashed(ordered, self.indent, old if isinstance(old, yaml.MappingNode) else None)

    def _lines(self, first: int, last: int, new: list[str]) -> Edit:
        """Return the edit that puts lines in the place of others; none where there are none."""
        if new:
            return Edit(
                self._place(first, 0), self._place(last, len(self.lines[last])), "\n".join(new)
            )
        if last + 1 < len(self.lines):
            return Edit(self._place(first, 0), self._place(last + 1, 0), "")
        return Edit(self._place(first, 0), self._place(last, len(self.lines[last])), "")

    def _below(self, line: int, new: list[str]) -> Iterator[Edit]:
        """Yield the edit that puts lines below another; below the last one they come at the end."""
        if line + 1 == len(self.lines):
            self.end += new
        else:
            at = self._place(line + 1, 0)
            yield Edit(at, at, "\n".join([*new, ""]))

    def _at_end(self) -> Edit:
        last = len(self.lines) - 1
        at = self._place(last, len(self.lines[last]))
        return Edit(at, at, "\n".join([*([""] if self.lines[last] else []), *self.end, ""]))

    def _last(self, node: Any) -> int:
        """Return the last line of a value, without the comments and the blank lines behind it."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._last(last[1] if isinstance(last, tuple) else last)
        end = node.end_mark
        line: int = end.line - (end.column == 0 and end.line > node.start_mark.line)
        while not self.lines[line].strip():
            line -= 1
        return line

    def _place(self, line: int, column: int) -> Place:
        return Place(self.path, line + 1, column + 1)


def _order(kind: type[Part], typed: Mapping[str, Any]) -> list[str]:
    """Return the keys as the type has them, then those that it does not know."""
    known = kind.all_keys()
    return [*(key for key in known if key in typed), *(key for key in typed if key not in known)]


def _new(kind: type[Part], keys: list[str], typed: source.Mapping) -> Iterator[tuple[str, str]]:
    """Yield each key that the record gets, after the key behind which it comes."""
    before = keys[0]
    for key in _order(kind, typed):
        if key in keys:
            before = key
        else:
            yield before, key


def _value(node: Any) -> Any:
    """Return what stands in a node, as the reader of the data takes it."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return node.value


def _pair(key: str, typed: source.Value, column: int, old: Any = None) -> list[str]:
    """Return the lines of a key and its value; the value as the ``old`` one was written."""
    before = f"{' ' * column}{plain(key)}:"
    if isinstance(typed, str):
        return _scalar(before, typed, column)
    if not typed or getattr(old, "flow_style", False):
        return [f"{before} {written(typed)}"]
    if isinstance(typed, dict):
        return [before, *_group(typed, column + _STEP, old)]
    olds = old.value if isinstance(old, yaml.SequenceNode) else []
    alike = next((each for each in olds if isinstance(each, yaml.MappingNode)), None)
    return [before, *(line for each in typed for line in _dashed(each, column + _STEP, alike))]


def _group(typed: Mapping[str, Any], column: int, old: Any = None) -> list[str]:
    olds = (
        {key.value: value for key, value in old.value} if isinstance(old, yaml.MappingNode) else {}
    )
    return [line for key, each in typed.items() for line in _pair(key, each, column, olds.get(key))]


def _dashed(typed: source.Value, column: int, old: Any = None) -> list[str]:
    """Return the lines of an item of a list."""
    before = " " * column
    if isinstance(typed, str):
        return _scalar(f"{before}-", typed, column)
    if not typed or isinstance(typed, list) or getattr(old, "flow_style", False):
        return [f"{before}- {written(typed)}"]
    lines = _group(typed, column + _STEP, old)
    return [f"{before}- {lines[0].lstrip(' ')}", *lines[1:]]


def _scalar(before: str, text: str, column: int) -> list[str]:
    """Return the lines of a text: in one line, or one line each where it can stand so."""
    lines = text.rstrip("\n").split("\n")
    whole = len(lines) > 1 and text == text.rstrip("\n") and all(map(_stands, lines))
    if not whole:
        return [f"{before} {plain(text, inside=False)}"]
    return [f"{before} |-", *(f"{' ' * (column + _STEP)}{line}" if line else "" for line in lines)]


def _stands(line: str) -> bool:
    """Whether a line of a text in several lines is read back as it is."""
    return not line or (line.isprintable() and line == line.strip())
