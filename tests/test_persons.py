"""Persons appear by their posts: a name beside a title is told, the words of ordinary work are not."""

from __future__ import annotations

import pytest
from conftest import Bureau

from ledger.language import persons

NAMED = {
    "高三（2）班章示范同学荣获金牌。": "章示范",
    "其中钱示意同学夺得第一名。": "钱示意",
    "在评比中，冯示例老师荣获一等奖。": "冯示例",
    "张伟同志主持会议。": "张伟",
    "王建国局长到会讲话。": "王建国",
    "局长王建国主持会议。": "王建国",
    "局党组书记、局长张伟要求抓好落实。": "张伟",
    "派驻纪检监察组组长刘洋同志到会讲话。": "刘洋",
    "对张科长进行了廉政谈话。": "张科长",
    "与王处长谈心谈话。": "王处长",
    "联系人：王小明": "王小明",
    "会上，市纪委副书记李强作了讲话。": "李强",
    "欧阳明同志通报了情况。": "欧阳明",
    "同意陈志刚同志任人事科科长。": "陈志刚",
    "县长林大伟出席。": "林大伟",
    "组长王志刚代表检查组讲话。": "王志刚",
    "书记李建华就整改提出要求。": "李建华",
    "院长陈晓燕,各科室参加。": "陈晓燕",
    "主任石林同志在会上发言。": "石林",
    "局长于清明同志带队。": "于清明",
    "责任人：严明同志": "严明",
    "局长高建国主持会议。": "高建国",
    "对黄科长进行了谈话。": "黄科长",
    "王　伟同志主持会议。": "王　伟",
    "局长李　强主持会议。": "李　强",
    "联系人：赵 敏": "赵 敏",
    "王伟 同志列席。": "王伟",
    "副局长陈砚秋受到诫勉。": "陈砚秋",
    "支部委员吴煦，分管宣传。": "吴煦",
    "负责人张翮违规收受礼品。": "张翮",
    "会议由校长王恪主持。": "王恪",
}
ORDINARY = [
    "分管科室负责人常谈心、常提醒。",
    "负责人高度重视，委员严格把关。",
    "由干部申报、委员陈述。",
    "成员单位负责人周密部署，教师张贴海报。",
    "局党组高度重视同志们的意见。",
    "全体同志参加学习。",
    "于同志们而言是一次教育。",
    "万书记好。",
    "任职同志接受谈话。",
    "常委同志带头。",
    "各方面同志反映良好。",
    "年轻同志、老同志、女同志都参加。",
    "高龄同志送学上门。",
    "局党组书记、局长带头讲党课。",
    "局长要求抓好落实。",
    "局长高度重视。",
    "书记任组长，局长任副组长。",
    "学习雷锋同志先进事迹。",
    "向张桂梅同志学习。",
    "以习近平同志为核心的党中央。",
    "分管局长于国庆、中秋前检查。",
    "主任和科长分别谈话。",
    "查处长期存在的问题。",
    "教育局长期坚持。",
    "安全主任由办公室兼任。",
    "文明办主任参加。",
    "党建书记述职。",
    "石林县长水乡",
    "白云区长期开展。",
    "负责同志参加。",
    "主要领导同志。",
    "纪检同志列席。",
    "史志同志整理档案。",
    "毛泽东同志曾指出。",
    "邓小平同志、陈云同志的论述。",
    "对 平安建设负责。",
    "周主任会议。",
    "每周主任办公会听取汇报。",
    "责任人：办公室主任",
    "负责人：高新科",
    "各科室主任、支部书记参加。",
    "金融局长到会。",
    "书记常态化督导。",
    "组长石化项目。",
    "一把手、局长明确要求。",
    "分管领导和科长马上整改。",
    "科长温馨提醒。",
    "局长、书记华丽转身。",
    "主任史无前例。",
    "处长江南片区。",
    "局长林长制工作。",
    "高级主任科员",
    "同志之间谈心。",
    "方向明确，书记带队。",
    "部长信箱、局长信箱。",
    "主任季度谈话。",
    "组长方可签字。",
    "局长余下的工作。",
    "局党组书记、局长于清明带队到烈士陵园。",
    "局长于立春前检查。",
    "主任石林在会上发言。",
    "分管科长方志在会上介绍。",
    "书记黄山在会上介绍。",
    "局长庞大，任务繁重。",
    "责任人：严明",
    "石林主任到会。",
    "科长严明要求。",
    "局长黎明到现场。",
    "其中高年级同学获奖。",
    "（2）班全体同学获奖。",
]


@pytest.mark.parametrize(("text", "name"), NAMED.items())
def test_a_name_beside_a_title_is_told(text: str, name: str) -> None:
    assert [text[each.start : each.end] for each in persons.find(text)] == [name]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert [*persons.find(text)] == []


def test_a_name_is_told_wherever_it_stands_and_not_repeated(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n局长王建国主持会议。\n")
    bureau.change("data/2021/整改台账.yml", "公函不全", "张伟同志公函不全")
    bureau.write("docs/李强同志述职.md", "# 述职\n\n文字。\n")
    found = [each for each in bureau.survey()[1] if each.code == "secret.name"]
    assert {each.place.path for each in found} == {
        "docs/index.md",
        "data/2021/整改台账.yml",
        "docs/李强同志述职.md",
    }
    assert not any(name in each.message for each in found for name in ("建国", "张伟", "李强同志”"))


def test_a_fixed_term_may_hold_a_name(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n张桂荣同志指出，要加强纪律性。\n")
    assert bureau.codes() == ["secret.name"]
    bureau.append("data/固定说法.yml", "- 词: 张桂荣同志\n")
    assert bureau.messages() == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("陈笃老师获奖，王恪同学入选。", ["陈笃", "王恪"]),
        ("班子全体成员王恪、孙载笃、蒋恪等3人参加。", ["王恪", "孙载笃", "蒋恪"]),
        ("王恪、蒋笃2位同学获奖。", ["王恪", "蒋笃"]),
        ("高中、初中、小学各3所，金融、计划、程序各1项。", []),
        ("学习、培训、检查等工作，各位老师参加。", []),
    ],
)
def test_what_may_be_a_person_is_likely_one(text: str, names: list[str]) -> None:
    found = [*persons.likely(text)]
    assert [person.name for person in found] == names
    assert [text[person.start : person.end] for person in found] == names


@pytest.mark.parametrize("mark", "、和")
def test_names_in_a_row_behind_a_post_are_all_told(mark: str) -> None:
    text = f"党组成员王砚、李煦{mark}张翮分别汇报。"
    assert [each.name for each in persons.find(text)] == ["王砚", "李煦", "张翮"]
