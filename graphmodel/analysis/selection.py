"""Which actors of a network are the clusters to compare."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from graphmodel.errors import NotFoundError
from graphmodel.twomode import TwoMode


def chosen_clusters(network: TwoMode, clusters: Collection[str] | None) -> NDArray[np.int64]:
    """Positions, rising, of the actors with the given ids; without ids, of those labelled Cluster.

    Raises :class:`~graphmodel.errors.NotFoundError` for an id that is no actor of the network.
    """
    if clusters is None:
        held = [place for place, labels in enumerate(network.actors["labels"]) if "Cluster" in labels]
        return np.array(held, dtype=np.int64)
    wanted = sorted({clusters} if isinstance(clusters, str) else set(clusters))
    rows = pd.Index(network.actors["id"]).get_indexer(pd.Index(wanted, dtype="str"))
    unknown = [name for name, row in zip(wanted, rows, strict=True) if row < 0]
    if unknown:
        raise NotFoundError(
            f"No actor of this network has the id {unknown[0]!r}.",
            where="clusters",
            remedy="Name actors by their id, and keep them in the network.",
        )
    return np.sort(rows).astype(np.int64)
