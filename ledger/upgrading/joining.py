"""The files by which a project is joined to the product: their lines, settings and pins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger import product
from ledger.checks.files import navigation, programs, settings
from ledger.pages import menu
from ledger.prose import calls
from ledger.records import source
from ledger.upgrading.change import Change, Edit, Old

#: how the engine's package was named before
_ENGINE = re.compile(r"^from (engine)(?=[. ])", re.MULTILINE)
_PIN = re.compile(rf"^{product.NAME}==([\w.]+)[ \t]*$", re.MULTILINE)
_NEEDS = "requirements.txt"


def renamed(old: Old) -> Iterator[Change]:
    """Yield the imports of the engine under its former name."""
    for path in programs.JOINING:
        yield from _replaced(old, path, _ENGINE, "mkdocs_ledger")


def pinned(old: Old) -> Iterator[Change]:
    """Yield the pin of another version of the product."""
    yield from _replaced(old, _NEEDS, _PIN, product.VERSION)


def _replaced(old: Old, path: str, form: re.Pattern[str], new: str) -> Iterator[Change]:
    text = old.text(path)
    for match in form.finditer(text):
        if match[1] != new:
            start, end = (calls.place_at(text, at, path) for at in match.span(1))
            yield Change(start, f"“{match[1]}”改成“{new}”", (Edit(start, end, new),))


def by_plugin(old: Old) -> Iterator[Change]:
    """Tell that hooks.py may go where the product is installed."""
    found = settings.read(old.root, old.read)[0]
    if product.is_installed() and isinstance(found, source.Mapping) and "hooks" in found:
        message = (
            f"产品装成了软件包：可以删去这一行和 hooks.py，在 plugins 最后添一行“- {settings.PLUGIN}”；"
            "不改也照用"
        )
        yield Change(found.keys_at["hooks"], message)


def by_menu(old: Old) -> Iterator[Change]:
    """Tell that the navigation may go where it is what the menu makes by itself."""
    found = settings.read(old.root, old.read)[0]
    if not isinstance(found, source.Mapping) or navigation.ENTRY not in found:
        return
    if old.project.dataset.has_bureau and found[navigation.ENTRY] == menu.entries(old.project):
        message = "这份导航和不写时自动做成的一样，可以整段删去；不改也照用"
        yield Change(found.keys_at[navigation.ENTRY], message)
