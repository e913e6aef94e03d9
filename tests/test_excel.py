"""The Excel workbook: its numbers, its records, its ways from one to the other; nothing besides."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any
from xml.etree import ElementTree

import pytest
from conftest import ROOT, Bureau, pages
from hostile import TEXTS
from test_editions import CANARIES, CANARY, DAY

from ledger.commands import main
from ledger.documents import excel, files, workbook
from ledger.documents.elements import Form
from ledger.documents.excel import COUNTED, COVER, FIGURES, document
from ledger.documents.properties import Properties
from ledger.documents.workbook import Link, Sheet, Value
from ledger.figures.wording import figure_text
from ledger.issues import Mistake
from ledger.project import Project
from ledger.prose.addresses import REPORT
from ledger.records import editions
from ledger.records.base import Numbered, Part, Record, part_of
from ledger.records.fields import Audience, Line
from ledger.records.ledgers import shipped
from ledger.records.model import Field
from ledger.records.values import headline, value_text
from ledger.survey import open_project

LEDGERS = shipped()

pytestmark = pytest.mark.slow

PROPERTIES = Properties("示例报告", "示例局", "年度报告", date(2022, 1, 10))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass
class Read:
    """A workbook as a program reads it that knows nothing of how it was made."""

    parts: dict[str, bytes]
    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = [
            ESCAPE.sub(lambda found: chr(int(found[1], 16)), "".join(each.itertext()))
            for each in self.root("xl/sharedStrings.xml")
        ]
        styles = self.root("xl/styles.xml")
        codes = {e.get("numFmtId"): e.get("formatCode", "") for e in styles.iter(f"{MAIN}numFmt")}
        for style in next(styles.iter(f"{MAIN}cellXfs")):
            self.formats.append(codes.get(style.get("numFmtId"), ""))
            self.quoted.append(style.get("quotePrefix") == "1")
        for number, sheet in enumerate(self.root("xl/workbook.xml").iter(f"{MAIN}sheet"), 1):
            self.files[sheet.get("name", "")] = f"xl/worksheets/sheet{number}.xml"

    def root(self, name: str) -> Any:
        return ElementTree.fromstring(self.parts[name])

    def cells(self, sheet: str) -> Iterator[Any]:
        yield from self.root(self.files[sheet]).iter(f"{MAIN}c")

    def value(self, cell: Any) -> Value:
        inner = cell.find(f"{MAIN}v")
        if inner is None:
            return None
        if cell.get("t") == "s":
            return self.texts[int(inner.text)]
        assert cell.get("t") in (None, "n")
        if self.formats[int(cell.get("s"))] == "yyyy-mm-dd":
            return date(1899, 12, 30) + timedelta(int(inner.text))
        return Fraction(float(inner.text))

    def rows(self, sheet: str) -> list[list[Value]]:
        """The rows below the heads; an absent text is empty."""
        return self._all(sheet)[1:]

    def heads(self, sheet: str) -> list[Value]:
        return self._all(sheet)[0]

    def table(self, sheet: str) -> list[dict[Value, Value]]:
        heads, *rows = self._all(sheet)
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def _all(self, sheet: str) -> list[list[Value]]:
        return [
            [self.value(cell) for cell in row] for row in self.root(self.files[sheet]).iter(f"{MAIN}row")
        ]  # fmt: skip

    def links(self, sheet: str) -> dict[str, tuple[str, int]]:
        """Where each cell leads to: a sheet and a row below its heads."""
        found = {}
        for link in self.root(self.files[sheet]).iter(f"{MAIN}hyperlink"):
            name, row = re.fullmatch(r"'(.+)'!A(\d+)", link.get("location")).groups()  # type: ignore[union-attr]
            found[link.get("ref")] = name, int(row) - 2
        return found


def opened(packed: bytes) -> Read:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return Read({name: archive.read(name) for name in archive.namelist()})


def one(values: list[Value], name: str = "甲") -> bytes:
    """A workbook with one column."""
    return workbook.workbook([Sheet(name, ["列"], [[value] for value in values])], PROPERTIES)


def column(packed: bytes) -> list[Value]:
    return [row[0] for row in opened(packed).rows("甲")]


@pytest.fixture(scope="module")
def packed(project: Project) -> bytes:
    return document(project, PROPERTIES)


@pytest.fixture(scope="module")
def book(packed: bytes) -> Read:
    return opened(packed)


# Numbers and records


def test_every_figure_has_its_number(book: Read, project: Project) -> None:
    rows = book.table(FIGURES)
    assert [row["编号"] for row in rows] == [figure.id for figure in project.figures.values()]
    for row, figure in zip(rows, project.figures.values(), strict=True):
        assert isinstance(row["数值"], Fraction)
        assert float(row["数值"]) == pytest.approx(float(figure.value), rel=1e-15, abs=0)
        assert row["显示为"] == figure_text(figure) and row["单位"] == figure.definition.unit
        assert row["名称"] == figure.name and row["口径"] == figure.definition.caliber
        assert row["记录数"] == (len(figure.records) if figure.ledger else None)
        said = [use.sentence for use in project.uses.get(figure.id, []) if use.page == REPORT]
        assert (row["报告里的句子"] or "") == "\n".join(said)
        assert all(row[head] for head in ("算法", "期间", "来源", "网址"))
    assert sum(bool(row["报告里的句子"]) for row in rows) > 30


def test_the_records_of_a_figure_make_its_number(book: Read, project: Project) -> None:
    by_figure: dict[Value, list[dict[Value, Value]]] = {}
    for row in book.table(COUNTED):
        by_figure.setdefault(row["指标"], []).append(row)
    for figure in project.figures.values():
        rows = by_figure.get(figure.name, [])
        records = [row for row in rows if row["台账"] != FIGURES]
        assert [row["编号"] for row in records] == [record.anchor for record in figure.records]
        assert [row["摘要"] for row in records] == [headline(record) for record in figure.records]
        assert [row["编号"] for row in rows if row["台账"] == FIGURES] == [
            p.id for p in figure.parts
        ]
        shares = [row["计入"] for row in records]
        match figure.definition.method:
            case "计数" | "求和" | "上年":
                assert sum(map(Fraction, map(float, shares))) == pytest.approx(figure.value)  # type: ignore[arg-type]
            case "平均":
                mean = sum(map(float, shares)) / len(shares)  # type: ignore[arg-type]
                assert mean == pytest.approx(float(figure.value))
            case "去重计数":
                assert all(isinstance(share, str) and share for share in shares)
                if not any("、" in str(share) for share in shares):
                    assert len(set(shares)) == figure.value


def plain(record: Record, key: str) -> Value:
    """What a cell must hold, found by its head."""
    value: Any = record
    for step in key.split("·"):
        value = None if value is None else getattr(value, type(value).field_of(step) or "anchor")
    if isinstance(value, bool | list | Part | None):
        return value_text(value)
    return Fraction(value) if isinstance(value, int | Decimal) else value  # type: ignore[no-any-return]


def test_every_record_of_every_ledger_is_there_once(book: Read, project: Project) -> None:
    names = [name for name, _, _ in excel.shelves(project)]
    assert list(book.files) == [COVER, FIGURES, COUNTED, *names]
    held = [each for each in LEDGERS.values() if project.dataset.records[each.name]]
    year = [each.name for each in held if "{" in each.files and each.slug]
    counted = [figure.ledger.name for figure in project.figures.values() if figure.ledger]
    figures = project.figures.values()
    before = [f"{f.ledger.name}（2020年）" for f in figures if f.before and f.ledger]
    assert set(names) == {*year, *counted, *before} and "履责记录" in names
    days = numbers = 0
    for name, _, records in excel.shelves(project):
        rows = book.table(name)
        assert [row["编号"] for row in rows] == [record.anchor for record in records]
        assert len({row["编号"] for row in rows}) == len(rows)
        for record, row in zip(records, rows, strict=True):
            for head, value in row.items():
                if head == "计入指标":
                    counting = project.figures_counting(record)
                    own = [figure.name for figure in counting if not figure.folder]
                    assert (value or "") == "、".join(own)
                elif head != "可见":
                    due = plain(record, str(head))
                    if isinstance(due, Fraction):
                        assert isinstance(value, Fraction) and float(value) == float(due)
                    elif isinstance(due, str):  # a list has a line for each of its own
                        shown = re.split(r"[、\n]", str(value or ""))
                        assert shown == re.split(r"[、\n]", due), (name, record.anchor, head)
                    else:
                        assert value == due, (name, record.anchor, head)
                    days, numbers = (
                        days + isinstance(due, date),
                        numbers + isinstance(due, Fraction),
                    )
    assert days > 300 and numbers > 500


@pytest.mark.quick
def test_what_is_empty_has_no_sheet(bureau: Bureau) -> None:
    bureau.remove("data/2021/专项整治.yml")
    assert "专项整治" not in [sheet.name for sheet in excel.sheets(bureau.project())]


def test_every_way_leads_to_its_row(book: Read) -> None:
    def ids(sheet: str) -> list[Value]:
        return [row["编号"] for row in book.table(sheet)]

    first, counted = book.links(FIGURES), [row["指标"] for row in book.table(COUNTED)]
    for number, row in enumerate(book.table(FIGURES), 2):
        if way := first.get(f"A{number}"):
            assert way == (COUNTED, counted.index(row["名称"]))
        else:
            assert row["名称"] not in counted
    listed = {sheet: ids(sheet) for sheet in book.files if sheet not in (COVER, COUNTED)}
    names = [row["名称"] for row in book.table(FIGURES)]
    ways = book.links(COUNTED)
    for number, row in enumerate(book.table(COUNTED), 2):
        assert names[ways[f"A{number}"][1]] == row["指标"]
        sheet, target = ways[f"C{number}"]
        assert sheet == row["台账"] and listed[sheet][target] == row["编号"]
    assert {sheet for sheet, _ in book.links(COVER).values()} == set(book.files) - {COVER}


def test_the_addresses_are_those_of_the_site(bureau: Bureau) -> None:
    bureau.append(
        "data/2021/figures.yml",
        "- {编号: systems, 名称: 制度数, 口径: 制度, 分组: 责任落实, 来源: 制度, 算法: 计数, 单位: 项}\n",
    )
    project = bureau.project()
    written, found = pages(project), opened(document(project, PROPERTIES))
    rows = [*found.table(COUNTED), *found.table(FIGURES)]
    assert {"records", "figures", "systems"} <= {str(row["网址"]).partition("/")[0] for row in rows}
    for row in rows:
        path, _, anchor = str(row["网址"]).partition("#")
        page = written[f"{path.rstrip('/')}.md"]
        assert bool(anchor) == path.startswith(("records/", "ledgers/"))
        assert not anchor or f'"{anchor}"' in page or f"#{anchor}" in page


def test_the_cover_says_what_it_is(book: Read, project: Project, bureau: Bureau) -> None:
    facts = {row[0]: row[1] for row in book.rows(COVER)}
    assert facts["标题"] == "".join(project.report.title) and facts["版本"] == "全员版"
    assert facts["统计截止"] == project.as_of and facts["成文日期"] == project.report.date
    assert facts["报告期"] == "2021年1月1日至2021年12月31日" and facts["数据"] == excel.SAMPLE
    assert f"{excel.SAMPLE}".encode() in book.parts["xl/worksheets/sheet2.xml"]
    bureau.change("data/unit.yml", "示例: 是", "示例: 否")
    real = opened(document(open_project(bureau.root, "班子"), PROPERTIES))
    assert {row[0]: row[1] for row in real.rows(COVER)}["版本"] == "班子版：只给班子、纪检看"
    for name in real.parts:
        assert excel.SAMPLE.encode() not in real.parts[name]
    assert "班子版：只给班子、纪检看".encode() in real.parts["xl/worksheets/sheet2.xml"]


# What was typed


@pytest.mark.quick
def test_every_text_is_shown_as_it_was_typed() -> None:
    packed = one([*TEXTS])
    found = opened(packed)
    texts = found.root("xl/sharedStrings.xml").iter(f"{MAIN}t")
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert {text.get(space) for text in texts} == {"preserve"}
    for part, content in found.parts.items():
        ElementTree.fromstring(content)
        assert b"<f>" not in content and b"<f " not in content, part
    assert column(packed) == list(TEXTS)
    cells = [cell for cell in found.cells("甲") if found.value(cell) in TEXTS]
    assert len(cells) == len(TEXTS) and {cell.get("t") for cell in cells} == {"s"}
    for cell in cells:  # typed once more, it stays a text
        text = str(found.value(cell))
        if text[0] in "=+-@\t'" or text in ("007", "1e5", "1/4", "2021-03", "12:30", "3.50"):
            assert found.quoted[int(cell.get("s"))], text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "<r><t>甲</t></r>", "_x0041_x0042_", "+1-1"])
def test_a_hostile_record_is_shown_as_it_was_typed(bureau: Bureau, text: str) -> None:
    matter = bureau.project().dataset.records["履责记录"][0]
    bureau.change("data/2021/履责记录/01.yml", f"事项: {headline(matter)}", f"事项: '{text}'")
    found = opened(document(bureau.project(), PROPERTIES))
    assert found.table("履责记录")[0]["事项"] == text
    assert all(row["摘要"] == text for row in found.table(COUNTED) if row["编号"] == matter.anchor)


@pytest.mark.quick
def test_numbers_and_days_are_no_texts() -> None:
    values: list[Value] = [0, 7, Decimal("3.50"), Fraction(275, 3), date(2021, 2, 28), None, ""]
    values += [date(1900, 3, 1), date(1900, 2, 28), date(1066, 10, 14), Decimal("0.1")]
    found = opened(one(values))
    cells = list(found.cells("甲"))[1:]
    formats = [found.formats[int(cell.get("s"))] for cell in cells]
    assert formats[2:5] == ["0.00", "0.00", "yyyy-mm-dd"]
    shown = [found.value(cell) for cell in cells]
    assert shown[:3] == [0, 7, Fraction(7, 2)] and float(shown[3]) == pytest.approx(275 / 3)  # type: ignore[arg-type]
    assert shown[4:] == [
        date(2021, 2, 28), None, None, date(1900, 3, 1), "1900-02-28", "1066-10-14", Fraction(0.1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["甲" * 33_000, "𠮷" * 33_000, "=" * 70_000, "一\n" * 600, "x" * 32_767, "🙂" * 16_384 + "y"],
)
def test_a_text_too_long_for_a_cell_goes_on_in_the_next(text: str) -> None:
    sheet = Sheet("甲", ["编号", "文字", "后"], [["a", text, 1], ["b", "短", 2]])
    found = opened(workbook.workbook([sheet], PROPERTIES))
    heads, (long, short) = found.heads("甲"), found.rows("甲")
    parts = [str(part) for part in long[1:-1]]
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)
    assert all(part.count("\n") <= 253 for part in parts)
    numbered = [f"文字（续{number}）" for number in range(1, len(parts))]
    assert heads == ["编号", "文字", *numbered, "后"]
    assert short == ["b", "短", *[None] * len(numbered), 2] and long[-1] == 1
    assert (len(parts) == 1) == (text == "x" * 32_767)


def test_a_table_too_long_for_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert column(one(["a", "b"])) == ["a", "b"]
    with pytest.raises(Mistake, match="“甲”有 3 行"):
        one(["a", "b", "c"])


def test_too_many_links_become_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    links: list[Value] = [Link(f"r{number}", "甲", number) for number in range(3)]
    assert len(opened(one(links)).links("甲")) == 3
    monkeypatch.setattr(workbook, "MOST_LINKS", 2)
    assert opened(one(links)).links("甲") == {} and column(one(links)) == ["r0", "r1", "r2"]


def test_what_is_written_less_than_whole_is_not_passed_over() -> None:
    with pytest.raises(ValueError, match="not written"):
        workbook._done(-2)


# Nothing besides


def test_nothing_is_hidden(book: Read) -> None:
    kinds = {re.sub(r"\d+", "", name) for name in book.parts}
    assert kinds == {
        "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
        "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme.xml",
        "xl/workbook.xml", "xl/worksheets/sheet.xml",
    }  # fmt: skip
    root = book.root("xl/workbook.xml")
    assert all(sheet.get("state") is None for sheet in root.iter(f"{MAIN}sheet"))
    names = {(each.get("name"), each.get("hidden")) for each in root.iter(f"{MAIN}definedName")}
    assert names == {("_xlnm._FilterDatabase", "1"), ("_xlnm.Print_Titles", None)}
    for sheet in book.files:
        for element in book.root(book.files[sheet]).iter():
            assert "hidden" not in element.attrib and "collapsed" not in element.attrib
            assert float(element.get("ht", 1)) > 0 and float(element.get("width", 1)) > 0


def test_the_properties_name_no_person_and_no_machine(book: Read) -> None:
    core = {each.tag.rpartition("}")[2]: each.text for each in book.root("docProps/core.xml")}
    assert core == {
        "title": "示例报告", "subject": "年度报告", "creator": "示例局", "lastModifiedBy": "示例局",
        "created": "2022-01-10T00:00:00Z", "modified": "2022-01-10T00:00:00Z",
    }  # fmt: skip
    whole = b"".join(book.parts.values())
    for secret in (str(ROOT), str(Path.home()), os.uname().nodename, "XlsxWriter"):
        assert secret.encode() not in whole


def test_every_sheet_can_be_read_filtered_and_printed(book: Read) -> None:
    for sheet in book.files:
        root = book.root(book.files[sheet])
        pane = next(root.iter(f"{MAIN}pane"))
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        setup = next(root.iter(f"{MAIN}pageSetup"))
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
        last = next(root.iter(f"{MAIN}dimension")).get("ref")
        assert next(root.iter(f"{MAIN}autoFilter")).get("ref") == last
        widths = [float(each.get("width")) for each in root.iter(f"{MAIN}col")]
        assert len(widths) == len(book.heads(sheet)) or min(widths) >= 6
        assert all(6 <= width <= 122 for width in widths)
    titles = [
        each.text for each in book.root("xl/workbook.xml").iter(f"{MAIN}definedName")
        if each.get("name") == "_xlnm.Print_Titles"
    ]  # fmt: skip
    assert len(titles) == len(book.files) and all(":$1" in str(title) for title in titles)


@pytest.mark.quick
def test_a_row_is_high_enough_for_its_text() -> None:
    texts: list[Value] = ["短", "长" * 200, "一\n二\n三"]
    rows = list(opened(one(texts)).root("xl/worksheets/sheet1.xml").iter(f"{MAIN}row"))
    heights = [float(row.get("ht")) for row in rows[1:]]
    # 122 digits hold 60 characters
    assert heights[0] == 16.5 and heights[1] >= 16.5 * 4 and heights[2] == 16.5 * 3


@pytest.mark.quick
def test_every_ledger_could_be_a_sheet() -> None:
    for name in (*LEDGERS, COVER, FIGURES, COUNTED):
        assert len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name)


def test_the_same_input_gives_the_same_bytes(packed: bytes, project: Project) -> None:
    assert document(project, PROPERTIES) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        made = {(each.date_time, each.create_system) for each in archive.infolist()}
    assert made == {((1980, 1, 1, 0, 0, 0), 0)}
    assert 50_000 < len(packed) < 400_000


def test_another_place_and_time_give_the_same_bytes(bureau: Bureau, tmp_path: Path) -> None:
    contents = set()
    other = shutil.copytree(bureau.root, tmp_path / "另一处")
    for root, seed, zone in ((bureau.root, "1", "Asia/Shanghai"), (other, "2", "America/New_York")):
        out = tmp_path / f"{seed}.xlsx"
        subprocess.run(
            [sys.executable, "-m", "ledger", "xlsx", str(out), "--root", str(root)],
            cwd=ROOT, check=True, capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        contents.add(out.read_bytes())
    assert len(contents) == 1


# Who sees what

HIDDEN = """\
- 编号: r01-90
  类别: 督导调研
  日期: 2021-01-29
  岗位: 副局长
  事项: 金丝雀
  可见: 班子
"""


def test_what_is_hidden_is_in_no_byte_and_no_column(bureau: Bureau) -> None:
    for path, old, new in CANARIES.values():
        bureau.change(path, old, new)
    everybody = opened(document(open_project(bureau.root, "全员"), PROPERTIES))
    serial = str((date.fromisoformat(DAY) - date(1899, 12, 30)).days)
    for part in everybody.parts.values():
        assert CANARY.encode() not in part and DAY.encode() not in part
        assert f"<v>{serial}</v>".encode() not in part
    assert "缺席" not in everybody.heads("履责记录")
    leaders = opened(document(open_project(bureau.root, "班子"), PROPERTIES))
    assert CANARY in str(leaders.table("履责记录")[0]["缺席"])
    assert "缺席" in leaders.heads("履责记录")


def test_a_hidden_record_leaves_no_trace(bureau: Bureau, bureaus: Any) -> None:
    without = document(bureau.project(), PROPERTIES)
    told = bureaus().append("data/2021/履责记录/01.yml", HIDDEN)
    assert document(open_project(told.root, "全员"), PROPERTIES) == without
    leaders = opened(document(open_project(told.root, "班子"), PROPERTIES))
    shown = {row["编号"]: row["可见"] for row in leaders.table("履责记录")}
    assert shown["r01-90"] == "只给班子、纪检看" and shown["r01-01"] is None


def test_a_total_says_that_it_counts_what_is_not_listed(bureau: Bureau) -> None:
    bureau.append("data/2021/履责记录/01.yml", HIDDEN)
    bureau.append(
        "data/2021/figures.yml",
        "- {编号: visits, 名称: 督导数, 口径: 督导, 分组: 责任落实, 来源: 履责记录, 条件: {类别: 督导调研},"
        " 算法: 计数, 单位: 次, 含不可见: 是}\n",
    )
    more = "（另含本版不列出的记录）"
    for edition, count, note in (("全员", 1, more), ("班子", 2, more), ("纪检", 2, "")):
        found = opened(document(open_project(bureau.root, edition), PROPERTIES))
        (row,) = (row for row in found.table(FIGURES) if row["编号"] == "visits")
        assert row["数值"] == 2 and row["记录数"] == count
        assert row["来源"] == f"履责记录{note}"
        assert len([each for each in found.table(COUNTED) if each["指标"] == "督导数"]) == count


class Inner(Part):
    """A group with something for the inspectors in it."""

    open: Line = Field(alias="明")
    shut: Annotated[Line, Audience("纪检")] = Field(alias="暗", default="有人知道")


class Outer(Numbered):
    """A record whose hidden fields hold something even where they are hidden."""

    headline = "id"
    one: Inner | None = Field(alias="一", default=None)
    many: list[Inner] = Field(alias="多", default=[])
    shut: Annotated[Line, Audience("班子")] = Field(alias="密", default="还没有")


@pytest.mark.parametrize("edition", editions.EDITIONS)
def test_a_field_that_is_hidden_is_no_column_whatever_it_holds(edition: str) -> None:
    assert part_of(Outer, "多") is Inner
    heads = [excel._head(Outer, path) for path in excel._columns(Outer, edition)]
    assert "一·明" in heads and "多" in heads
    assert ("密" in heads) == (edition != "全员") and ("一·暗" in heads) == (edition == "纪检")
    group = Inner.model_validate({"明": "甲"})
    shown = str(excel._cell([group, group], edition))
    assert shown.count("明 甲") == 2 and ("有人知道" in shown) == (edition == "纪检")


# Files


def test_the_command_writes_it_without_building_a_site(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "核对.xlsx"
    assert main(["xlsx", str(out), "--root", str(bureau.root)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"已写到 {out}") and "网页" not in said.err
    assert opened(out.read_bytes()).table(FIGURES)[0]["名称"] == "学习次数"
    assert main(["xlsx", str(tmp_path / "no/a.xlsx"), "--root", str(bureau.root)]) == 2
    assert "如 报告.xlsx" in capsys.readouterr().err


def test_beside_the_page_it_is_of_the_data_as_they_are(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "offered", lambda: ["xlsx"])
    page = tmp_path / "site/report/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<html>")  # the page stays as it is
    for matter in ("头一回", "第二回"):
        record = bureau.project().dataset.records["履责记录"][0]
        bureau.change("data/2021/履责记录/01.yml", f"事项: {headline(record)}", f"事项: {matter}")
        files.write_downloads(tmp_path / "site", bureau.project())
        content = page.with_name("report.xlsx").read_bytes()
        assert opened(content).table("履责记录")[0]["事项"] == matter
        assert content == files.as_xlsx(tmp_path, bureau.project(), Form())


# In a spreadsheet


def spreadsheet(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """What LibreOffice makes of a workbook, by sheet."""
    office = shutil.which("soffice")
    if not office or not (Path(office).resolve().parent / "libsclo.so").exists():
        pytest.skip("没有 LibreOffice Calc：不用表格软件打开")
    (folder / "a.xlsx").write_bytes(content)
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
         "--outdir", str(folder / "out"), str(folder / "a.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return {
        file.stem.removeprefix("a-"): list(
            csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""))
        )
        for file in (folder / "out").glob("*.csv")
    }


@pytest.mark.long  # in the usual run the workbook of the site is read back
def test_a_spreadsheet_shows_the_numbers(packed: bytes, project: Project, tmp_path: Path) -> None:
    shown = spreadsheet(packed, tmp_path)
    figures = shown[FIGURES][1:]
    assert len(figures) == len(project.figures)
    for row, figure in zip(figures, project.figures.values(), strict=True):
        assert row[:2] == [figure.id, figure.name] and row[5] == figure_text(figure)
        assert float(row[3]) == pytest.approx(float(figure.value), rel=1e-14)
    for name, _, records in excel.shelves(project):
        assert len(shown[name]) == 1 + len(records)
    day = shown["履责记录"][0].index("日期")
    assert [row[day] for row in shown["履责记录"][1:]] == [
        str(record.date)
        for record in project.dataset.records["履责记录"]  # type: ignore[attr-defined]
    ]


def test_a_spreadsheet_shows_every_text_as_it_was_typed(tmp_path: Path) -> None:
    # what it writes for us can hold no NUL, no non-character and one kind of line end; 7.4 takes
    # _x0_ for an escape, which has four digits (ECMA-376, 22.9.2.19)
    texts = [text for text in TEXTS if not re.search("[\x00\ufffe\uffff\r]|_x0_", text)]
    shown = spreadsheet(one([*texts]), tmp_path)
    (rows,) = shown.values()
    assert [row[0] if row else "" for row in rows[1:]] == texts
