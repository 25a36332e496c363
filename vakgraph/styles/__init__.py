"""The one style sheet of every page: custom properties first, so that a partner can put its own in their place."""

from __future__ import annotations

from pathlib import Path


def css() -> bytes:
    """The style sheet as it is shipped."""
    return (Path(__file__).parent / "vakgraph.css").read_bytes()
