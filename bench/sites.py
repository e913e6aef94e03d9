"""Copies of a project, and the same site as a stock MkDocs + Material project.

The stock project holds as plain Markdown what our build hands to Python-Markdown: every word
said, every number typed in, every heading numbered, every link relative, the figures' notes at
the end. It has the same theme and Markdown settings, Material's own search, and no hooks.
"""

from __future__ import annotations

import html
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import yaml

_NOT_COPIED = {"site", "tests", "bench", "decisions"}
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)">(.*?)</h\1>')
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)


def copy(root: Path, target: Path) -> Path:
    """Copy what a build reads, and bytecode; the fonts come along, the site and what was kept do not."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        at_top = _NOT_COPIED if Path(folder) == root else set()
        return {name for name in names if name[0] == "." or name in at_top}

    shutil.copytree(root, target, ignore=ignored)
    if (fonts := root / ".cache/fonts").is_dir():
        shutil.copytree(fonts, target / ".cache/fonts")
    return target


def make_stock(ours: Path, target: Path) -> Path:
    """Write the stock project of a copy of ours. Call it ``apart``: it imports the copy's code."""
    sys.path.insert(0, str(ours))
    from ledger.publishing import about, log, manifest
    from ledger.survey import open_project

    project = open_project(ours)
    # a copy has no repository, and so no revision
    found = about.pages(project, None, manifest.parts(), log.given())
    project = project.with_pages((page.path, page.write) for page in found)
    generated = {path: _source(page) for path, page in project.generated.items()}
    pages = _front_matter(ours, project.finished) | generated
    for path, text in pages.items():
        file = target / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_as_built(project, path, text, pages), encoding="utf-8")
    shutil.copytree(ours / "mkdocs_ledger/templates", target / "overrides")
    (target / "mkdocs.yml").write_text(_settings(ours, project), encoding="utf-8")
    return target


def _front_matter(ours: Path, finished: Mapping[str, str]) -> dict[str, str]:
    """Give the authors' pages their front matter back."""
    heads = {
        path: _FRONT.match((ours / "docs" / path).read_text(encoding="utf-8")) for path in finished
    }
    return {
        path: (head[0] if (head := heads[path]) else "") + text for path, text in finished.items()
    }


def _source(page: Any) -> str:
    """Write a generated page as Markdown: its headings are Markdown's, and all else is HTML."""
    from ledger.pages import way

    hidden = "[navigation]" if page.headings[1:] else "[navigation, toc]"
    listed = {1: f"\n{way.contents(page.headings)}\n"}

    def heading(found: re.Match[str]) -> str:
        level = int(found[1])
        return f"\n{'#' * level} {found[3]} {{ #{found[2]} }}\n{listed.get(level, '')}"

    text = _HEADING.sub(heading, page.content)
    front = f'title: "{page.title}"\nhide: {hidden}\nrender_macros: false\n'
    front += "" if page.searched else "search: {exclude: true}\n"
    return f"---\n{front}---\n{text}"


def _as_built(project: Any, path: str, text: str, pages: dict[str, str]) -> str:
    """Do to the Markdown what our build does to the HTML: links become relative, notes are added."""
    from mkdocs.structure.files import File

    from ledger.pages.article import article, framed
    from ledger.prose.addresses import is_document

    place = partial(File, src_dir="docs", dest_dir="site", use_directory_urls=True)

    def address(target: str) -> str:
        if target not in pages:
            raise KeyError(f"{path} links to {target}")
        return str(place(target).url_relative_to(place(path)))

    built = article(project, path, f"{text}\n\n", address)
    if not is_document(path):
        return built
    # the frame of a document would hide its Markdown
    opens, _, closes = framed("\0").partition("\0")
    inside, end = built.removeprefix(opens), f"\n\n{closes}"
    if inside == built or inside.count(end) != 1:
        raise ValueError(f"{path} has another frame")
    return inside.replace(end, "\n\n")


def _settings(ours: Path, project: Any) -> str:
    """Say as a mkdocs.yml what our build sets by code; the search is Material's, a search for a search."""
    from ledger.pages import dialect, menu
    from mkdocs_ledger import settings

    config = yaml.safe_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    # every heading has an anchor of its own, and the stock project has no code of ours
    options = dialect.OPTIONS | {"toc": {"permalink": False}}
    written = {
        "site_name": f"{project.unit.name} · {config['site_name']}",
        "theme": {"name": "material", "custom_dir": "overrides", **settings.THEME},
        "nav": menu.entries(project),
        "plugins": ["search"],
        "markdown_extensions": [*dialect.ADDED, *({name: options[name]} for name in options)],
        "extra_css": [*settings.STYLES],
        "extra_javascript": [name for name in settings.SCRIPTS if name != "assets/search.js"],
        "extra": {**settings.EXTRA, "sample": project.unit.sample},
        "validation": dict.fromkeys(("absolute_links", "unrecognized_links", "anchors"), "warn"),
    }
    return yaml.safe_dump(written, allow_unicode=True, sort_keys=False)


@dataclass(frozen=True)
class Likeness:
    """How alike two built sites are."""

    pages: int
    same_html: int
    same_text: int
    missing: tuple[str, ...]
    different: tuple[str, ...]


def compare(ours: Path, stock: Path) -> Likeness:
    """Compare the built sites of two projects, page by page."""
    left, right = html_of(ours / "site"), html_of(stock / "site")
    both = sorted(set(left) & set(right))
    articles = {name: (_article(left[name]), _article(right[name])) for name in both}
    text = [name for name, (a, b) in articles.items() if _text(a) == _text(b)]
    return Likeness(
        pages=len(left),
        same_html=sum(_markup(a) == _markup(b) for a, b in articles.values()),
        same_text=len(text),
        missing=tuple(sorted(set(left) ^ set(right))),
        different=tuple(sorted(set(both) - set(text))),
    )


def html_of(site: Path) -> dict[str, Path]:
    """Return the pages of a built site by their path in it."""
    return {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}


def size_of(site: Path) -> float:
    """Return how many MiB a built site takes."""
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file()) / 2**20


def _article(file: Path) -> str:
    match = _ARTICLE.search(file.read_text(encoding="utf-8"))
    return match[0] if match else ""


def _markup(text: str) -> str:
    """Blank space between elements shows nowhere."""
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", text)


def _text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())
