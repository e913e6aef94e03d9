"""What is audited is what the readers see: nothing that the engine shows is hidden from the audit."""

from __future__ import annotations

import html
import re
from collections import Counter

import pytest
from conftest import Bureau, engine, read
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.checks.style import typography
from ledger.prose import active, calls, headings, heads, hidden, links
from ledger.prose.finished import finish, uncommented
from ledger.prose.passages import Passage, passages
from ledger.publishing.readback.marks import STASHED

PAGE, SECTION = "docs/a.md", "docs/report/a.md"
SITE = links.Site(
    frozenset({"a.md", "index.md"}), frozenset({"表99.pdf"}), frozenset(), lambda _: None
)
_READ = re.compile(r"[0-9\u4e00-\u9fff]")
#: what the build puts before a heading of the report
_NUMBER = re.compile(r"(<h[1-6][^<>]*>)(?:一、|（一）|1\.|（1）)")
HOSTILE = [
    # what looks like attributes, and is none
    "甲{ #全年99件}乙", "甲 { #全年99件}乙", "甲 {: #全年99件 } 乙", "（甲）{ #全年99件}乙", "(甲){ #全年99件}乙", "**甲**{ #全年99件}乙", "甲*{: #全年99件}乙",
    "[甲](index.md){ #全年99件}乙", "甲\n{ #全年99件 }乙", "甲\n{ #全年99件 }", "{ #全年99件 }\n甲", "- 甲 { #全年99件 }", "|甲|乙|\n|-|-|\n|丙 { #全年99件 }|丁|", "> 甲\n> { #全年99件 }",
    "## 甲 { #全年99件 }", "## 甲 { #全年99件 } 乙", "甲 { #全年99件 }\n---", "## 甲{ #全年99件 }", "`甲`{ #全年99件}乙", "<b>甲</b>{ #全年99件}乙", "![甲](index.md){ #全年99件 }乙", "{{ #全年99件 }}",
    # what looks like a definition or a footnote
    "[注]: index.md 全年99件", "[注]: index.md", '[注]: index.md "全年99件"', '[注]: index.md "全年99件" 乙', "[全年99件]: index.md", "甲\n[全年99件]: index.md", "[全年99件]: index.md\n乙",
    "    [全年99件]: index.md", "[^1]: 全年99件", "[^1]: index.md 全年99件", "甲[^全年99件]", "\\[全年99件]: index.md", "[全年99件\\]: index.md", "|甲|乙|\n|-|-|\n[全年99件]: index.md",
    "[全年99件]: index.md\n---", "[全年99件]:\nindex.md", "<div>\n[全年99件]: index.md\n</div>", "```\n[全年99件]: index.md\n```", "[//]: # (全年99件)", "[全年99件]: <index.md>", "> [全年99件]: index.md", "- [全年99件]: index.md",
    "[全年99件]: index.md (甲) (乙)", "[全年99件]: index.md 'a\" 乙", "[甲][注]99\n\n[注]: index.md", "[全年99件]: index.md\n\n[全年99件]", "[甲][全年99件]", "[甲][]", "[甲]\n[注](表99.pdf)\n\n[注]: index.md",
    "[甲][注](表99.pdf)\n\n[注]: index.md", "[甲] [注](表99.pdf)\n\n[注]: index.md", "[甲 [乙](表99.pdf)][注]\n\n[注]: index.md", "[甲 [乙](表99.pdf)]\n\n[甲 [乙](表99.pdf)]: index.md",
    # links and escapes
    "\\[全年\\](77件)", "\\[全年](表99.pdf)", "[全年\\](表99.pdf)", "[全年]\\(表99.pdf)", "[全年](表99.pdf\\)", "[全年](表99.pdf", "[全年] (表99.pdf)", "[全年](表99.pdf)", "![全年](表99.pdf)",
    "\\\\[全年](表99.pdf)", "\\![全年](表99.pdf)", "[甲[乙](表99.pdf)丙](index.md)", "[甲[乙](表99.pdf)", "甲](表99.pdf)", "[甲](<表99.pdf>)", "[甲](<index.md> 全年99件)", "[甲](index.md '99')", '[甲](index.md "9)9")',
    "[![甲](表99.pdf)乙](index.md)", '![甲](表99.pdf "99")', "[甲](index.md\n'99')", "[甲\n\n乙](表99.pdf)", "[甲](表99.pdf\n\n)", "# [甲](表99.pdf", "|[甲|](表99.pdf)|\n|-|-|\n|丙|丁|", "- [甲\n- 乙](表99.pdf)", "[甲\n# 乙](表99.pdf)",
    "[甲\n> 乙](表99.pdf)", "    [甲](表99.pdf)", "- 甲\n\n    [乙](表99.pdf)", "- 甲\n\n        [乙](表99.pdf)", "<div>[甲](表99.pdf)</div>", "<b>[甲](表99.pdf)</b>", "<p>甲</p>[乙](表99.pdf)", "<details><summary>甲</summary>\n\n[乙](表99.pdf)\n\n</details>",
    # code
    "`甲\n乙`丙99件`丁`戊", "`甲`99`乙`", "``甲`99``", "``甲`99`", "`甲``99`", "\\`甲`99`", "\\\\`[甲](表99.pdf)`", "`[甲](表99.pdf)`", "`[甲]\n(表99.pdf)`", "甲`[乙](表99.pdf)\n丙`", "`甲 <!-- 99 -->`", "`甲 <!-- ` 99 -->", "`甲\n\n99`",
    "```\n99件\n```", "```\n99件", "    ```\n    [甲](表99.pdf)\n    ```", "~~~\n[甲](表99.pdf)\n~~~", "~~~甲 乙\n[甲](表99.pdf)\n\n[甲](表99.pdf)\n~~~", "~~~\n99件\n```", "- 甲\n\n    ```\n    [乙](表99.pdf)\n    ```", "> ```\n> [乙](表99.pdf)\n> ```",
    "    99件", "- 甲\n\n        99件", "`&#57;`", "`<b>99</b>`", "```\n<b title='99'>甲</b>\n```", "    <b title='99'>甲</b>", "`甲`{: lang=99 }乙", "```{ #甲99 }\n乙\n```", "甲\n```\n[乙](表99.pdf)\n```", "```\n\n[乙](表99.pdf)\n\n```", " ```\n\n[乙](表99.pdf)\n\n ```",
    "````\n```\n[乙](表99.pdf)\n````", "```\n[甲](表99.pdf)\n``` ", "|`甲|乙`|[丙](表99.pdf)|\n|-|-|\n|`[丁](表99.pdf)`|戊|", "# 甲 `[乙](表99.pdf)`", "# <!-- 甲 -->{ #乙99 }", "甲 { #乙99 }> 丙\n---", "# 甲 {: #乙99 }|-|", "# > {: #乙99 } ", "1. # 甲 { #乙99 }", "<!-- a --># 甲 { #乙99 }丙", "`甲`\n# [乙](表99.pdf)", "`甲\n# [乙](表99.pdf)`",
    # comments
    "甲<!-- 99 -->", "甲 <!-- 99", "<!--\n99\n\n乙\n-->\n甲", "```\n<!-- 99 -->\n```", "<!-- `甲 -->99`乙`", "<!--\n```\n-->99\n```", "    <!-- 99 -->", "<!-- a -->    [甲](表99.pdf)", "<!-- a -->[甲](表99.pdf)", "<!-- a -->[全年99件]: index.md", "甲 <!-- a --> [全年99件]: index.md",
    "[甲] <!-- a -->(表99.pdf)", "<!-- a --\n>99", "<!--> 99 -->", "<!-- a --> 99 -->", "<div><!-- 99 --></div>", "\\<!-- 99 -->",
    # HTML
    "<div>99件</div>", "<b title='99'>甲</b>", "<b title='`99`'>甲</b>", "<b lang=99\\>甲</b>", "甲<5，乙99>3", "<张99>", "<details open><summary>甲</summary>99</details>", "<p>&#57;件</p>", "<p>&#57件</p>", "&#57;&#57;件", "&#0000000000057;件", "&#x39;件", "&#57件", "&copy;99&nbsp;件",
    "<https://a.cn/全年99件>", "<99@a.cn>", "https://a.cn/全年99件，待补充", "<img src='表99.pdf' alt='甲'>", "<b\ntitle='99'>甲</b>", "<table><tr><td colspan=2>甲</td></tr></table>", "甲<br>99", "<div>\n\n`99`\n\n</div>", "<div>\n# 99\n</div>",
    # blocks
    "# 99件", "#99件", "99件\n===", "99件\n---", "###### 99 ##", "####### 99", "|99|乙|\n|-|-|\n|丙|88|", "99. 甲", "甲\n99. 乙", "99) 甲", "99\\. 甲", "99. 甲\n---", "> 99. 甲", "> 99", "- 99\n    - 88", "99. 甲|乙\n-|-", "1. 甲\n\n99. 乙", "  99. 甲", "- - 99", "*99*", "_99_", "__99__ **88**", "***99***", "甲_99_乙", "\\*99\\*", "99  \n88",
    "99\\\n88", "---\n99", "甲\n\n---\n\n99", "(表99.pdf)", "〔99〕", "｛ ｛99件", "{ {99件", "a(99件)}", "{99}", "{: 99 }", "甲】(99.md)", "甲]（99.md）",
]  # fmt: skip


def is_refused(text: str, path: str) -> bool:
    """Whether the text is stopped for what it is made of, whatever it says."""
    return bool(
        hidden.open_comment(text) is not None
        or list(active.check(text, path))
        or list(headings.check(text, path))
        or calls.scan(text, path)[1]
        or list(links.check(text, "docs/a.md", SITE))
        or list(heads.check(text, path, heads.read(text, path)[0]))
        or (path == SECTION and list(typography.check(text, path)))
    )


def unread(text: str, path: str) -> str:
    """Return the digits and Chinese characters that the finished page shows and the audit has not."""
    page = engine().reset().convert(finish(heads.body(text), official=path == SECTION))
    page = _NUMBER.sub(r"\1", uncommented(page))
    seen = re.sub(STASHED, "", html.unescape(read(page).text))
    heard = "".join(passage.text for passage in passages(text, path, []))
    return "".join((Counter(_READ.findall(seen)) - Counter(_READ.findall(heard))).elements())


@pytest.mark.parametrize("path", [PAGE, SECTION])
def test_nothing_that_is_shown_is_hidden_from_the_audit(path: str) -> None:
    for text in HOSTILE:
        assert is_refused(text, path) or unread(text, path) == "", text


PIECES = [
    "甲", "乙", "丙99件", "88", "\n", "\n", "\n\n", " ", "    ", "- ", "> ", "# ", "1. ", "|", "|-|-|", "---", "`", "`", "``", "```", "~~~", "\\", "[", "]", "(", ")", "![", "](表99.pdf)", "[丁](index.md)", "[注]: index.md", "[注]",
    '"戊"', "{ #己 }", "{: #庚 }", "{", "}", "<!-- 辛 -->", "<!--", "-->", "<b>", "</b>", "<div>", "</div>", "<b title='壬'>", "<br>", "*", "**", "_", "&#57;", "&#57", "<https://a.cn/99>", "https://a.cn/77",
]  # fmt: skip
composed = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(
    "examples",
    [pytest.param(600, marks=pytest.mark.slow), pytest.param(40_000, marks=pytest.mark.long)],
)
def test_nothing_composed_is_hidden_from_the_audit(examples: int) -> None:
    @settings(max_examples=examples)
    @given(composed, st.sampled_from([PAGE, SECTION]))
    def hold(text: str, path: str) -> None:
        assert is_refused(text, path) or unread(text, path) == ""

    hold()


@pytest.mark.parametrize(
    ("path", "text", "codes"),
    [
        ("docs/report/01-学习.md", "三是{ #全年查处案件99件}继续抓好落实。", {"quantity.typed"}),
        ("docs/report/01-学习.md", "[注]: index.md 全年查处案件88件，待补充。", {"quantity.typed", "placeholder.left"}),
        ("docs/report/01-学习.md", "另见\\[全年\\](77件)继续。", {"quantity.typed"}),
        ("docs/index.md", "``甲`\n乙`丙全年查处案件99件，待补充`丁`戊``", {"quantity.typed", "placeholder.left"}),
        ("docs/index.md", "```\n全年查处案件99件，待补充", {"quantity.typed", "placeholder.left"}),
        ("docs/index.md", "    ```\n    全年查处案件99件，待补充\n    ```", {"quantity.typed", "placeholder.left"}),
        ("docs/index.md", "&#0000000057;件", {"quantity.typed"}),
        ("docs/index.md", "见<https://example.org/全年查处案件99件>", {"quantity.typed"}),
        ("docs/index.md", "``甲`\n乙`[丙](nowhere.md)`丁`戊``", {"link.unknown"}),
    ],
)  # fmt: skip
def test_what_hid_from_the_audit_is_found(
    bureau: Bureau, path: str, text: str, codes: set[str]
) -> None:
    bureau.append(path, f"\n\n{text}\n")
    assert codes <= set(bureau.codes())


def test_what_is_no_text_is_not_read() -> None:
    typed = '# 甲 { #乙 }\n\n丙[丁](表99.pdf "99")<b>戊</b><!-- 99 -->\n\n[注]: index.md\n'
    assert [passage.text for passage in passages(typed, PAGE, [])] == ["甲", "丙丁戊"]


def test_a_passage_of_which_no_word_says_another_thing_is_the_same() -> None:
    text = '甲{{ figure("甲") }}。\n\n乙&amp;丙{{ figure("乙") }}，\n丁。\n'
    found = calls.scan(text, PAGE)[0]

    def said(*numbers: str) -> list[Passage]:
        each = zip(found, numbers, strict=True)
        return passages(text, PAGE, [calls.Rendered(*pair) for pair in each])

    before, after = said("1次", "2次"), said("3次", "2次")
    assert [each.text for each in after] == ["甲3次。", "乙&丙2次，丁。"]
    assert [one is other for one, other in zip(before, after, strict=True)] == [False, True]
    last = after[1]
    assert [last.word(index) for index in range(6)] == [None, None, None, "figure", "figure", None]
    assert text[last.at(2)] == "丙" and last.at(1) == text.index("&")
    assert last.at(3) == last.at(4) == found[1].start
    assert (last.typed(3, 5), last.typed(3, 6), last.first_typed(4, 99)) == (False, True, 5)
