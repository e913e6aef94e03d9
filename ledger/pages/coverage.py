"""Coverage: every risk point has its measures and owner, every high-risk stage its supervision,
every article of a system a post. The checks see to it; these tables show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import ordinal
from ledger.pages.layout import Page, heading, page, post_link, record_link
from ledger.pages.systems import path_of, provision_anchor
from ledger.pages.tables import column
from ledger.project import Project
from ledger.prose.markup import CHOICE, NUMBER, Column, Html, askable, element, link, text
from ledger.records.types.duties import PostDetail
from ledger.records.types.systems import Power, System
from ledger.records.types.work import Risk

PATH = "posts/coverage.md"


def pages(project: Project) -> Iterator[Page]:
    """Yield the page of coverage, where the posts' duties are written."""
    if project.dataset.of(PostDetail):
        yield Page(PATH, partial(_coverage, project))


def _coverage(project: Project) -> Html:
    owned = project.dataset.of(Risk)
    risks = [(None, cells) for cells in _risks(project)]
    stages = [(None, cells) for cells in _stages(project)]
    provisions = [(None, cells) for cells in _provisions(project)]
    of_risks = [
        *(column(project, Risk, field, owned) for field in ("post", "sign", "level")),
        Column("措施", NUMBER),
        column(project, Risk, "owner", owned),
    ]
    of_stages = [
        Column("权力事项", names=True),
        Column("环节"),
        Column("承办", CHOICE),
        Column("监督节点"),
    ]
    of_provisions = [
        Column("制度", CHOICE),
        Column("条"),
        Column("要旨", names=True),
        Column("岗位", CHOICE),
    ]
    blocks = [
        text(
            f"{len(risks)} 个风险点都有措施和责任人，{len(stages)} 个高风险环节都有监督节点，"
            f"{len(provisions)} 条制度都落到岗位。少了一处，网站就不生成。"
        ),
        heading("风险点、措施和责任人", "risks"),
        askable(of_risks, risks, "风险点", f"共 {len(risks)} 个。"),
        heading("高风险环节和监督节点", "stages"),
        askable(of_stages, stages, "高风险环节", f"共 {len(stages)} 个。"),
        heading("制度条款和岗位", "provisions"),
        askable(of_provisions, provisions, "制度条款", f"共 {len(provisions)} 条。"),
    ]
    return page("对照表", blocks, link("posts/index.md", "岗位"))


def _risks(project: Project) -> Iterator[list[str]]:
    for risk in project.dataset.of(Risk):
        sign = record_link(project, risk)
        owner = post_link(project, risk.owner)
        yield [post_link(project, risk.post), sign, risk.level, f"{len(risk.measures)}", owner]


def _stages(project: Project) -> Iterator[list[str]]:
    for power in project.dataset.of(Power):
        for stage in power.stages:
            if stage.level == "高":
                nodes = "；".join(
                    f"{node.when}由{post_link(project, node.supervisor)}{node.how}"
                    for node in stage.nodes
                )
                name = link(f"systems/{power.id}.md", text(power.name))
                yield [name, text(stage.name), post_link(project, stage.post), nodes]


def _provisions(project: Project) -> Iterator[list[str]]:
    for system in project.dataset.of(System):
        for provision in system.provisions:
            number = f"第{ordinal(provision.number)}条"
            target = link(path_of(system), number, provision_anchor(provision.number))
            posts = "、".join(
                element("span", post_link(project, word), class_="one") for word in provision.posts
            )
            yield [text(system.short), target, text(provision.gist), posts]
