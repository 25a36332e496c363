"""The addresses for programs on a server: well-known files, the description of the questions, the SPARQL protocol."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from vakgraph.web import api, editing, protocol, wellknown
from vakgraph.web.library import Library

Make = Callable[[Library, str], bytes]
_HOST = re.compile(r"https?://[A-Za-z0-9._:\[\]-]{1,255}(/[A-Za-z0-9._~/-]*)?")
XML, JSON = "application/xml; charset=utf-8", "application/json"
# address -> how it is made for this server, media type
FILES: dict[str, tuple[Make, str]] = {
    "/sitemap.xml": (wellknown.sitemap, XML),
    "/robots.txt": (lambda library, origin: wellknown.robots(origin), "text/plain; charset=utf-8"),
    "/.well-known/void": (wellknown.void, wellknown.TURTLE),
    f"/{wellknown.VOID}": (wellknown.void, wellknown.TURTLE),
    f"/{wellknown.DCAT}": (wellknown.dcat, wellknown.TURTLE),
    f"/{wellknown.DUMP}": (lambda library, origin: wellknown.dump(library), wellknown.TURTLE),
    "/openapi.json": (
        lambda library, origin: (
            json.dumps(api.document(library, origin), ensure_ascii=False, indent=1) + "\n"
        ).encode(),
        JSON,
    ),
}


def routes(fresh: Callable[[Request, Response], Response]) -> list[Route]:
    """All of them; `fresh` adds to an answer what says that it did not change."""
    found = [Route(address, _file(make, media, fresh)) for address, (make, media) in FILES.items()]
    return [*found, *editing.routes(), Route("/sparql", protocol.sparql, methods=["GET", "POST"])]


def _file(make: Make, media: str, fresh: Callable[[Request, Response], Response]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        origin = str(request.base_url).rstrip("/")
        if not _HOST.fullmatch(origin):
            return PlainTextResponse("400: Host\n", 400)
        library: Library = request.app.state.library
        return fresh(request, Response(make(library, origin), media_type=media))

    return answer
