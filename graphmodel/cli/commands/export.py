"""``graphmodel export``: the graph for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphmodel.cli.options import filter_options, session_options
from graphmodel.cli.output import write_stdout
from graphmodel.cli.session import Session
from graphmodel.cli.years import undated_remark


@click.command("export", short_help="Export the graph for other programs.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "json", "csv", "parquet"]),
    help="The form; default: what the ending of FILE means.",
)
@filter_options
@session_options
def command(path: Path, form: str | None, session: Session, **options: Any) -> None:
    """Export the graph for other programs: Gephi, networkx, spreadsheets.

    FILE ends in .graphml, .gexf or .json; csv and parquet make a folder with a file of nodes and one of relationships.
    The filters leave a part of the graph, --from and --to the ties that held in these years, what they tie, and what
    describes that.
    Saved candidates are in it, labelled Candidate; they are proposals, so that --from and --to leave them out.

    \b
    Example:
      graphmodel export ecosystem.gexf
      graphmodel export energy.graphml --sector energy --from 2014
    """
    from graphmodel.graphs import export_graph

    with session.open() as eco:
        graph = eco.graph(proposals=True, **options)
    write_stdout(f"{export_graph(graph, path, form)}\n")
    if undated := graph.graph.get("undated", 0):
        session.say(undated_remark(undated))
