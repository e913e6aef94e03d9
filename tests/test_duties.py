"""What is late, due, short and not recorded: from the data alone, as of 统计截止."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import Bureau

from ledger.duties.agenda import Agenda
from ledger.duties.gaps import KINDS, LATE, MISSED, MISSING, RELAPSED, SHORT, UNPROVED, Gap
from ledger.duties.owed import duties
from ledger.project import Project
from ledger.records.base import Record
from ledger.records.months import post_months
from ledger.records.values import headline
from ledger.survey import open_project

REPORT = "data/2021/report.yml"
DETAILS = "data/岗位职责.yml"
ITEMS = "data/2021/整改台账.yml"
TASKS = "data/2021/下年任务.yml"
FIGURES = "data/2021/figures.yml"


def agenda(bureau: Bureau) -> Agenda:
    return Agenda(bureau.project())


def gaps(bureau: Bureau, kind: str) -> list[Gap]:
    return [gap for gap in agenda(bureau).gaps if gap.kind == kind]


def names(records: tuple[Record, ...]) -> list[str]:
    return [*map(headline, records)]


# What is due


def test_what_a_task_says_to_go_on_with_is_one_matter(bureau: Bureau) -> None:
    found = agenda(bureau).matters
    assert [[each.anchor for each in matter.records] for matter in found] == [
        ["plan-03"], ["rectify-02", "task-01"], ["survey-2"], ["opinion"],
    ]  # fmt: skip
    assert [matter.deadline for matter in found][:2] == [date(2021, 11, 30)] * 2
    assert names(found[1].owners) == ["副局长", "办公室"]


def test_one_name_and_one_day_in_two_ledgers_is_one_matter(bureau: Bureau) -> None:
    bureau.change(TASKS, "任务: 完善公函制度", "任务: 登记不全").change(
        TASKS, "  整改事项: rectify-02\n", ""
    )
    apart = agenda(bureau).matters
    assert ["rectify-02"] in [[each.anchor for each in matter.records] for matter in apart]
    bureau.change(ITEMS, "时限: 2021-11-30", "时限: 2022-06-30")
    together = agenda(bureau).matters
    assert len(together) == len(apart) - 1
    assert ["rectify-02", "task-01"] in [[r.anchor for r in each.records] for each in together]


def test_what_was_done_later_was_still_to_be_done(bureau: Bureau) -> None:
    """The day counts on which it was done, not the state that is typed today."""
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-06-20")
    bureau.change(REPORT, "止: 2021-12-31", "止: 2021-06-30")
    found = {record.anchor for each in agenda(bureau).matters for record in each.records}
    assert {"rectify-01", "rectify-02", "plan-03"} <= found
    bureau.change(ITEMS, "登记日期: 2021-05-07", "登记日期: 2021-07-07")
    found = {record.anchor for each in agenda(bureau).matters for record in each.records}
    assert "rectify-02" not in found  # nobody knew of it


@pytest.mark.parametrize(
    ("deadline", "late", "within"),
    [("2021-12-30", True, False), ("2021-12-31", False, True), ("2022-01-30", False, True),
     ("2022-01-31", False, False)],
)  # fmt: skip
def test_the_days_count_from_the_day_of_the_report(
    bureau: Bureau, deadline: str, late: bool, within: bool
) -> None:
    bureau.change(ITEMS, "时限: 2021-11-30", f"时限: {deadline}")
    bureau.change(TASKS, "  整改事项: rectify-02\n", "")
    found = agenda(bureau)
    assert ("rectify-02" in [gap.subject.id for gap in found.gaps if gap.kind == LATE]) == late  # type: ignore[union-attr]
    assert ("rectify-02" in [each.record.anchor for each in found.due(0, 30)]) == within


def test_the_calendar_has_a_last_day(bureau: Bureau) -> None:
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 9999-12-20")
    bureau.write(REPORT, bureau.read(REPORT).replace("2022-01-10", "9999-12-30"))
    bureau.change(TASKS, "时限: 2022-06-30", "时限: 9999-12-31")
    bureau.write("docs/index.md", "# 首页\n\n{{ due_next() }}\n")
    assert agenda(bureau).until(11) == agenda(bureau).until(90) == date.max


def test_the_sample_has_the_items_that_are_late(project: Project) -> None:
    late = {gap.subject for gap in Agenda(project).gaps if gap.kind == LATE}
    assert set(project.overdue()) <= late


# What is owed


def test_what_is_owed_every_month_is_what_the_report_counts(
    project: Project, bureau: Bureau
) -> None:
    for each in (project, bureau.project()):
        monthly = {duty.post.id: duty.lacks for duty in duties(each) if not duty.category}
        assert monthly == {found.post.id: found.owed for found in post_months(each.dataset)}


def owing(bureau: Bureau, often: str = "") -> list[Gap]:
    """Return what the director lacks of the category that alone the director owes."""
    records = "应有记录: 个别谈话" + (f"\n  频次: {{类别: 个别谈话, 每: {often}}}" if often else "")
    text = bureau.read(DETAILS).replace("应有记录: 研究部署", records, 1)
    bureau.write(DETAILS, text)
    return [gap for gap in gaps(bureau, MISSING) if gap.matter.startswith("个别谈话")]


@pytest.mark.parametrize(
    ("often", "said", "matter"),
    [
        ("", "", ""),
        ("年", "", ""),
        ("半年", "缺 1 个半年", "个别谈话：2021年7月至12月"),
        ("季度", "缺 3 个季度", "个别谈话：2021年4月至12月"),
        ("月", "缺 11 个月", "个别谈话：2021年1月至2月、2021年4月至12月"),
    ],
)
def test_a_category_is_owed_as_often_as_it_is_said(
    bureau: Bureau, often: str, said: str, matter: str
) -> None:
    found = owing(bureau, often)
    assert [(gap.said, gap.matter, names(gap.owners)) for gap in found] == (
        [(said, matter, ["局长"])] if said else []
    )


def test_a_time_that_is_not_over_lacks_nothing_yet(bureau: Bureau) -> None:
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-09-29")
    (gap,) = owing(bureau, "季度")
    assert gap.matter == "个别谈话：2021年4月至6月"
    duty = next(duty for duty in agenda(bureau).duties if duty.category == "个别谈话")
    assert duty.latest.months == ("2021-07", "2021-08", "2021-09")
    assert not duty.latest.kept and not duty.latest.over


def test_nothing_to_report_is_a_record_of_the_month(bureau: Bureau) -> None:
    """报“本月无”与有记录一样算完整; of a quarter it says nothing."""
    bureau.append("data/2021/本月无.yml", "- {月份: 2021-08, 岗位: 局长}\n")
    (gap,) = owing(bureau, "月")
    assert gap.matter == "个别谈话：2021年1月至2月、2021年4月至7月、2021年9月至12月"
    monthly = next(each for each in gaps(bureau, MISSING) if "本月无" in each.matter)
    assert monthly.said == "缺 9 个月"


def test_a_post_owes_nothing_for_months_in_which_it_was_nobodys(bureau: Bureau) -> None:
    bureau.change("data/岗位.yml", "名称: 局长", "名称: 局长\n  在岗月数: 6")
    (gap,) = owing(bureau, "季度")
    assert gap.said == "缺 1 个季度" and "其中 2 个季度不在岗" in gap.matter


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (
            "{类别: 学习教育, 每: 月}",
            "频次：“学习教育”不在“应有记录”里；请先写进“应有记录”，或删去这一项频次",
        ),
        (
            "[{类别: 研究部署, 每: 月}, {类别: 研究部署, 每: 年}]",
            "频次：“研究部署”写了两次；请只留一项",
        ),
    ],
)
def test_how_often_is_said_once_of_what_is_owed(bureau: Bureau, typed: str, message: str) -> None:
    text = bureau.read(DETAILS).replace(
        "应有记录: 研究部署", f"应有记录: 研究部署\n  频次: {typed}", 1
    )
    (found,) = bureau.write(DETAILS, text).messages()
    assert found.startswith(f"{DETAILS}:6:") and found.endswith(message)


# What is not as it should be


def test_a_rate_that_should_be_full_says_what_it_lacks_and_whose_that_is(bureau: Bureau) -> None:
    bureau.append(FIGURES, RATE)
    (gap,) = gaps(bureau, SHORT)
    assert gap.said == "50%，差 1 项" and names(gap.owners) == ["办公室", "副局长"]
    assert [record.anchor for record in gap.about] == ["rectify-02"]
    bureau.change(FIGURES, "  应满: 办公室\n", "")
    assert gaps(bureau, SHORT) == []


def test_only_a_rate_can_be_full(bureau: Bureau) -> None:
    bureau.change(FIGURES, "  口径: 学习教育的次数\n", "  口径: 学习教育的次数\n  应满: 办公室\n")
    assert [each for each in bureau.messages() if "不用“应满”" in each]


def test_what_the_look_back_found_again_is_told(bureau: Bureau) -> None:
    bureau.change(ITEMS, "结论: 巩固", "结论: 反弹")
    (gap,) = gaps(bureau, RELAPSED)
    assert gap.said == "2021年10月20日" and gap.subject.id == "rectify-01"  # type: ignore[union-attr]
    bureau.change(REPORT, "统计截止: 2021-12-31", "统计截止: 2021-10-19")
    assert gaps(bureau, RELAPSED) == []  # nobody had looked


def test_an_item_that_asks_for_no_more_work_is_proved(bureau: Bureau) -> None:
    bureau.change(ITEMS, "状态: 推进中", "状态: 长期坚持\n  验收: {验收人: 局长, 日期: 2021-11-02}")
    (gap,) = gaps(bureau, UNPROVED)
    assert gap.said == "没有佐证" and gap.subject.id == "rectify-02"  # type: ignore[union-attr]


def test_who_missed_an_event_is_told_to_those_who_may_know(bureau: Bureau) -> None:
    bureau.change(
        "data/2021/履责记录/01.yml",
        "请假: 2",
        "请假: 2\n  缺席: [{岗位: 文书岗}, {岗位: 副局长, 补学: 2021-02-01}]",
    )
    assert gaps(bureau, MISSED) == []
    (gap,) = (g for g in Agenda(open_project(bureau.root, "班子")).gaps if g.kind == MISSED)
    assert gap.said == "1 次" and names(gap.owners) == ["文书岗"]


def test_the_kinds_come_in_their_order(project: Project) -> None:
    found = [gap.kind for gap in Agenda(project).gaps]
    assert found == sorted(found, key=KINDS.index) and found
    assert {LATE, SHORT, RELAPSED, MISSING} == {*found}, "the sample shows what the page can show"


#: of two items one is done
RATE = """- 编号: items
  名称: 事项数
  口径: 登记的事项
  分组: 整改监督
  来源: 整改台账
  算法: 计数
  存量: 是
  单位: 项
- 编号: items-done
  名称: 办结数
  口径: 办结的事项
  分组: 整改监督
  来源: 整改台账
  条件: {状态: 已完成}
  算法: 计数
  存量: 是
  单位: 项
- 编号: items-rate
  名称: 办结率
  口径: 办结的比例
  分组: 整改监督
  算法: 比率
  分子: 办结数
  分母: 事项数
  应满: 办公室
  单位: "%"
"""
