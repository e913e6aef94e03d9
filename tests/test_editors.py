"""What an editor is told of the ledgers: it lets every right file pass, and marks what cannot be right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
import yaml
from conftest import ROOT, SMALL, Bureau, sample

from ledger.commands import main
from ledger.editors import files, schema
from ledger.records.dataset import read_all

COUNTY = Path(__file__).parent / "county"
TRACES = "data/2021/履责记录/03.yml"


class Loader(yaml.SafeLoader):
    """Reads YAML as editors do (YAML 1.2, core schema): a day, 是 and yes are texts."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, found) for tag, found in known if not tag.endswith(("timestamp", "bool"))]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def checks(root: Path) -> dict[str, Callable[[Any], Any]]:
    """Return how the files of each ledger of a project are checked."""
    dataset = read_all(root)[0]
    return {
        name: fastjsonschema.compile(schema.of_ledger(ledger, dataset))
        for name, ledger in dataset.ledgers.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "root", sample([SMALL, COUNTY, ROOT], 1), ids=["small", "county", "sample"]
)
def test_every_file_that_is_right_passes(root: Path) -> None:
    dataset, known, seen = read_all(root)[0], checks(root), 0
    for name, ledger in dataset.ledgers.items():
        for file in root.glob(files.of_files(ledger)):
            known[name](yaml.load(file.read_text("utf-8"), Loader))
            seen += 1
    assert seen > 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("日期: ", "日子: "),
        ("类别: 学习教育", "类别: 学习"),
        ("岗位: 局长", "岗位: 局张"),
        ("日期: 2021-03", "日期: 2021年3"),
    ],
)
def test_what_cannot_be_right_is_marked(bureau: Bureau, old: str, new: str) -> None:
    text = bureau.read(TRACES)
    assert old in text
    check = checks(bureau.root)["履责记录"]
    check(yaml.load(text, Loader))
    with pytest.raises(fastjsonschema.JsonSchemaValueException):
        check(yaml.load(text.replace(old, new, 1), Loader))


def test_the_command_writes_what_changed_and_keeps_what_is_somebodys(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {
        "editor.fontSize": 15,
        "yaml.schemas": {"mine.json": "x.yml", f"{files.SCHEMAS}/旧.json": "y"},
    }
    bureau.write(".vscode/settings.json", json.dumps(own))
    assert main(["schemas", "--root", str(bureau.root)]) == 0
    told = json.loads(bureau.read(".vscode/settings.json"))
    assert told["editor.fontSize"] == 15 and told["yaml.schemas"]["mine.json"] == "x.yml"
    assert f"{files.SCHEMAS}/旧.json" not in told["yaml.schemas"]
    assert (
        told["yaml.schemas"][f"{files.SCHEMAS}/履责记录.json"]
        == "data/[0-9][0-9][0-9][0-9]/履责记录/**/*.yml"
    )
    capsys.readouterr()
    bureau.append(
        "data/岗位.yml",
        "- {编号: extra, 名称: 新设岗, 机构: 办公室, 层级: 工作人员, 职责: [办文]}\n",
    )
    assert main(["schemas", "--root", str(bureau.root)]) == 0
    assert "新设岗" in bureau.read(f"{files.SCHEMAS}/履责记录.json")
    capsys.readouterr()
    main(["schemas", "--root", str(bureau.root)])
    assert capsys.readouterr().out.strip() == "没有变化"


def test_settings_that_cannot_be_read_stay(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.write(".vscode/settings.json", "{ // 我的\n}")
    assert main(["schemas", "--root", str(bureau.root)]) == 1
    assert "没有改" in capsys.readouterr().err
    assert bureau.read(".vscode/settings.json") == "{ // 我的\n}"


def test_a_build_goes_on_where_the_settings_are_somebodys(bureau: Bureau) -> None:
    assert files.keep_current(bureau.root, read_all(bureau.root)[0]) == ""
    assert not (bureau.root / files.FOLDER).exists()
    main(["schemas", "--root", str(bureau.root)])
    bureau.write(".vscode/settings.json", "{ // 我的\n}")
    bureau.append(
        "data/岗位.yml",
        "- {编号: extra, 名称: 新设岗, 机构: 办公室, 层级: 工作人员, 职责: [办文]}\n",
    )
    assert files.keep_current(bureau.root, read_all(bureau.root)[0]) == ""
    assert "新设岗" in bureau.read(f"{files.SCHEMAS}/履责记录.json")
    assert bureau.read(".vscode/settings.json") == "{ // 我的\n}"


@pytest.mark.slow
def test_a_list_that_cannot_be_read_forbids_no_word(bureau: Bureau) -> None:
    bureau.write("data/词表/履责类别.yml", "- {词: 学习教育, 作用: [没有]}\n")
    check = checks(bureau.root)["履责记录"]
    check(yaml.load(bureau.read(TRACES), Loader))
