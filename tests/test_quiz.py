"""The quiz: what it rests on, and a person who takes it."""

from __future__ import annotations

import io
import re
from collections import Counter

import pdfplumber
import pytest
from browsing import Heard, Opener
from conftest import Bureau, pages
from playwright.sync_api import Page, expect

from ledger.project import Project
from ledger.records.types.regulations import Question

ADDRESS = "regulations/quiz/"


def test_there_are_questions_of_every_kind(project: Project) -> None:
    kinds = Counter(question.kind for question in project.dataset.of(Question))
    assert sum(kinds.values()) >= 100
    assert min(kinds["单选"], kinds["多选"], kinds["判断"]) >= 20


@pytest.mark.slow
def test_a_question_of_an_old_version_is_flagged(bureau: Bureau) -> None:
    page = pages(bureau.project())["regulations/quiz.md"]
    first, second = re.findall(r'<li id="q[12]".*?</details></li>', page)
    assert 'data-current="no"' in first and ">旧版<" in first
    assert 'data-current="yes"' in second and ">旧版<" not in second
    assert "共 2 题，1 题对照过原文，其中 1 题依据已知的最新版。" in page
    assert "依据：" in first and "第三条" in first


def test_a_question_that_nobody_checked_is_flagged_and_drawn_by_nobody(bureau: Bureau) -> None:
    page = pages(bureau.project())["regulations/quiz.md"]
    first, second = re.findall(r'<li id="q[12]".*?</details></li>', page)
    assert 'data-checked="no"' in first and ">未核对</span>" in first
    assert 'data-checked="yes"' in second and "核对：小样文本，2021年1月5日" in second
    assert "另外 1 题没有对照过原文，标明“未核对”，不进卷子。" in page
    bureau.change("data/知识题库.yml", "  核对: {来源: 小样文本, 日期: 2021-01-05}\n", "")
    page = pages(bureau.project())["regulations/quiz.md"]
    assert "现在抽不出卷子：请先对照原文" in page


def test_without_questions_there_is_no_quiz(bureau: Bureau) -> None:
    written = pages(bureau.remove("data/知识题库.yml").project())
    assert "regulations/quiz.md" not in written
    assert "quiz.md" not in written["regulations/index.md"]


def right_answers(page: Page) -> dict[str, list[str]]:
    return {
        str(li.get_attribute("id")): str(li.get_attribute("data-right")).split()
        for li in page.locator("ol.quiz > li").all()
    }


def questions_of(page: Page) -> list[str]:
    return [
        str(field.locator("input").first.get_attribute("name"))
        for field in page.locator(".quiz-drawn fieldset").all()
    ]


@pytest.mark.slow
def test_a_paper_is_taken_with_the_keyboard_alone(visit: Opener, heard: Heard) -> None:
    page = visit(ADDRESS)
    page.locator("#quiz-count").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("6")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("42")
    page.keyboard.press("Enter")
    right = right_answers(page)
    drawn = questions_of(page)
    assert len(set(drawn)) == 6
    expect(page.locator(".quiz-drawn input").first).to_be_focused()
    for number, name in enumerate(drawn):
        wanted = right[name] if number else ["1"] if right[name] != ["1"] else ["2"]
        boxes = page.locator(f'input[name="{name}"]')
        boxes.first.focus()
        if boxes.first.get_attribute("type") == "radio":
            for _ in range(int(wanted[0]) - 1):
                page.keyboard.press("ArrowDown")
            if wanted == ["1"]:
                page.keyboard.press("Space")
        else:
            for index in range(boxes.count()):
                if str(index + 1) in wanted:
                    page.keyboard.press("Space")
                page.keyboard.press("Tab")
    page.locator(".quiz-actions button").first.focus()
    page.keyboard.press("Enter")
    result = page.locator(".result")
    expect(result).to_have_text("共 6 题，答对 5 题。")
    expect(result).to_be_focused()
    assert page.locator("fieldset.right").count() == 5
    wrong = page.locator("fieldset.wrong .verdict")
    expect(wrong).to_contain_text("不对。答案：")
    href = wrong.locator("a").get_attribute("href")
    assert href and page.request.get(page.url.partition("?")[0] + href.partition("#")[0]).ok
    assert heard.complaints == []


@pytest.mark.slow
def test_the_same_number_draws_the_same_paper(visit: Opener) -> None:
    address = ADDRESS + "?卷号=7&题数=8"
    first, again = (questions_of(visit(address)) for _ in range(2))
    assert first == again and len(first) == 8
    assert questions_of(visit(address.replace("7", "8", 1))) != first


@pytest.mark.slow
def test_questions_are_chosen_by_regulation_and_chapter(visit: Opener) -> None:
    page = visit(ADDRESS)
    page.locator("#quiz-instrument").select_option("纪律处分条例")
    page.locator("#quiz-chapter").select_option("对违反工作纪律行为的处分")
    page.locator("#quiz-count").fill("172")
    page.get_by_role("button", name="抽题").click()
    drawn = questions_of(page)
    assert drawn
    for name in drawn:
        entry = page.locator(f"li#{name}")
        assert entry.get_attribute("data-chapter") == "对违反工作纪律行为的处分"
        assert entry.get_attribute("data-current") == "yes"
    page.get_by_label("含旧版的题").check()
    page.get_by_role("button", name="抽题").click()
    assert len(questions_of(page)) > len(drawn)


@pytest.mark.slow
def test_an_unchecked_question_is_in_no_paper(visit: Opener, project: Project) -> None:
    questions = project.dataset.of(Question)
    checked = {question.id for question in questions if question.checked}
    assert len(checked) < len(questions)
    page = visit(ADDRESS)
    page.get_by_label("含旧版的题").check()
    page.locator("#quiz-count").fill(str(len(questions)))
    page.locator("#quiz-count").blur()
    told = f"可抽 {len(checked)} 题，不够 {len(questions)} 题：没有核对过的题不进卷子"
    expect(page.locator(".matching")).to_have_text(told)
    page.emulate_media(media="print")
    assert page.locator('ol.quiz > li[data-checked="yes"]').first.is_visible()
    assert not page.locator('ol.quiz > li[data-checked="no"]').first.is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="抽题").click()
    assert set(questions_of(page)) == checked


@pytest.mark.slow
def test_without_scripts_it_is_a_list_with_folded_answers(visit: Opener) -> None:
    page = visit(ADDRESS, java_script_enabled=False)
    assert page.locator("ol.quiz > li").count() >= 100
    expect(page.locator(".explanation").first).to_be_hidden()
    page.locator("ol.quiz summary").first.click()
    expect(page.locator(".explanation").first).to_be_visible()
    expect(page.locator(".quiz-choices")).to_have_count(0)


@pytest.mark.slow
def test_a_paper_is_printed_with_its_answers_on_a_page_of_their_own(visit: Opener) -> None:
    printed = visit(ADDRESS + "?卷号=7&题数=12").pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as opened:
        texts = [page.extract_text() for page in opened.pages]
    assert texts[-1].startswith("答案") and "（卷号 7）" in texts[-1]
    assert "答案" not in "".join(texts[:-1]) and "抽题" not in "".join(texts)
    assert all(f"{number}. " in "".join(texts[:-1]) for number in range(1, 13))
