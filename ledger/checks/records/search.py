"""What is searched for: the words that mean the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ledger.checks.records.rules import rule
from ledger.issues import Issue
from ledger.records.dataset import Dataset
from ledger.records.types.language import Synonyms


@rule("record.alone")
def a_word_means_the_same_as_another(dataset: Dataset) -> Iterator[Issue]:
    """A group of 近义词 holds at least two words."""
    for group in dataset.of(Synonyms):
        if len(group.words) < 2:
            message = f"词：只有“{group.words[0]}”一个词；请至少写两个，或删去这一条"
            yield group.issue(message, "words")


@rule("record.synonym")
def a_word_stands_in_one_group(dataset: Dataset) -> Iterator[Issue]:
    """No word stands twice among the 近义词, whatever its width and case."""
    seen: dict[str, tuple[Synonyms, int]] = {}
    for group in dataset.of(Synonyms):
        for at, word in enumerate(group.words):
            first, place = seen.setdefault(_folded(word), (group, at))
            if (first, place) != (group, at):
                there = first.place("words", place)
                where = f"{there.path} 第 {there.line} 行"
                message = f"词：“{word}”已经写在{where}；请只留一处，或把两条并成一条"
                yield group.issue(message, "words", at)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
