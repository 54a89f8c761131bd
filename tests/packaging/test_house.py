"""The rules of the house that a machine can check: small modules, each with its reason, and names that do not collide."""

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 250
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "graphmodel").rglob("*.py"))
}
DOCSTRINGS = {name: ast.get_docstring(ast.parse(text)) or "" for name, text in SOURCES.items()}
LENGTHS = {name: len(text.splitlines()) for name, text in SOURCES.items()}


def test_every_module_says_what_it_is_for() -> None:
    assert [name for name, docstring in DOCSTRINGS.items() if not docstring] == []


def test_a_long_module_says_why_it_is_longer() -> None:
    long = {name: length for name, length in LENGTHS.items() if length > LONGEST}
    assert {name: length for name, length in long.items() if "longer" not in DOCSTRINGS[name]} == {}


def test_most_modules_are_small() -> None:
    assert median(LENGTHS.values()) <= 110


def test_no_function_shares_its_modules_name() -> None:
    shared = []
    for name, text in SOURCES.items():
        own = Path(name).parent.name if name.endswith("__init__.py") else Path(name).stem
        functions = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
        shared += [name for function in functions if function == own]
    assert shared == []
