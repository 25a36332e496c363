"""The folder of pages: whole, the same each time, without a server, and never over what is not ours."""

from __future__ import annotations

import hashlib
import os
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import small_world

from vakgraph import cli
from vakgraph.errors import VakError, WriteError
from vakgraph.graph import VakGraph
from vakgraph.reference import writing
from vakgraph.web import folder
from vakgraph.web.addresses import LANGUAGES, Links, form_file, page_file
from vakgraph.web.folder import Noting
from vakgraph.web.library import Library

ROOT = Path(__file__).resolve().parent.parent
ASSURE = os.environ.get("VAKGRAPH_ASSURE") == "1"
STEP = 1 if ASSURE else 31  # one page in so many is made of the shipped graph
LIMIT = 50_000_000


class Page(HTMLParser):
    """What a page leads to, what can be led to in it, and what in it would need a server."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__()
        self.name, self.targets, self.ids = name, set[tuple[str, str]](), set[str]()
        self.loaded, self.forms = list[str](), 0
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attributes}
        self.ids |= {said["id"]} if said.get("id") else set()
        self.forms += tag in ("form", "script")
        for name in ("href", "src", "action"):
            if name in said:
                self._lead(tag, said[name])

    def _lead(self, tag: str, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            self.loaded += [address] if tag != "a" and parts.scheme != "data" else []
            return
        here = posixpath.dirname(self.name)
        path = posixpath.normpath(posixpath.join(here, unquote(parts.path))) if parts.path else self.name
        assert not address.startswith("/"), f"{self.name} leads to {address}, which no folder has"
        assert not parts.query, f"{self.name} leads to {address}, which takes a server"
        self.targets.add((path, unquote(parts.fragment)))


def pages_of(files: Mapping[str, bytes]) -> dict[str, Page]:
    return {name: Page(name, content) for name, content in files.items() if name.endswith(".html")}


def digest(files: Mapping[str, bytes]) -> str:
    said = (f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in sorted(files.items()))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def small(world: Path) -> dict[str, bytes]:
    return folder.files(VakGraph.open(world))


@pytest.fixture(scope="module")
def shipped() -> Library:
    return Library(VakGraph.open(ROOT))


@pytest.fixture(scope="module")
def sample(shipped: Library) -> Iterator[dict[str, bytes]]:
    """Some pages of the shipped graph (all of them in `make assure`), with what lies beside them."""
    found = folder.shared() | dict.fromkeys(("vakgraph.ttl", "void.ttl", "dcat.ttl"), b"")
    for path in folder.paths(shipped)[::STEP]:
        for at in LANGUAGES:
            page, beside = folder.made(shipped, path, Noting(path, at, folder=True))
            found |= {page_file(path, at): page, **beside}
    yield found


def test_every_link_of_the_small_folder_leads_somewhere(small: dict[str, bytes]) -> None:
    pages = pages_of(small)
    assert {"index.html", "nl/index.html", "en/index.html", "nl/project/r1-een.html"} <= pages.keys()
    for page in pages.values():
        if "/reference/" in page.name:
            continue  # this world lacks classes; tests/test_web_home.py follows those of the shipped one
        for path, part in page.targets:
            assert path in small, f"{page.name} leads to {path}"
            assert not part or part in pages[path].ids, f"{page.name} leads to {path}#{part}"


def test_every_link_of_the_shipped_pages_leads_to_a_page_or_a_file_of_the_folder(
    shipped: Library, sample: dict[str, bytes]
) -> None:
    there = sample.keys() | {page_file(path, at) for path in folder.paths(shipped) for at in LANGUAGES}
    there |= {page_file("reference/index", at) for at in LANGUAGES}
    pages = pages_of(sample)
    assert len(pages) > (3000 if ASSURE else 100)
    for page in pages.values():
        for path, part in page.targets:
            assert path in there, f"{page.name} leads to {path}"
            assert not part or path not in pages or part in pages[path].ids, f"{page.name} leads to {path}#{part}"


def test_no_page_of_the_folder_loads_anything_or_needs_a_server(
    small: dict[str, bytes], sample: dict[str, bytes]
) -> None:
    for page in pages_of(small | sample).values():
        assert not page.loaded, f"{page.name} loads {page.loaded}"
        assert not page.forms, f"{page.name} has a form that nobody answers, or a script"


def test_the_rows_of_a_register_have_no_page_and_nothing_leads_to_one(sample: dict[str, bytes]) -> None:
    rows = re.compile(r"(population|region-membership|tile)/")
    assert not [name for name in sample if rows.search(name)]
    assert not [1 for content in sample.values() if b'href="https://w3id.org/vakgraph/id/' in content]


def test_a_question_with_choices_says_that_choosing_takes_the_server(shipped: Library) -> None:
    for name, said in (("rounds", "zonder keuzes"), ("municipality-through-time", "heeft een keuze nodig")):
        page, beside = folder.made(shipped, f"question/{name}", Noting(f"question/{name}", "nl", folder=True))
        assert said in page.decode() and "vakgraph serve" in page.decode()
        assert (f"nl/question/{name}.csv" in beside) == (name == "rounds")


def test_a_choice_in_a_link_leads_to_the_question_itself(shipped: Library) -> None:
    links = Links("project/x", "nl", folder=True)
    assert links.page("question/rounds", round="vahw1-1") == "../question/rounds.html"
    assert links.thing("https://w3id.org/vakgraph/id/tile/gm0363") is None
    assert Links("project/x", "nl").thing("https://w3id.org/vakgraph/id/tile/gm0363") == "/nl/tile/gm0363"


def test_the_data_of_a_thing_lies_beside_the_pages_once_for_both_languages(small: dict[str, bytes]) -> None:
    assert b'"0518"' in small["data/project/r1-een.ttl"]
    assert form_file("project/r1-een", "ttl", "en") == "data/project/r1-een.ttl"
    assert small["nl/question/projects.csv"].startswith(b"project")


@pytest.mark.assure("the folder of the shipped graph: every page made, every link followed, its size")
def test_the_shipped_folder_stays_below_fifty_megabytes(shipped: Library, sample: dict[str, bytes]) -> None:
    """`make assure` makes all pages and weighs them; the short form weighs each page that it made."""
    if ASSURE:
        assert sum(map(len, sample.values())) + len(folder.wellknown.dump(shipped)) < LIMIT
    heaviest = max(pages_of(sample), key=lambda name: len(sample[name]))
    assert len(sample[heaviest]) < 300_000, heaviest


# ---- the same each time


def test_several_processes_make_the_same_folder(
    world: Path, small: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "ALONE", 0)
    monkeypatch.setattr(folder, "PIECE", 7)
    told: list[tuple[int, int]] = []
    again = folder.files(VakGraph.open(world), 2, lambda done, total: told.append((done, total)))
    assert digest(again) == digest(small)
    assert told[-1][0] == told[-1][1] and len(told) > 3


def test_another_hash_seed_gives_the_same_folder(world: Path, small: dict[str, bytes]) -> None:
    text = (
        "import sys; sys.path.insert(0, 'tests'); from test_web_folder import digest; from pathlib import Path\n"
        "from vakgraph.web import folder; from vakgraph.graph import VakGraph\n"
        f"print(digest(folder.files(VakGraph.open(Path({str(world)!r})))))"
    )
    seed = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, env=seed, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [digest(small)]


def test_no_page_knows_what_day_it_is(world: Path, small: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    from vakgraph.web.pages import question

    class Later(question.date):
        @classmethod
        def today(cls) -> Later:
            return cls(2099, 12, 31)

    monkeypatch.setattr(question, "date", Later)
    assert digest(folder.files(VakGraph.open(world))) == digest(small)


# ---- the command


def test_the_command_writes_the_folder_and_replaces_its_own(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site"
    for language, begin in (("nl", 'lang="nl"'), ("en", 'lang="en"')):
        assert cli.run(["site", str(out), "--root", str(world), "--lang", language]) == 0
        assert begin in (out / "index.html").read_text(encoding="utf-8")
    assert "Start at" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_somebody_else_is_refused_before_anything_is_made(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    monkeypatch.setattr(folder, "files", lambda *_: pytest.fail("pages were made"))
    with pytest.raises(VakError, match=r"thesis\.txt"):
        folder.write(VakGraph.open(world), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_of_the_reference_is_not_ours(world: Path, tmp_path: Path) -> None:
    writing.write(tmp_path / "out", {"index.html": b"reference"})
    with pytest.raises(VakError):
        folder.write(VakGraph.open(world), tmp_path / "out")
    assert (tmp_path / "out" / "index.html").read_bytes() == b"reference"


def test_a_full_disk_leaves_the_earlier_folder(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, desk = tmp_path / "site", VakGraph.open(world)
    writing.write(out, {"index.html": b"earlier"}, "site")

    def full(path: Path, text: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "put", full)
    with pytest.raises(WriteError):
        folder.write(desk, out)
    assert (out / "index.html").read_bytes() == b"earlier"


def test_a_graph_that_changes_meanwhile_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_LIBRARY", [])  # as `_begin` leaves it when the version differs
    said = folder._work([("", "nl")])
    assert isinstance(said, tuple) and "gewijzigd" in said[0]
