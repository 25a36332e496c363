"""The commands that make what visitors see last: publish a release, and look whether all that is on disk is sound."""

from __future__ import annotations

from typing import Annotated

import typer

from vakgraph import options

app = typer.Typer()

Repair = Annotated[
    bool,
    typer.Option(
        "--repair",
        help="Herstel wat beschadigd is, uit de Turtle. | Mend what is damaged, from the Turtle.",
    ),
]


@app.command(help="Publiceer de graaf: een draaiende server toont haar meteen. | Publish the graph to running servers.")
def publish(
    ctx: typer.Context, root: options.Root = None, store: options.Store = None, lang: options.Lang = None
) -> int:
    from vakgraph import publish as publishing

    return publishing.publish(ctx.obj.with_(root, store, lang))


@app.command(help="Zoek schade op schijf, en herstel die. | Look for damage on disk, and mend it.")
def doctor(
    ctx: typer.Context,
    repair: Repair = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import doctor as doctoring

    return doctoring.doctor(ctx.obj.with_(root, store, lang), repair)
