"""Prints to the user's terminal."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def output(text: str, stream: TextIO | None = None) -> None:
    """Print a text, also characters outside the stream's encoding; a closed pipe is no error.

    Raises ``OSError`` where the output is lost for another reason, as on a full disk.
    """
    stream = stream or sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError as error:
        # else Python would write the rest of the text again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is not sys.stderr and not isinstance(error, BrokenPipeError):
            raise


def note(text: str) -> None:
    """Print to standard error: progress, a remark, the reason of a refusal."""
    output(text, sys.stderr)
