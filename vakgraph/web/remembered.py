"""Pages that were made once are given again as they are: one release does not change, so neither do its pages."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Hashable
from datetime import date

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vakgraph.web.addresses import LANGUAGES

MOST = 64 * 1024**2  # bytes of pages that are kept; the oldest go
LARGEST = 2 * 1024**2  # bytes of one page that is kept
# What a page may depend on, besides its address; and what says that a request is of another kind.
_ON, _NOT = (b"host", b"accept", b"accept-language", b"accept-encoding"), (b"if-none-match", b"range", b"cookie")
_ASKED = ("sparql", "steward")  # pages that somebody else's words are part of


class Remembered:
    """A site of one release. Who asks for a page that is being made waits for that one."""

    def __init__(self, app: ASGIApp, most: int = MOST) -> None:
        self._app, self._most = app, most
        self._kept: OrderedDict[Hashable, list[Message]] = OrderedDict()
        self._size = 0
        self._making: dict[Hashable, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            return await self._app(scope, receive, send)
        if key in self._making:
            await self._making[key].wait()
        if key in self._kept:
            self._kept.move_to_end(key)
            for message in self._kept[key]:
                await send(message)
            return
        await self._made(key, scope, receive, send)

    async def _made(self, key: Hashable, scope: Scope, receive: Receive, send: Send) -> None:
        said: list[Message] = []

        async def noted(message: Message) -> None:
            said.append(message)
            await send(message)

        made = self._making.setdefault(key, asyncio.Event())
        try:
            await self._app(scope, receive, noted)
            self._keep(key, said)
        finally:
            made.set()
            if self._making.get(key) is made:
                del self._making[key]

    def _keep(self, key: Hashable, said: list[Message]) -> None:
        """Only what is whole, good, and marked with its release."""
        start, body = said[0], said[1:]
        tagged = any(name.lower() == b"etag" for name, _ in start.get("headers", ()))
        size = _size(body)
        if start.get("status") != 200 or not tagged or not body or body[-1].get("more_body") or size > LARGEST:
            return
        self._size += size - _size(self._kept.pop(key, [])[1:])
        self._kept[key] = said
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= _size(oldest[1:])


def _size(body: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in body)


def _key(scope: Scope) -> Hashable:
    """What the page depends on; None where it is none that is remembered."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    language, _, rest = scope["path"].removeprefix("/").partition("/")
    headers = dict(scope["headers"])
    if language not in LANGUAGES or rest.startswith(_ASKED) or any(name in headers for name in _NOT):
        return None
    on = tuple(headers.get(name, b"") for name in _ON)
    return (date.today(), scope["path"], scope["query_string"], *on)
