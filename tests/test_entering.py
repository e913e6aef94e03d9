"""One record is written by ``add``: asked for or told by options, checked, whole or not at all."""

from __future__ import annotations

import fcntl
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Bureau, sample

from ledger.checks.records import single
from ledger.commands import main
from ledger.entering import answers, questions
from ledger.entering.likely import Known
from ledger.entering.making import Desk, Made
from ledger.entering.questions import Question
from ledger.exchange import cells, entries, numbering, writer
from ledger.exchange.columns import is_edited
from ledger.exchange.drawer import Drawer
from ledger.exchange.numbering import Given
from ledger.exchange.writer import Writer
from ledger.issues import Mistake, Place
from ledger.machine import terminal
from ledger.records import source
from ledger.records.base import LedgerType
from ledger.records.dataset import read_all
from ledger.upgrading import replacing

RECTIFY, FILE = "整改台账", "data/2021/整改台账.yml"
TRACES, MARCH = "履责记录", "data/2021/履责记录/03.yml"
pytestmark = pytest.mark.slow
Said = pytest.CaptureFixture[str]
#: a record of the small bureau, key by key
ITEM = {
    "来源": "自查",
    "问题": "台账不全",
    "依据文件": "廉洁自律准则",
    "措施": "补齐",
    "责任领导": "副局长",
    "责任科室": "办公室",
    "登记日期": "2021-05-09",
    "时限": "2021-10-31",
    "状态": "未启动",
}
LINES = "".join(f"  {key}: {value}\n" for key, value in ITEM.items())


def given(typed: dict[str, str]) -> list[str]:
    return [part for key, value in typed.items() for part in ("--set", f"{key}={value}")]


def run(root: Path, *said: str) -> int:
    return main(["add", "--root", str(root), *said])


def held(root: Path) -> dict[str, bytes]:
    found = (each for each in root.rglob("*") if each.is_file() and ".git" not in each.parts)
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in found}


class Person:
    """Somebody at a terminal, who answers each question by its name; to one not named nothing."""

    def __init__(self, typed: dict[str, list[str] | str], last: Callable[[], str] = str) -> None:
        self.left = {
            key: [each] if isinstance(each, str) else [*each] for key, each in typed.items()
        }
        self.last, self.asked, self.now = last, list[str](), ""

    def __call__(self, question: str) -> str:
        self.asked.append(question)
        assert len(self.asked) < 300, f"asked again and again: {question}"
        if not question.startswith("  "):
            return self.last()
        if not question.startswith("  再一个"):
            self.now = question.strip().removesuffix("：")
        return self.left[self.now].pop(0) if self.left.get(self.now) else ""


@pytest.fixture
def sits(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[str], str]], None]:
    """Let somebody sit at the terminal."""

    def sit(person: Callable[[str], str]) -> None:
        monkeypatch.setattr(terminal, "is_there", lambda: True)
        monkeypatch.setattr(terminal, "ask", person)

    return sit


# by options


def test_options_write_a_record_and_take_it_back(bureau: Bureau, capsys: Said) -> None:
    before = held(bureau.root)
    assert run(bureau.root, RECTIFY, *given(ITEM)) == 1
    said = capsys.readouterr().out
    assert (
        said.endswith(f"{LINES}\n没有写。要写进台账，加 --yes。\n") and held(bureau.root) == before
    )
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    said = capsys.readouterr().out
    assert (
        f"编号 rectify-03。写好了 {FILE}。" in said and "退回：python -m ledger add --undo" in said
    )
    assert bureau.read(FILE) == before[FILE].decode() + "- 编号: rectify-03\n" + LINES
    assert bureau.messages() == []
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 1  # the same once more
    assert f"{FILE} 里已经有一样的一条 rectify-03：一件事只记一次" in capsys.readouterr().err
    assert run(bureau.root, RECTIFY, *given(ITEM | {"问题": "又一件"}), "--yes") == 0
    assert [each.name for each in bureau.root.glob("记入前*")] == ["记入前"]
    assert run(bureau.root, "--undo") == 0
    assert bureau.read(FILE).endswith("- 编号: rectify-03\n" + LINES)
    assert run(bureau.root, "--undo") == 2  # only what was written last
    assert "没有要退回的：add 写过的才能退回" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["日期"], 2, "--set 日期：写成 键=值，如 --set 日期=2021-03-05"),
        (["问提=甲"], 2, "不认识的键“问提”，是不是“问题”？"),
        (["登记日期=2021年3月5日"], 1, "--set 登记日期：日期“2021年3月5日”要写成 2021-03-05"),
        (["责任领导=局座"], 1, "--set 责任领导：不认识的岗位“局座”"),
        (["状态=已办"], 1, "--set 状态：不认识的值“已办”"),
        (["问题=张三违纪，身份证110101199003070011"], 1, "问题：“110…11”是身份证号码"),
        (["问题=甲", "问题=乙"], 1, "--set 问题：只能写一个，写了 2 个"),
        (["问题="], 1, "问题：没有填写；请填上，或删去这一项"),
        (["验收·日期=2021-5-9"], 1, "日期：日期“2021-5-9”要写成 2021-05-09"),
        ([], 1, "缺少“来源”；请加 --set 来源=…\n缺少“问题”；请加 --set 问题=…"),
        (["验收.日期=2021-05-09"], 1, "缺少“验收.验收人”；请加 --set 验收.验收人=…"),
    ],
)
def test_what_is_wrong_in_options_is_told_and_nothing_written(
    bureau: Bureau, capsys: Said, typed: list[str], code: int, said: str
) -> None:
    before = held(bureau.root)
    options = [part for each in typed for part in ("--set", each)]
    assert run(bureau.root, RECTIFY, *options, "--yes") == code
    told = capsys.readouterr().err
    assert said in told and held(bureau.root) == before


def test_a_record_that_brings_errors_is_not_written(bureau: Bureau, capsys: Said) -> None:
    before = held(bureau.root)
    assert run(bureau.root, RECTIFY, *given(ITEM | {"状态": "已完成"}), "--yes") == 1
    assert "状态“已完成”要有“佐证”" in capsys.readouterr().err and held(bureau.root) == before


def test_an_error_whose_numbers_alone_change_is_not_a_new_one(bureau: Bureau, capsys: Said) -> None:
    figure = "{编号: mend, 名称: 整改次数, 口径: 件数, 分组: 整改监督, 来源: 整改台账, 算法: 计数, 单位: 次}"
    bureau.append("data/2021/figures.yml", f"\n- {figure}\n")
    told = "- {编号: mend, 说明: 没有学习, 左: 整改次数, 关系: 等于, 右: [整改次数, 学习次数]}"
    bureau.append("data/2021/对账.yml", f"\n{told}\n")
    [before] = bureau.messages()
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0, capsys.readouterr().err
    [after] = bureau.messages()
    assert before != after and "不成立" in before and "不成立" in after


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["走访", "--own"], "建一本台账现在是 python -m ledger new-ledger 走访 --own"),
        (["约谈", "--figures"], "建一本台账现在是 python -m ledger new-ledger 约谈 --figures"),
        (["约谈"], "还没有“约谈”这本台账；先建：python -m ledger new-ledger 约谈"),
        ([], "还要写：台账，记进哪一本；有 "),
        (["整改台帐"], "不认识的台账“整改台帐”，是不是“整改台账”？"),
        (["公文"], "“公文”不是一条一条记的"),
        (["词表", "--set", "词=甲"], "“词表”有几个文件，不知道记进哪个；请写 --part 名称"),
        ([RECTIFY, "--year", "1999"], "没有 1999 年的台账"),
        (["--undo", RECTIFY], "--undo 只退回最近记的一条，不和别的一起写"),
    ],
)
def test_a_wrong_use_is_told(bureau: Bureau, capsys: Said, asked: list[str], said: str) -> None:
    before = held(bureau.root)
    assert run(bureau.root, *asked) == 2
    assert said in capsys.readouterr().err and held(bureau.root) == before


# every ledger


def _of(question: Question, typed: source.Mapping) -> list[str]:
    """Return a value as it is told by options, or typed in the terminal."""
    value = question.held(typed)
    if value is None:
        return []
    if isinstance(value, str) or not question.takes_several:
        return [str(value) if isinstance(value, str) else cells.written(value)]
    if question.inner or any("\n" in each for each in value):
        return [cells.written(value)]
    return [str(each) for each in value]


def _groups(question: Question, typed: source.Mapping) -> dict[str, list[str]]:
    """Return what is typed for the groups of a list, by the questions of the terminal."""
    held = question.held(typed) or []
    found: dict[str, list[str]] = {}
    for group in held if isinstance(held, list) else [held]:
        for inner in question.inner:
            said = [*_of(inner, group), *([""] if inner.takes_several else [])]
            found.setdefault(f"{question.name}.{inner.name}", []).extend(said or [""])
    return found


def _ledgers() -> list[LedgerType]:
    """Return the ledgers of the small bureau that hold a record: those of the types and a declared one."""
    dataset = read_all(ROOT / "tests/bureau")[0]
    kept = (each for each in dataset.ledgers.values() if is_edited(each))
    return [each for each in kept if dataset.records[each.name]]


@pytest.mark.parametrize("is_asked", [False, True], ids=["told", "asked"])
@pytest.mark.parametrize("name", sample((each.name for each in _ledgers()), 6))
def test_the_last_record_of_any_ledger_is_written_again_as_it_was(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None], name: str, is_asked: bool
) -> None:
    ledger = read_all(bureau.root)[0].ledgers[name]
    drawer = Drawer.opened(bureau.root, ledger, 2021)
    last = drawer.shelf.entries[-1]
    before = drawer.shelf.entries
    del drawer.wanted[last.name]
    for path, content in drawer.contents().items():
        bureau.write(path, content)
    every = questions.of(ledger)
    part = ["--part", Path(last.path).stem] if "*" in ledger.files and not ledger.monthly else []
    if is_asked:
        typed: dict[str, list[str] | str] = {}
        for each in every:
            typed |= _groups(each, last.typed) if each.inner else {each.name: _of(each, last.typed)}
        sits(_Thorough(typed, every))
        code = run(bureau.root, name, *part)
    else:
        options = [f"{each.name}={value}" for each in every for value in _of(each, last.typed)]
        code = run(bureau.root, name, *(p for o in options for p in ("--set", o)), *part, "--yes")
    assert code == 0, capsys.readouterr()
    after = Drawer.opened(bureau.root, ledger, 2021).shelf.entries
    assert [(each.path, _plain(each.typed)) for each in after] == [
        (each.path, _plain(each.typed)) for each in before
    ]


def _plain(typed: Any) -> Any:
    """Return a value where one in a list is the same as one alone."""
    if isinstance(typed, dict):
        return {key: _plain(each) for key, each in typed.items()}
    listed = [_plain(each) for each in typed] if isinstance(typed, list) else typed
    return listed[0] if isinstance(listed, list) and len(listed) == 1 else listed


class _Thorough(Person):
    """Somebody who adds at the end what was not asked for."""

    def __init__(self, typed: dict[str, list[str] | str], every: list[Question]) -> None:
        super().__init__(typed, self._more)
        self.keys = [each.name for each in every]

    def _more(self) -> str:
        left = (key for key, each in self.left.items() if any(each))
        return next(
            (own for key in left for own in self.keys if key == own or key.startswith(f"{own}.")),
            "",
        )


# in the terminal


def test_answers_are_looked_at_at_once_and_the_record_is_shown(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None]
) -> None:
    person = Person(
        {
            **ITEM,
            "来源": "1",
            "责任领导": ["局座", "副局长"],
            "登记日期": ["2020-05-09", "2021-05-09"],
        }
    )
    sits(person)
    before = bureau.read(FILE)
    assert run(bureau.root, RECTIFY) == 0
    said = capsys.readouterr()
    assert "责任领导：不认识的岗位“局座”" in said.err
    assert "    1 巡察  2 自查" in said.out or "    1 自查  2 巡察" in said.out
    new = bureau.read(FILE).removeprefix(before)
    assert new.startswith("- 编号: rectify-03\n") and new in said.out
    assert bureau.messages() == []


def test_what_cannot_stand_is_mended_before_it_is_written(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None]
) -> None:
    steps = iter(["状态", "问题", "没有", ""])
    person = Person(
        {**ITEM, "状态": ["已完成", "未启动"], "问题": ["台账不全", "台帐不全"]},
        lambda: next(steps),
    )
    sits(person)
    before = bureau.read(FILE)
    assert run(bureau.root, RECTIFY) == 0
    said = capsys.readouterr()
    assert "状态“已完成”要有“佐证”" in said.err and "不认识的键“没有”" in said.err
    assert "问题现在是“台账不全”" in said.out
    assert bureau.read(FILE).removeprefix(before) == "- 编号: rectify-03\n" + LINES.replace(
        "台账不全", "台帐不全"
    )


def _end(by: type[BaseException]) -> str:
    raise by


@pytest.mark.parametrize("when", ["  问题：", "直接回车写入"])
@pytest.mark.parametrize("by", [EOFError, KeyboardInterrupt])
def test_an_end_leaves_nothing(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None], by: type[BaseException], when: str
) -> None:
    person = Person(dict(ITEM))
    sits(lambda question: _end(by) if question.startswith(when) else person(question))
    before = held(bureau.root)
    assert run(bureau.root, RECTIFY) == (2 if by is EOFError else 130)
    assert "什么也没有写" in capsys.readouterr().err and held(bureau.root) == before


def test_who_does_not_want_it_writes_nothing(bureau: Bureau, sits: Callable[[Any], None]) -> None:
    sits(Person(dict(ITEM), lambda: "不写"))
    before = held(bureau.root)
    assert run(bureau.root, RECTIFY) == 1 and held(bureau.root) == before


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None]
) -> None:
    other = "- 编号: rectify-03\n" + LINES.replace("台账不全", "别人刚写的")
    steps = [lambda: bureau.append(FILE, other), lambda: None]

    def meanwhile() -> str:
        steps.pop(0)()
        return ""

    sits(Person(dict(ITEM), meanwhile))
    before = bureau.read(FILE)
    assert run(bureau.root, RECTIFY) == 0
    assert f"{FILE} 刚才有人改过，还没有写；再看一遍" in capsys.readouterr().err
    assert bureau.read(FILE) == f"{before}{other}- 编号: rectify-04\n{LINES}"


def test_options_do_not_overwrite_what_changed_since_it_was_read(
    bureau: Bureau, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Desk.errors

    def meanwhile(desk: Desk, made: Made) -> list[str]:
        bureau.append(FILE, "# 别人刚写的\n")
        return look(desk, made)

    monkeypatch.setattr(Desk, "errors", meanwhile)
    before = bureau.read(FILE)
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 1
    assert f"{FILE} 刚才有人改过，什么也没有改；请再运行一次" in capsys.readouterr().err
    assert bureau.read(FILE) == before + "# 别人刚写的\n" and not [*bureau.root.glob("记入前*")]


def test_one_command_at_a_time_looks_and_writes(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, look, put = list[bool](), replacing.unchanged, replacing.put

    def watched(do: Callable[..., None]) -> Callable[..., None]:
        def watch(*given: Any) -> None:
            held.append(is_locked(bureau.root / "data"))
            do(*given)

        return watch

    monkeypatch.setattr(replacing, "unchanged", watched(look))
    monkeypatch.setattr(replacing, "put", watched(put))
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    assert run(bureau.root, "--undo") == 0
    assert held == [True] * 3 and not is_locked(bureau.root / "data")


def is_locked(folder: Path) -> bool:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def test_a_ledger_is_chosen_by_its_number(
    bureau: Bureau, capsys: Said, sits: Callable[[Any], None]
) -> None:
    asked = iter(["999", "整改台帐", RECTIFY])
    sits(lambda said: next(asked) if said.startswith("记进哪一本") else _end(EOFError))
    assert run(bureau.root) == 2
    said = capsys.readouterr()
    assert "没有这个序号\n不认识的名称“整改台帐”，是不是“整改台账”？" in said.err
    assert f"记一条“{RECTIFY}”" in said.out and re.search(rf"\d  {RECTIFY}\n", said.out)


def test_likely_answers_come_first(bureau: Bureau) -> None:
    dataset = read_all(bureau.root)[0]
    ledger = dataset.ledgers[RECTIFY]
    shelf = Drawer.opened(bureau.root, ledger, 2021).shelf
    own = [each for each in shelf.entries if each.name == "rectify-01"]
    mine = entries.Entry(
        "rectify-cw01", FILE, cells.put(own[0].typed, ("责任领导",), "局长", Place(""))
    )
    every = {each.name: each for each in questions.of(ledger)}

    def offers(name: str, sign: str, day: date) -> list[str]:
        return Known(dataset, ledger, [mine, *shelf.entries], sign, day).offers(every[name])

    year, next_year = date(2021, 3, 1), date(2022, 3, 1)
    assert offers("登记日期", "", year) == ["2021-03-01", "2021-02-28"]
    assert offers("登记日期", "", next_year) == ["2021-05-07"]  # the last that was typed
    assert offers("责任领导", "", year)[:2] == ["副局长", "局长"]
    assert offers("责任领导", "cw", year)[:2] == ["局长", "副局长"]
    assert set(offers("状态", "", year)) == set(dataset.choices(ledger.record, "state"))
    assert offers("问题", "", year) == []


def test_the_latest_of_dated_records_are_offered_first(bureau: Bureau) -> None:
    dataset = read_all(bureau.root)[0]
    ledger = dataset.ledgers[RECTIFY]
    shelf = Drawer.opened(bureau.root, ledger, 2021).shelf
    asked = next(each for each in questions.of(ledger) if each.name == "依据文件")
    found = Known(dataset, ledger, shelf.entries, "", date(2021, 3, 1)).offers(asked)
    dates = [
        dataset.words("文件会议")[word].date for word in found[1:5]
    ]  # behind what was typed last
    assert dates == sorted(dates, reverse=True) and len(found) == len({*found})


def test_usual_keys_are_those_of_records_like_this_one(bureau: Bureau) -> None:
    dataset = read_all(bureau.root)[0]
    ledger = dataset.ledgers[TRACES]
    every = questions.of(ledger)
    typed = answers.empty(Place(""))
    for key, value in {"类别": "廉政谈话", "日期": "2021-03-02"}.items():
        typed = cells.put(typed, (key,), value, typed.place)

    def like(**more: str) -> source.Mapping:
        found = typed
        for key, value in more.items():
            found = cells.put(found, (key,), value, typed.place)
        return found

    talks = [like(谈话类型="任前") for _ in range(3)]
    talks.append(like(谈话类型="任前", 谈话人次="3"))  # one of four
    others = [cells.put(like(主讲="局长"), ("类别",), "廉政党课", typed.place) for _ in range(20)]
    found = [each.name for each in questions.usual(every, ledger, typed, [*others, *talks])]
    assert found == ["谈话类型", "谈话人次"]


# each value by itself


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("日期", "2020-03-02"),
        ("日期", "2021-02-30"),
        ("类别", "学习教学"),
        ("岗位", "局座"),
        ("主持", "director-x"),
        ("学习文件", "没有的文件"),
        ("事项", "与某某谈话"),
        ("事项", "传达机密★1年文件"),
        ("应到", "十"),
    ],
)
def test_a_value_by_itself_is_told_as_the_check_tells_it(
    bureau: Bureau, key: str, value: str
) -> None:
    dataset = read_all(bureau.root)[0]
    entry = cells.put(answers.empty(Place("")), (key,), source.Text(value), Place(""))
    for each in entry.values():
        each.place = Place("")
    told = [each.message for each in single.wrong(dataset, dataset.ledgers[TRACES].record, entry)]
    record = {
        "编号": "r03-99",
        "类别": "督导调研",
        "日期": "2021-03-02",
        "岗位": "局长",
        "事项": "到下属单位调研",
    }
    lines = "".join(f"  {k}: {cells.plain(v)}\n" for k, v in (record | {key: value}).items())
    bureau.append(MARCH, "-" + lines[1:])
    assert len(told) == 1 and told[0] in "\n".join(bureau.messages())


# numbers


NUMBERS = {
    "months": (TRACES, ["r03-01", "r03-02", "r04-07"], "", "r03-03"),
    "signed": (TRACES, ["r03-01", "r03-cw01", "r03-cw02"], "cw", "r03-cw03"),
    "another's": (TRACES, ["r03-01", "r03-cw01", "r03-cw02"], "rs", "r03-rs01"),
    "unsigned": (TRACES, ["r03-01", "r03-cw09"], "", "r03-02"),
    "none": (TRACES, [], "", "records-03-01"),
    "long": (TRACES, ["r03-99", "r03-98"], "", "r03-100"),
    "plain": (RECTIFY, ["rectify-01", "rectify-12"], "", "rectify-13"),
    "one digit": (RECTIFY, ["q1", "q2"], "", "q3"),
    "without a dash": (RECTIFY, ["q001", "q002"], "cw", "q-cw001"),
    "words": (RECTIFY, ["director", "deputy"], "", "rectification-01"),
    "many heads": (RECTIFY, ["risk-a-1", "risk-b-1", "risk-c-1"], "", "rectification-01"),
}


@pytest.mark.quick
@pytest.mark.parametrize("case", NUMBERS)
def test_a_number_is_made_like_the_others(tmp_path: Path, case: str) -> None:
    name, numbers, sign, expected = NUMBERS[case]
    ledger = read_all(ROOT / "tests/bureau")[0].ledgers[name]
    known = [Given(each, each[1:3] if ledger.monthly else "") for each in numbers]
    path = MARCH if ledger.monthly else FILE
    assert numbering.Numbers(ledger, known, Writer(tmp_path, sign)).next(path) == expected


def git(root: Path, *said: str, fails: bool = False) -> None:
    named = [
        "-c",
        "user.name=某",
        "-c",
        "user.email=a@example.invalid",
        "-c",
        "protocol.file.allow=always",
    ]
    done = subprocess.run(["git", *named, *said], cwd=root, capture_output=True, check=False)
    assert bool(done.returncode) == fails, done


def begun(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")


def ids(root: Path, path: str = FILE) -> list[str]:
    return re.findall("编号: (.*)", (root / path).read_text(encoding="utf-8"))


def test_two_clones_never_take_one_number_and_merge_keeps_both(
    bureau: Bureau, tmp_path: Path, capsys: Said
) -> None:
    begun(bureau.root)
    clones = [tmp_path / name for name in ("甲", "乙")]
    for clone, said in zip(clones, ("登记晚了", "没有登记"), strict=True):
        git(tmp_path, "clone", "-q", str(bureau.root), str(clone))
        for more in ("一次", "两次"):
            assert run(clone, RECTIFY, *given(ITEM | {"问题": said + more}), "--yes") == 0
        git(clone, "commit", "-qam", said)
    own = [ids(clone)[2:] for clone in clones]
    signs = [{numbering.sign_of(each) for each in some} for some in own]
    assert [len(each) for each in signs] == [1, 1] and signs[0] != signs[1]
    assert own[0] == [f"rectify-{min(signs[0])}{count:02}" for count in (1, 2)]
    assert "是这个副本的记号；要换成好认的：git config ledger.sign" in capsys.readouterr().out
    git(clones[0], "pull", "-q", "--no-rebase", str(clones[1]), fails=True)
    assert main(["merge", "--root", str(clones[0]), "--write"]) == 0
    assert sorted(ids(clones[0])[2:]) == sorted([*own[0], *own[1]])
    assert Bureau(clones[0]).messages() == []


def test_what_another_branch_took_is_not_given_again(bureau: Bureau) -> None:
    begun(bureau.root)
    git(bureau.root, "checkout", "-qb", "other")
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    git(bureau.root, "commit", "-qam", "two")
    git(bureau.root, "checkout", "-q", "main")
    assert ids(bureau.root)[-1] == "rectify-02"
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    assert ids(bureau.root)[-1] == "rectify-04"


def test_a_number_that_a_part_took_is_not_given_in_another(bureau: Bureau) -> None:
    item = {"类别": "督导调研", "岗位": "局长", "事项": "到下属单位调研", "日期": "2021-04-02"}
    folder = "data/2021/履责记录"
    for part in ("人事", "财务"):
        bureau.write(f"{folder}/{part}/01.yml", "# 空的\n")
    begun(bureau.root)
    git(bureau.root, "checkout", "-qb", "other")
    assert run(bureau.root, TRACES, *given(item), "--part", "人事", "--yes") == 0
    git(bureau.root, "add", "-A")
    git(bureau.root, "commit", "-qm", "two")
    git(bureau.root, "checkout", "-q", "main")
    assert run(bureau.root, TRACES, *given(item), "--part", "财务", "--yes") == 0
    assert ids(bureau.root, f"{folder}/财务/04.yml") == ["r04-02"]


def test_a_number_that_was_given_back_is_not_given_again(bureau: Bureau) -> None:
    begun(bureau.root)
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    git(bureau.root, "commit", "-qam", "three")
    git(bureau.root, "revert", "--no-edit", "HEAD")
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    assert ids(bureau.root)[-1] == "rectify-04"


def test_a_sign_is_chosen_in_git(bureau: Bureau) -> None:
    begun(bureau.root)
    assert writer.of(bureau.root) == Writer(bureau.root)
    git(bureau.root, "config", "ledger.sign", "cw")
    assert run(bureau.root, RECTIFY, *given(ITEM), "--yes") == 0
    assert ids(bureau.root)[-1] == "rectify-cw01"
    git(bureau.root, "config", "ledger.sign", "CW1")
    with pytest.raises(Mistake, match=r"ledger\.sign 是“CW1”；请写两到四个小写字母"):
        writer.of(bureau.root)
    git(bureau.root, "remote", "add", "origin", "https://example.invalid/a")
    git(bureau.root, "config", "ledger.sign", "无")
    assert writer.of(bureau.root).sign == ""


@pytest.mark.parametrize("way", ["{}-财务", "财务/{}"])
def test_a_record_of_a_month_goes_to_the_file_of_its_writer(
    bureau: Bureau, capsys: Said, way: str
) -> None:
    item = {"类别": "督导调研", "岗位": "局长", "事项": "到下属单位调研"}
    april = f"data/2021/履责记录/{way.format('04')}.yml"
    if "/" in way:
        bureau.write(f"data/2021/履责记录/{way.format('01')}.yml", "# 财务记的\n")
    said = [TRACES, *given(item | {"日期": "2021-04-02"})]
    assert run(bureau.root, *said, "--part", "财务", "--yes") == 0
    assert ids(bureau.root, april) == ["r04-01"]
    assert run(bureau.root, *said, "--part", "../财务", "--yes") == 2
    assert "“../财务”要做文件的名字" in capsys.readouterr().err
    git(bureau.root, "init", "-q")
    git(bureau.root, "config", "ledger.sign", "cw")
    bureau.change(april, "r04-01", "r04-cw01")
    assert run(bureau.root, TRACES, *given(item | {"日期": "2021-05-02"}), "--yes") == 0
    assert ids(bureau.root, f"data/2021/履责记录/{way.format('05')}.yml") == ["r05-cw01"]
    assert bureau.messages() == []


def test_which_part_is_asked_for(bureau: Bureau, sits: Callable[[Any], None]) -> None:
    bureau.write("data/2021/履责记录/04-人事.yml", "# 人事记的\n")
    item = {"类别": "督导调研", "岗位": "局长", "事项": "到下属单位调研", "日期": "2021-04-02"}
    for answer, name in (("2", "04-人事"), ("不分", "04")):
        person = Person({})
        sits(lambda q, a=answer, p=person: a if q.startswith("各月分成几个文件") else p(q))
        assert run(bureau.root, TRACES, *given(item | {"事项": f"到下属单位调研{answer}"})) == 0
        assert (bureau.root / f"data/2021/履责记录/{name}.yml").is_file()


def test_one_number_on_two_branches_is_named_with_both_records(
    bureau: Bureau, capsys: Said
) -> None:
    begun(bureau.root)
    git(bureau.root, "checkout", "-qb", "other")
    for branch, said in (("other", "登记晚了"), ("main", "没有登记")):
        git(bureau.root, "checkout", "-q", branch)
        lines = LINES.replace("台账不全", said)
        bureau.append(FILE, f"- 编号: rectify-03\n{lines}")
        git(bureau.root, "commit", "-qam", branch)
    git(bureau.root, "merge", "other", fails=True)
    assert main(["merge", "--root", str(bureau.root)]) == 1
    assert (
        "rectify-03：两边都添了这一条，自己的“没有登记”，别人的“登记晚了”；"
        "是一件事的只留一条，两件事的给后添的换一个编号" in capsys.readouterr().out
    )


# a true terminal


def _screens(command: list[str], lines: list[str], encoding: str) -> Iterator[str]:
    """Run a command in a terminal; answer each question with the next line."""
    import pty

    pid, screen = pty.fork()
    if pid == 0:  # pragma: no cover
        os.environ["PYTHONIOENCODING"] = encoding
        os.execv(command[0], command)
    seen, left = b"", iter([*lines, None])
    while True:
        try:
            more = os.read(screen, 65_536) if select.select([screen], [], [], 60)[0] else b""
        except OSError:
            more = b""
        if not more:
            break
        seen += more
        if seen.endswith("：".encode(encoding)):
            line = next(left)
            os.write(screen, b"\x04" if line is None else f"{line}\n".encode(encoding))
    os.waitpid(pid, 0)
    yield seen.decode(encoding).replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_record_is_asked_for_in_a_terminal(bureau: Bureau, encoding: str) -> None:
    command = [sys.executable, "-m", "ledger", "add", RECTIFY, "--root", str(bureau.root)]
    told = given({key: value for key, value in ITEM.items() if key not in ("问题", "状态")})
    before = bureau.read(FILE)
    (screen,) = _screens([*command, *told], ["台账不全", "未启动", *[""] * 20], encoding)
    assert "问题（必填）" in screen and f"编号 rectify-03。写好了 {FILE}。" in screen
    assert bureau.read(FILE) == before + "- 编号: rectify-03\n" + LINES


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal there")
def test_what_was_typed_ahead_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    keys, screen = os.openpty()
    with os.fdopen(screen, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        os.write(keys, b"ahead\n")
        assert select.select([stdin], [], [], 60)[0]
        terminal.forget()
        os.write(keys, b"now\n")
        assert stdin.readline() == "now\n"
    os.close(keys)


def test_a_record_is_shown_before_anything_agrees_to_it(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(terminal, "is_there", lambda: True)
    monkeypatch.setattr(terminal, "forget", lambda: done.append("forget"))
    monkeypatch.setattr(terminal, "output", lambda said, *_: done.append(said[:4]))
    monkeypatch.setattr(terminal, "ask", lambda _: done.append("ask") or "")
    assert run(bureau.root, RECTIFY, *given(ITEM)) == 0
    assert done[done.index("forget") :][:3] == ["forget", "会写进 ", "ask"]


def test_a_stranger_to_the_terminals_signs_is_shown_all_the_same(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers_ = iter([UnicodeDecodeError("gbk", b"\xff", 0, 1, "no"), "好"])

    def typed() -> str:
        answer = next(answers_)
        if isinstance(answer, UnicodeDecodeError):
            raise answer
        return answer

    monkeypatch.setattr("builtins.input", typed)
    assert terminal.ask("问：") == "好"
    assert "这一行读不懂" in capsys.readouterr().err
