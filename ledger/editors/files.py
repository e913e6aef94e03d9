"""The files by which an editor knows the keys and words of a project, below ``.vscode/``.

``settings.json`` may hold more: only the schemas of our own are changed in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ledger.editors import schema
from ledger.issues import Mistake
from ledger.machine import files, refusing
from ledger.records.base import LedgerType
from ledger.records.dataset import Dataset

FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schemas"
_SETTINGS = f"{FOLDER}/settings.json"
_ANY_YEAR = "[0-9][0-9][0-9][0-9]"
#: the key of the settings that says which files a schema is for
_PLUGIN = "yaml"
_KEY = f"{_PLUGIN}.schemas"
#: what else the settings say where they are new
_BEGUN: dict[str, Any] = {
    "files.encoding": "utf8",
    "files.eol": "\n",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
    "[markdown]": {"editor.wordWrap": "on"},
}
_EXTENSIONS: dict[str, Any] = {"recommendations": ["redhat.vscode-yaml"]}


def is_kept(root: Path) -> bool:
    """Whether a project has these files, so that they are to be kept current."""
    return (root / SCHEMAS).is_dir()


def write(root: Path, dataset: Dataset) -> list[str]:
    """Write what differs from what the data say now; return the paths of what was written.

    Raises ``Mistake`` for settings that cannot be read: they are somebody's own, and stay.
    """
    settings = _settings(root, dataset)  # refused before anything is written
    return _put(root, {**dict(_schemas(dataset)), **settings})


def keep_current(root: Path, dataset: Dataset) -> str:
    """Write the schemas anew where a project has them; return why that cannot be, or nothing.

    The settings stay: they name each ledger's schema already, and may be somebody's own by now.
    """
    if not is_kept(root):
        return ""
    try:
        _put(root, dict(_schemas(dataset)))
    except OSError as error:
        return f"没有更新 {SCHEMAS}：{refusing.refusal(error)}"
    return ""


def _put(root: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Write the files whose content differs; return their paths."""
    written = []
    for path, content in contents.items():
        file = root / path
        if not file.is_file() or files.read(file) != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            files.write(file, content)
            written.append(path)
    return written


def of_files(ledger: LedgerType) -> str:
    """Return the pattern of the paths of a ledger's files."""
    files = ledger.files.replace("*", "**/*") if ledger.monthly else ledger.files
    return "data/" + files.format(year=_ANY_YEAR, last_year=_ANY_YEAR)


def _schemas(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    for name, ledger in dataset.ledgers.items():
        if not ledger.broken:
            yield f"{SCHEMAS}/{name}.json", _json(schema.of_ledger(ledger, dataset))


def _settings(root: Path, dataset: Dataset) -> dict[str, bytes]:
    file = root / _SETTINGS
    told = _read(file) if file.is_file() else dict(_BEGUN)
    others = {key: value for key, value in told.get(_KEY, {}).items() if not _is_ours(key)}
    told[_KEY] = others | {
        f"{SCHEMAS}/{name}.json": of_files(ledger)
        for name, ledger in dataset.ledgers.items()
        if not ledger.broken
    }
    made = {_SETTINGS: _json(told)}
    if not (root / FOLDER / "extensions.json").is_file():
        made[f"{FOLDER}/extensions.json"] = _json(_EXTENSIONS)
    return made


def _is_ours(path: str) -> bool:
    return path.removeprefix("./").startswith(f"{SCHEMAS}/")


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(files.read(file))
    except ValueError:
        raise Mistake(
            f"{_SETTINGS} 读不出来，没有改：这里只认没有注释、末尾没有多余逗号的 JSON（UTF-8）；"
            f"改好再运行，或者自己在里面的 {_KEY} 写上各份 {SCHEMAS}/台账.json",
            "file.unreadable",
        ) from None
    if not isinstance(told, dict) or not isinstance(told.get(_KEY, {}), dict):
        raise Mistake(f"{_SETTINGS} 不是编辑器的设置，没有改；请核对", "file.unreadable")
    return told


def _json(told: dict[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
