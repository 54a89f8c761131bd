"""``graphmodel recipe``: begin a recipe for a source of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.options import debug_option
from graphmodel.cli.output import write_stdout


@click.group("recipe", short_help="Begin a recipe for a source of your own.")
def command() -> None:
    """Recipes say how the tables of a source are read; graphmodel load --list shows those there are.

    \b
    Example:
      graphmodel recipe new members members-2024.csv
    """


@command.command("new", short_help="Write a starting recipe for a file.")
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@debug_option
def begin_recipe(name: str, file: Path) -> None:
    """Look at a file and write NAME.py: a recipe that loads it, with a guess for every column.

    Columns that name persons, or ways to them, are left out. What the model has no property for is left with the guess,
    for you to decide. A file that is there already is never overwritten.

    \b
    Example:
      graphmodel recipe new members members-2024.csv
      graphmodel load ./members.py members-2024.csv --dry-run
    """
    from graphmodel.load.drafts import file_to_recipe

    written = file_to_recipe(name, file, Path())
    write_stdout(f"{written}\n")
    click.echo(f"Go through it, then try: graphmodel load ./{written} {file} --dry-run", err=True)
