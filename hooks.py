"""When things happen in a build: load and check, add pages, show what is wrong.

MkDocs' events are all here; what they do is ``ledger``'s.
"""

from __future__ import annotations

import html
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.config.config_options import Hooks
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import clean_directory

from ledger.changes import comparison
from ledger.changes import page as sheet
from ledger.checks.files import navigation
from ledger.documents import files
from ledger.documents.elements import DOCUMENT, Form
from ledger.documents.site import ONLY_PAGES, REPORT_PAGE
from ledger.issues import Issue, Mistake, report
from ledger.machine import browser, premises, refusing
from ledger.machine.stopping import Stopped
from ledger.pages import figures, remarks, search
from ledger.project import Project
from ledger.prose import heads
from ledger.prose.addresses import REPORT
from ledger.prose.finished import finish, uncommented
from ledger.prose.markup import attribute
from ledger.publishing import about, headers, lock, manifest, revision
from ledger.publishing import log as log_of_releases
from ledger.records import editions
from ledger.survey import survey

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks")
ROOT = Path(__file__).parent
#: the theme's own search, which ours replaces (decisions/0014)
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_LINK = re.compile(r'href="site:([^"#]*)(#[^"]*)?"')
#: folders whose pages stand under another folder's entry in the navigation
_UNDER = {"records": "ledgers", "mechanisms": "systems"}
_serving_first_build = False
_site_dir = ""
#: set while ``mkdocs serve`` runs; it outlives this module, which is loaded anew when it is edited
SERVING = "MKDOCS_SERVING"


class Problems(PluginError):
    """The gate is shut; ``issues`` are all the reasons."""

    def __init__(self, issues: list[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__(f"数据或正文有误，没有生成网站。\n{report(self.issues)}")


def on_startup(*, command: str, dirty: bool) -> None:
    """Remember that this is ``serve``: it starts with a list of problems rather than not at all."""
    global _serving_first_build
    refusing.begin()
    if dirty and command == "serve":
        raise Abort("预览不能加 --dirty：没有改过的页面不重做，上面的数会是旧的；请去掉 --dirty")
    engine = logging.getLogger(
        "mkdocs"
    )  # what is not heard is not counted: quiet would undo strict
    engine.setLevel(min(engine.getEffectiveLevel(), logging.WARNING))
    _serving_first_build = command == "serve"
    if _serving_first_build:
        os.environ[SERVING] = "1"
    else:
        os.environ.pop(SERVING, None)
    if lock.VARIABLE in os.environ:
        lock.end_with(sys.stdin.fileno())


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before a page is written."""
    if reason := premises.not_to_be_emptied(ROOT, Path(config.site_dir)):
        raise Abort(f"网站没有生成：{reason}")
    _empty(config.site_dir)
    global _serving_first_build
    try:
        project, issues = survey(ROOT, editions.chosen())
    except Mistake as mistake:
        raise PluginError(str(mistake)) from None
    first, _serving_first_build = _serving_first_build, False
    config["project"], config["problems"] = project, None
    if issues:
        problems = Problems(issues)
        if not first:
            raise problems
        log.error(str(problems))
        config["problems"], config.nav = problems, None
        return config
    _add_about(project)
    if SERVING in os.environ:  # both are for the author, and never published
        _add_changes(project, issues)
        project.writers.update({p.path: p.write for p in remarks.pages(project, project.remarks)})
    config.site_name = Markup(attribute(f"{project.unit.name} · {config.site_name}"))
    config.extra["sample"] = project.unit.sample
    config.extra["edition"] = editions.label(project.edition)
    config.nav = navigation.shown(config.nav, {*project.finished, *project.writers})
    return config


def _empty(site_dir: str = "") -> None:
    """Leave no page of an earlier build, maybe of another edition, whatever becomes of this one.

    While editing, the last good site stays under the list of problems.
    """
    global _site_dir
    _site_dir = site_dir or _site_dir
    if SERVING not in os.environ:
        clean_directory(_site_dir)


def on_build_error(error: Exception) -> None:
    """Leave no half of a site; say in a sentence why the machine refuses."""
    refused = refusing.refusal(error) if isinstance(error, OSError) else ""
    with suppress(OSError):
        _empty()
    if refused:
        raise Abort(f"网站没有生成：{refused}")


def _add_changes(project: Project, issues: list[Issue]) -> None:
    """Add the change sheet since the revision that ``CHANGES_SINCE`` names."""
    if revision := os.environ.get("CHANGES_SINCE"):
        try:
            found = comparison.since(project, issues, revision)
        except Mistake as mistake:
            raise PluginError(str(mistake)) from None
        project.writers.update({p.path: p.write for p in sheet.pages(project, found)})


def _add_about(project: Project) -> None:
    """Add what the site says about itself and its releases."""
    try:
        now = revision.of(ROOT)
    except Stopped:  # no repository, and nobody said a date
        now = None
    found = about.pages(project, now, manifest.parts(), log_of_releases.given())
    project.writers.update({page.path: page.write for page in found})


@event_priority(-100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take the files that the gate has listed and those of the theme, and add the generated pages.

    Whatever else the engine found is left out, however it came there.
    """
    project = config["project"]
    kept = [file for file in files if _is_themes(file, config)]
    if config["problems"]:
        page = File.generated(config, "index.md", content="# 等待修改\n")
        return Files([*kept, page])
    listed = [file for file in files if _is_listed(file, config)]
    if config.nav is not None:  # a page needs no line in the navigation
        for file in filter(lambda each: each.inclusion.is_included(), listed):
            file.inclusion = InclusionLevel.NOT_IN_NAV
    made = [
        File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        for path, text in project.generated.items()
    ]
    return Files([*kept, *listed, *made])


def _is_themes(file: File, config: MkDocsConfig) -> bool:
    return file.src_dir in config.theme.dirs and not file.src_uri.startswith(_UNUSED)


def _is_listed(file: File, config: MkDocsConfig) -> bool:
    """Whether a file is one that the gate has read, and not another one in its place."""
    own = file.src_uri in config["project"].files
    return own and file.abs_src_path == os.path.join(ROOT, "docs", *file.src_uri.split("/"))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the engine an author's page as the gate has read it, settings and all."""
    text = config["project"].files.get(page.file.src_uri)
    if text is None or page.file.generated_by or config["problems"]:
        return None
    return heads.restated(text, page.file.src_uri)


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Anchor and number the headings of the authors' pages, after the words have been said."""
    if page.file.generated_by:
        return markdown
    official = page.file.src_uri == REPORT
    if official:  # paper's layout is not left to a line in the page's head
        page.meta["template"] = "official.html"
    return finish(markdown, official=official)


def on_page_content(content: str, page: Page, config: MkDocsConfig, **events: Any) -> str:
    """Turn ``site:`` links into addresses and add the notes of the page's figures."""

    @cache  # a page leads to few others, many times
    def address(path: str) -> str:
        file = events["files"].get_file_from_path(html.unescape(path))
        if file is None:
            raise PluginError(f"{page.file.src_uri}：没有页面 {path}")
        return html.escape(file.url_relative_to(page.file))

    if config["problems"]:
        return content
    content = uncommented(content)
    if not page.file.generated_by and (found := headers.faults(content, page.file.src_uri)):
        raise PluginError("\n".join(found))
    if page.file.src_uri == REPORT:
        content = f'<div class="desk"><div id="{DOCUMENT}">{content}</div></div>'
    content = figures.with_notes(config["project"], content)
    return _LINK.sub(lambda link: f'href="{address(link[1])}{link[2] or ""}"', content)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Add the index of the search: all pages are finished, and none is written yet."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    found = (
        search.Finished(page.url, html.unescape(str(page.title)), page.content or "")
        for page in pages
        if not page.meta.get("search", {}).get("exclude")
    )
    files.append(File.generated(config, search.FILE, content=search.index(found)))


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Show where the page stands; let the report's page offer the files beside it."""
    _mark_entry(nav, page)
    if page.file.src_uri == REPORT and not config["problems"]:
        page.meta["document"] = files.properties(config["project"]).title
        if ONLY_PAGES not in os.environ:
            page.meta["downloads"] = [
                (f"report.{ending}", f"下载 {files.LABELS[ending]}") for ending in files.offered()
            ]
    return context


def _mark_entry(nav: Navigation, page: Page) -> None:
    """Mark the entry of the navigation under which a page stands; few pages are entries themselves."""
    folder = page.url.partition("/")[0]
    folder = _UNDER.get(folder, folder)
    for entry in filter(lambda item: item.is_page, nav.items):
        entry.active = entry is page or bool(folder and entry.url.startswith(f"{folder}/"))


def on_post_page(output: str, config: MkDocsConfig, **_: Any) -> str:
    """Name our own scripts and styles with a fingerprint, so that they may be kept."""
    return headers.fingerprinted(output, Path(config.site_dir))


def on_post_template(
    output_content: str, template_name: str, config: MkDocsConfig, **_: Any
) -> str:
    """Do so in the page for what is not found, too."""
    page = template_name.endswith(".html")
    return headers.fingerprinted(output_content, Path(config.site_dir)) if page else output_content


def on_post_build(config: MkDocsConfig) -> None:
    """Write the report's files; without a browser there is no PDF, and the build says so."""
    if config["problems"] or ONLY_PAGES in os.environ:
        return
    if "pdf" not in files.offered():
        log.info("没有生成报告的 PDF：%s", browser.missing())
    if SERVING not in os.environ:  # while editing they are made when they are asked for
        log.info("正在写报告的下载文件")
        try:
            files.write_downloads(Path(config.site_dir), config["project"])
        except Mistake as mistake:
            raise PluginError(f"报告的下载文件没有生成：{mistake}") from None
        _remark_on_pdf(Path(config.site_dir))


def _remark_on_pdf(site: Path) -> None:
    """Say which fonts stand in for others; no warning, which ``--strict`` would take for an error."""
    file = (site / REPORT_PAGE).with_name("report.pdf")
    if file.is_file() and (remark := files.remark_on_pdf(file.read_bytes(), site, Form())):
        log.info("%s", remark)


def _download(path: str, site: Path) -> bytes | None:
    """Return a file of the report as it is now; None for any other address."""
    stem, _, ending = path.rpartition(".")
    if stem != "/report/report" or ending not in files.offered():
        return None
    return files.MAKERS[ending](site, survey(ROOT, editions.chosen())[0], Form())


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Show problems in the browser, over the last good site, until they are mended."""
    shown: list[Exception | SystemExit] = [config["problems"]] if config["problems"] else []
    stamp = _code_stamp()
    build, application, bind = server.builder, server.get_app(), server.server_bind

    def rebuild() -> None:
        nonlocal stamp
        if (now := _code_stamp()) != stamp:
            stamp = now
            _forget_code()
        try:
            build()
        except (Exception, SystemExit) as error:
            shown[:] = [error]
            if not _issues(error):  # MkDocs has printed the others
                log.exception("build failed")
        else:
            shown.clear()

    def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not shown:
            try:
                content = _download(environ.get("PATH_INFO", ""), Path(server.root))
            except Mistake as mistake:
                start_response("500 Error", [("Content-Type", "text/plain; charset=utf-8")])
                return [str(mistake).encode()]
            if content is None:
                return application(environ, start_response)
            start_response("200 OK", [("Content-Type", "application/octet-stream")])
            return [content]
        return _covered(application, environ, start_response, _panel(shown[0]))

    def bind_or_say() -> None:
        try:
            bind()
        except OSError as error:
            port = server.server_address[1]
            raise Abort(
                f"端口 {port} 打不开：{refusing.reason(error)}；换一个端口：make serve PORT={port + 1}"
            ) from None

    server.server_bind = bind_or_say
    server.builder = rebuild
    server.set_app(respond)
    return server


def _issues(error: BaseException) -> list[Issue]:
    """MkDocs raises its own exception over ours."""
    found: list[Issue] = getattr(error, "issues", None) or getattr(error.__context__, "issues", [])
    return found


def _panel(error: BaseException) -> bytes:
    issues = _issues(error)
    rows = [(str(issue.place), issue.message) for issue in issues] or [("", str(error))]
    items = "".join(f"<li><code>{html.escape(p)}</code> {html.escape(m)}</li>" for p, m in rows)
    style = (
        "position:fixed;inset:0 0 auto;max-height:75vh;overflow:auto;z-index:99;margin:0;"
        "padding:1rem 1.5rem;background:#fff;color:#1c1c1c;border-bottom:3px solid #a3332b;"
        "font:15px/1.7 sans-serif;box-shadow:0 8px 30px #0004"
    )
    return (
        f'<div id="problems" role="alert" style="{style}"><strong>有 {len(rows)} 处需要修改，'
        f"改好保存后本页会自动更新。</strong><ol>{items}</ol></div>"
    ).encode()


def _covered(
    application: Callable[..., Iterable[bytes]],
    environ: dict[str, Any],
    start_response: Callable[..., Any],
    panel: bytes,
) -> Iterable[bytes]:
    """Answer as the application does, with the panel in front where the answer is a page."""
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


def _code_stamp() -> float:
    return max(file.stat().st_mtime for file in (*ROOT.glob("*.py"), *ROOT.glob("ledger/**/*.py")))


def _forget_code() -> None:
    """Let the next build import the changed modules anew."""
    for name in [
        name for name in sys.modules if name.split(".")[0] in ("ledger", "macros", "hooks")
    ]:
        del sys.modules[name]
    Hooks._load_hook.cache_clear()
