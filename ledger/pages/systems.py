"""The systems with their articles, and each power with its stages and supervision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from ledger.language.numerals import day, ordinal
from ledger.pages import drawings
from ledger.pages.layout import Page, facts, heading, page, post_link, quoted, record_link
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.types.mechanisms import Mechanism
from ledger.records.types.systems import (
    Node,
    Power,
    Provision,
    ProvisionRef,
    Stage,
    System,
    SystemChapter,
)

INDEX = "systems/index.md"
SAMPLE = "〔示例〕"


def pages(project: Project) -> Iterator[Page]:
    """Yield the index, and a page for each system and process; nothing without either."""
    systems, powers = project.dataset.of(System), project.dataset.of(Power)
    if systems or powers:
        yield Page(INDEX, partial(_index, project))
    for system in systems:
        yield Page(path_of(system), partial(_system, project, system), record=system)
    for power in powers:
        yield Page(f"systems/{power.id}.md", partial(_power, project, power), record=power)


def title(project: Project) -> str:
    """Return what the bureau calls its systems, or its processes where it has these alone."""
    return project.unit.systems if project.dataset.of(System) else "权力事项"


def path_of(system: System) -> str:
    """Return the source path of a system's page."""
    return f"systems/{system.id}.md"


def _title(project: Project, name: str) -> str:
    return (SAMPLE if project.unit.sample else "") + name


def _index(project: Project) -> Html:
    blocks = [*_systems(project), *_powers(project), *_mechanisms(project)]
    return page(_title(project, title(project)), blocks)


def _systems(project: Project) -> Iterator[str]:
    order = project.dataset.choices(System, "kind")
    systems = sorted(project.dataset.of(System), key=lambda system: order.index(system.kind))
    if not systems:
        return
    count = sum(len(system.provisions) for system in systems)
    rows = [
        (
            system.id,
            [
                text(system.kind),
                link(path_of(system), text(f"《{system.name}》")),
                text(system.document_number),
                f"{len(system.chapters)}章{len(system.provisions)}条",
                text(day(system.until)),
            ],
        )
        for system in systems
    ]
    kinds = Counter(system.kind for system in systems)
    told = "、".join(f"{number} 个{kind}" for kind, number in kinds.items())
    yield text(f"{told}，共 {count} 条。")
    yield wide_table(["类别", "名称", "文号", "篇幅", "有效期至"], rows, "制度")


def _powers(project: Project) -> Iterator[str]:
    if powers := project.dataset.of(Power):
        lines = [
            (
                power.id,
                [
                    text(power.field),
                    link(f"systems/{power.id}.md", text(power.name)),
                    str(len(power.stages)),
                    str(sum(len(stage.nodes) for stage in power.stages)),
                ],
            )
            for power in powers
        ]
        listing = wide_table(["领域", "权力事项", "环节", "监督节点"], lines, "权力事项和监督节点")
        yield heading("权力事项", "powers")
        yield text(
            "监督与权力运行同步、同轨、同向：权力事项启动时列出监督任务，监督设在办事的同一环节，目的是把事办对。"
        )
        yield listing


def _mechanisms(project: Project) -> Iterator[str]:
    if mechanisms := project.dataset.of(Mechanism):
        items = (
            record_link(project, each, each.short) + element("span", text(each.kind))
            for each in mechanisms
        )
        yield heading("机制和项目", "mechanisms")
        yield element("ul", "".join(element("li", item) for item in items), class_="cards")
        yield element("p", link("mechanisms/index.md", "一览和主要数字"))


def _system(project: Project, system: System) -> Html:
    status = [
        ("类别", text(system.kind)),
        ("文号", text(system.document_number)),
        ("版本", text(system.version)),
        ("印发", text(day(system.issued))),
        ("施行", text(day(system.effective))),
        ("有效期至", text(day(system.until))),
        ("起草", text(system.drafter)),
    ]
    blocks = [facts(status)]
    for number, chapter in enumerate(system.chapters, 1):
        blocks += _chapter(project, number, chapter)
    blocks += quoted(project, system)
    return page(_title(project, system.name), blocks, _back(project))


def _back(project: Project) -> str:
    return link(INDEX, text(title(project)))


def _chapter(project: Project, number: int, chapter: SystemChapter) -> Iterator[str]:
    yield heading(f"第{ordinal(number)}章　{text(chapter.name)}", f"chapter-{number}")
    yield from (_provision(project, provision) for provision in chapter.provisions)


def provision_anchor(number: int) -> str:
    """Return the anchor of an article of a system, as ``第三条``."""
    return f"第{ordinal(number)}条"


def _provision(project: Project, provision: Provision) -> str:
    label = element("b", f"第{ordinal(provision.number)}条")
    gist = element("span", f"（{text(provision.gist)}）", class_="gist")
    first, *others = provision.content.split("\n")
    paragraphs = element("p", f"{label}　{gist}{text(first)}")
    paragraphs += "".join(element("p", text(line)) for line in others if line.strip())
    touched = "约束岗位：" + "、".join(post_link(project, word) for word in provision.posts)
    if provision.ledgers:
        touched += "；台账：" + "、".join(_ledger(project, name) for name in provision.ledgers)
    return element(
        "section",
        paragraphs + element("p", touched, class_="touched"),
        class_="provision",
        id=provision_anchor(provision.number),
    )


def _ledger(project: Project, name: str) -> str:
    """Return a ledger's name; it leads to the records where there are any to be seen."""
    ledger = project.dataset.ledgers[name]
    path = ledger.overview if project.dataset.of(ledger.record) else ""
    return link(path, text(name)) if path else text(name)


def _power(project: Project, power: Power) -> Html:
    basis = "、".join(provision_link(project, ref) for ref in power.basis)
    stages = [_stage(project, number, stage) for number, stage in enumerate(power.stages, 1)]
    rows = [
        (None, _row(project, number, stage, node))
        for number, stage in enumerate(power.stages, 1)
        for node in (*stage.nodes, *([None] if not stage.nodes else []))
    ]
    heads = ["环节", "谁来办", "时限", "风险", "谁监督", "时点", "方式", "怎么做", "凭据", "制度"]
    nodes = sum(len(stage.nodes) for stage in power.stages)
    blocks = [
        facts([("领域", text(power.field)), ("依据", basis)]),
        text(f"{len(power.stages)} 个环节，{nodes} 个监督节点。监督写在它所在的环节里。"),
        heading("流程", "flow"),
        drawings.flow_of(project, power),
        element("ol", "".join(stages), class_="flow"),
        heading("一览表", "table"),
        wide_table(heads, rows, power.name),
    ]
    return page(_title(project, power.name), blocks, _back(project))


def provision_link(project: Project, ref: ProvisionRef) -> str:
    """Return a link to an article of a system."""
    found = project.dataset.words("制度").get(ref.system)
    shown = text(f"{ref.system}第{ordinal(ref.number)}条")
    return (
        link(path_of(found), shown, provision_anchor(ref.number))
        if isinstance(found, System)
        else shown
    )


def _stage(project: Project, number: int, stage: Stage) -> str:
    who = element(
        "span", post_link(project, stage.post) + "　" + text(stage.deadline), class_="who"
    )
    name = element("b", f"{number}. {text(stage.name)}")
    level = element(
        "span", f"{stage.level}风险", class_=f"level level-{drawings.height(stage.level)}"
    )
    done = element("p", text(stage.what))
    nodes = "".join(_node(project, node) for node in stage.nodes)
    watched = element("ul", nodes, class_="nodes") if nodes else ""
    inner = element("p", name + level + who) + done + watched
    return element("li", inner, id=drawings.stage_anchor(number))


def _node(project: Project, node: Node) -> str:
    how = element("b", f"{node.when}·{node.how}")
    rest = f"　{text(node.what)}。留存{text(node.evidence)}。（{provision_link(project, node.provision)}）"
    return element("li", how + "　" + post_link(project, node.supervisor) + rest)


def _row(project: Project, number: int, stage: Stage, node: Node | None) -> list[str]:
    cells = [f"{number}. {text(stage.name)}", text(stage.post), text(stage.deadline), stage.level]
    if node is None:
        return [*cells, "", "", "", "", "", ""]
    watched = (node.supervisor, node.when, node.how, node.what, node.evidence)
    return [*cells, *map(text, watched), provision_link(project, node.provision)]
