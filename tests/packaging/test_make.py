"""The Makefile and the script of continuous integration: what they list exists, and they need no prior setup."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def make(*arguments: str) -> str:
    if shutil.which("make") is None:
        pytest.skip("not run: no make on this machine")
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_help_lists_every_target() -> None:
    (declared,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert set(re.findall(r"^  make (\S+)", make(), re.MULTILINE)) == set(declared.split())


@pytest.mark.parametrize(
    "target",
    ["demo", "test", "proof", "bench", "lint", "types", "imports", "docs", "site", "notebooks", "wheel", "pins"],
)
def test_every_target_sets_up_its_environment_first(target: str) -> None:
    assert "tools/bootstrap.py" in make("--dry-run", target)


def test_the_named_python_reaches_the_setup() -> None:
    assert '--python "python3.12"' in make("--dry-run", "PYTHON=python3.12", "test")


def test_the_proofs_take_a_seed_and_run_in_full_when_told() -> None:
    assert "--seed 7 --full" in make("--dry-run", "SEED=7", "FULL=1", "proof")


def test_continuous_integration_runs_the_tests_then_the_proofs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert re.findall(r"^make \w+$", script.read_text(encoding="utf-8"), re.MULTILINE) == ["make test", "make proof"]


def test_the_tools_of_the_tests_are_those_of_the_pins() -> None:
    """Every program that the Makefile calls comes with the environment, so that nothing has to be installed by hand."""
    modules = set(re.findall(r'"\$\(PY\)" -m (\w+)', MAKEFILE))
    pinned = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    for module in modules - {"benchmarks", "tests", "tools"}:
        assert re.search(rf"^{module}==", pinned, re.MULTILINE), f"{module} is not pinned"
