"""What a loader file may use: the only package a recipe imports.

A recipe is one Python file per source. It names the source (:class:`Source`), the tables it publishes
(:class:`TableForm`) and has one function per table that turns columns into :func:`nodes` and :func:`relationships`::

    from graphmodel.recipe import Source, Table, TableForm, nodes, relationships

    source = Source(title="Members of our cluster", publisher="Us", tables=(
        TableForm("members", required=("company", "cluster")),
    ))

    def members(t: Table):
        company = t.key("us", "company", required=True)
        yield nodes("Organisation", company, name=t.text("company"))
        yield relationships("MEMBER_OF", company, t.key("us", "cluster", required=True))
"""

from graphmodel.recipe.batches import nodes, relationships
from graphmodel.recipe.discovery import Recipe, find_recipes, open_recipe
from graphmodel.recipe.keys import composed_key
from graphmodel.recipe.parsing import parse_country
from graphmodel.recipe.regions import described_regions, located_in
from graphmodel.recipe.source import Source, TableForm
from graphmodel.recipe.table import Problem, Table
from graphmodel.records import Nodes, Records, Relationships

__all__ = [
    "Nodes",
    "Problem",
    "Recipe",
    "Records",
    "Relationships",
    "Source",
    "Table",
    "TableForm",
    "composed_key",
    "described_regions",
    "find_recipes",
    "located_in",
    "nodes",
    "open_recipe",
    "parse_country",
    "relationships",
]
