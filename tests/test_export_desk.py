"""An export from the desk: what is chosen, what comes along, the same bytes everywhere, and the old file safe."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
import small_world
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    serialize,
)

from tests.export_readers import READERS, digest
from tests.rdfc import canonical
from vakgraph import turtle
from vakgraph.delivery import FORMS
from vakgraph.errors import UnknownName, VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.selection import Selection

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 2_000 if os.environ.get("VAKGRAPH_ASSURE") else 200


@pytest.fixture(scope="module")
def desk(own_cache: Path) -> VakGraph:
    return VakGraph.open(ROOT)


def said(desk: VakGraph, form: str = "ttl", **what: object) -> bytes:
    out = io.BytesIO()
    desk.deliver(out, Selection(**what), form)  # type: ignore[arg-type]
    return out.getvalue()


def subjects(data: bytes) -> set[str]:
    return {getattr(triple.subject, "value", "") for triple in turtle.read_text(data)}


# ---- the whole graph


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_graph_reads_back_from_every_format(desk: VakGraph, form: str) -> None:
    assert digest(READERS[form](said(desk, form, asserted=True))) == digest(desk.asserted())


def test_a_file_of_n_triples_has_the_digest_of_its_content_as_its_own(desk: VakGraph, tmp_path: Path) -> None:
    for name in ("a.nt", "a.nq"):
        told = desk.deliver(tmp_path / name, Selection())
        assert told.digest == sha256((tmp_path / name).read_bytes()).hexdigest()


def test_two_hash_seeds_give_the_same_bytes(tmp_path: Path) -> None:
    world = small_world.build(tmp_path / "world")
    code = (
        "import sys; from pathlib import Path; from vakgraph.graph import VakGraph; "
        "from vakgraph.selection import Selection; from vakgraph.delivery import FORMS; "
        "desk = VakGraph.open(sys.argv[1]); "
        "[desk.deliver(Path(sys.argv[2], 'a' + form.suffix), Selection()) for form in FORMS.values()]"
    )
    made = []
    for seed in ("1", "20"):
        out = tmp_path / seed
        out.mkdir()
        words = [sys.executable, "-c", code, str(world), str(out)]
        subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)})
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert len(made[0]) == len(FORMS) and made[0] == made[1]


def test_the_canonical_form_of_the_engine_is_rdfc_1_0() -> None:
    import random

    chance = random.Random(7)
    for _ in range(ROUNDS):
        blanks = [BlankNode() for _ in range(chance.randint(2, 5))]
        terms = [*blanks, *blanks, NamedNode("http://e/0"), NamedNode("http://e/1")]
        quads = {
            Quad(
                chance.choice(terms),
                NamedNode(f"http://e/p{chance.randint(0, 1)}"),
                chance.choice([*terms, Literal("é", language="nl")]),
                chance.choice([DefaultGraph(), DefaultGraph(), NamedNode("http://e/g"), chance.choice(blanks)]),
            )
            for _ in range(chance.randint(2, 7))
        }
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        text = serialize(list(dataset), format=RdfFormat.N_QUADS) or b""
        assert sorted(text.decode().splitlines(keepends=True)) == canonical(quads)


# ---- a part


def test_a_thing_comes_with_its_names_and_with_its_sources_as_asked(desk: VakGraph) -> None:
    alone = subjects(said(desk, thing="r1-baanwijs"))
    names = subjects(said(desk, thing="r1-baanwijs", around="names"))
    sources = turtle.read_text(said(desk, thing="r1-baanwijs", around="sources"))
    assert {iri.rsplit("/", 1)[1].split(".")[0] for iri in alone} == {"r1-baanwijs"}
    assert alone < names < {getattr(triple.subject, "value", "") for triple in sources}
    claimed = {t.object.value for t in sources if t.predicate.value.endswith("#subject")}  # type: ignore[union-attr]
    assert claimed & alone
    mentioned = {t.object.value for t in sources if t.predicate.value.endswith("wasDerivedFrom")}  # type: ignore[union-attr]
    assert mentioned <= {getattr(triple.subject, "value", "") for triple in sources}


def test_a_closure_that_is_whole_has_everything_of_all_that_it_mentions(desk: VakGraph) -> None:
    """To the end; a concept is a word, which comes by its kind and name."""
    asserted = set(desk.asserted())
    found = set(turtle.read_text(said(desk, thing="r1-baanwijs", around="whole", asserted=True)))
    known = {triple.subject for triple in asserted}
    there = {triple.subject for triple in found}
    mentioned = {triple.object for triple in found if "/id/" in str(triple.object) and triple.object in known}
    assert mentioned <= there and len(there) > 20
    things = {each for each in there if "/id/" in str(each)}
    assert {triple for triple in asserted if triple.subject in things} <= found < asserted


def test_every_stored_subset_says_its_closure_and_holds_what_it_chose(desk: VakGraph) -> None:
    stored = [query for query in desk.queries().values() if query.group == "exports"]
    assert len(stored) >= 2
    for query in stored:
        assert "\n#+ closure: " in query.path.read_text(encoding="utf-8") and query.form == "CONSTRUCT"
        chosen = set(desk.store.construct(query.bind({})))
        assert chosen and chosen < set(turtle.read_text(said(desk, subset=query.name)))


def test_a_subset_has_the_spelling_of_the_files_not_that_of_the_store(tmp_path: Path) -> None:
    world = small_world.build(tmp_path)
    (world / "data" / "project" / "odd.ttl").write_text(
        "@prefix vak: <https://w3id.org/vakgraph/def#> .\n"
        "<https://w3id.org/vakgraph/id/project/odd> a vak:Project ; vak:share 1.50 ; vak:number 007 .\n"
    )
    (world / "queries" / "exports").mkdir()
    (world / "queries" / "exports" / "all.rq").write_text(
        "#+ title: {nl: Alles, en: All}\nPREFIX vak: <https://w3id.org/vakgraph/def#>\n"
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s a vak:Project ; ?p ?o }\n"
    )
    text = said(VakGraph.open(world), "nt", subset="all").decode()
    assert '"1.50"^^' in text and '"007"^^' in text and text.count("project/odd> <") == 3


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ({"subset": "evidense"}, "Bedoelde u evidence"),
        ({"thing": "r1-baanwijs", "around": "al"}, "none, names, sources"),
        ({"thing": "r1-baanwijs", "kind": "project"}, "Kies één van drie"),
    ],
)
def test_what_cannot_be_chosen_is_told(desk: VakGraph, what: dict[str, str], message: str) -> None:
    with pytest.raises(VakError, match=message):
        said(desk, **what)


def test_an_unknown_ending_is_told_before_anything_is_written(desk: VakGraph, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="csvw"):
        desk.deliver(tmp_path / "a.csv", Selection())
    assert not list(tmp_path.iterdir())


# ---- the old file


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_refusal_or_a_fault_leaves_the_old_file_and_nothing_else(
    desk: VakGraph, form: object, tmp_path: Path
) -> None:
    from vakgraph import delivery

    assert isinstance(form, delivery.Form)
    out = tmp_path / f"a{form.suffix}"
    out.write_bytes(b"old")

    def faulty() -> object:
        yield from desk.asserted()[:2_000]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        delivery.export(faulty(), out, form)  # type: ignore[arg-type]
    assert out.read_bytes() == b"old" and list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_full_disk_leaves_the_old_file(desk: VakGraph, form: object, tmp_path: Path) -> None:
    from vakgraph import delivery

    assert isinstance(form, delivery.Form)
    out = tmp_path / f"a{form.suffix}"
    out.write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from vakgraph import checkout, exporting, delivery; "
        "from vakgraph.errors import WriteError\n"
        "each = list(exporting.asserted(checkout.find(sys.argv[1])))[:20_000]\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: delivery.export(each, Path(sys.argv[2]), delivery.FORMS[sys.argv[3]])\n"
        "except WriteError: sys.exit(7)\n"
    )
    words = [sys.executable, "-c", code, str(ROOT), str(out), form.word]
    done = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 7, done.stderr
    assert out.read_bytes() == b"old" and list(tmp_path.iterdir()) == [out]


def test_killed_at_any_moment_the_old_file_is_whole(desk: VakGraph, tmp_path: Path) -> None:
    out = tmp_path / "a.ttl"
    desk.deliver(out, Selection())
    old = out.read_bytes()
    words = [sys.executable, "-m", "vakgraph", "--root", str(ROOT), "export", str(out)]
    for moment in (0.3, 0.5, 0.6, 0.7, 0.8):
        child = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert out.read_bytes() == old


def test_a_device_that_is_full_is_told(desk: VakGraph) -> None:
    with pytest.raises(WriteError):
        desk.deliver(Path("/dev/full"), Selection(), "nt")
