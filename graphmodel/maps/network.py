"""The pyvis network of a map: pyvis keeps the nodes and edges and is where the page is made, the rest is replaced.

What pyvis 0.3.2 does with other people's data is not safe to keep: ids that look like numbers become numbers, parallel ties
are dropped, adding ties takes quadratic time, its template asks a content delivery network and runs text as markup. So nodes
and edges go into its lists directly, and :meth:`Network.generate_html` renders our own template.
"""

from __future__ import annotations

from typing import Any

import jinja2
from pyvis.network import Network

from graphmodel.maps.content import MapContent
from graphmodel.maps.layout import Layout
from graphmodel.maps.style import kind_styles

_SHAPES = {"circle": "dot"}


class MapNetwork(Network):  # type: ignore[misc]
    """A pyvis ``Network`` filled from tidy content, with positions given and no physics.

    Its ``nodes`` and ``edges`` can be read and changed as those of any pyvis network until ``generate_html()`` is called.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]

    def __init__(self, content: MapContent, layout: Layout, environment: jinja2.Environment, template: str) -> None:
        super().__init__(height="100%", directed=True, cdn_resources="in_line", heading=content.title)
        self.templateEnv = environment
        self.path = template
        self.toggle_physics(False)
        self._insert_nodes(content, layout)
        self._insert_edges(content)

    def _insert_nodes(self, content: MapContent, layout: Layout) -> None:
        frame = content.nodes
        style = {s.kind: s for s in kind_styles(frame["kind"])}
        place = zip(layout.position.tolist(), layout.radius.tolist(), layout.group.tolist(), strict=True)
        for node, ((x, y), radius, group) in zip(frame.to_dict("records"), place, strict=True):
            drawn = style[node["kind"]]
            self.nodes.append(
                {
                    "id": node["id"],
                    "label": node["name"],
                    "x": x,
                    "y": y,
                    "size": radius,
                    "color": drawn.light,
                    "shape": _SHAPES.get(drawn.shape, drawn.shape),
                    "group": group,
                    "community": node["community_name"],
                    "weight": round(node["size"], 4),
                    **{
                        column: node[column]
                        for column in (
                            "kind",
                            "country",
                            "country_name",
                            "sectors",
                            "city",
                            "url",
                            "year",
                            "details",
                            "names",
                        )
                    },
                }
            )
        self.node_ids = [node["id"] for node in self.nodes]
        self.node_map = {node["id"]: node for node in self.nodes}

    def _insert_edges(self, content: MapContent) -> None:
        self.edges.extend(
            {
                "from": source,
                "to": target,
                "kind": kind,
                "directed": directed,
                "weight": round(weight, 4),
                "since": since,
                "until": until,
                "arrows": "to" if directed else "",
            }
            for source, target, kind, directed, weight, since, until in content.edges.itertuples(index=False, name=None)
        )
