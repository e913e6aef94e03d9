"""What came out is read back: each comparison is broken once on purpose, on a copy of the built site."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import hostile
import pytest
from conftest import ROOT, Bureau, engine, sample
from fake_site import PAGES, quiet, served, source
from fake_site import publish as publish_fake
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from site_tools import Site, environment

from ledger.commands import main
from ledger.documents import files, pdf, printed, tabulated, word, written
from ledger.documents.elements import Element, Form, Run
from ledger.documents.properties import Properties
from ledger.issues import Issue, LedgerError, Mistake
from ledger.machine import kept
from ledger.machine.stopping import Stopped
from ledger.pages import search
from ledger.pages.article import article
from ledger.project import Project
from ledger.prose import addresses
from ledger.publishing import about, headers, inspection, publication
from ledger.publishing.readback import articles, marks, opening, reading
from mkdocs_ledger import downloads

REPORT = "report/index.html"
EVIDENCE = "figures/group-study/index.html"
AMOUNTS = "figures/group-study-attendance/index.html"
COUNT = "figures/traces/index.html"
PAPER = "report/report.pdf"


@dataclass(frozen=True)
class Copy:
    """A copy of the built site, whose files are the site's own until one is altered."""

    site: Site
    root: Path
    project: Project

    def altered(self, path: str, content: bytes | None) -> list[Issue]:
        """Return the findings while a file has another content, or is gone."""
        file = self.root / path
        file.unlink(missing_ok=True)
        if content is not None:
            file.write_bytes(content)
        try:
            return reading.faults(self.root, self.project)
        finally:
            file.unlink(missing_ok=True)
            if (self.site.root / path).exists():
                os.link(self.site.root / path, file)

    def changed(self, path: str, old: str, new: str) -> list[Issue]:
        """Return the findings while the first match of a pattern is another text."""
        text = (self.root / path).read_text(encoding="utf-8")
        changed, times = re.subn(old, new, text, count=1, flags=re.DOTALL)
        assert times == 1, f"{path} holds no {old}"
        return self.altered(path, changed.encode())


def once_for(project: Project, function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function work out once what it says of a project and of each of its documents."""
    known = {id(each): cache(partial(function, each)) for each in project.every_document}
    return lambda of, *rest: known.get(id(of), partial(function, of))(*rest)


@pytest.fixture(scope="module")
def copy(site: Site, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    root = tmp_path_factory.mktemp("readback") / "site"
    shutil.copytree(site.root, root, copy_function=os.link)
    with pytest.MonkeyPatch.context() as patch:  # as the site was built
        patch.setenv("SOURCE_DATE_EPOCH", environment()["SOURCE_DATE_EPOCH"])
        whole = about.completed(project, ())
        assert whole.generated  # the pages are written now
    with pytest.MonkeyPatch.context() as patch:  # a hundred tests ask for what must be there
        patch.setattr(tabulated, "of", once_for(whole, tabulated.of))
        patch.setattr(articles, "addressed", once_for(whole, articles.addressed))
        yield Copy(site, root, whole)


def said(found: list[Issue], *codes: str) -> str:
    """Return the messages of the findings, which must have these codes."""
    assert {issue.code for issue in found} == set(codes), found
    return "\n".join(map(str, found))


def test_the_site_as_it_was_built_is_what_was_computed(copy: Copy) -> None:
    assert reading.faults(copy.root, copy.project) == []


#: file, a pattern, what stands there instead, the kinds of findings, a part of the message
ALTERED = {
    "a paragraph is gone": (REPORT, r"<p>按照年初工作部署.*?</p>", "", "text", "网页上没有“按照年初工作部署"),
    "a denial": (REPORT, "对照检查整改", "不再对照检查整改", "text", "应当是“"),
    "a paragraph more": ("index.html", "</h1>", "</h1><p>全年查处99件</p>", "text", "网页上多出“全年查处99件”"),
    "a paragraph at the end": ("index.html", "</article>", "<p>全年查处99件</p></article>", "text", "多出“全年查处99件”"),
    "a value": (REPORT, r'(data-figure="group-study"[^>]*>)8次', r"\g<1>9次", "text", "是“9次”，应当是“8次”"),
    "the order": (REPORT, r"(<p>(?:(?!</p>).)*</p>)(\s*)(<h2[^>]*>.*?</h2>)", r"\3\2\1", "text", ""),
    "another figure": (REPORT, 'data-figure="group-study"', 'data-figure="traces"', "text", "traces"),
    "no figure": ("index.html", r"<a[^>]*data-figure[^>]*>([^<]*)</a>", r"\1", "text", "没有“<a aria"),
    "a link": ("index.html", 'href="figures/group-study/"', 'href="figures/traces/"', "text", "traces/index.html"),
    "a note": ("index.html", r'(id="note-[^>]*><p><a[^>]*>[^<]*)</a>', r"\g<1>0</a>", "text", "应当是“"),
    "what is hidden": ("index.html", '<h2 id="履责记录"', '<h2 hidden id="履责记录"', "text", "hidden"),
    "the headline": (EVIDENCE, r'"figure-value">8次', '"figure-value">9次', "text evidence", "算出的是“8次”"),
    "a record": (EVIDENCE, r"<tr>(?:(?!</tr>).)*>r01-13</td></tr>", "", "text", "没有“2021-01-19"),
    "a record of a count": (COUNT, r'(id="records".*?<tbody>)<tr>.*?</tr>', r"\1", "text evidence", "列出的记录得出"),
    "an amount": (AMOUNTS, r"(>)\d+(</td><td class=\"word\">r01-13</td></tr>)", r"\g<1>1\2", "text evidence", "列出的记录得出"),
    "no amount": (AMOUNTS, r"(>)\d+(</td><td class=\"word\">r01-13</td></tr>)", r"\g<1>甲\2", "text evidence", "得出 0"),
    "a part": ("figures/group-study-rate/index.html", 'data-figure="group-study-attendance"', "", "text", "data-figure"),
    "a month": (EVIDENCE, r'(本年</th>)<td.*?</td>', r"\1", "text", "网页上没有“1”"),
    "a months number": (EVIDENCE, r'(本年，3月：3">.*?</svg>)3', r"\g<1>4", "text", "是“4”，应当是“3”"),
    "a months column": (EVIDENCE, r'(本年，3月：3">.*?height=")90%', r"\g<1>10%", "text", "应当是“ight=\"90%\""),
    "a drawing": ("index.html", 'class="wide chart"', 'class="wide"', "text", "wide chart"),
    "a shade": ("index.html", "shade-2", "shade-5", "text", "shade-5"),
    "a row of a ledger": ("ledgers/rectification/index.html", r"(<tbody>)<tr.*?</tr>", r"\1", "text", "网页上没有“"),
    "a name of a ledger": ("ledgers/index.html", "整改台账", "整改台帐", "text", "是“整改台帐”"),
    "a mark": ("index.html", "</h1>", "</h1><p>甲**乙</p>", "text mark", "“甲**乙”里的“**”没有起作用，原样印在 index.html 上"),
    "half a word": ("index.html", "</h1>", "</h1><p>{{ figure(</p>", "text mark", "“{{”"),
    "the attachment": (REPORT, r"(doc-evidence.*?<tbody><tr><td[^>]*>1</td><td[^>]*>[^<]*</td><td[^>]*>)[^<]*", r"\g<1>0次",
                       "text", "网页上是“0次”"),
    "no article": (EVIDENCE, "<article", "<div", "text frame", "现在有 0 篇"),
    "two articles": (EVIDENCE, "</body>", "<article>甲</article></body>", "text frame", "现在有 2 篇"),
    "no page": (EVIDENCE, ".*", "", "unreadable", "打不开"),
    "the revision": ("about/index.html", "</article>", "<p>甲</p></article>", "text", "多出“甲”"),
}  # fmt: skip


@pytest.mark.parametrize("what", sample(ALTERED, 16))
def test_a_page_that_shows_anything_else_is_found(copy: Copy, what: str) -> None:
    path, old, new, kinds, message = ALTERED[what]
    found = copy.changed(path, old, new)
    assert message in said(found, *(f"finished.{kind}" for kind in kinds.split()))
    assert {issue.place.path for issue in found} == {path}


def test_every_difference_of_a_page_is_said_and_no_other_page_is_lost(copy: Copy) -> None:
    """A page that cannot be read hides nothing that is wrong with others, nor with the report's files."""
    text = (copy.root / REPORT).read_text(encoding="utf-8")
    text = text.replace("按照年初工作部署", "按照工作部署").replace("一是抓实学习。", "")
    other = copy.root / EVIDENCE
    other.unlink()
    other.write_bytes(b"")
    try:
        lines = said(copy.altered(REPORT, text.encode()), "finished.text", "finished.unreadable")
    finally:
        other.unlink()
        os.link(copy.site.root / EVIDENCE, other)
    assert (
        "按照工作部署" in lines
        and "一是抓实学习" in lines
        and f"{EVIDENCE}:1:1  文件打不开" in lines
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe<html>", b"<html><body><p>x</p></body></html>"])
def test_a_report_page_of_nothing_says_nothing_of_its_files(copy: Copy, content: bytes) -> None:
    """The report's files are compared with the project, not with the page beside them."""
    found = copy.altered(REPORT, content)
    assert found and {issue.place.path for issue in found} == {REPORT}


def test_our_own_mistake_is_no_damaged_file(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> list[Issue]:
        raise KeyError("ours")

    monkeypatch.setattr(reading.articles, "compare", broken)
    with pytest.raises(KeyError, match="ours"):
        copy.changed(EVIDENCE, "8次", "9次")


#: what holds the right article before the altered one
TWINS = [
    "<!--{}-->",
    "<p title='{}'></p>",
    "<template>{}</template>",
    "<!--{}--><!-- </article> -->",
]


@pytest.mark.parametrize("twin", TWINS)
def test_a_right_twin_before_an_article_deceives_nobody(copy: Copy, twin: str) -> None:
    """The text of a page holds the right article, and shows another."""
    text = (copy.root / EVIDENCE).read_text(encoding="utf-8")
    right = text[text.index("<article") : text.index("</article>") + len("</article>")]
    kept_aside = twin.format(right.replace("'", "&#39;") if "'" in twin else right)
    for wrong in (right, right.replace("<article", "<ARTICLE").replace("</article", "</ARTICLE")):
        altered = text.replace(right, kept_aside + wrong.replace("计入的记录", "机密的记录"))
        found = copy.altered(EVIDENCE, altered.encode())
        assert "finished.text" in {issue.code for issue in found}, twin


def test_a_comment_more_is_found(copy: Copy) -> None:
    found = copy.changed("index.html", "</h1>", "</h1><!-- 查处99件 -->")
    assert "多出“<!-- 查处99件 -->”" in said(found, "finished.text")


@pytest.mark.parametrize("path", ["甲.html", "甲.HTML", "甲.htm", "甲.txt", "甲.svg", "report/report.old.pdf", "assets/evil.js", "assets/site.css.bak", "甲.gz"])  # fmt: skip
def test_a_file_that_nobody_made_is_found(copy: Copy, path: str) -> None:
    assert "网站里多出这个文件" in said(copy.altered(path, b"<p>1</p>"), "finished.stray")


@pytest.mark.parametrize("path", ["assets/official.css", "assets/figures.js"])
def test_an_asset_that_the_theme_does_not_ship_is_found(copy: Copy, path: str) -> None:
    content = (copy.root / path).read_bytes() + b"\n.figure{font-size:0}"
    assert "和主题里的这个文件不同" in said(copy.altered(path, content), "finished.copy")


def test_a_list_of_pages_holds_pages_alone(copy: Copy) -> None:
    text = (copy.root / "sitemap.xml").read_text(encoding="utf-8")
    for more in ("<url><loc>https://x.example/甲</loc></url>", "<url>查处99件</url>", "<甲/>"):
        wrong = text.replace("</urlset>", f"{more}</urlset>").encode()
        assert "sitemap.xml:" in said(
            copy.altered("sitemap.xml", wrong), "finished.stray", "finished.copy"
        )
    right = text.replace("</urlset>", "<url><loc>https://x.example/report/</loc><lastmod>2022-01-10</lastmod></url></urlset>")  # fmt: skip
    assert "sitemap.xml:" not in said(copy.altered("sitemap.xml", right.encode()), "finished.copy")


@pytest.mark.parametrize("path", sample([EVIDENCE, "assets/site.css", "甲.html", PAPER], 1))
def test_a_pipe_in_a_site_is_a_finding_and_holds_nobody_up(copy: Copy, path: str) -> None:
    file = copy.root / path
    file.unlink(missing_ok=True)
    os.mkfifo(file)
    try:
        assert "不是普通的文件" in said(reading.faults(copy.root, copy.project), "finished.missing")
        headers.read(copy.root)
        headers.precompress(copy.root)
        lines = inspection.problems(copy.root, (), lambda *_: None)
        assert f"{path}  不是普通的文件，不能发布" in lines
    finally:
        file.unlink()
        for packed in copy.root.rglob("*.gz"):
            packed.unlink()
        for known in (path, "sitemap.xml.gz"):
            if (copy.site.root / known).exists():
                (copy.root / known).unlink(missing_ok=True)
                os.link(copy.site.root / known, copy.root / known)


def searched(copy: Copy, change: Callable[[list[Any], list[str]], object]) -> str:
    return knowing(copy, lambda data: change(data["pages"], data["pieces"]))


def knowing(copy: Copy, change: Callable[[dict[str, Any]], object]) -> str:
    text = (copy.root / search.FILE).read_text(encoding="utf-8")
    data = json.loads(text[text.index("{") : text.rindex("}") + 1])
    change(data)
    told = json.dumps(data, ensure_ascii=False)
    found = copy.altered(search.FILE, f"siteSearch.receive({told})\n".encode())
    return said(found, "finished.search")


def test_a_search_that_knows_anything_else_is_found(copy: Copy) -> None:
    assert "不同" in searched(copy, lambda pages, _: pages[0][3].pop())
    assert "搜索里没有这一页" in searched(copy, lambda pages, _: pages.pop())
    assert "多出“甲”（甲/）" in searched(copy, lambda pages, pieces: (pieces.append("甲"), pages.append(["甲/", len(pieces) - 1, -1, []])))  # fmt: skip
    assert "叫作“甲”" in searched(copy, lambda pages, pieces: (pieces.append("甲"), pages[0].__setitem__(1, len(pieces) - 1)))  # fmt: skip
    assert "近义词" in knowing(copy, lambda data: data["alike"].append(["甲", "乙"]))
    assert "近义词" in knowing(copy, lambda data: data["alike"].pop())
    assert "年度是 2020" in knowing(copy, lambda data: data.update(year=2020))
    assert "打不开" in said(copy.altered(search.FILE, b"no"), "finished.unreadable")
    assert "没有这个文件" in said(copy.altered(search.FILE, None), "finished.missing")


@pytest.mark.slow
def test_a_page_of_an_authors_own_notes_is_right(bureau: Bureau) -> None:
    """An element of the author's may be named as a note of ours."""
    bureau.write(
        "docs/说明.md",
        '# 说明\n\n<div id="note-说明"><p><a href="https://example.org/">甲</a></p></div>\n',
    )
    assert compared(bureau, "说明.md") == []


def test_a_page_that_is_missing_is_found(copy: Copy) -> None:
    assert f"{EVIDENCE}:1:1  网站里没有这个文件" in said(
        copy.altered(EVIDENCE, None), "finished.missing"
    )


def opened_from_now_on(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the files that are opened; nothing is found in them."""
    found: list[str] = []
    compared = reading._read

    def watched(site: Path, each: reading.Reading, known: set[bytes]) -> tuple[bytes, list[Issue]]:
        def compare(_: bytes) -> list[Issue]:
            found.append(each.path)
            return []

        return compared(site, each._replace(compare=compare), known)

    monkeypatch.setattr(reading, "_read", watched)
    return found


def test_only_what_is_new_is_opened_again(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    reading.faults(copy.root, copy.project)
    opened = opened_from_now_on(monkeypatch)
    assert reading.faults(copy.root, copy.project) == [] and opened == []
    copy.changed(EVIDENCE, "</article>", "</article> ")
    assert opened == [EVIDENCE]
    opened.clear()
    made = copy.project.generated
    changed = made | {"figures/index.md": made["figures/index.md"]._replace(content="<h1>甲</h1>")}
    other = replace(copy.project)
    vars(other)["generated"] = changed
    # the page that was altered is opened once more, because the altered one is now remembered
    assert reading.faults(copy.root, other) == []
    assert opened == [EVIDENCE, "figures/index.html"]


def test_what_was_right_before_a_fault_is_not_opened_again(
    copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frame of the home page is the model of all others: where it is wrong, none is right."""
    assert reading.faults(copy.root, copy.project) == []
    assert len(copy.changed("index.html", "</footer>", "<p>甲</p></footer>")) > 100
    opened = opened_from_now_on(monkeypatch)
    assert reading.faults(copy.root, copy.project) == [] and opened == []


#: what somebody may put around the article of a page: a pattern, what stands there instead
AROUND = {
    "a text before": ("<article", "<p>机密99件</p><article"),
    "a text after": ("</article>", "</article><p>机密99件</p>"),
    "a text in the footer": ('<p class="md-copyright">', '<p class="md-copyright">机密99件 '),
    "a text in the header": ("</header>", "机密99件</header>"),
    "a text in a closed comment": ("</article>", "</article><!-- -->"),
    "a hidden article": ("<article ", "<article hidden "),
    "a class": ('<article class="', '<article class="md-hidden '),
    "a hidden part": ('<div class="md-content"', '<div hidden><div class="md-content"'),
    "a script": ("</body>", '<script src="evil.js"></script></body>'),
    "an inline script": ("</body>", "<script>alert(1)</script></body>"),
    "a style": ("</head>", "<style>.figure{font-size:0}</style></head>"),
    "a refresh": ("</head>", '<meta http-equiv="refresh" content="0; url=../"></head>'),
    "a charset": ('<meta charset="utf-8">', '<meta charset="gbk">'),
    "a direction": ('dir="ltr"', 'dir="rtl"'),
    "a title": ("<title>[^<]*", "<title>机密99件"),
    "a topic": (r'(header-topic">\s*<span class="md-ellipsis">)[^<]*', r"\1机密99件"),
    "a form": ("</body>", '<form action="https://x.example/"></form></body>'),
    "a frame": ("</body>", '<iframe src="../"></iframe></body>'),
    "a link": ("关于本站</a>", '关于本站</a><a href="java\tscript:alert(1)">甲</a>'),
    "another entry": (r">\s*岗位\s*<", ">机密<"),
    "an entry's page": (r'(<li class="md-tabs__item">\s*<a href=")[^"]*', r"\1about/"),
    "the paper": ('href="[^"]*print.css', 'href="assets/reading.css'),
    "a figure": ("</article>", '</article><a data-figure="group-study">9次</a>'),
}  # fmt: skip


@pytest.mark.parametrize(("path", "what"), sample(product([EVIDENCE, "404.html"], AROUND), 10))
def test_what_stands_around_an_article_is_the_themes(copy: Copy, what: str, path: str) -> None:
    old, new = AROUND[what]
    if path == "404.html" and what in ("a topic", "the paper", "an entry's page"):
        return  # of this page no other is the model: its words, elements and scripts are judged
    assert "finished.frame" in {issue.code for issue in copy.changed(path, old, new)}


@pytest.mark.parametrize("path", [EVIDENCE, "index.html"])
def test_a_table_of_contents_holds_the_headings(copy: Copy, path: str) -> None:
    found = copy.changed(
        path, r'(data-md-component="toc".*?<span class="md-ellipsis">)[^<]*', r"\1机密99件"
    )
    assert "目录里多出“机密99件”" in said(found, "finished.frame")


ALL = ["<p>机密99件</p></footer>", "<script>alert(1)</script></footer>", "<iframe></iframe></footer>", "<p title=机密></p></footer>"]  # fmt: skip


@pytest.mark.parametrize("new", sample(ALL, 1))
def test_a_frame_that_is_altered_on_all_pages_is_found(
    copy: Copy, new: str, tmp_path: Path
) -> None:
    """As a template does it that somebody altered."""
    root = tmp_path / "site"
    shutil.copytree(copy.root, root)
    for page in root.rglob("*.html"):
        page.write_text(
            page.read_text(encoding="utf-8").replace("</footer>", new), encoding="utf-8"
        )
    lines = said(reading.faults(root, copy.project), "finished.frame")
    assert "index.html:" in lines and "404.html:" in lines and "不是主题的" in lines


def test_a_fault_is_said_again(copy: Copy) -> None:
    first = copy.changed(EVIDENCE, "8次", "9次")
    assert first and copy.changed(EVIDENCE, "8次", "9次") == first


def office(copy: Copy, path: str, part: str, old: bytes, new: bytes) -> list[Issue]:
    """Return the findings while a part of an office file has another text."""
    stream = io.BytesIO()
    with zipfile.ZipFile(copy.root / path) as whole, zipfile.ZipFile(stream, "w") as target:
        for name in whole.namelist():
            content = whole.read(name)
            if name == part:
                assert re.search(old, content), f"{part} holds no {old!r}"
                content = re.sub(old, new, content, count=1)
            target.writestr(name, content)
    return copy.altered(path, stream.getvalue())


WORD = "report/report.docx"
DOCUMENT = "word/document.xml"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("8次", "9次", "Word 里是“"),
        ("<w:p>(?:(?!</w:p>).)*（一）强化组织领导.*?</w:p>", "", "Word 里没有“（一）强化组织领导"),
        ("(<w:t>（一）强化组织领导</w:t>)", r"\1<w:t>甲</w:t>", "Word 里是“"),
        (
            "(<w:t>（一）强化组织领导</w:t>)",
            r"\1<w:txbxContent><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:txbxContent>",
            "多出“甲”",
        ),
        ("(<w:t>（一）强化组织领导</w:t>)", r"\1<w:delText>甲</w:delText>", "多出“〔delText〕”"),
    ],
)
def test_a_word_file_of_another_text_is_found(copy: Copy, old: str, new: str, message: str) -> None:
    assert message in said(
        office(copy, WORD, DOCUMENT, old.encode(), new.encode()), "finished.word"
    )


def test_two_numbers_that_differ_look_different() -> None:
    due, got = (
        (tabulated.Table("甲", (("头",), (value,))),)
        for value in (14.2857142857143, 14.2857142857144)
    )
    assert "是数 14.2857142857144，应当是数 14.2857142857143" in next(tabulated.faults(got, due))


def test_of_many_differences_of_a_sheet_the_first_are_said() -> None:
    due, got = (
        (tabulated.Table("甲", (("头",), *((str(at + n),) for at in range(50)))),) for n in (0, 100)
    )
    lines = list(tabulated.faults(got, due))
    assert len(lines) == 21 and "还有 30 处不同" in lines[-1]
    blank = (tabulated.Table("甲", (*due[0].rows, *[()] * 9000, ("1",))),)
    assert len(list(tabulated.faults(blank, due))) == 1


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("part", "named"), [("footnotes", "脚注"), ("header1", "页眉"), ("甲", "word/甲.xml")]
)
def test_text_in_another_part_of_a_word_file_is_found(copy: Copy, part: str, named: str) -> None:
    stream = io.BytesIO((copy.root / WORD).read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(
            f"word/{part}.xml",
            f'<w:x xmlns:w="{W}"><w:p><w:r><w:t>查处99件</w:t></w:r></w:p></w:x>',
        )
    line = said(copy.altered(WORD, stream.getvalue()), "finished.word")
    assert named in line and "多出“查处99件”" in line


def test_another_footer_of_a_word_file_is_found(copy: Copy) -> None:
    assert "Word 的页脚里是“" in said(office(copy, WORD, "word/footer-odd.xml", b"<w:t>1</w:t>", b"<w:t>1 99</w:t>"), "finished.word")  # fmt: skip


BOOK = "report/report.xlsx"
FIGURES, COUNTED, LEDGER = (f"xl/worksheets/sheet{number}.xml" for number in (2, 3, 4))
ROW = r'(<row r="2".*?</row>)'


#: a part of the workbook, a pattern, what stands there instead, a part of the message
SHEETS = [
    (
        FIGURES,
        r'(<c r="D2"[^>]*><v>)\d+',
        r"\g<1>9999",
        "“指标”表第 2 行“数值”一栏是数 9999，应当是数 ",
    ),
    (FIGURES, r'(<c r="D2"[^>]*><v>)\d+', r"\g<1>1234567.5", "数 1234567.5"),
    (FIGURES, r'(<c r="D2" s="\d+")(><v>)\d+', r'\1 t="s"\g<2>0', "一栏是文字“"),
    (FIGURES, r'(<c r="F2"[^>]*><v>)\d+', r"\g<1>0", "“显示为”一栏"),
    (FIGURES, r'(<c r="D2"[^>]*>)<v>', r"\1<f>1+1</f><v>", "文字“=1+1”"),
    (FIGURES, ROW, "", "“指标”表里没有“"),
    (
        FIGURES,
        r"(</sheetData>)",
        r'<row r="9999"><c r="A9999"><v>1</v></c></row>\1',
        "是多出来的",
    ),
    (COUNTED, ROW, "", "“指标的记录”表里没有“"),
    (
        COUNTED,
        r"(</sheetData>)",
        r'<row r="9999"><c r="F9999" t="inlineStr"><is><t>期外</t></is></c></row>\1',
        "“期外”是多出来的",
    ),
    (COUNTED, r'(<c r="G\d+" s="\d+"><v>)\d+', r"\g<1>77", "“计入”一栏是数 77"),
    (
        COUNTED,
        r'<c r="G(\d+)" s="(\d+)"><v>\d+</v>',
        r'<c r="G\1" s="\2" t="s"><v>0</v>',
        "“计入”一栏是文字",
    ),
    (COUNTED, r'(<c r="D2"[^>]*><v>)\d+', r"\g<1>0", "“摘要”一栏"),
    (LEDGER, r'(<c r="B2"[^>]*>)<v>\d+', r"\g<1><v>0", "第 2 行"),
    (
        LEDGER,
        r"(</sheetData>)",
        r'<row r="9999"><c r="A9999"><v>1</v></c></row>\1',
        "是多出来的",
    ),
    ("xl/workbook.xml", r'name="说明"', 'name="甲"', "Excel 里的表是“甲、"),
]


@pytest.mark.parametrize(("part", "old", "new", "message"), sample(SHEETS, 8))
def test_a_workbook_that_holds_anything_else_is_found(
    copy: Copy, part: str, old: str, new: str, message: str
) -> None:
    assert message in said(
        office(copy, BOOK, part, old.encode(), new.encode()), "finished.workbook"
    )


def rewritten(copy: Copy, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(copy.root / PAPER))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _without_fonts(writer: PdfWriter) -> None:
    for each in writer._objects:
        if isinstance(each, dict) and "/FontFile2" in each:
            del each[NameObject("/FontFile2")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda writer: writer.remove_page(writer.pages[-1]), "版记："),
        (lambda writer: writer.remove_page(writer.pages[1]), "页码：第 2 页印的是“—3—”"),
        (lambda writer: writer.insert_page(writer.pages[1], 2), "文字：纸上多出“"),
        (_without_fonts, "没有嵌入"),
    ],
)
def test_a_pdf_that_is_not_the_document_is_found(
    copy: Copy, change: Callable[[PdfWriter], object], message: str
) -> None:
    assert message in said(copy.altered(PAPER, rewritten(copy, change)), "finished.paper")


def _script() -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})  # fmt: skip


def _in_an_outline(writer: PdfWriter) -> None:
    outlines = writer.root_object["/Outlines"].get_object()
    outlines["/First"].get_object()[NameObject("/A")] = _script()  # type: ignore[index]


#: what somebody may put into a PDF whose paper stays the same, and the names by which it is found
ACTING: dict[str, Callable[[PdfWriter], object]] = {
    "JS、JavaScript、OpenAction": lambda writer: writer.root_object.update({NameObject("/OpenAction"): _script()}),
    "AA、JS、JavaScript": lambda writer: writer.pages[1].update({NameObject("/AA"): DictionaryObject({NameObject("/O"): _script()})}),
    "JS、JavaScript": _in_an_outline,
    "EF、EmbeddedFile": lambda writer: writer.add_attachment("secret.txt", b"x"),
    "URI": lambda writer: writer.add_annotation(1, Link(rect=(50, 550, 200, 650), url="https://x.example/")),
    "FreeText": lambda writer: writer.add_annotation(1, FreeText(text="9", rect=(50, 550, 200, 650))),
    "OCProperties": lambda writer: writer.root_object.update({NameObject("/OCProperties"): DictionaryObject()}),
    "Encrypt": lambda writer: writer.encrypt("", algorithm="RC4-128"),
}  # fmt: skip


@pytest.mark.parametrize("what", sample(ACTING, 2))
def test_a_pdf_that_runs_opens_or_carries_anything_is_found(copy: Copy, what: str) -> None:
    lines = said(copy.altered(PAPER, rewritten(copy, ACTING[what])), "finished.paper")
    assert "文件：里面有报告没有的东西（" in lines and what in lines


def test_a_heading_named_as_an_action_is_none() -> None:
    place = ArrayObject([NumberObject(1), NameObject("/XYZ")])
    assert list(printed._acting(DictionaryObject({NameObject("/JS"): place}))) == []


RELATION = '<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="https://x.example/" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("path", "part", "code"),
    [(WORD, "word/_rels/document.xml.rels", "word"), (BOOK, "xl/_rels/workbook.xml.rels", "workbook")],
)  # fmt: skip
def test_an_office_file_that_fetches_anything_is_found(
    copy: Copy, path: str, part: str, code: str
) -> None:
    found = office(copy, path, part, b"</Relationships>", RELATION.encode())
    assert "attachedTemplate：https://x.ex" in said(found, f"finished.{code}")


@pytest.mark.parametrize(
    ("path", "part", "code"),
    [(WORD, "word/vbaProject.bin", "word"), (WORD, "word/_rels/settings.xml.rels", "word"),
     (BOOK, "xl/vbaProject.bin", "workbook"), (BOOK, "xl/externalLinks/externalLink1.xml", "workbook")],
)  # fmt: skip
def test_an_office_file_with_a_part_more_is_found(
    copy: Copy, path: str, part: str, code: str
) -> None:
    stream = io.BytesIO((copy.root / path).read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(part, f"<Relationships>{RELATION}")
    assert part.rpartition("/")[2] in said(
        copy.altered(path, stream.getvalue()), f"finished.{code}"
    )


def test_a_word_file_that_computes_a_text_is_found(copy: Copy) -> None:
    field = b"<w:p><w:r><w:instrText>DDEAUTO x</w:instrText></w:r></w:p><w:sectPr"
    assert "DDEAUTO" in said(office(copy, WORD, DOCUMENT, b"<w:sectPr", field), "finished.word")


def test_a_kept_file_that_is_wrong_is_not_taken_again(
    copy: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache tells whether a file is whole, not who wrote it: what is published is read."""
    own = shutil.copytree(os.environ[kept.FOLDER], tmp_path / "kept")
    monkeypatch.setenv(kept.FOLDER, str(own))
    bad = rewritten(copy, ACTING["JS、JavaScript"])
    assert kept.kept(copy.root, "pdf", [b"page"], lambda: bad) == bad
    assert copy.altered(PAPER, bad)
    assert kept.kept(copy.root, "pdf", [b"page"], lambda: b"new") == b"new"


@pytest.mark.parametrize("path", [PAPER, WORD, BOOK])
def test_a_file_that_was_cut_is_found(copy: Copy, path: str) -> None:
    content = (copy.root / path).read_bytes()
    for cut in (content[:100], content[: len(content) // 2]):
        assert f"{path}:1:1  " in said(copy.altered(path, cut), "finished.unreadable")


def test_a_compressed_copy_of_an_older_page_is_found(copy: Copy) -> None:
    new = gzip.compress((copy.root / "index.html").read_bytes())
    assert copy.altered("index.html.gz", new) == []
    assert "压缩的副本" in said(
        copy.altered("index.html.gz", gzip.compress(b"old")), "finished.copy"
    )


SCRIPT = """<script>addEventListener("beforeprint", () => {
  for (const figure of document.querySelectorAll('[data-figure="group-study"]')) figure.textContent = "9次"
})</script>"""


def test_a_script_that_alters_a_number_at_print_time_is_seen(copy: Copy) -> None:
    """On the screen the page is right: only the paper is not."""
    page = (copy.root / REPORT).with_name("scripted.html")
    text = (copy.root / REPORT).read_text(encoding="utf-8")
    page.write_text(text.replace("</body>", f"{SCRIPT}</body>"), encoding="utf-8")
    try:
        content = pdf.document(page, Form(), files.properties(copy.project), ROOT)
    finally:
        page.unlink()
    assert "而是“，局党组先后9次组织" in said(copy.altered(PAPER, content), "finished.paper")


def test_the_search_has_a_page_under_its_quoted_address() -> None:
    assert reading._address("说明/甲/index.html") == "%E8%AF%B4%E6%98%8E/%E7%94%B2/"
    assert reading._address("index.html") == ""


def test_an_attachment_that_was_not_checked_is_found(copy: Copy) -> None:
    digest = hashlib.sha256(b"checked").hexdigest()
    project = replace(copy.project, attachments={"甲.pdf": digest})
    vars(project)["generated"] = copy.project.generated
    other = replace(copy, project=project)
    assert other.altered("甲.pdf", b"checked") == []
    assert "甲.pdf:1:1  附件和检查过的不同" in said(
        other.altered("甲.pdf", b"other"), "finished.copy"
    )
    assert "甲.pdf:1:1  网站里没有这个文件" in said(
        other.altered("甲.pdf", None), "finished.missing"
    )


# ---- without a site


def compared(bureau: Bureau, source: str) -> list[Issue]:
    """Return what is said of an author's page as the engine makes it."""
    project = bureau.project()
    content = engine().reset().convert(project.finished[source])
    whole = article(project, source, content, lambda path: f"/{addresses.of(path)}")
    page = opening.opened(
        "说明/index.html", f"<article>{whole}</article>".replace("index.md", "../").encode()
    )
    due = articles.wanted(project, source)
    return list(articles.compare(page, due, articles.element(due), source))


def test_a_page_without_a_heading_bears_one_of_its_names() -> None:
    page = opening.opened("说明/index.html", "<article><h1>内页</h1><p>甲</p></article>".encode())
    due = articles.element("<p>甲</p>")

    def told(*titles: str) -> int:
        return len(list(articles.compare(page, "<p>甲</p>", due, "", titles)))

    assert told("页地", "内页") == 0
    assert told("页地") == 1


def left(bureau: Bureau, text: str) -> list[Issue]:
    """Return the marks that are left of a page's text."""
    bureau.write("docs/说明.md", text)
    project, _ = bureau.survey()
    content = engine().reset().convert(project.finished["说明.md"])
    page = opening.opened("说明/index.html", f"<article>{content}</article>".encode())
    own = [each for each in project.passages if each.path == "docs/说明.md"]
    texts = {"docs/说明.md": project.texts["docs/说明.md"]}
    return list(marks.compare(page, "//article", own, texts))


#: slips that Markdown does not read, each with the line and the column of its mark
SLIPS = [
    ("甲**乙", 1, 2), ("**丙 **乙", 1, 1), ("~~甲~~", 1, 1), ("丁。\n- 乙\n- 丙", 2, 1), ("戊](乙", 1, 2),
    ("己\n| 乙 | 丙 |", 2, 1), ("`庚", 1, 1), ("辛[^1]", 1, 2), ("壬{: .乙}", 1, 2),
]  # fmt: skip
MEANT = ["**甲**乙", r"甲\*\*丙", "甲&#42;&#42;丁", "`甲**戊`", "    甲**己", "[甲](index.md)", "- 甲\n- 乙", "## 甲",
         "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |", "> 甲", "5*3*2", "#1", "甲 - 乙", "---"]  # fmt: skip


def test_what_markdown_kept_aside_and_left_there_is_found(bureau: Bureau) -> None:
    found = left(bureau, "# 说明\n\n*甲**甲*<br>\n")
    assert any("“klzzwxh:0000”没有起作用" in issue.message for issue in found)


def test_a_mark_that_markdown_did_not_read_is_found_where_it_was_typed(bureau: Bureau) -> None:
    text, wanted = "# 说明\n\n", set()
    for slip, line, column in SLIPS:
        wanted.add((text.count("\n") + line, column))
        text += f"{slip}\n\n"
    found = left(bureau, text)
    assert {issue.code for issue in found} == {"finished.mark"}
    assert {issue.place.path for issue in found} == {"docs/说明.md"}
    assert wanted <= {issue.place[1:] for issue in found}, found


def test_what_is_shown_on_purpose_is_no_mark(bureau: Bureau) -> None:
    assert left(bureau, "\n\n".join(["# 说明", *MEANT, ""])) == []


@pytest.mark.slow
def test_what_data_hold_is_no_mark_however_hostile(bureau: Bureau) -> None:
    """Each text with marks stands in a record, and a page says it in a paragraph, an item and a cell."""
    texts = [text for text in hostile.shown() if marks._MARK.search(text) and len(text) < 200]
    assert len(texts) > 50
    file, calls = "data/2021/履责记录/03.yml", ""
    for number, text in enumerate(texts):
        told = json.dumps(text, ensure_ascii=False)
        bureau.append(file, f"- {{编号: r03-h{number}, 类别: 督导调研, 日期: 2021-03-25, 岗位: 副局长, 事项: {told}, 对象单位: [办公室], 发现问题: 1}}\n")  # fmt: skip
        word = f'{{{{ record("r03-h{number}", "事项") }}}}'
        calls += f"前{word}后\n\n- {word}\n\n| 甲 |\n|---|\n| {word} |\n\n"
    assert left(bureau, f"# 说明\n\n{calls}") == []


ELEMENTS = [Element("text", ((Run("甲乙8次。"),),)), Element("number", ((Run("甲〔2022〕1号"),),)), Element("signatory", ((Run("签发人：甲"),),)),
            Element("table", rows=(("甲", "乙"), ("1", "2")))]  # fmt: skip


def test_a_word_file_is_its_elements() -> None:
    content = word.document(ELEMENTS, Properties("报告", "局", "号", date(2022, 1, 10)))
    assert list(written.faults(written.opened(content), ELEMENTS)) == []
    other = [*ELEMENTS[:-1], Element("table", rows=(("甲", "乙"), ("1", "3")))]
    assert [line.partition("；")[0] for line in written.faults(written.opened(content), other)] == [
        "Word 里是“2”，应当是“3”"
    ]


@pytest.mark.slow
def test_a_command_writes_no_file_that_is_not_what_was_computed(
    bureau: Bureau,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = bureau.project()
    figure = next(iter(project.figures.values()))
    other = replace(project, figures={**project.figures, figure.name: replace(figure, value=figure.value + 1)})  # fmt: skip
    content = files.as_xlsx(Path(), other, Form())
    monkeypatch.setitem(files.MAKERS, "xlsx", lambda *_: content)
    out = tmp_path / "数.xlsx"
    assert main(["xlsx", str(out), "--root", str(bureau.root)]) == 1
    said = capsys.readouterr().err
    assert "Excel 里的和算出的不同，没有写出：\n“指标”表第" in said and not out.exists()


def test_a_document_of_an_altered_site_is_not_written(
    copy: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The document is compared with the project, not with the page from which it was made."""
    site, out = tmp_path / "site", tmp_path / "报告.docx"
    page = (copy.root / REPORT).read_text(encoding="utf-8")
    (site / "report").mkdir(parents=True)
    command = ["docx", str(out), "--root", str(copy.project.root), "--site", str(site)]
    (site / REPORT).write_text(page.replace(">8次<", ">9次<"), encoding="utf-8")
    assert main(command) == 1 and not out.exists()
    said = capsys.readouterr().err
    assert "应当是“，局党组先后8次" in said and "的报告不是现在的数据和正文，或者被人改过" in said
    (site / REPORT).write_text(page, encoding="utf-8")
    assert main(command) == 0 and out.exists()


@pytest.mark.slow
def test_a_preview_hands_out_no_file_that_is_not_what_was_computed(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, right = "/report/report.xlsx", files.as_xlsx(Path(), bureau.project(), Form())
    assert downloads.as_it_is_now(bureau.root, tmp_path, address) == right
    monkeypatch.setitem(files.MAKERS, "xlsx", lambda *_: right[:1000])
    with pytest.raises(Mistake, match="写出的 Excel 打不开："):
        downloads.as_it_is_now(bureau.root, tmp_path, address)
    bureau.append("docs/index.md", '\n{{ figure("没有的") }}\n')
    with pytest.raises(LedgerError, match="没有的"):
        downloads.as_it_is_now(bureau.root, tmp_path, address)


def test_a_release_that_is_not_what_was_computed_is_not_published(tmp_path: Path) -> None:
    publish_fake(tmp_path, 1)
    line = f"{PAGES[0]}:1:1  指标“甲”写成了“9次”"
    wrong = replace(source(2), read=lambda *_: [line])
    with pytest.raises(Stopped, match=f"成品：\n{line}\n共 1 处，没有发布") as stopped:
        publication.publish(tmp_path, wrong, 5, quiet())
    assert stopped.value.code == 1 and served(tmp_path) == 1
