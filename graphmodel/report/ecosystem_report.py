"""The report on an ecosystem: findings first, then a section for each thing a reader may want to know more about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphmodel.maps.page import map_hashes
from graphmodel.pages import Document, Embedded, KeyFigures, Language, Pick, Section, Sentence
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers
from graphmodel.report.sections.candidates import candidate_section
from graphmodel.report.sections.central import central_section
from graphmodel.report.sections.clusters import cluster_section
from graphmodel.report.sections.completeness import coverage_section, quality_section
from graphmodel.report.sections.life import stage_section
from graphmodel.report.sections.methods import methods_section, sources_section
from graphmodel.report.sections.ministries import ministry_section
from graphmodel.report.sections.money import money_section
from graphmodel.report.sections.oddities import oddity_section
from graphmodel.report.sections.overlaps import overlap_section
from graphmodel.version import __version__


def answers_to_report(
    answers: Answers,
    words: Language,
    *,
    title: str,
    names: Mapping[str, str],
    about: Sequence[str] = (),
    map_html: str = "",
) -> Document:
    """Put the answers into a document.

    ``names``: those of projects, alliances, events and organisations by id, for evidence. ``about``: the filters
    in words. ``map_html``: the map to show.
    """
    _ = words.text
    sections = [
        central_section(answers, words),
        overlap_section(answers, words, names),
        candidate_section(answers, words),
        ministry_section(answers, words),
        cluster_section(answers, words),
        stage_section(answers, words),
        money_section(answers, words),
    ]
    if map_html:
        scripts, styles = map_hashes()
        hint = Sentence(_("Click a point or a line to see what is known of it, and from where."), style="note")
        sections.append(
            Section(
                "map", _("The map"), [hint, Embedded(_("Interactive map"), map_html, tuple(scripts), tuple(styles))]
            )
        )
    sections += [
        coverage_section(answers, words),
        quality_section(answers, words),
        oddity_section(answers, words),
        methods_section(words),
        sources_section(answers, words),
    ]
    return Document(
        title,
        scope_in_words(answers, words, about),
        [_summary(answers, words, sections), *sections],
        [
            _("Made with graphmodel {version}. Each figure names the command that gives it again.").format(
                version=__version__
            )
        ],
    )


def scope_in_words(answers: Answers, words: Language, about: Sequence[str]) -> str:
    """The line under a title: which part of the data the page is about."""
    _ = words.text
    scope = answers.scope
    parts = [*about]
    if scope.first_year is not None or scope.last_year is not None:
        first, last = (str(year) if year is not None else "…" for year in (scope.first_year, scope.last_year))
        parts.append(_("years: {first} to {last}").format(first=first, last=last))
    return ", ".join(parts) or _("All that is loaded")


def _summary(answers: Answers, words: Language, sections: list[Section]) -> Section:
    """The size of the ecosystem, and the findings of all sections in their order."""
    _ = words.text
    overview = answers.source("ask", "overview")
    labels = {
        "organisations": _("organisations"),
        "clusters": _("clusters"),
        "ministries": _("ministries and public bodies"),
        "countries": _("countries"),
        "projects": _("projects"),
        "alliances": _("alliances"),
        "programmes": _("programmes"),
    }
    figures = [(label, answers.figure(overview, "count", Pick("cell", name))) for name, label in labels.items()]
    blocks: list[Block] = [KeyFigures(figures)]
    if answers.frame(overview)["organisations"].iloc[0] == 0:
        blocks.append(Sentence(_("The store holds no organisations yet: load something, then write the report again.")))
    for section in sections:
        blocks += [block for block in section.blocks if isinstance(block, Sentence) and block.style == "finding"]
    if any(answers.unheeded(source) for source in answers.asked("ask")):
        note = _(
            "Some questions know no years: their figures are about all years. The command under each table shows what was "
            "asked."
        )
        blocks.append(Sentence(note, style="note"))
    return Section("summary", _("In short"), blocks)
