"""Numbers that count nothing: dates, sessions, ranks, labels, names and idioms, family by family.

Each family is a rule of the language, with its pattern; a name that no rule tells is declared
(固定说法). A text is read with the numerals in their usual signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from string import ascii_letters

from ledger.language.measures import COUNTED, COUNTING, FRAMED, MEASURES
from ledger.language.norms import is_told
from ledger.language.numerals import ARABIC, SIGNS, is_numeral
from ledger.language.signs import HAN

_D, _H = ARABIC, SIGNS
_TO = "[至到—～~-]"
_AND = "[、和及与至到—～~-]"
#: what follows a number that counts
_MEASURED = rf"[余多来几]?\s{{0,4}}(?:{MEASURES})"
_NUMBER = rf"(?:[{_D}]{{1,40}}|[{_H}]{{1,40}})"
#: a Chinese character that is no numeral
_WORD = rf"(?![{_H}])[{HAN}]"
_MONTH = rf"(?:1[0-2]|[1-9]|[１-９]|１[０-２]|十[一二]?|[一二三四五六七八九])(?![{_D}])"
_DAY = rf"(?:[{_D}]{{1,2}}|[{_H}]{{1,3}})"
_UNIT_OF_TIME = r"(?:年|个?月|个?星期|周|天|日|个?季度|个?学期|个?工作日|个?小时)半?"
_SPAN = rf"(?:(?:[{_D}]{{1,3}}|[{_H}]{{1,4}})[多余来几]?{_UNIT_OF_TIME}|(?<![上下前后大小])半(?:个?月|年))"

#: what is no digit, no decimal and no measure
_ENDS = rf"(?![{_D}]|[.．][{_D}]|{_MEASURED})"
#: words after which a number of the form 2.0 is a value and no version
_STATES = "为是达到长降升至分率值比均约共计了"
#: 300W, 3.5w (ten thousands), 30k, 30km: a number and its unit, and no name as 5G, 4K
_CURRENCY = "(?:RMB|CNY|USD|EUR|HKD)(?![A-Za-z])"
_NO_UNIT = (
    rf"(?!(?:[{_D}.]{{2,40}}[kKwW]|[{_D}.]{{1,40}}(?:w|h|min|km|kg|mg|mm|cm|ml|kWh?|MWh?|RMB|CNY|USD))"
    rf"(?![A-Za-z{_D}]))"
)
#: what a long number is that counts nothing, said before it
_NUMBERED = "电话|手机|热线|传真|专线|座机|拨打|致电|邮编|[号码]|QQ|微信|ID|版本"

#: 第三条, 第一、二批, 其一; 一、二、三轮; 下一步, 上一年, 最后一次
_ORDINALS = re.compile(
    rf"第[（(]{_NUMBER}[）)][条款项目章节]|第\s*{_NUMBER}(?:{_AND}第?{_NUMBER})?(?:[条款项章节次届期号版批名位个类种步轮页卷编讲课场站级阶季]|季度|方面)?(?:之[{_H}]{{1,40}})?"
    rf"|(?:(?<=下)|(?<![会以之路线网场]上)(?<=上)|(?<![会然随以之]后)(?<=[前后]))一(?:步|[个次轮批届周期]|阶段|年度?|季度)|(?<=最后)一[个次天周期轮批]"
    rf"|其[{_H}](?![{_H}])|(?:[{_H}]{{1,2}}、){{1,8}}[{_H}]{{1,2}}(?=[轮批期届]|季度|标段)"
)
#: 2021年3月5日, 二〇二一年, 1—6月份, 一季度, 9时30分; 100周年 (the hundredth)
_DATES = re.compile(
    # 五一节, 十一期间; 15时30分; 周一例会
    rf"(?<![{_H}{_D}])(?:五一|十一|七一|八一|三八|六一)(?=节|期间|假|前后|国际|劳动|妇女|儿童|建[党军]|国庆|讲话|表彰)|两节(?=期间|前|后|假)"
    rf"|(?<![{_D}{_H}])(?:[01]?[{_D}]|2[0-4])[时点](?:[0-5]?[{_D}]分|半|整)|(?<=[日号午晚])\s?[{_D}]{{1,2}}[时点](?=[至到—召开举行，。、]|$)|(?<=[至到—])[{_D}]{{1,2}}时(?=[，。、召开]|$)"
    r"|(?<=周)[一二三四五六日](?=例会|上午|下午|早|晚|召开|学习)"
    r"|"
    rf"[一二]?[{_H}]{{4}}年(?=[度版]|[{_H}]|\D|$)"
    rf"|(?:19|20|１９|２０)[{_D}]{{2}}(?:、(?:19|20)[{_D}]{{2}}){{0,8}}\s*(?:年[度版底初末]?|[—～~至-]\s*(?:19|20)?[{_D}]{{2}}\s*年?)"
    rf"|(?:19|20)[{_D}]{{2}}(?=度|工作(?:总结|开展|情况|计划|要点))"
    rf"|(?:{_MONTH}月?{_AND}){{0,11}}{_MONTH}\s?月(?:份|底|初|末|上旬|中旬|下旬|\s?{_DAY}\s?[日号](?:{_AND}(?:{_MONTH}月)?{_DAY}[日号]){{0,8}})?"
    rf"|{_DAY}[日号](?=上午|下午|晚|凌晨|[前起](?!来))"
    rf"|(?<![{_D}])(?:(?:[01]?[{_D}]|2[0-3])[:：][0-5][{_D}]|24[:：]00)(?![{_D}])|(?:上午|下午|晚上?|凌晨)\s?[{_H}{_D}]{{1,3}}[时点](?:[{_H}{_D}]{{1,3}}分|半|整)?"
    rf"|[一二三四1-4](?:{_AND}[一二三四1-4])?季度"
    rf"|(?:1[0-2]|[1-9])·(?:[12][0-9]|3[01]|[1-9])(?![{_D}{_H}%％]|{_MEASURED}(?<!节))"
    rf"|{_NUMBER}周年"
)
#: 近三年, 三年来, 三年行动, 5个工作日内, 经过三个月努力: a span that frames what was done, and no more
#: than frames it; how long something took is a result: 为期三个月, 缩短至3天, 耗时近三年
_FRAMES = re.compile(
    rf"(?:(?<![短长缩少前省约了达时])近|过去|未来|今后|最近|此前|任期|每|这|经过|通过|历经|利用)的?近?{_SPAN}(?<![时日天])"
    rf"|(?<![至到{_H}{_D}]){_SPAN}多?(?:以?来|间(?![隔接])|之?内|(?:{FRAMED}))"
    rf"|(?<=用){_SPAN}(?=的?时间)|半年(?=[和、及与]?(?:全年|年度|总结|工作|述职|考核))"
)
#: 二十大, 第二十次全国代表大会, 二中、三中全会, 十九届
_SESSIONS = re.compile(
    rf"(?:党的|中共|中国共产党){_NUMBER}大(?!类)"
    rf"|(?:[二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十)大(?!{_WORD}?(?:类|[项件块](?!目))|行动|工程|任务|举措|措施|问题|领域|板块|方面|重点|体系|产业|专项|攻坚|平台|民生|实事)"
    rf"|[{_H}]{{1,3}}大(?=[，。、；以报精代会”》,;]|$)"
    rf"|(?<![开了共行过])(?:第?{_NUMBER}[中次](?:{_AND}|以及)){{0,6}}第?{_NUMBER}[中次](?:全会|全体(?:扩大)?会议)"
    rf"|{_NUMBER}届(?!次)"
)
#: 二级巡视员, 三级甲等, 四级书记, 前五名: a grade; what rises or falls by grades counts them
_RANKS = re.compile(
    rf"(?<![升降低高跨差分为了{_H}{_D}])(?:[{_D}]{{1,2}}|[{_H}]{{1,3}})级"
    rf"|(?:(?<![会日事课节年月之以班岗])前|(?<=[列居名在入于予])[后末])(?:[{_D}]{{1,3}}|[{_H}]{{1,3}})[名位强]"
    rf"|(?:[{_D}]{{1,3}}|[{_H}]{{2,3}})周?岁(?:及?以[上下])|(?<=公益)[一二三]类"
    rf"|(?<![{_H}{_D}])[一二三四五]期(?=工程|项目|建设|扩建|改造)"
)
#: numbers of documents, rooms, houses and telephones, names in a list of villages; 3.5版, “1+4”, 12380平台
_LABELS = re.compile(
    # GB/T 9704—2012; 中建六局; 09办事处; 登陆
    rf"(?:GB|DB|ISO)(?:/[TZ])? ?[{_D}]{{1,6}}(?:\.[{_D}]{{1,2}})?[—–-][{_D}]{{4}}"
    r"|"
    rf"(?<=中{_WORD})[{_H}]{{1,3}}局|(?<![{_D}.．])0[{_D}]{{1,3}}(?={_WORD})(?!{_MEASURED})|(?<=登)陆"
    r"|"
    rf"[〔（(【\[]\s*(?:19|20)[{_D}]{{2}}\s*[〕）)】\]]\s*第?\s*[{_D}]{{1,5}}号|〔\s*[{_D}]{{4}}\s*〕\s*[{_D}]*号?"
    rf"|[{_D}]{{1,3}}(?:\.[{_D}]{{1,3}}){{1,3}}版(?!次)|(?<={_WORD})(?<![{_STATES}])[1-9]\.0(?![{_D}{_H}.%％‰]|{_MEASURED})"
    rf"|(?<![A-Za-z])[A-Z][{_D}]{{1,4}}次(?=列车|动车|高铁)|(?<![A-Za-z])(?!{_CURRENCY})[A-Za-z][A-Za-z/ .-]{{0,40}}[{_D}]{{1,40}}(?:[.-][{_D}]{{1,40}}){{0,8}}"
    rf"|(?<![{_D}.]){_NO_UNIT}[{_D}]{{1,40}}(?:\.[{_D}]{{1,40}}){{0,8}}(?:[A-Za-z][{_D}]){{0,4}}[A-Za-z]+(?![{_D}])"
    rf"|(?:附件|附表|附录|(?<![代发])表|(?<![意企试])图|(?<!关)注|步骤)[:：]?\s?[{_D}]{{1,3}}(?:[-—.][{_D}]{{1,3}})?(?![{_D}]|[张幅份块套页])"
    rf"|(?:编号|备案号|项目号|文号|代码)[:：]?\s?[{_D}]{{1,20}}(?![{_D}]|[张幅份块套页])"
    rf"|(?<={_WORD})[{_H}]{{1,2}}村(?=、{_WORD}[{HAN}]{{0,4}}村)|(?<=村、{_WORD})[{_H}]{{1,2}}村"
    rf"|(?<=监督检查|审查调查|纪检监察)[{_H}]{{1,3}}室|(?<=巡[察视]|督[导查])[{_H}]{{1,3}}组(?:[、和][{_H}]{{1,3}}组){{0,4}}|12345(?![{_D}{_H}]|{_MEASURED})|[{_D}]{{1,5}}号(?!人)|[{_D}]{{1,4}}(?=楼|[层楼]?会议室|教室|房间|室(?:召开|举行))|[{_D}]{{3,4}}(?=室(?!次))"
    rf"|(?<![{_D}])(?:0[{_D}]{{2,3}}[-—－]?[{_D}]{{7,8}}|[48]00[-—－][{_D}]{{3}}[-—－]?[{_D}]{{4}}|1[3-9][{_D}]{{9}}){_ENDS}"
    rf"|(?:邮编|邮政编码)[:：]?\s?[{_D}]{{6}}(?![{_D}])|(?:内线|分机)[:：]?\s?[{_D}]{{3,5}}(?![{_D}])"
    rf"|(?:{_NUMBERED})[：:为是“‘（(\s]{{0,4}}[{_D}]{{7,40}}(?:[、，,；;/和或及—-]{{1,2}}[{_D}]{{7,40}}){{0,8}}{_ENDS}"
    rf"|(?<![{_D}])[{_D}]{{7,40}}(?=[”’]?(?:号(?!人)|热线|举报|平台|电话|专线))"
    rf"|7[×xX*]24(?:小时)?|[“‘][{_D}]0后[”’]"
    rf"|(?<![{_D}])(?:1[{_D}]|9[56])[{_D}]{{3}}(?=[”’]?(?:热线|举报|投诉|信访|服务|平台|电话|专线))|(?<=[电热][话线]|拨打)[“‘：:]?[{_D}]{{5}}(?![{_D}])"
    rf"|[“‘][{_D}]{{1,40}}(?:[+＋][{_D}]{{1,40}}){{1,12}}[”’]|[“‘][{_D}]{{1,40}}[·.][{_D}]{{1,40}}[”’]?"
    rf"|(?<![{_D}])[{_D}]{{1,3}}(?:[+＋](?:[{_D}]{{1,3}}|[NnXx])){{1,6}}(?![{_D}{_H}]|{_MEASURED})"
    rf"|[“‘][{_D}]{{2,5}}[”’](?=[{HAN}])(?!{_MEASURED})|(?<![{_D}.])[{_D}]{{2,5}}(?=工作法|工作思路|工程|模式|机制|战略|行动|体系)"
    rf"|(?:24|二十四)小时(?=不间断|值[班守]|在线|开通|举报|热线|畅通|接受|受理|监[控测]|服务|全天|待命|运行|巡)"
)
#: what numbers an item: （一）, 一是, 1.
_ITEMS = re.compile(
    rf"(?<=[。；：，\n“,;:])[{_H}]{{1,3}}(?:是|者|要|则)|^[{_H}]{{1,3}}(?:是|要|、)"
    rf"|[（(](?:[{_H}]{{1,3}}|[{_D}]{{1,2}})[）)]|(?<=[：:])\s{{0,8}}1[.．、](?![{_D}])|(?<={_WORD})1[.．](?={_WORD})"
    rf"|(?:^|(?<=[。；\n;]))\s{{0,8}}[{_D}]{{1,2}}(?:[.．、](?![{_D}])|[)）](?={_WORD}))"
    rf"|(?:^|(?<=\n))\s{{0,8}}[{_D}]{{1,2}}(?:[,，](?![{_D}])|(?:\.[{_D}]{{1,2}}){{1,3}}\s?(?={_WORD})(?!{_MEASURED}))"
)
#: an item in the middle of a line; one that no 1 leads to is none: 学习 30、培训 20
_RUNNING = re.compile(
    rf"(?:(?P<first>^|[\n。；：;])\s{{0,8}}|(?<=\s)|(?<=问题))(?P<item>[{_D}]{{1,2}})[.．、](?={_WORD})"
)
#: 个 counts things and no verb: 六个坚持; a verb that may begin a thing's name ends the slogan
_VERB = (
    "(?:坚持|坚定|必须|严禁|务必|确保|一律|更加|始终|坚决|着力|注重|从严|是否|有没有|做到|[决绝]不"
    "|不(?:准|得|能|让|搞|变|减|松|摘|断|忘|降|直接|放过)"
    "|(?:带头|聚焦|突出|围绕|紧盯|严格|规范|精准|强化|提升|加强|深化|压实|落实|争当|争创|到位)(?=[，。、；：”）,;:]|为|$))"
)
#: ten and more, but no round number, as names have: 百人计划
_MANY = rf"(?:[一二两三四五六七八九][十百千][{_H}]{{0,6}}|十[一二三四五六七八九])"
#: what is praised or blamed, not counted: 一份满意答卷, 一场硬仗
_PRAISED = (
    "良好|全新|崭新|系统工程|长期|风清气正|严肃|满意|优异|合格|亮丽|出色|生动|深刻|精彩|没有硝烟|"
    "硬仗|持久战|攻坚战|必修|责任|担当"
)
#: 一起 is together, but for one case
_CASE = "".join(
    f"(?<!{verb})(?<!{verb}了)"
    for verb in (
        "仅",
        "只",
        "共",
        "查处",
        "发生",
        "发现",
        "立案",
        "通报",
        "处理",
        "办理",
        "办结",
        "化解",
        "受理",
    )
)
#: 一人一档, 半年一督导, “三个务必”, 三分建设七分管理, 五个一: names and idioms by their shape
_IDIOMS = re.compile(
    # 先学一步; 是一次生动的教育: an article; 两个三年、两个十年; 查处一案、警示一片
    rf"(?<=[学深])一[步层]|(?:(?<=是)|(?<=成为)|(?<=[接感享]受了)|(?<=受到了)|(?<=经历了)|(?<=奉献了)|(?<!通过了)(?<=过了))一[次份场堂](?=(?:(?![{_H}的])[{HAN}]){{2,12}}的{_WORD}{{2}})"
    rf"|(?<=[“、])[两三]个[{_H}]{{1,3}}年(?=[、”])"
    rf"|(?<![{_H}])(?:(?:{_WORD}){{1,4}}一[案片域方面线]、){{1,4}}(?:{_WORD}){{1,4}}一[案片域方面线]"
    r"|"
    rf"(?<![{_H}])一[一-鿿]{{1,2}}一(?![{_H}])[一-鿿]|(?<![{_H}])[半两]个?[年月季]度?一(?!次)(?={_WORD}{{2}})"
    rf"|[“\"](?!零|[{HAN}]?[二两三四五六七八九十]{{1,3}}(?:{COUNTING})|[{HAN}]?{_MANY}(?:[人家起例]|个(?!一|{_VERB})))(?:[一-鿿]?[{_H}](?:[{_H}]?(?:{MEASURES})?)[一-鿿]{{1,8}})[”\"]"
    rf"|[{_H}]分[一-鿿]{{1,3}}[、，,]?[{_H}]分[一-鿿]{{1,3}}|(?<![{_H}{_D}])[二两三四五六七八九十]个一批?(?=[”，。、；：）,;:]|工程|活动|机制|行动|要求|制度|$)"
    rf"|{_CASE}(?<![{_H}{_D}])一起(?![案事典信违举纠投])"
    # 省委九项规定; not 制定十条规定
    rf"|(?<![定台订善立发了共出{_H}{_D}])[{_H}]{{1,3}}[项条](?=规定|禁令|纪律|铁律|准则)"
    rf"|(?<=判若)两人|(?<![{_H}{_D}])[二两三四五六七八九十]{{1,2}}个{_VERB}"
    # 作为一项任务, 一个良好环境, 一份满意答卷: an article; 一次次; 不漏一户, 一个不少: all
    rf"|(?:作为|成为|视为|当作|当成|看作)了?一[项个名位种条类支次场面](?=[{HAN}“])|(?:争做|争当|当好|[做是像])一[项个名位种条类支](?=[{HAN}“])"
    rf"|(?:任何|哪怕|不[落漏少])一(?:{MEASURES})"
    rf"|(?<![{_H}{_D}])一(?:[项个种片份场堂本座门]的?(?:{_PRAISED})|名{_WORD}{{2,6}}(?:就是)?[、，,]?一[面座个盏把]"
    rf"|([{HAN}])(?:又一)?\1|批(?!次)(?=[{HAN}])|[个户人项件名处](?:[都也]?不)(?:落|漏|少|留|放过|能少))"
)
_IS_HAN = re.compile(f"[{HAN}]")
#: what may end a number, or what holds one; the measure word that then follows
_BEFORE_MEASURE = frozenset(f"{_H}0123456789{ascii_letters})）]】〕”’\"'")
_MEASURE = re.compile(rf"[\s”’）)】」』]{{0,4}}[余多来几]?\s{{0,4}}(?:{COUNTED})")
#: where an item begins, a word may begin that no list tells from a measure word: （一）批后监管
_BEGINS = re.compile(r"(?:\A|[\n。；：])[ \t　]{0,8}\Z")
_MEASURE_OF_ITEM = re.compile(
    r"\s{0,4}(?:人次|场次|批次|次(?![数序年日月要生之级席均])|小时|[万亿]元)"
)
_FAMILIES = (_ORDINALS, _DATES, _FRAMES, _SESSIONS, _RANKS, _LABELS, _ITEMS, _IDIOMS)
#: 发现一起、查处一起: one by one, whatever their number; of 次 and 人次 each is counted
_DOING = rf"(?:(?![{_H}了共计])[{HAN}]){{1,4}}"
_ONE_BY_ONE = re.compile(
    rf"{_DOING}一(?P<one>[项个件起条批户处例桩宗类片环])(?:[、，,]?{_DOING}一(?P=one)){{1,5}}"
)
#: a title that is nothing but a number of something is none
_TITLE = re.compile(rf"《(?!(?:{_WORD}){{0,6}}{_NUMBER}[余多]?(?:{MEASURES})?》)[^《》]{{0,200}}》")


def masked(text: str, names: Iterable[str]) -> str:
    """Return the text with names and numbers that count nothing blanked out.

    A name of Chinese characters without a numeral hides nothing: it could only part a number from
    its measure. Nor does a family hide what a measure word follows at once: 图30次, （30）次, v30次.
    """
    for name in sorted(names, key=len, reverse=True):
        if name in text and any(is_numeral(sign) or not _IS_HAN.match(sign) for sign in name):
            text = _whole(name).sub(blank, text)
    text = _running(_ONE_BY_ONE.sub(_unless_told, _TITLE.sub(blank, text)))
    for family in _FAMILIES:
        text = family.sub(_unless_counted, text)
    return text


@cache
def _whole(name: str) -> re.Pattern[str]:
    """Return a pattern of a name that is not part of a number: 学习77 in 学习77次, 一起 in 十一起."""
    numeral = rf"[{_D}{_H}]"
    before = rf"(?<!{numeral})" if re.match(numeral, name) else ""
    ends = re.search(rf"(?:[{_D}]|[{_H}]{{2}})\Z", name)
    after = rf"(?!{numeral}|{_MEASURED})" if ends else ""
    return re.compile(before + re.escape(name) + after)


def blank(match: re.Match[str]) -> str:
    """Return signs that are no text in the place of a match, as many as the match has."""
    return "\0" * len(match[0])


def _running(text: str) -> str:
    """Blank out the numbers of items in the middle of a line, where each follows the one before."""
    numbered: set[int] = set()

    def unless_alone(match: re.Match[str]) -> str:
        number = int(match["item"])
        if match["first"] is None and number != 1 and number - 1 not in numbered:
            return match[0]
        numbered.add(number)
        return blank(match) if match["first"] is None else match[0]

    return _RUNNING.sub(unless_alone, text)


def _unless_counted(match: re.Match[str]) -> str:
    """Blank out what counts nothing, but not a number, a code or a bracket before its measure."""
    start = match.start()
    is_item = match[0][:1] in ("（", "(") and _BEGINS.search(
        match.string[max(start - 9, 0) : start]
    )
    measure = _MEASURE_OF_ITEM if is_item else _MEASURE
    counts = match[0][-1:] in _BEFORE_MEASURE and measure.match(match.string, match.end())
    return match[0] if counts else blank(match)


def _unless_told(match: re.Match[str]) -> str:
    """Blank out what was done one by one, but not what is told as a result."""
    first = match.start("one") - 1
    return match[0] if is_told(match.string, first, match.end()) else blank(match)
