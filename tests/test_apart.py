"""The product, installed, serves a project in a folder that holds nothing of it."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from conftest import ROOT, SMALL, Bureau

from ledger import product
from ledger.checks.files import programs, settings
from ledger.commands import main
from mkdocs_ledger import events
from mkdocs_ledger.plugin import Plugin

#: what joins a project to the installed product
SETTINGS = """\
site_name: 数出有据
theme: material
plugins:
  - macros:
      module_name: macros
      on_undefined: strict
      on_error_fail: true
  - ledger
"""
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


class Apart(NamedTuple):
    """A project that is apart, and the folder in which the product is installed."""

    root: Path
    installed: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        home = self.installed.with_name("home")
        return subprocess.run(
            [sys.executable, "-m", "ledger", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.installed), "HOME": str(home)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def files(self) -> dict[str, bytes]:
        """Return what the project holds, save what is made anew."""
        made = (self.root / "site", self.root / ".cache")
        files = (file for file in self.root.rglob("*") if not {*made} & {*file.parents})
        files = (file for file in files if file.suffix != ".pyc")  # what Python compiles
        return {str(file): file.read_bytes() for file in files if file.is_file()}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", str(ROOT), "--no-build-isolation", "--wheel-dir", str(folder))
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def apart(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Apart:
    folder = tmp_path_factory.mktemp("apart")
    pip("install", str(wheel), "--target", str(folder / "installed"))
    root = folder / "某 局" / "2021 年"
    shutil.copytree(SMALL, root)
    shutil.copy(ROOT / "macros.py", root)
    (root / settings.FILE).write_text(SETTINGS, encoding="utf-8")
    return Apart(root, folder / "installed")


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", *arguments, "--no-index", "--no-deps", "-q"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def needed(folder: str) -> set[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.mark.slow
def test_the_wheel_holds_the_product_and_nothing_of_the_samples_bureau(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        found = {name for name in opened.namelist() if ".dist-info/" not in name}
    mapped = DECLARED["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    library = {
        name.replace(source, to, 1)
        for source, to in mapped.items()
        for name in needed(source)
    }  # fmt: skip
    assert found == needed("ledger") | needed("mkdocs_ledger") | library
    assert all(to.startswith("ledger/library/") for to in mapped.values()) and len(library) > 20


@pytest.mark.slow
def test_a_project_that_is_apart_is_checked(apart: Apart) -> None:
    before = apart.files()
    checked = apart.run("check")
    assert checked.returncode == 0 and "没有问题" in checked.stdout, checked
    assert apart.files() == before
    assert apart.run("--version").stdout == f"数出有据 {product.VERSION}\n"


@pytest.mark.long  # in the usual run the wheel is known to hold all of the product
def test_a_project_that_is_apart_is_built_and_published(apart: Apart) -> None:
    before = apart.files()
    built = apart.run("publish", "--to", "../发布", "--day", "2022-01-10")
    assert built.returncode == 0, built
    release = apart.root.parent / "发布/current"
    assert f'"{product.NAME}": "{product.VERSION}"' in (release / "manifest.json").read_text()
    assert "2022年1月10日" in (release / "about/index.html").read_text(encoding="utf-8")
    assert apart.files() == before


def test_what_the_wheel_asks_for_is_what_the_pins_are_made_from() -> None:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if line and line[0] != "#"]
    assert DECLARED["project"]["dependencies"] == asked


# the plugin


def test_the_plugin_hears_every_event_as_the_hooks_do() -> None:
    for name in events.__all__:
        assert getattr(Plugin, name).mkdocs_priority == getattr(
            getattr(events, name), "mkdocs_priority", 0
        )


def joined(bureau: Bureau, text: str) -> list[str]:
    """Return what is said of a project without hooks.py."""
    bureau.write(settings.FILE, text)
    (bureau.root / "hooks.py").unlink(missing_ok=True)
    return [str(each) for each in (*settings.check(bureau.root), *programs.check(bureau.root))]


def test_a_project_is_joined_by_the_plugin_or_by_its_hooks(bureau: Bureau) -> None:
    assert joined(bureau, SETTINGS) == []
    (twice,) = joined(bureau, SETTINGS + "hooks: [hooks.py]\n")
    assert twice.startswith("mkdocs.yml:9:") and "请删去其中一处" in twice
    (missing,) = joined(bureau, SETTINGS.replace("  - ledger\n", "hooks: [hooks.py]\n"))
    assert missing.startswith("hooks.py:1:1  缺少 hooks.py")
    (other,) = joined(bureau, SETTINGS + "  - search\n")
    assert "plugins：不能写“search”" in other


# where the product keeps and finds its own


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of a user of installed code."""
    monkeypatch.setattr(product, "_PACKAGE", tmp_path / "installed/ledger")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home/.cache"))
    (tmp_path / "installed/shuchu_youju-9.dist-info").mkdir(parents=True)
    return tmp_path / "home"


def test_results_are_kept_beside_the_code_of_a_repository() -> None:
    assert product.results() == ROOT


def test_results_of_installed_code_are_the_users_own(home: Path) -> None:
    folder = product.results()
    assert folder == home / ".cache/shuchu-youju"
    assert folder and stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("place", [".cache/shuchu-youju", ".cache", "."])
def test_no_results_are_kept_where_others_can_write(home: Path, place: str) -> None:
    (home / ".cache/shuchu-youju").mkdir(parents=True)
    (home / place).chmod(0o777)
    assert product.results() is None


def test_no_results_are_kept_where_there_is_no_home(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.write_text("")
    assert product.results() is None
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setattr(Path, "home", lambda: Path("/dev/null"))
    assert product.results() is None


def test_the_library_is_found_in_the_repository_and_where_it_is_installed(home: Path) -> None:
    name = "固定说法.yml"
    assert product.library(name) == home.with_name("installed") / "ledger/library" / name


def test_the_library_of_the_repository_is_the_samples() -> None:
    for name in ("regulations", "固定说法.yml", "近义词.yml", "用语.yml", "知识题库.yml"):
        assert product.library(name) == ROOT / "data" / name and product.library(name).exists()


def test_the_version_is_said_without_a_project(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"数出有据 \d+\.\d+\.\d+\n", capsys.readouterr().out)
