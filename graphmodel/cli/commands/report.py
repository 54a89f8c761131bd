"""``graphmodel report``: one page for a reader who never opens a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graphmodel.cli.options import filter_options, language_option, seed_option, session_options, title_option
from graphmodel.cli.output import write_stdout
from graphmodel.cli.session import Session


@click.command("report", short_help="Write a report: page, workbook or Markdown.")
@click.option(
    "-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path), default=Path("report.html"),
    show_default=True, help="The file to write: .html, .xlsx or .md.",
)  # fmt: skip
@click.option(
    "-f", "--format", "file_format", type=click.Choice(["html", "xlsx", "md"]),
    help="Form of the report. Default: what the ending of FILE means.",
)  # fmt: skip
@language_option
@title_option
@filter_options
@seed_option
@session_options
def command(path: Path, session: Session, **options: Any) -> None:
    """Write a report: findings in sentences, tables, charts and the map in one page that opens without a network.

    Every figure names the command that gives it again. As a workbook (.xlsx) each table is a sheet with all its rows.

    \b
    Example:
      graphmodel report -o report.html
      graphmodel report -o jelentes.html --lang hu --country HU
      graphmodel report -o report.xlsx
    """
    if options["file_format"] and path == Path("report.html"):
        path = path.with_suffix(f".{options['file_format']}")
    with session.open() as eco:
        written = eco.report(path, **options)
    write_stdout(f"{written}\n")
