"""Which installed browser can print and be tested with: Chromium, Chrome, Edge or one made from it.

``python -m ledger.machine.browser`` prints its path, or says what to install.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

#: the variable by which a person says which browser to take
CHOICE = "BROWSER_PATH"
#: commands, the best first: those of servers have no windows, and print page numbers up to half a
#: point beside where Ctrl+P prints them; the last four are the browsers of Chinese office systems
_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "chrome",
    "chromium-headless-shell",
    "chrome-headless-shell",
    "qaxbrowser-safe",
    "qaxbrowser-safe-stable",
    "browser360-cn",
    "browser360-cn-stable",
)
#: leaves out the lists below an address bar, each a page of its own, which nobody sees of a browser
#: without a window; a browser that has no such lists passes over the names
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
#: folders of programs on Windows, by the variables that name them
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_MACOS_PROGRAMS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)


def find(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    applications: Path = Path("/Applications"),
) -> Path | None:
    """Return the browser to use. A choice by variable counts alone, even when it is wrong."""
    if choice := environ.get(CHOICE):
        chosen = Path(choice)
        return chosen if chosen.is_file() else None
    return next(_installed(environ, platform, applications), None)


def missing(environ: Mapping[str, str] = os.environ) -> str:
    """Say in one line what to do when there is none."""
    if choice := environ.get(CHOICE):
        return f"{CHOICE} 指的“{choice}”不是文件；请改成浏览器程序的路径，或删去这个变量"
    return (
        "没有找到浏览器；请安装 Chromium、Chrome 或 Edge（Debian：apt-get install chromium），"
        f"或用环境变量 {CHOICE} 写明浏览器程序的路径"
    )


def _installed(environ: Mapping[str, str], platform: str, applications: Path) -> Iterator[Path]:
    for command in _COMMANDS:
        if found := shutil.which(command, path=environ.get("PATH", "")):
            yield Path(found)
    yield from filter(Path.is_file, _usual_places(environ, platform, applications))


def _usual_places(environ: Mapping[str, str], platform: str, applications: Path) -> Iterator[Path]:
    if platform == "win32":
        folders = [Path(environ[name]) for name in _WINDOWS_FOLDERS if environ.get(name)]
        programs = _WINDOWS_PROGRAMS
    elif platform == "darwin":
        folders, programs = [applications], _MACOS_PROGRAMS
        if home := environ.get("HOME"):
            folders.append(Path(home) / "Applications")
    else:
        return
    for program in programs:
        yield from (folder / program for folder in folders)


def main() -> int:
    """Print the path, or what to install."""
    if found := find():
        print(found)
        return 0
    print(missing(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
