"""Checking a published site with nothing but Python."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from fake_site import publish

from ledger.publishing import verify

SCRIPT = ROOT / "ledger/publishing/verify.py"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A published release."""
    return publish(tmp_path / "www", 7).folder


def test_it_needs_nothing_but_python() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}  # fmt: skip
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.slow
def test_as_a_file_of_its_own_it_reports_each_difference(release: Path, tmp_path: Path) -> None:
    alone = shutil.copy(SCRIPT, tmp_path / "verify.py")

    def run(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", alone, *map(str, arguments)],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()

    digest = verify.entry_of(release / verify.MANIFEST).sha256
    code, said, _ = run(release)
    assert (
        code == 0 and "与清单一致，清单没有签名：8 个文件" in said[0] and said[1].endswith(digest)
    )
    (release / "index.html").unlink()
    (release / "report/index.html").write_text("<p>")
    (release / "figures/旧 稿.html").write_text("")
    assert run(release) == (1, [
        "多出  figures/旧 稿.html", "缺少  index.html", "改动  report/index.html",
        "共 3 处和清单不一致；请重新发布，或换回上一版",
    ], [])  # fmt: skip
    assert run(tmp_path / "no")[0] == run()[0] == run("--help")[0] == 2


def test_same_size_and_time_do_not_deceive(release: Path) -> None:
    page = release / "index.html"
    page.write_bytes(page.read_bytes().replace(b"site 7", b"site 8", 1))
    assert [*map(str, verify.differences(release))] == ["改动  index.html"]


def test_a_link_is_no_file_of_a_release(release: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    shutil.move(release / "index.html", outside)
    (release / "index.html").symlink_to(outside)
    (release / "more").symlink_to(tmp_path)
    assert [*map(str, verify.differences(release))] == ["改动  index.html", "多出  more"]


@pytest.mark.parametrize("content", [
    "", "{", "[]", "{}", '{"files": []}', '{"files": {"a": {}}}', '{"files": {"a": {"sha256": "", "size": "x"}}}',
    '{"files": {"../a": {"sha256": "", "size": 1}}}', '{"files": {"/a": {"sha256": "", "size": 1}}}', "[" * 100_000,
])  # fmt: skip
def test_a_broken_manifest_is_one_line(
    release: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (release / verify.MANIFEST).write_text(content)
    assert verify.main([str(release)]) == 1
    said = capsys.readouterr().out
    assert "读不懂" in said and said.count("\n") == 1


def test_a_folder_without_a_manifest_says_where_it_may_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(tmp_path / "www", 1)
    assert verify.main([str(tmp_path / "www")]) == 1
    assert "下面的 current" in capsys.readouterr().out
    assert verify.main([str(tmp_path / "www/current")]) == 0


def test_bytes_that_are_no_manifest_are_one_line(release: Path) -> None:
    (release / verify.MANIFEST).write_bytes(b"\xff\xfe{")
    assert verify.main([str(release)]) == 1
    (release / verify.MANIFEST).write_text(json.dumps({"files": {}, "edition": "全员"}))
    assert len([*map(str, verify.differences(release))]) == 8


NO_FILE: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "an endless device": lambda file: file.symlink_to("/dev/zero"),
    "a link to an ordinary file": lambda file: file.symlink_to(
        shutil.move(file.parent / "report/index.html", file.parent.parent / "elsewhere")
    ),
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("what", NO_FILE)
def test_a_manifest_that_is_no_ordinary_file_is_not_opened(
    release: Path, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (release / verify.MANIFEST).unlink()
    NO_FILE[what](release / verify.MANIFEST)
    assert verify.main([str(release)]) == 1
    assert "不是普通的文件" in capsys.readouterr().out


def test_a_manifest_without_end_is_not_read_to_its_end(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.truncate(release / verify.MANIFEST, 1 << 40)
    assert verify.main([str(release)]) == 1
    assert "超过 16 MB" in capsys.readouterr().out


def test_no_pipe_and_no_length_holds_the_comparison_up(release: Path) -> None:
    (release / "index.html").unlink()
    os.mkfifo(release / "index.html")
    os.mkfifo(release / "more")
    os.truncate(release / "report/index.html", 1 << 40)
    assert [*map(str, verify.differences(release))] == [
        "改动  index.html",
        "多出  more",
        "改动  report/index.html",
    ]


def test_an_empty_folder_is_said_by_its_name(release: Path) -> None:
    (release / "机密/甲").mkdir(parents=True)
    (release / "report/空").mkdir()
    assert [*map(str, verify.differences(release))] == ["多出  report/空/", "多出  机密/甲/"]


def test_what_nobody_may_read_is_said_and_hides_nothing_else(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root reads such a file, the user of a web server does not."""
    (release / "index.html").chmod(0)
    (release / "more").touch()
    assert verify.main([str(release)]) == 3
    said = capsys.readouterr().err
    assert "读不了  index.html（" in said and "多出  more" in said
    assert "共 1 处和清单不一致" in said and "共 1 处读不了，没有核对" in said


@pytest.mark.slow
def test_nobody_need_listen_to_the_end(release: Path) -> None:
    for number in range(5000):
        (release / f"{number:0100}").touch()
    checking = subprocess.Popen(
        [sys.executable, SCRIPT, release], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert checking.stdout and checking.stderr
    checking.stdout.close()
    assert checking.wait(timeout=60) == 1 and checking.stderr.read() == b""
    checking.stderr.close()
