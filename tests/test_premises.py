"""What is made never takes the place of the project's own files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Bureau
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from ledger.machine import premises
from mkdocs_ledger import building


@pytest.mark.parametrize("name", [".", "..", "data", "data/2021", "docs/新", "tests", ".git", "ledger", "link"])  # fmt: skip
def test_no_site_is_built_over_the_project(bureau: Bureau, name: str) -> None:
    (bureau.root / "link").symlink_to("data")
    said = premises.not_to_be_emptied(bureau.root, bureau.root / name)
    whole = {".": "是项目的文件夹", "..": "里面有这个项目"}
    assert said and whole.get(name, "是项目自己的文件夹，或在里面") in said and "请换一个" in said


def test_a_site_replaces_only_a_site(bureau: Bureau, tmp_path: Path) -> None:
    (folder := tmp_path / "out").mkdir()
    assert premises.not_to_be_emptied(bureau.root, folder) is None
    assert premises.not_to_be_emptied(bureau.root, bureau.root / "site") is None
    (folder / "index.html").touch()
    assert "里有别的东西" in str(premises.not_to_be_emptied(bureau.root, folder))
    assert "不是文件夹" in str(premises.not_to_be_emptied(bureau.root, folder / "index.html"))
    (folder / "404.html").touch()
    assert premises.not_to_be_emptied(bureau.root, folder) is None


def test_the_build_touches_nothing_that_is_not_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(building.SERVING, raising=False)
    (kept := tmp_path / "账.yml").touch()
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))
    with pytest.raises(Abort, match="里有别的东西"):
        building.on_config(config)
    building.on_build_error(ValueError())
    assert kept.exists()


def test_everything_that_the_project_keeps_is_on_the_list() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not in git")
    kept = {name.partition("/")[0] for name in listed.stdout.decode().split("\0") if name}
    assert [name for name in kept if not premises.lies_in(ROOT, ROOT / name)] == []
