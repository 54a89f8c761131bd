"""A document as Markdown, for mails and wikis: sentences, tables and charts as tables; the map stays in the HTML page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphmodel.pages.document import (
    Bars,
    Block,
    Document,
    Embedded,
    KeyFigures,
    Section,
    Sentence,
    Table,
    source_to_command,
)
from graphmodel.pages.language import Language, frame_values
from graphmodel.pages.sentences import sentence_to_text

# What would be markup in one flavour of Markdown or another, HTML included.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def document_to_markdown(document: Document, language: Language) -> str:
    """The document as Markdown; texts from data are escaped, so that they are text in it too."""
    lines = [f"# {_escaped(document.title)}", "", _escaped(document.subtitle), ""]
    for section in document.sections:
        lines += _section(section, language, 2)
    lines += [f"{_escaped(line)}  " for line in document.footer]
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section, language: Language, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_escaped(section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(block, language)
    for part in section.parts:
        yield from _section(part, language, level + 1)


def _block(block: Block, language: Language) -> Iterator[str]:
    if isinstance(block, Sentence):
        text = _escaped(sentence_to_text(block, language))
        sure = f" ({_escaped(block.sure)})" if block.sure else ""
        yield ("- " if block.style == "finding" else "") + text + sure
        yield ""
    elif isinstance(block, KeyFigures):
        for label, figure in block.figures:
            yield f"- {_escaped(label)}: **{_escaped(language.form(figure.value, figure.form))}**"
        yield ""
    elif isinstance(block, Table):
        yield from _table(block, language)
    elif isinstance(block, Bars):
        yield f"**{_escaped(block.caption)}**"
        yield ""
        yield "| | |"
        yield "| --- | ---: |"
        for label, value in zip(block.labels, block.values, strict=True):
            yield f"| {_escaped(language.form(label, 'text'))} | {_escaped(language.form(value, block.form))} |"
        yield ""
    else:
        assert isinstance(block, Embedded)


def _table(table: Table, language: Language) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**"
    yield ""
    if not len(table.frame):
        yield language.text("Nothing to list.")
        yield ""
        return
    yield "| " + " | ".join(_escaped(column.label) for column in table.columns) + " |"
    yield (
        "| " + " | ".join("---:" if column.form not in {"text", "texts"} else "---" for column in table.columns) + " |"
    )
    frame = table.frame.head(table.shown)
    values = [[language.form(v, column.form) for v in frame_values(frame, column.name)] for column in table.columns]
    for row in zip(*values, strict=True):
        yield "| " + " | ".join(map(_escaped, row)) + " |"
    yield ""
    if len(table.frame) > table.shown:
        yield language.text("{shown} of {all} rows.").format(shown=table.shown, all=len(table.frame))
        yield ""
    if table.source:
        yield f"`{source_to_command(table.source)}`"
        yield ""


def _escaped(text: str) -> str:
    """Text that is no markup.

    >>> _escaped("<script> | *a*")
    '\\\\<script\\\\> \\\\| \\\\*a\\\\*'
    """
    return _MARKUP.sub(r"\\\1", text)
