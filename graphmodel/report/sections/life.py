"""Clusters by stage of life: declared where a source says so, else estimated, else unknown."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Table, Tally
from graphmodel.report.answers import Answers


def stage_section(answers: Answers, words: Language) -> Section:
    """How many clusters are in which stage, how that is known, and what each stage needs."""
    _ = words.text
    source = answers.source("stages")
    frame = answers.frame(source)
    title = _("Clusters by stage of life")
    if not len(frame):
        return Section("stages", title, [Sentence(_("No clusters are loaded here."))])
    return Section(
        "stages",
        title,
        [
            Sentence(
                _(
                    "A source declares the stage of {declared} clusters; for {estimated} it is estimated, and for {unknown} "
                    "unknown."
                ),
                {
                    name: answers.figure(source, "count", Pick("attr", name))
                    for name in ("declared", "estimated", "unknown")
                },
                style="finding",
            ),
            Sentence(
                _(
                    "An estimate follows from the year a cluster is first seen in the data and the number of its projects. "
                    "The year first seen is not the year of foundation."
                )
            ),
            Sentence(
                _(
                    "The rule: start, seen for less than 3 years and in fewer than 3 projects and alliances; maturity, seen "
                    "for 10 years or more and in 3 or more; growth, everything between. A declared stage always stands."
                ),
                style="note",
            ),
            answers.bars(
                _("Clusters by stage"),
                source,
                "count",
                Tally("stage", "stage", "id", "distinct"),
                name=lambda stage: words.form(stage, "term"),
            ),
            Table(
                _("Stages"),
                _("Clusters by stage, and what each stage needs"),
                frame,
                [
                    Column("name", _("Cluster"), "text"),
                    Column("country", _("Country"), "country"),
                    Column("stage", _("Stage"), "term"),
                    Column("basis", _("Known from"), "term"),
                    Column("first_seen", _("First seen"), "year"),
                    Column("projects", _("Projects"), "count"),
                    Column("alliances", _("Alliances"), "count"),
                    Column("services", _("Services it needs"), "texts"),
                ],
                source,
            ),
        ],
    )
