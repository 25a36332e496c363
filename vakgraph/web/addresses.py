"""Where a page stands: the path of a thing, and how one page points to another, on a server or in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from vakgraph import mint
from vakgraph.namespaces import CONCEPT, KINDS, SCHEMES, VAK

LANGUAGES = {"nl": "Nederlands", "en": "English"}
# What a register says row by row: on a server each has its own address; a folder shows it with its municipality only.
ROWS = frozenset({"population", "region-membership", "tile"})
DATA = ("ttl", "jsonld", "nt")  # forms without words of ours: the same in each language, so once in a folder


@lru_cache(32768)
def path_of(iri: str) -> str | None:
    """`project/r1-baanwijs` for a thing, `concept/role/main-applicant` for a concept; None for names of others."""
    if iri.startswith(CONCEPT):
        scheme, _, slug = iri.removeprefix(CONCEPT).partition("/")
        return f"concept/{scheme}/{slug}" if scheme in SCHEMES and slug else None
    if iri.startswith(VAK):
        return None
    kind = mint.kind_of(iri)
    return f"{kind.word}/{mint.slug_of(iri)}" if kind and kind.word in KINDS else None


def is_row(path: str) -> bool:
    """Whether a thing has no page of its own in a folder."""
    return path.partition("/")[0] in ROWS


def page_file(path: str, language: str) -> str:
    """The file of a page in a folder."""
    return f"{language}/{path or 'index'}.html"


def form_file(path: str, form: str, language: str) -> str:
    """The file of a page's other form in a folder."""
    return f"{'data' if form in DATA else language}/{path}.{form}"


@lru_cache(16384)
def _relative(at: str, target: str) -> str:
    """How the pages of one folder point at a file of another."""
    own, other = at.split("/"), target.split("/")
    same = next((at for at, (one, two) in enumerate(zip(own, other, strict=False)) if one != two), len(own))
    same = min(same, len(other) - 1)
    return quote("/".join([".."] * (len(own) - same) + other[same:]))


@dataclass(frozen=True, slots=True)
class Links:
    """Links as one page writes them: `here` is its own path ("" for home), `folder` says that no server reads them.

    On a server an address is `/nl/project/x`; in a folder it is relative, and ends in `.html`.
    """

    here: str
    language: str
    folder: bool = False

    def page(self, path: str = "", language: str = "", **choices: object) -> str:
        """Another page, in the same language where none is named; choices make the address of a selection."""
        path, hash_, part = path.partition("#")
        language = language or self.language
        if self.folder:
            return self._relative(page_file(path, language)) + hash_ + part
        chosen = {name: value for name, value in choices.items() if value not in (None, "", [])}
        asked = "?" + urlencode(chosen, doseq=True) if chosen else ""
        return f"/{language}/{quote(path)}{asked}{hash_}{part}"

    def form(self, path: str, form: str, **choices: object) -> str:
        """A page's other form: its `.csv`, `.ttl`, `.svg`."""
        if self.folder:
            return self._relative(form_file(path, form, self.language))
        chosen = {name: value for name, value in choices.items() if value not in (None, "", [])}
        asked = "?" + urlencode(chosen, doseq=True) if chosen else ""
        return f"/{self.language}/{quote(path)}.{form}{asked}"

    def thing(self, iri: str) -> str | None:
        """The page of a thing; None for what has no page here."""
        path = path_of(iri)
        return self.page(path) if path and not (self.folder and is_row(path)) else None

    def file(self, name: str) -> str:
        """A file that all pages share: the style, a picture of the reference."""
        return self._relative(name) if self.folder else f"/{quote(name)}"

    def _relative(self, target: str) -> str:
        return _relative(page_file(self.here, self.language).rpartition("/")[0], target)
