"""Larger projects made from the real one: more pages, a longer report, more trace records.

What is repeated differs: what is kept by its text would otherwise look faster than it is.
"""

from __future__ import annotations

import random
import re
from itertools import cycle, islice
from pathlib import Path

_ID = re.compile(r"^- 编号: (\S+)", re.MULTILINE)
_DAY = re.compile(r"^(  日期: \d{4}-\d{2}-)(\d{2})$", re.MULTILINE)
_WITH = re.compile(r"^  并入: \S+", re.MULTILINE)
#: a day that would lie before the repeat's own
_MAKE_UP = re.compile(r", 补学: [0-9-]+")
#: where a paragraph of Markdown ends
_PARAGRAPH = re.compile(r"。(?=\n\n|\n?\Z)")
#: a link of a section to a page beside it
_BESIDE = re.compile(r"\]\((?=[^():/]+\.md\b)")
_MATTER = re.compile(r"^(  事项: ).+$", re.MULTILINE)
#: what a sentence of a repeat is put together of: a quarter of a million, of 20 to 40 characters
_PARTS = (
    ("组织", "召集", "会同", "带领", "协调", "牵头", "安排", "督促", "指导", "配合", "联合", "动员"),
    ("各科室负责人", "机关支部党员", "直属单位班子", "项目管理人员", "财务和采购人员", "新入职人员",
     "窗口服务人员", "驻点干部", "评审工作人员", "后勤保障人员", "信息系统管理员", "志愿服务队"),
    ("对照年初清单", "结合业务流程", "围绕季度安排", "针对群众意见", "按照审计建议", "根据调研提纲",
     "参照兄弟单位做法", "依据岗位职责", "立足窗口实际", "联系分管领域", "着眼长远管理", "依托信息平台"),
    ("梳理经费审批环节", "核查设备登记台账", "讨论合同管理办法", "检查公车使用情况", "修订评审工作规程",
     "通报窗口服务质量", "研究档案移交办法", "清点库存办公用品", "走访企业听取建议", "观看警示教育影片",
     "复核差旅报销单据", "交流家风建设体会"),
    ("并明确整改时限", "并形成会议纪要", "并报分管领导审阅", "并在公开栏公示", "并约定下次复查", "并汇总共性问题",
     "并补签承诺书", "并完善内控流程", "并张贴宣传画", "并收回过期证件", "并更新责任清单", "并向主管部门反馈"),
)  # fmt: skip
#: every month has this day
_LAST_DAY = 28


def add_pages(project: Path, total: int, have: int) -> None:
    """Add pages below docs/texts/ to the ``have`` of a project, until there are ``total``.

    Each is the text of one of the report's sections, with another sentence in every paragraph.
    """
    sections = sorted((project / "docs/report").glob("[0-9]*.md"))
    folder = project / "docs/texts"
    folder.mkdir()
    for number, section in enumerate(islice(cycle(sections), total - have), 1):
        title = section.stem.partition("-")[2]
        text = _reworded(section.read_text(encoding="utf-8"), number)
        page = f"---\nhide: [navigation]\n---\n\n# {title}\n\n{text}"
        (folder / f"{number:05}.md").write_text(page, encoding="utf-8")


def _reworded(text: str, number: int) -> str:
    """Add a sentence to every paragraph of a section; what it links to is now in another folder."""
    chance = random.Random(number)
    text = _BESIDE.sub("](../report/", text)
    return _PARAGRAPH.sub(lambda end: f"{end[0]}{sentence(chance)}。", text)


def sentence(chance: random.Random) -> str:
    """Return a sentence of which there is hardly another, without its full stop."""
    return "".join(chance.choice(words) for words in _PARTS)


def lengthen_report(project: Path, times: int) -> None:
    """Repeat the text of every section of the report."""
    for section in (project / "docs/report").glob("[0-9]*.md"):
        text = section.read_text(encoding="utf-8").strip()
        section.write_text("\n\n".join([text] * times) + "\n", encoding="utf-8")


#: the ledgers of a year that others are made of: those that speak of no edition of a law
_OF_A_YEAR = ("履责记录/*.yml", "整改台账.yml", "本月无.yml")
#: what tells one matter from another; years that say the same would be copies
_TOLD = re.compile(r"^(  (?:事项|问题): .+)$", re.MULTILINE)
_YEAR = re.compile(r"2021(?=-\d\d|年)|2022(?=-\d\d)")
_STUDIED = re.compile(r"\n  学习文件:[^\n]*(\n    -[^\n]*)*")
_BASIS = re.compile(r"^  (依据文件: ).*|^  依据条款: .*\n", re.MULTILINE)


def add_years(project: Path, years: int) -> None:
    """Add the folders of so many years before, each the year's own ledgers at that time, all done."""
    own = project / "data/2021"
    (project / "data/2020/定格指标.yml").unlink()  # its ledgers tell its values now
    for year in range(2021 - years, 2021):
        for file in (each for pattern in _OF_A_YEAR for each in own.glob(pattern)):
            place = project / "data" / str(year) / file.relative_to(own)
            place.parent.mkdir(parents=True, exist_ok=True)
            text = _at_that_time(file.read_text(encoding="utf-8"), 2021 - year)
            place.write_text(text, encoding="utf-8")


def _at_that_time(text: str, years: int) -> str:
    """Return a ledger so many years earlier, without what was not there then, and all done."""

    def earlier(found: re.Match[str]) -> str:
        return str(int(found[0]) - years)

    def basis(found: re.Match[str]) -> str:
        return f"  {found[1]}公务接待管理规定" if found[1] else ""

    text = _BASIS.sub(basis, _YEAR.sub(earlier, _STUDIED.sub("", text)))
    text = _TOLD.sub(rf"\1，第{years}批", text)
    return re.sub(r"状态: (?:推进中|延期|未启动)\b", "状态: 长期坚持", text)


def count_records(project: Path) -> int:
    """Return how many trace records a project has."""
    return sum(len(_entries(file)[1]) for file in project.glob("data/*/履责记录/*.yml"))


def add_records(project: Path, total: int) -> None:
    """Repeat the trace records under new ids, with matters of their own, until there are ``total``.

    Equal matters are compared at one glance, and a bureau's differ. A repeat stands in its
    original's month, some days later where the month has them: never earlier, because a document
    is not studied before its day.
    """
    files = {file: _entries(file) for file in sorted(project.glob("data/*/履责记录/*.yml"))}
    have = sum(len(entries) for _, entries in files.values())
    number = 0
    for file, (head, entries) in files.items():
        lines = [head]
        for entry in entries:
            copies = total // have + (number < total % have)
            lines += [_repeat(entry, copy) for copy in range(copies)]
            number += 1
        file.write_text("".join(lines), encoding="utf-8")


def _entries(file: Path) -> tuple[str, list[str]]:
    head, *entries = re.split(
        r"^(?=- 编号: )", file.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return head, [entry.rstrip("\n") + "\n" for entry in entries]


def _repeat(entry: str, copy: int) -> str:
    if copy == 0:
        return entry

    def later(match: re.Match[str]) -> str:
        day = int(match[2])
        return f"{match[1]}{day + copy % max(1, _LAST_DAY + 1 - day):02}"

    matter = sentence(random.Random(f"{entry}{copy}"))
    # what is counted with another record is counted with that one's repeat, of the same day
    told = _MATTER.sub(rf"\g<1>{matter}", entry, count=1)
    apart = _MAKE_UP.sub("", _WITH.sub(rf"\g<0>-{copy}", told))
    return _DAY.sub(later, _ID.sub(rf"- 编号: \1-{copy}", apart, count=1), count=1)
