"""A form with a file comes in: from our own page, within limits, held in memory and let go."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from vakgraph.errors import VakError
from vakgraph.personal import looks_like
from vakgraph.web.examined import MOST_BYTES

AROUND = 20_000  # bytes of a form beside its file
PATIENCE = 60.0  # seconds in which all of it must have come
_LONGEST = 100  # letters of a name


class Refused(VakError):
    """A form that is not taken in, with the status that says so."""

    def __init__(self, status: int, nl: str, en: str) -> None:
        super().__init__(nl, en)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form held: the name of the file, its bytes, and the other fields."""

    name: str
    data: bytes = field(repr=False)
    fields: dict[str, str]


class _InMemory(MultiPartParser):
    """Nothing of a form is ever written to a disk."""

    spool_max_size = MOST_BYTES + AROUND + 1


async def received(request: Request) -> Sent:
    """The form; Refused where it is not ours, too large, too slow or no form with a file."""
    _own(request)
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise _no_form()
    try:
        with anyio.fail_after(PATIENCE):
            body = await _body(request)
            if not body.rstrip(b"\r\n").endswith(b"--"):
                raise _no_form()  # it broke off half-way
            parser = _InMemory(request.headers, _once(body), max_files=1, max_fields=5, max_part_size=AROUND)
            form = await parser.parse()
    except TimeoutError:
        raise Refused(
            400, "Het bestand kwam te langzaam binnen. Probeer het opnieuw.", "The file came in too slowly. Try again."
        ) from None
    except (MultiPartException, LookupError, ValueError, UnicodeError):
        raise _no_form() from None
    try:
        return await _sent(form)
    finally:
        await form.close()


async def _sent(form: FormData) -> Sent:
    """The file of the form and its other fields."""
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    file = next((value for _, value in form.multi_items() if isinstance(value, UploadFile)), None)
    if file is None or not file.filename:
        raise Refused(400, "Kies eerst een bestand.", "Choose a file first.")
    data = await file.read()
    if not data:
        raise Refused(400, "Dit bestand is leeg.", "This file is empty.")
    if len(data) > MOST_BYTES:
        raise _too_large()
    return Sent(_name(file.filename), data, fields)


def _own(request: Request) -> None:
    """Only a page of this site, or a program, hands in; another site that makes a browser do it is refused.

    Sec-Fetch-Site is what a browser says that no page can (Fetch Metadata Request Headers, W3C); where a browser
    does not say it, Origin names the site (RFC 6454, 7.3).
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = site == "same-origin" if site else origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not own:
        raise Refused(
            403,
            "Dit bestand werd door een andere website gestuurd; dat mag niet. Lever het hier zelf aan.",
            "This file was sent by another website, which is not allowed. Hand it in here yourself.",
        )


async def _body(request: Request) -> bytes:
    """All that is sent, as long as that is not too much."""
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > MOST_BYTES + AROUND:
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES + AROUND:
            raise _too_large()
    return bytes(body)


async def _once(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


def _too_large() -> Refused:
    most = MOST_BYTES // 2**20
    return Refused(
        413,
        f"Dit bestand is groter dan {most} MB. Lever het in delen aan, of gebruik vakgraph validate op uw eigen"
        " computer.",
        f"This file is larger than {most} MB. Hand it in in parts, or use vakgraph validate on your own computer.",
    )


def _no_form() -> Refused:
    return Refused(
        400, "Hier zat geen bestand bij dat te lezen is. Kies een bestand.", "There was no file to read. Choose one."
    )


def _name(text: str) -> str:
    """The last part of a name, on one line, no longer than a page can bear; what looks like a person's is left out."""
    name = re.split(r"[/\\]", text)[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip()
    stem, dot, ending = name.rpartition(".")
    if next(looks_like(stem.replace("_", " ").replace("-", " "), name=True), None):
        stem = "levering"
    return (stem or "levering")[-_LONGEST:] + dot + ending[:10]
