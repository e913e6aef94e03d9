"""A page for each post, from what the ledgers say of it."""

from __future__ import annotations

import io
import re
from unicodedata import normalize

import pdfplumber
import pytest
from browsing import Opener
from conftest import Bureau, pages

from ledger.project import Project
from ledger.records.types.bureau import Post
from ledger.records.types.systems import Power, System
from ledger.records.types.work import Risk

#: the files of the small bureau whose records stand in the tables of coverage, each in one
COVERED = ("data/2021/风险点.yml", "data/制度/opinion.yml", "data/权力事项.yml")


@pytest.mark.slow
def test_every_post_has_its_page(project: Project) -> None:
    written = pages(project)
    posts = project.dataset.of(Post)
    assert len(posts) == 16
    for post in posts:
        page = written[f"posts/{post.id}.md"]
        for part in ("duties", "authority", "flows", "risks", "bound", "records"):
            assert f'id="{part}"' in page, (post.name, part)
        for risk in project.dataset.of(Risk):
            assert (risk.sign in page) == (risk.post == post.name), (post.name, risk.id)
        assert f"posts/{post.id}.md" in written["posts/index.md"]


@pytest.mark.slow
def test_what_binds_a_post_is_linked_to(project: Project) -> None:
    written = pages(project)
    for path, text in written.items():
        if path.startswith("posts/"):
            for target, anchor in re.findall(r'href="site:(systems/[^"#]+)#([^"]+)"', text):
                assert f'id="{anchor}"' in written[target], (path, target, anchor)


def test_a_post_without_duties_is_named(bureau: Bureau) -> None:
    bureau.change("data/岗位职责.yml", "- 岗位: 文书岗", "- 岗位: 局长")
    assert bureau.messages() == [
        "data/岗位.yml:10:3  “文书岗”没有写岗位职责；请在 data/岗位职责.yml 里加上",
        "data/岗位职责.yml:19:7  岗位：“局长”写了两次",
    ]


@pytest.mark.slow
def test_a_post_is_told_whether_it_signed(project: Project) -> None:
    page = pages(project)["posts/finance.md"]
    assert "2021年版，2021年4月21日发放，2021年4月22日签收" in page


@pytest.mark.long
def test_every_sheet_fits_on_one_leaf(project: Project, visit: Opener) -> None:
    """Printed in one run, each post begins on a leaf of its own and takes no more than two pages."""
    printed = visit("posts/all/").pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(printed)) as pdf:
        pages = [normalize("NFKC", page.extract_text()) for page in pdf.pages]
    posts = len(project.dataset.of(Post))
    assert 2 * posts - 1 <= len(pages) <= 2 * posts
    for number in range(posts):
        front, *back = pages[2 * number : 2 * number + 2]
        assert re.match(r"\S+\n(科室|层级) ", front), number
        assert "".join([front, *back]).count("签收日期") == 1, number


@pytest.mark.slow
def test_coverage_is_shown_line_by_line(project: Project) -> None:
    shown = pages(project)["posts/coverage.md"]
    high = [s for p in project.dataset.of(Power) for s in p.stages if s.level == "高"]
    provisions = [p for system in project.dataset.of(System) for p in system.provisions]
    risks = project.dataset.of(Risk)
    tables = re.findall(r"<tbody>(.*?)</tbody>", shown)
    assert [each.count("<tr") for each in tables] == [len(risks), len(high), len(provisions)]
    assert f"{len(risks)} 个风险点" in shown
    assert '<td class="word"></td>' not in shown


@pytest.mark.parametrize("kept", [*COVERED, ""])
def test_there_is_a_page_of_coverage_where_any_of_its_tables_has_a_row(
    bureau: Bureau, kept: str
) -> None:
    for path in COVERED:
        if path != kept:
            bureau.remove(path)
    assert ("posts/coverage.md" in bureau.survey()[0].writers) == bool(kept)
