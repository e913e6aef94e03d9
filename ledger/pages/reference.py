"""The record types and the words -> the reference tables of CONTRIBUTING.md.

What an editor may write stands in the code once; a test keeps the tables in CONTRIBUTING equal to
what this module says.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ledger.prose import calls
from ledger.records.base import Part, Record
from ledger.records.dataset import part_of
from ledger.records.editions import audience_of, readers
from ledger.records.fields import (
    Choice,
    Ref,
    mark_of,
    to_amount,
    to_count,
    to_day,
    to_identifier,
    to_list,
    to_month,
    to_text,
    to_year,
    to_yes,
)
from ledger.records.register import LEDGERS, LedgerType

_KINDS: dict[Callable[[Any], Any], str] = {
    to_text: "文字",
    to_identifier: "编号",
    to_count: "整数",
    to_year: "年份",
    to_amount: "数",
    to_day: "日期",
    to_month: "月份",
    to_yes: "`是` 或 `否`",
}


#: a part of a command's help: what may be written, and under it what that is
_PART = re.compile(r"^  (\S.*)\n((?: {4}.*\n?)+)", re.MULTILINE)
#: what the guide says once
_EVERYWHERE = ("-h, --help", "--root 文件夹")


def keys() -> str:
    """Return a table of keys for each ledger."""
    return "\n\n".join(_ledger(ledger) for ledger in LEDGERS.values())


def words(found: dict[str, Callable[..., str]]) -> str:
    """Return a table of the words, from their docstrings."""
    rows = ["| 词 | 写出什么，例子 |", "|---|---|"]
    for name, function in found.items():
        what, _, examples = (inspect.getdoc(function) or "").partition("：")
        shown = "、".join(f"`{example}`" for example in examples.split("、"))
        rows.append(f"| `{name}` | {what}：{shown} |")
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


def fill(guide: str, root: Path, helps: Mapping[str, str]) -> str:
    """Return the guide with its tables as the code has them."""
    guide = _between(guide, "命令表", commands(helps))
    guide = _between(guide, "词表", words(calls.words_of(root)(None)))
    return _between(guide, "键表", keys())


def _between(guide: str, name: str, table: str) -> str:
    head, mark, rest = guide.partition(f"<!-- {name}：")
    opening, _, after = rest.partition("\n")
    _, closing, tail = after.partition(f"<!-- {name}完 -->")
    return f"{head}{mark}{opening}\n\n{table}\n\n{closing}{tail}"


def _ledger(ledger: LedgerType) -> str:
    path = "data/" + ledger.files.format(year="年度", last_year="上年")
    rows = [f"#### {ledger.name}（`{path}`）", "", "| 键 | 必填 | 写什么 |", "|---|---|---|"]
    for field, info in ledger.record.model_fields.items():
        if field in Record.model_fields:
            continue  # all ledgers have it; the guide says so once
        said = (info.description, readers(audience_of(ledger.record, field)))
        note = "".join(f"；{each}" for each in said if each)
        required = "是" if info.is_required() else ""
        rows.append(f"| `{info.alias}` | {required} | {_kind(ledger.record, field)}{note} |")
    return "\n".join(rows)


def _kind(model: type[Part], field: str) -> str:
    info = model.model_fields[field]
    several = "，可写一个或几个" if _converter(info, to_list) else ""
    if part := part_of(model, str(info.alias)):
        inner = "；".join(
            f"`{part.key_of(name)}` {_kind(part, name)}" for name in part.model_fields
        )
        return f"分项：{inner}"
    if choice := mark_of(model, field, Choice):
        return "选一个：" + "、".join(choice.words)
    if target := mark_of(model, field, Ref):
        return f"“{target.ledger}”里的名称、简称或编号{several}"
    found = next((word for check, word in _KINDS.items() if _converter(info, check)), "")
    return found + several


def _converter(info: Any, check: Callable[[Any], Any]) -> bool:
    """Whether a field's values pass through ``check``, at any depth of its type."""
    return f"function {check.__name__} " in f"{info.metadata} {info.annotation}"
