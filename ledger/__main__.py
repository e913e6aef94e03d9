"""Begins the command line: ``python -m ledger`` and a command.

Python puts the working folder before its library, so that a ``json.py`` that lies there would run
in place of the library's. The folder goes behind the library before anything is imported.
"""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    sys.path.append(sys.path.pop(0))

import signal


def begin() -> int:
    """Load the register of commands and run one; return the exit code.

    Loading takes part of a second: an interruption meanwhile ends the program in silence.
    """
    heard = signal.getsignal(signal.SIGINT)
    if heard is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from ledger import remembered
    from ledger.machine import refusing, stopping

    remembered.begin_command()
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
