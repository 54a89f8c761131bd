"""Answers on their way to people: a table for the terminal, CSV, JSON, Parquet, or a workbook.

Everything here works on an :class:`~graphmodel.cli.output.answer.Answer`: columns and rows of plain values, so that a
command that needs no frame does not pay for one.
"""

from graphmodel.cli.output.answer import About, Answer, answer_from_facts, answer_from_frame, answer_from_rows
from graphmodel.cli.output.stream import ReaderGoneError, write_stdout
from graphmodel.cli.output.writing import FORMATS, Output

__all__ = [
    "FORMATS",
    "About",
    "Answer",
    "Output",
    "ReaderGoneError",
    "answer_from_facts",
    "answer_from_frame",
    "answer_from_rows",
    "write_stdout",
]
