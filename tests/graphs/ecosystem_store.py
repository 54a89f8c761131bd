"""A small ecosystem in a real store, in which every trap of reading a graph occurs once.

Two datasets: ``cordis`` (precedence 20) and ``mine`` (10).

* ``u`` (a university) takes part in project ``p1`` as coordinator: CORDIS says so with a contribution, our own table without
  a role; and in ``p2``, which only our own table knows, without dates.
* ``c`` (a cluster) takes part in ``p1`` twice in CORDIS (two bodies that are one here) and once more in our table, where the
  contribution is another.
* ``u`` and ``f`` are members of ``c``; ``f`` is a member of ``a``, an association that is no cluster.
* ``c`` belongs to the alliance ``m``; ``c`` and ``u`` have an agreement; ``u`` took part in the event ``e`` in two roles.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from graphmodel.model import RELATIONSHIPS
from graphmodel.records import Changes, NodeChange, RelationshipChange
from graphmodel.store import Store, open_store

NODES: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    (
        ("Organisation",),
        {
            "id": "u",
            "name": "Univ. d'Été",
            "names": ["UdE", "a; b"],
            "country": "FR",
            "kind": "university",
            "region": "FRK26",
            "sme": False,
            "identifiers": ["u", "pic:1"],
            "claims": "{}",
        },
    ),
    (
        ("Cluster", "Organisation"),
        {
            "id": "c",
            "name": "Klaszter",
            "country": "HU",
            "founded": 2013,
            "mark_until": dt.date(2024, 12, 31),
            "identifiers": ["c"],
        },
    ),
    (("Organisation",), {"id": "a", "name": "Association", "country": "HU", "identifiers": ["a"]}),
    (("Organisation",), {"id": "f", "identifiers": ["f"], "stub": True}),
    (
        ("Ministry", "Organisation"),
        {"id": "g", "name": "Ministry", "country": "HU", "level": "national", "identifiers": ["g"]},
    ),
    (
        ("Project",),
        {
            "id": "p1",
            "acronym": "ONE",
            "title": "The first",
            "start": dt.date(2012, 5, 1),
            "end": dt.date(2014, 10, 31),
            "total_cost": 1500000.0,
            "identifiers": ["p1"],
        },
    ),
    (("Project",), {"id": "p2", "title": "The second", "identifiers": ["p2"]}),
    (("MetaCluster",), {"id": "m", "name": "Alliance", "since": dt.date(2015, 1, 1), "identifiers": ["m"]}),
    (("Event",), {"id": "e", "name": "Fair", "start": dt.date(2018, 9, 25), "identifiers": ["e"]}),
    (("Programme",), {"id": "prog:b", "name": "Programme B", "identifiers": ["prog:b"]}),
    (("Programme",), {"id": "prog:a", "name": "Programme A", "identifiers": ["prog:a"]}),
    (("Sector",), {"id": "sector:mining", "name": "Mining", "identifiers": ["sector:mining"]}),
    (("Sector",), {"id": "sector:ict", "name": "ICT", "identifiers": ["sector:ict"]}),
    (("Region",), {"id": "nuts:HU231", "name": "Baranya", "identifiers": ["nuts:HU231"]}),
    (
        ("Dataset",),
        {
            "id": "dataset:cordis",
            "name": "CORDIS",
            "publisher": "European Union",
            "licence": "CC BY 4.0",
            "precedence": 20.0,
            "identifiers": ["dataset:cordis"],
        },
    ),
    (("Dataset",), {"id": "dataset:mine", "name": "Own tables", "precedence": 10.0, "identifiers": ["dataset:mine"]}),
    (("Load",), {"id": "load:1", "dataset": "cordis"}),
]
TIES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "PARTICIPATES_IN",
        "u",
        "p1",
        {
            "role": "coordinator",
            "contribution": 700.0,
            "since": dt.date(2012, 5, 1),
            "dataset": "cordis",
            "rows": "organization.csv:2",
            "start_key": "pic:1",
        },
    ),
    (
        "PARTICIPATES_IN",
        "u",
        "p1",
        {
            "role": "",
            "until": dt.date(2014, 6, 30),
            "dataset": "mine",
            "rows": "t.csv:2",
            "start_key": "mine:u",
            "source": ["our-notes", "letter"],
        },
    ),
    ("PARTICIPATES_IN", "u", "p2", {"role": "", "dataset": "mine", "rows": "t.csv:3", "start_key": "mine:u"}),
    (
        "PARTICIPATES_IN",
        "c",
        "p1",
        {
            "role": "participant",
            "contribution": 100.0,
            "since": dt.date(2012, 5, 1),
            "until": dt.date(2013, 12, 31),
            "dataset": "cordis",
            "rows": "organization.csv:4",
            "start_key": "pic:2",
        },
    ),
    (
        "PARTICIPATES_IN",
        "c",
        "p1",
        {
            "role": "participant",
            "contribution": 50.0,
            "since": dt.date(2013, 1, 1),
            "until": dt.date(2014, 10, 31),
            "dataset": "cordis",
            "rows": "organization.csv:3",
            "start_key": "pic:3",
        },
    ),
    (
        "PARTICIPATES_IN",
        "c",
        "p1",
        {"role": "partner", "contribution": 160.0, "dataset": "mine", "rows": "t.csv:4", "start_key": "mine:c"},
    ),
    (
        "MEMBER_OF",
        "u",
        "c",
        {"role": "member", "since": dt.date(2014, 1, 1), "dataset": "mine", "rows": "m.csv:2", "start_key": "mine:u"},
    ),
    ("MEMBER_OF", "f", "c", {"dataset": "mine", "rows": "m.csv:3", "start_key": "mine:f"}),
    ("MEMBER_OF", "f", "a", {"dataset": "mine", "rows": "m.csv:4", "start_key": "mine:f"}),
    ("BELONGS_TO", "c", "m", {"dataset": "mine", "rows": "b.csv:2", "start_key": "mine:c"}),
    ("COOPERATES_WITH", "c", "u", {"what": "services", "dataset": "mine", "rows": "k.csv:2", "start_key": "mine:c"}),
    ("TOOK_PART_IN", "u", "e", {"role": "organiser", "dataset": "mine", "rows": "e.csv:2", "start_key": "mine:u"}),
    ("TOOK_PART_IN", "u", "e", {"role": "speaker", "dataset": "mine", "rows": "e.csv:3", "start_key": "mine:u"}),
    ("FUNDS", "g", "c", {"amount": 5000.0, "dataset": "mine", "rows": "f.csv:2", "start_key": "mine:g"}),
    ("FUNDS", "prog:a", "p1", {"amount": 10.0, "dataset": "mine", "rows": "f.csv:3", "start_key": "prog:a"}),
    ("PART_OF", "p1", "prog:b", {"dataset": "cordis", "rows": "project.csv:2", "start_key": "p1"}),
    ("PART_OF", "p1", "prog:a", {"dataset": "mine", "rows": "p.csv:2", "start_key": "p1"}),
    ("WITHIN", "sector:mining", "sector:ict", {"dataset": "mine", "rows": "s.csv:2", "start_key": "sector:mining"}),
    ("ABOUT", "p1", "sector:mining", {"dataset": "mine", "rows": "p.csv:2", "start_key": "p1"}),
    ("ACTIVE_IN", "c", "sector:mining", {"dataset": "mine", "rows": "c.csv:2", "start_key": "mine:c"}),
    ("ACTIVE_IN", "c", "sector:ict", {"dataset": "mine", "rows": "c.csv:2", "start_key": "mine:c"}),
    ("ACTIVE_IN", "c", "sector:ict", {"dataset": "cordis", "rows": "x.csv:2", "start_key": "pic:2"}),
    ("ACTIVE_IN", "m", "sector:mining", {"dataset": "mine", "rows": "m.csv:2", "start_key": "mine:m"}),
    ("LOCATED_IN", "c", "nuts:HU231", {"dataset": "mine", "rows": "c.csv:2", "start_key": "mine:c"}),
]
SPECIAL = {"Cluster": "Organisation", "Ministry": "Organisation"}


def open_ecosystem(folder: Path) -> Store:
    """The small ecosystem in a new store."""
    store = open_store(folder)
    store.fill(
        Changes(
            new_nodes=[NodeChange(labels, properties) for labels, properties in NODES], new_relationships=_changes()
        )
    )
    return store


def _changes() -> list[RelationshipChange]:
    base = {node["id"]: SPECIAL.get(labels[0], labels[0]) for labels, node in NODES}
    groups: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for name, start, end, values in TIES:
        row = {"load": "load:1", "end_key": end, **values, "start": start, "end": end}
        groups.setdefault((name, base[start], base[end]), []).append(row)
    changes = []
    for (name, start_label, end_label), rows in groups.items():
        columns = [
            "start",
            "end",
            *(p.name for p in RELATIONSHIPS[name].properties),
            "dataset",
            "load",
            "rows",
            "start_key",
            "end_key",
            "source",
        ]
        frame = pd.DataFrame(rows, columns=columns, dtype=object)
        changes.append(RelationshipChange(name, start_label, end_label, frame.where(frame.notna(), None)))
    return changes
