"""Claims -> things: claims that share a key, or whose keys were decided to be the same, describe one thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from graphmodel.model import key_rank


def claims_to_things(claim_keys: Sequence[tuple[str, ...]], decisions: pd.DataFrame) -> list[str]:
    """The id of the thing each claim describes: the highest-ranking key of all its claims.

    ``claim_keys`` holds the keys of each claim, its own first. ``same`` lines join; a person's ``different`` line only
    takes away the machine's line on that pair (shared keys join all the same). Decisions on keys nobody claims are
    without effect.

    >>> lines = pd.DataFrame([("pic:1", "my:a", "same", "", "me")],
    ...                      columns=["left", "right", "decision", "reason", "who"])
    >>> claims_to_things([("my:a",), ("pic:1", "ror:1"), ("my:b",)], lines)
    ['pic:1', 'pic:1', 'my:b']
    """
    same = decisions[decisions["decision"] == "same"] if len(decisions) else decisions
    if not len(same) and len({key for keys in claim_keys for key in keys}) == sum(map(len, claim_keys)):
        return [keys[0] if len(keys) == 1 else min(keys, key=key_rank) for keys in claim_keys]
    # Loaded here: most datasets have one claim a thing, and it takes a tenth of a second.
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    lengths = np.fromiter((len(keys) for keys in claim_keys), dtype=np.int64, count=len(claim_keys))
    flat = [key for keys in claim_keys for key in keys]
    codes, distinct = pd.factorize(np.array(flat, dtype=object))
    claims = np.repeat(np.arange(len(claim_keys)), lengths)
    ranked = np.array(sorted(range(len(distinct)), key=lambda place: key_rank(str(distinct[place]))), dtype=np.int64)
    place_in_rank = np.empty(len(distinct), dtype=np.int64)
    place_in_rank[ranked] = np.arange(len(distinct))
    rows, columns = [claims], [codes + len(claim_keys)]
    if len(same):
        place = pd.Series(np.arange(len(distinct)), index=distinct)
        left, right = place.reindex(same["left"]).to_numpy(), place.reindex(same["right"]).to_numpy()
        known = ~(np.isnan(left) | np.isnan(right))
        rows.append(left[known].astype(np.int64) + len(claim_keys))
        columns.append(right[known].astype(np.int64) + len(claim_keys))
    size = len(claim_keys) + len(distinct)
    row, column = np.concatenate(rows), np.concatenate(columns)
    _, component = connected_components(
        coo_array((np.ones(len(row), dtype=np.int8), (row, column)), shape=(size, size)), directed=False
    )
    best = np.full(component.max() + 1, len(distinct), dtype=np.int64)
    np.minimum.at(best, component[codes + len(claim_keys)], place_in_rank[codes])
    return [str(distinct[ranked[place]]) for place in best[component[: len(claim_keys)]]]
