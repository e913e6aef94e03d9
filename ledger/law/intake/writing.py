"""Articles -> a YAML file from which ``ledger.records.source`` reads every text back unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.law.intake.parsed import Parsed, ParsedArticle
from ledger.records.source import quoted, scalar


@dataclass(frozen=True)
class Origin:
    """The origin that the file states: the version, and the file from which it was made."""

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
    """Yield a list under its key; nothing for an empty list."""
    if texts:
        yield f"{indent}{key}:"
    for text in texts:
        yield f"{indent}  - {quoted(text)}"
