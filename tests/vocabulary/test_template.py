"""The workbook: read back as the tables recipe reads it, with what Excel is told to check."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from graphmodel.errors import ExportError, RequestError
from graphmodel.model import LABELS, RELATIONSHIPS, THINGS, Label
from graphmodel.recipe.parsing import (
    parse_amount,
    parse_country,
    parse_date,
    parse_own_key,
    parse_url,
    parse_year,
    parse_yes,
)
from graphmodel.sheets import GUIDE_SHEETS, REMARK, SEPARATOR, SHEETS, Column, sheet_columns
from graphmodel.vocabulary.guide import FIRST_SHEETS, KIND_WORDS, column_note
from graphmodel.vocabulary.template import write_template
from graphmodel.vocabulary.validation import column_validation

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARSERS: dict[str, Callable[[str], object]] = {
    "amount": parse_amount,
    "date": parse_date,
    "year": parse_year,
    "yes": parse_yes,
    "country": parse_country,
    "url": parse_url,
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_template(tmp_path_factory.mktemp("template") / "ecosystem.xlsx")


def cells(workbook: Path, sheet: str) -> list[list[Any]]:
    return list(CalamineWorkbook.from_path(str(workbook)).get_sheet_by_name(sheet).to_python())


def part_of_sheet(workbook: Path, sheet: str) -> ET.Element:
    place = [*GUIDE_SHEETS, *SHEETS].index(sheet) + 1
    with zipfile.ZipFile(workbook) as archive:
        return ET.fromstring(archive.read(f"xl/worksheets/sheet{place}.xml"))


def test_the_read_me_comes_first_then_a_sheet_per_thing_then_per_tie(workbook: Path) -> None:
    things = [LABELS[name].sheet for name in (*THINGS, "Dataset")]
    ties = [tie.sheet for tie in RELATIONSHIPS.values() if tie.sheet]
    assert CalamineWorkbook.from_path(str(workbook)).sheet_names == [*GUIDE_SHEETS, *things, *ties]


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_has_its_headings_and_one_example_that_is_a_remark(workbook: Path, sheet: str) -> None:
    header, example = cells(workbook, sheet)
    assert header == [column.name for column in sheet_columns(sheet)]
    assert str(example[0]).startswith(REMARK)
    assert [str(cell) for cell in example] == [
        f"{REMARK if place == 0 else ''}{column.example}" for place, column in enumerate(sheet_columns(sheet))
    ]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_example_is_one_the_recipe_could_read(sheet: str) -> None:
    for column in sheet_columns(sheet):
        if column.required:
            assert column.example, f"{sheet}.{column.name} is required and shows no example"
        for value in (part.strip() for part in column.example.split(SEPARATOR) if column.example):
            if column.kind in PARSERS:
                PARSERS[column.kind](value)
            elif column.choices:
                assert value in column.choices
            elif column.kind in {"key", "keys", "reference", "references"}:
                parse_own_key("mine", value)


def test_the_examples_tell_one_story() -> None:
    """Every id an example refers to is the example of another sheet; the wider region alone needs no row."""
    ids = {label.example_id for label in LABELS.values() if label.sheet}
    named = {
        part.strip()
        for sheet in SHEETS
        for column in sheet_columns(sheet)
        if column.kind.startswith("reference")
        for part in column.example.split(SEPARATOR)
        if part
    }
    assert named - ids == {"nuts:HU23"}


def test_every_column_stands_on_the_columns_sheet_with_its_meaning(workbook: Path) -> None:
    header, *rows = cells(workbook, "columns")
    assert header == ["sheet", "column", "meaning", "what a cell holds", "required", "example"]
    assert [(row[0], row[1], row[2], row[5]) for row in rows] == [
        (sheet, column.name, column.meaning, column.example) for sheet in SHEETS for column in sheet_columns(sheet)
    ]
    assert all(row[3] for row in rows)


def test_the_read_me_names_every_sheet_and_how_to_load(workbook: Path) -> None:
    rows = [[str(cell) for cell in row] for row in cells(workbook, "read me")]
    listed = {row[0]: row[2] for row in rows if row[0] in SHEETS}
    assert set(listed) == set(SHEETS)
    assert {sheet for sheet, when in listed.items() if when == "start here"} == set(FIRST_SHEETS)
    text = "\n".join(cell for row in rows for cell in row)
    assert "graphmodel load tables ecosystem.xlsx" in text
    assert f"first cell begins with {REMARK}" in text


def test_headings_stay_in_sight_and_filter(workbook: Path) -> None:
    part = part_of_sheet(workbook, "projects")
    pane = part.find(f"{MAIN}sheetViews/{MAIN}sheetView/{MAIN}pane")
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
    assert part.find(f"{MAIN}autoFilter") is not None


def validations(workbook: Path, sheet: str) -> dict[str, ET.Element]:
    """Column name -> what Excel checks there."""
    found = {}
    for rule in part_of_sheet(workbook, sheet).iter(f"{MAIN}dataValidation"):
        first = re.match(r"[A-Z]+", str(rule.get("sqref")))
        assert first is not None
        letters = first.group()
        place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1
        found[sheet_columns(sheet)[place].name] = rule
    return found


def formula(rule: ET.Element) -> str:
    return str(rule.findtext(f"{MAIN}formula1"))


def test_choices_and_yes_or_no_are_drop_down_lists(workbook: Path) -> None:
    rules = validations(workbook, "clusters")
    assert (rules["stage"].get("type"), formula(rules["stage"])) == ("list", '"start,growth,maturity"')
    assert (rules["sme"].get("type"), formula(rules["sme"])) == ("list", '"yes,no"')


def test_a_reference_offers_the_ids_of_its_sheet_or_looks_them_up_in_several(workbook: Path) -> None:
    rules = validations(workbook, "participations")
    assert rules["project"].get("type") == "list"
    assert formula(rules["project"]).startswith("OFFSET(projects!$A$3,")
    assert formula(rules["organisation"]) == (
        "COUNTIF(organisations!$A:$A,A2)+COUNTIF(clusters!$A:$A,A2)+COUNTIF(ministries!$A:$A,A2)>0"
    )
    assert "FIND(" in formula(validations(workbook, "organisations")["unit_of"]), "several ids in a cell are no mistake"


def test_nothing_is_refused_outright(workbook: Path) -> None:
    styles = {rule.get("errorStyle") for sheet in SHEETS for rule in validations(workbook, sheet).values()}
    assert styles == {"information", "warning"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_check_is_longer_than_excel_allows(sheet: str) -> None:
    for column in sheet_columns(sheet):
        rule = column_validation(column, "AB2", "AB") or {}
        formula_text = str(rule.get("value", rule.get("source", "")))
        assert len(formula_text) <= 255
        assert len(rule.get("error_message", "")) <= 255


def test_dates_and_ids_are_cells_of_text_so_that_a_year_stays_a_year(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        styles = ET.fromstring(archive.read("xl/styles.xml"))
    formats = [xf.get("numFmtId") for xf in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
    places = {column.name: place for place, column in enumerate(sheet_columns("projects"), start=1)}
    text = "49"  # Excel's number for the format @
    for column in part_of_sheet(workbook, "projects").iter(f"{MAIN}col"):
        span = range(int(str(column.get("min"))), int(str(column.get("max"))) + 1)
        if places["start"] in span or places["id"] in span:
            assert formats[int(str(column.get("style")))] == text
        if places["total_cost"] in span:
            assert formats[int(str(column.get("style")))] == "4"  # #,##0.00


def test_every_heading_explains_itself() -> None:
    assert column_note(sheet_columns("clusters")[0]) == (
        "Your own short name for it, used once only; other sheets refer to it by this.\n\n"
        "Required: id of this row, used once in the whole workbook.\n\nExample: hill-mining"
    )


def test_the_notes_are_in_the_file(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        notes = [name for name in archive.namelist() if name.startswith("xl/comments")]
        counted = [len(re.findall(b"<comment ", archive.read(name))) for name in notes]
    assert sorted(counted) == sorted(len(sheet_columns(sheet)) for sheet in SHEETS)


def test_the_same_bytes_on_every_day(workbook: Path, tmp_path: Path) -> None:
    assert write_template(tmp_path / "again.xlsx").read_bytes() == workbook.read_bytes()


def test_a_refused_place_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Create the folder first"):
        write_template(tmp_path / "nowhere" / "ecosystem.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_sheets_are_the_models() -> None:
    assert set(KIND_WORDS) >= {column.kind for sheet in SHEETS for column in sheet_columns(sheet)}
    for sheet, entry in SHEETS.items():
        names = [column.name for column in sheet_columns(sheet)]
        assert len(set(names)) == len(names)
        if isinstance(entry, Label):
            assert names[:2] == ["id", "identifiers"]
            assert {reference.column for reference in entry.references} <= set(names)
        else:
            assert tuple(names[:2]) == entry.columns
        required = [column.name for column in sheet_columns(sheet) if column.required]
        assert required == (["id"] if isinstance(entry, Label) else names[:2])


def test_a_reference_knows_the_sheets_its_ids_stand_on() -> None:
    columns = {column.name: column for column in sheet_columns("funding")}
    assert columns["funded"].target_sheets == (
        "organisations",
        "clusters",
        "ministries",
        "projects",
        "programmes",
        "alliances",
    )
    assert columns["amount"].target_sheets == ()
    assert Column("x", "references", "", targets=("Cluster",)).target_sheets == ("clusters",)


def test_an_unknown_sheet_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RequestError, match=r"no sheet named 'cluster'.*organisations, clusters"):
        sheet_columns("cluster")
