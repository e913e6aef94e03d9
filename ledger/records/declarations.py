"""What is wrong in the declaration of a ledger: all of it at once, each at its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, get_origin

from ledger.issues import Issue, unknown
from ledger.language.signs import is_name
from ledger.records import kinds
from ledger.records.base import LedgerType, Numbered, Record, part_of
from ledger.records.fields import EDITIONS, Audience, Time, chosen_from, holds, mark_of
from ledger.records.model import Way
from ledger.records.register import LEDGERS
from ledger.records.types.declared import Declaration, DeclaredKey, InnerKey
from ledger.wordlists import STATES

#: what is told of a person: people appear by their post, and as totals
_PERSONAL = re.compile(
    r"姓名|名字|人名|身份证|手机|电话|邮箱|住址|住所|籍贯|民族|出生|年龄|性别|工资|成绩|考分|个人得分"
)
#: what only one type of key takes, and what that type cannot do without
_OF_TYPE = {"words": kinds.OPTION, "ledger": kinds.REFERENCE, "parts": kinds.GROUP}
#: the types of which a record may hold several values
_SEVERAL = ("文字", kinds.OPTION, kinds.REFERENCE, kinds.ATTACHED, kinds.GROUP)
#: what a declaration that adds keys to a ledger of the product may say
_OF_ADDED = ("note", "keys", "repeats", "any_of", "together", "readers")
#: where keys are named whose values all readers see, as far as they see the record
_SHOWN = ("subject", "day", "until", "over", "owners", "same", "split", "any_of")


@dataclass(frozen=True)
class Others:
    """What a declaration may name: ledgers, those of them that can be referred to, addresses.

    ``addresses`` tells by each address the ledger that has it.
    """

    ledgers: Collection[str]
    referable: Collection[str]
    addresses: Mapping[str, str]


@dataclass(frozen=True)
class _Look:
    """A look at a declaration, with the type that was made of what is right in it."""

    own: Declaration
    kind: type[Record]
    base: LedgerType | None
    others: Others

    def faults(self) -> Iterator[Issue]:
        yield from self._head()
        yield from self._names("keys", self.own.keys)
        for at, key in enumerate(self.own.keys):
            way = ("keys", at)
            if self._is_old(key):
                yield from self._old(way, key)
            else:
                yield from self._key(way, key)
                yield from self._between(way, key)
                yield from self._parts(way, key)
        for field in (*_SHOWN, "heads", "together"):
            yield from self._named(field)
        yield from self._texts()
        yield from self._together()
        yield from self._circles()
        yield from self._states()

    def _is_old(self, key: InnerKey) -> bool:
        return self.base is not None and bool(_type_before(self.kind).field_of(key.key))

    def _issue(self, message: str, *way: str | int, code: str = "declaration.key") -> Issue:
        return self.own.issue(message, *way, code=code)

    def _head(self) -> Iterator[Issue]:
        name = self.own.name
        if not is_name(name):
            message = f"台账的名称“{name}”要有汉字，不用空格和标点；请改文件名"
            yield self._issue(message, code="declaration.name")
        if self.base:
            yield from self._added(self.base)
        else:
            yield from self._place()
            yield from self._files()

    def _added(self, base: LedgerType) -> Iterator[Issue]:
        """Look at what a declaration says that adds keys to a ledger of the product."""
        own, name = self.own, self.own.name
        if own.keys and not base.takes_keys:
            message = f"“{name}”的网页只列它自己的键，不能添；请另建一本台账"
            yield self._issue(message, code="declaration.added")
        for field in Declaration.model_fields:
            if field not in _OF_ADDED and getattr(own, field):
                key = own.key_of(field)
                message = f"“{name}”本站已经有了，这里只添键；请删去“{key}”"
                yield self._issue(message, field, code="declaration.added")
        if own.readers != EDITIONS[0]:
            message = f"“{name}”本站已经有了，给谁看在各条记录上写；请删去“可见”"
            yield self._issue(message, "readers", code="declaration.added")

    def _place(self) -> Iterator[Issue]:
        """Look at what a new ledger must say, and where it stands in the site."""
        own, name = self.own, self.own.name
        for field in ("keys", "address", "subject"):
            if not getattr(own, field):
                key = own.key_of(field)
                yield self._issue(f"缺少“{key}”；请加一行 {key}: …", code="key.missing")
        owner = self.others.addresses.get(own.address or "", name)
        if own.address and owner != name:
            message = f"地址：“{own.address}”是别的台账的地址（{owner}）；请另取一个"
            yield self._issue(message, "address", code="declaration.address")
        if own.after and own.after not in self.others.ledgers:
            message = f"排在：{unknown('台账', own.after, self.others.ledgers)}"
            yield self._issue(message, "after", code="reference.ledger")

    def _files(self) -> Iterator[Issue]:
        """Look at the files in which the records stand: of a year, a month, or neither."""
        own = self.own
        by_quarter = any(key.key == own.day and key.type == "季度" for key in own.keys)
        if own.lasting and by_quarter:
            message = "不分年度的台账，“日期”不能是季度：不知道是哪一年的；请改成日期或月份"
            yield self._issue(message, "lasting", code="declaration.file")
        if own.monthly and own.lasting:
            message = "不分年度的台账不能每月一个文件；请删去一行"
            yield self._issue(message, "monthly", code="declaration.file")
        if own.monthly and (by_quarter or not own.day):
            message = "每月一个文件的台账，“日期”要是日期或月份，才知道记在哪个月；请改写 日期: …"
            yield self._issue(message, "monthly", code="declaration.file")

    def _names(self, field: str, keys: Sequence[InnerKey], *before: str | int) -> Iterator[Issue]:
        """Look at the names of keys that stand side by side."""
        often = Counter(key.key for key in keys)
        seen: set[str] = set()
        for at, key in enumerate(keys):
            way = (*before, field, at, "键")
            if not is_name(key.key):
                message = f"键：“{key.key}”要有汉字，不用空格和标点；请改一个名称"
                yield self._issue(message, *way, code="declaration.name")
            if personal := _PERSONAL.search(key.key):
                message = (
                    f"键：“{personal[0]}”是个人信息，不记在这里；人只写岗位，或只记人次，请删去"
                )
                yield self._issue(message, *way, code="declaration.person")
            if key.key in (Numbered.key_of("id"), Record.key_of("readers")):
                yield self._issue(f"键：每本台账都有“{key.key}”；请删去这一项", *way)
            if often[key.key] > 1 and key.key in seen:
                yield self._issue(f"键：“{key.key}”写了两次；请只留一处", *way, code="key.repeated")
            seen.add(key.key)

    def _old(self, way: Way, key: DeclaredKey) -> Iterator[Issue]:
        """A key of the product can be made required; nothing else of it changes."""
        said = [
            field
            for field, info in DeclaredKey.model_fields.items()
            if field not in ("key", "required") and getattr(key, field) != info.get_default()
        ]
        if said or not key.required:
            message = (
                f"键：“{key.key}”本站已经有了，只能写 必填: 是，不写别的；要另记一样，请换一个键"
            )
            yield self._issue(message, *way, "键", code="declaration.added")
        elif audience := mark_of(self.kind, str(self.kind.field_of(key.key)), Audience):
            yield self._issue(
                _hidden_required(audience.edition), *way, "必填", code="declaration.hidden"
            )

    def _key(self, way: Way, key: InnerKey) -> Iterator[Issue]:
        """Look at what a key says of its own values."""
        for field, kind in _OF_TYPE.items():
            value = getattr(key, field, None)
            name = DeclaredKey.key_of(field)
            if value and key.type != kind:
                message = f"{name}：类型“{key.type}”不用“{name}”；请删去，或写 类型: {kind}"
                yield self._issue(message, *way, name)
            elif not value and key.type == kind and hasattr(key, field):
                yield self._issue(f"类型“{kind}”要写“{name}”；请加一行 {name}: …", *way, "类型")
        if key.ledger and key.ledger not in self.others.referable:
            message = f"台账：{unknown('台账', key.ledger, self.others.referable)}"
            yield self._issue(message, *way, "台账", code="reference.ledger")
        if key.type == kinds.AMOUNT and not key.unit:
            message = "金额要写明单位；请加一行 单位: 万元 或 单位: 元"
            yield self._issue(message, *way, "类型")
        if key.unit and key.type not in kinds.NUMBERS:
            yield self._issue(f"单位：类型“{key.type}”没有单位；请删去", *way, "单位")
        if key.several and key.type not in _SEVERAL:
            message = f"多个：类型“{key.type}”只写一个；要写几个，请用“分项”"
            yield self._issue(message, *way, "多个")
        if key.required and key.audience:
            yield self._issue(
                _hidden_required(key.audience), *way, "可见", code="declaration.hidden"
            )

    def _parts(self, way: Way, key: DeclaredKey) -> Iterator[Issue]:
        yield from self._names("分项", key.parts, *way)
        for at, part in enumerate(key.parts):
            if part.audience:
                message = "可见：分项里的键不另分给谁看；请写在整个分项上，或另写一个键"
                yield self._issue(message, *way, "分项", at, "可见", code="declaration.hidden")
            if part.type == kinds.GROUP:
                message = "类型：分项下面不再分项；请另建一本台账，用“引用”"
                yield self._issue(message, *way, "分项", at, "类型")
            else:
                yield from self._key((*way, "分项", at), part)

    def _between(self, way: Way, key: DeclaredKey) -> Iterator[Issue]:
        """Look at what a key says of its value and others."""
        is_number = key.type in kinds.NUMBERS
        is_day, has_day = self._time_of(key.key), self._time_of(key.key, "日期")
        one = key.type not in (kinds.GROUP, "是否") and not key.several
        due = {
            "summed": (is_number, "是数的键"),
            "not_above": (is_number, "是数的键"),
            "later": (has_day, "是日期的键，或分项里有日期的键"),
            "in_year": (is_day, "是日期、月份的键"),
            "not_before": (is_day, "是日期、月份的键"),
            "unique": (one, "只写一个值的键"),
        }
        for field, (right, which) in due.items():
            if getattr(key, field) and not right:
                name = DeclaredKey.key_of(field)
                yield self._issue(
                    f"{name}：只用于{which}；请删去", *way, name, code="declaration.rule"
                )
        if key.later and (key.required or key.audience):
            message = "后填：事情办了才填的日期不能必填，也不能只给一部分人看；请删去一行"
            yield self._issue(message, *way, "后填", code="declaration.rule")
        if is_day and key.not_before:
            there = (*way, "不早于")
            yield from self._other(there, key.key, key.not_before, self._time_of, "日期，不能比")
        if is_number:
            there = (*way, "不多于")
            for at, named in enumerate(key.not_above):
                yield from self._other((*there, at), key.key, named, self._is_number, "数，不能比")
            yield from self._numbers(there, key.not_above, key.key)
        yield from self._when((*way, "何时必填"), key)

    def _other(
        self, way: Way, key: str, named: str, is_right: Callable[[str], Any], what: str
    ) -> Iterator[Issue]:
        """Look at a key on which another depends; the way to it bears the name of the rule."""
        name, edition, own = way[2], self._hidden(named), self._hidden(key)
        message = ""
        if named == key:
            message = f"{name}：写的是这个键自己；请写另一个键"
        elif named not in self._known:
            message = f"{name}：{unknown('键', named, self._known)}"
        elif self.kind.field_of(named) and not is_right(named):
            message = f"{name}：“{named}”不是{what}；请换一个键"
        if message:
            yield self._issue(message, *way, code="declaration.rule")
        elif edition != own:
            message = (
                f"{name}：两个键里有一个只给{edition or own}看，这样就说出了它；"
                "请两个都写，或都不写“可见”"
            )
            yield self._issue(message, *way, code="declaration.hidden")

    def _numbers(self, way: Way, keys: Sequence[str], *with_: str) -> Iterator[Issue]:
        """Look at numbers that are compared, with another: each once, all in one unit."""
        fields = (self.kind.field_of(key) or "" for key in (*with_, *keys))
        yield from self._once(way, keys)
        units = {self.kind.units[field]: None for field in fields if field in self.kind.units}
        if len(units) > 1:
            message = f"{way[-1]}：单位不同（{'、'.join(units)}），不能比；请改成一样的"
            yield self._issue(message, *way, code="declaration.rule")

    def _once(self, way: Way, keys: Sequence[str]) -> Iterator[Issue]:
        for key, count in Counter(keys).items():
            if count > 1:
                message = f"{way[-1]}：“{key}”写了两次；请只留一处"
                yield self._issue(message, *way, code="declaration.rule")

    def _when(self, way: Way, key: DeclaredKey) -> Iterator[Issue]:
        """Look at the words of other keys that ask for a key."""
        if key.when and (key.required or key.type == "是否"):
            why = "已经写了必填" if key.required else "“是否”不填就是否，总算写了"
            message = f"何时必填：{why}；请删去一行"
            yield self._issue(message, *way, code="declaration.rule")
        for other, words in key.when.items():
            if not words:
                message = f"何时必填：“{other}”没有写是哪些词；例如 {{{other}: …}}"
                yield self._issue(message, *way, other, code="declaration.rule")
            yield from self._other(
                (*way, other), key.key, other, self._has_words, "选项，也不是“是否”"
            )

    def _together(self) -> Iterator[Issue]:
        """Look at the keys that together are not repeated: two or more, each of one value."""
        keys = self.own.together
        yield from self._once(("不重复",), keys)
        for at, named in enumerate(keys):
            field = self.kind.field_of(named)
            if field and not _is_one(self.kind, field):
                message = f"不重复：“{named}”可以写几个，或者有分项，不能比；请换一个键"
                yield self._issue(message, "together", at, code="declaration.rule")
        if len(keys) == 1:
            message = "不重复：要写两个以上的键；只有一个的，在那个键里写 不重复: 是"
            yield self._issue(message, "together", code="declaration.rule")

    def _circles(self) -> Iterator[Issue]:
        """Look for days each of which is not before the next, and the last not before the first."""
        before = {key.key: key.not_before for key in self.own.keys if key.not_before}
        told: set[str] = set()
        for at, key in enumerate(self.own.keys):
            way, last = [key.key], before.get(key.key)
            while last and last not in way:
                way, last = [*way, last], before.get(last)
            if last == key.key and len(way) > 1 and key.key not in told:
                told |= {*way}
                pairs = zip(way, [*way[1:], last], strict=True)
                said = "，".join(f"“{one}”不早于“{other}”" for one, other in pairs)
                message = f"不早于：{said}，绕成了一圈；请删去一处"
                yield self._issue(message, "keys", at, "不早于", code="declaration.rule")

    @property
    def _known(self) -> list[str]:
        """The keys that may be named: those of the type, and those that are declared wrongly."""
        own = (key.key for key in self.own.keys)
        rest = (key for key in self.kind.all_keys() if key != Record.key_of("readers"))
        return [*dict.fromkeys([*rest, *own])]

    def _named(self, field: str) -> Iterator[Issue]:
        """Look at the keys that the declaration names: they are there, and all readers see them."""
        value = getattr(self.own, field)
        name = self.own.key_of(field)
        for at, key in enumerate(value if isinstance(value, list) else [value] if value else []):
            way = (field, at) if isinstance(value, list) else (field,)
            if key not in self._known:
                message = f"{name}：{unknown('键', key, self._known)}"
                yield self._issue(message, *way, code="declaration.rule")
            elif field in _SHOWN and (edition := self._hidden(key)):
                message = f"{name}：“{key}”只给{edition}看，别的版没有它；请换一个人人可见的键"
                yield self._issue(message, *way, code="declaration.hidden")

    def _texts(self) -> Iterator[Issue]:
        """Look at what each named key must hold."""
        own, keys = self.own, {key.key: key for key in self.own.keys}
        due: dict[str, tuple[Callable[[DeclaredKey], bool], str]] = {
            "subject": (lambda key: key.required and key.type != kinds.GROUP, "要必填，不分项"),
            "day": (lambda key: key.type in kinds.DAYS, "要是日期、月份或季度"),
            "until": (lambda key: key.type in ("日期", "月份"), "要是日期或月份"),
            "over": (
                lambda key: key.type == "日期" and not (key.required or key.several),
                "要是不必填的日期，只写一个",
            ),
            "owners": (
                lambda key: key.ledger in self._owners and not key.several,
                "要引用一个岗位或机构",
            ),
            "same": (
                lambda key: key.ledger == own.name and not key.several,
                "要引用这本台账自己的一条",
            ),
            "split": (
                lambda key: key.type == kinds.OPTION and key.required and not key.several,
                "要是必填的选项，只写一个",
            ),
        }
        for field, (is_right, what) in due.items():
            value = getattr(own, field)
            for at, named in enumerate(value if isinstance(value, list) else [value]):
                if named in keys and not (self._hidden(named) or is_right(keys[named])):
                    way = (field, at) if isinstance(value, list) else (field,)
                    message = f"{own.key_of(field)}：“{named}”{what}；请改它的写法，或换一个键"
                    yield self._issue(message, *way, code="declaration.rule")
        for at, named in enumerate(own.any_of):
            if named in keys and keys[named].type == "是否":
                message = f"至少写一项：“{named}”不填就是否，总算写了；请换一个键"
                yield self._issue(message, "any_of", at, code="declaration.rule")
        if len(own.any_of) == 1:
            message = "至少写一项：要写两个以上的键；只有一个的，写 必填: 是"
            yield self._issue(message, "any_of", code="declaration.rule")

    @property
    def _owners(self) -> Collection[str | None]:
        """The ledgers of those who answer for something, and what is told to be no ledger."""
        told = (key.ledger for key in self.own.keys if key.ledger not in self.others.referable)
        return {"岗位", "机构", *filter(None, told)}

    def _states(self) -> Iterator[Issue]:
        states = self.own.states
        keys = [*enumerate(self.own.keys)]
        key = next((each for _, each in keys if each.key == kinds.STATE), None)
        if states and self.own.over:
            message = "结束：写了“状态”的，由状态说办完没有；请删去这一行"
            yield self._issue(message, "over", code="declaration.state")
        if states and not (key and key.required):
            message = f"状态：要有必填的键“{kinds.STATE}”，类型是选项"
            yield self._issue(message, "states", code="declaration.state")
        for at, each in keys:
            right = each.type == kinds.OPTION if each.key == kinds.STATE else each.type == "文字"
            named = each.key in (kinds.STATE, *kinds.NAMES) and not self._is_old(each)
            if named and (not right or each.several or each.audience):
                due = kinds.OPTION if each.key == kinds.STATE else "文字"
                message = f"键：“{each.key}”要是{due}，只写一个，人人可见；不是的，请换一个名称"
                yield self._issue(message, "keys", at, "键", code="declaration.key")
        roles, told = Counter(state.role for state in states), set[str]()
        for at, state in enumerate(states):
            for word, name in ((state.role, "作用"), (state.before, "此前")):
                if word and word not in STATES:
                    message = f"{name}：{unknown('作用', word, STATES)}"
                    yield self._issue(message, "states", at, name, code="declaration.state")
            if state.before and state.before in STATES and state.before not in told:
                message = f"此前：作用“{state.before}”的状态要先写，在这一项的上面"
                yield self._issue(message, "states", at, "此前", code="declaration.state")
            if roles[state.role] > 1:
                message = f"作用：“{state.role}”写了两次；请合成一处"
                yield self._issue(message, "states", at, "作用", code="declaration.state")
            told.add(state.role)
            if state.day:
                yield from self._state_day(at, state.day)
            for number, proof in enumerate(state.proofs):
                way = ("states", at, "要有", number)
                yield from self._proof(way, proof)
            yield from self._equal(("states", at, "相等"), state.equal)

    def _state_day(self, at: int, day: str) -> Iterator[Issue]:
        way = ("states", at, "日期")
        if day not in self._known:
            message = f"日期：{unknown('键', day, self._known)}"
            yield self._issue(message, *way, code="declaration.state")
        elif self.kind.field_of(day) and not self._time_of(day, "日期"):
            message = f"日期：“{day}”不是日期，也不是有日期的分项；请换一个键"
            yield self._issue(message, *way, code="declaration.state")
        elif next((key.required for key in self.own.keys if key.key == day), False):
            message = f"日期：“{day}”到了这个状态才有，不能必填；请删去它的 必填"
            yield self._issue(message, *way, code="declaration.state")
        elif edition := self._hidden(day):
            message = f"日期：“{day}”只给{edition}看，别的版没有它；请换一个人人可见的键"
            yield self._issue(message, *way, code="declaration.hidden")

    def _equal(self, way: Way, keys: Sequence[str]) -> Iterator[Issue]:
        """Look at the keys whose numbers a state makes equal."""
        if len(keys) == 1:
            message = "相等：要写两个以上的键"
            yield self._issue(message, *way, code="declaration.state")
        for at, key in enumerate(keys):
            if key not in self._known:
                message = f"相等：{unknown('键', key, self._known)}"
                yield self._issue(message, *way, at, code="declaration.state")
            elif self.kind.field_of(key) and not self._is_number(key):
                message = f"相等：“{key}”不是数，不能比；请换一个键"
                yield self._issue(message, *way, at, code="declaration.state")
            elif edition := self._hidden(key):
                message = f"相等：“{key}”只给{edition}看，别的版没有它；请换一个人人可见的键"
                yield self._issue(message, *way, at, code="declaration.hidden")
        yield from self._numbers(way, keys)

    def _proof(self, way: Way, key: str) -> Iterator[Issue]:
        if key not in self._known:
            message = f"要有：{unknown('键', key, self._known)}"
            yield self._issue(message, *way, code="declaration.state")

    def _hidden(self, key: str) -> str:
        """Return the edition for which a key is; nothing of one for all."""
        field = self.kind.field_of(key)
        mark: Audience | None = mark_of(self.kind, field, Audience) if field else None
        return mark.edition if mark else ""

    def _time_of(self, key: str, *only: str) -> bool:
        """Whether a key holds a day or a month (or what ``only`` says), or a group with one."""
        due = only or ("日期", "月份")
        for each in self.own.keys:
            if each.key == key:
                types = [part.type for part in each.parts] or [each.type]
                return any(kind in due for kind in types)
        field = self.kind.field_of(key)
        if field is None:
            return False
        group = part_of(self.kind, key)
        kind, fields = (group, [*group.model_fields]) if group else (self.kind, [field])
        days = [each for each in fields if mark_of(kind, each, Time)]
        return any(not only or holds(kind, each, date) for each in days)

    def _has_words(self, key: str) -> bool:
        """Whether a key holds words that are closed, or 是 or 否."""
        field = str(self.kind.field_of(key))
        return chosen_from(self.kind, field) or holds(self.kind, field, bool)

    def _is_number(self, key: str) -> bool:
        field = self.kind.field_of(key)
        if field is None or not holds(self.kind, field, int, Decimal):
            return False
        return any(each.key == key for each in self.own.keys) or _is_one(self.kind, field)


def faults(
    own: Declaration,
    ledger: LedgerType,
    base: LedgerType | None,
    told: Mapping[str, Declaration],
) -> Iterator[Issue]:
    """Yield what is wrong in a declaration.

    ``ledger`` is what was made of it; ``base`` the ledger of the code to which it adds keys;
    ``told`` are all declarations by their names.
    """
    yield from _Look(own, ledger.record, base, _others(told)).faults()


def _others(told: Mapping[str, Declaration]) -> Others:
    """Return what any declaration may name; of two ledgers with one address the first has it."""
    known = {"id", "name"}
    referable = [name for name, each in LEDGERS.items() if known & each.record.model_fields.keys()]
    addresses = {each.address or "": name for name, each in reversed([*told.items()])}
    addresses |= {each.slug: name for name, each in LEDGERS.items()}
    return Others((*LEDGERS, *told), (*dict.fromkeys([*referable, *told]),), addresses)


def _is_one(kind: type[Record], field: str) -> bool:
    """Whether a record holds a single value in a field."""
    info = kind.model_fields[field]
    return get_origin(info.annotation) not in (list, dict) and not part_of(kind, info.alias)


def _type_before(kind: type[Record]) -> type[Record]:
    """Return the type to which keys were added."""
    return kind.__mro__[1]


def _hidden_required(edition: str) -> str:
    return f"只给{edition}看的键不能必填：别的版里没有它；请删去“必填”或“可见”"
