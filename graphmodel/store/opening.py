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
    credentials: Path | None = None,
    timeout: float | None = None,
    create: bool = True,
) -> Store:
    """Open the store in a folder, or on a server (``bolt://``, ``neo4j://``, each also with ``+s`` and ``+ssc``).

    A folder is opened by one process; another that opens it meanwhile joins the first one over Bolt. With
    ``create=False`` a folder that holds no store is refused instead of becoming one. What stands between is for servers
    only: ``credentials`` names a file of a login (see :mod:`~graphmodel.store.credentials`); ``timeout`` is how many
    seconds a query may run (300 by default; 0: without end).

    Raises :class:`~graphmodel.errors.StoreError` when it cannot be opened, with what to do about it.
    """
    from graphmodel.store.driver import import_driver

    if isinstance(target, str) and _SCHEME in target:
        import_driver()
        from graphmodel.store.neo4j_server import SCHEMES, is_address, open_neo4j, without_login

        if not is_address(target):
            raise StoreError(
                f"There are no stores with addresses like {target.partition(_SCHEME)[0]}{_SCHEME}.",
                where=without_login(target),
                remedy=f"Use a folder, or one of {', '.join(SCHEMES)}.",
            )
        if credentials is not None:
            from graphmodel.store.credentials import read_credentials

            found = read_credentials(Path(credentials))
            found.require_for(target)
            user, password = user or found.user or None, found.password if password is None else password
            database = database or found.database or None
        return open_neo4j(target, user=user, password=password, database=database, timeout=timeout)
    if user or password or database or credentials or timeout is not None:
        raise StoreError(
            "A folder has no user, password, database or time limit.",
            where=str(target),
            remedy="Leave them out, or name a server: bolt://host:7687.",
        )
    import_driver()
    from graphmodel.store.hosting import open_folder

    return open_folder(Path(target), create=create)
