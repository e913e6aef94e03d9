"""What generated pages have in common: their frame, links to records and figures, values as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text
from ledger.patterns import Pattern
from ledger.project import YEARS, Project
from ledger.prose.finished import Use, slug
from ledger.prose.markup import BLOCKS, Html, attribute, element, link, text
from ledger.records.base import LedgerType, Record
from ledger.records.editions import EDITIONS
from ledger.records.types.bureau import Post
from ledger.records.types.duties import PostDetail
from ledger.records.values import headline

#: what a site says of itself: written when all else is known, so that any page may lead there
ABOUT, RELEASES = "about/index.md", "about/releases.md"
#: a number with its unit stays on one line, unless it is longer than any that a reader expects
_UNBROKEN = 20
#: how markup begins that is more than a line of text
_BLOCK = Pattern(rf"<(?:{'|'.join(sorted(BLOCKS))})\b")

#: the table of evidence as ``report`` writes it, for regular expressions: nothing in it runs, leads
#: anywhere or can be led to
EVIDENCE_TABLE = (
    r'<table class="doc-evidence with-evidence" data-search-exclude="true">(?>(?:[^<>\r\n]++'
    r'|<caption class="unseen">|<col width="[0-9]+%">|<th scope="col">|<span class="doc-id">'
    r"|</?(?:colgroup|thead|tbody|tr|td)>|</(?:caption|th|span)>)*)</table>"
)


@dataclass(frozen=True)
class Page:
    """A generated page: its path below docs/, how its HTML is written when it is due, for whom.

    ``record`` is the one whose 编号 names the page, where it is not the page of many.
    """

    path: str
    write: Callable[[], Html]
    audience: str = EDITIONS[0]
    record: Record | None = None


def page(
    title: str, blocks: Iterable[str], back: str = "", searched: bool = True, offers: str = ""
) -> Html:
    """Return a page under a heading; ``back`` leads to the page above it.

    Inline markup becomes a paragraph. A page that only repeats others is not ``searched``; what a
    reader does there beside reading, it ``offers``.
    """
    crumbs = element("p", back, class_="crumbs") if back else ""
    shown = filter(None, [crumbs, heading(text(title), slug(text(title)), 1), *blocks])
    content = "\n".join(block if _BLOCK.match(block) else element("p", block) for block in shown)
    return Html(attribute(title), content, searched, offers)


def heading(title: str, anchor: str, level: int = 2) -> str:
    """Return a heading with a stable anchor."""
    return element(f"h{level}", title, id=anchor)


def way(project: Project, path: str, label: str) -> str:
    """Return a link to a generated page; nothing where the site has no such page."""
    return link(path, label) if path in project.addresses else ""


def up(project: Project, ledger: LedgerType) -> str:
    """Return the way from a ledger's page to all ledgers, and to the same one of other years."""
    pages = ((year, f"{YEARS}/{year}/{ledger.slug}.md") for year in project.dataset.beside)
    ways = [way(project, path, f"{year}年") for year, path in pages]
    others = "、".join(each for each in reversed(ways) if each)
    return link("ledgers/index.md", "台账") + (f" · 别的年份：{others}" if others else "")


def record_link(project: Project, record: Record, label: str | None = None) -> str:
    """Return a link to a record's row."""
    shown = text(headline(record) if label is None else label)
    page, anchor = project.place_of(record)
    return link(page, shown, anchor, class_="record")


def post_link(project: Project, word: str) -> str:
    """Return a link to a post's sheet, or to its row where no duties are written.

    The word that stands for every post stays as it is.
    """
    found = project.dataset.words("岗位").get(word)
    if not isinstance(found, Post):
        return text(word)
    if project.dataset.of(PostDetail):
        return link(f"posts/{found.id}.md", text(word))
    return link("ledgers/posts.md", text(word), found.anchor)


def figure_link(figure: Figure) -> str:
    """Return a figure's value as a link to its evidence."""
    shown = figure_text(figure)
    class_ = "figure" if len(shown) <= _UNBROKEN else "figure long"
    return link(figure.page, text(shown), class_=class_, data_figure=figure.id)


def figure_names(figures: Iterable[tuple[str, str]]) -> str:
    """Return links to the evidence pages of figures, each given by its page and its name."""
    names = "、".join(link(page, text(name)) for page, name in figures)
    return element("span", names, class_="counted") if names else ""


@dataclass(frozen=True)
class Between:
    """A range of days (``2021-03``, ``2021-03-05``) or numbers, both ends in it; "" leaves one open."""

    first: str = ""
    last: str = ""


#: what is asked of a column: a word, several of which any will do, a range
Wanted = str | Between | Iterable[str]
_NOTHING: Mapping[str, Wanted] = MappingProxyType({})


def asked(
    where: Mapping[str, Wanted] = _NOTHING,
    words: str = "",
    sort: str = "",
    group: str = "",
    columns: Iterable[str] = (),
) -> str:
    """Return the anchor at which a table shows the rows that are asked for.

    ``asked({"岗位": ["局长", "副局长"], "日期": Between("2021-03", "2021-03")})``: every column is
    named by its head as shown; rows meet all that is asked; "" asks for what is not filled in. ``words`` are looked for in the whole
    row, ``sort`` is a head, with ``-`` before it the other way round, ``group`` is a head, and
    ``columns`` are the only ones shown. Without a script the link leads to the whole table.
    """
    shown = "|".join(map(_quoted, columns))
    rest = {"q": _quoted(words), "排": _quoted(sort), "组": _quoted(group), "列": shown}
    parts = {head: _wanted(value) for head, value in where.items()}
    parts |= {key: value for key, value in rest.items() if value}
    return "?" + "&".join(f"{_quoted(key)}={value}" for key, value in parts.items())


def _wanted(value: Wanted) -> str:
    if isinstance(value, Between):
        return f"{_quoted(value.first)}..{_quoted(value.last)}"
    return "|".join(map(_quoted, [value] if isinstance(value, str) else value))


@lru_cache(maxsize=1 << 12)
def _quoted(part: str) -> str:
    return quote(part, safe="")


def quoted_in(project: Project, record: Record) -> str:
    """Return the sentences of the authors that quote a record, as links to them."""
    return quotations(project.quoting(*project.place_of(record)), "")


def quotations(uses: Sequence[Use], label: str = "引用它的句子：") -> str:
    """Return sentences as links to them, after a label; empty where there are none.

    The search finds them where they stand.
    """
    shown = "".join(link(u.page, element("q", text(u.sentence)), u.anchor) for u in uses)
    told = label + shown
    return element("div", told, class_="quoted", data_search_exclude="") if shown else ""


def sentences(uses: Sequence[Use]) -> str:
    """Return sentences as a list, each below a link to it that says where it stands."""
    items = (_sentence(use.page, use.heading, use.anchor, use.sentence) for use in uses)
    return element("ul", "".join(items), class_="uses")


def _sentence(page: str, heading: str, anchor: str, sentence: str) -> str:
    where = link(page, text(heading or "本页"), anchor)
    return element("li", where + element("q", text(sentence)))


def quoted(project: Project, record: Record) -> list[str]:
    """Return the part of a record's own page that lists the sentences that quote it; or nothing."""
    uses = project.quoting(*project.place_of(record))
    listed = element("div", sentences(uses), data_search_exclude="")
    return [heading("用在哪里", "uses"), listed] if uses else []


def facts(rows: Iterable[tuple[str, str]]) -> str:
    """Return a list of terms and their markup."""
    inner = "".join(element("dt", text(term)) + element("dd", content) for term, content in rows)
    return element("dl", inner, class_="facts")
