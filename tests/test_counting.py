"""What counts nothing is left alone; what looks alike and counts is found."""

from __future__ import annotations

import pytest
from audit_corpus.ordinary import ORDINARY
from conftest import Bureau

from ledger.language.quantities import Tells, quantities, states_number

#: of each kind: text that counts nothing, text that looks alike, the quantities of the latter
PAIRS = [
    # congresses and plenaries, also those to come, with any neighbour
    ("学习二十大及历次全会精神，贯彻党的十二大以来的部署，迎接三十五大。", "梳理十二大类问题，推进二十大任务。", ["十二大类", "二十"]),
    ("第三十五次全国代表大会召开后，学习三十五大报告。", "全年召开代表大会三十五次。", ["三十五次"]),
    ("落实三十届二中、三中、四中全会和市纪委四次、五次全会要求。", "先后召开三次全会，学习四次、五次。", ["三次", "四次", "五次"]),
    # spans that frame; how long something took
    ("近三年、过去一年、三年来、十年间，实施三年行动和五年规划。", "耗时近三年，审批缩短三天。", ["三年", "三天"]),
    ("收到投诉后5个工作日内答复。", "办结时间缩短至5个工作日，压缩到3天内。", ["5个", "3天"]),
    # ranks and grades; what rises by grades
    ("二级巡视员、一级主任科员、三级甲等医院、四级书记抓、二级教授。", "评价提高两级，晋升三级。", ["两级", "三级"]),
    # dates and their parts, anniversaries
    ("1—6月份、1、2月和7至12月，3月5日、6日至8日，前三季度，庆祝建局94周年。", "1、2人，3至5次，3月5日2次，共94周。", ["1", "2人", "3", "5次", "2次", "94周"]),
    ("2018、2019年，2018—2020年，上午9时30分。", "接访2018人次，用时9分。", ["2018人次", "9分"]),
    # titles and numbers of documents
    ("印发《改进作风十条措施》和《2021年50项任务》（示发〔2021〕3号、[2021]5号）。", "印发《措施》十条、《12次》和《学习12次》。", ["十条", "12次", "12次"]),
    # one by one; what is told as a result
    ("完成一项、销号一项，发现一起、查处一起，整改一个验收一个。", "全年发现一起、查处一起，召开一次、培训一次。", ["一起", "一起", "一次", "一次"]),
    ("大家一起学，干部职工一起干。", "查处一起。通报了一起，一起案件，查处十一起。", ["一起", "一起", "一起", "十一起"]),
    # idioms and slogans
    ("一对一、一岗一策、一人一档，半年一督导，一分部署、九分落实。", "一人次，一分钟，历时半年，办结一次。", ["一人次", "一分钟", "半年", "一次"]),
    ("做到六个坚持、三个务必、四个突出，“三个表率”“三大支撑八项重点”，六个一活动。", "六个支部，四个突出问题，三个规范性文件，三个一线岗位，“三次”“开展三次学习”，3个坚持学习的人。", ["六个", "四个", "三个", "三个", "三次", "三次", "3个"]),
    ("对违纪零容忍，服务零距离，监督零死角。", "全年零投诉、“零事故”。", ["零投诉", "零事故"]),
    ("省委九项规定和市委十条禁令。", "制定九项规定，出台了十条禁令。", ["九项", "十条"]),
    # an article, all, some; one
    ("作为一项重大任务，做一名合格党员，打好一场硬仗，一次次学，不漏一户，一个都不能少，打造一批品牌。", "新增一名党员，上了一堂党课，漏报一户，十一批干部。", ["一名", "一堂", "一户", "十一批"]),
    ("下一步，上一年、前一阶段、下一个月都这样，这是最后一次谈话。", "现场讲授一次党课，会上一人发言，最后办结一件。", ["一次", "一人", "一件"]),
    ("获得全市前三名，取得前5名，十四五期间，五一节前，三条例行。", "举办三期培训，上课三节，印发三条，三名同志。", ["三期", "三节", "三条", "三名"]),
    ("五一节前，十一期间，两节期间，9月10日15时30分召开，9点30分至11点30分，周一例会。", "全年十一次，用时9分30秒，五一次。", ["十一次", "9分", "30秒", "五一次"]),
    ("执行《公文格式》（GB/T 9704—2012）。", "共9704人。", ["9704人"]),
    ("先学一步、学深一层，查处一案、警示一片、治理一域。", "查处一案，召开会议一次、举办讲座一场。", ["一案", "一次", "一场"]),
    ("这是一次质量较高的组织生活，接受了一次深刻的思想洗礼，奉献了一份以廉洁为题的精神大餐。", "开展了一次全面检查，通过了一份方案。违章仅一起。", ["一次", "一份", "一起"]),
    ("中水六局和中材二局承办，打造“两个三年、两个十年”，看登陆处旧址，09办事处办理。", "督导六局三科，登记陆处，办理09人。", ["六局", "三科", "陆处", "09人"]),
    # labels
    ("12380举报平台、“321”工作法、321工作法、“1+4”制度、1号楼503室、24小时值班、电话0755-12345678。", "“321”次，“12”余名，1+4次，503名，12号人，321项工程，培训24小时。", ["321", "12", "1", "4次", "503名", "12号人", "321项", "24小时"]),
    ("区委一、二、三轮巡察，第一、二批，巡察二组，监督检查五室，二期工程。", "共三、五次，查一、二人，分成二组，举办二期。", ["五次", "二人", "二组", "二期"]),
    ("上河二村、李家三村、王庄村。", "涉及三村、五镇，走访二村、四村。", ["三村", "五镇", "二村", "四村"]),
    ("位列前三名，35岁以下的干部。", "会前三名同志发言，35人。", ["三名", "35人"]),
    ("1.加强学习。\n1.1政策背景\n2、强化监督", "学习次数：12、培训（次数：9），1.5万元。", ["12", "9", "1.5万元"]),
    # a label, a bracket, a clock or a long number, and a measure at once after it
    ("见图30，编号30，附件3人员名单；（一）次要问题。（1）个人事项；（二）名木古树；G20场馆。", "（三）次，先后学习 （9）名，参学图30次，编号30次，（30）人，（三）次，v30次，p300人次，ab 30次。", ["（三）次", "9", "30次", "30次", "30", "（三）次", "30次", "300人次", "30次"]),
    ("上午9:30人员到齐，“1+4”制度，“12·5”专案。", "30：40，30：40人，“30+40”次，“30.5”次，“12·5”次。", ["30", "40", "30", "40人", "30", "40", "30.5", "12·5"]),
    ("电话12345678、87654321，项目编号：20210305001，400-8001234，12345678号。", "清退资金 12345678，金额：1234567，电话回访12345678次。", ["12345678", "1234567", "12345678次"]),
    ("5G基站、4K视频、5W1H、A4纸、一网通办2.0、7×24小时、3·8节。", "RMB 3000，花费300W，3.5w元，30k，30km，300p人次，得分为2.0。", ["3000", "300", "3.5", "30", "30", "300", "2.0"]),
    ("要求 1.学习 2.培训 3、检查；见表3，注2，“三十个严禁”“百人计划”，12345投诉。", "学习 30、培训 20、党代表 30，关注30，“三十人参加”“三百个支部”，受理23456投诉。", ["30", "20", "30", "30", "三十人", "三百个", "23456"]),
    ("其三、第（三）项，二十届全会，第×条。", "其三十次，十二届次，“三”次。", ["三十次", "十二届次", "“三”次"]),
    ("6月2至3日，市纪委8日在网站上通报；学习8.6讲话，2019级本科3班，21世纪人才。", "6月查3件，培训8日，举办3班次，2019人。", ["3件", "8日", "3班次", "2019人"]),
    ("赴五台山考察，督查二科副科长主持，水厂工程二期的管网，省九次党代会，对后二名约谈。", "新建三座山，调研二科，培训二期，召开九次党代会。", ["三座", "二科", "二期", "九次"]),
    ("是一篇有思想、有分量的报告，作了一个很全面的说明，经受了一次深刻的洗礼。", "写了一篇报告，作了一次说明。", ["一篇", "一次"]),
    ("一名青年干部坦言，他从一名青年干部走上歧途；敲响一记警钟，种下一颗好种子。", "新增一名党员，种树一颗。", ["一名", "一颗"]),
    ("“唱响三个新主题”，“检查一次、规范一片”，“3210振兴工业行动”，“2019南北合作论坛”。", "“走访三个单位”，检查一次，“32人培养计划”，2019人。", ["三个", "一次", "32人", "2019人"]),
    ("年满55周岁，70后、80后党员，一至五年级，第一、二、三支部，二十四节气，120急救，元旦、春节两节。", "培训55周，得80后，培训三年，三个支部，24节课，120人，上课两节。", ["55周", "80", "三年", "三个", "24节", "120人", "两节"]),
    ("二次约谈，职工大会九届二次职代会，“一个确保、两个提高”，一个支部一座堡垒，一门式服务，二类事业单位。", "两次约谈，一个科室两个岗位，新增一名党员，开了一门课，二类问题。", ["两次", "两个", "一名", "一门", "二类"]),
    ("今年前9个月，党员人手一册，营造一个宽松、有序的环境。一所医院的风气能否好转，发现一起 查处一起。", "三年来9个月，发一册，新建一个，学习一次。", ["9个月", "一册", "一个", "一次"]),
    ("市纪委领导一行来局调研，二处处长主持；管网改造（二期）方案，新时代十年，作为一所学校，是一次有思想、有分量、有温度的党课。", "写一行，调研二处，举办二期，历时十年，走访一所学校，讲了一次党课。", ["一行", "二处", "二期", "十年", "一所", "一次"]),
    ("连续六年评为先进，将开展为期两个多月的整治；市局网站6日发布，半年汇报会，环湖路三期Ⅱ标。", "连续六次，历时两个多月，培训6日，历时半年，举办三期。", ["六次", "两个多月", "6日", "半年", "三期"]),
    ("翻修12栋至15栋的屋面，查看示例小区3栋西侧；零门槛办理，更换零件；组成一个检查组；采取“1+3+2”方式。", "翻修15栋，改造小区3栋，零投诉，围绕管理、三项制度4个方面，发现三项制度的问题，完成一个，采取“1+3+2”次。", ["15栋", "3栋", "零投诉", "三项", "一个", "1", "3", "2"]),
    # cells of a table part a number from a word
    ("|一般|较好|", "|30|人员|三|次数|近百|名称|", ["30", "三", "近百"]),
    # whatever it is written in
    ("", "整改²³件，化解seventeen件，twenty-three人，五方面、四大类。", ["seventeen件", "twenty-three人", "²³件", "五方面", "四大类"]),
]  # fmt: skip


def found(text: str) -> list[str]:
    """Return the quantities of a text that are no rule."""
    return [text[each.start : each.end] for each in quantities(text) if each.tells is Tells.RESULT]


@pytest.mark.parametrize(("idle", "alike", "counted"), PAIRS)
def test_what_counts_nothing_is_left_alone(idle: str, alike: str, counted: list[str]) -> None:
    assert found(idle) == []
    assert found(alike) == counted


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ("每月至少1次。", "每月召开1次，共12次。"),
        ("每季度不少于2次。", "每季度召开了2次。"),
        ("比例不超过3%。", "比例已不超过3%。"),
        ("原则上每年1次，全年不少于6次。", "全年学习不少于20次。"),
        ("按月调度一次。", "每月平均调度3次。"),
        ("3人以上的小组须报备。", "90%以上的小组报备了计划。"),
        ("超过3万元的采购一律上会。", "超过3万元的采购上会审议。"),
        ("3万元以上采购必须上会。", "采购节省3万元以上。"),
        ("每个季度开展一次。", "每个季度开展了一次。"),
        ("支部每周发送短信一条;", "今年支部发送短信一条;"),
        ("按季度报送一次。", "按年度计划培训120人。"),
        ("三年一次的轮岗、半年一次。", "全年办结一次。"),
        ("应当由2名以上办案人员进行，必须有两种以上（含两种）。", "由12名办案人员进行。"),
        ("逾期不改的，处5万元以上25万元以下罚款。", "逾期不改的已处罚5万元。"),
        ("累犯自处理之日起记入档案，期限2年。", "自查问题记入档案，共2年。"),
        ("施工200万元以上项目进场交易。", "施工节约200万元以上。"),
        ("赞成票超过应到会人数的半数，补助标准为800元。", "补助各家800元。"),
    ],
)
def test_a_rule_is_no_result(rule: str, result: str) -> None:
    assert found(rule) == [] and [*quantities(rule)]
    assert len(found(result)) == 1


def test_a_rule_is_remarked_on_and_stops_nothing(bureau: Bureau) -> None:
    bureau.write("docs/index.md", "# 首页\n\n支部每月至少集中学习1次。\n")
    assert bureau.messages() == []
    assert [str(each) for each in bureau.remarks() if each.code == "remark.norm"] == [
        "docs/index.md:3:11  “1次”像是规定的数，不是做了多少；请核对，做了多少由指标写出"
    ]


@pytest.mark.parametrize(
    ("doubtful", "counted"),
    [
        # what governs it, what it counts, where its clause ends
        ("围绕三项试点推进。", "完成三项试点。"),
        ("做到三个表率。", "三个支部参加，查摆问题三个。"),
        ("带动三个年段提升。", "带动三名学生提升。"),
        ("培养了一支作风优良的队伍。", "培养了一名作风优良的同志。"),
        ("说明了一个道理，读了一遍。", "新增一个，读了一篇。"),
        ("一名干部坦言。", "处分一名干部。"),
        # how long something takes
        ("开展为期三个月的整治。", "历时三个月，审批缩短三天。"),
        # names in quotes, labels, digits without a measure
        ("“五星评定、三名共建”，“5个严禁”。", "“三名”，“查处三名”，查处“5个”。"),
        ("实验3班、4班的教学，公寓 2 栋翻修，10日公布，93岁老人。", "新建3班，改造公寓2栋，培训10日。"),
        ("录取985、211高校，5大工程。", "共985，投入211万，95。"),
        # there was none
        ("全年未发生一起疫情。", "全年发生一起疫情。"),
    ],
)  # fmt: skip
def test_what_may_be_no_result_is_doubtful(doubtful: str, counted: str) -> None:
    assert {each.tells for each in quantities(doubtful)} == {Tells.DOUBT}
    assert {each.tells for each in quantities(counted)} == {Tells.RESULT}


@pytest.mark.parametrize(
    ("idle", "counted"),
    [
        ("从三个方面作报告，分4个阶段，提三点要求，五大原则。", "三个方面问题，收集四点线索，整改六个方面，6个方面17项。"),
        ("这是一次重要的会议，营造一个宽松的环境，作为一名党员。", "召开一次会议，新建一个支部，发展一名党员。"),
        ("八小时以外，24小时开放，学习《示例5》，一式三份，齐聚一堂，六十年代，98载征程，市长一行。", "培训8小时，印发《5》，发三份，讲党课一堂，历时六十年。"),
    ],
)  # fmt: skip
def test_what_counts_parts_or_is_an_article_is_none(idle: str, counted: str) -> None:
    assert [*quantities(idle)] == []
    assert {each.tells for each in quantities(counted)} == {Tells.RESULT}


def test_a_doubtful_number_is_remarked_on_and_stops_nothing(bureau: Bureau) -> None:
    bureau.write("docs/index.md", "# 首页\n\n围绕三项试点推进。\n")
    assert bureau.messages() == []
    assert [str(each) for each in bureau.remarks() if each.code == "remark.quantity"] == [
        "docs/index.md:3:3  “三项”看不出是不是做了多少；是的由指标写出，不是的不用改"
    ]


DISGUISED = (
    "З次 Зб人次 ΙΙΙ次 ㇐次 ㆐次 ⚂次 🀙次 ●次 ◯次 ⠼⠉次 ‖次 —次 |||次 丨丨次 正正次 参次 両次 㐅次 乄次 𠄡次 五.次 _次 З% Зб万 З期 "
    "半次 一打 壹贰 C次 ii人 xii次 MMXXI次 ＶＩＩＩ次 ＩＩ个 san次"
)


@pytest.mark.parametrize("sign", DISGUISED.split())
def test_what_stands_before_a_measure_is_a_word_or_a_number(sign: str) -> None:
    assert found(f"开展学习{sign}，都有记录。")


def test_ordinary_prose_counts_nothing() -> None:
    assert [(line, found(line)) for line in ORDINARY if found(line)] == []


@pytest.mark.parametrize("name", ["EMS件", "VIP场次"])
def test_letters_before_a_measure_may_be_declared(name: str) -> None:
    text = f"登记{name}，查收{name}。"
    assert not states_number(name) and not [*quantities(text, [name])]
    assert len([*quantities(text)]) == 2


@pytest.mark.parametrize("term", ["З次", "⚂次", "xii次", "C人次", "（三）次", "丨丨次", "五.次", "半次", "v30次"])  # fmt: skip
def test_a_number_in_disguise_may_not_be_declared(term: str) -> None:
    assert states_number(term)


NAMES = (
    "八项规定 十个严禁 五个一工程 六稳六保 一竿子插到底 “12380”举报平台 12380举报平台 321工作法 24小时值班 "
    "8小时以外 三次分配 十件民生实事 二次创业 二十四字 入木三分 1+4 五人小组 五级书记 三个不放过 百日攻坚 三番五次 一件事一次办"
)
NUMBERS = (
    "9 98% 12次 三次 一次 三人 两名 五起 两个 三项 二十五项 12个问题 62名干部 五次会议 两名干部 12期简报 三个支部参加 36条整改措施 三起案件 12次学习 开展三次学习 谈话12人 3.2万元 "
    "投入3.2万元资金 三万元 百余人 数十次 好几次 半数 百分之八 共3 零投诉 seventeen件 ⒓次"
)


@pytest.mark.parametrize("term", NAMES.split())
def test_a_name_may_be_declared(term: str) -> None:
    assert not states_number(term)


@pytest.mark.parametrize("term", NUMBERS.split())
def test_a_number_may_not_be_declared(term: str) -> None:
    assert states_number(term)


@pytest.mark.parametrize(("term", "text"), [("一起", "查处十一起"), ("十分", "用时二十分"), ("一件事", "办成三十一件事"), ("人次", "培训三人次"), ("1+4", "共1+4余个")])  # fmt: skip
def test_a_name_is_no_part_of_a_number(term: str, text: str) -> None:
    assert [*quantities(text, [term])]


def test_a_name_is_no_part_of_a_longer_sum() -> None:
    assert not [*quantities("按“1+4+3”方式编组，落实“1+4”制度。", ["1+4"])]
