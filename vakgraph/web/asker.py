"""Who asks, and whether that one is still there: known to whatever answers a question in SPARQL."""

from __future__ import annotations

import asyncio
import ipaddress
import threading
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AHEAD = 2  # pieces of a body that are read before anybody asks for them


@dataclass(frozen=True, slots=True)
class Asker:
    """A client, by the network that one subscriber has, and whether it has hung up."""

    client: str = ""
    left: threading.Event = field(default_factory=threading.Event)


_now: ContextVar[Asker | None] = ContextVar("asker", default=None)


def asker() -> Asker:
    """Of the request that is being answered."""
    return _now.get() or Asker()


def client_of(address: str) -> str:
    """An IPv4 address as it is; of IPv6 the /64, which is the least that one subscriber has."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == 6 and known.ipv4_mapped is None:
        return str(ipaddress.ip_network((known, 64), strict=False))
    return str(getattr(known, "ipv4_mapped", None) or known)


class Attended:
    """Watches whether the one who asks hangs up, at the addresses where an answer may take long."""

    def __init__(self, app: ASGIApp, ending: str = "/sparql") -> None:
        self.app, self.ending = app, ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].rstrip("/").endswith(self.ending):
            return await self.app(scope, receive, send)
        asker = Asker(client_of((scope.get("client") or ("", 0))[0]))
        said: asyncio.Queue[Message] = asyncio.Queue(AHEAD)
        watch = asyncio.create_task(_watch(receive, said, asker.left))
        token = _now.set(asker)
        try:
            await self.app(scope, said.get, send)
        finally:
            _now.reset(token)
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch


async def _watch(receive: Receive, said: asyncio.Queue[Message], left: threading.Event) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            left.set()
            while True:  # whoever still listens hears that, as often as it asks
                await said.put(message)
        await said.put(message)
