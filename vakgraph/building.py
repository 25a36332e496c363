"""The commands for who asks in SPARQL and who builds on the questions: one call each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vakgraph import console, options, questions

app = typer.Typer()
queries = typer.Typer()

Folder = Annotated[Path, typer.Argument(metavar="MAP", show_default=False)]
ReferenceForm = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="html|markdown",
        help="Pagina's, of Markdown voor een repository; altijd in beide talen."
        " | Pages, or Markdown for a repository; always in both languages.",
    ),
]


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


@app.command(
    help="Schrijf de naslag: klassen, lijsten, regels, vragen. | Write the reference: classes, lists, rules, questions."
)
def reference(
    ctx: typer.Context,
    out: Folder,
    form: ReferenceForm = "html",
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    from vakgraph import reference as made

    settings = ctx.obj.with_(root, store, lang)
    desk = settings.open()
    with console.busy(settings.words("De naslag wordt geschreven", "Writing the reference")):
        count = made.write(desk, out, form)
    first = {"nl": "nl/index.html", "en": "en/index.html"}[settings.language] if form == "html" else "README.md"
    console.tell(settings.words(f"{count} bestanden geschreven; begin bij {out / first}.",
                                f"{count} files written; begin at {out / first}."))  # fmt: skip
