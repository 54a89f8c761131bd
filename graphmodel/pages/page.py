"""A document as one HTML file that asks nothing of any network and runs no text it was given.

A content security policy names the page's own scripts and styles by their hashes. Every figure carries, in ``data-``
attributes, its exact value and the source it was taken from, so that it can be checked from the page alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from graphmodel.maps.cleaning import value_to_link, value_to_text
from graphmodel.pages.charts import bars_to_svg
from graphmodel.pages.document import (
    Bars,
    Column,
    Document,
    Embedded,
    Figure,
    Sentence,
    Source,
    Table,
    source_to_command,
)
from graphmodel.pages.language import Language, frame_values, plain_value
from graphmodel.pages.sentences import sentence_parts
from graphmodel.version import __version__

_NUMBERS = frozenset({"count", "number", "share", "p", "money", "year"})


#: Rows of a table that go on paper, as page.css has it.
_PRINTED = 40


def document_to_html(document: Document, language: Language) -> str:
    """The page; the same text for the same document."""
    style, script = _part("page.css"), _part("page.js")
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(_part),
    )
    environment.filters.update(kind=lambda block: type(block).__name__)
    return environment.get_template("page.html").render(
        document=document,
        language=language,
        _=language.text,
        version=__version__,
        printed=_PRINTED,
        # Our own files: the only texts that go into the page as they are.
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        policy=_policy(document, script, style),
        sentence=lambda block: _sentence(block, language),
        figure=lambda figure: _figure(figure, language),
        chart=lambda block: bars_to_svg(block, language),
        command=source_to_command,
        source=_source_to_json,
        tally=_tally_to_json,
        rows=lambda table: _rows(table, language),
        numeric=lambda column: column.form in _NUMBERS,
    )


def _sentence(block: Sentence, language: Language) -> Markup:
    parts = sentence_parts(block)
    return Markup().join(_figure(part, language) if isinstance(part, Figure) else part for part in parts)


def _figure(figure: Figure, language: Language) -> Markup:
    shown = language.form(figure.value, figure.form)
    tag = "bdi" if figure.form in {"text", "texts"} else "span"
    attributes = Markup(' class="figure" data-value="{}"').format(json.dumps(plain_value(figure.value)))
    if figure.source and figure.pick:
        pick = {name: getattr(figure.pick, name) for name in ("take", "column", "where", "row")}
        attributes += Markup(' data-source="{}" title="{}"').format(
            _source_to_json(figure.source, pick=pick), source_to_command(figure.source)
        )
    return Markup("<{}{}>{}</{}>").format(Markup(tag), attributes, shown, Markup(tag))  # noqa: S704  # one of two words


def _rows(table: Table, language: Language) -> list[list[Markup]]:
    frame = table.frame.head(table.shown)
    columns = [(column, frame_values(frame, column.name)) for column in table.columns]
    links = {
        column.name: frame_values(frame, column.links) if column.links else [""] * len(frame)
        for column in table.columns
    }
    return [
        [_cell(column, values[place], links[column.name][place], language) for column, values in columns]
        for place in range(len(frame))
    ]


def _cell(column: Column, value: Any, link: Any, language: Language) -> Markup:
    shown = Markup("<bdi>{}</bdi>").format(language.form(value, column.form))
    address = value_to_link(value if column.form == "link" else link)
    if address:
        shown = Markup('<a href="{}" rel="noreferrer noopener">{}</a>').format(address, shown)
    title = value_to_text(plain_value(value))
    full = Markup(' title="{}"').format(title) if len(title) > 60 else Markup()  # cut or wrapped
    numeric = Markup(' class="number"') if column.form in _NUMBERS else Markup()
    return Markup('<td{}{} data-value="{}">{}</td>').format(numeric, full, json.dumps(plain_value(value)), shown)


def _source_to_json(source: Source, **more: Any) -> str:
    facts = {"method": source.method, "arguments": list(source.arguments), "options": dict(source.options), **more}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def _tally_to_json(block: Bars) -> str:
    facts = {name: getattr(block.tally, name) for name in ("by", "label", "value", "how", "top")}
    return json.dumps({**facts, "upright": block.upright, "values": list(block.values)}, sort_keys=True)


def _policy(document: Document, script: str, style: str) -> str:
    embedded = [block for section in document.sections for block in section.blocks if isinstance(block, Embedded)]
    scripts = [_hash(script), *(each for block in embedded for each in block.scripts)]
    styles = [_hash(style), *(each for block in embedded for each in block.styles)]
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'{each}'" for each in dict.fromkeys(scripts)),
            "style-src " + " ".join(f"'{each}'" for each in dict.fromkeys(styles)),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _part(name: str) -> str:
    text = resources.files("graphmodel.pages").joinpath("template", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
