"""The services that clusters need in each stage, as the store has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.sheets import SEPARATOR

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store


def store_to_needs(store: Store) -> dict[str, tuple[str, ...]]:
    """Stage (its name in small letters) -> the services needed there, the most important first."""
    frame = store.read_nodes("Stage", ["name", "needs"]).dropna(subset=["name", "needs"]).sort_values("id")
    return {
        str(name).strip().lower(): tuple(need.strip() for need in str(needs).split(SEPARATOR) if need.strip())
        for name, needs in zip(frame["name"], frame["needs"], strict=True)
    }
