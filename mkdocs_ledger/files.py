"""The files of a site: those that the survey read, the theme's, and the generated pages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs import utils
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from ledger.checks.files import navigation
from ledger.machine import files as whole
from ledger.remembered import Same
from mkdocs_ledger import authored, finished

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
    config["conversions"] = authored.opened(project.root)
    kept = [file for file in files if _is_themes(file, config)]
    if config["problems"]:
        page = File.generated(config, "index.md", content="# 等待修改\n")
        return Files([*kept, page])
    listed = [_checked(file, project) for file in files if _is_listed(file, project)]
    if config.nav is not None:  # MkDocs reports pages outside the navigation; ours need no entry
        for file in listed:
            if file.inclusion.is_included():
                file.inclusion = InclusionLevel.NOT_IN_NAV
    titles = navigation.titles(config.nav)
    for file in listed:
        if file.is_documentation_page():
            authored.AuthoredPage(titles.get(file.src_uri), file, config)
    made = [
        finished.file(path, page, titles.get(path), config)
        for path, page in project.generated.items()
    ]
    config["addresses"] = addresses(tuple((file.src_uri, file.url) for file in (*listed, *made)))
    return Files([*kept, *listed, *made])


class Addresses(Same):
    """Where the pages of a site are, by the paths of their sources."""

    def __init__(self, urls: Iterable[tuple[str, str]]) -> None:
        self._urls = dict(urls)

    def way(self, path: str, other: str) -> str:
        """Return where a page is reached from another; raises ``PluginError`` where there is none."""
        if other not in self._urls:
            raise PluginError(f"{path}：没有页面 {other}")
        return utils.get_relative_url(self._urls[other], self._urls[path])


#: the same addresses are the same thing, build after build
addresses = lru_cache(maxsize=1)(Addresses)


class Attachment(File):
    """An attachment, of which no other bytes are copied than the survey checked."""

    digest: str

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - always compared
        """Write the attachment into the site; raises ``PluginError`` if it changed since."""
        content = whole.read(Path(str(self.abs_src_path)))
        if hashlib.sha256(content).hexdigest() != self.digest:
            raise PluginError(
                f"docs/{self.src_uri}  检查以后被改动，没有检查的不发布；请再生成一次"
            )
        try:
            utils.write_file(content, self.abs_dest_path)
        except IsADirectoryError:
            raise PluginError(f"{self.abs_dest_path} 是文件夹") from None


class Made(File):
    """A file of the site that a build makes, and that is no page."""

    content: bytes

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - made for this build
        """Write the file into the site."""
        utils.write_file(self.content, self.abs_dest_path)

    @classmethod
    def of(cls, config: MkDocsConfig, path: str, content: bytes) -> Made:
        """Return the file of a path below the site."""
        made = cls(path, None, config.site_dir, config.use_directory_urls)
        made.content = content
        return made


def _checked(file: File, project: Project) -> File:
    """Return a listed file; an attachment is compared again when it is copied."""
    if file.src_uri not in project.attachments:
        return file
    folder, site, tidy = file.src_dir, file.dest_dir, file.use_directory_urls
    attachment = Attachment(file.src_uri, folder, site, tidy, inclusion=file.inclusion)
    attachment.digest = project.attachments[file.src_uri]
    return attachment


def _is_themes(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir in config.theme.dirs and not file.src_uri.startswith(_UNUSED)


def _is_listed(file: File, project: Project) -> bool:
    """Whether the survey read a file, and no other file took its place since."""
    path = os.path.join(project.root, "docs", *file.src_uri.split("/"))
    return file.src_uri in project.files and file.abs_src_path == path
