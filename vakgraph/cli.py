"""The command line: an argument becomes one call at the desk, and its result is printed.

Exit codes: 0 good, 1 the data is at fault, 2 the command or its input is wrong,
3 nothing was checked or found where something must be, 130 interrupted with Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import typer

from vakgraph import (
    arriving,
    building,
    console,
    drawing,
    keeping,
    lasting,
    options,
    packing,
    questions,
    serving,
    usage,
    versions,
)
from vakgraph.console import Settings
from vakgraph.errors import DATA_AT_FAULT, GOOD, INPUT_AT_FAULT, INTERRUPTED, VakError
from vakgraph.selection import Selection

HELP = {"help_option_names": ["--help", "-h"]}
FREE = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings=HELP,
    help="Vakgraph: wat er is gefinancierd, onderzocht en gevonden. | Vakgraph: what was funded, studied and found.",
)
queries = typer.Typer(
    rich_markup_mode=None, context_settings=HELP, help="De opgeslagen vragen. | The stored questions."
)
app.add_typer(queries, name="queries")


@app.callback(invoke_without_command=True)
def everywhere(
    ctx: typer.Context,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
    endpoint: options.Endpoint = None,
    update_endpoint: options.UpdateEndpoint = None,
    auth: options.Auth = None,
) -> None:
    ctx.obj = Settings.of(endpoint, update_endpoint, auth).with_(root, store, lang)
    if ctx.invoked_subcommand is None:
        console.say(ctx.get_help())


@app.command(help="Een rondleiding langs alles. | A tour of everything.")
def demo(
    ctx: typer.Context,
    out: options.Out = Path("out"),
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import tour

    settings = ctx.obj.with_(root, store, lang)
    return tour.demo(settings, settings.open(), out)


@app.command(help="Wat er in de graaf staat en hoe volledig die is. | What the graph holds and how complete it is.")
def info(ctx: typer.Context, root: options.Root = None, store: options.Store = None, lang: options.Lang = None) -> None:
    from vakgraph import tour

    settings = ctx.obj.with_(root, store, lang)
    tour.info(settings, settings.open())


@queries.callback(invoke_without_command=True)
def list_queries(
    ctx: typer.Context,
    form: options.Form = None,
    output: options.Output = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    ctx.obj = ctx.obj.with_(root, store, lang)
    if ctx.invoked_subcommand is None:
        if console.form_of(form, output) == "table":
            return console.emit(f"{questions.overview(ctx.obj, console.narrow())}\n".encode(), output)
        console.print_table(ctx.obj, questions.listed(ctx.obj), form, output)


@queries.command("show", help="De vraag, haar keuzes en haar SPARQL. | The question, its choices and its SPARQL.")
def show_query(
    ctx: typer.Context,
    name: options.Name,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    settings = ctx.obj.with_(root, store, lang)
    query = questions.named(settings, name)
    console.say(questions.help_of(query, settings) + "\n\n" + query.text.strip())


@queries.command(
    "values",
    context_settings=FREE,
    help="De waarden van een keuze die rijen geven, met aantallen. | The values of a choice that give rows, counted.",
)
def values_of(
    ctx: typer.Context,
    name: options.Name,
    choice: options.Choice,
    form: options.Form = None,
    output: options.Output = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    settings = ctx.obj.with_(root, store, lang)
    query = questions.named(settings, name)
    words = questions.choices(query, ctx.args)
    console.form_of(form, output)
    desk = settings.open()
    with console.busy(settings.words("De waarden worden geteld", "Counting the values")):
        table = desk.values(query, choice.removeprefix("--"), **words)
    console.deliver(settings, desk, table, form, output)


@app.command(
    context_settings=FREE,
    help="Stel een opgeslagen vraag: query NAAM --keuze waarde. | Ask a stored question: query NAME --choice value.",
)
def query(
    ctx: typer.Context,
    name: options.Name = "",
    form: options.Form = None,
    output: options.Output = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
    show_help: options.Help = False,
    explain: options.Explain = False,
    cite: options.Cite = False,
) -> None:
    settings = ctx.obj.with_(root, store, lang)
    if not name and show_help:
        return console.say(ctx.command.get_help(ctx))
    if not name or name.startswith("-"):
        raise VakError(
            "Noem eerst de vraag: vakgraph query NAAM --keuze waarde. Zie: vakgraph queries.",
            "Name the question first: vakgraph query NAME --choice value. See: vakgraph queries.",
        )
    asked = questions.named(settings, name)
    if show_help:
        return console.say(questions.help_of(asked, settings))
    words = questions.choices(asked, ctx.args)
    console.form_of(form, output)
    desk = settings.open()
    if explain:
        return console.emit(desk.explain(asked, **words).encode(), output)
    if cite:
        return console.emit(f"{desk.cite(asked, **words)}\n".encode(), output)
    answer = desk.answer(asked, **words)
    for reading in answer.readings:
        console.tell(reading)
    console.deliver(settings, desk, answer.result, form, output, answer)


@app.command(help="Alles over één ding, met de bronnen. | Everything about one thing, with its sources.")
def show(
    ctx: typer.Context,
    thing: options.Thing,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    from vakgraph import tour

    settings = ctx.obj.with_(root, store, lang)
    tour.show(settings, settings.open(), " ".join(thing))


@app.command(help="Controleer de hele graaf, of de vragen. | Check the whole graph, or the questions.")
def check(
    ctx: typer.Context,
    names: options.Names = None,
    of_queries: options.OfQueries = False,
    form: options.Form = None,
    output: options.Output = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import tour

    settings = ctx.obj.with_(root, store, lang)
    if of_queries or names:
        from vakgraph import programs

        return programs.check_queries(settings, names or [], form, output)
    console.form_of(form, output)
    desk = settings.open()
    report = tour.check(settings, desk, form, output)
    return GOOD if report.conforms else DATA_AT_FAULT


@app.command(help="Schrijf de graaf, of een deel ervan, naar een bestand. | Write the graph, or part of it, to a file.")
def export(
    ctx: typer.Context,
    file: options.File,
    kind: options.OneKind = None,
    thing: options.OneThing = None,
    subset: options.Subset = None,
    around: options.Around = None,
    asserted: options.Asserted = False,
    form: options.ExportForm = None,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    from vakgraph import outgoing

    what = Selection(kind, thing, subset, around or ("sources" if thing else None), asserted)
    outgoing.export(ctx.obj.with_(root, store, lang), file, what, form)


# ---- what comes in, and what is built on it

app.registered_commands += drawing.app.registered_commands
app.registered_commands += keeping.app.registered_commands + building.app.registered_commands
app.registered_commands += versions.app.registered_commands + arriving.app.registered_commands
app.registered_commands += packing.app.registered_commands + serving.app.registered_commands
app.registered_commands += lasting.app.registered_commands
queries.registered_commands += building.queries.registered_commands


# ---- the entrance


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. A fault is one sentence on standard error, never a traceback."""
    language = usage.language(arguments)
    command = usage.spoken(typer.main.get_command(usage.of_one(app, arguments)), language)
    try:
        code = command.main(usage.hoisted(arguments), prog_name="vakgraph", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else GOOD
    except VakError as error:
        console.tell(error.say(language))
        return error.exit_code
    except BrokenPipeError:
        console.hush()
        return GOOD
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if hasattr(error, "format_message"):
            console.tell(usage.fault(error, command).say(language))
            return INPUT_AT_FAULT
        console.tell(usage.unforeseen(error).say(language))
        return INPUT_AT_FAULT


def main() -> NoReturn:
    """The entrance of the script. Once all is written it ends at once: nothing is taken down piece by piece.

    That saves some 15 ms, and a query that runs in a thread does not keep an interrupted program alive.
    """
    code = run(sys.argv[1:])
    if code == INTERRUPTED:
        console.tell("Afgebroken." if usage.language(sys.argv) != "en" else "Interrupted.")
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
