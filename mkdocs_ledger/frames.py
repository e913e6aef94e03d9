"""Frames: what the pages of one folder share (head, navigation, footer), rendered once for all of them.

MkDocs renders the whole template again for every page. Pages without an entry in the navigation
differ in their title, article and table of contents alone, so one frame is rendered for them, with
marks in the place of these. ``_Shared`` lists what a template may read of a page. A template that
reads anything else, or does more with a mark than print it, stops the build, because its frame would
not be right for every page. Tried with MkDocs 1.6.1, Material 9.8.1 and Jinja 3.1.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import _lru_cache_wrapper, cached_property, lru_cache, partial, wraps
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined, Template, UndefinedError, pass_context
from mkdocs.exceptions import PluginError
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import script_tag_filter, url_filter

from ledger.remembered import the_very

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

Context = Mapping[str, Any]

_TOC = "partials/toc.html"
#: the template of a page that names none
_MAIN = "main.html"
#: the theme adds a heading where an article has none
_HEADING = "<h1"
_MARK = re.compile(f"(?:{_HEADING})?\x02([a-z]+)\x03")
#: stands for a page's own name in its address; no name holds it
_NAME = "\x04"
#: filters that return what they are given, and tests that ask whether there is anything
_HARMLESS = frozenset({"d", "default", "defined", "undefined"})
#: what MkDocs gives to a template and every page of a frame has in common
_COMMON = ("base_url", "config", "mkdocs_version", "nav")


class _Misread(Exception):
    """A template reads of a page what its frame does not know."""


def _mark(name: str) -> str:
    return f"\x02{name}\x03"


def _is_marked(value: object) -> bool:
    return isinstance(value, _Mark) or (isinstance(value, str) and "\x02" in value)


class _Mark:
    """Stands for a text that differs from page to page.

    A template may print it and ask whether there is any; it knows no more of it.
    """

    def __init__(self, name: str, there: bool = True) -> None:
        self._name, self._there = name, there

    def __str__(self) -> str:
        return _mark(self._name)

    __html__ = __str__

    def __bool__(self) -> bool:
        return self._there

    def _misread(self, *_: object) -> Any:
        raise _Misread(f"{self._name} 的内容")

    __eq__ = __ne__ = __contains__ = __getitem__ = __len__ = __iter__ = __getattr__ = _misread
    __add__ = __radd__ = __mod__ = __mul__ = __lt__ = __gt__ = __call__ = _misread
    __hash__ = None  # type: ignore[assignment]


class _Content(_Mark):
    """An article, of which a template may ask whether it has a heading as well."""

    def __init__(self, page: Page) -> None:
        super().__init__("content", bool(page.content))
        self._headed = _headed(page)

    def __str__(self) -> str:
        return (_HEADING if self._headed else "") + super().__str__()

    __html__ = __str__

    def __contains__(self, item: object) -> bool:  # type: ignore[override]
        return self._headed if item == _HEADING else bool(self._misread())


class _Anchor:
    """The first entry of a table of contents, to which a link at the top of a page leads."""

    url = f"#{_mark('skip')}"

    def __getattr__(self, name: str) -> Any:
        raise _Misread(f"page.toc 第一项的 {name}")


class _Toc:
    """A table of contents, of which a template may take the first entry alone."""

    def __init__(self, page: Page) -> None:
        self._there = bool(page.toc)

    def __bool__(self) -> bool:
        return self._there

    def __len__(self) -> int:
        raise _Misread("page.toc 的项数")

    def __iter__(self) -> Iterator[_Anchor]:
        if self._there:
            yield _Anchor()
            raise _Misread("page.toc 的各项")


class _Shared:
    """What a template may read of a page that has no entry in the navigation."""

    is_homepage = False
    edit_url = previous_page = next_page = None
    ancestors: tuple[()] = ()

    def __init__(self, page: Page) -> None:
        self.url = f"{_folder(page)}{_NAME}/"  # for the filters of addresses alone
        self.canonical_url = page.canonical_url and _Mark("canonical")
        self.title = _Mark("title")
        self.content = _Content(page)
        self.toc = _Toc(page)
        named = {"title": _Mark("named", bool(page.meta["title"]))} if "title" in page.meta else {}
        self.meta = {**page.meta, **named}

    def __getattr__(self, name: str) -> Any:
        raise _Misread(f"page.{name}")


def _folder(page: Page) -> str:
    """Return the address of the folder in which a page stands."""
    return page.url.rstrip("/").rpartition("/")[0] + "/" if page.url.count("/") > 1 else ""


def _shared(page: Page, template: str | None, nav: Navigation) -> Hashable:
    """Return what decides the frame of a page."""
    meta = sorted((key, key != "title" and repr(value)) for key, value in page.meta.items())
    active = tuple(entry.active for entry in nav.pages)
    shown = bool(page.content), _headed(page), bool(page.toc), bool(page.meta.get("title"))
    return template, _folder(page), shown, tuple(meta), active


def _headed(page: Page) -> bool:
    return _HEADING in (page.content or "")


def _has_fellows(page: Page, listed: Iterable[Page]) -> bool:
    """Whether a page's frame may be that of others: no part of it tells of this page alone."""
    alone = (page.edit_url, page.previous_page, page.next_page)
    tidy = page.url.endswith("/") and "." not in page.url and page.title
    return bool(tidy) and not any(alone) and not any(page is each for each in listed)


class _Known:
    """A thing of which a template may read some attributes alone."""

    def __init__(self, name: str, **known: object) -> None:
        vars(self).update(known, _name=name)

    def __getattr__(self, name: str) -> Any:
        raise _Misread(f"{self._name}.{name}")


@contextmanager
def _telling(template: str) -> Iterator[None]:
    """Stop the build, with the reason, where a template reads what it may not."""
    try:
        yield
    except (_Misread, UndefinedError) as misread:
        reason = (
            f"版面 {template} 用到 mkdocs_ledger/frames 没有列出的内容：{misread}；"
            "请在 mkdocs_ledger/frames.py 的 _Shared 里加上，或从版面里去掉"
        )
        raise PluginError(reason) from None


class _Environment(Environment):
    """The theme's environment, which sees what a template does with a frame's marks."""

    #: the addresses to which the frame leads that is being rendered; None at all other times
    asked: set[str] | None = None
    #: a table of contents; those of the pages that no edit touched are there from the build before
    toc: _lru_cache_wrapper[str]

    @classmethod
    def of(cls, environment: Environment, theme: Hashable) -> _Environment:
        """Return the same environment; the templates of a theme are compiled once in a process."""
        if theme not in _made:
            made = _made[theme] = object.__new__(cls)
            vars(made).update(vars(environment))
            made.toc = lru_cache(maxsize=1 << 14)(partial(_toc, made))
            made.filters, made.tests = map(made._all_watched, (made.filters, made.tests))
            made.filters["url"] = made._recorded(url_filter)
            made.filters["script_tag"] = made._recorded(script_tag_filter)
        return _made[theme]

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """Return a template; in a frame a mark stands for the table of contents."""
        in_frame = self.asked is not None and name == _TOC
        return self._place_of_toc if in_frame else super().get_template(name, parent, globals)

    @cached_property
    def _place_of_toc(self) -> Template:
        return self.from_string(_mark("toc"))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template reads of a thing; a frame has no address of its own."""
        if attribute == "url" and isinstance(obj, _Shared):
            raise _Misread("page.url")
        try:  # most is there, and this is asked twenty thousand times
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    def _watched(self, name: str, asked: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter or a test that refuses marks: of what they stand for it would say another."""

        @wraps(asked)
        def watched(*given: Any, **named: Any) -> Any:
            if any(map(_is_marked, (*given, *named.values()))):
                raise _Misread(f"…|{name}")
            return asked(*given, **named)

        return watched

    def _all_watched(self, functions: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
        return {
            name: each if name in _HARMLESS else self._watched(name, each)
            for name, each in functions.items()
        }

    def _recorded(self, filtered: Callable[..., str]) -> Callable[..., str]:
        """Return a filter of addresses that records to which of them a frame leads."""

        @pass_context
        def recorded(context: Any, target: Any) -> str:
            if self.asked is not None:
                self.asked.add(str(target))
            return filtered(context, target)

        return recorded


_made: dict[Hashable, _Environment] = {}


class Frames:
    """What MkDocs asks for its templates: these render pages by the frames that they share.

    ``theme`` tells the environment from those of other themes. ``stamped`` adds fingerprints to the
    addresses of our own scripts and styles in a page, for browser caches; no article has any.
    """

    def __init__(
        self, environment: Environment, theme: Hashable, stamped: Callable[[str], str]
    ) -> None:
        self._environment = _Environment.of(environment, theme)
        self.stamped = stamped
        self._frames: dict[Hashable, _Frame] = {}

    def get_template(self, name: str) -> _Template:
        """Return a template; raises ``TemplateNotFound``."""
        return _Template(self, self._environment.get_template(name))

    def frame(self, page: Page, template: Template, context: Context) -> _Frame:
        """Return the frame of a page, rendered when the first page asks for it."""
        key = _shared(page, template.name, context["nav"])
        if key not in self._frames:
            self._frames[key] = self._rendered(page, template, context)
        return self._frames[key]

    def parts(self, page: Page, nav: Navigation) -> Hashable:
        """Return all that a page is made of, None where its frame is not there or is not used.

        A frame is rendered with the first page that has it. A frame that is as in the build before
        is the same one.
        """
        if not _has_fellows(page, nav.pages):
            return None
        frame = self._frames.get(_shared(page, page.meta.get("template", _MAIN), nav))
        if frame is None or not frame.fits(page):
            return None
        return frame, *_texts(page).values(), _entries(page.toc)

    def _rendered(self, page: Page, template: Template, context: Context) -> _Frame:
        other = {name: StrictUndefined(name=name) for name in context}
        self._environment.asked = asked = set[str]()
        try:
            with _telling(str(template.name)):
                text = template.render({**other, **_common(context), "page": _Shared(page)})
        finally:
            self._environment.asked = None
        text = self.stamped(text)
        return the_very(_Frame(text, asked), text, frozenset(asked))

    def toc(self, page: Page, context: Context) -> str:
        """Return a page's table of contents."""
        named = (context["config"].mdx_configs.get("toc") or {}).get("title")
        return self._environment.toc(named, _entries(page.toc))


#: an entry of a table of contents: level, anchor, title, entries below it
_Entry = tuple[int, str, str, tuple[Any, ...]]


def _entries(table: Iterable[AnchorLink]) -> tuple[_Entry, ...]:
    return tuple((each.level, each.url[1:], each.title, _entries(each.children)) for each in table)


def _tokens(entries: Iterable[_Entry]) -> list[Any]:
    return [
        {"level": level, "id": id_, "name": name, "children": _tokens(below)}
        for level, id_, name, below in entries
    ]


def _toc(environment: Environment, named: str | None, entries: tuple[_Entry, ...]) -> str:
    """Return a table of contents; ``named`` is what the settings call it."""
    other = {name: StrictUndefined(name=name) for name in _COMMON}
    with _telling(_TOC):
        language = environment.get_template("partials/language.html").make_module(other)
        config = _Known("config", mdx_configs={"toc": {"title": named}})
        page = _Known("page", toc=get_toc(_tokens(entries)))
        given = {**other, "config": config, "page": page, "lang": language}
        return environment.get_template(_TOC).render(given)


def _common(context: Context) -> dict[str, Any]:
    return {name: context[name] for name in _COMMON}


class _Frame:
    """A rendered frame, cut at its marks."""

    def __init__(self, text: str, leads_to: Iterable[str]) -> None:
        self._text, self._leads_to = text, leads_to

    @cached_property
    def _parts(self) -> list[str]:
        return _MARK.split(self._text)

    @cached_property
    def _passed(self) -> set[str]:
        """The addresses to which it leads, and those of the folders above them."""
        ways = (accumulate(re.findall("[^/]+/?", address)) for address in self._leads_to)
        return {part.rstrip("/") for way in ways for part in way}

    def fits(self, page: Page) -> bool:
        """Whether no address in the frame is the page's own or lies below it.

        From there to itself a page's address is another than that of its fellows to it.
        """
        return page.url.rstrip("/") not in self._passed

    def filled(self, texts: Mapping[str, str]) -> str:
        """Return the page, with its texts in the place of the marks."""
        parts = [*self._parts]
        parts[1::2] = [texts[name] for name in parts[1::2]]
        return "".join(parts)


class _Template:
    """A template of MkDocs, for pages and for files of the theme."""

    def __init__(self, frames: Frames, template: Template) -> None:
        self._frames, self._template = frames, template

    def render(self, context: Context) -> str:
        """Return a page or a file of the theme, equal to what the template alone renders."""
        page: Page | None = context["page"]
        if page is None:
            return self._template.render(context)
        if _has_fellows(page, context["nav"].pages):
            frame = self._frames.frame(page, self._template, context)
            if frame.fits(page):
                return frame.filled(self._texts(page, context))
        return self._frames.stamped(self._template.render(context))

    def _texts(self, page: Page, context: Context) -> dict[str, str]:
        return {
            **_texts(page),
            "toc": self._frames.toc(page, context),
            "skip": next((entry.url[1:] for entry in page.toc), ""),
        }


def _texts(page: Page) -> dict[str, str]:
    """Return the texts of a page, beside those of its table of contents."""
    return {
        "canonical": str(page.canonical_url),
        "title": str(page.title),
        "named": str(page.meta.get("title")),
        "content": page.content or "",
    }
