"""The schema in a database that others use too: created where it is missing, and looked at again before it is relied on.

``IF NOT EXISTS`` does nothing where the *name* is taken, by whatever it is; so what counts is what is there afterwards.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

from neo4j.exceptions import Neo4jError

from graphmodel.errors import StoreError
from graphmodel.model import LABELS
from graphmodel.store.guests import OWN_DATABASE
from graphmodel.store.schema import schema_by_label
from graphmodel.store.transport import Run, RunWrite, Transport, repeatable

#: Neo4j 2025 and later call it by the longer name.
_UNIQUE = ("UNIQUENESS", "NODE_PROPERTY_UNIQUENESS", "NODE_KEY")
_TAKEN = (".IndexAlreadyExists", ".IndexWithNameAlreadyExists", ".ConstraintWithNameAlreadyExists")
#: How long another writer may take to finish what it is making, before it is taken for left behind.
_MAKING_SECONDS = 5.0
_PAUSE = 0.5
_DOUBLE = re.compile(r"property `id` = ('[^']*'|\S+)")


def ensure_server_schema(transport: Transport) -> None:
    """Create the constraints and indexes that are missing, in one transaction: all of them, or none.

    Raises:
        StoreError: what others hold in the database stands against one of them.
    """
    missing = transport.read(_missing)
    if missing:
        _create(transport, missing)
    still = transport.read(_missing) if missing else {}
    if still:
        label, statement = next(iter(still.items()))
        name = statement.split()[2]
        raise StoreError(
            f"The name {name} is taken by a constraint or index of others, so ids of {label} cannot be looked after; "
            "nothing was written.",
            where=transport.address,
            remedy=f"SHOW CONSTRAINTS and SHOW INDEXES list it: rename it, or {OWN_DATABASE}.",
        )


def _create(transport: Transport, statements: Mapping[str, str]) -> None:
    tried = ""

    def work(run: RunWrite) -> None:
        nonlocal tried
        for label, statement in statements.items():
            tried = label
            run(statement, {})

    try:
        transport.write(work, committed=repeatable)
    except StoreError as fault:
        if _code(fault).endswith(_TAKEN) and _remove_left_behind(transport):
            _create(transport, statements)
        else:
            raise _stands_against(fault, tried, transport.address) from fault


def _remove_left_behind(transport: Transport) -> bool:
    """Drop the indexes that a server which was killed while it made our constraints left behind; whether there were any.

    Neo4j stores the index of a constraint before the constraint, and never finishes it once the transaction is gone.
    """
    deadline = time.monotonic() + _MAKING_SECONDS
    found = left = transport.read(_left_behind)
    while left and time.monotonic() < deadline:
        time.sleep(_PAUSE)
        left = transport.read(_left_behind)
    for name in left:
        transport.write_statement(f"DROP INDEX {name} IF EXISTS")
    return bool(found)


def _left_behind(run: Run) -> list[str]:
    """The names of indexes that are those of our constraints, filled, but neither in use nor owned by a constraint."""
    ours = {statement.split()[2]: [label] for label, statement in schema_by_label().items() if not LABELS[label].base}
    shown = run(
        "SHOW INDEXES YIELD name, state, populationPercent, owningConstraint, labelsOrTypes, properties "
        "WHERE state = 'POPULATING' AND populationPercent = 100.0 AND owningConstraint IS NULL AND properties = ['id'] "
        "RETURN name, labelsOrTypes",
        {},
    )
    return [name for name, labels in shown if ours.get(name) == labels]


def _missing(run: Run) -> dict[str, str]:
    """The statements whose constraint or index is not there, by label."""
    shown = "YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties"
    there = [*run(f"SHOW CONSTRAINTS {shown}", {}), *run(f"SHOW INDEXES {shown}", {})]
    on_ids = {(labels[0], kind) for kind, labels, properties in there if labels and properties == ["id"]}
    unique = {label for label, kind in on_ids if kind in _UNIQUE}
    indexed = unique | {label for label, kind in on_ids if kind == "RANGE"}
    return {
        label: statement
        for label, statement in schema_by_label().items()
        if label not in (indexed if LABELS[label].base else unique)
    }


def _code(fault: StoreError) -> str:
    cause = fault.__cause__
    return (cause.code or "") if isinstance(cause, Neo4jError) else ""


def _stands_against(fault: StoreError, label: str, address: str) -> StoreError:
    cause, code = fault.__cause__, _code(fault)
    reason = " ".join(str(cause.message).split()) if isinstance(cause, Neo4jError) else ""
    if code.endswith(".ConstraintCreationFailed"):
        found = _DOUBLE.search(reason)
        what = f"Several nodes {label} that graphmodel did not create have the same id" + (
            f" {found[1]}" if found else ""
        )
        return StoreError(
            f"{what}, so ids cannot be kept unique; nothing was written.",
            where=address,
            remedy=f"Make their ids differ if they are yours, or {OWN_DATABASE}.",
        )
    if code.endswith(_TAKEN):
        return StoreError(
            f"An index or constraint of others stands where graphmodel needs its own ({reason.rstrip('.')}); "
            "nothing was written.",
            where=address,
            remedy=f"SHOW INDEXES lists it: drop it if it is yours, or {OWN_DATABASE}.",
        )
    return fault
