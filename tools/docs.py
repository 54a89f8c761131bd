"""Write the generated pages of docs/: the commands as their help says them, and the model as model.py defines it.

``make docs`` writes them; the tests compare what is committed with what would be written now, so neither page can lag behind
the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from graphmodel.vocabulary.markdown import model_markdown

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 100
ABOUT_COMMANDS = """# Commands

What `graphmodel --help` and the help of each command say. This page is written by `make docs`.
"""


def main() -> int:
    """Write every generated page and name it."""
    DOCS.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    return 0


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


PAGES: dict[str, Callable[[], str]] = {"commands.md": commands_page, "model.md": model_markdown}


if __name__ == "__main__":
    sys.exit(main())
