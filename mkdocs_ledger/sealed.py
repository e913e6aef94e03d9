"""A Jinja environment that accepts only calls of words with literal arguments.

It has no variables, filters, tests, statements, comments or attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

#: the token types of a permitted call: a word, and literals in brackets
_CALL = re.compile(r"name lparen(?: comma| (?:name assign )?(?:string|integer))* rparen")


class _CallsOnly(Extension):
    """Refuses, before rendering, every expression that is no call of a word."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield text and permitted calls; raise ``TemplateSyntaxError`` for anything else."""
        for token in stream:
            yield token
            if token.type == "data":
                continue
            call = [*_until(stream, "variable_end")]
            shape = " ".join(part.type for part in call[:-1])
            if token.type != "variable_begin" or not _CALL.fullmatch(shape):
                raise TemplateSyntaxError("只能写一个词和它的参数", token.lineno, stream.name)
            if call[0].value not in self.environment.globals:
                raise TemplateSyntaxError(f"没有词“{call[0].value}”", token.lineno, stream.name)
            yield from call


def _until(stream: TokenStream, end: str) -> Iterator[Token]:
    """Yield the tokens up to and including the first of a type, or all that remain."""
    for token in stream:
        yield token
        if token.type == end:
            return


class _Unasked(Template):
    """A template that ignores the variables given to ``render``."""

    def render(self, /, *_: Any, **__: Any) -> str:
        """Render the words without any variable."""
        return super().render()


class Sealed(ImmutableSandboxedEnvironment):
    """The environment of the words."""

    template_class = _Unasked

    def __init__(self, words: Mapping[str, Callable[..., str]]) -> None:
        super().__init__(
            # a lone surrogate, which no text holds, as delimiter: so no statement or comment begins
            block_start_string="\ud800%",
            block_end_string="%\ud800",
            comment_start_string="\ud800#",
            comment_end_string="#\ud800",
            keep_trailing_newline=True,
            undefined=StrictUndefined,
            extensions=[_CallsOnly],
        )
        self.filters.clear()
        self.tests.clear()
        self.globals = dict(words)

    def is_safe_attribute(self, *_: Any) -> bool:
        """Refuse every attribute."""
        return False

    def is_safe_callable(self, obj: Any) -> bool:
        """Whether something is one of the words."""
        return any(obj is word for word in self.globals.values())
