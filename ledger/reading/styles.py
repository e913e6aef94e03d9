"""The styles of a Word file: what holds of a paragraph or a run by itself, or by its style and those it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: the outline level of what is no heading (ECMA-376 part 1, 17.3.1.20)
_NO_LEVEL = 9


def w(name: str) -> str:
    """Return a name in Word's XML namespace."""
    return _W + name


def child(element: Element | None, *names: str) -> Element | None:
    """Return the descendant at a path of names, or None."""
    for name in names:
        element = None if element is None else element.find(w(name))
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Return the children of a name; none of no element."""
    return [] if element is None else element.findall(w(name))


def value(element: Element | None, *names: str) -> str | None:
    """Return the value of a setting."""
    found = child(element, *names)
    return None if found is None else found.get(w("val"))


def number_of(text: str | None, default: int) -> int:
    """Return the number that a setting holds, or the default where it holds none."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else default


class Styles:
    """The styles of one file; ``by_id`` are their elements."""

    def __init__(self, root: Element | None) -> None:
        self.by_id = {each.get(w("styleId"), ""): each for each in children(root, "style")}
        self._default = {
            each.get(w("type")): key for key, each in self.by_id.items() if each.get(w("default"))
        }
        self._all = child(root, "docDefaults", "rPrDefault")

    def of(self, paragraph: Element) -> Iterator[Element]:
        """Yield a paragraph's style and its ancestors."""
        return self._chain(value(paragraph, "pPr", "pStyle") or self._default.get("paragraph"))

    def _chain(self, name: str | None) -> Iterator[Element]:
        met: set[str] = set()
        while name in self.by_id and name not in met:
            met.add(name)
            yield self.by_id[name]
            name = value(self.by_id[name], "basedOn")

    def name(self, paragraph: Element) -> str:
        """Return the name of a paragraph's style; empty where it has none of its own."""
        name = value(paragraph, "pPr", "pStyle") or ""
        return value(self.by_id.get(name), "name") or name

    def indented(self, paragraph: Element) -> bool:
        """Whether the first line is indented."""
        for properties in self._properties(paragraph):
            indent = child(properties, "ind")
            for name in ("firstLineChars", "firstLine"):
                if indent is not None and indent.get(w(name)) is not None:
                    return number_of(indent.get(w(name)), 0) > 0
        return False

    def outline(self, paragraph: Element) -> int:
        """Return the level of a heading, from 1; 0 of a text."""
        for properties in self._properties(paragraph):
            if (level := value(properties, "outlineLvl")) is not None:
                depth = number_of(level, _NO_LEVEL)
                return depth + 1 if 0 <= depth < _NO_LEVEL else 0
        return 0

    def _properties(self, paragraph: Element) -> Iterator[Element | None]:
        """Yield the settings of a paragraph, of its style and of the style's ancestors."""
        for each in (paragraph, *self.of(paragraph)):
            yield child(each, "pPr")

    def look(self, run: Element, paragraph: Element) -> Look:
        """Return how the words of a run look."""
        own = value(run, "rPr", "rStyle") or self._default.get("character")
        below = [*self.of(paragraph), *([] if self._all is None else [self._all])]
        return Look(([run], [*self._chain(own)], below))


class Look:
    """The settings of a run: its own, those of its style, and those of the style of its paragraph."""

    def __init__(self, chains: tuple[list[Element], list[Element], list[Element]]) -> None:
        self._chains = chains

    def is_on(self, name: str) -> bool:
        """Whether a setting is on: the run's own decides, without it any style may turn it on."""
        own, *styled = (_switched(chain, name) for chain in self._chains)
        return any(styled) if own is None else own

    def value(self, name: str) -> str | None:
        """Return the value of the nearest setting."""
        every = (value(each, "rPr", name) for chain in self._chains for each in chain)
        return next((each for each in every if each is not None), None)


def _switched(chain: list[Element], name: str) -> bool | None:
    """Return whether the nearest of some elements turns a setting on; None where none says."""
    every = (child(each, "rPr", name) for each in chain)
    found = next((each for each in every if each is not None), None)
    return None if found is None else found.get(w("val"), "1") not in ("0", "false", "off")
