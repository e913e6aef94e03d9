"""YAML -> text that remembers its place. The messages of syntax errors are golden cases."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.issues import Issue, Place
from ledger.language.signs import INVISIBLE, WITHOUT_SHAPE
from ledger.records import source
from ledger.records.source import Mapping, Sequence, Text

RECORD = "- 编号: r03-01\n  岗位: 局长\n  人数: 12\n"


def values(text: str) -> object:
    value, issues = source.parse(text, "f.yml")
    assert issues == []
    return value


def faults(text: str) -> list[tuple[int, int]]:
    return [(issue.place.line, issue.place.column) for issue in source.parse(text, "f.yml")[1]]


@pytest.mark.parametrize(
    "typed",
    ["否", "是", "no", "yes", "on", "Off", "true", "null", "~", "007", "0x1F", "1e3", "1_000", "12:30",
     "190:20:30", "2021-03", "2021-03-05", ".5", "+1", "-1", "1.50", ".inf", ".nan", "=", "<<"],
)  # fmt: skip
def test_a_plain_value_stays_as_typed(typed: str) -> None:
    assert values(f"键: {typed}") == {"键": typed}


@pytest.mark.parametrize(
    ("typed", "read"),
    [('"甲 # 乙"', "甲 # 乙"), ("'甲: 乙'", "甲: 乙"), ('"甲\\n乙"', "甲\n乙"), ("'it''s'", "it's"),
     ("甲#乙", "甲#乙"), ("甲:乙", "甲:乙"), ("|\n  甲\n  乙\n", "甲\n乙\n"), ("|-\n  甲\n  乙\n", "甲\n乙"),
     ("（甲）", "（甲）"), ("《甲》", "《甲》"), ("“甲”", "“甲”"), ("甲？", "甲？"), ('""', "")],
)  # fmt: skip
def test_quotes_and_blocks_hold_any_text(typed: str, read: str) -> None:
    assert values(f"键: {typed}") == {"键": read}


def test_everything_knows_its_place() -> None:
    value = values(RECORD + "- 编号: r03-02\n  单位: [甲, 乙]\n")
    assert isinstance(value, Sequence)
    first, second = value
    assert isinstance(first, Mapping)
    assert first.place == Place("f.yml", 1, 3)
    assert first["岗位"].place == Place("f.yml", 2, 7)
    assert first.keys_at["人数"] == Place("f.yml", 3, 3)
    assert second["单位"].place == Place("f.yml", 5, 7)
    assert second["单位"][1].place == Place("f.yml", 5, 11)
    assert isinstance(second["单位"][1], Text)


def test_lines_are_counted_from_where_the_text_stands_in_its_file() -> None:
    value, _ = source.parse("title: 甲\n", "docs/a.md", offset=4)
    assert value["title"].place == Place("docs/a.md", 5, 8)
    assert [i.place.line for i in source.parse("title：甲\nb: c\n", "docs/a.md", offset=4)[1]] == [
        5
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_bom_and_newlines_make_no_difference(newline: str, bom: bytes) -> None:
    data = bom + RECORD.replace("\n", newline).encode()
    assert source.decode(data, "f.yml") == (RECORD, [])


def test_other_encodings_are_named_with_the_place_of_the_first_strange_byte() -> None:
    text = "- id: a\n  名称: 甲\n"
    _, issues = source.decode(text.encode("gb18030"), "f.yml")
    assert [issue.place for issue in issues] == [Place("f.yml", 2, 3)]
    assert "GBK" in issues[0].message
    for encoding in ("utf-16", "utf-16-be", "utf-16-le"):
        mark = b"\xfe\xff" if encoding == "utf-16-be" else b"\xff\xfe"
        data = text.encode(encoding)
        _, issues = source.decode(data if encoding == "utf-16" else mark + data, "f.yml")
        assert "UTF-16" in issues[0].message
    _, issues = source.decode(b"a: \xff\xff\xff\n", "f.yml")
    assert "不是 UTF-8" in issues[0].message


def test_a_text_that_nobody_typed_is_not_read() -> None:
    line = "甲" * 20_000
    assert source.typed(line.encode(), "a.md") == (line, ())
    text, issues = source.typed(f"# 甲\n\n{line}甲\n\n{line}乙".encode(), "a.md")
    assert text == ""
    assert [str(issue) for issue in issues] == [
        f"a.md:{number}:1  这一行有 20001 字，一行最多 20000 字；请分成几行" for number in (3, 5)
    ]
    (issue,) = source.typed(b"x\n" * 500_001, "a.md")[1]
    assert issue.message == "文件有 1.0 MB，文字最多 1 MB；请分成几个文件"


def test_an_empty_text_is_no_value_and_no_mistake() -> None:
    for text in ("", "\n", "# 只有注释\n"):
        value, issues = source.parse(text, "f.yml")
        assert issues == [] and value in (None, "")


def test_all_syntax_errors_of_a_file_are_found_at_once() -> None:
    text = RECORD + "- 编号：r03-02\n  岗位:局长\n\t人数: 3\n  事项: @甲\n  地点: [甲, 乙\n"
    assert sorted(line for line, _ in faults(text)) == [4, 5, 6, 7, 8]


def test_a_value_cut_by_a_comment_is_told_from_a_comment() -> None:
    assert faults("- 事项: 学习 #3 文件\n") == [(1, 7)]
    assert faults('- 事项: "学习 #3 文件" # 注释\n') == []
    assert faults("- 单位: [甲, 乙] # 注释\n# 注释\n") == []


MISPLACED = {
    "no colon": ("- 编号: a\n  责任人 副局长\n  类别: 科室\n", 2),
    "a semicolon for the colon": ("- 编号: a\n  责任人; 副局长\n  类别: 科室\n", 2),
    "an ideographic space after the colon": ("- 编号: a\n  类别:\u3000科室\n  责任人: 甲\n", 2),
    "a second line not indented": ("- 编号: a\n  事项: 甲\n  乙\n  类别: 科室\n", 3),
    "a block's text not indented": ("- 编号: a\n  事项: |\n  甲\n  类别: 科室\n", 3),
    "a quote never closed": ('- 编号: a\n  责任人: "甲\n' + "  键: 值\n" * 9, 2),
    "a line separator": ("- 事项: 甲\u2028乙\n  类别：科室\n  责任人：甲\n", 1),
}


@pytest.mark.parametrize(("text", "line"), MISPLACED.values(), ids=MISPLACED)
def test_the_place_is_the_line_to_be_mended(text: str, line: int) -> None:
    assert faults(text)[0][0] == line


def test_a_quote_does_not_swallow_the_next_line() -> None:
    assert faults('- 责任人: "副局长\n  签订日期: 2021-03-10"\n')


def test_every_full_width_colon_is_found() -> None:
    text = "- 编号：a\n  类别：科室\n  责任人：甲\n"
    assert sorted(line for line, _ in faults(text)) == [1, 2, 3]


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x7f"])
def test_a_control_character_is_an_issue(sign: str) -> None:
    assert faults(f"- 编号: a\n  事项: 甲{sign}乙\n")[0][0] == 2


# A decoded file holds no lone surrogates and no carriage returns.
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
typed = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cf"],
        exclude_characters="\ufffe\uffff",  # no characters; YAML has none of them
        include_characters="\n\t",
    )
).filter(lambda text: not WITHOUT_SHAPE.search(text))
yamlish = st.text(st.sampled_from("-:：，, \n\t#\"'[]{}&*!|>%@`?“”甲乙a1~"), max_size=60)


@pytest.mark.slow
@given(any_text | yamlish)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_value_or_issues_inside_it(text: str) -> None:
    value, issues = source.parse(text, "f.yml")
    assert all(isinstance(issue, Issue) and issue.message for issue in issues)
    assert all("\n" not in issue.message for issue in issues)
    assert all(issue.place.line >= 1 and issue.place.column >= 1 for issue in issues)
    lines = text.count("\n") + 1
    # YAML's own "? key" is empty after the last line
    assert all(issue.place.line <= lines for issue in issues) or "?" in text
    if value is None and not issues:
        assert all(line.strip()[:1] in ("", "#") for line in text.split("\n"))


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    text, issues = source.decode(data, "f.yml")
    assert issues or "\r" not in text


@pytest.mark.slow
@given(st.dictionaries(st.text("甲乙丙丁abc", min_size=1), typed.filter(str.strip), max_size=5))
@settings(deadline=None)
def test_quoted_text_comes_back_as_it_was(record: dict[str, str]) -> None:
    lines = [f'{key}: "{_escaped(value)}"\n' for key, value in record.items()]
    assert (values("".join(lines)) or {}) == record


def _escaped(value: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\u2028": "\\L", "\u2029": "\\P"}
    return "".join(signs.get(sign, sign) for sign in value)


@pytest.mark.parametrize(
    "sign", ["\ufffe", "\uffff", "\u2066", "\u2069", "\u061c", "\ufff9", "\u202e", "\x1b"]
)
def test_what_nobody_sees_is_told_where_it_stands(sign: str) -> None:
    assert faults(f"- 键: 甲{sign}乙\n") == [(1, 7)]


@pytest.mark.parametrize("style", ["plain", "single", "double", "block"])
def test_hostile_text_is_read_as_typed_or_told(style: str) -> None:
    """Whatever YAML takes a text for, a value is that text, or what is wrong stands in its line."""
    read = 0
    for text in hostile.TEXTS:
        if style != "double" and ("\n" in text or INVISIBLE.search(text)):
            continue
        if style == "plain" and text[0] in "\"'":
            continue
        written = {
            "plain": text,
            "single": "'" + text.replace("'", "''") + "'",
            "double": hostile.typed(text),
            "block": f"|2-\n    {text}",
        }[style]
        value, issues = source.parse(f"- 键: {written}\n  后: 乙\n", "f.yml")
        assert issues or isinstance(value, list)
        assert all(1 <= issue.place.line <= 4 and issue.message for issue in issues)
        if (
            not issues and isinstance(value[0]["键"], str) and value[0]["键"]
        ):  # a record refuses the others
            assert value[0]["键"] == (text.strip(" \t") if style == "plain" else text), (
                style,
                text,
            )
            assert value[0]["后"] == "乙"
            read += 1
    assert read > 450


@pytest.mark.parametrize(
    "text",
    [
        '- a: "b\n- c: d"\n- e: [\n',
        "- a: b\n- c: [d,\n- e]\n",
        "- a: {b: c\n- d: e}\n",
        "- a\nb: c\n",
    ],
)
def test_what_cannot_be_parsed_is_never_without_an_issue(text: str) -> None:
    value, issues = source.parse(text, "f.yml")
    assert value is not None or issues


def test_a_slip_leaves_the_other_records_to_be_read() -> None:
    text = "- a: [b\n- c：d\n  e: f\n- g: @h\n- i: j\u200b\n  k：l\n  m: n\n"
    assert [issue.place.line for issue in sorted(source.parse(text, "f.yml")[1])] == [1, 2, 4, 5, 6]
