"""Placeholders: marks that stand for what was to be filled in, in prose and in data.

The same mark may stand for different things, so each is told apart and none is replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledger.language.numerals import ARABIC
from ledger.language.signs import FORMS, HAN, INVISIBLE

_CROSS = "XxＸｘ×✕✖╳Ⅹⅹχ\u0425\u0445"  # Roman, Greek and Cyrillic as well
_PLACE = "省|市|州|盟|县|区|旗|镇|乡|村|街道|社区"
_BODY = (
    "局|委|厅|部|处|科|室|组|站|所|院|校|厂|公司|企业|单位|中心|基地|支部|党组|党委|机关|大学|集团"
)
_PERSON = "同志|局长|书记|主任|科长|处长|部长|组长|委员|领导|先生|女士"
_THING = "项目|文件|通知|会议|课题|案件|问题|平台|系统|活动|制度|报告|地"
_FIELD = "名称|姓名|单位|部门|科室|数量|人数|次数|场数|份数|数字|数据|金额|日期|时间|地点|年份|月份|职务|文号|标题|内容|填空"
_TIME = "年|月|日|号|时|季度|届"
_COUNT = (
    "余?[个名人次场期篇条份项件家户批辆台套处起例类种轮课堂讲门部本册张元分天页字]|"
    "[百千万亿]*元|人次|批次|场次|小时|课时|百分点|[%％]|多?[人次个名项场]"
)
_NEXT = f"{_PLACE}|{_BODY}|{_PERSON}|{_THING}|{_TIME}|{_COUNT}"
#: a star is nothing else in an official document: emphasis of Markdown is taken out before
STARS = "*＊∗﹡⁎✱✲✳"
_BRACKETS = (
    ("（(﹙", ")）﹚"),
    ("[［", "]］"),
    *zip("【〔〈《「『｛", "】〕〉》」』｝", strict=True),
)
_BLANK = r" \t\u00a0\u2000-\u200a\u3000"
_SPACE = rf"[{_BLANK}]"

#: what stands in brackets that were to be filled
_NOTHING = rf"(?:[{_BLANK}{_CROSS}NnＮｎ_＿?？.…·—○〇◯□■某{STARS}\-]|数字?)*"
_EMPTY = "|".join(f"[{re.escape(a)}]{_NOTHING}[{re.escape(b)}]" for a, b in _BRACKETS)

_MARKS = re.compile(
    # X次, ××, Ｘx市, 第X条; but no X光, no 3×4, no word in Latin letters
    rf"(?<![A-Za-z0-9])[{_CROSS}](?=(?:{_NEXT})|[，。、；：）」”]|{_SPACE}+(?:{_NEXT}))(?!光)"
    rf"|(?<=[{HAN}])[{_CROSS}](?=[{HAN}])(?!光)"
    rf"|(?<![A-Za-z0-9])[{_CROSS}]{{2,}}(?![A-Za-z0-9])"
    rf"|(?<=[{ARABIC}])[{_CROSS}]+(?=[{HAN}])|(?<=[{HAN}])[{_CROSS}]+(?=[{ARABIC}]*[{HAN}年月日])"
    # N次, M人
    rf"|(?<![A-Za-z0-9])[NnMmＮｎＭ]{{1,3}}(?=(?:{_COUNT}))"
    # 某某, 某市, 某同志, 某年某月
    rf"|某(?:某|(?=(?:{_PLACE}|{_BODY}|{_PERSON}|{_TIME}|项目|文件|通知|会议|公司|基地)(?!种)))"
    # ＿＿, __, 召开会议　　次, a line of dots
    r"|[_＿‗]{2,}|(?<=[^\x00-\x7f])[_＿](?=[^\x00-\x7f])"
    rf"|(?<=[{HAN}]){_SPACE}{{2,}}(?=(?:{_NEXT}))"
    rf"|(?<=[{HAN}])(?:[…]{{1,2}}|\.{{3,}}|。{{3,}})(?=(?:{_COUNT}|{_PLACE}))"
    rf"|(?<=[{HAN}]){_SPACE}+月{_SPACE}*日"
    rf"|(?<=年){_SPACE}+月(?:{_SPACE}*日)?|(?<=[0-9]月){_SPACE}+日|(?<=[一-鿿])年{_SPACE}*月{_SPACE}*日(?=[，。、；）]|$)"
    # *局, 20**年
    rf"|(?:19|20)[{STARS}]+(?=年)|[{STARS}]+"
    # ○○, 〇〇, □□, ●●, ##, ??
    rf"|(?<![一二三四五六七八九十零〇○])[○〇◯Ｏ]{{2,}}(?![一二三四五六七八九十零年])"
    rf"|[□■▢●◆△▲☐☆]{{1,20}}(?=(?:{_NEXT}))|[□■▢☐]{{2,}}"
    rf"|(?<=[{HAN}])[#＃$@&~～?？]{{1,}}(?=(?:{_COUNT}|{_PLACE}|{_BODY}|{_PERSON}))|＃{{2,}}"
    # （ ）, [X], 〔×〕, 【数字】, (…); a link's text is none
    rf"|(?:{_EMPTY})(?![(\[])"
    rf"|“{_SPACE}*”"
    # [单位名称], 【数量】, {人数}: the name of what was to stand there
    rf"|[\[【{{｛〔〈<](?:[{HAN}]{{0,6}}(?:{_FIELD})|(?:具体|填写|此处|插入)[{HAN}]{{0,8}})[\]】}}｝〕〉>](?![(\[])"
    # words that say so
    r"|(?<![期等招接对优宽款虐看有亟尚])待(?:补充?|填写?|定稿?(?=[）)】，。；、]|$)|核实后?(?:填|补)|核实?(?=[）)】，。；]|$)|查(?=[）)】，。]|$)|(?:确认|明确|统计|汇总|商定|研究|续|完善|议|报|加|改|编|写|通知|报送|报数|落实|批复|反馈|安排)(?=[）)】，。；]|\s*\||$)|更新|录入?|[一-鿿]{1,8}(?:提供|补充|填写|报送|核实|确认|反馈)(?=[）)】]))"
    r"|(?:此处|这里|此段|本段)(?:请?(?:填|补|写|插入|略|空)|待)[写充入]?|请(?:填写|补充|核实|在此|输入)(?=[^\n]{0,6}(?:[）)】，。]|$))|占位|暂缺(?!位)|数据缺失|容后补充?|后补(?=[）)】，。；]|$)"
    r"|(?<![A-Za-z])(?:[Tt][Oo][- ]?[Dd][Oo]|[Tt]\.?[Bb]\.?[DdCcAa]\.?|[Ff][Ii][Xx][Mm][Ee]|[Tt]o be (?:confirmed|determined|decided|added|filled|completed|announced|done)|[Xx]{3,}|ＴＯＤＯ|ＴＢＤ|[Ll]orem)(?![A-Za-z])"
)
_UNSEEN = re.compile(rf"{INVISIBLE.pattern}|[{FORMS}]")


def find(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each placeholder stands; marks that touch are one.

    What nobody sees might tear one apart.
    """
    start = end = -1
    for match in _MARKS.finditer(_UNSEEN.sub(" ", text)):
        if match.start() > end >= 0:
            yield start, end
            start = match.start()
        elif end < 0:
            start = match.start()
        end = match.end()
    if end >= 0:
        yield start, end


def message(mark: str) -> str:
    """Return what to say of a placeholder."""
    if set(mark) <= set(STARS):
        return (
            f"“{mark}”若是占位，请写上实际内容，没有这件事就把这句删去；"
            "若是强调，请删去：公文里没有强调，别的页面里要成对"
        )
    return f"“{mark.strip() or '空白'}”是占位，没有填写；请写上实际内容，没有这件事就把这句删去"
