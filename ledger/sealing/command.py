"""The command ``seal``: freezes the report once it is signed, takes that back, or reads it again."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from ledger.checks.records.seals import is_of_seal
from ledger.documents.files import LABELS
from ledger.issues import LedgerError, Mistake, unknown
from ledger.machine import arguments, browser, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.records import editions
from ledger.records.dataset import Dataset
from ledger.records.fields import to_day
from ledger.records.types.official import SEALS, Correction, Seal, path_of
from ledger.rolling import switching
from ledger.sealing import listing, making, verifying
from ledger.sealing.making import Made, Signed
from ledger.survey import survey
from ledger.upgrading import trial


def add(commands: Commands) -> None:
    """Register the command ``seal``."""
    does = "封存：签发以后把报告的数、文字和台账的摘要记下来，以后只由更正改动"
    parser = arguments.of_project(arguments.command(commands, "seal", does, run, undone="没有封存"))
    parser.add_argument(
        "document",
        nargs="?",
        metavar="名称",
        help="封存哪一份公文，如 半年报告；不写是年度报告",
    )
    parser.add_argument(
        "--day", type=arguments.typed(to_day), metavar="日期", help="哪天封存，如 2022-01-20"
    )
    parser.add_argument("--post", metavar="岗位", help="由哪个岗位封存")
    parser.add_argument(
        "--to",
        type=Path,
        default=Path(),
        metavar="文件夹",
        help="封存的 PDF、Word 写到哪里，默认是当前的文件夹；请连同签发的纸质文件存档",
    )
    parser.add_argument("--dry-run", action="store_true", help="只说要封存什么，不写文件")
    parser.add_argument("--year", type=arguments.number, metavar="年份", help="默认是报告年度")
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--undo", action="store_true", help="撤销封存；已经有更正、后一年也封存了的，不能撤销"
    )
    other.add_argument(
        "--verify",
        nargs="*",
        type=Path,
        metavar="成品",
        help="和封存的比：存着的 .html、.pdf、.docx；不写的，重新生成报告来比",
    )


def run(options: argparse.Namespace) -> int:
    """Seal, undo or verify; return the exit code. Raises ``Stopped`` and ``LedgerError``."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    if options.undo:
        return _undo(options)
    return _seal(options) if options.verify is None else _verify(options)


def _seal(options: argparse.Namespace) -> int:
    root: Path = options.root
    project, found = survey(root, editions.chosen())
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    project = _document(options, project)
    if options.year not in (None, project.unit.year):
        raise Stopped(
            f"只封存报告年度 {project.unit.year} 年的；要封存 {options.year} 年的，先运行 "
            f"python -m ledger new-year {options.year} --report 换到那一年，封存以后再换回来",
            code=2,
        )
    place = root / path_of(project.unit.year, project.report.name)
    signed = _signed(options, project, place)
    if browser.find() is None:
        raise Stopped(f"要有 PDF 才能封存：{browser.missing()}", code=3)
    outputs = _outputs(options, project)
    made = making.make(root, editions.chosen(), signed)
    if options.dry_run:
        terminal.output(_told(made, project) + "\n没有写文件；去掉 --dry-run 就封存")
        return 0
    for ending, file in outputs.items():
        files.write(file, made.files[ending])
    _put(root, place, made)
    written = "、".join(str(file) for file in outputs.values())
    terminal.output(_told(made, project))
    terminal.output(f"写好了 {place.relative_to(root)}、{written}；请连同签发的文件存档")
    return 0


def _signed(options: argparse.Namespace, project: Project, place: Path) -> Signed:
    """Return who seals, and when; raises ``Stopped`` where that cannot be."""
    if place.exists():
        raise Stopped(
            f"{project.unit.year}{project.report.name}已经封存；要改的写更正，"
            "封错了的先 python -m ledger seal --undo",
            code=2,
        )
    if options.day is None or options.post is None:
        raise Stopped("请写明哪天、由哪个岗位封存，如 --day 2022-01-20 --post 办公室主任", code=2)
    posts = project.dataset.words("岗位")
    if options.post not in posts:
        raise Stopped(f"--post：{unknown('岗位', options.post, posts)}", code=2)
    earliest = max(project.report.date, project.as_of)
    if options.day < earliest:
        raise Stopped(
            f"--day：{options.day} 早于成文日期、统计截止 {earliest}；签发以后再封存", code=2
        )
    return Signed(project.report.name, options.day, options.post)


def _outputs(options: argparse.Namespace, project: Project) -> Mapping[str, Path]:
    """Return where the files are written, by ending; raises ``Stopped`` where one cannot be."""
    found = {}
    for ending in ("pdf", "docx"):
        name = f"{project.unit.year}{project.report.name}.{ending}"
        file = options.to / name
        if objection := files.objection(file, name, options.root, (f".{ending}",)):
            raise Stopped(f"{LABELS[ending]}：{objection}", code=2)
        found[ending] = file
    return found


def _told(made: Made, project: Project) -> str:
    seal = made.seal
    figures = len({each.id for each in seal.figures})
    return (
        f"{project.unit.year}{seal.document}，{seal.day} 由{seal.post}封存："
        f"{figures} 个指标，{len(seal.texts)} 段文字，{len(seal.records)} 条记录的摘要\n"
        f"PDF 的 SHA-256：{seal.pdf}\nWord 的 SHA-256：{seal.word}\n封存的摘要：{seal.digest}"
    )


def _put(root: Path, place: Path, made: Made) -> None:
    """Write the seal, and take it back where it brings errors; raises ``LedgerError`` then."""
    place.parent.mkdir(exist_ok=True)
    try:
        files.write(place, made.text.encode())
        listing.add(root, made.seal)
        if errors := survey(root)[1].errors:
            raise LedgerError(errors)
    except BaseException:
        _remove(root, made.seal.period.last.year, made.seal.document)
        raise


def _remove(root: Path, year: int, document: str) -> None:
    """Remove a seal, first from the list of all."""
    listing.remove(root, year, document)
    place = root / path_of(year, document)
    place.unlink(missing_ok=True)
    if place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()


def _found(root: Path, options: argparse.Namespace) -> tuple[Project, Dataset, Seal, list[str]]:
    """Return the project, the year's dataset, its seal, and what is said of changes since.

    Raises ``Stopped`` where there is no such seal that can be read.
    """
    project, found = survey(root, editions.EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    year = options.year or project.unit.year
    own = year == project.unit.year
    dataset = project.dataset if own else project.dataset.beside.get(year)
    name = options.document or project.report.name
    path = path_of(year, name)
    for seal in dataset.of(Seal) if dataset else ():
        if dataset and seal.place().path == path:
            return project, dataset, seal, [str(each) for each in found.errors if is_of_seal(each)]
    if (root / path).exists():
        raise LedgerError(found.errors)
    raise Stopped(f"没有封存 {year} 年的{name}（{path}）", code=2)


def _undo(options: argparse.Namespace) -> int:
    year, name = _named(options)
    path = path_of(year, name)
    if not (options.root / path).exists() and not listing.tells(options.root, year, name):
        raise Stopped(f"没有封存 {year} 年的{name}", code=2)
    if objection := _rests(options):
        raise Stopped(objection, code=2)
    if options.dry_run:
        terminal.output(f"要删去 {path} 和 {SEALS} 里的一行；去掉 --dry-run 就撤销")
        return 0
    _remove(options.root, year, name)
    terminal.output(f"撤销了 {year}{name}的封存，删去了 {path} 和 {SEALS} 里的一行")
    return 0


def _named(options: argparse.Namespace) -> tuple[int, str]:
    """Return the year and the 名称 of the document that the options name."""
    project, found = survey(options.root, editions.EDITIONS[-1])
    if not project.dataset.has_bureau:
        raise LedgerError(found.errors)
    return options.year or project.unit.year, options.document or project.report.name


def _document(options: argparse.Namespace, project: Project) -> Project:
    """Return the project of the document that the options name; raises ``Stopped`` for none."""
    try:
        return project.document(options.document) if options.document else project
    except Mistake as mistake:
        raise Stopped(str(mistake), code=2) from None


def _rests(options: argparse.Namespace) -> str:
    """Say what rests on a seal, so that it stays; nothing where it may go."""
    dataset = survey(options.root, editions.EDITIONS[-1])[0].dataset
    (year, _), of_years = _named(options), {dataset.year or 0: dataset, **dataset.beside}
    if year in of_years and of_years[year].of(Correction):
        return f"data/{year}/更正.yml 里已经有更正，封存不能撤销；要改的再写一条更正"
    later = [str(each) for each, other in of_years.items() if each > year and other.of(Seal)]
    return f"{'、'.join(later)} 年也封存了，用的是这一年的数，不能撤销" if later else ""


def _verify(options: argparse.Namespace) -> int:
    strange = [path for path in options.verify if path.suffix.lower() not in verifying.ENDINGS]
    missing = [path for path in options.verify if not path.is_file()]
    if strange or missing:
        path, *_ = strange or missing
        why = f"的后缀不是 {'、'.join(verifying.ENDINGS)}" if strange else "不存在"
        raise Stopped(f"{path} {why}；请写存着的报告页、PDF 或 Word", code=2)
    project, dataset, seal, changed = _found(options.root, options)
    found = [verifying.Difference(each) for each in changed]
    if options.verify:
        found += verifying.of_files(dataset, seal, options.verify)
    elif dataset is project.dataset:
        found += verifying.of_project(_document(options, project), dataset, seal)
    else:
        with trial.copied(options.root) as copy:
            switching.switch(copy, switching.planned(copy, options.year))
            project, dataset, seal, _ = _found(copy, options)
            found += verifying.of_project(_document(options, project), dataset, seal)
    for each in found:
        terminal.output(each.text)
    corrected = sum(each.corrected for each in found)
    wrong = len(found) - corrected
    if wrong:
        same = f"有 {wrong} 处不同"
    else:
        but = f"除了更正过的 {corrected} 处，" if corrected else ""
        same = f"{but}文字和数都和封存的相同"
    terminal.output(f"{seal.day} 由{seal.post}封存的{seal.document}：{same}")
    return int(wrong > 0)
