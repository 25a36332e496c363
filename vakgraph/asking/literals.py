"""A year, a number, a date, a text or a choice, read from words and checked by its type."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from vakgraph import dates
from vakgraph.asking.faults import wrong
from vakgraph.errors import VakError
from vakgraph.queries import Parameter
from vakgraph.table import XSD

LONGEST = 300  # characters of a text to look for
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+")  # 1.000: a thousand, or one?


def _year(parameter: Parameter, text: str) -> Literal:
    if re.fullmatch(r"[0-9]{4}", text):
        return _typed(str(int(text)), "integer")
    near = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)[:2]
    if re.fullmatch(r"'?[0-9]{2}", text):
        near = ["20" + text[-2:], "19" + text[-2:]]
    raise wrong(parameter, text, "een jaar van vier cijfers", "a year of four digits", near)


def _integer(parameter: Parameter, text: str) -> Literal:
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return _typed(str(int(text)), "integer")
    near = [re.sub(r"[.,]", "", text)] if _GROUPED.fullmatch(text) else []
    if re.fullmatch(r"[+-]?[0-9]{1,18}[.,]0{1,2}", text):
        near = [re.split(r"[.,]", text)[0]]
    raise wrong(parameter, text, "een heel getal", "a whole number", near)


def _number(parameter: Parameter, text: str) -> Literal:
    """A decimal with a point or a comma; what may be a thousand or a one is asked back."""
    if _GROUPED.fullmatch(text):
        near = [re.sub(r"[.,]", "", text)] + ([text + "0"] if len(re.findall(r"[.,]", text)) == 1 else [])
        raise wrong(parameter, text, "een getal zonder punten of komma's tussen duizendtallen", _THOUSANDS, near)
    if re.fullmatch(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?", text):
        plain = format(Decimal(text.replace(",", ".")), "f")
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return _typed("0" if plain == "-0" else plain, "decimal")
    raise wrong(parameter, text, "een getal als 12 of 0,5", "a number such as 12 or 0.5")


def _date(parameter: Parameter, text: str) -> Literal:
    """A day; a month or a year is asked back with its first and last day."""
    said = ("een dag als 2018-03-01 of 1 maart 2018", "a day such as 2018-03-01 or 1 maart 2018")
    try:
        read = dates.when(text)
    except VakError:
        raise wrong(parameter, text, *said) from None
    if not read.exact:
        raise wrong(parameter, text, *said, [read.earliest.isoformat(), read.latest.isoformat()])
    return _typed(read.earliest.isoformat(), "date")


def _text(parameter: Parameter, text: str) -> Literal:
    if 0 < len(text) <= LONGEST:
        return Literal(text)
    raise wrong(parameter, text, f"een tekst van 1 tot {LONGEST} tekens", f"a text of 1 to {LONGEST} characters")


def _choice(parameter: Parameter, text: str) -> Literal:
    """One of the choices, by its key or by what it is called in Dutch or English."""
    called = {choice.casefold(): choice for choice in parameter.choices}
    for choice, words in parameter.choice_words.items():
        for word in words.values():
            called.setdefault(word.casefold(), choice)
    if text.casefold() in called:
        return Literal(called[text.casefold()])
    nl, en = (", ".join(_spoken(parameter, language)) for language in ("nl", "en"))
    begin = [word for word in called if text and word.startswith(text.casefold())]
    near = begin[:2] or get_close_matches(text.casefold()[:100], called, 2, 0.6)
    raise wrong(parameter, text, f"een van: {nl}", f"one of: {en}", near)


def _spoken(parameter: Parameter, language: str) -> list[str]:
    """The choices as a person may write them: the key, with its words where those are others."""
    words = [(choice, parameter.choice_words.get(choice, {}).get(language, choice)) for choice in parameter.choices]
    return [choice if word == choice else f"{choice} ({word})" for choice, word in words]


def _typed(lexical: str, datatype: str) -> Literal:
    return Literal(lexical, datatype=NamedNode(XSD + datatype))


_THOUSANDS = "a number without points or commas between thousands"
LITERALS: dict[str, Callable[[Parameter, str], Literal]] = {
    "year": _year,
    "integer": _integer,
    "number": _number,
    "date": _date,
    "text": _text,
    "choice": _choice,
}
