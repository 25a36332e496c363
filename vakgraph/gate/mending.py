"""How to mend a cell that cannot be read: by what its message asks for, or by what its column holds."""

from __future__ import annotations

import re

from vakgraph.intake import Fault
from vakgraph.namespaces import KINDS
from vakgraph.sheets import COLUMNS, template_words

# With these a message turns to the reader; what stands before it says what is wrong.
_ASKING = re.compile(
    r"(?:;|(?<=[.)]))\s+((?:schrijf|maak|noem|open|plak|laat|geef|vul|typ|write|make|name|open|paste|leave|give|fill"
    r"|type)\b[^\"]*(?:\"[^\"]*\"[^\"]*)*)$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"; (?:hier staat een heel getal|a whole number stands here): (.*)$")
_EMPTY = re.compile(r"(vul .* in|fill in .*|geef een .*|give a .*)\.", re.IGNORECASE)
_EXCEL = re.compile(r"Excel-fout|Excel error|#[A-Z]+[/0!?A-Z]*")
_MUNICIPALITY = (
    "Schrijf de naam van de gemeente, of de vier cijfers van haar CBS-code, zoals 0758.",
    "Write the name of the municipality, or the four digits of its CBS code, such as 0758.",
)
_FORMULA = "Herstel de formule in Excel, of typ de waarde zelf.", "Mend the formula in Excel, or type the value."
_NAME = "Schrijf de naam zoals de graaf die heeft", "Write the name as the graph has it"
_CHOICE = "Kies uit de lijst bij deze kolom", "Choose from the list of this column"
_PICK = ("Vul in: kies", "Kies"), ("Fill in: choose", "Choose")
_PLAIN = "Schrijf hier wat de bron zegt, of laat de cel leeg.", "Write what the source says, or leave the cell empty."


def told(fault: Fault, meant: str, language: str = "nl") -> tuple[str, str]:
    """What is wrong with a cell, and how to mend it; `meant` says what was probably meant."""
    whole = fault.say(language)
    whole = whole[:1].upper() + whole[1:]
    if fault.remark:
        return whole, ""
    said, asked = parted(whole)
    if meant and ": " in asked:
        asked = asked.partition(": ")[0] + "."  # the names stand in what was meant
    return said, f"{meant} {asked}".strip() or hint(fault, said, language)


def parted(said: str) -> tuple[str, str]:
    """A message as what is wrong and what to do; the latter is "" where it asks for nothing."""
    whole = _WHOLE.search(said)
    if whole:
        english = "whole number" in whole[0]
        write = "Write a whole number" if english else "Schrijf een heel getal"
        return said[: whole.start()] + ".", f"{write}: {whole[1]}"
    asking = _ASKING.search(said)
    if asking is None:
        return said, ""
    head = said[: asking.start()]
    return head if head.endswith(".") else f"{head}.", asking[1][:1].upper() + asking[1][1:]


def hint(fault: Fault, said: str, language: str = "nl") -> str:
    """What to do about a cell of which the message asks for nothing."""
    at = language == "en"
    if _EMPTY.fullmatch(said):
        return said
    if _EXCEL.search(said):
        return _FORMULA[at]
    column = COLUMNS.get(fault.kind, {}).get(fault.column)
    if column is None or "onbekend" in said:
        return _PLAIN[at]
    takes = template_words.takes(column)
    if takes == ["municipality"]:
        return _MUNICIPALITY[at]
    wanted = template_words.hint(column, language).rstrip(".")
    if not any(word in KINDS for word in takes):
        return f"{('Vul in', 'Fill in')[at]}: {wanted}.".replace(*_PICK[at])
    sheets = (" or " if at else " of ").join(KINDS[word].sheet for word in takes if word in COLUMNS)
    more = (f", of lever het mee op het blad {sheets}", f", or deliver it as well on the sheet {sheets}")[at]
    return (_NAME if takes[0] in KINDS else _CHOICE)[at] + (more if sheets else "") + "."
