"""For who writes questions and who builds on them: contracts run, questions exported, tools offered over MCP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from vakgraph import checkout, console, contracts
from vakgraph.console import Settings
from vakgraph.errors import DATA_AT_FAULT, GOOD, INPUT_AT_FAULT, UnknownName, VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.store import Store
from vakgraph.store.embedded import EmbeddedStore


def check_queries(settings: Settings, names: Sequence[str], form: str | None, output: Path | None) -> int:
    """Run the contracts; what is broken is shown with its file and line and what differs."""
    form = console.form_of(form, output)
    folder = checkout.find(settings.root)
    faults = contracts.Book(folder).headers()
    for fault in faults:
        console.tell(fault.say(settings.language))
    if faults:
        return INPUT_AT_FAULT
    local, server = _stores(settings)
    with console.busy(settings.words("De vragen worden gesteld", "Asking the questions")):
        result = contracts.run(folder, local.store, names, server)
    if form == "table" and output is None:
        if result.broken:
            console.say(contracts.told(result.broken, settings.language))
        console.say(result.say(settings.language))
    else:
        console.print_table(settings, contracts.as_table(result.broken, settings.language), form, output)
        console.tell(result.say(settings.language))
    return DATA_AT_FAULT if result.broken else GOOD


def export_queries(settings: Settings, form: str, out: Path, target: str) -> None:
    """Write the questions as another system reads them: one file, or a folder of files."""
    from vakgraph import sharing

    if form not in sharing.FORMS:
        listed = ", ".join(sharing.FORMS)
        near = get_close_matches(form, sharing.FORMS, cutoff=0.4)
        raise UnknownName(f'"{form}" is geen vorm: {listed}.', f'"{form}" is no form: {listed}.', near)
    if target and not target.startswith(("http://", "https://")):
        raise VakError("--target is een adres als https://....", "--target is an address such as https://....")
    files = sharing.FORMS[form](sharing.of(settings.open(), target))
    for name, content in files.items():
        path = out / name if name else out
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{path}: {error.strerror}.", f"{path}: {error.strerror}.") from None
        console.save(content, path)
    told = f"{out}: {len(files)}" if len(files) > 1 else f"{out}"
    console.tell(settings.words(f"{told} geschreven.", f"{told} written."))


def offer(settings: Settings) -> None:
    """Every question as a tool for a language model, until it hangs up."""
    from vakgraph import tools

    tools.serve(settings.open())


def _stores(settings: Settings) -> tuple[VakGraph, Store | None]:
    """The graph here, and the server that must answer the same, where one is named."""
    desk = settings.open()
    if isinstance(desk.store, EmbeddedStore):
        return desk, None
    return replace(settings, store=None).open(), desk.store
