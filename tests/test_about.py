"""What the site says about itself and its releases, and that it tells of nothing hidden."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import fake_site
import leaks
import papers
import pytest
from conftest import Bureau, lay_out, read
from fake_site import quiet
from test_leaks import plant

from ledger import codes
from ledger.changes.model import Changes, FigureChange
from ledger.pages.layout import ABOUT, RELEASES
from ledger.publishing import about, building, log, publication
from ledger.publishing.log import LogEntry, Value
from ledger.publishing.publication import Source
from ledger.publishing.revision import Revision
from ledger.records.editions import EDITIONS
from ledger.survey import open_project

NOW = Revision("a" * 40, True, 1_640_995_200)
JANUARY = leaks.YEAR + "履责记录/01.yml"
TRACE = "- {编号: r01-09, EXTRA类别: 学习教育, 日期: 2021-01-09, 岗位: 局长, 事项: 学一件事}\n"
ENTRY = LogEntry(
    2, "2022-01-01", "aaaaaaaaaa", 1, (Value("study", "学习次数", "3次", "4次"),), 1,
    (("履责记录", 1),),
)  # fmt: skip


def shown(bureau: Bureau, edition: str = EDITIONS[0], entries: tuple[LogEntry, ...] = ()) -> dict[str, str]:  # fmt: skip
    """Return what both pages say."""
    project = open_project(bureau.root, edition)
    found = about.pages(project, NOW, {"python": "3.11"}, entries)
    return {page.path: read(page.write().content).text for page in found}


def test_the_page_names_edition_revision_date_and_checks(bureau: Bureau) -> None:
    said = shown(bureau)[ABOUT]
    for words in ("全员版", "aaaaaaaaaa，含没有提交的改动", "2022年1月1日", "python"):
        assert words in said
    for groups in about.CHECKED.values():
        assert f"查 {codes.count(*groups)} 种问题" in said
    assert "不是用发布命令生成的" in said
    assert "第 2 次" in shown(bureau, entries=(ENTRY,))[ABOUT]


def test_every_kind_of_error_is_counted_once() -> None:
    named = [group for groups in about.CHECKED.values() for group in groups]
    assert sorted([*named, "remark", "import", "cell", "foreign", "adopted", "finished"]) == sorted(
        codes.TREE
    )


def test_outside_a_repository_the_page_says_so(bureau: Bureau) -> None:
    (page, _) = about.pages(open_project(bureau.root), None, {}, ())
    assert "不在 git 里" in page.write().content and "生成日期" not in page.write()


@pytest.mark.parametrize(
    ("edition", "who"), [("全员", "只给班子、纪检看的"), ("班子", "只给纪检看的"), ("纪检", None)]
)
def test_what_is_left_out_is_named_but_not_counted(
    bureau: Bureau, edition: str, who: str | None
) -> None:
    said = shown(bureau, edition)[ABOUT]
    assert ("看的记录、页面和附件" in said) == (who is not None) and (who or "") in said


@pytest.mark.parametrize("edition", ["全员", "班子"])
def test_hidden_records_change_nothing_here(
    bureau: Bureau, bureaus: Callable[[], Bureau], edition: str
) -> None:
    plain = shown(bureau, edition)
    hiding = bureaus()
    plant(hiding, list(leaks.RECORDS), "纪检")
    assert shown(hiding, edition) == plain


def test_a_browser_that_is_missing_is_said(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有浏览器" not in shown(bureau)[ABOUT]
    monkeypatch.setenv("BROWSER_PATH", "none")
    assert "没有浏览器" in shown(bureau)[ABOUT]


# the record of releases


def test_each_release_says_what_it_changed(bureau: Bureau) -> None:
    first, same = LogEntry(1, "2022-01-01", "b"), LogEntry(3, "2022-01-02", "c", since=2)
    lost = LogEntry(4, "2022-01-02", "d", since=1, unknown="当时的数据和正文在 git 里找不到")
    said = shown(bureau, entries=(lost, same, ENTRY, first))[RELEASES]
    assert "第一次发布" in said and "和第 2 次相比：没有变化" in said
    assert "学习次数 3次 → 4次公文的正文 1 段履责记录 1 条" in said
    assert "和第 1 次相比：当时的数据和正文在 git 里找不到" in said


def test_an_entry_comes_back_from_the_manifest() -> None:
    listed = json.loads(json.dumps(log.dumped([ENTRY, LogEntry(1, "d", "r", unknown="无")])))
    assert log.loaded(listed) == (ENTRY, LogEntry(1, "d", "r", unknown="无"))


def test_a_build_is_told_by_a_file(tmp_path: Path) -> None:
    assert log.given({}) == ()
    (tmp_path / "log.json").write_text(json.dumps(log.dumped([ENTRY])), encoding="utf-8")
    assert log.given({log.VARIABLE: str(tmp_path / "log.json")}) == (ENTRY,)


def test_only_a_figure_of_another_value_is_told() -> None:
    kept = FigureChange("a", "甲", "改动", "3次", "3次")
    new = FigureChange("b", "乙", "新增", None, "3次")
    found = log.changed(LogEntry(2, "d", "r", 1), {"": Changes("", "", figures=(kept, new))})
    assert found.figures == (Value("b", "乙", "", "3次"),)


def test_a_figure_that_is_hidden_by_now_is_not_told_again(bureau: Bureau) -> None:
    gone = (*ENTRY.figures, Value("secret", "秘数", "1次", "2次"))
    old = LogEntry(2, "d", "r", 1, gone, 1)
    (kept,) = log.without_gone([old], open_project(bureau.root))
    assert kept.figures == ENTRY.figures and kept.paragraphs == 1


def numbered(www: Path) -> list[tuple[int, int]]:
    """Return the releases that the one served knows of, and with which each was compared."""
    manifest = json.loads((www / "current/manifest.json").read_text(encoding="utf-8"))
    return [(each["number"], each["since"]) for each in manifest["log"]]


def test_the_record_outlives_the_releases(tmp_path: Path) -> None:
    www = tmp_path / "www"
    for number in (1, 2, 3, 4):
        fake_site.publish(www, number, keep=2)
    assert numbered(www) == [(4, 3), (3, 2), (2, 1), (1, 0)]
    publication.roll_back(www, 3, quiet())
    fake_site.publish(www, 5)
    assert numbered(www) == [(5, 3), (4, 3), (3, 2), (2, 1), (1, 0)]


def test_an_author_may_lead_there(bureau: Bureau) -> None:
    bureau.append("docs/index.md", "\n[关于本站](about/index.md)、[发布记录](about/releases.md)\n")
    assert not bureau.survey()[1]
    bureau.append("docs/index.md", "\n[关于本站](about/releasse.md)\n")
    (issue,) = bureau.survey()[1]
    assert "about/releases.md" in issue.message


@pytest.mark.parametrize("broken", ["", ', "log": 3', ', "log": [{"number": "x"}]'])
def test_a_record_that_cannot_be_read_begins_anew(tmp_path: Path, broken: str) -> None:
    www = tmp_path / "www"
    fake_site.publish(www, 1)
    said = f'{{"files": {{}}, "edition": "全员"{broken}}}'
    (www / "current/manifest.json").write_text(said, encoding="utf-8")
    fake_site.publish(www, 2)
    assert numbered(www) == [(2, 1)]


def git(root: Path, *arguments: str) -> str:
    environ = os.environ | dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2022-01-01T00:00:00Z")  # fmt: skip
    who = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    command = ["git", *who, *arguments]
    done = subprocess.run(command, cwd=root, env=environ, check=True, capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


def committed(bureau: Bureau) -> str:
    git(bureau.root, "add", "-A")
    git(bureau.root, "commit", "-q", "-m", "一版")
    return git(bureau.root, "rev-parse", "HEAD")


@pytest.fixture
def kept(tmp_path: Path) -> Bureau:
    """The small bureau in a repository."""
    bureau = lay_out(tmp_path / "project")
    git(bureau.root, "init", "-q", "-b", "main")
    return bureau


def compared(bureau: Bureau, commit: str, edition: str = EDITIONS[0]) -> LogEntry:
    source: Source = building.source(bureau.root, edition)
    return source.log(LogEntry(2, "d", "r", 1), (), commit)[0]


@pytest.mark.slow
def test_a_release_is_compared_with_the_commit_of_the_one_served(kept: Bureau) -> None:
    old = committed(kept)
    assert compared(kept, old).empty
    kept.append(JANUARY, TRACE.replace("EXTRA", ""))
    entry = compared(kept, old)
    assert entry.figures == (Value("study", "学习次数", "3次", "4次"),)
    assert (entry.paragraphs, entry.records) == (1, (("履责记录", 1),))


@pytest.mark.slow
@pytest.mark.parametrize("readers", ["全员", "班子"])
def test_a_release_tells_what_changed_in_each_document_that_it_shows(
    kept: Bureau, readers: str
) -> None:
    papers.add(kept, more=f"可见: {readers}\n")
    old = committed(kept)
    kept.append(JANUARY, TRACE.replace("EXTRA", ""))
    entry = compared(kept, old)
    half = Value("半年报告/study", "学习次数（半年报告）", "3次", "4次")
    assert (half in entry.figures) == (readers == "全员")
    assert entry.figures[0] == Value("study", "学习次数", "3次", "4次")
    (shown,) = log.without_gone([entry], open_project(kept.root))
    assert shown.figures == entry.figures
    assert entry.paragraphs == (2 if readers == "全员" else 1)


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "told"), [("全员", False), ("班子", False), ("纪检", True)])
def test_a_hidden_change_is_told_to_those_who_may_see_it(
    kept: Bureau, edition: str, told: bool
) -> None:
    old = committed(kept)
    kept.append(leaks.YEAR + "廉政提醒.yml", leaks.restricted("廉政提醒", "纪检"))
    assert compared(kept, old, edition).empty != told


@pytest.mark.parametrize("commit", ["", "f" * 40])
def test_an_unknown_commit_is_said_without_a_path(kept: Bureau, commit: str) -> None:
    committed(kept)
    entry = compared(kept, commit)
    assert entry.unknown == "当时的数据和正文在 git 里找不到" and str(kept.root) not in repr(entry)
