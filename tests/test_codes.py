"""The tree of codes is closed: every finding has a code of it, and every code is found somewhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import hostile
import pytest
from conftest import ROOT, Bureau, see_codes

from ledger import codes
from ledger.issues import Issue, Place

#: rooms and modules whose ``Mistake`` is a command's refusal, and no finding at a place
COMMANDS = {
    "changes",
    "documents",
    "entering",
    "exchange",
    "machine",
    "publishing",
    "sealing",
    "command.py",
}
FILES = [*sorted((ROOT / "ledger").rglob("*.py")), ROOT / "macros.py"]


def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def words(node: ast.AST) -> Iterator[str]:
    """Yield the words in a piece of code that have the form of a code."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            group, _, kind = each.value.partition(".")
            if group in codes.TREE and kind.isidentifier():
                yield each.value


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


def spans(tree: ast.AST) -> list[range]:
    """Return the lines of the functions that say which code their findings have."""
    return [
        range(each.lineno, (each.end_lineno or 0) + 1)
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef)
        for by in each.decorator_list
        if isinstance(by, ast.Call) and name_of(by) in ("finds", "rule")
    ]


def says_its_code(call: ast.Call) -> bool:
    """Whether a finding is made with a code: by name, or by something that is called ``code``."""
    given = [keyword.arg == "code" for keyword in call.keywords]
    last = [ast.unparse(each).rpartition(".")[2] for each in call.args[1:]]
    return any(given) or "code" in last or any(words(call))


def without_code(file: Path) -> list[str]:
    tree = parse(file)
    covered = spans(tree)
    return [
        f"{file.name}:{each.lineno} {ast.unparse(each)}"
        for each in ast.walk(tree)
        if isinstance(each, ast.Call)
        if name_of(each) in ("Issue", "Mistake", "issue", "Finding")
        if not says_its_code(each) and not any(each.lineno in lines for lines in covered)
    ]


@pytest.mark.slow
def test_every_code_in_use_stands_in_the_tree_and_every_code_is_used() -> None:
    used = {word for file in FILES if file.stem != "codes" for word in words(parse(file))}
    assert used == set(codes.CODES)


@pytest.mark.slow
def test_whatever_is_found_says_its_code() -> None:
    found = {file: without_code(file) for file in FILES if not COMMANDS & set(file.parts)}
    assert {str(file.relative_to(ROOT)): lines for file, lines in found.items() if lines} == {}


def test_each_kind_says_what_is_wrong_and_what_to_do() -> None:
    for code, texts in codes.CODES.items():
        assert all(text and text == text.strip(" 。；") for text in texts), code
        assert code.isascii() and code.islower(), code
    assert len({wrong for wrong, _ in codes.CODES.values()}) == len(codes.CODES)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ('Issue(place, "甲")', True),
        ('Issue(place, "甲", code="key.unknown")', False),
        ("Issue(place, message, length, code)", False),
        ('raise Mistake("甲", "key.unknown")', False),
        ('raise Mistake("甲")', True),
        ('@finds("key.unknown")\ndef f():\n    yield record.issue("甲", "key")', False),
        ('@cache\ndef f():\n    yield record.issue("甲", "key")', True),
    ],
)
def test_a_finding_without_a_code_is_seen(tmp_path: Path, code: str, missing: bool) -> None:
    file = tmp_path / "a.py"
    file.write_text(code, encoding="utf-8")
    assert bool(without_code(file)) is missing


def test_what_is_refused_of_hostile_texts_has_a_code() -> None:
    assert hostile.refused()  # ``Bureau.survey`` looks at every finding


@pytest.mark.parametrize("code", ["", "key.unheard"])
def test_an_unknown_code_is_no_code(code: str) -> None:
    with pytest.raises(AssertionError, match="no known code"):
        see_codes([Issue(Place("data/a.yml"), "甲", code=code)])


JANUARY, HOME = "data/2021/履责记录/01.yml", "docs/index.md"
FIGURES, REMINDERS = "data/2021/figures.yml", "data/2021/廉政提醒.yml"
RULES, DUTIES = "data/regulations/rules.yml", "data/岗位职责.yml"
TOTAL = (
    "- {编号: sum, 名称: 和, 口径: 和, 分组: 学习教育, 算法: 合计, 指标: 学习次数, 单位: 次, "
    "含不可见: 是}\n"
)
CITED = "覆盖人次: 30\n  条款: {法规: 小样, 条: 1}"
IN_FORCE = "{年份: 2018, 施行: 2018-10-01,"
#: what no golden case says: a kind, and a slip that makes it
RARE = [
    ("value.identifier_long", JANUARY, "编号: r01-02", f"编号: {'r' * 61}"),
    ("value.identifier_taken", JANUARY, "编号: r01-02", "编号: con"),
    ("record.duty_missing", DUTIES, "岗位: 副局长", "岗位: 局长"),
    ("record.duty_repeated", DUTIES, "岗位: 副局长", "岗位: 局长"),
    ("edition.field", FIGURES, "条件: {类别: 学习教育}", "条件: {缺席: {有: 是}}"),
    ("figure.with_hidden", FIGURES, "  单位: 次\n", f"  单位: 次\n{TOTAL}"),
    ("html.comment", HOME, "#", "<!-- 甲\n\n#"),
    ("chronology.no_day", "docs/report/01-学习.md", "全年学习", "2021年2月30日学习"),
]


@pytest.mark.parametrize(("code", "path", "old", "new"), RARE, ids=[code for code, *_ in RARE])
def test_a_rare_slip_has_its_code(bureau: Bureau, code: str, path: str, old: str, new: str) -> None:
    text = bureau.read(path)
    assert code in bureau.write(path, text.replace(old, new, 1)).codes()


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("law.no_article", "条数: 10, 章: [{名称: 总则, 起: 1, 止: 4}, {名称: 附则, 起: 5, 止: 10}]", "条数: 10"),
        ("law.not_noted", "要点: 甲的要点", "要点: 甲的要点"),
        ("law.not_in_force", IN_FORCE, IN_FORCE.replace("2018-10-01", "2021-10-01")),
        ("law.unverified", "止: 10}], 核对: {来源: 小样文本, 日期: 2021-01-05}}", "止: 10}]}"),
        ("law.uncounted", "条数: 10, ", ""),
    ],
)  # fmt: skip
def test_a_citation_that_fails_has_its_code(bureau: Bureau, code: str, old: str, new: str) -> None:
    number = 99 if code == "law.no_article" else 1
    bureau.change(REMINDERS, "覆盖人次: 30", CITED.replace("条: 1", f"条: {number}"))
    bureau.change(RULES, old, new)
    assert code in bureau.codes()
