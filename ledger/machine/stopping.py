"""How a command stops."""

from __future__ import annotations


class Stopped(Exception):
    """A command stops, and nothing is changed; the text is one line for the person who asked.

    ``code`` is the exit code: 1 the data, 2 the wrong use, 3 the machine.
    """

    def __init__(self, message: str, code: int = 3) -> None:
        super().__init__(message)
        self.code = code
