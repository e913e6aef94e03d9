"""The change sheet: what changed since a revision, which records caused it, and where they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from itertools import pairwise
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from conftest import ROOT, Bureau, lay_out, read
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.changes import comparison, marks, page, revision, sheet
from ledger.changes.model import Changes, FigureChange
from ledger.commands import main
from ledger.issues import Mistake
from ledger.survey import survey

pytestmark = pytest.mark.slow

FIGURES = "data/2021/figures.yml"
JANUARY, MARCH = "data/2021/履责记录/01.yml", "data/2021/履责记录/03.yml"
SECTION, REPORT = "docs/report/01-学习.md", "data/2021/report.yml"
MORE_FIGURES = """\
- 编号: present
  名称: 参学人次
  口径: 学习教育的实到
  分组: 学习教育
  来源: 履责记录
  条件: {类别: 学习教育}
  算法: 求和
  字段: 实到
  单位: 人次
- 编号: talks
  名称: 谈话次数
  口径: 个别谈话的次数
  分组: 责任落实
  来源: 履责记录
  条件: {类别: 个别谈话}
  算法: 计数
  单位: 场
- 编号: per-talk
  名称: 学习谈话比
  口径: 学习次数与谈话次数之比
  分组: 责任落实
  算法: 比率
  分子: 学习次数
  分母: 谈话次数
  单位: "%"
"""
TRACE = """\
- 编号: r03-04
  类别: 学习教育
  日期: 2021-03-31
  岗位: 局长
  事项: 集体学习条例
  形式: 集体学习
  主题: 上级会议精神
  学习文件: [市纪委全会]
  应到: 30
  实到: 20
  请假: 10
"""
TEXT = """\
### 学习

全年学习{{ figure("学习次数") }}，学习{{ document("市纪委全会", "简称") }}。

第一段说的是年初的安排，由办公室牵头，按季度报告进展。

第二段说的是年中的检查，由各科室自查，由纪检组抽查。

### 谈话

全年谈话{{ figure("谈话次数") }}。

{{ open_items() }}

{{ tasks("作风建设") }}
"""


def git(root: Path, *arguments: str) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    days = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2021-12-31T12:00:00Z")
    command = ["git", "-c", "user.name=局长", "-c", "user.email=a@b.example", *arguments]
    done = subprocess.run(
        command, cwd=root, env=clean | own | days, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "一版")


def since(bureau: Bureau, name: str = "HEAD") -> Changes:
    project, issues = bureau.survey()
    return comparison.since(project, issues, name)


def sheet_of(bureau: Bureau) -> list[str]:
    """Return the sheet's lines but the first, which names the versions."""
    return sheet.text(since(bureau)).splitlines()[1:]


def part(bureau: Bureau, number: str, lines: list[str] | None = None) -> list[str]:
    """Return the lines of one of the sheet's four parts."""
    lines = lines or sheet_of(bureau)
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{number}、"))
    end = lines.index("", start) if "" in lines[start:] else len(lines)
    return lines[start + 1 : end]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small bureau in a git repository, all of it committed."""
    bureau = lay_out(tmp_path_factory.mktemp("repository"))
    bureau.append(FIGURES, MORE_FIGURES).write(SECTION, TEXT)
    git(bureau.root, "init", "-q", "-b", "main")
    commit(bureau.root)
    bureau.project()
    return bureau.root


@pytest.fixture
def kept(repository: Path, tmp_path: Path) -> Bureau:
    """A copy of the repository for the test to change."""
    return Bureau(Path(shutil.copytree(repository, tmp_path / "bureau")))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.quick
def test_nothing_changed(kept: Bureau) -> None:
    found = since(kept)
    assert found.empty
    short = git(kept.root, "rev-parse", "--short", "HEAD").strip()
    assert sheet.text(found) == f"变更单：HEAD（{short}，2021-12-31） → 现在的文件\n没有变化。\n"


@pytest.mark.quick
def test_a_new_record_is_named_at_every_figure_that_it_changed(kept: Bureau) -> None:
    kept.append(MARCH, TRACE)
    record = "    ＋ 新增 履责记录 r03-04 集体学习条例（data/2021/履责记录/03.yml:27）"
    assert sheet_of(kept) == [
        "［-…-］是删去的，［+…+］是加上的。",
        "",
        "一、变了的指标",
        "  学习次数（study）：3次 → 4次",
        record,
        "  参学人次（present）：49人次 → 69人次",
        record,
        "  学习谈话比（per-talk）：300% → 400%",
        "    其中“学习次数”：3次 → 4次",
        record,
        "",
        "二、变了的正文",
        "  改动 docs/report/01-学习.md:3 “学习”",
        "    文字没有改，只是取的数变了：学习次数 3次 → 4次",
        "    全年学习［-3-］［+4+］次，学习市纪委全会。",
        "",
        "三、变了的检查结果",
        "  没有变化。",
        "",
        "四、其他改动的记录（没有使任何指标的数变化）",
        "  没有变化。",
    ]


def test_a_key_of_another_type_says_so_of_values_that_are_written_alike(kept: Bureau) -> None:
    kept.change(
        "data/台账/调研.yml",
        "{键: 采纳数, 类型: 整数, 合计: 是, 不多于: 意见数}",
        "{键: 采纳数, 何时必填: {类别: 例行}}",
    )
    told = "\n".join(part(kept, "四"))
    assert "采纳数：3（整数） → 3（文字）" in told
    assert "键·采纳数·何时必填：（没有填） → 类别为例行" in told


def test_a_declaration_may_have_changed_since(kept: Bureau) -> None:
    """A new key, one that is gone, and one that is for few now, are told as far as all may read."""
    own, data = "data/台账/调研.yml", "data/2021/调研.yml"
    kept.change(
        own, "  - {键: 佐证, 多个: 是}\n", "  - {键: 佐证, 多个: 是}\n  - {键: 天数, 类型: 整数}\n"
    )
    kept.change(own, "  - {键: 花费, 类型: 金额, 单位: 元}\n", "")
    kept.change(own, "{键: 文号, 不重复: 是", "{键: 文号, 可见: 班子, 不重复: 是")
    kept.change(own, "至少写一项: [依据文件, 文号]\n", "")
    kept.change(data, "  花费: 35.5\n", "  天数: 2\n")
    told = "\n".join(part(kept, "四"))
    assert "天数：（没有填） → 2" in told and "花费：35.5 → （没有填）" in told
    assert "小函" not in told and "答复" not in told


def test_a_ledger_that_is_gone_is_told(kept: Bureau) -> None:
    kept.remove("data/台账/调研.yml").remove("data/2021/调研.yml")
    for name in ("调研类别", "调研状态"):
        kept.remove(f"data/词表/{name}.yml")
    assert any(each.startswith("  调研 2 条：") for each in part(kept, "四"))


def test_a_gone_record_has_its_place_in_the_old_revision(kept: Bureau) -> None:
    text = kept.read(MARCH)
    kept.write(MARCH, text[text.index("- 编号: r03-02") :])
    assert part(kept, "一")[:2] == [
        "  学习次数（study）：3次 → 2次",
        "    － 删去 履责记录 r03-01 支部学习准则（旧版 data/2021/履责记录/03.yml:1）",
    ]
    assert part(kept, "四") == ["  没有变化。"]


def test_only_the_keys_that_a_figure_sums_change_it(kept: Bureau) -> None:
    kept.change(MARCH, "  实到: 12\n", "  实到: 13\n")
    kept.change(MARCH, "事项: 与副职谈心", "事项: 与副局长谈心")
    assert part(kept, "一") == [
        "  参学人次（present）：49人次 → 50人次",
        "    ～ 改动 履责记录 r03-01 支部学习准则（data/2021/履责记录/03.yml:1）",
        "        实到：12 → 13",
    ]
    assert "".join(part(kept, "四")) == (
        "  履责记录 1 条："
        "    改动 履责记录 r03-03 与副局长谈心（data/2021/履责记录/03.yml:20）；计入“谈话次数”，所示的数不"
        "      因此改变"
        "        事项：与副职谈心 → 与副局长谈心"
    )


def test_a_record_that_changed_beside_the_cause_is_no_cause(kept: Bureau) -> None:
    kept.append(MARCH, TRACE).change(
        MARCH, "  岗位: 副局长\n  事项: 支部", "  岗位: 副局长\n  事项: 某支部"
    )
    lines = sheet_of(kept)
    assert not any("r03-01" in line for line in part(kept, "一", lines))
    assert any("改动 履责记录 r03-01 某支部" in line for line in part(kept, "四", lines))


def test_of_a_figure_that_cannot_be_computed_no_record_is_the_cause(kept: Bureau) -> None:
    kept.change(MARCH, "  岗位: 副局长\n  事项: 支部", "  岗位: 副局长\n  事项: 某支部")
    kept.write(
        FIGURES,
        kept.read(FIGURES).replace("{类别: 学习教育}\n  算法: 计", "{颜色: 红}\n  算法: 计"),
    )
    assert part(kept, "一")[:3] == [
        "  学习次数（study）：3次 → 算不出",
        "    定义：条件：类别为学习教育 → 颜色为红",
        "  学习谈话比（per-talk）：300% → 算不出",
    ]


TALK = "  类别: 个别谈话\n  日期: 2021-03-31\n  岗位: 局长\n  事项: 与副职谈心\n  谈话类型: 谈心谈话\n  谈话人次: 2\n"
VISIT = (
    "  类别: 督导调研\n  日期: 2021-03-31\n  岗位: 局长\n  事项: 与副职谈心\n  对象单位: 办公室\n"
)


def test_a_changed_record_may_leave_a_figure_and_another_that_can_no_longer_be_computed(
    kept: Bureau,
) -> None:
    kept.change(MARCH, TALK, VISIT)
    record = [
        "    － 改后不计 履责记录 r03-03 与副职谈心（data/2021/履责记录/03.yml:20）",
        "        类别：个别谈话 → 督导调研",
        "        谈话类型：谈心谈话 → （没有填）",
        "        谈话人次：2 → （没有填）",
        "        对象单位：（没有填） → 办公室",
    ]
    assert part(kept, "一") == [
        "  谈话次数（talks）：1场 → 0场",
        *record,
        "  学习谈话比（per-talk）：300% → 算不出",
        "    其中“谈话次数”：1场 → 0场",
        *record,
    ]
    assert part(kept, "三") == [
        "  新违反 1 条：",
        "    data/2021/figures.yml:26  分母“谈话次数”是 0，算不出百分比；请改用别的指标或删去这一条",
    ]
    commit(kept.root)
    kept.change(MARCH, VISIT, TALK)
    assert part(kept, "一")[:2] == [
        "  谈话次数（talks）：0场 → 1场",
        record[0].replace("－ 改后不计", "＋ 改后计入"),
    ]
    assert part(kept, "一")[6] == "  学习谈话比（per-talk）：算不出 → 300%"
    assert part(kept, "三")[0] == "  已改正 1 条："


def test_a_definition_tells_what_changed_in_it(kept: Bureau) -> None:
    text = kept.read(FIGURES).replace("口径: 个别谈话的次数", "口径: 个别谈话的次数，不含约谈")
    text = text.replace("的实到", "实到人次").replace(
        "单位: 人次", "单位: 人次\n  取整: {方式: 余, 到: 10}"
    )
    kept.write(
        FIGURES,
        text.replace("{类别: 学习教育}\n  算法: 计", "{类别: 学习教育, 岗位: 副局长}\n  算法: 计"),
    )
    assert part(kept, "一") == [
        "  学习次数（study）：3次 → 1次",
        "    定义：条件：类别为学习教育 → 类别为学习教育，岗位为副局长",
        "    － 不再计入 履责记录 r01-01 集体学习全会精神（data/2021/履责记录/01.yml:1）",
        "    － 不再计入 履责记录 r03-02 支部学习准则（data/2021/履责记录/03.yml:9）",
        "  参学人次（present）：49人次 → 40余人次",
        "    定义：口径：学习教育的实到 → 学习教育实到人次",
        "    定义：取整：（没有填） → 方式 余；到 10",
        "  谈话次数（talks）：1场（数没有变）",
        "    定义：口径：个别谈话的次数 → 个别谈话的次数，不含约谈",
        "  学习谈话比（per-talk）：300% → 100%",
        "    其中“学习次数”：3次 → 1次",
        "    － 不再计入 履责记录 r01-01 集体学习全会精神（data/2021/履责记录/01.yml:1）",
        "    － 不再计入 履责记录 r03-02 支部学习准则（data/2021/履责记录/03.yml:9）",
    ]
    assert part(kept, "四") == ["  没有变化。"]


def test_a_record_is_counted_for_what_it_refers_to(kept: Bureau) -> None:
    text = kept.read(FIGURES).replace("{类别: 个别谈话}", "{岗位: {层级: 主要领导}}")
    kept.write(FIGURES, text)
    commit(kept.root)
    kept.change("data/岗位.yml", "层级: 班子成员", "层级: 主要领导")
    found = part(kept, "一")
    assert found[0] == "  谈话次数（talks）：2场 → 4场"
    assert found[1] == "    ＋ 现在计入 履责记录 r01-02 到县里督导（data/2021/履责记录/01.yml:12）"
    assert "改动 岗位 deputy 副局长" in "".join(part(kept, "四"))


def test_figures_may_be_new_or_gone_or_only_listed_elsewhere(kept: Bureau) -> None:
    text = kept.read(FIGURES)
    text = text[: text.index("- 编号: per-talk")].replace("编号: talks", "编号: all-talks")
    kept.write(FIGURES, text.replace("名称: 学习次数", "名称: 学习次数\n  首页: 是"))
    kept.append(
        MARCH,
        TRACE.replace("学习教育", "个别谈话").partition("  形式")[0]
        + "  谈话类型: 谈心谈话\n  谈话人次: 1\n",
    )
    assert part(kept, "一") == [
        "  谈话次数（all-talks）：新增，2场",
        "    ＋ 新增 履责记录 r03-04 集体学习条例（data/2021/履责记录/03.yml:27）",
        "  谈话次数（talks）：删去，1场",
        "  学习谈话比（per-talk）：删去，300%",
    ]
    assert part(kept, "四") == [
        "  指标 1 条：",
        "    改动 指标 study 学习次数（data/2021/figures.yml:1）",
        "        首页：否 → 是",
    ]


def test_last_years_value_is_the_cause_of_what_is_compared_with_it(kept: Bureau) -> None:
    growth = (
        '- 编号: {}\n  名称: {}\n  口径: 甲\n  分组: 学习教育\n  算法: {}\n  {}\n  单位: "{}"\n'
    )
    kept.append(FIGURES, growth.format("last-study", "上年学习", "上年", "指标: 学习次数", "次"))
    kept.append(
        FIGURES,
        growth.format("growth", "学习同比", "同比", "本期: 学习次数\n  基期: 上年学习", "%"),
    )
    commit(kept.root)
    kept.change("data/2020/定格指标.yml", "值: 2", "值: 4")
    record = [
        "    ～ 改动 定格指标 last-study 学习次数（data/2020/定格指标.yml:1）",
        "        值：2 → 4",
    ]
    assert part(kept, "一") == [
        "  上年学习（last-study）：2次 → 4次",
        *record,
        "  学习同比（growth）：增长50% → 下降25%",
        "    其中“上年学习”：2次 → 4次",
        *record,
    ]


def test_paragraphs_change_move_come_and_go(kept: Bureau) -> None:
    first = "第一段说的是年初的安排，由办公室牵头，按季度报告进展。\n\n"
    text = TEXT.replace(first, "").replace("由各科室自查，由", "由各科室互查，再由")
    text = text.replace("### 谈话", "### 谈心谈话").replace(
        "{{ tasks", first + "新的一段。\n\n{{ tasks"
    )
    kept.write(SECTION, text.replace("全年谈话", "<!-- 谈话 --> 全年谈话"))
    assert part(kept, "二") == [
        "  改动 docs/report/01-学习.md:5 “学习”",
        "    第二段说的是年中的检查，由各科室［-自-］［+互+］查，［+再+］由纪检组抽查。",
        "  改动 docs/report/01-学习.md:7 “学习”",
        "    谈［+心谈+］话",
        "  移动 docs/report/01-学习.md:13 “谈心谈话”",
        "    原在 docs/report/01-学习.md “学习”",
        "    第一段说的是年初的安排，由办公室牵头，按季度报告进展。",
        "  新增 docs/report/01-学习.md:15 “谈心谈话”",
        "    ［+新的一段。+］",
    ]
    commit(kept.root)
    kept.write(SECTION, text.replace("新的一段。\n\n", "").replace(first, ""))
    kept.append("docs/report/index.md", "\n" + first.replace("按季度", "按月"))
    assert part(kept, "二") == [
        "  移动 docs/report/index.md:9 “工作情况”",
        "    原在 docs/report/01-学习.md “谈心谈话”",
        "    第一段说的是年初的安排，由办公室牵头，按［-季度-］［+月+］报告进展。",
        "  删去 旧版 docs/report/01-学习.md:15 “谈心谈话”",
        "    ［-新的一段。-］",
    ]


def test_paragraphs_that_changed_places_moved(kept: Bureau) -> None:
    lines = TEXT.split("\n\n")
    lines[2], lines[3] = lines[3], lines[2]
    kept.write(SECTION, "\n\n".join(lines))
    moved = [line for line in part(kept, "二") if not line.startswith("    ")]
    assert len(moved) == 1 and moved[0].startswith(f"  移动 {SECTION}:")


def test_a_paragraph_says_which_words_say_something_else(kept: Bureau) -> None:
    kept.change("data/2021/整改台账.yml", "时限: 2021-11-30", "时限: 2022-01-30")
    assert part(kept, "二") == [
        "  改动 docs/report/01-学习.md:13 “谈话”",
        "    文字没有改，只是取的数变了：open_items()",
        "    〔略18字〕副局长；责任科室：办公室；时限：［-2021年11-］［+2022年1+］月30日［-（已逾期）-］。",
    ]
    kept.change(SECTION, "全年谈话{{", "本年谈话{{").append(MARCH, TRACE)
    found = part(kept, "二")
    assert "    文字没有改，只是取的数变了：学习次数 3次 → 4次" in found
    assert "    ［-全-］［+本+］年谈话1场。" in found


def test_each_paragraph_that_a_word_says_is_one(kept: Bureau) -> None:
    kept.change("data/2021/整改台账.yml", "状态: 推进中", "状态: 推进中\n" + ITEM)
    assert part(kept, "二") == [
        f"  新增 {SECTION}:13 “谈话”",
        "    ［+2. 又一问题。又一措施。责任领导：副局长；责任科室：办公室；时限：2021年12月30日（已逾期）。+］",
    ]


ITEM = """\
- 编号: rectify-03
  来源: 巡察
  问题: 又一问题
  依据文件: 廉洁自律准则
  措施: 又一措施
  责任领导: 副局长
  责任科室: 办公室
  登记日期: 2021-05-07
  时限: 2021-12-30
  状态: 推进中"""


def test_the_same_text_elsewhere_is_the_same_paragraph(kept: Bureau) -> None:
    first = "第一段说的是年初的安排，由办公室牵头，按季度报告进展。"
    kept.change(SECTION, first, first.replace("季度", "月")).append(SECTION, f"\n{first}\n")
    assert [line for line in part(kept, "二") if not line.startswith("    ")] == [
        f"  新增 {SECTION}:5 “学习”",
        f"  移动 {SECTION}:17 “谈话”",
    ]


def test_a_paragraph_of_nothing_but_a_word_is_still_one(kept: Bureau) -> None:
    kept.append(SECTION, '\n{{ record("r03-03", "事项") }}。\n')
    commit(kept.root)
    kept.change(MARCH, "事项: 与副职谈心", "事项: 走访老同志")
    assert part(kept, "二")[1:] == [
        '    文字没有改，只是取的数变了：record("r03-03", "事项")',
        "    ［-与副职谈心-］［+走访老同志+］。",
    ]


def test_a_renamed_file_is_still_the_same(kept: Bureau) -> None:
    kept.write("docs/report/02-学习.md", TEXT.replace("年初", "岁首")).remove(SECTION)
    kept.change("docs/report/index.md", "01-学习", "02-学习")
    lines = sheet_of(kept)
    assert lines[0] == (
        "注意：docs/report/01-学习.md 改名为 docs/report/02-学习.md；按同一个文件比较。"
    )
    assert part(kept, "二") == [
        "  改动 docs/report/02-学习.md:5 “学习”",
        "    第一段说的是［-年初-］［+岁首+］的安排，由办公室牵头，按季度报告进展。",
    ]


def test_rules_are_compared_wherever_they_are_broken(kept: Bureau) -> None:
    wrong = '\n{{ figure("没有") }}\n'
    kept.append(SECTION, wrong)
    commit(kept.root)
    kept.write(SECTION, "\n\n" + kept.read(SECTION))
    assert since(kept).empty
    kept.append(SECTION, wrong)
    found = since(kept)
    assert [(rule.old, rule.new, rule.lines) for rule in found.broken] == [(1, 2, (19, 21))]
    assert "（原有 1 处，现有 2 处）" in sheet.text(found)
    kept.write(SECTION, TEXT)
    found = since(kept)
    assert [(rule.old, rule.new, rule.lines) for rule in found.mended] == [(1, 0, (17,))]
    assert f"    旧版 {SECTION}:17  不认识的指标“没有”" in sheet.text(found)


def test_a_line_in_a_message_may_move(kept: Bureau) -> None:
    costs = "data/2021/公务支出.yml"
    kept.append(costs, kept.read(costs))
    commit(kept.root)
    assert any("第 1 行" in message for message in kept.messages())
    kept.write(costs, "\n" + kept.read(costs))
    assert any("第 2 行" in message for message in kept.messages())
    assert since(kept).empty


DOCUMENT = (
    "- 编号: new-{0}\n  名称: 新{0}\n  类型: 文件\n  层级: 市\n  机关: 市\n  日期: 2018-10-01\n"
)


def test_records_that_no_figure_counts_are_listed_in_brief(kept: Bureau) -> None:
    kept.change("data/2021/公务支出.yml", "本年: 1.25", "本年: 1.30")
    kept.change("data/2021/整改台账.yml", "    结论: 巩固", "    结论: 反弹")
    kept.append("data/文件会议.yml", DOCUMENT.format(1) + DOCUMENT.format(2))
    kept.change(
        "data/岗位职责.yml",
        "- 岗位: 文书岗\n  权限: {可决定: 用印}",
        "- 岗位: 文书岗\n  权限: {可决定: 用印, 可查阅: 档案}",
    )
    kept.append("data/2021/本月无.yml", "- 月份: 2021-02\n  岗位: 文书岗\n")
    assert [line.strip() for line in part(kept, "四")] == [
        "文件会议 2 条：",
        "新增 2 条：new-1、new-2",
        "岗位职责 1 条：",
        "改动 岗位职责 文书岗（data/岗位职责.yml:19）",
        "权限·可查阅：（没有填） → 档案",
        "本月无 1 条：",
        "新增 1 条：文书岗",
        "整改台账 1 条：",
        "改动 整改台账 rectify-01 公函不全（data/2021/整改台账.yml:1）",
        "回头看·结论：巩固 → 反弹",
        "公务支出 1 条：",
        "改动 公务支出 reception-cost 公务接待（data/2021/公务支出.yml:1）",
        "本年：1.25 → 1.30",
    ]


def test_many_records_are_named_not_told(kept: Bureau) -> None:
    kept.append("data/文件会议.yml", "".join(map(DOCUMENT.format, range(70))))
    commit(kept.root)
    text = kept.read("data/文件会议.yml")
    kept.write("data/文件会议.yml", re.sub(r"(名称: 新.*)", r"\1改", text))
    kept.append("data/文件会议.yml", "".join(map(DOCUMENT.format, range(70, 140))))
    lines = [line.strip() for line in part(kept, "四")]
    assert lines[0] == "文件会议 140 条："
    assert sum(line.startswith("改动 文件会议 new-") for line in lines) == 20
    listed = "".join(lines)
    assert "新增 70 条：new-70、new-71、" in listed and "、new-129 等" in listed
    assert "改动 50 条：new-20、new-21、" in listed and "new-69" in listed


def test_groups_of_values_are_compared_one_by_one(kept: Bureau) -> None:
    duties = "data/岗位职责.yml"
    flow = "{起点: 收文, 环节: [登记, 送阅], 终点: 归档, 时限: 5日内}"
    more = "\n    - {起点: 来电, 环节: 接听, 终点: 归档, 时限: 1日内}"
    text = kept.read(duties)
    kept.write(duties, text.replace(flow, flow + more, 1))
    assert (
        part(kept, "四")[2]
        == "        流程·来电：（没有填） → 起点 来电；环节 接听；终点 归档；时限 1日内"
    )
    commit(kept.root)
    kept.write(duties, text.replace(flow, more.strip("\n -") + "\n    - " + flow, 1))
    assert "        流程：" in part(kept, "四")[2] and "没有填" not in part(kept, "四")[2]
    kept.write(
        duties, text.replace(flow, flow.replace("登记, ", "") + more.replace("1日", "2日"), 1)
    )
    assert part(kept, "四")[2:] == [
        "        流程·收文·环节：登记、送阅 → 送阅",
        "        流程·来电·时限：1日内 → 2日内",
    ]


def test_what_is_only_written_otherwise_did_not_change(kept: Bureau) -> None:
    text = kept.read(MARCH)
    first, second = (text[: text.index("- 编号: r03-02")], text[text.index("- 编号: r03-02") :])
    kept.write(
        MARCH,
        "# 说明\n\n"
        + second.replace("[廉洁自律准则, 市纪委全会]", "\n  - 廉洁自律准则\n  - 市纪委全会")
        + first,
    )
    kept.write(SECTION, TEXT.replace("\n", "\r\n"))
    assert since(kept).empty


# --- versions that cannot be read


def test_an_old_version_that_the_rules_of_today_do_not_know_is_compared_as_far_as_it_goes(
    kept: Bureau,
) -> None:
    trace = "- 编号: r03-09\n  颜色: 红\n"
    kept.append(MARCH, trace)
    commit(kept.root)
    kept.write(MARCH, kept.read(MARCH).replace(trace, ""))
    kept.change("data/2021/公务支出.yml", "本年: 1.25", "本年: 1.30").append(MARCH, TRACE)
    lines = sheet_of(kept)
    assert lines[0] == "注意：旧版数据按现在的规则读不全："
    assert "  缺少“事项”；请加一行 事项: …（data/2021/履责记录/03.yml:27）" in lines
    assert "注意：读不出的记录和正文算作没有；下面说是“新增”“删去”的，请对照原文件。" in lines
    assert "  学习次数（study）：3次 → 4次（台账没有读全，不可靠）" in lines
    assert "        本年：1.25 → 1.30" in lines
    assert f"    旧版 {MARCH}:27  缺少“事项”；请加一行 事项: …" in lines


def test_findings_of_the_same_kind_are_counted(kept: Bureau) -> None:
    kept.write(MARCH, re.sub("  事项: .*\n", "", kept.read(MARCH)))
    commit(kept.root)
    git(kept.root, "checkout", "-q", "HEAD~1", ".")
    assert "  缺少“事项”；请加一行 事项: …（data/2021/履责记录/03.yml:1 等 3 处）" in sheet_of(kept)


def test_without_a_bureau_the_text_is_compared_as_it_was_typed(kept: Bureau) -> None:
    kept.append(REPORT, "份数: 3\n")
    commit(kept.root)
    kept.write(REPORT, kept.read(REPORT).replace("份数: 3\n", ""))
    kept.write(SECTION, TEXT.replace("全年谈话", "本年谈话"))
    for _ in range(2):  # in either version
        lines = sheet_of(kept)
        assert "注意：有一版的单位或报告要素读不了，正文按作者写的比较，不取数。" in lines
        found = part(kept, "二", lines)
        assert found[0] == f"  改动 {SECTION}:11 “谈话”" and len(found) == 2
        assert '谈话{{ figure("谈话次数") }}。' in found[1]
        commit(kept.root)
        kept.append(REPORT, "份数: 3\n").write(SECTION, TEXT)
    assert any(
        line.startswith("注意：现在的数据读不全，先改正再比较才可靠") for line in sheet_of(kept)
    )


def test_a_section_that_cannot_be_read_is_not_taken_for_a_gone_one(kept: Bureau) -> None:
    kept.write(SECTION, "### 学习\n\n啊好的这是国标编码。\n", encoding="gb18030")
    commit(kept.root)
    kept.write(SECTION, TEXT)
    assert part(kept, "二") == ["  没有变化。"]
    assert sheet_of(kept)[0] == "注意：旧版数据按现在的规则读不全："


def test_another_period_is_said_first(kept: Bureau) -> None:
    kept.change(REPORT, "起: 2021-01-01", "起: 2021-02-01")
    assert "".join(sheet_of(kept)[:2]).replace("  ", "") == (
        "注意：两版的报告期或统计截止不同，记录和指标按编号比较："
        "2021年1月1日至2021年12月31日，统计截止2021年12月31日；"
        "2021年2月1日至2021年12月31日，统计截止2021年12月31日。"
    )


# --- git


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("-x", "“-x”不是版本"),
        ("--output=a", "“--output=a”不是版本"),
        ("", "“”不是版本"),
        ("a\0b", "不是版本"),
        ("没有", "没有版本“没有”"),
        ("HEAD~5", "没有版本“HEAD~5”"),
        ("HEAD:data", "没有版本“HEAD:data”"),
        ("HEAD..HEAD", "没有版本"),
        ("$(touch a)", "没有版本"),
    ],
)
def test_a_name_that_is_no_revision_is_refused(
    kept: Bureau, temporary: Path, name: str, said: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(said)) as refused:
        since(kept, name)
    assert "例如 HEAD、v1.0" in str(refused.value)
    assert list(temporary.iterdir()) == [] and not (kept.root / "a").exists()


def test_a_folder_without_a_repository_is_named(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bureau.root.parent))
    with pytest.raises(Mistake, match="不在 git 仓库里"):
        since(bureau)
    (bureau.root / ".git").mkdir()
    (bureau.root / ".git/HEAD").write_text("?")
    with pytest.raises(Mistake, match="坏了，git 读不了以前的版本"):
        since(bureau)
    (bureau.root / ".git/HEAD").unlink()
    (bureau.root / ".git").rmdir()
    (bureau.root / ".git").write_text("?")
    with pytest.raises(Mistake, match=r"git 读不了 .*invalid gitfile"):
        since(bureau)


def test_without_git_one_line_says_so(kept: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(kept.root))
    with pytest.raises(Mistake, match="没有找到 git"):
        since(kept)


def test_a_shallow_copy_says_how_to_get_the_rest(kept: Bureau, tmp_path: Path) -> None:
    kept.append(MARCH, TRACE)
    commit(kept.root)
    git(tmp_path, "clone", "-q", "--depth", "1", kept.root.as_uri(), "shallow")
    copy = Bureau(tmp_path / "shallow")
    assert since(copy).empty
    with pytest.raises(Mistake, match=r"浅克隆.*git fetch --unshallow"):
        since(copy, "HEAD~1")


def test_a_missing_object_is_named(kept: Bureau) -> None:
    oid = git(kept.root, "rev-parse", f"HEAD:{SECTION}").strip()
    (kept.root / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(Mistake, match=f"缺少 {SECTION} 以前的内容"):
        since(kept)


def test_a_revision_without_data_is_refused(kept: Bureau) -> None:
    git(kept.root, "rm", "-r", "-q", "--cached", "data")
    git(kept.root, "commit", "-q", "-m", "没有数据")
    with pytest.raises(Mistake, match="版本“HEAD”里没有 data/"):
        since(kept)


def test_a_project_may_be_a_folder_of_a_repository_and_a_hook_may_ask(
    kept: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kept.root / ".git").rename(tmp_path / "unused")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "bureau")
    git(tmp_path, "commit", "-q", "-m", "一版")
    kept.append(MARCH, TRACE)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere/index"))
    assert part(kept, "一")[0] == "  学习次数（study）：3次 → 4次"


def test_neither_links_nor_attributes_nor_code_of_the_revision_have_a_say(
    kept: Bureau, tmp_path: Path, temporary: Path
) -> None:
    (tmp_path / "secret.yml").write_text("- 编号: a\n")
    (kept.root / "data/2021/履责记录/02.yml").symlink_to(tmp_path / "secret.yml")
    (kept.root / "docs/more").symlink_to(tmp_path)
    kept.write(".gitattributes", "data/** export-ignore\n*.md export-subst\n")
    for path in ("macros.py", "ledger/__init__.py", "mkdocs_ledger/__init__.py"):
        kept.write(path, f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    commit(kept.root)
    for path in ("macros.py", "ledger/__init__.py", "mkdocs_ledger/__init__.py"):
        kept.remove(path)
    (kept.root / "data/2021/履责记录/02.yml").unlink()
    (kept.root / "docs/more").unlink()
    assert since(kept).empty
    assert not (tmp_path / "ran").exists() and list(temporary.iterdir()) == []


def test_nothing_is_left_or_written(
    kept: Bureau, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> dict[str, tuple[int, bytes]]:
        found = (file for file in sorted(kept.root.rglob("*")) if file.is_file())
        return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in found}

    before, seen = files(), []
    real = revision._write

    def watched(root: Path, names: dict[str, str], folder: Path) -> None:
        real(root, names, folder)
        seen.append(folder)

    monkeypatch.setattr(revision, "_write", watched)
    assert since(kept).empty
    monkeypatch.setattr(comparison, "survey_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        since(kept)
    assert [folder.parent for folder in seen] == [temporary] * 2
    assert files() == before and list(temporary.iterdir()) == []


# --- the command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["diff", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err.strip()


def test_the_command_tells_by_its_code_whether_a_rule_is_newly_broken(
    kept: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ("--root", str(kept.root))
    code, said, _ = run(capsys, "HEAD", *root)
    assert code == 0 and said.endswith("\n没有变化。\n")
    kept.append(MARCH, TRACE)
    assert run(capsys, "HEAD", *root) == (0, sheet.text(since(kept)), "")
    kept.append(SECTION, '\n{{ figure("没有") }}\n')
    code, said, _ = run(capsys, "HEAD", *root)
    assert code == 1 and "  新违反 1 条：" in said
    commit(kept.root)
    kept.write(SECTION, TEXT)
    code, said, _ = run(capsys, "HEAD", *root)
    assert code == 0 and "  已改正 1 条：" in said


def test_what_cannot_be_compared_is_one_line_and_code_2(
    kept: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ("--root", str(kept.root))
    for arguments in (["没有"], ["--", "-x"]):
        code, said, refused = run(capsys, *root, *arguments)
        assert (code, said) == (2, "") and "版本" in refused and "\n" not in refused
    monkeypatch.setenv("EDITION", "局外")
    assert run(capsys, "HEAD", *root)[0] == 2


def test_the_sheet_is_written_whole_or_not_at_all(
    kept: Bureau,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, out = ("--root", str(kept.root)), tmp_path / "变更单.txt"
    kept.append(MARCH, TRACE)
    code, said, _ = run(capsys, "HEAD", *root, "--out", str(out))
    text = sheet.text(since(kept))
    assert code == 0 and said == f"已写到 {out}（{len(text.splitlines())} 行）\n"
    assert out.read_text(encoding="utf-8") == text
    for where, what in ((tmp_path, "是文件夹"), (tmp_path / "no/a.txt", "不存在")):
        code, _, said = run(capsys, "HEAD", *root, "--out", str(where))
        assert code == 2 and what in said and "如 变更单.txt" in said
    assert run(capsys, "没有", *root, "--out", str(out))[0] == 2
    assert out.read_text(encoding="utf-8") == text
    replace = os.replace

    def full(part: Path, target: Path) -> None:
        if Path(target) == out:
            raise OSError(28, "满了")
        replace(part, target)

    monkeypatch.setattr(os, "replace", full)
    code, _, said = run(capsys, "HEAD", *root, "--out", str(out))
    assert code == 3 and said.strip() == f"{out}：磁盘满了；请腾出空间再试"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bureau", "变更单.txt"]


# --- the page

HOSTILE = "<b>*粗*</b> {{ x }} | [a](b) <!-- c --> <script>alert(1)</script> ] }"


def shown_page(bureau: Bureau, edition: str = "全员") -> str:
    project, found = survey(bureau.root, edition)
    issues = found.errors
    return page.written(project, comparison.since(project, issues, "HEAD")).content


def test_the_page_shows_hostile_texts_as_texts_where_they_stayed_or_went(kept: Bureau) -> None:
    trace = TRACE.replace("事项: 集体学习条例", f"事项: '{HOSTILE}'")
    kept.append(MARCH, trace).write(
        FIGURES, kept.read(FIGURES).replace("口径: 个别谈话的次数", f"口径: '{HOSTILE}甲'")
    )
    commit(kept.root)
    kept.write(MARCH, kept.read(MARCH).replace(trace, ""))
    kept.change(FIGURES, f"{HOSTILE}甲", f"{HOSTILE}乙")
    shown = read(shown_page(kept))
    assert shown.text.count(HOSTILE) == 4 and not {"b", "script"} & set(shown.elements)


def test_the_page_shows_hostile_texts_as_texts(kept: Bureau) -> None:
    kept.change(MARCH, "事项: 与副职谈心", f"事项: '{HOSTILE}'")
    kept.write(MARCH, kept.read(MARCH) + TRACE.replace("事项: 集体学习条例", f"事项: '{HOSTILE}'"))
    kept.write(FIGURES, kept.read(FIGURES).replace("口径: 学习教育的实到", f"口径: '{HOSTILE}'"))
    kept.change(SECTION, "按季度", "按`<i>月`\\<u>").change(
        "docs/report/index.md", "工作情况", "工作<情况"
    )
    twin = read(shown_page(kept))
    assert twin.text.count(HOSTILE) == 6  # three figures, two values of keys, a heading of a record
    assert not {"b", "script", "i", "u"} & set(twin.elements) and twin.other == []
    names = {
        "p",
        "h1",
        "h2",
        "div",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "ul",
        "li",
        "del",
        "ins",
        "span",
    }
    assert set(twin.elements) == names


def test_the_page_says_what_the_text_says_with_links_that_lead_somewhere(kept: Bureau) -> None:
    text = kept.read(MARCH)
    kept.write(MARCH, text[text.index("- 编号: r03-02") :] + TRACE)
    kept.change(
        "data/岗位职责.yml",
        "- 岗位: 文书岗\n  权限: {可决定: 用印}",
        "- 岗位: 文书岗\n  权限: {可决定: 盖章}",
    )
    kept.change(REPORT, "主送机关: 市纪委", "主送机关: 省纪委")
    text = kept.read(FIGURES)
    kept.write(FIGURES, text[: text.index("- 编号: per-talk")])
    project, surveyed = survey(kept.root, "纪检")  # the others are not told the lines
    issues = surveyed.errors
    found = comparison.since(project, issues, "HEAD")
    (made,) = page.pages(project, found)
    assert made.path == "changes/index.md"
    shown = made.write().content
    assert ">变更单</h1>" in shown and not made.write().searched
    links = re.findall(r'href="site:([^"#]*)', shown)
    assert set(links) <= set(project.writers) and "figures/present.md" in links
    assert 'href="site:records/2021-03.md#r03-04"' in shown and "#r03-01" not in shown
    assert '<del><span class="change-said">〔删去〕</span>' in shown
    reader = read(shown)
    for line in sheet.text(found).splitlines():
        if "（data/" in line or "（旧版 data/" in line:
            assert line.strip(" ＋－～").replace("  ", " ") in reader.text


def test_the_page_of_a_wider_edition_withholds_messages(kept: Bureau) -> None:
    kept.append(SECTION, '\n{{ figure("秘密的词") }}\n')
    kept.append(MARCH, "- 编号: 秘密的号\n")
    commit(kept.root)
    kept.write(SECTION, TEXT).write(MARCH, kept.read(MARCH).replace("- 编号: 秘密的号\n", ""))
    for edition, said in (("全员", False), ("班子", False), ("纪检", True)):
        shown = read(shown_page(kept, edition)).text.split("变了的检查结果")
        assert ("秘密的号" in shown[0]) is ("秘密的号" in shown[-1]) is said
        assert "（内容见 python -m ledger diff）" in shown[0] or said


def test_both_versions_are_read_in_the_same_edition(
    kept: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(comparison, "survey", lambda *how: asked.append(how) or survey(*how))
    shown_page(kept, "班子")
    assert [how[1] for how in asked] == ["班子"]


@pytest.mark.parametrize("edition", ["全员", "班子", "纪检"])
def test_what_is_for_a_few_today_is_not_told_again(kept: Bureau, edition: str) -> None:
    path = "data/2021/廉政提醒.yml"
    kept.change(path, "- 编号: remind-02\n", "- 编号: remind-02\n  可见: 班子\n")
    shown = shown_page(kept, edition)
    assert ("清明期间文明祭扫" in shown) is (edition != "全员")
    assert f"{path}:" not in shown or edition == "纪检"


def test_the_page_of_no_change(kept: Bureau) -> None:
    text = read(shown_page(kept))
    assert text.elements == ["h1", "p", "p"] and "没有变化。" in text.text


def test_the_sheet_is_the_same_every_time(kept: Bureau) -> None:
    kept.append(MARCH, TRACE).write(SECTION, "\n\n".join(reversed(TEXT.split("\n\n"))))
    assert len({sheet.text(since(kept)) for _ in range(3)}) == 1
    assert shown_page(kept) == shown_page(kept)


# --- texts


@given(st.text("甲乙丙1 ，a\n", max_size=30), st.text("甲乙丙1 ，a\n", max_size=30))
@settings(max_examples=200, deadline=None)
def test_marks_lose_nothing(old: str, new: str) -> None:
    pieces = marks.marked(old, new)
    assert "".join(text for sign, text in pieces if sign != marks.COME) == old
    assert "".join(text for sign, text in pieces if sign != marks.GONE) == new
    assert all(text for _, text in pieces)
    assert all(one.sign != other.sign for one, other in pairwise(pieces))
    assert marks.is_kept(pieces) is (old == new)


@pytest.mark.quick
@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("共12次", "共13次", "共[12]{13}次"),
        ("占12.5%", "占12.6%", "占[12.5]{12.6}%"),
        ("甲乙丙丁", "甲戊丙己", "甲[乙丙丁]{戊丙己}"),
        ("甲乙丙丁戊", "己乙丙丁庚", "[甲]{己}乙丙丁[戊]{庚}"),
        ("", "甲", "{甲}"),
        ("甲" * 3000 + "乙", "丙" + "甲" * 3000, None),
    ],
)
def test_words_are_marked_as_a_reader_would(old: str, new: str, shown: str | None) -> None:
    brackets = {marks.KEPT: "{}", marks.GONE: "[{}]", marks.COME: "{{{}}}"}
    pieces = marks.marked(old, new)
    if shown is not None:
        assert "".join(brackets[sign].format(text) for sign, text in pieces) == shown
    else:  # too long to look for what was kept
        assert [piece.sign for piece in pieces] == [marks.GONE, marks.COME]


def test_lines_fit_a_terminal_and_hide_nothing(kept: Bureau) -> None:
    kept.write(SECTION, TEXT.replace("年初", "\x1b[31m红\u202e" + "年终岁末，" * 90 + "a" * 300))
    (kept.root / "data/2021" / os.fsdecode(b"a\xff.yml")).touch()
    text = sheet.text(since(kept))
    assert f"{MARCH.partition('/履')[0]}/a�.yml:1" in text and text.encode()
    assert "�[31m红�" in text and "\x1b" not in text and "\u202e" not in text
    widths = [
        sum(2 if east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")
    ]
    assert max(width for width in widths if width < 300) <= 102  # a closing sign may hang
    assert not any(line.strip()[:1] in "，。）" for line in text.split("\n") if line.strip())


def test_a_figure_that_nothing_explains_says_so() -> None:
    change = FigureChange("a", "甲", "改动", "1次", "2次")
    assert sheet.without_cause(change).startswith("计入的记录和定义都没有变")
    assert sheet.without_cause(FigureChange("a", "甲", "新增", None, "2次")) == ""


# --- the project's own


def test_the_projects_own_data_since_its_last_commit(tmp_path: Path, real_copy: Path) -> None:
    root = tmp_path / "clone"
    shutil.copytree(real_copy, root)
    git(root, "init", "-q")
    commit(root)
    own = Bureau(root)
    assert since(own).empty
    january = sorted((root / "data/2021/履责记录").glob("*.yml"))[0]
    text = january.read_text(encoding="utf-8")
    january.write_text(text[: text.rindex("\n- 编号:") + 1], encoding="utf-8")
    found = since(own)
    assert {cause.how for each in found.figures for cause in each.causes} == {"删去"}
    assert all(each.revalued and each.causes for each in found.figures) and len(found.figures) > 1
    assert found.others == ()
    assert all(each.values for each in found.paragraphs)


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="没有 git 仓库")
def test_the_project_since_its_own_head(tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--shared", str(ROOT), "clone")
    clone = tmp_path / "clone"
    for name in ("data", "docs"):
        shutil.rmtree(clone / name)
        shutil.copytree(ROOT / name, clone / name)
    text = sheet.text(since(Bureau(clone)))
    assert text.startswith("变更单：HEAD（") and text.count("\n") > 1
