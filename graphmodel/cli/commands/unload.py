"""``graphmodel unload``: a load undone."""

from __future__ import annotations

import click

from graphmodel.cli.loading import write_report
from graphmodel.cli.options import dry_run_option, output_options, session_options
from graphmodel.cli.output import Output
from graphmodel.cli.session import Session


@click.command("unload", short_help="Undo a load or a dataset.")
@click.argument("load_or_dataset")
@dry_run_option
@output_options
@session_options
def command(load_or_dataset: str, dry_run: bool, output: Output, session: Session) -> None:
    """Undo one load, or all loads of a dataset; graphmodel loads lists both.

    What other loads say stays, whatever the order they came in.

    \b
    Example:
      graphmodel unload cordis/horizon --dry-run
    """
    with session.open() as eco:
        report = eco.unload(load_or_dataset, dry_run=dry_run)
    write_report(report, output)
