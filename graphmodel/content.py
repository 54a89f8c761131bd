"""Where the content is: recipes, questions, words, notebooks and the example that come with the package.

Installed, they lie inside the package under ``_content``; in a checkout they lie at the top of the repository, where people
look for them. Everything that finds content by name asks here.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from shutil import copyfile
from typing import Literal

from graphmodel.errors import GraphModelError

Content = Literal["classes", "examples", "loaders", "notebooks", "queries"]


def content_folder(name: Content) -> Path:
    """The folder of one kind of content: ``classes``, ``examples``, ``loaders``, ``notebooks`` or ``queries``.

    >>> content_folder("queries").name
    'queries'

    Raises:
        GraphModelError: the folder is not there, as in an installation that was copied by hand or packed into an archive.
    """
    package = resources.files("graphmodel")
    if isinstance(package, Path):
        installed = package / "_content" / name
        checkout = package.parent / name
        if installed.is_dir():
            return installed
        if checkout.is_dir() and (package.parent / "pyproject.toml").is_file():
            return checkout
    raise GraphModelError(
        f"The folder '{name}' that belongs to graphmodel is missing.",
        where=str(package),
        remedy="Install the package again from its wheel or its source folder, with pip.",
    )


def copy_notebooks(folder: Path) -> list[Path]:
    """Copy the notebooks into a folder, which is made if need be; files that are there already stay as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    copied = []
    for notebook in sorted(content_folder("notebooks").glob("*.ipynb")):
        target = folder / notebook.name
        if not target.exists():
            copyfile(notebook, target)
            copied.append(target)
    return copied
