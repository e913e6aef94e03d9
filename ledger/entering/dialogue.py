"""A record is asked for in the terminal, key by key; each answer is looked at when it is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ledger.entering import answers, questions
from ledger.entering.likely import Known
from ledger.entering.making import Desk, Made
from ledger.entering.questions import Question
from ledger.exchange import cells
from ledger.exchange.columns import Form
from ledger.issues import Mistake, unknown
from ledger.language.signs import columns
from ledger.machine import terminal
from ledger.machine.stopping import Stopped
from ledger.records import source
from ledger.records.dataset import Dataset

#: how wide the offers of a question may be on one line
_WIDE = 76
_NO, _MORE = "不写", "再一个，没有了直接回车"
_HEAD = "记一条“{}”。先问必填的，再问常填的；不填的直接回车；有序号的写序号，也可以写别的。不记了按 Ctrl+C。"
_WRITE = f"直接回车写入；哪一项要改、要添，写它的名称；不记了，写“{_NO}”："
_MEND = f"还不能写。哪一项要改、要添，写它的名称；不记了，写“{_NO}”："

Ask = Callable[[str], str]


@dataclass
class Dialogue:
    """The questions about one record, and what was answered so far."""

    ask: Ask
    desk: Desk
    dataset: Dataset
    known: Known
    typed: source.Mapping

    def __post_init__(self) -> None:
        self.every = questions.of(self.desk.ledger)
        self.kind = self.desk.ledger.record

    def begin(self) -> None:
        """Ask for what the record needs, and what is usual; raises ``EOFError``."""
        terminal.output(_HEAD.format(self.desk.ledger.name))
        self._needed()
        records = [each.typed for each in self.known.entries]
        for question in [*questions.usual(self.every, self.desk.ledger, self.typed, records)]:
            self._ask(question)

    def agreed(self) -> Made:
        """Show the record as it would stand now, until somebody wants it written so; return it.

        Raises ``Stopped`` where nobody does, and ``EOFError``.
        """
        while True:
            self._needed()
            made = self._tried()
            if made:
                terminal.forget()
                terminal.output(f"会写进 {made.path}：\n\n{self.desk.lines(made)}\n")
            wanted = self._wanted(_WRITE if made else _MEND)
            if made and not wanted:
                return made
            for each in wanted:
                self._change(each)

    def _needed(self) -> None:
        """Ask for what a record needs and does not hold, until it does."""
        while lacking := questions.lacking(self.every, self.kind, self.typed):
            self._ask(lacking[0])

    def _tried(self) -> Made | None:
        """Return the record where nothing is wrong with it; else tell what is."""
        try:
            made = self.desk.made(self.typed)
        except Mistake as mistake:
            terminal.note(str(mistake))
            return None
        terminal.note("正在检查……")
        errors = self.desk.errors(made)
        if errors:
            terminal.note("\n".join(errors))
            return None
        return made

    def _wanted(self, question: str) -> list[Question]:
        """Return the key that somebody wants to change, or all of a group; none for no name.

        Raises ``Stopped`` where the record is not wanted.
        """
        while said := self.ask(question).strip():
            if said == _NO:
                raise Stopped("什么也没有写", code=1)
            parts = tuple(said.split(questions.BETWEEN))
            if found := [each for each in self.every if each.way[: len(parts)] == parts]:
                return found
            terminal.note(unknown("键", said, [each.name for each in self.every]))
        return []

    def _change(self, question: Question) -> None:
        """Ask again for a key; an empty answer leaves it out."""
        if (held := question.held(self.typed)) is not None:
            said = f"{question.name}现在是“{cells.written(held)}”"
            terminal.output(said if question.needed else f"{said}，直接回车就不写这一项")
        self.typed = answers.put(self.typed, question, (), self.typed.place)
        self._ask(question)

    def _ask(self, question: Question) -> None:
        """Ask for one key until the answer can stand; nothing leaves out what is not needed."""
        if question.inner:
            self._ask_several(question)
            return
        needed = question in questions.lacking(self.every, self.kind, self.typed)
        before = self.typed

        def took(said: Sequence[str]) -> bool:
            return self._holds(question, answers.put(before, question, said, before.place))

        self._read(question, needed, took)

    def _read(
        self, question: Question, needed: bool, took: Callable[[Sequence[str]], bool]
    ) -> bool:
        """Ask for the value of a key, or its values, until ``took`` takes them; return whether any is."""
        offers = self.known.offers(question)
        _show(question, needed, offers)
        said: list[str] = []
        while True:
            asked = f"  {_MORE if said else question.name}："
            word = _chosen(self.ask(asked).strip(), question, offers)
            if not word and (said or not needed):
                return bool(said)
            if not word:
                terminal.note("这一项要填")
            elif _taken(took, [*said, word]):
                said.append(word)
                if not question.takes_several:
                    return True

    def _holds(self, question: Question, typed: source.Mapping) -> bool:
        """Take the record with an answer in it, or say what is wrong with the answer."""
        wrong = answers.wrong(self.dataset, self.kind, typed, question)
        if wrong:
            terminal.note("\n".join(issue.message for issue in wrong))
        else:
            self.typed = typed
        return not wrong

    def _ask_several(self, question: Question) -> None:
        """Ask for the groups of a list, each key by key; nothing under the first key ends it."""
        terminal.output(f"{question.name}：可以记几项，一项一项地问；没有了，第一个直接回车")
        listed: list[source.Mapping] = []
        while group := self._group(question, listed):
            listed.append(group)

    def _group(self, question: Question, listed: Sequence[source.Mapping]) -> source.Mapping:
        """Return a group with what is answered for its keys, as it stands in the record now.

        It is empty where nothing is for the first key.
        """
        before, place = self.typed, self.typed.place
        group = answers.empty(place)

        def took(said: Sequence[str]) -> bool:
            held = answers.put(group, inner, said, place)
            every = source.Sequence([*listed, held])
            every.place, every.lost = place, False
            return self._holds(question, cells.put(before, question.way, every, place))

        for number, inner in enumerate(question.inner):
            needed = inner.needed and (number > 0 or (question.needed and not listed))
            whole = replace(inner, way=(*question.way, *inner.way))
            if self._read(whole, needed, took):
                group = question.held(self.typed)[-1]
            elif number == 0:
                break
        return group


def _taken(took: Callable[[Sequence[str]], bool], said: Sequence[str]) -> bool:
    """Whether an answer is taken; one that nobody can read is told."""
    try:
        return took(said)
    except Mistake as mistake:
        terminal.note(str(mistake))
        return False


def _show(question: Question, needed: bool, offers: Sequence[str]) -> None:
    """Show a question with the likely answers, each after its number."""
    about = question.kind.model_fields[question.field].description
    said = "；".join(filter(None, ("必填" if needed else "", about)))
    terminal.output(f"{question.name}（{said}）" if said else question.name)
    shown = [f"{number} {offer}" for number, offer in enumerate(offers, 1)]
    line = ""
    for each in shown:
        if line and columns(f"{line}  {each}") > _WIDE:
            terminal.output(f"    {line}")
            line = ""
        line = f"{line}  {each}" if line else each
    if line:
        terminal.output(f"    {line}")


def _chosen(said: str, question: Question, offers: Sequence[str]) -> str:
    """Return an answer; the number of an offer stands for it, unless a number is what is asked."""
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < len("100") else 0
    is_number = question.form is Form.NUMBER or said in offers
    return offers[number - 1] if not is_number and 0 < number <= len(offers) else said
