"""The command of a partner: receive a package, with a receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vakgraph import console, options
from vakgraph.errors import DATA_AT_FAULT, GOOD, UnknownName

app = typer.Typer()

Package = Annotated[list[Path], typer.Argument(metavar="PAKKET...", show_default=False)]
Into = Annotated[
    Path | None,
    typer.Option(
        "--into",
        metavar="MAP",
        help="Zet een goed pakket in deze map, in één stap. | Put a good package in this folder, in one step.",
    ),
]
ReceiptForm = Annotated[
    str, typer.Option("--format", "-f", metavar="text|json", help="De vorm van het bewijs. | The form of the receipt.")
]


@app.command(
    help="Controleer een pakket van vakgraph (zip of map): heel, volgens zijn regels, met de juiste antwoorden."
    " | Verify a package of vakgraph (zip or folder): whole, by its own rules, with the right answers."
)
def receive(
    ctx: typer.Context,
    package: Package,
    into: Into = None,
    form: ReceiptForm = "text",
    output: options.Output = None,
    lang: options.Lang = None,
) -> int:
    settings = ctx.obj.with_(None, None, lang)
    if form not in ("text", "json"):
        raise UnknownName(f'Het formaat "{form}" is er niet: text of json.', f'No format "{form}": text or json.')
    from vakgraph import receiving
    from vakgraph.receiving import telling

    with console.busy(settings.words("Het pakket wordt nagegaan", "Verifying the package")):
        receipts = [receiving.receive(each, into) for each in package]
    if form == "json":
        said = telling.machine(receipts)
    else:
        said = "\n".join(telling.text(each, settings.language, console.narrow()) for each in receipts)
    console.emit(said.encode(), output)
    return GOOD if all(each.ok for each in receipts) else DATA_AT_FAULT
