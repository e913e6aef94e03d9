"""One archive brings everything: the same each time, and enough to install without a network."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

from ledger import product

COMMIT = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "commit", "-q", "-m", "t",
          "--date=2026-01-01T00:00:00Z"]  # fmt: skip
HASH = "--hash=sha256:" + 64 * "0"


def load() -> ModuleType:
    """Return the script as a module; ``deploy/`` is no package."""
    file = ROOT / "deploy/wheelhouse.py"
    specification = importlib.util.spec_from_file_location("wheelhouse", file)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


wheelhouse = load()


def git(folder: Path, *arguments: str) -> str:
    environ = os.environ | {"GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z"}
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, env=environ, capture_output=True, text=True
    ).stdout


def committed(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, *COMMIT)
    return folder


def names(archive: Path) -> dict[str, tarfile.TarInfo]:
    with tarfile.open(archive) as opened:
        return {member.name: member for member in opened}


@pytest.mark.parametrize(
    ("marker", "platforms"),
    [
        ("", {"x86_64", "aarch64", "win_amd64"}),
        (" ; sys_platform == 'win32'", {"win_amd64"}),
        (" ; platform_machine == 'aarch64'", {"aarch64"}),
        (" ; python_full_version < '3.12'", set()),
    ],
)
def test_an_entry_is_gathered_where_it_is_wanted(marker: str, platforms: set[str]) -> None:
    entry = f"a-b==1{marker} {HASH}"
    found = {each for each in wheelhouse.PLATFORMS if wheelhouse.wanted(entry, each, "3.12")}
    assert found == platforms
    assert wheelhouse.unconditional(entry) == f"a-b==1 {HASH}"
    assert wheelhouse.name_of(entry) == "a_b"


def test_every_pin_is_read() -> None:
    listed = wheelhouse.entries(ROOT / "requirements.txt")
    assert len(listed) == (ROOT / "requirements.txt").read_text().count("==")
    assert all("--hash=sha256:" in entry for entry in listed)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small project that is committed, and something that is not."""
    root = tmp_path / "a"
    (root / "deploy").mkdir(parents=True)
    (root / "deploy/安装说明.txt").write_text("说明", encoding="utf-8")
    (root / "run").write_text("#!/bin/sh\n")
    (root / "run").chmod(0o755)
    committed(root)
    (root / "私事.txt").touch()
    return root


def test_the_archive_depends_on_nothing_but_its_contents(tree: Path, tmp_path: Path) -> None:
    wheels = [tmp_path / name for name in ("b-1-py3-none-any.whl", "a-1-py3-none-any.whl")]
    for wheel in wheels:
        wheel.write_text(wheel.name)
    wheelhouse.pack(tree, wheels, tmp_path / "1.tar.gz")
    other = tmp_path / "b"
    subprocess.run(["git", "clone", "-q", str(tree), str(other)], check=True, capture_output=True)
    for file in [*wheels, *other.rglob("*.txt")]:
        os.utime(file, (1, 1))
    old = os.umask(0o077)
    wheelhouse.pack(other, wheels[::-1], tmp_path / "2.tar.gz")
    os.umask(old)
    assert (tmp_path / "1.tar.gz").read_bytes() == (tmp_path / "2.tar.gz").read_bytes()
    found = names(tmp_path / "1.tar.gz")
    assert list(found) == sorted(found)
    assert {(each.uid, each.gid, each.uname) for each in found.values()} == {(0, 0, "")}
    assert found["shuchu-youju/run"].mode == 0o755
    assert "shuchu-youju/私事.txt" not in found
    assert "shuchu-youju/wheelhouse/a-1-py3-none-any.whl" in found


def test_fonts_that_were_fetched_go_along(tree: Path, tmp_path: Path) -> None:
    fonts = tree / ".cache/fonts"
    fonts.mkdir(parents=True)
    (fonts / "甲.ttf").write_text("font")
    (fonts / "package").mkdir()
    wheelhouse.pack(tree, [], tmp_path / "1.tar.gz")
    assert "shuchu-youju/.cache/fonts/甲.ttf" in names(tmp_path / "1.tar.gz")


def test_the_sums_are_of_every_file(tree: Path, tmp_path: Path) -> None:
    wheelhouse.pack(tree, [], tmp_path / "x.tar.gz")
    with tarfile.open(tmp_path / "x.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    top = tmp_path / "shuchu-youju"
    lines = (top / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    there = {path.relative_to(top).as_posix(): path for path in top.rglob("*") if path.is_file()}
    assert sums.keys() == there.keys() - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(there[name].read_bytes()).hexdigest() == digest


def test_outside_a_repository_one_line_says_so(tmp_path: Path) -> None:
    with pytest.raises(wheelhouse.Trouble, match="不是 git 的工作目录"):
        wheelhouse.pack(tmp_path, [], tmp_path / "x.tar.gz")
    assert not list(tmp_path.iterdir())


def test_a_place_that_is_no_file_is_refused_before_any_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["wheelhouse.py", "none.txt", "--platforms", "x86_64", "--pythons", "3.11"]
    monkeypatch.setattr(sys, "argv", [*asked, "--out", "/dev/full"])
    assert wheelhouse.main() == 1
    assert capsys.readouterr().err.startswith("/dev/full 不是普通文件；")


@pytest.mark.long
@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in wheelhouse.PLATFORMS,
    reason="wheels are gathered for Linux on x86-64 and aarch64",
)
def test_a_machine_without_a_network_installs_and_checks(tmp_path: Path) -> None:
    source, python = tmp_path / "source", f"3.{sys.version_info.minor}"
    for name in git(ROOT, "ls-files", "-co", "--exclude-standard", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    made = subprocess.run(
        [sys.executable, "deploy/wheelhouse.py", "requirements.txt", "--platforms", platform.machine(),
         "--pythons", python, "--cache", str(ROOT / ".cache/pip"), "--out", str(tmp_path / "w.tar.gz")],
        cwd=committed(source), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    with tarfile.open(tmp_path / "w.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    # no index, no configuration that names one, and none to be reached
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environ |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_NO_CACHE_DIR": "1"}
    environ |= {"PIP_NO_COMPILE": "1"}  # what is not run need not be compiled
    environ |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    top = tmp_path / "shuchu-youju"
    done = subprocess.run(
        ["make", f"PYTHON={sys._base_executable}", "check"],  # type: ignore[attr-defined]
        cwd=top, env=environ, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-2].startswith("没有问题：")


@pytest.mark.slow
def test_the_wheel_of_a_commit_has_the_same_bytes_whenever_it_is_built(tmp_path: Path) -> None:
    for number in "12":
        wheelhouse.product(ROOT, tmp_path / number)
    one, two = (next((tmp_path / number).iterdir()) for number in "12")
    assert one.name == f"shuchu_youju-{product.VERSION}-py3-none-any.whl"
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.slow
def test_a_product_that_does_not_build_gives_no_archive(tmp_path: Path, tree: Path) -> None:
    with pytest.raises(wheelhouse.Trouble, match="本项目的软件包没有做成"):
        wheelhouse.product(tree, tmp_path / "out")
