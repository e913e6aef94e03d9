"""Ledgers as workbooks, and back what was edited in them: every edit, no other, and all or nothing."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ROOT, Bureau, sample
from hostile import TEXTS, quotable
from printing import office

from ledger.commands import main
from ledger.exchange import base, importing
from ledger.exchange.columns import is_edited
from ledger.exchange.drawer import Drawer
from ledger.exchange.trying import Fault
from ledger.issues import Place
from ledger.machine import files
from ledger.records import source
from ledger.records.dataset import read_all
from ledger.upgrading import replacing

RECTIFY, TRACES, SURVEYS = "整改台账", "履责记录", "调研"
FILE, TRACE_FILE = "data/2021/整改台账.yml", "data/2021/履责记录/03.yml"
Said = pytest.CaptureFixture[str]
pytestmark = pytest.mark.slow


class Desk:
    """A clerk's desk: the workbooks of a project, edited and brought back."""

    def __init__(self, root: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.said, self.patch = root, said, monkeypatch
        self.folder = root.with_name(f"{root.name}-表格")

    def export(self, *given: str, edition: str = "纪检") -> Path:
        """Export ledgers; return the file of the first."""
        self.patch.setenv("EDITION", edition)
        code = main(
            ["export", "--root", str(self.root), "--to", str(self.folder), "--replace", *given]
        )
        told = self.said.readouterr()
        assert code == 0, told
        self.patch.delenv("EDITION")
        return self.folder / f"{given[0]}.xlsx"

    def take(self, *given: str | Path) -> tuple[int, str]:
        """Import; return the exit code and all that was said."""
        code = main(["import", "--root", str(self.root), *map(str, given)])
        told = self.said.readouterr()
        return code, told.out + told.err

    def held(self) -> dict[str, bytes]:
        found = (each for each in self.root.rglob("*") if each.is_file())
        return {each.relative_to(self.root).as_posix(): each.read_bytes() for each in found}


@pytest.fixture
def desk(bureau: Bureau, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(bureau.root, capsys, monkeypatch)


def edit(file: Path, change: Callable[[Any], None] | Mapping[str, Any], sheet: str = "") -> Path:
    """Edit a workbook as another program would: cells by their places, or anything."""
    book = openpyxl.load_workbook(file)
    page = book[sheet] if sheet else book.worksheets[0]
    if callable(change):
        change(page)
    else:
        for place, value in change.items():
            page[place] = value
    book.save(file)
    return file


def column(file: Path, head: str, sheet: str = "") -> str:
    """Return the letter of the column below a head."""
    book = openpyxl.load_workbook(file)
    page = book[sheet] if sheet else book.worksheets[0]
    return next(cell.column_letter for cell in page[1] if cell.value == head)


def changed(before: bytes | str, after: bytes | str) -> list[str]:
    """Return the lines of two texts that differ, with a sign each."""
    old, new = (
        (each.decode() if isinstance(each, bytes) else each).splitlines()
        for each in (before, after)
    )
    return [f"-{line}" for line in old if line not in new] + [
        f"+{line}" for line in new if line not in old
    ]


# nothing was edited


@pytest.mark.parametrize("edition", ["全员", "纪检"])
def test_a_workbook_that_nobody_edited_changes_nothing(desk: Desk, edition: str) -> None:
    ledgers = [each.name for each in read_all(desk.root)[0].ledgers.values() if is_edited(each)]
    desk.export(*ledgers, edition=edition)
    before = desk.held()
    code, said = desk.take(*sorted(desk.folder.iterdir()), "--write")
    assert (code, said.splitlines()[-1]) == (0, "没有改动。")
    assert desk.held() == before and len([*desk.folder.iterdir()]) == len(ledgers)


@pytest.mark.long  # a small bureau comes back in the usual run
def test_the_sample_comes_back_as_it_is(
    real_copy: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("mkdocs.yml", "hooks.py", "macros.py"):
        shutil.copy(ROOT / name, real_copy)
    desk = Desk(real_copy, capsys, monkeypatch)
    dataset = read_all(real_copy)[0]
    kept = [
        name for name, each in dataset.ledgers.items() if is_edited(each) and dataset.records[name]
    ]
    desk.export(*kept)
    records = sum(len(base_of(desk.folder / f"{name}.xlsx")) for name in kept)
    assert records == sum(len(dataset.records[name]) for name in kept) > 1_400
    before = desk.held()
    code, said = desk.take(*sorted(desk.folder.iterdir()), "--write")
    assert (code, said.splitlines()[-1]) == (0, "没有改动。") and desk.held() == before


def base_of(file: Path) -> set[str]:
    """Return the names of the records with which a workbook was exported."""
    book = openpyxl.load_workbook(file)
    first = book.sheetnames[0]
    return {
        str(row[1].value) for row in book[base.SHEET].iter_rows(min_row=2) if row[0].value == first
    }


def test_a_group_names_its_record_by_what_people_call_it(desk: Desk) -> None:
    file = desk.export("岗位职责", "本月无")
    book = openpyxl.load_workbook(file)
    page = book["岗位职责"]
    names = [row[0].value for row in page.iter_rows(min_row=2)]
    mark = column(file, "〔标记〕")
    assert [page[f"{mark}{row}"].value for row in range(2, page.max_row + 1)] == names
    assert not page.column_dimensions[mark].hidden
    assert {row[0].value for row in book["岗位职责·流程"].iter_rows(min_row=2)} <= {*names}
    months = openpyxl.load_workbook(file.with_name("本月无.xlsx")).worksheets[0]
    letter = column(file.with_name("本月无.xlsx"), "〔标记〕")
    assert (
        str(months[f"{letter}2"].value).startswith("2021-")
        and months.column_dimensions[letter].hidden
    )


# what an edit changes


@pytest.mark.quick
def test_an_edit_rewrites_its_lines_and_no_other(desk: Desk, bureau: Bureau) -> None:
    old = bureau.read(FILE)
    bureau.write(FILE, old[:-1].replace("责任领导: 副局长", '责任领导: "副局长"  # 月底看') + "\n")
    bureau.change(FILE, "- 编号: rectify-02\n", "# 巡察的\n- 编号: rectify-02\n")
    file = desk.export(RECTIFY)
    edit(
        file,
        {f"{column(file, '措施')}3": "统一格式，按月抽查", f"{column(file, '责任领导')}3": "局长"},
    )
    before = bureau.read(FILE)
    code, said = desk.take(file)
    assert code == 1 and bureau.read(FILE) == before
    assert (
        f"  改  rectify-02  整改台账!{column(file, '措施')}3  措施：“统一格式”改成“统一格式，按月抽查”\n"
        in said
    )
    assert desk.take(file, "--write")[0] == 0
    new = before.replace("措施: 统一格式", "措施: 统一格式，按月抽查")
    first, last = new.split("- 编号: rectify-02")
    last = last.replace('责任领导: "副局长"  # 月底看', '责任领导: "局长"  # 月底看')
    assert bureau.read(FILE) == f"{first}- 编号: rectify-02{last}"
    assert desk.take(file) == (0, said.splitlines()[0] + "\n没有改动。\n")


def test_each_kind_of_value_comes_into_the_file_as_people_write_it(
    desk: Desk, bureau: Bureau
) -> None:
    bureau.write(FILE, bureau.read(FILE).rstrip("\n"))  # the last line has no end
    file = desk.export(RECTIFY)
    row = {
        "时限": date(2021, 12, 20), "佐证": "抽查表\n台账: 一\n", "依据条款": 5, "原因": "- 登记\t“不全”",
        "回头看·日期": "2021-12-01", "回头看·结论": "巩固",
    }  # fmt: skip
    edit(file, {f"{column(file, head)}3": value for head, value in row.items()})
    before = bureau.read(FILE)
    assert desk.take(file, "--write")[0] == 0
    assert changed(before, bureau.read(FILE)) == [
        "-  时限: 2021-11-30", '+  原因: "- 登记 “不全”"', "+  依据条款: 5", "+  时限: 2021-12-20",
        "+  佐证:", "+    - 抽查表", '+    - "台账: 一"',
        "+    日期: 2021-12-01",
    ]  # fmt: skip


def test_a_value_that_is_emptied_goes_with_its_group(desk: Desk, bureau: Bureau) -> None:
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, f'回头看·{head}')}2": None for head in ("日期", "结论")})
    before = bureau.read(FILE)
    assert desk.take(file, "--write")[0] == 0
    gone = "  回头看:\n    日期: 2021-10-20\n    结论: 巩固\n"
    assert bureau.read(FILE) == before.replace(gone, "")


def test_new_rows_come_at_the_end_of_the_file_of_their_month(desk: Desk, bureau: Bureau) -> None:
    file = desk.export(TRACES)
    place = {head: column(file, head) for head in ("编号", "类别", "日期", "岗位", "事项")}

    def add(page: Any) -> None:
        for row, day in ((40, date(2021, 3, 9)), (41, "2021-07-09")):
            values = (f"r-new-{row}", "学习教育", day, "局长", "学习一次")
            for letter, value in zip(place.values(), values, strict=True):
                page[f"{letter}{row}"] = value
            page[f"{column_form}{row}"] = "支部学习"

    column_form = column(file, "形式")
    edit(file, add)
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 0 and "  添  r-new-41  履责记录!A41  “学习一次”\n" in said
    record = "- 编号: r-new-{}\n  类别: 学习教育\n  日期: {}\n  岗位: 局长\n  事项: 学习一次\n  形式: 支部学习\n"
    assert bureau.read(TRACE_FILE) == before[TRACE_FILE].decode() + record.format(40, "2021-03-09")
    july = "data/2021/履责记录/07.yml"
    assert bureau.read(july) == before.get(july, b"").decode() + record.format(41, "2021-07-09")
    assert desk.take(file)[0] == 0
    assert desk.take("--undo")[0] == 0 and desk.held() == before


@pytest.mark.parametrize("part", ["", "财务/"])
def test_a_record_of_another_month_goes_to_its_file(desk: Desk, bureau: Bureau, part: str) -> None:
    january, march = (f"data/2021/履责记录/{part}{month}.yml" for month in ("01", "03"))
    (desk.root / january).parent.mkdir(exist_ok=True)
    (desk.root / "data/2021/履责记录/01.yml").rename(desk.root / january)
    before = desk.held()
    old = bureau.read(january)
    file = desk.export(TRACES)
    edit(file, {f"{column(file, '日期')}3": date(2021, 3, 26)})
    code, said = desk.take(file, "--write")
    assert code == 0 and f"  移  r01-02：从 {january} 移到 {march}，" in said
    record = old[old.index("- 编号: r01-02\n") :]
    record = record[: record.find("\n- ") + 1] if "\n- " in record else record
    assert bureau.read(january) == old.replace(record, "")
    listed = "对象单位:\n    - 东县小样局\n    - 办公室"
    moved = record.replace("2021-01-25", "2021-03-26")
    moved = moved.replace("对象单位: [东县小样局, 办公室]", listed)
    assert bureau.read(march) == before.get(march, b"").decode() + moved
    assert bureau.codes() == [] and desk.take(file)[1].endswith("没有改动。\n")
    assert desk.take("--undo")[0] == 0 and desk.held() == before


def test_what_a_colleague_saves_while_the_files_are_read_stays(
    desk: Desk, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, '问题')}3": "另一个问题"})
    whole = bureau.read(FILE)
    saved = whole[whole.index("- 编号: rectify-02\n") :]
    contents = Drawer.contents

    def late(drawer: Drawer) -> dict[str, bytes]:
        bureau.write(FILE, saved)
        return contents(drawer)

    monkeypatch.setattr(Drawer, "contents", late)
    code, said = desk.take(file, "--write")
    assert code == 1 and f"{FILE} 刚才有人改过，什么也没有改；请再运行一次" in said
    assert bureau.read(FILE) == saved


def test_a_new_row_without_a_number_is_given_one(desk: Desk, bureau: Bureau) -> None:
    bureau.change(FILE, "- 编号: rectify-02\n", "- 编号: rectify-02\n  # 看过\n")
    file = desk.export(RECTIFY)
    book = openpyxl.load_workbook(file)
    row = [cell.value for cell in book.worksheets[0][3]]
    number, mark, problem = (column(file, head) for head in ("编号", "〔标记〕", "问题"))

    def add(page: Any) -> None:
        for at, said in ((20, "一件"), (21, "又一件")):
            for cell, value in zip(page[at], row, strict=True):
                cell.value = value
            page[f"{number}{at}"] = page[f"{mark}{at}"] = None
            page[f"{problem}{at}"] = said

    edit(file, add)
    before = bureau.read(FILE)
    code, said = desk.take(file, "--write")
    assert code == 0 and "  添  rectify-03  整改台账!A20  “一件”\n" in said
    assert "- 编号: rectify-04\n  来源: 巡察\n  问题: 又一件\n" in bureau.read(FILE)
    assert bureau.read(FILE).startswith(before) and bureau.codes() == []
    assert desk.take(file) == (
        0,
        "整改台账.xlsx：整改台账，2021 年，纪检版，导出时 2 条\n没有改动。\n",
    )
    bureau.change(FILE, "问题: 又一件", "问题: 另一件")
    code, said = desk.take(file)
    assert code == 1 and "冲突  rectify-04：从这份导出的表格里添过这一条" in said


def test_groups_are_rows_of_a_sheet_of_their_own(desk: Desk, bureau: Bureau) -> None:
    bureau.change(
        TRACE_FILE,
        "  实到: 12\n",
        "  实到: 12\n  缺席:\n    - {岗位: 局长, 原因: 开会}  # 已报\n",
    )
    file = desk.export(TRACES)
    name = "履责记录·缺席"
    edit(file, {"A3": "r03-01", "B3": "文书岗", "C3": "病假", "D3": date(2021, 3, 9)}, name)
    before = bureau.read(TRACE_FILE)
    code, said = desk.take(file, "--write")
    assert code == 0 and "  改  r03-01  履责记录·缺席!A2  履责记录·缺席：1 项改成 2 项\n" in said
    assert changed(before, bureau.read(TRACE_FILE)) == [
        "-    - {岗位: 局长, 原因: 开会}  # 已报", "+    - {岗位: 局长, 原因: 开会}",
        "+    - {岗位: 文书岗, 原因: 病假, 补学: 2021-03-09}",
    ]  # fmt: skip


def test_rows_may_be_sorted_and_columns_moved(desk: Desk) -> None:
    file = desk.export("固定说法", "岗位职责")

    def turn(page: Any) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        for number, row in enumerate([rows[0], *reversed(rows[1:])], 1):
            for at, value in enumerate(reversed(row), 1):
                page.cell(number, at).value = value

    edit(file, turn)
    code, said = desk.take(file)
    assert (code, said.splitlines()[-1]) == (0, "没有改动。")


# what is gone stays


def test_a_row_that_is_gone_is_asked_about(desk: Desk, bureau: Bureau) -> None:
    file = desk.export(RECTIFY)
    edit(file, lambda page: page.delete_rows(2))
    before = bureau.read(FILE)
    code, said = desk.take(file, "--write")
    assert code == 0 and bureau.read(FILE) == before
    assert (
        "  少  rectify-01：表格里没有这一行，台账里没有删；真要删，加 --delete rectify-01\n" in said
    )
    code, said = desk.take(file, "--delete", "rectify-02")
    assert code == 2 and "rectify-02：表格里没有少这一条" in said
    code, said = desk.take(file, "--write", "--delete", "rectify-01")
    assert "  删  rectify-01\n" in said
    if code == 0:  # nothing else names it
        assert bureau.read(FILE) == before[before.index("- 编号: rectify-02") :]


def test_hidden_rows_and_lost_columns_and_sheets_change_nothing(desk: Desk) -> None:
    file = desk.export(TRACES)

    def lose(page: Any) -> None:
        page.row_dimensions[2].hidden = True
        page.delete_cols(page[f"{column(file, '事项')}1"].column)

    edit(file, lose)
    book = openpyxl.load_workbook(file)
    del book["履责记录·缺席"]
    book.save(file)
    code, said = desk.take(file)
    assert code == 0 and said.splitlines()[-1] == "没有改动。"
    assert "“履责记录”里没有“事项”一栏，这个键不改" in said
    assert "没有“履责记录·缺席”这张表，它记的都不改" in said


def test_a_column_of_ones_own_is_not_read(desk: Desk) -> None:
    file = edit(desk.export(TRACES), {"AH1": "备注", "AH2": "看过"})
    edit(file, lambda page: page.parent.create_sheet("草稿"))
    code, said = desk.take(file)
    assert (
        code == 0
        and "没有读  “草稿”这张表不是导出的" in said
        and "“履责记录”的“备注”一栏不是台账的键，没有读" in said
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda page: setattr(page, "title", "台账"), "没有“整改台账”这张表，另有“台账”"),
        (lambda page: page.delete_rows(1), "第一行不是栏名"),
        (lambda page: page.delete_rows(1, page.max_row), "第一行不是栏名"),
        (lambda page: (page.insert_rows(1), setattr(page["A1"], "value", "一览")), "第一行不是栏名"),
        (lambda page: setattr(page["B1"], "value", "来 源"), "没有“来源”一栏，另有“来 源”一栏"),
    ],
)  # fmt: skip
def test_what_is_not_where_it_was_is_told(
    desk: Desk, change: Callable[[Any], None], told: str
) -> None:
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, '措施')}3": "统一样式"})
    edit(file, change)
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and told in said and desk.held() == before


def test_what_an_edition_hides_stays_as_it_is(desk: Desk, bureau: Bureau) -> None:
    bureau.append(
        "data/2021/调研.yml",
        bureau.read("data/2021/调研.yml").split("- 编号: survey-2")[0].replace("survey-1", "survey-9")
        .replace("4号", "5号") + "  可见: 纪检\n",
    )  # fmt: skip
    file = desk.export(SURVEYS, edition="全员")
    content = b"".join(part for part in unpacked(file))
    assert "空白".encode() not in content and b"survey-9" not in content
    edit(file, {f"{column(file, '事项')}3": "听意见"})
    before = bureau.read("data/2021/调研.yml")
    assert desk.take(file, "--write")[0] == 0
    after = before.replace("事项: 听基层对公务用车的意见", "事项: 听意见")
    assert bureau.read("data/2021/调研.yml") == after


@pytest.mark.parametrize("edition", ["全员", "纪检"])
def test_who_does_not_see_all_of_a_record_does_not_delete_it(
    desk: Desk, bureau: Bureau, edition: str
) -> None:
    surveys = "data/2021/调研.yml"
    hiding = "- 编号: survey-2" + bureau.read(surveys).split("- 编号: survey-2")[1]
    assert "空白" in hiding
    bureau.append(surveys, hiding.replace("survey-2", "survey-9").replace("4号", "6号"))
    file = desk.export(SURVEYS, edition=edition)
    edit(file, lambda page: page.delete_rows(4))
    before = desk.held()
    code, said = desk.take(file, "--write", "--delete", "survey-9")
    told = "survey-9 有全员版看不到的内容，不能从这个表格里删；请用 EDITION=纪检 导出的表格删"
    assert (code, told in said) == ((1, True) if edition == "全员" else (0, False))
    assert (desk.held() == before) == bool(code)


def unpacked(file: Path) -> list[bytes]:
    with zipfile.ZipFile(file) as package:
        return [package.read(name) for name in package.namelist()]


def test_a_word_is_one_of_its_list(desk: Desk, bureau: Bureau) -> None:
    one, two = "data/词表/甲类.yml", "data/词表/乙类.yml"
    for path in (one, two):
        bureau.write(path, "- 词: 正面\n  又作: [正]\n- 词: 反面\n")
    file = desk.export("词表")
    mark = column(file, "〔标记〕")
    book = openpyxl.load_workbook(file)
    page = book.worksheets[0]
    rows = {row[page[f"{mark}1"].column - 1].value: row[0].row for row in page.iter_rows(2)}
    assert {"甲类/正面", "乙类/正面"} <= {*rows} and not page.column_dimensions[mark].hidden
    where = f"{column(file, '又作')}{rows['甲类/正面']}"
    edit(file, {where: "好"})
    before = bureau.read(two)
    bureau.write(one, "- 词: 反面\n")
    code, said = desk.take(file, "--write")
    assert code == 1 and "  冲突  甲类/正面  " in said and bureau.read(two) == before
    bureau.write(one, "- 词: 正面\n  又作: [正]\n- 词: 反面\n")
    assert "  改  甲类/正面  " in desk.take(file)[1]


# both changed


def test_what_both_changed_is_told_by_cell_and_nothing_is_written(
    desk: Desk, bureau: Bureau
) -> None:
    file = desk.export(RECTIFY)
    bureau.change(FILE, "措施: 统一格式", "措施: 统一表格")
    bureau.change(FILE, "措施: 先有公函再接待", "措施: 先有函再接待")
    where = column(file, "措施")
    edit(
        file,
        {f"{where}2": "先有函再接待", f"{where}3": "统一样式", f"{column(file, '原因')}2": "疏忽"},
    )
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and desk.held() == before
    assert (
        f"  冲突  rectify-02  整改台账!{where}3  措施：导出时“统一格式”，表格里“统一样式”，台账里“统一表格”；"
        in said
    )
    assert said.count("冲突") == 1 and "上面有 1 处要改，什么也没有写" in said
    edit(file, {f"{where}3": "统一表格"})
    assert desk.take(file, "--write")[0] == 0
    assert "原因: 疏忽" in bureau.read(FILE) and "统一表格" in bureau.read(FILE)


def test_two_clerks_bring_their_workbooks_together(desk: Desk, bureau: Bureau) -> None:
    one = desk.export(RECTIFY)
    other = Path(shutil.copy(one, one.with_name("另一份.xlsx")))
    edit(one, {f"{column(one, '措施')}3": "统一格式一"})
    edit(other, {f"{column(one, '问题')}3": "登记不齐"})
    assert desk.take(one, other, "--write")[0] == 0
    assert "问题: 登记不齐" in bureau.read(FILE) and "措施: 统一格式一" in bureau.read(FILE)
    edit(other, {f"{column(one, '措施')}3": "统一格式二"})
    assert "  冲突  rectify-02" in desk.take(one, other)[1]


def test_a_cell_set_back_in_a_workbook_that_was_taken_is_asked_about(
    desk: Desk, bureau: Bureau
) -> None:
    file = desk.export(RECTIFY)
    where = f"{column(file, '措施')}3"
    edit(file, {where: "统一样式"})
    code, said = desk.take(file, "--write")
    assert code == 0 and "还要改，重新导出再改" in said
    before = desk.held()
    edit(file, {where: "统一格式"})
    code, said = desk.take(file, "--write")
    assert code == 1 and f"整改台账!{where}  措施：这一格从这份导出的表格里改过" in said
    assert desk.held() == before
    edit(desk.export(RECTIFY), {where: "统一格式"})
    assert desk.take(file, "--write")[0] == 0 and "统一样式" not in bureau.read(FILE)
    assert [desk.take("--undo")[0] for _ in range(2)] == [0, 0]
    assert desk.take(file)[1].endswith("没有改动。\n")


def test_a_record_added_or_deleted_by_a_workbook_is_not_undone_in_it_silently(desk: Desk) -> None:
    file = desk.export("固定说法")
    edit(file, lambda page: page.append(["一站式"]))
    assert desk.take(file, "--write")[0] == 0
    edit(file, {f"A{openpyxl.load_workbook(file).worksheets[0].max_row}": "一条龙"})
    code, said = desk.take(file, "--write")
    assert code == 1 and "  冲突  一站式：从这份导出的表格里添过这一条" in said
    file = desk.export(TRACES)
    kept = file.read_bytes()
    edit(file, lambda page: page.delete_rows(2))
    name = openpyxl.load_workbook(desk.export(TRACES)).worksheets[0]["A2"].value
    file.write_bytes(kept)
    edit(file, lambda page: page.delete_rows(2))
    assert desk.take(file, "--write", "--delete", str(name))[0] == 0
    file.write_bytes(kept)
    assert f"  冲突  {name}  " in desk.take(file, "--write")[1]


NUMBERS = {
    "the number of another row": {"A2": "rectify-99", "A3": "rectify-01"},
    "two rows that change places": {"A2": "rectify-02", "A3": "rectify-01"},
    "two copies of a row": {"A2": "rectify-98", "A4": "rectify-99"},
    "a new row above one that is renumbered": {"A2": "rectify-99", "A4": "rectify-01", "mark": ""},
}


@pytest.mark.parametrize("cells", NUMBERS.values(), ids=NUMBERS)
def test_a_number_alone_does_not_tell_which_record_a_row_is(
    desk: Desk, cells: dict[str, str]
) -> None:
    file = desk.export(RECTIFY)
    mark = column(file, "〔标记〕")

    def renumber(page: Any) -> None:
        if "A4" in cells:
            for cell in page[2]:
                page.cell(4, cell.column).value = cell.value
        for place, value in cells.items():
            page[f"{mark}4" if place == "mark" else place] = value

    edit(file, renumber)
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and desk.held() == before
    assert ("编号是“rectify-01”，“〔标记〕”是“rectify-02”" in said) == ("A3" in cells)
    assert "看不出是哪一条" in said or "已经另有这个编号" in said


def test_a_row_without_the_column_of_marks_is_not_taken(desk: Desk) -> None:
    file = desk.export(RECTIFY)
    mark = column(file, "〔标记〕")
    edit(file, lambda page: page.delete_cols(page[f"{mark}1"].column))
    code, said = desk.take(file, "--write")
    assert code == 1 and "没有“〔标记〕”一栏" in said


def test_a_row_that_is_renumbered_keeps_its_record(desk: Desk, bureau: Bureau) -> None:
    file = edit(desk.export(RECTIFY), {"A3": "rectify-77"})
    before = bureau.read(FILE)
    desk.take(file, "--write")
    assert bureau.read(FILE) in (before, before.replace("编号: rectify-02", "编号: rectify-77"))
    assert "  改  rectify-02  整改台账!A3  编号：“rectify-02”改成“rectify-77”" in desk.take(file)[1]


# what cannot be


@pytest.mark.parametrize(
    ("head", "value", "told"),
    [
        ("时限", "下个月", "时限：“下个月”不是日期；请写成 2021-03-05 的样子"),
        ("时限", 3.5, "时限：“"),
        ("依据条款", "五", "依据条款："),
        ("措施", None, "缺少“措施”"),
        ("措施", "=1+1", "这一格是公式，不读；请复制，选择性粘贴成值"),
        ("措施", "=cmd|' /C calc'!A0", "这一格是公式"),
        ("编号", "rectify-01", "编号“rectify-01”在第 2 行已经有了；请换一个\n上面有 1 处要改"),
    ],
)
def test_a_wrong_cell_is_told_by_its_place(desk: Desk, head: str, value: object, told: str) -> None:
    file = desk.export(RECTIFY)
    where = f"整改台账!{column(file, head)}3"
    edit(file, {where.partition("!")[2]: value})
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and told in said and desk.held() == before
    assert f"  错  {where}  rectify-0" in said or value is None


def test_what_the_check_finds_is_told_by_its_cells(desk: Desk, bureau: Bureau) -> None:
    group = "  缺席:\n    - {岗位: 局长, 原因: 开会}\n"
    bureau.change(TRACE_FILE, "  实到: 12\n", f"  实到: 12\n{group}")
    bureau.change(FILE, "  问题: 登记不全\n", "  问题: 登记不全\n  原因: 没有统一的格式\n")
    bureau.append("docs/index.md", '\n{{ problems() }}\n\n{{ record("r03-03", "事项") }}\n')
    assert bureau.messages() == []
    work, done = desk.export(RECTIFY), desk.export(TRACES)
    reason, known = (column(work, head) for head in ("原因", "登记日期"))
    edit(work, {"B2": None, f"{reason}3": None, f"{known}3": date(2021, 12, 30)})
    edit(done, {"D2": date(2020, 1, 1)}, "履责记录·缺席")
    row = next(
        c.row for c in openpyxl.load_workbook(done).worksheets[0]["A"] if c.value == "r03-03"
    )
    edit(done, lambda page: page.delete_rows(row))
    before = desk.held()
    code, said = desk.take(work, done, "--write", "--delete", "r03-03")
    assert code == 1 and desk.held() == before
    both = f"整改台账!{reason}3、{known}3  rectify-02  "
    told = [line.removeprefix("  错  ") for line in said.splitlines() if "  错  " in line]
    assert told == [
        "履责记录·缺席!D2  r03-01  补学：2020-01-01 早于学习日期 2021-03-05",
        "整改台账!B2  rectify-01  缺少“来源”；请填上“来源”一栏",
        f"{both}时限：2021-11-30 早于登记日期 2021-12-30",
        f"{both}docs/index.md:5  整改台账的 rectify-02 没有写“原因”；请在台账的这几条里各写一行 原因: …",
        "docs/index.md:7  不认识的履责记录“r03-03”；没有这个编号，请到那本台账里核对",
    ]


def test_a_list_that_went_is_named_by_its_sheet() -> None:
    fault = Fault((Place("甲·乙"), Place("甲!B2")), "r-1", "", "错了")
    assert importing._fault(fault) == "甲·乙、甲!B2  r-1  错了"


def test_merged_cells_empty_nothing(desk: Desk) -> None:
    file = edit(desk.export(RECTIFY), lambda page: page.merge_cells("D2:D3"))
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and "“整改台账”的 D2:D3 合并了" in said and desk.held() == before


def test_a_cell_that_shows_an_error_is_told(desk: Desk) -> None:
    file = desk.export(RECTIFY)
    where = f"{column(file, '措施')}3"

    def fail(page: Any) -> None:
        page[where] = "#REF!"
        assert page[where].data_type == "e"

    edit(file, fail)
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and f"  错  整改台账!{where}  rectify-02  这一格是算错了的公式" in said
    assert desk.held() == before


@pytest.mark.parametrize("more", ["，另查", ""])
def test_what_stands_for_a_long_text_is_not_written_in_its_place(
    desk: Desk, bureau: Bureau, more: str
) -> None:
    bureau.change(FILE, "措施: 统一格式", "措施: |-" + f"\n    {'统一格式，' * 3_000}" * 2)
    file = desk.export(RECTIFY)
    where = f"{column(file, '措施')}3"
    shown = openpyxl.load_workbook(file).worksheets[0][where].value
    assert shown.startswith("（有 30001 字")
    edit(file, {where: shown + more} if more else {f"{column(file, '原因')}3": shown})
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and "这一格放不下原来的文字" in said and desk.held() == before


def test_what_the_check_would_find_is_not_written(desk: Desk) -> None:
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, '责任领导')}3": "没有的岗位"})
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and "不认识的岗位“没有的岗位”" in said and desk.held() == before


def test_what_would_not_be_read_back_is_not_written(desk: Desk, bureau: Bureau) -> None:
    bureau.change(FILE, "- 编号: rectify-02\n", "-\n  编号: rectify-02\n")
    file = desk.export(RECTIFY)
    edit(file, lambda page: page.delete_rows(3))
    before = desk.held()
    code, said = desk.take(file, "--write", "--delete", "rectify-02")
    assert code == 1 and f"{FILE} 的写法特别，改了读不回来" in said and desk.held() == before


def test_formulas_are_texts(desk: Desk, bureau: Bureau) -> None:
    for number, text in enumerate(("=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0")):
        bureau.append("data/固定说法.yml", f'- 词: 一{"甲乙丙丁戊"[number]}\n  说明: "{text}"\n')
    file = desk.export("固定说法")
    assert all(
        cell.data_type != "f" for row in openpyxl.load_workbook(file).worksheets[0] for cell in row
    )
    assert desk.take(file)[0] == 0


@pytest.mark.parametrize(
    ("spoil", "told"),
    sample([
        (lambda file: file.write_bytes(b"PK no"), "读不了"),
        (lambda file: file.write_bytes(b""), "读不了"),
        (lambda file: edit(file, {"A2": "x"}, base.SHEET), "原值被改动过"),
        (lambda file: drop(file, base.SHEET), "没有导出时留下的原值"),
        (lambda file: spoil_part(file, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "里有读不了的部分"),
        (lambda file: spoil_part(file, b"<sheetData>", b"<sheetData>" + b" " * 120_000_000), "太大"),
        (lambda file: spoil_part(file, b"<cellXfs", b"<cellXfs>" + b"<xf/>" * 600_000 + b"</cellXfs><cellXfs", "xl/styles.xml"), "里有太大的部分"),
        (lambda file: edit(file, lambda page: page.delete_cols(1)), "没有“编号”一栏"),
    ], 4),
)  # fmt: skip
def test_a_workbook_that_is_not_to_be_trusted(
    desk: Desk, spoil: Callable[[Path], object], told: str
) -> None:
    file = desk.export(RECTIFY)
    spoil(file)
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and told in said and str(file) in said and desk.held() == before


def in_base(change: Callable[[dict[str, Any]], object], is_signed: bool) -> Callable[[Path], None]:
    """Return what changes the first cell of the base; signed again, as somebody may who reads this."""

    def spoil(file: Path) -> None:
        book = openpyxl.load_workbook(file)
        page = book[base.SHEET]
        said = json.loads(page["A1"].value)
        page["A1"] = json.dumps(change(said) or said)
        if is_signed:
            rows = [[cell or "" for cell in row] for row in page.iter_rows(2, values_only=True)]
            widths = {name: 2 + len(heads) for name, heads in said["heads"].items()}
            listed = [[*map(base._read, row[: widths[row[0]]])] for row in rows]
            page["B1"] = base._digest([(page["A1"].value,), *map(tuple, listed)])
        book.save(file)

    return spoil


@pytest.mark.parametrize("is_signed", [False, True])
@pytest.mark.parametrize(
    "change",
    sample([
        list, str, lambda said: {"form": said["form"]}, lambda said: said.update(year="x"),
        lambda said: said.update(edition="别的"), lambda said: said.update(ledger=["x"]),
        lambda said: said.update(edition=[]), lambda said: said.update(export={}),
    ], 3),
)  # fmt: skip
def test_what_the_base_says_of_itself_is_not_trusted(
    desk: Desk, change: Callable[[Any], object], is_signed: bool
) -> None:
    file = desk.export(RECTIFY)
    in_base(change, is_signed)(file)
    code, said = desk.take(file, "--write")
    assert code == 1 and "原值被改动过" in said and str(file) in said


def test_the_edition_of_a_base_is_under_its_digest(desk: Desk) -> None:
    file = desk.export("固定说法", edition="全员")
    in_base(lambda said: said.update(edition="纪检"), is_signed=False)(file)
    assert "原值被改动过" in desk.take(file)[1]


def test_a_workbook_of_another_bureau_is_not_taken(desk: Desk, bureau: Bureau) -> None:
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, '措施')}3": "统一样式"})
    unit = bureau.read("data/unit.yml")
    name = next(line for line in unit.split("\n") if line.startswith("全称: "))
    bureau.change("data/unit.yml", name, "全称: 别处市某某局")
    before = desk.held()
    code, said = desk.take(file, "--write")
    assert code == 1 and f"是{name.removeprefix('全称: ')}的，这里是别处市某某局" in said
    assert desk.held() == before


def drop(file: Path, name: str) -> None:
    book = openpyxl.load_workbook(file)
    del book[name]
    book.save(file)


def spoil_part(file: Path, old: bytes, new: bytes, part: str = "xl/worksheets/sheet1.xml") -> None:
    with zipfile.ZipFile(file) as package:
        held = {name: package.read(name) for name in package.namelist()}
    assert old in held[part]
    held[part] = held[part].replace(old, new)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)


def test_the_last_row_of_excel_is_read(desk: Desk) -> None:
    file = desk.export(RECTIFY)
    edit(file, {"A1048576": "rectify-99"})
    assert "缺少“来源”" in desk.take(file)[1]


def test_a_workbook_that_somebody_may_have_edited_is_not_written_over(desk: Desk) -> None:
    file = edit(desk.export(RECTIFY), {f"A{10}": "rectify-10"})
    before = file.read_bytes()
    again = ["export", "--root", str(desk.root), "--to", str(desk.folder), RECTIFY, SURVEYS]
    assert main(again) == 2 and "里面改过的没有导入就没有了" in desk.said.readouterr().err
    assert file.read_bytes() == before and [*desk.folder.iterdir()] == [file]


# all or nothing, and back


def test_where_a_file_cannot_be_written_all_is_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = desk.export(RECTIFY), desk.export("下年任务", RECTIFY)
    edit(one, {f"{column(one, '措施')}3": "统一格式一"})
    edit(two, {f"{column(two, '任务')}2": "另一项任务"})
    before, written = desk.held(), []

    def full(file: Path, content: bytes, **options: bool) -> None:
        written.append(file)
        if len(written) == 6:  # two files are kept twice each, the second of them is not written
            raise OSError(28, "full", str(file))
        files.write(file, content, **options)

    monkeypatch.setattr(replacing, "files", type("Full", (), {"write": full, "read": files.read}))
    assert desk.take(one, two, "--write")[0] == 3
    assert desk.held() == before


def test_what_was_written_is_taken_back_while_it_stands(desk: Desk, bureau: Bureau) -> None:
    assert desk.take("--undo") == (2, "没有要退回的：import --write 写过的才能退回\n")
    file, before = desk.export(RECTIFY), desk.held()
    for number in range(2):
        edit(file, {f"{column(file, '措施')}3": f"统一格式{number}"})
        if number:
            file = edit(desk.export(RECTIFY), {f"{column(file, '措施')}3": "统一格式甲"})
        assert desk.take(file, "--write")[0] == 0
    bureau.append(FILE, "# 后来的\n")
    code, said = desk.take("--undo")
    assert code == 1 and "写好以后又有人改过，没有退回；原来的在 导入前-2/原来的" in said
    bureau.write(FILE, bureau.read(FILE).removesuffix("# 后来的\n"))
    assert desk.take("--undo") == (0, f"退回了 {FILE}，和导入以前一样。\n")
    assert desk.take("--undo")[0] == 0 and desk.held() == before


def test_what_was_written_by_half_is_taken_back(desk: Desk, bureau: Bureau) -> None:
    file = desk.export(TRACES)
    place, dates = column(file, "事项"), column(file, "日期")
    page = openpyxl.load_workbook(file).worksheets[0]
    rows = {str(page[f"{dates}{row}"].value)[:7]: row for row in range(2, page.max_row + 1)}
    assert len(rows) > 1
    edit(file, {f"{place}{row}": f"学习第{row}回" for row in rows.values()})
    before = desk.held()
    assert desk.take(file, "--write")[0] == 0
    written = [path for path, held in before.items() if desk.held()[path] != held]
    assert len(written) > 1
    bureau.write(written[0], before[written[0]].decode())  # as if it had not been written
    assert desk.take("--undo")[0] == 0 and desk.held() == before


def test_the_newest_is_taken_back_where_an_older_one_is_gone(desk: Desk, bureau: Bureau) -> None:
    for number in range(3):
        file = desk.export(RECTIFY)
        edit(file, {f"{column(file, '措施')}3": f"统一格式{number}"})
        assert desk.take(file, "--write")[0] == 0
    shutil.rmtree(desk.root / "导入前-2")
    (desk.root / "导入前-旧").mkdir()
    assert desk.take("--undo")[0] == 0 and "统一格式1" in bureau.read(FILE)
    shutil.rmtree(desk.root / "导入前")
    file = desk.export(RECTIFY)
    edit(file, {f"{column(file, '措施')}3": "统一样式"})
    assert desk.take(file, "--write")[0] == 0 and desk.take("--undo")[0] == 0
    assert "统一格式1" in bureau.read(FILE)


# what a clerk is handed


def test_the_sheet_helps_whoever_types(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.export(TRACES))
    page = book[TRACES]
    assert page.freeze_panes == "F2" and page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape" and page.page_setup.fitToHeight == 0
    assert "履责记录（2021年）" in page.oddHeader.center.text
    heads = {cell.value: cell for cell in page[1]}
    assert "必须填写" in heads["日期"].comment.text and "一行一个" in heads["学习文件"].comment.text
    assert page.column_dimensions[heads["〔标记〕"].column_letter].hidden
    rules = {
        str(each.sqref).partition(":")[0]: each for each in page.data_validations.dataValidation
    }
    for head, words in (("岗位", ("局长", "副局长")), ("类别", ("学习教育", "个别谈话"))):
        place = rules[f"{heads[head].column_letter}2"].formula1
        assert {*words} <= {cell.value for (cell,) in book[base.LISTS][place.partition("!")[2]]}
    assert rules[f"{heads['日期'].column_letter}2"].type == "date"
    assert [book[each].sheet_state for each in (base.LISTS, base.SHEET)] == ["hidden", "veryHidden"]


def test_data_with_mistakes_is_exported_and_marked(desk: Desk, bureau: Bureau) -> None:
    bureau.change(FILE, "登记日期: 2021-05-07", "登记日期: 2021.5.7")
    bureau.change(FILE, "    验收人: 局长", "    验收人: 局章")
    for edition, said in (("纪检", "要写成 2021-05-07"), ("全员", "check")):
        file = desk.export(RECTIFY, edition=edition)
        page = openpyxl.load_workbook(file)[RECTIFY]
        cell = page[f"{column(file, '登记日期')}3"]
        assert cell.value == "2021.5.7" and said in cell.comment.text
        marked = {
            each.coordinate for row in page.iter_rows(min_row=2) for each in row if each.comment
        }
        assert marked == {cell.coordinate, f"{column(file, '验收·验收人')}2"}
        assert cell.fill.fgColor.rgb == "FFFBD5D5"
    edit(file, {f"{column(file, '登记日期')}3": date(2021, 5, 7)})
    assert desk.take(file, "--write")[0] == 0 and "登记日期: 2021-05-07" in bureau.read(FILE)


def test_an_empty_template_is_filled_in_and_brought_back(desk: Desk, bureau: Bureau) -> None:
    file = desk.export("固定说法", "--empty")
    assert openpyxl.load_workbook(file).worksheets[0].max_row == 1
    before = bureau.read("data/固定说法.yml")
    edit(file, {"A2": "一站式", "B2": "不是数", "A4": "二人转"})
    assert desk.take(file, "--write")[0] == 0
    assert (
        bureau.read("data/固定说法.yml") == before + "- 词: 一站式\n  说明: 不是数\n- 词: 二人转\n"
    )
    assert desk.take(file)[0] == 0
    assert desk.take("--undo")[0] == 0 and bureau.read("data/固定说法.yml") == before


def test_another_year_has_workbooks_of_its_own(desk: Desk, bureau: Bureau) -> None:
    bureau.write("data/2020/整改台账.yml", bureau.read(FILE).replace("2021-", "2020-"))
    file = desk.export(RECTIFY, "--year", "2020")
    edit(file, {f"{column(file, '措施')}3": "统一样式"})
    before = bureau.read(FILE)
    desk.take(file, "--write")
    assert "2020年的" not in bureau.read(FILE) and bureau.read(FILE) == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["没有的", "--to", "../x"], "不认识的台账“没有的”"),
        (["--to", "data"], "不写在里面；请换一个"),
        (["--to", "."], "不写在里面；请换一个"),
        (["--to", "site"], "在项目的文件夹里，不写在里面；请换一个"),
        (["--to", "site/表格"], "在项目的文件夹里，不写在里面；请换一个"),
        (["--to", "表格"], "在项目的文件夹里，不写在里面；请换一个"),
        (["--to", "../x/y/z"], "不存在；请先建"),
        (["--to", "../x", "--year", "1999"], "没有 1999 年的台账"),
    ],
)
def test_an_export_that_cannot_be(desk: Desk, given: list[str], told: str) -> None:
    at = given.index("--to") + 1
    where = [*given[:at], str(desk.root / given[at]), *given[at + 1 :]]
    before = desk.held()
    assert main(["export", "--root", str(desk.root), *where]) == 2
    assert told in desk.said.readouterr().err and desk.held() == before


@pytest.mark.long  # ``edit`` saves again in every other test
@pytest.mark.parametrize("program", ["LibreOffice", "openpyxl"])
def test_a_workbook_that_another_program_saved_again_changes_nothing(
    desk: Desk, bureau: Bureau, program: str
) -> None:
    first = bureau.read(FILE).split("- 编号: rectify-02")[0]
    texts = [*filter(quotable, TEXTS)]
    bureau.write(
        FILE,
        "".join(
            first.replace("rectify-01", f"n-{number}").replace(
                "公函不全", source.quoted(texts[number % len(texts)])
            )
            for number in range(500)
        ),
    )
    file = desk.export(RECTIFY)
    if program == "LibreOffice":
        office("xlsx", file)
    else:
        edit(file, {})
    code, said = desk.take(file)
    assert (code, said.splitlines()[-1]) == (0, "没有改动。"), said[:2_000]
    edit(file, {f"{column(file, '措施')}300": "改一处"})
    assert desk.take(file)[1].count("  改  ") == 1
