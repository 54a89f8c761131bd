"""``graphmodel map``: the interactive map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphmodel.cli.options import filter_options, language_option, seed_option, session_options, title_option
from graphmodel.cli.output import write_stdout
from graphmodel.cli.session import Session


@click.command("map", short_help="Draw an interactive map.")
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    type=click.Path(path_type=Path),
    default=Path("map.html"),
    show_default=True,
    help="The file to write; FILE.svg gets a still picture instead of the interactive page.",
)
@title_option
@language_option
@filter_options
@seed_option
@session_options
def command(path: Path, session: Session, **options: Any) -> None:
    """Draw an interactive map: one HTML file that opens in any browser, without a network.

    \b
    Example:
      graphmodel map -o hungary.html --country HU
      graphmodel map -o terkep.html --lang hu --country HU
      graphmodel map -o hungary.svg --country HU
    """
    with session.open() as eco:
        written = eco.map(path, **options)
    write_stdout(f"{written}\n")
