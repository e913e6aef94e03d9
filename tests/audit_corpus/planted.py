"""One error in clean text: a kind of error makes as many sentences as are asked for.

A sentence is written with its error between ``⟦`` and ``⟧``; the marks are taken out and become
the span in which an auditor should report. Frames set a sentence into what surrounds it in a
report: other sentences, a list, a table, a heading.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

Make = Callable[[random.Random], str]
Quantity = Callable[[random.Random, str], str]

_OPEN, _CLOSE = "⟦", "⟧"
_FULL = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Planted:
    """A text and where in it the one error stands: ``text[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Kind:
    """A kind of error. ``medium`` is ``data`` where the text is a value of a YAML file."""

    name: str
    group: str
    severity: str
    make: Callable[[random.Random], Planted]
    medium: str = "prose"


@dataclass(frozen=True)
class Case:
    """One planted text of the corpus."""

    kind: str
    group: str
    severity: str
    medium: str
    held: bool
    text: str
    start: int
    end: int

    def hit(self, position: int) -> bool:
        """Whether a report at this offset of the text, or at its bracket, tells the planted error."""
        return self.start - 1 <= position <= self.end


KINDS: dict[str, Kind] = {}


def _unmark(marked: str) -> Planted:
    """Take the marks out; there must be exactly one pair."""
    assert marked.count(_OPEN) == marked.count(_CLOSE) == 1, marked
    start = marked.index(_OPEN)
    end = marked.index(_CLOSE) - 1
    assert start < end, marked
    return Planted(marked.replace(_OPEN, "").replace(_CLOSE, ""), start, end)


def _in_group(group: str, severity: str, medium: str = "prose") -> Callable[[Make], Make]:
    """Return a decorator that registers a maker under its own name."""

    def register(make: Make) -> Make:
        name = make.__name__.strip("_").replace("_", "-")
        assert name not in KINDS, name
        KINDS[name] = Kind(name, group, severity, lambda rng: _unmark(make(rng)), medium)
        return make

    return register


_numeral = _in_group("numerals", "error")
_placeholder = _in_group("placeholders", "error")
_placeholder_in_data = _in_group("placeholders", "error", "data")
_time = _in_group("time", "error")
_phrase = _in_group("phrases", "remark")
_secret = _in_group("secrets", "error")
_secret_remark = _in_group("secrets", "remark")


# --- numbers in words -------------------------------------------------------------------------


def chinese(number: int) -> str:
    """Return a number below 100000 as it is said: 十二, 一百零八, 一千二百."""
    assert 0 < number < 100000
    said, gap = "", False
    for place, sign in ((10000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + sign
        gap = bool(said) and not digit
    return said.removeprefix("一") if 10 <= number < 20 else said


def _formal(number: int) -> str:
    """Return a number in the characters of accounts."""
    return chinese(number).translate(
        str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    )


# --- sentences to plant into ------------------------------------------------------------------

#: what was done, the same as a noun, how it is counted
_DEEDS = [
    ("开展警示教育", "警示教育", "场"),
    ("召开专题会议", "专题会议", "次"),
    ("讲授廉政党课", "廉政党课", "堂"),
    ("开展督导调研", "督导调研", "次"),
    ("签订责任书", "责任书", "份"),
    ("发送廉政提醒", "廉政提醒", "条"),
    ("完成整改事项", "整改事项", "项"),
    ("刊发宣传稿件", "宣传稿件", "篇"),
    ("排查廉政风险点", "廉政风险点", "个"),
    ("观看警示教育片", "警示教育片", "部"),
    ("抽查科研项目", "科研项目", "个"),
    ("修订内部制度", "内部制度", "项"),
    ("举办专题培训", "专题培训", "期"),
    ("核查采购合同", "采购合同", "份"),
    ("组织支部学习", "支部学习", "次"),
    ("开展作风暗访", "作风暗访", "轮"),
    ("报送工作信息", "工作信息", "期"),
    ("检查直属单位账目", "直属单位账目", "册"),
]
_PEOPLE = [
    ("培训党员干部", "人次"),
    ("组织干部职工参观", "人次"),
    ("开展任前谈话", "人次"),
    ("约谈科室负责人", "人次"),
    ("组织干部家属参加座谈", "人"),
    ("选派干部参加轮训", "人"),
    ("吸收群众代表参与评议", "人"),
    ("开展节前提醒谈话", "人次"),
]
_RATES = ["参学率", "整改完成率", "职责书签收率", "月度覆盖率", "群众满意率", "公务卡使用率"]
_SUMS = ["清退资金", "压减接待费", "追回结余经费", "核减采购预算", "节约会议费"]
#: what stands around the planted sentence: no numeral, no name, no date
_CONTEXT = [
    "各科室按照分工抓好落实。",
    "学习教育做到有计划、有记录、有检查。",
    "局党组注重以上率下，带头遵守纪律。",
    "对发现的问题及时反馈、限期改正。",
    "群众对窗口服务的评价有所提高。",
    "干部职工的纪律意识有所增强。",
    "整改情况在局域网公开，接受监督。",
    "机关党委按季汇总有关情况。",
    "制度的刚性约束进一步显现。",
    "班子成员认真落实“一岗双责”。",
    '听取汇报{{ figure("听取汇报次数") }}，做到情况明、底数清。',
    '登记整改事项{{ figure("整改事项数") }}，逐项明确责任和时限。',
]
_LEADS = ["一是抓实学习。", "二是压实责任。", "三是强化监督。", "（二）", "其中，", "同时，"]


def _around(rng: random.Random, sentence: str) -> str:
    """Set a whole sentence into a paragraph, a list or a quotation."""
    before, after, other = rng.sample(_CONTEXT, 3)
    return rng.choice(
        [
            sentence,
            sentence,
            before + sentence,
            sentence + after,
            before + sentence + after,
            before + "\n" + sentence,
            before + "\n\n" + sentence + "\n\n" + after,
            f"- {before}\n- {sentence}\n- {after}",
            f"1. {sentence}\n2. {before}",
            f"{after}{sentence}\n{before}",
            rng.choice(_LEADS[:3]) + sentence + after,
            f"### 推进系统治理\n\n{sentence}{other}",
        ]
    )


def _deed(
    rng: random.Random, quantity: Quantity, deeds: list[tuple[str, str, str]] = _DEEDS
) -> str:
    """Say that something was done so often, at one of the places where a report says it."""
    act, noun, unit = rng.choice(deeds)
    marked = f"{_OPEN}{quantity(rng, unit)}{_CLOSE}"
    bold = f"**{marked}**"
    sentence = rng.choice(
        [
            f"全年{act}{marked}。",
            f"局党组先后{act}{marked}，推动责任落到岗位。",
            f"{marked}{noun}按计划完成，各支部都有记录。",
            f"机关党委牵头{act}{marked}，结果已向派驻纪检监察组通报。",
            f"紧盯关键环节，{act}{marked}、督促整改到位。",
            f"聚焦重点岗位（全年{act}{marked}），把监督做在平时。",
            f"据办公室统计，“{act}{marked}”已写入考核材料。",
            f'参学率{{{{ figure("集体学习参学率") }}}}，{act}{marked}。',
            f'{act}{marked}，听取汇报{{{{ figure("听取汇报次数") }}}}。',
            f"局机关{act}{bold}，直属单位同步跟进。",
            f"集中{act}共计{marked}；对薄弱环节及时补课。",
            f"与往年一样，{act}仍以基层为主，共{marked}",
        ]
    )
    if not sentence.endswith("。") and not sentence.endswith(_CLOSE):
        sentence += "。"
    shape = rng.random()
    if shape < 0.08:
        return f"### {act}{marked}"
    if shape < 0.16:
        other = rng.choice(
            [
                '| 廉政谈话 | {{ figure("廉政谈话人次") }} |',
                '| 研讨交流 | {{ figure("研讨交流次数") }} |',
            ]
        )
        return f"| 事项 | 数量 |\n| --- | --- |\n{other}\n| {noun} | {marked} |"
    if sentence.endswith(_CLOSE):
        return rng.choice(
            [sentence, rng.choice(_CONTEXT) + sentence, f"- {sentence}\n- {rng.choice(_CONTEXT)}"]
        )
    return _around(rng, sentence)


def _people(rng: random.Random, quantity: Quantity) -> str:
    """Say that so many people took part."""
    act, unit = rng.choice(_PEOPLE)
    marked = f"{_OPEN}{quantity(rng, unit)}{_CLOSE}"
    sentence = rng.choice(
        [
            f"全年{act}{marked}。",
            f"分批{act}{marked}，做到重点岗位不遗漏。",
            f"按照机关党委安排，{act}{marked}，其中多为重点岗位人员。",
            f'警示教育{{{{ figure("警示教育场次") }}}}，{act}{marked}。',
            f"（{act}{marked}，名单存机关党委）",
            f"{marked}受到教育，大家普遍感到触动很深。",
            f"会后{act}**{marked}**，反响良好。",
        ]
    )
    if rng.random() < 0.1:
        return f"| 事项 | 规模 |\n| --- | --- |\n| {act} | {marked} |"
    return _around(rng, sentence)


def _rate(rng: random.Random, quantity: Quantity) -> str:
    """Say a share of something."""
    rate = rng.choice(_RATES)
    marked = f"{_OPEN}{quantity(rng, '')}{_CLOSE}"
    sentence = rng.choice(
        [
            f"{rate}达到{marked}，好于年初预期。",
            f"{rate}为{marked}。",
            f"各科室{rate}均在{marked}以上。",
            f"经过努力，{rate}（{marked}）有了明显提高。",
            f'完成整改{{{{ figure("整改完成数") }}}}，{rate}{marked}。',
            f"{rate}**{marked}**，个别科室仍有差距。",
        ]
    )
    if rng.random() < 0.12:
        return rng.choice(
            [f"#### {rate}达{marked}", f"| 指标 | 数值 |\n| --- | --- |\n| {rate} | {marked} |"]
        )
    return _around(rng, sentence)


def _sum(rng: random.Random, quantity: Quantity) -> str:
    """Say a sum of money."""
    what = rng.choice(_SUMS)
    marked = f"{_OPEN}{quantity(rng, '')}{_CLOSE}"
    sentence = rng.choice(
        [
            f"通过专项整治，{what}{marked}。",
            f"{what}{marked}，全部退回原渠道。",
            f"对照决算口径，{what}计{marked}，账目清楚。",
            f'查摆问题{{{{ figure("专项整治发现问题数") }}}}，{what}{marked}。',
            f"{marked}已缴入财政专户，票据齐全。",
            f"审计之后又{what}（{marked}），责任人作了检查。",
        ]
    )
    return _around(rng, sentence)


def _change(rng: random.Random, quantity: Quantity) -> str:
    """Say by how much something changed."""
    what = rng.choice(["督导调研次数", "公务接待费", "公务用车费", "廉政谈话人次", "发文数量"])
    verb = rng.choice(["增长", "下降", "比上年增加", "比上年减少"])
    marked = f"{_OPEN}{quantity(rng, '')}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{what}{verb}{marked}。",
                f"{what}{verb}{marked}，趋势向好。",
                f"从全年看，{what}{verb}{marked}，各季度基本均衡。",
                f'听取汇报次数{{{{ figure("听取汇报次数同比") }}}}，{what}{verb}{marked}。',
            ]
        ),
    )


# --- numerals ---------------------------------------------------------------------------------


@_numeral
def arabic_count(rng: random.Random) -> str:
    """12次"""
    return _deed(rng, lambda r, unit: f"{r.randint(2, 98)}{unit}")


@_numeral
def arabic_spaced_unit(rng: random.Random) -> str:
    """12 次"""
    space = rng.choice([" ", "\u3000", "&nbsp;", "\u00a0", "\u2009"])
    return _deed(rng, lambda r, unit: f"{r.randint(2, 98)}{space}{unit}")


@_numeral
def arabic_thousands(rng: random.Random) -> str:
    """1,260人次"""
    mark = rng.choice([",", ",", "，", " ", ""])
    return _people(rng, lambda r, unit: f"{r.randint(1, 9)}{mark}{r.randint(100, 999)}{unit}")


@_numeral
def arabic_rounded_down(rng: random.Random) -> str:
    """50余人"""
    tail = rng.choice(["余", "多", "来", " 余"])
    return _people(rng, lambda r, unit: f"{r.randint(2, 60) * 10}{tail}{unit}")


@_numeral
def arabic_money(rng: random.Random) -> str:
    """3.6万元"""
    return _sum(
        rng,
        lambda r, _: r.choice(
            [
                f"{r.randint(1, 9)}.{r.randint(1, 99)}万元",
                f"{r.randint(2, 90)}万余元",
                f"{r.randint(1000, 9999)}元",
                f"￥{r.randint(1000, 9999)}.00元",
                f"人民币{r.randint(3, 90)}万元",
            ]
        ),
    )


@_numeral
def arabic_percent(rng: random.Random) -> str:
    """95.8%"""
    sign = rng.choice(["%", "％", " %"])
    return _rate(rng, lambda r, _: f"{r.randint(60, 99)}{r.choice(['', '.5', '.8'])}{sign}")


@_numeral
def fullwidth_count(rng: random.Random) -> str:
    """１２次"""
    return _deed(rng, lambda r, unit: f"{r.randint(2, 98)}".translate(_FULL) + unit)


@_numeral
def fullwidth_percent(rng: random.Random) -> str:
    """９５．６％"""
    return _rate(rng, lambda r, _: f"{r.randint(600, 999) / 10}%".translate(_FULL))


@_numeral
def chinese_small(rng: random.Random) -> str:
    """三次"""
    return _deed(rng, lambda r, unit: f"{chinese(r.randint(3, 9))}{unit}")


@_numeral
def chinese_pair(rng: random.Random) -> str:
    """两次"""
    return _deed(rng, lambda _, unit: f"两{unit}")


@_numeral
def chinese_teens(rng: random.Random) -> str:
    """十二次"""
    return _deed(rng, lambda r, unit: f"{chinese(r.randint(10, 19))}{unit}")


@_numeral
def chinese_tens(rng: random.Random) -> str:
    """二十三次"""
    return _deed(rng, lambda r, unit: f"{chinese(r.randint(20, 99))}{unit}")


@_numeral
def chinese_hundreds(rng: random.Random) -> str:
    """一百零八人次"""
    return _people(rng, lambda r, unit: f"{chinese(r.randint(101, 999))}{unit}")


@_numeral
def chinese_thousands_rounded(rng: random.Random) -> str:
    """一千二百余人"""
    return _people(
        rng, lambda r, unit: f"{chinese(r.randint(11, 60) * 100)}{r.choice(['余', '多'])}{unit}"
    )


@_numeral
def chinese_bare_rounded(rng: random.Random) -> str:
    """百余人、数十次"""
    return _people(
        rng,
        lambda r, unit: (
            r.choice(["百余", "百多", "千余", "数百", "几百", "上百", "数十", "几十", "上千"])
            + unit
        ),
    )


@_numeral
def near_round(rng: random.Random) -> str:
    """近百人"""
    return _people(
        rng,
        lambda r, unit: (
            r.choice(["近百", "将近百", "近两百", "近千", "近200", "逾百", "超百", "接近三百"])
            + unit
        ),
    )


@_numeral
def dozens_vague(rng: random.Random) -> str:
    """十余次、十几场"""
    return _deed(
        rng,
        lambda r, unit: (
            r.choice(["十余", "十几", "二十多", "三十余", "十来", "数十", "几十"]) + unit
        ),
    )


@_numeral
def half(rng: random.Random) -> str:
    """半数以上"""
    phrase = f"{_OPEN}{rng.choice(['半数', '半数以上', '过半数', '一半', '一半以上', '近半数', '超过半数'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{phrase}的整改事项提前完成，其余按期推进。",
                f"科室负责人中有{phrase}主动报告了个人事项。",
                f"参加测试的同志有{phrase}当场答对易错题，学习效果较好。",
                f"经核对，{phrase}的采购合同签有廉洁条款。",
                f'督导覆盖县区{{{{ figure("督导覆盖县区数") }}}}，{phrase}的县区作了回访。',
            ]
        ),
    )


@_numeral
def fraction(rng: random.Random) -> str:
    """三分之一"""
    first, last = rng.choice([(1, 3), (2, 3), (1, 4), (3, 4), (2, 5), (4, 5), (1, 10)])
    text = rng.choice(
        [f"{chinese(last)}分之{chinese(first)}", f"{last}分之{first}", f"{first}/{last}"]
    )
    phrase = f"{_OPEN}{text}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"约有{phrase}的问题属于制度执行不严。",
                f"整改事项已有{phrase}销号。",
                f"{phrase}的科室完成了岗位职责书修订，其余正在进行。",
                f"会议费比预算节约{phrase}，文件数量也有下降。",
            ]
        ),
    )


@_numeral
def percent_in_words(rng: random.Random) -> str:
    """百分之八"""
    return _rate(
        rng,
        lambda r, _: (
            "百分之"
            + r.choice(
                [
                    chinese(r.randint(60, 99)),
                    f"{chinese(r.randint(80, 99))}点{_DIGITS[r.randint(1, 9)]}",
                    "百",
                ]
            )
        ),
    )


@_numeral
def tenths(rng: random.Random) -> str:
    """九成以上"""
    return _rate(rng, lambda r, _: f"{r.choice(['八', '九', '七', '九点五', '9', '八九'])}成")


@_numeral
def change_percent(rng: random.Random) -> str:
    """12.5%、3个百分点"""
    return _change(
        rng,
        lambda r, _: r.choice(
            [
                f"{r.randint(2, 40)}.{r.randint(1, 9)}%",
                f"{r.randint(2, 12)}个百分点",
                f"{chinese(r.randint(2, 12))}个百分点",
                f"百分之{chinese(r.randint(2, 40))}",
            ]
        ),
    )


@_numeral
def multiple(rng: random.Random) -> str:
    """1.5倍、一倍、翻了一番"""
    what = rng.choice(["法规宣传篇数", "廉政提醒条数", "参加研讨的人数", "公开事项"])
    text = rng.choice(
        ["是上年的1.5倍", "增加一倍", "增长两倍", "翻了一番", "增加了0.8倍", "是上年的三倍"]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"{what}{_OPEN}{text}{_CLOSE}。",
                f"与上年相比，{what}{_OPEN}{text}{_CLOSE}，成效较好。",
            ]
        ),
    )


@_numeral
def money_in_words(rng: random.Random) -> str:
    """三万六千元"""
    return _sum(
        rng,
        lambda r, _: r.choice(
            [
                f"{chinese(r.randint(11, 99) * 1000)}元",
                f"{chinese(r.randint(2, 90))}万元",
                f"{chinese(r.randint(2, 60))}点{_DIGITS[r.randint(1, 9)]}万元",
                f"{chinese(r.randint(2, 60))}万余元",
            ]
        ),
    )


@_numeral
def money_formal(rng: random.Random) -> str:
    """壹拾贰万元"""
    return _sum(
        rng,
        lambda r, _: (
            f"{_formal(r.randint(21, 99) * r.choice([10, 100]))}{r.choice(['元整', '万元', '元'])}"
        ),
    )


@_numeral
def mixed_scripts(rng: random.Random) -> str:
    """3千余人、1.2万人次"""
    return _people(
        rng,
        lambda r, unit: (
            r.choice(
                [
                    f"{r.randint(2, 9)}千余",
                    f"1.{r.randint(1, 9)}万",
                    f"{r.randint(2, 9)}百多",
                    f"{r.randint(1, 3)}万{chinese(r.randint(2, 9))}千",
                    f"{r.randint(2, 5)}０多",
                ]
            )
            + unit
        ),
    )


@_numeral
def span_of_numbers(rng: random.Random) -> str:
    """3至5次、两三场"""

    def text(r: random.Random, unit: str) -> str:
        low = r.randint(2, 7)
        return r.choice(
            [
                f"{low}至{low + 2}{unit}",
                f"{low}—{low + 3}{unit}",
                f"{low}-{low + 3}{unit}",
                f"{chinese(low)}到{chinese(low + 2)}{unit}",
                f"{_DIGITS[low]}{_DIGITS[low + 1]}{unit}" if low > 2 else f"两三{unit}",
            ]
        )

    return _deed(rng, text)


@_numeral
def bounded(rng: random.Random) -> str:
    """不少于12次、20次左右"""

    def text(r: random.Random, unit: str) -> str:
        number = r.choice([str(r.randint(3, 60)), chinese(r.randint(3, 60))])
        form = r.choice(
            ["不少于{}", "约{}", "超过{}", "{}左右", "{}以上", "大约{}", "至少{}", "{}之多"]
        )
        return form.format(f"{number}{unit}")

    return _deed(rng, text)


@_numeral
def unit_in_brackets(rng: random.Random) -> str:
    """120人（次）"""
    unit = rng.choice(["人（次）", "人(次)", "人／次", "名（含聘用人员）", "人·次"])
    return _people(rng, lambda r, _: f"{r.randint(20, 300)}{unit}")


@_numeral
def bold_number_only(rng: random.Random) -> str:
    """**12**次"""

    def text(r: random.Random, unit: str) -> str:
        number = r.choice([str(r.randint(2, 60)), chinese(r.randint(3, 60))])
        return r.choice(
            [
                f"**{number}**{unit}",
                f"*{number}*{unit}",
                f"**{number}** {unit}",
                f"<b>{number}</b>{unit}",
            ]
        )

    act, _, unit = rng.choice(_DEEDS)
    return _around(
        rng,
        rng.choice(["全年", "先后", "我局"]) + f"{act}{_OPEN}{text(rng, unit)}{_CLOSE}，效果较好。",
    )


@_numeral
def wrapped_before_unit(rng: random.Random) -> str:
    """12⏎次"""
    act, _, unit = rng.choice(_DEEDS)
    number = rng.choice([str(rng.randint(12, 60)), chinese(rng.randint(12, 60))])
    before, after = rng.sample(_CONTEXT, 2)
    return f"{before}全年{act}{_OPEN}{number}\n{unit}{_CLOSE}，完成年初计划。{after}"


@_numeral
def bare_in_table(rng: random.Random) -> str:
    """A number alone in a table's cell; its unit is in the head."""
    act, noun, unit = rng.choice(_DEEDS)
    number = rng.choice(
        [
            str(rng.randint(2, 90)),
            chinese(rng.randint(3, 60)),
            f"{rng.randint(2, 90)}".translate(_FULL),
        ]
    )
    return rng.choice(
        [
            f"| 事项 | 数量（{unit}） |\n| --- | ---: |\n| {noun} | {_OPEN}{number}{_CLOSE} |",
            f"| 事项 | 牵头 | 数量（{unit}） |\n| --- | --- | --- |\n| {act} | 机关党委 | {_OPEN}{number}{_CLOSE} |",
        ]
    )


@_numeral
def after_a_word(rng: random.Random) -> str:
    """A typed number in a sentence whose other numbers come from words."""
    act, _, unit = rng.choice(_DEEDS)
    number = rng.choice([str(rng.randint(2, 90)), chinese(rng.randint(3, 60))])
    typed = f"{_OPEN}{number}{unit}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f'听课{{{{ figure("廉政党课听课人次") }}}}，{act}{typed}，签收职责书{{{{ figure("职责书签收份数") }}}}。',
                f'复核{{{{ figure("回头看复核数") }}}}、反弹{{{{ figure("回头看反弹数") }}}}，{act}{typed}。',
                f'{act}{typed}，其中到过县区{{{{ figure("督导覆盖县区数") }}}}。',
                f'{{{{ record("r05-13", "日期") }}}}之后，又{act}{typed}。',
                f"{{{{ year() }}}}年{act}{typed}，比上年有所增加。",
            ]
        ),
    )


_COUNTED = [
    "党组集体学习次数",
    "督导调研次数",
    "检查考核次数",
    "廉政谈话人次",
    "整改事项数",
    "廉政风险点数",
]


@_numeral
def word_made_near(rng: random.Random) -> str:
    """近{{ figure("…") }}"""
    name = rng.choice(_COUNTED)
    before = rng.choice(["近", "将近", "约", "超过", "逾"])
    return _around(
        rng,
        rng.choice(["全年共计", "先后开展相关工作", "经统计，台账登记"])
        + f'{_OPEN}{before}{{{{ figure("{name}") }}}}{_CLOSE}，均有记录可查。',
    )


@_numeral
def word_made_more(rng: random.Random) -> str:
    """{{ figure("…") }}余"""
    name = rng.choice(_COUNTED)
    after = rng.choice(["余", "多", "左右", "有余"])
    return _around(
        rng,
        rng.choice(["全年共计", "先后开展相关工作", "经统计，台账登记"])
        + f'{_OPEN}{{{{ figure("{name}") }}}}{after}{_CLOSE}，均有记录可查。',
    )


@_numeral
def digit_glued_to_word(rng: random.Random) -> str:
    """1{{ figure("…") }}"""
    name = rng.choice(_COUNTED)
    digit = rng.choice(["1", "２", "十", "百", "3"])
    return _around(
        rng,
        f'台账显示，全年{_OPEN}{digit}{{{{ figure("{name}") }}}}{_CLOSE}'
        + rng.choice(["，已逐条核对。", "，材料齐备。", "。"]),
    )


@_numeral
def looks_like_a_year(rng: random.Random) -> str:
    """2021人次"""
    return _people(rng, lambda r, unit: f"{r.choice([2019, 2020, 2021, 2022, 1998])}{unit}")


@_numeral
def beside_an_idiom(rng: random.Random) -> str:
    """A quantity right beside a name or an idiom that holds a numeral."""
    number = rng.choice([str(rng.randint(3, 40)), chinese(rng.randint(3, 40))])
    lead, unit = rng.choice(
        [
            ("“三会一课”开展", "次"),
            ("一把手讲廉政党课", "堂"),
            ("“一岗双责”检查", "轮"),
            ("“1+4”制度专题学习", "场"),
            ("“四风”问题专项检查", "次"),
            ("“三重一大”事项集体研究", "项"),
            ("进一步压减会议", "个"),
            ("“两个责任”专题约谈", "人次"),
            ("廉政文化“八进”活动", "场"),
        ]
    )
    return _around(
        rng,
        f"{lead}{_OPEN}{number}{unit}{_CLOSE}，"
        + rng.choice(["一级抓一级。", "统一部署、逐一落实。", "效果较好。"]),
    )


@_numeral
def beside_an_ordinal(rng: random.Random) -> str:
    """A quantity right beside a date, an article or an ordinal."""
    number = rng.choice([str(rng.randint(3, 40)), chinese(rng.randint(3, 40))])
    sentence = rng.choice(
        [
            "3月5日召开会议{}次，集中研究责任分工。",
            "对照条例第三十七条自查{}项，全部登记入账。",
            "第一季度开展提醒谈话{}人次，抓住了关键节点。",
            "十九届中央纪委五次全会以后集中学习{}次。",
            "示科党组〔2021〕6号文件明确任务{}项，逐项有人负责。",
            "2021年{}次专题研究党风廉政工作。",
            "二〇二一年开展廉政教育{}场。",
            "一是抓学习，全年{}场；二是抓整改。",
        ]
    )
    head, tail = sentence.split("{}")
    unit = next(u for u in ("人次", "次", "项", "场") if tail.startswith(u))
    return _around(rng, f"{head}{_OPEN}{number}{unit}{_CLOSE}{tail.removeprefix(unit)}")


@_numeral
def duration(rng: random.Random) -> str:
    """为期三个月"""
    text = rng.choice(
        [
            "三个月",
            "45天",
            "两个月",
            "四十天",
            "半个月",
            "6个月",
            "３０天",
            "一个半月",
            "10个工作日",
        ]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"开展为期{_OPEN}{text}{_CLOSE}的专项整治，推动问题整改。",
                f'整治历时{_OPEN}{text}{_CLOSE}，完成整改{{{{ figure("专项整治完成整改数") }}}}。',
                f"平均办理时限压缩{_OPEN}{text}{_CLOSE}，群众评价较好。",
            ]
        ),
    )


@_numeral
def whole_people(rng: random.Random) -> str:
    """五名科级干部"""
    number = rng.choice([str(rng.randint(3, 40)), chinese(rng.randint(3, 40)), "两"])
    unit, noun = rng.choice(
        [
            ("名", "科级干部"),
            ("位", "支部书记"),
            ("家", "项目承担单位"),
            ("个", "直属单位"),
            ("名", "新任职干部"),
            ("户", "干部家庭"),
        ]
    )
    typed = f"{_OPEN}{number}{unit}{_CLOSE}{noun}"
    return _around(
        rng,
        rng.choice(
            [
                f"对{typed}进行了集体廉政谈话。",
                f"{typed}作了表态发言。",
                f"随机抽取{typed}了解情况，听取意见建议。",
            ]
        ),
    )


@_numeral
def rare_digits(rng: random.Random) -> str:
    """廿余次、一二〇人次"""

    def text(r: random.Random, unit: str) -> str:
        return r.choice(
            [
                f"廿余{unit}",
                f"卅{unit}",
                f"一二〇{unit}",
                f"二三六{unit}",
                f"壹佰余{unit}",
                f"俩{unit}" if unit == "人" else f"贰拾{unit}",
                f"仨{unit}" if unit == "人" else f"叁拾{unit}",
            ]
        )

    return _people(rng, text)


@_numeral
def mathematical_digits(rng: random.Random) -> str:
    """⑫次, 𝟏𝟐次: digits of other blocks of Unicode"""
    number = rng.randint(12, 20)
    circled = chr(0x2460 + number - 1)
    bold = "".join(chr(0x1D7CE + int(digit)) for digit in str(number))
    return _deed(rng, lambda r, unit: f"{r.choice([circled, bold])}{unit}")


# --- placeholders -----------------------------------------------------------------------------


def _mixed_x(rng: random.Random, least: int = 1, most: int = 2) -> str:
    """Return X in any width, case and sign."""
    return "".join(rng.choice("XxＸｘ×") for _ in range(rng.randint(least, most)))


@_placeholder
def x_count(rng: random.Random) -> str:
    """X次"""
    return _deed(rng, lambda r, unit: f"{_mixed_x(r, 1, 1)}{unit}")


@_placeholder
def xx_people(rng: random.Random) -> str:
    """XX余人"""
    return _people(
        rng, lambda r, unit: f"{_mixed_x(r, 2, 3)}{r.choice(['余', '多', '', '余'])}{unit}"
    )


@_placeholder
def xx_place(rng: random.Random) -> str:
    """xx市"""
    name = f"{_OPEN}{_mixed_x(rng, 2, 2)}{rng.choice(['市', '县', '区', '省'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"局党组书记带队赴{name}参观学习。",
                f"在{name}召开全市县区科技局局长工作会议。",
                f"印发《关于印发〈{name}科技局工作要点〉的通知》，明确责任分工。",
                f"{name}的做法值得借鉴，已组织科室负责人学习。",
            ]
        ),
    )


@_placeholder
def xx_person(rng: random.Random) -> str:
    """××同志"""
    mark = _mixed_x(rng, 2, 3)
    return _around(
        rng,
        rng.choice(
            [
                f"派驻纪检监察组组长{_OPEN}{mark}同志{_CLOSE}作了具体安排。",
                f"局长{_OPEN}{mark}{_CLOSE}带头讲廉政党课。",
                f"会议由{_OPEN}{mark}{_CLOSE}主持，班子成员参加。",
                f"{_OPEN}{mark}同志{_CLOSE}强调，要把纪律挺在前面。",
            ]
        ),
    )


@_placeholder
def xx_body(rng: random.Random) -> str:
    """××局、教育××基地"""
    mark = _mixed_x(rng, 2, 3)
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}{mark}局{_CLOSE}党组高度重视，主要负责人亲自部署。",
                f"组织党员到警示教育{_OPEN}{mark}{_CLOSE}基地参观。",
                f"为建设“美丽{_OPEN}{mark}{_CLOSE}”提供科技支撑。",
                f"牵头科室为{_OPEN}{mark}科{_CLOSE}，配合科室为办公室。",
            ]
        ),
    )


@_placeholder
def mou_mou(rng: random.Random) -> str:
    """某某"""
    mark = rng.choice(["某某", "某某某", "某　某", "某某"])
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}{mark}同志{_CLOSE}在会上作了交流发言。",
                f"在{_OPEN}{mark}县{_CLOSE}召开系统工作会议，部署年度任务。",
                f"副局长{_OPEN}{mark}{_CLOSE}带队督导，现场反馈意见。",
                f"由{_OPEN}{mark}科{_CLOSE}牵头制定整改方案。",
            ]
        ),
    )


@_placeholder
def blank_line(rng: random.Random) -> str:
    """＿＿次"""
    line = rng.choice(["＿＿", "____", "＿＿＿", "__", "\\_\\_\\_"])
    if rng.random() < 0.5:
        return _deed(rng, lambda _, unit: f"{line}{unit}")
    return _around(
        rng,
        rng.choice(
            [
                f"责任领导为{_OPEN}{line}{_CLOSE}，完成时限另行确定。",
                f"会议在{_OPEN}{line}{_CLOSE}召开，各科室负责人参加。",
            ]
        ),
    )


@_placeholder
def blank_brackets(rng: random.Random) -> str:
    """（ ）次"""
    brackets = rng.choice(
        ["（ ）", "（　）", "（）", "( )", "（　　）", "〔 〕", "（  ）", "【 】"]
    )
    if rng.random() < 0.6:
        return _deed(rng, lambda _, unit: f"{brackets}{unit}")
    return _around(rng, f"会议由{_OPEN}{brackets}{_CLOSE}同志主持，有关科室列席。")


@_placeholder
def to_be_filled(rng: random.Random) -> str:
    """待补"""
    note = rng.choice(
        ["待补", "待补充", "待定", "待核实", "待填", "待完善", "此处待补", "数据待更新", "待确认"]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"督导调研情况（{_OPEN}{note}{_CLOSE}），由办公室汇总。",
                f"清退资金{_OPEN}{note}{_CLOSE}。",
                f"【{_OPEN}{note}{_CLOSE}】各支部学习情况良好。",
                f'完成整改{{{{ figure("整改完成数") }}}}，平均用时{_OPEN}{note}{_CLOSE}。',
                f"典型做法：{_OPEN}{note}{_CLOSE}",
            ]
        ),
    )


@_placeholder
def todo(rng: random.Random) -> str:
    """TODO"""
    note = rng.choice(["TODO", "todo", "Todo", "ＴＯＤＯ", "TBD", "tbd", "FIXME", "ToDo", "T.B.D."])
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}{note}{_CLOSE}：补写督导调研的具体做法。",
                f"开展专项整治，查出问题（{_OPEN}{note}{_CLOSE}）。",
                f'班子成员上党课{{{{ figure("班子成员上党课次数") }}}}，听课{_OPEN}{note}{_CLOSE}。',
                f"经验做法{_OPEN}{note}{_CLOSE}",
            ]
        ),
    )


@_placeholder
def todo_in_comment(rng: random.Random) -> str:
    """<!-- TODO … -->: a note that no reader sees but that says the text is unfinished"""
    note = rng.choice(["TODO 补数", "待补：督导情况", "TODO: 核对口径", "XX次待填"])
    return rng.choice(_CONTEXT) + f"{_OPEN}<!-- {note} -->{_CLOSE}\n" + rng.choice(_CONTEXT)


@_placeholder
def circles_and_boxes(rng: random.Random) -> str:
    """○○市、□□次、△△同志"""
    mark = rng.choice(["○○", "□□", "△△", "◯◯", "＊＊", "●●", "〇〇"])
    if rng.random() < 0.4:
        return _deed(rng, lambda _, unit: f"{mark}{unit}")
    return _around(
        rng,
        rng.choice(
            [
                f"局长{_OPEN}{mark}{_CLOSE}同志主持会议并讲话。",
                f"赴{_OPEN}{mark}市{_CLOSE}警示教育基地参观。",
                f"在{_OPEN}{mark}县{_CLOSE}召开现场会，推广经验。",
            ]
        ),
    )


@_placeholder
def question_marks(rng: random.Random) -> str:
    """？？次"""
    mark = rng.choice(["？？", "??", "？？？", "？", "???"])
    return _deed(rng, lambda _, unit: f"{mark}{unit}")


@_placeholder
def blank_date(rng: random.Random) -> str:
    """X月X日"""
    x = _mixed_x(rng, 1, 1)
    day = rng.choice(
        [
            f"{x}月{x}日",
            f"2021年{x}月{x}日",
            f"2021年{x}{x}月",
            "2021年 月 日",
            "2021年　月　日",
            f"3月{x}日",
            "＿月＿日",
        ]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}{day}{_CLOSE}，局党组召开专题会议，安排全年工作。",
                f"局党组于{_OPEN}{day}{_CLOSE}组织党员干部参观警示教育基地。",
            ]
        ),
    )


@_placeholder
def beside_a_word(rng: random.Random) -> str:
    """A placeholder in a sentence whose other numbers come from words."""
    mark = _mixed_x(rng, 1, 2)
    return _around(
        rng,
        rng.choice(
            [
                f'廉政谈话{{{{ figure("廉政谈话人次") }}}}，其中任前谈话{_OPEN}{mark}人次{_CLOSE}、节前谈话{{{{ figure("节前谈话人次") }}}}。',
                f'全年记录{{{{ figure("履责记录条数") }}}}，其中补录{_OPEN}{mark}条{_CLOSE}。',
                f'{{{{ record("r05-13", "日期") }}}}，局党组书记带队赴{_OPEN}{mark}市{_CLOSE}，受教育{{{{ figure("警示教育基地受教育人数") }}}}。',
                f'{{{{ unit("派驻机构") }}}}负责同志{_OPEN}{mark}{_CLOSE}出席，各科室负责人参加。',
            ]
        ),
    )


@_placeholder
def placeholder_in_heading(rng: random.Random) -> str:
    """### XX局工作亮点"""
    mark = rng.choice([_mixed_x(rng, 2, 2), "某某", "○○"])
    return rng.choice(
        [
            f"### {_OPEN}{mark}局{_CLOSE}工作亮点\n\n" + rng.choice(_CONTEXT),
            f"#### 赴{_OPEN}{mark}市{_CLOSE}学习情况\n\n" + rng.choice(_CONTEXT),
            f"### 开展“{_OPEN}{mark}{_CLOSE}”专项行动",
        ]
    )


@_placeholder_in_data
def placeholder_in_value(rng: random.Random) -> str:
    """The text of a record, in data."""
    mark = rng.choice([_mixed_x(rng, 2, 2), "某某", "＿＿", "○○"])
    return rng.choice(
        [
            f"局长带队赴{_OPEN}{mark}市{_CLOSE}警示教育基地接受警示教育",
            f"听取{_OPEN}{mark}科{_CLOSE}党风廉政工作汇报",
            f"与{_OPEN}{mark}同志{_CLOSE}谈心，交换对分管工作的意见",
            f"局党组书记{_OPEN}{mark}{_CLOSE}讲廉政党课",
            f"督导{_OPEN}{mark}县{_CLOSE}科技局项目资金拨付情况",
        ]
    )


@_placeholder_in_data
def unfinished_value(rng: random.Random) -> str:
    """A record's text that was left to be written."""
    note = rng.choice(["待补", "待补充", "TODO", "TBD", "待核实", "（　）", "XXX", "todo"])
    return rng.choice(
        [
            f"{_OPEN}{note}{_CLOSE}",
            f"整改措施{_OPEN}{note}{_CLOSE}",
            f"督导项目实施情况，发现问题{_OPEN}{note}{_CLOSE}",
            f"佐证材料：{_OPEN}{note}{_CLOSE}",
        ]
    )


# --- time -------------------------------------------------------------------------------------


def _year(rng: random.Random, year: int) -> str:
    """Return a year in one of its scripts."""
    spoken = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
    return rng.choice([f"{year}", f"{year}", f"{year}".translate(_FULL), spoken])


def _beside_year(rng: random.Random, said: str, year: int) -> str:
    """Put a year next to the word that says it."""
    written = _year(rng, year)
    form = rng.choice(
        ["{}（{}年）", "{}（{}年）", "{}(即{}年)", "{}，即{}年", "{}也就是{}年", "{}（{}）"]
    )
    return f"{_OPEN}{form.format(said, written)}{_CLOSE}"


_YEAR_SENTENCES = [
    "{}，局党组把党风廉政建设摆在突出位置。",
    "按照部署，{}的学习教育以党史为主线。",
    "{}的整改台账已经建立，责任到人。",
    "局党组认真总结{}工作，查找差距和不足。",
]


@_time
def this_year_wrong(rng: random.Random) -> str:
    """今年（2022年）"""
    year = _beside_year(rng, "今年", rng.choice([2016, 2019, 2020, 2022, 2023]))
    return _around(rng, rng.choice(_YEAR_SENTENCES).format(year))


@_time
def last_year_wrong(rng: random.Random) -> str:
    """去年（2021年）"""
    said = rng.choice(["去年", "上年", "去年", "去年同期"])
    year = _beside_year(rng, said, rng.choice([2017, 2018, 2019, 2021]))
    return _around(
        rng,
        rng.choice(
            ["与{}相比，谈话人次有所增加。", "{}遗留的问题已全部整改。", "督导力度比{}明显加大。"]
        ).format(year),
    )


@_time
def next_year_wrong(rng: random.Random) -> str:
    """明年（2021年）"""
    year = _beside_year(rng, "明年", rng.choice([2020, 2021, 2023]))
    return _around(
        rng,
        rng.choice(["{}，我局将继续抓好整改落实。", "{}的重点是压实责任、健全制度。"]).format(year),
    )


@_time
def this_report_year_wrong(rng: random.Random) -> str:
    """本年度（2020年度）"""
    year = _beside_year(
        rng, rng.choice(["本年度", "本年", "今年度"]), rng.choice([2019, 2020, 2022])
    )
    return _around(rng, rng.choice(_YEAR_SENTENCES).format(year))


@_time
def previous_report_year_wrong(rng: random.Random) -> str:
    """上年度（2018年度）"""
    year = _beside_year(rng, rng.choice(["上年度", "上一年度"]), rng.choice([2018, 2019, 2021]))
    return _around(
        rng, rng.choice(["{}的考核结果已经反馈。", "较{}，公务接待费有所下降。"]).format(year)
    )


@_time
def year_is_said_to_be(rng: random.Random) -> str:
    """今年是2022年 / 2020年是本报告年度"""
    year = _year(rng, rng.choice([2019, 2020, 2022]))
    text = rng.choice(
        [
            f"{_OPEN}今年是{year}年{_CLOSE}，是科技创新规划实施的关键时期。",
            f"{_OPEN}今年即{year}年{_CLOSE}以来，局党组坚持严的主基调。",
            f"{_OPEN}{year}年（今年）{_CLOSE}，各科室签订了责任书。",
            f"{_OPEN}{year}年即今年{_CLOSE}，学习教育贯穿始终。",
        ]
    )
    return _around(rng, text)


_DONE = [
    "{}，局党组召开专题会议，部署党风廉政工作。",
    "{}，组织党员干部到警示教育基地参观。",
    "局党组书记于{}为全体党员讲廉政党课。",
    "{}，对直属单位开展检查考核，现场反馈问题。",
    "按照要求，{}签订了主体责任书，责任落实到人。",
]


@_time
def date_before_period(rng: random.Random) -> str:
    """2020年11月5日，召开会议"""
    day = f"{_year(rng, rng.choice([2018, 2019, 2020]))}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    return _around(rng, rng.choice(_DONE).format(f"{_OPEN}{day}{_CLOSE}"))


@_time
def date_after_period(rng: random.Random) -> str:
    """2022年3月6日，召开会议"""
    day = f"{rng.choice([2022, 2022, 2023])}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日"
    return _around(rng, rng.choice(_DONE).format(f"{_OPEN}{day}{_CLOSE}"))


@_time
def date_in_words_outside(rng: random.Random) -> str:
    """二〇二〇年十二月八日，召开会议"""
    year = rng.choice(["二〇二〇", "二〇一九", "二○二○", "二零二零", "二〇二二"])
    day = f"{year}年{chinese(rng.randint(1, 12))}月{chinese(rng.randint(1, 28))}日"
    return _around(rng, rng.choice(_DONE).format(f"{_OPEN}{day}{_CLOSE}"))


@_time
def iso_date_outside(rng: random.Random) -> str:
    """2020-11-05、2020.11.5"""
    mark = rng.choice(["-", ".", "/"])
    day = f"2020{mark}{rng.randint(10, 12)}{mark}{rng.randint(10, 28)}"
    return _around(rng, rng.choice(_DONE).format(f"{_OPEN}{day}{_CLOSE}"))


@_time
def months_outside(rng: random.Random) -> str:
    """2020年9月至12月，开展整治"""
    first = rng.randint(1, 9)
    year = rng.choice([2019, 2020])
    months = rng.choice(
        [
            f"{year}年{first}月至{first + 3}月",
            f"{year}年{first}月",
            f"{year}年{first}月中旬",
            f"{year}年下半年",
        ]
    )
    return _around(
        rng,
        rng.choice(["{}，集中开展专项整治，堵塞管理漏洞。", "{}，局党组组织集体学习。"]).format(
            f"{_OPEN}{months}{_CLOSE}"
        ),
    )


_HEARD = [
    "局党组及时传达学习{}精神。",
    "深入学习贯彻{}精神，统一思想和行动。",
    "集中学习{}的文件和主要领导讲话，做到入脑入心。",
    "{}召开以后，各科室迅速行动、认真落实。",
]


@_time
def unknown_discipline_session(rng: random.Random) -> str:
    """十八届中央纪委六次全会"""
    name = rng.choice(
        [
            "十八届中央纪委六次全会",
            "十八届中央纪委七次全会",
            "十九届中央纪委四次全会",
            "十九届中央纪委三次全会",
            "第十八届中央纪律检查委员会第六次全体会议",
            "十八届中央纪委第五次全会",
        ]
    )
    return _around(rng, rng.choice(_HEARD).format(f"{_OPEN}{name}{_CLOSE}"))


@_time
def unknown_local_session(rng: random.Random) -> str:
    """省纪委十届五次全会"""
    name = rng.choice(
        [
            "省纪委十届五次全会",
            "市委六届十一次全会",
            "市纪委六届六次全会",
            "市纪委七届五次全会",
            "省纪委十一届四次全会",
            "市委七届十一次全会",
            "市委七届八次全会",
        ]
    )
    return _around(rng, rng.choice(_HEARD).format(f"{_OPEN}{name}{_CLOSE}"))


@_time
def unknown_central_session(rng: random.Random) -> str:
    """十八届六中全会"""
    name = rng.choice(
        ["党的十八届六中全会", "十八届五中全会", "党的十八届三中全会", "十七届六中全会"]
    )
    return _around(rng, rng.choice(_HEARD).format(f"{_OPEN}{name}{_CLOSE}"))


@_time
def unknown_among_known(rng: random.Random) -> str:
    """A session that is not registered in a list of sessions that are."""
    name = f"{_OPEN}{rng.choice(['市纪委六届六次全会', '省纪委十届五次全会', '市委六届十一次全会'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f'集中学习{{{{ document("十九届中央纪委五次全会", "简称") }}}}、{name}和全市视频会精神。',
                f"传达了十九届中央纪委五次全会、{name}的部署要求。",
                f'{{{{ document("市纪委七届六次全会", "简称") }}}}和{name}的文件由办公室统一印发。',
            ]
        ),
    )


@_time
def stale_report_year(rng: random.Random) -> str:
    """2020年度党风廉政建设…情况报告如下"""
    year = _year(rng, rng.choice([2016, 2018, 2019, 2020]))
    return _around(
        rng,
        rng.choice(
            [
                f"现将我局{_OPEN}{year}年度{_CLOSE}党风廉政建设和反腐败工作情况报告如下。",
                f"根据要求，现将{_OPEN}{year}年{_CLOSE}履行主体责任情况报告如下。",
                f'{{{{ unit("简称") }}}}{_OPEN}{year}年度{_CLOSE}落实主体责任的情况已经党组会议审议。',
            ]
        ),
    )


@_time
def stale_year_of_work(rng: random.Random) -> str:
    """2020年，局党组坚持…"""
    year = f"{_OPEN}{_year(rng, rng.choice([2016, 2019, 2020]))}年{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{year}，局党组坚持以上率下，作风建设取得新成效。",
                f"{year}以来，我局认真落实主体责任。",
                f'{year}全年开展督导调研{{{{ figure("督导调研次数") }}}}。',
                f"回顾{year}的工作，成绩来之不易，差距不容忽视。",
            ]
        ),
    )


@_time
def stale_year_in_heading(rng: random.Random) -> str:
    """### 2020年主要工作情况"""
    year = f"{_OPEN}{_year(rng, rng.choice([2016, 2019, 2020]))}年{rng.choice(['', '度'])}{_CLOSE}"
    mark = rng.choice(["##", "###", "####"])
    return (
        f"{mark} {year}{rng.choice(['主要工作情况', '党风廉政建设工作情况', '重点工作回顾'])}\n\n"
        + rng.choice(_CONTEXT)
    )


# --- phrases ----------------------------------------------------------------------------------


@_phrase
def five_ideas(rng: random.Random) -> str:
    """五大发展理念"""
    words = f"{_OPEN}{rng.choice(['五大发展理念', '“五大发展理念”'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"会议要求全市科技系统贯彻{words}，营造清正的创新环境。",
                f"以{words}为引领，推动科技事业健康发展。",
                f"领导干部要深刻理解{words}的内涵，做到学以致用。",
            ]
        ),
    )


@_phrase
def old_resident_office(rng: random.Random) -> str:
    """派驻纪检组"""
    words = f"{_OPEN}{rng.choice(['派驻纪检组', '派驻纪检组组长', '市纪委派驻局纪检组', '派驻局纪检组长'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"主动接受{words}的监督，重要事项及时报告。",
                f"邀请{words}列席党组会议，听取意见。",
                f"{words}对全年工作作出具体安排。",
            ]
        ),
    )


@_phrase
def old_warning_base(rng: random.Random) -> str:
    """预防职务犯罪警示教育基地"""
    words = f"{_OPEN}预防职务犯罪警示教育基地{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"组织全局党员赴{words}接受教育。",
                f"{words}的案例展板给大家留下深刻印象。",
                f'受教育{{{{ figure("警示教育基地受教育人数") }}}}的活动地点为{words}。',
            ]
        ),
    )


@_phrase
def repealed_law(rng: random.Random) -> str:
    """行政监察法"""
    words = f"{_OPEN}{rng.choice(['行政监察法', '《行政监察法》', '《中华人民共和国行政监察法》'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"组织干部职工学习{words}，增强守法意识。",
                f"依照{words}的规定，自觉接受监察监督。",
                f"将{words}列入中心组学习内容，结合岗位讨论。",
            ]
        ),
    )


@_phrase
def repealed_code(rng: random.Random) -> str:
    """廉政准则"""
    words = f"{_OPEN}{rng.choice(['《廉政准则》', '廉政准则', '《中国共产党党员领导干部廉洁从政若干准则》', '《廉洁从政若干准则》'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"对照{words}逐条检查，做到心中有戒。",
                f"认真学习{words}和纪律处分条例，打牢思想基础。",
                f"领导干部带头遵守{words}，不越红线。",
            ]
        ),
    )


@_phrase
def well_off_as_aim(rng: random.Random) -> str:
    """为全面建成小康社会而努力"""
    words = rng.choice(
        [
            "为全面建成小康社会而努力",
            "为全面建成小康社会作出应有贡献",
            "为实现全面建成小康社会目标而奋斗",
            "决胜全面建成小康社会",
            "为如期全面建成小康社会提供保障",
        ]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"全市科技系统要振奋精神，{_OPEN}{words}{_CLOSE}。",
                f"会议号召广大科技工作者{_OPEN}{words}{_CLOSE}，以实绩接受检验。",
                f"要勇于担当、主动作为，{_OPEN}{words}{_CLOSE}。",
            ]
        ),
    )


@_phrase
def old_campaign(rng: random.Random) -> str:
    """党的群众路线教育实践活动"""
    words = f"{_OPEN}{rng.choice(['党的群众路线教育实践活动', '群众路线教育实践活动', '“党的群众路线教育实践活动”'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"当前正在开展的{words}，要与廉政教育结合起来。",
                f"以{words}为契机，集中整治“四风”问题。",
                f"深入开展{words}，认真查摆问题。",
            ]
        ),
    )


@_phrase
def our_street(rng: random.Random) -> str:
    """本街道"""
    words = f"{_OPEN}{rng.choice(['本街道', '我街道', '街道党工委', '本街道办事处'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{words}高度重视党风廉政建设，主要领导亲自部署。",
                f"全年在{words}范围内组织党员学习准则和条例。",
                f"今年以来，{words}认真履行主体责任。",
            ]
        ),
    )


@_phrase
def our_town(rng: random.Random) -> str:
    """我镇"""
    words = f"{_OPEN}{rng.choice(['我镇', '我乡', '本镇', '镇党委', '乡党委'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{words}坚持把纪律挺在前面，层层传导压力。",
                f"结合实际，{words}组织干部开展廉政学习。",
                f"在上级领导下，{words}作风建设取得实效。",
            ]
        ),
    )


@_phrase
def neighbourhood_committee(rng: random.Random) -> str:
    """社区居委会"""
    words = f"{_OPEN}{rng.choice(['社区居委会', '各社区居委会', '村（居）委会', '村委会'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"与{words}主要负责人签订责任书，责任落实到人。",
                f"督促{words}做好党务公开，接受群众监督。",
                f"对{words}干部进行廉政谈话，抓早抓小。",
            ]
        ),
    )


@_phrase
def our_school(rng: random.Random) -> str:
    """我校"""
    words = f"{_OPEN}{rng.choice(['我校', '本校', '学校党委', '我校党总支'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{words}把廉政教育纳入年度计划，抓好落实。",
                f"通过学习，{words}干部职工受到教育。",
                f"为加强管理，{words}修订了经费报销办法。",
            ]
        ),
    )


@_phrase
def our_hospital(rng: random.Random) -> str:
    """我院、本医院"""
    words = f"{_OPEN}{rng.choice(['我院', '本医院', '我院党委', '医院党委'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"{words}加强行风建设，规范采购流程。",
                f"结合岗位特点，{words}开展警示教育。",
                f"全年{words}未发生违纪问题。",
            ]
        ),
    )


@_phrase
def our_county(rng: random.Random) -> str:
    """我县纪委"""
    words = f"{_OPEN}{rng.choice(['我县纪委', '我县', '我区纪委', '我县县委'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"在{words}的领导下，廉政工作有序推进。",
                f"按照{words}统一部署，集中开展自查自纠。",
                f"{words}的要求已传达到全体干部职工。",
            ]
        ),
    )


@_phrase
def other_bureau_as_ours(rng: random.Random) -> str:
    """市教育局 as 我局"""
    bureau = rng.choice(["市教育局", "市水利局", "市卫生健康局", "市文化和旅游局", "市农业农村局"])
    words = f"{_OPEN}{rng.choice([bureau, bureau + '党组'])}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"我局（{words}）认真落实主体责任，做到守土有责。",
                f"{words}现将本年度落实主体责任的情况报告如下。",
                f"年初，{words}与各科室、直属单位签订了责任书。",
                f"{words}全体干部职工集中学习了准则和条例。",
            ]
        ),
    )


# --- secrets ----------------------------------------------------------------------------------


@_secret
def secret_mark(rng: random.Random) -> str:
    """秘密★1年"""
    mark = rng.choice(
        [
            "秘密★1年",
            "机密★5年",
            "秘密★6个月",
            "绝密★30年",
            "秘密 ★ 1年",
            "机密★",
            "秘密★",
            "机密★长期",
            "秘　密★1年",
        ]
    )
    return rng.choice(
        [
            f"{_OPEN}{mark}{_CLOSE}\n\n" + rng.choice(_CONTEXT),
            f"**{_OPEN}{mark}{_CLOSE}**\n\n" + rng.choice(_CONTEXT),
            f"| 文件 | 标志 |\n| --- | --- |\n| 专题会议纪要 | {_OPEN}{mark}{_CLOSE} |",
            f"附件所列材料（{_OPEN}{mark}{_CLOSE}）由办公室保管。",
        ]
    )


@_secret
def secret_mark_alone(rng: random.Random) -> str:
    """机密 as a mark, without a star"""
    mark = rng.choice(["机密", "绝密", "秘密"])
    return rng.choice(
        [
            f"{_OPEN}{mark}{_CLOSE}\n\n" + rng.choice(_CONTEXT),
            f"【{_OPEN}{mark}{_CLOSE}】\n" + rng.choice(_CONTEXT),
            f"密级：{_OPEN}{mark}{_CLOSE}\n\n" + rng.choice(_CONTEXT),
            f"**{_OPEN}{mark}{_CLOSE}**\n\n" + rng.choice(_CONTEXT),
        ]
    )


@_secret
def secret_file_quoted(rng: random.Random) -> str:
    """（机密）《…》"""
    mark = f"{_OPEN}{rng.choice(['（机密）', '（秘密）', '（绝密）', '密级为机密', '定密为秘密'])}{_CLOSE}"
    text = rng.choice(
        [
            "传达学习上级通报{}，范围限于班子成员。",
            "《案件情况专报》{}已按规定传阅。",
            "上述文件{}，不得复印。",
        ]
    )
    return _around(rng, text.format(mark))


@_secret_remark
def internal_mark(rng: random.Random) -> str:
    """内部资料 注意保存"""
    mark = rng.choice(
        [
            "内部资料 注意保存",
            "内部资料，注意保存",
            "内部资料　注意保存",
            "内部文件 不得外传",
            "内部材料，请勿外传",
            "仅供内部参考",
        ]
    )
    return rng.choice(
        [
            f"{_OPEN}{mark}{_CLOSE}\n\n" + rng.choice(_CONTEXT),
            f"（{_OPEN}{mark}{_CLOSE}）\n\n" + rng.choice(_CONTEXT),
            f"**{_OPEN}{mark}{_CLOSE}**\n\n" + rng.choice(_CONTEXT),
        ]
    )


def identity_number(rng: random.Random) -> str:
    """Return an invented identity number whose checksum is right."""
    area = rng.choice(["110101", "310104", "440305", "510802", "330106", "420102"])
    birth = f"{rng.randint(1955, 1999)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    first = f"{area}{birth}{rng.randint(1, 999):03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(weight * int(digit) for weight, digit in zip(weights, first, strict=True))
    return first + "10X98765432"[total % 11]


_PERSON = ["参会人员", "受谈话人", "授课人", "经办人", "联系人", "监督员"]


def _of_person(rng: random.Random, what: str, number: str) -> str:
    """Say a number that belongs to a person."""
    marked = f"{_OPEN}{number}{_CLOSE}"
    person = rng.choice(_PERSON)
    return rng.choice(
        [
            _around(rng, f"{person}{what}为{marked}，已登记备查。"),
            _around(rng, f"{person}（{what}：{marked}）按时到会。"),
            _around(rng, f"请与{person}联系，{what}{marked}。"),
            f"| 岗位 | {what} |\n| --- | --- |\n| {person} | {marked} |",
            f"- {person}，{what}：{marked}\n- " + rng.choice(_CONTEXT),
        ]
    )


@_secret
def identity_card(rng: random.Random) -> str:
    """An identity number with a right checksum."""
    return _of_person(
        rng, rng.choice(["身份证号", "身份证号码", "公民身份号码"]), identity_number(rng)
    )


@_secret
def identity_card_disguised(rng: random.Random) -> str:
    """An identity number in full width, in groups, or with a small x; no label."""
    number = identity_number(rng)
    number = rng.choice(
        [
            number.translate(_FULL).replace("X", "Ｘ"),
            f"{number[:6]} {number[6:14]} {number[14:]}",
            f"{number[:6]}-{number[6:14]}-{number[14:]}",
            number.lower(),
        ]
    )
    return _around(rng, f"{rng.choice(_PERSON)}（{_OPEN}{number}{_CLOSE}）已签到。")


def _mobile(rng: random.Random) -> str:
    prefix = rng.choice(["130", "138", "139", "151", "159", "166", "177", "186", "189", "199"])
    return f"{prefix}{rng.randint(0, 99999999):08}"


@_secret
def mobile_phone(rng: random.Random) -> str:
    """A mobile number."""
    return _of_person(rng, rng.choice(["手机", "手机号", "联系电话", "电话"]), _mobile(rng))


@_secret
def mobile_phone_grouped(rng: random.Random) -> str:
    """138 0000 0000, +86…, １３８…"""
    number = _mobile(rng)
    number = rng.choice(
        [
            f"{number[:3]} {number[3:7]} {number[7:]}",
            f"{number[:3]}-{number[3:7]}-{number[7:]}",
            f"+86{number}",
            f"+86 {number}",
            f"86-{number}",
            number.translate(_FULL),
        ]
    )
    return _of_person(rng, rng.choice(["手机", "联系方式", "电话"]), number)


@_secret
def landline(rng: random.Random) -> str:
    """0839-3260000"""
    area = rng.choice(["010", "021", "028", "0839", "0571", "0755"])
    number = f"{rng.randint(2, 8)}{rng.randint(0, 999999):06}"
    if area in ("010", "021", "028"):
        number += str(rng.randint(0, 9))
    text = rng.choice(
        [
            f"{area}-{number}",
            f"（{area}）{number}",
            f"({area}){number}",
            f"{area}－{number}",
            f"{area} {number}",
        ]
    )
    return _of_person(rng, rng.choice(["电话", "办公电话", "联系电话", "传真"]), text)


def card_number(rng: random.Random) -> str:
    """Return an invented bank card number that passes Luhn's test."""
    length = rng.choice([16, 19])
    first = rng.choice(["6222", "6217", "6228", "6225", "6212"])
    first += "".join(str(rng.randint(0, 9)) for _ in range(length - 1 - len(first)))
    total = 0
    for index, digit in enumerate(reversed(first)):
        doubled = int(digit) * (2 if index % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return first + str(-total % 10)


@_secret
def bank_card(rng: random.Random) -> str:
    """A bank card's number, in one piece or in groups of four."""
    number = card_number(rng)
    if rng.random() < 0.5:
        number = " ".join(number[index : index + 4] for index in range(0, len(number), 4))
    marked = f"{_OPEN}{number}{_CLOSE}"
    return _around(
        rng,
        rng.choice(
            [
                f"讲课费已转入授课人账户（{marked}）。",
                f"退款账号为{marked}，由财务人员办理。",
                f"将违规补贴退至卡号{marked}，凭证存档。",
            ]
        ),
    )


_SURNAMES = ["张", "李", "王", "刘", "陈", "赵", "周", "吴", "郑", "孙"]


@_secret
def named_informant(rng: random.Random) -> str:
    """举报人张某反映"""
    person = f"{rng.choice(_SURNAMES)}{rng.choice(['某', '某某', '某'])}"
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}举报人{person}{_CLOSE}反映，局直属单位采购把关不严。",
                f"据{_OPEN}举报人{person}{_CLOSE}反映，窗口人员态度生硬。",
                f"根据{_OPEN}举报人{person}{_CLOSE}来信，机关纪委开展了核实。",
                f"{_OPEN}信访人{person}{_CLOSE}反映项目评审打招呼的问题，已经答复。",
            ]
        ),
    )


@_secret
def clue_number(rng: random.Random) -> str:
    """问题线索编号…"""
    number = rng.choice(
        [
            f"2021-{rng.randint(1, 99):03}",
            f"XS2021{rng.randint(1, 999):04}",
            f"〔2021〕{rng.randint(1, 60)}号",
        ]
    )
    text = rng.choice(
        [
            f"问题线索编号{number}",
            f"问题线索编号：{number}",
            f"线索编号为{number}",
            f"信访件编号{number}",
        ]
    )
    return _around(
        rng,
        rng.choice(
            [
                f"有关情况见{_OPEN}{text}{_CLOSE}，正在办理。",
                f"对{_OPEN}{text}{_CLOSE}所涉事项进行了约谈。",
                f"（{_OPEN}{text}{_CLOSE}）已由机关纪委登记。",
            ]
        ),
    )


@_secret
def person_complained_of(rng: random.Random) -> str:
    """被反映人"""
    words = rng.choice(["被反映人", "被举报人", "被审查人"])
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}{words}{_CLOSE}系局属单位干部，已作出书面说明。",
                f"与{_OPEN}{words}{_CLOSE}进行谈话，了解有关情况。",
                f"约谈后，{_OPEN}{words}{_CLOSE}承认把关不严。",
            ]
        ),
    )


@_secret
def real_name_report(rng: random.Random) -> str:
    """实名举报"""
    words = rng.choice(["实名举报", "署名举报", "匿名举报信", "实名举报信"])
    return _around(
        rng,
        rng.choice(
            [
                f"收到干部职工{_OPEN}{words}{_CLOSE}后，机关纪委即行核查。",
                f"对反映评审不公的{_OPEN}{words}{_CLOSE}，分管领导作了批示。",
                f"办理{_OPEN}{words}{_CLOSE}，当事科室作了说明。",
            ]
        ),
    )


@_secret
def found_on_enquiry(rng: random.Random) -> str:
    """经初步核实，李某涉嫌…"""
    person = f"{rng.choice(_SURNAMES)}某"
    return _around(
        rng,
        rng.choice(
            [
                f"{_OPEN}经初步核实，{person}涉嫌违规{_CLOSE}收受礼品。",
                f"{_OPEN}经初步核实，办公室{person}涉嫌违纪{_CLOSE}，已移送处理。",
                f"{_OPEN}初核发现，{person}涉嫌利用职务便利{_CLOSE}为亲属谋利。",
                f"对{_OPEN}{person}涉嫌严重违纪问题立案审查{_CLOSE}。",
            ]
        ),
    )


@_secret
def personal_mail(rng: random.Random) -> str:
    """A person's e-mail address."""
    user = rng.choice(
        [
            "zhang.san",
            "lisi1980",
            "wangwu",
            "chenliu_kj",
            f"{rng.randint(10000, 999999999)}",
            "zhaoqi",
        ]
    )
    host = rng.choice(["example.com", "mail.example.cn", "example.net", "qq.example.com"])
    at = rng.choice(["@", "@", "＠"])
    return _of_person(rng, rng.choice(["邮箱", "电子邮箱", "电子邮件"]), f"{user}{at}{host}")


# --- the corpus -------------------------------------------------------------------------------

#: kinds that are not to be looked at while an auditor is being written
HELD: frozenset[str] = frozenset(
    [
        "arabic-spaced-unit",
        "chinese-pair",
        "near-round",
        "tenths",
        "money-formal",
        "span-of-numbers",
        "bold-number-only",
        "wrapped-before-unit",
        "digit-glued-to-word",
        "looks-like-a-year",
        "beside-an-ordinal",
        "duration",
        "rare-digits",
        "mathematical-digits",
        "unit-in-brackets",
        "xx-body",
        "todo-in-comment",
        "circles-and-boxes",
        "blank-date",
        "placeholder-in-heading",
        "unfinished-value",
        "this-report-year-wrong",
        "year-is-said-to-be",
        "iso-date-outside",
        "months-outside",
        "unknown-among-known",
        "stale-year-in-heading",
        "repealed-law",
        "well-off-as-aim",
        "neighbourhood-committee",
        "our-hospital",
        "other-bureau-as-ours",
        "secret-file-quoted",
        "identity-card-disguised",
        "mobile-phone-grouped",
        "clue-number",
        "real-name-report",
    ]
)


def planted(seed: int = 2021, count: int = 600) -> list[Case]:
    """Return ``count`` different texts, as many of one kind as of another."""
    cases: list[Case] = []
    seen: set[str] = set()
    kinds = list(KINDS.values())
    for index in range(count):
        kind = kinds[index % len(kinds)]
        rng = random.Random(f"{seed}:{kind.name}:{index // len(kinds)}")
        made = kind.make(rng)
        for _ in range(50):
            if made.text not in seen:
                break
            made = kind.make(rng)
        seen.add(made.text)
        cases.append(
            Case(
                kind.name,
                kind.group,
                kind.severity,
                kind.medium,
                kind.name in HELD,
                made.text,
                made.start,
                made.end,
            )
        )
    return cases
