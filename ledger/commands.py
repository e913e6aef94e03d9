"""The register of commands, and what is said where a command stops."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from ledger import product
from ledger.issues import LedgerError, Mistake
from ledger.machine import arguments, refusing, terminal
from ledger.machine.stopping import Ended, Stopped

#: the module that enters each command, in the order in which the help lists the commands
COMMANDS = {
    "new": "ledger.founding.command",
    "new-ledger": "ledger.founding.adding",
    "new-document": "ledger.founding.papers",
    "add": "ledger.entering.command",
    "check": "ledger.check",
    "serve": "ledger.publishing.local",
    "build": "ledger.publishing.local",
    "remind": "ledger.remind",
    "diff": "ledger.changes.command",
    "pdf": "ledger.documents.command",
    "docx": "ledger.documents.command",
    "xlsx": "ledger.documents.command",
    "export": "ledger.exchange.command",
    "import": "ledger.foreign.command",
    "merge": "ledger.exchange.command",
    "seal": "ledger.sealing.command",
    "import-regulation": "ledger.law.intake.command",
    "publish": "ledger.publishing.command",
    "pack": "ledger.publishing.moving",
    "receive": "ledger.publishing.moving",
    "backup": "ledger.publishing.backup",
    "restore": "ledger.publishing.backup",
    "verify": "ledger.publishing.hosting",
    "headers": "ledger.publishing.hosting",
    "new-year": "ledger.rolling.command",
    "upgrade": "ledger.upgrading.command",
    "adopt": "ledger.adopting.command",
    "schemas": "ledger.editors.command",
    "reference": "ledger.pages.command",
}
#: the command that writes the guide to all of them
_GUIDE = "reference"
#: what an interruption leaves undone before the command is known
_UNDONE = "什么也没有做"


def program(only: str = "") -> tuple[arguments.Parser, arguments.Commands]:
    """Return the command line's parser, and the register with all commands.

    With ``only`` one command is loaded, which takes less time, and those of its module.
    """
    does = "数出有据：检查数据和正文，生成网站，写出报告的文件。命令后面加 -h 看它的说明。"
    parser, commands = arguments.program("python -m ledger", does)
    said = f"数出有据 {product.VERSION}"
    parser.add_argument("--version", action="version", version=said, help="说明是哪一版")
    alone = only in COMMANDS and only != _GUIDE
    for module in dict.fromkeys([COMMANDS[only]] if alone else COMMANDS.values()):
        import_module(module).add(commands)
    return parser, commands


def main(given: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0 all is well, 1 the data, 2 the wrong use, 3 the machine."""
    options = argparse.Namespace(undone=_UNDONE)
    given = sys.argv[1:] if given is None else given
    try:
        parser = program(*given[:1])[0]
        parser.parse_args(given, options)
        if options.command is None:
            terminal.note(parser.format_help().rstrip("\n"))
            return 2
        return _answer(options)
    except ModuleNotFoundError as error:
        terminal.note(refusing.not_installed(error))
        return 3
    except OSError as error:
        terminal.note(refusing.refusal(error))
        return 3
    except Ended as ended:
        terminal.note(f"被系统终止了，{options.undone}")
        return 128 + ended.number
    except KeyboardInterrupt:
        terminal.note(f"中断了，{options.undone}")
        return 130


def _answer(options: argparse.Namespace) -> int:
    """Run the command; say in a sentence why it stopped. Raises ``OSError`` as the machine does."""
    try:
        return int(options.run(options))
    except LedgerError as error:
        terminal.output(str(error))
        return 1
    except Mistake as mistake:
        terminal.note(str(mistake))
        return 1
    except Stopped as stopped:
        terminal.note(str(stopped))
        return stopped.code
