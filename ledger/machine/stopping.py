"""How a command stops."""

from __future__ import annotations

import signal
from types import FrameType


class Stopped(Exception):
    """A command stops, and nothing is changed; the text is one line for the person who asked.

    ``code`` is the exit code: 1 the data, 2 the wrong use, 3 the machine.
    """

    def __init__(self, message: str, code: int = 3) -> None:
        super().__init__(message)
        self.code = code


class Ended(KeyboardInterrupt):
    """The system ends the command: a terminal was closed, a service is stopped."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def end_in_order() -> None:
    """Let the system end this program as a person does: it puts its things away first."""

    def end(number: int, _: FrameType | None) -> None:
        raise Ended(number)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has one of them
            signal.signal(getattr(signal, name), end)
