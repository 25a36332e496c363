"""What is said of the packages that the program stands on is what the advisories say, and no more."""

from __future__ import annotations

from typing import Any

import pytest
import sbom

SOUND: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
HOLE: dict[str, Any] = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
UNKNOWN: dict[str, Any] = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([SOUND, UNKNOWN], "1 of 2 packages looked up, 0 with a known hole."),
        ([SOUND, HOLE], "2 of 2 packages looked up, 1 with a known hole.\n  b 2: CVE-1, CVE-2"),
        ([UNKNOWN], "The advisories could not be reached: nothing is known of holes."),
        ([], "The advisories could not be reached: nothing is known of holes."),
    ],
)
def test_a_package_that_could_not_be_looked_up_is_not_called_sound(found: list[dict[str, Any]], said: str) -> None:
    assert sbom.told(found) == said
