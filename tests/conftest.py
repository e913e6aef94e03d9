"""What the tests share: the real project, and a small bureau to break in one place."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import settings as hypothesis
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
# else each program that a test starts compiles all of the code anew where Python keeps none of it
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

from ledger import remembered  # noqa: E402
from ledger.codes import CODES  # noqa: E402
from ledger.figures.wording import figure_text  # noqa: E402
from ledger.issues import Issue, LedgerError  # noqa: E402
from ledger.machine import kept  # noqa: E402
from ledger.project import Project  # noqa: E402
from ledger.survey import open_project, survey  # noqa: E402
from mkdocs_ledger import settings  # noqa: E402

#: no test measures time: other work may have both cores; what is drawn is the same in each run, and
#: new in ``make long``
hypothesis.register_profile("usual", deadline=None, derandomize=True)
hypothesis.register_profile("long", deadline=None)

SMALL = Path(__file__).parent / "bureau"
pytest_plugins = ["browsing"]


#: files that take about ten seconds of CPU and more, the longest first. Each of three workers takes
#: one and the third behind it at once: of the first three one builds the site for which others would
#: wait, and what stands behind the longest is short. A fourth worker on two cores made all of them
#: slower: it cost a tenth more CPU.
_FIRST = (
    "browser", "hostile", "leaks", "wheelhouse", "accessibility", "paper", "readback", "search",
    "exchange", "report_view", "seal", "site", "headers", "changes", "adopting", "new_year", "checks",
    "linear", "quiz", "engine", "printed_pages", "published", "building", "entering", "foreign",
    "merging", "mechanisms", "declared", "parts", "publish", "remembered", "rebuilding", "across",
)  # fmt: skip


#: marks by which a test has its place
_MARKS = ("slow", "quick", "long")
#: so many examples of a test are quick
_QUICK = 2
#: fixtures that build a site or start a browser
_BUILDING = {"site", "base", "chromium", "sites", "whole_bureau", "own_site"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden pages be written anew."""
    parser.addoption("--rewrite", action="store_true", help="write the golden pages anew")


def pytest_configure(config: pytest.Config) -> None:
    """Keep slow files in a folder of this run that all workers share; the developer's stay apart.

    A shell's background run ignores Ctrl+C, and so would every program that a test interrupts.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hypothesis.load_profile("long" if config.option.markexpr == "long" else "usual")
    if not hasattr(config, "workerinput"):
        os.environ[kept.FOLDER] = tempfile.mkdtemp(prefix="kept-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete what this run kept."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ[kept.FOLDER], ignore_errors=True)


def pytest_collection_finish() -> None:
    """Leave what was collected, which stays to the end, out of what is looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(400_000, 20)  # as a command does


@pytest.hookimpl(tryfirst=True)  # before ``-m`` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow: what builds a site or starts a browser, and most examples of a test.

    Begin with the files that take long, else the last worker is left alone with one of these.
    """
    for item in items:
        if not _BUILDING.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
    _leave_examples([item for item in items if not any(map(item.get_closest_marker, _MARKS))])
    rank = {f"test_{name}": place for place, name in enumerate(_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(_FIRST)))


def _leave_examples(items: list[pytest.Item]) -> None:
    """Leave all but a few examples of each test, evenly spread, out of ``make quick``."""
    for _, examples in groupby(items, key=lambda item: item.nodeid.partition("[")[0]):
        of_one = [*examples]
        step = -(-len(of_one) // _QUICK)
        for place, item in enumerate(of_one):
            if place % step:
                item.add_marker(pytest.mark.slow)


@contextmanager
def forgetting(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Remember nothing of before once other code is put in the place of ours; in the end only that."""
    before: list[remembered.State] = []

    def and_forget(put: Callable[..., None]) -> Callable[..., None]:
        def put_and_forget(*arguments: Any, **options: Any) -> None:
            put(*arguments, **options)
            if not before:
                before.append(remembered.state())
            remembered.forget()

        return put_and_forget

    for way in ("setattr", "setitem", "delattr", "delitem"):
        setattr(patch, way, and_forget(getattr(patch, way)))
    yield
    patch.undo()
    if before:
        remembered.forget()
        remembered.resume(*before)


@pytest.fixture(autouse=True)
def remembering(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let no test see what was worked out by code that another put in the place of ours."""
    if "monkeypatch" not in request.fixturenames:
        yield
        return
    with forgetting(request.getfixturevalue("monkeypatch")):
        yield


@dataclass(frozen=True)
class Bureau:
    """A small project on disk. Its files are tests/bureau/ until a test changes them."""

    root: Path

    def write(self, path: str, text: str | bytes, encoding: str = "utf-8") -> Bureau:
        """Replace or add a file, byte for byte (no newline is translated)."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)  # other bureaus have it too (``lay_out``)
        file.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return self

    def read(self, path: str) -> str:
        """Return a file's text."""
        return (self.root / path).read_text(encoding="utf-8")

    def append(self, path: str, text: str) -> Bureau:
        """Add text at the end of a file."""
        return self.write(path, self.read(path) + text)

    def change(self, path: str, old: str, new: str) -> Bureau:
        """Replace the one place where ``old`` stands."""
        text = self.read(path)
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        return self.write(path, text.replace(old, new))

    def remove(self, path: str) -> Bureau:
        """Delete a file."""
        (self.root / path).unlink()
        return self

    def survey(self) -> tuple[Project, list[Issue]]:
        """Read and check; the issues are sorted and each stands once, as they are reported."""
        project, found = survey(self.root)
        see_codes([*found.errors, *found.remarks])
        return project, found.errors

    def remarks(self) -> list[Issue]:
        """Read and check; return what an author should look at again."""
        return survey(self.root)[1].remarks

    def findings(self) -> list[Issue]:
        """Read and check; return what is wrong, and what an author should look at again."""
        found = survey(self.root)[1]
        see_codes(both := [*found.errors, *found.remarks])
        return both

    def messages(self) -> list[str]:
        """Return what is reported, a line each."""
        return [str(issue) for issue in self.survey()[1]]

    def codes(self) -> list[str]:
        """Return the kinds of what is reported, one for each finding."""
        return [issue.code for issue in self.survey()[1]]

    def lines(self) -> list[str]:
        """Return where something is reported, as ``path:line``."""
        return [f"{issue.place.path}:{issue.place.line}" for issue in self.survey()[1]]

    def project(self) -> Project:
        """Return the project, which must be in order."""
        project, issues = self.survey()
        assert not issues, LedgerError(issues)
        return project

    def shown(self, name: str) -> str:
        """Return a figure as prose shows it."""
        figure = self.project().figure(name)
        assert figure
        return figure_text(figure)


def sample(cases: Iterable[Any], most: int) -> list[Any]:
    """Return all cases; all but ``most`` of them, evenly spread, are left to ``make long``.

    A case for several parameters is a tuple.
    """
    every = [case if isinstance(case, tuple) else (case,) for case in cases]
    step = max(1, -(-len(every) // most))
    return [
        pytest.param(*case, marks=[pytest.mark.long] if place % step else [])
        for place, case in enumerate(every)
    ]


def see_codes(issues: list[Issue]) -> None:
    """Fail for a finding without a code of the tree."""
    unnamed = [issue for issue in issues if issue.code not in CODES]
    assert not unnamed, f"no known code: {unnamed}"


def pages(project: Project) -> dict[str, str]:
    """Return the finished and the generated pages by their path below docs/."""
    return project.finished | {path: made.content for path, made in project.generated.items()}


def lay_out(root: Path) -> Bureau:
    """Put the small bureau below ``root``, with the files that join it to the engine.

    They are hard links to the same files: to write fifty files costs as much as to check them.
    ``Bureau.write`` puts another file in a file's place, as the product does.
    """
    shutil.copytree(_laid_out(), root, dirs_exist_ok=True, copy_function=_link_or_copy)
    return Bureau(root)


@cache
def _laid_out() -> Path:
    """The files of small bureaus, which nobody may write to."""
    root = Path(tempfile.mkdtemp(dir=os.environ[kept.FOLDER], prefix="bureau-"))
    copy_bureau(root)
    return root


def copy_bureau(root: Path) -> None:
    """Copy the files of the small bureau, which may then be edited where they lie."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for name in ("hooks.py", "macros.py", "mkdocs.yml"):
        shutil.copy(ROOT / name, root)


def _link_or_copy(file: str, other: str) -> None:
    try:
        os.link(file, other)
    except OSError:  # the folders are on two disks
        shutil.copy(file, other)


@pytest.fixture(scope="session", autouse=True)
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail where a test wrote into a file that the bureaus of others have too."""
    shared = _laid_out()  # before a test says where slow files are kept
    yield
    copy_bureau(as_it_was := tmp_path_factory.mktemp("untouched"))
    assert _contents(shared) == _contents(as_it_was), "write with Bureau.write"


def _contents(root: Path) -> dict[str, tuple[int, bytes]]:
    found = (file for file in root.rglob("*") if file.is_file())
    return {
        file.relative_to(root).as_posix(): (file.stat().st_mode, file.read_bytes())
        for file in found
    }


@dataclass
class Reader(HTMLParser):
    """What a browser would make of HTML: text, elements and their attributes."""

    shown: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    attributes: dict[str, str | None] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shown += ["\n"] if tag == "br" else []
        self.elements.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    @property
    def text(self) -> str:
        return "".join(self.shown).replace("\xa0", " ")


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@cache
def engine() -> markdown.Markdown:
    """Return Markdown as every project has it."""
    config: Any = load_config(str(ROOT / "mkdocs.yml"))
    settings.apply(config)
    return markdown.Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs
    )


def render(source: str) -> Reader:
    return read(engine().reset().convert(source))


@pytest.fixture
def bureau(tmp_path: Path) -> Bureau:
    """A small bureau of the test's own."""
    return lay_out(tmp_path)


@pytest.fixture
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Bureau]:
    """Make as many small bureaus as a test needs."""
    return lambda: lay_out(tmp_path_factory.mktemp("bureau"))


@pytest.fixture(scope="session")
def project() -> Project:
    """The real data, read once."""
    return open_project(ROOT)


@pytest.fixture(scope="module")
def real_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data and prose, to change."""
    root = tmp_path_factory.mktemp("real")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    return root
