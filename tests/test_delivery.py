"""A release on another machine: whole or not at all, of its edition, and nothing but its files."""

from __future__ import annotations

import errno
import io
import json
import os
import random
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from fake_site import publish, quiet, served, source, unfinished

from ledger.commands import main
from ledger.machine.stopping import Stopped
from ledger.publishing import archive, delivery, disk, inspection, publication, releases, verify
from ledger.publishing.delivery import Asked
from ledger.publishing.switching import Link

Members = list[tuple[tarfile.TarInfo, bytes]]
SEED = 11
ALL = Asked("全员", keep=5)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder with two releases; the second is packed beside it."""
    here = tmp_path / "here"
    publish(here, 1)
    publish(here, 2)
    delivery.pack(here, None, tmp_path / "发布.tar", quiet())
    return tmp_path / "发布.tar"


def receive(file: Path, www: Path, asked: Asked = ALL) -> releases.Release:
    return delivery.receive(www, file, asked, quiet())


def stamps(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    """Return every file's content, mode and time."""
    found = ((path, Path(entry.path), entry.stat()) for path, entry in verify.listed(folder))
    return {
        path: (file.read_bytes(), stat.st_mode, int(stat.st_mtime)) for path, file, stat in found
    }


# --- as it was sent ---------------------------------------------------------------------------


def test_a_release_arrives_as_it_was_published(sent: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    assert receive(sent, www).name == f"0002-{'0' * 10}"
    assert served(www) == 2 and unfinished(www) == []
    assert stamps(www / "current") == stamps(tmp_path / "here/current")
    assert sent.stat().st_mode & 0o777 == 0o600
    again = tmp_path / "again.tar"
    delivery.pack(www, None, again, quiet())
    assert again.read_bytes() == sent.read_bytes()


def test_releases_follow_one_another_and_go_back(sent: Path, tmp_path: Path) -> None:
    here, www, third = tmp_path / "here", tmp_path / "www", tmp_path / "3.tar"
    receive(sent, www)
    publish(here, 3)
    delivery.pack(here, None, third, quiet())
    assert receive(third, www, ALL._replace(keep=None)).number == 3 and served(www) == 2, "held"
    assert receive(third, www).number == 3 and served(www) == 3
    assert receive(third, www).number == 3, "once more changes nothing"
    assert publication.roll_back(www, None, quiet()).number == 2
    with pytest.raises(Stopped, match=r"是第 1 次发布，比这里的第 3 次旧；.*--older"):
        receive(_packed(here, 1, tmp_path), www)
    assert served(www) == 2
    receive(_packed(here, 1, tmp_path), www, ALL._replace(older=True))
    assert served(www) == 1 and unfinished(www) == []


def _packed(folder: Path, number: int, place: Path) -> Path:
    file = place / f"{folder.name}-{number}.tar"
    delivery.pack(folder, number, file, quiet())
    return file


def test_another_line_of_releases_is_refused(sent: Path, tmp_path: Path) -> None:
    www, other = tmp_path / "www", tmp_path / "other"
    receive(sent, www)
    for number in (11, 12, 13):
        site = source(number)
        revision = site.revision._replace(commit=f"{number:x}" * 40)
        publication.publish(other, replace(site, revision=revision), 5, quiet())
    with pytest.raises(Stopped, match=r"的发布记录和 .*接不上"):
        receive(_packed(other, 3, tmp_path), www)
    with pytest.raises(Stopped, match="第 2 次发布是另一版"):
        receive(_packed(other, 2, tmp_path), www)
    with pytest.raises(Stopped, match="接不上"):
        receive(_packed(other, 1, tmp_path), www, ALL._replace(older=True))
    assert served(www) == 2 and unfinished(www) == []


def test_an_edition_comes_only_where_it_is_asked_for(sent: Path, tmp_path: Path) -> None:
    few, www, own = tmp_path / "few", tmp_path / "www", tmp_path / "own"
    publication.publish(few, source(1, edition="纪检"), 5, quiet())
    file, asked = _packed(few, 1, tmp_path), Asked("纪检", keep=5)
    with pytest.raises(Stopped, match=r"是纪检版，这里要收全员版；.*--edition 纪检"):
        receive(file, www)
    assert not www.exists()
    receive(sent, www)
    with pytest.raises(Stopped, match="里发布的是全员版，不是纪检版"):
        receive(file, www, asked)
    assert served(www) == 2 and len(list((www / "releases").iterdir())) == 1
    receive(file, own, asked)
    assert (own / "current/index.html").stat().st_mode & 0o777 == 0o640
    assert (own / "current").stat().st_mode & 0o777 == 0o750


def test_only_the_noted_one_is_received(sent: Path, tmp_path: Path) -> None:
    noted = verify.entry_of(tmp_path / "here/current/manifest.json").sha256
    with pytest.raises(Stopped, match="不是那一次发布的，不收"):
        receive(sent, tmp_path / "www", ALL._replace(digest="0" * 64))
    assert receive(sent, tmp_path / "www", ALL._replace(digest=noted.upper())).number == 2


@pytest.mark.usefixtures("sent")
def test_a_damaged_release_is_not_packed(tmp_path: Path) -> None:
    here, file = tmp_path / "here", tmp_path / "b.tar"
    (here / "current/index.html").write_text("x")
    with pytest.raises(Stopped, match=r"改动  index.html\n.*已经损坏，没有打包"):
        delivery.pack(here, None, file, quiet())
    with pytest.raises(Stopped, match="正在改动；没有打包"):  # after it was compared
        content = (here / "current/manifest.json").read_bytes()
        archive.write(file, "a", (here / "current").joinpath, content, lambda *_: None)
    assert not file.exists() and not [*tmp_path.glob(".*.part")]


@pytest.mark.slow
@pytest.mark.parametrize("step", ["unpack", "problems", "settle", "differences", "point"])
def test_a_full_disk_at_any_step_leaves_the_old_site(
    step: str, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    www = tmp_path / "www"
    publish_first(tmp_path, www)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "file")

    for module in (archive, inspection, disk, verify, Link):
        if hasattr(module, step):
            monkeypatch.setattr(module, step, full)
    with pytest.raises(OSError, match="No space"):
        receive(sent, www)
    monkeypatch.undo()
    assert served(www) == 1 and unfinished(www) == []
    assert len(list((www / "releases").iterdir())) == 1
    assert receive(sent, www).number == 2


# --- hostile archives -------------------------------------------------------------------------


def members(file: Path) -> Members:
    with tarfile.open(file) as opened:
        return [(member, opened.extractfile(member).read()) for member in opened]  # type: ignore[union-attr]


def tar(file: Path, held: Members) -> Path:
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as opened:
        for member, content in held:
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    return file


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def listing(held: Members, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest as a forger would, who writes what he likes."""
    said = json.loads(held[0][1])
    change(said)
    held[0] = (held[0][0], json.dumps(said).encode())


def listed_at(path: str) -> Callable[[Members], object]:
    """Add a page under a path, to the manifest as well."""

    def forge(held: Members) -> None:
        content = b"owned"
        entry = {"sha256": "0" * 64, "size": 5}
        listing(held, lambda said: said["files"].update({path: entry}))
        names = sorted(json.loads(held[0][1])["files"])
        held.insert(1 + names.index(path), (member(f"top/{path}"), content))

    return forge


def instead(*makers: tuple[bytes, str]) -> Callable[[Members], object]:
    """Put a member of another kind in the place of the first page."""

    def forge(held: Members) -> None:
        name = held[1][0].name
        held[1:2] = [(member(name, *maker), b"") for maker in makers]

    return forge


FORGED: dict[str, Callable[[Members], object]] = {
    "outside": listed_at("../owned.html"),
    "absolute": listed_at("/tmp/owned.html"),
    "twisted": listed_at("a/./owned.html"),
    "doubled": listed_at("a//owned.html"),
    "backslash": listed_at("..\\owned.html"),
    "control": listed_at("a\nb.html"),
    "over the manifest": listed_at("manifest.json"),
    "hidden": listed_at(".htaccess"),
    "below a file": listed_at("index.html/owned.html"),
    "symbolic link": instead((tarfile.SYMTYPE, "/etc/passwd")),
    "hard link": instead((tarfile.LNKTYPE, "/etc/passwd")),
    "link and file below": instead((tarfile.SYMTYPE, "/tmp"), (tarfile.REGTYPE, "")),
    "device": instead((tarfile.CHRTYPE, "")),
    "pipe": instead((tarfile.FIFOTYPE, "")),
    "folder": instead((tarfile.DIRTYPE, "")),
    "unlisted": lambda held: held.append((member("top/more.html"), b"")),
    "unlisted in between": lambda held: held.insert(1, (member("top/../../x"), b"")),
    "twice": lambda held: held.insert(2, held[1]),
    "another order": lambda held: held.reverse(),
    "manifest last": lambda held: held.append(held.pop(0)),
    "lacking": lambda held: held.pop(),
    "lacking in between": lambda held: held.pop(2),
    "changed": lambda held: held.insert(1, (held[1][0], held.pop(1)[1].replace(b"2", b"3"))),
    "longer": lambda held: held.insert(1, (held[1][0], held.pop(1)[1] + b"3")),
    "empty": lambda held: held.clear(),
    "no home page": lambda held: (listing(held, lambda said: said["files"].pop("index.html")), held.pop(7)),
    "no edition": lambda held: listing(held, lambda said: said.pop("edition")),
    "another edition": lambda held: listing(held, lambda said: said.update(edition="领导")),
    "path as revision": lambda held: listing(held, lambda said: said.update(revision="../../x")),
    "no day": lambda held: listing(held, lambda said: said.update(date="昨天")),
    "a day before all": lambda held: listing(held, lambda said: said.update(date="0001-01-01T00:00:00+08:00")),
    "no log": lambda held: listing(held, lambda said: said.update(log=[])),
    "log of words": lambda held: listing(held, lambda said: said.update(log="记录")),
    "number below one": lambda held: listing(held, lambda said: said["log"][0].update(number=-1)),
    "no list": lambda held: held.insert(0, (held.pop(0)[0], b"[]")),
    "deep list": lambda held: held.insert(0, (held.pop(0)[0], b"[" * 100_000)),
    "endless number": lambda held: held.insert(0, (held.pop(0)[0], b'{"files":{"a":{"sha256":"","size":1e999}}}')),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_archive_leaves_nothing(name: str, sent: Path, tmp_path: Path) -> None:
    www, held = tmp_path / "www", members(sent)
    publish_first(tmp_path, www)
    before = set(tmp_path.rglob("*"))
    FORGED[name](held)
    file = tar(tmp_path / "forged.tar", held)
    with pytest.raises(Stopped) as caught:
        receive(file, www)
    assert str(caught.value) and caught.value.code in (1, 2)
    assert served(www) == 1 and unfinished(www) == []
    assert set(tmp_path.rglob("*")) == before | {file}


def publish_first(place: Path, www: Path) -> None:
    """Let a folder serve the first release."""
    receive(_packed(place / "here", 1, place), www)


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.7, 0.98])
def test_a_part_of_an_archive_is_refused(share: float, sent: Path, tmp_path: Path) -> None:
    content = sent.read_bytes()
    end = content.rindex(b"</p>\n") + 5  # behind it stand empty blocks
    sent.write_bytes(content[: int(end * share)])
    with pytest.raises(Stopped, match=r"损坏|不全"):
        receive(sent, tmp_path / "www")
    www = tmp_path / "www"
    assert not www.exists() or (unfinished(www) == [] and not (www / "current").exists())


@pytest.mark.slow
def test_a_byte_that_changed_is_seen_or_changes_nothing(sent: Path, tmp_path: Path) -> None:
    chance, content = random.Random(SEED), sent.read_bytes()
    heads = [n for n in range(0, len(content), 512) if content[n + 257 : n + 262] == b"ustar"]
    refused = 0
    for attempt in range(60):
        place = chance.choice(heads) + chance.randrange(512)
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        sent.write_bytes(changed)
        try:
            receive(sent, tmp_path / f"www{attempt}")
        except Stopped:
            refused += 1
        else:
            assert stamps(tmp_path / f"www{attempt}/current") == stamps(tmp_path / "here/current")
    assert refused > 40


@pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME])
def test_a_head_that_claims_any_size_takes_no_memory(kind: bytes, tmp_path: Path) -> None:
    head = member("x", kind)
    head.size = 1 << 40
    file = tmp_path / "large.tar"
    file.write_bytes(head.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20))
    with pytest.raises(Stopped, match="不是 pack"):
        receive(file, tmp_path / "www")


def test_what_is_no_archive_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.tar").write_bytes(b"no tar at all" * 999)
    os.mkfifo(tmp_path / "b.tar")
    for name, code in (("a.tar", 1), ("b.tar", 3), ("c.tar", 3), (".", 3)):
        assert main(["receive", str(tmp_path / name), "--to", str(tmp_path / "www")]) == code
        said = capsys.readouterr()
        assert "Traceback" not in said.err and said.err.strip() and not said.out
    assert not (tmp_path / "www").exists()


# --- the commands, and without them -----------------------------------------------------------


@pytest.mark.usefixtures("sent")
def test_the_commands_say_what_to_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here, www = str(tmp_path / "here"), str(tmp_path / "www")
    file = str(tmp_path / "a.tar")
    assert main(["pack", here, "--to", file]) == 0
    out = capsys.readouterr().out
    noted = out.split()[-1].removeprefix("SHA-256：")
    assert "0002-0000000000，全员版" in out and verify.entry_of(file).sha256 in out
    assert main(["receive", file, "--to", www, "--sha256", noted, "--hold"]) == 0
    assert f"publish --to {www} --rollback 2" in capsys.readouterr().out
    assert main(["receive", file, "--to", www, "--sha256", noted]) == 0
    assert f"正在使用 0002-0000000000：全员版\n清单的 SHA-256：{noted}" in capsys.readouterr().out
    for wrong in (f"{here}/current/a.tar", f"{here}/releases/a.tar", f"{tmp_path}/a.txt"):
        assert main(["pack", here, "--to", wrong]) == 2
    assert main(["pack", here, "--to", file, "--release", "7"]) == 2


def by_script(file: Path, noted: str, www: Path, *edition: str) -> tuple[int, str]:
    """Receive where the product is not installed."""
    script = [*("sh", str(ROOT / "deploy/receive.sh")), str(file), noted, str(www), *edition]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_a_server_without_the_product_receives_with_a_script(sent: Path, tmp_path: Path) -> None:
    here, www = tmp_path / "here", tmp_path / "网 站"
    www.mkdir()
    first = _packed(here, 1, tmp_path)
    digest, earlier = (verify.entry_of(file).sha256 for file in (sent, first))
    assert by_script(first, earlier, www)[0] == 0 and served(www) == 1
    for wrong, noted, edition in (
        (sent, "0" * 64, "全员"),
        (sent, digest, "纪检"),
        (first, earlier, "全员"),
        (tmp_path, digest, "全员"),
    ):
        code, said = by_script(wrong, noted, www, edition)
        assert code == 1 and "没有收" in said and served(www) == 1, said
    held = members(sent)
    for name in ("outside", "absolute", "symbolic link", "device", "folder"):
        FORGED[name](forged := list(held))
        file = tar(tmp_path / "forged.tar", forged)
        code, said = by_script(file, verify.entry_of(file).sha256, www)
        assert code == 1 and served(www) == 1, name
    assert by_script(sent, digest, www) == (0, "正在使用 0002-0000000000：全员版\n")
    assert served(www) == 2 and unfinished(www) == []
    assert stamps(www / "current")["index.html"] == stamps(here / "current")["index.html"]
    assert publication.roll_back(www, None, quiet()).number == 1, "the product goes on from there"


def test_the_script_reads_a_restricted_edition_for_the_group(tmp_path: Path) -> None:
    few, www = tmp_path / "few", tmp_path / "www"
    www.mkdir()
    publication.publish(few, source(1, edition="纪检"), 5, quiet())
    file = _packed(few, 1, tmp_path)
    digest = verify.entry_of(file).sha256
    assert by_script(file, digest, www)[0] == 1 and not (www / "current").exists()
    assert by_script(file, digest, www, "纪检")[0] == 0
    modes = {path.stat().st_mode & 0o007 for path in (www / "current").rglob("*")}
    assert modes == {0} and (www / "current").stat().st_mode & 0o777 == 0o750
