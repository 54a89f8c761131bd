"""One command as a whole process: seconds by the clock, seconds of the processors, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: wall and processor seconds, peak memory in GB, and what it printed."""

    seconds: float
    processor: float
    memory: float
    output: str


def run_process(arguments: Sequence[str | Path], folder: Path) -> Run:
    """Run a command to its end; it must succeed."""
    out = folder / "benchmark-output.txt"
    with out.open("wb") as sink:
        begun = time.perf_counter()
        child = subprocess.Popen([str(a) for a in arguments], cwd=folder, stdout=sink, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    output = out.read_text(encoding="utf-8", errors="replace")
    if child.returncode:
        raise RuntimeError(f"{arguments} ended with {child.returncode}:\n{output[-3000:]}")
    scale = 1e9 if sys.platform == "darwin" else 1e6
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / scale, output)


def run_script(code: str, folder: Path, *arguments: str | Path) -> Run:
    """Run a piece of Python in a process of its own."""
    return run_process([sys.executable, "-c", code, *arguments], folder)


def median_run(runs: Sequence[Run]) -> Run:
    """The run whose time is in the middle."""
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]
