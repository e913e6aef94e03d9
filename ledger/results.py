"""What pure functions returned, for the next process to go on with (``ledger.remembered``).

It is kept where nobody but who may change the code, or the user, can write (``product``),
not in the project: a project that comes from elsewhere brings no results along. Results are of the
same code, libraries and Python, by digest. A file that holds anything but plain values and objects of
our own classes is as good as none.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from ledger import product, remembered
from ledger.machine import kept

_CODE = Path(__file__).parent
_KIND = "results"
_PLAIN = {("datetime", "date"), ("decimal", "Decimal"), ("fractions", "Fraction")}


class _Reader(pickle.Unpickler):
    """Reads plain values and objects of our own classes; for anything else it raises."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("ledger.") or (module, name) in _PLAIN:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@contextmanager
def going_on(root: Path) -> Iterator[None]:
    """Do a project's first survey in a command with what earlier commands remembered.

    What it remembers is kept for the next, if much of it is new.
    """
    if not remembered.of_command:
        yield
        return
    remembered.of_command = False
    folder = product.results()
    if folder is None:
        yield
        return
    inputs = [_made_by(), os.fsencode(root.resolve())]
    with _staying():
        _resume(kept.recall(folder, _KIND, inputs))
        yield
        if remembered.much_is_new():
            kept.remember(folder, _KIND, inputs, pickle.dumps(remembered.state(), 5))


@contextmanager
def _staying() -> Iterator[None]:
    """Do what makes things that stay: Python does not look through them for the few unused cycles."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _resume(content: bytes) -> None:
    with suppress(Exception):  # whatever is wrong with a file, the results are made anew
        remembered.resume(_Reader(BytesIO(content)).load())
    remembered.worked.clear()  # to make declared types again is no work of the survey


def _made_by() -> bytes:
    """Return the digest of what decides a result beside its arguments."""
    names = repr((sys.version, remembered.functions(), sorted(_libraries()))).encode()
    files = (os.path.join(folder, name) for folder, _, held in os.walk(_CODE) for name in held)
    decides = sorted(file for file in files if file.endswith((".py", ".yml")))  # .yml: library
    return sha256(b"".join([names, *map(_digest, decides)])).digest()


def _digest(file: str) -> bytes:
    with open(file, "rb") as opened:
        return sha256(opened.read()).digest()


def _libraries() -> Iterator[str]:
    """Yield the libraries that are installed; the names of their folders end in their versions."""
    for folder in sys.path:
        with suppress(OSError):
            yield from (name for name in os.listdir(folder or ".") if name.endswith(".dist-info"))
