"""JSON files: which tables there are in them, and what is refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import SourceError
from graphmodel.load.files import files_to_tables
from graphmodel.load.jsontext import json_to_tables
from graphmodel.load.raw import RawTable


def read(content: object) -> dict[str, list[dict[str, str]]]:
    """The rows of each table, by the table's name."""
    tables = json_to_tables(json.dumps(content).encode(), "file", "file.json")
    return {
        table.name: [{str(k): v for k, v in row.items()} for row in table.frame.to_dict("records")] for table in tables
    }


def test_a_list_of_objects_is_a_table_whose_blank_cells_are_blank() -> None:
    assert read([{"id": 1, "name": "Alpha"}, {"id": "02", "name": None}, {"id": True}]) == {
        "file": [{"id": "1", "name": "Alpha"}, {"id": "02", "name": ""}, {"id": "yes", "name": ""}]
    }


def test_numbers_stay_as_they_are_written() -> None:
    (table,) = json_to_tables(b'[{"amount": 91667.00, "code": 12345678901234567890, "none": NaN}]', "a", "a.json")
    assert table.frame.to_dict("records") == [{"amount": "91667.00", "code": "12345678901234567890", "none": ""}]


def test_an_object_inside_is_columns_and_a_list_of_objects_a_table_that_knows_its_parent() -> None:
    project = {
        "id": 7,
        "programme": {"title": "Danube"},
        "tags": ["a", "b"],
        "partners": [{"id": 1, "town": "Wien"}, {"id": 2}],
    }
    parent = {"../id": "7", "../programme.title": "Danube", "../tags": "a;b"}
    assert read(project) == {
        "file": [{"id": "7", "programme.title": "Danube", "tags": "a;b"}],
        "partners": [{**parent, "id": "1", "town": "Wien"}, {**parent, "id": "2", "town": ""}],
    }


def test_a_list_within_a_list_is_named_for_where_it_stands() -> None:
    tables = read([{"id": 1, "partners": [{"id": 2, "offices": [{"town": "Graz"}]}]}])
    assert tables["partners.offices"] == [{"../id": "2", "town": "Graz"}]


def test_a_page_of_results_is_its_results() -> None:
    assert read({"count": 1, "next": None, "results": [{"id": 1}]}) == {"file": [{"id": "1"}]}


def test_an_entry_that_is_no_object_is_a_broken_row() -> None:
    (table,) = json_to_tables(b'[{"id": 1}, 5, {"id": 2}]', "a", "a.json")
    assert [(row.row, row.text) for row in table.broken] == [(2, '"5"')]
    assert list(table.rows) == [1, 3]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'[{"id": 1}', "not JSON"),
        (b"\xff\xfe[", "not UTF-8"),
        (b"[]", "no object"),
        (b"5", "no object"),
        (b"[" * 100_000, "deeper"),
        (b'[{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}]", "deeper"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(data: bytes, told: str) -> None:
    with pytest.raises(SourceError, match=told):
        json_to_tables(data, "a", "a.json")


def test_half_a_character_does_not_reach_a_cell() -> None:
    (table,) = json_to_tables(b'[{"na\\ud800me": "A\\udc00B"}]', "a", "a.json")
    assert table.frame.to_dict("records") == [{"na?me": "A?B"}]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


@given(values)
def test_any_json_is_read_with_all_its_entries_or_refused(content: object) -> None:
    try:
        tables = json_to_tables(json.dumps(content).encode(), "file", "file.json")
    except SourceError:
        return
    entries = content
    if isinstance(content, dict):
        listed = [content[name] for name in ("results", "data", "items") if isinstance(content.get(name), list)]
        entries = listed[0] if listed else [content]
    assert isinstance(entries, list)
    assert len(tables[0].frame) + len(tables[0].broken) == len(entries)
    assert all(isinstance(cell, str) for table in tables for cell in table.frame.to_numpy().ravel())


def test_json_is_found_in_folders_and_zips(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.json").write_text('{"id": 1, "partners": [{"id": 2}]}')
    with zipfile.ZipFile(tmp_path / "in" / "more.zip", "w") as archive:
        archive.writestr("2.json", '{"id": 3}')

    def seen(table: RawTable) -> tuple[str, str]:
        return table.name, table.file

    tables, digests = files_to_tables([tmp_path / "in"])
    assert [seen(table) for table in tables] == [
        ("1", "1.json"),
        ("partners", "1.json[partners]"),
        ("2", "more.zip/2.json"),
    ]
    assert [digest.split()[0] for digest in digests] == ["1.json", "more.zip"]
