"""The `#+` lines above a stored question, read with care: each fault names its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from vakgraph.errors import QueryHeaderError
from vakgraph.namespaces import KINDS, SCHEMES
from vakgraph.queries.stored import Parameter, StoredQuery, form

GROUPS = ("tables", "pages", "checks", "derive", "exports")
TYPES = ("thing", "concept", "municipality", "year", "integer", "date", "text", "choice")
NEEDED = {"tables": ("title", "question", "columns"), "checks": ("title", "problem", "solution")}
KEYS = (
    "title",
    "question",
    "asked-by",
    "parameters",
    "columns",
    "picture",
    "notes",
    "missing",
    "theme",
    "problem",
    "solution",
)
PARAMETER_KEYS = ("type", "kind", "scheme", "label", "description", "default", "choices", "required")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safe loader, in C where there is one
STYLES = ("", "source", "detail", "address")  # how a column is shown to people: see `table.Table`
# What a question is about, in the order in which the list of questions shows them; nl, en.
THEMES = {
    "what-works": ("Wat werkt voor wie, wanneer en waarom", "What works for whom, when and why"),
    "gaps": ("Kennisleemten", "Gaps in knowledge"),
    "network": ("Netwerk", "Network"),
    "transfer": ("Overdracht", "Transfer"),
    "accounting": ("Monitoring en verantwoording", "Monitoring and accounting"),
    "provenance": ("Herkomst en tegenspraak", "Provenance and contradiction"),
    "quality": ("Gegevenskwaliteit", "Quality of the data"),
}
UNKNOWN = {"nl": "onbekend", "en": "unknown"}

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_QUESTION = re.compile(r"""((?:[{,]|^)\s*(?:nl|en):\s+)([^\s"'{\[>|&*!%#@`][^,{}\[\]"]*\?)(?=\s*[,}])""")
_UNSET = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)


def _quoted(line: str) -> str:
    """Quotes around words that end in a question mark: `{nl: Wie?, en: Who?}` is YAML, but not to every reader."""
    return _QUESTION.sub(r'\1"\2"', line)


class Header:
    """The header of one file."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        self.path, self.lines = path, lines
        self.group = path.parent.name if path.parent.name in GROUPS else "tables"
        try:
            said = yaml.load("\n".join(map(_quoted, lines)), Loader=LOADER)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or "YAML"
            line = mark.line + 1 if mark else 1
            raise self._fault(f"geen geldige YAML ({why})", f"no valid YAML ({why})", line) from None
        if not isinstance(said, dict):
            raise self._fault("de kop met #+ ontbreekt", "the header in #+ lines is missing", 1)
        self.said: dict[str, Any] = said

    def _fault(self, nl: str, en: str, line: int) -> QueryHeaderError:
        nl, en = f"de kop van deze vraag klopt niet: {nl}.", f"the header of this query is broken: {en}."
        return QueryHeaderError(nl, en, str(self.path), line)

    def _line(self, word: str) -> int:
        """The line on which `word` stands as a key; 1 when it stands nowhere."""
        key = re.compile(rf"(^|[\s{{,])['\"]?{re.escape(word)}['\"]?\s*:")
        return next((at for at, line in enumerate(self.lines, 1) if key.search(line)), 1)

    def _check_keys(self, said: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in said:
            if key not in known:
                near = difflib.get_close_matches(str(key), known, 1, 0.5)
                nl, en = (f"; bedoelt u {near[0]}?", f"; did you mean {near[0]}?") if near else ("", "")
                raise self._fault(f'onbekend veld "{key}"{nl}', f'unknown field "{key}"{en}', self._line(str(key)))

    def _words(self, said: Any, key: str) -> dict[str, str]:
        """A pair {nl: ..., en: ...}; both must be there."""
        if isinstance(said, dict) and all(isinstance(said.get(at), str) and said[at] for at in ("nl", "en")):
            return {at: said[at] for at in ("nl", "en")}
        raise self._fault(f'"{key}" moet nl en en hebben', f'"{key}" must have nl and en', self._line(key))

    def _optional_words(self, key: str) -> dict[str, str]:
        return self._words(self.said[key], key) if key in self.said else {}

    def _mapping(self, key: str) -> dict[str, Any]:
        said = self.said.get(key) or {}
        if isinstance(said, dict):
            return said
        raise self._fault(f'"{key}" moet namen met waarden zijn', f'"{key}" must be names with values', self._line(key))

    def query(self, text: str) -> StoredQuery:
        """The whole header, checked against the SPARQL below it."""
        self._check_keys(self.said, KEYS)
        for key in NEEDED.get(self.group, ("title",)):
            if key not in self.said:
                raise self._fault(f'"{key}" ontbreekt', f'"{key}" is missing', 1)
        asked_by = self.said.get("asked-by") or []
        picture = self.said.get("picture")
        return StoredQuery(
            name=self.path.stem,
            path=self.path,
            group=self.group,
            title=self._words(self.said["title"], "title"),
            question=self._optional_words("question"),
            asked_by=tuple(map(str, asked_by if isinstance(asked_by, list) else [asked_by])),
            parameters=self._parameters(text),
            columns={name: self._column(name, said, text) for name, said in self._mapping("columns").items()},
            picture=str(picture) if picture else None,
            form=self._form(text),
            problem=self._optional_words("problem"),
            solution=self._optional_words("solution"),
            notes=self._optional_words("notes"),
            missing=self._optional_words("missing"),
            theme=self._theme(),
            text=text,
        )

    def _theme(self) -> str:
        said = str(self.said.get("theme", ""))
        if said and said not in THEMES:
            words = ", ".join(THEMES)
            raise self._fault(f'"theme" is een van: {words}', f'"theme" is one of: {words}', self._line("theme"))
        return said

    def _form(self, text: str) -> str:
        if form(text) in ("SELECT", "CONSTRUCT", "ASK"):
            return form(text)
        nl, en = "er staat geen SELECT, CONSTRUCT of ASK onder", "no SELECT, CONSTRUCT or ASK below it"
        raise self._fault(nl, en, len(self.lines) + 1)

    def _column(self, name: str, said: Any, text: str) -> dict[str, Any]:
        if not re.search(rf"[?$]{re.escape(str(name))}\b", text):
            raise self._fault(f"kolom ?{name} komt niet voor", f"column ?{name} does not occur", self._line(str(name)))
        words: dict[str, Any] = dict(self._words(said, str(name)))
        self._check_keys(said, ("nl", "en", "empty", "as", "words"))
        if said.get("as", "") not in STYLES:
            nl, en = f'"as" is een van: {", ".join(STYLES[1:])}', f'"as" is one of: {", ".join(STYLES[1:])}'
            raise self._fault(nl, en, self._line(str(name)))
        empty = self._words(said["empty"], str(name)) if "empty" in said else UNKNOWN
        spoken = {str(nl): str(en) for nl, en in (said.get("words") or {}).items()}
        return {**words, "empty": empty, "as": said.get("as", ""), "words": spoken}

    def _parameters(self, text: str) -> tuple[Parameter, ...]:
        said, lines = self._mapping("parameters"), set(_UNSET.findall(text))
        for name in sorted(lines - set(map(str, said))):
            nl, en = f"parameter ?{name} staat niet in de kop", f"parameter ?{name} is not in the header"
            raise self._fault(nl, en, self._line("parameters"))
        return tuple(self._parameter(str(name), entry, lines) for name, entry in said.items())

    def _parameter(self, name: str, said: Any, lines: set[str]) -> Parameter:
        at = self._line(name)
        if not _NAME.fullmatch(name) or not isinstance(said, dict):
            raise self._fault(f'parameter "{name}" is niet goed beschreven', f'parameter "{name}" is ill described', at)
        if name not in lines:
            line = f"VALUES ?{name} {{ UNDEF }}"
            raise self._fault(f"in de vraag ontbreekt {line}", f"the query lacks {line}", at)
        self._check_keys(said, PARAMETER_KEYS)
        self._check_type(name, said, at)
        return Parameter(
            name=name,
            type=said["type"],
            label=self._words(said.get("label"), name),
            kind=said.get("kind"),
            scheme=said.get("scheme"),
            description=self._words(said["description"], name) if "description" in said else None,
            default=said.get("default"),
            choices=tuple(map(str, said.get("choices") or ())),
            required=bool(said.get("required", False)),
        )

    def _check_type(self, name: str, said: Mapping[str, Any], at: int) -> None:
        """The type is known, and the kind, scheme or choices that it needs are there."""
        needs = {"thing": ("kind", tuple(KINDS)), "concept": ("scheme", SCHEMES)}
        if said.get("type") not in TYPES:
            nl = f'parameter "{name}" heeft geen bekend type ({", ".join(TYPES)})'
            raise self._fault(nl, f'parameter "{name}" has no known type ({", ".join(TYPES)})', at)
        if said["type"] == "choice" and not (isinstance(said.get("choices"), list) and said["choices"]):
            raise self._fault(f'parameter "{name}" mist choices', f'parameter "{name}" lacks choices', at)
        key, known = needs.get(said["type"], ("", ()))
        if key and said.get(key, None if key == "kind" else "") not in (*known, None):
            raise self._fault(f'parameter "{name}": onbekende {key}', f'parameter "{name}": unknown {key}', at)
