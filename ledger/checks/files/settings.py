"""Checks mkdocs.yml against a closed list of settings, because others are untested.

The engine adds the settings that all projects share. Values are compared as typed; MkDocs' tags
(``!!python/…``, ``!ENV``) are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ledger.issues import Issue, Place, unknown
from ledger.language import naming, secrets
from ledger.language.secrets import Secret
from ledger.language.signs import UNWRITABLE
from ledger.machine import files
from ledger.machine.files import Read
from ledger.patterns import Pattern
from ledger.prose import addresses, calls
from ledger.records import source
from ledger.remembered import Fixed, remembered

FILE = "mkdocs.yml"
#: a name that the theme shows on every page
PLAIN = Pattern(rf"(?:(?!{UNWRITABLE.pattern})[^<>{{}}&\n\t])+")
#: settings that a project may choose, with a pattern of their values if any
OPEN: dict[str, Pattern | None] = {
    "site_name": PLAIN,
    "nav": None,  # ``navigation`` looks at it
    "site_url": None,
    "site_description": PLAIN,
    "site_author": PLAIN,
    "strict": Pattern("true|false"),
    "dev_addr": Pattern(r"\A[\w.:\[\]-]+:\d+"),
    "remote_branch": None,
    "remote_name": None,
}
#: settings with a fixed value; only those in ``_OPTIONAL`` may be left out
FIXED: dict[str, Any] = {
    "docs_dir": "docs",
    "site_dir": "site",
    "use_directory_urls": "true",
    "theme": "material",
    "hooks": ["hooks.py"],
    "plugins": [
        {"macros": {"module_name": "macros", "on_undefined": "strict", "on_error_fail": "true"}}
    ],
}
#: the plugin that does what hooks.py does, where the product is installed
PLUGIN = "ledger"
_OPTIONAL = ("docs_dir", "site_dir", "use_directory_urls")
#: why something is refused, by setting or by value
_WHY = {
    "docs_dir": "正文只从 docs/ 读，检查的也是它",
    "site_dir": "网站生成到别处请写 python -m ledger build --to 文件夹",
    "use_directory_urls": "各页的链接、PDF 和搜索都按文件夹的网址写",
    "theme": "网页、纸面和安全策略都只为这个主题做",
    "hooks": "检查和生成的页面都由 hooks.py 加上",
    "plugins": "正文里的词由 macros 插件登记；别的插件会改动检查过的正文",
    "markdown_extensions": "各单位都一样，由程序自己加；检查按这几种写法读正文，多一种就读得不一样",
    "extra_css": "各单位都一样，由程序自己加",
    "extra_javascript": "各单位都一样，由程序自己加",
    "extra": "各单位都一样，由程序自己加",
    "watch": "各单位都一样，由程序自己加",
    "exclude_docs": "哪些文件发布由检查决定；不发布的请移出 docs/",
    "draft_docs": "哪些文件发布由检查决定；没有写完的请移出 docs/",
    "not_in_nav": "页面本来就可以不在导航里",
    "extra_templates": "网站里的每个文件都要检查过",
    "repo_url": "内网里打不开，也会泄露仓库的地址",
    "repo_name": "内网里打不开，也会泄露仓库的地址",
    "edit_uri": "内网里打不开，也会泄露仓库的地址",
    "edit_uri_template": "内网里打不开，也会泄露仓库的地址",
    "copyright": "页脚由程序写",
    "INHERIT": "设置只写在这一个文件里，检查才看得全",
    "validation": "各单位都一样，由程序自己加；链接写错要停下来",
}


def check(root: Path, content_of: Read = files.read) -> Iterator[Issue]:
    """Yield the settings that the product does not support; ``content_of`` returns a file's content."""
    settings, issues = read(root, content_of)
    yield from issues
    yield from _secret(root, settings, content_of)
    if not isinstance(settings, source.Mapping):
        if not issues and (root / FILE).is_file():
            yield Issue(
                Place(FILE), "这里要写一项一项的设置，如 site_name: 名称", code="settings.shape"
            )
        return
    fixed = _fixed(settings)
    told = {issue.place for issue in issues}
    for key, value in settings.items():
        if source.place_of(value, settings.keys_at[key]) in told:
            continue
        if key in OPEN:
            yield from _open(key, value, settings.keys_at[key])
        elif key in fixed:
            yield from _differing(value, fixed[key], key, settings.keys_at[key])
        else:
            yield _refused(settings.keys_at[key], key)
    for key in fixed.keys() - settings.keys() - {*_OPTIONAL}:
        message = f"缺少“{key}”：{_WHY.get(key, '网站要用它')}；请照原样补上"
        yield Issue(Place(FILE), message, code="settings.missing")


def uses_plugin(settings: Any) -> bool:
    """Whether settings name our plugin, which takes the place of hooks.py."""
    plugins = settings.get("plugins") if isinstance(settings, source.Mapping) else None
    return isinstance(plugins, list) and PLUGIN in map(_name, plugins)


def _fixed(settings: source.Mapping) -> dict[str, Any]:
    """Return the settings with a fixed value: the product is joined once, in either way."""
    if not uses_plugin(settings):
        return FIXED
    others = {key: value for key, value in FIXED.items() if key != "hooks"}
    return others | {"plugins": [*FIXED["plugins"], PLUGIN]}


def _secret(root: Path, settings: Any, content_of: Read) -> Iterator[Issue]:
    """Yield what must not enter: names and titles stand on every page."""
    if (root / FILE).is_file():
        text = source.text_of(root / FILE, FILE, content_of)[0]
        found = {calls.place_at(text, each.start, FILE): each for each in _secrets_in(text)}
        yield from (Issue(at, each.message, code=each.code) for at, each in found.items())
        lines = {at.line for at in found}
        for value, at in _texts(settings):
            inner = _secrets_in(value) if at.line not in lines else ()
            yield from (Issue(at, each.message, code=each.code) for each in inner)


@remembered
def _secrets_in(text: str) -> tuple[Secret, ...]:
    return secrets.all_in(text)


def names(root: Path, content_of: Read, terms: Fixed[str], meant: Fixed[str]) -> Iterator[Issue]:
    """Yield the placeholders and quantities in the names and titles that pages show.

    ``terms`` (固定说法) count nothing; ``meant`` are no placeholders.
    """
    settings, _ = read(root, content_of)
    for key, text, at in _shown(settings):
        for fault in naming.faults(text, terms, meant):
            if not fault.code.startswith("secret."):  # ``check`` finds them in the whole file
                yield Issue(at, f"{key}：{fault.message}", code=fault.code)


def _shown(settings: Any) -> Iterator[tuple[str, str, Place]]:
    """Yield what pages show of the settings: the setting, the text, where it stands."""
    for key, value in settings.items() if isinstance(settings, source.Mapping) else ():
        at = settings.keys_at[key]
        if OPEN.get(key) is PLAIN and isinstance(value, str):
            yield key, value, source.place_of(value, at)
        elif key == "nav":
            yield from ((key, title, place) for title, place in _titles(value))


def _titles(nav: Any) -> Iterator[tuple[str, Place]]:
    """Yield the titles of a navigation, at every depth."""
    for each in nav if isinstance(nav, list) else ():
        if isinstance(each, source.Mapping):
            yield from each.keys_at.items()
            for below in each.values():
                yield from _titles(below)


def _texts(value: Any) -> Iterator[tuple[str, Place]]:
    """Yield the keys and values of settings as they are read, with their places."""
    if isinstance(value, source.Mapping):
        yield from value.keys_at.items()
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value, source.place_of(value, Place(FILE))


def read(root: Path, content_of: Read = files.read) -> tuple[Any, list[Issue]]:
    """Return the settings as typed, None where they cannot be read, and findings."""
    file = root / FILE
    if not file.is_file():  # the engine reports a missing file
        return None, []
    text, issues = source.text_of(file, FILE, content_of)
    if issues:
        return None, issues
    settings, found = source.parse(text, FILE)
    lines = text.split("\n")
    return settings, [_tag(issue, lines[issue.place.line - 1]) for issue in found]


def _tag(issue: Issue, line: str) -> Issue:
    if "!" not in line[issue.place.column - 1 :][:1]:
        return issue
    message = "设置里不写“!”开头的标记：它会运行程序，或从别处取值；请写成文字"
    return Issue(issue.place, message, code="settings.tag")


def _open(key: str, value: Any, at: Place) -> Iterator[Issue]:
    place = source.place_of(value, at)
    if key == "nav":
        return
    if not isinstance(value, str):
        yield Issue(place, f"{key}：这里写一行文字", code="settings.value")
    elif key == "site_url":
        yield from _address(value, place)
    elif (form := OPEN[key]) and not form.fullmatch(value):
        advice = _ADVICE.get(key, "只写文字，不写尖括号和花括号")
        wrong = f"不能写“{value}”" if value else "是空的"
        yield Issue(place, f"{key}：{wrong}；{advice}", code="settings.value")


_ADVICE = {"strict": "请写 true 或 false", "dev_addr": "请写 地址:端口，如 127.0.0.1:8000"}


def _address(value: str, place: Place) -> Iterator[Issue]:
    parts = addresses.of_web(value)
    if parts is None:
        message = "site_url：不是网址，或者写了用户名；请写成 http://主机名/，或删去这一行"
        yield Issue(place, message, code="settings.address")
    elif parts.path not in ("", "/") or parts.query or parts.fragment:
        message = (
            f"site_url：网址后面的“{parts.path}”不能写；网站的链接都是相对的，放在哪个路径下都能用，"
            f"请写 {parts.scheme}://{parts.netloc}/，或删去这一行"
        )
        yield Issue(place, message, code="settings.address")


def _differing(value: Any, needed: Any, name: str, at: Place) -> Iterator[Issue]:
    """Yield the differences between a value and the needed one, as deep as possible."""
    place = source.place_of(value, at)
    if isinstance(needed, dict) and isinstance(value, source.Mapping):
        for key in needed.keys() | value.keys():
            if key not in needed:
                yield _refused(value.keys_at[key], name, key)
            elif key not in value:
                yield _lacking(place, name, key)
            else:
                yield from _differing(value[key], needed[key], f"{name}.{key}", place)
    elif isinstance(needed, list) and isinstance(value, list):
        yield from _other_parts(value, needed, name, place)
    elif value not in (needed, {"name": needed}):
        message = f"{name}：只能写“{_typed(needed)}”{_because(name)}；请改回来"
        yield Issue(place, message, code="settings.value")


def _other_parts(value: list[Any], needed: list[Any], name: str, place: Place) -> Iterator[Issue]:
    for each in value:
        same = next((one for one in needed if _name(one) == _name(each)), None)
        if same is None:
            yield _refused(source.place_of(each, place), name, _name(each))
        else:
            yield from _differing(each, same, name, place)
    if missing := [_name(one) for one in needed if _name(one) not in map(_name, value)]:
        yield _lacking(place, name, "、".join(missing))
    elif len(value) != len(needed) or [*map(_name, value)] != [*map(_name, needed)]:
        message = f"{name}：每项只写一次，次序照原样{_because(name)}"
        if all(_name(each) in map(_name, needed) for each in value):  # others are named above
            yield Issue(place, message, code="settings.value")


def _name(part: Any) -> str:
    """Return the name of an item of a list: its key, or the item itself."""
    return str(part.get("media") or next(iter(part), "")) if isinstance(part, dict) else str(part)


def _typed(needed: Any) -> str:
    return needed if isinstance(needed, str) else "、".join(map(_name, needed))


def _because(name: str, part: str = "") -> str:
    why = _WHY.get(part) or _WHY.get(name) or _WHY.get(name.partition(".")[0])
    return f"（{why}）" if why else ""


def _lacking(place: Place, name: str, what: str) -> Issue:
    message = f"{name}：缺少“{what}”{_because(name)}；请照原样补上"
    return Issue(place, message, code="settings.missing")


def _refused(place: Place, name: str, part: str = "") -> Issue:
    """Return the finding on a setting, or part of one, that no project may use."""
    if name == "hooks" and not part:
        message = f"hooks：plugins 里已经写了 {PLUGIN}，两处都写就做两遍；请删去其中一处"
        return Issue(place, message, code="settings.refused")
    if name in _WHY or part:
        message = f"{name}：不能写“{part or name}”{_because(name, part)}；请删去"
        return Issue(place, message, code="settings.refused")
    message = f"{unknown('设置', name, [*OPEN, *FIXED])}；请改名或删去"
    return Issue(place, message, code="settings.unknown")
