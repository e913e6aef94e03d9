"""Every reader of an author's text knows the same calls: where each begins and where it ends."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau
from jinja2 import TemplateError

from ledger.prose import active, authored, calls, heads, hidden, links
from mkdocs_ledger.sealed import Sealed

#: what is typed, and the calls in it, right or wrong
CASES = [
    ('甲{{ a("乙") }}丙', ['{{ a("乙") }}']),
    ('{{ a("乙") }}{{ b() }}', ['{{ a("乙") }}', "{{ b() }}"]),
    ("{{a()}}", ["{{a()}}"]),
    ("{{ a(\n'乙') }}", ["{{ a(\n'乙') }}"]),
    # a brace in a quoted argument: one is a sign as any other, two end the call
    ('甲{{ a("乙{丙") }}丁', ['{{ a("乙{丙") }}']),
    ('甲{{ a("乙}丙") }}丁', ['{{ a("乙}丙") }}']),
    ('甲{{ a("{乙}") }}丁{ 戊 }', ['{{ a("{乙}") }}']),
    ('甲{{ a("乙}}丙") }}丁', ['{{ a("乙}}']),
    ('甲{{ a("乙{{丙") }}丁', ['{{丙") }}']),
    # braces beside a call, or too many
    ("{ {{ a() }} }", ["{{ a() }}"]),
    ("{{{ a() }}}", ["{{{ a() }}"]),
    ("{{{{ a() }}}}", ["{{ a() }}"]),
    ("{{{{{ a() }}", ["{{{ a() }}"]),
    ("{{}}", ["{{}}"]),
    # not closed
    ("甲{{ a(", []),
    ('甲{{ a("乙")\n\n{{ b() }}', ["{{ b() }}"]),
    ("甲{{ a( {{ b() }}", ["{{ b() }}"]),
    ("甲{{ a()\n\n乙 }}", []),
    ("{ { a() } }", []),
    ("甲 }} {{", []),
    # in code, in a comment, in a tag, in attributes, in a link
    ("`{{ a() }}`乙", ["{{ a() }}"]),
    ('{{ a("`") }}乙`丙', ['{{ a("`") }}']),
    ('{{ a("`") }}{{ b("`") }}', ['{{ a("`") }}', '{{ b("`") }}']),
    ("```\n{{ a() }}\n```", ["{{ a() }}"]),
    ("<!-- {{ a() }} -->", ["{{ a() }}"]),
    ('{{ a("<!--") }}甲', ['{{ a("<!--") }}']),
    ('<p title="{{ a("甲}") }}">乙</p>', ['{{ a("甲}") }}']),
    ("# 甲 {: title={{ a() }} }", ["{{ a() }}"]),
    ('# 甲 {#乙{{ a("{丙") }}}', ['{{ a("{丙") }}']),
    ('[甲]({{ a("(乙") }})', ['{{ a("(乙") }}']),
    ("[{{ a('甲{') }}](乙.md)", ["{{ a('甲{') }}"]),
]


def masked(reader: str, text: str, sign: str) -> list[str]:
    """Return the parts of a text for which one reader sees nothing but a sign."""
    assert len(reader) == len(text)
    return [text[run.start() : run.end()] for run in re.finditer(f"{sign}(?:\n*{sign})*", reader)]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_all_readers_agree_on_a_call(text: str, expected: list[str]) -> None:
    found, issues = calls.scan(text, "a.md")
    spans = [text[call.start : call.end] for call in found]
    assert [each for each in expected if each in spans] == spans
    assert len(spans) == len(expected) or issues
    together = "".join(expected)
    assert "".join(masked(calls.masked(text, "\0"), text, "\0")) == together


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_nobody_reads_what_stands_in_a_call(text: str, expected: list[str]) -> None:
    """What the readers take for text, for a tag or for a link holds no sign of a call."""
    plain = text
    for each in expected:
        plain = plain.replace(each, re.sub(r"[^\n]", "x", each), 1)
    read = hidden.bare(text)
    for each in expected:
        start = text.index(each)
        assert not set(read[start : start + len(each)]) - set(f"{hidden.WORD}{hidden.CODE} \n")
    assert len([*links.find(text)]) == len([*links.find(plain)])
    assert {each.place for each in active.check(text, "a.md")} >= {
        each.place for each in active.check(plain, "a.md")
    }


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_the_engine_alone_renders_the_same(text: str) -> None:
    words = {"a": lambda _="": "一", "b": lambda _="": "二"}
    rendered, issues = calls.expand(text, "a.md", words)
    if issues:
        return
    try:
        assert Sealed(words).from_string(text).render() == rendered
    except TemplateError as error:
        pytest.fail(f"{text}: {error}")


@pytest.mark.slow
def test_a_head_is_read_once_a_page(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau.write("docs/甲.md", "---\ntitle: 甲\n---\n# 甲\n")
    read: list[str] = []
    parse = heads.source.parse

    def noted(text: str, path: str, **options: int) -> object:
        read.extend([path] if path.endswith(".md") else [])
        return parse(text, path, **options)

    monkeypatch.setattr(heads.source, "parse", noted)
    assert authored.read(bureau.root)[1] == []
    assert read == ["docs/甲.md"]
    bureau.project()
    assert read == ["docs/甲.md"]  # and is remembered
