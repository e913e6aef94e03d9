"""The authors' texts with every word said: finished pages, and passages as their readers see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.issues import Issue, Mistake, unknown
from ledger.prose import calls, heads
from ledger.prose.addresses import REPORT, is_section
from ledger.prose.calls import Words
from ledger.prose.finished import finish
from ledger.prose.passages import Passage, passages


@dataclass(frozen=True)
class Texts:
    """Texts with their words said, and what is wrong in them.

    ``finished`` holds the pages by their paths below docs/, ``passages`` those of all texts.
    """

    finished: dict[str, str]
    passages: list[Passage]
    issues: list[Issue]


def render(texts: Mapping[str, str], words: Words) -> Texts:
    """Say the words of every text; a call that is wrong says nothing."""
    done = Texts({}, [], [])
    beside = (words | {"section": only_in_report}, calls.Said())
    in_section = (words | IN_SECTION, calls.Said())
    for path, text in texts.items():
        page = path.removeprefix("docs/")
        asked = in_section if is_section(page) else beside
        if page == REPORT:
            asked = (words | {"chart": not_in_report}, calls.Said())
        said, issues = calls.render(text, path, *asked)
        done.issues.extend(issues)
        done.passages.extend(passages(text, path, said))
        if not is_section(page):
            whole = heads.body(calls.filled(text, said))
            done.finished[page] = finish(whole, official=page == REPORT)
    return done


def scan(texts: Mapping[str, str]) -> Iterator[Issue]:
    """Yield what is wrong in the calls of the texts, as far as their form tells."""
    for path, text in texts.items():
        yield from calls.scan(text, path)[1]


def only_in_report(file: str) -> str:
    """Stand for ``section`` where none may be composed: raises ``Mistake``."""
    message = f"“section”只写在 docs/{REPORT} 里；请把“{file}”移到那里"
    raise Mistake(message, "section.elsewhere")


def not_in_report(name: str) -> str:
    """Stand for ``chart`` in the report, which is printed and written to Word: raises ``Mistake``."""
    message = f"图“{name}”不能写在报告里，印出来的公文和 Word 里没有图；请写在 docs/ 的别的页面里"
    raise Mistake(message, "word.in_report")


#: the words that say something else in a section of the report
IN_SECTION: Words = {"section": only_in_report, "chart": not_in_report}


def sections(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of the report's sections by the names of their files."""
    found = ((path.rpartition("/"), text) for path, text in texts.items())
    return {name: text for (folder, _, name), text in found if _is_report(folder, name)}


def section(texts: Mapping[str, str], name: str) -> str:
    """Return a section's source; raises ``Mistake`` where there is none of that name."""
    known = sections(texts)
    if name not in known:
        raise Mistake(unknown("章节文件", name, sorted(known)), "section.unknown")
    return heads.body(known[name]).strip()


def _is_report(folder: str, name: str) -> bool:
    return folder == "docs/report" and name != REPORT.rpartition("/")[2]
