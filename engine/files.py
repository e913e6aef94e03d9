"""The files of a site: those that the survey read, the theme's, and the generated pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from engine import finished
from ledger.checks.files import navigation

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ledger.project import Project

#: the theme's own search, which ours replaces (decisions/0014)
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Keep the files that the survey read and the theme's; add the generated pages.

    Every other file that MkDocs found is left out.
    """
    project: Project = config["project"]
    kept = [file for file in files if _is_themes(file, config)]
    if config["problems"]:
        page = File.generated(config, "index.md", content="# 等待修改\n")
        return Files([*kept, page])
    listed = [file for file in files if _is_listed(file, project)]
    if config.nav is not None:  # MkDocs reports pages outside the navigation; ours need no entry
        for file in listed:
            if file.inclusion.is_included():
                file.inclusion = InclusionLevel.NOT_IN_NAV
    titles = navigation.titles(config.nav)
    made = [
        finished.file(path, page, titles.get(path), config)
        for path, page in project.generated.items()
    ]
    return Files([*kept, *listed, *made])


def _is_themes(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir in config.theme.dirs and not file.src_uri.startswith(_UNUSED)


def _is_listed(file: File, project: Project) -> bool:
    """Whether the survey read a file, and no other file took its place since."""
    path = os.path.join(project.root, "docs", *file.src_uri.split("/"))
    return file.src_uri in project.files and file.abs_src_path == path
