"""``graphmodel backup``: a store kept in one file."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.moving import write_move
from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output
from graphmodel.cli.session import Session


@click.command("backup", short_help="Keep the whole store in one file.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@output_options
@session_options
def command(file: Path, output: Output, session: Session) -> None:
    """Keep all that the store holds in FILE, a zip that `graphmodel restore` makes a store of again.

    Another program may have the store open; a backup during which somebody loads is not kept. Any later version can
    restore it, whichever engine it has. FILE is replaced where there is one, once the new one is complete.

    \b
    Example:
      graphmodel backup ecosystem-2026-11.zip
    """
    with session.open() as eco, session.progress() as progress:
        report = eco.backup(file, progress=progress)
    write_move(report, output)
