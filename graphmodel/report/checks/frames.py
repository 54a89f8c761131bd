"""The checks as frames: one row a check, or one row for each thing a check found."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from graphmodel.report.checks.catalogue import CHECKS, choose_check
from graphmodel.report.checks.material import Material

if TYPE_CHECKING:
    from graphmodel.store.protocol import Store

#: Column -> dtype of :func:`store_to_checks`.
CHECK_COLUMNS = {
    "check": "str",
    "found": "int64",
    "checked": "int64",
    "meaning": "str",
    "remedy": "str",
    "examples": "object",
    "names": "object",
}
#: Column -> dtype of :func:`store_to_oddities`.
ODDITY_COLUMNS = {"check": "str", "id": "str", "name": "str", "detail": "str"}
_EXAMPLES = 3


def store_to_checks(store: Store, among: Collection[str] | None = None) -> pd.DataFrame:
    """What is odd, check by check, also those that found nothing.

    Columns: check (its name), found (things that are odd), checked (things it could look at: those with both dates, both
    amounts, a region ...), meaning (what it finds), remedy (what to do), examples (ids of up to three of them), names (theirs);
    natural persons are not named.
    In the order of :data:`CHECKS`. ``among``: ids of the things to look at, all by default; what they are compared with is the
    whole store.
    """
    material = Material(store, among)
    rows = []
    for check in CHECKS:
        looked = check.look(material)
        things = list(dict.fromkeys(looked.found["id"]))
        examples = tuple(things[:_EXAMPLES]) if check.examples else ()
        names = tuple(material.name_of(thing) for thing in examples)
        rows.append((check.name, len(things), looked.checked, check.meaning, check.remedy, examples, names))
    return pd.DataFrame(rows, columns=list(CHECK_COLUMNS)).astype(CHECK_COLUMNS)


def store_to_oddities(store: Store, check: str, among: Collection[str] | None = None) -> pd.DataFrame:
    """Everything one check found.

    Columns: check, id, name, detail (the dates, the amounts, the other one ...). Sorted by id and detail. A thing stands
    there once for each detail. ``among``: as for :func:`store_to_checks`.

    Raises :class:`~graphmodel.errors.RequestError` for a check there is none of.
    """
    material = Material(store, among)
    found = choose_check(check).look(material).found
    frame = found.assign(check=check, name=[material.name_of(thing) for thing in found["id"]])
    return frame[list(ODDITY_COLUMNS)].astype(ODDITY_COLUMNS)
