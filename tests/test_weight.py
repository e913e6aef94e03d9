"""What a first visit loads: little enough for an old line, and nothing before it is needed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from site_tools import Site

from ledger.pages.search import FILE
from ledger.publishing import headers

pytestmark = pytest.mark.slow

#: the most that a page and all that it loads may weigh, compressed
MOST = 300 * 1024
#: the pages before and after are named in the head as well, and not loaded
_LOADED = re.compile(
    r'<(?:link(?! rel="(?:prev|next)")|script|img|source)\b[^<>]*? (?:href|src)="([^"]+)"'
)
_FINGERPRINT = re.compile(r"\?v=[0-9a-f]{8}$|\.[0-9a-f]{8}\.min\.(?:css|js)$")


@pytest.fixture(scope="module")
def release(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with its compressed files, as it is published."""
    folder = tmp_path_factory.mktemp("release") / "site"
    shutil.copytree(site.root, folder)
    headers.precompress(folder)
    return folder


def loaded(site: Site, address: str) -> set[str]:
    """Return the addresses of all that a page loads, from the site's root."""
    text = site.file(address).read_text(encoding="utf-8")
    return {urljoin(f"/{address}", found) for found in _LOADED.findall(text)}


def sent(release: Path, path: str) -> int:
    """Return how many bytes of a file come over the wire."""
    file = release / unquote(urlsplit(path).path[1:])
    file = file / "index.html" if file.is_dir() else file
    packed = file.with_name(f"{file.name}.gz")
    return (packed if packed.is_file() else file).stat().st_size


@pytest.mark.quick
def test_what_a_page_loads_is_found(tmp_path: Path) -> None:
    head = (
        '<link rel="stylesheet" href="../a.css"><link rel="next" href="../b/"><script src="/c.js">'
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x/index.html").write_text(f'{head}</script><img alt="" src="d.svg">')
    assert loaded(Site(tmp_path, "", 0), "x/") == {"/a.css", "/c.js", "/x/d.svg"}


def test_a_first_visit_loads_little(site: Site, release: Path) -> None:
    addresses = site.addresses()
    weights = {
        address: sum(sent(release, path) for path in {f"/{address}", *loaded(site, address)})
        for address in addresses
    }
    print(max(weights.items(), key=lambda entry: entry[1]))
    assert {address: weight for address, weight in weights.items() if weight > MOST} == {}
    assert min(weights.values()) > 50_000, "the theme's own files were not counted"


def test_the_first_search_adds_little(release: Path) -> None:
    assert 0 < sent(release, f"/{FILE}") <= MOST


def test_the_index_of_the_search_waits_until_somebody_searches(site: Site) -> None:
    assert [a for a in site.addresses() if any(FILE in path for path in loaded(site, a))] == []


def test_a_style_sheet_loads_nothing_more(site: Site) -> None:
    sheets = sorted(site.root.rglob("*.css"))
    named = r"@import|url\(\s*['\"]?(?!data:|['\"])[^)]*"
    assert len(sheets) > 3
    assert [(s.name, re.findall(named, s.read_text(encoding="utf-8"))) for s in sheets
            if re.search(named, s.read_text(encoding="utf-8"))] == []  # fmt: skip


def test_all_that_is_loaded_may_be_kept(site: Site) -> None:
    every = {path for address in site.addresses() for path in loaded(site, address)}
    assert [path for path in sorted(every) if not _FINGERPRINT.search(path)] == []
