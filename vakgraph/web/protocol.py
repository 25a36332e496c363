"""The SPARQL 1.1 Protocol: a question comes in by GET or POST, an answer goes out in the form that was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vakgraph.adhoc import Later
from vakgraph.errors import VakError
from vakgraph.web import accept, endpoint, wellknown
from vakgraph.web.addresses import LANGUAGES
from vakgraph.web.endpoint import Found
from vakgraph.web.library import DATA_FORMS, Library
from vakgraph.web.results import TABLES, TRUTHS

WIDEST = 4  # bytes that a letter of what is sent may take
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
CUT = "Vakgraph-Cut"  # the header of an answer that is not whole
RETRY = 5  # seconds
_GRAPH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_PLAIN = "text/plain; charset=utf-8"
# What a reader may like -> the form it gets; what stands first is what `*/*` gets.
_TABLES = [(word, media.split(";")[0]) for word, (media, _) in TABLES.items()]
_MORE = [("json", "application/json"), ("xml", "application/xml"), ("xml", "text/xml")]
_GRAPHS = [*DATA_FORMS.items(), ("nt", "text/plain")]
_HTML = [("html", "text/html"), ("html", "application/xhtml+xml")]


class Refused(Exception):
    """A request that is not as the protocol has it: its status, and why in two languages."""

    def __init__(self, status: int, nl: str, en: str, later: int = RETRY) -> None:
        super().__init__(en)
        self.status, self.nl, self.en, self.later = status, nl, en, later


@dataclass(frozen=True, slots=True)
class Said:
    """The question ("" for none), and the graphs that it is to be answered from: none named is all that is here."""

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came in: the question, what the reader likes, in which language faults are told."""

    said: Said
    accept: str
    language: str


async def sparql(request: Request) -> Response:
    """One request at `/sparql`."""
    language = accept.language(request.headers.get("accept-language"), tuple(LANGUAGES))
    library: Library = request.app.state.library
    try:
        asked = Asked(await _said(request, library.limits.length * WIDEST), _liked(request), language)
        if asked.said.text:
            return await run_in_threadpool(_answer, library, asked, request)
        return await run_in_threadpool(_description, library, asked, request)
    except Refused as error:
        return _told(error, language)


# ---- what is asked


def _liked(request: Request) -> str:
    """What the reader likes: the form named in the address (`form=csv`, for a link), or else what `Accept` says."""
    named = request.query_params.get("form")
    if named is None:
        return request.headers.get("accept", "")
    forms = dict(_TABLES) | DATA_FORMS
    if named not in forms:
        listed = ", ".join(forms)
        raise Refused(400, f"De vorm is er niet; kies uit {listed}.", f"No such form; choose from {listed}.")
    return forms[named]


async def _said(request: Request, largest: int) -> Said:
    """The question and its graphs; "" where a GET has none."""
    address = _fields(request.url.query)
    if request.method != "POST":
        return _one(address, required=False)
    sort = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sort not in (FORM, QUERY):
        raise (
            _update()
            if sort == "application/sparql-update"
            else Refused(415, f"Stuur {FORM} of {QUERY}.", f"Send {FORM} or {QUERY}.")
        )
    body = _read(await _body(request, largest))
    if sort == FORM:
        fields = _fields(body)
        return _one({name: address.get(name, []) + fields.get(name, []) for name in (*address, *fields)})
    if "query" in address:
        raise Refused(400, "De vraag staat er twee keer.", "The query is given twice.")
    return _one({**address, "query": [body]})


async def _body(request: Request, largest: int) -> bytes:
    """What was sent, as far as a question can be that long."""
    found = b""
    async for piece in request.stream():
        found += piece
        if len(found) > largest:
            raise Refused(
                413, f"Meer dan {largest} bytes wordt niet gelezen.", f"No more than {largest} bytes are read."
            )
    return found


def _read(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "De vraag is geen UTF-8.", "The query is not UTF-8.") from None


def _fields(text: str) -> dict[str, list[str]]:
    try:
        return parse_qs(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=50)
    except ValueError:
        raise Refused(400, "De keuzes zijn niet te lezen.", "The parameters are unreadable.") from None


def _one(fields: Mapping[str, list[str]], required: bool = True) -> Said:
    """The one question among what was given, with its graphs."""
    if {"update", "using-graph-uri", "using-named-graph-uri"} & fields.keys():
        raise _update()
    default, named = _graphs(fields, "default-graph-uri"), _graphs(fields, "named-graph-uri")
    said = fields.get("query", [])
    if len(said) > 1:
        raise Refused(400, "Er staan meer vragen in; stel er één.", "There are several queries; ask one.")
    if not said and not required:
        return Said("")
    if not said or not said[0].strip():
        raise Refused(400, "Er staat geen vraag in (query=...).", "There is no query in it (query=...).")
    return Said(said[0], default, named)


def _graphs(fields: Mapping[str, list[str]], name: str) -> tuple[str, ...]:
    """The names of graphs; a name is all they are, nothing is fetched from there."""
    found = tuple(dict.fromkeys(fields.get(name, [])))
    if not all(_GRAPH.fullmatch(each) for each in found):
        raise Refused(400, f"{name} is geen adres (IRI) van een graaf.", f"{name} is no address (IRI) of a graph.")
    return found


def _update() -> Refused:
    return Refused(
        403,
        "De graaf wordt hier alleen gelezen; wijzigingen worden geweigerd.",
        "The graph is only read here; updates are refused.",
    )


# ---- what is answered


def _answer(library: Library, asked: Asked, request: Request) -> Response:
    liked = accept.chosen(asked.accept, [*_TABLES, *_MORE, *_GRAPHS, *_HTML])
    if liked == "html" and request.method != "POST":
        query = urlencode({"query": asked.said.text})
        return RedirectResponse(f"/{asked.language}/sparql?{query}", 303, {"Vary": "Accept, Accept-Language"})
    if liked is None:
        raise _unlikeable([*_TABLES, *_GRAPHS])
    try:
        found = endpoint.answer(library, asked.said.text, asked.language, asked.said.default, asked.said.named)
        return _written(library, found, asked)
    except VakError as error:
        later = error.seconds if isinstance(error, Later) else RETRY
        raise Refused(endpoint.status_of(error), error.nl, error.en, later) from None


def _written(library: Library, found: Found, asked: Asked) -> Response:
    """The answer in the form that suits its kind."""
    headers = {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}
    cut = found.said(asked.language)
    if cut:
        headers[CUT] = found.said("en").encode("ascii", "backslashreplace").decode()
    if isinstance(found.result, list):
        form = accept.chosen(asked.accept, _GRAPHS)
        if form is None:
            raise _unlikeable(_GRAPHS)
        content = library.written(found.result, form)
        if cut and form != "jsonld":
            content += f"# {cut}\n".encode()
        return Response(content, media_type=DATA_FORMS[form], headers=headers)
    several = [*_TABLES, *_MORE]
    several = [each for each in several if each[0] in TRUTHS] if isinstance(found.result, bool) else several
    form = accept.chosen(asked.accept, [*several, ("json", "text/html")])
    if form is None:
        raise _unlikeable(several)
    media, write = TABLES[form]
    return Response(write(found.result, cut), media_type=media, headers=headers)


def _unlikeable(forms: list[tuple[str, str]]) -> Refused:
    listed = ", ".join(dict.fromkeys(media for _, media in forms))
    return Refused(406, f"Kies voor deze vraag uit {listed}.", f"Choose for this query from {listed}.")


def _description(library: Library, asked: Asked, request: Request) -> Response:
    """No question: what this is, as Turtle, or the page with the form."""
    form = accept.chosen(asked.accept, [*DATA_FORMS.items(), *_HTML])
    headers = {"Vary": "Accept, Accept-Language"}
    if form == "html":
        return RedirectResponse(f"/{asked.language}/sparql", 303, headers)
    if not endpoint.offered(library):
        raise Refused(503, "Op deze server staat SPARQL uit.", "SPARQL is switched off on this server.")
    content = wellknown.described(library, str(request.base_url).rstrip("/"))
    if form in ("jsonld", "nt"):
        from vakgraph import turtle

        return Response(library.written(turtle.read_text(content), form), media_type=DATA_FORMS[form], headers=headers)
    return Response(content, media_type=wellknown.TURTLE, headers=headers)


def _told(error: Refused, language: str) -> Response:
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    headers |= {"Retry-After": str(error.later)} if error.status in (429, 503) else {}
    return Response((error.en if language == "en" else error.nl) + "\n", error.status, headers, _PLAIN)
