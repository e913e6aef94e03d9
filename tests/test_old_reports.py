"""Last year's report, as Word, Markdown or plain text, becomes a draft of which nothing is lost."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable
from html import escape

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.adopting.model import Draft, Kind, Part, Role
from ledger.adopting.outline import read
from ledger.issues import Mistake
from ledger.reading.lines import LIMIT

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
#: the relations of a text: the address of a link
LINKS = "<Relationships><Relationship Id='r1' Target='https://例.invalid/a?b=1'/></Relationships>"

HEAD = (
    "中共示例市科学技术局党组文件",
    "示科党组〔2021〕2号            签发人：张示例",
    "中共示例市科学技术局党组",
    "关于2020年度党风廉政建设工作",
    "情况的报告",
    "市纪委：",
)
TEXT = (
    "现将示例市科学技术局2020年度党风廉政建设工作情况报告如下。",
    "一、主要工作情况",
    "（一）加强组织领导",
    "一是带头学习。局党组7次组织学习《廉洁准则》，参学406人次，参学率94.2%。",
    "（二）开展检查。全年检查21次，发现问题31个。",
    "二、工作打算",
    "2021年，修订制度，完成没有办完的事项。",
)
FOOT = (
    "附件：1.支出明细表",
    "2.整改台账",
    "中共示例市科学技术局党组",
    "2021年1月8日",
    "（联系岗位：文秘岗）",
    "抄送：市委办公室，派驻纪检监察组。",
    "示例市科学技术局办公室            2021年1月8日印发",
)
REPORT = (*HEAD, *TEXT, *FOOT)
#: what the report is: of an element its key, of a heading its level, and the text
READ = [
    ("发文机关标志", "中共示例市科学技术局党组文件"),
    ("发文字号", "示科党组〔2021〕2号"),
    ("签发人", "张示例"),
    ("标题", "中共示例市科学技术局党组\n关于2020年度党风廉政建设工作\n情况的报告"),
    ("主送机关", "市纪委"),
    ("段落", "现将示例市科学技术局2020年度党风廉政建设工作情况报告如下。"),
    ("1", "主要工作情况"),
    ("2", "加强组织领导"),
    ("段落", "一是带头学习。局党组7次组织学习《廉洁准则》，参学406人次，参学率94.2%。"),
    ("2", "开展检查"),
    ("段落", "全年检查21次，发现问题31个。"),
    ("1", "工作打算"),
    ("段落", "2021年，修订制度，完成没有办完的事项。"),
    ("附件", "附件：1.支出明细表\n2.整改台账"),
    ("署名", "中共示例市科学技术局党组"),
    ("成文日期", "2021年1月8日"),
    ("附注", "（联系岗位：文秘岗）"),
    ("抄送", "市委办公室，派驻纪检监察组"),
    ("印发机关", "示例市科学技术局办公室"),
    ("印发日期", "2021年1月8日"),
]


def seen(draft: Draft) -> list[tuple[str, str]]:
    """Return what each part is, and its text."""
    return [(part.key or str(part.level or part.role.value), part.text) for part in draft.parts]


def draft(text: str, name: str = "报告.txt") -> Draft:
    return read(text.encode(), name)


def word(lines: tuple[str, ...]) -> bytes:
    """Return a file that python-docx writes."""
    document, file = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def packed(body: str, **parts: str) -> bytes:
    """Return a Word file of a body's XML, and of other parts, by their names."""
    file = io.BytesIO()
    roots = {"document": f"<w:body>{body}</w:body>", **parts}
    tags = {"header": "hdr", "footer": "ftr"}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in roots.items():
            tag = tags.get(name.rstrip("0123456789"), name)
            archive.writestr(
                f"word/{name}.xml", f"<w:{tag} {W} {M} {MC} {V} {R}>{content}</w:{tag}>"
            )
        archive.writestr("word/_rels/document.xml.rels", LINKS)
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def of_role(found: Draft, role: Role) -> list[Part]:
    return [part for part in found.parts if part.role is role]


def told(found: Draft) -> str:
    return "\n".join([*found.told, *(each for part in found.parts for each in part.told)])


# --- the whole report


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(REPORT), "报告.docx"),
        ("\n".join(REPORT).encode(), "报告.txt"),
        ("\r\n".join(REPORT).encode("gb18030"), "报告.txt"),
        ("\n\n".join(f"　　{line}" for line in REPORT).encode("utf-8-sig"), "报告.txt"),
        ("\n\n".join(REPORT).encode(), "报告.md"),
    ],
    ids=["word", "text", "gb18030", "indented", "markdown"],
)
def test_a_report_is_read_from_every_format(data: bytes, name: str) -> None:
    found = read(data, name)
    assert seen(found) == READ
    assert found.year == 2020


def test_markdown_has_its_own_headings() -> None:
    text = "# 2020年度工作报告\n\n## 主要工作\n\n### （一）学习\n\n开展了**3次**。\n\n## 打算\n\n继续。\n"
    assert seen(draft(text, "a.md")) == [
        ("标题", "2020年度工作报告"), ("1", "主要工作"), ("2", "学习"), ("段落", "开展了3次。"),
        ("1", "打算"), ("段落", "继续。"),
    ]  # fmt: skip


def test_a_heading_loses_a_number_of_several() -> None:
    text = "# 2020年度工作报告\n## 1.2 学习\n学习3次。\n## 1.10.1检查\n检查1.5小时。\n"
    assert [text for kind, text in seen(draft(text, "a.md")) if kind in "12"] == ["学习", "检查"]


def test_word_has_its_own_headings_and_numbers() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, text in enumerate(("%1、", "（%2）"))
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:basedOn w:val="b"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    of_list = "<w:numPr><w:ilvl w:val='{}'/><w:numId w:val='3'/></w:numPr>"
    body = (
        p("2020年度工作报告", "<w:pStyle w:val='a'/>")
        + p("现将情况报告如下。")
        + p("主要工作", of_list.format(0))
        + p("学习", of_list.format(1))
        + p("学了3次。")
        + p("打算", "<w:pStyle w:val='b'/>")
        + p("制度", "<w:pStyle w:val='c'/>")
        + p("修订制度。")
    )
    found = read(packed(body, numbering=numbering, styles=styles), "a.docx")
    assert [level for level, _ in seen(found)] == [
        "标题",
        "段落",
        "1",
        "2",
        "段落",
        "1",
        "2",
        "段落",
    ]


def test_bullets_are_left_and_counted() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    of_list = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr>"
    body = p("如下：") + p("学习3次。", of_list) + p("检查2次。", of_list)
    found = read(packed(body, numbering=numbering), "a.docx")
    assert [part.text for part in found.parts] == ["如下：", "学习3次。", "检查2次。"]
    assert list(found.parts[1].told) == ["从第 2 段起有 2 处项目符号没有收入"]


def test_numbers_that_begin_sentences_are_no_headings() -> None:
    text = "一、主要工作\n有三项。\n1.学习了准则，讨论了条例。\n2.检查了科室，改了问题。\n"
    assert [kind for kind, _ in seen(draft(text))] == ["1", "段落", "段落", "段落"]


def test_what_is_attached_is_left_and_said() -> None:
    found = draft("\n".join((*REPORT, "附件1", "支出明细表", "接待3万元。")))
    last = found.parts[-1]
    assert (last.role, last.raw) == (Role.LEFT, "附件1\n支出明细表\n接待3万元。")
    assert "附件另是一份" in last.told[0]


def test_the_last_page_stands_behind_what_is_attached() -> None:
    lines = (
        *REPORT[:-2],
        "附件1",
        "支出明细表",
        "联系人：文秘岗",
        *["接待3万元。"] * 9,
        *REPORT[-2:],
    )
    found = [part.key or part.role.value for part in draft("\n".join(lines)).parts]
    assert found[-6:] == ["成文日期", "附注", "没有收", "抄送", "印发机关", "印发日期"]


def test_who_signs_is_no_closing_word() -> None:
    lines = ("2020年度工作报告", "学习3次。", "特此报告", "示例市科技局", "2021年1月8日")
    assert [kind for kind, _ in seen(draft("\n".join(lines)))] == [
        "标题", "段落", "段落", "署名", "成文日期",
    ]  # fmt: skip


def test_lines_above_the_title_are_no_title() -> None:
    lines = (
        "首页提示 请勿外传",
        "示例市科技局",
        "示科发〔2021〕2号",
        "2020年度工作报告",
        "学习3次。",
    )
    assert [kind for kind, _ in seen(draft("\n".join(lines)))] == [
        "段落", "发文机关标志", "发文字号", "标题", "段落",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [("— 3 —", "页码"), ("第3页 共9页", "页码"), ("目  录", "目录"), ("工作情况……………3", "目录"),
     ("【打印本页】【关闭窗口】", "网页")],
)  # fmt: skip
def test_furniture_is_left_and_said(line: str, said: str) -> None:
    found = draft("\n".join((*TEXT[:2], line, *TEXT[2:])))
    left = of_role(found, Role.LEFT)
    assert [part.raw.strip() for part in left] == [line]
    assert said in left[0].told[0]


@pytest.mark.parametrize(
    ("title", "first", "year"),
    [
        ("2020年度工作报告", "现将情况报告如下。", 2020),
        ("二〇二〇年工作总结", "现将情况报告如下。", 2020),
        ("工作报告", "现将2019年工作情况报告如下。", 2019),
        ("工作报告", "2018年度，全局开展学习。2017年印发的制度照旧。", 2018),
        ("工作报告", "一年来，全局开展学习。按照2017年的要求办。", 0),
    ],
)
def test_the_year_is_that_of_the_title_or_of_the_period(title: str, first: str, year: int) -> None:
    assert draft(f"{title}\n{first}\n").year == year


# --- wrapped lines


def wrapped(line: str, width: int) -> list[str]:
    return [line[at : at + width] for at in range(0, len(line), width)]


LONG = (
    "　　一是带头学习，局党组多次组织干部职工集中学习上级会议的精神，会后由各支部收齐学习记录，交办公室存档备查。",
    "　　二是明确责任，年初召开专题会议，对全年的工作作出部署，印发工作要点和责任分工，逐项明确牵头科室和时限。",
    "　　三是对照检查，组织党员干部对照准则找差距、查风险、抓改进，建立整改台账，能马上改的当月改好，报办公室。",
)


def test_wrapped_lines_are_joined_and_said() -> None:
    lines = [part for line in LONG for part in wrapped(line, 24)]
    found = draft("\n".join(("一、工作情况", *lines)))
    assert [part.text for part in found.parts[1:]] == [line.strip() for line in LONG]
    assert "换行接成了整段" in told(found)


def test_lines_are_not_joined_where_one_is_wider() -> None:
    """Headings without a number, each on its line, are as long as broken lines."""
    heads = ["完善学校课程体系和教学质量评价的办法，推进集体备课"] * 3
    lines = [line.strip() for line in LONG]
    found = draft("\n".join(line for head in heads for line in (head, *lines)))
    assert len(found.parts) == 12 and "接成了整段" not in told(found)


def test_a_blank_line_parts_paragraphs() -> None:
    lines = [part for line in LONG for part in wrapped(line.strip(), 24)]
    found = draft("\n".join((*lines[:2], "", *lines[2:])))
    assert found.parts[0].text == LONG[0].strip()[:48]


# --- every character


FRAGMENTS = st.sampled_from(
    ["一、", "（一）", "1.", "学习", "开展了3次", "。", "，", ",", "\u3000", " ", "\n", "\r\n", "\r", "\t", "\u200b", "\x0c", "⻓",
     "|", "| 甲 | 乙 |", "|---|---|", "# ", "**", "<!-- 注 -->", "```", "—3—", "2021年1月8日", "示例市科技局", "抄送：", "附件",
     "附件：1.表", "示科发〔2020〕3号 签发人：张示例", "关于工作情况的报告", "2021年1月8日印发", "---", "[甲](http://a.b)"]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(FRAGMENTS, max_size=5).map("".join), max_size=14).map("\n".join), st.sampled_from(["txt", "md"]))  # fmt: skip
@example("\n\n工作。\n附件", "txt")
@example("\n\u3000|---|---|", "md")
@example("\n甲\t\t乙\n\t丙\t\t丁\t\n", "txt")
@example("示例市科技局 2021年1月8日印发\n工作。", "txt")
def test_every_character_is_in_one_part(text: str, ending: str) -> None:
    text = f"工作。{text}"
    found = draft(text, f"a.{ending}")
    assert "".join(part.raw for part in found.parts) == text
    check(found)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200).map(lambda text: text.replace("\0", "")))
def test_every_character_of_any_text_is_in_one_part(text: str) -> None:
    text = f"工作{text}".encode("utf-8", "ignore").decode()
    found = draft(text)
    assert "".join(part.raw for part in found.parts) == text
    check(found)


def check(found: Draft) -> None:
    """Hold the spots against their text: in order, none over another."""
    for part in found.parts:
        ends = [0, *(spot.end for spot in part.spots)]
        for end, spot in zip(ends, part.spots, strict=False):
            assert end <= spot.start < spot.end
            assert part.text[spot.start : spot.end] == spot.text
        assert part.role is Role.LEFT or part.text
        assert part.role is not Role.LEFT or part.told


#: what stands in a paragraph of Word's, the words that are left, and what is said
ODD = [
    ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "旧", "没接受的修订"),
    ("<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>", "移", "没接受的修订"),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "隐", "隐藏的文字“隐”"),
    ("<w:r><w:footnoteReference w:id='1'/></w:r>", "脚", "有脚注“脚”"),
    ("<w:r><w:endnoteReference w:id='1'/></w:r>", "尾", "有尾注“尾”"),
    ("<w:r><w:commentReference w:id='1'/></w:r>", "批", "有批注“批”"),
    ("<w:del><w:r><w:footnoteReference w:id='1'/></w:r></w:del>", "脚", "有脚注“脚”没有写明在哪里"),
    ("<w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby>", "yin", "注音“yin”"),
    ("<w:r><w:instrText>HYPERLINK \"http://示例\"</w:instrText></w:r>", '"http://示例"', "链接的地址"),
    ("<w:hyperlink r:id='r1'/>", "https://例.invalid/a?b=1", "链接的地址 https://例.invalid/a?b=1 没有收入"),
    ("<w:r><w:drawing descr='示意图'/></w:r>", "示意图", "有图片“示意图”"),
    ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1", "公式“x=1”"),
    ("<w:r><w:pict><v:shape><v:textpath string='红头'/></v:shape></w:pict></w:r>", "红头", "图片“红头”"),
]  # fmt: skip
NOTES = {
    "footnotes": f"<w:footnote w:id='1'>{p('脚')}</w:footnote>",
    "endnotes": f"<w:endnote w:id='1'>{p('尾')}</w:endnote>",
    "comments": f"<w:comment w:id='1'>{p('批')}</w:comment>",
}


@pytest.mark.parametrize(("inner", "words", "said"), ODD)
def test_what_is_no_text_of_word_is_left_and_said(inner: str, words: str, said: str) -> None:
    found = read(packed(f"<w:p>{run('甲。')}{inner}</w:p>{p('乙。')}", **NOTES), "a.docx")
    left = {part.raw: part.told[0] for part in of_role(found, Role.LEFT)}
    assert said in left[words]
    assert [part.text.replace("音", "") for part in of_role(found, Role.PARAGRAPH)] == [
        "甲。",
        "乙。",
    ]


@pytest.mark.parametrize(
    ("inner", "text", "said"),
    [
        ("<w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "甲新", "插入的文字已收入：“新”"),
        ("<w:r><w:drawing/></w:r>", "甲", "有图片"),
        ("<w:r><w:object/></w:r>", "甲", "嵌入的对象"),
        ("<w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "甲3", "自动变的字（域 REF）"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>划</w:t></w:r>", "甲划", "画了删除线的字“划”"),
        ("<w:r><w:rPr><w:dstrike w:val='0'/></w:rPr><w:t>没划</w:t></w:r>", "甲没划", ""),
        ("<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>白</w:t></w:r>", "甲白", "白色的或极小的字“白”"),
        ("<w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>小</w:t></w:r>", "甲小", "白色的或极小的字“小”"),
        ("<w:hyperlink w:anchor='a'><w:r><w:t>链</w:t></w:r></w:hyperlink>", "甲链", ""),
        ("<w:hyperlink r:id='r9'><w:r><w:t>链</w:t></w:r></w:hyperlink>", "甲链", "（读不出）"),
        ("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "甲", ""),
        ("<w:fldSimple w:instr='DATE'><w:r><w:t>3月</w:t></w:r></w:fldSimple>", "甲3月", "域 DATE"),
        ('<w:r><w:sym w:char="ZZZZ"/></w:r>', "甲\ufffd", ""),
    ],
)  # fmt: skip
def test_what_is_taken_from_word_is_said(inner: str, text: str, said: str) -> None:
    found = read(packed(f"<w:p>{run('甲')}{inner}</w:p>"), "a.docx")
    assert [part.text for part in found.parts] == [text]
    assert said in told(found)


#: styles: of a paragraph and of a run, which are based on one that has a look
STYLED = """
<w:style w:type="paragraph" w:styleId="划"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="段"><w:basedOn w:val="划"/></w:style>
<w:style w:type="character" w:styleId="双"><w:rPr><w:dstrike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="字"><w:basedOn w:val="双"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="白"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="隐"><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("of_paragraph", "of_run", "text", "said"),
    [
        ("<w:pStyle w:val='段'/>", "", "划", "画了删除线的字“划”"),
        ("", "<w:rStyle w:val='字'/>", "划", "画了删除线的字“划”"),
        ("<w:pStyle w:val='段'/>", "<w:rStyle w:val='白'/>", "划", "画了删除线的字“划”"),
        ("<w:pStyle w:val='段'/>", "<w:strike w:val='0'/>", "划", ""),
        ("", "<w:rStyle w:val='白'/>", "划", "白色的或极小的字“划”"),
        ("", "<w:rStyle w:val='白'/><w:color w:val='000000'/>", "划", ""),
        ("", "<w:rStyle w:val='隐'/>", "", "隐藏的文字“划”，没有收入"),
    ],
)
def test_what_a_style_strikes_out_or_hides_is_said(
    of_paragraph: str, of_run: str, text: str, said: str
) -> None:
    inner = f"<w:r><w:rPr>{of_run}</w:rPr><w:t>划</w:t></w:r>"
    body = f"<w:p><w:pPr>{of_paragraph}</w:pPr>{inner}</w:p>{p('乙。')}"
    found = read(packed(body, styles=STYLED), "a.docx")
    paragraphs = [part.text for part in of_role(found, Role.PARAGRAPH)]
    assert paragraphs == [each for each in (text, "乙。") if each]
    assert said in told(found) if said else not told(found)


def test_what_all_of_a_file_is_set_to_is_said() -> None:
    all_ = "<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>"
    assert "删除线的字“甲”" in told(read(packed(p("甲"), styles=all_), "a.docx"))


def test_a_line_broken_in_its_paragraph_is_said() -> None:
    found = read(
        packed(f"<w:p>{run('甲。')}<w:r><w:br/></w:r>{run('乙。')}</w:p>{p('丙。')}"), "a.docx"
    )
    assert [part.told for part in found.parts] == [[], ["段里的换行当作分段"], []]


def test_what_stands_in_the_place_of_a_paragraph_is_said_there() -> None:
    found = read(packed(f"{p('甲。')}{p('乙。')}<w:altChunk/>"), "a.docx")
    assert "第 3 段有嵌入的文档" in told(found)


def test_a_row_that_is_marked_deleted_is_left_and_said() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('去')}</w:tr>"
    rows = f"<w:tr>{cell('甲')}{cell('乙')}</w:tr>{gone}<w:tr>{cell('丙')}{cell('丁')}</w:tr>"
    found = read(packed(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert found.parts[0].text.split("\n")[2:] == ["| 丙 | 丁 |"]
    assert {part.raw for part in of_role(found, Role.LEFT)} == {"删", "去"}
    assert "修订删去的一行里，没有收入：“删”" in told(found)


def test_a_tag_that_may_hide_its_text_is_said() -> None:
    found = draft("<div hidden>甲</div>。\n\n乙<br>。\n", "a.md")
    assert [part.text for part in of_role(found, Role.PARAGRAPH)] == ["甲。", "乙。"]
    assert told(found).count("HTML 的标记") == 1 and "<div hidden>" in told(found)


def test_a_word_file_of_another_name_is_said() -> None:
    assert "照 Word 读了" in told(read(word(TEXT), "a.docm"))
    assert "照 Word 读了" not in told(read(word(TEXT), "a.docx"))


def test_a_box_below_the_title_signs_nothing() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('内部资料')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p>{run('2020年度工作报告')}{box}</w:p>{p('文秘岗')}{p('学习3次。')}"
    found = read(packed(body), "a.docx")
    assert [kind for kind, _ in seen(found)] == ["标题", "段落", "署名", "段落"]


def test_margins_and_boxes_are_not_lost() -> None:
    box = f"<w:txbxContent>{p('框里的话。')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{run('甲。')}<w:r>{both}</w:r></w:p>"
    found = read(packed(body, header1=p("页眉的话"), footer1=p("— 1 —")), "a.docx")
    assert [part.text for part in of_role(found, Role.PARAGRAPH)] == ["甲。", "框里的话。"]
    assert {part.raw for part in of_role(found, Role.LEFT)} == {"页眉的话", "— 1 —"}
    assert "旁边有文本框" in told(found)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*(inner for inner, *_ in ODD), run("一、学习"), run("开展3次。"), "</w:p><w:p>"]), max_size=12))  # fmt: skip
def test_every_character_of_word_is_in_one_part(inner: list[str]) -> None:
    body = f"<w:p>{run('工作。')}{''.join(inner)}</w:p>"
    parts = {} if any("Reference" in each for each in inner) else {"header1": p("眉"), **NOTES}
    found = read(packed(body, **parts), "a.docx")
    words = [*(words for each in inner for part, words, _ in ODD if part == each), "工作。"]
    words += [text for each in inner for text in ("一、学习", "开展3次。") if each == run(text)]
    words += ["音"] * sum("ruby" in each for each in inner)
    words += ["眉脚尾批"] if parts else []
    expected = Counter("".join(word for word in words if parts or word not in ("脚", "尾", "批")))
    raws = "".join(part.raw for part in found.parts)
    assert Counter("".join(raws.split())) == expected
    check(found)


def test_parts_may_bear_a_number_behind_their_names() -> None:
    file, found = io.BytesIO(packed(p("甲。"), comments=NOTES["comments"])), io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(found, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace(".xml", "2.xml"), old.read(name))
    assert [part.raw.strip() for part in read(found.getvalue(), "a.docx").parts] == ["甲。", "批"]


# --- tables


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_a_table_of_word_is_a_table() -> None:
    rows = (
        cell("项目") + cell("支出", "<w:gridSpan w:val='2'/>"),
        cell("接待", "<w:vMerge w:val='restart'/>") + cell("3万元") + cell("a|b"),
        cell("", "<w:vMerge/>") + cell("4万元") + cell("乙,丙"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    found = read(packed(p("支出如下。") + table + p("同比下降。")), "a.docx")
    assert found.parts[1].role is Role.TABLE
    assert found.parts[1].text.split("\n") == [
        "| 项目 | 支出 |  |",
        "| --- | --- | --- |",
        "| 接待 | 3万元 | a\\|b |",
        "|  | 4万元 | 乙，丙 |",
    ]
    assert "合并的格拆开了" in told(found) and "“,”改成了“，”" in told(found)
    assert [spot.text for spot in found.parts[1].spots] == ["3万元", "4万元"]


def test_two_tables_stay_two_and_one_in_another_is_in_its_cell() -> None:
    inner = f"<w:tbl><w:tr>{cell('里一')}{cell('里二')}</w:tr></w:tbl>"
    one = f"<w:tbl><w:tr>{cell('甲')}{cell('序')}</w:tr><w:tr><w:tc>{p('乙')}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    two = f"<w:tbl><w:tr>{cell('丙')}{cell('丁')}</w:tr></w:tbl>"
    found = read(packed(one + two), "a.docx")
    assert [part.text for part in found.parts] == [
        "| 甲 | 序 |\n| --- | --- |\n| 乙；里一；里二 |  |", "| 丙 | 丁 |\n| --- | --- |",
    ]  # fmt: skip


def test_a_table_in_the_first_row_is_said_and_its_cells_stay_apart() -> None:
    inner = f"<w:tbl><w:tr>{cell('里一')}{cell('里二')}</w:tr></w:tbl>"
    row = f"<w:tr><w:tc>{p('甲')}{inner}</w:tc>{cell('乙')}</w:tr>"
    found = read(packed(f"<w:tbl>{row}</w:tbl>"), "a.docx")
    assert found.parts[0].text.startswith("| 甲；里一；里二 | 乙 |")
    assert "格里的表格拆开了" in told(found)


def test_a_table_of_one_column_is_a_frame() -> None:
    rows = "".join(f"<w:tr><w:tc>{p(line)}</w:tc></w:tr>" for line in REPORT)
    found = read(packed(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert seen(found) == READ and "只有一栏的表格" in told(found)


def test_rows_that_tabs_part_are_a_table() -> None:
    rows = "姓名\t单位\t处分\n孙示例\t市示例馆\t警告\n李示例\t\t\n"
    contents = "一、情况\t1\n二、打算\t2\n"
    text = f"目录\n{contents}一、情况\n做了\t3次。\n{rows}由孙示例说明。\n"
    found = draft(text)
    assert "".join(part.raw for part in found.parts) == text
    table = of_role(found, Role.TABLE)[0].text.split("\n")
    assert table[2:] == ["| 孙示例 | 市示例馆 | 警告 |", "| 李示例 |  |  |"]
    assert [part.text for part in of_role(found, Role.PARAGRAPH)] == [
        "做了，3次。",
        "由孙示例说明。",
    ]
    assert "制表符改成了“，”" in told(found)
    named = [spot.text for part in found.parts for spot in part.spots if spot.private]
    assert named == ["孙示例", "李示例", "孙示例"]


@pytest.mark.parametrize("mark", ["1.", "（1）", "一、", "①", "●"])
def test_a_tab_behind_the_number_of_an_item_makes_no_table(mark: str) -> None:
    found = draft(
        f"做了几件事。\n{mark}\t学习，{'有始有终' * 9}。\n{mark}\t检查，{'有始有终' * 9}。\n"
    )
    assert not of_role(found, Role.TABLE) and len(of_role(found, Role.PARAGRAPH)) == 3


def test_a_table_of_markdown_is_a_table() -> None:
    found = draft("支出如下。\n\n| 项目 | 支出 |\n|---|---:|\n| 接待 | 3万元 |\n\n下降。\n", "a.md")
    assert [part.role for part in found.parts] == [Role.PARAGRAPH, Role.TABLE, Role.PARAGRAPH]
    assert found.parts[1].text == "| 项目 | 支出 |\n| --- | --- |\n| 接待 | 3万元 |"


# --- mended signs


@pytest.mark.parametrize(
    ("typed", "right", "said"),
    [
        ("学习了准则,讨论了条例.", "学习了准则，讨论了条例。", "“,”改成了“，”"),
        ('组织"两个维护"学习(试行)。', "组织“两个维护”学习（试行）。", "“\"\"”改成了““””"),
        ("共召开 3 次会议。", "共召开3次会议。", "去掉了字间的空格（2 处）"),
        ("２０２０年，印发示科发[2020]3号。", "2020年，印发示科发〔2020〕3号。", "“２０２０”改成了“2020”"),
        ("一是、学习。", "一是学习。", "去掉了多余的“、”"),
        ("⻓期学\u200b习。", "长期学习。", "看不见的字符"),
    ],
)  # fmt: skip
def test_wrong_signs_are_mended_and_said(typed: str, right: str, said: str) -> None:
    found = draft(f"工作情况好。\n{typed}\n")
    assert found.parts[1].text == right
    assert found.parts[1].raw == f"{typed}\n"
    assert said in told(found)


def test_what_may_be_meant_otherwise_stays() -> None:
    text = "学习—培训，12岁的“甲，共×次；范围“"
    assert draft(text).parts[0].text == text


# --- spots


def spots(text: str) -> list[tuple[Kind, str]]:
    return [(spot.kind, spot.text) for part in draft(text).parts for spot in part.spots]


def test_each_spot_is_of_its_kind() -> None:
    text = (
        "2020年3月5日，贯彻十九届中央纪委四次全会精神，印发《学习计划》（示科发〔2020〕3号），每月至少学习1次，"
        "全年学习12次，完成率66.7%，到东山县水利局调研X次，到XX县参观。"
    )
    assert spots(text) == [
        (Kind.DATE, "2020年3月5日"),
        (Kind.TITLE, "十九届中央纪委四次全会"),
        (Kind.TITLE, "《学习计划》"),
        (Kind.TITLE, "示科发〔2020〕3号"),
        (Kind.NORM, "1次"),
        (Kind.QUANTITY, "12次"),
        (Kind.QUANTITY, "66.7%"),
        (Kind.NAME, "东山县水利局"),
        (Kind.PLACEHOLDER, "X次"),
        (Kind.PLACEHOLDER, "XX"),
    ]


def test_what_counts_nothing_is_no_spot() -> None:
    assert spots("落实“一岗双责”，执行八项规定，做到“两个维护”，大家一起学。") == []


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("对张伟同志进行谈话。", Kind.NAME, "张伟"),
        ("电话13800138000。", Kind.SECRET, "13800138000"),
        ("收到反映李某某收受礼金的举报1件。", Kind.SECRET, "反映李某"),
    ],
)
def test_what_must_not_enter_is_private(text: str, kind: Kind, shown: str) -> None:
    private = [spot for spot in draft(text).parts[0].spots if spot.private]
    assert (kind, shown) in [(spot.kind, spot.text) for spot in private]
    assert all(spot.told for spot in private)


def test_who_signed_is_private() -> None:
    signed = next(part for part in draft("\n".join(REPORT)).parts if part.key == "签发人")
    assert [(spot.text, spot.private) for spot in signed.spots] == [("张示例", True)]


def test_a_person_who_is_known_once_is_known_everywhere() -> None:
    text = "2020年度述职述廉报告\n石 林\n2021年1月\n张伟同志讲了话。会上，张伟、石林发言3次。\n"
    found = draft(text).parts
    assert [(part.key, part.text) for part in found[:3]] == [
        ("标题", "2020年度述职述廉报告"), ("署名", "石林"), ("成文日期", "2021年1月"),
    ]  # fmt: skip
    assert [(spot.text, spot.private) for spot in found[3].spots] == [
        ("张伟", True), ("张伟", True), ("石林", True), ("3次", False),
    ]  # fmt: skip


def test_who_stands_in_a_list_beside_a_person_is_one() -> None:
    found = draft("张伟同志主持。参加的有张伟、欧阳石、石林、办公室主任等。学习、培训、检查3次。\n")
    private = [spot.text for spot in found.parts[0].spots if spot.private]
    assert private == ["张伟", "张伟"]
    found = draft("张伟同志主持。参加的有：王某、张伟、石林，列席的有3人。学习、培训、检查3次。\n")
    private = [spot.text for spot in found.parts[0].spots if spot.private]
    assert private == ["张伟", "王某", "张伟", "石林"]


def test_names_of_the_project_are_spots() -> None:
    text = "文秘岗报市科技局办公室，办公室存档2份。"
    named = dict.fromkeys(["办公室", "市科技局办公室", "文秘岗"], False)
    spots = read(text.encode(), "a.txt", named=named).parts[0].spots
    assert [spot.text for spot in spots] == ["文秘岗", "市科技局办公室", "办公室", "2份"]


# --- files that are none


BOMB = b"\0" * (LIMIT + 1)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.docx", "是空的"),
        (b"PK\x03\x04x", "a.docx", "损坏"),
        (word(TEXT)[:-40], "a.docx", "损坏"),
        (lambda: packed(p(" " * (LIMIT + 1))), "a.docx", "20 MB）；一份报告的文字没有这么多"),
        (lambda: packed("", footnotes=p(" " * (LIMIT + 1))), "a.docx", "20 MB"),
        (
            lambda: packed("", **{f"header{n}": p(" " * (LIMIT // 4)) for n in range(1, 6)}),
            "a.docx",
            "20 MB",
        ),
        (packed("", **{f"header{n}": "" for n in range(200)}), "a.docx", "20 MB"),
        (packed("<w:p>" * 600 + "</w:p>" * 600), "a.docx", "读不了"),
        (packed("", styles="]]><!DOCTYPE a>"), "a.docx", "读不了"),
        (packed(p("")), "a.docx", "没有文字"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "“另存为”.docx 后再沿用"),
        (b"%PDF-1.4", "a.pdf", "PDF"),
        (b"a\0b", "a.txt", "不是文本"),
        (b"x", "a.xls", "可以沿用 .txt、.md、.docx"),
        (
            "好。\n".encode() + "甲".encode() * 6001,
            "a.txt",
            "a.txt:2  一段有 6001 字，至多 6000 字",
        ),
        ("甲。\n".encode() * 5001, "a.txt", "5001 段（行、格）、10002 字，一份报告至多"),
        (("甲" * 4000 + "\n").encode() * 76, "a.txt", "76 段（行、格）、304000 字"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused(
    data: bytes | Callable[[], bytes], name: str, said: str
) -> None:
    with pytest.raises(Mistake, match=said.replace(".", r"\.")):
        read(data() if callable(data) else data, name)


def test_nothing_that_word_allows_ends_in_a_fault() -> None:
    wide = "<w:tbl><w:tr>" + cell("甲", "<w:gridSpan w:val='999999'/>") * 3 + "</w:tr></w:tbl>"
    nested = "<w:r>" * 300 + "<w:t>深。</w:t>" + "</w:r>" * 300
    odd = p("怪", "<w:outlineLvl w:val='-7'/>") + p("怪", "<w:outlineLvl w:val='x'/>")
    found = read(packed(f"{wide}<w:p>{nested}</w:p>{odd}<w:tbl/><w:tbl><w:tr/></w:tbl>"), "a.docx")
    assert "深。" in [part.text for part in found.parts]
