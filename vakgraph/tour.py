"""What is told at length on the command line: the tour, the account of the graph, a page about one thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

from vakgraph import console, pictures, render
from vakgraph.console import Settings, busy, say
from vakgraph.errors import DATA_AT_FAULT, GOOD
from vakgraph.graph import VakGraph
from vakgraph.render import About
from vakgraph.table import UNBOUND, Cell, Table
from vakgraph.validation.report import Report

FIRST, CONFLICTS, MOST = 12, 3, 20
CERTAIN = ("high", "moderate", "low", "very-low")
MORE = "vakgraph query what-works-for-whom"


def demo(settings: Settings, desk: VakGraph, out: Path) -> int:
    """Load, check, ask, show conflicts, write a folder; the exit code says whether the data conforms."""
    around = console.about(settings, desk)
    _loaded(settings, desk, around)
    report = _checked(settings, desk)
    heading(settings, "Wat werkt voor wie?", "What works for whom?")
    _findings(settings, desk.ask("what-works-for-whom"), around)
    heading(settings, "Waar de bronnen elkaar tegenspreken", "Where the sources disagree")
    _conflicts(settings, desk.ask("conflicts"))
    heading(settings, "Geschreven", "Written")
    for path, what in _written(settings, desk, out):
        say(f"  {path}  {what}")
    return GOOD if report.conforms else DATA_AT_FAULT


def _loaded(settings: Settings, desk: VakGraph, around: About) -> None:
    """The things by kind, and how many triples there are."""
    told = desk.info()
    say(settings.words("Vakgraph", "Vakgraph") + (f" · {around.stamp}" if around.stamp else ""))
    heading(settings, "Geladen", "Loaded")
    kinds = [(each.nl if settings.language == "nl" else each.en, count) for each, count in told.kinds]
    _print(_pairs(kinds, settings.words("Soort", "Kind"), settings.words("Aantal", "Number")), around)
    say(
        settings.words(
            f"{told.asserted} triples staan in bestanden, {told.derived} zijn daaruit afgeleid.",
            f"{told.asserted} triples stand in files, {told.derived} were derived from them.",
        )
    )


def _checked(settings: Settings, desk: VakGraph) -> Report:
    heading(settings, "Gecontroleerd", "Checked")
    with busy(settings.words("De graaf wordt gecontroleerd", "Checking the graph")):
        report = desk.check()
    say(report.say(settings.language))
    for finding in islice((each for each in report.findings if each.severity == "violation"), FIRST):
        say(f"  {finding.place or finding.focus}: {finding.message}")
    return report


def _findings(settings: Settings, table: Table, around: About) -> None:
    """The findings that say most, one of every intervention and direction, with their sources; then how many more."""
    at = {name: table.columns.index(name) for name in ("intervention", "direction", "certainty")}

    def says_least(row: tuple[Cell, ...]) -> tuple[bool, int]:
        certainty = row[at["certainty"]].value.rpartition("/")[2]
        known = CERTAIN.index(certainty) if certainty in CERTAIN else len(CERTAIN)
        return row[at["direction"]].value.endswith("/not-established"), known

    chosen: dict[tuple[str, str], tuple[Cell, ...]] = {}
    for row in sorted(table.rows, key=says_least):
        chosen.setdefault((row[at["intervention"]].value, row[at["direction"]].value), row)
    shown = replace(table, rows=tuple(chosen.values())[:FIRST], title="")
    _print(shown, around)
    if len(table) > len(shown):
        rest = len(table) - len(shown)
        say(settings.words(f"... en nog {rest} regels: {MORE}", f"... and {rest} more lines: {MORE}"))


def _conflicts(settings: Settings, table: Table) -> None:
    """The first conflicts between two sources of which both quotes are kept, each with what the sources say."""
    groups = [[dict(row) for row in rows] for _, rows in groupby(table, key=lambda row: row["conflict"])]
    quoted = [rows for rows in groups if len(rows) == 2 and all(row["quote"].value for row in rows)]
    for rows in quoted[:CONFLICTS]:
        first = rows[0]
        say(f"{first['conflict'].text} ({first['kind'].text}, {first['standing'].text})")
        for row in rows:
            say(f'  {row["source"].text}:\n    "{row["quote"].value}"')
    more = len(groups) - len(quoted[:CONFLICTS])
    if more:
        say(settings.words(f"... en nog {more} tegenspraken.", f"... and {more} more conflicts."))


def _written(settings: Settings, desk: VakGraph, out: Path) -> Iterator[tuple[Path, str]]:
    """Write the graph, the gap map and its table; every file with a word about it."""
    with busy(settings.words("De graaf wordt geschreven", "Writing the graph")):
        count = desk.export(out / "vakgraph.ttl")
    yield out / "vakgraph.ttl", settings.words(f"de hele graaf, {count} triples", f"the whole graph, {count} triples")
    drawing, matrix = pictures.drawn("gap-map", desk)
    console.save(drawing.encode(), out / "gap-map.svg")
    yield out / "gap-map.svg", settings.words("de kenniskaart als tekening", "the gap map as a picture")
    console.save(render.render(matrix, "csv"), out / "gap-map.csv")
    yield out / "gap-map.csv", settings.words("de kenniskaart als tabel", "the gap map as a table")


def info(settings: Settings, desk: VakGraph) -> None:
    """Counts, release, who takes part, what is missing and what is open."""
    around, told = console.about(settings, desk), desk.info()
    _loaded(settings, desk, around)
    heading(settings, "Gemeenten die meedoen", "Municipalities that take part")
    for line in _counted(settings, told.municipalities):
        say(line)
    if told.coverage is not None:
        heading(settings, "Hoe volledig", "How complete")
        say(_missing(settings, told.coverage))
        _print(replace(_without(told.coverage, "programme", "source"), title=""), around)
    heading(settings, "Tegenspraken", "Conflicts")
    say(_open(settings, len(told.open_conflicts)))


def _missing(settings: Settings, table: Table) -> str:
    """Of how many rounds no project, or not every project, is known."""
    grants = [row for row in table if row["what"].value.endswith("#grantsMade") and row["thing"].kind == "iri"]
    none = sum(row["known"].python == 0 for row in grants)
    part = sum(row["known"].python != 0 and row["missing"].python not in (None, 0) for row in grants)
    open_ = sum(row["known"].python != 0 and row["missing"].kind == "unbound" for row in grants)
    return settings.words(
        f"Van {len(grants)} rondes: van {none} is geen project bekend, van {part} ontbreekt een deel, "
        f"en van {open_} is niet te zeggen of er ontbreken.",
        f"Of {len(grants)} rounds: no project of {none} is known, of {part} some are missing, "
        f"and of {open_} it cannot be said whether any are.",
    )


def _without(table: Table, *names: str) -> Table:
    """The table with some columns hidden from people."""
    heads = ("" if name in names else head for name, head in zip(table.columns, table.headings, strict=True))
    return replace(table, headings=tuple(heads))


def _counted(settings: Settings, table: Table) -> Iterator[str]:
    """How many municipalities are known by name, and what the sources say of their number."""
    for at, row in enumerate(table):
        named, claimed, source = row["named"].value, row["claimed"].value, row["source"].text
        if at == 0:
            yield settings.words(f"{named} zijn bij naam bekend.", f"{named} are known by name.")
        if claimed:
            yield settings.words(f"{claimed} zijn het volgens: {source}", f"{claimed} according to: {source}")


def show(settings: Settings, desk: VakGraph, words: str) -> None:
    """One page about one thing."""
    around, page = console.about(settings), desk.show(words)
    kind = (page.kind.nl if settings.language == "nl" else page.kind.en) if page.kind else ""
    say(page.label + (f" ({kind})" if kind else "") + f"\n{page.iri}" + (f"\n{page.place}" if page.place else ""))
    heading(settings, "Wat erover gezegd wordt", "What is said about it")
    _grouped(settings, page.facts, "value", around)
    if page.claims.rows:
        heading(settings, "Wat de bronnen beweren", "What the sources claim")
        _print(replace(page.claims, title=""), around)
    if page.links.rows:
        heading(settings, "Wat ernaar wijst", "What points at it")
        _grouped(settings, page.links, "subject", around)


def _grouped(settings: Settings, table: Table, name: str, around: About) -> None:
    """Property by property: its name, its mark, and its values; of many the first, and how many more."""
    pairs = []
    named = [(render.cell_words(row["property"], around), row) for row in table]
    for label, rows in groupby(sorted(named, key=lambda pair: pair[0]), lambda pair: pair[0]):
        known = [row for _, row in rows]
        mark = "≠ " if any(row.get("mark", UNBOUND).value for row in known) else ""
        texts = sorted(render.cell_words(row[name], around) for row in known)
        more = settings.words(f"... en nog {len(texts) - MOST}", f"... and {len(texts) - MOST} more")
        pairs.append((label if name == "value" else f"{label} ({len(texts)})", texts[:MOST]))
        pairs[-1][1][0] = mark + pairs[-1][1][0]
        pairs[-1][1].extend([more] if len(texts) > MOST else [])
    for line in render.definitions(pairs, around.width):
        say(line)


def check(settings: Settings, desk: VakGraph, form: str | None, output: Path | None) -> Report:
    """Check everything; print the verdict, the findings, and how many conflicts are open."""
    with busy(settings.words("De graaf wordt gecontroleerd", "Checking the graph")):
        report = desk.check()
    table = desk.labelled(report.table(settings.language))
    still_open = desk.ask("conflicts-open")
    if output is not None or console.form_of(form, output) != "table":
        console.print_table(settings, table, form, output, console.about(settings, desk))
        console.tell(report.say(settings.language))
    elif report.findings:
        console.print_table(settings, table, form, output)
    else:
        say(report.say(settings.language))
    if len(still_open):
        see = settings.words("Zie: vakgraph query conflicts.", "See: vakgraph query conflicts.")
        console.tell(f"{_open(settings, len(still_open))} {see}")
        for each in still_open.column("conflict"):
            console.tell(f"  {each.text}")
    return report


def _open(settings: Settings, count: int) -> str:
    """How many conflicts between sources nobody has decided."""
    nl = "1 tegenspraak is nog open." if count == 1 else f"{count} tegenspraken zijn nog open."
    return settings.words(nl, "1 conflict is still open." if count == 1 else f"{count} conflicts are still open.")


def heading(settings: Settings, nl: str, en: str) -> None:
    """A heading between two parts."""
    text = settings.words(nl, en)
    say(f"\n{text}\n{'=' * len(text)}")


def _print(table: Table, around: About) -> None:
    """A table within a longer text: without the release and licence under it."""
    console.emit(render.render(table, "table", replace(around, release="", licence="", counted=False)))


def _pairs(pairs: list[tuple[str, int]], left: str, right: str) -> Table:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    rows = tuple((Cell("literal", name), Cell("literal", str(count), number)) for name, count in pairs)
    return Table(("kind", "count"), rows, (left, right))
