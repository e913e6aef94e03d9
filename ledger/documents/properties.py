"""What a file of the report says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Properties:
    """What a file says about itself."""

    title: str
    author: str
    subject: str
    date: date
