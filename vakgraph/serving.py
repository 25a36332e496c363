"""The commands that show the graph in a browser: a server of pages, and the same pages as a folder."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import Annotated

import typer

from vakgraph import console, options
from vakgraph.console import Settings
from vakgraph.errors import VakError

app = typer.Typer()

Host = Annotated[
    str, typer.Option("--host", metavar="ADRES", help="Waar de server luistert. | Where the server listens.")
]
Port = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="De poort; 0 kiest er een. | The port; 0 picks one.")
]
Sparql = Annotated[
    bool | None,
    typer.Option(
        "--sparql/--no-sparql",
        help="Beantwoord ook vragen in SPARQL; anders alleen als geen andere computer erbij kan."
        " | Answer queries in SPARQL too; else only where no other computer can reach it.",
        show_default=False,
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers",
        min=1,
        max=64,
        help="In hoeveel processen de pagina's worden gemaakt. | In how many processes the pages are made.",
    ),
]


@app.command(help="Toon de graaf in een browser, op deze computer. | Show the graph in a browser, on this computer.")
def serve(
    ctx: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = 8080,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
    sparql: Sparql = None,
) -> None:
    settings = ctx.obj.with_(root, store, lang)
    with _listening(host, port) as door:
        _run(settings, door, sparql)


def _listening(host: str, port: int) -> socket.socket:
    """The socket; that it cannot be had is one sentence."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        door = socket.socket(family)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
    except OSError as error:
        raise VakError(
            f"Op {host}:{port} kan de server niet luisteren ({error.strerror}); kies een andere poort met --port.",
            f"The server cannot listen on {host}:{port} ({error.strerror}); choose another port with --port.",
        ) from None
    return door


def _run(settings: Settings, door: socket.socket, sparql: bool | None) -> None:
    """Serve until it is stopped: Ctrl-C or SIGTERM lets what is being answered be answered."""
    try:
        import uvicorn

        from vakgraph.web import mounted
        from vakgraph.web.library import Library
        from vakgraph.web.server import application
    except ImportError as error:
        raise _lacking(error) from None
    host, port = door.getsockname()[:2]
    alone = ipaddress.ip_address(host).is_loopback
    library = Library(settings.open(), sparql=alone if sparql is None else sparql)
    app = application(library)
    shown = f"[{host}]" if ":" in host else host
    console.tell(
        settings.words(
            f"De graaf staat op http://{shown}:{port}/ (stoppen met Ctrl-C).",
            f"The graph is at http://{shown}:{port}/ (stop with Ctrl-C).",
        )
    )
    if not alone:
        console.tell(
            settings.words(
                "Let op: andere computers kunnen deze server bereiken.", "Mind: other computers can reach this server."
            )
        )
    mounted.begin(library)
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    uvicorn.Server(config).run(sockets=[door])


@app.command(
    help="Schrijf alle pagina's als map, te lezen zonder server of netwerk."
    " | Write every page as a folder, to be read without a server or a network."
)
def site(
    ctx: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="MAP", show_default=False)],
    workers: Workers = 2,
    root: options.Root = None,
    store: options.Store = None,
    lang: options.Lang = None,
) -> None:
    settings = ctx.obj.with_(root, store, lang)
    try:
        from vakgraph.web import folder
    except ImportError as error:
        raise _lacking(error) from None
    desk = settings.open()
    with console.busy(settings.words("De pagina's worden geschreven", "Writing the pages")) as far:
        count, size = folder.write(desk, out, workers, far)
    megabytes = f"{size / 1_000_000:.1f}"
    nl, en = f"{count:,}".replace(",", "."), f"{count:,}"
    console.tell(
        settings.words(
            f"{nl} bestanden in {out}, {megabytes.replace('.', ',')} MB. Begin bij {out / 'index.html'}.",
            f"{en} files in {out}, {megabytes} MB. Start at {out / 'index.html'}.",
        )
    )


def _lacking(error: ImportError) -> VakError:
    return VakError(
        f"Voor de pagina's ontbreekt {error.name}: pip install 'vakgraph[web]'.",
        f"The pages need {error.name}: pip install 'vakgraph[web]'.",
    )
