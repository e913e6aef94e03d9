"""A page per post: what it does, may decide, risks, is bound by and records; to be handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from ledger.markup import element, link, table, text
from ledger.pages.layout import Page, facts, heading, page
from ledger.pages.regulations import path_of as regulation_path
from ledger.pages.systems import path_of, provision_anchor
from ledger.project import Project
from ledger.records.bureau import Post
from ledger.records.duties import Flow, PostDetail
from ledger.records.regulations import Basis, Instrument
from ledger.records.systems import ALL_POSTS, Power, Provision, System
from ledger.records.work import CATEGORIES, DutySheet, Risk, Trace
from ledger.regulations import article_anchor, noted
from ledger.wording import day, ordinal


def pages(project: Project) -> Iterator[Page]:
    """Yield the index and a page for each post; nothing where no duties are written."""
    details = {detail.post: detail for detail in project.dataset.of(PostDetail)}
    if details:
        yield Page("posts/index.md", partial(_index, project))
    for post in project.dataset.of(Post):
        detail = next((details[w] for w in (post.name, post.short, post.id) if w in details), None)
        if detail:
            yield Page(f"posts/{post.id}.md", partial(_post, project, post, detail))


def _mine(project: Project, post: Post, word: str) -> bool:
    return project.dataset.words("岗位").get(word) is post


def _index(project: Project) -> str:
    traces = Counter(trace.post for trace in project.dataset.of(Trace))
    rows = []
    for post in project.dataset.of(Post):
        risks = [risk for risk in project.dataset.of(Risk) if _mine(project, post, risk.post)]
        high = sum(risk.level == "高" for risk in risks)
        bound = sum(1 for _ in _binding(project, post))
        rows.append(
            (
                post.id,
                [
                    link(f"posts/{post.id}.md", text(post.name)),
                    text(post.organ or ""),
                    str(len(risks)),
                    str(high),
                    str(bound),
                    str(traces[post.name]),
                ],
            )
        )
    heads = ["岗位", "科室", "风险点", "其中高", "专门约束的制度条款", "本年履责记录"]
    blocks = [
        text(f"{len(rows)} 个岗位，每个岗位一页，可以打印发放。人员以岗位出现。"),
        element("div", table(heads, rows, "岗位"), class_="wide"),
    ]
    return page("岗位", blocks)


def _binding(project: Project, post: Post) -> Iterator[tuple[System, Provision]]:
    """The articles that name the post; those for all posts bind it as well."""
    for system in project.dataset.of(System):
        for provision in system.provisions:
            if any(w != ALL_POSTS and _mine(project, post, w) for w in provision.posts):
                yield system, provision


def _post(project: Project, post: Post, detail: PostDetail) -> str:
    sheet = next((s for s in project.dataset.of(DutySheet) if _mine(project, post, s.post)), None)
    status = [
        ("科室", text(post.organ or "")),
        ("层级", text(post.rank)),
        ("职责书", text(_sheet(sheet))),
    ]
    blocks = [
        facts((term, content) for term, content in status if content),
        heading("职责", "duties"),
        _list(post.duties, ordered=True),
        heading("权限", "authority"),
        facts(
            (term, _list(entries))
            for term, entries in (
                ("可以决定", detail.authority.decides),
                ("可以建议", detail.authority.proposes),
                ("可以查阅", detail.authority.reads),
            )
            if entries
        ),
        heading("流程", "flows"),
        "".join(map(_flow, detail.flows)),
        *_risks(project, post),
        *_supervision(project, post),
        heading("制度和法规", "bound"),
        facts(_bound(project, detail)),
        heading("记录、回避和交接", "records"),
        facts(_rest(project, post, detail)),
    ]
    return page(post.name, blocks, link("posts/index.md", "岗位"))


def _sheet(sheet: DutySheet | None) -> str:
    if sheet is None:
        return "没有发放"
    issued = f"{day(sheet.issued)}发放" if sheet.issued else "没有发放"
    return f"{sheet.version}，{issued}，" + (
        f"{day(sheet.signed)}签收" if sheet.signed else "没有签收"
    )


def _list(entries: Iterable[str], ordered: bool = False) -> str:
    items = "".join(element("li", text(entry)) for entry in entries)
    return element("ol" if ordered else "ul", items, class_="plain")


def _flow(flow: Flow) -> str:
    steps = " → ".join(map(text, (flow.start, *flow.steps, flow.end)))
    return element("p", f"{steps}（{text(flow.deadline)}）")


def _risks(project: Project, post: Post) -> Iterator[str]:
    rows = [
        (None, [text(r.field), text(r.sign), r.level, text("；".join(r.measures)), text(r.owner)])
        for r in project.dataset.of(Risk)
        if _mine(project, post, r.post)
    ]
    if rows:
        yield heading("风险点和防控措施", "risks")
        heads = ["领域", "风险表现", "等级", "防控措施", "责任人"]
        yield element("div", table(heads, rows, "本岗位的风险点"), class_="wide")


def _supervision(project: Project, post: Post) -> Iterator[str]:
    acts: list[str] = []
    watches: list[str] = []
    for power in project.dataset.of(Power):
        target = f"systems/{power.id}.md"
        for stage in power.stages:
            shown = link(target, text(f"{power.name}·{stage.name}"))
            if _mine(project, post, stage.post):
                acts.append(shown)
            if any(_mine(project, post, node.supervisor) for node in stage.nodes):
                watches.append(shown)
    if acts or watches:
        yield heading("办事和监督的环节", "stages")
        pairs = (("承办", "、".join(acts)), ("监督", "、".join(watches)))
        yield facts((term, shown) for term, shown in pairs if shown)


def _bound(project: Project, detail: PostDetail) -> Iterator[tuple[str, str]]:
    found = []
    for ref in detail.provisions:
        system = project.dataset.words("制度").get(ref.system)
        shown = text(f"{ref.system}第{ordinal(ref.number)}条")
        if isinstance(system, System):
            shown = link(path_of(system), shown, provision_anchor(ref.number))
        found.append(shown)
    if found:
        yield "制度条款", "、".join(found)
    if detail.studies:
        yield "必学条款", "、".join(_study(project, basis) for basis in detail.studies)


def _study(project: Project, basis: Basis) -> str:
    number = f"第{ordinal(basis.article)}条" if basis.article else ""
    shown = text(f"{basis.instrument}{basis.year}年版{number}")
    found = project.dataset.words("法规").get(basis.instrument)
    if not isinstance(found, Instrument):
        return shown
    version = next((v for v in found.versions if v.year == basis.year), None)
    known = version and basis.article and noted(found, version, basis.article)
    anchor = article_anchor(version, basis.article) if version and basis.article and known else ""
    return link(regulation_path(found), shown, anchor)


def _rest(project: Project, post: Post, detail: PostDetail) -> Iterator[tuple[str, str]]:
    year = Counter(t.category for t in project.dataset.of(Trace) if _mine(project, post, t.post))
    expected = (
        link(f"records/{CATEGORIES[word]}.md", f"{text(word)} {year[word]} 条")
        for word in detail.records
    )
    yield "本年应有的记录", "、".join(expected)
    if detail.contacts:
        yield "对外接口", text("、".join(detail.contacts))
    yield "回避规定", text(detail.recusal)
    yield "交接清单", _list(detail.handover)
