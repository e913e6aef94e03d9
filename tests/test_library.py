"""The library of ledgers: each can be begun by its name, with its words, an example and its figures."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Bureau, lay_out, pages

from ledger import product
from ledger.commands import main
from ledger.project import Project
from ledger.records import source
from ledger.records.base import Part, part_of
from ledger.records.fields import Listed, mark_of
from ledger.records.ledgers import shipped
from ledger.records.vocabulary import shipped as shipped_lists

DECLARED, EXAMPLES, FIGURES = (product.library(name) for name in ("台账", "例", "常用指标"))
LEDGERS = shipped()
#: the ledgers that a project takes by their names
NAMES = [name for name, ledger in LEDGERS.items() if ledger.declared and not ledger.usual]
OWN = "data/2021/figures.yml"


def written(file: Path) -> str:
    """Return a file's text, with the entries that wait for records behind a comment's sign."""
    return re.sub(r"^# (?=- |  )", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)


def entries(file: Path) -> list[Any]:
    """Return the entries of a list in YAML."""
    value, wrong = source.parse(written(file), file.name)
    assert not wrong and isinstance(value, list), wrong
    return value


def figure_names(name: str) -> list[str]:
    return [str(entry["名称"]) for entry in entries(FIGURES / f"{name}.yml")]


def begin(bureau: Bureau, *names: str) -> Bureau:
    """Begin ledgers with their examples and their usual figures."""
    for name in names:
        example = (EXAMPLES / f"{name}.yml").read_text(encoding="utf-8")
        bureau.write(f"data/{LEDGERS[name].files.format(year=2021)}", example)
        bureau.append(OWN, written(FIGURES / f"{name}.yml"))
    return bureau


def page_of(name: str) -> str:
    return f"ledgers/{LEDGERS[name].slug}.md"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The small bureau, which keeps none of them."""
    return lay_out(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The small bureau with all of them."""
    return begin(lay_out(tmp_path_factory.mktemp("full")), *NAMES)


@pytest.fixture(scope="module")
def project(full: Bureau) -> Project:
    return full.project()


@pytest.fixture(scope="module")
def made(project: Project) -> dict[str, str]:
    return pages(project)


def test_each_has_an_example_and_figures() -> None:
    assert NAMES
    for folder in (EXAMPLES, FIGURES):
        assert {file.stem for file in folder.glob("*.yml")} == {*NAMES}
    for name in NAMES:
        assert len(entries(EXAMPLES / f"{name}.yml")) >= 2
        assert 3 <= len(figure_names(name)) <= 7


@pytest.mark.slow
def test_an_example_adds_nothing_to_the_findings(bare: Bureau, full: Bureau) -> None:
    assert [*map(str, full.findings())] == [*map(str, bare.findings())]


@pytest.mark.parametrize("name", NAMES)
def test_its_figures_count_the_example(project: Project, name: str) -> None:
    figures = [project.figure(each) for each in figure_names(name)]
    assert all(figure and figure.value > 0 for figure in figures), figures


@pytest.mark.parametrize("name", NAMES)
def test_its_page_shows_the_example(made: dict[str, str], name: str) -> None:
    page = made[page_of(name)]
    assert LEDGERS[name].record.intro in page
    for entry in entries(EXAMPLES / f"{name}.yml"):
        assert f'id="{entry["编号"]}"' in page


def test_a_project_without_the_file_shows_nothing_of_it(bare: Bureau) -> None:
    made = pages(bare.project())
    assert not {page_of(name) for name in NAMES} & made.keys()
    assert not [name for name in NAMES if f"/{LEDGERS[name].slug}.md" in "".join(made.values())]


def test_a_declaration_is_right_as_a_bureaus_own(bare: Bureau, bureau: Bureau) -> None:
    for file in DECLARED.glob("*.yml"):
        bureau.write(f"data/台账/{file.name}", file.read_text(encoding="utf-8"))
    assert bureau.messages() == bare.messages()


def test_no_two_are_called_the_same() -> None:
    """A clerk may take all of them, beside the figures of the sample."""
    files = [*FIGURES.glob("*.yml"), ROOT / OWN]
    figures = [entry for file in files for entry in entries(file)]
    for key in ("编号", "名称"):
        often = Counter(str(entry[key]) for entry in figures)
        assert [each for each, times in often.items() if times > 1] == []


def lists_of(kind: type[Part]) -> set[str]:
    """Return the lists whose words a type of records holds."""
    found = set()
    for field, info in kind.model_fields.items():
        if listed := mark_of(kind, field, Listed):
            found.add(listed.list)
        if group := part_of(kind, info.alias):
            found |= lists_of(group)
    return found


#: what is of one level, trade or time, and what a clue holds
_OF_ONE = re.compile(r"[0-9省市县区乡镇村局厅]|科技|水利|年|主题教育|党史|线索|被反映|举报")


@pytest.mark.parametrize("name", NAMES)
def test_its_words_are_those_of_any_bureau(name: str) -> None:
    lists = shipped_lists()
    told = [word for each in lists_of(LEDGERS[name].record) for word in lists[each].words]
    told += LEDGERS[name].record.all_keys()
    assert [word for word in told if _OF_ONE.search(word)] == []


@pytest.mark.parametrize("name", NAMES)
def test_few_keys_are_required(name: str) -> None:
    kind = LEDGERS[name].record
    due = [info.alias for info in kind.model_fields.values() if info.is_required()]
    assert len(due) <= 6, due


def test_a_clerk_takes_one_by_its_name(bureau: Bureau) -> None:
    name = "问题清单"
    assert main(["new-ledger", name, "--figures", "--root", str(bureau.root)]) == 0
    text = bureau.read(f"data/2021/{name}.yml")
    assert yaml.safe_load(text) is None and "# - 编号: problem-1" in text
    assert bureau.shown("问题总数") == "0个"
