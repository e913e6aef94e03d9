"""Articles -> the YAML file that keeps them, byte for byte what ``ledger.records.source`` reads back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.language.signs import INVISIBLE
from ledger.law.intake.parsed import Parsed, ParsedArticle

_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff.-]{0,60}", re.ASCII)
#: JSON leaves these as they are, but YAML or its reader does not take them
_ESCAPED = re.compile(rf"{INVISIBLE.pattern}|[\U0001fffe-\U0010ffff]")


@dataclass(frozen=True)
class Origin:
    """What the file says of itself: of which version it is, and from which file it was made."""

    instrument: str
    year: int
    name: str
    #: the source's SHA-256 in hexadecimal
    digest: str
    #: the findings that the editor accepted
    accepted: Sequence[str] = ()


def write(parsed: Parsed, origin: Origin) -> str:
    """Return the text of the file."""
    source = scalar(origin.name)
    lines = [
        f"# 由 import-regulation 写成，来源 {source}（SHA-256 {origin.digest}）；要改请重新导入",
        f"- 法规: {scalar(origin.instrument)}",
        f"  年份: {origin.year}",
        f"  来源: {source}",
        f"  校验: {origin.digest}",
        *_listed("题头", parsed.head, "  "),
        *_listed("存疑", origin.accepted, "  "),
        "  条:",
    ]
    for article in parsed.articles:
        lines.extend(_article(article))
    return "\n".join(lines) + "\n"


def _article(article: ParsedArticle) -> Iterator[str]:
    yield f"    - 条: {article.number}"
    if article.sub:
        yield f"      之: {article.sub}"
    for key, name in (("编", article.part), ("章", article.chapter), ("节", article.section)):
        if name:
            yield f"      {key}: {quoted(name)}"
    yield from _listed("款", article.paragraphs, "      ")


def _listed(key: str, texts: Sequence[str], indent: str) -> Iterator[str]:
    """Yield a list; no key at all where there is nothing in it."""
    if texts:
        yield f"{indent}{key}:"
    for text in texts:
        yield f"{indent}  - {quoted(text)}"


def scalar(text: str) -> str:
    """Return a short word as it is, anything else in quotes."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes on one line; JSON's quotes are YAML's but for a few signs."""
    return _ESCAPED.sub(
        lambda match: f"\\U{ord(match[0]):08X}", json.dumps(text, ensure_ascii=False)
    )
