"""What the writing of a page asks for, noted while it asks: a page is written again if an answer changed.

While a site is served, a page is given ``View``s of a project and its records in place of these. A
view gives what it is asked for and notes it, so that nobody lists what a page reads, and what is not
noted cannot be read. At the next build each question is asked again, once for all pages. Answers
that nobody changes are compared by what they are; things that equal themselves alone, by identity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from ledger.remembered import Same

T = TypeVar("T")
#: how often each function has written a page, by the names of its module and its own; for the tests
worked: Counter[str] = Counter()
#: of these two of one kind that are equal say the same
_PLAIN = (str, int, bool, float, bytes, date, Fraction, type(None), type)
#: the answer to a question that none was found to
_NONE = object()
#: the number of the build
_build = 0
#: what is asked while a page is written, in its order
_asked: dict[_Question, None] = {}


class Door:
    """What pages ask; in its place they are given a view."""

    __slots__ = ()


class View:
    """A door that notes what it is asked for; it has no public name of its own."""

    __slots__ = ("_build", "_door", "_find", "_led", "_questions")

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find
        self._build, self._door = 0, None
        self._questions: dict[Any, _Question] = {}
        #: the views to which questions led
        self._led: dict[Any, View] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python asks of any thing is not the door's
            raise AttributeError(name)
        if _is_method(_opened(self).__class__, name):
            return partial(ask, self, name)
        return ask(self, name)


def ask(view: Any, name: str | Callable[..., Any], *arguments: Any) -> Any:
    """Return an attribute, what a method returns, or what a function makes of a door; and note it."""
    key = name, arguments
    question = view._questions.get(key)
    if question is None:
        question = view._questions[key] = _Question(view, name, arguments)
    _asked[question] = None
    return question.given()


def _opened(view: View) -> Any:
    """Return what a view stands for in this build."""
    if view._build != _build:
        view._door, view._build = view._find(), _build
    return view._door


def _turn(view: View, door: Any) -> None:
    """Let a view stand for a door from now on."""
    view._find, view._build = (lambda: door), 0


def _prune(view: View) -> None:
    """Drop the questions that this build did not ask, and the views to which they led."""
    view._questions = {key: each for key, each in view._questions.items() if each.is_of_now}
    view._led = {key: each for key, each in view._led.items() if each._build == _build}
    for each in view._led.values():
        _prune(each)


class _Question(Same):
    """A question that pages ask, with the answer of this build, or of an earlier one."""

    __slots__ = ("_answer", "_arguments", "_build", "_changed", "_given", "_name", "_view")

    def __init__(self, view: View, name: Any, arguments: tuple[Any, ...]) -> None:
        self._view, self._name, self._arguments = view, name, arguments
        self._build, self._changed = 0, True
        self._answer: Any = _NONE
        self._given: Any = None

    @property
    def is_of_now(self) -> bool:
        """Whether it was asked in this build."""
        return self._build == _build

    def given(self) -> Any:
        """Return the answer of this build, with views in the place of doors."""
        if not self.is_of_now:
            self._ask()
        return self._given

    def changed(self) -> bool:
        """Whether the answer is another than that of the build before."""
        if not self.is_of_now:
            try:
                self._ask()
            except Exception:  # the page that asks again meets it
                return True
        return self._changed

    def _ask(self) -> None:
        before, self._answer = self._answer, _NONE
        self._answer, self._given = self._noted(self._found())
        self._changed, self._build = not alike(before, self._answer), _build

    def _found(self) -> Any:
        door = _opened(self._view)
        given = [_opened(each) if isinstance(each, View) else each for each in self._arguments]
        if callable(self._name):
            return self._name(door, *given)
        found = getattr(door, self._name)
        return found(*given) if _is_method(door.__class__, self._name) else found

    def _noted(self, found: Any) -> tuple[Any, Any]:
        """Return what is compared of an answer, and what is given."""
        if isinstance(found, Door):
            return None, self._door(())
        if isinstance(found, Iterator):
            found = tuple(found)
        if isinstance(found, list | tuple) and any(isinstance(each, Door) for each in found):
            return len(found), [self._door((at,)) for at in range(len(found))]
        if isinstance(found, Mapping) and any(isinstance(e, Door) for e in found.values()):
            return tuple(found), {key: self._door((key,)) for key in found}
        return found, found

    def _door(self, way: tuple[Any, ...]) -> View:
        def find() -> Any:
            found = self._found()
            return found[way[0]] if way else found

        return self._view._led.setdefault((self._name, self._arguments, way), View(find))


@cache
def _is_method(kind: type, name: str) -> bool:
    return callable(getattr(kind, name, None))


def alike(one: Any, other: Any) -> bool:
    """Whether two answers say the same, to the last sign."""
    if one is other or type(one) is not type(other):
        return one is other
    if type(one) in _PLAIN:
        return bool(one == other)
    parts, others = _parts(one), _parts(other)
    if parts is None or others is None or len(parts) != len(others):
        return False
    return all(map(alike, parts, others))


def _parts(one: Any) -> Sequence[Any] | None:
    """Return all that a value is made of; None for what equals itself alone."""
    parts: Sequence[Any] | None = None
    if isinstance(one, Same | Door):
        parts = None
    elif isinstance(one, Decimal):
        parts = one.as_tuple()
    elif isinstance(one, str):  # a text with a place, a word with its roles
        parts = (str(one), *_marks(one))
    elif type(one) in (list, tuple) or hasattr(one, "_fields"):
        parts = one
    elif type(one) in (dict, Counter):
        parts = (*one, *one.values())
    elif isinstance(one, frozenset) and all(type(each) is str for each in one):
        parts = sorted(one)
    elif is_dataclass(one):
        parts = [getattr(one, each.name) for each in fields(one)]
    return parts


def _marks(one: str) -> Iterator[Any]:
    """Yield what a text knows beside its signs."""
    names = (name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ()))
    yield from (getattr(one, name, None) for name in names)
    yield getattr(one, "__dict__", None)


class _Written(NamedTuple):
    """A page as it was written: by a function, of what it was given, with what it asked."""

    write: Callable[..., Any]
    given: tuple[Any, ...]
    asked: tuple[_Question, ...]
    page: Any

    def is_same(self, write: Callable[..., Any], given: tuple[Any, ...]) -> bool:
        """Whether the function would write the same of what it is given now."""
        same = self.write == write and alike(self.given, given)
        return same and not any(question.changed() for question in self.asked)


_written: dict[str, _Written] = {}
#: the views that pages were given, by the path of the page that first had it and its place there
_roots: dict[tuple[str, int], View] = {}
#: the views of a build by the doors for which they stand, each with its key in ``_roots``
_Views = dict[int, tuple[tuple[str, int], View]]


def written(writers: Mapping[str, Callable[[], T]]) -> dict[str, T]:
    """Return what writers of pages write, by path: anew only where something is not as it was.

    A writer that is a ``partial`` reads what it is given; any other writes anew.
    """
    global _build
    _build += 1
    views: _Views = {}
    try:
        now = {path: _of_now(path, write, views) for path, write in writers.items()}
    except BaseException:  # some answers are of this build, and no page is
        forget()
        raise
    _keep(now, dict(views.values()))
    return {path: each.page for path, each in now.items()}


def _of_now(path: str, write: Callable[[], Any], views: _Views) -> _Written:
    """Return a page as it is in this build."""
    if not isinstance(write, partial) or write.keywords:
        return _Written(write, (object(),), (), write())
    given = tuple(_viewed(views, path, *each) for each in enumerate(write.args))
    before = _written.get(path)
    if before and before.is_same(write.func, given):
        return before
    worked[f"{write.func.__module__.rpartition('.')[2]}.{write.func.__name__}"] += 1
    _asked.clear()
    page = write.func(*given)
    return _Written(write.func, given, tuple(_asked), page)


def _viewed(views: _Views, path: str, at: int, given: Any) -> Any:
    """Return the view of a door, the same for all pages of all builds; anything else as it is."""
    if not isinstance(given, Door):
        return given
    if id(given) not in views:
        view = _roots.get((path, at)) or View(lambda: None)
        _turn(view, given)
        views[id(given)] = (path, at), view
    return views[id(given)][1]


def _keep(pages: dict[str, _Written], roots: dict[tuple[str, int], View]) -> None:
    """Keep what was written for the next build, and of what was asked what these pages asked."""
    _written.clear()
    _written.update(pages)
    _roots.clear()
    _roots.update(roots)
    for view in roots.values():
        _prune(view)


def forget() -> None:
    """Forget all pages, as in a process that has just begun."""
    _keep({}, {})
    worked.clear()
