"""Whatever a reader sees as a name is a text: titles, the site's name, names of files and folders."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from conftest import ROOT, Bureau, sample

SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8") + "nav:\n  - 首页: index.md\n"
#: names that may stand, and those that may not, with their codes
FINE = ("“1+4”制度", "2021年度报告", "第三季度通报", "一岗双责", "三重一大清单", "2021年3月通报")
WRONG = {
    "学习30次": "quantity.typed", "共三百人": "quantity.typed", "先后开展八次": "quantity.typed",
    "绝密": "secret.mark", "举报人张某": "secret.clue", "联系13800138000": "secret.person", "学习XX次": "placeholder.left",
    "说明（待补充）": "placeholder.left",
}  # fmt: skip


def named(bureau: Bureau, where: str, name: str) -> None:
    """Give a name to a part of the project."""
    match where:
        case "nav":
            bureau.write("mkdocs.yml", SETTINGS.replace("首页: index.md", f"{name}: index.md"))
        case "group":
            nav = f"  - {name}:\n      - 甲: index.md"
            bureau.write("mkdocs.yml", SETTINGS.replace("  - 首页: index.md", nav))
        case "site_name" | "site_description" | "site_author":
            old = "site_name: 数出有据\n"
            kept = "" if where == "site_name" else old
            bureau.write("mkdocs.yml", SETTINGS.replace(old, f"{kept}{where}: {name}\n"))
        case "title":
            bureau.write("docs/甲.md", f"---\ntitle: {name}\n---\n\n甲\n")
        case "page":
            bureau.write(f"docs/{name}.md", "甲\n")
        case "folder":
            bureau.write(f"docs/{name}/甲.md", "# 甲\n")


WHERE = ("nav", "group", "site_name", "site_description", "site_author", "title", "page", "folder")


@pytest.mark.parametrize(("where", "name"), sample(product(WHERE, WRONG), 13))
def test_a_name_is_read_as_a_text(bureau: Bureau, where: str, name: str) -> None:
    named(bureau, where, name)
    assert {*bureau.codes()} == {WRONG[name]}


@pytest.mark.slow
@pytest.mark.parametrize("where", WHERE)
def test_a_name_that_counts_nothing_passes(bureau: Bureau, where: str) -> None:
    bureau.append("data/固定说法.yml", "- 词: 百日30行动\n")
    for name in (*FINE, "百日30行动"):
        named(bureau, where, name)
        assert bureau.messages() == [], name


@pytest.mark.parametrize(
    "name", ["11-组织领导", "2021-03", "照片3", "20210331会议", "2021.03.05", "说明3.5版"]
)
def test_a_number_that_orders_or_dates_a_file_passes(bureau: Bureau, name: str) -> None:
    named(bureau, "page", name)
    assert bureau.messages() == []


def test_a_number_before_a_measure_counts(bureau: Bureau) -> None:
    named(bureau, "page", "2项目表")
    (message,) = bureau.messages()
    assert message.endswith("；排次序的数后面加“-”，如 2-项目表")


def test_a_name_says_where_it_stands(bureau: Bureau) -> None:
    named(bureau, "group", "学习30次")
    (message,) = bureau.messages()
    line = (
        Path(bureau.root / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .split("\n")
        .index("  - 学习30次:")
        + 1
    )
    assert message.startswith(f"mkdocs.yml:{line}:5  nav：“30次”是直接写的数，名称里不写数；请删去")
