"""Data goes one way: who may import whom, and who may look at the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

#: each module imports only from those above it
ORDER = [
    "issues", "machine", "premises", "whole", "grid", "leftovers", "source", "secrecy", "placeholders", "metadata", "drawing", "inventory", "fields",
    "records.base", "records.bureau", "records.official", "records.indicators", "records.work",
    "records.study", "records.regulations", "records.systems", "records.duties",
    "records.mechanisms", "records.language", "records",
    "strays", "dataset", "editions", "period", "selection", "figures", "wording", "reconciliation", "regulations",
    "checks.rules", "checks.common", "checks.work", "checks.timely", "checks.study", "checks.official",
    "checks.regulations", "checks.systems", "checks.mechanisms", "checks.secrecy", "checks.audiences", "checks",
    "caveats", "plausibility", "intake.findings", "intake.lines", "intake.marks", "intake.markdown", "intake.numbering",
    "intake.word", "intake.source_text", "intake.furniture", "intake.layout", "intake.order",
    "intake.paragraphs", "intake.parsed", "intake.swallowed", "intake.articles",
    "intake.comparison", "intake.title", "intake.writing", "intake.importing", "intake",
    "study", "markup", "search", "finished", "prose", "heads", "active", "typography", "passages", "reference", "charts",
    "project", "audit.numerals", "audit.chronology", "audit.phrases", "audit.span", "audit.last_year",
    "audit.files", "audit", "completeness", "pages.layout", "pages.imported", "pages.regulations", "pages.rectification",
    "pages.reconciliation", "pages.traces", "pages.study", "pages.figures", "pages.ledgers", "pages.quiz",
    "pages.systems", "pages.coverage", "pages.posts", "pages.mechanisms", "pages.report",
    "pages.home", "pages.remarks", "pages", "addresses", "links", "navigation", "visibility", "gate", "changes.marks", "changes.model", "changes.records",
    "changes.figures", "changes.reading", "changes.paragraphs", "changes.rules",
    "changes.revision", "changes.sheet", "changes", "pages.changes",
    "kept", "browser", "headers", "official", "export", "export.fonts", "export.extent", "export.word", "export.pdf", "export.printed", "export.printer", "export.workbook",
    "export.excel", "export.site", "export.files",
    "verify", "publishing", "publishing.steps", "publishing.lock", "publishing.disk",
    "publishing.revision", "publishing.log", "pages.about", "publishing.manifest", "publishing.links", "publishing.inspection",
    "publishing.switching", "publishing.releases", "publishing.publication", "publishing.building",
    "publishing.command", "__main__",
]  # fmt: skip
ENGINES = {"mkdocs", "mkdocs_macros", "jinja2", "markdown", "material", "pymdownx"}
CLOCKS = {
    "today",
    "now",
    "utcnow",
    "time",
    "time_ns",
    "localtime",
    "gmtime",
    "fromtimestamp",
    "ctime",
}

FILES = {
    file.relative_to(ROOT / "ledger").with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__"): file
    for file in sorted((ROOT / "ledger").rglob("*.py"))
    if file != ROOT / "ledger" / "__init__.py"
}  # fmt: skip


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that a file may import, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the order"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(tree: ast.AST) -> set[str]:
    """Return the modules of the ledger that a file imports, by their names in ``ORDER``."""
    names = {name.removeprefix("ledger.") for name in imports(tree) if name.startswith("ledger.")}
    return names & set(ORDER)


def clocks(tree: ast.AST) -> list[int]:
    """Return the lines at which a file asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS)
        or (isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "time")
    ]


def parse(file: Path) -> ast.AST:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_every_module_has_its_place_in_the_order() -> None:
    assert set(FILES) == set(ORDER)
    assert len(set(ORDER)) == len(ORDER)


@pytest.mark.parametrize("name", FILES)
def test_imports_go_one_way(name: str) -> None:
    above = set(ORDER[: ORDER.index(name)])
    below = own_imports(parse(FILES[name])) - above - {name}
    # a package's own name is in the name of each of its modules
    packages = {name.rpartition(".")[0]}
    assert below - packages == set(), f"ledger/{name} imports what stands below it"


@pytest.mark.parametrize("name", FILES)
def test_the_ledger_knows_no_engine(name: str) -> None:
    found = {module.partition(".")[0] for module in imports(parse(FILES[name]))}
    assert found & ENGINES == set()


@pytest.mark.parametrize("name", FILES)
def test_the_ledger_has_no_clock(name: str) -> None:
    assert clocks(parse(FILES[name])) == []


def test_macros_and_hooks_do_not_know_each_other() -> None:
    for name, other in (("macros", "hooks"), ("hooks", "macros")):
        found = {module.partition(".")[0] for module in imports(parse(ROOT / f"{name}.py"))}
        assert other not in found


def test_macros_know_no_engine() -> None:
    found = {module.partition(".")[0] for module in imports(parse(ROOT / "macros.py"))}
    assert found & ENGINES == set()


def test_data_holds_no_code_and_the_ledger_no_data() -> None:
    assert list((ROOT / "data").rglob("*.py")) == []
    assert list((ROOT / "ledger").rglob("*.yml")) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from ledger.gate import survey", {"gate"}),
        ("from ledger import charts, prose", {"charts", "prose"}),
        ("import ledger.pages.home", {"pages.home"}),
        ("from ledger.pages import home", {"pages", "pages.home"}),
        ("def f():\n    from ledger.project import Project", {"project"}),
        ("import json", set()),
    ],
)
def test_the_order_is_read_from_every_form_of_import(code: str, found: set[str]) -> None:
    assert own_imports(ast.parse(code)) == found


@pytest.mark.parametrize(
    "code",
    ["date.today()", "datetime.now()", "datetime.datetime.utcnow()", "import time", "f(default=date.today)",
     "from time import time", "stamp = clock.time()"],
)  # fmt: skip
def test_a_look_at_the_clock_is_seen(code: str) -> None:
    assert clocks(ast.parse(code)) == [1]
