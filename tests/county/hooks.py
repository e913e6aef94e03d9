"""MkDocs calls these functions at each step of a build; the package ``engine`` defines them."""

from engine.events import *  # noqa: F403
