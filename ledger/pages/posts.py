"""A sheet per post (岗位职责书): what it does, may decide, risks, is bound by and records.

Each sheet is a page, and all of them are one page for one print run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from ledger.language.numerals import day, ordinal
from ledger.law.citing import article_anchor, noted
from ledger.pages.agenda import subject_path
from ledger.pages.coverage import PATH as COVERAGE
from ledger.pages.layout import Page, facts, heading, page, way
from ledger.pages.regulations import path_of as regulation_path
from ledger.pages.systems import provision_link
from ledger.project import Project
from ledger.prose.markup import Html, element, link, text, wide_table
from ledger.records.months import traces_of
from ledger.records.period import last_time
from ledger.records.types.bureau import Post
from ledger.records.types.duties import Flow, PostDetail
from ledger.records.types.regulations import Basis, Instrument
from ledger.records.types.systems import ALL_POSTS, Power, Provision, System
from ledger.records.types.work import DutySheet
from ledger.wordlists import GUARDED


def pages(project: Project) -> Iterator[Page]:
    """Yield the index, each post's sheet, and all sheets; nothing where no duties are written."""
    if not project.dataset.of(PostDetail):
        return
    yield Page(INDEX, partial(_index, project))
    for post, detail in _described(project):
        yield Page(f"posts/{post.id}.md", partial(_post, project, post, detail), record=post)
    yield Page(ALL, partial(_all, project))


#: the page of all posts, and the one that holds every sheet
INDEX, ALL = "posts/index.md", "posts/all.md"


def _described(project: Project) -> Iterator[tuple[Post, PostDetail]]:
    details = {detail.post: detail for detail in project.dataset.of(PostDetail)}
    for post in project.dataset.of(Post):
        words = (post.name, post.short, post.id)
        if detail := next((details[word] for word in words if word in details), None):
            yield post, detail


def _mine(project: Project, post: Post, word: str) -> bool:
    return project.dataset.words("岗位").get(word) is post


def _index(project: Project) -> Html:
    rows = []
    for post in project.dataset.of(Post):
        risks = [risk for risk in project.risks() if _mine(project, post, risk.post)]
        high = sum(risk.level.has(GUARDED) for risk in risks)
        bound = sum(1 for _ in binding(project, post))
        rows.append(
            (
                post.id,
                [
                    link(f"posts/{post.id}.md", text(post.name)),
                    text(post.organ or ""),
                    str(len(risks)),
                    str(high),
                    str(bound),
                    str(len(traces_of(project.dataset, post.anchor))),
                ],
            )
        )
    heads = [
        "岗位",
        project.unit.departments,
        "风险点",
        "其中高",
        "专门约束的制度条款",
        "报告期履责记录",
    ]
    coverage = way(project, COVERAGE, "对照表")
    blocks = [
        text(f"{len(rows)} 个岗位，每个岗位一页。人员以岗位出现。")
        + link(ALL, "全部职责书")
        + "可以一次打印发放"
        + (f"；{coverage}列出风险点、监督节点和制度条款各落到谁。" if coverage else "。"),
        wide_table(heads, rows, "岗位"),
    ]
    return page("岗位", blocks)


def binding(project: Project, post: Post) -> Iterator[tuple[System, Provision]]:
    """Yield the articles that name a post; those for all posts bind it as well."""
    for system in project.dataset.of(System):
        for provision in system.provisions:
            if any(w != ALL_POSTS and _mine(project, post, w) for w in provision.posts):
                yield system, provision


def _post(project: Project, post: Post, detail: PostDetail) -> Html:
    blocks = [_status(project, post)]
    for title, anchor, content in _sections(project, post, detail):
        blocks += [heading(title, anchor), content]
    back = link(INDEX, "岗位") + " · " + link(subject_path(post), "本岗位的办理情况")
    return page(post.name, [*blocks, _sign_off(project, post)], back)


def _all(project: Project) -> Html:
    """Every sheet on one page; on paper each begins on a sheet of its own."""
    blocks = [text("全部岗位的职责书。打印本页，每个岗位另起一张，双面不超过一张。")]
    for post, detail in _described(project):
        blocks += [heading(text(post.name), post.id), _status(project, post)]
        for title, _, content in _sections(project, post, detail):
            blocks += [element("h3", title), content]
        blocks.append(_sign_off(project, post))
    return page("全部岗位职责书", blocks, link(INDEX, "岗位"), searched=False)


def _status(project: Project, post: Post) -> str:
    rows = [
        (project.unit.departments, text(post.organ or "")),
        ("层级", text(post.rank)),
        ("职责书", text(_issue(_duty_sheet(project, post)))),
    ]
    return facts((term, content) for term, content in rows if content)


def _duty_sheet(project: Project, post: Post) -> DutySheet | None:
    return next((s for s in project.dataset.own(DutySheet) if _mine(project, post, s.post)), None)


def _sections(project: Project, post: Post, detail: PostDetail) -> Iterator[tuple[str, str, str]]:
    """Yield the parts of a sheet: title, anchor, content."""
    decides = (
        ("可以决定", detail.authority.decides),
        ("可以建议", detail.authority.proposes),
        ("可以查阅", detail.authority.reads),
    )
    sections = (
        ("职责", "duties", _list(post.duties, ordered=True)),
        ("权限", "authority", facts((term, _list(each)) for term, each in decides if each)),
        ("流程", "flows", "".join(map(_flow, detail.flows))),
        ("风险点和防控措施", "risks", _risks(project, post)),
        ("办事和监督的环节", "stages", _supervision(project, post)),
        ("制度和法规", "bound", facts(_bound(project, detail))),
        ("记录、回避和交接", "records", facts(_rest(project, post, detail))),
    )
    return (section for section in sections if section[2])


def _sign_off(project: Project, post: Post) -> str:
    """What is signed on paper when the sheet is handed out; the screen has no use for it."""
    sheet = _duty_sheet(project, post)
    version = f"{text(sheet.version)}　" if sheet else ""
    lines = (element("span", text(label)) for label in ("签收人", "签收日期"))
    return element("p", version + "".join(lines), class_="sign-off")


def _issue(sheet: DutySheet | None) -> str:
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


def _risks(project: Project, post: Post) -> str:
    rows = [
        (None, [text(risk.field), text(risk.sign), risk.level, text("；".join(risk.measures)),
                text(risk.owner), text(last_time(risk, project.as_of) or "未复评")])
        for risk in project.risks()
        if _mine(project, post, risk.post)
    ]  # fmt: skip
    heads = ["领域", "风险表现", "等级", "防控措施", "责任人", "复评"]
    listing = wide_table(heads, rows, "本岗位的风险点")
    return listing if rows else ""


def _supervision(project: Project, post: Post) -> str:
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
    pairs = (("承办", "、".join(acts)), ("监督", "、".join(watches)))
    return facts((term, shown) for term, shown in pairs if shown) if acts or watches else ""


def _bound(project: Project, detail: PostDetail) -> Iterator[tuple[str, str]]:
    found = [provision_link(project, ref) for ref in detail.provisions]
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
    own = traces_of(project.dataset, post.anchor)
    made = Counter(trace.category for trace in own)
    counted = ((word, f"{text(word)} {made[word]} 条") for word in detail.records)
    expected = (way(project, f"records/{word.address}.md", told) or told for word, told in counted)
    yield "报告期应有的记录", "、".join(expected)
    if detail.contacts:
        yield "对外接口", text("、".join(detail.contacts))
    yield "回避规定", text(detail.recusal)
    yield "交接清单", _list(detail.handover)
