"""What is published is served whole: killed, out of room, damaged, asked meanwhile, by several at once."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import assure
import failing_disk
import pytest
import small_world
from failing_disk import KILL, Disk

from vakgraph import checkout, journal, published
from vakgraph.checkout import Checkout
from vakgraph.cli import run
from vakgraph.errors import DataError, VakError, WriteError
from vakgraph.published import Damaged, Release, examining, mending, pointer, publishing
from vakgraph.store import cache, embedded, sums

LONG = bool(os.environ.get("VAKGRAPH_ASSURE"))
EVERYTHING = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(!ISBLANK(?s) && !ISBLANK(?o)) }"
tried_here = pytest.mark.skipif(bool(failing_disk.missing()), reason=failing_disk.missing())
long = pytest.mark.skipif(not LONG, reason="takes minutes: make assure")


def told(folder: Path, number: int) -> Path:
    """The same graph with another content."""
    text = f'{small_world.PREFIXES}round:r9 a vak:Round ; rdfs:label "Stand {number}"@nl ; vak:grantsMade {number} .\n'
    return small_world.put(folder, "data/round/r9.ttl", text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A graph that was published, and changed since."""
    root = small_world.build(tmp_path / "graph")
    told(root, 1)
    publishing.publish(checkout.find(root))
    told(root, 2)
    return root


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with failing_disk.failing(tmp_path / "disk") as made:
        yield made


def served(root: Path) -> str:
    """The digest of all that a visitor can be told now; every byte of it was looked at."""
    release = Release.served(root)
    assert release is not None
    return content(release.open().store)


def content(store: object) -> str:
    rows = sorted(repr(row) for row in store.select(EVERYTHING).rows)  # type: ignore[attr-defined]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def both(root: Path, tmp_path: Path) -> tuple[str, str]:
    """What is served now, and what would be after publishing."""
    copy = tmp_path / "other"
    shutil.copytree(root, copy)
    publishing.publish(checkout.find(copy))
    return served(root), served(copy)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in checkout.find(root).graph_files()}


# ---- publishing


def test_what_is_published_does_not_change_until_it_is_published_again(root: Path) -> None:
    first = served(root)
    assert first != content(embedded.open(Checkout(root)))
    publishing.publish(checkout.find(root))
    assert served(root) == content(embedded.open(Checkout(root))) != first


def test_the_same_graph_is_published_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "--root", str(root)]) == 0
    assert re.fullmatch(r"Gepubliceerd: uitgave 000002-\w{16}, 58 triples, 9 bestanden\.\n", capsys.readouterr().out)
    assert run(["publish", "--root", str(root), "--lang", "en"]) == 0
    assert "is this graph already; nothing was changed." in capsys.readouterr().out
    assert [path.name[:6] for path in pointer.releases(root)] == ["000001", "000002"]


def test_the_record_counts_and_sums_every_graph_and_the_name_tells_of_the_record(root: Path) -> None:
    release = Release.served(root)
    assert release and (record := release.record())
    assert record.graphs["data/project/r1-een.ttl"] == (5, sums.digest_of(root / "data/project/r1-een.ttl"))
    assert record.triples == sum(count for count, _ in record.graphs.values()) + record.derived[0]
    assert release.at.name == f"000001-{record.digest[:16]}"
    assert "queries/tables/projects.rq" in record.files


def test_only_the_newest_releases_stay(root: Path) -> None:
    for number in range(3, 8):
        told(root, number)
        publishing.publish(checkout.find(root))
    assert [path.name[:6] for path in pointer.releases(root)] == ["000004", "000005", "000006"]


def test_a_folder_without_room_is_told_before_anything_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(root)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=100))
    before = served(root)
    with pytest.raises(WriteError, match="Er is niet gepubliceerd: er is 2 MB nodig"):
        publishing.publish(checkout.find(root))
    assert served(root) == before


def test_a_writer_is_told_who_else_is_writing(root: Path) -> None:
    with journal.locked(root), pytest.raises(WriteError, match=f"in gebruik door proces {os.getpid()}"):
        publishing.publish(checkout.find(root), wait=0.1)


@pytest.mark.parametrize("step", ["ftruncate", "write"])
def test_a_disk_too_full_for_the_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, full)
    with pytest.raises(WriteError, match=r"lock.*No space left"), journal.locked(tmp_path):
        raise AssertionError


def test_all_of_a_release_is_on_disk_before_it_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order that a loss of power asks for: files, folders, the name of the release, and then the pointer."""
    steps: list[tuple[str, str, int]] = []
    real = {name: getattr(os, name) for name in ("fsync", "rename", "replace")}

    def synced(handle: int) -> None:
        real["fsync"](handle)
        steps.append(("fsync", os.readlink(f"/proc/self/fd/{handle}"), os.fstat(handle).st_ino))

    def renamed(name: str) -> Any:
        def act(old: Path, new: Path) -> None:
            real[name](old, new)
            steps.append((name, str(new), os.stat(new).st_ino))

        return act

    monkeypatch.setattr(os, "fsync", synced)
    for name in ("rename", "replace"):
        monkeypatch.setattr(os, name, renamed(name))
    at = publishing.publish(checkout.find(root)).release.at
    named = steps.index(("rename", str(at), at.stat().st_ino))
    before = {inode for what, _, inode in steps[:named] if what == "fsync"}
    unsafe = [path for path in (at, *at.rglob("*")) if path.stat().st_ino not in before]
    assert [path.name for path in unsafe if not path.name.startswith(("LOCK", "LOG"))] == []
    after = [(what, Path(path).name) for what, path, _ in steps[named + 1 :]][:5]
    published_ = ("fsync", "published")
    assert after == [published_, ("fsync", "draft-current"), ("replace", "current"), published_]


class Cut(BaseException):
    """The power goes: nothing of the program is asked any more."""


def test_cut_off_before_any_renaming_the_old_or_the_new_is_served(root: Path, tmp_path: Path) -> None:
    """The pointer comes last, and points to what has its name by then: cut off in between the old release is served."""
    shown, seen = both(root, tmp_path), list[int]()
    for at in range(1, 9):
        copy, done = tmp_path / str(at), False
        shutil.copytree(root, copy)
        with pytest.MonkeyPatch.context() as patch, suppress(Cut):
            cut_before(patch, at)
            publishing.publish(checkout.find(copy))
            done = True
        seen.append(shown.index(served(copy)))
        if done:
            break
    assert seen == [0, 0, 1], "two names are given: that of the release, and that of what is served"


def cut_before(patch: pytest.MonkeyPatch, at: int) -> None:
    """The program ends before the `at`-th time that something gets its name among the releases."""
    steps: list[str] = []

    def renaming(name: str) -> None:
        real = getattr(os, name)

        def act(old: Path, new: Path) -> None:
            if Path(new).parent.name == pointer.PLACE:
                steps.append(name)
                if len(steps) == at:
                    raise Cut
            real(old, new)

        patch.setattr(os, name, act)

    for name in ("rename", "replace"):
        renaming(name)
    patch.setattr(shutil, "rmtree", lambda *_, **__: None)  # who is cut off clears nothing away either


def test_a_broken_file_is_not_published(root: Path) -> None:
    before = served(root)
    (root / "data" / "round" / "r9.ttl").write_text("nonsense")
    with pytest.raises(VakError):
        publishing.publish(checkout.find(root))
    assert served(root) == before and not [p for p in pointer.place(root).iterdir() if p.name.startswith("draft")]


AT_ONCE = "8 processes publish at once"


@long
@pytest.mark.assure(AT_ONCE)
def test_several_that_publish_at_once_come_one_after_the_other(root: Path, tmp_path: Path) -> None:
    """Each has its own graph folder content to publish, put in place under the same lock; the last is served whole."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[2]); import test_durable as t, vakgraph.published as p\n"
        "from pathlib import Path; from vakgraph import checkout, errors\n"
        "root = Path(sys.argv[1])\n"
        "for n in range(int(sys.argv[4])):\n"
        "    t.told(root, int(sys.argv[3]) * 1000 + n)\n"
        "    try: print(p.publish(checkout.find(root), wait=120).release.at.name)\n"
        "    except errors.VakError as e: print('refused', e)\n"
    )
    processes, rounds = 8, 6
    here = str(Path(__file__).parent)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(root), here, str(n), str(rounds)], stdout=subprocess.PIPE, text=True
        )
        for n in range(processes)
    ]
    names = [line for each in started for line in each.communicate(timeout=600)[0].splitlines()]
    assert all(each.returncode == 0 for each in started)
    for name in names:
        with assure.trial(AT_ONCE):
            assert re.fullmatch(r"\d{6}-\w{16}", name) or "in gebruik door" in name or ":1:" in name, name
    current = pointer.current(root)
    assert current and current.release == max(names) and len(names) == processes * rounds
    release = Release.served(root)
    assert release and not release.damages(thorough=True)
    assert re.search(r'"Stand \d+"', (release.folder.root / "data/round/r9.ttl").read_text())
    served(root)


# ---- killed, and a disk that fails

STEPS = "publish and add, killed at every step"
RANDOM = "publish and add, killed at a random moment"
WRITES = "publish and add, with every write failing: ENOSPC, EIO, EROFS"
DELIVERY = 'project:r1-drie a vak:Project ; rdfs:label "Aangeleverd"@nl ; vak:inRound round:r1 .\n'


def prepared(root: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The folder as it was, to begin from again and again, and a delivery."""
    kept = tmp_path / "kept"
    shutil.copytree(root, kept)
    delivery = tmp_path / "levering.ttl"
    delivery.write_text(small_world.PREFIXES + DELIVERY)
    return kept, delivery


def again(kept: Path, root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(kept, root)


def chosen(steps: int, most: int) -> list[int]:
    """All steps, or some of them where there is little time: the first, the last, and between."""
    if LONG or steps <= most:
        return list(range(1, steps + 1))
    return sorted({round(1 + n * (steps - 1) / (most - 1)) for n in range(most)})


def afterwards(root: Path, kept_served: tuple[str, str], kept_files: list[dict[str, bytes]]) -> tuple[int, int]:
    """Which of the two is served and which stands in the files: 0 old, 1 new; anything else fails."""
    now = served(root)
    assert now in kept_served
    stands = files(root)
    assert stands in kept_files
    return kept_served.index(now), kept_files.index(stands)


@tried_here
@pytest.mark.assure(STEPS)
@pytest.mark.parametrize("what", ["publish", pytest.param("add", marks=long)])
def test_killed_at_any_step_the_old_or_the_new_is_served(root: Path, disk: Disk, tmp_path: Path, what: str) -> None:
    kept, delivery = prepared(root, tmp_path)
    words = ["--root", str(root), what, *([str(delivery)] if what == "add" else [])]
    states = [files(root)]
    now = served(root)
    done = disk.run(root, *words)
    assert done.code == 0, done.said
    states.append(files(root))
    shown = (now, served(root))
    seen = set()
    for at in chosen(done.steps, 3):
        again(kept, root)
        with assure.trial(STEPS):
            ended = disk.run(root, *words, at=at, fault=KILL)
            assert ended.code in (-9, 0), ended
            seen.add(afterwards(root, shown, states))
    assert len(seen) == 2, "the steps must lie on both sides of the moment that decides"
    assert disk.run(root, "--root", str(root), "publish").code == 0
    left = [path.name for path in pointer.place(root).iterdir() if not pointer.RELEASE.fullmatch(path.name)]
    assert left == ["current"], "what the killed ones left is taken away"


@tried_here
@long
@pytest.mark.assure(RANDOM)
def test_killed_at_a_random_moment_the_old_or_the_new_is_served(root: Path, disk: Disk, tmp_path: Path) -> None:
    kept, delivery = prepared(root, tmp_path)
    chance = random.Random(7)
    for what in ("publish", "add"):
        words = ["--root", str(root), what, *([str(delivery)] if what == "add" else [])]
        again(kept, root)
        states, now = [files(root)], served(root)
        took = max(disk.run(root, *words).seconds, 0.2)
        states.append(files(root))
        shown = (now, served(root))
        for _ in range(100):
            again(kept, root)
            with assure.trial(RANDOM):
                disk.run(root, *words, after=chance.uniform(0, took))
                afterwards(root, shown, states)


@tried_here
@pytest.mark.assure(WRITES)
@pytest.mark.parametrize("what", ["publish", pytest.param("add", marks=long)])
def test_a_write_that_fails_is_told_and_the_old_release_is_served(
    root: Path, disk: Disk, tmp_path: Path, what: str
) -> None:
    kept, delivery = prepared(root, tmp_path)
    words = ["--root", str(root), what, *([str(delivery)] if what == "add" else [])]
    states, now = [files(root)], served(root)
    done = disk.run(root, *words)
    states.append(files(root))
    shown = (now, served(root))
    cases = [(at, errno.ENOSPC, False) for at in chosen(done.steps, 3)]
    cases += [(at, errno.EIO, False) for at in chosen(done.steps, 2)[:: 5 if LONG else 1]]
    cases += [(at, errno.EROFS, True) for at in chosen(done.steps, 2)[:: 5 if LONG else 1]]
    wrong: list[str] = []
    for at, fault, stays in cases:
        again(kept, root)
        with assure.trial(WRITES, wrong):
            ended = disk.run(root, *words, at=at, fault=fault, stays=stays)
            assert "Traceback" not in ended.said and "niet was voorzien" not in ended.said, ended
            which = afterwards(root, shown, states)
            if ended.code == 0:
                assert ended.needless, f"step {at} of {done.steps}: {ended}"
                assert which == ((1, 0) if what == "publish" else (0, 1)), ended
            elif what == "publish":
                assert which == ((1, 0) if "is niet zeker" in ended.said else (0, 0)), ended
    assert not wrong, "\n".join(wrong)


@tried_here
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS])
def test_a_full_or_read_only_disk_does_not_stop_reading(root: Path, disk: Disk, tmp_path: Path, fault: int) -> None:
    words = ("--root", str(root), "query", "projects", "--format", "csv")
    good = disk.run(tmp_path, *words)  # makes the store
    for folder in (root, tmp_path / "disk" / "cache"):
        assert disk.run(folder, *words, at=1, fault=fault, stays=True).said == good.said
    shutil.rmtree(tmp_path / "disk" / "cache")
    assert disk.run(tmp_path / "disk" / "cache", *words, at=1, fault=fault, stays=True).said == good.said


def mounted(at: Path, size: str) -> bool:
    at.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    return shutil.which("mount") is not None and subprocess.run(words, capture_output=True).returncode == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a disk is mounted by the superuser")
def test_a_real_disk_that_is_full_serves_on(root: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    if not mounted(small, "8m"):
        pytest.skip("no disk can be mounted here")
    try:
        copy = small / "graph"
        shutil.copytree(root, copy)
        before = served(copy)
        free = shutil.disk_usage(small).free
        (small / "filler").write_bytes(b"x" * (free - 40_000))
        with pytest.raises(WriteError, match="niet gepubliceerd"):
            publishing.publish(checkout.find(copy))
        with pytest.MonkeyPatch.context() as patch, pytest.raises(WriteError, match="No space left"):
            patch.setattr(publishing, "_roomy", lambda *_: None)
            publishing.publish(checkout.find(copy))
        (small / "rest").write_bytes(b"x" * shutil.disk_usage(small).free)
        assert served(copy) == before
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True, capture_output=True)
        assert served(copy) == before
        with pytest.raises(WriteError):
            publishing.publish(checkout.find(copy))
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True, capture_output=True)


# ---- damage

CORRUPTION = "one file damaged: named, never answered from wrongly, mended"
KINDS = ("flip", "truncate", "delete", "swap", "empty", "rot")


def damaged(path: Path, kind: str, chance: random.Random, other: Path) -> None:
    """One fault. `rot`: a bit that fell over on the disk, of which the file system knows nothing."""
    text = path.read_bytes()
    match kind:
        case "flip" | "rot":
            at = chance.randrange(len(text))
            path.write_bytes(text[:at] + bytes([text[at] ^ (1 << chance.randrange(8))]) + text[at + 1 :])
            if kind == "rot":
                _unnoticed(path)
        case "truncate":
            path.write_bytes(text[: len(text) // 2])
        case "delete":
            path.unlink()
        case "swap":
            path.write_bytes(other.read_bytes())
        case "empty":
            path.write_bytes(b"")


def _unnoticed(path: Path) -> None:
    """What the file system says of the file is what the sums have."""
    at = next((folder for folder in path.parents if (folder / sums.NAME).is_file()), None)
    if at is None or path.name == sums.NAME:
        return
    said = dict(sums._read(at, at.name) or {})
    name = path.relative_to(at).as_posix()
    if name in said:
        said[name] = [*said[name][:2], sums._stamp(path.stat())]
        sums._written(at, at.name, said)


def targets(root: Path, stores: Path) -> list[Path]:
    """Every sort of file that can be damaged: pointer, record, sums, both copies, both stores."""
    release = Release.served(root)
    assert release
    found = [pointer.place(root) / "current", release.at / "record.json", release.at / "sums.json"]
    found += [release.at / "graph.zip", *sorted((release.at / "graph").rglob("*.ttl"))[::3]]
    for at in (release.stores, stores):
        found += [path for path in sorted(at.rglob("*")) if path.is_file() and not _unimportant(path)]
    return found


def _unimportant(path: Path) -> bool:
    return path.name in ("LOCK", "LOG") or path.name.startswith("seen-") or not path.stat().st_size


def test_a_store_that_was_cut_is_not_an_empty_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The engine opens a store whose MANIFEST was cut in half without a word, and finds nothing in it."""
    before, release = served(root), Release.served(root)
    assert release
    manifest = next(release.stores.rglob("MANIFEST-*"))
    damaged(manifest, "truncate", random.Random(1), manifest)
    assert run(["doctor", "--root", str(root)]) == 1
    said = capsys.readouterr().out
    assert manifest.relative_to(root).as_posix() in said and "niet zo lang meer" in said and "--repair" in said
    assert run(["doctor", "--repair", "--root", str(root), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "the store is made anew from the Turtle" in said and "Mended; all on disk is sound again." in said
    assert served(root) == before
    assert run(["doctor", "--root", str(root)]) == 0


@pytest.mark.assure(CORRUPTION)
def test_any_damage_is_named_and_mended_and_no_answer_is_wrong(root: Path, tmp_path: Path) -> None:
    chance = random.Random(20)
    stores = tmp_path / "stores"
    right = content(embedded.open(checkout.find(root), stores))
    publishing.publish(checkout.find(root))
    assert served(root) == right
    kept, kept_stores = tmp_path / "kept", tmp_path / "kept-stores"
    shutil.copytree(root, kept)
    shutil.copytree(stores, kept_stores)
    places = targets(root, stores)
    cases = [(path, kind) for path in places for kind in KINDS]
    manifest = [case for case in cases if case[0].name.startswith("MANIFEST") and case[1] == "truncate"]
    cases = manifest + chance.sample([case for case in cases if case not in manifest], 110 if LONG else 5)
    for number, (path, kind) in enumerate(cases):
        again(kept, root)
        again(kept_stores, stores)
        examining.damages(checkout.find(root), stores)  # what the file system says of the copies is noted
        other = chance.choice([each for each in places if each.read_bytes() != path.read_bytes()])
        damaged(path, kind, chance, other)
        with assure.trial(CORRUPTION):
            _seen_and_mended(root, stores, path, right, number % 2 == 0, f"{kind} {path.relative_to(tmp_path)}")


def _seen_and_mended(root: Path, stores: Path, path: Path, right: str, ask_first: bool, case: str) -> None:
    if ask_first:
        _asked(root, stores, right, case)
    else:
        found = examining.damages(checkout.find(root), stores)
        assert path in {each.file for each in found}, f"{case} is not named: {found}"
    mending.mend(checkout.find(root), examining.damages(checkout.find(root), stores), stores)
    assert examining.damages(checkout.find(root), stores) == [], case
    assert served(root) == right, case
    assert content(embedded.open(checkout.find(root), stores)) == right, case


def _asked(root: Path, stores: Path, right: str, case: str) -> None:
    """What is published: right, or told. What answers at the terminal: right, or told where the disk rots unnoticed."""
    try:
        assert served(root) == right, case
    except Damaged as error:
        assert "vakgraph doctor --repair" in error.say("nl") and error.exit_code == 1
    try:
        assert content(embedded.open(checkout.find(root), stores)) == right, case
    except VakError as error:
        assert case.startswith("rot") and not isinstance(error, DataError), case


def test_a_file_that_does_not_belong_in_a_release_is_taken_out(root: Path) -> None:
    before, release = served(root), Release.served(root)
    assert release
    small_world.put(release.folder.root, "data/round/strange.ttl", "<http://a/a> <http://a/b> 1 .")
    with pytest.raises(Damaged, match=r"strange\.ttl hoort hier niet"):
        release.open()
    assert mending.mend(checkout.find(root), examining.damages(checkout.find(root))) == []
    assert served(root) == before


def test_a_release_that_is_gone_gives_way_to_the_one_before(root: Path) -> None:
    before = served(root)
    release = publishing.publish(checkout.find(root)).release
    shutil.rmtree(release.at)
    with pytest.raises(Damaged):
        served(root)
    found = examining.damages(checkout.find(root))
    assert {each.file for each in found} >= {release.at, pointer.place(root) / "current"}
    mending.mend(checkout.find(root), found)
    assert served(root) == before


def test_a_history_that_is_damaged_is_named(root: Path, tmp_path: Path) -> None:
    (tmp_path / "in.ttl").write_text(
        small_world.PREFIXES
        + DELIVERY
        + 'project:r1-twee a vak:Project ; rdfs:label "Twee"@en ; vak:inRound round:r1 .'
    )
    assert run(["add", str(tmp_path / "in.ttl"), "--root", str(root)]) == 0
    old = next(path for path in (root / ".vakgraph" / "history").rglob("old/**/*.ttl"))
    old.write_text("x")
    found = examining.damages(checkout.find(root))
    assert [each.file for each in found] == [old]
    assert mending.mend(checkout.find(root), found) == []


def test_a_file_of_the_graph_that_cannot_be_read_is_named_and_left_to_a_person(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "data" / "round" / "r9.ttl").write_text("round:r9 nonsense")
    assert run(["doctor", "--root", str(root)]) == 1
    assert "data/round/r9.ttl is niet te lezen (1:" in capsys.readouterr().out


def test_a_change_that_is_not_finished_is_named_and_finished(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch, journal.locked(root):
        patch.setattr("vakgraph.journal.changes._finish", lambda root: None)
        journal.commit(root, "test", {"data/round/r9.ttl": b"<http://a/a> <http://a/b> 1 .\n"})
    assert run(["doctor", "--root", str(root)]) == 1
    assert ".vakgraph/pending is een wijziging die nog niet af is" in capsys.readouterr().out
    assert run(["doctor", "--repair", "--root", str(root)]) == 0
    assert (root / "data" / "round" / "r9.ttl").read_text() == "<http://a/a> <http://a/b> 1 .\n"


def test_the_archive_is_the_same_every_time(root: Path) -> None:
    release = Release.served(root)
    assert release
    with zipfile.ZipFile(release.at / "graph.zip") as archive:
        assert set(archive.namelist()) == set(release.record().digests)  # type: ignore[union-attr]
    before = (release.at / "graph.zip").read_bytes()
    (release.at / "graph.zip").unlink()
    mending.mend(checkout.find(root), examining.damages(checkout.find(root)))
    assert (release.at / "graph.zip").read_bytes() == before


def test_a_copy_of_a_graph_folder_serves_what_was_published(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root, tmp_path / "elsewhere")
    assert served(tmp_path / "elsewhere") == served(root)


def test_a_store_is_looked_over_at_a_glance(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question at the terminal reads no byte of a store that nobody touched."""
    embedded.open(checkout.find(root), tmp_path / "stores")
    monkeypatch.setattr(sums, "digest_of", lambda path: pytest.fail(f"{path} is read"))
    key = cache.key(checkout.find(root))
    assert cache.opened(tmp_path / "stores", key)
    assert published.exists(root)
