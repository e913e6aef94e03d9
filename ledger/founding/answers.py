"""What a new project must know, from a file or asked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ledger.issues import Issue, LedgerError, Place, unknown
from ledger.machine import files, terminal
from ledger.machine.stopping import Stopped
from ledger.records import source
from ledger.records.base import Record
from ledger.records.dataset import Dataset, read_entry
from ledger.records.types.founding import Answers
from ledger.records.types.work import Nil

#: the ledgers that a new project is offered
KEPT = tuple(name for name, ledger in Dataset().ledgers.items() if ledger.offered)
ALL = "全部"
#: that which asks something of every post as soon as it is there: only whoever names it gets it
_ASKS = Nil.ledger.name


_FIELDS = {
    name: info for name, info in Answers.model_fields.items() if name not in Record.model_fields
}


#: the keys of the answers
KEYS = tuple(info.alias for info in _FIELDS.values())


def of_file(file: Path) -> Answers:
    """Return the answers of a YAML file; raises ``LedgerError`` with all that is wrong in it."""
    if not file.is_file():
        raise Stopped(f"没有 {file} 这个文件；请核对名称和位置", code=2)
    text, wrong = source.text_of(file, file.name, files.read)
    entry, found = source.parse(text, file.name) if not wrong else (None, [])
    issues = [*wrong, *found]
    if not issues and not isinstance(entry, source.Mapping):
        message = "这里一行写一个答案，例如 全称: …"
        issues.append(Issue(Place(file.name), message, code="yaml.record"))
    if issues or entry is None:
        raise LedgerError(issues)
    return _read(entry)


def asked(ask: Callable[[str], str], use: Callable[[Answers], None]) -> Answers:
    """Return the answers to all questions; ``ask`` shows a question and returns what was typed.

    A wrong answer is told and asked for again; an empty one is the default. ``use`` takes the
    answers; where it raises ``LedgerError`` they may be changed. Raises ``EOFError``.
    """
    typed = _nothing()
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
            _put(typed, info.alias, _several(said) if field == "ledgers" else said)
    while True:
        while wanted := ask(
            f"{_summary(typed)}\n哪一项要改，写它的名称（都对就直接回车）："
        ).strip():
            _change(typed, wanted, ask)
        try:
            use(given := _read(typed))
        except LedgerError as error:
            terminal.note(f"照这些答案写，检查会有错，还没有写出：\n{error}")
        else:
            return given


def _summary(typed: source.Mapping) -> str:
    said = (
        (key, "、".join(value) if isinstance(value, list) else value)
        for key, value in typed.items()
    )
    return "\n".join(["", *(f"  {key}：{value}" for key, value in said)])


def _change(typed: source.Mapping, wanted: str, ask: Callable[[str], str]) -> None:
    """Ask again for one answer; what is wrong leaves it as it was."""
    field = next((name for name, info in _FIELDS.items() if info.alias == wanted), None)
    if field is None:
        terminal.note(unknown("答案", wanted, KEYS))
    elif message := _wrong(field, said := ask(f"{wanted}：").strip()):
        terminal.note(message)
    else:
        _put(typed, wanted, _several(said) if field == "ledgers" else said)


def _read(entry: source.Mapping) -> Answers:
    for field, info in _FIELDS.items():
        if info.alias not in entry and (default := _default(field, entry)):
            _put(entry, info.alias, default)
    answers, issues = read_entry(Answers, entry)
    if answers:
        issues += _unkept(answers)
    else:  # an answer that follows from one that is wrong is not asked for
        issues = [issue for issue in issues if not _follows(issue)]
    if issues or not answers:
        raise LedgerError(issues)
    return answers


def _follows(issue: Issue) -> bool:
    later = (_FIELDS[name].alias for name in ("name", "party_group", "date"))
    return issue.code == "key.missing" and any(f"“{key}”" in issue.message for key in later)


def _nothing() -> source.Mapping:
    entry = source.Mapping()
    entry.place = Place("答案")
    return entry


def _put(entry: source.Mapping, key: str, value: str | list[str]) -> None:
    """Add an answer that stands in no file."""
    name = source.Text(key)
    name.place = entry.place
    entry[name] = value


def _several(said: str) -> list[str]:
    return [word.strip() for word in re.split("[、，,]", said) if word.strip()]


def _wrong(field: str, said: str) -> str:
    """Say what is wrong with an answer; nothing where it is right."""
    if not said:
        return "这一项要写"
    if field == "ledgers":
        return next((_no_ledger(word) for word in _several(said) if word not in (*KEPT, ALL)), "")
    key = _FIELDS[field].alias
    answer = _nothing()
    _put(answer, key, said)
    found = (issue for issue in read_entry(Answers, answer)[1] if issue.code != "key.missing")
    return next((issue.message for issue in found), "")


def kept(answers: Answers) -> list[str]:
    """Return the ledgers that the bureau keeps, in the order of the register."""
    usual = answers.ledgers == [ALL]
    return [name for name in KEPT if (usual and _is_usual(name)) or name in answers.ledgers]


def _is_usual(name: str) -> bool:
    return Dataset().ledgers[name].usual and name != _ASKS


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
