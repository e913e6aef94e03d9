"""What a page says of itself, between two lines ``---`` at its very beginning.

For whom a page is stands there. ``read`` reads it, once a page; the others are given what it read.
A head that is not exactly so would be text, and the page would be
for everybody: whatever looks like a head, or like a line of one, elsewhere is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ledger.issues import Issue, Place, finds, unknown
from ledger.language.signs import DASHES, ZERO_WIDTH, unwritable
from ledger.patterns import Pattern
from ledger.prose import calls
from ledger.prose.addresses import is_document
from ledger.prose.comments import COMMENT
from ledger.records import source
from ledger.records.fields import EDITIONS, simplified

AUDIENCE = "可见"
#: what a page may say, and with which values, where they can be listed
SETTINGS: dict[str, tuple[str, ...] | None] = {
    "title": None,
    AUDIENCE: EDITIONS,
    "hide": ("navigation", "toc"),
    "template": ("official.html",),
    "search": None,
}
#: the settings whose values may be several
LISTS = ("hide",)
#: what ends a head as it is restated
END = "\n---\n"
_FRONT = Pattern(r"\A---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)
_LINES = f"-{DASHES}_＿"
#: blanks, marks that nobody sees, and comments
_BEFORE = Pattern(rf"\A(?:[\s{ZERO_WIDTH}]|{COMMENT})*", re.DOTALL)
#: what would be a head if it stood at the beginning
_ELSEWHERE = Pattern(
    rf"^[ \t]*[{_LINES}]{{2,}}[ \t]*\n(?:[^\n]*\n){{0,9}}?[ \t]*[\w-]+[ \t]*[:：][^\n]*\n"
    rf"(?:[^\n]*\n){{0,9}}?[ \t]*[{_LINES}.…]{{2,}}[ \t]*$",
    re.MULTILINE,
)
#: a setting without the lines around it
_SETTING = Pattern(r"\w{1,12}[ \t]*:(?=[ \t]|\Z)")
_TAG = Pattern(r"</?[A-Za-z][^<>]*>")
_NARROW = "|".join(EDITIONS[1:])
_SAYS_WHO = Pattern(
    rf"\A[\W_]*+(?:可见(?:范围|性|对象|人|版本?)?[\W_]*[:=]"
    rf"|可见[\W_]*(?:{'|'.join(EDITIONS)})[\W_]*$"
    rf"|(?:谁|何人|哪些人)\w{{0,3}}看\w{{0,2}}[\W_]*[:=]"
    rf"|\w{{1,12}}[\W_]*[:=]\W*(?:仅|只)?(?:限|给|供)?(?:{_NARROW})(?:版|看|内部|可见|专用)?\W*$)"
)
_OPENED = Pattern(r"\A-{3,}\s*\n[^\n]*:")
_UNCLOSED = "页首的“---”没有成对；请在设置后面再加一行“---”"
_SHAPE = "页首两行“---”之间要写成 键: 内容，例如 title: 首页"
_ADVICE = f"请写成第一行“---”、第二行“{AUDIENCE}: 班子”、第三行“---”，前面什么都没有"


def read(text: str, path: str) -> tuple[source.Mapping, list[Issue]]:
    """Return a page's head, empty where there is none or none that can be read, and its faults."""
    match = _FRONT.match(text)
    if match is None:
        issues = (
            [Issue(Place(path), _UNCLOSED, code="head.unclosed")] if _OPENED.match(text) else []
        )
        return source.Mapping(), issues
    value, issues = source.parse(match[1], path, offset=1)
    if isinstance(value, source.Mapping):
        return value, issues
    if value is not None:
        issues = [*issues, Issue(Place(path, 2), _SHAPE, code="head.shape")]
    return source.Mapping(), issues


def body(text: str) -> str:
    """Return a page's text without its head."""
    return _FRONT.sub("", text, count=1)


def check(text: str, path: str, head: source.Mapping) -> Iterator[Issue]:
    """Yield what a page says of itself in a way, or in a place, that would not be heard."""
    for key, value in head.items():
        yield from _setting(key, value, head.keys_at[key])
        yield from _unwritable(key, value, head.keys_at[key])
    if "template" in head and not is_document(path.removeprefix("docs/")):
        message = "template：只写在公文的 index.md 里，如 docs/report/index.md；请删去"
        yield Issue(head.keys_at["template"], message, code="head.template")
    rest = len(text) - len(body(text))
    if not rest and (found := _misplaced(text)) is not None:
        message = f"页首的设置写得不对，不起作用；{_ADVICE}"
        yield Issue(calls.place_at(text, found, path), message, code="head.misplaced")
        return
    for match in _ELSEWHERE.finditer(text, rest):
        place = calls.place_at(text, match.start(), path)
        message = f"页首的设置写在了正文里，不起作用；{_ADVICE}"
        yield Issue(place, message, code="head.misplaced")
    own = {place.line for place in head.keys_at.values()} if head else set()
    for number, line in enumerate(text.split("\n"), 1):
        if number not in own and says_who(line):
            message = f"这一行像是说给谁看，写在这里不起作用；{_ADVICE}；不是这个意思就换一种写法"
            yield Issue(Place(path, number), message, code="head.audience")


def audience(head: source.Mapping, path: str) -> tuple[str | None, list[Issue]]:
    """Return for whom a page says that it is. One that says it wrongly is for the fewest."""
    value = head.get(AUDIENCE)
    if value is None or value in EDITIONS:
        return value, []
    place = source.place_of(value, Place(path))
    message = f"{AUDIENCE}：{unknown('值', str(value), EDITIONS)}"
    return EDITIONS[-1], [Issue(place, message, code="head.value")]


def says_who(line: str) -> bool:
    """Whether a line of a text looks as if it said for whom the text is."""
    plain = simplified(_TAG.sub("", line))
    return bool(_SAYS_WHO.match(re.sub(r"\s", "", plain)))


def restated(head: source.Mapping) -> str:
    """Return a page's head as the engine shall read it: settings with one meaning."""
    return f"---\n{json.dumps(head, ensure_ascii=False)}{END}"


@finds("head.value")
def _setting(key: str, value: source.Value, at: Place) -> Iterator[Issue]:
    if key not in SETTINGS:
        yield Issue(at, f"页首：{unknown('设置', key, SETTINGS)}", code="head.unknown")
        return
    known = SETTINGS[key]
    if key == "search" and value != {"exclude": "true"}:
        yield Issue(source.place_of(value, at), f"{key}：这里只能写 {{exclude: true}}")
    elif key == "title" and not (isinstance(value, str) and not re.search(r"[{}<>]", value)):
        # the engine would run what stands in braces, however they were typed
        yield Issue(source.place_of(value, at), f"{key}：这里写一行文字，不写花括号和尖括号")
    elif known and key != AUDIENCE:
        listed = isinstance(value, list) and key in LISTS
        for each in value if listed else [value]:
            if each not in known:
                yield Issue(source.place_of(each, at), f"{key}：{unknown('值', str(each), known)}")


def _unwritable(key: str, value: source.Value, at: Place) -> Iterator[Issue]:
    """Yield what no author may write, as YAML reads it: ``"\\u202e"`` is typed in plain signs."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _unwritable(name, each, at)
    elif isinstance(value, list):
        for each in value:
            yield from _unwritable(key, each, at)
    elif fault := unwritable(str(value)) or ("换行；请写成一行" if "\n" in str(value) else ""):
        place = source.place_of(value, at)
        yield Issue(place, f"{key}：里面有{fault}", code="file.invisible")


def _misplaced(text: str) -> int | None:
    """Return where a text without a head begins with something that was meant for one."""
    match = _BEFORE.match(text)
    start = match.end() if match else 0
    line = text[start:].partition("\n")[0]
    dashes = len(line.strip()) > 1 and not line.strip().strip(_LINES)
    return start if dashes or _SETTING.match(line) else None
