"""What an author typed in pieces: put together by the engine, it is still refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import Bureau, engine
from mkdocs.exceptions import PluginError

import mkdocs_ledger.pages as finishing
from ledger.prose import active
from mkdocs_ledger import authored
from mkdocs_ledger.authored import SIGN

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
        "<meta http-equiv='refresh'>", "<link rel='stylesheet'>", "<p hidden>甲</p>", "<p class='quiz'>甲</p>", "<p id='problems'>甲</p>",
        "<textarea>甲</textarea>", "<p aria-hidden='true'>甲</p>", "<a href='data:甲'>甲</a>", "<img src='java\tscript:甲'>", "</div>甲",
        "<div>", "<p title='甲", "<b onclick=1 ", "<?甲?>", "<!甲>", "<![CDATA[甲]]>", "<code class='figure'>甲</code>", "<p/hidden>",
    ],
)  # fmt: skip
def test_finished_html_that_does_more_than_mark_up_text_is_refused(content: str) -> None:
    assert active.faults(f"<p>甲</p>{content}", "甲", ("甲",))


@pytest.mark.parametrize(
    "typed",
    [
        "# 甲 { #处 }\n\n一、[乙](b.md 'x')、![丙](c.png)、<https://e.org/>、<a@e.org>。  \n&lt;script&gt;\n",
        "| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁 |\n", "3. 甲\n    - 乙\n\n> 丙\n\n---\n\n```python\n<p hidden>\n```\n",
        "<details open><summary>甲</summary>\n乙<br>丙</details>\n", "甲 { 乙 }、集合{hidden}、one = 1\n",
    ],
)  # fmt: skip
def test_finished_html_that_marks_up_text_is_not(typed: str) -> None:
    assert active.faults(engine().reset().convert(typed), typed, (typed,)) == []


FIGURE = '<a href="site:figures/study.md" class="figure" data-figure="study">3次</a>'


def test_what_a_word_says_is_ours_and_once_only() -> None:
    typed, told = '甲{{ figure("学习次数") }}', f"甲{FIGURE}"
    assert active.faults(f"<p>甲{FIGURE}</p>", told, (typed,)) == []
    assert len(active.faults(f"<p>甲{FIGURE}{FIGURE}</p>", told, (typed,))) == 2
    assert active.faults(f"<p>{FIGURE}</p>", FIGURE, (FIGURE,))


EVIDENCE = (
    '<table class="doc-evidence with-evidence" data-search-exclude="true">'
    "<tbody><tr><td>8次</td></tr></tbody></table>"
)
RUNNING = EVIDENCE.replace("<td>", "<td><form>甲</form>")
MARKED = f'<a href="{SIGN}">{SIGN}0</a>'


@pytest.mark.parametrize(
    "content", ["<p>甲</p>", f'<p title="{MARKED}">甲</p>', f"<p>甲{MARKED}{MARKED}</p>"]
)
def test_a_link_of_ours_that_is_marked_is_a_link_once(content: str) -> None:
    assert active.faults(f"<p>甲{MARKED}</p>", f"甲{MARKED}", ("甲",), SIGN) == []
    assert active.faults(content, f"甲{MARKED}", ("甲",), SIGN)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"甲{FIGURE}", f"甲{FIGURE}"),
        ("甲<http://乙{{ figure('学习次数') }}丙>", f"甲<http://乙{FIGURE}丙>"),
        (EVIDENCE, EVIDENCE),
        ("<form>乙</form></table>", f"{EVIDENCE}<form>乙</form></table>"),
        (RUNNING.replace("doc-", "doc-<!-- -->"), RUNNING),
    ],
)
def test_what_looks_like_a_part_of_ours_is_refused_in_the_build(typed: str, said: str) -> None:
    marked, links = authored._apart(said)
    page = object.__new__(authored.AuthoredPage)
    content = engine().reset().convert(marked)
    page._marked, page._whole = (marked, content), (said, authored._together(content, links))
    page.file = SimpleNamespace(src_uri="甲.md")  # type: ignore[assignment]
    project = SimpleNamespace(finished={"甲.md": f"\n{said}"}, typed_of=lambda _: (typed,))
    with pytest.raises(PluginError, match=r"docs/甲\.md  HTML“(?:a”的属性|table”的属性|form”)"):
        finishing._judge(page, page._whole[1], project)  # type: ignore[arg-type]
    project.typed_of = lambda _: ("甲{{ figure('学习次数') }}",)
    page._whole = (f"甲{FIGURE}", f"<p>甲{FIGURE}</p>")
    page._marked = (f"甲{MARKED}", f"<p>甲{MARKED}</p>")
    project.finished = {"甲.md": f"甲{FIGURE}"}
    finishing._judge(page, f"<p>甲{FIGURE}</p>", project)  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_last_line_stands_in_the_build(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(active, "check", lambda *_: ())
    bureau.write("docs/甲.md", "# 甲\n\n<p hidden>乙</p>\n")
    config = {"project": bureau.project(), "problems": None}
    file = SimpleNamespace(src_uri="甲.md", generated_by=None)
    html = engine().reset().convert("# 甲 { #甲 }\n\n<p hidden>乙</p>\n")
    with pytest.raises(PluginError, match=r"docs/甲\.md  HTML“p”的属性“hidden”不能用"):
        finishing.on_page_content(html, SimpleNamespace(file=file), config, files=None)  # type: ignore[arg-type]


def test_an_aligned_table_needs_no_style() -> None:
    page = engine().reset().convert("| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁 |\n")
    assert 'align="right"' in page
    assert active.faults(page, "", ()) == []
