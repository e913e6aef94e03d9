"""A bureau keeps the ledgers that it needs: what is not there has no page, no entry, no link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

import pytest
from conftest import Bureau, sample

from ledger import survey as surveying
from ledger.checks.files import navigation
from ledger.documents import excel
from ledger.duties.owed import duties
from ledger.pages import menu, todo
from ledger.project import Project
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset, read_all
from ledger.records.editions import EDITIONS
from ledger.records.ledgers import shipped

LEDGERS = shipped()

#: pages that lead to others of several ledgers
_INDEXES = {"regulations/index.md", "regulations/study.md", "systems/index.md"}
REPORT = (
    '{{ report_head() }}\n\n## 工作情况\n\n{{ section("01-学习.md") }}\n\n{{ report_foot() }}\n'
)
#: the ledgers of which the small bureau has records
MANY = [ledger for ledger in LEDGERS.values() if ledger.usual and not ledger.single]
#: the ledgers whose records say nothing without those of others
NEEDS = {"知识题库": ["法规"], "机制项目": ["指标"], "对账": ["指标"]}
_LED = re.compile(r'href="site:([^"#?]+)')


@pytest.fixture
def bare(bureau: Bureau) -> Bureau:
    """A bureau with nothing but itself, its report's head and text."""
    for file in sorted((bureau.root / "data").rglob("*.yml")):
        if file.name not in ("unit.yml", "report.yml"):
            file.unlink()
    bureau.remove("docs/index.md").write("docs/report/index.md", REPORT)
    return bureau.write("docs/report/01-学习.md", "### 学习\n\n认真学习。\n")


def keep(bureau: Bureau, kept: Iterable[str], patch: pytest.MonkeyPatch) -> Project:
    """Return the project of the small bureau as if it kept some ledgers alone."""
    full, _ = read_all(bureau.root)
    some = {name: full.records[name] for name in LEDGERS if name in {"单位", "报告", *kept}}
    left = Dataset({name: some.get(name, []) for name in LEDGERS})
    patch.setattr(surveying, "read_all", lambda *_: (left, []))
    bureau.remove("docs/index.md").write("docs/report/index.md", REPORT)
    bureau.write("docs/report/01-学习.md", "### 学习\n\n认真学习。\n")
    return surveying.survey(bureau.root, EDITIONS[-1])[0]


def hold_together(project: Project) -> dict[str, str]:
    """Return the pages, each of whose links, like the menu's, leads to one of them."""
    made = {path: page.content for path, page in project.generated.items()}
    made |= {page.path: page.write().content for page in todo.pages(project, [])}
    there = {*made, *project.finished}
    for path, content in made.items():
        led = {unescape(found) for found in _LED.findall(content)} - {"remarks/index.md"}
        assert led <= there, (path, led - there)
    entries = menu.entries(project)
    assert navigation.shown(entries, there) == entries
    assert not any(sheet.rows == [] for sheet in excel.sheets(project))
    return made


def indexes(kept: Iterable[LedgerType]) -> set[str]:
    return {ledger.overview for ledger in kept if ledger.slug}


def test_a_bureau_with_nothing_is_in_order(bare: Bureau) -> None:
    project = bare.project()
    assert [*project.writers] == ["index.md"]
    assert menu.entries(project) == [{"首页": "index.md"}, {"报告": "report/index.md"}]
    home = hold_together(project)["index.md"]
    assert "<h2" not in home and "0" not in re.sub("<[^>]*>|2021", "", home)
    assert "指标口径" not in project.finished["report/index.md"]
    assert [sheet.name for sheet in excel.sheets(project)] == [excel.COVER]


@pytest.mark.parametrize("ledger", sample(MANY, 12), ids=[ledger.name for ledger in MANY])
def test_one_ledger_alone_has_its_pages(
    ledger: LedgerType, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [ledger.name, *NEEDS.get(ledger.name, ())]
    made = hold_together(keep(bureau, kept, monkeypatch))
    of_kept = indexes(LEDGERS[name] for name in kept)
    assert indexes(MANY) & made.keys() - _INDEXES == of_kept - _INDEXES
    assert of_kept <= made.keys()


@pytest.mark.slow
@pytest.mark.parametrize("ledger", sample(MANY, 12), ids=[ledger.name for ledger in MANY])
def test_all_ledgers_but_one_hold_together(
    ledger: LedgerType, bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [name for name in LEDGERS if ledger.name not in (name, *NEEDS.get(name, ()))]
    made = hold_together(keep(bureau, kept, monkeypatch))
    if ledger.slug and ledger.record.page.startswith("ledgers/"):
        assert ledger.overview not in made


def test_a_record_in_every_month_is_owed_only_where_nothing_this_month_is_kept(
    bureau: Bureau,
) -> None:
    def asked() -> set[str]:
        remarks = surveying.survey(bureau.root)[1].remarks
        return {issue.code for issue in remarks} & {"remark.silent_post", "remark.silent_month"}

    bureau.write(file := "data/2021/本月无.yml", "# 各岗位当月没有事的，写在这里\n")
    assert asked() == {"remark.silent_post", "remark.silent_month"}
    bureau.remove(file)
    assert asked() == set()
    assert not [duty for duty in duties(bureau.project().dataset) if not duty.category]
