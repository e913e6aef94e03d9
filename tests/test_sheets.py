"""Files of tables as other programs save them: every cell, what is merged and hidden, and no trust."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ledger.issues import Mistake
from ledger.reading import grid, sheets
from ledger.reading.sheets import Area, Cell, Failed, Grid, Uncomputed


def saved(folder: Path, change: Callable[[Any], None], name: str = "旧账.xlsx") -> Path:
    """Save a workbook after a change of its sheet."""
    book = openpyxl.Workbook()
    book.active.title = "台账"
    change(book.active)
    book.save(folder / name)
    return folder / name


def cells(folder: Path, *values: object) -> list[Cell]:
    """Return the cells of a row of a workbook."""
    found = sheets.read(saved(folder, lambda sheet: sheet.append(values)))[0]
    return [*found.cells.values()]


def test_a_cell_is_a_text_a_number_a_day_or_neither(tmp_path: Path) -> None:
    """What Excel keeps of a number is its first fifteen digits."""
    held = ["字", 3, 0.1, 45383.5, date(2021, 3, 5), datetime(2021, 3, 5, 14, 30), True, "=1+1", "#REF!", time(9)]  # fmt: skip
    assert [each.content for each in cells(tmp_path, *held)] == [
        "字", Decimal(3), Decimal("0.1"), Decimal("45383.5"), date(2021, 3, 5),
        datetime(2021, 3, 5, 14, 30), True, Uncomputed(), Failed("#REF!"), time(9),
    ]  # fmt: skip


def test_a_formula_has_the_value_that_was_saved(tmp_path: Path) -> None:
    file = saved(tmp_path, lambda sheet: sheet.append(["=1+1", 5]))
    spoil(file, b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
    assert [*sheets.read(file)[0].cells.values()] == [
        Cell(Decimal(2), computed=True),
        Cell(Decimal(5)),
    ]


def spoil(file: Path, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> None:
    """Replace something in a part of a workbook."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old in parts[part] or old.replace(b"<v></v>", b"<v />") in parts[part], parts[part]
    parts[part] = parts[part].replace(old.replace(b"<v></v>", b"<v />"), new).replace(old, new)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def test_the_frame_of_a_sheet_is_told(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["B2"], sheet["C3"], sheet["B5"] = "甲", 0.95, 1
        sheet["C3"].number_format = "0%"
        sheet.merge_cells("B2:B4")
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["C"].hidden = True
        other = sheet.parent.create_sheet("另一张")
        other.sheet_state = "hidden"
        sheet.parent.epoch = CALENDAR_MAC_1904

    first, second = sheets.read(saved(tmp_path, change))
    assert first.merged == (Area(2, 2, 4, 2),) and first.hidden_rows == {5}
    assert first.hidden_columns == {3} and first.cells[3, 3] == Cell(
        Decimal("0.95"), percent=True, format="0%"
    )
    assert first.epoch == date(1904, 1, 1) and not first.hidden and second.hidden
    assert first.at(3, 3).path == "台账!C3"


def test_what_merged_cells_cover_is_known() -> None:
    held = {(1, 1): Cell("甲"), (2, 1): Cell("盖住的"), (2, 2): Cell("乙")}
    assert Grid("表", held, (Area(1, 1, 3, 1),)).covered == {(2, 1)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_texts_between_marks_are_read_in_every_usual_encoding(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    file = tmp_path / "旧账.csv"
    file.write_bytes(mark.join(["日期", '"两\n行"', '="007"', "=1+1"]).encode(encoding))
    found = sheets.read(file)[0]
    assert found.name == "旧账" and all(each.plain for each in found.cells.values())
    assert [each.content for each in found.cells.values()] == ["日期", "两\n行", "007", "=1+1"]


def test_the_end_of_a_long_sheet_costs_nothing(tmp_path: Path) -> None:
    file = saved(tmp_path, lambda sheet: sheet.cell(1_048_576, 3, "末"))
    assert sheets.read(file)[0].cells == {(1_048_576, 3): Cell("末")}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", "旧的格式（.xls）；请用表格软件打开，另存为 .xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("a.et", b"..", "后缀不是 .xlsx、.xlsm、.csv"),
        ("a.xlsx", b"PK\x03\x04..", "读不了"),
        ("a.csv", b"a,\xff\xff\xff", "第 1 行的文字读不出来"),
        ("a.csv", b"a\0b", "不是文字的文件"),
        ("a.csv", b'a,"b', "引号没有成对"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_way_out(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Mistake, match=told):
        sheets.read(tmp_path / name)


def test_the_bounds_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "MOST_ROWS", 2)
    (tmp_path / "a.csv").write_text("1\n2\n3\n", encoding="utf-8")
    for file in (tmp_path / "a.csv", saved(tmp_path, lambda s: [s.append([n]) for n in range(3)])):
        with pytest.raises(Mistake, match="有内容的行太多"):
            sheets.read(file)
    wide = saved(tmp_path, lambda sheet: sheet.cell(1, 301, 1))
    with pytest.raises(Mistake, match="最多 300 栏"):
        sheets.read(wide)


@pytest.mark.slow
def test_entities_and_bombs_are_refused(tmp_path: Path) -> None:
    file = saved(tmp_path, lambda sheet: sheet.append([1]))
    spoil(file, b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet")
    with pytest.raises(Mistake, match="读不了"):
        sheets.read(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"\0" * 100_000_001)
    with pytest.raises(Mistake, match="太大的部分"):
        sheets.read(file)
