"""How many distinct values units have, from bit masks: held against sets."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.engine.unit_counts import BITS, per_unit, within

WORDS = 2
units = st.frozensets(st.integers(0, WORDS * BITS - 1), max_size=5)


def words(places: frozenset[int]) -> list[int]:
    return [
        sum(1 << place % BITS for place in places if place // BITS == word) for word in range(WORDS)
    ]


@given(
    values=st.lists(st.tuples(units, st.integers(1, 2**40)), min_size=1, max_size=20),
    wanted=units,
)
def test_counts_from_masks_equal_counts_of_sets(values, wanted):
    rows = np.array([words(places) for places, _ in values], dtype=np.uint64)
    masks = [np.ascontiguousarray(rows[:, word]) for word in range(WORDS)]
    times = np.array([number for _, number in values], dtype=np.int64)
    found = per_unit(masks, times)
    for unit in range(WORDS * BITS):
        assert found[unit] == sum(number for places, number in values if unit in places)
    inside = within(masks, times, np.array(words(wanted), dtype=np.uint64))
    assert inside == sum(number for places, number in values if places & wanted)
