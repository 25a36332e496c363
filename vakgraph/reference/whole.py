"""The diagram of the whole model: every class on a grid, joined by level and upright lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vakgraph.pictures import svg
from vakgraph.reference import drawing
from vakgraph.reference.model import Book

# Where each class stands: the chain runs down, programme to finding; who takes part stands at the right.
GRID: tuple[tuple[str, ...], ...] = (
    ("ProgrammeRole", "Condition", "Phase", "RoundLine", "Event", "tooiont-Provincie"),
    ("Programme", "Round", "Consortium", "Participation", "org-FormalOrganization", "Merger"),
    ("KnowledgeQuestion", "Project", "Publication", "ParliamentaryPaper", "tooiont-Gemeente", "PopulationCount"),
    ("Case", "Study", "Intervention", "Uptake", "LabourMarketRegion", "Tile"),
    ("Action", "Finding", "Recognition", "", "RegionMembership", ""),
    ("", "Conflict", "Claim", "Source", "", ""),
)
WIDE, HIGH, GAP, CHANNEL, LANE = 128.0, 44.0, 44.0, 52.0, 7.0
Point = tuple[float, float]
# Drawn to one of them, said of all: whoever may be an organisation may be a municipality or a province too.
_EITHER = ("org-FormalOrganization", "tooiont-Gemeente", "tooiont-Provincie")


@dataclass(frozen=True, slots=True)
class Pair:
    """A line from one class to another."""

    start: str
    end: str


def placed(book: Book) -> dict[str, tuple[int, int]]:
    """Class -> column and row; a class that the grid does not know comes below it."""
    known = {each.anchor for each in book.classes if not each.anchor.startswith("skos-")}
    found = {name: (x, y) for y, row in enumerate(GRID) for x, name in enumerate(row) if name in known}
    left = sorted(known - found.keys())
    return found | {name: (at % 6, len(GRID) + at // 6) for at, name in enumerate(left)}


def pairs(book: Book) -> list[Pair]:
    """What is drawn, once each: properties and narrower classes; to a source only from a claim, for most have one."""
    found: dict[Pair, None] = {}
    for edge in book.edges:
        ends = {e.end for e in book.edges if (e.start, e.property) == (edge.start, edge.property)}
        spared = edge.end in _EITHER[1:] and set(_EITHER) <= ends
        if edge.start != edge.end and not spared and (edge.end != "Source" or edge.start == "Claim"):
            found[Pair(edge.start, edge.end)] = None
    found |= {Pair(each.anchor, above): None for above in placed(book) for each in book.classes if above in each.above}
    return list(found)


def diagram(book: Book, names: Mapping[str, str], title: str, told: str, alone: bool = False) -> str:
    """The drawing; `names` are the labels of the classes by anchor."""
    spots = placed(book)
    rows = max(y for _, y in spots.values()) + 1
    lines = [drawing.line(points) for points in _Router(spots).routed(pairs(book))]
    boxes = []
    for name, (x, y) in spots.items():
        words = [(text, False) for text in svg.wrap(names[name], WIDE - 10, drawing.SIZE)]
        boxes.append(drawing.box(*_corner((x, y)), WIDE, HIGH, words, strong=name in ("Project", "Finding")))
    wide, high = 6 * WIDE + 5 * GAP + 4, rows * HIGH + (rows - 1) * CHANNEL + 4
    return drawing.picture(wide, high, "d-model", title, told, [*lines, *boxes], alone)


def _corner(spot: tuple[int, int]) -> Point:
    return 2 + spot[0] * (WIDE + GAP), 2 + spot[1] * (HIGH + CHANNEL)


class _Router:
    """Finds a way for each line: straight where two stand beside each other, else along a lane between the rows."""

    def __init__(self, spots: Mapping[str, tuple[int, int]]) -> None:
        self.spots = spots
        self.taken: dict[tuple[str, int], int] = {}  # places used on a side of a box
        self.lanes: dict[int, list[list[tuple[float, float]]]] = {}  # channel -> per lane its spans
        self.upright: dict[int, int] = {}  # gap between columns -> lanes used

    def routed(self, some: list[Pair]) -> list[list[Point]]:
        """The points of each line; the straight ones first, for they go through the middle."""
        straight = [pair for pair in some if self._straight(pair)]
        found = {pair: self._beside(pair) for pair in straight}
        for pair in some:
            if pair not in found:
                found[pair] = self._along(pair)
        return [found[pair] for pair in some]

    def _straight(self, pair: Pair) -> bool:
        (a, b), (c, d) = self.spots[pair.start], self.spots[pair.end]
        return abs(a - c) + abs(b - d) == 1

    def _beside(self, pair: Pair) -> list[Point]:
        (a, b), (c, d) = self.spots[pair.start], self.spots[pair.end]
        (x, y), (u, v) = _corner((a, b)), _corner((c, d))
        key = (f"{min((a, b), (c, d))}{max((a, b), (c, d))}", 0)
        shift = self.taken.get(key, 0) * 10.0
        self.taken[key] = self.taken.get(key, 0) + 1
        if b == d:
            level = y + HIGH / 2 + shift
            return [(x + WIDE, level), (u, level)] if c > a else [(x, level), (u + WIDE, level)]
        across = x + WIDE / 2 + shift
        return [(across, y + HIGH), (across, v)] if d > b else [(across, y), (across, v + HIGH)]

    def _along(self, pair: Pair) -> list[Point]:
        (a, b), (c, d) = self.spots[pair.start], self.spots[pair.end]
        (x, y), v = _corner((a, b)), _corner((c, d))[1]
        below = d > b or (d == b and b == 0)  # which side of the start the line leaves by
        if abs(d - b) <= 1:
            channel = b if below else b - 1
            start = (self._port(pair.start, below, c - a), y + (HIGH if below else 0))
            into = below if d == b else not below
            end = (self._port(pair.end, into, a - c), v + (HIGH if into else 0))
            lane = self._lane(channel, start[0], end[0])
            return [start, (start[0], lane), (end[0], lane), end]
        # Further away: out at the side, up or down between two columns, along the channel next to the end.
        right = c > a or (c == a and a < 5)
        gap = a if right else a - 1
        self.upright[gap] = self.upright.get(gap, 0) + 1
        shaft = 2 + gap * (WIDE + GAP) + WIDE + 6 + LANE * self.upright[gap]
        level = y + HIGH / 2 + 9
        into = b > d
        end = (self._port(pair.end, into, gap - c + 0.5), v + (HIGH if into else 0))
        lane = self._lane(d if into else d - 1, shaft, end[0])
        return [(x + (WIDE if right else 0), level), (shaft, level), (shaft, lane), (end[0], lane), end]

    def _port(self, name: str, below: bool, towards: float) -> float:
        """A place on the top or bottom of a box, at the side that the line goes to."""
        side = 1 if towards > 0 else -1
        key = (f"{name}{'v' if below else '^'}", side)
        self.taken[key] = self.taken.get(key, 0) + 1
        return _corner(self.spots[name])[0] + WIDE / 2 + side * (10 + 10 * self.taken[key])

    def _lane(self, channel: int, x: float, u: float) -> float:
        """The height of the first lane of a channel where this span is free."""
        span, lanes = (min(x, u) - 6, max(x, u) + 6), self.lanes.setdefault(channel, [])
        at = next(
            (n for n, lane in enumerate(lanes) if all(s[1] < span[0] or s[0] > span[1] for s in lane)), len(lanes)
        )
        if at == len(lanes):
            lanes.append([])
        lanes[at].append(span)
        return 2 + channel * (HIGH + CHANNEL) + HIGH + 9 + at * LANE
