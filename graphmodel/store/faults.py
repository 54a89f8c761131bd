"""What an engine complains of, in words a person can act on: errors of the driver as errors of graphmodel."""

from __future__ import annotations

import re

from neo4j.exceptions import DriverError, Neo4jError

from graphmodel.errors import GraphModelError, QueryError, StoreError
from graphmodel.store.lexing import word_offsets
from graphmodel.store.ownership import TIE_MARK
from graphmodel.store.place import at_line, at_offset
from graphmodel.store.statement import writing_refused

#: How the engines name a place. Neo4j counts columns from 1, ArcadeDB from 0.
_PLACES = (
    (re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)"), 0),
    (re.compile(r"\bat line (\d+), column (\d+)"), 1),
    (re.compile(r"\bat line (\d+):(\d+)"), 1),
)
_UNKNOWN_NAMES = re.compile(r"Variable [`'](\w+)[`'] not defined|Unknown function '([\w.]+)'")
_PREFIX = re.compile(r"^(?:UndefinedVariable|UnknownFunction|Syntax error):?\s*-?\s*")
_WRITES = re.compile(r"not allowed to (create|update|delete)|restricted to READ|read access mode|on commit")
#: ArcadeDB looks whether a node has relationships before it looks whether this user may delete it.
_ONLY_WRITING = "DeleteConnectedNode"
#: Engines list everything that could have stood at a place.
_LONGEST = 160
#: The constraints of graphmodel concern ids only.
_OTHER_PROPERTY = re.compile(r"propert(?:y|ies) `(?!id`)|must have the propert")
_CONSTRAINTS = (".ConstraintValidationFailed", ".ConstraintViolation")
_READ_ONLY = (".ForbiddenOnReadOnlyDatabase", ".WriteOnReadOnlyAccessDatabase", ".ReadOnlyDatabase")
_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionMemoryLimit", "OutOfMemoryError")


def query_fault(fault: Neo4jError, cypher: str) -> GraphModelError:
    """The error of an ad hoc query: it writes, or it cannot be understood; with the place where the engine names one."""
    message = fault.message or str(fault)
    code = fault.code or ""
    forbidden = code.endswith(".AccessMode") or (code.endswith(".Forbidden") and _WRITES.search(message))
    if forbidden or message.startswith(_ONLY_WRITING):
        return writing_refused()
    if timed_out(fault):
        return StoreError(
            "The query took longer than it may, and was stopped.",
            remedy="Ask for less at a time, or give it longer: --timeout SECONDS (timeout= in Python; 0: without end).",
        )
    if too_large(fault):
        return StoreError(
            "The query needs more memory than the server gives it.",
            remedy="Ask for less at a time, or raise dbms.memory.transaction.total.max.",
        )
    place, shown = _place(message, cypher)
    return QueryError(_reason(message) + (f"\n{shown}" if shown else ""), where=place)


def too_large(fault: DriverError | Neo4jError) -> bool:
    """Whether the server lacks the memory, which trying again does not mend."""
    return isinstance(fault, Neo4jError) and (fault.code or "").endswith(_MEMORY)


def timed_out(fault: DriverError | Neo4jError) -> bool:
    """Whether a transaction was stopped because it took too long."""
    return isinstance(fault, Neo4jError) and ".TransactionTimedOut" in (fault.code or "")


def _place(message: str, cypher: str) -> tuple[str, str]:
    for pattern, first in _PLACES:
        found = pattern.search(message)
        if found:
            return at_line(cypher, int(found[1]), int(found[2]) + first)
    name = _UNKNOWN_NAMES.search(message)
    if name:
        # Where scopes differ, the last use is the one that no scope covers.
        offsets = word_offsets(cypher, (name[1] or name[2]).rpartition(".")[2])
        if offsets:
            return at_offset(cypher, offsets[-1])
    return "", ""


def _reason(message: str) -> str:
    first = message.partition("\n")[0]
    for pattern, _ in _PLACES:
        first = pattern.sub("", first)
    first = " ".join(_PREFIX.sub("", first).split()).rstrip(" .")
    if len(first) > _LONGEST:
        first = f"{first[:_LONGEST].rpartition(' ')[0]} ..."
    word = first.partition(" ")[0]
    return f"{word.capitalize() if word.isalpha() and word.islower() else word}{first[len(word) :]}."


def read_fault(fault: Neo4jError, address: str) -> StoreError:
    """The error of reading a table that the engine refused."""
    if too_large(fault):
        return StoreError(
            "The server has too little memory to read this at once.",
            where=address,
            remedy="Raise dbms.memory.transaction.total.max (or the heap) of the server.",
        )
    if timed_out(fault):
        return _server_timed_out(address, "")
    return StoreError(
        f"The store could not be read ({fault.message}).",
        where=address,
        remedy="Run it again; if it fails again, report it with this message.",
    )


def write_fault(fault: Neo4jError, address: str) -> StoreError:
    """The error of a write that the engine refused. Nothing of it was written."""
    code, message = fault.code or "", " ".join((fault.message or str(fault)).split())
    if too_large(fault):
        return StoreError(
            "The server has too little memory to write this at once; nothing was written.",
            where=address,
            remedy="Raise dbms.memory.transaction.total.max (or the heap) of the server, or load in smaller parts.",
        )
    if timed_out(fault):
        return _server_timed_out(address, "; nothing was written")
    if code.endswith(_READ_ONLY):
        return StoreError(
            "The database is read-only; nothing was written.",
            where=address,
            remedy="Take it out of server.databases.read_only in the settings of the server, or name another one (--database).",
        )
    if "still has relationships" in message:
        return StoreError(
            f"A node would be removed to which others have tied something ({message}); nothing was written.",
            where=address,
            remedy=f"Remove these relationships first if they are yours, or ask whose they are: "
            f"MATCH (n)-[r]-() WHERE n.claims IS NOT NULL AND r.{TIE_MARK} IS NULL RETURN n, r",
        )
    of_others = _OTHER_PROPERTY.search(message) if code.endswith(_CONSTRAINTS) else None
    if of_others:
        return StoreError(
            f"A constraint of the database forbids what would be written ({message}); nothing was written.",
            where=address,
            remedy="graphmodel did not make it (SHOW CONSTRAINTS lists it): drop it if it is yours, or give graphmodel a "
            "database of its own (--database; database= in Python).",
        )
    if code.endswith(_CONSTRAINTS) or "uplicate" in message:
        return StoreError(
            f"Two things would have the same id ({message}); nothing was written.",
            where=address,
            remedy="If another program wrote to the store at the same time, run this again.",
        )
    if code.startswith("Neo.ClientError.Security"):
        return StoreError(
            f"The server does not let this user write ({message}).",
            where=address,
            remedy="Log in as a user with the right to write.",
        )
    return StoreError(
        f"The store refused the write ({message}); nothing was written.",
        where=address,
        remedy="Run it again; if it fails again, report it with this message.",
    )


def _server_timed_out(address: str, outcome: str) -> StoreError:
    return StoreError(
        f"The server stopped this because it took longer than it allows{outcome}.",
        where=address,
        remedy="Raise db.transaction.timeout in the settings of the server, then run this again.",
    )
