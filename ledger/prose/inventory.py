"""Every file below docs/, with its kind: what is not on this list is not published.

A page is read as Markdown, an attachment as far as its format goes (``metadata``, ``drawing``).
What is neither is an error that says what to do. Links are not followed: what they lead to may
change, or lie where nobody looked.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ledger.issues import Issue, Place
from ledger.machine import files, leftovers, refusing
from ledger.patterns import Pattern

PAGE = ".md"
#: the largest file, or part of one, that is looked into, in bytes
LARGEST = 30_000_000
_ZIP = re.compile(rb"PK\x03\x04")
#: the endings of attachments, and how such a file begins
ATTACHMENTS = {
    ".pdf": re.compile(rb"%PDF-"),
    **dict.fromkeys((".docx", ".xlsx", ".pptx", ".ofd", ".odt", ".ods", ".odp"), _ZIP),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    **dict.fromkeys((".jpg", ".jpeg"), re.compile(rb"\xff\xd8\xff")),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
    ".svg": re.compile(rb"(?:\xef\xbb\xbf)?\s*<"),
}
_REMEDIES = {
    "页面的后缀要写成小写的 .md；请改名": (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdx"),
    "文本文件不发布；请写成 .md 页面，或移出 docs/": (".txt", ".text", ".rst", ".csv", ".rtf"),
    "网页和脚本不发布；请写成 .md 页面，或导出为 PDF": (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".js", ".mjs", ".css", ".svgz", ".xml", ".json", ".yml", ".yaml"),
    "旧格式里附带的信息查不了；请另存为 .docx、.xlsx、.pptx 或 PDF": (".doc", ".xls", ".ppt", ".wps", ".et", ".dps", ".docm", ".xlsm", ".pptm", ".xlsb"),
    "压缩包里的文件没有检查；请解开，把要发布的文件逐个放进来": (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz"),
    "请另存为 .png 或 .jpg": (".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jfif", ".psd"),
}  # fmt: skip
_REMEDY_OF = {ending: remedy for remedy, endings in _REMEDIES.items() for ending in endings}
#: what a copy of looks like something to publish
_PUBLISHED = Pattern("|".join(map(re.escape, (PAGE, *ATTACHMENTS))), re.IGNORECASE)
_BEGINNING, _DEEPEST = 1024, 20
OTHER = "内容不是 {} 文件；请用原来的程序重新导出"
#: why a file is not published: its code, and what to say of it
Fault = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A file that may be published: its path from the project's root, and its content."""

    path: str
    content: bytes

    @property
    def is_page(self) -> bool:
        """Whether it is Markdown of an author; otherwise it is an attachment."""
        return self.path.endswith(PAGE)


def below(root: Path, folder: str = "docs") -> Iterator[Entry | Issue]:
    """Yield the files below a folder of the project, each read once, or why one is not published.

    Drop an entry before the next: attachments may be large.
    """
    for path, strange in _walk(root, folder):
        found = strange or _entry(os.path.join(root, path), path)
        yield found if isinstance(found, Entry) else Issue(Place(path), found[1], code=found[0])


def _entry(file: str, path: str) -> Entry | Fault:
    try:
        size = os.stat(file).st_size
        if size > LARGEST:
            most = f"超过 {LARGEST // 10**6} MB 的查不了；请缩小或分成几个"
            return "file.large", f"文件有 {size / 1e6:.0f} MB，{most}"
        content = files.read(file)
    except OSError as error:
        return _unreadable(error)
    return next(_objections(content, path), None) or Entry(path, content)


def _walk(root: Path, path: str) -> Iterator[tuple[str, Fault | None]]:
    """Yield the path of everything that is no folder, and what is wrong with it in itself."""
    place = os.path.join(root, path)
    try:
        mode = os.lstat(place).st_mode
        names = sorted(os.listdir(place)) if stat.S_ISDIR(mode) else []
    except FileNotFoundError:
        return
    except OSError as error:
        yield path, _unreadable(error)
        return
    if copied := _copied(place):
        message = f"像是“{copied}”的副本，不发布；不要就删去，要发布就另起一个名字"
        yield path, ("file.copy", message)
    elif stat.S_ISDIR(mode) and path.count("/") > _DEEPEST:
        yield path, ("file.large", "文件夹套得太深；请放浅一些")
    elif stat.S_ISDIR(mode):
        for name in names:
            if leftovers.matches(name):
                if said := leftovers.alone(root / path / name, _PUBLISHED):
                    yield f"{path}/{name}", ("file.leftover", said)
            elif name.startswith("."):
                fault = ("file.hidden", "名字以点开头的不发布；请改名，或移出 docs/")
                yield f"{path}/{name}", fault
            else:
                yield from _walk(root, f"{path}/{name}")
    elif stat.S_ISLNK(mode):
        yield path, ("file.kind", "这是一个链接，它指到的内容不发布；请把文件本身放进来")
    else:
        fault = ("file.kind", "这不是普通文件；请移出 docs/")
        yield path, None if stat.S_ISREG(mode) else fault


def _copied(path: str) -> str | None:
    """Return the file or folder beside it of which a system made this one for a copy."""
    folder, own = os.path.split(path)
    name = leftovers.copied(own)
    return name if name and os.path.lexists(os.path.join(folder, name)) else None


def _unreadable(error: OSError) -> Fault:
    message = f"读不了：{refusing.reason(error)}；请改它的权限，或移出 docs/"
    return "file.unreadable", message


def _objections(content: bytes, path: str) -> Iterator[Fault]:
    """Yield why a file is of no kind that is published."""
    if path.endswith(PAGE):
        return
    ending = PurePosixPath(path).suffix
    looks = ATTACHMENTS.get(ending.lower())
    if looks is None:
        known = "、".join(ATTACHMENTS)
        other = f"docs/ 里只放 .md 页面和附件（{known}）；请另存为其中一种，或移出 docs/"
        yield "file.format", _REMEDY_OF.get(ending.lower(), other)
    elif not looks.match(content[:_BEGINNING]):
        yield "file.content", OTHER.format(ending)
    elif ending.lower() == ".svg":
        from ledger.prose import drawing  # many projects have no drawing

        yield from (("file.drawing", each) for each in drawing.objections(content))
