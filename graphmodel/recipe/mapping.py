"""A directory of clusters described in a TOML file: which column of a list holds what, without any Python.

The file has short sections of lines ``ours = "theirs"``: ``[source]`` whom to credit, ``[columns]`` the column of each field,
``[fixed]`` what is the same in every row, ``[separators]`` and ``[dates]`` how lists and days are written, ``[sectors]`` what
the list's words for sectors mean, ``[left]`` the columns left aside, each with the reason. A column that bears the name of
a field needs no line. Whatever is wrong in it is told
with its line and the nearest word that would be right.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmodel.errors import RecipeError
from graphmodel.question.values import did_you_mean
from graphmodel.recipe import parsing

#: What a directory may say of a cluster, its manager and its members: field -> what its cells hold.
FIELDS: Mapping[str, str] = {
    "name": "text",
    "id": "key",
    "names": "list",
    "short_name": "text",
    "country": "country",
    "region": "region",
    "city": "text",
    "url": "url",
    "sectors": "list",
    "founded": "year",
    "stage": "stage",
    "mark": "text",
    "mark_until": "date",
    "manager": "text",
    "manager_country": "country",
    "members": "list",
    "member_country": "country",
}
_ABOUT = ("title", "publisher", "url", "licence", "credit", "dataset", "complete")
SECTIONS = ("source", "columns", "fixed", "separators", "dates", "sectors", "left")
_HEADING = re.compile(r"\s*\[\s*\"?([^\]\"]+?)\"?\s*\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([\w-]+))\s*=")
_DATE_PART = re.compile("YYYY|MM|DD")


@dataclass(frozen=True, slots=True)
class ClusterMapping:
    """A mapping as it was read, checked: its sections, and the line of each key (``section, key``)."""

    path: Path
    sections: Mapping[str, Mapping[str, Any]]
    lines: Mapping[tuple[str, str], int]

    @property
    def columns(self) -> dict[str, str]:
        """The column of each field that may have one: as the mapping says, else the one that bears the field's name."""
        named: Mapping[str, str] = self["columns"]
        taken = {*named.values(), *self["left"]}
        own = {field: field for field in FIELDS if field not in {*named, *self["fixed"], *taken}}
        return {**own, **named}

    def __getitem__(self, section: str) -> Mapping[str, Any]:
        return self.sections.get(section, {})

    def place(self, section: str, key: str = "") -> str:
        """Where a key stands, as in ``poland.toml:12``."""
        line = self.lines.get((section, key)) or self.lines.get((section, ""))
        return f"{self.path.name}:{line}" if line else self.path.name


def read_mapping(path: Path) -> ClusterMapping:
    """Read and check a mapping.

    Raises :class:`RecipeError` with file and line: what is no TOML, unknown sections and fields (with the nearest known
    one), values that cannot be used, a mapping without a column of names.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        sections = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as fault:
        raise RecipeError(
            f"The mapping cannot be read: {fault}.", where=str(path), remedy="Save it as a text file in UTF-8."
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        raise RecipeError(
            f"This is not TOML: {fault}.",
            where=str(path),
            remedy='Each line reads ours = "theirs", with straight quotes, below a [section].',
        ) from fault
    mapping = ClusterMapping(path, sections, _lines(text))
    for name, section in sections.items():
        if not isinstance(section, dict):
            _refuse(
                mapping, "", name, f"{name} stands outside of any section.", f"Write [{name}] on a line of its own."
            )
        if name not in SECTIONS:
            _refuse(mapping, name, "", f"There is no section [{name}].{did_you_mean(name, SECTIONS)}",
                    f"The sections are {', '.join(f'[{known}]' for known in SECTIONS)}.")  # fmt: skip
    _check_source(mapping)
    _check_fields(mapping)
    _check_forms(mapping)
    return mapping


def _lines(text: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.fullmatch(line):
            section = heading.group(1)
            found[section, ""] = number
        elif key := _KEY.match(line):
            found[section, next(part for part in key.groups() if part is not None)] = number
    return found


def _refuse(mapping: ClusterMapping, section: str, key: str, what: str, remedy: str = "") -> None:
    raise RecipeError(what, where=mapping.place(section, key), remedy=remedy)


def _check_source(mapping: ClusterMapping) -> None:
    for key, value in mapping["source"].items():
        if key not in _ABOUT:
            _refuse(mapping, "source", key, f"[source] has no line {key!r}.{did_you_mean(key, _ABOUT)}",
                    f"It has {', '.join(_ABOUT)}.")  # fmt: skip
        if isinstance(value, bool) is not (key == "complete") or not isinstance(value, bool | str):
            wanted = "true or false" if key == "complete" else "a text in quotes"
            _refuse(mapping, "source", key, f"{key} must be {wanted}.")
    if not mapping["source"].get("title"):
        _refuse(
            mapping, "source", "", "The mapping does not say what the list is.", 'Add title = "..." below [source].'
        )


def _check_fields(mapping: ClusterMapping) -> None:
    for section in ("columns", "fixed", "separators", "dates"):
        for field, value in mapping[section].items():
            if field not in FIELDS:
                _refuse(mapping, section, field, f"There is no field {field!r}.{did_you_mean(field, FIELDS)}",
                        f"The fields are {', '.join(FIELDS)}.")  # fmt: skip
            if not isinstance(value, str) or not value:
                _refuse(mapping, section, field, f"{field} must be a text in quotes.")
    if not {"name", "id"} & mapping.columns.keys():
        _refuse(
            mapping, "columns", "", "No column holds the names of the clusters.", 'Add name = "..." below [columns].'
        )
    _check_overlaps(mapping)


def _check_overlaps(mapping: ClusterMapping) -> None:
    for field in sorted({"name", "id"} & mapping["fixed"].keys()):
        _refuse(mapping, "fixed", field, f"Clusters cannot all have one {field}.", "Remove the line.")
    for field in sorted(mapping["columns"].keys() & mapping["fixed"].keys()):
        _refuse(mapping, "fixed", field, f"{field} has a column and is fixed too.", "Keep one of the two lines.")
    for column in sorted(set(mapping["columns"].values()) & mapping["left"].keys()):
        _refuse(
            mapping, "left", column, f"The column {column!r} is used and left aside too.", "Keep one of the two lines."
        )


def _check_forms(mapping: ClusterMapping) -> None:
    for section, kind in (("separators", "list"), ("dates", "date")):
        for field in mapping[section]:
            if FIELDS[field] != kind:
                known = [name for name, held in FIELDS.items() if held == kind]
                _refuse(mapping, section, field, f"{field} holds no {kind}.", f"These do: {', '.join(known)}.")
    for field, form in mapping["dates"].items():
        if sorted(_DATE_PART.findall(form)) != ["DD", "MM", "YYYY"]:
            _refuse(
                mapping, "dates", field, f"{form!r} is no form of dates.", "Write DD.MM.YYYY, MM/DD/YYYY or the like."
            )
    _check_words(mapping)


def _check_words(mapping: ClusterMapping) -> None:
    for section in ("sectors", "left"):
        for key, value in mapping[section].items():
            if not isinstance(value, str) or not value.strip():
                wanted = (
                    "the id of a sector, such as sector:energy" if section == "sectors" else "the reason, in quotes"
                )
                _refuse(mapping, section, key, f"{key!r} needs {wanted}.")
    for word, key in mapping["sectors"].items():
        if not re.fullmatch(r"[a-z][a-z0-9/_.-]*:\S.*", key):
            _refuse(mapping, "sectors", word, f"{key!r} is no id of a sector.", "Write sector:energy or the like.")
    for field, text in mapping["fixed"].items():
        try:
            cell_parser(mapping, field)(text)
        except ValueError as fault:
            _refuse(mapping, "fixed", field, f"{text!r} {fault}.")


def cell_parser(mapping: ClusterMapping, field: str) -> Any:
    """What reads one cell of a field: a function from its text to its value, which raises ValueError with the reason."""
    from graphmodel.recipe.regions import parse_region

    parsers: dict[str, Any] = {
        "text": parsing.clean_text,
        "country": parsing.parse_country,
        "region": parse_region,
        "url": parsing.parse_url,
        "year": parsing.parse_year,
        "stage": parsing.parse_choice({word: word for word in ("start", "growth", "maturity")}),
        "list": _list_parser(mapping["separators"].get(field, ";")),
        "date": _date_parser(mapping["dates"].get(field, "")),
        "key": parsing.clean_text,
    }
    return parsers[FIELDS[field]]


def _list_parser(separator: str) -> Any:
    def parse(text: str) -> tuple[str, ...]:
        parts = (parsing.clean_text(part) for part in text.split(separator))
        return tuple(sorted({part for part in parts if part.casefold() not in parsing.EMPTY_MARKS}))

    return parse


def _date_parser(form: str) -> Any:
    """Days in a form such as ``MM/DD/YYYY``; cells that Excel knows as days come as 2024-12-31 whatever it shows."""
    pattern = (
        re.escape(form).replace("YYYY", r"(?P<y>\d{4})").replace("MM", r"(?P<m>\d\d?)").replace("DD", r"(?P<d>\d\d?)")
    )

    def parse(text: str) -> Any:
        found = re.fullmatch(pattern, text.strip()) if form else None
        if form and found is None and not re.match(r"\d{4}-\d\d?-\d\d?", text.strip()):
            raise ValueError(f"is no date of the form {form}")
        return parsing.parse_date("{y}-{m}-{d}".format(**found.groupdict()) if found else text, "end")

    return parse
