"""What the graph promises its users, through the command line, on the real data."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
import rdflib

from vakgraph import turtle
from vakgraph.namespaces import prefixes

Row = dict[str, str]
ROOT = Path(__file__).resolve().parent.parent


def run(*words: str, code: int = 0, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "vakgraph", "--root", str(ROOT), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)  # type: ignore[call-overload]
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done  # type: ignore[no-any-return]


def rows(*words: str) -> list[Row]:
    """The answer to a stored question as rows with IRIs."""
    return list(csv.DictReader(io.StringIO(run("query", *words, "--format", "csv").stdout)))


def short(name: str) -> str:
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local


def test_statushouders_have_real_findings_with_a_source_each() -> None:
    found = rows("what-works-for-whom", "--target-group", "statushouders")
    groups = {row["target_group"] for row in found}
    assert groups == {short("target-group:refugees"), short("target-group:refugees-arabic")}
    assert len({row["finding"] for row in found}) == 9
    assert all(row["source"].startswith(short("source:")) and row["direction"] for row in found)


def test_what_made_no_difference_or_faded_is_there_with_its_direction() -> None:
    null = {(row["intervention"], row["direction"], row["compared_with"]) for row in rows("no-difference")}
    course, traditional = "budgetcursus-aangepast-gedragswetenschappelijk", "budgetcursus-traditioneel"
    assert (
        short(f"intervention:{course}"),
        short("direction:no-difference"),
        short(f"intervention:{traditional}"),
    ) in null
    assert (short("intervention:werkloont"), short("direction:mixed")) in {pair[:2] for pair in null}
    (almere,) = rows("what-works-for-whom", "--intervention", "Aanpak 45+", "--direction", "beter")
    assert "8 procentpunt" in almere["effect"] and "kleine banen" in almere["effect"]
    assert almere["certainty"] == short("certainty:moderate")


def conflicts() -> dict[str, list[Row]]:
    found = groupby(rows("conflicts"), key=lambda row: row["conflict"].rpartition("/")[2])
    return {name: list(sides) for name, sides in found}


def test_every_conflict_is_listed_with_both_quotes_or_addresses() -> None:
    listed = conflicts()
    assert len(listed) == 29
    for name, sides in listed.items():
        assert len(sides) >= 2, name
        assert all(side["quote"] or side["address"] for side in sides), name
        assert all(side["standing"] in ("open", "beslecht") for side in sides), name


def test_the_known_disagreements_are_among_them() -> None:
    listed = conflicts()
    says = {name: {side["says"] for side in sides} for name, sides in listed.items()}
    assert says["aantal-rondes-in-2020"] == {"5", "4"}
    assert says["projecten-ronde-1"] == {"11", "10"}
    assert says["gemeenten-111-projecten-59"] == {"111", "59"}
    assert {side["kind"] for side in listed["getal-59"]} == {short("conflict-kind:homonym")}
    assert {side["predicate"] for side in listed["getal-59"]} == {short("vak:applications"), short("vak:projectsInAll")}


def test_59_applications_and_59_projects_are_never_joined() -> None:
    for name, sides in conflicts().items():
        counted = {side["predicate"] for side in sides}
        if {short("vak:applications"), short("vak:projectsInAll")} <= counted:
            assert name == "getal-59"


def test_111_and_59_are_one_confirmation_each() -> None:
    found = {row["value"]: (row["claims"], row["families"]) for row in rows("one-family")}
    assert found == {"111": ("2", "1"), "59": ("2", "1")}


def test_check_says_which_conflicts_are_still_open() -> None:
    said = run("check").stderr
    assert "18 tegenspraken zijn nog open" in said
    assert "Aantal subsidierondes tot het najaar van 2020" in said and "Het getal 59" not in said


def test_a_split_municipality_has_all_its_successors_and_none_is_chosen() -> None:
    found = rows("municipality-through-time", "--municipality", "Haaren")
    heirs = {row["relative"].rpartition("/")[2] for row in found if row["relation"] == "opvolger"}
    assert heirs == {"gm0824", "gm0865", "gm0757", "gm0855"}


def test_an_old_name_leads_to_the_municipality_of_today() -> None:
    found = rows("municipality-through-time", "--municipality", "Haren")
    assert short("municipality:gm0014") in {row["relative"] for row in found}


def test_two_municipalities_of_one_name_are_both_named_and_none_is_chosen() -> None:
    done = run("query", "municipality-through-time", "--municipality", "Bergen", code=2, stdin=subprocess.DEVNULL)
    assert "Bergen (L) (0893)" in done.stderr and "Bergen (NH) (0373)" in done.stderr and not done.stdout


def test_a_contested_number_never_stands_without_its_mark() -> None:
    first = next(row for row in rows("rounds") if row["round"] == short("round:vahw1-1"))
    assert first["granted"] == "11 ≠ 10"
    almere = next(row for row in rows("projects-of-a-round") if row["project"].endswith("/r2-almere-45plus"))
    assert "≠" in almere["begin"] and "≠" in almere["end"]


def test_an_unknown_number_is_said_as_unknown_and_never_as_zero() -> None:
    third = next(row for row in rows("rounds") if row["round"] == short("round:vahw1-3"))
    assert third["applications"] == third["granted"] == ""
    assert "0" not in {row["granted"] for row in rows("rounds")} | {row["applications"] for row in rows("rounds")}
    assert "onbekend" in run("query", "rounds").stdout


def test_how_sure_the_tie_to_the_programme_is_stands_with_every_project() -> None:
    for question in ("what-works-for-whom", "no-difference", "projects-of-a-round", "who-takes-part", "chain-gaps"):
        header = rows(question)[0]
        assert "confidence" in header or "tie" in header, question


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    folder = tmp_path_factory.mktemp("export")

    def export(name: str, *words: str) -> Path:
        run("export", str(folder / name), *words)
        return folder / name

    return export


def counted() -> tuple[int, int]:
    """Asserted and derived triples, as `info` says."""
    said = re.search(r"(\d+) triples staan in bestanden, (\d+) zijn", run("info").stdout)
    assert said
    return int(said[1]), int(said[2])


def test_the_export_is_the_same_twice_and_two_libraries_count_what_info_says(
    exported: Callable[..., Path],
) -> None:
    whole, again, asserted = exported("a.ttl"), exported("b.ttl"), exported("c.ttl", "--asserted")
    assert whole.read_bytes() == again.read_bytes()
    stand, follow = counted()
    assert len(turtle.read(whole)) == len(set(turtle.read(whole))) == stand + follow
    assert len(turtle.read(asserted)) == stand
    assert len(rdflib.Graph().parse(whole)) == stand + follow


def test_info_counts_what_there_is_and_what_is_missing() -> None:
    said = run("info").stdout
    for line in (
        "project +39",
        "bevinding +42",
        "interventie +52",
        "bewering +357",
        "tegenspraak +29",
        "gemeente +426",
    ):
        assert re.search(rf"^{line}$", said, re.M), line
    assert re.search(r"^47 zijn bij naam bekend", said, re.M) and "111 zijn het volgens" in said
    assert "Van 11 rondes" in said


def test_a_disk_that_fills_up_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "graph.ttl"
    out.write_text("# old\n", encoding="utf-8")

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    run("info")  # so that the store is built and only the export has something to write
    done = run("export", str(out), code=2, preexec_fn=small_disk)
    assert "is niet geschreven" in done.stderr and done.stderr.count("\n") == 1
    assert out.read_text(encoding="utf-8") == "# old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_the_wheel_carries_the_graph_and_answers_outside_a_checkout(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling is not here to build the wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert not [name for name in archive.namelist() if "examples.ttl" in name or "/tests/" in name]
        archive.extractall(tmp_path / "installed")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from vakgraph import cli; cli.main()"
    words = [sys.executable, "-P", "-c", code, str(tmp_path / "installed"), "query", "rounds", "--format", "json"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(words, cwd=elsewhere, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["rows"]) == 11


def test_a_project_whose_tie_is_not_confirmed_says_so_wherever_its_name_stands() -> None:
    assert (
        "zoeken naar werk [afgeleid]"
        in run("show", "DECIDES: openheid over psychische problemen bij het zoeken naar werk").stdout
    )
    together = rows("working-together", "--organisation", "Tilburg University (Tranzo)")
    assert together and all(row["project_list"].endswith("[afgeleid]") for row in together)
    assert "[" not in rows("working-together", "--organisation", "Wageningen University & Research")[0]["project_list"]
