"""The pinned requirement files: complete, hashed, free of addresses, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = ["runtime.txt", "dev.txt"]


def pins(name: str) -> dict[str, set[tuple[str, str]]]:
    """Package -> its pinned versions, each with the condition under which it is taken (an older one on an older Python)."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line.partition(" --hash")[0].strip() for line in text.splitlines() if line and not line.startswith("#")]
    found: dict[str, set[tuple[str, str]]] = {}
    for pin in map(Requirement, lines):
        (version,) = [each.version for each in pin.specifier]
        found.setdefault(canonicalize_name(pin.name), set()).add((version, str(pin.marker or "")))
    return found


def asked_for() -> list[Requirement]:
    return [Requirement(line) for line in PROJECT["dependencies"]]


def asked_for_in_development() -> list[Requirement]:
    lines = (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", FILES)
def test_every_dependency_is_pinned_to_a_version_that_it_allows(name: str) -> None:
    pinned = pins(name)
    wanted = asked_for() + (asked_for_in_development() if name == "dev.txt" else [])
    for requirement in wanted:
        for version, _ in pinned[canonicalize_name(requirement.name)]:
            assert requirement.specifier.contains(version, prereleases=True), f"{requirement} is pinned to {version}"


@pytest.mark.parametrize("name", FILES)
def test_every_pin_is_exact_and_has_hashes(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    for block in re.split(r"\n(?=\S)", text):
        if not block.startswith("#"):
            assert re.match(r"^[\w.-]+==[\w.]+( ; [^\\]+)? \\\n    --hash=sha256:[0-9a-f]{64}", block), block[:80]


@pytest.mark.parametrize("name", FILES)
def test_no_pin_names_an_address_or_a_folder(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|/", text.replace("sys_platform", ""))


def test_what_users_get_is_what_developers_test() -> None:
    developed = pins("dev.txt")
    for name, versions in pins("runtime.txt").items():
        assert {version for version, _ in versions} == {version for version, _ in developed[name]}


def test_the_engine_is_pinned_exactly_in_the_package_itself() -> None:
    (engine,) = [each for each in asked_for() if each.name == "arcadedb"]
    assert [each.operator for each in engine.specifier] == ["=="]
