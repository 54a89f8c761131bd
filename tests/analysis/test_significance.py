"""The laws of chance, against counting and against published examples."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from graphmodel.analysis.significance import (
    benjamini_hochberg,
    discrete_benjamini_hochberg,
    hypergeometric_tail,
)
from tests.analysis.networks import chance_of_sharing, unhurried


@unhurried
@given(st.integers(1, 40), st.data())
def test_the_hypergeometric_law_is_what_counting_gives(total: int, data: st.DataObject) -> None:
    left, right = data.draw(st.integers(0, total)), data.draw(st.integers(0, total))
    shared = data.draw(st.integers(0, min(left, right)))
    found = hypergeometric_tail([shared], [left], [right], total)
    assert found.tolist() == pytest.approx([float(chance_of_sharing(shared, left, right, total))], rel=1e-9)


def test_many_pairs_at_once_keep_their_places() -> None:
    found = hypergeometric_tail([2, 0, 2, 1], [2, 3, 2, 1], [2, 3, 3, 1], total=4)
    assert found.tolist() == pytest.approx([1 / 6, 1, 1 / 2, 1 / 4])
    assert hypergeometric_tail([], [], [], total=4).tolist() == []


@pytest.mark.parametrize(
    "case", [(30, 60, 70, 3_500), (1, 300, 400, 3_500), (34, 300, 400, 3_500), (40, 60, 50, 31_000)]
)
def test_the_hypergeometric_law_holds_for_large_registers(case: tuple[int, int, int, int]) -> None:
    shared, left, right, total = case
    found = hypergeometric_tail([shared], [left], [right], total)
    assert found.tolist() == pytest.approx([float(chance_of_sharing(*case))], rel=1e-8)
    reference = float(hypergeom.sf(shared - 1, total, left, right))
    assert found.tolist() == pytest.approx([reference], rel=1e-6)


def test_the_example_of_benjamini_and_hochberg() -> None:
    # Their 1995 paper, section 3.1: fifteen hypotheses, of which the procedure rejects the first four at 0.05.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    q = benjamini_hochberg(p)
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[:4].tolist() == pytest.approx([0.0015, 0.0030, 0.0095, 0.035625])


def by_definition(p: list[float]) -> list[float]:
    count = len(p)
    return [min(1.0, *(count * other / sum(x <= other for x in p) for other in p if other >= value)) for value in p]


@unhurried
@given(st.lists(st.floats(0, 1), max_size=12))
def test_q_is_the_smallest_level_at_which_the_pair_is_a_find(p: list[float]) -> None:
    assert benjamini_hochberg(p).tolist() == pytest.approx(by_definition(p))


@unhurried
@given(st.lists(st.floats(0, 0.9), max_size=8), st.integers(0, 8))
def test_pairs_left_out_count_as_certain(p: list[float], more: int) -> None:
    expected = by_definition([*p, *[1.0] * more])[: len(p)]
    assert benjamini_hochberg(p, tested=len(p) + more).tolist() == pytest.approx(expected)
    assert benjamini_hochberg(np.array(p)[::-1], tested=len(p) + more)[::-1].tolist() == pytest.approx(expected)


def test_tests_that_cannot_find_anything_cost_nothing() -> None:
    # Three pairs that may have p = 0.001, 0.04 or 1, and a thousand whose p is 0.3 at the least.
    possible, tests = np.array([[1.0, 0.04, 0.001], [1.0, 0.6, 0.3]]), np.array([3, 1000])
    found = discrete_benjamini_hochberg(np.array([0.04, 0.001, 0.3]), possible, tests)
    # Up to 0.001 chance finds 3 x 0.001, up to 0.04 it finds 3 x 0.04 for two finds, up to 0.3 another 300.
    assert found.tolist() == pytest.approx([0.06, 0.003, 1])
    assert benjamini_hochberg([0.001, 0.04], tested=1003)[1] == 1


@unhurried
@given(st.lists(st.integers(1, 20), max_size=12), st.integers(0, 8))
def test_where_every_p_is_possible_everywhere_both_procedures_agree(places: list[int], more: int) -> None:
    grid = np.linspace(1, 0.05, 20)
    p, count = grid[20 - np.array(places, dtype=int)], len(places) + more
    found = discrete_benjamini_hochberg(p, grid[np.newaxis], np.array([count]))
    assert found.tolist() == pytest.approx(benjamini_hochberg(p, tested=count).tolist())
