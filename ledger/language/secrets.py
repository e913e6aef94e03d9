"""What must not enter: clues and who gave them, personal numbers, the marks of state secrets.

Clues to a breach of discipline (问题线索) go to the discipline organs alone, by their own channel;
here only approved totals are kept. A personal number counts only where its check digit holds
(GB 11643-1999 for identity cards; Luhn, ISO/IEC 7812-1, for bank cards). All of it can be talked
round; it is there for the slip, not for bad faith.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, wraps
from typing import NamedTuple

from ledger.language import persons
from ledger.language.numerals import ARABIC, DIGITS, digits
from ledger.language.signs import HALF, IDEOGRAPH, NO_SIGN, undisguised, without_titles
from ledger.language.surnames import BEHIND
from ledger.patterns import Pattern, only_at, without
from ledger.remembered import lately


@dataclass(frozen=True)
class Secret:
    """Something that must not be here: where it stands, what to say of it, and its kind."""

    start: int
    end: int
    message: str
    code: str


Look = Callable[[str], Iterator[Secret]]


def _as_seen(look: Look) -> Look:
    """Look at a text as its readers see it: what has no sign of its own parts nothing."""

    @wraps(look)
    def seen(text: str) -> Iterator[Secret]:
        read, at = _seen(text)
        for secret in look(read):
            yield replace(secret, start=at[secret.start], end=at[secret.end - 1] + 1)

    return seen


@lru_cache(maxsize=4)
def _seen(text: str) -> tuple[str, Sequence[int]]:
    """Return a text as it is seen, and where its signs stand: several rules look at the same text."""
    return without(undisguised(text), NO_SIGN)


def find(text: str) -> Iterator[Secret]:
    """Yield everything that must not stand in a text."""
    yield from numbers(text)
    yield from marks(text)
    yield from clues(text)


@lately
def all_in(text: str) -> tuple[Secret, ...]:
    """Return what must not stand in a text of which there may be many."""
    return tuple(find(text))


ADVICE = "线索只交纪检机构，不进本系统；这里只写经批准的汇总数"

#: somebody whom one could find, or whose name was left out
_PERSON = (
    rf"(?:[{BEHIND}]{IDEOGRAPH}{{0,2}}(?<!老)同志|[{BEHIND}]某|某某|某(?:同志|人|局|领导|干部|科长|主任|负责人)"
    r"|[×✕＊*○]{2,3})"
)
#: what is only said of a person's breach
_BREACH = (
    r"(?:违纪|违规|违法|收受|索要|索取|贪污|受贿|行贿|挪用|侵占|套取|以权谋私|优亲厚友|吃拿卡要)"
)
_HOW = ("举报", "检举", "控告")
#: words that mark a clue; what follows them in ordinary speech is taken out
_CLUE = Pattern(
    "|".join(
        (
            *(f"{each}人(?![次数大])" for each in (*(f"被{how}" for how in _HOW), *_HOW)),
            "被反映人|反映人(?![事员才民们大际数次均口力身工])",
            *(
                rf"{each}(?:编号|内容|详情|原文|摘要|来源(?=[：:为是])|第?\d+号)"
                for each in ("问题线索", "线索")
            ),
            *(
                f"{each}件(?:编?号|序号)(?=[A-Za-z0-9〔（：:为是])"
                for each in ("信访", *_HOW, "初核", "案")
            ),
            "被审查人|被谈话函询人",
            *(f"{each}人(?:[：:]|[{BEHIND}]某?|某)" for each in ("信访", "知情", "检举", "举报")),
            "初步核实|立案(?:审查|调查)|暂存待查|予以了结|采取留置",
        )
    )
)
#: how one reports: a clue only where one report is told of, its receipt, its matter or a person
_MANNER = Pattern(
    "|".join(
        (
            *(f"{each}名(?:举报|检举|控告|反映)(?!人)" for each in "匿实署"),
            "匿名信",
            *(f"{how}(?:信|材料)(?!箱|息)" for how in _HOW),
        )
    )
)
_RECEIVED = Pattern(
    r"(?<!未)(?<!没有)(?<!无)(?:收到|接到|接获|收悉|查收|转来|送来|寄来|交来|转办|批转|交办|办理|递交|提交|投寄|散发|核查|[有一]一?[封件起份])[^，。；：,;:\n]{0,8}$"
)
_OF_PERSON = Pattern(
    rf"[^，。；,;\n]{{0,12}}?(?:{_PERSON}|[{BEHIND}][一-鿿]{{0,2}}(?:科长|处长|局长|主任|书记|院长|所长))"
)
_ABOUT = Pattern(r"反映[^，。；,;\n]{2,14}的$")
_DEALT = Pattern(
    r"[^。；;\n]{0,16}?(?:作[出了]了?(?:批示|说明|通报|处理)|查实(?![率的])|属实|不实|[带引]出)"
)
_BY_PERSON = Pattern(rf"[{BEHIND}]某某?[^，。；,;\n]{{0,12}}$")
_MATTER = Pattern(
    r"了|称|[：:]|的?(?:内容|原文|原件|复印件|记录)|(?!人|件|率|制|渠道|工作|线索|等|的?(?:违[纪规法]+|有关|相关|各类|突出){0,3}问题)[^，。；,;\n的]{2,12}(?:的?问题|违规|违纪)"
)
#: a post or a part of a bureau, of which a clue may tell
_TARGET = (
    rf"(?:{_PERSON}|(?:(?![由向到在的和与及按接受])[一-鿿]){{0,8}}"
    r"(?:[科处股局院所站]长|主任|书记|负责人|办公室|中心|窗口|[科股](?![室学技研目级])))"
)
#: what a sentence tells of a case, before the word or behind it, over its commas
_TELLS = Pattern(
    r"反映(?!强烈|集中|突出|较多|渠道|人|(?:的?问题)?[属不]实|的)|涉及(?!面)|指向|涉嫌|内容[是为系：:]|信中|来信称"
    rf"|(?:对|关于|针对){_TARGET}|存在(?!的)[^，。；,;\n]{{1,20}}(?:问题|行为|现象)"
    rf"|{_TARGET}[^，。；,;\n]{{0,8}}{_BREACH}"
)
#: the same, only where it is told behind the word
_TELLS_BEHIND = Pattern(
    rf"(?:^|[，,、；;（(])(?:[均都]|分别|主要)?[为系是属][^，。；,;\n]{{0,16}}(?:{_TARGET}|{_BREACH}|问题)"
    r"|关于(?!印发)[^，。；,;\n]{2,20}"
)
_NUMBER = rf"(?:[{ARABIC}{DIGITS}十百两]{{1,6}}|\{{\{{[^{{}}\n]*\}}\}})"
#: a number of reports or cases, which may be kept: 收到实名举报3件, 初步核实问题线索2件, | 件 | 2 |
_COUNT = Pattern(
    rf"[件起人次]\s*\|\s*[{ARABIC}]{{1,6}}|[{ARABIC}{DIGITS}十百两]{{1,6}}\s?[余多]?(?:件次?|封|起|人次?|条|份|批?次)|\{{\{{[^{{}}\n]*\}}\}}"
)
#: all that the clause of a total is made of; any other word may tell whom or what
_OF_TOTAL = Pattern(
    rf"{_COUNT.pattern}|{_NUMBER}年度?(?:以来)?|{_NUMBER}(?:至{_NUMBER})?月份?|[第前]?[一二三四上下]半?(?:年|季度)|[全本今]年度?(?:以来)?|年内"
    r"|累计|总共|合计|共计?|其中|另有|(?<!对)(?:[我本全]?局(?!长)|机关|派?驻|纪检监察组|纪检监察机构|纪检机构|纪检组|纪委|党组|党委)"
    r"|收到|接到|受理|接收|登记|办理|转办|交办|批转|移[交送]|处置|办结|核查|配合|协助|做好|开展|进行|完成|结案|采取|实施|运用|依规|依纪|依法|按规定|按程序"
    r"|谈话函询|谈话提醒|批评教育|提醒谈话|诫勉谈话|组织处理|(?:党纪|政务|纪律)处分|给予|初步核实|立案(?:审查)?|调查|暂存待查|予以了结|留置"
    r"|(?:匿名|实名|署名)(?:举报|检举|控告|反映)|匿名信|(?:举报|检举|控告)(?:信|材料)|信访举报|来[信访电]|[匿实署]名|(?:群众|干部|职工)反映的|问题线索|线索|问题|信访|案件|措施|方式|情况|类"
    r"|[一二三四五六七八九十]是|[已均各对以的了和与及、并有为\s|*·（）()-]"
)
#: how a clause goes on that tells what became of a total
_OUTCOME = Pattern(
    r"(?:[均都已]|全部)(?![为系是属被]|查[明实])|[按比由并无未]|同比|较|与上年|占|下降|上升|处置|办[结理]|查结|同时|转|移[交送]|给予|答复|反馈|开展|组织|督促|推动|做到|没有"
)
#: what the clause of a rule says, of a way to report
_OF_RULE = Pattern(
    r"鼓励|倡导|提倡|支持|引导|奖励|畅通|拓宽|设立|开通|(?<!不)规范|健全|完善|优先|凡|一律|(?<![相响反对适])应(?![邀对急用])|必须|(?<!必)须|(?<!违反)(?<!按)(?<!按照)规定|制度|办法|保密|宣传|公布|受理范围|[日天]内"
)
#: a report that came is a case, unless the sentence says what is done whenever one comes
_WHENEVER = Pattern(r"的[，,]|后?[，,]?(?:[均都]|应当|应|必须|须|一律)")
_WHOM = Pattern(rf"了?{_TARGET}")
#: of the kind, and none that came
_AS_KIND = Pattern(r"件?(?:数量?|率|比例|占比)|不(?!实|属)|当[日天]")
_NONE_CAME = Pattern(
    r"(?:未|没有|无)(?:人员?|党员|干部|党员干部)?再?(?:被|收到|接到|受理群众|受理|发生|发现|开展|采取|进行|实施)?"
    r"(?:(?:初步核实|立案(?:审查|调查)|采取留置)[、和或])*$"
)
#: what else there was none of: 没有实名举报、没有不廉洁行为
_NOR = Pattern("、(?:没有|未|无)(?:不廉洁|不良|违纪违法|违规违纪|违纪|违规)(?:行为|问题|记录)")
#: how far before and behind such a word its sentence is read, and how far its rule goes on
_FAR, _NEAR = 160, 20
#: the ways to deal with clues, as such
_PROCEDURE = Pattern(r"初步核实|立案(?:审查|调查)|暂存待查|予以了结|采取留置")
_AS_SUCH = Pattern(
    r"(?:调查)?的?(?:有关|相关)?(?:[、和与及][^，。；,;\n]{2,24})?(?:[一二三四五六]类|[一二三四五六]种|等)?(?:处置)?(?:方式|程序|规定|规程|规则|制度|流程|环节|权限|方面|工作(?!人))"
)
#: sentences that tell what a clue says, and how the message calls them without repeating a name
_TALES = (
    (Pattern(rf"反映了?{_PERSON}"), "反映某人……问题"),
    (
        Pattern(rf"(?:{_PERSON}|[{BEHIND}]某某?|该同志)(?:涉嫌|收受|索取|受贿|贪污|挪用)"),
        "某人涉嫌……",
    ),
    (Pattern(rf"(?:举报|检举|控告)了?{_PERSON}"), "举报某人"),
    (
        Pattern(
            r"(?:收到|接到|转来)[^。；]{0,6}(?:关于|反映|对)(?!(?:一些|部分|有关|个别)(?:领导|党员)干部的(?:问题)?线索)[^。；]{1,40}的(?:举报|检举|控告|(?:问题)?线索)"
            r"(?=$|[\s，。；、,;\d一二三]|件|封)"
        ),
        "收到关于……的举报",
    ),
    (
        Pattern(
            r"(?:来信|来电|来访|信访|群众|职工|企业|有人)[^，。；]{0,4}反映(?!强烈|集中|突出|较多|出|的)"
            rf"[^，。；]{{0,20}}{_BREACH}"
        ),
        "群众反映……违纪违规",
    ),
)
#: a clause that forbids or protects speaks of a rule and not of a case
_RULE = Pattern(r"不得|不准|不写|不含|不收|不记|不涉及|不进|不泄露|严禁|禁止|保护")
_ALWAYS = Pattern(r"(?:同样|一律|一概|[都均也])")
#: how whoever reports is protected, when that is all that the clause says
_PROTECTED = Pattern(
    "的?(?:(?:个人)?信息|身份)(?:[和及、]举报内容)?(?:严格|依法|予以|必须|都|要)?(?:保密|保护)"
)
#: what is done with whomever it befalls
_WHOEVER = Pattern("^对?凡是?[^，。；,;]{0,8}$")
_WHO = Pattern("(?:调查|处理)?的")
#: how a rule that protects may go on
_OR_ELSE = Pattern(r"(?:[，,](?:违者|违反|泄露|否则|不得|严禁|优先办理)[^，,]*)?")
_CLAUSE = Pattern(r"[，。；：,;\n]")
#: a semicolon ends no sentence that goes on to tell what the report says
_SENTENCE = Pattern(r"[。！？!?\n]|[；;](?!\s*(?:反映|涉及|内容|均|其中))")


class Part(NamedTuple):
    """The sentence around a word: its clauses before, both sides of its own, its clauses behind."""

    earlier: str
    before: str
    after: str
    later: str

    @property
    def tells(self) -> bool:
        """Whether the sentence tells of whom or of what."""
        behind = self.after + self.later
        return bool(
            _TELLS.search(self.earlier + self.before)
            or _TELLS.search(behind)
            or _TELLS_BEHIND.search(behind)
        )


def _part(text: str, match: re.Match[str]) -> Part:
    left = _SENTENCE.split(text[max(0, match.start() - _FAR) : match.start()])[-1]
    right = _SENTENCE.split(text[match.end() : match.end() + _FAR])[0]
    before, after = _CLAUSE.split(left)[-1], _CLAUSE.split(right)[0]
    return Part(left[: len(left) - len(before)], before, after, right[len(after) :])


@_as_seen
def clues(text: str) -> Iterator[Secret]:
    """Yield what looks like a clue, without anybody's name; a document's name tells of no case."""
    plain = without_titles(text)
    for match in _CLUE.finditer(plain):
        part = _part(plain, match)
        procedure = _PROCEDURE.fullmatch(match[0])
        excused = _is_general(part) if procedure else _is_of_all(part)
        if not (excused or _RULE.search(part.before)):
            yield Secret(*match.span(), f"“{match[0]}”像是问题线索；{ADVICE}", "secret.clue")
    yield from _reports(plain)
    for tale, name in _TALES:
        for match in tale.finditer(plain):
            yield Secret(*match.span(), f"“{name}”像是问题线索；{ADVICE}", "secret.clue")


def _is_general(part: Part) -> bool:
    """Whether a word for dealing with clues is in a total, or names the procedure as such."""
    return not part.tells and bool(
        _is_total(part, part.before + part.after)
        or _AS_SUCH.match(part.after)
        or _ALWAYS.match(part.after)
        or (_WHOEVER.search(part.before) and _WHO.match(part.after))
        or _is_none(part)
    )


def _is_of_all(part: Part) -> bool:
    """Whether a word for whoever reports is said of all of them, or of how they are protected."""
    alone = not (part.earlier or part.before) and _OR_ELSE.fullmatch(part.later)
    protects = alone and _PROTECTED.fullmatch(part.after)
    return bool(protects or _ALWAYS.match(part.after))


def _is_total(part: Part, counted: str) -> bool:
    """Whether a clause holds a number and else only words of totals, and so does what goes on."""
    rest = _OF_TOTAL.sub("", part.before) + _OF_TOTAL.sub("", part.after)
    onward = _CLAUSE.split(part.later[1:])[0].strip()
    goes_on = _OF_TOTAL.sub("", onward) and not _OUTCOME.match(onward)
    return bool(_COUNT.search(counted)) and not rest and not goes_on


def _is_none(part: Part) -> bool:
    """Whether it is said that there was none."""
    rest = _OF_TOTAL.sub("", _NOR.sub("", part.after))
    return bool(_NONE_CAME.search(part.before)) and not rest


def _reports(plain: str) -> Iterator[Secret]:
    """Yield the reports that stand in no rule and no total, and what is told of each."""
    for match in _MANNER.finditer(plain):
        if what := _told(_part(plain, match)):
            message = f"“{match[0]}”像是问题线索（{what}）；{ADVICE}"
            yield Secret(*match.span(), message, "secret.clue")


def _told(part: Part) -> str:
    """Return what is told of a report; empty for a rule, a total, or the kind of report alone."""
    before, behind = part.before, part.after + part.later
    named = _OF_PERSON.match(part.after) or _BY_PERSON.search(before)
    whom = named or _WHOM.match(behind)
    general = _is_rule(before, behind) or _is_total(part, part.after) or _is_kind(part)
    if _RULE.search(before) or (general and not whom and not part.tells):
        return ""
    for told, what in (
        (named, "写了谁"),
        (part.tells or _MATTER.match(behind) or _ABOUT.search(before), "写了什么事"),
        (whom, "写了谁"),
        (_DEALT.match(behind), "写了怎样处理"),
        (_RECEIVED.search(before), "写的是收到的一件"),
    ):
        if told:
            return what
    return "不是规定，也不是汇总数"


def _is_rule(before: str, behind: str) -> bool:
    """Whether a rule is told; of a report that came, only what is done whenever one comes."""
    came = _RECEIVED.search(before) and not _WHENEVER.match(behind)
    return bool(_OF_RULE.search(before + behind[:_NEAR])) and not came


def _is_kind(part: Part) -> bool:
    """Whether only the kind of report is named: alone, of all of them, or of none."""
    return bool(
        not "".join(part).strip(" |-")
        or _AS_KIND.match(part.after)
        or _ALWAYS.match(part.after.removeprefix("件"))
        or _is_none(part)
    )


_D = ARABIC
_PERSONAL = "；个人信息不进本系统，请删去"
_PHONE = "；报告和台账里不写电话，请删去；别的页面上的办公电话，前面写明“办公电话”"
#: what says that a number is an office's, and how far before the number it stands
_OFFICE = Pattern(r"(?:办公|值班|监督|举报|咨询|服务|投诉|报修|联系)(?:电话|热线)|总机|传真|办公室")
_LABEL = 16
_IDENTITY = Pattern(rf"(?<![{_D}])[{_D}]{{17}}[{_D}XxＸｘ](?![{_D}])")
#: the same with blanks or hyphens anywhere
_IDENTITY_PARTED = Pattern(
    r"(?<![0-9])[1-9](?:[ -]{0,2}[0-9]){16}[ -]{0,2}[0-9Xx](?![0-9A-Za-z]|[ -][0-9])"
)
_MOBILE = Pattern(r"(?<![0-9.])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])")
_LANDLINE = Pattern(
    r"(?<![0-9-])(?:[（(]0[0-9]{2,3}[)）][- ]?|0[0-9]{2,3}[- —－])[2-9][0-9]{6,7}(?:[-转][0-9]{1,5})?(?![0-9])"
    r"|(?:电话|座机|传真|热线)(?:号码)?[：: 是为]{0,2}(?P<number>[2-9][0-9]{2,3}[- ]?[0-9]{4})(?![0-9])"
)
_CARD = Pattern(
    r"(?<![0-9A-Za-z])[3-6][0-9]{3}(?:[ -]?[0-9]{4}){2,3}(?:[ -]?[0-9]{1,4})?(?![0-9A-Za-z])"
)
_ACCOUNT = Pattern(
    r"(?:卡号|账号|帐号|账户|银行卡|开户行)[^0-9A-Za-z\n]{0,8}(?P<number>[0-9]{4}(?:[ -]?[0-9]{4}){2,3}[0-9]{0,4})"
    r"|(?:微信号?|QQ号?|身份证号?码?)[：: 是为]{1,2}(?P<other>[A-Za-z0-9_-]{5,20})"
    r"|身份证号?码?[^0-9A-Za-z\n]{0,8}(?P<mistyped>[0-9]{14,17}[0-9Xx])(?![0-9A-Za-z])"
)
_MAIL = Pattern(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
#: the words of classification, set wide or not
_LEVEL = r"[绝机秘][^\S\n]{0,4}密"
_MARK = Pattern(
    rf"(?m){_LEVEL}\s*[★☆*＊]\s*(?:[0-9０-９一二三四五十]+\s*[年月]|长期)?|[★☆]\s*[0-9０-９一二三四五十]+\s*年"
    rf"|^[^\S\n]*(?:[【〔\[（(][^\S\n]*)?{_LEVEL}[^\S\n]*(?:[】〕\]）)][^\S\n]*)?$"
    rf"|[【〔\[（(][^\S\n]*{_LEVEL}[^\S\n]*[】〕\]）)]|密级\s*(?:[:：为是]|定为)\s*{_LEVEL}"
    "|定密为(?:绝密|机密|秘密)|(?:绝密|机密|秘密)级(?=文件|材料|事项|资料)",
)


@_as_seen
def numbers(text: str) -> Iterator[Secret]:
    """Yield numbers that belong to a person; the message shows their ends only."""
    if not _LIKELY.search(text):
        return
    plain = _SPELT.sub(lambda match: digits(match[0]), _DECIMAL.sub(_digit, text.translate(_HALF)))
    for pattern, valid, what in _NUMBERS:
        for match in pattern.finditer(plain):
            group = match.lastindex or 0  # the number itself, without its label
            if valid(match[group]):
                hidden = f"{match[group][:3]}…{match[group][-2:]}"
                landline = pattern is _LANDLINE
                code, advice = (
                    ("secret.phone", _PHONE) if landline else ("secret.person", _PERSONAL)
                )
                yield Secret(*match.span(group), f"“{hidden}”是{what}{advice}", code)


def is_office(text: str, secret: Secret) -> bool:
    """Whether a number is a landline that the text says to be an office's: a notice may give it."""
    before = text[max(0, secret.start - _LABEL) : secret.start]
    return secret.code == "secret.phone" and bool(_OFFICE.search(before))


def names(text: str, terms: Iterable[str] = ()) -> Iterator[Secret]:
    """Yield the names of persons; the message does not repeat them. ``terms`` may be named."""
    for person in persons.find(text, terms):
        message = (
            f"“{person.name[0]}…”像是人的姓名；人员以岗位出现，请改写岗位；"
            "要写的姓名连后面的字写进 data/固定说法.yml"
        )
        yield Secret(person.start, person.end, message, "secret.name")


def likely_names(text: str) -> Iterator[Secret]:
    """Yield what is likely the name of a person, for a reader who decides on each."""
    for person in persons.likely(text):
        message = f"“{person.name[0]}…”可能是人的姓名；人员以岗位出现，请改写岗位"
        yield Secret(person.start, person.end, message, "secret.name")


@_as_seen
def marks(text: str) -> Iterator[Secret]:
    """Yield marks of classification; a word such as 秘密 in a sentence is none."""
    for match in _MARK.finditer(text) if any(sign in text for sign in "密★☆") else ():
        word = re.search(_LEVEL, match[0])
        start = match.start() + (word.start() if word else 0)
        message = (
            f"“{match[0].strip()}”是国家秘密的标志；本系统不处理国家秘密，请按保密规定另行处理"
        )
        yield Secret(start, match.end(), message, "secret.mark")


#: what each of them has: an address's sign, a label, seven digits, or a long run of Chinese ones
_MAY_BEGIN = only_at(rf"@＠微QＱ身{DIGITS}\d")
_LIKELY = Pattern(
    rf"{_MAY_BEGIN}(?:[@＠]|微信|[QＱ]{{2}}|身份证|(?:\d\D{{0,3}}){{7}}|[{DIGITS}]{{11}})"
)
#: the punctuation of Chinese stays as it is
_HALF = {wide: half for wide, half in HALF.items() if chr(wide) not in "（），：？"}
#: blanks of every width part digits as a plain one does
_HALF |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20)
#: a digit of another script or shape
_DECIMAL = Pattern(r"(?![0-9])\d")
#: a long run of Chinese digits is a number spelt out
_SPELT = Pattern(f"[{DIGITS}]{{11,18}}")


def _digit(sign: re.Match[str]) -> str:
    return str(unicodedata.decimal(sign[0]))


_BIRTHDAY = Pattern(r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


def _identity(number: str) -> bool:
    """The check digit of GB 11643-1999 (ISO 7064, MOD 11-2), and a day that a person may have."""
    digits = re.sub("[ -]", "", number).upper()
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], weights, strict=True))
    return digits[17] == "10X98765432"[total % 11] and bool(_BIRTHDAY.match(digits, 6))


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in re.sub("[ -]", "", number)]
    doubled = (digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2])
    return 15 <= len(digits) <= 19 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _always(_: str) -> bool:
    return True


_NUMBERS = (
    (_IDENTITY, _identity, "身份证号码"),
    (_IDENTITY_PARTED, _identity, "身份证号码"),
    (_MOBILE, _always, "手机号码"),
    (_LANDLINE, _always, "电话号码"),
    (_CARD, _luhn, "银行卡号"),
    (_ACCOUNT, _always, "账号"),
    (_MAIL, _always, "电子邮箱"),
)
