"""A graph folder cut out of the real one: all rules, words and rounds; of the register a handful of municipalities."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

# Ended ones with those that followed them, the two called Bergen, and some that take part in real projects.
MUNICIPALITIES = (
    *("0003", "0010", "0024", "1979"),  # Appingedam, Delfzijl and Loppersum became Eemsdelta in 2021
    *("0620", "0545", "0707", "1961"),  # Vianen, Leerdam and Zederik became Vijfheerenlanden in 2019
    *("0373", "0893", "0034", "0153", "0164", "0193", "0268", "0344", "0518", "0599", "0758", "0796"),
)
CHOSEN = {
    "programme": ("*",),
    "round": ("*",),
    "project": ("r1-baanwijs", "r2-budgetcursus", "x-startbaan"),
    "intervention": ("aanpak-45", "baanwijs", "budgetcursus*", "mobility*"),
    "organisation": ("tno", "uwv", "divosa", "hogeschool-utrecht", "verwey*", "universiteit-utrecht", "zonmw"),
    "source": (
        "kst-*",
        "divosa-kennisprogramma",
        "bijlage-6*",
        "zonmw-vakkundig*",
        "zonmw-veel*",
        "zonmw-gehon*",
        "zonmw-subsidie*",
    ),
}


def cut_out(root: Path, to: Path) -> Path:
    """The small folder, made at `to`."""
    shutil.copytree(root / "ontology", to / "ontology")
    shutil.copytree(root / "queries", to / "queries")
    for kind, patterns in CHOSEN.items():
        (to / "data" / kind).mkdir(parents=True)
        for path in {path for pattern in patterns for path in (root / "data" / kind).glob(f"{pattern}.ttl")}:
            shutil.copy(path, to / "data" / kind)
    (to / "data" / "register").mkdir()
    for name in ("municipality", "merger", "region"):
        text = (root / "data" / "register" / f"{name}.ttl").read_text(encoding="utf-8")
        (to / "data" / "register" / f"{name}.ttl").write_text(_some(text), encoding="utf-8")
    return to


def _some(text: str) -> str:
    """The things of a register file that speak of no other municipality than those that stay."""
    return "\n\n".join(block for block in text.split("\n\n") if not _others(block))


def _others(block: str) -> set[str]:
    named = set(re.findall(r"\bgm([0-9]{4})\b", block))
    return set() if "LabourMarketRegion ;" in block else named - set(MUNICIPALITIES)
