"""Signs, numerals and Markdown that an official document cannot hold; and text that it can."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, SMALL, Bureau, sample
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import codes
from ledger.checks.style import typography
from ledger.checks.style.layout import BLOCKS, INLINE
from ledger.checks.style.rules import Rule
from ledger.checks.style.typography import ADVICE, SIGNS
from ledger.issues import Issue, Place
from ledger.prose import hidden
from ledger.records.declared import Declared
from ledger.remembered import Fixed

PATH, SECTION = "docs/report/a.md", "docs/report/01-学习.md"


CLAUSE = re.compile(r"（GB/T [^（）]*）\Z")


def found(text: str) -> list[tuple[int, int, str]]:
    """Return line, column and message, without the standard's clause, of every issue."""
    issues = typography.check(text, PATH)
    return [
        (issue.place.line, issue.place.column, CLAUSE.sub("", issue.message)) for issue in issues
    ]


def test_an_issue_names_the_file_the_line_and_the_column() -> None:
    (issue,) = typography.check("---\nhide: [toc]\n---\n\n甲\n乙丙,丁\n", PATH)
    assert issue == Issue(Place(PATH, 6, 3), "半角“,”要写成全角“，”（GB/T 15834，5.1）")


CLEAN = [
    "按照年初工作部署，现将有关情况报告如下。",
    "一是抓实学习。集中学习党的十九届六中全会精神，看齐意识有所增强。",
    "执行“1+4”制度，做到“一岗双责”，防止“四风”问题反弹。",
    "《中国共产党纪律处分条例》（以下简称《条例》）第37条规定如下。",
    "印发《关于学习贯彻〈中国共产党廉洁自律准则〉的通知》（示科党组〔2021〕3号）。",
    "会议于3月5日12:30召开，15:00结束。",
    "公务接待费3.5万元，比上年下降12.5%，占预算的8‰。",
    "模型按1∶2的比例制作，比分为3:1，地图比例为1:500。",
    "“十四五”时期（2021—2025年），1—3月和10月1日—7日。",
    "（一）强化组织领导；（二）压实责任；（三）抓好落实。",
    "推广PPP、EPC模式，使用Word 2016、e-office和Excel，覆盖率100%。",
    "邮箱office@example.gov.cn，网址https://example.org/a?b=1,2:3;4，电话0591-12345678。",
    "详见[网站](https://example.org/a(b)c?x=1,2)和[报告](../index.md \"题, 名\")。",
    "详见 <https://example.org/a,b> 。",
    "全年学习{{ figure(\"学习次数\") }}，同比{{ figure('甲') }}（含{{ unit(\"简称\") }}）。",
    "{{ year(\"-1\") }}—{{ year() }}年，{{ year(\"+1\") }}年3月，比上年{{ figure(\"甲\") }}。",
    "怎样落实？谁来落实？！真抓实干！！",
    "学习、谈话、督导……都有记录。",
    "…………",
    "廉洁——干部的底线——不能突破。",
    "秦岭-淮河一线，甲型-2号设备，9704-2012号标准。",
    "一月—三月，示例市—小样县公路，20世纪80年代。",
    "每次10～20人，提高3%～5%，1500～2000元。",
    "经费1,234,567元、1 234元，共2批12人次。",
    "10年完成，历时10年3个月，21年来首次，2021年3月，1998年12月31日。",
    "按GB/T 9704-2012、GB/T 15834-2011和T/CAS 2021-3执行。",
    "版本2.3.5、地址192.168.1.1、编号2021-123-4、v2021-3-4、2021-3-4b。",
    "**要点**：*落实*责任，“‘四风’”问题。",
    "Don't panic; it's \"fine\" (really), isn't it?",
    "他说：“整改到位。”会议结束。",
    "习惯用“一票否决”“三重一大”“三会一课”。",
    "违反第八条（一）、（三）项的规定，见附表（2）。",
    "2021十大法治人物，第14届全国运动会，近10年度的比较。",
    "孔旁有一、二、三个点，第三、四次。",
    "分获三、四名，八、九年级，一、二等奖，九十六、七岁。",
    "学习、谈话……等待回复，公开、等额选举。",
    "团结—批评—团结，编号15834-2，三室3-2-11室，电话0591-8783000。",
    "“要抓住‘关键少数’”，don’t panic。",
    "《〈条例〉释义》和《关于学习〈准则〉、〈条例〉的通知》（试行）",
    "增长3%—5%，9亿～16亿元，12500～20000元，二〇二一年，一百零八人。",
    "十一届全国人大一次会议，党的十九届六中全会，“一二·九”，十二·十。",
    "整改已经完成。（责任科室：办公室）",
    "整改已经完成。已经销号。\u3000\u3000（责任科室：办公室）",
    "他说：“学习要深入。整改要彻底。”",
    "列·托尔斯泰，“一二·九”运动，“五四”精神。",
    "第三，10月05号楼验收合格，共20项。",
    "“落实‘双创’21年来的成果”。",
    "甲类3项，乙类4项；1.5米，2.0版。",
    "- 第一项，有内容",
    "1. 第一项，有内容",
    "1) 第一项，有内容",
    "- 第一项\n    续行，不是代码\n\n    仍在这一项里",
    "- 第一项\n\n    - 下一层\n\n    仍在这一项里\n\n正文",
    "| 事项 | 次数 |\n|:---|---:|\n| 学习 | 3 |",
    "### 学习\n\n#### 2021年的学习\n\n##### 一体推进\n\n## 3.5万元的去向",
    "### 标题 { #title .class data-a=\"甲, 乙\" }",
    "### 《条例》（试行）",
    "网址<https://a.cn/>，邮箱<a@b.cn>",
    "甲&nbsp;乙&#46;丙",
    "甲。\n\n<!-- 说明 -->在前。",
    "<!-- 说明, 不显示 -->",
    "[甲]: https://example.org/甲,乙",
    "---\ntitle: 甲,乙\nhide: [甲, 乙]\n---\n正文。",
    "{{\n  figure(\"甲\")\n}}，乙。",
    "末行，行末两个空格  \n下一行。",
    "",
    "\n\n",
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_what_an_official_document_may_hold_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_clean_texts_are_many() -> None:
    assert len(set(CLEAN)) >= 40


@pytest.mark.parametrize("root", [ROOT, SMALL])
def test_the_reports_are_left_alone(root: Path) -> None:
    files = sorted((root / "docs/report").glob("*.md"))
    assert files
    for file in files:
        assert found(file.read_text(encoding="utf-8")) == [], file.name


def full(half: str) -> str:
    return f"半角“{half}”要写成全角“{chr(ord(half) + 0xFEE0)}”"


def half(wide: str, narrow: str) -> str:
    return f"全角“{wide}”要写成半角“{narrow}”"


BRACKETS = "半角括号“()”要写成全角“（）”"
DOUBLE = '直引号“"”要写成弯引号，前面写“，后面写”'
SINGLE = "直引号“'”要写成弯引号，前面写‘，后面写’"
STOP = "半角“.”要写成全角“。”"
INDENTED = "行首空四格会变成代码；请删去行首的空格，段首缩进由版式加"
RULED = "公文正文里没有分隔线；请删去这一行"
UNDERLINED = "标题不在下一行画线；请写成以“## ”到“##### ”开头的一行"
TOP = "正文的标题从“## ”写起；公文的标题写在 report.yml 里"
DEEP = "公文最多四层标题，写“## ”到“##### ”"
FENCED = "公文正文里没有代码块；请删去这个记号，写成普通段落"
QUOTED = "公文正文里没有引用块；请删去“>”，引文用引号"
PICTURE = "公文正文里不放图片；请改用文字或表格"
NOTE = "公文正文里没有脚注；请用括号写在句中"
BLANK = "行首的空格由版式加；请删去"
SINGLE_DASH = "破折号“—”要写成两个字长的“——”；表示起止的写“至”"
RANGE = "数值范围的“~”要写成“～”"


def html(tag: str) -> str:
    return f"正文里不写 HTML“{tag}”；标题、段落和表格用 Markdown 写"


def ellipsis(sign: str) -> str:
    return f"省略号“{sign}”要写成“……”"


def dash(sign: str) -> str:
    return f"破折号“{sign}”要写成“——”"


def twice(signs: str) -> str:
    return f"标点“{signs}”连用；请只留一个"


def zeros(day: str, mended: str) -> str:
    return f"“{day}”的月、日前面不补 0；请写成“{mended}”"


def year(short: str, whole: int) -> str:
    return f"年份“{short}”要写全四位；例如“{whole}年”"


def day(typed: str, mended: str) -> str:
    return f"日期“{typed}”要写成“{mended}”"


def comma(number: str, mended: str) -> str:
    return f"数里面不用全角逗号：“{number}”要写成“{mended}”；两个数并列用“、”"


def ended(sign: str) -> str:
    return f"标题末尾不加标点；请删去“{sign}”"


def numbered(number: str) -> str:
    return f"标题的编号“{number}”由构建加；请删去"


class Slip(NamedTuple):
    """What offices type, how it is typed rightly, and the code of the finding; empty for none."""

    wrong: str
    right: str
    code: str


def _slips() -> list[Slip]:
    lines = (ROOT / "tests/typography.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.replace("\\n", "\n").split("\t") for line in lines]
    return [Slip(wrong, right, code.strip("-")) for wrong, right, code in cells]


SLIPS = _slips()
#: terms of the small list that the slips are made of
TERMS = ["八项规定", "三会一课", "一岗双责"]


def heard(text: str, path: str = PATH) -> list[Issue]:
    """Return all errors and remarks on a text."""
    texts = {path: text}
    return [
        *typography.of_report(texts, Declared(Fixed(TERMS), Fixed())),
        *typography.remarks(texts),
    ]


@pytest.mark.parametrize("slip", [each for each in SLIPS if each.code], ids=lambda each: each.wrong)
def test_a_usual_slip_is_told_with_its_clause_and_its_right_form(slip: Slip) -> None:
    found = [issue for issue in heard(slip.wrong) if issue.code == slip.code]
    assert found, [str(issue) for issue in heard(slip.wrong)]
    for issue in found:
        clause = codes.clause(slip.code)
        assert issue.message.endswith(f"（{clause}）" if clause else issue.message)
        assert re.search("写|删去|补上|缺少|只|不加|不再|另起|应当是|前面要|通常", issue.message)
        assert clause or slip.code.startswith("remark.") or slip.code == "typography.indent"


@pytest.mark.parametrize("slip", SLIPS, ids=lambda each: each.right)
def test_what_is_right_is_not_told(slip: Slip) -> None:
    assert heard(slip.right) == []


def test_a_term_that_is_an_amount_in_digits_is_not_asked_for() -> None:
    terms = Declared(Fixed(["十分", "二十世纪", "八小时外"]), Fixed())
    told = typography.of_report({PATH: "等候超过10分钟，20世纪的旧账，8小时外也管。"}, terms)
    assert [issue.message.partition("里")[0] for issue in told] == ["“8小时外”"]


def test_most_usual_slips_are_told() -> None:
    assert len(SLIPS) >= 138 and len({slip.wrong for slip in SLIPS}) == len(SLIPS)
    assert sum(bool(slip.code) for slip in SLIPS) >= 0.8 * len(SLIPS)


def proposed(slip: Slip) -> tuple[str, str] | None:
    """Return what the message on a slip would have written otherwise, and how."""
    for issue in heard(slip.wrong):
        words = re.search("“([^“”]+)”要写成“([^“”]+)”", issue.message)
        if words and issue.code == slip.code and words[1] in slip.wrong:
            return words[1], words[2]
    return None


def test_what_a_message_proposes_mends_the_slip() -> None:
    found = [(slip, words) for slip in SLIPS if slip.code and (words := proposed(slip))]
    assert len(found) >= 45
    for slip, words in found:
        mended = slip.wrong.replace(*words, 1)
        left = [each for each in heard(mended) if each.code == slip.code]
        assert len(left) < sum(each.code == slip.code for each in heard(slip.wrong)), slip


WRONG: list[tuple[str, list[tuple[int, int, str]]]] = [
    ("甲`1,2`乙", [(1, 2, "公文正文里没有代码；请删去“`”，写成普通文字")]),
    ("甲``1,2``乙", [(1, 2, "公文正文里没有代码；请删去“`”，写成普通文字")]),
    ("甲`1\n2`乙", [(line, 2, "公文正文里没有代码；请删去“`”，写成普通文字") for line in (1, 2)]),
    ("1. # 甲", [(1, 4, "列表里不写标题；请把标题单独写成一行，例如“#### 标题”")]),
    ("甲,乙", [(1, 2, full(","))]),
    ("甲,PPP", [(1, 2, full(","))]),
    ("PPP,甲", [(1, 4, full(","))]),
    ("PPP, 甲", [(1, 4, full(","))]),
    ("**甲**,PPP", [(1, 6, full(","))]),
    ("“甲”;《乙》:（丙）?", [(1, 4, full(";")), (1, 8, full(":")), (1, 12, full("?"))]),
    ("好!\n好!", [(1, 2, full("!")), (2, 2, full("!"))]),
    ("[甲](a.md),[乙](b.md)", [(1, 10, full(","))]),
    ('{{ figure("甲") }},{{ figure("乙") }}', [(1, 18, full(","))]),
    ('{{\nfigure("甲")\n}},乙', [(3, 3, full(","))]),
    ("甲。\n\n时间:12:30", [(3, 3, full(":"))]),
    ("甲.", [(1, 2, STOP)]),
    ("“甲.”乙. 丙", [(1, 3, STOP), (1, 6, STOP)]),
    ("甲(乙)", [(1, 2, BRACKETS)]),
    ("(一)甲，", [(1, 1, BRACKETS)]),
    ("PPP(甲)", [(1, 4, BRACKETS)]),
    ("(PPP)甲", [(1, 1, BRACKETS)]),
    ("甲（乙)丙", [(1, 4, BRACKETS)]),
    ("甲(乙(丙)丁)", [(1, 2, BRACKETS), (1, 4, BRACKETS), (1, 8, BRACKETS)]),
    ('({{ figure("甲") }})', [(1, 1, BRACKETS)]),
    ('"甲"', [(1, 1, DOUBLE)]),
    ('学"PPP"法', [(1, 2, DOUBLE)]),
    ('甲"乙', [(1, 2, DOUBLE)]),
    ('"甲"和"乙"', [(1, 1, DOUBLE), (1, 5, DOUBLE)]),
    ("'甲'", [(1, 1, SINGLE)]),
    ("don't甲'乙'", [(1, 7, SINGLE)]),
    ("甲...", [(1, 2, ellipsis("..."))]),
    ("甲。。。乙", [(1, 2, ellipsis("。。。"))]),
    ("甲…乙", [(1, 2, ellipsis("…"))]),
    ("甲………乙", [(1, 2, ellipsis("………"))]),
    ("甲--乙", [(1, 2, dash("--"))]),
    ("甲 -- 乙", [(1, 3, dash("--"))]),
    ("甲–乙", [(1, 2, dash("–"))]),
    ("甲———乙", [(1, 2, dash("———"))]),
    ("甲—乙", [(1, 2, SINGLE_DASH)]),
    ("10~20人", [(1, 3, RANGE)]),
    ("3%~5%", [(1, 3, RANGE)]),
    ("3人~5人", [(1, 3, RANGE)]),
    ("甲，，乙", [(1, 2, twice("，，"))]),
    ("甲，。乙。。丙、，丁；。", [(1, 2, twice("，。")), (1, 5, twice("。。")), (1, 8, twice("、，")),
                       (1, 11, twice("；。"))]),
    ("甲！。乙", [(1, 2, twice("！。"))]),
    ("１２３次", [(1, 1, half("１２３", "123"))]),
    ("占８．５％。", [(1, 2, half("８．５％", "8.5%"))]),
    ("占8.5％。", [(1, 5, half("％", "%"))]),
    ("ＰＰＰ和Ａ", [(1, 1, half("ＰＰＰ", "PPP")), (1, 5, half("Ａ", "A"))]),
    ("“１＋４”", [(1, 2, half("１＋４", "1+4"))]),
    ("1，234元", [(1, 1, comma("1，234", "1234"))]),
    ("共12，345，678元", [(1, 2, comma("12，345，678", "12345678"))]),
    ("2021年03月05日", [(1, 1, zeros("2021年03月05日", "2021年3月5日"))]),
    ("于2021年3月05日", [(1, 2, zeros("2021年3月05日", "2021年3月5日"))]),
    ("2021年03月", [(1, 1, zeros("2021年03月", "2021年3月"))]),
    ("3月05日、05日", [(1, 1, zeros("3月05日", "3月5日")), (1, 7, zeros("05日", "5日"))]),
    ("{{ year() }}年03月", [(1, 14, zeros("03月", "3月"))]),
    ("21年3月", [(1, 1, year("21年", 2021))]),
    ("于98年12月", [(1, 2, year("98年", 1998))]),
    ("于’21年", [(1, 2, year("’21年", 2021))]),
    ("于'21年", [(1, 2, year("'21年", 2021))]),
    ("2021.3.5", [(1, 1, day("2021.3.5", "2021年3月5日"))]),
    ("于2021-03-05，", [(1, 2, day("2021-03-05", "2021年3月5日"))]),
    ("2021/12/31和1998.1.2", [(1, 1, day("2021/12/31", "2021年12月31日")),
                              (1, 12, day("1998.1.2", "1998年1月2日"))]),
    ("甲![乙](a.png)", [(1, 2, PICTURE)]),
    ("甲[^1]\n\n[^1]: 乙", [(1, 2, NOTE), (3, 1, NOTE)]),
    ("> 甲", [(1, 1, QUOTED)]),
    ("- 甲\n  > 乙", [(2, 1, QUOTED)]),
    ("```\n甲,乙\n```\n甲,乙", [(1, 1, FENCED), (4, 2, full(","))]),
    ("~~~ yaml\n甲,乙\n```\n甲,乙\n~~~", [(1, 1, FENCED)]),
    ("    甲", [(1, 1, INDENTED)]),
    ("甲\n\n\t乙", [(3, 1, INDENTED)]),
    ("- 甲\n\n乙\n\n    丙", [(5, 1, INDENTED)]),
    ("* 甲", [(1, 1, "公文正文里不用“*”；列表的一项以“- ”开头")]),
    (" ● 甲", [(1, 2, "“●”是粘贴来的列表符号；列表的一项以“- ”开头，一项一行")]),
    ("② 甲", [(1, 1, "“②”是粘贴来的列表编号；列表的一项以“2. ”开头，一项一行")]),
    ("　　甲", [(1, 1, BLANK)]),
    ("甲\n\n---", [(3, 1, RULED)]),
    ("***", [(1, 1, RULED)]),
    ("- - -", [(1, 1, RULED)]),
    ("甲\n===", [(2, 1, UNDERLINED)]),
    ("甲\n---", [(2, 1, UNDERLINED)]),
    ("# 甲", [(1, 1, TOP)]),
    ("#甲", [(1, 1, TOP)]),
    ("###### 甲", [(1, 1, DEEP)]),
    ("###甲", [(1, 1, "“###”和标题之间要空一格")]),
    ("### 甲。", [(1, 6, ended("。"))]),
    ("### 甲： { #a }", [(1, 6, ended("："))]),
    ("### **甲；** ##", [(1, 8, ended("；"))]),
    ("## 一、甲", [(1, 4, numbered("一、"))]),
    ("### （十二）甲", [(1, 5, numbered("（十二）"))]),
    ("#### 1. 甲", [(1, 6, numbered("1."))]),
    ('<div class="甲,乙">甲</div>', [(1, 1, html("<div"))]),
    ("甲<IMG src=a>乙", [(1, 2, html("<IMG"))]),
    ("<table><tr>甲</tr></table>", [(1, 1, html("<table")), (1, 8, html("<tr"))]),
    ("甲<br>乙<span title=\"丙, 丁\">戊</span>", [(1, 2, html("<br")), (1, 7, html("<span"))]),
    ("<script>甲(乙)</script>", [(1, 1, html("<script")), (1, 10, BRACKETS)]),
    ("<style>", [(1, 1, html("<style"))]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WRONG, ids=[text for text, _ in WRONG])
def test_what_it_may_not_hold_is_found_where_it_stands(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert sorted(found(text)) == expected


@pytest.mark.parametrize(
    "rule", [*SIGNS, *INLINE, *BLOCKS, *ADVICE], ids=lambda rule: rule.pattern.pattern
)
def test_every_rule_is_broken_here(rule: Rule) -> None:
    texts = [*(text for text, _ in WRONG), *(slip.wrong for slip in SLIPS)]
    assert any(list(rule.look(line)) for text in texts for line in text.split("\n"))


MENDED = re.compile(r"“([^“”]+)”要写成(?:全角|半角)?“([^“”]+)”(?:$|；两)")


@pytest.mark.parametrize("text", [text for text, _ in WRONG if "括号" not in str(_)])
def test_what_is_proposed_is_right(text: str) -> None:
    for _, _, message in found(text):
        if match := MENDED.search(message):
            assert found(f"甲{match[2]}乙") == [], message


def test_a_sign_is_found_in_a_line_that_is_wrong_otherwise(bureau: Bureau) -> None:
    bureau.append(SECTION, '\n甲,{{ figur("学习次数") }}\n\n甲,{{ figure("学习次数") }}\n')
    messages = bureau.messages()
    assert [message.partition("  ")[0] for message in messages] == [
        f"{SECTION}:9:2",
        f"{SECTION}:9:3",
        f"{SECTION}:11:2",
    ]


def test_only_the_report_is_an_official_document(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n> 甲,乙\n\n    代码\n")
    assert bureau.messages() == []
    bureau.change("docs/report/index.md", "{{ report_foot() }}", "甲,乙\n\n{{ report_foot() }}")
    assert bureau.codes() == ["typography.half"]


def test_a_missing_attachment_is_said_once(bureau: Bureau) -> None:
    bureau.append("data/2021/report.yml", "附件: {名称: 清单, 文件: 没有.md}\n")
    (message,) = bureau.messages()
    assert message.startswith("data/2021/report.yml:14:") and "没有.md" in message
    bureau.append("docs/report/index.md", '\n{{ section("也没有.md") }}\n')
    assert len(bureau.messages()) == 2


HEADINGS = [
    ("一、加强组织领导", "## 加强组织领导", False),
    ("二、 主要做法", "## 主要做法", False),
    ("一、{{ year() }}年工作情况", "## {{ year() }}年工作情况", False),
    ("二、2021年工作安排", "## 2021年工作安排", False),
    ("一.加强组织领导", "## 加强组织领导", False),
    ("二、三个方面的做法", "## 三个方面的做法", False),
    ("**一、加强组织领导**", "## 加强组织领导", False),
    ("（一）压实责任。局党组逐条剖析。", "### 压实责任", True),
    ("（十二）存在的问题：", "### 存在的问题", False),
    ("（一）、压实责任", "### 压实责任", False),
    ("㈠压实责任", "### 压实责任", False),
    ("1、学习教育。组织学习。", "#### 学习教育", True),
    ("1.学习教育。组织学习。", "#### 学习教育", True),
    ("１、学习教育", "#### 学习教育", False),
    ("(2)强化监督。", "##### 强化监督", False),
    ("⑵强化监督", "##### 强化监督", False),
    ("2）强化监督", "##### 强化监督", False),
    ("第一部分 主要工作", "## 主要工作", False),
    ("第二部分：存在问题", "## 存在问题", False),
    ("第一章 总则", "## 总则", False),
    ("第二节　学习教育", "### 学习教育", False),
]


@pytest.mark.parametrize(("line", "right", "behind"), HEADINGS, ids=[each[0] for each in HEADINGS])
def test_a_pasted_heading_is_offered_as_one(line: str, right: str, behind: bool) -> None:
    found = [each for each in heard(f"文。\n\n{line}\n\n文。") if each.code == "typography.pasted"]
    assert [each.place.line for each in found] == [3]
    assert {issue.code for issue in typography.check(line, PATH)} == {"typography.pasted"}
    assert f"写成“{right}”" in found[0].message and ("另起一段" in found[0].message) == behind


ITEMS = {
    "①加强学习": "1. ", "②压实责任。": "2. ", "❸ 强化监督": "3. ", "A.加强学习": "1. ", "B、压实责任": "2. ", "· 加强学习": "- ", "●加强学习，提高认识。": "- ",
    "■ 加强学习": "- ", "◆ “一岗双责”落实到位。": "- ", "➢ 加强学习": "- ", "l 加强学习": "- ", "Ø\t加强学习": "- ", "▪ 《准则》": "- ",
}  # fmt: skip


@pytest.mark.parametrize(("line", "mark"), ITEMS.items())
def test_a_pasted_item_is_offered_as_one(line: str, mark: str) -> None:
    (found,) = [each for each in heard(line) if each.code == "typography.bullet"]
    assert f"以“{mark}”开头" in found.message


@pytest.mark.parametrize(
    "text",
    ["①加强学习；②压实责任。", "对照①号清单整改。", "A、B类的风险点分开管理。", "APP由信息中心维护。", "A股公司不在检查范围。", "首先，加强学习。", "第一，加强学习；第二，压实责任。"],
)  # fmt: skip
def test_a_sign_in_a_sentence_is_no_item(text: str) -> None:
    assert heard(text) == []


NO_HEADINGS = [
    "第一部分是主要工作。",
    "第一部分、第二部分同步推进。",
    "第一章规定了适用范围。",
    "第一节课由书记主讲。",
    "一是加强学习，二是强化监督。",
    "一、二、三产业共同发展，没有发现问题。",
    "一、二级单位都已整改。",
    "1.5万元已经支付。",
    "1、2号楼已经验收。",
    "2021年召开会议。",
    "1. 学习教育\n2. 强化监督",
    "- 学习教育",
    "（一）局党组每季度召开会议，研究整改方案和下一步的工作安排。",
    "（一）建立台账；",
    "（一）由办公室负责。\n\n（二）由机关纪委督促。\n\n（三）由各科室落实。",
    "（1）办公室\n\n（2）机关纪委\n\n（3）人事科",
    "1.完善制度。2.严格执行。",
    "（以下简称《条例》）",
    "## 学习教育",
    "| 序号 | 事项 |\n|---|---|\n| （一） | 学习 |",
]


@pytest.mark.parametrize("text", NO_HEADINGS)
def test_a_list_or_a_sentence_is_no_heading(text: str) -> None:
    assert [each for each in heard(text) if each.code == "typography.pasted"] == []


def test_a_slip_hides_no_other_finding_in_its_line(bureau: Bureau) -> None:
    bureau.append(SECTION, "\n按照示办发[2021]03号，谈话3-5次，，做到“一岗双责。\n")
    line = bureau.read(SECTION).splitlines()[8]
    found = {line[issue.place.column - 1]: issue.code for issue in bureau.survey()[1]}
    assert found["["] == "typography.document" and found["-"] == "typography.range"
    assert found["，"] == "typography.repeated" and found["“"] == "typography.pair"
    assert found["3"] == "quantity.typed"
    bureau.append(SECTION, "\n二○一九年召开了会议。\n")
    assert {issue.code for issue in bureau.survey()[1] if issue.place.line == 11} == {
        "typography.year_zero",
        "chronology.year",
    }


def test_a_line_of_text_before_a_pasted_heading_ends_with_its_own_stop() -> None:
    text = "会议召开两次。整改已经完成。\n（一）存在问题\n\n学习不够深入。原因已经找到。"
    assert {issue.code for issue in heard(text)} == {"typography.pasted"}


def test_a_list_below_a_pasted_heading_is_numbered_anew() -> None:
    text = "（一）学习\n\n1. 集中学习\n2. 个人自学\n\n文。\n（二）谈话\n1. 提醒谈话\n2. 任前谈话"
    assert [issue.code for issue in heard(text)] == ["typography.pasted"] * 2


def test_a_quotation_may_go_on_in_the_next_paragraph() -> None:
    assert heard("“要加强学习。\n\n“要强化监督。”") == []


def test_other_pages_are_only_remarked_on(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n学习《准则，，落实<<条例>>。\n\n> 引用\n")
    assert bureau.messages() == []
    found = [each for each in bureau.remarks() if each.code == "remark.signs"]
    assert len(found) == 3 and all("（GB/T " in each.message for each in found)


signs = st.text(
    "甲一，。、；：！？…—（）()“”\"'‘’,.;:!?~-_*#>|`[]{}<>&=+1０2Ａ％a年月日 \t\n", max_size=60
)


def test_a_rule_of_two_shapes_names_the_sign_that_it_found() -> None:
    assert any("外面的“，”" in message for _, _, message in found("甲说：“好。”，乙"))


@pytest.mark.slow
@given(signs | st.text(st.characters(exclude_categories=["Cs"])))
@settings(max_examples=500, deadline=None)
def test_any_text_is_looked_through(text: str) -> None:
    lines = text.split("\n")
    for issue in typography.check(text, PATH):
        assert 1 <= issue.place.column <= len(lines[issue.place.line - 1])
        assert issue.message and "\n" not in issue.message


@given(signs)
@settings(max_examples=300, deadline=None)
def test_what_is_hidden_takes_the_same_room(text: str) -> None:
    for each in (hidden.bare(text), hidden.shown(text), hidden.signs(text)):
        assert list(map(len, each.split("\n"))) == list(map(len, text.split("\n")))


LONG = ["{{", "(", '"', "'", "甲(", '甲"', "](", "甲 ", "，", "…", "`", "<!--", "<a", "[^", "１．", "0月",
        "1，234", "~", "-", "{", "#", "*", "_ ", "甲'", "'甲", "    ", "（", "“", "《", "”", "1、", "3-", "&a", "##### 甲，", "[x](", "！"]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("unit", "first"), sample(product(LONG, ["", '"', "(", "甲", "## "]), 13))
def test_a_long_line_takes_no_longer_than_its_length(unit: str, first: str) -> None:
    """A quadratic pattern would not end within the patience of whoever runs the tests."""
    assert list(typography.check(first + unit * 20_000 + "x", PATH)) is not None


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("|甲|乙|\n|---|---|", 2),
        ("甲 | 乙 | 丙\n:-- | --: | :-:", 3),
        ("  | 甲 |\n  | - |", 1),
        ("|" + "甲|" * 8 + "\n|" + "---|" * 8, 8),
    ],
)
def test_a_tables_columns_are_counted(table: str, columns: int) -> None:
    assert list(typography.tables(f"文\n\n{table}\n{table.split(maxsplit=1)[0]}")) == [(3, columns)]


@pytest.mark.parametrize(
    "text", ["|---|---|", "甲\n\n|---|---|", "甲\n---", "甲|乙\n丙|丁", "甲 - 乙 | 丙\n"]
)
def test_what_is_no_table_has_no_columns(text: str) -> None:
    assert list(typography.tables(text)) == []
