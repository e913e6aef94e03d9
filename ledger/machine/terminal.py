"""Prints to the user's terminal, and asks there."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def output(text: str, stream: TextIO | None = None) -> None:
    """Print a text, also characters outside the stream's encoding; a closed pipe is no error.

    Raises ``OSError`` where the output is lost for another reason, as on a full disk.
    """
    _put(text, stream or sys.stdout, "\n")


def _put(text: str, stream: TextIO, end: str) -> None:
    encoding = stream.encoding or "utf-8"
    shown = text.encode(encoding, "backslashreplace").decode(encoding)
    try:
        print(shown, file=stream, end=end, flush=True)
    except OSError as error:
        # else Python would write the rest of the text again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if stream is not sys.stderr and not isinstance(error, BrokenPipeError):
            raise


def is_there() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(question: str) -> str:
    """Show a question and return the line that was typed; raises ``EOFError`` where none comes."""
    while True:
        _put(question, sys.stdout, "")
        try:
            return input()
        except UnicodeDecodeError:
            note("这一行读不懂，终端的编码和系统的不同；请换一种输入法或终端，再写一遍")


if sys.platform == "win32":
    import msvcrt

    def forget() -> None:
        """Drop what was typed ahead: nobody answers a question that was not shown yet."""
        while is_there() and msvcrt.kbhit():
            msvcrt.getwch()

else:
    import termios

    def forget() -> None:
        """Drop what was typed ahead: nobody answers a question that was not shown yet."""
        if sys.stdin is not None and sys.stdin.isatty():
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def note(text: str) -> None:
    """Print to standard error: progress, a remark, the reason of a refusal."""
    output(text, sys.stderr)
