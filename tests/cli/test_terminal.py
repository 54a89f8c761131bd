"""Tables fit the terminal, whatever is in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.cli.output import Answer, Output
from graphmodel.cli.output.layout import break_text, cell_width, fit_columns
from graphmodel.cli.output.terminal import answer_to_cards, answer_to_table

LONG = "Regionální rozvojová agentura Ústeckého kraje, a.s., oddělení mezinárodních projektů a klastrů"


def test_numbers_stand_to_the_right_and_texts_to_the_left() -> None:
    table, left_out = answer_to_table(Answer(("name", "amount"), [("a", 5.5), ("bcd", 120000.0)]), 80)
    assert left_out == []
    assert table.splitlines() == [
        "name     amount",
        "────  ─────────",
        "a           5.5",
        "bcd   120,000.0",
    ]


def test_long_texts_are_broken_between_words_and_cut_after_three_lines() -> None:
    table, _ = answer_to_table(Answer(("id", "name", "n"), [("x:1", LONG, 7)]), 40)
    assert table.splitlines()[2:] == [
        "x:1  Regionální rozvojová agentura     7",
        "     Ústeckého kraje, a.s., oddělení",
        "     mezinárodních projektů a klastrů",
    ]
    assert break_text("Kunststoff-Cluster Oberösterreich", 14) == ["Kunststoff-", "Cluster", "Oberösterreich"]
    assert break_text(LONG, 20) == ["Regionální rozvojová", "agentura Ústeckého", "kraje, a.s., odděle…"]


def test_texts_of_unlike_length_take_about_as_many_lines() -> None:
    # 96 of 150 places: 36 and 108 become 24 and 72, and the longest of either takes one and a half lines.
    assert fit_columns(["name", "reasons", "n"], [36, 108, 2], [False, False, True], 102) == {0: 24, 1: 72, 2: 2}
    # Nothing gets narrower than a comfortable name as long as another text is wider.
    assert fit_columns(["name", "reasons"], [36, 300], [False, False], 86) == {0: 24, 1: 60}
    assert fit_columns(["name", "reasons"], [36, 300], [False, False], 42) == {0: 20, 1: 20}


def test_sentences_may_be_given_more_lines() -> None:
    answer = Answer(("n", "reasons"), [(1, LONG)])
    assert "…" in answer_to_table(answer, 30)[0]
    whole = answer_to_table(answer, 30, most_lines=9)[0]
    assert " ".join(word for line in whole.splitlines()[2:] for word in line.split()).endswith(LONG)


def test_ids_beside_names_are_the_first_to_go_then_columns_from_the_right() -> None:
    names = ("ministry_id", "ministry", "cluster_id", "cluster", "steps", "through")
    row = (
        "pic:999999999999",
        "Ministry for National Economy",
        "keep:abcdefgh",
        "Mecsek Mining Cluster",
        2,
        "Forum" * 5,
    )
    answer = Answer(names, [row])
    assert answer_to_table(answer, 124)[1] == []
    assert answer_to_table(answer, 100)[1] == ["cluster_id"]
    assert answer_to_table(answer, 64)[1] == ["ministry_id", "cluster_id"]
    assert answer_to_table(answer, 40)[1] == ["ministry_id", "cluster_id", "through"]


def test_without_a_width_every_row_is_one_line_and_nothing_is_left_out() -> None:
    table, left_out = answer_to_table(Answer(("id", "name"), [("a", LONG * 5), ("b\nc", "d")]), None)
    assert left_out == []
    assert len(table.splitlines()) == 4
    assert LONG * 5 in table


def test_an_empty_answer_still_shows_its_columns() -> None:
    assert answer_to_table(Answer(("id", "name"), []), 80)[0] == "id  name\n──  ────\n"


def test_wide_characters_take_two_places() -> None:
    assert cell_width("東京") == 4
    table, _ = answer_to_table(Answer(("city", "n"), [("東京", 1), ("Pécs", 2)]), 80)
    assert [cell_width(line) for line in table.splitlines()] == [7, 7, 7, 7]


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=60)
)


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[cells] * n), max_size=5)), st.integers(40, 130))
def test_no_line_is_wider_than_the_window(rows: list[tuple[object, ...]], width: int) -> None:
    names = tuple(f"column_{place}" for place in range(len(rows[0]) if rows else 1))
    table, left_out = answer_to_table(Answer(names, rows), width)
    wider = [line for line in table.splitlines() if cell_width(line) > width]
    # A single number that is wider than the window is still shown whole.
    assert not wider or len(left_out) == len(names) - 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", table)


@given(st.text(min_size=1, max_size=200), st.integers(2, 60))
def test_broken_texts_keep_their_beginning(text: str, width: int) -> None:
    lines = break_text(text, width)
    assert len(lines) <= 3
    assert all(cell_width(line) <= width for line in lines)


@pytest.mark.parametrize("width", range(10, 60))
def test_the_columns_shown_fill_no_more_than_the_room(width: int) -> None:
    shown = fit_columns(["a", "b", "c"], [20, 20, 8], [False, False, True], width)
    assert sum(shown.values()) + 2 * (len(shown) - 1) <= width
    assert 0 in shown


def test_few_rows_of_many_columns_are_shown_one_by_one() -> None:
    answer = Answer(("id", "name", "amount"), [("a", LONG, 1234567.5), ("b", None, None)])
    assert answer_to_cards(answer, 40).splitlines() == [
        "id      a",
        "name    Regionální rozvojová agentura",
        "        Ústeckého kraje, a.s., oddělení",
        "        mezinárodních projektů a klastrů",
        "amount  1,234,567.5",
        "",
        "id      b",
        "name",
        "amount",
    ]


WIDE = Answer(tuple(f"measure_{place}" for place in range(20)), [tuple(range(20))])


@pytest.mark.parametrize(("rows", "cards"), [(1, True), (10, True), (11, False)])
def test_cards_are_for_few_rows_that_do_not_fit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, rows: int, cards: bool
) -> None:
    monkeypatch.setattr(Output, "_width", lambda _: 80)
    Output().write(Answer(WIDE.columns, WIDE.rows * rows))
    captured = capsys.readouterr()
    assert ("measure_19" in captured.out) == cards
    assert ("Not shown: " in captured.err) != cards


def test_ids_left_out_beside_their_names_are_no_reason_for_cards(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Output, "_width", lambda _: 40)
    Output().write(Answer(("id", "name"), [("x" * 40, LONG)]))
    captured = capsys.readouterr()
    assert captured.out.startswith("\x1b[1mname")
    assert "Not shown: id" in captured.err


def on_a_screen(arguments: list[str], columns: int) -> str:
    """What a command writes to a real terminal of so many columns, answer and messages together."""
    pty = pytest.importorskip("pty", reason="not run: this system has no pseudo-terminals")
    import fcntl
    import os
    import struct
    import subprocess
    import sys
    import termios
    from pathlib import Path

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR"}}
    environment |= {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "TERM": "xterm"}
    command = [sys.executable, "-m", "graphmodel", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            text += piece
        assert process.wait() == 0, text
    os.close(ours)
    return text.decode()


@pytest.mark.parametrize("columns", [80, 120])
def test_a_real_terminal_gets_bold_heads_and_no_line_too_long(columns: int) -> None:
    shown = on_a_screen(["ask", "--list"], columns).replace("\r\n", "\n")
    assert shown.startswith("\x1b[1mname")
    lines = re.sub(r"\x1b\[[01]m", "", shown).splitlines()
    assert max(map(cell_width, lines)) <= columns
    assert lines[-1].endswith("rows.")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_real_terminal_is_never_told_what_to_do_by_data(example_store: str, form: str) -> None:
    query = "RETURN '\\u001b[31mred\\u0007\\u009b2J\\u202e' AS hostile, 1 AS `\\u001b[32mgreen`"
    shown = on_a_screen(["cypher", query, "--format", form, "--store", example_store], 80)
    assert "red" in shown
    assert "green" in shown
    assert not re.search(r"\x1b\[3|\x07|\x9b|\u202e", shown)
