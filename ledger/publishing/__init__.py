"""A site built, checked and swapped in at once; what is served is never half of anything.

What a folder of releases holds, of which a web server is shown ``current`` alone::

    current        -> releases/0007-20d3702abc, or what stands for a link on Windows
    releases/      the last few, each with its manifest; .building-* and .removing-* are unfinished
    .lock          held while somebody publishes

Only the last step (``switching``) touches what is served.
"""

from __future__ import annotations


class Stopped(Exception):
    """Publishing stops and what is served stays; the text is one line for the person who asked.

    ``code`` is the exit code: 1 the data, 2 the wrong use, 3 the machine.
    """

    def __init__(self, message: str, code: int = 3) -> None:
        super().__init__(message)
        self.code = code
