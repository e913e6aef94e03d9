"""The sample's figures counted a second time over two years, for periods that cross New Year.

The year before is the sample's own with every day a year earlier. Nothing here uses what counts.
"""

from __future__ import annotations

import re
import shutil
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from conftest import ROOT, engine, read, sample
from playwright.sync_api import Browser
from pypdf import PdfReader
from test_recount import DAYS, Count, Raw, at, load

from ledger.documents import compared, excel
from ledger.project import Project
from ledger.survey import survey

#: the ledgers whose matters go on, and the days on which one is over
ENDS = {"整改台账": ("销号日期", "验收.日期"), "廉洁细胞": ("命名日期", "验收日期")}
#: the ledger without 状态 whose matters go on until this day, and every other one of the first year
RISKS, OVER = "风险点", "解除日期"
YEARS = ("2021", "2020")
#: the keys with a day by which something is to be done
DUE = ("时限",)
_DAY = re.compile(r"2021(?=-\d\d|年|〔)|2022(?=-\d\d)")


def month_end(year: int, month: int) -> str:
    return f"{year}-{month:02}-{monthrange(year, month)[1]}"


def periods() -> Iterator[tuple[str, str, str]]:
    """Yield ten periods that end in 2021, most of which begin before, and their cut-offs."""
    chance = Random(19)
    for _ in range(10):
        begin, end = chance.randint(0, 14), chance.randint(15, 23)
        cut = chance.randint(end, 23)
        first = f"{2020 + begin // 12}-{begin % 12 + 1:02}-01"
        yield first, month_end(2021, end - 11), month_end(2021, cut - 11)


class CountOfYears(Count):
    """The same over the folders of both years."""

    def all_of(self) -> Iterator[tuple[str, Raw]]:
        """Yield each record of the ledger that the period reads, with the year of its folder."""
        for year in YEARS:
            for record in of_folder(self.root / "data" / year, self.ledger):
                if year == YEARS[0] or self.figure.get("历年") or self.reads(record):
                    yield year, record

    def reads(self, record: Raw) -> bool:
        """Whether the period reads a record of the year before."""
        if self.ledger not in DAYS:
            return False
        if self.first[:4] == YEARS[1] and any(day >= self.first for day in told(record)):
            return True
        if self.ledger == RISKS and OVER not in record:
            return True
        ends = [str(day) for key in ENDS.get(self.ledger, ()) if (day := at(record, key))]
        over = record.get("状态") in ("已完成", "长期坚持", "示范", "已达标")
        return self.ledger in ENDS and not (over and (not ends or ends[0] < self.first))

    def named_records(self) -> Iterator[tuple[str, Raw]]:
        """Yield those that are counted, with the names under which the report's year knows them."""
        merged = self.figure.get("含并入") in (True, "是")
        for year, record in self.all_of():
            if "并入" in record and not merged:
                continue
            if self.meets(self.then(record), self.figure.get("条件", {})) and self.within(
                record, year
            ):
                yield ("" if year == YEARS[0] else f"{year}/") + str(record.get("编号")), record

    def within(self, record: Raw, year: str) -> bool:
        quarter = record.get(DAYS.get(self.ledger, ""))
        if quarter in ("一季度", "二季度", "三季度", "四季度"):
            first = "一二三四".index(quarter[0]) * 3 + 1
            days = (f"{year}-{first:02}-01", month_end(int(year), first + 2))
            return self.first <= days[0] and days[1] <= self.last
        if self.ledger == RISKS and self.stock and not self.figure.get("按日期"):
            return OVER not in record
        anew = self.ledger in ("责任书", "职责书", "年度要点")  # each year writes its own
        if anew and self.stock and not self.figure.get("按日期"):
            return year == YEARS[0]
        return self.inside(record)

    def records(self) -> Iterator[Raw]:
        yield from (record for _, record in self.named_records())


def told(value: Any) -> Iterator[str]:
    """Yield the days of which a record tells, not those by which something is to be done."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield from told(held) if key not in DUE else ()
    elif isinstance(value, list):
        for held in value:
            yield from told(held)
    elif quarter := {"一": "03-31", "二": "06-30", "三": "09-30", "四": "12-31"}.get(
        str(value)[:1]
    ):
        yield from [f"{YEARS[1]}-{quarter}"] if str(value).endswith("季度") else []
    elif re.fullmatch(r"\d{4}-\d\d(-\d\d)?", str(value)):
        yield str(value) if len(str(value)) > 7 else f"{value}-31"


def of_folder(folder: Path, ledger: str) -> list[Raw]:
    if ledger == "履责记录":
        return [each for file in sorted((folder / ledger).glob("*.yml")) for each in load(file)]
    file = folder / f"{ledger}.yml"
    if not folder.name.isdigit() or not file.exists():
        return list(load(folder.parent / f"{ledger}.yml")) if folder.name == YEARS[0] else []
    return list(load(file))


def ever(definitions: list[Raw]) -> Iterator[Raw]:
    """Yield what counts the same as some definitions in all years, where each year goes on."""
    for each in definitions:
        if each["来源"] in (*ENDS, "履责记录") and each["算法"] in ("计数", "求和"):
            kept = {key: value for key, value in each.items() if key not in ("首页", "应满")}
            named = {"编号": f"ever-{each['编号']}", "名称": f"历年{each['名称']}"}
            yield kept | named | {"存量": "是", "历年": "是"}


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and the same a year earlier without what it studied."""
    root = tmp_path_factory.mktemp("years")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    (root / "data/2020/定格指标.yml").unlink()
    figures = root / "data/2021/figures.yml"
    with figures.open("a", encoding="utf-8") as file:
        yaml.safe_dump([*ever([f for f in load(figures) if "来源" in f])], file, allow_unicode=True)
    load.cache_clear()
    for file in (root / "data/2021").rglob("*.yml"):
        place = root / "data/2020" / file.relative_to(root / "data/2021")
        if file.name in ("figures.yml", "report.yml", "对账.yml", "学习计划.yml", "学习材料.yml"):
            continue
        text = _DAY.sub(lambda m: str(int(m[0]) - 1), file.read_text(encoding="utf-8"))
        text = re.sub(r"\n  学习文件:[^\n]*(\n    -[^\n]*)*", "", text)
        if file.stem == RISKS:
            first, *rest = text.split("- 编号: ")
            over = f"  {OVER}: 2020-12-30\n"
            rest = [each.rstrip() + "\n" + over * (at % 2) for at, each in enumerate(rest)]
            text = "- 编号: ".join([first, *rest])
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module", params=sample(["..".join(each) for each in periods()], 1))
def project_of(
    request: pytest.FixtureRequest, two_years: Path
) -> tuple[Project, tuple[str, str, str]]:
    first, last, as_of = period = tuple(request.param.split(".."))
    file = two_years / "data/2021/report.yml"
    text = re.sub(r"(?m)^  起: .*", f"  起: {first}", file.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^  止: .*", f"  止: {last}", text)
    text = re.sub(r"(?m)^统计截止: .*", f"统计截止: {as_of}", text)
    file.write_text(text, encoding="utf-8")
    return survey(two_years)[0], period


@pytest.mark.slow
def test_every_figure_is_what_the_files_of_both_years_hold(project_of: Any) -> None:
    project, period = project_of
    counted = ever_older = 0
    for definition in load(project.root / "data/2021/figures.yml"):
        if definition["算法"] not in ("计数", "求和") or definition.get("字段") == "在岗月数":
            continue
        figure = project.figures.get(definition["名称"])
        if figure is None:  # what cannot be told of a part of a quarter
            continue
        counted += 1
        older = [each for each in figure.records if each.folder == 2020]
        ever_older += len(older) if definition.get("历年") else 0
        found = CountOfYears(project.root, definition, *period)
        assert figure.value == found.value(), (definition["名称"], period)
        if definition["算法"] == "计数" and definition["来源"] not in ("机构", "岗位", "文件会议"):
            names = [name for name, _ in found.named_records() if name.rpartition("/")[2] != "None"]
            anchors = [each.anchor for each in figure.records if hasattr(each, "id")]
            assert anchors == names, definition["名称"]
    assert counted > 90 and ever_older > 500


@pytest.mark.slow
def test_the_page_and_the_workbook_say_the_same(project_of: Any) -> None:
    project, _ = project_of
    sheet = next(each for each in excel.sheets(project) if each.name == excel.FIGURES)
    rows = {row[1]: dict(zip(sheet.heads, row, strict=True)) for row in sheet.rows}
    for figure in project.figures.values():
        assert rows[figure.name]["数值"] == figure.value
        page = read(project.writers[f"figures/{figure.id}.md"]().content).text
        if figure.ledger and figure.records and not figure.items:
            assert f"共 {len(figure.records)} 条" in page, figure.name
            assert rows[figure.name]["记录数"] == len(figure.records)


#: a figure that the text says, and the words before it
SAID = re.compile(r'([^\s{}*]{4,12})\{\{ figure\("([^"]+)"\) \}\}')


@pytest.mark.long
def test_the_printed_report_says_what_was_counted(
    project_of: Any, chromium: Browser, tmp_path: Path
) -> None:
    project, period = project_of
    content = engine().reset().convert(project.finished["report/index.md"])
    window = chromium.new_page()
    window.set_content(f"<style>aside {{ display: none }}</style>{content}")
    window.pdf(path=tmp_path / "报告.pdf")
    window.close()
    pages = PdfReader(tmp_path / "报告.pdf").pages
    printed = compared.squeezed("".join(page.extract_text() for page in pages))
    definitions = {each["名称"]: each for each in load(project.root / "data/2021/figures.yml")}
    seen = 0
    for section in sorted((project.root / "docs/report").glob("[0-9]*.md")):
        for before, name in SAID.findall(section.read_text(encoding="utf-8")):
            if definitions[name]["算法"] == "计数" and name in project.figures:
                value = CountOfYears(project.root, definitions[name], *period).value()
                said = compared.pattern(f"{before}{value}{definitions[name]['单位']}")
                assert re.search(said, printed), (name, period)
                seen += 1
    assert seen > 30


def test_the_periods_end_in_the_year_and_most_begin_before() -> None:
    found = list(periods())
    assert len(found) == 10 and len({*found}) > 7
    assert all(first < last <= as_of for first, last, as_of in found)
    assert sum(first < "2021" for first, _, _ in found) > 6
    assert {last[:4] for _, last, _ in found} == {"2021"}
