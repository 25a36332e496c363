"""A delivery is read and judged, and what is to be said of it is put in plain values."""

from __future__ import annotations

from vakgraph import checkout, gate, intake
from vakgraph.errors import InputError
from vakgraph.gate import Judgement, World
from vakgraph.graph import VakGraph
from vakgraph.intake import Delivery
from vakgraph.reports.words import Said, lists
from vakgraph.sheets import marking
from vakgraph.validation import Report
from vakgraph.web import examined, previewing, small
from vakgraph.web.examined import Examined, Item, Job


def examine(job: Job) -> Examined:
    """Everything that the page says of a delivery; a VakError where it cannot be read or is too large."""
    form = intake.by_name(job.name)
    world = World.of(checkout.find(job.root))
    desk = VakGraph(world.folder, world.desk, job.language)
    delivery = intake.read_bytes(job.data, job.name, form, desk.names(), job.kind or None)
    _bounded(delivery)
    return told(delivery, gate.judge(delivery, world, "bulk", job.language), job.language)


def told(delivery: Delivery, judgement: Judgement, language: str) -> Examined:
    """The report, the small picture, the marked workbook and the preview."""
    report, said = judgement.report, Said(judgement.report)
    secret = any(finding.secret for finding in report.findings)
    marked = marking.marked(delivery.name, delivery.data, report.marks, language) if delivery.is_table else None
    return Examined(
        delivery.name,
        report.grade,
        report.verdict,
        report.why,
        report.looked_at,
        _items(report, said),
        max(0, len(report.findings) - examined.MOST_FINDINGS),
        tuple((said[name], tuple(said.mention(each) for each in found)) for name, found in lists(report)),
        small.sheets(delivery, report, language),
        () if secret else previewing.previews(delivery, judgement, language),
        marked.data if marked and report.findings else b"",
        tuple(each.en if language == "en" else each.nl for each in marked.said) if marked else (),
        secret,
    )


def _bounded(delivery: Delivery) -> None:
    """Raises InputError where there is more of it than is judged while somebody waits."""
    rows, statements = len(delivery.told), len(delivery.triples)
    if rows > examined.MOST_ROWS:
        raise InputError(
            f"dit bestand heeft {rows} rijen; hier worden er hoogstens {examined.MOST_ROWS} nagekeken. Deel het op.",
            f"this file has {rows} rows; at most {examined.MOST_ROWS} are checked here. Divide it.",
            delivery.name,
        )
    if not delivery.is_table and statements > examined.MOST_STATEMENTS:
        raise InputError(
            f"dit bestand heeft {statements} uitspraken; hier worden er hoogstens {examined.MOST_STATEMENTS} nagekeken."
            " Deel het op.",
            f"this file has {statements} statements; at most {examined.MOST_STATEMENTS} are checked here. Divide it.",
            delivery.name,
        )


def _items(report: Report, said: Said) -> tuple[Item, ...]:
    """What to mend, the first thing first."""
    return tuple(
        Item(number, found.severity, said[found.severity], found.message, tuple(said.facts(found, 20)))
        for number, found in enumerate(report.ordered[: examined.MOST_FINDINGS], 1)
    )
