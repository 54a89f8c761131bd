"""JSON as programs publish it: a list of objects is a table, and a list of objects within each is another one.

An object within an object becomes columns named with a point (``programme.title``). A list of objects (the partners of a
project) becomes a table of its own, named for where it stands, whose rows repeat what their parent says of itself, under
``../`` (``../id``). A list of plain values becomes one cell, separated by ``;``. Numbers stay as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from graphmodel.errors import SourceError
from graphmodel.load.raw import Broken, RawTable

#: What paginated answers call the list that is meant.
_ENVELOPES = ("results", "data", "items")
_PARENT = "../"
_SHOWN = 200

_Cells = dict[str, str]


def json_to_tables(data: bytes, name: str, file: str) -> list[RawTable]:
    """Read the tables of a JSON file; rows are numbered from 1 in the order of the file.

    Raises :class:`SourceError` for what is no JSON, and where there is no object in it.
    """
    tables: dict[str, list[_Cells]] = {}
    broken: list[Broken] = []
    entries = _entries(_parsed(data, file))
    whole: list[_Cells] = []
    rows: list[int] = []
    for row, entry in enumerate(entries, start=1):
        if isinstance(entry, dict):
            whole.append(_flattened(entry, tables))
            rows.append(row)
        else:
            broken.append(Broken(row, json.dumps(entry)[:_SHOWN], "is no object with named values"))
    if not whole:
        raise SourceError(
            "There is no object in the file, so no row.", where=file, remedy="Give a list of objects, or one object."
        )
    first = _table(name, file, whole, rows)
    children = [
        _table(path, f"{file}[{path}]", cells, list(range(1, len(cells) + 1))) for path, cells in sorted(tables.items())
    ]
    return [RawTable(first.name, first.file, first.frame, first.rows, broken), *children]


def _parsed(data: bytes, file: str) -> Any:
    try:
        # Numbers are kept as they are written: an amount of 91667.00, an identifier that begins with a zero.
        return json.loads(data.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=lambda _: None)
    except UnicodeDecodeError as fault:
        raise SourceError("The file is not UTF-8, as JSON must be.", where=file, remedy="Download it again.") from fault
    except ValueError as fault:
        raise SourceError(
            f"The file is not JSON ({fault}).", where=file, remedy="Download it again; it may have been cut off."
        ) from fault
    except RecursionError as fault:
        raise SourceError(
            "The file nests deeper than any table does.", where=file, remedy="Give a list of objects."
        ) from fault


def _entries(parsed: Any) -> list[Any]:
    if isinstance(parsed, dict):
        listed = next((parsed[key] for key in _ENVELOPES if isinstance(parsed.get(key), list)), None)
        return [parsed] if listed is None else listed
    return parsed if isinstance(parsed, list) else [parsed]


def _flattened(entry: Mapping[str, Any], tables: dict[str, list[_Cells]], inside: str = "") -> _Cells:
    """The cells of one object; the lists of objects in it go into ``tables`` by their paths."""
    cells: _Cells = {}
    lists: dict[str, list[Any]] = {}
    for path, value in _leaves(entry, ""):
        if isinstance(value, list) and any(isinstance(part, dict) for part in value):
            lists[path] = value
        else:
            cells[path] = _text(value)
    for path, parts in lists.items():
        name = f"{inside}{path}"
        for part in parts:
            own = _flattened(part, tables, f"{name}.") if isinstance(part, dict) else {"value": _text(part)}
            tables.setdefault(name, []).append({**{f"{_PARENT}{key}": text for key, text in cells.items()}, **own})
    return cells


def _leaves(entry: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in entry.items():
        path = f"{prefix}{_sound(str(key)).strip()}"
        if isinstance(value, dict):
            yield from _leaves(value, f"{path}.")
        else:
            yield path, value


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(filter(None, map(_text, value)))
    return _sound(value if isinstance(value, str) else json.dumps(value))


def _sound(text: str) -> str:
    # JSON may hold halves of characters, which no file and no store can.
    return text.encode("utf-8", "replace").decode("utf-8")


def _table(name: str, file: str, cells: list[_Cells], rows: list[int]) -> RawTable:
    names = dict.fromkeys(name for row in cells for name in row)
    columns = {name: [row.get(name, "") for row in cells] for name in names}
    frame = pd.DataFrame(columns, index=range(len(cells)), dtype="str")
    return RawTable(name, file, frame, pd.Series(rows, index=frame.index, dtype="int64"))
