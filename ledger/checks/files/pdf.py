"""What a PDF shows and does: its words as a reader sees them, its links and its actions.

pypdf reads the file (ISO 32000-1). Where it would guess, skip or give up, the file is not read and
is refused: a font without a meaning for its codes, a page that is a picture, a damaged part. What
was shown before the last change stands in the file too, and is read as well.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ledger.language.signs import undisguised
from ledger.machine.packages import Protected, TooLarge, Unreadable

#: actions that stay in the file, and those that do so when it is opened (ISO 32000-1, table 198)
_TURNS = frozenset({"/GoTo", "/Named"})
_ACTIONS = _TURNS | {"/URI"}
#: what a link may lead to; the same as in an author's text, without the addresses of this site
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
#: annotations that are no remark of somebody's: links and the fields of a form (table 169)
_ANNOTATIONS = frozenset({"/Link", "/Widget"})
#: keys that bring what no reader sees on a page (7.11.4, 12.6.4.16, 12.7.8)
_RUNS, _LEAVES = "会自己运行的动作", "指到别的文件的链接"
_ELSEWHERE = frozenset({"/GoToR", "/GoToE", "/Thread"})
_KEYS = {"/EF": "附件", "/JS": _RUNS, "/XFA": "XFA 表单（打开时由脚本拼成）"}
#: operators that show text, and that draw anything else (annex A)
_SHOW = frozenset({b"Tj", b"TJ", b"'", b'"'})
_DRAW = frozenset({b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh", b"INLINE IMAGE"})
_TEXT = re.compile(rb"T[jJ]|['\"]")
#: where a version of the file ends; 0 stands in a part that is no version (annex F)
_SAVED = re.compile(rb"startxref\s{1,9}0*[1-9]\d{0,9}\s{1,9}%%EOF")
#: most versions, pages, operators on all pages, and values of a file
_VERSIONS, _PAGES, _OPERATORS, _VALUES = 20, 2_000, 1_000_000, 2_000_000
#: modules of pypdf that warn where they leave out text
_LEAVE_OUT = ("pypdf._page", "pypdf._cmap", "pypdf.filters", "pypdf.generic._font")
#: what stands for a sign that nobody knows; symbols of Microsoft's are U+F000 to U+F0FF
_NO_SIGN = re.compile("[\0-\x08\x0e-\x1f\ufffd\ue000-\uefff\uf100-\uf8ff]")
#: a word of Chinese goes on in the next line
_BROKEN = re.compile(r"(?<=[㐀-鿿])[ \n]+(?=[㐀-鿿★])")


class Pictured(Unreadable):
    """Pages hold no text but a picture of one."""

    advice = "请从原来的文件导出 PDF，不要扫描；只有纸的，存为图片放进来，先自己看一遍"


class Content(NamedTuple):
    """The words of a PDF, and what it brings beside them, in Chinese."""

    words: tuple[str, ...]
    strange: tuple[str, ...]


def is_begun(data: bytes) -> bool:
    """Whether data begins as a PDF does for the programs that read it."""
    return b"%PDF-" in data[:1024]


@lru_cache(maxsize=1)  # the words and the rest are asked for one after the other
def read(data: bytes) -> Content:
    """Read a PDF in every version saved in it; raises ``Unreadable``."""
    words: list[str] = []
    strange: list[str] = []
    with _hearing() as left_out:
        for end in _versions(data):
            try:
                _read(data[:end], words, strange)
            except Unreadable:
                raise
            except Exception as error:  # pypdf raises a dozen kinds for damaged data
                raise Unreadable from error
    if left_out:
        raise Unreadable
    return Content(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(strange)))


def _versions(data: bytes) -> list[int]:
    """Return where each version ends; one that adds no object shows nothing else."""
    ends = [saved.end() for saved in _SAVED.finditer(data)]
    ends = [*ends[:-1], len(data)]
    found = [end for end, later in pairwise(ends) if data.find(b" obj", end, later) >= 0]
    if len(found) >= _VERSIONS:
        raise TooLarge("改动过很多次，每一次的内容都还在里面")
    return [*found, len(data)]


@contextmanager
def _hearing() -> Iterator[list[str]]:
    """Collect the warnings of pypdf that text was left out; none of its warnings is printed."""
    found: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.extend([record.name] if record.name in _LEAVE_OUT else [])

    logger, ear = logging.getLogger("pypdf"), Ear()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(ear)
    try:
        yield found
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagate


def _read(data: bytes, words: list[str], strange: list[str]) -> None:
    from pypdf import PdfReader  # slow to import, and few projects have a PDF

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Protected
    if len(reader.pages) > _PAGES:
        raise TooLarge(f"超过 {_PAGES} 页")
    for value in _values(reader.trailer):
        words += _said(value)
        if isinstance(value, dict):
            strange += _faults(value)
    words += _pages(reader)


def _values(trailer: Any) -> Iterator[Any]:
    """Yield all values to which a PDF's trailer leads, each once."""
    from pypdf.generic import IndirectObject

    waiting, seen, count = [trailer], set(), 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if (count := count + 1) > _VALUES:
            raise TooLarge
        if isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            waiting += value
        yield value


def _said(value: Any) -> Iterator[str]:
    """Yield the words of a value: titles, notes, fields, names, and the description of the file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):  # a string in no encoding that the format knows
        yield value.decode("gb18030", "ignore")
    elif isinstance(value, dict) and value.get("/Type") == "/Metadata":
        yield value.get_data().decode("utf-8", "ignore")  # type: ignore[attr-defined]


def _faults(value: dict[Any, Any]) -> Iterator[str]:
    """Yield what a dictionary may not bring: actions, remarks, files."""
    yield from (what for key, what in _KEYS.items() if key in value)
    if value.get("/Type") == "/Action":
        yield from _judged(value, _ACTIONS)
    following = _whole(value.get("/Next"))
    for action in following if isinstance(following, list) else [following]:
        yield from _judged(action, _ACTIONS)
    for key in ("/A", "/PA"):
        yield from _judged(value.get(key), _ACTIONS)
    yield from _judged(value.get("/OpenAction"), _TURNS)
    for action in (_whole(value.get("/AA")) or {}).values():
        yield from _judged(action, _TURNS)
    for note in _whole(value.get("/Annots")) or ():
        if _whole(note) and _whole(note).get("/Subtype") not in _ANNOTATIONS:
            yield "批注"


def _whole(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _judged(value: Any, allowed: frozenset[str]) -> Iterator[str]:
    """Yield why an action is not allowed; a place in the file, and attributes (/O), are none."""
    action = _whole(value)
    if not isinstance(action, dict) or (
        "/S" not in action and ("/O" in action or "/Title" in action)
    ):
        return
    kind = action.get("/S")
    if kind not in allowed:
        yield _LEAVES if kind in _ELSEWHERE else _RUNS
    elif kind == "/URI":
        yield from _addressed(action.get("/URI"))


def _addressed(value: Any) -> Iterator[str]:
    address = _whole(value)
    text = address.decode("latin-1") if isinstance(address, bytes) else str(address)
    plain = re.sub(r"[\0-\x20]", "", text)
    if urlsplit(plain).scheme.lower() not in _SCHEMES:
        yield f"指到“{plain[:40]}”的链接"


def _pages(reader: Any) -> Iterator[str]:
    """Yield the text of each page; raises ``Unreadable`` where a page shows more than that."""
    unknown, pictured, fonts = [], [], _Fonts()
    for number, page in enumerate(reader.pages, 1):
        shown = _Shown(page, fonts)
        text = page.extract_text(
            visitor_operand_before=shown.before, visitor_operand_after=shown.after
        )
        if shown.is_unknown or _NO_SIGN.search(text):
            unknown.append(str(number))
        elif not any(map(str.isalpha, text)) and shown.is_drawn:
            pictured.append(str(number))
        plain = undisguised(text)
        yield plain
        yield _BROKEN.sub("", plain)
    if unknown:
        raise Unreadable(f"第 {'、'.join(unknown)} 页的字读不出来（字体没有说明哪个字形是什么字）")
    if pictured:
        raise Pictured(f"第 {'、'.join(pictured)} 页没有文字，只有图")


#: whether each code in a string that a font shows has a meaning
_Known = Callable[[bytes], bool]


class _Fonts:
    """The fonts of a file, by what is known of their codes; and how many operators were seen."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, _Known]] = {}
        self._operators = 0

    def known(self, font: Any) -> _Known:
        """Return what says whether the codes of a font are known."""
        if id(font) not in self._known:
            self._known[id(font)] = font, _known(font)
        return self._known[id(font)][1]

    def count(self) -> None:
        """Count an operator; raises ``TooLarge``."""
        self._operators += 1
        if self._operators > _OPERATORS:
            raise TooLarge


def _known(font: Any) -> _Known:
    from pypdf._cmap import get_encoding

    encoding, mapped = get_encoding(font)
    if isinstance(encoding, str):
        named = not str(_whole(font.get("/Encoding"))).startswith("/Identity")
        return lambda codes: (
            named or all(sign in mapped for sign in codes.decode(encoding, "replace"))
        )
    own = "/Encoding" not in font and _is_own(font)
    certain = {code for code, sign in encoding.items() if len(sign) == 1 and not own}
    certain |= {ord(code) for code in mapped if len(code) == 1}
    return certain.issuperset


def _is_own(font: Any) -> bool:
    """Whether codes have a meaning in the font's own program alone (ISO 32000-1, 9.6.6.1)."""
    described = _whole(font.get("/FontDescriptor")) or {}
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


class _Shown:
    """Follows what a page shows, together with pypdf: every code, and whether anything is drawn."""

    def __init__(self, page: Any, fonts: _Fonts) -> None:
        self._fonts = fonts
        self._resources = [_whole(page.get("/Resources"))]
        self._font: _Known | None = None
        self._saved: list[_Known | None] = []
        self.is_unknown = False
        #: without resources pypdf does not open a page
        self.is_drawn = not self._resources[0] and page.get_contents() is not None

    def before(self, operator: bytes, operands: Any, *_: Any) -> None:
        """See an operator before pypdf does."""
        self._fonts.count()
        if operator == b"Tf":
            font = self._resource("/Font", operands[0])
            self._font = self._fonts.known(font) if isinstance(font, dict) else None
        elif operator in _SHOW and operands:
            self._show(operands[-1])
        elif operator == b"q":
            self._saved.append(self._font)
        elif operator == b"Q" and self._saved:
            self._font = self._saved.pop()
        elif operator == b"Do":
            self._enter(self._resource("/XObject", operands[0]))
        elif operator in _DRAW:
            self.is_drawn = True

    def after(self, operator: bytes, *_: Any) -> None:
        """Leave a form, or a picture, when pypdf does."""
        if operator == b"Do" and len(self._resources) > 1:
            self._resources.pop()
            self._font = self._saved.pop() if self._saved else None

    def _resource(self, kind: str, name: Any) -> Any:
        held = _whole((self._resources[-1] or {}).get(kind)) or {}
        return _whole(held.get(name))

    def _show(self, shown: Any) -> None:
        for each in shown if isinstance(shown, list) else [shown]:
            codes = getattr(each, "original_bytes", each)
            if isinstance(codes, bytes) and not (self._font and self._font(codes)):
                self.is_unknown = True

    def _enter(self, part: Any) -> None:
        """Follow pypdf into a form, which must name its own fonts to be read."""
        self._saved.append(self._font)
        is_form = isinstance(part, dict) and part.get("/Subtype") == "/Form"
        own = _whole(part.get("/Resources")) if is_form else None
        self._resources.append(own)
        if not own:  # pypdf does not open it
            self.is_drawn = True
            self.is_unknown |= is_form and bool(_TEXT.search(part.get_data()))
