"""Between a person at a terminal and the desk: settings, printing, saving, sentences for faults, progress."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import typer

from vakgraph import render, turtle
from vakgraph.answers import Answer, Result
from vakgraph.asking.relaxed import nothing
from vakgraph.asking.sourced import with_sources
from vakgraph.errors import UnknownName, VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.render import About
from vakgraph.store import access
from vakgraph.store.access import Endpoint
from vakgraph.table import Table
from vakgraph.turtle.replacing import replacing

LANGUAGES = ("nl", "en")
PLAIN_WIDTH = 120
FOR_PEOPLE = ("table", "csv-excel", "xlsx")  # the formats that show the source of each row where no column does


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for on the whole command line, before or after the command."""

    root: str | None = None
    store: str | Endpoint | None = None
    language: str = "nl"

    @classmethod
    def of(cls, endpoint: str | None, update: str | None, auth: str | None) -> Settings:
        """The settings before any command: the server named here or in the environment, if there is one."""
        return cls(store=access.endpoint(endpoint, update, auth))

    def with_(self, root: str | None, store: str | None, lang: str | None) -> Settings:
        """These settings, with what the command itself says going before them."""
        return replace(
            self, root=root or self.root, store=store or self.store, language=language(lang) if lang else self.language
        )

    def words(self, nl: str, en: str) -> str:
        """The one of two sentences that suits."""
        return en if self.language == "en" else nl

    def open(self) -> VakGraph:
        """The desk, with a sign of life while the store is built."""
        with busy(self.words("De graaf wordt geladen", "Loading the graph")):
            return VakGraph.open(self.root, self.store, self.language)


def language(word: str) -> str:
    """`nl` or `en`; anything else is an error."""
    if word in LANGUAGES:
        return word
    raise UnknownName(
        f'De taal "{word}" is er niet: kies nl of en.', f'There is no language "{word}": choose nl or en.'
    )


def form_of(form: str | None, output: Path | None, triples: bool = False) -> str:
    """The format asked for, or else the one the file's name asks for, or else the one for people."""
    known = [*render.FORMATS, "ttl"]
    if form is None:
        by_name = {**render.SUFFIXES, ".ttl": "ttl"}.get(output.suffix.lower() if output else "")
        return by_name or ("ttl" if triples else "table")
    if form in known:
        return form
    listed = ", ".join(known)
    near = get_close_matches(form, known, cutoff=0.5)
    raise UnknownName(
        f'Het formaat "{form}" is er niet: kies uit {listed}.', f'There is no format "{form}": choose {listed}.', near
    )


def about(settings: Settings, desk: VakGraph | None = None, answer: Answer | None = None) -> About:
    """What belongs around a table: language, room, question, choices, release and licence."""
    release, licence = desk.release() if desk else ("", "")
    terminal = sys.stdout.isatty()
    width = typer.get_terminal_size().columns if terminal else _columns()
    question = desk.say(answer.query.question) if desk and answer else ""
    asked = (question, answer.sentence, answer.filters) if answer else ("", "", ())
    return About(settings.language, *asked, licence, release, width, terminal)


def _columns() -> int:
    """The width of plain text: $COLUMNS, or 120."""
    wanted = os.environ.get("COLUMNS", "")
    return int(wanted) if wanted.isdecimal() and int(wanted) else PLAIN_WIDTH


def narrow() -> int:
    """The width of running text: what there is, at most 100."""
    return min(100, typer.get_terminal_size().columns if sys.stdout.isatty() else _columns())


def deliver(
    settings: Settings,
    desk: VakGraph,
    result: Result,
    form: str | None,
    output: Path | None,
    answer: Answer | None = None,
) -> None:
    """Print a result or save it, in the format asked for."""
    form = form_of(form, output, isinstance(result, list))
    if form == "ttl":
        return _deliver_turtle(result, output)
    if form == "table" and isinstance(result, bool):
        said = settings.words("ja", "yes") if result else settings.words("nee", "no")
        return emit(f"{said}\n".encode(), output)
    table = desk.as_table(result)
    if answer and form in FOR_PEOPLE:
        table = with_sources(table, answer, settings.language)
    print_table(settings, table, form, output, about(settings, desk, answer), answer.relaxed if answer else ())


def print_table(
    settings: Settings,
    table: Table,
    form: str | None,
    output: Path | None,
    around: About | None = None,
    without: tuple[str, ...] = (),
) -> None:
    """A table on standard output or in a file; no rows is told, with what there is `without` a choice."""
    form, around = form_of(form, output), around or about(settings)
    if form == "ttl":
        return _deliver_turtle(table, output)
    if output is not None:
        around = replace(around, terminal=False, width=_columns())
    elif form == "xlsx" and sys.stdout.isatty():
        raise VakError(
            "Een werkboek past niet op het scherm: noem met -o een bestand.",
            "A workbook does not fit the screen: name a file with -o.",
        )
    if form == "table" and not table.rows and output is None:
        return tell(nothing(table, around.filters, without, settings.language))
    emit(render.render(replace(table, notes=(*table.notes, *without)), form, around), output)


def _deliver_turtle(result: Result, output: Path | None) -> None:
    """Triples as Turtle; a table is no triples."""
    if not isinstance(result, list):
        raise VakError(
            "Turtle kan alleen bij een CONSTRUCT- of DESCRIBE-vraag; kies een ander formaat.",
            "Turtle is for CONSTRUCT and DESCRIBE only; choose another format.",
        )
    if output is not None:
        turtle.export(result, output)
        return
    text = io.BytesIO()
    turtle.export(result, text)
    emit(text.getvalue())


def emit(content: bytes, output: Path | None = None) -> None:
    """Write to the file, or to standard output; a reader that has seen enough (`| head`) is no fault."""
    if output is not None:
        return save(content, output)
    try:
        sys.stdout.flush()
        left = memoryview(content)
        while left:  # unbuffered (PYTHONUNBUFFERED), one write may take only a part
            left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        hush()
        raise typer.Exit(0) from None
    except OSError as error:
        hush()
        raise _unwritten("het antwoord", "the answer", error) from None


def say(text: str = "") -> None:
    """A line on standard output."""
    emit(f"{text}\n".encode())


def tell(text: str) -> None:
    """A line on standard error: for the person, not for the answer."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def hush() -> None:
    """Let what is still on its way to standard output go nowhere, so that the end of the program is quiet."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def save(content: bytes, path: Path) -> None:
    """Write a file whole or not at all; what stood there stays until the new one is on disk."""
    try:
        with replacing(path) as file:
            file.write(content)
    except OSError as error:
        raise _unwritten(str(path), str(path), error) from None


def _unwritten(nl: str, en: str, error: OSError) -> WriteError:
    return WriteError(
        f"{nl} is niet geschreven ({error.strerror}); wat er stond is ongeschonden.",
        f"{en} was not written ({error.strerror}); what stood there is intact.",
    )


@contextmanager
def busy(what: str) -> Iterator[Callable[[int, int], None]]:
    """A moving bar on standard error for work of more than a second, told how far it is; nothing on no terminal."""
    far = deque[tuple[int, int]](maxlen=1)
    if not sys.stderr.isatty():
        yield lambda now, total: None
        return
    done, shown = threading.Event(), threading.Thread(target=lambda: None)

    def show() -> None:
        if done.wait(1.0):
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(pulse_style="blue"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=None)
            while not done.wait(0.1):
                for now, total in far:
                    bar.update(task, completed=now, total=total)

    shown = threading.Thread(target=show, daemon=True)
    shown.start()
    try:
        yield lambda now, total: far.append((now, total))
    finally:
        done.set()
        shown.join()
