"""Room on disk while an export is made: files without a name, of which a killed process leaves nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def scratch() -> Iterator[BinaryIO]:
    """An empty file to write and read; raises OSError where the disk is full."""
    with tempfile.TemporaryFile() as file:
        yield file
