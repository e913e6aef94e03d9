"""What ``serve`` notices and says while files come and go."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from conftest import ROOT
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils import DuplicateFilter
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from mkdocs_ledger import serving, settings

#: how long a test waits for an event before it fails
_SECONDS = 30


class _Noticing(FileSystemEventHandler):
    def __init__(self) -> None:
        self.noticed: Queue[tuple[str, str]] = Queue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.noticed.put((event.event_type, Path(str(event.src_path)).name))


@pytest.fixture
def noticing(tmp_path: Path) -> Iterator[_Noticing]:
    """What is noticed of the folder docs of a new folder."""
    handler, observer = _Noticing(), PollingObserver(timeout=0.02)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("甲")
    observer.schedule(handler, str(tmp_path / "docs"), recursive=True)
    serving.watch_on(observer)
    observer.start()
    yield handler
    observer.stop()
    observer.join()


def noticed(by: _Noticing, kind: str, name: str) -> bool:
    """Wait until an event was noticed; tell whether it was."""
    try:
        while by.noticed.get(timeout=_SECONDS) != (kind, name):
            pass
    except Empty:
        return False
    return True


def test_a_folder_that_was_away_is_watched_again(noticing: _Noticing, tmp_path: Path) -> None:
    (tmp_path / "docs").rename(tmp_path / "away")
    assert noticed(noticing, "deleted", "a.md")
    (tmp_path / "away").rename(tmp_path / "docs")
    assert noticed(noticing, "created", "a.md")
    (tmp_path / "docs/a.md").write_text("乙乙")
    assert noticed(noticing, "modified", "a.md")


def test_what_is_edited_while_a_build_runs_is_noticed_after_it(
    noticing: _Noticing, tmp_path: Path
) -> None:
    shown: list[BaseException] = []
    (tmp_path / "site").mkdir()

    def build() -> None:
        (tmp_path / "docs/a.md").write_text("乙乙")
        with pytest.raises(Empty):
            noticing.noticed.get(timeout=0.3)
        raise ValueError("wrong")

    rebuild = serving._rebuilding(build, tmp_path, tmp_path / "site", shown)
    serving._settled(rebuild, [str(tmp_path / "docs")])()
    assert [str(each) for each in shown] == ["wrong"]
    assert noticed(noticing, "modified", "a.md")


@pytest.mark.parametrize("always", [False, True])
def test_what_comes_and_goes_while_a_build_runs_is_built_again(
    always: bool, tmp_path: Path
) -> None:
    passing, built = tmp_path / "docs/资料/b.md", list[bool]()
    passing.parent.mkdir(parents=True)

    def build() -> None:
        if always or not built:
            passing.write_text("乙")
        built.append(passing.exists())
        passing.unlink(missing_ok=True)

    serving._settled(build, [str(tmp_path / "docs")])()
    assert built == ([True] * serving._TIMES if always else [True, False])


def test_what_python_compiles_is_not_watched(noticing: _Noticing, tmp_path: Path) -> None:
    (tmp_path / "docs/__pycache__").mkdir()
    (tmp_path / "docs/__pycache__/a.pyc").write_text("乙")
    (tmp_path / "docs/b.md").write_text("乙")
    assert noticing.noticed.get(timeout=_SECONDS) == ("created", "b.md")


def test_code_is_watched_without_what_python_compiles(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    settings.apply(config)
    config["problems"] = []
    with LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path)) as server:
        serving.on_serve(server, config, lambda: None)
        for path in config.watch:  # as MkDocs does then
            server.watch(path)
        seen = [path for each in server.observer.emitters for path in each._take_snapshot().paths]
    assert str(Path(serving.__file__)) in seen
    assert not any("__pycache__" in path for path in seen)


def test_a_finding_that_comes_again_is_printed_again(caplog: pytest.LogCaptureFixture) -> None:
    log, once = logging.getLogger("mkdocs.commands.build"), DuplicateFilter()
    log.addFilter(once)
    try:
        with caplog.at_level(logging.ERROR, "mkdocs"):
            log.error("data/a.yml:1:1  错")
            serving._say_again()
            log.error("data/a.yml:1:1  错")
    finally:
        log.removeFilter(once)
    assert caplog.messages == ["data/a.yml:1:1  错"] * 2
