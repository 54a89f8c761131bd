"""What Excel checks while people type, per kind of column.

All checks inform or warn and none refuses: a value Excel finds odd (two ids in a cell, a row of another sheet still to
come) may be right, and loading tells in any case which rows it could not use.
"""

from __future__ import annotations

from typing import Any

from graphmodel.sheets import SEPARATOR, Column, ColumnKind

#: The last row the checks cover; further rows are read just the same.
LAST_ROW = 5000


def column_validation(column: Column, cell: str, letter: str) -> dict[str, Any] | None:
    """XlsxWriter's options for checking a column; ``None`` where anything may be written.

    ``cell`` is the first cell checked (``B2``), ``letter`` the column's letter.
    """
    rules: dict[ColumnKind, dict[str, Any]] = {
        "choice": _listed(list(column.choices), f"Please choose one of: {', '.join(column.choices)}."),
        "yes": _listed(["yes", "no"], "Please write yes or no, or leave the cell empty."),
        "country": _custom(f"LEN({cell})=2", "A country is best written as its two-letter code, such as HU."),
        "date": _custom(_date_formula(cell), "Dates are best written 2014-05-31, 2014-05 or 2014."),
        "year": {
            "validate": "integer",
            "criteria": "between",
            "minimum": 1000,
            "maximum": 2200,
            **_message("Please write a year, such as 2014.", "warning"),
        },
        "amount": {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            **_message("Please write an amount in euros, as a number.", "warning"),
        },
        "key": _custom(f"COUNTIF(${letter}$2:${letter}${LAST_ROW},{cell})=1", "This id is used already.", "warning"),
    }
    return _reference(column, cell) if column.target_sheets else rules.get(column.kind)


def _reference(column: Column, cell: str) -> dict[str, Any]:
    sheets = column.target_sheets
    message = f"No row of {' or '.join(sheets)} has this id yet."
    if len(sheets) == 1:
        # From the third row on: the second is the example. OFFSET keeps blanks out of the drop-down list.
        source = f"=OFFSET({sheets[0]}!$A$3,0,0,MAX(1,COUNTA({sheets[0]}!$A$3:$A${LAST_ROW})),1)"
        return _listed(source, message)
    found = "+".join(f"COUNTIF({sheet}!$A:$A,{cell})" for sheet in sheets)
    several = f'ISNUMBER(FIND("{SEPARATOR}",{cell}))+' if column.kind == "references" else ""
    return _custom(f"{several}{found}>0", message)


def _date_formula(cell: str) -> str:
    return f'OR(ISNUMBER({cell}),AND(ISNUMBER(-LEFT({cell},4)),OR(LEN({cell})=4,MID({cell}&" ",5,1)="-")))'


def _listed(source: list[str] | str, message: str) -> dict[str, Any]:
    return {"validate": "list", "source": source, **_message(message, "information")}


def _custom(formula: str, message: str, level: str = "information") -> dict[str, Any]:
    return {"validate": "custom", "value": f"={formula}", **_message(message, level)}


def _message(message: str, level: str) -> dict[str, Any]:
    return {"error_type": level, "error_title": "graphmodel", "error_message": message}
