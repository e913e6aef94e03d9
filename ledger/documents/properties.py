"""The properties of the report's files, as title and author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Properties:
    """The properties that a file states about itself."""

    title: str
    author: str
    subject: str
    date: date
