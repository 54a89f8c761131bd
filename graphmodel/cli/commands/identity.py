"""``graphmodel identity``: which names are one organisation."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.loading import write_report
from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output, write_stdout
from graphmodel.cli.session import Session


@click.group("identity", short_help="Correct which entries are one organisation.")
def command() -> None:
    """Read and correct the decisions which entries are one organisation.

    The decisions are a table (left, right, decision, reason, who). A person's line beats the machine's; deleting a line
    undoes what it joined.

    \b
    Example:
      graphmodel identity export identity.csv
      graphmodel identity import identity.csv --who "A. Analyst"
    """


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@session_options
def export_decisions(file: Path, session: Session) -> None:
    """Write the decisions to a CSV file.

    \b
    Example:
      graphmodel identity export identity.csv
    """
    with session.open() as eco:
        written = eco.identity_export(file)
    write_stdout(f"{written}\n")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--who", default="a person", show_default=True, help="Who decided: stands in each new line.")
@output_options
@session_options
def import_decisions(file: Path, who: str, output: Output, session: Session) -> None:
    """Replay a changed file of decisions.

    \b
    Example:
      graphmodel identity import identity.csv --who "A. Analyst"
    """
    with session.open() as eco:
        report = eco.identity_import(file, who=who)
    write_report(report, output)
