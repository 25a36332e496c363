"""The command line does what it says, says what is wrong in one sentence, and ends with the documented code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import small_world

from vakgraph import cli, console, turtle, usage
from vakgraph.graph import VakGraph

Said = tuple[int, str, str]
Vakgraph = Callable[..., Said]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def vakgraph(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Vakgraph]:
    """Run a command on the small world: (exit code, output, messages)."""
    monkeypatch.setenv("VAKGRAPH_ROOT", str(folder))

    def run(*words: str) -> Said:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


def command(folder: Path, *words: str) -> list[str]:
    """The same as a command for a process of its own."""
    return [sys.executable, "-m", "vakgraph", "--root", str(folder), *words]


def output(folder: Path, *words: str) -> str:
    """What a command on a graph prints, when all goes well."""
    done = subprocess.run(command(folder, *words), capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# ---- asking


def test_a_question_is_answered_as_a_table(vakgraph: Vakgraph) -> None:
    code, out, err = vakgraph("query", "projects")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Projecten",
        "Projecten, stand 2026-01-02, uitgave 9.8.7",
        "",
        "Project      Nummer",
        "-----------  ------------",
        "Project één  0518",
        "=Twee        niet vermeld",
        "",
        "2 rijen",
        "* Een noot.",
        "* De bron van een rij: vakgraph show DING, of vakgraph query where-from --thing DING.",
        "Stand: 2026-01-02, versie 9.8.7 · CC BY 4.0",
    ]


def test_a_choice_narrows_the_answer(vakgraph: Vakgraph) -> None:
    for words in (["--target-group", "statushouders"], ["--target-group=vergunninghouders"]):
        code, out, _ = vakgraph("query", "projects", *words, "-f", "csv")
        assert code == 0 and out.count("\r\n") == 2


@pytest.mark.parametrize("words", [("--lang", "en", "query", "projects"), ("query", "projects", "--lang=en")])
def test_a_setting_may_stand_before_or_after_the_command(vakgraph: Vakgraph, words: tuple[str, ...]) -> None:
    assert "not stated" in vakgraph(*words)[1]


def test_no_rows_is_a_sentence_and_no_fault(vakgraph: Vakgraph, folder: Path) -> None:
    small_world.put(folder, "queries/tables/empty.rq", small_world.PROJECTS.replace("a vak:Project", "a vak:Nergens"))
    code, out, err = vakgraph("query", "empty", "--target-group", "statushouders")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        'Geen rijen voor "Projecten" (Doelgroep: statushouders).',
        "  zonder doelgroep (statushouders): 0 rijen",
        "* Een noot.",
    ]
    assert vakgraph("query", "empty", "-f", "csv")[1] == "project,number,round\r\n"


def test_a_municipal_code_without_its_zero_is_told(vakgraph: Vakgraph) -> None:
    code, _, err = vakgraph("query", "projects", "--municipality", "373")
    assert code == 0 and err == "373 is gelezen als gemeentecode 0373.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("query", "project"), 'Er is geen vraag die "project" heet. Bedoelde u projects'),
        (("query", "projects", "--target-grup", "x"), "kent --target-grup niet. Bedoelde u --target-group?"),
        (("query", "projects", "--target-group", "statushouder"), "Bedoelde u statushouders"),
        (("query", "projects", "--target-group"), "Na --target-group hoort een waarde."),
        (("query", "projects", "--target-group", "--from"), "Na --target-group hoort een waarde."),
        (("query", "projects", "--municipality", "Bergen"), "Bergen (L) (0893), Bergen (NH) (0373)."),
        (("query", "projects", "--from", "vorig jaar"), '"vorig jaar" past niet bij --from'),
        (("query", "projects", "los"), '"los" staat los'),
        (("query", "--target-group", "x", "projects"), "Noem eerst de vraag"),
        (("query", "projects", "-f", "cvs"), 'Het formaat "cvs" is er niet'),
        (("query", "projects", "-f", "ttl"), "Turtle kan alleen bij een CONSTRUCT"),
        (("query", "projects", "--lang", "de"), 'De taal "de" is er niet'),
        (("query", "projects", "-f"), "Na -f hoort een waarde."),
        (("query",), "Noem eerst de vraag"),
        (("qeury", "projects"), 'De opdracht "qeury" is er niet. Bedoelde u query'),
        (("show",), "Er ontbreekt iets: DING"),
        (("info", "--langg", "nl"), 'De optie "--langg" is er niet. Bedoelde u --lang?'),
        (("info", "los"), '"los" is te veel'),
        (("picture", "kaart"), 'De tekening "kaart" is er niet: kies uit gap-map, municipalities, '),
        (("picture", "gapmap"), "Bedoelde u gap-map?"),
        (("picture", "gap-map", "-o", "kaart.pdf"), "Een tekening wordt .svg of .png, niet .pdf"),
        (("picture", "gap-map", "--width", "9"), "Een tekening is 200 tot 5000 pixels breed, niet 9."),
        (("show", "Nergenshuizen"), "De graaf kent geen ding"),
        (("export", "x.ttl", "--kind", "projekt"), 'Er is geen soort "projekt". Bedoelde u project'),
        (("--root", "/nergens", "info"), "/nergens is geen graaf"),
        (("sparql", "SELECT * {"), "SPARQL:1:11: hier klopt de SPARQL-vraag niet"),
        (("sparql", "nergens.rq"), "nergens.rq: dit bestand is niet te lezen"),
    ],
)
def test_a_wrong_command_gets_one_sentence_and_code_2(
    vakgraph: Vakgraph, words: tuple[str, ...], sentence: str
) -> None:
    code, out, err = vakgraph(*words)
    assert (code, out) == (2, "")
    assert sentence in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--lang", "en", "qeury"), 'There is no command "qeury". Did you mean query'),
        (("info", "--lang", "en", "--rot", "x"), 'There is no option "--rot". Did you mean --root?'),
        (("show", "--lang=en"), "Something is missing: DING"),
    ],
)
def test_a_wrong_command_is_told_in_english_when_asked(
    vakgraph: Vakgraph, words: tuple[str, ...], sentence: str
) -> None:
    code, _, err = vakgraph(*words)
    assert code == 2 and sentence in err


def test_a_turtle_file_with_a_mistake_is_named_with_its_place(tmp_path: Path, vakgraph: Vakgraph) -> None:
    small_world.put(small_world.build(tmp_path), "data/project/fout.ttl", "@prefix a: <b:> .\na:b a:c .\n")
    code, _, err = vakgraph("--root", tmp_path, "info")
    assert code == 2 and re.search(r"fout\.ttl:2:\d+: dit is geen geldige Turtle", err)


def test_a_broken_query_header_is_named_with_its_line(tmp_path: Path, vakgraph: Vakgraph) -> None:
    small_world.put(small_world.build(tmp_path), "queries/tables/kapot.rq", "#+ titel: x\nSELECT * { ?s ?p ?o }\n")
    for words in (("queries",), ("query", "kapot")):
        code, _, err = vakgraph("--root", tmp_path, *words)
        assert code == 2 and "kapot.rq:1:" in err


def test_what_nobody_foresaw_is_a_sentence_too(vakgraph: Vakgraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VakGraph, "answer", lambda *a, **k: 1 / 0)
    code, _, err = vakgraph("query", "projects")
    assert code == 2 and "ZeroDivisionError" in err and "VAKGRAPH_DEBUG=1" in err


def test_the_traceback_is_there_for_who_asks(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(VakGraph, "answer", lambda *a, **k: 1 / 0)
    monkeypatch.setenv("VAKGRAPH_DEBUG", "1")
    assert cli.run(["--root", str(folder), "query", "projects"]) == 2
    assert "Traceback" in capfd.readouterr().err


# ---- formats and files


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.xlsx", "a.txt"])
def test_the_name_of_the_file_chooses_the_format(vakgraph: Vakgraph, tmp_path: Path, name: str) -> None:
    code, out, _ = vakgraph("query", "projects", "-o", tmp_path / name)
    made = (tmp_path / name).read_bytes()
    assert (code, out) == (0, "")
    start = {"csv": b"project,", "json": b"{\n", "jsonl": b'{"project"', "xlsx": b"PK", "txt": b"Projecten\n"}
    assert made.startswith(start[name[2:]])


def test_json_carries_question_choices_and_licence(vakgraph: Vakgraph) -> None:
    made = json.loads(vakgraph("query", "projects", "--target-group", "statushouders", "-f", "json")[1])
    assert made["question"] == "Welke projecten zijn er?" and made["licence"] == "CC BY 4.0"
    assert made["filters"] == [{"label": "Doelgroep", "value": "statushouders"}]


def test_the_spreadsheet_csv_guards_a_formula_from_the_data(vakgraph: Vakgraph) -> None:
    rows = list(csv.reader(io.StringIO(vakgraph("query", "projects", "-f", "csv-excel")[1]), delimiter=";"))
    assert rows[2][0] == "'=Twee"


def test_a_file_that_cannot_be_written_leaves_the_old_one(vakgraph: Vakgraph, tmp_path: Path) -> None:
    (tmp_path / "map").write_text("oud")
    code, _, err = vakgraph("query", "projects", "-o", tmp_path / "map" / "a.csv")
    assert code == 2 and "is niet geschreven" in err and (tmp_path / "map").read_text() == "oud"


def test_a_write_that_fails_half_way_leaves_the_old_file(
    vakgraph: Vakgraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    for words in (("query", "projects", "-o"), ("export",)):
        target = tmp_path / "a.ttl" if words == ("export",) else tmp_path / "a.csv"
        target.write_text("oud")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            code, _, err = vakgraph(*words, target)
        assert code == 2 and "No space left on device" in err
        assert target.read_text() == "oud"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.ttl"]


def test_a_file_gets_the_rights_that_the_user_gives_new_files(vakgraph: Vakgraph, tmp_path: Path) -> None:
    former = os.umask(0o027)
    try:
        vakgraph("query", "projects", "-o", tmp_path / "a.csv")
    finally:
        os.umask(former)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


# ---- sparql


def test_sparql_comes_from_text_file_or_input(
    vakgraph: Vakgraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "SELECT ?s { ?s a <https://w3id.org/vakgraph/def#Round> }"
    path = small_world.put(tmp_path, "vraag.rq", "\ufeff" + text)
    first = vakgraph("sparql", text)
    assert first[0] == 0 and "Ronde 1" in first[1]
    assert vakgraph("sparql", path) == first
    for words in (("sparql", "-"), ("sparql",)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert vakgraph(*words) == first


def test_a_construct_is_turtle_and_an_ask_is_a_word(vakgraph: Vakgraph, tmp_path: Path) -> None:
    construct = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
    assert turtle.read_text(vakgraph("sparql", construct)[1])
    assert vakgraph("sparql", construct, "-f", "csv")[1].startswith("subject,predicate,object\r\n")
    vakgraph("sparql", construct, "-o", tmp_path / "a.ttl")
    assert turtle.read(tmp_path / "a.ttl")
    assert vakgraph("sparql", "ASK {}")[1] == "ja\n"
    assert vakgraph("sparql", "ASK {}", "-f", "csv")[1] == "answer\r\ntrue\r\n"


# ---- the other commands


def test_the_questions_are_listed_and_shown(vakgraph: Vakgraph) -> None:
    assert "Welke projecten zijn er?" in vakgraph("queries")[1]
    assert "thing-facts" not in vakgraph("queries")[1], "what a page asks is not in the list"
    shown = vakgraph("queries", "show", "projects")[1]
    assert "--target-group target-group" in shown and "SELECT ?project" in shown


def test_only_the_command_that_is_asked_for_is_built() -> None:
    named = [usage.called(each) for each in cli.app.registered_commands]
    for name in named:
        one = usage.of_one(cli.app, [name, "--lang", "en"])
        assert [usage.called(each) for each in one.registered_commands] == [name]
        assert not one.registered_groups
    assert usage.of_one(cli.app, ["queries", "show"]).registered_commands == []
    for words in ([], ["--lang", "en", "query"], ["quer"]):
        assert usage.of_one(cli.app, words) is cli.app
    assert len(cli.app.registered_commands) == len(named) == len(set(named)) > 10


@pytest.mark.parametrize("words", [("query", "projects", "--help"), ("query", "--help", "projects")])
def test_help_behind_a_question_shows_its_choices(vakgraph: Vakgraph, words: tuple[str, ...]) -> None:
    code, out, _ = vakgraph(*words)
    assert code == 0 and "--order naam|ronde" in out and "SELECT" not in out


@pytest.mark.parametrize("words", [(), ("--help",), ("query", "--help"), ("export", "-h"), ("queries", "--help")])
def test_help_is_dutch_and_english_on_request(vakgraph: Vakgraph, words: tuple[str, ...]) -> None:
    code, out, _ = vakgraph(*words)
    assert code == 0 and "Gebruik: vakgraph" in out and " | " not in out.replace("nl|en", "")
    code, out, _ = vakgraph("--lang", "en", *words)
    assert code == 0 and "Usage: vakgraph" in out and "Opties" not in out


def test_show_tells_everything_with_source_and_mark(vakgraph: Vakgraph) -> None:
    code, out, _ = vakgraph("show", "ronde", "1")
    assert code == 0
    assert out.startswith("Ronde 1 (subsidieronde)\nhttps://w3id.org/vakgraph/id/round/r1\ndata/round/r1.ttl:21\n")
    for words in ("≠", "tien thema's", "Kamerstuk", "in ronde", "Project één"):
        assert words in out


def test_info_counts_kinds_triples_and_open_conflicts(vakgraph: Vakgraph) -> None:
    code, out, _ = vakgraph("info")
    assert code == 0 and re.search(r"^project +2$", out, re.M)
    assert "triples staan in bestanden, 0 zijn daaruit afgeleid" in out and "1 tegenspraak is nog open." in out


def test_check_tells_how_much_it_looked_at(vakgraph: Vakgraph) -> None:
    code, out, err = vakgraph("check")
    assert (code, out) == (0, "Goed: geen fouten (1 vormregel op 2 dingen).\n")
    assert "1 tegenspraak is nog open." in err


def test_check_ends_with_1_when_the_data_is_at_fault(tmp_path: Path, vakgraph: Vakgraph) -> None:
    path = small_world.build(tmp_path) / "data/project/r1-twee.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace('rdfs:label "=Twee"@nl ;', ""), encoding="utf-8")
    code, out, _ = vakgraph("--root", tmp_path, "check")
    assert code == 1 and "Een project heeft een titel" in out and "data/project/r1-twee.ttl:2" in out
    code, out, _ = vakgraph("--root", tmp_path, "check", "-f", "json")
    assert code == 1 and json.loads(out)["rows"][0]["severity"]["value"] == "fout"


def test_check_ends_with_3_when_nothing_was_checked(tmp_path: Path, vakgraph: Vakgraph) -> None:
    (small_world.build(tmp_path) / "ontology/shapes/project.ttl").unlink()
    code, _, err = vakgraph("--root", tmp_path, "check")
    assert code == 3 and "er is niets gecontroleerd" in err


def test_export_writes_turtle_and_tells_how_much(vakgraph: Vakgraph, tmp_path: Path) -> None:
    code, _, err = vakgraph("export", tmp_path / "a.ttl", "--kind", "project")
    assert code == 0 and f"{len(turtle.read(tmp_path / 'a.ttl'))} triples geschreven" in err
    assert vakgraph("export", tmp_path / "b.ttl", "--kind", "case")[0] == 3
    assert not (tmp_path / "b.ttl").exists()
    assert turtle.read_text(vakgraph("export", "-", "--thing", "Ronde 1")[1])


# ---- a program among programs


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_seen_enough_is_no_fault(folder: Path, unbuffered: str) -> None:
    asked = "SELECT * { ?s ?p ?o . ?t ?q ?r }"
    script = f'"{sys.executable}" -m vakgraph --root "{folder}" sparql -f csv "{asked}" | head -1'
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], capture_output=True, text=True, check=False, env=environment
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "o,p,q,r,s,t\n"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no device here that is always full")
def test_output_that_does_not_fit_is_told(folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command(folder, "query", "projects"), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2 and "is niet geschreven" in done.stderr and done.stderr.count("\n") == 1


def test_ctrl_c_ends_a_long_question_within_two_seconds(folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?s{at} ?p{at} ?o{at}" for at in range(9)) + " }"

    def listening() -> None:  # a shell starts what runs in the background deaf to Ctrl-C
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    words = command(folder, "sparql", endless)
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, preexec_fn=listening) as running:
        time.sleep(1.5)
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        begin = time.monotonic()
        _, err = running.communicate(timeout=10)
    assert running.returncode == 130 and time.monotonic() - begin < 2
    assert err == "Afgebroken.\n"


def test_on_a_terminal_the_table_has_lines_and_fits(folder: Path) -> None:
    master, slave = pty.openpty()
    environment = {**os.environ, "COLUMNS": "50", "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        command(folder, "query", "projects"), stdout=slave, stderr=subprocess.PIPE, env=environment, check=False
    )
    os.close(slave)
    said = os.read(master, 10_000).decode()
    os.close(master)
    assert done.returncode == 0 and "─" in said and "\x1b[1m" in said
    assert max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in said.splitlines()) <= 50


def test_the_width_of_plain_text_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console._columns() == 120
    monkeypatch.setenv("COLUMNS", "72")
    assert console._columns() == 72


def test_progress_is_silent_where_it_is_not_watched(capfd: pytest.CaptureFixture[str]) -> None:
    with console.busy("bezig"):
        time.sleep(1.2)
    assert capfd.readouterr() == ("", "")


def test_a_question_loads_no_library_that_it_does_not_need(folder: Path) -> None:
    heavy = ("rdflib", "pyshacl", "openpyxl", "SPARQLWrapper", "rich")
    text = (
        "import sys; from vakgraph import cli; code = cli.run(sys.argv[1:]);"
        f"print(code, [name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    words = [sys.executable, "-c", text, "--root", str(folder), "query", "projects"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == "0 []\n"


# ---- the real graph


def test_the_tour_tells_what_was_loaded_checked_found_and_written(root: Path, tmp_path: Path) -> None:
    told = re.split(r"\n\n(?=.+\n=+\n)", output(root, "demo", "--out", str(tmp_path / "out")))
    loaded, checked, findings, conflicts, written = told[1:]
    assert re.search(r"^project +39$", loaded, re.M) and "zijn daaruit afgeleid" in loaded
    assert "Goed: geen fouten" in checked
    rows, sources = findings.split("\nBronnen\n")
    marks = re.findall(r"\[\d+\]$", rows, re.M)
    assert len(marks) == 12 and all(f"\n{mark} " in "\n" + sources for mark in marks)
    assert "= Geen verschil" in rows and "◆ Gemengd" in rows and "B Redelijk" in rows
    first = conflicts.split("\n... en nog")[0]
    assert len(re.findall(r"^\S.* \(.*\)$", first, re.M)) == 3 and first.count('    "') >= 6
    for name in ("vakgraph.ttl", "gap-map.svg", "gap-map.csv"):
        assert name in written and (tmp_path / "out" / name).stat().st_size > 1000
    said = re.search(r"(\d+) triples staan in bestanden, (\d+) zijn", loaded)
    assert said and len(turtle.read(tmp_path / "out" / "vakgraph.ttl")) == int(said[1]) + int(said[2])


def test_a_page_of_a_real_thing_speaks_words_and_no_iris(root: Path) -> None:
    out = output(root, "show", "Kopkrakers")
    body = out.split("\n", 3)[3]
    assert "w3id.org" not in body and "≠ Ministerie van SZW" in body


def test_info_tells_how_complete_the_graph_is(root: Path) -> None:
    out = output(root, "info")
    for words in ("bij naam bekend", "111 zijn het volgens", "tegenspraken zijn nog open", "Hoe volledig"):
        assert words in out
