"""What day it is, for a person to choose: nothing is computed of it."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """Return the day on which somebody sits at the terminal."""
    return date.today()
