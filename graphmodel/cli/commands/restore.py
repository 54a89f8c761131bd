"""``graphmodel restore``: a store made again from its backup."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.moving import write_move
from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Output
from graphmodel.cli.session import Session


@click.command("restore", short_help="Make a store again from its backup.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@output_options
@session_options
def command(file: Path, output: Output, session: Session) -> None:
    """Make a store of FILE, which `graphmodel backup` wrote: in a folder that holds none yet, or on a Neo4j server.

    FILE is looked through first, and what the store then holds is read again and compared with it before it counts. To go
    back to a backup, rename the folder of the store and restore into its old name.

    \b
    Example:
      graphmodel restore ecosystem-2026-11.zip --store restored-store
    """
    from graphmodel.moving import read_manifest

    read_manifest(file)  # so that a damaged file leaves no empty store behind
    with session.open(create=True) as eco, session.progress() as progress:
        report = eco.restore(file, progress=progress)
    write_move(report, output)
