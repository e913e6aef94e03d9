"""A command goes on with what an earlier one remembered; nothing else makes it do so."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import Bureau
from test_remembered import told

from ledger import product, remembered, results
from ledger.language import quantities, secrets
from ledger.machine import kept
from ledger.survey import survey


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, and nothing remembered."""
    folder = tmp_path_factory.mktemp("results") / "kept"
    monkeypatch.setenv(kept.FOLDER, str(folder))
    remembered.forget()
    return folder


def command(root: Path) -> dict[str, int]:
    """Survey a project as a command of a new process does; return what was worked out."""
    remembered.forget()
    remembered.of_command = True
    with results.going_on(root):
        survey(root)
    assert not remembered.of_command
    return dict(remembered.worked)


@pytest.mark.slow
def test_a_second_command_works_nothing_out_and_tells_the_same(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n某市财政局 XX 同志，全局学习 8 次。\n")
    assert command(bureau.root)["dataset._read_text"] > 10
    assert command(bureau.root) == {}
    for asked in (quantities._in_sentence, secrets.all_in):  # nor compiles rules for nothing
        assert asked.cache_info().misses == 0  # type: ignore[attr-defined]
    again = told(bureau.root)
    remembered.forget()
    assert again == told(bureau.root)


@pytest.mark.slow
def test_what_was_read_is_not_looked_through_for_what_nobody_uses(bureau: Bureau) -> None:
    command(bureau.root)
    gc.unfreeze()
    command(bureau.root)
    assert gc.isenabled() and gc.get_freeze_count() > 10_000
    gc.unfreeze()


def test_after_an_edit_what_it_touched_is_worked_out(bureau: Bureau) -> None:
    command(bureau.root)
    bureau.change("data/2021/履责记录/01.yml", "事项: 到县里督导", "事项: 到县里再次督导")
    worked = command(bureau.root)
    assert worked["dataset._read_text"] == 1
    assert {"authored._page", "calls.scan"}.isdisjoint(worked)


@pytest.mark.slow
def test_only_much_that_is_new_is_kept(bureau: Bureau, folder: Path) -> None:
    command(bureau.root)
    before = {file: file.read_bytes() for file in folder.iterdir()}
    bureau.append("docs/index.md", "\n大家讨论。\n")
    for _ in range(2):
        assert command(bureau.root)["authored._page"] == 1
    assert {file: file.read_bytes() for file in folder.iterdir()} == before
    for number in range(60):
        bureau.write(f"docs/{number}.md", f"# {number}\n\n大家讨论第 {number} 稿。\n")
    command(bureau.root)
    assert command(bureau.root) == {}


@pytest.mark.slow
def test_what_is_no_command_neither_takes_nor_keeps_results(bureau: Bureau, folder: Path) -> None:
    with results.going_on(bureau.root):
        survey(bureau.root)
    assert not folder.exists()
    command(bureau.root)
    remembered.forget()
    with results.going_on(bureau.root):
        survey(bureau.root)
    assert remembered.worked["dataset._read_text"] > 10


@pytest.mark.slow
def test_results_of_other_code_and_of_other_projects_are_not_taken(
    bureau: Bureau, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(bureau.root)
    moved = bureau.root.rename(bureau.root.with_name("moved"))
    assert command(moved)["dataset._read_text"] > 10
    code = folder.with_name("code")
    code.mkdir()
    monkeypatch.setattr(results, "_CODE", code)
    assert command(moved)["dataset._read_text"] > 10
    for new in ("new.py", "new.yml"):  # a file of the library decides as well
        (code / new).write_text("")
        assert command(moved)["dataset._read_text"] > 10
    assert command(moved) == {}


@pytest.mark.slow
def test_a_project_holds_no_results_and_brings_none(
    bureau: Bureau, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(kept.FOLDER)
    monkeypatch.setattr(product, "results", lambda: folder)
    command(bureau.root)
    assert list(folder.rglob("results-*"))
    assert not list(bureau.root.rglob("results-*"))
    (folder / ".cache").rename(bureau.root / ".cache")
    assert command(bureau.root)["dataset._read_text"] > 10


class Command:
    """What would run when it is read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch $RAN",)


FORGED = [
    b"",
    b".",
    pickle.dumps(({"ledger.prose.calls.scan": {}}, 1))[:-9],
    pickle.dumps(Command()),
    pickle.dumps(({}, 1, "one too many")),
    pickle.dumps(({}, "1")),
    pickle.dumps(({"ledger.prose.calls.scan": {("a", "b"): 1}}, 1)),
    pickle.dumps(({"ledger.prose.calls.scan": {("a", "b"): [1, None]}}, 1)),
    pickle.dumps(({"ledger.prose.calls.none": {}}, 1)),
    pickle.dumps(({"ledger.prose.calls.scan": Path("ledger")}, 1)),
    pickle.dumps(({"ledger.prose.calls.scan": survey}, 1)),
    b"cstranger\nStranger\n.",
    b"cledger.results\nPath\n.",
]


@pytest.mark.parametrize(
    "step", [pytest.param(3, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.long)]
)
def test_a_forged_file_is_as_good_as_none(
    bureau: Bureau, folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    ran = folder.with_name("ran")
    monkeypatch.setenv("RAN", str(ran))
    folder.with_name("stranger.py").write_text(f"open({str(ran)!r}, 'w')\nclass Stranger: ...\n")
    monkeypatch.syspath_prepend(folder.parent)
    command(bureau.root)
    (file,) = folder.iterdir()
    for content in FORGED[::step]:
        file.write_bytes(sha256(content).digest() + content)
        assert command(bureau.root)["dataset._read_text"] > 10, content
        assert not ran.exists(), content
        assert command(bureau.root) == {}, content
