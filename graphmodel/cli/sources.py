"""What a workbook says about its own origin: the question or query, its parameters, the store, the day, the credits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.output import About, answer_from_frame
from graphmodel.version import __version__

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.cli.session import Session
    from graphmodel.ecosystem import Ecosystem


def about_answer(eco: Ecosystem, session: Session, **facts: Any) -> About:
    """The origin of an answer; the credits are fetched only when a workbook is written."""
    day = dt.datetime.now(tz=dt.UTC).date()
    origin = {"store": session.store, "date": day, "made with": f"graphmodel {__version__}"}
    told = {name.replace("_", " "): value for name, value in facts.items() if value not in (None, "")}
    return About({**told, **origin}, lambda: answer_from_frame(eco.credits()))


def about_analysis(eco: Ecosystem, session: Session, frame: pd.DataFrame, options: Mapping[str, Any]) -> About:
    """The origin of the figures of an analysis: the options it was asked with, and the settings it tells of itself."""
    context = click.get_current_context()
    chosen = {name: value for name, value in options.items() if value is not None}
    settings = {f"setting {name}": value for name, value in frame.attrs.items() if name != "filters"}
    return about_answer(eco, session, **{"command": context.command_path, **chosen, **settings})
