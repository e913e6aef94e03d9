"""The Markdown of the authors' pages: its extensions, which the engine and the reading back share."""

from __future__ import annotations

from typing import Any

import markdown

from ledger.prose import finished

#: the extensions that MkDocs has of itself, and those in addition
BUILT_IN, ADDED = ("toc", "tables", "fenced_code"), ("attr_list",)
OPTIONS: dict[str, dict[str, Any]] = {
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": False, "slugify": finished.slug, "marker": ""},
}


def html(text: str) -> str:
    """Return finished Markdown as HTML."""
    return str(markdown.markdown(text, extensions=[*BUILT_IN, *ADDED], extension_configs=OPTIONS))
