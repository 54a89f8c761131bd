"""What people install: the wheel holds everything, installs into an empty environment and runs the main job there."""

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import graphmodel
from tests.docs.pages import blocks
from tests.plugins.places import TESTED_PYTHONS
from tools.bootstrap import PIP, SetupError, find_python, program

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ("classes", "examples", "loaders", "notebooks", "queries")


def pythons_here() -> dict[str, Path]:
    found = {}
    for version in TESTED_PYTHONS:
        try:
            found[version] = find_python(version)
        except SetupError:
            continue  # the end of the run names it
    return found


PYTHONS = pythons_here()


def marks_of(version: str) -> list[pytest.MarkDecorator]:
    """Each takes a worker for a while; the other Pythons than the one that runs this wait for the proofs."""
    group = pytest.mark.xdist_group(version)
    return [group] if version == "{}.{}".format(*sys.version_info[:2]) else [group, pytest.mark.proof]


def tracked_files() -> set[str]:
    """The files that belong to the checkout: what git keeps, or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}


def clean_environment() -> dict[str, str]:
    """The environment of somebody who never saw this checkout."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "VIRTUAL_ENV", "GRAPHMODEL", "NEO4J"))
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source archive and the wheel that was built from it."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not run: what belongs into the wheel is known only in a git checkout")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_its_content_and_nothing_else(wheel: Path) -> None:
    expected = {name for name in tracked_files() if name.startswith("graphmodel/")}
    expected |= {
        f"graphmodel/_content/{name}" for name in tracked_files() if name.startswith(tuple(f"{c}/" for c in CONTENT))
    }
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == expected
    assert "graphmodel/py.typed" in names
    for kind in CONTENT:
        assert any(name.startswith(f"graphmodel/_content/{kind}/") for name in names), f"no {kind} in the wheel"


def test_the_source_archive_holds_the_whole_checkout(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert tracked_files() - names == set()


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folder = f"graphmodel-{graphmodel.__version__}.dist-info"
        metadata = email.message_from_bytes(archive.read(f"{folder}/METADATA"))
        entry_points = archive.read(f"{folder}/entry_points.txt").decode()
        assert archive.read(f"{folder}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()
    assert metadata["Name"] == "graphmodel"
    assert metadata["Version"] == graphmodel.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert entry_points.split() == ["[console_scripts]", "graphmodel", "=", "graphmodel.cli:main"]


def check_installed(folder: Path, empty: Path) -> None:
    """Run the installed command in an empty folder that is also the person's home: it does the job and stays inside."""
    command = program(folder, "graphmodel")
    environment = clean_environment() | {"HOME": str(empty.parent / "home"), "USERPROFILE": str(empty.parent / "home")}
    (empty.parent / "home").mkdir()
    empty.mkdir()

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            arguments, cwd=empty, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done

    assert graphmodel.__version__ in run(command, "--version").stdout
    run(
        program(folder, "python"),
        "-c",
        "from graphmodel.content import content_folder as f; assert '_content' in f('queries').parts",
    )
    run(command, "demo")
    assert [
        page
        for page in empty.rglob("*.html")
        if "<canvas" in page.read_text(encoding="utf-8") or page.stat().st_size > 100_000
    ]
    (own_measure,) = [block.text for block in blocks(ROOT / "docs" / "start.md") if block.language == "python"]
    assert len([line for line in own_measure.splitlines() if line]) <= 10, "the page promises ten lines"
    assert len(run(program(folder, "python"), "-c", own_measure).stdout.splitlines()) == 5
    assert [path for path in (empty.parent / "home").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("version", [pytest.param(each, marks=marks_of(each)) for each in PYTHONS])
def test_the_main_job_runs_in_an_empty_environment(version: str, wheel: Path, tmp_path: Path) -> None:
    """With the pinned versions, on each tested Python of this machine."""
    folder = tmp_path / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet", "--no-config"]
    inside = ["--python", str(program(folder, "python"))]
    for arguments in (
        ["venv", "--no-project", "--python", str(PYTHONS[version]), str(folder)],
        ["pip", "install", *inside, "--require-hashes", "-r", str(ROOT / "requirements" / "runtime.txt")],
        ["pip", "install", *inside, "--no-deps", str(wheel)],
        ["pip", "check", *inside],
    ):
        subprocess.run([*uv, *arguments], env=clean_environment(), check=True)
    check_installed(folder, tmp_path / "empty")


def test_pip_installs_it_without_further_options(wheel: Path, tmp_path: Path) -> None:
    """As people do it, ``python -m pip install``: pip accepts the engine's pre-release because it is pinned exactly."""
    folder = tmp_path / "environment"
    uv = [sys.executable, "-m", "uv", "--quiet", "--no-config", "venv", "--no-project", "--python", sys.executable]
    subprocess.run([*uv, str(folder)], env=clean_environment(), check=True)
    plan = tmp_path / "plan.json"
    pip = [str(program(folder, "python")), str(PIP / "pip"), "install", "--quiet", "--dry-run", "--report", str(plan)]
    done = subprocess.run([*pip, str(wheel)], env=clean_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert '"arcadedb"' in plan.read_text(encoding="utf-8")


def test_the_source_archive_builds_the_same_wheel_as_the_checkout(built: Path, wheel: Path, tmp_path: Path) -> None:
    """The wheel in ``built`` came from the archive; one made straight from the checkout has the same files, byte for byte."""
    checkout = tmp_path / "checkout"
    for name in tracked_files():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, checkout / name)
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        str(tmp_path / "dist"),
        str(checkout),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (again,) = (tmp_path / "dist").glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()
