"""Options that are alike in every command, each written once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from graphmodel.cli.output import FORMATS, Output
from graphmodel.cli.session import Session, chosen_store, require_server
from graphmodel.cli.years import years_options
from graphmodel.report.endings import ENDINGS

Body = TypeVar("Body", bound=Callable[..., Any])

_STORE_HELP = (
    "The store: a folder, or the address of a Neo4j server (bolt://, neo4j+s:// ...). Default: GRAPHMODEL_STORE, else "
    "NEO4J_URI, else ./graphmodel-store. User and password come from NEO4J_USERNAME and NEO4J_PASSWORD; a missing "
    "password is asked for."
)
_CREDENTIALS_HELP = (
    "A file with the login to a server, as Aura hands it out: NEO4J_URI=, NEO4J_USERNAME=, NEO4J_PASSWORD=, "
    "NEO4J_DATABASE=. It counts before the environment."
)


def _remember_debug(context: click.Context, _: click.Parameter, value: bool) -> bool:
    context.find_root().ensure_object(dict)["debug"] = value
    return value


def debug_option(body: Body) -> Body:
    """--debug; for commands that touch no store."""
    return click.option(
        "--debug", is_flag=True, expose_value=False, callback=_remember_debug,
        help="Show where in the program an error happened.",
    )(body)  # fmt: skip


def quiet_option(body: Body) -> Body:
    """--quiet and --debug; the command gets ``quiet``."""
    return click.option(
        "-q", "--quiet", is_flag=True, help="No messages and no progress bars, only the answer and errors."
    )(debug_option(body))


def session_options(body: Body) -> Body:
    """--store and what servers need, --quiet and --debug; the command gets a :class:`Session` as ``session``."""

    @click.option("--store", metavar="FOLDER|ADDRESS", help=_STORE_HELP)
    @click.option(
        "--database", metavar="NAME", help="The database on the server. Default: NEO4J_DATABASE, else its own."
    )
    @click.option(
        "--credentials", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=_CREDENTIALS_HELP
    )
    @click.option(
        "--timeout",
        metavar="SECONDS",
        type=click.FloatRange(min=0),
        help="How long a query may run on a server (0: without end). Default: 300.",
    )
    @quiet_option
    @functools.wraps(body)
    def command(
        *args: Any,
        store: str | None,
        database: str | None,
        credentials: Path | None,
        timeout: float | None,
        quiet: bool,
        **kwargs: Any,
    ) -> Any:
        chosen = chosen_store(store, credentials)
        require_server(chosen, database=database, credentials=credentials, timeout=timeout)
        session = Session(chosen, quiet, database=database, credentials=credentials, timeout=timeout)
        return body(*args, session=session, **kwargs)

    return command  # type: ignore[return-value]


def output_options(body: Body) -> Body:
    """--format, --excel and --output; the command gets an :class:`Output` as ``output``."""

    @click.option(
        "-f", "--format", "form", type=click.Choice(list(FORMATS)),
        help="Form of the answer. Default: a table, or what the ending of FILE means.",
    )  # fmt: skip
    @click.option(
        "--excel", is_flag=True,
        help="CSV as spreadsheets in most of Europe open it: semicolons, decimal commas, formulas disarmed.",
    )  # fmt: skip
    @click.option("-o", "--output", "path", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
    @functools.wraps(body)
    def command(*args: Any, form: str | None, excel: bool, path: Path | None, **kwargs: Any) -> Any:
        quiet = bool(click.get_current_context().params.get("quiet"))
        # A command with --show writes pages for people too.
        page = ENDINGS.get(path.suffix.lower()) if path and not form and kwargs.get("show") is not None else None
        chosen = page or _chosen_form(form, excel, path)
        return body(*args, output=Output(chosen, path, excel, quiet), **kwargs)

    return command  # type: ignore[return-value]


def _chosen_form(form: str | None, excel: bool, path: Path | None) -> str:
    if excel and form not in (None, "csv"):
        raise click.UsageError(f"--excel is a form of CSV and does not go with --format {form}.")
    if excel:
        return "csv"
    if form is None and path is not None:
        endings = {ending: name for name, ending in FORMATS.items()}
        if path.suffix.lower() not in endings:
            raise click.UsageError(
                f"'{path.name}' does not say which form is wanted: end it in {', '.join(endings)}, or add --format."
            )
        return endings[path.suffix.lower()]
    if form in ("parquet", "xlsx") and path is None:
        raise click.UsageError(f"--format {form} needs a file: add -o FILE{FORMATS[form]}")
    return form or "table"


def dry_run_option(body: Body) -> Body:
    """--dry-run."""
    return click.option("--dry-run", is_flag=True, help="Only say what would be done; write nothing to the store.")(
        body
    )


def seed_option(body: Body) -> Body:
    """--seed."""
    return click.option(
        "--seed", type=int, default=0, show_default=True, help="Where chance begins; the same seed, the same answer."
    )(body)


def language_option(body: Body) -> Body:
    """--lang; the command gets ``lang``."""
    return click.option(
        "--lang", type=click.Choice(["en", "hu", "cs"]), default="en", show_default=True,
        help="Language of the page: English, Hungarian or Czech.",
    )(body)  # fmt: skip


def title_option(body: Body) -> Body:
    """--title."""
    return click.option("--title", help="The title at the top of the page.")(body)


def ties_option(body: Body) -> Body:
    """--ties."""
    return click.option(
        "--ties", type=click.Choice(["all", "projects", "alliances", "members"]), default="all", show_default=True,
        help="What ties two organisations: what they take part in together.",
    )(body)  # fmt: skip


def filter_options(body: Body) -> Body:
    """--country, --region, --sector, --programme, --from and --to; the command gets ``country, region, sector, programme,
    first_year, last_year``.
    """
    return part_options(years_options(body))


def part_options(body: Body) -> Body:
    """--country, --region, --sector and --programme; the command gets ``country, region, sector, programme``."""
    for name, meaning in (
        ("programme", "Only what this programme, or a part of it, pays for, and who takes part in that."),
        ("sector", "Only what is about this sector or one within it, those active in it, and who takes part."),
        ("region", "Only organisations of this region (HU23, or its name), and what they take part in."),
    ):
        body = click.option(f"--{name}", help=meaning)(body)
    return country_option(body)


def country_option(body: Body) -> Body:
    """--country, read as a code or a name."""
    meaning = "Only organisations of this country (HU, Hungary), and what they take part in."
    return click.option("--country", callback=_read_country, help=meaning)(body)


def _read_country(_: click.Context, parameter: click.Parameter, text: str | None) -> str | None:
    from graphmodel.question.values import value_to_kind

    try:
        return text if text is None else value_to_kind(text, "country")
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param=parameter) from error


def parameter_option(body: Body) -> Body:
    """-p NAME=VALUE, any number of times; the command gets a mapping of texts as ``given``."""

    @click.option("-p", "--param", "given", metavar="NAME=VALUE", multiple=True, callback=_read_parameters,
                  help="A parameter and its value; may be repeated.")  # fmt: skip
    @functools.wraps(body)
    def command(*args: Any, **kwargs: Any) -> Any:
        return body(*args, **kwargs)

    return command  # type: ignore[return-value]


def _read_parameters(_: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    given: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"'{text}' is not NAME=VALUE, such as country=HU.", param=parameter)
        if name in given:
            raise click.BadParameter(f"'{name}' is given twice.", param=parameter)
        given[name] = value
    return given
