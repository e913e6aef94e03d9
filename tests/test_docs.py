"""The guides say what the code does."""

import re
from pathlib import Path

import pytest

from ledger.__main__ import program
from ledger.issues import unknown
from ledger.pages import reference
from ledger.prose import calls
from ledger.records.register import LEDGERS

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_tables_of_keys_and_words_are_those_of_the_code() -> None:
    helps = {name: parser.format_help() for name, parser in program()[1].choices.items()}
    assert reference.fill(GUIDE, ROOT, helps) == GUIDE, "运行 python -m ledger reference"


def test_every_key_and_word_is_documented() -> None:
    missing = [
        key
        for ledger in LEDGERS.values()
        for key in ledger.record.all_keys()
        if f"`{key}`" not in GUIDE
    ]
    missing += [word for word in calls.words_of(ROOT)(None) if f"`{word}`" not in GUIDE]
    assert not missing


def test_every_word_works_as_its_example_says(project) -> None:
    words = calls.words_of(ROOT)(project)
    for name, function in words.items():
        examples = re.findall(r"\{\{.*?\}\}", function.__doc__ or "")
        assert examples, name
        for example in examples:
            _, issues = calls.expand(example, "CONTRIBUTING.md", words)
            assert not issues, (example, issues)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "HACKING.md"])
def test_named_files_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:data|docs|ledger|tests|decisions|bench|overrides)/[^`\s]*)`", text)
    paths += re.findall(r"\]\(([^)#]+)\)", text)
    own = {f"data/{ledger.files}" for ledger in LEDGERS.values() if ledger.name == "法规原文"}
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
    for name in ("README.md", "CONTRIBUTING.md", "HACKING.md"):
        named = set(
            re.findall(
                r"(?:`|^)make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        assert named <= targets, name


def test_messages_quoted_for_editors_are_said_by_the_code() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "ledger").rglob("*.py"))
    section = GUIDE.split("## 收到这样的消息怎么办")[1].split("\n## ")[0]
    for message in re.findall(r"^\| `([^`]+)`", section, re.MULTILINE):
        pieces = [p for p in re.split(r"“……”|……|，是不是|？|04\.yml", message) if len(p) > 2]
        said = all(piece.strip("”") in code for piece in pieces)
        assert said or message.startswith("不认识的"), message
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
