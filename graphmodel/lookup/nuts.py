"""Which versions of the NUTS classification know a code, by what the recipe ``regions`` loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_NAMESPACE = "nuts:"


def versions_by_code(store: Store) -> dict[str, tuple[str, ...]]:
    """For every code a region of the store has, the versions of NUTS that know it, oldest first: ``{"HU231": ("2021", "2024")}``.

    A code without versions exists in none of those that were loaded; where no code has any, none was loaded, and nothing
    can be said.
    """
    frame = store.read_nodes("Region", ["identifiers", "versions"])
    return {
        key.removeprefix(_NAMESPACE): tuple(sorted(versions)) if versions is not None else ()
        for keys, versions in zip(frame["identifiers"], frame["versions"], strict=True)
        for key in sorted(keys)
        if key.startswith(_NAMESPACE)
    }
