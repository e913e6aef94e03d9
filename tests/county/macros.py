"""The words of Markdown, as ``{{ figure("…") }}``; the package ``mkdocs_ledger`` registers them."""

from mkdocs_ledger.macros import define_env, on_pre_page_macros

__all__ = ["define_env", "on_pre_page_macros"]
