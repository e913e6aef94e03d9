"""The audit against a corpus: what is planted is found, what is clean stays silent."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from audit_corpus import CLEAN, HARD_CLEAN, PASTED, Case, planted, self_check
from audit_corpus.fifth import FIFTH_CLEAN, FIFTH_PLANTED
from audit_corpus.fourth import FOURTH_CLEAN, FOURTH_PLANTED
from audit_corpus.second import SECOND_CLEAN, SECOND_PLANTED
from audit_corpus.third import THIRD_CLEAN, THIRD_PLANTED
from conftest import ROOT, Bureau
from pdf_files import CATALOGUE, EMPTY, LEAF, PAGES, pdf, stream
from test_metadata import chunk, png

from ledger.checks.files import attachments
from ledger.checks.style import typography
from ledger.checks.text import last_year
from ledger.checks.text.audit import Audit
from ledger.issues import Issue, Place
from ledger.language import placeholders, secrets
from ledger.pages import words as spoken
from ledger.project import Project
from ledger.prose import authored, calls
from ledger.prose.inventory import LARGEST
from ledger.prose.passages import Passage, passages

PATH = "docs/report/x.md"
#: planted as errors, and remarks since: rules that are no results, numbers that may be none, and a time
#: that may be this year's
REMARKED = (
    "每周安排一至二名", "公示期不少于五个工作日", "参加集中学习不少于32学时", "每季度安排2至3次明察暗访",
    "每月自查一两次", "每年至少两次接受", "为期半个月的", "集中整治三个月", "跟班学习两周", "八条硬措施", "三大桶减到", "2020年以来，局党组以严", "2020年以来，机关纪委", "2020年以来，我局认真", "2020年，我局以巡察整改为抓手",
)  # fmt: skip
#: planted as errors, and none since: they only say since when
FRAMES = ("两年来，审批窗口", "自2020年入夏以来", "2019年以来，局党组切实", "2019年以来，我局认真")


def _as_ruled(case: Case) -> Case | None:
    """Return a planted case as the rules count it now."""
    if any(part in case.text for part in FRAMES):
        return None
    remarked = any(part in case.text for part in REMARKED)
    return replace(case, severity="remark") if remarked else case


ALL_PLANTED = [*planted(), *SECOND_PLANTED, *THIRD_PLANTED, *FOURTH_PLANTED, *FIFTH_PLANTED]
PLANTED = [case for case in map(_as_ruled, ALL_PLANTED) if case]
SILENT = [*CLEAN, *SECOND_CLEAN, *THIRD_CLEAN, *FOURTH_CLEAN, *FIFTH_CLEAN]
#: the corpora are older than the look-up of typed titles and names: in them a title, a number, a
#: date of the report is typed that a word would say, and the remark is right (tests/test_titles.py)
LOOKED_UP = {"remark.title", "remark.title_word", "remark.own_name"}
#: an A4 page of a report holds 22 lines of 28 characters (GB/T 9704-2012, 5.2.2)
PAGE = 22 * 28


@pytest.fixture(scope="module")
def words(project: Project) -> calls.Words:
    return spoken.words(project)


@pytest.fixture(scope="module")
def alone(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real project without its pages: of its files, last year's text is there."""
    root = tmp_path_factory.mktemp("alone")
    shutil.copytree(ROOT / "data/2020", root / "data/2020")
    return Project(root, project.dataset, project.figures)


def audited(
    project: Project, words: calls.Words, texts: dict[str, str]
) -> dict[str, dict[str, list[Issue]]]:
    """Return the errors and the remarks on texts, as if they were files at those paths."""
    heard: list[Passage] = []
    others: list[Issue] = []
    for path, text in texts.items():
        said, wrong = calls.render(text, path, words)
        assert wrong == []
        heard += passages(text, path, said)
        others += attachments._markdown(text, path)
        others += [each for each in typography.check(text, path) if each.code != PASTED]
    project = replace(project, passages=heard)
    found: dict[str, dict[str, list[Issue]]] = {path: {"error": [], "remark": []} for path in texts}
    audit = Audit(project)
    for issue in [*audit.errors(), *others]:
        found[issue.place.path]["error"].append(issue)
    last = project.unit.year - 1
    before = last_year.paragraphs(last_year.signed(project.root, last)[0], last)
    for issue in audit.remarks(before):
        found[issue.place.path]["remark"].append(issue)
    return found


def offset(text: str, place: Place) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


def missed(project: Project, words: calls.Words, cases: list[Case]) -> list[Case]:
    """Return the cases of which nothing is said, or not at their place."""
    texts = {
        f"docs/report/{number}.md": case.text
        for number, case in enumerate(cases)
        if case.medium != "data"
    }
    told = audited(project, words, texts)
    return [
        case
        for number, case in enumerate(cases)
        if not hit(case, told.get(f"docs/report/{number}.md"))
    ]


def hit(case: Case, issues: dict[str, list[Issue]] | None) -> bool:
    """Whether a case is told, in the data by what looks at values there."""
    if issues is None:
        spans = [(start, "error") for start, _ in placeholders.find(case.text)]
        spans += [(secret.start, "error") for secret in secrets.find(case.text)]
    else:
        spans = [(offset(case.text, i.place), kind) for kind in issues for i in issues[kind]]
    # how long anything took may be no result: to remark on it is enough
    kinds = {case.severity, "remark"} if case.kind == "duration" else {case.severity}
    return any(case.hit(start) and kind in kinds for start, kind in spans)


@pytest.mark.slow
def test_the_corpus_is_sound() -> None:
    assert self_check(ROOT) == []
    assert len(planted()) >= 500 and len(CLEAN) >= 300


@pytest.mark.slow
def test_what_is_planted_is_found(alone: Project, words: calls.Words) -> None:
    """Of each group and over all; the misses are printed by kind."""
    left = missed(alone, words, PLANTED)
    for group in sorted({case.group for case in PLANTED}):
        count = sum(case.group == group for case in PLANTED)
        print(f"{group}: {count - sum(case.group == group for case in left)} / {count}")
    kinds = Counter(case.kind for case in left)
    assert len(left) <= len(PLANTED) / 100, kinds


@pytest.mark.slow
def test_what_is_clean_stays_silent(alone: Project, words: calls.Words) -> None:
    # a section of the report has no emphasis; other pages may
    texts = {
        f"docs/{'' if '*' in sentence else 'report/'}{number}.md": sentence
        for number, sentence in enumerate(SILENT)
    }
    false = [
        (texts[path] in HARD_CLEAN, str(issue))
        for path, issues in audited(alone, words, texts).items()
        for issue in (*issues["error"], *issues["remark"])
        if issue.code not in LOOKED_UP
    ]
    pages = sum(map(len, SILENT)) / PAGE
    print(f"{len(false)} false alarms on {pages:.0f} pages")
    assert len(false) <= pages / 10, false


def test_the_real_report_is_clean(project: Project) -> None:
    assert Audit(project).errors() == []


def said(bureau: Bureau, text: str) -> list[str]:
    bureau.write("docs/index.md", f"# 首页\n\n{text}\n")
    return bureau.messages()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("全年学习3次。", "docs/index.md:3:5  “3次”是直接写的数；像是指标“学习次数”（3次）；请写 {{ figure(\"学习次数\") }}"),
        ("全年学习三十次。", "docs/index.md:3:5  “三十次”是直接写的数；像是指标“学习次数”（3次）；请写 {{ figure(\"学习次数\") }}"),
        ("近{{ figure(\"学习次数\") }}。", "docs/index.md:3:1  指标旁边的“近”改变了它的数；约数由指标的“取整”写出，请删去"),
        ("召开X次会议。", "docs/index.md:3:3  “X”是占位，没有填写；请写上实际内容，没有这件事就把这句删去；本来就这样写的，连前后的字写进 data/固定说法.yml"),
        ("今年（2020年）的工作。", "docs/index.md:3:4  “今年”应当是 2021 年，写成了 2020 年"),
    ],
)  # fmt: skip
def test_a_finding_says_where_and_what_instead(bureau: Bureau, text: str, message: str) -> None:
    assert said(bureau, text) == [message]


def test_a_fixed_term_is_added_by_the_editor(bureau: Bureau) -> None:
    assert said(bureau, "落实“五个一”和一岗双责，完成三个表率。") == [
        "docs/index.md:3:16  “三个”是直接写的数；请用 {{ figure(\"…\") }} 取数，没有台账可数的删去；不是数量的固定说法写进 data/固定说法.yml"
    ]  # fmt: skip
    bureau.append("data/固定说法.yml", "- 词: 三个表率\n")
    assert bureau.messages() == []


def test_remarks_stop_nothing(bureau: Bureau) -> None:
    bureau.write("docs/index.md", "# 首页\n\n我镇沿用旧名称。\n")
    assert bureau.messages() == []
    assert [str(each) for each in bureau.remarks() if each.place.path == "docs/index.md"] == [
        "docs/index.md:3:1  “我镇”像是别的单位的话",
        "docs/index.md:3:5  “旧名称”在用语表里用到2019年12月31日为止；可以写“新名称”",
    ]


def test_last_years_paragraph_is_told_by_its_numbers(bureau: Bureau) -> None:
    text = "一是抓好学习，全年组织学习{}次，参加的干部职工都写了心得，学习情况由办公室按季通报，没有参加的由支部安排补学。"
    bureau.write("data/2020/report/正文.md", f"# 上年\n\n{text.format(5)}\n")
    old = last_year.paragraphs(last_year.signed(bureau.root, 2020)[0], 2020)
    new = passages(
        text.format(8) + "\n\n" + "今年的另一段话，说的是完全不同的另一件事情，与去年无关。",
        PATH,
        [],
    )
    assert [str(issue) for issue in last_year.check(new, old)] == [
        f"{PATH}:1:1  这一段和上年的（data/2020/report/正文.md 第 3 行）只有数不同：5→8；请核对是不是今年的事"
    ]  # fmt: skip
    same = passages(text.format(5), PATH, [])
    assert "一字不差" in str(next(last_year.check(same, old)))
    longer = passages(text.format(8) + "会后补学。", PATH, [])
    assert "大部分相同" in str(next(last_year.check(longer, old)))


def test_a_paragraph_of_an_earlier_year_is_told(bureau: Bureau) -> None:
    text = "一是抓好学习，参加的干部职工都写了心得，学习情况由办公室按季通报，没有参加的由支部在月底以前安排补学。"
    bureau.write("data/2018/report/正文.md", f"{text}\n")
    bureau.change("docs/report/01-学习.md", "全年学习", f"{text}\n\n全年学习")
    assert [each.message for each in bureau.remarks() if each.code == "remark.last_year"] == [
        "这一段和 2018 年的（data/2018/report/正文.md 第 1 行）一字不差；请核对是不是今年的事"
    ]


PNG = png(chunk(b"tEXt", b"Comment\0phone 13812345678 "))


@pytest.mark.parametrize(
    ("path", "content", "what"),
    [
        ("docs/13812345678.pdf", b"%PDF-1.4", "文件名"),
        ("docs/a.png", PNG, "元数据"),
        ("docs/report/01-学习.md", "### 学习\n\n<!-- 联系 13812345678 -->\n".encode(), ":3:9"),
        ("docs/13812345678/甲.md", b"", "文件夹名"),
        ("data/2021/13812345678/甲.yml", b"", "文件夹名"),
        ("data/2021/预警汇总.yml", "# 举报人：王某\n".encode(), ":1:3"),
    ],
)
def test_secrets_are_found_beside_the_text(
    bureau: Bureau, path: str, content: bytes, what: str
) -> None:
    bureau.write(path, content)
    docs = authored.read(bureau.root, attachments.look)[0]
    found = [str(issue) for issue in attachments.check(bureau.root, docs)]
    assert any(path.startswith(line.partition(":")[0]) and what in line for line in found), found


def packed(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:  # of the year 1980: the bytes name a test
        package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


SECRET = "电话13812345678".encode()


def flate(content: bytes, end: bytes | None = None) -> bytes:
    """Return a PDF's stream, with another last byte of its checksum where one is given."""
    data = zlib.compress(content)
    data = data if end is None else data[:-1] + end
    return pdf(CATALOGUE, PAGES, LEAF, stream(data, b"/Filter/FlateDecode"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "甲.docx",
            packed("word/embeddings/a.xlsx", packed("xl/a.xml", b"<a>" + SECRET + b"</a>")),
            "手机号码",
        ),
        ("甲.docx", lambda: packed("word/a.bin", bytes(LARGEST + 1)), "太大的部分"),
        ("甲.pdf", pdf() + SECRET + packed("a", b"b"), "手机号码"),
        ("甲.docx", packed("a", b"b")[:40], "读不了"),
        ("甲.pdf", flate(SECRET), "手机号码"),
        ("甲.pdf", lambda: flate(bytes(LARGEST + 1) + SECRET), "太大的部分"),
        ("甲.pdf", flate(SECRET, b"\0"), "读不了"),
        ("甲.pdf", flate(SECRET, b""), "读不了"),
    ],
)
def test_what_is_packed_in_an_attachment_is_looked_into(
    bureau: Bureau, name: str, content: bytes | Callable[[], bytes], said: str
) -> None:
    bureau.write(f"docs/{name}", content() if callable(content) else content)
    assert any(said in message for message in bureau.messages()), bureau.messages()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        'a"b',
        "<b>",
        "a\\b",
        "a\nb",
        "a\tb",
        "a\x1bb",
        "a:b",
        "a|b",
        "a*b",
        "a?b",
        "a\u202eb",
        " a",
        "a /b",
        "a./b",
    ],
)
def test_a_name_that_no_server_takes_is_told(bureau: Bureau, name: str) -> None:
    bureau.write(f"docs/附件/{name}.pdf", EMPTY)
    (message,) = bureau.messages()
    assert message.startswith("docs/附件/") and bureau.codes() == ["file.name"]


def test_what_a_comment_hides_of_an_earlier_report_is_told(bureau: Bureau) -> None:
    bureau.write("data/2018/report/正文.md", "一是抓好学习。\n\n二是<!--抓好检查。\n")
    assert bureau.messages() == [
        "data/2018/report/正文.md:3:3  注释“<!--”没有用“-->”收尾，后面的文字不和今年的比；请补上"
    ]
