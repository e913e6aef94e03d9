"""Placeholders: marks that stand for what was to be filled in or blanked out, in prose and in data.

A mark is told by what it is made of and by what stands beside it. The caller names what is meant as
it stands (固定说法). The rules read a text with Latin letters half as wide, with ¹ for a wide digit, and as
``signs.reading`` returns it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase

from ledger.language import surnames
from ledger.language.signs import (
    BRAILLE_BLANK,
    CHARACTER,
    COMBINING,
    HALF,
    UNUSUAL,
    WITHOUT_SHAPE,
    Reading,
    full,
    is_chinese,
)
from ledger.patterns import Ends, Family, Pattern, Rule, only_at, without
from ledger.remembered import Fixed, lately, remembered

# what a placeholder is made of, for character classes

_CROSS = "Xx×✕✖╳"
#: a Latin letter, or a digit that is not wide
_LETTERS = "A-Za-z0-9"
_DIGITS = "0-9¹"
#: the engine takes a pair of them for emphasis, an official document has none
STARS = "*＊∗﹡⁎✱✲✳"
_RINGS = "○〇◯◎"
_BOXES = "□■▢●◆◇△▲▽▼☐☆★"
_LINES = "_＿‗﹍﹎﹏"
_DASHES = "—–―－─━"
_BLANKS = r" \t\u00a0\u2000-\u200a\u3000"
_BLANK = f"[{_BLANKS}]"
_BLANK_SIGNS = " \t\u00a0\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
#: signs of ASCII before a word of code, and of a sum: no bracket, and no stop that a clerk types
_CODE = r"!#-'*+./<-@\\^`{}~"
_WIDE = r"[^\x00-\x7f]"
_NUMERALS = "一二三四五六七八九十"

#: how the rules read a text: crosses of other alphabets (Roman, Greek, Cyrillic) as one
_TO_READ = Reading(
    dict.fromkeys(map(ord, "Ⅹⅹχ\u0425\u0445"), "╳")
    | {wide: chr(half) for wide, half in HALF.items() if chr(half).isalpha()}
    | dict.fromkeys(map(ord, "０１２３４５６７８９"), "¹")
    | {ord("Ｏ"): "◎"}  # a ring, but for ＴＯＤＯ
)

# what stands beside it

_PLACE = "省|市|州|盟|县|区|旗|镇|乡|村|街道|社区"
_BODY = "局|委|厅|部|处|科|室|组|站|所|院|校|厂|公司|企业|单位|中心|基地|支部|党组|党委|机关|大学|集团|银行|部门"
_PERSON = "同志|局长|书记|主任|科长|处长|部长|组长|委员|领导|先生|女士|某"
_THING = "项目|文件|通知|会议|课题|案件|问题|平台|系统|活动|制度|报告|地"
_TIME = "年|月|日|号|时|季度|届"
_COUNT = (
    "余?[个名人次场期篇条份项件家户批辆台套处起例类级种轮课堂讲门部本册张元分天页字]|"
    "[百千万亿]{0,8}元|[人场批件户]次|小时|课时|百分点|[%％]|多?[人次个名项场]"
)
_NEXT = f"{_PLACE}|{_BODY}|{_PERSON}|{_THING}|{_TIME}|{_COUNT}"
#: measure words, and the signs with which they are other words: 个别, 人民, 次要, …
_OTHER_WORDS = {
    "个": "人别性体中", "名": "单录称义词誉列为牌额", "人": "民才员事大们物生口身情力", "项": "目",
    "次": "要数序级日年生方品债", "场": "所地景面合馆", "期": "间限望待盼", "篇": "章", "条": "例件款文目线",
    "份": "额内", "件": "数", "家": "庭风属长教校园", "户": "籍口外", "批": "评准示复判", "台": "账阶", "套": "路",
    "处": "理置分室长在于级罚方境", "起": "草步点到来诉源", "例": "会如行", "类": "别型似", "级": "别", "种": "子植类",
    "轮": "岗换训", "课": "题堂程", "堂": "堂", "讲": "话政好究解述评", "门": "户槛类", "部": "门署分委队",
    "本": "着局单级人年市县区部月质来", "册": "页", "元": "旦素", "分": "工析管别级类", "天": "天然", "页": "面",
    "字": "样体签",
}  # fmt: skip
_NAME_OF = "名称|姓名|人名|数量|人数|次数|场数|份数|数字|金额|日期|年份|月份|职务|文号|地名"
#: these label a paragraph as well: 【主要内容】
_LABELLING = "时间|地点|标题|内容|要点|案例"
_FIELD = f"{_NAME_OF}|单位|部门|科室|数据|{_LABELLING}|填空"
#: organs and places that texts call by a letter
_LETTERED = (
    "省|市|州|县|镇|乡|村|街道|社区|局|厅|单位|公司|企业|学校|学院|医院|党?支部|党委|党组|机关|集团|银行|部门"
    "|同志|书记|副?局长|副?主任"
)
#: before a blank that was to be filled
_ASKS = "[在于由为向与和及是按共达约计至到：]"

_IS_NEXT, _IS_COUNT, IS_PLACE = Pattern(_NEXT), Pattern(_COUNT), Pattern(_PLACE)
_IS_ORGAN = Pattern(f"{_PLACE}|{_BODY}|{_PERSON}")
#: the measure word ends what is counted, or the clause
_ENDS_COUNT = Pattern(f"(?:{_COUNT})(?=[，。、；：）)]|$|[会培学活谈课文问线制]|[以余]上)")
_ENDS_CLAUSE = Pattern(f"(?:{_COUNT})[，。、；）]")


def _is_other_word(text: str, at: int) -> bool:
    return text[at + 1 : at + 2] in tuple(_OTHER_WORDS.get(text[at : at + 1], ""))


def _before(*words: Pattern, counted: Pattern | None = None) -> Ends:
    """Return a condition: one of the words follows at once, or a measure word that is no other word."""

    def ends(match: re.Match[str]) -> int | None:
        text, end = match.string, match.end()
        is_counted = counted and counted.match(text, end) and not _is_other_word(text, end)
        return end if is_counted or any(each.match(text, end) for each in words) else None

    return ends


_before_next, _before_measure = _before(_IS_NEXT), _before(counted=_IS_COUNT)
_before_end_of_count = _before(counted=_ENDS_COUNT)


def _before_numeral_or_next(match: re.Match[str]) -> int | None:
    """Hold where a word that is asked for follows, or a numeral; not in X光, X轴."""
    text, end = match.string, match.end()
    if _IS_NAMED_X.match(text, end):
        return None
    return end if text[end : end + 1] in tuple(_NUMERALS) else _before_next(match)


def _before_measure_or_year(match: re.Match[str]) -> int | None:
    """Hold where a measure word or a year follows; not in N次方, N年级."""
    text, end = match.string, match.end()
    if re.match("次方|元[一二三]次|%[A-Za-z]", text[end : end + 3]):
        return None
    if text.startswith("年", end) and not text.startswith("年级", end):
        return end
    is_more = text[end - 1] == "余" and _IS_COUNT.match(text, end - 1)  # N余处室
    return _before_measure(match) or (end - 1 if is_more else None)


#: what names begin with X: X光, X轴, …
_NAMED_X = "光|射线|线[^路索上下]|轴|染色|波段|型|档案|平台"
_IS_NAMED_X = Pattern(_NAMED_X)
_CROSSES = Family(
    Rule(
        "crosses for a number or a name",
        rf"(?<![{_LETTERS}])(?:19|20)?[0-9]?[{_CROSS}]{{1,8}}(?:[.．][{_CROSS}]{{1,4}})?",
        signs=_CROSS,
        finds="⟦X⟧次，⟦××⟧市，⟦20XX⟧年，⟦X.X⟧%，⟦X⟧届",
        leaves="X光，3×4米，AX次",
        ends=_before_numeral_or_next,
    ),
    Rule(
        "a cross beside Chinese",
        rf"(?<![{_LETTERS}＋打画划标{_CODE}])(?<![!-~] )[{_CROSS}](?={CHARACTER}|[，。、；：）」“《]|(?<!“.)”)"
        rf"(?!{_NAMED_X})",
        signs=_CROSS,
        finds="⟦X⟧认真谋划，按照⟦X⟧“三张清单”推进",
        leaves="X光，打×的，党建+X认真",
    ),
    Rule(
        "a cross at the end, or before a half-width sign",
        rf"(?<={CHARACTER})(?<![打画划标])[{_CROSS}](?=[,;:)\"]|$)",
        signs=_CROSS,
        finds="到会⟦X⟧, 学习⟦X⟧",
        leaves="打×",
    ),
    Rule(
        "crosses alone",
        rf"(?<![{_LETTERS}])[{_CROSS}]{{2,}}(?![{_LETTERS}])",
        signs=_CROSS,
        finds="由分管领导⟦XX⟧牵头",
        leaves="iXX",
    ),
    Rule(
        "a cross beside a number",
        rf"(?<=[{_DIGITS}])[{_CROSS}]+(?={CHARACTER})|(?<={CHARACTER})[{_CROSS}]+(?=[{_DIGITS}]{{1,8}}{CHARACTER})",
        signs=_CROSS,
        finds="共3⟦X⟧次，学习⟦X⟧3次",
        leaves="3×4",
    ),
    Rule(
        "a year",
        rf"(?<![{_LETTERS}])(?:19|20)(?:[0-9][{_CROSS}]|[{_CROSS}]{{2}})(?![{_LETTERS}])",
        signs=_CROSS,
        finds="⟦202X⟧年度，⟦20XX⟧",
        leaves="2021",
    ),
    Rule(
        "a decimal",
        rf"(?<![{_LETTERS}])[{_CROSS}]{{1,4}}[.．][{_CROSS}]{{1,4}}(?={CHARACTER})",
        signs=_CROSS,
        finds="投入⟦x.x⟧万",
        leaves="1.x版",
    ),
    Rule(
        "crosses in a row, a cross in a cell",
        "(?<![A-Za-z])[Xx]{3,}(?![A-Za-z])|(?:(?<=[|])|(?<=[|] )|^)[Xx](?= ?[|]|$)|(?<![A-Za-z])[Xx](?=〔)",
        signs="Xx",
        finds="|⟦X⟧|，⟦xxx⟧1，⟦X⟧〔2021〕3号",
        leaves="XX1",
    ),
)
_OF_STARS = Family(
    Rule(
        "a star for a name or a number; no product",
        rf"(?:19|20)(?:[{STARS}]+|[{STARS}][0-9]|[0-9][{STARS}])(?=年)"
        rf"|(?<![{_LETTERS})）])(?<![{_LETTERS})）] )[{STARS}]+|[{STARS}]+(?! ?[{_LETTERS}(（])",
        signs=STARS,
        finds="⟦*⟧局，⟦20**⟧年，李⟦*⟧",
        leaves="3*4，(a+b)*c",
    ),
    Rule(
        "stars in a row",
        rf"[{STARS}]{{2,}}",
        signs=STARS,
        finds="138⟦****⟧0000",
        leaves="3*4",
    ),
)
_OF_LETTERS = (
    Rule(
        "a letter for a number",
        rf"(?<![{_LETTERS}+＋./])[NnMmYZ]{{1,3}}(?:[+＋][0-9NnMm])?余?",
        signs="NnMmYZ",
        finds="⟦N⟧次，⟦n+1⟧个，同⟦NN⟧人，⟦N⟧年来",
        leaves="N年级，M字签证，AN次，N次方",
        ends=_before_measure_or_year,
    ),
    Rule(
        "n+1",
        rf"(?<![{_LETTERS}+＋./“‘])[Nn][+＋][0-9](?![{_LETTERS}+＋”’])",
        signs="Nn",
        finds="讨论⟦n+1⟧",
        leaves="“N+1”模式",
    ),
)
#: no IT公司, no 附件A, no 甲级, no 马甲
_BY_LETTER = Family(
    Rule(
        "an organ or a place by a letter",
        rf"(?<![{_LETTERS}+＋./&·\-件录表项类组包段图])(?<![A-Za-z] )[A-WYZa-d](?:{_LETTERED})",
        signs=f"{ascii_uppercase}abcd",
        finds="通报⟦A局⟧、⟦B县⟧和⟦C公司⟧的案例",
        leaves="IT公司，附件A单位",
    ),
    Rule(
        "several of them",
        rf"(?:(?<![{_LETTERS}件录表类])[A-Z](?:[、和及与][A-Z]){{1,4}}|[甲乙丙丁](?:[、和及与]?[甲乙丙丁]){{1,4}})"
        rf"(?:[两三四五]个?|等)?(?:{_LETTERED})",
        signs=f"{ascii_uppercase}甲乙丙丁",
        finds="学⟦A、B两县⟧和⟦甲乙两局⟧",
        leaves="甲乙双方",
    ),
    Rule(
        "by a cyclical sign",
        rf"(?<![马指装铠龟花六科盔一二三])[甲乙丙](?:{_LETTERED}|某)|(?<=[，。、；和与])丁(?:[省市县局]|单位|公司)",
        signs="甲乙丙丁",
        finds="到⟦甲县⟧、⟦乙单位⟧、⟦丁公司⟧学习",
        leaves="马甲局，甲级，丁是丁",
    ),
)
_SOMEBODY = f"{surnames.CLEAR}{surnames.FAIRLY_CLEAR}"
_SOME = Family(
    Rule(
        "somebody, something",
        rf"[{_SOMEBODY}A-Z甲乙丙]?(?:某{{2,}}|某(?![些种个一项类次人事时天方阶环段点样道]|领域|行业|问题|情[况形]|原因|角度|特定))",
        signs="某",
        finds="⟦某某⟧作风，⟦某⟧市，⟦某⟧年，⟦张某⟧，⟦李某某⟧",
        leaves="某些问题、某种程度、某个环节",
    ),
    Rule(
        "somebody before other words",
        rf"[{surnames.CLEAR}]某|某(?=时[，。、；某])",
        signs="某",
        finds="⟦张某⟧人，⟦某⟧时，",
        leaves="某时刻",
    ),
)
_NOBODY = Family(
    Rule(
        "names of nobody",
        "张三(?<![一两每几这纸]张三)(?![分级年月次个项名条件十百千万亿至到维方角丰])|李四(?!光)|王五(?=[，。、；等同的])",
        signs="张李王",
        finds="批评⟦张三⟧、⟦李四⟧两名同志",
        leaves="张三丰、李四光、三张三级证书",
    ),
)
_UNDERLINES = Family(
    Rule(
        "a year with a line in it",
        rf"(?<![{_LETTERS}])(?:19|20)[0-9]?[{_LINES}]{{1,4}}(?=年)",
        signs=_LINES,
        finds="⟦202_⟧年，⟦20__⟧年",
        leaves="2021年_",
    ),
    Rule(
        "lines to write on",
        rf"[{_LINES}]{{2,}}|(?<={_WIDE})[{_LINES}](?={_WIDE})|(?<={CHARACTER} )_(?= {CHARACTER})",
        signs=_LINES,
        finds="召开会议⟦__⟧次，由⟦_⟧同志负责，由 ⟦_⟧ 负责",
        leaves="a_b",
    ),
    Rule(
        "a cross on a line",
        rf"(?<={_WIDE})_[{_CROSS}]{{1,4}}_(?={_WIDE})",
        signs="_",
        finds="召开⟦_X_⟧次",
        leaves="a_X_b",
    ),
    Rule(
        "a line behind digits",
        rf"(?<=[0-9])[{_LINES}](?={CHARACTER})",
        signs=_LINES,
        finds="20⟦_⟧年",
        leaves="20_1",
    ),
)
_EMPTY = Family(
    Rule(
        "blanks before what is asked for",
        rf"{_BLANK}(?:(?<={CHARACTER}{CHARACTER}.)(?<![章节条编].)|(?<={_ASKS}.)){_BLANK}+",
        signs=_BLANK_SIGNS,
        finds="召开会议⟦　　⟧次",
        leaves="第二章  地名标志",
        ends=_before_next,
    ),
    Rule(
        "blanks behind what asks",
        rf"{_BLANK}(?<={_ASKS}.){_BLANK}{{2,}}(?={CHARACTER}|[，。、；])",
        signs=_BLANK_SIGNS,
        finds="由⟦   ⟧负责",
        leaves="局   长",
    ),
    Rule(
        "one blank before a measure and a stop",
        rf"{_BLANK}(?<={CHARACTER}{CHARACTER}.)",
        signs=_BLANK_SIGNS,
        finds="召开会议⟦ ⟧次。",
        leaves="会议 次数",
        ends=_before(counted=_ENDS_CLAUSE),
    ),
    Rule(
        "a blank for an ordinal, or a document's number",
        rf"{_BLANK}(?:(?<=第.){_BLANK}*(?=[次届号期轮批])|(?<=〕.){_BLANK}*(?=号))",
        signs=_BLANK_SIGNS,
        finds="第⟦ ⟧次，〔2021〕⟦ ⟧号",
        leaves="第 一次",
    ),
    Rule(
        "blanks in a date",
        rf"{_BLANK}(?:(?<={CHARACTER}.){_BLANK}*月{_BLANK}*日|(?<=年.){_BLANK}*月(?:{_BLANK}*日)?|(?<=[0-9]月.){_BLANK}*日)",
        signs=_BLANK_SIGNS,
        finds="今年⟦ 月 日⟧，3月⟦ 日⟧",
        leaves="2021年 3月",
    ),
    Rule("quotes around blanks", f"“{_BLANK}*”", signs="”", finds="贯彻⟦“ ”⟧精神", leaves="“甲”"),
)
_DELETED = Family(
    Rule(
        "a date without numbers",
        rf"年(?<={CHARACTER}年)(?<!生年){_BLANK}*月{_BLANK}*日(?=[，。、；）]|$)|月(?<=[0-9]年月)日",
        signs="月",
        finds="今⟦年月日⟧，2021年⟦月日⟧",
        leaves="出生年月日",
    ),
    Rule(
        "an ordinal or a document's number without one",
        "第(?<![次等]第)[次届期轮批](?!第)|〕号(?![召码])|“”",
        signs="第号”",
        finds="⟦第次⟧会议，〔2021⟦〕号⟧，⟦“”⟧",
        leaves="次第次第，〕号码",
    ),
)


def _no_other_word(match: re.Match[str]) -> int | None:
    """Hold where what follows the verb begins no other word: 启动个案."""
    text, begin = match.string, match.end("verb")
    other = _is_other_word(text, begin) or text[begin : begin + 2] in _OTHERS_DELETED
    return None if other else match.end()


#: words before a number
_VERBS = (
    "启动|涉及|完成|实施了?|制定了?|召开|解决|新建|设立(?<!建设立)|覆盖|创建|打造|发现|查处|清理|压减|减少|开展|举办|组织|排查"
    "|处理|处分|通报|受理|合并|整合|取消|保留|化解|先后|共计|累计|占比|增长|下降|达到|超过|总计|共有"
)
_OTHERS_DELETED = frozenset(("个案", "个股", "个位", "个展", "个税", "个例", "项下"))
_LABEL = "副组长|组长|成员|姓名|单位|部门|时间|日期|地点|职务|电话|主持人|记录人|汇报人"
_MISSING = Family(
    Rule(
        "a verb and a measure",
        rf"(?P<verb>{_VERBS})(?:[个项](?={CHARACTER}|[，。、；])|次(?={CHARACTER}|[，。、；])|平方米|[万亿]元|[%％])",
        signs="次个项米元%％",
        finds="⟦先后次⟧研究，⟦启动个⟧项目，⟦占比%⟧",
        leaves="解决个案，完成项目，先后次序",
        ends=_no_other_word,
    ),
    Rule(
        "about, and a measure",
        "约(?<![节契公条预制]约)(?:平方米|人次|[万亿]元|亩|[%％])|群个(?=[，。；])|案个(?=[，。；])|目个(?=[，。；])",
        signs="约个",
        finds="面积⟦约平方米⟧，项⟦目个⟧。",
        leaves="节约万元",
    ),
    Rule(
        "a year of a body's work",
        "年(?<=[分支]行年|[我省市县区]局年)(?=工作|纪检|党风|党建|反腐|廉政|作风)",
        signs="年",
        finds="按照县支行⟦年⟧党建工作会议，《市局⟦年⟧工作要点》",
        leaves="执行年工作量，市局年轻干部",
    ),
    Rule(
        "a congress, a year",
        f"党的大(?=精神|报告|以来)|年(?:(?<=^年)|(?<=[{_NUMERALS}]、年))(?=工作(?:总结|回顾|计划|情况|报告|要点|安排))",
        signs="大年",
        finds="学习⟦党的大⟧精神，一、⟦年⟧工作总结",
        leaves="党的大事、全年工作",
    ),
    Rule(
        "a label with nothing behind",
        f"(?:{_LABEL})[：:](?=(?:{_LABEL})[：:])|(?<=长[：:])成员[：:]$",
        signs="：:",
        finds="⟦组长：⟧⟦副组长：⟧⟦成员：⟧",
        leaves="组长：局长；成员：各科科长",
    ),
)
#: the first of some dots, and the others; a search is fast for what begins with a sign
_DOT = r"…|\.(?=\.\.)|。(?=。。)"
_MORE_DOTS = r"(?:(?<=…)…{0,3}|(?<=\.)\.+|(?<=。)。+|(?<=·)·+)"
_DOTS = Family(
    Rule(
        "dots before a measure or a place",
        rf"(?:{_DOT}|·(?=·))(?:(?<=(?:{CHARACTER}|[，、；：]).)|(?<=^.)){_MORE_DOTS}",
        signs="….。·",
        finds="受教育⟦……⟧人，到⟦...⟧县",
        leaves="学习、调研……等形式",
        ends=_before(IS_PLACE, counted=_IS_COUNT),
    ),
    Rule(
        "dots in the place of an item",
        rf"(?:{_DOT})(?:(?<=[{_NUMERALS}]是.){_MORE_DOTS}|(?<=：…)…{{0,3}}(?=[。；]|$))",
        signs="….。",
        finds="一是⟦……⟧；二是⟦……⟧。做法：⟦……⟧。",
        leaves="坚持不懈抓作风……",
    ),
    Rule(
        "dots alone",
        rf"^{_BLANK}*(?:…{{1,4}}|\.{{3,}}){_BLANK}*$",
        signs="….",
        finds="⟦……⟧",
        leaves="等等……",
    ),
)
_OF_DASHES = Family(
    Rule(
        "a dash for a number",
        rf"(?<={CHARACTER})[{_DASHES}\-]{{1,4}}",
        signs=f"{_DASHES}-",
        finds="召开会议⟦—⟧次，受教育⟦——⟧人。",
        leaves="一要——个人自学",
        ends=_before_end_of_count,
    ),
    Rule(
        "a dash in a date",
        "—(?=月—日)|(?<=月)—(?=日)",
        signs="—",
        finds="⟦—⟧月⟦—⟧日",
        leaves="1—6月",
    ),
    Rule(
        "a dash for a name",
        rf"(?<=[《〈“])[{_DASHES}\-]{{1,4}}(?={CHARACTER})",
        signs=f"{_DASHES}-",
        finds="《⟦--⟧分行工作要点》",
        leaves="《要点》——分行",
    ),
)
_FIGURES = Family(
    Rule(
        "rings for a name or a number; no zeros of a year",
        rf"(?<![{_NUMERALS}零〇○])[{_RINGS}]{{2,}}(?![{_NUMERALS}零年])",
        signs=_RINGS,
        finds="⟦○○⟧局",
        leaves="二○○年，二○○三",
    ),
    Rule(
        "a ring before what is asked for",
        rf"(?<![{_NUMERALS}零〇○])[○◯]",
        signs="○◯",
        finds="⟦○⟧局",
        leaves="二○二一年",
        ends=_before_next,
    ),
    Rule(
        "a person",
        rf"(?<=[{surnames.CLEAR}])[{_RINGS}□△](?![{_NUMERALS}零〇○])",
        signs=f"{_RINGS}□△",
        finds="组长赵⟦○⟧",
        leaves="二○年",
    ),
    Rule(
        "boxes before what is asked for",
        rf"[{_BOXES}]{{2,20}}",
        signs=_BOXES,
        finds="⟦△△⟧村",
        leaves="●●要闻",
        ends=_before_next,
    ),
    Rule(
        "a box in a text before what is asked for",
        rf"(?<={CHARACTER}|[，、（“《])[{_BOXES}]|△",
        signs=_BOXES,
        finds="到⟦□⟧县，⟦△⟧局",
        leaves="●市局要闻，□未选",
        ends=_before_next,
    ),
    Rule("boxes alone", "[□■▢☐]{2,}", signs="□■▢☐", finds="⟦□□⟧甲", leaves="□甲"),
)
_OTHERS = Family(
    Rule(
        "signs of the keyboard before a measure, an organ or a person",
        rf"(?<={CHARACTER})[#＃$@&~～]+",
        signs="#＃$@&~～",
        finds="召开⟦##⟧次，到⟦@⟧局",
        leaves="甲~乙",
        ends=_before(_IS_COUNT, _IS_ORGAN),
    ),
    Rule("wide number signs", "＃{2,}", signs="＃", finds="⟦＃＃⟧甲", leaves="＃甲"),
    Rule(
        "question marks before what is asked for",
        r"(?<![?？])[?？]{2,9}",
        signs="?？",
        finds="召开⟦??⟧次",
        leaves="怎么办？？",
        ends=_before_next,
    ),
    Rule(
        "a question mark for a number",
        rf"(?<={CHARACTER})[?？]",
        signs="?？",
        finds="召开⟦?⟧次。",
        leaves="怎么办？部门联动",
        ends=_before_end_of_count,
    ),
)

#: brackets of one kind, by what opens and by what closes
_BRACKETS = (
    ("（(﹙", ")）﹚"),
    ("[［", "]］"),
    ("{｛", "}｝"),
    ("<〈＜", ">〉＞"),
    *zip("【〔《「『", "】〕》」』", strict=True),
)
_CLOSED_BY = {sign: closing for opening, closing in _BRACKETS for sign in opening}
_OPENING, _CLOSING = (re.escape("".join(signs)) for signs in zip(*_BRACKETS, strict=True))


def _labels_nothing(match: re.Match[str]) -> int | None:
    """Hold but for the name of a column: 【廉政课堂】某局开展警示教育, 【廉政课堂】专栏."""
    text, start, end = match.string, match.start(), match.end()
    heads = start == 0 and end <= _LONGEST_COLUMN and _HEADLINE.match(text, end)
    is_column = heads and not _ASKED.search(text, start, end)
    return None if is_column or text.startswith(_COLUMNS, end) else end


_COLUMNS = ("专栏", "栏目", "专题", "专版", "频道")
#: characters: the longest name of a column with its brackets
_LONGEST_COLUMN = 16
#: a headline behind a column's name; no sentence, which a stop ends
_HEADLINE = Pattern(rf"{CHARACTER}{{4}}[^。；\n]{{2,60}}(?<![。；：])\Z")
#: what a template asks for
_ASKED = Pattern(f"{_FIELD}|[{_CROSS}{STARS}{_RINGS}?？某填写]|此处|具体|[一两几]句")


def _in_text(match: re.Match[str]) -> int | None:
    """Hold for brackets that are no link's and no code's: Chinese stands beside them."""
    text, start, end = match.string, match.start(), match.end()
    if text[end : end + 1] in tuple("([0123456789"):
        return None
    before = text[max(start - 2, 0) : start]
    if ord(text[start]) > 0x7F or _TEXT_BEFORE.search(before):
        return end
    after = text[end : end + 1]
    is_text = after != "" and (ord(after) > 0x7F or after == "%")
    return end if is_text and not _CODE_BEFORE.search(before) else None


_TEXT_BEFORE = Pattern(rf"(?:{_WIDE}|\||\| )\Z")
_CODE_BEFORE = Pattern(rf"(?:[A-Za-z\]{_CODE}]|[A-Za-z] )\Z")


def _empty_pair(match: re.Match[str]) -> int | None:
    """Hold for brackets of one kind around nothing, in a text."""
    return _in_text(match) if match[0][-1] in _CLOSED_BY[match[0][0]] else None


#: instructions to who fills in
_INSTRUCTION = (
    "此处|请(?:填|写|补|注|根据|结合|按|自行|列|在|说明|删|插|替换|参照|如实)|填(?!报[人单时部]|表|空题)|待(?:填|补|定|核|续|更新|完善)|插入(?!式)"
    "|自行(?:补|填|添|增|删|修改|调整)|视情况?(?:填|写|增|删|补|而定)|可(?:根据|结合|补充|自行|增|删|填)"
    "|(?:根据|结合|按照?)(?:本单位|自身|各自|本地|本部门)?实际(?:情况)?(?:填|写|增|删|补|修改|调整|[）)])"
    "|列举|举例|补充(?:具体|内容|数|情况|完整|案例|实例|名称|[）)])|省略|略去|[以下从]{1,2}略|内容略|略[）)]|空白?[）)]|字数"
)
_PAIRS = Family(
    Rule(
        "brackets around nothing",
        rf"[{_OPENING}](?:数字?|几|若干|多少|[{_BLANKS}{_CROSS}Nn{_LINES}{_RINGS}{_BOXES}{STARS}?？.…·—\-某略空]){{0,40}}[{_CLOSING}]",
        signs="）)﹚]］}｝>〉＞】〕》」』",
        finds="⟦（ ）⟧处，⟦[X]⟧个，⟦〔×〕⟧街道，⟦（略）⟧，⟦（几）⟧次",
        leaves="SUM()函数，[](a.md)，（甲）",
        ends=_empty_pair,
    ),
)
_NAMED = Family(
    Rule(
        "brackets around what is asked for",
        rf"(?!^【{CHARACTER}{{0,6}}(?:{_LABELLING})】)"
        rf"[\[【{{｛〔〈<](?:{CHARACTER}{{0,6}}(?:{_FIELD})|(?:具体|填写|此处|插入){CHARACTER}{{0,8}})[\]】}}｝〕〉>](?![(\[])",
        signs="]】}｝〕〉>",
        finds="甲⟦[单位名称]⟧，甲⟦【数量】⟧，到会⟦{人数}⟧人",
        leaves="【主要内容】如下，[名称](a.md)",
    ),
    Rule(
        "square brackets around words",
        rf"\[(?=[^\]\n]{{0,60}}{CHARACTER}{CHARACTER})(?![^\]\n]{{0,60}}, )[^\[\]\n='.]{{1,80}}\]",
        signs="]",
        finds="⟦[本地区/本系统]⟧开局良好",
        leaves="[1]王强，见[文件](a.md)",
        ends=_in_text,
    ),
    Rule(
        "round brackets around what is asked for",
        rf"[（(](?:(?:具体|填写)(?:{_FIELD})|(?<![名人者].)(?:单位|部门|会议|活动|文件|制度|项目|地区)(?:{_NAME_OF}))[）)]",
        signs="）)",
        finds="⟦（具体时间）⟧，⟦（单位名称）⟧认真自查",
        leaves="姓名（单位名称），（具体见附件）",
    ),
    Rule(
        "round brackets around a field behind a preposition",
        rf"[（(](?:(?<=[由在于为共对向和与是：，。、；“|].)|(?<=^.))(?:{_NAME_OF}|时间|地点|单位|部门)[）)](?={CHARACTER})",
        signs="）)",
        finds="由⟦（姓名）⟧主持，在⟦（地点）⟧召开",
        leaves="部门（单位）、甲",
    ),
    Rule(
        "instructions",
        rf"[（(【\[](?:注[：:])?(?={_INSTRUCTION})[^（）()【】\[\]\n]{{1,60}}[）)】\]](?![(\[])",
        signs="）)】]",
        finds="⟦（此处填写做法）⟧，⟦（可自行增减）⟧",
        leaves="（填报人），（试行），（以下简称“市局”）",
    ),
)
_SQUARE = Family(
    Rule(
        "brackets of templates; official texts have them at a paragraph's head alone",
        rf"(?!^【{CHARACTER}{{0,6}}(?:{_LABELLING})】)【(?! ?(?:19|20)[{_DIGITS}]{{2}} ?】)[^【】\n]{{1,60}}】",
        signs="】",
        finds="下一步，将⟦【一句打算即可】⟧",
        leaves="【主要内容】，【2021】，开设【廉政课堂】专栏",
        ends=_labels_nothing,
    ),
)
_SAID = Family(
    Rule(
        "to be filled in",
        r"待(?<![期等招接对优宽款虐看有亟尚]待)(?:补充?|填写?|定稿?(?=[）)】，。；、]|$)|核实后?(?:填|补)|核实?(?=[）)】，。；]|$)|查(?=[）)】，。]|$)"
        r"|(?:确认|明确|统计|汇总|商定|研究|续|完善|议|报|加|改|编|写|通知|报送|报数|落实|批复|反馈|安排)(?=[）)】，。；]|\s*\||$)"
        rf"|更新|录入?|{CHARACTER}{{1,8}}(?:提供|补充|填写|报送|核实|确认|反馈)(?=[）)】]))",
        signs="待",
        finds="数据⟦待补⟧，金额⟦待核实⟧，（⟦待办公室提供⟧）",
        leaves="待遇、等待、期待、对待、有待加强",
    ),
)
_SAID_OTHERWISE = Family(
    Rule(
        "fill in here",
        r"(?:此处|这里|此段|本段)(?:请?(?:填|补|写|插入|略|空)|待)[写充入]?|(?<!申)请(?:填写|补充|核实|在此|输入)(?=[^\n]{0,6}(?:[）)】，。]|$))",
        signs="此这本请",
        finds="⟦此处填写⟧，⟦请核实⟧。",
        leaves="请假条，申请补充，",
    ),
    Rule(
        "a place is held, data are missing",
        r"占位|暂缺(?!位)|数据缺失|容后补充?|后补(?=[）)】，。；]|$)",
        signs="占暂数容后",
        finds="⟦暂缺⟧，⟦数据缺失⟧，⟦后补⟧。",
        leaves="暂缺位，后补贴",
    ),
    Rule(
        "left out",
        rf"(?:(?<=[：:|])|(?<=[：:|] ))略(?={_BLANK}*(?:[。；|]|$))",
        signs="略",
        finds="具体做法：⟦略⟧。",
        leaves="战略，略有",
    ),
)
_ENGLISH = Family(
    Rule(
        "TODO, TBD",
        r"(?<![A-Za-z])(?:[Tt][Oo◎][- ]?[Dd][Oo◎]|[Tt]\.?[Bb]\.?[DdCcAa]\.?|[Ff][Ii][Xx][Mm][Ee]"
        r"|[Tt]o be (?:confirmed|determined|decided|added|filled|completed|announced|done)|[Ll]orem)(?![A-Za-z])",
        signs="DdBbXxm",
        finds="方案⟦TODO⟧，⟦TBD⟧",
        leaves="To B企业",
    ),
)
#: placeholders by what they are made of; of one make only one finds
_MAKES = (
    _CROSSES,
    _OF_STARS,
    Family(*_OF_LETTERS, *_BY_LETTER.rules),
    _SOME,
    _NOBODY,
    _UNDERLINES,
    _EMPTY,
    _DELETED,
    _MISSING,
    _DOTS,
    _OF_DASHES,
    _FIGURES,
    _OTHERS,
    _PAIRS,
    _NAMED,
    _SQUARE,
    _SAID,
    _SAID_OTHERWISE,
    _ENGLISH,
)
#: characters beside a sign that tell what the sign is
_BESIDE_SIGN = 40
#: what begins or ends beside a star that stands for a name or a number, and beside no emphasis
_BARE = Pattern(
    "[局县市省届次名个](?![人别党委级])|年(?!度|[初底终内])|月(?!度)|日(?!常)|人次|项(?!目)"
)
#: marks for a person, who appears by post
_PERSONAL = Pattern(rf"[{_SOMEBODY}](?:某|[{STARS}{_CROSS}{_RINGS}])|张三|李四|王五")
_CENTURY = Pattern(rf"(?:19|20)[{STARS}]+$")
_UNENDED = Pattern(".{4}[、，和与及的]$")
_MEANT = "本来就这样写的，连前后的字写进 data/固定说法.yml"
#: punctuation of Chinese typed in ASCII; no list of YAML
_HALF_WIDTH = Pattern(rf"[,;:](?<={CHARACTER}.)(?!\s)")
_UNSEEN = Pattern(f"{WITHOUT_SHAPE.pattern}|[{COMBINING}{BRAILLE_BLANK}]")
#: blanks, and marks of code and of what is struck or underlined, that may tear a mark apart
_MAY_TEAR = Pattern(f"[{_BLANKS}`~=+]")
_TEARING = Pattern(
    rf"{only_at(f'{_BLANKS}`~=+')}(?:(?:(?<={_WIDE})|(?<=[*\[(<{{])){_BLANK}{{1,9}}(?!_)|(?<!_){_BLANK}{{1,9}}(?={_WIDE}|[*\])>}}])"
    rf"|(?<=[{_CROSS}0-9]){_BLANK}{{1,9}}(?=[{_CROSS}])|`{{1,3}}|~~|==|\+\+)"
)
#: between the parts of one date, place or session
_BETWEEN = Pattern(rf"{_BLANK}*(?:{_PLACE}|{_TIME}|[局委\-—–~～])?{_BLANK}*")


def find(text: str, meant: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield where each placeholder stands; those that touch, or that one word joins, are one.

    ``meant`` are words that are none, whatever they are made of. Blanks, and signs that nobody
    sees, may tear a mark apart.
    """
    start = end = -1
    for first, last in sorted(_marks(text, sorted(meant, key=len, reverse=True))):
        if end >= 0 and (first <= end or _BETWEEN.fullmatch(text, end, first)):
            end = max(end, last)
        else:
            if end >= 0:
                yield start, end
            start, end = first, last
    if end >= 0:
        yield start, end


@lately
def spans(text: str, meant: Fixed[str]) -> tuple[tuple[int, int], ...]:
    """Return where each placeholder stands in a text of which there may be many."""
    return tuple(find(text, meant))


def _marks(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each mark stands, in the text as it is seen and without what may tear a mark."""
    for seen, where in _readings(text):
        as_seen = _HALF_WIDTH.sub(lambda sign: full(sign[0]), seen)
        for name in names:
            as_seen = as_seen.replace(name, "\0" * len(name))
        read = _read(as_seen)
        signs = frozenset(read)
        for make in _MAKES:
            for found in make.scan(read, signs):
                if not _multiplies(read, found.start, found.end):
                    yield where[found.start], where[found.end - 1] + 1


def _read(text: str) -> str:
    """Return a text as the rules read it, character for character."""
    return text.translate(_TO_READ) if UNUSUAL.search(text) else text


def _multiplies(text: str, start: int, end: int) -> bool:
    """Whether a mark stands in a formula, as in 得分＝权重×系数."""
    beside = text[max(start - _BESIDE_SIGN, 0) : end + _BESIDE_SIGN]
    return text[start:end] in "×✕✖*＊" and any(sign in beside for sign in "=＝÷")


def _readings(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield a text as a reader sees it, then without what may tear a mark, and where its signs stand."""
    yield without(text, _UNSEEN)
    if _MAY_TEAR.search(text) and _TEARING.search(text):
        yield without(text, _UNSEEN, _TEARING)


def emphasised(text: str, start: int, end: int) -> bool:
    """Whether the stars around a stretch of a text may be emphasis, and not two placeholders.

    The engine takes any pair for emphasis, and the page shows none: 对照*年重点，推进*届任务.
    """
    before, inner = text[max(start - _BESIDE_SIGN, 0) : start], text[start:end]
    after = text[end : end + _BESIDE_SIGN].lstrip(STARS)
    return not (
        _BARE.fullmatch(inner)
        or inner[0] in "和与及的、，。"
        or (_BARE.match(inner) and inner[-1] in "和与及、，")
        or (_BARE.match(inner) and _BARE.match(after))
        or (_CENTURY.search(before) and inner.startswith("年"))
        or (_UNENDED.search(inner) and is_chinese(before.rstrip(STARS)[-1:]))
        or (re.search("[，。；]", inner[:-1]) and is_chinese(after[:1]))
    )


def by_letter(name: str) -> Iterator[str]:
    """Yield the organs and places that a name calls by a letter: 甲县 in 甲县教育局."""
    for found in _BY_LETTER.scan(_read(name)):
        yield name[found.start : found.end]


@remembered
def alone(text: str) -> bool:
    """Whether a text is nothing but a placeholder and the words beside it, as X次 is; A局 may be meant."""
    rest, last = "", 0
    for start, end in find(text, by_letter(text)):
        rest, last = rest + text[last:start], end
    return last > 0 and not _IS_NEXT.sub("", rest + text[last:]).strip()


def message(mark: str) -> str:
    """Return what to say of a placeholder."""
    if set(mark) <= set(STARS):
        return (
            f"“{mark}”若是占位，请写上实际内容，没有这件事就把这句删去；"
            f"若是强调，请删去：公文里没有强调，别的页面里要成对；{_MEANT}"
        )
    shown = mark.strip() or "空白"
    what = "岗位，不写姓名" if _PERSONAL.match(_read(shown)) else "上实际内容"
    return f"“{shown}”是占位，没有填写；请写{what}，没有这件事就把这句删去；{_MEANT}"
