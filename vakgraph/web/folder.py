"""The same pages as a folder that needs no server: every file with its content, the same bytes for the same graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import quote

from vakgraph import parting
from vakgraph.errors import NothingFound, VakError
from vakgraph.graph import VakGraph
from vakgraph.reference import writing as placing
from vakgraph.store.embedded import EmbeddedStore
from vakgraph.web import mounted, pages, wellknown
from vakgraph.web.addresses import LANGUAGES, Links, form_file, is_row, page_file
from vakgraph.web.forms import formed
from vakgraph.web.library import Library
from vakgraph.web.views import Ask
from vakgraph.web.writing import written

FORMS = ("csv", "xlsx", "svg", "png")  # those of the forms of a page that lie beside it here
OF_THINGS = ("ttl",)
PIECE = 60  # pages that are made between two moments at which progress is told
ALONE = 300  # pages for which no other process is worth its start

Page = tuple[str, str]  # path, language
Files = dict[str, bytes]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Noting(Links):
    """Links that remember which forms a page leads to, so that just those are made."""

    noted: set[Page] = field(default_factory=set, compare=False)  # path, form

    def form(self, path: str, form: str, **choices: object) -> str:
        self.noted.add((path, form))
        return Links.form(self, path, form, **choices)


@dataclass(frozen=True, slots=True)
class FromTheTop(Noting):
    """Links of the page that opens the folder: it stands above both languages."""

    def _relative(self, target: str) -> str:
        return quote(target)


def write(desk: VakGraph, out: Path, workers: int = 2, tell: Tell = lambda done, total: None) -> tuple[int, int]:
    """Write the folder, over an earlier one of ours; how many files it has and how many bytes.

    `VakError` for a folder that holds anything else, `WriteError` where it cannot be written: what stood there stays.
    """
    placing.refuse_strangers(out, "site")
    made = files(desk, workers, tell)
    placing.write(out, made, "site")
    return len(made), sum(map(len, made.values()))


def files(desk: VakGraph, workers: int = 2, tell: Tell = lambda done, total: None) -> Files:
    """Every file of the folder by its place. The pages are made in `workers` processes where that is worth it."""
    library = Library(desk)
    wanted = [(path, at) for path in paths(library) for at in LANGUAGES]  # both while what they ask is remembered
    found = _front(library) | shared() | wellknown.files(library) | mounted.files(library)
    done = 0
    for several in _pieces(library, wanted, workers):
        found |= several
        done += PIECE
        tell(min(done, len(wanted)), len(wanted))
    return dict(sorted(found.items()))


def paths(library: Library) -> list[str]:
    """The pages of the folder: all but the rows of the registers."""
    return [path for path in dict.fromkeys(pages.paths(library)) if not is_row(path)]


def shared() -> Files:
    """What all pages share: the style."""
    from vakgraph.web.server import SHARED

    return {name: content() for name, (_, content) in SHARED.items()}


def made(library: Library, path: str, links: Noting) -> tuple[bytes, Files]:
    """One page, and its other forms."""
    ask = Ask(library, links)
    view = pages.made(ask, path)
    if view is None:
        raise NothingFound(f'De pagina "{path}" is er niet.', f'There is no page "{path}".')
    some = OF_THINGS if path in library.things else FORMS
    view = replace(view, forms=tuple(form for form in view.forms if form in some))
    page = written(view, ask)
    plain = Ask(library, Links(path, links.language, folder=True))
    beside: Files = {}
    try:
        for at, form in sorted(links.noted):
            with suppress(NothingFound):  # a picture of nothing: the page says so
                beside[form_file(at, form, links.language)] = formed(plain, at, form)[0]
        return page, beside
    except VakError as error:
        raise VakError(f"{path}: {error.nl}", f"{path}: {error.en}") from None


def _front(library: Library) -> Files:
    """The page that opens the folder: the first page, in the language that was asked for."""
    page, _ = made(library, "", FromTheTop("", library.desk.language, folder=True))
    return {"index.html": page}


def _some(library: Library, wanted: Iterable[Page]) -> Files:
    """Some pages with their other forms."""
    found: Files = {}
    for path, language in wanted:
        page, beside = made(library, path, Noting(path, language, folder=True))
        found |= {page_file(path, language): page, **beside}
    return found


# ---- in several processes


def _pieces(library: Library, wanted: list[Page], workers: int) -> Iterator[Files]:
    """The pages piece by piece, in the order in which they were asked for."""
    pieces = [wanted[at : at + PIECE] for at in range(0, len(wanted), PIECE)]
    store = library.desk.store
    kept = store.directory if isinstance(store, EmbeddedStore) else None
    if kept is None or workers < 2 or len(wanted) < ALONE:
        yield from (_some(library, piece) for piece in pieces)
        return
    told = (str(library.desk.checkout.root), str(kept.parent), library.desk.language, library.version)
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, told) as pool:
        for said in pool.map(_work, pieces):
            if isinstance(said, tuple):
                pool.shutdown(cancel_futures=True)
                raise VakError(*said)
            yield said


_LIBRARY: list[Library] = []  # of this process


def _begin(root: str, store: str, language: str, version: str) -> None:
    """Open the same graph in a process of its own, for as long as the one that asks is there."""
    parting.end_with_parent()
    _LIBRARY[:] = [Library(VakGraph.open(root, store, language))]
    if _LIBRARY[0].version != version:
        _LIBRARY.clear()


def _work(wanted: list[Page]) -> Files | tuple[str, str]:
    """The files, or what went wrong in two languages: a fault of ours does not travel between processes."""
    if not _LIBRARY:
        return (
            "De graaf is intussen gewijzigd; schrijf de map opnieuw.",
            "The graph was changed in the meantime; write the folder again.",
        )
    try:
        return _some(_LIBRARY[0], wanted)
    except VakError as error:
        return error.nl, error.en
