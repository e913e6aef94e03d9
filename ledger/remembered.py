"""What pure functions returned, kept from one survey to the next; ``results`` keeps it longer.

A remembered function reads its arguments and nothing else. So nobody lists on what a result
depends, and a result is never out of date: an edit gives other arguments. While a site is served,
what no edit touched is not worked out again. Results that the last two surveys did not ask for are
dropped; to ask for one is to ask for those that it was made of.
"""

from __future__ import annotations

import atexit
import gc
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache, wraps
from hashlib import sha256
from threading import Lock
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakValueDictionary

P = ParamSpec("P")
R = TypeVar("R")


class Same:
    """An object that nobody changes, and that equals itself alone."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__  # asked very often


class Fixed(Same, tuple[R, ...]):
    """A sequence that equals itself alone: to ask for it takes as long however long it is."""

    __slots__ = ()


#: of these two of one kind that are equal say the same; Decimal("1.0") and Decimal("1") do not
_EXACT = frozenset({str, bytes, int, bool, date, type(None)})
#: so many results of a function are kept that many texts ask for in turn
_LATELY = 1 << 14
#: a result is kept while one of so many surveys asks for it
_SURVEYS = 2

#: whether this process does one command, and may go on with what an earlier one remembered
of_command = False
#: how often each function has worked, by the names of its module and its own; for the tests
worked: Counter[str] = Counter()

#: a result, the number of the last survey that asked for it, and the results that it was made of
_Kept = list[Any]
_Memory = dict[tuple[Any, ...], _Kept]
#: what each function returned, by the names of its module and its own
_memories: dict[str, _Memory] = {}
#: what drops the results that are kept ``lately``, by the same names
_forgetting: dict[str, Callable[[], None]] = {}
#: things that equal themselves alone, by their types and by all that they are made of
_alive: WeakValueDictionary[tuple[Any, ...], Any] = WeakValueDictionary()
_survey = 0
_passing = False
#: the results that are asked for while another is made; a thread that mixes in keeps more or less
_asking: list[_Kept] | None = None
_turning = Lock()


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a pure function of plain values: for the same arguments it works once.

    Nobody may change what it returns. It is called with positional arguments, each of one kind. Of
    bytes their SHA-256 is kept, because a file may be large. What it raises is raised, and nothing
    is kept then. Raises ``TypeError`` for a function that reads more than its arguments, for an
    argument that is no plain value or has a name, and for a result that can be read once only.
    """
    if getattr(function, "__closure__", None):
        raise TypeError(f"{function.__qualname__} reads variables of another function")
    # a function that is loaded anew, because its code was edited, begins without results
    memory = _memories[f"{function.__module__}.{function.__qualname__}"] = _Memory()
    name = f"{function.__module__.rpartition('.')[2]}.{function.__qualname__}"

    @wraps(function)
    def asked(*arguments: Any) -> R:
        key: tuple[Any, ...] = arguments
        if isinstance(key[0], bytes):
            key = (sha256(key[0]).digest(), *key[1:])
        kept = memory.get(key)
        if kept is None:
            worked[name] += 1
            plain = tuple(map(_plain, arguments))
            kept = _made(function, plain)
            if _passing:
                passed: R = kept[0]
                return passed
            if hasattr(kept[0], "__next__"):
                raise TypeError(f"what {name} returns can be read once only")
            memory[plain if key is arguments else (key[0], *plain[1:])] = kept
        elif kept[1] != _survey:
            _ask(kept)
        if _asking is not None:
            _asking.append(kept)
        result: R = kept[0]
        return result

    return cast("Callable[P, R]", asked)


def lately(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a pure function of plain values of which many texts ask in turn, as of a heading.

    The last results, some ten thousand, are kept in this process alone. It is for a part of what a
    remembered function works out: a survey does not ask for it again.
    """
    asked = lru_cache(maxsize=_LATELY)(function)
    _forgetting[f"{function.__module__}.{function.__qualname__}"] = asked.cache_clear
    return cast("Callable[P, R]", asked)


def the_very(made: R, *made_of: Any) -> R:
    """Return the very thing that was made of the same before, while anybody has it; else this one.

    What was made of that thing need not be made again.
    """
    found: R = _alive.setdefault((type(made), made_of), made)
    return found


@contextmanager
def passing() -> Iterator[None]:
    """Remember nothing of what is worked out inside: a result in which all of it is, is kept."""
    global _passing
    before, _passing = _passing, True
    try:
        yield
    finally:
        _passing = before


def _made(function: Callable[..., Any], arguments: tuple[Any, ...]) -> _Kept:
    """Return what a function returns, with the results that it asked for."""
    global _asking
    before, _asking = _asking, (asked := list[_Kept]())
    try:
        result = function(*arguments)
    finally:
        _asking = before
    return [result, _survey, tuple({id(each): each for each in asked}.values()) if asked else ()]


def _ask(kept: _Kept) -> None:
    """Note that a survey asks for a result, and so for those that it was made of."""
    kept[1] = _survey
    for each in kept[2]:
        if each[1] != _survey:
            _ask(each)


def begin_command() -> None:
    """Say that this process does one command, with the code as it stands in its files.

    Python looks for unused cycles seldom: it would find few, and look through all that is kept, and
    at the end of the process several times more.
    """
    global of_command
    of_command = True
    gc.set_threshold(400_000, 20)
    atexit.register(gc.freeze)


def begin() -> None:
    """Begin a survey: drop what the last surveys did not ask for."""
    global _survey
    with _turning:
        _survey += 1
        for memory in _memories.values():
            oldest = _survey - _SURVEYS
            for arguments in [each for each, kept in memory.items() if kept[1] < oldest]:
                del memory[arguments]


def forget() -> None:
    """Drop every result, as in a process that has just begun."""
    for memory in _memories.values():
        memory.clear()
    for forget_lately in _forgetting.values():
        forget_lately()
    _alive.clear()
    worked.clear()


#: all results, and the number of the last survey
State = tuple[dict[str, _Memory], int]


def state() -> State:
    """Return all that is remembered now."""
    return {name: memory.copy() for name, memory in _memories.items()}, _survey


def resume(known: State) -> None:
    """Remember what an earlier process did, as if its surveys had been this one's.

    Raises an exception, and remembers nothing, for what is no state of these functions.
    """
    global _survey
    memories, last = known
    asked = [survey for memory in memories.values() for _, survey, _ in memory.values()]
    if not memories.keys() <= _memories.keys() or {int} != {*map(type, [last, *asked])}:
        raise TypeError("these are no results")
    _survey = last
    for name, memory in memories.items():
        _memories[name].update(memory)


def functions() -> list[str]:
    """Return the names of the functions that are remembered in this process."""
    return sorted(_memories)


def much_is_new() -> bool:
    """Whether a tenth of what is remembered was worked out in this process."""
    return 10 * worked.total() > sum(map(len, _memories.values()))


def _plain(value: Any) -> Any:
    """Return a value without what its equals may lack, as the place of a text."""
    kind = type(value)
    if kind in _EXACT or isinstance(value, Same):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    if not isinstance(value, type):
        raise TypeError(f"{kind.__name__} is no plain value: {value!r}")
    return value
