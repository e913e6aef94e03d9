"""A changed value is never lost: it is an issue, or a page changes; a figure that it enters changes.

For records chosen by a fixed seed one value is changed in a copy of its file: a count, an amount,
a day, a month, or a word for another word that the ledger uses there.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, pages

from ledger.project import Project
from ledger.records.editions import EDITIONS
from ledger.survey import survey

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
#: keys whose value is one of a few words
WORDS = {
    "类别", "形式", "主题", "谈话类型", "范围", "状态", "类型", "层级", "等级", "领域", "节点", "渠道",
    "结论", "方面", "科目", "项目", "计量", "季度", "岗位", "主讲", "责任领导", "责任科室", "牵头科室",
    "验收人", "机构", "主持", "种类", "牵头", "提供", "关系",
}  # fmt: skip
EACH, MOST, SEED = 2, 210, 2021
#: what the audit, the import and the search go by; no page shows it
TOOLS, TOOL_KEYS = {"用语", "固定说法", "近义词", "词表"}, {"特征"}
#: the edition that shows everything
ALL = EDITIONS[-1]


@dataclass(frozen=True)
class Value:
    """A scalar of the data: where it stands, and the record and keys that hold it."""

    path: str
    ledger: str
    record_line: int
    keys: tuple[str, ...]
    line: int
    column: int
    text: str

    @property
    def kind(self) -> tuple[str, ...]:
        return (self.ledger, *self.keys)


@dataclass(frozen=True)
class Mutation:
    """A value and what is typed instead."""

    value: Value
    new: str

    def __str__(self) -> str:
        value = self.value
        return f"{value.path}:{value.line + 1}  {'.'.join(value.keys)}: {value.text} -> {self.new}"


@cache
def values() -> list[Value]:
    """Return every value of the data, from PyYAML's own nodes."""
    found: list[Value] = []
    for file in sorted((ROOT / "data").rglob("*.yml")):
        path = file.relative_to(ROOT).as_posix()
        folder = file.parent.name
        ledger = folder if folder in ("履责记录", "regulations", "制度", "词表") else file.stem
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=LOADER)
        if ledger != "figures" and ledger not in TOOLS:
            for entry in root.value if isinstance(root, yaml.SequenceNode) else [root]:
                line = entry.start_mark.line + 1
                found += [
                    Value(path, ledger, line, *leaf)
                    for leaf in leaves(entry, ())
                    if TOOL_KEYS.isdisjoint(leaf[0])
                ]
    return found


def leaves(
    node: yaml.Node, keys: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int, int, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from leaves(value, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from leaves(value, keys)
    else:
        yield keys, node.start_mark.line, node.start_mark.column, node.value


def others(value: Value) -> list[str]:
    """Return what could have been typed instead."""
    text = value.text
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        near = day + timedelta(1 if day.day < 28 else -1)
        month = day.replace(day=min(day.day, 28), month=day.month % 12 + 1)
        return [near.isoformat(), month.isoformat()]
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return [f"{text[:5]}{int(text[5:]) % 12 + 1:02}"]
    if re.fullmatch(r"\d+", text):
        return [str(int(text) + 1), str(int(text) - 1)] if int(text) else ["1"]
    if re.fullmatch(r"\d+\.\d+", text):
        return [f"{float(text) + 0.1:.2f}"]
    if value.keys[-1] in WORDS:
        return sorted(words()[value.kind] - {text})
    return []


@cache
def words() -> dict[tuple[str, ...], set[str]]:
    """Return what stands in the data for each kind of value."""
    found: dict[tuple[str, ...], set[str]] = {}
    for value in values():
        found.setdefault(value.kind, set()).add(value.text)
    return found


def mutations() -> list[Mutation]:
    """Return one mutation of every kind of value, then second ones, chosen by the seed."""
    chance = random.Random(SEED)
    kinds: dict[tuple[str, ...], list[Value]] = {}
    for value in values():
        kinds.setdefault(value.kind, []).append(value)
    found = []
    for kind in sorted(kinds):
        changeable = [value for value in kinds[kind] if others(value)]
        for turn, value in enumerate(chance.sample(changeable, min(EACH, len(changeable)))):
            new = others(value)[turn % len(others(value))]
            found.append((turn, chance.random(), Mutation(value, new)))
    return [each for *_, each in sorted(found, key=lambda each: each[:2])][:MOST]


@dataclass(frozen=True)
class Copy:
    """A copy of the data on disk, and what the unchanged project shows."""

    root: Path
    project: Project
    shown: dict[str, str]

    def survives(self, mutation: Mutation) -> str | None:
        """Return why a mutation would go unnoticed, or None."""
        file = self.root / mutation.value.path
        kept = file.read_text(encoding="utf-8")
        file.write_text(changed(kept, mutation), encoding="utf-8")
        try:
            mutant, found = survey(self.root, ALL)
            issues = found.errors
            return None if issues else self._unnoticed(mutation, mutant)
        finally:
            file.write_text(kept, encoding="utf-8")

    def _unnoticed(self, mutation: Mutation, mutant: Project) -> str | None:
        for figure_id, name in self._figures(mutation.value):
            path, figure = f"figures/{figure_id}.md", mutant.figure(name)
            same = figure and figure.value == self.project.figures[name].value
            if same and mutant.writers[path]().content == self.shown[path]:
                return f"指标“{name}”没有变"
        if any(text != self.shown.get(path) for path, text in mutant.finished.items()):
            return None
        if set(mutant.writers) | set(mutant.finished) != set(self.shown):
            return None
        own = [self._page(mutation.value), *mutant.writers]
        if any(mutant.writers[path]().content != self.shown[path] for path in own if path):
            return None
        return "没有一页变"

    def _record(self, value: Value) -> object:
        own = self.project.dataset
        for dataset in (own, *own.beside.values()):
            for record in chain.from_iterable(dataset.records.values()):
                if (record.place().path, record.place().line) == (value.path, value.record_line):
                    return record
        raise AssertionError(value)

    def _page(self, value: Value) -> str | None:
        record = self._record(value)
        return self.project.page_of(record) if getattr(record, "id", None) else None

    def _figures(self, value: Value) -> list[tuple[str, str]]:
        """Return the figures that count the record and ask for the value."""
        counting = self.project.figures_counting(self._record(value))
        asked = [
            f
            for f in counting
            if value.keys[0] in f.definition.field or _asks(f.definition.where, value.keys)
        ]
        return [(figure.id, figure.name) for figure in asked]


def _asks(where: object, keys: tuple[str, ...]) -> bool:
    """Whether a condition speaks of a value; of a group it may ask for other values than this."""
    if not isinstance(where, dict) or not keys or keys[0] not in where:
        return False
    inner = where[keys[0]]
    nested = isinstance(inner, dict) and len(keys) > 1 and "有" not in inner
    return _asks(inner, keys[1:]) if nested else True


def changed(text: str, mutation: Mutation) -> str:
    lines = text.split("\n")
    value = mutation.value
    line = lines[value.line]
    assert line[value.column :].startswith(value.text), (line, value)
    lines[value.line] = line[: value.column] + mutation.new + line[value.column + len(value.text) :]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def copy(real_copy: Path) -> Copy:
    """The real data to change, and what it shows unchanged."""
    unchanged, found = survey(real_copy, ALL)
    assert found.errors == []
    return Copy(real_copy, unchanged, pages(unchanged))


def test_the_mutations_are_many_and_of_every_ledger() -> None:
    found = mutations()
    assert len(found) == MOST
    assert len({str(mutation) for mutation in found}) == len(found)
    assert {mutation.value.ledger for mutation in found} == {value.ledger for value in values()}
    texts = " ".join(mutation.value.text for mutation in found)
    assert re.search(r"\d{4}-\d{2}-\d{2}", texts) and re.search(r"\d\.\d", texts)


@pytest.mark.slow
@pytest.mark.parametrize("step", [48, pytest.param(1, marks=pytest.mark.long)])
def test_no_changed_value_is_lost(copy: Copy, step: int) -> None:
    reasons = {str(mutation): copy.survives(mutation) for mutation in mutations()[::step]}
    survivors = [f"{mutation}  {reason}" for mutation, reason in reasons.items() if reason]
    assert not survivors, f"{len(survivors)} of {len(reasons)}:\n" + "\n".join(survivors)


@pytest.mark.slow
def test_a_change_without_effect_would_be_seen(copy: Copy) -> None:
    value = next(value for value in values() if value.keys == ("实到",))
    assert copy.survives(Mutation(value, value.text)) is not None
