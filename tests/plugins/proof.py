"""The proofs: long checks of which ``make proof`` runs a fresh random share, and ``make proof FULL=1`` everything.

A proof is a test marked ``proof``. One with many cases takes the fixture :func:`share` and runs the cases it returns. The
seed is printed and can be given again: ``make proof SEED=12345``.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

Case = TypeVar("Case")
Share = Callable[[Sequence[Case], int], list[Case]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--seed`` and ``--full``."""
    group = parser.getgroup("proofs")
    group.addoption("--seed", type=int, default=None, help="seed of the random share of the proofs")
    group.addoption("--full", action="store_true", help="all cases of the proofs instead of a share")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed once, before the workers start, so that all of them share it."""
    if config.option.seed is None:
        config.option.seed = secrets.randbelow(10**6)


def pytest_report_header(config: pytest.Config) -> str:
    """Print the seed and how to repeat the run."""
    extent = "all cases" if config.option.full else "a random share"
    return f"proofs: {extent}, seed {config.option.seed} (again: make proof SEED={config.option.seed})"


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this run, for a proof that draws its own random cases."""
    value: int = request.config.option.seed
    return value


@pytest.fixture
def share(request: pytest.FixtureRequest, seed: int) -> Share[Case]:
    """A function that picks this run's cases: ``share(cases, 20)`` is 20 of them, or all with ``--full``.

    The choice depends on the seed and on the test's name only, not on the order in which tests run.
    """

    def pick(cases: Sequence[Case], count: int) -> list[Case]:
        if request.config.option.full or len(cases) <= count:
            return list(cases)
        return random.Random(f"{seed} {request.node.nodeid}").sample(list(cases), count)

    return pick
