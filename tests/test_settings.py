"""What a project's mkdocs.yml says, and what the engine adds to it."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_ledger import settings


def loaded() -> MkDocsConfig:
    """Return the project's settings with those of every project."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    settings.apply(config)
    return config


def test_a_project_says_its_name_and_who_builds_it() -> None:
    own = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert set(own) == {"site_name", "theme", "hooks", "plugins"}


def test_a_second_build_adds_nothing_to_the_first() -> None:
    """MkDocs gives every project without a list the same empty one."""
    first, second = loaded(), loaded()
    assert second.extra_css == ["assets/site.css"]
    for key in ("extra_javascript", "markdown_extensions", "mdx_configs", "watch"):
        assert first[key] == second[key]
        assert len(second[key]) == len({str(each) for each in second[key]})
    assert first.theme.dirs == second.theme.dirs and first.theme.dirs[0] == str(settings.TEMPLATES)


def test_every_file_that_is_named_is_there() -> None:
    config = loaded()
    for name in (*config.extra_css, *map(str, config.extra_javascript)):
        assert (settings.TEMPLATES / name).is_file(), name
    assert {Path(path).name for path in config.watch} == {
        "data", "hooks.py", "ledger", "mkdocs_ledger",
    }  # fmt: skip


def test_links_that_lead_nowhere_are_warnings() -> None:
    levels = loaded().validation
    assert levels.nav.not_found == levels.nav.absolute_links == logging.WARNING
    assert set(levels.links.values()) == {logging.WARNING}


@pytest.mark.parametrize("given", ["mkdocs.yml", "./mkdocs.yml", "docs/../mkdocs.yml"])
def test_the_root_is_where_the_settings_lie(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    config = loaded()
    config.config_file_path = given
    assert settings.root_of(config) == ROOT
