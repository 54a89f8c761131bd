"""``graphmodel trace``: from what is shown to the row of the file that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Answer, Output, answer_from_frame
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer

if TYPE_CHECKING:
    import pandas as pd

_ORIGIN = ["file", "dataset", "source", "licence", "publisher", "credit", "load", "recipe", "sha256"]


def _read_countries(_: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    from graphmodel.question.values import value_to_kind

    try:
        return tuple(str(value_to_kind(text, "country")) for text in texts)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param=parameter) from error


@click.command("trace", short_help="Trace what is shown to file, row and licence.")
@click.argument("names", metavar="NAME...", nargs=-1)
@click.option("--ties", is_flag=True, help="Of one thing, its relationships too.")
@click.option(
    "--country", "countries", multiple=True, callback=_read_countries,
    help="The ties of organisations of this country (HU, Hungary); may be repeated.",
)  # fmt: skip
@output_options
@session_options
def command(names: tuple[str, ...], ties: bool, countries: tuple[str, ...], output: Output, session: Session) -> None:
    """Trace what is shown to the file, row and licence it comes from, by any names or ids.

    One NAME: every value that any dataset gives of the thing, which one is shown, and by which rule. Several, such as the
    two clusters in a row of overlap or the things in a row of a question: the relationships among them, and those that
    tie two or more of them to a third thing, which is what the figures of that row count. A saved candidate
    (candidate:1) is traced to what its members share. A sum over a country: the country, and what else the row names (a
    programme, a sector); of two countries, what organisations of both take part in.

    \b
    Example:
      graphmodel trace "Lyonbiopole"
      graphmodel trace "Lyonbiopole" "BioM" -o evidence.xlsx
      graphmodel trace "Danube" --country HU
    """
    if not names and not countries:
        raise click.UsageError("Trace what? graphmodel trace NAME, or --country.")
    with session.open() as eco:
        frame = eco.trace(*names, ties=ties, countries=countries)
        about = about_answer(eco, session, trace=", ".join([*names, *countries]))
        if output.form == "table" and len(frame):
            output.write_several(_in_two_tables(frame), "values", about)
        else:
            output.write(answer_from_frame(frame), about)


def _in_two_tables(frame: pd.DataFrame) -> dict[str, Answer]:
    """For reading: what is said and in which row, and apart from it, once, what is known of each file."""
    ends = ["thing", "type", "other"] if frame["other"].any() else []
    values = frame[[*ends, "property", "value", "shown", "why", "dataset", "file", "rows"]]
    origins = frame[_ORIGIN].drop_duplicates().sort_values(_ORIGIN)
    return {"values": answer_from_frame(values), "origins": answer_from_frame(origins)}
