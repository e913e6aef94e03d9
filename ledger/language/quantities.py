"""Quantities: where a text states a number of something, and what number.

A quantity is a numeral with a measure word, a fraction, a percentage, or any number in Arabic
digits that is no year, date, ordinal, article or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from string import ascii_letters, digits

from ledger.language import evidence, measures, sentences
from ledger.language.measures import COUNTING, LOOSE, NONE_OF
from ledger.language.norms import is_norm
from ledger.language.numerals import (
    ARABIC,
    FRACTION,
    MEASURED,
    ODD,
    SIGNS,
    in_usual_signs,
    percent,
    value,
)
from ledger.language.signs import CHARACTER, HAN, NO_SIGN, reading
from ledger.language.uncounted.masking import masked, numbers_items
from ledger.patterns import Family, Found, Pattern, Rule, only_at, without
from ledger.remembered import Fixed, lately, remembered

_H = SIGNS
#: characters: the longest word before a numeral that modifies it
_LONGEST_BEFORE = 8
_MORE = "[余多来几]"
_POWERS = "十百千万亿"
_ARABIC = r"[0-9]{1,40}(?:[,，][0-9]{3}){0,12}(?:[.．·][0-9]{1,40})?"
_CHINESE = rf"[{_H}]{{1,40}}(?:点[{_H}]{{1,40}})?"
_NUMBER = rf"(?:{_ARABIC}(?:[{_POWERS}]{{1,8}}零?{_ARABIC}){{0,4}}[{_POWERS}]*|{_CHINESE})"
#: what stands before a measure word and disguises nothing: blanks, words and punctuation
_USUAL = r"\s\w\0，。、；：？！“”‘’（）《》〈〉〔〕【】「」『』…—|/／％%‰()\[\]\"';:?!,{}<>`"


def _measured(match: re.Match[str]) -> int | None:
    """Hold where a measure word follows, and take it in."""
    measure = measures.at(match.string, match.end())
    return match.end() + len(measure) if measure else None


def _measured_or_not(match: re.Match[str]) -> int:
    """Take in the measure word that follows, if any."""
    return match.end() + len(measures.at(match.string, match.end()))


def _counted(match: re.Match[str]) -> int | None:
    """Hold where a measure word follows; the last sign of a numeral may begin it: 五千克."""
    text, last = match.string, match.end("number") - 1
    begun = text[last] in "百千万亿" and last > match.start() and measures.at(text, last)
    return _measured(match) or (last + len(begun) if begun else None)


def _surely(match: re.Match[str]) -> int | None:
    """Hold where a measure word follows that is no other word, and take it in."""
    measure = measures.sure_at(match.string, match.end())
    return match.end() + len(measure) if measure else None


def _surely_or_share(match: re.Match[str]) -> int | None:
    """Hold where a sign of shares follows, or a measure word that is no other word."""
    is_share = match.string[match.end() : match.end() + 1] in tuple("%％‰")
    return match.end() + 1 if is_share else _surely(match)


def _disguised(match: re.Match[str]) -> int | None:
    """Hold where signs of shares, words of time or parts, or a measure word follows."""
    follows = match.string[match.end() : match.end() + 1]
    is_other = follows in tuple("%％‰万亿天期轮册张辆倍")
    return _surely(match) or (match.end() + 1 if is_other else None)


def _times(match: re.Match[str]) -> int | None:
    """Hold where a measure word of times or money follows that is no other word, and take it in."""
    measure = measures.times_at(match.string, match.end())
    return match.end() + len(measure) if measure else None


#: the ways to write a quantity, by kind; at one place the kind that stands first is found
_KINDS: dict[str, tuple[Rule, ...]] = {
    "percent": (
        Rule(
            "a share",
            rf"{only_at(f'0-9{_H}')}(?:百分之(?:{_ARABIC}|{_CHINESE})|{_NUMBER}(?:(?:\.[0-9]{{1,40}})?[%％‰]|成(?![立员果绩效就为长])半?))",
            signs="分%％‰成",
            finds="增长⟦百分之五⟧，⟦12.5%⟧，⟦三成半⟧",
            leaves="三成立，五成员",
        ),
    ),
    "fraction": (
        Rule(
            "so many parts",
            rf"[{_H}0-9]{{1,40}}分之[{_H}0-9]{{1,40}}|[0-9]{{1,40}}/[0-9]{{1,40}}",
            signs="之/",
            finds="占⟦三分之二⟧，⟦2/3⟧的人",
            leaves="三分部署",
        ),
    ),
    "span": (
        Rule(
            "half of a time",
            rf"(?:[{_H}0-9]个)?(?<![上下前后大小])半(?:个(?:多?月|小时|学期)|年(?!报|度)|天|小时|月(?!谈))",
            signs="半",
            finds="为期⟦半年⟧，⟦一个半月⟧",
            leaves="上半年，半年度",
        ),
    ),
    "years": (
        Rule(
            "years and months",
            rf"[{_H}0-9]{{1,4}}年零[{_H}0-9]{{1,3}}个?月",
            signs="零",
            finds="任职⟦三年零两个月⟧",
            leaves="三年两个月",
        ),
    ),
    "half": (
        Rule(
            "a part of all",
            f"半数|近半|过百|上百|数以[十百千万]计|十之八九|十有八九|过半数?|大半|多半|一半|对半|{FRACTION}",
            signs=f"半百计十{FRACTION}",
            finds="⟦半数⟧以上，⟦过百⟧人，⟦½⟧的人",
            leaves="上半年",
        ),
        Rule(
            "multiples",
            rf"翻了?[{_H}]?番|成倍|双倍",
            signs="番倍",
            finds="⟦翻了一番⟧，⟦成倍⟧增长",
            leaves="三番五次",
        ),
        Rule(
            "tenths of a price",
            "(?<!波)[二三四五六七八九]折(?=[，。、；！）优购起收计以的]|$)",
            signs="折",
            finds="按⟦八折⟧计",
            leaves="一波三折",
        ),
        Rule(
            "round numbers as one speaks",
            "百八十(?=号|[个来人多])|[百千万]把(?=[块人个元斤里次])",
            signs="百千万",
            finds="⟦百八十⟧人，⟦百把⟧人",
            leaves="百倍把握",
        ),
        Rule(
            "half of a measure, a dozen",
            "(?<![上下前后大小])半(?:人次|次|份|打|倍)(?![数之])|(?<![统打逐唯专])一打(?=[，。、；等])",
            signs="半打",
            finds="学习⟦半次⟧，⟦一打⟧，",
            leaves="统一打，一打印",
        ),
    ),
    "none": (
        Rule("none", f"零(?:{NONE_OF})", signs="零", finds="⟦零投诉⟧", leaves="零容忍、零距离"),
    ),
    "cell": (
        Rule(
            "a numeral alone in a cell",
            rf"(?<=\|)\s*(?P<cell>{_CHINESE})\s*(?=\|)",
            signs="|",
            finds="|次数|⟦ 三 ⟧|",
            leaves="|三次|",
        ),
    ),
    "vague": (
        Rule(
            "about tens or hundreds",
            rf"(?:上|近|数|几|好几|成|逾|超|约|突?破)[{_POWERS}]{{1,40}}(?!分之){_MORE}?",
            signs=_POWERS,
            finds="⟦近百人⟧，⟦数十⟧条例，⟦突破万亿元⟧，⟦破千⟧",
            leaves="近百分之五",
            ends=_measured_or_not,
        ),
        Rule(
            "as much as before",
            rf"(?:重[回返]|[迈跨站][上入])[{_POWERS}]{{1,4}}(?=元|吨|人次|辆|件)",
            signs=_POWERS,
            finds="⟦重回万亿元⟧，⟦迈上百万吨⟧",
            leaves="重回百姓餐桌，迈入万亿俱乐部",
            ends=_measured,
        ),
        Rule(
            "and more of a measure",
            rf"[{_POWERS}]{_MORE}",
            signs=_POWERS,
            finds="⟦十几个⟧，⟦百余名⟧",
            leaves="十几",
            ends=_measured,
        ),
        Rule("and more", rf"[{_POWERS}]余(?!地)", signs="余", finds="⟦百余⟧同志", leaves="百余地"),
        Rule(
            "a few",
            "(?<![数好])几(?:次|人|场|个|项|家|件)(?=[，。、；])",
            signs="几",
            finds="开会⟦几次⟧。",
            leaves="几个问题",
        ),
    ),
    "counted": (
        Rule(
            "a number and its measure",
            rf"(?P<number>{_NUMBER})\s{{0,4}}{_MORE}?\s{{0,4}}(?:[大小满整](?=[车桶袋箱本筐捆包叠摞沓盆碗杯])|大(?=类|项(?!目)|块|方面))?",
            finds="学习⟦3次⟧，⟦三十余人⟧，⟦四大类⟧，⟦五千瓦时⟧，⟦三点⟧意见",
            leaves="第3，三心二意",
            ends=_counted,
        ),
    ),
    "compound": (
        Rule(
            "a numeral of several signs before a word",
            rf"(?:[二两三四五六七八九][十百千万]|[一二两三四五六七八九][百千])[{_H}]{{0,40}}{_MORE}?(?={CHARACTER})",
            signs=_POWERS,
            finds="⟦三十⟧好汉，⟦一百零八⟧将",
            leaves="十好汉",
        ),
    ),
    # a sign that is a numeral by itself also stands before an item: there only COUNTING tells
    "odd": (
        Rule(
            "a numeral in one sign behind a word",
            rf"(?<={CHARACTER}){ODD}{{1,40}}\s{{0,4}}",
            signs=ODD,
            finds=f"学习⟦{ODD}次⟧",
            leaves=f"{ODD}个人事项",
            ends=_measured,
        ),
        Rule(
            "a numeral in one sign",
            rf"{ODD}{{1,40}}\s{{0,4}}(?:{COUNTING}|期)",
            signs=ODD,
            finds=f"⟦{ODD}次⟧",
            leaves=f"{ODD}个人事项",
        ),
        Rule(
            "a numeral with its measure in one sign",
            MEASURED,
            signs=MEASURED,
            finds=f"⟦{MEASURED}⟧",
            leaves="3月",
        ),
    ),
    "enclosed": (
        Rule(
            "a numeral in brackets or quotes",
            rf"[（(“‘【〔\[「『]\s?{_CHINESE}\s?[）)”’】〕\]」』]\s{{0,4}}{_MORE}?",
            signs="）)”’】〕]」』",
            finds="学习⟦（三）次⟧，⟦“三”次⟧",
            leaves="（三）次要问题",
            ends=_surely,
        ),
    ),
    "disguised": (
        Rule(
            "letters that are neither Latin nor Chinese, and rare characters",
            r"(?:(?=[\x80-\xff㐀-䷿\uf900-\ufaff\U00020000-\U0003ffff])\w){1,8}\s{0,4}",
            finds="学习⟦é次⟧，⟦㐅次⟧",
            leaves="é次要",
            ends=_disguised,
        ),
        Rule(
            "signs that are no punctuation",
            rf"(?<=[^\s\0第])(?:[^{_USUAL}]{{1,8}}|_{{1,8}}|(?<!—)—)",
            finds="学习⟦●次⟧，⟦—次⟧，五⟦.次⟧",
            leaves="第●次，——次，●次要",
            ends=_surely_or_share,
        ),
        Rule(
            "bars",
            rf"(?<={CHARACTER})\|{{2,8}}",
            signs="|",
            finds="学习⟦||次⟧",
            leaves="|次|",
            ends=_surely,
        ),
        Rule(
            "strokes",
            "[丨亅丿丶乀乁乛乚亠乄幺兆]{1,8}|正{2,8}",
            signs="丨亅丿丶乀乁乛乚亠乄幺兆正",
            finds="学习⟦丨丨次⟧，⟦正正次⟧",
            leaves="正次要",
            ends=_surely,
        ),
        Rule(
            "numerals that cannot be altered",
            "(?=[伍陆拾]{0,3}[壹贰叁肆柒捌玖佰仟])[壹贰叁肆伍陆柒捌玖拾佰仟]{2,20}",
            signs="壹贰叁肆柒捌玖佰仟",
            finds="⟦壹拾贰⟧",
            leaves="拾伍",
        ),
        Rule(
            "参 is 叁",
            "参(?=人?次)",
            signs="参",
            finds="学习⟦参次⟧",
            leaves="参人，参名",
            ends=_times,
        ),
    ),
    "lettered": (
        Rule(
            "letters before a measure of times",
            r"(?<![A-Za-z0-9])[A-Za-z]{1,40}\s{0,4}",
            signs=ascii_letters,
            finds="学习⟦xii次⟧，⟦C人次⟧",
            leaves="C个，C次要",
            ends=_times,
        ),
    ),
    "bare": (Rule("digits", _ARABIC, signs=digits, finds="共⟦1,000⟧，⟦3.5⟧", leaves="三"),),
}
_QUANTITIES = Family(*chain.from_iterable(_KINDS.values()))
_KIND_OF = {each.name: kind for kind, rules in _KINDS.items() for each in rules}
#: kinds that no name is, wherever they stand in the text
_NO_NAME = ("fraction", "half", "vague", "none", "enclosed")

_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    "|hundred|thousand|million|dozen)"
)


def _english(match: re.Match[str]) -> int | None:
    """Hold where times or per cent are said, or a measure word follows."""
    return match.end() if match["said"] else _measured(match)


#: what no name holds: letters in the place of digits, hundreds and thousands that are counted
_UNNAMED = Family(
    Rule(
        "letters as digits",
        r"(?<![A-Za-z0-9])[0-9]{0,20}[OoIl][OoIl0-9]{0,20}\s{0,4}",
        signs="OoIl",
        finds="学习⟦1O次⟧，⟦l2人⟧",
        leaves="AIO次，O次要",
        ends=_surely,
    ),
    Rule(
        "Roman numerals",
        r"(?<![A-Za-z0-9])(?i:(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))\s{0,4}",
        signs="IVXLCDMivxlcdm",
        finds="学习⟦XII次⟧，⟦iv人⟧",
        leaves="VIP场次，I次要",
        ends=_surely,
    ),
    Rule(
        "English numerals",
        rf"(?<![A-Za-z0-9])(?i:{_WORD}(?:(?:[ -]|[ -]and ){_WORD}){{0,6}})\s{{0,4}}(?:(?P<said>times|percent)|(?![A-Za-z]))",
        signs="EeIiNnOo",
        finds="化解⟦seventeen件⟧，⟦twenty-three人⟧，⟦two times⟧",
        leaves="one belt",
        ends=_english,
    ),
    Rule(
        "hundreds and thousands",
        rf"(?:成百上千|成千上万)[余多]?(?:{COUNTING}|人(?=[，。、；]))",
        signs="千",
        finds="⟦成百上千人⟧，⟦成千上万次⟧",
        leaves="成千上万的人",
    ),
)
_PLAIN = rf"[^0-9{_H}]{{0,40}}"
_ABOUT = rf"{_PLAIN}[上近数几成逾超约好]{{1,2}}[{_POWERS}]{{1,4}}{_MORE}?"
#: measure words after which a number is that of a result wherever it stands in a term
_RESULT = "次|人次|场次|批次|起|[百千万亿]{0,8}元|[%％]"
_MANY_OF = "[两三四五六七八九十百]{1,8}"


def _term(name: str, expression: str, finds: str, leaves: str) -> Rule:
    """Return a rule of whole terms, which finds one or nothing in it."""
    return Rule(name, rf"\A(?:{expression})\Z", finds=f"⟦{finds}⟧", leaves=leaves)


#: whole terms that state a number, and are no name that holds one
_TERMS = (
    _term("digits or a share", r"(?=.{0,40}[0-9])[0-9.,%％‰]{1,40}", "98%", "A4"),
    _term("so many in all", rf".{{0,40}}[共计达约逾超近]{_ARABIC}", "共3", "12345热线"),
    _term("about so many", _ABOUT, "近百", "百日攻坚"),
    _term(
        "so many per cent", rf"{_PLAIN}百分之[{_H}0-9.点]{{1,40}}", "增长百分之八", "百分之五的人"
    ),
    _term(
        "digits of a result",
        rf".{{0,40}}[0-9][{_POWERS}]{{0,4}}{_MORE}?(?:{_RESULT}|[个件项]).{{0,40}}",
        "开展77次学习",
        "24小时值班",
    ),
    _term(
        "numerals of a result",
        rf".{{0,40}}[{_H}]{{2}}{_MORE}?(?:{_RESULT}).{{0,40}}",
        "二十五次会议",
        "十件民生实事",
    ),
    _term(
        "one numeral of cases, persons or money",
        rf"{_PLAIN}[二两三四五六七八九十]{_MORE}?(?:起|人次|[百千万亿]{{0,8}}元).{{0,40}}",
        "三起案件",
        "五人小组",
    ),
    _term(
        "a verb and so many times",
        rf"(?=[^{_H}]){_PLAIN}[二两三四五六七八九十]次.{{0,40}}",
        "开展三次学习",
        "三次分配",
    ),
    _term(
        "one numeral and its measure",
        rf"{_PLAIN}(?:[二两三四五六七八九十]|好几){_MORE}?(?:{COUNTING}|起|人|个|条|项|期|成|倍)",
        "谈话两个",
        "八项规定",
    ),
    _term("one, by its measure", rf"一(?:{COUNTING})", "一次", "一起"),
    _term(
        "a count of what work is made of",
        rf"{_MANY_OF}(?:次|人次|场次?|期|名|人|件|起|万元)"
        r"(?:会议|干部|党员|职工|工作人员|学习|培训|活动|党课|检查|谈话|报告|简报|案件|资金)"
        rf"{CHARACTER}{{0,8}}",
        "五次会议",
        "三次分配",
    ),
    _term(
        "a count of bodies, places or time",
        rf"{_MANY_OF}个(?:党?支部|科室|单位|部门|县区|乡镇|村|问题|项目|月|小时|工作日){CHARACTER}{{0,12}}",
        "三个支部参加",
        "三个不放过",
    ),
)
_FIGURES = Pattern(r"[0-9]{1,8}\s?(?!小时)")
_WORDS = Pattern(rf"{CHARACTER}{{1,12}}")
#: what makes of a term with a measure word at its end, or a share, a number
_BEFORE_MEASURE = Pattern(rf".{{0,40}}(?:{_ARABIC}[{_POWERS}]{{0,4}}\s?{_MORE}?|{ODD})\s?|{_ABOUT}")
#: the same where the word is none of a name: 三十六行, 二十四字
_SPELT_BEFORE_MEASURE = Pattern(rf"{_PLAIN}[{_H}]{{2,40}}{_MORE}?")
_OF_NAMES = ("行", "字", "级", "度")
_EACH = Pattern("[每任某这那哪另逐第唯统该此]$|(?<!合)同$|(?<![促推走迈递])进$")
_COUNTS_ONE = "共仅只了过达为计有设建办占增减少到成立开展印发清退"


#: offered with the quantities, of which each has one
Tells = evidence.Tells


@dataclass(frozen=True)
class Quantity:
    """A quantity in a passage: its span, its number if it has one, its unit, what its number tells."""

    start: int
    end: int
    number: Fraction | None = None
    unit: str = ""
    tells: Tells = Tells.RESULT


#: a blank between Chinese characters of which one is of a numeral; behind the first sign of a line it
#: parts an item's number from its text
_OF_NUMERAL = f"{SIGNS}半几成番倍分之数"
_WIDE = Pattern(
    rf"(?m)(?<=[{_OF_NUMERAL}])(?<!^.)[^\S\n\t](?=[{HAN}])|(?<=[{HAN}])[^\S\n\t](?=[{_OF_NUMERAL}])"
)
#: a blank between digits and their measure, or between a date's word and its digits: 2025 级, 至 4 日
_APART = Pattern(
    rf"(?<=[{ARABIC}])[^\S\n\t](?=[{HAN}])|(?<=[至到和与年月日第])[^\S\n\t](?=[{ARABIC}])"
)


def quantities(text: str, names: Iterable[str] = ()) -> Iterator[Quantity]:
    """Yield the quantities of a text; ``names`` (固定说法) are declared not to be quantities."""
    names = names if isinstance(names, tuple) else tuple(names)
    read, at = without(text, NO_SIGN, _APART)
    told = [*_quantities(read, names)]
    if read != text:
        told = [replace(e, start=at[e.start], end=at[e.end - 1] + 1) for e in told]
    yield from told
    if _WIDE.search(text):
        yield from _set_wide(text, names, told)


def _set_wide(text: str, names: tuple[str, ...], told: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield the quantities that are some only where no blank stands within: 百 分之三十."""
    known = {index for each in told for index in range(each.start, each.end)}
    read, at = without(text, NO_SIGN, _WIDE)
    for found in _quantities(read, names):
        start, end = at[found.start], at[found.end - 1] + 1
        if known.isdisjoint(range(start, end)) and _WIDE.search(text, start, end):
            yield replace(found, start=start, end=end)


def all_in(text: str, names: Fixed[str]) -> tuple[Quantity, ...]:
    """Return the quantities of a text; a sentence that stands in several is read once.

    A text with numbered items, or with a name that holds the end of a sentence, is read as a whole,
    and so is one with signs that are read as others.
    """
    unusual = in_usual_signs(text) is not text or NO_SIGN.search(text)
    whole = unusual or numbers_items(text) or any(each in text for each in _of_sentences(names))
    return tuple(
        replace(found, start=at + found.start, end=at + found.end) if at else found
        for at, sentence in ([(0, text)] if whole else sentences.cut(text))
        for found in _in_sentence(sentence, names)
    )


@lately
def _in_sentence(text: str, names: Fixed[str]) -> tuple[Quantity, ...]:
    return tuple(quantities(text, names))


@lru_cache(maxsize=4)
def _of_sentences(names: Fixed[str]) -> tuple[str, ...]:
    return tuple(name for name in names if sentences.ends_in(name))


def _quantities(text: str, names: tuple[str, ...]) -> Iterator[Quantity]:
    usual = in_usual_signs(text)
    unnamed = [*_UNNAMED.scan(usual)]
    yield from (Quantity(each.start, each.end) for each in unnamed)
    left = masked(_UNNAMED.blanked(usual) if unnamed else usual, names)
    for found in _QUANTITIES.scan(left):
        kind = _KIND_OF[found.rule.name]
        number, measure = _parts(left, found) if kind == "counted" else ("", "")
        if number and not _counts(left, found, number, measure):
            continue
        start, end = found.match.span("cell") if kind == "cell" else (found.start, found.end)
        told = _told(kind, found, number)
        tells = _tells(usual, found, kind, number, measure)
        if tells is not Tells.NOTHING:
            unit = "%" if kind == "percent" else measure
            tells = Tells.NORM if is_norm(usual, start, end) else tells
            if tells is Tells.RESULT and evidence.is_spoken(usual, start):
                tells = Tells.DOUBT
            yield Quantity(start, end, told, unit, tells)


def _tells(text: str, found: Found, kind: str, number: str, measure: str) -> Tells:
    """Return what a quantity tells by the words around it; a rule is not told from a result here."""
    match kind:
        case "counted":
            return evidence.of_counted(text, found.start, number, measure, found.end)
        case "bare":
            return evidence.of_digits(text, found.start, found.end)
        case "span" | "years":
            return evidence.of_span(text, found.start, found.end)
        case "half" | "vague" | "compound":
            ages = text[found.end - 1] == "年"
            no_number = text[found.start : found.end] == "成倍"
            doubtful = ages or no_number or evidence.is_named(text, found.start, found.end)
            return Tells.DOUBT if doubtful else Tells.RESULT
    return Tells.RESULT


def _told(kind: str, found: Found, number: str) -> Fraction | None:
    """Return the number that a quantity states, where its text says one."""
    match kind:
        case "percent":
            return percent(found.match[0])
        case "none":
            return Fraction()
        case "bare":
            return value(found.match[0])
    return value(number)


def _parts(text: str, found: Found) -> tuple[str, str]:
    """Return the numeral of a counted quantity, and its measure word."""
    last, end = found.match.end("number"), found.match.end()
    if not measures.at(text, end):  # the numeral's last sign begins the measure word
        last = end = last - 1
    return text[found.start : last], text[end : found.end]


@remembered
def states_number(term: str) -> bool:
    """Whether a term is a number and its measure, with or without a verb, as 开展77次 and 9 are.

    A name that only holds a number is none: 八项规定, 二十四字, 入木三分.
    """
    usual = reading(in_usual_signs(NO_SIGN.sub("", term)))
    rules = chain(_UNNAMED.rules, *(_KINDS[kind] for kind in _NO_NAME))
    ending = [*measures.ending(usual)]
    if _counts_something(usual) or any(_fills(each, usual, ending) for each in rules):
        return True
    kinds = (_KIND_OF[found.rule.name] for found in _QUANTITIES.scan(f"，{usual}"))
    return (
        "disguised" in kinds or any(each.search(usual) for each in _TERMS) or _ends(usual, ending)
    )


def _counts_something(term: str) -> bool:
    """Whether a term is digits, their measure and what is counted: 62名干部."""
    number = _FIGURES.match(term)
    counted = measures.all_at(term, number.end()) if number else ()
    rests = (term[number.end() + len(word) :] for word in counted if number)
    return any(map(_WORDS.fullmatch, rests))


def _fills(each: Rule, term: str, ending: Sequence[str]) -> bool:
    """Whether a whole term is one find of a rule, whichever measure word it ends with."""
    for word in ("", *ending):
        match = each.pattern.fullmatch(term, 0, len(term) - len(word))
        end = each.ends(match) if match else None
        if end is not None and (word or end == len(term)):
            return True
    return False


def _ends(term: str, ending: Sequence[str]) -> bool:
    """Whether a term is a number that ends with its measure word or the sign of a share."""
    signs = (term[-1:],) if term[-1:] in tuple("%％‰") else ()
    for word in (*signs, *ending):
        end = len(term) - len(word)
        spelt = not word.startswith(_OF_NAMES) and _SPELT_BEFORE_MEASURE.fullmatch(term, 0, end)
        if spelt or _BEFORE_MEASURE.fullmatch(term, 0, end):
            return True
    return False


def stated(key: str, shown: str) -> str:
    """Return what to say of a quantity in a text of data/ that is printed."""
    return (
        f"{key}：“{shown}”是直接写的数，会印出来；请删去，数由指标写出；"
        "不是数量的固定说法写进 data/固定说法.yml"
    )


def _counts(text: str, found: Found, number: str, measure: str) -> bool:
    """Whether a Chinese numeral with its measure word counts something; 一个 often does not."""
    before, after = text[found.start - 1 : found.start], text[found.end : found.end + 1]
    if number[0].isascii():
        return True
    if _EACH.search(text, max(found.start - _LONGEST_BEFORE, 0), found.start):
        return False
    if number == "一":
        pause = not after or after in "，。、；：！？）”,;:!?)\n"
        loose = text[found.start + 1 : found.end] in LOOSE
        return (
            ((pause and before != "的") or (before != "" and before in _COUNTS_ONE))
            if loose
            else not _idle(before)
        )
    return not set(number) <= set("万千百亿") or _alone(before, after, measure)


def _alone(before: str, after: str, measure: str) -> bool:
    """Whether 百, 千 or 万 alone counts, as in 开展百次; not in 千家万户, 百人计划, 单位为万元."""
    counting = measure in (*COUNTING.split("|"), "人") and measure != "户"
    stated = bool(re.match(rf"(?![以为按是位计{SIGNS}]){CHARACTER}", before))
    pause = not after or after in "，。、；！"
    times = measure.endswith("次")
    return counting and ((stated and pause) or (times and (stated or not before)))


def _idle(before: str) -> bool:
    return bool(before) and before in "的再又新"
