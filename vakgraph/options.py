"""The options and arguments of the command line, each written once; help is `Nederlands | English`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Root = Annotated[
    str | None, typer.Option("--root", metavar="MAP", help="De map van de graaf. | The folder of the graph.")
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="MAP|URL",
        help="De map van de opslag, of een SPARQL-server. | The folder of the store, or a SPARQL server.",
    ),
]
Lang = Annotated[str | None, typer.Option("--lang", metavar="nl|en", help="De taal. | The language.")]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAAT",
        help="table, csv, csv-excel, json, jsonl, xlsx of ttl. | table, csv, csv-excel, json, jsonl, xlsx or ttl.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="BESTAND", help="Schrijf naar dit bestand. | Write to this file."),
]

File = Annotated[Path, typer.Argument(metavar="BESTAND.ttl")]
Name = Annotated[str, typer.Argument(metavar="NAAM")]
Thing = Annotated[list[str], typer.Argument(metavar="DING")]
Text = Annotated[str, typer.Argument(metavar="[BESTAND|TEKST|-]")]
Out = Annotated[Path, typer.Option("--out", metavar="MAP", help="De map om in te schrijven. | The folder to write to.")]
OneKind = Annotated[str | None, typer.Option("--kind", metavar="SOORT", help="Alleen deze soort. | Only this kind.")]
OneThing = Annotated[str | None, typer.Option("--thing", metavar="DING", help="Alleen dit ding. | Only this thing.")]
Asserted = Annotated[bool, typer.Option("--asserted", help="Zonder wat is afgeleid. | Without what was derived.")]
Help = Annotated[bool, typer.Option("--help", "-h", help="De keuzes van deze vraag. | The choices of this question.")]
