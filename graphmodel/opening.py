"""Open an ecosystem: a folder, or the address of a Neo4j server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graphmodel.ecosystem import Ecosystem
from graphmodel.store import open_store

DEFAULT_STORE = "graphmodel-store"


def open(  # noqa: A001  # read as graphmodel.open, like gzip.open
    target: str | Path | None = None,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    create: bool = True,
    recipes: Sequence[Path] = (),
    questions: Sequence[Path] = (),
) -> Ecosystem:
    """Open the store in a folder (default ``graphmodel-store``), or on a server (``bolt://...``, ``neo4j://...``).

    ``create=False`` refuses a folder that holds no store. ``recipes`` and ``questions`` name folders of your own.

    Raises :class:`~graphmodel.errors.StoreError` when it cannot be opened, with what to do about it.
    """
    store = open_store(target or DEFAULT_STORE, user=user, password=password, database=database, create=create)
    return Ecosystem(store, recipes=recipes, questions=questions)
