"""The rule that no shape can say, the words for gravity and layer, and for what a message fills in."""

from __future__ import annotations

from vakgraph.reference.model import Part, Words


def _w(nl: str, en: str) -> Words:
    return {"nl": nl, "en": en}


# Rule 36 compares texts; no shape can say that.
IN_CODE = Part(
    shape="",
    rule="36",
    severity="violation",
    layer="base",
    name=_w("het citaat staat in de bron", "the quote stands in its source"),
    description=_w(
        "Witruimte, afbrekingen, aanhalingstekens en opmaak worden eerst gelijkgetrokken; de delen rond ... staan er in"
        " hun volgorde. Een bron waarvan de tekst er niet bij is, wordt niet vergeleken en zo gemeld.",
        "White space, hyphenation, quotation marks and markup are folded first; the parts around ... stand there in"
        " their order. A source whose text is not at hand is not compared, and is reported as such.",
    ),
    message=_w("Het citaat staat niet in [bron].", "The quote does not stand in [source]."),
    repair=_w(
        "Neem het citaat letterlijk over uit de tekst van de bron.",
        "Copy the quote literally from the text of the source.",
    ),
    source="",
    about=("Claim", "Finding"),
)
SEVERITY: dict[str, Words] = {
    "violation": _w("fout", "fault"),
    "warning": _w("let op", "warning"),
    "info": _w("ter informatie", "information"),
}
LAYER: dict[str, Words] = {
    "base": _w("geldt altijd", "always holds"),
    "delivery": _w("geldt voor een nieuwe levering", "holds for a new delivery"),
    "recommended": _w("aanbevolen", "recommended"),
}
# What stands between braces in a Dutch message; in an English one the variable itself says it.
FILLED = {
    "amount": "bedrag", "another": "ander begrip", "applicant": "hoofdaanvrager", "before": "voorgangers",
    "bound": "looptijd", "budget": "budget", "call": "oproep", "code": "code", "counted": "aantal", "date": "datum",
    "decision": "besluit", "dossier": "dossier", "early": "datum", "first": "eerste dag", "from": "begin",
    "held": "rol", "id": "naam", "intervention": "interventie", "kind": "soort", "label": "begrip",
    "last": "laatste dag", "late": "datum", "least": "minimum", "line": "programmalijn", "missing": "wat ontbreekt",
    "months": "maanden",
    "most": "maximum", "municipality": "gemeente", "name": "naam", "norm": "norm", "number": "aantal",
    "opening": "opening", "other_source": "andere bron", "other_value": "andere waarde", "programme": "programma",
    "project": "project", "property": "eigenschap", "question": "kennisvraag", "responsible": "verantwoordelijke",
    "round": "ronde", "source": "bron", "sources": "aantal", "start": "begin", "statement": "stelling",
    "subject": "onderwerp", "submitted": "aantal", "successors": "opvolgers", "sum": "som", "term": "term",
    "thing": "ding", "times": "aantal", "until": "einde", "value": "waarde", "wanted": "wat de ronde eist",
    "what": "wat", "who": "wie", "wrong": "periode", "year": "jaar",
}  # fmt: skip
