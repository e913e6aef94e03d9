"""Nothing leaks: no canary in any byte of an edition, and no byte that differs without the canaries."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import leaks
import pytest
from conftest import SMALL, Bureau, lay_out, pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdf_files import EMPTY
from pypdf import PdfReader
from site_tools import environment, mkdocs_command, small_project

from ledger import survey
from ledger.figures import computing
from ledger.figures.figure import Figure
from ledger.project import Project
from ledger.prose import finished
from ledger.prose.authored import Authored
from ledger.records import editions
from ledger.records.base import Part, Record
from ledger.records.dataset import read_all
from ledger.records.editions import EDITIONS
from ledger.records.fields import Ref, chosen_from, mark_of

#: those of the small bureau, which declares one of its own
LEDGERS = read_all(SMALL)[0].ledgers

#: fields in which no canary fits: numbers that are looked up, bounded by a rule, or in order
NO_CANARY = {
    ("岗位", "在岗月数"), ("法规", "版本·年份"), ("法规", "版本·编数"), ("法规", "版本·章数"), ("法规", "版本·章·起"),
    ("法规", "版本·特征·条"), ("法规", "条文·条号·条"), ("知识题库", "答案"), ("知识题库", "依据·年份"), ("知识题库", "依据·条"), ("制度", "章·条·条"),
    ("制度", "章·条·岗位"), ("制度", "章·条·台账"), ("权力事项", "依据·条"), ("权力事项", "环节·监督·制度·条"), ("权力事项", "环节·分支·转到"), ("定格指标", "各月"),
    ("调研", "通知"), ("岗位职责", "应有记录"), ("岗位职责", "制度条款·条"), ("岗位职责", "必学条款·年份"), ("岗位职责", "必学条款·条"),
    ("机制项目", "制度条款·条"), ("机制项目", "清单·来源"), ("机制项目", "清单·栏目"), ("机制项目", "清单·分布"), ("机制项目", "清单·按日期"), ("指标", "来源"), ("指标", "按日期"),
    ("指标", "字段"), ("指标", "单位"), ("指标", "取整·到"), ("履责记录", "请假"), ("学习计划", "时限"), ("本月无", "月份"), ("宣传发布", "月份"),
    ("廉政提醒", "条款·条"), ("整改台账", "依据条款"), ("专项整治", "完成整改"), ("预警汇总", "处置数"), ("法规原文", "年份"),
    ("法规原文", "条·条"), ("法规原文", "条·之"), ("汇总数", "单位"), ("公文", "份号"), ("公文", "密级和保密期限"),
    ("公文", "各节"), ("文种", "必有的要素"), ("文种", "没有的要素"),
    ("导入对照", "栏·键"), ("导入对照", "都是·键"), ("导入对照", "台账"),
}  # fmt: skip
#: fields that only few may see have canaries of their own (tests/test_editions.py)
ELSEWHERE = {("履责记录", "缺席·原因"), ("履责记录", "缺席·补学")}
SECRETS = (*leaks.WORDS, leaks.SIGN, *leaks.NUMBERS, *leaks.IDS, *leaks.DAYS)
FILES = (
    "秘雀页名",
    "秘雀正文",
    "秘雀前言",
    "秘雀注释",
    "秘雀节文",
    "秘雀附件",
    "秘雀备份",
    "秘雀清单",
    "秘雀旧文",
    "秘雀暗注",
    "秘雀标题",
    "秘雀公文",
    "秘雀文件夹",
)
HIDDEN = leaks.DOCUMENT | {
    "docs/班子/秘雀页名.md": "---\ntitle: 秘雀标题\n# 秘雀前言\n---\n# 秘雀标题\n\n秘雀正文\n",
    "docs/附件/班子/秘雀附件.svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>秘雀附件</title></svg>',
    "docs/report/09-密.md": "---\n可见: 班子\n---\n### 秘雀标题\n\n秘雀节文<!-- 秘雀注释 -->\n",
}
#: files and comments that are in no edition at all
NOBODYS = {
    "docs/index.md.bak": "秘雀备份",
    "docs/report/index.md~": "秘雀备份",
    "docs/.DS_Store": "秘雀备份",
    "docs/._秘雀备份/a.txt": "秘雀备份",
    "docs/Thumbs.db": "秘雀备份",
    "docs/~$报告.docx": "秘雀备份",
    "data/2021/沿用/年度报告.yml": """\
- 编号: x-adopted
  节: 秘雀清单
  段: 1
  句: 秘雀清单
  种类: 名称
  词: 秘雀清单
  年份: 2020
  建议: [秘雀清单]
  理由: [秘雀清单]
  定义: 秘雀清单
  选: 照抄
  写成: 秘雀清单
""",
    "data/2020/report/正文.md": "## 秘雀旧文\n\n秘雀旧文\n",
}
COMMENT = "\n<!-- 秘雀暗注\n\n# 秘雀暗注 -->\n\n前 <!-- 秘雀暗注 --> 后\n"
#: the words that tell on the first page of all records
FIRST_PAGE = "\n{{ key_figures() }}\n\n{{ exceptions() }}\n\n{{ due_next() }}\n"
#: what only goes when the page becomes HTML
UNSHOWN = "\n[//]: # (秘雀暗注)\n"


def plant(bureau: Bureau, ledgers: list[str], audience: str, first: bool = False) -> None:
    """Add the restricted records of some ledgers, above or below those that are there."""
    for ledger in leaks.with_needs(ledgers):
        path = leaks.RECORDS[ledger][0]
        old = bureau.read(path) if (bureau.root / path).exists() else ""
        new = leaks.restricted(ledger, audience)
        bureau.write(path, new + old if first else old + new)


def hide_files(bureau: Bureau) -> None:
    """Add restricted pages, sections and attachments, and what belongs to no edition."""
    for path, text in (HIDDEN | NOBODYS).items():
        bureau.write(path, text)
    foot = "{{ report_foot() }}"
    bureau.change("docs/report/index.md", foot, f'{{{{ section("09-密.md") }}}}\n\n{foot}')
    bureau.append("docs/index.md", COMMENT + FIRST_PAGE)


# the canaries


def blanks(ledger: str, part: Part, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the keys of a record in which a canary could stand and does not."""
    for field, info in type(part).model_fields.items():
        key = above + type(part).key_of(field)
        if field in ("id", "readers") or key.startswith("缺席"):
            continue
        for value in _each(getattr(part, field)):
            if isinstance(value, Part):
                yield from blanks(ledger, value, f"{key}·")
            elif not _marked(type(part), field) and _betrays_nothing(value, str(info.annotation)):
                yield ledger, key


def _each(value: Any) -> list[Any]:
    found = list(value.values()) if isinstance(value, dict) else value
    return found if isinstance(found, list) and found else [found]


def _marked(kind: type[Part], field: str) -> bool:
    return bool(chosen_from(kind, field) or mark_of(kind, field, Ref))


def _betrays_nothing(value: Any, annotation: str) -> bool:
    typed = any(kind in annotation for kind in ("str", "int", "Decimal", "date", "Part"))
    return typed and "bool" not in annotation and not any(s in str(value) for s in SECRETS)


@pytest.fixture
def planted(bureau: Bureau) -> Bureau:
    plant(bureau, list(leaks.RECORDS), "班子")
    return bureau


@pytest.mark.slow
def test_every_field_of_every_ledger_has_its_canary(planted: Bureau) -> None:
    ledgers = {*leaks.RECORDS, *leaks.OF_DOCUMENT}
    assert {*ledgers, *leaks.SINGLE, *leaks.SEALED, *leaks.FOR_AUTHORS} == set(LEDGERS)
    for path, text in leaks.DOCUMENT.items():
        planted.write(path, text)
    dataset, issues = read_all(planted.root)
    assert issues == []
    hidden = {n: r for n, found in dataset.records.items() for r in found if r.readers != "全员"}
    assert set(hidden) == ledgers
    found = {each for name, record in hidden.items() for each in blanks(name, record)}
    optional = {(name, key) for name, key in found if _is_group(hidden[name], key)}
    assert found - optional - NO_CANARY == set()


def _is_group(record: Record, key: str) -> bool:
    """Whether a key holds a group of values that this record leaves out or that only points."""
    field = type(record).field_of(key.partition("·")[0])
    return (
        field is not None and getattr(record, field) in (None, [], {}) and not _plain(record, field)
    )


def _plain(record: Record, field: str) -> bool:
    annotation = str(type(record).model_fields[field].annotation)
    return "records." not in annotation


@pytest.mark.slow
@pytest.mark.parametrize(
    ("audience", "edition"), [("班子", "全员"), ("纪检", "全员"), ("纪检", "班子")]
)
def test_no_page_holds_a_canary(bureau: Bureau, audience: str, edition: str) -> None:
    plant(bureau, list(leaks.RECORDS), audience)
    hide_files(bureau)
    project, found = survey.survey(bureau.root, edition)
    issues = found.errors
    assert issues == []
    held = json.dumps(pages(project), ensure_ascii=False) + repr(project.dataset)
    if edition == "全员":
        assert [secret for secret in (*SECRETS, *FILES) if secret in held] == []
    else:
        assert [secret for secret in leaks.WORDS if secret in held] == []
    assert not any(secret in held for secret in ("秘雀暗注", "秘雀清单", "秘雀旧文"))


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["班子", "纪检"])
def test_those_who_may_see_them_do(planted: Bureau, edition: str) -> None:
    hide_files(planted)
    text = json.dumps(pages(survey.open_project(planted.root, edition)), ensure_ascii=False)
    seen = sum(word in text for word in leaks.WORDS)
    assert seen > 0.85 * len(leaks.WORDS) and all(number in text for number in leaks.NUMBERS)
    assert "秘雀清单" not in text and "秘雀旧文" not in text
    assert "秘雀节文" in text and "秘雀公文节学习" in text and "只给班子、纪检看" in text


# every byte of a site


def forms(word: str) -> set[bytes]:
    """Return the bytes by which a word may stand in a file."""
    escaped = json.dumps(word)[1:-1]
    texts = {
        word, quote(word), quote(word).lower(), escaped, escaped.upper().replace("\\U", "\\u"),
        "".join(f"&#{ord(sign)};" for sign in word), "".join(f"&#x{ord(sign):x};" for sign in word),
        "".join(f"&#x{ord(sign):X};" for sign in word), "".join(f"\\{ord(sign):x} " for sign in word),
        "".join(f"\\u{ord(sign)}?" for sign in word), html.escape(word),
    }  # fmt: skip
    found = {text.encode() for text in texts}
    return found | {word.encode(code) for code in ("utf-16-le", "utf-16-be", "gb18030")}


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file's bytes, and those of all that is packed in it."""
    yield name, data
    if data[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(data), f"{name}!gz")
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield f"{name}!comment", package.comment
            for entry in package.infolist():
                inner = f"{name}!{entry.filename}"
                yield inner, entry.filename.encode() + entry.comment + entry.extra
                yield from unpacked(package.read(entry), inner)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data, name)
    elif b"<" in data[:4000]:
        yield (
            f"{name}!text",
            html.unescape(re.sub("<[^>]*>", "", data.decode("utf-8", "ignore"))).encode(),
        )


#: a byte in a string of a PDF
_OCTAL = re.compile(rb"\\([0-7]{3})")


def _pdf(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    for number, match in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)):
        try:
            yield f"{name}!{number}", zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue
    reader = PdfReader(io.BytesIO(data))
    yield f"{name}!strings", _OCTAL.sub(lambda match: bytes([int(match[1], 8) % 256]), data)
    text = "\n".join(page.extract_text() for page in reader.pages)
    yield f"{name}!text", re.sub(r"\s", "", text).encode()
    yield f"{name}!about", repr((reader.metadata, reader.outline)).encode()


def alternatives(words: Iterable[bytes]) -> bytes:
    """Return a pattern of any of some words, the longest first, that reads each beginning once.

    With thousands of words side by side each byte of a site would be compared with all of them.
    """
    rests: dict[bytes, list[bytes]] = {}
    for word in words:
        rests.setdefault(word[:1], []).append(word[1:])
    ends = rests.pop(b"", None) is not None
    branches = [re.escape(sign) + alternatives(rest) for sign, rest in rests.items()]
    pattern = b"|".join(branches)
    if branches and (ends or len(branches) > 1):
        pattern = b"(?:" + pattern + b")"
    return pattern + b"?" * bool(branches and ends)


def leaked(site: Path, log: str, secrets: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return where a secret stands, in names of files too."""
    wanted = {form: secret for secret in secrets for form in forms(secret)}
    pattern = re.compile(alternatives(wanted))
    files = {"log": log.encode()}
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        files[f"name of {path}"] = path.encode()
        if file.is_file():
            files[path] = file.read_bytes()
    found = (
        (inner, wanted[match[0]])
        for path, data in files.items()
        for inner, content in unpacked(data, path)
        for match in pattern.finditer(content)
    )
    return list(dict.fromkeys(found))


def build(root: Path, edition: str, to: Path) -> str:
    """Build an edition strictly, everything beside the pages too; return what was printed."""
    done = subprocess.run(
        mkdocs_command("build", "--strict", "-d", str(to)), cwd=root, check=False, text=True,
        env=environment() | {"EDITION": edition, "SOURCE_DATE_EPOCH": "1640995200"}, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@dataclass(frozen=True)
class Sites:
    """A data set of everything, hidden or not, and its site for all, as it was built."""

    bureau: Bureau
    site: Path
    log: str


@pytest.fixture(scope="module")
def whole_bureau(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The small bureau with all that is hidden, whose site two tests look at."""
    folder = tmp_path_factory.mktemp("everything")
    bureau = EVERYTHING.write(small_project(folder / "project"), lambda _: True)
    for path, text in NOBODYS.items():
        bureau.write(path, text)
    bureau.append("docs/index.md", COMMENT + UNSHOWN)
    log = build(bureau.root, "全员", folder / "site")
    return Sites(bureau, folder / "site", log)


def test_no_byte_of_the_site_for_all_holds_a_canary(whole_bureau: Sites, tmp_path: Path) -> None:
    bureau, site = whole_bureau.bureau, whole_bureau.site
    assert leaked(site, whole_bureau.log, (*SECRETS, *FILES)) == []
    machine = str(site.parent), site.parent.name
    assert leaked(site, "", machine) == []
    log = build(bureau.root, "班子", tmp_path / "narrow")
    found = {secret for _, secret in leaked(tmp_path / "narrow", log, (*SECRETS, *FILES))}
    assert {
        *leaks.NUMBERS,
        "秘雀页名",
        "秘雀正文",
        "秘雀附件",
        "秘雀节文",
        "秘雀公文",
        "秘雀文件夹",
    } <= found
    assert not {"秘雀备份", "秘雀清单", "秘雀旧文", "秘雀暗注", "秘雀前言", "秘雀注释"} & found


def test_of_several_words_the_longest_is_found() -> None:
    pattern = re.compile(alternatives([b"ab", b"a.b", b"abcd", b"b"]))
    assert pattern.findall(b"abc abcd a.b aXb a") == [b"ab", b"abcd", b"a.b", b"b"]


@pytest.mark.parametrize(
    "pack",
    [
        lambda word: word.encode("utf-16-le"),
        lambda word: quote(word).encode(),
        lambda word: "".join(f"&#{ord(sign)};" for sign in word).encode(),
        lambda word: json.dumps(word).encode(),
        lambda word: gzip.compress(word.encode()),
        lambda word: gzip.compress(gzip.compress(word.encode())),
        lambda word: b"%PDF-1.4 stream\n" + zlib.compress(word.encode()) + b"endstream",
        lambda word: _zipped("a/b.xml", word.encode()),
        lambda word: _zipped(word, b""),
        lambda word: f"<w:t>{word[:2]}</w:t><w:t>{word[2:]}</w:t>".encode(),
    ],
)
def test_a_canary_is_found_wherever_it_hides(
    tmp_path: Path, pack: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfReader, "__init__", lambda *_: None)
    monkeypatch.setattr(PdfReader, "pages", [])
    monkeypatch.setattr(PdfReader, "metadata", None)
    monkeypatch.setattr(PdfReader, "outline", None)
    (tmp_path / "a.bin").write_bytes(pack(leaks.WORDS[0]))
    assert [secret for _, secret in leaked(tmp_path, "", leaks.WORDS)].count(leaks.WORDS[0]) > 0


def _zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return stream.getvalue()


# non-interference

#: records that everybody sees, to vary what the hidden ones stand among
VISIBLE = {
    "履责记录": (leaks.YEAR + "履责记录/03.yml", "- {编号: v-trace, 类别: 廉政谈话, 日期: 2021-03-09, 岗位: 副局长, 事项: 谈话, 谈话类型: 提醒谈话, 谈话人次: 3}\n"),
    "廉政提醒": (leaks.YEAR + "廉政提醒.yml", "- {编号: v-remind, 日期: 2021-06-11, 节点: 五一端午, 渠道: 专栏, 内容: 端午, 覆盖人次: 12}\n"),
    "廉洁细胞": (leaks.YEAR + "廉洁细胞.yml", "- {编号: v-cell, 类型: 事业单位, 名称: 站, 状态: 创建中, 创建日期: 2021-05-01}\n"),
    "本月无": (leaks.YEAR + "本月无.yml", "- {月份: 2021-02, 岗位: [文书岗, 副局长]}\n"),
    "指标": (leaks.YEAR + "figures.yml", "- {编号: v-nothing, 名称: 本月无的条数, 口径: 条数, 分组: 履责记录, 来源: 本月无, 算法: 计数, 单位: 条}\n"),
    "填报": (leaks.YEAR + "figures.yml", "- {编号: v-letters, 名称: 来信, 口径: 件数, 分组: 履责记录, 来源: 汇总数, 条件: {编号: letters}, 算法: 填报, 单位: 件}\n"),
    "整改": (leaks.YEAR + "整改台账.yml", "- {编号: v-item, 来源: 自查, 问题: 甲, 依据文件: 小样规定, 措施: 乙, 责任领导: 局长, 责任科室: 办公室, 登记日期: 2021-07-01, 时限: 2021-12-01, 状态: 推进中}\n"),
}  # fmt: skip
#: a figure of every ledger that pages count records of
COUNTS = "- {编号: v-NAME, 名称: 数SOURCE, 口径: 条数, 分组: 履责记录, 来源: SOURCE, 算法: 计数, 单位: 条}\n"


@dataclass(frozen=True)
class Case:
    """A random data set: what everybody sees, and what is hidden from whom, and where it stands."""

    visible: tuple[str, ...]
    counted: tuple[str, ...]
    hidden: tuple[tuple[str, str, bool], ...]
    files: bool

    def write(self, bureau: Bureau, seen: Callable[[str], bool]) -> Bureau:
        """Write the data set, of the hidden records those that an audience's readers may see."""
        bureau.append("docs/index.md", FIRST_PAGE)
        for name in self.visible:
            bureau.append(*VISIBLE[name])
        for number, ledger in enumerate(self.counted):
            text = COUNTS.replace("NAME", str(number)).replace("SOURCE", ledger)
            bureau.append(leaks.YEAR + "figures.yml", text)
        done: set[str] = set()
        for audience in reversed(EDITIONS):  # what a record needs is for whom the record is
            for ledger, own, first in self.hidden:
                new = [each for each in leaks.with_needs([ledger]) if each not in done]
                if own == audience:
                    done |= set(new)
                    for each in new if seen(own) else ():
                        _add(bureau, each, own, first)
        return self._files(bureau, seen("班子")) if self.files else bureau

    def _files(self, bureau: Bureau, seen: bool) -> Bureau:
        for path, text in HIDDEN.items() if seen else ():
            bureau.write(path, text)
        call = '{{ section("09-密.md") }}' if seen else ""
        foot = "{{ report_foot() }}"
        return bureau.change("docs/report/index.md", foot, f"{call}\n\n{foot}")


def _add(bureau: Bureau, ledger: str, audience: str, first: bool) -> None:
    path = leaks.RECORDS[ledger][0]
    old = bureau.read(path) if (bureau.root / path).exists() else ""
    new = leaks.restricted(ledger, audience)
    bureau.write(path, new + old if first else old + new)


COUNTABLE = [
    name for name in leaks.RECORDS if LEDGERS[name].slug and not LEDGERS[name].record.of_totals
]
AUDIENCES = st.sampled_from(["班子", "纪检"])
ONE = st.tuples(st.sampled_from(list(leaks.RECORDS)), st.just("班子"), st.booleans())
CASES = st.builds(
    Case,
    st.lists(st.sampled_from(list(VISIBLE)), unique=True).map(tuple),
    st.lists(st.sampled_from(COUNTABLE), unique=True, max_size=5).map(tuple),
    AUDIENCES.flatmap(
        lambda audience: st.lists(ONE, min_size=1, max_size=12, unique_by=lambda one: one[0]).map(
            lambda found: tuple((ledger, audience, first) for ledger, _, first in found)
        )
    ),
    st.booleans(),
)


class NotInOrder(Exception):
    """Raised for errors in a data set that should have none."""


def edition_of(bureau: Bureau, edition: str) -> dict[str, str]:
    """Return the pages of an edition of a data set that is in order; raises ``NotInOrder``."""
    project, found = survey.survey(bureau.root, edition)
    if found.errors:
        raise NotInOrder(found.errors)
    return pages(project) | {"figures": _told(project)}


def _told(project: Project) -> str:
    """The figures as the pages' notes and the files beside the report take them."""
    return repr([_figure(figure) for figure in project.figures.values()])


def _figure(figure: Figure) -> tuple[str, Fraction, list[list[str]], dict[str, Fraction]]:
    listed = (figure.records, figure.left_out, figure.outside, figure.undated)
    anchors = [[record.anchor for record in records] for records in listed]
    return figure.id, figure.value, anchors, figure.months


def differences(case: Case, edition: str, root: Path) -> list[str]:
    """Return the pages that differ with and without what an edition does not show."""
    both = []
    for name, seen in (("with", lambda _: True), ("without", partial(editions.sees, edition))):
        shutil.rmtree(root / name, ignore_errors=True)
        both.append(edition_of(case.write(lay_out(root / name), seen), edition))
    one, other = both
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.slow
@pytest.mark.parametrize("examples", [6, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.parametrize("edition", ["全员", "班子"])  # from 纪检 nothing is hidden
def test_hidden_records_change_no_page(tmp_path: Path, edition: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=CASES)
    def change_no_page(case: Case) -> None:
        assert differences(case, edition, tmp_path) == []

    change_no_page()


EVERYTHING = Case(
    tuple(VISIBLE),
    tuple(COUNTABLE),
    tuple((ledger, "班子", True) for ledger in leaks.RECORDS),
    True,
)


@pytest.mark.slow
def test_all_hidden_records_at_once_change_no_page(tmp_path: Path) -> None:
    assert differences(EVERYTHING, "全员", tmp_path) == []


def _by_line(record: Record) -> str:
    return str(getattr(record, "id", None) or f"line-{record._source.place.line}")


def _total(dataset: Any, whole: Any = None) -> Any:
    for record in (whole or dataset).records["指标"]:
        object.__setattr__(record, "with_hidden", record.method == "计数")
    return COMPUTE(dataset, whole)


COMPUTE = computing.compute
#: what might go wrong -> how it is brought about
LEAKS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "a record is admitted": lambda p: p.setattr(survey, "admit", lambda whole, _: whole),
    "anchors tell the line": lambda p: p.setattr(Record, "anchor", property(_by_line)),
    "figures count the hidden": lambda p: p.setattr(survey, "compute", _total),
    "a section is shown": lambda p: p.setattr(Authored, "shows", lambda *_: True),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LEAKS)
def test_a_leak_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    LEAKS[name](monkeypatch)
    try:
        assert differences(EVERYTHING, "全员", tmp_path) != []
    except NotInOrder as told:  # a document is shown, and its texts are not
        assert "秘雀" in str(told)


@pytest.mark.slow
def test_a_comment_that_stays_is_seen(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    hide_files(bureau)
    assert "秘雀暗注" not in bureau.project().finished["index.md"]
    monkeypatch.setattr(finished, "without_comments", lambda text: text)
    assert "<!-- 秘雀暗注" in bureau.project().finished["index.md"]


FURTHER = (
    Case(
        (),
        (),
        (("本月无", "纪检", True), ("履责记录", "纪检", True), ("整改台账", "纪检", False)),
        False,
    ),
    Case(
        ("指标", "本月无"),
        ("整改台账",),
        (("文件会议", "班子", True), ("法规", "班子", True)),
        True,
    ),
)


def test_hidden_records_change_no_byte_of_the_site(whole_bureau: Sites, tmp_path: Path) -> None:
    """What nobody sees at all is in one of the two data sets only; a comment takes its lines."""
    without = EVERYTHING.write(small_project(tmp_path / "without"), partial(editions.sees, "全员"))
    without.append("docs/index.md", COMMENT + UNSHOWN)
    build(without.root, "全员", tmp_path / "site")
    assert differing(tree(whole_bureau.site), tree(tmp_path / "site")) == []


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("case", FURTHER)
def test_other_hidden_records_change_no_byte_either(tmp_path: Path, case: Case) -> None:
    trees = []
    for name, seen in (("with", lambda _: True), ("without", partial(editions.sees, "全员"))):
        bureau = case.write(small_project(tmp_path / name), seen)
        build(bureau.root, "全员", tmp_path / f"{name}-site")
        trees.append(tree(tmp_path / f"{name}-site"))
    assert differing(*trees) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths at which two sites, which have many, are not the same."""
    assert len(one) > 60
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def tree(site: Path) -> dict[str, bytes]:
    return {f.relative_to(site).as_posix(): f.read_bytes() for f in site.rglob("*") if f.is_file()}


# totals


TOTAL = "- {编号: total, 名称: 全部提醒, 口径: 次数, 分组: 学习教育, 来源: 廉政提醒, 算法: 计数, 单位: 次EXTRA}\n"
SUM = "- {编号: sum, 名称: 提醒和学习, 口径: 次数, 分组: 学习教育, 算法: 合计, 指标: [全部提醒, 学习次数], 单位: 次}\n"


def with_total(bureau: Bureau, extra: str, used: str = "") -> Bureau:
    plant(bureau, ["廉政提醒"], "班子")
    bureau.append(leaks.YEAR + "figures.yml", TOTAL.replace("EXTRA", extra) + SUM)
    return bureau.append("docs/report/01-学习.md", f"\n\n{used}\n")


@pytest.mark.slow
def test_a_figure_counts_what_its_edition_shows(bureau: Bureau) -> None:
    with_total(bureau, "")
    values = [survey.open_project(bureau.root, each).figures["全部提醒"].value for each in EDITIONS]
    assert values == [2, 3, 3]


@pytest.mark.slow
def test_a_total_counts_all_and_lists_what_is_seen(bureau: Bureau) -> None:
    with_total(
        bureau, ", 含不可见: 是", '全年{{ figure("全部提醒") }}，{{ figure("提醒和学习") }}。'
    )
    projects = {each: survey.open_project(bureau.root, each) for each in EDITIONS}
    totals = {each: project.figures["全部提醒"] for each, project in projects.items()}
    assert [figure.value for figure in totals.values()] == [3, 3, 3]
    assert [len(figure.records) for figure in totals.values()] == [2, 3, 3]
    assert [bool(figure.months) for figure in totals.values()] == [False, False, True]
    page, sums = (pages(projects["全员"])[f"figures/{name}.md"] for name in ("total", "sum"))
    assert "含本版不列出的记录" in page and "#months" not in page and "#months" not in sums
    assert "含本版不列出的记录" not in pages(projects["纪检"])["figures/total.md"]
    counting = projects["全员"].figures_counting(totals["全员"].records[0])
    assert [figure.name for figure in counting] == ["全部提醒"]


@pytest.mark.slow
def test_a_total_lists_nothing_hidden_that_it_does_not_count(bureau: Bureau) -> None:
    with_total(bureau, ", 含不可见: 是")
    report = leaks.YEAR + "report.yml"
    bureau.change(report, "  止: 2021-12-31", "  止: 2021-01-31")
    totals = [survey.survey(bureau.root, each)[0].figures["全部提醒"] for each in EDITIONS]
    seen = [len(figure.records) + len(figure.outside) for figure in totals]
    assert seen == [2, 3, 3] and len({figure.value for figure in totals}) == 1


def test_whether_a_total_holds_hidden_records_is_not_said(bureau: Bureau) -> None:
    bureau.append(leaks.YEAR + "figures.yml", TOTAL.replace("EXTRA", ", 含不可见: 是"))
    assert "含本版不列出的记录" in pages(bureau.project())["figures/total.md"]


@pytest.mark.parametrize("used", ["全部提醒", "提醒和学习"])
def test_one_sentence_says_one_number(bureau: Bureau, used: str) -> None:
    with_total(bureau, "", f'全年{{{{ figure("{used}") }}}}。')
    for edition in EDITIONS:
        (issue,) = survey.survey(bureau.root, edition)[1].errors
        assert issue.message.startswith(f"指标“{used}”用在正文里，各版不同：全员版是 ")
        assert "含不可见: 是" in issue.message and issue.place.path.endswith("figures.yml")


def test_a_total_is_declared_where_records_are_counted(bureau: Bureau) -> None:
    bureau.append(
        leaks.YEAR + "figures.yml",
        TOTAL.replace("EXTRA", "") + SUM.replace("单位: 次}", "单位: 次, 含不可见: 是}"),
    )
    (message,) = bureau.messages()
    assert "含不可见：算法“合计”不在台账里数；请写在它所用的指标里" in message


# names of what is hidden


@pytest.mark.slow
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("docs/report/01-学习.md", '见{{ document("秘会", "简称") }}。', 9),
        ("docs/report/01-学习.md", '见{{ figure("秘数") }}。', 9),
        ("docs/index.md", "见[秘页](班子/要情.md)。", 5),
        ("docs/index.md", "见[附件](附件/纪检/a.pdf)。", 5),
        ("docs/index.md", '<a href="../附件/%E7%BA%AA%E6%A3%80/a.pdf">附件</a>', 5),
        ("docs/index.md", "见[补课](regulations/make-up.md)。", 5),
        (leaks.YEAR + "履责记录/01.yml", "- {编号: r01-09, 类别: 研究部署, 日期: 2021-01-09, 岗位: 局长, 事项: 学, 学习文件: [秘会]}", 0),
        (leaks.YEAR + "figures.yml", "- {编号: f9, 名称: 九, 口径: 九, 分组: 学习教育, 来源: 履责记录, 条件: {学习文件: {不是: 秘会}}, 算法: 计数, 单位: 次}", 0),
        (leaks.YEAR + "figures.yml", "- {编号: f9, 名称: 九, 口径: 九, 分组: 学习教育, 算法: 合计, 指标: [秘数], 单位: 次}", 0),
    ],
)  # fmt: skip
def test_what_all_see_names_nothing_hidden(
    bureau: Bureau, edition: str, path: str, text: str, line: int
) -> None:
    bureau.append("data/文件会议.yml", "- {编号: secret, 可见: 班子, 名称: 秘密会议甲, 简称: 秘会, 类型: 会议, 层级: 市, 机关: 市, 日期: 2021-01-05}\n")  # fmt: skip
    bureau.append(leaks.YEAR + "figures.yml", "- {编号: secret, 可见: 班子, 名称: 秘数, 口径: 数, 分组: 学习教育, 来源: 履责记录, 算法: 计数, 单位: 次}\n")  # fmt: skip
    bureau.change(leaks.YEAR + "履责记录/03.yml", "实到: 12", "实到: 12\n  缺席: {岗位: 文书岗}")
    bureau.write("docs/班子/要情.md", "# 要情\n").write("docs/附件/纪检/a.pdf", EMPTY)
    assert survey.survey(bureau.root, edition)[1].errors == []
    old = bureau.read(path)
    bureau.write(path, old.rstrip("\n") + ("\n\n" if line else "\n") + text + "\n")
    (issue,) = set(survey.survey(bureau.root, edition)[1].errors)
    assert re.match(
        "(附件：)?引用了只给(班子|纪检)看的“.+”；把这一[条页]也设为(班子|纪检)，或换一个",
        issue.message,
    )
    assert issue.place.path == path and issue.place.line == (line or bureau.read(path).count("\n"))


def test_who_may_see_both_may_read_the_name(bureau: Bureau) -> None:
    bureau.append("data/文件会议.yml", "- {编号: secret, 可见: 班子, 名称: 秘密会议甲, 简称: 秘会, 类型: 会议, 层级: 市, 机关: 市, 日期: 2021-01-05}\n")  # fmt: skip
    bureau.append(leaks.YEAR + "履责记录/01.yml", "- {编号: r01-09, 可见: 纪检, 类别: 研究部署, 日期: 2021-01-09, 岗位: 局长, 事项: 学, 学习文件: [秘会]}\n")  # fmt: skip
    bureau.change(leaks.YEAR + "履责记录/03.yml", "实到: 12", "实到: 12\n  缺席: {岗位: 文书岗}")
    bureau.write(
        "docs/班子/要情.md",
        '# 要情\n\n{{ document("秘会") }}，见[补课](../regulations/make-up.md)。\n',
    )
    for edition in EDITIONS:
        assert survey.survey(bureau.root, edition)[1].errors == []


def test_a_page_says_for_whom_it_is(bureau: Bureau) -> None:
    bureau.write("docs/甲.md", "---\n可见: 领导\n---\n# 甲\n").write(
        "docs/乙.md", "# 乙\n<!-- 没有收尾\n"
    )
    bureau.write("docs/index.md", "---\n可见: 班子\n---\n# 首页\n")
    found = {message.partition("  ")[2] for message in bureau.messages()}
    assert "可见：不认识的值“领导”；可以写：全员、班子、纪检" in found
    assert "可见：这一页各版都要有，不能只给一部分人看；可以限定它的各节" in found
    assert "注释“<!--”没有用“-->”收尾，后面的文字都会没有；请补上" in found


# persons

#: words of which a key is made that would hold a person's name or what one person scored
PERSONAL = re.compile(
    "姓名|名字|人名|身份证|电话|手机|邮箱|住址|出生|年龄|性别|得分|成绩|分数|考分|名次|排名|评分|评语"
)


def keys_of(kind: type[Part]) -> Iterator[str]:
    for field, info in kind.model_fields.items():
        yield kind.key_of(field)
        for inner in re.findall(r"ledger\.records\.types\.\w+\.(\w+)", str(info.annotation)):
            yield from keys_of(next(p for p in _parts(Part) if p.__name__ == inner))


def _parts(kind: type[Part]) -> Iterator[type[Part]]:
    for each in kind.__subclasses__():
        yield each
        yield from _parts(each)


def test_no_key_is_for_a_persons_name_or_score() -> None:
    found = {(name, key) for name, kind in LEDGERS.items() for key in keys_of(kind.record)}
    assert len(found) > 200
    assert [each for each in found if PERSONAL.search(each[1])] == []
    assert {key for _, key in found if key.endswith("分")} == {"平均分"}  # of all who sat it
    assert all(PERSONAL.search(word) for word in ("姓名", "个人得分", "考试成绩", "手机号码"))


def test_days_and_numbers_are_among_the_canaries() -> None:
    assert len(leaks.WORDS) > 90 and len(leaks.NUMBERS) >= 18
