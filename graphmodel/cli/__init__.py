"""The command line: every command is a few lines around one method of :class:`graphmodel.ecosystem.Ecosystem`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that was typed, and exit with its code."""
    from graphmodel.cli.program import run

    sys.exit(run())


__all__ = ["main"]
