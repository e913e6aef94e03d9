"""Choices -> the text with words in place, and the definitions that are new, as far as no error is added."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ledger.adopting import desk, kept, rendering, worklist, writing
from ledger.adopting.desk import Desk
from ledger.adopting.rendering import Rendered
from ledger.adopting.writing import TEXTS, Plan
from ledger.changes.model import RuleChange
from ledger.checks import choices
from ledger.checks.choices import Choice
from ledger.figures.methods.base import AS_SUPPLIED
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.records.base import Record
from ledger.records.types.indicators import FigureDefinition, SuppliedTotal
from ledger.records.types.official import Adopted
from ledger.upgrading import trial


def applied(own: Desk) -> Plan:
    """Return what the choices change; what would add an error is left as it is, and told.

    Raises ``LedgerError`` for choices that cannot be read, and ``Stopped``.
    """
    if own.draft is None:
        path = kept.path_of(own.told_year, own.project.report)
        message = f"没有 {path}，旧报告的文字不在了；再用旧报告的文件运行一次 adopt，加 --write"
        raise Stopped(message, code=1)
    every, before = choices.read_all(own.project, own.records), desk.written(own.records)
    left: dict[str, str] = {}
    for _ in range(desk.ROUNDS):
        plan = _plan(own, _now(own, every, before, left))
        added = trial.tried(own.root, {}, plan.contents)[0] if plan.contents else ()
        if not added:
            plan.told += dict.fromkeys([*left.values(), *_unsupplied(own, left, every)])
            return plan
        wrong = {id_: _why(own, id_, each) for each in added for id_ in plan.items_of(each)}
        if wrong.keys() <= left.keys():
            break
        left |= wrong
    raise Stopped(desk.refusal(added), code=1)


def _now(
    own: Desk, every: Mapping[str, Choice], before: Mapping[str, Choice], left: Mapping[str, str]
) -> dict[str, Choice]:
    """Return the choices; what is ``left`` stays as it was written before."""
    told = ((each.id, before if each.id in left else every) for each in own.records)
    return {id_: known[id_] for id_, known in told if id_ in known}


def _why(own: Desk, id_: str, wrong: RuleChange) -> str:
    """Say why an item is not written."""
    known = (each for each in own.records if each.id == id_)
    places = (f"{each.section} 第 {each.paragraph} 段" for each in known)
    return f"{next(places, wrong.path)}没有写：{wrong.message}"


def _unsupplied(own: Desk, left: Iterable[str], every: Mapping[str, Choice]) -> Iterator[str]:
    """Say how to record the totals that the new figures of the items ``left`` take, and that lack."""
    total, figure = SuppliedTotal, FigureDefinition
    for choice in (every[id_] for id_ in left if id_ in every and every[id_].definition):
        entry = choices.entry(choice.definition)
        where = entry.get(figure.key_of("where"))
        number = where.get(total.key_of("id")) if isinstance(where, dict) else None
        is_supplied = entry.get(figure.key_of("method")) == AS_SUPPLIED
        if is_supplied and number and number not in own.project.dataset.words(total.ledger.name):
            told = {"id": number, "matter": choice.name, "unit": entry.get(figure.key_of("unit"))}
            keys = " ".join(f"--set {total.key_of(key)}={said}" for key, said in told.items())
            add = f"python -m ledger add {total.ledger.name} {keys}"
            yield f"“{choice.name}”照填的汇总数还没有记；记了再运行一次 adopt --apply。记一条：{add}"


def _plan(own: Desk, now: Mapping[str, Choice]) -> Plan:
    """Return what is written with some choices; an item is written where its block is."""
    new = own.rendered(own.draft, own.records, now) if own.as_written else []
    plan = writing.planned(own.root, own.as_written, new, begins=False)
    if not new:
        where = f"{TEXTS}{own.project.report.home}/"
        plan.told.append(f"{where} 里没有写过骨架，正文和定义没有写；选好的自己写进去")
    there = {id_ for path, _, _, ids in plan.placed if path.startswith(TEXTS) for id_ in ids}
    defined = _define(own, _called(new, now, there), plan)
    said = {id_: choice.word or choice.said for id_, choice in now.items()}
    changed = [e for e in own.records if e.id in there and e.written != said.get(e.id)]
    fields = {each.id: {"written": said.get(each.id)} for each in changed}
    for id_ in defined:
        fields.setdefault(id_, {}).update(choice=now[id_].name, definition=None)
    if fields:
        listed = files.read(own.root / own.path)
        plan.contents[own.path] = worklist.changed(own.path, listed, fields)
    plan.told += _uncalled(own, changed, said)
    return plan


def _uncalled(own: Desk, changed: Sequence[Adopted], said: Mapping[str, str]) -> Iterator[str]:
    """Tell the figures that were defined for items which call another word now."""
    names = {each.id: each.name for each in own.project.dataset.of(FigureDefinition)}
    path = f"data/{FigureDefinition.ledger.files.format(year=own.project.unit.year)}"
    for each in changed:
        word = f'figure("{names[each.id]}")' if each.id in names else ""
        if word and each.written == word and word not in said.values():
            yield f"{path} 里的“{names[each.id]}”是为这一处写的，这一处不用了；别处也不用的，请删去"


def _called(
    new: Sequence[Rendered], now: Mapping[str, Choice], there: Container[str]
) -> dict[str, Choice]:
    """Return the choices whose words are called in the text that is written."""
    return {
        each.id: now[each.id]
        for block in chain.from_iterable(section.blocks for section in new)
        for each in block.items
        if block.live and each.id in there and rendering.called(now[each.id].word) in block.text
    }


def _define(own: Desk, now: Mapping[str, Choice], plan: Plan) -> list[str]:
    """Add the definitions of new figures to those of the year, each once.

    Return the items whose definitions stand there then: they call a figure that there is. One that
    says something else than stands there is told.
    """
    known = own.project.dataset.words(FigureDefinition.ledger.name)
    new: dict[str, list[str]] = {}
    done: list[str] = []
    for id_, choice in now.items():
        there = known.get(choice.name)
        if not choice.definition:
            continue
        if there is None:
            new.setdefault(choice.definition.rstrip("\n"), []).append(id_)
        elif there.typed_as(choices.entry(choice.definition)):
            done.append(id_)
        else:
            plan.told.append(_defined(own, id_, choice, there))
    if not new:
        return done
    path = f"data/{FigureDefinition.ledger.files.format(year=own.project.unit.year)}"
    text = (own.text(path) or "").rstrip("\n")
    text = "" if text.strip() == "[]" else text
    for definition, ids in new.items():
        first = text.count("\n") + 2 if text else 1
        text = f"{text}\n{definition}" if text else definition
        plan.placed.append((path, first, text.count("\n") + 1, tuple(ids)))
    plan.contents[path] = f"{text}\n".encode()
    return [*done, *chain.from_iterable(new.values())]


def _defined(own: Desk, id_: str, choice: Choice, there: Record) -> str:
    """Say that the definition of an item is another one than that of its figure."""
    place = next(each.place("definition") for each in own.records if each.id == id_)
    name = f"“{choice.name}”在 {there.place()} 已经有定义"
    return f"{place} {name}，这里改的没有用；请改那里，再删去这里的“定义”"
