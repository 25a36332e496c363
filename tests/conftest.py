"""What every test may lean on: the folder of the project, a cache of its own, and repeatable random cases."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=100, database=None)
settings.load_profile("repeatable")


LONG = ("test_browser", "test_faults", "test_remote")  # few tests, and each takes a while


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those first and then the files with the most tests: what takes longest is not what the rest waits for."""
    most = Counter(item.path for item in items)
    items.sort(key=lambda item: (not item.path.name.startswith(LONG), -most[item.path], item.path))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file; no longer, for while its driver listens no other loop of events may."""
    from browser import chromium

    with chromium() as started:
        yield started


@pytest.fixture(scope="session", autouse=True)
def each_question_read_once() -> Iterator[None]:
    """pySHACL has rdflib read the same question anew for every node, 95 % of its time; here that is kept."""
    from rdflib.plugins.sparql import processor

    parse, translate = processor.parseQuery, processor.translateQuery

    @cache
    def read(text: str, base: str | None, spaces: frozenset[tuple[str, Any]]) -> Any:
        return translate(parse(text), base, dict(spaces))

    def once(text: str, base: str | None = None, spaces: Mapping[str, Any] | None = None) -> Any:
        return read(text, base, frozenset((spaces or {}).items()))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", lambda text: text)
        patch.setattr(processor, "translateQuery", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Stores are kept apart from the user's, with one cache for the whole run; the width is the one of plain text."""
    kept = {name: os.environ.pop(name, None) for name in ("XDG_CACHE_HOME", "VAKGRAPH_ROOT", "COLUMNS")}
    cache = tmp_path_factory.mktemp("cache")
    os.environ["XDG_CACHE_HOME"] = str(cache)
    yield cache
    del os.environ["XDG_CACHE_HOME"]
    os.environ.update({name: value for name, value in kept.items() if value is not None})
