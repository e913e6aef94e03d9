"""The command ``new-document``: begins a document beside the yearly report, or takes it back.

Its elements are those that its kind (文种) needs, taken from the yearly report where they are the
same; its text is a heading for each part of the kind. Nothing is written by itself: the document is a
draft until every part has a text.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ledger.founding.adding import put, remove
from ledger.issues import LedgerError, Mistake, unknown
from ledger.language.grid import TITLE_CHARACTERS, width
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records.editions import EDITIONS
from ledger.records.fields import to_day
from ledger.records.source import scalar
from ledger.records.types.official import Genre, OfficialDocument, Paper, names_files
from ledger.records.values import stretch_text
from ledger.survey import survey

_SELF = "python -m ledger new-document"
_INDEX = """\
---
template: official.html
hide: [navigation]
---

{{ report_head() }}

{{ sections() }}

{{ report_foot() }}
"""
_HEAD = "# {name}（{genre}）的要素，定稿以前逐项核对。正文在 docs/{home}/ 里，每节一个文件。\n"


class Begun(NamedTuple):
    """What is decided of a document before it is written."""

    name: str
    genre: Genre
    first: date
    last: date
    as_of: date
    date: date
    readers: str
    signature: str


def add(commands: Commands) -> None:
    """Register the command ``new-document``."""
    does = "加一份公文，如 半年报告、述责述廉：写出要素和各部分的标题；不写名称的，列出文种"
    parser = arguments.of_project(
        arguments.command(commands, "new-document", does, run, undone="没有写出文件")
    )
    parser.add_argument("name", nargs="?", metavar="名称", help="也是文件夹的名称")
    parser.add_argument("--genre", metavar="文种", help="默认是报告；有哪些，不写名称时列出")
    day = arguments.typed(to_day)
    parser.add_argument(
        "--from", dest="first", type=day, metavar="日期", help="报告期的起，默认照年度报告"
    )
    parser.add_argument(
        "--to", dest="last", type=day, metavar="日期", help="报告期的止，默认照年度报告"
    )
    parser.add_argument(
        "--signature", metavar="署名", help="由谁署名；个人署名的文种写岗位，如 分管副局长"
    )
    parser.add_argument(
        "--readers", choices=EDITIONS, default=EDITIONS[0], metavar="可见", help="默认是全员"
    )
    parser.add_argument("--dry-run", action="store_true", help="只说会写什么，不写")
    parser.add_argument("--undo", action="store_true", help="退回：删去写出的文件，还没有动过才行")


def run(options: argparse.Namespace) -> int:
    """List the kinds, begin a document, or take it back; raises ``Stopped`` and ``LedgerError``."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    project, found = survey(options.root, EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    if options.name is None:
        terminal.output("\n".join(_list(project)))
        return 0
    if options.undo:
        return _take_back(options, project)
    begun = _begun(options, project)
    contents = _contents(project, begun)
    if taken := [path for path in contents if (options.root / path).exists()]:
        raise Stopped(f"已经有 {taken[0]} 了；请换一个名称，或直接改它", code=2)
    if options.dry_run:
        terminal.output("\n".join(["会写出：", *(f"  {path}" for path in contents), "没有写。"]))
        return 0
    put(options.root, contents, {*found.errors})
    terminal.output("\n".join(_told(begun, contents)))
    return 0


def _list(project: Project) -> Iterator[str]:
    """Yield a line for each document that is there, and for each kind that can be begun."""
    for each in project.every_document:
        yield f"已有  {each.report.name}（{each.report.genre}）"
    for genre in project.dataset.genres.values():
        yield f"文种  {genre.name}：{genre.meaning}"
    yield f"加一份：{_SELF} 半年报告 --genre 报告 --from 2021-01-01 --to 2021-06-30"


def _told(begun: Begun, contents: Mapping[str, bytes]) -> Iterator[str]:
    yield f"写好了“{begun.name}”，{len(contents)} 个文件："
    yield from (f"  {path}" for path in contents)
    yield "标题、文号、日期逐项核对；各部分写上文字以前，它是草稿。"
    yield f"不要了：{_SELF} {begun.name} --undo"


def _begun(options: argparse.Namespace, project: Project) -> Begun:
    """Return what the options say, and what the yearly report says in their place."""
    report, known = project.report, project.dataset.genres
    name = options.genre or report.genre
    if name not in known:
        raise Stopped(f"--genre：{unknown('文种', name, known)}", code=2)
    if not names_files(options.name):
        raise Stopped(
            f"名称“{options.name}”要做文件、文件夹的名字，只写汉字、字母、数字和“-”，"
            f"不写 {'、'.join(EDITIONS)}；请换一个",
            code=2,
        )
    genre = known[name]
    first, last = options.first or report.period.first, options.last or report.period.last
    if last < first:
        raise Stopped(f"--to：{last} 早于起 {first}", code=2)
    signature = options.signature or ("" if _is_personal(genre) else report.signature or "")
    if Paper.key_of("signature") in genre.needed and not signature:
        raise Stopped(f"“{genre.name}”由个人署名，请写岗位，如 --signature 分管副局长", code=2)
    as_of = min(last, max(report.as_of, first))
    return Begun(
        options.name, genre, first, last, as_of, max(as_of, last), options.readers, signature
    )


def _is_personal(genre: Genre) -> bool:
    """Whether a person signs documents of a kind: they bear no mark of the body that issues them."""
    return Paper.key_of("sender_mark") in genre.absent


def _take_back(options: argparse.Namespace, project: Project) -> int:
    try:
        own = project.document(options.name).report
    except Mistake as mistake:
        raise Stopped(str(mistake), code=2) from None
    if not isinstance(own, Paper) or own.genre not in project.dataset.genres:
        raise Stopped(f"“{own.name}”不是 new-document 写的", code=2)
    begun = Begun(
        own.name,
        project.dataset.genres[own.genre],
        own.period.first,
        own.period.last,
        own.as_of,
        own.date,
        own.readers,
        own.signature or "",
    )
    contents = _contents(project, begun)
    there = {path: options.root / path for path in contents}
    folder = options.root / "docs" / own.home
    more = [path for path in folder.iterdir() if path not in there.values()]
    changed = [
        p for p, file in there.items() if not file.is_file() or files.read(file) != contents[p]
    ]
    if changed or more:
        first = (changed or [more[0].relative_to(options.root).as_posix()])[0]
        raise Stopped(
            f"{first} 和写出来的不一样，什么也没有删；真不要了，自己删去 docs/{own.home} 和 {own.place().path}",
            code=1,
        )
    if options.dry_run:
        terminal.output("\n".join(["会删去：", *(f"  {path}" for path in contents), "没有写。"]))
        return 0
    remove(options.root, contents)
    terminal.output(f"删去了“{own.name}”的 {len(contents)} 个文件。")
    return 0


def _contents(project: Project, begun: Begun) -> dict[str, bytes]:
    """Return the content of each file of a document, by its path from the root."""
    paper = Paper.model_construct(name=begun.name)
    found = {
        f"data/{project.unit.year}/{Paper.ledger.name}/{begun.name}.yml": _record(
            project, begun, paper
        ),
        f"docs/{paper.page_path}": _INDEX,
    }
    for number, (name, said) in enumerate(_parts(begun.genre), 1):
        found[f"docs/{paper.home}/{number}0-{name}.md"] = said
    return {path: text.encode() for path, text in found.items()}


def _parts(genre: Genre) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each section: a heading, and nothing below it."""
    if not genre.parts:
        yield "正文", "<!-- 正文写在这里。 -->\n"
    for part in genre.parts:
        named = any(word in part.name for word in part.words)
        yield part.name, f"## {part.name if named else part.words[0]}\n"


def _record(project: Project, begun: Begun, paper: Paper) -> str:
    """Return the elements of a document as a file of data."""
    lines = [
        ("名称", begun.name),
        ("文种", begun.genre.name),
        ("标题", _title(begun, project.report.signature or begun.signature)),
        *_elements(project.report, begun),
        ("成文日期", begun.date),
        ("报告期", {"起": begun.first, "止": begun.last}),
        ("统计截止", begun.as_of),
        *([("可见", begun.readers)] if begun.readers != EDITIONS[0] else []),
    ]
    head = _HEAD.format(name=begun.name, genre=begun.genre.name, home=paper.home)
    return head + "".join(f"{key}:{_written(value)}\n" for key, value in lines)


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "".join(f"\n  - {scalar(each)}" for each in value)
    if isinstance(value, dict):
        return "".join(f"\n  {key}: {each}" for key, each in value.items())
    return f" {value if isinstance(value, date) else scalar(value)}"


def _title(begun: Begun, body: str) -> list[str]:
    """Return the lines of a title: who, and of what time the document tells."""
    who = begun.signature if _is_personal(begun.genre) else body
    time = stretch_text(begun.first, begun.last)
    line = begun.genre.title.replace("{时间}", time)
    return [*filter(None, [who]), line if width(line) <= TITLE_CHARACTERS else begun.name]


def _elements(report: OfficialDocument, begun: Begun) -> Iterator[tuple[str, Any]]:
    """Yield the elements that the kind needs: those of the yearly report where they are the same."""
    for field in (
        "sender_mark",
        "number",
        "signatory",
        "addressee",
        "signature",
        "printer",
        "printed",
    ):
        key = Paper.key_of(field)
        if key in begun.genre.needed:
            yield key, _element(report, begun, field)


def _element(report: OfficialDocument, begun: Begun, field: str) -> str | date:
    if field == "signature":
        return begun.signature
    if field == "printed":
        return begun.date
    held = str(getattr(report, field) or "")
    if field == "number":
        return f"{held.partition('〔')[0]}〔{begun.date.year}〕1号"
    return held
