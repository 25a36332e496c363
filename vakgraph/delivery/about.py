"""What stands on every export besides its statements: what it is, which release, which licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class About:
    """The words of an export. `context` is how JSON-LD names things; `labels` is property -> heading in a table."""

    title: str = ""
    release: str = ""
    licence: str = ""
    language: str = "nl"
    context: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """All in one line."""
        return " ".join(" · ".join(word for word in (self.title, self.release, self.licence) if word).split())

    def say(self, nl: str, en: str) -> str:
        return en if self.language == "en" else nl
