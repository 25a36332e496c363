"""Who is answered now and who waits: so many at once, a short queue, and for each client a share of the time."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from vakgraph.adhoc.limits import Limits
from vakgraph.adhoc.pool import LOOK, Gone
from vakgraph.errors import VakError

MINUTE = 60.0  # seconds


class Later(VakError):
    """The question is not at fault; `seconds` says when to come back."""

    def __init__(self, nl: str, en: str, seconds: float) -> None:
        super().__init__(nl, en)
        self.seconds = max(1, math.ceil(seconds))


class Busy(Later):
    """Others are being answered."""


class Share(Later):
    """This client has had, or holds, its share."""


@dataclass
class _Client:
    running: int = 0
    waiting: int = 0
    spent: deque[tuple[float, float]] = field(default_factory=deque)  # when it ended, how long it took

    def used(self, now: float) -> float:
        """The seconds of answering in the last minute."""
        while self.spent and self.spent[0][0] <= now - MINUTE:
            self.spent.popleft()
        return sum(seconds for _, seconds in self.spent)

    def free_in(self, now: float, share: float) -> float:
        """The seconds until enough of that is longer ago than a minute."""
        used = self.used(now)
        for ended, seconds in self.spent:
            used -= seconds
            if used < share:
                return ended + MINUTE - now
        return MINUTE


class Places:
    """The places of one server, for all its clients."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._clients: dict[str, _Client] = {}
        self._queue: deque[tuple[str, object]] = deque()
        self._running = 0
        self._changed = threading.Condition()

    @contextmanager
    def place(self, client: str, left: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Wait for a place and hold it. `Share`, `Busy`: there is none; `Gone`: `left` said that nobody waits."""
        self._wait(client, left)
        begin = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                now = time.monotonic()
                mine = self._clients[client]
                mine.running -= 1
                mine.spent.append((now, now - begin))
                self._running -= 1
                self._changed.notify_all()

    def _wait(self, client: str, left: Callable[[], bool]) -> None:
        ticket = (client, object())
        with self._changed:
            self._admit(client)
            self._queue.append(ticket)
            mine = self._clients[client]
            mine.waiting += 1
            try:
                self._stand(ticket, left)
                mine.running += 1
                self._running += 1
            finally:
                mine.waiting -= 1
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _stand(self, ticket: tuple[str, object], left: Callable[[], bool]) -> None:
        ends = time.monotonic() + self._limits.timeout
        while not (self._running < self._limits.at_once and self._next() is ticket):
            if left():
                raise Gone("Niemand wacht meer op dit antwoord.", "Nobody waits for this answer any more.")
            if time.monotonic() > ends:
                raise _busy(self._limits.timeout)
            self._changed.wait(LOOK)

    def _next(self) -> tuple[str, object] | None:
        """The first that waits and whose client has not all other places already: one is always left for another."""
        most = max(1, self._limits.at_once - 1)
        return next((each for each in self._queue if self._clients[each[0]].running < most), None)

    def _admit(self, client: str) -> None:
        now, limits = time.monotonic(), self._limits
        for name in [name for name, each in self._clients.items() if not (each.running or each.waiting)]:
            if not self._clients[name].used(now):
                del self._clients[name]
        mine = self._clients.setdefault(client, _Client())
        if mine.used(now) >= limits.share:
            raise Share(
                f"U hebt in deze minuut {limits.share:g} seconden rekentijd gehad; wacht even.",
                f"You have had {limits.share:g} seconds of answering in this minute; wait a while.",
                mine.free_in(now, limits.share),
            )
        if mine.running + mine.waiting >= limits.per_client:
            raise Share(
                f"Er lopen al {limits.per_client} vragen van u; wacht op een antwoord.",
                f"{limits.per_client} queries of yours are under way; wait for an answer.",
                1,
            )
        if len(self._queue) >= limits.queue:
            raise _busy(1)


def _busy(seconds: float) -> Busy:
    return Busy(
        "Er worden al genoeg vragen beantwoord; probeer het over een paar seconden weer.",
        "Enough queries are being answered; try again in a few seconds.",
        seconds,
    )
