"""A test that did not run never looks like one that passed."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
TESTS = """
import pytest

def test_runs():
    pass

def test_skipped():
    pytest.skip("no file here")

@pytest.mark.xfail(strict=True)
def test_expected_to_fail():
    assert False
"""
BROWSER = """
import pytest

@pytest.mark.browser
def test_map():
    pytest.skip("no Chromium")
"""


@pytest.fixture(autouse=True)
def plugin(monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("CI", raising=False)
    pytester.makeini("[pytest]\naddopts = -p tests.plugins.no_skips\nmarkers =\n    browser")


def test_elsewhere_a_skip_is_named_and_passes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-rs")
    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["SKIPPED*no file here"])


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "2"]])
def test_in_continuous_integration_a_skip_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, workers: list[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess(*workers)
    result.assert_outcomes(passed=1, failed=1, xfailed=1)
    result.stdout.fnmatch_lines(["*nothing may be skipped. The reason given: no file here*"])


def test_in_continuous_integration_a_skipped_file_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makepyfile("import pytest\npytest.skip('not on this machine', allow_module_level=True)")
    result = pytester.runpytest_subprocess()
    assert result.ret != pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*The reason given: not on this machine*"])


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "2"]])
def test_without_a_browser_the_run_ends_non_zero_and_names_what_did_not_run(
    pytester: pytest.Pytester, workers: list[str]
) -> None:
    pytester.makepyfile(BROWSER)
    result = pytester.runpytest_subprocess(*workers)
    result.assert_outcomes(skipped=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*NOT RUN: no browser*", "*::test_map*"])
