"""The budget bar: what was available for a programme, which part a round accounts for, and what cannot be traced."""

from __future__ import annotations

from vakgraph.pictures import svg
from vakgraph.pictures.bars import Amount, amount, bar
from vakgraph.pictures.frame import NOTE, TEXT, WIDE, Drawn, Sheet, group, needs, sheet, words_of
from vakgraph.pictures.shapes import Item, box, ink, key
from vakgraph.table import Cell, Table

NAME = "budget"
NEEDED = ("thing", "kind", "available", "difference", "granted", "within")
WHOLE, BAR, INNER, GAP, LABEL = 52.0, 18.0, 8.0, 20.0, 400.0

WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "title": "Waar het geld heen ging, en wat niet te herleiden is",
        "told": "{thing}: {available} euro beschikbaar, waarvan {difference} niet tot een ronde te herleiden.",
        "untold": "{thing}: geen gelezen bron noemt een bedrag.",
        "available": "{} beschikbaar",
        "granted": "{} toegekend",
        "unknown": "bedrag niet vermeld",
        "outside": "buiten de som: herkomst van het geld niet vermeld",
        "rest": "{} niet te herleiden",
        "mid": "beschikbaar (euro)",
        "dark": "daarvan toegekend",
        "hatch": "niet te herleiden",
        "dots": "bedrag niet vermeld",
    },
    "en": {
        "title": "Where the money went, and what cannot be traced",
        "told": "{thing}: {available} euro available, of which {difference} cannot be traced to a round.",
        "untold": "{thing}: no source that was read gives an amount.",
        "available": "{} available",
        "granted": "{} granted",
        "unknown": "amount not stated",
        "outside": "outside the sum: where the money came from is not stated",
        "rest": "{} cannot be traced",
        "mid": "available (euro)",
        "dark": "granted of it",
        "hatch": "cannot be traced",
        "dots": "amount not stated",
    },
}


def budget(table: Table, language: str = "nl", width: float = WIDE) -> str:
    """The bars of a table with one row per programme, round and line, each within another, in euros."""
    needs(table, ("De geldbalk", "The budget bar"), NEEDED)
    on = sheet(NAME, language, width)
    words, rows = WORDS[on.language], list(table)
    most = max(amount(row[name]).most for row in rows for name in ("available", "granted"))
    inside = {row["thing"].value for row in rows}
    wholes = [row for row in rows if row["within"].value not in inside]
    told = " ".join(message(row, on) for row in wholes)

    def body(top: float) -> Drawn:
        after, explained = key((Item(look, words[look]) for look in ("mid", "dark", "hatch", "dots")), top - 8, on)
        y, said = after + 10, []
        for row in wholes:
            y, drawn = _programme(row, rows, most, y, on)
            said.append(drawn)
        return y, explained + "".join(said)

    return on.drawn(words["title"], told, table.notes, body)


def euros(said: Amount, language: str) -> str:
    """`ruim 1.300.000` as it is written in the language."""
    return said.words.replace(".", ",") if language == "en" else said.words


def message(row: dict[str, Cell], on: Sheet) -> str:
    """What is available for a programme, in words."""
    words, whole, rest = WORDS[on.language], amount(row["available"]), amount(row["difference"])
    said = "told" if whole.known and rest.known else "untold" if not whole.known else ""
    thing, available = words_of(row["thing"], "?"), euros(whole, on.language)
    return words[said].format(thing=thing, available=available, difference=euros(rest, on.language)) if said else ""


def _programme(row: dict[str, Cell], rows: list[dict[str, Cell]], most: int, y: float, on: Sheet) -> Drawn:
    """A programme: one bar of its rounds with the rest hatched, then a bar for each round and line."""
    parts = [each for each in rows if each["within"].value == row["thing"].value]
    y, drawn = _whole(row, [each for each in parts if summed(each)], most, y, on)
    said = [drawn]
    for each in parts:
        y, drawn = _row(each, None, most, y, on)
        said.append(drawn)
        for inner in rows:
            if inner["within"].value == each["thing"].value:
                y, drawn = _row(inner, each, most, y, on)
                said.append(drawn)
    return y + GAP, "".join(said)


def summed(row: dict[str, Cell]) -> bool:
    """Whether a round belongs to the sum of its programme: the table says so in its kind."""
    return row["kind"].value in ("ronde", "round")


def _track(on: Sheet) -> tuple[float, float]:
    """Where the bars begin, and how long the longest is: beside the words, or below them."""
    beside = 0.0 if on.narrow else LABEL
    return on.left + beside, on.room - beside


def _whole(row: dict[str, Cell], parts: list[dict[str, Cell]], most: int, y: float, on: Sheet) -> Drawn:
    """The name and amount of a programme, with its bar."""
    words, whole, name = WORDS[on.language], amount(row["available"]), words_of(row["thing"], "?")
    x, room = _track(on)
    figure = words["available"].format(euros(whole, on.language)) if whole.known else words["unknown"]
    titles = svg.wrap(name, on.room if on.narrow else LABEL - GAP, TEXT + 2, True)
    said = svg.lines(titles, on.left, y + 18, TEXT + 2, font_weight=650)
    below = y + 18 + len(titles) * (TEXT + 2) * svg.LINE_HEIGHT
    said += svg.named("text", figure, x=on.left, y=below, font_size=NOTE, fill=svg.QUIET)
    top, high = below + 10 if on.narrow else y, WHOLE if whole.known else BAR
    bars = pieces(row, parts, whole, most, top, on) if whole.known else box(x, top, room, BAR, "dots", on.name)
    return max(top + high, below) + GAP, group(f"{name}: {figure}", said, bars)


def pieces(
    row: dict[str, Cell], parts: list[dict[str, Cell]], whole: Amount, most: int, y: float, on: Sheet,
    track: tuple[float, float] | None = None,
) -> str:  # fmt: skip
    """The bar of a programme: a piece for each round of which the amount is known, and the rest hatched."""
    (left, room), said = track or _track(on), []
    scale, x = room / max(most, 1), left
    for part in parts:
        piece = amount(part["available"])
        if piece.known:
            wide = piece.most * scale
            said.append(_piece(f"{_bare(part)} {euros(piece, on.language)}", x, y, wide, "mid", on))
            x += wide
    rest = amount(row["difference"])
    if rest.most:
        label = WORDS[on.language]["rest"].format(euros(rest, on.language))
        said.append(_piece(label, x, y, left + whole.most * scale - x, "hatch", on))
    return "".join(said)


def _bare(row: dict[str, Cell]) -> str:
    """`Ronde 1: kortdurend onderzoek` as `Ronde 1`."""
    return words_of(row["thing"], "?").split(":")[0]


def _piece(label: str, x: float, y: float, wide: float, look: str, on: Sheet) -> str:
    """A piece of the bar, with its words where they fit in two lines of whole words."""
    drawn = box(x, y, max(wide - 1.5, 1), WHOLE, look, on.name)
    texts = svg.wrap(label, wide - 16, NOTE)
    if len(texts) > 2 or any(text not in label or svg.width(text, NOTE) > wide - 16 for text in texts):
        return group(label, drawn)
    long, step = max(svg.width(text, NOTE) for text in texts), NOTE * svg.LINE_HEIGHT
    first = y + WHOLE / 2 + 5 - (len(texts) - 1) * step / 2
    patch = box(x + 4, first - 14, long + 8, len(texts) * step + 5, "pale", on.name) if look == "hatch" else ""
    return group(label, drawn, patch, svg.lines(texts, x + 8, first, NOTE, fill=ink(look)))


def _row(row: dict[str, Cell], parent: dict[str, Cell] | None, most: int, y: float, on: Sheet) -> Drawn:
    """A round or a line of it: its name, its amounts in words, and its bar with what was granted within it."""
    indent = 18.0 if parent else 0.0
    name, figures = words_of(row["thing"], "?"), _figures(row, parent is not None, on)
    short = name.removeprefix(words_of(parent["thing"], "?") + ", ") if parent else name
    room = (on.room if on.narrow else LABEL - GAP) - indent
    texts, told = svg.wrap(short, room, NOTE, parent is None), svg.wrap(figures, room, NOTE)
    step = NOTE * svg.LINE_HEIGHT
    bold: dict[str, str | float] = {} if parent else {"font_weight": 650}
    said = svg.lines(texts, on.left + indent, y + 12, NOTE, **bold)
    said += svg.lines(told, on.left + indent, y + 12 + len(texts) * step, NOTE, fill=svg.QUIET)
    below = y + (len(texts) + len(told)) * step
    top = below + 6 if on.narrow else y + 2
    return max(below, top + BAR) + GAP - 6, group(f"{name}: {figures}", said, _bars(row, most, top, on))


def _figures(row: dict[str, Cell], inner: bool, on: Sheet) -> str:
    """The amounts of a round or line in words."""
    words, available, granted = WORDS[on.language], amount(row["available"]), amount(row["granted"])
    figures = [words["available"].format(euros(available, on.language))] if available.known else [words["unknown"]]
    figures += [words["granted"].format(euros(granted, on.language))] if granted.known else []
    figures += [] if inner or summed(row) else [words["outside"]]
    return "; ".join(figures)


def _bars(row: dict[str, Cell], most: int, y: float, on: Sheet) -> str:
    """What was available, and within it what was granted."""
    (x, room), available, granted = _track(on), amount(row["available"]), amount(row["granted"])
    wide = bar(available, x, y, room, BAR, most, "mid", on.name) if available.known else ""
    unknown = "" if available.known else box(x, y, 44, BAR, "dots", on.name)
    inner = bar(granted, x, y + (BAR - INNER) / 2, room, INNER, most, "dark", on.name) if granted.known else ""
    return wide + unknown + inner
