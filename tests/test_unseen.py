"""What nobody sees, or each machine draws its own way, is refused however an author writes it."""

from __future__ import annotations

import pytest
from conftest import Bureau, sample

from ledger.language import secrets
from ledger.language.quantities import quantities

PAGE, SECTION, FIGURES = "docs/说明.md", "docs/report/01-学习.md", "data/2021/figures.yml"
ENTITIES = (
    "&shy;", "&zwnj;", "&zwj;", "&NoBreak;", "&ZeroWidthSpace;", "&af;", "&ic;", "&lrm;", "&rlm;",
    "&#8203;", "&#xFE0F;", "&#x3164;", "&#847;", "&#xAD", "&#xE001;", "&#983040;",
)  # fmt: skip


def test_every_reference_to_an_invisible_sign_is_refused(bureau: Bureau) -> None:
    bureau.write(PAGE, "# 说明\n\n" + "\n\n".join(f"学习{each}教育" for each in ENTITIES) + "\n")
    told = [(issue.place.line, issue.code) for issue in sorted(bureau.survey()[1])]
    assert told == [(3 + 2 * row, "file.invisible") for row in range(len(ENTITIES))]
    assert f"{PAGE}:3:3  “{ENTITIES[0]}”是" in bureau.messages()[0]


@pytest.mark.parametrize(
    "text", ["甲&nbsp;乙", "甲&ensp;乙&emsp;丙", "A &amp; B &lt; C", "&#160;甲", "&甲;"]
)
def test_a_reference_to_what_is_seen_passes(bureau: Bureau, text: str) -> None:
    bureau.write(PAGE, f"# 说明\n\n{text}\n")
    assert bureau.messages() == []


@pytest.mark.parametrize("sign", ["\ue000", "\ue001", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_sign_of_no_character_set_is_refused(bureau: Bureau, sign: str) -> None:
    bureau.append(SECTION, f'\n\n局党组{{{{ figure("学习次数") }}}}{sign}学习。\n')
    bureau.change(FIGURES, "口径: 学习教育的次数", f"口径: 学习{sign}教育的次数")
    name = f"造字区的字符（U+{ord(sign):04X}）"
    assert [message.count(name) for message in bureau.messages()] == [1, 1]


@pytest.mark.parametrize(
    ("sign", "said"),
    [("⼈", "部首的符号“⼈”，不是汉字；请改成“人”"), ("⻅", "部首的符号“⻅”，不是汉字；请改成“见”"),
     ("⺮", "部首的符号“⺮”，不是汉字；请重新输入这个字"), ("\uf9f7", "旧编码的字符“\uf9f7”，不是汉字；请改成“立”")],
)  # fmt: skip
def test_what_only_looks_like_a_character_is_refused(bureau: Bureau, sign: str, said: str) -> None:
    bureau.append(SECTION, f'\n\n局党组{{{{ figure("学习次数") }}}}{sign}学习。\n')
    bureau.write(PAGE, f"---\ntitle: 说{sign}明\n---\n# 说明\n\n学习&#{ord(sign)};教育\n")
    bureau.change(FIGURES, "口径: 学习教育的次数", f"口径: 学习{sign}教育的次数")
    bureau.write(f"docs/甲{sign}.md", "# 甲\n")
    messages = [message for message in bureau.messages() if "docs/甲" not in message]
    assert [message.count(said) for message in messages] == [1] * len(messages)
    assert len(messages) >= 4 and {*bureau.codes()} == {"file.invisible", "file.name"}


@pytest.mark.parametrize("text", ["被举报⼈", "⽴案审查", "\uf9f7案审查", "⽴案调查"])
def test_no_other_sign_hides_a_secret(text: str) -> None:
    assert [*secrets.find(text)]


WIDE = ("　", " ", "\xa0", "\u2009")


@pytest.mark.parametrize("blank", WIDE)
@pytest.mark.parametrize(
    "text",
    ["机_密★", "绝_密_★长期", "秘_密★", "文件（机_密）", "密级：机_密", "账号110105194_91231002X", "身份证号 1101_0519_4912_3100_2X",
     "11010519491231_002X", "138_0013_8000"],
)  # fmt: skip
def test_no_blank_hides_a_mark_or_a_number(text: str, blank: str) -> None:
    assert [*secrets.find(text.replace("_", blank))]


@pytest.mark.parametrize(
    "text",
    ["保守机 密是纪律", "机 密切配合", "110105194 91231002 8", "110105 194 91331 0020", "2018 2019 2020 2021 20",
     "共 110105194 91231002"],
)  # fmt: skip
def test_what_looks_like_one_with_blanks_is_none(text: str) -> None:
    assert [*secrets.numbers(text), *secrets.marks(text)] == []


@pytest.mark.parametrize("blank", WIDE)
@pytest.mark.parametrize(
    "text",
    ["占百_分之三十", "上_百次", "过_半", "翻_番", "半_数以上", "三_成干部", "百 分_之 三_十"],
)
def test_no_blank_hides_a_numeral(text: str, blank: str) -> None:
    assert [*quantities(text.replace("_", blank))]


@pytest.mark.parametrize(
    "text", ["一　半年工作回顾", "学习 成果", "党组 半年度总结", "万 一有问题", "统 一打印", "第一 批评与自我批评", "过 程"]
)  # fmt: skip
def test_what_looks_like_a_numeral_with_a_blank_is_none(text: str) -> None:
    assert [*quantities(text)] == []


def test_a_page_shows_no_mark_and_no_number_set_wide(bureau: Bureau) -> None:
    bureau.write(PAGE, "# 说明\n\n机&nbsp;密★\n\n账号110105194&emsp;91231002X。\n")
    assert bureau.codes() == ["secret.mark", "secret.person"]
    bureau.write(PAGE, "# 说明\n\n占百&nbsp;分之三十，上&nbsp;百次，过&nbsp;半。\n")
    assert bureau.codes() == ["quantity.typed"] * 3


@pytest.mark.parametrize(
    "sign",
    [
        "\\u202e",
        "\\u200b",
        "\\u00ad",
        "\\u3164",
        "\\u0002",
        "\\e",
        "\\ue000",
        "\\n",
        "\\0",
        "\\u2f08",
    ],
)
def test_a_head_says_nothing_unwritable_by_escapes(bureau: Bureau, sign: str) -> None:
    bureau.write(PAGE, f'---\ntitle: "甲{sign}乙"\n---\n# 说明\n')
    (message,) = bureau.messages()
    assert message.startswith(f"{PAGE}:2:8  title：里面有")


def test_a_sign_of_no_character_set_is_no_part_of_a_name(bureau: Bureau) -> None:
    bureau.write("docs/甲\ue000.md", "# 甲\n")
    assert bureau.codes() == ["file.name"]


@pytest.mark.parametrize(
    "text",
    [
        "<ruby>举<rt>甲</rt>报人</ruby>", "举<wbr>报人", "举<sup></sup>报人", "<ruby>举报<rt>人</rt></ruby>",
        "机\u0336密\u0336★", "举\u2800报人", "138\u28000013\u28008000", "13800𝟏38000", "号zh11010519491231002X", "11010519491231002Xab",
        "机<b></b>密★",
    ],
)  # fmt: skip
def test_what_splits_no_word_for_the_eye_splits_none_for_the_search(
    bureau: Bureau, text: str
) -> None:
    bureau.write(PAGE, f"# 说明\n\n{text}\n")
    assert {code.partition(".")[0] for code in bureau.codes()} == {"secret"}


def test_what_only_old_browsers_show_is_refused(bureau: Bureau) -> None:
    bureau.write(PAGE, "# 说明\n\n<ruby>学<rp>（</rp><rt>x</rt></ruby>习\n")
    assert {*bureau.codes()} == {"html.element"}


@pytest.mark.parametrize(
    "text",
    ['[办公室](index.md "&#49;3800138000")', '<span title="机密&#9733;">甲</span>', '<a href="&#109;ailto:zhangsan&#64;example.cn">甲</a>',
     "[甲](mailto:zhangsan%40example.cn)", "[甲](https://e.cn/%313800138000)", "[甲](https://e.cn/?q=%E6%9C%BA%E5%AF%86%E2%98%85)",
     "[甲](https://e.cn/&#37;313800138000)"],
)  # fmt: skip
def test_no_code_of_a_sign_hides_a_secret_in_an_attribute(bureau: Bureau, text: str) -> None:
    bureau.write(PAGE, f"# 说明\n\n{text}\n")
    assert {code.partition(".")[0] for code in bureau.codes()} == {"secret"}


def test_a_secret_in_codes_is_said_once(bureau: Bureau) -> None:
    bureau.write(PAGE, "# 说明\n\n&#49;3800138000\n\n[甲](https://e.cn/13800138000?q=%E5%AD%A6)\n")
    assert bureau.codes() == ["secret.person"] * 2


def test_codes_of_other_signs_tell_nothing(bureau: Bureau) -> None:
    bureau.write(PAGE, "# 说明\n\n[甲](https://e.cn/?q=%E5%AD%A6&amp;p=100%25) &#40;甲&#41;\n")
    assert bureau.codes() == []


@pytest.mark.parametrize(
    "html", ["<td colspan=99999999>", "<td rowspan=0>", "<td colspan='-1'>", '<td align="left;x">', "<td width=99999>",
             "<td valign=x>", "<td scope=甲>", "<td lang='甲'>"],
)  # fmt: skip
def test_a_value_out_of_bounds_is_refused(bureau: Bureau, html: str) -> None:
    bureau.write(PAGE, f"# 说明\n\n<table><tr>{html}甲</td></tr></table>\n")
    assert bureau.codes() == ["html.attribute"]


@pytest.mark.parametrize(
    "text", ["[甲](https:e.cn)", '<a href="https:e.cn">甲</a>', "[甲](https:///e.cn)", "[甲](http:/e.cn)", "[甲][乙]\n\n[乙]: https:e.cn"],
)  # fmt: skip
def test_an_address_without_a_host_is_none(bureau: Bureau, text: str) -> None:
    bureau.write(PAGE, f"# 说明\n\n{text}\n")
    assert bureau.codes() == ["link.scheme"]


@pytest.mark.parametrize(
    "name", sample(["del", "sup", "code", "td", "li", "a", "ruby", "b", "span"], 3)
)
def test_the_report_holds_no_html(bureau: Bureau, name: str) -> None:
    bureau.append(SECTION, f"\n\n局党组<{name}>学习</{name}>。\n")
    assert "typography.html" in bureau.codes()
