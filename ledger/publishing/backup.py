"""The commands ``backup`` and ``restore``: a project, and folders of releases, as one file.

A backup holds what the project holds, records for few as well: only its owner reads it, and it is
written nowhere below a folder that is served. What a command makes anew is left out. A restored
folder is whole, or is not there.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ledger.machine import arguments, files, terminal
from ledger.machine.arguments import Commands
from ledger.machine.premises import SITE
from ledger.machine.stopping import Stopped
from ledger.publishing import archive, disk, lock, releases, verify
from ledger.publishing.steps import Steps
from ledger.publishing.switching import RELEASES

#: what is made anew, at the top of a project and at any depth
_MADE = (".venv", ".venv.lock", ".cache", SITE, ".site.building", "wheelhouse", "wheelhouse.tar.gz")
_MADE_ANYWHERE = ("__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
#: under which names a backup holds the project, and the folders of releases
_PROJECT, _SERVED = "项目", "发布"
#: the key by which a list says that it is a backup's, and of which form
_KEY, _FORM = "backup", 1


class Tree(NamedTuple):
    """What is in a folder: files, folders with their modes, and links with their targets."""

    files: list[str]
    folders: dict[str, int]
    links: dict[str, str]


def add(commands: Commands) -> None:
    """Register both commands."""
    does = "备份：把项目和发布的文件夹写成一个文件"
    parser = arguments.command(commands, "backup", does, _backup)
    parser.add_argument("file", type=Path, metavar="文件", help="写到哪里，如 备份.tar")
    parser.add_argument(
        "--with",
        dest="others",
        type=Path,
        nargs="+",
        default=[],
        metavar="文件夹",
        help="发布的文件夹，一起备份",
    )
    arguments.of_project(parser)
    does = "恢复：把备份解到一个新的文件夹"
    parser = arguments.command(commands, "restore", does, _restore, undone="没有恢复")
    parser.add_argument("file", type=Path, metavar="文件", help="backup 写的文件")
    parser.add_argument("--to", type=Path, required=True, metavar="文件夹", help="新的或空的文件夹")


def _backup(options: argparse.Namespace) -> int:
    if lacking := arguments.lacks_project(options.root):
        raise Stopped(lacking, code=2)
    given = [folder.resolve() for folder in (options.root, *options.others)]
    _objections(options.file, given)
    steps = Steps()
    try:
        count = write(options.file, given[0], given[1:], steps)
    finally:
        steps.end()
    size = options.file.stat().st_size / 1e6
    terminal.output(
        f"已备份到 {options.file}：{count} 个文件，{size:.1f} MB，只有自己读得到\n"
        f"文件的 SHA-256：{verify.entry_of(options.file.resolve()).sha256}\n"
        "里面有全部记录，只给班子、纪检看的也在，没有加密；请和台账一样保管"
    )
    return 0


def _objections(file: Path, given: list[Path]) -> None:
    """Raise ``Stopped`` for a place or folders that cannot be, before any work is done."""
    if objection := files.objection(file, "备份.tar", endings=(".tar",)):
        raise Stopped(objection, code=2)
    place = file.resolve()
    if inside := next((each for each in given if place.is_relative_to(each)), None):
        raise Stopped(f"{file} 在要备份的 {inside} 里；请写到别处，最好是另一个磁盘", code=2)
    if served := releases.holding(place):
        raise Stopped(f"{file} 在发布的文件夹 {served} 里，读者可能取走；请写到别处", code=2)
    for folder in given[1:]:
        if not (folder / RELEASES).is_dir():
            raise Stopped(f"{folder} 里还没有发布过", code=2)
    names = [folder.name for folder in given[1:]]
    if "" in names or len(set(names)) < len(names):
        raise Stopped("两个发布的文件夹名字相同，恢复时分不开；请分开备份", code=2)


def write(file: Path, project: Path, others: list[Path], steps: Steps) -> int:
    """Write a backup; return the number of its files.

    Nobody publishes meanwhile. Raises ``Stopped`` where a file changes meanwhile, and ``OSError``.
    """
    steps.begin("正在看有哪些文件")
    places = {_PROJECT: project} | {f"{_SERVED}/{folder.name}": folder for folder in others}
    with ExitStack() as held:
        for folder in others:
            held.enter_context(lock.held(folder))
        said, where = _said(places)
        steps.begin("正在备份")
        content = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()
        archive.write(file, "backup", where.__getitem__, content, steps.count)
    return len(where)


def _said(places: dict[str, Path]) -> tuple[dict[str, Any], dict[str, Path]]:
    """Return the list of a backup, and where each of its files is."""
    said: dict[str, Any] = {_KEY: _FORM, "files": {}, "folders": {}, "links": {}}
    where: dict[str, Path] = {}
    for name, folder in places.items():
        tree = _tree(folder, _MADE if name == _PROJECT else (lock.NAME,))
        where |= {f"{name}/{path}": folder / path for path in tree.files}
        said["folders"] |= {
            f"{name}/{path}".rstrip("/"): mode for path, mode in tree.folders.items()
        }
        said["links"] |= {f"{name}/{path}": target for path, target in tree.links.items()}
    said["files"] = {path: verify.entry_of(file)._asdict() for path, file in where.items()}
    return said, where


def _tree(folder: Path, left_out: tuple[str, ...]) -> Tree:
    """Return what is in a folder, but for names at its top that are left out."""
    tree = Tree([], {"": folder.stat().st_mode & 0o777}, {})
    for path, entry in _entries(folder, "", left_out):
        if entry.is_symlink():
            tree.links[path] = _target(entry)
        elif entry.is_dir():
            tree.folders[path] = entry.stat().st_mode & 0o777
        else:
            tree.files.append(path)
    return tree


def _entries(
    folder: Path, above: str, left_out: tuple[str, ...]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as found:
        listed = sorted(found, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name in _MADE_ANYWHERE or (not above and entry.name in left_out):
            continue
        path = above + entry.name
        yield path, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), f"{path}/", left_out)


def _target(entry: os.DirEntry[str]) -> str:
    target = os.readlink(entry.path)
    if not _leads_below(target):
        raise Stopped(
            f"{entry.path} 是链接，指到别处（{target}），没有备份；请换成文件本身", code=1
        )
    return target


def _leads_below(target: str) -> bool:
    path = PurePosixPath(target)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def _restore(options: argparse.Namespace) -> int:
    steps = Steps()
    try:
        names = restore(options.file, options.to, steps)
    finally:
        steps.end()
    terminal.output(f"已恢复到 {options.to}：{'、'.join(names)}")
    return 0


def restore(file: Path, folder: Path, steps: Steps) -> list[str]:
    """Unpack a backup into a new folder that only its owner enters; return the folders in it.

    Raises ``Stopped`` for a folder that is not empty, and for what is no whole backup.
    """
    folder = folder.absolute() if folder.is_symlink() else folder.resolve()
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise Stopped(f"{folder} 里已经有东西，恢复不覆盖；请写一个新的文件夹", code=2)
    if folder.resolve() == Path.cwd():
        raise Stopped(f"{folder} 就是现在所在的文件夹；请到上一层去运行，写它的名称", code=2)
    if not folder.parent.is_dir():
        raise Stopped(f"{folder} 所在的文件夹 {folder.parent} 不存在", code=2)
    if served := releases.holding(folder):
        raise Stopped(f"{folder} 在发布的文件夹 {served} 里，读者可能取走；请写到别处", code=2)
    coming = folder.with_name(f".{folder.name}.restoring")
    steps.begin("正在恢复")
    with archive.opened(file) as opened:
        tree = _told(opened)
        disk.remove(coming)
        coming.mkdir(mode=0o700)
        try:
            archive.unpack(opened, coming, steps.count)
            _complete(coming, tree)
            if folder.is_dir():
                folder.rmdir()
            os.rename(coming, folder)
        except BaseException:
            disk.remove(coming)
            raise
    files.sync(folder.parent)
    return sorted(path for path in tree.folders if path.count("/") == path.startswith(_SERVED))


def _told(opened: archive.Archive) -> Tree:
    """Return what a backup's list says; raises ``Stopped`` where it is none, or leads elsewhere."""
    try:
        said = opened.said
        known = said[_KEY] == _FORM
        folders = {str(path): int(mode) & 0o777 for path, mode in said["folders"].items()}
        links = {str(path): str(target) for path, target in said["links"].items()}
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        known, folders, links = False, {}, {}
    plain = all(map(archive.is_plain, (*folders, *links)))
    if not (known and plain and all(map(_leads_below, links.values()))):
        raise Stopped(f"{opened.file} 不是 backup 写的，或者是别的版本写的，没有恢复", code=1)
    return Tree(list(said["files"]), folders, links)


def _complete(folder: Path, tree: Tree) -> None:
    """Compare the files once more, as they are on the disk; add links and folders' modes."""
    if wrong := verify.differences(folder):
        raise Stopped("\n".join([*map(str, wrong), "写到磁盘的和备份的不一致"]))
    (folder / verify.MANIFEST).unlink()
    for path in tree.folders:
        (folder / path).mkdir(parents=True, exist_ok=True)
    for path, target in tree.links.items():
        os.symlink(target, folder / path)
    for path in tree.files:
        files.sync(folder / path)
    for path in sorted(tree.folders, reverse=True):
        (folder / path).chmod(tree.folders[path])
        files.sync(folder / path)
