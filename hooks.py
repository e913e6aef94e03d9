"""What MkDocs asks at each step of a build: the answers are the engine's."""

from engine.events import *  # noqa: F403
