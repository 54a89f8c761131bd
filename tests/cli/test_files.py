"""Answers written to files, opened again with the programs people use."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from graphmodel.cli.output import About, Answer, Output
from graphmodel.cli.output.text import answer_to_csv, answer_to_excel_csv, answer_to_json, answers_to_json
from graphmodel.cli.output.workbook import answers_to_workbook
from graphmodel.errors import ExportError

HOSTILE = (
    "=cmd|'/c calc'!A0",
    "+1+2",
    "-3",
    "@SUM(A1)",
    "\t=1",
    "  =2",
    'quote " and ; and , and\nline',
    "<script>alert(1)</script>",
    "\x1b[31mred",
    "http://example.org",
    "007",
    "null",
    "Ústí nad Labem, 東京 😀",
)
TYPED = Answer(
    ("id", "n", "share", "sme", "since", "sectors", "blank"),
    [
        ("a", 2016, 0.25, True, dt.date(2012, 5, 1), ["ict", "energy"], None),
        ("b", 123456, None, False, None, [], None),
        ("c", None, 1234567.5, None, dt.date(1899, 1, 1), None, None),
    ],
)


def hostile() -> Answer:
    return Answer(("text", "n"), [(text, place) for place, text in enumerate(HOSTILE)])


def test_csv_keeps_every_text_as_it_is() -> None:
    frame = pd.read_csv(io.BytesIO(answer_to_csv(hostile())), keep_default_na=False, dtype={"text": str})
    assert tuple(frame["text"]) == HOSTILE
    assert frame["n"].tolist() == list(range(len(HOSTILE)))


def test_csv_holds_types_that_pandas_reads_back() -> None:
    frame = pd.read_csv(io.BytesIO(answer_to_csv(TYPED)), parse_dates=["since"])
    assert frame["share"].tolist()[0::2] == [0.25, 1234567.5]
    assert frame["sme"].tolist()[:2] == [True, False]
    assert frame["since"].iloc[0] == pd.Timestamp("2012-05-01")
    assert frame["sectors"].iloc[0] == "ict; energy"


def test_csv_for_spreadsheets_has_semicolons_commas_a_mark_and_no_formulas() -> None:
    content = answer_to_excel_csv(TYPED)
    assert content.startswith(b"\xef\xbb\xbfid;n;share;sme;since;sectors;blank\r\n")
    frame = pd.read_csv(io.BytesIO(content), sep=";", decimal=",", encoding="utf-8-sig")
    assert frame["share"].tolist()[0::2] == [0.25, 1234567.5]
    rows = list(csv.reader(io.StringIO(answer_to_excel_csv(hostile()).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not [row for row in rows if row[0].lstrip(" ")[:1] in set("=+-@\t\r\n")]
    assert [row[0] for row in rows[1:7]] == [f"'{text}" for text in HOSTILE[:6]]
    assert [row[0] for row in rows[7:]] == list(HOSTILE[6:])


def test_negative_numbers_stay_numbers_in_spreadsheets() -> None:
    content = answer_to_excel_csv(Answer(("n", "x"), [(-5, -0.5)])).decode("utf-8-sig")
    assert content.splitlines()[1] == "-5;-0,5"


def test_json_is_an_array_of_objects_one_to_a_line() -> None:
    content = answer_to_json(TYPED).decode()
    assert len(content.splitlines()) == len(TYPED) + 2
    assert json.loads(content)[0] == {
        "id": "a", "n": 2016, "share": 0.25, "sme": True, "since": "2012-05-01", "sectors": ["ict", "energy"], "blank": None,
    }  # fmt: skip
    assert [row["text"] for row in json.loads(answer_to_json(hostile()))] == list(HOSTILE)
    assert json.loads(answer_to_json(Answer(("a",), []))) == []


def test_several_answers_become_one_object() -> None:
    several = {"thing": Answer(("what", "value"), [("name", "x")]), "ties": Answer(("a",), [(1,)])}
    assert json.loads(answers_to_json(several)) == {"thing": {"name": "x"}, "ties": [{"a": 1}]}


def write(answer: Answer, path: Path, **options: Any) -> None:
    Output(form={".parquet": "parquet", ".xlsx": "xlsx", ".csv": "csv"}[path.suffix], path=path).write(
        answer, **options
    )


def test_parquet_keeps_types(tmp_path: Path) -> None:
    write(TYPED, tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    assert [str(field.type) for field in table.schema] == [
        "string", "int64", "double", "bool", "date32[day]", "list<element: string>", "string",
    ]  # fmt: skip
    assert table.to_pylist()[0]["since"] == dt.date(2012, 5, 1)
    write(hostile(), tmp_path / "b.parquet")
    assert tuple(pd.read_parquet(tmp_path / "b.parquet")["text"]) == HOSTILE


def test_a_column_of_several_kinds_becomes_text_in_parquet(tmp_path: Path) -> None:
    write(Answer(("mixed",), [(1,), ("one",), ([1],), (None,)]), tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet")["mixed"].tolist()[:3] == ["1", "one", "1"]


def sheet(path: Path, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def test_a_workbook_has_typed_cells_and_a_sheet_of_sources(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    credit = Answer(("dataset", "credit"), [("cordis", "(c) European Union")])
    about = About({"question": "Who?", "country": "HU", "query": "=RETURN 1"}, lambda: credit)
    write(TYPED, path, about=about)
    assert CalamineWorkbook.from_path(path).sheet_names == ["answer", "sources"]
    assert sheet(path, "answer") == [
        list(TYPED.columns),
        ["a", 2016.0, 0.25, True, dt.date(2012, 5, 1), "ict; energy", ""],
        ["b", 123456.0, "", False, "", "", ""],
        ["c", "", 1234567.5, "", "1899-01-01", "", ""],
    ]
    assert sheet(path, "sources") == [
        ["question", "Who?"],
        ["country", "HU"],
        ["query", "=RETURN 1"],
        ["", ""],
        ["dataset", "credit"],
        ["cordis", "(c) European Union"],
    ]


def test_nothing_in_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(hostile(), path, about=About({"query": HOSTILE[0]}, hostile))
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")}
    assert len(parts) == 2
    for text in parts.values():
        assert "<f>" not in text
        assert "hyperlink" not in text
    texts = [row[0] for row in sheet(path, "answer")[1:]]
    assert [t for t in texts if "\x1b" not in t] == [t for t in HOSTILE if "\x1b" not in t]


def test_the_first_row_of_a_workbook_stays_in_sight_and_filters(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(TYPED, path)
    with zipfile.ZipFile(path) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in text
    assert '<autoFilter ref="A1:G4"/>' in text


def test_texts_too_long_for_a_cell_are_cut_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(Answer(("text",), [("x" * 40_000,)]), path)
    text = sheet(path, "answer")[1][0]
    assert (len(text), text[-1]) == (32_767, "…")


def test_more_rows_than_excel_holds_are_refused_and_leave_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(ExportError, match="Excel holds"):
        answers_to_workbook({"answer": Answer(("n",), [(1,)] * 1_048_576)}, About(), path)
    assert not path.exists()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(TYPED, path)
    before = path.read_bytes()

    def failing() -> Answer:
        raise ExportError("no credits")

    with pytest.raises(ExportError, match="no credits"):
        write(TYPED, path, about=About({}, failing))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as caught:
        write(TYPED, tmp_path / "absent" / "a.csv")
    assert "Create the folder" in caught.value.remedy
