"""The words of the template's guide sheets: how to fill it in, for people who know Excel and nothing else of this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from graphmodel.model import Label
from graphmodel.sheets import GUIDE_SHEETS, REMARK, SEPARATOR, SHEETS, Column, ColumnKind, sheet_columns

#: The sheets to begin with: with these alone, maps and analyses work.
FIRST_SHEETS = ("organisations", "clusters", "projects", "members", "participations", "alliances", "alliance_members")

#: What a cell of each kind of column may hold, in plain words.
KIND_WORDS: Mapping[ColumnKind, str] = MappingProxyType(
    {
        "text": "text",
        "texts": f"one or more texts, separated by {SEPARATOR}",
        "amount": "amount in euros; blank means unknown, 0 means nothing",
        "date": "day (2014-05-31), month (2014-05) or year (2014)",
        "year": "year (2014)",
        "yes": "yes or no",
        "country": "two-letter code of a country (HU), or its name",
        "url": "web address",
        "choice": "one of the listed words",
        "key": "id of this row, used once in the whole workbook",
        "keys": f"one or more public keys, separated by {SEPARATOR}",
        "reference": "id of a row of another sheet",
        "references": f"id of a row of another sheet; several separated by {SEPARATOR}",
    }
)

#: A sentence that begins with this is a command to type, shown as such.
COMMAND = "        "
TITLE = "Your ecosystem as a table"
INTRODUCTION = (
    "Fill in what you know, in whichever sheets you need, and leave the rest empty. graphmodel turns the rows into a "
    "graph, an interactive map and tables of results."
)

#: The parts of the read-me: a heading and its sentences.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "In three steps",
        (
            (
                "1.  List the bodies: every company, university or agency on the sheet organisations, every cluster on clusters, "
                "every ministry or public body on ministries."
            ),
            (
                "2.  List what they do together: projects on projects, alliances of clusters on alliances. Then say who takes "
                "part: members (of a cluster), participations (in a project), alliance_members (of an alliance)."
            ),
            "3.  Save the file, open a terminal in its folder, and run:",
            f"{COMMAND}graphmodel load tables ecosystem.xlsx",
            f"{COMMAND}graphmodel map",
        ),
    ),
    (
        "Ids",
        (
            (
                "Give every row of a list a short id of your own, such as acme or hill-mining, and use each id once only in the "
                "whole workbook. Other sheets name the row by this id. A body stands on one sheet: a cluster on clusters, not on "
                "organisations as well."
            ),
            (
                "If you know a public number of a body, write it in the column identifiers with its kind before it: "
                "pic:999999999 (participant of EU programmes) or ror:05dxps055 (research organisations). It joins your row with "
                "the same body in other sources."
            ),
        ),
    ),
    (
        "Cells",
        (
            f"Several values in one cell are separated by {SEPARATOR}   Example: sector:mining; sector:energy",
            (
                "Dates are written 2014-05-31, or 2014-05, or just 2014. Amounts are in euros: blank means unknown, which is not "
                "the same as 0."
            ),
            "Cells with a small arrow offer a list to choose from. A note appears when you point at a column's heading.",
            (
                "Columns you do not need may be deleted, and so may whole sheets; their order does not matter. The headings must "
                "stay as they are."
            ),
        ),
    ),
    (
        "Sources",
        (
            (
                "List on the sheet sources where your facts come from (a document, a web page, your own notes), with the licence "
                "and the line that credits it. Write the ids of the sources in the column source of every row: then each line "
                "of a map or report can be traced to its source, and its credit is shown with it."
            ),
        ),
    ),
    (
        "People",
        ("Do not enter names, telephone numbers or e-mail addresses of persons. The graph is about organisations.",),
    ),
    (
        "Example rows",
        (
            (
                f"The grey row at the top of each sheet is an invented example. Rows whose first cell begins with {REMARK} are "
                f"remarks and are not read, nor are the sheets {' and '.join(GUIDE_SHEETS)}; you may delete the examples or "
                "leave them."
            ),
        ),
    ),
    (
        "Instead of Excel",
        (
            (
                "A folder of CSV files named after the sheets (organisations.csv, clusters.csv ...), with the same columns, is "
                "read just as well:"
            ),
            f"{COMMAND}graphmodel load tables FOLDER",
        ),
    ),
)


def sheet_sentence(sheet: str) -> str:
    """What one row of the sheet says.

    >>> sheet_sentence("members")
    'member → cluster: is a member of a cluster or association'
    """
    entry = SHEETS[sheet]
    if isinstance(entry, Label):
        return entry.meaning
    return f"{' → '.join(entry.columns)}: {entry.meaning}"


def column_words(column: Column) -> str:
    """What a cell of the column may hold, in plain words."""
    if column.choices:
        return f"one of: {', '.join(column.choices)}"
    words = KIND_WORDS[column.kind]
    if column.target_sheets:
        return words.replace("another sheet", f"the sheet {_either(column.target_sheets)}")
    return words


def column_note(column: Column) -> str:
    """The note on a column's heading: meaning, what a cell may hold, an example."""
    parts = [f"{column.meaning}.", f"{'Required: ' if column.required else ''}{column_words(column)}."]
    if column.example:
        parts.append(f"Example: {column.example}")
    return "\n\n".join(parts)


def column_rows() -> Iterator[tuple[str, Column]]:
    """Every column of every sheet, in their order."""
    for sheet in SHEETS:
        for column in sheet_columns(sheet):
            yield sheet, column


def _either(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
