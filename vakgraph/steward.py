"""The work of a steward at the terminal: a delivery judged, added, taken back, and statements put right."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from vakgraph import __version__, console
from vakgraph.console import Settings, busy, emit, say, tell
from vakgraph.errors import DATA_AT_FAULT, GOOD, NOTHING_FOUND, NothingFound, UnknownName, VakError
from vakgraph.upkeep import Reason

if TYPE_CHECKING:
    from vakgraph.gate import Added, Lookalike
    from vakgraph.intake import Delivery
    from vakgraph.validation import Report

SEVERITIES = ("violation", "warning", "info")


# ---- validate


def validate(
    settings: Settings,
    file: Path | None,
    shapes: Path | None,
    engine: str,
    form: str | None,
    output: Path | None,
    marked: Path | None,
    fail_on: str,
    as_: str | None,
    kind: str | None,
) -> int:
    """The report on a file, on any data by any shapes, or on the whole graph; the exit code."""
    _known("--fail-on", fail_on, SEVERITIES)
    form = _form(form, output)
    delivery: Delivery | None = None
    if shapes is not None:
        try:
            delivery, report = _by_shapes(settings, file, shapes, engine, as_, kind)
        except NothingFound:
            _conforming(form, output)
            raise
    else:
        desk = settings.open()
        with busy(settings.words("Er wordt gecontroleerd", "Checking")):
            delivery = desk.read(file, as_, kind) if file is not None else None
            report = desk.judge(delivery, engine).report if delivery else desk.validate(None, engine)
    _print(settings, report, form, output)
    if marked is not None:
        _mark(settings, file, delivery, report, marked)
    return _code(report, delivery, fail_on)


def _conforming(form: str, output: Path | None) -> None:
    """The standard's report where nothing was checked (W3C core test misc/deactivated-001); a person is told so."""
    if form == "ttl":
        from vakgraph import reports
        from vakgraph.validation import Report

        emit(reports.write(Report((), 0, 0), form), output)


def _by_shapes(
    settings: Settings, file: Path | None, shapes: Path, engine: str, as_: str | None, kind: str | None
) -> tuple[Delivery, Report]:
    """Data and shapes that need have nothing to do with this graph: it is not even opened, unless names are needed."""
    from vakgraph import gate, intake

    if file is None:
        raise VakError("Noem ook de data: vakgraph validate DATA --shapes BESTAND.", "Name the data as well.")
    table = (as_ or file.suffix).lower().lstrip(".") in ("csv", "xlsx")
    names = settings.open().names() if table else _no_names
    with busy(settings.words("Er wordt gecontroleerd", "Checking")):
        data = intake.read(file, names, as_, kind, foreign=True)
        rulebook = intake.read(shapes, _no_names, foreign=True)
        return data, gate.of_data(data, rulebook, engine, settings.language)


def _no_names(word: str, text: str) -> str:
    raise UnknownName(f'"{text}" is hier niet bekend.', f'"{text}" is not known here.')


def _code(report: Report, delivery: Delivery | None, fail_on: str) -> int:
    """3 where nothing was checked at all, 1 where something is as grave as asked, else 0."""
    if not report.checked and not (delivery and delivery.faults):
        return NOTHING_FOUND
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return DATA_AT_FAULT if any(finding.severity in counted for finding in report.findings) else GOOD


def _form(form: str | None, output: Path | None) -> str:
    """The format asked for, or else the one that the name of the file asks for, or else text."""
    from vakgraph.reports import REPORTS, SUFFIXES

    if form is None:
        return SUFFIXES.get(output.suffix.lower(), "text") if output else "text"
    _known("--format", form, list(REPORTS))
    return form


def _known(option: str, word: str, words: Sequence[str]) -> None:
    if word not in words:
        listed, near = ", ".join(words), get_close_matches(word, words, cutoff=0.5)
        raise UnknownName(f'{option} kent "{word}" niet: {listed}.', f'{option} has no "{word}": {listed}.', near)


def _print(settings: Settings, report: Report, form: str, output: Path | None) -> None:
    from vakgraph import reports

    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise VakError(
            "Een werkmap past niet op het scherm: noem met -o een bestand.",
            "A workbook does not fit a terminal: name a file with -o.",
        )
    around = console.about(settings)
    emit(reports.write(report, form, reports.Paper(around.width, __version__)), output)
    if output is not None or form != "text":
        tell(f"{report.verdict}: {report.why} {report.looked_at}")


def _mark(settings: Settings, file: Path | None, delivery: Delivery | None, report: Report, out: Path) -> None:
    """Give the sender's own workbook back with a note in each wrong cell."""
    from vakgraph.sheets import marking

    if file is None or delivery is None or not delivery.is_table:
        raise VakError(
            "--marked is voor een werkmap of CSV-bestand; noem er een.", "--marked is for a workbook or CSV file."
        )
    marks = report.marks
    made = marking.mark(Path(delivery.name), out, marks, settings.language, delivery.data)
    for said in made.said:
        tell(said.en if settings.language == "en" else said.nl)
    tell(settings.words(f"{out}: {len(marks)} cellen gemerkt.", f"{out}: {len(marks)} cells marked."))


# ---- add, undo


def add(settings: Settings, file: Path, engine: str, dry_run: bool, as_: str | None, kind: str | None) -> int:
    """Judge a delivery and write it; what may be there already comes first."""
    desk = settings.open()
    delivery = desk.read(file, as_, kind)
    with busy(settings.words("Er wordt gecontroleerd", "Checking")):
        result = desk.add(delivery, engine, dry_run)
    for alike in result.lookalikes:
        _side_by_side(settings, alike)
    if not result.report.conforms or not result.report.checked:
        _print(settings, result.report, "text", None)
        tell(settings.words("Er is niets toegevoegd.", "Nothing was added."))
        return _code(result.report, delivery, "violation")
    remarks = len(result.report.findings)
    if remarks:
        _print(settings, result.report, "text", None)
    _tell_change(settings, result, dry_run)
    return GOOD


def _side_by_side(settings: Settings, alike: Lookalike) -> None:
    """Two things that may be one, property by property."""
    say(settings.words("Mogelijk hetzelfde: ", "Possibly the same: ") + alike.say(settings.language))
    heads = ("", settings.words("in de levering", "in the delivery"), settings.words("in de graaf", "in the graph"))
    rows = [heads, *alike.rows]
    widths = [min(44, max(len(row[at]) for row in rows)) for at in range(3)]
    for row in rows:
        say("  " + "  ".join(_cut(text, width).ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    say()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _tell_change(settings: Settings, result: Added, dry_run: bool) -> None:
    """The difference in plain words, and the files."""
    if not result.files:
        return say(
            settings.words("Dit staat al in de graaf; er verandert niets.", "The graph says so; nothing changes.")
        )
    for line in result.sentences:
        say(line)
    for name in result.files:
        say(f"  {name}")
    if dry_run:
        tell(settings.words("Proef: er is niets geschreven.", "Dry run: nothing was written."))
    else:
        tell(settings.words("Toegevoegd. Terug: vakgraph undo.", "Added. To take it back: vakgraph undo."))


def undo(settings: Settings) -> int:
    """Take back the last change and say what it was."""
    desk = settings.open()
    record = desk.undo()
    say(settings.words(f"Teruggedraaid: {record.what}", f"Taken back: {record.what}"))
    for line in (*record.said, *(f"  {name}" for name in record.files)):
        say(line)
    return GOOD


# ---- correct, withdraw


def correct(settings: Settings, thing: str, name: str, old: str, new: str, why: Reason, dry_run: bool) -> int:
    """Another value in the place of a wrong one."""
    return _amended(settings, settings.open().correct(thing, name, old, new, _reasoned(why), dry_run), dry_run)


def withdraw(settings: Settings, thing: str, name: str, value: str, why: Reason, dry_run: bool) -> int:
    """A claim or statement holds no more."""
    if name and not value:
        raise VakError("Noem ook de waarde die vervalt.", "Name the value that goes as well.")
    return _amended(settings, settings.open().withdraw(thing, name, value, _reasoned(why), dry_run), dry_run)


def _reasoned(why: Reason) -> Reason:
    if why.reason.strip() and why.source.strip():
        return why
    raise VakError(
        "Geef een reden en een bron: --reason TEKST --source BRON.", "Give a reason and a source: --reason, --source."
    )


def _amended(settings: Settings, result: Added, dry_run: bool) -> int:
    if not result.report.conforms:
        _print(settings, result.report, "text", None)
        tell(settings.words("Er is niets veranderd.", "Nothing was changed."))
        return DATA_AT_FAULT
    _tell_change(settings, result, dry_run)
    return GOOD


# ---- template


def template(settings: Settings, out: Path, kinds: Sequence[str], current: bool) -> int:
    """Write the workbook that a delivery is filled in."""
    desk = settings.open()
    desk.template(out, kinds, current)
    tell(settings.words(f"{out} is geschreven.", f"{out} was written."))
    return GOOD
