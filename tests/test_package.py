"""A package for a partner is whole, the same each time, and says what changed, what is missing and who disagrees."""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import small_world

from vakgraph import cli, comparing, queries, turtle
from vakgraph.asking.chosen import chosen
from vakgraph.checkout import Checkout
from vakgraph.comparing import packed
from vakgraph.delivery.manifest import Manifest, read_sums, sha256
from vakgraph.errors import DataError, InputError, UnknownName, VakError, WriteError
from vakgraph.gate.difference import plural
from vakgraph.graph import VakGraph
from vakgraph.journal import files as journal
from vakgraph.namespaces import KINDS
from vakgraph.packaging import Packaged, making, package, partners, placing, profile
from vakgraph.packaging.content import content
from vakgraph.packaging.examples import Loaded, examples
from vakgraph.packaging.facts import Counted, Level
from vakgraph.packaging.missing import Unknown
from vakgraph.packaging.page import page
from vakgraph.receiving.rules import conform

PROFILE = """# A made-up partner.
partner: {nl: Verzonnen partner, en: Made-up partner}
subset: all
formats: [ttl, nq, jsonld, xlsx]
examples:
  - {query: projects}
  - {query: conflicts}
"""
FOLLOWS = """#+ title: {nl: Nummer van de ronde, en: Number of the round}
PREFIX vak: <https://w3id.org/vakgraph/def#>
CONSTRUCT { ?project vak:roundNumber ?number } WHERE { ?project vak:inRound ?round . ?round vak:roundNumber ?number }
"""
PART = """#+ title: {nl: Deel, en: Part}
#+ closure: names
PREFIX vak: <https://w3id.org/vakgraph/def#>
CONSTRUCT { ?thing ?property ?value } WHERE { ?thing a vak:Round ; ?property ?value }
"""
ROUNDS = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/vakgraph/shape#> .
@prefix vak: <https://w3id.org/vakgraph/def#> .
shape:Round a sh:NodeShape ; sh:targetClass vak:Round ; sh:property shape:Round-number .
shape:Round-number sh:path vak:roundNumber ; sh:maxInclusive 100 ;
    sh:message "Hoogstens honderd."@nl , "At most a hundred."@en .
"""


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """The small world with a partner, and the real question about conflicts."""
    folder = small_world.build(tmp_path / "graph")
    small_world.put(folder, "queries/exports/partner.yaml", PROFILE)
    small_world.put(folder, "queries/exports/part.rq", PART)
    small_world.put(folder, "ontology/shapes/round.ttl", ROUNDS)
    small_world.put(folder, "queries/derive/90-number.rq", FOLLOWS)
    small_world.put(folder, "queries/tables/conflicts.rq", (root / "queries/tables/conflicts.rq").read_text("utf-8"))
    return folder


def made(folder: Path, out: Path, previous: Path | None = None) -> Packaged:
    return package(VakGraph.open(folder), "partner", out, previous)


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def everything(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def one_fact_more(folder: Path) -> None:
    change(folder, "data/round/r1.ttl", "    vak:grantsMade 11 ;", "    vak:grantsMade 11 ;\n    vak:roundNumber 4 ;")


# ---- whole


def test_every_file_has_its_sum_its_licence_and_its_media_type(folder: Path, tmp_path: Path) -> None:
    at = made(folder, tmp_path / "out").folder
    files = everything(at)
    sums = read_sums(files["SHA256SUMS"])
    assert sums == {name: sha256(data) for name, data in files.items() if name != "SHA256SUMS"}
    said = Manifest.read(at / "package.json")
    assert [each.file for each in said.files] == sorted(set(files) - {"SHA256SUMS", "package.json"})
    assert {each.licence for each in said.files} == {"CC-BY-4.0", "MIT"}
    assert all(each.media_type for each in said.files)
    assert Manifest.read(said.write()) == said
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=at, check=False).returncode == 0


def test_the_zip_holds_the_folder_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    told = made(folder, tmp_path / "out")
    with zipfile.ZipFile(told.archive) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {f"partner-9.8.7/{name}": data for name, data in everything(told.folder).items()}


def test_the_examples_are_answered_by_the_package_alone(folder: Path, tmp_path: Path) -> None:
    """With nothing but the data and the ontology of the package, by an engine that never saw the graph."""
    at = made(folder, tmp_path / "out").folder
    said = Manifest.read(at / "package.json")
    store = pyoxigraph.Store()
    for name in (said.data[0].file, "ontology.ttl"):
        store.load(path=at / name, format=pyoxigraph.RdfFormat.TURTLE)
    assert [each.name for each in said.examples] == ["01-projects", "02-conflicts"]
    for each in said.examples:
        text = (at / each.question).read_text(encoding="utf-8")
        assert "#+" not in text and "UNDEF" not in text and text.startswith("# nl: ")
        expected = list(csv.reader(io.StringIO((at / each.expected).read_text(encoding="utf-8"))))
        results = store.query(text)
        assert isinstance(results, pyoxigraph.QuerySolutions)
        assert expected[0] == [each.value for each in results.variables]
        assert len(expected) - 1 == sum(1 for _ in results) > 0


def test_an_example_without_rows_is_a_fault_of_the_profile(folder: Path, tmp_path: Path) -> None:
    change(folder, "queries/exports/partner.yaml", "{query: projects}", "{query: conflicts, with: {state: resolved}}")
    with pytest.raises(InputError, match=r"partner\.yaml:6: .*geen enkele rij"):
        made(folder, tmp_path / "out")
    assert not (tmp_path / "out").exists()


# ---- the same bytes


def test_a_second_run_another_order_of_loading_and_another_hash_seed_give_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(folder, tmp_path / "a")
    assert made(folder, tmp_path / "a").same
    files = Checkout.graph_files
    monkeypatch.setattr(Checkout, "graph_files", lambda self: list(reversed(files(self))))
    made(folder, tmp_path / "b")
    environment = os.environ | {"PYTHONHASHSEED": "77", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "vakgraph", "package", "partner", "-o", str(tmp_path / "c"), "--root", str(folder)]
    subprocess.run(command, check=True, env=environment, capture_output=True, cwd=small_world.ROOT)
    assert everything(tmp_path / "a") == everything(tmp_path / "b") == everything(tmp_path / "c")
    assert first.previous == ""


def test_one_fact_more_and_the_two_that_follow_are_three_lines_and_one_sentence(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = made(folder, out)
    one_fact_more(folder)
    new = made(folder, out)
    assert (new.previous, new.folder.name, new.added, new.removed) == ("9.8.7", "partner-9.8.7+2", 3, 0)
    before, after = ((each.folder / "data/vakgraph.ttl").read_text("utf-8").splitlines() for each in (old, new))
    assert [line[0] for line in difflib.ndiff(before, after) if line[0] in "+-"] == ["+"] * 3
    assert len(turtle.read(new.folder / "derived.ttl")) == 2
    counts = {path.name: len(turtle.read(path)) for path in (new.folder / "changes").iterdir()}
    assert counts == {"added.ttl": 1, "removed.ttl": 0, "follows-added.ttl": 2}
    assert "Triples: 1 erbij, 0 weg. Daaruit volgt: 2 erbij, 0 weg." in new.changes
    nl, en = (re.findall(r"^- .*$", part, re.MULTILINE) for part in new.changes.split("# Changes"))
    assert len(nl) == len(en) == 1
    assert nl[0].startswith("- Subsidieronde *Ronde 1*: ") and "erbij: 4" in nl[0]
    assert made(folder, out).same
    assert read_sums((old.folder / "SHA256SUMS").read_bytes())["data/vakgraph.ttl"] == sha256(
        (out / "partner-9.8.7/data/vakgraph.ttl").read_bytes()
    )


def test_what_changed_applied_to_the_old_data_gives_the_new(folder: Path, tmp_path: Path) -> None:
    old = made(folder, tmp_path / "out")
    one_fact_more(folder)
    change(folder, "data/project/r1-een.ttl", '"Project één"', '"Project 1"')
    new = made(folder, tmp_path / "elsewhere", old.archive)
    was, is_ = (set(turtle.read(each.folder / "data/vakgraph.ttl")) for each in (old, new))
    added, removed = (
        {triple for path in (new.folder / "changes").glob(f"*{each}.ttl") for triple in turtle.read(path)}
        for each in ("added", "removed")
    )
    assert removed <= was and not added & was
    assert (was - removed) | added == is_
    told = Manifest.read(new.folder / "package.json").previous
    assert told and told.sums == sha256((old.folder / "SHA256SUMS").read_bytes())


def test_a_number_is_never_given_to_two_packages(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for number in range(3):
        change(folder, "data/round/r1.ttl", "    vak:grantsMade", f"    vak:roundNumber {number} ;\n    vak:grantsMade")
        made(folder, out)
    assert sorted(p.name for p in out.iterdir() if p.is_dir()) == [
        "partner-9.8.7", "partner-9.8.7+2", "partner-9.8.7+3",
    ]  # fmt: skip
    newest = placing.newest(out, "partner")
    assert newest and newest.name == "partner-9.8.7+3"


def test_the_difference_of_two_packages_tells_just_the_data(folder: Path, tmp_path: Path) -> None:
    old = made(folder, tmp_path / "out")
    one_fact_more(folder)
    new = made(folder, tmp_path / "out")
    here = Checkout(folder)
    for pair in ((old.archive, new.archive), (old.folder, new.folder)):
        found = comparing.compare(*(comparing.state(str(each), here) for each in pair))
        assert (len(found.added), len(found.removed)) == (1, 0)
        assert (len(found.derived_added), len(found.derived_removed)) == (2, 0)


def test_only_the_data_of_a_package_is_data() -> None:
    names = ["data/vakgraph.ttl", "data/vakgraph.nq", "data/vakgraph.jsonld", "ontology.ttl", "shapes.ttl", "dcat.ttl"]
    names += ["void.ttl", "derived.ttl", "changes/added.ttl", "changes/removed.ttl", "context.jsonld", "package.json"]
    assert packed.data_files(names) == ["data/vakgraph.nq"]


# ---- what stays here


def test_what_is_not_to_be_shared_is_not_in_it_by_whatever_way(folder: Path, tmp_path: Path) -> None:
    """Not itself, not by the name that a subset takes along, not in a question, an answer or on the page."""
    change(folder, "data/project/r1-twee.ttl", "a vak:Project ;", "a vak:Project ;\n    vak:notToBeShared true ;")
    change(folder, "data/project/r1-twee.ttl", '"=Twee"', '"Geheimzinnig"')
    change(folder, "data/round/r1.ttl", "a vak:Round ;", "a vak:Round ;\n    vak:about project:r1-twee ;")
    for subset in ("all", "part"):
        text = PROFILE.replace("subset: all", f"subset: {subset}")
        if subset == "part":
            text = text[: text.index("examples:")]
        small_world.put(folder, "queries/exports/partner.yaml", text)
        told = made(folder, tmp_path / subset)
        assert told.hidden
        for name, data in everything(told.folder).items():
            assert b"Geheimzinnig" not in data and b"r1-twee" not in data, f"{subset}: {name}"
        with zipfile.ZipFile(told.folder / "data" / ("vakgraph.xlsx" if subset == "all" else "part.xlsx")) as book:
            assert not any(b"Geheimzinnig" in book.read(each) for each in book.namelist())


def test_data_that_breaks_the_rules_it_comes_with_is_not_packed(folder: Path, tmp_path: Path) -> None:
    """The partner would refuse it; so it is not made, and nothing is written."""
    change(folder, "data/round/r1.ttl", "a vak:Round ;", "a vak:Round ;\n    vak:roundNumber 700 ;")
    with pytest.raises(DataError, match=r"(?s)voldoet niet aan zijn eigen regels.*Hoogstens honderd") as refused:
        made(folder, tmp_path / "out")
    assert "does not keep its own rules" in refused.value.en and not (tmp_path / "out").exists()


def test_small_counts_leave_as_a_band(folder: Path, tmp_path: Path) -> None:
    study = (
        "study:r1-een.1\n    a vak:Study ;\n    vak:inProject project:r1-een ;\n    vak:participantsReached 7 ;\n.\n"
    )
    head = "@prefix study: <https://w3id.org/vakgraph/id/study/> .\n"
    path = folder / "data/project/r1-een.ttl"
    path.write_text(head + path.read_text(encoding="utf-8") + study, encoding="utf-8")
    told = made(folder, tmp_path / "out")
    assert told.banded == 1
    text = (told.folder / "data/vakgraph.ttl").read_text(encoding="utf-8")
    assert "participantsReached 7" not in text and "1–9" in text
    assert "1 aantallen onder de 10" in (told.folder / "README.md").read_text(encoding="utf-8")


def test_what_looks_like_data_of_a_person_refuses_the_package_and_is_not_repeated(folder: Path, tmp_path: Path) -> None:
    change(folder, "data/project/r1-een.ttl", '"Project één"', '"bel een.persoon@voorbeeld.example"')
    with pytest.raises(DataError) as caught:
        made(folder, tmp_path / "out")
    assert re.search(r"data/vakgraph\.ttl:\d+: ", caught.value.nl)
    assert "een.persoon" not in caught.value.nl + caught.value.en
    assert not (tmp_path / "out").exists()


# ---- the page


class Page(HTMLParser):
    """What a page asks of elsewhere, its languages and its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_and_the_markdown_say_it_in_two_languages(folder: Path, tmp_path: Path) -> None:
    at = made(folder, tmp_path / "out").folder
    html, markdown = ((at / name).read_text(encoding="utf-8") for name in ("LEESMIJ.html", "README.md"))
    tags = Page(html).tags
    assert [each["lang"] for tag, each in tags if tag in ("html", "main", "section") and "lang" in each] == [
        "nl", "nl", "en",
    ]  # fmt: skip
    assert sum(tag == "h1" for tag, _ in tags) == 1
    assert not [tag for tag, _ in tags if tag in ("script", "link", "img", "iframe", "object")]
    links = [str(each["href"]) for tag, each in tags if tag == "a"]
    assert links and all((at / link).is_file() for link in links)
    for text in (html, markdown):
        for part in (
            "Wat ontbreekt",
            "What is missing",
            "Hoe zeker",
            "How sure",
            "Verzonnen partner",
            "Made-up partner",
        ):
            assert part in text
        assert "Projecten van ronde 1" in text and "≠" in text and "Kamerstuk" in text
    assert "- *open* Projecten van ronde 1: 11 (1) ≠ 10 (1)" in markdown


@pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed (apt-get install chromium)")
@pytest.mark.parametrize("conflicts", [1, 60])
def test_each_language_is_one_side_of_a4_on_paper(folder: Path, tmp_path: Path, conflicts: int) -> None:
    """As full as this graph is and fuller: all fields unknown, many conflicts with long names of sources."""
    desk = VakGraph.open(folder)
    made = making._made(desk, profile.read(desk.checkout, "partner"))
    facts, row = made.facts, {"nl": "toegekend bedrag", "en": "amount granted"}
    kinds = list(KINDS.items())[:27]
    many = [Counted(word, {at: plural(kind, at) for at in ("nl", "en")}, 1_541, 0) for word, kind in kinds]
    of = [Unknown({"nl": name, "en": name}, row, 40, 20, 3) for name in ("projecten", "studies") for _ in range(9)]
    levels = tuple(Level(letter, {"nl": "Zeer laag", "en": "Very low"}, 9) for letter in "ABCD")
    long = "Kamerstuk 28 719, nr. 98 (brief over de voortgang van het kennisprogramma), 2016"
    sides = [tuple(replace(side, sources=({"nl": f"{at} {long}", "en": f"{at} {long}"},)) for side in each.sides)
             for each in facts.conflicts for at in range(conflicts)]  # fmt: skip
    fuller = replace(
        facts, kinds=tuple(many), unknowns=tuple(of), levels=levels,
        conflicts=tuple(replace(facts.conflicts[0], sides=some) for some in sides),
    )  # fmt: skip
    paper = replace(making._paper(made, "9.8.7", None), facts=fuller)
    sheet = tmp_path / "a.html"
    sheet.write_bytes(page(paper))
    words = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'c'}"]
    subprocess.run([*words, f"--print-to-pdf={tmp_path / 'a.pdf'}", sheet.as_uri()], check=True, capture_output=True)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "a.pdf").read_bytes())) == 2
    assert sheet.read_text(encoding="utf-8").count("<q") == 2 * 2 * conflicts, "all of it is on the screen"


def test_a_name_cannot_become_markup(folder: Path, tmp_path: Path) -> None:
    change(folder, "data/conflict/telling.ttl", "Projecten van ronde 1", "<script>x</script> [y](z) `w`")
    at = made(folder, tmp_path / "out").folder
    assert "<script>" not in (at / "LEESMIJ.html").read_text(encoding="utf-8")
    assert "\\[y\\](z) \\`w\\`" in (at / "README.md").read_text(encoding="utf-8")


# ---- interrupted


def test_a_full_disk_leaves_the_earlier_package_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    made(folder, out)
    before = everything(out)
    one_fact_more(folder)
    put, count = journal.put, iter(range(100))

    def full(path: Path, data: bytes) -> None:
        if next(count) == 6:
            raise OSError(28, "No space left on device")
        put(path, data)

    monkeypatch.setattr(journal, "put", full)
    with pytest.raises(WriteError, match="ongeschonden"):
        made(folder, out)
    kept = everything(out)
    assert {name: kept[name] for name in before} == before
    assert [p.name for p in sorted(out.iterdir()) if p.is_dir()] == ["partner-9.8.7"]
    monkeypatch.undo()
    assert made(folder, out).folder.is_dir()


def test_what_a_killed_process_left_is_no_package_and_is_tidied(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    left = out / ".partner-9.8.7.999999999.tmp"
    left.mkdir(parents=True)
    (left / "package.json").write_text("{", encoding="utf-8")
    assert made(folder, out).previous == ""
    assert not left.exists()


def test_a_damaged_package_is_not_built_upon(folder: Path, tmp_path: Path) -> None:
    at = made(folder, tmp_path / "out").folder
    (at / "data/vakgraph.ttl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"beschadigd: data/vakgraph\.ttl"):
        made(folder, tmp_path / "out")


def test_the_package_of_another_partner_is_no_previous_one(folder: Path, tmp_path: Path) -> None:
    small_world.put(folder, "queries/exports/other.yaml", PROFILE)
    at = package(VakGraph.open(folder), "other", tmp_path / "out").archive
    with pytest.raises(VakError, match="is een pakket voor other"):
        made(folder, tmp_path / "out", at)
    assert made(folder, tmp_path / "out").previous == ""


# ---- profiles


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("subset: all", "subset: gone", 3, '"subset" is een van: all, part'),
        ("subset: all", "subsets: all", 3, "bedoelt u subset"),
        ("[ttl, nq, jsonld, xlsx]", "[pdf]", 4, 'formaat "pdf"'),
        ("{query: conflicts}", "{question: conflicts}", 7, "een voorbeeld is"),
        ("{query: conflicts}", "{query: conflict}", 7, 'Er is geen vraag die "conflict" heet'),
        ("{query: conflicts}", "{query: conflicts, with: {color: red}}", 7, "color"),
        ("{nl: Verzonnen partner, en: Made-up partner}", "Divosa", 2, '"partner" is'),
        ("subset: all", "subset: [", 5, "geen geldige YAML"),
        ("subset: all", "derived: perhaps", 3, '"derived" is true of false'),
    ],
)
def test_a_fault_in_a_profile_has_its_line(
    folder: Path, tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    change(folder, "queries/exports/partner.yaml", old, new)
    with pytest.raises(InputError) as caught:
        made(folder, tmp_path / "out")
    assert f"partner.yaml:{line}: " in caught.value.nl and said in caught.value.nl


def test_an_unknown_partner_gets_the_nearest(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="Bedoelde u partner"):
        package(VakGraph.open(folder), "partnr", tmp_path)


@pytest.mark.parametrize("partner", ["cbs", "divosa", "knowledge-institution", "vng"])
def test_a_partner_of_this_graph_gets_ten_questions_that_the_whole_graph_answers_alike(
    partner: str, root: Path
) -> None:
    """A part of the graph may not say what the whole denies: a subset that lacks something would."""
    desk = VakGraph.open(root)
    mine = profile.read(desk.checkout, partner)
    assert partner in partners(desk.checkout) and len(mine.examples) == 10
    assert (mine.subset == "all") == (partner == "divosa"), "whoever wants a part gets a part"
    assert not mine.iri or desk.labels([mine.iri]), f"{partner} stands in no file of the graph"
    given: dict[str, list[list[str]]] = {}
    if mine.subset != "all":
        what = content(desk, mine)
        found = examples(desk.checkout, mine, Loaded(what.data, what.words), "")
        shapes = (path for path in sorted((root / "ontology/shapes").glob("*.ttl")))
        kept = conform([*what.data, *what.words], [triple for path in shapes for triple in turtle.read(path)])
        assert kept.count > 1_000 and not kept.faults, "a part keeps the rules that come with it"
        given = {each.name[3:]: list(csv.reader(io.StringIO(each.answer.decode())))[1:] for each in found}
    for each in mine.examples:
        query = queries.named(desk.checkout.queries, each.query)
        table = desk.store.select(query.bind(chosen(desk.store, query, each.words).terms))
        assert table.rows, f"{partner}: {each.query}"
        if mine.subset != "all":
            assert given[each.query] == [[cell.value for cell in row] for row in table.rows], f"{partner}: {each.query}"


# ---- the command


@pytest.fixture
def vakgraph(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Any]:
    monkeypatch.setenv("VAKGRAPH_ROOT", str(folder))

    def run(*words: object) -> tuple[int, str, str]:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


def test_the_command_says_what_it_made_and_what_changed(
    folder: Path, tmp_path: Path, vakgraph: Callable[..., tuple[int, str, str]]
) -> None:
    code, out, _ = vakgraph("package", "partner", "-o", tmp_path / "out")
    assert code == 0 and "partner-9.8.7.zip: gemaakt." in out and "Lees eerst" in out
    assert "partner-9.8.7.zip: unchanged." in vakgraph("package", "partner", "-o", tmp_path / "out", "--lang", "en")[1]
    one_fact_more(folder)
    assert "Sinds 9.8.7: 3 triples erbij, 0 weg." in vakgraph("package", "partner", "-o", tmp_path / "out")[1]
    code, _, err = vakgraph("package")
    assert code == 2 and "Noem een partner: partner." in err


def test_a_leak_that_only_a_later_look_finds_still_refuses(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look is at the very bytes that are put in place, all of them."""
    looked: list[set[str]] = []

    def look(files: dict[str, bytes]) -> tuple[()]:
        looked.append(set(files))
        return ()

    monkeypatch.setattr(making, "scan", look)
    told = made(folder, tmp_path / "out")
    assert looked == [set(told.files)] == [set(everything(told.folder))]
    assert replace(told, same=True).same
