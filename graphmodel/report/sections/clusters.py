"""The clusters by sector and country, and which countries work together."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Table, Tally
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers

_TOP = 15


def cluster_section(answers: Answers, words: Language) -> Section:
    """How many clusters there are by sector, and the pairs of countries that work together most."""
    _ = words.text
    sectors = answers.source("ask", "clusters-by-sector")
    pairs = answers.source("ask", "country-pairs")
    frame = answers.frame(sectors)
    title = _("Clusters by sector and country")
    if not len(frame):
        return Section("clusters", title, [Sentence(_("No clusters are loaded here."))])
    blocks: list[Block] = [
        answers.bars(
            _("Clusters by sector (a cluster may have several)"),
            sectors,
            "count",
            Tally("sector", "sector", "clusters", "sum", _TOP),
        ),
        Table(
            _("Sectors"),
            _("Clusters by country and sector"),
            frame,
            [
                Column("country", _("Country"), "country"),
                Column("sector", _("Sector"), "text"),
                Column("clusters", _("Clusters"), "count"),
                Column("names", _("Which"), "texts"),
            ],
            sectors,
        ),
    ]
    if len(answers.frame(pairs)):
        blocks += [
            Sentence(
                _("{one} and {other} have the most projects together: {projects}."),
                {
                    "one": answers.figure(pairs, "country", Pick("cell", "one")),
                    "other": answers.figure(pairs, "country", Pick("cell", "other")),
                    "projects": answers.figure(pairs, "count", Pick("cell", "projects")),
                },
                style="finding",
            ),
            Table(
                _("Countries"),
                _("Countries that work together most"),
                answers.frame(pairs),
                [
                    Column("one", _("Country"), "country"),
                    Column("other", _("Other country"), "country"),
                    Column("projects", _("Projects"), "count"),
                    Column("alliances", _("Alliances"), "count"),
                ],
                pairs,
            ),
        ]
    return Section("clusters", title, blocks)
