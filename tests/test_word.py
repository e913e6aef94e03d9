"""The Word file: its styles, its text, its pages (GB/T 9704-2012)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph
from lxml import etree
from printing import office_findings

from ledger.documents import extent, word
from ledger.documents.elements import (
    NAMES,
    Element,
    Form,
    Run,
    read,
)
from ledger.documents.properties import Properties
from ledger.issues import Mistake

PROPERTIES = Properties("示例报告", "示例局", "年度报告", date(2022, 1, 10))
FORMS = [Form(draft, evidence) for draft in (False, True) for evidence in (False, True)]
SENTENCE = "局党组先后8次组织学习，研究“四风”问题12项，完成率91.7%；"

PAGE = f"""<html><body><article id="document">
<div class="doc-head without-draft">
<p class="doc-copy-number">000001</p><p class="doc-urgency">特急</p>
<p class="doc-mark">示例市科学技术局文件</p>
<p class="doc-number">示科〔2022〕2号</p><p class="doc-signatory">签发人：<strong>张三</strong></p>
</div>
<p class="doc-draft with-draft">草稿</p>
<h1 class="doc-title">示例市科学技术局关于<br>年度工作情况的报告</h1>
<p class="doc-addressee">市纪委：</p>
<p>{SENTENCE * 3}</p>
<h2>一、主要工作</h2><h3>（一）强化领导</h3><h4>1. 学习</h4><h5>（1）研究</h5>
<p><strong>一是抓学习。</strong>{SENTENCE * 5}</p>
<table><tr><th>项目</th><th>数</th></tr><tr><td>甲</td><td>1</td></tr></table>
<p>{SENTENCE * 2}</p>
<div class="with-evidence"><p class="doc-enclosures">附件：1. 指标一览</p>
<p class="doc-enclosures">2. 另一个附件</p></div>
<p class="doc-signature">示例市科学技术局</p><p class="doc-date">2022年1月10日</p>
<p class="doc-note">（联系岗位：文秘岗）</p>
<section class="with-evidence">
<p class="doc-attachment-mark">附件1</p><p class="doc-attachment-title">指标一览</p>
<table><colgroup><col width="20%"><col width="80%"></colgroup>
<tr><th>指标</th><th>口径</th></tr>{"<tr><td>次数</td><td>同日同题只计一次</td></tr>" * 60}</table>
<p class="doc-attachment-mark">附件2</p><p class="doc-attachment-title">另一个附件</p>
<p>{SENTENCE}</p>
</section>
<div class="doc-imprint"><p class="doc-copies">抄送：市委办公室，市审计局。</p>
<p class="doc-printer">示例市科学技术局办公室</p><p class="doc-printed">2022年1月10日印发</p></div>
</article></body></html>"""

#: the order in which the schema wants the children of these (ECMA-376, part 1, annex A)
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing "
    "ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs highlight u lang",
    "sectPr": "footerReference type pgSz pgMar pgNumType vAlign titlePg docGrid",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tcPr": "tcW gridSpan vMerge tcBorders vAlign",
    "style": "name basedOn next link uiPriority qFormat pPr rPr tblPr trPr tcPr",
    "font": "altName panose1 charset family pitch sig",
    "settings": "zoom evenAndOddHeaders characterSpacingControl compat themeFontLang",
}
SEQUENCES["rPr"] = SEQUENCES["rPr"].replace("color", "snapToGrid color")


def made(elements: Sequence[Element]) -> Any:
    return docx.Document(io.BytesIO(word.document(elements, PROPERTIES)))


def parts(packed: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def texts(document: Any) -> list[str]:
    """Return the texts in reading order; tabs, breaks and cells part them."""
    nodes = document.element.body.iter(qn("w:p"))
    paragraphs = (Paragraph(node, document).text for node in nodes)
    return [text for paragraph in paragraphs for text in re.split(r"[\t\n]", paragraph) if text]


def expected(elements: Sequence[Element]) -> list[str]:
    return [text for element in elements for text in element.text.split("\n") if text]


def text(kind: str, content: str) -> Element:
    return Element(kind, ((Run(content),),))


def styled(document: Any, kind: str) -> list[Any]:
    return [each for each in document.paragraphs if each.style.style_id == kind]


def value(parent: Any, path: str, name: str = "val") -> str | None:
    found = parent.find("/".join(qn(f"w:{step}") for step in path.split("/")))
    return None if found is None else found.get(qn(f"w:{name}"))


@pytest.fixture(scope="module")
def plain() -> Any:
    return made(read(PAGE, Form(evidence=True)))


@pytest.mark.parametrize("form", FORMS)
def test_the_text_is_that_of_the_page(form: Form) -> None:
    elements = read(PAGE, form)
    assert texts(made(elements)) == expected(elements)


def test_the_sample_holds_every_element() -> None:
    kinds = {element.kind for form in FORMS for element in read(PAGE, form)}
    assert kinds == set(NAMES)


def test_the_same_input_gives_the_same_bytes() -> None:
    elements = read(PAGE, Form(evidence=True))
    packed = word.document(elements, PROPERTIES)
    assert packed == word.document(elements, PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"rsid" not in b"".join(map(etree.tostring, parts(packed).values()))


def test_a_clock_before_zip_files_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.time, "localtime", lambda _: (1970, 1, 1, 0, 0, 0))  # type: ignore[attr-defined]
    with pytest.raises(Mistake, match="时钟早于1980年，写不了 Word；请先把时钟拨准"):
        word.template()


def test_the_properties_are_those_given(plain: Any) -> None:
    core = plain.core_properties
    assert (core.title, core.author, core.subject) == ("示例报告", "示例局", "年度报告")
    assert core.created.date() == core.modified.date() == PROPERTIES.date


def test_a_long_property_is_cut() -> None:
    long = Properties("题" * 300, "局" * 300, "号" * 300, date(2022, 1, 10))
    core = docx.Document(io.BytesIO(word.document([text("text", "甲")], long))).core_properties
    assert (core.title, core.author, core.subject) == ("题" * 255, "局" * 255, "号" * 255)


def test_children_stand_in_the_order_of_the_schema() -> None:
    for form in FORMS:
        for name, root in parts(word.document(read(PAGE, form), PROPERTIES)).items():
            for node in root.iter(etree.Element):
                tag = etree.QName(node).localname
                if tag not in SEQUENCES:
                    continue
                order = SEQUENCES[tag].split()
                children = [
                    etree.QName(child).localname for child in node.iterchildren(etree.Element)
                ]
                assert set(children) <= set(order), f"{name}: {tag} holds {children}"
                assert all(order.index(a) <= order.index(b) for a, b in pairwise(children)), (
                    name,
                    tag,
                )


def test_every_element_has_its_style(plain: Any) -> None:
    names = {style.name for style in plain.styles}
    assert set(word.STYLES.values()) <= names
    assert {kind for kind, name in word.STYLES.items() if name != NAMES[kind]} == {"text", "title"}
    assert all(style.style_id.isascii() for style in plain.styles)


def test_every_style_used_is_there(plain: Any) -> None:
    known = {style.style_id for style in plain.styles}
    used = {
        node.get(qn("w:val"))
        for root in parts(word.document(read(PAGE, Form()), PROPERTIES)).values()
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for node in root.iter(qn(f"w:{tag}"))
    }
    assert used <= known


@pytest.mark.parametrize(
    ("kind", "font"),
    [("h2", "黑体"), ("h3", "楷体_GB2312"), ("h4", "仿宋_GB2312"), ("h5", "仿宋_GB2312"),
     ("title", "方正小标宋简体"), ("mark", "方正小标宋简体"), ("urgency", "黑体"),
     ("attachment-mark", "黑体"), ("cell-head", "黑体"), ("signatory-name", "楷体_GB2312"),
     ("footer", "宋体")],
)  # fmt: skip
def test_the_fonts_of_the_elements(plain: Any, kind: str, font: str) -> None:
    style = next(style for style in plain.styles if style.style_id == kind)
    for script in ("eastAsia", "ascii", "hAnsi"):
        assert value(style.element, "rPr/rFonts", script) == font


def test_the_body_is_16_point_fangsong_28_characters_a_line(plain: Any) -> None:
    defaults = plain.styles.element.find(qn("w:docDefaults"))
    assert value(defaults, "rPrDefault/rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(defaults, "rPrDefault/rPr/sz") == "32"
    character = 320 + int(value(defaults, "rPrDefault/rPr/spacing") or 0)
    assert 28 <= word.WIDTH / character < 28.2
    assert value(defaults, "pPrDefault/pPr/spacing", "line") == "580"
    assert value(defaults, "pPrDefault/pPr/spacing", "lineRule") == "exact"
    assert value(defaults, "pPrDefault/pPr/jc") == "both"
    normal = plain.styles["Normal"].element
    assert value(normal, "pPr/ind", "firstLineChars") == "200"


def test_headings_have_levels_and_stay_with_their_text(plain: Any) -> None:
    for level, kind in enumerate(("h2", "h3", "h4", "h5")):
        style = plain.styles[NAMES[kind]].element
        assert value(style, "pPr/outlineLvl") == str(level)
        assert style.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        assert style.find(f"{qn('w:rPr')}/{qn('w:b')}") is None


def test_the_page_is_a4_with_28_characters_and_22_lines(plain: Any) -> None:
    for section in plain.sections:
        node = section._sectPr
        assert value(node, "docGrid", "type") == "linesAndChars"
        assert value(node, "docGrid", "linePitch") == str(word.ROW)
        assert word.WIDTH / 20 / (16 + int(value(node, "docGrid", "charSpace") or 0) / 4096) >= 28
        assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
        assert abs(section.top_margin.mm - 37) < 0.1
        assert abs(section.left_margin.mm - 28) < 0.1
        height = section.page_height - section.top_margin - section.bottom_margin
        breadth = section.page_width - section.left_margin - section.right_margin
        assert Twips(22 * word.ROW) == height
        assert Twips(word.WIDTH) == breadth


def test_page_numbers_stand_outside_and_differ_by_side(plain: Any) -> None:
    assert plain.settings.odd_and_even_pages_header_footer
    odd, even = plain.sections[0].footer, plain.sections[0].even_page_footer
    for footer, name in ((odd, "单页码"), (even, "双页码")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style.name == name
        assert paragraph.text == "— 1 —"
        assert [node.text for node in footer._element.iter(qn("w:instrText"))] == [" PAGE "]
    assert value(odd.paragraphs[0].style.element, "pPr/jc") == "right"


@pytest.mark.parametrize("above", [[], ["copy-number"], ["copy-number", "urgency"]])
def test_the_mark_stays_where_it_is(above: list[str]) -> None:
    (mark,) = styled(made([text(kind, "一") for kind in [*above, "mark"]]), "mark")
    layout = mark.paragraph_format
    top = layout.space_before.twips + len(above) * word.ROW
    assert abs(top / 1440 * 25.4 - 35) < 1
    number = top + layout.line_spacing.twips + layout.space_after.twips
    assert 7 * word.ROW < number < 7.5 * word.ROW


def test_the_signatory_stands_on_the_line_of_the_number(plain: Any) -> None:
    (paragraph,) = styled(plain, "number")
    assert paragraph.text == "示科〔2022〕2号\t签发人：张三"
    assert [run.style.style_id for run in paragraph.runs[-2:]] == ["signatory", "signatory-name"]


def test_a_signatory_without_a_bold_name_is_parted_at_the_colon() -> None:
    (paragraph,) = styled(
        made([text("number", "1号"), text("signatory", "签发人：李四")]), "number"
    )
    assert [run.text for run in paragraph.runs] == ["1号", "\t", "签发人：", "李四"]


@pytest.mark.parametrize(("name", "left"), [(4, 13.5), (14, 13.5), (20, 8)])
def test_the_name_is_centred_over_the_date(name: int, left: float) -> None:
    document = made([text("signature", "局" * name), text("date", "2022年1月10日")])
    indents = {each.paragraph_format.left_indent.twips for each in document.paragraphs[:2]}
    assert indents == {round(left * word.CELL)}


@pytest.mark.parametrize(
    ("content", "left", "first"),
    [("附件：一览表", 5, -3), ("附件：1. 一览表", 6.5, -4.5), ("2. 另一个", 6.5, -1.5)],
)
def test_an_enclosure_hangs_from_its_name(content: str, left: float, first: float) -> None:
    layout = made([text("enclosures", content)]).paragraphs[0].paragraph_format
    assert layout.left_indent.twips == round(left * word.CELL)
    assert layout.first_line_indent.twips == round(first * word.CELL)


def test_a_table_is_as_wide_as_the_type_area_and_repeats_its_head(plain: Any) -> None:
    body, evidence, imprint = plain.tables
    for table in plain.tables:
        columns = [int(node.get(qn("w:w"))) for node in table._tbl.tblGrid]
        assert sum(columns) == word.WIDTH
    for table, prefix in ((body, ""), (evidence, "small-")):
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        used = [cell.paragraphs[0].style.style_id for cell in table.columns[0].cells]
        assert used == [f"{prefix}cell-head"] + [f"{prefix}cell"] * (len(used) - 1)
    assert value(imprint._tbl, "tblPr/tblpPr", "tblpYSpec") == "bottom"


def test_a_row_is_as_high_as_the_pages_were_counted_with() -> None:
    rows = (("指标", "口径"), ("甲", "字" * 60))
    for widths, heights in (((), ["580", "2320"]), ((50, 50), ["300", "880"])):
        (table,) = made([Element("table", rows=rows, widths=widths)]).tables
        assert [value(row._tr, "trPr/trHeight") for row in table.rows] == heights


BODY = [text("title", "报告"), text("text", "甲")]
IMPRINT = [text("copies", "抄送：市委办公室。"), text("printer", "办公室"), text("printed", "印发")]


def test_the_imprint_keeps_its_lines() -> None:
    printer = Element("printer", ((Run("办公"),), (Run("室"),)))
    assert texts(made([*BODY, printer]))[-2:] == ["办公", "室"]


def breaks(document: Any) -> list[str | None]:
    return [value(section._sectPr, "type") for section in document.sections]


def test_the_imprint_follows_an_odd_page_on_the_next_one() -> None:
    document = made([*BODY, *IMPRINT])
    assert breaks(document) == [None, "evenPage"]
    assert document.sections[1].footer.is_linked_to_previous


def test_the_imprint_shares_an_even_page_that_has_room() -> None:
    assert breaks(made([*BODY, *[text("text", "甲")] * 22, *IMPRINT])) == [None]


def test_a_blank_page_and_the_imprint_after_it_bear_no_number() -> None:
    document = made([*BODY, *[text("text", "甲")] * 39, *IMPRINT])
    assert breaks(document) == [None, "evenPage"]
    for footer in (document.sections[1].footer, document.sections[1].even_page_footer):
        assert not footer.is_linked_to_previous
        assert "".join(each.text for each in footer.paragraphs) == ""


def test_a_break_after_a_table_has_a_paragraph_to_stand_on() -> None:
    table = Element("table", rows=(("甲", "乙"),))
    for count in (0, 22):
        document = made([*BODY, *[text("text", "甲")] * count, table, *IMPRINT])
        tags = [etree.QName(node).localname for node in document.element.body]
        assert ("tbl", "tbl") not in set(pairwise(tags))
        assert tags[-2:] == ["p", "sectPr"]


@pytest.mark.parametrize(
    ("elements", "page", "lines"),
    [
        ([text("text", "字" * 26)], 1, 1),
        ([text("text", "字" * 27)], 1, 2),
        ([text("text", "字" * 26 + "。")], 1, 2),
        ([text("addressee", "字" * 28)], 1, 1),
        ([text("text", "字" * 23 + "2022年")], 1, 1),
        ([text("text", "字" * 25 + "2022" + "字" * 27)], 1, 3),
        ([text("text", "字")] * 22, 1, 22),
        ([text("text", "字")] * 23, 2, 1),
        ([text("text", "字")] * 21 + [text("h2", "一"), text("text", "字")], 2, 2),
        ([text("text", "字"), text("attachment-mark", "附件")], 2, 1),
        ([text("enclosures", "附件：1. 一"), text("enclosures", "2. 二")], 1, 3),
        ([Element("table", rows=(("甲", "乙"),) * 3)], 1, 3),
    ],
)  # fmt: skip
def test_pages_are_estimated_by_the_grid(elements: list[Element], page: int, lines: int) -> None:
    pages, used = extent.extent(elements)
    assert (pages, round(used / word.ROW)) == (page, lines)


@pytest.mark.long  # in the usual run tests/test_paper.py lays out a document of each kind
def test_a_word_processor_lays_it_out_as_the_standard_asks(tmp_path: Path) -> None:
    due = {}
    for number, form in enumerate(FORMS):
        due[file := tmp_path / f"report-{number}.docx"] = read(PAGE, form)
        file.write_bytes(word.document(due[file], PROPERTIES))
    assert len(due) == len(FORMS) and office_findings(due) == {}
