"""keep.eu: the export of projects of 2014-2020 that were closed by about 2019, with all their partners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from derivation.cordis import amount
from derivation.names import folded, iso_country, repaired, town
from derivation.records import Mention, Part, Project

_UNIVERSITY = re.compile(r"universit|univerz|hochschule|polytech|politec|ecole|hogeschool|college|egyetem|yliopisto")
_RESEARCH = re.compile(r"research|forschung|fraunhofer|institut|laborator|academy of science|technology cent|tecnolog")
_ASSOCIATION = re.compile(r"associa|asocia|chamber|kammer|camara|chambre|federation|verein|union of|confedera| e v$")
_COMPANY = re.compile(r" (gmbh|ltd|bv|b v|ab|as|sa|s a|srl|s r l|spa|s p a|doo|d o o|kft|oy|nv|sl|lda)$")
_PROJECTS = (
    "Programme",
    "Acronym",
    "Project Name",
    "Project Name language 2",
    "Project start",
    "Project end",
    "Budget",
    "EU Funding",
)
_PARTNERS = (
    "Programme",
    "Acronym",
    "Project Partner",
    "Lead Partner",
    "Town",
    "Legal Status",
    "Country code",
    *(f"NUTS{level} (or equivalent)" for level in (1, 2, 3)),
)
_EMPTY = {"", "n.a.", "n/a", "na", "none", "n/r"}


def _kind(name: str, status: str) -> str:
    if "camara municipal" in name:
        return "public"
    for pattern, kind in (
        (_UNIVERSITY, "university"),
        (_RESEARCH, "research"),
        (_ASSOCIATION, "association"),
        (_COMPANY, "company"),
    ):
        if pattern.search(name):
            return kind
    return "public" if status.strip().lower() == "public" else ""


def _text(cell: object) -> object:
    """An acronym that is a number is read as one: without the decimals the workbook gives it."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _rows(book: CalamineWorkbook, sheet: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    header, *rows = book.get_sheet_by_name(sheet).to_python()
    places = [header.index(name) for name in columns]
    for row in rows:
        cells = [repaired(_text(row[place])) for place in places]
        yield {name: "" if cell.lower() in _EMPTY else cell for name, cell in zip(columns, cells, strict=True)}


def acronym_of(text: str) -> str:
    """An acronym without the programme's own numbering around it.

    >>> acronym_of("DTP1-095-1.1 DanuBioValNet"), acronym_of("0448_REINOVA_6_P"), acronym_of("3DCentral")
    ('DanuBioValNet', 'REINOVA', '3DCentral')
    """
    plain = re.sub(r"^DTP1- ?\d+-\d\.\d[;,]?( -)? ", "", text)
    match = re.fullmatch(r"\d{4}_(.+)_\d_[A-Z]", plain)
    return match[1] if match else plain


def _nuts(row: dict[str, str]) -> str:
    for level in (3, 2, 1):
        code = row[f"NUTS{level} (or equivalent)"].partition("/")[0].strip()
        if code:
            return code
    return ""


def keep_projects(data: Path, programmes: dict[str, str], mentions: list[Mention]) -> tuple[list[Project], list[Part]]:
    """All projects and partners of the export; ``programmes`` gives the sheet's id for a programme's name."""
    book = CalamineWorkbook.from_path(data / "keep_eu_closed_1420" / "keep_closed_1420.xlsx")
    projects: dict[str, Project] = {}
    listed = _rows(book, "Projects (lead partners)", _PROJECTS)
    for row in sorted(listed, key=lambda r: (r["Programme"], r["Acronym"], str(r))):
        key = f"keep:{row['Programme']}/{row['Acronym']}"
        title = row["Project Name"] or row["Project Name language 2"]
        projects.setdefault(
            key,
            Project(
                key,
                "keep-eu",
                {
                    "acronym": acronym_of(row["Acronym"]),
                    "name": acronym_of(row["Acronym"]),
                    "title": title,
                    "start": row["Project start"].replace("/", "-"),
                    "end": row["Project end"].replace("/", "-") if row["Project end"] != row["Project start"] else "",
                    "total_cost": amount(row["Budget"]),
                    "eu_contribution": amount(row["EU Funding"]),
                    "status": "closed",
                    "programme": programmes.get(row["Programme"], ""),
                },
            ),
        )
    parts = []
    for row in sorted(_rows(book, "Partners", _PARTNERS), key=str):
        country = iso_country(row["Country code"][:2])
        values = {
            "city": town(row["Town"]),
            "region": _nuts(row),
            "kind": _kind(folded(row["Project Partner"]), row["Legal Status"]),
        }
        mentions.append(Mention((row["Project Partner"],), country, "keep-eu", 30, values=values))
        role = "lead partner" if row["Lead Partner"] == "Yes" else "partner"
        parts.append(Part(len(mentions) - 1, f"keep:{row['Programme']}/{row['Acronym']}", "keep-eu", role))
    return list(projects.values()), parts
