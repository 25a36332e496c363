"""Every picture: it reads as XML, says every row, stays within the sheet and the three fills, and is the same twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from test_pictures import boxes

from vakgraph.cli import run
from vakgraph.errors import NothingFound, VakError
from vakgraph.graph import VakGraph
from vakgraph.pictures import PICTURES, drawn, svg
from vakgraph.pictures.bars import amount
from vakgraph.pictures.before import before_and_after
from vakgraph.pictures.budget import budget
from vakgraph.pictures.chain import chain
from vakgraph.pictures.flow import flow
from vakgraph.pictures.funnel import funnel
from vakgraph.pictures.network import network
from vakgraph.pictures.raster import png
from vakgraph.pictures.sources import three_sources
from vakgraph.pictures.tiles import municipalities
from vakgraph.pictures.timeline import timeline
from vakgraph.table import UNBOUND, Cell, Table

ROOT = Path(__file__).resolve().parent.parent
NAME = "{http://www.w3.org/2000/svg}"
WIDTHS = (960.0, 360.0)
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
PALETTE = {"#ffffff", "#6495C2", "#154273", "none"}
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'><image href='https://example.org/x'/>&amp;]]>",
    "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
    "مرحبا بالعالم \u202e אבג",
    "nul\x00 bel\x07 \ud800 \ufffe einde",
)
# Which columns of a row a picture must say somewhere, in its text or in the words of a shape.
SAID = {
    "gap-map": ("target_group", "intervention_type"),
    "municipalities": ("municipality",),
    "network": ("participant", "project"),
    "timeline": ("thing",),
    "funnel": ("of_round",),
    "flow": ("line", "intervention", "intervention_type", "target_group"),
    "chain": ("link",),
    "three-sources": ("about",),
    "budget": ("thing",),
    "before-and-after": ("intervention_type", "before", "since", "directions"),
}
ORDERLESS = ("gap-map", "municipalities", "network", "timeline", "flow", "three-sources")
EVERY = [(name, language, width) for name in PICTURES for language in ("nl", "en") for width in WIDTHS]


@pytest.fixture(scope="module")
def desks(own_cache: object) -> dict[str, VakGraph]:
    return {language: VakGraph.open(ROOT, language=language) for language in ("nl", "en")}


@pytest.fixture(scope="module")
def tables(desks: dict[str, VakGraph]) -> dict[tuple[str, str], Table]:
    """The table of every picture in both languages, from the graph as it is."""
    return {(name, at): desk.ask(each.query) for name, each in PICTURES.items() for at, desk in desks.items()}


Tables = dict[tuple[str, str], Table]


def picture(tables: Tables, name: str, language: str, width: float) -> str:
    return PICTURES[name].draw(tables[name, language], language, width)


def cell(value: object) -> Cell:
    """None is unbound, a number a number, `thing:Words` a thing with those words, anything else text."""
    if value is None:
        return UNBOUND
    if isinstance(value, int):
        return Cell("literal", str(value), INTEGER)
    text = str(value)
    if text.startswith("thing:"):
        return Cell("iri", "https://example.org/" + text[6:].replace(" ", "-"), label=text[6:])
    return Cell("iri", text) if text.startswith("https://") else Cell("literal", text)


def table(columns: str, *rows: tuple[object, ...]) -> Table:
    return Table(tuple(columns.split()), tuple(tuple(map(cell, row)) for row in rows))


def words(drawing: str) -> str:
    """Everything that a picture says, in text and in the words of its shapes."""
    root = ElementTree.fromstring(drawing)
    return "\n".join(node.text or "" for node in root.iter() if node.tag in (f"{NAME}text", f"{NAME}title"))


def titles(drawing: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(drawing).iterfind(f".//{NAME}g/{NAME}title")]


def titled(drawing: str, start: str) -> ElementTree.Element:
    """The group whose spoken words begin so."""
    groups = ElementTree.fromstring(drawing).iter(f"{NAME}g")
    return next(node for node in groups if (node.findtext(f"{NAME}title") or "").startswith(start))


# ---- what holds for every picture


@pytest.mark.parametrize(("name", "language", "width"), EVERY)
def test_a_picture_reads_as_xml_and_names_itself(tables: Tables, name: str, language: str, width: float) -> None:
    root = ElementTree.fromstring(picture(tables, name, language, width))
    assert (root.tag, root.get("role"), root.get("lang")) == (f"{NAME}svg", "img", language)
    assert root.findtext(f"{NAME}title") == PICTURES[name].title[language]
    assert len(root.findtext(f"{NAME}desc") or "") > 20
    ids = {node.get("id") for node in root.iter() if node.get("id")}
    assert set((root.get("aria-labelledby") or "").split()) <= ids
    assert all(str(each).startswith(f"{name}-") for each in ids), "two pictures in one page would share an id"


@pytest.mark.parametrize(("name", "language", "width"), EVERY)
def test_every_row_of_the_table_is_in_the_picture(tables: Tables, name: str, language: str, width: float) -> None:
    said = " ".join(words(picture(tables, name, language, width)).split()).casefold()
    for row in tables[name, language]:
        for column in SAID[name]:
            text = svg.clean(row[column].text).casefold()
            assert text in said, (column, text)


@pytest.mark.parametrize(("name", "language", "width"), EVERY)
def test_shapes_have_no_fill_outside_the_palette(tables: Tables, name: str, language: str, width: float) -> None:
    root = ElementTree.fromstring(picture(tables, name, language, width))
    patterns = {f"url(#{name}-dots)", f"url(#{name}-hatch)"}
    inks = {svg.INK, svg.QUIET, svg.PAPER, svg.DARK, None}
    for node in root.iter():
        fill = node.get("fill")
        if node.tag in (f"{NAME}rect", f"{NAME}circle", f"{NAME}polygon"):
            assert fill in PALETTE | patterns, ElementTree.tostring(node)
        elif node.tag in (f"{NAME}text", f"{NAME}g", f"{NAME}svg"):
            assert fill in inks, ElementTree.tostring(node)
        elif node.tag == f"{NAME}path" and fill is not None:
            assert fill in PALETTE, ElementTree.tostring(node)


def apart(drawing: str) -> None:
    """No text outside the sheet, none over another, by the measure that the picture itself uses."""
    root = ElementTree.fromstring(drawing)
    wide, high = float(root.get("width", 0)), float(root.get("height", 0))
    placed = sorted(boxes(drawing), key=lambda box: box[1])
    for at, (left, top, right, bottom) in enumerate(placed):
        assert left >= 0 and top >= 0 and right <= wide and bottom <= high, (left, top, right, bottom)
        for other in placed[at + 1 :]:
            if other[1] >= bottom:
                break
            assert other[0] >= right or other[2] <= left or other[3] <= top, ((left, top, right, bottom), other)


@pytest.mark.parametrize(("name", "language", "width"), EVERY)
def test_no_text_is_cut_small_or_over_another(tables: Tables, name: str, language: str, width: float) -> None:
    drawing = picture(tables, name, language, width)
    assert name == "gap-map" or float(ElementTree.fromstring(drawing).get("width", 0)) == width
    assert min(map(float, re.findall(r'font-size="([\d.]+)"', drawing))) >= 12
    apart(drawing)


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_is_fetched_and_nothing_runs(tables: Tables, name: str) -> None:
    drawing = picture(tables, name, "nl", 960)
    assert re.findall(r"https?://[^\s\"<]*", re.sub(r"<(title|text)[^<]*", "", drawing)) == [
        "http://www.w3.org/2000/svg"
    ]
    assert not re.search(r"<(script|style|image|foreignObject|a)\b|\bhref|\bon\w+=|url\((?!#)", drawing)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", PICTURES)
def test_hostile_labels_are_words_and_no_more(tables: Tables, name: str, text: str, width: float) -> None:
    found = tables[name, "nl"]
    rows = tuple(tuple(replace(one, label=text) if one.kind == "iri" else one for one in row) for row in found.rows)
    root = ElementTree.fromstring(PICTURES[name].draw(replace(found, rows=rows), "nl", width))
    known = {"svg", "title", "desc", "defs", "pattern", "path", "rect", "g", "text", "line", "circle", "polygon"}
    assert {node.tag.removeprefix(NAME) for node in root.iter()} <= known
    apart(ElementTree.tostring(root, encoding="unicode"))
    assert name == "chain" or svg.clean(text).split(" ")[0][:20].casefold() in "".join(root.itertext()).casefold()


@pytest.mark.parametrize("name", PICTURES)
def test_an_empty_table_says_so_in_one_sentence(tables: Tables, name: str) -> None:
    with pytest.raises(NothingFound) as found:
        PICTURES[name].draw(replace(tables[name, "nl"], rows=()), "nl", 960)
    assert re.fullmatch(r"Er is niets om in (de|het) \w+( van \w+)? te tekenen\.", found.value.nl)
    assert found.value.en.startswith("There is nothing to draw in the ")


@pytest.mark.parametrize("name", PICTURES)
def test_a_table_of_something_else_is_refused_by_its_missing_column(name: str) -> None:
    with pytest.raises(VakError, match=r"mist de kolom \w+"):
        PICTURES[name].draw(table("nonsense", ("x",)), "nl", 960)


@pytest.mark.parametrize("name", ORDERLESS)
def test_the_order_of_the_rows_makes_no_difference(tables: Tables, name: str) -> None:
    found = tables[name, "nl"]
    assert PICTURES[name].draw(found, "nl", 960) == PICTURES[name].draw(
        replace(found, rows=found.rows[::-1]), "nl", 960
    )


def test_the_bytes_are_the_same_under_every_hash_seed() -> None:
    text = (
        "import hashlib; from vakgraph.graph import VakGraph; from vakgraph.pictures import PICTURES, drawn; "
        f"desk = VakGraph.open({str(ROOT)!r}); "
        "made = [drawn(name, desk, width)[0].encode() for name in PICTURES for width in (960, 360)]; "
        "print([hashlib.sha256(each).hexdigest() for each in made])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", text],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and len(said.pop()) > 1000


def test_every_picture_has_its_question_and_every_question_its_picture(desks: dict[str, VakGraph]) -> None:
    questions = desks["nl"].queries()
    assert {each.picture for each in questions.values() if each.picture} == set(PICTURES)
    assert all(questions[each.query].picture == name for name, each in PICTURES.items())


def test_a_picture_of_the_graph_comes_with_its_table_and_its_release(desks: dict[str, VakGraph]) -> None:
    drawing, found = drawn("three-sources", desks["nl"], intervention="Mosaic")
    assert {row["about"].text for row in found} == {"Mosaic"}
    assert "CC BY 4.0" in words(drawing) and desks["nl"].release()[0] in words(drawing)


# ---- what each must say


def test_a_municipality_that_is_not_named_is_never_said_not_to_take_part() -> None:
    found = table(
        "municipality projects column row in_province boundaries",
        ("thing:'s-Voorbeeld", 2, 0, 0, "thing:Oost", 2020),
        ("thing:Den Elders", None, 1, 0, "thing:West", 2020),
    )
    drawing = municipalities(found)
    assert titles(drawing) == ["'s-Voorbeeld: 2 projecten", "Den Elders: niet bij naam bekend"]
    shown = [node.text for node in titled(drawing, "'s-V").iter(f"{NAME}text")]
    assert shown == ["Voo", "2"], "letters without the article, and the number: not by colour alone"
    assert "met de grenzen van 2020" in drawing and "dat is niet hetzelfde als niet meedoen" in drawing


def test_an_unknown_number_in_the_funnel_is_said_and_never_nought() -> None:
    columns = "of_round applications granted known with_finding with_publication"
    drawing = funnel(table(columns, ("thing:Ronde 1", 59, "10 ≠ 11", 10, 4, 5), ("thing:Ronde 4", None, None, 0, 0, 0)))
    assert "Ronde 1: aanvragen 59, gehonoreerd 10 ≠ 11, in deze graaf 10, met bevinding 4, met publicatie 5" in drawing
    last = titled(drawing, "Ronde 4")
    shown = [node.text for node in last.iter(f"{NAME}text")]
    assert shown.count("onbekend") == 2 and shown.count("geen bekend") == 3 and "0" not in shown
    bars = [float(node.get("width", 0)) for node in titled(drawing, "Ronde 1").iter(f"{NAME}rect")]
    assert any(abs(one / max(bars) - 10 / 59) < 0.01 for one in bars), "bars stand on one scale"


def test_a_number_is_read_in_both_languages() -> None:
    assert [
        amount(cell(text)).most for text in ("ruim 1.300.000", "just over 1,300,000", "10 ≠ 11", "59", "–", None)
    ] == [
        1_300_000,
        1_300_000,
        11,
        59,
        0,
        0,
    ]


def test_what_cannot_be_traced_is_as_wide_as_its_part_of_the_whole() -> None:
    found = table(
        "thing kind available difference granted within",
        ("thing:Programma", "programma", "10.000.000", "6.000.000", None, None),
        ("thing:Ronde 1: een", "ronde", "4.000.000", None, "bijna 1.000.000", "thing:Programma"),
        ("thing:Ronde 2: twee", "ronde", None, None, None, "thing:Programma"),
        ("thing:Ronde 3: drie", "ronde buiten de som", "3.000.000", None, None, "thing:Programma"),
    )
    drawing = budget(found)
    rest = titled(drawing, "6.000.000 niet te herleiden").find(f"{NAME}rect")
    part = titled(drawing, "Ronde 1 4.000.000").find(f"{NAME}rect")
    assert rest is not None and rest.get("fill") == "url(#budget-hatch)"
    assert part is not None and abs(float(rest.get("width", 0)) / float(part.get("width", 0)) - 1.5) < 0.02
    assert "Ronde 2: twee: bedrag niet vermeld" in titles(drawing)
    assert "Ronde 3: drie: 3.000.000 beschikbaar; buiten de som: herkomst van het geld niet vermeld" in titles(drawing)


def test_what_nobody_recorded_of_before_is_unknown_and_what_was_found_since_is_outlined() -> None:
    columns = "intervention_type before since with_direction directions studied"
    found = table(columns, ("thing:Training", None, 9, 7, "▲=?", 6), ("thing:Coach", 2, 4, 0, "?", 1),
                  ("thing:Schuld", None, 0, 0, "–", 2), ("thing:Rest", None, 0, 0, "–", 0))  # fmt: skip
    drawing = before_and_after(found)
    assert titles(drawing)[0] == (
        "Training: daarvoor niet vastgelegd; sindsdien 9 bevindingen, 7 met een richting, 6 studies ▲=?"
    )
    lines = {
        name: [node.get("stroke-dasharray") or node.get("stroke-width") for node in titled(drawing, name).iter()
               if node.tag == f"{NAME}rect"]
        for name in ("Training", "Coach")
    }  # fmt: skip
    assert lines == {"Training": ["5 4", "3"], "Coach": ["1", "1"]}
    assert "Van 3 is over daarvoor niets vastgelegd: dat is onbekend, niet leeg." in drawing
    assert "∅" in "".join(titled(drawing, "Schuld").itertext()) and "○" in "".join(titled(drawing, "Rest").itertext())
    assert " 0 " not in words(drawing).replace(", 0 met", ""), "what is unknown is never nought"


def test_a_link_that_nobody_recorded_is_an_empty_slot() -> None:
    found = table("link recorded passed_on ends_here", ("projecten", 4, 1, 3), ("handelingen", 0, 0, 0))
    drawing = chain(found)
    assert titles(drawing) == ["4 projecten: 1 met een volgende schakel, 3 zonder", "handelingen: nog niet vastgelegd"]
    wide = [float(node.get("width", 0)) for node in titled(drawing, "4 projecten").iter(f"{NAME}rect")]
    assert abs(wide[1] / wide[0] - 3) < 0.05, "the part that stops is as wide as its number"
    assert 'stroke-dasharray="5 4"' in ElementTree.tostring(titled(drawing, "handelingen"), encoding="unicode")


def test_a_round_without_a_date_is_a_labelled_empty_slot() -> None:
    found = table(
        "kind thing within number what earliest latest said standing",
        ("programme", "thing:Programma", None, None, "begin", "2015-10-01", "2015-12-31", "eind 2015", "accepted"),
        ("programme", "thing:Programma", None, None, "end", "2020-01-01", "2020-12-31", "2020", "accepted"),
        ("programme", "thing:Programma", None, None, "end", "2018-01-01", "2018-12-31", "2018", "superseded"),
        ("round", "thing:Ronde 4", "thing:Programma", 4, None, None, None, None, None),
        ("round", "thing:Ronde 1", "thing:Programma", 1, "opens", "2015-12-01", "2015-12-01", None, "accepted"),
        ("round", "thing:Ronde 1", "thing:Programma", 1, "closes", "2016-02-16", "2016-02-16", None, "accepted"),
        ("paper", "thing:Brief", None, None, "date", "2015-11-09", "2015-11-09", None, "contested"),
        ("paper", "thing:Motie", None, None, None, None, None, None, None),
    )
    drawing = timeline(found)
    order = [said.split(":")[0] for said in titles(drawing)]
    assert order == ["Programma", "Ronde 1", "Ronde 4", "Brief", "Zonder bekende datum"]
    slot = titled(drawing, "Ronde 4: geen datum bekend")
    box = slot.find(f"{NAME}rect")
    assert (
        box is not None
        and box.get("stroke-dasharray")
        and [t.text for t in slot.iter(f"{NAME}text")].count("geen datum bekend")
    )
    assert "Ronde 1: opens 1 dec 2015; closes 16 feb 2016" in titles(drawing)
    assert "Brief: ≠ 9 nov 2015" in titles(drawing) and "Zonder bekende datum: Motie." in titles(drawing)


def test_an_unknown_stream_stays_visible_and_the_width_is_the_number() -> None:
    found = table(
        "line intervention intervention_type target_group projects findings",
        ("thing:Lijn", "thing:Cursus A", "thing:Cursus", "thing:Jongeren", 3, 0),
        (None, "thing:Cursus B", "thing:Cursus", "thing:Jongeren", 1, 2),
    )
    drawing = flow(found)
    assert "Lijn → Cursus: 3 (Cursus A)" in titles(drawing) and "geen lijn bekend → Cursus: 1 (Cursus B)" in titles(
        drawing
    )
    unknown = titled(drawing, "geen lijn bekend →").find(f"{NAME}path")
    assert unknown is not None and unknown.get("fill") == "#ffffff" and unknown.get("stroke-dasharray")
    assert "Cursus → Jongeren: 4 (Cursus A; Cursus B)" in titles(drawing)
    assert "geen lijn bekend → Cursus: 2 (Cursus B)" in titles(flow(found, by="findings"))


NETWORK = table(
    "participant kind project tie",
    *(
        (
            f"thing:Stad {person}",
            "https://identifier.overheid.nl/tooi/def/ont/Gemeente",
            f"thing:Project {project}",
            "thing:x",
        )
        for person in range(12)
        for project in range(person, person + 2)
    ),
    ("thing:Instituut", "https://example.org/organisation-type/knowledge-institution", "thing:Project 0", None),
    ("thing:Instituut", "https://example.org/organisation-type/knowledge-institution", "thing:Project 5", None),
    ("thing:Alleen", "https://example.org/organisation-type/other-partner", "thing:Project 5", None),
)


def test_the_network_draws_no_more_knots_than_asked_and_names_who_is_left_out() -> None:
    whole, part = network(NETWORK), network(NETWORK, most=10)
    assert "Niet getekend" not in whole and "Niet getekend" in part
    drawn_ = [node for node in ElementTree.fromstring(part).iter(f"{NAME}g") if node.find(f"{NAME}title") is not None]
    assert len(drawn_) <= 11  # ten knots, and the list of what stands apart
    assert all(f"Stad {person}" in words(part) for person in range(12))


def test_the_kind_of_a_participant_is_its_shape() -> None:
    drawing = network(NETWORK)
    assert titled(drawing, "Instituut").find(f"{NAME}circle") is not None
    assert titled(drawing, "Stad 3:").find(f"{NAME}polygon") is not None
    assert any(said.startswith("Project 5:") and said.endswith("Alleen") for said in titles(drawing))


def test_a_source_without_a_word_says_that_nothing_is_known() -> None:
    kind = "https://w3id.org/vakgraph/concept/knowledge-kind/"
    found = table(
        "knowledge_kind about outcome direction certainty finding",
        (kind + "science", "thing:Cursus", "thing:Werk", "▲ Beter", "B Redelijk", "thing:1"),
        (kind + "client", "thing:Cursus", "thing:Rust", "? Niet vastgesteld", None, "thing:2"),
    )
    for width in WIDTHS:
        said = titles(three_sources(found, "nl", width))
        assert said == [
            "Cursus, onderzoek: ▲ B Werk",
            "Cursus, praktijk: nog niets bekend",
            "Cursus, cliënten: ? – Rust",
        ]


# ---- PNG and the command line


def test_a_png_is_twice_as_sharp(tables: Tables) -> None:
    pytest.importorskip("resvg_py", reason="resvg-py makes the PNG; pip install vakgraph[pictures]")
    drawing = picture(tables, "chain", "nl", 960)
    content = png(drawing)
    assert content[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(content[16:20]) == 1920


def test_without_the_library_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tables: Tables) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(VakError, match=r'pip install "vakgraph\[pictures\]"'):
        png(picture(tables, "chain", "nl", 960))


def said_by(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["--root", str(ROOT), *arguments]) == 0
    return capfd.readouterr().out


def test_the_command_lists_draws_and_prints_the_table(
    own_cache: object, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    listed = said_by(capfd, "picture")
    assert all(f"  {name} " in listed and each.title["nl"] in listed for name, each in PICTURES.items())
    assert "kennisvragen" in said_by(capfd, "picture", "chain", "--table")
    said_by(
        capfd, "picture", "three-sources", "--intervention", "Mosaic", "--width", "360", "-o", str(tmp_path / "m.svg")
    )
    root = ElementTree.parse(tmp_path / "m.svg").getroot()
    assert root.get("width") == "360" and "Mosaic" in "".join(root.itertext())
    assert "municipality" in said_by(capfd, "picture", "municipalities", "--table", "-f", "csv").split("\n")[0]


def test_days_stand_where_they_belong_on_the_axis() -> None:
    from vakgraph.pictures.timeline import Axis

    axis = Axis(2015, 2016, 100, 731)
    assert axis.at(date(2015, 1, 1)) == 100 and axis.at(date(2016, 1, 1)) == 465 and axis.at(date(2016, 12, 31)) == 830
