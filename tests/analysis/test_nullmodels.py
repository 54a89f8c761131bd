"""Random networks that keep every actor's number of events and every event's number of actors."""

from itertools import product
from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graphmodel.analysis.nullmodels import randomised_incidences
from graphmodel.analysis.pooling import PooledNull
from graphmodel.twomode import TwoMode
from tests.analysis.networks import chance_of_sharing, few_examples, networks


@few_examples
@given(networks(), st.integers(0, 99))
def test_row_and_column_sums_never_change(network: TwoMode, seed: int) -> None:
    observed = network.incidence.toarray()
    for drawn in randomised_incidences(network.incidence, 5, seed=seed):
        assert set(np.unique(drawn.toarray())) <= {0, 1}
        assert drawn.sum(axis=0).tolist() == observed.sum(axis=0).tolist()
        assert drawn.sum(axis=1).tolist() == observed.sum(axis=1).tolist()


OBSERVED = np.array([[1, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1]])


def all_matrices_like(matrix: np.ndarray) -> list[np.ndarray]:
    """Every 0/1 matrix with the same row and column sums, by trying them all."""
    cells = (np.array(values).reshape(matrix.shape) for values in product((0, 1), repeat=matrix.size))
    return [
        one
        for one in cells
        if (one.sum(axis=0) == matrix.sum(axis=0)).all() and (one.sum(axis=1) == matrix.sum(axis=1)).all()
    ]


def test_every_matrix_is_equally_likely() -> None:
    possible = {matrix.tobytes(): 0 for matrix in all_matrices_like(OBSERVED)}
    draws = 100 * len(possible)
    for drawn in randomised_incidences(csr_array(OBSERVED), draws, seed=3):
        possible[drawn.toarray().tobytes()] += 1
    chi_squared = sum((count - 100) ** 2 / 100 for count in possible.values())
    freedom = len(possible) - 1
    assert chi_squared < freedom + 4 * np.sqrt(2 * freedom)
    assert freedom > 5


def test_draws_depend_on_the_seed_alone() -> None:
    def drawn(seed: int) -> list[list[list[int]]]:
        return [matrix.toarray().tolist() for matrix in randomised_incidences(csr_array(OBSERVED), 10, seed=seed)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def positions(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_pairs_of_the_same_sums_share_their_draws() -> None:
    # Rows 0 and 1 have sum 2, row 2 has sum 5: the pairs (0, 2) and (1, 2) follow one law, (0, 1) another.
    null = PooledNull(positions(2, 2, 5))
    null.add(positions(0, 1), positions(2, 2), positions(1, 2))
    null.add(positions(0), positions(2), positions(2))
    left, right = positions(0, 1, 0), positions(2, 2, 1)
    assert null.expected(left, right).tolist() == pytest.approx([5 / 4, 5 / 4, 0])
    # Of the four values 1, 2, 2, 0 drawn for the first two pairs, two are 2 or more, three 1 or more.
    assert null.tail(left, right, positions(2, 1, 1)).tolist() == pytest.approx([3 / 5, 4 / 5, 1 / 3])
    assert null.tail(left, right, positions(0, 3, 0)).tolist() == pytest.approx([1, 1 / 5, 1])


def test_rare_values_follow_poissons_law_where_draws_are_few() -> None:
    # One pair of busy rows that shares 0, 1 or 2 things in 20 draws each; six quiet rows that never share any.
    null = PooledNull(positions(4, 4, *[1] * 6))
    for value in range(60):
        null.add(positions(0), positions(1), positions(value % 3))
    tails, tests = null.rare_tails()
    busy, quiet, mixed = (null.classes(positions(a), positions(b))[0] for a, b in ((0, 1), (2, 3), (1, 2)))
    assert [tests[place] for place in (busy, quiet, mixed)] == [1, 15, 12]
    assert tests.sum() == 28
    # Drawn often enough: 1 in 41/61 of the cases, 2 in 21/61. Then Poisson with the mean (1 + 60)/(1 + 60).
    assert tails[busy, :3].tolist() == pytest.approx([1, 41 / 61, 21 / 61])
    assert tails[busy, 3] == pytest.approx(min(1 / 61, 1 - exp(-1) * (1 + 1 + 1 / 2)))
    assert tails[busy, 4] == pytest.approx(min(1 / 61, 1 - exp(-1) * (1 + 1 + 1 / 2 + 1 / 6)))
    assert tails[quiet, 1] == pytest.approx(1 - exp(-1 / 901))
    assert tails.sum(axis=0)[0] == len(tails)


@few_examples
@given(st.integers(1, 30), st.integers(1, 30), st.integers(30, 120))
def test_poissons_law_never_says_less_than_the_hypergeometric_one(left: int, right: int, total: int) -> None:
    # The bound that the extrapolation rests on, where it is used: beyond the mean and one.
    mean = left * right / total
    for value in range(int(mean) + 2, min(left, right) + 1):
        poisson = 1 - sum(exp(-mean) * mean**k / factorial(k) for k in range(value))
        assert poisson >= float(chance_of_sharing(value, left, right, total)) - 1e-12


def test_pooled_chances_come_near_the_exact_ones() -> None:
    matrices = [matrix @ matrix.T for matrix in all_matrices_like(OBSERVED)]
    null = PooledNull(OBSERVED.sum(axis=1))
    for drawn in randomised_incidences(csr_array(OBSERVED), 800, seed=5):
        shared = (drawn @ drawn.T).toarray()
        left, right = np.nonzero(np.triu(shared, k=1))
        null.add(left, right, shared[left, right])
    for one, other in ((0, 1), (0, 2), (1, 2)):
        for value in (1, 2):
            exact = np.mean([matrix[one, other] >= value for matrix in matrices])
            found = null.tail(positions(one), positions(other), positions(value))[0]
            assert found == pytest.approx(exact, abs=0.04)
        mean = np.mean([matrix[one, other] for matrix in matrices])
        assert null.expected(positions(one), positions(other))[0] == pytest.approx(mean, abs=0.05)
