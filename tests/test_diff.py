"""The difference of two states: complete, told with the thing it belongs to, and a patch that can be applied."""

from __future__ import annotations

import json
import random
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import small_world
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from vakgraph import checkout, cli, comparing, turtle
from vakgraph.checkout import Checkout
from vakgraph.comparing import Difference, State, Told, patch
from vakgraph.delivery.manifest import ADDED, ADDED_TOO, REMOVED, REMOVED_TOO, Manifest, Release
from vakgraph.errors import DataError, InputError
from vakgraph.gate.world import World
from vakgraph.mint import kind_of
from vakgraph.namespaces import VAK, prefixes
from vakgraph.packaging.changes import Before, since

PREFIXES = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())
# A made-up project with the parts that a real one has.
MADE_UP = """
project:proef a vak:Project ; dcterms:title "Proefproject"@nl ; vak:hasConsortium consortium:proef.consortium ;
    vak:begin "2020-01-01"^^xsd:date ; vak:end "2020-12-31"^^xsd:date ; vak:result "Een lang verhaal, %s"@nl .
consortium:proef.consortium a vak:Consortium .
participation:proef.1 a vak:Participation ; org:member municipality:gm9001 ; org:role role:participant ;
    org:organization consortium:proef.consortium .
municipality:gm9001 a tooiont:Gemeente ; rdfs:label "Eersteveen"@nl .
municipality:gm9002 a tooiont:Gemeente ; rdfs:label "Tweedewoude"@nl .
source:proef a vak:Source ; dcterms:title "Proefbron"@nl .
claim:proef.a a vak:Claim ; rdf:subject project:proef ; rdf:predicate vak:euroGranted ; rdf:object 59 ;
    prov:wasDerivedFrom source:proef ; vak:claimStatus claim-status:standing .
finding:proef.1 a vak:Finding ; rdfs:label "Het hielp"@nl ; vak:direction direction:not-established .
""" % ("en nog veel meer, " * 20)
# Who joins, as a part of a project is written.
JOINS = """participation:proef.2 a vak:Participation ; org:member municipality:gm9002 ; org:role role:participant ;
    org:organization consortium:proef.consortium ."""


@pytest.fixture(scope="module")
def ground(root: Path) -> list[Triple]:
    """The vocabulary, with the made-up project."""
    folder = Checkout(root)
    files = turtle.read_many([folder.root / checkout.MARK, *sorted((folder.ontology / "concepts").glob("*.ttl"))])
    return [triple for file in files.values() for triple in file] + said(MADE_UP)


def said(text: str) -> list[Triple]:
    return turtle.read_text(PREFIXES + text)


Tell = Callable[..., Told]


@pytest.fixture
def tell(root: Path, ground: list[Triple]) -> Tell:
    """What is told when statements of the made-up project are replaced (their text), or others are added."""

    def told(*edits: tuple[str, str], more: str = "", language: str = "nl") -> Told:
        text = MADE_UP
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        after = (set(ground) - set(said(MADE_UP))) | set(said(text + more))
        return comparing.tell(difference(root, ground, after), language)

    return told


def difference(root: Path, before: Iterable[Triple], after: Iterable[Triple]) -> Difference:
    folder = Checkout(root)
    return comparing.compare(State("A", World(folder, before)), State("B", World(folder, after)))


def sentences(told: Told) -> dict[str, list[str]]:
    return {f"{story.kind} {story.name}": [line.text for line in story.lines] for story in told.stories}


def every(told: Told) -> tuple[Counter[Triple], Counter[Triple]]:
    """How often each added and each removed triple is told."""
    lines = [line for story in told.stories for line in story.lines] + list(told.restated)
    return Counter(t for line in lines for t in line.added), Counter(t for line in lines for t in line.removed)


# ---- complete


def edited(triples: frozenset[Triple], dice: random.Random, edits: int) -> frozenset[Triple]:
    """The same graph after so many edits of every sort: values, parts, things, names and texts."""
    now, order = set(triples), sorted(triples, key=str)
    by_subject: dict[object, list[Triple]] = {}
    for triple in order:
        by_subject.setdefault(triple.subject, []).append(triple)
    subjects = list(by_subject)
    for number in range(edits):
        one, other = dice.choice(order), dice.choice(order)
        subject = dice.choice(subjects)
        match number % 7:
            case 0:
                now.discard(one)
            case 1:
                now.add(Triple(one.subject, one.predicate, other.object))
            case 2:
                now.discard(one)
                now.add(Triple(one.subject, one.predicate, Literal(f'anders {number} "\\\n\t<é>', language="nl")))
            case 3:
                now.difference_update(by_subject[subject])
            case 4:
                renamed = NamedNode(f"{getattr(subject, 'value', 'http://x/')}-{number}")
                now.difference_update(by_subject[subject])
                now.update(Triple(renamed, t.predicate, t.object) for t in by_subject[subject])
            case 5:
                now.add(Triple(NamedNode(f"http://example.org/{number}"), one.predicate, one.object))
            case _:
                now.add(Triple(other.subject, one.predicate, one.object))
    return frozenset(now)


@pytest.fixture(scope="module")
def real(root: Path) -> State:
    return comparing.state("", Checkout(root))


@pytest.mark.parametrize("seed", [1, 2])
def test_after_200_random_edits_every_triple_is_told_once_and_counted(real: State, root: Path, seed: int) -> None:
    after = State("B", World(Checkout(root), edited(real.world.asserted, random.Random(seed), 200)))
    found = comparing.compare(real, after)
    assert len(found.added) > 100 and len(found.removed) > 100
    told = comparing.tell(found)
    assert every(told) == (Counter(found.added), Counter(found.removed))
    assert f"{len(found.added)} triples erbij, {len(found.removed)} weg" in comparing.FORMATS["text"](told).decode()
    kept = json.loads(comparing.FORMATS["json"](told))
    lines = [line for thing in kept["things"] for line in thing["changes"]] + kept["restated"]
    for side, triples in (("added", found.added), ("removed", found.removed)):
        assert kept["counts"][side] == len(triples)
        assert sorted(each for line in lines for each in line[side]) == patch.lines(triples)


def test_the_first_state_with_the_patch_is_the_second(real: State, root: Path) -> None:
    after = State("B", World(Checkout(root), edited(real.world.asserted, random.Random(3), 200)))
    found = comparing.compare(real, after)
    assert patch.applied(real.world.asserted, *patch.read(patch.trig(found))) == after.world.asserted
    added, removed = (frozenset(turtle.read_text(patch.turtle(some))) for some in (found.added, found.removed))
    assert patch.applied(real.world.asserted, removed, added) == after.world.asserted


def test_a_server_carries_out_the_update(root: Path, ground: list[Triple]) -> None:
    after = edited(frozenset(ground), random.Random(4), 60)
    store, wanted = pyoxigraph.Store(), pyoxigraph.Store()
    store.extend(Quad(*triple) for triple in ground)
    wanted.extend(Quad(*triple) for triple in after)
    store.update(patch.sparql(difference(root, ground, after)).decode())
    assert set(store) == set(wanted)


def test_a_patch_for_another_state_is_refused(root: Path, ground: list[Triple]) -> None:
    removed, added = patch.read(patch.trig(difference(root, ground, [*ground[1:], *said(JOINS)])))
    with pytest.raises(DataError, match="past niet: 1 weg te halen triples ontbreken en 0"):
        patch.applied(ground[1:], removed, added)
    with pytest.raises(DataError, match="0 weg te halen triples ontbreken en 4 toe te voegen"):
        patch.applied([*ground, *said(JOINS)], removed, added)


def test_one_fact_more_is_a_patch_of_three_lines(tell: Tell) -> None:
    told = tell(more='municipality:gm9001 vak:note "erbij" .')
    assert len(patch.trig(told.difference).splitlines()) == 3


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"Proefproject"@nl', '"Proefproject 2"@nl', 'titel van "Proefproject" naar "Proefproject 2"'),
        ('vak:end "2020-12-31"', 'vak:end "2021-03-31"', "einde van 2020-12-31 naar 2021-03-31"),
        ("direction:not-established", "direction:better", "richting van Niet vastgesteld naar Beter"),
        (JOINS.split()[0], "", "gemeente Tweedewoude erbij"),
    ],
    ids=["a title", "a date", "a direction", "somebody who joins"],
)
def test_one_fact_is_one_sentence_and_at_most_five_lines_of_turtle_to_a_partner(
    root: Path, ground: list[Triple], old: str, new: str, told: str
) -> None:
    """However many names are made of a title: what follows from a fact stands in files of its own."""
    folder, before = Checkout(root), World(Checkout(root), ground)
    text = MADE_UP + JOINS if old in JOINS else MADE_UP.replace(old, new)
    after = World(folder, (set(ground) - set(said(MADE_UP))) | set(said(text)))
    follows = before.derived - before.asserted, after.derived - after.asserted
    release = Manifest("proef", Release("", "1", ""), None, (), (), ())
    first = Before(release, "", before.asserted | follows[0], follows[0], frozenset(), {})
    found = since(first, folder, "2", after.asserted | follows[1], follows[1], ())
    nl, en = (re.findall("^- .*$", part, re.MULTILINE) for part in found.text.decode().split("# Changes"))
    assert len(nl) == len(en) == 1 and nl[0].startswith("- Project *Proefproject") and told in nl[0].replace("\\", "")
    lines = [line for name in (ADDED, REMOVED) for line in found.files[name].decode().splitlines()]
    assert 1 <= len(lines) <= 5
    more, less = ([t for name in names for t in turtle.read_text(found.files.get(name, b""))]
                  for names in ((ADDED, ADDED_TOO), (REMOVED, REMOVED_TOO)))  # fmt: skip
    assert (set(first.data) - set(less)) | set(more) == after.asserted | follows[1] and found.added == len(more)
    assert ADDED_TOO in found.files or not old.startswith('"')


def test_a_state_and_itself_have_no_difference(tell: Tell) -> None:
    told = tell()
    assert not told.difference
    assert comparing.FORMATS["text"](told).decode() == "Van A naar B: geen verschil.\n"
    assert patch.trig(told.difference) == b""


# ---- in words


def test_who_joins_is_told_with_the_project(tell: Tell) -> None:
    assert sentences(tell(more=JOINS)) == {"project Proefproject": ["gemeente Tweedewoude erbij"]}
    assert sentences(tell(more=JOINS, language="en")) == {"project Proefproject": ["municipality Tweedewoude added"]}
    assert (
        "Project *Proefproject*\n  gemeente Tweedewoude erbij\n" in comparing.FORMATS["text"](tell(more=JOINS)).decode()
    )


def test_who_leaves_and_who_gets_a_role_is_told_as_that(tell: Tell) -> None:
    gone = tell((MADE_UP[MADE_UP.index("participation:proef.1") : MADE_UP.index("municipality:gm9001 a")], ""))
    assert sentences(gone) == {"project Proefproject": ["gemeente Eersteveen weg"]}
    role = tell(("participation:proef.1", "participation:proef.9"), ("role:participant", "role:main-applicant"))
    (lines,) = sentences(role).values()
    assert lines == ["gemeente Eersteveen (hoofdaanvrager): rol van Deelnemer naar Hoofdaanvrager"]


def test_a_value_that_took_the_place_of_another_is_told_from_and_to(tell: Tell) -> None:
    told = tell(("Proefproject", "Ander proefproject"))
    assert sentences(told) == {
        "project Ander proefproject": ['titel van "Proefproject" naar "Ander proefproject"'],
    }
    direction = tell(("direction:not-established", "direction:better"))
    assert sentences(direction) == {
        "project Proefproject": ['bevinding "Het hielp": richting van Niet vastgesteld naar Beter'],
    }


def test_a_longer_project_is_told_in_months(tell: Tell) -> None:
    (lines,) = sentences(tell(("2020-12-31", "2021-06-30"))).values()
    assert lines == ["einde van 2020-12-31 naar 2021-06-30 (looptijd van 12 naar 18 maanden)"]


def test_long_texts_are_shown_where_they_part(tell: Tell) -> None:
    (lines,) = sentences(tell((', "@nl', ', einde"@nl'))).values()
    assert "einde" in lines[0] and "…" in lines[0] and len(lines[0]) < 250


def test_values_that_look_the_same_are_told_apart(tell: Tell) -> None:
    (lines,) = sentences(tell(("rdf:object 59", 'rdf:object "59"^^xsd:decimal'))).values()
    assert "XMLSchema#integer" in lines[0] and "XMLSchema#decimal" in lines[0]


def test_what_no_source_stated_and_now_is_known_is_told_as_one_thing(root: Path, ground: list[Triple]) -> None:
    said_so = MADE_UP.replace('vak:end "2020-12-31"^^xsd:date', "vak:sourcesDoNotState vak:end, vak:line")
    less = (set(ground) - set(said(MADE_UP))) | set(said(said_so))
    for before, after, language, wanted in (
        (
            less,
            ground,
            "nl",
            ["einde nu bekend: 2020-12-31", "niet langer genoteerd dat geen bron dit vermeldt: programmalijn"],
        ),
        (
            ground,
            less,
            "nl",
            ["einde niet meer bekend, was: 2020-12-31", "nu genoteerd dat geen bron dit vermeldt: programmalijn"],
        ),
        (less, ground, "en", ["end now known: 2020-12-31", "no longer noted that no source states: programme line"]),
    ):
        told = comparing.tell(difference(root, before, after), language)
        assert list(sentences(told).values()) == [wanted]
        assert set(every(told)[0].values()) | set(every(told)[1].values()) == {1}


def test_a_part_that_is_called_after_its_thing_is_told_by_its_kind(tell: Tell) -> None:
    more = "consortium:proef.consortium vak:statedMunicipalityCount 7 . study:proef.1 vak:participantsReached 41 ."
    (lines,) = sentences(
        tell(("finding:proef.1 a", "study:proef.1 a vak:Study . finding:proef.1 a"), more=more)
    ).values()
    assert "consortium: genoemd aantal gemeenten erbij: 7" in lines and "studie 1 erbij" in lines


def test_an_address_of_which_nobody_knows_a_name_is_told_whole(tell: Tell) -> None:
    (lines,) = sentences(tell(more="source:proef vak:address <https://example.org/a/b> .")).values()
    assert lines == ["adres erbij: https://example.org/a/b"]


def test_a_claim_is_told_with_what_it_is_about(tell: Tell) -> None:
    told = sentences(tell(("rdf:object 59", "rdf:object 60")))
    assert list(told) == ["project Proefproject"]
    assert told["project Proefproject"][0].endswith("waarde van 59 naar 60")
    again = sentences(tell(("rdf:object 59", "rdf:object 60"), ("claim:proef.a", "claim:proef.b")))
    assert again["project Proefproject"][0].endswith("waarde van 59 naar 60"), "a claim's name is made of what it says"


def test_a_new_thing_is_told_with_its_parts_and_without_its_sort(tell: Tell) -> None:
    text = MADE_UP.replace("proef", "nieuw").replace("gm900", "gm800").replace("Proefproject", "Nieuwproject")
    told = tell(more=text)
    story = next(each for each in told.stories if each.kind == "project")
    assert (story.name, story.become) == ("Nieuwproject", "new")
    assert not [line for line in story.lines if line.text.startswith("soort")]
    assert "gemeente Eersteveen erbij" in [line.text for line in story.lines]
    assert story.added == sum(1 for t in said(text) if kind_of(str(getattr(t.subject, "value", ""))).word not in (
        "municipality", "source"))  # type: ignore[union-attr]  # fmt: skip


def test_the_same_change_to_many_things_is_told_once(tell: Tell) -> None:
    many = "".join(f'municipality:gm7{n:03} vak:note "n{n}" .\n' for n in range(12))
    made = "".join(f'municipality:gm7{n:03} a tooiont:Gemeente ; rdfs:label "Dorp {n:02}"@nl .\n' for n in range(12))
    told = tell(more=made + many)
    text = comparing.FORMATS["text"](told).decode()
    assert "12 gemeenten *Dorp 00, Dorp 01, Dorp 02 en nog 9*: nieuw, samen 36 triples erbij, 0 weg\n" in text
    assert text.count("Dorp 0") == 6, "three names, and two sentences about the first, of which one is its name"


def test_what_follows_stands_apart(tell: Tell) -> None:
    told = tell(("rdf:object 59", "rdf:object 60"))
    assert len(told.difference.added) == len(told.difference.removed) == 1
    assert told.difference.derived_added and not told.difference.derived_added & told.difference.added
    assert re.search(r"Daaruit volgt: \d+ erbij, \d+ weg\n", comparing.FORMATS["text"](told).decode())


def test_that_something_which_followed_is_now_stated_is_no_news(root: Path, ground: list[Triple]) -> None:
    folder = Checkout(root)
    world = World(folder, ground)
    found = comparing.compare(State("A", world), State("B", World(folder, world.asserted | world.derived)))
    told = comparing.tell(found)
    assert found.added and found.added == found.restated
    assert not told.stories and every(told)[0] == Counter(found.added)


def test_the_page_brings_nothing_from_elsewhere_and_says_what_it_is_given(tell: Tell) -> None:
    told = tell(("Proefproject", "<script>alert(1)</script>"))
    page = comparing.FORMATS["html"](told).decode()
    assert "<script>" not in page and "&lt;script&gt;alert(1)" in page
    assert not re.search(r"""(src|href)\s*=|url\(|@import""", page)
    assert page.count("<h1>") == 1 and '<html lang="nl">' in page
    assert "1 triple erbij, 1 weg" in page


# ---- which states


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """The small world, in git with two commits."""
    folder = small_world.build(tmp_path / "graph")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    path = folder / "data/project/r1-een.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace("Project één", "Project 1"), encoding="utf-8")
    return folder


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


Said = tuple[int, str, str]


@pytest.fixture
def vakgraph(world: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[object]:
    monkeypatch.setenv("VAKGRAPH_ROOT", str(world))

    def run(*words: object) -> Said:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


CHANGED = 'Project *Project 1*\n  naam van "Project één" naar "Project 1"\n'


def test_a_revision_is_compared_with_the_files_as_they_are(vakgraph: Callable[..., Said], world: Path) -> None:
    code, out, err = vakgraph("diff", "HEAD")
    assert (code, err) == (0, "") and CHANGED in out
    assert vakgraph("diff")[1] == out, "without A, where nothing was released, it is HEAD"
    git(world, "commit", "-q", "-a", "-m", "two")
    assert CHANGED in vakgraph("diff", "HEAD~1", "HEAD")[1]
    assert "geen verschil" in vakgraph("diff", "HEAD")[1]


def test_the_exit_code_is_1_only_for_who_asks(vakgraph: Callable[..., Said]) -> None:
    assert vakgraph("diff", "HEAD")[0] == 0
    assert vakgraph("diff", "HEAD", "--fail-on-difference")[0] == 1
    assert vakgraph("diff", "HEAD", "HEAD", "--fail-on-difference")[0] == 0


def test_a_folder_a_file_and_a_zip_are_states(vakgraph: Callable[..., Said], world: Path, tmp_path: Path) -> None:
    older = small_world.build(tmp_path / "older")
    assert CHANGED in vakgraph("diff", older)[1]
    with zipfile.ZipFile(tmp_path / "older.zip", "w") as packed:
        for path in older.rglob("*"):
            packed.write(path, Path("older") / path.relative_to(older))
    assert CHANGED in vakgraph("diff", tmp_path / "older.zip")[1]
    triples = comparing.state("", Checkout(older)).world.asserted
    for form in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD):
        file = tmp_path / f"older.{form.file_extension}"
        file.write_bytes(pyoxigraph.serialize(triples, format=form) or b"")
        assert CHANGED in vakgraph("diff", file)[1]
    with zipfile.ZipFile(tmp_path / "package.zip", "w") as packed:
        packed.write(tmp_path / "older.ttl", "pakket/graaf.ttl")
        packed.write(tmp_path / "older.nt", "pakket/graaf.nt")
        packed.writestr("pakket/shapes.ttl", "this is not read")
    assert CHANGED in vakgraph("diff", tmp_path / "package.zip")[1]


def test_a_patch_is_written_as_two_files_or_one(vakgraph: Callable[..., Said], tmp_path: Path) -> None:
    assert vakgraph("diff", "HEAD", "--format", "ttl", "-o", tmp_path / "changes")[0] == 0
    assert [len(turtle.read(tmp_path / "changes" / name)) for name in ("added.ttl", "removed.ttl")] == [1, 1]
    assert vakgraph("diff", "HEAD", "-o", tmp_path / "changes.trig")[0] == 0
    assert tuple(map(len, patch.read((tmp_path / "changes.trig").read_bytes()))) == (1, 1)
    assert "noem met -o een map" in vakgraph("diff", "HEAD", "--format", "ttl")[2]


def test_names_of_nameless_things_are_no_difference(root: Path, tmp_path: Path) -> None:
    for name, label in (("a.ttl", "x"), ("b.ttl", "anders")):
        (tmp_path / name).write_text(f"_:{label} <http://p> _:y{label} . _:y{label} <http://q> 1 .")
    (tmp_path / "c.ttl").write_text("_:x <http://p> _:y . _:y <http://q> 2 .")
    a, b, c = (comparing.state(str(tmp_path / name), Checkout(root)) for name in ("a.ttl", "b.ttl", "c.ttl"))
    assert not comparing.compare(a, b)
    found = comparing.compare(a, c)
    assert found and every(comparing.tell(found)) == (Counter(found.added), Counter(found.removed))
    with pytest.raises(InputError, match="geen naam heeft"):
        patch.trig(found)


def test_what_cannot_be_compared_is_told_in_one_sentence(
    vakgraph: Callable[..., Said], world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brief.docx").write_text("hallo")
    (tmp_path / "kapot.ttl").write_text("dit is geen turtle")
    (tmp_path / "kapot.zip").write_text("dit is geen zip")
    (tmp_path / "leeg").mkdir()
    for word, told in (
        ("HEAD~99", '"HEAD~99" is geen bestand, map, uitgave of git-revisie.'),
        ("nergens.ttl", '"nergens.ttl" is geen bestand, map, uitgave of git-revisie.'),
        (tmp_path / "brief.docx", "dit is geen RDF-bestand"),
        (tmp_path / "kapot.ttl", "kapot.ttl:1:"),
        (tmp_path / "kapot.zip", "dit is geen leesbaar zipbestand"),
        (tmp_path / "leeg", "hierin staat geen RDF en geen graaf"),
    ):
        code, out, err = vakgraph("diff", word)
        assert (code, out) == (2, "") and told in err and err.count("\n") == 1
    assert vakgraph("diff", "HEAD", "--format", "pdf")[0] == 2
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "het programma git nodig" in vakgraph("diff", "HEAD")[2]


def test_a_fault_in_a_revision_is_told_at_its_place_there(vakgraph: Callable[..., Said], world: Path) -> None:
    (world / "data/project/r1-een.ttl").write_text("kapot")
    git(world, "commit", "-q", "-a", "-m", "broken")
    assert vakgraph("diff", "HEAD", "HEAD~1")[2].startswith("HEAD:data/project/r1-een.ttl:1:")


def test_a_revision_cannot_pass_for_an_option(vakgraph: Callable[..., Said], world: Path, tmp_path: Path) -> None:
    """`git archive --output=...` would write a file."""
    code, _, err = vakgraph("diff", "--", f"--output={tmp_path / 'made'}")
    assert code == 2 and "is geen bestand, map, uitgave" in err and not (tmp_path / "made").exists()


def test_the_thing_of_a_property_of_the_vocabulary_is_the_term(tell: Tell) -> None:
    told = tell(more=f'<{VAK}Project> rdfs:comment "nieuw"@nl .')
    assert sentences(told) == {"term project": ['toelichting erbij: "nieuw"']}
