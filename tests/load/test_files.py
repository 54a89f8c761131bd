"""Files as they come: delimiters and encodings found by looking, damage named with its place, every row accounted for."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import SourceError
from graphmodel.load.files import files_to_tables
from graphmodel.load.raw import RawTable

HEADER = b'"projectID";"name";"country"\r\n'


def read(tmp_path: Path, content: bytes, name: str = "organization.csv") -> RawTable:
    path = tmp_path / name
    path.write_bytes(content)
    tables, _ = files_to_tables([path])
    return tables[0]


def cells(table: RawTable) -> list[tuple[int, tuple[str, ...]]]:
    rows = table.frame.itertuples(index=False, name=None)
    return list(zip(table.rows.tolist(), [tuple(row) for row in rows], strict=True))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_delimiter_and_line_end(tmp_path: Path, delimiter: str, end: str) -> None:
    text = end.join(delimiter.join(row) for row in [("id", "name"), ("1", "Győr"), ("2", "Łódź")])
    assert cells(read(tmp_path, text.encode())) == [(2, ("1", "Győr")), (3, ("2", "Łódź"))]


def test_delimiters_and_line_ends_inside_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + b'"1";"A; B\nand ""C""";"HU"\r\n"2";"D";"CZ"\r\n')
    assert cells(table) == [(2, ("1", 'A; B\nand "C"', "HU")), (3, ("2", "D", "CZ"))]
    assert not table.broken


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    assert cells(read(tmp_path, "id;name\n1;Ősz\n".encode(encoding))) == [(2, ("1", "Ősz"))]


def test_an_old_encoding_is_guessed_and_the_guess_is_said(tmp_path: Path) -> None:
    table = read(tmp_path, "id;name\n1;Győri Műszaki Kör és Hűtő Ősz\n".encode("cp1250"))
    assert table.frame["name"].tolist() == ["Győri Műszaki Kör és Hűtő Ősz"]
    assert "cp1250" in table.notes[0]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Klaster Żywności, Branża wyrobów świeżych"),
        ("cp1250", "Příliš žluťoučký kůň"),
        ("cp1252", "Università di Città; Größe, Señor, Forêt"),
        ("cp1252", "Associação de Formação"),
    ],
)
def test_an_old_encoding_is_known_by_the_letters_of_its_words(tmp_path: Path, encoding: str, text: str) -> None:
    assert cells(read(tmp_path, f'id,name\n1,"{text}"\n'.encode(encoding))) == [(2, ("1", text))]


def test_a_row_in_another_encoding_is_rejected_not_guessed(tmp_path: Path) -> None:
    table = read(tmp_path, "id;name\n1;Győr\n".encode() + "2;Graz Österreich\n".encode("cp1252") + b"3;Brno\n")
    assert cells(table) == [(2, ("1", "Győr")), (4, ("3", "Brno"))]
    assert [(b.row, "mixed encodings" in b.reason) for b in table.broken] == [(3, True)]


def test_an_embedded_nul_rejects_its_row(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + b'"1";"A\0B";"HU"\r\n"2";"C";"CZ"\r\n')
    assert cells(table) == [(3, ("2", "C", "CZ"))]
    assert [(b.row, b.reason) for b in table.broken] == [(2, "holds a NUL character")]


def test_an_unclosed_quote_is_said_as_such_and_gives_back_the_lines_it_swallowed(tmp_path: Path) -> None:
    table = read(tmp_path, HEADER + b'"1";"A;"HU"\r\n"2";"B";"CZ"\r\n"3";"C";"SK"\r\n')
    assert [row for row, _ in cells(table)] == [3, 4]
    assert [(b.row, b.reason.startswith("a quote is opened")) for b in table.broken] == [(2, True)]


@pytest.mark.parametrize("row", [2, 3], ids=["in the first row", "in a later row"])
def test_a_cell_of_any_length_is_a_cell(tmp_path: Path, row: int) -> None:
    """Python's own reader refuses cells of more than 131,072 characters until it is told otherwise."""
    csv.field_size_limit(131_072)
    lines = [b"1;A;HU", b"2;B;AT"]
    lines[row - 2] = b"3;" + b"x" * 150_000 + b";HU"
    table = read(tmp_path, HEADER + b"\n".join(lines) + b'\n4;"D\nd";HU\n5;E\n')
    assert [len(name) for _, (_, name, _) in cells(table)] == [
        150_000 if row == 2 else 1,
        150_000 if row == 3 else 1,
        3,
    ]
    assert [broken.row for broken in table.broken] == [5]


def test_rows_of_another_length_are_rejected(tmp_path: Path) -> None:
    table = read(tmp_path, b"id;name;country\n1;A;HU\n2;B\n3;C;SK;x\n4;D;CZ\n")
    assert [row for row, _ in cells(table)] == [2, 5]
    assert [(b.row, b.reason) for b in table.broken] == [
        (3, "has 2 cells where the header has 3"),
        (4, "has 4 cells where the header has 3"),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                b'"1";"A";"HU"',
                b"2;B;CZ",
                b'"3";"C";D";"SK"',
                b'"4";"open',
                b"5;x\0y;HU",
                b"6;\xff\xfe;HU",
                b"",
                b"7;a",
                b'8;"a""b";HU',
            ]
        ),
        max_size=12,
    )
)
def test_no_row_is_lost(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]) -> None:
    table = read(tmp_path_factory.mktemp("rows"), HEADER + b"\r\n".join(lines) + b"\r\nZ;last;HU\r\n")
    kept, broken = table.rows.tolist(), [b.row for b in table.broken]
    assert sorted(kept + broken) == list(range(2, len(kept) + len(broken) + 2))
    assert all(b.reason for b in table.broken)


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "organization.csv", "empty"),
        (b" \r\n\r\n", "organization.csv", "empty"),
        (bytes(range(256)) * 40, "organization.csv", "no text"),
        (b"just some words\nand more words\n", "organization.csv", "No columns"),
        (b"PK\x03\x04 cut off here", "cordis.zip", "damaged"),
        (b"not a workbook", "ecosystem.xlsx", "cannot be read"),
    ],
)
def test_what_cannot_be_used_as_a_whole(tmp_path: Path, content: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(tmp_path, content, name)
    assert caught.value.remedy
    assert name in caught.value.where


def test_a_missing_file_and_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        files_to_tables([tmp_path / "organisation.csv"])
    with pytest.raises(SourceError, match="holds no CSV"):
        files_to_tables([tmp_path])


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_is_read_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "cordis.zip"
    path.write_bytes(
        _zip(
            {
                "csv/organization.csv": HEADER + b'"1";"A";"HU"',
                "csv/readme.pdf": b"%PDF",
                "__MACOSX/._organization.csv": b"\0\1",
            }
        )
    )
    tables, digests = files_to_tables([path])
    assert [(table.name, table.file) for table in tables] == [("organization", "cordis.zip/organization.csv")]
    assert [digest.split()[0] for digest in digests] == ["cordis.zip"]


def test_a_truncated_zip(tmp_path: Path) -> None:
    content = _zip({"organization.csv": HEADER + b'"1";"A";"HU"\r\n' * 500})
    with pytest.raises(SourceError, match="damaged"):
        read(tmp_path, content[: len(content) // 2], "cordis.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not a credible export"):
        read(tmp_path, _zip({"organization.csv": b"0" * (150 * 2**20)}), "cordis.zip")


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_bytes(HEADER + b'"1";"A";"HU"')
    forth, _ = files_to_tables([tmp_path / "a.csv", tmp_path / "b.csv"])
    back, _ = files_to_tables([tmp_path / "b.csv", tmp_path / "a.csv", tmp_path / "a.csv"])
    assert [t.file for t in forth] == [t.file for t in back] == ["a.csv", "b.csv"]


def test_marks_of_an_unmerged_conflict_are_no_rows(tmp_path: Path) -> None:
    text = b"<<<<<<< HEAD\nid;name\n1;Alpha\n=======\n1;Alfa\n>>>>>>> other branch\n2;Beta\n"
    table = read(tmp_path, text)
    assert list(table.frame.columns) == ["id", "name"]
    assert cells(table) == [(3, ("1", "Alpha")), (5, ("1", "Alfa")), (7, ("2", "Beta"))]
    assert [(b.row, b.text) for b in table.broken] == [
        (1, "<<<<<<< HEAD"),
        (4, "======="),
        (6, ">>>>>>> other branch"),
    ]
    assert all("not merged" in b.reason for b in table.broken)


def test_a_first_cell_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    table = read(tmp_path, b'title,id,cost\n"Minerals; for\ntomorrow",one,"1 500,50"\nOther,two,3\n')
    assert cells(table) == [(2, ("Minerals; for\ntomorrow", "one", "1 500,50")), (3, ("Other", "two", "3"))]
    assert not table.broken
