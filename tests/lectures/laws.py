"""What holds for the picture of every layout, and stages made by hand to try it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import hypot
from pathlib import Path

from graph_builder.lectures.layouts.boxes import GAP, GLYPH, LEADING, LEFT, small_size
from graph_builder.lectures.layouts.rectangles import Rectangle, around, of_box, shared
from graph_builder.lectures.lecture import Node, Scene, Selection, Show, Stage, Tie
from graph_builder.lectures.measure import width_of
from graph_builder.lectures.paths import points
from graph_builder.lectures.picture import Area, Box, Link, Mark, Picture, statements_in
from graph_builder.model.dates import parse_date, words
from graph_builder.model.factbook import FactBook
from graph_builder.pipeline import load

Arrange = Callable[[Stage, Area], Picture]


@cache
def real() -> FactBook:
    """The FactBook of the real data."""
    return load(Path(__file__).parents[2] / "data")


def node(id_: str, kind: str = "Person", label: str = "", when: str = "", **more: object) -> Node:
    date = parse_date(when) if when else None
    found = Node(id_, kind, label or id_, when=date, words=words(date) if date else "")
    return replace(found, **more)  # type: ignore[arg-type]


def tie(source: str, relation: str, target: str, when: str = "", **more: object) -> Tie:
    date = parse_date(when) if when else None
    said = words(date) if date else ""
    id_ = str(more.pop("id", f"{source}-{relation}-{target}{when}"))
    voice = str(more.pop("voice", "author"))
    label = str(more.pop("label", relation.replace("_", " ")))
    found = Tie(id_, source, target, relation, label, voice, words=said, when=date)
    return replace(found, **more)  # type: ignore[arg-type]


def stage(nodes: Iterable[Node], ties: Iterable[Tie], show: Show | None = None) -> Stage:
    scene = Scene(id="scene", title="Scene", show=show)
    return Stage(scene, Selection((), ()), tuple(nodes), tuple(ties))


def shuffled(whole: Stage) -> Stage:
    return replace(whole, nodes=whole.nodes[::-1], ties=(*whole.ties[1::2], *whole.ties[::2]))


def keeps_the_laws(arrange: Arrange, whole: Stage, area: Area) -> Picture:
    """The picture of a stage, after looking that it keeps every law."""
    picture = arrange(whole, area)
    assert picture == arrange(shuffled(whole), area), "another order of the same gives another picture"
    assert area == picture.area
    assert {one.id for one in whole.ties} == statements_in(picture)
    told = [link.id for link in picture.links] + [id_ for box in picture.boxes for id_ in box.statements]
    assert sorted(set(told)) == sorted(told), "a statement is told twice"
    ids = [box.id for box in picture.boxes]
    assert sorted(set(ids)) == sorted(ids), "two boxes have the same id"
    assert [] == overlaps(picture)
    assert [] == outside(picture)
    assert [] == [box.id for box in picture.boxes if not holds_its_words(box)]
    assert [] == [link.id for link in picture.links if not meets_its_ends(link, picture)]
    if picture.shrunk == 1:
        assert [] == [size for size in sizes(picture) if size < 18]
    steps = {one.id: one.step for one in whole.ties}
    assert [] == [link.id for link in picture.links if link.step != steps[link.id]]
    return picture


def sizes(picture: Picture) -> list[float]:
    return [one.size for one in (*picture.boxes, *picture.links)] + [mark.size for mark in picture.marks if mark.text]


def rooms(picture: Picture) -> list[tuple[str, Rectangle]]:
    """Cards, labels and words: what must not lie on each other."""
    found = [(box.id, of_box(box, -0.15)) for box in picture.boxes]
    found += [(f"label {link.id}", around(link.x, link.y, link.width, link.height, -0.15)) for link in picture.links]
    return found + [(f"mark {mark.text}", of_text(mark)) for mark in picture.marks if mark.text]


def of_text(mark: Mark) -> Rectangle:
    wide = width_of(mark.text, mark.size, 600 if mark.role == "heading" else 400)
    left = mark.x - {"start": 0, "middle": wide / 2, "end": wide}[mark.anchor]
    return left, mark.y - mark.size * 0.4, left + wide, mark.y + mark.size * 0.4


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    pairs = combinations([room for room in rooms(picture) if room[1][0] < room[1][2]], 2)
    bars = [(m.of, (m.x, m.y + 0.2, m.x + m.width, m.y + m.height - 0.2)) for m in picture.marks if m.of]
    found = [(a, b) for (a, one), (b, other) in pairs if shared(one, other) > 0.5]
    found += [(f"bar {of}", name) for of, bar in bars for name, room in rooms(picture) if shared(bar, room) > 0.5]
    pairs_of_bars = [(a, b) for (a, one), (b, other) in combinations(bars, 2) if a != b and shared(one, other) > 0.5]
    return found + pairs_of_bars


def outside(picture: Picture) -> list[str]:
    wide, high = picture.area
    found = [name for name, (a, b, c, d) in rooms(picture) if a < -0.6 or b < -0.6 or c > wide + 0.6 or d > high + 0.6]
    return found + [
        link.id
        for link in picture.links
        if not all(-1 <= x <= wide + 1 and -1 <= y <= high + 1 for x, y in points(link.path))
    ]


def holds_its_words(box: Box) -> bool:
    glyph = GLYPH + GAP if box.kind and not box.bare else 0
    small = small_size(box.size)
    wide = max([width_of(line, box.size) for line in box.lines] + [width_of(line, small) for line in box.small])
    high = LEADING * (box.size * len(box.lines) + small * len(box.small))
    return wide + box.size * (2 * LEFT + glyph) <= box.width + 1 and high <= box.height + 1


def meets_its_ends(link: Link, picture: Picture) -> bool:
    """Whether an arrow begins at the border of its source and ends at that of its target."""
    boxes = {box.id: box for box in picture.boxes}
    start = points(link.path)[0]
    return _from(boxes[link.source], start) < 7 and _from(boxes[link.target], link.tip[:2]) < 7


def _from(box: Box, point: tuple[float, float]) -> float:
    """How far a point is from the border of a box."""
    dx, dy = abs(point[0] - box.x) - box.width / 2, abs(point[1] - box.y) - box.height / 2
    return hypot(max(dx, 0), max(dy, 0)) if max(dx, dy) > 0 else -max(dx, dy)
