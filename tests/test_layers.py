"""Five floors, and imports only go down; every outside library has its own door."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = (
    {"errors", "namespaces", "parting", "selection", "styles", "table"},
    {"cases", "checkout", "dates", "sheets", "turtle", "queries", "quotes", "mint", "places", "journal", "personal"},
    {
        "mapping",
        "validation",
        "store",
        "render",
        "pictures",
        "delivery",
        "catalogue",
        "find",
        "reports",
        "intake",
        "gate",
        "comparing",
    },
    {
        "answers",
        "asking",
        "push",
        "elsewhere",
        "meant",
        "upkeep",
        "exporting",
        "graph",
        "contracts",
        "releasing",
        "reference",
        "receiving",
        "packaging",
        "published",
    },
    {
        "options",
        "usage",
        "console",
        "questions",
        "tour",
        "drawing",
        "outgoing",
        "steward",
        "keeping",
        "adhoc",
        "sharing",
        "tools",
        "building",
        "programs",
        "publish",
        "doctor",
        "lasting",
        "versions",
        "packing",
        "arriving",
        "web",
        "serving",
        "cli",
    },
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# Rooms of one floor that were one room before it outgrew itself: each may look at those named before it.
SPLIT = (
    ("answers", "asking", "push", "elsewhere", "meant", "upkeep", "exporting", "graph"),
    (
        "options",
        "usage",
        "console",
        "questions",
        "tour",
        "drawing",
        "outgoing",
        "steward",
        "publish",
        "doctor",
        "lasting",
        "keeping",
        "adhoc",
        "sharing",
        "tools",
        "programs",
        "building",
        "versions",
        "packing",
        "arriving",
        "web",
        "serving",
        "cli",
    ),
    ("errors", "table"),
    ("journal", "checkout"),
    ("mapping", "intake", "gate", "comparing"),
    ("reports", "comparing"),
    ("push", "contracts", "graph", "releasing", "reference"),
    ("asking", "reference"),
    ("answers", "asking", "exporting", "graph", "packaging"),
    ("receiving", "packaging"),
    ("graph", "published"),
    ("validation", "gate"),
    ("store", "gate"),
    ("find", "gate"),
    ("render", "reports"),
    ("validation", "reports"),
)
NEIGHBOURS = {(here, there) for rooms in SPLIT for at, here in enumerate(rooms) for there in rooms[:at]}
DOORS = {
    "SPARQLWrapper": {"store"},
    "jinja2": {"reference", "web"},
    "openpyxl": {"sheets", "render", "reports"},
    "pyshacl": {"validation"},
    "rdflib": {"contracts", "graph", "turtle", "validation"},
    "resvg_py": {"pictures"},
    "rich": {"cli", "console", "render"},
    "starlette": {"web"},
    "uvicorn": {"serving"},
    "typer": {
        "arriving",
        "building",
        "cli",
        "console",
        "drawing",
        "keeping",
        "lasting",
        "options",
        "packing",
        "serving",
        "usage",
        "versions",
    },
    "xlsxwriter": {"sheets"},
    "yaml": {"cases", "contracts", "packaging", "queries"},
}
PACKAGE = Path(__file__).resolve().parent.parent / "vakgraph"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or not path.stem.startswith("__"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its floor"
            yield from (f"{node.module}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_only_go_down(path: Path) -> None:
    here = room_of(path)
    assert here in FLOOR, f"{here} stands on no floor"
    for name in imported(path):
        package, there = [*name.split("."), ""][:2]
        if package == "vakgraph" and there not in (here, "__version__"):
            down = FLOOR[there] < FLOOR[here] or (here, there) in NEIGHBOURS
            assert down, f"{here} (floor {FLOOR[here]}) imports {there} (floor {FLOOR[there]})"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_library_enters_by_its_own_door(path: Path) -> None:
    for library in {name.split(".")[0] for name in imported(path)} & set(DOORS):
        assert room_of(path) in DOORS[library], f"{library} may only be imported in {DOORS[library]}"


def test_a_question_loads_no_slow_library() -> None:
    slow = ["rdflib", "pyshacl", "SPARQLWrapper", "openpyxl", "vakgraph.intake", "vakgraph.places", "vakgraph.gate"]
    text = f"import sys, vakgraph.graph; print([name for name in {slow} if name in sys.modules])"
    said = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
