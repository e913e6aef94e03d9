"""The slips that clerks make, one at a time, and all that is said of each.

slips.yml holds them. A change of the code that says something else is explained there, line by line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Bureau

SLIPS: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "slips.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)


@pytest.mark.parametrize("slip", SLIPS, ids=[slip["说明"] for slip in SLIPS])
def test_a_slip_is_told_and_nothing_else(slip: dict[str, Any], bureau: Bureau) -> None:
    bureau.change(slip["文件"], slip["原文"], slip["改成"])
    found = [line.removeprefix(f"{slip['文件']}:") for line in bureau.messages()]
    assert found == slip["问题"].splitlines()


def test_there_are_sixty() -> None:
    assert len({slip["说明"] for slip in SLIPS}) >= 60
