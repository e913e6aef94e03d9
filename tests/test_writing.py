"""One module writes files and reads texts, and what a switch depends on is on the disk before the switch."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from test_architecture import ENGINE, FILES, parse

from ledger.commands import main
from ledger.issues import Mistake
from ledger.machine import files
from ledger.publishing.switching import NOTE, Copy

#: the module that writes
WRITER = "ledger.machine.files"
#: calls that open for writing elsewhere: their number in a module, and why they may
EXCEPTIONS = {
    "ledger.machine.refusing": (1, "a closed stream becomes the null device"),
    "ledger.machine.terminal": (1, "a broken stream becomes the null device"),
    "ledger.publishing.verify": (2, "the same; the module runs alone, without the package"),
    "ledger.publishing.lock": (2, "the lock is an empty file that stays open"),
    "ledger.publishing.headers": (1, "packs in memory"),
    "ledger.documents.packing": (1, "packs in memory"),
    "ledger.documents.word": (2, "packs and saves in memory"),
    "ledger.documents.fonts": (1, "saves in memory"),
    "ledger.machine.packages": (1, "reads a part of a package"),
    "ledger.publishing.archive": (1, "packs into a stream of the writer"),
    "ledger.upgrading.trial": (
        2,
        "a copy of the project, on which changes are tried, and which goes",
    ),
}
#: functions that write whatever their arguments are
WRITERS = {
    "write_text", "write_bytes", "touch", "truncate", "save", "copy2", "copyfile", "copyfileobj", "copytree",
    "mkstemp", "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile",
    "shutil.copy", "shutil.move", "os.link",
}  # fmt: skip
#: functions that write or read, as their mode says, and the place of the mode
OPENERS = {"open": 1, "fdopen": 1, "ZipFile": 1, "GzipFile": 1, "BZ2File": 1, "LZMAFile": 1}
#: modules whose ``open`` takes the file first; the method of a path takes the mode first
MODULES = {"os", "io", "builtins", "codecs", "gzip", "bz2", "lzma", "tarfile"}


def writing(tree: ast.AST) -> list[int]:
    """Return the lines of the calls that write a file, or may: their mode is no constant."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if writes(call)]


def writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing, as far as its form tells."""
    whole = ast.unparse(call.func)
    owner, _, name = whole.rpartition(".")
    if name in WRITERS or whole in WRITERS:
        return True
    if name not in OPENERS:
        return False
    place = 0 if name == "open" and owner and owner not in MODULES else OPENERS[name]
    given: dict[int | str | None, ast.expr] = {each.arg: each.value for each in call.keywords}
    given |= enumerate(call.args)
    if None in given or any(isinstance(each, ast.Starred) for each in call.args):
        return True
    mode = given.get("mode", given.get("flags", given.get(place)))
    if whole == "os.open":
        return mode is None or ast.unparse(mode) != "os.O_RDONLY"
    return mode is not None and not reads(mode)


def reads(mode: ast.expr) -> bool:
    """Whether a mode is a constant that only reads."""
    return isinstance(mode, ast.Constant) and not set(str(mode.value)) & set("wax+")


@pytest.mark.slow
def test_no_other_module_reads_a_text_that_may_be_none() -> None:
    """A file that is not UTF-8 is a sentence, and no traceback."""
    found = [
        name
        for name, file in (FILES | ENGINE).items()
        if any(
            isinstance(node, ast.Attribute) and node.attr == "read_text"
            for node in ast.walk(parse(file))
        )
    ]
    assert found == ["ledger.machine.engine"]  # the templates of the theme and our own


@pytest.mark.parametrize("what", ["page", "configuration", "note"])
def test_a_file_in_another_encoding_is_said(
    tmp_path: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site := tmp_path / "site").mkdir()
    (tmp_path / "releases").mkdir()
    page, old, note = site / "index.html", tmp_path / "site.conf", tmp_path / NOTE
    for name in ("index.html", "404.html"):
        (site / name).write_text("<!doctype html>", encoding="utf-8")
    wrong = {"page": page, "configuration": old, "note": note}[what]
    wrong.write_text("中文", encoding="gb18030")
    asked = ["publish", "--list", "--to", str(tmp_path)] if what == "note" else ["headers", str(site), "--nginx", str(old)]  # fmt: skip
    assert main(asked) == 1
    assert capsys.readouterr().err == f"{wrong} 不是 UTF-8 编码；请在编辑器里另存为 UTF-8\n"


@pytest.mark.slow
def test_no_other_module_writes_a_file() -> None:
    found = {name: len(writing(parse(file))) for name, file in (FILES | ENGINE).items()}
    del found[WRITER]
    assert {name: n for name, n in found.items() if n} == {name: n for name, (n, _) in EXCEPTIONS.items()}  # fmt: skip


@pytest.mark.parametrize(
    "code",
    ["open('a', 'w')", "open('a', mode='ab')", "file.open('xb')", "file.open(mode)", "open('a', *more)",
     "open('a', **more)", "io.open('a', 'r+')", "os.open('a', os.O_WRONLY)", "os.open('a', flags)",
     "file.write_text('a')", "(a / b).write_bytes(b'')", "shutil.copy2(a, b)", "shutil.copy(a, b)",
     "ZipFile('a', 'w')", "gzip.open('a', 'wb')", "font.save(target)", "tempfile.mkstemp()", "os.link(a, b)"],
)  # fmt: skip
def test_a_write_is_seen(code: str) -> None:
    assert writing(ast.parse(code)) == [1]


@pytest.mark.parametrize(
    "code",
    ["open('a')", "open('a', 'rb')", "file.open()", "file.open('rb')", "os.open('a', os.O_RDONLY)", "link(a, b)",
     "record.copy(a)", "ZipFile('a')", "gzip.open('a', mode='rt')", "file.read_text()"],
)  # fmt: skip
def test_a_read_is_no_write(code: str) -> None:
    assert writing(ast.parse(code)) == []


def synced(patch: pytest.MonkeyPatch) -> set[str]:
    """Return the names that are flushed from now on."""
    found: set[str] = set()
    real = files.sync

    def sync(path: Path) -> None:
        found.add(path.name)
        real(path)

    patch.setattr(files, "sync", sync)
    return found


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """A folder with a release of one page, which no release precedes."""
    page = tmp_path / "releases/0001-a/report/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("页", encoding="utf-8")
    return tmp_path


def test_a_site_without_links_is_on_the_disk_before_the_switch(
    www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", unknown)
    found, renamed = synced(monkeypatch), []
    rename = os.rename
    monkeypatch.setattr(os, "rename", lambda *names: (renamed.append({*found}), rename(*names)))
    Copy(www).point("0001-a")
    assert (www / "current/report/index.html").read_text(encoding="utf-8") == "页"
    assert renamed[0] >= {"index.html", "report", ".current-next"}


def test_a_note_that_cannot_be_written_gives_the_old_site_back(
    www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Copy(www).point("0001-a")
    (www / "releases/0001-a").rename(www / "releases/0002-b")
    real = files.write

    def refused(file: Path, content: bytes, **more: bool) -> None:
        if content == b"0002-b":
            raise Mistake(f"{file} 不许改写")
        real(file, content, **more)

    monkeypatch.setattr(files, "write", refused)
    with pytest.raises(Mistake):
        Copy(www).point("0002-b")
    assert (www / "current/report/index.html").is_file()
    assert (www / NOTE).read_text(encoding="utf-8") == "0001-a"


def test_what_a_dead_switch_left_unfinished_is_deleted(www: Path) -> None:
    Copy(www).point("0001-a")
    (www / f".{'0' * 16}.part").touch()
    (www / ".keep.part").touch()
    Copy(www).heal()
    assert sorted(path.name for path in www.glob(".*")) == [".keep.part"]


def test_a_file_may_be_written_whole_without_a_flush(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "fsync", asked.append)
    files.write(tmp_path / "a", b"a", flush=False)
    assert asked == [] and (tmp_path / "a").read_bytes() == b"a"
    files.write(tmp_path / "a", b"b")
    assert len(asked) == 1 and (tmp_path / "a").read_bytes() == b"b"
