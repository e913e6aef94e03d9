"""What stands in a file beside its text: page numbers, rules, phrases of web pages, a table of contents."""

from __future__ import annotations

import re

from ledger.language.numerals import OF_ITEMS
from ledger.language.signs import DASHES, columns

_DASH = rf"[-{DASHES}·•~～\s]"
_PAGE = re.compile(
    rf"\A(?:{_DASH}+\d{{1,4}}{_DASH}+|[-{DASHES}]+\d{{1,4}}|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    rf"|第\s*[\d{OF_ITEMS}百]{{1,4}}\s*页(?:\s*[，,/／]?\s*共\s*[\d{OF_ITEMS}百]{{1,4}}\s*页)?"
    r"|[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)"
)
_BARE = re.compile(r"\d{1,4}")
_RULE = re.compile(r"[-=_*~—─…·.＊－]{3,}")
_WEB = re.compile(
    r"\A(?:(?:(?:文章)?来源|责任编辑|责编|编辑|作者|发布(?:时间|日期|人)|字体|字号|浏览(?:次数|量)?|点击(?:数|量|次数)?|阅读(?:次数|量)?|打印|分享)\s*[：:].*"
    r"|[【\[]?(?:分享到?|打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页|列表)|下载(?:本文|全文)?|字体大小|大\s*中\s*小)[】\]]?"
    r"(?:[\s|｜]*[【\[]?(?:分享到?|打印(?:本页)?|关闭(?:窗口)?|收藏|返回顶部|大|中|小)[】\]]?)*[：:]?(?:\s*(?:微信|微博|QQ空间|QQ))*"
    r"|(?:上一篇|下一篇|相关(?:链接|阅读|新闻)|扫一扫|版权所有|当前位置|您的位置|首页\s*[>＞»]).*"
    r"|(?:https?://|www\.)\S*|\S*ICP备\S*.*)"
)
#: how an entry of a table of contents ends
LEADER = re.compile(
    r"(?:(?<![.．…·•。_])[.．…·•。_]{3,}|(?<!…)…+|(?<!\t)\t)\s{0,40}[-—(（]?\s*\d{1,4}\s*[-—)）]?$"
)
#: how a table of contents is called
CONTENTS = re.compile(r"[【\[]?目\s*[录次][】\]]?")
_ENDS = re.compile(r"[。！？；：…!?;:.][”’」』）)》】〕\"'］]*$")
#: columns: no phrase of a web page is wider
_WIDEST = 120


def ends(text: str) -> bool:
    """Whether a text ends with a stop, so that the next line may begin something new."""
    return bool(_ENDS.search(text))


def kind(text: str) -> str:
    """Return what a line is that is surely no text; empty for any other."""
    if _PAGE.fullmatch(text):
        return "页码"
    if _RULE.fullmatch(text):
        return "分隔线"
    is_sentence = columns(text) > _WIDEST or text.endswith(("。", "；"))
    return "" if is_sentence or not is_of_web(text) else "网页上的字"


def is_bare(text: str) -> bool:
    """Whether a line is a number alone, which may be that of a page."""
    return bool(_BARE.fullmatch(text))


def is_of_web(text: str) -> bool:
    """Whether a line reads like a phrase of a web page; it may be a sentence as well."""
    return bool(_WEB.fullmatch(text))


def short(text: str) -> str:
    """Return a line for a message."""
    return text if len(text) <= 24 else text[:23] + "…"
