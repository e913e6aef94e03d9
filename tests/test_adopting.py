"""An old report taken up: what is proposed, kept, chosen and written; nothing unasked, nothing lost."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import docx
import hostile
import markdown
import openpyxl
import pytest
from conftest import ROOT, Bureau

from ledger.adopting import admitting, choosing, desk, kept, sources, taking, worklist
from ledger.adopting.admitting import is_open, opened
from ledger.adopting.choosing import Walk
from ledger.adopting.heads import compared, others
from ledger.adopting.model import Draft, Kind, Part, Role, Spot
from ledger.adopting.page import pages
from ledger.adopting.proposals import Proposer
from ledger.adopting.sentences import items, sentences
from ledger.adopting.worklist import WorkList, read
from ledger.commands import main
from ledger.language.signs import unwritable
from ledger.machine import files
from ledger.project import Project
from ledger.prose import hidden
from ledger.records import source
from ledger.records.types.official import Adopted
from ledger.survey import survey
from ledger.upgrading import replacing

Said = pytest.CaptureFixture[str]
OLD = ROOT / "data/2020/report/正文.md"
LIST = "data/2021/沿用/年度报告.yml"
ANSWERS = """\
全称: 示例市科学技术局
报告年度: 2021
内设机构称谓: 科室
主送机关: 市纪委监委
机关代字: 示科党组
签发人: 李示例
"""
#: a short report: what is counted, a title, a day, what must not enter
REPORT = """\
# 示例局2020年度工作情况

## 组织领导

一是抓学习。全年组织集体学习7次，学习《纪律处分条例》。3月5日召开会议。

二是不松懈。坚持每月至少1次谈心，大家都参加。

没有数的段落，说的是打算。

## 作风建设

全年上廉政党课9次。
"""


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new bureau's project."""
    folder = tmp_path_factory.mktemp("新")
    (folder / "答案.yml").write_text(ANSWERS, encoding="utf-8")
    assert main(["new", str(folder / "项目"), "--answers", str(folder / "答案.yml")]) == 0
    return folder / "项目"


@pytest.fixture
def new(laid: Path, tmp_path: Path) -> Bureau:
    return Bureau(Path(shutil.copytree(laid, tmp_path / "项目")))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "去年.md"
    file.write_text(REPORT, encoding="utf-8")
    return file


def adopt(bureau: Bureau, *more: str | Path) -> int:
    return main(["adopt", "--root", str(bureau.root), *map(str, more)])


def held(root: Path) -> dict[str, bytes]:
    found = (file for file in root.rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def listed(bureau: Bureau) -> list[Adopted]:
    return read(bureau.root, 2021)[LIST]


def pick(bureau: Bureau, **chosen: str) -> None:
    """Choose for the items whose spot holds a text; ``_`` stands for those without a spot."""
    for record in listed(bureau):
        for spot, choice in chosen.items():
            if (spot == "_" and record.spot is None) or (record.spot and spot in record.spot):
                _pick(bureau, record, choice)


def _pick(bureau: Bureau, record: Adopted, choice: str) -> None:
    text = bureau.read(LIST)
    start = text.index(f"- 编号: {record.id}\n")
    end = text.find("\n- 编号:", start)
    entry = text[start : end if end >= 0 else None].rstrip("\n")
    entry = re.sub(r"\n  选: .*", "", entry) + f"\n  选: {choice}"
    bureau.write(LIST, text[:start] + entry + (text[end:] if end >= 0 else "\n"))


def paragraph(text: str, *spots: tuple[str, Kind]) -> Part:
    found = [Spot(text.index(s), text.index(s) + len(s), s, kind) for s, kind in spots]
    return Part(1, Role.PARAGRAPH, text, text, spots=found)


def test_no_empty_folder_is_left_where_a_file_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "留着").mkdir()
    replacing.put(tmp_path, {"甲/乙/丙.md": b"1", "留着/丁/戊.md": b"2"}, {})
    replacing.put(tmp_path, {"甲/乙/丙.md": None}, {})
    assert [each.name for each in tmp_path.iterdir()] == ["留着"]
    assert (tmp_path / "留着/丁/戊.md").is_file()


# by which word a spot is known again


def test_another_years_numbers_make_no_other_item() -> None:
    old = paragraph(
        "全年学习两次，参加406人次。", ("两次", Kind.QUANTITY), ("406人次", Kind.QUANTITY)
    )
    new = paragraph("全年学习12次，参加5人次。", ("12次", Kind.QUANTITY), ("5人次", Kind.QUANTITY))
    other = paragraph(
        "全年培训7次，参加406人次。", ("7次", Kind.QUANTITY), ("406人次", Kind.QUANTITY)
    )
    first, second, third = ([e.id for e in items([p], "report")] for p in (old, new, other))
    assert first == second and len({*first, *third}) == 4


def test_the_same_sentence_twice_is_two_items() -> None:
    part = paragraph("学习7次。", ("7次", Kind.QUANTITY))
    first, second = items([part, part], "report")
    assert first.id != second.id
    assert items([part], "report")[0].id != items([part], "公文/半年报告")[0].id


def test_a_stop_within_a_spot_ends_no_sentence() -> None:
    part = paragraph("学习《甲。乙》7次。记2次。", ("《甲。乙》", Kind.TITLE))
    assert [each.text for each in sentences(part)] == ["学习《甲。乙》7次。", "记2次。"]


def test_of_two_spots_alike_each_is_marked(project: Project) -> None:
    text = "学习2次，讨论2次。"
    part = Part(
        1,
        Role.PARAGRAPH,
        text,
        text,
        spots=[Spot(2, 4, "2次", Kind.QUANTITY), Spot(7, 9, "2次", Kind.QUANTITY)],
    )
    mine = desk.Desk(ROOT, project, [], sources.look(project))
    found = taking.taken(mine, [Draft("旧.md", 2020, [part])])[1].records
    assert [choosing.marked(each) for each in found] == [
        "学习【2次】，讨论2次。",
        "学习2次，讨论【2次】。",
    ]


# what is proposed

#: the figure of this year's data for each number of last year's report, counted by hand; none for
#: numbers that this year does not count
NUMBERS = """\
7次 党组集体学习次数|406人次 集体学习参学人次|94.2% 集体学习参学率|3次|6次 党组研究党风廉政次数|22项 年度要点任务数
20项 年度要点完成数|两项|9次 中心组学习两项法规次数|12次 党员干部讨论学习次数|4次 支部学习次数|2期 专题培训期数|86篇|24期
15条 廉政提醒条数|21项 整改事项数|9项 自查发现问题数|14项 整改完成数|66.7% 整改完成率|3项 长期坚持事项数|4项 未完成整改事项数
22次 听取汇报次数|28次 督导调研次数|21次 检查考核次数|31个 检查考核发现问题数|四成|8.31万元 三公经费支出
9.05万元 上年三公经费支出|8.2% 三公经费支出同比|6场 警示教育片场数|9次 廉政党课次数|6次 班子成员上党课次数
"""


@pytest.fixture(scope="module")
def proposed(project: Project) -> list[Adopted]:
    draft = sources.draft(OLD, project)
    mine = desk.Desk(ROOT, project, [], sources.look(project))
    return list(taking.taken(mine, [draft])[1].records)


def test_the_numbers_of_the_samples_report_find_their_figures(proposed: list[Adopted]) -> None:
    told = [each.partition(" ")[::2] for each in re.split(r"[|\n]", NUMBERS.strip())]
    numbers = [each for each in proposed if each.kind == "数量"]
    assert [each.spot for each in numbers] == [spot for spot, _ in told]
    known = [
        ([p for p in each.proposals if p.startswith("figure")], f'figure("{name}")')
        for each, (_, name) in zip(numbers, told, strict=True)
        if name
    ]
    assert sum(found[:1] == [name] for found, name in known) >= 25
    assert sum(name in found for found, name in known) >= 26
    sure = [
        each.proposals[0] == f'figure("{name}")'
        for each, (_, name) in zip(numbers, told, strict=True)
        if each.sure
    ]
    assert all(sure) and len(sure) >= 10


def test_nothing_is_proposed_where_this_year_counts_nothing_like_it(
    proposed: list[Adopted],
) -> None:
    by_spot = {each.spot: each for each in proposed}
    for spot in ("3次", "两项", "24期", "四成"):
        assert not any(p.startswith("figure") for p in by_spot[spot].proposals), spot


def test_days_titles_and_years_find_their_words(proposed: list[Adopted]) -> None:
    first = {each.spot: each.proposals[0] for each in proposed if each.proposals}
    assert first["2020年度"] == "period()"
    assert first["2021年"] == 'year("+1")'
    assert first["2月27日"] == 'record("r03-04", "日期")'
    assert first["《中国共产党廉洁自律准则》"] == 'document("廉洁自律准则")'
    assert first["《准则》"] == "照抄"


@pytest.mark.parametrize(
    ("text", "spot", "kind", "word"),
    [
        ("全年组织学习X次。", "X次", Kind.PLACEHOLDER, 'figure("'),
        ("每月至少谈心1次。", "1次", Kind.NORM, "照抄"),
        ("示例市科学技术局党组认为。", "示例市科学技术局", Kind.NAME, 'unit("全称")'),
        ("推进廉洁细胞建设。", "廉洁细胞", Kind.NAME, 'topic("廉洁细胞")'),
        ("学习省纪委十一届四次全会精神。", "省纪委十一届四次全会", Kind.NAME, 'document("省纪委十一届五次全会", "简称")'),
        ("印发《2020年示例工作要点》。", "《2020年示例工作要点》", Kind.TITLE, "上年的"),
    ],
)  # fmt: skip
def test_each_kind_of_spot_has_its_proposals(
    project: Project, text: str, spot: str, kind: Kind, word: str
) -> None:
    (item,) = items([paragraph(text, (spot, kind))], "report")
    found = [each.word for each in Proposer(project, 2020).of(item)]
    assert any(each.startswith(word) for each in found) and len(found) <= 3


def test_posts_and_departments_are_spots_where_they_stand_alone(project: Project) -> None:
    text = "由分管副局长牵头，办公室、组织人事科、人事科办理，市委办公室、第一分管副局长参加。"
    part = paragraph(text)
    found = [*items([replace(part, spots=sources.look(project)(text))], "report")]
    told = {e.spot.text: [p.word for p in Proposer(project, 2020).of(e)] for e in found if e.spot}
    assert told == {
        "分管副局长": ["照抄"],
        "办公室": ["照抄"],
        "组织人事科": [],
        "人事科": ["照抄"],
    }


@pytest.mark.parametrize(
    ("text", "spot", "name"),
    [
        ("梳理“财务岗位”的8个风险点和“采购岗位”的7个风险点。", "8个", "风险点数"),
        ("建立完善制度、方案、清单等20个。", "20个", "建立完善制度方案清单数"),
        ("本年度指导完成采购审批50余次。", "50余次", "指导完成采购审批次数"),
        ("预算执行率超99%。", "99%", "预算执行率"),
        ("开展审计3次，传达2次。", "3次", "开展审计次数"),
        ("最高得分704分全市第19名。", "704分", "最高得分分数"),
        ("全年组织“示例大讲堂”10场。", "10场", "组织示例大讲堂场数"),
        ("所有职工都听了课，共22节。", "22节", "所有职工都听了课节数"),
    ],
)
def test_a_new_figure_is_named_in_the_reports_own_words(
    project: Project, text: str, spot: str, name: str
) -> None:
    (item,) = items([paragraph(text, (spot, Kind.QUANTITY))], "report")
    (new,) = [each for each in Proposer(project, 2020).of(item) if each.definition]
    assert new.why.startswith(f"“{name}”：") and f"名称: {name}\n" in new.definition


def test_no_two_new_figures_have_one_name(project: Project) -> None:
    texts = ("梳理甲类的8个风险点。", "梳理乙类的7个风险点。", "全年共梳理8个风险点。")
    parts = [paragraph(text, (text[-6:-4], Kind.QUANTITY)) for text in texts]
    proposer = Proposer(project, 2020)
    found = [proposer.of(each)[-1] for each in items(parts, "report")]
    assert [each.why.partition("：")[0] for each in found] == [
        "“风险点数”", "“梳理乙类风险点数”", "“风险点数”",
    ]  # fmt: skip
    assert found[0].definition == found[2].definition
    assert "\n  口径: 梳理甲类的风险点的数量\n" in found[0].definition


@pytest.mark.parametrize(
    ("text", "spot", "parts"),
    [
        ("应参训12人，实参训9人，参训率75%。", "75%", ("实参训人数", "应参训人数")),
        ("应参训700人，实参训659人，参训率94.1%。", "94.1%", ("实参训人数", "应参训人数")),
        ("应参训700人，实参训659人，参训率94.2%。", "94.2%", None),
        ("应参训12人，实参训12人，参训率100%。", "100%", None),
        ("应参训12人，实参训9人。参训率75%。", "75%", None),
        ("应参训12人，实参训9人，合格9人，参训率75%。", "75%", None),
    ],
)
def test_a_new_rate_is_of_the_numbers_that_make_it(
    project: Project, text: str, spot: str, parts: tuple[str, str] | None
) -> None:
    found = sources.look(project)(text)
    proposer = Proposer(project, 2020)
    every = items([replace(paragraph(text), spots=found)], "report")
    last, proposed = [(each, proposer.of(each)) for each in every][-1]
    assert last.spot and last.spot.text == spot
    definition = proposed[-1].definition
    if parts:
        assert f"算法: 比率\n  分子: {parts[0]}\n  分母: {parts[1]}" in definition
    else:
        assert "算法: 填报" in definition


def test_a_session_has_the_meeting_of_the_same_body(project: Project) -> None:
    part = paragraph("学习市纪委七届五次全会精神。", ("市纪委七届五次全会", Kind.TITLE))
    (item,) = items([part], "report")
    assert Proposer(project, 2020).of(item)[0].word == 'document("市纪委七届六次全会", "简称")'


# a new bureau, from the file to the check


@pytest.mark.slow
def test_showing_writes_nothing(new: Bureau, report: Path, capsys: Said) -> None:
    before = held(new.root)
    assert adopt(new, report) == 1
    told = capsys.readouterr().out
    assert "2020 年的报告" in told and "【7次】" in told and "没有写。要写清单" in told
    assert held(new.root) == before


@pytest.mark.slow
def test_the_skeleton_holds_last_years_sentences_as_comments(new: Bureau, report: Path) -> None:
    before = held(new.root)
    assert adopt(new, report, "--write") == 0
    sections = sorted(file.name for file in (new.root / "docs/report").glob("*.md"))
    assert sections == ["10-组织领导.md", "20-作风建设.md", "index.md"]
    text = new.read("docs/report/10-组织领导.md")
    assert text.startswith("## 组织领导\n\n<!--\n旧报告：\n一是抓学习。全年组织集体学习7次")
    assert "还没有写成（" in text and re.sub(r"<!--.*?-->", "", text, flags=re.S).split() == [
        "##",
        "组织领导",
    ]
    project, errors = new.survey()
    assert errors == [] and project.unwritten
    assert "集体学习7次" not in project.finished["report/index.md"]
    told = [each.message for each in project.unwritten if each.code == "unwritten.adopted"]
    assert [each.partition("；")[0] for each in told] == [
        "这一节还有 3 段旧报告没有定",
        "这一节还有 1 段旧报告没有定",
    ]
    assert adopt(new, "--undo") == 0
    assert held(new.root) == before


@pytest.mark.slow
def test_what_is_chosen_is_written_and_nothing_else(
    new: Bureau, report: Path, capsys: Said
) -> None:
    adopt(new, report, "--write")
    pick(new, **{"7次": "1", "《": "照抄", "3月5日": "上年的", "1次": "照抄"})
    listing, shown = new.read(LIST), held(new.root)
    capsys.readouterr()
    assert adopt(new, "--apply") == 1 and held(new.root) == shown
    assert "会改 docs/report/10-组织领导.md" in capsys.readouterr().out
    assert adopt(new, "--apply", "--write") == 0
    text = new.read("docs/report/10-组织领导.md")
    assert (
        '一是抓学习。全年组织集体学习{{ figure("组织集体学习次数") }}，学习《纪律处分条例》。\n'
        in text
    )
    assert "<!--\n上年的，没有写进来：\n3月5日召开会议。\n-->" in text
    assert "\n二是不松懈。坚持每月至少1次谈心，大家都参加。\n" in text
    assert "<!--\n旧报告：\n没有数的段落，说的是打算。\n-->" in text
    assert "名称: 组织集体学习次数" in new.read("data/2021/figures.yml")
    project, errors = new.survey()
    assert errors == []
    assert any("待确认" in issue.message for issue in project.unwritten)
    assert adopt(new, "--apply") == 0
    assert adopt(new, "--undo") == 0 and new.read(LIST) == listing


@pytest.mark.slow
def test_what_would_be_an_error_stays_a_comment_and_is_told(
    new: Bureau, report: Path, capsys: Said
) -> None:
    adopt(new, report, "--write")
    pick(new, **{"7次": "照抄", "《": "照抄", "3月5日": "照抄", "1次": "照抄"})
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 0
    told = capsys.readouterr().out
    assert "第 1 段没有写：“7次”是直接写的数" in told
    text = new.read("docs/report/10-组织领导.md")
    assert "<!--\n旧报告：\n一是抓学习" in text and "或者写进去会多出错" in text
    assert "\n二是不松懈。坚持每月至少1次谈心" in text
    assert new.messages() == []


@pytest.mark.slow
def test_a_newer_file_keeps_what_was_chosen(new: Bureau, report: Path, capsys: Said) -> None:
    adopt(new, report, "--write")
    pick(new, **{"7次": "1", "1次": "照抄"})
    new.append(LIST, "# 经办人的批注\n")
    newer = REPORT.replace("7次", "8次").replace("全年上廉政党课9次。", "全年讲廉政党课9次。")
    report.write_text(newer.replace("说的是打算", "说的是别的"), encoding="utf-8")
    capsys.readouterr()
    assert adopt(new, report, "--write") == 0
    told = capsys.readouterr().out
    assert f"{LIST} 里另写的 1 行注释没有带到新的清单里" in told
    assert "新的 2 处，没有了的 2 处" in told and "没有了的：全年上廉政党课【9次】。" in told
    chosen = {each.spot: each.choice for each in listed(new) if each.choice}
    assert chosen == {"8次": "1", "1次": "照抄"}
    assert "说的是别的" in new.read("docs/report/10-组织领导.md")
    assert "9次" in new.read("docs/report/20-作风建设.md") and new.messages() == []


@pytest.mark.slow
def test_a_section_in_another_encoding_is_told_as_such(
    new: Bureau, report: Path, capsys: Said
) -> None:
    adopt(new, report, "--write")
    path = "docs/report/10-组织领导.md"
    new.write(path, new.read(path), encoding="gb18030")
    before = (new.root / path).read_bytes()
    pick(new, _="照抄")
    capsys.readouterr()
    adopt(new, "--apply", "--write")
    said = capsys.readouterr().out
    assert f"{path}:1:4  文件是GBK 编码；请在编辑器里另存为 UTF-8；没有动" in said
    assert "作者改过" not in said and (new.root / path).read_bytes() == before


@pytest.mark.slow
def test_what_an_author_changed_is_left_and_told(new: Bureau, report: Path, capsys: Said) -> None:
    adopt(new, report, "--write")
    path = "docs/report/10-组织领导.md"
    new.change(path, "一是抓学习。", "一是抓紧学习。")
    new.append(path, "\n作者写的一段。\n")
    pick(new, **{"7次": "1", "《": "照抄", "3月5日": "上年的", "1次": "照抄"})
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 0
    assert f"{path} 第 1 段作者改过，没有动" in capsys.readouterr().out
    text = new.read(path)
    assert "一是抓紧学习。全年组织集体学习7次" in text and "作者写的一段。" in text
    assert "\n\n二是不松懈。坚持每月至少1次谈心" in text
    assert {each.spot for each in listed(new) if each.written} == {"1次"}


@pytest.mark.slow
def test_sections_that_somebody_wrote_are_not_touched(
    new: Bureau, report: Path, capsys: Said
) -> None:
    path = "docs/report/11-组织领导.md"
    new.append(path, "\n今年写的。\n")
    before = {p: c for p, c in held(new.root).items() if p.startswith("docs/")}
    assert adopt(new, report, "--write") == 0
    assert f"{path} 已经有人写了，骨架没有写" in capsys.readouterr().out.replace(
        "docs/report/00-引语.md、", ""
    )
    assert {p: c for p, c in held(new.root).items() if p.startswith("docs/")} == before
    assert len(listed(new)) == 6
    pick(new, **{"7次": "1"})
    assert adopt(new, "--apply", "--write") == 0
    assert "没有写过骨架，正文和定义没有写" in capsys.readouterr().out
    assert "组织集体学习次数" not in new.read("data/2021/figures.yml")
    new.remove(path)
    assert adopt(new, report, "--write") == 0 and "集体学习7次" in new.read(
        "docs/report/10-组织领导.md"
    )


@pytest.mark.slow
def test_what_must_not_enter_is_in_no_file(new: Bureau, report: Path, capsys: Said) -> None:
    report.write_text(
        REPORT + "\n群众来电13812345678反映。局长王小明带头学习8次。全年普法3次。\n",
        encoding="utf-8",
    )
    assert adopt(new, report, "--write") == 0
    assert "这一句没有收" in capsys.readouterr().out
    assert [each.sentence for each in listed(new) if each.spot == "3次"] == ["全年普法3次。"]
    for path, content in held(new.root).items():
        if path.startswith(("data/2020", "data/2021", "docs")):
            assert "13812345678" not in content.decode() and "王小明" not in content.decode(), path


def test_a_heading_that_may_not_stand_is_an_open_one() -> None:
    private = paragraph("局长王小明的工作", ("王小明", Kind.NAME))
    named = replace(private, role=Role.HEADING, spots=[replace(private.spots[0], private=True)])
    empty = replace(paragraph("××行动", ("××", Kind.PLACEHOLDER)), role=Role.HEADING)
    assert (opened(named).text, opened(empty).text) == ("标题另写", "标题另写：没有填的行动")
    assert opened(opened(empty)).text == "标题另写" and is_open(opened(named))
    assert not is_open(named) and not is_open(paragraph("标题另写"))
    draft = Draft("旧", 2020, [named, replace(named, text="主要{{ year() }}工作", spots=[])])
    clean = admitting.without_private(draft, lambda _: ())
    assert [part.text for part in clean.parts] == ["标题另写", "标题另写：主要{{ year() }}工作"]
    assert all("标题没有收" in part.told[0] for part in clean.parts)


@pytest.mark.slow
def test_a_heading_that_may_not_stand_is_left_to_the_author(
    new: Bureau, report: Path, capsys: Said
) -> None:
    headings = (
        "局长王小明同志的主要工作",
        "机密★一年领导",
        "组织<script>alert(1)</script>领导",
        "作风{{ year() }}建设",
        "全年学习7次的情况",
        "××行动",
    )
    report.write_text(
        "".join(f"## {each}\n\n写了第{n}种做法。\n\n" for n, each in enumerate(headings))
        + "## 好的标题\n\n没有数的一段。\n",
        encoding="utf-8",
    )
    assert adopt(new, report, "--write") == 0
    said = capsys.readouterr().out
    for n in range(len(headings)):
        assert f"去年.md:{4 * n + 1}  这个标题没有收" in said
    names = {path: text.decode() for path, text in held(new.root / "docs/report").items()}
    assert {*names} > {"10-标题另写.md", "60-标题另写.md", "70-好的标题.md"}
    assert names["30-标题另写.md"].startswith(
        "<!--\n旧报告：\n## 标题另写：组织〈script〉alert(1)〈/script〉领导\n-->"
    )
    whole = "".join([*names.values(), new.read("data/2020/report/正文.md")])
    assert "王小明" not in whole and "机密" not in whole
    sections = {each.section.rpartition("/")[2] for each in listed(new)}
    assert sections <= {*names} and new.survey()[1] == []
    pick(new, _="照抄")
    assert adopt(new, "--apply", "--write") == 0
    assert new.read("docs/report/10-标题另写.md").endswith("-->\n\n写了第0种做法。\n")
    waiting = {each.place.path for each in new.survey()[0].unwritten}
    assert "docs/report/10-标题另写.md" in waiting and "docs/report/70-好的标题.md" not in waiting


@pytest.mark.parametrize(
    ("sentence", "code"),
    [("群众来电13812345678反映。", "secret."), ("局长王小明带头学习。", "secret.name")],
)
def test_a_check_asks_the_list_for_what_must_not_enter(
    bureau: Bureau, sentence: str, code: str
) -> None:
    bureau.write(LIST, f"- {{编号: s1, 节: report/10-甲.md, 段: 1, 句: {sentence}, 种类: 段落}}\n")
    assert any(each.startswith(code) for each in bureau.codes())


def test_a_check_reads_the_list_and_asks_nothing_of_its_style(bureau: Bureau) -> None:
    odd = '"去年学习了8次,  X人参加"'
    entry = f"- {{编号: s1, 节: report/10-甲.md, 段: 1, 句: {odd}, 种类: 数量, 词: 8次}}\n"
    before = bureau.findings()
    bureau.write(LIST, entry)
    assert bureau.findings() == before and bureau.project().dataset.of(Adopted) == []
    bureau.write(LIST, entry.replace("种类: 数量", "种类: 数目"))
    assert bureau.codes() == ["value.choice"]


@pytest.mark.slow
def test_signs_of_an_old_report_break_no_comment(new: Bureau, report: Path) -> None:
    odd = '第一--> <!-- {{ figure("无") }} <script>alert(1)</script>共3次。'
    report.write_text(f"## 一\n\n{odd}\n", encoding="utf-8")
    assert adopt(new, report, "--write") == 0
    project, errors = new.survey()
    assert "共3次。\n还没有写成（" in new.read("docs/report/10-一.md")
    assert errors == [] and "script>alert" not in project.finished["report/index.md"]


def test_who_signs_for_another_body_is_told(project: Project) -> None:
    signed = [
        replace(paragraph(text), line=line, role=Role.ELEMENT, key="署名")
        for line, text in ((8, f"中共{project.unit.full_name}党组"), (9, "外市示例教育局"))
    ]
    assert [*others(project, Draft("旧.txt", 2020, signed))] == [
        "旧.txt:9  署名“外市示例教育局”不是本单位；请核对是不是拿错了文件"
    ]


def test_an_element_is_compared_with_that_of_the_new_report(project: Project) -> None:
    told = {
        "主送机关": "市委",
        "标题": "中共示例市科学技术局党组\n关于2020年度党风廉政建设和反腐败工作\n情况的报告",
        "发文字号": "示科党组〔2021〕1号",
        "抄送": "市委办公室，市纪委监委派驻纪检监察组",
        "成文日期": "2021年1月8日",
        "附件": "附件：1.支出明细表",
        "称谓": "各位代表",
    }
    parts = [
        replace(paragraph(text), line=line, role=Role.ELEMENT, key=key)
        for line, (key, text) in enumerate(told.items(), 1)
    ]
    found = [*compared(project, Draft("旧.txt", 2020, parts))]
    assert re.fullmatch(
        r"旧.txt:1  主送机关“市委”：data/2021/report.yml:\d+:\d+ 是“市纪委”，不一样；请核对",
        found[0],
    )
    assert found[1:3] == [
        "旧.txt:6  附件“附件：1.支出明细表”：data/2021/report.yml 没有写“附件”；要用的加上",
        "旧.txt:7  称谓“各位代表”：data/2021/report.yml 没有这一项；要用的写进正文",
    ]
    assert [each.rpartition("：")[2] for each in found[3:6]] == [
        "和 data/2021/report.yml 写的一样"
    ] * 3
    assert "每年不同，data/2021/report.yml:" in found[6] and found[6].endswith(" 是 2022-01-10")


@pytest.mark.slow
def test_several_years_are_one_list(
    new: Bureau, report: Path, tmp_path: Path, capsys: Said
) -> None:
    older = tmp_path / "前年.md"
    older.write_text(REPORT.replace("2020", "2019").replace("7次", "5次"), encoding="utf-8")
    assert adopt(new, older, report, "--write") == 0
    assert "另外 1 份里也有的" in capsys.readouterr().out
    record = next(each for each in listed(new) if each.spot == "7次")
    assert record.years == [2019, 2020] and "2019、2020 年都有" in next(choosing.shown(record))


@pytest.mark.slow
def test_a_document_beside_the_report_has_its_own_list(bureau: Bureau, report: Path) -> None:
    half = ("半年报告", "--from", "2021-01-01", "--to", "2021-06-30")
    assert main(["new-document", "--root", str(bureau.root), *half]) == 0
    for file in (bureau.root / "docs/公文/半年报告").glob("[0-9]*.md"):
        file.unlink()
    assert adopt(bureau, report, "--document", "半年报告", "--write") == 0
    assert (bureau.root / "data/2021/沿用/半年报告.yml").is_file()
    assert "集体学习7次" in bureau.read("docs/公文/半年报告/10-组织领导.md")
    assert bureau.messages() == []


# choosing


class Typed:
    """What is typed at a terminal, and what it shows."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.said: list[str] = []
        self.kept: dict[str, str] = {}

    def ask(self, _: str) -> str:
        try:
            return next(self.answers)
        except StopIteration:
            raise EOFError from None

    @property
    def way(self) -> Walk:
        return Walk(self.ask, self.said.append, self.kept.__setitem__)


def record(id_: str, *proposals: str, sentence: str = "学习7次。") -> Adopted:
    return Adopted.model_construct(
        id=id_, section="report/10-甲.md", paragraph=1, sentence=sentence, kind="数量", spot="7次",
        proposals=[*proposals], reasons=["像"] * len(proposals),
    )  # fmt: skip


def test_the_walk_takes_skips_and_stops(project: Project) -> None:
    own = [record(str(n), "照抄", "上年的") for n in range(6)]
    typed = Typed("", "2", "照超", "整改完成数", "s", "?", "q")
    assert choosing.walk(project, WorkList(own), typed.way) == 3
    assert typed.kept == {"0": "1", "1": "2", "2": "整改完成数"}
    assert any("不认识“照超”" in line for line in typed.said)


def test_the_walk_goes_back(project: Project) -> None:
    typed = Typed("b", "照抄", "b", "上年的", "", "q")
    assert choosing.walk(project, WorkList([record("a"), record("b")]), typed.way) == 1
    assert typed.kept == {"a": "上年的"}


def test_the_walk_begins_with_what_has_no_proposal_and_ends_with_the_input(
    project: Project,
) -> None:
    own = [record("a", "照抄"), record("b")]
    typed = Typed("", "照抄")
    assert choosing.walk(project, WorkList(own), typed.way) == 1
    assert typed.kept == {"a": "照抄"}


@pytest.mark.slow
def test_each_choice_is_kept_at_once_and_a_walk_is_taken_back_in_one(
    new: Bureau, report: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    adopt(new, report, "--write")
    before = held(new.root)
    answers, seen = iter(["", "上年的", "q"]), list[int]()

    def ask(_: str) -> str:
        seen.append(sum(bool(each.choice) for each in listed(new)))
        return next(answers)

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert adopt(new, "--choose") == 0 and seen == [0, 1, 2]
    assert "选了 2 处，还有 4 处" in capsys.readouterr().out
    assert adopt(new, "--undo") == 0 and held(new.root) == before


def test_what_somebody_writes_into_the_list_meanwhile_is_not_lost(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    entry = "# 经办人的批注\n- 编号: s%d\n  节: report/10-甲.md\n  段: 1\n  句: 学习%d次。\n  种类: 数量\n"
    bureau.write(LIST, "".join(entry % (n, n) for n in (1, 2, 3)))

    def ask(_: str) -> str:
        if "上年的" in bureau.read(LIST):
            bureau.append(LIST, "# 另一个人写的\n")
        return "上年的"

    monkeypatch.setattr("builtins.input", ask)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    assert adopt(bureau, "--choose") == 1
    assert f"{LIST} 刚才有人改过" in capsys.readouterr().err
    text = bureau.read(LIST)
    assert text.count("选: 上年的") == 1 and text.count("# 经办人的批注") == 3
    assert text.endswith("# 另一个人写的\n")


def test_what_is_kept_can_be_taken_back_only_when_all_of_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "沿用前（没有写完）").mkdir()  # of a run that was killed
    seen, write = list[Path | None](), files.write

    def noted(file: Path, content: bytes, **more: bool) -> None:
        seen.append(replacing.latest(tmp_path, "沿用前"))
        write(file, content, **more)

    monkeypatch.setattr(files, "write", noted)
    folder = replacing.aside(tmp_path, "沿用前", {"甲/乙": b"1", "甲/丙": b"2"})
    assert seen == [None, None] and folder == replacing.latest(tmp_path, "沿用前")
    assert held(tmp_path) == {"沿用前/甲/乙": b"1", "沿用前/甲/丙": b"2"}


@pytest.mark.slow
def test_the_first_proposals_that_are_sure_are_accepted_at_once(new: Bureau, report: Path) -> None:
    adopt(new, report, "--write")
    before = held(new.root)
    assert adopt(new, "--accept-first") == 1 and held(new.root) == before
    assert adopt(new, "--accept-first", "--write") == 0
    for each in listed(new):
        assert bool(each.choice) == each.sure
    assert adopt(new, "--accept-first") == 0


@pytest.mark.slow
def test_a_choice_that_is_none_is_told_at_its_place(
    new: Bureau, report: Path, capsys: Said
) -> None:
    adopt(new, report, "--write")
    pick(new, **{"7次": "没有的数", "1次": "3", "《": 'figure("没有")'})
    before = held(new.root)
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 1 and held(new.root) == before
    told = capsys.readouterr().out
    assert re.search(rf"{LIST}:\d+:\d+  选：不认识“没有的数”", told)
    assert "没有建议 3" in told and "不认识的指标“没有”" in told
    assert main(["check", "--root", str(new.root)]) == 1
    assert {*told.split("\n")} <= {*capsys.readouterr().out.split("\n")}


@pytest.mark.slow
def test_the_list_goes_to_excel_and_back(new: Bureau, report: Path, tmp_path: Path) -> None:
    adopt(new, report, "--write")
    folder, root = tmp_path / "表格", str(new.root)
    assert main(["export", "沿用清单", "--root", root, "--to", str(folder)]) == 0
    file = folder / "沿用清单.xlsx"
    book = openpyxl.load_workbook(file)
    heads = {cell.value: cell.column for cell in book.worksheets[0][1]}
    row = next(r for r in book.worksheets[0].iter_rows() if "7次" in [c.value for c in r])
    row[heads["选"] - 1].value = "照抄"
    book.save(file)
    assert main(["import", str(file), "--root", root, "--write"]) == 0
    assert [each.choice for each in listed(new) if each.choice] == ["照抄"]
    assert new.messages() == []


@pytest.mark.slow
def test_the_page_lists_what_is_open_first(new: Bureau, report: Path) -> None:
    adopt(new, report, "--write")
    pick(new, **{"1次": "照抄"})
    project = survey(new.root)[0]
    (page,) = pages(project)
    text = page.write().content
    assert text.index("还没有选的</h3>") < text.index("report/10-组织领导.md</h3>")
    assert "<mark>7次</mark>" in text and "adopt --choose" in text
    assert page.path not in project.writers
    assert [*pages(replace(project, root=new.root / "docs"))] == []


# wrong use


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        (["没有.docx"], 2, "没有 没有.docx 这个文件"),
        ([], 2, "还没有清单"),
        (["--choose", "--apply"], 2, "一次只写一样"),
        (["--write"], 2, "--write 和旧报告的文件"),
        (["--year", "2020"], 2, "--year 和旧报告的文件一起写"),
        ([str(OLD), "--year", "-5"], 2, "--year 写四位的年份，如 2023，不是 -5"),
        ([str(OLD), "--year", "0"], 2, "--year 写四位的年份"),
        (["--undo"], 2, "没有要退回的：adopt --write"),
        (["--apply", "--document", "没有"], 1, "没有"),
        ([str(OLD), "--year", "2021"], 2, "不早于正在写的 2021 年"),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(
    bureau: Bureau, capsys: Said, given: list[str], code: int, message: str
) -> None:
    before = held(bureau.root)
    assert adopt(bureau, *given) == code
    told = capsys.readouterr()
    assert message in told.out + told.err and held(bureau.root) == before


def test_a_list_that_cannot_be_read_is_told(bureau: Bureau, capsys: Said) -> None:
    for name in ("年度报告", "半年报告"):
        bureau.write(f"data/2021/沿用/{name}.yml", "- {编号: s1, 段: 一}\n")
    assert adopt(bureau) == 1 and adopt(bureau, OLD) == 1
    told = capsys.readouterr().out
    assert "data/2021/沿用/半年报告.yml:1:3  缺少“节”" in told and "Traceback" not in told


def test_no_question_is_asked_where_nobody_answers(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    bureau.write(
        LIST, "- {编号: s1, 节: report/10-甲.md, 段: 1, 句: 学习7次。, 种类: 数量, 词: 7次}\n"
    )
    monkeypatch.setattr("sys.stdin", None)
    assert adopt(bureau, "--choose") == 2
    assert "这里不能提问" in capsys.readouterr().err


@pytest.mark.slow
def test_what_was_not_filled_in_is_asked_for(new: Bureau, tmp_path: Path) -> None:
    file = tmp_path / "去年.txt"
    file.write_text("一、组织领导\n\n全年组织集体学习X次，到xx市参观。\n", encoding="utf-8")
    assert adopt(new, file, "--write") == 0 and new.messages() == []
    text = new.read("docs/report/10-组织领导.md")
    assert "全年组织集体学习〔没有填的〕，到〔没有填的〕市参观。" in text
    assert "- “没有填的”（" in text
    pick(new, X="1", x="上年的")
    assert adopt(new, "--apply", "--write") == 0 and new.messages() == []
    assert '上年的，没有写进来：\n全年组织集体学习〔figure("组织集体学习次数")〕，到' in new.read(
        "docs/report/10-组织领导.md"
    )
    assert "组织集体学习次数" not in new.read("data/2021/figures.yml")  # nobody calls it
    pick(new, x='unit("简称")')
    assert adopt(new, "--apply", "--write") == 0 and new.messages() == []
    assert '学习{{ figure("组织集体学习次数") }}，到' in new.read("docs/report/10-组织领导.md")


# texts that other programs take for something else


def test_a_list_is_read_as_it_was_written() -> None:
    several = "- 编号: a\n  名称: 甲\n\n  口径: 乙"
    texts = [each for each in (*hostile.TEXTS, several, f"  {several}") if typed(each)]
    old = [
        record(f"s{n}", text, sentence=text).model_copy(update={"definition": text, "choice": text})
        for n, text in enumerate(texts)
    ]
    value, wrong = source.parse(worklist.written("年度报告", old), LIST)
    assert wrong == [] and isinstance(value, list)
    fields = ("id", "sentence", "proposals", "definition", "choice", "paragraph", "spot")
    for one, entry in zip(old, value, strict=True):
        again = Adopted.from_source(entry)
        assert [getattr(again, f) for f in fields] == [getattr(one, f) for f in fields]


def typed(text: str) -> bool:
    """Whether a text may stand in the data."""
    return bool(text.strip()) and not text.endswith("\n") and not unwritable(text)


@pytest.mark.parametrize(
    "each", [pytest.param(8, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.long)]
)
def test_whatever_stands_in_an_old_report_breaks_nothing(
    new: Bureau, tmp_path: Path, each: int
) -> None:
    texts = [*filter(typed, hostile.TEXTS)][::each]
    said = [f"第一{' '.join(text.split())}共{n}次。" for n, text in enumerate(texts, 2)]
    file = tmp_path / "去年.txt"
    file.write_text("一、甲\n" + "\n".join(said) + "\n", encoding="utf-8")
    assert adopt(new, file, "--write") == 0
    project, errors = new.survey()
    assert errors == [] and hostile.TELL not in project.finished["report/index.md"]
    for spot in listed(new):
        _pick(new, spot, "照抄")
    assert adopt(new, "--apply", "--write") == 0 and new.messages() == []


# the text that is kept


def test_a_draft_that_is_kept_is_read_as_it_was(project: Project) -> None:
    look = sources.look(project)
    draft = replace(sources.draft(OLD, project), year=2020)
    again = kept.read(kept.written(draft), "正文.md", 2020, look)

    def told(each: Draft) -> list[tuple[Role, str, int, list[Spot]]]:
        parts = (part for part in each.parts if part.role not in (Role.LEFT, Role.ELEMENT))
        return [(part.role, part.text, part.level, [*part.spots]) for part in parts]

    assert told(again) == told(draft)


#: paragraphs that Markdown takes for something else
ODD = (
    "## 像标题的一段。", "###### 六号。", "# 一号。", "<!-- 没有完的一段。", "<!-- 注释 -->后面有字。", "| 竖线开头的一段。",
    "\\# 已经有反斜杠的一段。", "\\\\两个。", "> 大于号开头的一段。", "- 短横开头的一段。", "1. 点号开头的一段。", "```", "---", "===", "　缩进。",
    "两行\n## 第二行", "空行\n\n后面", "末行是空的\n", "| 甲\n| --- |", "句中<!--没有完。", "已经有<\\!--反斜杠。",
)  # fmt: skip


def test_whatever_a_paragraph_holds_is_read_as_it_was_kept() -> None:
    said = [*ODD, *(each for each in hostile.TEXTS if typed(each) and "\r" not in each)]
    parts = [Part(n, Role.PARAGRAPH, text, text) for n, text in enumerate(said)]
    table = Part(1, Role.TABLE, "", "| 甲 |\n| --- |\n| # 乙<!-- |")
    every = [*parts, Part(1, Role.HEADING, "", "第七级", level=7), table]
    written = kept.written(Draft("旧.md", 2020, every))
    assert hidden.open_comment(written) is None
    again = kept.read(written, "正文.md", 2020, lambda _: [])
    assert [(e.role, e.text, e.level) for e in again.parts] == [
        (e.role, e.text, e.level) for e in every
    ]


def test_a_table_is_kept_without_the_rows_that_name_a_person(project: Project) -> None:
    text = "| 姓名 | 数 |\n| --- | --- |\n| 局长王小明。 | 2 |\n| 合计 | 3 |"
    name = Spot(text.index("王"), text.index("。"), "王小明", Kind.NAME, private=True)
    look = sources.look(project)
    draft = Draft("旧.md", 2020, [Part(1, Role.TABLE, text, text, spots=[name])])
    (part,) = admitting.without_private(draft, look).parts
    assert part.text == "| 姓名 | 数 |\n| --- | --- |\n| 合计 | 3 |"


@pytest.mark.slow
def test_a_paragraph_that_is_kept_stays_one_for_the_reader(
    new: Bureau, tmp_path: Path, capsys: Said
) -> None:
    said = [each for each in ODD[:6] if "-->" not in each] + ["末段没有数。"]
    file = tmp_path / "去年.docx"
    document = docx.Document()
    document.add_heading("一、甲", 1)
    for each in said:
        document.add_paragraph(each)
    document.save(str(file))
    assert adopt(new, file, "--write") == 0
    for each in listed(new):
        _pick(new, each, "照抄")
    assert adopt(new, "--apply", "--write") == 0 and new.messages() == []
    assert "没有写：" not in capsys.readouterr().out and all(e.written for e in listed(new))
    shown = markdown.markdown(new.read("docs/report/10-甲.md"), extensions=["tables"])
    assert [*re.findall("<p>(.*)</p>", shown)] == [html.escape(e, quote=False) for e in said]


def test_a_list_knows_its_spots_in_whole_sentences_alone() -> None:
    listed = [
        record("s1", sentence="学习7次").model_copy(update={"spot": "7次", "at": 3}),
        record("s2", sentence="学习7次会。").model_copy(update={"spot": "7次会", "at": 3}),
    ]
    look = worklist.look(listed)
    assert [each.text for each in look("学习7次会。　学习7次")] == ["7次会", "7次"]
    assert [each.text for each in look("学习7次\n再学习7次会。")] == ["7次"]


@pytest.mark.slow
def test_what_is_recorded_meanwhile_changes_no_list(
    new: Bureau, report: Path, capsys: Said
) -> None:
    text = "# 2020年度工作情况\n\n## 甲\n\n组织学习。场长签到2次，场长在场。\n\n场长签到。\n"
    report.write_text(text, encoding="utf-8")
    assert adopt(new, report, "--write") == 0
    new.append("data/岗位.yml", "- {编号: a, 名称: 场长, 层级: 主要领导, 职责: 管场}\n")
    for each in listed(new):
        _pick(new, each, "上年的")
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 0
    assert "没有动" not in capsys.readouterr().out and all(each.written for each in listed(new))
    assert adopt(new, report, "--write") == 0
    assert [each.spot for each in listed(new) if not each.written] == ["场长"] * 3


@pytest.mark.slow
def test_what_is_supplied_is_asked_for_by_its_number(
    new: Bureau, report: Path, capsys: Said
) -> None:
    text = "# 2020年度工作情况\n\n## 甲\n\n补植苗木45株，抚育幼林12亩。\n"
    report.write_text(text, encoding="utf-8")
    assert adopt(new, report, "--write") == 0
    for each in listed(new):
        _pick(new, each, "1")
    capsys.readouterr()
    assert adopt(new, "--apply") == 0
    asked = re.findall(r"记一条：python -m ledger (add .*)", capsys.readouterr().out)
    assert [each.split("--set ")[2:] for each in asked] == [
        ["事项=补植苗木株数 ", "单位=株"], ["事项=抚育幼林亩数 ", "单位=亩"],
    ]  # fmt: skip
    new.append("data/机构.yml", "- {编号: a, 名称: 场部, 类型: 内设机构}\n")
    new.append("data/岗位.yml", "- {编号: b, 名称: 场长, 层级: 主要领导, 职责: 管场}\n")
    more = "--set 数=5 --set 起=2021-01-01 --set 止=2021-12-31 --set 提供单位=场部 --set 批准=场长 --set 提供日期=2021-12-31 --set 文号=示场〔2021〕9号 --yes --root"
    for each in asked:
        assert main([*each.split(), *more.split(), str(new.root)]) == 0
    assert adopt(new, "--apply", "--write") == 0 and new.messages() == []
    assert '补植苗木{{ figure("补植苗木株数") }}，抚育幼林{{ figure("抚育' in new.read(
        "docs/report/10-甲.md"
    )


# reports of another year, and what an author wrote meanwhile

PLAIN = """# 示例局2020年度工作情况

## 主要工作

思想上更加统一。

基层负担减轻。

思想上更加统一。

## 问题

学习不深。
"""


def chosen(bureau: Bureau, file: Path, text: str) -> int:
    """Take a report, choose all as it is, and write it."""
    file.write_text(text, encoding="utf-8")
    assert adopt(bureau, file, "--write") == 0
    for each in listed(bureau):
        _pick(bureau, each, "照抄")
    return adopt(bureau, "--apply", "--write")


@pytest.mark.slow
def test_an_older_report_takes_not_the_place_of_a_newer(
    new: Bureau, report: Path, tmp_path: Path, capsys: Said
) -> None:
    adopt(new, report, "--write")
    before = held(new.root)
    older = tmp_path / "前年.md"
    older.write_text(REPORT.replace("2020", "2019"), encoding="utf-8")
    assert adopt(new, older, "--write") == 2 and held(new.root) == before
    assert "前年.md 是 2019 年的，" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_new_and_gone_in_a_report_is_so_in_an_edited_section(
    new: Bureau, report: Path, capsys: Said
) -> None:
    assert chosen(new, report, PLAIN) == 0
    first, second = (f"docs/report/{name}.md" for name in ("10-主要工作", "20-问题"))
    new.append(first, "\n作者写的一段。\n")
    new.append(second, "\n作者写的另一段。\n")
    newer = PLAIN.replace("基层负担减轻。\n\n", "").replace(
        "学习不深。\n", "先写的一段。\n\n学习不深。\n\n基层负担减轻。\n"
    )
    capsys.readouterr()
    assert chosen(new, report, newer) == 0 and new.messages() == []
    assert "没有动" not in capsys.readouterr().out and all(each.written for each in listed(new))
    assert new.read(first).split() == [
        "##", "主要工作", "思想上更加统一。", "思想上更加统一。", "作者写的一段。",
    ]  # fmt: skip
    assert new.read(second).split() == [
        "##", "问题", "先写的一段。", "学习不深。", "基层负担减轻。", "作者写的另一段。",
    ]  # fmt: skip


@pytest.mark.slow
def test_of_paragraphs_alike_all_are_written_or_it_is_told(
    new: Bureau, report: Path, capsys: Said
) -> None:
    report.write_text(PLAIN, encoding="utf-8")
    adopt(new, report, "--write")
    path = "docs/report/10-主要工作.md"
    new.append(path, "\n作者写的一段。\n")
    for each in listed(new):
        _pick(new, each, "照抄")
    assert adopt(new, "--apply", "--write") == 0
    text = new.read(path)
    assert text.count("\n思想上更加统一。\n") == 2 and "<!--" not in text
    for each in listed(new):
        _pick(new, each, "上年的")
    new.write(path, text.replace("\n思想上更加统一。\n", "\n", 1))
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 0
    assert "第 1 段同样的话另有一处，分不出是哪一处" in capsys.readouterr().out


@pytest.mark.slow
def test_a_figure_is_defined_with_the_paragraph_that_calls_it(new: Bureau, report: Path) -> None:
    adopt(new, report, "--write")
    pick(new, **{"7次": "1"})
    assert adopt(new, "--apply", "--write") == 0
    assert "组织集体学习次数" not in new.read("data/2021/figures.yml")
    assert '〔figure("组织集体学习次数")〕' in new.read("docs/report/10-组织领导.md")


@pytest.mark.slow
def test_a_definition_stands_in_one_place_and_another_one_is_told(
    new: Bureau, report: Path, capsys: Said
) -> None:
    report.write_text("# 2020年度工作情况\n\n## 甲\n\n组织集体学习7次。\n", encoding="utf-8")
    adopt(new, report, "--write")
    pick(new, **{"7次": "1"})
    (item,) = listed(new)
    assert adopt(new, "--apply", "--write") == 0
    assert "定义: " not in new.read(LIST) and adopt(new, "--apply") == 0
    assert listed(new)[0].choice == "组织集体学习次数"
    pick(new, **{"7次": "1"})
    assert adopt(new, "--apply") == 1 and "“选”写它的名称" in capsys.readouterr().out
    typed = (item.definition or "").replace("\n", "\n      ").replace("口径: ", "口径: 另改的")
    new.append(LIST, f"  定义: |\n      {typed}\n")
    capsys.readouterr()
    assert adopt(new, "--apply") == 0
    told = capsys.readouterr().out
    assert re.search(rf"{LIST}:\d+:\d+ “组织集体学习次数”在 data/2021/figures.yml:\d+:\d+ ", told)
    assert "这里改的没有用；请改那里" in told
    new.write(LIST, new.read(LIST).replace("口径: 另改的", "口径: "))
    assert adopt(new, "--apply", "--write") == 0 and "定义: " not in new.read(LIST)


@pytest.mark.slow
def test_a_figure_that_is_not_called_any_more_is_told(
    new: Bureau, report: Path, capsys: Said
) -> None:
    report.write_text("# 2020年度工作情况\n\n## 甲\n\n组织集体学习7次。\n", encoding="utf-8")
    adopt(new, report, "--write")
    new.append(LIST, "# 经办人的批注\n")
    pick(new, **{"7次": "1"})
    assert adopt(new, "--apply", "--write") == 0
    assert "组织集体学习次数" in new.read("data/2021/figures.yml")
    pick(new, **{"7次": "上年的"})
    capsys.readouterr()
    assert adopt(new, "--apply", "--write") == 0
    assert "“组织集体学习次数”是为这一处写的，这一处不用了" in capsys.readouterr().out
    assert "# 经办人的批注" in new.read(LIST)


@pytest.mark.slow
def test_a_text_of_somebodys_is_replaced_only_by_another_and_told(
    new: Bureau, report: Path, capsys: Said
) -> None:
    path = "data/2020/report/正文.md"
    same = "<!-- 手写的 -->\n" + PLAIN.partition("\n")[2]
    new.write(path, same)
    report.write_text(PLAIN, encoding="utf-8")
    assert adopt(new, report, "--write") == 0 and new.read(path) == same
    new.write(path, same.replace("不深", "不多"))
    capsys.readouterr()
    assert adopt(new, report, "--write") == 0 and "不多" not in new.read(path)
    assert f"{path} 原来有，不是 adopt 写的" in capsys.readouterr().out


@pytest.mark.slow
def test_the_skeleton_is_known_again_without_the_text_that_is_kept(
    new: Bureau, report: Path, capsys: Said
) -> None:
    assert chosen(new, report, PLAIN) == 0
    before = held(new.root / "docs")
    new.remove("data/2020/report/正文.md")
    capsys.readouterr()
    assert adopt(new, report, "--write") == 0 and held(new.root / "docs") == before
    assert "已经有" not in capsys.readouterr().out


# a bureau of another trade, from last year's Word file and its own ledgers to a report without an error

FOREST = """\
全称: 示例县云杉岭林场
报告年度: 2021
内设机构称谓: 科室
主送机关: 示例县林业局
机关代字: 示林场
签发人: 李示例
"""
PATROLS = (
    "全年组织巡山136次，参加巡山412人次，发现火情隐患27处，当场整改25处，整改率92.6%。"
    "3月12日召开部署会。"
)
WOODS = (
    "示例县云杉岭林场2020年度工作情况的报告", "示例县林业局：", "一、主要工作", "（一）巡山护林", PATROLS,
    "（二）廉政教育", "组织廉政学习6次，内勤岗逐次登记。", "二、下一步打算", "2021年，统一苗木台账。",
    "示例县云杉岭林场", "2021年1月15日",
)  # fmt: skip
POSTS = "- {编号: head, 名称: 场长, 层级: 主要领导, 职责: 管场}\n- {编号: clerk, 名称: 内勤岗, 层级: 工作人员, 职责: 登记}\n"


def sheet(file: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file


def taken_in(bureau: Bureau, file: Path, name: str, *mended: tuple[str, str]) -> None:
    """Import a ledger of somebody's: its mapping is written, mended, and followed."""
    command = ["import", str(file), "--root", str(bureau.root), "--write"]
    assert main([*command, "--ledger", "履责记录", "--year", "2021"]) == 1
    path = f"data/导入对照/{name}.yml"
    text = re.sub("\n# 还缺.*", "", bureau.read(path))
    for old, by in mended:
        assert old in text
        text = text.replace(old, by)
    bureau.write(path, text)
    assert main([*command, "--year", "2021"]) == 0


@pytest.mark.long
def test_a_bureau_comes_from_its_own_files_to_a_report_without_an_error(
    tmp_path: Path, capsys: Said
) -> None:
    (tmp_path / "答案.yml").write_text(FOREST, encoding="utf-8")
    bureau = Bureau(tmp_path / "林场")
    assert main(["new", str(bureau.root), "--answers", str(tmp_path / "答案.yml")]) == 0
    document, report = docx.Document(), tmp_path / "去年.docx"
    for line in WOODS:
        document.add_paragraph(line)
    document.save(str(report))
    assert adopt(bureau, report, "--write") == 0 and bureau.messages() == []
    bureau.append("data/机构.yml", "- {编号: office, 名称: 场办公室, 类型: 内设机构}\n")
    bureau.append("data/岗位.yml", POSTS)
    heads = ("序号", "巡山日期", "工区", "巡山内容", "带班岗位", "参加人数", "发现隐患")
    rows = [(n, f"2021.{n}.9", "一工区", f"巡第{n}段", "内勤岗", n, n % 3) for n in range(1, 13)]
    patrols = sheet(tmp_path / "巡山.xlsx", ("2021年巡山登记表",), heads, *rows)
    taken_in(bureau, patrols, "履责记录", ("台账: 履责记录\n", "台账: 履责记录\n都是: [{键: 类别, 写: 检查考核}]\n"))  # fmt: skip
    heads = ("时间", "学习主题", "学习形式", "应到", "实到")
    rows = [(date(2021, m, 5), "学习防火和廉洁规定", "集体学习", 20, 18) for m in (2, 5, 8)]
    always = "都是: [{键: 类别, 写: 学习教育}, {键: 岗位, 写: 内勤岗}]\n"
    taken_in(bureau, sheet(tmp_path / "学习.xlsx", heads, *rows), "履责记录-2", ("学习主题, 键: 主题", "学习主题, 键: 事项"), ("台账: 履责记录\n", f"台账: 履责记录\n{always}"))  # fmt: skip
    counted = {
        "136次": "条件: {类别: 检查考核}\n  算法: 计数",
        "412人次": "条件: {类别: 检查考核}\n  算法: 求和\n  字段: 实到",
        "27处": "条件: {类别: 检查考核}\n  算法: 求和\n  字段: 发现问题",
        "6次": "条件: {类别: 学习教育}\n  算法: 计数",
    }
    told: dict[str, dict[str, str | None]] = {}
    for each in listed(bureau):
        told[each.id] = {"choice": "1"}
        if by := counted.get(each.spot or ""):
            text = re.sub(
                r"来源: .*\n(?:  条件: .*\n)?  算法: .*",
                f"来源: 履责记录\n  {by}",
                each.definition or "",
            )
            told[each.id]["definition"] = text
    bureau.write(LIST, worklist.changed(LIST, bureau.read(LIST).encode(), told).decode())
    capsys.readouterr()
    assert adopt(bureau, "--apply") == 1
    (asked,) = re.findall(r"记一条：python -m ledger (add .*)", capsys.readouterr().out)
    more = "--set 数=11 --set 起=2021-01-01 --set 止=2021-12-31 --set 提供单位=场办公室 --set 批准=场长 --set 提供日期=2021-12-31 --set 文号=示林场〔2021〕9号 --yes --root"
    assert main([*asked.split(), *more.split(), str(bureau.root)]) == 0
    assert adopt(bureau, "--apply", "--write") == 0
    project, errors = bureau.survey()
    assert errors == [] and all(each.written for each in listed(bureau))
    assert {name: figure.value for name, figure in project.figures.items()} == {
        "组织巡山次数": 12, "参加巡山人次": 78, "发现火情隐患处数": 12, "当场整改处数": 11,
        "整改率": Fraction(1100, 12), "组织廉政学习次数": 3,
    }  # fmt: skip
    assert "<!--\n上年的，没有写进来：\n3月12日召开部署会。\n-->" in bureau.read(
        "docs/report/11-巡山护林.md"
    )
    assert main(["check", "--root", str(bureau.root)]) == 0
