"""HTML in an author's text: what marks up text may stand there, nothing that runs, loads or poses.

Markdown lets HTML through as it is, and attributes in braces too. What is not on the two lists is
refused, in code as well: what is code to one reader of Markdown is none to another.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ledger.issues import Issue, Place
from ledger.prose import calls, finished

ELEMENTS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
})  # fmt: skip
ATTRIBUTES = frozenset({
    "align", "alt", "class", "colspan", "datetime", "dir", "headers", "height", "href", "id",
    "lang", "name", "open", "rel", "reversed", "rowspan", "scope", "src", "start", "target",
    "title", "type", "valign", "value", "width",
})  # fmt: skip
_CALL = re.compile(r"\{\{[^{}]*\}\}")
_ELEMENT = re.compile(r"</?([A-Za-z][^\s/><]*)([^<>]*)")
_BRACES = re.compile(r"\{:?[ \t]*([^{}\n]*)\}")
_NAME = re.compile(r"(?:^|(?<=[\s\"'/]))([^\s\"'/=<>#.]+)\s*=")
_QUOTED = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_RUNS = re.compile(r"(?<![^\s\"'/`])on[a-z]+\s*=|(?:java|vb)script\s*:", re.IGNORECASE)
#: what Markdown takes for no text, and HTML for no comment
_DECLARATION = re.compile(r"<(?:\?|!(?!--))")
_GLUED = "注释“<!-- -->”夹在字中间，去掉以后前后会连成别的东西；请让它单独成行，或在一边空一格"
_ADVICE = "正文用 Markdown 写，HTML 只用来标文字"


def check(text: str, path: str) -> Iterator[Issue]:
    """Yield the elements and attributes that an author's text may not hold."""
    bare = _CALL.sub(lambda call: re.sub(r"[^\n]", "x", call[0]), text)
    for at in finished.glued_comments(text):
        yield Issue(calls.place_at(text, at, path), _GLUED, code="html.comment")
    for at, code, said in _found(bare):
        yield Issue(calls.place_at(text, at, path), f"{said}；{_ADVICE}", code=code)
    hidden = re.sub(r"[\t\r\n\0]", "", html.unescape(bare))
    if _RUNS.search(hidden) and not _RUNS.search(bare):
        yield Issue(Place(path), f"里面藏着脚本；{_ADVICE}", code="html.script")


def _found(bare: str) -> Iterator[tuple[int, str, str]]:
    """Yield where something stands that may not, its code, and what to say of it."""
    for match in _RUNS.finditer(bare):
        yield match.start(), "html.script", f"脚本“{match[0]}”不能用"
    for match in _ELEMENT.finditer(bare):
        name = match[1].lower()
        if re.search("[:@]", name):  # an address in brackets
            continue
        if name not in ELEMENTS:
            yield match.start(), "html.element", f"HTML“{name}”不能用"
        for key in _strange(match[2]):
            yield match.start(2), "html.attribute", f"HTML 的“{key}”不能用"
    for match in _DECLARATION.finditer(bare):
        yield match.start(), "html.element", f"“{match[0]}”不能用"
    for match in _BRACES.finditer(bare):
        for key in _strange(match[1]):
            yield match.start(1), "html.attribute", f"属性“{key}”不能用"


def _strange(attributes: str) -> Iterator[str]:
    names = _NAME.findall(_QUOTED.sub("=", attributes))
    yield from (name for name in names if name.lower() not in ATTRIBUTES)
