"""``graphmodel template``: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.options import debug_option
from graphmodel.cli.output import write_stdout


@click.command("template", short_help="Write a workbook to fill in.")
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path), default=Path("ecosystem.xlsx"),
    show_default=True, help="The workbook to write.",
)  # fmt: skip
@debug_option
def command(path: Path) -> None:
    """Write a workbook to fill in with your own organisations, clusters and projects.

    A sheet per kind of thing, with meanings, drop-down values and an example row; load it with the recipe tables.

    \b
    Example:
      graphmodel template -o ecosystem.xlsx
      graphmodel load tables ecosystem.xlsx
    """
    from graphmodel.vocabulary import write_template

    write_stdout(f"{write_template(path)}\n")
