"""The text of a PDF is read as a reader sees it; what cannot be read, or leads elsewhere, is told."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable

import pytest
from conftest import ROOT, Bureau
from pdf_files import CATALOGUE, HELVETICA, LEAF, PAGES, inline, pdf, shown, stream
from pypdf import PdfReader, PdfWriter

from ledger.checks.files import attachments
from ledger.checks.files import pdf as module

#: fits GB 11643-1999; of nobody
NUMBER = "110101199003077213"
SIMPLE = b"BT /F 9 Tf 9 9 Td %b ET"
#: a font of two bytes a sign whose codes have no meaning without a map
COMPOSED = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>>>]%b>>"
MAPPED = COMPOSED % b"/ToUnicode 6 0 R"


def mapped(signs: str) -> bytes:
    """Return a map of the codes 1, 2, … to signs."""
    lines = "".join(f"<{code:04x}> <{ord(sign):04x}>\n" for code, sign in enumerate(signs, 1))
    body = f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(signs)} beginbfchar\n{lines}endbfchar\n"
    return stream(body.encode())


def glyphs(count: int, first: int = 1) -> bytes:
    """Return the operator that shows the codes from the first on."""
    return b"<" + b"".join(b"%04x" % code for code in range(first, first + count)) + b"> Tj"


def said(data: bytes) -> list[str]:
    return [issue.message for issue in attachments.look(data, "甲.pdf")]


CUT = NUMBER[:6].encode(), NUMBER[6:].encode()
SHOWN = {
    "kerned": b"[(%b)-10(%b)] TJ" % CUT,
    "in hexadecimal digits": b"<%b> Tj" % NUMBER.encode().hex().encode(),
    "in octal digits": b"(" + b"".join(b"\\%03o" % ord(digit) for digit in NUMBER) + b") Tj",
    "in two strings": b"(%b) Tj (%b) Tj" % CUT,
    "in the next line": b"0 12 TL 9 Tw (%b) '" % NUMBER.encode(),
    "with a space before it": b"0 0 ( %b) \"" % NUMBER.encode(),
}  # fmt: skip


@pytest.mark.parametrize("how", SHOWN)
def test_a_number_is_read_however_it_is_shown(how: str) -> None:
    (message,) = said(shown(SIMPLE % SHOWN[how]))
    assert "身份证号码" in message
    (message,) = said(shown(b"/X Do", more=(form(SIMPLE % SHOWN[how]),)))
    assert "身份证号码" in message


def form(content: bytes) -> bytes:
    return stream(
        content, b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 4 0 R>>>>"
    )


@pytest.mark.parametrize("signs", ["举报人", "举报⼈", "反映⻢某"])
def test_words_of_glyphs_are_read_by_their_map(signs: str) -> None:
    assert "像是问题线索" in said(shown(SIMPLE % glyphs(len(signs)), MAPPED, (mapped(signs),)))[0]


def test_a_word_goes_on_in_the_next_line() -> None:
    lines = glyphs(2) + b" 0 -20 Td " + glyphs(1, 3)
    assert "像是问题线索" in said(shown(SIMPLE % lines, MAPPED, (mapped("举报人"),)))[0]


def test_numbers_of_two_lines_are_not_one() -> None:
    assert said(shown(SIMPLE % b"(%b) Tj 0 -20 Td (%b) Tj" % CUT)) == []


EMBEDDED = b"<</Type/Font/Subtype/TrueType/BaseFont/A/FontDescriptor<</Type/FontDescriptor/Flags 4/FontFile2 5 0 R>>%b>>"
FORM_WITHOUT_FONTS = stream(SIMPLE % b"(abc) Tj", b"/Subtype/Form/BBox[0 0 99 99]")
UNKNOWN = {
    "no map": shown(SIMPLE % glyphs(2), COMPOSED % b""),
    "a code that is not in the map": shown(SIMPLE % glyphs(3), MAPPED, (mapped("甲乙"),)),
    "a map to no sign": shown(SIMPLE % glyphs(2), MAPPED, (mapped("甲\ue123"),)),
    "codes of the font's own": shown(SIMPLE % b"(abc) Tj", EMBEDDED % b""),
    "glyphs by numbers": shown(SIMPLE % b"(abc) Tj", EMBEDDED % b"/Encoding<</Differences[97/g1/g2/g3]>>"),
    "no such font": shown(SIMPLE.replace(b"/F", b"/G") % b"(abc) Tj"),
    "no font": shown(b"BT (abc) Tj ET"),
    "a form without fonts": shown(b"/X Do", more=(FORM_WITHOUT_FONTS,)),
    "an encoding that nobody reads": shown(SIMPLE % b"(abc) Tj", COMPOSED.replace(b"Identity-H", b"KSC-EUC-H") % b""),
}  # fmt: skip


@pytest.mark.parametrize("why", UNKNOWN)
def test_text_without_a_meaning_is_not_passed_over(why: str) -> None:
    (message,) = said(UNKNOWN[why])
    assert "读不" in message and message.endswith("，无法检查；请用原来的程序重新导出")


@pytest.mark.parametrize(
    "font",
    [
        HELVETICA,
        EMBEDDED % b"/Encoding/WinAnsiEncoding",
        EMBEDDED % b"/Encoding<</Differences[97/one/two/three]>>",
        COMPOSED.replace(b"Identity-H", b"UniGB-UTF16-H") % b"",
    ],
)
def test_a_font_whose_codes_have_names_needs_no_map(font: bytes) -> None:
    assert said(shown(SIMPLE % b"(abca) Tj", font)) == []


IMAGE = stream(b"\0", b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")


@pytest.mark.parametrize(
    "drawn",
    [
        b"/X Do",
        b"0 0 9 9 re f",
        b"/X Do " + SIMPLE % b"(- 3 -) Tj",
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI",
    ],
)
def test_a_page_that_is_a_picture_is_refused(drawn: bytes) -> None:
    (message,) = said(shown(drawn, more=(IMAGE,)))
    assert message.startswith(
        "文件第 1 页没有文字，只有图，无法检查；请从原来的文件导出 PDF，不要扫描"
    )
    assert said(shown(drawn + b" " + SIMPLE % b"(abc) Tj", more=(IMAGE,))) == []


def test_an_empty_page_passes() -> None:
    assert said(pdf()) == [] and said(shown(b"q Q")) == []


def test_a_drawing_on_a_page_without_resources_is_a_picture() -> None:
    leaf = LEAF[:-2] + b"/Contents 4 0 R>>"
    (message,) = said(pdf(CATALOGUE, PAGES, leaf, stream(b"0 0 9 9 re f")))
    assert "第 1 页没有文字" in message


def encrypted(user: str, owner: str) -> bytes:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("change", [bytes, inline])
@pytest.mark.parametrize("user", ["", "pw"])
def test_encryption_of_any_form_is_told(change: Callable[[bytes], bytes], user: str) -> None:
    (message,) = said(change(encrypted(user, "owner")))
    assert message.startswith("文件加了密码，无法检查")


def linked(action: bytes) -> bytes:
    page = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A %b>>]" % action
    return shown(SIMPLE % b"(abc) Tj", page=page)


OPENING = CATALOGUE[:-2] + b"%b>>"
ACTIONS = {
    "指到“javascript:alert(1)”的链接": linked(b"<</S/URI/URI(javascript:alert\\(1\\))>>"),
    "指到“file:///etc/passwd”的链接": linked(b"<</S/URI/URI(file:///etc/passwd)>>"),
    "指到“\\\\e\\x”的链接": linked(b"<</S/URI/URI(\\\\\\\\e\\\\x)>>"),
    "指到“//e/x”的链接": linked(b"<</S/URI/URI(//e/x)>>"),
    "指到“a.exe”的链接": linked(b"<</S/URI/URI(a.exe)>>"),
    "指到“data:,x”的链接": linked(b"<</S/URI/URI(da ta:,x)>>"),
    "指到别的文件的链接": linked(b"<</S/GoToR/F(//e/x)/D[0/Fit]>>"),
    "会自己运行的动作": linked(b"<</S/GoTo/D[3 0 R/Fit]/Next<</S/Hide/T(a)>>>>"),
    "会自己运行的动作、": linked(b"<</S/Lau#6ech/F(a)>>"),
    "会自己运行的动作，": linked(b"<</D[3 0 R/Fit]>>"),
    "会自己运行的动作/": pdf(OPENING % b"/OpenAction<</S/URI/URI(https://e.cn)>>", PAGES, LEAF),
    "会自己运行的动作 ": pdf(OPENING % b"/AA<</WC<</S/URI/URI(https://e.cn)>>>>", PAGES, LEAF),
    "批注": shown(b"", page=b"/Annots[<</Subtype/Ink/Rect[0 0 9 9]>>]"),
    "附件": pdf(OPENING % b"/Names<</EmbeddedFiles<</Names[(a)<</F(a)/EF<</F 4 0 R>>>>]>>>>", PAGES, LEAF, stream(b"MZ")),
}  # fmt: skip


@pytest.mark.parametrize("what", ACTIONS)
def test_what_a_pdf_may_not_do_is_told(what: str) -> None:
    (message,) = said(ACTIONS[what])
    what = what.rstrip("、，/ ")
    assert message == f"文件附带了{what}；请在原来的文件里去掉这些，再导出一次"


@pytest.mark.parametrize(
    "action",
    [
        b"<</S/URI/URI(https://example.com/a)>>",
        b"<</S/URI/URI(mailto:a)>>",
        b"<</S/GoTo/D[3 0 R/Fit]>>",
        b"<</S/Named/N/NextPage>>",
    ],
)
def test_links_that_people_follow_pass(action: bytes) -> None:
    assert said(linked(action)) == []


def test_titles_notes_and_descriptions_are_read() -> None:
    outline = b"/Outlines<</First<</Title<FEFF%b>>>>>" % NUMBER.encode("utf-16-be").hex().encode()
    assert "身份证号码" in said(pdf(OPENING % outline, PAGES, LEAF))[0]
    packed = stream(zlib.compress(b"/X " + "举报人".encode()), b"/Type/Metadata/Filter/FlateDecode")
    assert "像是问题线索" in said(pdf(OPENING % b"/Metadata 4 0 R", PAGES, LEAF, packed))[0]


def test_what_was_there_before_a_change_is_read() -> None:
    before, after = pdf_of(NUMBER), b"5 0 obj " + stream(SIMPLE % b"(abc) Tj") + b" endobj\n"
    place, table = len(before), len(before) + len(after)
    previous = before.rindex(b"xref\n0")
    after += b"xref\n5 1\n%010d 00000 n \n" % place
    after += b"trailer <</Root 1 0 R/Size 6/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, table)
    assert PdfReader(io.BytesIO(before + after)).pages[0].extract_text() == "abc"
    assert "身份证号码" in said(before + after)[0]


def pdf_of(text: str) -> bytes:
    return shown(SIMPLE % (b"<%b> Tj" % text.encode().hex().encode()))


def test_a_pdf_in_a_document_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("word/a.bin"), pdf_of(NUMBER))
    told = [each.message for each in attachments.look(made.getvalue(), "甲.docx")]
    assert any("身份证号码" in each for each in told)


@pytest.mark.parametrize("bound", ["_PAGES", "_OPERATORS", "_VALUES"])
def test_a_file_without_measure_is_refused(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, bound, 0)
    module.read.cache_clear()
    assert said(pdf_of("abc"))[0].endswith("，无法检查；请缩小，再重新导出")


@pytest.mark.slow
def test_damage_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever bytes are lost, added or changed: no traceback, and no word of pypdf's."""
    chance = random.Random(1)
    whole = shown(SIMPLE % glyphs(3), MAPPED, (mapped("举报人"),))
    for _ in range(300):
        data = bytearray(whole)
        at, size = chance.randrange(len(data)), chance.randrange(1, 40)
        change = (b"", bytes(chance.randbytes(size)), b"0", b"<<" * size, b"6 0 R")
        data[at : at + chance.choice((0, 1, size))] = chance.choice(change)
        with_header = bytes(data) if data.startswith(b"%PDF-") else b"%PDF-" + bytes(data)
        assert all("读不" in each or "文件" in each for each in said(with_header))
    assert capsys.readouterr() == ("", "")


@pytest.mark.slow
def test_pypdf_is_imported_where_a_pdf_is_read_only(bureau: Bureau) -> None:
    code = (
        "import sys; from pathlib import Path; from ledger.survey import survey;"
        "survey(Path(sys.argv[1])); print('pypdf' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, bureau.root],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_a_part_that_pypdf_leaves_out_is_told() -> None:
    broken = stream(
        b"x", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 4 0 R>>>>/Filter/Unheard"
    )
    (message,) = said(shown(b"/X Do " + SIMPLE % b"(abc) Tj", more=(broken,)))
    assert "读不了" in message
