"""Damage as it happens to files: on the way (bytes), in an editor (lines, quotes, encodings), in a spreadsheet (columns, cells).

Every damage takes the bytes of a text file and a source of chance, and returns other bytes. Workbooks and zips are opened,
damaged within, and packed again, or damaged as they are.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import load_workbook

Damage = Callable[[bytes, random.Random], bytes]
HUGE = 10_000_000


def flipped_bytes(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """The file ends early, or a piece of it is missing."""
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.choice([len(data), chance.randrange(1, 200)]) :]


def cut_lines(data: bytes, chance: random.Random) -> bytes:
    """Some lines end early."""
    lines = data.splitlines(keepends=True)
    for place, line in enumerate(lines):
        if chance.random() < 0.3:
            lines[place] = line[: chance.randrange(len(line) + 1)].rstrip(b"\r\n") + b"\n"
    return b"".join(lines)


def opened_quotes(data: bytes, chance: random.Random) -> bytes:
    """A quote stands where none belongs."""
    place = chance.randrange(len(data))
    return data[:place] + b'"' + data[place:]


def shuffled_lines(data: bytes, chance: random.Random) -> bytes:
    """Lines in another order, the header among them."""
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    """The file, or some of its lines, in another encoding."""
    old = chance.choice(["cp1250", "cp1252", "utf-16", "latin-1", "cp852"])
    share = chance.choice([0.5, 1.0])
    lines = data.decode("utf-8", "replace").splitlines(keepends=True)
    if share == 1.0:
        return "".join(lines).encode(old, "replace")
    return b"".join(line.encode(old, "replace") if chance.random() < share else line.encode() for line in lines)


def huge_cell(data: bytes, chance: random.Random) -> bytes:
    """A cell of ten megabytes, or only of ten thousand characters, which is more common."""
    place = data.find(b"\n") + 3
    return data[:place] + b"x" * (HUGE if chance.random() < 0.1 else 9999) + data[place:]


def swapped_headings(data: bytes, chance: random.Random) -> bytes:
    """The headings of two columns changed places, or one stands twice; the cells below stayed."""
    return _with_rows(data, lambda rows: [_exchanged(rows[0], chance), *rows[1:]])


def swapped_columns(data: bytes, chance: random.Random) -> bytes:
    """Two columns changed places, with their cells."""

    def swap(rows: list[list[str]]) -> list[list[str]]:
        one, other = (chance.randrange(len(rows[0])) for _ in range(2))
        order = list(range(len(rows[0])))
        order[one], order[other] = order[other], order[one]
        return [[row[place] for place in order] if len(row) == len(order) else row for row in rows]

    return _with_rows(data, swap)


def doubled_column(data: bytes, chance: random.Random) -> bytes:
    """A column stands twice, with its cells."""

    def double(rows: list[list[str]]) -> list[list[str]]:
        place = chance.randrange(len(rows[0]))
        return [[*row, row[place]] if len(row) == len(rows[0]) else row for row in rows]

    return _with_rows(data, double)


def _exchanged(names: list[str], chance: random.Random) -> list[str]:
    one, other = (chance.randrange(len(names)) for _ in range(2))
    changed = list(names)
    if chance.random() < 0.5:
        changed[one] = changed[other]
    else:
        changed[one], changed[other] = changed[other], changed[one]
    return changed


def _with_rows(data: bytes, change: Callable[[list[list[str]]], list[list[str]]]) -> bytes:
    """The file with its rows changed; one that holds no rows (JSON, say) stays."""
    text = data.decode("utf-8", "replace")
    first = text.partition("\n")[0]
    mark = max(";,\t|", key=first.count)
    if not first.count(mark):
        return data
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator="\r\n" if "\r\n" in text else "\n").writerows(change(rows))
    return out.getvalue().encode()


#: What keeps every row a row: as many come in as in the sound file, or the file is refused.
ROWS_STAY: tuple[Damage, ...] = (swapped_headings, swapped_columns, doubled_column, huge_cell)
ROWS_BREAK: tuple[Damage, ...] = (cut_lines, shuffled_lines, opened_quotes, other_encoding, flipped_bytes, cut)


def damaged_text(data: bytes, chance: random.Random) -> tuple[bytes, bool]:
    """A damaged copy of a text file, and whether it must have as many rows as the sound one."""
    some = chance.sample((*ROWS_STAY, *ROWS_BREAK), chance.randint(1, 2))
    # What rearranges columns needs a file that still has some, and comes first.
    for damage in sorted(some, key=(*ROWS_STAY, *ROWS_BREAK).index):
        data = damage(data, chance) if data else data
    return data, all(damage in ROWS_STAY for damage in some)


def damaged_file(data: bytes, name: str, chance: random.Random) -> tuple[bytes, bool]:
    """A damaged copy of a file of any form, and whether it must have as many rows as the sound one."""
    pack = _PACKED.get(Path(name).suffix.lower())
    if pack is None:
        stays_rows = Path(name).suffix.lower() != ".json"
        damaged, stays = damaged_text(data, chance)
        return damaged, stays and stays_rows
    if chance.random() < 0.4:
        damage = chance.choice([flipped_bytes, cut])
        return damage(data, chance), False
    return pack(data, chance), False


def _damaged_workbook(data: bytes, chance: random.Random) -> bytes:
    """The cells of one sheet damaged as those of a text file are, and written as a workbook again."""
    book = load_workbook(io.BytesIO(data))
    sheets: dict[str, list[list[Any]]] = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }
    chosen = chance.choice(sorted(sheets))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(sheets[chosen])
    damaged, _ = damaged_text(text.getvalue().encode(), chance)
    csv.field_size_limit(2 * HUGE)
    lines = damaged.decode("utf-8", "replace").replace("\0", "")
    sheets[chosen] = [list(row) for row in csv.reader(io.StringIO(lines, newline=""))]
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    ) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row[:16_000]):
                    # A cell of Excel holds no more than this; what is longer never comes in a workbook.
                    sheet.write(at, place, cell[:32_767] if isinstance(cell, str) else cell)
    return out.getvalue()


def _damaged_zip(data: bytes, chance: random.Random) -> bytes:
    """One member of the zip damaged as a file of its form is, and packed again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    chosen = chance.choice(sorted(members))
    if members[chosen]:
        members[chosen], _ = damaged_file(members[chosen], chosen, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


_PACKED: Mapping[str, Callable[[bytes, random.Random], bytes]] = {
    ".xlsx": _damaged_workbook,
    ".zip": _damaged_zip,
}
