"""The record types, the words, the codes and the rooms -> the reference tables of the guides.

What an editor may write, what is said of a slip, and where a line of code belongs, stands in the
code once; a test keeps the tables of the three guides equal to what this module says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

import ledger
from ledger.codes import TREE
from ledger.figures.methods.register import METHODS
from ledger.pages.drawings import DRAWINGS
from ledger.pages.words import explained
from ledger.records.base import LedgerType, Part, Record, part_of
from ledger.records.dataset import Dataset
from ledger.records.editions import audience_of, readers
from ledger.records.fields import (
    Listed,
    mark_of,
)
from ledger.records.types.indicators import FigureDefinition
from ledger.records.values import kind_text
from ledger.wordlists import Lists, Role, Word

#: a part of a command's help: what may be written, and under it what that is
_PART = re.compile(r"^  (\S.*)\n((?: {4}.*\n?)+)", re.MULTILINE)
#: what the guide says once
_EVERYWHERE = ("-h, --help", "--root 文件夹")


def keys() -> str:
    """Return a table of keys for each ledger."""
    return "\n\n".join(map(_ledger, Dataset().ledgers.values()))


def words() -> str:
    """Return a table of the words, from their docstrings."""
    rows = ["| 词 | 写出什么，例子 |", "|---|---|"]
    for name, explanation in explained().items():
        what, _, examples = explanation.partition("：")
        shown = "、".join(f"`{example}`" for example in examples.split("、"))
        rows.append(f"| `{name}` | {what}：{shown} |")
    return "\n".join(rows)


def drawings() -> str:
    """Return a table of the drawings, from their register."""
    rows = ["| 图 | 画的是 |", "|---|---|"]
    rows += [f"| `{name}` | {drawing.shows} |" for name, drawing in DRAWINGS.items()]
    return "\n".join(rows)


def methods() -> str:
    """Return a table of the methods, from the register."""
    rows = ["| 算法 | 得到什么 | 要写 |", "|---|---|---|"]
    for method in METHODS.values():
        needed = "、".join(map(FigureDefinition.key_of, method.needs))
        rows.append(f"| `{method.name}` | {method.gives} | {needed} |")
    return "\n".join(rows)


def messages() -> str:
    """Return a table for each group of findings: the code, what is wrong, what to do."""
    return "\n\n".join(_group(group) for group in TREE)


def _group(group: str) -> str:
    name, kinds = TREE[group]
    rows = [f"#### {name}", "", "| 代码 | 消息说的 | 怎么改 |", "|---|---|---|"]
    for kind, texts in kinds.items():
        # a bar would end the cell, an address in brackets become a link
        wrong, mend = (text.replace("|", "\\|").replace("](", "]\\(") for text in texts)
        rows.append(f"| `{group}.{kind}` | {wrong} | {mend} |")
    return "\n".join(rows)


def rooms() -> str:
    """Return a table of the rooms that are packages, from the plates on their doors."""
    rows = ["| 房间 | 管什么 | 新的一行 |", "|---|---|---|"]
    found = [name for _, name, package in walk_packages(ledger.__path__, "ledger.") if package]
    for name in sorted(found, key=lambda each: ledger.ROOMS.index(each.split(".")[1])):
        what, *_, line = str(import_module(name).__doc__).strip().splitlines()
        rows.append(f"| `{name.replace('.', '/')}/` | {what} | {line.partition('：')[2]} |")
    return "\n".join(rows)


def commands(helps: Mapping[str, str]) -> str:
    """Return a table of the commands, from the help of each by its name."""
    rows = ["| `python -m ledger` 加 | 做什么 | 后面写 |", "|---|---|---|"]
    for name, text in helps.items():
        _, does, *_ = text.split("\n\n")
        parts = [(part, " ".join(said.split())) for part, said in _PART.findall(text)]
        told = "；".join(f"`{part}` {said}" for part, said in parts if part not in _EVERYWHERE)
        rows.append(f"| `{name}` | {' '.join(does.split())} | {told} |")
    return "\n".join(rows)


def lists() -> str:
    """Return the table of the lists of words: where they are used, their roles and words."""
    known, uses = Dataset().lists, _uses()
    rows = ["| 词表 | 用在 | 作用 | 自带的词 |", "|---|---|---|---|"]
    for name in known:
        roles = known[name].roles
        told = "；".join(f"`{each.name}`{_limits(each)} {each.does}" for each in roles)
        own = "、".join(map(_with_roles, known[name].words))
        rows.append(f"| `{name}` | {'、'.join(uses[name])} | {told} | {own} |")
    return "\n".join(rows)


def _with_roles(word: Word) -> str:
    """Return a word of the product, with its roles in brackets."""
    return word + (f"（{'、'.join(sorted(word.roles))}）" if word.roles else "")


def _limits(role: Role) -> str:
    limits = [*(["要有"] if role.needed else []), *(["只有一个"] if role.single else [])]
    return f"（{'，'.join(limits)}）" if limits else ""


def _uses() -> dict[str, list[str]]:
    """Return the keys that hold words of each list, as ``权力事项.环节.风险``."""
    found: dict[str, list[str]] = {name: [] for name in Dataset().lists}
    for kind in Dataset().ledgers.values():
        for key, name in _listed(kind.record, kind.name):
            found[name].append(key)
    return found


def _listed(model: type[Part], before: str) -> Iterator[tuple[str, str]]:
    for field, info in model.model_fields.items():
        key = f"{before}.{info.alias}"
        if part := part_of(model, info.alias):
            yield from _listed(part, key)
        elif listed := mark_of(model, field, Listed):
            yield key, listed.list


def fill(guide: str) -> str:
    """Return the editors' guide with its tables as the code has them."""
    guide = _between(guide, "算法表", methods())
    guide = _between(guide, "词表", words())
    guide = _between(guide, "图表", drawings())
    return _between(guide, "词清单", lists())


def fill_looked_up(guide: str, helps: Mapping[str, str]) -> str:
    """Return the tables that editors look up; ``helps`` are those of the commands."""
    guide = _between(guide, "命令表", commands(helps))
    guide = _between(guide, "消息表", messages())
    return _between(guide, "键表", keys())


def fill_rooms(guide: str) -> str:
    """Return the maintainers' guide with the table of rooms as the code has it."""
    return _between(guide, "房间", rooms())


def _between(guide: str, name: str, table: str) -> str:
    head, mark, rest = guide.partition(f"<!-- {name}：")
    opening, _, after = rest.partition("\n")
    _, closing, tail = after.partition(f"<!-- {name}完 -->")
    return f"{head}{mark}{opening}\n\n{table}\n\n{closing}{tail}"


#: a group of more keys has a table of its own
_FEW = 5


def _ledger(kind: LedgerType) -> str:
    path = "data/" + kind.files.format(year="年度", last_year="上年")
    tables = _tables(f"#### {kind.name}（`{path}`）", kind.name, kind.record, Dataset().lists)
    return "\n\n".join(tables)


def _tables(title: str, name: str, model: type[Part], lists: Lists) -> Iterator[str]:
    """Yield the table of a type's keys, and those of the large groups in it."""
    rows = [title, "", "| 键 | 必填 | 写什么 |", "|---|---|---|"]
    large: list[tuple[str, type[Part]]] = []
    for field, info in model.model_fields.items():
        if field in Record.model_fields:
            continue  # all ledgers have it; the guide says so once
        part = part_of(model, info.alias)
        kind = kind_text(model, field, lists)
        if part and len(part.model_fields) > _FEW:
            large.append((f"{name}的{info.alias}", part))
            kind = "分项，见下面的表"
        said = (kind, info.description, readers(audience_of(model, field)))
        required = "是" if info.is_required() else ""
        rows.append(f"| `{info.alias}` | {required} | {'；'.join(filter(None, said))} |")
    yield "\n".join(rows)
    for below, part in large:
        yield from _tables(f"**{below}**", below, part, lists)
