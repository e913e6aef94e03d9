"""The words are said once, by the gate; mkdocs-macros-plugin alone would say the same, and no more."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Bureau, sample
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from ledger.documents.site import ONLY_PAGES
from ledger.project import Project
from ledger.prose.addresses import is_document
from ledger.prose.finished import finish
from mkdocs_ledger import settings
from mkdocs_ledger.building import SERVING
from mkdocs_ledger.frames import _mark
from mkdocs_ledger.sealed import Sealed


class Listener(BasePlugin):
    """Keeps the Markdown of every page after all others have dealt with it."""

    def __init__(self) -> None:
        self.heard: dict[str, str] = {}

    @event_priority(-1000)
    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> None:
        self.heard[page.file.src_uri] = markdown


def plain(root: Path, site: Path) -> MkDocsConfig:
    """Return the settings of a project without its hooks: the plugin does all there is to do."""
    for name in ("mkdocs.yml", "macros.py"):
        shutil.copy(ROOT / name, root)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), hooks=[])
    settings.apply(config)  # the theme has the template that the report's page asks for
    return config


@pytest.mark.long  # in the usual run the pages of a built site are compared with the gate's
def test_the_plugin_alone_says_what_the_gate_says(
    project: Project, real_copy: Path, tmp_path: Path
) -> None:
    config, listener = plain(real_copy, tmp_path / "site"), Listener()
    config.plugins["listener"] = listener
    build(config)
    assert len(project.finished) > 1
    for path, finished in project.finished.items():
        said = finish(listener.heard[path], official=is_document(path))
        assert said == finished.lstrip("\n"), path  # MkDocs drops the blank lines below the head


@pytest.mark.slow
def test_a_page_that_the_gate_has_finished_is_not_compiled_again(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ONLY_PAGES, "1")
    monkeypatch.delenv(SERVING, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1640995200")
    for name in ("mkdocs.yml", "macros.py", "hooks.py"):
        shutil.copy(ROOT / name, bureau.root)
    config, listener = load_config(str(bureau.root / "mkdocs.yml")), Listener()
    config.plugins["listener"] = listener

    plain = Environment.from_string

    def compiled(environment: Environment, source: str, *given: Any) -> Any:
        assert source == _mark("toc")  # the theme's, in a frame
        return plain(environment, source, *given)

    monkeypatch.setattr(Environment, "from_string", compiled)
    build(config)
    for path, finished in bureau.project().finished.items():
        assert listener.heard[path] == finished.lstrip("\n")


# the environment of the plugin


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The plugin as a project without hooks has it, before its first page."""
    root = tmp_path_factory.mktemp("bureau")
    shutil.copytree(Path(__file__).parent / "bureau", root, dirs_exist_ok=True)
    config = plain(root, root / "site")
    found = config.plugins["macros"]
    found.on_config(config)
    return found


def rendered(plugin: Any, text: str) -> str:
    """Let the plugin render a page."""
    file = File("甲.md", src_dir="docs", dest_dir="site", use_directory_urls=True)
    page = Page("题", file, plugin.conf)
    page.meta = {"secret": "秘"}
    said: str = plugin.on_page_markdown(text, page=page, config=plugin.conf, files=None)
    return said


WORD = '{{ unit("简称") }}'
ATTEMPTS = [
    # what the plugin and Jinja know
    "{{ config }}", "{{ page }}", "{{ page.meta }}", "{{ secret }}", "{{ environment }}", "{{ extra }}",
    "{{ plugin }}", "{{ git }}", "{{ files }}", "{{ navigation }}", "{{ macros }}", "{{ filters }}", "{{ title }}",
    "{{ macros_info() }}", "{{ context() }}", "{{ now() }}", "{{ fix_url('甲') }}", "{{ range(9) }}",
    "{{ dict(a=1) }}", "{{ cycler('甲') }}", "{{ joiner('甲') }}", "{{ namespace(a=1) }}", "{{ lipsum() }}",
    "{{ super() }}", "{{ caller() }}", "{{ _('甲') }}", "{{ self }}", "{{ self() }}", "{{ loop.index }}",
    "{{ varargs }}", "{{ __builtins__ }}", "{{ __import__('os') }}", "{{ open('mkdocs.yml') }}", "{{ 甲 }}",
    # attributes
    "{{ unit.__globals__ }}", "{{ unit.__globals__['__builtins__'] }}", "{{ unit.__code__ }}", "{{ unit['__class__'] }}",
    "{{ unit|attr('__class__') }}", "{{ ''.__class__.__mro__ }}", "{{ ''['__class__'] }}", "{{ [].__class__ }}",
    "{{ ().__class__.__bases__[0].__subclasses__() }}", "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ self._TemplateReference__context }}", "{{ unit('简称').upper() }}", "{{ unit('简称')[0] }}",
    "{{ '{0.__class__}'.format(1) }}", "{{ '{0.__class__}'.format_map({}) }}", "{{ 'a'.join(['b']) }}",
    # filters and tests
    "{{ unit('简称')|upper }}", "{{ '%s'|format(1) }}", "{{ 'a'|pretty }}", "{{ unit|string }}", "{{ unit is defined }}",
    "{{ unit('简称') is string }}", "{{ 1 is odd }}",
    # reckoning
    "{{ 9**9**9 }}", "{{ 'a'*10**9 }}", "{{ 'a'*1000000000 }}", "{{ 1+1 }}", "{{ 'a' ~ 'b' }}", "{{ 1 }}", "{{ 'a' }}",
    "{{ 1.5 }}", "{{ 1e400 }}", "{{ [1] }}", "{{ {} }}", "{{ () }}", "{{ 1 < 2 }}", "{{ 'a' in 'b' }}",
    "{{ not unit('简称') }}", "{{ not('简称') }}", "{{ unit('简称') and 1 }}", "{{ unit('简称') if 1 else 2 }}",
    "{{ -1 }}", "{{ 1//0 }}", "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
    # arguments that are no literals
    "{{ unit(unit('简称')) }}", "{{ unit(unit) }}", "{{ unit(key) }}", "{{ unit('简'~'称') }}", "{{ unit('简'+'称') }}",
    "{{ unit('简称'*9) }}", "{{ unit(9**9**9) }}", "{{ unit(-1) }}", "{{ unit(1.5) }}", "{{ unit(true) }}",
    "{{ unit(none) }}", "{{ unit(('简称',)) }}", "{{ unit(['简称']) }}", "{{ unit({'a': 1}) }}", "{{ unit(*['简称']) }}",
    "{{ unit(**{'key': '简称'}) }}", "{{ unit('简称' if 1 else '') }}", "{{ unit('简称'|upper) }}", "{{ unit('简称'.x) }}",
    "{{ unit('简称'[0]) }}", "{{ unit(key=unit) }}", "{{ unit(key='a'*9) }}", "{{ unit(key=key='a') }}",
    # other forms of a call
    "{{ unit }}", "{{ (unit)('简称') }}", "{{ unit('简称')('简称') }}", "{{ unit('简称'), unit('简称') }}",
    "{{ unit('简称') unit('简称') }}", "{{ unit.unit('简称') }}", "{{ unit['unit']('简称') }}", "{{ }}", "{{", "{{ unit(",
    "{{ unit('简称'", "{{ unit('简称') }", "{{ unit('简称' }}", "{{ {{ unit('简称') }} }}", "{{ unit('简称) }}", "{{ unit(,) }}",
]  # fmt: skip


@pytest.mark.parametrize("attempt", sample(ATTEMPTS, 60))
def test_nothing_but_a_word_with_literals_is_said(plugin: Any, attempt: str) -> None:
    with pytest.raises(SystemExit):
        rendered(plugin, f"甲{WORD}{attempt}乙")


@pytest.mark.parametrize(
    "text",
    ["{% for x in (1, 2) %}甲{% endfor %}", "{% set a = 1 %}", "{% include 'index.md' %}", "{% import 'index.md' as a %}",
     "{% extends 'index.md' %}", "{% macro a() %}{% endmacro %}", "{% raw %}甲{% endraw %}", "{%- if 1 -%}甲{% endif %}",
     "{% block a %}{% endblock %}", "{# 注 #}", "{#- 注 -#}", "# for x in y", "## 注", "}} %} #}", "\0% set a = 1 %\0"],
)  # fmt: skip
def test_statements_and_comments_are_text(plugin: Any, text: str) -> None:
    assert rendered(plugin, f"{text}{WORD}\n{text}\n") == f"{text}小样局\n{text}\n"


@pytest.mark.parametrize(
    "call", [WORD, "{{unit('简称')}}", '{{ unit(key="简称") }}', '{{ unit("简" "称") }}']
)
def test_a_word_with_literals_is_said(plugin: Any, call: str) -> None:
    assert rendered(plugin, f"甲{call}乙\n\n") == "甲小样局乙\n\n"


def test_the_environment_holds_the_words_alone(plugin: Any) -> None:
    rendered(plugin, WORD)
    assert isinstance(plugin.env, Sealed)
    assert plugin.env.globals == plugin.macros and "figure" in plugin.macros
    assert not {"config", "environment", "macros_info", "context", "now"} & {
        *plugin.macros,
        *plugin.variables,
    }
    assert plugin.env.filters == plugin.env.tests == {}
    assert not plugin.env.is_safe_attribute("", "upper", str.upper)
    assert not plugin.env.is_safe_callable(print)


@pytest.mark.parametrize("said", ["{{ say() }}", '{{ "a" }}', "{% raw %}", "{# 注 #}", "{{"])
def test_what_a_word_says_is_not_said_again(said: str) -> None:
    environment = Sealed({"say": lambda: said})
    assert environment.from_string("甲{{ say() }}乙").render(say=None) == f"甲{said}乙"
