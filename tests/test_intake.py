"""A bureau's copy of a regulation -> its articles. Every text here is invented."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledger.issues import Mistake
from ledger.language.numerals import ordinal
from ledger.law.intake.articles import parse
from ledger.law.intake.comparison import Known, KnownChapter, compare
from ledger.law.intake.importing import PURPOSE
from ledger.law.intake.marks import mark
from ledger.law.intake.parsed import Parsed, ParsedArticle
from ledger.law.intake.writing import Origin, write
from ledger.reading.findings import Finding
from ledger.reading.lines import LIMIT
from ledger.reading.source_text import read
from ledger.records import source as yaml_source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RULES = """试验台借用办法
（某年某月某日通过）
第一章　总则
第一条　为了管好试验台，制定本办法。
第二条　借用试验台，应当登记。
第二章　借用
第三条　借用人有下列情形之一的，停借三个月：
（一）转借他人的；
（二）逾期不还的。
前款规定的期限，从归还之日起算。
第四条　本办法自发布之日起施行。
"""


def parsed(text: str | bytes, name: str = "办法.txt") -> Parsed:
    return parse(read(text.encode() if isinstance(text, str) else text, name, PURPOSE))


def texts(found: Parsed) -> list[list[str]]:
    return [article.paragraphs for article in found.articles]


def names(found: Parsed) -> list[str]:
    return [article.name for article in found.articles]


def serious(found: Parsed) -> list[str]:
    return [finding.message for finding in found.findings if finding.serious]


def remarks(found: Parsed) -> list[str]:
    return [finding.message for finding in found.findings if not finding.serious]


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """Make a Word file of the paragraphs' XML."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        if numbering:
            archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return file.getvalue()


def p(text: str, properties: str = "") -> str:
    """Return a paragraph of Word's."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r></w:p>"


def test_a_clean_text_is_read_without_a_word() -> None:
    found = parsed(RULES)
    assert found.findings == []
    assert found.head == ["试验台借用办法", "（某年某月某日通过）"]
    assert names(found) == ["第一条", "第二条", "第三条", "第四条"]
    assert [a.chapter for a in found.articles] == ["第一章 总则"] * 2 + ["第二章 借用"] * 2
    assert found.articles[2] == ParsedArticle(
        3, 0, None, "第二章 借用", None,
        ["借用人有下列情形之一的，停借三个月：\n（一）转借他人的；\n（二）逾期不还的。", "前款规定的期限，从归还之日起算。"], 7,
    )  # fmt: skip


# --- files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_of_windows_are_read(encoding: str) -> None:
    for text in (RULES, RULES.replace("\n", "\r\n"), RULES.replace("\n", "\r")):
        found = parsed(text.encode(encoding))
        assert texts(found) == texts(parsed(RULES))
        assert bool(found.findings) == (encoding == "gb18030")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "“另存为”.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.wps", "WPS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "密码"),
        (b"%PDF-1.4", "a.txt", "是 PDF"),
        (b"x", "a.wps", "读不了"),
        (b"{\\rtf1", "a.txt", "RTF"),
        (b"<!DOCTYPE html>", "a.txt", "网页"),
        (b"x", "a.xyz", "不认识的文件"),
        (b"x", "a.docx", "损坏"),
        (b"PK\x03\x04x", "a.docx", "损坏"),
        (docx("")[:-40], "a.docx", "损坏"),
        (docx("<w:p>"), "a.docx", "损坏"),
        (docx("<w:r>" * 5000 + "</w:r>" * 5000), "a.docx", "不是 Word 写的"),
        (b"", "a.txt", "是空的"),
        (b"\xef\xbb\xbf \n", "a.txt", "是空的"),
        ("　\n".encode(), "a.txt", "没有文字"),
        (docx(p("")), "a.docx", "没有文字"),
        (b"\xff\xfe\x00", "a.txt", "UTF-16"),
        ("第一条".encode("utf-16-le") + b"\0", "a.txt", "没有标记的 UTF-16"),
        (b"\x81\xff\xff", "a.txt", "UTF-8 和 GB18030"),
        (lambda: b"a" * (LIMIT + 1), "a.txt", "20 MB"),
        (lambda: docx(p(" " * (LIMIT + 1))), "a.docx", "20 MB"),
        ("没有条文。".encode(), "a.txt", "没有找到“第一条”"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(
    data: bytes | Callable[[], bytes], name: str, said: str
) -> None:
    with pytest.raises(Mistake, match=re.escape(said)):
        parsed(data() if callable(data) else data, name)


def test_another_archive_is_no_word_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(Mistake, match="不是 Word 的"):
        parsed(file.getvalue(), "a.docx")


def test_markdown_is_stripped_to_its_words() -> None:
    found = parsed(
        "---\ntitle: x\n---\n# 试验台\\*借用办法\n\n## **第一章** 总则\n\n**第一条**　为了 *管好* `试验台`，\n制定本办法。\n\n"
        "> 第二条　见[登记簿](http://a.b/c)。\n\n- 第三条　[略]。<!-- 注 -->\n\n| 第四条 | 甲。 |\n|---|---|\n\n***\n",
        "a.md",
    )
    assert texts(found) == [
        ["为了 管好 试验台，制定本办法。"],
        ["见登记簿。"],
        ["[略]。"],
        ["甲。"],
    ]
    assert found.head == ["试验台*借用办法"]
    assert serious(found) == []
    left_out = "".join(finding.left_out for finding in found.findings)
    assert all(part in left_out for part in ("title: x", "http://a.b/c", "<!-- 注 -->"))


# --- Word


def test_word_gives_runs_breaks_and_cells() -> None:
    body = (
        p("第一条　甲。")
        + "<w:p><w:r><w:t>第二条</w:t><w:tab/><w:t>乙</w:t></w:r><w:hyperlink><w:r><w:t>丙。</w:t><w:br/><w:t>丁。</w:t></w:r></w:hyperlink></w:p>"
        + f"<w:tbl><w:tr><w:tc>{p('第三条　戊。')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(parsed(docx(body), "a.docx")) == [["甲。"], ["乙丙。", "丁。"], ["戊。"]]


@pytest.mark.parametrize(
    ("inner", "text", "said"),
    [
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "甲。", "删去的文字没有收入：“旧”"),
        ("<w:ins><w:r><w:t>新。</w:t></w:r></w:ins>", "甲。新。", "插入的文字已收入：“新。”"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "甲。", "隐藏的文字“隐”"),
        ("<w:r><w:drawing/></w:r>", "甲。", "有图片"),
        ('<w:r><w:sym w:char="ZZZZ"/></w:r>', "甲。\ufffd", "\ufffd”没有写完"),
        ('<w:r><w:sym w:char="FFFFFFFFF"/></w:r>', "甲。\ufffd", "\ufffd”没有写完"),
        ("<w:r><w:sym/></w:r>", "甲。\ufffd", "\ufffd”没有写完"),
        ("<w:r><w:footnoteReference/></w:r>", "甲。", "有脚注"),
        ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>乙。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", "甲。", "文本框"),
    ],
)  # fmt: skip
def test_what_is_not_plain_in_word_is_said(inner: str, text: str, said: str) -> None:
    found = parsed(docx(f"<w:p><w:r><w:t>第一条　甲。</w:t></w:r>{inner}</w:p>"), "a.docx")
    assert found.articles[0].paragraphs[0] == text
    assert any(said in message for message in serious(found)), found.findings


def numbering(format_: str, text: str, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{format_}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )


def listed(level: int = 0, list_id: int = 3) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


@pytest.mark.parametrize(
    "format_",
    ["chineseCounting", "chineseCountingThousand", "japaneseCounting", "decimal", "ideographDigital", "decimalFullWidth"],
)  # fmt: skip
def test_the_numbers_that_word_counts_are_text(format_: str) -> None:
    body = "".join(p(f"借用{n}。", listed()) for n in range(1, 121))
    found = parsed(docx(body, numbering(format_, "第%1条")), "a.docx")
    assert [a.number for a in found.articles] == list(range(1, 121))
    assert texts(found)[119] == ["借用120。"] and serious(found) == []


def test_items_that_word_counts_begin_again_in_each_article() -> None:
    body = p("有下列情形的：", listed()) + p("甲；", listed(1)) + p("乙。", listed(1))
    found = parsed(docx(body * 2, numbering("chineseCounting", "第%1条")), "a.docx")
    assert texts(found) == [["有下列情形的：\n（一）甲；\n（二）乙。"]] * 2 and found.findings == []


def test_a_style_may_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:basedOn w:val="Base"/></w:style>'
    )
    body = p("甲。", '<w:pStyle w:val="Tiao"/>') + p("乙。", '<w:pStyle w:val="Tiao"/>')
    found = parsed(docx(body, numbering("decimal", "第%1条"), styles), "a.docx")
    assert names(found) == ["第一条", "第二条"]
    off = p("丙。", '<w:pStyle w:val="Tiao"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(parsed(docx(body + off, numbering("decimal", "第%1条"), styles), "a.docx"))[1] == [
        "乙。",
        "丙。",
    ]


def test_a_list_may_start_elsewhere() -> None:
    restart = '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
    body = p("甲。", listed()) + p("乙。", listed()) + p("丙。", listed(list_id=4))
    found = parsed(docx(body, numbering("decimal", "第%1条") + restart), "a.docx")
    assert names(found) == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize("broken", [numbering("hebrew1", "第%1条"), "<w:x/>"])
def test_a_number_that_cannot_be_told_is_found(broken: str) -> None:
    found = parsed(docx(p("第一条　甲。") + p("乙。", listed()), broken), "a.docx")
    assert any("把编号转成文字" in message for message in serious(found))


# --- what is mended or left out, with a remark


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("第 三 条　", "空格"), ("第　三　条 ", "空格"), ("第\u00a0三\u00a0条\u00a0", "空格"), ("第三 条 ", "空格"),
        ("第3条 ", "阿拉伯数字"), ("第３条　", "阿拉伯数字"), ("第 3 条　", "阿拉伯数字"), ("笫三条　", "“笫三条”读作“第三条”"),
        ("第三奈　", "读作“第三条”"), ("第三務　", "读作“第三条”"), ("第三條　", "读作“第三条”"), ("第三絛　", "读作“第三条”"),
        ("第三条：", "“：”不是条文"), ("第三条、", "“、”不是条文"), ("第三条.", "“.”不是条文"), ("第三条\n", ""), ("第三条", ""), ("  第三条　", ""),
        ("\ufeff第三条　", "U+FEFF"), ("第\u200b三条　", "U+200B"),
    ],
)  # fmt: skip
def test_an_article_is_known_in_every_form(shown: str, said: str) -> None:
    found = parsed(RULES.replace("第三条　", shown))
    assert names(found) == ["第一条", "第二条", "第三条", "第四条"]
    assert texts(found) == texts(parsed(RULES))
    assert serious(found) == []
    assert [said in message for message in remarks(found)] == ([True] if said else [])


@pytest.mark.parametrize(
    ("shown", "number"),
    [("一百O五", 105), ("一百○五", 105), ("一百0五", 105), ("ニ十", 20), ("二＋", 20), ("二＋ー", 21), ("—", 1), ("－百", 100),
     ("廿", 20), ("1O", 10), ("⼀", 1)],
)  # fmt: skip
def test_misprinted_numerals_are_read(shown: str, number: int) -> None:
    lines = [f"{mark('条', n)}　借用{n}。" for n in range(1, number + 2)]
    lines[number - 1] = f"第{shown}条　借用{number}。"
    found = parsed("\n".join(lines))
    assert [a.number for a in found.articles] == list(range(1, number + 2))
    assert serious(found) == []
    assert len(remarks(found)) == (shown not in ("一百○五", "廿"))


@pytest.mark.parametrize(
    "foreign",
    ["— 3 —", "－3－", "- 3 -", "3/12", "第 3 页", "第3页 共12页", "Page 3", "3", "来源：某网", "责任编辑：某某", "分享到：微信 微博",
     "打印本页", "【打印】【关闭窗口】", "http://example.invalid/a", "上一篇：某事", "——————", "＊＊＊"],
)  # fmt: skip
@pytest.mark.parametrize("after", ["应当登记。\n", "总则\n"])
def test_what_is_no_text_is_left_out_and_said(foreign: str, after: str) -> None:
    found = parsed(RULES.replace(after, f"{after}\n{foreign}\n\n"))
    assert texts(found) == texts(parsed(RULES)) and serious(found) == []
    assert [finding.left_out for finding in found.findings] == [foreign]


def test_a_page_number_inside_a_sentence_does_not_end_it() -> None:
    found = parsed(RULES.replace("应当登记", "应当\n\n— 3 —\n\n登记"))
    assert texts(found) == texts(parsed(RULES)) and serious(found) == []
    found = parsed(RULES.replace("应当登记", "应当\n3\n登记"))
    assert "应当3登记" in texts(found)[1][0] and "可能是页码" in serious(found)[0]


@pytest.mark.parametrize(
    "contents",
    ["目录\n第一章　总则\n第二章　借用\n", "目　录\n第一章 总则……1\n第二章 借用…………3\n", "目次\n第一章\t1\n第二章\t2\n",
     "第一章　总则\n第二章　借用\n", "目录\n"],
)  # fmt: skip
def test_a_table_of_contents_is_no_text(contents: str) -> None:
    found = parsed(RULES.replace("第一章", contents + "第一章", 1))
    plain = parsed(RULES)
    assert (found.head, texts(found)) == (plain.head, texts(plain))
    assert len(found.headings) == 2 and serious(found) == []
    assert "是目录" in remarks(found)[0]


@pytest.mark.parametrize("cut", range(1, 20))
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_wrapped_line_is_joined(cut: int, indent: str) -> None:
    sentence = "借用试验台的，应当依照第一条规定登记，并按第四条办理；逾期的，依照第三条处理"
    lines = [
        f"{indent}{line}" for line in RULES.replace("借用试验台，应当登记", sentence).splitlines()
    ]
    whole = parsed("\n".join(lines))
    lines = [line.replace(sentence, f"{sentence[:cut]}\n{sentence[cut:]}") for line in lines]
    found = parsed("\n".join(lines))
    assert texts(found) == texts(whole)
    assert any("句子中间的换行" in message for message in remarks(found))


@pytest.mark.parametrize(
    "reference",
    [
        "第三条规定的情形，从其规定。",
        "第三条、第四条的时限，从其规定。",
        "第三条第一款所列情形除外。",
    ],
)
def test_a_reference_at_the_beginning_of_a_line_is_no_article(reference: str) -> None:
    found = parsed(RULES.replace("应当登记。\n", f"应当登记。\n{reference}\n"))
    assert names(found) == ["第一条", "第二条", "第三条", "第四条"]
    assert texts(found)[1][1] == reference
    found = parsed(RULES.replace("应当登记。\n", f"应当依照\n{reference}\n"))
    assert texts(found)[1] == [f"借用试验台，应当依照{reference}"]
    assert not any("条号" in message for message in serious(found))


def test_items_are_known_by_their_marks() -> None:
    for one, two in (
        ("(一)", "(二)"),
        ("㈠", "㈡"),
        ("⑴", "⑵"),
        ("1.", "2."),
        ("1、", "2、"),
        ("①", "②"),
        ("一、", "二、"),
    ):
        found = parsed(RULES.replace("（一）", one).replace("（二）", two))
        assert texts(found)[2][0].splitlines()[1:] == [f"{one}转借他人的；", f"{two}逾期不还的。"]
        assert found.findings == []
    found = parsed(RULES.replace("：\n（一）", "：（一）").replace("\n（二）", "（二）"))
    assert texts(found) == texts(parsed(RULES)) and serious(found) == []
    nested = RULES.replace("他人的；", "他人的：\n1. 甲；\n2. 乙；").replace(
        "不还的。", "不还的：\n1. 丙。"
    )
    assert parsed(nested).findings == []


def test_headings_without_a_number_are_names() -> None:
    found = parsed(
        "借用守则\n试验台人人爱护。\n借用人守则\n第一条　按时归还。\n管理人守则\n第二条　及时登记。\n"
    )
    assert found.head == ["借用守则", "试验台人人爱护。"]
    assert [a.chapter for a in found.articles] == ["借用人守则", "管理人守则"]
    assert serious(found) == [] and len(remarks(found)) == 2
    found = parsed(RULES.replace("第四条", "若干说明\n第四条"))
    assert found.articles[3].chapter == "若干说明" and "没有编号" in serious(found)[0]
    found = parsed("办法\n总　则\n第一条　甲。\n附　则\n第二条　乙。\n")
    assert [a.chapter for a in found.articles] == ["总则", "附则"] and serious(found) == []


def test_headings_stand_in_many_forms() -> None:
    found = parsed(
        "第一编　总 则\n第一章\n目　的\n第 1 节 甲\n第一条　甲。\n第二编　分则 第二章　借用\n第一分编　乙\n第三章　办法\n第二条　乙。\n第二条之一　丙。\n第三条　丁。\n"
    )
    assert [(a.part, a.chapter, a.section) for a in found.articles] == [
        ("第一编 总则", "第一章 目的", "第一节 甲"), *[("第二编 分则 第一分编 乙", "第三章 办法", None)] * 3,
    ]  # fmt: skip
    assert names(found) == ["第一条", "第二条", "第二条之一", "第三条"]
    assert serious(found) == ["“第二章 借用”下面没有条文；请对照原文"]


def test_a_swallowed_article_is_cut_out() -> None:
    for between in ("", "　", " "):
        found = parsed(RULES.replace("登记。\n第二章　借用\n", f"登记。{between}"))
        assert names(found) == ["第一条", "第二条", "第三条", "第四条"]
        assert any("“第三条”在一行的中间" in message for message in remarks(found))


# --- what may be lost


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("第三条", "第五条", "第二条后面是第五条，缺第三条至第四条"),
        ("第三条", "第四条", "第二条后面是第四条，缺第三条"),
        ("第三条", "第二条", "第二条出现了两次（上一次在第 5 行）"),
        ("第四条", "第一条", "第一条出现了两次"),
        ("第一条", "第二条", "正文从第二条开始，缺第一条"),
        ("第三条", "第二条之二", "中间缺了“之”条"),
        ("第三条", "第三条之一", "第二条后面是第三条之一，缺第三条"),
        ("第二章", "第三章", "第一章后面是第三章，缺第二章"),
        ("第二章", "第一章", "重复了"),
        ("第一章", "第二章", "第一个是第二章，缺第一章"),
        ("（二）", "（三）", "项的次序断了"),
        ("（一）", "（二）", "项的次序断了"),
        ("第三条", "第三十亠条", "像是条号，但读不出来"),
        ("第三条", "三条", "像是条号，但读不出来"),
        ("第三条　", "附件：表样\n第三条　", "像是附件"),
        ("起施行。\n", "起施行。\n附：\n表样\n", "像是附件"),
        ("为了管好试验台，制定本办法。", "", "第一条没有内容"),
        ("本办法。\n第二条", "本办法\n第二条", "上一行没有结尾的标点，已当作新的一条"),
        ("应当登记。", "应当登记", "没有写完"),
        ("应当登记。", "应当登记，\n\n按时归还。", "已接成一段"),
        ("应当登记。", "应当登记。第四条　不得转借。", "缺第三条"),
        ("应当登记。", "应当登记。第一条　另有规定。", "像条号又像引用"),
        ("应当登记。", "应当登记第三条　另有规定。", "像条号又像引用"),
        ("应当登记。", "应当登记。第三条　规定时限。", "“第三条”在一行的中间，已另起一条"),
        ("应当登记。", "应当登记。第三条不得转借。", "“第三条”在一行的中间，已另起一条"),
        ("应当登记。", "应当登记 第三条 不得转借。", "“第三条”在一行的中间，已另起一条"),
        ("第四条　本办法自发布", "第四条规定自发布", "后面却没有这一条"),
        ("本办法。", "本办法；", "没有写完"),
        ("三个月：", "三个月，", "上一行没有结尾的标点，已当作新的一项"),
        ("他人的；", "他人的", "已当作新的一项"),
        ("第二章　借用", "第二章", "第二章没有名称"),
        ("第二章　借用", "第二章　借用，按办法办理。", "像标题又像正文"),
        ("第二章　借用\n", "第二章　借用\n本章讲借用的办法。\n", "标题后面、条文前面的文字放在了上一条后面"),
        ("第一章　总则\n", "第一章　总则\n本章讲总的办法。\n", "放在了题头"),
        ("第四条", "第三章　附则\n第四章　附则\n第四条", "“第三章 附则”下面没有条文"),
        ("起施行。\n", "起施行。\n第三章　附则\n", "“第三章 附则”下面没有条文"),
        ("应当登记。\n", "应当登记。\n来源：某处的试验台，应当另行登记。\n", "像是网页上的字"),
    ],
)  # fmt: skip
def test_every_doubt_is_said(old: str, new: str, said: str) -> None:
    assert RULES.count(old) >= 1
    found = parsed(RULES.replace(old, new, 1))
    assert any(said in message for message in serious(found)), found.findings


# --- any regulation in any form

PIECES = ["借用人应当登记", "依照第三条规定办理", "逾期30日的", "参照第十二条、第十三条", "经“试验台管理组”同意", "由CPU室负责",
          "停借一至三个月", "造成损失的", "（包括配件）", "按《借用守则》第一条处理", "第五条另有规定的除外", "报主管领导"]  # fmt: skip


class Invented:
    """An invented regulation, and the same in any form."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.articles: list[tuple[str | None, str | None, list[str]]] = []
        total = self.random.choice([1, 2, 7, 30, 200])
        chapter = section = None
        chapters = sections = 0
        with_chapters = self.random.random() < 0.7
        for number in range(total):
            if with_chapters and (number == 0 or self.random.random() < 0.15):
                chapters, sections, section = chapters + 1, 0, None
                chapter = f"{mark('章', chapters)} {self.random.choice(['总则', '借用和归还', '保管、检修'])}{chapters}"
            if chapter and self.random.random() < 0.1:
                sections += 1
                section = f"{mark('节', sections)} 办法{sections}"
            paragraphs = [self.paragraph() for _ in range(self.random.choice([1, 1, 2, 3]))]
            self.articles.append((chapter, section, paragraphs))

    def sentence(self, stop: str = "。") -> str:
        return "，".join(self.random.choices(PIECES, k=self.random.randint(1, 6))) + stop

    def paragraph(self) -> str:
        text = "".join(self.sentence() for _ in range(self.random.randint(1, 2)))
        if self.random.random() < 0.25:
            count = self.random.randint(2, 12)
            items = [
                f"（{ordinal(n)}）{self.sentence('；' if n < count else '。')}"
                for n in range(1, count + 1)
            ]
            text = "\n".join(["有下列情形之一的：", *items])
        return text

    def marked(self, number: int) -> str:
        """Return an article's mark in some form, with what stands after it."""
        if self.form == "plain":
            shown = ordinal(number)
        else:
            shown = self.random.choice(
                [ordinal(number), str(number), ordinal(number).replace("零", "○")]
            )
        space = self.random.choice(["", " ", "　", "\u00a0"]) if self.form == "spaced" else ""
        return f"第{space}{space.join(shown)}{space}条{self.random.choice(['　', '  ', chr(0xA0)])}"

    def lines(self, indent: str, width: int, form: str, toc: bool) -> list[str]:
        """Return the lines of the text; a width of 0 leaves each paragraph on one line."""
        self.form = form
        lines = ["试验台借用办法", ""]
        headings = list(
            dict.fromkeys(h for c, s, _ in self.articles for h in (c, s and f"{c}/{s}") if h)
        )
        if toc and headings:
            lines += ["目　录", *[h.rpartition("/")[2] for h in headings], ""]
        before: tuple[str | None, str | None] = (None, None)
        for number, (chapter, section, paragraphs) in enumerate(self.articles, 1):
            if chapter != before[0] and chapter:
                lines.append(chapter.replace(" ", "　"))
            if section and (chapter, section) != before:
                lines.append(section)
            before = chapter, section
            for index, paragraph in enumerate(paragraphs):
                text = ("" if index else self.marked(number)) + paragraph
                for line in text.split("\n"):
                    lines += wrapped(indent + line, width)
        return lines

    def same(self, found: Parsed) -> bool:
        assert all(article.sub == 0 and article.part is None for article in found.articles)
        return [(a.number, a.chapter, a.section, a.paragraphs) for a in found.articles] == [
            (number, *article) for number, article in enumerate(self.articles, 1)
        ]


def wrapped(line: str, width: int) -> list[str]:
    """Break a line by hand; no line begins with a sign that may not."""
    lines = []
    while width and len(line) > width:
        at = width
        while at < len(line) and (line[at] in "，。；：、”）》" or line[at - 1 : at + 1].isascii()):
            at += 1
        if at == len(line):
            break
        lines.append(line[:at])
        line = line[at:]
    return [*lines, line]


def encoded(lines: list[str], form: str) -> tuple[bytes, str]:
    """Return a file of the lines, and its name."""
    if form == "docx":
        return docx("".join(p(line) for line in lines)), "a.docx"
    if form == "md":
        return "\n\n".join(lines).encode(), "a.md"
    return "\r\n".join(lines).encode(form), "a.txt"


SEEDS = st.integers(0, 2**32)
FORMS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030", "docx", "md"])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    SEEDS,
    FORMS,
    st.sampled_from(["", "　　", "    "]),
    st.sampled_from(["plain", "mixed", "spaced"]),
    st.booleans(),
)
def test_any_regulation_is_read_in_any_form(
    seed: int, file: str, indent: str, form: str, toc: bool
) -> None:
    invented = Invented(seed)
    found = parsed(*encoded(invented.lines(indent if file != "md" else "", 0, form, toc), file))
    assert invented.same(found)
    assert serious(found) == []


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    SEEDS,
    st.sampled_from(["utf-8", "gb18030", "docx"]),
    st.sampled_from(["", "　　"]),
    st.integers(12, 45),
)
def test_a_wrapped_regulation_is_read_or_doubted(
    seed: int, file: str, indent: str, width: int
) -> None:
    invented = Invented(seed)
    found = parsed(*encoded(invented.lines(indent, width, "plain", False), file))
    # where a text was only ever broken after a full stop, nobody can tell
    broken = any("句子中间的换行" in message for message in remarks(found))
    assert invented.same(found) or serious(found) or not broken
    assert [a.number for a in found.articles] == list(
        range(1, len(invented.articles) + 1)
    ) or serious(found)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(SEEDS, st.sampled_from(["drop", "twice", "swap", "change"]))
def test_every_break_of_the_order_is_found(seed: int, what: str) -> None:
    rng = random.Random(seed)
    numbers = list(range(1, rng.randint(4, 60)))
    at = rng.randrange(len(numbers) - 1)
    if what == "drop":
        del numbers[at]
    elif what == "twice":
        numbers.insert(rng.randrange(len(numbers)), numbers[at])
    elif what == "swap":
        numbers[at], numbers[at + 1] = numbers[at + 1], numbers[at]
    else:
        numbers[at] += rng.choice([1, 2, 9, 10, 100])
    found = parsed("\n".join(f"{mark('条', n)}　第{n}号试验台。" for n in numbers))
    assert [a.number for a in found.articles] == numbers
    assert any(word in m for m in serious(found) for word in ("缺第", "出现了两次", "次序倒了"))


FRAGMENTS = st.sampled_from(
    ["第一条　", "第二条　", "第三条", "第十条 ", "第一章　总则", "第二章　", "第一节　甲", "第一编　总则", "（一）", "（二）", "一、", "甲乙。",
     "丙丁", "；", "：", "。", "第一条规定的", "目录", "— 3 —", "7", "来源：某处", "附件：", "\u200b", "　", " ", "\t", "\ufeff", "…… 3",
     "附则", "\x0c", "abc", "\ue000", "第亠条　"]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.lists(st.lists(FRAGMENTS, max_size=4).map("".join), max_size=12).map("\n".join))
@example("第一章　总则 第一条　甲。第二条　乙。")
def test_nothing_is_dropped_and_nothing_is_twice(text: str) -> None:
    text = "第一条　始。\n" + text
    found = parsed(text)
    told = [*found.head, *(heading.name for heading in found.headings), *names(found)]
    told += [paragraph for article in found.articles for paragraph in article.paragraphs]
    told += [f.left_out for f in found.findings if "下面没有条文" not in f.message]
    assert visible("".join(told)) == visible(text)


def visible(text: str) -> Counter[str]:
    return Counter(sign for sign in text if not sign.isspace())


# --- what is known of the version

KNOWN = Known(
    2019,
    4,
    None,
    2,
    [KnownChapter(None, "总则", 1, 2), KnownChapter(None, "借 用", 3, 4)],
    [(3, "停借三个月"), (1, "管好")],
)
OLDER = Known(2009, 3, None, 2, marks=[(2, "登记")])


def differences(text: str, known: Known = KNOWN, *others: Known) -> list[Finding]:
    return compare(parsed(text), known, others)


def test_a_text_that_agrees_is_passed() -> None:
    assert differences(RULES, KNOWN, OLDER) == []
    assert differences(RULES, Known(2019)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("第四条　本办法自发布之日起施行。\n", "", "共 3 条，2019年版应有 4 条，与2009年版的 3 条相同，像是另一版"),
        ("起施行。", "起施行。\n第五条　附。", "共 5 条，2019年版应有 4 条，请对照原文"),
        ("第二章　借用\n", "", "共 1 章，2019年版应有 2 章"),
        ("第二章　借用\n", "", "没有2019年版的“借用”一章"),
        ("第二章　借用", "第二章　惜用", "“惜用”不是2019年版的章"),
        ("第二条　借用试验台，应当登记。\n第二章　借用\n", "第二章　借用\n第二条　借用试验台，应当登记。\n", "“总则”止于第一条，2019年版登记的是第二条"),
        ("停借三个月", "停借一个月", "第 3 条里没有“停借三个月”；可能不是2019年版，也可能是被改写过的文本"),
        ("停借三个月", "停借一个月", "看特征，这像是2009年版，不是2019年版"),
        ("本办法自发布之日起施行", "借用试验台，应当登记", "第四条和第二条的文字完全相同"),
        ("管好", "管好\ufffd", "读不出的字"),
        ("应当", "应\ue123当", "造字区"),
    ],
)  # fmt: skip
def test_what_disagrees_is_said(old: str, new: str, said: str) -> None:
    assert RULES.count(old) == 1
    found = differences(RULES.replace(old, new), KNOWN, OLDER)
    assert any(said in f.message and f.serious for f in found), found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("应当", "应l当", "汉字中间的字母“l”"), ("登记", "登记⼈", "部首"), ("逾期", "ニ逾期", "别的文字"), ("转借他人的；", "转借,他人的；", "半角标点")],
)  # fmt: skip
def test_odd_characters_are_remarked(old: str, new: str, said: str) -> None:
    found = differences(RULES.replace(old, new))
    assert any(said in f.message and not f.serious for f in found), found


def test_a_number_that_was_worked_out_only_makes_a_remark() -> None:
    known = Known(
        2019, chapters=[KnownChapter(None, "总则", 1, 3, True), KnownChapter(None, "借用")]
    )
    (only,) = differences(RULES, known)
    assert "推算的" in only.message and not only.serious


def test_chapters_in_another_order_and_parts_are_compared() -> None:
    known = Known(2019, chapters=[KnownChapter(None, "借用"), KnownChapter(None, "总则")])
    assert "次序" in differences(RULES, known)[0].message
    text = "第一编　总则\n第一章　目的\n第一条　甲。\n第二编　附则\n第二条　乙。\n"
    parts = Known(
        2019, 2, 2, 1, [KnownChapter("总则", "目的", 1, 1), KnownChapter("附则", "附则", 2, 2)]
    )
    assert differences(text, parts) == []
    assert differences(text, Known(2019, parts=3)) == [
        Finding(1, "共 2 编，2019年版应有 3 编；请对照原文", "import.facts", True)
    ]


# --- written and read again


def data(value: object) -> object:
    """Return what was read as plain values."""
    if isinstance(value, dict):
        return {str(key): data(entry) for key, entry in value.items()}
    return [data(entry) for entry in value] if isinstance(value, list) else str(value)


def test_the_file_is_as_agreed() -> None:
    found = parsed(RULES)
    text = write(found, Origin("借用办法", 2019, "办法 (1).docx", "ab" * 32, ["第 1 行：某事"]))
    assert text.splitlines()[:12] == [
        f'# 由 import-regulation 写成，来源 "办法 (1).docx"（SHA-256 {"ab" * 32}）；要改请重新导入',
        "- 法规: 借用办法", "  年份: 2019", '  来源: "办法 (1).docx"', f"  校验: {'ab' * 32}",
        "  题头:", '    - "试验台借用办法"', '    - "（某年某月某日通过）"',
        "  存疑:", '    - "第 1 行：某事"', "  条:", "    - 条: 1",
    ]  # fmt: skip
    assert '      章: "第一章 总则"\n      款:\n        - "为了管好试验台，制定本办法。"' in text


HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\"'\\:#-?{}[]&*!|>%@`,\n\t 　\u200b\u2028\ufeff\x00\x7f\x85\xa0\ufffe\U0001f600\U0002a6d6甲。"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=20,
)


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.lists(HOSTILE, max_size=3), st.lists(HOSTILE, max_size=3), HOSTILE, HOSTILE)
def test_whatever_is_written_is_read_back(
    head: list[str], paragraphs: list[str], name: str, chapter: str
) -> None:
    articles = [
        ParsedArticle(1, 0, None, chapter, None, paragraphs, 1),
        ParsedArticle(1, 2, name, None, chapter, ["甲。"], 2),
    ]
    text = write(Parsed(head, articles, []), Origin(name, 2019, name, "0" * 64, head))
    value, issues = yaml_source.parse(text, "data/regulations/x.yml")
    assert issues == []
    first = {
        "条": "1",
        **({"章": chapter} if chapter else {}),
        **({"款": paragraphs} if paragraphs else {}),
    }
    second = {
        "条": "1",
        "之": "2",
        **({"编": name} if name else {}),
        **({"节": chapter} if chapter else {}),
        "款": ["甲。"],
    }
    lists = {"题头": head, "存疑": head} if head else {}
    assert data(value) == [
        {
            "法规": name,
            "年份": "2019",
            "来源": name,
            "校验": "0" * 64,
            **lists,
            "条": [first, second],
        }
    ]
