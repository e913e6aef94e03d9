"""The words for mkdocs-macros-plugin, which renders ``{{ figure("…") }}`` as the survey does.

A project's macros.py imports both functions. With our hooks the plugin has nothing to do: a page that
the survey finished holds no call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from mkdocs_macros.plugin import MacrosPlugin

from ledger.issues import LedgerError
from ledger.pages.words import words
from ledger.project import Project
from ledger.records import editions
from ledger.survey import open_project
from mkdocs_ledger.problems import Problems
from mkdocs_ledger.sealed import Sealed
from mkdocs_ledger.settings import root_of

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


class Plugin(Protocol):
    """The part of the plugin that this module uses."""

    conf: MkDocsConfig
    variables: dict[str, Any]
    macros: dict[str, Callable[..., str]]
    filters: dict[str, Any]
    page: Page
    sealed: Environment
    _env: Environment

    def macro(self, word: Callable[..., str], name: str) -> object:
        """Register a word."""


def keep_out(config: MkDocsConfig) -> None:
    """Keep the plugin out of a build in which the survey says every word.

    It would look at every page, and ask git, whose log starts the ``gpg.program`` of a repository's
    settings; ``ledger.machine.git`` asks safely.
    """
    for handlers in config.plugins.events.values():
        handlers[:] = [each for each in handlers if not _is_plugins(each)]


def _is_plugins(handler: object) -> bool:
    return isinstance(getattr(handler, "__self__", None), MacrosPlugin)


def define_env(plugin: Plugin) -> None:
    """Register the words in place of the plugin's variables, which describe machine and site."""
    for told in (plugin.variables, plugin.macros, plugin.filters):
        told.clear()
    for name, word in words(_project(plugin.conf)).items():
        plugin.macro(word, name)


def on_pre_page_macros(plugin: Plugin) -> None:
    """Seal the plugin's environment: it renders the words and nothing else.

    The plugin creates its environment after ``define_env`` and accepts no other, so this event,
    before each page, is the earliest chance. A document has words of its own time.
    """
    if not hasattr(plugin, "sealed"):
        plugin.sealed = Sealed(plugin.macros)
    document = _project(plugin.conf).documents.get(plugin.page.file.src_uri)
    plugin._env = Sealed(words(document)) if document else plugin.sealed


def _project(config: MkDocsConfig) -> Project:
    """Return the project that the build's hook read; without the hook, read it now."""
    if "project" in config:
        found: Project = config["project"]
        return found
    try:
        return open_project(root_of(config), editions.chosen())
    except LedgerError as error:
        raise Problems(error.issues) from None
