"""Positions are the same every time, nothing lies on anything else, and the picture is wide."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_builder.views import layout as layout_module
from graph_builder.views.layout import GAP, _box, layout, radius

IDS = [f"thing-{i}" for i in range(60)]
EDGES = [(IDS[i], IDS[(i * i + 1) % 50], 1.0) for i in range(50)]
LABELS = {id_: 3 + i % 30 for i, id_ in enumerate(IDS)}


def test_positions_do_not_depend_on_the_order_of_nodes_and_edges() -> None:
    dice = random.Random(3)
    ids, edges = IDS[:], [*EDGES, *((b, a, 0.3) for a, b, _ in EDGES)]
    expected = layout(ids, edges, LABELS)
    for _ in range(3):
        dice.shuffle(ids)
        dice.shuffle(edges)
        assert expected == layout(ids, edges, dict(sorted(LABELS.items(), reverse=True)))


def test_every_node_has_a_place_and_the_order_is_that_of_ids() -> None:
    assert sorted(IDS) == list(layout(IDS, EDGES))


def test_no_label_lies_on_another_node_or_label() -> None:
    places = layout(IDS, EDGES, LABELS)
    joined = {id_: set[str]() for id_ in IDS}
    for a, b, _ in EDGES:
        if a != b:
            joined[a].add(b)
            joined[b].add(a)
    boxes = []
    for id_, (x, y) in places.items():
        half, above, below = _box(radius(len(joined[id_])), LABELS[id_])
        boxes.append((x - half, y - above, x + half, y + below))
    slack = GAP / 2
    over = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[:i]
        if min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack
    ]
    assert over == []


def test_a_connected_picture_is_wider_than_high() -> None:
    dice = random.Random(5)
    edges = [(IDS[i], IDS[dice.randrange(i)], 1.0) for i in range(1, 60)]
    places = layout(IDS, edges, LABELS).values()
    width = max(x for x, _ in places) - min(x for x, _ in places)
    height = max(y for _, y in places) - min(y for _, y in places)
    assert 1.1 < width / height < 2.6


def test_nothing_is_laid_out_as_nothing_and_one_node_stands_in_the_middle() -> None:
    assert layout([]) == {}
    assert -20 < layout(["a"])["a"][1] < 20


def test_nodes_without_an_edge_stand_in_rows_below_the_rest() -> None:
    alone = [f"alone-{i}" for i in range(9)]
    places = layout([*alone, "a", "b"], [("a", "b", 1.0)])
    assert min(places[id_][1] for id_ in alone) > max(places["a"][1], places["b"][1])
    rows = {places[id_][1] for id_ in alone}
    assert 1 <= len(rows) < 9


def test_loops_and_edges_to_unknown_ids_count_for_nothing() -> None:
    assert layout(["a", "b"]) == layout(["a", "b"], [("a", "a", 1.0), ("a", "nowhere", 1.0)])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30), st.randoms(use_true_random=False))
def test_any_small_graph_is_laid_out_in_the_same_way_from_any_order(
    pairs: list[tuple[int, int]], dice: random.Random
) -> None:
    ids = [f"n{i}" for i in range(13)]
    edges = [(ids[a], ids[b], 1.0) for a, b in pairs]
    expected = layout(ids, edges)
    dice.shuffle(edges)
    dice.shuffle(ids)
    assert expected == layout(ids, edges)
    assert len(set(expected.values())) == 13


def test_threads_do_not_move_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPH_BUILDER_CACHE", "")
    monkeypatch.setattr(layout_module, "MANY", 10)
    ids = [f"n{i}" for i in range(700)]
    edges = [(ids[i], ids[(i * 7 + j) % 700], 1.0) for i in range(700) for j in (1, 31)]
    found = []
    for count in (1, 2, 5):
        monkeypatch.setattr(layout_module, "cores", lambda count=count: count)
        found.append(layout(ids, edges))
    assert found[0] == found[1] == found[2]
