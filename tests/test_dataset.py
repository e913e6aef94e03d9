"""data/ -> records: files found, references known, one message for one slip."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Bureau

from ledger.issues import Mistake, Place
from ledger.machine import files, leftovers
from ledger.records.base import Record, part_of
from ledger.records.dataset import names_of, read_all
from ledger.records.ledgers import shipped
from ledger.records.types.bureau import Post
from ledger.records.types.indicators import FigureDefinition, Rounding
from ledger.records.types.work import (
    Acceptance,
    Late,
    Rectification,
    Trace,
)

LEDGERS = shipped()

PLEDGES = "data/2021/责任书.yml"


def test_every_ledger_is_read(bureau: Bureau) -> None:
    dataset, issues = read_all(bureau.root)
    assert issues == [] and dataset.partial == set()
    kept = [name for name, ledger in LEDGERS.items() if ledger.usual]
    assert [name for name in kept if not dataset.records[name]] == []
    assert [post.id for post in dataset.of(Post)] == ["director", "deputy", "clerk"]
    assert dataset.unit.year == 2021 and dataset.report.as_of == date(2021, 12, 31)


def test_records_come_in_the_order_of_the_files_and_lines(bureau: Bureau) -> None:
    dataset, _ = read_all(bureau.root)
    assert [t.id for t in dataset.of(Trace)] == ["r01-01", "r01-02", "r03-01", "r03-02", "r03-03"]


def test_a_record_knows_where_each_value_was_typed(bureau: Bureau) -> None:
    dataset, _ = read_all(bureau.root)
    trace = dataset.of(Trace)[3]
    path = "data/2021/履责记录/03.yml"
    assert trace.place() == Place(path, 9, 3)
    assert trace.place("date") == Place(path, 11, 7)
    assert trace.place("documents", 1) == Place(path, 15, 18)
    assert trace.place("late", "登记日期") == Place(path, 18, 11)
    assert trace.place("chair") == trace.place()
    single = dataset.of(Trace)[2]
    assert single.place("documents", 0) == Place(path, 7, 9)


def test_a_record_is_found_by_each_of_its_names(bureau: Bureau) -> None:
    dataset, _ = read_all(bureau.root)
    found = {dataset.find("岗位", word).anchor for word in ("副局长", "副职", "deputy")}
    assert found == {"deputy"}
    with pytest.raises(Mistake, match="是不是“副局长”"):
        dataset.find("岗位", "副局张")
    assert names_of(dataset.find("岗位", "副职")) == ["副局长", "副职", "deputy"]


def test_unreadable_records_are_left_out_and_their_ledger_is_partial(bureau: Bureau) -> None:
    bureau.change(PLEDGES, "类别: 科室", "类别: 局外")
    dataset, issues = read_all(bureau.root)
    assert len(issues) == 1 and dataset.partial == {"责任书"}
    assert [pledge.id for pledge in dataset.records["责任书"]] == ["pledge-01"]


def test_the_year_comes_from_the_folders_where_the_bureau_does_not_tell(bureau: Bureau) -> None:
    bureau.change("data/unit.yml", "报告年度: 2021", "报告年度: 今年")
    dataset, issues = read_all(bureau.root)
    assert [issue.place for issue in issues] == [Place("data/unit.yml", 2, 7)]
    assert len(dataset.of(Trace)) == 5


def test_the_other_years_are_read_like_the_year_of_the_report(bureau: Bureau) -> None:
    bureau.write("data/2020/责任书.yml", "随便写的\n").write("data/2019/figures.yml", "{\n")
    assert {issue.place.path for issue in bureau.survey()[1]} == {
        "data/2020/责任书.yml",
        "data/2019/figures.yml",
    }


MONTH = "data/2021/履责记录"
#: what lies in data/ and what is said of it
STRAYS = {
    "data/说明.md": "没有读“说明.md”：data/ 里只读 .yml 台账；请把它移出 data/",
    "data/2021/附件.pdf": "没有读“附件.pdf”：data/ 里只读 .yml 台账；请把它移出 data/",
    "data/2021/整改台账.xlsx": "若是“整改台账.yml”的内容，请写进那里",
    "data/岗位 (1).csv": "若是“岗位.yml”的内容，请写进那里",
    "data/岗位 (1).yml": "没有读“岗位 (1).yml”：像是“岗位.yml”的副本",
    "data/2021/责任状.txt": "若是“责任书.yml”的内容，请写进那里",
    "data/责任书.txt": "没有读“责任书.txt”：data/ 里只读 .yml 台账；若是“责任书.yml”的内容",
    "data/制度/意见.yaml": "没有读“意见.yaml”；请改名为“意见.yml”",
    "data/制度/意见.txt": "没有读“意见.txt”：data/ 里只读 .yml 台账；请把它移出 data/",
    "data/制度/意见 (2).yml": "只有“意见 (2).yml”，没有“意见.yml”；是要的就改名为“意见.yml”，不要就删去",
    "data/2021/履责记录 - 副本/03.yml": "没有读“履责记录 - 副本”：像是“履责记录”的副本",
    f"{MONTH}/3月.csv": "若是“03.yml”的内容，请写进那里",
    f"{MONTH}/03月.yml": "没有读“03月.yml”：已经有“03.yml”；要的内容写进那里，再删去“03月.yml”",
    f"{MONTH}/2021-04.yml": "没有读“2021-04.yml”；请改名为“04.yml”",
    f"{MONTH}/４.yml": "没有读“４.yml”；请改名为“04.yml”",
    f"{MONTH}/4 - 副本.yml": "只有“4 - 副本.yml”，没有“04.yml”；是要的就改名为“04.yml”",
    f"{MONTH}/13.yml": "不认识的数据文件“13.yml”；可以写：01.yml",
    f"{MONTH}/04.yml.bak": "只有“04.yml.bak”，没有“04.yml”；是要的就改名为“04.yml”",
    f"{MONTH}/04.yml~": "没有“04.yml”",
    f"{MONTH}/.04.yaml": "没有读“.04.yaml”；请改名为“04.yml”",
    f"{MONTH}/旧/03.yml": "没有读文件夹“旧”：像是放备份、不要的文件的",
    "data/履责记录/03.yml": "“履责记录”放错了地方，没有读；请移到 data/2021/ 下",
    "data/2021/unit.yml": "“unit.yml”放错了地方，没有读；请移到 data/ 下",
    "data/2021/定格指标.yml": "“定格指标.yml”放错了地方，没有读；请移到 data/2020/ 下",
    "data/regulation/准则.yml": "不认识的文件夹“regulation”，是不是“regulations”？",
    "data/regulations/原文/准则.docx": "没有读“准则.docx”",
}


@pytest.mark.parametrize("path", STRAYS)
def test_what_in_data_is_not_read_is_named(bureau: Bureau, path: str) -> None:
    (message,) = bureau.write(path, "随便写的\n").messages()
    assert message.startswith("data/") and STRAYS[path] in message


#: what Windows, WPS, macOS and Linux call copies of 03.yml
COPIES = (
    "03 - 副本.yml", "03 - 副本 (2).yml", "03 - 副本 - 副本.yml", "03 (2).yml", "03(1).yml", "03（1）.yml", "复件 03.yml",
    "复件 (2) 03.yml", "副本 03.yml", "副本03.yml", "03 - Copy.yml", "03 - Copy (2).yml", "Copy of 03.yml",
    "Copy (2) of 03.yml", "03 copy.yml", "03 copy 2.yml", "03 副本.yml", "03 副本 2.yml", "03的副本.yml", "03 2.yml",
    "03 (copy).yml", "03 (副本).yml", "03_副本.yml", "03-副本.yml", "03副本.yml",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_not_read_and_said_once(bureau: Bureau, name: str) -> None:
    path = f"{MONTH}/{name}"
    (message,) = bureau.write(path, bureau.read(f"{MONTH}/03.yml")).messages()
    assert message == (
        f"{path}:1:1  没有读“{name}”：像是“03.yml”的副本；不要就删去，要的内容写进“03.yml”"
    )
    (bureau.root / MONTH / "03.yml").unlink()
    (message,) = bureau.messages()
    assert f"只有“{name}”，没有“03.yml”；是要的就改名为“03.yml”" in message


def test_no_file_of_ours_is_named_like_a_copy() -> None:
    ours = [path for name in ("data", "docs") for path in (ROOT / name).rglob("*")]
    assert [path.name for path in ours if leftovers.copied(path.name)] == []


def test_what_programs_leave_in_data_is_passed_over(bureau: Bureau) -> None:
    for name in (
        "03.yml~", "03.yml.bak", "03.yml.part", ".03.yml.swp", ".05.yml.swp", "#03.yml#", "._03.yml",
        "~$整改台账.xlsx", ".~lock.整改台账.xlsx#", "thumbs.db", ".DS_Store", ".gitkeep", ".git/config",
    ):  # fmt: skip
        bureau.write(f"{MONTH}/{name}", "\0")
    (bureau.root / MONTH / ".#03.yml").symlink_to("clerk@desk.4711:1")
    assert bureau.messages() == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [f"{MONTH}/04.yml", "data/unit.yml", "docs/more.md"])
@pytest.mark.parametrize("what", ["folder", "link", "circle", "pipe", "denied"])
def test_what_is_no_file_is_said_to_be_none(
    bureau: Bureau, path: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bureau.root / path
    file.unlink(missing_ok=True)
    match what:
        case "folder":
            file.mkdir()
        case "link":
            file.symlink_to("没有.yml")
        case "circle":
            file.symlink_to(file.name)
        case "pipe":
            os.mkfifo(file)
        case "denied":
            file.write_text("")
            read = files.read

            def denied(asked: Path | str) -> bytes:
                if Path(asked) == file:
                    raise PermissionError(errno.EACCES, "denied", str(asked))
                return read(asked)

            monkeypatch.setattr(files, "read", denied)
    found = [message for message in bureau.messages() if message.startswith(f"{path}:")]
    in_docs = path.startswith("docs/")
    assert len(found) == (not in_docs or what != "folder"), found
    told = {
        "folder": "是文件夹",
        "link": "是一个链接" if in_docs else "指向的“没有.yml”不在",
        "circle": "是一个链接" if in_docs else "是链接",
        "pipe": "不是普通文件" if in_docs else "不是普通的文件",
    }
    assert all(told.get(what, "没有读写的权限") in message for message in found)


@pytest.mark.parametrize(
    "path", [f"{MONTH}/03.yml", "data/词表/整改状态.yml", "data/2020/report/正文.md", MONTH, "data"]
)
def test_what_a_link_leads_to_is_not_read(bureau: Bureau, tmp_path: Path, path: str) -> None:
    bureau.write("data/词表/整改状态.yml", "- {词: 已完成, 作用: 办结, 又作: 推进中}\n")
    bureau.write("data/2020/report/正文.md", "去年的一段。\n")
    elsewhere = tmp_path / "elsewhere"
    (bureau.root / path).rename(elsewhere)
    (bureau.root / path).symlink_to(elsewhere)
    said = "这是一个链接，它指到的内容不读；请把文件本身放进来"
    assert bureau.messages().count(f"{path}:1:1  {said}") == 1


def test_a_project_without_data_names_what_every_bureau_has(tmp_path: Path) -> None:
    _, issues = read_all(tmp_path)
    assert [issue.place.path for issue in issues] == ["data/unit.yml", "data/报告年度/report.yml"]
    assert {issue.code for issue in issues} == {"file.missing"}


def test_the_year_is_that_of_the_last_report_where_the_bureau_does_not_say(bureau: Bureau) -> None:
    bureau.remove("data/unit.yml").remove("data/2021/figures.yml").write(
        "data/2022/report/a.md", ""
    )
    assert [str(issue.place.path) for issue in read_all(bureau.root)[1]] == ["data/unit.yml"]


def test_groups_of_values_are_found_by_their_key() -> None:
    assert part_of(Trace, "补录") is Late
    assert part_of(Rectification, "验收") is Acceptance
    assert part_of(FigureDefinition, "取整") is Rounding
    assert part_of(Trace, "岗位") is None
    assert part_of(Trace, "没有的键") is None


@pytest.mark.parametrize(
    "ledger", LEDGERS.values(), ids=[ledger.name for ledger in LEDGERS.values()]
)
def test_keys_and_fields_name_each_other(ledger: LEDGERS) -> None:
    kind: type[Record] = ledger.record
    for key in kind.all_keys():
        field = kind.field_of(key)
        assert field and kind.key_of(field) == key
        assert any("一" <= sign <= "鿿" for sign in key)
    assert kind.field_of("没有的键") is None
    assert not kind.headline or kind.headline in kind.model_fields
    assert kind.when is None or kind.when in kind.model_fields


# One slip, one message: what follows from it alone is not said.
FOLLOW_UPS = {
    "an empty value": (PLEDGES, "责任人: 副局长", "责任人:"),
    "a comment for a value": (PLEDGES, "责任人: 副局长", "责任人: #1 副局长"),
    "braces": (PLEDGES, "责任人: 副局长", "责任人: {副局长}"),
    "a full-width comma in a list of names": (
        "data/2021/履责记录/03.yml", "[廉洁自律准则, 市纪委全会]", "[廉洁自律准则，市纪委全会]"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new"), FOLLOW_UPS.values(), ids=FOLLOW_UPS)
def test_one_slip_one_message(bureau: Bureau, path: str, old: str, new: str) -> None:
    assert len(bureau.change(path, old, new).messages()) == 1


@pytest.mark.parametrize("name", ["04.yml.txt", "04.txt", "04.YML", "04.yml.bak"])
def test_a_month_saved_under_another_suffix_is_not_lost(bureau: Bureau, name: str) -> None:
    text = bureau.read("data/2021/履责记录/03.yml").replace("-03-", "-04-").replace("r03", "r04")
    assert bureau.write(f"data/2021/履责记录/{name}", text).messages()


def test_a_pattern_is_no_files_name(bureau: Bureau) -> None:
    (message,) = bureau.write("data/2021/履责记录/04.yaml", "- 编号: a\n").messages()
    assert "“*.yml”" not in message


def test_a_wrong_year_is_named_where_it_was_typed(bureau: Bureau) -> None:
    bureau.change("data/unit.yml", "报告年度: 2021", "报告年度: 2012")
    assert bureau.lines() == ["data/unit.yml:2"]


def test_brackets_in_brackets_are_an_issue(bureau: Bureau) -> None:
    bureau.write(PLEDGES, "- 编号: " + "[" * 900 + "]" * 900 + "\n")
    assert bureau.lines() == [f"{PLEDGES}:1"]


def test_who_accepted_an_item_is_a_post(bureau: Bureau) -> None:
    bureau.change("data/2021/整改台账.yml", "验收人: 局长", "验收人: 局张")
    assert bureau.lines() == ["data/2021/整改台账.yml:13"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("03-办公室", "03-财务"),
        ("03", "财务/03"),
        ("03-办公室", "财务/03"),
        ("办公室/03", "财务/03"),
    ],
)
def test_a_month_may_lie_in_a_file_of_each_writer(bureau: Bureau, first: str, second: str) -> None:
    whole = bureau.read("data/2021/履责记录/03.yml")
    own, *others = whole.split("\n- ")
    before = [record.anchor for record in bureau.project().traces]
    bureau.remove("data/2021/履责记录/03.yml")
    bureau.write(f"data/2021/履责记录/{first}.yml", own + "\n")
    bureau.write(f"data/2021/履责记录/{second}.yml", "".join(f"- {each}\n" for each in others))
    assert [record.anchor for record in bureau.project().traces] == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("03/财务.yml", "如 财务/03.yml"),
        ("班子/03.yml", "写在各条记录的“可见”里"),
        ("财务/三科/03.yml", "没有读文件夹“三科”"),
        ("财务/3.yml", "请改名为“03.yml”"),
        ("财务/十一月.yml", "请改名为“11.yml”"),
        ("十一月/03.yml", "如 财务/03.yml"),
        (".财务/03.yml", "名字以点开头的，别人看不见"),
        ("财务/03-张.yml", "“03-张.yml”"),
        ("财务 - 副本/03.yml", "是要的就改名为“财务”"),
        ("COM1/03.yml", "在 Windows 上不能用"),
    ],
)
def test_the_folder_of_a_part_holds_its_months(bureau: Bureau, name: str, said: str) -> None:
    bureau.write(f"data/2021/履责记录/{name}", "")
    assert any(said in line for line in bureau.messages())


def test_names_that_differ_by_case_alone_are_told(bureau: Bureau) -> None:
    for name in ("Fin", "fin"):  # on a disk that does not care there is but one of them
        bureau.write(f"data/2021/履责记录/{name}/03.yml", "")
    several = len([*(bureau.root / "data/2021/履责记录").glob("[Ff]in")]) > 1
    assert any("只差大小写" in line for line in bureau.messages()) == several


@pytest.mark.parametrize("name", ["13-财务.yml", "3-财务.yml", "03财务.yml", "03-.yml"])
def test_the_file_of_a_writer_begins_with_its_month(bureau: Bureau, name: str) -> None:
    bureau.write(f"data/2021/履责记录/{name}", "")
    assert any(name in line for line in bureau.messages())


def test_a_record_stands_in_a_file_of_its_month(bureau: Bureau) -> None:
    march = bureau.read("data/2021/履责记录/03.yml")
    bureau.write("data/2021/履责记录/04-财务.yml", march).remove("data/2021/履责记录/03.yml")
    assert any("应当记在 03-财务.yml" in line for line in bureau.messages())
