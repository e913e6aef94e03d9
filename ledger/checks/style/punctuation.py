"""Finds wrong signs of punctuation (GB/T 15834-2011) in a line in which all but text is masked.

Each pattern reads a line once, in linear time. Where the standard leaves a choice nothing is
reported; what it only advises (通常) is a remark. Where each clause was read: decisions/0026.
"""

from __future__ import annotations

import re

from ledger.checks.style.rules import CHINESE, HAN, Rule, by_sign, of_sign
from ledger.language.numerals import OF_ITEMS
from ledger.language.signs import full
from ledger.prose.hidden import WORD

_AFTER, _BEFORE = rf"(?<={CHINESE})[ *_\[\]]*", rf"[ *_\[\]]*(?={CHINESE})"
#: after these a single — stands for 至 (4.13.3.2: 时间、地域的起止)
_FROM_HERE = f"年月日时分秒期届省市县区州镇乡村站港路号楼层{WORD}"
#: small and half-wide forms of signs, by the usual ones
_SMALL = dict(zip("｡､﹐﹑﹔﹕﹖﹗．", "。、，、；：？！。", strict=True))
#: where an ordinal may stand
_SENTENCE = r"(?:^[ \u3000]*|(?<=[。；：]))"
#: words that begin with 等 and enumerate nothing
_NO_ETC = "待级额同于到候价高速次量效距温份身闲离靠腰值差比分号边式"


def _beside(sign: str) -> str:
    """Return a pattern of a sign beside a Chinese character."""
    return rf"{_AFTER}({sign})|({sign}){_BEFORE}"


def _around(first: str, last: str) -> str:
    """Return a pattern of paired signs beside or around Chinese, or of one beside Chinese."""
    opened, closed = re.escape(first), re.escape(last)
    other = rf"[^{opened}{closed}\n]*"
    holds = rf"(?=[^{opened}{closed}\n]*?{CHINESE})"
    if first == "'":  # no apostrophe
        opened, closed = rf"(?<![0-9A-Za-z]){opened}(?![0-9])", rf"{closed}(?![0-9A-Za-z])"
    beside = _beside(f"{opened}{other}{closed}")
    inside = f"{opened}{holds}{other}{closed}"
    return f"{beside}|({inside})|{_beside(f'{opened}|{closed}')}"


def _full(sign: str) -> str:
    return f"半角“{sign}”要写成全角“{full(sign)}”"


def _usual(sign: str) -> str:
    return f"“{sign}”要写成全角“{_SMALL[sign]}”"


def _paired(sign: str) -> str:
    """Return signs of ASCII around a text, or one of them, in their right form; one quote stays."""
    ends = {"(": "（", ")": "）"}
    if sign[0] in ends:
        return ends[sign[0]] + (sign[1:-1] + ends[sign[-1]] if len(sign) > 1 else "")
    marks = {'"': "“”", "'": "‘’"}[sign[0]]
    return f"{marks[0]}{sign[1:-1]}{marks[1]}" if len(sign) > 1 else sign


def _one(signs: str) -> str:
    """Return one of several signs that are the same; others stay."""
    return signs[0] if len(set(signs)) == 1 else signs


def _numbered(found: re.Match[str]) -> str:
    """Return what stands behind an ordinal in Arabic digits; a blank where a line begins."""
    return ". " if found.start() == 0 else "."


def _arabic(number: re.Match[str]) -> str:
    stop = ". ”，后面空一格" if number.start() == 0 else ".”"  # a list, where it begins a line
    return f"序号“{number['n']}、”要写成“{number['n']}{stop}；汉字数字的序号后面才用“、”"


#: 序次语 come first: what is wrong behind one is no other fault
ORDINALS = (
    # B.3.2, B.3.3, B.3.4, B.3.1, B.3.7
    Rule(
        "typography.ordinal",
        rf"{_SENTENCE}(?P<n>[{OF_ITEMS}]{{1,3}})(?P<at>[.．，,])(?={HAN})(?![{OF_ITEMS}])",
        lambda found: f"序号“{found['n']}{found['at']}”要写成“{found['n']}、”", signs='.．，,', right=by_sign('、'), finds='一⟦.⟧加强学习', leaves='一、加强学习'),
    Rule("typography.ordinal", rf"{_SENTENCE}(?P<n>[0-9]{{1,2}})(?P<at>、)(?=(?:{HAN}|“))(?![{OF_ITEMS}])", _arabic, signs='、', right=_numbered, finds='1⟦、⟧加强学习', leaves='1.加强学习，共1、2'),
    Rule(
        "typography.ordinal",
        rf"(?:^[ \u3000]*|(?<=[。；：，]))(?P<n>[（(](?:[{OF_ITEMS}]{{1,3}}|[0-9]{{1,2}})[）)])(?P<at>[、，．.,])",
        lambda found: (
            f"带括号的序号后面不用标点：“{found['n']}{found['at']}”要写成“（{found['n'][1:-1]}）”"
        ), signs='）)', right=by_sign(''), finds='（一）⟦、⟧加强学习', leaves='（一）加强学习'),
    Rule(
        "typography.ordinal",
        rf"{_SENTENCE}(?P<n>第[{OF_ITEMS}]|其[{OF_ITEMS}]|首先|其次|再次|最后)(?P<at>、)(?![第其{OF_ITEMS}0-9])",
        lambda found: f"“{found['n']}”后面用逗号：“{found['n']}、”要写成“{found['n']}，”", signs='、', right=by_sign('，'), finds='第一⟦、⟧加强学习', leaves='第一，加强学习，第一、第二'),
    Rule(
        "typography.ordinal",
        rf"(?:^[ \u3000]*|(?<=[。；：，]))(?P<n>[{OF_ITEMS}]是)(?P<at>[，、：,:])",
        lambda found: f"“{found['n']}”后面不用标点；请删去“{found['at']}”", signs='是', right=by_sign(''), finds='一是⟦，⟧加强学习', leaves='一是加强学习'),
)  # fmt: skip

SIGNS = (
    # 5.1: a mark takes the place of one character
    Rule("typography.half", _beside("[,;:?!]"), of_sign(_full), signs=',;:?!', right=by_sign(full), finds='学习⟦,⟧培训', leaves='学习，培训，1,000'),
    Rule("typography.half", rf"(?<={CHINESE})\.(?=[ ”）。；，]|$)", of_sign("半角“.”要写成全角“。”"), signs='.', right=by_sign('。'), finds='学习⟦.⟧', leaves='学习。3.5'),
    Rule("typography.half", rf"[｡､﹐﹑﹔﹕﹖﹗]|(?<=(?:{HAN}|[”）]))．(?!(?:{HAN}|[0-9]))", of_sign(_usual), signs='｡､﹐﹑﹔﹕﹖﹗．', right=by_sign(_SMALL.__getitem__), finds='学习⟦｡⟧培训⟦．⟧', leaves='学习。３．５'),
    Rule("typography.half", _around("(", ")"), of_sign("半角括号“()”要写成全角“（）”"), pair=True, signs='()', right=by_sign(_paired), finds='⟦(⟧试行)', leaves='（试行），f(x)'),
    # 4.8.2: 引号的形式有双引号“ ”和单引号‘ ’
    Rule("typography.quotes", _around('"', '"'), of_sign("直引号“\"”要写成弯引号，前面写“，后面写”"), pair=True, signs='"', right=by_sign(_paired), finds='⟦"⟧两个维护"', leaves='“两个维护”，a="b"'),
    Rule("typography.quotes", _around("'", "'"), of_sign("直引号“'”要写成弯引号，前面写‘，后面写’"), pair=True, signs="'", right=by_sign(_paired), finds="⟦'⟧两个维护'", leaves="‘两个维护’，it's"),
    Rule("typography.quotes", "[「『]", of_sign("“{}”是直排的引号；横排写“”，里面一层写‘’"), signs='「『', finds='⟦「⟧甲」', leaves='“甲”'),
    # 4.15.2: 书名号的形式有双书名号《 》和单书名号〈 〉
    Rule(
        "typography.title_marks",
        f"(<<|＜＜|〈〈|«|＜)(?=(?:{HAN}|“))|(<)(?={HAN}(?:{HAN}|[，、]){{0,40}}>)",
        of_sign("“{}”要写成书名号“《”，后面写“》”"), signs='<＜〈«', finds='⟦<<⟧条例>>，⟦<⟧条例>', leaves='《条例》，<b>'),
    # 4.11: 省略号的形式为“……”; twice as long it stands for a paragraph
    Rule(
        "typography.ellipsis",
        r"\.\.\.+|。。。+|⋯⋯{0,5}|···+|…(?<!……)(?:…{4,}|…{2}|)(?!…)",
        of_sign("省略号“{}”要写成“……”"), signs='.。⋯·…', right=by_sign('……'), finds='学习⟦...⟧，⟦…⟧', leaves='学习……'),
    # A.9.2, B.1.2
    Rule(
        "typography.and_so_on",
        f"……(?P<at>等(?:等|(?![{_NO_ETC}])))|等等?(?P<also>……)",
        of_sign(lambda _: "省略号和“等”只留一个"), signs='…', finds='学习……⟦等⟧，等⟦……⟧', leaves='学习等，……等级'),
    Rule("typography.and_so_on", f"、(?=等等|等(?![{_NO_ETC}]))", of_sign("“等”前面不加“、”；请删去"), signs='、', right=by_sign(''), finds='学习⟦、⟧等', leaves='学习、等级'),
    # 4.10.2: 破折号的形式是“——”
    Rule(
        "typography.dash",
        rf"(?<={CHINESE}) *(-{{2,}}|－{{2,}}|[–─]+|—{{3,}}) *(?={CHINESE})", of_sign("破折号“{}”要写成“——”"), signs='-－–─—', right=by_sign('——'), finds='学习⟦--⟧培训', leaves='学习——培训'),
    Rule(
        "typography.dash",
        # 团结—批评—团结 is a chain of words, 甲地—乙地铁路 says from where to where, 中国—中亚 is a name: no dash
        rf"(?<={CHINESE})(?<![{_FROM_HERE}])(?<!—{HAN}{{2}})(?<!—{HAN}{{3}})(?<!—{HAN}{{4}})(?<!—{HAN}（{HAN}）)"
        rf"—(?={CHINESE})(?!{HAN}{{1,4}}(?:（{HAN}{{1,4}}）)?—)(?!{HAN}(?:农村|高速)公路|(?:(?![修建参举办加])(?:{HAN})){{2,4}}(?:公路|铁路|高铁|高速|航线|管道))(?<!中国—)",
        of_sign("破折号“—”要写成两个字长的“——”；表示起止的写“至”"), signs='—', finds='学习⟦—⟧培训', leaves='学习——培训，3月—5月，甲地—乙地铁路'),
    # 4.14.2, 4.14.3.5: 汉字的月、日只在“一”“十一”“十二”月后用间隔号
    Rule("typography.interpunct", rf"(?<=(?:{HAN}|[0-9]))[•・‧∙⋅](?=(?:{HAN}|[0-9]))", of_sign("间隔号“{}”要写成“·”"), signs='•・‧∙⋅', right=by_sign('·'), finds='列夫⟦•⟧托尔斯泰', leaves='列夫·托尔斯泰'),
    Rule(
        "typography.interpunct",
        rf"(?<![{OF_ITEMS}])[二三四五六七八九十](?P<at>·)(?=[{OF_ITEMS}]{{1,3}}(?:[”’]|事|运动|讲话|节|$))",
        of_sign("汉字写的月、日，只在一月、十一月、十二月后面加“·”；请删去"), signs='·', finds='“三⟦·⟧八”', leaves='“一二·九”'),
    # 4.1–4.7: one mark ends a pause; only ？ and ！ may be repeated (4.2.3.3, 4.3.3.2)
    Rule(
        "typography.repeated",
        r"(?=[，、；：。！？]{2})(?<![！？，、；：。])(?!。{3})(?![！？]+(?![，、；：。！？]))[，、；：。！？]{2,}",
        of_sign("标点“{}”连用；请只留一个"), signs='，、；：。！？', right=by_sign(_one), finds='学习⟦，，⟧培训', leaves='学习，培训！！'),
    # B.2.1: 引号内已使用句末点号时，引号外不用点号
    Rule(
        "typography.repeated_outside",
        "(?<=[。！？])[”’](?P<at>。)|(?<=。)[”’](?P<also>[，、；])",
        of_sign("引号里面已有句末的标点，外面的“{}”请删去"), signs='”’', right=by_sign(''), finds='“学习。”⟦。⟧', leaves='“学习。”培训'),
)  # fmt: skip

#: what the standard only advises, or no standard says: remarks
ADVICE: tuple[Rule, ...] = (
    # 4.5.3.5: 通常不用顿号；书名号、引号后面有括注的宜用
    Rule("remark.between_pairs", "(?<=[”》])、(?=[《“])", of_sign("并列的引号、书名号之间通常不用“、”"), signs='、', finds='《甲》⟦、⟧《乙》', leaves='《甲》《乙》'),
    # 4.9.3.6: 同一形式的括号应尽量避免套用
    Rule("remark.brackets", "（[^（）\n]{0,60}(?P<at>（)", of_sign("括号里面不再用同样的括号；里面的可以改用“〔〕”或逗号"), signs='（', finds='（甲⟦（⟧乙））', leaves='（甲）（乙）'),
    # B.2.2: 句内括号末尾、句外括号外面通常不用句号
    Rule("remark.bracket_stop", "(?<=。)）(?P<at>。)", of_sign("“。）。”里的句号只留一个"), signs='。', finds='（甲。）⟦。⟧', leaves='（甲）。'),
    # B.3.6: 用于章节、条款的序次语后宜用空格
    Rule(
        "remark.blank",
        rf"(?<={CHINESE})(?<!章)(?<!节)(?<!条)(?<!编)(?<!分)[ \u3000\t]+(?=(?:{CHINESE}|[0-9]))"
        rf"|(?<=[0-9%])[ \u3000\t]+(?=(?:{CHINESE}|%))",
        of_sign("字和字、字和数之间的空格会印出来；请删去"), signs=' \u3000\t', right=by_sign(''), finds='学习⟦ ⟧培训，共3⟦ ⟧次', leaves='学习培训，第一章 总则'),
    Rule(
        "remark.until",
        rf"截止(?=[0-9{WORD}]|目前|今|本[年月周报]|去年|上年|年底)",
        of_sign("“截止”后面不接时间；请写成“截至”"), signs='截', right=by_sign('截至'), finds='⟦截止⟧目前', leaves='截至目前，截止时间'),
    Rule("remark.until", "截止至", of_sign("“截止至”请写成“截至”"), signs='截', right=by_sign('截至'), finds='⟦截止至⟧月底', leaves='截至月底'),
)  # fmt: skip
