"""What spreadsheet programs do to what people type: understood where it can mean one thing, else named."""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from vakgraph.sheets.column import Column
from vakgraph.sheets.row import Trouble

_NUMBERS = ("integer", "amount", "decimal")
_EXACT = (*_NUMBERS, "when")
_ODD_SPACES = re.compile("[\u00a0\u2007\u202f]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SLASHED = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})|([0-9]{1,2})(-)([0-9]{1,2})-([0-9]{2})")
_MOST_DIGITS = 15  # that Excel keeps of a number


@dataclass(frozen=True, slots=True)
class Saved:
    """A cell that a workbook does not keep as text: how it reads, and what it is: number, percent, date or truth."""

    text: str
    form: str


def clean(text: str) -> str:
    """Trimmed, with one kind of line end and one spelling of each accent."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read(column: Column, cell: str | Saved) -> tuple[str, Trouble | None, Trouble | None]:
    """The text of a cell of this column; why it cannot be read; and what was put right in reading it."""
    if isinstance(cell, Saved):
        sign = "%" if cell.form == "percent" and column.value not in _NUMBERS else ""
        return cell.text + sign, _saved(column, cell), None
    text = clean(cell)
    text, mended = _apostrophe(column, *_spaces(text, cell != cell.strip()))
    return text, _written(column, text), mended


def _spaces(text: str, trimmed: bool) -> tuple[str, Trouble | None]:
    """Spaces that nobody sees and that make a name another name."""
    plain = _UNSEEN.sub("", _ODD_SPACES.sub(" ", text))
    if plain != text:
        return plain.strip(), Trouble(
            "hier stonden vaste spaties of onzichtbare tekens; zij zijn als gewone spaties gelezen.",
            "non-breaking spaces or unseen characters stood here; they were read as plain spaces.",
        )
    if trimmed and text:
        return text, Trouble(
            "er stonden spaties of lege regels om de tekst heen; die zijn weggelaten.",
            "spaces or empty lines stood around the text; they were left out.",
        )
    return text, None


def _apostrophe(column: Column, text: str, mended: Trouble | None) -> tuple[str, Trouble | None]:
    """The sign that makes a cell a text; in "'s-Hertogenbosch" and "'t Hart" it belongs to the name."""
    if not text.startswith("'") or not (column.value in _EXACT or re.match(r"'[0-9=+@-]", text)):
        return text, mended
    return text[1:].strip(), Trouble(
        "het teken ' aan het begin is weggelaten; daarmee maakt Excel een cel tot tekst.",
        "the sign ' at the beginning was left out; Excel makes a cell a text with it.",
    )


# --- cells that a workbook keeps as a number or a date --------------------------------------------------


def _saved(column: Column, cell: Saved) -> Trouble | None:
    if cell.form == "date":
        return _date(column, cell.text)
    if cell.form == "percent":
        return _percent(column, cell.text)
    if cell.form == "number" and len(cell.text.partition(",")[0].lstrip("-")) > _MOST_DIGITS:
        return Trouble(
            f"Excel bewaart van een getal {_MOST_DIGITS} cijfers; van {cell.text} kunnen er weg zijn. Maak de cel"
            " tekst en typ het opnieuw.",
            f"Excel keeps {_MOST_DIGITS} digits of a number; some of {cell.text} may be gone. Make the cell a text"
            " and type it again.",
        )
    return None


def _date(column: Column, text: str) -> Trouble | None:
    """A date in a column of something else; a year that became a date; a time of day."""
    if column.value != "when":
        return Trouble(
            f"Excel maakte hier een datum van ({text}); maak de cel tekst en typ opnieuw wat er stond.",
            f"Excel turned this into a date ({text}); make the cell a text and type again what stood here.",
        )
    day, _, hours = text.partition("T")
    if hours:
        return Trouble(
            f"hier staat een tijdstip ({day} {hours}); schrijf alleen de datum: {day}.",
            f"a time of day stands here ({day} {hours}); write only the date: {day}.",
        )
    serial = (datetime.date.fromisoformat(day) - datetime.date(1899, 12, 30)).days
    if 1950 <= serial <= 2100:
        return Trouble(
            f"hier staat {day}: dat wordt het jaar {serial} in een cel met datumopmaak. Maak de cel tekst en schrijf"
            f" {serial}.",
            f"{day} stands here: the year {serial} becomes that in a cell with a date format. Make the cell a text"
            f" and write {serial}.",
        )
    return None


def _percent(column: Column, text: str) -> Trouble | None:
    """A cell that shows 10% keeps 0.1; which of the two was meant is not guessed."""
    if column.value not in _NUMBERS:
        return None
    nl, en = _instead(column, text, " in een cel zonder procentopmaak", " in a cell without percent format")
    return Trouble(
        f"hier staat een percentage: zichtbaar {text}%, bewaard als een honderdste daarvan{nl}",
        f"a percentage stands here: {text}% is shown, a hundredth of it is kept{en}",
    )


def _instead(column: Column, text: str, cell_nl: str = "", cell_en: str = "") -> tuple[str, str]:
    """What to write for a percentage: its number where a unit stands beside it, a count where one belongs."""
    if column.value == "decimal":
        return (
            f'. Schrijf "{text}"{cell_nl} en noem % bij de eenheid.',
            f'. Write "{text}"{cell_en} and name % as the unit.',
        )
    return (
        f", en hier hoort een heel getal. Schrijf het aantal zelf{cell_nl}.",
        f", and a whole number belongs here. Write the count itself{cell_en}.",
    )


# --- cells of text --------------------------------------------------------------------------------------


def _written(column: Column, text: str) -> Trouble | None:
    if column.value == "when":
        return _short_date(text)
    if column.value in ("integer", "amount") and re.fullmatch(r"(€\s*)?[0-9]{1,3}(\.?[0-9]{3})*,[0-9]+", text):
        return _cents(text)
    if column.value in _NUMBERS and re.fullmatch(r"[-−]?[0-9][0-9.,]*\s?%", text):
        nl, en = _instead(column, text.rstrip("% \t"))
        return Trouble(f'"{text}" is een percentage{nl}', f'"{text}" is a percentage{en}')
    if column.value in _NUMBERS and re.fullmatch(r"[-−]?[0-9]{1,3}( [0-9]{3})+", text):
        whole = text.replace(" ", "")
        return Trouble(
            f'"{text}" heeft spaties tussen de cijfers; schrijf {whole}.',
            f'"{text}" has spaces between its digits; write {whole}.',
        )
    return None


def _cents(text: str) -> Trouble:
    """A decimal comma where a whole number must stand; three digits behind it may be English thousands."""
    if re.fullmatch(r"(€\s*)?[1-9][0-9]{0,2},[0-9]{3}", text):
        number = text.replace("€", "").strip()
        thousands, fraction = number.replace(",", ""), number.rstrip("0").rstrip(",")
        return Trouble(
            f'"{text}" kan {thousands} of {fraction} zijn; hier staat een heel getal, zonder komma:'
            f" schrijf {thousands} als u dat bedoelt.",
            f'"{text}" can be {thousands} or {fraction}; a whole number stands here, without a comma:'
            f" write {thousands} if you mean that.",
        )
    whole, _, cents = text.replace("€", "").replace(".", "").strip().partition(",")
    meant = whole if not cents.strip("0") else f"{whole} of {int(whole) + 1}"
    return Trouble(
        f'"{text}" heeft een decimale komma; hier staat een heel getal: {meant}.',
        f'"{text}" has a decimal comma; a whole number stands here: {meant.replace(" of ", " or ")}.',
    )


def _short_date(text: str) -> Trouble | None:
    """A date with slashes, or with two digits for the year: what it can mean is said, never chosen."""
    found = _SLASHED.fullmatch(text)
    if found is None:
        return None
    first, second, year = [part for part in found.groups() if part and part not in "/.-"]
    orders = [(second, first)] if found[2] == "." or found[6] else [(second, first), (first, second)]
    years = [f"20{year}", f"19{year}"] if len(year) == 2 else [year]
    meant = list(dict.fromkeys(filter(None, (_day(each, *order) for each in years for order in orders))))
    if not meant:
        return None
    return Trouble(
        f'"{text}" kan {" of ".join(meant)} zijn; schrijf de datum zo.'
        if len(meant) > 1
        else f'"{text}" is hier niet de schrijfwijze; schrijf {meant[0]}.',
        f'"{text}" can be {" or ".join(meant)}; write the date like that.'
        if len(meant) > 1
        else f'"{text}" is not how a date is written here; write {meant[0]}.',
    )


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
