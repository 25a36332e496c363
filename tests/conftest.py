"""What every test may lean on: the folder of the project, a cache of its own, and repeatable random cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=100, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stores are kept apart from the user's; one cache for the whole run, so that the graph is loaded once."""
    kept = {name: os.environ.pop(name, None) for name in ("XDG_CACHE_HOME", "VAKGRAPH_ROOT")}
    cache = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(cache)
    yield cache
    del os.environ["XDG_CACHE_HOME"]
    os.environ.update({name: value for name, value in kept.items() if value is not None})
