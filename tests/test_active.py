"""What runs, loads or poses in an author's text is refused; what marks up text is not."""

from __future__ import annotations

import pytest
from conftest import ROOT, Bureau

from ledger.prose import active

HOME = "docs/index.md"


@pytest.mark.parametrize(
    "text",
    [
        "<script>1</script>", "<SCRIPT src=a>", "<script\n>1</script>", "</script>", "甲<script", "`<script>1</script>`",
        "<iframe src='a'></iframe>", "<svg><a href='x'/></svg>", "<math></math>", "<style>a{}</style>", "<base href='x'>",
        "<meta http-equiv=refresh content='0;url=x'>", "<link rel=stylesheet href=x>", "<form action=x>", "<object data=x>",
        "<img src=x onerror=1>", "<img src='x'onerror=1>", '<img alt=">" onerror=1>', "<img/onerror=1>", "<p ONCLICK=1>",
        "<p style='color:red'>", "<a class=figure data-figure=study>", "<img srcset='http://e/'>",
        "[甲](index.md){ onclick=1 }", "[甲](index.md){: style=1 }", "[甲](index.md){ data-figure='study' }",
        "[甲](javascript:1)", '<a title=">" href="javascript:1">', '<a href="&#106;avascript:1">', '<a href="java\nscript:1">',
        '<a href="java&Tab;script&colon;1">', "[甲]: javascript:1", "<VBScript:1>",
    ],
)  # fmt: skip
def test_what_is_active_is_refused(bureau: Bureau, text: str) -> None:
    assert list(active.check(text, HOME)), text
    assert bureau.append(HOME, f"\n\n{text}\n").messages()


@pytest.mark.parametrize(
    "text",
    [
        "<https://example.org/a?b=1>", "甲<5，乙>3", "<张三>", '<div id="处" class="甲">乙</div>', "H<sub>2</sub>O<br>",
        '{{ cite("小样", 3, on="2024-03-01") }}', "## 甲 { #处 .乙 }", "[甲](index.md){ target=_blank }", "<!-- 甲 -->",
        '<table><tr><td colspan="2">甲</td></tr></table>', "学习 JavaScript，用脚本。", '<a href="a=b" title="x y=z">甲</a>',
    ],
)  # fmt: skip
def test_what_marks_up_text_is_not(text: str) -> None:
    assert [str(issue) for issue in active.check(text, HOME)] == []


def test_our_own_texts_hold_nothing_active() -> None:
    for file in (ROOT / "docs").rglob("*.md"):
        assert list(active.check(file.read_text(encoding="utf-8"), file.name)) == []


@pytest.mark.parametrize("title", [r'"\x7b\x7b 1 \x7d\x7d"', '"{\\u007b 1 }}"', "'a{'", "甲<b>"])
def test_a_title_runs_nothing(bureau: Bureau, title: str) -> None:
    bureau.write("docs/甲.md", f"---\ntitle: {title}\n---\n甲\n")
    (message, *_) = bureau.messages()
    assert message.startswith("docs/甲.md:2:8  title：这里写一行文字，不写花括号和尖括号")


def test_a_section_in_a_folder_is_not_left_out_in_silence(bureau: Bureau) -> None:
    bureau.write("docs/report/深/01-学习.md", "### 学习\n")
    (message,) = bureau.messages()
    assert message.startswith("docs/report/深/01-学习.md:1:1  报告的各节直接放在 docs/report/ 里")
