"""Placeholders: marks that stand for what was to be filled in or blanked out, in prose and in data.

A mark is told by what it is made of and by what stands beside it. The caller names what is meant as
it stands (固定说法).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ledger.language.numerals import ARABIC
from ledger.language.signs import BRAILLE_BLANK, COMBINING, HAN, WITHOUT_SHAPE, full

# what a placeholder is made of, for character classes

_CROSS = "XxＸｘ×✕✖╳Ⅹⅹχ\u0425\u0445"  # Roman, Greek and Cyrillic as well
#: the engine takes a pair of them for emphasis, an official document has none
STARS = "*＊∗﹡⁎✱✲✳"
_RINGS = "○〇◯Ｏ◎"
_BOXES = "□■▢●◆◇△▲▽▼☐☆★"
_LINES = "_＿‗﹍﹎﹏"
_BLANKS = r" \t\u00a0\u2000-\u200a\u3000"
_BLANK = f"[{_BLANKS}]"
#: signs of ASCII before a word of code, and of a sum: no bracket, and no stop that a clerk types
_CODE = r"!#-'*+./<-@\\^`{}~"
_LETTERS = "A-Za-zＡ-Ｚａ-ｚ0-9"

# what stands beside it

_PLACE = "省|市|州|盟|县|区|旗|镇|乡|村|街道|社区"
_BODY = "局|委|厅|部|处|科|室|组|站|所|院|校|厂|公司|企业|单位|中心|基地|支部|党组|党委|机关|大学|集团|银行|部门"
_PERSON = "同志|局长|书记|主任|科长|处长|部长|组长|委员|领导|先生|女士|某"
_THING = "项目|文件|通知|会议|课题|案件|问题|平台|系统|活动|制度|报告|地"
_TIME = "年|月|日|号|时|季度|届"
_COUNT = (
    "余?[个名人次场期篇条份项件家户批辆台套处起例类级种轮课堂讲门部本册张元分天页字]|"
    "[百千万亿]*元|[人场批件户]次|小时|课时|百分点|[%％]|多?[人次个名项场]"
)
_NEXT = f"{_PLACE}|{_BODY}|{_PERSON}|{_THING}|{_TIME}|{_COUNT}"
#: measure words that begin other words: 个别, 人民, 次要, …
_LONGER = (
    "个[人别性体中]|名[单录称义词誉列为牌额]|人[民才员事大们物生口身情力]|项目|次[要数序级日年生方品债]"
    "|场[所地景面合馆]|期[间限望待盼]|篇章|条[例件款文目线]|份[额内]|件数|家[庭风属长教校园]|户[籍口外]"
    "|批[评准示复判]|台[账阶]|套路|处[理置分室长在于级罚方境]|起[草步点到来诉源]|例[会如行]|类[别型似]"
    "|级别|种[类子植]|轮[岗换训]|课[题堂程]|堂堂|讲[话政好究解述评]|门[户槛类]|部[门署分委队]"
    "|本[着局单级人年市县区部月质来]|册页|元[旦素]|分[工析管别级类]|天[天然]|页面|字[样体签]"
)
_COUNTED = f"(?!{_LONGER})(?:{_COUNT})"
#: the measure word ends what is counted
_ENDS = "(?=[，。、；：）)]|$|[会培学活谈课文问线制]|[以余]上)"
_NAME_OF = "名称|姓名|人名|数量|人数|次数|场数|份数|数字|金额|日期|年份|月份|职务|文号|地名"
#: these label a paragraph as well: 【主要内容】
_LABELLING = "时间|地点|标题|内容|要点|案例"
_FIELD = f"{_NAME_OF}|单位|部门|科室|数据|{_LABELLING}|填空"
#: family names, first those that end no other word before 某
_SURNAME = (
    "张王李赵刘陈杨吴周徐孙朱胡郭罗郑梁谢宋唐许邓冯韩曹彭蔡潘董袁蒋杜苏魏吕沈姚卢傅姜崔谭廖范汪陆戴贾韦"
    "邱邹熊孟薛尹雷黎陶贺顾郝龚邵钱覃"
)
_OTHER_SURNAME = "黄马何林高曾萧田余叶程丁任钟石夏方侯秦白江阎段史龙毛万严武戚莫孔汤付肖"
#: organs and places that texts call by a letter
_LETTERED = (
    "省|市|州|县|镇|乡|村|街道|社区|局|厅|单位|公司|企业|学校|学院|医院|党?支部|党委|党组|机关|集团|银行|部门"
    "|同志|书记|副?局长|副?主任"
)
#: A局, B县, 甲县, 乙单位; but no IT公司, no 附件A, no 甲级, no 马甲
_BY_LETTER = (
    rf"(?<![{_LETTERS}+＋./&·\-件录表项类组包段图])(?<![A-Za-z] )[A-WYZa-dＡ-Ｚ](?:{_LETTERED})"
    rf"|(?:(?<![{_LETTERS}件录表类])[A-Z](?:[、和及与][A-Z]){{1,4}}|[甲乙丙丁](?:[、和及与]?[甲乙丙丁]){{1,4}})"
    rf"(?:[两三四五]个?|等)?(?:{_LETTERED})"
    rf"|(?<![马指装铠龟花六科盔一二三])[甲乙丙](?:{_LETTERED}|某)|(?<=[，。、；和与])丁(?:[省市县局]|单位|公司)"
)
#: what names begin with X: X光, X轴, …
_NAMED_X = "(?:光|射线|线[^路索上下]|轴|染色|波段|型|档案|平台)"
#: in front of a number
_COUNTING = (
    "启动|涉及|完成|实施了?|制定了?|召开|解决|新建|(?<!建)设立|覆盖|创建|打造|发现|查处|清理|压减|减少|开展|举办|组织|排查"
    "|处理|处分|通报|受理|合并|整合|取消|保留|化解|先后|共计|累计|占比|增长|下降|达到|超过|总计|共有"
)
_LABEL = "副?组长|成员|姓名|单位|部门|时间|日期|地点|职务|电话|主持人|记录人|汇报人"
#: before a blank that was to be filled
_ASKS = "[在于由为向与和及是按共达约计至到：]"

_BRACKETS = (
    ("（(﹙", ")）﹚"),
    ("[［", "]］"),
    ("{｛", "}｝"),
    ("<〈＜", ">〉＞"),
    *zip("【〔《「『", "】〕》」』", strict=True),
)
#: what stands in brackets that were to be filled; a link's text is none
_NOTHING = rf"(?:数字?|几|若干|多少|[{_BLANKS}{_CROSS}NnＮｎ{_LINES}{_RINGS}{_BOXES}{STARS}?？.…·—\-某略空]){{0,40}}"
_EMPTY = "|".join(f"[{re.escape(a)}]{_NOTHING}[{re.escape(b)}]" for a, b in _BRACKETS)
#: instructions to who fills in
_INSTRUCTION = (
    "此处|请(?:填|写|补|注|根据|结合|按|自行|列|在|说明|删|插|替换|参照|如实)|填(?!报[人单时部]|表|空题)|待(?:填|补|定|核|续|更新|完善)|插入(?!式)"
    "|自行(?:补|填|添|增|删|修改|调整)|视情况?(?:填|写|增|删|补|而定)|可(?:根据|结合|补充|自行|增|删|填)"
    "|(?:根据|结合|按照?)(?:本单位|自身|各自|本地|本部门)?实际(?:情况)?(?:填|写|增|删|补|修改|调整|[）)])"
    "|列举|举例|补充(?:具体|内容|数|情况|完整|案例|实例|名称|[）)])|省略|略去|[以下从]{1,2}略|内容略|略[）)]|空白?[）)]|字数"
)


@dataclass(frozen=True)
class _Kind:
    """Placeholders of one make: a text without any of the ``signs`` holds none."""

    signs: frozenset[str]
    marks: re.Pattern[str]


def _kind(signs: str, *marks: str) -> _Kind:
    return _Kind(frozenset(signs), re.compile("|".join(marks)))


def _beside_text(bracketed: str) -> str:
    """Return a pattern of brackets that are no link's and no code's: Chinese stands beside them."""
    wide = r"[^\x00-\x7f]"
    return (
        rf"(?:(?={wide})(?:{bracketed})|(?:(?<={wide})|(?<=\|)|(?<=\| ))(?:{bracketed})"
        rf"|(?<![A-Za-z\]{_CODE}])(?<![A-Za-z] )(?:{bracketed})(?={wide}|%))(?![(\[0-9])"
    )


_KINDS = (
    # X次, ××, Ｘx市, 20XX年, X.X%, 党的XX精神; but no X光, no 3×4, no 党建+X, no word in Latin letters
    _kind(
        _CROSS,
        rf"(?<![{_LETTERS}])(?:19|20)?[0-9]?[{_CROSS}]{{1,8}}(?:[.．][{_CROSS}]{{1,4}})?(?=(?:{_NEXT})|[一二三四五六七八九十])(?!{_NAMED_X})",
        rf"(?<![{_LETTERS}＋打画划标{_CODE}])(?<![!-~] )[{_CROSS}](?=[{HAN}，。、；：）」“《]|(?<!“.)”)(?!{_NAMED_X})",
        rf"(?<=[{HAN}])(?<![打画划标])[{_CROSS}](?=[,;:)\"]|$)",
        rf"(?<![{_LETTERS}])[{_CROSS}]{{2,}}(?![{_LETTERS}])",
        rf"(?<=[{ARABIC}])[{_CROSS}]+(?=[{HAN}])|(?<=[{HAN}])[{_CROSS}]+(?=[{ARABIC}]{{1,8}}[{HAN}])",
        rf"(?<![{_LETTERS}])(?:19|20)(?:[0-9][{_CROSS}]|[{_CROSS}]{{2}})(?![{_LETTERS}])",
        rf"(?<![{_LETTERS}])[{_CROSS}]{{1,4}}[.．][{_CROSS}]{{1,4}}(?=[{HAN}])",
        "(?<![A-Za-z])[Xx]{3,}(?![A-Za-z])|(?:(?<=[|])|(?<=[|] )|^)[XxＸ](?= ?[|]|$)",
    ),
    # *局, 20**年, 李*, 138****0000; but no 3*4, no (a+b)*c
    _kind(
        STARS,
        rf"(?:19|20)(?:[{STARS}]+|[{STARS}][0-9]|[0-9][{STARS}])(?=年)"
        rf"|(?<![{_LETTERS})）])(?<![{_LETTERS})）] )[{STARS}]+|[{STARS}]+(?! ?[{_LETTERS}(（])",
        rf"[{STARS}]{{2,}}",
    ),
    # N次, n+1个, M人, A局, B县, C某
    _kind(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZnmabcdyzＡＢＣＤＮＭＸＹｎ",
        rf"(?<![{_LETTERS}+＋./])[NnMmYZＮｎＭＹ]{{1,3}}(?:[+＋][0-9NnMm])?余?(?={_COUNTED}|年(?!级))(?!次方|元[一二三]次|%[A-Za-z])",
        rf"(?<![{_LETTERS}+＋./“‘])[NnＮｎ][+＋][0-9](?![{_LETTERS}+＋”’])",
        _BY_LETTER,
    ),
    _kind("甲乙丙丁", _BY_LETTER),
    # 某某, 某市, 某年, 张某, 李某某; but no 某些, no 某种
    _kind(
        "某",
        rf"[{_SURNAME}{_OTHER_SURNAME}A-Z甲乙丙]?(?:某{{2,}}|某(?![些种个一项类次人事时天方阶环段点样]|领域|行业|问题|情[况形]|原因|角度|特定))",
        rf"[{_SURNAME}]某|某(?=时[，。、；某])",
    ),
    # 张三, 李四: names of nobody
    _kind(
        "三四五",
        "(?<![一两每几这纸])张三(?![分级年月次个项名条件十百千万亿至到维方角丰])|李四(?!光)|王五(?=[，。、；等同的])",
    ),
    # ＿＿, __年, 由_负责
    _kind(
        _LINES,
        rf"[{_LINES}]{{2,}}|(?<=[^\x00-\x7f])[{_LINES}](?=[^\x00-\x7f])|(?<=[{HAN}] )_(?= [{HAN}])|(?<=[^\x00-\x7f])_[{_CROSS}]{{1,4}}_(?=[^\x00-\x7f])|(?<=[0-9])[{_LINES}](?=[{HAN}])",
    ),
    # 召开会议　　次, 由   负责, 2021年 月 日, 第 次, 〔2021〕 号, “ ”
    _kind(
        " \t\u00a0\u3000" + "".join(map(chr, range(0x2000, 0x200B))),
        rf"(?:(?<=[{HAN}][{HAN}])(?<![章节条编])|(?<={_ASKS})){_BLANK}{{2,}}(?=(?:{_NEXT}))",
        rf"(?<={_ASKS}){_BLANK}{{3,}}(?=[{HAN}，。、；])",
        rf"(?<=[{HAN}][{HAN}]){_BLANK}(?={_COUNTED}[，。、；）])",
        rf"(?<=第){_BLANK}+(?=[次届号期轮批])|(?<=〕){_BLANK}+(?=号)",
        rf"(?<=[{HAN}]){_BLANK}+月{_BLANK}*日|(?<=年){_BLANK}+月(?:{_BLANK}*日)?|(?<=[0-9]月){_BLANK}+日",
        rf"“{_BLANK}*”",
    ),
    # 年月日, 第次, 〔2021〕号, “”: nothing was left between
    _kind(
        "月第号”",
        rf"(?<=[{HAN}])(?<!生)年{_BLANK}*月{_BLANK}*日(?=[，。、；）]|$)|(?<=[0-9]年)月日",
        "第(?<![次等]第)[次届期轮批](?!第)|〕号(?![召码])|“”",
    ),
    # 先后次研究, 启动个项目, 约平方米, 党的大精神, 组长：副组长：: a number or a name was deleted
    _kind(
        "次个项米元%％大：:年",
        f"(?:{_COUNTING})(?!{_LONGER}|个[案股位展税例]|项下)(?:[个项](?=[{HAN}，。、；])|次(?=[{HAN}，。、；])|平方米|[万亿]元|[%％])",
        "(?<![节契公条预制])约(?:平方米|人次|[万亿]元|亩|[%％])|[群案目]个(?=[，。；])",
        "党的大(?=精神|报告|以来)|(?:^|(?<=[一二三四五六七八九十]、))年(?=工作(?:总结|回顾|计划|情况|报告|要点|安排))",
        f"(?:{_LABEL})[：:](?=(?:{_LABEL})[：:])",
    ),
    # ……次, 一是……；
    _kind(
        "….。·",
        rf"(?:(?<=[{HAN}，、；：])|^)(?:…{{1,4}}|\.{{3,}}|。{{3,}}|·{{2,}})(?=(?:{_COUNTED}|{_PLACE}))",
        rf"(?<=[一二三四五六七八九十]是)(?:…{{1,4}}|\.{{3,}}|。{{3,}})|(?<=：)…{{1,4}}(?=[。；]|$)|^{_BLANK}*(?:…{{1,4}}|\.{{3,}}){_BLANK}*$",
    ),
    # 召开会议—次, 受教育——人
    _kind(
        "—–―－─━-",
        rf"(?<=[{HAN}])[—–―－─━\-]{{1,4}}(?={_COUNTED}{_ENDS})",
        "—(?=月—日)|(?<=月)—(?=日)",
        rf"(?<=[《〈“])[—–―－─━\-]{{1,4}}(?=[{HAN}])",
    ),
    # ○○, □□, △△村, 李○
    _kind(
        _RINGS + _BOXES,
        rf"(?<![一二三四五六七八九十零〇○])[{_RINGS}]{{2,}}(?![一二三四五六七八九十零年])",
        rf"(?<![一二三四五六七八九十零〇○])[○◯](?=(?:{_NEXT}))|(?<=[{_SURNAME}])[{_RINGS}□△](?![一二三四五六七八九十零〇○])",
        rf"[{_BOXES}]{{2,20}}(?=(?:{_NEXT}))|(?:(?<=[{HAN}，、（“《])[{_BOXES}]|△)(?=(?:{_NEXT}))|[□■▢☐]{{2,}}",
    ),
    # ##, 召开??次
    _kind(
        "#＃$@&~～?？",
        rf"(?<=[{HAN}])[#＃$@&~～]+(?=(?:{_COUNT}|{_PLACE}|{_BODY}|{_PERSON}))|＃{{2,}}",
        rf"(?<![?？])[?？]{{2,9}}(?=(?:{_NEXT}))|(?<=[{HAN}])[?？](?={_COUNTED}{_ENDS})",
    ),
    # （ ）, [X], 〔×〕, 【数字】, (…), （略）
    _kind("）)﹚]］}｝>〉＞】〕》」』", _beside_text(_EMPTY)),
    # [单位名称], 【数量】, {人数}, （具体时间）, （此处填写……）
    _kind(
        "]】}｝〕〉>）)",
        rf"(?!^【[{HAN}]{{0,6}}(?:{_LABELLING})】)"
        rf"[\[【{{｛〔〈<](?:[{HAN}]{{0,6}}(?:{_FIELD})|(?:具体|填写|此处|插入)[{HAN}]{{0,8}})[\]】}}｝〕〉>](?![(\[])",
        _beside_text(
            rf"\[(?=[^\]\n]{{0,60}}[{HAN}][{HAN}])(?![^\]\n]{{0,60}}, )[^\[\]\n='.]{{1,80}}\]"
        ),
        rf"[（(](?:具体|填写)(?:{_FIELD})[）)]|(?<![名人者])[（(](?:单位|部门|会议|活动|文件|制度|项目|地区)(?:{_NAME_OF})[）)]",
        rf"(?:(?<=[由在于为共对向和与是：，。、；“|])|^)[（(](?:{_NAME_OF}|时间|地点|单位|部门)[）)](?=[{HAN}])",
        rf"[（(【\[](?:注[：:])?(?={_INSTRUCTION})[^（）()【】\[\]\n]{{1,60}}[）)】\]](?![(\[])",
    ),
    # 【一两句打算即可】, 【上半年/年度】: official texts have no such brackets but at a paragraph's head
    _kind(
        "】",
        rf"(?!^【[{HAN}]{{0,6}}(?:{_LABELLING})】)【(?! ?(?:19|20)[{ARABIC}]{{2}} ?】)[^【】\n]{{1,60}}】",
    ),
    # words that say so
    _kind(
        "待",
        r"(?<![期等招接对优宽款虐看有亟尚])待(?:补充?|填写?|定稿?(?=[）)】，。；、]|$)|核实后?(?:填|补)|核实?(?=[）)】，。；]|$)|查(?=[）)】，。]|$)|(?:确认|明确|统计|汇总|商定|研究|续|完善|议|报|加|改|编|写|通知|报送|报数|落实|批复|反馈|安排)(?=[）)】，。；]|\s*\||$)|更新|录入?|[一-鿿]{1,8}(?:提供|补充|填写|报送|核实|确认|反馈)(?=[）)】]))",
    ),
    _kind(
        "此这本请占暂数容后略",
        r"(?:此处|这里|此段|本段)(?:请?(?:填|补|写|插入|略|空)|待)[写充入]?|(?<!申)请(?:填写|补充|核实|在此|输入)(?=[^\n]{0,6}(?:[）)】，。]|$))|占位|暂缺(?!位)|数据缺失|容后补充?|后补(?=[）)】，。；]|$)",
        rf"(?:(?<=[：:|])|(?<=[：:|] ))略(?={_BLANK}*(?:[。；|]|$))",
    ),
    _kind(
        "DdBbXxＤm",
        r"(?<![A-Za-z])(?:[Tt][Oo][- ]?[Dd][Oo]|[Tt]\.?[Bb]\.?[DdCcAa]\.?|[Ff][Ii][Xx][Mm][Ee]|[Tt]o be (?:confirmed|determined|decided|added|filled|completed|announced|done)|ＴＯＤＯ|ＴＢＤ|[Ll]orem)(?![A-Za-z])",
    ),
)
#: characters beside a sign that tell what the sign is
_NEAR = 40
#: what begins or ends beside a star that stands for a name or a number, and beside no emphasis
_BARE = re.compile(
    "[局县市省届次名个](?![人别党委级])|年(?!度|[初底终内])|月(?!度)|日(?!常)|人次|项(?!目)"
)
#: marks for a person, who appears by post
_PERSONAL = re.compile(
    rf"[{_SURNAME}{_OTHER_SURNAME}](?:某|[{STARS}{_CROSS}{_RINGS}])|张三|李四|王五"
)
_CENTURY = re.compile(rf"(?:19|20)[{STARS}]+$")
_UNENDED = re.compile(".{4}[、，和与及的]$")
_HAN = re.compile(f"[{HAN}]")
_MEANT = "本来就这样写的，连前后的字写进 data/固定说法.yml"
#: punctuation of Chinese typed in ASCII; no list of YAML
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:](?!\s)")
_UNSEEN = re.compile(f"{WITHOUT_SHAPE.pattern}|[{COMBINING}{BRAILLE_BLANK}]")
#: blanks, and marks of code and of what is struck or underlined, that may tear a mark apart
_TEARING = re.compile(
    rf"(?:(?<=[^\x00-\x7f])|(?<=[*\[(<{{])){_BLANK}{{1,9}}(?!_)|(?<!_){_BLANK}{{1,9}}(?=[^\x00-\x7f]|[*\])>}}])"
    rf"|(?<=[{_CROSS}0-9]){_BLANK}{{1,9}}(?=[{_CROSS}])|`{{1,3}}|~~|==|\+\+"
)
#: between the parts of one date, place or session
_BETWEEN = re.compile(rf"{_BLANK}*(?:{_PLACE}|{_TIME}|[局委\-—–~～])?{_BLANK}*")


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


def _marks(text: str, names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each mark stands, in the text as it is seen and without what may tear a mark."""
    for where in _readings(text):
        read = text if len(where) == len(text) else "".join(text[index] for index in where)
        read = _HALF_WIDTH.sub(lambda sign: full(sign[0]), read)
        for name in names:
            read = read.replace(name, "\0" * len(name))
        signs = frozenset(read)
        for kind in _KINDS:
            if not signs.isdisjoint(kind.signs):
                for match in kind.marks.finditer(read):
                    if not _multiplies(read, match):
                        yield where[match.start()], where[match.end() - 1] + 1


def _multiplies(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark stands in a formula, as in 得分＝权重×系数."""
    beside = text[max(mark.start() - _NEAR, 0) : mark.end() + _NEAR]
    return mark[0] in "×✕✖*＊" and any(sign in beside for sign in "=＝÷")


def _readings(text: str) -> Iterator[Sequence[int]]:
    """Yield which signs of a text a reader sees, then the same without those that may tear a mark."""
    seen = _without(range(len(text)), _UNSEEN.finditer(text))
    yield seen
    if tearing := [*_TEARING.finditer(text)]:
        yield _without(seen, tearing)


def _without(where: Sequence[int], left_out: Iterable[re.Match[str]]) -> Sequence[int]:
    gone = {index for match in left_out for index in range(*match.span())}
    return [index for index in where if index not in gone] if gone else where


def emphasised(text: str, start: int, end: int) -> bool:
    """Whether the stars around a stretch of a text may be emphasis, and not two placeholders.

    The engine takes any pair for emphasis, and the page shows none: 对照*年重点，推进*届任务.
    """
    before, inner = text[max(start - _NEAR, 0) : start], text[start:end]
    after = text[end : end + _NEAR].lstrip(STARS)
    return not (
        _BARE.fullmatch(inner)
        or inner[0] in "和与及的、，。"
        or (_BARE.match(inner) and inner[-1] in "和与及、，")
        or (_BARE.match(inner) and _BARE.match(after))
        or (_CENTURY.search(before) and inner.startswith("年"))
        or (_UNENDED.search(inner) and _HAN.match(before.rstrip(STARS)[-1:]))
        or (re.search("[，。；]", inner[:-1]) and _HAN.match(after))
    )


def by_letter(name: str) -> Iterator[str]:
    """Yield the organs and places that a name calls by a letter: 甲县 in 甲县水利局."""
    for match in re.finditer(_BY_LETTER, name):
        yield match[0]


def alone(text: str) -> bool:
    """Whether a text is nothing but a placeholder and the words beside it, as X次 is; A局 may be meant."""
    rest, last = "", 0
    for start, end in find(text, by_letter(text)):
        rest, last = rest + text[last:start], end
    return last > 0 and not re.sub(_NEXT, "", rest + text[last:]).strip()


def message(mark: str) -> str:
    """Return what to say of a placeholder."""
    if set(mark) <= set(STARS):
        return (
            f"“{mark}”若是占位，请写上实际内容，没有这件事就把这句删去；"
            f"若是强调，请删去：公文里没有强调，别的页面里要成对；{_MEANT}"
        )
    shown = mark.strip() or "空白"
    what = "岗位，不写姓名" if _PERSONAL.match(shown) else "上实际内容"
    return f"“{shown}”是占位，没有填写；请写{what}，没有这件事就把这句删去；{_MEANT}"
