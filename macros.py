"""What an author may write in Markdown, ``{{ figure("…") }}``: the words are the engine's."""

from engine.macros import define_env, on_pre_page_macros

__all__ = ["define_env", "on_pre_page_macros"]
