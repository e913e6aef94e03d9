"""The sample's figures counted a second time, from the files alone, for several periods.

Nothing here uses what counts: conditions, days and states are read anew from the YAML.
"""

from __future__ import annotations

import re
import shutil
from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, read, sample
from test_mechanisms import section, tables

from ledger.project import Project
from ledger.survey import survey

Raw = dict[str, Any]
PERIODS = {
    "year": ("2021-01-01", "2021-12-31", "2021-12-31"),
    "half": ("2021-01-01", "2021-06-30", "2021-06-30"),
    "half-told-later": ("2021-01-01", "2021-06-30", "2021-12-31"),
    "quarter": ("2021-07-01", "2021-09-30", "2021-10-31"),
}
#: what a quarter without a test of knowledge is told
NOT_TESTED = [
    "分母“知识测试应考人次”是 0，算不出百分比",
    "分母“知识测试实考人次”是 0，算不出百分比",
    "没有一条记录填了“平均分”，算不出平均数",
]
FILES = {"机构": "机构.yml", "岗位": "岗位.yml", "文件会议": "文件会议.yml"}
#: keys that name records of another ledger
REFERS = {"岗位": "岗位", "主讲": "岗位", "学习文件": "文件会议", "对象单位": "机构"}
DAYS = {
    "履责记录": "日期", "本月无": "月份", "责任书": "签订日期", "廉政提醒": "日期", "宣传发布": "月份",
    "整改台账": "登记日期", "廉洁细胞": "创建日期", "风险点": "复评日期", "专项整治": "起",
    "职责书": "发放日期", "年度要点": "完成日期", "预警汇总": "季度",
}  # fmt: skip
#: what is filled in when something is done later, and the state that this makes
DONE = {
    "整改台账": ("销号日期", "验收", "回头看"), "年度要点": ("完成日期",), "廉洁细胞": ("验收日期", "命名日期"),
    "责任书": ("签订日期",), "职责书": ("发放日期", "签收日期"), "风险点": ("复评日期",),
}  # fmt: skip
STATES = {
    "整改台账": {"已完成": "销号日期", "长期坚持": "验收"},
    "年度要点": {"已完成": "完成日期"},
    "廉洁细胞": {"示范": "命名日期", "已达标": "验收日期"},
}


@cache
def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8")) or []


def records(root: Path, ledger: str) -> list[Raw]:
    year = root / "data/2021"
    if ledger == "履责记录":
        return [record for file in sorted((year / ledger).glob("*.yml")) for record in load(file)]
    return list(load(root / "data" / FILES[ledger] if ledger in FILES else year / f"{ledger}.yml"))


def span(value: Any) -> tuple[str, str] | None:
    """First and last day, as they are typed."""
    if value is None:
        return None
    if value in ("一季度", "二季度", "三季度", "四季度"):
        first = "一二三四".index(value[0]) * 3 + 1
        return f"2021-{first:02}-01", f"2021-{first + 2:02}-31"
    text = str(value)
    return (f"{text}-01", f"{text}-31") if len(text) == 7 else (text, text)


def at(record: Raw, key: str | None) -> Any:
    for step in (key or "").split("."):
        record = (record or {}).get(step)  # type: ignore[assignment]
    return record


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


class Count:
    """One figure's records and value, by brute force."""

    def __init__(self, root: Path, figure: Raw, first: str, last: str, as_of: str) -> None:
        self.root, self.figure, self.ledger = root, figure, figure["来源"]
        self.first, self.last, self.as_of = first, min(last, as_of), as_of
        self.stock = figure.get("存量") in (True, "是")
        self.named = {
            ledger: {r.get(k): r for r in records(root, ledger) for k in ("编号", "简称", "名称")}
            for ledger in FILES
        }

    def then(self, record: Raw) -> Raw:
        """The record without what came after the cut-off."""
        gone = {
            key
            for key in DONE.get(self.ledger, ())
            if key in record and str(self.day_of(record[key])) > self.as_of
        }
        kept = {key: value for key, value in record.items() if key not in gone}
        for state, key in STATES.get(self.ledger, {}).items():
            if kept.get("状态") == state and key in gone:
                kept["状态"] = "已达标" if state == "示范" else "没有做完"
        return kept

    @staticmethod
    def day_of(value: Any) -> Any:
        return value["日期"] if isinstance(value, dict) else value

    def meets(self, record: Raw, where: Raw) -> bool:
        return all(self.one(record, key, value) for key, value in where.items())

    def one(self, record: Raw, key: str, wanted: Any) -> bool:
        have = record.get(key)
        if not isinstance(wanted, dict):
            words = [str(word) for word in many(wanted)]
            if have == "没有做完":  # which of them it was does not matter
                return {"未启动", "推进中", "延期"} <= set(words)
            return any(self.same(key, str(h), word) for h in many(have) for word in words)
        if set(wanted) == {"有"}:
            return (have not in (None, [])) == (wanted["有"] in (True, "是"))
        if key in REFERS:
            found = [self.named[REFERS[key]][name] for name in many(have)]
            return any(self.meets(other, wanted) for other in found)
        return have is not None and self.meets(have, wanted)

    def same(self, key: str, one: str, other: str) -> bool:
        known = self.named.get(REFERS.get(key, ""), {})
        return one == other or (one in known and known.get(one) is known.get(other))

    def inside(self, record: Raw) -> bool:
        key = self.figure.get("按日期")
        if key is None and self.stock and self.ledger in ("责任书", "风险点", "职责书", "年度要点"):
            return True
        found = span(at(record, key or DAYS.get(self.ledger)))
        if self.ledger in ("公务支出", "岗位"):
            return True
        first, last = ("", self.as_of) if self.stock else (self.first, self.last)
        return found is not None and first <= found[0] and found[1][:10] <= upto(last)

    def records(self) -> Iterator[Raw]:
        merged = self.figure.get("含并入") in (True, "是")
        for record in records(self.root, self.ledger):
            if "并入" in record and not merged:
                continue
            if self.meets(self.then(record), self.figure.get("条件", {})) and self.inside(record):
                yield record

    def value(self) -> Fraction:
        fields = many(self.figure.get("字段"))
        found = list(self.records())
        if self.figure["算法"] == "计数":
            return Fraction(len(found))
        if fields == ["在岗月数"]:
            months = len({f"{m:02}" for m in range(int(self.first[5:7]), int(self.last[5:7]) + 1)})
            return Fraction(sum(min(r.get("在岗月数", 12), months) for r in found))
        return sum((Fraction(Decimal(str(r.get(fields[0]) or 0))) for r in found), Fraction())


def upto(day: str) -> str:
    """The last day, so that a month that ends with it is within."""
    year, month, last = map(int, day.split("-"))
    return day[:8] + "31" if last == monthrange(year, month)[1] else day


@pytest.fixture(scope="module", params=sample(PERIODS, 2))
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample in one period: its project, what is wrong with it, and the period."""
    root = tmp_path_factory.mktemp("period")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    first, last, as_of = PERIODS[request.param]
    file = root / "data/2021/report.yml"
    text = re.sub(r"(?m)^  起: .*", f"  起: {first}", file.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^  止: .*", f"  止: {last}", text)
    text = re.sub(r"(?m)^统计截止: .*", f"统计截止: {as_of}", text)
    file.write_text(text, encoding="utf-8")
    project, found = survey(root)
    issues = found.errors
    return project, issues, (first, last, as_of)


@pytest.mark.slow
def test_every_figure_is_what_the_files_hold(told: tuple[Project, Any, Any]) -> None:
    project, _, period = told
    definitions = [f for f in load(ROOT / "data/2021/figures.yml") if f["算法"] in ("计数", "求和")]
    assert len(definitions) > 70
    for definition in definitions:
        found = Count(project.root, definition, *period)
        figure = project.figures[definition["名称"]]
        assert figure.value == found.value(), definition["名称"]
        ids = [str(record["编号"]) for record in found.records() if "编号" in record]
        anchors = [record.anchor for record in figure.records]
        if definition["算法"] == "计数":
            assert anchors == ids, definition["名称"]


@pytest.mark.slow
def test_the_sample_is_in_order_in_each_half_and_whole(told: tuple[Project, Any, Any]) -> None:
    project, issues, (first, last, _) = told
    said = [issue.message.partition("；")[0] for issue in issues]
    assert said == ([] if first.endswith("01-01") else NOT_TESTED)
    if last == "2021-06-30":
        study = project.figures["党组集体学习次数"]
        assert study.value == 6
        page = read(project.writers[f"figures/{study.id}.md"]().content).text
        assert "共 6 条" in page and "期外" in page and "r07-04" in page


#: a listing, and the figure that counts what it lists
BESIDE = {
    ("clean-cells", "创建单位"): "廉洁细胞创建数",
    ("clean-cells", "廉政文化“八进”活动"): "廉洁文化活动场次",
    ("risk-control", "全部风险点"): "廉政风险点数",
    ("sunshine", "专项整治"): "专项整治次数",
    ("oversight", "廉勤监督"): "廉勤监督次数",
}


def test_a_listing_holds_what_the_figure_beside_it_counts(told: tuple[Project, Any, Any]) -> None:
    project, _, _ = told
    for (name, title), figure in BESIDE.items():
        part = section(project.writers[f"mechanisms/{name}.md"]().content, title)
        (count,) = re.findall(r"共 (\d+) 条", part) or ["0"]
        assert int(count) == project.figures[figure].value, title
    cells = section(project.writers["mechanisms/clean-cells.md"]().content, "创建单位")
    head, *_, total = tables(cells)[0]
    assert int(total[head.index("示范")]) == project.figures["廉洁细胞示范数"].value


def by_month(page: str) -> list[tuple[str, str]]:
    """Return the numbers of this year that an evidence page draws, by months."""
    drawn = re.search('<table class="columns">.*?<thead>(.*?)</thead>.*?本年</th>(.*?)</tr>', page)
    heads = re.findall('<th scope="col">([^<]+)</th>', drawn[1]) if drawn else []
    cells = re.findall("<td[^>]*>(.*?)</td>", drawn[2]) if drawn else []
    return [(head, re.sub("<[^>]*>", "", cell)) for head, cell in zip(heads, cells, strict=True)]


@pytest.mark.slow
def test_every_evidence_page_adds_up(told: tuple[Project, Any, Any]) -> None:
    project, _, (first, last, as_of) = told
    until, monthly = min(last, as_of), 0
    names = [f"{number}月" for number in range(int(first[5:7]), int(until[5:7]) + 1)]
    for figure in project.figures.values():
        page = unescape(project.writers[f"figures/{figure.id}.md"]().content)
        rows = by_month(page)
        facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]*)</dd>", page))
        assert facts["期间"] and facts["按日期"] and facts["类型"]
        if facts["类型"] in ("存量", "不分期间"):
            assert not rows, figure.name
        if rows:
            monthly += 1
            assert [name for name, _ in rows] == names
            total = sum(Fraction(value) for _, value in rows)
            if figure.definition.method in ("计数", "求和"):
                assert total == figure.value, figure.name
            elif figure.definition.method == "去重计数":
                assert total >= figure.value and "加起来可以多于总数" in page
        elif facts["类型"] == "期间数" and figure.ledger and figure.value:
            assert figure.definition.method == "平均" or facts["按日期"] == "季度", figure.name
        if figure.ledger and figure.records:
            listed = re.search(r'<p class="told">共 (\d+) 条', page)
            assert listed and int(listed[1]) == len(figure.records), figure.name
        for name, left in (("期外", figure.outside), ("无日期", figure.undated)):
            assert (f"<dt>{name}</dt><dd>{len(left)} 条：" in page) == bool(left), figure.name
    assert monthly > 40
