"""The project is right: its data and texts are checked, and the site is built and read back."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def ledger(*command: str) -> int:
    """Run a command of the product on this project; return its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "ledger", *command], cwd=ROOT, check=False
    ).returncode


def test_the_data_and_the_texts_have_no_errors() -> None:
    assert ledger("check") == 0


def test_the_site_is_built_without_a_warning() -> None:
    assert ledger("build", "--strict") == 0
