"""``graphmodel doctor``: what is installed, what the store holds, what is wrong and how to mend it."""

from __future__ import annotations

import click

from graphmodel.cli.options import output_options, session_options
from graphmodel.cli.output import Answer, Output
from graphmodel.cli.session import Session


@click.command("doctor", short_help="Check the installation and the store.")
@output_options
@session_options
def command(output: Output, session: Session) -> int:
    """Check the installation and the store, and say how to mend what is wrong. Exit code 1 where something is.

    \b
    Example:
      graphmodel doctor
    """
    from graphmodel.errors import GraphModelError
    from graphmodel.report.health import Check, check_installation

    try:
        with session.open() as eco:
            checks = eco.doctor()
    except GraphModelError as error:
        place = f"{error.where}: " if error.where else ""
        checks = [*check_installation(), Check("store", "fault", f"{place}{error.what}", error.remedy)]
    output.write(
        Answer(("name", "state", "message", "remedy"), [(c.name, c.state, c.message, c.remedy) for c in checks])
    )
    return 1 if any(check.state == "fault" for check in checks) else 0
