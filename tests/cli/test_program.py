"""Exit codes and messages: one clear message, never a traceback, nothing hostile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import graphmodel.cli.session as session_module
from graphmodel.cli.program import run
from graphmodel.errors import StoreError
from tests.cli.conftest import Run
from tests.signals import listen_again

ROOT = str(Path(__file__).resolve().parents[2])


def test_wrong_usage_is_2(graphmodel: Run) -> None:
    for arguments in (["find"], ["find", "a", "--limit", "0"], ["ask"], ["load"], ["load", "cordis"], ["--nonsense"]):
        ran = graphmodel(*arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert "Error:" in ran.err


@pytest.mark.parametrize(
    ("typed", "offered"), [("stats", "'status'"), ("overlaps", "'overlap'"), ("metacluster", "'metaclusters'")]
)
def test_an_unknown_command_is_answered_with_the_nearest(graphmodel: Run, typed: str, offered: str) -> None:
    ran = graphmodel(typed)
    assert ran.code == 2
    assert f"Did you mean {offered}" in ran.err


def test_an_unknown_option_is_answered_with_the_nearest(graphmodel: Run) -> None:
    ran = graphmodel("find", "x", "--limits", "3")
    assert ran.code == 2
    assert "--limit" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["find", "x", "--excel", "--format", "json"], "does not go with"),
        (["find", "x", "-o", "answer.doc"], "does not say which form"),
        (["find", "x", "--format", "xlsx"], "needs a file"),
        (["find", "x", "--format", "parquet"], "needs a file"),
        (["find", "x", "--format", "yaml"], "yaml"),
        (["cypher", "RETURN 1", "-p", "x"], "is not NAME=VALUE"),
        (["cypher", "RETURN 1", "-p", "x=1", "-p", "x=2"], "given twice"),
        (["centrality", "--country", "Atlantis"], "not a country"),
        (["centrality", "--from", "20166"], "20166"),
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(graphmodel: Run, arguments: list[str], words: str) -> None:
    ran = graphmodel(*arguments)
    assert ran.code == 2
    assert words in ran.err


def test_a_store_that_is_not_there_is_1_and_no_folder_is_made(graphmodel: Run, tmp_path: object) -> None:
    ran = graphmodel("status", "--store", "absent")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Error: ")
    assert "absent" in ran.err
    assert "Traceback" not in ran.err


def fail_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def opened(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(session_module.Session, "open", opened)


def test_an_error_is_one_message_with_place_and_remedy(graphmodel: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, StoreError("It is\x1b[31m locked.", where="a/b", remedy="Close the other one."))
    ran = graphmodel("status")
    assert ran.code == 1
    assert ran.err == "Error: a/b: It is\\x1b[31m locked.\n  Close the other one.\n"


def test_debug_shows_where(graphmodel: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, StoreError("It is locked."))
    ran = graphmodel("status", "--debug")
    assert ran.code == 1
    assert "Traceback" in ran.err
    assert ran.err.endswith("Error: It is locked.\n")


def test_a_defect_is_one_line_and_names_the_way_to_the_traceback(
    graphmodel: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(monkeypatch, KeyError("nobody\nthought of this"))
    ran = graphmodel("status")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 2
    assert "--debug" in ran.err
    assert "Traceback" not in ran.err


def test_ctrl_c_ends_without_a_traceback(graphmodel: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, KeyboardInterrupt())
    ran = graphmodel("status")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.strip() == "Interrupted."


@pytest.mark.skipif(os.name == "nt", reason="not run: Windows has no such signal between processes")
def test_ctrl_c_in_a_real_process(tmp_path: Path) -> None:
    waiting = subprocess.Popen(
        _command("cypher", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": ROOT},
        preexec_fn=listen_again,  # noqa: PLW1509 - nothing else runs in this test
    )  # fmt: skip
    time.sleep(2)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err.strip()) == (130, b"", b"Interrupted.")


def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {**os.environ, "PYTHONPATH": ROOT}
    ran = subprocess.run(
        _command("ask", "--list"), stdout=writing, stderr=subprocess.PIPE, check=False, env=environment
    )
    os.close(writing)
    assert (ran.returncode, b"Error" in ran.stderr, b"Traceback" in ran.stderr) == (0, False, False)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "graphmodel", *arguments]


def test_output_is_utf8_wherever_it_goes(process: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    ran = process("ask", "--list", env={"PYTHONIOENCODING": "cp1252", "LC_ALL": "C"})
    assert ran.returncode == 0
    assert "──" in ran.stdout.decode("utf-8")


def test_the_version_is_told(graphmodel: Run) -> None:
    from graphmodel.version import __version__

    assert graphmodel("--version").out == f"graphmodel {__version__}\n"


def test_run_takes_the_arguments_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["graphmodel", "--version"])
    assert run() == 0
