"""Numbers that label: documents, versions, rooms, telephones, names with digits."""

from __future__ import annotations

import re
from string import ascii_letters

from ledger.language import measures
from ledger.language.numerals import SIGNS
from ledger.language.signs import CHARACTER
from ledger.language.uncounted.shapes import NUMBER, WORD, no_measure
from ledger.patterns import Family, Pattern, Rule

#: words after which a number of the form 2.0 is a value and no version
_STATES = "为是达到长降升至分率值比均约共计了"
_CURRENCY = "(?:RMB|CNY|USD|EUR|HKD)(?![A-Za-z])"
#: 300W, 3.5w (ten thousands), 30k, 30km: a number and its unit, and no name as 5G, 4K
_NO_UNIT = "(?!(?:[0-9.]{2,40}[kKwW]|[0-9.]{1,40}(?:w|h|min|km|kg|mg|mm|cm|ml|[kMGT]Wh?|Eflops|RMB|CNY|USD))(?![A-Za-z0-9]))"
#: what a long number is that counts nothing, said before it, and behind it
_NUMBERED = "电话|手机|热线|传真|专线|座机|拨打|致电|邮编|[号码]|QQ|微信|ID|版本"
_OF_TELEPHONES = "热线|举报|平台|电话|专线"
_SHEETS = "[张幅份块套页]"
_NUMBER_ENDS = r"(?![0-9]|[.．][0-9])"
#: characters: how far before a floor is read whether its house is new
_BUILT_WITHIN = 8
_BUILT = Pattern("[新扩加改修]建|建[成设]")


def _of_standing_house(match: re.Match[str]) -> int | None:
    """Hold where nobody builds the house: its floors are work done then."""
    first = max(match.start() - _BUILT_WITHIN, 0)
    return None if _BUILT.search(match.string, first, match.start()) else match.end()


def _surely_no_measure(match: re.Match[str]) -> int | None:
    """Hold where no measure word follows that is no other word: “456”人才, but not “456”人."""
    return None if measures.sure_at(match.string, match.end()) else match.end()


LABELS = Family(
    Rule(
        "a mail address",
        r"[A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,60}",
        signs="@",
        finds="邮箱⟦b12@163.com⟧",
        leaves="163人",
    ),
    Rule(
        "a relay",
        "(?<![0-9])4[×xX][0-9]{2,4}米(?=接力)",
        signs="力",
        finds="男子⟦4×100米⟧接力",
        leaves="硬化村道4×350米",
    ),
    Rule(
        "a size in inches",
        r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9])?英寸",
        signs="寸",
        finds="⟦12英寸⟧产线",
        leaves="管护12寸管道",
    ),
    Rule(
        "a standard",
        r"(?:GB|DB|ISO)(?:/[TZ])? ?[0-9]{1,6}(?:\.[0-9]{1,2})?[—–-][0-9]{4}",
        signs="BO",
        finds="《公文格式》（⟦GB/T 9704—2012⟧）",
        leaves="共9704人",
    ),
    Rule(
        "a builder's bureau",
        rf"(?<=中{WORD})[{SIGNS}]{{1,3}}局",
        signs="局",
        finds="中水⟦六局⟧",
        leaves="督导六局",
    ),
    Rule(
        "a label that begins with 0",
        rf"(?<![0-9.．])0[0-9]{{1,3}}(?=[”’]?{WORD})",
        signs="0",
        finds="⟦09⟧办事处",
        leaves="办理09人，10次",
        ends=no_measure,
    ),
    Rule(
        "陆 is land, 伍 is a file of men",
        "(?<=登)陆|(?<=队)伍",
        signs="陆伍",
        finds="登⟦陆⟧处旧址，队⟦伍⟧方面",
        leaves="登记陆处",
    ),
    Rule(
        "a document's number in any brackets",
        r"[〔（(【\[]\s*(?:19|20)[0-9]{2}\s*[〕）)】\]]\s*第?\s*[0-9]{1,5}号",
        signs="号",
        finds="示发⟦〔2021〕3号⟧，示发⟦[2021]5号⟧",
        leaves="（2021）3件",
    ),
    Rule(
        "a document's year",
        r"〔\s*[0-9]{4}\s*〕\s*[0-9]*号?",
        signs="〔",
        finds="示发⟦〔2021〕⟧",
        leaves="（2021）",
    ),
    Rule(
        "a version by its parts",
        r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}版(?!次)",
        signs="版",
        finds="⟦3.5版⟧",
        leaves="3.5版次，3版",
    ),
    Rule(
        "a version behind a name",
        rf"(?<={WORD})(?<![{_STATES}])[1-9]\.0(?![0-9{SIGNS}.%％‰])",
        signs=".",
        finds="一网通办⟦2.0⟧",
        leaves="得分为2.0，分数2.0分",
        ends=no_measure,
    ),
    Rule(
        "a train",
        "(?<![A-Za-z])[A-Z][0-9]{1,4}次(?=列车|动车|高铁)",
        signs="车铁",
        finds="乘⟦G20次⟧列车",
        leaves="G20次",
    ),
    Rule(
        "letters and a number",
        rf"(?<![A-Za-z])(?!{_CURRENCY})[A-Za-z][A-Za-z/ .-]{{0,40}}[0-9]{{1,40}}(?:[.-][0-9]{{1,40}}){{0,8}}",
        signs=ascii_letters,
        finds="⟦A4⟧纸，⟦G20⟧场馆，⟦Word 2016⟧",
        leaves="RMB 3000",
    ),
    Rule(
        "a number and letters",
        rf"(?<![0-9.]){_NO_UNIT}[0-9]{{1,40}}(?:\.[0-9]{{1,40}}){{0,8}}(?:[A-Za-z][0-9]){{0,4}}[A-Za-z]+(?![0-9])",
        signs=ascii_letters,
        finds="⟦5G⟧基站，⟦4K⟧视频，⟦5W1H⟧",
        leaves="花费300W，30km，3.5w元",
    ),
    Rule(
        "an enclosure, a table, a picture",
        rf"(?:附件|附表|附录|(?<![代发])表|(?<![意企试])图|(?<!关)注|步骤)[:：]?\s?[0-9]{{1,3}}(?:[-—.][0-9]{{1,3}})?(?![0-9]|{_SHEETS})",
        signs="附表图注步",
        finds="⟦附件3⟧，见⟦表2-1⟧，⟦注2⟧",
        leaves="党代表 30，关注30，意图30",
    ),
    Rule(
        "a number of a file",
        rf"(?:编号|备案号|项目号|文号|代码)[:：]?\s?[0-9]{{1,20}}(?![0-9]|{_SHEETS})",
        signs="号码",
        finds="⟦项目号：20210305001⟧",
        leaves="编号30张",
    ),
    Rule(
        "a village with a numeral in its name",
        rf"(?<={WORD})[{SIGNS}]{{1,2}}村(?=、{WORD}{CHARACTER}{{0,4}}村)|(?<=村、{WORD})[{SIGNS}]{{1,2}}村",
        signs="村",
        finds="上河⟦二村⟧、李家⟦三村⟧、王庄村",
        leaves="涉及三村、五镇",
    ),
    Rule(
        "a room of a discipline organ",
        rf"(?<=监督检查|审查调查|纪检监察)[{SIGNS}]{{1,3}}室",
        signs="室",
        finds="监督检查⟦五室⟧",
        leaves="检查五室",
    ),
    Rule(
        "a group of inspectors",
        rf"(?<=巡[察视]|督[导查])[{SIGNS}]{{1,3}}组(?:[、和][{SIGNS}]{{1,3}}组){{0,4}}",
        signs="组",
        finds="巡察⟦二组、三组⟧",
        leaves="分成二组",
    ),
    Rule(
        "a mountain with a numeral in its name",
        rf"(?<![{SIGNS}0-9])[二三四五六七八九千万](?![座个片条处块亩名人位户大级]){WORD}山(?![区林头体上下村地])",
        signs="山",
        finds="赴⟦五台山⟧考察",
        leaves="三座山，五名山区教师，三大山头",
    ),
    Rule(
        "a town with a numeral in its name",
        rf"(?<![{SIGNS}0-9])[三五七八][门台家](?:峡|[河渠](?![道流湖段长岸床]))",
        signs="峡河渠",
        finds="⟦三门峡⟧市，赴⟦七台河⟧考察",
        leaves="三门课，三家企业，五台河道清淤车",
    ),
    Rule(
        "from one house to another",
        rf"{NUMBER}([栋幢])[至到—～~-]{NUMBER}\1",
        signs="栋幢",
        finds="翻修⟦12栋至15栋⟧的屋面",
        leaves="翻修12至15栋，12栋、15栋",
    ),
    Rule(
        "a house by what lies beside it, or by its door",
        rf"(?<=[村区苑园庄城里坊院寓舍]){NUMBER}[栋幢](?=[东西南北][面侧边墙门头]|[前后旁][面侧边]|[0-9一二三四五六七八九]{{1,2}}单元|[0-9]{{3,4}}[室号])",
        signs="栋幢",
        finds="示例小区⟦3栋⟧西侧，花园⟦五栋⟧二单元",
        leaves="改造小区3栋，新建3栋西侧",
    ),
    Rule("a house or a room", "[0-9]{1,5}号(?!人)", signs="号", finds="⟦1号⟧楼", leaves="12号人"),
    Rule(
        "a machine or a door by its number",
        "(?<![0-9])[0-9]{1,3}#(?![人次件个项名起场份户])|#[0-9]{1,3}(?![0-9.人次件个项名起场份户])",
        signs="#",
        finds="⟦1#⟧机组和⟦#3⟧炉，⟦16#⟧道口",
        leaves="3炉钢，召开会议12#次",
    ),
    Rule(
        "the voltage of a line",
        "(?<![0-9.])[0-9]{1,4}千伏(?!安)",
        signs="伏",
        finds="⟦220千伏⟧变电站",
        leaves="新增容量50千伏安",
    ),
    Rule(
        "how often a flood comes",
        rf"(?<![{SIGNS}0-9])(?:[0-9]{{1,4}}|[{SIGNS}]{{1,4}})年一遇",
        signs="遇",
        finds="按⟦50年一遇⟧设防",
        leaves="一年一次",
    ),
    Rule(
        "the scale of a map",
        "(?<![0-9])1[:：][1-9]0{2,6}(?![0-9:：])",
        signs=":：",
        finds="⟦1:500⟧地形图",
        leaves="1:35，师生比1:20",
    ),
    Rule(
        "an army",
        rf"(?<=红)[{SIGNS}]{{1,4}}[军师团](?![事民])|八路军",
        signs="军师团",
        finds="红⟦二十五军⟧，⟦八路军⟧办事处",
        leaves="红旗三军，二团",
    ),
    Rule(
        "floors of a house",
        rf"(?<=楼){NUMBER}(?:[至到—～~、-]{NUMBER})?层|(?<=在){NUMBER}(?:[至到—～~、-]{NUMBER})?层(?=办公)|{NUMBER}层以[上下](?=高?层?建筑|高层|住宅|楼)",
        signs="层",
        finds="东配楼⟦3层⟧，⟦15层以上⟧高层，在⟦4至6层⟧办公",
        leaves="建楼房三层，加建3层，在5层次上，新建综合楼12层",
        ends=_of_standing_house,
    ),
    Rule(
        "a system of so many points, a door of a house",
        rf"(?<![{SIGNS}0-9.])(?:{NUMBER}分制|[0-9]{{1,2}}单元(?=[0-9]{{3,4}}))",
        signs="制元",
        finds="实行⟦12分制⟧，公寓⟦4单元⟧302室",
        leaves="扣12分，改造4单元",
    ),
    Rule(
        "a ship by its number",
        "(?<![0-9.])[0-9]{3,6}(?=[”’]?(?:执法)?(?:船|艇|轮(?![次岗训换流])))",
        signs="船艇轮",
        finds="执法⟦32501⟧艇，“示港⟦0512⟧”轮",
        leaves="检查120轮次",
    ),
    Rule(
        "a circle of so many minutes, a race over so many metres",
        rf"(?<![{SIGNS}0-9]){NUMBER}分钟(?={WORD}{{0,4}}圈)|(?<=[男女]子){NUMBER}米",
        signs="圈子",
        finds="⟦15分钟⟧健身圈，男子⟦三千米⟧",
        leaves="15分钟办结，长三千米",
    ),
    Rule(
        "peaks, caves, ditches that have their number for a name",
        "[二三四五六七八九]?十[二三四五六七八九]?(?=[沟峰洞弯湾泉岛涧峪潭崖](?!次))",
        signs="十",
        finds="⟦七十二⟧沟治理",
        leaves="三十条沟",
    ),
    Rule(
        "a line of buses",
        "(?<=公交)[0-9]{1,3}路(?:[、和][0-9]{1,3}路){0,6}",
        signs="路",
        finds="公交⟦3路、17路⟧",
        leaves="公路3路",
    ),
    Rule(
        "a road by its number",
        "[0-9]{3}(?=[国省县]道)",
        signs="道",
        finds="⟦104⟧国道",
        leaves="104条道路",
    ),
    Rule(
        "schools that are named by a number",
        "(?<![0-9.])(?:985|211)(?=[、/](?:985|211)|工程|院?高?校|大学)",
        signs="92",
        finds="⟦985⟧、⟦211⟧高校",
        leaves="查985人，211",
    ),
    Rule(
        "a well-known number by what follows",
        "(?<![0-9])1(?:10|19|20|22)(?=[”’]?(?:宣传|报警|急救|指挥|接处警|消防|联动|调度))",
        signs="1",
        finds="⟦119⟧宣传月，⟦120⟧急救",
        leaves="共120，119次",
    ),
    Rule(
        "a floor or a room by what follows",
        "[0-9]{1,4}(?=楼|[层楼]?会议室|报告厅|教室|房间|室(?:召开|举行))",
        signs="楼室房厅",
        finds="⟦3⟧楼，在⟦503⟧会议室，⟦309⟧报告厅",
        leaves="503名",
    ),
    Rule("a room", "[0-9]{3,4}(?=室(?!次))", signs="室", finds="⟦503⟧室", leaves="503室次，3室"),
    Rule(
        "a telephone by its shape",
        "(?<![0-9])(?:0[0-9]{2,3}[-—－]?[0-9]{7,8}|[48]00[-—－][0-9]{3}[-—－]?[0-9]{4}|1[3-9][0-9]{9})"
        + _NUMBER_ENDS,
        signs="014",
        finds="⟦0755-12345678⟧，⟦400-8001234⟧",
        leaves="40080012345次",
        ends=no_measure,
    ),
    Rule(
        "a postal code",
        r"(?:邮编|邮政编码)[:：]?\s?[0-9]{6}(?![0-9])",
        signs="邮",
        finds="⟦邮编：518000⟧",
        leaves="518000元",
    ),
    Rule(
        "an extension",
        r"(?:内线|分机)[:：]?\s?[0-9]{3,5}(?![0-9])",
        signs="线机",
        finds="⟦分机503⟧",
        leaves="503人",
    ),
    Rule(
        "a long number that is said to be one",
        rf"(?:{_NUMBERED})[：:为是“‘（(\s]{{0,4}}[0-9]{{7,40}}(?:[、，,；;/和或及—-]{{1,2}}[0-9]{{7,40}}){{0,8}}{_NUMBER_ENDS}",
        signs="话机热传专座拨致邮号码QID微版",
        finds="⟦电话12345678、87654321⟧",
        leaves="电话12345678次，金额12345678",
        ends=no_measure,
    ),
    Rule(
        "a long number by what follows",
        rf"(?<![0-9])[0-9]{{7,40}}(?=[”’]?(?:号(?!人)|{_OF_TELEPHONES}))",
        signs="号热举平电专",
        finds="⟦12345678⟧号，拨“⟦12345678⟧”热线",
        leaves="资金12345678",
    ),
    Rule("day and night", "7[×xX*]24(?:小时)?", signs="7", finds="⟦7×24小时⟧", leaves="24小时"),
    Rule(
        "a generation",
        "[“‘][0-9]0后[”’]|(?<![0-9.])[5-90][05]后(?=[、，和]?[“]?[5-90]0后|干部|党员|青年|年轻|职工|教师)|(?<=后、|后和)[5-90]0后",
        signs="后",
        finds="⟦“90后”⟧干部，⟦70后⟧、⟦80后⟧党员",
        leaves="得90后，提高",
    ),
    Rule(
        "the parts of the solar year",
        "(?:24|二十四)节气",
        signs="节",
        finds="⟦24节气⟧",
        leaves="24节课",
    ),
    Rule(
        "a short number by what follows",
        rf"(?<![0-9])(?:1[0-9]|9[56])[0-9]{{3}}(?=[”’]?(?:投诉|信访|服务|工单|客服|坐席|{_OF_TELEPHONES}))",
        signs="投信服热举平电专工客坐",
        finds="⟦12380⟧举报平台，“⟦12388⟧”电话",
        leaves="23456投诉",
    ),
    Rule(
        "a short number by what stands before",
        "(?<=[电热][话线]|拨打)[“‘：:]?[0-9]{5}(?![0-9])",
        signs="电热拨",
        finds="拨打⟦12380⟧，热线⟦“12388⟧”",
        leaves="电话123456",
    ),
    Rule(
        "a ratio that is set",
        "(?<![0-9])[0-9]{1,3}[:：][0-9]{1,3}(?=的?(?:比例|标准|配))",
        signs=":：",
        finds="按⟦1：2⟧的比例",
        leaves="30：40人",
    ),
    Rule(
        "a sum in quotes",
        rf"[“‘](?:(?:[0-9]{{1,40}}|[{SIGNS}])(?:[+＋][0-9]{{1,40}}){{1,12}}|[1-9][×xX*][1-9])[”’]",
        signs="+＋×xX*",
        finds="⟦“1+3”⟧制度，⟦“4×4”⟧体系，⟦“二+5”⟧模式",
        leaves="1+3次，“12×30”分钟，“5+3处分”",
        ends=_surely_no_measure,
    ),
    Rule(
        "a day in quotes",
        "[“‘][0-9]{1,40}[·.][0-9]{1,40}[”’]?",
        signs="“‘",
        finds="⟦“12·5”⟧专案",
        leaves="12.5%",
    ),
    Rule(
        "a sum as a name",
        rf"(?<![0-9])[0-9]{{1,3}}(?:[+＋](?:[0-9]{{1,3}}|[NnXx])){{1,6}}(?![0-9{SIGNS}])",
        signs="+＋",
        finds="⟦1+3⟧制度，⟦1+N⟧",
        leaves="1+3次",
        ends=no_measure,
    ),
    Rule(
        "a number in quotes as a name",
        rf"[“‘](?:[0-9]{{2,5}}[”’](?={CHARACTER}|、|“[0-9])(?![余多来])|[0-9]{{1,5}}[”’](?=[：:]))",
        signs="“‘",
        finds="⟦“321”⟧工作法，⟦“111”⟧、⟦“456”⟧人才，⟦“334”⟧⟦“622”⟧机制，⟦“1”⟧：一个核心",
        leaves="“321”次，“12”余名",
        ends=_surely_no_measure,
    ),
    Rule(
        "a year at the end of a name in quotes",
        rf"[“‘](?:{WORD}(?<![{_STATES}])){{2,8}}(?:19|20)[0-9]{{2}}[”’](?=专项|行动|工程|计划|活动|执法|自然|大会|论坛)",
        signs="“‘",
        finds="⟦“清风2018”⟧行动",
        leaves="“合计2018”行动，“受理信访2035”，",
    ),
    Rule(
        "after hours",
        "[8八]小时(?:工作制|(?=之?外|以外|内外))",
        signs="小",
        finds="⟦八小时⟧外，⟦8小时⟧以外",
        leaves="培训8小时",
    ),
    Rule(
        "all day",
        r"(?<!时)(?:24|二十四)小时(?=[^\W\x00-\xff])(?![以之内后左上的])",
        signs="小",
        finds="⟦24小时⟧值班，急诊⟦24小时⟧开放",
        leaves="培训24小时，24小时以内，用时24小时办结",
    ),
)
