"""What ``mkdocs serve`` adds to the site: a panel of problems, and downloads made on request."""

from __future__ import annotations

import html
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.utils import DuplicateFilter
from watchdog.observers.polling import PollingEmitter
from watchdog.utils.dirsnapshot import DirectorySnapshot, EmptyDirectorySnapshot

from ledger.issues import LedgerError, Mistake, folded
from ledger.machine import refusing
from mkdocs_ledger import downloads, reloading
from mkdocs_ledger.problems import issues_of
from mkdocs_ledger.rebuilding import Standing
from mkdocs_ledger.settings import root_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from watchdog.observers.api import BaseObserver, ObservedWatch

log = logging.getLogger(f"mkdocs.{__name__}")
Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Show the problems in the browser, over the last good site, until a build succeeds."""
    shown: list[BaseException] = [config["problems"]] if config["problems"] else []
    for path in config.watch:  # which MkDocs does after this event only
        server.watch(path)
    watch_on(server.observer)
    server.server_bind = _binding(server)  # type: ignore[method-assign]
    site = Path(server.root)
    rebuild = _rebuilding(server.builder, root_of(config), site, shown)
    server.builder = _settled(rebuild, [config.docs_dir, *config.watch])
    application = server.get_app()
    assert application is not None  # MkDocs' server always sets one
    server.set_app(_answering(application, root_of(config), site, shown))
    return server


def watch_on(observer: BaseObserver) -> None:
    """Let an observer take a folder that is away for an empty one; watchdog 7.1 would watch it no more.

    People replace a folder by a colleague's copy while ``serve`` runs. What Python compiles is not
    watched: it is half of the files of the code, and nobody edits it.
    """
    for emitter in observer.emitters:
        if isinstance(emitter, PollingEmitter):
            emitter._take_snapshot = partial(_snapshot, emitter.watch)


#: the folder of what Python compiles
_COMPILED = "__pycache__"
#: so many builds follow each other at once at most, where something comes and goes all the time
_TIMES = 3
#: set while no build runs
_at_rest = Event()
_at_rest.set()


def _snapshot(watch: ObservedWatch) -> DirectorySnapshot:
    """Return how a folder stands. While a build runs nobody looks: it would take a quarter of its time.

    A file that was edited meanwhile differs from the snapshot before.
    """
    _at_rest.wait()
    try:
        return DirectorySnapshot(watch.path, recursive=watch.is_recursive, listdir=_edited)
    except (FileNotFoundError, NotADirectoryError):
        return EmptyDirectorySnapshot()


def _edited(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """Return what somebody may edit in a folder."""
    return (entry for entry in os.scandir(folder) if entry.name != _COMPILED)


def _folders(paths: Iterable[str]) -> dict[str, int]:
    """Return when something last came or went in each folder below some paths, in nanoseconds."""
    found: dict[str, int] = {}
    for path in paths:
        for folder, below, _ in os.walk(path):
            below[:] = (each for each in below if each != _COMPILED)
            with suppress(OSError):
                found[folder] = os.stat(folder).st_mtime_ns
    return found


def _settled(build: Callable[[], None], watched: Sequence[str]) -> Callable[[], None]:
    """Return a build while which nobody looks at the watched folders.

    It builds again where something came or went in one meanwhile: that leaves no file that differs.
    """

    def settled() -> None:
        _at_rest.clear()
        try:
            for _ in range(_TIMES):
                before = _folders(watched)
                build()
                if before == _folders(watched):
                    return
        finally:
            _at_rest.set()

    return settled


def _rebuilding(
    build: Callable[[], None], root: Path, site: Path, shown: list[BaseException]
) -> Callable[[], None]:
    """Return a build that reloads edited code and puts its error, if any, into ``shown``.

    It writes what differs from the site that stands.
    """
    stamp, standing = reloading.stamp(root), Standing(site)

    def rebuild() -> None:
        nonlocal stamp, standing
        if (now := reloading.stamp(root)) != stamp:
            stamp, standing = now, Standing(site)
            reloading.forget()
        _say_again()
        try:
            with standing.rebuilt():
                build()
        except (Exception, SystemExit) as error:
            shown[:] = [error]
            if not issues_of(error):  # MkDocs has printed our own
                log.exception("build failed")
        else:
            shown.clear()

    return rebuild


def _say_again() -> None:
    """Let MkDocs print what it printed for an earlier build."""
    for each in logging.getLogger("mkdocs.commands.build").filters:
        if isinstance(each, DuplicateFilter):
            each.msgs.clear()


def _answering(
    application: Application, root: Path, site: Path, shown: list[BaseException]
) -> Application:
    """Return an application that adds the panel to pages and makes downloads on request."""

    def respond(environ: Environ, start_response: Start) -> Iterable[bytes]:
        if shown:
            return _covered(application, environ, start_response, _panel(shown[0]))
        try:
            content = downloads.as_it_is_now(root, site, environ.get("PATH_INFO", ""))
        except (Mistake, LedgerError) as mistake:
            start_response("500 Error", [("Content-Type", "text/plain; charset=utf-8")])
            return [str(mistake).encode()]
        if content is None:
            return application(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/octet-stream")])
        return [content]

    return respond


def _binding(server: LiveReloadServer) -> Callable[[], None]:
    """Return a function that opens the port, or raises ``Abort`` with the reason."""
    bind = server.server_bind

    def bind_or_say() -> None:
        try:
            bind()
        except OSError as error:
            raise Abort(refusing.port(int(server.server_address[1]), error)) from None

    return bind_or_say


def _panel(error: BaseException) -> bytes:
    issues = issues_of(error)
    rows = [(str(t.issue.place), t.issue.message, t.also) for t in folded(issues)]
    items = "".join(
        f"<li><code>{html.escape(place)}</code> {html.escape(message)}{_more(also)}</li>"
        for place, message, also in rows or [("", str(error), "")]
    )
    style = (
        "position:fixed;inset:0 0 auto;max-height:75vh;overflow:auto;z-index:99;margin:0;"
        "padding:1rem 1.5rem;background:#fff;color:#1c1c1c;border-bottom:3px solid #a3332b;"
        "font:15px/1.7 sans-serif;box-shadow:0 8px 30px #0004"
    )
    return (
        f'<div id="problems" role="alert" style="{style}"><strong>有 {len(issues) or 1} 处需要修改，'
        f"改好保存后本页会自动更新。</strong><ol>{items}</ol></div>"
    ).encode()


def _more(also: str) -> str:
    return f"<br>{html.escape(also)}" if also else ""


def _covered(
    application: Application, environ: Environ, start_response: Start, panel: bytes
) -> Iterable[bytes]:
    """Return the application's answer; a page gets the panel."""
    answer: list[Any] = []
    body = b"".join(
        application(environ, lambda status, headers, *_: answer.extend([status, headers]))
    )
    status, headers = answer or ["200 OK", []]
    kind = dict(headers).get("Content-Type", "")
    if kind.startswith("text/html"):
        cut = body.rfind(b"</body>")
        body = body[:cut] + panel + body[cut:] if cut >= 0 else body + panel
    headers = [(k, v) for k, v in headers if k != "Content-Length"]
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [body]
