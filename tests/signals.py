"""Signals as a process in the foreground takes them."""

from __future__ import annotations

import signal


def listen_again() -> None:
    """For ``preexec_fn``: heed Ctrl-C, which a test run in the background has its children ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
