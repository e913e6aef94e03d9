"""What was sealed is read again: a page, a PDF and a Word file say what the seal says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ledger.documents import elements, files
from ledger.documents.elements import Element, Form
from ledger.documents.site import built, page_of
from ledger.issues import Mistake
from ledger.machine import files as whole
from ledger.machine import terminal
from ledger.project import Project
from ledger.records.dataset import Dataset
from ledger.records.types.official import Correction, Seal
from ledger.sealing.making import elements_of, plain

#: the endings of what can be compared
ENDINGS = (".html", ".pdf", ".docx")
_SHOWN = 40


class Difference(NamedTuple):
    """What is said otherwise than a seal says it, and whether a correction tells why."""

    text: str
    corrected: bool = False


def of_files(dataset: Dataset, seal: Seal, paths: Sequence[Path]) -> Iterator[Difference]:
    """Yield where files that somebody kept say anything else than a seal; ``dataset`` holds it."""
    digests = {".pdf": seal.pdf, ".docx": seal.word}
    for path in paths:
        content, ending = whole.read(path), path.suffix.lower()
        if hashlib.sha256(content).hexdigest() == digests.get(ending):
            terminal.output(f"{path}：就是封存的那个文件")
            continue
        if ending == ".html":
            said = elements.read(content.decode(errors="replace"), Form())
            wrong = list(_differences(dataset, seal, said))
        else:
            wrong = _of_file(ending[1:], content, elements_of(seal))
        if not wrong:
            terminal.output(f"{path}：不是封存的那个文件，文字和数都和封存的相同")
        yield from (each._replace(text=f"{path}：{each.text}") for each in wrong)


def of_project(project: Project, dataset: Dataset, seal: Seal) -> Iterator[Difference]:
    """Yield where the report's page, PDF and Word file, made anew, say anything else than a seal."""
    terminal.note("正在生成网页、PDF、Word……")
    with built(project.root) as pages:
        said = elements.read(whole.text(pages / page_of(project.report)), Form())
        wrong = list(_differences(dataset, seal, said))
        yield from (each._replace(text=f"报告页：{each.text}") for each in wrong)
        if not all(each.corrected for each in wrong):
            return  # the files are made of the page
        for ending in (each for each in ("pdf", "docx") if each in files.offered()):
            content = files.made(ending, pages, project, Form())
            wrong = _of_file(ending, content, said)
            label = files.LABELS[ending]
            yield from (each._replace(text=f"{label}：{each.text}") for each in wrong)


def _of_file(ending: str, content: bytes, due: Sequence[Element]) -> list[Difference]:
    try:
        return [Difference(each) for each in files.faults(ending, content, due)]
    except Mistake as mistake:
        return [Difference(f"打不开：{mistake}")]


def _differences(dataset: Dataset, seal: Seal, said: Sequence[Element]) -> Iterator[Difference]:
    """Yield where a page says anything else than a seal."""
    then, now = plain(elements_of(seal)), plain(said)
    for number, (one, other) in enumerate(zip(then, now, strict=False), 1):
        if one != other:
            corrected = (one[0], _corrected(one[1], dataset)) == other
            told = f"第 {number} 段封存时是{_shown(one[1], other[1])}，"
            how = "更正以后是" if corrected else "现在是"
            yield Difference(f"{told}{how}{_shown(other[1], one[1])}", corrected)
    if len(then) != len(now):
        yield Difference(f"封存时有 {len(then)} 段，现在有 {len(now)} 段")


def _corrected(text: str, dataset: Dataset) -> str:
    """Return a sealed text with all that was corrected since."""
    for each in sorted(dataset.of(Correction), key=lambda each: each.date):
        if each.old and each.new:
            text = re.sub(rf"(?<![0-9.]){re.escape(each.old)}", each.new, text)
    return text


def _shown(text: str, other: str) -> str:
    """Return a text from a little before it differs from another."""
    pairs = enumerate(zip(text, other, strict=False))
    start = max(0, next((at for at, (a, b) in pairs if a != b), 0) - 6)
    return f"“{text[start : start + _SHOWN]}”"
