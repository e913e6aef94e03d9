"""Gather every wheel that the project needs, its own, and the project itself, into one archive.

Run where there is a network (``make wheelhouse``); unpacked anywhere else, ``make serve`` and the
others install from it. The same commit and the same pins give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

sys.path.insert(0, str(Path(__file__).parent.parent))

from ledger.machine import files as whole

CACHE = Path(".cache/pip")
#: where fonts stand that take the place of the official ones
FONTS = ".cache/fonts"
#: the top folder of the archive, and the folder that the Makefile looks for
TOP, WHEELS, NOTE = "shuchu-youju", "wheelhouse", "安装说明.txt"
#: glibc 2.28 is what 麒麟 V10, UOS 20 and RHEL 8 have
_LINUX = ["manylinux2014_{0}", *(f"manylinux_2_{minor}_{{0}}" for minor in range(17, 29))]
PLATFORMS = {
    "x86_64": [tag.format("x86_64") for tag in _LINUX],
    "aarch64": [tag.format("aarch64") for tag in _LINUX],
    "win_amd64": ["win_amd64"],
}


class Trouble(Exception):
    """Why there is no archive; the text is shown to a person."""


def entries(file: Path) -> list[str]:
    """Return the entries of a compiled requirement file, each with its hashes on one line."""
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]


def wanted(entry: str, platform: str, python: str) -> bool:
    """Ask whether an entry is for a platform: pip would answer for the one that it runs on."""
    marker = Requirement(entry.partition("--hash")[0]).marker
    windows = platform.startswith("win")
    there = {
        "sys_platform": "win32" if windows else "linux",
        "platform_system": "Windows" if windows else "Linux",
        "os_name": "nt" if windows else "posix",
        "platform_machine": "AMD64" if windows else platform,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return marker is None or marker.evaluate(there)


def name_of(entry: str) -> str:
    """Return an entry's name as the names of wheels begin."""
    return re.split(r"[=\[ ]", entry)[0].lower().replace("-", "_").replace(".", "_")


def gather(listed: list[str], platform: str, python: str, into: Path, cache: Path) -> None:
    """Download what a platform needs and is not there for every platform yet."""
    general = {file.name.split("-")[0].lower() for file in into.iterdir() if universal(file)}
    lines = [
        unconditional(entry)
        for entry in listed
        if wanted(entry, platform, python) and name_of(entry) not in general
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text("\n".join(lines), encoding="utf-8")
        tags = [f"--platform={tag}" for tag in PLATFORMS[platform]]
        done = subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:",
             "--disable-pip-version-check", "--cache-dir", str(cache), "--require-hashes",
             f"--python-version={python}", *tags, "-r", str(file), "-d", str(into)],
            check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    if done.returncode:
        reasons = "\n".join(line for line in done.stderr.splitlines() if line.startswith("ERROR"))
        raise Trouble(f"{platform}、Python {python} 的软件没有取齐：\n{reasons}")


def unconditional(entry: str) -> str:
    """Return an entry without its marker, which has been looked at."""
    pin, _, hashes = entry.partition(" --hash")
    return f"{pin.partition(' ;')[0]} --hash{hashes}"


def product(root: Path, into: Path) -> None:
    """Build the wheel of the committed product, with the tools that are installed here."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content, _ in project(root):
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-index", "--no-build-isolation",
             "--disable-pip-version-check", "--wheel-dir", str(into), folder],
            check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
    if done.returncode:
        raise Trouble(f"本项目的软件包没有做成：\n{done.stderr.strip()}")


def universal(wheel: Path) -> bool:
    """Ask whether a wheel is for every platform and every Python 3."""
    return wheel.name.endswith(("-py3-none-any.whl", "-py2.py3-none-any.whl"))


def sha256(content: bytes) -> str:
    """Return a digest as ``sha256sum`` writes it."""
    return hashlib.sha256(content).hexdigest()


def project(root: Path) -> Iterator[tuple[str, bytes, bool]]:
    """Yield the committed files of the project: path, content, whether it is a program."""
    packed = _git(root, "archive", "--format=tar", "HEAD")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            if opened := archive.extractfile(member):
                yield member.name, opened.read(), bool(member.mode & 0o100)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        raise Trouble(f"{root} 不是 git 的工作目录，或没有装 git；请在项目的目录里运行") from None


def pack(root: Path, wheels: list[Path], out: Path) -> None:
    """Write the archive whole; neither time nor place of the packing stands in it."""
    files = {name: (content, program) for name, content, program in project(root)}
    files |= {f"{WHEELS}/{wheel.name}": (wheel.read_bytes(), False) for wheel in wheels}
    fonts = sorted((root / FONTS).glob("*.ttf"))
    files |= {f"{FONTS}/{font.name}": (font.read_bytes(), False) for font in fonts}
    files[NOTE] = (files[f"deploy/{NOTE}"][0], False)
    sums = "".join(f"{sha256(files[name][0])}  {name}\n" for name in sorted(files))
    files["SHA256SUMS"] = (sums.encode(), False)
    time = int(_git(root, "log", "-1", "--format=%ct"))
    part = out.with_name(out.name + ".part")
    with (
        part.open("wb") as opened,
        gzip.GzipFile(filename="", mode="wb", fileobj=opened, compresslevel=1, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name in sorted(files):
            content, program = files[name]
            member = tarfile.TarInfo(f"{TOP}/{name}")
            member.size, member.mtime, member.mode = len(content), time, 0o755 if program else 0o644
            archive.addfile(member, io.BytesIO(content))
    part.replace(out)


def main() -> int:
    """Gather and pack; return the exit code."""
    parser = argparse.ArgumentParser(description="把要装的软件和本项目收进一个压缩包")
    parser.add_argument("requirements", nargs="+", type=Path)
    parser.add_argument("--platforms", nargs="+", choices=PLATFORMS, required=True)
    parser.add_argument("--pythons", nargs="+", required=True, metavar="3.11")
    parser.add_argument("--out", type=Path, default=Path("wheelhouse.tar.gz"))
    parser.add_argument("--cache", type=Path, default=CACHE.absolute(), help="下载过的留在哪里")
    options = parser.parse_args()
    try:
        make(options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


def make(options: argparse.Namespace) -> None:
    """Gather for every platform into one folder, then pack it."""
    if objection := whole.objection(options.out, "wheelhouse.tar.gz"):
        raise Trouble(objection)
    listed = [entry for file in options.requirements for entry in entries(file)]
    with tempfile.TemporaryDirectory() as folder:
        for platform in options.platforms:
            for python in options.pythons:
                print(f"正在取 {platform}、Python {python} 的软件……", flush=True)
                gather(listed, platform, python, Path(folder), options.cache)
        product(Path.cwd(), Path(folder))
        wheels = sorted(Path(folder).iterdir())
        pack(Path.cwd(), wheels, options.out.resolve())  # a link stays
    size = options.out.stat().st_size / 2**20
    print(f"已写到 {options.out}（{len(wheels)} 个软件包，{size:.0f} MB）")
    print(f"SHA-256：{sha256(options.out.read_bytes())}")


if __name__ == "__main__":
    sys.exit(main())
