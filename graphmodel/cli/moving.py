"""What a copy, a backup or its restoring did, told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmodel.cli.output import Output, answer_from_facts

if TYPE_CHECKING:
    from graphmodel.moving import MoveReport


def write_move(report: MoveReport, output: Output) -> None:
    """Where from and where to, the counts and the checksum."""
    facts = {
        "from": report.source,
        "to": report.target,
        "nodes": report.nodes,
        "relationships": report.relationships,
        "checksum": report.checksum,
    }
    output.write_facts(answer_from_facts(facts))
