"""关于本站 and 发布记录: a site's revision, the checks it passed, and what it leaves out.

Neither page may reveal what the edition hides: every count is a count of the edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial

from ledger.codes import count
from ledger.documents import files
from ledger.figures.reconciliation import sides
from ledger.language.numerals import day
from ledger.machine.stopping import Stopped
from ledger.pages.figures import period_text
from ledger.pages.layout import ABOUT, RELEASES, Page, facts, heading, page
from ledger.project import Project
from ledger.prose.markup import Html, element, link, table, text
from ledger.publishing import manifest
from ledger.publishing import revision as revisions
from ledger.publishing.log import LogEntry, Value
from ledger.publishing.revision import Revision, at
from ledger.records import editions
from ledger.records.editions import EDITIONS, shows_all
from ledger.records.types.regulations import OfficialText

#: the most changed figures of a release that are named
_MOST = 30


def completed(project: Project, log: Sequence[LogEntry], now: Revision | None = None) -> Project:
    """Return the project with both pages; they tell of ``now``, or of the revision that it has."""
    if now is None:
        with suppress(Stopped):  # no repository, and no date in the environment
            now = revisions.of(project.root)
    made = pages(project, now, manifest.parts(), log)
    return project.with_pages((page.path, page.write) for page in made)


def pages(
    project: Project,
    revision: Revision | None,
    parts: Mapping[str, str],
    log: Sequence[LogEntry],
) -> Iterator[Page]:
    """Yield both pages; ``revision`` is None where the project is in no repository."""
    yield Page(ABOUT, partial(_about, project, revision, parts, log))
    yield Page(RELEASES, partial(_releases, project, log))


def _about(
    project: Project,
    revision: Revision | None,
    parts: Mapping[str, str],
    log: Sequence[LogEntry],
) -> Html:
    checked = [(None, [text(cell) for cell in (*row, "没有问题")]) for row in _checks(project)]
    versions = [(None, [text(name), text(number)]) for name, number in parts.items()]
    blocks = [
        facts(_state(project, revision, log)),
        heading("检查", "checks"),
        text("下面各项有一项不通过，网站就不生成。"),
        table(["检查", "范围", "结果"], checked, "生成以前的检查"),
        heading("没有收进来的", "left-out"),
        element("ul", "".join(element("li", text(each)) for each in _left_out(project))),
        heading("怎样核对", "verify"),
        text(
            "发布的网站里有 manifest.json，列着每个文件的 SHA-256。在服务器上运行 python -m ledger verify 文件夹，"
            "或者只用 ledger/publishing/verify.py 这一个文件：python verify.py 文件夹。它只要 Python，不要别的软件。"
            "清单没有签名：一致说明文件没有坏、没有多少，是不是那一次发布的，要把清单的 SHA-256 和发布时记下的比。"
        ),
        heading("怎样使用", "use"),
        element("ul", "".join(element("li", text(each)) for each in _USE)),
        heading("生成时用的软件", "parts"),
        table(["软件", "版本"], versions, "生成时用的软件和版本"),
    ]
    return page("关于本站", blocks)


#: the checks, each with the groups of codes whose findings stop a site
CHECKED = {
    "台账": ("file", "yaml", "key", "value", "list", "declaration", "reference", "record", "seal", "mapping"),
    "指标": ("condition", "figure", "reconciliation"),
    "正文里的数": ("quantity",),
    "正文": ("head", "heading", "html", "word", "section", "address", "link", "navigation", "settings", "chronology", "title", "missing", "unwritten"),
    "法规引用": ("law",),
    "公文格式": ("report", "document", "typography"),
    "不得进入": ("secret", "placeholder"),
    "各版": ("edition",),
}  # fmt: skip
_USE = (
    "报告里带下划线的数都可以点开：口径、算法、各月的数和每一条记录。",
    "按 / 键搜索，Esc 键关闭；多个词用空格隔开。",
    "全部操作都可以用键盘：Tab 键移到下一处，Enter 键打开，Esc 键关上数字的说明。",
    "在报告页按 Ctrl+P 打印成公文；其他各页也可以打印，一律是 A4。",
    "整个网站可以拷到 U 盘上，打开 index.html 就能看，搜索和知识测试照样能用。",
)


def _state(
    project: Project, revision: Revision | None, log: Sequence[LogEntry]
) -> Iterator[tuple[str, str]]:
    yield "这一版", text(editions.label(project.edition) or f"{project.edition}版")
    yield "报告期", text(period_text(project))
    yield "统计截止", text(day(project.as_of))
    yield "数据和正文的版本", text(revision.said if revision else "不在 git 里")
    if revision:
        said = day(at(revision.epoch).date())
        yield "生成日期", text(f"{said}（以这个版本的日期为准，同一个版本生成多少次都一样）")
    number = f"第 {log[0].number} 次，" if log else "不是用发布命令生成的，"
    yield "发布", text(number) + link(RELEASES, "发布记录")


def _checks(project: Project) -> Iterator[tuple[str, str]]:
    uses = [use for found in project.uses.values() for use in found]
    called = (call for each in project.passages for _, _, call in each.calls)
    cited = len({call for call in called if call.word == "cite"})
    related = len(list(sides(project.dataset, project.figures)))
    scopes = {
        "台账": "写法、声明、必填、取值、引用、日期和人数",
        "指标": f"{len(project.figures)} 个；{related} 条对账，按精确值核对",
        "正文里的数": f"{len(uses)} 处由指标取来，此外没有查出直接写的数量",
        "正文": f"{len(project.passages)} 段：取数的词、链接、年份和届次、缺项",
        "法规引用": f"正文 {cited} 处，条款都在当时施行的版本里",
        "公文格式": "各要素（GB/T 9704），标点和数字的用法（GB/T 15834、GB/T 15835）",
        "不得进入": "密级标志、个人号码、线索、占位：数据、正文、注释和附件的属性都查",
        "各版": "互不泄露，同一个数不互相矛盾",
    }
    for name, groups in CHECKED.items():
        yield name, f"{scopes[name]}；查 {count(*groups)} 种问题"


def _left_out(project: Project) -> Iterator[str]:
    narrower = EDITIONS[EDITIONS.index(project.edition) + 1 :]
    if not shows_all(project.edition):
        yield (
            f"只给{'、'.join(narrower)}看的记录、页面和附件：生成这一版的网页以前就去掉，这里也不说有没有、有多少。"
            "声明了含不可见的指标例外，它自己的页面上写明。"
        )
    yield "问题线索、谈话内容、个人的成绩和号码：台账没有这样的键；文字里查出来就不生成。"
    texts = len(project.dataset.of(OfficialText))
    imported = f"这里有本单位自己导入的 {texts} 部" if texts else "本单位也没有导入"
    yield f"法规原文：本项目不附带，{imported}；各条的要点是编者自己的话。"
    yield "给作者的提示、变更单、正文里的注释、备份和暂存的文件：只在编辑时用，不发布。"
    if "pdf" not in files.offered():
        yield "报告的 PDF：生成网站的机器上没有浏览器。"


def _releases(project: Project, log: Sequence[LogEntry]) -> Html:
    rows = [
        (
            f"release-{each.number}",
            [text(each.number), *map(text, _when(each)), _what(project, each)],
        )
        for each in log
    ]
    blocks = [
        text(
            "日期是数据和正文那个版本的日期。改了什么，是和发布时正在用的那一次相比；只说这一版看得到的。"
            if log
            else "这个网站不是用发布命令（python -m ledger publish）生成的，没有发布记录。"
        ),
        table(["次", "日期", "版本", "改了什么"], rows, "历次发布，最近的在前") if log else "",
    ]
    return page("发布记录", blocks, link(ABOUT, "关于本站"))


def _when(entry: LogEntry) -> tuple[str, str]:
    return entry.date, entry.revision


def _what(project: Project, entry: LogEntry) -> str:
    if not entry.since:
        return text("第一次发布")
    since = f"和第 {entry.since} 次相比："
    if entry.unknown:
        return text(since + entry.unknown)
    if entry.empty:
        return text(f"{since}没有变化")
    items = [_value(project, each) for each in entry.figures[:_MOST]]
    items += [text(f"等 {len(entry.figures)} 个指标")] if len(entry.figures) > _MOST else []
    items += [text(f"公文的正文 {entry.paragraphs} 段")] if entry.paragraphs else []
    items += [text(f"{ledger} {count} 条") for ledger, count in entry.records]
    return text(since) + element("ul", "".join(element("li", item) for item in items))


def _value(project: Project, value: Value) -> str:
    path = f"figures/{value.id}.md"
    name = link(path, text(value.name)) if path in project.writers else text(value.name)
    old, new = value.old or "没有", value.new or "没有"
    return f"{name} {text(f'{old} → {new}')}"
