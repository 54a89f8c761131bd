"""EU money by country, programme and year."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Table, Tally
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers

_TOP = 15


def money_section(answers: Answers, words: Language) -> Section:
    """Who got how much, as far as the sources state it."""
    _ = words.text
    countries = answers.source("ask", "money-by-country")
    years = answers.source("ask", "projects-by-programme")
    title = _("Money by country, programme and year")
    money, projects = answers.frame(countries), answers.frame(years)
    if not len(money) and not len(projects):
        return Section("money", title, [Sentence(_("No projects are loaded here."))])
    blocks: list[Block] = []
    if money["contribution"].notna().any():
        blocks += [
            Sentence(
                _("Participants are stated to receive {money} of EU money."),
                {"money": answers.figure(countries, "money", Pick("sum", "contribution"))},
                _("A blank amount is unknown, not zero: the true sum is higher."),
                "finding",
            ),
            answers.bars(
                _("EU money by country"),
                countries,
                "money",
                Tally("country", "country", "contribution", "sum", _TOP),
                name=lambda code: words.form(code, "country"),
            ),
        ]
    else:
        blocks.append(Sentence(_("No source states how much money the participants got."), style="finding"))
    blocks.append(
        Sentence(
            _("An amount is stated for {known} of {all} participations."),
            {
                "known": answers.figure(countries, "count", Pick("sum", "with_amount")),
                "all": answers.figure(countries, "count", Pick("sum", "participations")),
            },
            style="note",
        )
    )
    if projects.dropna(subset=["year"])["eu_contribution"].any():
        tally = Tally("year", "year", "eu_contribution", "sum")
        blocks.append(answers.bars(_("EU contribution by year of start"), years, "money", tally, upright=True))
    blocks += [
        Table(
            _("Money by country"),
            _("EU money by country and programme"),
            money,
            [
                Column("country", _("Country"), "country"),
                Column("programme", _("Programme"), "text"),
                Column("organisations", _("Organisations"), "count"),
                Column("projects", _("Projects"), "count"),
                Column("participations", _("Participations"), "count"),
                Column("with_amount", _("With amount"), "count"),
                Column("contribution", _("EU money"), "money"),
            ],
            countries,
        ),
        Table(
            _("Projects by programme"),
            _("Projects by programme and year of start"),
            projects,
            [
                Column("programme", _("Programme"), "text"),
                Column("year", _("Year"), "year"),
                Column("projects", _("Projects"), "count"),
                Column("organisations", _("Organisations"), "count"),
                Column("eu_contribution", _("EU contribution"), "money"),
                Column("without_amount", _("Without amount"), "count"),
            ],
            years,
        ),
    ]
    return Section("money", title, blocks)
