"""Names of places and bodies in a text: a county, a town, a bureau, a company, a hospital, …

Only a name of its own is one: 全市 and 各乡镇 name nothing. A name begins where it can be seen to
begin: at a sign, or after a word that leads to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_letters, digits

from ledger.language.signs import IDEOGRAPH, PLACES, is_chinese
from ledger.patterns import Pattern, only_at
from ledger.remembered import lately

#: signs and words after which a name may begin
_LEADS = (
    "在到赴往与和同跟向对由被把将从自给让请是为以及或等的了至据于率帮访驻即如受送报获评像原任系"
)
_LEADING = (
    "联合|会同|慰问|调研|参观|配合|协助|深入|组织|联系|结对|帮扶|对口|支援|学习|约谈|查处|通报|督导|指导|检查|督查|考察|选派|抽调|借调|举办|承办|主办|"
    "印发|转发|制定|出台|修订|中共|中国共产党|落实|贯彻|传达|执行|按照|根据|对照|围绕|参加|接受|迎接|服务|支持|帮助|推进|成立|呈报|包括|覆盖|对接|"
    "调整|视察|协调|推荐|负责|承担|其中|观看|签订|走进|来到|推动|前往|全国"
)
_LED = Pattern(rf"(?:^|[{_LEADS}]|{_LEADING}|[0-9][年月日]|[该我本全各][{PLACES}])$")
_LONGEST_LEAD = 5
#: verbs, and words for how or when something is done, which may stand where a name would begin
_WORDS = (
    f"{_LEADING}|履行|完成|实现|提升|提高|加强|强化|深化|健全|完善|建立|建设|规范|严格|认真|积极|主动|全力|全面|协同|助力|促进|确保|保障|维护|做好|抓好|"
    "牵头|加快|坚持|遵守|严守|遵循|响应|融入|紧扣|聚焦|结合|严肃|召开|开展|举行|获得|荣获|争取|争创|创建|申报|下发|出席|主持|安排|部署|要求|汇报|"
    "反馈|整改|办理|提交|审议|讨论|研究|指出|担任|成为|作为|形成|隶属|统筹|宣传|打造|提供|面向|立足|依托|利用|运用|采取|加入|纳入|列入|派出|报告|"
    "通知|请示|承接|对标|督促|监督|集中|及时|先后|同时|分别|继续|进行|分管|主管|兼任|关注|回应|支撑|力争|扎实|切实|大力|有力|通过|践行|代表|领会|"
    "体会|学会|大会|压实|理顺|优化|引导|影响|总结|分析|评价|激发|选优|配强|发挥|重申|上午|下午|当天|当前|教师|院长|校长|书记|一流|会上|以上|网上|线上|之上|以下|之下|线下|公开|展开|离开|邀请|推行|其他|这些|一些|部分|有关|相关|许多|多个|整个|努力|着眼|找准|紧紧|依靠|责成|办好|引领|宣布"
)
#: signs that begin no name, and signs that end none: verbs, counts, offices
_NO_BEGIN = "甲乙丙以经此待不在系求当予到赴往与跟对由被把将给让请是为及或等的了据率驻受报各该其这那每另并我某"
_NO_END = (
    "为与于对向由被把将从给让以及或等的了据受报赴到在按照经替我你他们送放起择找析映取看听说讲习写读问访谈约召参加使令用视察贯彻悟握增减扣绕提查督助促示"
    "知述论究议告争创选举推荐评审批递派转过表度有请属委府局部厅办室组届况位名副"
)
#: other words that lead to a name and begin none: 设立有限公司, 时任县长, 比如村干部
_OPENERS = (
    "设立|撤销|撤并|避免|涵盖|距离|接任|时任|现任|曾任|出任|调离|调入|调任|追加|注册|管理|下设|下简称|比如|例如|譬如|此后|其后|之后|承揽|承接|即便|即使|即将|就是|还是|也是"
    "|控制|收购|购买|创办|开办|经营|任职|就职|供职|离任|返回|来自|位于|属于|虚构|伪造|冒用|一家|一个|一名|一人|二人|两人|非一人|一些|每个|全部|所有|任何|上述|但从|但是|指定|解决|牙科|原有|现有|新建|拟建|在建|改造|跨越|希望|上一|破解|陪同|发生|立即|强调|全日制"
)
#: characters that are common in the names of places, and rare in verbs and adverbs
_OF_PLACES = (
    "东西南北中上下左右大小高长新老古山川江河湖海洋洲岛港湾溪沟泉池塘潭涧浦渡津滩岸沙石岩岭岗峰坡坪坝坑洞峡口门桥堰堤阳阴安宁平定昌盛兴隆康泰顺永福寿庆吉祥瑞禄德仁义礼忠孝文武明清光耀华丰富裕荣乐嘉善丽秀城全前和化至太锦绣"
    "州邑都京郡庄寨堡营屯店铺坊街里巷家楼台亭阁塔寺庙宫云雾雨雪风雷日月星天青黄白黑红赤紫绿蓝金银铜铁锡玉珠宝木林森松柏柳杨桃李梅杏枣桑竹莲荷兰花草麦谷茶龙凤虎马牛羊鸡鹿鹤鱼雁王张赵刘陈周吴郑孙钱冯朱徐胡郭"
    "罗宋唐许邓韩曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范廖贾韦傅方邹熊孟秦邱侯尹薛史陶黎贺顾毛郝龚邵万覃戴严莫孔汤常温施樊葛邢齐易乔伍庞颜倪聂章鲁岳翟殷詹申欧耿焦俞甘祝包尚符舒阮柯纪童凌毕裴"
    "霍涂成苗曲翁冉骆游靳辛柴蒙鲍喻祁房滕屈饶牟艾尤穆卓缪项连芦褚窦戚岑景晏卫米宗瞿桂佟闵渝湘赣鄂皖沪浙闽粤琼黔滇蜀陇晋冀豫辽陵原塬峪崮洼淀滨汉淮洛渭泾汾沁漳滦沽衡邯郸沧廊蓟静鄞镇奉慈象嵊诸暨绍桐乌缙衢舟瓯"
    "瓦溧邳睢沛沂郯莒沭峄济兖泗微汶梁莱芜淄博桓垦惠棣沾荆襄宜咸随恩仙潜神枝远秭洪肥合鞍锦盘朝葫佳牡丹双伊绥贡攀泸绵元遂充眉宾雅巴贵遵昆靖昭洱临延榆商酒掖固呼浩通尔斯烟威照聊菏潍亳蚌埠滁宿徽歙黟绩旌莆厦三六"
    "七九亚儋佛莞汕头湛茂尾源潮揭浮韶梧钦防百色崇岚望栖澜澄霞越荔番禺萝怀驻丘熟仓皋灌涟盱眙泽射响阜盐扬邗句容润徒玄鼓坛渤鸣杭拱墅萧婺磐苍磨陀岱路椒浔"
)
#: a name of two or three characters is a place's; these are what places are praised or counted as
_PLACE = Pattern(
    f"(?!文明|文化|绿化|美化|平安|美丽|富裕|中小|大中|南方|东部|西部|中部|(?:东北|西北|东南|西南)$|华北|华东|华南|华中)[{_OF_PLACES}]{{2,3}}"
)
#: the number of an item, and what hospitals, schools and towns are praised as
_QUALITIES = "[一二三四五六七八九十]是|清廉|廉洁|智慧"
#: letters that stand for names
_MASKED = "[甲乙丙丁戊][省市州县区旗镇乡村]"
_NO_NAME = Pattern(
    rf"^(?:[{_NO_BEGIN}]|{_WORDS}|{_OPENERS}|{_QUALITIES})|{_MASKED}|(?:[{_NO_END}]|{_WORDS}|..和)$|.[乡村县省].$|某"
)
#: how a clause begins, and what stands in one, but in no longer name
_CLAUSE = Pattern(
    rf"[给此她他]|立即|特别|强调|人系|损害|违反|收受|利益|犯罪|国集团|^(?:[{_NO_BEGIN}]|{_WORDS}|{_OPENERS})|[内现有级属及各的了等这那某与对在将要从既或是被把且但并否]|作为|认定|成员"
)
#: in a long name, a verb or a word for how something is done: 支部围绕学院, 进一步完善学院
_DONE = Pattern(
    rf"(?:{'|'.join(word for word in _WORDS.split('|') if word not in ('联合', '建设', '研究', '学习', '服务', '支持', '代表', '统筹', '全国', '规范', '提供', '大会'))}|进一步|给予|[支党]部在|上述)"
)
#: signs of a name before its kind from which it is more than a place's
_LONG = 4

#: of a place's kind: what stands before it where it names none, and after it where it is another word
_PLACES: dict[str, tuple[str, str]] = {
    "旗": ("[全各我本该国党红军锦彩旌会大]", "[帜下舰手袍开鼓号]"),
    "盟": ("[同联结加全各我本该欧]", "[友约员主国军]"),
    "州": ("[全各我本该自治]|清廉", "[市区省县级]"),
    "省": ("[全各我本该外跨反节自内三深也]", "[钱力事悟内际去略级吾下]"),
    "市": ("[全各我本该城都县地省上入门夜超股集菜楼闹花早兴强建立治大名辖级域货收]", "[场民容值面直级]|政[设工]"),
    "县": ("[全各我本该市区州郡困强大小业点贫农级旗辖]|示范|自治", "[区域级情处乡镇]"),
    "区": ("[社园地城辖校景灾片山林库牧矿厂小街老疫战军港业病新特郊市县分禁误盲专治展考赛院发范管护验贸合聚套务作住活公任全各我本该乡海湾生域学宿胜言]", "[别分域间块级]"),
    "镇": ("[乡城村集小各全我本该重强名市坐冰立兴态型大]|建制|中心", "[静定痛压区]"),
    "乡": ("[城下老家同返水入各全我本故他还侨之离思到民村]", "[村镇愁亲土情下]"),
    "村": ("[农各全驻包联帮扶困政然范带进到入该本山新明点贫乡镇我两村脱下出心中兴弱体渔老外每贯万区理]", "[民镇级居口务庄落集社里官]"),
    "街道": ("[各县乡镇域属地沿该本全我市区]|城市|辖区", ""),
    "社区": ("[各村道到进入在联建住范点合谐慧安层民旧员近本该我全市区街户]|城市|农村|试点", "[居矫服工卫]"),
}  # fmt: skip
#: of a body's kind: what stands before it where it names none
_BODIES = {
    "(?:有限(?:责任)?公司|集团)": "[级属类关罪小益纪污国反该]|企业|国有|上市|股份",
    "(?:医院|卫生院|疾控中心)": "[级属类关立各全大小本我该]|基层|优抚|康复|定点|中心|人民|乡镇|妇幼|专科|综合|民营",
    "(?:大学(?!生|习)|学院|[中小]学(?![习生])|幼儿园|职校)": "[级属类关立各全大中小本我该办]|专业|重点|老年|职业|民办|乡镇|农村|城区|干部|党员|集团",
    "(?:监狱|看守所|纪念馆|纪念园|陵园|故居|博物馆|展览馆)": "[级属类关立各全本我该]|烈士|革命|警示|教育|红色|历史",
}
#: what may follow a place in the name of a body there
_OFFICE = Pattern(
    rf"(?:(?:人民)?(?:政府|法院|检察院)|人大(?:常委会)?|政协|[纪监]委(?:监委)?|委(?!员|托|派|任)"
    rf"|(?:(?![的在对向和与及等了进把将各为以]){IDEOGRAPH}){{1,10}}?(?:局|委员会|委(?!员|托|派|任)|厅|办公室|公司|集团|医院|学校|中学|小学|大学|学院|监狱|中心(?!组|任务|工作)|银行|协会))"
)
_KIND = Pattern("|".join((*_PLACES, *_BODIES)))
#: tasks after which departments are called
_TASK = (
    "人事|组织|教育|宣传|规划|发展|计划|财务|财政|预算|政策|法规|法制|监察|纪检|审计|监督|督查|信访|综合|执法|业务|信息|信息化|科技|高新|技术|农村|社会|成果|转化|审批|行政"
    "|管理|服务|老干部|离退休|干部|资产|国资|后勤|安全|应急|合作|交流|外事|国际|秘书|文秘|机要|档案|保密|调研|研究|考核|评估|绩效|创新|体系|平台|产业|工业|商务|统计|项目"
    "|资源|配置|生态|环境|建设|工程|质量|市场|物价|价格|投资|采购|招商|党建|党务|机关|群团|工会|电子政务|网络|监测|疾控|医政|药政|基层|卫生|基建|基础|教学|学生|招生|劳动|工资|保障|救助|福利"
)
_BEGIN_A_TASK = "".join(sorted({task[0] for task in _TASK.split("|")}))
_DEPARTMENT = Pattern(
    rf"{only_at(_BEGIN_A_TASK)}(?:(?:(?:{_TASK})[与和及]?){{1,5}}(?:科(?![室技学级员普研目创幻举班协])|处(?![理置分罚境所于在级以方世处室]|长[期远])|股(?![份权票东室]))"
    r"|(?:纪检监察|纪检|监察|审计|督查|信访)室(?!内|外|主任科员))"
)


@dataclass(frozen=True)
class Name:
    """A name in a text: where it stands; ``place`` is the place that it begins with, if any."""

    start: int
    end: int
    text: str
    place: str = ""


def find(text: str) -> Iterator[Name]:
    """Yield the names of places and bodies in their order; none begins inside another."""
    last: Name | None = None
    for match in _KIND.finditer(text):
        if last and match.start() < last.end:
            continue
        make = _place if match[0] in _PLACES else _body
        if found := make(text, match, last):
            last = found
            yield found


@lately
def departments(text: str) -> tuple[tuple[int, int], ...]:
    """Return where departments of a bureau stand, known by the words of their tasks."""
    held = any(kind in text for kind in "科处股室")
    return tuple(match.span() for match in _DEPARTMENT.finditer(text)) if held else ()


def begins(text: str, index: int) -> bool:
    """Whether a name may begin at an index: what stands before leads to one."""
    before = text[max(index - _LONGEST_LEAD, 0) : index]
    is_sign = not (is_chinese(before[-1:]) or before[-1:] in ascii_letters + digits)
    return is_sign or bool(_LED.search(before))


def _place(text: str, match: re.Match[str], last: Name | None) -> Name | None:
    before, after = _PLACES[match[0]]
    if after and re.match(after, text[match.end() : match.end() + 2]):
        return None
    beside = last.end if last and last.text == last.place else None
    start = _begin(text, match.start(), before, range(2, 4), beside)
    if start is None or (last and start < last.end):
        return None
    if not _PLACE.fullmatch(text, start, match.start()):
        return None
    office = _OFFICE.match(text, match.end())
    end = office.end() if office else match.end()
    return Name(start, end, text[start:end], text[start : match.end()])


def _body(text: str, match: re.Match[str], last: Name | None) -> Name | None:
    before = next(each for kind, each in _BODIES.items() if re.fullmatch(kind, match[0]))
    start = _begin(text, match.start(), before, range(2, 11))
    if start is None or (last and start < last.end):
        return None
    return Name(start, match.end(), text[start : match.end()])


def _begin(
    text: str, end: int, before: str, lengths: range, beside: int | None = None
) -> int | None:
    """Return where the name before a kind begins, at ``beside`` as well; None where it is none."""
    if re.search(f"(?:{before})$", text[max(end - 2, 0) : end]):
        return None
    for start in (end - length for length in lengths):
        if start < 0 or not all(map(is_chinese, text[start:end])):
            return None
        if begins(text, start) or start == beside:
            wrong = (_NO_NAME,) if end - start < _LONG else (_CLAUSE, _DONE)
            return None if any(each.search(text[start:end]) for each in wrong) else start
    return None
