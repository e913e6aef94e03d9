"""Markdown with words -> finished text. The messages are golden cases."""

from __future__ import annotations

import pytest
from conftest import Bureau
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.changes import reading
from ledger.documents import files
from ledger.issues import Issue, Mistake, Place
from ledger.pages.words import words
from ledger.prose import calls as prose
from ledger.prose import heads, links
from ledger.prose.markup import plain

ITEMS = "data/2021/整改台账.yml"
SECTION, REPORT, HOME = "docs/report/01-学习.md", "docs/report/index.md", "docs/index.md"


def say(name: str, sign: str = "。") -> str:
    """说一个词：{{ say("甲") }}"""
    if name == "错":
        raise Mistake("不认识的名字“错”")
    return f"<{name}{sign}>"


def nothing() -> str:
    """什么也不说：{{ nothing() }}"""
    return ""


WORDS: prose.Words = {"say": say, "nothing": nothing}


def expand(text: str) -> tuple[str, list[str]]:
    finished, issues = prose.expand(text, "docs/a.md", WORDS)
    return finished, [issue.message for issue in issues]


@pytest.mark.parametrize(
    ("text", "finished"),
    [
        ("没有词。\n", "没有词。\n"),
        ('甲{{ say("乙") }}丙', "甲<乙。>丙"),
        ('{{say("甲")}}{{  say( "乙" ,"！" )  }}', "<甲。><乙！>"),
        ("{{ say('甲') }}", "<甲。>"),
        ('{{ say("甲", sign="？") }}', "<甲？>"),
        ('{{ say(name="甲") }}', "<甲。>"),
        ('{{\n  say("甲")\n}}', "<甲。>"),
        ("前{{ nothing() }}后", "前后"),
        ("{ 单个 } 花括号 { #anchor }", "{ 单个 } 花括号 { #anchor }"),
        ("100% {甲}", "100% {甲}"),
    ],
)
def test_words_are_said(text: str, finished: str) -> None:
    assert expand(text) == (finished, [])


def test_what_a_word_says_is_not_read_again() -> None:
    words: prose.Words = {"say": lambda: '{{ say("甲") }}{% x %}'}
    assert prose.expand("{{ say() }}", "a.md", words) == ('{{ say("甲") }}{% x %}', [])


def test_a_call_knows_its_place_and_arguments() -> None:
    calls, issues = prose.scan('甲\n乙{{ say("丙", "丁", sign="戊") }}\n', "docs/a.md")
    assert issues == ()
    (call,) = calls
    assert call.place == Place("docs/a.md", 2, 2)
    assert (call.word, call.arguments, call.options) == ("say", ("丙", "丁"), (("sign", "戊"),))


def test_one_wrong_call_leaves_the_others_and_the_text() -> None:
    finished, messages = expand('甲{{ say("错") }}乙{{ say("丙") }}丁{{ sey("戊") }}己')
    assert finished == "甲乙<丙。>丁己"
    assert messages == ["不认识的名字“错”", "不认识的词“sey”，是不是“say”？"]


def test_an_unclosed_call_does_not_hide_the_next_paragraph() -> None:
    calls, issues = prose.scan('{{ say("甲")\n\n{{ say("乙") }}\n', "a.md")
    assert [call.arguments for call in calls] == [("乙",)]
    assert [issue.place.line for issue in issues] == [1]


def test_the_example_of_a_word_is_given_where_its_arguments_are_wrong() -> None:
    assert '{{ say("甲") }}' in expand("{{ say() }}")[1][0]
    assert "{{ nothing() }}" in expand('{{ nothing("甲") }}')[1][0]


def test_every_word_has_an_example_that_parses(bureau: Bureau) -> None:
    known = words(bureau.project())
    assert len(known) >= 10
    for name, function in known.items():
        calls, issues = prose.scan(function.__doc__ or "", "words.py")
        assert issues == () and {call.word for call in calls} == {name}, name


def test_every_word_can_be_said(bureau: Bureau) -> None:
    bureau.change(ITEMS, "问题: 登记不全", "问题: 登记不全\n  原因: 责任不清")
    project = bureau.project()
    arguments = {
        "figure": ("学习次数",), "unit": ("简称",), "report": ("主送机关",), "section": ("01-学习.md",),
        "document": ("市纪委全会",), "record": ("r03-01", "日期"), "tasks": ("作风建设",), "cite": ("小样", 4),
            "topic": ("细胞",), "chart": ("学习次数",),
    }  # fmt: skip
    for name, function in words(project).items():
        assert function(*arguments.get(name, ())), name


def test_words_say_what_the_ledgers_hold(bureau: Bureau) -> None:
    bureau.change(
        SECTION,
        "全年学习",
        '{{ unit("市名") }}{{ year() }}{{ year("+1") }}{{ year("-1") }}'
        '{{ document("廉洁自律准则") }}{{ document("plenary") }}{{ report("主送机关") }}',
    )
    text = bureau.project().finished["report/index.md"]
    assert "示例市202120222020《廉洁自律准则》示例市纪委第六次全体会议市纪委" in plain(text)
    assert 'href="site:ledgers/documents.md#code" class="record">《廉洁自律准则》</a>' in text
    assert 'href="site:ledgers/documents.md#plenary" class="record">示例市纪委第六次' in text


def test_tasks_of_several_themes_are_numbered_through(bureau: Bureau) -> None:
    task = "编号: task-02\n  方面: 整改落实\n  任务: 补齐登记\n  责任领导: 局长\n  责任科室: 办公室\n  时限: 2022-03-31\n"
    bureau.append("data/2021/下年任务.yml", f"- {task}")
    bureau.change(SECTION, '{{ tasks("作风建设") }}', '{{ tasks("整改落实", "作风建设") }}')
    text = plain(bureau.project().finished["report/index.md"])
    assert "1. 补齐登记。" in text and "2. 完善公函制度。" in text


def test_a_document_that_is_an_instrument_leads_to_its_page(bureau: Bureau) -> None:
    bureau.append(SECTION, '\n按照{{ document("小样规定") }}。\n')
    text = bureau.project().finished["report/index.md"]
    assert 'href="site:regulations/rules.md" class="record">《小样规定》</a>' in text


def test_a_record_is_quoted_with_a_link_to_it(bureau: Bureau) -> None:
    bureau.append(SECTION, '\n{{ record("r03-03", "日期") }}谈心。\n')
    text = bureau.project().finished["report/index.md"]
    assert 'href="site:records/2021-03.md#r03-03" class="record">3月31日</a>谈心' in text


def test_sections_are_composed_and_no_pages_of_their_own(bureau: Bureau) -> None:
    finished = bureau.project().finished
    assert set(finished) == {"index.md", "report/index.md"}
    assert "### （一）学习" in finished["report/index.md"]


@pytest.mark.parametrize("change", ["换过了", None])
def test_a_section_is_published_as_it_was_checked(bureau: Bureau, change: str | None) -> None:
    bureau.append(SECTION, "\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n")
    project = bureau.project()
    bureau.write(SECTION, change) if change else bureau.remove(SECTION)
    section = words(project)["section"]("01-学习.md")
    assert "全年学习" in section and "换过了" not in section
    assert files._widest_table(project) == f"{SECTION}:9:1（2 栏）"
    assert "全年学习" in str(reading.paragraphs(project)[SECTION])


def test_front_matter_is_kept_from_the_finished_text(bureau: Bureau) -> None:
    bureau.write(HOME, "---\ntitle: 首页\nhide: [toc]\n---\n\n# 首页\n\n---\n\n线下\n")
    text = bureau.project().finished["index.md"]
    assert "title:" not in text and text.strip().startswith("# 首页")
    assert "---\n\n线下" in text


@pytest.mark.parametrize(
    "link",
    [
        "[甲](../index.md)", "[甲](../ledgers/index.md#ledgers)", "[甲](index.md)",
        "[甲](../figures/study.md)", '[甲](../records/2021-03.md "题")', "[甲](./index.md)",
        "[甲](https://example.org/a.md)", "[甲](#学习)", "[甲](../records/2021-03.md#r03-01)",
        "[甲](../ledgers/../index.md)",
    ],
)  # fmt: skip
def test_a_good_link_is_no_issue(bureau: Bureau, link: str) -> None:
    bureau.append(SECTION, f"\n{link}\n")
    assert bureau.messages() == []


@pytest.mark.parametrize(
    "link",
    ["[甲](没有.md)", "[甲](../figures/没有.md#a)", "[甲](/report/01-学习.md)", "[甲](01-学习.md)",
     "[甲](/index.md)", "[甲](../index.md#接下来)", "[甲](#题)", "[甲](../a.pdf)",
     "[甲](../../index.md/a.md)", "[甲[乙](没有.md)", '[甲](没有.md "题")'],
)  # fmt: skip
def test_a_broken_link_is_found_where_it_stands(bureau: Bureau, link: str) -> None:
    bureau.append(SECTION, f"\n见{link}\n")
    assert bureau.lines() == [f"{SECTION}:9"]


text = st.text(st.characters(exclude_categories=["Cs"]))
signs = st.text("{}%#｛｝()（）\"“”'‘’,， \n\\sayunitig甲1|.:=*[]", max_size=40)
halves = st.lists(
    st.sampled_from(
        ["{{ ", " }}", 'say("甲")', "say(", '"', "”", "}}", "{{", "{%", "{#", "｛｛", "\n", "\n\n",
         "nothing()", "[甲](", "a.md)", "甲", "---\n", "a: b\n", ", ", "sign=", "*", "not "]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.slow
@given(text | signs | halves)
@settings(max_examples=600, deadline=None)
def test_any_text_is_expanded_or_complained_of(text: str) -> None:
    finished, issues = prose.expand(text, "docs/a.md", WORDS)
    calls, _ = prose.scan(text, "docs/a.md")
    lines = text.count("\n") + 1
    assert all(isinstance(issue, Issue) and issue.message for issue in issues)
    assert all(1 <= issue.place.line <= lines and issue.place.column >= 1 for issue in issues)
    if not any(sign in text for sign in ("{", "｛", "}}", "】(", "]（")):
        assert (finished, issues) == (text, [])
    if not issues and calls:
        assert finished != text
    for call in calls:
        assert text[call.start : call.end].startswith("{{")
        assert text[call.start : call.end].endswith("}}")
    site = links.Site(frozenset({"index.md"}), frozenset(), frozenset(), lambda _: None)
    assert all(issue.message for issue in links.check(text, "docs/a/b.md", site))
    assert all(issue.message for issue in heads.check(text, "a.md", heads.read(text, "a.md")[0]))
    assert isinstance(heads.body(text), str)


@given(st.lists(st.sampled_from("甲乙丙"), max_size=5))
def test_text_between_calls_is_kept(names: list[str]) -> None:
    typed = "间".join(f'{{{{ say("{name}") }}}}' for name in names)
    assert expand(typed) == ("间".join(f"<{name}。>" for name in names), [])


def at(bureau: Bureau, lines: str) -> list[str]:
    return bureau.append(SECTION, f"\n{lines}\n").lines()


@pytest.mark.parametrize(
    "typed",
    ['{ figure("学习次数") }}', '{figure("学习次数")}', '{ { figure("学习次数") } }', 'figure("学习次数") }}',
     '[甲]（../index.md）', '【甲】(../index.md)'],
)  # fmt: skip
def test_a_call_or_link_missing_a_brace_is_found(bureau: Bureau, typed: str) -> None:
    assert at(bureau, typed) == [f"{SECTION}:9"]


def test_a_section_that_composes_itself_is_an_issue(bureau: Bureau) -> None:
    assert at(bureau, '{{ section("01-学习.md") }}') == [f"{SECTION}:9"]


def test_a_thousand_signs_are_an_issue() -> None:
    assert prose.scan("{{ " + "-" * 5000 + "1 }}", "a.md")[1]


@pytest.mark.parametrize("key", ["地点", "补录"])
def test_a_value_that_a_record_does_not_hold_is_an_issue(bureau: Bureau, key: str) -> None:
    assert at(bureau, f'{{{{ record("r03-01", "{key}") }}}}') == [f"{SECTION}:9"]


def test_an_element_that_the_report_does_not_hold_is_an_issue(bureau: Bureau) -> None:
    assert at(bureau, '{{ report("附注") }}') == [f"{SECTION}:9"]


@pytest.mark.parametrize(
    "typed", ['{{ figure("没有的") }}', "{{ }}", "{% raw %}", "待补，还差XX次"]
)
def test_what_is_wrong_in_a_comment_may_as_well_go(bureau: Bureau, typed: str) -> None:
    """A comment's words are said, too: the engine alone would say them."""
    bureau.append(SECTION, f"\n甲。\n\n<!-- {typed} -->\n\n乙 {{{{ x() }}}}。\n")
    *inside, outside = bureau.messages()
    assert inside and all(
        line.endswith("（这里是注释，不印；用不着的可以删去）") for line in inside
    )
    assert "注释" not in outside
    bureau.remove(SECTION).write(SECTION, "甲。\n\n<!-- {{ year() }} -->\n")
    assert not [line for line in bureau.messages() if SECTION in line]


def test_a_message_is_one_line(bureau: Bureau) -> None:
    bureau.append(SECTION, '\n甲{{ figure("学习次数"\n乙{{ figure("学习次数") }}\n')
    assert all("\n" not in message for message in bureau.messages())


def test_a_proposed_page_can_be_typed_as_it_is(bureau: Bureau) -> None:
    (message,) = bureau.append(SECTION, "\n[甲](../figures/stady.md)\n").messages()
    assert "“../figures/study.md”" in message


@pytest.mark.parametrize(
    ("path", "old", "new", "word"),
    [
        ("data/2021/履责记录/03.yml", "2021-03-31", "2021-03-32", 'record("r03-03", "日期")'),
        ("data/文件会议.yml", "2016-01-01", "2016-01-32", 'document("廉洁自律准则")'),
    ],
)
def test_an_unreadable_record_is_said_once(
    bureau: Bureau, path: str, old: str, new: str, word: str
) -> None:
    bureau.append(SECTION, f"\n{{{{ {word} }}}}\n").change(path, old, new)
    assert {line.rpartition(":")[0] for line in bureau.lines()} == {path}


def test_an_unreadable_report_is_said_once(bureau: Bureau) -> None:
    bureau.write(REPORT, bureau.read(REPORT), "gb18030")
    assert {line.rpartition(":")[0] for line in bureau.lines()} == {REPORT}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/unit.yml", "简称: 小样局\n", ""),
        ("data/2021/figures.yml", "算法: 计数", "算法: 记数"),
    ],
)
def test_links_are_not_blamed_for_what_the_data_lack(
    bureau: Bureau, path: str, old: str, new: str
) -> None:
    bureau.append(SECTION, "\n[指标](../figures/study.md)\n").change(path, old, new)
    assert {line.rpartition(":")[0] for line in bureau.lines()} == {path}


def test_known_names_are_listed_once(bureau: Bureau) -> None:
    (message,) = bureau.append(SECTION, '\n{{ document("宪法") }}\n').messages()
    assert message.count("廉洁自律准则") == 1
