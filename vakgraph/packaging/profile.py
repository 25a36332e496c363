"""What one partner gets: a small YAML file in `queries/exports/`, read with care; each fault names its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from vakgraph.checkout import Checkout
from vakgraph.delivery import FORMS
from vakgraph.errors import InputError, UnknownName

KEYS = ("partner", "language", "subset", "formats", "examples", "derived")
ALL = "all"
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Asked:
    """An example question: a stored question and the words of its choices."""

    query: str
    words: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Who gets what. `iri` is the organisation in the graph ("" where it is none), `subset` a name or "all"."""

    partner: str
    name: Mapping[str, str]
    iri: str
    language: str
    subset: str
    formats: tuple[str, ...]
    examples: tuple[Asked, ...]
    derived: bool
    path: Path

    @property
    def data(self) -> str:
        """What the data file is called, without its ending."""
        return "vakgraph" if self.subset == ALL else self.subset

    def fault(self, nl: str, en: str, line: int) -> InputError:
        """A sentence about a line of this profile."""
        return InputError(nl, en, str(self.path), line)


def partners(folder: Checkout) -> list[str]:
    """Everyone for whom there is a profile."""
    return sorted(path.stem for path in (folder.queries / "exports").glob("*.yaml"))


def read(folder: Checkout, partner: str) -> Profile:
    """The profile of a partner; `UnknownName` with near names, `InputError` with `file:line`."""
    known = partners(folder)
    if partner not in known:
        near = get_close_matches(partner, known, 3, 0.4) or known
        raise UnknownName(
            f'Er is geen partner "{partner}": queries/exports/{partner}.yaml ontbreekt.',
            f'There is no partner "{partner}": queries/exports/{partner}.yaml is missing.',
            near,
        )
    return _Reader(folder.queries / "exports" / f"{partner}.yaml", folder).profile()


class _Reader:
    """One file, key by key."""

    def __init__(self, path: Path, folder: Checkout) -> None:
        self.path, self.folder = path, folder
        self.lines = path.read_text(encoding="utf-8-sig").splitlines()
        try:
            said = yaml.safe_load("\n".join(self.lines))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or "YAML"
            raise self._fault(f"dit is geen geldige YAML ({why})", f"this is no valid YAML ({why})", mark) from None
        if not isinstance(said, dict):
            raise self._fault("dit profiel is leeg", "this profile is empty", None)
        self.said: dict[str, Any] = said

    def profile(self) -> Profile:
        for key in self.said:
            if key not in KEYS:
                near = get_close_matches(str(key), KEYS, 1, 0.5)
                nl, en = (f"; bedoelt u {near[0]}?", f"; did you mean {near[0]}?") if near else ("", "")
                raise self._fault(f'onbekend veld "{key}"{nl}', f'unknown field "{key}"{en}', str(key))
        partner = self._partner()
        return Profile(
            self.path.stem,
            {at: str(partner[at]) for at in ("nl", "en")},
            str(partner.get("iri") or ""),
            self._one("language", ("nl", "en"), "nl"),
            self._subset(),
            self._formats(),
            self._examples(),
            self._derived(),
            self.path,
        )

    def _partner(self) -> Mapping[str, Any]:
        said = self.said.get("partner")
        named = isinstance(said, dict) and all(isinstance(said.get(at), str) and said[at] for at in ("nl", "en"))
        if not named or set(said or ()) - {"nl", "en", "iri"}:
            raise self._fault(
                '"partner" is {nl: .., en: .., iri: ..}', '"partner" is {nl: .., en: .., iri: ..}', "partner"
            )
        assert isinstance(said, dict)
        return said

    def _one(self, key: str, known: Sequence[str], unsaid: str) -> str:
        said = str(self.said.get(key, unsaid))
        if said in known:
            return said
        words = ", ".join(known)
        raise self._fault(f'"{key}" is een van: {words}', f'"{key}" is one of: {words}', key)

    def _subset(self) -> str:
        stored = sorted(path.stem for path in (self.folder.queries / "exports").glob("*.rq"))
        return self._one("subset", (ALL, *stored), ALL)

    def _formats(self) -> tuple[str, ...]:
        said = self.said.get("formats") or ["ttl"]
        listed = [str(each) for each in said] if isinstance(said, list) else [str(said)]
        for each in listed:
            if each not in FORMS:
                words = ", ".join(FORMS)
                raise self._fault(f'formaat "{each}": kies uit {words}', f'format "{each}": choose {words}', "formats")
        # Turtle always comes first: the differences between packages are told in it.
        return tuple(dict.fromkeys(["ttl", *listed]))

    def _examples(self) -> tuple[Asked, ...]:
        said = self.said.get("examples") or []
        places = self._places()
        found = []
        for at, each in enumerate(said if isinstance(said, list) else [None]):
            line = places[at] if at < len(places) else self._line("examples")
            words = each.get("with") or {} if isinstance(each, dict) else None
            shaped = isinstance(each, dict) and _WORD.fullmatch(str(each.get("query", ""))) and isinstance(words, dict)
            if not shaped or set(each) - {"query", "with"}:
                shape = "{query: .., with: {..: ..}}"
                raise self._fault(f"een voorbeeld is {shape}", f"an example is {shape}", line)
            found.append(Asked(str(each["query"]), dict(words or {}), line))
        return tuple(found)

    def _places(self) -> list[int]:
        """The line on which each example begins."""
        top = yaml.compose("\n".join(self.lines), Loader=yaml.SafeLoader)
        pairs = top.value if isinstance(top, yaml.MappingNode) else []
        listed = [value for key, value in pairs if key.value == "examples" and isinstance(value, yaml.SequenceNode)]
        return [each.start_mark.line + 1 for value in listed for each in value.value]

    def _derived(self) -> bool:
        said = self.said.get("derived", True)
        if not isinstance(said, bool):
            raise self._fault('"derived" is true of false', '"derived" is true or false', "derived")
        return said

    def _line(self, word: str) -> int:
        key = re.compile(rf"^\s*['\"]?{re.escape(word)}['\"]?\s*:")
        return next((at for at, line in enumerate(self.lines, 1) if key.search(line)), 1)

    def _fault(self, nl: str, en: str, at: Any) -> InputError:
        line = at if isinstance(at, int) else self._line(at) if isinstance(at, str) else at.line + 1 if at else 1
        return InputError(f"{nl}.", f"{en}.", str(self.path), line)
