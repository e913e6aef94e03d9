"""Prints the progress of a publication: a counting line in a terminal, else a line per step."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO


class Steps:
    """Prints progress on the standard error stream."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._text = ""
        self._percent = -1

    def begin(self, text: str) -> None:
        """Print that a step begins, as ``正在检查``."""
        self.end()
        self._text, self._percent = text, -1
        self._write(f"{text}……" if self._live else f"{text}……\n")

    def count(self, done: int, total: int) -> None:
        """Print how far the step is; only in a terminal, and once for each percent."""
        percent = done * 100 // max(total, 1)
        if self._live and percent != self._percent:
            self._percent = percent
            self._write(f"\r{self._text} {done}/{total}……")

    def end(self) -> None:
        """End the line of the last step."""
        if self._text and self._live:
            self._write("\n")
        self._text = ""

    def note(self, text: str) -> None:
        """Print a note for the user."""
        self.end()
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError):  # a closed stream is no reason to stop
            self._stream.write(text)
            self._stream.flush()
