"""The receipt as lines for a person, Dutch or English, and as JSON for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

from vakgraph.receiving.receipt import Check, Placed, Receipt
from vakgraph.reports.words import clean

SHOWN = 12  # lines of what changed
_NAMES = {
    "sums": ("Bestanden", "Files"),
    "data": ("Data", "Data"),
    "beside": ("Overige", "The others"),
    "changes": ("Wijzigingen", "Changes"),
    "shapes": ("Regels", "Rules"),
    "examples": ("Vragen", "Questions"),
}
_WIDE = 13


def text(receipt: Receipt, language: str = "nl", width: int = 100) -> str:
    """The receipt: which package, a line for each check, what changed, where it stands, and the verdict last."""
    return "".join(f"{line}\n" for line in _Lines(receipt, language == "en", width).all())


class _Lines:
    def __init__(self, receipt: Receipt, english: bool, width: int) -> None:
        self.receipt, self.english, self.width = receipt, english, width

    def say(self, nl: str, en: str) -> str:
        return en if self.english else nl

    def all(self) -> Iterator[str]:
        release, partner = self.receipt.manifest.release, self.receipt.manifest.partner
        yield self.say(f"Ontvangstbewijs van {self.receipt.package}", f"Receipt of {self.receipt.package}")
        yield self.say(
            f"Pakket voor {partner}, versie {release.version} van {release.date}",
            f"Package for {partner}, version {release.version} of {release.date}",
        )
        yield self.say("Kenmerk (sha256 van SHA256SUMS; vergelijk het met dat van de afzender)",
                       "Mark (sha256 of SHA256SUMS; compare it with the sender's)")  # fmt: skip
        yield f"  {self.receipt.sums}"
        yield ""
        for check in self.receipt.checks:
            yield from self.check(check)
        for remark in self.receipt.remarks:
            yield from self.row("", f"({self.say(*remark)})")
        yield from self.changed()
        yield ""
        yield from self.verdict()

    def check(self, check: Check) -> Iterator[str]:
        mark = "✓" if check.ok else "✗"
        name = self.say(*_NAMES[check.name])
        if check.ok:
            yield from self.row(f"{mark} {name}", self.say(check.nl, check.en))
        for at, fault in enumerate(check.faults):
            yield from self.row("" if at else f"{mark} {name}", self.say(*fault))

    def row(self, head: str, said: str) -> Iterator[str]:
        yield from textwrap.wrap(
            clean(said), self.width, initial_indent=head.ljust(_WIDE + 2), subsequent_indent=" " * (_WIDE + 2),
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip

    def changed(self) -> Iterator[str]:
        """What CHANGES.md says, one line each."""
        said = self.receipt.changes[self.english] or self.receipt.changes[0]
        before = self.receipt.manifest.previous
        if not said or before is None or not self.receipt.ok:
            return
        yield ""
        yield self.say(f"Veranderd sinds {before.version}", f"Changed since {before.version}")
        for line in said[:SHOWN]:
            yield from textwrap.wrap(
                clean(line), self.width, initial_indent="- ", subsequent_indent="  ", max_lines=3, placeholder=" ...",
            )  # fmt: skip
        if len(said) > SHOWN:
            more = len(said) - SHOWN
            yield self.say(f"- en nog {more} regels in CHANGES.md", f"- and {more} more lines in CHANGES.md")

    def verdict(self) -> Iterator[str]:
        if not self.receipt.ok:
            yield self.say(
                "Afgekeurd: gebruik dit pakket niet en meld het aan de afzender. Er is niets neergezet.",
                "Refused: do not use this package, and tell the sender. Nothing was put anywhere.",
            )
            return
        yield self.say("Goedgekeurd: dit pakket is heel en klopt.", "Approved: this package is whole and right.")
        if self.receipt.placed:
            yield from self.placed(self.receipt.placed)

    def placed(self, placed: Placed) -> Iterator[str]:
        at = placed.link or placed.folder
        if placed.how == "nothing" and placed.nl:
            yield self.say(f"Niets veranderd: {placed.nl}.", f"Nothing changed: {placed.en}.")
            return
        if placed.how == "nothing":
            yield self.say(f"Niets te doen: dit pakket staat al in {at}.", f"Nothing to do: it is in {at} already.")
            return
        if placed.how == "patch":
            yield self.say(
                f"Bijgewerkt met de wijzigingen ({placed.added} erbij, {placed.removed} weg): {at}",
                f"Updated by the changes ({placed.added} added, {placed.removed} removed): {at}",
            )
        else:
            why = f" ({self.say(placed.nl, placed.en)})" if placed.nl else ""
            yield self.say(f"In zijn geheel neergezet{why}: {at}", f"Put there as a whole{why}: {at}")
        if placed.link:
            kept, english = f"; {placed.former} blijft bewaard" * bool(placed.former), f"; {placed.former} is kept"
            yield self.say(
                f"Dat wijst naar {placed.folder.name}{kept}.",
                f"That points at {placed.folder.name}{english * bool(placed.former)}.",
            )


def machine(receipts: Sequence[Receipt]) -> str:
    """One receipt as a JSON object, several as a list; the same for the same package and folder."""
    said = [_said(receipt) for receipt in receipts]
    return json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=1) + "\n"


def _said(receipt: Receipt) -> dict[str, object]:
    found, placed = receipt.manifest, receipt.placed
    return {
        "package": receipt.package,
        "ok": receipt.ok,
        "partner": found.partner,
        "version": found.release.version,
        "date": found.release.date,
        "release": found.release.iri,
        "previous": found.previous.version if found.previous else None,
        "sha256sums": receipt.sums,
        "bytes": receipt.bytes,
        "triples": found.data[0].triples,
        "digest": found.data[0].digest,
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "count": check.count,
                "nl": check.nl if check.ok else None,
                "en": check.en if check.ok else None,
                "faults": [{"nl": nl, "en": en} for nl, en in check.faults],
            }
            for check in receipt.checks
        ],
        "remarks": [{"nl": nl, "en": en} for nl, en in receipt.remarks],
        "changes": {"nl": list(receipt.changes[0]), "en": list(receipt.changes[1])},
        "placed": None
        if placed is None
        else {
            "how": placed.how,
            "folder": str(placed.folder),
            "link": str(placed.link) if placed.link else None,
            "added": placed.added,
            "removed": placed.removed,
            "why": {"nl": placed.nl, "en": placed.en} if placed.nl else None,
        },
    }
