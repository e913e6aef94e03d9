"""HTML in an author's text: what marks up text may stand there, nothing that runs, loads or poses.

Markdown lets HTML through as it is, and attributes in braces too (attr_list). What is not on the
two lists below is refused, in code as well: what is code to one reader of Markdown is none to
another. ``check`` reads what was typed and says where; ``faults`` judges the finished HTML by the
same lists, so that a difference between the two readers opens nothing.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from ledger.issues import Issue, Place
from ledger.patterns import Pattern
from ledger.prose import calls, comments, headings, heads
from ledger.prose.headings import VOID
from ledger.remembered import remembered

ELEMENTS = frozenset({
    "a", "abbr", "b", "blockquote", "br", "caption", "center", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "rt", "ruby", "s", "section", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
    "var", "wbr",
})  # fmt: skip
#: no class: with one an author's text would look like a part of ours
ATTRIBUTES = frozenset({
    "align", "alt", "colspan", "height", "href", "id", "lang", "open", "rowspan", "scope", "src",
    "start", "target", "title", "valign", "width",
})  # fmt: skip
_WORDS = {
    "align": "left|right|center|justify", "valign": "top|middle|bottom|baseline",
    "scope": "row|col|rowgroup|colgroup", "target": "_blank|_self", "lang": "[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}",
    "colspan": "[1-9][0-9]?", "rowspan": "[1-9][0-9]?", "start": "[0-9]{1,4}",
    "height": "[1-9][0-9]{0,3}(?:px)?|[1-9][0-9]?%|100%", "width": "[1-9][0-9]{0,3}(?:px)?|[1-9][0-9]?%|100%",
}  # fmt: skip
#: the values of an attribute, where not every text is one
VALUES = {key: Pattern(words, re.IGNORECASE) for key, words in _WORDS.items()}
#: in braces there are no addresses: ``links`` does not read them
IN_BRACES = ATTRIBUTES - {"href", "src", "open"}
#: what the engine makes of code with a language, and a word of ours in Markdown
_MADE = Pattern(r"code class language-[\w+#-]+|h1 (?:class doc-title|id title)")
_FOLLOWED = ("http", "https", "mailto", "tel", "site")

#: stands for what a word will say, which may be no part of a tag
_SAID = "\0"
#: an address in brackets, as the engine knows it (markdown.inlinepatterns)
_ADDRESS = Pattern(r"<(?:https?://[^<>]*|[^<> !]+@[^@<> ]+)>", re.IGNORECASE)
_TAG = Pattern(r"<(?P<end>/?)(?P<name>[A-Za-z][^\s<>/]*)(?P<rest>[^<>]*)(?P<shut>>?)")
#: signs that may end a tag for the engine, or mean that it saw none
_UNSURE = Pattern(r"[\0\n|\\]")
_GIVEN = Pattern(
    rf"""(?<!\s)\s++([^\s"'<>/={_SAID}]++)"""
    rf"""(?:\s*+=\s*+("[^"{_SAID}]*+"|'[^'{_SAID}]*+'|[^\s"'=<>`{_SAID}]++))?"""
)
#: attributes in braces, as the engine reads them (markdown.extensions.attr_list): behind a part of
#: a line, or after a blank as the last of the line or the cell; one by one until a ``}``. Half a
#: call is none: ``prose`` says so
_BRACES = Pattern(
    rf"\{{(?:(?<=[)\]>*_`{_SAID}]\{{)|(?P<apart>(?<![^\s|]\{{)))"
    r"(?![%#]):?[ ]*+(?![a-z_]++\s*+\()"
)
_IN_BRACES = Pattern(r"""([^ =}\n]++)(?:=("[^"\n]*+"|'[^'\n]*+'|[^ =}\n]++))?""")
_RUN = Pattern(r"""(?>(?:[^ =}\n]++(?:=(?:"[^"\n]*+"|'[^'\n]*+'|[^ =}\n]++))?|[ ])*)""")
_LAST = Pattern(r"\}[ ]*+(?:\||$)", re.MULTILINE)
#: a line that begins another block, one that is a block of its own, and where its cells end
_BEGINS = Pattern(
    r"\A(?:[ \t]*(?:\Z|[>#|]|[-*+][ \t]|[0-9]+\.[ \t])|(?:=+|-+) *\Z| {0,3}(?:[-_*] {0,2}){3,}\Z)"
)
_ONE_LINE = Pattern(r"\A[ \t>]*(?:#|(?P<row>\|))")
_CELL_ENDS = Pattern(r"\|")
_CROSSING = "HTML“<{0}>”和“</{0}>”不在同一段、同一格里；请在每一段里各写一对"
_RUNS = Pattern(r"(?:java|vb)script\s*:", re.IGNORECASE)
#: what Markdown takes for no text, and HTML for no comment
_DECLARATION = Pattern(r"<(?:\?|!(?!--))")
_DECLARED = Pattern("<[!?]")
_GLUED = "注释“<!-- -->”夹在字中间，去掉以后前后会连成别的东西；请让它单独成行，或在一边空一格"
_LEADING = "注释“<!-- -->”写在一行的开头，去掉以后这一行会变成标题、列表一类的东西；请让它单独成行"
_ADVICE = "正文用 Markdown 写，HTML 只用来标文字"
_OWN_ID = "位置的名字“{}”里要有汉字，只有字母和数字的留给本站自己用；例如 {{ #责任分工 }}"
_PLAIN_ID = "位置的名字“{}”里只写汉字、字母、数字和“-”；例如 {{ #责任分工 }}"
_ID = Pattern(r"[\w-]+")


#: what may not stand in a text: its code, and what to say of it
Fault = tuple[str, str]


def check(text: str, path: str) -> Iterator[Issue]:
    """Yield the elements and attributes that an author's text may not hold."""
    bare = calls.masked(text, _SAID)
    for at in comments.glued_comments(text):
        yield Issue(calls.place_at(text, at, path), _GLUED, code="html.comment")
    for at in comments.leading_comments(text):
        yield Issue(calls.place_at(text, at, path), _LEADING, code="html.comment")
    head = len(text) - len(heads.body(text))  # its braces are YAML
    braces = (fault for fault in _braces(bare) if fault[0] >= head)
    found = [*_scripts(bare), *_tags(bare), *braces, *_glued(bare)]
    for at, (code, said) in found or _unpaired(bare):
        yield Issue(calls.place_at(text, at, path), f"{said}；{_ADVICE}", code=code)
    hidden = re.sub(r"[\t\r\n\0]", "", html.unescape(bare))
    if _RUNS.search(hidden) and not _RUNS.search(bare):
        yield Issue(Place(path), f"里面藏着脚本；{_ADVICE}", code="html.script")


def _scripts(bare: str) -> Iterator[tuple[int, Fault]]:
    for match in (*_RUNS.finditer(bare), *_DECLARATION.finditer(bare)):
        yield match.start(), ("html.script", f"“{match[0]}”不能用")


def _tags(bare: str) -> Iterator[tuple[int, Fault]]:
    for tag in _TAG.finditer(bare):
        if _ADDRESS.match(bare, tag.start()):
            continue
        name = tag["name"].lower()
        if name not in ELEMENTS:
            yield tag.start(), ("html.element", f"HTML“{name}”不能用")
        at = tag.start("rest")
        while given := _GIVEN.match(bare, at, tag.end("rest")):
            if fault := _objection(given[1], (given[2] or "").strip("\"'")):
                yield given.start(1), (fault[0], f"HTML 的{fault[1]}")
            at = given.end()
        if bare[at : tag.end("rest")].strip() not in ("", "/") or not tag["shut"]:
            message = f'HTML“<{name}”的写法不对，属性写成 width="20"，里面不写 < 和 >'
            yield tag.start(), ("html.form", message)


def tags(bare: str) -> Iterator[comments.Span]:
    """Yield where each tag of an element stands that is one for the engine as well."""
    for tag in _TAG.finditer(bare):
        sure = tag["shut"] and not _UNSURE.search(tag[0])
        if sure and tag["name"].lower() in ELEMENTS and not _ADDRESS.match(bare, tag.start()):
            yield tag.span()


def _braces(bare: str) -> Iterator[tuple[int, Fault]]:
    """What the engine takes for attributes; braces elsewhere are text."""
    titles = headings.titles(bare) if "{" in bare else []
    past = text = 0
    for opened in _BRACES.finditer(bare):
        apart = opened["apart"] is not None
        if opened.start() < (max(past, text) if apart else past):
            continue  # a part of what was judged, or of text that ends where this does
        run = _RUN.match(bare, opened.end())
        end = run.end() if run else opened.end()
        titled = comments.within(titles, opened.start())
        last = _LAST.match(bare, end)
        if "}" in bare[opened.end() : end]:
            past = end
            yield opened.start(), ("html.form", "花括号里的引号里不能再有“}”")
        elif (last and not (titled and "|" in last[0])) or (
            not apart and bare.startswith("}", end)
        ):
            past = end
            yield from _judged(bare, opened, end)
        else:
            text = end
            if titled:
                message = "标题里的“{”会和标题的位置连成属性，请删去"
                yield opened.start(), ("html.form", message)
            if bare[end : end + 1] in ("", "\n"):  # no brace ends on this line
                past = end


def _glued(bare: str) -> Iterator[tuple[int, Fault]]:
    """Attributes behind a title without a blank between: not the engine takes them so, but we do."""
    for heading in headings.find(bare) if "{" in bare else ():
        at = heading.marks[-1][0] if heading.attributes else len(bare)
        if bare.startswith("{", at) and not _BRACES.match(bare, at):
            for given in _IN_BRACES.finditer(heading.attributes.lstrip(":")):
                if fault := _objection_in_braces(given[1], (given[2] or "").strip("\"'")):
                    yield at, fault


def _judged(bare: str, opened: re.Match[str], end: int) -> Iterator[tuple[int, Fault]]:
    if ":" in opened[0] and not bare[opened.end() : end].strip():
        yield opened.start(), ("html.form", "花括号里没有写属性，请删去")
    for given in _IN_BRACES.finditer(bare, opened.end(), end):
        if fault := _objection_in_braces(given[1], (given[2] or "").strip("\"'")):
            yield given.start(), fault


def _objection_in_braces(key: str, value: str) -> Fault | None:
    if _SAID in key + value:
        return "html.form", "属性里不能取数"
    if key.startswith("#"):
        return _objection("id", key[1:])
    if key.lower() not in IN_BRACES or not value:
        return "html.attribute", f"花括号里的属性“{key}”不能用"
    return _objection(key, value)


def _objection(key: str, value: str) -> Fault | None:
    """Return why an attribute may not stand in an author's text; None if it may."""
    key = key.lower()
    if key not in ATTRIBUTES:
        return "html.attribute", f"属性“{key}”不能用"
    if key == "id" and value.isascii():
        return "html.id", _OWN_ID.format(value)
    if key == "id" and not _ID.fullmatch(value):
        return "html.id", _PLAIN_ID.format(value)
    if key in VALUES and not VALUES[key].fullmatch(value):
        return "html.attribute", f"属性“{key}”不能写“{value}”"
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value).lower())
    if key in ("href", "src") and scheme and scheme[1] not in _FOLLOWED:
        return "html.attribute", f"地址“{value}”不能用"
    return None


def _unpaired(bare: str) -> Iterator[tuple[int, Fault]]:
    """Tags without their other half would end, or take in, what stands around the text."""
    bare = comments.unread(bare)
    whole, ends = [*headings.blocks_of_html(bare)], [*_ends(bare)]
    opened: list[tuple[int, str]] = []
    for tag in _TAG.finditer(bare):
        name = tag["name"].lower()
        if name in VOID or _ADDRESS.match(bare, tag.start()):
            continue
        if not tag["end"]:
            opened.append((tag.start(), name))
        elif opened and opened[-1][1] == name:
            at = opened.pop()[0]
            if _between(ends, at, tag.start()) and not _within(whole, at):
                yield at, ("html.pair", _CROSSING.format(name))
        else:
            yield tag.start(), ("html.pair", f"HTML“</{name}>”前面没有成对的“<{name}>”")
            return
    for at, name in opened:
        yield at, ("html.pair", f"HTML“<{name}>”没有用“</{name}>”收尾")


def _between(sorted_places: list[int], start: int, end: int) -> bool:
    return bisect_right(sorted_places, start) < bisect_right(sorted_places, end)


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    found = bisect_right(spans, at, key=lambda span: span[0])
    return found > 0 and at < spans[found - 1][1]


def _ends(bare: str) -> Iterator[int]:
    """Yield where a paragraph, a heading, an item of a list or a cell of a table ends."""
    start = 0
    for line in bare.split("\n"):
        end = start + len(line)
        if _BEGINS.match(line):
            yield start
        if alone := _ONE_LINE.match(line):
            if alone["row"]:
                yield from (sign.start() for sign in _CELL_ENDS.finditer(bare, start, end))
            yield end
        start = end + 1


Tag = tuple[str, tuple[tuple[str, str | None], ...]]


class _Reader(HTMLParser):
    """Notes the tags of HTML, what is none, and what has no other half."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Tag] = []
        self.others: list[str] = []
        self.opened: list[str] = []
        self.others += _DECLARED.findall(content)
        self.feed(_DECLARED.sub("&lt;", content))
        if "<" in self.rawdata:  # a tag that does not end takes in what follows
            self.others.append(self.rawdata[:40])
        self.others += [f"<{name}>" for name in self.opened]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        self.opened += [] if tag in VOID else [tag]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # HTML knows no element that ends at once

    def handle_endtag(self, tag: str) -> None:
        if self.opened[-1:] == [tag]:
            self.opened.pop()
        else:
            self.others.append(f"</{tag}>")

    def updatepos(self, _: int, j: int) -> int:
        """Count no lines: nobody asks where a tag stands."""
        return j

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Read on in a script as well: nobody's text turns the reader's eye away."""


@remembered
def _read(text: str) -> tuple[Tag, ...]:
    return tuple(_Reader(text).tags)


@remembered
def faults(content: str, told: str, typed: tuple[str, ...], mark: str = "") -> list[str]:
    """Return what an author's finished page holds that no author may write.

    ``content`` is its HTML, ``told`` its Markdown with every word said, ``typed`` what the authors
    wrote of it: what stands in the second and not in the third is our words' own. ``mark`` is the
    address in what stands for parts of ours, each of which is to be read as such in both.
    """
    ours = Counter(_read(told))
    for text in typed:
        ours.subtract(_read(text))
    page = _Reader(content)
    found = [f"“{each}”没有成对，或不能用" for each in page.others]
    for tag in page.tags:
        if ours[tag] > 0:
            ours[tag] -= 1
            continue
        name, given = tag
        found += [] if name in ELEMENTS else [f"HTML“{name}”不能用"]
        rest = (each for each in given if not _MADE.fullmatch(f"{name} {each[0]} {each[1]}"))
        said = (_objection(key, value or "") for key, value in rest)
        found += [f"HTML“{name}”的{each[1]}" for each in said if each]
    if mark and {_marks(page.tags, mark), _marks(_read(told), mark)} != {told.count(f'"{mark}"')}:
        found.append("链接不全")
    return found


def _marks(tags: Iterable[Tag], address: str) -> int:
    """Return how many links and tables hold an address and nothing else, except that they may have an id."""
    given = [dict(given) for name, given in tags if name in ("a", "table")]
    return sum(e.get("href") == address and e.keys() <= {"id", "href"} for e in given)
