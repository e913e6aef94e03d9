"""Walks the open items of a list in the terminal: shows each, reads a choice, keeps it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ledger.adopting.worklist import WorkList, parted
from ledger.checks.choices import Chooser
from ledger.issues import Mistake
from ledger.project import Project
from ledger.records.types.official import Adopted

#: what is typed beside choices
_SKIP, _BACK, _QUIT, _HELP = "s", "b", "q", "?"
HELP = (
    "回车或 1 用第一个建议，2、3 用别的；也可以写指标、文件、会议的名称，正文的一个词，照抄，上年的；"
    f"{_SKIP} 先放着，{_BACK} 回到上一处，{_QUIT} 停下"
)
#: shows a question and returns what was typed; shows a line; keeps a choice
Ask = Callable[[str], str]
Say = Callable[[str], None]
Keep = Callable[[str, str], None]


@dataclass(frozen=True)
class Walk:
    """How a walk asks, says and keeps."""

    ask: Ask
    say: Say
    keep: Keep


def walk(project: Project, listed: WorkList, way: Walk) -> int:
    """Ask for the open items one by one; return how many were chosen.

    What was chosen is kept before the next is asked. The end of the input stops as ``q`` does.
    """
    chooser, left, done, at = Chooser(project), listed.open, set[str](), 0
    way.say(HELP)
    while at < len(left):
        record = left[at]
        way.say("\n".join(shown(record, f"〔{at + 1}/{len(left)}〕")))
        try:
            typed = _asked(chooser, record, way)
        except EOFError:
            break
        if typed == _QUIT:
            break
        if typed and typed != _BACK:
            way.keep(record.id, typed)
            done.add(record.id)
        at = max(at - 1, 0) if typed == _BACK else at + 1
    return len(done)


def _asked(chooser: Chooser, record: Adopted, way: Walk) -> str:
    """Return a choice that can be read, ``b``, ``q``, or nothing for an item that is left open."""
    while True:
        typed = way.ask("选：").strip()
        if typed in (_BACK, _QUIT):
            return typed
        if typed == _SKIP or not (typed or record.proposals):
            return ""
        if typed == _HELP:
            way.say(HELP)
            continue
        typed = typed or "1"
        try:
            chooser.read(record.model_copy(update={"choice": typed}))
        except Mistake as mistake:
            way.say(str(mistake))
        else:
            return typed


def shown(record: Adopted, number: str = "") -> Iterator[str]:
    """Yield the lines that show an item: where it stands, its sentence, what is proposed and why."""
    place = record.section.rpartition("/")[2].removesuffix(".md")
    years = f"，{'、'.join(map(str, record.years))} 年都有" if len(record.years) > 1 else ""
    yield f"{number} {place} 第 {record.paragraph} 段　{record.kind}{years}".strip()
    yield f"  {marked(record)}"
    for at, (word, why) in enumerate(zip(record.proposals, record.reasons, strict=False), 1):
        yield f"  {at}. {word}　{why}"
    if not record.proposals:
        yield "  没有建议"


def marked(record: Adopted) -> str:
    """Return an item's sentence with its spot between marks."""
    before, spot, after = parted(record)
    return f"{before}【{spot}】{after}" if spot else record.sentence
