"""The store a command works on: which one is meant, with whose password, and how it is opened.

This is the only place that reads the environment.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from graphmodel.cli.output.cells import safe_lines
from graphmodel.cli.progress import Bars, Silence, terminal_progress

if TYPE_CHECKING:
    from graphmodel.ecosystem import Ecosystem

Result = TypeVar("Result")
DEFAULT_STORE = "graphmodel-store"
_ADDRESS = re.compile(r"(?:bolt|neo4j)(?:\+s|\+ssc)?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Session:
    """What every command is told: the store, whether to be quiet, whether to show tracebacks."""

    store: str
    quiet: bool = False
    #: Beginnings of the variables that hold its login: the first one set counts.
    variables: tuple[str, ...] = ("NEO4J",)
    #: For servers only: the database meant, a file of a login, and how many seconds a query may run.
    database: str | None = None
    credentials: Path | None = None
    timeout: float | None = None

    @contextmanager
    def open(self, *, create: bool = False, plan_only: bool = False) -> Iterator[Ecosystem]:
        """The store, closed again whatever happens; only commands that write first things create one.

        With ``plan_only`` a folder that does not exist yet is not made: an empty store elsewhere stands in for it.
        """
        import graphmodel

        _import_driver()
        with ExitStack() as stack:
            store = self.store
            if plan_only and not is_address(store) and not Path(store).exists():
                from tempfile import TemporaryDirectory

                scratch = stack.enter_context(TemporaryDirectory(prefix="graphmodel-", ignore_cleanup_errors=True))
                store = str(Path(scratch) / DEFAULT_STORE)
            user, password = (None, None) if self.credentials else _login(store, self.variables)
            database = self.database
            if is_address(store) and not self.credentials:
                database = database or _setting("DATABASE", self.variables)
            yield stack.enter_context(
                graphmodel.open(
                    store,
                    user=user,
                    password=password,
                    database=database,
                    credentials=self.credentials,
                    timeout=self.timeout,
                    create=create,
                )
            )

    @contextmanager
    def open_beside(
        self, work: Callable[[], Result], *, create: bool = False, plan_only: bool = False
    ) -> Iterator[tuple[Ecosystem, Result]]:
        """The store, opened while some work is done that needs none, and what the work came to.

        An engine takes as long to start as many files to be read. A server does not, and may have a password asked for.
        """
        if is_address(self.store):
            with self.open(create=create, plan_only=plan_only) as eco:
                yield eco, work()
            return
        _import_driver()  # before anything else is imported beside it
        with ExitStack() as stack, ThreadPoolExecutor(1, "graphmodel-open") as thread:
            opening = thread.submit(stack.enter_context, self.open(create=create, plan_only=plan_only))
            result = work()
            yield opening.result(), result

    @contextmanager
    def progress(self) -> Iterator[Bars | Silence]:
        """Progress bars that are gone when the work ends, however it ends."""
        bars = terminal_progress(self.quiet)
        try:
            yield bars
        finally:
            bars.end()

    def say(self, text: str) -> None:
        """A message on standard error, unless it shall be quiet."""
        if not self.quiet:
            click.echo(safe_lines(text), err=True)


def _import_driver() -> None:
    from graphmodel.store.driver import import_driver

    import_driver(frames=False)  # in this process nobody hands the driver a frame, and it starts 2 s sooner


def is_address(store: str) -> bool:
    """Whether a store is named by the address of a server rather than by a folder."""
    return _ADDRESS.match(store) is not None


def chosen_store(option: str | None, credentials: Path | None = None) -> str:
    """The store that is meant: the option, else the environment, else the folder ``graphmodel-store``.

    A file of credentials counts for as much as the option: the server it names is meant where no option says otherwise.

    Raises:
        click.UsageError: the address holds a password, which other users of the machine could read.
    """
    named = "" if option or credentials is None else _address_in(credentials)
    store = option or named or os.environ.get("GRAPHMODEL_STORE") or os.environ.get("NEO4J_URI") or DEFAULT_STORE
    # Whatever the scheme is: a password must not be shown, not even in a message about the address.
    if "@" in store.partition("://")[2]:
        raise click.UsageError(
            "An address must hold no user or password. Set NEO4J_USERNAME and NEO4J_PASSWORD, name a file "
            "(--credentials), or wait to be asked."
        )
    return store


def require_server(store: str, **given: object) -> None:
    """Refuse options that only servers understand, where a folder is meant.

    Raises:
        click.UsageError: one of them was given.
    """
    for name, value in given.items():
        if value is not None and not is_address(store):
            raise click.UsageError(f"--{name} is for servers, and the store meant is the folder {store}.")


def _address_in(credentials: Path) -> str:
    from graphmodel.store.credentials import read_credentials

    return read_credentials(credentials).address


def _setting(name: str, variables: tuple[str, ...]) -> str | None:
    return next((value for each in variables if (value := os.environ.get(f"{each}_{name}")) is not None), None)


def _login(store: str, variables: tuple[str, ...]) -> tuple[str | None, str | None]:
    """User and password for a server: from the environment, else the password is asked for where somebody can answer."""
    if not is_address(store):
        return None, None
    user = _setting("USERNAME", variables) or "neo4j"
    password = _setting("PASSWORD", variables)
    if password is None and sys.stdin.isatty():
        password = click.prompt(
            f"Password of {user} at {store} (empty for none)", hide_input=True, default="", err=True, show_default=False
        )
    return (user, password) if password else (None, None)
