"""A mark that stands for what was to be filled in is told, whatever it is made of; no word is."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau

from ledger.language import placeholders
from ledger.prose.passages import passages

LEFT = """
    各科室自查问题⟦X⟧个，已改⟦XX⟧个。        占比⟦X.X⟧%，比上年高⟦x⟧个百分点。
    贯彻党的⟦XX⟧精神，⟦X⟧认真谋划。        由分管领导⟦XX⟧牵头，按照⟦X⟧“三张清单”推进。
    ⟦20XX年X月X⟧日，⟦X⟧届区委第⟦X⟧轮巡察。   对⟦202X⟧年度的安排，为“⟦X⟧五”开局。
    ⟦×⟧镇、⟦ｘｘ⟧乡、⟦Х⟧村都报来了材料。     同⟦NN⟧人谈话，印发⟦N⟧项制度，讨论⟦n+1⟧次。
    设科室⟦[X]⟧个，⟦(X)⟧人，⟦（ ）⟧处，⟦【】⟧项。  同比下降⟦[X]⟧%，完成率⟦（　）⟧%。
    ⟦〔…〕⟧街道，⟦〔*〕⟧%，⟦《……》⟧，⟦{X}⟧人。   ⟦[本地区/本系统]⟧开局良好，服务⟦[职能，如审批]⟧。
    ⟦（单位名称）⟧认真自查。               其余做法⟦（略）⟧，⟦（此处填写做法）⟧。
    ⟦（请结合实际填写）⟧，⟦（可自行增减）⟧。     主持人⟦【姓名】⟧，到会⟦{人数}⟧人。
    ⟦20**⟧年开局，对照⟦*⟧年要求。           ⟦*⟧局领导，⟦*届*⟧中全会，干部李⟦*⟧。
    查实⟦**⟧条，热线138⟦****⟧1234。         ⟦＊⟧站同⟦***⟧党委共建。
    ⟦张某⟧受了处分，⟦李某某⟧、⟦王某⟧也一样。   ⟦某⟧局和⟦某⟧国企，⟦某某⟧作风，⟦某年某⟧月。
    通报⟦A局⟧、⟦B县⟧和⟦C公司⟧的案例。        到⟦甲县⟧、⟦乙单位⟧、⟦丙公司⟧学习。
    学⟦A、B两县⟧和⟦甲乙两局⟧，⟦N⟧年来投入⟦x.x⟧万，⟦XX-XX⟧月，第⟦（几）⟧次。
    批评⟦张三⟧、⟦李四⟧两名同志。           ⟦△△⟧村，⟦○○⟧局，⟦□□⟧人，组长赵⟦○⟧。
    召开会议⟦——⟧次，发放材料⟦—⟧份。         受教育⟦……⟧人，一是⟦……⟧；二是⟦……⟧。
    召开会议⟦__⟧次，由⟦_⟧同志负责。          金额⟦＿＿⟧万元，⟦20__⟧年，⟦202_⟧年。
    召开会议⟦　　⟧次，由⟦   ⟧负责。           今⟦年 月 日⟧，〔2021⟦〕 号⟧，⟦第 次⟧。
    会议⟦先后次⟧研究，⟦启动个⟧项目。          面积⟦约平方米⟧，印发〔2021⟦〕号⟧。
    ⟦组长：副组长：成员：⟧
    《⟦--⟧分行工作要点》，市局⟦年⟧党建工作会议。  ⟦【本局做法】⟧。
    下一步，将⟦【一句打算即可】⟧，⟦【单位】⟧作⟦【上半年/全年】⟧总结。
    数据⟦待补⟧，方案⟦TODO⟧，⟦此处填写⟧。      具体做法：⟦略⟧。
"""
#: torn by blanks and by signs that nobody sees
TORN = [
    "召开 ⟦X⟧ 次",
    "⟦X\u200bX⟧局",
    "⟦某 某⟧局",
    "⟦20* *⟧年",
    "⟦张 某⟧",
    "⟦张\u2060某⟧",
    "⟦（ X ）⟧人",
    "⟦A 局⟧",
    "召开`⟦X⟧`次",
    "~~⟦X⟧~~次",
]
NONE = """
    N95口罩、X光机、T恤、U盾、A股、5G、B座、B超、K歌、C919、PM2.5。    甲级、乙方、甲流、三甲医院、甲醛、马甲、丁是丁。
    A类事项、AB岗、A岗、B角、附件A单位名单、IT公司、B2B企业、To B企业。  用iPhone X手机，开通App，装MkDocs 1.x版。
    “1+N”制度、党建+X、“N+1”模式、“1+2+N”体系。                   某些问题、某种程度、某个环节、某项工作、某一天。
    得分＝权重×系数，合格率=合格数÷总数×100%，3×4米。                7×24小时，5*8小时。
    县（市、区）、部门（单位）、党组（党委）、人（次）。               （试行）（附件1）（见附件）（含县级）（具体见附件）
    （根据《条例》第三条）（以下简称“市局”）〔2021〕5号。               [1]王强，见[文件](a.md)，SUM()函数。
    坚持不懈抓作风……                                         学习、调研……等形式，“严、实、……”的要求。
    一要——个人自学，二要——人民至上，三要——条例先行。               1—6月，2020—2021年，北京—上海。
    局  长，姓　名，联系人 电话，办 公 室。                        二〇二一年，二○二一年。
    待遇、等待、期待、对待、有待加强。                             组织人事、开展个别谈话、解决个性问题、召开次数。
    张三丰、李四光、三张三级证书。                              共和国、约束、先后次序、第一次、第二号。
    组长：局长；副组长：副局长；成员：各科科长。                       党的大事、年度工作、全年工作。
    HR部门、IT和VR企业、甲乙双方、N年级，（填报人）（自行车）（待岗人员）（补充协议）（请假条）。
    ●市局要闻。    ★个人事项。    （单价+运费） * 2。    次债务人、M字签证。                                        怎么办？部门联动。谁来管？个个都管。
    第二章  地名标志                                             出生年月日、姓名（单位名称）。
    【廉政一线】示例局开展警示教育        开设【廉政一线】专栏。
    得“×”的重做，打×的退回。                                 整改一个、销号一个。
"""  # fmt: skip


def sentences(listed: str) -> list[str]:
    return [each.strip() for each in re.split(r"\s{4,}|\n", listed) if each.strip()]


def marked(text: str) -> tuple[str, list[str]]:
    """Return a text without the brackets ⟦⟧, and what stood in them."""
    return re.sub("[⟦⟧]", "", text), re.findall("⟦([^⟧]*)⟧", text)


def told(text: str, *meant: str) -> list[str]:
    return [text[start:end] for start, end in placeholders.find(text, meant)]


@pytest.mark.parametrize("sentence", [*sentences(LEFT), *TORN])
def test_what_was_to_be_filled_in_is_told(sentence: str) -> None:
    text, marks = marked(sentence)
    assert told(text) == marks


@pytest.mark.parametrize("sentence", sentences(NONE))
def test_a_word_is_no_placeholder(sentence: str) -> None:
    assert told(sentence) == []


def test_a_fixed_term_means_its_marks() -> None:
    assert told("某集团军和A局去*ST公司，再到A局、X局", "某集团军", "A局", "*ST") == ["X"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("*局对照*年重点，学习*届*中全会精神。", 3),
        ("解决了**园区拆迁、**廊道建设的难题。", 2),
        ("20**年的总结和20**年的打算。", 2),
        ("李*和王*到会。", 2),
        ("共__。", 1),
        ("填好\\*局的表。", 1),
        ("**重点**工作，*一是，*抓学习，**注意：**内容，_着重_ ，**局党组**部署。", 0),
    ],
)
def test_emphasis_is_no_placeholder_but_its_marks_hide_none(text: str, left: int) -> None:
    (passage,) = passages(text, "docs/a.md", [])
    assert len([*placeholders.find(passage.text)]) == left


def test_one_place_is_told_once_wherever_it_stands(bureau: Bureau) -> None:
    """In prose with its measure word, in a title, a comment, a setting and a record."""
    bureau.write(
        "docs/index.md",
        "---\ntitle: X局\n---\n\n# 首页\n\n到会XX余人次，20**年。\n\n<!-- 某局 -->\n",
    )
    bureau.write("mkdocs.yml", "site_name: (  )局\nnav:\n  - 某局: index.md\n")
    bureau.change("data/2021/履责记录/01.yml", "事项: 到县里督导", "事项: 到B县督导")
    found = [str(issue.place) for issue in bureau.survey()[1] if issue.code == "placeholder.left"]
    assert found == [
        "data/2021/履责记录/01.yml:16:7", "docs/index.md:2:8", "docs/index.md:7:3", "docs/index.md:7:9",
        "docs/index.md:9:6", "mkdocs.yml:1:12", "mkdocs.yml:3:5",
    ]  # fmt: skip
    assert "quantity.typed" not in bureau.codes()


def test_what_is_meant_is_written_into_the_data(bureau: Bureau) -> None:
    """A fixed term, or an organ of the data, holds everywhere; a placeholder is no fixed term."""
    bureau.append("docs/index.md", "\n到甲村，再到*号楼的某部队。\n\n<!-- 甲村 -->\n")
    assert bureau.codes() == ["placeholder.left"] * 4
    assert "本来就这样写的，连前后的字写进 data/固定说法.yml" in bureau.messages()[0]
    bureau.append("data/固定说法.yml", '- 词: "*号楼"\n- 词: 某部队\n- 词: B厅\n')
    bureau.append("data/机构.yml", "- 编号: village\n  名称: 甲村小样局\n  类型: 县区科技局\n")
    assert bureau.messages() == []
    bureau.append("data/固定说法.yml", "- 词: XX局\n- 词: （略）\n- 词: 20**年\n")
    assert bureau.codes() == ["placeholder.term"] * 3


def test_a_person_appears_by_post() -> None:
    assert "请写岗位，不写姓名" in placeholders.message("王某某")
    assert "请写上实际内容" in placeholders.message("某局")
