"""The 1+4 systems and the processes: complete, consistent, reachable."""

from __future__ import annotations

import re

import pytest
from conftest import Bureau, pages

from ledger.project import Project
from ledger.records.types.bureau import Post
from ledger.records.types.systems import ALL_POSTS, Power, System

#: chapters and articles of each
SHAPES = {"opinion": (6, 24), "duties": (5, 18), "risk-control": (6, 22), "trace": (5, 16), "early-warning": (6, 20)}  # fmt: skip


def test_one_opinion_and_four_supporting_systems(project: Project) -> None:
    systems = project.dataset.of(System)
    shapes = {each.id: (len(each.chapters), len(each.provisions)) for each in systems}
    assert shapes == SHAPES
    assert [each.kind for each in systems].count("意见") == 1


def test_every_field_has_a_process_and_every_high_stage_a_supervisor(project: Project) -> None:
    powers = project.dataset.of(Power)
    assert {each.field for each in powers} == {
        "项目实施",
        "物资采购",
        "行政审批",
        "行政执法",
        "选人用人",
    }
    stages = [stage for each in powers for stage in each.stages]
    assert len(stages) >= 40
    assert all(stage.nodes for stage in stages if stage.level == "高")


def test_every_article_binds_somebody_and_every_post_is_bound(project: Project) -> None:
    bound = [set(p.posts) for each in project.dataset.of(System) for p in each.provisions]
    assert all(bound)
    for post in project.dataset.of(Post):
        assert sum(post.name in posts for posts in bound) >= 3, post.name
    assert any(ALL_POSTS in posts for posts in bound)


@pytest.mark.slow
def test_every_page_says_that_it_is_a_sample(project: Project) -> None:
    for path, text in pages(project).items():
        if path.startswith("systems/"):
            assert re.search("<h1 [^>]*>〔示例〕", text), path


@pytest.mark.slow
def test_every_article_can_be_linked_to(project: Project) -> None:
    written = pages(project)
    anchors = {path: set(re.findall(r' id="([^"]+)"', text)) for path, text in written.items()}
    found = 0
    for text in written.values():
        for path, anchor in re.findall(r'href="site:(systems/[^"#]+)#([^"]+)"', text):
            assert anchor in anchors[path] or f"#{anchor} " in written[path], (path, anchor)
            found += 1
    assert found > 150


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["data/制度/opinion.yml", "data/权力事项.yml"])
def test_a_bureau_may_have_none(bureau: Bureau, kind: str) -> None:
    bureau.remove("data/权力事项.yml").remove("data/岗位职责.yml")
    if kind.endswith("opinion.yml"):
        bureau.remove(kind)
    assert not any(path.startswith("systems/power") for path in pages(bureau.project()))


def test_a_process_is_shown_as_a_flow_and_as_a_table(bureau: Bureau) -> None:
    page = pages(bureau.project())["systems/power-paper.md"]
    for shown in (
        "1. 起草",
        "高风险",
        "写出初稿",
        "事前·会商",
        "看一遍",
        "审签单",
        "意见第二条",
        "2. 印发",
    ):
        assert page.count(shown) >= 1, shown
    assert page.index('class="flow"') < page.index("<table")
