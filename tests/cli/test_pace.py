"""The bar of long work: rows done, rows a second, time left."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from graphmodel.cli.pace import pace_columns
from graphmodel.cli.progress import Bars


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bars(clock: Clock) -> Progress:
    console = Console(file=io.StringIO(), width=80)
    return Progress(*pace_columns(), console=console, get_time=clock)


def shown(bars: Progress) -> str:
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as capture:
        console.print(bars.make_tasks_table(bars.tasks))
    return capture.get().rstrip()


def test_rows_a_second_and_the_time_left_follow_from_what_was_done(bars: Progress, clock: Clock) -> None:
    task = bars.add_task("writing", total=243_516)
    for _ in range(3):
        clock.now += 10
        bars.advance(task, 40_000)

    # 40,000 rows in each 10 seconds between the samples; 123,516 rows are left.
    assert shown(bars).split() == ["120,000/243,516", "4,000", "rows/s", "0:31", "left"]


def test_before_anything_is_done_no_speed_is_made_up(bars: Progress) -> None:
    bars.add_task("writing", total=1000)
    assert shown(bars).split() == ["0/1,000"]


def test_a_stage_without_an_end_shows_how_long_it_takes(bars: Progress, clock: Clock) -> None:
    bars.add_task("reading files", total=None)
    clock.now += 3725
    assert shown(bars).split() == ["1:02:05"]


def test_the_bar_fits_a_terminal_of_80_columns(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Console(file=io.StringIO(), width=80, force_terminal=True)
    monkeypatch.setattr("rich.console.Console", lambda **_: screen)
    progress = Bars()
    progress.start("comparing with the store", 1_234_567)
    progress.advance(1_000_000)
    progress._appear()
    progress.advance(1)
    table = progress._bars.make_tasks_table(progress._bars.tasks)
    progress.end()
    plain = Console(file=io.StringIO(), width=200)
    with plain.capture() as capture:
        plain.print(table)
    assert 0 < len(capture.get().rstrip()) <= 80
