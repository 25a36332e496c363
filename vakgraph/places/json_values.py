"""A plain value of JSON as the literal that JSON-LD makes of it."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite

from vakgraph.places import terms
from vakgraph.places.json_text import Node


def plain(node: Node, datatype: str, language: str) -> str:
    """A JSON value as a literal, with the datatype that JSON-LD gives to numbers and truth values."""
    value = node.scalar
    if isinstance(value, bool):
        return terms.literal(node.spelled, datatype or terms.XSD + "boolean")
    if isinstance(value, float) and not isfinite(value):  # beyond what a float of Python holds
        return terms.literal(f"{Decimal(node.spelled):E}", datatype or terms.XSD + "double")
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e21
        if whole and datatype != terms.XSD + "double":
            return terms.literal(str(int(value)), datatype or terms.XSD + "integer")
        return terms.literal(double(float(value)), datatype or terms.XSD + "double")
    if language and not datatype:
        return terms.literal(str(value), language=language)
    return terms.literal(str(value), datatype or terms.STRING_TYPE)


def double(value: float) -> str:
    """A double as XML Schema writes it: one digit before the dot, no zeros too many."""
    digits, _, exponent = f"{value:.15E}".partition("E")
    return f"{re.sub('0+$', '', digits).ljust(3, '0')}E{int(exponent)}"
