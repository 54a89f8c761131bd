"""``graphmodel notebooks``: the notebooks to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.options import debug_option
from graphmodel.cli.output import write_stdout


@click.command("notebooks", short_help="Copy the notebooks to begin with.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("notebooks"))
@debug_option
def command(folder: Path) -> None:
    """Copy the notebooks that come with graphmodel into FOLDER; files that are there already stay as they are.

    \b
    Example:
      graphmodel notebooks my-notebooks
    """
    from graphmodel.content import copy_notebooks

    for path in copy_notebooks(folder):
        write_stdout(f"{path}\n")
