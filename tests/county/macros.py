"""The words of Markdown, as ``{{ figure("…") }}``; the package ``engine`` registers them."""

from engine.macros import define_env, on_pre_page_macros

__all__ = ["define_env", "on_pre_page_macros"]
