"""The command line: every command is a few lines around one method of :class:`graphmodel.ecosystem.Ecosystem`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command that was typed, and exit with its code."""
    try:
        from graphmodel.cli.program import run

        code = run()
    except KeyboardInterrupt:  # before the program is there to handle it
        code = 130
    sys.exit(code)


__all__ = ["main"]
