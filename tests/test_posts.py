"""A page for each post, from what the ledgers say of it."""

from __future__ import annotations

import re

from conftest import Bureau, pages

from ledger.project import Project
from ledger.records.bureau import Post
from ledger.records.work import Risk


def test_every_post_has_its_page(project: Project) -> None:
    written = pages(project)
    posts = project.dataset.of(Post)
    assert len(posts) == 16
    for post in posts:
        page = written[f"posts/{post.id}.md"]
        for part in ("duties", "authority", "flows", "risks", "bound", "records"):
            assert f"#{part} }}" in page, (post.name, part)
        for risk in project.dataset.of(Risk):
            assert (risk.sign in page) == (risk.post == post.name), (post.name, risk.id)
        assert f"posts/{post.id}.md" in written["posts/index.md"]


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


def test_a_post_is_told_whether_it_signed(project: Project) -> None:
    page = pages(project)["posts/finance.md"]
    assert "2021年版，2021年4月21日发放，2021年4月22日签收" in page
