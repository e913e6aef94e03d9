"""What a finished PDF tells of itself, on files made for it; tests/test_paper.py prints real ones."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from conftest import Bureau
from pypdf import PdfWriter

from ledger.documents import compared, files, pdf, printed
from ledger.documents.elements import Element, Form, Run
from ledger.issues import Mistake


def element(kind: str, text: str) -> Element:
    return Element(kind, ((Run(text),),))


TEXT, DATE = element("text", "全年学习8次。"), element("date", "2022年1月10日")
ELEMENTS = [TEXT, element("signature", "示例局党组"), DATE, element("printed", "2022年1月10日印发")]


def blank(pages: int, width: float = 595.3, height: float = 841.9) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def faults(content: bytes, elements: list[Element] = ELEMENTS) -> list[str]:
    return files.faults("pdf", content, elements)


def test_a_file_without_pages_is_refused() -> None:
    assert faults(blank(0)) == ["一页也没有"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    lines = faults(blank(1, 420, 595))
    assert [line.partition("：")[0] for line in lines] == [
        "纸张",
        "字号",
        "文字",
        "页码",
        "署名",
        "版记",
    ]
    assert lines[1] == "字号：没有找到正文"


@pytest.mark.parametrize(
    ("elements", "said"),
    [
        (ELEMENTS[:3], ["署名：纸上没有找到连在一起的附件说明、署名和成文日期"]),  # 述责述廉
        ([TEXT, DATE], ["成文日期：纸上没有找到连在一起的附件说明、署名和成文日期"]),  # 简报
        ([*ELEMENTS[:3], element("copies", "抄送：市委办公室。")],
         ["署名：纸上没有找到连在一起的附件说明、署名和成文日期", "版记：纸上没有找到抄送机关"]),
    ],
)  # fmt: skip
def test_a_document_is_asked_for_the_end_that_it_has(
    elements: list[Element], said: list[str]
) -> None:
    about = ("署名", "成文日期", "版记")
    assert [line for line in faults(blank(1), elements) if line.startswith(about)] == said


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Mistake):
        faults(b"no")


@pytest.mark.parametrize(
    ("font", "names", "official"),
    [
        ("FangSong_GB2312", "text", True), ("FZFSK--GBK1-0", "text", True), ("STFangsong", "text", True),
        ("FandolFangTT", "text", False), ("NotoSerifCJKsc-Regular", "text", False), ("", "text", False),
        ("SimSun", "", True), ("SimSun", "title", False), ("FZXBSJW--GB1-0", "title", True),
        ("STZhongsong", "title", True), ("SimHei", "h2", True), ("FZHTK--GBK1-0", "h2", True),
        ("KaiTi_GB2312", "h3", True), ("SimSun", "h3", False),
    ],
)  # fmt: skip
def test_an_official_font_is_told_from_a_stand_in(font: str, names: str, official: bool) -> None:
    assert printed._is_official(font, printed._FACES[names][1]) == official


def test_a_stand_in_for_several_fonts_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    used = {"text": {""}, "h2": {""}, "h3": {"", "STFangsong"}, "title": {""}, "": {"SimSun"}}
    monkeypatch.setattr(printed, "_fonts", lambda _, kind: used[kind])
    assert printed.remark(printed.Sheets((), ()), []) == (
        "PDF 里公文规定的字体用了替身：仿宋、黑体、小标宋（没有名字的字体），"
        "楷体（STFangsong、没有名字的字体）；报送的请在装有公文字体的机器上印"
    )


def test_the_widest_table_is_named_with_its_place(bureau: Bureau) -> None:
    assert files._widest_table(bureau.project()) == ""
    bureau.append("docs/report/01-学习.md", "\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n")
    assert files._widest_table(bureau.project()) == "docs/report/01-学习.md:9:1（2 栏）"


def test_a_browser_that_fails_after_it_has_printed_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "good.pdf").write_bytes(blank(2))
    printer = tmp_path / "browser"
    copy = f'cp "{tmp_path}/good.pdf" "${{a#*=}}"'
    printer.write_text(
        f"#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) {copy};; esac; done\nexit 7\n"
    )
    printer.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(printer))
    properties = pdf.Properties("报告", "局", "号", date(2022, 1, 10))
    with pytest.raises(Mistake, match=r"没有正常结束：没有说明原因（退出码 7）"):
        pdf.document(tmp_path / "page.html", Form(), properties, tmp_path)


@pytest.mark.parametrize(("typed", "drawn"), ["—―", "⻔⻔", "门⻔", "-‐", "·•", "“〝", "–−"])
def test_a_signs_shape_is_the_fonts_and_its_number_is_not(typed: str, drawn: str) -> None:
    assert compared.is_same(typed, drawn)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        "89",
        "门间",
        ".,",
        "—1",
        "‰%",
        "%‰",
        "−+",
        "-+",
        "。!",
        "!。",
        "、.",
        "“‘",
        "“”",
        "-−",
        "〔(",
        "①1",
        "★☆",
    ],
)
def test_signs_that_do_not_look_alike_are_not_the_same(typed: str, drawn: str) -> None:
    assert not compared.is_same(typed, drawn)


def test_a_head_is_repeated_on_a_page_and_nothing_else_is() -> None:
    table = [Element("table", rows=(("甲", "乙"), ("1", "2"), ("3", "4")))]
    for same in ("甲乙1234", "甲乙12\f甲乙34", "\f甲乙12\f34", "甲乙1\f甲乙234"):
        assert compared.difference(table, same) == ""
    assert compared.difference(table, "甲乙12甲乙34") == "纸上多出“甲乙”，报告里没有"
    assert compared.difference(table, "甲乙1234多") == "纸上多出“多”，报告里没有"
    assert compared.difference(table, "甲乙12") == "纸上没有表格的这一行“34”"


def paragraphs(*texts: str) -> list[Element]:
    return [Element("text", ((Run(text),),)) for text in texts]


def test_the_order_of_texts_and_of_cells_is_compared() -> None:
    two = paragraphs("甲乙", "丙丁")
    assert compared.difference(two, "甲乙丙\f丁") == ""
    assert compared.difference(two, "丙丁甲乙").startswith("纸上没有“丙丁”")
    table = [Element("table", rows=(("名", "数"), ("甲÷乙", "12"), ("丙", "34")))]
    assert compared.difference(table, "名数甲÷乙34丙12").startswith("纸上没有表格的这一行“")


def test_what_is_missing_and_what_is_too_much_are_said_at_once() -> None:
    said = compared.difference(paragraphs("甲乙", "丙丁", "戊己"), "庚辛甲乙戊己壬癸")
    assert said == "纸上没有“丙丁”；纸上多出“庚辛”等 2 处，报告里没有"


@pytest.mark.parametrize("sign", "①㎡★→Ⅱ℃№㈠")
def test_one_strange_sign_leaves_the_order_of_a_paragraph_sure(sign: str) -> None:
    element, printed = paragraphs(f"甲乙{sign}丙丁"), compared.squeezed(f"甲乙{sign}丙丁")
    assert compared.difference(element, printed) == ""
    for other in (f"{printed[2:]}甲乙", f"{printed}多", printed.replace("丙", "戊")):
        assert compared.difference(element, other), other


def test_signs_that_run_from_right_to_left_are_counted() -> None:
    strange = paragraphs("مرحبا 8", "甲乙")
    assert compared.difference(strange, "8ابحرم甲乙") == ""
    assert compared.difference(strange, "9ابحرم甲乙").startswith("纸上没有“")
    assert compared.difference(strange, "8ابحرم99件甲乙") == "纸上多出“99件”，报告里没有"
    assert compared.difference(strange, "8ابحرم件甲乙") == "纸上多出“件”，报告里没有"
