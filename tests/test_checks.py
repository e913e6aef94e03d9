"""Each rule, broken once in every way it names. The messages are golden cases."""

from __future__ import annotations

from typing import NamedTuple

import papers
import pytest
from conftest import Bureau, sample

from ledger.checks.records.rules import RULES
from ledger.checks.records.subjects import check
from ledger.records.dataset import Dataset, read_all

MARCH, JANUARY = "data/2021/履责记录/03.yml", "data/2021/履责记录/01.yml"
POSTS, ITEMS = "data/岗位.yml", "data/2021/整改台账.yml"
REPORT, TITLE = "data/2021/report.yml", "标题: 关于2021年度工作情况的报告"
RULES_FILE = "data/regulations/rules.yml"
TEXT = "data/regulations/原文/rules-2023.yml"
OPINION, POWERS = "data/制度/opinion.yml", "data/权力事项.yml"
DUTIES = "data/岗位职责.yml"
PLAN, MATERIALS = "data/2021/学习计划.yml", "data/2021/学习材料.yml"
REMINDERS = "data/2021/廉政提醒.yml"
SURVEYS = "data/2021/调研.yml"
MECHANISMS, DUTY_SHEETS = "data/机制项目.yml", "data/2021/职责书.yml"
FIRST = (
    "- 岗位: 局长\n  权限: {可决定: 用印}\n  流程:\n    - {起点: 收文, 环节: [登记, 送阅], 终点: 归档, "
    "时限: 5日内}\n  应有记录: 研究部署\n  制度条款: {制度: 意见, 条: 1}"
)
QUIZ = "data/知识题库.yml"
LAST = "data/2020/定格指标.yml"
TOTALS, FIGURES = "data/2021/汇总数.yml", "data/2021/figures.yml"
LETTERS_BY = (
    "止: 2021-12-31\n  提供单位: 市纪委\n  文号: 市纪〔2021〕1号\n  批准: 市纪委\n"
    "  提供日期: 2021-12-31"
)
LETTERS_BY_PLENARY = (
    "止: 2021-01-20\n  提供单位: 市纪委\n  依据文件: 市纪委全会\n  批准: 市纪委\n"
    "  提供日期: 2021-01-20"
)
PRINTED = "印发日期: 2022-01-10"
PAPER, KIND = "data/2021/公文/半年.yml", "data/文种/通报.yml"
KIND_TEXT = "名称: 通报\n说明: 说明情况\n依据: 本单位的写法\n"
SHEET = "data/导入对照/旧账.yml"
SHEET_TEXT = "台账: 履责记录\n栏:\n  - {表头: 时间, 键: 日期}\n"
DONE = "  状态: 已完成\n  佐证: 抽查表\n"


#: the rules that need records of two years, or an instrument of two editions (tests/test_across.py)
ACROSS = {
    "frozen_values_are_what_their_ledgers_give",
    "ledgers_are_not_copied",
    "what_goes_on_stays_where_it_began",
    "items_rest_on_what_they_are_about",
    "reminders_rest_on_what_they_are_about",
    "figures_count_what_they_are_about",
    "texts_cite_what_they_are_about",
}


class Break(NamedTuple):
    """A change to the small bureau, or a new file of it, and the lines where the rule must speak."""

    path: str
    old: str
    new: str
    lines: list[int]

    def of(self, bureau: Bureau) -> Bureau:
        """Return the bureau with the change."""
        if not self.old:
            return bureau.write(self.path, self.new)
        return bureau.change(self.path, self.old, self.new)


BREAKS: dict[str, list[Break]] = {
    "names_are_unique": [
        Break(MARCH, "编号: r03-02", "编号: r03-01", [9]),
        Break(MARCH, "编号: r03-02", "编号: r01-01", [9]),
        Break(POSTS, "名称: 文书岗", "名称: 局长", [11]),
        Break(POSTS, "简称: 副职", "简称: 文书岗", [11]),
        Break(POSTS, "简称: 副职", "简称: director", [7]),
        Break("data/机构.yml", "名称: 西县小样局", "名称: 东县小样局", [8]),
        Break("data/文件会议.yml", "名称: 廉洁自律准则", "名称: 市纪委全会", [9]),
    ],
    "references_exist": [
        Break(TOTALS, "含于: letters", "含于: letter", [18]),
        Break(MARCH, "岗位: 文书岗", "岗位: 文秘岗", [12]),
        Break(MARCH, "学习文件: 廉洁自律准则", "学习文件: 廉洁自律准测", [7]),
        Break(MARCH, "[廉洁自律准则, 市纪委全会]", "[廉洁自律准则, 市委全会]", [15]),
        Break(JANUARY, "[东县小样局, 办公室]", "[东县小样局, 办公厅]", [17]),
        Break(POSTS, "机构: 办公室", "机构: 办公厅", [12]),
        Break(
            ITEMS,
            "来源: 自查\n  问题: 公函不全\n  依据文件: 廉洁自律准则",
            "来源: 自查\n  问题: 公函不全\n  依据文件: 自律",
            [4],
        ),
        Break("data/2021/责任书.yml", "机构: 办公室", "机构: 办公厅", [8]),
        Break("data/2021/风险点.yml", "责任人: 局长", "责任人: 局张", [7]),
        Break("data/2021/专项整治.yml", "牵头科室: 办公室", "牵头科室: 办公厅", [6]),
        Break("data/2021/职责书.yml", "岗位: 文书岗", "岗位: 文秘岗", [2]),
        Break("data/2021/年度要点.yml", "牵头领导: 局长", "牵头领导: 局张", [3]),
        Break("data/2021/下年任务.yml", "责任领导: 副局长", "责任领导: 副局张", [4]),
        Break("data/2021/本月无.yml", "岗位: 文书岗", "岗位: 文秘岗", [2]),
        Break("data/2020/定格指标.yml", "指标: 学习次数", "指标: 学习次", [2]),
        Break(JANUARY, "请假: 2", "请假: 2\n  缺席: {岗位: 文秘岗}", [12]),
        Break(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: {法规: 大样, 条: 1}", [7]),
        Break(PLAN, "法规: 小样", "法规: 大样", [16]),
        Break(MATERIALS, "提供: 办公室", "提供: 办公厅", [6]),
        Break(MARCH, "实到: 9", "实到: 9\n  并入: r03-09", [17]),
        Break("data/2021/下年任务.yml", "2022-06-30", "2022-06-30\n  整改事项: [rectify-02, rectify-03]", [7]),
    ],
    "records_fit_their_file": [
        Break(MARCH, "日期: 2021-03-31", "日期: 2021-04-01", [22]),
    ],
    "dates_lie_in_the_year": [
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "12\n  单位: 件\n  起: 2020-12-01", [5]),
        Break(MARCH, "日期: 2021-03-31", "日期: 2020-03-31", [22]),
        Break(MARCH, "日期: 2021-03-31", "日期: 2022-03-31", [22]),
        Break("data/2021/廉政提醒.yml", "2021-02-05", "2022-02-05", [2]),
        Break(PLAN, "时限: 2021-11", "时限: 2022-11", [19]),
        Break(MATERIALS, "日期: 2021-02-26", "日期: 2022-02-26", [5]),
        Break("data/2021/年度要点.yml", "完成日期: 2021-03-08", "完成日期: 2020-03-08", [7]),
        Break("data/2021/本月无.yml", "2021-01", "2022-01", [1]),
        Break("data/2021/下年任务.yml", "2022-06-30", "2021-12-31", [6]),
    ],
    "attendance_adds_up": [
        Break(JANUARY, "请假: 2", "请假: 3", [10]),
        Break(JANUARY, "实到: 28", "实到: 31", [10]),
        Break(MARCH, "实到: 12", "实到: 12\n  合格人数: 13", [9]),
        Break(MARCH, "谈话人次: 2", "谈话人次: 2\n  合格人数: 1", [27]),
    ],
    "categories_have_their_facts": [
        Break(MARCH, "  谈话人次: 2\n", "", [20]),
        Break(MARCH, "  谈话类型: 谈心谈话\n", "", [20]),
        Break(MARCH, "类别: 个别谈话", "类别: 廉政党课", [20, 20]),
        Break(JANUARY, "  应到: 30\n", "", [1]),
        Break(JANUARY, "  实到: 28\n", "", [1]),
    ],
    "study_follows_its_document": [
        Break(JANUARY, "日期: 2021-01-22", "日期: 2021-01-19", [8]),
        Break(MARCH, "日期: 2021-03-05\n  岗位: 文书岗", "日期: 2021-01-19\n  岗位: 文书岗", [15]),
    ],
    "late_entries_are_later": [
        Break(MARCH, "登记日期: 2021-04-02", "登记日期: 2021-03-05", [18]),
        Break(MARCH, "登记日期: 2021-04-02", "登记日期: 2021-01-04", [18]),
    ],
    "nothing_this_month_is_true": [
        Break("data/2021/本月无.yml", "岗位: 文书岗", "岗位: [文书岗, 局长, deputy]", [2, 2]),
    ],
    "no_two_records_hold_the_same": [
        Break(SURVEYS, "  依据文件: 市纪委全会\n", "  文号: 小函〔2021〕4号\n", [22]),
    ],
    "attachments_are_for_no_more": [
        Break(SURVEYS, "  反映的问题: 用车登记有空白\n", "  可见: 班子\n  通知: 通知.pdf\n", [28]),
    ],
    "one_of_several_is_written": [Break(SURVEYS, "  依据文件: 市纪委全会\n", "", [16])],
    "rectification_has_its_days": [
        Break(ITEMS, "  销号日期: 2021-06-22\n", "  销号日期: 2021-06-17\n", [15]),
        Break(ITEMS, "  时限: 2021-11-30\n", "", [19]),
    ],
    "a_state_has_its_proofs": [
        Break(SURVEYS, "  佐证: 答复函\n", "", [11]),
        Break(SURVEYS, "状态: 未答复", "状态: 已答复", [26, 26]),
        Break(SURVEYS, "状态: 已答复", "状态: 未答复", [13]),
        Break("data/2021/年度要点.yml", "  完成日期: 2021-03-08\n", "", [6]),
        Break("data/2021/年度要点.yml", "状态: 已完成", "状态: 推进中", [7]),
        Break(ITEMS, "  佐证: 抽查表\n", "", [10]),
        Break(ITEMS, "  验收:\n    验收人: 局长\n    日期: 2021-06-18\n", "", [10]),
        Break(ITEMS, "  销号日期: 2021-06-22\n", "", [10]),
        Break(ITEMS, "状态: 推进中", "状态: 已完成", [28, 28, 28]),
        Break(ITEMS, "状态: 推进中", "状态: 推进中\n  销号日期: 2021-12-01", [29]),
    ],
    "days_stand_in_order": [
        Break(TOTALS, "市纪委\n  提供日期: 2021-12-31", "市纪委\n  提供日期: 2021-12-30", [10]),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "12\n  单位: 件\n  起: 2022-01-01", [6]),
        Break(ITEMS, "日期: 2021-06-18", "日期: 2021-03-18", [14]),
        Break(ITEMS, "日期: 2021-10-20", "日期: 2021-03-18", [17]),
        Break(ITEMS, "时限: 2021-11-30", "时限: 2021-05-06", [27]),
        Break(ITEMS, "销号日期: 2021-06-22", "销号日期: 2021-03-18", [15]),
        Break("data/2021/report.yml", "成文日期: 2022-01-10", "成文日期: 2021-12-30", [7]),
        Break("data/2021/职责书.yml", "签收日期: 2021-04-21", "签收日期: 2021-04-19", [5]),
        Break("data/2021/职责书.yml", "  发放日期: 2021-04-20\n", "", [4]),
    ],
    "a_total_has_its_document": [
        Break(TOTALS, "  文号: 市纪〔2021〕1号\n", "", [1]),
        Break(TOTALS, "文号: 市纪〔2021〕1号", "依据文件: 廉洁自律准则", [8]),
        Break(TOTALS, LETTERS_BY, LETTERS_BY_PLENARY, []),
        Break(TOTALS, LETTERS_BY, LETTERS_BY_PLENARY.replace("止: 2021-01-20", "止: 2021-01-21"), [8]),
        Break(TOTALS, LETTERS_BY, LETTERS_BY_PLENARY.replace("2021-01-20", "2021-01-19"), [8]),
    ],
    "a_matter_states_no_time_and_no_number": [
        Break(TOTALS, "letters\n  事项: 群众来信", "letters\n  事项: 收到来信12件", [2]),
        Break(TOTALS, "letters\n  事项: 群众", "letters\n  事项: 2021年3月群众", [2]),
        Break(TOTALS, "letters\n  事项: 群众", "letters\n  事项: 下半年群众", [2]),
        Break(TOTALS, "letters\n  事项: 群众", "letters\n  事项: 2021年度群众", [2]),
    ],
    "what_is_counted_is_whole": [
        Break(TOTALS, "数: 12", "数: 12.5", [3]),
        Break(TOTALS, "数: 12", "数: 12.0", []),
        Break(TOTALS, "数: 12\n  单位: 件", "数: 12.5\n  单位: 万元", []),
    ],
    "a_part_lies_within_its_whole": [
        Break(TOTALS, "数: 5", "数: 13", [13]),
        Break(TOTALS, "数: 5\n  单位: 件", "数: 5\n  单位: 封", [14]),
        Break(TOTALS, "止: 2021-12-31\n  提供单位", "止: 2021-11-30\n  提供单位", [18]),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "12\n  单位: 件\n  起: 2021-02-01", [18]),
        Break(TOTALS, "含于: letters", "含于: letters-office", [18]),
        Break(TOTALS, "文号: 市纪〔2021〕1号", "文号: 市纪〔2021〕1号\n  含于: letters-office", [9]),
    ],
    "a_matter_has_one_total": [
        Break(TOTALS, "  机构: 办公室\n", "", [12]),
        Break(TOTALS, "  止: 2021-12-31\n  机构: 办公室\n  含于: letters\n", "  止: 2021-09-30\n", [11]),
        Break(TOTALS, "  止: 2021-12-31\n  机构: 办公室\n", "  止: 2021-09-30\n", []),
    ],
    "no_part_points_at_a_person": [
        Break(TOTALS, "数: 5", "数: 2", [13]),
        Break(TOTALS, "数: 5", "数: 0", []),
        Break(TOTALS, "数: 5", "数: 3", []),
        Break(TOTALS, "数: 12", "数: 2", []),
        Break(TOTALS, "数: 5\n  单位: 件", "数: 2\n  单位: 万元", []),
        Break(TOTALS, "数: 12\n  单位: 件", "数: 2\n  单位: 件\n  岗位: 局长", [3]),
        Break(TOTALS, "数: 12\n  单位: 件", "数: 96\n  单位: \"%\"\n  岗位: 局长", [3]),
        Break(TOTALS, "群众来信\n  数: 12", "办公室收到的来信\n  数: 2", [3]),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "2\n  单位: 件\n  起: 2021-12-01", [3]),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "2\n  单位: 件\n  起: 2021-12-31", []),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01", "2\n  单位: 件\n  起: 2021-11-01", []),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01\n  止: 2021-12-31", "2\n  单位: 件\n  起: 2021-06-30\n  止: 2021-07-01", [3]),
        Break(TOTALS, "12\n  单位: 件\n  起: 2021-01-01\n  止: 2021-12-31", "2\n  单位: 件\n  起: 2021-06-30\n  止: 2021-06-30", [3]),
        Break(TOTALS, "5\n  单位: 件\n  起: 2021-01-01\n  止: 2021-12-31\n  机构: 办公室\n",
              "2\n  单位: 件\n  起: 2021-01-01\n  止: 2021-06-30\n", [13]),
    ],
    "no_rest_points_at_a_person": [
        Break(TOTALS, "数: 5", "数: 10", [3]),
        Break(TOTALS, "数: 5", "数: 11", [3]),
        Break(TOTALS, "数: 5", "数: 12", []),
        Break(TOTALS, "数: 5", "数: 9", []),
        Break(TOTALS, "数: 5", "数: 9\n  可见: 班子", []),
        Break(TOTALS, "5\n  单位: 件\n  起: 2021-01-01\n  止: 2021-12-31\n  机构: 办公室\n  含于: letters\n",
              "10\n  单位: 件\n  起: 2021-01-01\n  止: 2021-12-31\n  机构: 办公室\n", [3]),
        Break(TOTALS, "群众来信\n  数: 5", "重复来信\n  数: 11", [3]),
        Break(TOTALS, "  机构: 办公室\n", "", []),
        Break(TOTALS, "含于: letters", "含于: letters\n  可见: 班子", []),
    ],
    "no_part_is_more_than_the_whole": [
        Break("data/2021/预警汇总.yml", "处置数: 3", "处置数: 4", [4]),
    ],
    "months_of_last_year_make_its_value": [
        Break(LAST, "  出处", "  各月: [1, 1]\n  出处", [4]),
        Break(LAST, "  出处", "  各月: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n  出处", [4]),
        Break(LAST, "  出处", "  各月: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n  出处", []),
    ],
    "branches_lead_to_stages": [
        Break(POWERS, "      风险: 高", "      风险: 高\n      分支: {情形: 退稿, 转到: 拟稿}", [11]),
        Break(POWERS, "      风险: 高", "      风险: 高\n      分支: {情形: 退稿, 转到: 起草}", []),
    ],
    "a_year_has_twelve_months": [
        Break("data/岗位.yml", "职责: 主持全面工作\n", "职责: 主持全面工作\n  在岗月数: 13\n", [5]),
    ],
    "the_period_has_a_length": [
        Break("data/2021/report.yml", "  止: 2021-12-31", "  止: 2020-12-31", [10]),
        Break("data/2021/report.yml", "统计截止: 2021-12-31", "统计截止: 2020-12-31", [11]),
    ],
    "nothing_secret_enters": [
        Break(REPORT, PRINTED, f"{PRINTED}\n密级和保密期限: 秘密★1年", [14]),
        Break(REPORT, PRINTED, f"{PRINTED}\n密级和保密期限: 无", [14]),
    ],
    "the_numbers_of_the_report_are_well_formed": [
        *(Break(REPORT, PRINTED, f"{PRINTED}\n份号: {wrong}", [14]) for wrong in
          ("12", "0000012", "０００００１", "第000001", "00001 ")),
        *(Break(REPORT, "样发〔2022〕1号", wrong, [3]) for wrong in
          ("样发[2022]1号", "样发（2022）1号", "样发【2022】1号", "样发〔22〕1号", "样发〔2022〕01号",
           "样发〔2022〕第1号", "样发〔2022〕1", "样发〔2022年〕1号", "〔2022〕1号", "样发〔2022〕号",
           "样发 〔2022〕1号", "样发〔２０２２〕1号", "样发2022-1")),
    ],
    "the_title_has_a_shape": [
        *(Break(REPORT, TITLE, f"标题: [{', '.join(lines)}]", [1] * times) for times, lines in (
            (1, ["关于2021年度工作情况的报告。"]),
            (1, ["关于2021年度工作，情况的报告"]),
            (1, ["关于工作情况的报告."]),
            (2, ["关于工作。情况的报告！"]),
            (1, ["甲" * 21]),
            (1, ["甲" * 20 + "a1"]),
            (1, ["关于工作情况的报", "告"]),
            (1, ["关", "于工作情况的报告"]),
            (1, ["甲" * 8, "甲" * 4, "甲" * 6]),
            (1, ["甲" * 8, "甲" * 4, "甲" * 4, "甲" * 6]),
            (1, ["甲" * 8, "甲" * 8, "甲" * 8]),
        )),
    ],
    "the_mark_stands_on_one_line": [
        Break(REPORT, "标志: ", "标志: " + "示例市" * 6, [2]),
    ],
    "the_signatory_is_a_person": [
        Break(REPORT, "签发人: 张示例", f"签发人: {said}", [4])
        for said in (
            "局长", "副职", "clerk", "局长张示例", "张示例局长", "张示例同志", "张", "张示例、李示例", "张 例",
            "张示例（局长）", "Zhang Shili", "长",
        )
    ],
    "what_stands_on_one_line_fits": [
        Break(REPORT, "发文字号: 样发", "发文字号: 示例市小样局党组和领导班子样发", [3]),
        Break(REPORT, "签发人: 张示例", "签发人: 阿卜杜示例·买买提示例·示例示例", [3]),
        Break(REPORT, "署名: ", "署名: " + "示例市科技系统" * 4, [6]),
        Break(REPORT, "印发机关: ", "印发机关: " + "示例市科技系统" * 2, [12]),
    ],
    "elements_bear_the_signs_they_should": [
        Break(REPORT, "主送机关: 市纪委", "主送机关: 市纪委：", [5]),
        Break(REPORT, "主送机关: 市纪委", "主送机关: '市纪委:'", [5]),
        Break(REPORT, PRINTED, f"{PRINTED}\n抄送: [市委办公室。, 市政府办公室；]", [14, 14]),
        *(Break(REPORT, PRINTED, f"{PRINTED}\n附注: {wrong}", [14]) for wrong in
          ("联系岗位：文书岗", "(联系岗位：文书岗)", "（联系岗位：文书岗", "【文书岗】", "（）")),
        Break(REPORT, PRINTED, f"{PRINTED}\n附件:\n  - {{名称: 清单；, 文件: 01-学习.md}}", [15]),
    ],
    "versions_follow_one_another": [
        Break(RULES_FILE, "年份: 2023, 施行", "年份: 2017, 施行", [8]),
        Break(RULES_FILE, "施行: 2024-01-01", "施行: 2024-02-01", [8]),
    ],
    "versions_are_called_by_one_rule": [
        Break(RULES_FILE, "年份: 2023, 施行", "年份: 2023, 通过: 2022-12-30, 施行", [8]),
        Break(RULES_FILE, "年份: 2018, 施行", "年份: 2018, 印发: 2017-12-30, 施行", [7]),
    ],
    "chapters_hold_the_articles": [
        Break(RULES_FILE, "起: 5, 止: 10", "起: 6, 止: 10", [7]),
        Break(RULES_FILE, "起: 5, 止: 10", "起: 5, 止: 9", [7]),
        Break(RULES_FILE, "起: 5, 止: 10", "起: 5", [7]),
        Break(RULES_FILE, "起: 1, 止: 4", "起: 4, 止: 1", [7, 7]),
    ],
    "noted_articles_exist": [
        Break(RULES_FILE, "编号: b", "编号: a", [11]),
        Break(RULES_FILE, "{2018: 3, 2023: 无}", "{2018: 11, 2019: 1}", [10, 10]),
    ],
    "questions_have_their_answers": [
        Break(QUIZ, "答案: [2]", "答案: [4]", [5]),
        Break(QUIZ, "答案: [2]", "答案: [1, 2]", [5]),
        Break(QUIZ, "题型: 单选", "题型: 多选", [5]),
        Break(QUIZ, "[第一条, 第三条, 第九条]", "[第一条, 第三条]", [4]),
        Break(QUIZ, "答案: 对", "答案: 是", [11]),
        Break(QUIZ, "答案: 对", "选项: [对, 错]\n  答案: 对", [11]),
    ],
    "questions_rest_on_noted_articles": [
        Break(QUIZ, "年份: 2023", "年份: 2022", [12]),
        Break(QUIZ, "条: 3", "条: 5", [6]),
    ],
    "provisions_are_numbered_through": [
        Break(OPINION, "条: 2, 要旨", "条: 3, 要旨", [15]),
        Break(OPINION, "岗位: [局长]", "岗位: [局长, 厂长]", [15]),
        Break(OPINION, "台账: [风险点]", "台账: 风险表", [15]),
    ],
    "stages_are_supervised": [
        Break(POWERS, "      风险: 高", "      风险: 低", []),
        Break(POWERS, "风险: 低}", "风险: 高}", [18]),
        Break(POWERS, "监督人: 局长", "监督人: 文书岗", [12]),
        Break(POWERS, "{制度: 意见, 条: 2}", "{制度: 意见, 条: 3}", [17]),
        Break(POWERS, "{制度: 意见, 条: 1}", "{制度: 意见, 条: 9}", [4]),
    ],
    "mechanisms_cite_what_exists": [
        Break(MECHANISMS, "牵头: 办公室\n", "牵头: 办公室\n  制度条款: {制度: 意见, 条: 3}\n", [7]),
        Break(MECHANISMS, "来源: 廉洁细胞", "来源: 廉洁细包", [10]),
        Break(MECHANISMS, "来源: 廉洁细胞", "来源: 机制项目", [10]),
        Break(MECHANISMS, "状态: 创建中", "状态: 创建", [11]),
        Break(MECHANISMS, "状态: 创建中", "状太: 创建中", [11]),
        Break(MECHANISMS, "[类型, 名称]", "[类型, 名字]", [12]),
        Break(MECHANISMS, "[类型, 状态]", "[类型, 状太]", [13]),
        Break(MECHANISMS, "[类型, 状态]", "[类型, 创建日期]", [13]),
        Break(MECHANISMS, "[类型, 状态]", "[类型, 编号]", [13]),
        Break(MECHANISMS, "[类型, 状态]", "[类型, 状态, 名称]", [13]),
        Break(MECHANISMS, "分布: 对象单位", "分布: 补录", [17]),
        Break(MECHANISMS, "{对象单位: {有: 是}}", "{对象单位: {类别: 县区科技局}}", [16]),
    ],
    "official_texts_are_of_known_versions": [
        Break(TEXT, "年份: 2023", "年份: 2022", [3]),
        Break(TEXT, "条: 5", "条: 1", [10]),
    ],
    "no_secret_is_recorded": [
        Break(DUTY_SHEETS, "版本: 2021年版", "版本: 手机 13812345678", [3]),
        Break(DUTY_SHEETS, "版本: 2021年版", "版本: 秘密★1年", [3]),
        Break(ITEMS, "问题: 公函不全", "问题: 反映某某同志公函不全", [3]),
        Break("data/2021/风险点.yml", "末位表态", "转来举报信", [6]),
        Break(DUTY_SHEETS, "版本: 2021年版", "版本: 线索内容", [3]),
    ],
    "people_appear_by_their_posts": [
        Break(ITEMS, "问题: 公函不全", "问题: 王建国局长的公函不全", [3]),
    ],
    "nothing_is_left_to_fill_in": [
        Break(ITEMS, "问题: 公函不全", "问题: X科公函不全", [3]),
        Break("data/2021/风险点.yml", "末位表态", "待补充", [6]),
    ],
    "posts_are_described_in_full": [
        Break(DUTIES, "岗位: 副局长", "岗位: 副职", []),
        Break(DUTIES, FIRST, FIRST.replace("条: 1}", "条: 7}"), [6]),
    ],
    "absences_fit_the_roll": [
        Break(JANUARY, "请假: 2", "请假: 2\n  缺席: [{岗位: 局长}, {岗位: 副局长}, {岗位: 文书岗}]", [12]),
        Break(JANUARY, "请假: 2", "请假: 2\n  缺席: [{岗位: 副局长}, {岗位: 副职}]", [12]),
        Break(JANUARY, "请假: 2", "请假: 2\n  缺席: {岗位: 文书岗, 补学: 2021-01-21}", [12]),
    ],
    "the_events_of_an_item_fit_it": [
        Break(PLAN, "  时限: 2021-02", "  对应记录: r01-01\n  时限: 2021-02", [6]),
    ],
    "study_items_can_be_done": [
        Break(PLAN, "  学习文件: 廉洁自律准则\n", "", [1]),
        Break(PLAN, "次数: 2", "次数: 0", [20]),
    ],
    "materials_follow_their_documents": [
        Break(MATERIALS, "日期: 2021-02-26\n  提供: 办公室\n  学习文件: 廉洁自律准则",
              "日期: 2021-01-19\n  提供: 办公室\n  学习文件: 市纪委全会", [7]),
    ],
    "reminders_cite_noted_articles": [
        Break(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: {法规: 小样, 条: 11}", [7]),
        Break(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: [{法规: 小样, 条: 3}, {法规: 小样, 条: 0}]", [7]),
        Break(REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: {法规: 小样规定, 条: 9}", [7]),
    ],
    "rectification_rests_on_an_article": [
        Break(ITEMS, "问题: 登记不全\n  依据文件: 廉洁自律准则",
              "问题: 登记不全\n  依据文件: 小样规定\n  依据条款: 11", [23]),
        Break(ITEMS, "问题: 登记不全\n  依据文件: 廉洁自律准则",
              "问题: 登记不全\n  依据文件: rules\n  依据条款: 0", [23]),
    ],
    "nothing_is_told_before_it_is_done": [
        Break(TOTALS, "市纪委\n  提供日期: 2021-12-31", "市纪委\n  提供日期: 2022-01-11", [10]),
        Break(ITEMS, "日期: 2021-06-18\n  销号日期: 2021-06-22", "日期: 2022-01-11\n  销号日期: 2022-01-12", [14, 15]),
        Break(ITEMS, "状态: 推进中", "状态: 长期坚持\n  验收: {验收人: 局长, 日期: 2022-01-11}", [29]),
        Break(ITEMS, "日期: 2021-10-20", "日期: 2022-01-11", [17]),
        Break("data/2021/廉洁细胞.yml", "状态: 创建中", "状态: 已达标\n  验收日期: 2022-01-11", [5]),
        Break("data/2021/廉洁细胞.yml", "状态: 创建中", "状态: 示范\n  验收日期: 2021-06-01\n  命名日期: 2022-01-11", [6]),
        Break(DUTY_SHEETS, "签收日期: 2021-04-21", "签收日期: 2022-01-11", [5]),
        Break(DUTY_SHEETS, "发放日期: 2021-04-20\n  签收日期: 2021-04-21", "发放日期: 2022-01-11", [4]),
        Break("data/2021/风险点.yml", "责任人: 局长", "责任人: 局长\n  复评日期: 2022-01-11", [8]),
        Break(MARCH, "登记日期: 2021-04-02", "登记日期: 2022-01-11", [18]),
        Break(JANUARY, "请假: 2", "请假: 2\n  缺席: [{岗位: 局长}, {岗位: 文书岗, 补学: 2022-01-11}]", [12]),
    ],
    "tasks_lie_ahead": [
        Break("data/2021/下年任务.yml", "2022-06-30", "2022-01-10", [6]),
        Break("data/2021/下年任务.yml", "2022-06-30", "2022-01-05", [6]),
    ],
    "a_look_back_follows_the_closing": [
        Break(ITEMS, "日期: 2021-10-20", "日期: 2021-06-21", [17]),
    ],
    "a_merged_trace_leads_to_its_event": [
        Break(MARCH, "实到: 9", "实到: 9\n  并入: r03-02", [17]),
        Break(MARCH, "实到: 9", "实到: 9\n  并入: r03-03", [17]),
        Break(MARCH, "实到: 9", "实到: 9\n  并入: r01-01", [17]),
        Break(MARCH, "- 编号: r03-02\n  类别: 学习教育\n  日期: 2021-03-05\n", "- 编号: r03-04\n  类别: 学习教育\n  "
              "日期: 2021-03-05\n  岗位: 局长\n  事项: 参加\n  并入: r03-02\n- 编号: r03-02\n  类别: 学习教育\n  "
              "日期: 2021-03-05\n  并入: r03-01\n", [14]),
    ],
    "what_is_seen_names_nothing_hidden": [
        Break(MARCH, "- 编号: r03-02\n  类别: 学习教育\n  日期: 2021-03-05\n", "- 编号: r03-04\n  类别: 学习教育\n  "
              "日期: 2021-03-05\n  岗位: 局长\n  事项: 参加\n  并入: r03-02\n- 编号: r03-02\n  可见: 纪检\n  "
              "类别: 学习教育\n  日期: 2021-03-05\n", [14]),
    ],
    "the_bureau_is_for_all": [
        Break(REPORT, TITLE, TITLE + "\n可见: 班子", [2]),
        Break("data/unit.yml", "简称: 小样局", "简称: 小样局\n可见: 纪检", [4]),
    ],
    "a_figure_has_one_value_of_last_year": [
        Break(LAST, "  出处: 2020年度报告\n", "  出处: 2020年度报告\n- 编号: last-2\n  指标: 学习次数\n  值: 3\n  出处: 更正\n", [6]),
        Break(LAST, "  出处: 2020年度报告\n", "  出处: 2020年度报告\n- 编号: last-2\n  指标: study\n  值: 2\n  出处: 更正\n", [6]),
    ],
    "a_period_ends_in_its_year": [
        Break(REPORT, "  止: 2021-12-31", "  止: 2022-01-31", [10]),
        Break(REPORT, "起: 2021-01-01", "起: 2020-12-01", [9]),
    ],
    "a_unit_is_a_measure": [
        Break(TOTALS, "数: 12\n  单位: 件", "数: 12\n  单位: 余件", [4]),
        Break("data/2021/figures.yml", "单位: 次", "单位: 0次", [8]),
        Break("data/2021/figures.yml", "单位: 次", "单位: 万元", [8]),
    ],
    "a_figure_is_named_by_what_it_counts": [
        Break("data/2021/figures.yml", "名称: 学习次数", "名称: 学习99次", [2]),
    ],
    "fixed_terms_are_no_quantities": [Break("data/固定说法.yml", "一岗双责", "开展77次", [1])],
    "a_word_means_the_same_as_another": [
        Break("data/近义词.yml", "- 词: [公车, 公务用车]", "- 词: 公车", [1]),
    ],
    "a_word_stands_in_one_group": [
        Break("data/近义词.yml", "[考试, 测验]", "[考试, 测验, 公车]", [2]),
        Break("data/近义词.yml", "[考试, 测验]", "[ＰＰＴ, 测验,\n       ppt]", [3]),
    ],
    "sheets_go_into_ledgers": [
        Break(SHEET, "", "台账: 履责台账\n栏: [{表头: 时间, 键: 日期}]\n", [1]),
        Break(SHEET, "", "台账: 单位\n栏: [{表头: 时间, 键: 简称}]\n", [1]),
    ],
    "columns_are_keys": [
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 人, 键: 单位}\n", [4]),
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 人, 键: 日期}\n", [4]),
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 时间, 键: 岗位}\n", [4]),
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 人, 键: 缺席·日子}\n", [4]),
        Break(SHEET, "", SHEET_TEXT + "都是: [{键: 日期, 写: 2021-03-01}]\n", [4]),
    ],
    "texts_mean_words_of_the_key": [
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 人, 键: 岗位, 值: [{写: 某, 是: 甲}]}\n", [4]),
        Break(SHEET, "", SHEET_TEXT + "  - {表头: 类, 键: 类别, 值: [{写: 某, 是: 甲}]}\n", [4]),
    ],
    "what_some_words_ask_for_is_written": [Break(SURVEYS, "  对象: 东县小样局\n", "", [3])],
    "words_that_ask_for_something_are_listed": [
        Break("data/台账/调研.yml", "{类别: 例行}", "{类别: 例外}", [17])
    ],
    "fixed_terms_are_no_placeholders": [Break("data/固定说法.yml", "一岗双责", "XX局", [1])],
    "a_document_bears_what_its_kind_does": [
        Break(REPORT, TITLE, TITLE + "\n文种: 报靠", [2]),
        Break(REPORT, TITLE, TITLE + "\n文种: 简报", [3, 4, 5, 6, 7, 13, 14]),
        Break(PAPER, "", papers.record("半年").replace("主送机关: 市纪委\n", ""), [1]),
        Break(PAPER, "", papers.record("半年", "述责述廉", more="发文字号: 样发〔2021〕7号\n"), [10]),
    ],
    "a_kind_names_elements": [
        Break(KIND, "", KIND_TEXT + "必有的要素: [署名, 主送机管]\n", [4]),
        Break(KIND, "", KIND_TEXT + "必有的要素: [署名]\n没有的要素: [署名]\n", [5]),
        Break(KIND, "", KIND_TEXT.replace("通报", "通知"), [1]),
    ],
    "a_document_has_a_place_of_its_own": [
        Break(PAPER, "", papers.record("半年报告"), [1]),
        Break("data/2021/公文/班子.yml", "", papers.record("班子"), [1]),
        Break(PAPER, "", papers.record("半年", more="文件夹: 上/下\n"), [16]),
        Break(PAPER, "", papers.record("半年", title="关于2021年度工作情况的报告"), [3]),
        Break("data/2021/公文/年度报告.yml", "", papers.record("年度报告"), [1]),
        Break(PAPER, "", papers.record("半年").replace("样发〔2021〕" + papers.number_of("半年") + "号", "样发〔2022〕1号"), [5]),
    ],
    "what_is_printed_states_no_number": [
        Break("data/unit.yml", "简称: 小样局", "简称: 小样局99次", [3]),
        Break(REPORT, TITLE, TITLE.replace("关于", "关于12项"), [1]),
    ],
}  # fmt: skip
NAMES = {rule.__name__: rule for rule in RULES}
#: every rule speaks in the usual run, in two of the ways in which it is broken
EACH = [
    case for name, breaks in BREAKS.items() for case in sample([(name, one) for one in breaks], 2)
]
IDS = [f"{case.values[0]}-{place}" for place, case in enumerate(EACH)]


@pytest.mark.parametrize(("name", "one"), EACH, ids=IDS)
def test_a_rule_speaks_where_it_is_broken_and_a_survey_says_it(
    bureau: Bureau, name: str, one: Break
) -> None:
    dataset, _ = read_all(one.of(bureau).root)
    places = [f"{issue.place.path}:{issue.place.line}" for issue in NAMES[name](dataset)]
    assert places == [f"{one.path}:{line}" for line in one.lines]
    assert set(places) <= set(bureau.lines())


def test_last_years_spending_is_that_of_its_ledger(bureau: Bureau) -> None:
    costs = "data/2021/公务支出.yml"
    last = bureau.read(costs).replace("  上年: 2.50\n", "").replace("本年: 1.25", "本年: 2.50")
    bureau.write("data/2020/公务支出.yml", last)
    assert bureau.messages() == []
    bureau.change(costs, "上年: 2.50", "上年: 2.40")
    assert bureau.messages() == [
        f"{costs}:5:7  上年：2.40 和data/2020/公务支出.yml 第 1 行的 2.50 不同；请核对，这一行可以删去"
    ]


def test_every_rule_is_broken_here() -> None:
    sealed = "ledger.checks.records.seals"  # tests/test_seal.py
    elsewhere = {name for name, rule in NAMES.items() if rule.__module__ == sealed}
    elsewhere |= {"spending_of_last_year_is_that_of_its_ledger"}
    assert set(BREAKS) | ACROSS | elsewhere == set(NAMES)
    assert all(rule.__doc__ for rule in RULES)


def test_rules_say_nothing_where_there_is_nothing() -> None:
    assert check(Dataset()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (JANUARY, "实到: 28", "实到: 27"),  # someone neither came nor asked for leave
        (JANUARY, "日期: 2021-01-22", "日期: 2021-01-20"),  # studied on the closing day
        ("data/2021/职责书.yml", "签收日期: 2021-04-21", "签收日期: 2021-04-20"),
        ("data/2021/职责书.yml", "  签收日期: 2021-04-21\n", ""),
        ("data/2021/report.yml", "成文日期: 2022-01-10", "成文日期: 2021-12-31"),
        *((REPORT, TITLE, f"标题: [{', '.join(lines)}]") for lines in (
            ["甲" * 20],
            ["甲" * 19 + "a1"],
            ["甲" * 8, "甲" * 8],
            ["甲" * 8, "甲" * 7, "甲" * 8],  # a character more or less is even to the eye
            ["甲" * 4, "甲" * 6, "甲" * 8],
            ["甲" * 8, "甲" * 6, "甲" * 4],
            ["甲" * 4, "甲" * 8, "甲" * 8, "甲" * 4],
            ["关于《条例》", "3.5版情况的报告（送审稿）"],
        )),
        (REPORT, "样发〔2022〕1号", "样办发〔2022〕120号"),
        (REPORT, "标志: 示例市小样局文件", "标志: " + "示" * 22),
        (REPORT, PRINTED, PRINTED + "\n份号: 000012\n附注: （此件公开发布）\n抄送: [市委办公室, 市政府办公室]"),
        (ITEMS, "时限: 2021-11-30", "时限: 2021-05-07"),
        (ITEMS, "问题: 登记不全\n  依据文件: 廉洁自律准则", "问题: 登记不全\n  依据文件: 小样规定\n  依据条款: 10"),
        (ITEMS, "问题: 登记不全\n  依据文件: 廉洁自律准则", "问题: 登记不全\n  依据文件: 廉洁自律准则\n  依据条款: 99"),
        (JANUARY, "请假: 2", "请假: 2\n  缺席: [{岗位: 副局长, 原因: 出差, 补学: 2021-01-22}, {岗位: 文书岗}]"),
        (MARCH, "实到: 12", "实到: 12\n  缺席: [{岗位: 局长}, {岗位: 文书岗}]"),
        (REMINDERS, "覆盖人次: 30", "覆盖人次: 30\n  条款: [{法规: 小样, 条: 3}, {法规: rules, 条: 4}]"),
        (MATERIALS, "日期: 2021-02-26", "日期: 2021-01-01"),
        (ITEMS, "状态: 推进中", "状态: 长期坚持"),
        (MARCH, "  补录:\n    登记日期: 2021-04-02\n    原因: 当时出差\n", ""),
        ("data/2021/责任书.yml", "  签订日期: 2021-03-10\n", ""),
        ("data/2021/责任书.yml", "编号: pledge-01", "编号: r03-01"),  # ids are a ledger's own
        (MARCH, "实到: 9", "实到: 9\n  并入: r03-01"),
        (MARCH, "登记日期: 2021-04-02", "登记日期: 2022-01-10"),
        (ITEMS, "日期: 2021-06-18\n  销号日期: 2021-06-22", "日期: 2021-06-18\n  销号日期: 2021-10-20"),
        (ITEMS, "日期: 2021-10-20", "日期: 2021-12-31"),
        ("data/2021/下年任务.yml", "2022-06-30", "2022-01-11"),
        (LAST, "值: 2", "值: 0"),
    ],
)  # fmt: skip
def test_what_just_holds_is_no_issue(bureau: Bureau, path: str, old: str, new: str) -> None:
    assert bureau.change(path, old, new).messages() == []


UNSAID = {
    "a month of publicity in another year": ("data/2021/宣传发布.yml", "2021-01", "2020-01"),
    "a pledge signed years ago": ("data/2021/责任书.yml", "2021-03-10", "2012-03-10"),
    "a campaign that ends before it begins": ("data/2021/专项整治.yml", "2021-05-28", "2021-02-28"),
    "more settled than found": ("data/2021/专项整治.yml", "完成整改: 2", "完成整改: 20"),
    "more handled than warned of": ("data/2021/预警汇总.yml", "处置数: 3", "处置数: 30"),
    "closed before it was accepted": (ITEMS, "日期: 2021-06-18", "日期: 2021-07-18"),
    "an item registered next year": (ITEMS, "登记日期: 2021-05-07\n  时限: 2021-11-30", "登记日期: 2022-05-07\n  时限: 2022-11-30"),
    "done without a day": ("data/2021/年度要点.yml", "  完成日期: 2021-03-08\n", ""),
    "not done, with a day": ("data/2021/年度要点.yml", "状态: 已完成", "状态: 推进中"),
    "accepted before it was begun": ("data/2021/廉洁细胞.yml", "状态: 创建中", "状态: 已达标\n  验收日期: 2020-01-01"),
    "the same post twice": ("data/2021/本月无.yml", "岗位: 文书岗", "岗位: [文书岗, clerk]"),
    "thirteen months in post": (POSTS, "机构: 办公室", "机构: 办公室\n  在岗月数: 13"),
    "a period in another year": ("data/2021/report.yml", "  起: 2021-01-01", "  起: 2012-01-01"),
    "printed before it was signed": ("data/2021/report.yml", "印发日期: 2022-01-10", "印发日期: 2021-01-10"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new"), UNSAID.values(), ids=UNSAID)
def test_what_cannot_be_is_an_issue(bureau: Bureau, path: str, old: str, new: str) -> None:
    assert bureau.change(path, old, new).messages()


def test_a_report_within_the_year_is_a_limit_too(bureau: Bureau) -> None:
    bureau.change(REPORT, "成文日期: 2022-01-10", "成文日期: 2021-03-09")
    found = [
        issue.message
        for issue in NAMES["nothing_is_told_before_it_is_done"](read_all(bureau.root)[0])
    ]
    assert "销号日期：2021-06-22 晚于成文日期 2021-03-09；还没有发生的事不能写成已经做了" in found
    assert "签订日期：2021-03-10 晚于成文日期 2021-03-09；还没有发生的事不能写成已经做了" in found


@pytest.mark.parametrize("name", ["李明", "欧阳示例", "阿卜杜拉·示例", "买买提示例", "〇示例"])
def test_a_name_of_any_nationality_may_sign(bureau: Bureau, name: str) -> None:
    bureau.change(REPORT, "签发人: 张示例", f"签发人: {name}")
    assert bureau.messages() == []
