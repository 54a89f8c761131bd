"""All checks: what each is called, what it finds, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graphmodel.errors import RequestError
from graphmodel.report.checks import bodies, codes, projects
from graphmodel.report.checks.material import Material, Oddities


def _(text: str) -> str:
    # Marks a text for translation; it is translated where it is shown.
    return text


@dataclass(frozen=True, slots=True)
class DataCheck:
    """One check: its name, what it finds, what to do, and how it looks; without examples where they would name persons."""

    name: str
    meaning: str
    remedy: str
    look: Callable[[Material], Oddities]
    examples: bool = True


#: In the order they are shown: projects first, then organisations, then codes.
CHECKS: tuple[DataCheck, ...] = (
    DataCheck(
        "no-coordinator",
        _("Projects that nobody coordinates"),
        _("Load the whole list of participants; if it lacks the coordinator too, add the tie in a table of your own."),
        projects.without_coordinator,
    ),
    DataCheck(
        "several-coordinators",
        _("Projects with two or more coordinators"),
        _("Sources list some projects once per lead partner: that is right. Else see whether two bodies are one."),
        projects.with_several_coordinators,
    ),
    DataCheck(
        "no-participants",
        _("Projects in which nobody takes part"),
        _("Load the table of participants, or check that both tables are of one edition."),
        projects.without_participants,
    ),
    DataCheck(
        "ends-before-start",
        _("Projects, events, alliances and ties that end before they begin"),
        _("Look the dates up at the source and correct them in a table of your own, which counts more."),
        projects.ending_before_start,
    ),
    DataCheck(
        "contribution-over-total",
        _("Projects to which the EU gives more than they cost"),
        _("Mostly a misplaced decimal point: look the amounts up and correct them in a table of your own."),
        projects.contribution_over_total,
    ),
    DataCheck(
        "shares-over-contribution",
        _("Projects whose participants get more than the EU gives"),
        _("See whether a participant is listed twice, or the project's amount is of an older edition."),
        projects.shares_over_contribution,
    ),
    DataCheck(
        "negative-amounts",
        _("Projects with negative amounts"),
        _("Sources book money that was paid back so: leave such projects out of sums, or correct them."),
        projects.negative_amounts,
    ),
    DataCheck(
        "duplicate-projects",
        _("Projects that may be there twice"),
        _("If they are one, give one of them the key of the other in a table of your own, column identifiers."),
        bodies.suspected_duplicate_projects,
    ),
    DataCheck(
        "duplicate-organisations",
        _("Organisations that may be there twice"),
        _("Decide in the file that `graphmodel identity export` writes, and import it again."),
        bodies.suspected_duplicates,
    ),
    DataCheck(
        "isolates",
        _("Organisations without any tie to others"),
        _("Load the table that ties them: members, participations, departments."),
        bodies.isolates,
    ),
    DataCheck(
        "natural-persons",
        _("Natural persons among the organisations"),
        _("Their names are left out. A firm that bears a person's name is told by its legal form: load it so."),
        bodies.natural_persons,
        examples=False,
    ),
    DataCheck(
        "not-described",
        _("Things that are referred to and nowhere described"),
        _("Load the table that describes them, such as the projects beside their participants."),
        bodies.never_described,
    ),
    DataCheck(
        "unknown-countries",
        _("Countries that do not exist"),
        _("Mend the recipe: `t.country` reads codes and names of countries."),
        codes.unknown_countries,
    ),
    DataCheck(
        "unknown-regions",
        _("Regions whose code no version of NUTS knows"),
        _("Look the code up; codes of countries outside the EU may be the source's own."),
        codes.unknown_regions,
    ),
    DataCheck(
        "regions-elsewhere",
        _("Regions in another country than their organisation"),
        _("See which of the two is wrong, and correct it in a table of your own."),
        codes.regions_elsewhere,
    ),
)


def choose_check(name: str) -> DataCheck:
    """One check by its name.

    Raises :class:`~graphmodel.errors.RequestError` for a name there is none of.
    """
    found = next((check for check in CHECKS if check.name == name), None)
    if found is None:
        raise RequestError(
            f"There is no check {name!r}.", remedy=f"The checks are: {', '.join(c.name for c in CHECKS)}."
        )
    return found
