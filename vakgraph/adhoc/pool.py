"""Processes that stand ready for questions: each answers in milliseconds, and is ended where it takes too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from vakgraph.adhoc import wire, worker
from vakgraph.adhoc.apart import Stopped
from vakgraph.adhoc.wire import Found
from vakgraph.adhoc.worker import Question, Room
from vakgraph.errors import InputError, VakError

STARTING = 60.0  # seconds
LOOK = 0.05  # seconds between two looks at the clock and at who waits
SPARE = 3  # processes that are there in any case, from the second question on
WORN = 500  # answers after which a process is replaced
LARGEST = 256 * 1024**2  # bytes of one message


class Gone(VakError):
    """Nobody waits for the answer any more."""


@dataclass
class Hand:
    """One process, the line to it, how much it has answered, and what of its walls stands (None: not open yet)."""

    process: Any
    line: Any
    answered: int = 0
    walls: tuple[str, ...] | None = None

    def end(self) -> None:
        """It stops at once, whatever it does."""
        self.process.kill()
        self.process.join()
        self.line.close()


@dataclass
class Pool:
    """Processes over one store: those that answer, at most `size` of them, and some that stand ready for the next."""

    room: Room
    size: int
    _ready: list[Hand] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._owed = 0  # processes that answer now

    def begin(self) -> None:
        """Start what is to stand ready, without waiting for it."""
        with self._lock:
            while not self._closed and self._lacking():
                self._ready.append(_started(self.room))

    def _lacking(self) -> bool:
        every = len(self._ready) + self._owed
        return every < min(self.size, SPARE) or (not self._ready and every <= self.size)

    def close(self) -> None:
        """End all that stand ready; those that answer end when they have."""
        with self._lock:
            self._closed, ready = True, self._ready
            self._ready = []
        for hand in ready:
            hand.end()

    def __del__(self) -> None:
        with suppress(Exception):
            self.close()

    def ask(self, question: Question, left: Callable[[], bool] = lambda: False) -> Found:
        """The answer. `Stopped`: too much; `Gone`: `left` said that nobody waits; `InputError`: the text is wrong."""
        hand = self._taken()
        said: dict[str, Any] = {}
        try:
            _opened(hand, left)
            said = _heard(hand, question, left)
        finally:
            self._given(hand, bool(said) and not said.get("worn") and hand.answered < WORN)
        return _answer(said)

    def _taken(self) -> Hand:
        with self._lock:
            self._owed += 1
            open_first = sorted(self._ready, key=lambda hand: hand.walls is None and not hand.line.poll())
            for hand in open_first:
                self._ready.remove(hand)
                if hand.process.is_alive():
                    break
                hand.end()
            else:
                return _started(self.room)
        self.begin()
        return hand

    def _given(self, hand: Hand, good: bool) -> None:
        with self._lock:
            self._owed -= 1
            kept = good and not self._closed and len(self._ready) <= self.size
            if kept:
                self._ready.append(hand)
        if not kept:
            hand.process.kill()
            # Whoever waits for the answer need not wait for that.
            threading.Thread(target=self._replace, args=(hand,), daemon=True).start()

    def _replace(self, hand: Hand) -> None:
        hand.end()
        self.begin()


def _started(room: Room) -> Hand:
    from multiprocessing import get_context

    # Begun anew: a fork has the engine's locks and not the threads that would open them, and every open file.
    context: Any = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.work, args=(room, theirs), daemon=True)
    process.start()
    theirs.close()
    return Hand(process, ours)


def _opened(hand: Hand, left: Callable[[], bool]) -> None:
    """Wait until its store is open; the clock of the question does not run yet."""
    if hand.walls is None:
        try:
            hand.walls = tuple(_next(hand, STARTING, left)["open"])
        except Stopped:
            raise VakError("De graaf is nu niet te openen.", "The graph cannot be opened now.") from None


def _heard(hand: Hand, question: Question, left: Callable[[], bool]) -> dict[str, Any]:
    hand.answered += 1
    try:
        hand.line.send_bytes(worker.as_message(question))
    except OSError:
        raise _too_much() from None
    return _next(hand, question.timeout, left)


def _next(hand: Hand, seconds: float, left: Callable[[], bool]) -> dict[str, Any]:
    """What it says next, within these seconds."""
    ends = time.monotonic() + seconds
    while (rest := ends - time.monotonic()) > 0:
        if hand.line.poll(min(LOOK, rest)):
            try:
                return wire.read(hand.line.recv_bytes(LARGEST))
            except (EOFError, OSError):
                raise _too_much() from None
        if left():
            raise Gone("Niemand wacht meer op dit antwoord.", "Nobody waits for this answer any more.")
    most = f"{seconds:g}"
    raise Stopped(
        f"Deze vraag duurt langer dan {most.replace('.', ',')} seconden; maak haar kleiner, met LIMIT.",
        f"This query takes more than {most} seconds; make it smaller, with LIMIT.",
    )


def _too_much() -> Stopped:
    return Stopped(
        "Deze vraag vraagt te veel geheugen of is te diep; maak haar kleiner, met LIMIT.",
        "This query asks too much memory or is too deep; make it smaller, with LIMIT.",
    )


def _answer(said: dict[str, Any]) -> Found:
    if "place" in said:
        place = said["place"]
        raise InputError(said["nl"], said["en"], place["file"], place["line"], place["column"])
    if "nl" in said:
        raise VakError(said["nl"], said["en"])
    return wire.result(said)
