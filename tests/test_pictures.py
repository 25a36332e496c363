"""The gap map: what stands where, in which order, in which words, and that nothing is cut or overlaps."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakgraph.errors import NothingFound, VakError
from vakgraph.pictures import gap_map, svg
from vakgraph.table import Cell, Table

COLUMNS = ("target_group", "intervention_type", "findings", "certainty", "directions", "state")
ALLOWED_FILLS = {"#ffffff", "#6495C2", "#154273", "none", "url(#gap-map-dots)", "url(#gap-map-hatch)"}
NAME = "{http://www.w3.org/2000/svg}"


def concept(label: str) -> Cell:
    return Cell("iri", "https://example.org/" + label.replace(" ", "-"), label=label)


def table(*rows: tuple[str, str, int, str, str, str], notes: tuple[str, ...] = ()) -> Table:
    cells = tuple(
        (concept(group), concept(kind), *(Cell("literal", str(value)) for value in rest)) for group, kind, *rest in rows
    )
    return Table(COLUMNS, cells, notes=notes)


WORLD = table(
    ("Jongeren", "Keuzehulp", 0, "", "", "not-studied"),
    ("Jongeren", "Training of cursus", 0, "", "", "running"),
    ("Jongeren", "Ervaring", 0, "", "", "not-applicable"),
    ("Statushouders", "Keuzehulp", 2, "A", "▲◆", "evidence"),
    ("Statushouders", "Training of cursus", 3, "B", "▲=▲", "evidence"),
    ("Statushouders", "Ervaring", 1, "D", "?", "not-established"),
    ("Vrouwen zonder werk", "Keuzehulp", 0, "", "", "no-outcome"),
    ("Vrouwen zonder werk", "Training of cursus", 1, "", "▼", "evidence"),
    ("Vrouwen zonder werk", "Ervaring", 0, "", "", "unknown-running"),
)
LONG_GROUP = "Alleenstaande ouders met arbeidsongeschiktheidsverzekeringsuitkering"
LONGER_GROUP = "Mensen met een licht verstandelijke beperking of psychische kwetsbaarheid die lang niet werkten"
LONGEST_GROUP = LONGER_GROUP.replace("licht", "ernstig en langdurig") + ", ook in de maatschappelijke opvang"
LONG = table(
    (LONG_GROUP, "Schuldhulpverlening/armoedebestrijding", 111, "A", "▲=▼◆?", "evidence"),
    (LONGER_GROUP, "Arbeidsmarkttoeleidingsvoorzieningen", 1, "C", "=", "evidence"),
    (LONGEST_GROUP, "Werkgeversdienstverlening en loonkostensubsidie", 0, "", "", "running"),
)


def read(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def spoken(picture: str) -> list[str]:
    return [title.text or "" for title in read(picture).iterfind(f".//{NAME}g/{NAME}title")]


def square(picture: str, words: str) -> ElementTree.Element:
    """The group of the square whose spoken text begins with these words."""
    return next(g for g in read(picture).iter(f"{NAME}g") if (g.findtext(f"{NAME}title") or "").startswith(words))


def fill(picture: str, words: str) -> str | None:
    box = square(picture, words).find(f".//{NAME}rect")
    return None if box is None else box.get("fill")


def boxes(picture: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom of every text, by the measure that the picture itself uses."""
    found = []

    def walk(node: ElementTree.Element, size: float, bold: bool) -> None:
        size, bold = float(node.get("font-size", size)), node.get("font-weight", "650" if bold else "") == "650"
        if node.tag == f"{NAME}text":
            x, y, wide = float(node.get("x", 0)), float(node.get("y", 0)), svg.width(node.text or "", size, bold)
            x -= {"end": wide, "middle": wide / 2}.get(node.get("text-anchor", ""), 0)
            found.append((x, y - size * 0.75, x + wide, y + size * 0.2))
        for child in node:
            walk(child, size, bold)

    walk(read(picture), 16, False)
    return found


def test_a_square_is_said_in_words() -> None:
    said = spoken(gap_map(WORLD))
    assert "Statushouders, training of cursus: 3 bevindingen, hoogste zekerheid B, 2 beter, 1 geen verschil" in said
    assert "Vrouwen zonder werk, training of cursus: 1 bevinding, zekerheid niet beoordeeld, 1 slechter" in said
    assert "Jongeren, training of cursus: loopt nog" in said


def test_directions_without_a_count_are_said_without_a_number() -> None:
    picture = gap_map(table(("Jongeren", "UWV-gesprek", 5, "B", "▲=", "evidence")), "en")
    assert spoken(picture) == ["Jongeren, UWV-gesprek: 5 findings, highest certainty B, better, no difference"]


def test_every_square_of_the_grid_is_said_once_even_when_the_table_leaves_it_out() -> None:
    rows = WORLD.rows[:-1]
    said = spoken(gap_map(Table(COLUMNS, rows)))
    assert len(said) == 9
    assert "Vrouwen zonder werk, ervaring: niet onderzocht" in said


def test_the_full_corner_is_top_left() -> None:
    said = spoken(gap_map(WORLD))
    assert said[0].startswith("Statushouders, training of cursus")
    assert [words.split(",")[0] for words in said[::3]] == ["Statushouders", "Vrouwen zonder werk", "Jongeren"]


def test_ties_stand_in_the_order_of_the_alphabet() -> None:
    kind, *rest = WORLD.rows[0][1:]
    labels = {
        "https://example.org/1": "Zzp'ers",
        "https://example.org/2": "énige ouders",
        "https://example.org/3": "Bijstand",
    }
    rows = tuple((Cell("iri", iri, label=label), kind, *rest) for iri, label in labels.items())
    order = [words.split(",")[0] for words in spoken(gap_map(Table(COLUMNS, rows)))]
    assert order == ["Bijstand", "énige ouders", "Zzp'ers"]


def test_an_order_in_the_table_goes_before_fullness() -> None:
    rows = tuple((*row, Cell("literal", "1" if row[0].text == "Jongeren" else "2")) for row in WORLD.rows)
    assert spoken(gap_map(Table((*COLUMNS, "row_order"), rows)))[0].startswith("Jongeren")


def test_the_surer_the_darker() -> None:
    picture = gap_map(WORLD)
    assert fill(picture, "Statushouders, keuzehulp") == "#154273"
    assert fill(picture, "Statushouders, training") == "#6495C2"
    assert fill(picture, "Vrouwen zonder werk, training") == "#ffffff"


@pytest.mark.parametrize("state", ["evidence", "not-established"])
def test_a_square_with_only_not_established_stays_unfilled_with_a_grey_outline(state: str) -> None:
    picture = gap_map(table(("Jongeren", "Keuzehulp", 1, "A", "?", state)))
    box = square(picture, "Jongeren").find(f".//{NAME}rect")
    assert box is not None and (box.get("fill"), box.get("stroke")) == ("#ffffff", svg.QUIET)


def test_each_kind_of_empty_has_its_own_look() -> None:
    picture = gap_map(WORLD)
    women = "Vrouwen zonder werk"
    words = ("Jongeren, keuze", "Jongeren, train", "Jongeren, ervar", f"{women}, keuze", f"{women}, ervar")
    drawn = [ElementTree.tostring(square(picture, said), encoding="unicode") for said in words]
    for at, look in enumerate((">○<", "gap-map-dots", "gap-map-hatch", ">∅<", "stroke-dasharray")):
        assert [look in one for one in drawn] == [at == other for other in range(5)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("world", [WORLD, LONG])
def test_fills_are_the_three_that_stay_apart_in_grey(world: Table, language: str) -> None:
    fills = {rect.get("fill") for rect in read(gap_map(world, language)).iter(f"{NAME}rect")}
    assert fills <= ALLOWED_FILLS


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("world", [WORLD, LONG])
def test_no_text_is_cut_or_lies_over_another(world: Table, language: str) -> None:
    picture = gap_map(world, language)
    wide, high = float(read(picture).get("width", 0)), float(read(picture).get("height", 0))
    placed = boxes(picture)
    assert all(left >= 0 and top >= 0 and right <= wide and bottom <= high for left, top, right, bottom in placed)
    for at, (left, top, right, bottom) in enumerate(placed):
        for other in placed[at + 1 :]:
            apart = other[0] >= right or other[2] <= left or other[1] >= bottom or other[3] <= top
            assert apart, (placed[at], other)


def test_no_text_is_smaller_than_twelve() -> None:
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', gap_map(WORLD))) >= 12


def test_the_picture_names_itself_and_says_its_message() -> None:
    root = read(gap_map(WORLD))
    assert root.get("role") == "img"
    assert root.findtext(f"{NAME}title") == "Wat is onderzocht, voor wie, en hielp het?"
    said = root.findtext(f"{NAME}desc") or ""
    assert said.endswith("Vakken met een bevinding: 4 van 9; niet onderzocht: 1.")


def test_the_legend_stands_in_the_language_of_the_reader() -> None:
    dutch, english = gap_map(WORLD), gap_map(WORLD, "en")
    assert "geen verschil aangetoond" in dutch and "onderzocht, onbekend of het nog loopt" in dutch
    assert "no difference shown" in english and "niet" not in english


def test_the_notes_of_the_table_stand_at_the_foot() -> None:
    noted = Table(COLUMNS, WORLD.rows, notes=("Uitgave 0.1.0, CC BY 4.0",))
    assert ">Uitgave 0.1.0, CC BY 4.0</text>" in gap_map(noted)


def test_the_same_table_in_another_order_gives_the_same_bytes() -> None:
    assert gap_map(WORLD) == gap_map(Table(COLUMNS, WORLD.rows[::-1]))


def test_nothing_is_fetched_from_elsewhere() -> None:
    addresses = re.findall(r"(?:href|src|@import|https?:)[^\s\"]*", gap_map(WORLD))
    assert addresses == ["http://www.w3.org/2000/svg"]


def test_an_empty_table_is_refused_in_one_sentence() -> None:
    with pytest.raises(NothingFound, match=r"^Er is niets om in de lacunekaart te tekenen\.$"):
        gap_map(Table(COLUMNS, ()))


def test_a_table_of_something_else_is_refused_by_its_missing_column() -> None:
    with pytest.raises(VakError, match="kolom certainty, directions, state"):
        gap_map(Table(COLUMNS[:3], WORLD.rows))


def test_an_unknown_kind_of_empty_is_refused_by_name() -> None:
    with pytest.raises(VakError, match='"vergeten"'):
        gap_map(table(("Jongeren", "Keuzehulp", 0, "", "", "vergeten")))


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_words_give_a_picture_that_reads_back(group: str, kind: str) -> None:
    assert read(gap_map(table((group, kind, 1, "C", "=", "evidence")))).tag == f"{NAME}svg"


@given(st.text(alphabet="ab -/ÉmW'", min_size=1, max_size=80), st.integers(60, 300))
def test_a_wrapped_text_fits_and_keeps_its_letters(text: str, limit: int) -> None:
    found = svg.wrap(text, limit, 15)
    assert all(svg.width(line, 15) <= limit for line in found)
    assert "".join(found).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")
