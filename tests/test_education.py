"""A third bureau, a city's education commission: fourteen words of its own go in as data alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from conftest import ROOT, Bureau, pages

LIBRARY = ROOT / "ledger/library/词表"


@dataclass(frozen=True)
class Entry:
    """A bureau's word: its list, what stands there of it, and a record in which it is used."""

    words: str
    word: str
    path: str
    record: str
    more: str = ""

    def put_word(self, bureau: Bureau) -> None:
        """Write the bureau's own list: the words that were there, and the new one."""
        path = f"data/词表/{self.words}.yml"
        own = bureau.root / path
        kept = own if own.exists() else LIBRARY / f"{self.words}.yml"
        bureau.write(path, kept.read_text(encoding="utf-8") + f"- 词: {self.word}\n{self.more}")

    def put_record(self, bureau: Bureau) -> None:
        bureau.append(self.path, f"- {{{self.record}}}\n")


YEAR = "data/2021/"
MARCH = YEAR + "履责记录/03.yml"
ENTRIES = [
    Entry("机构类型", "处室", "data/机构.yml", "编号: morality, 名称: 师德师风处, 类型: 处室", "  作用: 内设\n"),
    Entry("岗位层级", "处级干部", "data/岗位.yml", "编号: morality-head, 名称: 师德师风处处长, 机构: 师德师风处, 层级: 处级干部, 职责: 抓师德师风"),
    Entry("文件类型", "部门规章", "data/文件会议.yml", "编号: conduct, 名称: 师德考核规定, 类型: 部门规章, 层级: 教育系统, 机关: 市教委, 日期: 2021-01-04"),
    Entry("发文层级", "教育系统", "data/文件会议.yml", "编号: plan, 名称: 家访安排, 类型: 部门规章, 层级: 教育系统, 机关: 市教委, 日期: 2021-01-05"),
    Entry("履责类别", "家访调研", MARCH, "编号: e-01, 类别: 家访调研, 日期: 2021-03-08, 岗位: 局长, 事项: 走访学生家庭"),
    Entry("学习形式", "校园廉洁课堂", MARCH, "编号: e-02, 类别: 学习教育, 日期: 2021-03-09, 岗位: 局长, 事项: 听课, 形式: 校园廉洁课堂, 应到: 30, 实到: 29", "  作用: 计出勤\n"),
    Entry("学习主题", "师德师风", MARCH, "编号: e-03, 类别: 学习教育, 日期: 2021-03-10, 岗位: 局长, 事项: 学师德, 主题: 师德师风"),
    Entry("参加范围", "任课教师", MARCH, "编号: e-04, 类别: 学习教育, 日期: 2021-03-11, 岗位: 局长, 事项: 学准则, 范围: 任课教师"),
    Entry("谈话类型", "班子成员家访", MARCH, "编号: e-05, 类别: 个别谈话, 日期: 2021-03-12, 岗位: 局长, 事项: 家访, 谈话类型: 班子成员家访, 谈话人次: 4"),
    Entry("责任书类别", "直属学校", YEAR + "责任书.yml", "编号: e-pledge, 类别: 直属学校, 责任人: 小样中学校长, 签订日期: 2021-03-03"),
    Entry("提醒节点", "教师节", YEAR + "廉政提醒.yml", "编号: e-remind, 日期: 2021-09-09, 节点: 教师节, 渠道: 办公信使, 内容: 不收礼, 覆盖人次: 300"),
    Entry("问题来源", "家长反映", YEAR + "整改台账.yml", "编号: e-item, 来源: 家长反映, 问题: 补课收费, 依据文件: 小样规定, 措施: 退费, 责任领导: 局长, 责任科室: 办公室, 登记日期: 2021-05-06, 时限: 2021-12-01, 状态: 推进中"),
    Entry("支出科目", "课后服务", YEAR + "公务支出.yml", "编号: e-cost, 科目: 课后服务, 项目: 费用, 本年: 2.50, 上年: 2.00, 计量: 万元, 来源: 决算"),
    Entry("风险领域", "招生考试", YEAR + "风险点.yml", "编号: e-risk, 岗位: 局长, 领域: 招生考试, 风险表现: 打招呼, 等级: 高, 防控措施: 集体定, 责任人: 局长"),
]  # fmt: skip


@pytest.fixture
def education(bureau: Bureau) -> Bureau:
    """The small bureau with the records of an education commission, and not yet its words."""
    bureau.remove("data/岗位职责.yml")  # where there are duties, every post has some
    for entry in ENTRIES:
        entry.put_record(bureau)
    return bureau


def test_fourteen_words_go_in_without_code(education: Bureau) -> None:
    for entry in ENTRIES:
        entry.put_word(education)
    shown = "\n".join(pages(education.project()).values())
    assert [entry.word for entry in ENTRIES if entry.word not in shown] == []
    assert len({entry.words for entry in ENTRIES}) == 14


def test_each_word_is_asked_for_by_the_name_of_its_list(education: Bureau) -> None:
    told = education.messages()
    unknown = [f"不认识的值“{entry.word}”" for entry in ENTRIES]
    assert [word for word in unknown if not any(word in line for line in told)] == []
    lists = [f"要添这个词，写进 data/词表/{entry.words}.yml" for entry in ENTRIES]
    assert [place for place in lists if not any(place in line for line in told)] == []
