"""The pages on a server: an address and the header `Accept` become an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vakgraph import styles
from vakgraph.errors import NothingFound, UnknownName, VakError
from vakgraph.web import accept, machine, mounted, pages
from vakgraph.web.addresses import LANGUAGES, Links
from vakgraph.web.asker import Attended
from vakgraph.web.forms import FORMS, formed, split
from vakgraph.web.handing import handed_in
from vakgraph.web.headers import Guarded
from vakgraph.web.library import DATA_FORMS, Library
from vakgraph.web.pages import search
from vakgraph.web.views import Ask, View
from vakgraph.web.writing import written

HTML = "text/html; charset=utf-8"
# What a thing can be had as, the page first: it is what who asks for anything gets. Our JSON-LD is JSON as well.
NEGOTIATED = (
    ("html", "text/html"), *DATA_FORMS.items(), ("html", "application/xhtml+xml"), ("jsonld", "application/json"),
)  # fmt: skip
SHARED = {"vakgraph.css": ("text/css; charset=utf-8", styles.css)}


def application(library: Library) -> Starlette:
    """The whole site of one graph."""
    routes = [
        Route("/", _front),
        Route("/id/{path:path}", _named),
        Route("/concept/{path:path}", _concept),
        *(Route(f"/{name}", _shared(name)) for name in SHARED),
        *machine.routes(_fresh),
        Route("/{language}/steward", handed_in, methods=["POST"]),
        Route("/{language}/reference", _reference),
        Route("/{language}/reference/{place:path}", _reference),
        Route("/{language}/{path:path}", _page),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guarded), Middleware(GZipMiddleware, minimum_size=1000), Middleware(Attended)],
        exception_handlers={404: _missing},
    )
    app.state.library = library
    return app


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


def _front(request: Request) -> Response:
    """To the first page, in the language that the reader likes best."""
    language = accept.language(request.headers.get("accept-language"), tuple(LANGUAGES))
    return RedirectResponse(f"/{language}/", 302, {"Vary": "Accept-Language", "Cache-Control": "no-cache"})


def _named(request: Request) -> Response:
    """The address that is the name of a thing: 303 to a page about it, or to what is said about it as data."""
    return _sent_on(request, request.path_params["path"].rstrip("/"))


def _concept(request: Request) -> Response:
    """The same of a concept, whose name has no `id` in it."""
    return _sent_on(request, "concept/" + request.path_params["path"].rstrip("/"))


def _sent_on(request: Request, path: str) -> Response:
    if path not in _library(request).things:
        return _missing(request, None)
    form = accept.chosen(request.headers.get("accept"), NEGOTIATED)
    vary = {"Vary": "Accept, Accept-Language"}
    if form is None:
        listed = ", ".join(("text/html", *DATA_FORMS.values()))
        return Response(f"406: kies uit {listed}. | choose from {listed}.\n", 406, vary, "text/plain; charset=utf-8")
    language = accept.language(request.headers.get("accept-language"), tuple(LANGUAGES))
    ending = "" if form == "html" else f".{form}"
    links = Links(path, language)
    target = links.page(path) + ending
    return RedirectResponse(target, 303, {**vary, **_links(Ask(_library(request), links), path)})


def _shared(name: str) -> Callable[[Request], Response]:
    media, content = SHARED[name]
    return lambda request: _fresh(request, Response(content(), media_type=media))


def _page(request: Request) -> Response:
    """A page, or another form of it: `/nl/question/rounds`, `/nl/question/rounds.csv?round=vahw1-1`."""
    language, path = request.path_params["language"], request.path_params["path"].rstrip("/")
    library = _library(request)
    if language not in LANGUAGES:
        return _missing(request, None)
    choices = {name: request.query_params.getlist(name) for name in request.query_params}
    path, form = split(path, library)
    wanted = "" if form or path not in library.things else _negotiated(request)
    if seen := _unchanged(request, wanted):
        return seen
    ask = Ask(library, Links(path, language), choices)
    try:
        if form:
            content, media = formed(ask, path, form)
            return _fresh(request, Response(content, media_type=media, headers=_links(ask, path)))
        if wanted:
            content, media = formed(ask, path, wanted)
            own = {"Content-Location": ask.links.form(path, wanted), "Vary": "Accept"}
            return _fresh(request, Response(content, media_type=media, headers=_links(ask, path) | own), wanted)
        view = pages.made(ask, path)
    except VakError as error:
        lacking = isinstance(error, NothingFound) or (isinstance(error, UnknownName) and not form)
        return (_sentence if form else _said)(ask, error, 404 if lacking else 400)
    if view is None:
        return _missing(request, None)
    response = Response(written(view, ask), view.status, _links(ask, path, view), HTML)
    response.headers["Content-Language"] = language
    if path in library.things:
        response.headers["Vary"] = "Accept"
    return _fresh(request, response) if view.status == 200 else response


def _reference(request: Request) -> Response:
    """A page of the reference; the first that is asked for waits until all are made."""
    language, place = request.path_params["language"], request.path_params.get("place", "")
    if language not in LANGUAGES:
        return _missing(request, None)
    if not place:
        return RedirectResponse(f"/{language}/reference/index", 302)
    if seen := _unchanged(request):
        return seen
    try:
        content = mounted.page(_library(request), language, place)
    except VakError as error:
        return _said(Ask(_library(request), Links("", language)), error, 400)
    if content is None:
        return _missing(request, None)
    return _fresh(request, Response(content, headers={"Content-Language": language}, media_type=HTML))


def _negotiated(request: Request) -> str:
    """The data form that a reader asks for at the address of a page; "" for the page, also where nothing will do."""
    form = accept.chosen(request.headers.get("accept"), NEGOTIATED)
    return form if form in DATA_FORMS else ""


def _links(ask: Ask, path: str, view: View | None = None) -> dict[str, str]:
    """The header `Link`: which other forms there are, and what thing the page describes."""
    found = []
    iri = ask.library.things.get(path, "")
    if iri:
        found += [f'<{iri}>; rel="describes"'] if iri.isascii() else []
        found += [f'<{ask.links.form(path, form)}>; rel="alternate"; type="{DATA_FORMS[form]}"' for form in DATA_FORMS]
        found.append(f'<{ask.links.form(path, "csv")}>; rel="alternate"; type="text/csv"')
    elif view:
        found += [
            f'<{ask.links.form(path, form, **ask.choices)}>; rel="alternate"; type="{FORMS[form]}"'
            for form in view.forms
        ]
    return {"Link": ", ".join(found)} if found else {}


# ---- what did not change since it was read


def _tag(request: Request, form: str = "") -> str:
    """This graph, and the form where it was chosen by `Accept` at an address that has several."""
    return f'W/"{_library(request).version}{form and "-"}{form}"'


def _unchanged(request: Request, form: str = "") -> Response | None:
    """304 where the reader holds this page of this very graph."""
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    tag = _tag(request, form)
    return Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"}) if tag in known else None


def _fresh(request: Request, response: Response, form: str = "") -> Response:
    response.headers["ETag"] = _tag(request, form)
    response.headers["Cache-Control"] = "no-cache"
    if modified := _library(request).modified:
        response.headers["Last-Modified"] = format_datetime(modified, usegmt=True)
    return response


# ---- what is not there


def _said(ask: Ask, error: VakError, status: int, near: Sequence[tuple[str, str]] = ()) -> Response:
    title = ask.words("Niet gevonden", "Not found") if status == 404 else ask.words("Dat kan niet", "That cannot be")
    view = View("message.html", title, {"said": error.say(ask.language), "near": near}, status)
    return Response(written(view, ask), status, media_type=HTML)


def _sentence(ask: Ask, error: VakError, status: int) -> Response:
    """The same for a program, which asked for no page."""
    return Response(f"{error.say(ask.language)}\n", status, {"Content-Language": ask.language}, "text/plain")


def _missing(request: Request, error: Exception | None) -> Response:
    """404, in the language of the address or else of the reader."""
    path = request.url.path.split("/")
    stated = path[1] if len(path) > 1 and path[1] in LANGUAGES else ""
    language = stated or accept.language(request.headers.get("accept-language"), tuple(LANGUAGES))
    ask = Ask(_library(request), Links("", language))
    near = search.called_like(ask, path[-1]) if stated else []
    return _said(ask, NothingFound("Deze pagina is er niet.", "There is no such page."), 404, near)
