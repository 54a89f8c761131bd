"""Delimited text: encoding, delimiter and quoting are found by looking, and every line is accounted for.

The fast way reads a sound file at once. Whatever it stumbles over (a NUL, lines of another encoding, a quote that is
never closed, a row of the wrong length) sends the file down the careful way, which goes record by record and rejects
what cannot be read, with its row and the reason.
"""

from __future__ import annotations

import csv
import io
import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from graphmodel.errors import SourceError
from graphmodel.load.raw import Broken, RawTable, header_names

_DELIMITERS = (";", "\t", "|", ",")
_SNIFFED_LINES = 50
_SHOWN = 200
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[\u00a0-\u00bf\ufffd]|[\u00a0-\u00bf\ufffd](?=[^\W\d_])")
#: Characters in a cell: all there can be, because the text is in memory already.
_FIELD_LIMIT = 2**31 - 1
#: What git leaves in a file whose two versions nobody merged: whole lines, and no rows of any table.
_MARK = rb"(?:<{7} [^\n]*|={7}|>{7} [^\n]*)\r?(?:\n|\Z)"
_CONFLICT_MARK = re.compile(rb"^" + _MARK, re.MULTILINE)
#: One below the first line, found ten times as fast by the line break before it.
_CONFLICT_MARK_BELOW = re.compile(rb"\n" + _MARK)
#: Found several times as fast as each of the two ends of a line by itself.
_BEFORE_BLANK_LINE = re.compile(rb"\n(?=\r?\n)")


def text_to_table(data: bytes, name: str, file: str) -> RawTable:
    """Read the bytes of a delimited file.

    Raises :class:`SourceError` for an empty file, for bytes that are no text, and for a table without a header of at
    least two columns.
    """
    if not data or data.isspace():
        raise SourceError("The file is empty.", where=file, remedy="Download it again, or leave it out.")
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = _decode_wide(data, file)
    if _looks_binary(data):
        raise SourceError(
            "The file holds no text.",
            where=file,
            remedy="Give a CSV, an Excel workbook or a zip; open it in an editor to see what it is.",
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    encoding, notes = _find_encoding(data)
    csv.field_size_limit(_FIELD_LIMIT)
    conflict = _CONFLICT_MARK.match(data) is not None or _CONFLICT_MARK_BELOW.search(data) is not None
    sample = _CONFLICT_MARK.sub(b"", data[:200_000]).lstrip().decode(encoding, "replace")
    header = sample.split("\n", 1)[0]
    delimiter = _find_delimiter(sample)
    if delimiter is None:
        raise SourceError(
            f"No columns can be told apart; the first line is {header[:80]!r}.",
            where=file,
            remedy="The first line must name the columns, separated by ; , | or tabs.",
        )
    whole = None if conflict else _read_whole(data, delimiter, encoding)
    if whole is None:
        frame, rows, broken = _read_carefully(data, delimiter, encoding)
    else:
        frame, rows, broken = whole, pd.Series(np.arange(2, len(whole) + 2)), []
    first = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
    return RawTable(name, file, frame, rows.set_axis(frame.index), broken, notes, tuple(first))


def _decode_wide(data: bytes, file: str) -> bytes:
    try:
        return data.decode("utf-32" if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") else "utf-16").encode()
    except UnicodeDecodeError as fault:
        raise SourceError(
            "The file begins like UTF-16 text but is none.", where=file, remedy="Download it again."
        ) from fault


def _looks_binary(data: bytes) -> bool:
    head = data[:65536]
    odd = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 32), 127))
    return odd > max(20, len(head) * 0.05)  # a stray NUL or two is dirt in a row, not another kind of file


def _find_encoding(data: bytes) -> tuple[str, list[str]]:
    if not _all_is_utf8(data):
        lines = [line for line in data.split(b"\n") if not line.isascii()]
        if any(_is_utf8(line) for line in lines):
            return "utf-8", []
        central = sum(data.count(code) for code in (b"\xf5", b"\xfb", b"\x9a", b"\x9e", b"\xe8", b"\xf8", b"\xb3"))
        western = sum(data.count(code) for code in (b"\xe4", b"\xf6", b"\xfc", b"\xdf", b"\xe0", b"\xea", b"\xf1"))
        odd_central, odd_western = (_signs_in_words(lines, each) for each in ("cp1250", "cp1252"))
        if odd_central != odd_western:
            central, western = odd_western, odd_central
        encoding = "cp1250" if central > western else "cp1252"
        return encoding, [f"not UTF-8: read as {encoding}, the likeliest encoding; check the accents"]
    return "utf-8", []


def _all_is_utf8(data: bytes) -> bool:
    """Whether a file is UTF-8, looked through where it lies: its text would be as large as the file once more."""
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    try:
        pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _signs_in_words(lines: list[bytes], encoding: str) -> int:
    """How many signs stand within words (``Bran¿a``): no language does that, so the encoding is another."""
    text = "\n".join(line.decode(encoding, "replace") for line in lines[:_SNIFFED_LINES])
    return len(_SIGN_IN_WORD.findall(text))


def _find_delimiter(text: str) -> str | None:
    lines = [line for line in text.splitlines()[: _SNIFFED_LINES + 1] if line.strip()]
    best: tuple[int, int, int] | None = None
    for place, delimiter in enumerate(_DELIMITERS):
        widths = [len(next(csv.reader([line], delimiter=delimiter))) for line in lines]
        if widths and widths[0] > 1:
            alike = sum(width == widths[0] for width in widths)
            score = (alike * min(widths[0], 10), widths[0], -place)
            best = max(best, score) if best else score
    return _DELIMITERS[-best[2]] if best else None


def _read_whole(data: bytes, delimiter: str, encoding: str) -> pd.DataFrame | None:
    if b"\0" in data:
        return None
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(data),
            read_options=pyarrow.csv.ReadOptions(encoding=encoding, autogenerate_column_names=True),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=True
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types={f"f{place}": pa.large_string() for place in range(2000)}, strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeDecodeError):
        return None
    if table.num_rows == 0:
        return None
    header = [str(column[0].as_py()) for column in table.columns]
    if table.num_rows != _lines(data):
        return None
    frame: pd.DataFrame = table.slice(1).to_pandas(
        types_mapper={pa.large_string(): pd.StringDtype(na_value=np.nan)}.get
    )
    frame.columns = pd.Index(header_names(header))
    return frame


def _lines(data: bytes) -> int:
    blank = sum(1 for _ in _BEFORE_BLANK_LINE.finditer(data))
    return data.count(b"\n") - blank + (not data.endswith(b"\n"))


def _read_carefully(data: bytes, delimiter: str, encoding: str) -> tuple[pd.DataFrame, pd.Series, list[Broken]]:
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    kept: list[list[str]] = []
    rows: list[int] = []
    broken: list[Broken] = []
    at, row = 0, 1
    while at < len(lines) - 1 and (_CONFLICT_MARK.match(lines[at]) or not lines[at].strip()):
        if lines[at].strip():
            broken.append(_conflict(row, lines[at], encoding))
            row += 1
        at += 1
    header, at = _record(lines, at, delimiter, encoding)
    names = header_names(header or [])
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        row += 1
        if _CONFLICT_MARK.match(lines[at]):
            broken.append(_conflict(row, lines[at], encoding))
            at += 1
            continue
        cells, following = _record(lines, at, delimiter, encoding)
        reason = _fault(lines[at:following], cells, len(names), delimiter, encoding)
        if reason is None and cells is not None:
            kept.append(cells)
            rows.append(row)
        else:
            broken.append(Broken(row, lines[at][:_SHOWN].decode(encoding, "backslashreplace"), reason or ""))
            # A quote that swallowed lines gives back all but its own.
            following = at + 1 if reason and reason.startswith("a quote") else following
        at = following
    frame = pd.DataFrame(kept, columns=pd.Index(names), dtype="str")
    return frame, pd.Series(rows, dtype="int64"), broken


def _conflict(row: int, line: bytes, encoding: str) -> Broken:
    text = line[:_SHOWN].decode(encoding, "backslashreplace")
    return Broken(row, text, "is a mark that git left where two versions of the file were not merged")


def _record(lines: list[bytes], at: int, delimiter: str, encoding: str) -> tuple[list[str] | None, int]:
    end = at + 1
    quotes = lines[at].count(b'"')
    while quotes % 2 and end < len(lines):
        quotes += lines[end].count(b'"')
        end += 1
    try:
        text = b"\n".join(lines[at:end]).decode(encoding)
    except UnicodeDecodeError:
        return None, end if quotes % 2 == 0 else at + 1
    records = list(csv.reader(io.StringIO(text.replace("\0", "\ufffd"), newline=""), delimiter=delimiter))
    return (records[0] if len(records) == 1 else None), end


def _fault(lines: list[bytes], cells: list[str] | None, width: int, delimiter: str, encoding: str) -> str | None:
    text = b"\n".join(lines)
    if text.count(b'"') % 2:
        return f"a quote is opened and never closed; it would swallow {len(lines) - 1} following lines"
    # A line with half a quote is the end of a cell, and no row of its own.
    swallowed = [line for line in lines[1:] if not line.count(b'"') % 2 and _width(line, delimiter, encoding) == width]
    if width > 1 and swallowed:
        return f"a quote is opened and not closed in its row; it would swallow {len(lines) - 1} following lines"
    if b"\0" in text:
        return "holds a NUL character"
    if cells is None:
        return "is not in the file's encoding (mixed encodings)" if not _is_utf8(text) else "cannot be split into cells"
    if len(cells) != width:
        return f"has {len(cells)} cells where the header has {width}"
    return None


def _width(line: bytes, delimiter: str, encoding: str) -> int:
    return len(next(csv.reader([line.decode(encoding, "replace").replace("\0", "")], delimiter=delimiter), []))
