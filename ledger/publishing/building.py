"""The project as something to publish: checked by the ledger, built by the site's engine."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.changes import comparison
from ledger.documents import files
from ledger.documents.site import COMMAND, ONLY_PAGES, REPORT_PAGE
from ledger.issues import Mistake
from ledger.machine import refusing
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.publishing import headers, lock, log, manifest, revision
from ledger.publishing.log import LogEntry
from ledger.publishing.publication import Job, Log, Source
from ledger.records import editions
from ledger.survey import open_project

#: what asks for a part of a site, or for what only its author may see
_NOT_PUBLISHED = (ONLY_PAGES, "MKDOCS_SERVING", "CHANGES_SINCE")
#: less than this is a full disk, whatever the engine said of it
_NO_ROOM = 1 << 20
_TRACEBACK = re.compile(r"^Traceback .*\n(?:[ \t].*\n|\n)*", re.MULTILINE)


def source(root: Path, edition: str) -> Source:
    """Return an edition of a project as it is now."""
    now, stamp = revision.of(root), revision.stamp(root)

    def check() -> None:
        open_project(root, edition)

    def entries(new: LogEntry, earlier: Log, commit: str) -> Log:
        return compared(open_project(root, edition), new, earlier, commit)

    def write(folder: Path, job: Job) -> None:
        build(root, edition, now.epoch, folder, job)
        headers.write_iis([folder], folder / "web.config")  # refuses a page that the policy bars
        headers.precompress(folder)
        if revision.stamp(root) != stamp:
            raise Stopped("生成的时候有文件被改动，新旧混在一起；请再发布一次", code=1)

    return Source(edition, now, check, write, _required(), manifest.parts(), entries)


def compared(project: Project, new: LogEntry, earlier: Log, commit: str) -> Log:
    """Say in a release's entry what changed since a commit, as far as the edition shows it."""
    earlier = log.without_gone(earlier, project)
    try:
        found = comparison.since(project, [], commit) if commit else None
    except Mistake:  # its words may name a folder of this machine
        found = None
    if found is None:
        return (replace(new, unknown="当时的数据和正文在 git 里找不到"), *earlier)
    return (log.changed(new, found), *earlier)


def _required() -> tuple[str, ...]:
    """Return what no site may lack: a report, and the files made of it on this machine."""
    downloads = [REPORT_PAGE.with_name(f"report.{ending}") for ending in files.offered()]
    return tuple(path.as_posix() for path in (Path("index.html"), REPORT_PAGE, *downloads))


def build(root: Path, edition: str, epoch: int, folder: Path, job: Job) -> None:
    """Build the whole site into a folder; raises ``Stopped`` where the engine refuses."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_PUBLISHED}
    environment |= {
        editions.VARIABLE: edition,
        revision.DATE: str(epoch),
        lock.VARIABLE: "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    with TemporaryDirectory(prefix="log", ignore_cleanup_errors=True) as told:
        file = Path(told) / "log.json"
        file.write_text(json.dumps(log.dumped(job.log)), encoding="utf-8")
        command = [*COMMAND, str(folder.resolve())]
        code, said = _run(command, root, environment | {log.VARIABLE: str(file)}, job.handle)
    if code:
        _refuse(code, said.decode("utf-8", "replace"), folder)


def _run(
    command: list[str], root: Path, environment: dict[str, str], handle: int
) -> tuple[int, bytes]:
    """Run the engine; return its exit code and what it said.

    It is told by the end of its input that this process is gone, and ends with all that it started.
    """
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=() if os.name == "nt" else (handle,),
        process_group=0,
    ) as engine:
        try:
            said = engine.stdout.read() if engine.stdout else b""
            return engine.wait(), said
        except BaseException:
            _end(engine)
            raise


def _end(engine: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        engine.kill()
    else:
        os.killpg(engine.pid, signal.SIGKILL)


def _refuse(code: int, said: str, folder: Path) -> None:
    """Raise what is to be said of a build that failed."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if (
        any(word in said for word in (str(full.strerror), refusing.reason(full)))
        or shutil.disk_usage(folder).free < _NO_ROOM
    ):
        raise full
    if code < 0:
        raise Stopped(f"生成网站的程序被系统终止了（信号 {-code}），多半是内存不够")
    # MkDocs prints what it did not expect with all its calls; the last line says what it was
    lines = [line for line in _TRACEBACK.sub("", said + "\n").splitlines() if _says(line)]
    raise Stopped("\n".join([*lines, "网站没有生成，原因见上"]), code=1)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.endswith("another exception occurred:")
