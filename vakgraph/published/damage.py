"""What is damaged: which file, what is wrong with it, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vakgraph.errors import DataError

WHAT = {
    "gone": ("is weg", "is gone"),
    "cut": ("is niet zo lang meer als hij was", "is no longer as long as it was"),
    "changed": ("houdt iets anders in dan er geschreven werd", "holds something else than what was written"),
    "foreign": ("hoort hier niet", "does not belong here"),
    "record": ("is zelf beschadigd of hoort bij iets anders", "is damaged itself or belongs to something else"),
    "unread": ("is niet te lezen", "cannot be read"),
    "pending": ("is een wijziging die nog niet af is", "is a change that is not finished yet"),
    "count": (
        "en de opslag tellen niet evenveel triples",
        "and the store do not count the same number of triples",
    ),
}
WHERE = {
    "store": ("de opslag wordt opnieuw gemaakt uit de Turtle", "the store is made anew from the Turtle"),
    "truth": ("hij wordt teruggezet uit de andere kopie", "it is put back from the other copy"),
    "copy": ("de kopie wordt opnieuw gemaakt", "the copy is made anew"),
    "record": ("het wordt opnieuw berekend", "it is computed anew"),
    "pointer": ("hij wijst straks weer naar de nieuwste hele uitgave", "it will name the newest whole release again"),
    "journal": ("de wijziging wordt afgemaakt", "the change is finished"),
    "history": ("wat daarin stond is niet meer ongedaan te maken", "what it held can no longer be undone"),
    "live": ("zet het bestand terug uit versiebeheer", "restore the file from version control"),
    "foreign": ("het wordt eruit gehaald", "it is taken out"),
    "republish": ("publiceer opnieuw: vakgraph publish", "publish again: vakgraph publish"),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One damaged file. `part` says what it belongs to, and so how it is mended; `more` is what a reader said of it."""

    file: Path
    kind: str
    part: str
    more: tuple[str, str] = ("", "")

    def what(self, language: str) -> str:
        """What is wrong with it."""
        at = language == "en"
        return f"{WHAT[self.kind][at]}{self.more[at] and f' ({self.more[at]})'}"

    def remedy(self, language: str) -> str:
        """What `doctor --repair` does about it, or else a person."""
        sort = "foreign" if self.kind == "foreign" and self.part == "truth" else self.part
        return WHERE[sort][language == "en"]

    @property
    def mendable(self) -> bool:
        """Whether `doctor --repair` can mend it."""
        return self.part not in ("live", "republish")


class Damaged(DataError):
    """What is published is damaged; nothing is served from it until it is mended."""

    def __init__(self, found: Sequence[Damage]) -> None:
        self.found = tuple(found)
        first = found[0]
        more = len(found) - 1
        nl = f" en nog {more}" if more else ""
        en = f" and {more} more" if more else ""
        super().__init__(
            f"{first.file} {first.what('nl')}{nl}. Herstel met: vakgraph doctor --repair.",
            f"{first.file} {first.what('en')}{en}. Mend it with: vakgraph doctor --repair.",
        )
