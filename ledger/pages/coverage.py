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
from ledger.wordlists import GUARDED

PATH = "posts/coverage.md"

#: heading, anchor and name of a table; what is said of its rows, after their number; rows; columns
Table = tuple[tuple[str, str, str], str, list[tuple[str | None, list[str]]], list[Column]]


def pages(project: Project) -> Iterator[Page]:
    """Yield the page of coverage, where the posts' duties are written and there is what they cover."""
    if project.dataset.of(PostDetail) and _has_rows(project):
        yield Page(PATH, partial(_coverage, project))


def _coverage(project: Project) -> Html:
    tables = _tables(project)
    told = "，".join(f"{len(rows)} {said}" for _, said, rows, _ in tables)
    blocks = [text(f"{told}。少了一处，网站就不生成。")]
    for (title, anchor, name), said, rows, columns in tables:
        shown = askable(columns, rows, name, f"共 {len(rows)} {said[0]}。")
        blocks += [heading(title, anchor), shown]
    return page("对照表", blocks, link("posts/index.md", "岗位"))


def _has_rows(project: Project) -> bool:
    """Whether any of the tables has a row; it is asked before pages are written, and often."""
    return any(next(rows(project), None) for rows in (_risks, _stages, _provisions))


def _tables(project: Project) -> list[Table]:
    """Return the tables with rows."""
    tables: list[Table] = [
        (
            ("风险点、措施和责任人", "risks", "风险点"),
            "个风险点都有措施和责任人",
            [(None, cells) for cells in _risks(project)],
            _of_risks(project),
        ),
        (
            ("高风险环节和监督节点", "stages", "高风险环节"),
            "个高风险环节都有监督节点",
            [(None, cells) for cells in _stages(project)],
            [
                Column("权力事项", names=True),
                Column("环节"),
                Column("承办", CHOICE),
                Column("监督节点"),
            ],
        ),
        (
            ("制度条款和岗位", "provisions", "制度条款"),
            "条制度都落到岗位",
            [(None, cells) for cells in _provisions(project)],
            [
                Column("制度", CHOICE),
                Column("条"),
                Column("要旨", names=True),
                Column("岗位", CHOICE),
            ],
        ),
    ]
    return [table for table in tables if table[2]]


def _of_risks(project: Project) -> list[Column]:
    owned = project.risks()
    return [
        *(column(project, Risk, field, owned) for field in ("post", "sign", "level")),
        Column("措施", NUMBER),
        column(project, Risk, "owner", owned),
    ]


def _risks(project: Project) -> Iterator[list[str]]:
    for risk in project.risks():
        sign = record_link(project, risk)
        owner = post_link(project, risk.owner)
        yield [post_link(project, risk.post), sign, risk.level, f"{len(risk.measures)}", owner]


def _stages(project: Project) -> Iterator[list[str]]:
    for power in project.dataset.of(Power):
        for stage in power.stages:
            if stage.level.has(GUARDED):
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
