"""What the README and all other pages refer to is there: links lead to files and headings, and make has the targets."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, prose


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, heading = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), f"{page.name} links to {target}"
        if heading and linked.suffix == ".md":
            titles = re.findall(r"^#+ (.+)$", prose(linked), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert heading in anchors, f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_make_targets_it_names_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"(?:`|^\s*)make(?: [A-Z]+=\S+)* ([a-z][a-z0-9-]*)", text, re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_nobody_is_told_to_install_it_by_name_from_an_index(page: Path) -> None:
    """The name is not registered: whoever registers it first would be installed."""
    assert not re.search(r"pip3? install (?:-U |--upgrade )?graphmodel", page.read_text(encoding="utf-8"))
