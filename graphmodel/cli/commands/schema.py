"""``graphmodel schema``: the vocabulary."""

from __future__ import annotations

import click

from graphmodel.cli.options import debug_option
from graphmodel.cli.output import write_stdout


@click.command("schema", short_help="Print the kinds of things and ties.")
@debug_option
def command() -> None:
    """Print the kinds of things and ties a store may hold, with their properties and meanings.

    \b
    Example:
      graphmodel schema
    """
    from graphmodel.vocabulary import schema_text

    write_stdout(schema_text().rstrip("\n") + "\n")
