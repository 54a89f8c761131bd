"""From the store to networkx and two-mode networks, and from a graph to files other programs open."""

from __future__ import annotations

from graphmodel.graphs.answer import rows_to_frame
from graphmodel.graphs.credits import store_to_credits
from graphmodel.graphs.export import export_graph
from graphmodel.graphs.extraction import store_to_two_mode
from graphmodel.graphs.multigraph import store_to_graph
from graphmodel.graphs.periods import graph_between

__all__ = ["export_graph", "graph_between", "rows_to_frame", "store_to_credits", "store_to_graph", "store_to_two_mode"]
