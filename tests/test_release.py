"""A release is checked, counted and frozen, all at once or not at all, and never twice under one number."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import small_world
import yaml
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat

from vakgraph import cli, comparing, journal, releasing, turtle
from vakgraph.checkout import Checkout
from vakgraph.errors import VakError
from vakgraph.graph import VakGraph
from vakgraph.releasing import Edition, changelog, papers

Said = tuple[int, str, str]
DAY = "2026-11-22"
FOLLOWS = """#+ title: {nl: Nummer van de ronde, en: Number of the round}
PREFIX vak: <https://w3id.org/vakgraph/def#>
CONSTRUCT { ?project vak:roundGrants ?number } WHERE { ?project vak:inRound ?round . ?round vak:grantsMade ?number }
"""
SECTION = "# Changes\n\n## 0.1.0 (not released yet)\n\n### Code\n\n- Something.\n\n### Graph\n\n- The first load.\n"


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """The small world with the papers of a project, and a question whose contract is whole."""
    folder = small_world.build(tmp_path / "graph")
    for name in ("publiccode.yml", "CITATION.cff"):
        shutil.copy(root / name, folder / name)
    (folder / "CHANGELOG.md").write_text(SECTION, encoding="utf-8")
    question(folder, small_world.PROJECTS.replace("#+   number:", "#+   round: {nl: Ronde, en: Round}\n#+   number:"))
    return folder


def question(folder: Path, text: str) -> None:
    small_world.put(folder, "queries/tables/projects.rq", text)


@pytest.fixture
def vakgraph(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Any]:
    monkeypatch.setenv("VAKGRAPH_ROOT", str(folder))

    def run(*words: object) -> Said:
        code = cli.run([str(word) for word in words])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return code, out, err

    yield run


def state(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the journal's."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".vakgraph" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def release(folder: Path, version: str, on: str = DAY) -> releasing.Released:
    return releasing.release(VakGraph.open(folder), version, None, date.fromisoformat(on))


def manifest(folder: Path, version: str) -> Any:
    return json.loads((folder / "out/releases" / version / "manifest.json").read_bytes())


# ---- what is written


def test_a_release_freezes_every_home_file_in_its_graph_with_count_and_digest(folder: Path) -> None:
    release(folder, "0.1.0")
    at = folder / "out/releases/0.1.0"
    quads = list(pyoxigraph.parse((at / "graph.nq").read_bytes(), format=RdfFormat.N_QUADS))
    checkout, said = Checkout(folder), manifest(folder, "0.1.0")
    assert {each["home"] for each in said["graphs"]} == {checkout.relative(path) for path in checkout.graph_files()}
    for each in said["graphs"]:
        mine = [quad.triple for quad in quads if quad.graph_name == NamedNode(each["graph"])]
        assert set(mine) == set(turtle.read(folder / each["home"]))
        assert (len(mine), canonical(mine)) == (each["triples"], each["digest"])
    assert said["triples"] == len(quads)
    assert said["digest"]["dataset"] == hashlib.sha256((at / "graph.nq").read_bytes()).hexdigest()


def test_stated_and_following_together_are_the_export_as_quads(folder: Path, tmp_path: Path) -> None:
    """One name for one graph: who has the one can look up in the other."""
    small_world.put(folder, "queries/derive/90-number.rq", FOLLOWS)
    release(folder, "0.1.0")
    at = folder / "out/releases/0.1.0"
    VakGraph.open(folder).export(tmp_path / "x.nq")
    stated, follows = ((at / name).read_bytes().splitlines() for name in ("graph.nq", "derived.nq"))
    assert follows and sorted([*stated, *follows]) == (tmp_path / "x.nq").read_bytes().splitlines()
    assert [each["home"] for each in manifest(folder, "0.1.0")["derived"]] == [
        f"data/project/r1-{name}.ttl" for name in ("een", "twee")
    ]


def test_the_copy_says_that_it_is_the_archive_and_what_of_it_stays_here(
    folder: Path, vakgraph: Callable[..., Said]
) -> None:
    """`diff` needs every statement; what others get is an export or a package."""
    change(folder, "data/project/r1-een.ttl", "a vak:Project ;", "a vak:Project ; vak:notToBeShared true ;")
    change(folder, "data/round/r1.ttl", "vak:grantsMade 11", "vak:participantsReached 3 ; vak:grantsMade 11")
    code, out, _ = vakgraph("release", "0.1.0", "--without-texts")
    assert code == 0 and "voor het archief" in out
    said, at = manifest(folder, "0.1.0"), folder / "out/releases/0.1.0"
    assert said["audience"] == "internal" and said["notToBeShared"]["smallCounts"] == 1
    assert said["notToBeShared"]["things"] >= 1
    note = (at / "LEESMIJ.md").read_text(encoding="utf-8")
    assert "niet om door te geven" in note and "not to be passed on" in note
    assert b"project/r1-een> " in (at / "graph.nq").read_bytes(), "the archive is whole"


def canonical(triples: list[Any]) -> str:
    """RDFC-1.0 with sha256, by the engine."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = (pyoxigraph.serialize(dataset, format=RdfFormat.N_QUADS) or b"").decode().splitlines(keepends=True)
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def test_sums_and_tag_vouch_for_every_file(folder: Path) -> None:
    release(folder, "0.1.0")
    at = folder / "out/releases/0.1.0"
    sums = dict(reversed(line.split("  ")) for line in (at / "SHA256SUMS").read_text().splitlines())
    assert sums.keys() == {path.name for path in at.iterdir()} - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((at / name).read_bytes()).hexdigest() == digest
    assert sums["manifest.json"] in (at / "TAG").read_text() and sums["graph.nq"] in (at / "TAG").read_text()
    for each in manifest(folder, "0.1.0")["files"]:
        assert (sums[each["name"]], (at / each["name"]).stat().st_size) == (each["sha256"], each["bytes"])


def test_version_and_day_are_the_same_in_every_paper(folder: Path) -> None:
    release(folder, "0.1.0")
    desk = VakGraph.open(folder)
    assert (desk.stamp().version, desk.stamp().day) == ("0.1.0", DAY)
    code, cite = (yaml.safe_load((folder / name).read_text()) for name in ("publiccode.yml", "CITATION.cff"))
    assert (code["softwareVersion"], code["releaseDate"]) == ("0.1.0", DAY)
    assert (cite["version"], cite["date-released"]) == ("0.1.0", DAY)
    assert f"## 0.1.0 ({DAY})\n" in (folder / "CHANGELOG.md").read_text()
    assert manifest(folder, "0.1.0")["versionIRI"] == "https://w3id.org/vakgraph/def/0.1.0"


def test_the_ontology_of_this_project_changes_in_its_version_lines_only(root: Path) -> None:
    old = (root / "ontology/vak.ttl").read_text(encoding="utf-8")
    new = papers.ontology(old, Edition("9.8.7", "2031-02-03", "0.1.0"))
    before, after = old.splitlines(), new.splitlines()
    fresh = [line.strip() for line in after if line not in before]
    assert [line.split()[0] for line in fresh] == [
        "dcterms:modified",
        "dcterms:bibliographicCitation",
        "owl:versionInfo",
        "owl:versionIRI",
        "owl:priorVersion",
    ]
    assert len(after) == len(before) + 1 and "versie 9.8.7." in new and "vakgraph (2031)" in new
    assert papers.ontology(new, Edition("9.8.8", "2031-02-04", "9.8.7")).count("owl:priorVersion") == 1


def test_an_ontology_that_names_no_version_block_is_refused() -> None:
    with pytest.raises(VakError, match="niet bij te werken"):
        papers.ontology("# leeg\n", Edition("1.0.0", DAY))


def test_the_same_graph_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "twin")
    release(folder, "0.1.0")
    release(tmp_path / "twin", "0.1.0")
    assert state(folder) == state(tmp_path / "twin")


# ---- what changed


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_next_release_says_what_changed_and_brings_the_patch(folder: Path) -> None:
    release(folder, "0.1.0")
    change(folder, "data/round/r1.ttl", "vak:grantsMade 11", "vak:grantsMade 12")
    made = release(folder, "0.2.0", "2026-12-01")
    log = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    section = log[log.index("## 0.2.0 (2026-12-01)") : log.index(f"## 0.1.0 ({DAY})")]
    assert "- Funding round *Round 1*: grants made from 11 to 12.\n" in section and "### Graph" in section
    assert "ntology *" not in section, "that the version changed is no news"
    assert made.edition.prior == manifest(folder, "0.2.0")["priorVersion"] == "0.1.0"
    before, after = (comparing.state(version, Checkout(folder)) for version in ("0.1.0", "v0.2.0"))
    data = (folder / "out/releases/0.2.0/changes.trig").read_bytes()
    assert comparing.patch.applied(before.world.asserted, *comparing.patch.read(data)) == after.world.asserted
    assert "owl:priorVersion <https://w3id.org/vakgraph/def/0.1.0>" in (folder / "ontology/vak.ttl").read_text()
    assert comparing.releases(Checkout(folder)) == ["0.1.0", "0.2.0"]


def test_a_release_of_which_only_the_tag_is_kept_is_the_predecessor_too(folder: Path) -> None:
    release(folder, "0.1.0")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x"), ("tag", "v0.1.0")):
        git(folder, *words)
    shutil.rmtree(folder / "out")
    change(folder, "data/round/r1.ttl", "vak:grantsMade 11", "vak:grantsMade 12")
    made = release(folder, "0.2.0")
    assert made.edition.prior == "0.1.0" and made.changes[0] == "Funding round *Round 1*: grants made from 11 to 12."


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@localhost", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_what_was_prepared_in_the_changelog_stays_and_the_difference_comes_below() -> None:
    new = changelog.written(SECTION + "\n## 0.0.9 (2020-01-01)\n\n- Old.\n", Edition("0.1.0", DAY), ["Now."])
    assert f"## 0.1.0 ({DAY})\n\n### Code\n\n- Something.\n\n### Graph\n\n- The first load.\n- Now.\n\n## 0.0.9" in new
    above = changelog.written("# Changes\n\n## 0.0.9 (2020-01-01)\n\n- Old.\n", Edition("0.1.0", DAY), ["Now."])
    assert above == f"# Changes\n\n## 0.1.0 ({DAY})\n\n### Graph\n\n- Now.\n\n## 0.0.9 (2020-01-01)\n\n- Old.\n"
    first = changelog.written("", Edition("0.1.0", DAY), ["Now."])
    assert first == f"# Changes\n\n## 0.1.0 ({DAY})\n\n### Graph\n\n- Now.\n"


def test_versions_are_ordered_by_their_numbers() -> None:
    wanted = ["0.2.0", "0.10.0", "1.0.0-alpha", "1.0.0-alpha.2", "1.0.0-alpha.10", "1.0.0"]
    assert sorted(sorted(wanted), key=comparing.states.order) == wanted != sorted(wanted)


# ---- what is refused, and then nothing is written


def refused(folder: Path, run: Callable[..., Said], *words: object) -> str:
    before = state(folder)
    code, out, err = run("release", *words)
    assert code in (1, 2) and out == ""
    assert state(folder) == before
    return err


def test_the_same_version_twice_a_lower_one_and_no_number_are_refused(
    folder: Path, vakgraph: Callable[..., Said]
) -> None:
    assert vakgraph("release", "0.2.0", "--without-texts", "--date", DAY)[0] == 0
    for version, told in (("0.2.0", "is al uitgegeven"), ("0.1.9", "komt niet na 0.2.0"), ("2", "geen versienummer")):
        assert told in refused(folder, vakgraph, version, "--without-texts")
    shutil.rmtree(folder / "out")
    assert "staat al als uitgegeven in CHANGELOG.md" in refused(folder, vakgraph, "0.2.0", "--without-texts")


def test_a_version_that_git_has_a_tag_of_is_refused(folder: Path, vakgraph: Callable[..., Said]) -> None:
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "x"), ("tag", "v0.3.0")):
        git(folder, *words)
    assert "is al uitgegeven" in refused(folder, vakgraph, "0.3.0", "--without-texts")


def test_a_graph_that_breaks_a_rule_is_refused(folder: Path, vakgraph: Callable[..., Said]) -> None:
    change(folder, "data/project/r1-een.ttl", 'rdfs:label "Project één"@nl ;', "")
    told = refused(folder, vakgraph, "0.1.0", "--without-texts")
    assert "de graaf voldoet niet (1)" in told and "Een project heeft een titel nodig." in told


def test_a_broken_contract_is_refused(folder: Path, vakgraph: Callable[..., Said]) -> None:
    question(folder, small_world.PROJECTS)
    told = refused(folder, vakgraph, "0.1.0", "--without-texts")
    assert "contracten van vragen zijn gebroken (1): queries/tables/projects.rq" in told
    assert "contracts of questions are broken" in refused(folder, vakgraph, "0.1.0", "--without-texts", "--lang", "en")


@pytest.mark.parametrize("line", ["vak:fictional true ;", "# Verzonnen wereld.\n"])
def test_made_up_data_is_refused(folder: Path, vakgraph: Callable[..., Said], line: str) -> None:
    path = folder / "data/project/r1-een.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(line + text if line.startswith("#") else text.replace("a vak:Project ;", f"a vak:Project ; {line}"))
    told = refused(folder, vakgraph, "0.1.0", "--without-texts")
    assert "verzonnen gegevens horen niet in een uitgave (1)" in told and "r1-een" in told


def test_a_quote_that_does_not_stand_in_its_source_is_refused(
    folder: Path, vakgraph: Callable[..., Said], tmp_path: Path
) -> None:
    change(folder, "data/source/ks.ttl", "a vak:Source ;", 'a vak:Source ; vak:documentName "ks.txt" ;')
    (tmp_path / "texts").mkdir()
    text = tmp_path / "texts/ks.txt"
    text.write_text("Er zijn 11 projecten zijn gehonoreerd, en niet meer.", encoding="utf-8")
    told = refused(folder, vakgraph, "0.1.0", "--texts", text.parent)
    assert """citaten staan niet in hun bron (1): "tien thema's" – Het citaat staat niet in ks""" in told
    text.write_text("11 projecten zijn gehonoreerd in tien thema's", encoding="utf-8")
    assert vakgraph("release", "0.1.0", "--texts", text.parent, "--date", DAY)[0] == 0
    assert manifest(folder, "0.1.0")["checks"]["quotes"] == {"stands": 2}


def test_that_quotes_were_not_looked_up_is_asked_for_and_said(folder: Path, vakgraph: Callable[..., Said]) -> None:
    assert "--without-texts" in refused(folder, vakgraph, "0.1.0")
    assert "geen map met bronteksten" in refused(folder, vakgraph, "0.1.0", "--texts", "nergens")
    code, out, _ = vakgraph("release", "0.1.0", "--without-texts", "--date", DAY)
    assert code == 0 and "Citaten zijn niet opgezocht." in out
    assert manifest(folder, "0.1.0")["checks"]["quotes"] == "not compared: no texts"


def test_everything_that_is_wrong_is_told_at_once(folder: Path, vakgraph: Callable[..., Said]) -> None:
    question(folder, small_world.PROJECTS)
    change(folder, "data/project/r1-een.ttl", 'rdfs:label "Project één"@nl ;', "vak:fictional true ;")
    assert len(re.findall(r"^- ", refused(folder, vakgraph, "0.1.0", "--without-texts"), re.MULTILINE)) == 3


# ---- all or nothing


def test_a_dry_run_writes_nothing_and_says_everything(folder: Path, vakgraph: Callable[..., Said]) -> None:
    before = state(folder)
    code, out, _ = vakgraph("release", "0.1.0", "--without-texts", "--dry-run")
    assert code == 0 and state(folder) == before
    assert "klaar om uit te geven" in out and "out/releases/0.1.0/graph.nq" in out and "Er is niets geschreven." in out


def test_a_release_that_cannot_be_written_leaves_everything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, put, done = state(folder), journal.changes.put, []

    def full(path: Path, text: bytes) -> None:
        done.append(path)
        if len(done) > 4:
            raise OSError(28, "No space left on device", str(path))
        put(path, text)

    monkeypatch.setattr(journal.changes, "put", full)
    with pytest.raises(VakError, match="ongeschonden"):
        release(folder, "0.1.0")
    assert state(folder) == before


def test_a_release_that_broke_off_is_finished_by_the_next_reader(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, done = journal.changes._place, []

    def killed(target: Path, new: Path, after: str) -> None:
        done.append(target)
        if len(done) > 2:
            raise KeyboardInterrupt
        place(target, new, after)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(journal.changes, "_place", killed)
        release(folder, "0.1.0")
    assert VakGraph.open(folder).stamp().version == "0.1.0"
    assert comparing.releases(Checkout(folder)) == ["0.1.0"] and f"({DAY})" in (folder / "CHANGELOG.md").read_text()


# A release is put in place by children of one process, each killed at its n-th step.
KILLED = """
import os, pickle, shutil, signal, sys
from pathlib import Path
from vakgraph import journal

folder, copies = Path(sys.argv[1]), Path(sys.argv[2])
files = pickle.loads(Path(sys.argv[3]).read_bytes())
real = {name: getattr(os, name) for name in ("open", "write", "fsync", "rename", "replace")}

def made(root, last):
    steps = 0
    def around(name):
        def done(*words, **more):
            nonlocal steps
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return real[name](*words, **more)
        return done
    for name in real:
        setattr(os, name, around(name))
    with journal.locked(root):
        journal.commit(root, "release 0.1.0", files)
    for name in real:
        setattr(os, name, real[name])
    return steps

shutil.copytree(folder, copies / "whole")
steps = made(copies / "whole", 0)
points = range(1, steps + 1, int(sys.argv[4]))
for last in points:
    shutil.copytree(folder, copies / str(last))
    child = os.fork()
    if not child:
        made(copies / str(last), last)
        os._exit(0)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
print(*points)
"""


def test_a_release_killed_at_any_step_is_the_old_state_or_the_new_one(folder: Path, root: Path, tmp_path: Path) -> None:
    desk = VakGraph.open(folder)
    _, files = releasing.making._made(desk, Edition("0.1.0", DAY), None)
    (tmp_path / "files").write_bytes(pickle.dumps(files))
    (tmp_path / "copies").mkdir()
    each = "1" if os.environ.get("VAKGRAPH_ASSURE") else "4"
    words = [sys.executable, "-c", KILLED, str(folder), str(tmp_path / "copies"), str(tmp_path / "files"), each]
    done = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": str(root)}, check=True, capture_output=True, text=True
    )
    old, new = state(folder), state(tmp_path / "copies/whole")
    found = []
    for last in done.stdout.split():
        copy = tmp_path / "copies" / last
        journal.mend(copy)
        with journal.locked(copy):
            journal.recover(copy)
        found.append(state(copy))
        assert found[-1] in (old, new), f"step {last}"
        assert not list(copy.rglob("draft-*")) and not list(copy.rglob("*.tmp"))
    assert found[0] == old and found[-1] == new and len(found) > 20, done.stdout


def test_a_release_can_be_undone(folder: Path, vakgraph: Callable[..., Said]) -> None:
    before = state(folder)
    assert vakgraph("release", "0.1.0", "--without-texts")[0] == 0
    assert vakgraph("undo")[0] == 0
    assert state(folder) == before
    assert vakgraph("release", "0.1.0", "--without-texts")[0] == 0, "and made again"


# ---- the papers of this project


def test_the_papers_of_this_project_name_one_version(root: Path) -> None:
    stated = re.search(r'owl:versionInfo "([^"]*)"', (root / "ontology/vak.ttl").read_text(encoding="utf-8"))
    assert stated
    code, cite = (
        yaml.safe_load((root / name).read_text(encoding="utf-8")) for name in ("publiccode.yml", "CITATION.cff")
    )
    assert code["softwareVersion"] == cite["version"] == stated[1]
    assert f'\nversion = "{stated[1]}"\n' in (root / "pyproject.toml").read_text(encoding="utf-8")


def test_publiccode_has_what_the_standard_demands(root: Path) -> None:
    """The mandatory keys of the standard's core, version 0.4, with their limits."""
    said = yaml.safe_load((root / "publiccode.yml").read_text(encoding="utf-8"))
    for key in ("publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"):
        assert said[key]
    assert said["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert said["softwareType"] == "standalone/other" and said["legal"]["license"]
    for tongue in ("nl", "en"):
        text = said["description"][tongue]
        assert len(text["shortDescription"]) <= 150 and 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
    assert said["maintenance"]["type"] == "community" and said["maintenance"]["contacts"][0]["name"]
    assert said["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en"]}


def test_the_citation_has_what_its_standard_demands(root: Path) -> None:
    """The required keys of the Citation File Format 1.2.0; no person and no e-mail address stands in it."""
    said = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert said["cff-version"] == "1.2.0" and said["message"] and said["title"]
    assert said["type"] in ("software", "dataset") and said["authors"] == [{"name": "vakgraph"}]
    assert "@" not in (root / "CITATION.cff").read_text() + (root / "publiccode.yml").read_text()
