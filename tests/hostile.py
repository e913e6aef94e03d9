"""Texts that somebody might type and that somebody else's software might take for something else.

They are made of small parts: a payload, what it is wrapped in, where it stands. Where one could
run, it leaves a harmless tell in the page: ``window.pwned``. Each stands here as a reader must see
it; what may not be typed at all, the ledger refuses (``tests/test_hostile.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import cycle, islice, product
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import leaks
from conftest import Bureau, lay_out

from ledger.language import placeholders
from ledger.language.quantities import quantities, states_number
from ledger.language.signs import half, visible

TELL = "window.pwned=1"
_SCRIPT = f"<script>{TELL}</script>"
_IMAGE = f"<img src=x onerror={TELL}>"


def _html() -> Iterator[str]:
    """Elements that run something, in every quoting, behind everything that could be closed."""
    handlers = ("img src=x onerror", "svg onload", "body onload", "details open ontoggle",
                "input autofocus onfocus", "video><source onerror", "marquee onstart",
                "a tabindex=1 autofocus onfocus", "math><mtext onmouseover", "select autofocus onfocus")  # fmt: skip
    for handler, quote in islice(product(handlers, ("", '"', "'")), 0, None, 2):
        yield f"<{handler}={quote}{TELL}{quote}>"
    for separator in ("/", "\n", "\t", "//", " / "):
        yield f"<img{separator}src=x{separator}onerror={TELL}>"
    closed = ("p", "td", "td></tr></table", "li></ul", "h1", "a", "small", "title", "textarea", "style", "script",
              "template", "noscript", "svg", "select", "article", "main", "body", "html", "dl", "q")  # fmt: skip
    for tag, payload in zip(closed, cycle((_SCRIPT, _IMAGE)), strict=False):
        yield f"</{tag}>{payload}"
    for opening, payload in product(
        (
            "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "?>", "<!", "<!doctype html>", "<%", "</",
        ),
        (_IMAGE, "注"),
    ):  # fmt: skip
        yield f"{opening}{payload}"
    for tag in ("iframe", "object", "embed", "frameset", "base", "meta", "link", "style", "script", "form", "plaintext",
                "xmp", "textarea", "title", "template", "noscript", "svg", "math", "table", "tr", "td", "select",
                "button", "dialog open", "h1", "p", "div", "li", "b", "br", "hr", "a"):  # fmt: skip
        yield f"甲<{tag}>乙"
    yield from (
        f"<SCRIPT>{TELL}</SCRIPT>", f"<scr<script>ipt>{TELL}</script>", f"<script\n>{TELL}</script\n>",
        f"<script x='{TELL}", f'<iframe srcdoc="{_SCRIPT}"></iframe>', f"<iframe src=javascript:{TELL}>",
        f"<object data=javascript:{TELL}>", f"<form action=javascript:{TELL}><button>甲", f"<base href=javascript:{TELL}//>",
        f"<meta http-equiv=refresh content='0;url=javascript:{TELL}'>", "<link rel=stylesheet href=//example.invalid/a.css>",
        "<style>*{display:none}</style>", "<style>@import '//example.invalid/a.css'", "<img src=//example.invalid/a.png>",
        f"<script src=data:,{TELL}></script>", f"<b>粗</b>{_SCRIPT}", "<", ">", "<>", "< b >", "a < b > c", "1<2", "<<b>>",
        "<a", "</", "<b", "<b/", "<b x", "<b x=", '<b x="', "<!", "<!-", "<!--", "-->", "<?php echo 1 ?>", "<?xml version='1.0'?>",
        "<a class=figure data-figure=traces href=x>1</a>", "<div id=document>", "<div hidden>藏", '<p class="doc-mark">章',
        "<slot name=x>", "<x-y>", "<p style='position:fixed;inset:0'>盖", "&lt;script&gt;", "&#60;b&#62;", "&#x3c;b&#x3e;",
    )  # fmt: skip


def _attributes() -> Iterator[str]:
    """Ways out of a quoted attribute."""
    ends = (
        '"',
        "'",
        "`",
        '">',
        "'>",
        "\"'>",
        '\\"',
        "\\'",
        "&quot;",
        "&#34;",
        "&#x27;",
        '" ',
        "=",
        "/>",
    )  # fmt: skip
    carried = (
        f"onmouseover={TELL} x=",
        f" onfocus='{TELL}' autofocus='",
        f' style="x" onload="{TELL}',
        _SCRIPT,
    )
    for end, inside in islice(product(ends, carried), 0, None, 3):
        yield f"{end}{inside}"


def _addresses() -> Iterator[str]:
    """Addresses that run, under every disguise, and as every kind of link."""
    schemes = (f"javascript:{TELL}", f"JaVaScRiPt:{TELL}", f"java\tscript:{TELL}", f" javascript:{TELL}",
               f"javascript&colon;{TELL}", f"javascript&#58;{TELL}", f"&#106;avascript:{TELL}", f"javascript:%0a{TELL}",
               f"data:text/html,{_SCRIPT}", f"vbscript:{TELL}", f"view-source:javascript:{TELL}",
               "//example.invalid/", "http://example.invalid/", "file:///etc/passwd", "\\\\example.invalid\\a")  # fmt: skip
    forms = ("{}", "[词]({})", "<{}>", '<a href="{}">词</a>', "![图]({})")
    for scheme, form in islice(product(schemes, forms), 0, None, 2):
        yield form.format(scheme)


def _markdown() -> Iterator[str]:
    """Every mark that Markdown, its extensions and its relatives know."""
    for sign in (
        "*", "**", "***", "_", "__", "___", "`", "``", "~~", "==", "^", "^^", "~", "++", "--", "||", "$", "$$",
        ":",
    ):  # fmt: skip
        yield f"{sign}甲{sign}" if len(sign) % 2 else f"{sign}甲"
    for sign in ("#", "##", "######", "-", "+", "*", "1.", "1)", "10.", "2021.", ">", ">>", "|", ":", "::", ":::", "!!!", "???", "???+",
                 "===", "//", "[ ]", "- [x]", "a.", "i.", "#.", "(1)", "%", "..", "@", "$$", "\\", "/// note"):  # fmt: skip
        yield f"{sign} 一项" if len(sign) % 2 else f"甲\n\n{sign} 一项\n乙"
    for line in (
        "===", "---", "***", "- - -", "___", "```", "~~~", "|---|", ":-:", "<!-- -->", "+++", "^^^", "$$",
    ):  # fmt: skip
        yield f"甲\n{line}\n{_SCRIPT}\n{line}" if len(line) % 2 else line
    yield from (

        "[甲]: http://example.invalid", "[甲][乙]", "[甲]", "[甲]()", "![甲]", "[甲](#乙 '丙')", "[^1]", "[^1]: 注", "甲[^1]\n\n[^1]: 注",
        "*[甲]: 缩写", "甲\n: 释", "甲\n\n:   释", "[TOC]", "[[甲]]", "{==甲==}", "{++甲++}", "{--甲--}", "{>>甲<<}", ":smile:", ":fontawesome-solid-x:",
        "<a@b>", "# 题 { #x .y }", "甲 {: #x .y onclick=window.pwned=1 }", "甲\n{: #x }", "{: .red }", "{#x}", "{:}", "{: toc }",
        "甲{ .y }", "- 项 {: .y }", '```{.html title="x"}\n<b>\n```', "--8<-- 'index.md'", ';--8<-- "a"', "!!! note \"题\"\n    文",
        '=== "页"\n    文', "??? note\n    文", "/// html | div\n文\n///", "<div markdown=1>\n**甲**\n</div>", "<div markdown='block'>\n# 题\n</div>",
        "| a | b |\n|---|---|\n| 甲 | 乙 |", "a | b\n--- | ---\n<td> | </table>", "| 甲 | 乙 |", "甲|乙\\|丙", "`|`", "    四格缩进", "\t制表", "末尾两格  ",
        "甲  \n乙", "甲\\\n乙", "甲\n    乙", "- 甲\n    - 乙\n        - 丙", "1. 甲\n1. 乙", "> 甲\n> > 乙", "甲\n\n\n\n乙", "甲  乙\t丙", " 前", "后 ", "   ",
        "\\*转义\\*", "\\\\", "\\", "甲\\", "\\<", "\\[甲\\]", "\\{{", "&amp;", "&amp;amp;", "&nbsp;", "&copy", "&#0;", "&#65;", "&", "R&D", "&&amp;;",
        "***甲** 乙*", "**甲*", "*a **b* c**", "a_b_c", "snake__case__x", "`` ` ``", "`甲\n乙`", "\\`甲`", "[甲]`](乙)`", "[**甲](乙)**", "[甲](乙\n丙)",
        "2 * 3 * 4", "# ", "#甲", "甲 #", "-", "+", "*", "1.", ".", "!", "|", "~", "^", "==", "$x$", "\\(x\\)", "\\[x\\]", "$$\nx\n$$", "%%甲%%",
    )  # fmt: skip


def _templates() -> Iterator[str]:
    """Jinja's own marks, ours, and those of other engines."""
    for inside in (
        "7*7",
        'figure("没有")',
        "config",
        "''.__class__.__mro__",
        "self",
        "x|safe",
        "range(9**9)|list",
        "",
        '"}}"',
    ):  # fmt: skip
        yield f"{{{{ {inside} }}}}"
    for word in (
        "raw", "endraw", "include 'a'", "if x", "endif", "for x in y", "set x=1", "block x", "没有收尾",
        "import 'os'",
    ):  # fmt: skip
        yield f"{{% {word} %}}"
    yield from (
        "{# 注 #}", "{#", "#}", "{{", "}}", "{%", "%}", "{ {", "{{{ x }}}", "{{{{x}}}}", "{% raw %}{{ 7*7 }}{% endraw %}", "{% raw %}{{",
        "# for x in y", "## 注", "${7*7}", "#{7*7}", "<%= 7*7 %>", "@{x}", "[[${7*7}]]", "%(x)s", "%s%n%x", "{0}", "{x!r}", "\\N{BULLET}",
        "f'{x}'", "$(id)", "`id`", "; id", "| id", "$HOME", "%PATH%", "!x!", "｛｛ 7 ｝｝", '{{ section("11-组织领导.md") }}',
    )  # fmt: skip


def _yaml() -> Iterator[str]:
    """What YAML takes for a structure, a mark of its own, or a value of another type."""
    for sign in (
        "&", "*", "!", "!!", "%", "@", "`", "|", ">", "? ", "- ", "-", ": ", ":", "# ", "#", "[", "{", "]",
        "}", ",", "'", '"', "<<: *",
    ):  # fmt: skip
        yield f"{sign}甲" if sign.strip() == sign else f"甲 {sign}乙"
    yield from ("null", "~", "true", "False", "yes", "NO", "on", "off", "y", "n", "是", "否", "无", "0", "00", "007", "0o7", "0x1F", "0b1", "1e3", "1.",
        "+1", "1_000", "12:30", "1:2:3", "190:20:30", "2021-03-05", "2021-03-05 12:30:00", ".inf", "-.INF", ".NaN", "---", "...", "--- 甲", "%YAML 1.1",
        "%TAG ! x", "!!python/object/apply:os.system ['id']", "!!binary aGk=", "&a [*a]", "a: b: c", "键: 值", "键：值", "键:值", "- 甲\n- 乙", "键: 值\n键: 值",
        "甲 # 注", "甲 #注", "甲# 注", "[甲, 乙]", "[甲，乙]", "{甲: 乙}", "'甲'乙", '"甲"乙', "''", '""', "甲'乙\"丙", '"\\u0041"', "\\x41", "|\n  甲", ">-\n  甲",
        "甲:", "甲: ", "? 甲", "? 甲\n: 乙", "<<", "=", "甲\n乙", "甲\n\n丙", "\n甲", "编号: x\n岗位: 局长", "可见: 班子",
    )  # fmt: skip


def _unicode() -> Iterator[str]:
    """Signs that turn the text round, are not seen, pile up, or only look like others."""
    for sign in (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068,
                 0x2069, 0x061C, 0xFEFF, 0xAD, 0x180E, 0x34F, 0x115F, 0x3164, 0xFFA0, 0x17B4, 0x206A, 0x206F, 0x2028, 0x2029, 0x85, 0xA0, 0x3000,
                 0x2003, 0x200A, 0x202F, 0x205F, 0x1680, 0xFFFC, 0xFFFD, 0xFFF9, 0xFE0F, 0xFE0E, 0xE0041, 0xE0001, 0xE0100, 0xE000, 0xF8FF, 0xF0000,
                 0x10FFFD, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x20E3, 0x0, 0x1, 0x2, 0x3, 0x7, 0x8, 0xB, 0xC, 0xD, 0x1A, 0x1B, 0x1F, 0x7F, 0x80, 0x9B, 0x9F):  # fmt: skip
        yield f"甲{chr(sign)}乙"
    yield from (
        "שלום", "مرحبا بالعالم", "甲שלום乙", "甲 مرحبا (乙)", "(שלום) 1. א", "abc אבג def", "ܐܒܓ", "ߊߋ", "𞤀𞤁", "e\u0301", "甲" + "\u0301" * 60 + "乙",
        "Z" + "\u0335\u0327\u0316\u0489" * 12 + "algo", "ก็็็็็็", "\u0301甲", "\u0903甲", "👨‍👩‍👧‍👦🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "𠮷𡈽", "𝕳𝖊𝖑𝖑𝖔", "㍿㏂", "ﷺ", "ﬁ",
        "𒐫", "꧅", "⸻⸻", "⚠️", "1️⃣", "葛\U000e0100城", "＜script＞window.pwned=1＜/script＞", "＂ onload＝＂", "〈b〉‹b›", "﹤b﹥", "ⓐ①½", "ſtyle", "ıſ", "Å Å Å",
        "ﾊﾝｶｸ", "゙゚", "ᄀᆞᇹ", "가\u1161", "\u1100\u1161\u11a8", "ﾠ空", "͏", "∕⁄", "‹›", "甲‐‑‒–—―乙", "“‘’”", "…⋯", "·・•", "～〜", "零〇○",
    )  # fmt: skip


def _sheets() -> Iterator[str]:
    """What a spreadsheet computes, follows or rewrites."""
    calls = ("1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.invalid/","点")', "'[外.xlsx]甲'!A1", 'WEBSERVICE("http://example.invalid/")',
             "DDE(\"cmd\";\"/C calc\";\"x\")", "A1", 'IMPORTXML("http://example.invalid/","//a")')  # fmt: skip
    for sign, call in islice(product(("=", "+", "-", "@", "'=", "\t="), calls), 0, None, 2):
        yield f"{sign}{call}"
    yield from (
        "'", "''x", "'1", "#REF!", "#N/A", "TRUE", "1/4", "3-4", "3.50", "1E5", "1,000", "50%", "¥5", "0001", "123456789012345678901234567890", "甲,乙", '甲"乙', "甲;乙",
        '"甲","乙"', "sep=;", "&A&P", "&L&D", "<f>1+1</f>", "<r><t>甲</t></r>", "<r></si><si><t>丙</t></r>", "</t></si>", "{=1+1}", "=\n1+1", "-\n甲", "\r=1+1",
        "甲\r\n乙\r丙", "[红色]0", "@", "=", "+", "2021年3月5日", "3月5日", "12:30 PM", "1 1/2",
    )  # fmt: skip


def _scripts() -> Iterator[str]:
    """Ways out of a string in a script, of JSON, of a call around it."""
    for end in (
        "</script>", "</SCRIPT >", "<!--<script>", "'", '"', "\\", "\\\\'", "`", "${", "*/", "//", "\u2028",
        "]]>", "})", "\\u003c/script\\u003e",
    ):  # fmt: skip
        yield f"{end}{TELL}"
    yield from (
        '{"a":1}', '"],"pieces":["', 'siteSearch.receive({"pages":[]})', "__proto__", "constructor", "toString", "undefined", "NaN", "[object Object]", "\\n\\u0000", "\\",
        "?h=<b>&q=<b>", "#:~:text=甲", "%00", "%3Cscript%3E", "%E7%94", "+%2B ", "a.*[(", "$&", "$1$`", "(?<x>", "\\d+",
    )  # fmt: skip


def _documents() -> Iterator[str]:
    """What XML, SVG, Word and PDF take for their own."""
    tags = ("svg onload={0}", "text", "tspan", "title", "desc", "foreignObject><img src=x onerror={0}", "a xlink:href='javascript:{0}'",
            "use href='data:image/svg+xml,x'", "animate onbegin={0} attributeName=x", "set onbegin={0}", "image href=//example.invalid/a.png",
            "script", "w:t", "w:p", "w:instrText", "w:hyperlink r:id='rId1'", "w:altChunk r:id='rId1'", "w:br/", "w:fldSimple w:instr='DATE'", "?mso")  # fmt: skip
    for tag in tags:
        yield f"甲<{tag.format(TELL)}>乙"
    yield from (
        "&x;", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "<!ENTITY x 'y'>", "]]><![CDATA[", "<w:t xml:space='preserve'> </w:t>", "_x0041_", "_x005F_x0041_",
        "_x0041_x0042_", "_x000D_", "_x0_", "甲_x000A_乙", "{ INCLUDETEXT \"C:\\\\a.txt\" }", "{ HYPERLINK \"http://example.invalid/\" }", "{ PAGE }", "{ DDEAUTO c:\\\\a \"/k\" }",
        "^p^t", "^&", "\\rtf1", "{\\rtf1 x}", "(甲) Tj ET", "/JavaScript", "/URI (x)", "%PDF-1.4", "PK\x03", "xmlns:a='b'", "role=\"img\" class=\"x\" aria-label=\"y\"",
        '"#111111"', '"#0000a1" font-family="x"', "url(#x)", "<svg ", "datum['数']", "甲\f乙",
    )  # fmt: skip


def _own() -> Iterator[str]:
    """What our own code treats in some way of its own."""
    yield from (
        "site:index.md", "[甲](site:index.md)", 'href="site:index.md"', "href='site:没有.md'", 'href="site:没有.md#x"', '<a href="site:没有.md">甲</a>', "klzzwxh:0001", "wzxhzdk:0",
        "\x02wzxhzdk:0\x03", "\x02klzzwxh:0\x03", "\x02amp\x03", 'data-figure="traces"', '<a data-figure="traces"', 'data-figure="study"', 'class="doc-attachment-mark', 'href="../index.md"',
        "aria-describedby", "assets/site.css", '<link href="assets/site.css"', "?v=00000000", "</body>", "构建写出：开始", "构建写出：结束", "@ROOT@", "$policy", "……", "。。", "甲；；", "甲。", "甲.",
        "一、甲", "（一）甲", "1. 甲", "附件1", "附件：1. 甲", "签发人：甲", "抄送：甲。", "《甲》", "《甲》乙》", "”甲“", "甲　　乙", "甲、乙", "甲，乙；丙", "提示  甲", "a.md:1:1  甲", "共 0 处需要修改。",
        "下降3", "增长5%", "-12", "2021-13-45", "第一条", "第1条　甲", "本月无", "只给班子、纪检看", "\ue000甲\ue001", "\x00甲", "甲\x1b[31m乙", "甲\x1b]0;x\x07乙", "甲\x9b31m乙", "甲\r乙", "甲\b乙",
        "CON", "..", "../../etc/passwd", "/", "a/b", "index.html", "~$甲", "甲#乙", "甲?乙", "甲%20乙", "X次", "某某局", "（ ）", "待定", "13912345678", "a@b.cn", "【机密】", "张某涉嫌受贿",
    )  # fmt: skip


def _long() -> Iterator[str]:
    """More than anybody types: words without a place to break, lines, blanks, nesting."""
    yield from (
        "W" * 5000, "字" * 1000, "i" * 999 + "，", "https://example.invalid/" + "a/" * 300, "甲\n" * 40 + "乙", "a " * 300 + "b",
        "_" * 400, "*" * 400, "[" * 300 + "]" * 300, "<b>" * 300, "{" * 300, "(" * 300, "> " * 100 + "甲", "- " * 100 + "甲", "&" * 400, "甲" + " " * 300 + "乙", "-" * 400, "。" * 300,
        "א" * 400, "١" * 300, "e" + "\u0301" * 300, "👍" * 300, "\u00a0" * 300 + "甲", "1" * 400, "“" * 300, "\\" * 300, "`" * 301, "\t" * 50 + "甲",
    )  # fmt: skip


FAMILIES: dict[str, tuple[str, ...]] = {
    family.__name__.strip("_"): tuple(dict.fromkeys(family()))
    for family in (_html, _attributes, _addresses, _markdown, _templates, _yaml, _unicode, _sheets,
                   _scripts, _documents, _own, _long)
}  # fmt: skip
#: every text once, in the order of the families
TEXTS = tuple(dict.fromkeys(text for family in FAMILIES.values() for text in family))


def typed(text: str) -> str:
    """Return a text as YAML may hold it on one line; what no file may hold is written as an escape."""
    quoted = json.dumps(text, ensure_ascii=False)
    return visible(quoted)


def harmless(text: str) -> str:
    """Return a plain text of as many lines, different for each hostile one."""
    lines = ("行" if line else "" for line in text.split("\n")[1:])
    return "\n".join([_sign(TEXTS.index(text)), *lines])


def _sign(number: int) -> str:
    return "文" + "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{number:04}")


# --- in records

#: ledgers whose records name one another, number by number, so that there are as many of each
_TOGETHER = (("岗位", "岗位职责", "职责书"), ("指标", "定格指标", "机制项目"), ("法规", "法规原文"))
#: ledgers that hold every text in a field, with how many fields a record has for it: all are the 事项
#: of a trace record, and the name of a document, in full or in short. The others hold a share
_EVERY = {"履责记录": 1, "文件会议": 2, "下年任务": 1, "廉政提醒": 1}
_SHARE = 6
_PART = re.compile(r"\b(?:[TNDL]\b|x-[a-z]+)")


def _fields(ledger: str) -> int:
    return len(re.findall(r"\bT\b", leaks.RECORDS[ledger][1]))


def _step(ledger: str) -> int:
    return _EVERY.get(ledger, _fields(ledger))


def count(ledger: str, texts: int) -> int:
    """Return how many records of a ledger hold so many texts, or their share of them."""
    if ledger in _EVERY:
        return ceil(texts / _step(ledger))
    group = next((each for each in _TOGETHER if ledger in each), (ledger,))
    return min(ceil(texts / _SHARE / (_fields(each) or texts)) for each in group)


def records(ledger: str, texts: Sequence[str], say: Callable[[str], str] = str) -> str:
    """Return records of a ledger in YAML that hold texts, in each kind of field in turn.

    ``say`` makes of a text what is typed.
    """
    fillers, wanted = leaks.fillers(), count(ledger, len(texts))
    counts = ledger == "固定说法"  # which holds no number and its measure
    said = [*("末" if counts and states_number(each) else say(each) for each in texts), "末"]
    begin = 0 if ledger in _EVERY else list(leaks.RECORDS).index(ledger) * len(texts) // _SHARE

    def record(number: int) -> str:
        first = begin + number * _step(ledger)
        turn = (said[(first + at) % len(said)] for at in range(_fields(ledger)))

        def part(found: re.Match[str]) -> str:
            if found[0] == "T":
                return typed(next(turn))
            if found[0] == "D" and ledger == "履责记录":  # records of one day are compared in pairs
                return f"2021-11-{number % 30 + 1:02}"
            if (
                found[0] == "D" and ledger == "汇总数"
            ):  # of two alike in letters each has its own day
                return str(date(2021, 1, 1) + timedelta(number))
            return f"{found[0]}-{number}" if found[0][1:] else next(fillers[found[0]])

        return _PART.sub(part, leaks.RECORDS[ledger][1])

    return "\n".join(map(record, range(wanted))) + "\n"


def plant(bureau: Bureau, texts: Sequence[str], say: Callable[[str], str] = str) -> None:
    """Put the texts into the records of every ledger, and into the report and the home page."""
    for ledger, (path, _) in leaks.RECORDS.items():
        old = bureau.read(path) if (bureau.root / path).exists() else ""
        bureau.write(path, old + records(ledger, texts, say))
    quoted = [number for number, text in enumerate(texts) if quotable(text)]
    _name(bureau, [texts[number] for number in quoted], say)
    said = [_words(number, len(texts)) for number in quoted]
    report = "".join(_section(said[at : at + _ROWS]) for at in range(0, len(said), _ROWS))
    home = "".join(f"## {name}\n\n> 前{name}后{figure}。\n\n- {name}\n" for name, _, figure in said)
    head = "---\ntemplate: official.html\nhide: [navigation]\n---\n\n"
    bureau.write("docs/report/index.md", head + bureau.read("docs/report/index.md"))
    bureau.append("docs/report/01-学习.md", f"\n{report}")
    bureau.append("docs/index.md", f"\n{{{{ exceptions() }}}}\n\n{{{{ due_next() }}}}\n\n{home}")


def quotable(text: str) -> bool:
    """Whether the report may quote a text: it holds no sign of a number, and reads as none.

    Nor is it a placeholder where Chinese stands beside it, as <> is.
    """
    numeric = any(sign.isnumeric() for sign in half(text)) or any(quantities(text))
    return not numeric and not any(placeholders.find(f"甲 {text} 乙"))


#: so many rows has a table of the report
_ROWS = 40


def _section(said: Sequence[tuple[str, str, str]]) -> str:
    """Return Markdown in which words stand in a table, a heading, a paragraph and an item of a list."""
    cells = [name for name, _, _ in said] + ["末"] * (len(said) % 2)
    rows = "".join(
        f"| {one} | {other} |\n" for one, other in zip(cells[::2], cells[1::2], strict=True)
    )
    blocks = "".join(f"#### {name}\n\n{name}\n\n- {record}\n\n" for name, record, _ in said)
    return f"| 甲 | 乙 |\n|---|---|\n{rows}\n{blocks}"


#: the fields of the bureau and of the report that may hold any text
_SINGLE = {
    "data/unit.yml": ("全称", "党组", "市名", "省名", "城市愿景", "系统", "派驻机构", "监察平台", "信使系统"),
    "data/2021/report.yml": ("主送机关",),  # others must fit on a line
}  # fmt: skip


def _name(bureau: Bureau, texts: Sequence[str], say: Callable[[str], str]) -> None:
    """Call the bureau by all texts: its short name stands in the title and the frame of each page.

    The other names hold a share each.
    """
    bureau.change("data/unit.yml", "简称: 小样局", f"简称: {typed(' '.join(map(say, texts)))}")
    places = [(path, key) for path, keys in _SINGLE.items() for key in keys]
    for number, (path, key) in enumerate(places):
        value = " ".join(map(say, texts[number :: len(places)])) + " 小样局"
        found = re.search(rf"^{key}: .*$", bureau.read(path), re.MULTILINE)
        assert found
        bureau.change(path, found[0], f"{key}: {typed(value)}")


def _words(number: int, texts: int) -> tuple[str, str, str]:
    """Return the words for a document, a record and a figure that hold a text."""
    form = ("全称", "简称")[number % 2]
    figure = number % count("指标", texts)
    return (
        f'{{{{ document("x-document-{number // 2}", "{form}") }}}}',
        f'{{{{ record("x-trace-{number}", "事项") }}}}',
        f'{{{{ figure("x-figure-{figure}") }}}}',
    )


@cache
def refused() -> dict[str, list[str]]:
    """Return the texts that no record may hold, with what is reported of each."""
    path = leaks.RECORDS["廉政提醒"][0]  # a text a record, a record a line
    found: dict[str, list[str]] = {}
    with TemporaryDirectory() as folder:
        issues = lay_out(Path(folder)).write(path, records("廉政提醒", TEXTS)).survey()[1]
    for issue in issues:
        assert issue.place.path == path
        found.setdefault(TEXTS[issue.place.line - 1], []).append(str(issue))
    return found


@cache
def shown() -> tuple[str, ...]:
    """Return the texts that a record may hold: a reader must see them as they were typed."""
    return tuple(text for text in TEXTS if text not in refused())
