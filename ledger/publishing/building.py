"""Makes a project publishable: the ledger checks it, the site's engine builds it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.changes import comparison
from ledger.checks.files import programs
from ledger.documents import files
from ledger.documents.site import BUILD, ONLY_PAGES, file_of, page_of
from ledger.issues import LedgerError, Mistake
from ledger.machine import engine
from ledger.machine import files as whole
from ledger.machine.engine import Line
from ledger.machine.stopping import Stopped
from ledger.project import Project
from ledger.publishing import about, headers, inspection, lock, log, manifest, revision
from ledger.publishing.log import LogEntry
from ledger.publishing.publication import Count, Job, Log, Source
from ledger.records import editions
from ledger.survey import open_project

#: variables that ask for part of a site, or for pages that only the author may see
_NOT_PUBLISHED = (ONLY_PAGES, "MKDOCS_SERVING", "CHANGES_SINCE")


def source(root: Path, edition: str, day: date | None = None) -> Source:
    """Return an edition of a project as it is now; ``day`` dates it, else its commit does."""
    now, stamp = revision.of(root, day=day), revision.stamp(root)

    @cache  # what is checked, compared and read back is one project
    def project() -> Project:
        return open_project(root, edition)

    def check() -> Iterable[str]:
        if lacking := list(programs.check(root)):
            raise LedgerError(lacking)
        return project().unfinished

    def entries(new: LogEntry, earlier: Log, commit: str) -> Log:
        return compared(project(), new, earlier, commit)

    def write(folder: Path, job: Job) -> None:
        build(root, edition, now.epoch, folder, job._replace(checked=stamp))
        headers.write_iis([folder], folder / "web.config")  # refuses a page that the policy bars
        headers.precompress(folder)
        refuse_mixed(root, stamp, "发布")

    def read(folder: Path, job: Job, count: Count) -> list[str]:
        return inspection.read_back(folder, about.completed(project(), job.log, now), count)

    return Source(
        edition, now, check, write, lambda: required(project()), manifest.parts(), entries, read
    )


def refuse_mixed(root: Path, stamp: str, undone: str) -> None:
    """Raise ``Stopped`` where a file of the project has changed since its stamp was taken."""
    if revision.stamp(root) != stamp:
        raise Stopped(f"生成的时候有文件被改动，新旧混在一起；请再{undone}一次", code=1)


def compared(project: Project, new: LogEntry, earlier: Log, commit: str) -> Log:
    """Return the log; its new entry has the changes since a commit that the edition shows."""
    earlier = log.without_gone(earlier, project)
    try:
        found = comparison.of_all_documents(project, commit) if commit else None
    except Mistake:  # its message may name a folder of this machine
        found = None
    if found is None:
        return (replace(new, unknown="当时的数据和正文在 git 里找不到"), *earlier)
    return (log.changed(new, found), *earlier)


def required(project: Project) -> tuple[str, ...]:
    """Return the paths that no site may lack: home page, documents, and their files."""
    found = [Path("index.html")]
    for each in project.every_document:
        files_of = (file_of(each.report, ending) for ending in files.offered())
        found += [page_of(each.report), *files_of]
    return tuple(path.as_posix() for path in found)


def build(root: Path, edition: str, epoch: int, folder: Path, job: Job) -> None:
    """Build the whole site into a folder; raises ``Stopped`` where the engine refuses."""
    environment = {key: value for key, value in os.environ.items() if key not in _NOT_PUBLISHED}
    environment |= {editions.VARIABLE: edition, revision.DATE: str(epoch), lock.VARIABLE: "1"}
    environment[revision.CHECKED] = job.checked
    wrong: list[str] = []

    def hear(line: Line) -> None:
        if line.kind == "problem":
            wrong.append(line.text)

    with TemporaryDirectory(prefix="log", ignore_cleanup_errors=True) as told:
        file = Path(told) / "log.json"
        whole.write(file, json.dumps(log.dumped(job.log)).encode(), flush=False)
        environment[log.VARIABLE] = str(file)
        arguments = [*BUILD, str(folder.resolve())]
        try:
            engine.run(engine.Task(arguments, root, environment, folder, job.handle), hear)
        except Stopped as stopped:
            raise Stopped("\n".join([*wrong, str(stopped)]), stopped.code) from None
