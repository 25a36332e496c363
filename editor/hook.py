"""The editor goes into the wheel, built at that moment where npm is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class EditorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds it before a wheel is packed; a checkout that is used in place does that by `make editor`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Where it cannot be built the wheel goes without, and that is said."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "editor"))
        import bundle

        if bundle.main():
            raise SystemExit("The SPARQL editor cannot be built from its sources.")
