"""Checks that the report includes each of its sections exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.issues import Issue, Place, finds, unknown
from ledger.prose import calls
from ledger.prose import texts as prose
from ledger.prose.addresses import REPORT, is_section
from ledger.records.dataset import Dataset
from ledger.records.types.official import Report

_PAGE, _FOLDER = f"docs/{REPORT}", "docs/report/"


def unused(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the sections that the report leaves out or includes twice."""
    if _PAGE not in texts:
        message = "缺少这个文件；它把报告的各节编成一页"
        yield Issue(Place(_PAGE), message, code="file.missing")
        return
    if not texts[_PAGE]:
        return  # unreadable, which is reported elsewhere
    used = {part.file for report in dataset.of(Report) for part in report.enclosures}
    for call in calls.scan(texts[_PAGE], _PAGE)[0]:
        if call.word == "section" and call.arguments:
            if call.arguments[0] in used:
                message = f"“{call.arguments[0]}”编了两次；请只留一处"
                yield Issue(call.place, message, code="section.repeated")
            used.add(str(call.arguments[0]))
    for path in filter(lambda each: is_section(each.removeprefix("docs/")), texts):
        name = path.removeprefix(_FOLDER)
        if "/" in name:
            message = f"报告的各节直接放在 {_FOLDER} 里，请移出这个文件夹"
            yield Issue(Place(path), message, code="section.folder")
        elif name not in used:
            advice = (
                f'请在 {_PAGE} 里、{{{{ report_foot() }}}} 的前面加 {{{{ section("{name}") }}}}'
            )
            message = f"这一节没有编入报告；{advice}"
            yield Issue(Place(path), message, code="section.left_out")


@finds("section.unknown")
def missing_enclosures(dataset: Dataset, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield the attachments (附件) whose section file does not exist."""
    files = sorted(prose.sections(texts))
    for report in dataset.of(Report):
        for index, part in enumerate(report.enclosures):
            if part.file not in files:
                message = f"附件：{unknown('章节文件', part.file, files)}"
                yield report.issue(message, "enclosures", index, "文件")
