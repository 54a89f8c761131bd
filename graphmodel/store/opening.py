"""Open a store by its folder or its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.errors import StoreError

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_SCHEME = "://"


def open_store(
    target: str | Path,
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    create: bool = True,
) -> Store:
    """Open the store in a folder, or on a server (``bolt://``, ``neo4j://``, each also with ``+s`` and ``+ssc``).

    A folder is opened by one process; another that opens it meanwhile joins the first one over Bolt. With
    ``create=False`` a folder that holds no store is refused instead of becoming one. ``user``, ``password`` and
    ``database`` are for servers only.

    Raises :class:`~graphmodel.errors.StoreError` when it cannot be opened, with what to do about it.
    """
    from graphmodel.store.driver import import_driver

    if isinstance(target, str) and _SCHEME in target:
        import_driver()
        from graphmodel.store.neo4j_server import SCHEMES, is_address, open_neo4j

        if not is_address(target):
            raise StoreError(
                f"There are no stores with addresses like {target.partition(_SCHEME)[0]}{_SCHEME}.",
                where=target,
                remedy=f"Use a folder, or one of {', '.join(SCHEMES)}.",
            )
        return open_neo4j(target, user=user, password=password, database=database)
    if user or password or database:
        raise StoreError(
            "A folder has no user, password or database.",
            where=str(target),
            remedy="Leave them out, or name a server: bolt://host:7687.",
        )
    import_driver()
    from graphmodel.store.hosting import open_folder

    return open_folder(Path(target), create=create)
