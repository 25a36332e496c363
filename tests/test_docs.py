"""What the papers say is so: commands, paths, first lines, and no words of a workplace."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted((ROOT / "vakgraph").rglob("*.py"))
GRAPH = [path for folder in ("ontology", "queries") for path in sorted((ROOT / folder).rglob("*.*"))]
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("LICENSE*")), ROOT / "Makefile", ROOT / ".ci" / "run"]
WORKPLACE = re.compile(r"\bsessions?\b|/work/|/tmp/|/root/|/home/")


def commands() -> set[str]:
    """The names of all commands of the command line."""
    from vakgraph.cli import app

    named = {one.name or getattr(one.callback, "__name__", "").replace("_", "-") for one in app.registered_commands}
    return named | {str(one.name or one.typer_instance.info.name) for one in app.registered_groups}


def shown() -> set[str]:
    """The commands that the README's blocks and sentences use."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.S))
    return set(
        re.findall(r"^(?:\.venv/bin/)?vakgraph ([a-z]+)", blocks + README.replace("`vakgraph", "\nvakgraph"), re.M)
    )


def first_line(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]


def test_the_readme_names_every_command() -> None:
    assert commands() - shown() == set()


def test_the_readme_shows_no_command_that_is_not_there() -> None:
    assert shown() - commands() == set()


def test_every_stored_question_of_the_papers_exists() -> None:
    papers = README + (ROOT / "LEESMIJ.md").read_text(encoding="utf-8")
    named = set(re.findall(r"vakgraph query ([a-z][a-z-]+)", papers)) | set(re.findall(r'\.ask\("([a-z-]+)"', papers))
    assert named
    assert named - {path.stem for path in (ROOT / "queries").rglob("*.rq")} == set()


def test_every_place_of_the_readme_exists() -> None:
    table = README.split("## Where everything lives")[1].split("\n\n")[1]
    places = re.findall(r"^\| `([^`]+)`", table, re.M)
    assert len(places) > 8
    assert [place for place in places if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("paper", ["README.md", "LEESMIJ.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_inside_the_project_leads_somewhere(paper: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / paper).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_readme_names_every_exit_code_and_format() -> None:
    from vakgraph import errors
    from vakgraph.render import FORMATS

    codes = {errors.GOOD, errors.DATA_AT_FAULT, errors.INPUT_AT_FAULT, errors.NOTHING_FOUND, errors.INTERRUPTED}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.M)} == codes
    assert [name for name in FORMATS if f"`{name}`" not in README] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_its_one_purpose_in_its_first_line(path: Path) -> None:
    assert first_line(path).endswith(".")


def test_no_two_modules_have_the_same_purpose() -> None:
    lines = [first_line(path) for path in MODULES]
    assert sorted(lines) == sorted(set(lines))


def test_the_picture_of_the_readme_is_the_one_that_the_graph_gives() -> None:
    command = [sys.executable, "-m", "vakgraph", "--root", str(ROOT), "picture", "gap-map"]
    drawn = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said = "renew it with: vakgraph picture gap-map -o docs/gap-map.svg"
    assert drawn == (ROOT / "docs" / "gap-map.svg").read_text(encoding="utf-8"), said


def test_the_first_answer_of_the_readme_is_the_one_that_the_graph_gives() -> None:
    block = (ROOT / "README.md").read_text(encoding="utf-8").split("```text\n$ vakgraph ")[1].split("```")[0]
    question, _, answer = block.partition("\n")
    command = [sys.executable, "-m", "vakgraph", "--root", str(ROOT), *question.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "104"})
    assert done.stdout == answer


def test_contributing_is_short() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 80


def test_make_explains_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^([a-z]+):.*##", makefile, re.M)) >= {"demo", "test", "lint", "bench", "serve"}


@pytest.mark.parametrize("path", [*PAPERS, *MODULES, *GRAPH], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_paper_speaks_of_the_place_where_it_was_written(path: Path) -> None:
    assert WORKPLACE.findall(path.read_text(encoding="utf-8")) == []
