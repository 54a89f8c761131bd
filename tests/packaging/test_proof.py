"""The proofs run a random share that its seed repeats, and everything when told; plain test runs leave them out."""

import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
PROOF = """
import pytest

@pytest.mark.proof
def test_proof(share):
    print("share:", share(range(1000), 5))

def test_other():
    pass
"""


@pytest.fixture(autouse=True)
def plugin(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makeini("[pytest]\naddopts = -p tests.plugins.proof -m 'not proof'\nmarkers =\n    proof")
    pytester.makepyfile(PROOF)


def run(pytester: pytest.Pytester, *options: str) -> tuple[str, str]:
    """The seed that the run printed, and the share that the proof drew."""
    result = pytester.runpytest_subprocess("-s", "-m", "proof", *options)
    result.assert_outcomes(passed=1, deselected=1)
    text = result.stdout.str()
    seed = re.search(r"make proof SEED=(\d+)\)", text)
    drawn = re.search(r"share: (.*)", text)
    assert seed is not None
    assert drawn is not None
    return seed[1], drawn[1]


def test_a_plain_run_leaves_the_proofs_out(pytester: pytest.Pytester) -> None:
    pytester.runpytest_subprocess().assert_outcomes(passed=1, deselected=1)


def test_the_printed_seed_repeats_the_share(pytester: pytest.Pytester) -> None:
    seed, drawn = run(pytester)
    assert drawn.count(",") == 4
    assert run(pytester, "--seed", seed) == (seed, drawn)
    assert run(pytester, "--seed", str(int(seed) + 1))[1] != drawn


def test_in_full_every_case_runs(pytester: pytest.Pytester) -> None:
    assert run(pytester, "--full")[1] == str(list(range(1000)))
