"""A process that answers questions one by one over a store it has open, behind walls, until its line falls silent."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from vakgraph.adhoc import prefixes, strict, walls, wire
from vakgraph.errors import InputError, VakError
from vakgraph.namespaces import BASE
from vakgraph.store import gate

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

STACK = 64 * walls.MEBI  # bytes; the engine's parser is recursive
KIND = 5  # how much it steps back for the process that serves the pages
FULL = 400  # MiB in memory after an answer; then it is not asked again


@dataclass(frozen=True, slots=True)
class Room:
    """Where a process works. Only tests take the gate or the walls away, to see that the other holds alone."""

    store: str  # the folder of an on-disk store, opened to be read
    memory: int = 1024  # MiB
    gated: bool = True
    walled: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of which graphs (none: those that the text says, or else what is here), and how far it may go."""

    text: str
    rows: int = 10_000
    answer: int = 20_000_000
    timeout: float = 10.0
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def work(room: Room, line: Connection) -> None:
    """Listen; what is heard is answered in a thread, so that the end of the line is heard meanwhile."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides
    with suppress(OSError, AttributeError):
        os.nice(KIND)
    heard: SimpleQueue[Question] = SimpleQueue()
    threading.stack_size(STACK)
    threading.Thread(target=_answer_all, args=(room, line, heard), daemon=True).start()
    try:
        while True:
            said = wire.read(line.recv_bytes())
            heard.put(Question(**{**said, "default": tuple(said["default"]), "named": tuple(said["named"])}))
    except (EOFError, OSError):
        os._exit(0)


def _answer_all(room: Room, line: Connection, heard: SimpleQueue[Question]) -> None:
    """Open the store, shut the doors, say so; then each question."""
    from pyoxigraph import Store

    try:
        store = Store.read_only(room.store)
        bool(store.query("ASK {}"))  # what the engine makes at its first question, it has now
        held = _scales()
        standing = walls.stand(room.memory * walls.MEBI) if room.walled else ()
        line.send_bytes(wire.sent({"open": standing}))
        while True:
            question = heard.get()
            walls.processor(question.timeout * 2)
            said = _said(room, store, question)
            line.send_bytes(wire.sent({**said, "worn": held() > FULL}))
    except BaseException:
        os._exit(1)  # whoever waits hears that it ended


def _said(room: Room, store: Any, question: Question) -> dict[str, Any]:
    """The answer or the fault."""
    text, lines = prefixes.filled(question.text)
    # What a relative address in a question is below; the text may say otherwise.
    text, lines = f"BASE <{BASE}>\n{text}", lines + 1
    try:
        if room.gated:
            gate.check(text)
        unknown = _unknown(store, question)
        results = _results(store, text, question)
        said = wire.written(results, question.rows, question.answer)
        return {**said, "unknown": unknown}
    except SyntaxError as error:
        return _wrong(prefixes.moved(gate.syntax_fault(text, error), lines))
    except InputError as error:
        return _wrong(prefixes.moved(error, lines))
    except VakError as error:
        return {"nl": error.nl, "en": error.en}
    except (OSError, RuntimeError, ValueError) as error:
        return {"nl": f"Deze vraag is niet te beantwoorden: {error}.", "en": f"This query has no answer: {error}."}


def _results(store: Any, text: str, question: Question) -> Any:
    from pyoxigraph import NamedNode

    def here() -> Iterator[object]:
        return (name for (name,) in store.query(strict.HERE))

    if not question.default and not question.named:
        return store.query(strict.rewritten(text, here))
    # Where only the one sort is named, the other is empty (SPARQL 1.1 Protocol, 2.1.4).
    default, named = ([NamedNode(each) for each in some] for some in (question.default, question.named))
    return store.query(strict.rewritten(text, here, named), default_graph=default, named_graphs=named)


def _unknown(store: Any, question: Question) -> list[str]:
    from pyoxigraph import NamedNode

    asked = dict.fromkeys((*question.default, *question.named))
    return [each for each in asked if not store.contains_named_graph(NamedNode(each))]


def _wrong(error: InputError) -> dict[str, Any]:
    head = len(error.where) + 2 if error.where else 0
    place = {"file": error.file, "line": error.line, "column": error.column}
    return {"nl": error.nl[head:], "en": error.en[head:], "place": place}


def _scales() -> Callable[[], int]:
    """What tells how much memory is held, in MiB; 0 where the system does not say.

    Opened before the walls stand. Not `ru_maxrss`: on Linux that begins at what the process held that started this one.
    """
    try:
        opened = os.open("/proc/self/statm", os.O_RDONLY)
        page = os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError, ValueError):
        return lambda: 0
    return lambda: int(os.pread(opened, 200, 0).split()[1]) * page // walls.MEBI


def as_message(question: Question) -> bytes:
    """A question on its way in."""
    return wire.sent(asdict(question))
