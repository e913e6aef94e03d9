"""check finds what ``mkdocs build --strict`` refuses, and lets through what it accepts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Bureau
from pdf_files import EMPTY
from site_tools import build, check, edit, small_project

pytestmark = pytest.mark.slow

PAGE = "docs/说明/页.md"
#: what stands on the page, and whether it is refused; the number makes each link a different one
SLIPS: dict[str, bool] = {
    "[甲](没有01.md)": True,
    "![图](没有02.png)": True,
    "[甲](../index.md#没有03)": True,
    "[甲](#没有04)": True,
    "[甲](../figures/study.md#没有05)": True,
    "[甲](/没有06.md)": True,
    "[甲](../没有07/)": True,
    "[甲](没有08)": True,
    "[甲][乙]\n\n[乙]: 没有09.md": True,
    "[甲](<没有 10.md>)": True,
    "[甲](没有 11.pdf)": True,
    '[甲]( 没有12.md "题")': True,
    "[甲[乙](没有13.md)": True,
    "![图](没有14(1).png)": True,
    "[甲\n乙](没有15.md)": True,
    "## [甲](没有16.md)": True,
    "| 甲 |\n|---|\n| [甲](没有17.md) |": True,
    "- [甲](没有18.md)": True,
    "[![图](没有19.png)](没有20.md)": True,
    "**[甲](没有21.md)**、[乙](没有22.md)": True,
    "~~~\n甲\n[甲](没有23.md)": True,
    "[甲](没有24.md?x=1)": True,
    "[甲](%E6%B2%A1%E6%9C%8925.md)": True,
    "[丙]\n\n[丙]: <没有26.md> '题'": True,
    "[甲](没有27\\_乙.md)": True,
    "> [甲](没有28.md)": True,
    "[甲](../report/01-学习.md#没有29)": True,
    '[甲](没有30.md "题 (一")': True,
    "[甲](../figures/study.md?a=1#没有31)": True,
    "[甲]\n(没有50.md)": False,
    "\\[甲](没有51.md)": False,
    "```\n甲\n\n[甲](没有59.md)\n```": False,
    "`[甲](没有52.md)`": False,
    "<!-- [甲](没有53.md) -->": False,
    "甲](没有54.md)": False,
    "[甲](https://example.org/没有55.md)": False,
    "[甲](tel:110?没有56)": False,
    "[甲](../附件/表.pdf?没有57)": False,
    "[甲](#学习)、[乙](页.md#学习)、[丙](../index.md)、[丁](../figures/study.md?没有58#records)": False,
    "## 学习": False,
}  # fmt: skip
#: the same in more forms; each number stands for a link, whether it is one or not
FORMS = (
    '[甲](没有132.md#节)',
    '[甲](./没有133.md)',
    '[甲](../../没有134.md)',
    '[甲](没有135.html)',
    '[甲](没有136/index.html)',
    '[甲](没有137.md "题" )',
    "[甲](没有138.md '题')",
    '[甲](<没有139.md> "题")',
    '![图](<没有 140.png>)',
    '![图][没有图141]\n\n[没有图141]: 没有141.png',
    '[甲][]\n\n[甲]: 没有142.md',
    '[没有丙143]\n\n[没有丙143]:\n    没有143.md',
    '[丁][X144]\n\n[x144]: 没有144.md',
    '  [戊][y145]\n\n   [y145]: 没有145.md "题"',
    '1. [甲](没有147.md)',
    '> - [甲](没有148.md)',
    '甲[乙](没有149.md)丙',
    '*[甲](没有160.md)*',
    '`a`[甲](没有161.md)`b`',
    '[`甲`](没有162.md)',
    '[**甲**](没有163.md)',
    '[甲\\]](没有164.md)',
    '[甲](没有165.md)[乙](没有166.md)',
    '[甲]( <没有167.md> )',
    '[甲](%20没有168.md)',
    '[甲](没有%20169.md)',
    '[甲](没有170.MD)',
    '[甲](没有171.md#)',
    '[甲](没有172?x#y)',
    '[甲](没有173.md&amp;x)',
    '[甲](../report/没有175.md)',
    '[甲](../report/index.md#没有176)',
    '[甲](页.md#没有177)',
    '[甲](../附件/没有180.pdf)',
    '[甲](../附件/表.pdf#没有181)',
    '[甲](?没有182)',
    '[甲](mailto:没有183@a.b)',
    '<https://example.org/没有184.md>',
    'https://example.org/没有185.md',
    '<没有186@a.b>',
    '[甲](HTTP://没有188)',
    '[甲](//没有189/a.md)',
    '[甲](\\没有190.md)',
    '[甲](没有191)甲',
    '[甲](没有192/)',
    '[甲](没有193.d/e)',
    'Term\n: [甲](没有194.md)',
    '    [甲](没有195.md)',
    '- 甲\n\n    [乙](没有196.md)',
    '- 甲\n\n        [乙](没有197.md)',
    '甲  \n[乙](没有198.md)',
    '# [甲](没有199.md)',
    "[甲](没有232.md\n'题')",
    '![甲\n乙](没有234.png)',
    '[甲][乙236\n丙]\n\n[乙236 丙]: 没有236.md',
    '[a237]: 没有237.md\n    "题"\n\n[a237]',
    '[a238]: 没有238.md\n[b239]: 没有239.md\n\n[a238] [b239]',
    '[a240]: 没有240.md\n\n[A240][]',
    '[没用241]: 没有241.md',
    '[^242]: 没有242.md',
    '[甲](没有243.md\t"题")',
    '[甲](没有244.md "a" "b")',
    '[甲](没有245.md "a)")',
    '[甲](a(b)没有246.md)',
    '[甲](没有247.md))',
    '((([甲](没有248.md)',
    '[[甲](没有249.md)]',
    '[甲](没有260.md) (没有261.md)',
    '![甲](没有262.png "题")',
    '![](没有263.png)',
    '[](没有264.md)',
    '[ ](没有265.md)',
    '[甲] (没有266.md)',
    '[甲]\\(没有267.md)',
    '\\\\[甲](没有268.md)',
    '!\\[甲](没有269.md)',
    '\\![甲](没有270.md)',
    '``[甲](没有271.md)``',
    '`[甲](没有272.md)',
    '<!-- [甲](没有273.md)\n\n[乙](没有274.md) -->',
    '甲<!-- [a](没有275.md) -->[乙](没有276.md)',
    '```\n[甲](没有277.md)\n```',
    '~~~ py\n\n[甲](没有278.md)\n\n~~~',
    '> ```\n> [甲](没有279.md)\n> ```',
    '- ```\n  [甲](没有280.md)\n  ```',
    '| [甲](没有281.md) | `[乙](没有282.md)` |\n|---|---|\n| 1 | 2 |',
    '|甲|\n|-|\n|[a](没有283.md "x|y")|',
    '[甲](没有284.md)<br>[乙](没有285.md)',
    '<b>[甲](没有286.md)</b>',
    '<a href="没有290.md">甲</a>',
    '<img src="没有291.png" alt="甲">',
    '&lt;[甲](没有292.md)',
    '[甲](没有293.md\u3000)',
    '［甲］(没有294.md)',
    '[甲](没有295.md）',
    '[甲](https:没有296.md)',
    '[甲](没有297:b.md)',
)  # fmt: skip
#: where the engine sees no link of this site, and check is the stricter: a definition that nobody
#: uses, code that stands indented or in a quotation, raw HTML, addresses that are no pages
STRICTER = {
    "189",  # the address of another machine, of whatever kind
    "195",
    "197",
    "238",
    "241",
    "242",
    "279",
    "280",
    "283",
    "290",
    "291",
    "295",
    "296",  # https: without the name of a host
}
_NUMBER = re.compile(r"没有[^0-9“]{0,3}([0-9]{2,3})")


@pytest.fixture(scope="module")
def slips(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Bureau, str, str]]:
    """A page of slips, what check says of it, and what the engine says when nothing checks before."""
    root = tmp_path_factory.mktemp("slips")
    yield both(root, SLIPS)
    shutil.rmtree(root)


def both(root: Path, texts: Iterable[str]) -> tuple[Bureau, str, str]:
    """Return a page of texts, what check says of it, and what the engine says on its own."""
    bureau = small_project(root / "project")
    bureau.write("docs/附件/表.pdf", EMPTY)
    bureau.write(PAGE, "# 页\n\n" + "\n\n".join(texts) + "\n")
    said = check(bureau.root).stdout
    surveyed = "project, found = _surveyed(root, editions.chosen())"
    edit(bureau.root / "mkdocs_ledger/building.py", surveyed, f"{surveyed}; found = Findings()")
    edit(
        bureau.root / "mkdocs_ledger/pages.py",
        "    if not page.file.generated_by:\n        _judge",
        "    if False:\n        _judge",
    )
    done = build(bureau.root, root / "site", ONLY_PAGES="1")
    return bureau, said, done.stdout + done.stderr


def numbers(output: str) -> set[str]:
    return set(_NUMBER.findall(unquote(output)))


@pytest.mark.quick
def test_every_slip_has_a_number_of_its_own() -> None:
    """By its number a slip is known in what is said of it; one without would never be missed."""
    found = [number for text in SLIPS for number in numbers(text)]
    assert [text for text in SLIPS if not numbers(text)] == ["## 学习"]
    assert len(found) == len(set(found))


def test_check_and_the_engine_refuse_the_same(slips: tuple[Bureau, str, str]) -> None:
    _, said, output = slips
    warned = "\n".join(line for line in output.splitlines() if "WARNING" in line)
    refused = {number for text, bad in SLIPS.items() if bad for number in numbers(text)}
    assert numbers(warned) == refused
    assert numbers(said) == refused


@pytest.mark.long  # more of what ``SLIPS`` holds
def test_no_form_of_a_link_is_told_differently(tmp_path: Path) -> None:
    _, said, output = both(tmp_path, [*FORMS, "## 学习"])
    warned = numbers("\n".join(line for line in output.splitlines() if "WARNING" in line))
    assert len(warned) > 65 and "warnings in strict mode" in output
    assert numbers(said) - warned == STRICTER
    assert warned - numbers(said) == set()


def test_each_is_said_where_it_stands(slips: tuple[Bureau, str, str]) -> None:
    bureau, said, _ = slips
    lines = bureau.read(PAGE).split("\n")
    found = [line for line in said.splitlines() if line.startswith(PAGE)]
    # where it is in doubt what the engine makes of a link, its address is read as text
    found = [line for line in found if "是直接写的数" not in line]
    assert len(found) == len({n for text, bad in SLIPS.items() if bad for n in numbers(text)})
    for line in found:
        _, row, column, message = re.match(r"([^:]*):(\d+):(\d+)  (.*)", line).groups()  # type: ignore[union-attr]
        there = lines[int(row) - 1][int(column) - 1 :]
        assert numbers(message.partition("，是不是")[0]) & numbers(there), line


def test_pages_need_no_line_in_the_navigation_and_may_be_lacking(tmp_path: Path) -> None:
    bureau = small_project(tmp_path / "project")
    for name in (
        "制度/opinion.yml",
        "权力事项.yml",
        "岗位职责.yml",
        "机制项目.yml",
        "知识题库.yml",
    ):
        bureau.remove(f"data/{name}")
    bureau.write("docs/说明/新页.md", "# 新页\n\n## 深\n\n![图](图.svg)、[深](#深)\n")
    bureau.write(
        "docs/说明/图.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
    )
    assert check(bureau.root).returncode == 0
    done = build(bureau.root, tmp_path / "site", ONLY_PAGES="1")
    assert done.returncode == 0 and "WARNING" not in done.stdout + done.stderr
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "systems/" not in home and "regulations/" in home
    assert (tmp_path / "site/说明/新页/index.html").is_file()
    assert (tmp_path / "site/说明/图.svg").is_file()
