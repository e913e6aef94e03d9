"""What a foreign file brings, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, groupby

from ledger.foreign import words
from ledger.foreign.fates import CORRECTED, LEFT, TAKEN
from ledger.foreign.importing import Outcome, Result, Sheet
from ledger.foreign.mapping import FOLDER, Proposal
from ledger.foreign.taking import NO_RECORDS, WHY
from ledger.issues import on_one_line
from ledger.language.signs import visible
from ledger.reading.sheets import Grid, address
from ledger.records.types.declared import SheetMapping

#: so many signs of a value are told
_SHOWN = 24


def lines(result: Result) -> Iterator[str]:
    """Yield a line for each thing that is told."""
    own = chain(
        chain.from_iterable(_sheet(result, sheet) for sheet in result.sheets),
        (f"“{name}”没有读：{each.why}" for name, each in result.passed.items()),
        (f"  错  {each}" for each in result.others),
        _count(result),
    )
    yield from map(on_one_line, own)


def differing(each: Outcome, number: str = "行号") -> str:
    """Say where a row differs from the record that it is like, and how it is taken all the same."""
    assert each.near
    name, differs = each.near
    if not differs:
        return f"和 {name} 完全一样；重复的请删去，确是两件事的，加 --new {number}"
    said = "、".join(
        f"{head}（表里{_text(one)}，台账里{_text(other)}）" for head, one, other in differs
    )
    return (
        f"和 {name} 像是同一件事，不同的是 {said}；要改的请改台账，"
        f"确是另一件事的，加 --new {number}"
    )


def _sheet(result: Result, sheet: Sheet) -> Iterator[str]:
    table, told, target = sheet.taking.table, sheet.taking.mapping, sheet.taking.target
    of_year = f"，{target.year} 年" if target.ledger.of_a_year else ""
    yield (
        f"{result.file.name}“{table.grid.name}”：{table.head.rows}是栏名，记进{target.ledger.name}{of_year}"
        f"（{FOLDER}/{told.name}.yml）"
    )
    yield from _columns(sheet, told)
    yield from _hidden(table.grid)
    for kind, said in NO_RECORDS.items():
        if numbers := [line.number for line in table.lines if line.kind is kind]:
            yield f"  不是记录  第 {_runs(numbers)} 行：{said}"
    yield from _corrected(result, table.grid)
    for each in sheet.outcomes:
        yield from _row(sheet, each)
    for total in sheet.taking.totals:
        if total.differs or total.why:
            said = total.why or f"表里 {total.said}，各行相加 {total.sum}，请核对"
            yield f"  合计  {total.place.path}  {total.head}：{said}"


def _columns(sheet: Sheet, told: SheetMapping) -> Iterator[str]:
    table = sheet.taking.table
    keys = {each.head: each.key for each in told.heads}
    for head in table.head.columns:
        filled = table.filled(table.head.columns[head])
        if key := keys.get(head):
            yield f"  栏  {head}（{filled} 格）→ {key}"
        elif filled and head != WHY and not words.is_ordinal(head):
            why = "" if head in keys else "，对照里没有这一栏"
            yield f"  不取的栏  {head}（{filled} 格{why}）"
    for each in told.always:
        yield f"  都是  {each.key}：{each.value}"


def _hidden(grid: Grid) -> Iterator[str]:
    rows = [row for row in sorted(grid.hidden_rows) if row in grid.rows]
    if rows:
        yield f"  隐藏的行  第 {_runs(rows)} 行，照样读"
    filled = {column for _, column in grid.cells}
    columns = [c for c in sorted(grid.hidden_columns) if c in filled]
    if columns:
        names = "、".join(address(1, column)[:-1] for column in columns)
        yield f"  隐藏的栏  {names} 栏，照样读"


def _runs(numbers: list[int]) -> str:
    """Return numbers as their runs: 3、7—9."""
    found = []
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        own = [number for _, number in run]
        found.append(str(own[0]) if len(own) == 1 else f"{own[0]}—{own[-1]}")
    return "、".join(found)


def _corrected(result: Result, grid: Grid) -> Iterator[str]:
    for told in result.fates.every():
        if told.sheet == grid.name and told.fate.kind == CORRECTED:
            yield f"  改  {grid.name}!{told.cell}  {_text(told.text)}：{told.fate.said}"


def _row(sheet: Sheet, each: Outcome) -> Iterator[str]:
    place = each.row.place.path
    if each.added:
        kind = sheet.taking.target.ledger.record
        said = each.row.typed.get(kind.key_of(kind.headline), "") if kind.headline else ""
        yield f"  添  {each.added}  {place}  {_text(str(said))}"
    elif each.known:
        yield f"  已有  {place}  和 {each.known} 一样"
    elif each.near:
        yield f"  像  {place}  {differing(each, str(each.row.line.number))}"
    for issue in each.row.wrong:
        yield f"  没有导入  {issue.place.path}  {issue.message}"


def _count(result: Result) -> Iterator[str]:
    every = [each for sheet in result.sheets for each in sheet.outcomes]
    added, known = (sum(bool(getattr(e, name)) for e in every) for name in ("added", "known"))
    cells = result.fates.count()
    yield (
        f"共 {len(every)} 行：添 {added}，已有 {known}，没有导入 {len(every) - added - known}；"
        f"{sum(cells.values())} 格：{'，'.join(f'{kind} {cells[kind]}' for kind in (TAKEN, CORRECTED, LEFT))}"
    )


def _text(value: str) -> str:
    """Quote the beginning of a value."""
    text = " ".join(value.split())
    return f"“{text[:_SHOWN]}{'……' if len(text) > _SHOWN else ''}”" if text else "空的"


def of_proposal(proposal: Proposal) -> Iterator[str]:
    """Yield a line for each column of a sheet, and the key that it likely is."""
    for each in proposal.guesses:
        key = each.column.head if each.column else "不取"
        such = f"，如 {'、'.join(map(_text, each.examples))}" if each.examples else ""
        yield visible(f"  {each.head}（{each.filled} 格{such}）→ {key}")
        for text, near in each.unclear.items():
            if text not in each.told:
                offered = f"，像的有 {'、'.join(near)}" if near else ""
                advice = f"在这一栏写 值: [{{写: {' '.join(text.split())}, 是: …}}]"
                yield visible(f"    {_text(text)}认不出{offered}；{advice}")
    for column in proposal.lacking:
        yield f"  缺必填的“{column.head}”"
