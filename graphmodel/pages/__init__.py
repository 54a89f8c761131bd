"""Pages for people: a document of sentences, tables, charts and maps, written as one HTML file, as Markdown or as a workbook.

The document knows where each of its figures comes from; nothing here knows a store.
"""

from graphmodel.maps.wording import LANGUAGES
from graphmodel.pages.document import (
    Bars,
    Column,
    Document,
    Embedded,
    Figure,
    KeyFigures,
    Pick,
    Section,
    Sentence,
    Source,
    Table,
    Tally,
)
from graphmodel.pages.language import Language, open_language
from graphmodel.pages.page import document_to_html
from graphmodel.pages.plaintext import document_to_markdown
from graphmodel.pages.workbook import write_workbook

__all__ = [
    "LANGUAGES",
    "Bars",
    "Column",
    "Document",
    "Embedded",
    "Figure",
    "KeyFigures",
    "Language",
    "Pick",
    "Section",
    "Sentence",
    "Source",
    "Table",
    "Tally",
    "document_to_html",
    "document_to_markdown",
    "open_language",
    "write_workbook",
]
