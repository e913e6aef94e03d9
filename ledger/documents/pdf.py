"""The report's page -> PDF, printed by an installed browser as Ctrl+P prints it.

The page's style sheet decides the layout. This module only calls the browser and sets the file's
properties.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from errno import ENOSPC
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from ledger import product
from ledger.documents.elements import Form
from ledger.documents.properties import Properties
from ledger.issues import Mistake
from ledger.machine import browser, refusing

#: the folder into which ``make fonts`` writes the stand-in fonts, and the file that names it from there
_FONTS, _FONTS_CONF = Path(".cache/fonts"), Path(__file__).resolve().with_name("fonts.conf")
_SECONDS = 180
#: the browser's names for elements of the tagged document
_NODE = re.compile(rb"\(node\d{8}\)")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    f"--disable-features={','.join(browser.UNSEEN)}",
    "--disable-sync",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # the same for browsers before 112
    "--generate-pdf-document-outline",
)


def document(page: Path, form: Form, properties: Properties, root: Path) -> bytes:
    """Print a page of a built site; the same input gives the same bytes.

    Raises ``Mistake`` where no browser is installed, or printing fails.
    """
    program = browser.find()
    if program is None:
        raise Mistake(browser.missing())
    query = "&".join(name for name in ("draft", "evidence") if getattr(form, name))
    with TemporaryDirectory(prefix="print", ignore_cleanup_errors=True) as folder:
        raw = Path(folder) / "raw.pdf"
        command = [
            str(program),
            *_FLAGS,
            *(["--no-sandbox"] if _is_root() else []),
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={raw}",
            page.resolve().as_uri() + (f"?{query}" if query else ""),
        ]
        _run(command, raw, root)
        return _stamped(raw, properties)


def folder_of_fonts(root: Path) -> Path:
    """Return the folder in which ``_FONTS`` lies: the project's, or the product's that has them."""
    own = Path(product.place())
    return own if (own / _FONTS).is_dir() and not (root / _FONTS).is_dir() else root


def environment(root: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment in which a browser finds the stand-in fonts and a temporary folder."""
    found = dict(environ) | {"TMPDIR": gettempdir()}  # a browser believes one that is not there
    if "FONTCONFIG_FILE" not in found and (folder_of_fonts(root) / _FONTS).is_dir():
        found["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    return found


def _run(command: list[str], raw: Path, root: Path) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder_of_fonts(root),
            env=environment(root),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Mistake(f"浏览器 {_SECONDS} 秒还没有打印完；请再试一次") from None
    except OSError as error:
        raise Mistake(f"浏览器“{command[0]}”打不开：{refusing.reason(error)}") from None
    if done.returncode or not raw.is_file():
        if refusing.is_full(raw.parent):
            raise Mistake(refusing.refusal(OSError(ENOSPC, "", str(raw.parent.parent))))
        what = "没有正常结束" if raw.is_file() else "没有打印出文件"
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"没有说明原因（退出码 {done.returncode}）"
        raise Mistake(f"浏览器“{command[0]}”{what}：{reason}")


def _stamped(raw: Path, properties: Properties) -> bytes:
    """Set title, author, subject, language and dates; remove the browser's own stamp."""
    from io import BytesIO

    try:
        writer = PdfWriter(clone_from=PdfReader(raw))
    except PyPdfError as error:
        raise Mistake(f"浏览器打印出的文件读不了：{error}") from None
    for page in writer.pages:
        _unlink(page)
    day = f"D:{properties.date:%Y%m%d}000000Z"
    writer.metadata = {
        "/Title": properties.title,
        "/Author": properties.author,
        "/Subject": properties.subject,
        "/CreationDate": day,
        "/ModDate": day,
    }
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject("zh-CN")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    out = BytesIO()
    writer.write(out)
    return _numbered(out.getvalue())


def _numbered(document: bytes) -> bytes:
    """Renumber the ids of tables' head cells, to which the other cells refer.

    The browser numbers all nodes that it has seen, and their number varies with loading speed.
    The new ids have the length of the old, so that no offset in the file moves.
    """
    old = sorted(set(_NODE.findall(document)))
    new = {name: b"(node%08d)" % number for number, name in enumerate(old, 1)}
    return _NODE.sub(lambda found: new[found[0]], document)


def _unlink(page: PageObject) -> None:
    """Remove links to other pages of the site: their targets are files of this machine."""
    for annotation in (each.get_object() for each in page.annotations or ()):
        if str(annotation.get("/A", {}).get("/URI", "")).startswith("file:"):
            del annotation["/A"]


def _is_root() -> bool:
    """Whether root runs this program: Chromium then needs ``--no-sandbox``."""
    return sys.platform == "linux" and os.geteuid() == 0
