"""``graphmodel export``: the graph for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.options import session_options
from graphmodel.cli.output import write_stdout
from graphmodel.cli.session import Session


@click.command("export", short_help="Export the graph for other programs.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["graphml", "gexf", "json", "csv", "parquet"]),
    help="The form; default: what the ending of FILE means.",
)
@session_options
def command(path: Path, form: str | None, session: Session) -> None:
    """Export the whole graph for other programs: Gephi, networkx, spreadsheets.

    FILE ends in .graphml, .gexf or .json; csv and parquet make a folder with a file of nodes and one of relationships.

    \b
    Example:
      graphmodel export ecosystem.gexf
    """
    with session.open() as eco:
        written = eco.export(path, file_format=form)
    write_stdout(f"{written}\n")
