"""More than five hundred inputs that would hurt, by the door that they come in through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

import guarded
from faults.hostile import HALVES, KINDS, LETTERS, LOST, NESTS, REMOTE, SIZES, SMUGGLED
from test_hostile import EVIL
from test_injection import PAYLOADS

from vakgraph.queries import StoredQuery


class Trap(Protocol):
    """A server that nobody may call, and a file that nobody may read."""

    @property
    def url(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def secret(self) -> str: ...


@dataclass(frozen=True)
class Input:
    """`door`: file, shapes, sparql, parameter, path or request. `name`: that of the file, question or parameter."""

    door: str
    what: str
    name: str
    data: bytes

    @property
    def text(self) -> str:
        return self.data.decode("utf-8", "surrogateescape")


def every(trap: Trap, questions: Sequence[StoredQuery]) -> list[Input]:
    """All of them; each text but once for a door."""
    found = [*_files(trap), *_shapes(trap), *_sparql(trap), *_parameters(questions), *_paths(trap), *_requests(trap)]
    return list({(each.door, each.name, each.data): each for each in found}.values())


def _set(data: bytes, trap: Trap) -> bytes:
    return data.replace(b"/etc/passwd", trap.secret.encode())


def _files(trap: Trap) -> Iterator[Input]:
    for sent in (*REMOTE, *LETTERS, *SIZES, *KINDS, *HALVES, *LOST, *SMUGGLED, *NESTS):
        yield Input("file", sent.what, sent.name, _set(sent.data(trap), trap))


def _shapes(trap: Trap) -> Iterator[Input]:
    for what, text in EVIL.items():
        yield Input("shapes", what, "s.ttl", _set(text.replace("URL", trap.url).encode(), trap))


def _sparql(trap: Trap) -> Iterator[Input]:
    asked = {**guarded.ways_out(trap.port), **guarded.NESTED, **{text: text for text in guarded.UPDATES}}
    for what, text in asked.items():
        yield Input("sparql", what, "", _set(text.encode(), trap))


def _parameters(questions: Sequence[StoredQuery]) -> Iterator[Input]:
    """Every payload, each for another parameter of another question."""
    places = [(question.name, each.name) for question in questions for each in question.parameters]
    for at, payload in enumerate(PAYLOADS):
        question, parameter = places[at * 7 % len(places)]
        text = payload.replace("/etc/passwd", "/etc/hostname")
        yield Input("parameter", repr(payload[:40]), f"{question} {parameter}", text.encode("utf-8", "surrogatepass"))


_STEPS = (
    "../", "..\\", "%2e%2e/", "%2e%2e%2f", "%252e%252e%252f", "..%2f", "..%5c", "....//", "..;/", ".%2e/", "..%00/",
    "..%c0%af", "\uff0e\uff0e/", "./../",
)  # fmt: skip


def _paths(trap: Trap) -> Iterator[Input]:
    """Names that would leave the folder: of questions, of things, of pages."""
    below = trap.secret.lstrip("/")
    names = [step * deep + "secret/secret.txt" for step in _STEPS for deep in (1, 3)]
    names += [f"../../../../../../../../../../{below}", trap.secret, "/" + trap.secret, f"file://{trap.secret}"]
    names += [f"{trap.url}/x", "CON", "NUL.rq", "aux", "name.", "name ", "a" * 4096, "e\u0301" * 200, "\u202etxt.qr"]
    names += ["\x00", "secret.txt\x00.rq", "-o", "--root", "~root/x", "$(id)", "`id`", "|id", ";id", "*", "?", "[a-z]"]
    for name in names:
        yield Input("path", repr(name[:40]), name, name.encode("utf-8", "surrogatepass"))


def _requests(trap: Trap) -> Iterator[Input]:
    """What is sent to the port as it stands."""
    host = b"Host: 127.0.0.1\r\n"
    ask = b"/sparql?query=ASK%20%7B%7D"
    post, form = b"POST /sparql HTTP/1.1\r\n" + host, b"Content-Type: application/x-www-form-urlencoded\r\n"
    told = {
        "no request": b"\r\n\r\n",
        "letters": bytes(range(256)) * 4,
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "no version": b"GET /\r\n\r\n",
        "version 9": b"GET / HTTP/9.9\r\n" + host + b"\r\n",
        "a proxy's request": f"GET {trap.url}/x HTTP/1.1\r\n".encode() + host + b"\r\n",
        "CONNECT": f"CONNECT 127.0.0.1:{trap.port} HTTP/1.1\r\n".encode() + host + b"\r\n",
        "another host": f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{trap.port}\r\n\r\n".encode(),
        "forwarded": f"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Host: 127.0.0.1:{trap.port}\r\n\r\n".encode(),
        "forwarded for": b"GET " + ask + b" HTTP/1.1\r\n" + host + b"X-Forwarded-For: ::1, \xff, 1.2.3.4\r\n\r\n",
        "a header of 100 kB": b"GET / HTTP/1.1\r\n" + host + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
        "a thousand headers": b"GET / HTTP/1.1\r\n" + host + b"X: x\r\n" * 1000 + b"\r\n",
        "an address of 100 kB": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
        "too short": post + form + b"Content-Length: 5\r\n\r\nquery=ASK%20%7B%7D",
        "too long": post + form + b"Content-Length: 500\r\n\r\nquery=ASK%20%7B%7D",
        "no length": post + form + b"\r\nquery=ASK%20%7B%7D",
        "below zero": post + form + b"Content-Length: -1\r\n\r\nquery=x",
        "two lengths": post + form + b"Content-Length: 7\r\nContent-Length: 9\r\n\r\nquery=x",
        "a length and chunks": post + form + b"Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        "a chunk that is no number": post + form + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "a chunk too large": post + form + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
        "packed": post + form + b"Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n\x1f\x8b" + bytes(18),
        "two questions in a line": b"GET " + ask + b" HTTP/1.1\r\n" + host + b"\r\nGET " + ask + b" HTTP/1.1\r\n\r\n",
        "a line in a header": b"GET /nl/?x=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n" + host + b"\r\n",
        "a page of nobody": b"GET /nl/question/%ff%fe HTTP/1.1\r\n" + host + b"\r\n",
        "letters in the address": b"GET /nl/\xff\xfe HTTP/1.1\r\n" + host + b"\r\n",
        "an odd form": b"POST /nl/steward HTTP/1.1\r\n" + host + b"Content-Type: multipart/form-data\r\n"
        b"Content-Length: 5\r\n\r\nhello",
        "a form without an end": b"POST /nl/steward HTTP/1.1\r\n" + host + b"Content-Type: multipart/form-data; "
        b"boundary=x\r\nContent-Length: 60\r\n\r\n--x\r\nContent-Disposition: form-data; name=file\r\n\r\n",
        "ranges": b"GET / HTTP/1.1\r\n" + host + b"Range: bytes=" + b"0-," * 3000 + b"1\r\n\r\n",
        "languages": b"GET / HTTP/1.1\r\n" + host + b"Accept-Language: " + b"nl;q=0.1," * 5000 + b"\r\n\r\n",
        "forms": b"GET " + ask + b" HTTP/1.1\r\n" + host + b"Accept: " + b"a/b;q=0.5," * 5000 + b"\r\n\r\n",
        "a graph of a file": f"GET {ask.decode()}&default-graph-uri=file://{quote(trap.secret)} HTTP/1.1\r\n".encode()
        + host + b"\r\n",
        "a graph elsewhere": f"GET {ask.decode()}&named-graph-uri={quote(trap.url)}/ HTTP/1.1\r\n".encode() + host
        + b"\r\n",
    }  # fmt: skip
    for what, data in told.items():
        yield Input("request", what, "", data)
