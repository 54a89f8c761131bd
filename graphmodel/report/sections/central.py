"""Who is central, and why that may matter."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Source, Table, Tally
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers
from graphmodel.report.wording import certainty_of_centrality

_TOP = 10


def central_section(answers: Answers, words: Language) -> Section:
    """The best connected organisations, by partners and by lying between others."""
    _ = words.text
    source = answers.source("centrality")
    frame = answers.frame(source)
    title = _("Who is central")
    if not frame["degree"].any():
        return Section("central", title, [Sentence(_("No two organisations are tied here, so nobody is central."))])
    blocks: list[Block] = [
        Sentence(
            _(
                "Two organisations are tied when they take part in the same project, alliance or cluster. A large "
                "consortium ties its members less than a small one does."
            )
        ),
        Sentence(
            _("{name} has the most partners: {degree} organisations."),
            {
                "name": answers.figure(source, "text", Pick("cell", "name")),
                "degree": answers.figure(source, "count", Pick("cell", "degree")),
            },
            style="finding",
        ),
        *_broker(answers, words, source),
        answers.bars(
            _("Partners of the best connected organisations"),
            source,
            "count",
            Tally("id", "name", "degree", "only", _TOP),
        ),
        Table(
            _("Centrality"),
            _("The best connected organisations"),
            frame[frame["degree"] > 0],
            [
                Column("name", _("Organisation"), "text"),
                Column("country", _("Country"), "country"),
                Column("degree", _("Partners"), "count"),
                Column("strength", _("Strength"), "number"),
                Column("betweenness", _("Betweenness"), "number"),
                Column("betweenness_rank", _("Rank by betweenness"), "count"),
                Column("core", _("Core"), "count"),
            ],
            source,
            "degree > 0",
            note=_(
                "Many partners make a body a good messenger; lying between others makes it a broker, and a risk where "
                "everything goes through it. Neither says that the work done there is good."
            ),
        ),
    ]
    return Section("central", title, blocks)


def _broker(answers: Answers, words: Language, source: Source) -> list[Sentence]:
    frame = answers.frame(source)
    if not (frame["betweenness"] > 0).any():
        return []
    return [
        Sentence(
            words.text(
                "{name} lies most often on the shortest ways between others: it can connect groups that would not meet."
            ),
            {"name": answers.figure(source, "text", Pick("cell", "name", where="betweenness_rank == 1"))},
            certainty_of_centrality(frame.attrs, words),
            "finding",
        )
    ]
