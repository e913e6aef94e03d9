"""Ledgers of a bureau's own, taken from its files: every cell has a fate, and nothing is guessed."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import Bureau, sample
from openpyxl.styles import Font

from ledger.commands import main
from ledger.foreign import days, heading, words
from ledger.foreign.choosing import Choices, chosen
from ledger.foreign.days import When
from ledger.foreign.desk import Desk, Wanted
from ledger.foreign.heading import Kind
from ledger.foreign.importing import brought
from ledger.foreign.mapping import columns_of
from ledger.foreign.values import Asked, understood
from ledger.issues import Mistake
from ledger.machine import files
from ledger.reading.sheets import Area, Cell, Grid
from ledger.records.ledgers import shipped

Said = pytest.CaptureFixture[str]
MAPPING = "data/导入对照/履责记录.yml"
MAPPED = """\
台账: 履责记录
栏:
  - {表头: 序号}
  - {表头: 时间, 键: 日期}
  - {表头: 类别, 键: 类别, 值: [{写: 督查, 是: 督导调研}]}
  - {表头: 责任人（岗位）, 键: 岗位}
  - {表头: 工作内容, 键: 事项}
  - {表头: 学习内容, 键: 学习文件}
  - {表头: 参加人数·应到, 键: 应到}
  - {表头: 参加人数·实到, 键: 实到}
  - {表头: 备注}
"""
HEADS = (
    "序号",
    "时间",
    "类别",
    "责任人\n（岗位）",
    "工作内容",
    "学习内容",
    "参加人数",
    None,
    "备注",
)
STUDY = ("学习教育", "局长", "支部学习规定")


class Clerk:
    """A clerk with a file of their own, and the small bureau."""

    def __init__(self, bureau: Bureau, said: Said) -> None:
        self.bureau, self.said = bureau, said
        self.folder = bureau.root.with_name(f"{bureau.root.name}-旧账")
        self.folder.mkdir()

    def save(self, *rows: tuple[object, ...], name: str = "2021年台账.xlsx") -> Path:
        """Save a file whose first sheet has a head of two rows above some rows."""
        return self.saved(lambda sheet: [sheet.append(row) for row in rows], name)

    def saved(self, change: Callable[[Any], object], name: str = "2021年台账.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.title = "履责"
        sheet.append(["示例市小样局2021年度履责台账"])
        sheet.append(["填报单位：办公室", None, "填报日期：2022年1月3日"])
        sheet.append(HEADS)
        sheet.append([None] * 6 + ["应到", "实到"])
        for area in ("A1:I1", *(f"{letter}3:{letter}4" for letter in "ABCDEFI"), "G3:H3"):
            sheet.merge_cells(area)
        change(sheet)
        book.save(self.folder / name)
        return self.folder / name

    def take(self, file: Path, *given: str) -> tuple[int, str]:
        """Import; return the exit code and all that was said."""
        code = main(["import", "--root", str(self.bureau.root), str(file), *given])
        told = self.said.readouterr()
        return code, told.out + told.err

    def fates(self, file: Path, **wanted: Any) -> dict[str, tuple[str, str]]:
        """Return the fate of each cell of the first sheet."""
        every = brought(Desk(self.bureau.root, Wanted(file, **wanted))).fates.every()
        return {told.cell: tuple(told.fate) for told in every if told.sheet == "履责"}

    def held(self) -> dict[str, bytes]:
        found = (each for each in self.bureau.root.rglob("*") if each.is_file())
        return {each.relative_to(self.bureau.root).as_posix(): each.read_bytes() for each in found}


@pytest.fixture
def clerk(bureau: Bureau, capsys: Said) -> Clerk:
    bureau.write(MAPPING, MAPPED)
    return Clerk(bureau, capsys)


AT = When(2021, date(1899, 12, 30))


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ("1月15日", "2021-01-15"), ("2021.2.5", "2021-02-05"), ("2021/2/6", "2021-02-06"),
        ("３月４日", "2021-03-04"), (Decimal(20210312), "2021-03-12"), ("3.18", "2021-03-18"),
        (Decimal("3.18"), "2021-03-18"), (Decimal("3.4"), "2021-03-04"), (Decimal(44287), "2021-04-01"),
        (datetime(2021, 3, 29, 14, 30), "2021-03-29"), ("二〇二一年三月五日", "2021-03-05"),
        ("21.3.5", "2021-03-05"), ("5/18/2021", "2021-05-18"), ("2021-3-5 14:30", "2021-03-05"),
        ("2021年3月5日（星期五）", "2021-03-05"), ("3月5日下午", "2021-03-05"), ("2021 年 3 月 5 日", "2021-03-05"),
        ("3月5号", "2021-03-05"), ("2021-06-22T00:00:00.000Z", "2021-06-22"), ("3月5日 14时30分", "2021-03-05"),
    ],
)  # fmt: skip
def test_a_day_is_known_however_it_is_written(content: Any, meant: str) -> None:
    assert days.day(Cell(content), AT).isoformat() == meant


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (Decimal("3.1"), "可能是 2021-03-01，也可能是 2021-03-10"), ("3/5/2021", "可能是 3月5日，也可能是 5月3日"),
        ("3月5日至7日", "不止一天"), ("1月15日、16日", "不止一天"), ("3月", "没有写到日"), ("2月30日", "没有“2月30日”这一天"),
        ("20210231", "没有 2021-02-31 这一天"), ("19.3.5", "年份只写了两位"), ("3月上旬", "看不出"), (Decimal(45383), "不是 2021 年前后的"),
        (Decimal(30), "看不出是哪一天"), (True, "不是日期"), ("2021年3月5日（周三）", "是星期五"), ("2021-06-21T16:00:00.000Z", "看不出"),
    ],
)  # fmt: skip
def test_what_may_be_another_day_is_none(content: Any, why: str) -> None:
    with pytest.raises(Mistake, match=why):
        days.day(Cell(content), AT)


def test_a_number_of_the_calendar_of_1904_is_another_day() -> None:
    other = AT._replace(epoch=date(1904, 1, 1))
    assert days.day(Cell(Decimal(44287 - 1462)), other) == date(2021, 4, 1)


@pytest.mark.parametrize(
    ("content", "meant"),
    [("3月", "2021-03"), (Decimal(202103), "2021-03"), (date(2021, 3, 9), "2021-03"), ("2021.3", "2021-03")],
)  # fmt: skip
def test_a_month_is_known_however_it_is_written(content: Any, meant: str) -> None:
    assert days.month(Cell(content), AT) == meant


def test_the_words_of_tables_stand_once_in_a_group() -> None:
    known = words.shipped()
    assert all(len(group) > 1 for group in known.heads)
    assert words.is_ordinal("序号") and not words.is_ordinal("时间")
    assert words.variants("责任人\n（岗位）") == ["责任人岗位", "责任人", "岗位"]


@pytest.mark.slow
def test_every_spelling_of_a_messy_ledger_has_its_fate(clerk: Clerk) -> None:
    """The kinds of the workbook that a county's clerk sent, and worse ones."""

    def change(sheet: Any) -> None:
        rows = [
            (
                1,
                datetime(2021, 5, 8, 9, 0),
                "学习教育",
                "小样局局长",
                "学习全会精神",
                "市纪委全会",
                30,
                28,
                "旁注",
            ),
            (
                2,
                "5月9日",
                "学习教育",
                "局长",
                "学习\n（第一期）",
                "《廉洁自律准则》、全会",
                "３０",
                "29人",
                None,
            ),
            (3, "2021.5.10", "督查", "文书岗", "到县里督查", None, None, "四十", None),
            (4, Decimal(44327), "督导调研", None, "再到县里", "/", None, "—", None),
            (5, "5.12", "学习教育", "同上", "读书", None, "约30", 1, None),
            (6, "5月31日至6月2日", "学习教育", "局长", "办班", None, 5, 5, None),
            (7, "5月13日", "学习教育", "处长", "讲课", None, 5, "12元", None),
            (8, None, None, None, None, None, None, None, None),
            ("合计", None, None, None, None, None, 75, "=SUM(H5:H11)", None),
            ("注：本表一式两份", None, None, None, None, None, None, None, None),
        ]
        for row in rows:
            sheet.append(row)
        sheet.merge_cells("D7:D8")
        sheet.row_dimensions[6].hidden = True

    file = clerk.saved(change)
    found = clerk.fates(file)
    assert found["B5"] == ("改", "改成 2021-05-08，去掉时刻 09:00")
    assert found["D5"] == ("改", "改成“局长”") and found["E5"] == ("取", "")
    assert found["I5"] == ("不取", "这一栏不取") and found["A5"] == ("不取", "序号")
    assert found["F6"][0] == "不取" and "全会" in found["F6"][1]
    assert found["B7"] == ("改", "改成 2021-05-10") and found["H7"] == ("改", "改成 40")
    assert found["C7"] == ("改", "照对照：督导调研") and found["D7"] == ("取", "")
    assert found["B8"] == ("改", "改成 2021-05-11") and found["F8"] == ("不取", "当作没有填")
    assert "约数" in found["G9"][1] and found["H9"] == ("不取", "这一行没有导入，要改的在 G9")
    assert "不止一天" in found["B10"][1] and "单位“元”" in found["H11"][1]
    assert found["A12"] == ("不取", "只有序号，没有填")
    assert "没有存下值" in found["H13"][1] and found["G13"][1].startswith("合计，没有比")
    assert found["A14"] == ("不取", "小标题或表下的话")
    assert found["A1"] == ("不取", "栏名上面的标题") and found["H4"] == ("不取", "栏名")
    code, told = clerk.take(file, "--write")
    assert code == 1 and "第 6 行，照样读" in told and "添 3，已有 0，没有导入 4" in told
    made = clerk.bureau.read("data/2021/履责记录/05.yml")
    assert made.count("- 编号") == 3 and made.count("岗位: 文书岗") == 2
    assert clerk.bureau.messages() == []


@pytest.mark.slow
def test_every_cell_has_one_fate(clerk: Clerk) -> None:
    """Whatever stands in a sheet: the fates part the cells that hold something."""
    chance = random.Random(7)
    held: list[Any] = [
        None, None, 3, 3.1, "3月5日", "局长", "学习教育", "合计", "同上", "/", "=1+1", "#REF!", "注：字", date(2021, 3, 5),
        datetime(2021, 3, 5, 9, 1), True, "时间", "=cmd|' /C calc'!A0", "一\n二", "市纪委全会、廉洁自律准则", "12元", " ",
    ]  # fmt: skip
    for number in range(8):
        rows = [tuple(chance.choice(held) for _ in range(11)) for _ in range(25)]

        def change(sheet: Any, rows: list[tuple[Any, ...]] = rows) -> None:
            for row in rows:
                sheet.append(row)
            for _ in range(6):
                row, column = chance.randint(5, 25), chance.randint(1, 9)
                sheet.merge_cells(None, row, column, row + chance.randint(0, 3), column + chance.randint(0, 2))  # fmt: skip

        file = clerk.saved(change, f"{number}.xlsx")
        result = brought(Desk(clerk.bureau.root, Wanted(file, year=2021)))
        told = [*result.fates.every()]
        there = openpyxl.load_workbook(file).active
        filled = {c.coordinate for row in there for c in row if c.value is not None}
        assert {each.cell for each in told} == filled and len(told) == len(filled)
        taken = {int("".join(filter(str.isdigit, e.cell))) for e in told if e.fate.kind != "不取"}
        added = {e.row.line.number for s in result.sheets for e in s.outcomes if e.added}
        assert taken <= added


RECORD = (1, "2021-05-08", "学习教育", "局长", "学习全会精神", "市纪委全会", 30, 28)


@pytest.mark.slow
def test_what_came_before_is_not_added_again(clerk: Clerk) -> None:
    file = clerk.save(RECORD)
    assert (
        clerk.take(file)[0] == 1 and not (clerk.bureau.root / "data/2021/履责记录/05.yml").exists()
    )
    assert clerk.take(file, "--write")[0] == 0
    assert clerk.take(file, "--write") == (0, clerk.take(file, "--write")[1])
    other = clerk.save(RECORD, (2, *RECORD[1:7], 27), RECORD, name="2021年第二份.xlsx")
    code, told = clerk.take(other, "--write")
    assert code == 1 and "添 0，已有 1，没有导入 2" in told
    assert "不同的是 实到（表里“27”，台账里“28”）" in told and "完全一样" in told
    left = openpyxl.load_workbook(clerk.folder / "2021年第二份-没有导入.xlsx").active
    assert left.max_row == 3 and "确是另一件事的，加 --new 行号" in left["J2"].value
    assert clerk.take(other, "--new", "6", "--new", "履责!7")[1].count("  添  ") == 2
    clerk.bureau.change("data/2021/履责记录/05.yml", "岗位: 局长", "岗位: 副职")
    clerk.save((*RECORD[:3], "副局长", *RECORD[4:]))
    assert "已有 1" in clerk.take(file)[1]


@pytest.mark.slow
def test_rows_that_were_refused_come_again_when_they_are_mended(clerk: Clerk) -> None:
    bad = (2, "5月9日", "学习教育", "处长", "再学习", None, None, "12元")
    file = clerk.save(RECORD, bad)
    assert clerk.take(file, "--write")[0] == 1
    left = clerk.folder / "2021年台账-没有导入.xlsx"
    second = clerk.folder / "2021年台账-没有导入-2.xlsx"
    assert clerk.take(left, "--write")[0] == 1 and not second.exists()  # the same rows once more
    book = openpyxl.load_workbook(left)
    sheet: Any = book.active
    sheet["D2"] = "科长"
    book.save(left)
    assert clerk.take(left, "--write")[0] == 1 and second.exists()  # the clerk's own stays
    assert [cell.value for cell in sheet[1]][6:] == ["参加人数·应到", "参加人数·实到", "备注", "为什么没有导入"]  # fmt: skip
    assert "责任人（岗位）：" in sheet["J2"].value and "参加人数·实到：" in sheet["J2"].value
    sheet["D2"], sheet["H2"] = "文书岗", 12
    book.save(left)
    assert clerk.take(left, "--write")[0] == 0
    assert "再学习" in clerk.bureau.read("data/2021/履责记录/05.yml")


@pytest.mark.slow
def test_what_the_check_finds_is_told_by_cell_and_the_rest_is_taken(clerk: Clerk) -> None:
    talk = (2, "2021-05-09", "个别谈话", "局长", "谈心")
    phone = (3, "2021-05-10", "学习教育", "局长", "学习，联系电话 13812345678")
    nobody = (4, "2021-05-11", "学习教育", None, "学习")
    code, told = clerk.take(clerk.save(RECORD, talk, phone, nobody), "--write")
    assert "没有导入  履责!D8  缺少“岗位”：这一格没有填\n" in told
    assert code == 1 and "没有导入  履责!A6" in told and "没有导入  履责!E7" in told
    assert clerk.bureau.read("data/2021/履责记录/05.yml").count("编号") == 1


@pytest.mark.slow
def test_nobody_guesses_how_a_sheet_is_read(clerk: Clerk) -> None:
    """Without a terminal the likely reading is printed as the file that is to be written."""
    clerk.bureau.remove(MAPPING)
    file = clerk.save(RECORD)
    before = clerk.held()
    code, told = clerk.take(file)
    assert code == 2 and "像是 履责记录" in told
    code, told = clerk.take(file, "--ledger", "履责记录")
    assert code == 1 and clerk.held() == before and "参加人数·实到（1 格，如 “28”）→ 实到" in told
    written = told[told.index("# 履责记录") :]
    code, _ = clerk.take(file, "--ledger", "履责记录", "--write")
    assert code == 1 and clerk.bureau.read(MAPPING) == written
    assert {*clerk.held()} - {*before} == {MAPPING}
    assert clerk.take(file, "--write")[0] == 0 and clerk.bureau.messages() == []


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let a person answer; return what they are asked."""
    asked: list[str] = []
    given = iter(answers)

    def answer(question: str) -> str:
        asked.append(question)
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda _: True})())
    return asked


@pytest.mark.slow
def test_a_person_is_asked_once_which_column_is_which_key(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.bureau.remove(MAPPING)
    row = (1, "5月8日", "学习教育", "一把手", "学习", None, None, 3, "旁注")
    file = clerk.save(row)
    asked = at_a_terminal(monkeypatch, "1", "", "", "", "局长", "", "", "应到", "实到", "", "y")
    code, told = clerk.take(file, "--write")
    assert code == 0, told
    assert (
        "没有答完" not in told and "“实到”" not in asked[-1] and asked[-1].startswith("写进 data")
    )
    assert "{表头: 责任人（岗位）, 键: 岗位, 值: [{写: 一把手, 是: 局长}]}" in clerk.bureau.read(
        MAPPING
    )
    assert "岗位: 局长" in clerk.bureau.read("data/2021/履责记录/05.yml")
    asked.clear()
    assert clerk.take(file)[0] == 0 and asked == []


@pytest.mark.slow
def test_who_does_not_answer_to_the_end_has_written_nothing(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.bureau.remove(MAPPING)
    before = clerk.held()
    at_a_terminal(monkeypatch, "", "")
    code, told = clerk.take(clerk.save(RECORD), "--ledger", "履责记录", "--write")
    assert code == 2 and "没有答完" in told and clerk.held() == before


@pytest.mark.slow
def test_what_is_hidden_or_added_up_is_told(clerk: Clerk) -> None:
    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        sheet.append((2, *RECORD[1:4], "再学习", None, 5, 5))
        sheet.append(("小计", None, None, None, None, None, 35, 34))
        sheet.append(HEADS)
        sheet.append((3, *RECORD[1:4], "三学习", None, 5, 5))
        sheet.append((4, *RECORD[1:4], "四学习", None, None, None))
        sheet.append(("合计", None, None, None, None, None, 40, 38))
        sheet.merge_cells("G9:G10")
        sheet.column_dimensions["H"].hidden = True
        other = sheet.parent.create_sheet("底稿")
        other.append(["时间", "责任人"])
        other.sheet_state = "hidden"

    file = clerk.saved(change)
    told = clerk.take(file)[1]
    assert (
        "隐藏的栏  H 栏，照样读" in told and "“底稿”没有读：隐藏的表；要读，加 --sheet 底稿" in told
    )
    assert "合计  履责!H7  参加人数·实到：表里 34，各行相加 33" in told
    found = clerk.fates(file)
    assert "合并的格里是数" in found["G9"][1] and found["A8"] == ("不取", "重复的栏名")
    assert found["G7"] == ("不取", "合计，和各行相加的一样（35）")
    assert found["H11"] == ("不取", "合计，和各行相加的一样（38）")


@pytest.mark.slow
def test_a_day_may_stand_below_its_month(clerk: Clerk) -> None:
    """Rows of one cell tell the month of those below; a day of another month contradicts them."""
    rows = ["一月", 5, "6日", "（二）2 月份（补）", "7号", "1月28日", "2月9日", 31]
    cells = [
        (day, None) if isinstance(day, str) and day[:1] in "一（" else (None, day) for day in rows
    ]
    file = clerk.save(*[(*each, *STUDY) if each[1] else each for each in cells])
    found = clerk.fates(file)
    assert [found[f"B{n}"][1] for n in (6, 7, 9, 11)] == [
        f"改成 2021-{day}" for day in ("01-05", "01-06", "02-07", "02-09")
    ]
    assert "写在 2 月的一段里" in found["B10"][1] and "没有 2021-02-31" in found["B12"][1]
    assert found["A5"] == ("不取", "月份的小标题")
    assert clerk.take(file, "--write")[0] == 1
    left = clerk.folder / "2021年台账-没有导入.xlsx"
    assert openpyxl.load_workbook(left).active["A2"].value == "2月"
    assert "添 0，已有 0，没有导入 2" in clerk.take(left)[1]


@pytest.mark.slow
def test_what_is_struck_through_is_asked_about(clerk: Clerk) -> None:
    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        sheet["E5"].font = Font(strike=True)

    assert "有删除线" in clerk.fates(clerk.saved(change))["E5"][1]


@pytest.mark.slow
def test_a_record_of_two_rows_is_not_taken_for_two(clerk: Clerk) -> None:
    """A head of two keys, one above the other, is no group with its part."""

    def change(sheet: Any) -> None:
        sheet.unmerge_cells("B3:B4")
        sheet["B4"] = "时限"
        for row in (5, 7):
            sheet.append(RECORD)
            sheet.append((None, "6月1日"))
            for letter in "ACDEF":
                sheet.merge_cells(f"{letter}{row}:{letter}{row + 1}")

    clerk.bureau.change(MAPPING, "表头: 时间,", "表头: 时间·时限,")
    code, told = clerk.take(clerk.saved(change))
    assert code == 1 and "一条记录占两行（时间·时限 上下各是一个键）" in told
    clerk.bureau.remove(MAPPING)
    assert "一条记录占两行" in clerk.take(clerk.saved(change), "--ledger", "履责记录")[1]


@pytest.mark.slow
def test_a_sheet_of_another_year_is_read_when_it_is_asked_for(clerk: Clerk) -> None:
    clerk.bureau.write("data/2020/履责记录/01.yml", "[]\n")

    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        other = sheet.parent.copy_worksheet(sheet)
        other.title, other["A1"] = "2020年", "履责台账"
        other["B5"] = "2020-05-08"

    file = clerk.saved(change)
    told = clerk.take(file)[1]
    assert "添 1" in told and "“2020年”没有读：是 2020 年的，报告年度是 2021 年" in told
    assert "记进履责记录，2020 年" in clerk.take(file, "--sheet", "2020年")[1]


@pytest.mark.slow
def test_a_record_that_another_file_contradicts_is_told_by_its_cell(clerk: Clerk) -> None:
    """Somebody reported that there was nothing in the month."""
    clerk.bureau.write("data/2021/本月无.yml", "- {月份: 2021-06, 岗位: [局长]}\n")
    code, told = clerk.take(clerk.save(RECORD, (2, "6月1日", *RECORD[2:])), "--write")
    where = "data/2021/本月无.yml:1  岗位：“局长”2021-06 有履责记录（这一条）"
    assert code == 1 and f"没有导入  履责!A6  {where}" in told
    assert "添 1，已有 0，没有导入 1" in told


@pytest.mark.slow
def test_texts_of_other_programs_come_in_as_well(clerk: Clerk) -> None:
    """A number of a file of texts may have lost a zero: which day 3.1 is nobody can tell."""
    file = clerk.folder / "2021年台账.csv"
    head = "时间,类别,责任人（岗位）,工作内容,参加人数,,学习内容\n,,,,应到,实到,\n"
    file.write_bytes(
        f"{head}3.1,学习教育,局长,学习甲,30,28,\n3.14,学习教育,局长,学习乙,,,\n".encode("gb18030")
    )
    code, told = clerk.take(file)
    assert code == 1 and "可能是 2021-03-01，也可能是 2021-03-10" in told and "添 1" in told


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+SUM(A1)", "@SUM(A1)", "-cmd|a"])
@pytest.mark.slow
def test_what_looks_like_a_formula_is_no_text(clerk: Clerk, text: str) -> None:
    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        sheet["E5"].value, sheet["E5"].data_type = text, "s"

    file = clerk.saved(change)
    assert "像公式" in clerk.fates(file)["E5"][1]
    assert clerk.take(file, "--write")[0] == 1
    left = openpyxl.load_workbook(clerk.folder / "2021年台账-没有导入.xlsx").active
    assert (left["E2"].value, left["E2"].data_type, left["E2"].quotePrefix) == (text, "s", True)


@pytest.mark.slow
def test_the_year_of_a_file_is_told_or_asked(clerk: Clerk) -> None:
    assert "有的是 2021 年" in clerk.take(clerk.save(RECORD), "--year", "1999")[1]
    strange = (2, "2020-05-08", *RECORD[2:4], "去年的事")
    assert "日期：2020-05-08 不是 2021 年的" in clerk.take(clerk.save(RECORD, strange))[1]

    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        sheet["A1"] = "履责台账"

    code, told = clerk.take(clerk.saved(change, "台账.xlsx"))
    assert code == 2 and "没有写是哪一年的；请加 --year 年份" in told
    assert "添 1" in clerk.take(clerk.saved(change, "2021台账.xlsx"))[1]


def test_the_day_of_filling_in_is_no_year_of_a_file() -> None:
    assert heading.named("2021台账") == {2021} and heading.named("20210312") == set()
    assert heading.named("台账2021-03-12") == set()


@pytest.mark.slow
@pytest.mark.parametrize("number", sample(range(1, 6), 2))
def test_where_a_file_cannot_be_written_all_is_as_it_was(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Two months, and the workbook of what is left: the ledger is as it was, or has both."""
    file = clerk.save(RECORD, (2, "6月1日", *RECORD[2:]), (3, "六月", *RECORD[2:]))
    before = clerk.held()
    write, count = files.write, 0

    def fail(*given: Any, **named: Any) -> None:
        nonlocal count
        count += named.get("flush", True)  # not those of the trial
        if count == number:
            raise OSError(28, "No space left on device")
        write(*given, **named)

    monkeypatch.setattr(files, "write", fail)
    code, _ = clerk.take(file, "--write")
    assert code == 3 and clerk.held() == before
    monkeypatch.setattr(files, "write", write)
    assert clerk.take(file, "--write")[0] == 1
    assert {*clerk.held()} - {*before} >= {f"data/2021/履责记录/{n:02}.yml" for n in (5, 6)}
    assert main(["import", "--undo", "--root", str(clerk.bureau.root)]) == 0
    assert clerk.held() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--delete", "r01-01"), "--delete 只用于 export 写的表格"),
        (("--ledger", "整改"), "不认识的台账“整改”"),
        (("--sheet", "别的"), "不认识的表“别的”"),
        (("--mapping", "别的"), "不认识的对照“别的”"),
        (("--report", "data/a.xlsx"), "是项目自己的文件，或在项目自己的文件夹里"),
    ],
)
def test_what_is_asked_must_be_there(clerk: Clerk, given: tuple[str, ...], told: str) -> None:
    options = [str(clerk.bureau.root / each) if "/" in each else each for each in given]
    code, said = clerk.take(clerk.save(RECORD), *options)
    assert code == 2 and told in said


@pytest.mark.slow
def test_a_mapping_passes_over_nothing(clerk: Clerk) -> None:
    clerk.bureau.change(MAPPING, "键: 学习文件", "键: 缺席")
    code, told = clerk.take(clerk.save(RECORD))
    assert code == 1 and "不认识的键“缺席”" in told


@pytest.mark.slow
def test_a_table_of_all_fates_is_written(clerk: Clerk) -> None:
    report = clerk.folder / "去向.xlsx"
    clerk.take(clerk.save(RECORD), "--report", str(report))
    rows = [*openpyxl.load_workbook(report).active.values]
    assert rows[0] == ("表", "格", "内容", "去向", "怎样、为什么")
    assert ("履责", "D5", "局长", "取", None) in rows


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ((3, "3月5日", "学习教育", "局长", "学习"), Kind.RECORD),
        (("总计划", "3月5日", "学习教育", "局长"), Kind.RECORD),
        ((None, None, None, "负责人", "合计户数核对"), Kind.RECORD),
        (("本季合计", None, None, None, None, Decimal(75), "61人"), Kind.TOTAL),
        (("时间", "时间"), Kind.RECORD),
        ((None, "时间", "类别"), Kind.HEAD),
        ((Decimal(9),), Kind.EMPTY),
        (("（三）三月",), Kind.MONTH),
        (("三月底以前报送",), Kind.REMARK),
        (("审核人：", "张", None, None, None), Kind.REMARK),
        (("9，3月5日，学习教育，局长",), Kind.RECORD),
    ],
)
def test_what_a_row_below_the_head_is(row: tuple[Any, ...], kind: Kind) -> None:
    heads = ("序号", "时间", "类别", "责任人", "工作内容", "应到", "实到")
    rows = enumerate((heads, row), 1)
    cells = {(n, c): Cell(v) for n, each in rows for c, v in enumerate(each, 1) if v is not None}
    table = heading.table_of(Grid("表", cells))
    assert table and [line.kind for line in table.lines] == [kind]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (("序号", "巡山日期", "工区", "巡山内容", "带班岗位"), True),
        (("工区", "巡山日期", "巡山内容", "带班岗位"), False),  # none is usual
        (("序号", "3月日期", "4月内容", "工区"), False),  # a number
    ],
)
def test_a_head_may_say_a_trades_word_before_a_usual_one(
    heads: tuple[str, ...], found: bool
) -> None:
    table = heading.table_of(Grid("表", {(1, c): Cell(v) for c, v in enumerate(heads, 1)}))
    assert bool(table) == found and (not table or table.head.rows == "第 1 行")


def test_what_a_merged_cell_covers_is_not_read() -> None:
    heads = ("时间", "责任人")
    cells = {(1, c): Cell(each) for c, each in enumerate(heads, 1)}
    cells |= {
        (2, 1): Cell("3月5日"),
        (3, 1): Cell("盖住的"),
        (2, 2): Cell("甲"),
        (3, 2): Cell("乙"),
    }
    table = heading.table_of(Grid("表", cells, (Area(2, 1, 3, 1),)))
    assert table and [line.cells[1] for line in table.lines] == [(Cell("3月5日"), 2)] * 2


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("局长", "局长"), ("太原市科技局局长", "局长"), ("本局局长", "局长"), ("局 长", "局长"), ("书记、局长", "书记局长"),
        ("原局长", None), ("副局长", None), ("局", None), ("甲科", None), ("甲、股", None),
    ],
)  # fmt: skip
def test_a_name_is_known_by_signs_that_say_nothing_alone(text: str, meant: str | None) -> None:
    """A former head of the bureau of 太原 is no head, though 原 stands in its name."""
    known = dict(zip(names := ("局长", "书记局长", "甲股", "甲（股）"), names, strict=True))
    offered = Choices("岗位", known, ("太原市科技局",))
    if meant is None:
        with pytest.raises(Mistake, match=f"“{text}”"):
            chosen(offered, text)
    else:
        assert chosen(offered, text) == meant


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ("3.5万元", "3.5"), ("3500元", "0.35"), ("1,260", "1260"), ("三点五", "3.5"), (Decimal("0.1"), "0.1"),
        ("3.5万", None), ("2人", None), ("3-5", None), ("约3", None), ("-1", None), (True, None), (date(2021, 3, 5), None),
    ],
)  # fmt: skip
def test_a_number_has_a_unit_that_suits_its_key(content: Any, meant: str | None) -> None:
    column = columns_of(shipped()["问题清单"])["追缴金额"]
    asked = Asked(column, "追缴金额", AT, None, {})
    if meant is None:
        with pytest.raises(Mistake):
            understood(asked, Cell(content))
    else:
        assert understood(asked, Cell(content)).typed == meant


@pytest.mark.parametrize(
    ("content", "typed", "how"),
    [("到甲\t乙调研", "到甲 乙调研", "制表符改成空格"), ("甲\t\n乙", "甲乙", "去掉换行"), ("\t甲", "甲", "去掉多余的空格或看不见的字符")],
)  # fmt: skip
def test_a_tab_in_a_text_is_a_blank(content: str, typed: str, how: str) -> None:
    columns = columns_of(shipped()["履责记录"])
    asked = Asked(columns["事项"], "事项", AT, None, {})
    assert understood(asked, Cell(content)) == (typed, how, "")
    several = Asked(columns["对象单位"], "对象单位", AT, None, {})
    found = understood(several, Cell(content)).typed
    assert found == ["甲", "乙"] if "\n" in content else [typed]


@pytest.mark.slow
def test_several_files_are_taken_one_after_another(clerk: Clerk) -> None:
    files = [
        clerk.save((*RECORD[:4], f"学习{each}", *RECORD[5:]), name=f"2021{each}.xlsx")
        for each in ("一", "二")
    ]
    odd = clerk.folder / "2021三.csv"
    odd.write_text("甲,乙\n1,2\n", encoding="utf-8")
    half, lock = clerk.folder / "2021半.xlsx", clerk.folder / "~$2021一.xlsx"
    half.write_bytes(files[0].read_bytes()[:999])
    lock.write_bytes(b"\5abc")
    code, told = clerk.take(files[0], *map(str, (odd, half, lock, files[1])), "--write")
    assert code == 1 and f"{odd} 里没有找到台账的栏名" in told
    assert f"{half} 里有读不了的部分" in told and f"{lock} 是软件打开、保存时留下的" in told
    assert told.count("添 1，已有 0") == 2
    assert "共 4 份表格，没有做完的是 2021三.csv、2021半.xlsx。" in told
    made = clerk.bureau.read("data/2021/履责记录/05.yml")
    assert "学习一" in made and "学习二" in made
    code, told = clerk.take(files[0], str(files[1]), "--new", "5")
    assert code == 2 and "--new 只用于一份表格" in told


@pytest.mark.slow
def test_of_two_mappings_that_fit_one_is_named(clerk: Clerk) -> None:
    clerk.bureau.write("data/导入对照/另一份.yml", MAPPED)
    file = clerk.save(RECORD)
    code, told = clerk.take(file)
    assert code == 1 and "有几份对照都合这张表：另一份、履责记录" in told
    assert "添 1" in clerk.take(file, "--mapping", "另一份")[1]


@pytest.mark.slow
def test_a_sheet_of_no_clear_year_does_not_keep_out_the_others(clerk: Clerk) -> None:
    def change(sheet: Any) -> None:
        sheet.append(RECORD)
        other = sheet.parent.copy_worksheet(sheet)
        other.title, other["A1"], other["E5"] = "汇总", "2020年至2021年履责台账", "另一件"

    code, told = clerk.take(clerk.saved(change), "--write")
    assert code == 1 and "“汇总”没有读：写着几个年份（2020、2021）；请加 --year 年份" in told
    assert clerk.bureau.read("data/2021/履责记录/05.yml").count("编号") == 1


@pytest.mark.slow
def test_an_item_without_a_day_is_known_by_its_words(clerk: Clerk) -> None:
    """The same item with another number is no second item: it would be counted twice."""
    keys = ("科目", "项目", "本年", "计量", "来源")
    heads = ", ".join(f"{{表头: {key}, 键: {key}}}" for key in keys)
    clerk.bureau.write("data/导入对照/支出.yml", f"台账: 公务支出\n栏: [{heads}]\n")
    file = clerk.folder / "2021支出.csv"
    known = clerk.bureau.read("data/2021/公务支出.yml")
    held = [re.search(f"{key}: ?([^,}}\n]+)", known)[1] for key in keys]  # type: ignore[index]
    held[2] = "9.99"
    file.write_text(f"{','.join(keys)}\n{','.join(held)}\n", encoding="utf-8")
    code, told = clerk.take(file, "--write")
    assert code == 1 and "像是同一件事，不同的是 本年（表里“9.99”" in told
    assert clerk.bureau.read("data/2021/公务支出.yml") == known


SPENT = "台账: 公务支出\n栏: [{表头: 科目, 键: 科目}, {表头: 项目, 键: 项目}, {表头: 本年（元）, 键: 本年}, {表头: 计量, 键: 计量}, {表头: 来源, 键: 来源}]\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "why"),
    [("18600", "写的是元，这一条记的是万元"), ("0.5亿", "单位"), ("2万元", ""), ("12人", "单位")],
)
def test_money_is_in_the_unit_that_the_record_says(clerk: Clerk, value: str, why: str) -> None:
    clerk.bureau.write("data/导入对照/支出.yml", SPENT)
    file = clerk.folder / "2021支出.csv"
    file.write_text(
        f"科目,项目,本年（元）,计量,来源\n公务用车,费用,{value},万元,决算\n", encoding="utf-8"
    )
    told = clerk.take(file)[1]
    assert why in told and ("添 1" in told) == (not why)


def test_money_of_a_head_is_turned_into_the_unit_of_the_key() -> None:
    column = columns_of(shipped()["问题清单"])["追缴金额"]
    asked = Asked(column, "追缴金额（元）", AT, None, {}, words.money_of("追缴金额（元）"))
    assert understood(asked, Cell(Decimal(5000))).typed == "0.5"
    assert understood(asked, Cell("5,000.00")).typed == "0.5"
    assert understood(asked, Cell(Decimal(3), format='0.00"万元"')).typed == "3"
    assert words.money_of("单位：万元") == "万元" and words.money_of("公元（年）") == ""


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (Cell(Decimal(7), format="000"), "007"), (Cell(Decimal(7), format="0.00"), "7"), (Cell(Decimal(7), format='"第"0"号"'), None),
        (Cell(Decimal(10**17)), None), (Cell("字" * 5001), None), (Cell(Decimal("0.5"), percent=True), "50%"),
        (Cell(date(2021, 1, 4)), "2021-01-04"),
    ],
)  # fmt: skip
def test_a_number_in_a_column_of_texts_is_what_is_shown(cell: Cell, meant: str | None) -> None:
    asked = Asked(columns_of(shipped()["履责记录"])["事项"], "事项", AT, None, {})
    if meant is None:
        with pytest.raises(Mistake):
            understood(asked, cell)
    else:
        assert understood(asked, cell).typed == meant


@pytest.mark.slow
def test_a_reworded_matter_is_asked_about(clerk: Clerk) -> None:
    """The count may tell two events apart, and so may a number in what they are about."""
    assert clerk.take(clerk.save(RECORD), "--write")[0] == 0
    for matter, found in (("学习全会精神（补充）", "像"), ("学习保密规定", "添")):
        file = clerk.save((*RECORD[:4], matter, *RECORD[5:]))
        assert f"  {found}  " in clerk.take(file)[1]
    assert "已有 1，没有导入 1" in clerk.take(clerk.save(RECORD, (*RECORD[:7], 27)))[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "文件是空的"),
        ("台账: 履责记录\n栏: [\n", f"{MAPPING}:"),
        (MAPPED + "都是: [{键: 事项, 写: 盖掉}]\n", "“事项”写了两次"),
        (MAPPED.replace("是: 督导调研", "是: 不存在的"), "不认识的值“不存在的”"),
    ],
)
def test_a_mapping_in_doubt_reads_nothing(clerk: Clerk, text: str, told: str) -> None:
    clerk.bureau.write(MAPPING, text)
    code, said = clerk.take(clerk.save(RECORD), "--ledger", "履责记录", "--write")
    assert code == 1 and told in said
    assert not (clerk.bureau.root / "data/导入对照/履责记录-2.yml").exists()


@pytest.mark.slow
def test_a_renamed_head_is_told_and_the_words_are_kept(clerk: Clerk) -> None:
    clerk.bureau.change(MAPPING, "表头: 时间,", "表头: 日子,")
    code, told = clerk.take(clerk.save(RECORD))
    assert code == 1 and "差不多合，表里没有的栏是 日子" in told
    assert "{表头: 时间, 键: 日期}" in told and "值: [{写: 督查, 是: 督导调研}]" in told


@pytest.mark.slow
def test_where_the_check_refuses_all_rows_they_are_left(clerk: Clerk) -> None:
    clerk.bureau.write("data/2021/本月无.yml", "- {月份: 2021-05, 岗位: [局长]}\n")
    code, told = clerk.take(clerk.save(RECORD), "--write")
    assert code == 1 and "  错  " not in told and "没有导入的 1 行写在" in told
