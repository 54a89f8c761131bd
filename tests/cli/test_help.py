"""Every command explains itself, with an example that works as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from graphmodel.cli import commands
from graphmodel.cli.program import SECTIONS, graphmodel
from tests.cli.conftest import Run


def all_commands() -> dict[str, click.Command]:
    """Every command by how it is called, subcommands included."""
    context = click.Context(graphmodel, info_name="graphmodel")
    found: dict[str, click.Command] = {"graphmodel": graphmodel}
    for name in graphmodel.list_commands(context):
        command = graphmodel.get_command(context, name)
        assert command is not None
        found[f"graphmodel {name}"] = command
        if isinstance(command, click.Group):
            found |= {f"graphmodel {name} {sub}": entry for sub, entry in command.commands.items()}
    return found


COMMANDS = all_commands()
every_command = pytest.mark.parametrize("path", COMMANDS)


def examples(command: click.Command) -> list[str]:
    text = (command.help or "").partition("Example:")[2]
    return [line.strip() for line in text.splitlines() if line.strip()]


@every_command
def test_a_command_has_an_example_of_itself(path: str) -> None:
    lines = examples(COMMANDS[path])
    assert any(re.match(rf"{path}\b", line) for line in lines)


@every_command
def test_examples_use_options_that_exist(path: str) -> None:
    for line in examples(COMMANDS[path]):
        words = shlex.split(line)
        called = max((name for name in COMMANDS if line.startswith(name)), key=len)
        command = COMMANDS[called]
        # Parsing alone, without running: an option that does not exist is a usage error here.
        command.make_context(called, words[len(called.split()) :], resilient_parsing=False)


@every_command
def test_every_option_has_help(path: str) -> None:
    options = [p for p in COMMANDS[path].params if isinstance(p, click.Option)]
    assert all(option.help for option in options), [o.name for o in options if not o.help]


@every_command
def test_the_first_sentence_says_what_the_command_does(path: str) -> None:
    command = COMMANDS[path]
    assert (command.help or "").split("\n", 1)[0].rstrip().endswith((".", ":"))
    if path != "graphmodel":
        assert len(command.get_short_help_str(200)) <= 60


def test_options_that_several_commands_have_are_alike() -> None:
    seen: dict[str, set[str]] = {}
    # The program's own --store stands for the command's, which says more.
    for command in (command for path, command in COMMANDS.items() if path != "graphmodel"):
        for option in command.params:
            if isinstance(option, click.Option) and option.name not in {
                "path",
                "form",
                "who",
                "limit",
                "only_list",
                "show",
                "save",
                "forget",
            }:
                seen.setdefault(str(option.name), set()).add(f"{option.opts} {option.help}")
    assert {name for name, forms in seen.items() if len(forms) > 1} == set()


def test_every_command_takes_debug_and_all_but_a_few_work_on_a_store() -> None:
    options = {
        path: {opt for p in command.params for opt in p.opts}
        for path, command in COMMANDS.items()
        if not isinstance(command, click.Group)
    }
    assert all("--debug" in names for names in options.values())
    without = {path for path, names in options.items() if not {"--store", "--quiet"} <= names}
    assert without == {
        "graphmodel copy",
        "graphmodel schema",
        "graphmodel template",
        "graphmodel notebooks",
        "graphmodel recipe new",
    }


def test_every_module_of_commands_is_a_command() -> None:
    folder = Path(commands.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {
        n for names in SECTIONS.values() for n in names
    }


def test_the_list_of_commands_fits_eighty_columns(graphmodel: Run) -> None:
    ran = graphmodel("--help")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    for names in SECTIONS.values():
        for name in names:
            assert len(re.findall(rf"^  {name}  ", ran.out, re.MULTILINE)) == 1
