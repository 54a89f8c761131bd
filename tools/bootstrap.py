"""Set up the development environment from nothing but a Python: no pip, no ensurepip, no venv module, no network tool.

``python tools/bootstrap.py`` makes ``.venv`` with exactly the packages of ``requirements/dev.txt`` (versions and hashes) and
this checkout in it. It does nothing when that is already so, and starts afresh when the pins or the Python have changed.

The way there: the pip that lies beside this file (one wheel, checked against its hash, run without being installed) fetches
the pinned uv; uv makes the environment and fills it. pip is the one tool that knows how this machine reaches its package
index, so its settings (PIP_INDEX_URL, pip.conf and so on) are passed on to uv.

The file uses the standard library only, and nothing newer than Python 3.7, so that an old Python gets the message that
says which one is needed instead of a syntax error.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = ROOT / "tools" / "pip-26.3-py3-none-any.whl"
PIP_SHA256 = "f3b60b20ffaadd4415ed7957212a38ac63fa4c5fa375bd0f4a797777940fad13"
OLDEST = (3, 11)
USUAL_NAMES = ("python3", "python", "python3.13", "python3.12", "python3.11")
UV_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
STAMP = "made-from.txt"


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Make or renew the environment; exit code 1 with one message when that cannot be done."""
    parser = argparse.ArgumentParser(description="Set up the development environment.")
    parser.add_argument("--python", default="", help="the Python to use: a name, a path or a version such as 3.12")
    parser.add_argument("--into", default=".venv", help="the folder of the environment (default: .venv)")
    options = parser.parse_args(arguments)
    try:
        make_environment(find_python(options.python), ROOT / options.into)
    except SetupError as problem:
        print("setup: " + str(problem), file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as problem:
        print("setup: this command failed, its messages stand above: " + " ".join(problem.cmd), file=sys.stderr)
        return 1
    return 0


def make_environment(python: Path, folder: Path) -> None:
    """Make the environment in ``folder`` unless it was made from the same pins with the same Python."""
    requirements = ROOT / "requirements" / "dev.txt"
    wanted = fingerprint(python, requirements)
    stamp = folder / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and program(folder, "python").exists():
        return
    if folder.exists() and not (folder / "pyvenv.cfg").exists():
        raise SetupError("{} exists and is not a Python environment; name another folder.".format(folder))
    print("Setting up {} with {} (once; a minute or two) ...".format(folder.name, python), file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        uv, settings = fetch_uv(python, requirements, Path(scratch))
        run = [str(uv), "--quiet"]
        subprocess.run(
            [*run, "venv", "--clear", "--no-project", "--python", str(python), str(folder)], env=settings, check=True
        )
        inside = str(program(folder, "python"))
        subprocess.run(
            [*run, "pip", "sync", "--python", inside, "--require-hashes", str(requirements)], env=settings, check=True
        )
        subprocess.run(
            [*run, "pip", "install", "--python", inside, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
            env=settings,
            check=True,
        )
    stamp.write_text(wanted, encoding="utf-8")


def find_python(wanted: str) -> Path:
    """The interpreter meant by a name, a path or a version; without one, the first usual name that is new enough."""
    if re.fullmatch(r"\d+\.\d+(\.\d+)?", wanted):
        wanted = "python" + wanted
    seen = []
    for candidate in candidates(wanted) if wanted else (path for name in USUAL_NAMES for path in candidates(name)):
        found = ask_python(candidate)
        if found is None:
            continue
        path, version = found
        if version >= OLDEST:
            return path
        seen.append("{} is {}.{}".format(candidate, *version))
    oldest = "{}.{}".format(*OLDEST)
    remark = " ({})".format("; ".join(seen)) if seen else ""
    if wanted:
        raise SetupError("'{}' is no Python {} or newer{}.".format(wanted, oldest, remark))
    raise SetupError("Python {} or newer is needed{}. Name one: make PYTHON=python3.12 ...".format(oldest, remark))


def candidates(name: str) -> list[str]:
    """Where an interpreter of this name may be: a path, on PATH, under pyenv, or known to the Windows launcher."""
    places = [found for found in [shutil.which(name)] if found]
    version = name[len("python") :] if name.startswith("python") else ""
    if "." in version:
        pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        matching = [path for path in pyenv.glob(version + "*") if (path.name + ".").startswith(version + ".")]
        matching.sort(key=lambda path: [int(part) for part in re.findall(r"\d+", path.name)], reverse=True)
        places += [str(path / "bin" / "python") for path in matching]
        launcher = shutil.which("py")
        if launcher:
            listed = output_of([launcher, "-" + version, "-c", "import sys; print(sys.executable)"])
            places += listed.split("\n")[:1] if listed else []
    return places


def output_of(command: list[str]) -> str | None:
    """What a command prints, or None when it is not there or fails; its complaints are not shown."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def ask_python(command: str) -> tuple[Path, tuple[int, int]] | None:
    """The true path and the version of an interpreter, or None when it does not run."""
    question = "import sys; print(sys.executable); print(*sys.version_info[:2])"
    answer = output_of([command, "-c", question])
    if answer is None:
        return None
    path, version = answer.split("\n")[:2]
    major, minor = version.split()
    return Path(path), (int(major), int(minor))


def fingerprint(python: Path, requirements: Path) -> str:
    """What an environment is made from: this checkout, the Python, the pins, and the package's part of pyproject.toml."""
    package = (ROOT / "pyproject.toml").read_bytes().partition(b"\n[tool.")[0]
    digest = hashlib.sha256(requirements.read_bytes() + package).hexdigest()
    return "{}\n{}\n{}\n{}\n".format(ROOT, python, ask_python(str(python)), digest)


def fetch_uv(python: Path, requirements: Path, scratch: Path) -> tuple[Path, dict[str, str]]:
    """Fetch the pinned uv with the pip beside this file; return its path and the environment variables to run it with."""
    if hashlib.sha256(PIP.read_bytes()).hexdigest() != PIP_SHA256:
        raise SetupError("{} is damaged: its hash differs. Restore it from the repository.".format(PIP.name))
    pip = [str(python), "-I", str(PIP / "pip")]
    pinned = scratch / "uv.txt"
    pinned.write_text(pin_of("uv", requirements.read_text(encoding="utf-8")), encoding="utf-8")
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", "--no-warn-script-location"]
    options += ["--root-user-action=ignore", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", *options, "--target", str(scratch / "uv"), "-r", str(pinned)], check=True)
    listing = output_of([*pip, "config", "list"]) or ""
    settings = dict(os.environ, UV_PYTHON_DOWNLOADS="never", UV_NO_PROGRESS="1")
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        settings["UV_COMPILE_BYTECODE"] = "1"  # else every start would compile every package anew
    settings.pop("VIRTUAL_ENV", None)
    for name, value in settings_from_pip(listing).items():
        settings.setdefault(name, value)
    return scratch / "uv" / "bin" / ("uv.exe" if os.name == "nt" else "uv"), settings


def pin_of(package: str, requirements: str) -> str:
    r"""The line of one package, with its hashes, out of a pinned requirement file.

    >>> pin_of("uv", "six==1 \\\n    --hash=sha256:a\nuv==2 \\\n    --hash=sha256:b\n")
    'uv==2 \\\n    --hash=sha256:b\n'
    """
    found = re.search(r"^{}==.*(\n    --hash=.*)+\n".format(re.escape(package)), requirements, re.MULTILINE)
    if found is None:
        raise SetupError("requirements/dev.txt has no pin of {}: run 'make pins'.".format(package))
    return found.group(0)


def settings_from_pip(listing: str) -> dict[str, str]:
    r"""The environment variables for uv from what ``pip config list`` prints; pip's own environment variables win.

    >>> settings_from_pip("global.index-url='one'\n:env:.index-url='two'\nglobal.retries='5'")
    {'UV_DEFAULT_INDEX': 'two'}
    """
    settings = {}
    for line in sorted(listing.splitlines(), key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        variable = UV_SETTINGS.get(name.rpartition(".")[2])
        if variable:
            settings[variable] = " ".join(ast.literal_eval(value).split())
    return settings


def program(folder: Path, name: str) -> Path:
    """The path of a program inside an environment."""
    return folder / "Scripts" / (name + ".exe") if os.name == "nt" else folder / "bin" / name


if __name__ == "__main__":
    sys.exit(main())
