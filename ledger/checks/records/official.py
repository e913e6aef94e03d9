"""What holds for the documents and their elements (GB/T 9704-2012, clause 7)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from ledger.checks.records.rules import rule
from ledger.issues import Issue, unknown
from ledger.language.grid import (
    AREA,
    CELL,
    CHARACTERS,
    POINTS_PER_MM,
    SIZE_4,
    TITLE_CHARACTERS,
    mark_size,
    width,
)
from ledger.language.numerals import day
from ledger.language.quantities import all_in, stated
from ledger.language.signs import HAN
from ledger.patterns import Pattern
from ledger.records.dataset import Dataset, names_of
from ledger.records.fields import EDITIONS
from ledger.records.types.official import Genre, OfficialDocument, Paper, names_files
from ledger.records.walk import some
from ledger.remembered import Fixed, remembered


@rule("report.period")
def the_period_has_a_length(dataset: Dataset) -> Iterator[Issue]:
    """The report's period ends after it begins, and its data go beyond its first day."""
    for report in dataset.documents:
        first = report.period.first
        if report.period.last < first:
            yield report.issue("报告期：“止”早于“起”", "period", "止")
        elif report.as_of < first:
            yield report.issue(f"统计截止：{report.as_of} 早于报告期的起 {first}", "as_of")


@rule("report.classification")
def nothing_secret_enters(dataset: Dataset) -> Iterator[Issue]:
    """The report has no 密级: where state secrets may not be kept, none may be announced."""
    for report in dataset.documents:
        if report.classification:
            advice = "涉密的报告请按保密规定另行制作，不要放进来"
            yield report.issue(f"密级和保密期限：本系统不处理国家秘密；{advice}", "classification")


@rule("report.number")
def the_numbers_of_the_report_are_well_formed(dataset: Dataset) -> Iterator[Issue]:
    """份号 has six digits (GB/T 9704-2012, 7.2.1), 发文字号 is 机关代字〔年份〕顺序号号 (7.2.5)."""
    for report in dataset.documents:
        copy, number = report.copy_number, report.number or ""
        if copy and not re.fullmatch("[0-9]{6}", copy):
            message = f"份号：“{copy}”要写成 6 位数字，例如 {_six(copy)}"
            yield report.issue(message, "copy_number", code="report.copy_number")
        if number and not re.fullmatch(r"[^\s〔〕]+〔[0-9]{4}〕[1-9][0-9]*号", number):
            yield report.issue(f"发文字号：“{number}”要写成{_number_mended(number)}", "number")


def _six(copy: str) -> str:
    digits = unicodedata.normalize("NFKC", copy).strip()
    return digits.zfill(6) if re.fullmatch("[0-9]{1,6}", digits) else "000012"


def _number_mended(number: str) -> str:
    """Return 发文字号 in its right form, or what that form is where too much is missing."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    parts = re.fullmatch(r"([^〔〕]+)[〔\[(【]([0-9]{4})年?[〕\])】]第?0*([1-9][0-9]*)号?", plain)
    if parts:
        return f"“{parts[1]}〔{parts[2]}〕{parts[3]}号”"
    return " 机关代字〔年份〕顺序号号，例如 示科党组〔2022〕2号；年份写四位，顺序号不补 0、不加“第”"


@rule("report.title_shape")
def the_title_has_a_shape(dataset: Dataset) -> Iterator[Issue]:
    """The title's lines fit the page and stand as a trapezium or a rhombus (7.3.1)."""
    for report in dataset.documents:
        widths = [width(line.strip()) for line in report.title]
        for index, line in enumerate(report.title):
            if widths[index] > TITLE_CHARACTERS:
                long = f"第 {index + 1} 行有 {widths[index]:g} 个字，一行最多 {TITLE_CHARACTERS} 个"
                message = f"标题：{long}；请按意思分行，一行一个"
                yield report.issue(message, "title", index, code="report.title_long")
            for message in _title_signs(line, last=index + 1 == len(report.title)):
                yield report.issue(f"标题：{message}", "title", index, code="report.title_signs")
        if shape := _misshapen(widths):
            yield report.issue(f"标题：{shape[1]}；请重新分行", "title", shape[0])


def _title_signs(line: str, last: bool) -> Iterator[str]:
    end = re.search(r"[，。、；：？！…,.;:?!]+$", line) if last else None
    if end:
        yield f"末尾不加标点；请删去“{end[0]}”"
    if found := re.search(
        r"[，。,]|(?<![0-9])\.|\.(?![0-9])", line[: end.start() if end else None]
    ):
        yield f"里面不用“{found[0]}”；请删去，或另起一行"


def _misshapen(widths: list[float]) -> tuple[int, str] | None:
    """Return the line, and why, for which several lines are no trapezium and no rhombus."""
    several = len(widths) > 1
    for index, own in enumerate(widths):
        above, below = max(widths[:index], default=0), max(widths[index + 1 :], default=0)
        if several and own <= 1:
            return index, f"第 {index + 1} 行只有一个字"
        if own + 1 < min(above, below):
            return index, f"第 {index + 1} 行比上下都短，成了沙漏形；标题应排成梯形或菱形"
    if len(widths) > 2 and len(set(widths)) == 1:
        return 0, "各行一样长；标题应排成梯形或菱形"
    return None


@rule("report.mark")
def the_mark_stands_on_one_line(dataset: Dataset) -> Iterator[Issue]:
    """发文机关标志 fits on a line at the smallest size that is still a mark (7.2.4)."""
    line = AREA[0] * POINTS_PER_MM
    for report in dataset.documents:
        mark = report.sender_mark or ""
        size, wide = mark_size(mark), width(mark)
        if wide * size > line:
            advice = f"有 {wide:g} 个字，一行最多 {int(line / size)} 个；请用规范化简称"
            yield report.issue(f"发文机关标志：{advice}", "sender_mark")


#: how many characters of 四号 share the line of 印发机关, with one of white between the two
_FOOT = int((AREA[0] * POINTS_PER_MM - 2 * CELL) / SIZE_4) - 1
#: a name as it is written in Chinese; · parts the names of some nationalities
_NAME = Pattern(rf"\A(?!.*同志$)[{HAN}〇\U00020000-\U0003ffff]{{2,6}}(?:·[{HAN}]{{1,10}})*")


@rule("report.signatory")
def the_signatory_is_a_person(dataset: Dataset) -> Iterator[Issue]:
    """签发人 is a person's name (7.2.6: 由“签发人”三字加全角冒号和签发人姓名组成), not a post.

    Several signatories belong to a document of several bodies, which have as many 发文机关标志 and
    署名; such a document cannot be made here.
    """
    posts = [name for post in dataset.records.get("岗位", []) for name in names_of(post)]
    for report in dataset.documents:
        if (said := report.signatory) is None:
            continue
        if any(said in post or post in said for post in posts):
            advice = f"“{said}”是岗位；请写签发人的姓名，如 张示例"
        elif not _NAME.fullmatch(said):
            advice = (
                f"“{said}”不像一个人的姓名；只写姓名，如 张示例，不写职务、空格和标点；"
                "几个机关联合行文、有几个签发人的，本系统排不了"
            )
        else:
            continue
        yield report.issue(f"签发人：{advice}", "signatory")


@rule("report.line")
def what_stands_on_one_line_fits(dataset: Dataset) -> Iterator[Issue]:
    """发文字号 and 签发人 share a line, one character in (7.2.5, 7.2.6), as do 印发机关 and 印发日期
    (7.4.3); 署名 is not broken."""
    for report in dataset.documents:
        head = width(report.number or "") + width(f"签发人：{report.signatory or ''}")
        if report.number and head > CHARACTERS - 3:
            advice = f"连同签发人有 {head:g} 个字，一行最多 {CHARACTERS - 3} 个；请用简短的机关代字"
            yield report.issue(f"发文字号：{advice}", "number")
        if (wide := width(report.signature or "")) > CHARACTERS:
            advice = f"有 {wide:g} 个字，一行最多 {CHARACTERS} 个；请用规范化简称"
            yield report.issue(f"署名：{advice}", "signature")
        if not (report.printer and report.printed):
            continue
        foot = width(f"{report.printer}{day(report.printed)}印发")
        if foot > _FOOT:
            advice = f"连同印发日期有 {foot:g} 个字，一行最多 {_FOOT} 个；请用规范化简称"
            yield report.issue(f"印发机关：{advice}", "printer")


_DELETE = "；请删去“{}”"


@rule("report.signs")
def elements_bear_the_signs_they_should(dataset: Dataset) -> Iterator[Issue]:
    """附注 has its brackets (7.3.6); 附件 (7.3.4), 主送机关 and 抄送 end without a sign, which
    the layout adds."""
    for report in dataset.documents:
        ends: list[tuple[str, str, tuple[str | int, ...]]] = [
            (f"主送机关：末尾的冒号由版式加{_DELETE}", report.addressee or "", ("addressee",))
        ]
        for index, part in enumerate(report.enclosures):
            place = ("enclosures", index, "名称")
            ends.append((f"附件：名称后面不加标点{_DELETE}", part.name, place))
        for index, name in enumerate(report.copies):
            ends.append((f"抄送：末尾的标点由版式加{_DELETE}", name, ("copies", index)))
        for message, text, path in ends:
            if end := re.search(r"[，。、；：,.;:]$", text.rstrip()):
                yield report.issue(message.format(end[0]), *path)
        if report.note and not re.fullmatch(r"（.+）", report.note):
            message = f"附注：要用全角圆括号括起来：（{report.note.strip('()（） ')}）"
            yield report.issue(message, "note", code="report.note")


@rule("quantity.in_data")
def what_is_printed_states_no_number(dataset: Dataset) -> Iterator[Issue]:
    """The texts that the report prints from data/ state no quantity: figures alone do."""
    names = dataset.declared.terms
    for ledger in dataset.ledgers.values():
        for record in dataset.of(ledger.record) if ledger.record.quoted else ():
            for value in some(record, record.quoted):
                if value.key != "文件" and (shown := _number(value.held, names)):
                    yield record.issue(stated(value.key, shown), *value.path)


@remembered
def _number(text: str, names: Fixed[str]) -> str:
    """Return the first quantity that a text states, nothing where it states none."""
    found = next(iter(all_in(text, names)), None)
    return text[found.start : found.end] if found else ""


@rule("document.genre")
def a_document_bears_what_its_kind_does(dataset: Dataset) -> Iterator[Issue]:
    """A document is of a known 文种, bears the elements that this needs, and none that it has not."""
    known = dataset.genres
    for each in dataset.documents:
        genre = known.get(each.genre)
        if genre is None:
            if Genre.ledger.name not in dataset.lost:
                yield each.issue(f"文种：{unknown('文种', each.genre, known)}", "genre")
            continue
        for key in genre.needed:
            if (field := each.field_of(key)) and not getattr(each, field):
                message = f"文种是“{genre.name}”，缺少“{key}”；请加一行 {key}: …"
                yield each.issue(message, code="document.lacks")
        for key in genre.absent:
            if (field := each.field_of(key)) and getattr(each, field):
                message = f"{key}：“{genre.name}”没有这个要素；请删去这一行"
                yield each.issue(message, field, code="document.absent")


@rule("document.genre")
def a_kind_names_elements(dataset: Dataset) -> Iterator[Issue]:
    """A 文种 has a file of its name, and names keys of documents: what it needs is not absent."""
    keys = [key for key in Paper.all_keys() if key not in _OWN_KEYS]
    for genre in dataset.of(Genre):
        stem = PurePosixPath(genre.place().path).stem
        if genre.name != stem:
            message = f"名称：这个文件叫 {stem}.yml；请把名称写成“{stem}”，或把文件改名为 {genre.name}.yml"
            yield genre.issue(message, "name")
        for field in ("needed", "absent"):
            for index, key in enumerate(getattr(genre, field)):
                if key not in keys:
                    message = f"{genre.key_of(field)}：{unknown('要素', key, keys)}"
                    yield genre.issue(message, field, index)
                elif field == "absent" and key in genre.needed:
                    message = f"没有的要素：“{key}”又写在必有的要素里；请删去一处"
                    yield genre.issue(message, field, index)


#: the keys of a document that are no elements of its page
_OWN_KEYS = (
    "名称",
    "文种",
    "进度",
    "文件夹",
    "各节",
    "标题",
    "成文日期",
    "报告期",
    "统计截止",
    "可见",
)


@rule("document.name")
def a_document_has_a_place_of_its_own(dataset: Dataset) -> Iterator[Issue]:
    """Each document has a file that bears its name, and no other has its name, folder, title or 发文字号.

    A folder named like an edition would be for its readers alone.
    """
    taken: dict[tuple[str, str], OfficialDocument] = {}
    for each in dataset.documents:
        if isinstance(each, Paper):
            yield from _names_of_files(each)
        title = "".join(each.title)
        own = {
            "name": each.name,
            "docs": each.home.casefold(),
            "title": title,
            "number": each.number,
        }
        for field, said in own.items():
            key = Paper.key_of(field)
            other = taken.setdefault((key, said), each) if said else each
            if other is not each:
                message = f"{key}：和“{other.name}”（{other.place().path}）的一样；请改一个"
                yield each.issue(message, field, code="document.same")


def _names_of_files(each: Paper) -> Iterator[Issue]:
    if each.is_misplaced:
        stem = PurePosixPath(each.place().path).stem
        message = (
            f"名称：这个文件叫 {stem}.yml；请把名称写成“{stem}”，或把文件改名为 {each.name}.yml"
        )
        yield each.issue(message, "name", code="document.name")
    for field, said in (("name", each.name), ("docs", each.docs or each.name)):
        if not names_files(said):
            key = each.key_of(field)
            message = f"{key}：“{said}”要做文件、文件夹的名字，只写汉字、字母、数字和“-”，不写 {'、'.join(EDITIONS)}"
            yield each.issue(message, field, code="document.name")
            return
