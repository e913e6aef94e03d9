"""Markdown -> its text, line for line, without the marks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from ledger.reading.findings import Finding

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
#: others' files, by others' rules: what is left out is said, and a ``<!--`` begins a comment anew
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_SIGNS = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
#: private-use characters that stand for escaped ones while the marks are removed
_ESCAPE = re.compile(rf"\\([{_SIGNS}])")
_ASIDE = 0xF0000
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"^\s*(?:`{3,}|~{3,}).*$"), ""),
    (re.compile(r"^\s*(?:\|\s*)?(?::?-{2,}:?\s*\|\s*)+(?::?-{2,}:?\s*)?$"), ""),  # a table's rule
    (re.compile(r"^\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$"), ""),
    (re.compile(r"^\s{0,3}(?:>\s?)+"), ""),
    (re.compile(r"^\s{0,3}#{1,6}\s+|(?<!\s)\s+#+\s*$"), ""),
    (re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?"), ""),
    (re.compile(r"^\s*\|(.*)\|\s*$"), r"\1"),
    (re.compile(r"(?<=\S)\s*\|\s*(?=\S)"), " "),
    (re.compile(r"\*\*|__|~~|`+"), ""),
    (re.compile(r"(?<![*\w])\*(?=\S)([^*]*\S)\*(?!\*)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]*\S)_(?!\w)"), r"\1"),
]  # fmt: skip
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_HTML = re.compile(
    r"</?(?:p|div|span|b|i|u|strong|em|font|center|br|h[1-6]|sup|sub)\b[^<>]*>", re.I
)
#: what a tag says beside its name, as that its text is hidden
_ATTRIBUTE = re.compile(r"\s[a-z]", re.I)


def level(line: str) -> int:
    """Return the level of the heading that a line is; 0 of any other line."""
    found = _HEADING.match(line)
    return len(found[1]) if found else 0


def strip(text: str, findings: list[Finding]) -> str:
    """Return the text without its marks; any other text left out gives a finding."""
    text = _leave_out(_FRONT, text, "文件头", findings)
    text = _leave_out(_COMMENT, text, "注释", findings)
    return "\n".join(
        _line(line, number, findings)
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)
    )


def _leave_out(pattern: re.Pattern[str], text: str, what: str, findings: list[Finding]) -> str:
    """Remove matches but keep their line ends, so that lines keep their numbers."""

    def leave(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        findings.append(
            Finding(line, f"Markdown 的{what}没有收入", "import.left_out", left_out=match[0])
        )
        return "\n" * match[0].count("\n")

    return pattern.sub(leave, text)


def _line(line: str, number: int, findings: list[Finding]) -> str:
    line = _ESCAPE.sub(lambda match: chr(_ASIDE + ord(match[1])), line)
    line = _LINK.sub(_link(number, findings), line)
    for pattern, kept in _RULES:
        line = pattern.sub(kept, line)
    if hidden := [match[0] for match in _HTML.finditer(line) if _ATTRIBUTE.search(match[0])]:
        message = f"HTML 的标记 {''.join(hidden)} 没有收入，里面的字收了；请核对"
        findings.append(Finding(number, message, "import.left_out", left_out="".join(hidden)))
    line = html.unescape(_HTML.sub("", line))
    return re.sub(
        f"[{chr(_ASIDE)}-{chr(_ASIDE + 127)}]", lambda match: chr(ord(match[0]) - _ASIDE), line
    )


def _link(number: int, findings: list[Finding]) -> Callable[[re.Match[str]], str]:
    """Return a function that replaces a link by its words and reports the address."""

    def words(match: re.Match[str]) -> str:
        message = f"链接的地址 {match[2]} 没有收入，只留文字“{match[1]}”"
        findings.append(Finding(number, message, "import.left_out", left_out=match[2]))
        return match[1]

    return words
