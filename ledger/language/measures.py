"""Words beside a number: measure words, words of approximation, the units of figures.

Plain lists, each at this place alone; the audit and the check of units share them. Measure words are
looked up at a place and stand in no pattern: there are two hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from ledger.language.numerals import is_numeral
from ledger.language.signs import Reading
from ledger.patterns import Pattern

#: measure words, a kind a line: shares, times, durations and places in time, money, lengths and
#: weights, things, parts and orders, organisations, vessels, plants, collections
_ALWAYS = """
个百分点 百分点 倍 成
届次 人次 批次 场次 班次 台次 车次 件次 次 趟 遍 轮 顿 番 茬
课时 学时 小时 分钟 星期 季度 个月 个多月 天 日 月 年 周 分 秒 岁 旬 刻钟 工时 工日 学期
万元 亿元 千元 元 角
公里 千米 平方米 立方米 公斤 千克 蒸吨 吨 升 度电 千瓦时 亩 公顷 毫升 毫米 厘米 斤
个 人 名 位 场 篇 份 项 件 家 户 批 辆 台 套 处 起 例 宗 类 种 课 堂 讲 门 本 册 张 幅 块 封 则 款 支 队 组 班
页 字 步 级 层 栏 片 桌 枚 盒 箱 袋 瓶 笔 拨 席 所 间 座 栋 问题 环节 卡车 网点 站点 点位 号人
村 镇 县 市 科 室 厅 局 股 单位 岗位 院校
捆 桶 畦 轴 捧 滴 堆 沓 叠 摞 罐 壶 碗 杯 盘 盆 筐 篮 篓 缸
匹 棵 株 粒 颗 朵 杆 枝 柄 幢 艘 尊 盏 伙
"""
#: measure words that begin another word before one of these signs: 期间 is no measure
_BUT_BEFORE = {
    "期": "间限", "条": "例件款文", "节": "前后日假俭约能点目", "段": "落", "架": "构", "打": "造击通开", "令": "人",
    "回": "头访应复顾", "车": "间", "串": "联通", "束": "缚", "根": "据本治源", "排": "查除名序放", "米": "粮", "克": "服扣制",
    "列": "入为出", "柜": "台", "格": "局", "档": "案", "案": "例件卷由", "阵": "地", "群": "众体", "拍": "摄板",
    "面": "向对临积谈", "口": "径", "头": "号", "双": "方向重", "对": "照比接标", "行": "动为业政使程列", "路": "径线",
    "代": "表理替办码", "道": "德路理具", "首": "先次要位长席都", "句": "号话", "桩": "基", "副": "局主书组职处科校市厅调本业食作产总秘",
    "扇": "形", "区": "域划别间", "幕": "后布", "摊": "派位子", "曲": "折线", "任": "务职命期何用免前意由教重", "只": "有是能要管许顾为",
    "通": "过知报道用常信畅告俗行盘融", "团": "队结委员组体拨建", "方面": "军", "部": "分队委署长门",
}  # fmt: skip
#: measure words hidden by a shorter one, which is read first: they only end a term
_HIDDEN = "处室 科室 部门 县区 支部 件套 家次 户次 篇次"
#: what 点 counts (三点意见); else it is a point
_POINTS = Pattern(
    "(?:[整具][改体])?(?:意见|要求|建议|希望|体会|做法|打算|措施|启示|经验|不足|原因|问题|看法)"
)
#: measure words of time and order, which count nothing with 一 or in a date
_LOOSE = """
笔 遍 席 趟 个 项 条 级 步 面 类 种 套 批 片 支 部 层 节 组 块 张 线 天 日 月 年 周 栏 款 字 旬
村 县 市 区 科 室 局 处 县区 单位 部门 环节 问题 岗位 方面
回 段 股 阵 群 伙 堆 串 排 番 根 棵 列 架 格 档 案 口 头 双 对 行 路 代 打 令 车 拍 束 叠 盘 杯 碗 桶 捆
道 首 句 桩 副 扇 幕 摊 曲 任 只 通 团
"""
LOOSE = frozenset(_LOOSE.split())
#: measure words after which even a numeral that is no word by itself (百, 千, 万, ①, II) counts
COUNTING = "人次|批次|场次|班次|台次|车次|件次|家次|户次|篇次|课时|学时|小时|次|场|篇|份|件|户|批|名|万元|亿元|元"

#: measure words that tell what stands before them to be a number, wherever they stand -> the signs that
#: make another word of them: 次要, 场地
_OF_TIMES = {
    "人次": "", "批次": "", "场次": "", "班次": "", "台次": "", "车次": "", "件次": "", "家次": "", "户次": "",
    "篇次": "", "届次": "", "课时": "", "学时": "", "小时": "候浓均", "次": "数序年日月要生之级席于第品轮晨贷均",
    "场": "景所地馆合面均内外站域", "篇": "章幅目", "份": "额内子量外数", "件": "件数", "户": "籍口外型主均数部用档头内户",
    "批": "复准量示评改发文办阅转驳捕斗判注而后建管零", "名": "单称额录字牌师片誉义下家校利气著为优流贵城词医言册列副目胜存实声正门将宿人",
    "万元": "", "亿元": "", "元": "旦素件首宵月数宇老气帅年勋器凶认组末朝代",
}  # fmt: skip
#: the same of things, which begin more words: 个人, 位于
_OF_THINGS = {
    "人": "员才工民大社口体防事机像脸力居际生类物质格选均岗手本为家身心文情气人群间数性世证权称道车盯财潮犯",
    "个": "人体性案别中个税", "项": "目", "例": "外如会行题子证", "位": "置于列移居次", "条": "件例文款码约块形条线目幅理",
    "家": "庭属长园具居电访政族人家风教校企国", "台": "账帐阶词风湾式港", "套": "餐路取用话现牌利",
}  # fmt: skip


def _by_sign(words: Mapping[str, str]) -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return the words, and the signs that make others of them, by their first sign."""
    by_sign: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for word, others in words.items():
        by_sign.setdefault(word[0], []).append((word, frozenset(others)))
    return by_sign


_MEASURES = _by_sign(
    dict.fromkeys(_ALWAYS.split(), "") | _BUT_BEFORE | dict.fromkeys(_HIDDEN.split(), "")
)
_TIMES, _THINGS = _by_sign(_OF_TIMES), _by_sign(_OF_TIMES | _OF_THINGS)
#: characters of the longest measure word
_LONGEST = 4
#: between a number and its measure word: 30 余 名
_BETWEEN = Pattern(r"[余多来几]?\s{0,4}")


def at(text: str, start: int) -> str:
    """Return the measure word that begins at a place, of two the shorter in most cases; or nothing."""
    return next(all_at(text, start), "")


def all_at(text: str, start: int) -> Iterator[str]:
    """Yield every measure word that begins at a place: 个月 and 个."""
    is_one = text[start - 1 : start] == "一"
    for word in _words_at(_MEASURES, text, start):
        if not (is_one and word == "方面"):
            yield word
    if text.startswith("点", start) and not is_one and _POINTS.match(text, start + 1):
        yield "点"


def _words_at(
    words: Mapping[str, list[tuple[str, frozenset[str]]]], text: str, start: int
) -> Iterator[str]:
    for word, others in words.get(text[start : start + 1], ()):
        end = start + len(word)
        if text.startswith(word, start) and text[end : end + 1] not in others:
            yield word


def follows(text: str, start: int) -> bool:
    """Whether a measure word stands behind a number that ends at a place: 次, 余名, 多 人."""
    between = _BETWEEN.match(text, start)
    return between is not None and at(text, between.end()) != ""


def ending(term: str) -> Iterator[str]:
    """Yield the measure words with which a term ends."""
    for length in range(1, min(_LONGEST, len(term)) + 1):
        tail = term[-length:]
        if tail in all_at(term, len(term) - length):
            yield tail


def sure_at(text: str, start: int) -> str:
    """Return the measure word at a place where no other word begins; what stands before is a number."""
    found = next(_words_at(_THINGS, text, start), "")
    return found or ("起" if text.startswith(("起案", "起事"), start) else "")


def times_at(text: str, start: int) -> str:
    """Return the same of measure words of times, persons by name and money alone."""
    return next(_words_at(_TIMES, text, start), "")


#: what a span of time frames, said at once after it: 三年行动, 五年规划
FRAMED = "行动|计划|规划|攻坚|目标|任务|(?:巡[察视])?工作(?:目标|规划|计划)|期(?![满限])"
#: what may be counted and be none: 零投诉; not 零容忍, 零距离
NONE_OF = (
    "投诉|举报|信访|上访|非访|事故|案件|发案|违纪|违规|违法|差错|失误|差评|伤亡|死亡|感染|复议|诉讼|败诉|亡人|"
    "增长|发生|逾期|超期|积压|欠账|缺席|缺勤|迟到|通报|问责|申请|延误|扣分|输入|新增"
)

#: words before a number that make another of it -> the characters that make another word of them
BEFORE = {
    "近": "以最远附", "约": "节条公契特相大预制简", "大约": "", "约莫": "", "约摸": "", "大致": "", "大概": "",
    "差不多": "", "接近": "", "将近": "", "几近": "", "几乎": "", "近乎": "", "足足": "", "估计": "", "估摸": "",
    "超": "", "超过": "", "逾": "", "不足": "", "不到": "", "不下": "", "不止": "", "不少于": "", "不低于": "",
    "不超过": "", "至少": "", "至多": "", "最多": "", "最少": "", "多于": "", "少于": "", "未达": "", "未到": "",
    "未满": "", "不满": "", "没有": "", "并非": "", "好几": "", "大几": "", "几": "", "负": "自胜抱肩担",
}  # fmt: skip
#: words after a number that make another of it -> what must follow, or they begin another word
AFTER = {
    "余": "", "有余": "", "多": "人次个项场名，。、；）", "左右": "", "上下": "", "以上": "", "以下": "", "以内": "",
    "之多": "", "许": "", "开外": "", "出头": "", "不等": "",
}  # fmt: skip

_PAUSE = "，。、；：！？）"
#: the same of a figure's number alone: in a unit they are measures, or parts of words
_BEFORE_FIGURE = BEFORE | {
    "缺": "空补短紧欠残", "没": "罚收查抄淹埋", "未": "", "无": "有全", "非": "除", "第": "", "双": "", "半": "",
}  # fmt: skip
_AFTER_FIGURE = AFTER | {
    "强": _PAUSE, "弱": _PAUSE, "之半": "", "有奇": "", "倍": f"{_PAUSE}的", "成": f"{_PAUSE}的", "打": f"{_PAUSE}的",
    "双": f"{_PAUSE}的", "半": f"{_PAUSE}的个",
}  # fmt: skip


def all_nearly(text: str, end: int) -> Iterator[str]:
    """Yield every word before a figure, ending at a place, that makes another number of it."""
    for word, others in _BY_LAST.get(text[end - 1 : end], ()):
        start = end - len(word)
        if text.endswith(word, 0, end) and text[max(start - 1, 0) : start] not in tuple(others):
            yield word


def all_about(text: str, start: int) -> Iterator[str]:
    """Yield every word behind a figure's number that makes another of it; longer ones first."""
    for word in _LONGER_FIRST.get(text[start : start + 1], ()):
        rest, following = text[start + len(word) :], _AFTER_FIGURE[word]
        is_word = not following or rest in ("", "\n") or rest[:1] in tuple(following)
        if is_word and text.startswith(word, start):
            yield word


#: those words by the sign that stands at the figure
_BY_LAST = {
    last: [(word, others) for word, others in _BEFORE_FIGURE.items() if word[-1] == last]
    for last in {word[-1] for word in _BEFORE_FIGURE}
}
_LONGER_FIRST = {
    first: sorted((word for word in _AFTER_FIGURE if word[0] == first), key=len, reverse=True)
    for first in {word[0] for word in _AFTER_FIGURE}
}

#: measure words by what they count: a text may say 场 where a figure says 次; money and percent last
_KINDS = (
    "次|场|场次|期|轮|回|班次|班|堂|讲|遍|批次|批", "人|名|位|人次", "个|项|条|件|起|处|类|种|例|宗|点|方面|问题",
    "份|篇|册|本|封|则|期|条", "户|家|个|所", "元|万元|亿元|千元", "%|百分点|个百分点",
)  # fmt: skip
_SAME_KIND = [frozenset(kind.split("|")) for kind in _KINDS]

#: what a unit may count in great numbers (万元), and what only divides or multiplies another (千克)
_IN_GREAT_NUMBERS = "元|美元|人次|人|户|亩|吨|字|册|株|平方米|立方米|公顷|公里|千瓦|千瓦时"
_GREAT = frozenset(_IN_GREAT_NUMBERS.split("|"))
_SCALE = Pattern(
    rf"个?百(?=分点\Z)|千(?=(?:克|米|瓦|瓦时|伏)\Z)|(?:[百千]?[万亿]|千|万亿)(?=(?:{_IN_GREAT_NUMBERS})\Z)"
)
_MEASURE = r"(?:[^\W\x00-\xff〇μΩ\uf900-\ufaff\U00020000-\U0003ffff]+|[A-Za-zμΩ]+[²³]?|[㎀-㏟])"
#: letters of units stay in the reading of a unit
_READING = Reading({ord(sign): sign for sign in "μΩ"})
_UNIT = Pattern(rf"[%‰℃]|{_MEASURE}(?:[/·]{_MEASURE})*")
#: measure words that multiply: tenths, dozens, powers of two, halves
_MULTIPLES = Pattern("成|折|打|番|半.*")
PERCENT, PERMILLE = "%", "‰"


def scale(unit: str) -> str:
    """Return what multiplies or divides the number before a unit, as 万 in 万元; empty if nothing."""
    found = _SCALE.match(unit)
    return found[0] if found else unit if unit in (PERCENT, PERMILLE) else ""


def same_kind(one: str, other: str) -> bool:
    """Whether two measure words may count the same; a number without one may count anything."""
    return not one or one == other or any({one, other} <= kind for kind in _SAME_KIND)


def is_amount(unit: str) -> bool:
    """Whether a unit tells how much there is of something, not how often a thing was done."""
    return unit in (PERCENT, PERMILLE) or unit in _GREAT or unit.removeprefix(scale(unit)) in _GREAT


def counts_whole(unit: str) -> bool:
    """Whether a unit counts persons, cases or other things, of which there is no half."""
    return any(unit in kind for kind in _SAME_KIND[:-2])


def unit_fault(unit: str) -> str:
    """Return what in a unit changes the number before it, or is no measure; empty if nothing.

    A unit is a measure in Chinese or Latin letters, %, ‰ or ℃; it begins with a numeral only as
    万元, 千克 and 百分点 do.
    """
    found = _SCALE.match(unit)
    measure = unit[found.end() :] if found else re.sub("(?<=[A-Za-z])[²³]", "", unit)
    numerals = filter(is_numeral, measure)
    words = (word for word in sorted((*BEFORE, *AFTER), key=len, reverse=True) if word in measure)
    multiples = (measure,) if _MULTIPLES.fullmatch(measure) else ()
    signs = () if _UNIT.fullmatch(unit.translate(_READING)) else (_first_odd(unit),)
    return next(chain(numerals, words, multiples, signs), "")


def _first_odd(unit: str) -> str:
    """Return the first sign that no unit has, or the whole unit where its signs stand wrongly."""
    odd = (s for s in unit if s not in "/·²³" and not _UNIT.match(s.translate(_READING)))
    return next(odd, unit)
