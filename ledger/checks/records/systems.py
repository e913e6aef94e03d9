"""What holds for the systems, the processes and the posts' duties."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue, unknown
from ledger.records.dataset import Dataset
from ledger.records.types.bureau import Post
from ledger.records.types.duties import PostDetail
from ledger.records.types.systems import ALL_POSTS, Power, ProvisionRef, System
from ledger.wordlists import GUARDED


@rule("record.numbering")
def provisions_are_numbered_through(dataset: Dataset) -> Iterator[Issue]:
    """The articles of a system count from 1 without a gap, and each binds posts that exist."""
    known = [ALL_POSTS, *dataset.words("岗位")]
    for system in dataset.of(System):
        wanted = 0
        for at, chapter in enumerate(system.chapters):
            for index, provision in enumerate(chapter.provisions):
                wanted += 1
                where = ("chapters", at, "条", index)
                if provision.number != wanted:
                    message = f"条：应当是第 {wanted} 条，写成了第 {provision.number} 条"
                    yield system.issue(message, *where, "条")
                for number, word in enumerate(provision.posts):
                    if word not in known and "岗位" not in dataset.lost:
                        message = f"岗位：{unknown('岗位', word, known)}"
                        yield system.issue(
                            message, *where, "岗位", number, code="reference.unknown"
                        )
                for number, word in enumerate(provision.ledgers):
                    if word not in dataset.ledgers:
                        message = f"台账：{unknown('台账', word, dataset.ledgers)}"
                        yield system.issue(message, *where, "台账", number, code="reference.ledger")


@rule("record.supervision")
def stages_are_supervised(dataset: Dataset) -> Iterator[Issue]:
    """A stage of high risk has a node; who acts does not supervise; articles cited exist."""
    for power in dataset.of(Power):
        for index, ref in enumerate(power.basis):
            if message := no_provision(dataset, ref):
                yield power.issue(message, "basis", index, "条", code="reference.provision")
        for index, stage in enumerate(power.stages):
            if stage.level.has(GUARDED) and not stage.nodes:
                message = f"环节“{stage.name}”风险{stage.level}，却没有监督；请加上“监督”"
                yield power.issue(message, "stages", index)
            for number, node in enumerate(stage.nodes):
                where = ("stages", index, "监督", number)
                if node.supervisor == stage.post:
                    message = f"监督人：“{node.supervisor}”就是承办人；请换一个岗位"
                    yield power.issue(message, *where, "监督人", code="record.supervisor")
                if message := no_provision(dataset, node.provision):
                    yield power.issue(message, *where, "制度", "条", code="reference.provision")


@rule("reference.stage")
def branches_lead_to_stages(dataset: Dataset) -> Iterator[Issue]:
    """A branch of a process leads to a stage of the same process."""
    for power in dataset.of(Power):
        stages = [stage.name for stage in power.stages]
        for index, stage in enumerate(power.stages):
            for number, branch in enumerate(stage.branches):
                if branch.to and branch.to not in stages:
                    message = f"转到：{unknown('环节', branch.to, stages)}"
                    yield power.issue(message, "stages", index, "分支", number, "转到")


def no_provision(dataset: Dataset, ref: ProvisionRef) -> str:
    """Return the message for an article that its system does not have, or nothing."""
    found = dataset.words("制度").get(ref.system)
    if not isinstance(found, System) or ref.number in [p.number for p in found.provisions]:
        return ""
    return f"制度：“{found.short}”共 {len(found.provisions)} 条，没有第 {ref.number} 条"


@rule("record.duty_missing")
def posts_are_described_in_full(dataset: Dataset) -> Iterator[Issue]:
    """Where duties are written, every post has its own, once; what they cite exists."""
    details = dataset.of(PostDetail)
    seen: set[str] = set()
    for detail in details:
        if detail.post in seen:
            message = f"岗位：“{detail.post}”写了两次"
            yield detail.issue(message, "post", code="record.duty_repeated")
        seen.add(detail.post)
        yield from _odd_frequencies(detail)
        for index, ref in enumerate(detail.provisions):
            if message := no_provision(dataset, ref):
                yield detail.issue(message, "provisions", index, "条", code="reference.provision")
    if details and "岗位职责" not in dataset.partial:
        for post in dataset.of(Post):
            if not seen & {post.name, post.short, post.id}:
                yield post.issue(f"“{post.name}”没有写岗位职责；请在 data/岗位职责.yml 里加上")


def _odd_frequencies(detail: PostDetail) -> Iterator[Issue]:
    """How often a category is owed is said once, and of one that is owed at all."""
    seen: set[str] = set()
    for index, each in enumerate(detail.frequencies):
        where = ("frequencies", index, "类别")
        if each.category not in detail.records:
            message = (
                f"频次：“{each.category}”不在“应有记录”里；请先写进“应有记录”，或删去这一项频次"
            )
            yield detail.issue(message, *where, code="reference.category")
        elif each.category in seen:
            message = f"频次：“{each.category}”写了两次；请只留一项"
            yield detail.issue(message, *where, code="record.duty_repeated")
        seen.add(each.category)
