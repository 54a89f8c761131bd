"""How complete the data are, and what was noticed about their quality."""

from __future__ import annotations

import pandas as pd

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Source, Table
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers

_LABELS = ("Organisation", "Cluster", "Project", "MetaCluster")


def coverage_section(answers: Answers, words: Language) -> Section:
    """How many things have each field: over all, by country, by programme and by source."""
    _ = words.text
    source = answers.source("coverage")
    frame = answers.frame(source)
    title = _("How complete the data are")
    if not len(frame):
        return Section("coverage", title, [Sentence(_("Nothing is loaded."))])
    fields = [
        Column("label", _("Kind"), "term"),
        Column("property", _("Field"), "term"),
        Column("things", _("Things"), "count"),
        Column("known", _("Known"), "count"),
        Column("share", _("Share known"), "share"),
    ]
    group = {"country": _("Country"), "programme": _("Programme"), "dataset": _("Source")}
    blocks: list[Block] = [
        Sentence(
            _("Every figure rests on what the sources state. A field that few things have carries little weight.")
        ),
        _table(frame, source, "all", _("Fields"), _("Which fields are filled in"), fields),
    ]
    captions = {
        "country": _("Fields by country"),
        "programme": _("Fields by programme"),
        "dataset": _("Fields by source"),
    }
    for part, caption in captions.items():
        form = "country" if part == "country" else "text"
        head = Column("group", group[part], form)  # type: ignore[arg-type]
        blocks.append(_table(frame, source, part, caption, caption, [head, *fields]))
    return Section("coverage", title, blocks)


def _table(
    frame: pd.DataFrame,
    source: Source,
    part: str,
    name: str,
    caption: str,
    columns: list[Column],
) -> Table:
    where = f"part == '{part}'"
    return Table(name, caption, frame.query(where), columns, source, where)


def quality_section(answers: Answers, words: Language) -> Section:
    """What was rejected on loading, who stands alone, what has no date or amount."""
    _ = words.text
    loads = answers.source("loads")
    lonely = answers.source("ask", "organisations-without-partners")
    money = answers.source("ask", "projects-by-programme")
    blocks: list[Block] = []
    if len(answers.frame(loads)):
        blocks.append(
            Sentence(
                words.plural(
                    "{loads} load read {rows} rows; {rejected} rows were rejected, each with its reason in a file.",
                    "{loads} loads read {rows} rows; {rejected} rows were rejected, each with its reason in a file.",
                    len(answers.frame(loads)),
                ),
                {
                    "loads": answers.figure(loads, "count", Pick("rows")),
                    "rows": answers.figure(loads, "count", Pick("sum", "rows_in")),
                    "rejected": answers.figure(loads, "count", Pick("sum", "rows_rejected")),
                },
                style="finding",
            )
        )
    if len(answers.frame(lonely)):
        blocks.append(
            Sentence(
                _("{n} organisations have no partner at all: perhaps they work alone, perhaps a table is missing."),
                {"n": answers.figure(lonely, "count", Pick("rows"))},
                style="finding",
            )
        )
    if len(answers.frame(money)):
        blocks.append(
            Sentence(
                _("For {n} projects no amount is known, and {undated} have no date; figures by year leave these out."),
                {
                    "n": answers.figure(money, "count", Pick("sum", "without_amount")),
                    "undated": answers.figure(money, "count", Pick("sum", "projects", where="year.isna()")),
                },
                style="finding",
            )
        )
    joined = _(
        "Organisations are joined when a register gives them the same number, or when their names are equal within one "
        "country. Translated names are not joined yet, so one body may be counted twice."
    )
    return Section("quality", _("Quality notes"), [*blocks, Sentence(joined, style="note")])
