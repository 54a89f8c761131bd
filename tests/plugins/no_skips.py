"""A test that did not run is named; in continuous integration (CI=true) it is a failure.

Outside, skips for lack of a browser still end the run with a non-zero exit code: nobody should read "passed" over maps that
were never opened.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

NOT_RUN: list[str] = []
MESSAGE = "This test was skipped, and with CI=true nothing may be skipped. The reason given: {reason}"


def nothing_may_be_skipped() -> bool:
    """Whether this is a run in which a skip is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test was skipped, without pytest's prefix."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where nothing may be skipped; expected failures stay as they are."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and nothing_may_be_skipped():
        report.outcome = "failed"
        report.longrepr = MESSAGE.format(reason=reason_of(report))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skipped itself while it was collected."""
    report = yield
    if report.skipped and nothing_may_be_skipped():
        report.longrepr = MESSAGE.format(reason=reason_of(report))
        report.outcome = "failed"
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the browser tests that did not run."""
    if report.skipped and "browser" in report.keywords:
        NOT_RUN.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """End with a non-zero exit code when browser tests did not run."""
    if NOT_RUN and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the browser tests that did not run."""
    if NOT_RUN:
        terminalreporter.section("NOT RUN: no browser", red=True)
        for nodeid in NOT_RUN:
            terminalreporter.write_line(nodeid)
