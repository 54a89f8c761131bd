"""``graphmodel trace``: from what is shown to the row of the file that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Answer, Output, answer_from_frame, answer_from_rows
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
@click.option("--with-ties", is_flag=True, help="Of one thing, its relationships too.")
@click.option(
    "--country", "countries", multiple=True, callback=_read_countries,
    help="The ties of organisations of this country (HU, Hungary); may be repeated.",
)  # fmt: skip
@output_options
@session_options
def command(
    names: tuple[str, ...], with_ties: bool, countries: tuple[str, ...], output: Output, session: Session
) -> None:
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
        frame = eco.trace(*names, ties=with_ties, countries=countries)
        about = about_answer(eco, session, trace=", ".join([*names, *countries]))
        if output.form == "table" and len(frame):
            answers = _for_reading(frame)
            output.write_several(answers, next(iter(answers)), about)
        else:
            output.write(answer_from_frame(frame), about)


def _for_reading(frame: pd.DataFrame) -> dict[str, Answer]:
    """What is said and in which row, a line for each tie; and apart from it, once, what is known of each file."""
    placed = frame.assign(row=frame["file"] + ":" + frame["rows"])
    own = placed["type"] == "node"
    answers = {}
    if own.any():
        answers["values"] = answer_from_frame(placed[own][["property", "value", "row", "shown", "why", "dataset"]])
    if not own.all():
        lines = []
        for tie, rows in placed[~own].groupby(["thing", "type", "other", "row", "dataset", "key"], sort=False):
            given = zip(rows["property"], rows["value"], rows["shown"], strict=True)
            says = [
                f"{name}: {value}{'' if shown else ' (not shown)'}" for name, value, shown in given if name and value
            ]
            lines.append((*tie[:4], "; ".join(says), tie[4], rows["why"].iloc[0]))
        answers["ties"] = answer_from_rows(("thing", "type", "other", "row", "says", "dataset", "why"), lines)
    answers["origins"] = answer_from_frame(frame[_ORIGIN].drop_duplicates().sort_values(_ORIGIN))
    return answers
