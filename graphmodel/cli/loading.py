"""What a load or its undoing did, told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphmodel.cli.output import Output, answer_from_facts

if TYPE_CHECKING:
    from graphmodel.load.report import LoadReport

_SAMPLES = 5


def write_report(report: LoadReport, output: Output) -> None:
    """The counts as the command's answer; warnings, rejects and what is gone as messages."""
    output.write_facts(answer_from_facts(_facts(report)))
    if report.dry_run:
        output.say("Dry run: nothing was written.")
    for note in report.notes:
        output.say(f"Note: {note}.")
    for warning in report.warnings:
        output.say(f"Warning: {warning}")
    for row in report.rejects.head(_SAMPLES).itertuples():
        output.say(f"Rejected: {row.file}, row {row.row}, {row.column}: {row.value!r} {row.reason}")
    if report.rows_rejected > _SAMPLES:
        output.say(f"... and {report.rows_rejected - _SAMPLES:,} more.")
    if report.rejects_file is not None:
        output.say(f"All rejected rows: {report.rejects_file}")
    for row in report.gone.head(_SAMPLES).itertuples():
        output.say(f"{'Removed' if row.removed else 'No longer in the files'}: {row.kind} {row.key}")
    if len(report.gone) > _SAMPLES:
        output.say(f"... and {len(report.gone) - _SAMPLES:,} more.")


def _facts(report: LoadReport) -> dict[str, Any]:
    facts: dict[str, Any] = {"dataset": report.dataset}
    if report.load_id:
        facts["load"] = report.load_id
    if report.recipe:
        facts |= {
            "recipe": report.recipe,
            "files": [str(file).rpartition(" ")[0] or str(file) for file in report.files],
            "rows read": report.rows_in,
            "rows kept": report.rows_kept,
            "rows rejected": report.rows_rejected,
            "ties stated again": report.duplicates,
            "cells dropped": len(report.dropped),
            "referred to only": report.stubs,
        }
    return facts | {name.replace("_", " "): count for name, count in report.counts.items()}
