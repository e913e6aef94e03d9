"""What can be wrong with several documents: each is told with its place and with what to write."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Bureau
from papers import FILE, OWN, PAGE, SHARED, add, home_of, page_of, path_of, record
from pdf_files import EMPTY

HALF, HOME, INDEX = path_of("半年报告"), home_of("半年报告"), f"docs/{page_of('半年报告')}"
OTHER = path_of("乙")


def listing(*names: str) -> Callable[[Bureau], object]:
    """Let the half-year report list sections."""
    return lambda bureau: bureau.append(HALF, f"各节: [{', '.join(names)}]\n")


def composing(text: str) -> Callable[[Bureau], object]:
    """Let the half-year report compose its sections otherwise."""
    return lambda bureau: bureau.write(INDEX, PAGE.replace("{{ sections() }}", text))


def without(*paths: str) -> Callable[[Bureau], object]:
    """Remove files."""
    return lambda bureau: [bureau.remove(path) for path in paths]


def lacking(bureau: Bureau) -> None:
    """Let a shared section say a rate of nothing in one of the documents' times."""
    bureau.append(
        "data/2021/figures.yml",
        "- {编号: rate, 名称: 集体学习率, 口径: 集体的占多少, 分组: 学习教育, 算法: 比率, 分子: 集体学习次数, 分母: 学习次数, 单位: '%'}\n"
        "- {编号: group, 名称: 集体学习次数, 口径: 集体的, 分组: 学习教育, 来源: 履责记录, 条件: {形式: 集体学习}, 算法: 计数, 单位: 次}\n",
    )
    bureau.append("docs/report/01-学习.md", '\n占{{ figure("集体学习率") }}。\n')
    add(bureau, "二月", genre="简报", time=("2021-02-01", "2021-02-28"), more=f"各节: [{SHARED}]\n", own="")  # fmt: skip


MISTAKES: dict[str, tuple[Callable[[Bureau], object], list[str]]] = {
    "one folder": (
        lambda b: b.write(OTHER, record("乙", more="文件夹: 半年报告\n")),
        [f"{HALF}:1:1  文件夹：和“乙”（{OTHER}）的一样；请改一个"],
    ),
    "folders that differ by case": (
        lambda b: (add(b, "Ab", genre="简报"), add(b, "aB", genre="简报")),
        [f"{path_of('aB')}:1:1  文件夹：和“Ab”（{path_of('Ab')}）的一样；请改一个",
         f"docs/{page_of('aB')}:1:1  和 docs/{page_of('Ab')} 是同一个地址（大小写不算）；请改一个文件名"],
    ),
    "one name": (
        lambda b: add(b, "年度报告"),
        [f"{path_of('年度报告')}:1:5  名称：和“年度报告”（data/2021/report.yml）的一样；请改一个"],
    ),
    "one title": (
        lambda b: add(b, "乙", title="关于半年报告的公文"),
        [f"{HALF}:3:5  标题：和“乙”（{OTHER}）的一样；请改一个"],
    ),
    "one number": (
        lambda b: b.change(HALF, b.read(HALF).splitlines()[4], "发文字号: 样发〔2022〕1号"),
        [f"{HALF}:5:7  发文字号：和“年度报告”（data/2021/report.yml）的一样；请改一个"],
    ),
    "a file where a download is": (
        lambda b: b.write(f"{HOME}/Report.pdf", EMPTY),
        [f"{HOME}/Report.pdf:1:1  这是公文下载文件的地址；请换一个文件名"],
    ),
    "a section used by none": (
        listing(SHARED),
        [f"{HOME}/{FILE}:1:1  这一节没有编入公文；请写进 {HALF} 的“各节”"],
    ),
    "a section used by none, without a list": (
        composing("有事。"),
        [f'{HOME}/{FILE}:1:1  这一节没有编入公文；请在 {INDEX} 里、{{{{ report_foot() }}}} 的前面加 {{{{ section("{FILE}") }}}}'],
    ),
    "a section listed twice": (
        listing(SHARED, FILE, f"公文/半年报告/{FILE}"),
        [f"{HALF}:16:33  各节：“{FILE}”写了两次；请只留一处"],
    ),
    "a section composed twice": (
        composing(f'{{{{ section("{FILE}") }}}}\n\n{{{{ section("公文/半年报告/{FILE}") }}}}'),
        [f"{INDEX}:7:1  “{FILE}”编了两次；请只留一处"],
    ),
    "a section that is not there": (
        listing("report/09-没有.md", FILE),
        [f"{HALF}:16:6  各节：不认识的章节文件“report/09-没有.md”，是不是“{SHARED}”？"],
    ),
    "a list that nothing composes": (
        lambda b: (listing(SHARED, FILE)(b), composing(f'{{{{ section("{FILE}") }}}}')(b)),
        [f"{HALF}:16:5  各节：{INDEX} 里没有 {{{{ sections() }}}}，写在这里的编不进去；请加上，或删去“各节”"],
    ),
    "a section of a document for few": (
        lambda b: (add(b, "密告", more="可见: 班子\n"), listing(f"公文/密告/{FILE}", FILE)(b)),
        [f"{HALF}:16:6  各节：引用了只给班子看的“公文/密告/{FILE}”；把这一页也设为班子，或换一个"],
    ),
    "a section of a document for few, in a word": (
        lambda b: (add(b, "密告", more="可见: 班子\n"), composing(f'{{{{ section("公文/密告/{FILE}") }}}}\n\n{{{{ section("{FILE}") }}}}')(b)),
        [f"{INDEX}:5:1  引用了只给班子看的“公文/密告/{FILE}”；把这一页也设为班子，或换一个"],
    ),
    "a figure that one time lacks": (
        lacking,
        ["docs/report/01-学习.md:9:2  指标“集体学习率”在“二月”的报告期（2021年2月1日至2月28日）里算不出来：分母“学习次数”是 0，算不出百分比；请换一个指标，或照这个原因改"],
    ),
    "a folder that no record registers": (
        lambda b: b.write("docs/公文/季报/index.md", PAGE),
        ["docs/公文/季报/index.md:1:1  没有登记放在 docs/公文/季报/ 的公文；请在这一年的 公文/季报.yml 里登记，或把文件移走"],
    ),
    "a file beside the folders": (
        lambda b: b.write("docs/公文/季报.md", OWN),
        ["docs/公文/季报.md:1:1  docs/公文/ 里一份公文一个文件夹；请把这个文件移进它的文件夹"],
    ),
    "a folder in the folder": (
        lambda b: b.write(f"{HOME}/再/12-另.md", "有事。\n"),
        [f"{HOME}/再/12-另.md:1:1  公文的各节直接放在 {HOME}/ 里，请移出这个文件夹"],
    ),
    "an unknown kind": (
        lambda b: b.change(HALF, "文种: 报告", "文种: 报靠"),
        [f"{HALF}:2:5  文种：不认识的文种“报靠”，是不是“简报”？"],
    ),
    "another name than the file's": (
        lambda b: b.change(HALF, "名称: 半年报告", "名称: 季报"),
        [f"{HALF}:1:5  名称：这个文件叫 半年报告.yml；请把名称写成“半年报告”，或把文件改名为 季报.yml"],
    ),
    "a name that is an edition's": (
        lambda b: b.write(path_of("班子"), record("班子")),
        [f"{path_of('班子')}:1:5  名称：“班子”要做文件、文件夹的名字，只写汉字、字母、数字和“-”，不写 全员、班子、纪检",
         "docs/公文/班子/index.md:1:1  缺少这个文件；它把“班子”的各节编成一页"],
    ),
    "a folder with an edition's name in it": (
        lambda b: add(b, "班子述责", genre="简报"),
        [f"{home_of('班子述责')}/{name}:1:1  文件夹“班子述责”不限定读者，限定读者的文件夹只叫 班子、纪检；请改文件夹的名，或在页首写明 可见（附件不能写，请移出这个文件夹）"
         for name in (FILE, "index.md")],
    ),
    "no page": (
        without(INDEX),
        [f"{INDEX}:1:1  缺少这个文件；它把“半年报告”的各节编成一页"],
    ),
    "no text at all": (
        without(INDEX, f"{HOME}/{FILE}"),
        [f"{INDEX}:1:1  缺少这个文件；它把“半年报告”的各节编成一页"],
    ),
    "a time that runs backwards": (
        lambda b: b.write(HALF, record("半年报告", time=("2021-06-30", "2021-01-01"))),
        [f"{HALF}:14:6  报告期：“止”早于“起”"],
    ),
    "a time of another year": (
        lambda b: b.write(HALF, record("半年报告", time=("2020-06-30", "2020-12-01"))),
        [f"{HALF}:14:6  报告期：应在报告年度 2021 年之内结束"],
    ),
    "readers of a page in its head": (
        lambda b: b.write(INDEX, "---\n可见: 班子\n---\n" + PAGE),
        [f"{INDEX}:1:1  可见：整份公文给谁看写在 {HALF} 里；请删去这里的，或限定它的各节"],
    ),
    "text behind the foot": (
        lambda b: b.append(INDEX, "\n多的。\n"),
        [f"{INDEX}:9:1  这里的文字会印在署名和成文日期的后面；请移到 {{{{ report_foot() }}}} 的前面，是附件的写进这份公文的“附件”"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_wrong_is_told_with_its_place(bureau: Bureau, name: str) -> None:
    mistake, said = MISTAKES[name]
    mistake(add(bureau))
    assert bureau.messages() == said


@pytest.mark.parametrize("text", ["名称: [半年报告\n", "", "- 1\n", "名称: 半年报告\n文种: 报告\n"])
def test_the_text_of_a_document_that_cannot_be_read_is_nowhere(bureau: Bureau, text: str) -> None:
    add(bureau, own=OWN.replace("这一段", "秘而不宣")).write(HALF, text)
    project, errors = bureau.survey()
    assert errors and all(each.place.path.startswith((HALF, HOME)) for each in errors)
    assert not project.documents
    assert "秘而不宣" not in repr((project.texts, project.finished, project.passages))


def test_a_section_for_few_may_be_listed(bureau: Bureau) -> None:
    add(bureau, more=f"各节: [{FILE}, 12-密.md]\n")
    bureau.write(f"{HOME}/12-密.md", "---\n可见: 班子\n---\n### 密节\n\n密文。\n")
    assert "密" not in bureau.project().finished[page_of("半年报告")]


@pytest.mark.parametrize("word", ["key_figures", "exceptions", "due_next"])
def test_a_word_that_tells_of_the_whole_year_stands_in_no_other_document(
    bureau: Bureau, word: str
) -> None:
    add(bureau, own=f"### 做法\n\n{{{{ {word}() }}}}\n")
    found = [each for each in bureau.survey()[1] if each.code == "word.in_report"]
    assert [str(each.place) for each in found] == [f"{home_of('半年报告')}/{FILE}:3:1"]
    assert f"“{word}”列的是全年的" in found[0].message


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("关于2021年上半年工作的报告", []),
        ("关于2021年下半年工作的报告", ["下半年"]),
        ("关于三季度工作的报告", ["三季度"]),
    ],
)
def test_a_title_names_the_part_of_the_year_that_it_tells_of(
    bureau: Bureau, title: str, told: list[str]
) -> None:
    add(bureau, title=title)
    found = [each for each in bureau.remarks() if each.code == "remark.year"]
    assert [each.message.split("”")[0][1:] for each in found] == told


def test_the_title_names_the_period_while_the_data_go_on(bureau: Bureau) -> None:
    """It is the title that ``new-year`` writes."""
    report = "data/2021/report.yml"
    bureau.change(report, "统计截止: 2021-12-31", "统计截止: 2021-01-31")
    assert "2021年度" in bureau.read(report)
    found = [each for each in bureau.remarks() if each.code == "remark.year"]
    assert report not in [each.place.path for each in found]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("下半年集中观看警示片，全年", []),
        ("下半年集中观看警示片，", ["下半年"]),
        ("上半年讲课，下半年", ["下半年"]),
    ],
)
def test_a_part_of_the_year_is_of_what_follows_up_to_the_next(
    bureau: Bureau, said: str, told: list[str]
) -> None:
    bureau.write("docs/report/01-学习.md", f'## 学习\n\n{said}学习{{{{ figure("学习次数") }}}}。\n')
    found = [each for each in bureau.remarks() if each.code == "remark.year"]
    assert [each.message.split("”")[0][1:] for each in found] == told
