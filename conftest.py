"""What every test run has: the rules on tests that did not run, the browser, the real files, and the proofs' random share."""

import os

from hypothesis import settings

pytest_plugins = (
    "tests.plugins.no_skips",
    "tests.plugins.places",
    "tests.plugins.proof",
    "tests.plugins.sharing",
)

# How long an example takes depends on what else the machine does: no test fails for that. With CI=true the examples are the
# same in every run; elsewhere they are fresh.
settings.register_profile("unhurried", settings.get_profile("ci" if os.environ.get("CI") else "default"), deadline=None)
settings.load_profile("unhurried")
