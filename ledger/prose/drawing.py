"""An SVG of an author's: only what draws. The format can hold scripts, pages and addresses too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ledger.machine import packages

_NAMESPACE = "{http://www.w3.org/2000/svg}"
#: elements that draw (https://www.w3.org/TR/SVG11/eltindex.html); none runs, links or loads
_DRAW = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "clipPath",
    "mask", "pattern", "marker", "filter", "feGaussianBlur", "feOffset", "feBlend", "feFlood",
    "feComposite", "feMerge", "feMergeNode", "feColorMatrix",
})  # fmt: skip
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|data:|\\", re.IGNORECASE)
#: functions of attributes that draw: colours, a part of the same drawing, where it stands
_FUNCTIONS = frozenset({
    "url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "rotate", "scale", "skewx", "skewy",
})  # fmt: skip
_CALLED = re.compile(r"(?<![\w-])([A-Za-z_-][\w-]*+)\s*+\(|(/\*)")
#: attributes that hold words of somebody's
_WORDS = frozenset({"id", "class", "aria-label", "font-family"})
#: a part of the same drawing, in the value of an attribute
_PART = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
#: most elements that are drawn more than once, each time counted
_MOST = 100_000
_ADVICE = "请另存为 .png，或用绘图程序导出不带这些的 SVG"


def objections(data: bytes) -> Iterator[str]:
    """Yield why an SVG is not published; nothing for a plain drawing."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)|<\?(?!xml\s)", data, re.IGNORECASE):
        yield f"SVG 里有 DOCTYPE 或处理指令；{_ADVICE}"
        return
    try:
        root = packages.tree(data)
    except packages.Unreadable:
        yield f"SVG 读不了；{_ADVICE}"
        return
    if said := next((said for node in root.iter() for said in _strange(node)), None):
        yield f"SVG 里有{said}；{_ADVICE}"
    elif _drawn(root) - sum(1 for _ in root.iter()) > _MOST:
        yield f"SVG 里的图形层层引用，浏览器要画 {_MOST // 10**4} 万个以上；{_ADVICE}"


def _strange(node: ElementTree.Element) -> Iterator[str]:
    name = str(node.tag)
    if not name.startswith(_NAMESPACE) or name.removeprefix(_NAMESPACE) not in _DRAW:
        yield f"“{name.rpartition('}')[2]}”"
    for attribute, value in node.attrib.items():
        plain = attribute.rpartition("}")[2].lower()
        if plain.startswith("on"):
            yield f"脚本（{plain}）"
        elif (plain == "href" and not value.startswith("#")) or _ELSEWHERE.search(value):
            yield f"别处的地址（{plain}）"
        elif attribute.lower() not in _WORDS and not re.match("{|data-", attribute):
            called = (match[1] or match[2] for match in _CALLED.finditer(value))
            yield from (f"“{each}”（{plain}）" for each in called if each.lower() not in _FUNCTIONS)


def _drawn(root: ElementTree.Element) -> float:
    """Return how many elements a browser draws for all references; infinite where they go round.

    A part of a drawing may show another part again and again (``use``, ``url(#…)``).
    """
    named = {node.get("id"): node for node in root.iter()}
    counts: dict[ElementTree.Element, float] = {}
    waiting, opened = [root], set()
    while waiting:
        node = waiting[-1]
        shown = [*node, *(named[name] for name in _referred(node) if name in named)]
        left = [each for each in shown if each not in counts]
        if node in counts or not left:
            counts.setdefault(node, 1 + sum(counts[each] for each in shown))
            waiting.pop()
        elif node in opened:
            return float("inf")
        else:
            opened.add(node)
            waiting += left
    return counts[root]


def _referred(node: ElementTree.Element) -> Iterator[str]:
    for attribute, value in node.attrib.items():
        if attribute.rpartition("}")[2].lower() == "href":
            yield value.removeprefix("#")
        yield from _PART.findall(value)
