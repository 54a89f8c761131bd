"""Why a server cannot be used, in words a person can act on. No message shows a password."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graphmodel.errors import StoreError

_LONGEST = 200
_STOPPED = (".TransactionLogError", ".TransactionStartFailed", ".TransactionCommitFailed", ".DatabaseUnhealthy")
_UNTRUSTED = (ssl.SSLCertVerificationError, ssl.CertificateError)
#: What the system says of a connection, where the driver wraps it in words of its own.
_PLAIN_FAULTS = (OSError,)


@dataclass(frozen=True, slots=True)
class Login:
    """What was asked of a server; the password is told only by its being there."""

    address: str
    user: str
    has_password: bool
    database: str | None


def still_starting(fault: Exception) -> bool:
    """Whether a server answers but asks to be asked again: it is starting, or the database is."""
    return isinstance(fault, Neo4jError) and (fault.code or "").endswith(".DatabaseUnavailable")


def has_stopped(fault: Exception) -> bool:
    """Whether a database says that it can no longer work: a full disk, as a rule."""
    return isinstance(fault, Neo4jError) and (fault.code or "").endswith(_STOPPED)


def database_stopped(why: str, login: Login) -> StoreError:
    """The error of a database that has stopped working; ``why`` is what the server says of it."""
    full = "No space left" in why
    reason = "the disk of the server is full" if full else why or "the log of the server says why"
    return StoreError(
        f"The database has stopped working ({reason}); nothing of this was written.",
        where=login.address,
        remedy=f"{'Make room on the disk' if full else 'Mend the cause'} and restart the server, then run this again.",
    )


def refused(fault: DriverError | Neo4jError, login: Login) -> StoreError:
    """The error of a server that answers, and does not let itself be used."""
    code = getattr(fault, "code", None) or ""
    message = " ".join((fault.message or str(fault)).split())[:_LONGEST]
    if code.endswith(".AuthenticationRateLimit"):
        what = f"The server lets the user {login.user!r} not try again yet, after several wrong passwords."
        remedy = "Wait some seconds, then run this with the right password (NEO4J_USERNAME, NEO4J_PASSWORD)."
    elif isinstance(fault, AuthError) and not login.has_password:
        what = "The server asks for a password, and none was given."
        remedy = "Set NEO4J_USERNAME and NEO4J_PASSWORD, name a file (--credentials), or pass user= and password=."
    elif isinstance(fault, AuthError):
        what = f"The server does not accept this password for the user {login.user!r}."
        remedy = "Check NEO4J_USERNAME and NEO4J_PASSWORD, or the file named (user= and password= in Python)."
    elif code.endswith(".CredentialsExpired"):
        what = f"The password of the user {login.user!r} is a first one, which the server wants changed."
        remedy = (
            "Change it, in Neo4j Browser or with cypher-shell -d system: "
            "ALTER CURRENT USER SET PASSWORD FROM '...' TO '...'; then use the new one."
        )
    elif code.endswith(".DatabaseNotFound"):
        what = f"The server has no database {login.database!r}." if login.database else f"{message}."
        remedy = "Check --database or NEO4J_DATABASE (database= in Python); SHOW DATABASES lists them."
    elif still_starting(fault):
        what = "The server answers, but its database does not: it is still starting, or was stopped."
        remedy = "Wait until it is online, then run this again; SHOW DATABASES tells."
    elif code.startswith("Neo.ClientError.Security"):
        what = f"The server does not let the user {login.user!r} in ({message})."
        remedy = "Log in as a user with the right to read this database."
    else:
        what = f"The server refuses to be used ({message})."
        remedy = "Run it again; the log of the server may say more."
    return StoreError(what, where=login.address, remedy=remedy)


def nobody_answers(fault: Exception, address: str) -> StoreError:
    """The error of an address where no Neo4j answers, or none that can be trusted."""
    causes = list(_causes(fault))
    if any(isinstance(cause, _UNTRUSTED) for cause in causes):
        return StoreError(
            "The certificate of the server cannot be verified, so nobody knows that it is the right one.",
            where=address,
            remedy="If you know it signs its own, use bolt+ssc:// or neo4j+ssc://; else have its authority trusted "
            "(SSL_CERT_FILE names a file of certificates), or check the host name.",
        )
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return StoreError(
            "What answers at this address does not speak TLS.",
            where=address,
            remedy="Use bolt:// or neo4j:// for a server without encryption, and check the port.",
        )
    system = next((cause for cause in reversed(causes) if isinstance(cause, _PLAIN_FAULTS)), fault)
    reason = " ".join(str(getattr(system, "strerror", None) or system).partition("\n")[0].split()).rstrip(". ")
    return StoreError(
        f"No Neo4j server answers at this address ({reason[:_LONGEST]}).",
        where=address,
        remedy="Start the server (one just started needs some seconds), or check host, port and scheme: bolt:// for one "
        "server, neo4j:// for a cluster, with +s for encryption (neo4j+s:// for Aura).",
    )


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    """A fault and everything it came from, the first cause last."""
    while fault is not None:
        yield fault
        if isinstance(fault, BaseExceptionGroup):
            for inner in fault.exceptions:
                yield from _causes(inner)
        fault = fault.__cause__ or fault.__context__
