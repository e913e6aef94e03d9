"""Identifies this machine's printer: the browser and the fonts that it finds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from ledger.documents import pdf
from ledger.machine import browser

#: commands that list the files of all fonts, and Fontconfig's files of settings
_FONTS, _SETTINGS = ("fc-list", "--format", "%{file}\n"), ("fc-conflist",)
_SECONDS = 30


def identity(root: Path) -> bytes | None:
    """Return bytes that identify the browser and its fonts; None where they cannot be determined.

    Fontconfig lists the fonts. Without Fontconfig (Windows) the browser is not asked for its
    version, because on Windows that would open a window.
    """
    program = browser.find()
    fonts, settings = _output_of(root, *_FONTS), _output_of(root, *_SETTINGS)
    if not (program and fonts and settings):
        return None
    version = _output_of(root, str(program), "--version")
    if not version:
        return None
    loaded = [line[2:].partition(": ")[0] for line in settings if line.startswith("+ ")]
    files = sorted(_stamps(root, [*fonts, *loaded]))
    return repr((str(program), version, files)).encode()


def _output_of(root: Path, *command: str) -> list[str]:
    """Return the lines that a command prints; empty where it fails or is not installed."""
    try:
        done = subprocess.run(
            command, cwd=pdf.folder_of_fonts(root), env=pdf.environment(root), stdin=subprocess.DEVNULL,
            capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines()


def _stamps(root: Path, files: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each file's name, size in bytes and time; no folder, as projects may be copied."""
    for file in map(pdf.folder_of_fonts(root).joinpath, files):
        if file.exists():
            status = file.stat()
            yield file.name, status.st_size, status.st_mtime_ns
