"""Claims -> the things they describe: by shared keys, the machine's proposals and the decisions of persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from graphmodel.identity.components import claims_to_things
from graphmodel.identity.decisions import normalise_decisions
from graphmodel.identity.proposals import propose_decisions
from graphmodel.load.things import Claim


def claims_to_decided_things(
    keys: Sequence[str], contents: Sequence[Mapping[str, Any]], persons: pd.DataFrame
) -> tuple[list[str], pd.DataFrame]:
    """The id of the thing each claim describes, and all decisions: those of ``persons`` and the machine's own.

    ``keys`` are the claims' own keys, ``contents`` what they say, parsed.
    """
    claim_keys = [(key, *content.get("also", ())) for key, content in zip(keys, contents, strict=True)]
    proposed = propose_decisions(_organisations(keys, claim_keys, contents))
    decisions = normalise_decisions(pd.concat([persons, proposed], ignore_index=True))
    return claims_to_things(claim_keys, decisions), decisions


def claims_by_thing(
    claims: pd.DataFrame, contents: Sequence[Mapping[str, Any]], things: Sequence[str]
) -> dict[str, list[Claim]]:
    """The claims (``dataset, key, content, load, row``) on each thing."""
    groups: dict[str, list[Claim]] = {}
    columns = (claims[column].tolist() for column in ("dataset", "key", "content", "load", "row"))
    for thing, claim in zip(things, map(Claim._make, zip(*columns, contents, strict=True)), strict=True):
        groups.setdefault(thing, []).append(claim)
    return groups


def _organisations(
    keys: Sequence[str], claim_keys: Sequence[tuple[str, ...]], contents: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    rows = [
        (key, all_keys, content["values"].get("name"), content["values"].get("country"))
        for key, all_keys, content in zip(keys, claim_keys, contents, strict=True)
        if "Organisation" in content["labels"]
    ]
    return pd.DataFrame(rows, columns=["key", "keys", "name", "country"], dtype=object)
