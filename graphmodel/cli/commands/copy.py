"""``graphmodel copy``: a store into another, whatever engine keeps either."""

from __future__ import annotations

from pathlib import Path

import click

from graphmodel.cli.moving import write_move
from graphmodel.cli.options import output_options, quiet_option
from graphmodel.cli.output import Output
from graphmodel.cli.session import Session, chosen_store, require_server

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("copy", short_help="Copy a store to another engine or place.")
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
@click.option("--source-database", metavar="NAME", help="The database on the server of SOURCE.")
@click.option("--target-database", metavar="NAME", help="The database on the server of TARGET.")
@click.option("--source-credentials", metavar="FILE", type=_FILE, help="A file with the login to the server of SOURCE.")
@click.option("--target-credentials", metavar="FILE", type=_FILE, help="A file with the login to the server of TARGET.")
@output_options
@quiet_option
def command(
    source: str,
    target: str,
    source_database: str | None,
    target_database: str | None,
    source_credentials: Path | None,
    target_credentials: Path | None,
    output: Output,
    quiet: bool,
) -> None:
    """Copy all that graphmodel keeps in SOURCE into TARGET: facts, decisions, saved candidates, and the ledger of loads.

    Each is a folder or the address of a Neo4j server. TARGET must hold nothing of graphmodel yet; what others keep on a
    server is neither copied nor touched. Both are read again afterwards, and the copy counts only if they are the same. A copy
    that was broken off is cleared by the next.

    Logins come from files, or from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, for TARGET from
    NEO4J_TARGET_USERNAME and so on where these are set; a missing password is asked for.

    \b
    Example:
      graphmodel copy graphmodel-store bolt://localhost:7687
      graphmodel copy neo4j+s://example.org laptop-store
    """
    origin = _session(source, quiet, ("NEO4J",), source_database, source_credentials)
    place = _session(target, quiet, ("NEO4J_TARGET", "NEO4J"), target_database, target_credentials)
    with origin.open() as eco, place.open(create=True) as other, origin.progress() as progress:
        report = eco.copy(other, progress=progress)
    write_move(report, output)


def _session(
    place: str, quiet: bool, variables: tuple[str, ...], database: str | None, credentials: Path | None
) -> Session:
    store = chosen_store(place)
    require_server(store, database=database, credentials=credentials)
    return Session(store, quiet, variables, database=database, credentials=credentials)
