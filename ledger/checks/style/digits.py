"""Finds numerals, dates and document numbers in wrong signs (GB/T 15835-2011, GB/T 9704-2012).

A line is read in which all but text is masked, as ``rules.read`` returns it. What a number states is not asked here. A finding is
as short as the wrong sign, so that it hides no other finding; that of a document's number hides the
digits in it, which count nothing. Where each clause was read: decisions/0026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.checks.style.rules import CHINESE, HAN, Rule, by_sign, of_sign
from ledger.language import measures, numerals
from ledger.language.numerals import OF_ITEMS
from ledger.language.signs import PLACES, half
from ledger.patterns import Pattern

#: Chinese digits as they spell out a year, and what is typed for 〇
_ZEROS = "〇○零0OoＯｏ０◯ΟО"
_YEAR_DIGITS = f"{_ZEROS}一二三四五六七八九1-9１-９"
_TO_ARABIC = str.maketrans(
    f"{_ZEROS}一二三四五六七八九１２３４５６７８９", "0" * len(_ZEROS) + "123456789" * 2
)
#: what is typed for — or ～ between the ends of a span
_HYPHENS = r"\-－–‐‑−﹣"
_NUMBER = r"[0-9]{1,8}(?:\.[0-9]{1,4})?%?"
_UNIT = f"(?:[年月日时点度万亿余多%]|{measures.COUNTING}|个月?|人|项|天|周|岁|家|名|条|倍|元)"
#: measures that follow an approximate number of two digits
_MEASURE = (
    "个(?:多?月|人|小时|方面|单位|部门)?|天|次|名(?=[^，。；、])|人|家|年(?![级代度期份])|件|场|"
    "小时|分钟|公里"
)
#: an end of a span with its own measure
_MEASURED = "[0-9]{1,8}(?:年|月|日|时|元|万元|人|次|个|项|%)"
_DECIMAL = r"[0-9]{1,6}(?:\.[0-9]{1,3})?"


def _without_zeros(day: str) -> str:
    return re.sub(r"(?<![0-9])0(?=[0-9])", "", day)


def _no_zeros(day: str) -> str:
    return f"“{day}”的月、日前面不补 0；请写成“{_without_zeros(day)}”"


def _whole_year(year: str) -> str:
    number = _four_digits(year.strip("年’‘'"))
    return f"年份“{year}”要写全四位；例如“{number}年”"


def _four_digits(year: str) -> int:
    """Return a year of two or four digits, in any signs."""
    number = int(year.translate(_TO_ARABIC))
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _in_words(day: str) -> str:
    year, month, number = map(int, re.split(r"[-./]", day))
    return f"{year}年{month}月{number}日"


def _chinese_day(day: str) -> str:
    return f"日期“{day}”要写成“{_in_words(day)}”"


def _together(number: str) -> str:
    mended = number.replace("，", "")
    return f"数里面不用全角逗号：“{number}”要写成“{mended}”；两个数并列用“、”"


def _half(signs: str) -> str:
    return f"全角“{signs}”要写成半角“{half(signs)}”"


def _number_of_document(found: re.Match[str]) -> str:
    """Return the right form of a document's number (7.2.5), itself where it is no such number."""
    typed = found["n"]
    number = int(typed) if typed.isascii() else numerals.ordinal_value(typed)
    if number is None or (found["open"] != "〔" and not found["end"]):
        return found["at"]
    if not found["end"] and re.match("[0-9、—～至和及-]", found.string[found.end() :]):
        return found["at"]
    return f"〔{_four_digits(found['year'])}〕{number}号"


def _of_document(found: re.Match[str]) -> str:
    """Return what to say of a document's number, empty where it is in order."""
    right = _number_of_document(found)
    return f"文号“{found['at']}”要写成“{right}”" if found["at"] != right else ""


def _spelt_year(found: re.Match[str]) -> str:
    typed = found["year"]
    year = typed.translate(_TO_ARABIC)
    if half(typed) == year or not 1900 <= int(year) < 2100:
        return ""  # digits alone; wide ones are told as such
    right = numerals.spelt_out(int(year))
    return f"“{typed}年”要写成“{year}年”，用汉字的写成“{right}年”"


_UNIT_OF_BOTH = Pattern("[ ]?(?:%|万|亿)")


def _both(found: re.Match[str]) -> str:
    if _UNIT_OF_BOTH.match(found.string, found.end()) and found["before"][-1].isdigit():
        return ""  # _repeated_unit tells of the sign as well
    right = f"{found['before']}—{found['after']}"
    return f"起止的“{found['at']}”要写成“—”，数值范围也可以写“～”：“{right}”"


def _repeated_unit(found: re.Match[str]) -> str:
    first, sign, last, unit = found["first"], found["sign"], found["last"], found["at"]
    sign = sign if sign in "～—" else "～"
    return f"前面的数也要写“{unit}”：“{first}{unit}{sign}{last}{unit}”"


def _approximate(found: re.Match[str]) -> str:
    first, last = (
        each.translate(_TO_ARABIC).replace("两", "2") for each in (found["a"], found["b"])
    )
    if (first, last) != ("3", "5") and int(last) - int(first) != 1:
        return ""
    spelt = found["a"] if found["a"] == "两" else numerals.ordinal(int(first))
    right = spelt + numerals.ordinal(int(last))
    return f"概数用汉字，中间不加“、”：“{found['a']}、{found['b']}”要写成“{right}”"


def _several(found: re.Match[str]) -> str:
    right = f"{numerals.ordinal(int(found['n']))}几"
    return f"含“几”的概数用汉字；“{found[0]}”要写成“{right}”"


def _scaled(found: re.Match[str]) -> str:
    return f"数里面汉字只用“万”“亿”：“{found['n']}{found['at']}”要写成阿拉伯数字，或全用汉字"


def _in_chinese(found: re.Match[str]) -> str:
    right = numerals.ordinal(int(found["at"])) + found["rest"]
    return f"“{found['at']}{found['rest']}”里的数用汉字；请写成“{right}”"


NUMBERS_OF_DOCUMENTS = (
    # GB/T 9704, 7.2.5: 年份用六角括号括入，顺序号不加“第”字，不编虚位，后面加“号”字
    Rule(
        "typography.document",
        rf"(?<={HAN})[ \u3000]?(?P<at>(?P<open>[\[［(（【﹝〔〈<])[ ]?"
        rf"(?P<year>(?:19|20|一九|二[{_ZEROS}])?[{_YEAR_DIGITS}]{{2}})年?[ ]?[\]］)）】﹞〕〉>][ ]?第?[ ]?"
        rf"(?P<n>[0-9]{{1,4}}|[{OF_ITEMS}百零〇]{{1,5}})[ ]?(?P<end>号?))",
        _of_document,
        signs="[［(（【﹝〔〈<",
        right=_number_of_document,
        finds="按照示办发⟦[2021]3号⟧文件",
        leaves="示科发〔2021〕3号",
    ),
)

SIGNS = (
    # GB/T 15834, 4.13.3.2: 起止一般用一字线，有时也可用浪纹线；4.13.3.1: 短横线连接号码、年月日、型号
    Rule(
        "typography.range",
        rf"(?<![0-9A-Za-z.{_HYPHENS}—/])(?P<before>{_NUMBER})(?P<at>[{_HYPHENS}]{{1,2}}|——)"
        rf"(?P<after>{_NUMBER})(?={_UNIT})(?![年月]?[0-9]*[{_HYPHENS}])",
        _both, right=by_sign('—'), signs='-－–‐‑−﹣—', finds='1⟦-⟧3月，3⟦——⟧5次', leaves='3—5次，2021-03-05'),
    Rule(
        "typography.range",
        rf"(?P<before>{_MEASURED})(?P<at>[{_HYPHENS}]{{1,2}}|——)(?P<after>{_MEASURED})",
        _both, right=by_sign('—'), signs='-－–‐‑−﹣—', finds='1月⟦-⟧3月', leaves='1月—3月'),
    Rule("typography.range", r"(?<=[0-9%年月日时人次元个件项岁度])~(?=[0-9])", of_sign("数值范围的“~”要写成“～”"), signs='~', right=by_sign('～'), finds='3⟦~⟧5次', leaves='3～5次'),
    # GB/T 15835, 5.1: 9亿～16亿（不写为9～16亿），15%～30%（不写为15～30%）
    Rule(
        "typography.range_unit",
        rf"(?<![0-9.])(?P<first>{_DECIMAL})(?P<sign>[～~—{_HYPHENS}])(?P<last>{_DECIMAL})[ ]?(?P<at>%|万|亿)",
        _repeated_unit, signs='%万亿', finds='15～30⟦%⟧，9—16⟦亿⟧', leaves='15%～30%'),
    # GB/T 15835, 5.1.7: an Arabic numeral is half a character wide, and so are Latin letters
    Rule("typography.wide", "[０-９Ａ-Ｚａ-ｚ％](?:[０-９Ａ-Ｚａ-ｚ％．＋]*[０-９Ａ-Ｚａ-ｚ％])?", of_sign(_half), right=by_sign(half), finds='⟦２０２１⟧年，⟦Ａ⟧座', leaves='2021年'),
    # 5.1.1: digits are grouped by a half-width comma or not at all
    Rule("typography.thousands", r"(?<![0-9])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])", of_sign(_together), signs='，', right=by_sign(lambda number: number.replace('，', '')), finds='共⟦1，000⟧人', leaves='1,000，1000'),
    # 5.1: the point of a decimal has a digit before it
    Rule("typography.decimal", rf"(?<={CHINESE})\.(?=[0-9]{{1,3}}(?:%|个|万|亿|元))", of_sign("小数点前面要写“0”"), signs='.', right=by_sign('0.'), finds='投入⟦.⟧5万元', leaves='投入0.5万元'),
    # GB/T 9704, 7.3.5: 月、日不编虚位（即 1 不编为 01）
    Rule(
        "typography.zeros",
        r"(?<![0-9])(?:[0-9]{4}年)?(?:0[0-9]月(?:[0-9]{1,2}日)?|[0-9]{1,2}月0[0-9]日|0[1-9]日)",
        of_sign(_no_zeros), signs='0', right=by_sign(_without_zeros), finds='⟦2021年03月05日⟧，⟦3月05日⟧', leaves='2021年3月5日'),
    # GB/T 15835, 5.1.4: 四位数字表示的年份不应简写为两位数字
    Rule(
        "typography.year",
        r"(?<![0-9.第近历前后])[0-9]{2}年(?=[0-9]{1,2}月|度(?!过)|末|上半年|下半年)"
        r"|[’‘'][0-9]{2}年(?![来前后间内底])",
        of_sign(_whole_year), signs='年', finds='⟦21年⟧3月，⟦’21年⟧', leaves='2021年3月，21年后'),
    # 5.2.5: 用作编号时“0”的汉字书写形式为“〇”
    Rule(
        "typography.year_zero",
        rf"(?<![{_YEAR_DIGITS}])(?=(?P<year>[{_YEAR_DIGITS}]{{4}})年)"
        rf"[〇一二三四五六七八九1-9１-９]{{0,3}}(?P<at>[{_ZEROS[1:]}])",
        _spelt_year, finds='二⟦零⟧二一年', leaves='二〇二一年，2021年'),
    # 4.3: 二〇〇八年八月八日（不写为“二〇〇八年8月8日”）
    Rule(
        "typography.day_mixed",
        rf"(?<=[一二三四五六七八九〇○]年)[0-9]{{1,2}}月|(?<=[0-9]年)[{OF_ITEMS}]{{1,3}}月(?!末)"
        rf"|(?<=[0-9]月)[{OF_ITEMS}]{{1,3}}日|(?<=[{OF_ITEMS}]月)[0-9]{{1,2}}日",
        of_sign("同一日期里的“{}”和前面要用同一种数字；请都写阿拉伯数字"), signs='月日', finds='二〇二一年⟦3月⟧，2021年⟦三月⟧，3月⟦五日⟧', leaves='2021年3月5日'),
    # 5.1.4; 4.3: 同一场合表达年月日的数字选用相同的形式, and the build writes 2021年3月5日
    Rule(
        "typography.day",
        r"(?<![0-9A-Za-z./-])((?:19|20)[0-9]{2}(?P<sign>[-./])(?:0?[1-9]|1[0-2])(?P=sign)"
        r"(?:0?[1-9]|[12][0-9]|3[01]))(?![0-9A-Za-z]|[-./][0-9])",
        of_sign(_chinese_day), signs='-./', right=by_sign(_in_words), finds='⟦2021-03-05⟧，⟦2021.3.5⟧', leaves='2021年3月5日'),
    # GB/T 15834, 4.5.3.4; GB/T 15835, 5.2: 两个数字连用表示概数时，两数之间不用顿号隔开
    Rule(
        "typography.approximate",
        rf"(?<={HAN})(?<![第届{OF_ITEMS}])(?P<a>[1-9一二三四五六七八九两])(?P<at>、)"
        rf"(?P<b>[1-9一二三四五六七八九])(?=(?:{_MEASURE})(?!、))",
        _approximate, signs='、', finds='召开3⟦、⟧4次', leaves='三四次，第3、4次'),
    # GB/T 15835, 4.2: 含“几”的概数应采用汉字数字
    Rule(
        "typography.several",
        r"(?<![0-9.])(?P<n>[1-9][0-9]{0,2})(?P<at>几)(?=[个人次名家项件天年月万多份场])",
        _several, signs='几', finds='共10⟦几⟧次', leaves='十几次'),
    # 5: 数值很大时“万”“亿”可以用汉字，其余用阿拉伯数字
    Rule(
        "typography.mixed",
        r"(?<![0-9.])(?P<n>[0-9]{1,3}(?:\.[0-9]{1,4})?)(?P<at>[千百十])(?![克米瓦赫卡帕伏分强佳年里货大])",
        _scaled, signs='千百十', finds='投入3⟦千⟧元', leaves='3千克，3000元'),
    Rule(
        "typography.mixed",
        r"百分之(?P<at>[0-9]{1,4}(?:\.[0-9]{1,4})?)",
        lambda found: f"“{found[0]}”要写成“{found['at']}%”", signs='分', finds='增长百分之⟦5⟧', leaves='增长5%'),
    # 4.2, 4.3: 十一届全国人大一次会议（不写为“11届全国人大1次会议”）
    Rule("typography.term", r"党的(?P<at>[1-9][0-9]?)(?P<rest>大)", _in_chinese, signs='大', finds='党的⟦20⟧大', leaves='党的二十大'),
    Rule(
        "typography.term",
        rf"(?<![0-9.])(?P<at>[1-9][0-9]?)(?P<rest>届(?:[0-9{OF_ITEMS}]{{1,3}}[中次]|中央"
        rf"|全国(?:人大|政协)|[{PLACES}](?:委|纪委|人大|政协)))",
        _in_chinese, signs='届', finds='⟦19⟧届四中全会', leaves='十九届四中全会'),
    Rule("typography.term", r"(?<=届)(?P<at>[1-9])(?P<rest>中全会)", _in_chinese, signs='会', finds='十九届⟦4⟧中全会', leaves='十九届四中全会'),
)  # fmt: skip

ADVICE = (
    Rule("remark.spoken", r"(?<=月)[0-9]{1,2}(?P<at>号)(?![楼文线院令馆门公通会机台店厅室仓线])", of_sign("口语的“{}”请写成“日”"), signs='号', finds='3月5⟦号⟧召开', leaves='3月5号楼'),
    Rule("remark.spoken", "元月(?=份|[0-9，、。至到底初上中下—～-])", of_sign("“{}”请写成“1月”"), signs='元', finds='⟦元月⟧份', leaves='元月召开'),
    Rule("remark.spoken", "俩(?=人|个|口)", of_sign("口语的“{}”请写成“两”"), signs='俩', finds='他们⟦俩⟧人', leaves='两人'),
    Rule("remark.spoken", "(?<=[0-9])号文(?![件化本字艺明])", of_sign("“{}”请写全“号文件”"), signs='文', finds='示发〔2021〕3⟦号文⟧', leaves='3号文件'),
    # GB/T 15835, 5.2.4: 法律文书和财务票据上采用大写汉字数字
    Rule("remark.capital", "[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}", of_sign("大写数字“{}”只用在法律文书和财务票据上"), signs='壹贰叁肆伍陆柒捌玖拾佰仟', finds='共⟦壹拾⟧', leaves='共拾'),
    Rule(
        "remark.twice_about",
        r"(?:约|近|超过?|逾|突破|达到?近)[0-9][0-9.,]{0,11}[十百千万亿]{0,2}"
        r"(?:人次|[人个次名家项件场份元])?(?P<at>余|多(?![样种元项层次])|左右|上下)",
        of_sign("前面已说明是约数，“{}”请删去"), signs='余多左上', finds='约30⟦余⟧人，近30人⟦左右⟧', leaves='30余人，约30人'),
    Rule("remark.twice_about", "几[十百千万](?P<at>余|多)", of_sign("前面已说明是约数，“{}”请删去"), signs='几', finds='几十⟦余⟧人', leaves='几十人'),
)  # fmt: skip


#: a number and no more than its measure
_AMOUNT = Pattern(rf"[0-9]{{1,8}}(?:{_UNIT}|分|世纪)")


def of_terms(terms: Iterable[str]) -> Rule | None:
    """Return the rule that finds registered terms with Arabic digits, as 8项规定; None without any.

    A term with 一 alone is left out: 1个标准 may be a quantity; so are 十分, for 10分 is one, and the
    centuries, which are times.
    """
    typed = {
        _with_arabic(term): term
        for term in terms
        if re.search("[二三四五六七八九十两]", term) and not _AMOUNT.fullmatch(_with_arabic(term))
    }
    wrong = sorted((each for each in typed if typed[each] != each), key=len, reverse=True)
    if not wrong:
        return None
    return Rule(
        "typography.term",
        f"(?<![0-9.])(?:{'|'.join(map(re.escape, wrong))})",
        lambda found: f"“{found[0]}”里的数用汉字；请写成“{typed[found[0]]}”",
        finds=f"⟦{wrong[0]}⟧",
        leaves=typed[wrong[0]],
    )


def _with_arabic(term: str) -> str:
    """Return a term with its Chinese numerals in Arabic digits."""
    return re.sub(
        "[一二三四五六七八九两十]+",
        lambda numeral: str(numerals.value(numeral[0]) or numeral[0]),
        term,
    )
