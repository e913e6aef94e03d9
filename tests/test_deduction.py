"""No reader computes from the totals (含不可见) what a hidden record holds."""

from __future__ import annotations

import pytest
from conftest import Bureau

REMINDERS, FIGURES = "data/2021/廉政提醒.yml", "data/2021/figures.yml"
RECORD = "- {{编号: hidden-{0}, 日期: 2021-0{0}-01, 节点: 日常, 渠道: {1}, 内容: 提醒, 覆盖人次: {0}, 可见: {2}}}\n"
FIGURE = (
    "- {{编号: f{0}, 名称: 甲{0}, 口径: 数, 分组: 学习教育, 来源: 廉政提醒, 算法: {1}, {2}"
    "条件: {3}, 单位: {4}, 含不可见: 是}}\n"
)
SUM = ("求和", "字段: 覆盖人次, ")


def told(bureau: Bureau, records: list[tuple[int, str, str]], *figures: str) -> list[str]:
    """Return what is said of the totals over some hidden reminders."""
    bureau.append(REMINDERS, "".join(RECORD.format(*each) for each in records))
    bureau.append(FIGURES, "".join(figures))
    return [issue.message for issue in bureau.survey()[1] if issue.code == "edition.deduced"]


def total(
    index: int,
    where: str = "{节点: {有: 是}}",
    method: tuple[str, str] = SUM,
    unit: str = "人次",
) -> str:
    return FIGURE.format(index, *method, where, unit)


ONE, TWO = [(3, "专栏", "班子")], [(3, "专栏", "班子"), (4, "会议提醒", "班子")]


@pytest.mark.parametrize("method", [SUM, ("平均", "字段: 覆盖人次, ")])
def test_a_sum_with_one_hidden_record_is_refused(bureau: Bureau, method: tuple[str, str]) -> None:
    (message,) = told(bureau, ONE, total(1, method=method))
    assert message == (
        "含不可见：从总数减去列出的，就算得出全员版看不到的一条记录的“覆盖人次”；"
        "请删去这一行，正文里也不用这个数，或者把那条记录设为全员"
    )


def test_a_count_may_tell_how_many_are_hidden(bureau: Bureau) -> None:
    assert told(bureau, ONE, total(1, method=("计数", ""), unit="次")) == []


def test_a_sum_with_two_hidden_records_passes(bureau: Bureau) -> None:
    assert told(bureau, TWO, total(1)) == []


def test_each_edition_has_its_own_reader(bureau: Bureau) -> None:
    (message,) = told(bureau, [ONE[0], (4, "会议提醒", "纪检")], total(1))
    assert "看不到的一条记录" in message and "班子版" in message


@pytest.mark.parametrize(
    "where", ["{渠道: 专栏}", "{渠道: {不是: 专栏}}", "{日期: {止: 2021-03-31}}"]
)
def test_two_sums_that_differ_by_one_record_are_refused(bureau: Bureau, where: str) -> None:
    hidden = [*TWO, (5, "专栏" if "不是" in where else "会议提醒", "班子")]
    (message,) = told(
        bureau, hidden, total(1), total(2, where="{节点: 日常}"), total(3, where=where)
    )
    assert message


def test_sums_that_overlap_are_solved_together(bureau: Bureau) -> None:
    """甲+乙, 乙+丙 and 甲+丙 tell each of the three."""
    hidden = [(3, "专栏", "班子"), (4, "会议提醒", "班子"), (5, "办公信使", "班子")]
    pairs = ("[专栏, 会议提醒]", "[会议提醒, 办公信使]", "[专栏, 办公信使]")
    figures = [
        total(at, f"{{渠道: {pair}, 日期: {{不是: 2021-01-01}}}}")
        for at, pair in enumerate(pairs, 1)
    ]
    assert told(bureau, hidden, *figures[:2]) == []
    (message,) = told(bureau, [], figures[2])
    assert message.startswith("含不可见：和“甲1”“甲2”合在一起，就算得出全员版看不到的")


@pytest.mark.parametrize("line", ["条件: {可见: 班子}, 算法: 计数", "条件: {可见: {不是: 全员}}, 算法: 计数",
                                  "字段: [可见], 算法: 去重计数", "字段: [日期, 可见], 算法: 去重计数"])  # fmt: skip
def test_for_whom_a_record_is_is_no_content(bureau: Bureau, line: str) -> None:
    bureau.append(
        FIGURES,
        f"- {{编号: f, 名称: 甲, 口径: 数, 分组: 学习教育, 来源: 廉政提醒, {line}, 单位: 次}}\n",
    )
    (message,) = bureau.messages()
    assert "“可见”说的是给谁看，不是记录的内容，不能数、不能引用；请换一个键" in message


def test_no_text_quotes_for_whom_a_record_is(bureau: Bureau) -> None:
    bureau.append("docs/report/01-学习.md", '\n\n{{ record("r01-01", "可见") }}\n')
    assert "“可见”说的是给谁看" in "".join(bureau.messages())


LAST_YEAR = """
- {编号: last, 名称: 上年甲, 口径: 上年的数, 分组: 学习教育, 算法: 上年, 指标: 甲1, 单位: 人次}
"""


@pytest.mark.slow
def test_the_computed_total_of_last_year_is_asked_too(bureau: Bureau) -> None:
    """Two records are hidden this year, one of the year before: its number is told by 上年 alone."""
    bureau.remove("data/2020/定格指标.yml")
    older = RECORD.replace("2021", "2020").replace("hidden", "older")
    bureau.write(REMINDERS.replace("2021", "2020"), older.format(*ONE[0]))
    assert told(bureau, TWO, total(1)) == []
    bureau.append(FIGURES, LAST_YEAR)
    (message,) = told(bureau, [])
    assert message.startswith("上年：从总数减去列出的，就算得出全员版看不到的一条记录的“覆盖人次”")
    bureau.append(REMINDERS.replace("2021", "2020"), older.format(*TWO[1]))
    assert told(bureau, []) == []


PAPER = """\
名称: 三月简报
文种: 简报
标题: [三月工作简报]
成文日期: 2021-03-31
报告期: {起: 2021-01-01, 止: 2021-03-31}
统计截止: 2021-03-31
"""
COMPOSED = "---\ntemplate: official.html\n---\n\n{{ report_head() }}\n\n{{ sections() }}\n\n{{ report_foot() }}\n"


@pytest.mark.parametrize(("readers", "is_told"), [("全员", True), ("班子", False)])
def test_the_time_of_another_document_tells_as_much(
    bureau: Bureau, readers: str, is_told: bool
) -> None:
    """The year has two hidden records, its first quarter one of them."""
    bureau.write("data/2021/公文/三月简报.yml", f"{PAPER}可见: {readers}\n")
    bureau.write("docs/公文/三月简报/index.md", COMPOSED)
    text = '## 提醒\n\n廉政提醒覆盖{{ figure("甲1") }}。\n'
    bureau.write("docs/公文/三月简报/10-提醒.md", text)
    assert bool(told(bureau, TWO, total(1))) is is_told


def test_a_figure_that_the_other_document_does_not_say_tells_nothing(bureau: Bureau) -> None:
    bureau.write("data/2021/公文/三月简报.yml", PAPER)
    bureau.write("docs/公文/三月简报/index.md", COMPOSED)
    bureau.write("docs/公文/三月简报/10-提醒.md", "## 提醒\n\n都提醒了。\n")
    assert told(bureau, TWO, total(1)) == []
