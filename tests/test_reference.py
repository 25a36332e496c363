"""The reference tells all that ontology, shapes, lists and questions say, and every link of it leads somewhere."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from vakgraph import checkout, cli, queries, reference, styles, turtle
from vakgraph.errors import VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.namespaces import KINDS, SCHEMES
from vakgraph.reference import examples, gathering, plain, shaped, site, writing
from vakgraph.reference.facts import Facts, local, ontology
from vakgraph.reference.model import Book
from vakgraph.reference.rulebook import FILLED
from vakgraph.reference.seen import Seen
from vakgraph.reference.titles import TITLES

ROOT = Path(__file__).resolve().parent.parent
CHECKED_IN = ROOT / "docs" / "reference"
VOID = {"meta", "link", "br", "wbr", "rect", "path"}
RENEW = "renew it with: vakgraph reference docs/reference --format markdown"


class Page(HTMLParser):
    """What a test asks of a page: its anchors, links, headings, languages, tables and names."""

    def __init__(self, text: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(text.decode())
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        self.tags.append((tag, said))
        self.ids += [said["id"]] if "id" in said else []
        self.links += [said["href"]] if "href" in said else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def all(self, *names: str) -> list[tuple[str, dict[str, str]]]:
        return [(tag, said) for tag, said in self.tags if tag in names]


@pytest.fixture(scope="module")
def desk() -> VakGraph:
    return VakGraph.open(ROOT)


@pytest.fixture(scope="module")
def files(desk: VakGraph) -> dict[str, bytes]:
    return reference.files(desk)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, Page]:
    return {name: Page(text) for name, text in files.items() if name.endswith(".html")}


@pytest.fixture(scope="module")
def book() -> Book:
    return gathering.gather(checkout.Checkout(ROOT), Seen())


@pytest.fixture(scope="module")
def markdown(book: Book) -> dict[str, bytes]:
    return plain.pages(book)


@pytest.fixture(scope="module")
def said() -> Facts:
    return ontology(checkout.Checkout(ROOT))


def own_terms(said: Facts) -> set[str]:
    owl, rdf = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    kinds = said.of_type(owl + "Class", owl + "ObjectProperty", owl + "DatatypeProperty", rdf + "Property")
    return {local(iri) for iri in kinds}


# ---- it is whole


def test_every_link_leads_somewhere(files: dict[str, bytes], pages: dict[str, Page]) -> None:
    lost, walked = [], 0
    for name, page in pages.items():
        for link in page.links:
            place, _, fragment = link.partition("#")
            target = normpath(join(dirname(name), place)) if place else name
            walked += 1
            if target not in files or (fragment and fragment not in pages[target].ids):
                lost.append((name, link))
    assert lost == []
    assert walked > 8_000


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_term_of_the_ontology_has_an_anchor_of_its_own_name(
    pages: dict[str, Page], said: Facts, language: str
) -> None:
    terms = own_terms(said)
    assert len(terms) > 250
    assert terms - set(pages[f"{language}/terms.html"].ids) == set()
    assert [
        name for name in terms if name[0].isupper() and name not in pages[f"{language}/class/{name}.html"].ids
    ] == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_class_list_and_question_has_a_page(pages: dict[str, Page], said: Facts, language: str) -> None:
    wanted = {f"class/{name}" for name in own_terms(said) if name[0].isupper()}
    wanted |= {f"list/{word}" for word in SCHEMES}
    wanted |= {f"question/{name}" for name in queries.load_all(ROOT / "queries")}
    assert {f"{language}/{name}.html" for name in wanted} - pages.keys() == set()


def test_every_concept_has_an_anchor_on_the_page_of_its_list(pages: dict[str, Page], said: Facts) -> None:
    concepts = said.of_type("http://www.w3.org/2004/02/skos/core#Concept")
    assert len(concepts) > 200
    lost = [iri for iri in concepts if local(iri) not in pages[f"nl/list/{iri.split('/')[-2]}.html"].ids]
    assert lost == []


def test_every_rule_stands_on_the_page_of_the_rules_with_each_of_its_shapes(book: Book, pages: dict[str, Page]) -> None:
    numbers = {rule.number for rule in book.rules}
    assert numbers == {str(number) for number in range(1, 46)} == TITLES.keys()
    ids = set(pages["en/rules.html"].ids)
    assert {f"rule-{number}" for number in numbers} - ids == set()
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "ontology/shapes").rglob("*.ttl")))
    shapes = {block.split(" ")[0] for block in re.split(r"\n(?=shape:)", texts) if "vak:rule " in block}
    guards = {shape.removeprefix("shape:") for shape in shapes if shape.startswith("shape:")}
    assert len(guards) > 90
    assert guards - ids == set()


def test_what_a_message_fills_in_has_a_dutch_word() -> None:
    shapes = shaped.read(checkout.Checkout(ROOT))
    unnamed = []
    for shape in shapes.all:
        holes = {text.language: set(re.findall(r"\{[?$](\w+)\}", text.value)) for text in shape.messages}
        unnamed += [(shape.node, name) for name in holes.get("nl", set()) & holes.get("en", set()) - FILLED.keys()]
    assert unnamed == []


def test_a_property_of_a_class_says_what_its_value_is_and_how_often(book: Book) -> None:
    finding = book.cls("Finding")
    assert finding is not None
    rows = {row.path: row for row in finding.rows}
    study, group = rows["vak:fromStudy"], rows["vak:forTargetGroup"]
    assert (study.least, study.most, study.value[0].words["nl"], study.value[0].to) == (
        1,
        1,
        "een studie",
        "class/Study",
    )
    assert (group.least, group.most, group.value[0].to) == (1, None, "list/target-group")
    assert rows["vak:aboutIntervention"].wanted == "delivery"
    assert rows["vak:certainty"].property.derived
    assert rows["vak:comparedWith"].value[2].to == "list/comparator"


def test_a_narrower_class_tells_what_it_has_of_the_broader_one(book: Book) -> None:
    paper = book.cls("ParliamentaryPaper")
    assert paper is not None
    assert {row.path for row in paper.rows if row.inherited == "Publication"} >= {"dcterms:title", "vak:outputOf"}


def test_an_example_says_whether_it_is_real(desk: VakGraph, files: dict[str, bytes], book: Book) -> None:
    assert "Echt: zo staat" in files["nl/class/Project.html"].decode()
    assert "Verzonnen:" in files["nl/class/Case.html"].decode()
    assert [cls.anchor for cls in book.classes if cls.example is None and cls.own] == []
    assert all(cls.example.invented for cls in book.classes if cls.example)


def test_what_is_not_to_be_shared_is_no_example() -> None:
    head = "@prefix project: <https://w3id.org/vakgraph/id/project/> . @prefix vak: <https://w3id.org/vakgraph/def#> . "
    study = "<https://w3id.org/vakgraph/id/study/secret.1> a vak:Study ; vak:inProject project:secret . "
    asked = "<https://w3id.org/vakgraph/id/question/q> a vak:KnowledgeQuestion ; vak:addressedBy project:secret . "
    things = f"project:secret a vak:Project . project:open a vak:Project . {study}{asked}"
    shown = examples.real(turtle.read_text(head + things))
    assert {local(iri) for iri in shown} == {"Project", "Study", "KnowledgeQuestion"}
    left = examples.real(turtle.read_text(f"{head}{things} project:secret vak:notToBeShared true ."))
    assert {local(iri): example.file for iri, example in left.items()} == {"Project": "data/project/open.ttl"}


def test_the_command_of_a_question_names_choices_that_it_has(book: Book, said: Facts) -> None:
    for question in book.questions:
        for command in question.commands:
            names = re.findall(r" --([a-z-]+) (\S+)", command["nl"])
            if command["nl"].startswith("vakgraph query"):
                known = {each.name.replace("_", "-"): each for each in question.query.parameters}
                assert {name for name, _ in names} <= known.keys()
                must = {name for name, each in known.items() if each.required}
                assert must <= {name for name, _ in names}


# ---- it can be read by everybody


def test_no_page_asks_anything_of_elsewhere_or_runs_a_script(files: dict[str, bytes], pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert [link for link in page.links if re.match(r"[a-z]+:|//", link)] == [], name
        assert page.all("script", "img", "iframe", "object", "base", "form") == []
        assert [
            said for _, said in page.tags if any(key.startswith("on") or key in ("src", "style") for key in said)
        ] == []
    assert re.findall(r"@import|url\(", files["vakgraph.css"].decode()) == []


def test_every_page_has_one_main_heading_and_skips_none(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1 and levels[0] == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_every_page_says_its_language_and_leads_to_the_other(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        language = name.split("/")[0] if "/" in name else "nl"
        assert page.all("html")[0][1]["lang"] == language
        twins = {said["hreflang"]: said["href"] for tag, said in page.all("link") if said["rel"] == "alternate"}
        assert {normpath(join(dirname(name), link)) for link in twins.values()} == {
            name.replace(f"{language}/", f"{other}/", 1) if "/" in name else f"{other}/index.html"
            for other in ("nl", "en")
        }


def test_tables_pictures_and_anchors_have_names_and_scopes(pages: dict[str, Page]) -> None:
    drawn = 0
    for name, page in pages.items():
        assert [said for _, said in page.all("th") if said.get("scope") not in ("col", "row")] == [], name
        assert [each for each, times in Counter(page.ids).items() if times > 1] == [], name
        for _, svg in page.all("svg"):
            drawn += 1
            assert svg["role"] == "img"
            assert set(svg["aria-labelledby"].split()) <= set(page.ids)
        for _, region in page.all("div"):
            if region.get("role") == "region":
                assert region["tabindex"] == "0"
                assert region.get("aria-label") or region["aria-labelledby"] in page.ids
    assert drawn > 50


def test_text_stands_out_in_the_light_and_in_the_dark() -> None:
    css = styles.css().decode()
    light = dict(re.findall(r"--(\w+|on-blue): (#[0-9a-f]{6});", css.split("@media")[0]))
    dark = light | dict(re.findall(r"--(\w+|on-blue): (#[0-9a-f]{6});", css.split("dark) {")[1].split("* {")[0]))
    assert light["paper"] != dark["paper"]
    for colours in (light, dark):
        for text, under in (("ink", "paper"), ("ink", "wash"), ("quiet", "paper"), ("quiet", "wash"), ("blue", "paper"),
                            ("signal", "paper"), ("on-blue", "blue"), ("blue", "wash")):  # fmt: skip
            assert contrast(colours[text], colours[under]) >= 4.5, (text, under)
        assert contrast(colours["edge"], colours["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    lights = sorted(map(light, (one, other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# ---- hostile words


@pytest.fixture
def hostile(tmp_path: Path) -> Book:
    """The ontology with a label, a definition and a concept that want to be more than words."""
    folder = tmp_path / "graph"
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, folder / name)
    path = folder / "ontology" / "vak.ttl"
    text = path.read_text(encoding="utf-8")
    bad = r"<script>alert(1)</script> & \"q\" | [x](javascript:y) `z`"
    for before in ('rdfs:label "project"@nl', 'skos:definition "De ronde waar deze fase'):
        assert before in text
        text = text.replace(before, before.replace('"', f'"{bad} ', 1), 1)
    path.write_text(text, encoding="utf-8")
    return gathering.gather(checkout.Checkout(folder), Seen())


def test_words_of_the_graph_stay_words(hostile: Book) -> None:
    for name, text in site.pages(hostile).items():
        assert b"<script" not in text, name
        if name.endswith(".html"):
            Page(text)
    marked = plain.pages(hostile)["nl/classes.md"].decode()
    assert "<script" not in marked.replace("\\<script", "")
    assert re.findall(r"(?<!\\)\]\(javascript:", marked) == []


# ---- the Markdown of the repository


def test_the_reference_in_the_repository_is_what_is_generated(markdown: dict[str, bytes]) -> None:
    there = {path.relative_to(CHECKED_IN).as_posix() for path in CHECKED_IN.rglob("*") if path.is_file()}
    assert there - {writing.MARK} == markdown.keys(), RENEW
    assert [name for name, text in markdown.items() if (CHECKED_IN / name).read_bytes() != text] == [], RENEW


def test_every_link_of_the_markdown_leads_somewhere(markdown: dict[str, bytes]) -> None:
    anchors = {name: set(re.findall(r'<a id="([^"]+)"', text.decode())) for name, text in markdown.items()}
    lost, walked = [], 0
    for name, text in markdown.items():
        for link in re.findall(r"\]\((?!https?:)([^)]+)\)", text.decode()) if name.endswith(".md") else []:
            place, _, fragment = link.partition("#")
            target = normpath(join(dirname(name), place))
            walked += 1
            inside = target in markdown and (not fragment or fragment in anchors[target])
            if not inside and not (CHECKED_IN / target).resolve().is_file():
                lost.append((name, link))
    assert lost == []
    assert walked > 2000


def test_the_markdown_does_not_change_with_the_data_or_the_version(markdown: dict[str, bytes], tmp_path: Path) -> None:
    for name in ("ontology", "queries"):
        shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / "ontology" / "vak.ttl"
    path.write_text(
        path.read_text(encoding="utf-8").replace('versionInfo "0.1.0"', 'versionInfo "9.9.9"'), encoding="utf-8"
    )
    assert reference.markdown(checkout.Checkout(tmp_path)) == markdown


# ---- the same bytes


def digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, text in files.items():
        whole.update(name.encode() + b"\0" + text + b"\0")
    return whole.hexdigest()


def test_another_hash_seed_gives_the_same_bytes(files: dict[str, bytes], markdown: dict[str, bytes]) -> None:
    text = (
        "import sys; sys.path.insert(0, 'tests'); from test_reference import digest; from pathlib import Path\n"
        "from vakgraph import reference; from vakgraph.graph import VakGraph; desk = VakGraph.open(Path.cwd())\n"
        "print(digest(reference.files(desk)), digest(reference.files(desk, 'markdown')))"
    )
    seed = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, env=seed, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [digest(files), digest(markdown)]


# ---- the folder


def test_a_folder_is_rebuilt_and_what_is_no_longer_there_goes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    writing.write(out, {"a.html": b"1", "old/b.html": b"2"})
    writing.write(out, {"a.html": b"3"})
    assert {path.name: path.read_bytes() for path in out.rglob("*") if path.name != writing.MARK} == {"a.html": b"3"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("strange", ["thesis.txt", "class/notes/mine.txt", "empty/"])
def test_a_folder_of_somebody_else_is_refused_and_not_erased(tmp_path: Path, strange: str) -> None:
    for before in ({}, {"index.html": b"ours"}):
        out = tmp_path / ("ours" if before else "theirs")
        if before:
            writing.write(out, before)
        path = out / strange
        path.mkdir(parents=True) if strange.endswith("/") else path.parent.mkdir(parents=True, exist_ok=True)
        if not strange.endswith("/"):
            path.write_text("years of work", encoding="utf-8")
        with pytest.raises(VakError, match=Path(strange).name):
            writing.write(out, {"index.html": b"new"})
        assert path.exists()
        assert not before or (out / "index.html").read_bytes() == b"ours"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(VakError):
        writing.write(tmp_path / "out", {"index.html": b"new"})
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_a_list_of_somebody_else_makes_no_folder_ours(tmp_path: Path) -> None:
    (tmp_path / writing.MARK).write_text("thesis.txt\n", encoding="utf-8")
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(VakError):
        writing.write(tmp_path, {"index.html": b"new"})


@pytest.mark.parametrize("moment", range(1, 5))
@pytest.mark.parametrize("exchange", [True, False])
def test_a_full_disk_leaves_the_earlier_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int, exchange: bool
) -> None:
    out, calls = tmp_path / "out", Counter[str]()
    writing.write(out, {"a.html": b"old", "b.html": b"old"})

    def full(path: Path, text: bytes, real: object = writing.put) -> None:
        calls["put"] += 1
        if calls["put"] == moment:
            raise OSError(28, "No space left on device")
        real(path, text)  # type: ignore[operator]

    def stuck(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(writing, "put", full)
    if not exchange:
        monkeypatch.setattr(writing, "_exchanged", lambda *_: False)
    if moment > 3:
        monkeypatch.setattr(writing, "_swap", stuck)
    with pytest.raises(WriteError, match="ongeschonden"):
        writing.write(out, {"a.html": b"new", "b.html": b"new"})
    assert (out / "a.html").read_bytes() == (out / "b.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_without_an_exchange_a_folder_that_cannot_be_moved_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, moved, real = tmp_path / "out", Counter[str](), os.replace
    writing.write(out, {"a.html": b"old"})

    def move(source: Path, target: Path) -> None:
        moved["times"] += 1
        if moved["times"] == 2:
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(writing, "_exchanged", lambda *_: False)
    monkeypatch.setattr(os, "replace", move)
    with pytest.raises(WriteError):
        writing.write(out, {"a.html": b"new"})
    assert (out / "a.html").read_bytes() == b"old"


# ---- the command


def test_the_command_writes_the_reference_and_says_where_to_begin(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAKGRAPH_ROOT", str(ROOT))
    out = tmp_path / "naslag"
    assert cli.run(["reference", str(out), "--format", "markdown", "--lang", "en"]) == 0
    assert f"begin at {out / 'README.md'}" in capfd.readouterr().err
    assert (out / "nl" / "classes.md").is_file()
    assert cli.run(["reference", str(out), "--format", "pdf"]) == 2
    assert "html, markdown" in capfd.readouterr().err
    (out / "note.txt").write_text("mine", encoding="utf-8")
    assert cli.run(["reference", str(out), "--format", "markdown"]) == 2
    assert "note.txt" in capfd.readouterr().err


def test_every_kind_of_thing_has_a_class_page(pages: dict[str, Page]) -> None:
    known = {name.removeprefix("nl/class/").removesuffix(".html") for name in pages if name.startswith("nl/class/")}
    assert {local(kind.rdf_class) for kind in KINDS.values()} - {name.split("-")[-1] for name in known} == set()
