"""What a pattern of a shape begins with: the kind or the list that it means."""

from __future__ import annotations

import re

from vakgraph.namespaces import CONCEPT, KINDS, SCHEMES
from vakgraph.validation.expected import name
from vakgraph.validation.shape import Shape

ROR = "https://ror.org/"  # the register of research organisations: an organisation as well


def patterns(shape: Shape) -> list[str]:
    """The patterns that a shape asks of a value."""
    return [str(each.value.value) for each in shape.constraints if name(each.component) == "Pattern"]


def starts(pattern: str) -> list[str]:
    """The plain beginnings of what a pattern allows: `^https://(a|b)/` begins in two ways."""
    plain = pattern.removeprefix("^").replace("\\", "")
    found = re.match(r"([^(\[]*)\(([^)]*)\)?(.*)", plain)
    if not found:
        return [re.split(r"[\[(?+*$]", plain)[0]]
    rest = re.split(r"[\[(?+*$]", found[3])[0]
    return [re.split(r"[\[?+*$]", found[1] + way + rest)[0] for way in found[2].split("|")]


def begins(space: str, start: str) -> bool:
    """Whether the things of a namespace are among those that begin so."""
    return start.startswith(space) or (space.startswith(start) and start.endswith("/tooi/id/"))


def mixed(shape: Shape) -> bool:
    """Whether a pattern also allows what is of no kind of ours, or a concept."""
    some = [start for pattern in patterns(shape) for start in starts(pattern)]
    ours = [any(begins(kind.iri, start) for kind in KINDS.values()) for start in some]
    return not all(known or scheme(start) or start == ROR for known, start in zip(ours, some, strict=True))


def scheme(start: str) -> str:
    """The list whose concepts begin so; "" for none."""
    word = start.removeprefix(CONCEPT).rstrip("/") if start.startswith(CONCEPT) else ""
    return word if word in SCHEMES else ""
