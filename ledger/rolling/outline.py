"""The skeleton of a report: its headings, and below each what it was made of; no sentence."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.project import Project
from ledger.prose import heads, texts
from ledger.prose.addresses import REPORT
from ledger.prose.calls import Call
from ledger.prose.passages import COMPOSING

_FOLDER = "docs/report/"
#: words that say one thing of the year, by its name
_NAMING = "figure"
#: words that list records of the year
_LISTING = ("problems", "open_items", "lasting_items", "tasks")


def skeletons(project: Project) -> dict[str, str]:
    """Return the skeleton of each text of the report by the name of its file."""
    return {
        path.removeprefix(_FOLDER): _skeleton(project, path, text)
        for path, text in project.texts.items()
        if path.startswith(_FOLDER)
    }


def _skeleton(project: Project, path: str, text: str) -> str:
    head = text[: len(text) - len(heads.body(text))]
    if path == f"docs/{REPORT}":
        return head + "\n".join(_composing(heads.body(text)))
    year, name = project.unit.year, path.removeprefix(_FOLDER)
    blocks: list[str] = []
    for heading, below in texts.parts(text):
        blocks += [heading] if heading else []
        blocks += _asked(below)
    blocks.append(f"<!-- 上一年的在 data/{year}/report/{name}。 -->")
    return head + "\n\n".join(blocks) + "\n"


def _composing(body: str) -> Iterator[str]:
    """Yield the lines of the report's page that compose it: calls, headings, and what parts them."""
    for line in body.split("\n"):
        if (
            not line.strip()
            or line.startswith("#")
            or any(f"{word}(" in line for word in COMPOSING)
        ):
            yield line


def _asked(below: list[Call]) -> Iterator[str]:
    """Yield a comment with the figures and lists that a part took, where it took any."""
    figures = [str(call.arguments[0]) for call in below if call.word == _NAMING and call.arguments]
    lists = [call.word for call in below if call.word in _LISTING]
    lines = []
    if figures:
        lines.append(f"取的数（用 figure 取）：{'、'.join(dict.fromkeys(figures))}。")
    if lists:
        lines.append(f"逐项列出的（写词就行）：{'、'.join(dict.fromkeys(lists))}。")
    if lines:
        yield "\n".join(["<!--", *lines, "-->"])
