"""``graphmodel ask``: a question by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.options import filter_options, output_options, parameter_option, session_options
from graphmodel.cli.output import Answer, Output, answer_from_frame, write_stdout
from graphmodel.cli.session import Session
from graphmodel.cli.sources import about_answer
from graphmodel.cli.years import undated_words

if TYPE_CHECKING:
    from graphmodel.question import Question


@click.command("ask", short_help="Ask a question by its name.")
@click.argument("name", required=False)
@parameter_option
@filter_options
@click.option("--list", "only_list", is_flag=True, help="List the questions with their titles and parameters.")
@click.option("--show", is_flag=True, help="Print the question as one pastes it into Neo4j Browser; do not ask it.")
@output_options
@session_options
def command(
    name: str | None,
    given: dict[str, str],
    only_list: bool,
    show: bool,
    first_year: int | None,
    last_year: int | None,
    output: Output,
    session: Session,
    **filters: str | None,
) -> None:
    """Ask a question by its name; --list shows which there are.

    Organisations, programmes and so on are named by any of their names or ids, countries by code or name, dates as
    2025-12-31. In the list, parameters in brackets may be left out. --from and --to are short for the parameters
    first_year and last_year. --country, --region, --sector and --programme ask the question of that part of the store.

    \b
    Example:
      graphmodel ask --list
      graphmodel ask ministry-reach -p country=HU
      graphmodel ask cluster-projects -p cluster=Lyonbiopole -o projects.xlsx
      graphmodel ask money-by-country --from 2014 --to 2020
      graphmodel ask ministry-reach --sector health
    """
    within = {filter_name: text for filter_name, text in filters.items() if text is not None}
    if only_list:
        output.write(_list())
    elif name is None:
        raise click.UsageError("Which question? graphmodel ask --list shows them all.")
    elif show and within:
        raise click.UsageError("--show prints the question itself, and takes no filter.")
    elif show:
        _show(name, given, first_year, last_year, session)
    else:
        with session.open() as eco:
            question = eco.question(name)
            given = _with_years(question, given, first_year, last_year)
            frame = eco.ask(name, within=within, **given)
            about = about_answer(
                eco, session, question=question.title, note=question.note, query=question.text, **within, **given
            )
            output.say(question.title)
            output.write(answer_from_frame(frame), about, empty=_why_empty(given | within))
            if "undated" in frame.attrs:
                output.say(undated_words(frame.attrs["undated"]))


def _with_years(
    question: Question, given: dict[str, str], first_year: int | None, last_year: int | None
) -> dict[str, str]:
    """The parameters given, and the years of --from and --to among them."""
    years = {"first_year": first_year, "last_year": last_year}
    asked = {name: str(year) for name, year in years.items() if year is not None}
    known = {p.name for p in question.parameters}
    for name in asked:
        if name not in known:
            raise click.UsageError(f"The question {question.name} takes no years.")
        if name in given:
            raise click.UsageError(f"The parameter {name} is given twice, once as --from or --to.")
    return given | asked


def _list() -> Answer:
    rows: list[tuple[Any, ...]] = [
        (q.name, q.title, ", ".join(p.usage for p in q.parameters)) for q in _questions().values()
    ]
    return Answer(("name", "title", "parameters"), rows)


def _questions() -> dict[str, Question]:
    from graphmodel.content import content_folder
    from graphmodel.question import find_questions

    return find_questions([content_folder("queries")])


def _show(name: str, given: dict[str, str], first_year: int | None, last_year: int | None, session: Session) -> None:
    """Print a question; the store is opened only where a name has to become an id."""
    from graphmodel.question import THING_KINDS, bind, choose_question, question_to_browser

    question = choose_question(_questions(), name)
    given = _with_years(question, given, first_year, last_year)
    if any(p.name in given and p.kind in THING_KINDS for p in question.parameters):
        with session.open() as eco:
            values = bind(question, given, lambda text, label: eco.resolve(text, label=label), complete=False)
    else:
        values = bind(question, given, complete=False)
    write_stdout(question_to_browser(question, values))


def _why_empty(given: dict[str, str]) -> str:
    if given:
        return f"Nothing in the store answers this with {', '.join(f'{n}={v}' for n, v in given.items())}."
    return "The store holds nothing that answers this; graphmodel status shows what it holds."
