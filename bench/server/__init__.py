"""Before a published site: what pages weigh, and the load that a small server holds."""

from bench.server.load import measure

__all__ = ["measure"]
