"""The events of MkDocs that the engine handles, in the order of a build.

A project's hooks.py imports them all: ``from mkdocs_ledger.events import *``.
"""

from mkdocs_ledger.building import on_build_error, on_config, on_startup
from mkdocs_ledger.downloads import on_post_build
from mkdocs_ledger.files import on_files
from mkdocs_ledger.pages import (
    on_env,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_page_read_source,
    on_post_template,
)
from mkdocs_ledger.serving import on_serve

__all__ = [  # noqa: RUF022 - the order of a build
    "on_startup", "on_config", "on_files", "on_page_read_source", "on_page_markdown",
    "on_page_content", "on_env", "on_post_template", "on_page_context",
    "on_post_build", "on_build_error", "on_serve",
]  # fmt: skip
