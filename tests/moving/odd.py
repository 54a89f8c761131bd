"""Things with names, ids and values that nobody would choose, and that a store keeps all the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from graphmodel.records import Changes, NodeChange, RelationshipChange

HOSTILE = [
    "'; MATCH (n) DETACH DELETE n; //",
    '"}],"claims":null',
    "`$first`",
    "\\u0000\\",
    "\x00\x1f\x7f",
    "line\nline\r\nline\u2028line\u0085",
    "مرحبا \u202e reversed",
    "e\u0301 é 𐍈 🇭🇺",
    "  blanks  ",
    '{"date":"2012-05-01"}',
]
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
NUMBERS = st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([-0.0, 5e-324, 1e308, 1.0, 1e16]))
WHOLE = st.integers(-(2**63), 2**63 - 1)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
_ORGANISATION = {
    "name": TEXT,
    "names": st.lists(TEXT, max_size=3),
    "sme": st.booleans(),
    "vat": st.lists(TEXT, min_size=1, max_size=2),
    "stub": st.booleans(),
}
_CLUSTER = {**_ORGANISATION, "founded": WHOLE, "mark_until": DAYS}
_PROJECT = {"title": TEXT, "total_cost": NUMBERS, "start": DAYS, "end": DAYS}
_KINDS = [
    (("Organisation",), _ORGANISATION),
    (("Cluster", "Organisation"), _CLUSTER),
    (("Cluster", "Ministry", "Organisation"), _CLUSTER),
    (("Project",), _PROJECT),
]
_TIE = {"role": TEXT, "contribution": NUMBERS, "since": DAYS, "source": st.lists(TEXT, max_size=2)}


@st.composite
def contents(draw: st.DrawFn, least: int = 1, most: int = 8) -> Changes:
    """A graph: nodes of all kinds of labels, and ties between organisations and projects, some of them twice."""
    ids = draw(st.lists(TEXT.filter(bool), unique=True, min_size=least, max_size=most))
    nodes, by_base = [], dict[str, list[str]](Organisation=[], Project=[])
    for node_id in ids:
        labels, properties = draw(st.sampled_from(_KINDS))
        given = draw(st.fixed_dictionaries({}, optional=properties))
        nodes.append(NodeChange(labels, {**given, "id": node_id, "claims": draw(TEXT)}))
        by_base["Organisation" if "Organisation" in labels else "Project"].append(node_id)
    rows: list[dict[str, Any]] = []
    if all(by_base.values()):
        for _ in range(draw(st.integers(0, most))):
            given = draw(st.fixed_dictionaries({"start_key": TEXT}, optional=_TIE))
            ends = {name: draw(st.sampled_from(by_base[base])) for name, base in _ENDS.items()}
            rows += [{**ends, **given}] * draw(st.integers(1, 2))
    return Changes(new_nodes=nodes, new_relationships=[_participations(rows)] if rows else [])


_ENDS = {"start": "Organisation", "end": "Project"}


def _participations(rows: list[dict[str, Any]]) -> RelationshipChange:
    return RelationshipChange("PARTICIPATES_IN", "Organisation", "Project", pd.DataFrame(rows, dtype=object))
