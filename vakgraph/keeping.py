"""The commands that judge what comes in, bring it into the graph and put it right: one call of `steward` each."""

from __future__ import annotations

import typer

from vakgraph import options, steward
from vakgraph.upkeep import Reason

app = typer.Typer()


@app.command(help="Controleer een levering, of de hele graaf. | Check a delivery, or the whole graph.")
def validate(
    ctx: typer.Context,
    file: options.Delivered = None,
    shapes: options.Shapes = None,
    engine: options.Engine = "bulk",
    form: options.ReportForm = None,
    output: options.Output = None,
    marked: options.Marked = None,
    fail_on: options.FailOn = "violation",
    as_: options.As = None,
    kind: options.CsvKind = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    settings = ctx.obj.with_(root, store, lang)
    return steward.validate(settings, file, shapes, engine, form, output, marked, fail_on, as_, kind)


@app.command(help="Schrijf een werkmap om in te vullen. | Write a workbook to fill in.")
def template(
    ctx: typer.Context,
    file: options.Workbook,
    kind: options.Kinds = None,
    current: options.Current = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    return steward.template(ctx.obj.with_(root, store, lang), file, kind or [], current)


@app.command(help="Voeg een levering toe, als zij klopt. | Add a delivery, if nothing is wrong with it.")
def add(
    ctx: typer.Context,
    file: options.Addition,
    dry_run: options.DryRun = False,
    engine: options.Engine = "bulk",
    as_: options.As = None,
    kind: options.CsvKind = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    return steward.add(ctx.obj.with_(root, store, lang), file, engine, dry_run, as_, kind)


@app.command(help="Publiceer de uitgave op een SPARQL-server. | Publish the release on a SPARQL server.")
def push(
    ctx: typer.Context,
    data: options.DataEndpoint = None,
    verify: options.Verify = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import publish

    return publish.push(ctx.obj.with_(root, store, lang), data, verify)


@app.command(help="Draai de laatste wijziging terug. | Take back the last change.")
def undo(ctx: typer.Context, root: options.Root = None, store: options.Store = None, lang: options.Lang = None) -> int:
    return steward.undo(ctx.obj.with_(root, store, lang))


@app.command(help="Verbeter een waarde; de oude blijft, ingetrokken. | Correct a value; the old one stays, withdrawn.")
def correct(
    ctx: typer.Context,
    thing: options.Subject,
    name: options.Property,
    old: options.Old,
    new: options.New,
    reason: options.Why = "",
    source: options.Source = "",
    quote: options.Quote = "",
    former: options.From = "",
    dry_run: options.DryRun = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    why = Reason(reason, source, quote, former)
    return steward.correct(ctx.obj.with_(root, store, lang), thing, name, old, new, why, dry_run)


@app.command(help="Trek een bewering of uitspraak in, met reden. | Withdraw a claim or statement, with a reason.")
def withdraw(
    ctx: typer.Context,
    thing: options.Subject,
    name: options.MaybeProperty = "",
    value: options.MaybeValue = "",
    reason: options.Why = "",
    source: options.Source = "",
    former: options.From = "",
    dry_run: options.DryRun = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    why = Reason(reason, source, former_source=former)
    return steward.withdraw(ctx.obj.with_(root, store, lang), thing, name, value, why, dry_run)
