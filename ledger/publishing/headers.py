"""The HTTP headers of a built site, written into a web server's configuration.

The Content-Security-Policy allows the site's own files and, by hash, the inline scripts of the
theme. A script counts as the theme's if it also stands in the page "not found", which holds no
author's text: a script that came with an author's text is therefore refused. Anything else that the
policy would block is reported here, before somebody misses it in a browser.

The templates stand in ``servers/``. The build writes only between two marks of a template, so a
technician's changes outside them are kept.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from ledger.issues import Mistake
from ledger.machine import files as whole

TEMPLATES = Path(__file__).with_name("servers")
_MARKED = re.compile(r"(构建写出：开始[^\n]*\n)(.*?)([^\n]*构建写出：结束)", re.DOTALL)
#: types of scripts that a browser treats as data; the policy does not apply to them
_DATA = ("application/json", "application/ld+json")
_FRAMES = ("iframe", "frame", "object", "embed", "base")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href")
#: the page that holds the theme's markup alone
_PLAIN = "404.html"
_WORKERS = Path("assets/javascripts/workers")
#: the only part of the theme's scripts that differs by page: the relative path to the site's root
_SCOPE = re.compile(r'(?<=new URL\(")(?:/|\.|\.\.(?:/\.\.)*)(?=",location\))')
#: an address of one of our own assets, or of the icon; the theme's others carry a fingerprint in
#: their names
_OWN = re.compile(
    r'(<(?:link|script)\b[^<>]*? (?:href|src)="(?:(?:\.\.?/)+|/)?(assets/[^"?#:]+\.(?:css|js|png|svg)))"'
)
#: the name by which a page of an edition for few says so
EDITION = "edition"
#: what such an edition's files are sent with: no browser and no server between keeps them
_UNKEPT = "no-store, private"
_NAMED = re.compile(r"\.[0-9a-f]{8}\.min\.")
#: endings of files worth compressing, and the largest share of the size that is worth keeping
_COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".map"}
_WORTH = 0.9


@dataclass
class Inline:
    """The inline scripts and styles of pages, and their faults."""

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    #: assets that pages name with a fingerprint
    versioned: set[str] = field(default_factory=set)
    workers: bool = False
    #: whether a page belongs to an edition for few
    restricted: bool = False

    def add(self, other: Inline) -> None:
        """Add those of another page."""
        self.scripts |= other.scripts
        self.styles |= other.styles
        self.faults += other.faults
        self.versioned |= other.versioned
        self.restricted |= other.restricted


class _Page(HTMLParser):
    """Collects inline scripts and styles verbatim, and markup that no hash can allow."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.found = name, Inline()
        self.inside: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _FRAMES:
            self._fault(f"<{tag}> 不起作用，请删去")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "meta" and given.get("name") == EDITION:
            self.found.restricted = True
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") not in _DATA
        ):
            self.inside = []

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on"):
            self._fault(f"<{tag}> 的事件属性 {name} 不会执行，请写进脚本文件")
        elif name == "style":
            self._fault(f"<{tag}> 的 style 属性不起作用，请改用样式类")
        elif name in _ADDRESSES and value.strip().lower().startswith("javascript:"):
            self._fault(f"<{tag}> 的 javascript: 地址不会执行，请写进脚本文件")

    def handle_data(self, data: str) -> None:
        if self.inside is not None:
            self.inside.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.inside is not None and tag in ("script", "style"):
            kept = self.found.scripts if tag == "script" else self.found.styles
            kept.add("".join(self.inside))
            self.inside = None

    def _fault(self, what: str) -> None:
        self.found.faults.append(f"{self.name}:{self.getpos()[0]}  {what}")


def collect(*sites: Path) -> Inline:
    """Read every page of built sites; raise ``Mistake`` where the policy blocks content."""
    found = read(*sites)
    if found.faults:
        raise Mistake(_listed(found.faults))
    return found


def read(*sites: Path) -> Inline:
    """Read every page of built sites; the faults are what the policy blocks."""
    found = Inline()
    for site in sites:
        if not (site / _PLAIN).is_file():
            raise Mistake(f"{site} 里没有 {_PLAIN}；请写已经生成的网站的文件夹")
        found.workers |= (site / _WORKERS).is_dir()
        theme = _unscoped(_read(site, site / _PLAIN))
        for file in sorted(filter(Path.is_file, site.rglob("*.html"))):
            page = _read(site, file)
            if _unscoped(page) - theme:
                name = file.relative_to(site).as_posix()
                page.faults.append(f"{name}  有主题之外的页内脚本或样式，请写进单独的文件")
            found.add(page)
    return found


def _listed(faults: list[str], most: int = 20) -> str:
    rest = [f"……还有 {len(faults) - most} 处"] if len(faults) > most else []
    return "\n".join(["成品：网页里有安全策略不允许的内容：", *faults[:most], *rest])


def _unscoped(page: Inline) -> set[str]:
    return {_SCOPE.sub("", text) for text in page.scripts | page.styles}


def _read(site: Path, file: Path) -> Inline:
    # as a browser reads it: UTF-8, every end of a line one newline
    text = whole.text(file)
    page = _Page(file.relative_to(site).as_posix())
    page.feed(text)
    page.close()
    named = re.findall(r'="[./]*(assets/[^"?#:]+)\?v=[0-9a-f]{8}"', text)
    page.found.versioned.update(named)
    return page.found


def policy(found: Inline) -> str:
    """Return the Content-Security-Policy of the pages that were read."""
    # the style sheet of the theme draws its icons from data: addresses
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *_hashes(found.scripts)],
        "style-src": ["'self'", *_hashes(found.styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'" if found.workers else "'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(" ".join([name, *values]) for name, values in rules.items())


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return sorted(f"'sha256-{b64encode(digest).decode()}'" for digest in digests)


def of_policy(found: Inline) -> dict[str, str]:
    """Return the headers of every response. A PDF is sent without the policy: see ``deploy/``."""
    return {
        "Content-Security-Policy": policy(found),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


# nginx


def nginx(root: Path, found: Inline, old: str | None = None) -> str:
    """Return nginx's configuration for the site at ``root``, or ``old`` brought up to date."""
    if old is None:
        _plain(root)
        template = whole.text(TEMPLATES / "nginx.conf.template")
        old = template.replace("@ROOT@", str(root))
    values = of_policy(found) | {"Content-Security-Policy": "$policy", "Cache-Control": "$keep"}
    lines = [
        *([f'set $keep "{_UNKEPT}";'] if found.restricted else []),
        f'set $policy "{policy(found)}";',
        *(f'add_header {name} "{value}" always;' for name, value in values.items()),
    ]
    return _between_marks(old, "".join(f"    {line}\n" for line in lines))


def _plain(root: Path) -> None:
    """Refuse a path that the configuration cannot hold unescaped; raises ``Mistake``."""
    if re.search(r'[$"\\@\x00-\x1f]', str(root)):
        raise Mistake(f"网站的路径 {root} 里有 $、引号、反斜线或 @，nginx 不认；请换一个路径")


def _between_marks(text: str, block: str) -> str:
    new, count = _MARKED.subn(lambda found: found[1] + block + found[3], text)
    if count != 1:
        raise Mistake("文件里应当有一对“构建写出：开始”“构建写出：结束”；请换一个文件名重新写出")
    return new


def missing(text: str, found: Inline) -> list[str]:
    """Return the hashes that a configuration lacks: a browser would not run these scripts."""
    return [value for value in _hashes(found.scripts | found.styles) if value not in text]


# IIS


def iis(site: Path, found: Inline) -> str:
    """Return the ``web.config`` that belongs into the folder of the site."""
    values = of_policy(found)
    if found.restricted:
        values["Cache-Control"] = _UNKEPT
    block = [f"        <add name={_quoted(k)} value={_quoted(v)} />" for k, v in values.items()]
    template = whole.text(TEMPLATES / "web.config.template")
    text = _between_marks(template, "".join(f"{line}\n" for line in block))
    return text.replace("  <!-- @LOCATIONS@ -->\n", "".join(_locations(site, found)))


def _locations(site: Path, found: Inline) -> Iterator[str]:
    """Yield the settings of single files: fingerprinted files are cached, PDFs have no policy."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    for name in (path.relative_to(site).as_posix() for path in files):
        if found.restricted and not name.endswith(".pdf"):
            continue
        if name.startswith("assets/") and name.endswith((".js", ".css")) and _NAMED.search(name):
            yield _location(name, _KEPT.format("365.00:00:00", ' cacheControlCustom="immutable"'))
        elif name in found.versioned:
            yield _location(name, _KEPT.format("7.00:00:00", ""))
        elif name.endswith(".pdf"):
            yield _location(name, _NO_POLICY)


_KEPT = (
    '<staticContent><clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="{}"{} />'
    "</staticContent>"
)
_NO_POLICY = (
    '<httpProtocol><customHeaders><remove name="Content-Security-Policy" />'
    "</customHeaders></httpProtocol>"
)


def _location(name: str, what: str) -> str:
    return (
        f"  <location path={_quoted(name)}><system.webServer>{what}</system.webServer></location>\n"
    )


def _quoted(value: str) -> str:
    return f'"{html.escape(value, quote=False)}"'


# Files


def write_nginx(sites: list[Path], file: Path) -> str:
    """Write or update the configuration for the first site, allowing the pages of all; print so."""
    found = collect(*sites)
    old = whole.text(file) if file.exists() else None
    # absolute, not resolved: what is served is the link to the current release
    return _write(file, nginx(sites[0].absolute(), found, old), found)


def write_iis(sites: list[Path], file: Path) -> str:
    """Write ``web.config`` for the first site, allowing the pages of all; print so."""
    found = collect(*sites)
    return _write(file, iis(sites[0], found), found)


def _write(file: Path, text: str, found: Inline) -> str:
    whole.write(file, text.encode())
    return f"已写到 {file}（允许 {len(found.scripts)} 段页内脚本，{len(found.styles)} 段页内样式）"


def fingerprints(site: Path) -> Callable[[str], str]:
    """Return a function that adds part of a hash to a page's addresses of our own assets.

    ``site.css`` becomes ``site.css?v=…``. Each asset is read once.
    """

    @cache
    def version(asset: str) -> str:
        file = site / asset
        if _NAMED.search(asset) or not file.is_file():
            return ""
        return f"?v={hashlib.sha256(file.read_bytes()).hexdigest()[:8]}"

    def stamped(page: str) -> str:
        return _OWN.sub(lambda found: f'{found[1]}{version(found[2])}"', page)

    return stamped


def precompress(site: Path) -> tuple[int, int]:
    """Write a ``.gz`` beside each file that shrinks by a tenth or more; return number and size.

    The same input gives the same bytes: neither time nor name is stored.
    """
    made: list[int] = []
    compressed = (path for path in site.rglob("*") if path.suffix in _COMPRESSED)
    for file in sorted(filter(Path.is_file, compressed)):
        content = whole.read(file)
        packed = _gzip(content)
        target = file.with_name(file.name + ".gz")
        if len(packed) > _WORTH * len(content):
            target.unlink(missing_ok=True)  # an old one would be served instead of the file
            continue
        whole.write(target, packed, flush=False)
        made.append(len(packed))
    return len(made), sum(made)


def _gzip(content: bytes) -> bytes:
    out = BytesIO()
    # not gzip.compress: it writes the operating system into the head
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as packer:
        packer.write(content)
    return out.getvalue()
