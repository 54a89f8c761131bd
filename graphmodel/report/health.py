"""What is installed, what the store holds, what is wrong, and how to mend it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Literal

from graphmodel.errors import GraphModelError
from graphmodel.model import RELATIONSHIPS
from graphmodel.store.guests import FOREIGN_REMEDY, foreign_note
from graphmodel.version import __version__

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

_PACKAGES = ("arcadedb", "neo4j", "pandas", "networkx", "graspologic-native", "pyvis")
_TESTED = ((3, 11), (3, 13))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it is, and the remedy where it is not well."""

    name: str
    state: Literal["ok", "warning", "fault"]
    message: str
    remedy: str = ""


def check_installation() -> list[Check]:
    """Look at Python, the packages and the content that belongs to graphmodel."""
    return [_python(), *_packages(), _content()]


def check_content(store: Store) -> list[Check]:
    """Look at what an open store holds."""
    return list(_content_of(store))


def _python() -> Check:
    here = sys.version_info[:2]
    text = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    if _TESTED[0] <= here <= _TESTED[1]:
        return Check("python", "ok", text)
    return Check(
        "python",
        "warning",
        f"{text}: not among the versions tested (3.11 to 3.13)",
        "It may well work; if not, use Python 3.13.",
    )


def _packages() -> Iterator[Check]:
    yield Check("graphmodel", "ok", __version__)
    for name in _PACKAGES:
        try:
            yield Check(name, "ok", version(name))
        except PackageNotFoundError:
            yield Check(name, "fault", "is not installed", "Install graphmodel again with pip; it brings all it needs.")


def _content() -> Check:
    from graphmodel.content import content_folder

    try:
        counts = {name: sum(1 for _ in content_folder(name).iterdir()) for name in ("loaders", "queries", "examples")}
    except GraphModelError as fault:
        return Check("content", "fault", fault.what, fault.remedy)
    return Check("content", "ok", ", ".join(f"{name} {count}" for name, count in counts.items()))


def _content_of(store: Store) -> Iterator[Check]:
    yield Check("store", "ok", f"{store.address} ({store.engine})")
    foreign = foreign_note(store.foreign_counts())
    if foreign:
        yield Check("things of others", "warning", foreign, FOREIGN_REMEDY)
    counts = store.counts()
    shown = {name: n for name, n in counts.items() if n and name not in {"Load", "Decision"}}
    if not shown:
        yield Check(
            "content of the store",
            "warning",
            "the store is empty",
            "Load something: `graphmodel demo`, or `graphmodel load cordis FILE...`.",
        )
        return
    yield Check("content of the store", "ok", ", ".join(f"{name} {n:,}" for name, n in sorted(shown.items())))
    yield from _loads(store)
    yield _lonely(store)


def _loads(store: Store) -> Iterator[Check]:
    from graphmodel.load.ledger import store_to_ledger

    ledger = store_to_ledger(store)
    running = ledger[ledger["status"] == "running"]
    if len(running):
        yield Check(
            "loads",
            "warning",
            f"{len(running)} load has not ended (since {running['started'].iloc[0]})",
            "If no other process is loading, it was interrupted: the next load clears it away.",
        )
    else:
        yield Check("loads", "ok", f"{len(ledger)} in the ledger")
    rejected = ledger[ledger["rows_rejected"] > 0]
    if len(rejected):
        yield Check(
            "rejects",
            "warning",
            f"{int(rejected['rows_rejected'].sum()):,} rows were rejected",
            "See the rejects file that each load names, mend the rows and load again.",
        )


def _lonely(store: Store) -> Check:
    # Everybody is in some region; that is no tie to others.
    types = "|".join(name for name, tie in RELATIONSHIPS.items() if tie.path)
    query = f"MATCH (o:Organisation) WHERE NOT EXISTS {{ MATCH (o)-[:{types}]-() }} RETURN count(o) AS n"
    lonely = int(store.query(query).rows[0][0])
    if not lonely:
        return Check("organisations without ties", "ok", "none")
    return Check(
        "organisations without ties",
        "warning",
        f"{lonely:,}",
        "`graphmodel check isolates` lists them; load the table that ties them.",
    )


def describe_store(store: Store) -> dict[str, Any]:
    """What ``graphmodel status`` shows: address, engine, counts per label and type, loads and datasets.

    ``of others`` counts what has our labels and types on a server without being ours.
    """
    from graphmodel.load.ledger import store_to_ledger

    ledger = store_to_ledger(store)
    return {
        "address": store.address,
        "engine": store.engine,
        "counts": store.counts(),
        "of others": store.foreign_counts(),
        "datasets": sorted(set(ledger["dataset"].dropna())),
        "loads": len(ledger),
        "running": ledger.loc[ledger["status"] == "running", "id"].tolist(),
    }
