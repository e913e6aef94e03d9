"""Markdown with words -> finished text, and what is wrong in it.

Authors write ``{{ word("…") }}`` and nothing else of Jinja, so that every mistake can be named
with its line before a page is built, without the engine. Where a call begins and ends is known
here alone (``_OPEN``): wherever it stands, in code, in a comment or in a tag, it is rendered.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from ledger.issues import Issue, Mistake, Place, outside, unknown
from ledger.patterns import Pattern
from ledger.records import source
from ledger.remembered import Same, remembered

Words = dict[str, Callable[..., str]]
#: what words said, by the word and its arguments
Said = dict[tuple[str, tuple[str | int, ...], tuple[tuple[str, str | int], ...]], str]

#: a call, or a mark that begins none. A call ends at the first ``}}``, inside quotes too, and holds
#: neither another ``{{`` nor a blank line: so one that is not closed takes nothing with it
_OPEN = Pattern(
    r"\{\{(?:(?P<inside>(?>(?:[^{}\n]++|\{(?!\{)|\}(?!\})|\n(?!\n))*))\}\})?"
    r"|\{%|\{#|｛｛|｛\{|\{｛|｛%|｛#"
)
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
#: how a call goes on that does not end as it should: to braces, or to the end of the sentence
HALF = r"[^\n{}｛｝。；]*[ }｝]*"
_HALF = Pattern(HALF)
_MASKED = Pattern(r"[^\n]")
#: what is left of a call when a brace is missing, and links with full-width brackets
_STRAY = Pattern(rf"\{{\s*(?:\{{|[a-z_]+\s*\(){HALF}|\}}\}}")
STRAY_LINK = r"\]（[^（）\n]*\.md[^（）\n]*）|】\([^()\n]*\.md[^()\n]*\)"
_STRAY_LINK = Pattern(STRAY_LINK)
_FULL_WIDTH = str.maketrans("“”‘’（），＝", "\"\"''(),=")
_LONGEST_SHOWN = 60
_EXAMPLE = '{{ figure("党组集体学习次数") }}'
_UNQUOTED = f"参数要用半角双引号括起来；例如 {_EXAMPLE}"


@dataclass(frozen=True, eq=False)
class Call(Same):
    """One ``{{ word(…) }}``: where it stands in the text and what it asks for."""

    start: int
    end: int
    place: Place
    word: str
    arguments: tuple[str | int, ...] = ()
    options: tuple[tuple[str, str | int], ...] = ()

    def bind(self, words: Words) -> Callable[[], str]:
        """Return the call ready to make; raises ``Mistake`` for a word or arguments unknown."""
        if self.word not in words:
            raise Mistake(unknown("词", self.word, words), "word.unknown")
        function = words[self.word]
        signature = _signature(function)
        try:
            bound = signature.bind(*self.arguments, **dict(self.options)).arguments
        except TypeError:
            example = _sample(inspect.getdoc(function) or "")
            message = f"“{self.word}”的参数个数不对；{example}"
            raise Mistake(message, "word.arguments") from None
        for name, value in bound.items():
            values = value if isinstance(value, tuple) else (value,)  # of ``*names``
            asks_for_text = signature.parameters[name].annotation is not int
            if asks_for_text and any(isinstance(each, int) for each in values):
                raise Mistake(_UNQUOTED, "word.quotes")
        return lambda: function(*self.arguments, **dict(self.options))


#: of each word its signature, which is asked for at each call
_signatures: WeakKeyDictionary[Callable[..., str], inspect.Signature] = WeakKeyDictionary()


def _signature(word: Callable[..., str]) -> inspect.Signature:
    if word not in _signatures:
        _signatures[word] = inspect.signature(word)
    return _signatures[word]


def _sample(doc: str) -> str:
    match = _OPEN.search(doc)
    return f"例如 {match[0] if match else _EXAMPLE}"


@remembered
def scan(text: str, path: str) -> tuple[tuple[Call, ...], tuple[Issue, ...]]:
    """Find every call in a text, and everything that looks like one but is not."""
    calls: list[Call] = []
    issues: list[Issue] = []
    for match in _OPEN.finditer(text):
        place = place_at(text, match.start(), path)
        if match["inside"] is None:
            code, message = _foreign(match[0])
            issues.append(Issue(place, message, _half(text, match), code))
            continue
        try:
            word, arguments, options = _parse(match["inside"])
        except Mistake as mistake:
            issues.append(mistake.at(place))
        else:
            calls.append(Call(*match.span(), place, word, arguments, options))
    return tuple(calls), (*issues, *outside(_strays(text, path), issues))


@lru_cache(maxsize=64)  # several look in turn at what an author wrote beside the calls
def masked(text: str, sign: str) -> str:
    """Return a text with every call, right or wrong, replaced by ``sign``; its lines stay."""

    def mask(match: re.Match[str]) -> str:
        if match["inside"] is None:
            return match[0]
        return _MASKED.sub(sign, match[0]) if "\n" in match[0] else sign * len(match[0])

    return _OPEN.sub(mask, text) if "{{" in text else text


def _half(text: str, opened: re.Match[str]) -> int:
    """Return how long a call is that does not end."""
    rest = _HALF.match(text, opened.end())
    return len(opened[0]) + (len(rest[0]) if rest else 0)


def _strays(text: str, path: str) -> Iterator[Issue]:
    """Yield what looks like half a call or half a link."""
    rest = masked(text, " ")
    for match in _STRAY.finditer(rest):
        place = place_at(text, match.start(), path)
        yield Issue(place, f"花括号没有成对；例如 {_EXAMPLE}", code="word.braces")
    for match in _STRAY_LINK.finditer(rest):
        line = rest.rfind("\n", 0, match.start()) + 1
        start = max(rest.rfind(sign, line, match.start()) for sign in "[【")
        place = place_at(text, start if start >= 0 else match.start(), path)
        yield Issue(place, "链接的括号要用半角：[文字](页面.md)", code="link.wide")


def _foreign(sign: str) -> tuple[str, str]:
    """Return the code and the message for a mark that begins no call."""
    if sign == "{{":
        return "word.braces", f"“{{{{”没有用“}}}}”收尾；例如 {_EXAMPLE}"
    if "｛" in sign:
        return "word.wide", f"花括号要用半角“{{{{ }}}}”；例如 {_EXAMPLE}"
    if sign == "{#":
        return "word.foreign", "“{#”会把后面的文字当注释吞掉；请删去，或在“{”后空一格"
    return "word.foreign", f"正文里只用“{{{{ }}}}”取数，不写“{{%”；例如 {_EXAMPLE}"


@lru_cache(maxsize=1 << 10)  # the same words stand on many pages
def _parse(
    expression: str,
) -> tuple[str, tuple[str | int, ...], tuple[tuple[str, str | int], ...]]:
    inner = " ".join(expression.split())
    shown = inner if len(inner) < _LONGEST_SHOWN else inner[:_LONGEST_SHOWN] + "…"
    try:
        tree = ast.parse(inner, mode="eval").body
    except _UNREADABLE:
        mended = inner.translate(_FULL_WIDTH)
        if mended != inner and _parses(mended):
            message = f"引号、括号和逗号要用半角：{{{{ {mended} }}}}"
            raise Mistake(message, "word.wide") from None
        raise Mistake(f"“{{{{ {shown} }}}}”写法不对；例如 {_EXAMPLE}", "word.form") from None
    if isinstance(tree, ast.Name):
        raise Mistake(f'“{tree.id}”后面要有括号：{{{{ {tree.id}("…") }}}}', "word.form")
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        message = f"“{{{{ {shown} }}}}”里只能写一个词和它的参数；例如 {_EXAMPLE}"
        raise Mistake(message, "word.form")
    arguments = tuple(_literal(node) for node in tree.args)
    options = tuple((str(keyword.arg), _literal(keyword.value)) for keyword in tree.keywords)
    return tree.func.id, arguments, options


def _parses(expression: str) -> bool:
    try:
        ast.parse(expression, mode="eval")
    except _UNREADABLE:
        return False
    return True


def _literal(node: ast.expr) -> str | int:
    if isinstance(node, ast.Constant) and type(node.value) in (str, int):
        value: str | int = node.value  # type: ignore[assignment]
        return value
    raise Mistake(_UNQUOTED, "word.quotes")


def place_at(text: str, position: int, path: str) -> Place:
    """Return the place of a position in a text."""
    return Place(path, *source.position(text, position))


@dataclass(frozen=True)
class Rendered:
    """A call and the markup that its word said."""

    call: Call
    markup: str


def render(
    text: str, path: str, words: Words, said: Said | None = None
) -> tuple[list[Rendered], list[Issue]]:
    """Return every call with what its word says, and what is wrong; a wrong call says nothing.

    ``said`` is what the same words said before, and say for the same arguments.
    """
    said = {} if said is None else said
    calls, wrong = scan(text, path)
    rendered, issues = [], list(wrong)
    for call in calls:
        asked = call.word, call.arguments, call.options
        try:
            if asked not in said:
                said[asked] = call.bind(words)()
            rendered.append(Rendered(call, said[asked]))
        except Mistake as mistake:
            issues.append(mistake.at(call.place))
            rendered.append(Rendered(call, ""))
    return rendered, issues


def expand(text: str, path: str, words: Words) -> tuple[str, list[Issue]]:
    """Return the text with every call replaced by what its word says, and what is wrong."""
    rendered, issues = render(text, path, words)
    return filled(text, rendered), issues


def filled(text: str, said: list[Rendered]) -> str:
    """Return the text with what was said in the place of the calls."""
    finished, last = [], 0
    for each in said:
        finished += [text[last : each.call.start], each.markup]
        last = each.call.end
    return "".join([*finished, text[last:]])
