"""Bars for long work only, for people who look on, and gone when the work ends."""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

import pytest

import graphmodel.cli.progress as progress_module
from graphmodel.cli.progress import Bars, Silence, terminal_progress
from graphmodel.cli.session import Session

if TYPE_CHECKING:
    from graphmodel.load.progress import Progress


class Screen(io.StringIO):
    """A standard error somebody looks at."""

    def isatty(self) -> bool:
        return True


def look_at(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Put a screen in the place of standard error, from here to the end of the test."""
    shown = Screen()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    return shown


def wait_for(screen: Screen, text: str) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if text in screen.getvalue():
            return True
        time.sleep(0.02)
    return False


def test_only_a_person_who_looks_on_gets_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    look_at(monkeypatch)
    assert isinstance(terminal_progress(quiet=False), Bars)
    assert isinstance(terminal_progress(quiet=True), Silence)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert isinstance(terminal_progress(quiet=False), Silence)


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = look_at(monkeypatch)
    with Session("s").progress() as bars:
        bars.start("reading", 10)
        bars.advance(10)
    assert screen.getvalue() == ""


def test_long_work_shows_its_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = look_at(monkeypatch)
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.01)
    with Session("s").progress() as bars:
        bars.start("reading [bold]files[/bold]", 10)
        bars.advance(4)
        assert wait_for(screen, "reading [bold]files[/bold]")
        assert wait_for(screen, "4/10")
        bars.start("writing", None)
        assert wait_for(screen, "writing")
        bars.advance(1)
    after = len(screen.getvalue())
    time.sleep(0.2)
    assert len(screen.getvalue()) == after


def test_bars_are_gone_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = look_at(monkeypatch)
    monkeypatch.setattr(progress_module, "_PATIENCE", 0.01)

    def work() -> None:
        with Session("s").progress() as bars:
            bars.start("reading")
            assert wait_for(screen, "reading")
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert screen.getvalue().endswith("\x1b[2K") or "\x1b[?25h" in screen.getvalue()


def test_both_are_what_loading_reports_to() -> None:
    reporters: list[Progress] = [Bars(), Silence()]
    for reporter in reporters:
        reporter.start("a", 1)
        reporter.advance(1)
        reporter.end()
