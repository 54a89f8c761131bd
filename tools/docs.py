"""Write the generated pages of docs/: the commands as their help says them, the model as model.py defines it, and every
question with its answer on the example.

``make docs`` writes them. With ``--check`` nothing is written, and the exit code is 1 when a page differs from what would be
written now: the tests run that, so no page can lag behind the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from graphmodel.vocabulary.markdown import model_markdown
from tools.questions_page import questions_page

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 100
ABOUT_COMMANDS = """# Commands

What `graphmodel --help` and the help of each command say. This page is written by `make docs`.
"""


def main(arguments: list[str]) -> int:
    """Write every generated page, or check that each is up to date; name the pages that changed."""
    outdated = [name for name, page in PAGES.items() if not is_written(DOCS / name, page())]
    for name in outdated:
        if "--check" in arguments:
            print(f"docs/{name} is out of date: run 'make docs'", file=sys.stderr)
        else:
            DOCS.mkdir(exist_ok=True)
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
            print(f"docs/{name}")
    return int(bool(outdated) and "--check" in arguments)


def is_written(path: Path, text: str) -> bool:
    """Whether the file holds exactly this text."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def commands_page() -> str:
    """The help of the program and of each of its commands, as it stands on a terminal 100 columns wide."""
    from graphmodel.cli.program import graphmodel

    return ABOUT_COMMANDS + "".join(
        f"\n## {path}\n\n```text\n{text}\n```\n" for path, text in helps(graphmodel, "graphmodel", None)
    )


def helps(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """The full name and the help of a command, then those of its subcommands."""
    settings = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    lines = (line.rstrip() for line in command.get_help(context).splitlines())
    yield context.command_path, "\n".join(lines)
    if isinstance(command, click.Group):
        for subname in command.list_commands(context):
            subcommand = command.get_command(context, subname)
            if subcommand is not None and not subcommand.hidden:
                yield from helps(subcommand, subname, context)


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": commands_page,
    "model.md": model_markdown,
    "questions.md": questions_page,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
