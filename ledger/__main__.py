"""The command line: ``python -m ledger`` and a command of the register."""

from __future__ import annotations

import argparse
import sys

from ledger import check
from ledger.changes import command as changes
from ledger.documents import command as documents
from ledger.issues import LedgerError, Mistake
from ledger.law.intake import command as intake
from ledger.machine import arguments, refusing, terminal
from ledger.machine.stopping import Ended, Stopped, end_in_order
from ledger.pages import command as reference
from ledger.publishing import command as publishing
from ledger.publishing import hosting, local

#: the register: whoever enters commands, in the order in which the help lists them
COMMANDS = (
    check.add,  # check
    local.add,  # serve, build
    changes.add,  # diff
    documents.add,  # pdf, docx, xlsx
    intake.add,  # import-regulation
    publishing.add,  # publish
    hosting.add,  # verify, headers
    reference.add,  # reference
)


def program() -> tuple[arguments.Parser, arguments.Commands]:
    """Return the command line's parser, and the register with all commands."""
    does = "数出有据：检查数据和正文，生成网站，写出报告的文件。命令后面加 -h 看它的说明。"
    parser, commands = arguments.program("python -m ledger", does)
    for add in COMMANDS:
        add(commands)
    return parser, commands


def main(given: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0 all is well, 1 the data, 2 the wrong use, 3 the machine."""
    try:
        parser = program()[0]
        options = parser.parse_args(given)
        if options.command is None:
            terminal.note(parser.format_help().rstrip("\n"))
            return 2
        return _answer(options)
    except OSError as error:
        terminal.note(refusing.refusal(error))
        return 3


def _answer(options: argparse.Namespace) -> int:
    """Run the command; say in a sentence why it stopped. Raises ``OSError`` as the machine does."""
    try:
        return int(options.run(options))
    except LedgerError as error:
        terminal.say(str(error))
        return 1
    except Mistake as mistake:
        terminal.note(str(mistake))
        return 1
    except Stopped as stopped:
        terminal.note(str(stopped))
        return stopped.code
    except Ended as ended:
        terminal.note(f"被系统终止了，{options.undone}")
        return 128 + ended.number
    except KeyboardInterrupt:
        terminal.note(f"中断了，{options.undone}")
        return 130


if __name__ == "__main__":
    refusing.begin()
    end_in_order()
    sys.exit(main())
