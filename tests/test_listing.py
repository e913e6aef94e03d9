"""``check --json`` and ``check --sarif``: what was found, for other programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from conftest import Bureau

from ledger import listing
from ledger.codes import CODES
from ledger.commands import main
from ledger.issues import Issue, Place

MARCH = "data/2021/履责记录/03.yml"
#: what SARIF 2.1.0 requires of the objects that are written here (sarif-schema-2.1.0.json, errata01)
REQUIRED = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
    "physical": {"artifactLocation"},
    "region": {"startLine"},
}


@pytest.fixture
def spoilt(bureau: Bureau) -> Bureau:
    """A bureau with slips in a record and in a text, and with remarks."""
    bureau.change(MARCH, "日期: 2021-03-31", "日期: 2021-03-32")
    return bureau.change("docs/report/01-学习.md", "，学习{{ document", ",学习{{ document")


def run(bureau: Bureau, form: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    """Return the exit code, and what was written."""
    code = main(["check", f"--{form}", "--root", str(bureau.root)])
    return code, json.loads(capsys.readouterr().out)


def test_json_says_what_the_lines_say(spoilt: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(spoilt, "json", capsys)
    errors = [each for each in found if each["kind"] == "问题"]
    shown = ["{path}:{line}:{column}  {message}".format(**each) for each in errors]
    assert code == 1 and shown == spoilt.messages()
    assert [each["code"] for each in errors] == ["value.no_day", "typography.half"]
    assert [*found[0]] == ["code", "kind", "path", "line", "column", "length", "message"]
    assert found == [*errors, *(each for each in found if each["kind"] == "提示")]


def test_of_a_project_in_order_the_remarks_are_written(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = run(bureau, "json", capsys)
    assert code == 0 and {each["kind"] for each in found} == {"提示"}


def test_the_same_is_written_every_time(spoilt: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(spoilt, "sarif", capsys) == run(spoilt, "sarif", capsys)


def test_sarif_has_what_the_standard_requires(
    spoilt: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    code, log = run(spoilt, "sarif", capsys)
    (sarif,) = log["runs"]
    driver, results = sarif["tool"]["driver"], sarif["results"]
    assert code == 1 and log["version"] == "2.1.0"
    assert sarif["columnKind"] == "unicodeCodePoints"  # columns are counted in characters
    assert set(log) >= REQUIRED["log"] and set(sarif) >= REQUIRED["run"]
    assert set(driver) >= REQUIRED["driver"]
    assert all(set(rule) >= REQUIRED["rule"] for rule in driver["rules"])
    assert [rule["id"] for rule in driver["rules"]] == list(CODES)
    for result in results:
        assert set(result) >= REQUIRED["result"] and result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert (
            set(physical) >= REQUIRED["physical"] and set(physical["region"]) >= REQUIRED["region"]
        )
        assert min(physical["region"].values()) >= 1
        assert physical["region"]["endColumn"] > physical["region"]["startColumn"]
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert {result["level"] for result in results} == {"error", "note"}


def test_sarif_leads_to_the_file(spoilt: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    _, log = run(spoilt, "sarif", capsys)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].isascii()
    assert unquote(place["artifactLocation"]["uri"]) == MARCH
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (22, 7)


@pytest.mark.parametrize("text", ["甲\x1b]0;乙\x07", "甲\u202e乙", '甲"\\乙', "甲\ud800乙"])
def test_whatever_is_written_is_read_as_it_was_and_no_terminal_obeys_it(text: str) -> None:
    issue = Issue(Place("docs/a.md"), text, code="word.form")
    written = listing.as_json([issue])
    assert json.loads(written)[0]["message"] == text
    assert all(sign.isprintable() or sign == "\n" for sign in written)
    assert json.loads(listing.as_sarif([issue]))


def test_a_name_that_is_no_text_has_its_bytes(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.fsdecode(os.fsencode(bureau.root / "docs") + b"/\xff.md")).write_text("# 甲\n")
    assert run(bureau, "json", capsys)[1][0]["path"] == "docs/\udcff.md"
    place = run(bureau, "sarif", capsys)[1]["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "docs/%FF.md"


def test_one_form_at_a_time(bureau: Bureau) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", "--json", "--sarif", "--root", str(bureau.root)])
    assert caught.value.code == 2
