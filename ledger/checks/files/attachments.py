"""Checks every file below docs/ and data/: its name, its comments and its metadata."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from ledger.checks.files.paths import folders as folders_of
from ledger.issues import Issue, Place
from ledger.language import placeholders, secrets
from ledger.language.signs import UNWRITABLE
from ledger.machine import files
from ledger.machine.files import Read
from ledger.patterns import Pattern
from ledger.prose import addresses, calls, hidden, links
from ledger.prose.authored import Authored
from ledger.prose.inventory import LARGEST, OTHER
from ledger.records import source
from ledger.records.declared import NOTHING
from ledger.remembered import Fixed, remembered

#: comments of a YAML file, and what looks like one in a text; its values are checked as records
_COMMENT = Pattern(r"#(?<!\S#).*$", re.MULTILINE)
#: characters that Windows, IIS or an archive cannot store, or that nobody sees
_UNFIT = Pattern(rf'[<>:"|?*\\\n\t]|[ .]$|^ |{UNWRITABLE.pattern}')
#: names that Windows reserves for devices; and the longest name, in bytes of UTF-8
_DEVICE, _LONGEST = Pattern(r"(?:con|prn|aux|nul|com[1-9]|lpt[1-9]) *(?:\..*)?", re.I), 100
_ADVICE = "请只用汉字、字母、数字、“-”和“_”"


def check(
    root: Path, docs: Authored, read: Read = files.read, meant: Fixed[str] = NOTHING.meant
) -> Iterator[Issue]:
    """Yield what must not leave the bureau, wherever a file hides it.

    ``read`` returns the content of a file below data/; the files below docs/ were read already.
    ``meant`` are words that are no placeholders.
    """
    yield from _names(docs.readers)
    for path in docs.readers:
        if path in docs.texts:
            yield from _markdown(docs.texts[path], path, meant)
        else:
            yield from docs.attachments[path].issues
    found = sorted(_below(root, "data"))
    yield from _names(found)
    yield from _same(found)
    for path in found:
        file = root / path
        try:
            yield from _data(file, path, read) if file.is_file() else ()
        except OSError as error:
            yield source.unreadable(path, error)


def _below(root: Path, name: str) -> Iterator[str]:
    """Yield the paths of all files and folders below a folder of the project."""
    for folder, folders, names in os.walk(root / name):
        place = Path(folder).relative_to(root).as_posix()
        yield from (f"{place}/{name}" for name in (*folders, *names))


def _data(file: Path, path: str, read: Read) -> Iterator[Issue]:
    if file.suffix in (".yml", ".yaml"):
        yield from _comments(read(file), path)
    elif file.stat().st_size <= LARGEST:
        yield from look(read(file), path)


@remembered
def _comments(content: bytes, path: str) -> tuple[Issue, ...]:
    text = content.decode("utf-8-sig", "ignore")
    found = _COMMENT.finditer(text)
    return tuple(issue for each in found for issue in _secrets(text, each[0], each.start(), path))


@remembered
def look(content: bytes, path: str) -> tuple[Issue, ...]:
    """Return what a picture or a document holds beside what it shows."""
    return tuple(_looked_at(content, path))


def _looked_at(content: bytes, path: str) -> Iterator[Issue]:
    from ledger.checks.files import catalogue, contents, metadata  # many projects have none
    from ledger.machine import packages

    ending = PurePath(path).suffix
    try:
        if content.startswith(packages.BEGINS) and not catalogue.is_of(content, ending.lower()):
            yield Issue(Place(path), OTHER.format(ending), code="file.content")
        told = metadata.attached(content, PurePath(path).name)
        held = "\n".join(contents.texts(content))
    except packages.Unreadable as error:
        message = f"文件{error}，无法检查；{error.advice}"
        yield Issue(Place(path), message, code="file.unchecked")
        return
    if told:
        yield Issue(Place(path), told, code="file.metadata")
    for message, code in dict.fromkeys((each.message, each.code) for each in secrets.find(held)):
        yield Issue(Place(path), f"文件里（包括属性和元数据）：{message}", code=code)


def _names(paths: Iterable[str]) -> Iterator[Issue]:
    """Check the names of files and of their folders, each once: all of them become addresses."""
    paths = set(paths)
    folders = folders_of(paths)
    for path in sorted(folders):
        yield from _name(path, "文件夹名")
    for path in sorted(paths - folders):
        yield from _name(path, "文件名")


def _same(paths: Iterable[str]) -> Iterator[Issue]:
    """Yield the names in one folder that differ by case alone: other systems keep but one of them."""
    taken: dict[tuple[str, str], str] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if (other := taken.setdefault((folder, name.casefold()), path)) != path:
            message = f"和 {other} 只差大小写，在别的系统上是同一个，只留得下一个；请改名"
            yield Issue(Place(path), message, code="file.name")


@remembered
def _name(path: str, what: str) -> tuple[Issue, ...]:
    """Check the last part of a path; of a file's name a reader reads all but the ending."""
    fault, place = _unfit(PurePath(path).name), Place(path)
    words = PurePath(path).name if what == "文件夹名" else PurePath(path).stem
    return (
        *([Issue(place, f"{what}{fault}", code="file.name")] if fault else []),
        *(Issue(place, f"{what}：{each.message}", code=each.code) for each in secrets.find(words)),
    )


def _unfit(part: str) -> str | None:
    """Return why a name cannot stay; None if it can."""
    if _UNFIT.search(part):
        return f"“{part}”里有的字符别的系统或服务器不收；{_ADVICE}"
    if _DEVICE.fullmatch(part) or PurePath(part).stem.endswith((" ", ".")):
        return f"“{part}”在 Windows 上不能用；请改名"
    if unicodedata.normalize("NFC", part) != part:
        return f"“{part}”的写法在别的系统上是另一个名字（NFD）；请重新输入名字"
    if len(part.encode(errors="replace")) > _LONGEST:
        return f"“{part[:8]}……”太长；请缩短到 33 个汉字以内"
    return None


@remembered
def _markdown(text: str, path: str, meant: Fixed[str] = NOTHING.meant) -> tuple[Issue, ...]:
    """Check a whole page, with its front matter and its comments."""
    typed = [*_secrets(text, text, 0, path)]
    told = {issue.place for issue in typed}
    encoded = (issue for issue in _encoded_secrets(text, path) if issue.place not in told)
    unfinished = hidden.said_of_comments(_unfinished(text, path, meant), text, path)
    return (*typed, *encoded, *unfinished)


def _encoded_secrets(text: str, path: str) -> Iterator[Issue]:
    """Yield the secrets of a page as a browser reads its attributes and addresses."""
    read, at = links.decoded(text)
    if read == text:
        return
    for secret in secrets.find(read):
        if not (addresses.is_beside_report(path) and secrets.is_office(read, secret)):
            place = calls.place_at(text, at[secret.start], path)
            yield Issue(place, secret.message, code=secret.code)


def _unfinished(text: str, path: str, meant: Fixed[str]) -> Iterator[Issue]:
    """Yield the placeholders in comments: they say that the text is not finished.

    Comments are not published, but go wherever the file goes.
    """
    for opened, closed in hidden.of_comments(text):
        for start, end in placeholders.find(text[opened:closed], meant):
            place = calls.place_at(text, opened + start, path)
            mark = text[opened + start : opened + end]
            yield Issue(place, placeholders.message(mark), code="placeholder.left")


def _secrets(text: str, part: str, offset: int, path: str) -> Iterator[Issue]:
    for secret in secrets.find(part):
        if addresses.is_beside_report(path) and secrets.is_office(part, secret):
            continue
        place = calls.place_at(text, offset + secret.start, path)
        yield Issue(place, secret.message, code=secret.code)
