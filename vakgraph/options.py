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
Endpoint = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        metavar="URL",
        help="De SPARQL-server die antwoordt. | The SPARQL server that answers.",
        show_default=False,
    ),
]
UpdateEndpoint = Annotated[
    str | None,
    typer.Option("--update-endpoint", metavar="URL", help="Waar hij wijzigingen aanneemt. | Where it takes changes."),
]
Auth = Annotated[
    str | None,
    typer.Option(
        "--auth",
        metavar="BESTAND",
        help="Bestand met naam:wachtwoord of een sleutel. | File with name:password or a token.",
    ),
]
DataEndpoint = Annotated[
    str | None,
    typer.Option(
        "--data-endpoint",
        metavar="URL",
        help="Waar hij hele grafen aanneemt (Graph Store Protocol), als hij dat elders doet dan gewoonlijk."
        " | Where it takes whole graphs (Graph Store Protocol), if not at the usual place.",
    ),
]
Verify = Annotated[
    bool, typer.Option("--verify", help="Lees ook terug wat er al staat. | Read back what is there already, too.")
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

File = Annotated[Path, typer.Argument(metavar="BESTAND|-")]
ExportForm = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAAT",
        help="ttl, nt, nq, trig, jsonld, rdf, ttl12, csvw (in een .zip) of xlsx; anders zegt de bestandsnaam het."
        " | ttl, nt, nq, trig, jsonld, rdf, ttl12, csvw (in a .zip) or xlsx; else the file name tells.",
    ),
]
Subset = Annotated[
    str | None,
    typer.Option(
        "--subset",
        metavar="NAAM",
        help="Een opgeslagen deelverzameling uit queries/exports. | A stored subset of queries/exports.",
    ),
]
Around = Annotated[
    str | None,
    typer.Option(
        "--around",
        metavar="none|names|sources",
        help="Wat er meekomt: niets, soort en naam van wat genoemd wordt, of ook beweringen en bronnen."
        " | What comes along: nothing, the kind and name of what is mentioned, or claims and sources too.",
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAAM")]
Thing = Annotated[list[str], typer.Argument(metavar="DING")]
Text = Annotated[str, typer.Argument(metavar="[BESTAND|TEKST|-]")]
Out = Annotated[Path, typer.Option("--out", metavar="MAP", help="De map om in te schrijven. | The folder to write to.")]
OneKind = Annotated[str | None, typer.Option("--kind", metavar="SOORT", help="Alleen deze soort. | Only this kind.")]
OneThing = Annotated[str | None, typer.Option("--thing", metavar="DING", help="Alleen dit ding. | Only this thing.")]
Asserted = Annotated[bool, typer.Option("--asserted", help="Zonder wat is afgeleid. | Without what was derived.")]
Help = Annotated[bool, typer.Option("--help", "-h", help="De keuzes van deze vraag. | The choices of this question.")]

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[VRAAG]...", help="Alleen deze vragen. | These questions only.", show_default=False),
]
OfQueries = Annotated[
    bool,
    typer.Option(
        "--queries",
        help="Stel elke vraag aan haar wereld en aan de graaf. | Ask each question of its world and the graph.",
    ),
]
Shared = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="sparql-examples|grlc|openapi",
        help="Voor welk systeem. | For which system.",
        show_default=False,
    ),
]
SharedOut = Annotated[Path, typer.Argument(metavar="BESTAND|MAP", show_default=False)]
Target = Annotated[
    str,
    typer.Option(
        "--target",
        metavar="URL",
        help="De server die ze beantwoordt. | The server that answers them.",
        show_default=False,
    ),
]
AllowService = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-service",
        metavar="SERVER",
        help="SERVICE mag naar deze server; mag vaker. | SERVICE may go to this server; may be repeated.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="SECONDEN", help="Daarna wordt de vraag afgebroken. | After that the query is ended."
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Toon de SPARQL, klaar om elders te plakken. | Show the SPARQL, to paste.")
]
Cite = Annotated[bool, typer.Option("--cite", help="Toon één zin om aan te halen. | Show one sentence to quote.")]
Choice = Annotated[str, typer.Argument(metavar="KEUZE")]

# ---- what comes in

Delivered = Annotated[
    Path | None,
    typer.Argument(metavar="[BESTAND|-]", help="Wat er is aangeleverd. | What was sent.", show_default=False),
]
Addition = Annotated[Path, typer.Argument(metavar="BESTAND|-", show_default=False)]
Shapes = Annotated[
    Path | None,
    typer.Option(
        "--shapes",
        metavar="BESTAND",
        help="Toets aan deze vormen; de graaf doet niet mee. | Check by these shapes; the graph takes no part.",
    ),
]
Engine = Annotated[
    str, typer.Option("--engine", metavar="bulk|pyshacl", help="Wie er toetst. | Who does the checking.")
]
ReportForm = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAAT",
        help="text, html, xlsx, csv, json, sarif, github of ttl. | text, html, xlsx, csv, json, sarif, github or ttl.",
    ),
]
Marked = Annotated[
    Path | None,
    typer.Option(
        "--marked",
        metavar="UIT.xlsx",
        help="Dezelfde werkmap met een notitie in elke foute cel. | The same workbook with a note in each wrong cell.",
    ),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="violation|warning|info",
        help="Vanaf welke ernst de uitkomst 1 is. | From which severity on the exit code is 1.",
    ),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="VORM",
        help="Wat voor bestand het is: ttl, nt, nq, trig, jsonld, rdf, csv of xlsx."
        " | What kind of file it is: ttl, nt, nq, trig, jsonld, rdf, csv or xlsx.",
    ),
]
CsvKind = Annotated[
    str | None, typer.Option("--kind", metavar="SOORT", help="Wat er in een CSV staat. | What a CSV holds.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Schrijf niets; zeg wat er zou gebeuren. | Write nothing; say what would.")
]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="SOORT", help="Een blad per soort. | One sheet for each kind.")
]
Current = Annotated[bool, typer.Option("--with-current", help="Met wat er al is. | With what there is.")]
Workbook = Annotated[Path, typer.Argument(metavar="BESTAND.xlsx")]
Subject = Annotated[str, typer.Argument(metavar="DING")]
Property = Annotated[str, typer.Argument(metavar="EIGENSCHAP")]
Old = Annotated[str, typer.Argument(metavar="OUD")]
New = Annotated[str, typer.Argument(metavar="NIEUW")]
MaybeProperty = Annotated[str, typer.Argument(metavar="[EIGENSCHAP]", show_default=False)]
MaybeValue = Annotated[str, typer.Argument(metavar="[WAARDE]", show_default=False)]
Why = Annotated[str, typer.Option("--reason", metavar="TEKST", help="Waarom. | Why.")]
Source = Annotated[
    str, typer.Option("--source", metavar="BRON", help="De bron die het zegt. | The source that says so.")
]
Quote = Annotated[str, typer.Option("--quote", metavar="TEKST", help="Haar woorden. | Its words.")]
From = Annotated[
    str,
    typer.Option("--from", metavar="BRON", help="De bron van de oude waarde. | The source of the old value."),
]
