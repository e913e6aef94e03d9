"""The head and the foot of an old report: which line is which element (GB/T 9704-2012, 7.2 and 7.4).

An element is known by what it says and by where it stands. Whatever is not sure is text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from ledger.adopting.lines import Line
from ledger.language import times, titles
from ledger.language.signs import HAN, columns
from ledger.patterns import Pattern
from ledger.reading import elements, headings

#: an element's key in the document's file
Key = str
#: lines: no head is longer; columns: no line of a head is wider
_LONGEST, _WIDEST = 30, 100
#: what is attached is no element of the report's own
ATTACHED = "附件正文"
_TITLE, _ENCLOSURES = "标题", "附件"
_DATE, _SIGNATURE, _NOTE = "成文日期", "署名", "附注"
#: of a speech, and in no document's file
_SPOKEN_TO = "称谓"
_MARK, _NUMBER, _SIGNATORY = "发文机关标志", "发文字号", "签发人"
#: a date that ends a document or stands below its title, also without its day
_DAY = rf"(?:{elements.DATE}|{times.YEAR}\s?年\s?[0-9一二三四五六七八九十]{{1,3}}\s?月(?:\s?[0-9]{{1,2}})?)"
_GAP, _TO = r"\s{0,40}", r"\s{0,8}[：:]\s{0,8}"


def _whole(expression: str) -> Pattern:
    """Return a pattern of a whole line, which begins nowhere else."""
    return Pattern(rf"\A(?:{expression})\s{{0,40}}\Z")


#: how a title ends
_TITLE_END = _whole(
    r".{0,60}(?:报告|汇报|总结|小结|情况|材料|说明|通报|要点|方案|意见|通知|简报|述职|述廉|述责)》?(?:[（(][^（()）]{1,12}[）)])?"
)
#: what stands in the head by itself, wherever in it
_SHAPES: tuple[tuple[Pattern, Key], ...] = (
    (_whole(rf"(?:份号{_TO})?[0-9]{{6}}"), "份号"),
    (_whole(r"特\s?提|特\s?急|加\s?急|平\s?急"), "紧急程度"),
    (_whole(rf"[{HAN}（）()、\s]{{2,40}}文\s{{0,4}}件"), _MARK),
    (_whole(rf"签发人?{_TO}.{{0,12}}"), _SIGNATORY),
    (_whole(rf"[（(]\s?{_DAY}\s?[）)]|{_DAY}"), _DATE),
)
_ADDRESSEE = _whole(rf"(?:主送(?:机关)?{_TO})?[{HAN}、，（）() ]{{2,60}}[：:]")
_NO_ADDRESSEE = Pattern("如下|报告|汇报|情况|总结|同志们|主要|以下|做法|问题|原因|措施|工作")
#: how one speaks to those who listen
_SALUTATION = _whole(r"(?:各位|尊敬的|同志们|老师们)[^。；]{0,20}[：:！!]")
_FOOT: tuple[tuple[Pattern, Key], ...] = (
    (_whole(rf"(?:抄\s?[送报]|主题词|分送|报送|主\s?送|发){_TO}.*"), "抄送"),
    (_whole(r"[（(](?:此件|联系|本件|信息公开)[^（()）]{0,60}[）)]"), _NOTE),
    (_whole(r"[（(]?(?:联系人|联系电话|联系岗位)[：:].*"), _NOTE),
    (_whole(r"（?共印\s?[0-9]{1,4}\s?份）?[。.]?"), "印数"),
)
_PRINTED = _whole(rf"(?P<first>[^，。；：]{{2,40}}?){_GAP}(?P<day>{elements.DATE}\s?印[发制])")
_ENDING = _whole(_DAY)
_PRINTER = _whole(r"[^，。；：]{2,40}")
_DAY_PRINTED = _whole(rf"{elements.DATE}\s?印[发制]")
_ENCLOSED = _whole(r"附(?:\s?件)?\s?[0-9]{0,2}\s?[：:].*")
_ATTACHMENT = _whole(
    r"附(?:\s?件\s?[0-9一二三四五六七八九十]{0,2}|\s?[0-9一二三四五六七八九十]{1,2})\s?[：:]?"
)
_SIGNED = _whole(rf"(?!特此|以上|此致|妥否|请审)[{HAN}（）()\s]{{2,30}}")
_BOTH = _whole(rf"(?P<first>[^，。；：]{{3,40}}?)\s{{1,40}}(?P<day>{elements.DATE})")
_WITH_SIGNATORY = _whole(rf"(?P<first>.{{4,40}}?号)\s{{1,80}}(?P<day>签发人?{_TO}.{{0,12}})")
#: the words before and behind an element's value
_LABEL = Pattern(
    rf"\A(?:份号|签发人?|主\s?送(?:机关)?|抄\s?[送报]|分送|(?:成文)?日期){_TO}|\s?印[发制]\Z|\A[（(]|[)）]\Z"
)
#: lines behind a date, at most, where it ends the report, and before it of enclosures
_BEHIND, _BEFORE = 3, 12
#: lines at most of those who signed, and of who printed the document, at its end
_SIGNERS, _ON_LAST_PAGE = 4, 5


def keys(lines: Sequence[Line]) -> list[tuple[Line, Key]]:
    """Return the lines, each with the key of the element that it is; empty for a line of text.

    A line that holds two elements (a number and who signed it) becomes two.
    """
    parted = [(line, part) for line in lines for part in _parted(line)]
    parts = [part for _, part in parted]
    found = _of_foot(parts) | _of_head(parts)
    torn = {
        id(line) for n, (line, part) in enumerate(parted) if part is not line and n not in found
    }
    kept: list[tuple[Line, Key]] = []
    for n, (line, part) in enumerate(parted):
        if id(line) not in torn:
            kept.append((part, found.get(n, "")))
        elif not kept or kept[-1][0] is not line:
            kept.append((line, ""))
    return kept


def _parted(line: Line) -> list[Line]:
    """Return the elements that stand in one line."""
    if columns(line.text) > _WIDEST or line.form.cell or line.left:
        return [line]
    for pattern in (_WITH_SIGNATORY, _PRINTED, _BOTH):
        match = pattern.fullmatch(line.text)
        at = line.raw.find(match["day"], len(match["first"])) if match else -1
        if match and at > 0:
            first = replace(line, text=match["first"], raw=line.raw[:at])
            return [first, replace(line, text=match["day"], raw=line.raw[at:], told=())]
    return [line]


def _of_head(lines: Sequence[Line]) -> dict[int, Key]:
    """Return the elements of the head by the places of their lines."""
    zone = [n for n in range(_end_of_head(lines)) if not lines[n].left]
    found = {n: key for n in zone if (key := _in_head(lines[n].text))}
    title = _title([n for n in zone if n not in found], lines, found)
    if not title:
        return {n: key for n, key in found.items() if key not in (_DATE, _SIGNATURE)}
    found |= dict.fromkeys(title, _TITLE)
    for n in zone:
        if n in found or lines[n].form.box:
            continue
        if n < title[0] and elements.SIGNED.fullmatch(lines[n].text):
            found[n] = _MARK
        elif n > title[0] and _SIGNED.fullmatch(lines[n].text):
            found[n] = _SIGNATURE
    return found | _addressee(lines, max(title) + 1)


def _in_head(text: str) -> Key:
    if any((each.start, each.end) == (0, len(text)) for each in titles.numbers(text)):
        return _NUMBER
    return next((key for pattern, key in _SHAPES if pattern.fullmatch(text)), "")


def _end_of_head(lines: Sequence[Line]) -> int:
    """Return the first line that can only be text."""
    last = min(len(lines), _LONGEST)
    return next((n for n in range(last) if _is_text(lines[n])), last)


def _is_text(line: Line) -> bool:
    text = line.text
    if line.left:
        return False
    is_heading = line.form.level > 1 or any(headings.find([(1, text, True)]))
    sentence = "。" in text or columns(text) > _WIDEST or text.endswith(("：", ":"))
    return bool(line.form.cell or line.row or is_heading or sentence)


def _title(rest: list[int], lines: Sequence[Line], found: dict[int, Key]) -> list[int]:
    """Return the lines of the title: those styled so, else those up to one that ends like a title."""
    if styled := [n for n in rest if lines[n].form.style.lower() in ("title", "标题")]:
        return styled
    first = [n for n, line in enumerate(lines) if line.form.level == 1]
    if len(first) == 1 and first[0] in rest:
        return first
    behind = max((n for n, key in found.items() if key in (_NUMBER, _SIGNATORY, _MARK)), default=-1)
    open_ = [n for n in rest if n > behind]
    ends = [n for n in open_ if _TITLE_END.fullmatch(lines[n].text)]
    return [n for n in open_ if ends and n <= ends[-1]]


def _addressee(lines: Sequence[Line], first: int) -> dict[int, Key]:
    """Return the addressee where it stands below the title."""
    near = [n for n in range(first, min(first + 4, len(lines))) if not lines[n].left]
    for n in near:
        text = lines[n].text
        if _SALUTATION.fullmatch(text):
            return {n: _SPOKEN_TO}
        if _ADDRESSEE.fullmatch(text) and not _NO_ADDRESSEE.search(text):
            return {n: "主送机关"}
        if "。" in text:
            break
    return {}


def _of_foot(lines: Sequence[Line]) -> dict[int, Key]:
    """Return the elements of the foot, and what is attached, by the places of their lines."""
    begin = next((n for n, line in enumerate(lines) if _is_sentence(line)), len(lines))
    attached = next((n for n in range(begin, len(lines)) if _is_attached(lines, n)), len(lines))
    found = dict.fromkeys(range(attached, len(lines)), ATTACHED)
    day = next((n for n in range(begin + 1, attached) if _ends(lines, n, attached)), None)
    if day is not None:
        found[day] = _DATE
        found |= _signed(lines, day, begin)
        if day + 1 < attached and _begins_another(lines[day + 1].text):
            attached = day + 1
            found |= dict.fromkeys(range(attached, len(lines)), ATTACHED)
    return found | _printed(lines, begin if day is None else day, attached)


def _printed(lines: Sequence[Line], first: int, attached: int) -> dict[int, Key]:
    """Return what stands below the date, and on the last page, behind all that is attached."""
    last = max(len(lines) - _ON_LAST_PAGE, attached)
    places = (*range(first + 1, attached), *range(max(last, first + 1), len(lines)))
    return {n: key for n in places if (key := _in_foot(lines, n))}


def _is_sentence(line: Line) -> bool:
    return not line.left and ("。" in line.text or columns(line.text) > _WIDEST)


def _is_attached(lines: Sequence[Line], n: int) -> bool:
    return not lines[n].left and bool(_ATTACHMENT.fullmatch(lines[n].text))


def _ends(lines: Sequence[Line], n: int, end: int) -> bool:
    """Whether a line is the date that ends the report."""
    if lines[n].left or not _ENDING.fullmatch(lines[n].text):
        return False
    shown = (lines[k].text for k in range(n + 1, end) if not lines[k].left)
    behind = [*islice(shown, _BEHIND + 1)]
    if len(behind) <= _BEHIND or any(pattern.fullmatch(behind[0]) for pattern, _ in _FOOT):
        return True
    return _begins_another(behind[0]) and bool(elements.SIGNED.fullmatch(lines[n - 1].text))


def _begins_another(text: str) -> bool:
    """Whether a line behind a date is the number of another document, which is attached."""
    return _in_head(text) == _NUMBER


def _signed(lines: Sequence[Line], day: int, begin: int) -> dict[int, Key]:
    """Return who signed above the date, and the enclosures above that."""
    found: dict[int, Key] = {}
    n = day - 1
    while n > begin and day - n <= _SIGNERS and _SIGNED.fullmatch(lines[n].text):
        found[n] = _SIGNATURE
        n -= 1
    first = next((k for k in range(n, max(begin, n - _BEFORE), -1) if _is_list(lines[k])), None)
    return found | dict.fromkeys(range(first, n + 1) if first is not None else (), _ENCLOSURES)


def _is_list(line: Line) -> bool:
    return not line.left and bool(_ENCLOSED.fullmatch(line.text))


def _in_foot(lines: Sequence[Line], n: int) -> Key:
    line = lines[n]
    if line.left or line.row:
        return ""
    if _DAY_PRINTED.fullmatch(line.text):
        return "印发日期"
    behind = lines[n + 1].text if n + 1 < len(lines) else ""
    if _DAY_PRINTED.fullmatch(behind) and _PRINTER.fullmatch(line.text):
        return "印发机关"
    return next((key for pattern, key in _FOOT if pattern.fullmatch(line.text)), "")


def value(text: str, key: Key) -> str:
    """Return what an element says, without the words that the layout puts around it."""
    said = text if key in (_NOTE, _ENCLOSURES) else _LABEL.sub("", text).rstrip("：:。 ")
    return said or text
