"""What is read of real reports, beside what a reader saw in them: elements, headings, spots.

    python -m bench.outlines FOLDER [--told]

FOLDER lies outside the repository. A report is NN.txt or NN.docx; NN.outline.tsv and NN.spots.tsv hold
what a reader saw in it before the run (element, level, text; offset, string, kind). With ``--told``
each miss is shown.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.options import given
from ledger.adopting.model import Draft, Kind, Role
from ledger.adopting.outline import read

#: how the reader calls an element -> its key
KEYS = {
    "title": "标题", "signature": "署名", "author": "署名", "date": "成文日期", "document number": "发文字号",
    "addressee": "主送机关", "attachment": "附件",
}  # fmt: skip
#: how the reader calls a spot -> its kind
KINDS = {"number": Kind.QUANTITY, "norm": Kind.NORM, "date": Kind.DATE, "title": Kind.TITLE, "name": Kind.NAME}  # fmt: skip
NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十]+(?:部分|[、.．])|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])"
)


def rows(file: Path, what: str) -> list[dict[str, str]]:
    with file.with_name(f"{file.stem}.{what}.tsv").open(encoding="utf-8") as stream:
        return [*csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)]


def plain(text: str) -> str:
    """Return a heading without its number, blanks and stops."""
    return NUMBER.sub("", re.sub(r"\s", "", text)).rstrip("。：:；")


def outline(file: Path, draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield what the reader saw, whether it was read, and the text."""
    heads = {plain(part.text): part for part in draft.parts if part.role is Role.HEADING}
    seen = rows(file, "outline")
    for row in seen:
        key, text = KEYS.get(row["element"].partition(" (")[0]), plain(row["text"])
        if row["element"] == "heading":
            part = heads.get(text)
            right = (
                "missed"
                if part is None
                else "found"
                if str(part.level) == row["level"]
                else "level"
            )
            yield "heading", right, row["text"]
        elif key:
            parts = [part for part in draft.parts if text in plain(part.raw)]
            known = any(part.key in (key, "称谓") or part.role is Role.LEFT for part in parts)
            yield "element", "found" if known else "missed", row["text"]
    known_heads = {plain(row["text"]) for row in seen}
    yield from (("heading", "too many", text) for text in heads if text not in known_heads)


def spots(file: Path, draft: Draft) -> Iterator[tuple[str, str, str]]:
    """Yield each spot that the reader saw in the text, and whether one of its kind is there."""
    there: dict[str, Counter[str]] = {}
    for part in draft.parts:
        for spot in part.spots:
            there.setdefault(spot.kind.value, Counter())[re.sub(r"\s", "", spot.text)] += 1
    for row in rows(file, "spots"):
        if kind := KINDS.get(row["kind"]):
            text, found = re.sub(r"\s", "", row["string"]), there.get(kind.value, Counter())
            match = next(
                (each for each in found if found[each] and (each in text or text in each)), None
            )
            if match:
                found[match] -= 1
            yield row["kind"], "found" if match else "missed", row["string"]


def main(folder: Path, told: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for file in sorted([*folder.glob("*.txt"), *folder.glob("*.docx")]):
        data = file.read_bytes()
        draft = read(data, file.name)
        if file.suffix == ".txt":
            whole = "".join(part.raw for part in draft.parts)
            counts["characters", "found" if whole == data.decode("utf-8-sig") else "missed"] += len(
                whole
            )
        for what, right, text in (*outline(file, draft), *spots(file, draft)):
            counts[what, right] += 1
            if told and right != "found":
                print(f"{file.name}  {what} {right}: {text}")
    for (what, right), count in sorted(counts.items()):
        print(f"{what:<12}{right:<10}{count}")


if __name__ == "__main__":
    options = given(__doc__)
    main(options.folder, options.told)
