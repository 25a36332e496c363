"""The commands for who asks in SPARQL and who builds on the questions: one call each."""

from __future__ import annotations

import typer

from vakgraph import console, options, questions

app = typer.Typer()
queries = typer.Typer()


@app.command(help="Stel een vraag in SPARQL, uit bestand of tekst. | Ask a question in SPARQL, from file or text.")
def sparql(
    ctx: typer.Context,
    text: options.Text = "-",
    form: options.Form = None,
    output: options.Output = None,
    allow_service: options.AllowService = None,
    timeout: options.Timeout = 60,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    from vakgraph import adhoc

    settings = ctx.obj.with_(root, store, lang)
    asked, hosts = questions.sparql_text(text), tuple(allow_service or ())
    console.form_of(form, output)
    result = adhoc.answered(adhoc.Job(asked, settings.root, settings.store, settings.language, hosts, timeout))
    console.deliver(settings, settings.open(), result, form, output)


@queries.command("export", help="De vragen voor een ander systeem. | The questions for another system.")
def export_queries(
    ctx: typer.Context,
    out: options.SharedOut,
    form: options.Shared,
    target: options.Target = "",
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    from vakgraph import programs

    programs.export_queries(ctx.obj.with_(root, store, lang), form, out, target)


@app.command(help="Bied de vragen aan een taalmodel aan (MCP). | Offer the questions to a language model (MCP).")
def mcp(ctx: typer.Context, root: options.Root = None, store: options.Store = None, lang: options.Lang = None) -> None:
    from vakgraph import programs

    programs.offer(ctx.obj.with_(root, store, lang))
