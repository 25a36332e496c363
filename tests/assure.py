"""The long runs, all at once: `make assure` prints how much was tried and how much came out well, and keeps the table.

A test that belongs here carries the mark `assure` with a few words; where it makes its own cases, each is a `trial`.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "assurance.md"
TRIED: Counter[str] = Counter()
PASSED: Counter[str] = Counter()


@contextmanager
def trial(what: str, wrong: list[str] | None = None) -> Iterator[None]:
    """One case of a run with that name. With `wrong` its fault is put there, for the end, and the next one is tried."""
    TRIED[what] += 1
    try:
        yield
    except AssertionError as fault:
        if wrong is None:
            raise
        wrong.append(str(fault))
    else:
        PASSED[what] += 1


class Kept:
    """What pytest says of each test with the mark: by its words the outcomes and the seconds."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Counter[str]] = {}
        self.seconds: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Any:
        report = yield
        mark = item.get_closest_marker("assure")
        if mark is not None and (report.when == "call" or report.outcome != "passed"):
            self.outcomes.setdefault(mark.args[0], Counter())[report.outcome] += 1
            self.seconds[mark.args[0]] += report.duration
        return report

    def rows(self) -> Iterator[tuple[str, int, int, str]]:
        """What, how many were tried, how many came out well, and a remark with the time."""
        for what, outcomes in self.outcomes.items():
            tests, well = sum(outcomes.values()), outcomes["passed"]
            tried, passed = (TRIED[what], PASSED[what]) if TRIED[what] else (tests - outcomes["skipped"], well)
            said = [f"{number} {word}" for word, number in outcomes.items() if word != "passed"]
            yield what, tried, passed, ", ".join([f"{self.seconds[what]:.0f} s", *said])


def table(rows: Sequence[tuple[str, int, int, str]]) -> str:
    """The rows as a table that reads well as text, too."""
    lines = [("what was tried", "tried", "came out well", "time"), *((w, str(t), str(p), s) for w, t, p, s in rows)]
    wide = [max(len(line[at]) for line in lines) for at in range(4)]
    lines.insert(1, tuple("-" * width for width in wide))  # type: ignore[arg-type]
    return "".join("| " + " | ".join(c.ljust(w) for c, w in zip(line, wide, strict=True)) + " |\n" for line in lines)


def run(more: Sequence[str]) -> int:
    """Every test with the mark, the long way; the code that pytest ends with."""
    os.environ["VAKGRAPH_ASSURE"] = "1"
    kept = Kept()
    code = int(pytest.main(["-m", "assure", "-q", "--rootdir", str(ROOT), str(ROOT / "tests"), *more], plugins=[kept]))
    made = table(list(kept.rows()))
    parts = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "pyshacl", "hypothesis"))
    head = f"# Long runs\n\nMade by `make assure`; Python {sys.version.split()[0]}, {parts}.\n\n"
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(head + made, encoding="utf-8")
    print(f"\n{made}\n{OUT.relative_to(ROOT)}")
    return code


if __name__ == "__main__":
    import assure  # the tests count in the module of that name, which this is not while it is the program

    sys.exit(assure.run(sys.argv[1:]))
