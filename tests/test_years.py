"""Several years: each folder is read; what goes on is one record, and last year is computed."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import Bureau, pages, read

from ledger import remembered
from ledger.changes.figures import compare as changed
from ledger.changes.model import CHANGED, NEW, SAME
from ledger.changes.records import compare, name_of
from ledger.checks.editions import audiences
from ledger.documents import excel
from ledger.duties.matters import matters
from ledger.figures.figure import Figure
from ledger.figures.wording import figure_text, method_text
from ledger.pages import drawings
from ledger.pages.report import tasks
from ledger.project import Project
from ledger.records.editions import EDITIONS
from ledger.records.period import Frame, goes_on
from ledger.records.types.work import Rectification, Risk, Task, Trace, WorkPoint
from ledger.survey import survey

TRACE = """\
- 编号: {id}
  类别: 学习教育
  日期: {day}
  岗位: 局长
  事项: 集体学习旧事
  形式: 集体学习
  主题: 上级会议精神
  学习文件: [廉洁自律准则]
  应到: 30
  实到: 28
  请假: 2
"""
ITEM = """\
- 编号: {id}
  来源: 自查
  问题: {id}的问题
  依据文件: 廉洁自律准则
  措施: 先有公函再接待
  责任领导: 副局长
  责任科室: 办公室
  登记日期: 2020-05-07
  时限: 2021-11-30
  状态: {state}
"""
DONE = """\
  佐证: 抽查表
  验收: {{验收人: 局长, 日期: {day}}}
  销号日期: {day}
"""
LAST = """
- 编号: study-last
  名称: 上年学习次数
  口径: 上一年学习教育的次数
  分组: 学习教育
  算法: 上年
  指标: 学习次数
  单位: 次
"""


@pytest.fixture
def two(bureau: Bureau) -> Bureau:
    """The small bureau with ledgers of the year before, in which two items are left open."""
    items = [
        ITEM.format(id="z-open", state="推进中"),
        ITEM.format(id="z-later", state="已完成") + DONE.format(day="2021-02-03"),
        ITEM.format(id="z-done", state="已完成") + DONE.format(day="2020-12-30"),
    ]
    bureau.write("data/2020/整改台账.yml", "".join(items))
    records = [TRACE.format(id=f"r05-0{n}", day=f"2020-05-0{n}") for n in (1, 2, 3)]
    bureau.write("data/2020/履责记录/05.yml", "".join(records))
    bureau.append("data/2021/figures.yml", LAST)
    return bureau.remove("data/2020/定格指标.yml")


def ids(project: Project) -> list[str]:
    """Return the ids of the items that the year reads."""
    return [item.id for item in project.dataset.of(Rectification)]


@pytest.mark.slow
def test_what_goes_on_is_read_from_the_year_that_opened_it(two: Bureau) -> None:
    project = two.project()
    assert ids(project) == ["rectify-01", "rectify-02", "2020/z-open", "2020/z-later"]
    assert [item.id for item in project.open_items()] == ["rectify-02", "2020/z-open"]
    open_ = project.dataset.of(Rectification)[2]
    assert project.place_of(open_) == ("ledgers/rectification.md", "2020/z-open")
    assert 'id="2020/z-open"' in pages(project)["ledgers/rectification.md"]


def test_what_is_done_in_the_year_counts_in_it(two: Bureau) -> None:
    two.append(
        "data/2021/figures.yml",
        "- 编号: closed\n  名称: 销号数\n  口径: 办结的事项\n  分组: 整改监督\n  来源: 整改台账\n"
        "  算法: 计数\n  条件: {状态: 已完成}\n  按日期: 销号日期\n  单位: 项\n",
    )
    figure = two.project().figures["销号数"]
    assert [record.anchor for record in figure.records] == ["rectify-01", "2020/z-later"]


def test_only_ledgers_that_tell_an_end_go_on() -> None:
    assert all(map(goes_on, (Rectification, Risk, Task)))
    assert not goes_on(WorkPoint)  # of what is not done it does not tell the year


VISITS = """\
说明: 走访企业
地址: visits
标题: 事项
结束: 答复日期
键:
  - {键: 事项, 必填: 是}
  - {键: 答复日期, 类型: 日期}
"""
#: of a ledger without 状态: a record, and the key with its end
ENDING = {
    "风险点": (
        "- 编号: {0}\n  岗位: 局长\n  领域: 经费财务\n  风险表现: {0}\n  等级: 高\n"
        "  防控措施: 末位表态\n  责任人: 局长\n",
        "解除日期",
    ),
    "下年任务": (
        "- 编号: {0}\n  方面: 作风建设\n  任务: {0}\n  责任领导: 副局长\n  责任科室: 办公室\n"
        "  时限: 2022-06-30\n",
        "完成日期",
    ),
    "走访": ("- 编号: {0}\n  事项: {0}\n", "答复日期"),
}


@pytest.mark.slow
@pytest.mark.parametrize("ledger", ENDING)
def test_a_matter_without_a_state_goes_on_until_it_ends(two: Bureau, ledger: str) -> None:
    record, end = ENDING[ledger]
    older = f"data/2020/{ledger}.yml"
    two.write("data/台账/走访.yml", VISITS)
    two.write(f"data/2021/{ledger}.yml", record.format("new")).write(older, record.format("old"))
    stock = f"分组: 学习教育, 来源: {ledger}, 算法: 计数, 存量: 是, 单位: 个"
    two.append("data/2021/figures.yml", f"- {{编号: now, 名称: 现有, 口径: 现有, {stock}}}\n")

    def found() -> list[str]:
        return [each.anchor for each in two.project().figures["现有"].records]

    assert found() == ["new", "2020/old"]
    assert any('id="2020/old"' in page for page in pages(two.project()).values())
    two.append(older, f"  {end}: 2021-05-01\n")
    assert found() == ["new"]
    two.change(older, "2021-05-01", "2020-12-30")
    assert [each.anchor for each in two.project().dataset.records[ledger]] == ["new"]
    two.write(f"data/2021/{ledger}.yml", record.format("new") + record.format("old"))
    two.change(older, f"  {end}: 2020-12-30\n", "")
    (message,) = two.messages()
    assert f"2020/old（{older} 第 1 行）是同一件事" in message and f"“{end}”" in message


def test_the_tasks_of_a_report_are_those_that_its_year_sets(two: Bureau) -> None:
    """They are counted, printed and compared with its day without those that are carried."""
    two.write("data/2020/下年任务.yml", ENDING["下年任务"][0].format("old"))
    two.append(
        "data/2021/figures.yml",
        "- {编号: t, 名称: 任务数, 口径: 任务, 分组: 学习教育, 来源: 下年任务, 算法: 计数, 单位: 项}\n",
    )
    project = two.project()
    assert [each.anchor for each in project.figures["任务数"].records] == ["task-01"]
    assert "old" not in tasks(project, ["作风建设"])
    assert any(
        each.anchor == "2020/old" for matter in matters(project.dataset) for each in matter.records
    )


def test_a_record_of_another_year_is_named_with_it(two: Bureau) -> None:
    two.change("data/2021/下年任务.yml", "rectify-02", "2020/z-open")
    assert two.messages() == []
    two.change("data/2021/下年任务.yml", "2020/z-open", "z-open")
    assert two.messages() == [
        "data/2021/下年任务.yml:7:9  整改事项：本年的整改台账里没有“z-open”；"
        "2020 年的那一条写 2020/z-open，别的请改成本年的编号"
    ]


def test_the_nearest_year_that_has_a_number_is_offered(two: Bureau) -> None:
    old = two.read("data/2020/整改台账.yml")
    two.write("data/2019/整改台账.yml", old.replace("2020", "2019").replace("2021", "2020"))
    two.change("data/2021/下年任务.yml", "rectify-02", "z-open")
    assert [each for each in two.messages() if "2020 年的那一条写 2020/z-open" in each]


def test_what_an_earlier_year_names_wrongly_is_told_once(two: Bureau) -> None:
    """What goes on is read by the report's year, too, where the names bear the year."""
    task = two.read("data/2021/下年任务.yml").replace("2022", "2021")
    two.write("data/2020/下年任务.yml", task.replace("rectify-02", "z-none"))
    said = [each for each in two.messages() if "z-none" in each]
    assert [each.partition("，")[0] for each in said] == [
        "data/2020/下年任务.yml:7:9  整改事项：不认识的整改台账“z-none”"
    ]


def test_a_record_of_its_own_year_may_be_named_with_it(two: Bureau) -> None:
    two.change("data/2021/下年任务.yml", "rectify-02", "2021/rectify-02")
    assert two.messages() == []


def test_an_item_names_the_records_of_its_own_year(two: Bureau) -> None:
    """What goes on is read with the names of its year, in which a short one means its own."""
    two.write(
        "data/2020/履责记录/06.yml",
        TRACE.format(id="r06-01", day="2020-06-01")
        + "  并入: r06-02\n"
        + TRACE.format(id="r06-02", day="2020-06-01"),
    )
    assert two.messages() == []
    two.change("data/2021/figures.yml", LAST, "")
    two.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-06-01")
    traces = two.project().dataset.records["履责记录"]
    merged = next(each for each in traces if each.anchor == "2020/r06-01")
    assert getattr(merged, str(type(merged).same_as)) == "2020/r06-02"


def test_a_period_reaches_into_the_year_before(two: Bureau) -> None:
    two.change("data/2021/figures.yml", LAST, "")
    two.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-05-02")
    figure = two.project().figures["学习次数"]
    assert [each.anchor for each in figure.records][-2:] == ["2020/r05-02", "2020/r05-03"]
    assert sorted(figure.months) == ["2020-05", "2021-01", "2021-03"]


def test_a_period_needs_the_folders_that_it_reaches(bureau: Bureau) -> None:
    bureau.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-05-02")
    assert [each.partition("  ")[2] for each in bureau.messages()] == [
        "报告期：从 2020 年起，可是没有 data/2020 的台账，那一年的事数不到；"
        "请补上那一年的文件夹，或者改报告期"
    ]


def test_last_year_is_computed_from_its_ledgers(two: Bureau) -> None:
    figure = two.project().figures["上年学习次数"]
    assert figure_text(figure) == "3次"
    assert [each.anchor for each in figure.records] == ["r05-01", "r05-02", "r05-03"]
    assert "还没有封存" in method_text(figure)


def test_what_was_frozen_stays(two: Bureau) -> None:
    two.write(
        "data/2020/定格指标.yml", "- 编号: a\n  指标: 学习次数\n  值: 3\n  出处: 2020年度报告\n"
    )
    assert method_text(two.project().figures["上年学习次数"]).startswith("上一年度报告时定格")


def test_a_ledger_that_last_year_did_not_keep_gives_no_number(two: Bureau) -> None:
    two.remove("data/2020/履责记录/05.yml")
    assert two.codes() == ["figure.last_year"]


def test_the_number_leads_to_the_records_of_last_year(two: Bureau) -> None:
    project = two.project()
    assert "site:years/2020/records.md#r05-01" in pages(project)["figures/study-last.md"]
    shown = pages(project)["years/2020/records.md"]
    assert all(f'id="r05-0{number}"' in shown for number in (1, 2, 3))
    assert shown.count("site:figures/study-last.md") == 3, "and back"


def test_the_workbook_holds_what_is_counted_of_last_year(two: Bureau) -> None:
    sheets = {sheet.name: sheet for sheet in excel.sheets(two.project())}
    assert len(sheets["履责记录（2020年）"].rows) == 3


def test_the_rules_ask_each_folder(two: Bureau) -> None:
    two.append("data/2020/履责记录/05.yml", TRACE.format(id="r05-01", day="2021-05-04"))
    found = two.messages()
    assert len(found) == 2
    assert "已经用在data/2020/履责记录/05.yml 第 1 行" in found[0]
    assert "不在它的文件夹 data/2020" in found[1] or "不在报告年度 2020" in found[1]


def test_what_lies_in_the_folder_of_another_year_is_read_or_told(two: Bureau) -> None:
    two.write("data/2020/整改.yml", "[]\n")
    assert [each.split("  ")[0] for each in two.messages()] == ["data/2020/整改.yml:1:1"]


def test_a_slip_in_another_year_stops_like_any(two: Bureau) -> None:
    two.write("data/2020/整改台账.yml", "- 编号: x\n")
    assert {issue.place.path for issue in two.survey()[1]} == {"data/2020/整改台账.yml"}


def test_hidden_records_of_another_year_are_hidden(two: Bureau) -> None:
    two.change("data/2020/整改台账.yml", "问题: z-open的问题", "问题: 只给班子的事\n  可见: 班子")
    shown = "".join(pages(two.project()).values())
    assert "只给班子的事" not in shown
    assert "z-open" not in shown


def test_the_same_time_of_another_year() -> None:
    frame = Frame(date(2020, 2, 29), date(2020, 6, 30), date(2020, 6, 30), 2020).of_year(2021)
    assert (frame.first, frame.last) == (date(2021, 2, 28), date(2021, 6, 30))
    leap = Frame(date(2021, 1, 1), date(2021, 2, 28), date(2021, 2, 28), 2021).of_year(2020)
    assert leap.last == date(2020, 2, 29)


def test_a_figure_shows_its_years(two: Bureau) -> None:
    shown = read(pages(two.project())["figures/study.md"]).text
    assert "历年" in shown
    assert (
        "2020年3次由那一年的台账按现在的口径算出，没有封存2021年3次本年，没有封存"
        in shown.replace("\n", "")
    )


def test_a_month_of_last_year_without_a_record_is_nothing(two: Bureau) -> None:
    project = two.project()
    shown = read(drawings.months_of(project, project.figures["学习次数"])).text
    assert shown.endswith("上年" + "0" * 4 + "3" + "0" * 7)


def test_a_year_that_counted_otherwise_says_how(two: Bureau) -> None:
    own = two.read("data/2021/figures.yml").replace(LAST, "")
    two.write("data/2020/figures.yml", own.replace("学习教育的次数", "只数集中学习"))
    shown = read(pages(two.project())["figures/study.md"]).text
    assert "口径不同，不能直接比：只数集中学习" in shown


def test_what_was_frozen_leads_in_the_series(two: Bureau) -> None:
    two.write(
        "data/2020/定格指标.yml", "- 编号: a\n  指标: 学习次数\n  值: 3\n  出处: 2020年度报告\n"
    )
    shown = read(pages(two.project())["figures/study.md"]).text
    assert "3次报告后定格" in shown.replace("\n", "")


def test_a_project_of_one_year_shows_no_years(bureau: Bureau) -> None:
    bureau.remove("data/2020/定格指标.yml")
    written = pages(bureau.project())
    assert "历年" not in read(written["figures/study.md"]).text
    assert not [path for path in written if path.startswith("years/")]


def test_the_ledgers_of_two_years_lead_to_each_other(two: Bureau) -> None:
    written = pages(two.project())
    assert "别的年份" in read(written["ledgers/rectification.md"]).text
    assert "site:years/2020/rectification.md" in written["ledgers/rectification.md"]
    assert "site:years/index.md" in written["ledgers/index.md"]


def test_an_old_year_is_asked_again_only_if_it_changed(two: Bureau) -> None:
    two.messages()
    remembered.worked.clear()
    two.change("data/2021/整改台账.yml", "公函不全", "公函没有写全")
    two.messages()
    assert remembered.worked["subjects._in_folders"] == 0
    two.change("data/2020/整改台账.yml", "z-done的问题", "旧问题")
    two.messages()
    assert remembered.worked["subjects._in_folders"] == 1


def test_of_an_old_year_no_values_are_kept_but_what_they_say(two: Bureau) -> None:
    """What is kept is read again by every command: of old years it is the records, and what was found."""
    remembered.forget()
    assert two.messages() == []
    memories, _ = remembered.state()
    for name in ("walk", "references"):
        found = [each for (each,) in memories[f"ledger.records.walk.{name}"]]
        assert {each.folder for each in found if isinstance(each, Trace)} == {2021}
    assert 2020 in {each.folder for (each,) in memories["ledger.checks.records.copied._said"]}


def test_nobody_names_a_hidden_record_of_another_year(two: Bureau) -> None:
    """Not one that is done, which the year does not go on with; be it named in data or in a text."""
    two.change("data/2020/整改台账.yml", "问题: z-done的问题", "问题: 旧事\n  可见: 班子")
    two.change("data/2021/下年任务.yml", "rectify-02", "2020/z-done")
    assert two.codes() == ["edition.hidden"]
    two.change("data/2021/下年任务.yml", "2020/z-done", "rectify-02")
    two.change("data/2020/履责记录/05.yml", "编号: r05-01", "编号: r05-01\n  可见: 班子")
    two.append("docs/index.md", '\n{{ record("2020/r05-01", "事项") }}\n')
    assert "edition.hidden" in two.codes()


def test_the_folders_of_other_years_name_each_other(two: Bureau) -> None:
    two.write(
        "data/2019/整改台账.yml", ITEM.format(id="y-1", state="推进中").replace("2020", "2019")
    )
    task = two.read("data/2021/下年任务.yml")
    task = task.replace("2022", "2021").replace("rectify-02", "{}").replace("完善", "修订")
    two.write("data/2020/下年任务.yml", task.replace("{}", "2019/y-1"))
    assert two.messages() == []
    two.write("data/2020/下年任务.yml", task.replace("{}", "2019/y-2"))
    assert two.codes() == ["reference.number"]


def test_the_text_names_a_record_of_another_year(two: Bureau) -> None:
    two.append("docs/index.md", '\n{{ record("2020/r05-01", "事项") }}\n')
    project = two.project()
    assert "site:years/2020/records.md#r05-01" in project.finished["index.md"]


REPORT = ("data/2021/report.yml", "data/2020/report.yml")
CLOSED = """
- 编号: closed
  名称: 销号数
  口径: 办结的事项
  分组: 整改监督
  来源: 整改台账
  算法: 计数
  条件: {状态: 已完成}
  按日期: 销号日期
  单位: 项
- 编号: closed-last
  名称: 上年销号数
  口径: 上年办结的事项
  分组: 整改监督
  算法: 上年
  指标: 销号数
  单位: 项
"""


def with_last_report(two: Bureau) -> Bureau:
    """Add the report of the year before, which is dated in the next January."""
    told = two.read(REPORT[0]).replace("2021", "2020").replace("2022", "2021")
    return two.write(REPORT[1], told)


def three(two: Bureau) -> Bureau:
    """Add an item that was opened in 2019 and closed in 2020, and figures of what was closed."""
    item = ITEM.format(id="y-1", state="已完成").replace("2020-05-07", "2019-05-07")
    two.write("data/2019/整改台账.yml", item + DONE.format(day="2020-04-03"))
    return two.append("data/2021/figures.yml", CLOSED)


def test_what_goes_on_is_done_after_the_report_of_its_year(two: Bureau) -> None:
    """The day of closing is written where the item lies; the report of that year is signed."""
    with_last_report(two)
    assert two.messages() == []
    two.change("data/2020/整改台账.yml", "销号日期: 2021-02-03", "销号日期: 2022-02-03")
    assert two.codes() == ["record.future"]


def test_what_goes_on_is_done_while_the_next_year_is_kept(bureau: Bureau) -> None:
    """The report is signed in January; an item of its year is closed later, beside what is new."""
    bureau.change("data/2021/整改台账.yml", "销号日期: 2021-06-22", "销号日期: 2022-02-03")
    bureau.change("data/2021/整改台账.yml", "2021-10-20", "2022-02-20")
    assert bureau.codes() == ["record.future"] * 2
    item = ITEM.format(id="new", state="推进中")
    bureau.write("data/2022/整改台账.yml", item.replace("2021", "2022").replace("2020", "2022"))
    assert bureau.messages() == []


def test_a_report_of_half_a_year_hides_nothing_of_the_other_half(two: Bureau) -> None:
    three(with_last_report(two)).change(REPORT[1], "起: 2020-01-01", "起: 2020-07-01")
    figure = two.project().figures["上年销号数"]
    assert [each.anchor for each in figure.records] == ["z-done", "2019/y-1"]


def test_an_older_version_hides_of_each_year_what_is_hidden_today(two: Bureau) -> None:
    """What an edition shows of the version before is limited by today's audiences, year by year."""
    old, _ = two.survey()
    two.change("data/2020/履责记录/05.yml", "编号: r05-01", "编号: r05-01\n  可见: 班子")
    today = audiences(two.root, EDITIONS[0], name_of)
    two.change("data/2020/履责记录/05.yml", "编号: r05-01\n  可见: 班子", "编号: r05-01")
    two.write("data/2021/履责记录/05.yml", TRACE.format(id="r05-01", day="2021-05-04"))
    then, _ = survey(two.root, EDITIONS[0], today)
    assert old.figures["上年学习次数"].value == 3
    assert then.figures["上年学习次数"].value == 2
    assert "r05-01" in [each.anchor for each in then.dataset.of(Trace)]


def test_what_last_year_went_on_with_stands_on_its_pages(two: Bureau) -> None:
    """An item of 2019 that 2020 closed is counted of 2020: the row there bears its year."""
    written = pages(three(two).project())
    assert "site:years/2020/rectification.md#2019/y-1" in written["figures/closed-last.md"]
    assert 'id="2019/y-1"' in written["years/2020/rectification.md"]


def test_a_change_of_what_last_year_went_on_with_is_told(two: Bureau) -> None:
    old = three(two).project()
    two.change("data/2019/整改台账.yml", "y-1的问题", "旧问题")
    new = two.project()
    changes = compare(old.dataset, new.dataset, old.figures, new.figures).changes
    told = changes["整改台账", "2019/y-1", 0]
    assert (told.id, told.how, told.counted) == ("2019/y-1", CHANGED, ("上年销号数",))


def test_last_year_is_not_computed_where_a_folder_is_lacking(two: Bureau) -> None:
    """The report before began in 2019, of which there is no folder: a count would lack its records."""
    with_last_report(two).change(REPORT[1], "起: 2020-01-01", "起: 2019-12-01")
    two.change(REPORT[0], "起: 2021-01-01", "起: 2020-12-01")
    assert two.codes() == ["figure.last_year"]
    two.write("data/2019/履责记录/12.yml", TRACE.format(id="r12-01", day="2019-12-05"))
    assert two.shown("上年学习次数") == "4次"


def test_an_older_frozen_value_leads_to_no_row_of_another(two: Bureau) -> None:
    frozen = "- 编号: a\n  指标: 学习次数\n  值: {}\n  出处: {}年度报告\n"
    two.write("data/2020/定格指标.yml", frozen.format(3, 2020))
    two.write("data/2019/定格指标.yml", frozen.format(7, 2019))
    written = pages(two.project())
    shown = written["figures/study.md"]
    assert "2019年7次报告后定格，没有封存2020年3次报告后定格" in read(shown).text.replace("\n", "")
    assert shown.partition("历年")[2].count("site:ledgers/last-year.md#a") == 1
    assert shown.partition("历年")[2].count("site:years/2019/last-year.md#a") == 1
    older = written["years/2019/last-year.md"]
    assert 'id="a"' in older and "2019年度报告" in older and "2020年度报告" not in older
    assert "site:years/2019/last-year.md" in written["years/index.md"]


@pytest.mark.parametrize("path", ["2019/整改台帐.yml", "2019/旧.txt", "0000", "0999"])
def test_nothing_in_an_old_folder_is_passed_over_unsaid(two: Bureau, path: str) -> None:
    """Not even where the folder holds no ledger, or bears a number that is no year."""
    two.write(f"data/{path}" if "." in path else f"data/{path}/整改台账.yml", "- 编号: x\n")
    assert [each.split(":")[0] for each in two.messages()] == [f"data/{path}"]


@pytest.mark.parametrize(
    ("name", "told"), [("2020/r05-01", "日期是 2020-05-01"), ("2021/r01-01", "2021 年的文件夹里")]
)
def test_only_what_is_of_the_same_day_is_merged(two: Bureau, name: str, told: str) -> None:
    """Be it named with its own year or with another: else it would go uncounted and unsaid."""
    merged = TRACE.format(id="r05-04", day="2020-05-06") + f"  并入: {name}\n"
    two.append("data/2020/履责记录/05.yml", merged)
    (message,) = two.messages()
    assert message.startswith("data/2020/履责记录/05.yml:45:7  并入：") and told in message


def test_no_figure_is_named_with_a_year(two: Bureau) -> None:
    """It would be this year's number under another year's name."""
    two.write("data/2020/figures.yml", two.read("data/2021/figures.yml").replace(LAST, ""))
    two.append("docs/index.md", '\n{{ figure("2020/学习次数") }}\n')
    assert two.codes() == ["reference.unknown"]
    two.change("docs/index.md", "2020/学习次数", "学习次数")
    two.change("data/2021/figures.yml", "  指标: 学习次数", "  指标: 2020/学习次数")
    assert two.codes() == ["reference.unknown"]
    two.change("data/2021/figures.yml", "2020/学习次数", "旧次数")
    two.change("data/2020/figures.yml", "名称: 学习次数", "名称: 旧次数")
    (message,) = two.messages()
    assert "2020/" not in message


def test_a_register_of_two_years_is_counted_once(two: Bureau) -> None:
    """What ended before the period's end is not there any more, though the period reaches back to it."""
    ended = "  复评日期: 2020-{month}-08\n  解除日期: 2020-{month}-09\n"
    old = two.read("data/2021/风险点.yml")
    old += ended.format(month=12) + old.replace("risk-01", "risk-02") + ended.format(month="06")
    two.write("data/2020/风险点.yml", old)
    two.change(
        "data/2021/figures.yml",
        LAST,
        "\n- {编号: risks, 名称: 风险点数, 口径: 现有的, 分组: 学习教育, 来源: 风险点, 算法: 计数, "
        "存量: 是, 单位: 个}\n",
    )
    own = two.project().figures["风险点数"]
    two.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-12-01")
    found = two.project().figures["风险点数"]
    assert [each.anchor for each in found.records] == [each.anchor for each in own.records]
    assert [each.anchor for each in found.outside] == ["2020/risk-01"]
    written = pages(two.project())
    assert "共 1 个" in written["posts/coverage.md"] and "2020" not in written["posts/coverage.md"]
    assert written["posts/director.md"].count("先定调后讨论") == 1


def test_a_period_reads_of_the_year_before_what_tells_of_it(two: Bureau) -> None:
    """From December on: what was done before has its pages under that year alone."""
    two.change("data/2021/figures.yml", LAST, "")
    two.write("data/2020/履责记录/12.yml", TRACE.format(id="r12-01", day="2020-12-05"))
    late = TRACE.format(id="r11-01", day="2020-11-30") + (
        "  补录:\n    登记日期: 2020-12-02\n    原因: 当时出差\n"
    )
    two.write("data/2020/履责记录/11.yml", late)
    two.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-12-01")
    project = two.project()
    assert [e.anchor for e in project.dataset.of(Trace) if e.folder == 2020] == [
        "2020/r11-01", "2020/r12-01"
    ]  # fmt: skip
    assert ids(project)[2:] == ["2020/z-open", "2020/z-later", "2020/z-done"]
    assert "records/2020-12.md" in project.writers and "records/2020-05.md" not in project.writers
    assert 'id="r05-01"' in pages(project)["years/2020/records.md"]


def test_versions_of_two_reports_are_compared_year_by_year(two: Bureau) -> None:
    """The older version told of 2021, the newer tells of 2022: the same records, of the same year."""
    old = two.change("data/2021/figures.yml", LAST, "").project()
    report = two.read(REPORT[0]).replace("2022", "2023").replace("2021", "2022")
    two.write("data/2022/report.yml", report)
    two.write("data/2022/figures.yml", two.read("data/2021/figures.yml"))
    item = ITEM.format(id="rectify-01", state="推进中").replace("2021", "2022")
    two.write("data/2022/整改台账.yml", item.replace("2020", "2022"))
    two.change("data/unit.yml", "报告年度: 2021", "报告年度: 2022")
    new, _ = two.survey()
    changes = compare(old.dataset, new.dataset, old.figures, new.figures).changes
    told = {key[1]: each.how for key, each in changes.items() if key[0] == "整改台账"}
    assert told["rectify-01"] == NEW
    assert told["2021/rectify-01"] == told["2021/rectify-02"] == told["2020/z-open"] == SAME


def test_an_older_frozen_value_names_a_figure_that_there_is(two: Bureau) -> None:
    frozen = "- 编号: a\n  指标: {}\n  值: 3\n  出处: 2019年度报告\n"
    two.write("data/2019/定格指标.yml", frozen.format("学习次数"))
    assert two.messages() == []
    two.write("data/2019/定格指标.yml", frozen.format("没有的次数"))
    assert two.codes() == ["reference.unknown"]


EVER = """
- 编号: {id}
  名称: {name}
  口径: 各年登记的整改事项
  分组: 整改监督
  来源: 整改台账
  算法: 计数
  存量: 是
  单位: 项
"""


@pytest.fixture
def ever(two: Bureau) -> Bureau:
    """The two years, and a third before; figures count what all of them hold, done or not."""
    old = ITEM.replace("2020-05-07", "2019-05-07").replace("2021-11-30", "2019-11-30")
    two.write(
        "data/2019/整改台账.yml",
        old.format(id="z-old", state="已完成") + DONE.format(day="2019-06-01"),
    )
    count = EVER.format(id="ever", name="历年整改数") + "  历年: 是\n"
    done = EVER.format(id="ever-done", name="历年销号数") + "  历年: 是\n  条件: {状态: 已完成}\n"
    last = LAST.replace("study-last", "ever-last").replace("上年学习次数", "上年历年整改数")
    two.append("data/2021/figures.yml", EVER.format(id="now", name="整改数") + count + done)
    two.append("data/2021/figures.yml", last.replace("指标: 学习次数", "指标: 历年整改数"))
    return two


def anchors(figure: Figure) -> list[str]:
    return [record.anchor for record in figure.records]


def test_a_stock_of_all_years_counts_what_earlier_years_finished(ever: Bureau) -> None:
    figures = ever.project().figures
    own, carried = ["rectify-01", "rectify-02"], ["2020/z-open", "2020/z-later"]
    assert anchors(figures["整改数"]) == own + carried
    assert anchors(figures["历年整改数"]) == [*own, *carried, "2020/z-done", "2019/z-old"]
    done = ["rectify-01", "2020/z-later", "2020/z-done", "2019/z-old"]
    assert anchors(figures["历年销号数"]) == done
    last = figures["上年历年整改数"]
    assert anchors(last) == ["z-open", "z-later", "z-done", "2019/z-old"]


def test_the_pages_lead_to_the_records_of_all_years(ever: Bureau) -> None:
    project = ever.project()
    page = pages(project)["figures/ever.md"]
    for year, name in (("2020", "z-done"), ("2019", "z-old")):
        assert f'href="site:years/{year}/rectification.md#{name}"' in page
        assert ">历年整改数</a>" in pages(project)[f"years/{year}/rectification.md"]
    assert "各年“整改台账”" in page and "历年存量" in page


def test_many_records_of_all_years_are_listed_by_year(
    ever: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.pages.figures._MANY", 3)
    page = read(pages(ever.project())["figures/ever.md"]).text
    listed = ("2021年2 条：", "2020年3 条：", "2019年1 条：")
    assert all(each in page.replace("\n", "") for each in listed)


def test_the_workbook_holds_what_is_counted_of_all_years(ever: Bureau) -> None:
    sheets = {sheet.name: sheet for sheet in excel.sheets(ever.project())}
    ids = [str(row[0]) for row in sheets["整改台账"].rows]
    assert [each for each in ids if "/" in each] == [
        "2020/z-open", "2020/z-later", "2020/z-done", "2019/z-old"
    ]  # fmt: skip
    assert [str(row[0]) for row in sheets["整改台账（2020年）"].rows][-1] == "2019/z-old"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("  存量: 是\n  单位: 项\n  历年: 是\n  条件", "  单位: 项\n  历年: 是\n  条件"), "历年：只用于存量；请加一行 存量: 是，或删去这一行"),
        (("来源: 整改台账\n  算法: 计数\n  存量: 是\n  单位: 项\n  历年: 是\n  条件: {状态: 已完成}", "来源: 岗位\n  算法: 计数\n  存量: 是\n  单位: 项\n  历年: 是"), "历年：“岗位”不按年份分开，本来就是各年的；请删去这一行"),
        (("来源: 整改台账\n  算法: 计数\n  存量: 是\n  单位: 项\n  历年: 是\n  条件: {状态: 已完成}", "来源: 责任书\n  算法: 计数\n  存量: 是\n  单位: 项\n  历年: 是"), "历年：“责任书”每年另写一遍，各年的放在一起会重复；请删去这一行，或写明 按日期"),
        (("指标: 历年整改数", "指标: 历年整改数\n  历年: 是"), "算法“上年”不用“历年”；请删去这一行"),
    ],
)  # fmt: skip
def test_all_years_are_counted_only_where_that_makes_sense(
    ever: Bureau, change: tuple[str, str], told: str
) -> None:
    ever.change("data/2021/figures.yml", *change)
    assert [each.partition("  ")[2] for each in ever.messages()] == [told]


def test_a_hidden_record_of_all_years_is_counted_for_nobody_else(ever: Bureau) -> None:
    ever.change("data/2019/整改台账.yml", "  来源: 自查\n", "  来源: 自查\n  可见: 班子\n")
    ever.change("data/2021/figures.yml", "历年: 是\n  条件", "历年: 是\n  含不可见: 是\n  条件")
    told = {name: survey(ever.root, name)[0].figures for name in EDITIONS}
    for edition in EDITIONS:
        assert ("2019/z-old" in anchors(told[edition]["历年整改数"])) == (edition != EDITIONS[0])
        assert told[edition]["历年销号数"].value == 4  # a total
    assert "2019/z-old" not in anchors(told[EDITIONS[0]]["历年销号数"])


def test_an_older_year_tells_its_own_stock_of_all_years(ever: Bureau) -> None:
    page = read(pages(ever.project())["figures/ever.md"]).text
    years = page[page.index("历年\n") :] if "历年\n" in page else page
    assert "2020年4项" in years.replace("\n", "") and "2019年1项" in years.replace("\n", "")


def test_two_versions_tell_which_record_of_all_years_changed_a_figure(ever: Bureau) -> None:
    old = ever.project()
    text = ever.read("data/2019/整改台账.yml")
    ever.write("data/2019/整改台账.yml", text + text.replace("z-old", "z-more"))
    new = ever.project()
    compared = compare(old.dataset, new.dataset, old.figures, new.figures)
    changes = {change.name: change for change in changed(old, new, compared)}
    assert "整改数" not in changes
    assert [cause.record.id for cause in changes["历年整改数"].causes] == ["2019/z-more"]


def test_a_condition_asks_the_record_that_one_of_an_earlier_year_names(ever: Bureau) -> None:
    first = TRACE.format(id="r06-01", day="2020-06-01") + "  并入: r06-02\n"
    ever.write("data/2020/履责记录/06.yml", first + TRACE.format(id="r06-02", day="2020-06-01"))
    merged = EVER.format(id="merged", name="并入数").replace("整改台账", "履责记录")
    ever.append("data/2021/figures.yml", merged + "  历年: 是\n  条件: {并入: {类别: 学习教育}}\n")
    assert anchors(ever.project().figures["并入数"]) == ["2020/r06-01"]


RATE = """
- 编号: share
  名称: 学习占比
  口径: 学习教育占全部学习教育
  分组: 学习教育
  算法: 比率
  分子: 学习次数
  分母: 学习次数
  单位: "%"
"""
#: why last year tells no number: what is done to the two years, and the reason that is given
UNTOLD = {
    "no folder": (
        lambda two: [two.remove(f"data/2020/{each}") for each in ("整改台账.yml", "履责记录/05.yml")],
        "“学习次数”的上年值，上年的台账也算不出：没有 data/2020 的台账；请把那一年的台账放进去",
    ),
    "no ledger": (
        lambda two: two.remove("data/2020/履责记录/05.yml"),
        "没有 data/2020/履责记录/；请放进去，那一年一条也没有的写 []",
    ),
    "nothing to divide by": (
        lambda two: [
            two.write("data/2020/履责记录/05.yml", "[]\n"),
            two.change("data/2021/figures.yml", LAST, LAST.replace("学习次数", "学习占比") + RATE),
        ],
        "“学习占比”的上年值，上年的台账也算不出：分母“学习次数”是 0，算不出百分比"
        "（data/2021/figures.yml:18:3，按 2020 年的台账）；请核对 data/2020/履责记录/",
    ),
    "a word that is new": (
        lambda two: [
            two.change("data/词表/学习主题.yml", "- 上级会议精神\n", "- 词: 上级会议精神\n  自: 2021\n"),
            two.change("data/2021/figures.yml", "{类别: 学习教育}", "{主题: 上级会议精神}"),
            two.write("data/2020/履责记录/05.yml", "[]\n"),
        ],
        "条件“主题”：“上级会议精神”从 2021 年起才用，2020 年没有这个口径；请不写这个上年值",
    ),
    "a time that is not read": (
        lambda two: [
            two.change("data/2021/report.yml", "起: 2021-01-01", "起: 2020-12-01"),
            two.write("data/2019/履责记录/12.yml", TRACE.format(id="r12-01", day="2019-12-05")),
        ],
        "同一段时间从 2019-12-01 起，2020 年的报告期从 2020-01-01 起；"
        "请在 data/2020/report.yml 里写从 2019-12-01 起的报告期",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNTOLD)
def test_why_last_year_tells_no_number_is_said(two: Bureau, case: str) -> None:
    spoil, why = UNTOLD[case]
    spoil(two)
    errors = [each for each in two.survey()[1] if each.code == "figure.last_year"]
    assert [why in each.message for each in errors] == [True], errors
    assert errors[0].message.startswith("“定格指标”里没有“学习")
    assert errors[0].message.endswith("；或者在“定格指标”里补一条，写明 值 和 出处")


def test_a_word_that_is_new_among_others_withholds_no_number(two: Bureau) -> None:
    """The year before counts what the older words stand for."""
    two.change(
        "data/词表/学习主题.yml",
        "- 上级会议精神\n",
        "- 上级会议精神\n- 词: 新主题\n  自: 2021\n",
    )
    two.change("data/2021/figures.yml", "{类别: 学习教育}", "{主题: [上级会议精神, 新主题]}")
    assert two.shown("上年学习次数") == "3次"


def test_a_series_leaves_out_the_years_before_a_word(two: Bureau) -> None:
    two.change("data/2021/figures.yml", LAST, "")
    two.append("data/词表/学习主题.yml", "\n- 词: 新主题\n  自: 2021\n")
    two.change("data/2021/figures.yml", "{类别: 学习教育}", "{主题: 新主题}")
    assert "历年" not in read(pages(two.project())["figures/study.md"]).text


PARTS = (
    RATE.replace("分母: 学习次数", "分母: 全部次数")
    + """
- 编号: every
  名称: 全部次数
  口径: 各类履责的次数
  分组: 学习教育
  来源: 履责记录
  算法: 计数
  单位: 次
- 编号: share-last
  名称: 上年占比
  口径: 上一年的占比
  分组: 学习教育
  算法: 上年
  指标: 学习占比
  单位: "%"
- 编号: share-change
  名称: 占比同比
  口径: 占比的变化
  分组: 学习教育
  算法: 同比
  本期: 学习占比
  基期: 上年占比
  单位: "%"
"""
)


def test_a_rate_of_last_year_leads_to_the_records_of_its_parts(two: Bureau) -> None:
    two.append("data/2021/figures.yml", PARTS)
    written = pages(two.project())
    page = written["figures/share-last.md"]
    for part, name in (("study", "学习次数"), ("every", "全部次数")):
        there = page.partition(f'id="before-{part}"')[2].partition("<h2")[0]
        assert f"2020年的{name}" in there
        assert there.count("site:years/2020/records.md#r05-0") == 3
    assert "site:figures/share-last.md" in written["figures/share-change.md"]
    assert 'id="before-' not in written["figures/share.md"]  # this year's parts have pages
    assert written["years/2020/records.md"].count("site:figures/share-last.md") == 3, "and back"


def test_the_workbook_holds_the_records_of_a_rate_of_last_year(two: Bureau) -> None:
    two.append("data/2021/figures.yml", PARTS)
    rows = {sheet.name: sheet for sheet in excel.sheets(two.project())}[excel.COUNTED].rows
    found = [row for row in rows if row[0].text == "上年占比"]
    assert [row[1] for row in found] == ["履责记录（2020年）"] * 6
    assert [row[5] for row in found] == ["2020年的学习次数"] * 3 + ["2020年的全部次数"] * 3
    assert [row[6] for row in found] == [1] * 6


def test_what_the_year_before_told_of_its_own_last_year_is_listed_too(two: Bureau) -> None:
    """Last year of last year: the records of two years ago stand on a sheet of that year."""
    two.write("data/2019/履责记录/05.yml", TRACE.format(id="r05-01", day="2019-05-01"))
    again = LAST.replace("study-last", "older").replace("上年学习次数", "前年学习次数")
    two.append("data/2021/figures.yml", again.replace("指标: 学习次数", "指标: 上年学习次数"))
    project = two.project()
    assert figure_text(project.figures["前年学习次数"]) == "1次"
    assert "site:years/2019/records.md#r05-01" in pages(project)["figures/older.md"]
    sheets = {sheet.name: sheet for sheet in excel.sheets(project)}
    assert len(sheets["履责记录（2019年）"].rows) == 1


def test_what_was_frozen_two_years_ago_is_listed_where_it_is_counted(two: Bureau) -> None:
    frozen = "- 编号: a\n  指标: 学习次数\n  值: 7\n  出处: 2019年度报告\n"
    two.write("data/2019/定格指标.yml", frozen)
    again = LAST.replace("study-last", "older").replace("上年学习次数", "前年学习次数")
    two.append("data/2021/figures.yml", again.replace("指标: 学习次数", "指标: 上年学习次数"))
    project = two.project()
    assert figure_text(project.figures["前年学习次数"]) == "7次"
    assert "site:years/2019/last-year.md#a" in pages(project)["figures/older.md"]
    assert (
        len({sheet.name: sheet for sheet in excel.sheets(project)}["定格指标（2020年）"].rows) == 1
    )
