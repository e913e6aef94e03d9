"""What an author may write in Markdown, for mkdocs-macros-plugin: ``{{ word("…") }}``."""

from __future__ import annotations

from ledger.pages.words import words


def define_env(env: object) -> None:
    """Hand the words to the plugin; the build's hook has left the project in the config."""
    for name, function in words(env.conf["project"]).items():  # type: ignore[attr-defined]
        env.macro(function, name)  # type: ignore[attr-defined]
