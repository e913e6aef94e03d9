"""Every command that the guides show is one: it is parsed, and what can run on a small bureau runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from conftest import ROOT, Bureau
from site_tools import environment, small_project

from ledger import commands as command
from ledger.publishing import verify

GUIDES = ("README.md", "CONTRIBUTING.md", "REFERENCE.md", "HACKING.md", "deploy/README.md", "deploy/安装说明.txt")  # fmt: skip
_QUOTED = re.compile(r"`([^`\n]+)`|^((?: {4,}|\.venv|python |make |\$ )[^\n`]*)$", re.MULTILINE)
_OURS = re.compile(r"(?:python3?|\.venv\\Scripts\\python) -m ledger\b *([^#]*)")
_MAKE = re.compile(r"make\b *([^#]*)")


def shown(form: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield each command of a form that a guide shows: what follows it, and in which guide."""
    for guide in GUIDES:
        for match in _QUOTED.finditer((ROOT / guide).read_text(encoding="utf-8")):
            whole = (match[1] or match[2]).strip().removeprefix("$ ")
            if found := form.match(whole):
                yield found[1].partition("  ")[0].strip(), guide


OURS = sorted(set(shown(_OURS)))
MADE = sorted(set(shown(_MAKE)))


def test_the_guides_show_commands() -> None:
    assert len(OURS) > 15 and len(MADE) > 12
    assert {line.split()[0] for line, _ in OURS if line} == set(command.program()[1].choices)


@pytest.mark.parametrize(("line", "guide"), OURS)
def test_a_command_that_is_shown_can_be_given(line: str, guide: str) -> None:
    parser, commands = command.program()
    if line in ("", *commands.choices):  # it is named, and what follows is said elsewhere
        return
    given = [part.strip('"') for part in shlex.split(line, posix=False)]
    try:
        options = parser.parse_args(given)
    except SystemExit as ended:
        assert ended.code == 0 and given[-1] == "-h", f"{guide}：{line}"
    else:
        assert options.run


@pytest.mark.parametrize(("line", "guide"), MADE)
def test_a_target_that_is_shown_is_there_with_its_variables(line: str, guide: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for part in shlex.split(line):
        name, is_variable, _ = part.partition("=")
        if is_variable:  # EDITION is read by the program
            assert re.search(rf"\$\({name}\)|^{name} = ", makefile, re.MULTILINE) or name == "EDITION", f"{guide}：{line}"  # fmt: skip
        else:
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"{guide}：make {line}"


@pytest.mark.parametrize(("line", "what"), {
    "serve PORT=8001": "-m ledger serve --port 8001", "build": "-m ledger build --strict",
    "check": "-m ledger check", "publish TO=/srv/shuchu-youju EDITION=全员": '-m ledger publish --to "/srv/shuchu-youju" \n',
    "publish TO=/srv/shuchu-youju DAY=2022-01-10": '--to "/srv/shuchu-youju" --day "2022-01-10"',
}.items())  # fmt: skip
def test_make_runs_the_commands(line: str, what: str) -> None:
    done = subprocess.run(
        ["make", "-n", *line.split()], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and what in done.stdout


def test_options_named_in_the_guides_exist() -> None:
    helps = [parser.format_help() for parser in command.program()[1].choices.values()]
    known = set(re.findall(r"--[a-z]+", "".join(helps)))
    for guide in GUIDES[:2]:
        text = (ROOT / guide).read_text(encoding="utf-8")
        assert set(re.findall(r"`(--[a-z]+)", text)) <= known, guide


RUN = ("check", "xlsx 核对.xlsx", "diff v1.0 --out 变更单.txt")
RUN_LONG = (
    "build --strict", "docx 报告.docx", "publish --to {www} --day 2022-01-10", "publish --to {www} --list",
    "pack {www} --to 发布.tar", "receive 发布.tar --to {www}", "publish --to {www} --prune --keep 2",
    "verify {www}/current", "headers {www}/current --nginx {www}/site.conf",
    "backup {www}.tar --with {www}", "restore {www}.tar --to {back}", "publish --to {www}-2 --day 2022-01-10",
)  # fmt: skip


def run(bureau: Bureau, line: str) -> None:
    assert command.main([*line.split(), "--root", str(bureau.root)]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("line", RUN)
def test_a_short_one_runs(bureau: Bureau, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    monkeypatch.chdir(bureau.root)
    for each in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm a", "tag v1.0"):
        subprocess.run(["git", *each.split()], check=True)
    run(bureau, line)


@pytest.mark.long  # what each does is tested apart
def test_a_long_one_runs(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    root = bureau.root / "project"
    project, www, back = small_project(root), bureau.root / "www", bureau.root / "back"
    for name, value in (environment() | {"BROWSER_PATH": "none"}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(root)
    for line in RUN_LONG:
        given = line.format(www=www, back=back).split()
        of_project = given[0] in ("build", "docx", "publish", "backup")
        here = back / "项目" if back.is_dir() else project.root
        assert command.main([*given, *(["--root", str(here)] if of_project else [])]) == 0, line
        if given[0] == "backup":  # the next restores what is destroyed
            shutil.rmtree(root / "data")
            first = verify.entry_of(www / "current/manifest.json")
            shutil.rmtree(www)
    for restored in (back / "发布/www", www.with_name("www-2")):
        assert verify.differences((restored / "current").resolve()) == []
        assert verify.entry_of(restored / "current/manifest.json") == first, "byte for byte"
