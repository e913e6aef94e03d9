"""MkDocs calls these functions at each step of a build; the package ``mkdocs_ledger`` defines them."""

from mkdocs_ledger.events import *  # noqa: F403
