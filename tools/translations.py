"""Bring the translations of pages up to date: take the sentences out of the code, keep what is translated already.

    python tools/translations.py        all languages there are
    python tools/translations.py de     begin another one

Sentences that are new stand in the file without a translation and are shown in English until somebody fills them in.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "graphmodel" / "pages" / "translations"
METHODS: list[tuple[str, str]] = [
    ("report/**.py", "python"),
    ("pages/**.py", "python"),
    ("pages/template/**.html", "jinja2.ext:babel_extract"),
]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "text": None, "plural": (1, 2), "n_": (1, 2)}


def extracted_sentences() -> Catalog:
    """Every sentence that pages may show, in English."""
    catalog = Catalog(project="graphmodel", charset="utf-8")
    for file, _, message, _, _ in extract_from_dir(ROOT / "graphmodel", METHODS, keywords=KEYWORDS):
        catalog.add(message, None, [(f"graphmodel/{file}", 0)])
    return catalog


def updated_catalog(language: str) -> Catalog:
    """The translations into a language, with every sentence of the code and none that is gone."""
    path = TRANSLATIONS / f"{language}.po"
    known = read_po(BytesIO(path.read_bytes()), locale=language) if path.is_file() else Catalog(locale=language)
    known.update(extracted_sentences(), no_fuzzy_matching=True)
    known.obsolete.clear()
    known.header_comment = f"# graphmodel's pages in {known.locale_identifier}; under the Apache License 2.0."
    known.project, known.version, known.msgid_bugs_address = "graphmodel", "pages", ""
    known.last_translator, known.language_team, known.fuzzy = "", "", False
    return known


def catalog_to_text(catalog: Catalog) -> str:
    """The catalogue as a .po file that changes only where a sentence does."""
    out = BytesIO()
    write_po(out, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    kept = [line for line in out.getvalue().decode("utf-8").split("\n") if "-Date:" not in line]
    return "\n".join(kept)


def main(languages: list[str]) -> None:
    """Write the files."""
    for language in languages or sorted(path.stem for path in TRANSLATIONS.glob("*.po")):
        text = catalog_to_text(updated_catalog(language))
        (TRANSLATIONS / f"{language}.po").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
