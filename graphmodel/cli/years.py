"""The options --from and --to, and the remark what they left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from graphmodel.cli.output import Output

_YEAR = click.IntRange(1000, 9999)
Body = TypeVar("Body", bound=Callable[..., Any])


def years_options(body: Body) -> Body:
    """--from and --to; the command gets ``first_year`` and ``last_year``."""
    options = (
        click.option(
            "--from", "first_year", metavar="YEAR", type=_YEAR, help="Only ties that held in this year or later."
        ),
        click.option(
            "--to", "last_year", metavar="YEAR", type=_YEAR, help="Only ties that held in this year or before."
        ),
    )
    for option in reversed(options):
        body = option(body)
    return body


def undated_remark(undated: int) -> str:
    """What is said of ties that were left out because nothing dates them; empty where there are none.

    >>> undated_remark(1), undated_remark(0)
    ('1 tie without a date was left out.', '')
    """
    if not undated:
        return ""
    return (
        f"{undated:,} {'tie' if undated == 1 else 'ties'} without a date {'was' if undated == 1 else 'were'} left out."
    )


def undated_words(undated: Mapping[str, int]) -> str:
    """What is said of what a question left out, by type of tie and kind of thing.

    >>> undated_words({"PARTICIPATES_IN": 1200, "Project": 3})
    'Left out for want of a date, in the whole store: PARTICIPATES_IN 1,200, Project 3.'
    """
    counts = ", ".join(f"{name} {count:,}" for name, count in undated.items())
    return f"Left out for want of a date, in the whole store: {counts}."


def say_undated(output: Output, undated: int) -> None:
    """Say how many ties were left out because nothing dates them, if any were."""
    if undated:
        output.say(undated_remark(undated))
