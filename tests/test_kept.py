"""Files that are kept: taken again only whole, and only while nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Bureau

from ledger.documents import files, printer
from ledger.documents.properties import Properties
from ledger.documents.site import REPORT_PAGE
from ledger.machine import kept
from ledger.project import Project
from ledger.survey import open_project


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, so that what other tests keep is not found."""
    monkeypatch.setenv(kept.FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


class Maker:
    """Makes a text that says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> bytes:
        self.asked += 1
        return b"made %d" % self.asked


def test_what_was_made_of_the_same_is_made_once(tmp_path: Path) -> None:
    make = Maker()
    assert [kept.kept(tmp_path, "a", [b"x"], make) for _ in range(2)] == [b"made 1"] * 2
    for other in ([b"y"], [b"x", b""], [b"", b"x"], [b"x", b"y"], [b"xy"]):
        before = make.asked
        kept.kept(tmp_path, "a", other, make)
        assert make.asked == before + 1, other
    assert kept.kept(tmp_path, "b", [b"x"], make) == b"made 7"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_looks_at_what_is_kept(tmp_path: Path) -> None:
    kept.remember(tmp_path, "file", [b"1"], b"restricted")
    (file,) = tmp_path.rglob("file-*")
    assert file.parent.stat().st_mode & 0o077 == 0
    file.parent.chmod(0o755)  # as a folder may be that was there before
    file.chmod(0o644)
    kept.remember(tmp_path, "file", [b"1"], b"restricted as well")
    kept.remember(tmp_path, "file", [b"2"], b"restricted")
    assert [each.stat().st_mode & 0o777 for each in file.parent.iterdir()] == [0o600] * 2


def test_what_is_remembered_replaces_what_was(tmp_path: Path) -> None:
    assert kept.recall(tmp_path, "a", [b"x"]) == b""
    for content in (b"1", b"22", b""):
        kept.remember(tmp_path, "a", [b"x"], content)
        assert kept.recall(tmp_path, "a", [b"x"]) == content
    kept.remember(tmp_path, "a", [b"y"], b"3")
    assert kept.recall(tmp_path, "a", [b"x"]) == b""


@pytest.mark.parametrize(
    "harm",
    [
        lambda _: b"",
        lambda whole: whole[:1],
        lambda whole: whole[:32],
        lambda whole: whole[:-1],
        lambda whole: whole + b".",
        lambda whole: whole[32:],
        lambda whole: bytes(len(whole)),
        lambda whole: whole[:-1] + b"?",
    ],
)
def test_a_kept_file_that_is_not_whole_is_made_anew(
    tmp_path: Path, folder: Path, harm: Callable[[bytes], bytes]
) -> None:
    make = Maker()
    kept.kept(tmp_path, "a", [b"x"], make)
    (file,) = folder.iterdir()
    file.write_bytes(harm(file.read_bytes()))
    assert [kept.kept(tmp_path, "a", [b"x"], make) for _ in range(2)] == [b"made 2"] * 2
    assert list(folder.iterdir()) == [file]


def test_a_folder_in_the_place_of_a_kept_file_stops_nothing(tmp_path: Path, folder: Path) -> None:
    make = Maker()
    kept.kept(tmp_path, "a", [b"x"], make)
    (file,) = folder.iterdir()
    file.unlink()
    file.mkdir()
    assert kept.kept(tmp_path, "a", [b"x"], make) == b"made 2"
    assert list(folder.iterdir()) == [file]


def test_nothing_is_kept_of_what_could_not_be_made(tmp_path: Path, folder: Path) -> None:
    def fail() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept.kept(tmp_path, "a", [b"x"], fail)
    assert not folder.exists()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert kept.kept(tmp_path, "a", [b"x"], lambda: b"made") == b"made"


def test_old_ones_go_by_kind(tmp_path: Path, folder: Path) -> None:
    for number in range(9):
        kept.kept(tmp_path, "a", [b"%d" % number], lambda: b"made")
    kept.kept(tmp_path, "b", [b"x"], lambda: b"made")
    assert sorted(file.name[0] for file in folder.iterdir()) == ["a"] * 4 + ["b"]
    assert kept.kept(tmp_path, "a", [b"8"], lambda: b"other") == b"made"


def test_without_the_variable_they_lie_in_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(kept.FOLDER)
    kept.kept(tmp_path, "a", [b"x"], lambda: b"made")
    assert [file.name[:2] for file in (tmp_path / ".cache/kept").iterdir()] == ["a-"]


# --- the printed report: what of the machine decides its bytes


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose browser says its version, and whose fonts are those in ``fonts``."""
    (tmp_path / "fonts").mkdir()
    font = next((ROOT / ".cache/fonts").glob("*.ttf"), None)
    if font is None:
        pytest.fail("没有公文字体的替身；请先运行 make fonts")
    (tmp_path / "fonts/one.ttf").symlink_to(font)
    settings = tmp_path / "own.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}/fonts</dir><cachedir>{tmp_path}/fc</cachedir></fontconfig>\n"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "browser"))
    _says(tmp_path, "echo Browser 1.0")
    return tmp_path


def _says(machine: Path, script: str) -> None:
    (machine / "browser").write_text(f"#!/bin/sh\n{script}\n")
    (machine / "browser").chmod(0o755)


def test_another_font_setting_or_browser_is_another_machine(machine: Path) -> None:
    seen = [printer.identity(machine)]
    assert seen[0] and printer.identity(machine) == seen[0]
    (machine / "fonts/two.ttf").write_bytes((machine / "fonts/one.ttf").read_bytes())
    seen.append(printer.identity(machine))
    os.utime(machine / "fonts/two.ttf", (1, 1))  # another font under the name
    seen.append(printer.identity(machine))
    with (machine / "own.conf").open("a", encoding="utf-8") as settings:
        settings.write("<!-- changed -->\n")
    seen.append(printer.identity(machine))
    _says(machine, "echo Browser 1.1")
    seen.append(printer.identity(machine))
    assert None not in seen and len(set(seen)) == len(seen)


def test_a_machine_that_tells_nothing_keeps_nothing(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _says(machine, "exit 1")
    assert printer.identity(machine) is None
    _says(machine, f"echo asked >> {machine}/asked; echo Browser 1.0")
    monkeypatch.setenv("PATH", str(machine / "empty"))  # no fontconfig
    assert printer.identity(machine) is None
    assert not (machine / "asked").exists()  # on such a system, asking opens a window


@pytest.fixture
def printed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], bytes]:
    """Make the downloads of a site whose page is ``page``; return what its PDF says."""
    make = Maker()
    monkeypatch.setattr(printer, "identity", lambda _: b"a machine")
    monkeypatch.setattr(files, "made", lambda *_: make())
    monkeypatch.setattr(files, "offered", lambda: ["pdf"])
    page = tmp_path / "site" / REPORT_PAGE
    page.parent.mkdir(parents=True)
    page.write_text("page", encoding="utf-8")
    alone = replace(project, documents={})

    def write() -> bytes:
        files.write_downloads(tmp_path / "site", alone)
        return page.with_name("report.pdf").read_bytes()

    return write


def test_a_report_is_printed_anew_where_page_machine_or_kept_file_changed(
    printed: Callable[[], bytes], tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, identity = tmp_path / "site" / REPORT_PAGE, [b"the fonts of a fresh machine"]
    monkeypatch.setattr(printer, "identity", lambda _: identity[0])
    assert [printed(), printed()] == [b"made 1"] * 2
    identity[0] = b"the official fonts are installed"
    assert [printed(), printed()] == [b"made 2"] * 2
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert printed() == b"made 3"
    page.write_text("another page", encoding="utf-8")
    assert printed() == b"made 4"
    monkeypatch.setattr(printer, "identity", lambda _: None)
    assert [printed(), printed()] == [b"made 5", b"made 6"]


def _other_version(patch: pytest.MonkeyPatch, package: str) -> None:
    real = files.version
    patch.setattr(files, "version", lambda name: "0" if name == package else real(name))


def _other_title(patch: pytest.MonkeyPatch, key: str) -> None:
    real = files.properties
    other = date(2000, 1, 1) if key == "date" else "另一个"
    patch.setattr(files, "properties", lambda project: replace(real(project), **{key: other}))


def _other_code(patch: pytest.MonkeyPatch, _: str) -> None:
    patch.setattr(files, "_code", lambda: b"one line more")


@pytest.mark.parametrize(
    ("other", "what"),
    [
        *((_other_version, package) for package in ("pypdf", "python-docx", "lxml", "xlsxwriter")),
        *((_other_title, field.name) for field in fields(Properties)),
        (lambda patch, new: patch.setattr("sys.version", new), "4.0"),
        (_other_code, ""),
    ],
)  # fmt: skip
def test_a_report_is_printed_anew_where_what_makes_it_changed(
    printed: Callable[[], bytes],
    monkeypatch: pytest.MonkeyPatch,
    other: Callable[[pytest.MonkeyPatch, str], None],
    what: str,
) -> None:
    assert [printed(), printed()] == [b"made 1"] * 2
    other(monkeypatch, what)
    assert [printed(), printed()] == [b"made 2"] * 2


@pytest.mark.slow
def test_a_workbook_is_made_anew_where_what_it_holds_changed(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Maker()
    monkeypatch.setattr(files, "made", lambda *_: make())
    monkeypatch.setattr(files, "offered", lambda: ["xlsx"])
    (tmp_path / "site" / REPORT_PAGE).parent.mkdir(parents=True)

    def written(edition: str = "全员") -> bytes:
        files.write_downloads(tmp_path / "site", open_project(bureau.root, edition))
        return (tmp_path / "site" / REPORT_PAGE).with_name("report.xlsx").read_bytes()

    assert [written(), written()] == [b"made 1"] * 2
    assert written("纪检") == b"made 2"
    bureau.change("data/2021/履责记录/01.yml", "到县里督导", "到县里再次督导")
    assert [written(), written()] == [b"made 3"] * 2
    _other_title(monkeypatch, "author")
    assert written() == b"made 4"


def test_what_makes_it_is_all_of_our_code_and_its_templates() -> None:
    """Every file below ledger/ but what Python has compiled."""
    own = [file for file in (ROOT / "ledger").rglob("*") if file.is_file()]
    own = [file for file in own if file.suffix != ".pyc"]
    assert {file.suffix for file in own} >= {".py", ".xml"}
    assert files._sources() == sorted(own)


def test_one_line_more_of_the_code_is_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file := tmp_path / "a.py").write_text("1")
    monkeypatch.setattr(files, "_sources", lambda: [file])
    before = files._code.__wrapped__()
    assert files._code.__wrapped__() == before
    file.write_text("1\n2")
    assert files._code.__wrapped__() != before
