"""Ministries and public bodies, and what they reach."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Table, Tally
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers

_TOP = 10


def ministry_section(answers: Answers, words: Language) -> Section:
    """Which ministry reaches which clusters, and what it funds, oversees or manages."""
    _ = words.text
    reach = answers.source("ask", "ministry-reach")
    ties = answers.source("ask", "ministry-ties")
    title = _("Ministries and what they reach")
    if not len(answers.frame(reach)) and not len(answers.frame(ties)):
        return Section(
            "ministries", title, [Sentence(_("No ministry or public body of cluster policy is tied to anything here."))]
        )
    blocks: list[Block] = [
        Sentence(
            _(
                "{ministries} ministries and public bodies reach {clusters} clusters in at most two steps; {direct} of these "
                "ties are direct."
            ),
            {
                "ministries": answers.figure(reach, "count", Pick("distinct", "ministry_id")),
                "clusters": answers.figure(reach, "count", Pick("distinct", "cluster_id")),
                "direct": answers.figure(reach, "count", Pick("rows", where="steps == 1")),
            },
            _("Two steps: through a project, an alliance or an event that both take part in."),
            "finding",
        )
    ]
    if len(answers.frame(reach)):
        blocks.append(
            answers.bars(
                _("Clusters reached, by ministry or public body"),
                reach,
                "count",
                Tally("ministry_id", "ministry", "cluster_id", "distinct", _TOP),
            )
        )
    blocks += [
        Table(
            _("Reach"),
            _("Which ministries reach which clusters"),
            answers.frame(reach),
            [
                Column("ministry", _("Ministry or public body"), "text"),
                Column("country", _("Country"), "country"),
                Column("cluster", _("Cluster"), "text"),
                Column("steps", _("Steps"), "count"),
                Column("through", _("Through"), "text"),
            ],
            reach,
        ),
        Table(
            _("Ties of ministries"),
            _("What ministries fund, oversee, manage and take part in"),
            answers.frame(ties),
            [
                Column("ministry", _("Ministry or public body"), "text"),
                Column("tie", _("Tie"), "term"),
                Column("other", _("To"), "text"),
                Column("what", _("What"), "term"),
                Column("amount", _("Amount"), "money"),
                Column("since", _("Since"), "date"),
                Column("until", _("Until"), "date"),
            ],
            ties,
        ),
    ]
    return Section("ministries", title, blocks)
