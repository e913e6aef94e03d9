"""A record that tells of a clue is refused; the words of ordinary work are not."""

from __future__ import annotations

import re
from itertools import product

import pytest
from conftest import Bureau

from ledger.language.secrets import ADVICE, clues

CLUES = {
    "接待举报人一次": "举报人",
    "约谈被举报人了解情况": "被举报人",
    "检举人要求保密": "检举人",
    "控告人补充了材料": "控告人",
    "与反映人见面": "反映人",
    "请被反映人说明情况": "被反映人",
    "收到匿名举报": "匿名举报",
    "收到实名举报，已转办": "实名举报",
    "署名反映采购问题": "署名反映",
    "信箱里有一封匿名信": "匿名信",
    "问题线索编号 2021-07": "问题线索编号",
    "登记线索内容": "线索内容",
    "线索来源：群众来信": "线索来源",
    "问题线索第12号": "问题线索第12号",
    "对科室负责人开展初步核实": "初步核实",
    "决定立案审查": "立案审查",
    "移送后已立案调查": "立案调查",
    "两人均被立案调查": "立案调查",
    "对其采取留置措施": "采取留置",
    "按暂存待查处理": "暂存待查",
    "反映某某同志收受礼金问题": "反映某人……问题",
    "反映张某违规操办婚宴": "反映某人……问题",
    "反映李大同同志超标准报销的问题": "反映某人……问题",
    "反映×××公车私用": "反映某人……问题",
    "反映某科长吃拿卡要": "反映某人……问题",
    "检举王某虚报差旅费": "举报某人",
    "收到关于评审专家打招呼的举报": "收到关于……的举报",
    "接到反映采购拆分的问题线索，已移交": "收到关于……的举报",
    "收到关于科室经费使用的举报2件": "收到关于……的举报",
    "群众来信反映验收人员收受土特产": "群众反映……违纪违规",
    "有人反映办公室违规报销": "群众反映……违纪违规",
    "不得拖延。举报人称材料被改动": "举报人",
    "学习《信访工作条例》后接待控告人": "控告人",
    "对反映张伟的问题初步核实2件": "初步核实",
    "对反映副局长的问题线索予以了结1件": "予以了结",
    "转来实名举报1件，反映基建科收受回扣": "实名举报",
    "立案调查1件，为计划科原科长违规经商": "立案调查",
    "收到匿名信一封，反映采购问题": "匿名信",
    "收到举报信1件，内容涉及工程招标": "举报信",
    "根据匿名举报，局采购中心存在围标问题": "匿名举报",
    "收到匿名举报后按规定移交": "匿名举报",
    "因管理不规范被实名举报": "实名举报",
    "会上通报了一封匿名信": "匿名信",
    "办公室被匿名举报": "匿名举报",
    "对局党组立案审查1件": "立案审查",
    "匿名举报食堂采购不公开，按规定移交": "匿名举报",
    "根据实名举报，按照规定约谈了当事人": "实名举报",
    "收到举报信1件，称采购有倾向": "举报信",
    "受理匿名信1件：食堂采购不公开": "匿名信",
    "收到实名举报1件，食堂采购不公开": "实名举报",
    "全年立案审查1件（基建科）": "立案审查",
    "举报人信息由王科长保密": "举报人",
    "该举报人信息严格保密": "举报人",
    "举报人身份保密，系财务科出纳": "举报人",
    "平凡岗位上的科长被立案审查": "立案审查",
    "没有收到实名举报、没有不廉洁行为、王某收受礼金": "实名举报",
    "凡反映办公室的问题，已立案审查": "立案审查",
}

ORDINARY = [
    "规范线索收集、发现和预警处置",
    "健全问题线索移送机制",
    "巡察组收到反映一些领导干部的问题线索，已按规定转有关方面",
    "线索由纪检机构专门管理",
    "问题线索只进纪检专网",
    "经批准汇总的预警 5 次、处置 5 次",
    "经批准汇总的预警数，不含线索内容",
    "任前公示受理反映",
    "服务对象反映办件慢的，当天答复",
    "反映老同志待遇落实情况",
    "反映高龄老同志就医不便",
    "反映部分同志学习不够深入",
    "反映人事档案整理进度",
    "收集企业办事评价，反映合理诉求",
    "开展群众反映强烈的违规收费问题专项整治",
    "群众反映集中的办事难问题",
    "单据反映出部分合同违规签订",
    "学习《纪检监察机关处理检举控告工作规则》",
    "解读《检举人、控告人权益保护办法》",
    "不得泄露举报人和办理情况",
    "宣传保护举报人的规定",
    "公布举报电话和举报信箱",
    "信访举报件数由机关纪委汇总",
    "收到关于开展信访举报宣传月的通知",
    "收到关于项目申报咨询的来信",
    "行政处罚立案后十日内告知",
    "依法留置送达执法文书",
    "公示期间没有收到反映",
    "拓宽线索来源渠道",
    "开展预警提醒，逐项核实整改",
    "党史学习教育反映某个时期的历史",
    "畅通实名举报渠道",
    "鼓励实名举报，对实名举报优先办理、及时反馈",
    "收到实名举报3件，均已办结",
    "全年收到匿名举报十二件",
    "未收到实名举报",
    "收到实名举报的，应当在规定时限内告知受理情况",
    "实名举报件均在时限内答复",
    "支持干部群众实名反映问题",
    "设立举报信接收窗口",
    "运用谈话函询、初步核实、暂存待查、予以了结四类方式处置线索",
    "初步核实2件，立案审查1件",
    "配合派驻机构做好初步核实工作",
    "初步核实的程序严格规范",
    "对实名举报查实的给予奖励",
    "2021年，机关纪委共收到实名举报3件，均已办结，比上年下降10%",
    "全年受理信访举报5件，其中实名举报2件、匿名举报3件",
    "谈话函询2件、初步核实1件、立案审查1件，予以了结2件",
    '收到实名举报{{ figure("实名举报件数") }}，均按时办结',
    "全年没有收到匿名举报",
    "实名举报率逐年上升",
    "畅通实名举报渠道，认真办理群众反映的问题",
    "鼓励实名举报，对反映问题属实的给予奖励",
    "对群众反映的问题线索初步核实2件",
    "未开展初步核实",
    "年内没有党员干部被立案审查",
    "班子成员没有被立案审查、采取留置的情况",
    "收到举报信3件、来访2批次",
    "配合初步核实3件次",
    "本年没有立案审查案件",
    "学习初步核实有关规定",
    "| 初步核实 | 件 | 2 |",
    "实名举报优先办理，匿名举报不查来源",
    "全年立案审查调查2件，给予党纪处分2人",
    "举报人信息严格保密，优先办理",
    "举报人的个人信息依法保护",
    "没有受理群众实名举报",
    "近期没有收到实名举报、没有不廉洁行为、",
    "对凡已立案审查的，暂停评优",
]


#: whom a case is about: a part of the bureau, a post, a surname, somebody without a name
WHOM = ["办公室", "张科长", "基建科", "副局长", "某干部"]
#: the ways to report, and sentences that tell of one report
WAYS = ["匿名举报", "实名举报", "署名反映", "匿名信", "举报信", "控告材料"]
REPORTED = [
    "收到{way}1件，反映{whom}收受回扣",
    "转来{way}一件，涉及{whom}",
    "收到关于{whom}的{way}2件",
    "根据{way}，{whom}存在围标问题",
    "办理{way}3件，其中1件为{whom}违规经商",
    "反映{whom}报销问题的{way}，按规定移交",
    "收到{way}1件，已办结，内容涉及{whom}",
]
#: the ways to deal with clues, and sentences that tell of one case
PROCEDURES = ["初步核实", "立案审查", "立案调查", "暂存待查", "予以了结"]
DEALT = [
    "对反映{whom}的问题{way}2件",
    "对{whom}的问题线索{way}1件",
    "{way}1件，为{whom}违规经商",
    "{way}2件，均涉及{whom}",
    "反映{whom}违规报销，{way}1件",
    "{way}1件；反映{whom}收受回扣",
    "{whom}存在围标问题，{way}1件",
    "配合对{whom}开展{way}工作",
]
TOLD_OF_SOMEBODY = [
    sentence.format(way=way, whom=whom)
    for sentences, ways in ((REPORTED, WAYS), (DEALT, PROCEDURES))
    for sentence, way, whom in product(sentences, ways, WHOM)
]


def test_a_number_and_a_rule_excuse_no_case_of_somebody() -> None:
    assert len(TOLD_OF_SOMEBODY) == 410
    assert [text for text in TOLD_OF_SOMEBODY if not [*clues(text)]] == []


@pytest.mark.parametrize(("text", "found"), CLUES.items())
def test_a_clue_is_seen(text: str, found: str) -> None:
    messages = [re.sub("（[^（）]*）；", "；", secret.message) for secret in clues(text)]
    assert f"“{found}”像是问题线索；{ADVICE}" in messages


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("收到实名举报，已转办。", "写的是收到的一件"),
        ("实名举报称采购有倾向。", "写了什么事"),
        ("匿名反映办公室公车私用的问题。", "写了什么事"),
        ("实名举报王科长。", "写了谁"),
        ("李某向上级实名举报。", "写了谁"),
        ("转来举报材料，要求核查。", "写的是收到的一件"),
        ("对反映评审不公的匿名举报信，分管领导作了批示。", "写了什么事"),
        ("排队问题系实名举报带出，已经办结。", "写了怎样处理"),
    ],
)
def test_a_report_is_a_clue_by_what_is_told_of_it(text: str, what: str) -> None:
    assert f"（{what}）；" in next(clues(text)).message


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_work_is_not_taken_for_a_clue(text: str) -> None:
    assert list(clues(text)) == []


def test_the_message_does_not_repeat_whom_it_is_about(bureau: Bureau) -> None:
    bureau.change("data/2021/整改台账.yml", "公函不全", "反映张某某同志公函不全的问题")
    (message,) = bureau.messages()
    assert message.startswith("data/2021/整改台账.yml:3:7  问题：") and ADVICE in message
    assert "张" not in message


def test_rules_and_questions_may_speak_of_clues(bureau: Bureau) -> None:
    bureau.change("data/制度/opinion.yml", "本意见适用于本局。", "线索内容和举报人不得录入。")
    bureau.change("data/制度/opinion.yml", "把监督放进办事的环节。", "登记举报人。")
    bureau.change("data/知识题库.yml", "甲在第三条", "被举报人另有规定")
    bureau.change("data/岗位职责.yml", "- 岗位: 局长\n", "- 岗位: 局长\n  对外接口: 接待举报人\n")
    assert bureau.messages() == []


@pytest.mark.parametrize(
    ("path", "old"),
    [
        ("data/2021/履责记录/01.yml", "到县里督导"),
        ("data/2021/履责记录/03.yml", "当时出差"),
        ("data/2021/廉政提醒.yml", "春节期间廉洁过节"),
        ("data/2021/风险点.yml", "会前送材料"),
        ("data/2021/专项整治.yml", "财经纪律检查"),
        ("data/2021/下年任务.yml", "完善公函制度"),
        ("data/2020/定格指标.yml", "2020年度报告"),
    ],
)
def test_every_yearly_ledger_is_read(bureau: Bureau, path: str, old: str) -> None:
    before = bureau.read(path).partition(old)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    (message,) = bureau.change(path, old, "被举报人说明情况").messages()
    assert message.startswith(f"{path}:{line}:{column}  ") and "“被举报人”" in message


@pytest.mark.parametrize(
    "comment",
    ["- 编号: n01  # 接待举报人一次", '- 编号: "n01"  # 接待举报人一次', "- 编号: [n01]\t# 接待举报人一次", "-   # 接待举报人一次", "# 接待举报人一次"],
)  # fmt: skip
def test_a_comment_behind_a_value_is_read(bureau: Bureau, comment: str) -> None:
    at = "data/2021/履责记录/03.yml"
    line = bureau.read(at).count("\n") + 1
    bureau.append(at, f"{comment}\n")
    (found,) = [each for each in bureau.messages() if "举报人" in each and ADVICE in each]
    assert found.startswith(f"{at}:{line}:{comment.index('举报人') + 1}  ")


def test_an_office_may_give_its_number_beside_the_report(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n办公电话：0839-3301746，传真：0839-3301747。\n")
    assert bureau.messages() == []
    bureau.append("docs/index.md", "\n王家0839-3301748，值班电话13812345678。\n")
    bureau.append("docs/report/01-学习.md", "\n办公电话：0839-3301746。\n")
    bureau.change("data/2021/履责记录/01.yml", "到县里督导", "值班电话0839-3301746")
    found = {(each.place.path, each.place.line): each.code for each in bureau.survey()[1]}
    assert set(found.values()) == {"secret.phone", "secret.person"}
    assert {path for path, _ in found} == {
        "docs/index.md",
        "docs/report/01-学习.md",
        "data/2021/履责记录/01.yml",
    }
