"""The events as a plugin of MkDocs, for a project that uses the installed product.

``plugins: [macros: …, ledger]`` in mkdocs.yml does what a project's hooks.py does.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

_EVENTS = "mkdocs_ledger.events"


class Settings(Config):
    """The plugin has none: what a project may choose stands in its data."""


class Plugin(BasePlugin[Settings]):
    """Hears each event of ``events``.

    MkDocs keeps a plugin while it serves, and edited code is imported anew meanwhile: an event is
    looked up when it happens.
    """


def _event(name: str) -> Callable[..., Any]:
    def heard(_: Plugin, *given: Any, **named: Any) -> Any:
        return getattr(import_module(_EVENTS), name)(*given, **named)

    priority = getattr(getattr(import_module(_EVENTS), name), "mkdocs_priority", 0)
    vars(heard)["mkdocs_priority"] = priority
    return heard


for _name in import_module(_EVENTS).__all__:
    setattr(Plugin, _name, _event(_name))
