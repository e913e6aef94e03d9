"""Lists of words (词表): which words a field may hold, for how long, and what rules rest on them.

The words are data. Code knows the names of the lists and the roles (作用) that a word may have; a
rule asks a word for its role and never compares it with a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ledger.issues import Mistake
from ledger.language.signs import half
from ledger.remembered import Same


class Role(NamedTuple):
    """What a word of a list does. ``needed`` lists have a word with the role, ``single`` only one."""

    name: str
    does: str
    needed: bool = False
    single: bool = False


DEPARTMENT = Role("内设", "本单位内部的科室；正文里写到本单位没有的科室时提示")
MEETING = Role("按会议", "会议：名称不加书名号")
TALK = Role("谈话", "要写谈话类型和谈话人次")
LECTURE = Role("授课", "要写主讲和实到")
STUDY = Role("学习", "写了学习文件的算学过，学习计划和必学条款看它", needed=True)
ROLL = Role("计出勤", "要写应到和实到")
DONE = Role("办结", "不再要办；要有办结的日期和佐证", needed=True, single=True)
LASTING = Role("长期", "要一直坚持：不算办结，不催办，可以没有时限", single=True)
REACHED = Role("达标", "验收达标", needed=True, single=True)
NAMED = Role("命名", "达标以后命名为示范", single=True)
AGAIN = Role("复发", "同样的问题又出现了", needed=True)
EVERYBODY = Role("全体", "全单位都参加；记在不上班的日子时提示")
GUARDED = Role("须监督", "这一级的环节至少有一处监督", needed=True)

#: the roles of a state that comes about on a day, by name: a declared ledger may ask for them
STATES = {role.name: role for role in (DONE, LASTING, REACHED, NAMED)}

#: the lists, and the roles that their words may have
LISTS: dict[str, tuple[Role, ...]] = {
    "机构类型": (DEPARTMENT,),
    "岗位层级": (),
    "文件类型": (MEETING,),
    "发文层级": (),
    "法规种类": (),
    "材料种类": (),
    "制度类别": (),
    "机制类别": (),
    "权力领域": (),
    "风险领域": (),
    "风险等级": (GUARDED,),
    "监督时点": (),
    "监督方式": (),
    "指标分组": (),
    "履责类别": (TALK, LECTURE, STUDY),
    "学习形式": (ROLL,),
    "学习主题": (),
    "参加范围": (EVERYBODY,),
    "谈话类型": (),
    "提醒节点": (),
    "提醒渠道": (),
    "问题来源": (),
    "整改状态": (DONE, LASTING),
    "回头看结论": (AGAIN,),
    "支出科目": (),
    "支出项目": (),
    "计量单位": (),
    "要点状态": (DONE,),
    "任务方面": (),
}


#: characters without which a word says the opposite
_DENYING = frozenset("不未非无没反")


class Word(str):
    """A word of a list. ``address`` is its part of an address, ``roles`` are names of roles."""

    __slots__ = ("address", "among", "roles")
    roles: frozenset[str]
    address: str
    among: WordList

    def has(self, role: Role) -> bool:
        """Whether the word has a role."""
        return role.name in self.roles


class Term(NamedTuple):
    """How a word is written, and the years (both included) in which it is used."""

    word: Word
    first: int | None = None
    last: int | None = None

    def outside(self, year: int | None) -> str:
        """Say that the word is not used in a year; nothing where it is, or none is given."""
        if year and self.first is not None and year < self.first:
            return f"从 {self.first} 年起才用"
        if year and self.last is not None and year > self.last:
            return f"只用到 {self.last} 年"
        return ""


class WordList(Same):
    """A list: its words in their order, and by each way of writing the word that is meant."""

    def __init__(
        self,
        name: str,
        path: str,
        roles: tuple[Role, ...] = (),
        replaced: WordList | None = None,
    ) -> None:
        self.name = name
        self.path = path
        #: the roles that a word may have
        self.roles = roles
        #: the product's list, in the place of which a project's own stands
        self.replaced = replaced
        self.words: tuple[Word, ...] = ()
        self.terms: dict[str, Term] = {}
        #: whether something is wrong in it; then any word may be right
        self.broken = False

    def with_role(self, role: Role) -> tuple[Word, ...]:
        """Return the words that have a role, in their order."""
        return tuple(word for word in self.words if word.has(role))

    def in_use(self, year: int | None) -> tuple[Word, ...]:
        """Return the words of a year, in their order; all, where none is given."""
        return tuple(w for w in self.words if not self.terms[w].outside(year))

    def meant(self, text: str) -> Word | None:
        """Return the word that is written so, in whatever year; None where none is."""
        term = self.terms.get(text)
        return term.word if term else None

    def read(self, text: str, year: int | None) -> Word:
        """Return the word that a text means; raises ``Mistake`` for one not used in a year."""
        term = self.terms.get(text)
        if term is None and self.broken:
            return self.word(text)
        if term is None:
            raise Mistake(self._unknown(text, year), "value.choice")
        if outside := term.outside(year):
            message = f"“{text}”{outside}，{year} 年不用；请改用当年的词，或在 {self.path} 里改年份"
            raise Mistake(message, "value.year_of_word")
        return term.word

    def word(self, text: str, roles: frozenset[str] = frozenset(), address: str = "") -> Word:
        """Return a new word of the list."""
        made = Word(text)
        made.among, made.roles, made.address = self, roles, address
        return made

    def _unknown(self, text: str, year: int | None) -> str:
        known = self.in_use(year)
        start = f"不认识的值“{text}”"
        if guess := self._meant(text):
            other = "" if _is_same(text, guess) else f"不是的，把这个词写进 {self.path}"
            return f"{start}，是不是“{guess}”？{other}"
        if self.replaced and self.replaced.meant(text):
            return f"{start}；自带的词表里有，本单位的一份整份代替了它，请把这个词抄进 {self.path}"
        some = "、".join(known[:12]) + ("……" if len(known) > 12 else "")
        return f"{start}；可以写：{some}；要添这个词，写进 {self.path}"

    def _meant(self, text: str) -> Word | None:
        """Return the word that a text can only mean, or None.

        A changed character may change the meaning (党纪, 党史): only signs that say nothing may
        differ, or characters be missing; and one word alone is so near.
        """
        for near in (_is_same, _is_piece, _lacks_few):
            if found := {term.word for known, term in self.terms.items() if near(text, known)}:
                word = found.pop()
                return word if not found and 2 * len(text) >= len(word) else None
        return None


class Lists(Same):
    """The lists by their names."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        self._lists = {**lists}

    def __getitem__(self, name: str) -> WordList:
        return self._lists[name]

    def get(self, name: str) -> WordList | None:
        """Return the list of a name; None where there is none."""
        return self._lists.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __contains__(self, name: str) -> bool:
        return name in self._lists

    def replaced(self, own: Mapping[str, WordList]) -> Lists:
        """Return the lists with some in the place of those of the same name."""
        return Lists({**self._lists, **own})


class Known(NamedTuple):
    """What the reading of a file's words rests on: the lists, and the year that it tells of."""

    lists: Lists
    year: int | None


def letters(text: str) -> str:
    """Return a text without blanks and punctuation, in which alone nothing is said."""
    return re.sub(r"\W", "", half(text))


def _is_same(one: str, other: str) -> bool:
    return letters(one) == letters(other)


def _is_piece(typed: str, known: str) -> bool:
    """Whether what was typed is a piece of a known word; a longer one says more than the word."""
    return typed in known and not (set(known) - set(typed)) & _DENYING


def _lacks_few(typed: str, known: str) -> bool:
    """Whether what was typed is a known word without a few of its characters."""
    rest = iter(known)
    most = 3 * len(typed) >= 2 * len(known) and not (set(known) - set(typed)) & _DENYING
    return most and all(sign in rest for sign in typed)
