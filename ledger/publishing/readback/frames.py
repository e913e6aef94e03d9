"""What stands around the article, the theme's frame, is the same on all pages but for known parts.

Known parts are the title, the marks of the place in the navigation, the table of contents and the
styles of the report. The frame of the home page stands for all; its words, scripts and elements must
be the theme's or the project's own.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

from ledger.codes import AGAIN
from ledger.issues import Issue, finds
from ledger.machine import engine
from ledger.publishing.readback.articles import resolving
from ledger.publishing.readback.opening import Page

#: patterns begin with fixed text, which is found fast
_LINK, _SOURCE = re.compile(r' href="([^"]*)"'), re.compile(r' src="([^"]*)"')
#: the marks of the page's place in the navigation, and of parts that a page hides
_ACTIVE = (" md-tabs__item--active", " md-nav__item--active", " md-nav__link--active", " md-nav__item--section",
           ' tabindex=""', ' tabindex="0"', ' aria-expanded="true"', ' aria-expanded="false"')  # fmt: skip
_CHECKED = re.compile(r'( type="checkbox" id="__nav_\w+") checked>')
_HIDDEN = re.compile(r'(<div class="md-sidebar [^<>]*) hidden>')
_HERE = re.compile(
    r'<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">\s*'
    r'(?:<label class="md-nav__link" for="__toc">\s*<span class="md-ellipsis">([^<]*)</span>\s*'
    r'<span class="md-nav__icon md-icon"></span>\s*</label>)?'
)
_CONTENTS, _NAV = '<nav class="md-nav md-nav--secondary"', re.compile("<(/?)nav\\b")
_TITLE = re.compile("<title>([^<]*)</title>")
_TOPIC = re.compile(
    r'<div class="md-header__topic" data-md-component="header-topic">\s*<span class="md-ellipsis">([^<]*)</span>'
)
_SKIP = re.compile(
    r'(<div data-md-component="skip">)\s*<a href="#[^"<>]*" class="md-skip">([^<]*)</a>'
)
_BASE, _WORKER = re.compile(r'"base": "[./]*", '), re.compile(r'"search": "[./]*(?=assets/)')
_SCOPE = re.compile(r'new URL\("[./]*",location\)')
_CANONICAL = '<link rel="canonical" href="'
_NEIGHBOUR = re.compile(r'<link rel="(?:prev|next)" href="[^":<>]*">')
#: the styles and scripts of the paper: the report has the official ones, all others print.css
_PAPER = re.compile(
    r'<link rel="stylesheet" href="assets/(official|paper|reading|print)\.css\?v=\w+#"'
    r'(?: media="(\w+)")?(?: id="(\w+)")?>|<script src="assets/(official\.js)\?v=\w+#"></script>'
)
_OFFICIAL = [("official", "", "", ""), ("paper", "print", "paper", ""),
             ("reading", "screen", "reading", ""), ("", "", "", "official.js")]  # fmt: skip
_OTHERS = [("print", "print", "", "")]
_GAP = re.compile("> +<")
_TAG = re.compile(r"<[^<>]*>")
#: the tags of a table of contents
_OF_CONTENTS = re.compile(
    r'</?(?:ul|li|nav|span|label|a)>|<li class="md-nav__item">|<a href="#([^"<>]*)" class="md-nav__link">'
    r'|<span class="(?:md-ellipsis|md-typeset|md-nav__icon md-icon)">|<label class="md-nav__title" for="__toc">'
    r'|<nav class="md-nav(?: md-nav--secondary)?" aria-label="([^"<>]*)">'
    r'|<ul class="md-nav__list"(?: data-md-component="toc")?(?: data-md-scrollfix)?>'
)
_SHOWN, _INDEX = 40, "index.html"
#: from the page to its article
_WAY = [("body", None), ("div", "md-container"), ("main", "md-main"),
        ("div", "md-main__inner md-grid"), ("div", "md-content"),
        ("article", "md-content__inner md-typeset")]  # fmt: skip
_TAGS = re.compile(
    "html|head|meta|link|title|script|body|input|label|div|a|aside|header|nav|form|span|ul|li|main"
    "|button|footer|p|strong|svg|path|article|h1"
)
_NAMES = re.compile(
    "class|id|for|lang|dir|charset|name|content|rel|href|src|media|type|title|aria-label|role|hidden"
    "|aria-labelledby|aria-expanded|autocomplete|tabindex|checked|viewbox|xmlns|d|data-md-[a-z-]+"
)
_READ = ("title", "aria-label", "content", "charset", "dir")
#: what stands inside a tag of a template: braces within it are closed
_WITHIN = r"[^{}]*(?:\{[^{}]*\}[^{}]*)*"
_CALL = re.compile(rf"\{{\{{{_WITHIN}\}}\}}")
_PIECE = re.compile(rf"<[^<>]*>|{_CALL.pattern}|\{{%{_WITHIN}%\}}|\{{#{_WITHIN}#\}}")
_SCHEME = re.compile(r"\A[\s\x00-\x1f]*+[\w+.\t\n\r-]+:|\A//")
_GENERATOR = re.compile(r"mkdocs-[\d.]+, mkdocs-material-[\d.]+")


class Frame(NamedTuple):
    """A page's frame without its known parts, and these parts."""

    text: str
    paper: list[tuple[str, ...]]
    titles: set[str]
    contents: list[str]


def read(path: str, content: str) -> Frame:
    """Return the frame of a page of the site, given by its path and its HTML."""
    begin, end = content.find("<article"), content.rfind("</article>")
    close = content.find(">", begin) + 1
    text = " ".join(f"{content[:close]} {content[end:]}".split()).replace(" >", ">")
    resolve = cache(resolving(path, lambda file: file))
    text = _SCOPE.sub("", _WORKER.sub("", _BASE.sub("", text)))
    text = _LINK.sub(lambda link: f' href="{resolve(link[1])}"', text)
    text = _SOURCE.sub(lambda link: f' src="{resolve(link[1])}"', text)
    for mark in _ACTIVE:
        text = text.replace(mark, "")
    text = _HIDDEN.sub(r"\1>", _CHECKED.sub(r"\1>", text))
    if _CANONICAL in text:
        before, _, rest = text.partition(_CANONICAL)
        address, _, rest = rest.partition('"')
        text = (
            f'{before}{_CANONICAL}{address.removesuffix(quote(path.removesuffix(_INDEX)))}"{rest}'
        )
    paper = [match.groups("") for match in _PAPER.finditer(text)]
    titles = {_squeezed(each) for each in (*_TITLE.findall(text), *_TOPIC.findall(text))}
    text = _TITLE.sub("", _TOPIC.sub("", text))
    text = _NEIGHBOUR.sub("", _PAPER.sub("", text))
    text, contents = _cut(_SKIP.sub(r"\1", _HERE.sub("", text)))
    return Frame(_GAP.sub("><", text), paper, titles, contents)


def _cut(text: str) -> tuple[str, list[str]]:
    """Return a frame without its tables of contents, and these."""
    found = []
    while (begin := text.find(_CONTENTS)) >= 0:
        depth, end = 0, len(text)
        for tag in _NAV.finditer(text, begin):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.end() + 1
                break
        found.append(text[begin:end])
        text = text[:begin] + text[end:]
    return text, found


@finds("finished.frame")
def compare(
    page: Page, frame: str, article: Any, titles: Iterable[str], official: bool
) -> Iterator[Issue]:
    """Yield where the frame of a page differs from that of the home page.

    ``article`` is the element that the page must hold, ``titles`` are the names that it may have.
    """
    found = read(page.path, page.content)
    if found.text != frame:
        yield page.issue(f"正文以外的部分和首页的不同：{_difference(frame, found.text)}；请{AGAIN}")
    if found.paper != (_OFFICIAL if official else _OTHERS):
        yield page.issue(f"网页用的版面样式不是它的；请{AGAIN}")
    known = {_squeezed(each) for each in titles}
    for title in sorted(found.titles):
        if title and not any(title == each or title.startswith(f"{each} - ") for each in known):
            yield page.issue(f"网页的名称是“{title[:_SHOWN]}”，没有这个名称；请{AGAIN}")
    yield from _contents(page, found.contents, article)


def _contents(page: Page, contents: Iterable[str], article: Any) -> Iterator[Issue]:
    """Yield what a table of contents holds and no heading of the article."""
    heads = article.xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6")
    ids = {head.get("id") for head in heads}
    known = {_bare("".join(head.itertext())) for head in heads} | {""}
    for text in contents:
        texts = [entities.unescape(each) for each in _TAG.split(text)]
        for tag in _TAG.findall(text):
            match = _OF_CONTENTS.fullmatch(" ".join(tag.split()))
            if match is None or (match[1] and entities.unescape(match[1]) not in ids):
                texts.append(tag)
            elif match[2]:
                texts.append(entities.unescape(match[2]))
        for wrong in texts:
            if _bare(wrong) in known or _squeezed(wrong) in _words():
                continue
            yield page.issue(
                f"目录里多出“{_squeezed(wrong)[:_SHOWN]}”，正文没有这个标题；请{AGAIN}"
            )


@finds("finished.frame")
def judge(page: Page, names: Iterable[str]) -> Iterator[Issue]:
    """Yield what is neither the theme's nor the project's in a frame; ``names`` are the project's."""
    known = {_squeezed(each) for each in names} | _words() | {""}
    (article,) = page.all("//article") or [None]
    apart = [*page.all("//nav[contains(@class, 'md-nav--secondary')]")]
    apart += [] if article is None or page.path == engine.PLAIN else [article]
    inside = {node for each in apart for node in each.iterdescendants()}
    for node in page.root.iter():
        if node in inside:
            continue
        for wrong in _wrong(node, known):
            yield page.issue(f"正文以外多出“{wrong[:_SHOWN]}”，不是主题的；请{AGAIN}", node)
    way = [] if article is None else [*reversed([*article.iterancestors()]), article][1:]
    if [(each.tag, each.get("class")) for each in way] != _WAY or any(
        "hidden" in each.attrib for each in way
    ):
        yield page.issue(f"正文不在它的位置，或者被隐藏了；请{AGAIN}")


def _wrong(node: Any, known: set[str]) -> Iterator[str]:
    if not isinstance(node.tag, str):
        yield str(node)
        return
    if not _TAGS.fullmatch(node.tag):
        yield f"<{node.tag}>"
    for name, value in node.attrib.items():
        is_read = name in _READ and not _GENERATOR.fullmatch(value)
        leads = name in ("href", "src") and bool(_SCHEME.match(value))
        leads |= name == "src" and not value.lstrip("./").startswith("assets/")
        if not _NAMES.fullmatch(name):
            yield f"{name}={value}"
        elif (is_read or leads) and _squeezed(value) not in known:
            yield value
    text = node.text or ""
    if node.tag == "script":
        yield from _unknown_script(node, text, known)
    elif (
        not ({_squeezed(text)} if node.tag != "title" else {*_squeezed(text).split(" - ")}) <= known
    ):
        yield _squeezed(text)
    if node.tag != "article" and _squeezed(node.tail or "") not in known:
        yield _squeezed(node.tail or "")


def _unknown_script(node: Any, text: str, known: set[str]) -> Iterator[str]:
    if node.get("type") != "application/json":
        if text and _SCOPE.sub("", text) not in _scripts():
            yield f"<script>{_squeezed(text)}"
        return
    try:
        said = json.loads(text)
    except ValueError:
        said = text
    for each in _strings(said):
        if _squeezed(each).lstrip("./") not in known:
            yield each


def _strings(said: object) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _strings(each)


@cache
def _scripts() -> str:
    """Return the templates as far as their scripts are the same on all pages."""
    return _SCOPE.sub("", _CALL.sub("", engine.sources()))


@cache
def _words() -> frozenset[str]:
    """Return the words of the templates."""
    found = (*_PIECE.split(engine.sources()), *re.split("[\"']", engine.sources()))
    return frozenset(" ".join(each.split()) for each in found)


def _difference(wanted: str, got: str) -> str:
    same = next((at for at, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), 0)
    at = max(0, same - 10)
    return f"是“{got[at : at + _SHOWN]}”，首页是“{wanted[at : at + _SHOWN]}”"


def _squeezed(text: str) -> str:
    return " ".join(entities.unescape(text).replace("\xa0", " ").split())


def _bare(text: str) -> str:
    return "".join(text.replace("\xa0", " ").split())
