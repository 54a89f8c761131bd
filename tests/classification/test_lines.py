"""What persons say of classes: one line a body, and faults told before anything is judged."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from graphmodel.classification.asking import ask_classes
from graphmodel.classification.judging import CLASS_COLUMNS
from graphmodel.classification.lines import csv_to_lines
from graphmodel.errors import RequestError

BODIES = pd.DataFrame(
    [("ours:min", "Ministerstvo průmyslu", (), "CZ", "public", ("Organisation",))],
    columns=["id", "name", "names", "country", "kind", "labels"],
)
NOTHING = pd.DataFrame(columns=["id", "other"], dtype=object)
NO_LINES = pd.DataFrame(columns=["id", "class", "why", "who"], dtype="str")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("id\nours:min\n", "column class is absent"),
        ("id,class\nours:min,klaster\n", "no class 'klaster'"),
        ("id,class\nours:nobody,cluster\n", "holds no organisation 'ours:nobody'"),
        ("id,class\nours:min,cluster\nours:min,none\n", "given two classes"),
        ("id,class\n,cluster\n", "names no organisation"),
    ],
)
def test_a_faulty_line_is_told_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "classes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RequestError, match=problem) as caught:
        ask_classes(BODIES, NOTHING, NOTHING, NO_LINES, lines=path)
    assert "classes.csv" in str(caught.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="cannot be read"):
        csv_to_lines(tmp_path / "absent.csv")


def test_a_cell_too_long_for_any_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "classes.csv"
    path.write_text(f"id,class,why\nours:min,none,{'x' * 150_000}\n", encoding="utf-8")
    before = csv.field_size_limit(131_072)
    try:
        with pytest.raises(RequestError, match=r"cannot be read \(field larger"):
            csv_to_lines(path)
    finally:
        csv.field_size_limit(before)


def test_lines_are_read_as_spreadsheets_write_them(tmp_path: Path) -> None:
    path = tmp_path / "classes.csv"
    path.write_text("\ufeffwho;id;class\nA. Analyst;ours:min;none\n;;\n", encoding="utf-8")
    assert csv_to_lines(path).to_dict("records") == [
        {"id": "ours:min", "class": "none", "why": "a person says so", "who": "A. Analyst"}
    ]


def test_the_answer_has_its_columns_where_there_is_nobody(tmp_path: Path) -> None:
    nobody = ask_classes(BODIES.iloc[:0], NOTHING, NOTHING, NO_LINES)
    assert list(nobody.columns) == CLASS_COLUMNS
    assert nobody.empty
