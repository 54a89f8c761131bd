"""The content is found in a checkout and in an installed package; when it is missing, the message says what to do."""

import shutil
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from graphmodel.content import Content, content_folder
from graphmodel.errors import GraphModelError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", get_args(Content))
def test_a_checkout_has_its_content_at_the_top(name: Content) -> None:
    assert content_folder(name) == ROOT / name


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as it lies in site-packages: no pyproject.toml beside it, and a stranger's folder called queries."""
    package = tmp_path / "site-packages" / "graphmodel"
    (package / "_content" / "queries").mkdir(parents=True)
    (tmp_path / "site-packages" / "queries").mkdir()
    (tmp_path / "site-packages" / "loaders").mkdir()
    monkeypatch.setattr("graphmodel.content.resources.files", lambda _: package)
    return package


def test_an_installed_package_has_its_content_inside(installed: Path) -> None:
    assert content_folder("queries") == installed / "_content" / "queries"


def test_a_strangers_folder_beside_the_package_is_not_taken(installed: Path) -> None:
    with pytest.raises(
        GraphModelError, match=r"'loaders' that belongs to graphmodel is missing.*Install the package again"
    ):
        content_folder("loaders")


def test_a_package_inside_an_archive_is_refused_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "tree" / "packed"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "tree")
    monkeypatch.syspath_prepend(archive)
    inside = resources.files("packed")
    monkeypatch.setattr("graphmodel.content.resources.files", lambda _: inside)
    with pytest.raises(GraphModelError, match="Install the package again"):
        content_folder("queries")
