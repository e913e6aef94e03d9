"""The command ``add``: writes one record of a ledger, asked for in the terminal or told by options."""

from __future__ import annotations

import argparse

from ledger.entering import answers, questions
from ledger.entering.dialogue import Dialogue
from ledger.entering.likely import Known
from ledger.entering.making import Desk, Made
from ledger.entering.today import today
from ledger.exchange import undoing, writer
from ledger.exchange.columns import BETWEEN, is_edited
from ledger.issues import Issue, LedgerError, Mistake, Place, unknown
from ledger.machine import arguments, terminal
from ledger.machine.arguments import Commands
from ledger.machine.stopping import Stopped
from ledger.records import source
from ledger.records.base import LedgerType, Numbered
from ledger.records.dataset import Dataset, read_all, read_entry
from ledger.records.types.bureau import Unit
from ledger.records.types.official import names_files
from ledger.upgrading import replacing
from ledger.wordlists import Known as Words

_SELF, _BEGIN = "python -m ledger add", "python -m ledger new-ledger"


def add(commands: Commands) -> None:
    """Register the command ``add``."""
    does = "记一条：在终端里问清几个键，查过，写进台账里该在的文件，编号自动给"
    parser = arguments.of_project(
        arguments.command(commands, "add", does, run, undone="什么也没有写")
    )
    parser.add_argument("ledger", nargs="?", metavar="台账", help="台账的名称；不写的从单子里选")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="键=值",
        help="这个键不问，照这样写；分项写成 验收.日期=…；几个值就写几次",
    )
    parser.add_argument("--yes", action="store_true", help="不问，也不等人看，直接写")
    parser.add_argument(
        "--year", type=arguments.number, metavar="年份", help="记进哪一年，默认是报告年度"
    )
    parser.add_argument(
        "--part",
        default="",
        metavar="名称",
        help="台账分成几个文件的，记进哪一个，如 财务（03-财务.yml、财务/03.yml）",
    )
    parser.add_argument("--undo", action="store_true", help="退回最近记的一条")
    for old in ("--own", "--figures"):  # this command was that of ledgers before
        parser.add_argument(old, action="store_true", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Write a record, or say what would be written; raises ``Stopped``, ``LedgerError``, ``Mistake``."""
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    if options.own or options.figures:
        said = " --own" if options.own else " --figures"
        now = f"{_BEGIN} {options.ledger or '名称'}{said}"
        raise Stopped(f"建一本台账现在是 {now}；{_SELF} 只记一条", code=2)
    if options.undo:
        return _undo(options)
    dataset, issues = read_all(options.root)
    if not dataset.of(Unit):
        raise LedgerError(issues)
    is_asked = terminal.is_there() and not options.yes
    try:
        dataset, desk = _desk(options, dataset, issues, is_asked)
        typed = _told(dataset, desk.ledger, options.set)
        if is_asked:
            return _ask(Dialogue(terminal.ask, desk, dataset, _known(dataset, desk), typed))
    except EOFError:
        raise Stopped("没有答完，什么也没有写", code=2) from None
    made = _whole(dataset, desk, typed)
    terminal.output(f"记进 {made.path}：\n\n{desk.lines(made)}\n")
    if not options.yes:
        terminal.output("没有写。要写进台账，加 --yes。")
        return 1
    _tell(desk, made, made.write(options.root))
    return 0


def _ask(dialogue: Dialogue) -> int:
    """Write what is answered; where the file changed meanwhile, show the record anew."""
    desk = dialogue.desk
    dialogue.begin()
    while True:
        made = dialogue.agreed()
        try:
            written = made.write(desk.root)
        except replacing.Changed as changed:
            terminal.note(f"{changed.path} 刚才有人改过，还没有写；再看一遍")
            continue
        _tell(desk, made, written)
        return 0


def _undo(options: argparse.Namespace) -> int:
    if options.ledger or options.set or options.yes:
        raise Stopped("--undo 只退回最近记的一条，不和别的一起写", code=2)
    terminal.output(undoing.undo(options.root, undoing.ADDED))
    return 0


def _tell(desk: Desk, made: Made, written: str) -> None:
    """Say what was written, and what sign the number bears where nobody chose it."""
    terminal.output(f"{_named(desk, made)}{written}")
    who = desk.drawer().writer
    if who.sign and not who.chosen:
        better = f"要换成好认的：git config {writer.SETTING} 两到四个小写字母，各人不同"
        terminal.output(f"编号里的 {who.sign} 是这个副本的记号；{better}")


def _named(desk: Desk, made: Made) -> str:
    """Say which number a record has; of one without a number nothing."""
    key = Numbered.key_of("id")
    return f"{key} {made.typed[key]}。" if desk.drawer().is_numbered else ""


def _desk(
    options: argparse.Namespace, dataset: Dataset, issues: list[Issue], is_asked: bool
) -> tuple[Dataset, Desk]:
    """Return where the record is written, and the dataset of its year; raises ``Stopped``."""
    year = options.year or dataset.unit.year
    of_year = dataset if year == dataset.year else dataset.beside.get(year)
    if of_year is None:
        raise Stopped(f"没有 {year} 年的台账；请先建 data/{year}，或写别的年份", code=2)
    ledger = _ledger(options.ledger or _asked_ledger(of_year, is_asked), of_year)
    if ledger.broken:
        raise LedgerError(issues)
    if options.part and not names_files(options.part):
        said = f"--part：“{options.part}”要做文件的名字，只写汉字、字母、数字和“-”；请换一个"
        raise Stopped(said, code=2)
    return of_year, Desk(
        options.root, ledger, year, options.part or _asked_part(options, ledger, year, is_asked)
    )


def _names(dataset: Dataset) -> list[str]:
    """Return the ledgers of which a record can be written: those that are kept, and those never begun."""
    edited = filter(is_edited, dataset.ledgers.values())
    return [each.name for each in edited if each.name in dataset.kept or not each.offered]


def _asked_ledger(dataset: Dataset, is_asked: bool) -> str:
    """Return the ledger that is chosen from a list by its number or its name."""
    names = _names(dataset)
    if not is_asked:
        raise Stopped(f"还要写：台账，记进哪一本；有 {'、'.join(names)}。建一本是 {_BEGIN}", code=2)
    return _of_list(names, "记进哪一本，写序号或名称：")


def _of_list(names: list[str], question: str) -> str:
    """Show some names, and ask until an answer is one of them or its number."""
    terminal.output("\n".join(f"{number:>4}  {name}" for number, name in enumerate(names, 1)))
    while (said := terminal.ask(question).strip()) not in names:
        number = int(said) if said.isascii() and said.isdecimal() else 0
        if 0 < number <= len(names):
            return names[number - 1]
        terminal.note("没有这个序号" if number else unknown("名称", said, names))
    return said


def _ledger(name: str, dataset: Dataset) -> LedgerType:
    """Return a ledger of which a record can be written; raises ``Stopped`` for another."""
    ledger = dataset.ledgers.get(name)
    if ledger is None:
        raise Stopped(f"{unknown('台账', name, _names(dataset))}；建一本是 {_BEGIN}", code=2)
    if not ledger.broken and not is_edited(ledger):
        raise Stopped(
            f"“{name}”不是一条一条记的，不用 add；怎样写见 REFERENCE.md 的“各台账的键”", code=2
        )
    if ledger.offered and name not in dataset.kept:
        raise Stopped(f"还没有“{name}”这本台账；先建：{_BEGIN} {name}", code=2)
    return ledger


def _asked_part(options: argparse.Namespace, ledger: LedgerType, year: int, is_asked: bool) -> str:
    """Return in which of several files the record stands, where only the writer knows."""
    drawer = Desk(options.root, ledger, year).drawer()
    parts = drawer.parts() if is_asked and not drawer.own_part() else []
    if ledger.monthly and parts:
        undivided = "不分"
        said = _of_list([undivided, *parts], "各月分成几个文件，记进哪一份，写序号或名称：")
        return "" if said == undivided else said
    if parts and not drawer.is_numbered:
        return _of_list(parts, "记进哪个文件，写序号或名称：")
    return ""


def _told(dataset: Dataset, ledger: LedgerType, given: list[str]) -> source.Mapping:
    """Return a record with what the options say; raises ``Stopped`` with all that is wrong in them."""
    known = {each.name: each for each in questions.of(ledger)}
    said: dict[str, list[str]] = {}
    for each in given:
        name, sign, value = each.partition("=")
        name = name.strip().replace(BETWEEN, questions.BETWEEN)
        if not sign:
            raise Stopped(f"--set {each}：写成 键=值，如 --set 日期=2021-03-05", code=2)
        if name not in known:
            raise Stopped(f"--set {each}：{unknown('键', name, known)}", code=2)
        said.setdefault(name, []).append(value.strip())
    typed, wrong = answers.empty(Place("--set")), []
    for name, values in said.items():
        try:
            typed = answers.put(typed, known[name], values, Place(f"--set {name}"))
        except Mistake as mistake:
            wrong.append(str(mistake))
            continue
        wrong += [
            each.message for each in answers.wrong(dataset, ledger.record, typed, known[name])
        ]
    if wrong:
        raise Stopped("\n".join([*(f"--set {each}" for each in wrong), "什么也没有写"]), code=1)
    return typed


def _whole(dataset: Dataset, desk: Desk, typed: source.Mapping) -> Made:
    """Return the record that options alone tell; raises ``Stopped`` with all that is in its way."""
    kind = desk.ledger.record
    lacking = questions.lacking(questions.of(desk.ledger), kind, typed)
    if lacking:
        said = [f"缺少“{each.name}”；请加 --set {each.name}=…" for each in lacking]
        raise Stopped("\n".join([*said, "什么也没有写"]), code=1)
    made = desk.made(typed)
    known = Words(dataset.lists, dataset.year if desk.ledger.yearly else None)
    errors = [each.message for each in read_entry(kind, made.typed, known)[1]] or desk.errors(made)
    if errors:
        raise Stopped("\n".join([*errors, "这样记会多出上面的错，什么也没有写"]), code=1)
    return made


def _known(dataset: Dataset, desk: Desk) -> Known:
    drawer = desk.drawer()
    return Known(dataset, desk.ledger, drawer.shelf.entries, drawer.writer.sign, today())
