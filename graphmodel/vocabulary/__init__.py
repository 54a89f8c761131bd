"""What is generated from the model: the workbook template, the page on the model, and the schema as Cypher."""

from __future__ import annotations

from graphmodel.vocabulary.cypher import schema_text
from graphmodel.vocabulary.markdown import model_markdown
from graphmodel.vocabulary.template import write_template

__all__ = ["model_markdown", "schema_text", "write_template"]
