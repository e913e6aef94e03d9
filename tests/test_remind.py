"""The command that prints what is late and due, and its calendar."""

from __future__ import annotations

import os
import re
from datetime import date

import pytest
from conftest import Bureau
from hostile import shown

from ledger import commands
from ledger.duties import calendar
from ledger.duties.agenda import Agenda
from ledger.records.values import headline

TASKS = "data/2021/下年任务.yml"
ITEMS = "data/2021/整改台账.yml"


def run(bureau: Bureau, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = commands.main(["remind", "--root", str(bureau.root), *options])
    said = capsys.readouterr()
    return code, said.out + said.err


def events(content: bytes) -> list[dict[str, str]]:
    """Read a calendar as RFC 5545 says: join folded lines, take texts by their meaning."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    found: list[dict[str, str]] = []
    for line in lines[1:-2]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            meant = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
            found[-1][name] = meant
    return found


def test_it_says_by_post_what_is_late_and_due(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(bureau, capsys)
    assert code == 0 and said.startswith(
        "截至2021年12月31日；到期的列到2022年1月30日。\n\n办公室\n"
    )
    assert "  逾期（31 天）：登记不全（整改台账 rectify-02）\n" in said
    assert "\n文书岗\n  没有记录（缺 10 个月）：履责记录，没有的报“本月无”：" in said


def test_where_all_is_well_a_sentence_says_so(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    said = run(bureau, capsys)[1]
    names = [headline(subject) for subject in Agenda(bureau.project()).subjects]
    quiet = next(name for name in names if f"\n{name}\n" not in said)
    code, said = run(bureau, capsys, "--post", quiet)
    assert (code, said.split("\n", 1)[1]) == (0, "没有逾期、到期和没有记录的事。\n")


def test_it_can_be_asked_of_one_post_and_of_more_days(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.change(TASKS, "  整改事项: rectify-02\n", "")
    assert "完善公函制度" not in run(bureau, capsys, "--post", "副职")[1]
    code, said = run(bureau, capsys, "--post", "副职", "--days", "181")
    assert code == 0 and "到期（2022年6月30日）：完善公函制度（下年任务 task-01）" in said
    assert "办公室\n" not in said and "局长\n" not in said.replace("副局长\n", "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--post", "副局"), "--post：不认识的岗位“副局”，是不是“副局长”？"),
        (("--post", ""), "--post：不认识的岗位“”"),
        (("--days", "-1"), "--days 写 0 到 3660 的整数"),
        (("--days", "三"), "“三”不是整数"),
        (("--ics", "到期.txt"), "到期.txt 的后缀不是 .ics；请写一个文件名，如 到期.ics"),
    ],
)
def test_what_cannot_be_is_refused(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    try:
        code, told = run(bureau, capsys, *options)
    except SystemExit as ended:
        code, told = int(str(ended.code)), capsys.readouterr().err
    assert code == 2 and said in told


def test_data_with_an_error_remind_of_nothing(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau.change(
        ITEMS,
        "责任领导: 副局长\n  责任科室: 办公室\n  登记日期: 2021-05-07",
        "责任领导: 某人\n  责任科室: 办公室\n  登记日期: 2021-05-07",
    )
    out = bureau.root.parent / "到期.ics"
    code, said = run(bureau, capsys, "--ics", str(out))
    assert code == 1 and ITEMS in said and "逾期" not in said and not out.exists()


@pytest.mark.slow
def test_an_edition_reminds_of_what_its_readers_may_see(
    bureau: Bureau, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau.change(ITEMS, "  状态: 推进中", "  状态: 推进中\n  可见: 班子")
    bureau.change(TASKS, "  整改事项: rectify-02\n", "")
    assert "登记不全" not in run(bureau, capsys)[1]
    monkeypatch.setitem(os.environ, "EDITION", "班子")
    assert "登记不全" in run(bureau, capsys)[1]


# The calendar


def written(bureau: Bureau) -> bytes:
    project = bureau.project()
    return calendar.calendar(project, Agenda(project).matters)


def test_the_calendar_holds_an_event_a_matter(
    bureau: Bureau, capsys: pytest.CaptureFixture[str]
) -> None:
    out = bureau.root.parent / "到期.ics"
    code, said = run(bureau, capsys, "--ics", str(out))
    first, second = events(out.read_bytes())
    assert code == 0 and "（2 件事）" in said
    assert second["DTSTART;VALUE=DATE"] == "20211130" and second["DTSTAMP"] == "20211231T000000Z"
    assert second["SUMMARY"] == "登记不全"
    assert second["DESCRIPTION"] == "副局长、办公室\n整改台账 rectify-02\n下年任务 task-01"
    assert first["UID"] != second["UID"]
    assert not {name for each in (first, second) for name in each} - {
        "UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP", "END",
    }  # fmt: skip


@pytest.mark.slow
def test_an_event_keeps_its_id_when_it_is_put_off(bureau: Bureau) -> None:
    def ids() -> dict[str, str]:
        return {event["SUMMARY"]: event["UID"] for event in events(written(bureau))}

    before = ids()
    assert written(bureau) == written(bureau)
    bureau.change(ITEMS, "时限: 2021-11-30", "时限: 2022-03-31")
    assert ids() == before
    bureau.change("data/unit.yml", "全称: ", "全称: 另")
    assert not set(ids().values()) & set(before.values())


def test_whatever_a_text_says_it_is_a_text(bureau: Bureau) -> None:
    """No text ends a line or an event, and no line is longer than a reader must take."""
    project = bureau.project()
    matter = next(each for each in Agenda(project).matters if each.deadline == date(2021, 11, 30))
    texts = [*shown(), "长" * 300, "a;b,c\\d\\n", "一\r\nEND:VEVENT\r\nBEGIN:VALARM", "\x00\x1b"]
    for text in texts:
        record = matter.record.model_copy(update={matter.record.headline: text})
        told = calendar.calendar(project, [type(matter)(matter.deadline, (record,), ())])
        assert all(len(line) <= 75 for line in told.split(b"\r\n"))
        assert not re.search(
            rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", told.replace(b"\t", b"")
        )
        (event,) = events(told)
        plain = re.sub(r"\r\n?", "\n", text)
        assert event["SUMMARY"] == re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", plain)
