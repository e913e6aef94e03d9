"""``make quick`` asks every test file something."""

from __future__ import annotations

import pytest


def is_quick(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("quick") or not item.get_closest_marker("slow"))


def test_every_file_has_a_test_that_is_quick(request: pytest.FixtureRequest) -> None:
    quick: dict[str, bool] = {}
    for item in request.session.items:
        quick[item.path.name] = quick.get(item.path.name, False) or is_quick(item)
    assert [name for name, any_quick in quick.items() if not any_quick] == []


def test_no_name_of_a_test_is_long(request: pytest.FixtureRequest) -> None:
    """Each worker makes all names anew, and a name of 20 MB takes seconds."""
    assert [item.name[:80] for item in request.session.items if len(item.nodeid) > 2_000] == []
