"""SERVICE in a question: only to servers named by whoever asks; every other way out is refused, unread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from vakgraph.adhoc.tokens import Token, place, tokens
from vakgraph.errors import InputError, VakError

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Call:
    """One SERVICE of a question: where it stands and which server it names."""

    keyword: Token
    server: Token

    @property
    def url(self) -> str:
        return self.server.text[1:-1]


def calls(sparql: str) -> list[Call]:
    """Every SERVICE with its server written out; a fault for any other form of it."""
    found = []
    for keyword, after in _pairs(sparql):
        if after.text.upper() == "SILENT":
            raise _at(sparql, after, *_SILENT)
        if after.sort == "variable":
            raise _at(sparql, after, *_VARIABLE)
        if after.sort != "iri" or "\\" in after.text:
            raise _at(sparql, after, *_NOT_WRITTEN_OUT)
        found.append(Call(keyword, after))
    return found


def allowed(sparql: str, hosts: Sequence[str]) -> list[str]:
    """The servers that a question goes to, each of them on a host that was named; a fault for any other."""
    known = set(map(_host, hosts))
    found = []
    for call in calls(sparql):
        if not ({_named(call.url), _written(call.url)} & known):
            raise _refused(sparql, call)
        found.append(call.url)
    return list(dict.fromkeys(found))


def masked(sparql: str) -> str:
    """The text with a group of the same length for each call: what the gate still finds in it was not permitted."""
    return _replaced(sparql, lambda call: ("MINUS  ", " " * len(call.server.text)))


def relayed(sparql: str, addresses: dict[str, str]) -> str:
    """The text with the address of a relay for each server."""
    return _replaced(sparql, lambda call: (call.keyword.text, f"<{addresses[call.url]}>"))


def _replaced(sparql: str, words: Callable[[Call], tuple[str, str]]) -> str:
    for call in reversed(calls(sparql)):
        keyword, server = words(call)
        between = sparql[call.keyword.end : call.server.start]
        sparql = sparql[: call.keyword.start] + keyword + between + server + sparql[call.server.end :]
    return sparql


def _pairs(sparql: str) -> Iterator[tuple[Token, Token]]:
    """Each SERVICE with what stands behind it."""
    for token, after in pairwise([*tokens(sparql), Token("other", "", len(sparql))]):
        if token.sort == "word" and token.text.upper() == "SERVICE":
            yield token, after


def _host(words: str) -> str:
    """A host that was named, as `name` or `name:port`; no address, no path."""
    parts = urlsplit(f"//{words}")
    try:
        if parts.hostname and not parts.username and parts.netloc == words and parts.port != 0:
            return parts.netloc.casefold()
    except ValueError:
        pass
    raise VakError(
        f'"{words}" is geen server: geef --allow-service een naam als query.wikidata.org, of naam:poort.',
        f'"{words}" is no server: give --allow-service a name such as query.wikidata.org, or name:port.',
    )


def _named(url: str) -> str:
    """The host of an address with its port; the port is left out where it is the usual one."""
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return ""
    if parts.scheme not in PORTS or "@" in parts.netloc or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return host if port == PORTS[parts.scheme] else f"{host}:{port}"


def _written(url: str) -> str:
    """The same with its port in any case, or else nothing."""
    named = _named(url)
    port = PORTS.get(urlsplit(url).scheme)
    return f"{named}:{port}" if named and not named.rpartition("]")[2].count(":") else named


def _refused(sparql: str, call: Call) -> InputError:
    """Which server it is, and how it can be permitted."""
    host = _named(call.url)
    if not host:
        return _at(sparql, call.server, *_NO_SERVER)
    return _at(
        sparql,
        call.server,
        f"SERVICE naar {host} is niet toegestaan; sta die server toe met --allow-service {host}, of haal dat deel weg.",
        f"SERVICE to {host} is not permitted; permit that server with --allow-service {host}, or remove that part.",
    )


def _at(sparql: str, token: Token, nl: str, en: str) -> InputError:
    return InputError(nl, en, "SPARQL", *place(sparql, token.start))


_SILENT = (
    "SERVICE SILENT verzwijgt dat een server niet antwoordt; haal SILENT weg.",
    "SERVICE SILENT keeps quiet about a server that does not answer; remove SILENT.",
)
_VARIABLE = (
    "achter SERVICE staat een variabele; noem de server zelf, als <https://...>.",
    "a variable stands behind SERVICE; name the server itself, as <https://...>.",
)
_NOT_WRITTEN_OUT = (
    "schrijf de server achter SERVICE voluit, als <https://...>, zonder voorvoegsel of \\u.",
    "write the server behind SERVICE in full, as <https://...>, without a prefix or \\u.",
)
_NO_SERVER = (
    "achter SERVICE staat geen adres van een server; noem het voluit, als <https://...>.",
    "what stands behind SERVICE is no address of a server; write it in full, as <https://...>.",
)
