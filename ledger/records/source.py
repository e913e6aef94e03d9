"""YAML -> text that remembers its place.

Every scalar stays the text that was typed: none of YAML's guessing turns 否 or 007 into
something else (https://yaml.org/type/). Anchors, aliases and tags are refused, because a clerk
who types ``*`` or ``&`` means the character.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import pairwise, zip_longest
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from ledger import product
from ledger.issues import Issue, Place
from ledger.language.signs import DASHES, INVISIBLE, PRIVATE
from ledger.machine import files
from ledger.machine.files import Read
from ledger.machine.refusing import reason
from ledger.patterns import Pattern
from ledger.remembered import remembered

Value = Any  # Text | Mapping | Sequence; recursive, and unpacked by the record types


class Text(str):
    """A scalar exactly as typed, with the place where it starts."""

    __slots__ = ("place",)
    place: Place


class Mapping(dict[str, Value]):
    """Keys and values; each key is a ``Text`` and so knows its own place."""

    __slots__ = ("place",)
    place: Place

    @property
    def keys_at(self) -> dict[str, Place]:
        """The place of each key."""
        return {key: key.place for key in self if isinstance(key, Text)}


class Sequence(list[Value]):
    """A list and the place where it starts; ``lost`` says that some of it could not be read."""

    __slots__ = ("lost", "place")
    place: Place
    lost: bool


def grouped(value: Value, key: str) -> Value:
    """Return a text as a group with this one key, at the place of the text; other values as they are."""
    if not isinstance(value, Text):
        return value
    name = Text(key)
    name.place = value.place
    group = Mapping({name: value})
    group.place = value.place
    return group


def place_of(value: Value, default: Place) -> Place:
    """Return where ``value`` was typed."""
    return getattr(value, "place", default)


#: the largest file of text, in bytes, and its longest line, in characters
_LARGEST, _LONGEST = 1_000_000, 20_000


def decode(data: bytes, path: str) -> tuple[str, list[Issue]]:
    """Return the text of a file. A BOM and CRLF are harmless and dropped; other encodings are not."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "", [_encoded(Place(path), " UTF-16 编码")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = "GBK 编码" if _is_gb(data) else "损坏的或不是 UTF-8 的编码"
        return "", [_encoded(Place(path, line, column), what)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def _encoded(place: Place, what: str) -> Issue:
    return Issue(place, f"文件是{what}；请在编辑器里另存为 UTF-8", code="file.encoding")


def _is_gb(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def text_of(file: Path, path: str, content_of: Read = files.read) -> tuple[str, list[Issue]]:
    """Return a file's text; what is no file, or may not be read, is an issue."""
    try:
        if not file.is_file():
            return "", [Issue(Place(path), _no_file(file), code="file.kind")]
        text, issues = typed(content_of(file), path)
        return text, list(issues)
    except OSError as error:
        return "", [unreadable(path, error)]


@cache
def shipped(folder: str) -> tuple[tuple[str, str], ...]:
    """Return the name and the text of each YAML file in a folder of the product's library.

    Raises ``ValueError`` for a damaged file.
    """
    found = []
    for file in sorted(product.library(folder).glob("*.yml")):
        text, wrong = text_of(file, file.name)
        if wrong:
            raise ValueError(f"{file}: {wrong}")
        found.append((file.stem, text))
    return tuple(found)


def text_below(root: Path, path: str, content_of: Read = files.read) -> tuple[str, list[Issue]]:
    """Return the text of a file by its path from ``root``; see ``text_of``.

    A link is an issue, the file's or a folder's: what it leads to is in no backup and no earlier
    version.
    """
    for step in _steps(path):
        found = os.path.join(root, step)
        if os.path.islink(found) and os.path.exists(found):
            message = "这是一个链接，它指到的内容不读；请把文件本身放进来"
            return "", [Issue(Place(step), message, code="file.kind")]
    return text_of(root / path, path, content_of)


@lru_cache(maxsize=1024)
def _steps(path: str) -> list[str]:
    """Return the folders that hold a file, the nearest first, and the file."""
    *folders, _ = PurePosixPath(path).parents
    return [str(folder) for folder in folders] + [path]


@remembered
def typed(content: bytes, path: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the text of a file's content; a text too long, or not merged by git, is an issue."""
    if len(content) > _LARGEST:
        message = (
            f"文件有 {len(content) / 1e6:.1f} MB，文字最多 {_LARGEST // 10**6} MB；请分成几个文件"
        )
        return "", (Issue(Place(path), message, code="file.large"),)
    text, issues = decode(content, path)
    unread = list(_long(text, path)) or list(conflicts(text, path))
    return ("", tuple(unread)) if unread else (text, tuple(issues))


def _long(text: str, path: str) -> Iterator[Issue]:
    """Yield the lines that nobody typed; the time to read a line may grow with its square."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST:
            message = f"这一行有 {len(line)} 字，一行最多 {_LONGEST} 字；请分成几行"
            yield Issue(Place(path, number), message, code="file.large")


def conflicts(text: str, path: str) -> Iterator[Issue]:
    """Yield, once each, what git could not merge: nothing else of such a file can be told."""
    opened = False
    for match in _UNMERGED.finditer(text):
        if match[1] == "<" or not opened:
            line, _ = position(text, match.start())
            message = f"“{match[0]}”是 git 没有合并完的地方；{_MERGING}"
            yield Issue(Place(path, line), message, len(match[0]), code="file.unmerged")
        opened = match[1] != ">"


def unreadable(path: str, error: OSError) -> Issue:
    """Say that the machine does not give a file's content."""
    message = f"读不了（{reason(error)}）；请检查这个文件和它的权限"
    return Issue(Place(path), message, code="file.unreadable")


def _no_file(file: Path) -> str:
    if file.is_dir():
        return "是文件夹，不是文件；请改名或移走"
    if file.is_symlink():
        return f"是链接，指向的“{os.readlink(file)}”不在；请换成文件本身，或删去"
    return "不是普通的文件；请换成文件，或删去"


def parse(text: str, path: str, offset: int = 0) -> tuple[Value | None, list[Issue]]:
    """Parse YAML text whose first line is line ``offset`` + 1 of the file ``path``.

    After a syntax error each record is parsed alone, its lines mended in memory as the messages
    advise, so that one run finds them all in a time that grows with the text.
    """
    issues = list(invisible(text, path, offset))
    lines = INVISIBLE.sub(" ", text).split("\n")
    try:
        built = _Builder("\n".join(lines), path, offset).build()
    except (_TooDeep, yaml.MarkedYAMLError):
        found = list(_begun(lines, path, offset))
        parts: list[Value | None] = []
        for start, end in pairwise([*_records(lines), len(lines)]):
            value, own = _mended(lines[start:end], path, offset + start)
            parts += [value] if own or value is not None else []  # no comments alone
            found += own
        # what is wrong between two records shows in the whole only
        found = found or _mended(lines, path, offset)[1]
        return _joined(parts), [*issues, *found]
    return (None if issues else built.value), [*issues, *built.issues]


def _begun(lines: list[str], path: str, offset: int) -> Iterator[Issue]:
    """Mend lines that begin a record otherwise than with “- ”; yield what is wrong in them."""
    first = next((match[1] for line in lines if (match := _FIRST_KEY.match(line))), None)
    found = [(n, match) for n, line in enumerate(lines) if (match := _LIST_SIGN.match(line))]
    signs = [(n, sign) for n, sign in found if sign["dash"] or sign["key"] == first]
    if signs:
        yield _other_sign(signs[0][1], len(signs), Place(path, signs[0][0] + 1 + offset))
    for number, sign in signs:
        lines[number] = f"{sign['indent']}- {sign['key']}{sign['rest']}"
    first = first or next((sign["key"] for _, sign in signs), None)
    if first and not re.match(rf"(?:- +)?{first}\b|-", _first_line(lines)):
        return  # no list of records
    lost = False
    for number, line in enumerate(lines):
        key = re.match(r"(\w{1,12})\s*[:：]", line)
        if key and key[1] == first:
            place = Place(path, number + 1 + offset)
            yield Issue(place, _NO_DASH.format(first), code="yaml.dash")
            lines[number], lost = f"- {line}", True
        else:
            lost = lost and not line.startswith("-")
            lines[number] = f"  {line}" if lost and key else line


def _other_sign(match: re.Match[str], number: int, place: Place) -> Issue:
    key, sign = match["key"], match["sign"]
    typed = f"-{match['gap']}{key}" if sign == "-" else sign
    message = _OTHER_SIGN.format("每条记录", typed, f"{key}: …")
    also = f"；本文件里这样的共 {number} 处" if number > 1 else ""
    place = place._replace(column=match.start("sign") + 1)
    return Issue(place, message + also, code="yaml.dash")


def _records(lines: list[str]) -> list[int]:
    """Return where the records of a list begin, or the one value that is no list."""
    if not _first_line(lines).startswith("-"):
        return [0]
    return [0, *(n for n, line in enumerate(lines) if n and re.match(r"-(?:\s|$)", line))]


def _first_line(lines: list[str]) -> str:
    return next((line for line in lines if re.match(r"[^\s#]", line) and line != "---"), "")


def _joined(parts: list[Value | None]) -> Value | None:
    """Return the records that were read one by one as the list that they are."""
    lists = [part for part in parts if isinstance(part, Sequence)]
    if not lists:
        return parts[0] if len(parts) == 1 else None
    whole = Sequence(record for part in lists for record in part)
    whole.place, whole.lost = lists[0].place, len(lists) < len(parts)
    return whole


def _mended(lines: list[str], path: str, offset: int) -> tuple[Value | None, list[Issue]]:
    """Return a record, and what is wrong in it: after an error its line is mended, and parsed again.

    None for one that cannot be mended.
    """
    issues: list[Issue] = []
    for _ in range(_MOST_MENDED):
        try:
            built = _Builder("\n".join(lines), path, offset).build()
        except _TooDeep as error:
            place = Place(path, error.line + 1 + offset, error.column + 1)
            deep = Issue(place, "括号套得太深；一条记录里最多分两层", code="yaml.deep")
            return None, [*issues, deep]
        except yaml.MarkedYAMLError as error:
            number, column, (code, message), mended = _diagnose(lines, error)
            issue = Issue(Place(path, number + 1 + offset, column), message, code=code)
            known = any(each.place.line == issue.place.line for each in issues)
            if issue in issues or (known and mended is None):
                return None, issues  # mending did not help; the line has its message already
            issues.append(issue)
            if mended is None:
                return None, issues
            lines[number] = mended
        else:
            return built.value, [*issues, *built.issues]
    message = f"这条记录错了 {_MOST_MENDED} 处以上；请先改好前面的，再查后面的"
    return None, [*issues, Issue(Place(path, offset + 1), message, code="yaml.many")]


def repeated(issues: list[Issue]) -> list[Issue]:
    """Return those of the reader's findings that say of a key that it stands twice."""
    return [issue for issue in issues if issue.code == "key.repeated"]


@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character in a text."""
    starts = _line_starts(text)
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


def invisible(text: str, path: str, offset: int = 0) -> Iterator[Issue]:
    """Yield what nobody sees and nobody means to type; the first line is line ``offset`` + 1.

    The values say themselves which signs of no character set they hold: a list pasted from Word
    begins with one.
    """
    for match in INVISIBLE.finditer(text):
        line, column = position(text, match.start())
        message = "这里有看不见的控制字符；请删去后重新输入"
        yield Issue(Place(path, line + offset, column), message, code="file.invisible")


_UNMERGED = Pattern(r"^([<|>])\1{6}(?: .*)?$", re.MULTILINE)
_MERGING = "从“<<<<<<<”到“=======”是自己的，到“>>>>>>>”是别人的：留下对的，删去这几行记号，再 git add、git commit；是台账的，可以先用 python -m ledger merge 一条一条合并"


class _TooDeep(Exception):
    """Brackets in brackets beyond any sense."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


class _Builder:
    """Builds values from parser events; one use each."""

    def __init__(self, text: str, path: str, offset: int) -> None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self.lines = text.split("\n")
        self.path = path
        self.offset = offset
        self.event: Callable[[], Any] = loader(text).get_event
        self.issues: list[Issue] = []
        self.value: Value | None = None
        self.depth = 0

    def build(self) -> _Builder:
        while not isinstance(event := self.event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                if self.value is not None:
                    self._note(event, "yaml.documents", "一个文件只写一份数据；请删去中间的“---”")
                self.value = self._value(self.event())
        return self

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        line = min(mark.line, len(self.lines) - 1)  # what is empty may stand after the last one
        return Place(self.path, line + 1 + self.offset, mark.column + 1)

    def _note(self, event: Any, code: str, message: str) -> None:
        self.issues.append(Issue(self._place(event), message, code=code))

    def _value(self, event: Any, listed: bool = False) -> Value:
        alias = isinstance(event, yaml.AliasEvent)
        if alias or event.anchor or event.tag not in (None, "!"):
            self._note(event, *_first_sign("*" if alias else "& 或 !", self._rest(event)))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if alias:
            return self._text("", event)
        if self.depth == _DEEPEST:
            raise _TooDeep(event.start_mark.line, event.start_mark.column)
        self.depth += 1
        group = isinstance(event, yaml.MappingStartEvent)
        value = self._mapping(event, listed) if group else self._sequence(event)
        self.depth -= 1
        return value

    def _text(self, value: str, event: Any) -> Text:
        text = Text(value)
        text.place = self._place(event)
        return text

    def _scalar(self, event: Any) -> Text:
        end: Any = event.end_mark
        if not event.style:
            if not self._is_usual(event, end):
                self._check_plain(event)
        elif event.style in "\"'" and end.line > event.start_mark.line:
            self._note(
                event,
                "yaml.quotes",
                f"引号到第 {end.line + 1 + self.offset} 行才收尾；请在本行补上另一半",
            )
        return self._text(event.value, event)

    def _rest(self, event: Any) -> str:
        mark = event.start_mark
        return str(self.lines[mark.line][mark.column :]).strip()

    def _is_usual(self, event: Any, end: Any) -> bool:
        """Whether a value stands on one line, at its end or before a sign of YAML."""
        if not event.value or event.start_mark.line != end.line or end.line >= len(self.lines):
            return False
        return not self.lines[end.line][end.column : end.column + 1].isspace()

    def _check_plain(self, event: Any) -> None:
        end = event.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if event.value == "":
            self._note(event, "yaml.blank", "冒号后面没有内容；请填上，或删去这一项")
        elif cut := _CUT.match(line, end.column):
            self._note(
                event,
                "yaml.comment",
                f"“{cut[1]}”会被当成注释丢掉；要保留请给整个值加引号，要写注释请另起一行",
            )
        elif end.line > event.start_mark.line:
            self._check_folded(event)

    def _check_folded(self, event: Any) -> None:
        if match := _ITEM_SIGN.match(event.value):
            self._note(event, "yaml.dash", _OTHER_SIGN.format("列表的每一项", match[1], match[2]))
            return
        found = False
        for number in range(event.start_mark.line, event.end_mark.line + 1):
            if match := _FULL_WIDTH_COLON.match(self.lines[number]):
                place = Place(self.path, number + 1 + self.offset, match.end(1) + 1)
                code, message = _wide_colon(match)
                self.issues.append(Issue(place, message, code=code))
                found = True
        if not found:
            self._note(event, "yaml.folded", _FOLDED)

    def _mapping(self, start: Any, listed: bool) -> Mapping:
        """Build a group of values; ``listed``, it is a record of a list."""
        mapping = Mapping()
        mapping.place = self._place(start)
        pairs: list[tuple[Text, Value]] = []
        while not isinstance(event := self.event(), yaml.MappingEndEvent):
            key, after = self._value(event), self.event()
            if start.flow_style and (typed := self._unparted(key, after)):
                pairs += typed
                continue
            value = self._value(after)
            if isinstance(key, Text):
                pairs.append((key, value))
            else:
                self._note(event, "key.shape", "键只能是一个词，例如 日期: 2021-03-05")
        mapping.update(pairs)
        if len(mapping) < len(pairs):
            mapping.clear()
            keys = [key for key, _ in pairs]
            for key, value in pairs[: self._first_record(keys, listed and not start.flow_style)]:
                mapping.setdefault(key, value)
        return mapping

    def _unparted(self, key: Value, after: Any) -> list[tuple[Text, Value]]:
        """Note keys in braces that no colon with a blank parts from their values; return both."""
        is_blank = isinstance(after, yaml.ScalarEvent) and not (after.value or after.style)
        if not is_blank or not isinstance(key, Text) or not _UNPARTED.match(key):
            return []
        found: list[tuple[Text, Value]] = []
        at = 0
        for typed in key.split("，"):
            if at:
                self._note_at(
                    key, at - 1, "yaml.comma", "花括号里用半角逗号分隔，例如 {甲: 1, 乙: 2}"
                )
            if match := _UNPARTED.match(typed):
                wide = match[2] == "："
                where = at + match.end(1) + (0 if wide else 1)
                self._note_at(key, where, *(_wide_colon(match) if wide else _no_space(match)))
                found.append((self._text(match[1], after), self._text(match[3], after)))
            at += len(typed) + 1
        return found

    def _note_at(self, text: Text, at: int, code: str, message: str) -> None:
        path, line, column = text.place
        self.issues.append(Issue(Place(path, line, column + at), message, code=code))

    def _first_record(self, keys: list[Text], listed: bool) -> int:
        """Note the keys that stand twice; return how many are of the record that begins here.

        Where the first of a list's record, or several in a row, come again, one more record begins
        whose “- ” is missing.
        """
        own: dict[str, int] = {}
        end = len(keys)
        for at, (key, after) in enumerate(zip_longest(keys, keys[1:])):
            again = (key == keys[0] and len(own) > 1) or (after in own and after != key)
            if key not in own:
                own[key] = key.place.line
            elif listed and again:
                message = _AGAIN.format(key, own[key])
                self.issues.append(Issue(key.place, message, code="key.again"))
                own, end = {key: key.place.line}, min(end, at)
            else:
                message = _TWICE.format(key, own[key])
                self.issues.append(Issue(key.place, message, code="key.repeated"))
        return end

    def _sequence(self, start: Any) -> Sequence:
        sequence = Sequence()
        sequence.place, sequence.lost = self._place(start), False
        while not isinstance(event := self.event(), yaml.SequenceEndEvent):
            sequence.append(self._value(event, listed=not start.flow_style))
            typed = isinstance(event, yaml.ScalarEvent) and not event.style  # not in quotes
            if start.flow_style and typed and "，" in event.value:
                self._note(event, "yaml.comma", _COMMA)
        return sequence


#: a slip of writing: its code, and what to say of it
Slip = tuple[str, str]
_BRACKETS = ("yaml.brackets", "方括号和花括号要成对，里面用半角逗号分隔，例如 [甲, 乙]")
_COMMA = "方括号里用半角逗号分隔，例如 [甲, 乙]；逗号是一句话里的，给这句话加半角引号，例如 ['甲，乙']，或者一项写一行“- …”"
_TWICE = "键“{}”写了两次（上一次在第 {} 行）；请只留一处"
_AGAIN = "“{0}”又写了一遍（上一次在第 {1} 行）；若是另一条记录，这一行要以“- ”开头，写成 - {0}: …；若不是，请只留一处"
_NO_DASH = "每条记录以“- ”开头；这一行请写成 - {0}: …，下面各行缩进两格"
_FOLDED = "一个值写成了几行，可能是缩进错了；要写多行请用“|”另起一行"
_CUT = Pattern(r"(?<!\s)\s++(#.*)")
_KEY = r"^(\s*(?:- +)?[\w（）]{1,12})"
_FULL_WIDTH_COLON = Pattern(_KEY + r"：\s*")
_NO_SPACE = Pattern(_KEY + r":(?=[^ /])\s*")
#: what Word and input methods put in the place of “-”; a bullet of Word is a sign of no character set
_DASH = f"[{DASHES}•·●▪◦○■◆{PRIVATE}]{{1,2}}"
#: a key behind what is not “- ”; other signs begin a record only where its first key follows
_LIST_SIGN = Pattern(
    rf"\A(?P<indent>[ ]*)(?!- )(?P<sign>(?P<dash>{_DASH})|-{{1,3}}|[*+~]|[0-9]{{1,3}}[.．、)）])"
    r"(?P<gap>\s*)(?P<key>\w{1,12})(?P<rest>\s*[:：].*)"
)
_ITEM_SIGN = Pattern(rf"({_DASH})\s*(\S{{1,12}})")
_OTHER_SIGN = "{}以半角减号和一个空格开头，不是“{}”；请写成 - {}"
_FIRST_KEY = Pattern(r"- +(\w{1,12})\s*[:：]")
#: a key in braces together with its value
_UNPARTED = Pattern(r"([\w（）]{1,12})([:：])(?!//)(.*)", re.DOTALL)
#: a group in braces that is an item of a list
_ITEM_IN_BRACES = Pattern(r"\A\s*- +\{")
_DEEPEST = 8
#: after each the record is parsed again
_MOST_MENDED = 60
_VALUE = Pattern(_KEY + r": +(\S.*)$")


def _wide_colon(match: re.Match[str]) -> Slip:
    key = match[1].strip(" -")
    return "yaml.wide_colon", f"“{key}”后面是全角冒号；请写半角冒号加空格，例如 {key}: 内容"


def _no_space(match: re.Match[str]) -> Slip:
    key = match[1].strip(" -")
    return "yaml.colon_space", f"冒号后面要空一格，例如 {key}: 内容"


def _first_sign(sign: str, value: str) -> Slip:
    return "yaml.first_sign", f'值以 {sign} 开头时要加引号，例如 "{value}"'


#: libyaml stops where it gives up; these errors stand where it began
_BEGINS_THERE = Pattern("quoted scalar|simple key")


def _diagnose(lines: list[str], error: yaml.MarkedYAMLError) -> tuple[int, int, Slip, str | None]:
    """Return line index, column, slip and the line as it should be, or None."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and _BEGINS_THERE.search(f"{error.context} {error.problem}"):
        mark = error.context_mark
    last = min(mark.line if mark else 0, len(lines) - 1)
    first = min(error.context_mark.line if error.context_mark else last, last)
    # libyaml often notices a line or two late: look back from where it stopped, then everywhere
    # for the full-width colon, which makes it read on as one long value.
    for number in range(last, max(first, last - 3) - 1, -1):
        if found := _mend(lines[number]):
            return number, *found
    for number, line in enumerate(lines):
        if _FULL_WIDTH_COLON.match(line) and (found := _mend(line)):
            return number, *found
    return last, (mark.column if mark else 0) + 1, _explain(error.problem or ""), None


def _mend(line: str) -> tuple[int, Slip, str] | None:
    """Return column, slip and the corrected line for the usual slips, or None."""
    indent = re.match(r"[ \t]*", line)
    if indent and "\t" in indent[0]:
        column = line.index("\t") + 1
        slip = ("yaml.tab", "缩进用了制表符（Tab）；请改成空格")
        return column, slip, line.replace("\t", "  ")
    if match := _FULL_WIDTH_COLON.match(line):
        return match.end(1) + 1, _wide_colon(match), f"{match[1]}: {line[match.end() :]}"
    if match := _NO_SPACE.match(line):
        return match.end(1) + 2, _no_space(match), f"{match[1]}: {line[match.end() :]}"
    if _ITEM_IN_BRACES.match(line) and "，" in line:
        return line.index("，") + 1, _BRACKETS, line.replace("，", ", ").replace("：", ": ")
    if (match := _VALUE.match(line)) and (fault := _value_fault(match[2])):
        return match.start(2) + 1, fault, f"{match[1]}: {json.dumps(match[2], ensure_ascii=False)}"
    return None


def _value_fault(value: str) -> Slip | None:
    if (value[0] in "[{" and value[-1] not in "]}") or (value[0] in "[{" and "，" in value):
        return _BRACKETS
    if value[0] in "@`%*&!" or (value[0] in "|>" and len(value) > 2):
        return _first_sign(value[0], value)
    if value[0] in "\"'" and (len(value) == 1 or value[-1] != value[0]):
        return "yaml.quotes", "引号没有成对；请补上另一半，或把值里面的引号改成“”"
    if value[0] in "\"'" and value.count(value[0]) > 2:
        return "yaml.inner_quotes", "值里面又有同样的引号；请把里面的改成“”"
    if re.search(r": |:$", value):
        message = "值里面有半角冒号加空格；请给整个值加引号，或把冒号写成全角“：”"
        return "yaml.colon_inside", message
    return None


def _explain(problem: str) -> Slip:
    if "tab" in problem or "\\t" in problem:
        return "yaml.tab", "用了制表符（Tab）；请改成空格"
    if "did not find expected" in problem or "block" in problem or "mapping values" in problem:
        message = "缩进和上下行对不齐；同一条记录的各项要左对齐，“- ”后面的各行比“-”多缩进两格"
        return "yaml.indent", message
    if "expected ',' or" in problem or "flow" in problem:
        return _BRACKETS
    if "scanning a simple key" in problem or "could not find expected ':'" in problem:
        message = "这一行缺少半角冒号；请写成 键: 内容；若是上一行的内容，请再缩进两格"
        return "yaml.colon_missing", message
    message = f"这里的写法读不懂（{problem}）；请对照上下几行的缩进、冒号和引号"
    return "yaml.unreadable", message


_PLAIN = Pattern(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,60}", re.ASCII)
#: characters that JSON leaves unescaped, but YAML or its reader refuses
_ESCAPED = Pattern(rf"{INVISIBLE.pattern}|[\U0001fffe-\U0010ffff]")


def scalar(text: str) -> str:
    """Return a short word unquoted, any other text in quotes."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes on one line, as JSON, with a few more characters escaped."""
    return _ESCAPED.sub(
        lambda match: f"\\U{ord(match[0]):08X}", json.dumps(text, ensure_ascii=False)
    )
