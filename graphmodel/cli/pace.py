"""How fast work goes, beside its bar: rows done, rows a second, and the time left, each in a place of fixed width."""

from __future__ import annotations

from rich.progress import ProgressColumn, Task
from rich.text import Text


class Done(ProgressColumn):
    """How many rows of how many."""

    def render(self, task: Task) -> Text:
        """Nothing where the end is not known."""
        if task.total is None:
            return Text("")
        whole = f"{int(task.total):,}"
        return Text(f"{int(task.completed):>{len(whole)},}/{whole}")


class Speed(ProgressColumn):
    """Rows a second, over the last half minute."""

    def render(self, task: Task) -> Text:
        """Nothing before there is anything to tell."""
        speed = task.finished_speed or task.speed
        return Text("" if task.total is None or not speed else f"{int(speed):>7,} rows/s")


class Left(ProgressColumn):
    """The time left, or, where the end is not known, the time it has taken."""

    def render(self, task: Task) -> Text:
        """As minutes and seconds, from an hour on with the hours."""
        if task.total is None:
            return Text(_clock(task.elapsed or 0.0))
        return Text("" if task.time_remaining is None else f"{_clock(task.time_remaining)} left")


def pace_columns() -> tuple[ProgressColumn, ...]:
    """The columns beside a bar."""
    return Done(), Speed(), Left()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
