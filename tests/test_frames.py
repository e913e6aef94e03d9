"""Pages that share a frame are equal to pages that the theme renders one by one."""

from __future__ import annotations

import filecmp
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from site_tools import small_project

import mkdocs_ledger.pages
from ledger.documents.site import ONLY_PAGES
from mkdocs_ledger.frames import Frames

#: authors' pages above, below and beside an entry of the navigation, with and without headings
PAGES = {
    "docs/study/index.md": "# 资料\n\n正文。\n",
    "docs/study/甲.md": "# 甲\n\n正文。\n",
    "docs/study/乙.md": "---\ntitle: 另取的名称\n---\n\n正文。\n\n## 小标题\n\n### 再小的标题\n",
    "docs/study/sub/a.md": "# 标题 <b>&amp;</b>\n\n## 小标题\n\n正文。\n",
    "docs/v1.0/b.c.md": "# 标题\n\n<h1>还有标题</h1>\n",
    "docs/没有标题.md": "正文。\n",
}


def built(root: Path, to: Path, url: str = "") -> Path:
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(to), site_url=url or None)
    build(config)
    return to


def differing(one: Path, other: Path) -> list[str]:
    """Return the files that differ between two folders, or that one of them lacks."""
    files = {file.relative_to(folder) for folder in (one, other) for file in folder.rglob("*.html")}
    assert len(files) > 50
    return [
        str(file)
        for file in sorted(files)
        if not ((one / file).is_file() and filecmp.cmp(one / file, other / file, shallow=False))
    ]


class Plain:
    """The templates as they are: of a page, with fingerprints."""

    def __init__(self, environment: Environment, _: object, stamped: Callable[[str], str]) -> None:
        self._environment, self._stamped = environment, stamped

    def get_template(self, name: str) -> SimpleNamespace:
        template = self._environment.get_template(name)
        return SimpleNamespace(
            render=lambda context: (
                self._stamped(template.render(context))
                if context["page"]
                else template.render(context)
            )
        )


@pytest.mark.slow
@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8000/"])
def test_a_frame_makes_the_page_that_the_theme_makes(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ONLY_PAGES, "1")
    root = small_project(tmp_path / "project").root
    for path, text in PAGES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings += "nav:\n  - 甲: study/甲.md\n  - 首页: index.md\n  - 台账: ledgers/index.md\n"
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    framed = built(root, tmp_path / "framed", url)
    monkeypatch.setattr(mkdocs_ledger.pages, "Frames", Plain)
    assert differing(framed, built(root, tmp_path / "plain", url)) == []


def opened(template: str, **differing: object) -> tuple[Frames, dict[str, Any]]:
    """Return the frames of a template, and what MkDocs gives it of a page of no site."""
    toc = "{% for entry in page.toc %}{{ entry.url }}{% endfor %}"
    templates = {"main.html": template, "partials/toc.html": toc, "partials/language.html": ""}
    environment = Environment(loader=DictLoader(templates))
    environment.filters |= {"url": str, "script_tag": str}
    alone = dict.fromkeys(["canonical_url", "edit_url", "previous_page", "next_page"])
    texts = {"url": "a/b/", "title": "题", "content": "文", "toc": [], "meta": {"hide": ["toc"]}}
    page = SimpleNamespace(**alone | texts | differing)
    nav = SimpleNamespace(pages=[])
    config = SimpleNamespace(mdx_configs={})
    common = {**dict.fromkeys(["base_url", "mkdocs_version"], ""), "config": config}
    context = {**common, "nav": nav, "page": page, "pages": [page]}
    return Frames(environment, template, str), context


def shown(template: str, **differing: object) -> str:
    """Return a page of no site, rendered by its frame with a template."""
    frames, context = opened(template, **differing)
    return frames.get_template("main.html").render(context)


def parts(template: str = "{{ page.title }}", **differing: object) -> object:
    """Return what a page is made of that was rendered so."""
    frames, context = opened(template, **differing)
    assert frames.parts(context["page"], context["nav"]) is None
    frames.get_template("main.html").render(context)
    return frames.parts(context["page"], context["nav"])


@pytest.mark.parametrize(
    "differing",
    [
        {"template": "《{{ page.title }}》"},
        {"title": "名"},
        {"content": "别的"},
        {"canonical_url": "https://a.cn/b/"},
        {"meta": {"hide": []}, "template": "{{ page.title }}{{ page.meta.hide }}"},
        {"meta": {"hide": ["toc"], "title": "名"}},
        {"toc": [SimpleNamespace(url="#节", level=1, title="节", children=[])]},
    ],
)
def test_a_page_in_which_anything_differs_is_made_of_something_else(
    differing: dict[str, Any],
) -> None:
    same = parts()
    assert same is not None
    assert same == parts()
    assert same != parts(**differing)


def test_a_template_prints_what_differs() -> None:
    template = "{{ page.title }}|{{ page.title | d('') }}|{{ page.content }}|{{ page.meta.hide }}"
    assert shown(template) == "题|题|文|['toc']"
    toc = [SimpleNamespace(url="#节", level=1, title="节", children=[])]
    assert (
        shown('{{ (page.toc | first).url | url }}|{% include "partials/toc.html" %}', toc=toc)
        == "#节|#节"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ page.title | upper }}", "{{ page.title.upper() }}", "{{ page.title[:1] }}",
        "{{ page.title | first }}", "{% if page.title == '题' %}{% endif %}", "{{ page.title is string }}",
        "{% if '文' in page.content %}{% endif %}", "{% if 'x' ~ page.title | e %}{% endif %}",
        "{{ 'a' | replace('a', page.title) }}", "{{ 'a' | default(page.title) | e }}{{ page.title | e }}",
        "{{ page.toc | length }}", "{% for entry in page.toc %}{{ entry.url }}{% endfor %}",
        "{{ (page.toc | first).title }}", "{{ page.url }}", "{{ page.author }}", "{{ page.file.src_uri }}", "{{ pages }}",
    ],
)  # fmt: skip
def test_a_template_that_does_more_stops_the_build(template: str) -> None:
    toc = [SimpleNamespace(url="#节", level=1, title="节", children=[])]
    with pytest.raises(PluginError, match="没有列出的内容"):
        shown(template, toc=toc)


def test_frames_are_parted_by_what_a_template_may_ask() -> None:
    asks = "{{ '有' if page.meta.title else '无' }}{{ '有' if '<h1' in page.content else '无' }}"
    assert shown(asks) == "无无"
    assert shown(asks, meta={"title": "名"}, content="<h1>题</h1>") == "有有"
    assert shown("{{ page.meta.title }}", meta={"title": "名"}) == "名"
    assert shown("{{ page.meta.title or page.title }}", meta={"title": None}) == "题"
    assert shown("{{ '有' if page.content else '无' }}", content="") == "无"
