"""The file a map is: complete or absent, UTF-8, everything inside, every text in one place."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser

from graphmodel.errors import ExportError, RequestError
from graphmodel.maps import MapContent, map_html, write_map
from graphmodel.maps.style import kind_styles, tie_styles
from tests.maps.contents import invented

PARTS = resources.files("graphmodel.maps")


class Page(HTMLParser):
    """The elements of a page: attributes of each, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style"):
            self.texts.append((self._open, data))


def data_of(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.partition('id="data">')[2].partition("</script>")[0])
    return found


def test_the_file_is_utf_8_with_line_feeds_whatever_the_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getpreferredencoding", lambda *_: "cp1252")
    file = write_map(invented(), str(tmp_path / "mapa_Łódź.html"))
    assert file == tmp_path / "mapa_Łódź.html"
    written = file.read_bytes()
    assert b"\r" not in written
    assert written.decode("utf-8") == map_html(invented())
    assert [other.name for other in tmp_path.iterdir()] == ["mapa_Łódź.html"]


def test_a_map_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text("the old one", encoding="utf-8")
    broken = dataclasses.replace(invented(), nodes=invented().nodes.head(3))
    with pytest.raises(RequestError):
        write_map(broken, file)
    assert file.read_text(encoding="utf-8") == "the old one"
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(ExportError) as refusal:
        write_map(invented(), tmp_path / "folder.html")
    assert refusal.value.remedy
    assert sorted(other.name for other in tmp_path.iterdir()) == ["folder.html", "map.html"]


def test_the_page_asks_for_nothing_outside_itself() -> None:
    page = Page(map_html(invented()))
    for tag, attributes in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "base", "img"), tag
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
    assert "sourceMappingURL" not in map_html(invented())


def test_the_policy_names_each_script_and_style_by_its_hash_and_nothing_more() -> None:
    page = Page(map_html(invented()))
    policy = next(
        a["content"] for tag, a in page.elements if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    directives = {name: rest.split() for name, _, rest in (part.strip().partition(" ") for part in policy.split(";"))}
    hashed = {
        kind: [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for tag, text in page.texts
            if tag == kind
        ]
        for kind in ("script", "style")
    }
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"] == hashed["script"][1:]
    assert len(hashed["script"]) == 3, "the data, vis-network, our script"
    assert directives["style-src"][0] == hashed["style"][0]
    assert all(source.startswith("'sha256-") for source in directives["style-src"])
    assert not {"connect-src", "frame-src", "'unsafe-inline'", "'unsafe-eval'"} & set(policy.replace(";", " ").split())


def test_vis_network_is_the_release_and_licence_that_the_note_says(browser: Browser) -> None:
    vendor = PARTS.joinpath("vendor")
    script = vendor.joinpath("vis-network.min.js").read_bytes()
    assert vendor.joinpath("SHA256SUMS").read_text().split() == [
        hashlib.sha256(script).hexdigest(),
        "vis-network.min.js",
    ]
    release = re.search(rb"@version (\S+)", script)
    assert release is not None
    assert f"vis-network` {release[1].decode()}" in vendor.joinpath("README.md").read_text()
    assert "MIT" in vendor.joinpath("vis-network.LICENSE-MIT.txt").read_text()
    assert "Apache License" in vendor.joinpath("vis-network.LICENSE-APACHE-2.0.txt").read_text()
    page = browser.new_page()
    page.set_content(f"<!doctype html><script>{script.decode()}</script>")
    injected = page.evaluate("[...document.querySelectorAll('style')].map(style => style.textContent)")
    page.close()
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in ["", *injected]]
    assert vendor.joinpath("vis-network.style-hashes.txt").read_text().split() == hashes


def test_every_text_of_the_page_stands_in_the_one_place() -> None:
    strings = json.loads(PARTS.joinpath("template", "strings.en.json").read_text(encoding="utf-8"))
    script = PARTS.joinpath("template", "map.js").read_text(encoding="utf-8")
    template = PARTS.joinpath("template", "map.html").read_text(encoding="utf-8")
    used = set(re.findall(r"\bS\.(\w+)", script)) | set(re.findall(r"\bs\.(\w+)", template))
    used |= {f"layout_{kind}" for kind in ("islands", "force", "shelf")} | {"table_things", "table_ties"}
    assert used == set(strings) - {"tie"}  # what a tie is called that has no name, put in with the data
    # No sentence is left in the template: between its tags stand only names of texts.
    visible = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>|\{[{%].*?[%}]\}", "", template, flags=re.DOTALL)
    assert set(visible.split()) <= {"+", "−"}


def test_nothing_at_all_makes_a_page_too() -> None:
    empty = pd.DataFrame()
    data = data_of(map_html(MapContent("", empty, empty, empty)))
    assert (data["nodes"]["id"], data["ties"]["from"], data["evidence"]["text"]) == ([], [], [])


def test_columns_hold_what_the_frames_held() -> None:
    data = data_of(map_html(invented()))
    nodes, ties = data["nodes"], data["ties"]
    pecs = nodes["id"].index("pecs")
    assert nodes["label"][pecs] == "Pécsi Egészség Klaszter"
    assert nodes["details"][pecs] == [["Founded", "2010"], ["Stage", "growth"]]
    assert data["countries"][nodes["country"][pecs]] == {"code": "HU", "name": "Hungary"}
    found = {
        (nodes["id"][a], nodes["id"][b], data["tieKinds"][k]["name"], bool(d))
        for a, b, k, d in zip(ties["from"], ties["to"], ties["kind"], ties["directed"], strict=True)
        if data["tieKinds"][k]["name"] != "joint projects"
    }
    assert found == {
        ("dvorak", "pecs", "alliance", False),
        ("komlo", "salzburg", "agreement", False),
        ("pm", "komlo", "oversees", True),
    }
    # Each origin is written once, however many facts come from it.
    assert data["evidence"]["texts"].count("tests, row 1") == 1


def test_kinds_differ_in_shape_and_in_colour() -> None:
    kinds = ["Cluster", "Ministry", "Organisation", "Project", "MetaCluster", "Event", "Programme", "Candidate"]
    styles = kind_styles([*kinds, "Theme", "Fund", "Place", "Cluster"])
    assert len({style.shape for style in styles if style.kind in kinds}) == len(kinds)
    assert len({style.light for style in styles if style.kind in kinds}) == len(kinds)
    assert len({(style.shape, style.light) for style in styles}) == len(kinds) + 3


def test_sixteen_kinds_of_tie_can_be_told_apart() -> None:
    styles = tie_styles(f"kind {i}" for i in range(16))
    assert len({(style.dash, style.light) for style in styles}) == 16
