"""Counts -> static SVG, drawn at build time with Vega-Lite (altair, vl-convert).

Colours are handed over to the style sheet's variables, so that one drawing serves the light and
the dark page. Text is measured with the Noto Sans CJK that a package brings, and stays text.
Drawings are kept in ``.cache/charts`` by what they show, because the drawing engine is slow to
start.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from ledger.markup import attribute, element, table, text

#: colour in the drawing -> variable in the style sheet
_COLOURS = {"#111111": "--chart-text", "#0000a1": "--chart-1"}
_FONT = "Noto Sans CJK SC"
_DROPPED = ("class", "font-family", "pointer-events", "role")
_CACHE = Path(__file__).parent.parent / ".cache" / "charts"


def heat_map(
    title: str, rows: list[str], columns: list[str], counts: dict[tuple[str, str], int]
) -> str:
    """Return how often each row met each column, as a drawing and as a table."""
    grid = [[counts.get((row, column), 0) for column in columns] for row in rows]
    body = [(None, [text(row), *map(str, line)]) for row, line in zip(rows, grid, strict=True)]
    return _figure(
        title, _heat_map, [rows, columns, grid], table(["", *columns], body, title, named=True)
    )


def bars(title: str, values: dict[str, int], unit: str) -> str:
    """Return one bar a word, as a drawing and as a table; ``unit`` heads the table's numbers."""
    rows = [(None, [text(word), str(count)]) for word, count in values.items()]
    return _figure(title, _bars, list(values.items()), table(["", unit], rows, title, named=True))


def _heat_map(rows: list[str], columns: list[str], grid: list[list[int]]) -> Any:
    alt = _altair()
    values = [
        {"行": row, "列": column, "数": count}
        for row, line in zip(rows, grid, strict=True)
        for column, count in zip(columns, line, strict=True)
    ]
    most = max(1, *map(max, grid))
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("列:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("行:N", sort=None, title=None),
    )
    shade = alt.Opacity("数:Q", scale=alt.Scale(domain=[0, most], range=[0.05, 0.75]), legend=None)
    faint = alt.condition("datum['数'] > 0", alt.value(1), alt.value(0.4))
    cells = base.mark_rect(cornerRadius=3, color="#0000a1").encode(opacity=shade)
    labels = base.mark_text(fontSize=12, color="#111111").encode(text="数:Q", opacity=faint)
    return (cells + labels).properties(width=alt.Step(46), height=alt.Step(30))


def _bars(*values: tuple[str, int]) -> Any:
    alt = _altair()
    base = alt.Chart(alt.Data(values=[{"项": word, "数": count} for word, count in values])).encode(
        y=alt.Y("项:N", sort=None, title=None),
        x=alt.X("数:Q", axis=None),
    )
    drawn = base.mark_bar(cornerRadiusEnd=3, height=16, color="#0000a1", opacity=0.75)
    labels = base.mark_text(align="left", dx=6, fontSize=12, color="#111111").encode(text="数:Q")
    return (drawn + labels).properties(width=230, height=alt.Step(30))


def _figure(title: str, draw: Callable[..., Any], values: list[Any], data: str) -> str:
    folded = element("details", element("summary", "以表格查看") + data, class_="chart-data")
    drawing = _kept(draw, values).replace(
        "<svg ", f'<svg role="img" aria-label="{attribute(title)}" ', 1
    )
    return element(
        "figure", element("div", drawing, class_="chart-drawing") + folded, class_="chart"
    )


def _kept(draw: Callable[..., Any], values: list[Any]) -> str:
    """Draw, or take what an earlier build drew from the same values with the same code."""
    source = inspect.getsource(sys.modules[__name__])
    key = hashlib.sha256(json.dumps([source, draw.__name__, values]).encode()).hexdigest()[:32]
    file = _CACHE / f"{key}.svg"
    if file.exists():
        return file.read_text(encoding="utf-8")
    drawing = _svg(draw(*values).to_dict())
    _CACHE.mkdir(parents=True, exist_ok=True)
    file.write_text(drawing, encoding="utf-8")
    return drawing


@cache
def _altair() -> Any:
    import altair
    import manimgx_fonts_cjk
    import vl_convert

    vl_convert.register_font_directory(str(Path(manimgx_fonts_cjk.__file__).parent))
    return altair


def _svg(specification: dict[str, Any]) -> str:
    import vl_convert
    from lxml import etree

    axis = {
        "labelColor": "#111111",
        "labelFontSize": 12,
        "domain": False,
        "ticks": False,
        "grid": False,
    }
    config = {"font": _FONT, "background": None, "view": {"stroke": None}, "axis": axis}
    drawing: str = vl_convert.vegalite_to_svg(
        specification | {"config": config}, allowed_base_urls=[]
    )
    root = etree.fromstring(drawing)  # what looks like an attribute in a label is text
    for node in root.iter():
        for name, value in [(str(name), str(value)) for name, value in node.items()]:
            if name in _DROPPED or name.startswith("aria-"):
                del node.attrib[name]
            elif value in _COLOURS:
                node.set(name, f"var({_COLOURS[value]})")
    return etree.tostring(root, encoding="unicode")
