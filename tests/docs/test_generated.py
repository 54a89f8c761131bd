"""The generated pages of docs/ are what `make docs` would write now."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import docs

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_pages_are_up_to_date() -> None:
    """In a process of its own: the help of a command remembers how it was first asked for."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.docs", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_lags_behind_is_named_and_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    monkeypatch.setattr(docs, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(docs, "PAGES", {"model.md": lambda: "# The model\n"})
    assert docs.main(["--check"]) == 1
    assert "docs/model.md is out of date" in capsys.readouterr().err
    assert docs.main([]) == 0
    assert (tmp_path / "docs" / "model.md").read_bytes() == b"# The model\n"
    assert docs.main(["--check"]) == 0
