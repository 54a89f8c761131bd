"""What is odd in the data, and what to do about it."""

from __future__ import annotations

from graphmodel.pages import Column, Language, Pick, Section, Sentence, Table
from graphmodel.pages.document import Block
from graphmodel.report.answers import Answers

_ODD = "found > 0"


def oddity_section(answers: Answers, words: Language) -> Section:
    """The checks that found something, with examples and what to do."""
    _ = words.text
    source = answers.source("check")
    frame = answers.frame(source)
    odd = frame.query(_ODD)
    title = _("What is odd in the data")
    if not len(odd):
        text = _("None of {checks} checks found anything odd.")
        return Section("check", title, [Sentence(text, {"checks": answers.figure(source, "count", Pick("rows"))})])
    blocks: list[Block] = [
        Sentence(
            _("{odd} of {checks} checks of the data found something odd; nothing was put right."),
            {
                "odd": answers.figure(source, "count", Pick("rows", where=_ODD)),
                "checks": answers.figure(source, "count", Pick("rows")),
            },
            style="finding",
        ),
        Table(
            _("Oddities"),
            _("What the checks found, and what to do about it"),
            # The frame speaks English, the page the reader's language.
            odd.assign(
                meaning_shown=[_(text) for text in odd["meaning"]], remedy_shown=[_(text) for text in odd["remedy"]]
            ),
            [
                Column("meaning_shown", _("What"), "text"),
                Column("found", _("Found"), "count"),
                Column("checked", _("Looked at"), "count"),
                Column("names", _("For example"), "texts"),
                Column("remedy_shown", _("What to do"), "text"),
                Column("check", _("Check"), "text"),
            ],
            source,
            _ODD,
            note=_("The command `graphmodel check` with the name of a check lists all it found."),
        ),
    ]
    return Section("check", title, blocks)
