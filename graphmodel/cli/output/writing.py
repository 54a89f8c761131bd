"""Where an answer goes: to standard output or a file, in the form that was asked for."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from graphmodel.cli.output.answer import About, Answer
from graphmodel.cli.output.cells import safe_text, value_to_cell
from graphmodel.cli.output.layout import MOST_LINES, cell_width, is_spare
from graphmodel.cli.output.stream import write_stdout
from graphmodel.cli.output.terminal import answer_to_cards, answer_to_table
from graphmodel.cli.output.text import (
    answer_to_csv,
    answer_to_excel_csv,
    answer_to_json,
    answers_to_json,
    facts_to_json,
)

#: The forms an answer can take, and the ending of a file that means each of them.
FORMATS = {"table": ".txt", "csv": ".csv", "json": ".json", "parquet": ".parquet", "xlsx": ".xlsx"}
#: So many rows are shown one by one rather than with columns left out.
_FEW_ROWS = 10
_ABOUT_NOTHING = About()
#: Shown as "none": a reader would take a blank for something that is missing.
_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Output:
    """How the answers of one command are written."""

    form: str = "table"
    path: Path | None = None
    excel: bool = False
    quiet: bool = False

    def write(
        self, answer: Answer, about: About = _ABOUT_NOTHING, *, empty: str = "", most_lines: int = MOST_LINES
    ) -> None:
        """Write one answer; where it has no rows, say so, and ``empty`` says why.

        A text takes at most ``most_lines`` lines of a table in a window.
        """
        self._deliver({"answer": answer}, about, answer, most_lines)
        if not len(answer):
            self.say(f"No rows. {empty}".strip())
        elif self.path is None and self.form == "table":
            self.say(f"{len(answer):,} {'row' if len(answer) == 1 else 'rows'}.")

    def write_facts(self, answer: Answer) -> None:
        """Write single facts, one to a line."""
        if self.form == "table" and self.path is None:
            write_stdout(_facts_to_lines(answer))
        elif self.form == "json":
            self._to_place(facts_to_json(answer))
        else:
            self._deliver({"facts": answer}, _ABOUT_NOTHING, answer)

    def write_several(self, answers: Mapping[str, Answer], main: str, about: About = _ABOUT_NOTHING) -> None:
        """Write several answers under their names; a form that holds one table only gets the ``main`` one."""
        self._deliver(dict(answers), about, answers[main])

    def say(self, text: str) -> None:
        """A remark beside the answer, on standard error."""
        if not self.quiet:
            remark = safe_text(text)
            width = shutil.get_terminal_size().columns
            click.echo(textwrap.fill(remark, width) if sys.stderr.isatty() else remark, err=True)

    def _deliver(self, answers: dict[str, Answer], about: About, main: Answer, most_lines: int = MOST_LINES) -> None:
        if self.form == "table":
            tables = [self._table(name, answers, most_lines) for name in answers]
            self._to_place("".join(text for text, _ in tables).encode())
            left_out = [name for _, names in tables for name in names]
            if left_out:
                self.say(f"Not shown: {', '.join(left_out)} (a wider window has room, and -o FILE holds all).")
        elif self.form == "csv":
            self._to_place(answer_to_excel_csv(main) if self.excel else answer_to_csv(main))
        elif self.form == "json":
            self._to_place(answers_to_json(answers) if len(answers) > 1 else answer_to_json(main))
        else:
            self._to_binary_file(answers, about, main)

    def _width(self) -> int | None:
        """The width of the window, or ``None`` where the answer goes to a file or another program."""
        return shutil.get_terminal_size().columns if self.path is None and sys.stdout.isatty() else None

    def _table(self, name: str, answers: dict[str, Answer], most_lines: int) -> tuple[str, list[str]]:
        """One of the answers as text, under its name where there are several; and the columns without room."""
        title = "" if len(answers) == 1 else f"{name}\n" if name == next(iter(answers)) else f"\n{name}\n"
        if answers[name].columns == ("what", "value"):
            return title + _facts_to_lines(answers[name]), []
        width = self._width()
        table, left_out = answer_to_table(answers[name], width, bold=width is not None, most_lines=most_lines)
        lacking = [column for column in left_out if not is_spare(column, answers[name].columns)]
        if width and lacking and 0 < len(answers[name]) <= _FEW_ROWS:
            return title + answer_to_cards(answers[name], width), []
        return title + table, left_out

    def _to_place(self, content: bytes) -> None:
        if self.path is None:
            write_stdout(content.decode())
            return
        from graphmodel.atomic import replaced_file

        with replaced_file(self.path) as part:
            part.write_bytes(content)
        self.say(f"Wrote {self.path}.")

    def _to_binary_file(self, answers: dict[str, Answer], about: About, main: Answer) -> None:
        if self.path is None:
            raise click.UsageError(f"--format {self.form} needs a file: add -o FILE{FORMATS[self.form]}")
        from graphmodel.atomic import replaced_file
        from graphmodel.cli.output.parquet import answer_to_parquet
        from graphmodel.cli.output.workbook import answers_to_workbook

        with replaced_file(self.path) as part:
            if self.form == "xlsx":
                answers_to_workbook(answers, about, part)
            else:
                answer_to_parquet(main, part)
        self.say(f"Wrote {self.path}.")


def _facts_to_lines(answer: Answer) -> str:
    """Single facts, one to a line; those that belong together under their common name, moved in. What is empty is "none"."""
    facts: list[tuple[str, str]] = []
    for name, value in answer.rows:
        if isinstance(value, dict) and value:
            facts += [(f"{name}", ""), *((f"  {part}", value_to_cell(item)) for part, item in value.items())]
        else:
            facts.append((str(name), "none" if value in _EMPTY else value_to_cell(value)))
    width = max((cell_width(safe_text(name)) for name, _ in facts), default=0)
    return "".join(f"{safe_text(name).ljust(width)}  {text}".rstrip() + "\n" for name, text in facts)
