"""Checks by the title in a text's head whether the text is that of an instrument."""

from __future__ import annotations

import re
from itertools import pairwise

from ledger.issues import Mistake
from ledger.law.intake.parsed import Parsed
from ledger.reading.findings import Finding

#: the end of an instrument's title; a note on versions may follow, in brackets or as a year
_TITLE = re.compile("(?:宪法|法|条例|规定|准则|办法|细则|规则|章程|意见|决定)$")
_NOTE = re.compile(r"(?:[（(〔\[][^（(〔\[]*[）)〕\]]|\d{4}年?(?:版|修订|修正)?)$")
_TRIAL = re.compile(r"[（(](试行|暂行)[）)]$")


def titled(parsed: Parsed, name: str, short: str) -> list[Finding]:
    """Return a finding where a text has no title.

    Raises ``Mistake`` where the text has another instrument's title.
    """
    lines = [_plain(line) for line in parsed.head]
    whole = [*lines, *(first + second for first, second in pairwise(lines))]
    if not {_plain(name), _plain(short)}.isdisjoint(whole):
        return []
    if others := [line for line in lines if _TITLE.search(_TRIAL.sub("", line))]:
        raise Mistake(
            f"题头是“{others[0]}”，不是“{name}”；请核对文件和 --instrument，"
            "题头没有错的，先改正登记的名称",
            "import.title",
        )
    told = f"没有题头“{name}”，认不出是不是这一部；请从题目起重新复制，或者对照原文"
    return [Finding(1, told, "import.untitled", True)]


def _plain(title: str) -> str:
    """Return a title for comparison: without spaces, marks, 中华人民共和国 and a note on versions."""
    plain = re.sub(r"[\s《》]", "", title).removeprefix("中华人民共和国")
    return plain if _TRIAL.search(plain) else _NOTE.sub("", plain)
