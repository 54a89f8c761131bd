"""What the page's script reads: the nodes and edges of the pyvis network as columns, each repeated text written once.

Columns of numbers are a quarter the size of one object per tie, and parse in a fraction of the time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from graphmodel.maps.content import MapContent
from graphmodel.maps.layout import Layout
from graphmodel.maps.naming import group_name, most_prominent
from graphmodel.maps.style import kind_styles, tie_styles

_HARMFUL = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class Numbered:
    """Numbers for values in the order they were first asked for; -1 for what is missing."""

    def __init__(self, values: Iterable[Any] = ()) -> None:
        self._number: dict[Any, int] = {value: place for place, value in enumerate(values)}

    def number_of(self, value: Any) -> int:
        """The value's number, a new one where it has none yet."""
        return -1 if value is None or value == "" else self._number.setdefault(value, len(self._number))

    def values(self) -> list[Any]:
        """All values, in the order of their numbers."""
        return list(self._number)


def page_data(
    content: MapContent,
    layout: Layout,
    nodes: Sequence[dict[str, Any]],
    edges: Sequence[dict[str, Any]],
    strings: dict[str, Any],
) -> dict[str, Any]:
    """Everything the script of the page needs, as plain lists, numbers and texts.

    :param content: tidy content; :param nodes: and :param edges: what the pyvis network holds of it.
    """
    kinds = kind_styles(node["kind"] for node in nodes)
    tie_kinds = tie_styles(_by_count(edge["kind"] for edge in edges))
    countries = sorted({(node["country_name"], node["country"]) for node in nodes if node["country"]})
    kind_number = Numbered(style.kind for style in kinds)
    tie_number = Numbered(style.kind for style in tie_kinds)
    country_number = Numbered(code for _, code in countries)
    sectors = Numbered(sorted({sector for node in nodes for sector in node["sectors"]}))
    place = Numbered(node["id"] for node in nodes)
    evidence, spans = _evidence(content.evidence, edges)
    return {
        "title": content.title,
        "subtitle": content.subtitle,
        "notes": list(content.notes),
        "sizeMeaning": content.size_meaning,
        "weightMeaning": content.weight_meaning,
        "credits": [
            {"name": c.name, "publisher": c.publisher, "url": c.url, "licence": c.licence, "credit": c.credit}
            for c in content.credits
        ],
        "kinds": [{"name": s.kind, "shape": s.shape, "light": s.light, "dark": s.dark} for s in kinds],
        "tieKinds": [{"name": s.kind, "dash": s.dash, "light": s.light, "dark": s.dark} for s in tie_kinds],
        "countries": [{"code": code, "name": name} for name, code in countries],
        "sectors": sectors.values(),
        "layout": _layout(content, layout),
        "nodes": {
            "kind": [kind_number.number_of(node["kind"]) for node in nodes],
            "country": [country_number.number_of(node["country"]) for node in nodes],
            "sectors": [[sectors.number_of(sector) for sector in node["sectors"]] for node in nodes],
            **{
                column: [node[column] for node in nodes]
                for column in (
                    "id",
                    "label",
                    "x",
                    "y",
                    "size",
                    "weight",
                    "group",
                    "community",
                    "city",
                    "url",
                    "year",
                    "details",
                    "names",
                )
            },
        },
        "ties": {
            "from": [place.number_of(edge["from"]) for edge in edges],
            "to": [place.number_of(edge["to"]) for edge in edges],
            "kind": [tie_number.number_of(edge["kind"]) for edge in edges],
            "directed": [int(edge["directed"]) for edge in edges],
            **{column: [edge[column] for edge in edges] for column in ("weight", "since", "until")},
            "evidence": [span[0] for span in spans],
            "evidenceCount": [span[1] for span in spans],
        },
        "evidence": evidence,
        "strings": strings,
    }


def data_to_json(data: dict[str, Any]) -> str:
    """JSON that no HTML parser can take for markup, whatever the texts hold.

    >>> data_to_json({"name": "</script><b>"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _by_count(kinds: Iterable[str]) -> list[str]:
    counts = pd.Series(list(kinds), dtype=object).value_counts()
    return sorted(counts.index, key=lambda kind: (-int(counts[kind]), kind))


def _layout(content: MapContent, layout: Layout) -> dict[str, Any]:
    """Islands carry their name and their largest member, for the page to tell apart those of equal or of no name."""
    islands = []
    for island in layout.islands:
        members = content.nodes[layout.group == island.group]
        islands.append(
            {
                "x": island.x,
                "y": island.y,
                "radius": island.radius,
                "name": group_name(members),
                "largest": int(members.index[most_prominent(members)]),
            }
        )
    grouping = layout.grouping
    return {
        "kind": layout.kind,
        "islands": islands,
        "shelf": layout.shelf and {"x": layout.shelf[0], "y": layout.shelf[1]},
        "modularity": round(grouping.modularity, 2) if grouping else None,
        "chance": round(grouping.chance, 2) if grouping else None,
    }


def _evidence(
    frame: pd.DataFrame, edges: Sequence[dict[str, Any]]
) -> tuple[dict[str, list[Any]], list[tuple[int, int]]]:
    """The rows of evidence that belong to a tie, ordered by tie, and for each tie where its rows start and how many they are."""
    texts = Numbered()
    rows: dict[tuple[str, str, str], list[tuple[str, str, str]]] = {}
    for source, target, kind, *row in frame.itertuples(index=False, name=None):
        rows.setdefault((source, target, kind), []).append((row[0], row[1], row[2]))
    columns: dict[str, list[Any]] = {"text": [], "origin": [], "url": []}
    span: dict[tuple[str, str, str], tuple[int, int]] = {}
    spans = []
    for edge in edges:
        key = (edge["from"], edge["to"], edge["kind"])
        if key not in span:
            found = rows.get(key, [])
            span[key] = (len(columns["text"]), len(found))
            for fact in found:
                for column, text in zip(columns.values(), fact, strict=True):
                    column.append(texts.number_of(text))
        spans.append(span[key])
    return {**columns, "texts": texts.values()}, spans
