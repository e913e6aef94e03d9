"""Files -> drafts of old reports, read with the words of a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ledger.adopting import outline
from ledger.adopting.admitting import Look
from ledger.adopting.model import Draft, Part, Role, Spot
from ledger.adopting.names import known
from ledger.adopting.spots import spotted
from ledger.machine import files
from ledger.machine.stopping import Stopped
from ledger.project import Project


def look(project: Project) -> Look:
    """Return the look for the spots of a text."""
    declared, named = project.dataset.declared, known(project)

    def find(text: str) -> Sequence[Spot]:
        return spotted(Part(1, Role.PARAGRAPH, text, text), declared, named).spots

    return find


def draft(file: Path, project: Project) -> Draft:
    """Return the draft of a file; raises ``Stopped`` where there is none, ``Mistake`` for no report."""
    if not file.is_file():
        raise Stopped(f"没有 {file} 这个文件；请核对名称和位置", code=2)
    return outline.read(files.read(file), file.name, project.dataset.declared, known(project))
