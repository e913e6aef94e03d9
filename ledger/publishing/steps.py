"""Which step a publication has come to: one line that counts up in a terminal, else a line a step."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO


class Steps:
    """Says on the standard error stream what is being done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._text = ""
        self._percent = -1

    def begin(self, text: str) -> None:
        """Say that a step begins, as ``正在检查``."""
        self.end()
        self._text, self._percent = text, -1
        self._write(f"{text}……" if self._live else f"{text}……\n")

    def count(self, done: int, total: int) -> None:
        """Say how far the step is; a terminal is told once for each part in a hundred."""
        percent = done * 100 // max(total, 1)
        if self._live and percent != self._percent:
            self._percent = percent
            self._write(f"\r{self._text} {done}/{total}……")

    def end(self) -> None:
        """Leave the line of the last step."""
        if self._text and self._live:
            self._write("\n")
        self._text = ""

    def note(self, text: str) -> None:
        """Say something that the person should know."""
        self.end()
        self._write(f"{text}\n")

    def _write(self, text: str) -> None:
        with suppress(OSError):  # that nobody listens any more is no reason to stop
            self._stream.write(text)
            self._stream.flush()
