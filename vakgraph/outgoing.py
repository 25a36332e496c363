"""What goes out on the command line: an export, and what is told of it."""

from __future__ import annotations

import io
from pathlib import Path

from vakgraph import console
from vakgraph.console import Settings
from vakgraph.selection import Selection


def export(settings: Settings, file: Path, what: Selection, form: str | None) -> None:
    """Write a selection to a file or to standard output; tell how much, its digest and what stayed here."""
    desk = settings.open()
    stream = io.BytesIO() if str(file) == "-" else None
    with console.busy(settings.words("De graaf wordt geschreven", "Writing the graph")):
        told = desk.deliver(stream or file, what, form)
    if stream:
        console.emit(stream.getvalue())
    console.tell(settings.words(f"{file}: {told.count} triples geschreven.", f"{file}: {told.count} triples written."))
    console.tell(f"RDFC-1.0 (SHA-256): {told.digest}")
    if told.hidden:
        console.tell(
            settings.words(
                f"{told.hidden} dingen bleven hier: verzonnen of niet om te delen.",
                f"{told.hidden} things stayed here: invented or not to be shared.",
            )
        )
    if told.banded:
        console.tell(
            settings.words(
                f"Aantallen deelnemers onder de 10 die meegingen als klasse (1–9): {told.banded}.",
                f"Numbers of participants below 10 that went along as a band (1–9): {told.banded}.",
            )
        )
