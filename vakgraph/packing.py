"""The command that makes a package for a partner, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vakgraph import console, options
from vakgraph.console import Settings
from vakgraph.errors import GOOD, VakError
from vakgraph.store.access import Endpoint

if TYPE_CHECKING:
    from vakgraph.packaging import Packaged

app = typer.Typer()

Partner = Annotated[str, typer.Argument(metavar="PARTNER", show_default=False)]
Into = Annotated[
    Path, typer.Option("--output", "-o", metavar="MAP", help="De map voor pakketten. | The folder for packages.")
]
Since = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar="PAKKET",
        help="Het pakket dat de partner had; anders het nieuwste in de map."
        " | The package that the partner had; else the newest in the folder.",
    ),
]


@app.command(
    help="Maak een pakket voor een partner: gegevens, uitleg, voorbeelden, wat er veranderde."
    " | Make a package for a partner: data, papers, examples, what changed."
)
def package(
    ctx: typer.Context,
    partner: Partner = "",
    out: Into = Path("out"),
    previous: Since = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import packaging

    settings = ctx.obj.with_(root, store, lang)
    # What is packed is the folder, whoever answers.
    local = replace(settings, store=None) if isinstance(settings.store, Endpoint) else settings
    desk = local.open()
    if not partner:
        known = ", ".join(packaging.partners(desk.checkout)) or "–"
        raise VakError(
            f"Noem een partner: {known}. Elk heeft een profiel in queries/exports/.",
            f"Name a partner: {known}. Each has a profile in queries/exports/.",
        )
    with console.busy(settings.words("Het pakket wordt gemaakt", "Making the package")):
        made = packaging.package(desk, partner, out, previous)
    for line in _account(settings, made):
        console.say(line)
    return GOOD


def _account(settings: Settings, made: Packaged) -> list[str]:
    """What was made, what changed, and what to read first."""
    words = settings.words
    done = words("ongewijzigd", "unchanged") if made.same else words("gemaakt", "made")
    lines = [
        f"{made.archive}: {done}.",
        words(
            f"{made.triples} triples, {len(made.files)} bestanden.", f"{made.triples} triples, {len(made.files)} files."
        ),
        f"RDFC-1.0 (SHA-256): {made.digest}",
    ]
    if made.previous and not made.same:
        lines.append(
            words(
                f"Sinds {made.previous}: {made.added} triples erbij, {made.removed} weg.",
                f"Since {made.previous}: {made.added} triples added, {made.removed} removed.",
            )
        )
    if made.banded:
        lines.append(
            words(
                f"{made.banded} aantallen onder de 10 staan als band.",
                f"{made.banded} counts below 10 stand as a band.",
            )
        )
    if made.hidden:
        lines.append(
            words(
                f"{made.hidden} dingen bleven hier: verzonnen of niet om te delen.",
                f"{made.hidden} things stayed here: invented or not to be shared.",
            )
        )
    lines.append(words(f"Lees eerst: {made.folder / 'LEESMIJ.html'}", f"Read first: {made.folder / 'LEESMIJ.html'}"))
    return lines
