"""The development environment comes from nothing but a Python, and is made again only when its pins or its Python change."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tools import bootstrap
from tools.bootstrap import STAMP, SetupError, find_python, fingerprint, pin_of, program, settings_from_pip

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_A_BARE_PYTHON = ("ensurepip", "venv", "site-packages", "dist-packages", "pip", "distutils", "lib2to3")
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This Python as a bare Debian has it: the standard library without venv and ensurepip, no pip, no packages."""
    if os.name == "nt":
        pytest.skip("a Windows Python is not laid out like this")
    home = tmp_path_factory.mktemp("bare")
    library = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix}))
    (home / "bin").mkdir()
    copy = home / "lib" / f"python{HERE}"
    copy.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name not in NOT_IN_A_BARE_PYTHON:
            (copy / entry.name).symlink_to(entry)
    python = home / "bin" / f"python{HERE}"
    shutil.copy(Path(sys.base_prefix) / "bin" / f"python{HERE}", python)
    return python


def run(python: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run([python, *arguments], capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("module", ["ensurepip", "venv", "pip"])
def test_the_bare_python_is_bare(bare_python: Path, module: str) -> None:
    assert run(bare_python, "-c", "import ssl, zipfile, json").returncode == 0
    assert f"No module named '{module}'" in run(bare_python, "-c", f"import {module}").stderr


def test_a_bare_python_is_enough(bare_python: Path, tmp_path: Path) -> None:
    folder = tmp_path / "environment"
    command = (str(ROOT / "tools" / "bootstrap.py"), "--python", str(bare_python), "--into", str(folder))
    first = run(bare_python, *command)
    assert first.returncode == 0, first.stderr
    inside = program(folder, "python")
    assert run(inside, "-c", "import graphmodel, pytest, arcadedb").returncode == 0
    assert program(folder, "graphmodel").exists()
    made = inside.lstat().st_mtime_ns
    second = run(bare_python, *command)
    assert (second.returncode, second.stderr) == (0, "")
    assert inside.lstat().st_mtime_ns == made
    assert (folder / STAMP).read_text(encoding="utf-8") == fingerprint(bare_python, ROOT / "requirements" / "dev.txt")


def test_other_pins_or_another_python_need_another_environment(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text("six==1.16.0", encoding="utf-8")
    (tmp_path / "second.txt").write_text("six==1.17.0", encoding="utf-8")
    python = Path(sys.executable)
    prints = {
        fingerprint(python, tmp_path / "first.txt"),
        fingerprint(python, tmp_path / "second.txt"),
        fingerprint(tmp_path / "other-python", tmp_path / "first.txt"),
    }
    assert len(prints) == 3
    assert fingerprint(python, tmp_path / "first.txt") in prints


def test_a_folder_that_is_no_environment_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    done = run(Path(sys.executable), str(ROOT / "tools" / "bootstrap.py"), "--into", str(tmp_path))
    assert done.returncode == 1
    assert "is not a Python environment" in done.stderr
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_a_damaged_pip_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "pip.whl"
    damaged.write_bytes(bootstrap.PIP.read_bytes() + b"\n")
    monkeypatch.setattr(bootstrap, "PIP", damaged)
    with pytest.raises(SetupError, match="is damaged"):
        bootstrap.fetch_uv(Path(sys.executable), ROOT / "requirements" / "dev.txt", tmp_path)


def make_python(folder: Path, name: str, version: str) -> Path:
    """A program that answers as a Python of this version would."""
    folder.mkdir(parents=True, exist_ok=True)
    python = folder / name
    python.write_text(f"#!/bin/sh\necho {python}\necho {version}\n", encoding="utf-8")
    python.chmod(0o755)
    return python


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no Python on PATH and none under pyenv yet."""
    if os.name == "nt":
        pytest.skip("shell scripts stand in for interpreters")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def test_the_first_usual_name_that_is_new_enough_is_taken(machine: Path) -> None:
    make_python(machine / "bin", "python3", "3 9")
    newer = make_python(machine / "bin", "python3.12", "3 12")
    assert find_python("") == newer


def test_a_name_that_only_pyenv_knows_is_found_there(machine: Path) -> None:
    shim = make_python(machine / "bin", "python3.12", "3 12")
    shim.write_text("#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2\nexit 127\n", encoding="utf-8")
    make_python(machine / "pyenv" / "versions" / "3.12.1" / "bin", "python", "3 12")
    newest = make_python(machine / "pyenv" / "versions" / "3.12.10" / "bin", "python", "3 12")
    make_python(machine / "pyenv" / "versions" / "3.1.2" / "bin", "python", "3 1")
    assert find_python("python3.12") == find_python("3.12") == newest


def test_too_old_a_python_is_named_with_the_remedy(machine: Path) -> None:
    make_python(machine / "bin", "python3", "3 9")
    with pytest.raises(SetupError, match=r"Python 3\.11 or newer is needed .*python3 is 3\.9.*make PYTHON=python3\.12"):
        find_python("")
    with pytest.raises(SetupError, match=r"'python3' is no Python 3\.11 or newer"):
        find_python("python3")
    with pytest.raises(SetupError, match="'python4' is no Python"):
        find_python("python4")


def test_the_pin_of_uv_is_complete() -> None:
    pin = pin_of("uv", (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8"))
    lines = pin.splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 10
    assert all(line.startswith("    --hash=sha256:") for line in lines[1:])


def test_the_settings_of_pip_reach_uv() -> None:
    listing = (
        "global.index-url='https://first.example/simple'\n"
        "global.extra-index-url='\\nhttps://second.example/simple\\nhttps://third.example/simple'\n"
        "install.trusted-host='third.example'\n"
        "global.timeout='60'\n"
        "global.progress-bar='off'\n"
        ":env:.cert='/etc/certificates.pem'\n"
    )
    assert settings_from_pip(listing) == {
        "UV_DEFAULT_INDEX": "https://first.example/simple",
        "UV_INDEX": "https://second.example/simple https://third.example/simple",
        "UV_INSECURE_HOST": "third.example",
        "SSL_CERT_FILE": "/etc/certificates.pem",
        "UV_HTTP_TIMEOUT": "60",
    }
