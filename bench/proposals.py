"""What is proposed for the numbers of real reports, beside what a reader said that each counts.

    python -m bench.proposals FOLDER [--told]

FOLDER lies outside the repository. A report is NN.txt or NN.docx; NN.spots.tsv holds what a reader saw
in it before the run, a line each: offset, string, kind, counts, sure. A number is placed rightly
where a proposal names at least half of the pairs of characters of what it counts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from bench.options import given
from ledger import alike
from ledger.adopting import admitting, sources
from ledger.adopting.proposals import Proposal, Proposer
from ledger.adopting.sentences import items
from ledger.survey import open_project

ROOT = Path(__file__).parent.parent
#: the share of what a number counts that a proposal names
LEAST = 0.5
NAMED = re.compile(r'"([^"]+)"|“([^”]+)”')


def counted(file: Path) -> Iterator[tuple[str, str]]:
    """Yield each number that a reader saw, and what it counts."""
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == "number" and row["counts"]:
                yield row["string"], row["counts"]


def names(proposal: Proposal, counts: str) -> bool:
    """Whether a proposal names what a number counts."""
    said = "".join("".join(found) for found in NAMED.findall(proposal.word + proposal.why))
    whole = alike.pairs(counts.rstrip("数"))
    return bool(whole) and alike.shared(counts, said) >= LEAST * len(whole)


def main() -> None:
    """Print the counts of each report, and of all."""
    options = given(__doc__)
    folder, told = options.folder, options.told
    project = open_project(ROOT)
    total = [0] * 7
    for spots in sorted(folder.glob("*.spots.tsv")):
        stem = spots.name.partition(".")[0]
        file = next(f for end in ("docx", "txt") if (f := folder / f"{stem}.{end}").is_file())
        draft = admitting.without_private(sources.draft(file, project), sources.look(project))
        proposer = Proposer(project, draft.year or project.unit.year - 1)
        found = [(each, proposer.of(each)) for each in items(draft.parts, "report") if each.spot]
        row = [0] * 7
        for string, counts in counted(spots):
            row[0] += 1
            at = next(
                (n for n, (each, _) in enumerate(found) if each.spot and string in each.spot.text),
                None,
            )
            if at is None:
                if told:
                    print(f"{stem}  {string}  {counts}  没有找到")
                continue
            _, proposals = found.pop(at)
            right = [names(each, counts) for each in proposals]
            row[1] += 1
            row[2] += bool(proposals)
            row[3] += bool(right and right[0])
            row[4] += any(right)
            sure = bool(proposals) and proposals[0].sure
            row[5] += sure
            row[6] += sure and right[0]
            if sure and not right[0]:
                print("!!", string, counts, proposals[0])
            if told:
                print(
                    f"{stem}  {string}  {counts}  {'√' if any(right) else '×'}  "
                    + "；".join(f"{each.word} {each.why}" for each in proposals)
                )
        print(
            f"{stem}：数 {row[0]}，找到 {row[1]}，有建议 {row[2]}，第一个对 {row[3]}，三个里有 {row[4]}，有把握 {row[5]}，其中对 {row[6]}"
        )
        total = [a + b for a, b in zip(total, row, strict=True)]
    print(
        f"合计：数 {total[0]}，找到 {total[1]}，有建议 {total[2]}，第一个对 {total[3]}，三个里有 {total[4]}，有把握 {total[5]}，其中对 {total[6]}"
    )


if __name__ == "__main__":
    main()
