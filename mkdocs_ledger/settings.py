"""The settings that are equal for all projects; a project's mkdocs.yml holds only its own."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ledger
from ledger.pages import dialect

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PACKAGE = Path(__file__).parent
TEMPLATES = PACKAGE / "templates"
THEME: dict[str, Any] = {
    "language": "zh",
    "font": False,
    "palette": [
        {
            "media": f"(prefers-color-scheme: {light})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": f"material/weather-{icon}", "name": name},
        }
        # whole words: what stands between quotes here may stand in a page's frame (readback/frames)
        for light, scheme, icon, name in (
            ("light", "default", "night", "切换到深色"),
            ("dark", "slate", "sunny", "切换到浅色"),
        )
    ],
    "features": ["navigation.tabs", "navigation.tabs.sticky", "navigation.top", "toc.follow"],
    "favicon": "assets/glyph.svg",
}

STYLES = ("assets/site.css",)
SCRIPTS = tuple(
    f"assets/{name}.js" for name in ("disk", "keyboard", "figures", "table", "quiz", "search")
)
EXTRA = {"generator": False}


def root_of(config: MkDocsConfig) -> Path:
    """Return the project's folder, which holds mkdocs.yml."""
    return Path(os.path.abspath(os.path.dirname(config.config_file_path)))


def apply(config: MkDocsConfig) -> None:
    """Add the common settings to a project's own.

    Each list becomes a new list, because MkDocs shares one empty default list between projects.
    """
    config.theme.dirs.insert(0, str(TEMPLATES))
    config.theme.update(THEME)
    config.markdown_extensions = [*config.markdown_extensions, *dialect.ADDED]
    config.mdx_configs = {**config.mdx_configs, **dialect.OPTIONS}
    config.extra_css = [*STYLES, *config.extra_css]
    config.extra_javascript = [*SCRIPTS, *config.extra_javascript]
    config.extra.update(EXTRA)
    config.watch = [*config.watch, *_watched(root_of(config))]
    nav, links = config.validation.nav, config.validation.links
    nav.absolute_links = logging.WARNING
    links.absolute_links = links.unrecognized_links = links.anchors = logging.WARNING


def _watched(root: Path) -> Iterator[str]:
    """Yield the paths that ``serve`` watches in addition to docs/ and mkdocs.yml."""
    own = (root / name for name in ("data", "hooks.py"))
    for path in (*own, Path(ledger.__file__).parent, PACKAGE):
        if path.exists():
            yield str(path)
