"""Standard output: exact bytes for programs, harmless lines for terminals, and no fuss when nobody reads any more."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

import click

from graphmodel.cli.output.cells import safe_text

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


class ReaderGoneError(Exception):
    """Whoever read our output has closed it (``| head``): there is nothing more to do, and nothing is wrong."""


def write_stdout(text: str) -> None:
    """Write an answer; a terminal gets it without anything it could obey but our own bold lines.

    Raises:
        ReaderGoneError: the output was closed at its other end.
    """
    try:
        if sys.stdout.isatty():
            click.echo("\n".join(map(_safe_line, text.split("\n"))), nl=False)
        else:
            sys.stdout.buffer.write(text.encode(errors="backslashreplace"))
        sys.stdout.flush()
    except OSError as error:
        # Windows says EINVAL where other systems say EPIPE.
        if error.errno in (errno.EPIPE, errno.EINVAL):
            _discard_the_rest()
            raise ReaderGoneError from error
        raise


def _safe_line(line: str) -> str:
    if line.startswith(_BOLD) and line.endswith(_PLAIN):
        return _BOLD + safe_text(line[len(_BOLD) : -len(_PLAIN)]) + _PLAIN
    return safe_text(line)


def _discard_the_rest() -> None:
    """Let the interpreter flush what is left into nothing, without a message."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def bold_line(line: str) -> str:
    """A line that stands out on a terminal."""
    return f"{_BOLD}{line}{_PLAIN}"
