"""The events of MkDocs that the engine handles, in the order of a build.

A project's hooks.py imports them all: ``from engine.events import *``.
"""

from engine.building import on_build_error, on_config, on_startup
from engine.downloads import on_post_build
from engine.files import on_files
from engine.pages import (
    on_env,
    on_page_content,
    on_page_context,
    on_page_markdown,
    on_page_read_source,
    on_post_page,
    on_post_template,
)
from engine.serving import on_serve

__all__ = [  # noqa: RUF022 - the order of a build
    "on_startup", "on_config", "on_files", "on_page_read_source", "on_page_markdown",
    "on_page_content", "on_env", "on_post_template", "on_page_context", "on_post_page",
    "on_post_build", "on_build_error", "on_serve",
]  # fmt: skip
