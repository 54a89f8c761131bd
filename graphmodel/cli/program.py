"""The command ``graphmodel``: its subcommands, found and imported only when they are called, and its exit codes.

0 done; 1 the data or the request is wrong, with one clear message; 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from graphmodel.cli.output.cells import safe_lines, safe_text
from graphmodel.cli.output.stream import ReaderGoneError
from graphmodel.errors import GraphModelError
from graphmodel.version import __version__

#: The subcommands as the help shows them; each stands in a module of its name in :mod:`graphmodel.cli.commands`.
SECTIONS = {
    "Begin": ("demo", "notebooks", "template", "doctor"),
    "Load": ("load", "loads", "unload", "identity", "classify", "recipe"),
    "Ask": ("ask", "cypher", "find", "show", "trace"),
    "Analyse": ("centrality", "overlap", "communities", "metaclusters", "changes", "partners", "stages"),
    "Give away": ("report", "map", "export"),
    "Keep": ("copy", "backup", "restore"),
    "Look inside": ("status", "check", "coverage", "schema"),
}


class Commands(click.Group):
    """Subcommands by the name of their module."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the sections."""
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One subcommand; only its own module is imported."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"graphmodel.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, but an unknown name is answered with the nearest known ones."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            from graphmodel.question.values import did_you_mean

            ctx.fail(f"There is no command '{name}'.{did_you_mean(name, self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The subcommands in their sections, each with the first line of its help."""
        for section, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(section):
                formatter.write_dl([(name, found.get_short_help_str(90)) for name, found in commands if found])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="graphmodel %(version)s")
@click.option("--store", metavar="FOLDER|ADDRESS", help="The store, here or after the command's name.")
@click.pass_context
def graphmodel(context: click.Context, store: str | None) -> None:
    """Organisations, clusters, projects and ministries as a graph: load files, ask, analyse, draw a map.

    \b
    Example:
      graphmodel demo
      graphmodel ask ministry-reach -p country=HU
    """
    if store is not None and context.invoked_subcommand:
        own = {"store": store}
        # A command in a group (identity export) finds its defaults below the name of its own.
        below = getattr(graphmodel.get_command(context, context.invoked_subcommand), "commands", {})
        context.default_map = {context.invoked_subcommand: {**own, **dict.fromkeys(below, own)}}


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every message of failure is made here."""
    _speak_utf8()
    settings: dict[str, bool] = {}
    try:
        result = graphmodel.main(arguments, prog_name="graphmodel", standalone_mode=False, obj=settings)
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 1
    except click.Abort:
        click.echo("Interrupted.", err=True)
        return 130
    except GraphModelError as error:
        if settings.get("debug"):
            _show_traceback()
        _show_error(error)
        return 1
    except ReaderGoneError:
        return 0
    except Exception as error:  # noqa: BLE001 - the one place where a defect becomes a message
        if settings.get("debug"):
            _show_traceback()
        _show_defect(error)
        return 1
    return result if isinstance(result, int) else 0


def _show_error(error: GraphModelError) -> None:
    place = f"{error.where}: " if error.where else ""
    click.echo(safe_lines(f"Error: {place}{error.what}"), err=True)
    if error.remedy:
        click.echo(safe_lines(f"  {error.remedy}"), err=True)


def _show_defect(error: Exception) -> None:
    click.echo(safe_text(f"Error: something went wrong inside graphmodel: {type(error).__name__}: {error}"), err=True)
    click.echo("  Run the command again with --debug to see where.", err=True)


def _show_traceback() -> None:
    import traceback

    click.echo(safe_lines(traceback.format_exc()), err=True, nl=False)


def _speak_utf8() -> None:
    """Write UTF-8 wherever output goes; consoles of Windows and redirected files have other habits."""
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None) or ""
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and encoding.lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="backslashreplace")
