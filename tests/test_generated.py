"""A generated page reaches MkDocs as finished HTML: nothing in it is read as Markdown."""

from __future__ import annotations

import pytest
from conftest import ROOT
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from ledger.checks.files.navigation import titles
from ledger.pages.layout import heading, page
from mkdocs_ledger import finished

#: what Markdown, its extensions and templates would make something of
NASTY = "**b** `c` [x](y) {{ z }} {: #w } ~~s~~ &lt;i&gt; 1. _e_"
BLOCKS = [
    NASTY,
    heading("甲", "a"),
    "<div>" + NASTY + "</div>",
    heading("乙", "b", 3),
    heading("丙", "c"),
]


@pytest.fixture(scope="module")
def config() -> MkDocsConfig:
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.plugins._current_plugin = None
    return config


def made(config: MkDocsConfig, blocks: list[str], title: str | None = None) -> Page:
    html = page("题：“一”", blocks, back="上一页", searched=False)
    found = finished.file("figures/one.md", html, title, config).page
    assert found
    found.read_source(config)
    found.render(config, Files([]))
    return found


def test_what_looks_like_markup_stays_as_it_is(config: MkDocsConfig) -> None:
    assert (made(config, BLOCKS).content or "").splitlines() == [
        '<p class="crumbs">上一页</p>',
        '<h1 id="题-一">题：“一”</h1>',
        f"<p>{NASTY}</p>",
        '<h2 id="a">甲</h2>',
        f"<div>{NASTY}</div>",
        '<h3 id="b">乙</h3>',
        '<h2 id="c">丙</h2>',
    ]


def test_the_page_tells_mkdocs_what_front_matter_would(config: MkDocsConfig) -> None:
    found = made(config, BLOCKS)
    assert found.title == "题：“一”" and found.meta["search"] == {"exclude": True}
    assert found.meta["hide"] == ["navigation"]
    assert made(config, [NASTY]).meta["hide"] == ["navigation", "toc"]


def test_headings_are_nested_as_the_engine_nests_them(config: MkDocsConfig) -> None:
    found = made(config, BLOCKS)
    (top,) = found.toc
    assert [(each.title, each.url) for each in top.children] == [("甲", "#a"), ("丙", "#c")]
    assert [each.url for each in top.children[0].children] == ["#b"]
    assert found.present_anchor_ids == {"题-一", "a", "b", "c"}


def test_the_navigation_names_a_page(config: MkDocsConfig) -> None:
    named = titles([{"数": "a.md"}, "b.md", {"组": ["c.md", {"丁": [{"戊": "d.md"}]}]}])
    assert named == {"a.md": "数", "d.md": "戊"}
    assert made(config, [], "数").title == "数"
