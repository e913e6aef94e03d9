"""What an author typed in pieces: put together by the engine, it is still refused."""

from __future__ import annotations

import pytest
from conftest import Bureau, engine

from ledger.publishing import headers

GLUED = [
    "甲<s<!-- -->cript>document.title='甲'</s<!-- -->cript>乙",
    "<i<!-- -->frame src<!-- -->doc='甲'>",
    "<img alt='甲' o<!-- -->nerror='甲'>",
    "[甲]{: class='}' href='java<!-- -->script:甲' }",
    "可<!-- -->见: 班子",
    "电话138<!-- -->12345678",
    "甲<!--\n-->乙",
]


@pytest.mark.parametrize("text", GLUED)
def test_a_comment_between_two_signs_is_refused(bureau: Bureau, text: str) -> None:
    found = bureau.append("docs/index.md", f"\n\n{text}\n").messages()
    assert any("夹在字中间" in message for message in found)


@pytest.mark.parametrize(
    "text", ["甲 <!-- 记 -->乙", "<!-- 记 -->\n\n甲", "甲<!-- 记 -->", "`甲<!-- -->乙`"]
)
def test_a_comment_that_stands_apart_is_the_authors(bureau: Bureau, text: str) -> None:
    assert bureau.append("docs/index.md", f"\n\n{text}\n").messages() == []


@pytest.mark.parametrize(
    "text", ["<s<?甲?>cript>", "甲<![CDATA[乙]]>", "<!DOCTYPE html>", "<?甲 ?>"]
)
def test_what_html_takes_for_no_comment_is_refused(bureau: Bureau, text: str) -> None:
    found = bureau.append("docs/index.md", f"\n\n{text}\n").messages()
    assert any("不能用" in message for message in found)


@pytest.mark.parametrize("number", ["138<b>12345678</b>", "1380000<i>1234</i>", "138&#49;2345678"])
def test_a_number_in_pieces_is_read_as_one(bureau: Bureau, number: str) -> None:
    found = bureau.append("docs/index.md", f"\n\n电话{number}\n").messages()
    assert any("号码" in message or "电话" in message for message in found), found


@pytest.mark.parametrize(
    "typed",
    [
        "{{ unit('简称') # 注 }}",
        '{{ ｕｎｉｔ("简称") }}',
        '{{ unit(r"简称") }}',
        '{{ unit("简" "称") }}',
    ],
)
def test_a_call_is_read_once_and_the_engine_gets_none(bureau: Bureau, typed: str) -> None:
    text = bureau.append("docs/index.md", f"\n\n甲{typed}乙\n").project().finished["index.md"]
    assert "甲小样局乙" in text and "{{" not in text


@pytest.mark.parametrize(
    "content",
    [
        "<script>甲</script>", "<script src='甲'>", "<STYLE>甲", "<p onclick='甲'>", "<p style='甲'>",
        "<iframe srcdoc='甲'>", "<a href=' JavaScript:甲'>", "<base href='甲'>", "<embed src='甲'>",
        "<meta http-equiv='refresh'>", "<link rel='stylesheet'>",
    ],
)  # fmt: skip
def test_finished_html_that_runs_or_loads_is_refused(content: str) -> None:
    assert headers.faults(f"<p>甲</p>{content}", "甲.md")


def test_finished_html_that_marks_up_text_is_not() -> None:
    assert headers.faults('<p id="a"><a href="b/">甲</a> &lt;script&gt;</p>', "甲.md") == []


def test_an_aligned_table_needs_no_style() -> None:
    page = engine().reset().convert("| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁 |\n")
    assert 'align="right"' in page
    assert headers.faults(page, "甲.md") == []
