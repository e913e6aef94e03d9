"""A backup brings everything back: what is in it, what is not, and what it never overwrites."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_site import publish, quiet, served, unfinished

from ledger.commands import main
from ledger.machine.stopping import Stopped
from ledger.publishing import backup, delivery, publication, verify
from ledger.publishing.delivery import Asked

GIT = ("-c", "user.name=a", "-c", "user.email=a@example.invalid")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A committed project with what is made anew, and a folder of two releases beside it."""
    root = tmp_path / "项 目"
    for path in ("data/2021/台账.yml", "docs/index.md", "Makefile", ".gitignore"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(path, encoding="utf-8")
    (root / "Makefile").chmod(0o700)
    for line in (("init", "-q"), ("add", "."), (*GIT, "commit", "-qm", "a"), ("gc", "-q")):
        subprocess.run(["git", *line], cwd=root, check=True, capture_output=True)
    for made in (".venv/x", ".cache/kept/x", "site/x", "wheelhouse/x", "data/__pycache__/x"):
        (root / made).parent.mkdir(parents=True)
        (root / made).touch()
    (root / "docs/空").mkdir()
    publish(tmp_path / "www", 1)
    publish(tmp_path / "www", 2)
    return root


def content(folder: Path) -> dict[str, tuple[object, int, int]]:
    """Return all that is in a folder: contents or targets, modes, times of files."""
    found: dict[str, tuple[object, int, int]] = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        held = os.readlink(path) if path.is_symlink() else path.is_file() and path.read_bytes()
        time = int(status.st_mtime) if path.is_file() and not path.is_symlink() else 0
        found[str(path.relative_to(folder))] = (held, status.st_mode, time)
    return found


@pytest.mark.slow
def test_what_was_destroyed_comes_back(project: Path, tmp_path: Path) -> None:
    www, file, back = tmp_path / "www", tmp_path / "备份.tar", tmp_path / "back"
    publication.roll_back(www, 1, quiet())
    before = content(project), content(www)
    backup.write(file, project, [www], quiet())
    assert file.stat().st_mode & 0o777 == 0o600
    for folder in (project, www):
        shutil.rmtree(folder)
    assert backup.restore(file, back, quiet()) == ["发布/www", "项目"]
    again = content(back / "项目"), content(back / "发布/www")
    made = (".venv", ".cache", "site", "wheelhouse", "data/__pycache__")
    left_out = {path for path in before[0] if path.startswith(made)}
    assert again[0] == {path: before[0][path] for path in before[0].keys() - left_out}
    assert len(left_out) == 11 and ".git/HEAD" in again[0] and "docs/空" in again[0]
    assert again[1] == {path: held for path, held in before[1].items() if path != ".lock"}
    assert served(back / "发布/www") == 1 and unfinished(back / "发布/www") == []
    for line in ("fsck", "diff --exit-code"):
        asked = ["git", *line.split()]
        subprocess.run(asked, cwd=back / "项目", capture_output=True, check=True)
    assert back.stat().st_mode & 0o777 == 0o700
    publish(back / "发布/www", 3)
    assert served(back / "发布/www") == 3


def test_it_is_written_where_no_reader_comes(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    www, other = tmp_path / "www", tmp_path / "a/www"
    other.parent.mkdir()
    publish(other, 1)
    root, file = ("--root", str(project)), str(tmp_path / "a.tar")
    for arguments, what in (
        ((str(www / "a.tar"),), "在发布的文件夹"),
        ((str(www / "current/a.tar"),), "在发布的文件夹"),
        ((str(www / "releases/a.tar"), "--with", str(www)), "在要备份的"),
        ((str(project / "docs/a.tar"),), "在要备份的"),
        ((str(tmp_path / "a.txt"),), "的后缀不是 .tar"),
        ((file, "--with", str(tmp_path / "a")), "还没有发布过"),
        ((file, "--with", str(www), str(other)), "名字相同"),
    ):
        assert main(["backup", *arguments, *root]) == 2
        assert what in capsys.readouterr().err
    assert main(["backup", file, "--with", str(www), *root]) == 0
    out = capsys.readouterr().out
    assert verify.entry_of(file).sha256 in out and "只给班子、纪检看的也在" in out


def test_what_is_there_is_not_overwritten(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, place = tmp_path / "a.tar", tmp_path / "place"
    backup.write(file, project, [], quiet())
    place.mkdir()
    for to in (project, file, tmp_path / "www", tmp_path / "www/releases/new", place / "no/new"):
        before = content(tmp_path)
        assert main(["restore", str(file), "--to", str(to)]) == 2, to
        assert content(tmp_path) == before and capsys.readouterr().err
    assert main(["restore", str(file), "--to", str(place)]) == 0, "an empty one may be there"
    assert (place / "项目/docs/index.md").is_file()
    assert main(["restore", str(file), "--to", str(place)]) == 2


def test_a_file_that_changes_meanwhile_or_leads_elsewhere_stops_it(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, changed = tmp_path / "a.tar", project / "docs/index.md"
    said = backup._said

    def slow(places: dict[str, Path]) -> tuple[dict[str, Any], dict[str, Path]]:
        found = said(places)
        changed.write_text("docs/index.mD")
        return found

    monkeypatch.setattr(backup, "_said", slow)
    with pytest.raises(Stopped, match="正在改动"):
        backup.write(file, project, [], quiet())
    monkeypatch.undo()
    for target in ("/etc/passwd", "../../x"):
        (project / "docs/link").symlink_to(target)
        with pytest.raises(Stopped, match="是链接，指到别处"):
            backup.write(file, project, [], quiet())
        (project / "docs/link").unlink()
    assert not file.exists()


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "link out": lambda said: said["links"].update({"发布/www/x": "../../etc"}),
    "absolute link": lambda said: said["links"].update({"发布/www/x": "/etc"}),
    "link elsewhere": lambda said: said["links"].update({"../x": "a"}),
    "folder elsewhere": lambda said: said["folders"].update({"/tmp/x": 0o755}),
    "links of words": lambda said: said.update(links="a"),
    "modes of words": lambda said: said["folders"].update({"发布/www": "a"}),
    "another form": lambda said: said.update(backup=2),
    "no backup": lambda said: said.pop("backup"),
    "a link over a file": lambda said: said["links"].update({"项目/Makefile": "x"}),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_backup_leaves_nothing(name: str, project: Path, tmp_path: Path) -> None:
    file, forged = tmp_path / "a.tar", tmp_path / "b.tar"
    backup.write(file, project, [tmp_path / "www"], quiet())
    with tarfile.open(file) as opened, tarfile.open(forged, "w") as writer:
        for member in opened:
            held = opened.extractfile(member).read()  # type: ignore[union-attr]
            if member.name == f"backup/{verify.MANIFEST}":
                said = json.loads(held)
                FORGED[name](said)
                held = json.dumps(said).encode()
            member.size = len(held)
            writer.addfile(member, io.BytesIO(held))
    before = content(tmp_path)
    assert main(["restore", str(forged), "--to", str(tmp_path / "back")]) in (1, 3)
    assert content(tmp_path) == before


def test_a_backup_is_no_release_and_a_release_no_backup(project: Path, tmp_path: Path) -> None:
    file, sent = tmp_path / "a.tar", tmp_path / "b.tar"
    backup.write(file, project, [], quiet())
    delivery.pack(tmp_path / "www", None, sent, quiet())
    with pytest.raises(Stopped, match="不是 pack 写的一版"):
        delivery.receive(tmp_path / "new", file, Asked("全员"), quiet())
    with pytest.raises(Stopped, match="不是 backup 写的"):
        backup.restore(sent, tmp_path / "new", quiet())
    sent.write_bytes(file.read_bytes()[:-20_000])
    with pytest.raises(Stopped, match=r"不全|损坏"):
        backup.restore(sent, tmp_path / "new", quiet())
    assert not (tmp_path / "new").exists()
