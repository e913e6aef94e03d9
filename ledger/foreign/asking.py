"""Questions in a terminal: which column is which key. Enter takes what is likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ledger.exchange.columns import Column
from ledger.foreign import mapping, words
from ledger.foreign.heading import Table
from ledger.foreign.mapping import Guess, Proposal
from ledger.foreign.values import Asked, understood
from ledger.issues import Mistake
from ledger.machine import terminal
from ledger.reading.sheets import Cell

Ask = Callable[[str], str]
_NOTHING, _EVERY = "0", "?"


def asked(proposal: Proposal, table: Table, ask: Ask) -> None:
    """Ask of each column, of each word that is not clear, and of each needed key that is lacking.

    Raises ``EOFError`` where nobody answers.
    """
    keys = [*mapping.columns_of(proposal.target.ledger).values()]
    for guess in proposal.guesses:
        if guess.filled and not words.is_ordinal(guess.head):
            _column(proposal, guess, keys, ask)
            mapping.look_at(table, guess, proposal.target)
            _words(proposal, guess, ask)
    for column in proposal.lacking:
        _always(proposal, column, ask)


def ledger(names: Sequence[str], ask: Ask) -> str:
    """Ask into which ledger a sheet goes; the likeliest comes first."""
    terminal.output(
        "记进哪本台账？\n" + "\n".join(f"  {n} {each}" for n, each in enumerate(names, 1))
    )
    while True:
        said = ask(f"写序号或名称，回车是 {names[0]}：").strip() or "1"
        found = said if said in names else _numbered(names, said)
        if found:
            return found
        terminal.output(f"没有“{said}”。")


def agreed(question: str, ask: Ask) -> bool:
    """Ask for yes or no; Enter is yes."""
    return ask(f"{question}回车是，n 不：").strip().lower() in ("", "y", "是")


def _column(proposal: Proposal, guess: Guess, keys: Sequence[Column], ask: Ask) -> None:
    such = f"，如 {'、'.join(guess.examples)}" if guess.examples else ""
    likely = guess.column.head if guess.column else "不取"
    terminal.output(f"“{guess.head}”（{guess.filled} 格{such}）")
    while True:
        said = ask(
            f"  是哪个键？回车是 {likely}；写键的名称或序号，{_EVERY} 看全部，{_NOTHING} 不取："
        ).strip()
        heads = [column.head for column in keys]
        if said in (_EVERY, "？"):
            terminal.output("\n".join(f"  {n} {each}" for n, each in enumerate(heads, 1)))
            continue
        name = said if said in heads else _numbered(heads, said)
        if said and said != _NOTHING and not name:
            terminal.output(f"  没有“{said}”这个键。")
            continue
        other = next((g.head for g in proposal.read if g is not guess and g.column and g.column.head == name), "")  # fmt: skip
        if name and other:
            terminal.output(f"  “{name}”已经是“{other}”一栏；一个键只能是一栏。")
            continue
        if said:
            guess.column = keys[heads.index(name)] if name else None
        return


def _words(proposal: Proposal, guess: Guess, ask: Ask) -> None:
    """Ask what the texts mean that stand for no word of the key."""
    if guess.column is None:
        return
    known = mapping.asked(guess.column, guess.head, proposal.target)
    for text, near in guess.unclear.items():
        offered = "".join(f"{n} {each}，" for n, each in enumerate(near, 1))
        while True:
            said = ask(
                f"  “{text}”是哪个{guess.column.head}？{offered}写名称或序号，{_NOTHING} 不取这个值，回车先空着："
            ).strip()
            if said in ("", _NOTHING):
                guess.told |= {text: ""} if said else {}
                break
            meant = _numbered(near, said) or said
            if _is_known(known, meant):
                guess.told[text] = meant
                break
            terminal.output(f"  没有“{meant}”。")


def _always(proposal: Proposal, column: Column, ask: Ask) -> None:
    known = mapping.asked(column, column.head, proposal.target)
    while said := ask(f"表里没有必填的“{column.head}”；每一条都是什么？回车先空着：").strip():
        if _is_known(known, said):
            proposal.always[column.head] = said
            return
        terminal.output(f"  “{said}”不能写在这里。")


def _is_known(known: Asked, said: str) -> bool:
    try:
        return understood(known, Cell(said)).typed == said
    except Mistake:
        return False


def _numbered(names: Sequence[str], said: str) -> str:
    is_number = said.isascii() and said.isdecimal() and 0 < int(said) <= len(names)
    return names[int(said) - 1] if is_number else ""
