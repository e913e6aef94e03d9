"""Runs the site's engine, MkDocs, as a program, and translates its output line by line.

Lines of our own hooks are Chinese and pass unchanged. ``_WORDS`` translates the lines of MkDocs
that a user meets. Any other warning or error passes unchanged under the prefix ``MkDocs：``.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from ledger import product
from ledger.language.signs import HAN
from ledger.machine import refusing
from ledger.machine.stopping import Stopped

#: change these lines for another engine
MODULE = "mkdocs"
#: the package of the theme, and the folder of templates that it and ours hold
_THEME, _TEMPLATES = "material", "templates"
#: the page that holds the theme's markup alone
PLAIN = "404.html"
_BEGIN = (
    "import os, sys; from runpy import run_module; "
    f"sys.path += [os.getcwd(), {product.place()!r}]; "
    f"run_module({MODULE!r}, run_name='__main__', alter_sys=True)"
)
#: the project's folder and that of the product, which may lie elsewhere, stand behind the library: no
#: file in them takes a module's place
COMMAND = [sys.executable, "-P", "-c", _BEGIN]
#: environment of the engine, which has no terminal
_TOLD = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
_WIDTH = "COLUMNS"
#: seconds that the engine has to clean up
_SECONDS = 5

Kind = Literal["progress", "remark", "problem"]


class Line(NamedTuple):
    """A line for the user: the engine's progress, a remark, or a problem."""

    kind: Kind
    text: str


#: a pattern of MkDocs' output, its kind, and our text; an empty text drops the line
_WORDS: tuple[tuple[str, Kind, str], ...] = (
    (r"Cleaning site directory", "progress", "正在生成网页"),
    (r"Building documentation\.\.\.", "progress", "正在检查"),
    (r"Detected file changes", "progress", "文件改了"),
    (r"Documentation built in ([\d.]+) seconds", "remark", r"做完了，用了 \1 秒"),
    (r"Serving on (http\S+)", "remark", r"预览在 \1 ；改了文件会自动更新，按 Ctrl+C 停止"),
    (r"^(?:Error: )?Aborted with .*", "problem", ""),
    (r"^(?:Error: )?数据或正文有误，没有生成网站。$", "problem", ""),
    (r"During handling of the above exception|The above exception was the direct", "problem", ""),
    (r"^(?:Error: )?Config file '(.+)' does not exist", "problem", r"没有 \1；请在项目目录里运行"),
    (
        r"""Config value '([^']+)': The "([^"]+)" plugin is not installed""",
        "problem",
        r"mkdocs.yml：\1：没有安装插件“\2”；请安装 requirements.txt 所列的软件",
    ),
    (
        r"Config value 'theme': Unrecognised theme name: '([^']*)'",
        "problem",
        r"mkdocs.yml：theme：没有安装主题“\1”；请安装 requirements.txt 所列的软件",
    ),
    (
        r"Config value '([^']+)': Required configuration not provided",
        "problem",
        r"mkdocs.yml：缺少“\1”",
    ),
    (r"Config value '([^']+)': (.*)", "problem", r"mkdocs.yml：\1：这样写不行（\2）"),
    (
        r"(?:ModuleNotFoundError|ImportError): No module named '([^']+)'",
        "problem",
        r"没有安装软件“\1”；请安装 requirements.txt 所列的软件",
    ),
    (r"^MemoryError\b.*", "problem", "内存不够"),
    (r"Error (?:building|reading) page '([^']+)': ?(.*)", "problem", r"docs/\1：没有生成：\2"),
    (
        r"Doc file '([^']+)' contains an? (?:absolute |unrecognized relative )?link '([^']+)'.*",
        "problem",
        r"docs/\1：链接“\2”打不开",
    ),
    (
        r"A reference to '([^']+)' is included in the 'nav' configuration.*",
        "problem",
        r"mkdocs.yml：nav：没有页面“\1”",
    ),
)
_FORMS = tuple((re.compile(form), kind, text) for form, kind, text in _WORDS)
_LEVEL = re.compile(r"(DEBUG|INFO|WARNING|ERROR|CRITICAL) *- +(?:\[[\d:]+\] )?(.*)")
_CALLS = "Traceback (most recent call last):"
_CHINESE = re.compile(f"[{HAN}]")
#: a path to the end of the line; a project may lie in a folder with a Chinese name
_PATH = re.compile(r"(?<!\S)\S*[/\\].*")
_RAISED = re.compile(r"(?<![\w.])[A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit)\b")
#: our texts for what the machine lacks
_MACHINE = re.compile("没有安装(?:插件|主题|软件)|^内存不够|^生成网站的程序出错")
_REFUSED = re.compile("^(?:网站没有生成：|端口 )")


Say = Callable[[Line], None]


class Listener:
    """Translates the engine's lines, one at a time."""

    def __init__(self) -> None:
        self._level = ""
        self._calls = False

    def hear(self, line: str) -> Line | None:
        """Return a line for the user; None for a line that no user needs."""
        if self._is_call(line):
            return None
        if match := _LEVEL.match(line):
            self._level, line = match.groups()
        elif line[:1] != " ":  # not the continuation of a log record
            self._level = ""
        line = line.strip()
        for form, kind, text in _FORMS:
            if match := form.search(line):
                return Line(kind, match.expand(text)) if text else None
        return self._others(line)

    def _is_call(self, line: str) -> bool:
        """Whether a line belongs to a traceback."""
        if line.startswith(_CALLS):
            self._calls = True
        elif self._calls and line[:1] not in (" ", "\t", ""):
            self._calls = False
        return self._calls

    def _others(self, line: str) -> Line | None:
        quiet = self._level in ("DEBUG", "INFO")
        if not line or (quiet and not _CHINESE.search(_PATH.sub("", line))):
            return None
        if _RAISED.match(line):
            return Line("problem", f"生成网站的程序出错：{line}")
        if quiet and line.startswith("正在"):
            return Line("progress", line)
        if _CHINESE.search(line):
            return Line("remark" if quiet else "problem", line.removeprefix("Error: "))
        return Line("problem", f"MkDocs：{line}")


class Task(NamedTuple):
    """A call of the engine: its arguments, the project's folder and the environment.

    ``into`` is the folder that the engine fills, ``handle`` a file that it holds open while it
    works, ``undone`` the consequence of a failure, in Chinese.
    """

    arguments: list[str]
    root: Path
    environment: Mapping[str, str]
    into: Path
    handle: int | None = None
    undone: str = "网站没有生成"


def run(task: Task, say: Say) -> None:
    """Run the engine; call ``say`` with each line as it comes.

    An exception in this call ends the engine and its children; so does the end of the engine's
    standard input. Raises ``Stopped`` where the engine fails, after its reasons were passed to
    ``say``, and ``OSError`` where the disk is full.
    """
    if _BEGIN in COMMAND and find_spec(MODULE) is None:
        raise Stopped("没有安装 MkDocs；请安装 requirements.txt 所列的软件（make 会自动装）")
    wrong: list[str] = []

    def hear(line: Line) -> None:
        if line.kind == "problem":
            wrong.append(line.text)
        say(line)

    if code := _run(task, hear):
        _refuse(code, wrong, task)


def templates() -> list[Path]:
    """Return the folders of our templates and assets, and of the theme's; ours come first."""
    found = find_spec(_THEME)
    folders = [Path(folder) for folder in (found and found.submodule_search_locations) or ()]
    ours = Path(__file__).parents[2] / "mkdocs_ledger"
    return [folder / _TEMPLATES for folder in (ours, *folders)]


@cache
def sources() -> str:
    """Return the text of all templates of pages, ours and the theme's in Chinese, and of our settings."""
    places = ("*.html", "partials/**/*.html")  # the theme's icons are thousands
    files = [file for at in places for folder in templates() for file in sorted(folder.glob(at))]
    spoken = [
        file for file in files if file.parent.name != "languages" or file.stem in ("zh", "en")
    ]
    settings = templates()[0].with_name("settings").with_suffix(".py")
    return "\n".join(file.read_text(encoding="utf-8") for file in [*spoken, settings])


def _run(task: Task, say: Say) -> int:
    environment = {**task.environment, **_TOLD}
    environment.pop(_WIDTH, None)
    with subprocess.Popen(
        [*COMMAND, *task.arguments],
        cwd=task.root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=() if task.handle is None or sys.platform == "win32" else (task.handle,),
        process_group=0,
    ) as engine:
        listener = Listener()
        try:
            for raw in engine.stdout or ():
                if line := listener.hear(raw.decode("utf-8", "replace").rstrip("\r\n")):
                    say(line)
            return engine.wait()
        except BaseException:
            _end(engine)
            raise


def _end(engine: subprocess.Popen[bytes]) -> None:
    """End the engine and its children, after a few seconds to clean up."""
    if sys.platform == "win32":
        engine.kill()
        return
    with suppress(subprocess.TimeoutExpired, ProcessLookupError):
        os.killpg(engine.pid, signal.SIGINT)
        engine.wait(_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(engine.pid, signal.SIGKILL)


def _refuse(code: int, heard: list[str], task: Task) -> None:
    """Raise the error of an engine that failed."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    said = "\n".join(heard)
    if refusing.reason(full) not in said and (
        str(full.strerror) in said or refusing.is_full(task.into)
    ):
        raise full
    if code < 0:
        raise Stopped(f"生成网站的程序被系统终止了（信号 {-code}），多半是内存不够")
    if not heard:
        raise Stopped(f"生成网站的程序停了，没有说原因（退出码 {code}）")
    raise Stopped(f"{task.undone}，原因见上", code=3 if any(map(_is_machine, heard)) else 1)


def _is_machine(line: str) -> bool:
    return bool(_MACHINE.search(line)) or bool(
        _REFUSED.match(line) and any(reason in line for reason in refusing.REASONS.values())
    )
