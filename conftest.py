"""What every test run has: the rules on tests that did not run, the browser, the real files, and the proofs' random share."""

pytest_plugins = (
    "tests.plugins.no_skips",
    "tests.plugins.places",
    "tests.plugins.proof",
    "tests.plugins.sharing",
)
