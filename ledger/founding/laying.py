"""Answers -> the files of a new project: those that are the same for all, and those that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ledger import product
from ledger.founding import version
from ledger.founding.answers import kept
from ledger.machine import files
from ledger.records.base import MONTHS, LedgerType, Record
from ledger.records.dataset import Dataset
from ledger.records.editions import audience_of, readers
from ledger.records.source import quoted, scalar
from ledger.records.types.founding import Answers
from ledger.records.types.regulations import Instrument
from ledger.records.values import written_as

#: the folder of the product's library with what is the same for all, and the ending of what is no
#: program and no setting of the product's own
_SAME, _TEMPLATE = "新项目", ".template"
#: what the product's library has for a bureau's data, beside the lists of words
_LIBRARY = ("regulations", "固定说法.yml", "用语.yml", "知识题库.yml")
#: what is of one trade in the library
_TRADE = re.compile(rb"^ *(?:- )?" + Instrument.key_of("trade").encode() + rb": ", re.MULTILINE)
_SETTINGS = """\
# 网站的名称。导航由有的页面做成，要自己排次序、定名称才写 nav
site_name: 党风廉政建设报告
theme: material
{hooks}plugins:
  - macros:
      module_name: macros
      on_undefined: strict
      on_error_fail: true
{plugin}"""
_HOOKS = '"""MkDocs calls these functions at each step of a build."""\n\nfrom mkdocs_ledger.events import *  # noqa: F403\n'
_NEEDS = """\
# 产品不在软件源上，只从放着 wheel 的文件夹装：pip install -r requirements.txt
--no-index
--find-links wheelhouse
{name}=={version}
"""


def laid(answers: Answers) -> dict[str, bytes]:
    """Return the content of each file of a new project, by its path."""
    texts = dict(_texts(answers))
    library = dict(of_library()) if answers.library else {}
    texts[version.FILE] = version.written(library)
    return {
        **dict(_copied(product.library(_SAME), "")),
        **{path: text.encode() for path, text in texts.items()},
        **library,
    }


def _copied(folder: Path, below: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            path = file.relative_to(folder).as_posix()
            yield below + path.removesuffix(_TEMPLATE), files.read(file)


def of_library() -> Iterator[tuple[str, bytes]]:
    """Yield the files that the product's library has for a project, with their content."""
    for name in _LIBRARY:
        place = product.library(name)
        if place.is_dir():
            found = _copied(place, f"data/{name}/")
            yield from ((path, text) for path, text in found if not _TRADE.search(text))
        elif place.is_file():
            yield f"data/{name}", files.read(place)


def _texts(answers: Answers) -> Iterator[tuple[str, str]]:
    yield "data/unit.yml", _unit(answers)
    yield f"data/{answers.year}/report.yml", _report(answers)
    known = Dataset()
    for name in kept(answers):
        ledger = known.ledgers[name]
        if name not in {Path(each).stem for each in _LIBRARY if answers.library}:
            yield f"data/{file_of(ledger, answers.year)}", empty(ledger, known)
    installed = product.is_installed()
    yield (
        "mkdocs.yml",
        _SETTINGS.format(
            hooks="" if installed else "hooks: [hooks.py]\n",
            plugin="  - ledger\n" if installed else "",
        ),
    )
    if not installed:
        yield "hooks.py", _HOOKS
    yield "requirements.txt", _NEEDS.format(name=product.NAME, version=product.VERSION)


def _unit(answers: Answers) -> str:
    own = [("派驻机构", answers.inspectors)] if answers.inspectors else []
    pairs = [
        ("简称", answers.name),
        ("全称", answers.full_name),
        ("党组", answers.party_group),
        ("内设机构称谓", answers.departments),
        *own,
    ]
    head = '# 本单位的名称。正文要用的别的名称在下面添，如 派驻机构: …，正文里写 {{ unit("派驻机构") }}'
    lines = [
        head,
        f"报告年度: {answers.year}",
        *(f"{key}: {scalar(value)}" for key, value in pairs),
    ]
    return "\n".join(lines) + "\n"


def _report(answers: Answers) -> str:
    year, group = answers.year, answers.party_group
    return f"""\
# 报告作为公文的各个要素，定稿以前逐项核对。正文在 docs/report/ 里
标题:
  - {scalar(group)}
  - {scalar(f"关于{year}年度党风廉政建设情况的报告")}
发文机关标志: {scalar(f"{group}文件")}
发文字号: {quoted(f"{answers.mark}〔{year + 1}〕1号")}
签发人: {scalar(answers.signatory)}
主送机关: {scalar(answers.addressee)}
署名: {scalar(group)}
成文日期: {answers.date}
报告期:
  起: {year}-01-01
  止: {year}-12-31
统计截止: {year}-12-31
印发机关: {scalar(f"{answers.full_name}办公室")}
印发日期: {answers.date}
"""


def file_of(ledger: LedgerType, year: int) -> str:
    """Return the first file of a ledger, below data/."""
    first = MONTHS[0] if ledger.monthly else f"{ledger.name}.yml"
    return ledger.files.format(year=year, last_year=year - 1).replace("*.yml", first)


def _rules(kind: type[Record], field: str) -> Iterator[str]:
    """Yield what else holds of a key: between keys, between records, for whom it is."""
    yield from (f"不早于“{kind.key_of(one)}”" for one, other in kind.order if other == field)
    for part, wholes in kind.some_of:
        if part == field:
            yield f"不多于{_quoted(kind, wholes)}{'之和' if len(wholes) > 1 else ''}"
    for group in kind.unique:
        if field in group:
            yield "各条不重复" if len(group) == 1 else f"{_quoted(kind, group)}合起来不重复"
    for needed, asked in kind.needs:
        if needed == field:
            words = "、".join(f"{kind.key_of(each)}是{'、'.join(told)}" for each, told in asked)
            yield f"{words}的要写"
    yield from (f"“{role.name}”的要写" for role, due in kind.proofs.items() if field in due)
    for role, due in kind.equal.items():
        if field in due:
            yield f"“{role.name}”的，{_quoted(kind, due)}要相等"
    yield from filter(None, [readers(audience_of(kind, field))])


def _quoted(kind: type[Record], fields: Iterable[str]) -> str:
    return "".join(f"“{kind.key_of(field)}”" for field in fields)


def empty(ledger: LedgerType, dataset: Dataset) -> str:
    """Return a ledger's file without records; it says in comments how one is written."""
    lines = [f"# {ledger.name}。照下面写，去掉行首的“# ”；不写的键删去，带 * 的要写。"]
    if ledger.monthly:
        lines.append(
            "# 一个月一个文件：一月的记在这里，二月的记在 02.yml，没有就新建；几个人各记各的，写成 02-财务.yml。"
        )
    mark = "- "
    for field, info in ledger.record.model_fields.items():
        if field in Record.model_fields:
            continue
        needed = "* " if info.is_required() else ""
        told = (written_as(ledger.record, field, dataset), *_rules(ledger.record, field))
        lines.append(f"# {mark}{info.alias}: …    {needed}{'；'.join(told)}")
        mark = "  "
    return "\n".join(lines) + "\n"
