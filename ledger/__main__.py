"""Begins the command line: ``python -m ledger`` and a command."""

from __future__ import annotations

import signal
import sys


def begin() -> int:
    """Load the register of commands and run one; return the exit code.

    Loading takes part of a second: an interruption meanwhile ends the program in silence.
    """
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ledger.machine import refusing, stopping

    try:
        from ledger import commands
    except ModuleNotFoundError as error:
        sys.stderr.write(f"{refusing.not_installed(error)}\n")
        return 3
    refusing.begin()
    stopping.end_in_order()
    signal.signal(signal.SIGINT, heard)
    return commands.main()


if __name__ == "__main__":
    sys.exit(begin())
