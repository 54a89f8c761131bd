"""The committed tables of the example ecosystem hold together, and hold only what the model allows."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from graphmodel.model import KEY_NAMESPACES, LABELS, RELATIONSHIPS
from graphmodel.sheets import SHEETS, Column, sheet_columns
from tests.examples.example_tables import BODY_SHEETS, ECOSYSTEM, NODE_SHEETS, PRESENT, several, sheet

DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
FORMS = {
    "amount": re.compile(r"\d+(\.\d{1,2})?"),
    "date": DAY,
    "year": re.compile(r"(19|20)\d{2}"),
    "yes": re.compile("yes|no"),
    "country": re.compile("[A-Z]{2}"),
    "url": re.compile(r"https?://[^\s@]+"),
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEY_FORMS = {
    "pic": r"\d{9}",
    "cordis-grant": r"\d{6,9}",
    "cordis-project-rcn": r"\d{5,6}",
    "cordis-programme": r"(H2020|FP7).*",
    "keep": r".+/.+",
    "nuts": r"[A-Z]{2}[A-Z0-9]{1,3}",
    "sector": SLUG.pattern,
    "stage": "start|growth|maturity",
}


def cells() -> list[tuple[str, Column, dict[str, str], str]]:
    """Every filled cell, with its sheet, its column and its row."""
    return [
        (name, column, row, row[column.name])
        for name in PRESENT
        for column in sheet_columns(name)
        for row in sheet(name)
        if row.get(column.name)
    ]


@cache
def ids_of(*labels: str) -> set[str]:
    """The ids of all things that carry one of these labels."""
    return {
        row["id"] for label in LABELS.values() if {label.name, label.base} & set(labels) for row in sheet(label.sheet)
    }


@pytest.mark.parametrize("name", PRESENT)
def test_a_sheet_has_the_models_columns_in_order_and_none_that_is_empty(name: str) -> None:
    header = (ECOSYSTEM / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    known = [column.name for column in sheet_columns(name)]
    assert header == [column for column in known if column in header]
    assert [column for column in header if not any(row[column] for row in sheet(name))] == []


def test_every_file_is_a_sheet_of_the_model() -> None:
    assert {path.stem for path in ECOSYSTEM.iterdir()} <= set(SHEETS)


@pytest.mark.parametrize("name", PRESENT)
def test_a_sheet_is_sorted_text_in_utf_8_with_line_feeds_and_no_letter_lost(name: str) -> None:
    text = (ECOSYSTEM / f"{name}.csv").read_bytes().decode("utf-8")
    assert "\r" not in text
    assert "\ufffd" not in text
    assert text.endswith("\n")
    rows = [list(row.values()) for row in sheet(name)]
    assert rows == sorted(rows, key=lambda row: (row[:2], row))


def test_every_id_is_used_once_and_is_a_plain_word_or_a_known_key() -> None:
    ids = [row["id"] for name in NODE_SHEETS for row in sheet(name)]
    assert [i for i, count in Counter(ids).items() if count > 1] == []
    others = [key for name in NODE_SHEETS for row in sheet(name) for key in several(row.get("identifiers"))]
    assert set(KEY_FORMS) <= set(KEY_NAMESPACES)
    strange = []
    for key in [*ids, *others]:
        namespace, colon, value = key.partition(":")
        if not re.fullmatch(KEY_FORMS.get(namespace, "(?!)") if colon else SLUG.pattern, value if colon else key):
            strange.append(key)
    assert strange == []
    assert not set(ids) & set(others)
    assert len(others) == len(set(others))


def test_every_reference_names_a_thing_of_a_kind_it_may_name() -> None:
    lost = []
    for name, column, _, cell in cells():
        if column.kind in {"reference", "references"}:
            named = several(cell) if column.kind == "references" else [cell]
            lost += [(name, column.name, key) for key in named if key not in ids_of(*column.targets)]
    assert lost == []


def test_every_value_has_the_form_of_its_kind() -> None:
    wrong = []
    for name, column, _, cell in cells():
        form = FORMS.get(column.kind)
        if (form and not form.fullmatch(cell)) or (column.choices and cell not in column.choices):
            wrong.append((name, column.name, cell))
        if cell != cell.strip() or "  " in cell or "\n" in cell:
            wrong.append((name, column.name, cell))
    assert wrong == []


def test_what_begins_does_not_end_before() -> None:
    for start, end in (("start", "end"), ("since", "until")):
        for name in PRESENT:
            for row in sheet(name):
                first, last = row.get(start, ""), row.get(end, "")
                assert not (first and last) or first <= last[: len(first)] or first[: len(last)] <= last, row


def test_everything_has_a_name_and_a_source() -> None:
    for name in NODE_SHEETS:
        assert [row["id"] for row in sheet(name) if not row.get("name")] == []
    assert [(name, row) for name in PRESENT if name != "sources" for row in sheet(name) if not row.get("source")] == []


def test_every_source_is_used_and_credited() -> None:
    cited = {source for name in PRESENT for row in sheet(name) for source in several(row.get("source"))}
    assert cited == {row["id"] for row in sheet("sources")}
    assert [row["id"] for row in sheet("sources") if not (row["credit"] and row["licence"] and row["accessed"])] == []
    credits = {row["id"]: row for row in sheet("sources")}
    assert credits["cordis"]["licence"] == "CC BY 4.0"
    assert "(c) European Union, CORDIS" in credits["cordis"]["credit"]
    assert "https://keep.eu" in credits["keep-eu"]["credit"]
    assert "Changes" in credits["keep-eu"]["credit"]


def test_no_tie_stands_twice_and_none_leads_back_to_its_start() -> None:
    for tie in RELATIONSHIPS.values():
        start, end = tie.columns
        keys = [(row[start], row[end], *(row.get(k, "") for k in tie.key)) for row in sheet(tie.sheet)]
        assert [key for key, count in Counter(keys).items() if count > 1] == []
        assert [key for key in keys if key[0] == key[1]] == []


def test_only_the_key_clusters_without_partners_and_one_company_stand_alone() -> None:
    tied = {row[end] for tie in RELATIONSHIPS.values() for row in sheet(tie.sheet) for end in tie.columns}
    bodies = [row for name in BODY_SHEETS.values() for row in sheet(name)]
    tied |= {i for row in bodies if row.get("unit_of") for i in (row["id"], row["unit_of"])}
    alone = {row["name"] for row in bodies if row["id"] not in tied and not row.get("mark")}
    assert alone == {"Fronius"}


def test_there_is_no_mail_address_and_no_telephone_number() -> None:
    address = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
    number = re.compile(r"(?:\+|\b00)\d[\d ()/.-]{6,}\d|\(0\d+\)|\b(?:tel|phone|fax)\b", re.IGNORECASE)
    found = [
        (name, column.name, cell)
        for name, column, _, cell in cells()
        if address.search(cell) or (column.kind not in {"amount", "url"} and number.search(cell))
    ]
    assert found == []


def test_countries_are_iso_codes_not_the_unions_own() -> None:
    codes = {row["country"] for name in (*BODY_SHEETS.values(), "events", "regions") for row in sheet(name)}
    assert not codes & {"EL", "UK"}
    assert {"GR", "GB"} <= codes
