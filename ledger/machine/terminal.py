"""What is said to the person at the terminal."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def say(text: str, stream: TextIO | None = None) -> None:
    """Print even what the stream's encoding does not hold; nobody need listen to the end (``| head``).

    Raises ``OSError`` where an answer is lost otherwise, as on a full disk.
    """
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        # what is left of the text must not be tried again when the program ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is not sys.stderr and not isinstance(error, BrokenPipeError):
            raise


def note(text: str) -> None:
    """Say what is no answer: progress, a remark, why nothing was done."""
    say(text, sys.stderr)
