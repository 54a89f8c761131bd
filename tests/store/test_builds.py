"""Which build of the embedded engine opens a store: the native one, the one that wrote the store, or the one there is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from graphmodel.errors import StoreError
from graphmodel.store import builds
from graphmodel.store.folder import StoreFolder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Packages with their versions, instead of those of this environment."""
    packages: dict[str, str] = {}

    def version(name: str) -> str:
        if name not in packages:
            raise PackageNotFoundError(name)
        return packages[name]

    monkeypatch.setattr(builds, "version", version)
    return packages


def test_the_native_build_comes_first_and_the_other_stands_in(installed: dict[str, str]) -> None:
    installed["arcadedb-embedded"] = "26.10.2"
    assert builds.installed_engines() == ["ArcadeDB (Java) 26.10.2"]
    installed["arcadedb"] = "26.11.1"
    assert builds.installed_engines() == ["ArcadeDB 26.11.1", "ArcadeDB (Java) 26.10.2"]


def test_without_any_the_remedy_is_to_install_one(installed: dict[str, str]) -> None:
    with pytest.raises(StoreError, match="No embedded engine") as raised:
        builds.installed_engines()
    assert "pip install arcadedb" in raised.value.remedy


def test_a_store_is_opened_by_the_build_that_wrote_it(tmp_path: Path) -> None:
    both = ["ArcadeDB 26.11.1", "ArcadeDB (Java) 26.10.2"]
    folder = StoreFolder(tmp_path)
    assert folder.claim(both[1:]) == both[1]
    assert folder.claim(both) == both[1]
    with pytest.raises(StoreError, match=r"ArcadeDB \(Java\) 26\.10\.2 wrote this store") as raised:
        folder.claim(both[:1])
    assert "pip install arcadedb-embedded==26.10.2" in raised.value.remedy
