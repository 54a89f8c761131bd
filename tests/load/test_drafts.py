"""``graphmodel recipe new``: what it writes loads its file at once, passes the linter, and leaves persons out."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

import graphmodel
from graphmodel import Ecosystem, RecipeError, RequestError
from graphmodel.cli.program import run

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).parent / "samples"
#: Names of columns that would break out of a string, a line or a comment; and a bidirectional override.
HOSTILE = [
    "id",
    'a "quoted" name',
    "it's",
    "both \"and'",
    "back\\slash",
    "two\nlines",
    '"""',
    "# noqa",
    "{0}",
    "\u202eneon",
    "x" * 200,
    "words " * 40,
    "e-mail",
]


@pytest.fixture(scope="module")
def eco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ecosystem]:
    with graphmodel.open(tmp_path_factory.mktemp("drafts") / "store") as opened:
        yield opened


def passes_ruff(*paths: Path) -> None:
    for task in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *task, "--no-cache", "--config", ROOT / "pyproject.toml", *paths],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def every_sample() -> list[Path]:
    whole = [path for folder in sorted(SAMPLES.iterdir()) if folder.is_dir() for path in sorted(folder.rglob("*.*"))]
    return [path for path in whole if path.suffix in {".csv", ".tsv", ".xlsx", ".json", ".zip"}]


def test_a_recipe_is_written_for_every_sample_and_loads_it(eco: Ecosystem, tmp_path: Path) -> None:
    written = []
    for number, sample in enumerate(every_sample()):
        try:
            path = eco.recipe_new(f"draft{number}", sample, folder=tmp_path)
        except RecipeError as fault:
            assert "does not name columns" in fault.what, sample  # noqa: PT017
            continue
        report = eco.load(path, sample, dry_run=True)
        assert report.rows_in == report.rows_kept + report.rows_rejected, sample
        assert report.rows_kept > 0, sample
        assert not [text for text in report.warnings if "is not known to the recipe" in text], sample
        written.append(path)
    assert len(written) >= 5
    passes_ruff(*written)


def test_every_sheet_of_a_workbook_gets_its_function(eco: Ecosystem, tmp_path: Path) -> None:
    book = tmp_path / "office.xlsx"
    with xlsxwriter.Workbook(str(book)) as out:
        for name, rows in {
            "Tagok 2024": [["Cég", "Ország", "E-mail"], ["Alfa Kft.", "HU", "a@b.example"]],
            "list": [["project", "start", "budget"], ["ONE", "2012-05-01", "5000,50"], ["TWO", "2013", "1,00"]],
            "2 Klastry": [["nazev", "nazev", "web"], ["Klastr", "Cluster", "www.k.example"]],
        }.items():
            sheet = out.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    path = eco.recipe_new("office", book, folder=tmp_path)
    text = path.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("def ")] == [
        "def table_2_klastry(t: Table) -> Iterator[Records]:",
        "def tagok_2024(t: Table) -> Iterator[Records]:",
        "def list_rows(t: Table) -> Iterator[Records]:",
    ]
    passes_ruff(path)
    report = eco.load(path, book, dry_run=True)
    assert (report.rows_in, report.rows_kept, list(report.warnings)) == (4, 4, [])
    assert dict(report.records) | {"Dataset": 0} == {
        "Organisation": 1,
        "Project": 2,
        "Cluster,Organisation": 1,
        "Dataset": 0,
    }


def test_hostile_headings_stay_text(eco: Ecosystem, tmp_path: Path) -> None:
    table = tmp_path / "hostile.xlsx"
    with xlsxwriter.Workbook(str(table)) as out:
        sheet = out.add_worksheet("s")
        for at, row in enumerate([HOSTILE, *([f"{name[:5]}{n}" for name in HOSTILE] for n in range(12))]):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell)
    path = eco.recipe_new("hostile", table, folder=tmp_path)
    passes_ruff(path)
    report = eco.load(path, table, dry_run=True)
    assert (report.rows_in, report.rows_kept, list(report.warnings)) == (12, 12, [])
    assert "\u202e" not in path.read_text(encoding="utf-8")


def test_no_cell_that_leads_to_persons_is_loaded_or_shown(eco: Ecosystem, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text(
        "company,contact,e-mail,phone,country\nAlfa,Anna Kiss,anna@alfa.example,+36 1 234 5678,HU\n"
        "Beta,Paul Nagy,paul@beta.example,+36 1 876 5432,HU\n",
        encoding="utf-8",
    )
    path = eco.recipe_new("people", table, folder=tmp_path)
    text = path.read_text(encoding="utf-8")
    assert 't.leave("contact", "e-mail", "phone", why="names persons, or ways to them")' in text
    assert not [word for word in ("Anna", "anna@", "+36", "Paul") if word in text]
    eco.load(path, table, dataset="people")
    assert eco.rows("MATCH (n) WHERE n.claims CONTAINS 'Anna' OR n.claims CONTAINS '@' RETURN count(n)").rows == [(0,)]
    eco.unload("people")


def test_a_table_of_nothing_but_persons_is_refused(eco: Ecosystem, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("first name,e-mail\nAnna,anna@alfa.example\n", encoding="utf-8")
    with pytest.raises(RecipeError, match="lead to persons"):
        eco.recipe_new("people2", table, folder=tmp_path)
    assert not (tmp_path / "people2.py").exists()


def test_no_file_is_ever_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("members.py").write_text("mine", encoding="utf-8")
    assert run(["recipe", "new", "members", str(SAMPLES / "clusters" / "directory.csv")]) == 1
    assert "left as it is" in capsys.readouterr().err
    assert Path("members.py").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../evil", "a b", "", "1st", "json", "graphmodel", "x" * 100])
def test_a_name_that_cannot_be_a_recipes_is_refused(eco: Ecosystem, tmp_path: Path, name: str) -> None:
    with pytest.raises(RequestError):
        eco.recipe_new(name, SAMPLES / "clusters" / "directory.csv", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    table = SAMPLES / "clusters" / "directory.csv"
    assert run(["recipe", "new", "mine", str(table)]) == 0
    said = capsys.readouterr()
    assert said.out == "mine.py\n"
    assert "graphmodel load ./mine.py" in said.err
    assert run(["load", "./mine.py", str(table), "--dry-run"]) == 0
    assert not Path("graphmodel-store").exists()


def test_a_recipe_for_each_real_file_of_the_directories(eco: Ecosystem, real_data: Path, tmp_path: Path) -> None:
    for number, table in enumerate(sorted((real_data / "clusters").glob("*.csv"))):
        path = eco.recipe_new(f"real{number}", table, folder=tmp_path)
        report = eco.load(path, table, dry_run=True)
        assert (report.rows_kept, report.rows_rejected) == (report.rows_in, 0)
    passes_ruff(*tmp_path.glob("*.py"))
