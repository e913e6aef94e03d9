"""Every setting works, or is refused by check with its line, why, and what to write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Bureau
from mkdocs.config.defaults import MkDocsConfig

from ledger.checks.files import settings
from ledger.records import source

OURS = (ROOT / settings.FILE).read_text(encoding="utf-8")


def said(bureau: Bureau, text: str) -> list[str]:
    bureau.write(settings.FILE, text)
    return [str(issue) for issue in settings.check(bureau.root)]


def test_our_own_are_in_order() -> None:
    assert list(settings.check(ROOT)) == []


ADDED = {
    "use_directory_urls: false": "use_directory_urls：只能写“true”（各页的链接、PDF 和搜索都按文件夹的网址写）",
    "site_url: https://a.example/dq/": "site_url：网址后面的“/dq/”不能写；",
    "site_url: 内网": "site_url：不是网址，或者写了用户名",
    "site_url: https://a:b@c/": "site_url：不是网址，或者写了用户名",
    'site_description: "甲\\u202e乙"': "site_description：不能写",
    'site_author: "甲\\u200b乙"': "site_author：不能写",
    'site_author: "\\u673a密级\\uff1a机密"': "是国家秘密的标志",
    "site_dir: docs/out": "site_dir：只能写“site”",
    "docs_dir: 正文": "docs_dir：只能写“docs”（正文只从 docs/ 读，检查的也是它）",
    "markdown_extensions: [pymdownx.snippets]": "markdown_extensions：不能写“markdown_extensions”（各单位都一样，由程序自己加；检查按",
    "extra_css: [https://cdn.example/a.css]": "extra_css：不能写“extra_css”（各单位都一样",
    "validation: {anchors: ignore}": "validation：不能写“validation”（各单位都一样",
    "strict: 是": "strict：不能写“是”；请写 true 或 false",
    "exclude_docs: |\n  a.md": "exclude_docs：不能写“exclude_docs”（哪些文件发布由检查决定",
    "draft_docs: a.md": "draft_docs：不能写“draft_docs”",
    "not_in_nav: a.md": "not_in_nav：不能写“not_in_nav”（页面本来就可以不在导航里）",
    "repo_url: https://git.example/a": "repo_url：不能写“repo_url”（内网里打不开",
    "copyright: 甲": "copyright：不能写“copyright”（页脚由",
    "extra_templates: [a.html]": "extra_templates：不能写",
    "INHERIT: base.yml": "INHERIT：不能写“INHERIT”（设置只写在这一个文件里",
    "site_author: !ENV NAME": "设置里不写“!”开头的标记",
    "site_nmae: 甲": "不认识的设置“site_nmae”，是不是“site_name”？",
    "mdx_configs: {}": "不认识的设置“mdx_configs”",
}


@pytest.mark.parametrize("line", ADDED)
def test_a_setting_that_is_not_for_projects_is_refused_with_its_line(
    bureau: Bureau, line: str
) -> None:
    found = said(bureau, OURS + line + "\n")
    assert len(found) == 1 and ADDED[line] in found[0], found
    assert found[0].startswith(f"mkdocs.yml:{OURS.count(chr(10)) + 1}:"), found


CHANGED = {
    ("theme: material", "theme: readthedocs"): "theme：只能写“material”（网页、纸面",
    ("theme: material", "theme: {name: material, features: [navigation.instant]}"): "theme：只能写“material”（网页、纸面",
    ("theme: material\n", ""): "缺少“theme”：网页、纸面",
    ("hooks: [hooks.py]", "hooks: [hooks.py, 甲.py]"): "hooks：不能写“甲.py”（检查和生成的页面都由 hooks.py 加上）",
    ("hooks: [hooks.py]", "hooks: [hooks.py, hooks.py]"): "hooks：每项只写一次，次序照原样",
    ("hooks: [hooks.py]\n", ""): "缺少“hooks”：检查和生成的页面都由 hooks.py 加上；请照原样补上",
    ("on_undefined: strict", "on_undefined: keep"): "plugins.macros.on_undefined：只能写“strict”",
    ("  - macros:\n", "  - search\n  - macros:\n"): "plugins：不能写“search”（正文里的词由 macros 插件登记",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_what_the_product_needs_is_not_changed(bureau: Bureau, change: tuple[str, str]) -> None:
    old, new = change
    assert OURS.count(old) == 1
    found = said(bureau, OURS.replace(old, new))
    assert len(found) == 1 and CHANGED[change] in found[0], found
    line = int(found[0].split(":")[1])
    there = source.position(OURS, OURS.index(old))[0]
    assert line == 1 or there - 2 <= line <= there + 1


@pytest.mark.parametrize("line", [
    "strict: false", "site_url: https://a.example/", "site_author: 办公室", "dev_addr: 127.0.0.1:8001",
    "remote_branch: gh-pages", "use_directory_urls: true", "site_dir: site", "site_description: 内部网站",
])  # fmt: skip
def test_what_a_project_may_set_is_let_through(bureau: Bureau, line: str) -> None:
    assert said(bureau, OURS + line + "\n") == []


def test_every_setting_of_the_engine_is_thought_of() -> None:
    """A new version's new setting is no project's before somebody has looked at it."""
    known = {key for key, _ in MkDocsConfig._schema} | {"INHERIT"}
    none = {"config_file_path", "mdx_configs", "pages", "google_analytics"}  # private, or gone
    assert known - none == {*settings.OPEN, *settings.FIXED, *settings._WHY} & known


def test_a_build_without_our_hooks_is_refused_by_our_command(
    bureau: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from ledger.commands import main

    bureau.write(settings.FILE, OURS.replace("hooks: [hooks.py]\n", ""))
    for command in (["build", "--to", str(tmp_path / "out")], ["serve"], ["check"]):
        assert main([*command, "--root", str(bureau.root)]) == 1
        assert "缺少“hooks”" in capsys.readouterr().out


def test_a_tag_is_not_called_an_empty_value_too(bureau: Bureau) -> None:
    text = re.sub(
        "site_name:.*", "site_name: !!python/name:os.system", (ROOT / "mkdocs.yml").read_text()
    )
    bureau.write("mkdocs.yml", text)
    (said,) = [line for line in bureau.messages() if line.startswith("mkdocs.yml")]
    assert "“!”开头的标记" in said
    bureau.write("mkdocs.yml", text.replace("!!python/name:os.system", '""'))
    assert any("site_name：是空的" in line for line in bureau.messages())
