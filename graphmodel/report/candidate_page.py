"""The page of one meta-cluster candidate: reasons a project lead can defend, and where each of them is stated."""

from __future__ import annotations

from collections.abc import Mapping

from graphmodel.maps.page import map_hashes
from graphmodel.pages import (
    Column,
    Document,
    Embedded,
    KeyFigures,
    Language,
    Pick,
    Section,
    Sentence,
    Source,
    Table,
)
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers
from graphmodel.report.sections.candidates import candidate_sentence, evidence_columns, part_labels
from graphmodel.report.sections.methods import sources_section
from graphmodel.version import __version__


def answers_to_candidate_page(
    answers: Answers, words: Language, number: int, *, names: Mapping[str, str], map_html: str = ""
) -> Document:
    """Put what is known of candidate ``number`` into a document; ``names`` are those of sectors and programmes by id."""
    _ = words.text
    found = answers.source("metaclusters")
    members = answers.frame(found)["member_names"].iloc[number - 1]
    sections = [
        _summary(answers, words, found, number),
        _members(answers, words, number, names),
        _evidence(answers, words, number),
        _bridges(answers, words, number),
        _reach(answers, words, number, names),
        _programmes(answers, words, number, names),
    ]
    if map_html:
        scripts, styles = map_hashes()
        drawn = Embedded(_("Interactive map"), map_html, tuple(scripts), tuple(styles))
        sections.append(Section("map", _("The map"), [drawn]))
    sections += [_rows(answers, words, number), sources_section(answers, words)]
    return Document(
        _("Meta-cluster candidate {n}").format(n=number),
        words.form(members, "texts"),
        sections,
        [
            _("A proposal drawn from data, not a fact: no source says that these clusters form an alliance."),
            _("Made with graphmodel {version}. Each figure names the command that gives it again.").format(
                version=__version__
            ),
        ],
    )


def _part(answers: Answers, number: int, part: str) -> Source:
    return answers.source("candidate", number=number, part=part)


def _summary(answers: Answers, words: Language, found: Source, number: int) -> Section:
    _ = words.text
    parts = [
        (label, answers.figure(found, "share", Pick("cell", name, row=number - 1)))
        for name, label in part_labels(words).items()
    ]
    blocks: list[Block] = [
        candidate_sentence(answers, words, found, number - 1),
        KeyFigures(parts),
        Sentence(
            _(
                "Cohesion: how far they share more than chance. Related sectors: how often their sectors go together. "
                "Complementarity: how many of their partners only one of them has. Redundancy counts against: how much of "
                "the group one existing project or alliance contains already."
            ),
            style="note",
        ),
    ]
    return Section("summary", _("In short"), blocks)


def _members(answers: Answers, words: Language, number: int, names: Mapping[str, str]) -> Section:
    _ = words.text
    source = _part(answers, number, "members")
    frame = answers.frame(source)
    named = frame.assign(
        **{
            f"{column}_named": frame[column].map(lambda ids: tuple(names.get(one, one) for one in ids))
            for column in ("sectors", "own_sectors")
        }
    )
    table = Table(
        _("Members"),
        _("Who they are, and what each brings that no other member has"),
        named,
        [
            Column("name", _("Cluster"), "text"),
            Column("country", _("Country"), "country"),
            Column("sectors_named", _("Sectors"), "texts"),
            Column("events", _("Projects and alliances"), "count"),
            Column("partners", _("Partners outside"), "count"),
            Column("own_partners", _("Partners only it has"), "count"),
            Column("own_countries", _("Countries only it reaches"), "countries"),
            Column("own_sectors_named", _("Sectors only it has"), "texts"),
        ],
        source,
    )
    return Section("members", _("Members"), [table])


def _evidence(answers: Answers, words: Language, number: int) -> Section:
    _ = words.text
    source = answers.source("metacluster_evidence")
    where = f"candidate == {number}"
    frame = answers.frame(source).query(where)
    table = Table(
        _("Ties"), _("Projects, alliances and agreements they share"), frame, evidence_columns(words), source, where
    )
    return Section("ties", _("What ties them"), [table])


def _bridges(answers: Answers, words: Language, number: int) -> Section:
    _ = words.text
    source = _part(answers, number, "bridges")
    title = _("Organisations that bridge them")
    if not len(answers.frame(source)):
        return Section(
            "bridges",
            title,
            [Sentence(_("No organisation outside the group has worked with two of them in different projects."))],
        )
    table = Table(
        _("Bridges"),
        _("Who has worked with two or more members, not all in one project"),
        answers.frame(source),
        [
            Column("name", _("Organisation"), "text"),
            Column("country", _("Country"), "country"),
            Column("members", _("Members it knows"), "count"),
            Column("events", _("Joint projects and alliances"), "count"),
        ],
        source,
    )
    return Section("bridges", title, [table])


def _reach(answers: Answers, words: Language, number: int, names: Mapping[str, str]) -> Section:
    _ = words.text
    source = _part(answers, number, "reach")
    frame = answers.frame(source)
    named = frame.assign(value_named=[names.get(value, words.form(value, "country")) for value in frame["value"]])
    columns = [
        Column("what", _("What"), "term"),
        Column("value_named", _("Value"), "text"),
        Column("members", _("Members"), "count"),
        Column("partners", _("Partners outside"), "count"),
    ]
    covered = Table(
        _("Covered"), _("Countries and sectors covered"), named[named["covered"]], columns, source, "covered"
    )
    missing = Table(
        _("Missing"),
        _("Countries and sectors missing: partners are there, but no member"),
        named[~named["covered"]],
        columns,
        source,
        "not covered",
    )
    return Section("reach", _("Countries and sectors covered and missing"), [covered, missing])


def _programmes(answers: Answers, words: Language, number: int, names: Mapping[str, str]) -> Section:
    _ = words.text
    source = _part(answers, number, "programmes")
    frame = answers.frame(source)
    title = _("Programmes that funded such groups before")
    if not len(frame):
        return Section(
            "programmes", title, [Sentence(_("No project of three or more clusters of these sectors is known."))]
        )
    table = Table(
        _("Programmes"),
        _("Projects of three or more clusters, one at least of a sector of this group"),
        frame.assign(programme_named=[names.get(one, one) for one in frame["programme"]]),
        [
            Column("programme_named", _("Programme"), "text"),
            Column("projects", _("Projects"), "count"),
            Column("clusters", _("Clusters"), "count"),
            Column("first_year", _("First start"), "year"),
            Column("last_year", _("Last start"), "year"),
            Column("names", _("Which"), "texts"),
        ],
        source,
    )
    return Section("programmes", title, [table])


def _rows(answers: Answers, words: Language, number: int) -> Section:
    _ = words.text
    source = _part(answers, number, "rows")
    table = Table(
        _("Source rows"),
        _("The rows of the sources that state this"),
        answers.frame(source),
        [
            Column("member_name", _("Cluster"), "text"),
            Column("event_name", _("What they share"), "text"),
            Column("type", _("Tie"), "term"),
            Column("role", _("Role"), "term"),
            Column("dataset", _("Source"), "text"),
            Column("rows", _("File and row"), "text"),
        ],
        source,
    )
    return Section("rows", _("Evidence, row by row"), [table])
