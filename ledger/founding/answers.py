"""What a new project must know, from a file or asked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from ledger.issues import Issue, LedgerError, Place, unknown
from ledger.machine import files, terminal
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import read_entry
from ledger.records.fields import Day, Line, Many, Year, Yes
from ledger.records.model import Faults, Field
from ledger.records.register import LEDGERS

#: the ledgers that a bureau may keep: those that have their files by themselves, or with the library
KEPT = tuple(
    name
    for name, ledger in LEDGERS.items()
    if not ledger.single and name not in ("词表", "法规", "法规原文", "定格指标")
)
ALL = "全部"


class Answers(Record):
    """The answers, all of them: ``_default`` fills in what may be left out."""

    full_name: Line = Field(alias="全称", description="单位的全称，如 某县水利局")
    name: Line = Field(alias="简称", description="报告里怎样简称")
    party_group: Line = Field(alias="党组", description="党组或党委的全称")
    year: Year = Field(alias="报告年度", description="报告的是哪一年，如 2024")
    departments: Line = Field(alias="内设机构称谓", description="如 科室、股室、处室")
    addressee: Line = Field(alias="主送机关", description="报告给谁，如 县纪委监委")
    inspectors: Line | None = Field(
        alias="派驻机构", description="派驻纪检监察组的名称，没有就直接回车", default=None
    )
    mark: Line = Field(alias="机关代字", description="发文字号开头的几个字，如 某水党组")
    signatory: Line = Field(alias="签发人", description="签发报告的人的姓名")
    date: Day = Field(alias="成文日期", description="定稿时可以再改")
    ledgers: Annotated[list[Line], Many] = Field(
        alias="台账", description="记哪些，用顿号隔开，以后随时可以添"
    )
    library: Yes = Field(alias="法规库", description="要不要自带的法规、固定说法和题库，是 或 否")

    @property
    def kept(self) -> list[str]:
        """The ledgers that the bureau keeps, in the order of the register."""
        return [name for name in KEPT if self.ledgers == [ALL] or name in self.ledgers]


_FIELDS = {name: info for name, info in Answers.model_fields.items() if name != "readers"}


def of_file(file: Path) -> Answers:
    """Return the answers of a YAML file; raises ``LedgerError`` with all that is wrong in it."""
    text, wrong = source.text_of(file, file.name, files.read)
    entry, found = source.parse(text, file.name) if not wrong else (None, [])
    issues = [*wrong, *found]
    if not issues and not isinstance(entry, source.Mapping):
        message = "这里一行写一个答案，例如 全称: …"
        issues.append(Issue(Place(file.name), message, code="yaml.record"))
    if issues or entry is None:
        raise LedgerError(issues)
    return _read(entry)


def asked(ask: Callable[[str], str]) -> Answers:
    """Return the answers to all questions; ``ask`` shows a question and returns what was typed.

    A wrong answer is told and asked for again; an empty one is the default. Raises ``EOFError``.
    """
    typed = source.Mapping()
    typed.place = Place("")
    for field, info in _FIELDS.items():
        default = _default(field, typed)
        shown = f"{info.alias}（{info.description}" + (
            f"；直接回车是“{default}”" if default else ""
        )
        said = ""
        while not said:
            said = ask(f"{shown}）：").strip() or default
            if not said and not info.is_required():
                break
            if message := _wrong(field, said):
                terminal.note(message)
                said = ""
        if said:
            typed[info.alias] = _several(said) if field == "ledgers" else said
    return _read(typed)


def _read(entry: source.Mapping) -> Answers:
    for field, info in _FIELDS.items():
        if info.alias not in entry and (default := _default(field, entry)):
            entry[info.alias] = default
    answers, issues = read_entry(Answers, entry)
    if answers:
        issues += _unkept(answers)
    if issues or not answers:
        raise LedgerError(issues)
    return answers


def _several(said: str) -> list[str]:
    return [word.strip() for word in re.split("[、，,]", said) if word.strip()]


def _wrong(field: str, said: str) -> str:
    """Say what is wrong with an answer; nothing where it is right."""
    if not said:
        return "这一项要写"
    if field == "ledgers":
        return next((_no_ledger(word) for word in _several(said) if word not in (*KEPT, ALL)), "")
    key = _FIELDS[field].alias
    try:
        Answers.model_validate({key: said})
    except Faults as found:
        own = (fault.mistake for fault in found.faults if fault.way[:1] == (key,))
        return next((str(mistake) for mistake in own if mistake), "")
    return ""


def _unkept(answers: Answers) -> Iterator[Issue]:
    for at, word in enumerate(answers.ledgers):
        if word not in (*KEPT, ALL):
            yield answers.issue(_no_ledger(word), "ledgers", at, code="reference.unknown")


def _no_ledger(word: str) -> str:
    return unknown("台账", word, (ALL, *KEPT))


def _default(field: str, typed: Mapping[str, object]) -> str:
    """Return an answer that may be left out, from the earlier answers; else nothing."""
    full, year = str(typed.get("全称", "")), str(typed.get("报告年度", ""))
    defaults = {"departments": "科室", "ledgers": ALL, "library": "是"}
    if full:
        defaults |= {"name": full, "party_group": f"中共{full}党组"}
    if re.fullmatch("[0-9]{4}", year):
        defaults["date"] = f"{int(year) + 1}-01-10"
    return defaults.get(field, "")
