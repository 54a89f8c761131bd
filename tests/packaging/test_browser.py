"""The Chromium of the browser tests: the one that is named, the one on PATH, or Debian's, installed as root."""

import os
import sys
from pathlib import Path

import pytest

from tools.browser import NoBrowserError, can_install, find_browser, install_browser, main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts stand in for programs")


def make_program(folder: Path, name: str, script: str = "exit 0") -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder on PATH; no CHROMIUM."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    return folder


@pytest.fixture
def debian(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Root on Debian; apt-get notes its calls and installs a chromium that runs."""
    log = tmp_path / "log"
    chromium = machine / "chromium"
    install = f'echo "#!/bin/sh" > {chromium}; /bin/chmod 755 {chromium}'
    make_program(machine, "apt-get", f'echo "$@" >> {log}; [ "$1" = update ] || {{ {install}; }}')
    monkeypatch.setattr("tools.browser.can_install", lambda: True)
    return log


def test_the_named_chromium_comes_first(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(machine, "chromium")
    named = make_program(tmp_path / "elsewhere", "my-chrome")
    monkeypatch.setenv("CHROMIUM", str(named))
    assert find_browser() == named


def test_a_wrong_name_is_an_error_and_no_other_browser_is_taken(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_program(machine, "chromium")
    monkeypatch.setenv("CHROMIUM", str(machine / "gone"))
    with pytest.raises(NoBrowserError, match="no program that can be run"):
        find_browser()


def test_chromium_is_preferred_to_chrome_on_path(machine: Path) -> None:
    make_program(machine, "google-chrome")
    chromium = make_program(machine, "chromium")
    assert find_browser() == chromium


def test_as_root_on_debian_it_is_installed(machine: Path, debian: Path) -> None:
    assert install_browser() == machine / "chromium"
    assert debian.read_text().splitlines() == ["update", "install -y --no-install-recommends chromium"]


@pytest.mark.usefixtures("debian")
def test_a_failed_installation_says_what_the_package_manager_said(machine: Path) -> None:
    make_program(machine, "apt-get", "echo 'no space left' >&2; exit 100")
    with pytest.raises(NoBrowserError, match="no space left"):
        install_browser()


def test_nothing_is_installed_elsewhere(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tools.browser.can_install", lambda: False)
    make_program(machine, "apt-get", "exit 3")
    assert main() == 1
    assert "no Chromium found" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="no user ids")
@pytest.mark.parametrize(
    ("release", "user", "expected"),
    [
        ('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 0, True),
        ('NAME="Debian GNU/Linux"\nID="debian"\n', 0, True),
        ("ID=debian\n", 1000, False),
        ("ID=ubuntu\nID_LIKE=debian\n", 0, False),
        ("ID=fedora\n", 0, False),
    ],
)
def test_only_root_on_debian_itself_may_install(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, release: str, user: int, expected: bool
) -> None:
    make_program(machine, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    (tmp_path / "os-release").write_text(release, encoding="utf-8")
    assert can_install(tmp_path / "os-release") is expected
