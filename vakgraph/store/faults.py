"""What a server can do wrong, each as one sentence that says what to do; no credential is ever in it."""

from __future__ import annotations

from urllib.parse import urlsplit

from vakgraph.errors import VakError

_WORDS = {
    "absent": (
        "is niet te bereiken ({}); klopt het adres, en draait hij?",
        "cannot be reached ({}); is the address right, and does it run?",
    ),
    "silent": (
        "was na {} seconden niet klaar met antwoorden; vraag minder, of geef meer tijd met VAKGRAPH_TIMEOUT.",
        "had not finished answering after {} seconds; ask for less, or give it more time with VAKGRAPH_TIMEOUT.",
    ),
    "unknown": (
        "kent u niet (401); geef een naam en wachtwoord met --auth BESTAND of VAKGRAPH_USER en VAKGRAPH_PASSWORD.",
        "does not know you (401); give a name and password with --auth FILE or VAKGRAPH_USER and VAKGRAPH_PASSWORD.",
    ),
    "forbidden": (
        "laat dit niet toe ({}); vraag de beheerder om dit recht.",
        "does not allow this ({}); ask its keeper for the right to do so.",
    ),
    "failed": ("meldt een storing ({}).", "reports a failure ({})."),
    "refused": ("wijst de vraag af ({}).", "refuses the question ({})."),
    "foreign": (
        "antwoordt met {} en niet als een SPARQL-server; is dit het goede adres?",
        "answers with {} and not as a SPARQL server; is this the right address?",
    ),
    "half": (
        "gaf een half antwoord ({}); het is weggegooid.",
        "gave half an answer ({}); it was thrown away.",
    ),
    "cut": (
        "gaf niet alle rijen ({}); vraag minder, of laat de beheerder de grens verhogen.",
        "did not give all rows ({}); ask for less, or have its keeper raise the limit.",
    ),
    "moved": (
        "stuurt door naar {}; daar gaan vraag en wachtwoord niet vanzelf heen: noem zelf dat adres.",
        "sends on to {}; neither question nor password goes there by itself: name that address yourself.",
    ),
    "open": (
        "krijgt geen wachtwoord over een open verbinding; gebruik een adres dat met https begint.",
        "gets no password over an open connection; use an address that begins with https.",
    ),
    "address": (
        "heeft geen goed adres: het begint met http:// of https:// zonder wachtwoord erin (zie --auth BESTAND).",
        "has no good address: it begins with http:// or https:// and holds no password (see --auth FILE).",
    ),
}


class ServerFault(VakError):
    """A server that did not do what was asked. `name` says in one word what was wrong; `passing`: it may pass."""

    def __init__(self, name: str, url: str, why: object = "", passing: bool = False) -> None:
        self.name, self.passing = name, passing
        nl, en = (words.format(shortly(why)) for words in _WORDS[name])
        super().__init__(f"De server {bare(url)} {nl}", f"The server {bare(url)} {en}")


def bare(url: str) -> str:
    """The address without what stands before the @ or behind the ?, where a password may be."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(?)"
    return f"{parts.scheme}://{parts.hostname or '?'}{port}{parts.path}" if parts.scheme else parts.path


def shortly(why: object) -> str:
    """The first line of what a server or library says, not too long, and without signs that move a cursor."""
    said = " ".join("".join(c if c.isprintable() else " " for c in str(why)).split())
    return said if len(said) <= 160 else said[:159] + "…"
