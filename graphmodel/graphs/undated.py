"""What a question with years leaves out because nothing dates it, counted in the whole store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphmodel.graphs.periods import DATED, PERIODS

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_NO_DATES = "x.start IS NULL AND x.end IS NULL AND x.since IS NULL AND x.until IS NULL"


def count_undated(store: Store, cypher: str) -> dict[str, int]:
    """How many ties of the dated types a query names, and things of the dated labels, no date is known of.

    By type or label, those with none left out. Counted are the relationships of the whole store, whatever else the query
    asks for: what two datasets say of one tie counts twice.
    """
    counts = {}
    for name in sorted(DATED):
        if re.search(rf"\b{name}\b", cypher):
            founded = " AND x.founded IS NULL" if name == "MEMBER_OF" else ""
            own = "r.since IS NULL AND r.until IS NULL"
            counts[name] = f"MATCH ()-[r:{name}]->(x) WHERE {own} AND {_NO_DATES}{founded} RETURN count(r)"
    for label in PERIODS:
        if re.search(rf":{label}\b", cypher):
            counts[label] = f"MATCH (x:{label}) WHERE {_NO_DATES} RETURN count(x)"
    found = {name: int(store.query(query).rows[0][0]) for name, query in counts.items()}
    return {name: count for name, count in found.items() if count}
