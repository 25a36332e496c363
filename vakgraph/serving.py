"""The commands that show the graph in a browser: a server of pages, and the same pages as a folder."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vakgraph import checkout, console, options
from vakgraph.console import Settings
from vakgraph.errors import VakError

if TYPE_CHECKING:
    from vakgraph.adhoc.limits import Limits
    from vakgraph.graph import VakGraph

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
Limit = Annotated[
    list[str] | None,
    typer.Option(
        "--limit",
        metavar="NAAM=GETAL",
        help="Hoe ver een vraag in SPARQL mag gaan, bijvoorbeeld timeout=30; meermaals, alle namen: SECURITY.md."
        " | How far a query in SPARQL may go, for example timeout=30; repeatable, all names: SECURITY.md.",
        show_default=False,
    ),
]
Unpublished = Annotated[
    bool,
    typer.Option(
        "--unpublished",
        help="Toon de bestanden zoals ze nu zijn, ook als er gepubliceerd is."
        " | Show the files as they are now, even where something was published.",
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
    limit: Limit = None,
    unpublished: Unpublished = False,
) -> None:
    from vakgraph.adhoc import limits

    settings = ctx.obj.with_(root, store, lang)
    most = limits.changed(limits.Limits(), limit or ())
    with _listening(host, port) as door:
        _run(settings, door, sparql, most, unpublished)


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


def _run(settings: Settings, door: socket.socket, sparql: bool | None, most: Limits, unpublished: bool) -> None:
    """Serve until it is stopped: Ctrl-C or SIGTERM lets what is being answered be answered, and then all is gone."""
    from vakgraph.web import ending

    with ending.ending():
        try:
            import uvicorn

            from vakgraph.web import endpoint, mounted
            from vakgraph.web.current import Current, Watch, state_of
            from vakgraph.web.library import Library
            from vakgraph.web.server import application
        except ImportError as error:
            raise _lacking(error) from None
        host, port = door.getsockname()[:2]
        alone = ipaddress.ip_address(host).is_loopback
        shown = _Shown(settings, unpublished)

        def library(desk: VakGraph) -> Library:
            made = Library(desk, sparql=alone if sparql is None else sparql, limits=most)
            mounted.begin(made)
            endpoint.begin(made)
            return made

        def published() -> Library | None:
            desk = shown.release()
            return library(desk) if desk else None

        seen = state_of(shown.pointer) if shown.pointer else None
        site = Current(library(shown.release() or settings.open()), application)
        door.listen(2048)  # who comes from now on is answered, a moment later
        _told(settings, f"[{host}]" if ":" in host else host, port, alone, shown.name)
        if shown.pointer:
            Watch(shown.pointer, seen, published, site, settings.language).begin()
        config = uvicorn.Config(
            site, log_level="warning", server_header=False, timeout_graceful_shutdown=ending.DRAINING, lifespan="on"
        )
        ending.served(uvicorn.Server(config), door)


class _Shown:
    """What the server shows: what was published, or else the files as they are."""

    def __init__(self, settings: Settings, unpublished: bool) -> None:
        self._settings = settings
        self.name = ""
        self.pointer: Path | None = None
        if unpublished or settings.store:
            return
        from vakgraph.published import pointer

        self._root = checkout.find(settings.root).root
        self.pointer = pointer.place(self._root) / pointer.NAME

    def release(self) -> VakGraph | None:
        """The desk of what was published, whose name is noted; None where nothing was, or is to be shown."""
        if self.pointer is None:
            return None
        from vakgraph.published import Release

        release = Release.served(self._root)
        if release is None:
            return None
        self.name = release.at.name
        with console.busy(self._settings.words("De uitgave wordt geopend", "Opening the release")):
            return release.open(self._settings.language)


def _told(settings: Settings, host: str, port: int, alone: bool, release: str) -> None:
    """Where it is, what is shown, and who else can reach it."""
    console.tell(
        settings.words(
            f"De graaf staat op http://{host}:{port}/ (stoppen met Ctrl-C).",
            f"The graph is at http://{host}:{port}/ (stop with Ctrl-C).",
        )
    )
    if release:
        console.tell(settings.words(f"Dit is uitgave {release}.", f"This is release {release}."))
    if not alone:
        console.tell(
            settings.words(
                "Let op: andere computers kunnen deze server bereiken.", "Mind: other computers can reach this server."
            )
        )


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
