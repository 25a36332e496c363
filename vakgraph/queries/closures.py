"""The closure rules of a subset: what comes along with the statements that it chooses."""

from __future__ import annotations

CLOSURES = {
    "none": {"nl": "alleen de gekozen beweringen", "en": "the chosen statements alone"},
    "names": {
        "nl": "met soort en naam van alles wat genoemd wordt",
        "en": "with the kind and name of everything mentioned",
    },
    "sources": {
        "nl": "met wat bronnen over deze dingen beweren, de tegenspraken, de bronnen, en soort en naam van alles",
        "en": "with what sources claim of these things, the conflicts, the sources, and the kind and name of all",
    },
    "whole": {
        "nl": "als sources, met al het genoemde in zijn geheel en wat dat weer noemt: het deel houdt alle regels",
        "en": "as sources, with everything mentioned whole and what that mentions in turn: the part keeps every rule",
    },
}
