"""Whatever a command writes, it writes whole: through links, and never in the place of a device."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Bureau
from test_import import TARGET, imported, rules

from ledger.commands import main
from ledger.issues import Mistake
from ledger.machine import files

SITE = "<!doctype html><title>甲</title>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site of one page."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in ("index.html", "404.html"):
        (folder / name).write_text(SITE, encoding="utf-8")
    return folder


def commands(out: Path, root: Path, site: Path) -> list[list[str]]:
    """All commands that write a file which a person names."""
    project = ["--root", str(root)]
    return [
        *([kind, str(out), *project] for kind in ("pdf", "docx", "xlsx")),
        ["diff", "HEAD", "--out", str(out), *project],
        ["headers", str(site), "--nginx", str(out)],
        ["headers", str(site), "--iis", str(out)],
    ]


def odd(folder: Path) -> Iterator[tuple[Path, str]]:
    """Names under which no command may write, and what is said of them."""
    os.mkfifo(folder / "pipe")
    (folder / "folder").mkdir()
    (folder / "to-nothing").symlink_to(folder / "nothing")
    (folder / "to-device").symlink_to("/dev/full")
    (folder / "to-itself").symlink_to(folder / "to-itself")
    yield folder / "pipe", "不是普通文件"
    yield folder / "folder", "是文件夹"
    yield folder / "to-nothing", f"是一个链接，它指的 {folder / 'nothing'} 不存在"
    yield folder / "to-device", "不是普通文件"
    yield folder / "to-itself", "是一个链接"
    yield folder / "no/file", f"所在的文件夹 {folder / 'no'} 不存在"
    yield Path("/dev/full"), "不是普通文件"
    yield Path("/dev/stdout"), "不是普通文件"


def kinds(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IFMT(path.lstat().st_mode) for path in folder.iterdir()}


def test_only_an_ordinary_file_is_written(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder := tmp_path / "odd").mkdir()
    for out, said in odd(folder):
        before = kinds(folder)
        for command in commands(out, ROOT, site):
            assert main(command) == 2, command
            told = capsys.readouterr()
            assert told.err.startswith(f"{out} {said}") and told.err.count("\n") == 1, told.err
            assert told.out == "" and "如 " in told.err
        assert kinds(folder) == before
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_link_stays_and_its_file_is_written(
    bureau: Bureau, tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (kept := tmp_path / "kept").mkdir()
    for number, command in enumerate(["xlsx", "--nginx", "--iis"]):
        file, link = kept / f"file{number}.xlsx", tmp_path / f"link{number}"
        file.touch(mode=0o640)
        (tmp_path / f"between{number}").symlink_to(file)
        link.symlink_to(f"between{number}")
        asked = (
            [command, str(link), "--root", str(bureau.root)]
            if command == "xlsx"
            else ["headers", str(site), command, str(link)]
        )
        if command == "--nginx":  # an old configuration is renewed, and this one is none
            file.unlink()
            main(["headers", str(site), command, str(file)])
            file.chmod(0o640)
        assert main(asked) == 0, capsys.readouterr().err
        assert link.is_symlink() and file.stat().st_size > 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert {path.name for path in kept.iterdir()} == {"file0.xlsx", "file1.xlsx", "file2.xlsx"}


def test_a_file_that_cannot_be_written_whole_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"报告\.pdf"):
        files.write(file, b"new")
    assert file.read_bytes() == b"old" and list(tmp_path.iterdir()) == [file]


def test_what_may_not_be_changed_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "报告.pdf"
    file.write_bytes(b"signed")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the superuser may write everything
    assert files.objection(file, "报告.pdf") == f"{file} 不许改写；请写一个文件名，如 报告.pdf"
    with pytest.raises(Mistake, match="不许改写"):
        files.write(file, b"new")
    assert file.read_bytes() == b"signed"


@pytest.mark.parametrize(
    "line",
    ["xlsx macros.py", "pdf mkdocs.yml", "xlsx 无后缀", "docx 报告.pdf", "xlsx docs/report/index.md", "xlsx data/2021/核对.xlsx",
     "diff HEAD --out 变更单.html", "diff HEAD --out README.md", "diff HEAD --out requirements.txt", "diff HEAD --out docs/新.md", "xlsx 链接.xlsx", "headers site --nginx mkdocs.yml",
     "headers site --iis docs/web.config"],
)  # fmt: skip
def test_the_projects_own_files_are_not_written_over(
    bureau: Bureau, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (bureau.root / "链接.xlsx").symlink_to("macros.py")
    bureau.write("mkdocs.yml", "site_name: 甲\n")
    monkeypatch.chdir(bureau.root)
    before = {path: path.read_bytes() for path in bureau.root.rglob("*") if path.is_file()}
    assert main(line.split()) == 2
    assert "；请写一个文件名，如 " in capsys.readouterr().err
    assert {path: path.read_bytes() for path in bureau.root.rglob("*") if path.is_file()} == before


#: commands that name their file themselves, and that file
OWN = {"import-regulation": TARGET, "reference": "CONTRIBUTING.md"}


def run_own(command: str, bureau: Bureau) -> int:
    """Run it in the bureau's folder, with what it needs there."""
    if command == "reference":
        return main([command])
    return imported(bureau, rules(*range(1, 11)), "--replace")


@pytest.fixture
def tables(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> str:
    """What CONTRIBUTING.md holds before ``reference`` fills it; the commands run in its folder."""
    monkeypatch.chdir(bureau.root)
    for name in ("HACKING.md", "REFERENCE.md"):
        bureau.write(name, (ROOT / name).read_text(encoding="utf-8"))
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.replace("| `figure` | ", "| `figure` | 旧的")


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize("command", OWN)
@pytest.mark.parametrize("kind", ["folder", "to-nothing", "to-device", "pipe"])
def test_a_command_that_names_its_file_writes_an_ordinary_one(
    bureau: Bureau, command: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = bureau.root / OWN[command]
    match kind:
        case "folder":
            file.mkdir()
        case "to-nothing":
            file.symlink_to(file.with_name("nothing"))
        case "to-device":
            file.symlink_to("/dev/full")
        case _:
            os.mkfifo(file)
    before = kinds(file.parent)
    assert run_own(command, bureau) != 0
    assert "Traceback" not in capsys.readouterr().err
    assert kinds(file.parent) == before


@pytest.mark.parametrize("command", OWN)
def test_it_writes_through_a_link_and_whole(
    bureau: Bureau, tables: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, file = bureau.root / OWN[command], tmp_path / "kept.txt"
    file.write_text(tables if command == "reference" else "[]\n", encoding="utf-8")
    link.symlink_to(file)
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert run_own(command, bureau) == 3 and file.read_bytes() == before
    assert run_own(command, bureau) == 0
    assert link.is_symlink() and file.read_bytes() != before
    assert not list(file.parent.glob(".*.part"))


def full(_: int) -> None:
    """Say as the system does that the disk is full."""
    raise OSError(28, "No space left on device")
