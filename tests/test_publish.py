"""Publishing: what is served is always one whole release, whatever happens meanwhile."""

from __future__ import annotations

import ast
import errno
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NoReturn

import fake_site
import pytest
from conftest import ROOT
from fake_site import fill, number_of, publish, quiet, served, source, unfinished

from ledger.commands import main
from ledger.issues import Issue, LedgerError, Place
from ledger.machine import engine, refusing
from ledger.machine.stopping import Stopped
from ledger.publishing import building, disk, publication, releases, switching, verify
from ledger.publishing.publication import Job
from ledger.publishing.steps import Steps
from ledger.publishing.switching import Copy, Junction, Link, Switch

SEED = 5
Run = Callable[..., tuple[int, str, str]]


class LikeJunction(Junction):
    """Windows' way with the links of this system."""

    make = staticmethod(lambda target, link: link.symlink_to(target, target_is_directory=True))


ALL_SWITCHES = (Link, LikeJunction, Copy)


def numbers(folder: Path) -> list[int]:
    return [release.number for release in releases.looked_at(folder).releases()]


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """A folder to publish into, not there yet."""
    return tmp_path / "www"


# --- one at a time, whole ---------------------------------------------------------------------


def test_a_release_is_served_with_its_manifest(www: Path) -> None:
    release = publish(www, 1)
    assert served(www) == 1
    assert release.name == f"0001-{'0' * 10}"
    assert os.readlink(www / "current") == f"releases/{release.name}"
    said = json.loads((www / "current/manifest.json").read_bytes())
    assert said["revision"] == f"{1:040x}" and said["dirty"] is False
    assert said["edition"] == "全员" and said["date"] == "2021-12-20T19:33:21+08:00"
    assert said["parts"] == {"python": "3"} and list(said["files"]) == sorted(fake_site.PAGES)


@pytest.mark.slow
def test_readers_see_one_whole_site_at_every_moment(www: Path) -> None:
    publish(www, 0)
    over, seen, faults = threading.Event(), set[int](), list[str]()

    def read() -> None:
        for _ in range(100_000):
            if over.is_set():
                return
            try:
                seen.add(_pair(www / "current"))
            except (OSError, AssertionError, ValueError) as error:
                faults.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 11):
        publish(www, number)
    over.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert len(seen) >= 5, "the readers hardly ran"


def _pair(current: Path) -> int:
    """Read a page and the manifest of what ``current`` is now; both are of one release."""
    folder = os.open(current, os.O_RDONLY)
    try:
        page, manifest = (_read(name, folder) for name in ("index.html", "manifest.json"))
    finally:
        os.close(folder)
    number = number_of(page)
    said = json.loads(manifest)
    assert int(said["revision"], 16) == number
    assert said["files"]["index.html"]["size"] == len(page)
    return number


def _read(name: str, folder: int) -> bytes:
    with open(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


@pytest.mark.slow
@pytest.mark.parametrize("kills", [5, pytest.param(25, marks=pytest.mark.long)])
def test_a_kill_leaves_the_old_site_or_the_new(www: Path, kills: int) -> None:
    publish(www, 0)
    process, begun = fake_site.start(www, 0, pause=0.005), time.monotonic()
    process.communicate()
    longest = time.monotonic() - begun
    chance, killed, before = random.Random(SEED), 0, 0
    for number in range(1, 4 * kills):
        process = fake_site.start(www, number, pause=0.005)
        time.sleep(chance.uniform(0, longest))
        at_work = fake_site.kill(process)
        longest *= 1.02 if at_work else 0.85  # other programs make it slower and faster
        killed += at_work
        now = served(www)
        assert now in (before, number)
        before = now
        if killed == kills:
            break
    assert killed == kills, "few were killed at work"
    publish(www, 4 * kills)
    assert served(www) == 4 * kills and unfinished(www) == []
    assert len(numbers(www)) <= 5


@pytest.mark.parametrize("step", ["check", "write", "problems", "settle", "differences", "point"])
def test_a_full_disk_at_any_step_leaves_the_old_site(
    www: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(www, 1)

    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "file")

    made = source(2, check=full) if step == "check" else source(2, write=full if step == "write" else None)  # fmt: skip
    for module, name in (
        (publication.inspection, "problems"), (disk, "settle"), (verify, "differences"), (Link, "point"),
    ):  # fmt: skip
        if name == step:
            monkeypatch.setattr(module, name, full)
    with pytest.raises(OSError, match="No space") as caught:
        publication.publish(www, made, 5, quiet())
    assert refusing.refusal(caught.value) == "file：磁盘满了；请腾出空间再试"
    monkeypatch.undo()
    assert served(www) == 1 and unfinished(www) == [] and numbers(www) == [1]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte, where one may be mounted."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0  # fmt: skip
    yield place
    if mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_small_disk_that_fills_up_leaves_the_old_site(small_disk: Path) -> None:
    www = small_disk / "www"
    publish(www, 1)
    if not os.path.ismount(small_disk):
        pytest.xfail("不是 root，挂不了小磁盘；写满的情形由上面逐步注入的测试覆盖")
    filler, refused = small_disk / "filler", 0
    for free in range(0, 160, 4):
        filler.unlink(missing_ok=True)
        space = os.statvfs(small_disk)
        filler.write_bytes(b"x" * max(0, space.f_bavail * space.f_bsize - free * 1024))
        try:
            publish(www, 2, keep=1)
        except OSError as error:
            assert error.errno == errno.ENOSPC
            refused += 1
            assert served(www) == 1 and unfinished(www) == []
        else:
            break
    assert refused >= 8 and served(www) == 2, "the disk was never full, or always"


@pytest.mark.slow
def test_two_at_once_refuse_each_other(www: Path, run: Run) -> None:
    publish(www, 1)
    first = fake_site.start(www, 2, pause=0.15)
    time.sleep(0.3)
    building_ones = unfinished(www)
    for asked in (["--edition", "全员"], ["--rollback"]):
        code, _, said = run(*asked, "--to", str(www))
        assert code == 3 and said == "另一次发布正在进行；请等它结束"
    assert building_ones and unfinished(www) == building_ones, "what lives was cleaned up"
    assert run("--list", "--to", str(www))[0] == 0
    first.communicate(timeout=60)
    assert first.returncode == 0 and served(www) == 2


def test_what_a_dead_publication_started_is_waited_for(www: Path) -> None:
    publish(www, 1)
    children = []

    def write(_: Path, job: Job) -> None:
        code = "import sys; sys.stdin.read()"
        children.append(subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, pass_fds=(job.handle,)))  # fmt: skip
        raise OSError("the publication dies, its child goes on")

    with pytest.raises(OSError, match="goes on"):
        publication.publish(www, source(2, write=write), 5, quiet())
    with pytest.raises(Stopped, match="正在进行"):
        publish(www, 3)
    children[0].communicate()
    publish(www, 3)
    assert served(www) == 3


def test_leftovers_of_the_dead_are_cleaned(www: Path) -> None:
    publish(www, 1)
    fill(www / "releases/.building-gone", 2)
    fill(www / "releases/.removing-0000-gone", 2)
    (www / ".current-next").symlink_to("releases/none")
    said = StringIO()
    publication.publish(www, source(2), 5, Steps(said))
    assert unfinished(www) == [] and served(www) == 2
    assert "清理了没有完成的发布留下的 2 个文件夹" in said.getvalue()


# --- keeping, going back ----------------------------------------------------------------------


def test_the_last_are_kept_and_the_one_that_is_served(www: Path) -> None:
    for number in range(1, 5):
        publish(www, number, keep=3)
    assert numbers(www) == [2, 3, 4]
    publication.roll_back(www, 2, quiet())
    with releases.opened(www) as shelf:
        assert [release.number for release in shelf.prune(1)] == [3]
    assert numbers(www) == [2, 4] and served(www) == 2
    publish(www, 5, keep=1)
    assert numbers(www) == [2, 5] and served(www) == 5, "2 was good, and served before"
    assert publication.roll_back(www, None, quiet()).number == 2


@pytest.mark.parametrize("switch", ALL_SWITCHES)
def test_every_switch_serves_and_goes_back(www: Path, switch: type[Switch]) -> None:
    for number in (1, 2, 3):
        publication.publish(www, source(number), 5, quiet(), switch)
        assert served(www) == number and unfinished(www) == []
    assert publication.roll_back(www, None, quiet(), switch).number == 2
    assert served(www) == 2
    assert publication.roll_back(www, None, quiet(), switch).number == 1
    with pytest.raises(Stopped, match="没有更早的"):
        publication.roll_back(www, None, quiet(), switch)
    assert publication.roll_back(www, 3, quiet(), switch).number == 3
    with pytest.raises(Stopped, match="没有第 9 次发布；现有：1、2、3"):
        publication.roll_back(www, 9, quiet(), switch)
    assert served(www) == 3 and unfinished(www) == []


class Death(BaseException):
    """A process that is gone: nothing after it is done."""


@pytest.mark.slow
@pytest.mark.parametrize("switch", ALL_SWITCHES)
@pytest.mark.parametrize("moment", range(8))
def test_a_death_in_the_middle_of_a_switch_is_mended(
    www: Path, switch: type[Switch], moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        publication.publish(www, source(number), 5, quiet(), switch)
    left = moment

    def mortal(act: Callable[..., object]) -> Callable[..., object]:
        def perform(*arguments: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                raise Death
            left -= 1
            return act(*arguments, **named)

        return perform

    for name in ("rename", "replace", "symlink", "link"):
        monkeypatch.setattr(os, name, mortal(getattr(os, name)))
    monkeypatch.setattr(disk, "remove", mortal(disk.remove))
    try:
        switch(www).point("0001-0000000000")
    except Death:
        left = -1
    monkeypatch.undo()
    with releases.opened(www, switch) as shelf:
        shelf.clean()
        assert shelf.current()
    assert served(www) in (1, 2) and unfinished(www) == []


@pytest.mark.parametrize("switch", [LikeJunction, Copy])
def test_a_folder_that_is_held_open_is_tried_again_and_given_back(
    www: Path, switch: type[Switch], monkeypatch: pytest.MonkeyPatch
) -> None:
    publication.publish(www, source(1), 5, quiet(), switch)
    rename, hindered = os.rename, 0

    def held(old: Path, new: Path) -> None:
        nonlocal hindered
        if Path(old).name == ".current-next" and hindered:
            hindered -= 1
            raise PermissionError(errno.EACCES, "held open", str(old))
        rename(old, new)

    monkeypatch.setattr(os, "rename", held)
    monkeypatch.setattr(switching, "_PAUSE", 0)
    hindered = 10
    publication.publish(www, source(2), 5, quiet(), switch)
    assert served(www) == 2 and hindered == 0
    hindered = switching._TRIES
    with pytest.raises(PermissionError):
        publication.publish(www, source(3), 5, quiet(), switch)
    assert served(www) == 2 and numbers(www) == [1, 2]
    publication.publish(www, source(4), 5, quiet(), switch)
    assert served(www) == 4 and unfinished(www) == []


def test_a_disk_without_links_gets_a_copy(www: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    for name in ("symlink", "link"):
        monkeypatch.setattr(os, name, unknown)
    publish(www, 1)
    publish(www, 2)
    assert (www / "current").is_dir() and not (www / "current").is_symlink()
    assert (www / "current.txt").read_text() == "0002-0000000000" and served(www) == 2
    monkeypatch.undo()  # what began with copies goes on with them
    publish(www, 3)
    assert not (www / "current").is_symlink() and served(www) == 3
    assert releases.looked_at(www).current() == releases.looked_at(www).releases()[-1]


@pytest.mark.parametrize("foreign", ["folder", "link"])
def test_a_current_of_somebody_else_is_not_touched(www: Path, foreign: str) -> None:
    www.mkdir()
    if foreign == "link":
        (www / "current").symlink_to(www.parent)
    else:
        fill(www / "current", 1)
    with pytest.raises(Stopped, match="请把它移走"):
        publish(www, 2)
    assert unfinished(www) == [] and numbers_below(www / "releases") == []


def numbers_below(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_damaged_release_is_not_gone_back_to(www: Path) -> None:
    first = publish(www, 1)
    publish(www, 2)
    (first.folder / "index.html").write_text("")
    with pytest.raises(Stopped, match=r"改动  index\.html\n.*已经损坏"):
        publication.roll_back(www, None, quiet())
    assert served(www) == 2


def test_what_cannot_be_deleted_does_not_undo_a_publication(
    www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(www, 1)

    def denied(*_: object) -> None:
        raise PermissionError(errno.EACCES, "denied", "old")

    monkeypatch.setattr(releases.Shelf, "prune", denied)
    said = StringIO()
    publication.publish(www, source(2), 1, Steps(said))
    assert served(www) == 2 and "旧的发布没有删净：old：没有读写的权限" in said.getvalue()


# --- the same bytes, the same modes -----------------------------------------------------------


def test_modes_and_times_do_not_follow_the_umask_or_the_clock(www: Path) -> None:
    old = os.umask(0o077)
    try:
        publish(www, 1)
    finally:
        os.umask(old)
    for path in (www, www / "releases", *(www / "releases").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path
    times = {path.stat().st_mtime for path in (www / "current").rglob("*")}
    latest = fake_site.EPOCH + 1
    assert max(times) == latest and min(times) > latest - 24 * 3600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_an_edition_for_few_is_read_by_the_group_of_its_folder(www: Path) -> None:
    www.mkdir()
    group = next((each for each in os.getgroups() if each != os.getgid()), os.getgid())
    if os.getuid() == 0:
        group = 33  # a group of which this process is no member
    os.chown(www, -1, group)
    publication.publish(www, source(1, edition="班子"), 5, quiet())
    (release,) = (www / "releases").iterdir()
    for path in (release, *release.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o750 if path.is_dir() else 0o640), path
        assert path.stat().st_gid == group


def test_a_page_that_changes_and_keeps_its_size_has_another_time(tmp_path: Path) -> None:
    """Web servers tell their caches by time and size."""
    stamps = []
    for word in ("8次", "9次"):
        page = tmp_path / word / "index.html"
        page.parent.mkdir()
        page.write_text(word)
        disk.settle(page.parent, fake_site.EPOCH, lambda *_: None)
        stamps.append((page.stat().st_size, page.stat().st_mtime))
    assert stamps[0][0] == stamps[1][0] and stamps[0][1] != stamps[1][1]


def test_the_order_of_files_does_not_show(tmp_path: Path) -> None:
    found = []
    for name, order in (("a", 1), ("b", -1)):
        for path in fake_site.PAGES[::order]:
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(path)
        said = publication.manifest.about("全员", source(1).revision, {"b": "1", "a": "2"})
        publication.manifest.write(tmp_path / name, said)
        found.append((tmp_path / name / verify.MANIFEST).read_bytes())
    assert found[0] == found[1]


# --- what may not be published ----------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("path", "content", "message"), [
    ("index.html", None, "缺少  index.html"),
    ("index.html", "", "index.html  内容是空的"),
    (".htaccess", "", ".htaccess  隐藏的文件"),
    (".git/config", "", ".git/config  隐藏的文件"),
    ("a/旧稿.docx.bak", "", "a/旧稿.docx.bak  备份或临时的文件"),
    ("a/index.html~", "", "a/index.html~  备份或临时的文件"),
    ("~$报告.docx", "", "~$报告.docx  备份或临时的文件"),
    ("a/.b.swp", "", "a/.b.swp  隐藏的文件"),
    ("a/b.swp", "", "a/b.swp  备份或临时的文件"),
    ("b.html", '<a href="none/">x</a>', "b.html  没有这个文件：none/"),
    ("b.html", '<a href="figures/f0">x</a>', "没有这个文件：figures/f0"),
    ("b.html", '<a href="../index.html">x</a>', "没有这个文件：../index.html"),
    ("a/b.html", '<a href="../Index.html">x</a>', "没有这个文件：../Index.html"),
    ("b.html", '<img srcset="c.png 1x, d.png 2x">', "没有这个文件：d.png"),
    ("b.html", '<a href="file:///home/a">x</a>', "写了本机的文件"),
    ("b.html", '<a href="http://[">x</a>', "不是地址"),
    ("b.html", '<a href="ftp:a">x</a>', "不认识的地址"),
    ("b.html", '<script src="https://cdn.example/a.js"></script>', "要从外网取：https://cdn.example/a.js"),
    ("b.html", '<img src="//cdn.example/a.png">', "要从外网取：//cdn.example/a.png"),
    ("b.html", '<link rel="preconnect" href="https://fonts.example">', "要从外网取"),
    ("b.html", '<p style="background:url(https://a.example/b)">', "要从外网取"),
    ("b.html", "<style>@import 'https://a.example/b.css';</style>", "要从外网取"),
    ("b.html", '<meta http-equiv="refresh" content="0; url=https://a.example/">', "要从外网取"),
    ("b.html", '<svg><image xlink:href="https://a.example/b"/></svg>', "要从外网取"),
    ("b.css", "a{background:url( 'none.png' )}", "b.css  没有这个文件：none.png"),
    ("b.css", '@import "https://a.example/b.css";', "b.css  要从外网取"),
])  # fmt: skip
def test_what_may_not_be_published_is_named(
    www: Path, path: str, content: str | None, message: str
) -> None:
    publish(www, 1)

    def write(folder: Path, _: int) -> None:
        fill(folder, 2)
        file = folder / path
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True) if content is None else file.write_text(content)

    with pytest.raises(Stopped) as caught:
        publication.publish(www, source(2, write=write), 5, quiet())
    said = str(caught.value).splitlines()
    assert caught.value.code == 1 and any(message in line for line in said)
    assert said[-1] == f"共 {len(said) - 2} 处，没有发布"
    assert served(www) == 1 and unfinished(www) == []


def test_what_leads_somewhere_is_passed(www: Path) -> None:
    page = (
        '<base-free><a href="">a</a><a href="#x">a</a><a href=".">a</a><a href="./?q#h">a</a><a href="report/">a</a>'
        '<a href="/figures/f1/#t">a</a><a href="https://www.example.cn/">a</a><a href="mailto:a@b">a</a>'
        '<img src="data:image/png;base64,AA"><link rel="canonical" href="https://www.example.cn/">'
        '<link rel="stylesheet" href="a%20b.css?v=1"><form action="report/index.html"></form>'
        "<style>a{background:url(#x)} /* url(https://a.example) */</style><p>url(none)</p><a data='none'>x</a>"
    )

    def write(folder: Path, _: int) -> None:
        fill(folder, 1)
        (folder / "more.html").write_text(page)
        (folder / "a b.css").write_text("a{background:url(data:image/svg+xml;utf8,<svg/>)}")

    publication.publish(www, source(1, write=write), 5, quiet())
    assert (www / "current/more.html").is_file()


def test_an_empty_site_a_link_and_a_nameless_file_are_refused(www: Path, tmp_path: Path) -> None:
    def tried(write: Callable[[Path], object]) -> str:
        with pytest.raises(Stopped) as caught:
            publication.publish(www, source(1, write=lambda folder, _: write(folder)), 5, quiet())
        return str(caught.value)

    assert "生成的网站是空的" in tried(lambda _: None)
    assert "index.html  不是普通的文件" in tried(lambda f: (f / "index.html").symlink_to(tmp_path))
    assert "甲/乙/  空的文件夹" in tried(lambda f: (f / "甲/乙").mkdir(parents=True))
    odd = tried(lambda folder: open(os.fsencode(folder) + b"/\xff.html", "w").close())
    assert "\\udcff.html  文件名不是 UTF-8" in odd
    assert unfinished(www) == []


# --- the command ------------------------------------------------------------------------------


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run the command on the fake site; return its code and its last words."""
    (tmp_path / "project/data").mkdir(parents=True)

    def call(*arguments: str, site: publication.Source | None = None) -> tuple[int, str, str]:
        made = site or source(2)
        monkeypatch.setattr(building, "source", lambda *_: made)
        code = main(["publish", "--root", str(tmp_path / "project"), *arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out.strip(), said.err.strip()

    return call


def test_it_says_each_step_and_what_was_published(www: Path, run: Run) -> None:
    code, out, said = run("--edition", "全员", "--to", str(www))
    assert code == 0 and said.splitlines()[-8:] == [
        "正在检查……", "正在生成……", "正在核对……", "正在读回……", "正在写清单……", "正在写入磁盘……",
        "正在核对清单……", "正在换上……",
    ]  # fmt: skip
    digest = verify.entry_of(www / "current/manifest.json").sha256
    assert out.startswith("已发布 0001-0000000000：全员版，8 个文件，0.0 MB，版本 0000000000")
    assert out.endswith(f"清单的 SHA-256：{digest}")


def test_a_terminal_is_told_how_far_it_is() -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    steps = Steps(screen)
    steps.begin("正在核对")
    for done in range(1, 457):
        steps.count(done, 456)
    steps.begin("正在换上")
    steps.end()
    said = screen.getvalue()
    assert "\r正在核对 228/456……" in said and "\r正在核对 456/456……\n正在换上……\n" in said
    assert said.count("\r") <= 101


def test_the_list_tells_number_revision_date_size_and_which_is_served(www: Path, run: Run) -> None:
    publish(www, 1)
    dirty = source(2)
    revision = dirty.revision._replace(dirty=True)
    publication.publish(www, replace(dirty, revision=revision), 5, quiet())
    publish(www, 3)
    assert run("--rollback", "--to", str(www)) [:2] == (0, "已换回 0002-0000000000-dirty")  # fmt: skip
    code, out, _ = run("--list", "--to", str(www))
    known = "0000000000  2021-12-20  全员版  8 个文件，0.0 MB"
    assert code == 0 and [line.strip() for line in out.splitlines()] == [
        f"3  {known}", f"2  {known}（含没有提交的改动）  ← 现在的", f"1  {known}",
        out.splitlines()[-1],
    ]  # fmt: skip
    assert re.fullmatch(r"共 3 次，0\.1 MB；磁盘还有 \d+ MB", out.splitlines()[-1])
    (www / "current/manifest.json").write_text("")
    assert "清单读不了  ← 现在的" in run("--list", "--to", str(www))[1].replace("（含没有提交的改动）", "")  # fmt: skip
    assert run("--rollback", "1", "--to", str(www))[0] == 0 and served(www) == 1


def test_old_releases_go_on_request(www: Path, run: Run) -> None:
    for number in range(1, 6):
        publish(www, number)
    assert run("--rollback", "2", "--to", str(www))[0] == 0
    code, out, _ = run("--prune", "--keep", "1", "--to", str(www))
    assert (code, out) == (0, "删去了第 3、4 次发布，0.0 MB")
    assert numbers(www) == [1, 2, 5] and served(www) == 2, "1 is what 2 replaced"
    assert run("--prune", "--to", str(www))[:2] == (0, "没有要删的")
    assert run("--prune", "--keep", "0", "--to", str(www))[0] == 2


def test_wrong_use_is_refused_before_any_work(www: Path, run: Run, tmp_path: Path) -> None:
    project, file = tmp_path / "project", tmp_path / "file"
    file.write_text("")
    for arguments, what in (
        (["--to", str(www), "--edition", "领导"], "--edition：没有“领导”这一版"),
        (["--to", str(www), "--keep", "0"], "至少是 1"),
        (["--to", str(www), "--root", str(tmp_path)], "没有 data/"),
        (["--to", str(project)], "项目的文件夹"),
        (["--to", str(project / "data/www")], "项目自己的文件夹，或在里面"),
        (["--to", str(tmp_path)], "里面有这个项目"),
        (["--to", str(file)], "是文件，不是文件夹"),
        (["--to", str(tmp_path / "no/www")], "不存在"),
        (["--to", str(www), "--list"], "还没有发布过"),
        (["--to", str(www), "--rollback"], "还没有发布过"),
    ):
        code, out, said = run(*arguments)
        assert code == 2 and what in said and out == "" and not www.exists(), said


def test_an_edition_for_few_does_not_come_where_everybody_reads(www: Path, run: Run) -> None:
    publish(www, 1)
    code, _, said = run("--to", str(www), "--edition", "纪检", site=source(2, edition="纪检"))
    assert code == 2 and "里发布的是全员版，不是纪检版；每一版用自己的文件夹" in said
    assert served(www) == 1


@pytest.mark.parametrize("content", [None, "", "{}", '{"files": {}}'])
def test_a_release_of_an_unknown_edition_stops_the_next(www: Path, content: str | None) -> None:
    first = publish(www, 1)
    file = first.folder / "manifest.json"
    file.unlink() if content is None else file.write_text(content)
    with pytest.raises(
        Stopped, match="0001-0000000000 的清单读不了，不知道是哪一版；请把这个文件夹移到别处"
    ):
        publish(www, 2)
    assert numbers(www) == [1]
    first.folder.rename(www.parent / "moved")
    publish(www, 2)
    assert served(www) == 2


def test_broken_data_lists_all_issues(www: Path, run: Run) -> None:
    publish(www, 1)

    def check() -> NoReturn:
        raise LedgerError([Issue(Place("data/a.yml", n), "错") for n in (1, 2)])

    code, out, _ = run("--to", str(www), site=source(2, check=check))
    assert code == 1 and out.splitlines() == [
        "data/a.yml:1:1  错", "data/a.yml:2:1  错", "共 2 处需要修改。",
    ]  # fmt: skip
    assert served(www) == 1 and unfinished(www) == []


@pytest.mark.parametrize(("error", "code", "what"), [
    (OSError(errno.ENOSPC, "no space", "页"), 3, "页：磁盘满了；请腾出空间再试"),
    (OSError(errno.EDQUOT, "quota"), 3, "磁盘满了；请腾出空间再试"),
    (PermissionError(errno.EACCES, "denied", "页"), 3, "页：没有读写的权限"),
    (OSError(errno.EIO, "Input/output error", "页"), 3, "页：磁盘读写出错；请换一个磁盘再试"),
    (KeyboardInterrupt(), 130, "中断了，没有发布"),
])  # fmt: skip
def test_the_machine_s_reasons_are_one_line(
    www: Path, run: Run, error: BaseException, code: int, what: str
) -> None:
    def write(*_: object) -> None:
        raise error

    publish(www, 1)
    found, _, said = run("--to", str(www), site=source(2, write=write))
    assert found == code and said.splitlines()[-2:] == ["正在生成……", what]
    assert served(www) == 1 and unfinished(www) == []


# --- the engine and git, without a build ------------------------------------------------------


def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Callable[[], None]:
    """Return a build by a program of a few lines instead of the site's engine."""
    monkeypatch.setattr(engine, "COMMAND", [sys.executable, "-c", code])
    (tmp_path / "site").mkdir()
    return lambda: building.build(tmp_path, "班子", 99, tmp_path / "site", Job(0, ()))


#: what a publication does with each variable of the environment that our code knows
VARIABLES = {
    "set": {"EDITION", "SOURCE_DATE_EPOCH", "LEDGER_CHECKED", "RELEASE_LOG", "PUBLICATION_WAITS", "NO_MKDOCS_2_WARNING",
            "PYTHONUTF8", "PYTHONIOENCODING"},
    "cleared": {"COLUMNS", "ONLY_PAGES", "MKDOCS_SERVING", "CHANGES_SINCE"},
    # which program prints, with which fonts
    "the machine's": {"BROWSER_PATH", "KEPT_IN", "FONTCONFIG_FILE", "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA", "XDG_CACHE_HOME", "TMPDIR"},
    "for git alone": {"LC_ALL", "GIT_CONFIG", "GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH", "GIT_OPTIONAL_LOCKS"},
    "none": {"ABCDEFGH", "DEBUG", "FFFFFF", "FORMTEXT", "GB18030", "HYPERLINK", "INHERIT", "MERGE_HEAD", "NUMPAGES", "O_BINARY", "O_NONBLOCK", "PAGEREF", "PATH_INFO",
             "README", "SIGHUP", "SIGTERM", "SYMBOL", "T000000Z"},
}  # fmt: skip


@pytest.mark.slow
def test_every_variable_that_the_code_knows_is_thought_of() -> None:
    """A new one would else change what is published, by whatever stands in somebody's terminal."""
    found = set()
    for file in (
        *ROOT.glob("*.py"),
        *(ROOT / "ledger").rglob("*.py"),
        *(ROOT / "mkdocs_ledger").rglob("*.py"),
    ):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^[A-Z][A-Z0-9_]{4,}(?:\(X86\))?$", node.value))
    assert found == set().union(*VARIABLES.values())


def test_the_engine_is_told_edition_and_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in VARIABLES["set"] | VARIABLES["cleared"]:
        monkeypatch.setenv(name, "stray")
    code = "import os, sys; open(sys.argv[4] + '/e', 'w').write(repr(dict(os.environ)))"
    program(tmp_path, monkeypatch, code)()
    told = eval((tmp_path / "site/e").read_text())
    assert told["EDITION"] == "班子" and told["SOURCE_DATE_EPOCH"] == "99"
    assert VARIABLES["set"] <= set(told) and not VARIABLES["cleared"] & set(told)
    assert "stray" not in told.values()


@pytest.mark.parametrize(("code", "kind", "what"), [
    ("import sys; sys.exit('ERROR - 坏了')", 1, "坏了\n网站没有生成，原因见上"),
    ("try: 1/0\nexcept Exception: raise ValueError('两层')", 3, "生成网站的程序出错：ZeroDivisionError: division by zero\n生成网站的程序出错：ValueError: 两层\n网站没有生成，原因见上"),
    ("import os; os.kill(os.getpid(), 9)", 3, "生成网站的程序被系统终止了（信号 9），多半是内存不够"),
])  # fmt: skip
def test_an_engine_that_fails_says_why_without_its_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, kind: int, what: str
) -> None:
    with pytest.raises(Stopped) as caught:
        program(tmp_path, monkeypatch, code)()
    assert (caught.value.code, str(caught.value)) == (kind, what)


def test_an_engine_on_a_full_disk_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = program(tmp_path, monkeypatch, "raise OSError(28, 'No space left on device')")
    with pytest.raises(OSError, match="No space"):
        build()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one committed file."""
    for name in ("SOURCE_DATE_EPOCH", *(key for key in os.environ if key.startswith("GIT_"))):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "repository"
    (root / "data").mkdir(parents=True)
    (root / "data/a.yml").write_text("a")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a")
    return root


def git(root: Path, *arguments: str) -> None:
    date = "1640000000 +0800"
    environment = os.environ | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)


def test_a_revision_is_the_commit_and_what_was_changed(repository: Path) -> None:
    found = building.revision.of(repository)
    assert len(found.commit) == 40 and not found.dirty and found.epoch == 1_640_000_000
    assert found.short == found.commit[:10] == found.said
    (repository / "notes.txt").write_text("no part of the site")
    assert not building.revision.of(repository).dirty
    (repository / "data/b.yml").write_text("b")
    changed = building.revision.of(repository, {"SOURCE_DATE_EPOCH": "7"})
    assert changed.dirty and changed.epoch == 7 and changed.short.endswith("-dirty")
    assert "没有提交的改动" in changed.said


def test_a_date_that_is_none_or_missing_is_refused(tmp_path: Path, repository: Path) -> None:
    for given in ("yesterday", "-1", "1.5", "١", "9" * 30):
        with pytest.raises(Stopped, match="应当是 1970") as caught:
            building.revision.of(repository, {"SOURCE_DATE_EPOCH": given})
        assert caught.value.code == 2
    with pytest.raises(
        Stopped,
        match="没有 git 的提交，也没有封存的报告，不知道这一版是哪天的；请加上日期，如 --day",
    ) as caught:
        building.revision.of(tmp_path, {})
    assert caught.value.code == 2


def test_a_day_that_is_given_takes_the_place_of_a_commits(tmp_path: Path, repository: Path) -> None:
    for root in (tmp_path, repository):
        epoch = building.revision.of(root, {"SOURCE_DATE_EPOCH": "7"}, date(2022, 1, 10)).epoch
        assert building.revision.at(epoch).isoformat() == "2022-01-10T00:00:00+08:00"


@pytest.mark.parametrize("damage", ["the commit", "a tree", "the index"])
@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": "7"}])
def test_a_damaged_repository_publishes_nothing(
    repository: Path, damage: str, environ: dict[str, str]
) -> None:
    if damage == "the index":
        (repository / ".git/index").write_bytes(b"DIRC")
    else:
        name = {"the commit": "HEAD", "a tree": "HEAD^{tree}"}[damage]
        asked = subprocess.run(["git", "rev-parse", name], cwd=repository, capture_output=True, text=True, check=True)  # fmt: skip
        oid = asked.stdout.strip()
        (repository / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(Stopped, match=r"的 git 仓库坏了，.*git fsck"):
        building.revision.of(repository, environ)


def test_a_change_while_building_is_noticed(repository: Path) -> None:
    stamp = building.revision.stamp(repository)
    assert building.revision.stamp(repository) == stamp
    (repository / "data/a.yml").write_text("ab")
    assert building.revision.stamp(repository) != stamp
