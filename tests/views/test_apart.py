"""Boxes are pushed apart as if each had been compared with each."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graph_builder.views.apart import SKIN, apart, near

POINTS = arrays.arrays(float, st.tuples(st.integers(0, 40), st.just(2)), elements=st.integers(-900, 900).map(float))


def sizes(count: int) -> np.ndarray:
    return np.array([(20.0 + 7 * i % 60, 9.0 + 5 * i % 40) for i in range(count)]).reshape(-1, 2)


@settings(max_examples=80, deadline=None)
@given(POINTS)
def test_the_pairs_that_are_near_are_those_that_comparing_each_with_each_finds(middle: np.ndarray) -> None:
    half = sizes(len(middle))
    expected = {
        (i, j)
        for j in range(len(middle))
        for i in range(j)
        if (np.abs(middle[i] - middle[j]) < half[i] + half[j] + SKIN).all()
    }
    assert expected == {(int(i), int(j)) for i, j in near(middle, half).T}


def test_a_crowd_of_boxes_ends_up_with_none_on_another_and_the_one_that_was_left_stays_left() -> None:
    middle = np.random.default_rng(3).random((60, 2)) * (900, 500)
    half = sizes(60)
    moved = apart(middle, half, 1.6)
    over = [half[i] + half[j] - np.abs(moved[i] - moved[j]) for j in range(60) for i in range(j)]
    assert not [one for one in over if (one > 1e-3).all()]
    assert np.corrcoef(middle[:, 0], moved[:, 0])[0, 1] > 0.8


def test_boxes_that_do_not_meet_stay_where_they_are() -> None:
    middle = np.array([(0.0, 0.0), (500.0, 0.0), (0.0, 500.0)])
    assert (middle == apart(middle, sizes(3), 1.6)).all()
    assert apart(np.empty((0, 2)), sizes(0), 1.6).shape == (0, 2)
