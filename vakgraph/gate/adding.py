"""A delivery or an amendment is written to its home files: all of them or none, and never what breaks a rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vakgraph import journal
from vakgraph.checkout import Checkout
from vakgraph.errors import WriteError
from vakgraph.gate import difference, homes, judging
from vakgraph.gate.amending import Change
from vakgraph.gate.duplicates import Lookalike
from vakgraph.gate.judging import Judgement
from vakgraph.gate.world import World
from vakgraph.intake import Delivery
from vakgraph.validation import Report


@dataclass(frozen=True)
class Added:
    """What became of it: the report, the difference in words, the files, and whether they were written."""

    report: Report
    sentences: tuple[str, ...] = ()
    lookalikes: tuple[Lookalike, ...] = ()
    files: tuple[str, ...] = ()
    written: bool = False


def add(
    folder: Checkout, delivery: Delivery, engine: str = "bulk", language: str = "nl", dry_run: bool = False
) -> Added:
    """Judge the delivery and, where nothing is violated, write it. A dry run needs no folder that can be written to."""
    if dry_run:
        return _weighed(folder, delivery, engine, language)[0]
    _writable(folder)
    with journal.locked(folder.root):
        journal.recover(folder.root)
        result, judged = _weighed(folder, delivery, engine, language)
        if not result.report.conforms or not result.files:
            return result
        files = _texts(folder, judged)
        journal.commit(folder.root, f"add {delivery.name}", files, result.sentences)
        return Added(result.report, result.sentences, result.lookalikes, result.files, True)


def _weighed(folder: Checkout, delivery: Delivery, engine: str, language: str) -> tuple[Added, Judgement]:
    before = World.of(folder)
    judged = judging.judge(delivery, before, engine, language)
    if not judged.report.conforms:
        return Added(judged.report, (), judged.lookalikes), judged
    said = tuple(difference.sentences(before, judged.after, language))
    touched = tuple(_texts(folder, judged))
    return Added(judged.report, said, judged.lookalikes, touched), judged


def _texts(folder: Checkout, judged: Judgement) -> dict[str, bytes | None]:
    """The new text of every file that the delivery touches."""
    before, after = judged.before.asserted, judged.after.asserted
    return homes.texts(folder, after - before, before - after)


def amend(
    folder: Checkout,
    what: str,
    change: Callable[[World], Change],
    engine: str = "bulk",
    language: str = "nl",
    dry_run: bool = False,
) -> Added:
    """Put something right; DataError where the graph would break a rule by it."""
    _writable(folder)
    with journal.locked(folder.root):
        journal.recover(folder.root)
        before = World.of(folder)
        made = change(before)
        after = before.changed(homes.canonical(made.added), made.removed)
        report = judging.of_worlds(before, after, language, engine)
        said = tuple(difference.sentences(before, after, language))
        files = homes.texts(folder, made.added, made.removed)
        if report.conforms and not dry_run:
            journal.commit(folder.root, what, files, said)
        return Added(report, said, (), tuple(files), report.conforms and not dry_run)


def undo(folder: Checkout) -> journal.Record:
    """Take back the last change that was written."""
    _writable(folder)
    with journal.locked(folder.root):
        return journal.undo(folder.root)


def _writable(folder: Checkout) -> None:
    if folder.packaged:
        raise WriteError(
            "Deze graaf kwam met het programma mee en wordt niet veranderd; noem met --root een eigen grafmap.",
            "This graph came along with the program and is not changed; name a graph folder of your own with --root.",
        )
    if not folder.writable:
        raise WriteError(
            f"In {folder.root} mag u niet schrijven; noem met --root een grafmap waarin dat wel mag.",
            f"You may not write in {folder.root}; name a graph folder with --root where you may.",
        )
