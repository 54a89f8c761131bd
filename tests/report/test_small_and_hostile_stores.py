"""Reports on next to nothing say so, and hostile names do no harm in any form."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graphmodel.errors import RequestError
from tests.report.conftest import HOSTILE, MakeStore, OpenPage

LABELS = ("organisations", "clusters", "ministries", "countries", "projects", "alliances", "programmes")


def key_figures(markdown: str) -> list[str]:
    return re.findall(r"^- .*: \*\*(.*)\*\*$", markdown, re.MULTILINE)


@pytest.mark.parametrize("lang", ["en", "hu", "cs"])
def test_an_empty_store_gives_a_report_that_says_so(
    lang: str, store_of: MakeStore, open_page: OpenPage, tmp_path: Path
) -> None:
    eco = store_of()
    text = eco.report(tmp_path / "report.md", lang=lang).read_text(encoding="utf-8")
    assert key_figures(text) == ["0"] * len(LABELS)
    said = {
        "en": "The store holds no organisations yet",
        "hu": "A tárban még nincs szervezet",
        "cs": "V úložišti zatím nejsou žádné organizace",
    }
    assert said[lang] in text
    page = open_page(eco.report(tmp_path / "report.html", lang=lang))
    assert said[lang] in page.locator("main").inner_text()
    sheets = CalamineWorkbook.from_path(eco.report(tmp_path / "report.xlsx", lang=lang)).sheet_names
    assert len(sheets) >= 2


def test_one_organisation_without_anything_is_one_organisation(store_of: MakeStore, tmp_path: Path) -> None:
    eco = store_of(organisations=[("id", "name"), ("only", "Only One")])
    text = eco.report(tmp_path / "report.md").read_text(encoding="utf-8")
    assert key_figures(text) == ["1", "0", "0", "0", "0", "0", "0"]
    assert "No two organisations are tied here, so nobody is central." in text
    assert "No projects are loaded here." in text


def test_projects_without_dates_and_money_are_counted_as_such(store_of: MakeStore, tmp_path: Path) -> None:
    eco = store_of(
        organisations=[("id", "name", "country"), ("a", "A", "HU"), ("b", "B", "CZ"), ("c", "C", "CZ")],
        projects=[("id", "name"), ("p", "P"), ("q", "Q")],
        participations=[("organisation", "project"), ("a", "p"), ("b", "p"), ("c", "q")],
    )
    text = eco.report(tmp_path / "report.md").read_text(encoding="utf-8")
    assert key_figures(text) == ["3", "0", "0", "2", "2", "0", "0"]
    assert "No source states how much money the participants got." in text
    assert "For 2 projects no amount is known, and 2 have no date" in text
    assert "An amount is stated for 0 of 3 participations." in text


def test_hostile_names_do_no_harm_in_any_form(store_of: MakeStore, open_page: OpenPage, tmp_path: Path) -> None:
    organisations = [(f"o{place}", name, "HU") for place, name in enumerate(HOSTILE)]
    eco = store_of(
        clusters=[("id", "name", "country"), *organisations],
        projects=[("id", "name"), ("p", HOSTILE[0]), ("q", HOSTILE[2])],
        participations=[
            ("organisation", "project"),
            *((one, "p") for one, *_ in organisations),
            ("o0", "q"),
            ("o1", "q"),
        ],
    )
    page = open_page(eco.report(tmp_path / "report.html", title=HOSTILE[0]))
    page.wait_for_timeout(300)
    assert page.title() == HOSTILE[0]
    assert page.locator("main img, main script").count() == 0
    shown = page.locator("main").inner_text()
    assert HOSTILE[1] in shown
    assert "\u202e" not in shown
    assert "49" not in re.findall(r"organisations\} (\S+)", shown)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1300

    markdown = eco.report(tmp_path / "report.md").read_text(encoding="utf-8")
    assert "<script" not in markdown.replace("\\<", "")
    assert re.search(r"(?<!\\)<", markdown) is None

    book = eco.report(tmp_path / "report.xlsx")
    with zipfile.ZipFile(book) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    texts = [
        str(cell)
        for name in CalamineWorkbook.from_path(book).sheet_names
        for row in CalamineWorkbook.from_path(book).get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert HOSTILE[2] in texts


@pytest.mark.parametrize(("name", "lang"), [("report.docx", "en"), ("report", "en"), ("report.html", "de")])
def test_a_form_or_language_there_is_none_of_is_refused(
    name: str, lang: str, store_of: MakeStore, tmp_path: Path
) -> None:
    with pytest.raises(RequestError):
        store_of().report(tmp_path / name, lang=lang)
    assert not (tmp_path / name).exists()


def test_a_candidate_there_is_none_of_is_refused_with_the_reason(store_of: MakeStore, tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no candidate 1"):
        store_of().candidate_page(1, tmp_path / "candidate.html")
