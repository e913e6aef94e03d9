"""The command ``new-ledger``: begins a ledger in a project, or the declaration of one of its own."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from ledger import product
from ledger.figures.methods.register import METHODS
from ledger.founding import laying
from ledger.issues import LedgerError, Place, nearest
from ledger.language.signs import is_name
from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records import source
from ledger.records.base import LedgerType
from ledger.records.types.indicators import FigureDefinition
from ledger.survey import survey

#: below the product's library: example records and usual figures, a file a ledger
_EXAMPLES, _FIGURES = "例", "常用指标"
_DECLARATION = """\
# 台账“{name}”有哪些键。照着改，一行一个键；写法见 CONTRIBUTING.md 的“加一本台账”。
说明: {name}，一件事一条。
地址: {address}
标题: 事项
日期: 日期
键:
  - {{键: 日期, 类型: 日期, 必填: 是, 当年: 是}}
  - {{键: 事项, 必填: 是}}
  - {{键: 岗位, 类型: 引用, 台账: 岗位}}
  - {{键: 人次, 类型: 整数, 合计: 是}}
"""


def add(commands: Commands) -> None:
    """Register the command ``new-ledger``."""
    does = "加一本台账：自带的建好它的文件；不写名称的，列出有哪些。记一条用 add"
    parser = arguments.of_project(
        arguments.command(commands, "new-ledger", does, run, undone="没有写出文件")
    )
    parser.add_argument("ledger", nargs="?", metavar="台账", help="台账的名称")
    parser.add_argument(
        "--own", action="store_true", help="自带的里没有，另写一本：先写出它有哪些键的样子"
    )
    parser.add_argument(
        "--figures", action="store_true", help="连同常用的指标，写进 figures.yml 的末尾"
    )


def run(options: argparse.Namespace) -> int:
    """List the ledgers, or write the files of one; raises ``Stopped`` and ``LedgerError``."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    project, found = survey(options.root)
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    if options.ledger is None:
        terminal.output("\n".join(_list(project)))
        return 0
    asked = project.dataset.ledgers.get(options.ledger)
    if asked and asked.broken:
        raise LedgerError(found.errors)
    contents = _contents(project, options)
    put(options.root, contents, {*found.errors})
    terminal.output(f"写好了 {'、'.join(contents)}。{_next(options)}")
    return 0


def _next(options: argparse.Namespace) -> str:
    if options.own:
        again = "同样的命令去掉 --own"
        return f"先把里面的键改成要记的，再建它的文件：{again}"
    added = "，和 figures.yml 末尾添上的指标" if options.figures else ""
    return f"照里面写的记。不要了，删去新建的文件{added}"


def _list(project: Project) -> list[str]:
    """Return a line for each ledger that may be begun: its name, whether it is kept, what it is for."""
    offered = [ledger for ledger in project.dataset.ledgers.values() if ledger.offered]
    return [
        f"{'已有' if ledger.name in project.dataset.kept else '　　'}  {ledger.name}"
        + (f"：{ledger.record.intro}" if ledger.record.intro else "")
        for ledger in offered
    ]


def _contents(project: Project, options: argparse.Namespace) -> dict[str, bytes]:
    """Return the content of each file to write, by its path."""
    dataset, name = project.dataset, options.ledger
    if options.own:
        return _declared(project, name)
    offered = [each.name for each in dataset.ledgers.values() if each.offered]
    if name not in offered:
        guess = nearest(name, offered)
        meant = f"没有台账“{name}”" + (f"，是不是“{guess}”？" if guess else "；")
        own = "有哪些，看 python -m ledger new-ledger；另写一本，加 --own"
        raise Stopped(meant + own, code=2)
    ledger, year = dataset.ledgers[name], project.unit.year
    path = f"data/{laying.file_of(ledger, year)}"
    contents = {}
    if name not in dataset.kept:
        contents[path] = (laying.empty(ledger, dataset) + _example(name)).encode()
    if options.figures:
        contents |= _figures(project, ledger, bool(contents))
    if not contents:
        others = "；别的月写进同一个文件夹的 02.yml 等，没有就新建" if ledger.monthly else ""
        raise Stopped(f"已经有 {path} 了，直接往里写{others}", code=2)
    return contents


def _declared(project: Project, name: str) -> dict[str, bytes]:
    path = f"data/台账/{name}.yml"
    if not is_name(name):
        raise Stopped(f"台账的名称“{name}”要有汉字，不用空格和标点；请换一个", code=2)
    if name in project.dataset.ledgers:
        raise Stopped(f"已经有台账“{name}”；不加 --own 就建它的文件，要添键的写 {path}", code=2)
    slugs = {ledger.slug for ledger in project.dataset.ledgers.values()}
    address = next(each for number in range(1, 1000) if (each := f"own-{number}") not in slugs)
    return {path: _DECLARATION.format(name=name, address=address).encode()}


def _example(name: str) -> str:
    """Return the library's example records as comments; nothing where it has none."""
    file = product.library(f"{_EXAMPLES}/{name}.yml")
    if not file.is_file():
        return ""
    lines = files.read(file).decode().splitlines()
    return "\n".join(["# 例（虚构的）：", *(f"# {line}".rstrip() for line in lines), ""])


def _figures(project: Project, ledger: LedgerType, begun: bool) -> dict[str, bytes]:
    """Return the definitions of the figures with the library's usual ones that are not there yet."""
    file = product.library(f"{_FIGURES}/{ledger.name}.yml")
    if not file.is_file():
        message = f"“{ledger.name}”没有常用的指标；请自己写，见“加一个指标”"
        if not begun:
            raise Stopped(message, code=2)
        terminal.note(message)
        return {}
    path = f"data/{project.unit.year}/figures.yml"
    old = _read(project.root / path) or b""
    if wrong := source.decode(old, path)[1]:
        raise LedgerError(wrong)
    known = project.dataset.words(FigureDefinition.ledger.name)
    new = [
        each for each in _entries(files.read(file).decode(), file.name) if not each[0] & {*known}
    ]
    if not new:
        raise Stopped(f"“{ledger.name}”常用的指标 {path} 里都有了", code=2)
    added = "\n".join([*(entry for _, entry in new), ""]).encode()
    return {path: (old.rstrip() + b"\n" if old.strip() else b"") + added}


def _entries(text: str, name: str) -> list[tuple[set[str], str]]:
    """Return each entry of a list as it is typed, with its 编号 and 名称."""
    value, wrong = source.parse(text, name)
    if wrong or not isinstance(value, list):
        raise ValueError(f"{name}: {wrong}")
    lines = text.splitlines()
    starts = [source.place_of(entry, Place(name)).line - 1 for entry in value]
    keys = [FigureDefinition.key_of(field) for field in ("id", "name")]
    return [
        ({str(entry[key]) for key in keys}, _put_off(entry, lines[start:end]))
        for entry, start, end in zip(value, starts, [*starts[1:], len(lines)], strict=True)
        if isinstance(entry, source.Mapping)
    ]


def _put_off(entry: source.Mapping, lines: list[str]) -> str:
    """Return an entry as it is typed; as comments, where it has no value before there are records."""
    method = METHODS[str(entry[FigureDefinition.key_of("method")])]
    text = "\n".join(lines).rstrip()
    if method.of_nothing:
        return text
    return "# 有了记录，再去掉下面各行的“# ”\n" + re.sub("(?m)^(?!#)", "# ", text)


def put(root: Path, contents: Mapping[str, bytes], known: set[object]) -> None:
    """Write the files, and take them back where they bring errors; raises ``LedgerError`` then."""
    before = {path: _read(root / path) for path in contents}
    try:
        for path, content in contents.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            files.write(root / path, content)
        if new := [error for error in survey(root)[1].errors if error not in known]:
            raise LedgerError(new)
    except BaseException:
        remove(root, [path for path, old in before.items() if old is None])
        for path, old in before.items():
            if old is not None:
                files.write(root / path, old)
        raise


def remove(root: Path, paths: Iterable[str]) -> None:
    """Delete files, by their paths from the root, and the folders that are empty without them."""
    for path in paths:
        (root / path).unlink(missing_ok=True)
        for folder in (root / each for each in PurePosixPath(path).parents if len(each.parts) > 1):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _read(file: Path) -> bytes | None:
    return files.read(file) if file.is_file() else None
