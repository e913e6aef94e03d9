"""Charts: what a label says is text, whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import render
from hostile import shown
from lxml import etree

from ledger import charts

#: names of things in JavaScript, of which the drawing engine makes no bars; and it cuts a long label
#: in the middle of an astral sign
_OBJECTS = {"constructor", "toString"}
_LONGEST = 200
_SVG = "{http://www.w3.org/2000/svg}"


def test_every_label_of_a_drawing_is_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(charts, "_CACHE", tmp_path)
    texts = [text for text in shown() if text not in _OBJECTS and len(text) < _LONGEST]
    assert len(texts) > 577
    chart = charts.bars("题", dict.fromkeys(texts, 1), "项")
    (kept,) = tmp_path.iterdir()
    drawing = etree.fromstring(kept.read_bytes())
    assert {str(node.tag).removeprefix(_SVG) for node in drawing.iter()} <= {
        "svg", "g", "path", "text", "defs", "clipPath", "rect",
    }  # fmt: skip
    names = {name for node in drawing.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith(("on", "href", "aria")) or ":" in name}
    labels = [node.text or "" for node in drawing.iter(f"{_SVG}text")][: len(texts)]
    # what is long is cut, and whole in the table
    for label, text in zip(labels, texts, strict=True):
        assert " ".join(text.split()).startswith(" ".join(label.removesuffix("…").split()))
    page = render(f"前\n\n{chart}\n\n后")
    assert page.elements.count("td") == 1 + len(texts) and not page.other  # and the corner
    assert page.elements.count("th") == 1 + len(texts)
    assert not {"script", "img", "a", "em"} & set(page.elements)
    assert not [name for name in page.attributes if name.startswith("on")]
