"""Data goes one way: who may import whom, and who may look at the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

import ledger

#: what a room offers at most: more is a second room
MOST_OFFERED = 12
ENGINES = {"mkdocs_ledger", "mkdocs", "mkdocs_macros", "jinja2", "markdown", "material", "pymdownx"}
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


def modules(package: str) -> dict[str, Path]:
    """Return the modules of a package by their names, with their files."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in sorted((ROOT / package).rglob("*.py"))
    }


FILES = modules("ledger")
PACKAGES = [name for name, file in FILES.items() if file.stem == "__init__"]
#: the engine's package, and the files of a project, which use the ledger
ENGINE = modules("mkdocs_ledger")
PROJECT = {name: ROOT / f"{name}.py" for name in ("hooks", "macros")}
USERS = ENGINE | PROJECT


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield every module that a file may import, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the order"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and node.value in FILES:  # in the register of commands
            yield str(node.value)


def own_imports(tree: ast.AST) -> set[str]:
    """Return the modules of the ledger that a file imports; a package alone has nothing to import."""
    found = {name for name in imports(tree) if name in FILES}
    return {name for name in found if FILES[name].stem != "__init__" or name == "ledger"}


@cache
def uses(name: str) -> frozenset[str]:
    """Return the modules of the ledger that a module imports."""
    return frozenset(own_imports(parse(FILES.get(name) or USERS[name])))


def below(package: str, name: str) -> str | None:
    """Return the part of a package in which a module lies; None where it lies elsewhere."""
    inside = name.removeprefix(f"{package}.")
    return inside.partition(".")[0] if inside != name else None


def clocks(tree: ast.AST) -> list[int]:
    """Return the lines at which a file asks what time it is."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS)
        or (isinstance(node, ast.Import) and any(alias.name == "time" for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "time")
    ]


@cache
def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def test_the_rooms_are_those_of_the_list() -> None:
    assert {below("ledger", name) for name in FILES} - {None} == set(ledger.ROOMS)
    assert len(set(ledger.ROOMS)) == len(ledger.ROOMS)


@pytest.mark.slow
def test_a_room_imports_from_those_before_it() -> None:
    rank = {room: place for place, room in enumerate(ledger.ROOMS)}
    rooms = {name: rank[room] for name in FILES if (room := below("ledger", name))}
    upward = [
        f"{name} imports {used}"
        for name, place in rooms.items()
        for used in uses(name)
        if rooms.get(used, -1) > place
    ]
    assert upward == []


@pytest.mark.slow
@pytest.mark.parametrize("package", PACKAGES)
def test_no_part_of_a_room_leads_back_to_itself(package: str) -> None:
    parts: dict[str, set[str]] = {}
    for name in FILES:
        if own := below(package, name):
            parts.setdefault(own, set()).update(
                part for each in uses(name) if (part := below(package, each)) and part != own
            )
    list(TopologicalSorter(parts).static_order())  # raises ``CycleError``


def test_no_room_reaches_past_the_door_of_another() -> None:
    past = [
        f"{name} imports {used}, which is not in __all__"
        for name in (*FILES, *USERS)
        for used in uses(name)
        for package in PACKAGES[1:]
        if (part := below(package, used)) and below(package, name) is None
        if part not in offered(package)
    ]
    assert past == []


@cache
def offered(package: str) -> list[str]:
    """Return what a room's door names: ``__all__``, as it is written."""
    for node in parse(FILES[package]).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
    return []


@pytest.mark.parametrize("package", PACKAGES[1:])
def test_a_door_is_a_plate_and_names_what_others_use(package: str) -> None:
    """Nothing is made in a door, and it names no more than there is and somebody uses."""
    plate, *rest = parse(FILES[package]).body
    assert ast.unparse(plate).strip("\"'").strip(), "no plate"
    assert [type(node) for node in rest] in ([], [ast.Assign])
    used = {
        part
        for name in (*FILES, *USERS)
        if below(package, name) is None
        for each in uses(name)
        if (part := below(package, each))
    }
    assert set(offered(package)) == used
    assert len(used) <= MOST_OFFERED


@pytest.mark.slow
def test_the_ledger_knows_no_engine() -> None:
    known = {
        name: {module.partition(".")[0] for module in imports(parse(file))} & ENGINES
        for name, file in FILES.items()
    }
    # what Markdown an author may write is a matter of prose, whatever builds the site
    assert {name: engines for name, engines in known.items() if engines} == {
        "ledger.pages.dialect": {"markdown"}
    }


@pytest.mark.slow
def test_the_ledger_has_no_clock() -> None:
    found = {name: clocks(parse(file)) for name, file in FILES.items()}
    # what day it is a person may choose; nothing is computed of it
    assert {name for name, lines in found.items() if lines} == {"ledger.entering.today"}


@pytest.mark.parametrize("name", PROJECT)
def test_a_project_holds_no_code_of_its_own(name: str) -> None:
    tree = parse(PROJECT[name])
    assert {module.partition(".")[0] for module in imports(tree)} == {"mkdocs_ledger"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]


def test_no_module_of_the_engine_leads_back_to_itself() -> None:
    needs = {
        name: {each for each in imports(parse(file)) if each in ENGINE} - {"mkdocs_ledger"}
        for name, file in ENGINE.items()
    }
    list(TopologicalSorter(needs).static_order())  # raises ``CycleError``


def test_the_engine_is_a_plate_and_offers_its_modules() -> None:
    plate, *rest = parse(ENGINE["mkdocs_ledger"]).body
    assert isinstance(plate, ast.Expr) and rest == []


def test_data_holds_no_code_and_the_ledger_no_data() -> None:
    assert list((ROOT / "data").rglob("*.py")) == []
    # of no bureau, and no code
    words = {ROOT / f"ledger/language/{name}.yml" for name in ("synonyms", "tables")}
    found = set((ROOT / "ledger").rglob("*.yml"))
    assert {file for file in found if "library" not in file.parts} == words


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("from ledger.survey import survey", {"ledger.survey"}),
        ("from ledger.pages import charts, home", {"ledger.pages.charts", "ledger.pages.home"}),
        ("import ledger.pages.home", {"ledger.pages.home"}),
        ("def f():\n    from ledger.project import Project", {"ledger.project"}),
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
