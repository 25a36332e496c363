"""The command that draws: every picture by name, as SVG or PNG, and the table below it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vakgraph import console, options
from vakgraph.console import Settings
from vakgraph.errors import VakError

app = typer.Typer()
FREE = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
SUFFIXES = ("", ".svg", ".png")
NARROWEST, WIDEST = 200, 5000

Twin = Annotated[
    bool, typer.Option("--table", help="De tabel in plaats van de tekening. | The table instead of the picture.")
]
Width = Annotated[
    int,
    typer.Option(
        "--width",
        metavar="PIXELS",
        help="Hoe breed; onder 640 staat alles onder elkaar. | How wide; below 640 everything stands below each other.",
        show_default=False,
    ),
]


@app.command(
    context_settings=FREE,
    help="Teken een antwoord: picture gap-map -o kaart.svg. | Draw an answer: picture gap-map -o map.svg.",
)
def picture(
    ctx: typer.Context,
    name: options.Name = "",
    output: options.Output = None,
    table: Twin = False,
    form: options.Form = None,
    width: Width = 960,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
    show_help: options.Help = False,
) -> None:
    from vakgraph import pictures, questions

    settings = ctx.obj.with_(root, store, lang)
    if show_help and not name:
        return console.say(ctx.command.get_help(ctx))
    if not name:
        return console.say(listed(settings))
    chosen, wide = pictures.named(name), _width(width)
    suffix = "" if table or show_help else _suffix(output)
    asked = questions.named(settings, chosen.query)
    if show_help:
        return console.say(f"vakgraph picture {name}\n\n{questions.help_of(asked, settings)}")
    words = questions.choices(asked, ctx.args)
    if table:
        console.form_of(form, output)
        desk = settings.open()
        answer = desk.answer(asked, **words)
        return console.deliver(settings, desk, answer.result, form, output, answer)
    drawing, _ = pictures.drawn(name, settings.open(), wide, **words)
    console.emit(_content(drawing, suffix), output)


def listed(settings: Settings) -> str:
    """Every picture with its title, and how to draw one."""
    from vakgraph.pictures import PICTURES

    wide = max(map(len, PICTURES))
    lines = [f"  {each.name:<{wide}}  {each.title[settings.language]}" for each in PICTURES.values()]
    how = settings.words(
        "Teken er een met: vakgraph picture NAAM -o tekening.svg (of .png)\n"
        "De tabel erbij: vakgraph picture NAAM --table. Wat er te kiezen is: vakgraph picture NAAM --help",
        "Draw one with: vakgraph picture NAME -o picture.svg (or .png)\n"
        "The table with it: vakgraph picture NAME --table. What there is to choose: vakgraph picture NAME --help",
    )
    return "\n".join([*lines, "", how])


def _suffix(output: Path | None) -> str:
    """How the file ends: `.svg`, `.png` or nothing."""
    suffix = output.suffix.lower() if output else ""
    if suffix not in SUFFIXES:
        raise VakError(
            f"Een tekening wordt .svg of .png, niet {suffix}; de tabel ervan komt met --table.",
            f"A picture becomes .svg or .png, not {suffix}; its table comes with --table.",
        )
    return suffix


def _width(width: int) -> int:
    """A width that a picture can have."""
    if not NARROWEST <= width <= WIDEST:
        raise VakError(
            f"Een tekening is {NARROWEST} tot {WIDEST} pixels breed, niet {width}.",
            f"A picture is {NARROWEST} to {WIDEST} pixels wide, not {width}.",
        )
    return width


def _content(drawing: str, suffix: str) -> bytes:
    """The picture in the format that the file's name asks for."""
    if suffix != ".png":
        return drawing.encode()
    from vakgraph.pictures import raster

    return raster.png(drawing)
