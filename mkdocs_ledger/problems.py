"""The survey's errors as an error of MkDocs."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.exceptions import PluginError

from ledger.issues import Issue, report


class Problems(PluginError):
    """All errors of a survey, as ``issues``, in one exception."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = sorted(set(issues))
        super().__init__(f"数据或正文有误，没有生成网站。\n{report(self.issues)}")


def issues_of(error: BaseException) -> list[Issue]:
    """Return the issues that an error holds, also where MkDocs wrapped ours in its own."""
    found: list[Issue] = getattr(error, "issues", None) or getattr(error.__context__, "issues", [])
    return found
