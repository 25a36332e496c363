"""The commands about versions of the graph: what is different between two, and releasing one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vakgraph import checkout, console, options
from vakgraph.console import Settings
from vakgraph.errors import DATA_AT_FAULT, GOOD, UnknownName, VakError
from vakgraph.store.access import Endpoint

if TYPE_CHECKING:
    from vakgraph.comparing import Told
    from vakgraph.releasing import Released

app = typer.Typer()

Before = Annotated[
    str,
    typer.Argument(
        metavar="[A]",
        help="Vergeleken wordt van A: een uitgave (0.1.0), bestand, map, zip of git-revisie (HEAD~3); zonder A de"
        " laatste uitgave, anders HEAD. | Compared is from A: a release (0.1.0), file, folder, zip or git revision"
        " (HEAD~3); without A the last release, or else HEAD.",
        show_default=False,
    ),
]
After = Annotated[
    str,
    typer.Argument(
        metavar="[B]",
        help="Naar B; zonder B de graaf zoals zij is. | To B; without B the graph as it is.",
        show_default=False,
    ),
]
DiffForm = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAAT",
        help="text, html, json, ttl (-o MAP: added.ttl en removed.ttl), trig of sparql."
        " | text, html, json, ttl (-o FOLDER: added.ttl and removed.ttl), trig or sparql.",
    ),
]
FailOnDifference = Annotated[
    bool, typer.Option("--fail-on-difference", help="Uitkomst 1 bij verschil. | Exit code 1 if there is a difference.")
]
Version = Annotated[str, typer.Argument(metavar="VERSIE", show_default=False)]
Texts = Annotated[
    Path | None,
    typer.Option(
        "--texts",
        metavar="MAP",
        help="De teksten van de bronnen: elk citaat wordt opgezocht."
        " | The texts of the sources: every quote is looked up.",
    ),
]
WithoutTexts = Annotated[
    bool,
    typer.Option(
        "--without-texts",
        help="Geef uit zonder citaten op te zoeken; het manifest zegt dat."
        " | Release without looking up quotes; the manifest says so.",
    ),
]
On = Annotated[str, typer.Option("--date", metavar="JJJJ-MM-DD", help="De dag; anders vandaag. | The day; else today.")]


@app.command(
    help="Het verschil tussen twee standen, in woorden of om toe te passen. De uitkomst is 0, ook bij verschil."
    " | The difference of two states, in words or to apply. The exit code is 0, also with a difference."
)
def diff(
    ctx: typer.Context,
    before: Before = "",
    after: After = "",
    form: DiffForm = None,
    output: options.Output = None,
    fail: FailOnDifference = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    settings = ctx.obj.with_(root, store, lang)
    wanted = _form(form, output)
    with console.busy(settings.words("Twee standen worden gelezen", "Reading two states")):
        told = _told(settings, before, after)
    _deliver(settings, told, wanted, output)
    return DATA_AT_FAULT if fail and told.difference else GOOD


def _form(form: str | None, output: Path | None) -> str:
    """The format asked for, or the one that the name of the file asks for."""
    from vakgraph import comparing

    known = [*comparing.FORMATS, "ttl"]
    wanted = form or comparing.SUFFIXES.get(output.suffix.lower() if output else "", "text")
    if wanted not in known:
        listed = ", ".join(known)
        raise UnknownName(f'Het formaat "{wanted}" is er niet: {listed}.', f'There is no format "{wanted}": {listed}.')
    if wanted == "ttl" and output is None:
        raise VakError(
            "Turtle zijn hier twee bestanden: noem met -o een map.", "Turtle is two files here: name a folder with -o."
        )
    return wanted


def _told(settings: Settings, before: str, after: str) -> Told:
    from vakgraph import comparing

    here = checkout.find(settings.root)
    kept = comparing.releases(here)
    first = before or (kept[-1] if kept else "HEAD")
    states = [comparing.state(word, here, settings.language) for word in (first, after)]
    return comparing.tell(comparing.compare(*states), settings.language)


def _deliver(settings: Settings, told: Told, form: str, output: Path | None) -> None:
    from vakgraph import comparing
    from vakgraph.comparing import patch

    if form != "ttl" or output is None:
        return console.emit(comparing.FORMATS[form](told), output)
    found = told.difference
    for name, triples in (("added.ttl", found.added), ("removed.ttl", found.removed)):
        console.save(patch.turtle(triples), output / name)
        console.tell(settings.words(f"{output / name}: {len(triples)} triples.", f"{output / name}: {len(triples)}."))


# ---- releasing


@app.command(
    help="Geef de graaf uit onder een nummer: bevroren, geteld, met wat er veranderde."
    " | Release the graph under a number: frozen, counted, with what changed."
)
def release(
    ctx: typer.Context,
    version: Version,
    texts: Texts = None,
    without: WithoutTexts = False,
    on: On = "",
    dry_run: options.DryRun = False,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> int:
    from vakgraph import releasing

    settings = ctx.obj.with_(root, store, lang)
    if texts is None and not without:
        raise VakError(
            "Noem de map met de bronteksten met --texts, of zeg --without-texts; dan zegt het manifest dat geen citaat"
            " is opgezocht.",
            "Name the folder with the texts of the sources with --texts, or say --without-texts; the manifest then"
            " says that no quote was looked up.",
        )
    # What is released is the folder, whoever answers.
    local = replace(settings, store=None) if isinstance(settings.store, Endpoint) else settings
    day, desk = _day(on), local.open()
    with console.busy(settings.words("De graaf wordt gecontroleerd", "Checking the graph")):
        made = releasing.release(desk, version, texts, day, dry_run)
    for line in _account(settings, made):
        console.say(line)
    return GOOD


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise VakError(
            f'"{text}" is geen datum; schrijf haar als 2026-11-21.', f'"{text}" is no date; write it as 2026-11-21.'
        ) from None


def _account(settings: Settings, made: Released) -> list[str]:
    """What was done or would be, what stands in the changelog, and how to tag it."""
    words, version = settings.words, made.edition.version
    done = words("uitgegeven", "released") if made.written else words("klaar om uit te geven", "ready to be released")
    lines = [words(f"Versie {version} {done}: {made.triples} triples in {made.graphs} grafen.",
                   f"Version {version} {done}: {made.triples} triples in {made.graphs} graphs.")]  # fmt: skip
    if isinstance(made.checks.get("quotes"), str):
        lines.append(words("Citaten zijn niet opgezocht.", "Quotes were not looked up."))
    stays = made.stays
    lines.append(words(
        f"De kopie is voor het archief: de hele graaf, ook {stays.things} niet te delen dingen en {stays.counts}"
        " aantallen onder de 10. Voor anderen is er package of export.",
        f"The copy is for the archive: the whole graph, with {stays.things} things not to be shared and {stays.counts}"
        " counts below 10. For others there is package or export.",
    ))  # fmt: skip
    lines += ["", *(f"- {each}" for each in made.changes), "", *(f"  {name}" for name in made.files)]
    if made.written:
        tag = next(name for name in made.files if name.endswith("/TAG"))
        lines += ["", words("Leg het vast en teken het:", "Commit it and sign it:")]
        papers = " ".join(name for name in made.files if not name.startswith("out/"))
        lines += [f"  git add {papers}", f"  git commit -m 'release: {version}'", f"  git tag -s v{version} -F {tag}"]
    else:
        lines += ["", words("Er is niets geschreven.", "Nothing was written.")]
    return lines
