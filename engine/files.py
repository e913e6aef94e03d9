"""The files of a site: those that the gate has listed, the theme's, and the generated pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from ledger.project import Project

#: the theme's own search, which ours replaces (decisions/0014)
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the files that the gate has listed and those of the theme, and add the generated pages.

    Whatever else the engine found is left out, however it came there.
    """
    project: Project = config["project"]
    kept = [file for file in files if _is_themes(file, config)]
    if config["problems"]:
        page = File.generated(config, "index.md", content="# 等待修改\n")
        return Files([*kept, page])
    listed = [file for file in files if _is_listed(file, project)]
    if config.nav is not None:  # a page needs no line in the navigation
        for file in listed:
            if file.inclusion.is_included():
                file.inclusion = InclusionLevel.NOT_IN_NAV
    made = [
        File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        for path, text in project.generated.items()
    ]
    return Files([*kept, *listed, *made])


def _is_themes(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir in config.theme.dirs and not file.src_uri.startswith(_UNUSED)


def _is_listed(file: File, project: Project) -> bool:
    """Whether a file is one that the gate has read, and not another one in its place."""
    path = os.path.join(project.root, "docs", *file.src_uri.split("/"))
    return file.src_uri in project.files and file.abs_src_path == path
