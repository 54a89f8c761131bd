"""What a reader should find: the awkward graph's content, derived by hand from how the formats are documented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

BAD_ID = "mine:bad\ufffd\ufffd"

#: Node -> attribute -> value, with dates as ISO text, lists as lists and missing values absent.
NODES: Mapping[str, Mapping[str, Any]] = {
    "pic:1": {
        "labels": ["Cluster", "Organisation"],
        "name": 'O\'Neill & "Sons" <Kft.>',
        "founded": 2013,
        "sme": True,
        "names": ["a; b", "c, d", "[e]"],
        "share": 0.5,
        "mark_until": "2024-12-31",
        "country": "HU",
    },
    "pic:2": {
        "labels": ["Organisation"],
        "name": "Pécs-Baranyai\nKamara\r\n\tÜgyintéző",
        "sme": False,
        "country": "NA",
        "share": 3.0,
    },
    BAD_ID: {"labels": ["Organisation"], "name": "bell\ufffd \ufffd \ufffd tab\t end"},
    "cordis-grant:9": {
        "labels": ["Project"],
        "name": '=HYPERLINK("http://x")',
        "start": "2012-05-01",
        "end": "2014-10-31",
    },
}
#: (source, target, key) -> attribute -> value.
EDGES: Mapping[tuple[str, str, str], Mapping[str, Any]] = {
    ("pic:1", "cordis-grant:9", "PARTICIPATES_IN:cordis:coordinator"): {
        "type": "PARTICIPATES_IN",
        "role_": "coordinator",
        "contribution": 120000.5,
        "since": "2012-05-01",
        "source_": ["notes", "cordis"],
    },
    ("pic:1", "cordis-grant:9", "PARTICIPATES_IN:mine:coordinator"): {
        "type": "PARTICIPATES_IN",
        "role_": "coordinator",
        "contribution": 0.0,
    },
    ("pic:2", "pic:1", "MEMBER_OF:mine"): {
        "type": "MEMBER_OF",
        "since": "2013-01-01",
        "label_": "odd",
        "key_": "taken",
        "Role": "capital",
    },
    ("pic:1", "pic:2", "MEMBER_OF:mine"): {"type": "MEMBER_OF", "rows": 7},
    ("pic:2", "pic:2", "SUCCEEDED_BY:mine"): {"type": "SUCCEEDED_BY"},
}
#: Attributes the formats add for the eyes, which repeat a name, a type or a key.
ADDED = {"label", "id", "key"}


def with_kinds(values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Values with the name of their type, since ``True == 1 == 1.0``."""
    return {name: (type(value).__name__, value) for name, value in values.items()}


def lists_parsed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that hold lists, parsed from their JSON text; what a format only added left out."""
    lists = {"labels", "names", "source_"}
    return {n: json.loads(v) if n in lists else v for n, v in values.items() if n not in ADDED}


def assert_unharmed(
    nodes: Mapping[str, Mapping[str, Any]], edges: Mapping[tuple[str, str, str], Mapping[str, Any]]
) -> None:
    """Compare what was read, value by value and kind by kind."""
    assert {n: with_kinds(lists_parsed(v)) for n, v in nodes.items()} == {n: with_kinds(v) for n, v in NODES.items()}
    assert {e: with_kinds(lists_parsed(v)) for e, v in edges.items()} == {e: with_kinds(v) for e, v in EDGES.items()}
