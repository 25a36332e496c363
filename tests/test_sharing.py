"""The questions for other systems: valid by their own tools, and the same answer as here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from vakgraph import sharing, turtle
from vakgraph.asking import terms
from vakgraph.cli import run
from vakgraph.contracts.names import in_order, rows
from vakgraph.graph import VakGraph
from vakgraph.namespaces import OUTSIDE, QUERY
from vakgraph.queries import StoredQuery
from vakgraph.sharing import Catalogue, grlc

TARGET = "https://vakgraph.example/sparql"
SH = OUTSIDE["sh"]


@pytest.fixture(scope="module")
def desk(own_cache: Path, root: Path) -> VakGraph:
    return VakGraph.open(root)


@pytest.fixture(scope="module")
def catalogue(desk: VakGraph) -> Catalogue:
    return sharing.of(desk, TARGET)


def written(catalogue: Catalogue, form: str) -> dict[str, str]:
    return {name: content.decode() for name, content in sharing.FORMS[form](catalogue).items()}


# ---- SPARQL examples


def test_every_question_is_an_executable_example_that_reads_and_runs(catalogue: Catalogue, desk: VakGraph) -> None:
    found = turtle.read_text(written(catalogue, "sparql-examples")[""], "examples")
    asked = {t.subject.value: t.object.value for t in found if t.predicate.value == SH + "select"}
    assert set(asked) == {QUERY + query.name for query in catalogue.queries}
    for query in catalogue.queries:
        assert rows(desk.store.select(asked[QUERY + query.name])) == rows(desk.store.select(query.bind({})))


def test_an_example_says_what_the_collections_of_sib_ask_of_one(catalogue: Catalogue) -> None:
    found = turtle.read_text(written(catalogue, "sparql-examples")[""], "examples")
    said: dict[str, dict[str, set[str]]] = {}
    for each in found:
        of = said.setdefault(getattr(each.subject, "value", ""), {})
        of.setdefault(each.predicate.value, set()).add(getattr(each.object, "value", ""))
    for query in catalogue.queries:
        of = said[QUERY + query.name]
        assert of[OUTSIDE["rdf"] + "type"] == {SH + "SPARQLExecutable", SH + "SPARQLSelectExecutable"}
        assert len(of[OUTSIDE["rdfs"] + "comment"]) == 2
        assert len(of[SH + "select"]) == len(of[SH + "prefixes"]) == 1
        assert of["https://schema.org/target"] == {TARGET}
    declared = [each for each in found if each.predicate.value == SH + "namespace"]
    assert len(declared) == len([each for each in found if each.predicate.value == SH + "prefix"]) > 20


# ---- grlc

# What grlc makes of the name of a variable: how it asks for it, and what it puts there.
_VARIABLE = re.compile(r"\?(_{1,2})([a-zA-Z0-9]+)_(iri|number|literal|integer|xsd_date)\b")
_PUT = {
    "iri": "<{}>",
    "number": "{}",
    "literal": '"{}"',
    "integer": '"{}"^^xsd:integer',
    "xsd_date": '"{}"^^xsd:date',
}


def filled(text: str, values: dict[str, str]) -> str:
    """The text as grlc sends it: a value where there is one, the variable where there is none."""
    body = "\n".join(line for line in text.split("\n") if not line.startswith("#+"))
    if "xsd:" not in body:
        body = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n" + body

    def put(found: re.Match[str]) -> str:
        return _PUT[found[3]].format(values[found[2]]) if found[2] in values else found[0]

    return _VARIABLE.sub(put, body)


def one_of_each(desk: VakGraph, query: StoredQuery, catalogue: Catalogue) -> dict[str, list[Any]]:
    """A value for every parameter."""
    words: dict[str, str] = {}
    for each in query.parameters:
        shown = catalogue.examples.get((each.kind or each.type, each.scheme or ""), ())
        fixed = {
            "year": "2018",
            "integer": "1",
            "number": "1",
            "date": "2018-01-01",
            "text": "werk",
            "thing": "kst-28719-98",
        }
        words[each.name] = each.choices[0] if each.choices else shown[0] if shown else fixed[each.type]
    return {name: found[:1] for name, found in terms(desk.store, query, words).items()}


def test_grlc_gives_the_same_answer_with_nothing_and_with_each_parameter_set(
    catalogue: Catalogue, desk: VakGraph
) -> None:
    texts = written(catalogue, "grlc")
    for query in catalogue.queries:
        every = one_of_each(desk, query, catalogue)
        needed = {each.name: every[each.name] for each in query.parameters if each.required}
        for values in [needed, *({**needed, name: found} for name, found in every.items())]:
            plain = {name.replace("_", ""): found[0].value for name, found in values.items()}
            theirs = rows(desk.store.select(filled(texts[f"{query.name}.rq"], plain)))
            ours = rows(desk.store.select(query.bind(values)))
            assert in_order(theirs, False) == in_order(ours, False), (query.name, plain)


READING = """
import json, sys
from pathlib import Path
from grlc import gquery

read = {}
for path in sorted(Path(sys.argv[1]).glob("*.rq")):
    told = gquery.get_metadata(path.read_text(encoding="utf-8"), "")
    asked = {name: each["required"] for name, each in told["parameters"].items()}
    read[path.stem] = [told["type"], told["summary"], asked]
print("READ" + json.dumps(read))
"""


@pytest.mark.skipif(find_spec("grlc") is None, reason="grlc is not installed: its own reading is not tested")
def test_grlc_itself_reads_every_question(catalogue: Catalogue, tmp_path: Path) -> None:
    for name, text in written(catalogue, "grlc").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", READING, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    read = json.loads(done.stdout.partition("READ")[2])
    assert set(read) == {query.name for query in catalogue.queries}
    for query in catalogue.queries:
        names = {each.name.replace("_", ""): each.required for each in query.parameters}
        assert read[query.name] == ["SelectQuery", query.title["en"], names]


def test_two_parameters_of_a_question_never_get_one_name(catalogue: Catalogue) -> None:
    for query in catalogue.queries:
        names = [grlc.variable(each) for each in query.parameters]
        assert not [1 for one in names for other in names if one != other and other.startswith(one)]
        assert len(set(names)) == len(names)


# ---- OpenAPI


def test_the_description_of_the_questions_is_openapi(catalogue: Catalogue) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="openapi-spec-validator is not installed")
    validator.validate(json.loads(written(catalogue, "openapi")[""]))


def test_every_question_is_one_get_with_its_typed_parameters(catalogue: Catalogue) -> None:
    told = json.loads(written(catalogue, "openapi")[""])
    assert set(told["paths"]) == {f"/query/{query.name}" for query in catalogue.queries}
    for query in catalogue.queries:
        (method, operation), *more = told["paths"][f"/query/{query.name}"].items()
        assert method == "get" and not more and operation["operationId"] == query.name
        for each, said in zip(query.parameters, operation["parameters"], strict=True):
            assert (said["name"], said["required"]) == (each.name, each.required)
            assert said["schema"]["items"].get("enum", []) == list(each.choices)
        rows_ = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["rows"]
        assert list(rows_["items"]["properties"]) == list(query.columns)


# ---- the command


@pytest.mark.parametrize(("form", "name"), [("sparql-examples", "v.ttl"), ("openapi", "v.json"), ("grlc", "v")])
def test_the_command_writes_the_form_that_is_asked_for(
    form: str, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["queries", "export", "--as", form, str(tmp_path / name), "--target", TARGET]) == 0
    out = tmp_path / name
    assert list(out.glob("*.rq")) if form == "grlc" else out.stat().st_size > 1000
    assert str(out) in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--as", "openap"], ["--as", "openapi", "--target", "vakgraph.example"]])
def test_a_form_or_address_that_is_none_is_refused(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["queries", "export", str(tmp_path / "x"), *words]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not list(tmp_path.iterdir())
