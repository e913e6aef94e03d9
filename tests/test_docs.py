"""The guides say what the code does."""

import re
from pathlib import Path

import pytest

from ledger.codes import CODES
from ledger.commands import program
from ledger.issues import unknown
from ledger.pages import reference
from ledger.pages.words import explained, words
from ledger.prose import calls
from ledger.records.ledgers import shipped

LEDGERS = shipped()

ROOT = Path(__file__).parent.parent
GUIDES = ("README.md", "CONTRIBUTING.md", "REFERENCE.md", "HACKING.md")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LOOKED_UP = (ROOT / "REFERENCE.md").read_text(encoding="utf-8")


def test_tables_of_keys_and_words_are_those_of_the_code() -> None:
    helps = {name: parser.format_help() for name, parser in program()[1].choices.items()}
    assert reference.fill(GUIDE) == GUIDE, "运行 python -m ledger reference"
    assert reference.fill_looked_up(LOOKED_UP, helps) == LOOKED_UP, (
        "运行 python -m ledger reference"
    )


def test_the_table_of_rooms_is_that_of_the_doors() -> None:
    guide = (ROOT / "HACKING.md").read_text(encoding="utf-8")
    assert reference.fill_rooms(guide) == guide, "运行 python -m ledger reference"


def test_every_key_and_word_is_documented() -> None:
    missing = [
        key
        for ledger in LEDGERS.values()
        for key in ledger.record.all_keys()
        if f"`{key}`" not in LOOKED_UP
    ]
    missing += [word for word in explained() if f"`{word}`" not in GUIDE]
    assert not missing


def test_every_word_works_as_its_example_says(project) -> None:
    known = words(project)
    for name, function in known.items():
        examples = re.findall(r"\{\{.*?\}\}", function.__doc__ or "")
        assert examples, name
        for example in examples:
            _, issues = calls.expand(example, "CONTRIBUTING.md", known)
            assert not issues, (example, issues)


@pytest.mark.parametrize("name", GUIDES)
def test_named_files_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(
        r"`((?:data|docs|ledger|tests|decisions|bench|mkdocs_ledger)/[^`\s]*)`", text
    )
    paths += re.findall(r"\]\(([^)#]+)\)", text)
    own = {
        f"data/{ledger.files}"
        for name, ledger in LEDGERS.items()
        if name in ("法规原文", "台账声明") or not ledger.usual
    }
    missing = [
        p
        for p in paths
        if "年度" not in p
        and "上年" not in p
        and p not in own  # the bureau's own copies; none are shipped
        and not list(ROOT.glob(p.rstrip("/") + "*"))
    ]
    assert not missing


def test_make_targets_named_in_the_guides_exist() -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    for name in GUIDES:
        named = set(
            re.findall(
                r"(?:`|^)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        assert named <= targets, name


def test_every_message_is_in_the_guide_and_what_is_quoted_of_it_is_said_by_the_code() -> None:
    assert [code for code in CODES if f"| `{code}` |" not in LOOKED_UP] == []
    files = (
        file
        for room in ("ledger", "mkdocs_ledger")
        for file in (ROOT / room).rglob("*.py")
        if file.stem != "codes"
    )
    code = "".join(file.read_text(encoding="utf-8") for file in files)
    for message in (wrong for wrong, _ in CODES.values() if "……" in wrong):
        pieces = [piece for piece in re.split(r"[“”，；？（]|……", message) if len(piece) > 1]
        assert pieces[0] in code or message.startswith("不认识的"), message
    assert unknown("键", "x", ["xy"]).startswith("不认识的键“x”，是不是“xy”？")


def test_readme_example_is_in_the_data() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    data = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "data").rglob("*.yml"))
    for block in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL):
        lines = block.strip().splitlines()
        missing = [line for line in lines if line.strip() not in data]
        assert not missing


def test_readme_counts_are_those_of_the_data(project) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    traces = len(project.dataset.records["履责记录"])
    posts = len(project.dataset.records["岗位"])
    assert f"{posts} 个岗位、{traces} 条履责记录、{len(project.figures)} 个指标" in readme


def test_the_paths_that_the_guides_name_are_there() -> None:
    named = re.compile(r"`((?:ledger|mkdocs_ledger|tests|bench|decisions|deploy|docs)/[\w./-]+)`")
    guides = [*ROOT.glob("*.md"), *(ROOT / "decisions").glob("*.md"), *ROOT.glob("*/README.md")]
    gone = [
        (guide.name, path)
        for guide in guides
        if guide.name != "CHANGELOG.md"  # of its own time
        for path in named.findall(guide.read_text(encoding="utf-8"))
        if not (ROOT / path).exists() and not [*ROOT.glob(f"{path}-*")]  # decisions by number
    ]
    assert gone == []
