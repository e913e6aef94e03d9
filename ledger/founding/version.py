"""``版本.yml``: by which version a project was laid or upgraded, and what of the library it was given.

From it an upgrade knows which files of the library the bureau changed. Digests are of the text with
plain ends of lines: git may change these.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ledger import product
from ledger.issues import Issue, LedgerError, Mistake, Place
from ledger.machine import files
from ledger.machine.files import Read
from ledger.records import source
from ledger.records.dataset import read_entry
from ledger.records.source import quoted, scalar
from ledger.records.types.founding import Laid

FILE = "版本.yml"
_HEAD = "# 这个项目照哪一版产品写的，自带的文件那一版是什么样；upgrade 看它，也由它重写，不用手改"


def written(library: Mapping[str, bytes]) -> str:
    """Return the file's text; ``library`` are the files of the library that the project knows."""
    lines = [_HEAD, f"产品: {quoted(product.VERSION)}"]
    if library:
        lines.append("自带:")
    for path, content in sorted(library.items()):
        lines += [f"  - 文件: {scalar(path)}", f"    摘要: {digest(content)}"]
    return "\n".join(lines) + "\n"


def digest(content: bytes) -> str:
    """Return the SHA-256 of a text, whatever its ends of lines."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def read(root: Path, content_of: Read = files.read) -> Laid | None:
    """Return what the file of a project says; None where there is none. Raises ``LedgerError``."""
    if not (root / FILE).exists():
        return None
    text, issues = source.text_of(root / FILE, FILE, content_of)
    entry, found = source.parse(text, FILE) if not issues else (None, [])
    issues = [*issues, *found]
    if not issues and not isinstance(entry, source.Mapping):
        message = f"这里应当写“产品: {product.VERSION}”一类的行；请删去这个文件，再运行一次"
        issues.append(Issue(Place(FILE), message, code="yaml.record"))
    if issues or entry is None:
        raise LedgerError(issues)
    laid, wrong = read_entry(Laid, entry)
    if not laid:
        raise LedgerError(wrong)
    try:
        laid.number  # noqa: B018
    except Mistake as mistake:
        raise LedgerError([mistake.at(laid.place("version"), "产品：")]) from None
    return laid
