"""Typed titles, numbers of documents and names are looked up in the data."""

from __future__ import annotations

import pytest
from conftest import Bureau

from ledger.language import bodies, titles
from ledger.prose.markup import plain
from ledger.records.dataset import TITLED

PAGE = "docs/index.md"


def told(bureau: Bureau, text: str) -> list[tuple[str, str]]:
    """Return the code and the message of each finding on a page with a text."""
    bureau.write(PAGE, f"# 首页\n\n{text}\n")
    found = bureau.findings()
    return [(each.code, each.message) for each in sorted(found) if each.place.path == PAGE]


def codes(bureau: Bureau, text: str) -> list[str]:
    return [code for code, _ in told(bureau, text)]


# --- how titles are written -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学习《小样规定》和《意见》。", ["小样规定", "意见"]),
        ("印发《关于印发〈小样规定〉的通知》。", ["关于印发〈小样规定〉的通知"]),
        ("印发《关于印发《小样规定》的通知》。", ["关于印发《小样规定》的通知"]),
        ("传达<<小样规定>>，学习≪意见≫。", ["小样规定", "意见"]),
        ("学习《 小样\n规定 》。", ["小样规定"]),
        ("学习《没有收尾的，再学《小样规定》。", ["小样规定"]),
        ("印发“年度廉政工作要点”和\"接待管理办法\"。", ["年度廉政工作要点", "接待管理办法"]),
        ("增强“四个意识”，落实“一岗双责”。", []),
        ("按照2019年党风廉政建设工作要点的通知执行。", ["2019年党风廉政建设工作要点的通知"]),
        ("印发二〇一九年度学习计划。", ["二〇一九年度学习计划"]),
        ("2019年3月印发了方案，2019年的工作计划已经完成。", []),
    ],
)  # fmt: skip
def test_a_title_is_found_however_it_is_marked(text: str, found: list[str]) -> None:
    assert [title.text for title in titles.find(text)] == found


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("示例市2019年工作要点", [[2019]]),
        ("示例市2019工作要点", [[2019]]),
        ("二〇一八年度责任书", [[2018]]),
        ("2018—2020年工作规划", [[2018, 2019, 2020]]),
        ("小样规定（2018年修订）", []),
        ("示例人才规划（2019-2022年）", [[2019, 2020, 2021, 2022]]),
        ("小样规定(2016年版)", []),
        ("公文格式 GB/T 9704-2012", []),
    ],
)
def test_the_years_of_a_title(title: str, years: list[list[int]]) -> None:
    assert [[*span] for span in titles.years(title)] == years


@pytest.mark.parametrize(
    "text",
    ["样发〔2021〕3号", "样发[2021]3号", "样发（2021）第3号", "样发【 2021 】 3 号", "根据样发〔2021〕3号文件"],
)  # fmt: skip
def test_a_number_is_read_in_any_brackets(text: str) -> None:
    (number,) = titles.numbers(text)
    assert (number.body, number.year, number.count) == ("样发", 2021, 3)


# --- titles and the data ----------------------------------------------------------------------


@pytest.mark.quick
@pytest.mark.parametrize(
    ("text", "call"),
    [
        ("学习《小样规定》。", '{{ document("小样规定") }}'),
        ("学习《小样》。", '{{ document("小样", "简称") }}'),
        ("按照《小样规定》第三条办理。", '{{ cite("小样", 3) }}'),
        ("按照《小样规定》第九十九条办理。", '{{ document("小样规定") }}'),
        ("按照《小样意见》办理。", '{{ document("意见") }}'),
        ("按照样发[2021]3号办理。", '{{ document("意见") }}'),
        ("见样发〔2022〕1号。", '{{ report("发文字号") }}'),
        ("学习<<小样规定>>。", '{{ document("小样规定") }}'),
        ("学习《中国共产党小样规定（试行）》。", '登记的是《小样规定》；请写 {{ document("小样规定") }}'),
        ("学习《小样规走》。", '像是登记的《小样规定》；请写 {{ document("小样规定") }}'),
        ("学习《示例市小样局廉洁自律准则》。", '像是登记的《廉洁自律准则》；请写 {{ document("廉洁自律准则") }}'),
        ("学习《廉洁自律准侧》和《廉洁自律准则》。", '像是登记的《廉洁自律准则》；请写 {{ document("廉洁自律准则") }}'),
    ],
)  # fmt: skip
def test_a_registered_title_is_offered_its_call(bureau: Bureau, text: str, call: str) -> None:
    code, message = next(each for each in told(bureau, text) if each[0] != "remark.signs")
    assert code == "remark.title_word" and call in message


def test_the_offered_call_is_what_the_text_says(bureau: Bureau) -> None:
    """Every title of the data is printed by the call that is offered for it."""
    named = {word: ledger for ledger in TITLED for word in bureau.project().dataset.words(ledger)}
    assert {"小样规定", "意见", "小样"} <= set(named)
    bureau.write(PAGE, '# 首页\n\n{{ document("意见") }}{{ document("小样", "简称") }}\n')
    assert bureau.messages() == []
    assert "《小样意见》《小样》" in plain(bureau.project().finished[PAGE[5:]])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学习《廉洁文化读本》。", ["remark.title"]),
        ("学习《廉洁文化读本》，再学《廉洁文化读本》。", ["remark.title"]),
        ("收到样发〔2021〕8号文件。", ["remark.title"]),
        ("印发《廉洁文化读本》（样发〔2021〕8号）。", ["remark.title"]),
        ("学习《准则讲稿》。", []),  # in 学习材料: no word prints it
        ("对照《准则》和《规定》。", []),  # the kind alone stands for one that is registered
        ("对照《守则》。", ["remark.title"]),
        ("学习《廉洁文化读本》（以下简称《读本》），用好《读本》。", ["remark.title"]),
        ("印发《××管理办法》。", ["placeholder.left"]),
        ('学习{{ document("小样规定") }}。', []),
    ],
)
def test_a_title_that_nobody_registered_is_told_once(
    bureau: Bureau, text: str, found: list[str]
) -> None:
    assert codes(bureau, text) == found


def test_a_number_of_another_document_is_told(bureau: Bureau) -> None:
    assert codes(bureau, "印发《小样意见》（样发〔2021〕3号）。") == ["remark.title_word"]
    ((_, said), (_, wrong)) = told(bureau, "印发《小样意见》（样发〔2021〕4号）。")
    assert "《小样意见》登记的文号是“样发〔2021〕3号”" in wrong and "请写" in said


@pytest.mark.parametrize(
    ("text", "codes_"),
    [
        ("印发《小样局2019年工作要点》。", ["title.year"]),
        ("印发《小样局二〇一九年工作要点》。", ["title.year"]),
        ("印发“2019年廉政工作要点”。", ["title.year"]),
        ("印发《接待管理办法2019年版》。", ["title.year"]),
        ("印发《关于印发〈2020年度责任清单〉的通知》。", ["title.year"]),
        ("印发《小样局2021年工作要点》。", ["remark.title"]),
        ("印发《小样局2022年工作要点》。", ["remark.title"]),
        ("落实《2018—2020年工作规划》。", ["remark.title"]),
        ("学习《小样规定（2018年修订）》。", ["remark.title_word"]),
        ("印发《清河县小样局工作规则》。", ["title.bureau"]),
        ("印发《关于印发清河县责任清单的通知》。", ["title.bureau"]),
        ("印发《市教育局2021年工作要点》。", ["title.bureau"]),
        ("落实《市财政局关于加强预算管理的通知》。", ["remark.title"]),
        ("落实《示例市城市管理办法》。", ["remark.title"]),
        ("印发《东县小样局工作规则》。", ["remark.title"]),
    ],
)
def test_a_title_of_another_year_or_bureau_stops(
    bureau: Bureau, text: str, codes_: list[str]
) -> None:
    assert codes(bureau, text) == codes_


def test_a_title_that_a_record_tells_of_is_known(bureau: Bureau) -> None:
    bureau.change(
        "data/2021/履责记录/01.yml", "集体学习全会精神", "学习《清河县2019年典型案例通报》"
    )
    assert codes(bureau, "学习《清河县2019年典型案例通报》。") == []


def test_a_title_without_marks_of_another_year_stops(bureau: Bureau) -> None:
    found = codes(bureau, "根据2019年党风廉政建设工作要点的通知开展工作。")
    assert found == ["title.year"]


def test_the_title_of_this_year_is_offered(bureau: Bureau) -> None:
    bureau.append(
        "data/文件会议.yml",
        "- 编号: points\n  名称: 小样局2021年工作要点\n  简称: 年度要点\n  类型: 本局文件\n"
        "  层级: 本局\n  机关: 小样局\n  日期: 2021-03-01\n",
    )
    ((code, message),) = told(bureau, "印发《小样局2020年工作要点》。")
    assert code == "title.year" and '{{ document("年度要点") }}' in message
    bureau.change("data/文件会议.yml", "小样局2021年工作要点", "小样局2020年工作要点")
    assert codes(bureau, "印发《小样局2020年工作要点》。") == ["remark.title_word"]


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("赴清河县人民法院旁听庭审。", ["清河县人民法院"]),
        ("与锦绣市教育局、市财政局开展联合检查。", ["锦绣市教育局"]),
        ("组织到柳河镇大王庄村走访慰问。", ["柳河镇", "大王庄村"]),
        ("3月5日清河县委召开会议。", ["清河县委"]),
        ("锦绣省全福县纪委检查。", ["锦绣省全福县纪委"]),
        ("赴乌兰前旗调研，到清河盟学习。", ["乌兰前旗", "清河盟"]),
        ("邀请清河师范大学教授授课，到向阳小学宣讲。", ["清河师范大学", "向阳小学"]),
        ("根据宏达建设有限公司反映。", ["宏达建设有限公司"]),
        ("如兰水大学、平湖县，在七里河区与三江镇，石桥村和柳林乡。", ["兰水大学", "平湖县", "七里河区", "三江镇", "石桥村", "柳林乡"]),
        ("泰和县、太原市、仁和区、奉化市、乐至县。", ["泰和县", "太原市", "仁和区", "奉化市", "乐至县"]),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_begins(text: str, names: list[str]) -> None:
    assert [name.text for name in bodies.find(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "市委第二巡察组对我局党组进行了巡察。",
        "贯彻落实市委、市政府和省委部署，听取市纪委意见，邀请省委党校教师授课。",
        "在全市各乡镇、各县市区和村（社区）开展，覆盖贫困村和驻村工作队。",
        "打造生态立镇、产业强镇，走进城市社区、革命老区、高新园区。",
        "进一步完善学院制度，各支部围绕学院工作，给予管理学院表扬。",
        "集中学习会议精神，反映县处级干部问题，配强大学生村官。",
        "各位市委委员，市第十三届市委，深刻领会市委书记讲话。",
        "派驻纪检监察组、机关党委、有关部门、上级机关、各县区局、市人民医院、市中级人民法院。",
        "农贸市场、城乡建设、区域发展、乡村振兴、省级示范、市民服务、村民代表。",
        "比如村干部，即便县里，最终县纪委审批，在认定村干部身份、审核乡案时，避免镇政府垫付。",
        "努力办好群众满意医院，着眼增强学院活力，紧紧依靠学院党委，责成集团各部落实，希望集团职工知晓，上一年度学院情况。",
        "设立有限责任公司，对利益集团说不，此后医院公开药价，会同乡镇纪委，参观革命历史博物馆。",
        "一是医院要带头，二是学校要跟上；建设清廉医院，打造智慧学校，破解医院难题，没有发生医院感染，立即向监狱报告。",
        "工业区与农业区，文明村、平安县，以设区市为单位，撤销市公安局的决定，管理病区。",
    ],
)
def test_words_that_every_text_has_are_no_names(text: str) -> None:
    assert [name.text for name in bodies.find(text)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("清河县小样局认真学习。清河县的做法。", ["清河县小样局"]),
        ("与东县小样局联合检查，到示例市开会。", []),  # in the data
        ("会同市财政局、市审计局检查，市委第二巡察组对我局党组巡察。", []),
        ("市水利局党组现将情况报告如下。", ["市水利局"]),
        ("我局（市文化局）落实责任。", ["市文化局"]),
        ("我局党组、区委第二巡察组对区文体局党组进行了巡察。", ["区文体局"]),
        ("各县区局党组，全市局党组。", []),
        ("市委、市政府和局党组作出部署，会同乡镇党委检查。", []),
    ],
)
def test_names_of_others_are_told(bureau: Bureau, text: str, said: list[str]) -> None:
    found = [each for each in told(bureau, text) if each[0] == "remark.other_bureau"]
    assert [message.split("”")[0].removeprefix("“") for _, message in found] == said


def test_a_name_that_the_editor_knows_is_silent(bureau: Bureau) -> None:
    assert codes(bureau, "到清河县学习。") == ["remark.other_bureau"]
    bureau.append("data/固定说法.yml", "- 词: 清河县\n")
    assert codes(bureau, "到清河县学习。") == []


@pytest.mark.parametrize(
    ("typed", "call"),
    [
        ("示例市小样局", '{{ unit("全称") }}'),
        ("小样局", '{{ unit("简称") }}'),
        ("市小样局", '{{ unit("全称") }}'),
        ("中共示例市小样局党组", '{{ unit("党组") }}'),
        ("张示例", '{{ report("签发人") }}'),
        ("2021年1月1日至12月31日", "{{ period() }}"),
    ],
)
def test_the_bureaus_own_names_are_offered_their_word(
    bureau: Bureau, typed: str, call: str
) -> None:
    assert told(bureau, f"{typed}，按时完成。") == [
        ("remark.own_name", f"“{typed}”是直接写的；请写 {call}")
    ]
    assert told(bureau, f"{call}，按时完成。") == []


def test_the_own_name_at_the_end_of_another_is_none(bureau: Bureau) -> None:
    assert codes(bureau, "督导东县小样局和西县小样局。") == []


def test_a_word_writes_the_day_of_signing_as_prose_does(bureau: Bureau) -> None:
    found = told(bureau, "本报告于2022年1月10日签发。")
    assert ("remark.own_name", '“2022年1月10日”是直接写的；请写 {{ report("成文日期") }}') in found
    bureau.write(PAGE, '# 首页\n\n{{ report("成文日期") }}签发。\n')
    assert "2022年1月10日签发" in bureau.project().finished[PAGE[5:]]


def test_a_hidden_instrument_is_not_named(bureau: Bureau) -> None:
    bureau.change(
        "data/regulations/rules.yml", "  说明: 用来试的", "  说明: 用来试的\n  可见: 班子"
    )
    bureau.write(PAGE, '# 首页\n\n{{ document("小样", "简称") }}\n')
    found = [each for each in bureau.survey()[1] if each.code == "edition.hidden"]
    assert PAGE in {each.place.path for each in found}
