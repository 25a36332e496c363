"""JSON-LD from sorted lines: one object a thing, texts by language, bare numbers, short addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from vakgraph.delivery.about import About
from vakgraph.delivery.context import IRI, LANGUAGE, WORD, XSD
from vakgraph.delivery.refusals import refused
from vakgraph.delivery.terms import STRING, Pair, Said, blocks, iri, literal
from vakgraph.namespaces import BASE, OUTSIDE

NAME = "JSON-LD"
TYPE = OUTSIDE["rdf"] + "type"
_SHORT = re.compile(r"(?:id|concept)/[a-z-]+/[A-Za-z0-9_][A-Za-z0-9_.-]*\Z")
_DOTS = re.compile(r"/\.\.?(?:[/?#]|$)")
_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")


def jsonld(lines: Iterable[bytes], out: BinaryIO, about: About) -> None:
    """JSON-LD with its context inside: nobody need fetch anything to read it."""
    words = Words(about.context)
    out.write(b'{\n"@context": ' + _dumped(about.context, 1) + b',\n"@graph": [')
    for number, (subject, said) in enumerate(blocks(lines)):
        out.write(b",\n" * bool(number) or b"\n")
        out.write(_dumped(words.object(subject, said), 1))
    out.write(b"\n]\n}\n")


def _dumped(value: object, indent: int) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=indent).encode()


class Words:
    """How each property is called in a context, and what it holds there."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        said = ((word, whole) for word, whole in context.items() if isinstance(whole, str) and word[:1] != "@")
        self._classes = {whole: word for word, whole in said if ":" in whole}
        self._terms: dict[str, tuple[str, str]] = {}
        for word, said in context.items():
            if isinstance(said, dict):
                self._terms[said["@id"]] = (word, str(said.get("@container") or said.get("@type") or ""))

    def object(self, subject: bytes, said: Iterable[Pair]) -> dict[str, Any]:
        """A thing with all that is said of it."""
        made: dict[str, Any] = {"id": _address(subject), "type": []}
        for predicate, value in said:
            self._put(made, iri(predicate), value)
        return {key: _single(value) for key, value in made.items() if value != []}

    def _put(self, made: dict[str, Any], whole: str, value: bytes) -> None:
        word, sort = self._terms.get(whole, (_kept(whole), ""))
        if value[:1] != b'"':
            if whole == TYPE:
                made.setdefault("type", []).append(self._classes.get(iri(value)) or _kept(iri(value)) or value.decode())
            elif sort == WORD:
                known = self._terms.get(iri(value))
                made.setdefault(word, []).append(known[0] if known else _kept(iri(value)) or value.decode())
            elif sort == LANGUAGE:
                made.setdefault(whole, []).append({"id": _address(value)})
            else:
                made.setdefault(word, []).append(_address(value) if sort == IRI else {"id": _address(value)})
            return
        text = literal(value)
        if sort == LANGUAGE and text.language:
            made.setdefault(word, {}).setdefault(text.language, []).append(text.text)
        else:
            made.setdefault(whole if sort == LANGUAGE else word, []).append(_literal(text, sort))


def _literal(said: Said, sort: str) -> Any:
    """A text, number or yes-or-no as it is where the context says no more of it; else the whole of it."""
    if said.language:
        return {"@language": said.language, "@value": said.text}
    if sort and said.datatype == sort:
        return said.text
    if said.datatype == STRING:
        return {"@value": said.text} if sort else said.text
    if not sort and said.datatype == XSD + "integer" and _WHOLE.match(said.text):
        return int(said.text)
    if not sort and said.datatype == XSD + "boolean" and said.text in ("true", "false"):
        return said.text == "true"
    return {"@type": _kept(said.datatype), "@value": said.text}


def _single(value: Any) -> Any:
    """One value stands by itself."""
    if isinstance(value, dict):
        return {key: _single(each) for key, each in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _address(term: bytes) -> str:
    if term[:2] == b"_:":
        return term.decode()
    whole = _kept(iri(term))
    short = whole.removeprefix(BASE)
    return short if short != whole and _SHORT.match(short) else whole


def _kept(whole: str) -> str:
    """An address, unless a reader may take its steps, which makes it another one."""
    if _DOTS.search(whole):
        raise refused(NAME, "een adres met stappen", "an address with steps", whole)
    return whole
