"""The layout, the short list of ruff and the types of mypy hold for every file."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

COMMANDS = {
    "ruff check": ["ruff", "check", "--no-cache", "."],
    "ruff format": ["ruff", "format", "--no-cache", "--check", "."],
    "mypy": ["mypy", "--strict", "vakgraph"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_left_to_say_for(name: str, root: Path) -> None:
    tool, *words = COMMANDS[name]
    if find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed (it comes with the extra 'test')")
    done = subprocess.run([sys.executable, "-m", tool, *words], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
