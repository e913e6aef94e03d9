"""Writing the report's files from the command line and with the site."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

import pytest
from conftest import ROOT, lay_out
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject
from site_tools import environment, mkdocs_command, small_project

from ledger.commands import main
from ledger.documents import pdf
from ledger.documents.elements import Element, Form, read
from ledger.documents.fonts import STAND_INS, family
from ledger.machine import refusing


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def test_a_place_that_cannot_be_written_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for out, what in ((tmp_path, "是文件夹"), (tmp_path / "no/report.docx", "不存在")):
        code, _, said = run("docx", str(out), "--root", str(ROOT), capsys=capsys)
        assert code == 2 and what in said and "如 报告.docx" in said and "\n" not in said


def test_a_folder_without_data_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["check"], ["pdf", "a.pdf"], ["docx", "a.docx"]):
        code, _, said = run(*command, "--root", str(tmp_path), capsys=capsys)
        assert code == 2 and "没有 data/" in said


def test_without_a_browser_one_line_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "none"))
    out = tmp_path / "report.pdf"
    code, _, said = run("pdf", str(out), "--root", str(ROOT), capsys=capsys)
    assert code == 2 and "BROWSER_PATH" in said and "\n" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_site_without_the_report_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "a.docx")
    code, _, said = run("docx", out, "--root", str(ROOT), "--site", str(tmp_path), capsys=capsys)
    assert code == 2 and "ledger build" in said


def test_broken_data_lists_all_issues_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bureau = lay_out(tmp_path / "bureau")
    bureau.change("data/2021/report.yml", "主送机关: 市纪委", "主送机关:")
    bureau.append("data/2021/report.yml", "份数: 3\n")
    out = tmp_path / "report.docx"
    out.write_text("old")
    code, listed, _ = run("docx", str(out), "--root", str(bureau.root), capsys=capsys)
    assert code == 1 and "共 2 处需要修改" in listed and "data/2021/report.yml:" in listed
    assert out.read_text() == "old" and {p.name for p in tmp_path.iterdir()} == {
        "bureau",
        "report.docx",
    }


def test_a_browser_that_does_not_print_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho cannot open display >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with pytest.raises(pdf.Mistake, match="没有打印出文件：cannot open display"):
        pdf.document(tmp_path / "page.html", Form(), PROPERTIES, tmp_path)
    with (
        monkeypatch.context() as full,
        pytest.raises(pdf.Mistake, match=f"{gettempdir()}：磁盘满了"),
    ):
        full.setattr(refusing, "is_full", lambda _: True)
        pdf.document(tmp_path / "page.html", Form(), PROPERTIES, tmp_path)
    broken.write_text("not a program")
    with pytest.raises(pdf.Mistake, match="打不开：不是这台机器能运行的程序"):
        pdf.document(tmp_path / "page.html", Form(), PROPERTIES, tmp_path)


def test_a_browser_gets_a_temporary_folder_that_is_there(tmp_path: Path) -> None:
    environ = {"TMPDIR": str(tmp_path / "gone")}
    assert Path(pdf.environment(tmp_path, environ)["TMPDIR"]).is_dir()


def test_a_file_that_is_no_pdf_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "browser"
    broken.write_text(
        '#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) echo no >"${a#*=}";; esac; done\n'
    )
    broken.chmod(0o755)
    monkeypatch.setenv("BROWSER_PATH", str(broken))
    with pytest.raises(pdf.Mistake, match="读不了"):
        pdf.document(tmp_path / "page.html", Form(), PROPERTIES, tmp_path)


def _tagged(file: Path, first: int) -> None:
    """Write a PDF with a table whose cells name those of its head, counted from ``first``."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    names = [TextStringObject(f"node{number:08}") for number in (first, first + 1)]
    cells = [
        writer._add_object(
            DictionaryObject({NameObject("/ID"): name, NameObject("/Headers"): name})
        )
        for name in names
    ]
    tree = DictionaryObject({NameObject("/K"): ArrayObject(cells)})
    writer.root_object[NameObject("/StructTreeRoot")] = tree
    writer.write(file)


def test_what_the_browser_counted_is_counted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = tmp_path / "browser"
    monkeypatch.setenv("BROWSER_PATH", str(printer))
    made = []
    for first in (178, 9, 99_999):
        _tagged(tmp_path / f"{first}.pdf", first)
        copy = f'cp "{tmp_path}/{first}.pdf" "${{a#*=}}"'
        printer.write_text(
            f"#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) {copy};; esac; done\n"
        )
        printer.chmod(0o755)
        made.append(pdf.document(tmp_path / "page.html", Form(), PROPERTIES, tmp_path))
    assert made[0] == made[1] == made[2]
    cells = PdfReader(BytesIO(made[0])).root_object["/StructTreeRoot"]["/K"]
    assert [(cell["/ID"], cell["/Headers"]) for cell in cells] == [
        ("node00000001", "node00000001"),
        ("node00000002", "node00000002"),
    ]


@pytest.mark.slow
def test_without_a_browser_the_site_is_built_and_says_what_it_left_out(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project").root
    done = subprocess.run(
        mkdocs_command("build", "--strict", "-d", str(tmp_path / "site")),
        cwd=project, env=environment() | {"BROWSER_PATH": str(tmp_path / "none")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "没有生成报告的 PDF" in done.stderr
    report = tmp_path / "site/report"
    assert (report / "report.docx").is_file() and not (report / "report.pdf").exists()
    page = (report / "index.html").read_text(encoding="utf-8")
    assert "report.docx" in page and "report.pdf" not in page


@pytest.mark.slow
def test_the_command_writes_one_file_from_a_fresh_build(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project").root
    (tmp_path / "out").mkdir()
    out = tmp_path / "out/报告.docx"
    done = subprocess.run(
        [sys.executable, "-m", "ledger", "docx", str(out), "--draft"],
        cwd=project, env=os.environ | {"BROWSER_PATH": "none"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"已写到 {out}")
    assert [line for line in done.stderr.splitlines() if line] == [
        "正在生成网页……",
        "正在写 Word……",
    ]
    assert [path.name for path in out.parent.iterdir()] == ["报告.docx"]


PROPERTIES = pdf.Properties("报告", "局", "号", date(2022, 1, 10))


def kinds(html: str, form: Form) -> list[tuple[str, str]]:
    return [(e.kind, e.text) for e in read(f'<div id="document">{html}</div>', form)]


def test_a_form_leaves_out_what_it_has_no_use_for() -> None:
    html = (
        '<div class="doc-head without-draft"><p class="doc-mark doc-mark-28">文件</p></div><p class="doc-draft with-draft">草稿</p>'
        '<p class="doc-enclosures with-evidence">附件：一览</p><p>附件<span class="with-evidence">1</span>后</p>'
    )
    assert kinds(html, Form()) == [("mark", "文件"), ("text", "附件后")]
    assert kinds(html, Form(draft=True)) == [("draft", "草稿"), ("text", "附件后")]
    assert kinds(html, Form(evidence=True)) == [
        ("mark", "文件"), ("enclosures", "附件：一览"), ("text", "附件1后"),
    ]  # fmt: skip


def test_lines_and_cells_are_kept_apart() -> None:
    assert kinds('<h1 class="doc-title">甲<br>乙</h1>', Form()) == [("title", "甲\n乙")]
    table = "<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>一<br>二</td><td>3</td></tr></tbody></table>"
    found = read(f'<div id="document">{table}</div>', Form())
    assert found == [Element("table", rows=(("甲", "乙"), ("一\n二", "3")))]
    runs = read(
        '<div id="document"><p>一<strong>二<a>三</a></strong>四<!-- 五 --></p></div>', Form()
    )[0]
    assert [(run.text, run.strong) for run in runs.lines[0]] == [
        ("一", False),
        ("二三", True),
        ("四", False),
    ]


@pytest.mark.parametrize("html", ["<img src=a>", "<ul><li>甲</li></ul>", "<pre>甲</pre>"])
def test_what_has_no_place_in_a_document_is_not_passed_over(html: str) -> None:
    with pytest.raises(pdf.Mistake, match="公文里不能有 <"):
        read(f'<div id="document">{html}</div>', Form())
    with pytest.raises(pdf.Mistake, match="没有报告"):
        read(html, Form())


def test_stand_ins_have_names_of_their_own() -> None:
    conf = (ROOT / "ledger/documents/fonts.conf").read_text(encoding="utf-8")
    style = (ROOT / "mkdocs_ledger/templates/assets/paper.css").read_text(encoding="utf-8")
    names = [family(file) for file in STAND_INS]
    assert len(set(names)) == len(STAND_INS)
    for name in names:
        assert f"<family>{name}</family>" in conf and f'local("{name}")' in style
