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
    credentials: str | Path | None = None,
    timeout: float | None = None,
    create: bool = True,
    recipes: Sequence[Path] = (),
    questions: Sequence[Path] = (),
) -> Ecosystem:
    """Open the store in a folder (default ``graphmodel-store``), or on a server (``bolt://...``, ``neo4j://...``).

    For a server: its ``user``, ``password`` and ``database``, or ``credentials``, the file Aura hands out (its lines
    ``NEO4J_URI=``, ``NEO4J_USERNAME=``, ``NEO4J_PASSWORD=`` and ``NEO4J_DATABASE=``), whose server is meant where no target
    is given; ``timeout`` is how many seconds a query may run (300 by default; 0: without end).

    ``create=False`` refuses a folder that holds no store. ``recipes`` and ``questions`` name folders of your own.

    Raises :class:`~graphmodel.errors.StoreError` when it cannot be opened, with what to do about it.
    """
    file = None if credentials is None else Path(credentials)
    if file is not None and not target:
        from graphmodel.store.credentials import read_credentials

        target = read_credentials(file).address
    store = open_store(
        target or DEFAULT_STORE,
        user=user,
        password=password,
        database=database,
        credentials=file,
        timeout=timeout,
        create=create,
    )
    return Ecosystem(store, recipes=recipes, questions=questions)
