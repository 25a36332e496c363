"""Numbers as they are written in Dutch: a decimal comma, dots between thousands."""

from __future__ import annotations

import re

from vakgraph.errors import InputError

_WHOLE = re.compile(r"([-−]?)([0-9]{1,18}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5})")
_DUTCH = re.compile(r"([-−]?)([0-9]{1,15}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,4})(?:,([0-9]{1,15}))?")
_POINT = re.compile(r"([-−]?)([0-9]{1,15})\.([0-9]{1,15})")
_EITHER = re.compile(r"[-−]?[1-9][0-9]{0,2}\.[0-9]{3}")


def integer(text: str) -> str:
    """The canonical spelling of a whole number: "3.500.000" is 3500000."""
    found = _WHOLE.fullmatch(text)
    if not found:
        raise InputError(
            f'"{text}" is geen heel getal; schrijf bijvoorbeeld 3500000 of 3.500.000.',
            f'"{text}" is no whole number; write for instance 3500000 or 3.500.000.',
        )
    return _signed(found[1], str(int(found[2].replace(".", ""))))


def amount(text: str) -> str:
    """A whole number of euros, with or without the sign."""
    return integer(text.removeprefix("€").strip().removesuffix(",-"))


def decimal(text: str) -> str:
    """The canonical spelling of a number: "1,50" is 1.5. "1.500" can mean two numbers and is refused."""
    if _EITHER.fullmatch(text):
        whole, comma = text.replace(".", ""), text.replace(".", ",")
        raise InputError(
            f'"{text}" kan {whole} of {comma} zijn; schrijf het zonder punt.',
            f'"{text}" can be {whole} or {comma}; write it without the point.',
        )
    found = _DUTCH.fullmatch(text) or _POINT.fullmatch(text)
    if not found:
        raise InputError(
            f'"{text}" is geen getal; schrijf bijvoorbeeld 1,5.', f'"{text}" is no number; write for instance 1,5.'
        )
    whole, fraction = str(int(found[2].replace(".", ""))), (found[3] or "").rstrip("0")
    return _signed(found[1], f"{whole}.{fraction}" if fraction else whole)


def _signed(sign: str, number: str) -> str:
    return f"-{number}" if sign and number != "0" else number
