"""Writes findings for other programs: a list in JSON, or a log in SARIF 2.1.0.

Editors and review tools read the findings of a checker as SARIF. The properties are those of the
OASIS standard:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from ledger.codes import CODES, group_of, is_remark
from ledger.issues import Issue
from ledger.language.signs import visible

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_INDEX = {code: number for number, code in enumerate(CODES)}


def as_json(found: Sequence[Issue]) -> str:
    """Return a JSON list of objects, one for each finding, in the given order."""
    return _written([_entry(issue) for issue in found])


def as_sarif(found: Sequence[Issue]) -> str:
    """Return a SARIF log with one run: each code is a rule, each finding a result."""
    driver = {"name": "数出有据", "rules": [_rule(code) for code in CODES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(issue) for issue in found],
    }
    return _written({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _written(value: Any) -> str:
    # ``visible`` writes control characters as escapes, which JSON reads as those characters
    return visible(json.dumps(value, ensure_ascii=False, indent=1))


def _entry(issue: Issue) -> dict[str, str | int]:
    return {
        "code": issue.code,
        "kind": "提示" if is_remark(issue.code) else "问题",
        "path": issue.place.path,
        "line": issue.place.line,
        "column": issue.place.column,
        "length": issue.length,
        "message": issue.message,
    }


def _level(code: str) -> str:
    return "note" if is_remark(code) else "error"


def _rule(code: str) -> dict[str, Any]:
    wrong, mend = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": wrong},
        "help": {"text": mend},
        "defaultConfiguration": {"level": _level(code)},
        "properties": {"tags": [group_of(code)]},
    }


def _result(issue: Issue) -> dict[str, Any]:
    path, line, column = issue.place
    region = {"startLine": line, "startColumn": column, "endColumn": column + issue.length}
    # a file name that is not UTF-8 is encoded by its bytes
    file = {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": issue.code,
        "ruleIndex": _INDEX[issue.code],
        "level": _level(issue.code),
        "message": {"text": issue.message},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
    }
