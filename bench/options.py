"""The command line of what compares real texts with a reader's count."""

from __future__ import annotations

import argparse
from pathlib import Path


def given(doc: str | None) -> argparse.Namespace:
    """Return the ``folder`` of the texts, and whether each difference is ``told``.

    ``doc`` is the docstring of the program. Ends the program where no folder is given.
    """
    said = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=doc, usage=argparse.SUPPRESS, formatter_class=said)
    parser.add_argument("folder", type=_folder)
    parser.add_argument("--told", action="store_true")
    return parser.parse_args()


def _folder(path: str) -> Path:
    if not Path(path).is_dir():
        raise argparse.ArgumentTypeError(f"no folder: {path}")
    return Path(path)
