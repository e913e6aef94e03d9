"""Elements of a document by what a line of their own says: a signature, a date, an addressee.

They come with a text that was written in Word (GB/T 9704-2012, clause 7). In a sentence the same
words are text.
"""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from ledger.language.signs import HAN
from ledger.language.times import YEAR
from ledger.patterns import Pattern


class Element(NamedTuple):
    """An element: what it is, whether it stands in the head or the foot, its key in report.yml."""

    what: str
    place: str
    key: str


_BODY = rf"[{HAN}]{{1,24}}(?:局|委|办|院|厅|部|党组|党委|党总支|支部|办公室|委员会|公司|中心|集团|学校|政府|街道|镇|乡|处|所|站)"
#: a date as one is written below a document
DATE = rf"(?:(?:成文)?日期[：:]\s*)?(?:{YEAR}\s?年\s?[0-9一二三四五六七八九十]{{1,3}}\s?月\s?[0-9一二三四五六七八九十]{{1,3}}\s?日|20[0-9]{{2}}[-./][0-9]{{1,2}}[-./][0-9]{{1,2}})"
_SEALED = r"\s*(?:[（(](?:公?章|盖章|印章)[）)])?"
#: a date, maybe with the body before it
DATED = Pattern(rf"(?:{_BODY}{_SEALED}\s*)?{DATE}\s*")
#: a body; a date follows it, or it is the bureau
SIGNED = Pattern(rf"(?P<body>{_BODY}){_SEALED}\s*")
SIGNATURE = Element("落款", "foot", "署名”“成文日期")
#: elements by what a line of their own says
LABELLED: tuple[tuple[Pattern, Element], ...] = (
    (Pattern(r"(?:报告|填报|报送|汇报)(?:人|单位|机关)[：:].{1,30}|[（(](?:公章|盖章)[）)]"), SIGNATURE),
    (Pattern(r"签发人?[：:].{1,12}"), Element("签发人", "head", "签发人")),
    (Pattern(r"主送(?:机关)?[：:].{1,40}"), Element("主送机关", "head", "主送机关")),
    (Pattern(rf"[{HAN}]{{1,24}}(?:委|局|厅|政府|办公室|监察组)(?:[、，][{HAN}]{{2,20}})*："), Element("主送机关", "head", "主送机关")),
    (Pattern(rf"[{HAN}]{{2,8}}〔20[0-9]{{2}}〕[0-9]{{1,4}}号"), Element("发文字号", "head", "发文字号")),
    (Pattern("[^，。；：]{0,40}关于[^，。；：]{2,50}的(?:情况)?(?:报告|汇报|总结)"), Element("公文的标题", "head", "标题")),
    (Pattern(r"抄[送报][：:].{1,80}"), Element("抄送机关", "foot", "抄送")),
    (Pattern(r"[（(]?(?:联系人|联系电话|联系岗位)[：:].{1,50}"), Element("附注", "foot", "附注")),
)  # fmt: skip


def of(line: str, following: str, own: Container[str] = ()) -> Element | None:
    """Return which element a line is, if any.

    ``following`` is the next line; ``own`` is how the bureau may sign.
    """
    signed = SIGNED.fullmatch(line)
    if DATED.fullmatch(line):
        return SIGNATURE
    if signed and (DATED.fullmatch(following) or signed["body"] in own):
        return SIGNATURE
    return next((element for pattern, element in LABELLED if pattern.fullmatch(line)), None)
