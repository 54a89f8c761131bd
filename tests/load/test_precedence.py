"""Which dataset is shown where two disagree: also when nothing but the order of the datasets changes."""

from __future__ import annotations

from pathlib import Path

import graphmodel
from graphmodel.ecosystem import Ecosystem

RECIPE = '''"""Names and countries of organisations, by PIC."""

from graphmodel.recipe import Source, TableForm, nodes

source = Source(title="A register", publisher="The tests", precedence={precedence}, tables=(
    TableForm("organisations", required=("pic", "name", "kind")),
))


def organisations(t):
    yield nodes("Organisation", t.key("pic", "pic", required=True), name=t.text("name"), kind=t.text("kind"))
'''


def load(eco: Ecosystem, place: Path, dataset: str, precedence: int, rows: str) -> dict[str, int]:
    folder = place / dataset
    folder.mkdir(exist_ok=True)
    (folder / "register.py").write_text(RECIPE.format(precedence=precedence), encoding="utf-8")
    (folder / "organisations.csv").write_text(f"pic,name,kind\n{rows}", encoding="utf-8")
    report = eco.load(folder / "register.py", folder / "organisations.csv", dataset=dataset)
    assert not report.rows_rejected, report.rejects
    return dict(report.counts)


def shown(eco: Ecosystem) -> set[tuple[str, str]]:
    return {(str(i), str(name)) for i, name in eco.rows("MATCH (o:Organisation) RETURN o.id, o.name").rows}


def test_a_new_precedence_alone_rewrites_the_nodes_it_changes_and_no_others(tmp_path: Path) -> None:
    with graphmodel.open(tmp_path / "store") as eco:
        load(eco, tmp_path, "one", 20, "100000001,Alpha,company\n100000002,Beta,company\n100000003,Gamma,company\n")
        load(eco, tmp_path, "two", 30, "100000001,Alfa,company\n100000002,Beta,company\n100000004,Delta,company\n")
        names = {
            ("pic:100000001", "Alpha"),
            ("pic:100000002", "Beta"),
            ("pic:100000003", "Gamma"),
            ("pic:100000004", "Delta"),
        }
        assert shown(eco) == names
        counts = load(
            eco, tmp_path, "two", 10, "100000001,Alfa,company\n100000002,Beta,company\n100000004,Delta,company\n"
        )
        assert shown(eco) == names - {("pic:100000001", "Alpha")} | {("pic:100000001", "Alfa")}
        # The organisation they disagree on, and the entry of the dataset itself.
        assert counts["nodes_changed"] == 2
        eco.unload("load:two:2")
        assert shown(eco) == names
