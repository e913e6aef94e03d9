"""Nobody sees what is not for them: no byte of it, on no page, in no place of a record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from conftest import ROOT, Bureau, pages
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from ledger.checks.files import navigation
from ledger.issues import Mistake
from ledger.project import Project
from ledger.records import editions, source
from ledger.records.base import Numbered, Part, part_of
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import (
    EDITIONS,
    admit,
    audience_of,
    chosen,
    hides,
    label,
    of_folders,
    sees,
)
from ledger.records.fields import Audience, Line, Many, mark_of
from ledger.records.ledgers import shipped
from ledger.records.model import Field
from ledger.records.types.work import Trace
from ledger.survey import open_project, survey
from mkdocs_ledger import building

LEDGERS = shipped()

JANUARY = "data/2021/履责记录/01.yml"
CANARY, DAY = "金丝雀的羽毛", "2021-12-29"
#: where a canary sits, by ledger and keys; a new mark asks for a new line here
CANARIES = {
    ("履责记录", "缺席"): (
        JANUARY,
        "请假: 2",
        f"请假: 2\n  缺席:\n    - {{岗位: 文书岗, 原因: {CANARY}, 补学: {DAY}}}\n    - {{岗位: deputy}}",
    )
}
NARROW = [edition for edition in EDITIONS if edition != "全员"]


def marked(kind: type[Part], keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the keys that lead to each marked field of a type, and for whom it is."""
    for field in kind.model_fields:
        path = (*keys, kind.key_of(field))
        if mark := mark_of(kind, field, Audience):
            yield path, mark.edition
        if group := part_of(kind, path[-1]):
            yield from marked(group, path)


MARKED = [
    (name, *entry)
    for name, ledger in LEDGERS.items()
    for entry in marked(ledger.record)
    if not ledger.record.by_product  # tests/test_seal.py
]


@pytest.fixture
def told(bureau: Bureau) -> Bureau:
    """The small bureau with a canary in every marked field."""
    for path, old, new in CANARIES.values():
        bureau.change(path, old, new)
    return bureau


def everything(project: Project) -> bytes:
    return "\n".join(f"{path}\n{text}" for path, text in pages(project).items()).encode()


def test_every_marked_field_has_its_canary_and_can_be_left_out() -> None:
    assert {(name, ".".join(keys)) for name, keys, _ in MARKED} == set(CANARIES)
    for name, keys, edition in MARKED:
        kind: type[Part] = LEDGERS[name].record
        for key in keys[:-1]:
            kind = part_of(kind, key) or kind
        field = kind.field_of(keys[-1])
        assert edition in EDITIONS[1:] and not kind.model_fields[field].is_required()
        assert field not in (LEDGERS[name].record.headline, LEDGERS[name].record.when)


def test_no_byte_of_what_is_hidden_is_in_the_site_for_all(told: Bureau) -> None:
    project, found = survey(told.root)
    issues = found.errors
    assert issues == []
    for secret in (CANARY, DAY, "12月29日", "待补学", "make-up"):
        assert secret.encode() not in everything(project), secret
    assert CANARY not in repr(project.dataset) + repr([vars(f) for f in project.figures.values()])


@pytest.mark.parametrize("edition", NARROW)
def test_the_narrower_editions_show_it(told: Bureau, edition: str) -> None:
    project = open_project(told.root, edition)
    assert CANARY.encode() in everything(project) and project.edition == edition
    assert "regulations/make-up.md" in pages(project)
    assert "regulations/make-up.md" in pages(project)["regulations/study.md"]


def test_what_was_typed_is_left_out_too(told: Bureau) -> None:
    whole, _ = read_all(told.root)
    before, after = whole.of(Trace)[0], admit(whole, "全员").of(Trace)[0]
    assert before.absences and after.absences == []
    assert CANARY in repr(before._source) and CANARY not in repr(after._source)
    assert "缺席" not in after._source.keys_at and "缺席" in before._source.keys_at
    assert after.place("absences") == after.place("absences", 0, "原因") == after.place()
    for path in ((), ("date",), ("documents", 0), ("present",)):
        assert after.place(*path) == before.place(*path)
    assert (after.anchor, after.in_month) == (before.anchor, before.in_month)


def test_what_hides_nothing_is_left_as_it_is(told: Bureau) -> None:
    whole, _ = read_all(told.root)
    for edition in EDITIONS:
        shown = admit(whole, edition)
        for name, records in whole.records.items():
            same = [a is b for a, b in zip(records, shown.records[name], strict=True)]
            hidden = any(hides(type(record), edition) for record in records)
            assert all(same) != hidden
            assert hidden == (edition == "全员" and name in ("履责记录", "调研"))


def test_a_record_of_which_nothing_hidden_was_typed_is_left_as_it_is(told: Bureau) -> None:
    whole, _ = read_all(told.root)
    pairs = list(zip(whole.of(Trace), admit(whole, "全员").of(Trace), strict=True))
    assert hides(Trace, "全员") and {before is after for before, after in pairs} == {True, False}
    for before, after in pairs:
        assert (before is after) == ("缺席" not in before._source)


def test_the_rules_see_everything(told: Bureau) -> None:
    told.change(JANUARY, f"补学: {DAY}", "补学: 2020-12-29")
    for edition in EDITIONS:
        (issue,) = survey(told.root, edition)[1].errors
        assert "早于学习日期" in issue.message


@pytest.mark.slow
def test_figures_are_the_same_in_every_edition(project: Project) -> None:
    values = {name: figure.value for name, figure in project.figures.items()}
    for edition in NARROW:
        other = open_project(ROOT, edition)
        assert {name: figure.value for name, figure in other.figures.items()} == values


def test_editions_are_nested() -> None:
    table = {each: [e for e in EDITIONS if sees(e, each)] for each in EDITIONS}
    assert table == {"全员": ["全员", "班子", "纪检"], "班子": ["班子", "纪检"], "纪检": ["纪检"]}
    assert [label(each) for each in EDITIONS] == [
        "",
        "班子版：只给班子、纪检看",
        "纪检版：只给纪检看",
    ]


class Inner(Part):
    """A group with something for the inspectors in it."""

    open: Line = Field(alias="明")
    shut: Annotated[Line | None, Audience("纪检")] = Field(alias="暗", default=None)


class Outer(Numbered):
    """A record with such groups, one and several."""

    one: Inner | None = Field(alias="一", default=None)
    many: Annotated[list[Inner], Many] = Field(alias="多", default=[])


@pytest.mark.parametrize("edition", EDITIONS)
def test_groups_inside_records_are_looked_into(edition: str) -> None:
    text = "- 编号: a\n  一: {明: 甲, 暗: 乙}\n  多: [{明: 丙, 暗: 丁}, {明: 戊}]\n- 编号: b\n  多: {明: 己, 暗: 庚}\n"
    value, issues = source.parse(text, "a.yml")
    assert issues == []
    whole = Dataset({"试": [Outer.from_source(entry) for entry in value]})
    first, second = admit(whole, edition).records["试"]
    seen = edition == "纪检"
    assert hides(Outer, edition) is not seen and audience_of(Inner, "shut") == "纪检"
    assert isinstance(first, Outer) and isinstance(second, Outer) and first.one
    assert first.one.open == "甲" and first.one.shut == ("乙" if seen else None)
    assert [each.open for each in first.many] == ["丙", "戊"]
    for secret in "乙丁庚":
        for record in (first, second):
            assert seen or secret not in repr(record) + repr(record._source)
    assert first.place("多", 1, "明") == whole.records["试"][0].place("多", 1, "明")


def test_an_unknown_edition_is_refused(bureau: Bureau) -> None:
    said = "EDITION：没有“领导”这一版；可以写 全员、班子、纪检，不写是 全员"
    with pytest.raises(Mistake, match=said):
        chosen({"EDITION": "领导"})
    with pytest.raises(Mistake, match="没有“领导”这一版"):
        survey(bureau.root, "领导")
    assert chosen({}) == chosen({"EDITION": ""}) == "全员" and chosen({"EDITION": "班子"}) == "班子"


@pytest.mark.slow
def test_the_environment_chooses(
    told: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built() -> MkDocsConfig:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        config.config_file_path = str(told.root / "mkdocs.yml")
        return building.on_config(config)

    for edition, banner in (("", ""), ("班子", "班子版：只给班子、纪检看")):
        monkeypatch.setenv(editions.VARIABLE, edition)
        config = built()
        assert config["project"].edition == (edition or "全员")
        assert config.extra["edition"] == banner
    monkeypatch.setenv(editions.VARIABLE, "领导")
    with pytest.raises(PluginError, match="没有“领导”这一版"):
        built()


@pytest.mark.slow
def test_the_real_make_ups(project: Project) -> None:
    assert all(trace.absences == [] for trace in project.dataset.of(Trace))
    whole = open_project(ROOT, "班子")
    missed = [a for trace in whole.dataset.of(Trace) for a in trace.absences]
    waiting = {a.post for a in missed if not a.made_up}
    assert len(missed) >= 15 and len(waiting) == 6
    page = pages(whole)["regulations/make-up.md"]
    assert page.index('id="waiting"') < page.index('id="done"')
    assert page.count('class="record"') == len(missed)
    first, _, second = page.partition('id="done"')
    assert all(post in first for post in waiting)
    assert date(2021, 12, 20).strftime("%-m月%-d日") in second


def test_a_hidden_record_is_not_there(bureau: Bureau) -> None:
    bureau.change(JANUARY, "编号: r01-02", "编号: r01-02\n  可见: 班子")
    whole, _ = read_all(bureau.root)
    held = {each: {trace.id for trace in admit(whole, each).of(Trace)} for each in EDITIONS}
    assert ["r01-02" in held[each] for each in EDITIONS] == [False, True, True]
    assert admit(whole, "全员").words("履责记录").keys() == held["全员"]


def test_an_anchor_without_an_id_is_the_records_own(bureau: Bureau) -> None:
    path = "data/2021/本月无.yml"
    (before,) = read_all(bureau.root)[0].records["本月无"]
    bureau.write(path, "- {月份: 2021-02, 岗位: 局长}\n" + bureau.read(path))
    other, after = read_all(bureau.root)[0].records["本月无"]
    assert before.anchor == after.anchor != other.anchor


@pytest.mark.parametrize(
    ("path", "audience"),
    [
        ("docs/index.md", "全员"),
        ("docs/附件/班子/a.pdf", "班子"),
        ("docs/班子/纪检/深/a.md", "纪检"),
        ("docs/纪检/班子/a.md", "纪检"),
        ("docs/班子.md", "全员"),  # a name is no folder
        ("docs/班子会/a.md", "全员"),
    ],
)
def test_folders_say_for_whom_a_file_is(path: str, audience: str) -> None:
    assert of_folders(path) == audience


def test_the_navigation_names_the_pages_that_are_there() -> None:
    nav = [
        "index.md",
        {"密": "密.md"},
        {"组": [{"密": "班子/甲.md"}]},
        {"组": ["密.md", {"乙": "乙.md"}, {"外": "https://example.org"}]},
    ]
    shown = navigation.shown(nav, {"index.md", "乙.md"})
    assert shown == ["index.md", {"组": [{"乙": "乙.md"}, {"外": "https://example.org"}]}]
    assert navigation.shown(None, set()) is None


@pytest.mark.parametrize(
    "link",
    ["[甲](班子/甲.md)", "[甲](班&#x5b50;/甲.md)", "[甲](班子/甲\\.md)", "<!-- [甲](班子/甲.md) -->", "`[甲](班子/甲.md)`", "[乙]: 班子/甲.md",
     '<a href="班&#23376;/甲/">甲</a>', '<!-- <form ACTION="班子/甲.md"> -->', "[甲](%E7%8F%AD%E5%AD%90/甲.md)", "[甲](班子/甲.md"],
)  # fmt: skip
def test_no_spelling_of_a_link_names_a_narrower_page(bureau: Bureau, link: str) -> None:
    bureau.write("docs/班子/甲.md", "# 甲\n").append("docs/index.md", f"\n{link}\n")
    assert "edition.hidden" in bureau.codes()


@pytest.mark.parametrize(
    "where", ["{编号: r03-02}", "{编号: {不是: r03-02}}", "{岗位: {编号: deputy}}"]
)
def test_a_condition_names_no_hidden_record_by_its_own_name(bureau: Bureau, where: str) -> None:
    bureau.append(
        "data/2021/figures.yml",
        "- {编号: some, 名称: 有的次数, 口径: 有的, 分组: 学习教育, 来源: 履责记录, 算法: 计数, "
        f"单位: 次, 条件: {where}}}\n",
    )
    assert bureau.messages() == []
    hidden = "- 编号: r03-02\n" if "r03-02" in where else "- 编号: deputy\n"
    path = "data/2021/履责记录/03.yml" if "r03-02" in where else "data/岗位.yml"
    bureau.change(path, hidden, hidden + "  可见: 纪检\n")
    assert any(
        issue.code == "edition.hidden" and issue.place.path == "data/2021/figures.yml"
        for issue in bureau.survey()[1]
    )
