"""The `#+` lines above a stored question, read with care: each fault names its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from vakgraph.errors import QueryHeaderError
from vakgraph.namespaces import KINDS, SCHEMES, prefixes
from vakgraph.queries.closures import CLOSURES
from vakgraph.queries.sentence import sentence_faults
from vakgraph.queries.stored import Parameter, StoredQuery, form
from vakgraph.queries.themes import THEMES

GROUPS = ("tables", "pages", "checks", "derive", "exports")
TYPES = ("thing", "concept", "municipality", "year", "integer", "number", "date", "text", "choice")
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
    "sentence",
    "theme",
    "closure",
    "problem",
    "solution",
)
PARAMETER_KEYS = ("type", "kind", "scheme", "label", "description", "default", "choices", "required", "at", "of")
COLUMN_KEYS = ("nl", "en", "empty", "as", "words", "fact", "type")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safe loader, in C where there is one
STYLES = ("", "source", "detail", "address")  # how a column is shown to people: see `table.Table`
# What a column holds, in one word or several: a plain value, a thing of any kind, a concept of any scheme, any IRI, or
# the kind or the scheme itself.
HOLDS = ("text", "number", "date", "boolean", "thing", "concept", "address", *KINDS, *SCHEMES)
UNKNOWN = {"nl": "onbekend", "en": "unknown"}

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_QUESTION = re.compile(r"""((?:[{,]|^)\s*(?:nl|en):\s+)([^\s"'{\[>|&*!%#@`][^,{}\[\]"]*\?)(?=\s*[,}])""")
_UNSET = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)


def _word(said: Any) -> str:
    """A word of the header as text: YAML reads a bare yes and no as truth values."""
    return {True: "yes", False: "no"}[said] if isinstance(said, bool) else str(said)


def _in_both(constant: Any, said: Any) -> dict[str, str]:
    """What a constant in a cell reads as: `Dutch: English`, or `code: {nl: .., en: ..}`."""
    words = said if isinstance(said, dict) else {"nl": _word(constant), "en": said}
    return {at: _word(words.get(at, constant)) for at in ("nl", "en")}


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
        parameters = self._parameters(text)
        return StoredQuery(
            name=self.path.stem,
            path=self.path,
            group=self.group,
            title=self._words(self.said["title"], "title"),
            question=self._optional_words("question"),
            asked_by=tuple(map(str, asked_by if isinstance(asked_by, list) else [asked_by])),
            parameters=parameters,
            columns={name: self._column(name, said, text) for name, said in self._mapping("columns").items()},
            picture=str(picture) if picture else None,
            form=self._form(text),
            problem=self._optional_words("problem"),
            solution=self._optional_words("solution"),
            notes=self._optional_words("notes"),
            missing=self._optional_words("missing"),
            theme=self._one_of("theme", THEMES),
            closure=self._one_of("closure", CLOSURES, "none"),
            sentence=self._sentence([each.name for each in parameters]),
            text=text,
        )

    def _one_of(self, key: str, known: Iterable[str], unsaid: str = "") -> str:
        said = str(self.said.get(key, unsaid))
        if said and said not in known:
            words = ", ".join(known)
            raise self._fault(f'"{key}" is een van: {words}', f'"{key}" is one of: {words}', self._line(key))
        return said

    def _sentence(self, names: Sequence[str]) -> dict[str, str]:
        """The question as a sentence with room for the choices; every name in it is a parameter."""
        said = self._optional_words("sentence")
        for text in said.values():
            fault = sentence_faults(text, names)
            if fault:
                raise self._fault(f'"sentence": {fault[0]}', f'"sentence": {fault[1]}', self._line("sentence"))
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
        self._check_keys(said, COLUMN_KEYS)
        if said.get("as", "") not in STYLES:
            nl, en = f'"as" is een van: {", ".join(STYLES[1:])}', f'"as" is one of: {", ".join(STYLES[1:])}'
            raise self._fault(nl, en, self._line(str(name)))
        holds = said.get("type") or []
        for word in holds if isinstance(holds, list) else [holds]:
            if word not in HOLDS:
                nl = f'kolom ?{name}: "{word}" is geen type ({", ".join(HOLDS[:7])}, een soort of een lijst)'
                en = f'column ?{name}: "{word}" is no type ({", ".join(HOLDS[:7])}, a kind or a scheme)'
                raise self._fault(nl, en, self._line(str(name)))
        empty = self._words(said["empty"], str(name)) if "empty" in said else UNKNOWN
        spoken = {_word(each): _in_both(each, words) for each, words in (said.get("words") or {}).items()}
        fact = self._fact(said["fact"], str(name), text) if "fact" in said else None
        plain = {key: said.get(key, "") for key in ("as", "type")}
        return {**words, **plain, "empty": empty, "words": spoken, "fact": fact}

    def _fact(self, said: Any, name: str, text: str) -> dict[str, str]:
        """Which fact a column states: the column of its subject and the IRI of its property, each "" where not said."""
        fact = said if isinstance(said, dict) else {}
        prefix, _, local = str(fact.get("property", "")).partition(":")
        known = not fact.get("property") or (prefix in prefixes() and local)
        there = not fact.get("of") or re.search(rf"[?$]{re.escape(str(fact['of']))}\b", text)
        if not fact or set(fact) - {"of", "property"} or not known or not there:
            nl, en = '"fact" is {of: kolom, property: vak:naam}', '"fact" is {of: column, property: vak:name}'
            raise self._fault(nl, en, self._line(name))
        return {"of": str(fact.get("of", "")), "property": prefixes()[prefix] + local if local else ""}

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
            choices=tuple(map(_word, said.get("choices") or ())),
            required=bool(said.get("required", False)),
            choice_words=self._choice_words(said.get("choices")),
            at=str(said.get("at") or ""),
            of=str(said.get("of") or ""),
        )

    def _choice_words(self, said: Any) -> dict[str, dict[str, str]]:
        """What each choice is called, where the header says so."""
        return (
            {_word(key): self._words(words, "choices") for key, words in said.items()} if isinstance(said, dict) else {}
        )

    def _check_type(self, name: str, said: Mapping[str, Any], at: int) -> None:
        """The type is known, and the kind, scheme or choices that it needs are there."""
        needs = {"thing": ("kind", tuple(KINDS)), "concept": ("scheme", SCHEMES)}
        if said.get("type") not in TYPES:
            nl = f'parameter "{name}" heeft geen bekend type ({", ".join(TYPES)})'
            raise self._fault(nl, f'parameter "{name}" has no known type ({", ".join(TYPES)})', at)
        if said["type"] == "choice" and not (isinstance(said.get("choices"), list | dict) and said["choices"]):
            raise self._fault(f'parameter "{name}" mist choices', f'parameter "{name}" lacks choices', at)
        at_day = said.get("at")
        if at_day and (said["type"] != "municipality" or at_day not in ("now", *self._mapping("parameters"))):
            nl = f'parameter "{name}": "at" is now of de naam van een datum, bij een gemeente'
            raise self._fault(nl, f'parameter "{name}": "at" is now or the name of a date, for a municipality', at)
        key, known = needs.get(said["type"], ("", ()))
        if key and said.get(key, None if key == "kind" else "") not in (*known, None):
            raise self._fault(f'parameter "{name}": onbekende {key}', f'parameter "{name}": unknown {key}', at)
