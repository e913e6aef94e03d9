"""What a fresh machine gets: pinned packages, a Makefile that installs once, a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ledger.machine import browser

ROOT = Path(__file__).parent.parent
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"
SYSTEMS = {
    "win32": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "darwin": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
PYTHONS = ("3.11.0", "3.12.0", "3.13.0", "3.14.0")


# Requirements


def entries(name: str) -> list[str]:
    """Return a compiled file's entries, each with its hashes on one line."""
    text = (ROOT / name).read_text(encoding="ascii").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def pins(name: str) -> dict[str, Requirement]:
    found = [Requirement(entry.partition("--hash")[0].strip()) for entry in entries(name)]
    assert len({canonicalize_name(pin.name) for pin in found}) == len(found)
    return {canonicalize_name(pin.name): pin for pin in found}


def version(pin: Requirement) -> str:
    return next(iter(pin.specifier)).version


def wanted(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text(encoding="ascii").splitlines()
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("name", [RUNTIME, DEV])
def test_every_requirement_is_pinned_with_a_hash(name: str) -> None:
    pinned = re.compile(
        r"[a-z0-9][a-z0-9-]*==[0-9][^ ;]*( ; [^-]+?)? +(--hash=sha256:[0-9a-f]{64} *)+"
    )
    assert [entry for entry in entries(name) if not pinned.fullmatch(entry)] == []


@pytest.mark.parametrize("name", [RUNTIME, DEV])
def test_pins_are_compiled_from_what_is_asked_for(name: str) -> None:
    known = pins(name)
    for asked in wanted(name.replace(".txt", ".in")):
        assert asked.specifier.contains(version(known[canonicalize_name(asked.name)]))


def test_both_files_agree() -> None:
    runtime, dev = pins(RUNTIME), pins(DEV)
    for name in runtime.keys() & dev.keys():
        assert version(runtime[name]) == version(dev[name])


@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_pins_suffice_on_every_system(system: str, python: str) -> None:
    """With hashes required, pip installs nothing that is not listed."""
    environment = default_environment() | SYSTEMS[system]
    environment |= {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "extra": "",
    }

    def holds(requirement: Requirement) -> bool:
        return not requirement.marker or requirement.marker.evaluate(environment)

    for file in ([RUNTIME], [RUNTIME, DEV]):
        here = {name: pin for each in file for name, pin in pins(each).items() if holds(pin)}
        for name, pin in here.items():
            for need in filter(holds, map(Requirement, requires_of(name, pin))):
                found = here.get(canonicalize_name(need.name))
                assert found, f"{name} needs {need}"
                assert need.specifier.contains(version(found)), f"{name} needs {need}"


def requires_of(name: str, pin: Requirement) -> list[str]:
    """What the installed package needs; one for another system only is not installed."""
    if pin.marker and not pin.marker.evaluate():
        return []
    return requires(name) or []


# Makefile


@pytest.fixture
def make(tmp_path: Path):
    """Return a function that runs make on a copy, with a Python and commands that only take notes."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    return Workshop(tmp_path)


class Workshop:
    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        self.log.touch()
        self.commands = folder / "commands"
        self.commands.mkdir()
        self.root = folder / "数出 有据"
        self.root.mkdir()
        for name in ("Makefile", RUNTIME, DEV):
            shutil.copy(ROOT / name, self.root)
            os.utime(self.root / name, (1, 1))
        self.command("venv-python", f'echo "${{0##*/}} $*" >>"{self.log}"')
        self.command(
            "fresh-python",
            f'case "$*" in *flock*) exec "{sys.executable}" "$@";; *"-m venv"*) mkdir -p .venv/bin && '
            f'cp "{self.commands}/venv-python" .venv/bin/python;; esac',
        )
        self.command("fc-list", "echo 思源黑体, 仿宋")
        self.command("soffice", "exit 0")
        (self.commands / "libsclo.so").touch()  # of which the spreadsheets of an office are made
        self.command("nginx", "exit 0")

    def command(self, name: str, body: str) -> None:
        file = self.commands / name
        file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        file.chmod(0o755)

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environ = {k: v for k, v in os.environ.items() if k not in NOT_HANDED_ON}
        environ["PATH"] = f"{self.commands}{os.pathsep}{environ['PATH']}"
        return subprocess.run(
            ["make", "PYTHON=fresh-python", *arguments],
            cwd=self.root, env=environ, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    def installed(self) -> list[str]:
        """Return the requirement files installed since the last question."""
        files = re.findall(r"-m pip install .*--require-hashes -r (\S+)", self.log.read_text())
        self.log.write_text("")
        return files

    @property
    def venv(self) -> Path:
        return self.root / ".venv"


#: this run's own make and browser are not the copy's
NOT_HANDED_ON = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", browser.CHOICE}


def test_make_lists_every_target_in_chinese(make: Workshop) -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert targets
    lines = dict(line.split(maxsplit=2)[1:] for line in make().stdout.splitlines())
    assert lines.keys() == set(targets[1].split()) - {"browser", "office", "nginx", "to"}
    assert all(re.match("[一-鿿]", line) for line in lines.values())
    assert not make.venv.exists()


def test_make_installs_once(make: Workshop) -> None:
    assert make("check").returncode == 0
    assert "-m ledger check" in make.log.read_text()
    assert make.installed() == [RUNTIME]
    assert make("check", "build").returncode == 0
    assert make.installed() == []
    assert make("-j4", "quick", "check").returncode == 0
    assert make.installed() == [DEV]
    assert make("-j4", "quick", "check", "test").returncode == 0
    assert make.installed() == []


def test_make_installs_what_has_changed(make: Workshop) -> None:
    make("quick")
    assert make.installed() == [RUNTIME, DEV]
    os.utime(make.root / DEV)
    make("check")
    assert make.installed() == []
    make("quick")
    assert make.installed() == [DEV]
    os.utime(make.root / RUNTIME)
    make("quick")
    assert make.installed() == [RUNTIME, DEV]


@pytest.mark.parametrize("target", ["check", "quick"])
def test_make_begins_anew_after_an_installation_was_cut_off(make: Workshop, target: str) -> None:
    make("quick")
    make.installed()
    leftover = make.venv / "half-installed"
    leftover.touch()
    (make.venv / ".unfinished").touch()
    assert make(target).returncode == 0
    assert make.installed() == ([RUNTIME] if target == "check" else [RUNTIME, DEV])
    assert not leftover.exists()
    assert not (make.venv / ".unfinished").exists()


def test_make_begins_anew_when_the_python_of_the_venv_is_gone(make: Workshop) -> None:
    make("quick")
    make.installed()
    (make.venv / "bin/python").unlink()
    (make.venv / "bin/python").symlink_to("/nowhere/python3")
    assert make("check").returncode == 0
    assert make.installed() == [RUNTIME]


def test_two_makes_install_one_after_the_other(make: Workshop) -> None:
    waits = make.root.parent / "waits"
    seen = f'case "$*" in *"LOCK_EX)"*) touch "{waits}";; esac\n'
    held = f'case "$*" in *flock*) exec "{sys.executable}" "$@";; esac\n'
    until = f'case "$*" in *"pip install"*) until [ -e "{waits}" ]; do sleep .1; done;; esac\n'
    fresh = (make.commands / "fresh-python").read_text()
    make.command("venv-python", f'{seen}{held}{until}echo "$*" >>"{make.log}"')
    make.command("fresh-python", f"{seen}{fresh}")
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(make, ["check", "quick"]))
    assert [each.returncode for each in both] == [0, 0]
    assert any("另一个 make 正在安装" in each.stdout for each in both)
    assert make.installed() == [RUNTIME, DEV]


def test_a_lock_that_a_dead_make_left_holds_nobody_up(make: Workshop) -> None:
    (make.root / ".venv.lock").touch()
    assert make("check").returncode == 0
    assert make.installed() == [RUNTIME]


def test_publish_asks_where_to_before_it_installs(make: Workshop) -> None:
    asked = make("publish")
    assert asked.returncode != 0 and "make publish TO=" in asked.stdout
    assert make.installed() == []


def test_make_tries_again_when_pip_failed(make: Workshop) -> None:
    make.command("venv-python", 'case "$*" in *"pip install"*) exit 1;; esac')
    failed = make("check")
    assert failed.returncode != 0
    assert "请再运行一次" in failed.stderr
    make.command("venv-python", f'echo "$*" >>"{make.log}"')
    assert make("check").returncode == 0
    assert make.installed() == [RUNTIME]


def test_make_asks_no_index_where_a_wheelhouse_is_unpacked(make: Workshop) -> None:
    make("check")
    assert "--no-index" not in make.log.read_text()
    (make.root / "wheelhouse").mkdir()
    (make.root / "wheelhouse/a-1-py3-none-any.whl").touch()
    shutil.rmtree(make.venv)
    make("check")
    assert "--no-index --find-links wheelhouse --require-hashes" in make.log.read_text()
    make.command("venv-python", 'case "$*" in *"pip install"*) exit 1;; esac')
    shutil.rmtree(make.venv)
    assert "wheelhouse 文件夹里可能没有" in make("check").stderr


@pytest.mark.parametrize("body", ["exit 1", "exit 127"])
def test_an_old_python_is_refused_in_one_line(make: Workshop, body: str) -> None:
    make.command("fresh-python", body)
    failed = make("check")
    assert failed.returncode != 0
    assert failed.stderr.splitlines()[0].startswith("需要 Python 3.11 或更新的版本，fresh-python")
    assert not make.venv.exists()


def test_serve_asks_for_no_browser_and_reloads(make: Workshop) -> None:
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"')
    assert make("serve", "PORT=8123").returncode == 0
    said = make.log.read_text()
    assert "-m ledger serve --port 8123" in said
    assert "ledger.machine.browser" not in said
    assert "apt-get" not in said


def without_browser(make: Workshop, uid: int) -> None:
    no_browser = 'case "$*" in *ledger.machine.browser*) echo 没有找到浏览器 >&2; exit 1;; esac'
    make.command("venv-python", f'echo "$*" >>"{make.log}"\n{no_browser}')
    make.command("id", f"echo {uid}")
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"')


def test_test_installs_a_browser_where_it_may(make: Workshop) -> None:
    without_browser(make, uid=0)
    make("test")
    said = [line for line in make.log.read_text().splitlines() if line.startswith("apt-get")]
    assert said[0].startswith("apt-get update")
    assert "install" in said[1]
    assert "--no-install-recommends chromium fontconfig fonts-noto-cjk" in said[1]
    assert len(said) == 2


def test_test_says_what_to_install_where_it_may_not_and_goes_on(make: Workshop) -> None:
    without_browser(make, uid=1000)
    run = make("test")
    assert run.stderr.splitlines() == ["没有找到浏览器"]
    assert "apt-get" not in make.log.read_text()
    assert run.stdout.splitlines()[-1].endswith("-m pytest")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux comes without Chinese fonts")
def test_test_installs_chinese_fonts_where_it_may(make: Workshop) -> None:
    make.command("fc-list", "")
    make.command("id", "echo 0")
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"')
    run = make("test")
    assert "--no-install-recommends fontconfig fonts-noto-cjk" in make.log.read_text()
    assert "没有中文字体" in run.stderr


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems have such fonts")


@LINUX
def test_stand_ins_are_fetched_once_where_official_fonts_are_missing(make: Workshop) -> None:
    make.command("fc-list", "echo 思源黑体")
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"; touch texlive-lang-chinese.deb')
    make.command("dpkg-deb", "mkdir x && touch x/FandolFang-Regular.otf && tar -c x")
    convert = 'case "$*" in *documents.fonts*) touch .cache/fonts/FandolSong-Bold.ttf;; esac'
    make.command("venv-python", f'echo "$*" >>"{make.log}"\n{convert}')
    for _ in range(2):
        run = make("fonts")
        assert run.returncode == 0, run.stderr
    said = make.log.read_text()
    assert said.count("apt-get download -qq texlive-lang-chinese") == 1
    assert said.count("-m ledger.documents.fonts .cache/fonts/package .cache/fonts") == 1


@LINUX
def test_without_stand_ins_one_line_says_what_to_do_and_the_build_goes_on(make: Workshop) -> None:
    make.command("fc-list", "echo 思源黑体")
    make.command("apt-get", "exit 1")
    run = make("build")
    assert run.returncode == 0
    assert [
        line for line in run.stderr.splitlines() if "没有仿宋" in line
    ] == run.stderr.splitlines()
    assert "-m ledger build --strict" in make.log.read_text()


@LINUX
def test_stand_ins_that_were_not_to_be_had_are_not_asked_for_again_that_day(make: Workshop) -> None:
    make.command("fc-list", "echo 思源黑体")
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"; exit 1')
    assert [make("fonts").returncode for _ in range(2)] == [0, 0]
    assert make.log.read_text().count("apt-get download") == 1
    os.utime(make.root / ".cache/no-fonts", (1, 1))
    assert make("fonts").returncode == 0
    assert make.log.read_text().count("apt-get download") == 2


def test_official_fonts_need_no_stand_ins(make: Workshop) -> None:
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"')
    assert make("fonts").returncode == 0
    assert "apt-get" not in make.log.read_text()


@LINUX
def test_test_installs_an_office_where_it_may(make: Workshop) -> None:
    (make.commands / "libsclo.so").unlink()
    make.command("id", "echo 0")
    make.command("apt-get", f'echo "apt-get $*" >>"{make.log}"')
    make("test")
    assert "--no-install-recommends libreoffice-writer-nogui" in make.log.read_text()


def test_hooks_before_a_commit_use_the_venv_alone() -> None:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repositories = yaml.safe_load(text)["repos"]
    assert [each["repo"] for each in repositories] == ["local"]
    hooks = repositories[0]["hooks"]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/python -m ") for hook in hooks)


# Browser


def program(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o755)
    return file


def test_the_chosen_browser_comes_first(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    chosen = program(tmp_path / "我的 浏览器")
    environ = {"PATH": str(tmp_path), browser.CHOICE: str(chosen)}
    assert browser.find(environ, "linux") == chosen


def test_a_wrong_choice_is_not_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "chromium")
    environ = {"PATH": str(tmp_path), browser.CHOICE: str(tmp_path / "nothing")}
    assert browser.find(environ, "linux") is None
    assert str(tmp_path / "nothing") in browser.missing(environ)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for .exe")
def test_commands_are_tried_in_order(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path)}
    for name in ("browser360-cn", "chromium-headless-shell", "google-chrome", "chromium"):
        made = program(tmp_path / name)
        assert browser.find(environ, "linux") == made


@pytest.mark.parametrize("variable", ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"])
@pytest.mark.parametrize(
    "name", ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"]
)
def test_windows_keeps_browsers_in_its_program_folders(
    tmp_path: Path, variable: str, name: str
) -> None:
    made = program(tmp_path / name)
    assert browser.find({variable: str(tmp_path)}, "win32") == made
    assert browser.find({variable: str(tmp_path)}, "linux") is None


@pytest.mark.parametrize("name", ["Google Chrome", "Microsoft Edge", "Chromium"])
def test_macos_keeps_browsers_in_applications(tmp_path: Path, name: str) -> None:
    made = program(tmp_path / f"Applications/{name}.app/Contents/MacOS/{name}")
    elsewhere = tmp_path / "elsewhere"
    assert browser.find({}, "darwin", tmp_path / "Applications") == made
    assert browser.find({"HOME": str(tmp_path)}, "darwin", elsewhere) == made
    assert browser.find({}, "darwin", elsewhere) is None


@pytest.mark.parametrize("platform", SYSTEMS)
def test_where_there_is_none_one_line_says_what_to_install(tmp_path: Path, platform: str) -> None:
    assert browser.find({"PATH": str(tmp_path)}, platform, tmp_path) is None
    assert browser.missing({}).startswith("没有找到浏览器；请安装 Chromium")
    assert "\n" not in browser.missing({})


def test_the_command_prints_the_path_or_the_line(tmp_path: Path) -> None:
    chosen = program(tmp_path / "chosen")
    for choice, code in ((chosen, 0), (tmp_path / "nothing", 1)):
        environ = os.environ | {browser.CHOICE: str(choice), "PYTHONUTF8": "1"}
        run = subprocess.run(
            [sys.executable, "-m", "ledger.machine.browser"],
            cwd=ROOT, env=environ, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert run.returncode == code
        assert run.stdout.splitlines() == ([str(chosen)] if code == 0 else [])
        assert run.stderr.count("\n") == code
