"""Converts the open fonts that stand in for the official ones on a bare Linux: CFF -> TrueType.

Chromium embeds TrueType fonts as named subsets, but draws every glyph of a CFF font as a picture.
The Fandol fonts (GPL with the font exception) are CFF. So an install step fetches and converts them
once, into a folder that ``fonts.conf`` names. The project ships no font.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from ledger.machine import files as whole

#: file of the package -> the official font that it replaces
STAND_INS = {
    "FandolFang-Regular.otf": "仿宋",
    "FandolKai-Regular.otf": "楷体",
    "FandolHei-Regular.otf": "黑体",
    "FandolSong-Regular.otf": "宋体",
    "FandolSong-Bold.otf": "小标宋",
}
_MAXIMA = {
    "maxZones": 1,
    "maxTwilightPoints": 0,
    "maxStorage": 0,
    "maxFunctionDefs": 0,
    "maxInstructionDefs": 0,
    "maxStackElements": 0,
    "maxSizeOfInstructions": 0,
    "maxComponentElements": 0,
}
#: characters that share a usual one's glyph: with them, a search in a PDF misses the usual one
_DOUBLES = (range(0x20), range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
#: the largest deviation of a converted curve, in units of the font
_TOLERANCE = 1.0


def family(file: str) -> str:
    """Return the family name of a converted font, as ``Fandol Song Bold TT``."""
    words = file.removesuffix(".otf").removeprefix("Fandol").removesuffix("-Regular")
    return f"Fandol {words.replace('-', ' ')} TT"


def convert(target: Path, source: Path) -> str:
    """Convert ``source`` to a TrueType font in the folder ``target``; return the source's name.

    The font gets its own family name, so that no program takes it for the original.
    """
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font: Any = TTFont(source)
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin if glyph.numberOfContours else 0)
    font["maxp"].tableVersion = 0x00010000
    for name, value in _MAXIMA.items():
        setattr(font["maxp"], name, value)
    font["post"].formatType = 3.0
    for table in {"CFF ", "VORG", "GSUB", "GPOS", "BASE"} & set(font.keys()):
        del font[table]
    for table in font["cmap"].tables:
        for code in [code for code in table.cmap if any(code in span for span in _DOUBLES)]:
            del table.cmap[code]
    font.sfntVersion = "\0\1\0\0"
    _rename(font, family(source.name))
    content = BytesIO()
    font.save(content)
    whole.write(target / f"{source.stem}.ttf", content.getvalue())
    return source.name


def _rename(font: Any, name: str) -> None:
    font["name"].names = []
    for number, value in {1: name, 2: "Regular", 4: name, 6: name.replace(" ", "")}.items():
        font["name"].setName(value, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass, font["OS/2"].fsSelection = 400, 0x40
    font["head"].macStyle = 0


def main(arguments: list[str]) -> int:
    """Convert the fonts below the first folder into the second; return the exit code."""
    source, target = map(Path, arguments)
    files = [file for name in STAND_INS for file in source.rglob(name)]
    target.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        for number, name in enumerate(pool.map(partial(convert, target), files), 1):
            print(f"  {number}/{len(files)} {STAND_INS[name]}", flush=True)
    return 0 if len(files) == len(STAND_INS) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
